"""From cleaned fields to a CaseInput: laws and officers are found, what the form doesn't
show is kept from the recorded case."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from agencies.models import Person
from cases.inputs import (
    ROWS,
    BasisInput,
    CaseInput,
    OfficerInput,
    PartyInput,
)
from cases.models import Law
from cases.parsing.citations import Citation, format_citation, title_key
from cases.selectors.lookup import laws_titled, own_officers

Cleaned = Mapping[str, list[dict[str, Any]]]

# Rows that are read as they are; parties, officers and provisions are looked up.
_PLAIN = {name: ROWS[name] for name in ROWS if name not in {"parties", "officers", "bases"}}


def shown_basis(basis: BasisInput) -> str:
    """A recorded provision as the line of the form that stands for it."""
    if not basis.article:
        return basis.original or f"《{basis.law_title}》"
    return format_citation(
        Citation(basis.law_title, basis.article, basis.sub_article, basis.paragraph, basis.item)
    )


class Reading:
    """Reads the cleaned parts of one form; rows in fault have been left out before."""

    def __init__(
        self,
        actor: Person,
        main: Mapping[str, Any],
        rows: Cleaned,
        current: CaseInput | None,
    ) -> None:
        self._actor, self._main, self._rows, self._current = actor, main, rows, current

    def case(self) -> CaseInput:
        """The case as typed, with whatever the form doesn't show as it was."""
        names = {field.name for field in fields(CaseInput)}
        values = {name: value for name, value in self._main.items() if name in names}
        values.setdefault("cause", "")
        for name, kind in _PLAIN.items():
            values[name] = tuple(kind(**row) for row in self._rows[name])
        values["parties"] = tuple(self._parties())
        values["officers"] = tuple(self._officers())
        values["bases"] = tuple(self._bases())
        if self._current is None:
            return CaseInput(**values)
        return replace(self._current, **values, missing=self._still_missing(values))

    def _recorded(self, section: str) -> dict[int | None, Any]:
        rows = getattr(self._current, section) if self._current else ()
        return {row.id: row for row in rows}

    def _parties(self) -> Iterator[PartyInput]:
        """Identifier and phone aren't shown when correcting; left empty, they stay."""
        recorded = self._recorded("parties")
        for row in self._rows["parties"]:
            party = PartyInput(**row)
            before = recorded.get(party.id)
            if before and not party.identifier:
                kind = party.identifier_type or before.identifier_type
                party = replace(party, identifier=before.identifier, identifier_type=kind)
            if before and not party.phone:
                party = replace(party, phone=before.phone)
            yield party

    def _officers(self) -> Iterator[OfficerInput]:
        rows, recorded = self._rows["officers"], self._recorded("officers")
        people = own_officers(self._actor, {row["name"] for row in rows})
        for row in rows:
            before = recorded.get(row["id"])
            if before and before.person and before.name == row["name"]:
                person = before.person
            else:
                person = _chosen(people, row)
            certificate = row["certificate_no"] or (person.certificate_no if person else "")
            yield OfficerInput(
                id=row["id"], person=person, name=row["name"], certificate_no=certificate
            )

    def _bases(self) -> Iterator[BasisInput]:
        rows, recorded = self._rows["bases"], self._recorded("bases")
        titles = {cited.law_title for row in rows for cited in row["provisions"]}
        laws = laws_titled(titles)
        for row in rows:
            before = recorded.get(row["id"])
            if before and shown_basis(before) == row["citation"]:
                yield replace(before, use=row["use"])
                continue
            for position, cited in enumerate(row["provisions"]):
                own = row["id"] if position == 0 else None
                yield _basis(cited, row["use"], own, laws.get(title_key(cited.law_title)))

    def _still_missing(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        assert self._current is not None  # only asked when correcting
        filled = {name for name, value in values.items() if value}
        if all(party.name for party in values["parties"]):
            filled.add("party_name")
        return tuple(name for name in self._current.missing if name not in filled)


def _chosen(people: list[Person], row: Mapping[str, Any]) -> Person | None:
    """The person chosen from the list; without a choice, the only one of that name."""
    same = [person for person in people if person.name == row["name"]]
    chosen = [person for person in same if person.pk == row["person"]]
    if chosen or len(same) == 1:
        return (chosen or same)[0]
    return None


def _basis(cited: Citation, use: str, row_id: int | None, law: Law | None) -> BasisInput:
    return BasisInput(
        id=row_id,
        use=use,
        law=law,
        law_title=law.title if law else cited.law_title,
        article=cited.article or None,
        sub_article=cited.sub,
        paragraph=cited.paragraph,
        item=cited.item,
        original=format_citation(cited) if cited.article else f"《{cited.law_title}》",
    )
