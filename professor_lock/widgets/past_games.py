"""A stretch of past games as a chart: the parts of a season apart, missed games counted, small samples as counts.

It describes the past. Averages and rates are arithmetic on the source's own figures, and left out below
`betting.record.MIN_DECIDED` games.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from professor_lock.betting.facts import SeasonKind, Series, Trends
from professor_lock.betting.odds import format_line
from professor_lock.betting.record import MIN_DECIDED
from professor_lock.betting.trends import KINDS, PastGame, Recent
from professor_lock.zones import EASTERN

PART_NAMES = {SeasonKind.REGULAR: "Regular season", SeasonKind.POSTSEASON: "Postseason"}


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
    whole: Recent | None = None,
    line_said: str = "",
) -> Trends:
    """The chart; `what` is the stat in words, `asked` how many games were asked for, `line` an Over to count.

    `line_said` is where the line is from, or why there is none. With a line, games over it, on it and under it have a
    colour each. `whole` is all of the season, to stand beside.
    """
    parts = [kind for kind in KINDS if recent.of(kind)]
    series = _by_part(recent, parts, what) if line is None else _by_side(recent, line, what)
    shown = len(recent.games)
    said = [note, f"Season {season}." if season else "", *_said(recent, parts, asked, line, whole), line_said]
    if line is not None and not line_said:
        said.append(f"{format_line(line, signed=False)} is the line that was asked about: it should be today's.")
    return Trends(
        title=f"{who}: {what}, last {shown} game{'' if shown == 1 else 's'} played",
        labels=tuple(_label(game) for game in recent.games),
        series=series,
        source=source,
        as_of=as_of,
        kind="bar",
        line=None if line is None else float(line),
        link=link,
        note=" ".join(filter(None, said)),
        lead=None if line is None else _hit_rate(recent, line),
    )


def _by_part(recent: Recent, parts: Sequence[SeasonKind], what: str) -> tuple[Series, ...]:
    """A series for each part of the season that the games are of."""
    return tuple(
        Series(
            f"{what.capitalize()}, {PART_NAMES[kind].lower()}" if len(parts) > 1 else what.capitalize(),
            tuple(game.value if game.kind is kind else None for game in recent.games),
        )
        for kind in parts
    )


def _by_side(recent: Recent, line: Fraction, what: str) -> tuple[Series, ...]:
    """A series for the games over the line, on it and under it; one without games is left out."""
    number = format_line(line, signed=False)
    sides = {f"over {number}": (1, "green"), f"push on {number}": (0, "yellow"), f"under {number}": (-1, "blue")}
    values = [(game.value, (game.value > line) - (game.value < line)) for game in recent.games]
    series = [
        Series(
            f"{what.capitalize()}, {name}", tuple(value if side == where else None for value, where in values), color
        )
        for name, (side, color) in sides.items()
    ]
    return tuple(one for one in series if any(value is not None for value in one.values))


def _said(
    recent: Recent, parts: Sequence[SeasonKind], asked: int, line: Fraction | None, whole: Recent | None
) -> list[str]:
    said = [_part(recent, kind) for kind in parts]
    if recent.missed:
        said.append(f"{recent.missed} game{'s' if recent.missed > 1 else ''} not played, left out.")
    if len(recent.games) < asked:
        said.append(f"{asked} were asked for; the source lists no more.")
    more = whole is not None and len(whole.games) > len(recent.games)
    if whole is not None and more:
        said += [f"All {_part(whole, kind, lower=True)}" for kind in KINDS if len(whole.of(kind)) >= MIN_DECIDED]
    if line is not None:
        number = format_line(line, signed=False)
        if whole is not None and more:
            said.append(f"All season over {number}: {whole.hits(line).text}.")
    return said


def _hit_rate(recent: Recent, line: Fraction) -> str:
    return f"Over {format_line(line, signed=False)}: {recent.hits(line).text}. The past, not a probability."


def _part(recent: Recent, kind: SeasonKind, *, lower: bool = False) -> str:
    """ "Regular season: 8 games, average 24.5." or, of a few games, what they were: "Postseason: 2 games (31, 25)."

    With `lower` it begins with a small letter.
    """
    name = PART_NAMES[kind].lower() if lower else PART_NAMES[kind]
    games = recent.of(kind)
    average = recent.average(kind)
    values = ", ".join(f"{game.value:g}" for game in games)
    figures = f" ({values})" if average is None else f", average {average:.1f}"
    return f"{name}: {len(games)} game{'' if len(games) == 1 else 's'}{figures}."


def _label(game: PastGame) -> str:
    """Day and opponent, in US Eastern time: a late Pacific game counts to the evening it was played."""
    local = game.starts_at.astimezone(EASTERN)
    part = " (PO)" if game.kind is SeasonKind.POSTSEASON else ""
    return f"{local:%b} {local.day} {game.opponent}{part}" + (f", {game.outcome}" if game.outcome else "")
