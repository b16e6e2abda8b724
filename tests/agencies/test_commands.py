"""What the operator does on the server, where nobody is signed in yet."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from agencies.models import Person, Post, Region
from audit.models import AuditEvent
from tests.personas import REGION, World, valid_uscc


def _run(*args: str) -> str:
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def test_a_new_county_begins_with_three_administrators(db: None) -> None:
    Region.objects.create(code=REGION, name="宁川县", full_name="宁川县", level=3)
    options = ["--agency=宁川县协调办", f"--uscc={valid_uscc(7)}", f"--region={REGION}"]
    lines = _run("create_administrators", *options).split()
    made = dict(zip(lines[::2], lines[1::2], strict=True))
    assert set(made) == {Post.SYSTEM_ADMIN, Post.SECURITY_ADMIN, Post.AUDIT_ADMIN}
    for username, password in made.items():
        assert Person.objects.get(username=username).check_password(password)
    with pytest.raises(CommandError, match="already"):
        _run("create_administrators", *options)


def test_a_wrong_code_leaves_nothing_behind(db: None) -> None:
    Region.objects.create(code=REGION, name="宁川县", full_name="宁川县", level=3)
    with pytest.raises(CommandError, match="18"):
        _run("create_administrators", "--agency=宁川县协调办", "--uscc=1", f"--region={REGION}")
    assert not Person.objects.exists()


def test_the_operator_resets_an_administrators_password(world: World, client: Client) -> None:
    password = _run("reset_password", "Audit_Admin").strip()
    answer = client.post("/sign-in/", {"username": "audit_admin", "password": password})
    assert answer.status_code == 302
    assert AuditEvent.objects.filter(verb="person.password_reset", actor_id=None).count() == 1
    with pytest.raises(CommandError, match="Nobody"):
        _run("reset_password", "nobody")
