"""The encrypted column, on a table of its own."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.db.models import F, Q
from django.db.models.functions import Lower

from core.crypto import DecryptionError
from core.fields import EncryptedTextField
from tests.core.secret_model import Secret

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def table(db: None) -> Iterator[None]:
    with connection.schema_editor() as editor:
        editor.create_model(Secret)
    yield
    with connection.schema_editor() as editor:
        editor.delete_model(Secret)


def stored(secret: models.Model) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("select number from core_secret where id = %s", [secret.pk])
        row: tuple[str | None] = cursor.fetchone()
    return row[0]


def test_the_column_holds_a_token_and_python_the_text() -> None:
    secret = Secret.objects.create(number="330702199001011234")
    assert (stored(secret) or "").startswith("x1:sm4-gcm:")
    secret.refresh_from_db()
    assert secret.number == "330702199001011234"
    assert list(Secret.objects.values_list("number", flat=True)) == ["330702199001011234"]


def test_saving_again_does_not_encrypt_twice() -> None:
    secret = Secret.objects.create(number="a")
    for _turn in range(2):
        secret = Secret.objects.get(pk=secret.pk)
        secret.save()
    assert Secret.objects.get().number == "a"


@pytest.mark.parametrize("value", [None, ""])
def test_nothing_stays_nothing(value: str | None) -> None:
    secret = Secret.objects.create(number=value)
    assert stored(secret) == value
    assert Secret.objects.get().number == value


def test_update_and_bulk_create_encrypt_too() -> None:
    one, two = Secret.objects.bulk_create([Secret(number="a"), Secret(number="a")])
    assert stored(one) != stored(two)
    Secret.objects.update(number="c")
    assert stored(one) != "c"
    assert list(Secret.objects.values_list("number", flat=True)) == ["c", "c"]


def test_empty_and_null_can_be_looked_up() -> None:
    empty, null, full = (Secret.objects.create(number=n) for n in ("", None, "x"))
    assert list(Secret.objects.filter(number="")) == [empty]
    assert list(Secret.objects.filter(number__isnull=True)) == [null]
    assert list(Secret.objects.exclude(Q(number="") | Q(number__isnull=True))) == [full]


@pytest.mark.parametrize(
    "lookup",
    [
        {"number": "x"},
        {"number__in": ["x"]},
        {"number__icontains": "x"},
        {"number__gt": ""},
        {"number__trigram_similar": "x"},
        {"number__lower": "x"},
        {"number": F("other")},
        {"number": Lower("other")},
    ],
)
def test_it_refuses_to_be_searched(lookup: dict[str, object]) -> None:
    with pytest.raises(FieldError):
        list(Secret.objects.filter(**lookup))


def test_a_column_that_someone_altered_is_not_read() -> None:
    secret = Secret.objects.create(number="x")
    with connection.cursor() as cursor:
        cursor.execute("update core_secret set number = 'x' where id = %s", [secret.pk])
    with pytest.raises(DecryptionError):
        Secret.objects.get()


def test_a_migration_can_write_it_down() -> None:
    _name, path, args, kwargs = EncryptedTextField(blank=True, null=True).deconstruct()
    assert path == "core.fields.EncryptedTextField"
    assert (list(args), kwargs) == ([], {"blank": True, "null": True})
