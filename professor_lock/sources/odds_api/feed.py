"""The shape of an `/odds` answer of The Odds API v4, cut out of its bytes in one pass; values are checked by `reader`.

Only what is read is kept, and an answer of a megabyte is decoded in a third of the time that its JSON takes alone.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec import MsgspecError, Struct
from msgspec.json import Decoder

from professor_lock.sources.http import HttpResponse
from professor_lock.sources.reading import Json, sequence

# A value may be anything at all, None where it is missing. No object refers back to one that holds it, so the garbage
# collector need not follow the tens of thousands of them.


class FeedOutcome(Struct, gc=False):
    """A price of one side of a market."""

    name: Any = None
    price: Any = None
    point: Any = None
    description: Any = None


class FeedMarket(Struct, gc=False):
    """A market at one book. `outcomes` is None where it is no list."""

    key: Any = None
    last_update: Any = None
    outcomes: list[FeedOutcome] | None = None


class FeedBook(Struct, gc=False):
    """A book's markets of one game. `markets` is None where it is no list."""

    key: Any = None
    title: Any = None
    last_update: Any = None
    markets: list[FeedMarket] | None = None


class FeedGame(Struct, gc=False):
    """A game. `bookmakers` is None where it is no list."""

    id: Any = None
    away_team: Any = None
    home_team: Any = None
    commence_time: Any = None
    bookmakers: list[FeedBook] | None = None


MOST_NUMBERS, MOST_DIGITS = 4096, 24
"""So many different numbers are kept, and none that is longer; an answer has some hundred, of four digits."""


class _Numbers(dict[str, Decimal]):
    """The exact numbers of answers by their text. One object for each: its hash is worked out once, and what was read
    of it before is found by identity.
    """

    def __missing__(self, text: str) -> Decimal:
        number = Decimal(text)
        if len(text) <= MOST_DIGITS:
            if len(self) >= MOST_NUMBERS:
                self.clear()
            self[text] = number
        return number


_NUMBERS = _Numbers()
_GAMES: Decoder[list[FeedGame]] = Decoder(list[FeedGame], float_hook=_NUMBERS.__getitem__)
_GAME: Decoder[FeedGame] = Decoder(FeedGame, float_hook=_NUMBERS.__getitem__)


def games_in(answer: HttpResponse) -> list[FeedGame]:
    """The games of an answer. ChangedShape where it is not JSON, Unreadable where it is no list.

    What is no object or list where it should be one is left empty, for the reader to count.
    """
    try:
        return _GAMES.decode(answer.body)
    except (MsgspecError, UnicodeDecodeError, RecursionError):
        return games_of(answer.json())


def game_in(answer: HttpResponse) -> FeedGame:
    """The one game of an answer, as `games_in`."""
    try:
        return _GAME.decode(answer.body)
    except (MsgspecError, UnicodeDecodeError, RecursionError):
        return _game(answer.json())


def games_of(body: Json) -> list[FeedGame]:
    """The games of an answer that was decoded as plain values."""
    return [_game(entry) for entry in sequence(body, "the answer")]


def _game(entry: Json) -> FeedGame:
    if not isinstance(entry, dict):
        return FeedGame()
    books = entry.get("bookmakers")
    listed = [_book(one) for one in books] if isinstance(books, list) else None
    names = entry.get("id"), entry.get("away_team"), entry.get("home_team")
    return FeedGame(*names, entry.get("commence_time"), listed)


def _book(entry: Json) -> FeedBook:
    if not isinstance(entry, dict):
        return FeedBook()
    markets = entry.get("markets")
    listed = [_market(one) for one in markets] if isinstance(markets, list) else None
    return FeedBook(entry.get("key"), entry.get("title"), entry.get("last_update"), listed)


def _market(entry: Json) -> FeedMarket:
    if not isinstance(entry, dict):
        return FeedMarket()
    outcomes = entry.get("outcomes")
    listed = [_outcome(one) for one in outcomes] if isinstance(outcomes, list) else None
    return FeedMarket(entry.get("key"), entry.get("last_update"), listed)


def _outcome(entry: Json) -> FeedOutcome:
    if not isinstance(entry, dict):
        return FeedOutcome()
    return FeedOutcome(entry.get("name"), entry.get("price"), entry.get("point"), entry.get("description"))
