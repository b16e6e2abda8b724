"""Who is there, and what each may see."""

from tests.leaks.planted import FOLLOWER, GRADE_2, GRADE_3, POINTER

MARKET = frozenset({"clerk", "clerk_b", "leader", "legal_reviewer"})
MARKET_WRITERS = MARKET - {"legal_reviewer"}
URBAN = frozenset({"urban_clerk", "urban_leader"})
TOWNSHIP = frozenset({"township_clerk"})
PROCURATORS = frozenset({"procurator", "procurator_low", "chief_procurator"})
RECORDING = MARKET_WRITERS | URBAN | TOWNSHIP
READERS = PROCURATORS | {
    "police_intake", "judge", "justice_officer", "discipline_officer", "coordinator",
}  # fmt: skip
SEES_CASES = MARKET | URBAN | TOWNSHIP | READERS
ADMINS = frozenset({"system_admin", "security_admin", "audit_admin"})
EVERYBODY = SEES_CASES | ADMINS

SHARED_LEVELS = {
    **dict.fromkeys(MARKET, GRADE_3),
    "procurator": GRADE_3,
    "chief_procurator": GRADE_3,
    "procurator_low": GRADE_2,  # the agreement allows L3, their clearance L2
    "justice_officer": GRADE_2,  # their clearance is L3, the agreement allows L2
    "discipline_officer": GRADE_3,
    "judge": POINTER,
    "coordinator": FOLLOWER,
}
SHARED_WITH_ALL = ("shared", "noted", "unserved")
OWN_LEVELS = dict.fromkeys(MARKET, GRADE_3)
