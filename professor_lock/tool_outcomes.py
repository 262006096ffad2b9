"""How a tool tells the model that it has no answer: one word, then a sentence for the model to act on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

_INSTEAD, _BETWEEN = " Offered instead: ", " | "
_COULD_BE = re.compile(r" could be (.+)\. Ask which one is meant\.")


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


def read_candidates(result: str) -> tuple[str, ...]:
    """The names in a result of `could_be`; nothing for any other result.

    >>> read_candidates("AMBIGUOUS: 'LA' could be Lakers, Clippers. Ask which one is meant.")
    ('Lakers', 'Clippers')
    """
    found = _COULD_BE.search(result.partition("\n")[0]) if result.startswith(Outcome.AMBIGUOUS) else None
    return tuple(found[1].split(", ")) if found else ()


def offered_instead(reason: str, offers: Iterable[str]) -> str:
    """The result when what was asked for is not offered, with the nearest that is; `read_offers` is the reverse.

    >>> offered_instead("No book offers that.", ["Knicks -5.5 -107"])
    'CANNOT: No book offers that. Offered instead: Knicks -5.5 -107'
    """
    named = _BETWEEN.join(offers)
    return no_answer(Outcome.CANNOT, f"{reason}{_INSTEAD}{named}" if named else reason)


def read_offers(result: str) -> tuple[str, ...]:
    """What `offered_instead` offers; nothing for any other result.

    >>> read_offers("CANNOT: No book offers that. Offered instead: Knicks -5.5 -107")
    ('Knicks -5.5 -107',)
    """
    first = result.partition("\n")[0]
    return tuple(filter(None, first.partition(_INSTEAD)[2].split(_BETWEEN))) if read_no_answer(first) else ()


def read_no_answer(result: str) -> tuple[Outcome, str] | None:
    """Why a tool's result is no answer, and its sentence; None for an answer.

    >>> read_no_answer("UNAVAILABLE: The feed is down.")
    (<Outcome.UNAVAILABLE: 'UNAVAILABLE'>, 'The feed is down.')
    """
    word, colon, text = result.partition(":")
    return (Outcome(word), text.strip()) if colon and word in Outcome.__members__ else None
