"""A client that is made from the description does an integrator's whole round."""

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator
from pytest_django.live_server_helper import LiveServer

from deadlines import reference
from tests.cases.api.systems import speaker
from tests.personas import make_world
from tests.referrals.clues import CLUE

NAME = "xianjie_client_made_from_the_description"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the package. Nothing is fetched for it."""
    folder = tmp_path_factory.mktemp("client")
    document = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]  # not typed
    path = folder / "openapi.json"
    path.write_text(json.dumps(document, default=str), encoding="utf-8")
    config = folder / "config.yml"
    config.write_text("post_hooks: []\n", encoding="utf-8")
    tool = [sys.executable, "-m", "openapi_python_client"]
    options = ["--meta", "none", "--fail-on-warning", "--config", str(config)]
    subprocess.run(
        [*tool, "generate", "--path", str(path), "--output-path", str(folder / NAME), *options],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder


@pytest.fixture
def part(made: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Imports a module of the client."""
    monkeypatch.syspath_prepend(made)
    return lambda name: importlib.import_module(f"{NAME}.{name}")


def test_it_pushes_reads_and_follows(committed: None, live_server: LiveServer, part: Any) -> None:
    reference.load(lambda text: None)
    world = make_world()
    system = speaker(world.market)
    client = part("client").AuthenticatedClient(base_url=live_server.url, token=system.text)
    models, api = part("models"), "api.cases.cases_"

    start = part("api.changes.changes_list").sync(client=client)
    assert start.items == []

    case = {
        "cause": "经营超过保质期的食品案",
        "parties": [{"kind": "natural", "name": "欧阳远山"}],
    }
    put = part(f"{api}put")
    first = put.sync_detailed(
        "oa", "1", client=client, body=models.CaseIn.from_dict(case), idempotency_key="k1"
    )
    again = put.sync_detailed(
        "oa", "1", client=client, body=models.CaseIn.from_dict(case), idempotency_key="k1"
    )
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.parsed.id == again.parsed.id

    items = [{"system": "oa", "external_id": str(n), **case} for n in (2, 3)]
    items.append({"system": "oa", "external_id": "4"})
    batch = part(f"{api}batch").sync(client=client, body=models.BatchIn.from_dict({"items": items}))
    assert (batch.counts.recorded, batch.counts.refused) == (2, 1)
    assert batch.items[2].errors[0].pointer == "/items/2/cause"

    whole = part(f"{api}read_by_key").sync("oa", "1", client=client)
    assert (whole.id, whole.cause) == (first.parsed.id, case["cause"])

    followed = part("api.changes.changes_list").sync(client=client, since=start.mark)
    assert [(item.what.value, item.own) for item in followed.items] == [("appeared", True)] * 3
    assert followed.items[0].keys[0].external_id == "1"
    put.sync_detailed(
        "oa", "2", client=client, body=models.CaseIn.from_dict({"facts": "有过期糕点"})
    )
    then = part("api.changes.changes_list").sync(client=client, since=followed.mark)
    assert [item.what.value for item in then.items] == ["changed"]

    _passes_on(client, part)
    stale = put.sync_detailed(
        "oa", "2", client=client, body=models.CaseIn.from_dict(case), if_match='"1"'
    )
    assert stale.status_code == 412
    stranger = part("client").AuthenticatedClient(base_url=live_server.url, token="xj_wrong")
    refused = part(f"{api}list").sync_detailed(client=stranger)
    assert refused.status_code == 401
    assert refused.parsed.status == 401
    for each in (client, stranger):
        each.get_httpx_client().close()


def _passes_on(client: Any, part: Any) -> None:
    """What becomes of a clue, from beginning it to the events that tell of it."""
    models, api = part("models"), "api.referrals.referrals_"
    told = part("api.events.events_list").sync(client=client)
    assert told.items == []
    body = models.StartIn.from_dict({"flow": "clue", "values": CLUE})
    start = part(f"{api}start")
    made = [start.sync_detailed(client=client, body=body, idempotency_key="c1") for _ in range(2)]
    assert [each.status_code for each in made] == [201, 201]
    pk = made[0].parsed.id
    assert made[1].parsed.id == pk

    offered = part(f"{api}actions").sync(pk, client=client)
    assert "submit" in {each.name for each in offered.items if each.allowed}
    wrong = part(f"{api}act").sync_detailed(
        pk, "cancel", client=client, body=models.MoveIn.from_dict({"values": {}}), if_match='"1"'
    )
    assert wrong.status_code == 422
    assert wrong.parsed.errors[0].pointer == "/values/reason"
    done = part(f"{api}act").sync_detailed(
        pk,
        "cancel",
        client=client,
        body=models.MoveIn.from_dict({"values": {"reason": "重复登记"}}),
        if_match='"1"',
    )
    assert (done.status_code, done.parsed.state) == (200, "cancelled")
    whole = part(f"{api}read").sync(pk, client=client)
    assert [step.transition for step in whole.steps] == ["register", "cancel"]
    after = part("api.events.events_list").sync(client=client, since=told.mark)
    assert [(item.what.value, item.transition) for item in after.items] == [
        ("moved", "register"), ("moved", "cancel"),
    ]  # fmt: skip
