"""What was uploaded is forgotten in time; the cases stay."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from cases.importing.commit import commit_session, start_commit
from cases.models import Case, ImportSession
from cases.tasks import empty_old_imports
from tests.cases.importing.files import as_csv, imported, table, uploaded
from tests.conftest import ClientAs
from tests.personas import World

PARTY = "宁川县晨光食品有限公司"


def age(session: ImportSession, days: int) -> None:
    ImportSession.objects.filter(pk=session.pk).update(
        progress_at=timezone.now() - timedelta(days=days)
    )
    session.refresh_from_db()


def raw(session: ImportSession) -> list[str]:
    return list(session.rows.order_by("number").values_list("raw", flat=True))


def test_the_rows_of_an_old_import_are_emptied_once_and_its_cases_stay(
    world: World, client_as: ClientAs
) -> None:
    session = imported(world, as_csv(table({}, {"行政处罚决定书文号": "", "处罚类别": "罚了"})))
    page = reverse("cases:import_session", args=[session.pk])
    browser = client_as(world.clerk)
    age(session, settings.IMPORT_KEEP_DAYS - 1)
    assert empty_old_imports() == 0
    assert PARTY in browser.get(page).content.decode()
    age(session, settings.IMPORT_KEEP_DAYS + 1)
    assert [empty_old_imports(), empty_old_imports()] == [1, 0]
    assert raw(session) == ["", ""]
    assert Case.objects.count() == 1
    assert AuditEvent.objects.filter(verb="import.empty", actor_id=None).count() == 1
    text = browser.get(page).content.decode()
    assert "已经清除" in text
    assert PARTY not in text
    report = browser.get(f"{page}report/").getvalue().decode()
    assert PARTY not in report
    assert "已登记" in report


def test_a_file_never_recorded_ends_too_and_makes_no_empty_cases(world: World) -> None:
    session = uploaded(world, as_csv(table({})))
    age(session, settings.IMPORT_KEEP_DAYS + 1)
    assert empty_old_imports() == 1
    assert raw(session) == [""]
    assert not start_commit(actor=world.clerk, session=session)
    assert commit_session(session.pk) == 0
    assert Case.objects.count() == 0


@pytest.mark.parametrize("state", ["checking", "committing"])
def test_an_import_at_work_is_left_alone(world: World, state: str) -> None:
    session = uploaded(world, as_csv(table({})))
    age(session, settings.IMPORT_KEEP_DAYS + 1)
    ImportSession.objects.update(state=state)
    assert empty_old_imports() == 0
    assert "" not in raw(session)
