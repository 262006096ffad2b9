"""The limits a user has set, as a card with its controls: what holds, what waits, fields to set them, and a break."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from typing_extensions import TypedDict

from professor_lock.untrusted_text import SENTENCE_LIMIT, TITLE_LIMIT, one_line
from professor_lock.widgets.actions import BREAK_OF, SET_LIMITS
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.slip_words import typed_dollars
from professor_lock.words import ENGLISH, Words
from professor_lock.words.sentences import in_view

PATTERN = r"\$?[0-9][0-9,]*(\.[0-9]{1,2})?"
BREAKS: Final = (1, 7, 30)
"""Days of a break. It is begun on a card of its own, as it cannot be shortened."""


class LimitRow(TypedDict):
    """One labelled figure."""

    label: str
    figure: str


class BreakView(TypedDict):
    """One length of a break."""

    days: int
    label: str


class LimitsView(TypedDict):
    """What `limits.widget` shows."""

    rows: list[LimitRow]
    message: str
    color: str
    say: str
    bet: str
    day: str
    pattern: str
    breaks: list[BreakView]
    set_action: str
    break_action: str
    notes: list[str]


def create_limits_widget(
    rows: Sequence[tuple[str, str]],
    *,
    bet_cents: int | None,
    day_cents: int | None,
    message: str = "",
    refused: bool = False,
    notes: Sequence[str] = (),
    words: Words = ENGLISH,
) -> BuiltWidget:
    """What holds in `rows`, and the controls; `bet_cents` and `day_cents` stand in the fields, None for no limit.

    `message` is what came of a click, in a sentence; `refused` says that nothing did.
    """
    said = one_line(message, SENTENCE_LIMIT)
    view = LimitsView(
        rows=[LimitRow(label=one_line(label, TITLE_LIMIT), figure=one_line(text, TITLE_LIMIT)) for label, text in rows],
        message=said,
        color="danger" if refused else "success",
        say=said or ENGLISH("limits.say"),
        bet="" if bet_cents is None else typed_dollars(bet_cents),
        day="" if day_cents is None else typed_dollars(day_cents),
        pattern=PATTERN,
        breaks=[BreakView(days=days, label=ENGLISH(f"limits.break_{days}")) for days in BREAKS],
        set_action=SET_LIMITS,
        break_action=BREAK_OF,
        notes=[one_line(note, SENTENCE_LIMIT) for note in notes],
    )
    lines = [
        ENGLISH("limits.title"),
        said,
        *(f"{row['label']}: {row['figure']}" for row in view["rows"]),
        *view["notes"],
    ]
    shown = in_view(view, words)
    shown["say"] = shown["message"] or words("limits.say")
    shown["breaks"] = [BreakView(days=days, label=words(f"limits.break_{days}")) for days in BREAKS]
    text = "\n".join(line for line in lines if line)
    return BuiltWidget.from_template("limits", shown, text, words=words.section("limits"))
