"""What is done with referrals: transitions, papers, signing for them.

What is moved stays moved: steps are never taken away. Each run takes some hundred of those
that haven't moved yet.
"""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import reverse

from bench.people import browser_of, named
from bench.referrals.enclosing import reported
from bench.referrals.originals import move
from bench.referrals.people import CLERK, INTAKE, LEADER
from bench.referrals.typed import posted
from bench.timing import Question
from documents.models import Delivery, Document
from documents.paper import paper_of
from documents.rendering import render_docx, render_pdf
from documents.services import sign_for
from referrals.flows import FLOWS
from referrals.models import Referral

_ACT_MS, _PAPER_MS = 300.0, 1000.0
# More than any number of rounds needs.
_MOST = 1_000
_TOKENS = itertools.count(1)


def act_questions() -> Iterator[Question]:
    """The bare service first, then through the page."""
    limits: dict[str, Any] = {"limit": _ACT_MS, "most_queries": None}
    yield Question(
        "clerk",
        "transition without a paper",
        lambda pk: move(pk, CLERK, "clue", "submit"),
        prepare=_next("clue", "draft"),
        **limits,
    )
    yield Question(
        "clerk",
        "transition with a paper",
        lambda pk: move(pk, CLERK, "forward", "report"),
        prepare=_next("forward", "team"),
        **limits,
    )
    yield _through_the_page(limits)
    approved = _next("forward", "approved")
    yield Question(
        "clerk",
        "handover, with deliveries",
        lambda pk: move(pk, CLERK, "forward", "hand_over"),
        prepare=lambda: reported(approved()),
        **limits,
    )
    intake = named(INTAKE)
    yield Question(
        "police intake",
        "sign for a paper",
        lambda pk: sign_for(actor=intake, delivery_id=pk),
        prepare=lambda: _sent(reported(approved())),
        **limits,
    )
    yield from _rendering()


def _through_the_page(limits: dict[str, Any]) -> Question:
    browser, done = browser_of(named(LEADER)), FLOWS["forward"].transition("approve")

    def ask(pk: int) -> Any:
        address = reverse("referrals:act", args=[pk, done.name])
        token = f"bench-{pk}-{next(_TOKENS)}"
        return browser.post(address, {**posted(done), "step": "perform", "token": token})

    waiting = _next("forward", "approval")
    title = "transition with a paper, page"
    return Question("leader", title, ask, prepare=waiting, status=302, **limits)


def _rendering() -> Iterator[Question]:
    document = Document.objects.filter(kind="crime_transfer", serial__isnull=False).latest("pk")
    paper = paper_of(document)
    limits: dict[str, Any] = {"limit": _PAPER_MS, "most_queries": None}
    for title, render in (("docx", render_docx), ("PDF", render_pdf)):
        yield Question("the system", f"paper as {title}", _rendered(render, paper), **limits)


def _rendered(render: Callable[[Any], object], paper: object) -> Callable[[Any], object]:
    return lambda _: render(paper)


def _next(flow: str, state: str) -> Callable[[], int]:
    """Each time another copy of the clerk's agency that stands there."""
    own = named(CLERK).agency_id
    rows = Referral.objects.filter(flow=flow, state=state, sender=own).order_by("-pk")
    waiting = iter(list(rows.values_list("pk", flat=True)[:_MOST]))
    return lambda: next(waiting)


def _sent(referral_id: int) -> int:
    """A delivery to the police that is on its way."""
    referral = move(referral_id, CLERK, "forward", "hand_over")
    sent = Delivery.objects.filter(
        document__subject_type="referral",
        document__subject_id=referral.pk,
        receiver=referral.receiver_id,
    )
    return sent.latest("pk").pk
