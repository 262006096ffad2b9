"""One market of one game at every book that quotes it: books across, sides down. Pure.

Each book is shown at the line most books have where it offers that, else at its own nearest. The best price of a side
is the board's (`betting.board`): only prices at the common line compete for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from professor_lock.betting.board import BoardGame
from professor_lock.betting.board_market import BoardMarket, BoardSide
from professor_lock.betting.consensus import STALE_LIVE_S, STALE_S, by_line, common_line, without_empty_exchanges
from professor_lock.betting.facts import Quote


@dataclass(frozen=True, slots=True)
class BookPrice:
    """What a book asks for one side. `best` is the best price at the common line; `stale` one too old to count."""

    quote: Quote
    best: bool
    stale: bool


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A book with its price of each side, None where it has none."""

    book: str
    exchange: bool
    prices: tuple[BookPrice | None, ...]


def book_columns(
    game: BoardGame, market: BoardMarket, sides: Sequence[BoardSide], quotes: Sequence[Quote], now: datetime
) -> tuple[BookColumn, ...]:
    """The books with a best price first, those at the common line next, by the sum of their prices, then by name.

    `quotes` are those of the game's market, `sides` the rows of the grid.
    """
    event = game.event
    kept, _ = without_empty_exchanges(event, market.market, quotes)
    lines = by_line(event, market.market, kept)
    if not lines:
        return ()
    common = common_line(lines)
    nearest = sorted(lines, key=lambda key: (key != common, abs((key or 0) - (common or 0))))
    oldest = timedelta(seconds=STALE_LIVE_S if game.live else STALE_S)
    columns: dict[str, BookColumn] = {}
    for key in nearest:
        for book, offered in lines[key].items():
            if book in columns:
                continue
            found = [offered.get(side.selection) for side in sides]
            prices = tuple(
                None
                if quote is None
                else BookPrice(quote, key == common and _is_best(side, quote), now - quote.as_of > oldest)
                for side, quote in zip(sides, found, strict=True)
            )
            columns[book] = BookColumn(book, any(quote.exchange for quote in found if quote), prices)
    at_common = lines[common]
    return tuple(
        sorted(columns.values(), key=lambda column: (*_rank(column), column.book not in at_common, column.book))
    )


def _is_best(side: BoardSide, quote: Quote) -> bool:
    best = side.best
    return best is not None and quote.book in best.books and quote.line == side.line and quote.decimal == best.decimal


def _rank(column: BookColumn) -> tuple[int, float]:
    """How many best prices it has, then how much it pays in all."""
    prices = [price for price in column.prices if price is not None]
    return -sum(price.best for price in prices), -sum(float(price.quote.decimal) for price in prices)
