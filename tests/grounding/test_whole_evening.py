"""A whole evening's slate in the ledger, one game of it spoken of: no number of the other games passes for its own.

With sixteen games nearly every usual price and total is somebody's. So a sentence that names no team has to be held to
the game of those before it.
"""

from __future__ import annotations

import calendar
from datetime import UTC, datetime
from functools import cache

import pytest

from professor_lock.betting.facts import Event, Market, Quote
from professor_lock.grounding.facts import Ledger
from professor_lock.grounding.from_tools import add_slate
from professor_lock.grounding.gate import Gate
from professor_lock.grounding.verdicts import PASSING
from professor_lock.sources.demo.demo import _slate
from professor_lock.sources.names.leagues import leagues_by_key
from professor_lock.zones import EASTERN

NOW = datetime(2026, 11, 29, 1, 5, tzinfo=UTC)
LEAGUES = ("nhl", "nba", "nfl")
FIRST = (
    "The {team} are favorites.",
    "The {team} are a favorite and {other} the underdog.",
    "The {team} are the hosts tonight.",
    "The {team} play the {other} tonight.",
    "The {team} are playing in a big matchup.",
    "I like the underdog here, the {team}.",
    "The {team} lost in overtime to the {stranger} last week.",
    "The {team} beat the {stranger} and now face the {other}.",
    "Unlike the {stranger}, the {team} are rested.",
)
TOTALS = ("The total is {line}.", "Over {line} looks right.", "It's {line} with the over.", "The number is {line}.")
UNDERS = ("The under is {price}.", "The under pays {price}.", "I'd take the under at {price}.")
WINNERS = ("The moneyline is {price}.", "The favorite is {price}.", "They cost {price}.", "The price is {price}.")


@cache
def evening(league: str) -> tuple[Ledger, tuple[Quote, ...]]:
    slate = _slate(leagues_by_key()[league], NOW, EASTERN)
    ledger = Ledger(now=NOW.astimezone(EASTERN))
    add_slate(ledger, slate, zone=EASTERN)
    return ledger, (*slate.quotes, *slate.opening)


def passing(ledger: Ledger, text: str, question: str) -> list[str]:
    gate = Gate(ledger, question=question)
    gate.feed(text)
    gate.finish()
    return [one.verdict.text for one in gate.checked if one.verdict.state in PASSING]


def strangers_numbers(quotes: tuple[Quote, ...], game: Event, market: Market) -> tuple[list[int], list[float]]:
    """The prices and the lines of a market in other games that this game has in no market at all."""
    own = [quote for quote in quotes if quote.event == game]
    prices = {quote.american for quote in own}
    lines = {abs(float(quote.line)) for quote in own if quote.line is not None}
    others = [quote for quote in quotes if quote.event != game and quote.market is market]
    return (
        sorted({quote.american for quote in others} - prices),
        sorted({abs(float(quote.line)) for quote in others if quote.line is not None} - lines),
    )


@pytest.mark.parametrize("league", LEAGUES)
@pytest.mark.parametrize("first", FIRST)
def test_another_games_numbers_are_not_shown_behind_a_sentence_on_this_one(league: str, first: str) -> None:
    ledger, quotes = evening(league)
    games = list(dict.fromkeys(quote.event for quote in quotes))
    through = []
    for at, game in list(enumerate(games))[::3]:
        stranger = games[(at + 1) % len(games)].home
        lead = first.format(team=game.home, other=game.away, stranger=stranger)
        totals, lines = strangers_numbers(quotes, game, Market.TOTAL)
        winners = strangers_numbers(quotes, game, Market.MONEYLINE)[0]
        seconds = [text.format(line=f"{line:g}") for text in TOTALS for line in lines[:4]]
        seconds += [text.format(price=f"{price:+d}") for text in UNDERS for price in totals[:4]]
        seconds += [text.format(price=f"{price:+d}") for text in WINNERS for price in winners[::7][:4]]
        for second in seconds:
            if passing(ledger, f"{lead} {second}", f"How is {game.home} priced?"):
                through.append(f"{lead} {second}")
    assert through == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("It is Saturday, November 28.", True),
        ("It is Friday, November 28.", False),
        ("As of Sat Nov 28 nothing has moved.", True),
        ("As of Sun Nov 28 nothing has moved.", False),
    ],
)
def test_a_date_has_its_own_weekday(text: str, *, right: bool) -> None:
    assert bool(passing(evening("nfl")[0], text, "")) is right


def test_a_games_date_has_its_own_weekday() -> None:
    ledger, quotes = evening("nfl")
    for event in dict.fromkeys(quote.event for quote in quotes):
        start = event.starts_at.astimezone(EASTERN)
        for at in range(7):
            text = f"{event.away} at {event.home} is on {calendar.day_name[at]}, {start:%B} {start.day}."
            assert bool(passing(ledger, text, "")) is (at == start.weekday()), text
