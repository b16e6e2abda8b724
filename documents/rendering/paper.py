"""A paper as it is laid out: pure data, the same for docx, PDF and the preview in a page."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from documents.kinds.base import Layout


class BlockKind(StrEnum):
    """What a block is."""

    # Levels 1 to 4: 一、 / （一） / 1. / （1）; the number is part of the text.
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    # A paragraph that isn't indented: the party's name in front of the body.
    PLAIN = "plain"
    LIST = "list"
    TABLE = "table"
    # Label and value side by side, the rows of a form.
    FIELDS = "fields"
    # The receipt stub, below a line to cut along.
    STUB = "stub"


@dataclass(frozen=True)
class Block:
    """One piece of the body."""

    kind: BlockKind
    text: str = ""
    level: int = 0
    # LIST: one text each. STUB: one paragraph each.
    items: tuple[str, ...] = ()
    # TABLE: heads of columns. FIELDS: none.
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Paper:
    """Everything that is printed, in Chinese."""

    kind: str
    kind_name: str
    layout: Layout
    # Full name of the issuing agency.
    issuer: str
    number: str
    title: str
    addressee: str
    blocks: tuple[Block, ...]
    # Agency under the text.
    signature: str
    dated: dt.date | None
    copies: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    # Hexadecimal; "" on a draft.
    seal: str = ""
    draft: bool = True
    # 秘密、机密 and the like with its period; 特急 or 加急.
    secrecy: str = ""
    urgency: str = ""


@dataclass(frozen=True)
class Pdf:
    """A rendered file and how many pages it has."""

    content: bytes
    pages: int
