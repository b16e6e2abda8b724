"""Rows for what follows a decision: deferral, steps towards enforcement, remedies."""

from django.utils.translation import gettext_lazy as _

from cases.forms.fields import CHOOSE, choice, day, text
from cases.forms.rows import RowForm
from cases.models import Deferral, ExecutionStep, Remedy


class DeferralForm(RowForm):
    approved_on = day(Deferral, "approved_on", required=True)
    plan_end = day(Deferral, "plan_end", required=True)
    plan = text(Deferral, "plan", required=False)


class StepForm(RowForm):
    kind = choice(ExecutionStep, "kind", first=CHOOSE)
    done_on = day(ExecutionStep, "done_on", required=True)
    number = text(ExecutionStep, "number", required=False)


class RemedyForm(RowForm):
    kind = choice(Remedy, "kind", first=CHOOSE)
    body = text(Remedy, "body")
    number = text(Remedy, "number", required=False)
    filed_on = day(Remedy, "filed_on", required=True)
    decided_on = day(Remedy, "decided_on")
    outcome = choice(Remedy, "outcome", first=("", _("尚未审结")), required=False)
