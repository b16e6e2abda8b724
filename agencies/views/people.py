"""Pages of people: accounts for the system administrator, posts for the security one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies import selectors
from agencies.forms.people import PeopleQueryForm, PersonForm, PostsForm, ReasonForm
from agencies.models import Person
from agencies.policies import people_policy
from agencies.services import (
    create_person,
    deactivate_person,
    reactivate_person,
    reset_password,
    set_posts,
    update_person,
)
from agencies.services.passwords import make_password
from agencies.views.common import PAGE_SIZE, actor_of, apply_or_explain, found
from core.paging import BadCursor, keyset_page


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found(people_policy.may_list(actor))
    form = PeopleQueryForm(request.GET, actor=actor)
    rows = selectors.people_of(actor)
    if form.is_valid():
        asked = form.cleaned_data
        rows = selectors.matching_people(
            rows,
            text=asked["q"],
            agency=asked["agency"],
            post=asked["post"],
            state=asked["state"],
        )
    try:
        page = keyset_page(
            rows,
            order=["agency__name", "name", "id"],
            cursor=request.GET.get("cursor"),
            size=PAGE_SIZE,
        )
    except BadCursor as error:
        raise Http404 from error
    may_create = people_policy.may_manage_accounts(actor)
    context = {"form": form, "page": page, "may_create": may_create}
    return render(request, "agencies/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """Create an account with a random password, which is shown once."""
    actor = actor_of(request)
    found(people_policy.may_manage_accounts(actor))
    form = PersonForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        data, password = form.cleaned_data, make_password()
        if apply_or_explain(form, lambda: create_person(actor=actor, password=password, **data)):
            made = {"name": data["name"], "username": data["username"], "password": password}
            return render(request, "agencies/password_shown.html", {**made, "is_new": True})
    return _form_page(request, form, None)


@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    return _person_page(request, actor_of(request), pk, ReasonForm())


def _person_page(
    request: HttpRequest, actor: Person, pk: int, reason_form: ReasonForm
) -> HttpResponse:
    person = get_object_or_404(selectors.people_of(actor), pk=pk)
    context = {
        "shown": person,
        "reason_form": reason_form,
        "may_edit": people_policy.may_manage_accounts(actor),
        "may_give_posts": people_policy.may_give_posts(actor) and actor.pk != person.pk,
        "may_reset": people_policy.may_reset_password(actor, person),
        "is_self": actor.pk == person.pk,
    }
    return render(
        request, "agencies/person.html", context, status=422 if reason_form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found(people_policy.may_manage_accounts(actor))
    person = get_object_or_404(selectors.people_of(actor), pk=pk)
    form = PersonForm(request.POST or None, actor=actor, person=person)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if apply_or_explain(form, lambda: update_person(actor=actor, person=person, **data)):
            messages.success(request, _("已保存：%(name)s") % {"name": data["name"]})
            return redirect("agencies:person", pk=pk)
    return _form_page(request, form, person)


def _form_page(request: HttpRequest, form: PersonForm, shown: Person | None) -> HttpResponse:
    return render(
        request,
        "agencies/person_form.html",
        {"form": form, "shown": shown},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def person_posts(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found(people_policy.may_give_posts(actor))
    person = get_object_or_404(selectors.people_of(actor), pk=pk)
    form = PostsForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if apply_or_explain(form, lambda: set_posts(actor=actor, person=person, **data)):
            messages.success(request, _("已保存%(name)s的岗位。") % {"name": person.name})
            return redirect("agencies:person", pk=pk)
    return render(
        request,
        "agencies/posts_form.html",
        {"form": form, "shown": person},
        status=422 if form.errors else 200,
    )


@require_POST
def person_deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found(people_policy.may_manage_accounts(actor))
    person = get_object_or_404(selectors.people_of(actor), pk=pk)
    form = ReasonForm(request.POST)
    if form.is_valid() and apply_or_explain(
        form,
        lambda: deactivate_person(actor=actor, person=person, reason=form.cleaned_data["reason"]),
    ):
        messages.success(request, _("已停用%(name)s的账号。") % {"name": person.name})
        return redirect("agencies:person", pk=pk)
    return _person_page(request, actor, pk, form)


@require_POST
def person_reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found(people_policy.may_manage_accounts(actor))
    person = get_object_or_404(selectors.people_of(actor), pk=pk)
    reactivate_person(actor=actor, person=person)
    messages.success(request, _("已重新启用%(name)s的账号。") % {"name": person.name})
    return redirect("agencies:person", pk=pk)


@require_POST
def person_reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the new password, once: it is kept nowhere."""
    actor = actor_of(request)
    person = get_object_or_404(selectors.people_of(actor), pk=pk)
    found(people_policy.may_reset_password(actor, person))
    password = reset_password(actor=actor, person=person)
    context = {"name": person.name, "username": person.username, "password": password}
    return render(request, "agencies/password_shown.html", {**context, "is_new": False})
