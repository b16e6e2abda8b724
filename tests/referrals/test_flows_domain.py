"""The states and edges of domain/2-workflows.md, one by one, are in the tables.

Names in capitals are those of the reference. What the reference keeps in the case itself
(ADMIN_CASE, DECIDED, SERVED) has no state here; where an act of its own was missing (签收), the
edge goes through it.
"""

import pytest

from referrals.flows import FLOWS

Edge = tuple[str, str]

CLUE: dict[str, Edge] = {
    "– draft DRAFT": ("", "draft"),
    "DRAFT submit UNIT_REVIEW": ("draft", "unit_review"),
    "UNIT_REVIEW approve SENT": ("unit_review", "sent"),
    "UNIT_REVIEW return DRAFT": ("unit_review", "draft"),
    "SENT sign RECEIVED": ("sent", "received"),
    "SENT not competent RETURNED": ("sent", "returned"),
    "RECEIVED assign IN_REVIEW": ("received", "in_review"),
    "IN_REVIEW ask for more SUPPLEMENT": ("in_review", "supplement"),
    "SUPPLEMENT IN_REVIEW": ("supplement", "in_review"),
    "IN_REVIEW accept CASE_OPENED": ("in_review", "case_opened"),
    "IN_REVIEW not accept REJECTED": ("in_review", "rejected"),
    "IN_REVIEW re-route FORWARDED": ("in_review", "forwarded"),
    "CASE_OPENED result FEEDBACK_GIVEN": ("case_opened", "feedback_given"),
    "any objects DISPUTED": ("in_review", "disputed"),
    "any objects DISPUTED, rejected": ("rejected", "disputed"),
    "FEEDBACK_GIVEN close CLOSED": ("feedback_given", "closed"),
    "REJECTED close CLOSED": ("rejected", "closed"),
}
FORWARD: dict[str, Edge] = {
    "ADMIN_CASE suspect CF_TEAM": ("", "team"),
    "CF_TEAM report CF_APPROVAL": ("team", "approval"),
    "CF_APPROVAL approve CF_APPROVED": ("approval", "approved"),
    "CF_APPROVAL refuse CF_REFUSED": ("approval", "refused"),
    "CF_APPROVED hand over CF_SENT": ("approved", "sent"),
    "CF_SENT copy (side)": ("sent", "sent"),
    "CF_SENT sign CF_RECEIVED": ("sent", "received"),
    "CF_RECEIVED incomplete CF_SUPPLEMENT": ("received", "supplement"),
    "CF_SUPPLEMENT CF_RECEIVED": ("supplement", "received"),
    "CF_RECEIVED other PSB CF_FORWARDED": ("received", "forwarded"),
    "CF_FORWARDED sign": ("forwarded", "received"),
    "CF_RECEIVED not police CF_RETURNED": ("received", "returned"),
    "CF_RECEIVED needs evidence CF_SUPP_INVEST": ("received", "supplementary_investigation"),
    "CF_SUPP_INVEST CF_RECEIVED": ("supplementary_investigation", "received"),
    "CF_RECEIVED extend CF_RECEIVED": ("received", "received"),
    "CF_RECEIVED file FILED": ("received", "filed"),
    "CF_RECEIVED not file NOT_FILED": ("received", "not_filed"),
    "NOT_FILED ask recon RECON": ("not_filed", "reconsideration"),
    "RECON decide FILED": ("reconsideration", "filed"),
    "RECON decide NOT_FILED_FINAL": ("reconsideration", "not_filed_final"),
    "NOT_FILED propose supervision FS_OPEN": ("not_filed", "supervised"),
    "NOT_FILED_FINAL propose supervision FS_OPEN": ("not_filed_final", "supervised"),
    "FS filed": ("supervised", "filed"),
    "FS closed": ("supervised", "not_filed_final"),
    "NOT_FILED penalise ADMIN_CASE": ("not_filed", "admin_resumed"),
    "NOT_FILED_FINAL penalise ADMIN_CASE": ("not_filed_final", "admin_resumed"),
    "CF_REFUSED penalise ADMIN_CASE": ("refused", "admin_resumed"),
    "FILED withdraw WITHDRAWN": ("filed", "withdrawn"),
    "WITHDRAWN back to the agency": ("withdrawn", "admin_resumed"),
}
GOODS: dict[str, Edge] = {
    "FILED goods": ("listed", "sent"),
    "GOODS_HANDED": ("sent", "handed"),
}
SUSPECT: dict[str, Edge] = {
    "FILED progress": ("", "investigated"),
    "ARREST_REQ": ("investigated", "arrest_requested"),
    "ARREST": ("arrest_requested", "arrested"),
    "NO_ARREST": ("arrest_requested", "not_arrested"),
    "PROS_REQ after arrest": ("arrested", "prosecution_requested"),
    "PROS_REQ without arrest": ("not_arrested", "prosecution_requested"),
    "PROSECUTED": ("prosecution_requested", "prosecuted"),
    "NOT_PROSECUTED": ("prosecution_requested", "not_prosecuted"),
    "JUDGED": ("prosecuted", "judged"),
}
FILING_SUPERVISION: dict[str, Edge] = {
    "FS_OPEN": ("", "opened"),
    "FS_OPEN REQ_EXPLAIN": ("opened", "reasons_demanded"),
    "REQ_EXPLAIN EXPLAINED": ("reasons_demanded", "explained"),
    "EXPLAINED REASON_OK": ("explained", "reasons_accepted"),
    "REASON_OK notify CLOSED": ("reasons_accepted", "closed"),
    "EXPLAINED REASON_BAD NOTICE_TO_FILE": ("explained", "filing_ordered"),
    "NOTICE_TO_FILE FILED": ("filing_ordered", "filed"),
    "FILED chase": ("filed", "filed"),
    "not filed 纠正违法通知书": ("filing_ordered", "correction"),
    "纠正违法通知书 report up": ("correction", "reported_up"),
    "565 撤案通知 recon": ("withdrawal_ordered", "withdrawal_reconsidered"),
    "565 recheck": ("withdrawal_upheld", "withdrawal_rechecked"),
    "554 corr_review": ("correction", "correction_objected"),
}
REVERSE: dict[str, Edge] = {
    "NOT_PROSECUTED internal pass RV_INTAKE": ("", "intake"),
    "RV_INTAKE register RV_REVIEW": ("intake", "review"),
    "RV_REVIEW suspend RV_SUSPENDED": ("review", "suspended"),
    "RV_SUSPENDED RV_REVIEW": ("suspended", "review"),
    "RV_REVIEW no penalty RV_ENDED": ("review", "ended"),
    "RV_REVIEW penalty RV_OPINION": ("review", "opinion"),
    "RV_OPINION signed for": ("opinion", "served"),
    "RV_OPINION accepts RV_ACCEPTED": ("served", "accepted"),
    "RV_OPINION disagrees RV_DISPUTED": ("served", "disputed"),
    "RV_ACCEPTED result RV_REPLIED": ("accepted", "replied"),
    "RV_OPINION no reply RV_ESCALATED": ("served", "escalated"),
}
REVERSE_DIRECT: dict[str, Edge] = {
    "from police or court": ("", "sent"),
    "signed for": ("sent", "received"),
    "taken on": ("received", "accepted"),
    "result": ("accepted", "replied"),
}
NON_LITIGATION: dict[str, Edge] = {
    "SERVED overdue OVERDUE": ("", "overdue"),
    "SERVED pay PERFORMED": ("overdue", "performed"),
    "SERVED deferral DEFERRED": ("overdue", "deferred"),
    "DEFERRED overdue OVERDUE": ("deferred", "overdue"),
    "SERVED IN_REMEDY": ("overdue", "in_remedy"),
    "OVERDUE remind": ("overdue", "reminding"),
    "REMINDED": ("reminding", "reminded"),
    "REMINDED ready READY_TO_APPLY": ("reminded", "ready"),
    "READY_TO_APPLY apply APPLIED": ("ready", "applied"),
    "APPLIED signed for": ("applied", "received"),
    "APPLIED ACCEPTED": ("received", "accepted"),
    "APPLIED NOT_ACCEPTED": ("received", "not_accepted"),
    "NOT_ACCEPTED recon HIGHER_RECON": ("not_accepted", "higher_reconsideration"),
    "HIGHER_RECON ACCEPTED": ("higher_reconsideration", "accepted"),
    "HIGHER_RECON FINAL_REFUSED": ("higher_reconsideration", "final_refused"),
    "ACCEPTED GRANTED": ("accepted", "granted"),
    "ACCEPTED DENIED": ("accepted", "denied"),
    "DENIED recon HIGHER_RECON2": ("denied", "higher_reconsideration_denial"),
    "HIGHER_RECON2 granted": ("higher_reconsideration_denial", "granted"),
    "HIGHER_RECON2 denied": ("higher_reconsideration_denial", "final_denied"),
    "GRANTED execute EXECUTING": ("granted", "executing"),
    "GRANTED 裁执分离": ("granted", "executing_government"),
    "EXECUTING EXECUTED": ("executing", "executed"),
    "EXECUTING SUSPENDED": ("executing", "suspended"),
    "EXECUTING TERM_THIS": ("executing", "this_run_ended"),
    "EXECUTING TERMINATED": ("executing", "terminated"),
    "EXECUTING SETTLED": ("executing", "settled"),
    "SUSPENDED EXECUTING": ("suspended", "executing"),
    "TERM_THIS EXECUTING": ("this_run_ended", "executing"),
    "REMINDED own power": ("reminded", "own_enforcing"),
}
CONSULTATION: dict[str, Edge] = {
    "ASKED": ("", "asked"),
    "ANSWERED": ("asked", "answered"),
    "ANSWERED again": ("answered", "answered"),
    "FOLLOW_UP": ("answered", "follow_up"),
    "CLOSED": ("follow_up", "closed"),
}
EARLY_INTERVENTION: dict[str, Edge] = {
    "REQUESTED": ("", "requested"),
    "AGREED": ("requested", "agreed"),
    "DECLINED": ("requested", "declined"),
    "ON_SITE/REVIEWING": ("agreed", "reviewing"),
    "OPINION_GIVEN": ("reviewing", "opinion_given"),
    "LINKED_TO_TRANSFER": ("opinion_given", "linked"),
    "CLOSED": ("linked", "closed"),
}
WANTED = {
    "clue": CLUE,
    "forward": FORWARD,
    "goods": GOODS,
    "suspect": SUSPECT,
    "filing_supervision": FILING_SUPERVISION,
    "reverse": REVERSE,
    "reverse_direct": REVERSE_DIRECT,
    "non_litigation": NON_LITIGATION,
    "consultation": CONSULTATION,
    "early_intervention": EARLY_INTERVENTION,
}
ROWS = [(flow, row, edge) for flow, rows in WANTED.items() for row, edge in rows.items()]


@pytest.mark.parametrize(
    ("flow", "edge"),
    [(flow, edge) for flow, _row, edge in ROWS],
    ids=[f"{flow}: {row}" for flow, row, _edge in ROWS],
)
def test_the_reference_s_edge_is_in_the_table(flow: str, edge: Edge) -> None:
    assert edge in FLOWS[flow].edges()


def test_every_flow_but_the_confidential_one_is_compared() -> None:
    assert {*WANTED} == FLOWS.keys() - {"discipline"}


def test_an_economic_review_is_prolonged_twice_and_another_once() -> None:
    staying = [
        t
        for t in FLOWS["forward"].transitions
        if (t.sources, t.target) == (("received",), "received")
    ]
    names = {each.name for each in staying}
    assert {"verify", "extend_complex", "extend_economic", "extend_economic_again"} <= names
