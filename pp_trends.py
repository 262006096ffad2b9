"""A stretch of past games as a chart: the parts of a season apart, missed games counted, small samples as counts.

It describes the past. Averages and rates are arithmetic on the source's own figures, and left out below
`betting.intervals.MIN_DECIDED` games.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from betting.facts import SeasonKind, Series, Trends
from betting.odds import format_line
from betting.recent import KINDS, PastGame, Recent

PART_NAMES = {SeasonKind.REGULAR: "Regular season", SeasonKind.POSTSEASON: "Postseason"}
_EASTERN = ZoneInfo("America/New_York")


def chart_of(
    recent: Recent,
    *,
    who: str,
    what: str,
    asked: int,
    source: str,
    as_of: datetime,
    line: Fraction | None = None,
    season: str = "",
    link: str | None = None,
    note: str | None = None,
) -> Trends:
    """The chart; `what` is the stat in words, `asked` how many games were asked for, `line` an Over to count."""
    parts = [kind for kind in KINDS if recent.of(kind)]
    series = tuple(
        Series(
            f"{what.capitalize()}, {PART_NAMES[kind].lower()}" if len(parts) > 1 else what.capitalize(),
            tuple(game.value if game.kind is kind else None for game in recent.games),
        )
        for kind in parts
    )
    shown = len(recent.games)
    return Trends(
        title=f"{who}: {what}, last {shown} game{'' if shown == 1 else 's'} played",
        labels=tuple(_label(game) for game in recent.games),
        series=series,
        source=source,
        as_of=as_of,
        kind="bar",
        line=None if line is None else float(line),
        link=link,
        note=" ".join(filter(None, [note, f"Season {season}." if season else "", *_said(recent, parts, asked, line)])),
    )


def _said(recent: Recent, parts: Sequence[SeasonKind], asked: int, line: Fraction | None) -> list[str]:
    said = [_part(recent, kind) for kind in parts]
    if recent.missed:
        said.append(f"{recent.missed} game{'s' if recent.missed > 1 else ''} not played, left out.")
    if len(recent.games) < asked:
        said.append(f"{asked} were asked for; the source lists no more.")
    if line is not None:
        said.append(f"Over {format_line(line, signed=False)}: {recent.hits(line).text}. The past, not a probability.")
    return said


def _part(recent: Recent, kind: SeasonKind) -> str:
    """ "Regular season: 8 games, average 24.5." or, of a few games, what they were: "Postseason: 2 games (31, 25)." """
    games = recent.of(kind)
    average = recent.average(kind)
    values = ", ".join(f"{game.value:g}" for game in games)
    figures = f" ({values})" if average is None else f", average {average:.1f}"
    return f"{PART_NAMES[kind]}: {len(games)} game{'' if len(games) == 1 else 's'}{figures}."


def _label(game: PastGame) -> str:
    """Day and opponent, in US Eastern time: a late Pacific game counts to the evening it was played."""
    local = game.starts_at.astimezone(_EASTERN)
    return f"{local:%b} {local.day} {game.opponent}" + (" (PO)" if game.kind is SeasonKind.POSTSEASON else "")
