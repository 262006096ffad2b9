"""The parts of a board in words: teams, books, lines, chances, fair prices, and which of them are stale or moved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from professor_lock.betting.best import BestPrice
from professor_lock.betting.board import BoardGame
from professor_lock.betting.board_market import BoardMarket, BoardSide
from professor_lock.betting.consensus import LONG_PRICE, STALE_LIVE_S, STALE_S
from professor_lock.betting.facts import Market
from professor_lock.betting.odds import (
    fair_american,
    fair_price,
    format_american,
    format_line,
    format_price,
    format_probability,
)
from professor_lock.untrusted_text import one_line
from professor_lock.user import OddsFormat
from professor_lock.widgets.format import DASH, has_nicknames, nickname
from professor_lock.words import ENGLISH, Words

MAX_BOOKS_NAMED = 1
BOOK_LIMIT, SHORT_BOOK_LIMIT = 40, 20
"""Of a book's name in characters: in text, and in a cell of the card."""
ROWS = (Market.SPREAD, Market.TOTAL, Market.MONEYLINE, Market.TEAM_TOTAL, Market.PLAYER_PROP)
"""Markets in the order of a game's rows and columns."""
OVER_UNDER = ("over", "under")
_SIGN = re.compile(r"(?<![\w.])[-+](?=\d)")
ROW_ORDER = {market: number for number, market in enumerate(ROWS)}


def in_row_order(game: BoardGame) -> list[BoardMarket]:
    """A game's markets in the order of the rows."""
    return sorted(game.markets, key=lambda market: ROW_ORDER[market.market])


def column_head(market: Market, words: Words = ENGLISH) -> str:
    """The market above a narrow column."""
    return words("market.money" if market is Market.MONEYLINE else f"market.{market.value}")


def is_stale(side: BoardSide, game: BoardGame) -> bool:
    """Whether the price shown is too old: behind the newest of its game, or by the clock."""
    if side.best is None:
        return side.stale is not None
    return side.best.age_s > stale_after(game.live)


def moved(side: BoardSide) -> Literal["up", "down", ""]:
    """Where the side's number went since it opened: its line, or without one its fair price."""
    opened = side.opened
    if opened is None:
        return ""
    before: Fraction | float | None = opened.line
    now: Fraction | float | None = side.line
    if side.line is None and opened.fair_american != side.fair_american:  # a price goes up as the chance goes down
        before, now = side.fair_probability, opened.fair_probability
    if before is None or now is None or before == now:
        return ""
    return "up" if now > before else "down"


def favorite_of(game: BoardGame) -> int | None:
    """0 where the visitors are the favorite, 1 for the home team, by fair chance, else by the spread; else None."""
    sides = {(market.market, side.selection.casefold()): side for market in game.markets for side in market.sides}
    teams = (game.event.away.casefold(), game.event.home.casefold())
    for market in (Market.MONEYLINE, Market.SPREAD):
        pair = [sides.get((market, team)) for team in teams]
        if market is Market.MONEYLINE:
            worth = [side.fair_probability if side else None for side in pair]
        else:
            worth = [-float(side.line) if side and side.line is not None else None for side in pair]
        first, second = worth
        if first is not None and second is not None and first != second:
            return 0 if first > second else 1
    return None


@lru_cache(maxsize=4096)  # the same lines and prices, over and over
def in_spoken_words(text: str, words: Words = ENGLISH) -> str:
    """Signs as they are read aloud.

    >>> in_spoken_words("-4.5"), in_spoken_words("opened +6.5"), in_spoken_words("PK")
    ('minus 4.5', 'opened plus 6.5', "pick'em")
    """
    if text == "PK":
        return words("board.pick")
    return _SIGN.sub(lambda sign: words("board.minus" if sign[0] == "-" else "board.plus"), text)


def stale_after(live: bool) -> int:
    """The age in seconds from which a price is shown as stale."""
    return STALE_LIVE_S if live else STALE_S


def named(game: BoardGame) -> dict[str, str]:
    """The short names of a game's teams by their full ones."""
    return dict(zip((game.event.away, game.event.home), short_names(game), strict=True))


def short_names(game: BoardGame) -> tuple[str, str]:
    """The visitors and the home team in short, in full where the short names are alike."""
    event = game.event
    return _short_pair(event.away, event.home, has_nicknames(event.league))


@lru_cache(maxsize=1024)  # a board asks a dozen times for each game
def _short_pair(away: str, home: str, nicknames: bool) -> tuple[str, str]:
    away, home = one_line(away), one_line(home)
    short = (nickname(away), nickname(home)) if nicknames else (away, home)
    return short if short[0] != short[1] else (away, home)


def book_names(best: BestPrice, *, short: bool = False, words: Words = ENGLISH) -> str:
    """The first of the books that tie, and how many more there are: "Barstool Sportsbook +3 more", "Barstool +3 more".

    Short is for a cell, where the name and its age have two lines on a phone.
    """
    return _book_names(best.books[:MAX_BOOKS_NAMED], len(best.books) - MAX_BOOKS_NAMED, best.exchange, short, words)


@lru_cache(maxsize=4096)  # said in a game's details and in the board's text, of the same dozen books
def _book_names(first: tuple[str, ...], more: int, exchange: bool, short: bool, words: Words) -> str:
    names = ", ".join(map(short_book if short else full_book, first))
    named_books = words("board.more_books", book=names, n=more) if more > 0 else names
    return f"{named_books} {words('board.exchange')}" if exchange else named_books


def book_of_cell(price: BestPrice, *, stale: bool, words: Words = ENGLISH) -> str:
    """The book below a price: "FanDuel", "Betfair exch.", "stale · FanDuel" with what matters first where it is cut."""
    book = short_book(price.books[0]) + (f" {words('board.exch')}" if price.exchange else "")
    return f"{words('board.stale')} · {book}" if stale else book


def spoken_book(price: BestPrice, *, stale: bool, words: Words = ENGLISH) -> str:
    """The same as it is read aloud: "FanDuel, stale", "Betfair exchange"."""
    book = short_book(price.books[0])
    if price.exchange:
        book = words("board.spoken_exchange", book=book)
    return words("board.spoken_stale", book=book) if stale else book


@lru_cache(maxsize=1024)
def full_book(book: str) -> str:
    """As a text has it."""
    return one_line(book, BOOK_LIMIT)


@lru_cache(maxsize=1024)
def short_book(book: str) -> str:
    """Without the word that all of them share, and cut to what a cell holds.

    >>> short_book("Barstool Sportsbook"), short_book("Sportsbook")
    ('Barstool', 'Sportsbook')
    """
    return one_line(one_line(book, BOOK_LIMIT).removesuffix(" Sportsbook"), SHORT_BOOK_LIMIT)


def price_written(price: BestPrice, odds_format: OddsFormat) -> str:
    """The price as its reader wants prices written."""
    if odds_format == "american":  # it is known, and a board writes hundreds
        return format_american(price.american)
    return format_price(price.decimal, odds_format)


def side_name(side: BoardSide, names: Mapping[str, str]) -> str:
    """A side by its team's short name."""
    return names.get(side.selection) or one_line(side.selection)


def line_text(line: Fraction, market: Market) -> str:
    """A point with its sign, a total without."""
    return _line_written(line.as_integer_ratio(), market is Market.SPREAD)


@lru_cache(maxsize=4096)  # by two whole numbers: those hash ten times faster than a fraction
def _line_written(line: tuple[int, int], signed: bool) -> str:
    return format_line(Fraction(*line), signed=signed)


@lru_cache(maxsize=4096)  # exact arithmetic, for a number that a card says more than once
def percent(probability: float | None) -> str:
    """A chance, or a dash."""
    return DASH if probability is None else format_probability(probability)


def by_shin(side: BoardSide, odds_format: OddsFormat) -> str:
    """The fair price by Shin's method."""
    return _fair_price(side.shin_probability or 0.0, odds_format)


def fair_written(side: BoardSide, odds_format: OddsFormat) -> str:
    """The fair price of a side that has one."""
    return _fair_price(side.fair_probability or 0.0, odds_format)


@lru_cache(maxsize=4096)  # said in a game's details and in the board's text
def _fair_price(probability: float, odds_format: OddsFormat) -> str:
    if odds_format == "american":
        return format_american(fair_american(probability))
    return format_price(fair_price(probability), odds_format)


def parts_methods(side: BoardSide) -> bool:
    """Whether Shin's method is to be heard too: on long prices, and where it decides if a price is worth its stake."""
    best, ev, ev_shin = side.best, side.ev, side.ev_shin
    if best is None or ev is None or ev_shin is None:
        return False
    # No price below +200 is long: that much can be told without comparing fractions.
    return (ev > 0) is not (ev_shin > 0) or (best.american >= 200 and best.decimal >= LONG_PRICE)


def side_and_line(
    side: BoardSide, line: Fraction | None, market: Market, names: Mapping[str, str], words: Words = ENGLISH
) -> str:
    """ "Suns -9.5", "O 224.5"; the bare name for a moneyline."""
    if line is None:
        return side_name(side, names)
    return f"{over_or_under(side.selection, words) or side_name(side, names)} {line_text(line, market)}"


@lru_cache(maxsize=1024)
def over_or_under(selection: str, words: Words = ENGLISH) -> str:
    """ "O" or "U"; "" for another selection."""
    which = selection.casefold()
    return words(f"market.short_{which}") if which in OVER_UNDER else ""


def label_in_words(market: BoardMarket, words: Words = ENGLISH) -> str:
    """ "moneyline": its label within a sentence."""
    return _label(market.market, words)


@lru_cache(maxsize=64)
def _label(market: Market, words: Words) -> str:
    return words(f"market.in_{market.value}")
