"""The wording of the file: facts, evidence, measures."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from cases.inputs import EvidenceInput, PartyInput
from cases.models import EvidenceKind, MeasureKind, Outcome, PartyKind, Source
from supervision.demo.clock import later
from supervision.demo.county import Office
from supervision.demo.courses import Course
from supervision.demo.stories import EXAMINED

_SAMPLED = ("抽样检验", "抽样检测", "采样")
MEASURED = {
    MeasureKind.SEAL: "涉案场所及设备，详见查封决定书所附清单",
    MeasureKind.SEIZE: "涉案物品及工具，详见扣押清单",
    MeasureKind.PRESERVE: "涉案物品，详见先行登记保存清单",
}
WITHOUT_PENALTY = {
    Outcome.NO_PENALTY: (
        "当事人违法行为轻微并及时改正，没有造成危害后果，决定不予行政处罚，并予以批评教育。",
        "不予处罚决定已经送达",
    ),
    Outcome.UNFOUNDED: (
        "经调查，现有证据不足以证明违法事实成立，决定不予行政处罚。",
        "违法事实不成立",
    ),
    Outcome.TO_JUDICIAL: ("当事人的行为涉嫌犯罪，决定移送公安机关依法处理。", "已移送司法机关"),
}
_SIGNED = "执法人员当场制作笔录并拍照取证，当事人签名确认。"
_ENDS = (
    _SIGNED,
    "当事人对上述事实没有异议，并在现场笔录和询问笔录上签名确认。",
    "上述事实有现场笔录、询问笔录、现场照片等证据证实。",
    "案件调查期间，当事人能够配合调查并主动整改。",
    "截至调查终结，当事人已停止上述行为。",
    "当事人此前两年内没有因同类行为受过行政处罚。",
)


def source_of(random: Random, office: Office, text: str) -> str:
    """How the case came up."""
    if any(word in text for word in _SAMPLED):
        return Source.SAMPLING
    weights = (18, 70, 4, 4, 0, 4) if office.key == "police" else (62, 22, 6, 6, 0, 4)
    return random.choices(list(Source.values), weights)[0]


@dataclass(frozen=True)
class Visit:
    """Where and how the officers found what they found."""

    office: Office
    scene: str
    place: str
    course: Course

    def facts(self, random: Random, source: str, text: str) -> str:
        """The facts as the file states them."""
        day = self.course.found
        when = f"{day.year}年{day.month}月{day.day}日"
        end = random.choice(_ENDS) if self.course.decided else _SIGNED
        return f"{when}，{random.choice(self._leads(source))}{text}{end}"

    def _leads(self, source: str) -> tuple[str, ...]:
        at = f"当事人位于{self.place}的{self.scene}" if self.scene else self.place
        if self.office.key == "police":
            if self.scene or "省道" in self.place:
                return (f"民警在{at}依法检查。",)
            return (f"民警接到报警后赶到{at}处置。", f"民警在{at}巡逻时接到群众求助。")
        visit = "进行检查" if self.scene else "巡查"
        leads = {
            Source.COMPLAINT: (
                f"根据群众举报，执法人员到{at}核查。",
                f"接12345热线转办的投诉后，执法人员到{at}核查。",
            ),
            Source.TRANSFER: (f"根据有关部门移送的线索，执法人员到{at}核查。",),
            Source.ASSIGNED: (f"根据上级交办，执法人员到{at}核查。",),
            Source.SAMPLING: (f"执法人员在{at}监督抽样。",),
            Source.OTHER: (f"在专项整治行动中，执法人员在{at}{visit}。",),
        }
        inspection = (f"执法人员在{at}{visit}。", f"执法人员依法对{at}开展“双随机”检查。")
        return leads.get(Source(source), inspection if self.scene else inspection[:1])


def evidence(
    random: Random, party: PartyInput, found: dt.date, text: str, today: dt.date
) -> tuple[EvidenceInput, ...]:
    """What a file of this kind holds."""
    holder = party.representative or party.name
    owner_paper = "身份证复印件" if party.kind == PartyKind.NATURAL else "营业执照复印件"
    asked = min(later(random, found, 1, 9), today)
    items = [
        EvidenceInput(
            kind=EvidenceKind.RECORD, name="现场检查笔录", obtained_on=found, holder=holder
        ),
        EvidenceInput(
            kind=EvidenceKind.AUDIOVISUAL,
            name=f"现场照片{random.randint(2, 14)}张",
            obtained_on=found,
        ),
        EvidenceInput(
            kind=EvidenceKind.STATEMENT,
            name=f"{holder}的询问笔录",
            obtained_on=asked,
            holder=holder,
        ),
        EvidenceInput(
            kind=EvidenceKind.DOCUMENTARY, name=owner_paper, obtained_on=asked, holder=holder
        ),
    ]
    if any(word in text for word in EXAMINED):
        items.append(
            EvidenceInput(
                kind=EvidenceKind.EXPERT, name="检验（鉴定、测量）报告", obtained_on=asked
            )
        )
    if random.random() < 0.3:
        items.append(
            EvidenceInput(
                kind=EvidenceKind.ELECTRONIC, name="执法记录仪视频一段", obtained_on=found
            )
        )
    return tuple(items)
