"""What was accepted, as cases: laws by title, matters by code, officers by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import Person
from cases.inputs import CHILDREN, ROWS, BasisInput, CaseInput, OfficerInput
from cases.models import BasisUse, Law, Matter
from cases.parsing.citations import Citation, format_citation, title_key
from cases.selectors.lookup import laws_titled, matters_coded, own_officers
from cases.services.bring import Brought
from cases.services.push import Pushed

_KEYS = frozenset({"system", "external_id", "if_version"})
Values = Mapping[str, Any]


@dataclass
class Known:
    """What the cases of one request refer to, looked up at once."""

    laws: dict[str, Law] = field(default_factory=dict)
    matters: dict[str, Matter] = field(default_factory=dict)
    officers: dict[tuple[str, str], Person] = field(default_factory=dict)

    @classmethod
    def of(cls, actor: Person, items: Sequence[Values]) -> "Known":
        """Three queries, however many items."""
        titles = {
            title for item in items for row in item.get("bases", ()) for title in _titles(row)
        }
        codes = {item["matter"] for item in items if item.get("matter")}
        names = {row["name"] for item in items for row in item.get("officers", ())}
        people = own_officers(actor, names)
        return cls(
            laws=laws_titled(titles),
            matters=matters_coded(codes),
            officers={(p.name, p.certificate_no): p for p in people if p.certificate_no},
        )


def _titles(row: Values) -> list[str]:
    return [cited.law_title for cited in row["cited"]] if "cited" in row else [row["law_title"]]


def unknown_matter(item: Values, known: Known) -> dict[str, list[str]]:
    """What is wrong with the matter of an item, by field."""
    code = item.get("matter")
    if code and code not in known.matters:
        return {"matter": [_("没有编码为“%s”的处罚事项。") % code]}
    return {}


def pushed(item: Values, known: Known) -> Pushed:
    """An item as it is brought; only the fields that were sent count as given."""
    said = {name: value for name, value in item.items() if name not in _KEYS}
    given = frozenset(said)
    if said.get("matter"):
        said["matter"] = known.matters[said["matter"]]
    else:
        said.pop("matter", None)
    if "missing" in said:
        said["missing"] = tuple(sorted(said["missing"]))
    for name in CHILDREN:
        if name in said:
            said[name] = tuple(_rows(name, said[name], known))
    data = CaseInput(**{"cause": "", **said})
    brought = Brought(data=data, given=given, external=(item["system"], item["external_id"]))
    return Pushed(brought, item.get("if_version"))


def _rows(name: str, rows: Sequence[Values], known: Known) -> list[Any]:
    if name == "bases":
        return [basis for row in rows for basis in _bases(row, known)]
    if name == "officers":
        return [_officer(row, known) for row in rows]
    kind = ROWS[name]
    return [kind(**row) for row in rows]


def _officer(row: Values, known: Known) -> OfficerInput:
    who = known.officers.get((row["name"], row.get("certificate_no", "")))
    return OfficerInput(person=who, **row)


def _bases(row: Values, known: Known) -> list[BasisInput]:
    if "cited" not in row:
        return [BasisInput(law=known.laws.get(title_key(row["law_title"])), **row)]
    use = row.get("use", BasisUse.PENALISED)
    return [_cited(citation, known, use) for citation in row["cited"]]


def _cited(citation: Citation, known: Known, use: str) -> BasisInput:
    return BasisInput(
        law=known.laws.get(title_key(citation.law_title)),
        law_title=citation.law_title[:200],
        article=citation.article,
        sub_article=citation.sub,
        paragraph=citation.paragraph,
        item=citation.item,
        original=format_citation(citation)[:300],
        use=use,
    )
