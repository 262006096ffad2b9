"""The events of an answer that have not been taken yet; further text becomes an event only when it is taken as one."""

from __future__ import annotations

from typing import Any

from professor_lock.model import sdk_events as sdk
from professor_lock.model.answer_parts import Part
from professor_lock.model.sdk_events import Where


class Outgoing:
    """Events in their order, numbered; text of one part that comes together is one event."""

    def __init__(self) -> None:
        self.open: Where | None = None
        """The text that the newest taken event belongs to; None where that is another event."""
        self._events: list[Any] = []
        self._text: list[str] = []
        """Text behind those events that is no event yet, all of one part."""
        self._part: Part | None = None
        """That part; also while there is no such text, until another event is added."""
        self._number = 0

    def add(self, event: Any) -> None:
        """Add an event other than text."""
        self.end_text()
        self._part = None
        self._append(event)

    def add_text(self, part: Part, text: str) -> None:
        """Add further text of a part."""
        if self._part is not part:
            self.end_text()
            self._part = part
        self._text.append(text)

    def end_text(self) -> None:
        """Make an event of the text so far."""
        part = self._part
        if self._text and part is not None and part.where is not None:
            text = self.text
            self._text.clear()
            self._append(sdk.text_delta(part.where, part.kind, text))

    def take(self) -> list[Any]:
        """The events since the last call; they are removed."""
        self.end_text()
        events, self._events = self._events, []
        part = self._part
        self.open = part.where if part is not None and part.kind == "text" else None
        return events

    @property
    def has_news(self) -> bool:
        """Whether there are events to take."""
        return bool(self._text or self._events)

    @property
    def only_begun(self) -> bool:
        """Whether the only event so far is that an answer begins, after which a refusal may still come."""
        return len(self._events) == 1 and not self._text and self._events[0].type == "response.created"

    @property
    def only_text(self) -> bool:
        """Whether there is nothing to take but further text of the part that the newest taken event belongs to."""
        part = self._part
        return bool(self._text) and not self._events and part is not None and part.where is self.open is not None

    @property
    def text(self) -> str:
        """The text that is no event yet."""
        return self._text[0] if len(self._text) == 1 else "".join(self._text)

    def drop_text(self) -> None:
        """Note that this text was passed on, so that it becomes no event."""
        self._text.clear()

    def _append(self, event: Any) -> None:
        if event.type.startswith("response."):
            sdk.numbered(event, self._number)
            self._number += 1
        self._events.append(event)
