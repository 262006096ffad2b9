"""Boards whose prices can be tapped and refreshed, and the state stored beside their cards for that.

Stored are the league, market and games of a board, and which bet each button's key means. Prices are read again for
every refresh and every tap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from pydantic import TypeAdapter, ValidationError

from professor_lock.betting.board import Board, BoardGame, build_board
from professor_lock.betting.facts import Event, EventStatus, GameScore, Market, Quote, Slate
from professor_lock.betting.offers import Bet
from professor_lock.betting.props import PropLine
from professor_lock.desk.drawn_boards import BoardKey, DrawnBoard
from professor_lock.desk.market import MarketReader
from professor_lock.desk.price_history import PriceHistory
from professor_lock.errors import BadInput
from professor_lock.protocol.widget_diff import known_root
from professor_lock.protocol.widget_tree import KnownRoot
from professor_lock.sources.names.games import NoScore
from professor_lock.user import UserContext
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.odds import board_cells, create_odds_comparison_widget
from professor_lock.widgets.props import create_props_widget, prop_cells
from professor_lock.widgets.props_text import PropForms
from professor_lock.words import ENGLISH, Words

BOARD_KIND = "board"
MAX_CELLS = 300
"""The most keys stored for one board. Those of its earlier states stay: another tab may still show them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A price as the board shows it: the bet, with its game by id, its price and its book."""

    event_id: str
    market: Market
    selection: str
    line: Fraction | None
    american: int
    decimal: Fraction
    book: str


@dataclass(frozen=True, slots=True)
class BoardState:
    """The league, market and games of a board, and its prices by the keys of their buttons (`cells`)."""

    league: str
    market: str
    event_ids: tuple[str, ...]
    title: str
    kind: str = BOARD_KIND
    cells: dict[str, Cell] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)

    def bet(self, cell: Cell) -> Bet:
        """The bet that tapping this price puts on the slip."""
        return Bet(self.events[cell.event_id], cell.market, cell.selection, cell.line)


_STATE: TypeAdapter[BoardState] = TypeAdapter(BoardState)


@dataclass(frozen=True, slots=True)
class LiveBoard:
    """A board with its card and the state to store beside it."""

    board: Board
    card: KnownRoot
    copy_text: str
    state: BoardState


async def live_board(
    slate: Slate,
    of: BoardState,
    context: UserContext,
    *,
    market: MarketReader,
    history: PriceHistory,
    now: datetime,
    before: Mapping[str, Any] | None = None,
) -> LiveBoard:
    """The board `of` at the slate's prices, with movement since each market opened and scores of games in play.

    `before` is the card that it replaces; the number of prices that changed is announced to screen readers.
    """
    chosen = set(of.event_ids)
    events = [event for event in slate.events if event.id in chosen]
    opening = await history.opening(events)
    words = context.words
    key = BoardKey(of.league, of.market, of.event_ids, of.title, context.time_zone, context.odds_format, words)
    drawn = market.drawn.find(key, slate, opening, now) if before is None else None
    if drawn is None:
        drawn = await _draw(slate, of, opening, context, market=market, now=now)
        if before is not None:
            drawn.widget.announce(refreshed(prices_of(before), prices_of(drawn.card.tree), words))
            drawn = replace(drawn, card=known_root(drawn.widget.tree))
        elif not any(game.live for game in drawn.board.games):  # how those stand is asked each time
            market.drawn.keep(key, drawn)
    cells = {
        key: Cell(bet.event.id, bet.market, bet.selection, bet.line, best.american, best.decimal, best.books[0])
        for key, (bet, best) in drawn.cells.items()
    }
    kept = dict(list((of.cells | cells).items())[-MAX_CELLS:])
    events_kept = of.events | {event.id: event for event in events}
    state = BoardState(of.league, of.market, of.event_ids, of.title, cells=kept, events=events_kept)
    return LiveBoard(drawn.board, drawn.card, drawn.widget.copy_text, state)


async def _draw(
    slate: Slate,
    of: BoardState,
    opening: Sequence[Quote],
    context: UserContext,
    *,
    market: MarketReader,
    now: datetime,
) -> DrawnBoard:
    board = build_board(
        slate,
        now=now,
        market=of.market,
        event_ids=set(of.event_ids),
        title=of.title,
        opening=[*slate.opening, *opening],
    )
    if playing := await market.scores_in_play(game.event for game in board.games if game.live):
        board = replace(board, games=tuple(_scored(game, playing.get(game.event.id)) for game in board.games))
    widget = create_odds_comparison_widget(
        board, timezone=context.time_zone, odds_format=context.odds_format, tappable=True, words=context.words
    )
    return DrawnBoard(now, slate, opening, board, widget, known_root(widget.tree), board_cells(board))


def _scored(game: BoardGame, found: GameScore | NoScore | None) -> BoardGame:
    if isinstance(found, NoScore):
        return replace(game, no_score=found.reason)
    if found is None or found.event.status in (EventStatus.LIVE, EventStatus.FINAL):
        return replace(game, score=found)
    return replace(game, no_score=f"{found.source} does not list it as begun ({found.detail}).")


def refreshed(before: Mapping[str, Any], after: Mapping[str, Any], words: Words = ENGLISH) -> str:
    """The result of a refresh, for screen readers: "Refreshed, 2 prices moved." """
    moved = sum(cell != before.get(key) for key, cell in after.items())
    return words("board.refreshed", n=moved) if moved else words("board.refreshed_none")


def prices_of(card: Mapping[str, Any]) -> dict[str, Any]:
    """The label (line and price) of every price button of a card, by its key."""
    match card:
        case {"professor_lock": {"prices": {"cells": dict(cells)}}}:
            return {key: (cell.get("line"), cell.get("price")) for key, cell in cells.items()}
    return {}


def board_state(league: str, market: str, event_ids: Sequence[str], title: str) -> BoardState:
    """The state of a new board, still without keys."""
    return BoardState(league, market, tuple(event_ids), title)


def to_kept(state: BoardState) -> dict[str, Any]:
    """The state as JSON values, for the hidden item that is stored beside the card."""
    kept: dict[str, Any] = _STATE.dump_python(state, mode="json")
    return kept


def from_kept(kept: object) -> BoardState:
    """The reverse of `to_kept`; BadInput for anything but a board's state."""
    if not isinstance(kept, dict) or kept.get("kind") != BOARD_KIND:
        raise BadInput("That card is not a board.")
    try:
        return _STATE.validate_python(kept)
    except ValidationError as error:
        raise BadInput("That board cannot be read any more. Ask for a new one.") from error


PROPS_KIND = "props"


@dataclass(frozen=True, slots=True)
class PropCell(Cell):
    """A price of a player prop as the card shows it, with the player (`subject`) and the stat."""

    subject: str
    stat: str


@dataclass(frozen=True, slots=True)
class PropsState:
    """The card's game, and its prices by the keys of their buttons (`cells`)."""

    event: Event
    kind: str = PROPS_KIND
    cells: dict[str, PropCell] = field(default_factory=dict)

    def bet(self, cell: Cell) -> Bet:
        """The bet that tapping this price puts on the slip."""
        whose = (cell.subject, cell.stat) if isinstance(cell, PropCell) else (None, None)
        return Bet(self.event, cell.market, cell.selection, cell.line, *whose)


_PROPS_STATE: TypeAdapter[PropsState] = TypeAdapter(PropsState)


def props_card(
    lines: Sequence[PropLine],
    slate: Slate,
    title: str,
    opened: Iterable[PropLine],
    context: UserContext,
    *,
    forms: PropForms | None = None,
) -> tuple[BuiltWidget, dict[str, Any]]:
    """The card of one game's props, and the JSON to store in the hidden item beside it."""
    widget = create_props_widget(
        lines,
        slate,
        title,
        opened=opened,
        forms=forms,
        timezone=context.time_zone,
        odds_format=context.odds_format,
        tappable=bool(slate.events),
        words=context.words,
    )
    cells = {
        key: PropCell(
            bet.event.id,
            bet.market,
            bet.selection,
            bet.line,
            best.american,
            best.decimal,
            best.books[0],
            bet.subject or "",
            bet.stat or "",
        )
        for key, (bet, best) in prop_cells(lines, slate).items()
    }
    if not slate.events:
        return widget, {}
    kept: dict[str, Any] = _PROPS_STATE.dump_python(PropsState(slate.events[0], cells=cells), mode="json")
    return widget, kept


def props_from_kept(kept: object) -> PropsState | None:
    """The state read back from stored JSON; None for another card's, BadInput for JSON that cannot be read any more."""
    if not isinstance(kept, dict) or kept.get("kind") != PROPS_KIND:
        return None
    try:
        return _PROPS_STATE.validate_python(kept)
    except ValidationError as error:
        raise BadInput("Those props cannot be read any more. Ask for them again.") from error
