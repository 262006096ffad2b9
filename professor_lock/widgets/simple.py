"""Small cards: an answered question of statistics, a notice (a source failed or is not set up), a sheet of figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any, Literal

from typing_extensions import TypedDict

from professor_lock.betting.facts import StatAnswer, Trends
from professor_lock.betting.offers import stat_label
from professor_lock.untrusted_text import SENTENCE_LIMIT, TITLE_LIMIT, clean, linked, one_line
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.extension import Fold, extension
from professor_lock.widgets.format import DASH, DEFAULT_TIMEZONE, beside_tag, clock, source_name, zone
from professor_lock.widgets.share import share
from professor_lock.widgets.trends import TrendsView, text_of_trends, view_of_trends
from professor_lock.words import ENGLISH, Words
from professor_lock.words.sentences import in_view, phrase, sentence

MAX_STAT_ROWS = 40


class StatRow(TypedDict):
    """A figure and what it is."""

    id: str
    label: str
    figure: str


class StatView(TypedDict):
    """What `stat_answer.widget` shows."""

    subject: str
    season: str
    headline: str
    rows: list[StatRow]
    charts: list[TrendsView]
    more: str
    footer: str
    link: str
    demo: bool
    extension: dict[str, Any]


class NoticeView(TypedDict):
    """What `notice.widget` shows."""

    title: str
    text: str
    source: str


def create_stat_answer_widget(
    answer: StatAnswer,
    *,
    chart: Trends | None = None,
    timezone: str | tzinfo = DEFAULT_TIMEZONE,
    words: Words = ENGLISH,
) -> BuiltWidget:
    """A statistic with its season, source and time.

    With the `chart` of the same player or team the figures stand behind a button. BadInput for one that is not to be
    drawn, as for `create_trends_chart_widget`.
    """
    rows = [
        (one_line(stat_label(label, words)), one_line(figure) or DASH) for label, figure in answer.rows[:MAX_STAT_ROWS]
    ]
    left_out = len(answer.rows) - len(rows)
    more = [words("stat.more", n=left_out)] if left_out else []
    time = clock(answer.as_of, zone(timezone), words=words)
    source = words("stat.source_at", source=source_name(answer.source, words), time=time)
    charts = [] if chart is None else [_beside(chart, answer, zone(timezone), words)]
    named = one_line(answer.subject)
    folds = [Fold("figures", words("stat.figures"), words("stat.figures_of", subject=named))] if charts and rows else []
    if any(one["note"] and one["lead"] for one in charts):
        folds.insert(0, Fold("note", words("common.details"), words("board.details_of", game=named)))
    view = StatView(
        subject=one_line(answer.subject, TITLE_LIMIT),
        season=one_line(answer.season),
        headline=clean(answer.headline, 2 * SENTENCE_LIMIT),
        rows=[StatRow(id=f"figure-{n + 1}", label=label, figure=figure) for n, (label, figure) in enumerate(rows)],
        charts=charts,
        more=clean(" ".join([*more, sentence(answer.note or "", words)]).strip(), 2 * SENTENCE_LIMIT),
        footer=source,
        link=linked(source, source_name(answer.source, words), answer.link),
        demo=answer.demo or any(one["demo"] for one in charts),
        extension=extension(name=answer.subject, folds=folds) if folds else {},
    )
    texts = [_stat_text(view)]
    view["headline"] = _below_title(view)
    if chart is not None:
        texts.append(text_of_trends(_beside(chart, answer, zone(timezone), ENGLISH)))
    head = ", ".join(part for part in (view["subject"], view["season"]) if part)
    leads = [one["lead"] for one in charts]
    sent = share([head, view["headline"], *leads], demo=view["demo"], words=words)
    return BuiltWidget.from_template("stat_answer", view, "\n\n".join(texts), words=words.section("stat"), share=sent)


def _below_title(view: StatView) -> str:
    """The headline without the subject and the season, which stand above it.

    "Regular season: 25.7 points" of "LeBron James, 2023-24 regular season: 25.7 points".
    """
    rest = view["headline"].removeprefix(f"{view['subject']}, ")
    rest = rest.removeprefix(f"{view['season']} ") if view["season"] else rest
    return rest if rest == view["headline"] else rest[:1].upper() + rest[1:]


def _beside(chart: Trends, answer: StatAnswer, where: tzinfo, words: Words) -> TrendsView:
    """The chart below a title that names its subject already."""
    view = view_of_trends(chart, where, words)
    title = view["title"].removeprefix(f"{one_line(answer.subject)}: ")
    return view | {"title": title[:1].upper() + title[1:]}


def create_notice_widget(title: str, text: str, source: str | None = None, *, words: Words = ENGLISH) -> BuiltWidget:
    """A plain word to the user: what is not available, and what would help. `source` names who or what failed."""
    view = NoticeView(
        title=one_line(title, TITLE_LIMIT),
        text=clean(text, 2 * SENTENCE_LIMIT),
        source=words("common.source", source=one_line(source_name(source, words), TITLE_LIMIT)) if source else "",
    )
    parts = (view["title"], view["text"], view["source"])
    text = "\n".join(part for part in parts if part)
    return BuiltWidget.from_template("notice", in_view(view, words), text, words=words.section("notice"))


def _stat_text(view: StatView) -> str:
    lines = [f"{view['subject']} | {view['season']} | {view['footer']}", view["headline"]]
    lines.append(", ".join(f"{row['label']} {row['figure']}" for row in view["rows"]))
    lines += [view["more"], "DEMO DATA" if view["demo"] else ""]
    return "\n".join(line for line in lines if line)


MAX_ROWS = 60


SheetPart = Literal["rows", "notes"]


class SheetRow(TypedDict):
    """One labelled figure."""

    label: str
    figure: str


class SheetView(TypedDict):
    """What `sheet.widget` shows."""

    title: str
    lead: str
    rows: list[SheetRow]
    notes: list[str]
    demo: bool
    extension: dict[str, Any]


def create_sheet_widget(
    title: str,
    rows: Sequence[tuple[str, str]],
    *,
    lead: str = "",
    notes: Sequence[str] = (),
    demo: bool = False,
    closed: Mapping[SheetPart, str] | None = None,
    words: Words = ENGLISH,
) -> BuiltWidget:
    """Labels and figures in order; `lead` is the answer in one sentence, `notes` say source, time and limits.

    `closed` are the parts that a button opens in place, each with the button's label.
    """
    named = phrase(one_line(title), words)
    labels = {part: phrase(label, words) for part, label in (closed or {}).items()}
    folds = [Fold(part, label, f"{label}: {named}") for part, label in labels.items()]
    view = SheetView(
        title=one_line(title, TITLE_LIMIT),
        lead=one_line(lead, SENTENCE_LIMIT),
        rows=[
            SheetRow(label=one_line(label, TITLE_LIMIT), figure=one_line(figure, TITLE_LIMIT))
            for label, figure in rows[:MAX_ROWS]
        ],
        notes=[one_line(said, SENTENCE_LIMIT) for note in notes if (said := beside_tag(note, demo=demo))],
        demo=demo,
        extension=extension(name=named, folds=folds) if folds else {},
    )
    shown = in_view(view, words)
    rows_shown = [] if "rows" in labels else [f"{row['label']}: {row['figure']}" for row in shown["rows"]]
    sent = share([shown["title"], shown["lead"], *rows_shown], demo=demo, words=words)
    return BuiltWidget.from_template("sheet", shown, _text(view), words=words.section("sheet"), share=sent)


def _text(view: SheetView) -> str:
    head = view["title"] + (" | DEMO DATA, not real prices" if view["demo"] else "")
    lines = [head, view["lead"], *(f"{row['label']}: {row['figure']}" for row in view["rows"]), *view["notes"]]
    return "\n".join(line for line in lines if line)
