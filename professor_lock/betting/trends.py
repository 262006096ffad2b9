"""How often a number went over today's line in past games: a description of the past, never a probability."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from professor_lock.betting.facts import EventStatus, GameLog, GameScore, SeasonKind
from professor_lock.betting.prop_stats import count_of
from professor_lock.betting.record import MIN_DECIDED, rate_text, wilson

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


@dataclass(frozen=True, slots=True)
class HitRate:
    """Past games against one line. `decided` = hits + misses; `missed_games` were not played and count nowhere.

    `rate` and `interval` (95%, Wilson) are None below `MIN_DECIDED` decided games.
    """

    hits: int
    misses: int
    pushes: int
    missed_games: int
    rate: float | None
    interval: tuple[float, float] | None

    @property
    def decided(self) -> int:
        """How many games were a hit or a miss, without pushes."""
        return self.hits + self.misses

    @property
    def text(self) -> str:
        """As it may be shown: "7 of 10 (70%, 95% interval 40-89%), 1 push, 2 games not played"."""
        parts = [rate_text(self.hits, self.decided)]
        if self.pushes:
            parts.append(f"{self.pushes} push{'es' if self.pushes > 1 else ''}")
        if self.missed_games:
            parts.append(f"{self.missed_games} game{'s' if self.missed_games > 1 else ''} not played")
        return ", ".join(parts)


def hit_rate(values: Iterable[float | Fraction | None], line: Fraction, *, over: bool = True) -> HitRate:
    """Count games over (or under) the line, pushes apart. None is a game with zero minutes: left out and counted.

    >>> hit_rate([25, 30, 22, None, 24, 28, 19], Fraction(24)).text
    '3 of 5 (60%, 95% interval 23-88%), 1 push, 1 game not played'
    """
    hits = misses = pushes = missed = 0
    for value in values:
        if value is None:
            missed += 1
        elif value == line:
            pushes += 1
        elif (value > line) is over:
            hits += 1
        else:
            misses += 1
    enough = hits + misses >= MIN_DECIDED
    return HitRate(
        hits=hits,
        misses=misses,
        pushes=pushes,
        missed_games=missed,
        rate=hits / (hits + misses) if enough else None,
        interval=wilson(hits, hits + misses) if enough else None,
    )
