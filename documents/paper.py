"""From a row to what is printed."""

from collections.abc import Iterable
from typing import Any

from documents.frame import names_of
from documents.kinds import KINDS, kind_of
from documents.models import Document, DocumentState
from documents.rendering import Paper, paper_from
from documents.rendering.kept import kept, taken_up


def paper_of(document: Document) -> Paper:
    """What the sheet says: of a signed paper what was sealed, of a draft what stands now."""
    frame = document.frame
    if document.state == DocumentState.DRAFT:
        copies = list(frame.get("copies", ()))
        recipients = list(frame.get("recipients", ()))
        names = names_of([*copies, *recipients]) if copies or recipients else {}
        addressee = document.addressee or joined(names[pk] for pk in recipients if pk in names)
        amends = document.amends.number if document.amends else ""
        return paper_from(
            KINDS[document.kind],
            document.values,
            issuer=document.issuer.name,
            number="",
            dated=document.dated,
            addressee=addressee,
            copies=tuple(names[pk] for pk in copies if pk in names),
            enclosures=tuple(frame.get("enclosures", ())),
            seal="",
            amends=amends,
            title=document.title,
            urgency=frame.get("urgency", ""),
        )
    if "sheet" in frame:
        return _as_signed(document)
    return _composed(document)


def sheet_of(document: Document) -> dict[str, Any]:
    """The text of a paper that is being signed, for its frame: sealed, and never composed again."""
    return kept(_composed(document))


def _as_signed(document: Document) -> Paper:
    frame = document.frame
    return Paper(
        kind=document.kind,
        issuer=frame["issuer"],
        number=document.number,
        signature=frame["issuer"],
        dated=document.dated,
        copies=tuple(frame["copy_names"]),
        enclosures=tuple(frame.get("enclosures", ())),
        seal=document.seal,
        draft=False,
        urgency=frame["urgency"],
        **taken_up(frame["sheet"]),
    )


def _composed(document: Document) -> Paper:
    """From its kind and values: of a paper that is signed just now, or was before sheets were
    kept."""
    frame = document.frame
    names = joined(frame.get("recipient_names", ()))
    # The column holds 200 characters; the sheet names every agency in full.
    addressee = names if document.addressee == names[:200] else document.addressee
    return paper_from(
        kind_of(document.kind, document.edition),
        document.values,
        issuer=frame["issuer"],
        number=document.number,
        dated=document.dated,
        addressee=addressee,
        copies=tuple(frame["copy_names"]),
        enclosures=tuple(frame.get("enclosures", ())),
        seal=document.seal,
        amends=frame["amends"],
        title=document.title,
        urgency=frame["urgency"],
    )


def joined(names: Iterable[str]) -> str:
    """Names in a row, as an addressee is written."""
    return "、".join(names)
