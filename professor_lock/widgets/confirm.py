"""A card that says exactly what a click on it will do. Nothing is done by showing it."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import TypedDict

from professor_lock.untrusted_text import SENTENCE_LIMIT, TITLE_LIMIT, one_line
from professor_lock.widgets.actions import AMOUNT, AMOUNT_FIELD, CONFIRM, DISMISS, YES
from professor_lock.widgets.base import BuiltWidget
from professor_lock.words import ENGLISH, Words
from professor_lock.words.sentences import in_view

MAX_ROWS = 40
WAITS = "Nothing has been changed yet: it takes your click."


class ConfirmRow(TypedDict):
    """One labelled figure."""

    label: str
    figure: str


class ChoiceView(TypedDict):
    """One button."""

    key: str
    label: str
    style: str


class ConfirmView(TypedDict):
    """What `confirm.widget` shows; without choices it has been used."""

    title: str
    lead: str
    rows: list[ConfirmRow]
    choices: list[ChoiceView]
    submit_choice: str
    amount_field: str
    confirm_action: str
    dismiss_action: str
    notes: list[str]
    demo: bool


def create_confirm_widget(
    title: str,
    rows: Sequence[tuple[str, str]],
    *,
    lead: str,
    choices: Sequence[tuple[str, str]] = ((YES, "Confirm"),),
    takes_amount: bool = False,
    notes: Sequence[str] = (),
    demo: bool = False,
    words: Words = ENGLISH,
) -> BuiltWidget:
    """What will happen in `lead` and `rows`, and a button for each of `choices` (key, label).

    With `takes_amount` there is a field for money. Without choices the card is one that has been used.
    """
    buttons = [*choices, *([(AMOUNT, "This amount")] if takes_amount and choices else [])]
    view = ConfirmView(
        title=one_line(title, TITLE_LIMIT),
        lead=one_line(lead, SENTENCE_LIMIT),
        rows=[
            ConfirmRow(label=one_line(label, TITLE_LIMIT), figure=one_line(figure, TITLE_LIMIT))
            for label, figure in rows[:MAX_ROWS]
        ],
        choices=[
            ChoiceView(key=key, label=one_line(label, TITLE_LIMIT), style="primary" if key == YES else "secondary")
            for key, label in buttons
        ],
        submit_choice=AMOUNT if takes_amount else YES,
        amount_field=AMOUNT_FIELD if takes_amount else "",
        confirm_action=CONFIRM,
        dismiss_action=DISMISS,
        notes=[one_line(note, SENTENCE_LIMIT) for note in (*notes, *([WAITS] if choices else []))],
        demo=demo,
    )
    return BuiltWidget.from_template("confirm", in_view(view, words), _text(view), words=words.section("confirm"))


def _text(view: ConfirmView) -> str:
    head = view["title"] + (" | DEMO" if view["demo"] else "")
    rows = (f"{row['label']}: {row['figure']}" for row in view["rows"])
    buttons = ", ".join(choice["label"] for choice in view["choices"])
    asked = f"Buttons for the user to click: {buttons}" if buttons else ""
    return "\n".join(line for line in (head, view["lead"], *rows, asked, *view["notes"]) if line)
