"""What only a click may do: shown on a card, done once, for the user and the conversation it was put up for."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from professor_lock.betting.settlement import Result
from professor_lock.clocks import utc_now
from professor_lock.db.pool import Database
from professor_lock.desk.proposals import (
    BY_HAND,
    GONE,
    MAX_RETURN_CENTS,
    VALID_FOR,
    Proposals,
    ProposalStore,
    SetLimits,
    SettleBet,
    TakeBack,
    TakeBreak,
    TrackBet,
    parse_returned,
    result_of_amount,
    settle_as,
    settle_choices,
)
from professor_lock.desk.self_limits import SelfLimitsStore
from professor_lock.desk.ticket_store import TicketStore
from professor_lock.errors import BadInput, NotFound
from professor_lock.user import UserContext
from professor_lock.widgets.actions import AMOUNT, CONFIRM, DISMISS, SETTLE, YES
from tests.desk.test_poisoned_tickets import AT, a_pass, a_ticket
from tests.fakes.openai_script import Call
from tests.support.chatkit_client import Chat
from tests.support.desk import (
    asking,
    buttons,
    cards,
    confirm,
    desk,
    last_card,
    lock,
    opened,
    payload,
    play,
    shown,
    tap,
    tickets,
)
from tests.support.evening import Evening

ANN, BOB = UserContext(user_id="ann"), UserContext(user_id="bob")


async def a_thread(pool: Any, thread_id: str, user: str) -> str:
    await pool.execute("INSERT INTO chatkit_threads (id, user_id, created_at) VALUES ($1, $2, now())", thread_id, user)
    return thread_id


def proposals(pool: Database, at: Any = AT) -> Proposals:
    return Proposals(ProposalStore(pool), TicketStore(pool), SelfLimitsStore(pool, now=lambda: at), lambda: at)


async def test_of_ten_clicks_at_once_one_does_it(pool: Any) -> None:
    thread = await a_thread(pool, "t1", "ann")
    desk = proposals(pool)
    card = await desk.propose(thread, TrackBet(a_ticket("k")), ANN)
    assert await TicketStore(pool).mine(ANN) == []
    done = await asyncio.gather(*(desk.confirm(thread, card, YES, None, ANN) for _ in range(10)))
    assert sorted(one.text == GONE for one in done) == [False, *[True] * 9]
    (ticket,) = await TicketStore(pool).mine(ANN)
    assert ticket.legs == a_ticket("k").legs


@pytest.mark.parametrize("who", ["another user", "another conversation", "another card", "too late"])
async def test_a_click_from_anywhere_else_does_nothing(pool: Any, who: str) -> None:
    thread, other = await a_thread(pool, "t1", "ann"), await a_thread(pool, "t2", "ann")
    desk = proposals(pool)
    card = await desk.propose(thread, TakeBreak(7), ANN)
    user = BOB if who == "another user" else ANN
    where = other if who == "another conversation" else thread
    which = "msg_other" if who == "another card" else card
    late = proposals(pool, AT + VALID_FOR + timedelta(seconds=1)) if who == "too late" else desk
    assert (await late.confirm(where, which, YES, None, user)).text == GONE
    for one in (ANN, BOB):
        assert (await SelfLimitsStore(pool, now=utc_now).load(one)).cool_off_until is None
    if who != "too late":
        assert (await desk.confirm(thread, card, YES, None, ANN)).text == "Your break has begun."


async def test_what_fails_can_be_clicked_again_and_what_is_left_cannot(pool: Any) -> None:
    thread = await a_thread(pool, "t1", "ann")
    desk = proposals(pool)
    card = await desk.propose(thread, TakeBack("NOSUCHID", "wrong"), ANN)
    for _ in range(2):
        with pytest.raises(NotFound):
            await desk.confirm(thread, card, YES, None, ANN)
    with pytest.raises(BadInput):
        await desk.confirm(thread, card, "no such choice", None, ANN)
    assert "nothing has changed" in (await desk.dismiss(thread, card, ANN)).text
    assert (await desk.confirm(thread, card, YES, None, ANN)).text == GONE


async def test_limits_are_set_as_the_card_says(pool: Any) -> None:
    thread = await a_thread(pool, "t1", "ann")
    desk = proposals(pool)
    card = await desk.propose(thread, SetLimits(5_000, None, "gb"), ANN)
    assert (await SelfLimitsStore(pool, now=utc_now).load(ANN)).max_stake_cents is None
    await desk.confirm(thread, card, YES, None, ANN)
    care = await SelfLimitsStore(pool, now=utc_now).load(ANN)
    assert (care.max_stake_cents, care.daily_stake_cents, care.country) == (5_000, None, "GB")


@pytest.mark.parametrize(
    ("said", "result", "cents"),
    [
        ("won", Result.WON, 19_091),
        ("WON ", Result.WON, 19_091),
        ("lost", Result.LOST, 0),
        ("push", Result.PUSH, 10_000),
        ("void", Result.VOID, 10_000),
        ("$190.91", Result.WON, 19_091),
        ("1,250.50", Result.WON, 125_050),
        ("50", Result.HALF_LOST, 5_000),
        ("100", Result.PUSH, 10_000),
        ("0", Result.LOST, 0),
        ("half won", Result.HALF_WON, 14_545),
        ("half_lost", Result.HALF_LOST, 5_000),
        ("win", Result.WON, 19_091),
        ("Loss", Result.LOST, 0),
        ("pushed", Result.PUSH, 10_000),
        ("refunded", Result.VOID, 10_000),
        ("no  action", Result.VOID, 10_000),
    ],
)
async def test_a_result_is_a_word_or_the_amount_that_came_back(
    pool: Any, said: str, result: Result, cents: int
) -> None:
    ticket = await TicketStore(pool).add(a_ticket("k"), ANN)
    assert settle_as(ticket, said) == (result, cents)


@pytest.mark.parametrize("said", ["", "maybe", "-5", "1e3", "10.005", "1000000000.01", "NaN", "won 5", "٣", "\x00"])
async def test_what_is_no_result_is_refused_with_what_is_one(pool: Any, said: str) -> None:
    ticket = await TicketStore(pool).add(a_ticket("k"), ANN)
    with pytest.raises(BadInput, match="won, lost, push or void, or the amount"):
        settle_as(ticket, said)


def test_amounts_have_their_bounds():
    assert parse_returned("1,000,000,000") == MAX_RETURN_CENTS
    assert result_of_amount(1, 10_000) is Result.HALF_LOST
    assert result_of_amount(10_001, 10_000) is Result.WON


async def test_a_result_entered_by_hand_stands_before_scores_and_keeps_them(pool: Any) -> None:
    store, thread = TicketStore(pool), await a_thread(pool, "t1", "ann")
    desk = proposals(pool)
    ticket = await store.add(a_ticket("k"), ANN)
    assert (await a_pass(pool)).decided == 1
    assert (await store.find(ticket.reference, ANN)).settlement.payout_cents == 19_091
    for choice, amount, result, cents in (
        ("void", None, Result.VOID, 10_000),
        (AMOUNT, "$175.00", Result.WON, 17_500),
    ):
        card = await desk.propose(thread, SettleBet(ticket.reference, settle_choices(ticket), True, "my book"), ANN)
        assert BY_HAND in (await desk.confirm(thread, card, choice, amount, ANN)).text
        found = await store.find(ticket.reference, ANN)
        assert (found.settlement.result, found.settlement.payout_cents) == (result, cents)
        assert found.by_hand is not None
        assert found.by_hand.reason == "Entered by hand on 2026-01-11: my book"
    rows = await pool.fetch("SELECT position, result FROM pp_ticket_grades ORDER BY position")
    assert [tuple(row) for row in rows] == [(-3, "won"), (-2, "void"), (-1, "won"), (0, "won")]


async def test_an_open_ticket_settled_by_hand_waits_no_more(pool: Any) -> None:
    store, thread = TicketStore(pool), await a_thread(pool, "t1", "ann")
    desk = proposals(pool)
    ticket = await store.add(a_ticket("k", league="mlb"), ANN)
    assert (await a_pass(pool)).waiting == 1
    card = await desk.propose(thread, SettleBet(ticket.reference, settle_choices(ticket), True, ""), ANN)
    await desk.confirm(thread, card, "lost", None, ANN)
    again = await a_pass(pool)
    assert (again.waiting, again.legs) == (0, 0)


def asking_card(chat: Chat) -> Any:
    return next(item for item in reversed(cards(chat)) if buttons(item, CONFIRM))


async def test_a_bet_that_no_source_settles_is_asked_about_after_72_hours_and_entered_by_a_click(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    show = Call("my_bets", {"status": "all", "since": None})
    with desk(database, tmp_path, evening, asking(show, show, show)) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await tap(chat, "+102")
        await lock(chat)
        (ticket,) = await tickets(pool)
        reference = ticket["id"][-8:].upper()
        await play(pool, evening, hours=6)
        await chat.send("How am I doing?")
        assert buttons(cards(chat)[-1], SETTLE) == []
        await play(pool, evening, hours=72)
        await chat.send("How am I doing now?")
        record = cards(chat)[-1]
        assert any("1 ticket waits for you" in word for word in shown(record))
        (button,) = buttons(record, SETTLE)
        await chat.act(record["id"], SETTLE, payload(button))
        card = asking_card(chat)
        assert f"How did ticket #{reference} end?" in shown(card)
        labels = [one["label"] for one in buttons(card, CONFIRM) if one.get("label")]
        assert labels == ["Won, $460.56 back", "Lost, $0.00 back", "Push, $100.00 back", "Void, $100.00 back",
                          "This amount"]  # fmt: skip
        assert any(word.startswith("Golden State Warriors moneyline, Warriors @ Lakers, ") for word in shown(card))
        await confirm(chat, "This amount", "five")
        assert await pool.fetchval("SELECT count(*) FROM pp_ticket_grades") == 0
        await confirm(chat, "This amount", "$230")
        used = next(item for item in cards(chat) if item["id"] == card["id"])
        assert buttons(used, CONFIRM) == []
        assert any(f"#{reference} is won, $230.00 back: {BY_HAND}" in word for word in shown(used))
        await chat.send("And how am I doing after that?")
        words = last_card(chat)
        assert f"#{reference}, $100.00 at +361, $130.00 profit, {BY_HAND}" in words
        assert any("Results entered by hand are their owner's word" in word for word in words)
        csv = (await chat.client.http.get(f"{server.url}/api/tickets.csv", headers={"X-User-Id": "ann"})).text
        assert ",yes,Entered by hand on " in csv


async def test_the_agents_tool_only_puts_up_a_card_and_another_users_click_is_not_it(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await tap(chat, "+102")
        await lock(chat)
    (ticket,) = await tickets(pool)
    await play(pool, evening)
    settle = Call("settle_bet", {"ticket": ticket["id"][-8:], "result": "464.60", "note": "paid out"})
    early = Call("settle_bet", {"ticket": ticket["id"][-8:], "result": "perhaps", "note": ""})
    with desk(database, tmp_path, evening, asking(early, settle, settle)) as server:
        ann = await opened(server, "ann")
        await ann.send("It was something")
        assert not any(buttons(item, CONFIRM) for item in cards(ann))
        await ann.send("It paid 464.60")
        card = asking_card(ann)
        assert await pool.fetchval("SELECT count(*) FROM pp_ticket_grades") == 0
        bob = await opened(server, "bob")
        answer = await bob.client.http.post(
            f"{server.url}/chatkit",
            headers={"X-User-Id": "bob"},
            json={
                "type": "threads.custom_action",
                "params": {
                    "thread_id": ann.thread_id,
                    "item_id": card["id"],
                    "action": {"type": CONFIRM, "payload": {"choice": "yes"}},
                },
            },
        )
        assert answer.status_code == 404
        await bob.send("It paid 464.60")  # a ticket that is not bob's
        assert not any(buttons(item, CONFIRM) for item in cards(bob))
        assert await pool.fetchval("SELECT count(*) FROM pp_ticket_grades") == 0
        await ann.act(card["id"], CONFIRM, {"choice": "yes", "amount": "9999"})
        await ann.act(card["id"], CONFIRM, {"choice": "yes"})
        await ann.act(card["id"], DISMISS, {})
    rows = await pool.fetch("SELECT position, result, payout_cents, source FROM pp_ticket_grades")
    assert [tuple(row) for row in rows] == [(-2, "won", 46_460, "entered by hand")]


async def test_before_its_first_game_a_ticket_has_no_result_to_enter(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await tap(chat, "+102")
        await lock(chat)
    (ticket,) = await tickets(pool)
    settle = Call("settle_bet", {"ticket": ticket["id"][-8:], "result": "won", "note": ""})
    with desk(database, tmp_path, evening, asking(settle)) as server:
        chat = await opened(server, "ann")
        await chat.send("It won")
        assert not any(buttons(item, CONFIRM) for item in cards(chat))
