"""Which listed score is that of a game we know? By the source's own id, else by teams and start, never by a guess."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from professor_lock.betting.facts import Event, GameScore
from professor_lock.sources.names.rosters import identity

SAME_GAME = timedelta(hours=18)
"""A start may be moved by hours and still be the same game; a day later it is the next of a series."""
DOUBLE_HEADER = timedelta(hours=2)
"""Two games of the same teams on one day are told apart by their starts, if those still fit."""

_EASTERN = ZoneInfo("America/New_York")
_NIGHT = timedelta(hours=6)


def score_of(event: Event, scores: Iterable[GameScore]) -> GameScore | None:
    """The game's score, None when it is not listed or two listed games fit it equally."""
    listed = list({(score.source, score.event.id): score for score in scores}.values())
    for score in listed:
        if score.source == event.source and score.event.id == event.id:
            return score
    teams = _teams(event)
    fitting = [score for score in listed if _teams(score.event) == teams and _apart(event, score) <= SAME_GAME]
    if len(fitting) > 1:
        fitting = [score for score in fitting if _apart(event, score) <= DOUBLE_HEADER]
    return fitting[0] if len(fitting) == 1 else None


def scoreboard_day(at: datetime) -> date:
    """The day a US scoreboard files a start under: Eastern time, and the small hours belong to the evening before."""
    return (at.astimezone(_EASTERN) - _NIGHT).date()


def _teams(event: Event) -> tuple[str, str, str]:
    return event.league, identity(event.league, event.away), identity(event.league, event.home)


def _apart(event: Event, score: GameScore) -> timedelta:
    return abs(event.starts_at - score.event.starts_at)
