"""How a tool tells the model that it has no answer: one word, then a sentence for the model to act on."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Outcome(StrEnum):
    """Why there is no answer. The persona tells the model what to do with each."""

    UNAVAILABLE = "UNAVAILABLE"
    """A source failed, or is not set up."""
    CANNOT = "CANNOT"
    """What was asked for cannot be done as it was asked."""
    AMBIGUOUS = "AMBIGUOUS"
    """What was asked for could be several things."""


def no_answer(outcome: Outcome, text: str) -> str:
    """The tool's result for the model.

    >>> no_answer(Outcome.CANNOT, "Which league?")
    'CANNOT: Which league?'
    """
    return f"{outcome}: {text}"


def could_be(asked: str, candidates: Iterable[str]) -> str:
    """The result when a name fits several teams, games or players; `candidates` are their names.

    >>> could_be("LA", ["Lakers", "Clippers"])
    "AMBIGUOUS: 'LA' could be Lakers, Clippers. Ask which one is meant."
    """
    names = ", ".join(candidates)
    return no_answer(Outcome.AMBIGUOUS, f"{asked!r} could be {names}. Ask which one is meant.")


def read_no_answer(result: str) -> tuple[Outcome, str] | None:
    """Why a tool's result is no answer, and its sentence; None for an answer.

    >>> read_no_answer("UNAVAILABLE: The feed is down.")
    (<Outcome.UNAVAILABLE: 'UNAVAILABLE'>, 'The feed is down.')
    """
    word, colon, text = result.partition(":")
    return (Outcome(word), text.strip()) if colon and word in Outcome.__members__ else None
