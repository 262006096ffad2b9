"""Reads answers of The Odds API v4 as quotes and scores. Pure: no network, no clock.

Its quirks, all met in real answers: outcomes come in any order and are matched by name; `last_update` stands on the
book (old), on both (new) or on the market alone (props); an exchange's `*_lay` markets are prices to lay and are left
out; books come without some markets; outrights have no teams.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Literal, TypeVar

from msgspec import Struct

from professor_lock.betting.consensus import LONGEST_GAME, sides_of
from professor_lock.betting.facts import GAME_MARKETS, Event, EventStatus, GameScore, Market, Quote, Slate
from professor_lock.betting.odds import american_price, decimal_price, parse_line
from professor_lock.errors import BadInput
from professor_lock.sources.names.leagues import League
from professor_lock.sources.odds_api.feed import FeedBook, FeedGame, FeedMarket
from professor_lock.sources.reading import (
    UNREADABLE_SHARE,
    Json,
    Unreadable,
    count,
    mapping,
    moment,
    number,
    optional_text,
    sequence,
    text,
)

OddsFormat = Literal["american", "decimal"]

_T = TypeVar("_T")

PROP_PREFIXES = ("player_", "batter_", "pitcher_")
_BOARD = (*GAME_MARKETS, Market.PLAYER_PROP)
MARKETS = {"h2h": Market.MONEYLINE, "spreads": Market.SPREAD, "totals": Market.TOTAL}
MAX_LINE = 1000
MAX_DECIMAL = 100_000
MAX_AMERICAN = 10_000_000

_OTHER_LINES = ("_alternate", "_lay")
EXCHANGES = frozenset(
    {
        "betfair",
        "betfair_ex_au",
        "betfair_ex_eu",
        "betfair_ex_uk",
        "betopenly",
        "kalshi",
        "matchbook",
        "novig",
        "polymarket",
        "prophetx",
        "smarkets",
    }
)


@dataclass(slots=True)
class _Tally:
    read: int = 0
    unreadable: int = 0

    @property
    def hopeless(self) -> bool:
        return self.unreadable > UNREADABLE_SHARE * (self.read + self.unreadable)


def read_slate(
    listed: Sequence[FeedGame],
    league: League,
    *,
    odds_format: OddsFormat,
    source: str,
    link: str,
    fetched_at: datetime,
) -> Slate:
    """The games and prices of an `/odds` answer. Unreadable when it is mostly none.

    A single price or game that cannot be read is left out and counted in the slate's note.
    """
    reader = QuoteReader(odds_format, fetched_at)
    events: dict[str, Event] = {}
    games = _Tally()
    for game in listed:
        try:
            teams = game.id, game.away_team, game.home_team
            event = _event(*teams, game.commence_time, league.key, source=source, now=fetched_at)
            books = sequence(game.bookmakers, "bookmakers")
        except Unreadable:
            games.unreadable += 1
            continue
        games.read += 1
        if event.id not in events:
            events[event.id] = event
            reader.add(event, books)
    if games.hopeless or reader.tally.hopeless:
        raise Unreadable("most of the answer is not what it should be")
    return Slate(
        league=league.key,
        events=tuple(sorted(events.values(), key=lambda event: (event.starts_at, event.id))),
        quotes=tuple(reader.quotes),
        source=source,
        fetched_at=fetched_at,
        link=link,
        note=left_out(games.unreadable, reader.tally.unreadable),
    )


def read_event(entry: Json, league: str, *, source: str, now: datetime) -> Event:
    """One game. Its status is the clock's word: the odds feed does not say, but moves the start to the real one."""
    game = mapping(entry, "a game")
    teams = game.get("id"), game.get("away_team"), game.get("home_team")
    return _event(*teams, game.get("commence_time"), league, source=source, now=now)


def _event(
    game_id: Json, away_team: Json, home_team: Json, start: Json, league: str, *, source: str, now: datetime
) -> Event:
    away, home = text(away_team, "away team"), text(home_team, "home team")
    if away == home:
        raise Unreadable("a team plays itself")
    starts_at = moment(start, "start")
    return Event(
        id=text(game_id, "id"),
        league=league,
        away=away,
        home=home,
        starts_at=starts_at,
        status=EventStatus.LIVE if starts_at <= now < starts_at + LONGEST_GAME else EventStatus.SCHEDULED,
        source=source,
    )


def read_events(body: Json, league: League, *, source: str, now: datetime) -> tuple[Event, ...]:
    """The games of an `/events` answer by start. Unreadable when it is no such list, or mostly not."""
    events: dict[str, Event] = {}
    tally = _Tally()
    for entry in sequence(body, "the answer"):
        try:
            event = read_event(entry, league.key, source=source, now=now)
        except Unreadable:
            tally.unreadable += 1
        else:
            tally.read += 1
            events.setdefault(event.id, event)
    if tally.hopeless:
        raise Unreadable("most games are not what they should be")
    return tuple(sorted(events.values(), key=lambda event: (event.starts_at, event.id)))


class _Kind(Struct, frozen=True, eq=False):
    """What a market's key says. `market` is None for one that is passed over."""

    market: Market | None
    stat: str | None = None
    readable: bool = True


_LAY = _Kind(None)
"""Prices to lay, which an exchange alone has."""
_UNREADABLE = _Kind(None, readable=False)


_LIKE_BOOLEANS = (0, 1)
"""Numbers that `false` and `true` equal, which are none: they are read each time."""


class _Memo(dict[Json, _T]):
    """What was read of each different value: an answer of ten thousand prices has some hundred different ones."""

    def __init__(self, read: Callable[[Json], _T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, value: Json) -> _T:
        known = self._read(value)
        if value not in _LIKE_BOOLEANS:
            self[value] = known
        return known


_UNREADABLE = _Kind(None, readable=False)


_Sides = dict[Market, dict[str, str]]
"""Of each market its selections, by themselves."""


class QuoteReader:
    """Reads the books of one answer into `quotes`, every price to back; `tally` counts what could be read and not."""

    def __init__(self, odds_format: OddsFormat, fetched_at: datetime) -> None:
        self.quotes: list[Quote] = []
        self.tally = _Tally()
        self._fetched_at = fetched_at
        self._kinds = _Memo(_kind)
        self._titles = _Memo(lambda value: text(value, "book"))
        self._times = _Memo(lambda value: moment(value, "last update"))
        self._prices = _Memo(lambda value: _priced(value, odds_format))
        self._points = _Memo(read_line)

    def add(self, event: Event, books: Sequence[FeedBook]) -> None:
        """The prices that the books have for this game, in their order."""
        sides = {market: {side: side for side in sides_of(event, market)} for market in _BOARD}
        for book in books:
            try:
                title = self._titles[book.title]
                markets = sequence(book.markets, "markets")
            except (Unreadable, TypeError):  # no memo holds a list or an object
                self.tally.unreadable += 1
            else:
                self._add(event, sides, title, book, markets)

    def _add(self, event: Event, sides: _Sides, title: str, book: FeedBook, markets: Sequence[FeedMarket]) -> None:
        """The prices of one book. A slate has ten thousand: what is the same for many is looked up once."""
        kinds = [self._kinds[one.key] if isinstance(one.key, str) else _UNREADABLE for one in markets]
        exchange = _LAY in kinds or str(book.key) in EXCHANGES
        add, prices, points = self.quotes.append, self._prices, self._points
        source, fetched_at, before, unreadable = event.source, self._fetched_at, len(self.quotes), 0
        for kind, offered in zip(kinds, markets, strict=True):
            market, stat, outcomes = kind.market, kind.stat, offered.outcomes
            if market is None:
                unreadable += not kind.readable
                continue
            try:
                as_of = self._times[offered.last_update or book.last_update]
            except (Unreadable, TypeError):
                outcomes = None
            if outcomes is None:
                unreadable += 1
                continue
            names, lined = sides[market], market is not Market.MONEYLINE
            for outcome in outcomes:
                try:
                    selection = names.get(outcome.name) or _side(names, outcome.name)
                    line = points[outcome.point] if lined else None
                    price, american = prices[outcome.price]
                    subject = None if stat is None else text(outcome.description, "a player")
                except (Unreadable, TypeError):
                    unreadable += 1
                    continue
                add(
                    Quote(
                        event, market, selection, line, american, price, title, source, as_of, fetched_at, exchange,
                        False, subject, stat,
                    )
                )  # fmt: skip
        self.tally.read += len(self.quotes) - before
        self.tally.unreadable += unreadable


def _kind(key: str) -> _Kind:
    if key.endswith("_lay"):
        return _LAY
    name = optional_text(key)
    if name is None or name.endswith(_OTHER_LINES):
        return _UNREADABLE if name is None else _Kind(None)
    if name.startswith(PROP_PREFIXES):
        return _Kind(Market.PLAYER_PROP, stat_of(name))
    return _Kind(MARKETS.get(name))


def _side(sides: dict[str, str], name: Json) -> str:
    side = sides.get(text(name, "outcome"))
    if side is None:
        raise Unreadable("an outcome is no side of this game")
    return side


def _priced(value: Json, odds_format: OddsFormat) -> tuple[Fraction, int]:
    """The price as decimal and as American."""
    price = read_price(value, odds_format)
    return price, american_price(price)


_OWN_WORDS = {"batter_strikeouts": "batter strikeouts", "pitcher_walks": "walks allowed"}
"""Markets whose own words are those of another one: strikeouts are a pitcher's, walks a batter's."""


def stat_of(key: str) -> str:
    """What a prop market counts, in words.

    >>> stat_of("player_points_rebounds_assists"), stat_of("pitcher_strikeouts")
    ('points rebounds assists', 'strikeouts')
    """
    return _OWN_WORDS.get(key) or key.split("_", 1)[1].replace("_", " ")


def read_scores(body: Json, league: League, *, source: str, link: str, now: datetime) -> tuple[GameScore, ...]:
    """The games of a `/scores` answer by start. Scores are text, and null before the start; the two teams by name."""
    scores: dict[str, GameScore] = {}
    entries = sequence(body, "the answer")
    for entry in entries:
        try:
            score = _score(mapping(entry, "a game"), league, source, link, now)
        except Unreadable:
            continue
        scores.setdefault(score.event.id, score)
    if len(scores) < (1 - UNREADABLE_SHARE) * len(entries):
        raise Unreadable("most games are not what they should be")
    return tuple(sorted(scores.values(), key=lambda score: (score.event.starts_at, score.event.id)))


def _score(entry: Mapping[str, Json], league: League, source: str, link: str, now: datetime) -> GameScore:
    event = read_event(entry, league.key, source=source, now=now)
    listed = entry.get("scores")
    points = {
        str(side.get("name")): count(side.get("score"))
        for side in (mapping(item, "a score") for item in (sequence(listed, "scores") if listed is not None else ()))
    }
    over = entry.get("completed") is True
    if over:
        event = replace(event, status=EventStatus.FINAL)
    return GameScore(
        event=event,
        away_score=points.get(event.away),
        home_score=points.get(event.home),
        detail="Final" if over else "In play" if points else "Not started",
        source=source,
        as_of=moment(entry["last_update"], "last update") if entry.get("last_update") else now,
        link=link,
    )


def read_price(value: Json, odds_format: OddsFormat) -> Fraction:
    """The exact decimal price. Whole American prices from 100 up or -100 down; decimal ones above 1."""
    if odds_format == "decimal":
        price = Fraction(number(value, "price", 1, MAX_DECIMAL))
        if price <= 1:
            raise Unreadable("a decimal price of 1 pays nothing")
        return price
    american = number(value, "price", -MAX_AMERICAN, MAX_AMERICAN)
    if american != int(american):
        raise Unreadable("an American price is whole")
    try:
        return decimal_price(int(american))
    except BadInput as error:
        raise Unreadable("no American price") from error


def read_line(value: Json) -> Fraction:
    """The exact point: whole, half or quarter."""
    point = number(value, "point", -MAX_LINE, MAX_LINE)
    try:
        return parse_line(Fraction(point))
    except BadInput as error:
        raise Unreadable("no line") from error


def left_out(games: int, prices: int) -> str | None:
    parts = [
        f"{number} {word}{'s' if number > 1 else ''}" for number, word in ((games, "game"), (prices, "price")) if number
    ]
    return (
        f"{' and '.join(parts)} could not be read and {'is' if games + prices == 1 else 'are'} left out."
        if parts
        else None
    )
