"""A small ledger whose every number is known: one NBA evening, two players, a score, the weather, a web page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from professor_lock.betting.facts import Event, EventStatus, GameScore, Market, Quote, Slate
from professor_lock.betting.odds import decimal_price
from professor_lock.grounding.facts import Ledger
from professor_lock.grounding.from_text import read_source
from professor_lock.grounding.from_tools import add_scores, add_slate
from professor_lock.grounding.given import given_numbers

NOW = datetime(2026, 1, 16, 23, 30, tzinfo=UTC)
SOURCE = "The Odds API"
LAKERS, WARRIORS = "Los Angeles Lakers", "Golden State Warriors"
CELTICS, KNICKS = "Boston Celtics", "New York Knicks"

TREND = """LeBron James: points, last 10 games played | Line 25.5 | Source: ESPN, Fri Jan 16, 2026, 6:20 PM EST
Points: Jan 2 24, Jan 3 31, Jan 4 19, Jan 6 27, Jan 7 35, Jan 8 22, Jan 9 28, Jan 11 30, Jan 13 26, Jan 15 33
7 of 10 over 25.5
Season 2025-26. Regular season: 10 games, average 27.5."""
STAT = """Stephen Curry | 2025-26 | Source: StatMuse, Fri Jan 16, 2026, 6:20 PM EST
29.4 points a game in 38 games.
Points 29.4, Rebounds 4.6, Assists 6.1"""
INJURIES = """NBA injuries | Source: ESPN, Fri Jan 16, 2026, 6:20 PM EST
Anthony Davis, Lakers | Out | Left ankle | Thu Jan 15, 2026, 1:00 PM EST, ESPN | Expected back in 3 weeks
Draymond Green, Warriors | Questionable | Calf | Fri Jan 16, 2026, 2:00 PM EST, ESPN"""
WEATHER = """Weather in Denver | Source: Open-Meteo, Fri Jan 16, 2026, 4:20 PM MST for Denver, Colorado
Light snow, Fri Jan 16, 7:00 PM MST
Temperature | 30.4 °F
Wind | 12 mph from west
Chance of precipitation | 40%"""
SEARCH = """Web search (news): Lakers injuries | 1 result
1. Davis to miss time (courtnews.com, published Jan 15, 2026) https://courtnews.com/davis \
He will sit out 17 days, and a sportsbook has the Lakers at -190.
Found by Brave, read Fri Jan 16, 2026, 6:25 PM EST"""


def a_game(number: str, away: str, home: str, hours: float, status: EventStatus = EventStatus.SCHEDULED) -> Event:
    return Event(number, "nba", away, home, NOW + timedelta(hours=hours), status, SOURCE)


def quotes_of(event: Event, rows: list[tuple[str, Market, str, str | None, int]], age_s: float = 60) -> list[Quote]:
    """Quotes from (book, market, selection, line, American price)."""
    return [
        Quote(
            event=event, market=market, selection=selection, line=None if line is None else Fraction(line),
            american=price, decimal=decimal_price(price), book=book, source=SOURCE,
            as_of=NOW - timedelta(seconds=age_s), fetched_at=NOW,
        )
        for book, market, selection, line, price in rows
    ]  # fmt: skip


def the_slate() -> Slate:
    first, second = a_game("e1", WARRIORS, LAKERS, 2.5), a_game("e2", CELTICS, KNICKS, 1)
    money, spread, total = Market.MONEYLINE, Market.SPREAD, Market.TOTAL
    quotes = [
        *quotes_of(first, [
            ("FanDuel", money, WARRIORS, None, 126), ("FanDuel", money, LAKERS, None, -148),
            ("DraftKings", money, WARRIORS, None, 130), ("DraftKings", money, LAKERS, None, -155),
            ("FanDuel", spread, WARRIORS, "3.5", -108), ("FanDuel", spread, LAKERS, "-3.5", -112),
            ("DraftKings", total, "Over", "228.5", -105), ("DraftKings", total, "Under", "228.5", -115),
        ]),
        *quotes_of(second, [
            ("BetMGM", money, CELTICS, None, -205), ("BetMGM", money, KNICKS, None, 172),
            ("BetMGM", spread, CELTICS, "-5", -110), ("BetMGM", spread, KNICKS, "5", -110),
            ("BetMGM", total, "Over", "218", -110), ("BetMGM", total, "Under", "218", -110),
        ]),
    ]  # fmt: skip
    return Slate("nba", (first, second), tuple(quotes), SOURCE, NOW)


def the_score() -> GameScore:
    event = a_game("e0", "Utah Jazz", "Denver Nuggets", -26, EventStatus.FINAL)
    return GameScore(event, 118, 121, "Final", "ESPN", NOW)


def evening(user: str = "") -> Ledger:
    """The ledger after all tools of the evening have returned; `user` are the user's words."""
    ledger = Ledger(now=NOW)
    add_slate(ledger, the_slate())
    add_scores(ledger, [the_score()])
    for text, source in ((TREND, "ESPN"), (STAT, "StatMuse"), (INJURIES, "ESPN"), (WEATHER, "Open-Meteo")):
        read_source(ledger, text, source=source, as_of=NOW)
    read_source(ledger, SEARCH, source="web search", as_of=NOW)
    ledger.given += given_numbers(user, ledger)
    return ledger
