"""The parts of an answer while it is read: messages with their parts, thoughts, calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from professor_lock.model import sdk_events as sdk
from professor_lock.model.sdk_events import PartKind, Where
from professor_lock.model.thoughts import ThoughtFilter


@dataclass(slots=True)
class Part:
    """A part of a message: text, or a refusal."""

    kind: PartKind
    where: Where | None = None
    """Its place in the answer, from its first visible text on."""
    shown: list[str] = field(default_factory=list)
    waiting: str = ""
    """White space before the first visible text, held back until that comes."""
    half: str = ""
    """The first half of a character whose other half the next delta brings."""
    filter: ThoughtFilter | None = None
    annotations: list[Any] = field(default_factory=list)
    done: bool = False

    @property
    def text(self) -> str:
        """The text that was passed on."""
        if len(self.shown) > 1:
            self.shown = ["".join(self.shown)]
        return self.shown[0] if self.shown else ""


@dataclass(slots=True)
class Message:
    """A message, from its announcement to its end."""

    id: str
    index: int
    parts: dict[Any, Part] = field(default_factory=dict)
    announced: bool = False
    complete: bool = False
    """Whether the endpoint said that it is complete."""
    done: bool = False
    phase: Any = None

    def typed(self, *, done: bool) -> Any:
        """The message as the SDK's type; with its parts only when it is done."""
        shown = [part for part in self.parts.values() if part.shown] if done else []
        return sdk.message(
            self.id, [sdk.part(one.kind, one.text, one.annotations) for one in shown], done=done, phase=self.phase
        )


@dataclass(slots=True)
class Thought:
    """A thought of the model before its answer. `raw` is the item as the endpoint needs it back."""

    id: str
    index: int
    text: list[str] = field(default_factory=list)
    chars: int = 0
    raw: dict[str, Any] | None = None


@dataclass(slots=True)
class Item:
    """A call, or an item of another kind."""

    index: int
    typed: Any
    is_call: bool
