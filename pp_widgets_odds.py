"""The odds board as a card: for every game and market the best price, who offers it and how old the quote is.

One block per game, sides in two columns, one row per market: read at a glance on a phone. What is shown is
decided in `betting.board`; here it is only put into words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from hashlib import sha256
from typing import Any, Literal

from typing_extensions import TypedDict

from betting.board import BestPrice, Board, BoardGame, BoardMarket, BoardSide
from betting.consensus import STALE_LIVE_S, STALE_S
from betting.facts import EventStatus, Market
from betting.odds import format_american, format_line
from betting.offers import Bet
from pp_action_types import ADD_LEG, REFRESH, leg_key, numbered
from pp_widgets_base import BuiltWidget
from pp_widgets_input import board_of
from pp_widgets_odds_notes import LABELS, book_names, game_notes, line_text, percent, short_names, side_name
from pp_widgets_text import (
    DASH,
    DEFAULT_TIMEZONE,
    SENTENCE_LIMIT,
    TITLE_LIMIT,
    age,
    clock,
    markdown_link,
    one_line,
    safe_url,
    zone,
)

MAX_GAMES = 40
"""Games on one card; a client draws 5,000 nodes at most, and nobody scans more. The rest is counted, not hidden."""
OVER_UNDER = {"over": "O ", "under": "U "}
BEGUN = "BEGUN"
"""Its start is long past and nothing says how it ended: neither open to bet on nor in play."""
STATUS = {
    EventStatus.FINAL: "FINAL",
    EventStatus.POSTPONED: "POSTPONED",
    EventStatus.CANCELED: "CANCELED",
}

BadgeColor = Literal["secondary", "success", "danger", "warning", "info", "discovery"]


class OddsCell(TypedDict):
    """One side of one market. `price` is empty when nobody offers it, `key` when it cannot go on a slip."""

    id: str
    key: str
    line: str
    price: str
    color: BadgeColor
    book: str
    value: str
    opened: str


class OddsRow(TypedDict):
    """One market of one game, its sides from left to right."""

    id: str
    label: str
    note: str
    cells: list[OddsCell]


class OddsGame(TypedDict):
    """One game."""

    id: str
    matchup: str
    when: str
    status: str
    status_color: BadgeColor
    heads: list[str]
    rows: list[OddsRow]
    notes: list[str]


class OddsView(TypedDict):
    """What `odds_comparison.widget` shows."""

    title: str
    subtitle: str
    demo: bool
    games: list[OddsGame]
    footer: list[str]
    link: str
    shown: str
    add_leg: str
    refresh: str


def create_odds_comparison_widget(
    odds_data: Board | Mapping[str, Any], *, timezone: str | tzinfo = DEFAULT_TIMEZONE, tappable: bool = False
) -> BuiltWidget:
    """The board as a card, times in `timezone`. `odds_data` is a `betting.board.Board`, or a mapping as
    `pp_widgets_input.board_of` describes it. BadInput names the field of a mapping that is wrong.

    With `tappable` the prices of games that have not begun are buttons that put the bet on the slip, and the card can
    be refreshed; whoever shows it must keep beside it what `board_cells` says its keys mean.
    """
    board = odds_data if isinstance(odds_data, Board) else board_of(odds_data)
    where = zone(timezone)
    view = _view(board, where)
    if tappable:
        view["add_leg"], view["refresh"] = ADD_LEG, REFRESH
        view["shown"] = sha256(json.dumps(view, sort_keys=True).encode(errors="replace")).hexdigest()[:16]
    return BuiltWidget.from_template("odds_comparison", view, board_text(board, where))


def board_cells(board: Board) -> dict[str, tuple[Bet, BestPrice]]:
    """What can be tapped on a board, by the key of its button: the bet and the price shown."""
    return {
        leg_key(bet): (bet, side.best)
        for game in board.games[:MAX_GAMES]
        for market in game.markets
        for side in market.sides
        if side.best is not None and (bet := _bet(side, market, game)) is not None
    }


def shown_state(widget: Mapping[str, Any]) -> str | None:
    """Which state of a board a stored card holds, by its refresh button; None for a card without one."""
    action = widget.get("onClickAction")
    if isinstance(action, Mapping) and action.get("type") == REFRESH:
        payload = action.get("payload")
        return str(payload.get("shown")) if isinstance(payload, Mapping) else None
    children = widget.get("children")
    found = (
        (shown_state(child) for child in children if isinstance(child, Mapping)) if isinstance(children, list) else ()
    )
    return next((state for state in found if state is not None), None)


def board_text(board: Board, where: tzinfo) -> str:
    """The board as text, one line a game."""
    games = board.games[:MAX_GAMES]
    head = f"{_title(board)} | {_source(board, where)}" + (" | DEMO DATA, not real prices" if board.demo else "")
    lines = [head, *(_game_line(game, where, board.fetched_at) for game in games), *_footnotes(board)]
    if not games:
        lines.append("No games.")
    return "\n".join(lines)


def _view(board: Board, where: tzinfo) -> OddsView:
    games = board.games[:MAX_GAMES]
    markets = [market for market in LABELS if any(m.market is market for game in games for m in game.markets)]
    ids = numbered(f"g{sha256(game.event.id.encode(errors='replace')).hexdigest()[:8]}" for game in games)
    count = f"{len(board.games)} game{'' if len(board.games) == 1 else 's'}"
    footer = [_source(board, where), *_footnotes(board), _legend(games)]
    return OddsView(
        title=_title(board),
        subtitle=f"{count}, best price on each side" if games else "No games.",
        demo=board.demo,
        games=[
            _game(game, game_id, markets, where, board.fetched_at) for game, game_id in zip(games, ids, strict=True)
        ],
        footer=[line for line in footer if line],
        link=markdown_link(one_line(board.source), board.link) if safe_url(board.link) else "",
        shown="",
        add_leg="",
        refresh="",
    )


def _game(game: BoardGame, game_id: str, markets: Sequence[Market], where: tzinfo, seen: datetime) -> OddsGame:
    event = game.event
    rows: list[OddsRow] = []
    for market in markets:
        found = [m for m in game.markets if m.market is market]
        for number, one in enumerate(found or [BoardMarket(market, (), 0, 0)]):
            rows += _rows(one, game, f"{game_id}-{market.value}" + (f"-{number + 1}" if number else ""))
    return OddsGame(
        id=game_id,
        matchup=one_line(event.name, TITLE_LIMIT),
        when=clock(event.starts_at, where, seen),
        status=_status(game, seen),
        status_color="danger" if game.live else "secondary" if event.status is EventStatus.FINAL else "warning",
        heads=list(short_names(game)),
        rows=rows,
        notes=game_notes(game),
    )


def _rows(market: BoardMarket, game: BoardGame, row_id: str) -> list[OddsRow]:
    """The market's row; a draw gets one of its own, under the two teams'."""
    sides: list[BoardSide | None] = list(_in_columns(market, game))
    rows = []
    for start in range(0, max(2, len(sides)), 2):
        pair = sides[start : start + 2]
        third = start > 0 and pair[0] is not None
        label = one_line(pair[0].selection) if third and pair[0] else LABELS[market.market]
        number = f"{row_id}-{start // 2 + 1}" if third else row_id
        cells = [_cell(side, market, game, f"{number}-{n}") for n, side in enumerate([*pair, None][:2])]
        rows.append(OddsRow(id=number, label=label, note="" if third else _books(market), cells=cells))
    return rows


def _in_columns(market: BoardMarket, game: BoardGame) -> list[BoardSide | None]:
    """The sides with the visitors (or the over) left and the home team (or the under) right, whatever their order."""
    left, right = ("over", "under") if market.market is Market.TOTAL else (game.event.away, game.event.home)
    named = {side.selection.casefold(): side for side in market.sides}
    first, second = named.pop(left.casefold(), None), named.pop(right.casefold(), None)
    if first is None and second is None:
        return list(market.sides) or [None, None]
    return [first, second, *named.values()]


def _cell(side: BoardSide | None, market: BoardMarket, game: BoardGame, cell_id: str) -> OddsCell:
    price = (side.best or side.stale) if side else None
    if side is None or price is None:
        return OddsCell(id=cell_id, key="", line="", price="", color="secondary", book="", value="", opened="")
    bet = _bet(side, market, game) if side.best else None
    return OddsCell(
        id=cell_id,
        key="" if bet is None else leg_key(bet),
        line=_line(side, market.market),
        price=format_american(price.american),
        color=_color(price, game) if side.best else "secondary",
        book=f"{book_names(price)} · {age(timedelta(seconds=price.age_s))}" + ("" if side.best else ", stale"),
        value=_value(side),
        opened=_opened(side, market.market),
    )


def _bet(side: BoardSide, market: BoardMarket, game: BoardGame) -> Bet | None:
    """What tapping the side's price puts on the slip; nothing of a game that has begun or is off."""
    if game.live or game.event.status is not EventStatus.SCHEDULED:
        return None
    return Bet(game.event, market.market, side.selection, side.line)


def _value(side: BoardSide) -> str:
    """The value flag, at the price it holds for."""
    if not side.ev_flag or side.value_ev is None or side.value_price is None:
        return ""
    at = "" if side.value_price == side.best else f" at {book_names(side.value_price)}"
    return f"+{side.value_ev:.1%} EV{at}"


def _opened(side: BoardSide, market: Market) -> str:
    """Where it began, if it is elsewhere now: the line, or the fair price of a moneyline."""
    opened = side.opened
    if opened is None:
        return ""
    if side.line is not None:
        moved = opened.line is not None and opened.line != side.line
        return f"opened {line_text(opened.line, market)}" if moved and opened.line is not None else ""
    if opened.fair_american is None or opened.fair_american == side.fair_american:
        return ""
    return f"fair opened {format_american(opened.fair_american)}"


def _color(best: BestPrice, game: BoardGame) -> BadgeColor:
    if best.age_s > (STALE_LIVE_S if game.live else STALE_S):
        return "secondary"
    return "discovery" if best.exchange else "success"


def _line(side: BoardSide, market: Market) -> str:
    """ "-9.5", "PK", "O 224.5"; "" for a moneyline."""
    if side.line is None:
        return ""
    if market is Market.SPREAD:
        return format_line(side.line)
    return OVER_UNDER.get(side.selection.casefold(), "") + format_line(side.line, signed=False)


def _books(market: BoardMarket) -> str:
    """ "11/20 books": at the line shown, of those that quote the market."""
    if not market.books:
        return ""
    some = f"{market.books_at_line}/" if market.books_at_line != market.books else ""
    return f"{some}{market.books} book{'' if market.books == 1 else 's'}"


def _status(game: BoardGame, seen: datetime) -> str:
    if game.live:
        return "LIVE"
    begun = game.event.status is EventStatus.SCHEDULED and game.event.starts_at <= seen
    return BEGUN if begun else STATUS.get(game.event.status, "")


def _title(board: Board) -> str:
    return one_line(board.title or f"{board.league.upper()} odds", TITLE_LIMIT)


def _source(board: Board, where: tzinfo) -> str:
    newest = f", newest quote {clock(board.as_of, where, board.fetched_at)}" if board.as_of else ""
    return f"Source: {one_line(board.source)}, read {clock(board.fetched_at, where, board.fetched_at)}{newest}"


def _footnotes(board: Board) -> list[str]:
    left_out = len(board.games) - MAX_GAMES
    notes = []
    if left_out > 0:
        notes.append(f"{left_out} later games are not shown: ask for a team or a day.")
    if board.note:
        notes.append(one_line(board.note, SENTENCE_LIMIT))
    rated = any(side.ev is not None for game in board.games for market in game.markets for side in market.sides)
    if rated and not board.value:
        notes.append("No edge found: no price here beats the no-vig market by our rules.")
    return notes


def _legend(games: Iterable[BoardGame]) -> str:
    """What the colours on this card mean."""
    sides = [(game, side) for game in games for market in game.markets for side in market.sides]
    cells = [_color(side.best, game) for game, side in sides if side.best]
    cells += ["secondary" for _, side in sides if side.stale]
    meaning = {
        "success": "green: best price",
        "discovery": "purple: exchange, before commission",
        "secondary": f"grey: quote older than {STALE_S // 60} min (in play {STALE_LIVE_S} s)",
    }
    return "; ".join(text for color, text in meaning.items() if color in cells).capitalize()


def _game_line(game: BoardGame, where: tzinfo, seen: datetime) -> str:
    """ "Detroit Pistons @ Denver Nuggets, Tue Nov 22, 9:00 PM EST | spread: Pistons +9.5 -104 LowVig, …" """
    names = dict(zip((game.event.away, game.event.home), short_names(game), strict=True))
    start = f"{clock(game.event.starts_at, where, seen)} {_status(game, seen)}".rstrip()
    parts = [f"{one_line(game.event.name, TITLE_LIMIT)}, {start}"]
    for market in sorted(game.markets, key=lambda m: list(LABELS).index(m.market)):
        sides = [
            " ".join(
                part
                for part in (
                    "" if side.line is not None and side.selection.casefold() in OVER_UNDER else side_name(side, names),
                    _line(side, market.market),
                    format_american(side.best.american) if side.best else DASH,
                    book_names(side.best) if side.best else "",
                    f"fair {percent(side.fair_probability)}" if side.fair_probability is not None else "",
                    _opened(side, market.market),
                    _value(side),
                )
                if part
            )
            for side in (found for found in _in_columns(market, game) if found)
        ]
        parts.append(f"{LABELS[market.market].lower()}: {', '.join(sides) or DASH}")
    return " | ".join(parts)
