"""manage.py faults_count: what was counted after a run, as JSON."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from tests.faults.county.strands import counted


class Command(BaseCommand):
    help = "Print, for everything that must have happened once, how often it hasn't."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(counted()))
