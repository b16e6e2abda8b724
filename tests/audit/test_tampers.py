"""A thousand tampers as the owner of the database, all found."""

from pathlib import Path
from random import Random

import pytest
from django.db import transaction
from pytest_django import Settings

from audit.seals.content import ids_in
from audit.verifying import Report, verify
from tests.audit.a_log import a_log, run
from tests.audit.tampers import EVENTS, TAMPERS, all_ids, book

TIMES = 1000
TRIGGERS = ",".join(
    f"pgtrigger_{name}"
    for name in (
        "append_only_00dfa",
        "no_truncate_c220f",
        "append_only_3a3ab",
        "no_truncate_9331a",
    )
)
# Ways to pass by the triggers.
WAYS = (
    "SET LOCAL session_replication_role = replica",
    f"SELECT set_config('pgtrigger.ignore', '{{{TRIGGERS}}}', true)",
)


def named(report: Report) -> set[int]:
    return {each for finding in report.findings for each in ids_in(finding.ids)}


@pytest.mark.usefixtures("committed")
def test_a_thousand_tampers_as_the_owner_of_the_database_are_all_found(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    a_log(settings, monkeypatch, tmp_path)
    sound = verify()
    assert (sound.findings, sound.rows, sound.seals, sound.lines) == ([], 52, 4, 4)
    kept = book().read_bytes()
    random = Random(20261122)
    missed: list[str] = []
    for tamper in random.choices(list(TAMPERS), list(TAMPERS.values()), k=TIMES):
        with transaction.atomic():
            run(random.choice(WAYS))
            expected = tamper(random)
            report = verify()
            transaction.set_rollback(True)
        book().write_bytes(kept)
        if report.sound or not expected <= named(report):
            missed.append(f"{tamper.__name__} {expected} {report.findings}")
    assert missed == []
    assert verify().sound


@pytest.mark.usefixtures("committed")
def test_what_is_not_sealed_yet_can_still_be_deleted_and_the_report_says_since_when(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    a_log(settings, monkeypatch, tmp_path)
    before = verify()
    assert before.unsealed == 4
    assert before.unsealed_since is not None
    with transaction.atomic():
        run(WAYS[0])
        run(f"DELETE FROM {EVENTS} WHERE id = %s", all_ids()[-1])
        report = verify()
        transaction.set_rollback(True)
    assert report.sound
    assert report.unsealed == 3
