"""What a number is, how far its source is believed, and what an entity is to it."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """What a number is. `NUMBER` is a plain number of which the text does not say more."""

    PRICE = "price"
    LINE = "line"
    TOTAL = "total"
    PERCENT = "percent"
    RATE = "rate"
    MONEY = "money"
    COUNT = "count"
    SCORE = "score"
    RECORD = "record"
    RATIO = "ratio"
    DATE = "date"
    TIME = "time"
    RANK = "rank"
    SEASON = "season"
    PHONE = "phone"
    NUMBER = "number"


class Strength(IntEnum):
    """How far a source is believed."""

    EXAMPLE = 0
    """Computed from figures that the model chose: good only in a sentence that says it is an example."""
    PAGE = 1
    """Text of a web page: good only for a number whose clause names that page."""
    TEXT = 2
    """Read from a card's or a tool's text."""
    DATA = 3
    """Given by a tool as data."""


class Role(StrEnum):
    """What an entity is to a number."""

    TEAM = "team"
    PLAYER = "player"
    GAME = "game"
    BOOK = "book"
    MARKET = "market"
    SIDE = "side"
    UNIT = "unit"
    TAG = "tag"
    PERIOD = "period"
    PAGE = "page"
    PLACE = "place"
    SEASON = "season"
    PLAY = "play"
    """Which yards: "passing", "rushing", "receiving"."""
    DIRECTION = "direction"
    """Whether a team has scored or allowed them."""
    SCOPE = "scope"
    """Of a figure of the user's own: the sport or market of their record, the limit, the way to hedge."""
    PART = "part"
    """Of a season: "regular", "postseason"."""
    VENUE = "venue"
    """Of a record or a game's figure: "home" or "away"."""
    OPPONENT = "opponent"
    """The team against which a game's figure was made."""
    WINDOW = "window"
    """The games that a figure is of: "season", "last 5"."""
    TICKET = "ticket"
    """Of money and figures of the user's own: the teams that its slip or ticket is on, or `OF_RECORD`."""
    CARD = "card"
    """Of a figure of no team's and no player's: which of the user's cards it is from."""


NO_IDS: frozenset[str] = frozenset()
OF_RECORD = frozenset({"record"})
OF_NO_TEAM = frozenset({"ticket"})
"""In the role of a ticket: a figure of all the user's bets, and one of a ticket that names no team."""
