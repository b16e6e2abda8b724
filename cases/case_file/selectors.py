"""The case file as one viewer may see it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from agencies.models import Person
from audit.services import record_read
from cases.case_file.completeness import Requirement, requirements
from cases.case_file.entries import (
    FileEntry,
    FilePart,
    Source,
    attachment_entry,
    by_part,
    document_entry,
    evidence_entry,
    is_in_file,
    ordered,
    paginated,
    payment_entry,
)
from cases.case_file.facts import EXITS, facts_of
from cases.case_file.papers import Part
from cases.case_file.rules import EVIDENCE
from cases.case_file.subject import SUBJECT
from cases.models import Case, Profile
from cases.policies import access_of
from cases.redaction import Scope, Section, without_names
from cases.selectors.detail import CaseNotVisible, CaseView, build_view, load_case, scope_of
from cases.selectors.row_views import EvidenceView, PaymentView, row_views
from documents.attachments.policies import may_attach
from documents.attachments.selectors import AttachmentLine, AttachmentList, attachments_of_case
from documents.selectors import DocumentLine, lines_of, visible_documents
from documents.selectors.pages import pages_of
from documents.services import Subject

_RELATED = ("issuer", "signed_by", "drafted_by")
_OWN = frozenset({Profile.OWNER, Profile.HANDLER})


@dataclass(frozen=True)
class CaseFile:
    """Everything on paper about a case. `check` is empty for other agencies than its own:
    what they don't see isn't missing."""

    case: CaseView
    parts: tuple[FilePart, ...]
    exit_label: str
    check: tuple[Requirement, ...]
    may_attach: bool
    files: AttachmentList

    @property
    def entries(self) -> list[FileEntry]:
        """Every line, in order."""
        return [entry for part in self.parts for entry in part.entries]

    @property
    def missing(self) -> list[Requirement]:
        """What is asked for and isn't there."""
        return [line for line in self.check if line.is_missing]

    @property
    def pages(self) -> int:
        """The pages that are known."""
        return sum(entry.pages or 0 for entry in self.entries)

    @property
    def is_counted(self) -> bool:
        """Whether the pages of every paper are known."""
        return all(entry.pages is not None for entry in self.entries)


def case_file(actor: Person, case_id: int, *, verb: str = "case_file.read") -> CaseFile:
    """The file of a case; raises CaseNotVisible. Every look leaves a line in the log."""
    access = access_of(actor, case_id)
    if access is None:
        raise CaseNotVisible
    scope = scope_of(actor, access)
    with transaction.atomic(savepoint=False):
        case = load_case(access, scope)
        outside = access.profile != Profile.OWNER
        record_read(
            actor=actor,
            verb=verb,
            obj=case,
            case_id=case.pk,
            ground=access.basis if outside else "",
            outside=outside,
        )
        view = build_view(actor, case, access, scope, brief=True)
        papers = _papers(actor, case_id)
        brought = attachments_of_case(actor, case_id)
    files = [line for line in brought if line.removed_at is None]
    entries = [*_of_papers(papers), *map(attachment_entry, files), *_of_case(case, scope)]
    may = may_attach(actor, SUBJECT, case_id)
    facts = facts_of(case) if access.profile in _OWN else None
    return CaseFile(
        case=view,
        parts=tuple(by_part(paginated(ordered(entries)))),
        exit_label=str(EXITS[facts.exit]) if facts else "",
        check=tuple(requirements(facts, _present(papers, files, entries))) if facts else (),
        may_attach=may,
        files=AttachmentList(Subject(SUBJECT, case_id, case_id), tuple(brought), may),
    )


def _papers(actor: Person, case_id: int) -> list[DocumentLine]:
    found = visible_documents(actor).filter(case_id=case_id).select_related(*_RELATED)
    return [line for line in lines_of(actor, found.order_by("pk")) if is_in_file(line)]


def _of_papers(papers: Sequence[DocumentLine]) -> list[FileEntry]:
    pages = pages_of([line.id for line in papers]) if papers else {}
    return [document_entry(line, pages.get(line.id)) for line in papers]


def _of_case(case: Case, scope: Scope) -> list[FileEntry]:
    """What the record itself names: items of evidence, money that came in."""

    def clean(text: str) -> str:
        return without_names(text, case.parties.all(), scope)

    entries: list[FileEntry] = []
    if scope.shows(Section.EVIDENCE):
        items = row_views(EvidenceView, case.evidence.all(), clean)
        entries += [evidence_entry(number, item) for number, item in enumerate(items, 1)]
    if scope.shows(Section.EXECUTION):
        paid = row_views(PaymentView, case.payments.all(), clean)
        entries += [payment_entry(number, payment) for number, payment in enumerate(paid, 1)]
    return entries


def _present(
    papers: Sequence[DocumentLine],
    files: Sequence[AttachmentLine],
    entries: Sequence[FileEntry],
) -> set[str]:
    """The kinds of paper that are there; an infected file is no paper."""
    kinds = {line.kind for line in papers} | {line.kind for line in files if line.served}
    if any(entry.part == Part.EVIDENCE and entry.source != Source.DOCUMENT for entry in entries):
        kinds.add(EVIDENCE)
    return kinds
