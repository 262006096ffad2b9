"""What each book asks for one market of one game, as a grid: books across, sides down, the best price of a side filled.

Bands of four books fit a telephone; two are open, the others behind one button. A price is a button that puts the bet
on the slip at that book. What is compared is decided in `betting.book_grid`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any

from typing_extensions import TypedDict

from professor_lock.betting.board import BoardGame
from professor_lock.betting.board_market import BoardMarket, BoardSide
from professor_lock.betting.book_grid import BookColumn, BookPrice
from professor_lock.betting.facts import EventStatus, Market, Slate
from professor_lock.betting.odds import format_line, format_price
from professor_lock.betting.offers import Bet, side_in
from professor_lock.untrusted_text import SENTENCE_LIMIT, TITLE_LIMIT, markdown_link, one_line, safe_url
from professor_lock.user import OddsFormat
from professor_lock.widgets.actions import ADD_LEG, book_leg_key
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.extension import Fold, Price, Start, extension, source_fold
from professor_lock.widgets.format import DEFAULT_TIMEZONE, ago, beside_tag, clock, source_name, when, zone
from professor_lock.widgets.odds_notes import market_notes
from professor_lock.widgets.odds_terms import (
    fair_written,
    in_spoken_words,
    label_in_words,
    named,
    percent,
    short_book,
    short_names,
)
from professor_lock.widgets.odds_text import status_of
from professor_lock.widgets.share import share
from professor_lock.words import ENGLISH, Words
from professor_lock.words.sentences import sentence

BAND, OPEN_BANDS, MAX_BOOKS = 4, 2, 40
"""Books in a row of a grid, grids that are open at first, books on one card."""
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


class BookCell(TypedDict):
    """A side at a book. `price` is empty where it has none, `key` where it cannot go on a slip."""

    id: str
    key: str
    line: str
    price: str
    note: str
    best: bool
    stale: bool


class BookRow(TypedDict):
    """A side, its fair price, and its price at each book of the band."""

    name: str
    fair: str
    cells: list[BookCell]


class BookBand(TypedDict):
    """Four books beside one another."""

    id: str
    heads: list[str]
    rows: list[BookRow]


class BooksView(TypedDict):
    """What `books.widget` shows."""

    title: str
    when: str
    status: str
    live: bool
    lead: str
    demo: bool
    bands: list[BookBand]
    more: list[BookBand]
    note: str
    details: list[str]
    link: str
    add_leg: str
    extension: dict[str, Any]


def create_books_widget(
    slate: Slate,
    game: BoardGame,
    market: BoardMarket,
    sides: Sequence[BoardSide],
    columns: Sequence[BookColumn],
    *,
    now: datetime,
    timezone: str | tzinfo = DEFAULT_TIMEZONE,
    odds_format: OddsFormat = "american",
    words: Words = ENGLISH,
) -> BuiltWidget:
    """The grid of `columns`, with the rows `sides`. The caller must keep beside it what `book_cells` says."""
    where, shown = zone(timezone), columns[:MAX_BOOKS]
    grid = _Grid(game, market, sides, odds_format, words)
    view = _view(grid, slate, game, market, shown, now, where, words)
    english, plain = view, grid
    if words.language != "en":
        plain = _Grid(game, market, sides, odds_format, ENGLISH)
        english = _view(plain, slate, game, market, shown, now, where, ENGLISH)
    text = plain.text(english, shown, slate)
    sent = share([f"{view['title']}, {view['when']}", view["lead"]], demo=slate.demo, words=words)
    return BuiltWidget.from_template("books", view, text, words=words.section("books"), share=sent)


def _view(  # noqa: PLR0917  the market, and how it is written
    grid: _Grid,
    slate: Slate,
    game: BoardGame,
    market: BoardMarket,
    shown: Sequence[BookColumn],
    now: datetime,
    where: tzinfo,
    words: Words,
) -> BooksView:
    bands = [grid.band(number, shown[at : at + BAND]) for number, at in enumerate(range(0, len(shown), BAND))]
    open_bands, hidden = bands[:OPEN_BANDS], bands[OPEN_BANDS:]
    title = f"{' @ '.join(short_names(game))}: {label_in_words(market, words)}"
    details = [
        grid.fair_prices(),
        " · ".join(market_notes(market, words)),
        *grid.details(shown, now),
        words(
            "common.source_read",
            source=source_name(slate.source, words),
            time=clock(slate.fetched_at, where, now, words),
        ),
        words("common.demo_note") if slate.demo else "",
    ]
    source = f"{source_name(slate.source, words)}, {when(slate.fetched_at, where, now, words=words)}"
    starts = game.event.status is EventStatus.SCHEDULED and not game.live
    left = len(shown) - BAND * OPEN_BANDS
    return BooksView(
        title=one_line(title, TITLE_LIMIT),
        when=when(game.event.starts_at, where, now, words=words),
        status=status_of(game, now, words),
        live=game.live,
        lead=one_line(grid.best_of_all(), SENTENCE_LIMIT),
        demo=slate.demo,
        bands=open_bands,
        more=hidden,
        note=one_line(sentence(beside_tag(slate.note, demo=slate.demo), words), SENTENCE_LIMIT),
        details=[one_line(line, SENTENCE_LIMIT) for line in details if line],
        link=markdown_link(source_name(slate.source, words), slate.link) if safe_url(slate.link) else "",
        add_leg=ADD_LEG,
        extension=extension(
            name=title,
            prices=grid.prices,
            action=ADD_LEG,
            folds=[
                *([Fold("more", words("books.more", n=left), once=True)] if hidden else []),
                source_fold("details", source, words),
            ],
            starts=[Start("when", game.event.starts_at)] if starts else [],
        ),
    )


def book_cells(game: BoardGame, market: BoardMarket, columns: Sequence[BookColumn]) -> dict[str, tuple[Bet, BookPrice]]:
    """What can be tapped on the card, by the key of its button: the bet, and the price of one book."""
    found = (
        (bet, price)
        for column in columns[:MAX_BOOKS]
        for price in column.prices
        if price is not None and (bet := _bet(game, market, price)) is not None
    )
    return {book_leg_key(bet, price.quote.book): (bet, price) for bet, price in found}


def _bet(game: BoardGame, market: BoardMarket, price: BookPrice) -> Bet | None:
    """What tapping the price puts on the slip; nothing of a game that has begun or is off."""
    if game.live or game.event.status is not EventStatus.SCHEDULED:
        return None
    return Bet(game.event, market.market, price.quote.selection, price.quote.line)


class _Grid:
    """The market while its grid is made. `prices` gathers what the card's buttons show, for the extension."""

    def __init__(
        self, game: BoardGame, market: BoardMarket, sides: Sequence[BoardSide], odds_format: OddsFormat, words: Words
    ) -> None:
        self.prices: dict[str, Price] = {}
        self._game, self._market, self._sides, self._format = game, market, sides, odds_format
        self._words = words
        self._names = named(game)

    def band(self, number: int, columns: Sequence[BookColumn]) -> BookBand:
        """The grid of these books."""
        band_id = f"b{number + 1}"
        rows = [
            BookRow(
                name=self._name(side),
                fair=self._fair(side),
                cells=[
                    self._cell(f"{band_id}-{at + 1}-{n + 1}", side, column, column.prices[at])
                    for n, column in enumerate(columns)
                ],
            )
            for at, side in enumerate(self._sides)
        ]
        heads = [_head(column, self._words) for column in columns]
        return BookBand(id=band_id, heads=[*heads, *[""] * (BAND - len(heads))], rows=rows)

    def best_of_all(self) -> str:
        """ "Best: Warriors +5.5 -107 at DraftKings; Lakers -5.5 -104 at FanDuel"."""
        best = [f"{self._side_and_line(side)} {self._best(side)}" for side in self._sides if side.best is not None]
        return self._words("books.best", sides="; ".join(best)) if best else self._words("books.no_fresh")

    def fair_prices(self) -> str:
        """ "Fair: Warriors -102 (50.4%), Lakers +102 (49.6%): the no-vig median …", or nothing where there is none."""
        known = [side for side in self._sides if side.fair_probability is not None]
        priced = [
            f"{self._name(side)} {fair_written(side, self._format)} ({percent(side.fair_probability)})"
            for side in known
            if side.fair_american is not None
        ]
        return self._words("books.fair", sides=", ".join(priced)) if priced else ""

    def details(self, columns: Sequence[BookColumn], now: datetime) -> list[str]:
        """A line for each book: how old its prices are."""
        lines = []
        for column in columns:
            ages = [max(now - price.quote.as_of, timedelta()) for price in column.prices if price is not None]
            book = one_line(column.book)
            if column.exchange:
                book = self._words("slip.exchange_price", book=book)
            lines.append(f"{book}: {ago(max(ages), self._words)}")
        return ["; ".join(lines)] if lines else []

    def text(self, view: BooksView, columns: Sequence[BookColumn], slate: Slate) -> str:
        """The card in words: the best prices first, then every book."""
        demo = " | DEMO DATA, not real prices" if slate.demo else ""
        lines = [f"{view['title']}, {view['when']} {view['status']}".rstrip() + demo, view["lead"]]
        for at, side in enumerate(self._sides):
            said = [
                f"{one_line(column.book)} {self._line(price)}{self._price(price)}{' (stale)' if price.stale else ''}"
                for column in columns
                if (price := column.prices[at]) is not None
            ]
            fair = self._fair(side)
            lines.append(f"{self._name(side)}: {', '.join(said)}" + (f" | {fair}" if fair else ""))
        return "\n".join(line for line in (*lines, view["note"], *view["details"]) if line)

    def _cell(self, cell_id: str, side: BoardSide, column: BookColumn, price: BookPrice | None) -> BookCell:
        if price is None:
            return BookCell(id=cell_id, key="", line="", price="", note="", best=False, stale=False)
        bet = _bet(self._game, self._market, price)
        key = "" if bet is None else book_leg_key(bet, column.book)
        line, written = self._line(price).strip(), self._price(price)
        if key:
            words = self._words
            best = f", {words('books.the_best')}" if price.best else ""
            what = f"{self._name(side)} {label_in_words(self._market, words)} {in_spoken_words(line, words)}".strip()
            at = words("board.price_at", price=in_spoken_words(written, words), book=one_line(column.book))
            label = f"{what}, {at}{best}"
            self.prices[key] = Price(line=line, price=written, book="", label=label, best=price.best)
        return BookCell(
            id=cell_id,
            key=key,
            line=line,
            price=written,
            note=self._words("board.stale") if price.stale else "",
            best=price.best,
            stale=price.stale,
        )

    def _name(self, side: BoardSide) -> str:
        return self._names.get(side.selection) or one_line(side_in(side.selection, self._words))

    def _fair(self, side: BoardSide) -> str:
        if side.fair_american is None:
            return ""
        return self._words("books.fair_price", price=fair_written(side, self._format))

    def _best(self, side: BoardSide) -> str:
        assert side.best is not None
        book = one_line(side.best.books[0])
        if side.best.exchange:
            book = self._words("slip.exchange_price", book=book)
        return self._words("board.price_at", price=format_price(side.best.decimal, self._format), book=book)

    def _side_and_line(self, side: BoardSide) -> str:
        line = "" if side.line is None else format_line(side.line, signed=self._market.market is Market.SPREAD)
        return f"{self._name(side)} {line}".strip()

    def _line(self, price: BookPrice) -> str:
        quote = price.quote
        if quote.line is None:
            return ""
        return f"{format_line(quote.line, signed=self._market.market is Market.SPREAD)} "

    def _price(self, price: BookPrice) -> str:
        return format_price(price.quote.decimal, self._format)


def _head(column: BookColumn, words: Words) -> str:
    """The book above its prices; a name of two words in one may break between them, and nowhere else."""
    name = _INNER_CAPITAL.sub("\N{ZERO WIDTH SPACE}", short_book(column.book))
    return f"{name} {words('board.exch')}" if column.exchange else name
