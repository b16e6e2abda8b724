"""How things stand with the log: sealed until when, verified when, with what result."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audit.checks import standing
from audit.selectors import latest_checks, latest_seals
from audit.services import record
from audit.tasks import verify_all
from audit.verifying.report import KINDS
from audit.views.common import reader_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def integrity(request: HttpRequest) -> HttpResponse:
    """Last seals and verifications; a POST has everything verified."""
    actor = reader_or_404(request)
    if request.method == "POST":
        with transaction.atomic():
            record(actor=actor, verb="audit.ask_verification")
            transaction.on_commit(verify_all.delay)
        messages.success(request, _("已开始核对全部记录，完成后在本页显示结果。"))
        return redirect("audit:integrity")
    now = standing()
    found = now.check.changes.get("found", []) if now.check is not None else []
    context = {
        "standing": now,
        "found": [each | {"label": KINDS.get(each["kind"], each["kind"])} for each in found],
        "checks": latest_checks(actor),
        "seals": latest_seals(actor),
    }
    return render(request, "audit/integrity.html", context)
