"""Separates reasoning from the answer in a text that streams.

Open models write reasoning as `<think>...</think>`, or in one of a dozen other forms, and deltas may cut it anywhere. A
tag counts at the beginning of a line. A closing tag without an opening one means that all text before it was reasoning,
because some templates put the opening tag into the prompt.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import Literal

Kind = Literal["text", "thought", "call", "all_was_thought"]

TAGS = {
    "<think>": "</think>",
    "<thinking>": "</thinking>",
    "<thought>": "</thought>",
    "<thoughts>": "</thoughts>",
    "<reasoning>": "</reasoning>",
    "<reflection>": "</reflection>",
    "<seed:think>": "</seed:think>",
    "<mm:think>": "</mm:think>",
    "[think]": "[/think]",
    "◁think▷": "◁/think▷",
    "<|begin_of_thought|>": "<|end_of_thought|>",
    "<|start_thinking|>": "<|end_thinking|>",
    "<|channel|>analysis<|message|>": "<|end|>",
    "<|channel|>commentary<|message|>": "<|end|>",
    "<|channel>thought": "<channel|>",
    "<|inner_prefix|>": "<|inner_suffix|>",
}
"""Opening tag -> closing tag, in lower case."""
CALLS = {
    "<tool_call>": "</tool_call>",
    "<tool_calls>": "</tool_calls>",
    "<minimax:tool_call>": "</minimax:tool_call>",
    "<|tool_calls_section_begin|>": "<|tool_calls_section_end|>",
    "<｜tool▁calls▁begin｜>": "<｜tool▁calls▁end｜>",
    "<|channel|>commentary to=": "<|call|>",
    "[tool_calls]": "[/tool_calls]",
}
"""The same for calls of tools, which stand in the text where a server has no parser for its model's calls."""
TAGS |= CALLS
CONTROL = (
    "<|start|>assistant",
    "<|channel|>final<|message|>",
    "<|begin_of_solution|>",
    "<|end_of_solution|>",
    "<|start_response|>",
    "<|end_response|>",
    "<|return|>",
    "<|end|>",
    "<|im_end|>",
    "<|eot_id|>",
    "<|end_of_text|>",
    "<|endoftext|>",
    "<|eom_id|>",
    "<|eot|>",
    "<|im_start|>assistant",
    "<|assistant|>",
    "<|end_of_turn_token|>",
    "<start_of_turn>model",
    "<end_of_turn>",
    "<|begin_of_box|>",
    "<|end_of_box|>",
    "<｜assistant｜>",
    "<｜end▁of▁sentence｜>",
)
"""Marks of chat templates that appear in the text by mistake; they are removed."""
_BEGINNINGS = frozenset(tag for tag in CONTROL if tag.endswith(("assistant", "assistant|>", "model", "begin_of_box|>")))
"""Those of CONTROL that stand before an answer, whose line break belongs to them."""
_CLOSING = tuple(sorted(set(TAGS.values()) - {"<|end|>"} - set(CALLS.values())))
_ALL = sorted({*TAGS, *CONTROL, *_CLOSING}, key=len, reverse=True)
_LONGEST = len(_ALL[0])
_PREFIXES = frozenset(tag[:end] for tag in _ALL for end in range(1, len(tag) + 1))
_MARK = re.compile(r"[<\[◁]")
_ANY = re.compile("|".join(map(re.escape, _ALL)), re.IGNORECASE | re.ASCII)
_CLOSERS = {tag: re.compile(re.escape(tag), re.IGNORECASE | re.ASCII) for tag in TAGS.values()}
_FIRST_CLOSER = re.compile("|".join(map(re.escape, _CLOSING)), re.IGNORECASE | re.ASCII)


class ThoughtFilter:
    """Splits a message's text into answer and reasoning. `opened`: the endpoint is known to begin inside a thought."""

    def __init__(self, *, opened: bool = False) -> None:
        self._held = ""
        self._closing: str | None = None
        """The tag that ends the thought being read."""
        self._blank_line = True
        """Whether only white space has come since the last line break."""
        self._unsure: list[str] | None = [] if opened else None
        """Text that is reasoning if a closing tag follows, and the answer if none does."""
        self.found = False
        """Whether there was any reasoning."""

    def feed(self, delta: str) -> Iterator[tuple[Kind, str]]:
        """The parts of the text whose kind is certain."""
        if self._unsure is not None:
            yield from self._while_unsure(delta)
            return
        text, self._held = self._held + delta, ""
        place = 0
        while place < len(text):
            if self._closing is not None:
                place = yield from self._thought(text, place, self._closing)
            else:
                place = yield from self._answer(text, place)

    def passes(self, delta: str) -> bool:
        """Whether the whole text certainly belongs to the answer, as most does; other text goes to `feed`."""
        if self._held or self._closing is not None or self._unsure is not None or _MARK.search(delta):
            return False
        self._pass_over(delta, 0, len(delta))
        return True

    def end(self) -> Iterator[tuple[Kind, str]]:
        """Text that was held back because it could have been the beginning of a tag."""
        if self._unsure is not None:
            text, self._unsure, self._held = "".join(self._unsure), None, ""
            yield from self.feed(text)
        held, self._held = self._held, ""
        if held:
            yield ("text" if self._closing is None else self._kind), held

    @property
    def _kind(self) -> Kind:
        """The kind of what stands between the tags that are open."""
        return "call" if self._closing in CALLS.values() else "thought"

    def _while_unsure(self, delta: str) -> Iterator[tuple[Kind, str]]:
        """Hold all text back until a closing tag; without one it was the answer."""
        assert self._unsure is not None
        recent = self._held + delta
        self._unsure.append(delta)
        self._held = recent[-_LONGEST:]
        if _FIRST_CLOSER.search(recent) is None:
            return
        text, self._unsure, self._held = "".join(self._unsure), None, ""
        closer = _FIRST_CLOSER.search(text)
        assert closer is not None
        self.found = True
        thought = text[: closer.start()].lstrip()
        opening = _ANY.match(thought)
        yield "thought", thought[opening.end() :] if opening is not None else thought
        yield from self.feed(text[closer.end() :])

    def _thought(self, text: str, place: int, closing: str) -> Generator[tuple[Kind, str], None, int]:
        """Yield reasoning up to its closing tag; returns the index after it."""
        closer = _CLOSERS[closing].search(text, place)
        if closer is None:
            end = max(place, len(text) - len(closing) + 1)
            self._held = text[end:]
            if end > place:
                yield self._kind, text[place:end]
            return len(text)
        if closer.start() > place:
            yield self._kind, text[place : closer.start()]
        self._closing, self._blank_line = None, True
        return closer.end()

    def _answer(self, text: str, place: int) -> Generator[tuple[Kind, str], None, int]:
        """Yield text up to the next tag; returns the index after it."""
        looked = place
        for tag in _ANY.finditer(text, place):
            self._pass_over(text, looked, tag.start())
            looked = tag.start()
            name = tag.group().lower()
            if name in TAGS and not self._blank_line:
                continue
            if tag.start() > place:
                yield "text", text[place : tag.start()]
            if name in TAGS:
                self._closing, self.found = TAGS[name], True
            elif name in _CLOSING:
                self.found = True
                yield "all_was_thought", ""
            elif name in _BEGINNINGS and self._blank_line:
                self.found = True
            self._blank_line = True
            return tag.end()
        end = self._held_from(text, max(place, looked))
        self._pass_over(text, looked, end)
        if end > place:
            yield "text", text[place:end]
        self._held = text[end:]
        return len(text)

    def _pass_over(self, text: str, start: int, end: int) -> None:
        line = text.rfind("\n", start, end)
        blank = not text[max(line + 1, start) : end].strip()
        self._blank_line = blank and (line >= 0 or self._blank_line)

    def _held_from(self, text: str, place: int) -> int:
        """The index at which a tag may begin that is cut by the end of this text."""
        for mark in _MARK.finditer(text, max(place, len(text) - _LONGEST + 1)):
            beginning = text[mark.start() :].lower()
            if beginning in _PREFIXES:
                return mark.start()
        return len(text)


def without_thoughts(text: str) -> tuple[str, list[str]]:
    """The answer in a complete text, without reasoning, and the calls of tools that stand in it."""
    parts: list[str] = []
    calls: list[str] = []
    found = ThoughtFilter()
    for kind, part in (*found.feed(text), *found.end()):
        if kind == "all_was_thought":
            parts.clear()
        elif kind == "call":
            calls.append(part)
        elif kind == "text":
            parts.append(part)
    answer = "".join(parts)
    return (answer.lstrip() if found.found else answer), calls
