"""The odds board as a card: one grid per game, teams down and markets across, each cell the best price and its book.

Three games are open, the others behind one button; what stands behind the prices (fair prices, hold, ages, how many
books) is in each game's details, and what holds for the whole board in "About these prices". The element opens them in
place, by the extension of the card's root; other clients show all of it. What is shown is decided in `betting.board`,
details are worded in `widgets.odds_notes`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from hashlib import sha256
from typing import Any, Literal

import msgspec
from typing_extensions import TypedDict

from professor_lock.betting.best import BestPrice
from professor_lock.betting.board import Board, BoardGame
from professor_lock.betting.board_market import BoardMarket, BoardSide
from professor_lock.betting.facts import EventStatus, Market
from professor_lock.betting.offers import Bet
from professor_lock.untrusted_text import SENTENCE_LIMIT, TITLE_LIMIT, markdown_link, one_line, safe_url
from professor_lock.user import OddsFormat
from professor_lock.widgets.actions import ADD_LEG, REFRESH, leg_key, numbered
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.extension import Fold, Price, Start, details_fold, extension, source_fold
from professor_lock.widgets.format import DEFAULT_TIMEZONE, beside_tag, source_name, together, when, zone
from professor_lock.widgets.input import board_of
from professor_lock.widgets.odds_notes import (
    details_of,
    game_notes,
    left_out_note,
    legend,
    method_note,
    spoken_price,
    stale_note,
    value_of,
)
from professor_lock.widgets.odds_terms import (
    ROWS,
    book_of_cell,
    column_head,
    favorite_of,
    in_row_order,
    is_stale,
    moved,
    price_written,
    short_names,
    spoken_book,
)
from professor_lock.widgets.odds_text import (
    board_share,
    board_text,
    footnotes,
    in_columns,
    line_of,
    score_note,
    source_line,
    standing_of,
    status_of,
    title_of,
)
from professor_lock.words import ENGLISH, Words
from professor_lock.words.sentences import sentence

MAX_GAMES = 40
"""Games on one card; a client draws 5,000 nodes at most, and nobody scans more. The rest is counted, not hidden."""
OPEN_GAMES = 3
"""Games that are open at first."""
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
    value: str


class OddsSide(TypedDict):
    """A row of a game: a team, or the draw, and its price in each market."""

    name: str
    favorite: bool
    cells: list[OddsCell]


class OddsDetail(TypedDict):
    """What stands behind the prices of one market."""

    head: str
    lines: list[str]


class OddsGame(TypedDict):
    """One game; `heads` are its markets, from left to right."""

    id: str
    when: str
    status: str
    status_color: StatusColor
    score: str
    heads: list[str]
    sides: list[OddsSide]
    matchup: str
    details: list[OddsDetail]
    notes: list[str]


class OddsView(TypedDict):
    """What `odds_comparison.widget` shows."""

    title: str
    subtitle: str
    demo: bool
    games: list[OddsGame]
    more: list[OddsGame]
    note: str
    about: list[str]
    link: str
    shown: str
    add_leg: str
    refresh: str
    extension: dict[str, Any]


def create_odds_comparison_widget(
    odds_data: Board | Mapping[str, Any],
    *,
    timezone: str | tzinfo = DEFAULT_TIMEZONE,
    odds_format: OddsFormat = "american",
    tappable: bool = False,
    words: Words = ENGLISH,
) -> BuiltWidget:
    """The board as a card, times in `timezone`, prices in `odds_format`. `odds_data` is a `betting.board.Board`, or a
    mapping as `widgets.input.board_of` describes it. BadInput names the field of a mapping that is wrong.

    Colour is kept for what a bettor would stop at. Green, with its EV in words, is a price that beats the fair one by
    every rule of `betting.board`, on most evenings none. Favourites are named, not coloured: a colour on half of the
    prices would look like advice. A stale price and an exchange's say so in words.

    With `tappable` the prices of games that have not begun are buttons that put the bet on the slip, and the card can
    be refreshed; the caller must keep beside it what `board_cells` says its keys mean.
    """
    board = odds_data if isinstance(odds_data, Board) else board_of(odds_data)
    where = zone(timezone)
    view = _view(board, where, odds_format, words, tappable=tappable)
    if tappable:
        view["add_leg"], view["refresh"] = ADD_LEG, REFRESH
        view["shown"] = _state_of(view)
    return BuiltWidget.from_template(
        "odds_comparison",
        view,
        board_text(board, where, limit=MAX_GAMES, odds_format=odds_format),
        words=words.section("board"),
        share=board_share(board, where, odds_format, words),
    )


def _state_of(view: OddsView) -> str:
    """A name for what a board shows: another one where anything on it is different."""
    try:
        written = msgspec.json.encode(view)
    except UnicodeEncodeError:  # half of a surrogate pair
        written = json.dumps(view).encode()
    return sha256(written).hexdigest()[:16]


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


def _view(
    board: Board,
    where: tzinfo,
    odds_format: OddsFormat = "american",
    words: Words = ENGLISH,
    *,
    tappable: bool = False,
) -> OddsView:
    games = board.games[:MAX_GAMES]
    markets = [market for market in ROWS if any(m.market is market for game in games for m in game.markets)]
    ids = numbered(f"g{sha256(game.event.id.encode(errors='replace')).hexdigest()[:8]}" for game in games)
    prices: dict[str, Price] = {}
    shown = [
        _Grid(game, game_id, prices, odds_format, words).view(markets, where, board.fetched_at)
        for game, game_id in zip(games, ids, strict=True)
    ]
    about = [
        source_line(board, where, words),
        *footnotes(board, MAX_GAMES, words),
        stale_note(games, words),
        left_out_note(games, words),
        method_note(games, words),
        legend(games, words),
        words("common.demo_note") if board.demo else "",
    ]
    hidden = shown[OPEN_GAMES:]
    source = f"{source_name(board.source, words)}, {when(board.fetched_at, where, board.fetched_at, words=words)}"
    return OddsView(
        title=title_of(board, words),
        subtitle=_count(len(board.games), words),
        demo=board.demo,
        games=shown[:OPEN_GAMES],
        more=hidden,
        note=one_line(sentence(beside_tag(board.note, demo=board.demo), words)),
        about=[line for line in about if line],
        link=markdown_link(source_name(board.source, words), board.link) if safe_url(board.link) else "",
        shown="",
        add_leg="",
        refresh="",
        extension=extension(
            name=title_of(board, words),
            prices=prices if tappable else {},
            action=ADD_LEG,
            folds=[
                *(details_fold(game["id"], game["matchup"], words) for game in shown),
                *([Fold("more", words("board.more_games", n=len(hidden)), once=True)] if hidden else []),
                source_fold("about", source, words),
            ],
            starts=[
                Start(f"{game_id}-when", game.event.starts_at)
                for game, game_id in zip(games, ids, strict=True)
                if not game.live and game.event.status is EventStatus.SCHEDULED
            ],
        ),
    )


def _count(games: int, words: Words) -> str:
    """How many games there are; nothing of a single one, which the title names."""
    if games == 1:
        return ""
    return together(words("board.games", n=games)) if games else words("board.no_games")


@dataclass(frozen=True, slots=True)
class _Grid:
    """A game while its grid is made. `prices` gathers what the card's buttons show, for the extension."""

    game: BoardGame
    id: str
    prices: dict[str, Price]
    odds_format: OddsFormat
    words: Words

    def view(self, markets: Sequence[Market], where: tzinfo, seen: datetime) -> OddsGame:
        """The grid of these markets, a game's own where it has several of a kind."""
        game, event = self.game, self.game.event
        columns: list[BoardMarket] = []
        for market in markets:
            columns += [m for m in game.markets if m.market is market] or [BoardMarket(market, (), 0, 0)]
        details = [
            details_of(market, in_columns(market, game), game, self.odds_format, self.words)
            for market in in_row_order(game)
        ]
        return OddsGame(
            id=self.id,
            when=self._when(where, seen),
            status=status_of(game, seen, self.words),
            status_color="danger" if game.live else "secondary" if event.status is EventStatus.FINAL else "warning",
            score=standing_of(game),
            heads=[column_head(column.market, self.words) for column in columns],
            sides=self._rows(columns) if any(column.sides for column in columns) else [],
            matchup=one_line(event.name, TITLE_LIMIT),
            details=[OddsDetail(head=head, lines=lines) for head, lines in details if lines],
            notes=[
                *filter(None, [one_line(score_note(game, where, seen, self.words), SENTENCE_LIMIT)]),
                *game_notes(game, self.odds_format, self.words),
            ],
        )

    def _when(self, where: tzinfo, seen: datetime) -> str:
        """The start; of a game whose score is known the clock of the game, and the time of that."""
        score = self.game.score
        at = self.game.event.starts_at if score is None else score.as_of
        time = when(at, where, seen, words=self.words)
        return time if score is None else f"{one_line(score.detail, TITLE_LIMIT)} · {together(time)}"

    def _rows(self, columns: Sequence[BoardMarket]) -> list[OddsSide]:
        """The visitors, the home team, and a row for every other side, such as the draw."""
        sides = [in_columns(column, self.game) for column in columns]
        totals = {column.market for column in columns} == {Market.TOTAL}
        over_under = self.words("market.over"), self.words("market.under")
        teams = over_under if totals else short_names(self.game)
        others = dict.fromkeys(one_line(side.selection) for column in sides for side in column[2:] if side)
        favorite = favorite_of(self.game)
        rows = []
        for number, name in enumerate([*teams, *others]):
            ids = numbered(f"{self.id}-{column.market.value}-{number}" for column in columns)
            found = [
                column[number]
                if number < 2
                else next((s for s in column[2:] if s and one_line(s.selection) == name), None)
                for column in sides
            ]
            cells = [
                self._cell(side, column, cell_id, name)
                for side, column, cell_id in zip(found, columns, ids, strict=True)
            ]
            shown = self.words("market.draw") if number > 1 and name.casefold() == "draw" else name
            rows.append(OddsSide(name=shown, favorite=number == favorite and not totals, cells=cells))
        return rows

    def _cell(self, side: BoardSide | None, market: BoardMarket, cell_id: str, row: str) -> OddsCell:
        price = (side.best or side.stale) if side else None
        if side is None or price is None:
            return OddsCell(id=cell_id, key="", line="", price="", color="secondary", stale=False, book="", value="")
        bet = _bet(side, market, self.game) if side.best else None
        key = "" if bet is None else leg_key(bet)
        words = self.words
        line, written = line_of(side, market.market, words), price_written(price, self.odds_format)
        stale = is_stale(side, self.game)
        book = book_of_cell(price, stale=stale, words=words)
        if key:
            at = words("board.price_at", price=written, book=spoken_book(price, stale=stale, words=words))
            label = spoken_price(side, market, self.game, row, at, self.odds_format, words)
            self.prices[key] = Price(line=line, price=written, book=book, move=moved(side), label=label)
        return OddsCell(
            id=cell_id,
            key=key,
            line=line,
            price=written,
            color=_color(side, self.game),
            stale=stale,
            book=book,
            value=value_of(side, words),
        )


def _bet(side: BoardSide, market: BoardMarket, game: BoardGame) -> Bet | None:
    """What tapping the side's price puts on the slip; nothing of a game that has begun or is off."""
    if game.live or game.event.status is not EventStatus.SCHEDULED:
        return None
    return Bet(game.event, market.market, side.selection, side.line)


def _color(side: BoardSide, game: BoardGame) -> PriceColor:
    """Green only for the very price that carries the EV flag."""
    best = side.best
    if best is None or is_stale(side, game):
        return "secondary"
    if side.ev_flag and side.value_price == best:
        return "success"
    return "discovery" if best.exchange else "secondary"
