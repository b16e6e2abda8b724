"""What must go along with a step: signed before it, or brought as the scan of what was on paper."""

from dataclasses import replace

from django.core.files.base import ContentFile

from cases.models import Case
from documents.attachments.services import attach_file
from documents.kinds import KINDS
from documents.rendering import paper_from
from documents.rendering.pdf import render_pdf
from documents.services import Subject, draft_document, issue_document
from referrals.clocks import SUBJECT
from referrals.models import Referral
from referrals.services.enclosing import enclosed_with
from supervision.demo.referrals.typing_in import Scene

# Made before there was a platform, with a number of its own: nobody signs it once more.
_ON_PAPER = "penalty_decision"


def enclose(scene: Scene, referral: Referral) -> None:
    """Put what the step requires and isn't there yet."""
    there = enclosed_with(scene.actor, referral, scene.done)
    for kind in scene.done.requires:
        if kind in there.kinds:
            continue
        if kind == _ON_PAPER and scene.case is not None:
            _bring(scene, referral, scene.case)
        else:
            _sign(scene, referral, kind)


def _sign(scene: Scene, referral: Referral, kind: str) -> None:
    subject = Subject(SUBJECT, referral.pk, referral.case_id)
    draft = draft_document(
        actor=scene.actor, kind=kind, subject=subject, values=_sections(scene, referral, kind)
    )
    issue_document(actor=scene.actor, document_id=draft.pk, recipients=[])


def _bring(scene: Scene, referral: Referral, case: Case) -> None:
    """A decision as it was made, with the number and the day that the case tells."""
    kind = KINDS[_ON_PAPER]
    paper = paper_from(
        kind,
        _sections(scene, referral, kind.key) | _basis(case),
        issuer=case.owner.name,
        number=case.decision_number,
        dated=case.decided_on,
    )
    made = render_pdf(replace(paper, draft=False))
    name = f"{kind.name}（{case.decision_number}）"
    attach_file(
        actor=scene.actor,
        subject=Subject(SUBJECT, referral.pk, referral.case_id),
        upload=ContentFile(made.content, name=f"{name}.pdf"),
        kind=kind.key,
        name=name,
    )


def _basis(case: Case) -> dict[str, object]:
    """By which provisions it was decided: other than most papers, a decision names those alone."""
    cited = [
        f"《{each.law_title}》第{each.article}条" if each.article else f"《{each.law_title}》"
        for each in case.bases.all()
    ]
    return {"law": "、".join(cited)} if cited else {}


def _sections(scene: Scene, referral: Referral, kind: str) -> dict[str, object]:
    apart = replace(scene, done=replace(scene.done, paper=kind, fields=()))
    return apart.paper(referral, {}) or {}
