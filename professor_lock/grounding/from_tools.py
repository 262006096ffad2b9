"""Facts that tools give as data: slates of quotes, scores, past games. Exact, each under its source and time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from fractions import Fraction
from functools import partial
from itertools import takewhile
from zoneinfo import ZoneInfo

from professor_lock.betting.facts import Event, EventStatus, GameScore, Market, Quote, Slate, Trends
from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.board_counts import facts_of_scores, facts_of_slate
from professor_lock.grounding.chart_text import OF_CHART, facts_of_games, played_of
from professor_lock.grounding.facts import NO_IDS, Fact, Kind, Ledger, Role
from professor_lock.grounding.names import Names, identity
from professor_lock.grounding.reading import read_sentence
from professor_lock.grounding.text_owners import subject_of
from professor_lock.sources.names.identity import identity as team_identity
from professor_lock.sources.names.teams import SOCCER_LEAGUES

LIVE_FRESH_S = 180.0
FRESH_S = 900.0
"""How long a quote may be said of now, in play and before the start."""
_COUNTRY = re.compile(r" \([A-Z]{2,3}\)$")
_ZONES = {
    "et": ZoneInfo("America/New_York"), "ct": ZoneInfo("America/Chicago"), "mt": ZoneInfo("America/Denver"),
    "pt": ZoneInfo("America/Los_Angeles"), "utc": ZoneInfo("UTC"),
}  # fmt: skip


def add_slate(ledger: Ledger, slate: Slate, *, zone: ZoneInfo | None = None, call: str = "") -> None:
    """Every price, line and start of a slate, and how many games and books it has."""
    for event in slate.events:
        name_teams(ledger, event)
        ledger.add(start_facts(event, slate.source, slate.fetched_at, zone, call))
    ledger.add(fact for quote in slate.quotes for fact in quote_facts(ledger, quote, call))
    ledger.add(_counts(slate, call))
    ledger.add(facts_of_slate(slate, zone, call))


def add_quotes(ledger: Ledger, quotes: Iterable[Quote], *, call: str = "") -> None:
    """The same of single quotes, such as a slip's legs."""
    for quote in quotes:
        name_teams(ledger, quote.event)
        ledger.add(quote_facts(ledger, quote, call))


def add_scores(ledger: Ledger, scores: Iterable[GameScore], *, zone: ZoneInfo | None = None, call: str = "") -> None:
    """How games stand or ended: the score, what each team has, and how many are live, over and to come."""
    scores = tuple(scores)
    ledger.add(facts_of_scores(scores, zone, call))
    for score in scores:
        name_teams(ledger, score.event)
        ledger.add(start_facts(score.event, score.source, score.as_of, zone, call))
        ledger.add(score_facts(score, call))


def add_trends(ledger: Ledger, trends: Trends, *, call: str = "") -> None:
    """How a team's games on a chart ended, and how many in a row, the newest first, stand on one side of its line."""
    names = Names(ledger)
    known = [one for one in ledger.names.items() if one[1][0] in (Role.PLAYER, Role.TEAM)]
    owner = next(((role, entity) for written, (role, entity) in known if trends.title.startswith(written)), None)
    own = subject_of(read_sentence(trends.title, names)) if owner is None else NO_IDS
    if owner is None and own:
        owner = (Role.TEAM, min(own))
    if owner is not None and owner[0] is Role.TEAM:
        told = partial(Fact, source=trends.source, as_of=trends.as_of, call=call)
        ledger.add(facts_of_games(played_of(trends.labels), frozenset({owner[1]}), names, told, tag=OF_CHART))
    if trends.line is None or owner is None:
        return
    line = Fraction(str(trends.line))
    columns = zip(*(one.values for one in trends.series), strict=False)
    values = [next((Fraction(str(value)) for value in column if value is not None), None) for column in columns]
    played = [value for value in values if value is not None][::-1]
    entities = {owner[0]: frozenset({owner[1]}), Role.UNIT: frozenset({"straight", "games"})}
    for run in (len(list(takewhile(line.__lt__, played))), len(list(takewhile(line.__gt__, played)))):
        if run > 1:
            ledger.add([Fact(Kind.COUNT, (Fraction(run),), entities, trends.source, trends.as_of, call=call)])


def team_id(league: str, name: str) -> str:
    """The id of a team however its source spells it."""
    return identity(team_identity(league, name))


def name_teams(ledger: Ledger, event: Event) -> None:
    """Let a text name the teams of a game, and know where they play and which of them are in play."""
    for name in (event.away, event.home):
        ledger.name(name, Role.TEAM, team_id(event.league, name))
    ledger.standing["away"].add(team_id(event.league, event.away))
    ledger.standing["home"].add(team_id(event.league, event.home))
    if event.league == "nfl":
        teams = frozenset({team_id(event.league, event.away), team_id(event.league, event.home)})
        ledger.finals.add(teams)
    if event.status is EventStatus.LIVE:
        teams = frozenset({team_id(event.league, event.away), team_id(event.league, event.home)})
        ledger.live.add(teams)


def start_facts(event: Event, source: str, as_of: datetime, zone: ZoneInfo | None, call: str = "") -> Iterator[Fact]:
    """The day and hour of a start, in the user's zone and those of North America."""
    teams = frozenset({team_id(event.league, event.away), team_id(event.league, event.home)})
    zones = dict(_ZONES)
    if zone is not None:
        zones[words.ZONES.get(_letters(event.starts_at, zone), "own")] = zone
    for label, where in zones.items():
        local = event.starts_at.astimezone(where)
        date = (Fraction(local.year), Fraction(local.month), Fraction(local.day))
        yield Fact(Kind.DATE, date, {Role.GAME: teams}, source, as_of, call=call)
        clock = (Fraction(local.hour), Fraction(local.minute))
        shown = "" if where is zone else label
        yield Fact(Kind.TIME, clock, {Role.GAME: teams}, source, as_of, call=call, zone=shown)


def _letters(at: datetime, zone: ZoneInfo) -> str:
    return (at.astimezone(zone).tzname() or "").lower()


def quote_facts(ledger: Ledger, quote: Quote, call: str = "") -> Iterator[Fact]:
    """The price and, where it has one, the line of a quote."""
    entities = _entities(ledger, quote)
    line = quote.line
    fresh = LIVE_FRESH_S if quote.event.status.value == "live" else FRESH_S
    yield Fact(
        Kind.PRICE, (Fraction(quote.american),), entities, quote.source, quote.as_of, decimal=quote.decimal, call=call,
        fresh_s=fresh, line=line,
    )  # fmt: skip
    if line is not None:
        kind = Kind.LINE if quote.market is Market.SPREAD else Kind.TOTAL
        yield Fact(kind, (line,), entities, quote.source, quote.as_of, call=call, fresh_s=fresh)


def _entities(ledger: Ledger, quote: Quote) -> dict[Role, frozenset[str]]:
    event = quote.event
    market = "total" if quote.market is Market.TEAM_TOTAL else quote.market.value
    entities = {Role.MARKET: frozenset({market, quote.market.value}), Role.BOOK: _book(ledger, quote.book)}
    side = quote.selection.casefold()
    if side in ("over", "under", "draw"):
        entities[Role.SIDE] = frozenset({side})
    if quote.market is Market.PLAYER_PROP:
        player = identity(quote.subject or "")
        ledger.name(quote.subject or "", Role.PLAYER, player)
        entities[Role.PLAYER] = frozenset({player})
        entities[Role.UNIT] = _stat_units(quote.stat or "")
        plays = {words.PLAYS[word] for word in (quote.stat or "").lower().split() if word in words.PLAYS}
        if plays:
            entities[Role.PLAY] = frozenset(plays)
    elif quote.subject:
        entities[Role.TEAM] = frozenset({team_id(event.league, quote.subject)})
    elif side in ("over", "under", "draw"):
        teams = (team_id(event.league, event.away), team_id(event.league, event.home))
        entities[Role.GAME] = frozenset(teams)
    else:
        entities[Role.TEAM] = frozenset({team_id(event.league, quote.selection)})
    return entities


def _book(ledger: Ledger, book: str) -> frozenset[str]:
    """A book's ids: of its name, and of the name without the country that a source puts behind it, "PointsBet (US)"."""
    bare = _COUNTRY.sub("", book)
    for name in (book, bare):
        ledger.name(name, Role.BOOK, identity(name))
    return frozenset({identity(book), identity(bare)})


def _stat_units(stat: str) -> frozenset[str]:
    found = {words.UNITS[word] for word in stat.lower().replace("+", " ").split() if word in words.UNITS}
    return frozenset(found)


def score_facts(score: GameScore, call: str = "") -> Iterator[Fact]:
    """The score of a game, visitors first, what each team has, and by how much."""
    event = score.event
    if score.away_score is None or score.home_score is None:
        return
    sides = (team_id(event.league, event.away), team_id(event.league, event.home))
    parts = (Fraction(score.away_score), Fraction(score.home_score))
    game = {Role.GAME: frozenset(sides)}
    stands = {**game, Role.PERIOD: _period_now(score)} if _period_now(score) else game
    yield Fact(Kind.SCORE, parts, stands, score.source, score.as_of, call=call, sides=sides)
    counted = frozenset({"points", "goals", "runs"})
    for direction, owners in (("scored", sides), ("allowed", sides[::-1])):
        for side, part in zip(owners, parts, strict=True):
            entities = {Role.TEAM: frozenset({side}), Role.UNIT: counted}
            said = frozenset({direction})
            yield Fact(Kind.COUNT, (part,), {**entities, Role.DIRECTION: said}, score.source, score.as_of, call=call)
    yield from _clock_facts(score, game, call)


def _period_now(score: GameScore) -> frozenset[str]:
    """The id of the period that a game in play stands in."""
    letter = _PERIODS.get(score.event.league, "")
    said = _NTH.search(score.detail)  # "5:12 - 3rd"
    period = score.period if score.period is not None else int(said[1]) if said else None
    live = score.event.status is EventStatus.LIVE and period is not None
    return frozenset({f"{letter}{period}"}) if live and letter else frozenset()


_NTH = re.compile(r"\b([1-4])(?:st|nd|rd|th)\b")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d) - ")
_PERIODS = {"nba": "q", "wnba": "q", "nfl": "q", "ncaaf": "q", "nhl": "p"}


def _clock_facts(score: GameScore, game: dict[Role, frozenset[str]], call: str) -> Iterator[Fact]:
    """Of a game in play what its clock says and which period it is."""
    if score.event.status is not EventStatus.LIVE:
        return
    if score.clock_s is not None and score.event.league in SOCCER_LEAGUES:
        played = (Fraction(int(score.clock_s) // 60),)
        minutes = {**game, Role.UNIT: frozenset({"minutes"})}
        yield Fact(Kind.COUNT, played, minutes, score.source, score.as_of, call=call)
        yield Fact(Kind.RANK, played, game, score.source, score.as_of, call=call)
    told = _CLOCK.match(score.detail)  # "5:12 - 3rd"
    left = score.clock_s if score.clock_s is not None else 60 * int(told[1]) + int(told[2]) if told else None
    if left is not None and score.event.league in _PERIODS:
        minutes = {**game, Role.UNIT: frozenset({"minutes"}), Role.TAG: frozenset({"clock"})}
        yield Fact(Kind.COUNT, (Fraction(int(left), 60),), minutes, score.source, score.as_of, call=call, digits=2)
    if score.clock_s is not None:
        parts = divmod(int(score.clock_s), 60)
        clock = (Fraction(parts[0]), Fraction(parts[1]))
        yield Fact(Kind.TIME, clock, game, score.source, score.as_of, call=call)
    if score.period is not None:
        yield Fact(Kind.RANK, (Fraction(score.period),), game, score.source, score.as_of, call=call)


def _counts(slate: Slate, call: str) -> Iterator[Fact]:
    def count(value: int, unit: str, more: dict[Role, frozenset[str]] | None = None) -> Fact:
        entities = {Role.UNIT: frozenset({unit}), **(more or {})}
        return Fact(Kind.COUNT, (Fraction(value),), entities, slate.source, slate.fetched_at, call=call)

    yield count(len(slate.events), "games")
    yield count(len({quote.book for quote in slate.quotes}), "books")
    by_game: dict[frozenset[str], set[str]] = {}
    for quote in slate.quotes:
        teams = frozenset({team_id(slate.league, quote.event.away), team_id(slate.league, quote.event.home)})
        by_game.setdefault(teams, set()).add(quote.book)
    for teams, books in by_game.items():
        yield count(len(books), "books", {Role.GAME: teams})
