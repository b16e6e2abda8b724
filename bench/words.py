"""What somebody types into the one search box, and what one would ask by hand instead."""

from dataclasses import dataclass

from agencies.models import Person
from cases.models import Case, Identity, Party
from cases.selectors import visible_cases
from supervision.demo import numbers

# Two rare characters that no name and no text of the county has.
NOBODY = "䶮龘"
# The made-up numbers of the first parties (bench/fill/county.py).
COMPANIES, KNOWN = 70_000_000, 200

_PARTY = "AND c.id IN (SELECT p.case_id FROM cases_party p WHERE p.{column} LIKE %s)"
BY_NAME, BY_INITIALS = _PARTY.format(column="name_key"), _PARTY.format(column="name_initials")
BY_NUMBER = "AND %s IN (c.decision_key, c.file_key)"
BY_CODE = (
    "AND c.id IN (SELECT p.case_id FROM cases_party p JOIN cases_identity i"
    " ON i.identifier_hash = p.identifier_hash WHERE i.id = %s)"
)
BY_PLACE, BY_FACTS = "AND c.conduct_place LIKE %s", "AND c.facts LIKE %s"


@dataclass(frozen=True)
class Sought:
    """What is typed; the condition by hand with its value; the status of the answer."""

    typed: str
    terms: str
    value: str | int
    # A whole number leads to its case.
    status: int = 200


def some_case(someone: Person) -> tuple[Case, Party]:
    """A decided case that this person sees, of a party with a long name where there is one."""
    seen = visible_cases(someone).exclude(decision_key="").prefetch_related("parties")[:300]
    pairs = [(case, party) for case in seen for party in case.parties.all()]
    return max(pairs, key=lambda pair: len(pair[1].name_key))


def search_words(someone: Person) -> dict[str, Sought]:
    """Titles and words: some found once, some in thousands of cases, some nowhere."""
    case, party = some_case(someone)
    company = Identity.objects.filter(pk__lte=KNOWN, identifier_type="uscc").earliest("pk")
    code = numbers.credit_code(COMPANIES + company.pk - 1, prefix="91")
    name = party.name_key
    sought = {
        "number": Sought(case.decision_number, BY_NUMBER, case.decision_key, 302),
        "credit code": Sought(code, BY_CODE, company.pk),
        "initials": _like(party.name_initials[-7:-2], BY_INITIALS),
    }
    names = {
        "two characters of a name": name[-7:-5] or name[:2],
        "five characters of a name": name[-7:-2],
        "two common characters": "餐饮",
        "one surname and name": "王伟",
    }
    sought |= {title: _like(typed, BY_NAME) for title, typed in names.items()}
    return sought | {
        "place": _like(case.conduct_place[3:], BY_PLACE),
        "two characters of facts": _like("月饼", BY_FACTS),
        "four characters of facts": _like("散装白酒", BY_FACTS),
        "nothing found": _like(NOBODY, BY_FACTS),
    }


def _like(typed: str, terms: str) -> Sought:
    return Sought(typed, terms, f"%{typed}%")
