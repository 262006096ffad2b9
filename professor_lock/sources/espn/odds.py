"""The odds ESPN prints beside a game: one book's prices, in three layouts of three seasons.

2025-26: `moneyline`, `pointSpread`, `total` with signed text; before that numbers on the item and on each side; 2024-25
a total alone, where `total.american` is the LINE. Only prices count: a line without a price is nothing to bet on. Items
of models and averages are passed over, only named bookmakers are quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from fractions import Fraction

from professor_lock.betting.consensus import DRAW
from professor_lock.betting.facts import Event, Market, Quote
from professor_lock.betting.odds import american_price, decimal_price
from professor_lock.errors import BadInput
from professor_lock.sources.names.text import fold
from professor_lock.sources.odds_api.reader import read_line, read_price
from professor_lock.sources.reading import Json, Unreadable

BOOKS = {
    "draftkings": "DraftKings",
    "espnbet": "ESPN BET",
    "caesars": "Caesars",
    "fanduel": "FanDuel",
    "betmgm": "BetMGM",
    "bet365": "bet365",
    "betrivers": "BetRivers",
    "fanatics": "Fanatics",
    "hardrock": "Hard Rock Bet",
    "pointsbet": "PointsBet",
    "sugarhouse": "SugarHouse",
    "unibet": "Unibet",
    "williamhill": "William Hill",
}
"""Bookmakers by how their name begins, blanks left out: "Draft Kings" is DraftKings."""

_AMERICAN = re.compile(r"[+-]\d{3,7}")
_LINE = re.compile(r"[ou]?([+-]?\d{1,3}(?:\.\d{1,2})?)", re.IGNORECASE)

_Offer = tuple[Market, str, Fraction | None, Fraction]
"""Market, selection, line, exact decimal price."""


def read_quotes(event: Event, odds: Json, now: datetime) -> Iterator[Quote]:
    """Every price to bet on among a game's odds. ESPN does not say when a price was set: `as_of` is when we saw it."""
    seen: set[str] = set()
    for item in odds if isinstance(odds, list) else ():
        book = _book(item)
        if book is None or book in seen:
            continue
        seen.add(book)
        for market, selection, line, price in _offers(event, item):
            yield Quote(
                event=event,
                market=market,
                selection=selection,
                line=line,
                american=american_price(price),
                decimal=price,
                book=book,
                source=event.source,
                as_of=now,
                fetched_at=now,
            )


def _book(item: Json) -> str | None:
    provider = item.get("provider") if isinstance(item, dict) else None
    name = provider.get("name") if isinstance(provider, dict) else None
    plain = fold(name).replace(" ", "") if isinstance(name, str) else ""
    return next((title for start, title in BOOKS.items() if plain.startswith(start)), None)


def _offers(event: Event, item: Mapping[str, Json]) -> Iterator[_Offer]:
    """Market by market: the newest layout that has it."""
    yield from list(_new_moneyline(event, item)) or _old_moneyline(event, item)
    yield from list(_new_spread(event, item)) or _old_spread(event, item)
    yield from list(_new_total(item)) or _old_total(item)


def _new_moneyline(event: Event, item: Mapping[str, Json]) -> Iterator[_Offer]:
    sides = _inner(item, "moneyline")
    for key, selection in (("away", event.away), ("home", event.home), ("draw", DRAW)):
        price = _price(_now(sides, key).get("odds"))
        if price is not None:
            yield Market.MONEYLINE, selection, None, price


def _old_moneyline(event: Event, item: Mapping[str, Json]) -> Iterator[_Offer]:
    for key, selection in (("awayTeamOdds", event.away), ("homeTeamOdds", event.home), ("drawOdds", DRAW)):
        price = _price(_inner(item, key).get("moneyLine"))
        if price is not None:
            yield Market.MONEYLINE, selection, None, price


def _new_spread(event: Event, item: Mapping[str, Json]) -> Iterator[_Offer]:
    sides = _inner(item, "pointSpread")
    away, home = _now(sides, "away"), _now(sides, "home")
    away_line, home_line = _line(away.get("line")), _line(home.get("line"))
    if home_line is None or away_line != -home_line:
        return
    yield from _two_prices(
        Market.SPREAD,
        ((event.away, away_line, away.get("odds")), (event.home, home_line, home.get("odds"))),
    )


def _old_spread(event: Event, item: Mapping[str, Json]) -> Iterator[_Offer]:
    """`spread` is the home line; when the favourite flag says otherwise, nobody knows which and it is left out."""
    home_line = _line(item.get("spread"))
    away, home = _inner(item, "awayTeamOdds"), _inner(item, "homeTeamOdds")
    if home_line is None or (home.get("favorite") is True and home_line > 0):
        return
    if away.get("favorite") is True and home_line < 0:
        return
    yield from _two_prices(
        Market.SPREAD,
        ((event.away, -home_line, away.get("spreadOdds")), (event.home, home_line, home.get("spreadOdds"))),
    )


def _new_total(item: Mapping[str, Json]) -> Iterator[_Offer]:
    sides = _inner(item, "total")
    over, under = _now(sides, "over"), _now(sides, "under")
    line = _line(over.get("line"))
    if line is None or line != _line(under.get("line")):
        return
    yield from _two_prices(Market.TOTAL, (("Over", line, over.get("odds")), ("Under", line, under.get("odds"))))


def _old_total(item: Mapping[str, Json]) -> Iterator[_Offer]:
    line = _line(item.get("overUnder"))
    current = _inner(item, "current")
    over = item.get("overOdds") or _inner(current, "over").get("american")
    under = item.get("underOdds") or _inner(current, "under").get("american")
    current_line = _line(_inner(current, "total").get("american"))
    if line is None or current_line not in (None, line):
        return
    yield from _two_prices(Market.TOTAL, (("Over", line, over), ("Under", line, under)))


def _two_prices(market: Market, sides: tuple[tuple[str, Fraction, Json], ...]) -> Iterator[_Offer]:
    for selection, line, odds in sides:
        price = _price(odds)
        if price is not None:
            yield market, selection, line, price


def _inner(item: Mapping[str, Json], key: str) -> Mapping[str, Json]:
    inner = item.get(key)
    return inner if isinstance(inner, dict) else {}


def _now(sides: Mapping[str, Json], key: str) -> Mapping[str, Json]:
    """A side's present price: `close` is the latest there is, `open` never is."""
    return _inner(_inner(sides, key), "close")


def _price(value: Json) -> Fraction | None:
    """An American price from "+1100", -110 or EVEN; None for OFF, absence, and anything that is none."""
    try:
        if not isinstance(value, str):
            return read_price(value, "american")
        plain = value.strip().upper().replace("−", "-")
        if plain in ("EVEN", "EV"):
            return Fraction(2)
        return decimal_price(int(plain)) if _AMERICAN.fullmatch(plain) else None
    except (Unreadable, BadInput):
        return None


def _line(value: Json) -> Fraction | None:
    """A point from "-18.5", "o150.5", "PK" or a number; None for anything else."""
    if isinstance(value, str):
        plain = value.strip().replace("−", "-")
        if plain.upper() in ("PK", "PICK", "EVEN"):
            return Fraction(0)
        found = _LINE.fullmatch(plain)
        if found is None:
            return None
        exact = Fraction(found[1])
        return exact if 4 % exact.denominator == 0 else None
    try:
        return read_line(value)
    except Unreadable:
        return None
