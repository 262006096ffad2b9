"""A leg as people write it ("Lakers -3.5", "o220.5 Suns", "Suns ML +110"), read into side, market, line and game."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from professor_lock.betting.consensus import DRAW
from professor_lock.betting.facts import Market
from professor_lock.betting.odds import parse_line
from professor_lock.betting.slip import LegRequest, UnmatchedLeg
from professor_lock.errors import BadInput
from professor_lock.sources.names.text import fold

GAME_MARKETS = (Market.MONEYLINE, Market.SPREAD, Market.TOTAL)
MIN_AMERICAN = 100
"""A signed number from here on in a selection is a price ("Suns +110"), and prices are not taken from there."""

OVER_UNDER = re.compile(r"\b(over|under|[ou](?=\s?\d))\b\s*", re.IGNORECASE)
SHORT_TOTAL = re.compile(r"\b([ou])(\d+(?:\.\d+)?)\b", re.IGNORECASE)
NUMBER = re.compile(r"(?:(?<=\s)|^)([+\-−]?\d+(?:\.\d+)?|pk|pick'?em)(?=\s|$)", re.IGNORECASE)
_MARKET_WORDS = re.compile(
    r"\b(money\s?line|ml|spread|total|to win|wins?|puck line|run line|points|pts|game)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A leg request read: who (`team` text, or "Over", "Under", "Draw"), what, at which line, in which game's words."""

    asked: str
    side: str
    market: Market
    line: Fraction | None
    event: str | None


def read_request(request: LegRequest) -> Wanted | UnmatchedLeg:
    """What the words ask for. "Lakers -3.5", "Over 220.5", "Suns ML"; a price in them is dropped.

    A market that is not named follows from the rest: Over and Under are totals, a number makes a spread, else it is a
    moneyline. A moneyline with a point is refused: it could mean either.
    """
    text = SHORT_TOTAL.sub(lambda found: f"{'over' if found[1] in 'oO' else 'under'} {found[2]}", request.selection)
    direction = OVER_UNDER.search(text)
    rest = OVER_UNDER.sub(" ", text)
    line = line_in(rest) if request.line is None or line_in(rest) is not None else request.line
    words = " ".join(_MARKET_WORDS.sub(" ", NUMBER.sub(" ", rest)).split())
    asked = ", ".join(filter(None, (request.selection.strip(), request.market, request.event)))
    if request.market not in (None, *GAME_MARKETS):
        return UnmatchedLeg(asked, "Only moneylines, spreads and totals of whole games can be priced here.")
    if direction or request.market is Market.TOTAL:
        if not direction:
            return UnmatchedLeg(asked, "A total needs Over or Under.")
        side = "Over" if direction[1][0] in "oO" else "Under"
        if request.market not in (None, Market.TOTAL):
            return UnmatchedLeg(asked, f"{side} belongs to a total, not to a {request.market}.")
        return Wanted(asked, side, Market.TOTAL, line, request.event or words or None)
    if request.market is Market.MONEYLINE and line is not None:
        return UnmatchedLeg(asked, "A moneyline has no point: is it the moneyline or the spread that is meant?")
    market = request.market or (Market.SPREAD if line is not None else Market.MONEYLINE)
    side = DRAW if fold(words) in ("draw", "tie", "the draw") else words
    return Wanted(asked, side, market, line, request.event)


def line_in(text: str) -> Fraction | None:
    """The point written in a selection; None when there is none or the number is a price."""
    found = NUMBER.search(text)
    if not found:
        return None
    number = found[1].replace("−", "-")
    try:
        line = parse_line(number)
    except BadInput:
        return None
    return None if number[0] in "+-" and abs(line) >= MIN_AMERICAN else line
