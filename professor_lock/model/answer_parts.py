"""What an answer under way is made of: messages with their parts, thoughts, calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from professor_lock.model import sdk_events as sdk
from professor_lock.model.sdk_events import PartKind, Where
from professor_lock.model.thoughts import ThoughtFilter


@dataclass(slots=True)
class Part:
    """A part of a message: words, or a refusal."""

    kind: PartKind
    where: Where | None = None
    """Where it stands, once something of it was shown."""
    shown: list[str] = field(default_factory=list)
    waiting: str = ""
    """White space before the first visible text."""
    filter: ThoughtFilter | None = None
    annotations: list[Any] = field(default_factory=list)
    done: bool = False

    @property
    def text(self) -> str:
        """What was shown of it."""
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
    """The endpoint said that it is."""
    done: bool = False
    phase: Any = None

    def typed(self, *, done: bool) -> Any:
        """As the SDK's type; its parts only when it is done."""
        shown = [part for part in self.parts.values() if part.shown] if done else []
        return sdk.message(
            self.id, [sdk.part(one.kind, one.text, one.annotations) for one in shown], done=done, phase=self.phase
        )


@dataclass(slots=True)
class Thought:
    """What the model thought before its answer."""

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
