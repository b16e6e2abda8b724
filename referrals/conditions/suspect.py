"""Conditions on who is registered as a suspect, and what may be done to them."""

from django.utils.translation import gettext as _

from cases.models import Party, PartyKind
from referrals.flows.suspect import KIND, NAME, RELATION
from referrals.models import Referral
from referrals.registry import Move, condition
from referrals.suspects import suspect_of

_NO_MEASURE = "none"


@condition("suspect_once", typed=True)
def suspect_once(move: Move) -> str:
    """One track for each suspect."""
    referral = move.referral
    others = Referral.objects.filter(flow=referral.flow, parent=referral.parent_id)
    others = others.exclude(pk=referral.pk)
    if referral.party_id is not None:
        again = others.filter(party=referral.party_id)
    else:
        said = {f"values__{name}": move.values.get(name) for name in (NAME, KIND)}
        again = others.filter(party__isnull=True, **said)
    return _("该犯罪嫌疑人已经登记。") if again.exists() else ""


@condition("suspect_named", typed=True)
def suspect_named(move: Move) -> str:
    """Either a party of the case, or somebody who is none: with everything that says who."""
    typed = [name for name in (NAME, KIND, RELATION) if move.values.get(name)]
    if move.referral.party_id is not None:
        return _("选择了案件当事人的，不再填写其他人员（单位）。") if typed else ""
    if len(typed) < 3:
        return _("请选择案件当事人；不是当事人的，填写姓名（名称）、类别和与案件的关系。")
    parties = Party.objects.filter(case=move.referral.case_id, name=move.values[NAME])
    if parties.filter(kind=move.values[KIND]).exists():
        return _("该人员（单位）是案件当事人，请从当事人中选择。")
    return ""


@condition("measure_fits", typed=True)
def measure_fits(move: Move) -> str:
    """刑事诉讼法 Art. 66, 82: measures of restraint are for people, and each has its day."""
    measure = move.values.get("measure", _NO_MEASURE)
    if measure == _NO_MEASURE:
        return ""
    if _is_unit(move):
        return _("单位不适用强制措施，请选择“未采取”。")
    return "" if move.values.get("measure_on") else _("采取强制措施的，请填写采取的日期。")


@condition("suspect_is_person")
def suspect_is_person(move: Move) -> str:
    """A unit can be neither restrained nor arrested."""
    return _("单位不适用强制措施和逮捕。") if _is_unit(move) else ""


def _is_unit(move: Move) -> bool:
    """A sole trader isn't: its operator answers in person."""
    fresh = move.referral.pk is None
    suspect = suspect_of(move.referral, move.values if fresh else None)
    return suspect is not None and suspect.kind == PartyKind.ORGANISATION
