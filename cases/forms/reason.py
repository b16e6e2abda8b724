"""Why a case is corrected, and which version was being looked at."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.fields import TypedForm, text
from cases.models import CaseRevision


class ReasonForm(TypedForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = text(CaseRevision, "reason", rows=2, help_text=_("更正原因与更正前的内容一并留存"))
