"""What the prices of a board alone do not say, one line each below a game.

The fair chances and prices by the stated method, an arbitrage, a split or wide market, a better number, the hold, and
who was left out as stale. What is said is decided in `betting.board`; here it is only put into words.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction
from functools import lru_cache

from betting.board import LONG_PRICE, BestPrice, BoardGame, BoardMarket, BoardSide
from betting.facts import Market
from betting.odds import american_price, fair_price, format_american, format_line, format_probability
from pp_widgets_text import DASH, SENTENCE_LIMIT, age, one_line, short_team

MAX_BOOKS_NAMED = 1
MAX_STALE_NAMED = 4
LABELS = {
    Market.SPREAD: "Spread",
    Market.TOTAL: "Total",
    Market.MONEYLINE: "Moneyline",
    Market.TEAM_TOTAL: "Team total",
    Market.PLAYER_PROP: "Player prop",
}
"""In the order of the rows."""


def game_notes(game: BoardGame) -> list[str]:
    """The lines below a game, those with nothing to say left out."""
    names = dict(zip((game.event.away, game.event.home), short_names(game), strict=True))
    markets = sorted(game.markets, key=lambda market: list(LABELS).index(market.market))
    fair = [_fair(market, names) for market in markets]
    shin = [_by_shin(market, names) for market in markets]
    arbitrages = [_arbitrage(market) for market in markets if market.arbitrage]
    lines = [_lines(market) for market in markets]
    better = [number for market in markets for number in _better_numbers(market, names)]
    numbers = [f"Better number: {', '.join(better)}"] if better else []
    notes = [*fair, *shin, *arbitrages, *lines, *numbers, _hold(markets), _stale(markets)]
    return [one_line(note, SENTENCE_LIMIT) for note in notes if note]


def short_names(game: BoardGame) -> tuple[str, str]:
    """The visitors and the home team in short, in full where the short names are alike."""
    event = game.event
    away, home = one_line(event.away), one_line(event.home)
    short = short_team(away, event.league), short_team(home, event.league)
    return short if short[0] != short[1] else (away, home)


def book_names(best: BestPrice) -> str:
    """The first of the books that tie, and how many more there are."""
    more = len(best.books) - MAX_BOOKS_NAMED
    names = ", ".join(one_line(book, 40) for book in best.books[:MAX_BOOKS_NAMED])
    return names + (f" +{more}" if more > 0 else "") + (" (exchange)" if best.exchange else "")


def side_name(side: BoardSide, names: Mapping[str, str]) -> str:
    """A side by its team's short name."""
    return names.get(side.selection, one_line(side.selection))


def line_text(line: Fraction, market: Market) -> str:
    """A point with its sign, a total without."""
    return format_line(line, signed=market is Market.SPREAD)


@lru_cache(maxsize=4096)  # exact arithmetic, for a number that a card says more than once
def percent(probability: float | None) -> str:
    """A chance, or a dash."""
    return DASH if probability is None else format_probability(probability)


def _fair(market: BoardMarket, names: Mapping[str, str]) -> str:
    """ "Fair moneyline: Pistons 20.2% (+396), Nuggets 79.8% (-396); 21 books on 17 feeds, multiplicative" """
    sides = [side for side in market.sides if side.fair_probability is not None]
    if not sides:
        return ""
    feeds = f" on {market.feeds} feed{'' if market.feeds == 1 else 's'}" if market.feeds else ""
    books = f"; {market.fair_books} book{'' if market.fair_books == 1 else 's'}{feeds}, multiplicative"
    chances = ", ".join(
        f"{side_name(side, names)} {percent(side.fair_probability)}"
        + ("" if side.fair_american is None else f" ({format_american(side.fair_american)})")
        for side in sides
    )
    return f"Fair {LABELS[market.market].lower()}: {chances}{books if market.fair_books else ''}"


def _by_shin(market: BoardMarket, names: Mapping[str, str]) -> str:
    """The second opinion on long prices, and wherever it decides whether a price is worth its stake."""
    sides = [side for side in market.sides if side.shin_probability is not None and _parts_methods(side)]
    chances = ", ".join(
        f"{side_name(side, names)} {percent(side.shin_probability)} "
        f"({format_american(american_price(fair_price(side.shin_probability or 0.0)))})"
        for side in sides
    )
    return f"By Shin's method: {chances}" if sides else ""


def _parts_methods(side: BoardSide) -> bool:
    if side.best is None or side.ev is None or side.ev_shin is None:
        return False
    return side.best.decimal >= LONG_PRICE or (side.ev > 0) is not (side.ev_shin > 0)


def _lines(market: BoardMarket) -> str:
    """Where the books stand when they do not agree on the number."""
    if len(market.lines) < 2:
        return ""
    counts = ", ".join(f"{line_text(count.line, market.market)} at {count.books}" for count in market.lines[:3])
    middle = "" if market.median_line is None else f"; median {line_text(market.median_line, market.market)}"
    return f"{'Split' if market.split else 'Lines of the'} {LABELS[market.market].lower()}: {counts}{middle}"


def _hold(markets: list[BoardMarket]) -> str:
    holds = [
        f"{LABELS[m.market].lower()} {m.hold:.1%}"
        + ("" if m.median_hold is None else f" (median book {m.median_hold:.1%})")
        for m in markets
        if m.hold is not None
    ]
    return f"Hold of these prices: {', '.join(holds)}" if holds else ""


def _better_numbers(market: BoardMarket, names: Mapping[str, str]) -> list[str]:
    return [
        f"{side_name(side, names)} {line_text(side.best_number.line, market.market)} "
        f"{format_american(side.best_number.price.american)} {book_names(side.best_number.price)}"
        for side in market.sides
        if side.best_number
    ]


def _arbitrage(market: BoardMarket) -> str:
    found, label = market.arbitrage, LABELS[market.market].lower()
    assert found is not None
    ages = " and ".join(age(timedelta(seconds=seconds)) for seconds in found.ages_s)
    if found.in_play:
        return f"Negative hold on the {label} in play, quotes {ages} old: they are not of one moment, not an arbitrage"
    after = f", {found.rate_after_commission:.1%} after commission" if found.exchange else ""
    alone = found.rate_without_exchange if found.exchange else None
    without = "" if alone is None else f", {alone:.1%} without the exchange" if alone > 0 else ", none without it"
    return f"ARB on the {label}: {found.rate:.1%}{after}{without}, quotes {ages} old"


def _stale(markets: list[BoardMarket]) -> str:
    """Whose quotes are too far behind the newest of the game to count, and in which markets."""
    behind: dict[str, list[str]] = {}
    for market in markets:
        for book in market.stale_books:
            behind.setdefault(one_line(book, 40), []).append(LABELS[market.market].lower())
    named = [f"{book} ({', '.join(where)})" for book, where in sorted(behind.items())]
    more = f" +{len(named) - MAX_STALE_NAMED}" if len(named) > MAX_STALE_NAMED else ""
    return f"Stale, left out: {', '.join(named[:MAX_STALE_NAMED])}{more}" if named else ""
