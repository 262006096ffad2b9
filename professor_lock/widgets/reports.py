"""Reports of what sources say: injuries, scores, the weather, published picks. One card, four contents.

Each row is a fact with its own words and date where the source gives one; the footer names the source and when it stood
by it. Text of third parties is shown as it is, bounded and harmless.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any, Literal

from typing_extensions import TypedDict

from professor_lock.betting.facts import EventStatus, GameScore, Injury, InjuryReport, Weather
from professor_lock.untrusted_text import SENTENCE_LIMIT, TITLE_LIMIT, linked, one_line
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.extension import Fold, extension
from professor_lock.widgets.format import (
    DASH,
    DEFAULT_TIMEZONE,
    age,
    beside_tag,
    short_clock,
    short_team,
    source_name,
    when,
    zone,
)
from professor_lock.widgets.share import Share, share
from professor_lock.words import ENGLISH, Words
from professor_lock.words.sentences import phrase, sentence

MAX_ROWS = 30
SHORT_DETAIL = 24
"""Characters of a detail that leaves room for a time beside it on a telephone."""
SHOWN_ROWS = 10
"""Rows of a card that are seen at once; the others open in place."""
OLD = timedelta(minutes=6)
"""Scores read longer ago than this are old: the source has failed since, and the card says how old they are."""

Color = Literal["success", "danger", "secondary", "warning", "info"]


class ReportRow(TypedDict):
    """One fact. `tag` is a badge in `color`, `when` the date that belongs to it.

    `name` is what the card shows, `full` what a model reads.
    """

    id: str
    name: str
    full: str
    tag: str
    color: Color
    figure: str
    detail: str
    when: str
    plain: bool
    """A label and its figure, nothing more."""


class ReportView(TypedDict):
    """What `report.widget` shows."""

    title: str
    lead: str
    rows: list[ReportRow]
    footer: str
    notes: list[str]
    link: str
    demo: bool
    shown: int
    """How many rows are not folded away."""
    extension: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PickLine:
    """A published pick in words, as its maker wrote it."""

    game: str
    pick: str
    confidence: str
    detail: str
    made_at: datetime
    market: str = ""


def create_injuries_widget(
    report: InjuryReport, title: str, *, timezone: str | tzinfo = DEFAULT_TIMEZONE, words: Words = ENGLISH
) -> BuiltWidget:
    """Who is listed, with status, words, date and reporter of each: a status alone may contradict its own text."""
    where, listed = zone(timezone), report.injuries[:MAX_ROWS]
    notes = [report.note] if report.note else []
    if report.injuries:
        notes.append(words("report.coarse"))
    return _card(
        title,
        lead="" if report.injuries else words("report.nobody"),
        rows=[_shown_injury(_injury(injury, report, where, words)) for injury in listed],
        told=[_injury(injury, report, where, words) for injury in listed],
        footer=_footer(report.source, report.as_of, where, words),
        notes=[*_more(len(report.injuries), "players", words), *notes],
        words=words,
        source=report.source,
        link=report.link,
        demo=report.demo,
    )


def create_scores_widget(
    scores: Sequence[GameScore],
    title: str,
    *,
    now: datetime,
    timezone: str | tzinfo = DEFAULT_TIMEZONE,
    words: Words = ENGLISH,
) -> BuiltWidget:
    """Games with how they stand, those to come with their start. A score the source does not give is a dash, never a
    zero. There is at least one game.
    """
    where = zone(timezone)
    first = scores[0]
    old = now - first.as_of
    notes = [words("report.out_of_reach", age=age(old, words))] if old > OLD else []
    notes = [first.note] if first.note else notes
    return _card(
        title,
        rows=[_score(score, where, now, words) for score in scores[:MAX_ROWS]],
        footer=_footer(first.source, first.as_of, where, words, now),
        notes=[*_more(len(scores), "games", words), *notes],
        words=words,
        source=first.source,
        link=first.link,
        demo=any(score.demo for score in scores),
    )


def create_weather_widget(weather: Weather, title: str, *, words: Words = ENGLISH) -> BuiltWidget:
    """The forecast of one hour in the place's own time, with its credit, which the source's licence asks for.

    A figure that the source does not give is left out.
    """
    local = weather.at.astimezone(zone(weather.zone))
    wind = _number(weather.wind_mph, " mph")
    if weather.wind_mph is not None and weather.wind_from_degrees is not None:
        wind = words("report.wind_from", wind=wind, where=words(f"report.{_compass(weather.wind_from_degrees)}"))
    figures = [
        (words("report.temperature"), _number(weather.temperature_f, " °F")),
        (words("report.feels_like"), _number(weather.feels_like_f, " °F")),
        (words("report.wind"), wind),
        (words("report.gusts"), _number(weather.gusts_mph, " mph")),
        (words("report.rain_chance"), _number(weather.precipitation_chance, "%")),
        (words("report.rain"), _number(weather.precipitation_in, " in")),
    ]
    return _card(
        title,
        lead=f"{_sky(weather.description, words)}, {short_clock(local, words)}",
        rows=[_row(name, figure=figure) | {"plain": True} for name, figure in figures if figure != DASH],
        footer=words(
            "report.footer_for",
            footer=_footer(weather.source, weather.as_of, zone(weather.zone), words),
            place=one_line(weather.place),
        ),
        words=words,
        notes=[*([] if weather.demo else [weather.credit]), *([weather.note] if weather.note else [])],
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
    words: Words = ENGLISH,
) -> BuiltWidget:
    """Picks as published. Their confidence is their maker's word, and the card says so.

    The card has the pick in bold, a model reads the game first.
    """
    where, listed = zone(timezone), picks[:MAX_ROWS]
    return _card(
        title,
        rows=[_shown_pick(pick, _pick(pick, where, read_at, words)) for pick in listed],
        told=[_pick(pick, where, read_at, words) for pick in listed],
        footer=_footer(source, read_at, where, words),
        words=words,
        notes=[
            *_more(len(picks), "picks", words),
            words("report.confidence"),
        ],
        source=source,
        link=None,
        demo=demo,
    )


def _injury(injury: Injury, report: InjuryReport, where: tzinfo, words: Words) -> ReportRow:
    said = ". ".join(part.rstrip(".") for part in (injury.detail, injury.comment) if part)
    row = _row(f"{injury.player}, {injury.team}", tag=phrase(injury.status, words), color=_gravity(injury), detail=said)
    reported = when(injury.reported_at, where, report.as_of, words=words)
    if len({one.team for one in report.injuries}) == 1:
        row["name"] = one_line(injury.player, TITLE_LIMIT)  # the title names the team
    row["when"] = one_line(reported if injury.source == report.source else f"{reported}, {injury.source}", TITLE_LIMIT)
    return row


def _shown_injury(told: ReportRow) -> ReportRow:
    """A short note stands on one line with its time."""
    if len(told["detail"]) > SHORT_DETAIL or not told["detail"]:
        return told
    shown = told.copy()
    shown["detail"], shown["when"] = f"{told['detail']} · {told['when']}", ""
    return shown


def _score(score: GameScore, where: tzinfo, now: datetime, words: Words) -> ReportRow:
    event = score.event
    said = one_line(score.detail)
    row = _row(_ranked_name(score), detail="; ".join(_circumstances(score, words)))
    row["name"] = one_line(_ranked_name(score, short=True), TITLE_LIMIT)
    if event.status is EventStatus.SCHEDULED:
        row["figure"] = when(event.starts_at, where, now, words=words)
        return row
    known = score.away_score is not None and score.home_score is not None
    row["figure"] = f"{score.away_score} - {score.home_score}" if known else DASH
    row["color"] = "danger" if event.status is EventStatus.LIVE else "secondary"
    own = words(f"report.{event.status.value}")
    if event.status is EventStatus.FINAL and said.casefold().startswith("final"):
        row["tag"] = own if said.casefold() == "final" else one_line(said, 40)  # "Final/OT" says both
    else:
        row["tag"], row["when"] = own, "" if said.casefold() == event.status.value else said
    return row


def _gravity(injury: Injury) -> Color:
    """Red for who is out, nothing for who will probably play."""
    status = injury.status.casefold()
    if status.startswith(("out", "injured reserve", "suspen")) or "day-il" in status:
        return "danger"
    return "secondary" if status in ("probable", "available", "active") else "warning"


def _ranked_name(score: GameScore, *, short: bool = False) -> str:
    """The game with the ranks of its teams: "#2 Auburn Tigers @ Kentucky Wildcats"; in `short` by their nicknames."""
    away, home = score.event.away, score.event.home
    if short:
        away, home = short_team(away, score.event.league), short_team(home, score.event.league)
    sides = ((score.away_rank, away), (score.home_rank, home))
    return " @ ".join(f"#{rank} {team}" if rank is not None else team for rank, team in sides)


def _circumstances(score: GameScore, words: Words) -> list[str]:
    """What a bettor must know beside the figures: neutral ground, and who won a shootout."""
    said = [words("report.neutral")] if score.neutral else []
    away, home = score.away_shootout, score.home_shootout
    if away is not None and home is not None and away != home:
        winner = score.event.away if away > home else score.event.home
        said.append(words("report.shootout", winner=winner, score=f"{max(away, home)}-{min(away, home)}"))
    return said


def _pick(pick: PickLine, where: tzinfo, read_at: datetime, words: Words) -> ReportRow:
    row = _row(
        pick.game,
        tag=phrase(pick.confidence, words),
        color="info",
        detail=" ".join(filter(None, (pick.pick, pick.market, pick.detail))),
    )
    row["when"] = words("report.published", time=when(pick.made_at, where, read_at, words=words))
    return row


def _shown_pick(pick: PickLine, told: ReportRow) -> ReportRow:
    shown = told.copy()
    shown["name"] = one_line(" ".join(filter(None, (pick.pick, pick.market))), TITLE_LIMIT)
    shown["detail"] = one_line(" · ".join(filter(None, (pick.game, pick.detail))), SENTENCE_LIMIT)
    return shown


def _row(name: str, *, tag: str = "", color: Color = "secondary", figure: str = "", detail: str = "") -> ReportRow:
    return ReportRow(
        id="",
        name=one_line(name, TITLE_LIMIT),
        full=one_line(name, TITLE_LIMIT),
        tag=one_line(tag, 40),
        color=color,
        figure=one_line(figure),
        detail=one_line(detail, SENTENCE_LIMIT),
        when="",
        plain=False,
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
    words: Words,
    told: Sequence[ReportRow] | None = None,
) -> BuiltWidget:
    """The card of these rows; `told` are the same as a model reads them, where that differs."""
    numbered = [row.copy() for row in rows]
    for number, row in enumerate(numbered):
        row["id"] = f"row-{number + 1}"
    shown_title, left = one_line(phrase(title, words), TITLE_LIMIT), len(numbered) - SHOWN_ROWS
    folds = [Fold("more", words("share.more", n=left), once=True)] if left > 0 else []
    view = ReportView(
        title=shown_title,
        lead=one_line(lead, SENTENCE_LIMIT),
        rows=numbered,
        footer=one_line(footer, TITLE_LIMIT),
        notes=[
            one_line(sentence(said, words), SENTENCE_LIMIT) for note in notes if (said := beside_tag(note, demo=demo))
        ],
        link=linked(one_line(footer, TITLE_LIMIT), source_name(source, words), link),
        demo=demo,
        shown=SHOWN_ROWS,
        extension=extension(name=shown_title, folds=folds) if folds else {},
    )
    sent = _share(view, words)
    text = _text(view if told is None else ReportView(**{**view, "rows": list(told)}))
    return BuiltWidget.from_template("report", view, text, words=words.section("report"), share=sent)


def _share(view: ReportView, words: Words) -> Share:
    """For a friend, a line for each row: "Suns @ Spurs: 117 - 114 (final)", "LeBron James, Lakers: Out (sore knee)"."""
    lines = [view["title"], view["lead"]]
    plain = [f"{row['name']}: {row['figure']}" for row in view["rows"] if row["plain"]]
    lines += [" · ".join(plain)]
    for row in view["rows"]:
        if not row["plain"]:
            said = row["figure"] or row["tag"]
            beside = [row["tag"] if row["figure"] else "", row["when"] if row["figure"] else "", row["detail"]]
            detail = ", ".join(part for part in beside if part)
            line = ": ".join(part for part in (row["name"], said) if part)
            lines.append(f"{line} ({detail})" if detail else line)
    return share(lines, demo=view["demo"], words=words)


def _text(view: ReportView) -> str:
    lines = [f"{view['title']} | {view['footer']}" + (" | DEMO DATA" if view["demo"] else ""), view["lead"]]
    for row in view["rows"]:
        parts = (row["full"], row["tag"], row["figure"], row["detail"], row["when"])
        lines.append(" | ".join(part for part in parts if part))
    return "\n".join(line for line in [*lines, *view["notes"]] if line)


def _footer(source: str, as_of: datetime, where: tzinfo, words: Words, seen: datetime | None = None) -> str:
    return words(
        "stat.source_at", source=source_name(source, words), time=when(as_of, where, seen or as_of, words=words)
    )


def _more(count: int, what: str, words: Words) -> list[str]:
    return [words(f"report.more_{what}", n=count - MAX_ROWS)] if count > MAX_ROWS else []


def _sky(description: str, words: Words) -> str:
    """What the sky does: "Light snow"."""
    said = phrase(description, words)
    return said.capitalize() if words.language == "en" else said[:1].upper() + said[1:]


def _number(value: float | None, unit: str) -> str:
    """As the source gives it, at most one place; a dash where it gives none."""
    return DASH if value is None else f"{value:.1f}".removesuffix(".0") + unit


def _compass(degrees: int) -> str:
    names = ("north", "north_east", "east", "south_east", "south", "south_west", "west", "north_west")
    return names[round(degrees / 45) % 8]
