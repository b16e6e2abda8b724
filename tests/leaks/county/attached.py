"""Files that people brought: about a case, and about what was passed on by either side."""

import io

from django.core.files.base import ContentFile
from PIL import Image

from documents.attachments.services import attach_file
from documents.services import Subject
from tests.leaks.county.people import MARKET, URBAN
from tests.leaks.county.things import County
from tests.leaks.planted import PASSED, Markers

_WORDS = frozenset({PASSED})
# Who is shown the evidence of the shared cases.
_SHARED = MARKET | {"procurator", "chief_procurator", "discipline_officer"}


def attach_files(county: County) -> None:
    """One of a case that others see, one of a case of named people, one of each side of a clue."""
    shared, restricted = county.cases["shared"], county.cases["restricted"]
    _attach(county, "shared", "clerk", Subject("case", shared.pk, shared.pk), _SHARED)
    _attach(county, "inner", "clerk", Subject("case", restricted.pk, restricted.pk), {"clerk"})
    clue = Subject("referral", county.referrals["clue"].pk, None)
    _attach(county, "sent", "clerk", clue, MARKET | {"justice_officer"})
    # The market sees the steps of its clue, not what the other side keeps about it.
    _attach(county, "kept", "justice_officer", clue, {"justice_officer"})


def attach_hidden_files(county: County) -> None:
    """What only another agency has."""
    urban = county.cases["urban"].pk
    _attach(county, "urban", "urban_clerk", Subject("case", urban, urban), URBAN)


def _attach(
    county: County, name: str, by: str, subject: Subject, seen_by: set[str] | frozenset[str]
) -> None:
    tag = f"file_{name}"
    markers = Markers(tag, serial=len(county.markers) + 1)
    county.markers[tag], county.levels[tag] = markers, dict.fromkeys(seen_by, _WORDS)
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), (len(county.files), 0, 0)).save(picture, "PNG")
    upload = ContentFile(picture.getvalue(), name="x.png")
    county.files[name] = attach_file(
        actor=county.people[by], subject=subject, upload=upload, name=markers.word(PASSED)
    )
