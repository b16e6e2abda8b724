"""What the inbox itself registers: its kinds, its subject, its listeners."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Person
from core.outbox import subscribe
from inbox.log_panel import log_panel
from inbox.registry import SubjectLine, register_kind, register_panel, register_subject
from inbox.selectors.digests import digests_of
from inbox.sending import mail, webhook
from inbox.services import digests, handed


def digest_subjects(actor: Person, ids: Collection[int]) -> dict[int, SubjectLine]:
    """How digests are named to whom they were made for."""
    return {
        digest.pk: SubjectLine(
            _("%(day)s 待办摘要") % {"day": digest.on.isoformat()},
            reverse("inbox:digest", args=[digest.pk]),
        )
        for digest in digests_of(actor).filter(pk__in=ids)
    }


def connect() -> None:
    """Register everything; called once when Django is ready."""
    register_kind(handed.KIND, gettext_lazy("同事转交给您的事项"))
    register_kind(digests.KIND, gettext_lazy("待办摘要"))
    register_subject(digests.SUBJECT, digest_subjects)
    register_panel("audit.log", log_panel)
    subscribe(mail.TOPIC, outside=True)(mail.send_digest)
    subscribe(webhook.TOPIC, outside=True)(webhook.send)
