"""A demo of the outside world: invented games and prices, real past averages, and search hits that say what they are.

For trying the product without keys. Every value carries `demo=True` and a source that begins with DEMO. Nothing here
reads a clock or a random source: a day's slate is the same for everyone whose day it is. Production never builds this.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from fractions import Fraction
from functools import lru_cache
from statistics import NormalDist

from professor_lock.betting.facts import (
    Event,
    EventStatus,
    Market,
    Quote,
    SearchResult,
    Series,
    Slate,
    StatAnswer,
    Trends,
)
from professor_lock.betting.odds import american_price, decimal_price
from professor_lock.sources.demo.facts import COLLEGE_TEAMS, PLAYERS, Player
from professor_lock.sources.errors import SourceNotFound
from professor_lock.sources.names.league_table import DemoScale
from professor_lock.sources.names.leagues import LEAGUES, League, leagues_by_key
from professor_lock.sources.names.questions import FILLING, words_of
from professor_lock.sources.names.rosters import leagues_mentioned
from professor_lock.sources.names.seasons import is_season_asked
from professor_lock.sources.names.teams import teams_of
from professor_lock.sources.names.text import closest, fold

SOURCE = "DEMO slate (invented games and prices)"
STATS_SOURCE = "DEMO stats (real past-season figures)"
ENGINE = "DEMO search"
SITE = "the demo's own notes"
NOTE = "DEMO: these games and prices are invented to try the product."
DEMO_LEAGUES = tuple(
    league.key for league in LEAGUES if league.in_demo and (league.key in COLLEGE_TEAMS or teams_of(league.key))
)

FIRST_START = time(19, 0)
LEAD_TIME = timedelta(minutes=30)
"""A demo game never starts sooner than this, so that a slip can be built at any hour."""
READ_EVERY_S = 5
"""A slate is read so often, as if it were a provider's."""
START_OFFSETS_MIN = (0, 0, 30, 60, 90, 150)
GAMES = 6
EDGE = 0.025
"""How much more than the market's own chance the one price a day pays that is worth its name."""
OPENED_BEFORE = timedelta(hours=9)
ALWAYS_TONIGHT = ("Golden State Warriors", "Los Angeles Lakers")

_NORMAL = NormalDist()

_NICKNAMES = {"steph": "stephen", "wemby": "wembanyama", "sga": "gilgeous"}


Side = tuple[Market, str, Fraction | None]
"""A market of a game, the selection, and the line."""


@dataclass(frozen=True, slots=True)
class _Book:
    """`vig` is its overround; `lean` is how far it moves the home side's probability."""

    name: str
    vig: float
    lean: float
    own_lines: bool = False
    """In about one game of three it hangs its own number, half a point off."""

    def looked_at(self, event: Event, now: datetime) -> datetime:
        """When it gave its prices of a game: within the last three minutes."""
        return now.replace(second=0, microsecond=0) - timedelta(seconds=int(180 * share(event.id, self.name)))

    def quote(self, event: Event, side: Side, american: int, now: datetime, as_of: datetime | None = None) -> Quote:
        """Its price of one side of a market, read now and given at `as_of`, or when it gave its prices of the game."""
        market, selection, line = side
        return Quote(
            event=event,
            market=market,
            selection=selection,
            line=line,
            american=american,
            decimal=_decimal(american),
            book=self.name,
            source=SOURCE,
            as_of=as_of or self.looked_at(event, now),
            fetched_at=now,
            demo=True,
        )


BOOKS = (
    _Book("Demo A", 0.045, 0.0),
    _Book("Demo B", 0.052, 0.008),
    _Book("Demo C", 0.038, -0.006, own_lines=True),
    _Book("Demo D", 0.048, 0.004),
)


class DemoOdds:
    """Tonight's invented games of eight leagues at four invented books."""

    source = SOURCE
    demo = True

    async def fetch_slate(self, league: League, now: datetime, zone: tzinfo) -> Slate:
        """The games of the evening in `zone` around `now`, of some leagues tomorrow's, too, and where prices began.

        SourceNotFound for a league the demo does not play.
        """
        if league.key not in DEMO_LEAGUES:
            titles = ", ".join(leagues_by_key()[key].title for key in DEMO_LEAGUES)
            raise SourceNotFound(f"The demo has no {league.title} games. It has {titles}.", source=SOURCE)
        return _slate(league, now.replace(second=now.second - now.second % READ_EVERY_S, microsecond=0), zone)


@lru_cache(maxsize=8)  # as a provider's answer is kept for a moment, and shown to all who ask in it
def _slate(league: League, now: datetime, zone: tzinfo) -> Slate:
    tonight = tuple(demo_events(league, now, zone))
    events = (*tonight, *tomorrows_events(league, now, zone))
    edge = min(tonight, key=lambda event: abs(_margin(event, league))).id
    quotes = tuple(quote for event in events for quote in _quotes(event, league, now, edge=event.id == edge))
    opening = tuple(quote for event in events for quote in _quotes(event, league, now, opening=True))
    return Slate(league.key, events, quotes, SOURCE, fetched_at=now, demo=True, note=NOTE, opening=opening)


class DemoStats:
    """Season figures of a few well-known players: true, past, and named by their season."""

    source = STATS_SOURCE
    demo = True

    async def ask(self, question: str, now: datetime) -> StatAnswer:
        """The last season we hold of the player the question names; SourceNotFound for anyone else."""
        player = _player_in(question)
        season = player.seasons[-1]
        if not is_season_asked(question, season.name, now):
            raise SourceNotFound(f"The demo has {player.name}'s figures of {season.name} only.", source=STATS_SOURCE)
        rows = (*zip(player.labels, map(_figure, season.figures), strict=True), ("Games", str(player.games)))
        per_game = " per game" if player.averages else ""
        figures = ", ".join(f"{value} {label.lower()}" for label, value in rows[:-1])
        return StatAnswer(
            question=question,
            subject=player.name,
            headline=f"{player.name}, {season.name} regular season: {figures}{per_game} ({player.games} games)",
            rows=rows,
            season=season.name,
            source=STATS_SOURCE,
            as_of=player.ended,
            demo=True,
        )

    async def trends(self, question: str, now: datetime) -> Trends | None:
        """The player's averages season by season; None with fewer than two seasons to compare."""
        player = _player_in(question)
        if len(player.seasons) < 2:
            return None
        by_label = zip(player.labels, zip(*(season.figures for season in player.seasons), strict=True), strict=True)
        return Trends(
            title=f"{player.name}: averages per game by season",
            labels=tuple(season.name for season in player.seasons),
            series=tuple(Series(label, values) for label, values in by_label),
            source=STATS_SOURCE,
            as_of=player.ended,
            demo=True,
            note="Regular seasons. DEMO data: the newest season shown is a past one.",
        )


class DemoSearch:
    """A search that finds the demo's own notes on the leagues and teams that are named, `pace_s` apart, and says so."""

    engine = ENGINE
    demo = True

    def __init__(self, *, pace_s: float = 0.15) -> None:
        self._pace_s = pace_s

    async def search(self, query: str, search_type: str, now: datetime) -> AsyncIterator[SearchResult]:
        """One hit that says that the web was not searched, then tonight's games of the leagues named."""
        yield _note("DEMO: the web was not searched", "The demo answers from its own notes alone.", now)
        for key in leagues_mentioned(query)[:1]:
            for event in demo_events(leagues_by_key()[key], now, UTC) if key in DEMO_LEAGUES else ():
                if _names(event, query):
                    await asyncio.sleep(self._pace_s)
                    said = "Invented for the demo. The board has its prices, the report its injuries."
                    yield _note(f"DEMO: {event.name}", said, now)


def _names(event: Event, query: str) -> bool:
    words = set(fold(query).split())
    return any(fold(name).split()[-1] in words for name in (event.away, event.home))


def _note(title: str, snippet: str, now: datetime) -> SearchResult:
    return SearchResult(
        title=title,
        url=f"demo:{fold(title)}",  # no page: it is shown as words
        snippet=snippet,
        source=SITE,
        engine=ENGINE,
        fetched_at=now,
        demo=True,
    )


def demo_events(league: League, now: datetime, zone: tzinfo) -> Iterator[Event]:
    """The six games of the evening."""
    local = now.astimezone(zone)
    day = local.date().isoformat()
    first = _first_start(local)
    for number, (away, home) in enumerate(_pairings(league.key, day)):
        yield Event(
            id=f"demo-{league.key}-{day}-{number}",
            league=league.key,
            away=away,
            home=home,
            starts_at=(first + timedelta(minutes=START_OFFSETS_MIN[number])).astimezone(UTC),
            status=EventStatus.SCHEDULED,
            source=SOURCE,
        )


def tomorrows_events(league: League, now: datetime, zone: tzinfo) -> Iterator[Event]:
    """Games of tomorrow's evening between all teams that rest tonight, so that every team has a game."""
    tonight = list(demo_events(league, now, zone))
    busy = {name for event in tonight for name in (event.away, event.home)}
    day = f"after {now.astimezone(zone).date().isoformat()}"
    resting = [name for name in team_names(league.key) if name not in busy]
    mixed = sorted(resting, key=lambda name: share(day, league.key, name))
    evening = datetime.combine(now.astimezone(zone).date() + timedelta(days=1), FIRST_START, tzinfo=zone)
    for number, (away, home) in enumerate(zip(mixed[::2], mixed[1::2], strict=False)):
        starts_at = (evening + timedelta(minutes=START_OFFSETS_MIN[number % GAMES])).astimezone(UTC)
        yield Event(
            id=f"demo-{league.key}-{day.replace(' ', '-')}-{number}",
            league=league.key,
            away=away,
            home=home,
            starts_at=starts_at,
            status=EventStatus.SCHEDULED,
            source=SOURCE,
        )


def team_names(league: str) -> list[str]:
    """The teams that the demo plays with."""
    return list(COLLEGE_TEAMS.get(league, ())) or [team.name for team in teams_of(league)]


def _first_start(local: datetime) -> datetime:
    """Seven in the evening; later that night the next full hour that leaves time to build a slip."""
    evening = datetime.combine(local.date(), FIRST_START, tzinfo=local.tzinfo)
    soonest = local + LEAD_TIME
    if soonest <= evening:
        return evening
    return soonest.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _pairings(league: str, day: str) -> list[tuple[str, str]]:
    """Who visits whom on that day: a shuffle by hash, the two everyone asks about first."""
    names = team_names(league)
    fixed = [ALWAYS_TONIGHT] if league == "nba" else []
    rest = sorted((name for name in names if name not in ALWAYS_TONIGHT), key=lambda name: share(day, league, name))
    return [*fixed, *zip(rest[::2], rest[1::2], strict=False)][:GAMES]


def _margin(event: Event, league: League) -> float:
    """By how much the home side is expected to win."""
    return league.sport.demo.edge * (2 * share(event.id, "margin") - 1)


def _quotes(
    event: Event, league: League, now: datetime, *, edge: bool = False, opening: bool = False
) -> Iterator[Quote]:
    """Every book's prices. With `edge` one book pays a little too much; with `opening` as the books began that day."""
    for book, prices in _prices(event, league, edge, opening):
        as_of = event.starts_at - OPENED_BEFORE if opening else book.looked_at(event, now)
        for side, american in prices:
            yield book.quote(event, side, american, now, as_of)


@lru_cache(maxsize=1024)  # a game's prices do not move
def _prices(
    event: Event, league: League, edge: bool, opening: bool
) -> tuple[tuple[_Book, tuple[tuple[Side, int], ...]], ...]:
    """The sides of a game at each book, with their American prices."""
    sport = league.sport.demo
    margin = _margin(event, league)
    middle = sport.total if league.demo_total is None else league.demo_total
    points = middle + sport.total_edge * (2 * share(event.id, "total") - 1)
    if opening:
        margin += 0.3 * sport.edge * (share(event.id, "margin moved") - 0.5)
        points += 0.3 * sport.total_edge * (share(event.id, "total moved") - 0.5)
    at_books = []
    for book in BOOKS:
        nudge = Fraction(1, 2) if book.own_lines and share(event.id, "own line") < 1 / 3 else Fraction(0)
        priced = [
            *_moneyline(event, league, margin, sport, book),
            *_spread(event, margin, sport, book, nudge),
            *_total(points, sport, book, nudge),
        ]
        prices = []
        for market, selection, line, probability in priced:
            best = edge and book is BOOKS[-1] and market is Market.MONEYLINE and selection == event.away
            american = quoted_price(probability / (1 + EDGE) if best else probability, 0.0 if best else book.vig)
            prices.append(((market, selection, line), american))
        at_books.append((book, tuple(prices)))
    return tuple(at_books)


_Priced = tuple[Market, str, Fraction | None, float]
"""Market, selection, line, probability before the vig."""


def _moneyline(event: Event, league: League, margin: float, sport: DemoScale, book: _Book) -> list[_Priced]:
    sides: tuple[tuple[str, float], ...]
    if league.draws:
        home = 1 - _NORMAL.cdf((0.5 - margin) / sport.deviation)
        away = _NORMAL.cdf((-0.5 - margin) / sport.deviation)
        home, away = bounded(home + book.lean), bounded(away - book.lean)
        sides = ((event.away, away), (event.home, home), ("Draw", 1 - home - away))
    else:
        home = bounded(_NORMAL.cdf(margin / sport.deviation) + book.lean)
        sides = ((event.away, 1 - home), (event.home, home))
    return [(Market.MONEYLINE, name, None, probability) for name, probability in sides]


def _spread(event: Event, margin: float, sport: DemoScale, book: _Book, nudge: Fraction) -> list[_Priced]:
    """The home line is the expected margin turned round, or the sport's one number against the favourite."""
    if sport.fixed_line is None:
        home_line = -Fraction(round(2 * margin), 2) + nudge
    else:
        home_line = -sport.fixed_line if margin > 0 else sport.fixed_line
    covers = bounded(_NORMAL.cdf((margin + float(home_line)) / sport.deviation) + book.lean)
    return [
        (Market.SPREAD, event.away, -home_line, 1 - covers),
        (Market.SPREAD, event.home, home_line, covers),
    ]


def _total(points: float, sport: DemoScale, book: _Book, nudge: Fraction) -> list[_Priced]:
    line = Fraction(round(2 * points), 2) + nudge
    over = bounded(_NORMAL.cdf((points - float(line)) / sport.total_deviation) + book.lean)
    return [(Market.TOTAL, "Over", line, over), (Market.TOTAL, "Under", line, 1 - over)]


def quoted_price(probability: float, vig: float) -> int:
    """The American price of a book with this margin (`vig`, as a share) on a fair probability."""
    implied = min(probability * (1 + vig), 0.99)
    return american_price(Fraction(1 / implied).limit_denominator(10_000))


@lru_cache(maxsize=4096)
def _decimal(american: int) -> Fraction:
    return decimal_price(american)


def bounded(probability: float) -> float:
    """The probability within 0.04 and 0.94, so that every price is one that a book would offer."""
    return min(max(probability, 0.04), 0.94)


def share(*parts: str) -> float:
    """A number in [0, 1) that the parts alone decide."""
    digest = hashlib.sha256("|".join(parts).encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48


def _player_in(question: str) -> Player:
    """The one player the question names. A lone surname counts only where no other name stands beside it.

    "Curry's points" is Stephen Curry; "Seth Curry" is another player, who is not in the demo.
    """
    words = [_NICKNAMES.get(word, word) for word in words_of(question)]
    names = {player: fold(player.name).split() for player in PLAYERS}
    found = [player for player, name in names.items() if f" {' '.join(name)} " in f" {' '.join(words)} "]
    if not found:
        parts = {part for name in names.values() for part in name}
        spelt = [word if word in parts | FILLING else next(iter(closest(word, parts)), word) for word in words]
        found = [player for player, name in names.items() if _named_alone(name, spelt)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(player.name for player in found or PLAYERS)
    raise SourceNotFound(f"The demo has season figures for {known} only.", source=STATS_SOURCE)


def _named_alone(name: list[str], words: list[str]) -> bool:
    """Does a part of the name stand in the text with nothing beside it but the rest of the name or filling words?"""
    beside = {*name, *FILLING, ""}
    padded = ["", *words, ""]
    return any(
        word in name and padded[at - 1] in beside and padded[at + 1] in beside
        for at, word in enumerate(padded[1:-1], start=1)
    )


def _figure(value: float) -> str:
    """5250 -> "5,250", 25.7 -> "25.7", a batting average 0.31 -> ".310"."""
    if 0 < value < 1:
        return f"{value:.3f}".removeprefix("0")
    return f"{value:,}" if isinstance(value, int) else f"{value:.1f}"
