"""The digest of the morning: made once a day for each who asked, told once."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from agencies.models import Person
from agencies.policies import is_actor
from audit.services import record
from core.clock import current_day, current_moment
from core.outbox import publish
from inbox.models import Digest, DigestWish, Every, Webhook
from inbox.registry import day_marks, kind_title
from inbox.selectors.digests import agency_figures, figures_for, groups_of, is_empty
from inbox.sending import mail, webhook
from inbox.sending.texts import link_to
from inbox.services.notices import NoticeInput, post_notices, withdraw_notices

KIND = "digest"
SUBJECT = "digest"
# Before that nobody is at work; a worker that was down then makes up for it later.
FROM = time(7)
_BACK = timedelta(days=14)


def send_digests() -> int:
    """Make the digests of today that nobody has made yet; returns how many.

    May be called as often as one likes, or not for hours. On days off there is none. One that
    fails doesn't hold up the others; it is raised when they are through.
    """
    today, now = current_day(), timezone.localtime(current_moment())
    if now.time() < FROM or not _works(today):
        return 0
    hooks = Webhook.objects.filter(is_active=True, agency__is_active=True)
    acts: list[Callable[[], bool]] = [partial(_make, wish_id, today) for wish_id in _due(today)]
    agencies = hooks.values_list("agency", flat=True)
    acts += [partial(_tell_agency, agency_id, today) for agency_id in agencies]
    made, failed = 0, []
    for act in acts:
        try:
            made += act()
        except Exception as error:  # noqa: BLE001  (raised below, after the others)
            failed.append(error)
    if failed:
        raise ExceptionGroup("digests", failed)
    return made


def _due(today: date) -> list[int]:
    """The wishes that still wait for a digest of today, or of this week, by id."""
    monday = today - timedelta(days=today.weekday())
    told_today = Digest.objects.filter(on=today).values("person")
    told_this_week = Digest.objects.filter(on__gte=monday).values("person")
    daily = Q(every=Every.WORKDAY, asked_on__lt=today) & ~Q(person__in=told_today)
    weekly = Q(every=Every.WEEKLY, asked_on__lt=monday) & ~Q(person__in=told_this_week)
    wishes = DigestWish.objects.filter(daily | weekly)
    return list(wishes.order_by("id").values_list("pk", flat=True))


def _make(wish_id: int, today: date) -> bool:
    """One digest in a transaction of its own: one that fails doesn't hold up the others."""
    with transaction.atomic():
        # Two workers at once wait for each other here.
        wishes = DigestWish.objects.select_for_update(of=("self",)).filter(pk=wish_id)
        wish = wishes.select_related("person__agency__group").first()
        if wish is None or not is_actor(wish.person):
            return False
        actor = wish.person
        if Digest.objects.filter(person=actor, on=today).exists():
            return False
        last = Digest.objects.filter(person=actor).order_by("-on").first()
        since = last.made_at if last else _morning_before(today)
        figures = figures_for(actor, today, since)
        digest = Digest.objects.create(person=actor, on=today, figures=figures)
        if is_empty(figures):
            return True
        _post(actor, digest, last)
        if settings.MAIL_ENABLED and wish.mail:
            payload = {"digest_id": digest.pk, "at": timezone.now().isoformat()}
            publish(topic=mail.TOPIC, key=f"digest-mail:{digest.pk}", payload=payload)
        return True


def _post(actor: Person, digest: Digest, last: Digest | None) -> None:
    """The notice inside; yesterday's goes, it is outdated."""
    if last is not None:
        withdraw_notices(actor=None, keys=[f"digest:{last.pk}"])
    post_notices(
        [
            NoticeInput(
                kind=KIND,
                key=f"digest:{digest.pk}",
                agency_id=actor.agency_id,
                person_id=actor.pk,
                subject_type=SUBJECT,
                subject_id=digest.pk,
            )
        ]
    )


@transaction.atomic
def _tell_agency(agency_id: int, today: date) -> bool:
    """The counts of a whole agency for its own system, once a day; that is no digest."""
    if not settings.WEBHOOK_HOSTS:
        return False
    hook = Webhook.objects.select_related("agency").get(agency=agency_id)
    figures = agency_figures(hook.agency, today, _morning_before(today))
    key = f"digest-webhook:{agency_id}:{today.isoformat()}"
    with override(settings.LANGUAGE_CODE):
        message = {
            "event": "digest",
            "day": today.isoformat(),
            "counts": {group.name: group.total for group in groups_of(figures)},
            "kinds": {name: _by_title(kinds) for name, kinds in figures.items()},
            "link": link_to(reverse("inbox:todos")),
        }
    payload = {"agency_id": agency_id, "key": key, "at": timezone.now().isoformat()}
    publish(topic=webhook.TOPIC, key=key, payload={**payload, "message": message})
    return False


def _by_title(kinds: Mapping[str, int]) -> dict[str, int]:
    """Several kinds may be called the same."""
    found: Counter[str] = Counter()
    for kind, number in kinds.items():
        found[kind_title(kind)] += number
    return dict(found)


@transaction.atomic
def ask_for_digest(*, actor: Person, every: str, mail: str | None = None) -> DigestWish:
    """Set how often the actor wants a digest, and where; None leaves the address.

    The first comes on the day after. Raises ValueError for an unknown choice.
    """
    if every not in Every.values:
        raise ValueError(f"unknown choice: {every}")
    wish, _created = DigestWish.objects.select_for_update().get_or_create(
        person=actor, defaults={"asked_on": current_day()}
    )
    before = wish.every
    if every != before:
        wish.asked_on = current_day()
    wish.every = every
    if mail is not None:
        wish.mail = mail
    wish.save()
    changes = {"every": [before, every], "mail": bool(wish.mail)}
    record(actor=actor, verb="digest.ask", obj=wish, changes=changes)
    return wish


def _works(day: date) -> bool:
    return day_marks(day, day)[day].works


def _morning_before(today: date) -> datetime:
    """The last morning on which one worked: what came up since is new."""
    before = (day for day in _days_back(today) if _works(day))
    day = next(before, today - timedelta(days=1))
    return timezone.make_aware(datetime.combine(day, FROM))


def _days_back(today: date) -> Iterator[date]:
    for number in range(1, _BACK.days + 1):
        yield today - timedelta(days=number)
