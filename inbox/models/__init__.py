"""To-dos and notices, the digest, and the ways out of the platform."""

from inbox.models.channel import Webhook
from inbox.models.digest import Digest, DigestWish, Every
from inbox.models.notice import Notice, NoticeRead
from inbox.models.todo import Outcome, Todo

__all__ = [
    "Digest",
    "DigestWish",
    "Every",
    "Notice",
    "NoticeRead",
    "Outcome",
    "Todo",
    "Webhook",
]
