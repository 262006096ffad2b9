"""What is found of a number, and in which of these states a reader sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from professor_lock.grounding.facts import Kind


class State(StrEnum):
    """What is known of a number."""

    VERIFIED = "verified"
    PAGE = "page"
    DERIVED = "derived"
    GIVEN = "given"
    NAMED = "named"
    COUNTED = "counted"
    STALE = "stale"
    MISATTRIBUTED = "misattributed"
    UNVERIFIED = "unverified"


PASSING = frozenset({State.VERIFIED, State.PAGE, State.DERIVED, State.GIVEN, State.NAMED, State.COUNTED, State.STALE})
"""The states in which a number is shown; one that is stale is shown with its age."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of one number; `start` and `end` are of the text that was checked."""

    start: int
    end: int
    text: str
    state: State
    kind: Kind
    why: str = ""
    """The name of the function of a derived number, what was wrong with a misattributed one, why one is named."""
    source: str = ""
    as_of: datetime | None = None
    card: str = ""
    call: str = ""
