"""manage.py create_administrators: the three people with whom a new county begins."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from agencies.models import ADMINISTRATORS, AgencyKind, Person, Post, Posting, Region
from agencies.services import create_agency, create_person
from agencies.services.passwords import make_password


class Command(BaseCommand):
    help = (
        "Create the coordination office and its system, security and audit administrator, "
        "with passwords to be changed at the first sign-in. Only where there is none yet."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", required=True, help="full name of the office")
        parser.add_argument("--uscc", required=True, help="its unified social credit code")
        parser.add_argument("--region", required=True, help="GB/T 2260 code of the county")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if Posting.objects.filter(post__in=ADMINISTRATORS).exists():
            raise CommandError("There are administrators already.")
        region = Region.objects.filter(code=options["region"]).first()
        if region is None:
            raise CommandError("Unknown region; run load_reference first.")
        try:
            agency = create_agency(
                actor=None,
                kind=AgencyKind.COORDINATION,
                name=options["agency"],
                short_name=options["agency"][:40],
                uscc=options["uscc"],
                region=region,
            )
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        for post in (Post.SYSTEM_ADMIN, Post.SECURITY_ADMIN, Post.AUDIT_ADMIN):
            password = make_password()
            person: Person = create_person(
                actor=None,
                username=post.value,
                name=str(post.label),
                agency=agency,
                password=password,
                posts=[post],
                clearance=1,
            )
            self.stdout.write(f"{person.username}\t{password}")
