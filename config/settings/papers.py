"""Settings of what is on paper: fonts, attachments, deliveries."""

from pathlib import Path as _Path

from environ import Env as _Env

_ROOT = _Path(__file__).resolve().parent.parent.parent
_env = _Env()

# Fonts of papers by use, the first one that has a character shows it; GB/T 9704-2012 names 仿宋,
# 小标宋, 黑体 and 楷体. Those in documents/fonts are open; who owns a licence of others puts
# them into a folder of their own and names them here.
PAPER_FONT_FOLDERS = [
    _ROOT / "documents" / "fonts",
    *_env.list("PAPER_FONT_FOLDERS", default=[]),
]
PAPER_FONTS_PDF = {
    "body": [*_env.list("PAPER_FONT_BODY", default=[]), "FandolFang R", "Noto Serif SC"],
    "kai": [*_env.list("PAPER_FONT_KAI", default=[]), "FandolKai", "Noto Serif SC"],
    "hei": [*_env.list("PAPER_FONT_HEI", default=[]), "FandolHei", "Noto Serif SC"],
    "title": [*_env.list("PAPER_FONT_TITLE", default=[]), "Noto Serif SC"],
    "page": [*_env.list("PAPER_FONT_PAGE", default=[]), "Noto Serif SC"],
}
# A docx only names its fonts; the desks have them.
PAPER_FONTS_DOCX = {
    "body": _env.str("PAPER_DOCX_BODY", default="仿宋_GB2312"),
    "kai": _env.str("PAPER_DOCX_KAI", default="楷体_GB2312"),
    "hei": _env.str("PAPER_DOCX_HEI", default="黑体"),
    "title": _env.str("PAPER_DOCX_TITLE", default="方正小标宋简体"),
    "page": _env.str("PAPER_DOCX_PAGE", default="宋体"),
}

# Files that are kept: what people attach, and papers as they were issued. On more than one
# machine a storage that all of them reach takes the place of this folder (STORAGES).
MEDIA_ROOT = _env.str("MEDIA_ROOT", default=str(_ROOT / ".run" / "files"))
# What may be attached (documents/attachments/kinds.py), how large one file and all files of
# one form may be, and how many pixels an image may have. clamd's StreamMaxLength and
# client_max_body_size in deploy/nginx.conf go along.
ATTACHMENT_KINDS: list[str] = _env.list(
    "ATTACHMENT_KINDS",
    default=["pdf", "ofd", "jpg", "png", "tif", "docx", "xlsx", "mp4", "mp3"],
)
ATTACHMENT_MAX_BYTES = _env.int("ATTACHMENT_MAX_BYTES", default=70 * 1024 * 1024)
ATTACHMENT_MAX_TOGETHER = _env.int("ATTACHMENT_MAX_TOGETHER", default=200 * 1024 * 1024)
ATTACHMENT_MAX_PIXELS = _env.int("ATTACHMENT_MAX_PIXELS", default=100_000_000)
# How long the file of an attachment is kept after it was taken out, or found infected.
ATTACHMENT_KEEP_DAYS = _env.int("ATTACHMENT_KEEP_DAYS", default=180)
# The virus scanner: tcp://host:3310 or unix:///run/clamav/clamd.sock; "" for none.
CLAMD_ADDRESS = _env.str("CLAMD_ADDRESS", default="")
CLAMD_TIMEOUT = _env.int("CLAMD_TIMEOUT", default=60)

# Papers that nobody signed for are asked after so many working days, and each one after that.
DELIVERY_CHASE_WORKDAYS = _env.int("DELIVERY_CHASE_WORKDAYS", default=1)
# A file that somebody wants compared with a sealed paper is no larger.
PAPER_CHECK_MAX_BYTES = _env.int("PAPER_CHECK_MAX_BYTES", default=20 * 1024 * 1024)

# The file of one case as one PDF: what goes into it at most.
CASE_FILE_MAX_BYTES = _env.int("CASE_FILE_MAX_BYTES", default=300 * 1024 * 1024)
CASE_FILE_MAX_PAGES = _env.int("CASE_FILE_MAX_PAGES", default=3000)
