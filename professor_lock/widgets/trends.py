"""A trend as a chart: actual values game by game, the betting line across them, and where the numbers are from."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, tzinfo
from typing import Any

from typing_extensions import TypedDict

from professor_lock.betting.facts import Series, Trends
from professor_lock.errors import BadInput
from professor_lock.untrusted_text import SENTENCE_LIMIT, TITLE_LIMIT, linked, one_line
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.extension import Fold, extension
from professor_lock.widgets.format import (
    DASH,
    DEFAULT_TIMEZONE,
    MONTHS,
    beside_tag,
    clock,
    month_day,
    source_name,
    zone,
)
from professor_lock.widgets.input import trends_of
from professor_lock.widgets.share import share
from professor_lock.words import DEFAULT_LANGUAGE, ENGLISH, Words
from professor_lock.words.sentences import phrase, sentence

MAX_POINTS = 100
MAX_SERIES = 8
KINDS = ("line", "bar")
LINE_KEY = "line"
LABEL_LIMIT = 40
_DAY = re.compile(rf"({'|'.join(month.capitalize() for month in MONTHS)}) (\d{{1,2}})(?= )")
NOTE_LIMIT = 2 * SENTENCE_LIMIT
"""What is said below a chart is several sentences: the sample, the season, the rate with its interval."""


class TrendsView(TypedDict):
    """What `trends_chart.widget` shows; `chart` is the whole node of it."""

    title: str
    lead: str
    chart: dict[str, Any]
    line: str
    note: str
    footer: str
    link: str
    demo: bool
    extension: dict[str, Any]


def create_trends_chart_widget(
    trends_data: Trends | Mapping[str, Any],
    *,
    timezone: str | tzinfo = DEFAULT_TIMEZONE,
    words: Words = ENGLISH,
) -> BuiltWidget:
    """The chart of `betting.facts.Trends`, or of a mapping as `widgets.input.trends_of` describes it.

    BadInput names what cannot be drawn: another kind than "line" or "bar", no values, a series that is not as long as
    the labels, a value that is not a finite number, more than `MAX_POINTS` labels or `MAX_SERIES` series.
    """
    trends = trends_data if isinstance(trends_data, Trends) else trends_of(trends_data)
    view = view_of_trends(trends, zone(timezone), words)
    text = text_of_trends(view_of_trends(trends, zone(timezone)))
    sent = share([view["title"], view["lead"], *_values(view)], demo=view["demo"], words=words)
    return BuiltWidget.from_template("trends_chart", view, text, words=words.section("trends"), share=sent)


def _check(trends: Trends) -> None:
    if trends.kind not in KINDS:
        raise BadInput(f"A chart is a line or a bar chart, not {one_line(trends.kind)!r}.", field="kind")
    if not 0 < len(trends.labels) <= MAX_POINTS:
        raise BadInput(f"A chart takes 1 to {MAX_POINTS} labels; there are {len(trends.labels)}.", field="labels")
    if not 0 < len(trends.series) <= MAX_SERIES:
        raise BadInput(f"A chart takes 1 to {MAX_SERIES} series; there are {len(trends.series)}.", field="series")
    for number, series in enumerate(trends.series):
        _check_series(series, len(trends.labels), f"series[{number}].values")
    if all(value is None for series in trends.series for value in series.values):
        raise BadInput("There is no value to draw.", field="series")
    if trends.line is not None and not math.isfinite(trends.line):
        raise BadInput("The line must be a finite number.", field="line")


def _check_series(series: Series, labels: int, field: str) -> None:
    if len(series.values) != labels:
        raise BadInput(f"{one_line(series.name)} has {len(series.values)} values for {labels} labels.", field=field)
    if not all(value is None or math.isfinite(value) for value in series.values):
        raise BadInput(f"{one_line(series.name)} holds a value that is not a finite number.", field=field)


def view_of_trends(trends: Trends, where: tzinfo, words: Words = ENGLISH) -> TrendsView:
    """What a card shows of them; BadInput as for `create_trends_chart_widget`."""
    _check(trends)
    footer = words(
        "stat.source_at", source=source_name(trends.source, words), time=clock(trends.as_of, where, words=words)
    )
    title = one_line(phrase(trends.title, words), TITLE_LIMIT)
    note = one_line(sentence(beside_tag(trends.note, demo=trends.demo), words), NOTE_LIMIT)
    # Beside a lead the note is what stands behind it; without one it is what there is to read.
    folds = [Fold("note", words("common.details"), words("board.details_of", game=title))]
    return TrendsView(
        title=title,
        lead=one_line(sentence(trends.lead, words), SENTENCE_LIMIT) if trends.lead else "",
        chart=_chart(trends, words),
        line=_line(trends, words),
        note=note,
        footer=footer,
        link=linked(footer, source_name(trends.source, words), trends.link),
        demo=trends.demo,
        extension=extension(name=title, folds=folds) if note and trends.lead else {},
    )


def _line(trends: Trends, words: Words) -> str:
    return "" if trends.line is None else words("trends.line", line=_number(trends.line))


def _chart(trends: Trends, words: Words) -> dict[str, Any]:
    """The node. The x axis carries positions, its labels their names: two games may share one."""
    keys = [f"s{number + 1}" for number in range(len(trends.series))]
    rows = _rows(trends, keys)
    # Bars of which each place has one at most: in one column, or every game would be a sliver beside two gaps.
    stacked = trends.kind == "bar" and all(len(row.keys() - {"x", LINE_KEY}) <= 1 for row in rows)
    series: list[dict[str, str]] = []
    for key, one in zip(keys, trends.series, strict=True):
        drawn = {"type": trends.kind, "label": one_line(phrase(one.name, words), LABEL_LIMIT), "dataKey": key}
        drawn |= {"color": one_line(one.color, LABEL_LIMIT)} if one.color else {}
        drawn |= {"stack": "games"} if stacked else {}
        series.append(drawn | ({"curveType": "linear"} if trends.kind == "line" else {}))
    if line := _line(trends, words):
        drawn = {"type": "line", "label": line, "dataKey": LINE_KEY, "color": "red", "curveType": "linear"}
        series.append(drawn)
    labels = {
        str(n + 1): one_line(_label(label, words), LABEL_LIMIT) or str(n + 1) for n, label in enumerate(trends.labels)
    }
    shown = {"height": 240, "width": "100%", "showYAxis": True, "showLegend": True, "showTooltip": True}
    axis = {"dataKey": "x", "labels": labels}
    return {"type": "Chart", "id": "chart", **shown, "xAxis": axis, "data": rows, "series": series}


def _label(label: str, words: Words) -> str:
    """A label whose day ("Nov 9 vs Utah Jazz") is written as the language does."""
    day = _DAY.match(label)
    if words.language == DEFAULT_LANGUAGE or day is None:
        return label
    month = MONTHS.index(day[1].lower())
    said = month_day(date(2000, month + 1, int(day[2])), words)
    return said + label[day.end() :]


def _rows(trends: Trends, keys: Sequence[str]) -> list[dict[str, str | float]]:
    rows: list[dict[str, str | float]] = []
    for position in range(len(trends.labels)):
        row: dict[str, str | float] = {"x": str(position + 1)}
        for one, key in zip(trends.series, keys, strict=True):
            if (value := one.values[position]) is not None:  # a missing value is absent, not 0
                row[key] = value
        if trends.line is not None:
            row[LINE_KEY] = trends.line
        rows.append(row)
    return rows


def text_of_trends(view: TrendsView) -> str:
    """The chart in words: its title, line and source, then each game's value."""
    lines = [" | ".join(part for part in (view["title"], view["line"], view["footer"]) if part)]
    chart = view["chart"]
    for one in chart["series"]:
        if one["dataKey"] != LINE_KEY:
            labels, key = chart["xAxis"]["labels"], one["dataKey"]
            values = (f"{labels[row['x']]} {_value(row.get(key))}" for row in chart["data"])
            lines.append(f"{one['label']}: {', '.join(values)}")
    lines += [view["lead"], view["note"], "DEMO DATA" if view["demo"] else ""]
    return "\n".join(line for line in lines if line)


def _values(view: TrendsView) -> list[str]:
    """The values in order, as in "28, 27, 34"; of several series in each place a line each, with its name."""
    chart = view["chart"]
    named = {one["dataKey"]: one["label"] for one in chart["series"] if one["dataKey"] != LINE_KEY}
    found = [[row[key] for key in named if key in row] for row in chart["data"]]
    if all(len(values) < 2 for values in found):
        return [", ".join(_value(values[0]) if values else DASH for values in found)]
    return [f"{name}: {', '.join(_value(row.get(key)) for row in chart['data'])}" for key, name in named.items()]


def _value(value: str | float | None) -> str:
    return DASH if value is None else _number(float(value))


def _number(value: float) -> str:
    """Without trailing zeros: 25.5, 30."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
