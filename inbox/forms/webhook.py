"""Where an agency's own system is told how much waits."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from inbox.models import Webhook
from inbox.sending.addresses import checked


class WebhookForm(forms.Form):
    """The address, which must be on one of the hosts that the operator allows."""

    url = forms.CharField(
        label=_("地址"),
        max_length=300,
        help_text=_("http 或者 https 开头，主机须在系统参数 WEBHOOK_HOSTS 之内"),
    )
    is_active = forms.BooleanField(label=_("启用"), required=False, initial=True)
    new_secret = forms.BooleanField(
        label=_("更换签名密钥"),
        required=False,
        help_text=_("更换后请接收方立即改用新密钥；首次保存时自动生成"),
    )

    def __init__(self, *args: Any, webhook: Webhook | None) -> None:
        super().__init__(*args)
        if webhook is None:
            del self.fields["new_secret"]
        else:
            self.initial = {"url": webhook.url, "is_active": webhook.is_active}

    def clean_url(self) -> str:
        try:
            return checked(str(self.cleaned_data["url"]).strip())
        except ValueError as error:
            raise ValidationError(str(error)) from error
