"""The buttons that add, remove and fill in rows, for those whose browser runs no scripts."""

from collections.abc import Mapping
from dataclasses import dataclass

from agencies.models import Person
from cases.forms.entry import EntryForm
from cases.forms.main import CaseForm
from cases.forms.matters import with_suggestions
from cases.forms.sections import MOST_ROWS, ROW_SETS
from cases.forms.typed import Typed, empty_row, rows_of, with_rows


@dataclass(frozen=True)
class Changed:
    """The form after the button; `added` names the rows that got one more."""

    typed: Typed
    added: str = ""


def changed_rows(sent: Mapping[str, str], typed: Typed) -> Changed:
    """Do what the button `add`, `remove` or `forget` asks; anything else leaves the rows alone."""
    added = sent.get("add", "")
    if added in ROW_SETS:
        rows = [*rows_of(typed, added), empty_row(added)][:MOST_ROWS]
        return Changed(with_rows(typed, added, rows), added)
    # What was taken over from an earlier case is let go.
    if (taken := f"{sent.get('forget', '')}-known") in typed:
        return Changed({**typed, taken: ""})
    if place := _place(sent.get("remove", "")):
        prefix, number = place
        rows = rows_of(typed, prefix)
        del rows[number : number + 1]
        return Changed(with_rows(typed, prefix, rows))
    return Changed(typed)


def _place(row: str) -> tuple[str, int] | None:
    prefix, _dash, number = row.rpartition("-")
    known = prefix in ROW_SETS and number.isascii() and number.isdigit() and len(number) < 6
    return (prefix, int(number)) if known else None


def filled(actor: Person, typed: Typed) -> Typed:
    """With what usually goes with the matter, when the form names one."""
    main = CaseForm(typed, actor=actor)
    main.is_valid()
    matter = main.cleaned_data["matter"]
    return with_suggestions(typed, matter) if matter else typed


def focus_on(form: EntryForm, *prefixes: str) -> None:
    """Let the page open at the last row of the first of these that is named."""
    for prefix in filter(None, prefixes):
        forms = form.rows[prefix].forms
        if forms:
            first = forms[-1].visible_fields()[0]
            first.field.widget.attrs["autofocus"] = True
        return
