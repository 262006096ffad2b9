"""Boards that many ask for at once, drawn once: before a kick-off that is one league's board, over and over.

What a board shows depends on the slate, on where prices began, on the reader's zone, language and way to write prices,
and on the second, since it says how old prices are. Where all that is the same, so is the card. It belongs to no user.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from professor_lock.betting.best import BestPrice
from professor_lock.betting.board import Board
from professor_lock.betting.facts import Quote, Slate
from professor_lock.betting.offers import Bet
from professor_lock.person import OddsFormat
from professor_lock.widgets.base import BuiltWidget
from professor_lock.words import Words

MOST_BOARDS = 8
"""So many are kept, some 2 MB each. Each is of use for one second."""


@dataclass(frozen=True, slots=True)
class BoardKey:
    """What a board is of and how it is written; `second` is the present in whole seconds."""

    league: str
    market: str
    event_ids: tuple[str, ...]
    title: str
    time_zone: str
    odds_format: OddsFormat
    words: Words
    second: datetime


@dataclass(frozen=True, slots=True)
class DrawnBoard:
    """A board, its card and its buttons, with the prices that it was drawn from. To be read only."""

    slate: Slate
    opening: Sequence[Quote]
    board: Board
    widget: BuiltWidget
    cells: Mapping[str, tuple[Bet, BestPrice]]


class DrawnBoards:
    """The boards of one process that were drawn last."""

    def __init__(self, most: int = MOST_BOARDS) -> None:
        self._most = most
        self._kept: OrderedDict[BoardKey, DrawnBoard] = OrderedDict()

    def find(self, key: BoardKey, slate: Slate, opening: Sequence[Quote]) -> DrawnBoard | None:
        """The board that was drawn from this very slate and these first prices."""
        drawn = self._kept.get(key)
        return drawn if drawn is not None and drawn.slate is slate and drawn.opening == opening else None

    def keep(self, key: BoardKey, drawn: DrawnBoard) -> None:
        """Have it found in this second."""
        self._kept[key] = drawn
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
