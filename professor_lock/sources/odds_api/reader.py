"""Reads answers of The Odds API v4 as quotes and scores. Pure: no network, no clock.

Its quirks, all met in real answers: outcomes come in any order and are matched by name; `last_update` stands on the
book (old), on both (new) or on the market alone (props); an exchange's `*_lay` markets are prices to lay and are left
out; books come without some markets; outrights have no teams.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from professor_lock.betting.consensus import LONGEST_GAME, sides_of
from professor_lock.betting.facts import Event, EventStatus, GameScore, Market, Quote, Slate
from professor_lock.betting.odds import american_price, decimal_price, parse_line
from professor_lock.errors import BadInput
from professor_lock.sources.names.leagues import League
from professor_lock.sources.reading import (
    UNREADABLE_SHARE,
    Json,
    Unreadable,
    count,
    mapping,
    moment,
    number,
    sequence,
    text,
)

OddsFormat = Literal["american", "decimal"]

PROP_PREFIXES = ("player_", "batter_", "pitcher_")
MARKETS = {"h2h": Market.MONEYLINE, "spreads": Market.SPREAD, "totals": Market.TOTAL}
MAX_LINE = 1000
MAX_DECIMAL = 100_000
MAX_AMERICAN = 10_000_000
NUMBERS = frozenset({int, Decimal})
"""What may be looked up among numbers read before: `true` equals 1, and is none."""

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
    body: Json, league: League, *, odds_format: OddsFormat, source: str, link: str, fetched_at: datetime
) -> Slate:
    """The games and prices of an `/odds` answer. Unreadable when it is no such answer, or mostly not.

    A single price or game that cannot be read is left out and counted in the slate's note.
    """
    reader = QuoteReader(odds_format, fetched_at)
    events: dict[str, Event] = {}
    quotes: list[Quote] = []
    games = _Tally()
    for entry in sequence(body, "the answer"):
        try:
            event = read_event(entry, league.key, source=source, now=fetched_at)
            books = sequence(mapping(entry, "a game").get("bookmakers"), "bookmakers")
        except Unreadable:
            games.unreadable += 1
            continue
        games.read += 1
        if event.id not in events:
            events[event.id] = event
            quotes.extend(reader.quotes(event, books))
    if games.hopeless or reader.tally.hopeless:
        raise Unreadable("most of the answer is not what it should be")
    return Slate(
        league=league.key,
        events=tuple(sorted(events.values(), key=lambda event: (event.starts_at, event.id))),
        quotes=tuple(quotes),
        source=source,
        fetched_at=fetched_at,
        link=link,
        note=left_out(games.unreadable, reader.tally.unreadable),
    )


def read_event(entry: Json, league: str, *, source: str, now: datetime) -> Event:
    """One game. Its status is the clock's word: the odds feed does not say, but moves the start to the real one."""
    game = mapping(entry, "a game")
    away, home = text(game.get("away_team"), "away team"), text(game.get("home_team"), "home team")
    if away == home:
        raise Unreadable("a team plays itself")
    starts_at = moment(game.get("commence_time"), "start")
    return Event(
        id=text(game.get("id"), "id"),
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


class QuoteReader:
    """Reads the books of one answer; `tally` counts what it could and could not read."""

    def __init__(self, odds_format: OddsFormat, fetched_at: datetime) -> None:
        self.tally = _Tally()
        self._format: OddsFormat = odds_format
        self._fetched_at = fetched_at
        # An answer of ten thousand prices has some hundred different ones, and reading one takes ten times a look-up.
        self._prices: dict[Json, tuple[Fraction, int]] = {}
        self._lines: dict[Json, Fraction] = {}

    def quotes(self, event: Event, books: Sequence[Json]) -> Iterator[Quote]:
        """Every price to back that the books have for this game, in their order."""
        for entry in books:
            try:
                book = mapping(entry, "a book")
                title = text(book.get("title"), "book")
                markets = sequence(book.get("markets"), "markets")
            except Unreadable:
                self.tally.unreadable += 1
                continue
            lays = any(str(market.get("key")).endswith("_lay") for market in markets if isinstance(market, dict))
            exchange = lays or str(book.get("key")) in EXCHANGES
            for market in markets:
                for quote in self._market(event, market, title, book.get("last_update")):
                    yield replace(quote, exchange=True) if exchange else quote

    def _market(self, event: Event, entry: Json, book: str, book_time: Json) -> Iterator[Quote]:
        try:
            offered = mapping(entry, "a market")
            key = text(offered.get("key"), "market key")
            market = Market.PLAYER_PROP if key.startswith(PROP_PREFIXES) else MARKETS.get(key)
            if market is None or key.endswith(_OTHER_LINES):
                return
            as_of = moment(offered.get("last_update") or book_time, "last update")
            outcomes = sequence(offered.get("outcomes"), "outcomes")
        except Unreadable:
            self.tally.unreadable += 1
            return
        for outcome in outcomes:
            try:
                selection, line, (price, american) = self._outcome(event, market, outcome)
                subject = text(outcome.get("description"), "a player") if market is Market.PLAYER_PROP else None
            except Unreadable:
                self.tally.unreadable += 1
                continue
            self.tally.read += 1
            yield Quote(
                event=event,
                market=market,
                selection=selection,
                line=line,
                american=american,
                decimal=price,
                book=book,
                source=event.source,
                as_of=as_of,
                fetched_at=self._fetched_at,
                subject=subject,
                stat=stat_of(key) if subject else None,
            )

    def _outcome(self, event: Event, market: Market, entry: Json) -> tuple[str, Fraction | None, tuple[Fraction, int]]:
        outcome = mapping(entry, "an outcome")
        selection = text(outcome.get("name"), "outcome")
        if selection not in sides_of(event, market):
            raise Unreadable("an outcome is no side of this game")
        line = None if market is Market.MONEYLINE else self._line(outcome.get("point"))
        return selection, line, self._price(outcome.get("price"))

    def _price(self, value: Json) -> tuple[Fraction, int]:
        """The price as decimal and as American; each different one is read once."""
        known = self._prices.get(value) if type(value) in NUMBERS else None
        if known is None:
            price = read_price(value, self._format)
            known = self._prices[value] = price, american_price(price)
        return known

    def _line(self, value: Json) -> Fraction:
        """The point; each different one is read once."""
        known = self._lines.get(value) if type(value) in NUMBERS else None
        if known is None:
            known = self._lines[value] = read_line(value)
        return known


_OWN_WORDS = {"batter_strikeouts": "batter strikeouts", "pitcher_walks": "walks allowed"}
"""Markets whose own words are those of another one: strikeouts are a pitcher's, walks a batter's."""


def stat_of(key: str) -> str:
    """What a prop market counts, in words.

    >>> stat_of("player_points_rebounds_assists"), stat_of("pitcher_strikeouts")
    ('points rebounds assists', 'strikeouts')
    """
    return _OWN_WORDS.get(key) or key.split("_", 1)[1].replace("_", " ")


def read_event_odds(
    body: Json, league: League, *, odds_format: OddsFormat, source: str, link: str, fetched_at: datetime
) -> Slate:
    """The one game of an `/events/{id}/odds` answer with its player props. Unreadable as for `read_slate`."""
    return read_slate([body], league, odds_format=odds_format, source=source, link=link, fetched_at=fetched_at)


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
