"""Sentences that are true as they stand and wrong with one number changed."""

from __future__ import annotations

from collections.abc import Callable

from professor_lock.grounding.facts import Ledger
from professor_lock.grounding.gate import Gate

Shown = Callable[[str], str]


def shown_over(ledger: Callable[[], Ledger], user: str) -> Shown:
    """What a reader sees of a text that answers this question, without the line on what was left out."""

    def shown(text: str) -> str:
        gate = Gate(ledger(), question=user)
        return (gate.feed(text) + gate.finish()).split("\n\n*")[0]

    return shown


def shows_the_right_one_alone(shown: Shown, text: str, right: str, wrong: str) -> None:
    """Assert that the sentence is shown whole with the one number, and not with the other."""
    assert shown(text.format(right)) == text.format(right)
    assert shown(text.format(wrong)) != text.format(wrong)
