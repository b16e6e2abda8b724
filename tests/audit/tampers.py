"""What whoever owns the database, or reaches the file, could do to the log.

Each tamper gets its random numbers, does one thing, and gives back the ids of the rows that a
verification must name; where it can only say "something is wrong", none.
"""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

from django.conf import settings

from audit.models import AuditSeal
from audit.seals.content import hash_of, ids_in
from tests.audit.a_log import run

Tamper = Callable[[Random], set[int]]
EVENTS, SEALS = "audit_auditevent", "audit_auditseal"

# Another value for each column, whatever it held.
EDITS = {
    "at": "at + interval '1 microsecond'",
    "actor_id": "coalesce(actor_id, 0) + 1",
    "actor_name": "actor_name || ' '",
    "agency_id": "coalesce(agency_id, 0) + 1",
    "agency_name": "'x' || agency_name",
    "on_behalf_of": "on_behalf_of || '李'",
    "verb": "verb || '.'",
    "object_type": "object_type || 'x'",
    "object_id": "object_id || '1'",
    "object_label": "object_label || '号'",
    "case_id": "coalesce(case_id, 0) + 1",
    "changes": """changes || '{"more": 1}'""",
    "ground": "ground || '。'",
    "outside": "NOT outside",
    "reading": "NOT reading",
    "request_id": "request_id || '0'",
    "ip": "coalesce(ip, '10.0.0.2') + 1",
    "xid": "xid + 1",
    "row_hash": "set_byte(row_hash, 20, 255 - get_byte(row_hash, 20))",
}
NULLED = ("actor_id", "ip", "case_id")
CONTENT = ", ".join(name for name in EDITS if name != "xid")


def all_ids() -> list[int]:
    return [int(str(row[0])) for row in run(f"SELECT id FROM {EVENTS} ORDER BY xid, id")]


def sealed_ids() -> list[int]:
    return [each for seal in AuditSeal.objects.order_by("pk") for each in ids_in(seal.ids)]


def book() -> Path:
    return Path(settings.AUDIT_SEAL_FILE)


def edit(random: Random) -> set[int]:
    column = random.choice(list(EDITS))
    # A change of place among rows that aren't sealed yet can't be seen.
    row = random.choice(sealed_ids() if column == "xid" else all_ids())
    run(f"UPDATE {EVENTS} SET {column} = {EDITS[column]} WHERE id = %s", row)
    return {row}


def empty(random: Random) -> set[int]:
    column = random.choice(NULLED)
    row = random.choice(run(f"SELECT id FROM {EVENTS} WHERE {column} IS NOT NULL ORDER BY id"))[0]
    run(f"UPDATE {EVENTS} SET {column} = NULL WHERE id = %s", row)
    return {int(str(row))}


def edit_changes(random: Random) -> set[int]:
    """Another order, another number, another type in what JSON says."""
    row = random.choice(run(f"SELECT id FROM {EVENTS} WHERE verb = 'case.correct' ORDER BY id"))[0]
    value = random.choice(
        (
            """jsonb_set(changes, '{sections}', '["b", "a"]')""",
            """jsonb_set(changes, '{sections}', '["a", "b", 1.0]')""",
            "changes - 'cause'",
            """jsonb_set(changes, '{cause,0}', '"sm3:0"')""",
            """jsonb_set(changes, '{cause}', changes #> '{cause,0}')""",
        )
    )
    run(f"UPDATE {EVENTS} SET changes = {value} WHERE id = %s", row)
    return {int(str(row))}


def change_id(random: Random) -> set[int]:
    row = random.choice(sealed_ids())
    run(f"UPDATE {EVENTS} SET id = id + 100000 WHERE id = %s", row)
    return {row, row + 100_000}


def swap(random: Random, columns: str = CONTENT) -> set[int]:
    one, other = random.sample(sealed_ids(), 2)
    _swap(one, other, columns)
    return {one, other}


def _swap(one: int, other: int, columns: str) -> None:
    names = columns.split(", ")
    pairs = ", ".join(f"{name} = o.{name}" for name in names)
    # One after the other through a copy: both rows at once would meet in their key.
    run(f"CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT * FROM {EVENTS} WHERE id = ANY(%s)",
        [one, other])  # fmt: skip
    for this, that in ((one, other), (other, one)):
        run(f"UPDATE {EVENTS} e SET {pairs} FROM kept o WHERE e.id = %s AND o.id = %s", this, that)
    run("DROP TABLE kept")


def swap_hashes(random: Random) -> set[int]:
    return swap(random, "row_hash")


def swap_places(random: Random) -> set[int]:
    """Two rows of different transactions change their numbers."""
    first, last = run(f"SELECT min(xid), max(xid) FROM {EVENTS} WHERE id = ANY(%s)", sealed_ids())[
        0
    ]
    one, other = (
        random.choice(run(f"SELECT id FROM {EVENTS} WHERE xid = %s ORDER BY id", xid))[0]
        for xid in (first, last)
    )
    _swap(int(str(one)), int(str(other)), "xid")
    return {int(str(one)), int(str(other))}


def move_month(random: Random) -> set[int]:
    row = random.choice(all_ids())
    run(f"UPDATE {EVENTS} SET at = at + interval '1 month' WHERE id = %s", row)
    return {row}


def delete(random: Random) -> set[int]:
    rows = random.sample(sealed_ids(), random.randint(1, 3))
    run(f"DELETE FROM {EVENTS} WHERE id = ANY(%s)", rows)
    return set(rows)


def delete_in_partition(random: Random) -> set[int]:
    row = random.choice(sealed_ids())
    part = run(f"SELECT tableoid::regclass::text FROM {EVENTS} WHERE id = %s", row)[0][0]
    run(f"DELETE FROM {part} WHERE id = %s", row)
    return {row}


def delete_last_sealed(random: Random) -> set[int]:
    row = sealed_ids()[-1]
    run(f"DELETE FROM {EVENTS} WHERE id = %s", row)
    return {row}


def delete_stretch_and_seal(random: Random) -> set[int]:
    seal = random.choice(list(AuditSeal.objects.order_by("pk")))
    run(f"DELETE FROM {EVENTS} WHERE xid >= %s AND xid < %s", seal.first_xid, seal.end_xid)
    run(f"DELETE FROM {SEALS} WHERE id = %s", seal.pk)
    return set()


def delete_the_end(random: Random) -> set[int]:
    """Everything from some seal on, as if it had never been written."""
    seal = random.choice(list(AuditSeal.objects.order_by("pk")))
    run(f"DELETE FROM {EVENTS} WHERE xid >= %s", seal.first_xid)
    run(f"DELETE FROM {SEALS} WHERE number >= %s", seal.number)
    return set()


def delete_everything(random: Random) -> set[int]:
    run(f"DELETE FROM {EVENTS}")
    run(f"DELETE FROM {SEALS}")
    return set()


def copy(random: Random) -> set[int]:
    """A row once more, under a new number, now or in the same transaction."""
    row = random.choice(all_ids())
    xid = random.choice(("xid", "pg_current_xact_id()::text::bigint"))
    run(
        f"INSERT INTO {EVENTS} (id, xid, {CONTENT}) "
        f"SELECT 900000, {xid}, {CONTENT} FROM {EVENTS} WHERE id = %s",
        row,
    )
    return {900_000}


def insert(random: Random) -> set[int]:
    """A row of one's own with the hash of another, or with any."""
    row = random.choice(all_ids())
    signed = random.choice(("row_hash", "sha256('x') || '123456789'::bytea"))
    names = CONTENT.replace(", verb", "").replace(", row_hash", "")
    run(
        f"INSERT INTO {EVENTS} (id, xid, verb, row_hash, {names}) "
        f"SELECT 900001, xid, 'case.withdraw', {signed}, {names} FROM {EVENTS} WHERE id = %s",
        row,
    )
    return {900_001}


def replace(random: Random) -> set[int]:
    """Taken out and put back under another number."""
    row = random.choice(sealed_ids())
    copied = run(
        f"WITH gone AS (DELETE FROM {EVENTS} WHERE id = %s RETURNING *) "
        f"INSERT INTO {EVENTS} (id, xid, {CONTENT}) SELECT 900002, xid, {CONTENT} FROM gone "
        "RETURNING id",
        row,
    )
    assert copied
    return {row, 900_002}


def from_the_future(random: Random) -> set[int]:
    row = random.choice(all_ids())
    run(f"UPDATE {EVENTS} SET xid = 9000000000000000000 WHERE id = %s", row)
    return {row}


SEAL_EDITS = {
    "chain": "chain + 1",
    "number": "number + 100",
    "first_xid": "first_xid + 1",
    "end_xid": "end_xid - 1",
    "rows": "rows + 1",
    "first_at": "first_at - interval '1 microsecond'",
    "last_at": "last_at + interval '1 microsecond'",
    "ids": "ids || ',800000'",
    "marks": "marks || 'abcd'::bytea",
    "digest": "reverse(digest)",
    "previous": "'0' || substr(previous, 2) || '1'",
    "ground": "ground || '{}'",
    "sealed_at": "sealed_at + interval '1 microsecond'",
    "hash": "reverse(hash)",
}


def edit_seal(random: Random) -> set[int]:
    column = random.choice(list(SEAL_EDITS))
    seal = random.choice(list(AuditSeal.objects.order_by("pk")))
    value = SEAL_EDITS[column].replace("'0' || substr(previous, 2) || '1'", "repeat('a', 64)")
    run(f"UPDATE {SEALS} SET {column} = {value} WHERE id = %s", seal.pk)
    return set()


def delete_seal(random: Random) -> set[int]:
    seal = random.choice(list(AuditSeal.objects.order_by("pk")))
    run(f"DELETE FROM {SEALS} WHERE id = %s", seal.pk)
    return set()


def forge_seal(random: Random) -> set[int]:
    """Rows taken out and the seal made to fit, with another key."""
    seal = random.choice(list(AuditSeal.objects.order_by("pk")))
    row = random.choice(list(ids_in(seal.ids)))
    run(f"DELETE FROM {EVENTS} WHERE id = %s", row)
    key, settings.AUDIT_KEY = settings.AUDIT_KEY, "99" * 32
    seal.rows -= 1
    seal.hash = hash_of(seal)
    settings.AUDIT_KEY = key
    run(f"UPDATE {SEALS} SET rows = %s, hash = %s WHERE id = %s", seal.rows, seal.hash, seal.pk)
    return set()


def add_seal(random: Random) -> set[int]:
    run(
        f"INSERT INTO {SEALS} (chain, number, first_xid, end_xid, rows, ids, marks, digest, "
        "previous, ground, sealed_at, hash) SELECT chain, number + 1, end_xid, end_xid + 1, 0, "
        f"'', '', digest, hash, '', now(), hash FROM {SEALS} ORDER BY number DESC LIMIT 1"
    )
    return set()


def drop_month(random: Random) -> set[int]:
    part = random.choice(run(f"SELECT DISTINCT tableoid::regclass::text FROM {EVENTS} ORDER BY 1"))
    how = random.choice(
        ("DROP TABLE {}", "TRUNCATE {}", f"ALTER TABLE {EVENTS} DETACH PARTITION {{}}")
    )
    run(how.format(part[0]))
    return set()


def switch_off(random: Random) -> set[int]:
    part = random.choice(run("SELECT relid::regclass::text FROM pg_partition_tree(%s)", EVENTS))[0]
    run(f"ALTER TABLE {part} DISABLE TRIGGER pgtrigger_no_truncate_c220f")
    return set()


def edit_file(random: Random) -> set[int]:
    """One digit of one line."""
    lines = book().read_text().splitlines()
    place = random.randrange(len(lines))
    digits = [at for at, letter in enumerate(lines[place]) if letter.isdigit()]
    at = random.choice(digits)
    other = str((int(lines[place][at]) + 1) % 10)
    lines[place] = lines[place][:at] + other + lines[place][at + 1 :]
    book().write_text("".join(f"{line}\n" for line in lines))
    return set()


def shuffle_file(random: Random) -> set[int]:
    """A line gone, twice, or before the other."""
    lines = book().read_text().splitlines()
    place = random.randrange(len(lines))
    what = random.choice(("gone", "twice", "before", "cut", "all"))
    if what == "gone":
        del lines[place]
    elif what == "twice":
        lines.insert(place, lines[place])
    elif what == "before":
        place = max(place, 1)
        lines[place - 1], lines[place] = lines[place], lines[place - 1]
    elif what == "cut":
        lines[-1] = lines[-1][: random.randrange(5, len(lines[-1]) - 1)]
    else:
        lines = []
    book().write_text("".join(f"{line}\n" for line in lines))
    return set()


def add_to_file(random: Random) -> set[int]:
    last = json.loads(book().read_text().splitlines()[-1])
    said = last | {"number": last["number"] + 1, "previous": last["hash"]}
    line = random.choice((json.dumps(said, sort_keys=True, separators=(",", ":")), "what?", "{}"))
    with book().open("a") as file:
        file.write(f"{line}\n")
    return set()


# How often each is taken.
TAMPERS: dict[Tamper, int] = {
    edit: 30,
    empty: 3,
    edit_changes: 6,
    change_id: 6,
    swap: 6,
    swap_hashes: 4,
    swap_places: 4,
    move_month: 4,
    delete: 6,
    delete_in_partition: 3,
    delete_last_sealed: 2,
    delete_stretch_and_seal: 4,
    delete_the_end: 3,
    delete_everything: 1,
    copy: 6,
    insert: 4,
    replace: 4,
    from_the_future: 2,
    edit_seal: 14,
    delete_seal: 4,
    forge_seal: 3,
    add_seal: 2,
    drop_month: 3,
    switch_off: 2,
    edit_file: 6,
    shuffle_file: 6,
    add_to_file: 3,
}
