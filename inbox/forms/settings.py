"""What a person wants to be told, and where."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inbox.models import DigestWish, Every


class SettingsForm(forms.Form):
    """The page 通知设置; the address only where mail is switched on."""

    every = forms.ChoiceField(
        label=gettext_lazy("摘要"), choices=Every.choices, widget=forms.RadioSelect
    )
    mail = forms.EmailField(label=gettext_lazy("工作邮箱"), required=False, max_length=254)

    def __init__(self, *args: Any, wish: DigestWish | None) -> None:
        super().__init__(*args)
        self.initial = {
            "every": wish.every if wish else Every.OFF,
            "mail": wish.mail if wish else "",
        }
        if not settings.MAIL_ENABLED:
            del self.fields["mail"]
        elif settings.MAIL_DOMAINS:
            names = _("、").join(settings.MAIL_DOMAINS)
            words = _("只能是这些域名的邮箱：%(names)s；留空则只在平台内显示")
            self.fields["mail"].help_text = words % {"names": names}
        else:
            self.fields["mail"].help_text = _("留空则只在平台内显示")

    def clean_mail(self) -> str:
        mail = str(self.cleaned_data["mail"])
        domain = mail.rpartition("@")[2].lower()
        if mail and settings.MAIL_DOMAINS and domain not in settings.MAIL_DOMAINS:
            words = _("请填写工作邮箱，%(domain)s 不在允许的域名之内。")
            raise ValidationError(words % {"domain": domain})
        return mail
