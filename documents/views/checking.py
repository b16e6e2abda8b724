"""Is this the paper that was sealed? By number and seal, or by the file itself."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from agencies.views.common import actor_of, found
from documents.forms.papers import CheckForm
from documents.policies import sees_papers
from documents.selectors import Checked, check_file, check_seal


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Ask and answer on one page; a POST, so that neither number nor seal is in an address."""
    actor = actor_of(request)
    found(sees_papers(actor))
    sent = request.method == "POST"
    form = CheckForm(request.POST if sent else None, request.FILES if sent else None)
    checked: Checked | None = None
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        if file is not None:
            checked = check_file(actor, file.read())
        else:
            checked = check_seal(
                actor, number=form.cleaned_data["number"], seal=form.cleaned_data["seal"]
            )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "checked": checked}
    return render(request, "documents/check.html", context, status=status)
