"""Two people on one server: whatever one asks for by the other's ids is not there, and nothing of the other's changes.

Every request of the protocol that can name an id, and every route with one in its path, over real sockets. The answer
must be the same, to the letter, as for an id that never existed.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import httpx2
import pytest
from chatkit.types import ClientToolCallItem, StructuredInputFreeform, StructuredInputItem, ThreadItem

from pp_server import RESUME_ACTION
from professor_lock.db.ids import new_id
from professor_lock.personal_data.service import CONFIRMATION
from professor_lock.store import PostgresStore
from professor_lock.user import UserContext
from tests.fakes.betting_script import PARLAY, betting_script
from tests.fakes.openai_script import Turn, Until
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import Chat, ChatKitClient
from tests.support.files import fetched, png, sent_to, uploaded
from tests.support.items import AT, hidden
from tests.support.rows import Rows, all_rows
from tests.support.running_server import RunningServer, settings_for
from tests.support.turns import query

ANN, BOB = UserContext(user_id="ann"), UserContext(user_id="bob")
COUNTERS = ("pp_rates", "pp_usage", "pp_usage_events", "pp_spend")
"""That bob asked counts against bob's own limits, whatever he asked for."""


@dataclass
class World:
    """A running server on which both have a thread with something of every kind in it."""

    server: RunningServer
    model: OpenAIServer
    ann: Chat
    bob: Chat
    dsn: str
    ids: dict[str, str]
    """Ann's: the thread, the attachment, and an item of each of ITEM_KINDS."""
    own: dict[str, str]
    """The same of bob's."""
    answered: dict[str, int] = field(default_factory=dict)
    """What bob's requests came to: the status by the request's id."""

    async def rows(self) -> Rows:
        """All rows but the counters of the one who asks."""
        return {name: rows for name, rows in (await all_rows(self.dsn)).items() if name not in COUNTERS}

    async def asked_by_bob(self, body: requests.Body) -> tuple[int, dict[str, Any], str]:
        """Status, body without the request's id, and content type."""
        answer = await self.bob.client.http.post("/chatkit", json=body)
        self.answered[answer.headers["x-request-id"]] = answer.status_code
        return answer.status_code, _without_id(answer), answer.headers["content-type"]


def _without_id(answer: httpx2.Response) -> dict[str, Any]:
    fields: dict[str, Any] = answer.json()
    if "request_id" in fields:
        assert fields.pop("request_id") == answer.headers["x-request-id"]
    return fields


@pytest.fixture
async def world(db_role: None, database: str, tmp_path, pool: asyncpg.Pool) -> AsyncIterator[World]:
    with (
        OpenAIServer(betting_script()) as model,
        RunningServer(settings_for(database, tmp_path, model=model)) as server,
    ):
        async with (
            ChatKitClient(server.url, user_id="ann") as ann_client,
            ChatKitClient(server.url, user_id="bob") as bob_client,
        ):
            ann, bob = ann_client.chat(), bob_client.chat()
            store = PostgresStore(pool)
            ids = await filled(ann, store, ANN)
            own = await filled(bob, store, BOB)
            yield World(server, model, ann, bob, database, ids, own)


async def filled(chat: Chat, store: PostgresStore, owner: UserContext) -> dict[str, str]:
    """One of everything: the conversation as it happens, the rest as a tool would have left it."""
    await chat.send(PARLAY)
    thread_id = chat.thread_id
    base: dict[str, Any] = {"thread_id": thread_id, "created_at": AT}
    question = StructuredInputFreeform(id="q", question="Which book?")
    extra: dict[str, ThreadItem] = {
        "structured_input": StructuredInputItem(id=new_id("message"), inputs=[question], **base),
        "hidden": hidden(new_id("task"), "the model's own", thread_id),
        "client_tool_call": ClientToolCallItem(id=new_id("tool_call"), call_id="c", name="open", arguments={}, **base),
    }
    for item in extra.values():
        await store.add_thread_item(thread_id, item, context=owner)
    attachment = await uploaded(chat.client)
    ids = {"thread": thread_id, "attachment": attachment["id"]} | {name: item.id for name, item in extra.items()}
    for shown in chat.items:
        ids[shown["type"]] = shown["id"]  # the last of each kind: of the widgets it is the slip
    assert {"user_message", "assistant_message", "widget"} <= ids.keys()
    return ids


ITEM_KINDS = ("user_message", "assistant_message", "widget", "client_tool_call", "structured_input", "hidden")


def every_request(thread_id: str, item_id: str, attachment_id: str) -> list[requests.Body]:
    """All requests that can name these, the real actions of the cards among them."""
    return [
        *requests.naming(thread_id, item_id, attachment_id).values(),
        requests.custom_action(thread_id, item_id, "parlay.lock", {}),
        requests.sync_custom_action(thread_id, item_id, "parlay.lock", {}),
        requests.sync_custom_action(thread_id, item_id, "parlay.set_stake", {"stake": "5"}),
        requests.sync_custom_action(thread_id, item_id, "parlay.choose_book", {"book": "book_1"}),
        requests.sync_custom_action(thread_id, item_id, "parlay.undo_lock", {"ticket": "A1B2C3D4"}),
        requests.sync_custom_action(thread_id, item_id, "bets.show", {"status": "all"}),
        requests.sync_custom_action(thread_id, item_id, "limits.set", {"bet": "5"}),
        requests.custom_action(thread_id, item_id, "confirm.do", {"choice": "yes"}),
        requests.sync_custom_action(thread_id, item_id, "confirm.dismiss", {}),
        requests.custom_action(thread_id, item_id, "bet.settle", {"ticket": "A1B2C3D4"}),
        requests.custom_action(thread_id, None, RESUME_ACTION),
        requests.custom_action(thread_id, item_id, RESUME_ACTION),
        requests.add_user_message(thread_id, "look", attachments=[attachment_id]),
        requests.list_items(thread_id, after=item_id, order="asc"),
    ]


def by_item(thread_id: str, item_id: str, attachment_id: str, *own_items: str) -> list[requests.Body]:
    """All requests that name something beside the thread; `own_items` are there and do not help."""
    return [
        requests.retry_after_item(thread_id, item_id),
        requests.custom_action(thread_id, item_id, "parlay.lock", {}),
        requests.sync_custom_action(thread_id, item_id, "parlay.lock", {}),
        requests.add_structured_input(thread_id, item_id, {"q": {"values": ["x"]}}),
        requests.feedback(thread_id, [item_id]),
        requests.feedback(thread_id, [*own_items, item_id]),
        requests.add_user_message(thread_id, "look", attachments=[attachment_id]),
        requests.create("look", attachments=[attachment_id]),
        requests.delete_attachment(attachment_id),
    ]


def test_every_request_of_the_protocol_that_names_an_id_is_asked():
    from chatkit.types import ChatKitReq
    from pydantic import TypeAdapter

    schema = TypeAdapter(ChatKitReq).json_schema()
    all_types = set(schema["discriminator"]["mapping"])
    without_ids = {"attachments.create", "input.transcribe"}
    assert {body["type"] for body in every_request("t", "i", "a")} == all_types - without_ids


async def test_whatever_bob_asks_for_by_anns_ids_is_as_if_it_had_never_been(world):
    never = every_request(new_id("thread"), new_id("message"), new_id("attachment"))
    before, exchanges = await world.rows(), len(world.model.exchanges)
    pairs = [
        pair
        for kind in ITEM_KINDS
        for pair in zip(
            every_request(world.ids["thread"], world.ids[kind], world.ids["attachment"]), never, strict=True
        )
    ]
    for theirs, nobodys in pairs:
        refused = await world.asked_by_bob(theirs)
        assert refused == await world.asked_by_bob(nobodys), theirs
        expected = 200 if theirs["type"] == "threads.list" else 404
        assert refused[0] == expected, theirs
        assert "application/json" in refused[2]
        for own_id in world.ids.values():
            assert own_id not in json.dumps(refused[1])
    assert await world.rows() == before
    assert len(world.model.exchanges) == exchanges
    refused_ids = [one for one, status in world.answered.items() if status == 404]
    await world.server.log_until(lambda: len(world.server.logged("access_denied")) >= len(refused_ids))
    lines = Counter(line["request_id"] for line in world.server.logged("access_denied"))
    assert lines == Counter(refused_ids), "one line in the log for each refusal, and none for anything else"


async def test_anns_ids_of_every_other_kind_open_nothing_wherever_they_are_put(world):
    """Her turn, ticket and slip: no request asks for them by name, so they are tried as whatever it does ask for."""
    client = world.ann.client
    thread, slip = world.ids["thread"], world.ids["widget"]
    await client.call(requests.sync_custom_action(thread, slip, "parlay.lock", {}))
    before, exchanges = await world.rows(), len(world.model.exchanges)
    for table in ("pp_turns", "pp_slips", "pp_tickets"):
        (theirs,) = await query(world.dsn, f"SELECT max(id) AS id FROM {table} WHERE user_id = 'ann'")
        for body in every_request(theirs["id"], theirs["id"], theirs["id"]):
            if body["type"] != "threads.list":
                assert (await world.asked_by_bob(body))[0] == 404, (table, body)
        for body in by_item(world.own["thread"], theirs["id"], theirs["id"]):
            assert (await world.asked_by_bob(body))[0] == 404, (table, body)
    mine = (await client.http.get("/api/tickets.csv")).text
    theirs_csv = (await world.bob.client.http.get("/api/tickets.csv")).text
    assert (len(mine.splitlines()), len(theirs_csv.splitlines())) == (2, 1), "a heading, and below it one's own"
    assert await world.rows() == before
    assert len(world.model.exchanges) == exchanges


async def test_anns_items_cannot_be_reached_by_way_of_bobs_own_thread(world):
    mine, own_item = world.own["thread"], world.own["assistant_message"]
    before, exchanges = await world.rows(), len(world.model.exchanges)
    nobodys = by_item(mine, new_id("message"), new_id("attachment"), own_item)
    for kind in ITEM_KINDS:
        theirs = by_item(mine, world.ids[kind], world.ids["attachment"], own_item)
        for body, never in zip(theirs, nobodys, strict=True):
            refused = await world.asked_by_bob(body)
            assert refused[0] == 404, body
            assert refused == await world.asked_by_bob(never)
    assert await world.rows() == before
    assert len(world.model.exchanges) == exchanges


async def test_bobs_own_items_do_not_open_anns_thread(world):
    before = await world.rows()
    for kind in ITEM_KINDS:
        for body in every_request(world.ids["thread"], world.own[kind], world.own["attachment"]):
            if body["type"] not in ("threads.create", "threads.list", "attachments.delete"):
                assert (await world.asked_by_bob(body))[0] == 404, body
    assert await world.rows() == before


async def test_anns_ids_as_cursors_show_bob_his_own_and_no_hint(world):
    mine = await world.bob.client.call(requests.list_threads())
    assert [thread["id"] for thread in mine["data"]] == [world.own["thread"]]
    for order in ("asc", "desc"):
        with_theirs = await world.bob.client.call(requests.list_threads(after=world.ids["thread"], order=order))
        with_nobodys = await world.bob.client.call(requests.list_threads(after=new_id("thread"), order=order))
        assert with_theirs == with_nobodys
        items = requests.list_items(world.own["thread"], after=world.ids["widget"], order=order)
        nobodys = requests.list_items(world.own["thread"], after=new_id("message"), order=order)
        assert await world.bob.client.call(items) == await world.bob.client.call(nobodys)


async def test_the_routes_with_an_id_in_their_path_answer_bob_as_for_nobodys(world):
    paths: list[Callable[[str], str]] = [lambda thread_id: f"/chatkit/threads/{thread_id}/stop"]
    before = await world.rows()
    for path in paths:
        theirs = await world.bob.client.http.post(path(world.ids["thread"]))
        nobodys = await world.bob.client.http.post(path(new_id("thread")))
        assert theirs.status_code == nobodys.status_code == 404
        assert _without_id(theirs) == _without_id(nobodys)
    assert await world.rows() == before


async def test_anns_export_and_deletion_are_not_there_for_bob(world):
    asked = await world.ann.client.http.post("/api/me/export")
    deletion = await world.ann.client.http.request("DELETE", "/api/me", json={"confirm": CONFIRMATION})
    for path in ("/api/me/exports/{}", "/api/me/deletions/{}"):
        theirs = await world.bob.client.http.get(path.format(asked.json()["id"]))
        running = await world.bob.client.http.get(path.format(deletion.json()["id"]))
        nobodys = await world.bob.client.http.get(path.format(new_id("data_request")))
        assert theirs.status_code == running.status_code == nobodys.status_code in (401, 404)
        assert _without_id(theirs) == _without_id(running) == _without_id(nobodys)


async def test_these_are_all_the_routes_with_an_id_in_their_path(database, tmp_path):
    with RunningServer(settings_for(database, tmp_path)) as server:
        paths = {getattr(route, "path", "") for route in server.app.routes}
    assert {path for path in paths if "{" in path} == {
        "/chatkit/threads/{thread_id}/stop",
        "/attachments/{attachment_id}",
        "/api/me/exports/{request_id}",
        "/api/me/deletions/{request_id}",
    }


async def test_anns_file_opens_with_no_link_that_was_made_for_bob(world):
    """Nor can he upload to it; and a link says nothing of whether there is such a file."""
    before, bob = await world.rows(), world.bob.client
    announced = await bob.call(requests.create_attachment("a.png", len(png()), "image/png"))
    own = await uploaded(bob)
    links = (own["preview_url"], announced["upload_descriptor"]["url"])
    for link, mine in zip(links, (own["id"], announced["id"]), strict=True):
        assert mine in link
        for ask in (fetched, lambda url: sent_to(url, png())):
            theirs, nobodys = [
                await ask(link.replace(mine, one)) for one in (world.ids["attachment"], new_id("attachment"))
            ]
            assert theirs.status_code == nobodys.status_code == 401
            assert _without_id(theirs) == _without_id(nobodys)
    for mine in (own["id"], announced["id"]):
        await bob.call(requests.delete_attachment(mine))
    after = await world.rows()
    assert after.pop("pp_removed_files") != before.pop("pp_removed_files"), "bob's own are gone"
    assert after == before


async def test_what_bob_tries_with_anns_file_leaves_its_bytes_where_they_are(world):
    theirs = world.ids["attachment"]
    for body in (
        requests.create("look", attachments=[theirs]),
        requests.add_user_message(world.own["thread"], "look", attachments=[world.own["attachment"], theirs]),
        requests.delete_attachment(theirs),
    ):
        assert (await world.asked_by_bob(body))[0] == 404
    mine = await world.ann.client.chat().send("Look", attachments=[theirs])
    assert (await fetched(mine.items[0]["attachments"][0]["preview_url"])).content == png()


async def test_an_answer_being_written_for_ann_is_neither_heard_nor_stopped_by_bob(world):
    refused = threading.Event()
    world.model.script = [Turn.of("One two three", Until(refused), " four five")]
    async with world.ann.sending("And?") as stream:
        await stream.until("assistant_message.content_part.text_delta")
        stop = await world.bob.client.http.post(f"/chatkit/threads/{world.ids['thread']}/stop")
        resume = await world.asked_by_bob(requests.custom_action(world.ids["thread"], None, RESUME_ACTION))
        assert (stop.status_code, resume[0]) == (404, 404)
        refused.set()
        await stream.rest()
    assert world.ann.text.endswith("four five")
    assert world.ann.error is None


async def test_what_ann_can_do_with_her_ids_she_still_can(world):
    """The refusals above are not refusals of everybody."""
    client = world.ann.client
    assert (await client.call(requests.get_thread(world.ids["thread"])))["id"] == world.ids["thread"]
    await client.call(requests.feedback(world.ids["thread"], [world.ids["assistant_message"]]))
    await client.call(requests.update_thread(world.ids["thread"], "Mine"))
    answer = await client.call(
        requests.sync_custom_action(world.ids["thread"], world.ids["widget"], "parlay.set_stake", {"stake": "5"})
    )
    assert answer["updated_item"]["id"] == world.ids["widget"]
    assert await client.call(requests.delete_attachment(world.ids["attachment"])) == {}
    await client.call(requests.delete_thread(world.ids["thread"]))
    assert (await client.call(requests.list_threads()))["data"] == []
