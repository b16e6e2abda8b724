"""manage.py outbox: what waits to be told, and what fails."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from core.models import OutboxMessage

_FAILING_SHOWN = 20


class Command(BaseCommand):
    help = "Show what the outbox still has to deliver, by topic, and the messages that fail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--retry", action="store_true", help="try failing messages now, not after their pause"
        )

    def handle(self, *args: Any, retry: bool, **options: Any) -> None:
        waiting = OutboxMessage.objects.filter(done_at__isnull=True)
        failing = waiting.exclude(last_error="")
        if retry:
            count = failing.update(next_attempt_at=timezone.now())
            self.stdout.write(f"{count} failing messages will be tried within seconds.")
        topics = waiting.values("topic").annotate(
            count=Count("pk"),
            failing=Count("pk", filter=~Q(last_error="")),
            oldest=Min("created_at"),
            tried=Max("attempts"),
        )
        if not topics:
            self.stdout.write("Nothing waits.")
        for topic in topics.order_by("topic"):
            since = timezone.localtime(topic["oldest"])
            self.stdout.write(
                f"{topic['topic']}: {topic['count']} waiting, the oldest since "
                f"{since:%Y-%m-%d %H:%M:%S}; {topic['failing']} failing, "
                f"tried up to {topic['tried']} times"
            )
        for message in failing.order_by("created_at")[:_FAILING_SHOWN]:
            again = timezone.localtime(message.next_attempt_at)
            self.stdout.write(f"  {message.key}, again at {again:%H:%M:%S}: {message.last_error}")
