"""A slate read straight from a captured odds answer, for tests alone.

Deliberately not the provider's reading: the board's numbers are checked against the answer itself. Lay prices are left
out, `book` is the provider's title, and the exchange is the one the answer carries lay prices for.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from professor_lock.betting.facts import Event, EventStatus, Market, Quote, Slate
from professor_lock.betting.odds import american_price, parse_price

MARKETS = {"h2h": Market.MONEYLINE, "spreads": Market.SPREAD, "totals": Market.TOTAL}
SOURCE = "The Odds API"
Parsed = dict[str, Any]


def captured_slate(path: Path, league: str, *, fetched_at: datetime) -> Slate:
    """The slate of one recorded `/odds` answer, American or decimal, with whole-market times where books have none."""
    events: list[Event] = []
    quotes: list[Quote] = []
    for game in json.loads(path.read_text(), parse_float=str):
        event = Event(
            id=game["id"],
            league=league,
            away=game["away_team"],
            home=game["home_team"],
            starts_at=at(game["commence_time"]),
            status=EventStatus.SCHEDULED,
            source=SOURCE,
        )
        events.append(event)
        for book in game["bookmakers"]:
            exchange = any(market["key"].endswith("_lay") for market in book["markets"])
            for market in book["markets"]:
                if market["key"] in MARKETS:
                    quotes += [
                        quote(event, book, market, outcome, exchange, fetched_at) for outcome in market["outcomes"]
                    ]
    return Slate(league, tuple(events), tuple(quotes), SOURCE, fetched_at)


def quote(event: Event, book: Parsed, market: Parsed, outcome: Parsed, exchange: bool, fetched_at: datetime) -> Quote:
    decimal = parse_price(outcome["price"])
    return Quote(
        event=event,
        market=MARKETS[market["key"]],
        selection=outcome["name"],
        line=Fraction(outcome["point"]) if "point" in outcome else None,
        american=american_price(decimal),
        decimal=decimal,
        book=book["title"],
        source=SOURCE,
        as_of=at(market.get("last_update") or book["last_update"]),
        fetched_at=fetched_at,
        exchange=exchange,
    )


def at(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)
