"""The county in which leaks are looked for: one case per way of being seen.

| case | owner | seen by others |
|---|---|---|
| shared | market | supervisors L3, L2 and L4; a pointer; a follower |
| noted | market | as shared; its flag was confirmed with a note |
| private | market | nobody: no agreement covers its sector |
| restricted | market | nobody, and at the market only the clerk by name |
| expired | market | the township until yesterday |
| ended | market | the police under an agreement that has ended |
| urban | urban | nobody |
"""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import timezone

from agencies.models import AgreementStatus, Person, Post, SharingAgreement
from agencies.services import create_person, propose_agreement
from audit.models import AuditEvent
from cases.exporting.make import make_export
from cases.exporting.services import start_export
from cases.forms.typed import pack, title_of
from cases.importing.upload import start_import
from cases.models import (
    Case,
    CaseAccess,
    CaseDraft,
    CaseExport,
    CasePersonAccess,
    ExportKind,
    ExternalKey,
    IdentityChange,
    ImportSession,
    Law,
    LawArticle,
    LawVersion,
    Party,
    ReferenceFile,
)
from cases.reference.files import receive_file
from cases.selectors import input_of
from cases.services import close_case, correct_case, open_draft, record_case, save_draft
from cases.services.merging import merge_parties
from cases.sharing import view_permission_id
from core.clock import current_moment
from deadlines import reference
from deadlines.models import (
    CalendarChange,
    CalendarDraft,
    Clock,
    ClockExtension,
    ClockPause,
    DeadlineRule,
    LocalValue,
    Source,
)
from deadlines.services import check_overdue, draft_year
from deadlines.year_text import DayLine
from inbox.models import Digest, Notice, Todo
from inbox.services import NoticeInput, post_notices
from supervision.models import Flag
from supervision.services import confirm_flag, run_rules
from tests.cases.api.systems import Speaker, speaker
from tests.cases.at_the_form import PARTY, a_form
from tests.cases.factory import agreement
from tests.leaks.planted import (
    DRAFT,
    FACTS,
    FLAG,
    FOLLOWER,
    GRADE_2,
    GRADE_3,
    HISTORY,
    MATTER,
    OFFICERS,
    POINTER,
    ROWS,
    Markers,
)
from tests.personas import PASSWORD, World, make_world

MARKET = frozenset({"clerk", "clerk_b", "leader", "legal_reviewer"})
MARKET_WRITERS = MARKET - {"legal_reviewer"}
URBAN = frozenset({"urban_clerk", "urban_leader"})
TOWNSHIP = frozenset({"township_clerk"})
PROCURATORS = frozenset({"procurator", "procurator_low", "chief_procurator"})
RECORDING = MARKET_WRITERS | URBAN | TOWNSHIP
READERS = PROCURATORS | {
    "police_intake", "judge", "justice_officer", "discipline_officer", "coordinator",
}  # fmt: skip
SEES_CASES = MARKET | URBAN | TOWNSHIP | READERS
ADMINS = frozenset({"system_admin", "security_admin", "audit_admin"})
EVERYBODY = SEES_CASES | ADMINS

SHARED_LEVELS = {
    **dict.fromkeys(MARKET, GRADE_3),
    "procurator": GRADE_3,
    "chief_procurator": GRADE_3,
    "procurator_low": GRADE_2,  # the agreement allows L3, their clearance L2
    "justice_officer": GRADE_2,  # their clearance is L3, the agreement allows L2
    "discipline_officer": GRADE_3,
    "judge": POINTER,
    "coordinator": FOLLOWER,
}
SHARED_WITH_ALL = ("shared", "noted", "unserved")
OWN_LEVELS = dict.fromkeys(MARKET, GRADE_3)


@dataclass
class County:
    """The people, the things and what may be seen of each."""

    world: World
    people: dict[str, Person]
    cases: dict[str, Case] = field(default_factory=dict)
    markers: dict[str, Markers] = field(default_factory=dict)
    levels: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict)
    drafts: dict[str, CaseDraft] = field(default_factory=dict)
    flags: dict[str, Flag] = field(default_factory=dict)
    todos: dict[str, Todo] = field(default_factory=dict)
    agreements: dict[str, SharingAgreement] = field(default_factory=dict)
    imports: dict[str, ImportSession] = field(default_factory=dict)
    exports: dict[str, CaseExport] = field(default_factory=dict)
    digests: dict[str, Digest] = field(default_factory=dict)
    notices: dict[str, Notice] = field(default_factory=dict)
    reference: dict[str, Law | ReferenceFile] = field(default_factory=dict)
    local_values: dict[str, LocalValue] = field(default_factory=dict)
    years: dict[str, CalendarDraft | CalendarChange] = field(default_factory=dict)
    events: dict[str, AuditEvent] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    changes: dict[str, IdentityChange] = field(default_factory=dict)
    clocks: dict[str, Clock] = field(default_factory=dict)
    pauses: dict[str, ClockPause] = field(default_factory=dict)
    extensions: dict[str, ClockExtension] = field(default_factory=dict)
    speakers: dict[str, Speaker] = field(default_factory=dict)

    def may_see(self, persona: str, thing: str, level: str) -> bool:
        """Whether this persona may see markers of this level of this thing."""
        return level in self.levels[thing].get(persona, frozenset())

    def forbidden(self, persona: str) -> dict[str, str]:
        """Marker → where it was planted, for all that this persona may not see."""
        return {
            word: f"{thing}.{level}"
            for thing, markers in self.markers.items()
            for level, words in markers.words.items()
            for word in words
            if not self.may_see(persona, thing, level)
        }

    def allowed(self, persona: str) -> dict[str, str]:
        """Marker → where it was planted, for all that this persona may see."""
        return {
            word: f"{thing}.{level}"
            for thing, markers in self.markers.items()
            for level, words in markers.words.items()
            for word in words
            if self.may_see(persona, thing, level)
        }

    def plant(
        self,
        name: str,
        by: str,
        levels: dict[str, frozenset[str]],
        *,
        steps: bool = False,
        **said: Any,
    ) -> Case:
        """Record a case full of markers."""
        markers = Markers(name, serial=len(self.markers) + 1)
        more = markers.with_execution() if steps else {}
        self.markers[name], self.levels[name] = markers, dict(levels)
        data = markers.case_input(**more, **said)
        self.cases[name] = record_case(actor=self.people[by], data=data)
        for party in self.cases[name].parties.all():
            self.parties[f"{name}_{'man' if party.kind == 'natural' else 'shop'}"] = party
        return self.cases[name]

    def decision_of(self, name: str) -> Clock:
        """The period in which a case had to be decided."""
        return Clock.objects.get(subject_id=self.cases[name].pk, rule_key="ap.decision")

    def merge(self, name: str, other: str, by: str, reason: str) -> None:
        """Say that the shops of two cases are one."""
        self.changes[name] = merge_parties(
            actor=self.people[by],
            party=self.parties[f"{name}_shop"].pk,
            other=self.parties[f"{other}_shop"].pk,
            reason=reason,
        )


def make_county(*, hidden: bool = True) -> County:
    """Build it in the running transaction; without `hidden`, no urban case, draft or flag."""
    reference.load(lambda text: None)
    world = make_world()
    people = dict(world.people)
    people["procurator_low"] = create_person(
        actor=None,
        username="procurator_low",
        name="余听雪",
        agency=world.procuratorate,
        password=PASSWORD,
        posts=(Post.PROCURATOR,),
        clearance=2,
        must_change_password=False,
    )
    county = County(world, {name: people[name] for name in sorted(EVERYBODY)})
    _agree(county)
    _record(county)
    if hidden:
        plant_hidden(county)
    _connect(county)
    _adjust(county)
    _flag(county)
    _type_drafts(county)
    _tell(county)
    _bring_reference(county)
    return county


def _agree(county: County) -> None:
    world = county.world
    terms: dict[str, dict[str, Any]] = {
        "procuratorate": {},
        "justice": {"grade_ceiling": 2},
        "discipline": {"grade_ceiling": 4},
        "court": {"profile": "pointer", "grade_ceiling": 4},
        "coordination": {"profile": "follower"},
    }
    for receiver, said in terms.items():
        county.agreements[receiver] = agreement(
            world, receiver=getattr(world, receiver), sectors=["market"], **said
        )
    county.agreements["police"] = agreement(world, receiver=world.police, sectors=["transport"])
    county.agreements["proposed"] = propose_agreement(
        actor=world.security_admin,
        provider=world.urban,
        receiver=world.procuratorate,
        profile="supervisor",
        sectors=[],
        grade_ceiling=3,
        purpose="行政检察监督",
        legal_basis="行政处罚法第二十七条",
        valid_from=dt.date(2026, 1, 1),
        valid_to=None,
    )


def _record(county: County) -> None:
    world = county.world
    county.plant("shared", "clerk", SHARED_LEVELS, sector="market")
    county.plant("noted", "clerk", SHARED_LEVELS, sector="market")
    county.plant("private", "clerk", OWN_LEVELS, sector="health", steps=True)
    restricted = county.plant(
        "restricted", "clerk", {"clerk": GRADE_3}, sector="health", steps=True
    )
    restricted.access.update(named_only=True)
    CasePersonAccess.objects.create(
        user=county.people["clerk"], permission_id=view_permission_id(), content_object=restricted
    )
    expired = county.plant("expired", "clerk", OWN_LEVELS, sector="health", steps=True)
    CaseAccess.objects.create(
        group=world.township.group,
        permission_id=view_permission_id(),
        content_object=expired,
        profile="handler",
        source="referral",
        basis="移送",
        granted_at=timezone.now() - dt.timedelta(days=9),
        expires_at=timezone.now() - dt.timedelta(days=1),
        entered_at=expired.entered_at,
    )
    county.plant("ended", "clerk", OWN_LEVELS, sector="transport", steps=True)
    SharingAgreement.objects.filter(pk=county.agreements["police"].pk).update(
        status=AgreementStatus.ENDED, ended_reason="协议调整"
    )
    undecided: dict[str, Any] = {
        "served_on": None,
        "service_method": "",
        "payments": (),
        "remedies": (),
    }
    county.plant("unserved", "clerk", SHARED_LEVELS, sector="market", **undecided)
    county.merge("noted", "unserved", "clerk", "经核对为同一单位")


def _reasons(county: County, name: str, by: str) -> None:
    """Correct and close the case: both reasons are markers."""
    case, markers, person = county.cases[name], county.markers[name], county.people[by]
    data = replace(input_of(case), facts=f"{case.facts}{markers.word(FACTS)}")
    reason = markers.word(HISTORY)
    correct_case(actor=person, case_id=case.pk, version=1, data=data, reason=reason)
    closing = markers.word(MATTER)
    close_case(actor=person, case_id=case.pk, closed_on=dt.date(2026, 4, 1), reason=closing)
    # The administrator of the log reads why; what a case says isn't in the log.
    county.levels[name]["audit_admin"] = frozenset()


def plant_hidden(county: County) -> None:
    """What only another agency has: cases with flags, to-dos and a draft."""
    own = dict.fromkeys(URBAN, GRADE_3)
    county.plant("urban", "urban_clerk", own, sector="urban")
    county.plant("urban_closed", "urban_clerk", own, sector="urban", steps=True)
    _reasons(county, "urban_closed", "urban_clerk")
    reason = county.markers["urban"].word(HISTORY)
    county.merge("urban", "urban_closed", "urban_clerk", reason)
    _draft(county, "urban_clerk")
    _import(county, "urban_clerk", URBAN)
    Clock.objects.update(created_at=timezone.now() - dt.timedelta(days=400))
    check_overdue()
    run_rules()


def _adjust(county: County) -> None:
    """An exclusion that runs on the decision of some cases, and an extension."""
    for thing, by in (("shared", "clerk"), ("restricted", "clerk"), ("urban", "urban_clerk")):
        if thing not in county.cases:
            continue
        markers, person = county.markers[thing], county.people[by]
        paper: dict[str, Any] = {
            "clock": county.decision_of(thing),
            "ground": markers.word(MATTER),
            "document": markers.word(MATTER),
            "approver": markers.word(OFFICERS),
            "approved_on": dt.date(2025, 12, 20),
            "entered_by": person,
        }
        county.pauses[thing] = ClockPause.objects.create(
            kind="testing", first=dt.date(2025, 12, 20), **paper
        )
        rule = DeadlineRule.objects.get(key="ap.decision.samr_ext1")
        county.extensions[thing] = ClockExtension.objects.create(
            rule=rule, amount=30, unit="calendar_day", **paper
        )
        Clock.objects.filter(pk=county.decision_of(thing).pk).update(adjusted=True)
    for thing in county.cases:
        county.clocks[thing] = county.decision_of(thing)


def _connect(county: County) -> None:
    """Systems with a token each, and numbers under which that of the market knows cases."""
    world = county.world
    for name in ("market", "urban", "procuratorate", "court", "police"):
        county.speakers[name] = speaker(getattr(world, name), name=f"{name}系统")
    for thing in ("shared", "restricted"):
        ExternalKey.objects.create(
            agency=world.market, system="oa", external_id=thing, case=county.cases[thing]
        )


def _flag(county: County) -> None:
    _reasons(county, "private", "clerk")
    # As if the platform had known them all along: leader and supervisor hear, too.
    Clock.objects.update(created_at=timezone.now() - dt.timedelta(days=400))
    check_overdue()
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


def _type_drafts(county: County) -> None:
    _draft(county, "clerk")
    _import(county, "clerk", MARKET_WRITERS)
    _export(county, "procurator")
    _export(county, "clerk")


def _export(county: County, persona: str) -> None:
    """The list as this persona sees it, as a file."""
    person = county.people[persona]
    export = start_export(actor=person, kind=ExportKind.LIST, query="", purpose="年度案件核对")
    make_export(export.pk)
    county.exports[persona] = export


def _tell(county: County) -> None:
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


HEADINGS = (
    "行政相对人名称,行政处罚决定文书号,处罚类别,处罚决定日期,处罚依据,案由,处罚内容,罚款金额(万元)"
)
_LAW = "《中华人民共和国广告法》第五十五条第一款"


def _import(county: County, persona: str, seen_by: frozenset[str]) -> None:
    """A file with a row that can be recorded and one that is refused."""
    markers = Markers(f"import_{persona}", serial=len(county.markers) + 1)
    county.markers[markers.tag] = markers
    county.levels[markers.tag] = dict.fromkeys(seen_by, frozenset({ROWS}))
    name, number, cause, refused, file = (markers.word(ROWS) for _ in range(5))
    lines = [
        HEADINGS,
        f"{name}食品店,宁〔2026〕{number}号,罚款,2026-02-03,{_LAW},{cause}案,罚款300元,0.03",
        f"{refused}食品店,,罚款,2026-22-33,{_LAW},虚假广告案,罚款300元,0.03",
    ]
    county.imports[persona] = start_import(
        actor=county.people[persona], name=f"{file}.csv", data="\n".join(lines).encode()
    )


def _draft(county: County, persona: str) -> None:
    markers = Markers(f"draft_{persona}", serial=len(county.markers) + 1)
    county.markers[markers.tag] = markers
    county.levels[markers.tag] = {persona: frozenset({DRAFT})}
    party = {**PARTY, "name": f"{markers.word(DRAFT)}食品店"}
    typed = a_form(
        cause=f"{markers.word(DRAFT)}案",
        decision_number=markers.word(DRAFT, f"宁罚决〔2026〕第{990000 + markers.serial}号"),
        facts=markers.word(DRAFT),
        parties=[party],
    )
    draft = open_draft(actor=county.people[persona])
    county.drafts[persona] = save_draft(
        actor=county.people[persona],
        draft_id=draft.pk,
        form_data=pack(typed),
        title=title_of(typed),
    )


def _bring_reference(county: County) -> None:
    """A law with one article, a file that waits for being confirmed, a period of the county."""
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
