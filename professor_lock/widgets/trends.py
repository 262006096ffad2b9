"""A trend as a chart: actual values game by game, the betting line across them, and where the numbers are from."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from typing_extensions import TypedDict

from professor_lock.betting.facts import Series, Trends
from professor_lock.errors import BadInput
from professor_lock.untrusted_text import SENTENCE_LIMIT, TITLE_LIMIT, markdown_link, one_line, safe_url
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.format import DASH, DEFAULT_TIMEZONE, clock, zone
from professor_lock.widgets.input import trends_of

MAX_POINTS = 100
MAX_SERIES = 8
KINDS = ("line", "bar")
LINE_KEY = "line"
LABEL_LIMIT = 40
NOTE_LIMIT = 2 * SENTENCE_LIMIT
"""What is said below a chart is several sentences: the sample, the season, the rate with its interval."""


class ChartSeries(TypedDict):
    """One series: `key` is its field in every row of the data."""

    key: str
    label: str
    color: str


class TrendsView(TypedDict):
    """What `trends_chart.widget` shows. The x axis carries positions, `labels` their names: two games may share one."""

    title: str
    kind: str
    stacked: bool
    rows: list[dict[str, str | float]]
    labels: dict[str, str]
    series: list[ChartSeries]
    line: str
    note: str
    footer: str
    link: str
    demo: bool


def create_trends_chart_widget(
    trends_data: Trends | Mapping[str, Any], *, timezone: str | tzinfo = DEFAULT_TIMEZONE
) -> BuiltWidget:
    """The chart of `betting.facts.Trends`, or of a mapping as `widgets.input.trends_of` describes it.

    BadInput names what cannot be drawn: another kind than "line" or "bar", no values, a series that is not as long as
    the labels, a value that is not a finite number, more than `MAX_POINTS` labels or `MAX_SERIES` series.
    """
    trends = trends_data if isinstance(trends_data, Trends) else trends_of(trends_data)
    _check(trends)
    view = _view(trends, zone(timezone))
    return BuiltWidget.from_template("trends_chart", view, _text(view))


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


def _view(trends: Trends, where: tzinfo) -> TrendsView:
    series = [
        ChartSeries(key=f"s{number + 1}", label=one_line(one.name, LABEL_LIMIT), color=one_line(one.color, LABEL_LIMIT))
        for number, one in enumerate(trends.series)
    ]
    rows: list[dict[str, str | float]] = []
    for position in range(len(trends.labels)):
        row: dict[str, str | float] = {"x": str(position + 1)}
        for one, key in zip(trends.series, (part["key"] for part in series), strict=True):
            if (value := one.values[position]) is not None:  # a missing value is absent, not 0
                row[key] = value
        if trends.line is not None:
            row[LINE_KEY] = trends.line
        rows.append(row)
    return TrendsView(
        title=one_line(trends.title, TITLE_LIMIT),
        kind=trends.kind,
        # Bars of which each place has one at most: in one column, or every game would be a sliver beside two gaps.
        stacked=trends.kind == "bar" and all(len(row.keys() - {"x", LINE_KEY}) <= 1 for row in rows),
        rows=rows,
        labels={str(n + 1): one_line(label, LABEL_LIMIT) or str(n + 1) for n, label in enumerate(trends.labels)},
        series=series,
        line="" if trends.line is None else f"Line {_number(trends.line)}",
        note=one_line(trends.note, NOTE_LIMIT) if trends.note else "",
        footer=f"Source: {one_line(trends.source)}, {clock(trends.as_of, where)}",
        link=markdown_link(one_line(trends.source), trends.link) if safe_url(trends.link) else "",
        demo=trends.demo,
    )


def _text(view: TrendsView) -> str:
    lines = [" | ".join(part for part in (view["title"], view["line"], view["footer"]) if part)]
    for one in view["series"]:
        values = (f"{view['labels'][str(row['x'])]} {_value(row.get(one['key']))}" for row in view["rows"])
        lines.append(f"{one['label']}: {', '.join(values)}")
    lines += [view["note"], "DEMO DATA" if view["demo"] else ""]
    return "\n".join(line for line in lines if line)


def _value(value: str | float | None) -> str:
    return DASH if value is None else _number(float(value))


def _number(value: float) -> str:
    """Without trailing zeros: 25.5, 30."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
