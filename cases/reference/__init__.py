"""Reference data: laws and their wording, charges, penalty matters.

`manage.py load_reference laws charges matters law_texts thresholds` loads what ships and may be
repeated; an administrator brings further rows from a file (see `files`). Rows that came
from a confirmed file are not overwritten by what ships.
"""

from agencies.reference import keep
from cases.models import ReferenceKind
from cases.reference.load import load_charges, load_law_texts, load_laws, load_matters
from cases.reference.own import own_keys
from cases.reference.thresholds import load_thresholds
from core.reference import register

__all__ = ["load_charges", "load_law_texts", "load_laws", "load_matters", "load_thresholds"]

register("laws", load_laws)
register("charges", load_charges)
register("matters", load_matters)
register("law_texts", load_law_texts)
register("thresholds", load_thresholds)
keep(lambda: own_keys(ReferenceKind.DIVISIONS))
