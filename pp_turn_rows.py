"""The plain types of turns as the database keeps them, shared by the statements and by the turns themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chatkit.types import ThreadItem

TurnKind = Literal["create", "message", "action", "retry", "tool_output", "structured_input"]
Outcome = Literal["answered", "stopped", "interrupted", "failed"]


@dataclass(frozen=True, slots=True)
class NewTurn:
    """A turn that asks to begin.

    `item` is the user's message, stored in the same statement that takes the lease; `retried_item_id` the message whose
    answer is to be replaced; `at_most` how many answers this person may have written at the same time, None any number.
    """

    id: str
    kind: TurnKind
    thread_id: str
    request_key: str
    item: ThreadItem | None = None
    retried_item_id: str | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class TurnRow:
    """What the database knows of a turn.

    `alive`: its process has renewed the lease in time, by the database's own clock. `recent`: it ended less than a
    minute ago. `delivered`: somebody received its end.
    """

    id: str
    user_id: str
    thread_id: str
    kind: TurnKind
    request_key: str
    retried_item_id: str | None
    state: str
    outcome: Outcome | None
    message: str | None
    allow_retry: bool
    delivered: bool
    first_seq: int
    partial: str | None
    alive: bool
    listened: bool
    recent: bool

    @property
    def over(self) -> bool:
        """Whether it has ended, however."""
        return self.state in ("done", "failed")


@dataclass(frozen=True, slots=True)
class Ending:
    """How a turn ended: what to tell whoever listens, and what its row keeps."""

    outcome: Outcome
    message: str | None = None
    allow_retry: bool = False
    usage: str | None = None
    delivered: bool = True
    partial: str | None = None
