"""The cards for a user in distress: a helpline to call by a tap, a break to take, a limit to set."""

from __future__ import annotations

import re
from typing import Any

from chatkit.types import WidgetItem
from chatkit.widgets import DynamicWidgetRoot

from professor_lock.betting.money import format_money
from professor_lock.desk.care_words import CareWords, Distress, Kind
from professor_lock.desk.proposal_cards import put_up
from professor_lock.desk.proposals import BREAK_CHOICES, LIMIT_CHOICES, ChooseBreak, ChooseLimit, Proposals
from professor_lock.desk.self_limits import Helpline, help_line_for, helpline_of, limit_rows
from professor_lock.untrusted_text import safe_url
from professor_lock.user import UserContext
from professor_lock.widgets.actions import SET_LIMIT, TAKE_BREAK
from professor_lock.widgets.confirm import create_confirm_widget
from professor_lock.words import DEFAULT_LANGUAGE, ISOLATE, ISOLATE_END, language_of, words_of
from professor_lock.words.sentences import phrase, sentence


def create_care_widget(helpline: Helpline, words: CareWords, kind: Kind) -> tuple[DynamicWidgetRoot, str]:
    """The card and its text. For a user who may hurt themselves (kind "life") the crisis line comes first."""
    lines = []
    if helpline.phone:
        lines.append(f"**{words.call}: {_phone(helpline.phone, words.language)}**")
    elif safe_url(helpline.url):
        lines.append(f"[{helpline.url.partition('//')[2]}]({helpline.url})")
    if helpline.crisis:
        crisis = f"**{words.crisis}: {_phone(helpline.crisis, words.language)}**"
        lines = [crisis, *lines] if kind == "life" else [*lines, crisis]
    if helpline.phone and safe_url(helpline.url):
        lines.append(f"[{helpline.url.partition('//')[2]}]({helpline.url})")
    language = words_of(language_of(words.language) or DEFAULT_LANGUAGE)
    if helpline.text:
        lines.append(sentence(f"{helpline.text}.", language))
    tree: dict[str, Any] = {
        "type": "Card",
        "children": [
            {"type": "Title", "value": words.title, "size": "sm"},
            {"type": "Text", "value": phrase(helpline.name, language)},
            {"type": "Markdown", "value": "\n\n".join(lines)},
            {
                "type": "Row",
                "wrap": "wrap",
                "children": [
                    _button(words.take_break, TAKE_BREAK, "primary"),
                    _button(words.set_limit, SET_LIMIT, "secondary"),
                ],
            },
            {"type": "Caption", "value": sentence(helpline.checked, language)},
        ],
        "professor_lock": {"name": words.title},
    }
    said = [words.title, helpline.line, f"Buttons for the user to click: {words.take_break}, {words.set_limit}"]
    return DynamicWidgetRoot.model_validate(tree), "\n".join(said)


async def care_card(
    proposals: Proposals, item_id: str, thread_id: str, distress: Distress, context: UserContext
) -> WidgetItem:
    """The card for this user, with the helpline of their country, as an item that is not stored yet."""
    helpline = helpline_of(await proposals.self_limits.load(context), context)
    widget, text = create_care_widget(helpline, distress.words, distress.kind)
    return WidgetItem(id=item_id, thread_id=thread_id, created_at=proposals.now(), widget=widget, copy_text=text)


async def choose_limit_card(proposals: Proposals, thread_id: str, context: UserContext) -> WidgetItem:
    """A card to set a daily limit on stakes: a button for each of LIMIT_CHOICES, and a field for another amount."""
    limits = await proposals.self_limits.load(context)
    widget = create_confirm_widget(
        "Set a limit",
        [(f"Now: {label}", figure) for label, figure in limit_rows(limits, proposals.now(), context)[:2]],
        lead="The most that you may stake in one day.",
        choices=[(str(cents), f"{format_money(cents)} a day") for cents in LIMIT_CHOICES],
        takes_amount=True,
        notes=["A stricter limit holds at once, a looser one after 24 hours.", help_line_for(limits, context)],
        words=context.words,
    )
    return await put_up(proposals, thread_id, ChooseLimit(), widget, context)


async def choose_break_card(proposals: Proposals, thread_id: str, context: UserContext) -> WidgetItem:
    """A card to begin a break, with a button for each of BREAK_CHOICES."""
    limits = await proposals.self_limits.load(context)
    widget = create_confirm_widget(
        "Take a break",
        [],
        lead="Nothing can be put together or recorded as new until it is over. It can be made longer, not shorter.",
        choices=[(str(days), "1 day" if days == 1 else f"{days} days") for days in BREAK_CHOICES],
        notes=[help_line_for(limits, context)],
        words=context.words,
    )
    return await put_up(proposals, thread_id, ChooseBreak(), widget, context)


def _phone(written: str, language: str) -> str:
    """A `tel:` link of the number's digits; a second spelling in brackets is left out ("... (1-800-MY-RESET)").

    In Arabic the number is isolated from its line, which would turn its groups around.
    """
    number = re.sub(r"[^\d+]", "", written.partition("(")[0])
    shown = f"{ISOLATE}{written}{ISOLATE_END}" if language == "ar" else written
    return f"[{shown}](tel:{number})" if number else shown


def _button(label: str, action: str, style: str) -> dict[str, Any]:
    click = {"type": action, "payload": {}, "handler": "server"}
    return {"type": "Button", "label": label, "style": style, "onClickAction": click}
