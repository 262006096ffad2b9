"""A player's or a team's last games as numbers in order: what was played, what was not, which part of the season.

Pure. A game that was not played has no figure, which is not a zero: it is left out and counted. Preseason never counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from professor_lock.betting.facts import EventStatus, GameLog, GameScore, SeasonKind
from professor_lock.betting.intervals import MIN_DECIDED
from professor_lock.betting.prop_stats import count_of
from professor_lock.betting.trends import HitRate, hit_rate

KINDS = (SeasonKind.REGULAR, SeasonKind.POSTSEASON)


@dataclass(frozen=True, slots=True)
class PastGame:
    """One game with the number that is asked about. `opponent` with "vs" or "@" before it."""

    starts_at: datetime
    opponent: str
    kind: SeasonKind
    value: float
    outcome: str = ""
    """How it ended for the team, the winner's score first: "W 121-118"."""


@dataclass(frozen=True, slots=True)
class Recent:
    """The last games, oldest first, and how many of their stretch of time were not played."""

    games: tuple[PastGame, ...]
    missed: int

    def of(self, kind: SeasonKind) -> tuple[PastGame, ...]:
        """The games of one part of the season."""
        return tuple(game for game in self.games if game.kind is kind)

    def average(self, kind: SeasonKind) -> float | None:
        """Mean over a part of the season; None below MIN_DECIDED games, of which only the counts may be shown."""
        values = [game.value for game in self.of(kind)]
        return sum(values) / len(values) if len(values) >= MIN_DECIDED else None

    def hits(self, line: Fraction) -> HitRate:
        """All of the games against one line, the missed ones counted apart."""
        return hit_rate([*(game.value for game in self.games), *([None] * self.missed)], line)


def recent_of_player(log: GameLog, stat: str, last_n: int) -> Recent:
    """The last `last_n` games in which the stat was counted; missed games are those since the oldest of them.

    `stat` is one of the log's own figures, or one of `prop_stats`, sums included.
    """
    counted = sorted((game for game in log.games if game.kind in KINDS), key=lambda game: game.starts_at)
    valued = [(game, figure_in(game.figures, stat)) for game in counted if game.played]
    shown = [(game, value) for game, value in valued if value is not None][-last_n:]
    missed = sum(not game.played and game.starts_at >= shown[0][0].starts_at for game in counted) if shown else 0
    games = (
        PastGame(
            game.starts_at,
            f"{'vs' if game.home else '@'} {game.opponent}",
            game.kind,
            value,
            game.outcome,
        )
        for game, value in shown
    )
    return Recent(tuple(games), missed)


def figure_in(figures: Mapping[str, float], stat: str) -> float | None:
    """A game's figure of that name, or the count of a stat in words; None where the log does not list all of it.

    >>> figure_in({"passingYards": 159.0, "rushingYards": 14.0}, "pass rush yds")
    173.0
    """
    if stat in figures:
        return figures[stat]
    counted = count_of(stat, figures)
    return None if counted is None else float(counted[0])


def stat_names(log: GameLog) -> tuple[str, ...]:
    """The stats that any counted game of the log has."""
    named = (name for game in log.games if game.played and game.kind in KINDS for name in game.figures)
    return tuple(dict.fromkeys(named))


TEAM_STATS: Mapping[str, Callable[[int, int], int]] = {
    "scored": lambda own, other: own,
    "allowed": lambda own, other: other,
    "margin": lambda own, other: own - other,
    "total": lambda own, other: own + other,
}
"""What can be counted of a team's game, from its own score and the other side's."""


def recent_of_team(scores: Iterable[GameScore], team: str, stat: str, last_n: int) -> Recent:
    """A team's last finished games; `stat` is a key of TEAM_STATS. A game whose part of season is unknown is regular.

    A game without both scores is left out; a team misses none.
    """
    games: list[PastGame] = []
    for score in scores:
        event = score.event
        if event.status is not EventStatus.FINAL or team not in (event.away, event.home):
            continue
        kind = score.kind or SeasonKind.REGULAR
        if score.away_score is None or score.home_score is None or kind not in KINDS:
            continue
        home = team == event.home
        own, other = (score.home_score, score.away_score) if home else (score.away_score, score.home_score)
        value = float(TEAM_STATS[stat](own, other))
        opponent = f"vs {event.away}" if home else f"@ {event.home}"
        letter = "T" if own == other else "W" if own > other else "L"
        outcome = f"{letter} {max(own, other)}-{min(own, other)}"
        games.append(PastGame(event.starts_at, opponent, kind, value, outcome))
    return Recent(tuple(sorted(games, key=lambda game: game.starts_at)[-last_n:]), missed=0)
