"""What a kind of official paper is: who issues and signs it, what it must say, its number."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from agencies.models import AgencyKind, Post
from audit.registry import Text


class Layout(StrEnum):
    """How the page is laid out."""

    # 文件式公文, GB/T 9704-2012 ch. 7: red issuer mark over a red line.
    OFFICIAL = "official"
    # 信函格式, GB/T 9704-2012 10.1: red issuer mark between double lines.
    LETTER = "letter"
    # 法律文书: issuer and name of the paper in black over the number.
    INSTRUMENT = "instrument"
    # 表格: a table or a record, smaller type.
    FORM = "form"


@dataclass(frozen=True)
class Section:
    """One thing that a paper says. Its value is kept under its name.

    Values: TEXT a string (a line break begins a paragraph), LINES a list of strings,
    DAY an ISO date, MONEY yuan as a decimal string, CHOICE one key of `choices`,
    TABLE a list of mappings from the names of `columns` to strings.
    """

    name: str
    label: Text
    kind: str = "text"
    required: bool = True
    # Of characters; of entries for lines and tables.
    most: int = 2000
    help: Text = ""
    # The fact that it starts with: a name of `referrals.filling.FACTS`.
    source: str = ""
    columns: tuple[tuple[str, Text], ...] = ()
    choices: tuple[tuple[str, Text], ...] = ()

    def optional(self) -> "Section":
        """The same section, which may stay empty."""
        return replace(self, required=False)

    def filled_from(self, source: str) -> "Section":
        """The same section, which starts with another fact."""
        return replace(self, source=source)

    def called(self, label: Text) -> "Section":
        """The same section under another label."""
        return replace(self, label=label)


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper. Its wording is locked in texts/<key>.txt, one file for each edition."""

    key: str
    name: Text
    # 文种代字; "" for a paper made elsewhere.
    symbol: str
    issuers: frozenset[AgencyKind]
    # Posts that may sign it.
    signers: frozenset[Post]
    sections: tuple[Section, ...]
    law: str
    number: str = "{agency}{symbol}〔{year}〕{serial}号"
    edition: int = 1
    # Numbered and kept, but sent to nobody.
    internal: bool = False
    # "?" where neither a rule nor a real paper is known to us: the form is our own.
    certainty: str = ""
    # Carries a receipt stub (回执) to be sent back.
    receipt: bool = False
    layout: Layout = Layout.INSTRUMENT
    # Of letters: 关于……的函, with names of sections in braces. "" is the kind's own name.
    subject: str = ""
    # Section, what it says, and the title that the paper bears then.
    titles: tuple[tuple[str, str, str], ...] = ()
    # Begins with whom it goes to (主送); a ruling and a decision don't.
    addressed: bool = True
    # Made outside the platform; it has a name here so that a scan can be filed under it.
    outside: bool = False

    def section(self, name: str) -> Section:
        """The section of this name; raises KeyError."""
        return self._by_name[name]

    @property
    def _by_name(self) -> Mapping[str, Section]:
        return {section.name: section for section in self.sections}
