"""A bet is recorded as it was told: total price, bounds, games that have begun, are over, or that nobody lists."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from professor_lock.agent.tools.kit import leg_request
from professor_lock.agent.tools.told import TrackedLeg, told_ticket
from professor_lock.betting.facts import EventStatus
from professor_lock.betting.money import payout_cents
from professor_lock.desk.ticket_store import TicketStore
from professor_lock.desk.tickets import TOLD, told_mark
from professor_lock.errors import BadInput
from professor_lock.sources.names.games import scoreboard_day
from professor_lock.user import UserContext
from professor_lock.widgets.actions import CONFIRM
from professor_lock.zones import EASTERN
from tests.fakes.openai_script import Call
from tests.support.desk import asking, buttons, cards, confirm, desk, grading_pass, opened, play, shown, tickets
from tests.support.evening import Evening
from tests.support.quotes import NOW, a_quote, an_event, leg_of

ANN = UserContext(user_id="ann")


def told(selection: str, market: str = "moneyline", price: str = "-110", **more: Any) -> dict[str, Any]:
    base = {"event": None, "line": None, "sport": "nba", "american": None, "price_format": None, "date": None}
    return base | {"selection": selection, "market": market, "price": price} | more


def track(*legs: dict[str, Any], stake: float = 100, total_price: str | None = None) -> Call:
    return Call("track_bet", {"legs": list(legs), "stake": stake, "book": "Caesars", "total_price": total_price})


def two(price: int = -110) -> list[Any]:
    return [leg_of(a_quote(an_event(name), "Visitors", price)) for name in ("e1", "e2")]


def test_a_total_price_is_kept_as_told():
    ticket = told_ticket("t", two(), 10_000, "+300", NOW)
    assert ticket.price is not None
    assert payout_cents(10_000, ticket.price) == 40_000
    product = told_ticket("t", two(), 10_000, None, NOW)
    assert product.price is not None
    assert payout_cents(10_000, product.price) == 36_446
    assert ticket.request_key != product.request_key


@pytest.mark.parametrize(
    ("total", "stake", "word"),
    [
        ("+1,000,000,001", 100, r"at most \+1000000000"),
        ("+100000000", 100_000_000, r"\$1,000,000,000.00"),
        ("0.5", 100, "not a decimal price"),
        ("much", 100, "is not a price"),
        ("-500", 100, "no less than its longest leg"),
        ("-130", 100, "no less than its longest leg"),
    ],
)
def test_what_no_book_writes_is_refused_with_its_bound(total, stake, word):
    with pytest.raises(BadInput, match=word):
        told_ticket("t", two(), stake, total, NOW)


def test_a_single_bet_told_at_two_prices_is_asked_about():
    with pytest.raises(BadInput, match=r"says -110, the ticket \+300: which one"):
        told_ticket("t", two()[:1], 10_000, "+300", NOW)
    assert told_ticket("t", two()[:1], 10_000, "1.91", NOW).price == Fraction("1.91")


@pytest.mark.parametrize("line", [-3.33, 0.1, 1000.5, -5000, 1e300])
def test_a_line_that_no_book_has_is_refused(line):
    with pytest.raises(BadInput) as refused:
        leg_request(TrackedLeg(**told("Lakers", "spread", line=line)))
    assert refused.value.field == "line"


def test_a_product_beyond_the_bound_is_refused_too():
    legs = [leg_of(a_quote(an_event(f"e{n}"), "Visitors", 900000)) for n in range(3)]
    with pytest.raises(BadInput, match="at most"):
        told_ticket("t", legs, 100, None, NOW)


async def test_two_legs_at_a_total_price_of_300_pay_400(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    call = track(told("Warriors"), told("Suns"), total_price="+300")
    long = track(told("Warriors", price="+1000001"))
    with desk(database, tmp_path, evening, asking(long, call)) as server:
        chat = await opened(server, "ann")
        await chat.send("A million and one to one on the Warriors")
        assert not any(buttons(item, CONFIRM) for item in cards(chat))
        await chat.send("Warriors and Suns, +300 for both, $100 at Caesars")
        assert "+300, returns $400.00" in shown(cards(chat)[-1])
        await confirm(chat)
    (ticket,) = await tickets(pool)
    assert ticket["price"] == "4"
    await play(pool, evening)
    evening.end("ev1lakers", 112, 110)
    evening.end("ev2suns", 101, 104)
    assert (await grading_pass(database, tmp_path, evening)).decided == 1
    assert await pool.fetchval("SELECT payout_cents FROM pp_ticket_grades WHERE position = -1") == 40_000


async def test_a_game_that_is_over_is_recorded_marked_and_graded(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    await play(pool, evening)
    evening._fill()
    evening.end("ev1lakers", 112, 110)
    call = track(told("Warriors", price="+130"))
    with desk(database, tmp_path, evening, asking(call, Call("my_bets", {"status": "all", "since": None}))) as server:
        chat = await opened(server, "ann")
        await chat.send("I had $100 on the Warriors at Caesars, +130, earlier")
        assert any("(recorded after its start)" in word for word in shown(cards(chat)[-1]))
        await confirm(chat)
        assert (await grading_pass(database, tmp_path, evening)).decided == 1
        await chat.send("How am I doing?")
        words = shown(cards(chat)[-1])
    assert "Golden State Warriors moneyline (recorded after its start)" in words
    assert any(word.endswith("$130.00 profit") for word in words)


async def test_a_day_or_a_number_of_the_game_that_was_said_is_not_dropped(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    """Tonight's game of the same teams is another one."""
    began, first = evening.began, evening.starts_at("ev1lakers")
    # Before 6 AM the games of that morning are "tomorrow"'s.
    later = "tomorrow" if scoreboard_day(first) == scoreboard_day(began) else f"{began + timedelta(1):%b %d}"
    others = [
        track(told(f"Warriors {later}")),
        track(told("Warriors game 2")),
        track(told(f"Warriors {evening.began + timedelta(40):%b %d}")),
        track(told(f"Casey Sample over 25.5 {later}", "points")),
        track(told("Warriors", date="2026-01-05")),
        track(told("Warriors last night", date="2026-01-05")),
    ]
    listed_by_nobody = [
        track(told(f"Warriors {later}", event="Warriors vs Lakers")),
        track(told("Over 228.5", "total", event="Warriors vs Lakers yesterday")),
        track(told("Warriors Jan 5, 2026", event="Warriors vs Lakers")),
    ]
    with desk(database, tmp_path, evening, asking(*others, *listed_by_nobody)) as server:
        for n in range(len(others)):
            chat = await opened(server, f"other-{n}")
            await chat.send(f"I placed bet number {n}")
            assert not any(buttons(item, CONFIRM) for item in cards(chat)), n
        for n in range(len(listed_by_nobody)):
            chat = await opened(server, f"nobody-{n}")
            await chat.send(f"I placed bet number {n}")
            await confirm(chat)
    today = evening.began.astimezone(EASTERN).date()
    days = await pool.fetch("SELECT starts_at::date AS day FROM pp_ticket_legs ORDER BY user_id")
    assert [row["day"] for row in days] == [today + timedelta(1), today - timedelta(1), date(2026, 1, 5)]


async def test_a_game_that_no_source_lists_is_recorded_by_both_names_and_its_day(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    nothing = track(told("Bears", sport="nfl"))
    no_day = track(told("Harlem", event="Harlem vs Bronx", sport="streetball"))
    known = track(told("Harlem", "spread", event="Harlem vs Bronx", sport="streetball", line=-3.5, date="2026-01-05"))
    other = track(told("Queens", event="Harlem vs Bronx", sport="streetball", date="2026-01-05"))
    with desk(database, tmp_path, evening, asking(nothing, no_day, other, known)) as server:
        chat = await opened(server, "ann")
        for text in ("Bears, please", "Harlem against the Bronx", "Queens in that game"):
            await chat.send(text)
            assert not any(buttons(item, CONFIRM) for item in cards(chat))
        await chat.send("Harlem -3.5 in it, $100, on January 5, 2026")
        assert any("(listed by no source)" in word for word in shown(cards(chat)[-1]))
        await confirm(chat)
    (ticket,) = await TicketStore(pool).mine(ANN)
    (leg,) = ticket.legs
    assert (leg.event.source, leg.event.name, leg.event.league) == (TOLD, "Harlem @ Bronx", "streetball")
    assert (leg.event.status, leg.selection, str(leg.line)) == (EventStatus.SCHEDULED, "Harlem", "-7/2")
    assert told_mark(leg) == " (listed by no source)"
    done = await grading_pass(database, tmp_path, evening)
    assert (done.decided, done.waiting) == (0, 1)
