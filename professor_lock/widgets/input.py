"""Widget data as plain mappings, for tools that others add: checked here, and turned into the types of `betting`.

A field that is missing or wrong raises `BadInput` whose `field` is its path, "games[0].markets[1].sides[0].price".
Prices are read by `betting.odds.parse_price` (-110, "+150", 1.91, "10/11"), lines by `parse_line`; times are datetimes
or ISO 8601 with an offset. Nothing has a default that a bettor could take for a fact: no source, time or price is
ever made up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from professor_lock.betting.best import BestPrice
from professor_lock.betting.board import Board, BoardGame
from professor_lock.betting.board_market import BoardMarket, BoardSide
from professor_lock.betting.facts import Event, EventStatus, Market, Series, Trends
from professor_lock.betting.legs import SlipLeg
from professor_lock.betting.odds import american_price, parse_line, parse_price
from professor_lock.errors import BadInput

Input = TypeVar("Input", bound=BaseModel)


def board_of(data: Mapping[str, Any]) -> Board:
    """A board from `{"source", "fetched_at", "games": [{"away", "home", "starts_at", "markets": [{"market", "sides":
    [{"selection", "line", "price", "book", "as_of"}]}]}], "title", "league", "link", "demo", "note"}`.

    A side without a price is shown as a dash. `book` may be a list of books that tie at the price.
    """
    return _read(_BoardInput, data).board()


def leg_of(data: Mapping[str, Any], field: str) -> SlipLeg:
    """A leg from `{"selection", "market", "event": {"away", "home", "starts_at", "id", "league"}, "line", "price",
    "book", "source", "as_of", "fair_probability", "books", "agreement", "demo", "exchange", "subject", "stat"}`."""
    return _read(_LegInput, data, field).leg()


def trends_of(data: Mapping[str, Any]) -> Trends:
    """Trends from `{"title", "labels": [...], "series": [{"name", "values": [...]}], "source", "as_of", "kind", "line",
    "link", "demo", "note"}`."""
    return _read(_TrendsInput, data).trends()


def hit_of(data: Mapping[str, Any]) -> SearchHit:
    """A search hit from `{"title", "url", "snippet", "source", "engine", "published_at", "fetched_at", "demo"}`; only
    title and URL are needed, `source` is then the URL's host."""
    return _read(SearchHit, data)


class _Input(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _price(value: object) -> Fraction:
    return _as_value_error(parse_price, value)


def _line(value: object) -> Fraction:
    return _as_value_error(parse_line, value)


def _as_value_error(parse: Callable[[object], Fraction], value: object) -> Fraction:
    """Pydantic adds the path to a ValueError only."""
    try:
        return parse(value)
    except BadInput as error:
        raise ValueError(str(error)) from error


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


Price = Annotated[Fraction, BeforeValidator(_price)]
Line = Annotated[Fraction, BeforeValidator(_line)]
Name = Annotated[str, Field(min_length=1, max_length=500)]
Books = Annotated[list[Name], BeforeValidator(_several), Field(min_length=1, max_length=100)]
Probability = Annotated[float, Field(ge=0, le=1)]
Finite = Annotated[float, Field(allow_inf_nan=False)]


class SearchHit(_Input):
    """One hit of a search as the progress card shows it."""

    title: str
    url: Name
    snippet: str = ""
    source: str = ""
    engine: str = ""
    published_at: AwareDatetime | None = None
    fetched_at: AwareDatetime | None = None
    demo: bool = False


class _EventInput(_Input):
    away: Name
    home: Name
    starts_at: AwareDatetime
    id: str = ""
    league: str = ""
    status: EventStatus = EventStatus.SCHEDULED

    def event(self, source: str, league: str = "") -> Event:
        event_id = self.id or f"{self.away}@{self.home}@{self.starts_at.isoformat()}"
        return Event(event_id, self.league or league, self.away, self.home, self.starts_at, self.status, source)


class _SideInput(_Input):
    selection: Name
    line: Line | None = None
    price: Price | None = None
    book: Books | None = None
    as_of: AwareDatetime | None = None
    exchange: bool = False
    fair_probability: Probability | None = None

    @model_validator(mode="after")
    def _priced(self) -> Self:
        if self.price is not None and (self.book is None or self.as_of is None):
            raise ValueError("a price needs its book and as_of")
        return self

    def side(self, now: datetime) -> BoardSide:
        best = None
        if self.price is not None and self.book is not None and self.as_of is not None:
            age_s = max(0, int((now - self.as_of).total_seconds()))
            american = american_price(self.price)
            best = BestPrice(american, self.price, tuple(self.book), self.as_of, self.exchange, age_s)
        return BoardSide(self.selection, self.line, best, self.fair_probability)


class _MarketInput(_Input):
    market: Market
    sides: list[_SideInput] = Field(max_length=3)
    books: int | None = Field(default=None, ge=0)
    books_at_line: int | None = Field(default=None, ge=0)

    def of_board(self, now: datetime) -> BoardMarket:
        named = len({book for side in self.sides for book in side.book or ()})
        books = named if self.books is None else self.books
        at_line = books if self.books_at_line is None else self.books_at_line
        return BoardMarket(self.market, tuple(side.side(now) for side in self.sides), books, at_line)


class _GameInput(_EventInput):
    markets: list[_MarketInput] = Field(default=[], max_length=10)
    as_of: AwareDatetime | None = None

    def game(self, source: str, league: str, now: datetime) -> BoardGame:
        times = [side.as_of for market in self.markets for side in market.sides if side.as_of]
        newest = self.as_of or max(times, default=None)
        live = self.status is EventStatus.LIVE or (self.status is EventStatus.SCHEDULED and self.starts_at <= now)
        markets = tuple(market.of_board(now) for market in self.markets)
        return BoardGame(self.event(source, league), markets, newest, live)


class _BoardInput(_Input):
    source: Name
    fetched_at: AwareDatetime
    games: list[_GameInput] = Field(max_length=500)
    title: str = ""
    league: str = ""
    link: str | None = None
    demo: bool = False
    note: str | None = None

    def board(self) -> Board:
        in_order = sorted(self.games, key=lambda game: game.starts_at)
        games = tuple(game.game(self.source, self.league, self.fetched_at) for game in in_order)
        return Board(
            league=self.league,
            title=self.title or "Odds",
            games=games,
            source=self.source,
            as_of=max((game.as_of for game in games if game.as_of), default=None),
            fetched_at=self.fetched_at,
            link=self.link,
            demo=self.demo,
            note=self.note,
        )


class _LegInput(_Input):
    selection: Name
    market: Market
    event: _EventInput
    price: Price
    book: Name
    source: Name
    as_of: AwareDatetime
    line: Line | None = None
    fair_probability: Probability | None = None
    books: int = Field(default=1, ge=0)
    agreement: Literal["high", "medium", "low", "none"] = "none"
    demo: bool = False
    exchange: bool = False
    subject: str | None = None
    stat: str | None = None

    def leg(self) -> SlipLeg:
        return SlipLeg(
            event=self.event.event(self.source),
            market=self.market,
            selection=self.selection,
            line=self.line,
            american=american_price(self.price),
            decimal=self.price,
            book=self.book,
            source=self.source,
            as_of=self.as_of,
            fair_probability=self.fair_probability,
            books=self.books,
            agreement=self.agreement,
            demo=self.demo,
            exchange=self.exchange,
            subject=self.subject,
            stat=self.stat,
        )


class _SeriesInput(_Input):
    name: Name
    values: list[Finite | None]


class _TrendsInput(_Input):
    title: Name
    labels: list[str]
    series: list[_SeriesInput]
    source: Name
    as_of: AwareDatetime
    kind: Literal["line", "bar"] = "line"
    line: Finite | None = None
    link: str | None = None
    demo: bool = False
    note: str | None = None

    def trends(self) -> Trends:
        series = tuple(Series(part.name, tuple(part.values)) for part in self.series)
        return Trends(
            title=self.title,
            labels=tuple(self.labels),
            series=series,
            source=self.source,
            as_of=self.as_of,
            kind=self.kind,
            line=self.line,
            link=self.link,
            demo=self.demo,
            note=self.note,
        )


def _read(model: type[Input], data: object, field: str = "") -> Input:
    if not isinstance(data, Mapping):
        raise BadInput(f"{field or 'The data'} must be a mapping.", field=field or None)
    try:
        return model.model_validate(dict(data))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        path = _path(first["loc"], field)
        message = first["msg"].removeprefix("Value error, ")
        raise BadInput(f"{path or 'The data'}: {message}", field=path or None) from error


def _path(location: tuple[int | str, ...], start: str) -> str:
    path = start
    for part in location:
        if isinstance(part, int):
            path += f"[{part}]"
        else:
            path += f".{part}" if path else part
    return path
