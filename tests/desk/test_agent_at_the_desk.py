"""The agent's tools at the desk: the slip it shares with the user, value, books, hedges and explained sums."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

from professor_lock.widgets.actions import ADD_LEG, LOCK, REMOVE_LEG, SET_STAKE
from tests.fakes.openai_script import Call, ModelRequest, Turn
from tests.support.desk import (
    asking,
    board,
    buttons,
    cards,
    desk,
    last_card,
    legs_of,
    lock,
    opened,
    price,
    shown,
    slip,
    tap,
    tickets,
)
from tests.support.evening import Evening


def leg(selection: str, **changes: Any) -> dict[str, Any]:
    plain = {"market": "moneyline", "event": None, "line": None, "sport": "nba", "american": None}
    return plain | {"selection": selection} | changes


async def test_the_agent_reads_and_changes_the_slip_the_person_clicked_together(
    database: str, tmp_path: Path, evening: Evening
) -> None:
    change = Call("change_slip", {"add": [leg("Knicks")], "remove": [1], "stake": 20})
    with desk(database, tmp_path, evening, asking(change, Call("get_slip", {}))) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await tap(chat, "+102")
        old = slip(chat)["id"]
        await chat.send("Drop the first leg, add the Knicks, make it $20")
        assert slip(chat)["copy_text"].startswith("2-leg parlay, stake $20.00")
        assert slip(chat)["id"] == old  # changed where it stands
        assert "Phoenix Suns moneyline" in last_card(chat)
        assert "New York Knicks moneyline" in last_card(chat)
        # The user's click and the agent's next look agree.
        await chat.act(slip(chat)["id"], REMOVE_LEG, legs_of(slip(chat))[0]["onClickAction"]["payload"])
        await chat.send("What is on my slip?")
        assert slip(chat)["copy_text"].startswith("Bet slip, stake $20.00")
        retired = next(item for item in cards(chat) if item["id"] == old)
        assert buttons(retired, LOCK) == []
        assert "This slip goes on further down." in shown(retired)
        seen = await opened(server, "ann", chat.thread_id)
        assert [len(buttons(item, LOCK)) for item in cards(seen)].count(1) == 1


async def test_a_new_parlay_takes_the_open_slips_place(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    parlay = Call("build_parlay", {"legs": [leg("Lakers"), leg("Suns")], "stake": 50})
    with desk(database, tmp_path, evening, asking(parlay)) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+172")
        old = slip(chat)
        await chat.send("Build me a Lakers and Suns parlay")
        assert slip(chat)["copy_text"].startswith("2-leg parlay, stake $50.00")
        assert slip(chat)["id"] != old["id"]
        line = next(item for item in cards(chat) if item["id"] == old["id"])
        assert buttons(line, LOCK) == []  # at once, before anybody clicks on it
        assert "This slip was replaced by a newer one." in shown(line)
        await chat.act(old["id"], REMOVE_LEG, legs_of(old)[0]["onClickAction"]["payload"])
        closed = next(item for item in cards(chat) if item["id"] == old["id"])
        assert legs_of(closed) == []
        await lock(chat)
        assert len(await tickets(pool)) == 1


async def test_value_is_named_by_the_rules_and_mostly_there_is_none(
    database: str, tmp_path: Path, evening: Evening
) -> None:
    find = Call("find_value", {"sport": "nba", "min_ev_percent": 1, "max_age_minutes": 10})
    with desk(database, tmp_path, evening, asking(find)) as server:
        chat = await opened(server, "ann")
        await chat.send("Is there any value tonight?")
        words = last_card(chat)
    assert any("no edge found" in word for word in words)
    misses = [word for word in words if re.fullmatch(r"[+-]\d+ .+: [+-]\d+\.\d% EV, fair .+ of \d+ books", word)]
    assert len(misses) == 3
    assert all(": -" in miss for miss in misses)
    evening.set_price("ev3celtics", "DraftKings", "h2h", (None, -205, 195))
    with desk(database, tmp_path, evening, asking(find)) as server:
        chat = await opened(server, "bob")
        await chat.send("Is there any value tonight?")
        words = last_card(chat)
    assert any("New York Knicks moneyline" in word for word in words)
    assert any(word.startswith("+195 DraftKings, 0 min ago: +") for word in words)


async def test_books_are_compared_best_first(database: str, tmp_path: Path, evening: Evening) -> None:
    compare = Call("compare_books", {"sport": "nba", "event": "Lakers", "market": "moneyline"})
    with desk(database, tmp_path, evening, asking(compare)) as server:
        chat = await opened(server, "ann")
        await chat.send("Which book is best for the Lakers?")
        words = last_card(chat)
        text = chat.widgets[-1]["copy_text"]
    assert "Best: Warriors +130 at DraftKings; Lakers -150 at BetMGM" in words
    assert "Warriors: DraftKings +130, FanDuel +126, BetMGM +125, Caesars +128 | fair +137" in text


async def test_the_last_leg_of_a_ticket_is_hedged_to_the_cent(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    words = await hedged(database, pool, tmp_path, evening)
    assert "Boston Celtics moneyline -198 at Caesars" in words
    # $625.60 / (298/198) = $415.67; 625.60 - 515.67 = 109.93; 415.67 x 298/198 = 625.60
    assert "stake $415.67: +$109.93 / +$109.93" in words
    assert not any("commission" in word for word in words)


async def test_a_hedge_that_only_an_exchange_sells_counts_its_commission_and_says_so(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    words = await hedged(database, pool, tmp_path, evening, only_at="Betfair")
    assert "Boston Celtics moneyline -200 at Betfair (exchange, before commission)" in words
    # of 1/2 profit 95% are left: 1.475; $625.60 / 1.475 = $424.14; 625.60 - 524.14 = 101.46; 424.14 x 1.475 = 625.61
    assert "stake $424.14: +$101.46 / +$101.47" in words
    assert any("count 5% of a win as its commission. That rate is assumed" in word for word in words)


async def test_a_hedge_of_a_ticket_whose_return_only_the_book_can_say_is_refused_in_words(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    told: list[str] = []
    words = await hedged(database, pool, tmp_path, evening, boosted=True, told=told)
    assert not any("stake $" in word for word in words)
    assert "with a leg pushed or void only the book can say" in told[-1]


async def hedged(
    database: str,
    pool: Any,
    tmp_path: Path,
    evening: Evening,
    *,
    only_at: str | None = None,
    boosted: bool = False,
    told: list[str] | None = None,
) -> list[str]:
    """A $100 double of which the Knicks are still to play, and the card of its hedge; by then `only_at` has prices.

    `boosted`: it was sold at a price of its own, and its first leg is a push. What the model is told goes into `told`.
    """
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await tap(chat, "+172")
        await lock(chat)  # $100 at 2.30 x 2.72 = 6.256
    (ticket,) = await tickets(pool)
    await pool.execute(
        "INSERT INTO pp_ticket_grades (ticket_id, position, user_id, result, reason, source)"
        " VALUES ($1, 0, 'ann', $2, 'test', 'test')",
        ticket["id"],
        "push" if boosted else "won",
    )
    if boosted:
        await pool.execute("UPDATE pp_tickets SET price = '9'")
    if only_at:
        evening.prices["ev3celtics"] = {only_at: {}}
        evening.set_price("ev3celtics", only_at, "h2h", (None, -200, 180))
    hedge = asking(Call("hedge", {"ticket": ticket["id"][-8:]}))

    def answers(request: ModelRequest) -> Turn:
        if told is not None:
            told.extend(one.text for one in request.outputs)
        turn: Turn = hedge(request)
        return turn

    with desk(database, tmp_path, evening, answers) as server:
        chat = await opened(server, "ann")
        await chat.send("How do I hedge it?")
        return last_card(chat)


async def test_a_calculation_is_shown_with_the_persons_numbers(database: str, tmp_path: Path, evening: Evening) -> None:
    numbers = {"prices": ["-110"], "amount": 1000, "probability_percent": 55, "hits": None, "games": None}
    explain = Call("explain", {"calculation": "kelly", "numbers": numbers})
    with desk(database, tmp_path, evening, asking(explain)) as server:
        chat = await opened(server, "ann")
        await chat.send("How much should I bet?")
        words = last_card(chat)
    assert "Full Kelly is 5.5% of the bankroll; the quarter we use is $13.75." in words


async def test_the_agent_and_the_person_at_once_lose_nothing(database: str, tmp_path: Path, evening: Evening) -> None:
    change = Call("change_slip", {"add": [leg("Knicks")], "remove": None, "stake": None})
    with desk(database, tmp_path, evening, asking(change)) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        other = await opened(server, "ann", chat.thread_id)
        card = slip(other)["id"]
        await asyncio.gather(chat.send("Add the Knicks"), other.act_sync(card, "parlay.set_stake", {"stake": "33"}))
        seen = await opened(server, "ann", chat.thread_id)
        assert slip(seen)["copy_text"].startswith("2-leg parlay, stake $33.00")


async def test_a_click_on_a_card_that_has_moved_down_is_still_an_edit_of_the_slip(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    change = Call("change_slip", {"add": [leg("Knicks")], "remove": None, "stake": None})
    with desk(database, tmp_path, evening, asking(change, Call("get_slip", {}))) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        other = await opened(server, "ann", chat.thread_id)
        old = slip(other)["id"]
        await chat.send("Add the Knicks")
        await chat.send("What is on my slip?")
        await other.act_sync(old, SET_STAKE, {"stake": "33"})
        assert "This slip goes on further down." in shown(next(item for item in cards(other) if item["id"] == old))
        await other.act(old, LOCK, {"version": 1})  # this page never saw the second leg: shown first, not recorded
        assert await tickets(pool) == []
        assert any("changed since you saw it" in line for line in shown(slip(other)))
        seen = await opened(server, "ann", chat.thread_id)
        assert slip(seen)["copy_text"].startswith("2-leg parlay, stake $33.00")
        assert [len(buttons(item, LOCK)) for item in cards(seen)].count(1) == 1
        await lock(other)
        assert len(await tickets(pool)) == 1


async def test_a_tap_while_the_agents_card_is_on_its_way_is_on_the_card_in_the_end(
    database: str, tmp_path: Path, evening: Evening
) -> None:
    change = Call("change_slip", {"add": [leg("Knicks")], "remove": None, "stake": None})
    with desk(database, tmp_path, evening, asking(change)) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        tabs = [await opened(server, "ann", chat.thread_id) for _ in range(3)]
        taps = [
            tab.act_sync(board(tab)["id"], ADD_LEG, price(tab, label))
            for tab, label in zip(tabs, ("+102", "-108", "-110"), strict=True)
        ]
        await asyncio.gather(chat.send("Add the Knicks"), *taps)
        seen = await opened(server, "ann", chat.thread_id)
        assert [len(legs_of(item)) for item in cards(seen) if buttons(item, LOCK)] == [5]
