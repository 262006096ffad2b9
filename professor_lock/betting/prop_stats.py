"""What a player prop counts, in the odds feed's words, and how the figures of a game log make that number. Pure.

A game log lists plain figures ("totalRebounds"); combined stats are their sums. Whose log it is can change what a
figure means: a batter's "hits" are made, a pitcher's are allowed, so some stats need another figure that tells which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class _Stat:
    """The names a log may have for the figure, how often each of several counts, and what shows whose log it is."""

    figures: tuple[tuple[int, tuple[str, ...]], ...]
    told_by: tuple[str, ...] = ()


def _one(*names: str, told_by: tuple[str, ...] = ()) -> _Stat:
    return _Stat(((1, names),), told_by)


_BATTER = ("atBats",)
_PITCHER = ("earnedRuns", "innings", "battersFaced", "pitches")

_STATS: dict[str, _Stat] = {
    "points": _one("points"),
    "rebounds": _one("totalRebounds", "rebounds"),
    "assists": _one("assists"),
    "threes": _one("threePointFieldGoalsMade"),
    "blocks": _one("blocks"),
    "steals": _one("steals"),
    "turnovers": _one("turnovers"),
    "pass yds": _one("passingYards"),
    "pass tds": _one("passingTouchdowns"),
    "pass completions": _one("completions"),
    "pass attempts": _one("passingAttempts"),
    "pass interceptions": _one("interceptions", told_by=("passingYards",)),
    "rush yds": _one("rushingYards"),
    "rush attempts": _one("rushingAttempts"),
    "reception yds": _one("receivingYards"),
    "receptions": _one("receptions"),
    "hits": _one("hits", told_by=_BATTER),
    "total bases": _Stat(
        ((1, ("hits",)), (1, ("doubles",)), (2, ("triples",)), (3, ("homeRuns",))),
        told_by=_BATTER,
    ),
    "strikeouts": _one("strikeouts", told_by=_PITCHER),
    "goals": _one("goals"),
    "shots on goal": _one("shotsTotal", "shots", "shotsOnGoal"),
}
"""Strikeouts are the pitcher's: the feed's market of batters is not asked for."""

_COMBINED: dict[str, tuple[str, ...]] = {
    "points rebounds assists": ("points", "rebounds", "assists"),
    "points rebounds": ("points", "rebounds"),
    "points assists": ("points", "assists"),
    "rebounds assists": ("rebounds", "assists"),
    "blocks steals": ("blocks", "steals"),
    "pass rush yds": ("pass yds", "rush yds"),
    "rush reception yds": ("rush yds", "reception yds"),
    "pass rush reception yds": ("pass yds", "rush yds", "reception yds"),
}

_ALIASES = {
    "pra": "points rebounds assists",
    "pts": "points",
    "rebs": "rebounds",
    "boards": "rebounds",
    "asts": "assists",
    "3s": "threes",
    "3pt": "threes",
    "threepointers": "threes",
    "yards": "yds",
    "passing": "pass",
    "rushing": "rush",
    "receiving": "reception",
    "touchdowns": "tds",
    "ks": "strikeouts",
    "sog": "shots on goal",
    "shots": "shots on goal",
    "point": "points",
    "rebound": "rebounds",
    "assist": "assists",
}
_JOINING = frozenset({"and", "plus", "of", "player", "made", "total", "pointers"})


def parts_of(stat: str) -> tuple[str, ...]:
    """The single stats that a stat is the sum of: itself, or those of a combined one; empty when it is not known.

    >>> parts_of("points rebounds"), parts_of("steals"), parts_of("luck")
    (('points', 'rebounds'), ('steals',), ())
    """
    return _COMBINED.get(stat) or ((stat,) if stat in _STATS else ())


def count_of(stat: str, figures: Mapping[str, float]) -> tuple[Fraction, str] | None:
    """The number of a stat in one game's figures and its sum in words; None when the log does not list all of it.

    >>> count_of("points rebounds", {"points": 24.0, "totalRebounds": 8.0})
    (Fraction(32, 1), '24 points + 8 rebounds')
    """
    counts: list[tuple[str, Fraction]] = []
    for part in parts_of(stat):
        count = _single(_STATS[part], figures)
        if count is None:
            return None
        counts.append((part, count))
    if not counts:
        return None
    return sum((count for _, count in counts), Fraction(0)), " + ".join(f"{float(n):g} {part}" for part, n in counts)


def stat_meant(words: str, offered: Iterable[str] = ()) -> str | None:
    """The stat that folded words mean, of those offered or known; None when they mean none of them.

    >>> stat_meant("pts and rebs"), stat_meant("passing yards"), stat_meant("pra"), stat_meant("luck")
    ('points rebounds', 'pass yds', 'points rebounds assists', None)
    """
    known = dict.fromkeys([*offered, *_STATS, *_COMBINED])
    plain = " ".join(words.split())
    if plain in known:
        return plain
    said = " ".join(_ALIASES.get(word, word) for word in words.split()).split()
    asked = frozenset(said) - _JOINING
    return next((stat for stat in known if frozenset(stat.split()) - _JOINING == asked), None) if asked else None


def _single(stat: _Stat, figures: Mapping[str, float]) -> Fraction | None:
    if stat.told_by and not any(name in figures for name in stat.told_by):
        return None
    total = Fraction(0)
    for times, names in stat.figures:
        value = next((figures[name] for name in names if name in figures), None)
        if value is None:
            return None
        total += times * Fraction(str(value))
    return total
