"""What the acts of excluding and extending share: checks, the lock, the count anew."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import record_all
from core.clock import current_day
from deadlines.calendar import rulebook_to_write_by
from deadlines.models import Adjustment, Clock
from deadlines.services.changes import Changes
from deadlines.services.facts import NOT_ADJUSTED, adjustments_of, clock_of, facts_of, overtaken
from deadlines.services.log import entry


def locked_clock(clock_id: int, subject: tuple[str, int]) -> Clock:
    """The clock of this subject, locked. Raises ValidationError when there is none any more."""
    clocks = Clock.objects.select_related("rule").select_for_update(of=("self",))
    clock = clocks.filter(
        pk=clock_id, subject_type=subject[0], subject_id=subject[1], void=False
    ).first()
    if clock is None:
        raise ValidationError(_("这一期限已不存在，请刷新后重试。"))
    return clock


def check_paper(
    *, ground: str, document: str, approver: str, approved_on: date, by_record: bool = False
) -> None:
    """Refuse what rests on no paper; ValidationError names each field in fault.

    `by_record`: it follows from a record of the platform, and nobody approved it.
    """
    faults: dict[str, str] = {}
    if not ground.strip():
        faults["ground"] = _("请写明事由。")
    if not document.strip():
        faults["document"] = _("没有文书为据的，不能扣除或者延长期限。请填写文书名称和文号。")
    if not (by_record or approver.strip()):
        faults["approver"] = _("请填写批准人。")
    if approved_on > current_day():
        faults["approved_on"] = _("批准日期不能晚于今天。")
    if faults:
        raise ValidationError(faults)


def count_anew(
    *,
    actor: Person | None,
    clock: Clock,
    verb: str,
    about: Adjustment,
    planned: date | None = None,
) -> None:
    """Count the clock with what now stands, and log the act with its ground.

    *planned* is the end that an exclusion had before the act.
    """
    book = rulebook_to_write_by()
    clock.adjusted = True
    adjusted = adjustments_of([clock.pk]).get(clock.pk, NOT_ADJUSTED)
    wanted = clock_of(book, facts_of(clock), adjusted)
    if wanted is None:
        raise ValidationError(_("这一期限的规则已不适用，请刷新后重试。"))
    changes = Changes(book)
    ground = about.struck_reason or f"{about.ground}（{about.document}）"
    told = _told(about) | ({"planned": planned.isoformat()} if planned else {})
    line = entry(verb, clock, told, ground=ground)
    record_all(actor=actor, entries=[line])
    changes.follow(clock, wanted)
    changes.write(actor)


def check_extensions(clock: Clock) -> None:
    """Refuse to leave an extension standing that was approved after the period had ended.

    To be asked when something that had kept the period open counts no more. Raises
    ValidationError that names the day of the approval.
    """
    extensions = clock.extensions.filter(struck_at__isnull=True)
    late = overtaken(rulebook_to_write_by(), clock, clock.pauses.all(), extensions)
    for each in extensions.order_by("approved_on", "pk"):
        if each.pk in late:
            said = _(
                "这样期限于%(end)s届满，%(day)s批准的延长在此之后，不发生效力。请先撤销该延长。"
            )
            days = {"end": late[each.pk].isoformat(), "day": each.approved_on.isoformat()}
            raise ValidationError(said % days)


def _told(about: Adjustment) -> dict[str, str]:
    names = ("kind", "first", "last", "amount", "unit", "approver")
    said = {name: getattr(about, name, None) for name in names}
    if not about.by_record:
        said["approved_on"] = about.approved_on
    return {name: str(value) for name, value in said.items() if value not in (None, "")}
