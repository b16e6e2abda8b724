"""Conditions on who is registered as a suspect, and what may be done to them."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from cases.models import Party, PartyKind
from cases.selectors.identities import known_parties
from cases.services.children import identifier_hash
from referrals.flows.suspect import KIND, NAME, RELATION
from referrals.models import Referral
from referrals.policies import visible_rows
from referrals.registry import Move, condition
from referrals.suspects import suspect_of

_NO_MEASURE = "none"


def _again() -> str:
    return _("该犯罪嫌疑人已经登记。")


def _is_party() -> str:
    return _("该人员（单位）是案件当事人，请从当事人中选择。")


@condition("suspect_once", typed=True)
def suspect_once(move: Move) -> str:
    """One track for each suspect."""
    referral = move.referral
    others = Referral.objects.filter(flow=referral.flow, parent=referral.parent_id)
    others = others.exclude(pk=referral.pk)
    if referral.party_id is not None:
        again = others.filter(party=referral.party_id) | _numbered(move, others)
    else:
        said = {f"values__{name}": move.values.get(name) for name in (NAME, KIND)}
        namesakes = others.filter(party__isnull=True, **said)
        if move.number is not None:
            # Of one name and two numbers there are two of them.
            namesakes = namesakes.filter(named_suspect__isnull=True)
        again = namesakes | _numbered(move, others)
    return _again() if again.exists() else ""


def _numbered(move: Move, others: QuerySet[Referral]) -> QuerySet[Referral]:
    """Those of the same number, among what the actor may see: of others nothing is hinted."""
    if move.number is not None:
        sought = identifier_hash(move.number.text)
    else:
        sought = move.referral.party.identifier_hash if move.referral.party else ""
    if not sought or move.actor is None:
        return others.none()
    mine = visible_rows(move.actor).filter(referral=OuterRef("pk"))
    same = Q(named_suspect__identifier_hash=sought) | Q(party__identifier_hash=sought)
    return others.filter(same, Exists(mine))


@condition("suspect_is_no_party")
def suspect_is_no_party(move: Move) -> str:
    """The number of a party stands in the case, and is corrected there."""
    if move.referral.party_id is None:
        return ""
    return _("嫌疑人是案件当事人，证件号码在案件中登记、更正。")


@condition("number_is_new", typed=True)
def number_is_new(move: Move) -> str:
    """It is neither that of a party of this case nor that of another suspect, as far as the actor
    sees."""
    tracks = Referral.objects.filter(flow=move.referral.flow, parent=move.referral.parent_id)
    if _numbered(move, tracks.exclude(pk=move.referral.pk)).exists():
        return _again()
    return _as_party(move)


def _as_party(move: Move) -> str:
    """Whether the number is that of a party of the case, whose name the actor sees."""
    if move.number is None or move.actor is None:
        return ""
    known = known_parties(move.actor).filter(case=move.referral.case_id)
    same = known.filter(identifier_hash=identifier_hash(move.number.text))
    return _is_party() if same.exists() else ""


@condition("suspect_named", typed=True)
def suspect_named(move: Move) -> str:
    """Either a party of the case, or somebody who is none: with everything that says who."""
    typed = [name for name in (NAME, KIND, RELATION) if move.values.get(name)]
    if move.referral.party_id is not None:
        other = typed or move.number is not None
        return _("选择了案件当事人的，不再填写其他人员（单位）。") if other else ""
    if len(typed) < 3:
        return _("请选择案件当事人；不是当事人的，填写姓名（名称）、类别和与案件的关系。")
    parties = Party.objects.filter(case=move.referral.case_id, name=move.values[NAME])
    if parties.filter(kind=move.values[KIND]).exists():
        return _is_party()
    return _as_party(move)


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
