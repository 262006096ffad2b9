"""The board and the slip over sockets: tap prices, edit, lock, with restarts, two tabs and two people."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import pytest

from professor_lock.widgets.actions import (
    ADD_LEG,
    CHOOSE_BOOK,
    LOCK,
    MY_BETS,
    OFFER_FIELD,
    REFRESH,
    REMOVE_LEG,
    SET_STAKE,
    SWITCH_LEG,
    UNDO_LOCK,
)
from tests.fakes.openai_script import Call, ModelRequest, Stall, Turn
from tests.support.chatkit_client import HttpFailure
from tests.support.desk import (
    BOARD,
    asking,
    board,
    buttons,
    cards,
    desk,
    grading_pass,
    last_card,
    legs_of,
    lock,
    opened,
    payload,
    play,
    price,
    shown,
    slip,
    tap,
    tickets,
)
from tests.support.evening import Evening
from tests.support.widget_trees import nodes


async def test_three_taps_an_edit_and_a_lock_survive_a_restart_between_any_two(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        thread = chat.thread_id
    steps: list[Any] = [
        lambda chat: tap(chat, "+130"),
        lambda chat: tap(chat, "+102"),
        lambda chat: tap(chat, "+172"),
        lambda chat: chat.act(slip(chat)["id"], SET_STAKE, {"stake": "25.50"}),
        lambda chat: chat.act(slip(chat)["id"], REMOVE_LEG, {**payload(legs_of(slip(chat))[1])}),
        lock,
    ]
    for step in steps:
        with desk(database, tmp_path, evening) as server:
            chat = await opened(server, "ann", thread)
            await step(chat)
            await chat.client.__aexit__(None, None, None)
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann", thread)
        words, text = shown(slip(chat)), slip(chat)["copy_text"]
        await chat.client.__aexit__(None, None, None)
    # 2.30 x 2.72 = 6.256; $25.50 returns 159.528
    assert "LOCKED IN" in words
    assert "$25.50 to win $134.03 · DraftKings +526" in words
    assert "Best at one book: DraftKings at +526, returning $159.53." in text
    (ticket,) = await tickets(pool)
    assert (ticket["user_id"], ticket["stake_cents"], ticket["price"]) == ("ann", 2550, "782/125")
    legs = await pool.fetch("SELECT selection, price, book, market FROM pp_ticket_legs ORDER BY position")
    assert [tuple(leg) for leg in legs] == [
        ("Golden State Warriors", "23/10", "DraftKings", "moneyline"),
        ("New York Knicks", "68/25", "DraftKings", "moneyline"),
    ]
    evening.end("ev1lakers", 112, 110)
    evening.end("ev3celtics", 100, 101)
    await play(pool, evening)
    assert (await grading_pass(database, tmp_path, evening)).decided == 1
    with desk(database, tmp_path, evening, asking(Call("my_bets", {"status": "all", "since": None}))) as server:
        chat = await opened(server, "ann", thread)
        await chat.send("How am I doing?")
        words = last_card(chat)
    assert f"#{ticket['id'][-8:].upper()}, $25.50 at +526, $134.03 profit" in words
    assert {"1 - 0 - 0", "$134.03", "+525.6% of $25.50 staked", "+5.26"} <= set(words)


async def test_what_is_recorded_at_an_exchanges_price_is_said_to_be_before_its_commission(
    database: str, tmp_path: Path, evening: Evening
) -> None:
    evening.prices["ev3celtics"] = {"Betfair": {}}
    evening.set_price("ev3celtics", "Betfair", "h2h", (None, -200, 180))
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await tap(chat, "+180")
        await lock(chat)
        await lock(chat)
    assert "Leg 2: an exchange's price, before its commission; no exchange sells parlays of it." in chat.text


async def test_a_price_of_one_book_goes_on_the_slip_at_that_book_and_another_moves_it_there(
    database: str, tmp_path: Path, evening: Evening
) -> None:
    compare = Call("compare_books", {"sport": "nba", "event": "Lakers", "market": "moneyline"})
    with desk(database, tmp_path, evening, asking(compare)) as server:
        chat = await opened(server, "ann")
        await chat.send("Which book is best for the Lakers?")
        compared = cards(chat)[-1]
        cells = compared["widget"]["professor_lock"]["prices"]["cells"]
        caesars, best = (
            next(key for key, cell in cells.items() if cell["label"].startswith("Warriors") and book in cell["label"])
            for book in ("Caesars", "the best price")
        )
        assert (cells[best]["price"], cells[best]["best"], "best" in cells[caesars]) == ("+130", True, False)
        for key, book in ((caesars, "Caesars"), (best, "DraftKings"), (best, "DraftKings")):
            await chat.act(compared["id"], ADD_LEG, {"leg": key})
            assert len(legs_of(slip(chat))) == 1
            text = slip(chat)["copy_text"]
            assert (cells[key]["price"] in text, book in text) == (True, True), text
            keys = {leg["key"]: leg["remove"] for leg in slip(chat)["widget"]["professor_lock"]["slip"]["legs"]}
            assert (key in keys, len(keys)) == (True, 2)  # that price is drawn as taken, and the board's
        await chat.act(slip(chat)["id"], keys[best]["type"], keys[best]["payload"])
        assert legs_of(slip(chat)) == []


async def test_two_tabs_that_tap_the_first_price_at_once_open_one_slip(
    database: str, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        first = await opened(server, "ann")
        second = await opened(server, "ann", first.thread_id)
        taps = [(first, "+130"), (second, "+102"), (first, "+172"), (second, "-108")]
        await asyncio.gather(*(tab.act_sync(board(tab)["id"], ADD_LEG, price(tab, label)) for tab, label in taps))
        seen = await opened(server, "ann", first.thread_id)
        assert [len(legs_of(item)) for item in cards(seen) if buttons(item, LOCK)] == [4]


async def test_two_tabs_that_edit_at_once_lose_no_edit(database: str, tmp_path: Path, evening: Evening) -> None:
    with desk(database, tmp_path, evening) as server:
        first = await opened(server, "ann")
        await tap(first, "+130")
        second = await opened(server, "ann", first.thread_id)
        labels = ["+102", "+172", "-108", "-110"]
        adds = [
            chat.act_sync(board(chat)["id"], ADD_LEG, price(chat, label))
            for chat, label in zip([first, second, first, second], labels, strict=True)
        ]
        stake = first.act_sync(slip(first)["id"], SET_STAKE, {"stake": "40"})
        await asyncio.gather(*adds, stake)
        seen = await opened(server, "ann", first.thread_id)
        assert len([item for item in cards(seen) if buttons(item, LOCK)]) == 1
        assert slip(seen)["copy_text"].startswith("5-leg parlay, stake $40.00")


async def test_a_double_click_in_two_tabs_is_one_ticket(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await tap(chat, "+102")
        other = await opened(server, "ann", chat.thread_id)
        card, given = slip(chat)["id"], payload(buttons(slip(chat), LOCK)[0])
        await asyncio.gather(*(tab.act_sync(card, LOCK, given) for tab in (chat, other, chat, other)))
        await chat.act(card, LOCK, given)
        assert len(await tickets(pool)) == 1
        seen = await opened(server, "ann", chat.thread_id)
        assert "LOCKED IN" in shown(slip(seen))
        assert sum("To play it" in text for text in seen.texts) == 1


async def test_a_lock_of_a_slip_that_another_tab_changed_is_shown_first(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await tap(chat, "+102")
        stale = payload(buttons(slip(chat), LOCK)[0])
        other = await opened(server, "ann", chat.thread_id)
        await tap(other, "+172")
        await chat.act(slip(chat)["id"], LOCK, stale)
        assert any("changed since you saw it" in line for line in shown(slip(chat)))
        assert len(legs_of(slip(chat))) == 3
        assert await tickets(pool) == []
        await lock(chat)
        assert len(await tickets(pool)) == 1


async def test_a_price_that_moved_is_shown_old_and_new_and_asks_again(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await tap(chat, "+102")
        thread = chat.thread_id
    evening.set_price("ev1lakers", "DraftKings", "h2h", (None, 135, -160))
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann", thread)
        await lock(chat)
        words = " ".join(shown(slip(chat)))
        assert "Leg 1: +130 at DraftKings is now +135 at DraftKings." in words
        assert await tickets(pool) == []
        await lock(chat)
        (ticket,) = await tickets(pool)
        assert ticket["price"] == "47/10"  # 2.35 x 2.00, both at DraftKings


async def test_a_leg_moves_to_another_book_and_line_from_its_menu(
    database: str, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "-105")  # Warriors +3.5 at DraftKings
        menu = buttons(slip(chat), SWITCH_LEG)[0]
        options = {one["label"]: one["value"] for one in menu["options"]}
        assert menu["name"].startswith(OFFER_FIELD)
        assert next(label for label in options if label.startswith("+3.5")).startswith("+3.5 -105 DraftKings")
        four = next(value for label, value in options.items() if label.startswith("+4 "))
        leg = menu["onChangeAction"]["payload"]["leg"]
        await chat.act(slip(chat)["id"], SWITCH_LEG, {"leg": leg, menu["name"]: four, "stake": "60"})
        words = shown(slip(chat))
        assert "Golden State Warriors +4" in words
        assert "-110" in words
        assert [one["defaultValue"] for one in nodes(slip(chat)["widget"]) if one["type"] == "Input"] == ["60"]


async def test_two_people_at_the_same_second_have_two_slips(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        ann, bob = await asyncio.gather(opened(server, "ann"), opened(server, "bob"))
        await asyncio.gather(tap(ann, "+130"), tap(bob, "+172"))
        await asyncio.gather(tap(ann, "+102"), tap(bob, "+102"))
        await asyncio.gather(lock(ann), lock(bob))
        legs = await pool.fetch("SELECT user_id, selection FROM pp_ticket_legs ORDER BY user_id, position")
        assert [tuple(leg) for leg in legs] == [
            ("ann", "Golden State Warriors"),
            ("ann", "Phoenix Suns"),
            ("bob", "New York Knicks"),
            ("bob", "Phoenix Suns"),
        ]
        stranger = bob.client.chat()
        stranger.state.load({"id": ann.thread_id}, [], has_older=False)
        with pytest.raises(HttpFailure) as refused:
            await stranger.act(slip(ann)["id"], SET_STAKE, {"stake": "1"})
        assert refused.value.status == 404


async def test_a_refresh_sends_what_changed_and_keeps_it(database: str, tmp_path: Path, evening: Evening) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        thread = chat.thread_id
    for book in ("FanDuel", "DraftKings", "BetMGM", "Caesars"):
        evening.set_price("ev2suns", book, "h2h", (None, -125, 104))
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann", thread)
        assert not any("opened" in word for word in shown(board(chat)))
        await chat.act(board(chat)["id"], REFRESH, payload(buttons(board(chat), REFRESH)[0]))
        updates = [event for event in chat.events if event["type"] == "thread.item.updated"]
        assert updates
        assert {event["update"]["type"] for event in updates} == {"widget.root.updated"}
        assert re.fullmatch(r"Refreshed, \d+ prices? moved\.", board(chat)["widget"]["professor_lock"]["say"])
        assert any(one["label"] == "+104" for one in buttons(board(chat), ADD_LEG))
        assert any("fair opened " in word for word in shown(board(chat)))
        again = await opened(server, "ann", thread)
        assert board(again)["widget"] == board(chat)["widget"]
        # A page that shows an older state than the stored one gets the whole card.
        await again.act(board(again)["id"], REFRESH, {"shown": "something older"})
        last = [event for event in again.events if event["type"] == "thread.item.updated"]
        assert [event["update"]["type"] for event in last] == ["widget.root.updated"]


async def test_every_reason_is_listed_at_once_and_the_slip_is_kept(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await tap(chat, "-150")
        await tap(chat, "-108")
        words = " ".join(shown(slip(chat)))
        assert "opposite sides" in words
        assert buttons(slip(chat), LOCK)[0]["disabled"] is True
        for _ in range(2):
            await lock(chat, stake="0")
            assert "The stake must be more than $0." in " ".join(shown(slip(chat)))
        assert len(legs_of(slip(chat))) == 3
        assert await tickets(pool) == []


async def test_a_stake_that_cannot_be_used_is_never_recorded_as_another(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await tap(chat, "+102")
        for _ in range(3):
            await lock(chat, stake="a lot")
        assert await tickets(pool) == []


async def test_a_single_is_locked_at_the_stake_whose_payout_was_shown(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        given = payload(buttons(slip(chat), LOCK)[0]) | {"stake": "37.50"}
        await chat.act(slip(chat)["id"], LOCK, given | {"seen": "8624"})  # a cent less than it pays
        assert any("The stake has changed" in line for line in shown(slip(chat)))
        await chat.act(slip(chat)["id"], SET_STAKE, {"amount": "10", "stake": "37.50"})
        assert "1 leg · $10 → $23.00" in shown(slip(chat))
        await chat.act(slip(chat)["id"], LOCK, given | {"seen": "8625"})
        assert "$37.50 to win $48.75 · DraftKings +130" in shown(slip(chat))
        assert chat.texts[-1] == "To play it, place it at DraftKings yourself."
        (ticket,) = await tickets(pool)
        assert (ticket["stake_cents"], ticket["price"]) == (3750, "23/10")
        await chat.act(slip(chat)["id"], MY_BETS, payload(buttons(slip(chat), MY_BETS)[0]))
        assert any(ticket["id"][-8:].upper() in line for line in last_card(chat))


async def test_a_lock_is_taken_back_once_within_a_minute(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await lock(chat)
        card, undo = slip(chat)["id"], payload(buttons(slip(chat), UNDO_LOCK)[0])
        tabs = [await opened(server, "ann", chat.thread_id) for _ in range(2)]
        await asyncio.gather(*(tab.act_sync(card, UNDO_LOCK, undo) for tab in tabs))
        assert await tickets(pool) == []
        assert await pool.fetchval("SELECT count(*) FROM pp_ticket_legs") == 0
        seen = await opened(server, "ann", chat.thread_id)
        assert len(buttons(slip(seen), LOCK)) == 1
        await lock(seen)
        (ticket,) = await tickets(pool)
        assert ticket["id"][-8:].upper() != undo["ticket"]
        await seen.act(card, UNDO_LOCK, undo)  # the click of before: of a ticket that is gone
        assert len(await tickets(pool)) == 1
        await pool.execute("UPDATE pp_tickets SET placed_at = placed_at - interval '61 seconds'")
        await seen.act(card, UNDO_LOCK, payload(buttons(slip(seen), UNDO_LOCK)[0]))
        assert any("The minute is over" in line for line in shown(slip(seen)))
        assert len(await tickets(pool)) == 1


@pytest.mark.parametrize("how", ["act", "act_sync"])
async def test_after_an_undo_nothing_says_that_the_bet_is_recorded(
    how: str, database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    said: list[str] = []

    def answers(request: ModelRequest) -> Turn:
        said.append(json.dumps(request.body))
        return Turn.of("There you are.") if request.outputs or "odds" not in request.user_text else Turn.of(BOARD)

    with desk(database, tmp_path, evening, answers) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await lock(chat)
        undo = payload(buttons(slip(chat), UNDO_LOCK)[0])
        await getattr(chat, how)(slip(chat)["id"], UNDO_LOCK, undo)
        assert await tickets(pool) == []
        if how == "act_sync":  # its answer is the card alone: the page reads the rest when it is opened again
            chat = await opened(server, "ann", chat.thread_id)
        for page in (chat, await opened(server, "ann", chat.thread_id)):
            assert not any("To play it" in text for text in page.texts), (page is chat, page.texts)
        await chat.send("thanks")
        assert "To play it" not in said[-1]
        await lock(chat)
        for page in (chat, await opened(server, "ann", chat.thread_id)):
            assert sum("To play it" in text for text in page.texts) == 1
        await chat.send("thank you")
        assert said[-1].count("To play it") == 1
        await pool.execute("UPDATE pp_tickets SET placed_at = placed_at - interval '61 seconds'")
        await chat.act(slip(chat)["id"], UNDO_LOCK, payload(buttons(slip(chat), UNDO_LOCK)[0]))
        seen = await opened(server, "ann", chat.thread_id)
        assert sum("To play it" in text for text in seen.texts) == 1  # too late for an undo: it is true


async def test_only_its_owner_takes_a_lock_back_and_a_newer_slip_stays(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await lock(chat)
        locked, undo = slip(chat)["id"], payload(buttons(slip(chat), UNDO_LOCK)[0])
        bob = await opened(server, "bob")
        await tap(bob, "+130")
        await bob.act(slip(bob)["id"], UNDO_LOCK, undo)
        stranger = bob.client.chat()
        stranger.state.load({"id": chat.thread_id}, [], has_older=False)
        with pytest.raises(HttpFailure) as refused:
            await stranger.act(locked, UNDO_LOCK, undo)
        assert refused.value.status == 404
        assert len(await tickets(pool)) == 1
        await tap(chat, "+102")  # a new slip
        await chat.act(locked, UNDO_LOCK, undo)
        assert await tickets(pool) == []
        seen = await opened(server, "ann", chat.thread_id)
        assert not any("To play it" in text for text in seen.texts)
        assert [item["id"] for item in cards(seen) if buttons(item, LOCK)] == [slip(chat)["id"]]
        assert slip(chat)["id"] != locked


async def test_the_whole_slip_is_taken_at_another_book_of_the_row(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await tap(chat, "+172")
        other = buttons(slip(chat), CHOOSE_BOOK)[0]
        book, price_there = other["label"].rsplit(" ", 1)
        await chat.act(slip(chat)["id"], CHOOSE_BOOK, payload(other) | {"stake": "12"})
        assert f"{book} {price_there}" in shown(slip(chat))
        await lock(chat)
        assert await pool.fetchval("SELECT count(DISTINCT book) FROM pp_ticket_legs") == 1
        assert await pool.fetchval("SELECT book FROM pp_ticket_legs LIMIT 1") == book


async def test_the_slip_takes_edits_while_an_answer_is_being_written(
    database: str, tmp_path: Path, evening: Evening
) -> None:
    def slowly(request: ModelRequest) -> Turn:
        if request.outputs:
            return Turn.of("There you are.")
        return Turn.of(BOARD) if "odds" in request.user_text else Turn.of("Well now, let me think.", Stall(4.0))

    with desk(database, tmp_path, evening, slowly) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await tap(chat, "+102")
        other = await opened(server, "ann", chat.thread_id)
        async with chat.sending("What do you think?") as stream:
            await stream.until("assistant_message.content_part.text_delta")
            assert legs_of(slip(other))[0]["onClickAction"]["streaming"] is False
            leg = payload(legs_of(slip(other))[0])
            await other.act_sync(slip(other)["id"], REMOVE_LEG, leg | {"stake": "12"})
            assert slip(other)["copy_text"].startswith("Bet slip, stake $12.00")
            await stream.hang_up()


HELD_BACK = """
    CREATE FUNCTION held_back() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.data::text LIKE '%To play it%' THEN
            PERFORM pg_advisory_xact_lock(4711);
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER held_back BEFORE INSERT ON chatkit_thread_items FOR EACH ROW EXECUTE FUNCTION held_back()"""
"""Whoever has the advisory lock 4711 keeps the message of a lock from being stored."""


@pytest.mark.parametrize("how", ["act", "act_sync"])
async def test_an_undo_before_the_message_of_the_lock_is_stored_leaves_no_such_message(
    how: str, database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await pool.execute(HELD_BACK)
        async with pool.acquire() as holder:
            await holder.execute("SELECT pg_advisory_lock(4711)")
            given = payload(buttons(slip(chat), LOCK)[0])
            locking = asyncio.create_task(getattr(chat, how)(slip(chat)["id"], LOCK, given))
            while not await tickets(pool):  # noqa: ASYNC110  another process records it
                await asyncio.sleep(0.02)
            other = await opened(server, "ann", chat.thread_id)
            await other.act_sync(slip(other)["id"], UNDO_LOCK, payload(buttons(slip(other), UNDO_LOCK)[0]))
            assert await tickets(pool) == []
            await holder.execute("SELECT pg_advisory_unlock(4711)")
            await locking
        for page in (chat, await opened(server, "ann", chat.thread_id)):
            assert not any("To play it" in text for text in page.texts), (page is chat, page.texts)
