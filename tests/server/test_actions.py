"""Clicks over the wire, in the demo: the slip's life, and payloads of those who write their own.

What a slip comes to at a desk with real prices, two tabs and restarts is in tests/desk/.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import asyncpg
import pytest

from professor_lock.widgets.actions import ADD_LEG, LOCK, MY_BETS, REFRESH, REMOVE_LEG, SET_STAKE, SWITCH_LEG
from tests.fakes.betting_script import PARLAY
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import Chat, ChatKitClient
from tests.support.desk import buttons, payload, shown, slip
from tests.support.rows import all_rows
from tests.support.running_server import RunningServer, settings_for
from tests.support.widget_trees import Tree
from tests.support.widget_types import problems

ACTIONS = (ADD_LEG, LOCK, REFRESH, REMOVE_LEG, SET_STAKE, SWITCH_LEG)


@dataclass
class Page:
    """A user's page with a three-leg slip on it."""

    chat: Chat
    server: RunningServer
    dsn: str

    @property
    def card(self) -> str:
        card_id: str = slip(self.chat)["id"]
        return card_id

    async def click(self, action: str, given: Any, *, how: str = "act") -> None:
        """A click in the slip's card; what the page then shows is what is stored, and valid. Then the page is reloaded.

        (An update of a card cannot carry its text for the clipboard: the page has that only after a reload.)
        """
        await getattr(self.chat, how)(self.card, action, given)
        assert self.chat.error is None
        reloaded = await self.chat.client.chat().load(self.chat.thread_id)
        assert slip(reloaded)["widget"] == slip(self.chat)["widget"]
        assert problems(slip(reloaded)["widget"]) == []
        self.chat = reloaded

    async def tickets(self) -> list[tuple[int, str]]:
        connection = await asyncpg.connect(self.dsn)
        rows = await connection.fetch("SELECT stake_cents, user_id FROM pp_tickets ORDER BY seq")
        await connection.close()
        return [(row["stake_cents"], row["user_id"]) for row in rows]


@pytest.fixture
async def page(database: str, tmp_path) -> AsyncIterator[Page]:
    with RunningServer(settings_for(database, tmp_path)) as server:
        async with ChatKitClient(server.url, user_id="ann") as client:
            chat = await client.chat().send(PARLAY)
            yield Page(chat, server, database)


@pytest.mark.parametrize("how", ["act", "act_sync"])
async def test_a_stake_a_removed_leg_and_a_lock_change_the_one_card_and_record_it_once(page, how):
    before = page.card
    await page.click(SET_STAKE, {"stake": "25"}, how=how)
    assert "stake $25.00" in slip(page.chat)["copy_text"]
    await page.click(REMOVE_LEG, payload(buttons(slip(page.chat), REMOVE_LEG)[0]), how=how)
    assert slip(page.chat)["copy_text"].startswith("2-leg parlay")
    given = payload(buttons(slip(page.chat), LOCK)[0])
    for _ in range(2):  # a double click
        await page.click(LOCK, given, how=how)
    assert page.card == before
    assert await page.tickets() == [(2500, "ann")]
    assert "LOCKED IN" in shown(slip(page.chat))
    (said,) = [text for text in page.chat.texts if "To play it" in text]
    # The card has legs, stake, price and record id: the sentence has what is still to be done, and nothing twice.
    assert said.startswith("To play it, place it at ")
    assert not re.search(r"\d|\$", said)
    assert "DEMO" in said


async def test_after_a_click_other_questions_are_offered_than_after_the_answer_before(page: Page) -> None:
    def offered(item: Tree) -> list[str]:
        extension = item.get("professor_lock") or item["widget"].get("professor_lock") or {}
        return [one["label"] for one in extension.get("suggestions", [])]

    before = offered(next(item for item in reversed(page.chat.items) if item["type"] == "assistant_message"))
    await page.click(LOCK, payload(buttons(slip(page.chat), LOCK)[0]))
    locked = offered(page.chat.items[-1])
    await page.click(MY_BETS, {})
    assert page.chat.items[-1]["copy_text"].startswith("Your record")
    bets = offered(page.chat.items[-1])
    assert locked[0] == "My bets"
    assert "My bets" not in bets
    assert len(before) == len(locked) == len(bets) == 3
    assert before not in (locked, bets)


async def test_two_locks_in_the_same_moment_are_one_ticket(page):
    given = payload(buttons(slip(page.chat), LOCK)[0])
    body = requests.sync_custom_action(page.chat.thread_id, page.card, LOCK, given)
    answers = await asyncio.gather(*(page.chat.client.http.post("/chatkit", json=body) for _ in range(4)))
    assert {answer.status_code for answer in answers} == {200}
    assert len(await page.tickets()) == 1


async def test_a_locked_slip_does_not_change_any_more(page):
    await page.click(LOCK, payload(buttons(slip(page.chat), LOCK)[0]))
    before = slip(page.chat)
    await page.click(SET_STAKE, {"stake": "99"})
    assert slip(page.chat) == before
    assert await page.tickets() == [(2500, "ann")]


async def test_a_stake_that_is_none_leaves_the_slip_as_it_was_and_says_why(page):
    before = slip(page.chat)["copy_text"]
    refused = ["0", "-5", "NaN", "inf", "1e9", "1e999", "0.001", "five", "٣", "0x10", "5;", "9" * 14, "", " "]
    for stake in refused:
        await page.click(SET_STAKE, {"stake": stake})
        after = slip(page.chat)["copy_text"]
        assert "stake $25.00" in after, stake
        assert len(after.splitlines()) > len(before.splitlines()), stake  # a word on the card
    assert await page.tickets() == []


HOSTILE: list[Any] = [
    None,
    [],
    "parlay",
    7,
    True,
    {},
    {"stake": None},
    {"stake": ["5"]},
    {"stake": {"$gt": 0}},
    {"stake": "9" * 65},
    {"stake": 10**30},
    {"stake": 1e308},
    {"leg": None},
    {"leg": "leg_000000000000"},
    {"leg": "x\x00y"},
    {"leg": "l" * 100_000},
    {"leg": {"a": [1]}},
    {"version": 10**30},
    {"version": -(10**30)},
    {"version": "1; DROP TABLE pp_slips"},
    {"version": 10**18, "stake": "5"},
    {"shown": "\x00"},
    {"shown": 3},
    {"price": 100000, "american": 99999, "legs": [], "payout_cents": 10**12, "locked_at": "now", "status": "locked"},
    {"leg": "leg_000000000000", "offer_leg_000000000000": "x\x00"},
    {"offer_": "x", "leg": ""},
    json.loads('{"a":' * 100 + "1" + "}" * 100),
]


async def test_no_payload_of_anybodys_own_breaks_the_server_records_a_ticket_or_changes_a_price(page):
    before = slip(page.chat)["copy_text"]
    seen = len(page.server.log)
    for action in ACTIONS:
        for given in HOSTILE:
            if action == SET_STAKE and isinstance(given, dict) and given.get("stake") == "5":
                continue  # that is a stake
            if action == LOCK and (given is None or (isinstance(given, dict) and "version" not in given)):
                continue  # a lock without a stake typed is a lock
            for kind in (requests.sync_custom_action, requests.custom_action):
                answer = await page.chat.client.http.post(
                    "/chatkit", json=kind(page.chat.thread_id, page.card, action, given)
                )
                assert answer.status_code in (200, 400), (action, given, answer.text)
                assert "Something went wrong on our side" not in answer.text, (action, given)
    await page.chat.load(page.chat.thread_id)
    assert [line for line in page.server.log[seen:] if line["level"] == "error"] == []
    assert await page.tickets() == []
    legs = [line for line in before.splitlines() if line[:2] in ("1.", "2.", "3.")]
    assert [line for line in slip(page.chat)["copy_text"].splitlines() if line[:2] in ("1.", "2.", "3.")] == legs
    assert "stake $25.00" in slip(page.chat)["copy_text"]


@pytest.mark.parametrize("kind", [requests.sync_custom_action, requests.custom_action])
async def test_actions_that_are_none_and_cards_that_take_none_are_refused_and_leave_nothing(page, kind):
    card = page.card
    board = (await page.chat.send("Show me tonight's NBA odds")).widgets[-1]["id"]
    assert board != card
    message = page.chat.user_messages[0]["id"]
    before = await all_rows(page.dsn)
    for item_id, action in (
        (card, "parlay.pay_me"),
        (card, "a" * 5000),
        (card, "professor_lock.stop"),
        (None, LOCK),
        (message, LOCK),
        (board, LOCK),
    ):
        body = kind(page.chat.thread_id, item_id, action, {})
        answer = await page.chat.client.http.post("/chatkit", json=body)
        assert answer.status_code == 400 or ('"type":"error"' in answer.text and "our side" not in answer.text), action
    after = await all_rows(page.dsn)
    for table in ("pp_tickets", "pp_slips", "chatkit_attachments", "chatkit_feedback"):
        assert before[table] == after[table]
