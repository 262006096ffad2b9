"""Reads answers of the Chat Completions API, as a stream of chunks or one document, in endpoints' various forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from professor_lock.model.answer import Answer
from professor_lock.model.errors import BrokenOff, CutShort, Filtered, ModelFailure, NoAnswer
from professor_lock.model.plain_text import place_of, text_of
from professor_lock.model.quick_json import read_chat_text
from professor_lock.model.refusals import Refusal, refusal_in
from professor_lock.model.sent_back import Thoughts, data_of_call
from professor_lock.model.tool_calls import ChatCalls

WHOLE = frozenset(
    {
        *("stop", "toolcalls", "functioncall", "functioncalls", "toolcall", "tooluse", "endturn", "endofturn"),
        *("eos", "eostoken", "eod", "eot", "stoptoken", "stopsequence", "stopsequences", "endoftext"),
        *("complete", "completed", "finished", "done", "end"),
    }
)
"""Finish reasons of a complete answer, in small letters without anything between."""
NO_REASON = frozenset({"", "null", "none", "unspecified", "inprogress", "notfinished", "0"})
"""What some endpoints write in every chunk before the last, where OpenAI has null."""
LENGTH = frozenset(
    {
        *("length", "maxtokens", "modellength", "maxoutputtokens", "tokenlimit", "maxlength", "limit"),
        *("contextlength", "modelcontextwindowexceeded", "contextwindowexceeded", "timelimit"),
    }
)
FILTERED = frozenset(
    {
        *("contentfilter", "contentfiltered", "safety", "recitation", "refusal", "sensitive", "blocklist", "blocked"),
        *("prohibitedcontent", "spii", "guardrailintervened", "moderation"),
    }
)
NUMBERED = {0: "", 1: "stop", 2: "length", 3: "safety", 4: "recitation"}
"""Finish reasons as Vertex's numbers."""
REASONING = ("reasoning_content", "reasoning", "thinking", "reasoning_text")
"""The names under which endpoints send thoughts in a delta."""
THOUGHT_PARTS = frozenset({"thinking", "reasoning", "reasoning_text", "thought", "redacted_thinking"})
_BETWEEN = re.compile(r"[\s_-]+")
MESSAGE = "message"
"""The key of the message; an answer of this API has only one."""


class ChatReader:
    """Reads one answer into `answer`: call `feed` with every event, then `end`."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._calls = ChatCalls()
        self._thoughts = Thoughts()
        self._finish = ""
        self._index: Any = None
        """Which of the choices the answer is."""
        self._done = False
        self._understood = False

    def more(self, data: bytes) -> bool:
        """Read a chunk that has further text of the answer and nothing else; False for any other."""
        if not self._understood:
            return False
        said = read_chat_text(data)
        if said is None or said[0] != self._index:
            return False
        self._answer.text(MESSAGE, said[1])
        return True

    def feed(self, _name: str, value: Any) -> Refusal | None:
        """Read one chunk, or a document with the whole answer; a Refusal where it is an error, else None."""
        if not isinstance(value, dict):
            return None
        choices = value.get("choices")
        if isinstance(choices, dict):
            choices = [choices] if "delta" in choices or "message" in choices else list(choices.values())
        refusal = refusal_in(value) or refusal_in(value.get("x_groq"))
        if refusal is not None and not (isinstance(choices, list) and choices and _has_text(choices)):
            return refusal
        self._take_usage(value)
        if not isinstance(choices, list):
            return None
        self._understood = True
        self._answer.begin()
        for choice in choices:
            if isinstance(choice, dict) and self._is_ours(choice):
                error = refusal_in(choice) if choice.get("error") else None
                self._take_choice(choice)
                refusal = refusal or error
        return refusal

    def _is_ours(self, choice: Mapping[str, Any]) -> bool:
        """Whether a choice belongs to the answer: to the one that came first, where an endpoint sends several."""
        index = place_of(choice.get("index"))
        if self._index is None:
            self._index = index
        return bool(index == self._index)

    @property
    def is_over(self) -> bool:
        """Whether the answer is complete, with nothing more to come."""
        return self._done

    @property
    def has_end(self) -> bool:
        """Whether the reason for the answer's end has come, so that a lost connection does not matter."""
        return self._done or bool(self._finish)

    def done(self) -> None:
        """Note that `[DONE]` has come."""
        self._done = True

    def end(self, prompt_chars: int) -> None:
        """End the answer, because the body is over. Raises a ModelFailure unless the answer is complete."""
        reason = self._finish
        if reason and reason not in WHOLE:
            raise self._cut(reason)
        if not reason and not self._done:
            raise BrokenOff() if self._understood else NoAnswer()
        thoughts = self._thoughts.as_data()
        for call in self._calls.distinct():
            if call.name:
                data = data_of_call(call.extra, call.call_id) | thoughts
                self._answer.call(call.name, call.arguments, call_id=call.call_id, extra=data)
                thoughts = {}  # they go with the first call of the answer
        self._answer.finish(prompt_chars)

    def _cut(self, reason: str) -> ModelFailure:
        if reason in LENGTH:
            return CutShort()
        return Filtered() if reason in FILTERED else BrokenOff()

    def _take_choice(self, choice: Mapping[str, Any]) -> None:
        delta = choice.get("delta")
        if isinstance(delta, dict) and delta:
            self._take_delta(delta)
        message = choice.get("message")
        if isinstance(message, dict):
            # Perplexity repeats all of the message beside every delta: only the last one can have more
            if not (isinstance(delta, dict) and delta.get("content")) or _reason(choice):
                self._take_message(message)
        elif isinstance(choice.get("text"), str):
            self._answer.text(MESSAGE, choice["text"])
        reason = _reason(choice)
        if reason not in NO_REASON and (not self._finish or self._finish in WHOLE):
            self._finish = reason  # a reason that says the answer was cut is not taken back by a later one

    def _take_delta(self, delta: Mapping[str, Any]) -> None:
        self._take_thoughts(delta)
        content = delta.get("content")
        if isinstance(content, str):
            self._answer.text(MESSAGE, content)
        elif content:
            self._take_parts(content)
        self._take_rest(delta)

    def _take_message(self, message: Mapping[str, Any]) -> None:
        """Read a whole message, without the parts that came in deltas before."""
        self._take_thoughts(message)
        content = message.get("content")
        if isinstance(content, str):
            self._answer.text_is(MESSAGE, content)
        elif content and self._answer.is_empty:
            self._take_parts(content)
        if not self._calls.calls:
            self._take_rest(message)

    def _take_rest(self, delta: Mapping[str, Any]) -> None:
        refusal = delta.get("refusal")
        if isinstance(refusal, str):
            self._answer.text(MESSAGE, refusal, part="refusal", kind="refusal")
        annotations = delta.get("annotations")
        for annotation in annotations if isinstance(annotations, list) else ():
            self._take_annotation(annotation)
        if delta.get("tool_calls"):
            self._answer.before_call()
            self._calls.feed(delta["tool_calls"])
        if delta.get("function_call"):
            self._answer.before_call()
            self._calls.feed_legacy(delta["function_call"])

    def _take_thoughts(self, delta: Mapping[str, Any]) -> None:
        for name in REASONING:
            thought = text_of(delta.get(name))
            if thought:
                self._answer.thought(thought)
                self._thoughts.add(thought)
                break
        details = delta.get("reasoning_details")
        if isinstance(details, list):
            self._thoughts.add_details(details)
            if thought:
                return  # the same again
            for detail in details:
                if isinstance(detail, dict):
                    self._answer.thought(text_of(detail.get("text") or detail.get("summary")))

    def _take_parts(self, content: Any) -> None:
        for part in content if isinstance(content, list) else [content]:
            if isinstance(part, dict) and str(part.get("type")) in THOUGHT_PARTS:
                self._answer.thought(text_of(part.get("thinking") or part.get("text") or part.get("content")))
            elif isinstance(part, dict) and isinstance(part.get("refusal"), str):
                self._answer.text(MESSAGE, part["refusal"], part="refusal", kind="refusal")
            else:
                self._answer.text(MESSAGE, text_of(part))

    def _take_annotation(self, annotation: Any) -> None:
        if isinstance(annotation, dict) and isinstance(annotation.get("url_citation"), dict):
            self._answer.annotation(MESSAGE, {"type": "url_citation", **annotation["url_citation"]})

    def _take_usage(self, value: Mapping[str, Any]) -> None:
        groq = value.get("x_groq")
        usage = value.get("usage") or (groq.get("usage") if isinstance(groq, dict) else None)
        if usage is None and isinstance(value.get("choices"), list):
            inside = (one.get("usage") for one in value["choices"] if isinstance(one, dict))  # Moonshot's place
            usage = next((one for one in inside if one), None)
        if isinstance(usage, dict):
            details = usage.get("prompt_tokens_details")
            said = usage.get("completion_tokens_details")
            self._answer.usage(
                usage.get("prompt_tokens", usage.get("input_tokens")),
                usage.get("completion_tokens", usage.get("output_tokens")),
                cached=details.get("cached_tokens") if isinstance(details, dict) else 0,
                reasoning=said.get("reasoning_tokens") if isinstance(said, dict) else 0,
            )


def _reason(choice: Mapping[str, Any]) -> str:
    """The reason for the answer's end, in small letters without anything between; "" where the choice names none."""
    reason = choice.get("finish_reason") or choice.get("finishReason")
    if reason is None and isinstance(choice.get("finish_details"), dict):
        reason = choice["finish_details"].get("type")  # Azure, for models that see pictures
    if isinstance(reason, int) and not isinstance(reason, bool):
        return NUMBERED.get(reason, str(reason))
    if not isinstance(reason, str):
        return ""
    return _BETWEEN.sub("", reason.lower().removeprefix("finish_reason_"))


def _has_text(choices: list[Any]) -> bool:
    """Whether choices have text, which counts before an error in the same chunk."""
    for choice in choices:
        delta = choice.get("delta") if isinstance(choice, dict) else None
        if isinstance(delta, dict) and delta.get("content"):
            return True
    return False
