"""Flags, to-dos and notices; systems that speak for an agency."""

import datetime as dt

from django.utils import timezone

from cases.models import ExternalKey
from deadlines.models import Clock
from deadlines.services import check_overdue
from inbox.models import Digest, Notice, Todo
from inbox.services import NoticeInput, post_notices
from supervision.models import Flag
from supervision.services import confirm_flag, run_rules
from tests.cases.api.systems import speaker
from tests.leaks.county.people import PROCURATORS
from tests.leaks.county.planting import correct_and_close
from tests.leaks.county.things import County
from tests.leaks.planted import FLAG


def connect_systems(county: County) -> None:
    """Systems with a token each, and numbers under which that of the market knows cases."""
    world = county.world
    for name in ("market", "urban", "procuratorate", "court", "police"):
        county.speakers[name] = speaker(getattr(world, name), name=f"{name}系统")
    for thing in ("shared", "restricted"):
        ExternalKey.objects.create(
            agency=world.market, system="oa", external_id=thing, case=county.cases[thing]
        )


def let_all_hear() -> None:
    """Periods as if the platform had known them all along: leader and supervisor hear, too."""
    Clock.objects.update(created_at=timezone.now() - dt.timedelta(days=400))
    check_overdue()


def raise_flags(county: County) -> None:
    correct_and_close(county, "private", "clerk")
    let_all_hear()
    run_rules()
    for flag in Flag.objects.filter(state="open"):
        for name, case in county.cases.items():
            if flag.case_id == case.pk:
                county.flags[name] = flag
    note = county.markers["noted"].word(FLAG)
    confirm_flag(actor=county.people["procurator"], flag_id=county.flags["noted"].pk, note=note)
    for persona in PROCURATORS:
        levels = county.levels["noted"]
        levels[persona] = levels[persona] | {FLAG}
    names = {county.world.market.pk: "market", county.world.urban.pk: "urban"}
    names |= {county.world.justice.pk: "justice", county.world.procuratorate.pk: "procuratorate"}
    for todo in Todo.objects.filter(settled_at__isnull=True):
        county.todos[f"{names[todo.agency_id]}_{todo.post}"] = todo


def tell(county: County) -> None:
    """A digest for the clerk, with its notice."""
    clerk = county.people["clerk"]
    digest = Digest.objects.create(person=clerk, on=dt.date(2026, 1, 5), figures={})
    told = NoticeInput(
        kind="digest", key="digest:1", agency_id=clerk.agency_id, person_id=clerk.pk,
        subject_type="digest", subject_id=digest.pk,
    )  # fmt: skip
    post_notices([told])
    county.digests["clerk"] = digest
    county.notices["clerk"] = Notice.objects.get(key="digest:1")
