"""The card that compares books for one game, and the stored state that maps each of its buttons to a bet at a book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from professor_lock.betting.board import build_board
from professor_lock.betting.book_grid import book_columns
from professor_lock.betting.facts import Event, Market, Slate
from professor_lock.betting.offers import Bet
from professor_lock.desk.live_cards import Cell
from professor_lock.errors import BadInput
from professor_lock.user import UserContext
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.books import book_cells, create_books_widget
from professor_lock.widgets.odds_text import in_columns

BOOKS_KIND = "books"


@dataclass(frozen=True, slots=True)
class BooksState:
    """The card's game, and its prices by the keys of their buttons (`cells`)."""

    event: Event
    kind: str = BOOKS_KIND
    cells: dict[str, Cell] = field(default_factory=dict)

    def bet(self, cell: Cell) -> Bet:
        """The bet that tapping this price puts on the slip."""
        return Bet(self.event, cell.market, cell.selection, cell.line)


_STATE: TypeAdapter[BooksState] = TypeAdapter(BooksState)


def books_card(
    slate: Slate, event: Event, market: Market, context: UserContext, now: datetime
) -> tuple[BuiltWidget, dict[str, Any]] | None:
    """The card of one market of one game, and the JSON to store beside it; None where no book offers the market."""
    quotes = [quote for quote in slate.quotes if quote.event.id == event.id and quote.market is market]
    games = build_board(slate, now=now, market=market.value, event_ids=[event.id]).games
    markets: Sequence[Any] = games[0].markets if games else ()
    if not quotes or not markets:
        return None
    game, found = games[0], games[0].markets[0]
    sides = [side for side in in_columns(found, game) if side is not None]
    columns = book_columns(game, found, sides, quotes, now)
    widget = create_books_widget(
        slate,
        game,
        found,
        sides,
        columns,
        now=now,
        timezone=context.time_zone,
        odds_format=context.odds_format,
        words=context.words,
    )
    cells = {
        key: Cell(
            event.id, market, bet.selection, bet.line, price.quote.american, price.quote.decimal, price.quote.book
        )
        for key, (bet, price) in book_cells(game, found, columns).items()
    }
    kept: dict[str, Any] = _STATE.dump_python(BooksState(event, cells=cells), mode="json")
    return widget, kept


def books_from_kept(kept: object) -> BooksState | None:
    """The state read back from stored JSON; None for another card's, BadInput for JSON that cannot be read any more."""
    if not isinstance(kept, dict) or kept.get("kind") != BOOKS_KIND:
        return None
    try:
        return _STATE.validate_python(kept)
    except ValidationError as error:
        raise BadInput("Those prices cannot be read any more. Ask for them again.") from error
