"""Which game of a slate do these words mean? Several games of one team are all meant; several teams are asked about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from professor_lock.betting.facts import Event, Slate
from professor_lock.sources.names.rosters import Named, Roster, split_matchup
from professor_lock.sources.names.when import When, games_then, split_when

EASTERN = ZoneInfo("America/New_York")


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The words fit several teams or games: `candidates` are their names, to ask about."""

    asked: str
    candidates: tuple[str, ...]


def slate_roster(slate: Slate) -> Roster:
    """The slate's teams under its spelling, and the rest of its league, so that those are not "corrected"."""
    return Roster(slate.league, dict.fromkeys(name for event in slate.events for name in (event.away, event.home)))


def find_events(slate: Slate, text: str, zone: tzinfo = EASTERN) -> list[Event] | Ambiguous:
    """The games of the team or the pairing that the text names, by start; empty when there is none on the slate.

    "Lakers", "LAL @ PHX", "Lakers vs Suns", "Suns Lakers", "Suns tomorrow". Every word counts: a text that names more
    than a game finds none. A place that two teams share is Ambiguous even if only one of them plays: nobody is given a
    team they did not ask for. It is not when the two play each other.
    """
    names, when = split_when(text)
    games = _find_named(slate, names)
    return games if isinstance(games, Ambiguous) else games_when(games, when, slate.fetched_at, zone)


def games_when(games: Sequence[Event], when: When, now: datetime, zone: tzinfo) -> list[Event]:
    """Those of the games that are on the day, at the hour, or of the number that was named."""
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
