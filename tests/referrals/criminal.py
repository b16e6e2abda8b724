"""A criminal handover as far as a test of what follows needs it, with a case not decided yet."""

from typing import Any

from cases.models import Case, CaseAccess
from cases.services import record_case
from deadlines.models import Clock
from documents.models import Delivery
from documents.services import lay, sign_for
from referrals.models import Referral
from tests.cases.factory import investigation
from tests.referrals.county import County
from tests.referrals.driving import begun, go


def undecided(county: County) -> County:
    """With a case of which nothing is decided."""
    county.case = record_case(actor=county.clerk, data=investigation())
    return county


def sent(county: County) -> Referral:
    handover = begun(county, "forward", "clerk", "suspect")
    go(county, handover, "clerk", "report")
    go(county, handover, "leader", "approve")
    return go(county, handover, "clerk", "hand_over")


def under_review(county: County, **said: Any) -> Referral:
    said = {"economic": "no", "competence": "own", "complete": "yes"} | said
    return go(county, sent(county), "police_intake", "sign", **said)


def refused(county: County) -> Referral:
    return go(county, under_review(county), "police_leader", "not_file")


def filed(county: County) -> Referral:
    return go(county, under_review(county), "police_leader", "file")


def suspect_of(county: County, handover: Referral) -> Referral:
    """The track of the first party."""
    party = county.case.parties.get()
    roots = {"parent_id": handover.pk, "party_id": party.pk}
    return begun(county, "suspect", "police_handler", roots=roots)


def supervised(county: County, handover: Referral, subject: str = "not_filed") -> Referral:
    """The procuratorate has asked the police why."""
    roots = {"parent_id": handover.pk}
    supervision = begun(county, "filing_supervision", "procurator", "open", roots=roots)
    return go(county, supervision, "chief_procurator", "demand_reasons", subject=subject)


def told_to_file(county: County, supervision: Referral, **said: Any) -> Referral:
    go(county, supervision, "police_leader", "explain")
    go(county, supervision, "chief_procurator", "order_filing")
    return go(county, supervision, "police_leader", "file", **said)


def state(referral: Referral) -> str:
    return Referral.objects.values_list("state", flat=True).get(pk=referral.pk)


def clocks(referral: Referral) -> dict[str, Clock]:
    """The periods that run, by rule."""
    found = Clock.objects.filter(
        subject_type="referral", subject_id=referral.pk, closed_on__isnull=True, void=False
    )
    return {clock.rule_key: clock for clock in found}


def outcome(county: County) -> str:
    return str(Case.objects.values_list("outcome", flat=True).get(pk=county.case.pk))


def access(county: County, agency: str) -> tuple[str, int] | None:
    """By what profile and up to which grade an agency sees the case."""
    rows = CaseAccess.objects.filter(
        content_object=county.case, group=county.agencies[agency].group_id
    )
    return rows.values_list("profile", "grade_ceiling").first()


def signed_for(county: County, referral: Referral, who: str) -> None:
    """What came with the last step is laid on the desk of this person's agency and signed for."""
    person = county.people[who]
    paper = referral.steps.order_by("-number").values_list("document_id", flat=True)[0]
    delivery = Delivery.objects.get(document=paper or 0, receiver=person.agency_id)
    lay({"delivery_id": delivery.pk})
    sign_for(actor=person, delivery_id=delivery.pk)
