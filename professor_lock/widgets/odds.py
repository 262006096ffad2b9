"""The odds board as a card: for every game and market the best price, who offers it and how old the quote is.

One block per game, sides in two columns, one row per market: read at a glance on a phone. A cell is the line and its
best price, the book with the quote's age, the fair price; books, feeds and hold stand at the row's left. What is shown
is decided in `betting.board`; here it is only put into words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from hashlib import sha256
from typing import Any, Literal

from typing_extensions import TypedDict

from professor_lock.betting.board import BestPrice, Board, BoardGame, BoardMarket, BoardSide
from professor_lock.betting.consensus import STALE_LIVE_S, STALE_S
from professor_lock.betting.facts import EventStatus, Market
from professor_lock.betting.odds import format_american
from professor_lock.betting.offers import Bet
from professor_lock.untrusted_text import TITLE_LIMIT, markdown_link, one_line, safe_url
from professor_lock.widgets.actions import ADD_LEG, REFRESH, leg_key, numbered
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.format import DEFAULT_TIMEZONE, age, clock, together, zone
from professor_lock.widgets.input import board_of
from professor_lock.widgets.odds_notes import (
    LABELS,
    book_names,
    counted,
    game_notes,
    left_out_note,
    market_notes,
    method_note,
    parts_methods,
    percent,
    shin_american,
    short_names,
    stale_note,
)
from professor_lock.widgets.odds_text import (
    board_text,
    footnotes,
    in_columns,
    is_stale,
    line_of,
    opened_of,
    source_line,
    status_of,
    title_of,
    value_of,
)

MAX_GAMES = 40
"""Games on one card; a client draws 5,000 nodes at most, and nobody scans more. The rest is counted, not hidden."""
PriceColor = Literal["secondary", "success", "discovery"]
StatusColor = Literal["secondary", "danger", "warning"]


class OddsCell(TypedDict):
    """One side of one market. `price` is empty when nobody offers it, `key` when it cannot go on a slip."""

    id: str
    key: str
    line: str
    price: str
    color: PriceColor
    stale: bool
    book: str
    fair: str
    shin: str
    value: str
    opened: str


class OddsRow(TypedDict):
    """One market of one game, its sides from left to right."""

    id: str
    label: str
    notes: list[str]
    cells: list[OddsCell]


class OddsGame(TypedDict):
    """One game."""

    id: str
    matchup: str
    when: str
    status: str
    status_color: StatusColor
    heads: list[str]
    rows: list[OddsRow]
    notes: list[str]


class OddsView(TypedDict):
    """What `odds_comparison.widget` shows."""

    title: str
    subtitle: str
    demo: bool
    lines: bool
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
    `widgets.input.board_of` describes it. BadInput names the field of a mapping that is wrong.

    Colour is kept for what a bettor would stop at, and every colour comes with its word. A best price is grey as paper;
    green, with its EV beside it, is a price that beats the fair one by every rule of `betting.board`, on most evenings
    none; purple an exchange's, before its commission; a stale one is an outline. Beside the prices red is a game in
    play, amber one that is off, or DEMO. Favourites have no colour: the sign says who they are, and a colour on half of
    the prices would look like advice.

    With `tappable` the prices of games that have not begun are buttons that put the bet on the slip, and the card can
    be refreshed; the caller must keep beside it what `board_cells` says its keys mean.
    """
    board = odds_data if isinstance(odds_data, Board) else board_of(odds_data)
    where = zone(timezone)
    view = _view(board, where)
    if tappable:
        view["add_leg"], view["refresh"] = ADD_LEG, REFRESH
        view["shown"] = sha256(json.dumps(view, sort_keys=True).encode(errors="replace")).hexdigest()[:16]
    return BuiltWidget.from_template("odds_comparison", view, board_text(board, where, limit=MAX_GAMES))


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


def _view(board: Board, where: tzinfo) -> OddsView:
    games = board.games[:MAX_GAMES]
    markets = [market for market in LABELS if any(m.market is market for game in games for m in game.markets)]
    ids = numbered(f"g{sha256(game.event.id.encode(errors='replace')).hexdigest()[:8]}" for game in games)
    shown = [_game(game, game_id, markets, where, board.fetched_at) for game, game_id in zip(games, ids, strict=True)]
    footer = [
        source_line(board, where),
        *footnotes(board, MAX_GAMES),
        stale_note(games),
        left_out_note(games),
        method_note(games),
        _legend(shown),
    ]
    return OddsView(
        title=title_of(board),
        subtitle=f"{counted(len(board.games), 'game')}, best price on each side" if games else "No games.",
        demo=board.demo,
        lines=any(market is not Market.MONEYLINE for market in markets),
        games=shown,
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
        status=status_of(game, seen),
        status_color="danger" if game.live else "secondary" if event.status is EventStatus.FINAL else "warning",
        heads=list(short_names(game)),
        rows=rows,
        notes=game_notes(game),
    )


def _rows(market: BoardMarket, game: BoardGame, row_id: str) -> list[OddsRow]:
    """The market's row; a draw gets one of its own, under the two teams'."""
    sides = in_columns(market, game)
    rows = []
    for start in range(0, max(2, len(sides)), 2):
        pair = sides[start : start + 2]
        third = start > 0 and pair[0] is not None
        label = one_line(pair[0].selection) if third and pair[0] else LABELS[market.market]
        number = f"{row_id}-{start // 2 + 1}" if third else row_id
        cells = [_cell(side, market, game, f"{number}-{n}") for n, side in enumerate([*pair, None][:2])]
        rows.append(OddsRow(id=number, label=label, notes=[] if third else market_notes(market), cells=cells))
    return rows


def _cell(side: BoardSide | None, market: BoardMarket, game: BoardGame, cell_id: str) -> OddsCell:
    price = (side.best or side.stale) if side else None
    if side is None or price is None:
        return OddsCell(
            id=cell_id, key="", line="", price="", color="secondary", stale=False, book="", fair="", shin="", value="",
            opened="",
        )  # fmt: skip
    bet = _bet(side, market, game) if side.best else None
    stale = is_stale(side, game)
    return OddsCell(
        id=cell_id,
        key="" if bet is None else leg_key(bet),
        line=line_of(side, market.market),
        price=format_american(price.american),
        color=_color(side, game),
        stale=stale,
        book=f"{book_names(price, short=True)} {_aged(price, stale)}",
        fair=_fair(side),
        shin=f"Shin {shin_american(side)} {together('· ' + percent(side.shin_probability))}"
        if parts_methods(side)
        else "",
        value=value_of(side),
        opened=opened_of(side, market.market),
    )


def _bet(side: BoardSide, market: BoardMarket, game: BoardGame) -> Bet | None:
    """What tapping the side's price puts on the slip; nothing of a game that has begun or is off."""
    if game.live or game.event.status is not EventStatus.SCHEDULED:
        return None
    return Bet(game.event, market.market, side.selection, side.line)


def _aged(price: BestPrice, stale: bool) -> str:
    """ "· 5m 46s, stale": not torn apart where a narrow cell breaks the line."""
    return together(f"· {age(timedelta(seconds=price.age_s))}" + (", stale" if stale else ""))


def _fair(side: BoardSide) -> str:
    """ "fair +396 · 20.2%", or nothing where one side alone has a price."""
    if side.fair_probability is None:
        return ""
    price = "" if side.fair_american is None else f"{format_american(side.fair_american)} "
    return together("fair ") + price + together(f"{'· ' if price else ''}{percent(side.fair_probability)}")


def _color(side: BoardSide, game: BoardGame) -> PriceColor:
    """Green only for the very price that carries the EV flag."""
    best = side.best
    if best is None or is_stale(side, game):
        return "secondary"
    if side.ev_flag and side.value_price == best:
        return "success"
    return "discovery" if best.exchange else "secondary"


def _legend(games: Iterable[OddsGame]) -> str:
    """What the marks on this card mean, those that are on it."""
    cells = [cell for game in games for row in game["rows"] for cell in row["cells"]]
    colors = {cell["color"] for cell in cells}
    meaning = [
        ("green: beats the fair price by our rules", "success" in colors),
        ("purple: exchange, before commission", "discovery" in colors),
        (
            f"stale: a quote older than {STALE_S // 60} min (in play {STALE_LIVE_S} s)",
            any(cell["stale"] for cell in cells),
        ),
    ]
    return "; ".join(text for text, shown in meaning if shown).capitalize()
