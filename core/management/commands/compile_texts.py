"""Turn the catalogues into the binary form Django reads, without gettext's tools."""

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile every locale/*/LC_MESSAGES/*.po that is newer than its .mo."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                if compile_catalogue(source):
                    self.stdout.write(f"compiled {source.relative_to(folder)}")


def compile_catalogue(source: Path) -> bool:
    """Write the .mo beside `source`; False when it is up to date already."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return False
    half = target.with_suffix(".mo.new")
    polib.pofile(str(source)).save_as_mofile(str(half))
    half.replace(target)
    return True
