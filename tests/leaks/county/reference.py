"""What everybody looks things up in."""

import datetime as dt

from audit.models import AuditEvent
from cases.models import Charge, Law, LawArticle, LawVersion, Threshold
from cases.reference.files import receive_file
from core.clock import current_moment
from deadlines.models import CalendarChange, LocalValue, Source
from deadlines.services import draft_year
from deadlines.year_text import DayLine
from tests.leaks.county.things import County


def bring_reference(county: County) -> None:
    """A law with an article, a file that waits for confirmation, a threshold, a local period."""
    law = Law.objects.create(title="中华人民共和国广告法", short_title="广告法", status="in_force")
    version = LawVersion.objects.create(
        law=law, promulgated_on=dt.date(2021, 4, 29), in_force_from=dt.date(2021, 4, 29),
        state_of=dt.date(2026, 10, 4), source="test", articles_count=1,
    )  # fmt: skip
    LawArticle.objects.create(version=version, position=0, label="第一条", number=1, text="为了")
    county.reference["law"] = law
    county.reference["file"] = receive_file(
        actor=county.people["system_admin"],
        kind="charges",
        name="罪名.csv",
        data="罪名,条款\n虚假广告罪,第222条".encode(),
    )
    fakes = Charge.objects.create(name="生产、销售伪劣产品罪", article="第140条", number=140)
    county.reference["threshold"] = Threshold.objects.create(
        key="140.1.sales", charge=fakes, measure="sales", value=50_000, source="刑法",
        effective_from=dt.date(2020, 1, 1),
    )  # fmt: skip
    county.local_values["ap.publish"] = LocalValue.objects.create(
        key="ap.publish", amount=5, unit="working_day", effective_from=dt.date(2026, 1, 1),
        ground="县公示办法", set_by=county.people["system_admin"], set_at=current_moment(),
    )  # fmt: skip
    county.events["look"] = AuditEvent.objects.earliest("pk")
    county.years["change"] = CalendarChange.objects.latest("pk")
    county.years["draft"] = draft_year(
        actor=county.people["system_admin"], year=2027, published=True, notice="国办发明电",
        lines=[DayLine(dt.date(2027, 1, 1), False, "元旦")], source=Source.TYPED,
    )  # fmt: skip
