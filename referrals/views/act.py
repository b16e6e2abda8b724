"""One page for every transition: its form, its paper, checked before it is sent."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Protocol

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from agencies.models import Person
from agencies.views.common import actor_of
from core.screen import Fact
from documents.errors import Incomplete, MayNotDraft
from documents.services import Subject, draft_document
from referrals.errors import Invalid, NoSuchTransition, NotAllowed, NotVisible, Stale
from referrals.flows import FLOWS
from referrals.flows.table import TAKE_BACK
from referrals.forms.tables import MORE
from referrals.models import Referral
from referrals.selectors.actions import actions_on
from referrals.selectors.drafts import SUBJECT
from referrals.selectors.opened import Opened
from referrals.selectors.shapes import Action, ReferralView
from referrals.selectors.view import view_of
from referrals.selectors.visibility import visible_referrals
from referrals.services import perform
from referrals.views.common import TOKEN_LENGTH, facts_of, new_token, opened_or_404
from referrals.views.deed import Deed, Forms
from referrals.views.paper import preview_of, receivers_of
from referrals.views.routes import route_line, route_lines

IN_FAULT = HTTPStatus.UNPROCESSABLE_ENTITY
# What the buttons of the page are called.
CHECK, PERFORM, EDIT, DRAFT = "check", "perform", "edit", "draft"
_PAPER = "paper."


class Do(Protocol):
    """Does what is typed; `trial` only judges it."""

    def __call__(self, forms: Forms, key: str, *, trial: bool = False) -> Referral: ...


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Perform one transition of a referral, or prepare the paper that is signed with it."""
    actor = actor_of(request)
    seen = opened_or_404(actor, pk)
    view = view_of(seen)
    action = _action(seen, name)
    if action is None:
        return _too_late(request, actor, view, name)
    deed = Deed(
        actor=actor,
        flow=FLOWS[view.flow],
        transition=action.transition,
        view=view,
        case_id=view.case_id,
        allowed=action.allowed,
        why_not=action.why_not,
        about=seen.about,
    )
    if not deed.allowed and deed.kind is None:
        raise Http404
    version = _number(request.POST.get("version")) or view.version

    def do(forms: Forms, key: str, *, trial: bool = False) -> Referral:
        return perform(
            actor=actor,
            referral_id=view.id,
            transition=name,
            version=version,
            values=forms.fields.values(),
            paper=deed.paper_values(forms),
            key=key,
            trial=trial,
        )

    return answer(request, deed, do)


def _action(seen: Opened, name: str) -> Action | None:
    return next(iter(actions_on(seen, name)), None)


def _moved_on(request: HttpRequest, view: ReferralView, name: str) -> HttpResponse:
    """The transition of this side doesn't lead on from where it stands any more: say so."""
    ours = {each.name for each in FLOWS[view.flow].transitions if each.role in view.roles}
    if request.method != "POST" or name not in {TAKE_BACK, *ours}:
        raise Http404
    messages.warning(request, _("该事项已有新的进展，请查看后再办理。"))
    return redirect("referrals:detail", pk=view.id)


def _too_late(request: HttpRequest, actor: Person, view: ReferralView, name: str) -> HttpResponse:
    """Where a colleague did it meanwhile, who did what is told, and what was typed stays.

    Who sends their own deed twice is led to what became of it.
    """
    flow = FLOWS[view.flow]
    wanted = next((t for t in flow.transitions if t.name == name and t.role in view.roles), None)
    seen_version = _number(request.POST.get("version"))
    stepping = request.POST.get("step") in {CHECK, PERFORM, DRAFT}
    if wanted is None or not stepping or seen_version is None or seen_version >= view.version:
        return _moved_on(request, view, name)
    key = request.POST.get("token", "")[:TOKEN_LENGTH]
    conflict = overtaken_by(actor, view)
    if request.POST["step"] == PERFORM:
        try:
            perform(
                actor=actor, referral_id=view.id, transition=name, version=seen_version,
                values={}, key=key,
            )  # fmt: skip
        except Stale as newer:
            conflict = newer
        except (NotVisible, NoSuchTransition, NotAllowed):
            return _moved_on(request, view, name)
        else:
            messages.success(request, _("已办理：%(label)s。") % {"label": wanted.label})
            return redirect("referrals:detail", pk=view.id)
    deed = Deed(
        actor=actor, flow=flow, transition=wanted, view=view, case_id=view.case_id, allowed=False
    )
    return _overtaken(request, deed, conflict)


def overtaken_by(actor: Person, view: ReferralView) -> Stale:
    """What was done last, as far as the viewer is shown it."""
    if not view.steps:
        return Stale(view.version)
    last = view.steps[-1]
    who = last.who if last.agency == actor.agency.short_name else last.agency
    return Stale(view.version, what=last.label if who else "", who=who, at=last.at)


def answer(request: HttpRequest, deed: Deed, do: Do) -> HttpResponse:
    """Show the form, keep a draft, show what was typed for checking, or do it."""
    step = request.POST.get("step", "") if request.method == "POST" else ""
    if step in {"", MORE, EDIT}:
        return page(request, deed, deed.forms(request, quiet=True))
    if step == DRAFT:
        return _keep(request, deed)
    if not deed.allowed:
        raise Http404
    forms = deed.forms(request)
    if not forms.is_valid():
        return page(request, deed, forms)
    if step == CHECK and needs_check(deed):
        # What forbids it is said before the paper is shown.
        return _attempted(request, deed, forms, partial(do, forms, "", trial=True)) or _check(
            request, deed, forms
        )
    return _done(request, deed, forms, do)


def needs_check(deed: Deed) -> bool:
    """Whatever leaves a paper, or leaves the agency, is looked at once more."""
    return deed.kind is not None or deed.view is None or bool(deed.transition.paper_to)


def _done(request: HttpRequest, deed: Deed, forms: Forms, do: Do) -> HttpResponse:
    key = request.POST.get("token", "")[:TOKEN_LENGTH]
    made: list[Referral] = []
    refused = _attempted(request, deed, forms, lambda: made.append(do(forms, key)))
    if refused is not None:
        return refused
    said = _("已办理：%(label)s。") if deed.view is not None else _("已登记：%(label)s。")
    messages.success(request, said % {"label": deed.transition.label})
    pk = made[0].pk
    # Who only receives what is kept in confidence sees no more of it afterwards.
    seen = visible_referrals(deed.actor).filter(pk=pk).exists()
    return redirect("referrals:detail", pk=pk) if seen else redirect("referrals:list")


def _attempted(
    request: HttpRequest, deed: Deed, forms: Forms, attempt: Callable[[], object]
) -> HttpResponse | None:
    """The answer to who is refused, with what they typed; None when nothing stands against it."""
    try:
        attempt()
    except (NotVisible, NoSuchTransition) as error:
        if deed.view is None:
            raise Http404 from error
        return _moved_on(request, deed.view, deed.transition.name)
    except NotAllowed as refusal:
        forms.fields.add_error(None, str(refusal) or _("您的岗位现在不能办理这一步。"))
    except Stale as conflict:
        return _overtaken(request, deed, conflict)
    except Invalid as refusal:
        blame(forms, refusal.errors)
    else:
        return None
    return page(request, deed, forms)


def blame(forms: Forms, errors: dict[str, str]) -> None:
    """Put what the service refused at the fields and sections that it names."""
    sections = {
        name.removeprefix(_PAPER): text for name, text in errors.items() if name.startswith(_PAPER)
    }
    rest = {name: text for name, text in errors.items() if not name.startswith(_PAPER)}
    shared = {name: text for name, text in sections.items() if name in forms.fields.fields}
    others = {name: text for name, text in sections.items() if name not in shared}
    if forms.paper is not None:
        forms.paper.refuse(others)
    elif others:
        shared[""] = "；".join(others.values())
    forms.fields.refuse(shared | rest)


def _keep(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Keep the paper as a draft, for whoever signs it."""
    if deed.kind is None or deed.view is None:
        raise Http404
    forms = deed.forms(request, draft=True)
    if forms.paper is None or not forms.paper.is_valid():
        return page(request, deed, forms)
    try:
        draft_document(
            actor=deed.actor,
            kind=deed.kind.key,
            subject=Subject(SUBJECT, deed.view.id, deed.case_id),
            values=forms.paper.values(),
            purpose=deed.transition.name,
        )
    except MayNotDraft as error:
        raise Http404 from error
    except Incomplete as refusal:
        forms.paper.refuse(refusal.errors)
        return page(request, deed, forms)
    messages.success(request, _("文书草稿已保存，签发人办理时会看到。"))
    return redirect("referrals:act", pk=deed.view.id, name=deed.transition.name)


def _overtaken(request: HttpRequest, deed: Deed, conflict: Stale) -> HttpResponse:
    """Somebody was quicker: what was typed stays, and who did what is told."""
    forms = deed.forms(request, quiet=True)
    if deed.view is None:
        raise Http404
    seen = opened_or_404(deed.actor, deed.view.id)
    now = view_of(seen)
    action = _action(seen, deed.transition.name)
    context = _context(request, deed, forms) | {
        "conflict": str(conflict),
        "conflict_at": conflict.at,
        "version": conflict.current_version,
        "facts": _facts(deed, now),
        "referral": now,
        "may_perform": action is not None and action.allowed,
        "may_draft": action is not None and deed.kind is not None,
    }
    return render(request, "referrals/act.html", context, status=HTTPStatus.CONFLICT)


def page(request: HttpRequest, deed: Deed, forms: Forms) -> HttpResponse:
    """The form as it stands."""
    wrong = any(form.errors for form in forms.all())
    context = _context(request, deed, forms)
    return render(request, "referrals/act.html", context, status=IN_FAULT if wrong else 200)


def _context(request: HttpRequest, deed: Deed, forms: Forms) -> dict[str, object]:
    view = deed.view
    return {
        "deed": deed,
        "transition": deed.transition,
        "referral": view,
        "parent": deed.parent,
        "forms": forms,
        "kind": deed.kind,
        "number": view.title if view is not None else _about(deed),
        "facts": _facts(deed, view) if view is not None else _first_facts(deed),
        "version": _number(request.POST.get("version")) or (view.version if view else ""),
        "token": request.POST.get("token", "")[:TOKEN_LENGTH] or new_token(),
        "checks": needs_check(deed),
        "may_perform": deed.allowed,
        "may_draft": deed.kind is not None and view is not None,
        "receivers": receivers_of(deed, forms),
        "route": route_line(deed.route) if deed.route is not None else None,
        "routes": route_lines() if deed.asks("clue_type") else [],
        "charges_url": reverse("cases:suggest_charges"),
    }


def _about(deed: Deed) -> str:
    """What is about to be passed on, as long as it has no name of its own."""
    number = deed.case.number if deed.case is not None else ""
    return number or str(deed.flow.label)


def _facts(deed: Deed, view: ReferralView) -> list[Fact]:
    return facts_of(deed.actor, view, about=deed.about)


def _first_facts(deed: Deed) -> list[Fact]:
    flow = Fact(_("流程"), str(deed.flow.label))
    if deed.case is None:
        above = deed.about or (deed.parent.title if deed.parent is not None else "")
        return [Fact(_("所属移送"), above), flow] if above else [flow]
    parties = "、".join(party.name for party in deed.case.parties)
    told = [Fact(_("当事人"), parties), Fact(_("案由"), deed.case.cause)]
    return [*(fact for fact in told if fact.value), flow]


def _check(request: HttpRequest, deed: Deed, forms: Forms) -> HttpResponse:
    """What was typed and the paper as it will be, before it is done."""
    rows = [row for form in (forms.suspect, forms.fields) if form for row in form.answers()]
    context = _context(request, deed, forms) | {
        "rows": rows,
        "paper_rows": forms.paper.answers() if forms.paper is not None else [],
        "preview": preview_of(deed, forms),
        "typed": carried(request),
    }
    return render(request, "referrals/check.html", context)


def carried(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, as hidden fields of the next page."""
    own = {"csrfmiddlewaretoken", "step", "version", "token"}
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in own
        for value in values
    ]


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 10 else None
