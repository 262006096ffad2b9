"""Boards that many ask for at once, drawn once: before a kick-off that is one league's board, over and over.

What a board shows depends on the slate, on where prices began, on the reader's zone, language and way to write prices,
and on the time: it says how old prices are, and which games have begun. Where all that is the same, so is the card. It
belongs to no user.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from professor_lock.betting.best import BestPrice
from professor_lock.betting.board import Board
from professor_lock.betting.facts import Quote, Slate
from professor_lock.betting.offers import Bet
from professor_lock.protocol.widget_tree import KnownRoot
from professor_lock.user import OddsFormat
from professor_lock.widgets.base import BuiltWidget
from professor_lock.words import Words

MOST_BOARDS = 8
"""So many are kept, some 2 MB each."""
KEPT_FOR = timedelta(seconds=5)
"""So much older may what a board says of its prices' age be."""


@dataclass(frozen=True, slots=True)
class BoardKey:
    """What a board is of, and how it is written."""

    league: str
    market: str
    event_ids: tuple[str, ...]
    title: str
    time_zone: str
    odds_format: OddsFormat
    words: Words


@dataclass(frozen=True, slots=True)
class DrawnBoard:
    """A board, its card and its buttons, with the prices that it was drawn from. To be read only."""

    at: datetime
    slate: Slate
    opening: Sequence[Quote]
    board: Board
    widget: BuiltWidget
    card: KnownRoot
    """The same, written out once for all who are shown it."""
    cells: Mapping[str, tuple[Bet, BestPrice]]


class DrawnBoards:
    """The boards of one process that were drawn last."""

    def __init__(self, most: int = MOST_BOARDS) -> None:
        self._most = most
        self._kept: OrderedDict[BoardKey, DrawnBoard] = OrderedDict()

    def find(self, key: BoardKey, slate: Slate, opening: Sequence[Quote], now: datetime) -> DrawnBoard | None:
        """The board drawn a moment ago from this very slate and these first prices; no game has begun since."""
        drawn = self._kept.get(key)
        if drawn is None or not (drawn.slate is slate and drawn.at <= now < drawn.at + KEPT_FOR):
            return None
        begun = any(drawn.at < event.starts_at <= now for event in slate.events)
        return drawn if not begun and drawn.opening == opening else None

    def keep(self, key: BoardKey, drawn: DrawnBoard) -> None:
        """Have it found for a moment."""
        self._kept[key] = drawn
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
