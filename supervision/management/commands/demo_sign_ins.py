"""manage.py demo_sign_ins: whom one can sign in as."""

from typing import Any
from unicodedata import east_asian_width

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from agencies.models import Person
from supervision.demo.county import PASSWORD, PERSONAS
from supervision.demo.fill import is_filled

_HEADINGS = ("岗位 Post", "机关 Agency", "姓名 Name", "登录名 User name", "密码 Password")


class Command(BaseCommand):
    help = "Print one sign-in per persona of the demo county."

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_filled():
            raise CommandError("There is no demo county here; run fill_demo.")
        usernames = [persona.username for persona in PERSONAS]
        people = {
            person.username: person
            for person in Person.objects.filter(username__in=usernames)
            .select_related("agency")
            .prefetch_related("postings")
        }
        with translation.override(settings.LANGUAGE_CODE):
            lines = [_HEADINGS] + [
                ("、".join(p.post_labels), str(p.agency), p.name, p.username, PASSWORD)
                for p in (people[name] for name in usernames if name in people)
            ]
        widths = [max(_width(line[i]) for line in lines) for i in range(len(_HEADINGS))]
        for line in lines:
            cells = (text + " " * (w - _width(text)) for text, w in zip(line, widths, strict=True))
            self.stdout.write("  " + "  ".join(cells).rstrip())


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
