"""What a player prop counts: the words people use, the odds feed's words, and the figures of a game log. Pure.

One vocabulary for props, trends and questions. A game log lists plain figures ("totalRebounds"); combined stats are
their sums. Whose log it is can change what a figure means: a batter's "hits" are made, a pitcher's are allowed, so some
stats need another figure that tells which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class _Stat:
    """In which sports it is counted, the figures it is made of, and what shows whose log it is.

    Each figure comes with how often it counts (a home run is four bases) and the names a log may have for it.
    """

    sports: tuple[str, ...]
    figures: tuple[tuple[int, tuple[str, ...]], ...]
    told_by: tuple[str, ...] = ()
    thirds: bool = False
    """The figure is innings, written 6.1 for six and a third, of which each third is one."""


def _one(sports: str, *names: str, told_by: tuple[str, ...] = ()) -> _Stat:
    return _Stat(tuple(sports.split()), ((1, names),), told_by)


_BATTER = ("atBats",)
_PITCHER = ("earnedRuns", "innings", "battersFaced", "pitches")
_PASSER = ("passingYards", "passingAttempts")
_GOALIE = ("saves", "shotsAgainst", "goalsAgainst")

_STATS: dict[str, _Stat] = {
    "points": _one("basketball hockey", "points"),
    "rebounds": _one("basketball", "totalRebounds", "rebounds"),
    "assists": _one("basketball hockey soccer", "assists", "goalAssists"),
    "threes": _one("basketball", "threePointFieldGoalsMade"),
    "blocks": _one("basketball", "blocks"),
    "steals": _one("basketball", "steals"),
    "turnovers": _one("basketball", "turnovers"),
    "field goals made": _one("basketball", "fieldGoalsMade"),
    "free throws made": _one("basketball", "freeThrowsMade"),
    "minutes": _one("basketball", "minutes"),
    "pass yds": _one("football", "passingYards"),
    "pass tds": _one("football", "passingTouchdowns"),
    "pass completions": _one("football", "completions"),
    "pass attempts": _one("football", "passingAttempts"),
    "pass interceptions": _one("football", "interceptions", told_by=_PASSER),
    "pass longest completion": _one("football", "longPassing"),
    "rush yds": _one("football", "rushingYards"),
    "rush attempts": _one("football", "rushingAttempts"),
    "rush tds": _one("football", "rushingTouchdowns"),
    "rush longest": _one("football", "longRushing"),
    "reception yds": _one("football", "receivingYards"),
    "reception tds": _one("football", "receivingTouchdowns"),
    "reception longest": _one("football", "longReception"),
    "receptions": _one("football", "receptions"),
    "targets": _one("football", "receivingTargets"),
    "sacks": _one("football", "sacks", told_by=("totalTackles", "soloTackles")),
    "solo tackles": _one("football", "soloTackles"),
    "tackles assists": _one("football", "totalTackles"),
    "field goals": _one("football", "fieldGoalsMade"),
    "kicking points": _one("football", "totalKickingPoints"),
    "hits": _one("baseball", "hits", told_by=_BATTER),
    "total bases": _Stat(
        ("baseball",),
        ((1, ("hits",)), (1, ("doubles",)), (2, ("triples",)), (3, ("homeRuns",))),
        told_by=_BATTER,
    ),
    "singles": _Stat(
        ("baseball",),
        ((1, ("hits",)), (-1, ("doubles",)), (-1, ("triples",)), (-1, ("homeRuns",))),
        told_by=_BATTER,
    ),
    "doubles": _one("baseball", "doubles", told_by=_BATTER),
    "triples": _one("baseball", "triples", told_by=_BATTER),
    "home runs": _one("baseball", "homeRuns", told_by=_BATTER),
    "rbis": _one("baseball", "RBIs", "rbis", told_by=_BATTER),
    "runs scored": _one("baseball", "runs", told_by=_BATTER),
    "stolen bases": _one("baseball", "stolenBases", told_by=_BATTER),
    "walks": _one("baseball", "walks", told_by=_BATTER),
    "batter strikeouts": _one("baseball", "strikeouts", told_by=_BATTER),
    "strikeouts": _one("baseball", "strikeouts", told_by=_PITCHER),
    "hits allowed": _one("baseball", "hits", told_by=_PITCHER),
    "walks allowed": _one("baseball", "walks", told_by=_PITCHER),
    "earned runs": _one("baseball", "earnedRuns", told_by=_PITCHER),
    "outs": _Stat(("baseball",), ((1, ("innings",)),), thirds=True),
    "goals": _one("hockey soccer", "goals", "totalGoals"),
    "shots on goal": _one("hockey", "shotsTotal", "shots", "shotsOnGoal"),
    "blocked shots": _one("hockey", "blockedShots"),
    "total saves": _one("hockey soccer", "saves", told_by=_GOALIE),
    "shots": _one("soccer", "totalShots", "shots"),
    "shots on target": _one("soccer", "shotsOnTarget"),
}
"""By the odds feed's words, in which strikeouts are a pitcher's and walks a batter's."""

_COMBINED: dict[str, tuple[str, ...]] = {
    "points rebounds assists": ("points", "rebounds", "assists"),
    "points rebounds": ("points", "rebounds"),
    "points assists": ("points", "assists"),
    "rebounds assists": ("rebounds", "assists"),
    "blocks steals": ("blocks", "steals"),
    "pass rush yds": ("pass yds", "rush yds"),
    "rush reception yds": ("rush yds", "reception yds"),
    "pass rush reception yds": ("pass yds", "rush yds", "reception yds"),
    "rush reception tds": ("rush tds", "reception tds"),
    "pass rush reception tds": ("pass tds", "rush tds", "reception tds"),
    "pass rush tds": ("pass tds", "rush tds"),
    "hits runs rbis": ("hits", "runs scored", "rbis"),
    "goals assists": ("goals", "assists"),
}

_PHRASES: tuple[tuple[str, str], ...] = (
    (r"(?:three|3)(?:s| ?pts?| ?pm| ?pointers?| point field goals?)?(?: made)?|made threes?|treys?", "threes"),
    (r"long(?:est)? (?:pass )?completions?|longest pass(?:es)?|long pass(?:ing)?", "pass longest completion"),
    (r"longest (?:rush(?:es)?|runs?|carry)|long rush(?:ing)?", "rush longest"),
    (r"longest (?:receptions?|catch(?:es)?)|long (?:reception|catch|rec)", "reception longest"),
    (r"(?:pass(?:ing)? )?(?:interceptions?|ints?)(?: thrown)?|picks? thrown", "pass interceptions"),
    (r"(?:pass(?:ing)? )?(?:completions?|cmp|comps?)|completed passes", "pass completions"),
    (r"pass(?:ing)? (?:attempts?|atts?)|passes attempted", "pass attempts"),
    (r"rush(?:ing)? (?:attempts?|atts?)|carries|rushes", "rush attempts"),
    (r"catches|receptions?|recs", "receptions"),
    (r"(?:total |combined )?tackles(?: (?:and |plus )?assists)?", "tackles assists"),
    (r"(?:pitch(?:er|ing) )?(?:strike ?outs?|ks?|punch ?outs?)(?: thrown)?", "strikeouts"),
    (r"(?:batter|batting|hitter) (?:strike ?outs?|ks?)", "batter strikeouts"),
    (r"home ?runs?|hrs?|homers?|dingers?", "home runs"),
    (r"runs batted in|rbis?|ribbies", "rbis"),
    (r"stolen bases?|bases stolen|sbs?", "stolen bases"),
    (r"(?:batter |bases on )?(?:walks?|bbs?|balls)", "walks"),
    (r"pitcher walks?|walks? (?:allowed|issued)", "walks allowed"),
    (r"earned runs?(?: allowed)?|ers?", "earned runs"),
    (r"hits? allowed", "hits allowed"),
    (r"hits? (?:and )?runs? (?:and )?(?:rbis?|runs batted in)|h r rbis?|hrr", "hits runs rbis"),
    (r"(?:total )?bases|tbs?", "total bases"),
    (r"runs(?: scored)?", "runs scored"),
    (r"shots? on goal|sogs?", "shots on goal"),
    (r"shots? on target|sot", "shots on target"),
    (r"(?:total |goalie )?saves?|svs?", "total saves"),
    (r"stocks|steals? (?:and |plus )?blocks?", "blocks steals"),
    (r"p ?(?:and )?r ?(?:and )?a", "points rebounds assists"),
    (r"p ?(?:and )?r", "points rebounds"),
    (r"p ?(?:and )?a", "points assists"),
    (r"r ?(?:and )?a", "rebounds assists"),
    (r"(?:pitch(?:er|ing|ers) )?outs(?: recorded| pitched)?", "outs"),
    (r"g (?:and )?a|goal contributions?", "goals assists"),
    (r"(?:free throws?|ftm?s?)(?: made)?", "free throws made"),
    (r"(?:field goals?|fgm?s?) made|fgm", "field goals made"),
)
"""Whole texts (folded) with the stat they mean. Everything else is read word by word."""
_READ = tuple((re.compile(pattern), stat) for pattern, stat in _PHRASES)
_BY_SPORT: dict[tuple[str, str], str] = {
    ("soccer", "shots on goal"): "shots on target",
    ("hockey", "shots"): "shots on goal",
    ("hockey", "blocks"): "blocked shots",
    ("hockey", "goals assists"): "points",
    ("hockey", "shots on target"): "shots on goal",
    ("baseball", "steals"): "stolen bases",
    ("football", "field goals made"): "field goals",
}
"""Words that mean another stat in one sport than elsewhere."""

_ALIASES = {
    "pts": "points", "point": "points", "scoring": "points", "ppg": "points",
    "reb": "rebounds", "rebs": "rebounds", "boards": "rebounds", "rebound": "rebounds", "rpg": "rebounds",
    "ast": "assists", "asts": "assists", "assist": "assists", "dimes": "assists", "apg": "assists",
    "3s": "threes", "3pt": "threes", "3pm": "threes", "3ptm": "threes", "threepointers": "threes",
    "blk": "blocks", "blks": "blocks", "block": "blocks", "stl": "steals", "stls": "steals", "steal": "steals",
    "tov": "turnovers", "turnover": "turnovers", "tos": "turnovers", "mins": "minutes",
    "yards": "yds", "yard": "yds", "yd": "yds", "yardage": "yds",
    "passing": "pass", "passes": "pass", "rushing": "rush", "receiving": "reception", "rec": "reception",
    "touchdowns": "tds", "touchdown": "tds", "td": "tds",
    "ks": "strikeouts", "hit": "hits", "single": "singles", "double": "doubles", "triple": "triples",
    "run": "runs", "rbi": "rbis", "goal": "goals", "shot": "shots", "target": "targets", "sack": "sacks",
}  # fmt: skip
WORDS = frozenset(
    [word for stat in (*_STATS, *_COMBINED) for word in stat.split()]
    + [
        *_ALIASES, "longest", "completed", "completion", "cmp", "comp", "carries", "carry", "catches", "catch",
        "pra", "sog", "sogs", "sot", "k", "ks", "hr", "hrs", "homers", "homer", "dingers", "tb", "tbs", "sb", "sbs",
        "bb", "int", "ints", "picks", "pick", "interception", "interceptions", "thrown", "made", "allowed", "pointers",
        "pointer", "pt", "three", "treys", "stocks", "att", "atts", "attempt", "save", "ribbies", "hrr", "batted", "in",
        "home", "stolen", "base", "earned", "goalie", "pitcher", "batter", "tackle", "recs", "strikeout", "rushes",
        "outs", "recorded",
    ]
)  # fmt: skip
"""Every word of the vocabulary: in a question none of them is a part of a name."""
_SAID = {"yds": "yards", "tds": "touchdowns", "pass": "passing", "rush": "rushing", "rbis": "RBIs"}
_MORE = {"reception yds": "receiving yds", "reception tds": "receiving tds", "rush longest": "longest rush"}
_JOINING = frozenset({"and", "plus", "of", "player", "made", "total", "the", "a", "per", "game"})


def parts_of(stat: str) -> tuple[str, ...]:
    """The single stats that a stat is the sum of: itself, or those of a combined one; empty when it is not known.

    >>> parts_of("points rebounds"), parts_of("steals"), parts_of("luck")
    (('points', 'rebounds'), ('steals',), ())
    """
    return _COMBINED.get(stat) or ((stat,) if stat in _STATS else ())


def stats_of(sport: str) -> tuple[str, ...]:
    """Every stat that is counted in a sport, combined ones last."""
    single = tuple(stat for stat, known in _STATS.items() if sport in known.sports)
    return single + tuple(stat for stat, parts in _COMBINED.items() if set(parts) <= set(single))


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


def stat_meant(words: str, offered: Iterable[str] = (), sport: str | None = None) -> str | None:
    """The stat that folded words mean, of those offered or known (in that sport); None when they mean none of them.

    >>> stat_meant("pts and rebs"), stat_meant("passing yards"), stat_meant("pra"), stat_meant("luck")
    ('points rebounds', 'pass yds', 'points rebounds assists', None)
    """
    known = dict.fromkeys([*offered, *(stats_of(sport) if sport else (*_STATS, *_COMBINED))])
    plain = " ".join(words.split())
    if plain in known:
        return plain
    asked = _asked(plain)
    if not asked:
        return None
    if sport:
        asked = _BY_SPORT.get((sport, asked), asked)
    if asked in known:
        return asked
    parts = _plain(asked)
    whole = (
        next((stat for stat in dict.fromkeys([*known, *_COMBINED]) if _plain(stat) == parts), None) if parts else None
    )
    if whole is not None and sport:
        whole = _BY_SPORT.get((sport, whole), whole)
    return whole if whole in known else None


def split_stat(words: list[str], sport: str | None = None) -> tuple[list[str], str | None]:
    """Folded words without the longest part that names a stat, at their beginning or end; and that stat."""
    for size in range(len(words), 0, -1):
        for part, rest in ((words[-size:], words[:-size]), (words[:size], words[size:])):
            stat = stat_meant(" ".join(part), sport=sport)
            if stat is not None:
                return rest, stat
    return words, None


@lru_cache(maxsize=4096)
def _plain(stat: str) -> tuple[str, ...]:
    return tuple(sorted(word for word in stat.split() if word not in _JOINING))


def stat_within(words: Sequence[str], sport: str | None = None) -> str | None:
    """The stat that the longest run of these folded words names; None when they name none, or two of one length."""
    for size in range(len(words), 0, -1):
        runs = (words[at : at + size] for at in range(len(words) - size + 1))
        found = {stat for run in runs if (stat := stat_meant(" ".join(run), sport=sport))}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def stat_in_words(stat: str) -> str:
    """The stat as one says it, a sum by its parts.

    >>> stat_in_words("pass rush yds"), stat_in_words("threes"), stat_in_words("luck")
    ('passing yards + rushing yards', 'threes', 'luck')
    """
    parts = parts_of(stat) or (stat,)
    return " + ".join(" ".join(_SAID.get(word, word) for word in _MORE.get(part, part).split()) for part in parts)


def _asked(plain: str) -> str:
    """The words in the vocabulary's own, as far as they are known."""
    for pattern, stat in _READ:
        if pattern.fullmatch(plain):
            return stat
    said = [_ALIASES.get(word, word) for word in plain.split()]
    return " ".join(said) if set(said) - _JOINING else ""


def _single(stat: _Stat, figures: Mapping[str, float]) -> Fraction | None:
    if stat.told_by and not any(name in figures for name in stat.told_by):
        return None
    total = Fraction(0)
    for times, names in stat.figures:
        value = next((figures[name] for name in names if name in figures), None)
        if value is None:
            return None
        total += times * Fraction(str(value))
    return _outs(total) if stat.thirds else total


def _outs(innings: Fraction) -> Fraction | None:
    """6.1 innings are 19 outs; None for what is no number of thirds."""
    whole, tenths = divmod(innings * 10, 10)
    return whole * 3 + tenths if tenths in (0, 1, 2) else None
