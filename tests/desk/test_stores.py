"""The desk's tables: whose rows they are, what is never changed, who works when, what is kept of prices."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import structs

from professor_lock.betting.facts import GameScore, Market
from professor_lock.betting.legs import SlipLeg
from professor_lock.betting.settlement import Result
from professor_lock.betting.slip import price_slip
from professor_lock.clocks import utc_now
from professor_lock.db.background import Jobs
from professor_lock.db.pool import open_pool
from professor_lock.desk.grader import game_result
from professor_lock.desk.price_history import PriceHistory
from professor_lock.desk.proposals import ProposalStore, TakeBreak
from professor_lock.desk.record import safe_cell
from professor_lock.desk.self_limits import HELPLINES, SelfLimits, SelfLimitsStore, helpline
from professor_lock.desk.slip import LegState, SlipState, add_legs, from_state, remove_leg, reprice, set_stake, to_state
from professor_lock.desk.ticket_store import TicketStore
from professor_lock.desk.tickets import WHOLE, LegGrade, NewTicket
from professor_lock.errors import BadInput, NotFound
from professor_lock.user import UserContext
from tests.support.quotes import NOW, a_quote, a_slate, an_event, leg_of, two_way

ANN, BOB = UserContext(user_id="ann"), UserContext(user_id="bob")
TABLES = ("pp_slips", "pp_tickets", "pp_ticket_legs", "pp_ticket_grades", "pp_care", "pp_proposals")


def a_leg(event_id: str = "e1", price: int = 130) -> SlipLeg:
    return leg_of(a_quote(an_event(event_id), "Visitors", price), fair=0.42)


def a_ticket(key: str = "k1", *legs: SlipLeg) -> NewTicket:
    chosen = legs or (a_leg("e1"), a_leg("e2", -110))
    priced = price_slip(chosen, stake_cents=2_550, now=NOW)
    return NewTicket(key, "slip", chosen, 2_550, priced.decimal, priced.fair_probability, demo=False, placed_at=NOW)


async def test_a_ticket_comes_back_as_it_was_placed_and_once(pool: Any) -> None:
    store = TicketStore(pool)
    ticket = a_ticket()
    first, again = await store.add(ticket, ANN), await store.add(a_ticket(), ANN)
    assert first.id == again.id == ticket.id
    assert first.legs == ticket.legs
    assert (first.price, first.stake_cents, first.placed_at) == (ticket.price, 2_550, NOW)
    assert [one.id for one in await store.mine(ANN)] == [ticket.id]


async def test_legs_of_one_game_from_two_sources_are_never_settled_by_a_product(pool: Any) -> None:
    feed = an_event("a1", away="Los Angeles Clippers", home="Phoenix Suns")
    espn = replace(feed, id="401", away="LA Clippers", source="ESPN")
    winner = leg_of(a_quote(espn, "Phoenix Suns", -150))
    prop = leg_of(a_quote(feed, "Over", -110, 24.5, market=Market.PLAYER_PROP, subject="A player", stat="points"))
    ticket = await TicketStore(pool).add(replace(a_ticket("k1", winner, prop), origin="tracked"), ANN)
    won = LegGrade(0, Result.WON, "Won", "ESPN")
    for other in (Result.WON, Result.VOID):
        settled = ticket.settled_with({0: won, 1: LegGrade(1, other, "By the log", "ESPN")})
        assert (settled.result, settled.payout_cents) == (Result.ASK_BOOK, None)


async def test_a_ticket_is_not_found_by_anyone_else(pool: Any) -> None:
    store = TicketStore(pool)
    ticket = await store.add(a_ticket(), ANN)
    assert await store.mine(BOB) == []
    with pytest.raises(NotFound):
        await store.find(ticket.reference, BOB)
    assert await store.grade("bob", ticket.id, [LegGrade(WHOLE, Result.WON, "mine now", "bob", 10**9)]) == []
    assert (await store.find(f"#{ticket.reference.lower()}", ANN)).settlement.result is Result.PENDING


async def test_all_tickets_are_read_however_many_pages_they_fill(pool: Any) -> None:
    store = TicketStore(pool)
    for n in range(5):
        await store.add(a_ticket(f"k{n}"), ANN)
    await store.add(a_ticket("k9"), BOB)
    newest_first = [ticket.id for ticket in await store.mine(ANN)]
    for page in (1, 2, 5, 6):
        pages = [read async for read in store.pages(ANN, page=page)]
        assert [ticket.id for read in pages for ticket in read] == newest_first


async def test_a_grade_is_written_once_and_stays(pool: Any) -> None:
    store = TicketStore(pool)
    ticket = await store.add(a_ticket(), ANN)
    assert await store.grade("ann", ticket.id, [LegGrade(0, Result.LOST, "99-100", "ESPN")]) == [0]
    assert await store.grade("ann", ticket.id, [LegGrade(0, Result.WON, "corrected", "ESPN")]) == []
    assert (await store.find(ticket.reference, ANN)).grades[0].result is Result.LOST


@pytest.mark.parametrize("table", TABLES)
async def test_a_signed_in_person_reads_only_their_own_rows_and_writes_none(pool: Any, table: str) -> None:
    mine, theirs = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
    await pool.execute("INSERT INTO chatkit_threads (id, user_id, created_at) VALUES ('t1', $1, now())", mine)
    await pool.execute("INSERT INTO chatkit_threads (id, user_id, created_at) VALUES ('t2', $1, now())", theirs)
    for user, thread in ((mine, "t1"), (theirs, "t2")):
        context = UserContext(user_id=user)
        ticket = await TicketStore(pool).add(a_ticket(thread), context)
        await TicketStore(pool).grade(user, ticket.id, [LegGrade(0, Result.WON, "", "")])
        await SelfLimitsStore(pool, now=utc_now).cool_off(context, 1)
        await ProposalStore(pool).add(thread, "c", TakeBreak(1), context, NOW)
        await pool.execute(
            "INSERT INTO pp_slips (id, user_id, thread_id, card, state) VALUES ($1, $2, $1, 'c', '{}')", thread, user
        )
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("SELECT set_config('request.jwt.claims', $1, true)", json.dumps({"sub": mine}))
        await connection.execute("SET LOCAL ROLE authenticated")
        owners = {row["user_id"] for row in await connection.fetch(f"SELECT user_id FROM {table}")}
        assert owners == {mine}
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(f"UPDATE {table} SET user_id = user_id")


async def test_the_stores_work_as_the_role_that_row_level_security_binds(database: str) -> None:
    pool = await open_pool(database, max_size=2, role="pp_server")
    try:
        store = TicketStore(pool.owned())
        ticket = await store.add(a_ticket(), ANN)
        assert await store.grade("ann", ticket.id, [LegGrade(0, Result.WON, "", "")]) == [0]
        care = SelfLimitsStore(pool.owned(), now=utc_now)
        assert (await care.set_limits(ANN, max_stake_cents=500, daily_stake_cents=None)).max_stake_cents == 500
    finally:
        await pool.close()


async def test_one_process_has_a_job_until_it_ends_or_lets_go(pool: Any) -> None:
    one, other = Jobs(pool, "one"), Jobs(pool, "other")
    assert await one.take("grade", 60)
    assert not await other.take("grade", 60)
    assert await one.take("grade", 60)
    await other.release("grade")
    assert not await other.take("grade", 60)
    await one.release("grade")
    assert await other.take("grade", 0)
    assert await one.take("grade", 60)


async def test_quotes_keep_every_change_before_the_start_the_first_and_the_last_among_them(pool: Any) -> None:
    event = an_event("e1")
    slates = [
        a_slate(two_way(event, *prices, line, age_s=age_s))
        for prices, line, age_s in (
            ((-110, -110), "3.5", 3_000),
            ((-110, -110), "3.5", 2_000),  # looked again, nothing has moved
            ((-115, -105), "3.5", 1_000),
            ((-120, 100), "4.5", 500),
            ((-110, -110), "3.5", 100),  # and back to where it began
        )
    ]
    for slate in slates:
        await PriceHistory(pool).record(slate)
    rows = await pool.fetch("SELECT line, price FROM pp_quotes WHERE selection = 'Visitors' ORDER BY quoted_at")
    assert [(row["line"], row["price"]) for row in rows] == [
        ("7/2", "21/11"),
        ("7/2", "43/23"),
        ("9/2", "11/6"),
        ("7/2", "21/11"),
    ]
    (opened, *_), (closed, *_) = await PriceHistory(pool).opening([event]), await PriceHistory(pool).closing([event])
    assert (opened.american, NOW - opened.as_of) == (-110, timedelta(seconds=3_000))
    assert (closed.american, NOW - closed.as_of) == (-110, timedelta(seconds=100))


async def test_quotes_that_come_late_or_twice_or_from_nowhere_real_add_nothing(pool: Any) -> None:
    event = an_event("e1")
    late, early = (a_slate(two_way(event, price, 100, "3.5", age_s=age)) for price, age in ((-120, 30), (-110, 3_000)))
    await asyncio.gather(*(PriceHistory(pool).record(late) for _ in range(4)))  # four processes saw the same
    await PriceHistory(pool).record(early)
    demo = [structs.replace(quote, demo=True) for quote in two_way(an_event("demo"), 100, -120)]
    await PriceHistory(pool).record(a_slate(demo))
    await PriceHistory(pool).record(a_slate(two_way(an_event("begun", starts_in_s=-60), 100, -120, age_s=30)))
    assert await pool.fetchval("SELECT count(*) FROM pp_quotes") == 2


async def test_player_props_are_kept_apart_from_the_games_own_prices(pool: Any) -> None:
    event = an_event("e1")
    total = two_way(event, -110, -110, "3.5")
    prop = [structs.replace(quote, market=Market.PLAYER_PROP, subject="A. Player", stat="points") for quote in total]
    store = PriceHistory(pool)
    await store.record(a_slate(total))
    await store.record(a_slate(prop), "e1")
    assert {(quote.subject, quote.stat) for quote in await store.opening([event])} == {
        (None, None),
        ("A. Player", "points"),
    }


async def test_quotes_of_games_long_over_are_forgotten_and_found_by_their_index(pool: Any) -> None:
    store = PriceHistory(pool)
    await store.record(a_slate(two_way(an_event("old"), -110, -110, "3.5") + two_way(an_event("new"), 100, -120)))
    await pool.execute("UPDATE pp_quotes SET starts_at = now() - interval '15 days' WHERE event_id = 'old'")
    await pool.execute("UPDATE pp_quotes SET starts_at = now() - interval '13 days' WHERE event_id = 'new'")
    await store.prune(utc_now())
    assert {row["event_id"] for row in await pool.fetch("SELECT event_id FROM pp_quotes")} == {"new"}
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("SET LOCAL enable_seqscan = off")
        plan = await connection.fetch(f"EXPLAIN {store.LAST}", ["new"])
        used = "\n".join(row[0] for row in plan)
        assert "Seq Scan" not in used
        assert "pp_quotes_rest_pkey" in used


async def test_of_limits_set_in_the_same_moment_the_strictest_holds(pool: Any) -> None:
    store = SelfLimitsStore(pool, now=utc_now)
    for round_ in range(5):
        user = UserContext(f"ann-{round_}")
        wanted = [50_000, 20_000, 1_000, 30_000, 90_000, 40_000]
        await asyncio.gather(*(store.set_limits(user, max_stake_cents=one, daily_stake_cents=None) for one in wanted))
        assert (await store.load(user)).max_stake_cents == 1_000


async def test_a_stricter_limit_holds_at_once_a_looser_one_after_a_day(pool: Any) -> None:
    now = datetime(2026, 1, 10, tzinfo=UTC)
    clock: list[datetime] = [now]
    store = SelfLimitsStore(pool, now=lambda: clock[0])
    await store.set_limits(ANN, max_stake_cents=5_000, daily_stake_cents=None)
    care = await store.set_limits(ANN, max_stake_cents=50_000, daily_stake_cents=10_000)
    assert (care.max_stake_cents, care.daily_stake_cents) == (5_000, 10_000)
    clock[0] = now + timedelta(hours=25)
    assert (await store.load(ANN)).max_stake_cents == 50_000
    assert (await store.load(BOB)).max_stake_cents is None


async def test_the_day_of_a_daily_limit_is_that_of_the_zone_it_was_set_in(pool: Any) -> None:
    clock: list[datetime] = [datetime(2026, 1, 10, 12, tzinfo=UTC)]
    store = SelfLimitsStore(pool, now=lambda: clock[0])
    at_home, abroad = (replace(ANN, time_zone=zone) for zone in ("America/Los_Angeles", "Pacific/Kiritimati"))
    await store.set_limits(at_home, max_stake_cents=None, daily_stake_cents=10_000)
    for header in (at_home, abroad):  # whatever a client sends, and also when the limit is changed from there
        assert (await store.load(header)).day_began(clock[0]) == datetime(2026, 1, 10, 8, tzinfo=UTC)
    care = await store.set_limits(abroad, max_stake_cents=None, daily_stake_cents=5_000)
    assert (care.day_zone, care.daily_stake_cents) == ("America/Los_Angeles", 5_000)
    await store.set_limits(abroad, max_stake_cents=None, daily_stake_cents=None)
    assert (await store.load(abroad)).day_zone == "America/Los_Angeles", "it holds for another day"
    clock[0] += timedelta(hours=25)
    assert (await store.set_limits(abroad, max_stake_cents=None, daily_stake_cents=5_000)).day_zone == abroad.time_zone


@pytest.mark.parametrize(("zone", "offset"), [("Atlantic/Azores", 0), ("America/Havana", 4)])
def test_a_clock_set_back_over_midnight_begins_no_second_day(zone: str, offset: int) -> None:
    day = date(2026, 10, 25) if zone == "Atlantic/Azores" else date(2026, 11, 1)
    midnight = datetime(day.year, day.month, day.day, offset, tzinfo=UTC)
    for minutes in (0, 30, 60, 90, 119, 120, 600, 1_439, 1_499):  # a day of 25 hours
        began = SelfLimits(day_zone=zone).day_began(midnight + timedelta(minutes=minutes))
        assert began.astimezone(UTC) == midnight, minutes
    assert SelfLimits(day_zone=zone).day_began(midnight + timedelta(hours=25)).astimezone(UTC) > midnight


async def test_a_limit_from_before_zones_were_kept_has_one_that_no_header_moves(pool: Any) -> None:
    await pool.execute("INSERT INTO pp_care (user_id, daily_stake_cents) VALUES ('ann', 15000)")
    care = await SelfLimitsStore(pool, now=utc_now).load(replace(ANN, time_zone="Pacific/Kiritimati"))
    assert care.day_zone == "America/New_York"


async def test_a_break_becomes_longer_never_shorter(pool: Any) -> None:
    now = datetime(2026, 1, 10, tzinfo=UTC)
    store = SelfLimitsStore(pool, now=lambda: now)
    await store.cool_off(ANN, 7)
    assert (await store.cool_off(ANN, 1)).cool_off_until == now + timedelta(days=7)
    await store.set_limits(ANN, max_stake_cents=None, daily_stake_cents=None)
    assert (await store.load(ANN)).cooling(now, ANN) is not None
    with pytest.raises(BadInput):
        await store.cool_off(ANN, 0)


def test_every_helpline_names_its_source_and_says_when_it_was_checked_or_that_it_was_not() -> None:
    countries = json.loads(Path(HELPLINES).read_text(encoding="utf-8"))["countries"]
    for code in countries:
        line = helpline(code).line
        assert line.endswith(("Not checked lately.", "/2026."))
        assert helpline(code).source
    assert helpline(None, "en-GB").name == countries["GB"]["name"]
    assert helpline("ZZ", "xx").name == countries["other"]["name"]


@given(st.text(max_size=40))
@example("\n=1+1")
@example("+1-1")
def test_no_cell_begins_as_a_formula_unless_it_is_a_plain_number(text: str) -> None:
    cell = safe_cell(text)
    if cell.lstrip().startswith(("=", "+", "-", "@")):
        assert cell.lstrip("+-").replace(".", "", 1).isdigit()


def test_a_leg_whose_own_source_is_silent_is_not_said_to_be_gone() -> None:
    feed, espn = an_event("a1"), replace(an_event("401"), source="ESPN")
    kept = LegState(leg_of(a_quote(feed, "Visitors", 130)))
    stand_in = a_slate(two_way(espn, -110, -110))
    again = reprice(SlipState((kept,)), [stand_in], NOW)
    assert again.gone == (
        "Visitors moneyline could not be checked: its price is from Test feed, and only ESPN answered.",
    )
    assert again.slip.legs == (kept,), "and no price of another source's game takes its place"
    others = a_slate(two_way(an_event("a2"), -110, -110))
    assert reprice(SlipState((kept,)), [others], NOW).gone == ("No longer offered: Visitors moneyline.",)


def test_two_legs_of_one_name_of_which_one_is_gone_are_told_apart() -> None:
    there, gone = (leg_of(a_quote(an_event(name), "Over", -110, 220.5)) for name in ("a1", "a2"))
    slate = a_slate([a_quote(there.event, "Over", -120, 220.5)])
    again = reprice(SlipState((LegState(gone), LegState(there))), [slate], NOW)
    assert (len(again.moved), again.gone) == (1, ("No longer offered: Over 220.5.",))


def test_a_kept_slip_survives_being_stored() -> None:
    slip = SlipState((LegState(a_leg("e1")), LegState(a_leg("e2"), book="Book A")), stake_cents=77, message="Mind it.")
    assert from_state(to_state(slip)) == slip
    with pytest.raises(BadInput):
        from_state('{"legs": 7}')


EDITS: list[Callable[[SlipState], SlipState]] = [
    add_legs([LegState(a_leg("e1"))]),
    add_legs([LegState(a_leg("e2"))]),
    remove_leg("leg_unknown"),
    set_stake("40"),
]


@given(st.permutations(EDITS))
def test_edits_of_different_things_come_to_the_same_in_any_order(order: list[Callable[[SlipState], SlipState]]) -> None:
    slip = SlipState()
    for edit in order:
        slip = edit(slip)
    assert slip.stake_cents == 4_000
    assert {kept.leg.event.id for kept in slip.legs} == {"e1", "e2"}
    assert EDITS[0](slip).legs == slip.legs


@pytest.mark.parametrize(
    ("detail", "overtime"),
    [("Final", False), ("Final/OT", True), ("Final/2OT", True), ("Final/SO", True), ("FT", False), ("AET", True)],
)
def test_overtime_is_read_from_the_sources_words(detail: str, overtime: bool) -> None:
    assert game_result(GameScore(an_event(), 100, 99, detail, "ESPN", NOW)).overtime is overtime
