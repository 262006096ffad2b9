"""Reports of what sources say: injuries, scores, the weather, published picks. One card, four contents.

Each row is a fact with its own words and date where the source gives one; the footer names the source and when it stood
by it. Text of third parties is shown as it is, bounded and harmless.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Literal

from typing_extensions import TypedDict

from professor_lock.betting.facts import EventStatus, GameScore, Injury, InjuryReport, Weather
from professor_lock.untrusted_text import SENTENCE_LIMIT, TITLE_LIMIT, markdown_link, one_line, safe_url
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.format import DASH, DEFAULT_TIMEZONE, age, clock, hour, zone, zone_name

MAX_ROWS = 30
OLD = timedelta(minutes=6)
"""Scores read longer ago than this are old: the source has failed since, and the card says how old they are."""

Color = Literal["success", "danger", "secondary", "warning", "info"]


class ReportRow(TypedDict):
    """One fact. `tag` is a badge in `color`, `when` the date that belongs to it."""

    id: str
    name: str
    tag: str
    color: Color
    figure: str
    detail: str
    when: str


class ReportView(TypedDict):
    """What `report.widget` shows."""

    title: str
    lead: str
    rows: list[ReportRow]
    footer: str
    notes: list[str]
    link: str
    demo: bool


@dataclass(frozen=True, slots=True)
class PickLine:
    """A published pick in words, as its maker wrote it."""

    game: str
    pick: str
    confidence: str
    detail: str
    made_at: datetime


def create_injuries_widget(
    report: InjuryReport, title: str, *, timezone: str | tzinfo = DEFAULT_TIMEZONE
) -> BuiltWidget:
    """Who is listed, with status, words, date and reporter of each: a status alone may contradict its own text."""
    where = zone(timezone)
    notes = [report.note] if report.note else []
    if report.injuries:
        notes.append("Statuses are coarse and may be old: the words and their date count.")
    return _card(
        title,
        lead="" if report.injuries else "Nobody is listed. That is not the same as healthy.",
        rows=[_injury(injury, where) for injury in report.injuries[:MAX_ROWS]],
        footer=_footer(report.source, report.as_of, where),
        notes=[*_more(len(report.injuries), "players"), *notes],
        source=report.source,
        link=report.link,
        demo=report.demo,
    )


def create_scores_widget(
    scores: Sequence[GameScore], title: str, *, now: datetime, timezone: str | tzinfo = DEFAULT_TIMEZONE
) -> BuiltWidget:
    """Games with how they stand. A score the source does not give is a dash, never a zero. There is at least one."""
    where = zone(timezone)
    first = scores[0]
    old = now - first.as_of
    notes = [f"The source cannot be reached: this is how it stood {age(old)} ago."] if old > OLD else []
    notes = [first.note] if first.note else notes
    return _card(
        title,
        rows=[_score(score, where, now) for score in scores[:MAX_ROWS]],
        footer=_footer(first.source, first.as_of, where),
        notes=[*_more(len(scores), "games"), *notes],
        source=first.source,
        link=first.link,
        demo=any(score.demo for score in scores),
    )


def create_weather_widget(weather: Weather, title: str) -> BuiltWidget:
    """The forecast of one hour in the place's own time, with its credit, which the source's licence asks for."""
    local = weather.at.astimezone(zone(weather.zone))
    wind = _number(weather.wind_mph, " mph")
    if weather.wind_mph is not None and weather.wind_from_degrees is not None:
        wind += f" from {_compass(weather.wind_from_degrees)}"
    figures = [
        ("Temperature", _number(weather.temperature_f, " °F")),
        ("Feels like", _number(weather.feels_like_f, " °F")),
        ("Wind", wind),
        ("Gusts", _number(weather.gusts_mph, " mph")),
        ("Chance of precipitation", _number(weather.precipitation_chance, "%")),
        ("Precipitation", _number(weather.precipitation_in, " in")),
    ]
    return _card(
        title,
        lead=f"{weather.description.capitalize()}, {local:%a %b} {local.day}, {hour(local)} {zone_name(local)}",
        rows=[_row(name, figure=figure) for name, figure in figures],
        footer=f"{_footer(weather.source, weather.as_of, zone(weather.zone))} for {one_line(weather.place)}",
        notes=[weather.credit, *([weather.note] if weather.note else [])],
        source=weather.source,
        link=weather.link,
        demo=weather.demo,
    )


def create_picks_widget(
    picks: Sequence[PickLine],
    title: str,
    *,
    source: str,
    read_at: datetime,
    timezone: str | tzinfo = DEFAULT_TIMEZONE,
    demo: bool = False,
) -> BuiltWidget:
    """Picks as published. Their confidence is their maker's word, and the card says so."""
    where = zone(timezone)
    return _card(
        title,
        rows=[_pick(pick, where) for pick in picks[:MAX_ROWS]],
        footer=_footer(source, read_at, where),
        notes=[
            *_more(len(picks), "picks"),
            "A confidence is its maker's word, not a probability. Prices may have moved since.",
        ],
        source=source,
        link=None,
        demo=demo,
    )


def _injury(injury: Injury, where: tzinfo) -> ReportRow:
    said = ". ".join(part.rstrip(".") for part in (injury.detail, injury.comment) if part)
    row = _row(f"{injury.player}, {injury.team}", tag=injury.status, color="warning", detail=said)
    row["when"] = one_line(f"{clock(injury.reported_at, where)}, {injury.source}", TITLE_LIMIT)
    return row


def _score(score: GameScore, where: tzinfo, now: datetime) -> ReportRow:
    event = score.event
    known = score.away_score is not None and score.home_score is not None
    row = _row(
        _ranked_name(score),
        tag="final" if event.status is EventStatus.FINAL else event.status.value,
        color="danger" if event.status is EventStatus.LIVE else "secondary",
        figure=f"{score.away_score} - {score.home_score}" if known else DASH,
        detail="; ".join(_circumstances(score)),
    )
    started = event.status in (EventStatus.LIVE, EventStatus.FINAL)
    row["when"] = one_line(score.detail) if started else f"Starts {clock(event.starts_at, where, now)}"
    if event.status in (EventStatus.POSTPONED, EventStatus.CANCELED):
        row["when"] = one_line(score.detail)
    return row


def _ranked_name(score: GameScore) -> str:
    """The game with the ranks of its teams: "#2 Auburn Tigers @ Kentucky Wildcats"."""
    sides = ((score.away_rank, score.event.away), (score.home_rank, score.event.home))
    return " @ ".join(f"#{rank} {team}" if rank is not None else team for rank, team in sides)


def _circumstances(score: GameScore) -> list[str]:
    """What a bettor must know beside the figures: neutral ground, and who won a shootout."""
    said = ["neutral ground"] if score.neutral else []
    away, home = score.away_shootout, score.home_shootout
    if away is not None and home is not None and away != home:
        winner = score.event.away if away > home else score.event.home
        said.append(f"{winner} won the shootout {max(away, home)}-{min(away, home)}")
    return said


def _pick(pick: PickLine, where: tzinfo) -> ReportRow:
    row = _row(pick.game, tag=pick.confidence, color="info", detail=" ".join(filter(None, (pick.pick, pick.detail))))
    row["when"] = f"Published {clock(pick.made_at, where)}"
    return row


def _row(name: str, *, tag: str = "", color: Color = "secondary", figure: str = "", detail: str = "") -> ReportRow:
    return ReportRow(
        id="",
        name=one_line(name, TITLE_LIMIT),
        tag=one_line(tag, 40),
        color=color,
        figure=one_line(figure),
        detail=one_line(detail, SENTENCE_LIMIT),
        when="",
    )


def _card(
    title: str,
    *,
    rows: Sequence[ReportRow],
    footer: str,
    notes: Sequence[str],
    source: str,
    link: str | None,
    demo: bool,
    lead: str = "",
) -> BuiltWidget:
    numbered = [row.copy() for row in rows]
    for number, row in enumerate(numbered):
        row["id"] = f"row-{number + 1}"
    view = ReportView(
        title=one_line(title, TITLE_LIMIT),
        lead=one_line(lead, SENTENCE_LIMIT),
        rows=numbered,
        footer=one_line(footer, TITLE_LIMIT),
        notes=[one_line(note, SENTENCE_LIMIT) for note in notes],
        link=markdown_link(one_line(source), link) if safe_url(link) else "",
        demo=demo,
    )
    return BuiltWidget.from_template("report", view, _text(view))


def _text(view: ReportView) -> str:
    lines = [f"{view['title']} | {view['footer']}" + (" | DEMO DATA" if view["demo"] else ""), view["lead"]]
    for row in view["rows"]:
        parts = (row["name"], row["tag"], row["figure"], row["detail"], row["when"])
        lines.append(" | ".join(part for part in parts if part))
    return "\n".join(line for line in [*lines, *view["notes"]] if line)


def _footer(source: str, as_of: datetime, where: tzinfo) -> str:
    return f"Source: {one_line(source)}, {clock(as_of, where)}"


def _more(count: int, what: str) -> list[str]:
    return [f"{count - MAX_ROWS} more {what} are not shown."] if count > MAX_ROWS else []


def _number(value: float | None, unit: str) -> str:
    """As the source gives it, at most one place; a dash where it gives none."""
    return DASH if value is None else f"{value:.1f}".removesuffix(".0") + unit


def _compass(degrees: int) -> str:
    names = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
    return names[round(degrees / 45) % 8]
