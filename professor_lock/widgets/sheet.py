"""A plain sheet of labelled figures: a calculation, a comparison, a list of limits. Figures come as finished words."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import TypedDict

from professor_lock.untrusted_text import SENTENCE_LIMIT, TITLE_LIMIT, one_line
from professor_lock.widgets.base import BuiltWidget

MAX_ROWS = 60


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


def create_sheet_widget(
    title: str,
    rows: Sequence[tuple[str, str]],
    *,
    lead: str = "",
    notes: Sequence[str] = (),
    demo: bool = False,
) -> BuiltWidget:
    """Labels and figures in order; `lead` is the answer in one sentence, `notes` say source, time and limits."""
    view = SheetView(
        title=one_line(title, TITLE_LIMIT),
        lead=one_line(lead, SENTENCE_LIMIT),
        rows=[
            SheetRow(label=one_line(label, TITLE_LIMIT), figure=one_line(figure, TITLE_LIMIT))
            for label, figure in rows[:MAX_ROWS]
        ],
        notes=[one_line(note, SENTENCE_LIMIT) for note in notes],
        demo=demo,
    )
    return BuiltWidget.from_template("sheet", view, _text(view))


def _text(view: SheetView) -> str:
    head = view["title"] + (" | DEMO DATA, not real prices" if view["demo"] else "")
    lines = [head, view["lead"], *(f"{row['label']}: {row['figure']}" for row in view["rows"]), *view["notes"]]
    return "\n".join(line for line in lines if line)
