"""Finds the games that a text names, and the listed score that belongs to a game. Neither is ever guessed.

A text that names one team means all games of that team; a text that fits several teams is `Ambiguous`. A game and a
score of another source belong together when league, start and both teams agree. Home and away may be swapped: sources
disagree about them on neutral ground. Where one team's name is in no table, four things must hold: the same start, the
other team certain, nothing that says the unknown name is a third team, and no second listed game that fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from professor_lock.betting.facts import Event, EventStatus, GameScore, Slate
from professor_lock.betting.grading import void_after
from professor_lock.sources.names.identity import same_team
from professor_lock.sources.names.league_table import LEAGUES
from professor_lock.sources.names.rosters import Named, Roster, split_matchup
from professor_lock.sources.names.when import When, games_then, split_when
from professor_lock.zones import EASTERN, NIGHT

ROSTERS = 64
"""How many lists of teams stay indexed in memory: about two days of every league."""
SAME_GAME = timedelta(hours=12)
"""Starts less than this apart may be the same game, moved. The next game of a series can begin 18 hours later."""
DOUBLE_HEADER = timedelta(hours=2)
"""Two games of the same teams on one day are told apart by start: the listed one must be within this."""
SAME_START = timedelta(minutes=45)
"""How far apart two sources may put the start of one game of which only one team is certain: an odds feed moves the
start to the actual minute, a scoreboard keeps the announced hour."""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The text `asked` fits several teams or games; `candidates` are their names, for a question to the user."""

    asked: str
    candidates: tuple[str, ...]


def slate_roster(slate: Slate) -> Roster:
    """The slate's teams in its own spelling, and the league's other teams, which are no misspellings of those."""
    names = dict.fromkeys(name for event in slate.events for name in (event.away, event.home))
    return _roster(slate.league, tuple(names))


@lru_cache(maxsize=ROSTERS)
def _roster(league: str, names: tuple[str, ...]) -> Roster:
    """Cached: a college Saturday's names take tens of milliseconds to index, and every leg of a slip needs them."""
    return Roster(league, names)


def find_events(slate: Slate, text: str, zone: tzinfo = EASTERN) -> list[Event] | Ambiguous:
    """The games of the team or pairing that the text names, ordered by start; empty when the slate has none.

    Read are texts such as "Lakers", "LAL @ PHX", "Lakers vs Suns", "Suns Lakers", "Suns tomorrow". A text with a word
    that names neither team nor day finds no game. A place that two teams share is Ambiguous even if only one of them
    plays, unless they play each other. Days and hours are read in `zone`.
    """
    names, when = split_when(text)
    games = _find_named(slate, names)
    return games if isinstance(games, Ambiguous) else games_when(games, when, slate.fetched_at, zone)


def games_when(games: Sequence[Event], when: When, now: datetime, zone: tzinfo) -> list[Event]:
    """Those of the games that fit the day, the hour and the number within a day in `when`; days are in `zone`."""
    return games_then(games, when, now, zone) if when.said else list(games)


def _find_named(slate: Slate, text: str) -> list[Event] | Ambiguous:
    roster = slate_roster(slate)
    exact = roster.exact(text)
    pairing = None if exact else split_matchup(text)
    if pairing:
        return _of_pairing(slate, text, roster.match(pairing[0]), roster.match(pairing[1]))
    mentions = [] if exact else roster.mentions(text)
    if len(mentions) == 2 and not set(mentions[0]) & set(mentions[1]) and not roster.unnamed(text):
        return _of_pairing(slate, text, mentions[0], mentions[1])
    return _of_team(slate, text, exact or roster.match(text))


def _of_pairing(slate: Slate, text: str, one: Iterable[Named], other: Iterable[Named]) -> list[Event] | Ambiguous:
    first, second = {team.name for team in one}, {team.name for team in other}
    games = [
        event
        for event in slate.events
        if (event.away in first and event.home in second) or (event.away in second and event.home in first)
    ]
    pairings = {frozenset((event.away, event.home)): event.name for event in games}
    return games if len(pairings) <= 1 else Ambiguous(text, tuple(pairings.values()))


def _of_team(slate: Slate, text: str, teams: Iterable[Named]) -> list[Event] | Ambiguous:
    names = [team.name for team in teams]
    games = [event for event in slate.events if event.away in names or event.home in names]
    together = len(games) == 1 and {games[0].away, games[0].home} >= set(names)
    return games if len(names) <= 1 or together else Ambiguous(text, tuple(names))


@dataclass(frozen=True, slots=True)
class NoScore:
    """No score to grade by; `reason` is a phrase shown to the user whose bet waits."""

    reason: str


def find_score(event: Event, scores: Iterable[GameScore]) -> GameScore | NoScore:
    """The score of the event with home and away as the event has them, or `NoScore` with the reason."""
    listed = list({(score.source, score.event.id): score for score in scores}.values())
    own = [score for score in listed if score.source == event.source and score.event.id == event.id]
    fitting = own or _of_the_teams(event, listed) or _of_one_team(event, listed)
    if all(score.event.status is EventStatus.POSTPONED for score in fitting):
        fitting = _moved(event, listed) or fitting
    if len(fitting) == 1:
        return as_named(event, fitting[0])
    day = _day(event.starts_at)
    if fitting:
        return NoScore(f"{_number(len(fitting))} games fit {event.name}, {day}: it is not clear which one is meant")
    where = f" on the page of {' and '.join(dict.fromkeys(score.source for score in listed))}" if listed else ""
    return NoScore(f"no result found for {event.name}, {day}{where}")


def why_waiting(event: Event, found: GameScore | NoScore) -> str | None:
    """Why a bet on the game waits, as a phrase for the user; None when there is a final score.

    Examples: "no result found for A @ B, Mar 21", "two games fit ...", "the page lists no final score yet".
    """
    if isinstance(found, NoScore):
        return found.reason
    if found.event.status is EventStatus.FINAL:
        if found.away_score is not None and found.home_score is not None:
            return None
        return f"{found.source} lists {event.name}, {_day(event.starts_at)}, as over, but without its score"
    if found.event.status is EventStatus.POSTPONED:
        until = f"{void_after(event):%b} {void_after(event).day}, {void_after(event):%H:%M} UTC"
        return f"{found.source} lists {event.name}, {_day(event.starts_at)}, as postponed: it is void after {until}"
    return f"the page of {found.source} lists no final score of {event.name} yet ({found.detail})"


def as_named(event: Event, score: GameScore) -> GameScore:
    """The score with the event's team names and its home and away, so that a bet's selection still names its side."""
    if _swapped(event, score.event):
        swapped = {
            field.name: getattr(score, _other_side(field.name))
            for field in fields(score)
            if _other_side(field.name) != field.name
        }
        score = replace(score, **swapped)
    if (score.event.away, score.event.home) == (event.away, event.home):
        return score
    return replace(score, event=replace(score.event, away=event.away, home=event.home))


def scoreboard_day(at: datetime) -> date:
    """The day under which a US scoreboard lists a start: Eastern time; a start before 6 AM counts to the day before."""
    return (at.astimezone(EASTERN) - NIGHT).date()


def _of_the_teams(event: Event, listed: Sequence[GameScore]) -> list[GameScore]:
    """The games of the same two teams; where there are several on one day, those within DOUBLE_HEADER of the start."""
    fitting = [score for score in listed if _same_teams(event, score.event) and _apart(event, score) <= SAME_GAME]
    if len(fitting) > 1:
        return [score for score in fitting if _apart(event, score) <= DOUBLE_HEADER] or fitting
    return fitting


def _of_one_team(event: Event, listed: Sequence[GameScore]) -> list[GameScore]:
    """The games at the same start with one team certainly the same and no sign that the other is a different team."""
    return [score for score in listed if _apart(event, score) <= SAME_START and _half_same(event, score.event)]


def may_be_moved(event: Event) -> bool:
    """Whether a postponed game can be recognised on a later day.

    In football and soccer, two teams do not meet twice within the days for which a bet stands.
    """
    return any(league.key == event.league and league.sport.by_week for league in LEAGUES)


def _moved(event: Event, listed: Sequence[GameScore]) -> list[GameScore]:
    """The games of the same teams on the later days on which a bet still stands; none where they may meet twice."""
    if not may_be_moved(event):
        return []
    after, until = event.starts_at + SAME_GAME, void_after(event)
    return [score for score in listed if _same_teams(event, score.event) and after < score.event.starts_at <= until]


def _same_teams(one: Event, other: Event) -> bool:
    return one.league == other.league and any(
        all(same_team(one.league, mine, theirs) is True for mine, theirs in pairs) for pairs in _pairs(one, other)
    )


def _half_same(one: Event, other: Event) -> bool:
    """Whether one team is certainly the same and the other is not known to be a different one."""
    if one.league != other.league:
        return False
    for pairs in _pairs(one, other):
        same = [same_team(one.league, mine, theirs) for mine, theirs in pairs]
        if any(same) and False not in same:
            return True
    return False


def _swapped(event: Event, listed: Event) -> bool:
    """Whether the listing has home and away the other way round than the event, as far as the names show."""
    straight, crossed = (
        sum(same_team(event.league, mine, theirs) is True for mine, theirs in pairs) for pairs in _pairs(event, listed)
    )
    return crossed > straight


def _pairs(one: Event, other: Event) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """The pairs of names to compare: home with home and away with away, then home with away and away with home."""
    return ((one.away, other.away), (one.home, other.home)), ((one.away, other.home), (one.home, other.away))


def _other_side(field: str) -> str:
    """The same field of the other team: "away_score" for "home_score"."""
    if field.startswith("away_"):
        return f"home_{field.removeprefix('away_')}"
    return f"away_{field.removeprefix('home_')}" if field.startswith("home_") else field


def _apart(event: Event, score: GameScore) -> timedelta:
    return abs(event.starts_at - score.event.starts_at)


def _day(at: datetime) -> str:
    day = scoreboard_day(at)
    return f"{day:%b} {day.day}"


def _number(count: int) -> str:
    return "two" if count == 2 else str(count)
