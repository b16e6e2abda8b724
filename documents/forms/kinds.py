"""Choosing the kind of a paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.fields import offer
from agencies.models import Person
from documents.kinds import KINDS
from documents.policies import may_draft
from documents.registry import is_bound


class KindForm(forms.Form):
    """The kinds that the actor's agency issues, without those that flows sign."""

    kind = forms.ChoiceField(label=_("文书种类"))

    def __init__(self, *args: Any, actor: Person) -> None:
        super().__init__(*args)
        known = [
            (key, kind.name)
            for key, kind in KINDS.items()
            if may_draft(actor, kind) and not is_bound(key)
        ]
        offer(self, "kind", [("", _("请选择")), *known])
