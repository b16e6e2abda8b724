"""What the rows of one file need to know, looked up once per name."""

from cases.importing.rows import Own, Reference
from cases.models import ImportSession, Law, Matter
from cases.parsing.citations import title_key
from cases.parsing.headings import Column
from cases.selectors.known_articles import KnownArticles
from cases.selectors.lookup import laws_titled


class Known:
    """Laws and matters by name; each name costs one query, however many rows have it."""

    def __init__(self) -> None:
        self._laws: dict[str, Law | None] = {}
        self._matters: dict[str, Matter | None] = {}

    def law(self, title: str) -> Law | None:
        """The law of this title, short title or alias."""
        key = title_key(title)
        if key not in self._laws:
            self._laws[key] = laws_titled([title]).get(key)
        return self._laws[key]

    def matter(self, name: str) -> Matter | None:
        """The one matter that is called exactly so."""
        if name not in self._matters:
            found = Matter.objects.filter(name=name, is_current=True)[:2]
            self._matters[name] = found[0] if len(found) == 1 else None
        return self._matters[name]


def own_of(session: ImportSession) -> Own:
    """The agency of a session, as rows name it."""
    agency = session.agency
    return Own(
        name=agency.name,
        short_name=agency.short_name,
        uscc=agency.uscc,
        number_prefix=agency.number_prefix,
    )


def reference() -> Reference:
    """Look-ups that remember."""
    known = Known()
    return Reference(law=known.law, matter=known.matter, citation_faults=KnownArticles().faults)


def headings_of(session: ImportSession) -> dict[Column, str]:
    """The file's own words for the columns."""
    pairs = zip(session.fields, session.headings, strict=True)
    return {Column(name): heading for name, heading in pairs if name}
