"""A ticket that cannot be read or graded costs nobody else anything: it is logged and says so, the rest is graded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from professor_lock.betting.facts import Event, EventStatus, GameScore
from professor_lock.betting.settlement import Result
from professor_lock.db.background import Jobs
from professor_lock.desk.grader import Grader, Pass
from professor_lock.desk.price_history import PriceHistory
from professor_lock.desk.prop_grader import PropGrading
from professor_lock.desk.record import record_of, tickets_csv
from professor_lock.desk.record_card import ticket_line
from professor_lock.desk.ticket_store import PendingTickets, TicketStore
from professor_lock.desk.tickets import MAX_PAYOUT_CENTS, NewTicket
from professor_lock.errors import SourceUnavailable
from professor_lock.sources.names.games import NoScore, find_score
from professor_lock.user import UserContext
from tests.support.quotes import a_quote, an_event, leg_of

AT = datetime(2026, 1, 11, tzinfo=UTC)
"""Hours after the games of `an_event`."""
ANN, BOB = UserContext(user_id="ann"), UserContext(user_id="bob")


class Scores:
    """A source of scores in which every game of one league has ended 100-110."""

    def __init__(self, league: str = "nba", broken: str = "") -> None:
        self._league, self._broken = league, broken

    async def found_scores(self, games: Sequence[Event], now: datetime) -> dict[str, GameScore | NoScore]:
        if any(game.home == self._broken for game in games):
            raise RuntimeError("a bug")
        listed = [a_score(game, now) for game in games if game.league == self._league]
        return {game.id: find_score(game, listed) for game in games}


class Down(Scores):
    """The same, of which one league does not answer."""

    async def found_scores(self, games: Sequence[Event], now: datetime) -> dict[str, GameScore | NoScore]:
        if games[0].league == "mlb":
            raise SourceUnavailable("ESPN does not answer.", source="ESPN")
        return await super().found_scores(games, now)


class NoLogs:
    """No player has a log."""


def a_score(game: Event, now: datetime) -> GameScore:
    final = Event(game.id, game.league, game.away, game.home, game.starts_at, EventStatus.FINAL, game.source)
    return GameScore(final, 100, 110, "Final", game.source, now)


def a_ticket(key: str, *, league: str = "nba", away: str = "Visitors", **leg: Any) -> NewTicket:
    event = an_event(f"e-{key}", league=league, away=away)
    placed = leg_of(a_quote(event, leg.pop("selection", "Homers"), leg.pop("price", -110), **leg))
    return NewTicket(key, "tracked", (placed,), 10_000, placed.decimal, None, demo=False, placed_at=event.starts_at)


async def a_pass(pool: Any, sports: Any = None) -> Pass:
    store = TicketStore(pool)
    grader = Grader(
        PendingTickets(pool),
        store,
        PriceHistory(pool),
        sports or Scores(),  # type: ignore[arg-type]
        Jobs(pool, "test"),
        props=PropGrading(NoLogs()),  # type: ignore[arg-type]
        now=lambda: AT,
    )
    done = await grader.run()
    assert done is not None
    return done


LEG, TICKET, GRADE = "pp_ticket_legs", "pp_tickets", "pp_ticket_grades"
POISON = {
    "a price in words": (LEG, "price = 'much'"),
    "a price over nothing": (LEG, "price = '1/0'"),
    "a price that pays nothing": (LEG, "price = '1/2'"),
    "a price of a million digits": (LEG, "price = '1' || repeat('0', 1000000)"),
    "a market nobody knows": (LEG, "market = 'first_goal'"),
    "a line in words": (LEG, "line = 'half', market = 'spread'"),
    "a spread without a line": (LEG, "market = 'spread'"),
    "a side that does not play": (LEG, "selection = 'Somebody else'"),
    "a league nobody knows": (LEG, "league = 'quidditch'"),
    "a league of no name": (LEG, "league = ''"),
    "a start that is no time": (LEG, "starts_at = '-infinity'"),
    "a start before Christ": (LEG, "starts_at = '4000-01-01 BC'"),
    "a quote that is no time": (LEG, "quoted_at = 'infinity'"),
    "a chance that is no number": (LEG, "fair_probability = 'NaN'"),
    "a chance beyond all": (LEG, "fair_probability = 7"),
    "a ticket price in words": (TICKET, "price = 'much'"),
    "a ticket price that pays nothing": (TICKET, "price = '1'"),
    "a payout that no column holds": (TICKET, "stake_cents = 9000000000000000000"),
    "a ticket placed at no time": (TICKET, "placed_at = 'infinity'"),
    "a grade of no kind": (GRADE, "result = 'perhaps', position = 3"),
    "a value that is no number": (GRADE, "clv_fair = 'Infinity', position = 3"),
    "moved points in words": (GRADE, "clv_points = 'some', position = 3"),
    "a line over nothing": (LEG, "line = '1/0', market = 'spread'"),
    "a line of a thousand digits": (LEG, "line = repeat('9', 1000), market = 'spread'"),
    "a line that is no quarter": (LEG, "line = '1/3', market = 'spread'"),
    "a line that is no number": (LEG, "line = 'NaN', market = 'spread'"),
    "a price of a thousand digits": (LEG, "price = repeat('9', 1000)"),
    "a line beyond all": (LEG, "line = '10001', market = 'spread'"),
    "a ticket price of a thousand digits": (TICKET, "price = repeat('9', 1000)"),
    "a total of no side": (LEG, "line = '5', market = 'total'"),
    "a prop of nobody": (LEG, "line = '5', market = 'player_prop', selection = 'Over'"),
    "a prop on nothing that is counted": (
        LEG,
        "line = '5', market = 'player_prop', selection = 'Over', subject = 'A', stat = 'luck'",
    ),
    "a total of no team": (LEG, "line = '5', market = 'team_total', selection = 'Over'"),
    "a game without teams": (LEG, "away = '', home = ''"),
    "a game of one team": (LEG, "away = home"),
    "a negative count of books": (LEG, "books = -5, line = 'x'"),
    "a market of another case": (LEG, "market = 'Moneyline'"),
    "a side in the wrong case": (LEG, "selection = 'homers'"),
    "a name of a million letters": (LEG, "selection = repeat('a', 1000000)"),
    "moved points over nothing": (GRADE, "clv_points = '0/0', position = 3"),
    "moved points of a thousand digits": (GRADE, "clv_points = repeat('9', 1000), position = 0"),
    "a grade of the ticket of no kind": (GRADE, "result = 'perhaps', position = -1"),
    "a grade by hand of no kind": (GRADE, "result = 'perhaps', position = -2"),
    "a value that is negative and endless": (GRADE, "clv_fair = '-Infinity', position = 0"),
    "a grade given at no time": (GRADE, "graded_at = 'infinity', position = 3"),
    "no legs at all": (LEG, ""),
}

UNREAD_BY_A_PASS = ("no legs at all", "position = 0", "position = -1", "position = -2")
"""A pass looks at tickets with a leg that is not graded; these say what is wrong with them on the record alone."""


@pytest.mark.parametrize("what", list(POISON))
async def test_a_poisoned_ticket_says_so_and_everybody_elses_is_graded(pool: Any, what: str) -> None:
    table, change = POISON[what]
    store = TicketStore(pool)
    before = await store.add(a_ticket("before"), BOB)
    ill = await store.add(a_ticket("ill"), ANN)
    after = await store.add(a_ticket("after"), ANN)
    if table == GRADE:
        await pool.execute(
            f"INSERT INTO {GRADE} (ticket_id, position, user_id, result, reason, source) "
            "VALUES ($1, 3, 'ann', 'won', '', '')",
            ill.id,
        )
    key = "id" if table == TICKET else "ticket_id"
    act = f"UPDATE {table} SET {change}" if change else f"DELETE FROM {table}"
    await pool.execute(f"{act} WHERE {key} = $1", ill.id)
    done = await a_pass(pool)
    assert done.decided == 2
    for ticket, user in ((before, BOB), (after, ANN)):
        assert (await store.find(ticket.reference, user)).settlement.payout_cents == 19_091
    if not any(what == quiet or quiet in change for quiet in UNREAD_BY_A_PASS):
        assert any(ill.reference in said for said in (*done.failures, *done.reasons))
    found = await store.find(ill.reference, ANN)
    assert found.settlement.result in (Result.PENDING, Result.WON)
    line = ticket_line(found, AT)
    assert line.why
    assert line.result == "pending"
    known = await store.mine(ANN)
    assert {one.id for one in known} == {ill.id, after.id}
    assert record_of(known).total.record.wins == 1
    assert tickets_csv(known).count("\r\n") == 3
    again = await a_pass(pool)
    assert again.decided == 0


async def test_a_poisoned_quote_leaves_the_close_of_the_others(pool: Any) -> None:
    store, quotes = TicketStore(pool), PriceHistory(pool)
    ticket = await store.add(a_ticket("k"), ANN)
    (leg,) = ticket.legs
    for book, price in (("Book A", "21/11"), ("Book B", "nothing"), ("Book C", "1/0"), ("Book D", "1")):
        await pool.execute(
            "INSERT INTO pp_quotes (event_id, market, selection, book, quoted_at, price, source, starts_at) "
            "VALUES ($1, 'moneyline', 'Homers', $2, $3, $4, 'Test feed', $5)",
            leg.event.id, book, leg.event.starts_at - timedelta(hours=1), price, leg.event.starts_at,
        )  # fmt: skip
    assert [quote.book for quote in await quotes.closing([leg.event])] == ["Book A"]
    assert (await a_pass(pool)).decided == 1


async def test_a_bug_that_one_game_brings_out_costs_only_the_tickets_on_it(pool: Any) -> None:
    store = TicketStore(pool)
    event = an_event("odd", home="Odd ones")
    odd = leg_of(a_quote(event, "Odd ones", -110))
    await store.add(a_ticket("k1"), ANN)
    ill = await store.add(
        NewTicket("k2", "tracked", (odd,), 10_000, odd.decimal, None, demo=False, placed_at=event.starts_at), BOB
    )
    await store.add(a_ticket("k3"), BOB)
    done = await a_pass(pool, Scores(broken="Odd ones"))
    assert done.decided == 2
    assert "failed on our side" in " ".join(ticket_line(await store.find(ill.reference, BOB), AT).why)


async def test_a_league_whose_scores_fail_keeps_only_its_own_tickets_waiting_and_says_why(pool: Any) -> None:
    store = TicketStore(pool)
    await store.add(a_ticket("k1"), ANN)
    waits = await store.add(a_ticket("k2", league="mlb"), ANN)
    done = await a_pass(pool, Down())
    assert (done.decided, done.waiting, done.failures) == (1, 1, ["ESPN does not answer."])
    assert f"#{waits.reference}: ESPN does not answer." in str(done)
    assert "ESPN does not answer." in " ".join(ticket_line(await store.find(waits.reference, ANN), AT).why)


async def test_a_win_beyond_what_a_column_holds_is_said_on_the_ticket(pool: Any) -> None:
    store = TicketStore(pool)
    ticket = await store.add(a_ticket("k"), ANN)
    huge = Fraction(10**30)
    await pool.execute("UPDATE pp_ticket_legs SET price = $1", str(huge))
    await pool.execute("UPDATE pp_tickets SET price = $1", str(huge))
    assert 10_000 * huge > MAX_PAYOUT_CENTS
    done = await a_pass(pool)
    assert (done.decided, done.waiting) == (0, 1)
    assert "more than can be recorded" in " ".join(ticket_line(await store.find(ticket.reference, ANN), AT).why)


async def test_a_bet_that_waits_says_why_on_the_record_and_in_the_pass(pool: Any) -> None:
    store = TicketStore(pool)
    waits = await store.add(a_ticket("k", league="mlb"), ANN)
    done = await a_pass(pool)
    why = "no result found for Visitors @ Homers, Jan 10"
    assert f"#{waits.reference}: {why}" in str(done)
    assert f"Waits: {why}" in ticket_line(await store.find(waits.reference, ANN), AT).why
    before = await pool.fetchval("SELECT noted_at FROM pp_ticket_waits")
    await a_pass(pool)
    assert await pool.fetchval("SELECT noted_at FROM pp_ticket_waits") == before
