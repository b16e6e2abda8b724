"""Brings the tables of the log up to date; part of `prepare`, may be repeated."""

from typing import Any

from django.core.management.base import BaseCommand

from audit.partitions import make_partitions
from audit.seals import follow_cluster


class Command(BaseCommand):
    help = "Make the coming months of the log; after a move to another cluster, number on."

    def handle(self, *args: Any, **options: Any) -> None:
        if follow_cluster():
            self.stdout.write("numbered on after a move to another cluster")
        self.stdout.write(f"{make_partitions()} months made")
