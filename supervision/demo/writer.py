"""Writes cases as the clerks of the county would have: a CaseInput and who entered it when."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from agencies.models import Person, Post
from cases.inputs import BasisInput, CaseInput, MeasureInput, OfficerInput, PartyInput
from cases.models import BasisUse, Channel, Law, MeasureKind, Outcome, Procedure
from cases.parsing.citations import format_citation
from supervision.demo import papers, sanctions
from supervision.demo.clock import at_work, later
from supervision.demo.county import OFFICES, TOWNSHIP_MATTERS, Office
from supervision.demo.courses import Almanac, Course
from supervision.demo.execution import Aftermath, Collector
from supervision.demo.people import County
from supervision.demo.places import town as some_town
from supervision.demo.stories import Story, Told, read_stories
from supervision.demo.trades import TRADES, Pool

_SMALL = {True: 200, False: 3000}  # 行政处罚法 Art. 51: citizens, organisations
_GRAVE = 60_000
# What people do together.
_TOGETHER = frozenset(
    {"GA-001", "GA-002", "GA-003", "GA-004", "NY-011", "NY-012", "LY-001", "LY-002", "ZR-003"}
)


@dataclass(frozen=True)
class Written:
    """A case, the agency's key, and who entered it when and by what way."""

    office: Office
    story: Story
    data: CaseInput
    clerk: Person
    entered_at: dt.datetime
    channel: str
    # The story of which it is a part; "" for most.
    key: str = ""


class Writer:
    """Draws one case after another; the same seed draws the same."""

    def __init__(self, random: Random, almanac: Almanac, county: County) -> None:
        self.random, self.almanac, self.county = random, almanac, county
        self.pool = Pool(random, almanac.today)
        self.collector = Collector(random, almanac)
        self.laws = Law.objects.in_bulk(field_name="title")
        self.owners = [office for office in OFFICES if office.share]
        self.handlers = {o.key: county.with_post(o.key, Post.HANDLER) for o in self.owners}
        stories = list(read_stories())
        self.stories = {office.key: _of_office(office, stories) for office in self.owners}

    def write(self, number: int) -> Iterator[Written]:
        """So many cases: most as they come, some that need somebody's attention."""
        today = self.almanac.today
        stuck = max(1, number // 230)
        # The last day to apply is about nine months after service (see SM-01).
        near = [off for off in (-35, 2, 9, 21) for _ in range(max(1, number // 430))]
        for _ in range(stuck):
            course = self.almanac.stuck()
            yield self._case(course.filed, course)
        for offset in near:
            served = _months_before(today, 9) + dt.timedelta(days=offset)
            course = self.almanac.served_on(served)
            yield self._case(course.filed, course, neglected=True)
        for day in self.almanac.filing_days(number - stuck - len(near)):
            yield self._case(day, None)

    def particular(
        self, office_key: str, code: str, course: Course, key: str, *, parties: int, neglected: bool
    ) -> Written:
        """A case of this agency and matter that took this course; `neglected`: nobody paid."""
        office = next(each for each in self.owners if each.key == office_key)
        story = next(each for each in self.stories[office_key] if each.row.code == code)
        written = self._told(office, story, course.filed, course, neglected=neglected)
        known = written.data.parties[:parties]
        more = [self.pool.person(some_town(self.random)) for _ in range(parties - len(known))]
        data = replace(written.data, parties=(*known, *more))
        return replace(written, data=data, channel=Channel.BROWSER, key=key)

    def _case(self, day: dt.date, course: Course | None, *, neglected: bool = False) -> Written:
        office, story = self._office_and_story(day, neglected=neglected)
        return self._told(office, story, day, course, neglected=neglected)

    def _told(
        self, office: Office, story: Story, day: dt.date, course: Course | None, *, neglected: bool
    ) -> Written:
        town = office.town or some_town(self.random)
        trade = self.random.choice(story.trades)
        parties = self._parties(story, trade, town)
        fine = sanctions.fine_of(self.random, story)
        natural = parties[0].kind == "natural"
        small = fine is not None and fine <= _SMALL[natural] and len(parties) == 1
        simple = course is None and small and story.is_plain and self.random.random() < 0.6
        if course is None:
            course = self._course(day, fine, simple=simple, published=not natural)
        told = story.tell(self.random, course.conduct)
        data = self._begin(office, story, trade, town, parties, told, course)
        data = replace(data, procedure=_procedure(simple, fine))
        if course.decided:
            data = self._decide(data, office, story, told, course, fine, neglected=neglected)
        return self._written(office, story, data)

    def _course(
        self, day: dt.date, fine: Decimal | None, *, simple: bool, published: bool
    ) -> Course:
        if simple:
            return self.almanac.simple(day)
        return self.almanac.ordinary(day, grave=(fine or 0) >= _GRAVE, published=published)

    def _office_and_story(self, day: dt.date, *, neglected: bool) -> tuple[Office, Story]:
        while True:
            office = self.random.choices(self.owners, [office.share for office in self.owners])[0]
            fitting = [
                story
                for story in self.stories[office.key]
                if story.fits(day) and (story.row.fine_min or not neglected)
            ]
            if fitting:
                return office, self.random.choices(fitting, [s.weight for s in fitting])[0]

    def _parties(self, story: Story, trade: str, town: str) -> tuple[PartyInput, ...]:
        parties = [self.pool.pick(trade, town)]
        if story.row.code in _TOGETHER and self.random.random() < 0.3:
            parties.append(self.pool.pick("person", town))
        return tuple(dict.fromkeys(parties))

    def _begin(
        self,
        office: Office,
        story: Story,
        trade: str,
        town: str,
        parties: tuple[PartyInput, ...],
        told: Told,
        course: Course,
    ) -> CaseInput:
        random = self.random
        place = parties[0].address if TRADES[trade].scene else TRADES[trade].where(random, town)
        source = papers.source_of(random, office, told.text)
        visit = papers.Visit(office, TRADES[trade].scene, place, course)
        return CaseInput(
            cause=f"{story.matter.name.split('（')[0]}案",
            source=source,
            found_on=course.found,
            filed_on=course.filed,
            matter=story.matter,
            facts=visit.facts(random, source, told.text),
            conduct_from=course.conduct,
            conduct_to=course.found if course.found > course.conduct else None,
            conduct_place=place,
            amount_involved=told.goods or told.gains,
            parties=parties,
            officers=self._officers(office),
            evidence=papers.evidence(
                random, parties[0], course.found, told.text, self.almanac.today
            ),
            measures=self._measures(story, course),
        )

    def _officers(self, office: Office) -> tuple[OfficerInput, ...]:
        two = self.random.sample(self.handlers[office.key], 2)
        return tuple(
            OfficerInput(person=p, name=p.name, certificate_no=p.certificate_no) for p in two
        )

    def _measures(self, story: Story, course: Course) -> tuple[MeasureInput, ...]:
        if not story.measure or self.random.random() < 0.3:
            return ()
        kind = MeasureKind(story.measure)
        days = (3, 7) if kind == MeasureKind.PRESERVE else (12, 30)
        released = later(self.random, course.found, *days)
        return (
            MeasureInput(
                kind=kind,
                object_text=papers.MEASURED[kind],
                started_on=course.found,
                released_on=released if released <= self.almanac.today else None,
            ),
        )

    def _bases(self, story: Story) -> tuple[BasisInput, ...]:
        return tuple(
            BasisInput(
                use=use,
                law=self.laws.get(cited.law_title),
                law_title=cited.law_title,
                article=cited.article,
                sub_article=cited.sub,
                paragraph=cited.paragraph,
                item=cited.item,
                original=format_citation(cited),
            )
            for use, cited in story.citations
        )

    def _lenient(self, article: int, use: str) -> BasisInput:
        title = "中华人民共和国行政处罚法"
        words = {32: "第三十二条", 33: "第三十三条第一款"}[article]
        return BasisInput(
            use=use,
            law=self.laws.get(title),
            law_title=title,
            article=article,
            paragraph=1 if article == 33 else None,
            original=f"《{title}》{words}",
        )

    def _decide(
        self,
        data: CaseInput,
        office: Office,
        story: Story,
        told: Told,
        course: Course,
        fine: Decimal | None,
        *,
        neglected: bool,
    ) -> CaseInput:
        outcome = Outcome.PENALTY
        if not neglected and data.procedure == Procedure.ORDINARY:
            outcome = self._outcome(story)
        grave = (fine or 0) >= _GRAVE
        data = replace(
            data,
            outcome=outcome,
            decided_on=course.decided,
            served_on=course.served,
            service_method=course.method if course.served else "",
            collectively_discussed=grave or outcome != Outcome.PENALTY,
            legally_reviewed=data.procedure != Procedure.SIMPLE,
            bases=self._bases(story),
        )
        if outcome != Outcome.PENALTY:
            return self._unpunished(data, course)
        penalties = sanctions.penalties_of(self.random, story, told, fine)
        if data.procedure != Procedure.SIMPLE and self.random.random() < 0.35:
            data = replace(data, bases=(*data.bases, self._lenient(32, BasisUse.DISCRETION)))
        data = replace(
            data,
            penalties=penalties,
            decision_content=sanctions.in_words(penalties, police=office.key == "police"),
            published_on=course.published,
            publish_until=course.published and _year_after(course.published),
        )
        return _with(data, self._aftermath(data, office, fine, neglected=neglected))

    def _outcome(self, story: Story) -> Outcome:
        crime = 0.012 if story.row.offence else 0.0
        return self.random.choices(list(Outcome), (0.93, 0.05, 0.008, crime))[0]

    def _unpunished(self, data: CaseInput, course: Course) -> CaseInput:
        if data.outcome == Outcome.NO_PENALTY:
            data = replace(data, bases=(*data.bases, self._lenient(33, BasisUse.DISCRETION)))
        content, closing = papers.WITHOUT_PENALTY[Outcome(data.outcome)]
        data = replace(data, decision_content=content)
        return _with(data, self.collector.without_fine(course.served, closing))

    def _aftermath(
        self, data: CaseInput, office: Office, fine: Decimal | None, *, neglected: bool
    ) -> Aftermath:
        if data.served_on is None:
            return Aftermath()
        if fine is None:
            return self.collector.without_fine(data.served_on, "处罚决定已经送达并履行")
        small = data.procedure == Procedure.SIMPLE and self.random.random() < 0.9
        return self.collector.collect(
            fine, data.served_on, office.prefix, neglected=neglected, small=small
        )

    def _written(self, office: Office, story: Story, data: CaseInput) -> Written:
        base = data.decided_on or data.filed_on or self.almanac.today
        day = self.almanac.past(base + dt.timedelta(days=self.random.choice((0, 0, 0, 1, 1, 2, 4))))
        return Written(
            office=office,
            story=story,
            data=data,
            clerk=self.random.choice(self.handlers[office.key]),
            entered_at=at_work(self.random, day or base),
            channel=self.random.choices(list(Channel.values), (76, 19, 5))[0],
        )


def _of_office(office: Office, stories: list[Story]) -> list[Story]:
    mine = [story for story in stories if story.row.sector in office.sectors]
    return [s for s in mine if s.row.code in TOWNSHIP_MATTERS] if office.town else mine


def _procedure(simple: bool, fine: Decimal | None) -> Procedure:
    if simple:
        return Procedure.SIMPLE
    return Procedure.HEARING if fine and fine >= 3 * _GRAVE else Procedure.ORDINARY


def _with(data: CaseInput, after: Aftermath) -> CaseInput:
    return replace(
        data,
        payments=tuple(after.payments),
        deferrals=tuple(after.deferrals),
        steps=tuple(after.steps),
        remedies=tuple(after.remedies),
        closed_on=after.closed,
        closing_reason=after.closing,
    )


def _months_before(day: dt.date, months: int) -> dt.date:
    years, month = divmod(day.month - 1 - months, 12)
    return dt.date(day.year + years, month + 1, min(day.day, 28))


def _year_after(day: dt.date) -> dt.date:
    return day.replace(year=day.year + 1, day=min(day.day, 28))
