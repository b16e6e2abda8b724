"""What a typed name stands for, and the case that somebody wants to correct."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from agencies.models import Person
from cases.models import Case, CaseRevision, ExternalKey, Law, Matter
from cases.parsing.citations import title_key
from cases.policies import access_of, may_change, may_record, sees_cases
from cases.selectors.rows import unpack_rows, with_rows
from cases.selectors.suggest import suggest_matters
from cases.selectors.visibility import visible_cases

STATE = "中华人民共和国"


def find_matters(actor: Person, *, text: str, code: str = "") -> list[Matter]:
    """The matter that was chosen or is called exactly so, else those that come near.

    `code` counts only while `text` still is that matter's name.
    """
    if not sees_cases(actor):
        return []
    exact = list(Matter.objects.filter(Q(name=text) | Q(code=text)).order_by("-is_current", "code"))
    chosen = [matter for matter in exact if matter.code == code]
    if chosen or len(exact) == 1:
        return chosen or exact
    current = [matter for matter in exact if matter.is_current]
    return current or list(suggest_matters(actor, text))


def laws_titled(titles: Iterable[str]) -> dict[str, Law]:
    """Laws by title_key of their title, short title or alias, for the titles asked."""
    keys = {title_key(title) for title in titles}
    full = {STATE + key for key in keys}
    if not keys:
        return {}
    known = Q(title__in=keys | full) | Q(short_title__in=keys) | Q(aliases__overlap=list(keys))
    found: dict[str, Law] = {}
    for law in Law.objects.filter(known):
        for name in (*law.aliases, law.short_title, law.title):
            found[title_key(name)] = law
    return {key: law for key, law in found.items() if key in keys}


def matters_coded(codes: Collection[str]) -> dict[str, Matter]:
    """Matters by their code, for the codes asked; public like the laws."""
    return {m.code: m for m in Matter.objects.filter(code__in=codes)} if codes else {}


def case_of_key(actor: Person, system: str, external_id: str) -> int | None:
    """The case that a system of the actor's agency knows by this number, or None."""
    rows = ExternalKey.objects.filter(
        agency_id=actor.agency_id, system=system, external_id=external_id
    )
    return rows.values_list("case_id", flat=True).first()


def own_officers(actor: Person, names: Collection[str]) -> list[Person]:
    """Active people of the actor's own agency who bear one of these names."""
    if not may_record(actor) or not names:
        return []
    return list(
        Person.objects.filter(agency=actor.agency, is_active=True, is_system=False, name__in=names)
    )


def case_to_correct(actor: Person, case_id: int, *, rows: Collection[str] = ()) -> Case | None:
    """A case that the actor may correct, with these rows; None for everybody else."""
    if not may_record(actor):
        return None
    visible = visible_cases(actor).select_related("matter", "owner").filter(pk=case_id)
    case = with_rows(visible, rows).first()
    access = access_of(actor, case_id) if case else None
    return unpack_rows(case, rows) if case and access and may_change(actor, access) else None


def corrections_since(case: Case, version: int) -> QuerySet[CaseRevision]:
    """Who corrected the case after this version, latest first."""
    rows = case.revisions.filter(version__gte=version).select_related("person")
    return rows.order_by("-version")
