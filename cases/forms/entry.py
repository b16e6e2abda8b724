"""The whole entry form: shown quietly, or read into a CaseInput with every fault named."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseFormSet, formset_factory

from agencies.models import Person
from cases.forms.main import CaseForm
from cases.forms.party_row import PartyForm
from cases.forms.reading import Reading
from cases.forms.rows import RowForm
from cases.forms.sections import MOST_ROWS, ROW_SETS, SECTIONS
from cases.forms.typed import Typed
from cases.inputs import CaseInput
from cases.selectors.known_at_entry import own_parties
from cases.services.checks import check_case
from core.errors_on_form import ErrorLine, error_lines, focus_id, labelled

Rows = BaseFormSet[RowForm]


class EntryForm:
    """The form of a case, bound to what was typed.

    `current`: the recorded case that is being corrected. `quiet` shows without judging.
    """

    def __init__(
        self,
        actor: Person,
        typed: Typed,
        *,
        quiet: bool = True,
        current: CaseInput | None = None,
    ) -> None:
        self.actor, self.typed, self.current = actor, typed, current
        self.quiet = quiet
        self.main = CaseForm(typed, actor=actor, quiet=quiet)
        self.rows: dict[str, Rows] = {
            prefix: formset_factory(
                rows.form,
                extra=0,
                max_num=MOST_ROWS,
                absolute_max=MOST_ROWS,
                validate_max=True,
            )(typed, prefix=prefix, form_kwargs={"quiet": quiet})
            for prefix, rows in ROW_SETS.items()
        }
        self._take_over()
        # Faults of a whole set of rows, by its prefix.
        self.faults: dict[str, list[str]] = {}
        self.other_faults: list[str] = []
        if current and "party_name" in current.missing:
            for form in self.rows["parties"].forms:
                form.fields["name"].required = False

    def _take_over(self) -> None:
        """Find what the rows refer to, each time anew: a right may have ended meanwhile."""
        rows = [row for row in self.rows["parties"].forms if isinstance(row, PartyForm)]
        wanted = {row: known for row in rows if (known := row.reference())}
        found = own_parties(self.actor, set(wanted.values()))
        for row, known in wanted.items():
            row.take_over(found.get(known))

    def read(self) -> CaseInput | None:
        """The case as typed; None when there are faults, which then stand at their fields."""
        clean = self.main.is_valid()
        for rows in self.rows.values():
            clean = rows.is_valid() and clean
        reading = Reading(self.actor, self.main.cleaned_data, self._cleaned(), self.current)
        data = reading.case()
        try:
            check_case(data)
        except ValidationError as fault:
            self.refuse(fault)
            return None
        return data if clean else None

    def refuse(self, fault: ValidationError) -> None:
        """Put what the service refuses at the field or the rows it names."""
        if not hasattr(fault, "error_dict"):
            self.other_faults += fault.messages
            return
        for name, messages in fault.message_dict.items():
            if name in self.rows:
                # Rows in fault weren't read, so what follows from their absence is no news.
                if self.rows[name].is_valid():
                    self.faults.setdefault(name, []).extend(messages)
            elif name not in self.main.fields or name == NON_FIELD_ERRORS:
                self.other_faults += messages
            elif not self.main.has_error(name):
                self.main.add_error(name, messages)

    def error_lines(self) -> list[ErrorLine]:
        """Every fault in the order of the page, each with the field to go to."""
        if self.quiet:
            return []
        lines = [ErrorLine(message) for message in self.other_faults]
        for section in SECTIONS:
            lines += self._field_lines(section.fields)
            for rows in section.sets:
                lines += self._row_lines(rows.prefix)
            lines += self._field_lines(section.after)
        return lines

    def _field_lines(self, names: Iterable[str]) -> Iterator[ErrorLine]:
        for name in names:
            bound = self.main[name]
            for message in bound.errors:
                yield ErrorLine(labelled(bound.label, message), focus_id(bound))

    def _row_lines(self, prefix: str) -> Iterator[ErrorLine]:
        title, target = ROW_SETS[prefix].title, f"set-{prefix}"
        for message in self.faults.get(prefix, []):
            yield ErrorLine(message, target)
        for line in error_lines(self.rows[prefix]):
            yield ErrorLine(labelled(title, line.text), line.target or target)

    def _cleaned(self) -> Mapping[str, list[dict[str, Any]]]:
        return {
            prefix: [form.read() for form in rows.forms if form.is_valid() and form.has_changed()]
            for prefix, rows in self.rows.items()
        }
