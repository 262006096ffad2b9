"""A props card that stays live: what is kept beside it, so that a price can be tapped.

As beside a board, those are the bets its keys mean and what they were at; prices are read again each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from professor_lock.betting.facts import Event, Slate
from professor_lock.betting.offers import Bet
from professor_lock.betting.props import PropLine
from professor_lock.desk.live_cards import Cell
from professor_lock.errors import BadInput
from professor_lock.person import UserContext
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.props import create_props_widget, prop_cells

KIND = "props"


@dataclass(frozen=True, slots=True)
class PropCell(Cell):
    """A price on the card as shown: whose number it is on, too."""

    subject: str
    stat: str


@dataclass(frozen=True, slots=True)
class PropsState:
    """The game a card is of, and what its keys mean."""

    event: Event
    kind: str = KIND
    cells: dict[str, PropCell] = field(default_factory=dict)

    def bet(self, cell: Cell) -> Bet:
        """What tapping a price bets on."""
        whose = (cell.subject, cell.stat) if isinstance(cell, PropCell) else (None, None)
        return Bet(self.event, cell.market, cell.selection, cell.line, *whose)


_STATE: TypeAdapter[PropsState] = TypeAdapter(PropsState)


def props_card(
    lines: Sequence[PropLine], slate: Slate, title: str, opened: Iterable[PropLine], context: UserContext
) -> tuple[BuiltWidget, dict[str, Any]]:
    """The card of one game's props, and what to keep in the hidden item beside it."""
    widget = create_props_widget(
        lines, slate, title, opened=opened, timezone=context.time_zone, tappable=bool(slate.events)
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
    kept: dict[str, Any] = _STATE.dump_python(PropsState(slate.events[0], cells=cells), mode="json")
    return widget, kept


def props_from_kept(kept: object) -> PropsState | None:
    """The reverse of what is kept; None for what is another card's, BadInput for what cannot be read any more."""
    if not isinstance(kept, dict) or kept.get("kind") != KIND:
        return None
    try:
        return _STATE.validate_python(kept)
    except ValidationError as error:
        raise BadInput("Those props cannot be read any more. Ask for them again.") from error
