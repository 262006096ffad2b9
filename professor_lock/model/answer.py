"""One answer of a model: collected from an endpoint's events, and passed on as events of the Responses API.

Both readers (`read_chat`, `read_responses`) report here what they read: text, a refusal, a thought, a call, the end.
The events passed on are always well formed, as the agent's loop and `agent.events` expect: a message is announced
before its first visible text, each text is sent once, and an item is done only when the answer is known to be complete.
All text of an answer passes through `Answer._show`.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Collection, Mapping
from typing import Any

from professor_lock.model import sdk_events as sdk
from professor_lock.model.answer_parts import Item, Message, Part, Thought
from professor_lock.model.errors import EmptyAnswer, NoTools
from professor_lock.model.outgoing import Outgoing
from professor_lock.model.plain_text import clean
from professor_lock.model.sdk_events import PartKind, Where
from professor_lock.model.thoughts import ThoughtFilter, without_thoughts
from professor_lock.model.tool_calls import fit_arguments, fit_id, fit_name
from professor_lock.untrusted_text import is_blank

logger = logging.getLogger("professor_lock.model")

MAX_THOUGHT_CHARS = 20_000
"""Characters of a thought that are shown."""
CHARS_A_TOKEN = 4
"""Characters per token, about right for English, to estimate with."""
NOTHING: Mapping[str, Any] = {}
_FIRST_HALF, _SECOND_HALF = "\ud800", "\udc00"
"""Where in Unicode the first and second halves of characters begin that JSON writes as two."""
_ITEM_ID = re.compile(r"(msg|fc|rs)_[A-Za-z0-9_-]{1,60}")


class Answer:
    """The answer being read; `out` gives its events.

    `taken_ids` are the ids of earlier items of the run; `opened` says that the endpoint is known to begin inside a
    thought, without sending its opening tag.
    """

    def __init__(
        self, model: str, *, tools: Collection[str] = (), taken_ids: Collection[str] = (), opened: bool = False
    ) -> None:
        self.out = Outgoing()
        self.begun = False
        """Whether any visible text was passed on."""
        self.opened = opened
        """Whether a thought's closing tag came without its opening tag, in this answer or an earlier one."""
        self._id = f"resp_{secrets.token_hex(16)}"
        self._model = model
        self._tools = tools
        self._taken_ids = set(taken_ids)
        self._items: list[Message | Thought | Item] = []
        self._messages: dict[Any, Message] = {}
        self._thought: Thought | None = None
        self._created = False
        self._chars = 0
        self._usage: Any = None
        self._written_calls: list[str] = []
        """Calls of tools that stood in the text."""

    def begin(self) -> None:
        """Note that the endpoint has begun to answer."""
        if not self._created:
            self._created = True
            self.out.add(sdk.created(sdk.response(self._id, self._model, [])))

    # Text

    def message(self, key: Any, item_id: Any = None) -> None:
        """Note that a message has begun. Its id is used where it is valid and not taken."""
        if key not in self._messages:
            self._messages[key] = message = Message(self._item_id("msg", item_id), len(self._items))
            self._items.append(message)

    def text(self, key: Any, delta: str, *, part: Any = 0, kind: PartKind = "text") -> None:
        """Add text to a message, as the endpoint sent it."""
        if not delta:
            return
        message, place = self._place(key, part, kind)
        self._chars += len(delta)
        if place.done:
            return
        if place.half or _FIRST_HALF <= delta[-1] < _SECOND_HALF:
            delta = self._whole_characters(place, delta)
        delta = clean(delta)
        if place.filter is None or place.filter.passes(delta):
            self._show(message, place, delta)
            return
        for said, text in place.filter.feed(delta):
            self._sort(message, place, said, text)

    def text_is(self, key: Any, text: str, *, part: Any = 0, kind: PartKind = "text") -> None:
        """Take the complete text of a message part, and pass on what was not sent before."""
        message, place = self._place(key, part, kind)
        if place.done or not text:
            return
        place.half = ""
        self._flush(message, place)
        whole = clean(text)
        if kind == "text":
            whole, calls = without_thoughts(whole)
            self._written_calls = self._written_calls or calls
        if whole.startswith(place.text):
            self._show(message, place, whole[len(place.text) :])
        elif not is_blank(whole):
            place.shown = [whole]

    def annotation(self, key: Any, annotation: Any, *, part: Any = 0) -> None:
        """Add a citation to a message part."""
        _, place = self._place(key, part, "text")
        if isinstance(annotation, dict) and place.where is not None and annotation not in place.annotations:
            place.annotations.append(annotation)
            self.out.add(sdk.annotation_added(place.where, len(place.annotations) - 1, annotation))

    def part_done(self, key: Any, *, part: Any = 0) -> None:
        """Note that no more text comes for this part."""
        message = self._messages.get(key)
        if message is not None and part in message.parts:
            place = message.parts[part]
            self._flush(message, place)
            if place.where is not None and not place.done:
                self.out.add(sdk.text_done(place.where, place.kind, place.text))
            self._end_part(message, place)

    def message_done(self, key: Any, phase: Any = None) -> None:
        """Note that no more text comes for this message."""
        message = self._messages.get(key)
        if message is not None:
            message.complete, message.phase = True, phase

    # Thoughts, calls and the rest

    def thinking(self) -> None:
        """Note that the model has begun a thought."""
        if self._thought is None:
            self._end_complete_messages()
            self._thought = Thought(f"rs_{secrets.token_hex(16)}", len(self._items))
            self._items.append(self._thought)
            self.out.add(sdk.item_added(self._thought.index, sdk.reasoning(self._thought.id, None)))

    def thought(self, delta: str) -> None:
        """Add text to the thought."""
        if not delta or (self._thought is None and is_blank(delta)):
            return
        self.thinking()
        assert self._thought is not None
        self._chars += len(delta)
        if self._thought.chars < MAX_THOUGHT_CHARS:
            self._thought.text.append(clean(delta[: MAX_THOUGHT_CHARS - self._thought.chars]))
            self._thought.chars += len(delta)

    def thought_part_done(self, whole: str = "") -> None:
        """Pass on a finished section of the thought; `whole` is its text where it did not come in pieces."""
        thought = self._thought
        if thought is not None:
            text = clean(whole[:MAX_THOUGHT_CHARS]) or "".join(thought.text)
            thought.text.clear()
            if text.strip():
                self.out.add(sdk.thought_said(thought.id, thought.index, text))

    def thought_done(self, raw: dict[str, Any] | None = None) -> None:
        """Note the end of the thought. `raw` is the item that the Responses API needs back with the next step."""
        if raw is not None:
            self.thinking()
        thought = self._thought
        if thought is not None:
            self.thought_part_done()
            thought.raw = raw
            self.out.add(sdk.item_done(thought.index, sdk.reasoning(thought.id, raw)))
            self._thought = None

    def before_call(self) -> None:
        """Note that a call has begun, which ends the items before it."""
        self.thought_done()
        self._end_complete_messages()

    def call(
        self,
        name: str,
        arguments: str,
        *,
        call_id: Any = None,
        item_id: Any = None,
        extra: Mapping[str, Any] = NOTHING,
    ) -> None:
        """Add a complete tool call. It is passed on when the answer is complete."""
        self.before_call()
        fit = fit_id(call_id, self._taken_ids)
        self._taken_ids.add(fit)
        self._chars += len(arguments)
        typed = sdk.function_call(
            self._item_id("fc", item_id), fit, fit_name(name, self._tools), fit_arguments(arguments), extra
        )
        self._items.append(Item(len(self._items), typed, is_call=True))

    def other(self, typed: Any) -> None:
        """Add an item of another kind, such as a search that the endpoint ran itself."""
        self.before_call()
        item = Item(len(self._items), typed, is_call=False)
        self._items.append(item)
        self.out.add(sdk.item_added(item.index, typed))
        self.out.add(sdk.item_done(item.index, typed))

    def usage(self, input_tokens: Any, output_tokens: Any, *, cached: Any = 0, reasoning: Any = 0) -> None:
        """Note the tokens that the endpoint reports; the last report counts."""
        asked, said = _count(input_tokens), _count(output_tokens)
        if asked + said:
            self._usage = sdk.usage_of(asked, said, _count(cached), _count(reasoning))

    # The end

    @property
    def chars(self) -> int:
        """Characters of the answer so far: text, thoughts and calls."""
        return self._chars

    @property
    def is_empty(self) -> bool:
        """Whether the answer has neither visible text nor a call."""
        return not any(
            (isinstance(item, Item) and item.is_call) or (isinstance(item, Message) and item.announced)
            for item in self._items
        )

    @property
    def _wrote_call(self) -> bool:
        """Whether a call of one of the tools stood in the text, where nobody calls it."""
        written = "".join(self._written_calls)
        return bool(written) and any(name in written for name in self._tools)

    def flush(self) -> None:
        """Pass on held-back text: an answer that broke off is shown as far as it came."""
        for message in list(self._messages.values()):
            for place in list(message.parts.values()):
                self._flush(message, place)
        self.thought_part_done()

    def finish(self, prompt_chars: int) -> None:
        """End a complete answer. Raises EmptyAnswer when it has neither text nor a call.

        `prompt_chars` is the size of the request, to estimate tokens that the endpoint did not report.
        """
        self.flush()
        self.thought_done()
        if self._wrote_call and not any(isinstance(item, Item) and item.is_call for item in self._items):
            logger.error("the model %s writes calls of tools as text: its server needs a parser for them", self._model)
            raise NoTools
        if self.is_empty:
            raise EmptyAnswer
        output: list[Any] = []
        for item in self._items:
            match item:
                case Message() if item.announced:
                    self._end_message(item)
                    output.append(item.typed(done=True))
                case Thought() if item.raw is not None:
                    output.append(sdk.reasoning(item.id, item.raw))
                case Item():
                    if item.is_call:
                        self.out.add(sdk.item_added(item.index, item.typed))
                        self.out.add(sdk.item_done(item.index, item.typed))
                    output.append(item.typed)
        if self._usage is None:
            self.out.add(sdk.UsageEstimated(*self.estimate(prompt_chars)))
        self.out.add(sdk.completed(sdk.response(self._id, self._model, output, self._usage)))

    def estimate(self, prompt_chars: int) -> tuple[int, int]:
        """Estimated tokens (request, answer so far), by their characters."""
        return -(-prompt_chars // CHARS_A_TOKEN), -(-self._chars // CHARS_A_TOKEN)

    # Inside

    def _item_id(self, prefix: str, item_id: Any) -> str:
        known = isinstance(item_id, str) and item_id.startswith(prefix) and _ITEM_ID.fullmatch(item_id)
        fit: str = item_id if known and item_id not in self._taken_ids else f"{prefix}_{secrets.token_hex(16)}"
        self._taken_ids.add(fit)
        return fit

    def _place(self, key: Any, part: Any, kind: PartKind) -> tuple[Message, Part]:
        self.message(key)
        message = self._messages[key]
        place = message.parts.get(part)
        if place is None:
            place = message.parts[part] = Part(kind)
            if kind == "text":
                place.filter = ThoughtFilter(opened=self.opened)
        return message, place

    def _whole_characters(self, place: Part, delta: str) -> str:
        """A delta with the half of a character before it, without the half at its end, which waits for the next."""
        text = place.half + delta
        place.half = text[-1] if _FIRST_HALF <= text[-1] < _SECOND_HALF else ""
        return text.removesuffix(place.half).encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def _sort(self, message: Message, place: Part, said: str, text: str) -> None:
        if said == "text":
            self._show(message, place, text)
        elif said == "thought":
            self.thought(text)
        elif said == "call":
            self._written_calls.append(text)
        else:
            self._withdraw(message, place)

    def _withdraw(self, message: Message, place: Part) -> None:
        """Take back a message whose text so far was a thought; text that follows is a new message."""
        self.opened = True
        self.out.end_text()
        shown = place.text + place.waiting
        place.shown, place.waiting, place.where = [], "", None
        if message.announced:
            self.out.add(sdk.MessageWithdrawn(message.id))
            message.id, message.announced = self._item_id("msg", None), False
        self.thought(shown)

    def _show(self, message: Message, place: Part, text: str) -> None:
        """Pass on text of the answer. All of it passes through here."""
        if not text:
            return
        if place.where is None:
            text = place.waiting + text
            if place.filter is not None and place.filter.found:
                text = text.lstrip()
            if is_blank(text):
                place.waiting = text
                return
            place.waiting = ""
            place.where = self._announce(message, place)
        place.shown.append(text)
        self.out.add_text(place, text)
        self.begun = True

    def _announce(self, message: Message, place: Part) -> Where:
        self.thought_done()
        self._end_complete_messages(but=message)
        if not message.announced:
            message.announced = True
            self.out.add(sdk.item_added(message.index, message.typed(done=False)))
        number = sum(1 for one in message.parts.values() if one.where is not None)
        where = Where(message.id, message.index, number)
        self.out.add(sdk.part_added(where, place.kind))
        return where

    def _flush(self, message: Message, place: Part) -> None:
        half, place.half = place.half, ""
        if half and not place.done:
            self._show(message, place, clean(half))
        if place.filter is not None and not place.done:
            for said, text in place.filter.end():
                self._sort(message, place, said, text)

    def _end_complete_messages(self, but: Message | None = None) -> None:
        """End the messages that the endpoint called complete, because another item follows."""
        for message in self._messages.values():
            if message.complete and message is not but and message.announced:
                self._end_message(message)

    def _end_message(self, message: Message) -> None:
        if not message.done:
            message.done = True
            for place in message.parts.values():
                self._end_part(message, place)
            self.out.add(sdk.item_done(message.index, message.typed(done=True)))

    def _end_part(self, message: Message, place: Part) -> None:
        if place.done:
            return
        self._flush(message, place)
        place.done = True
        if place.where is not None:
            self.out.add(sdk.part_done(place.where, place.kind, place.text, place.annotations))


def _count(value: Any) -> int:
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e12 else 0
