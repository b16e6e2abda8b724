"""manage.py reset_password NAME: the operator's way when an administrator forgot theirs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agencies.models import Person
from agencies.services import reset_password
from agencies.services.people import clean_username


class Command(BaseCommand):
    help = "Give a person a random password, to be changed at the next sign-in, and print it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person.objects.filter(username=clean_username(options["username"])).first()
        if person is None:
            raise CommandError("Nobody has this sign-in name.")
        self.stdout.write(reset_password(actor=None, person=person))
