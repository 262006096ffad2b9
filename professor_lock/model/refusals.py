"""Reads an endpoint's refusal and finds its kind; there is one kind for each possible reaction.

Endpoints refuse in many forms: an HTTP status with OpenAI's error body, FastAPI's `detail`, a bare message, an error
inside a stream. The kind is found by the error's code, or else by its text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import Enum, auto
from typing import Any

from professor_lock.model import refusal_words as words

MAX_TEXT = 4000
MAX_DEPTH = 6
STATUS_FIELDS = ("code", "status", "statusCode", "status_code")
ECHOES = frozenset({"input", "ctx", "url", "body", "request", "failed_generation"})
"""Fields of an error that repeat the request."""


class Kind(Enum):
    """The kinds of refusals."""

    BUSY = auto()
    QUOTA = auto()
    KEY = auto()
    TOO_LONG = auto()
    PROMPT = auto()
    PARAMETER = auto()
    SCHEMA = auto()
    ROLES = auto()
    SYSTEM_ROLE = auto()
    CALL_IDS = auto()
    THOUGHTS = auto()
    NO_TOOLS = auto()
    UNAVAILABLE = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal of the endpoint. `status` is None for an error inside a stream."""

    status: int | None
    code: str
    text: str
    """The whole error. It may quote the prompt, so it is never shown or logged."""
    parameter: str = ""
    retry_after_s: float | None = None

    def kind(self, body: Collection[str]) -> Kind:
        """The kind of this refusal for a request with these fields."""
        said = f"{self.code} {self.text}".lower()
        status = self.status or 0
        return (
            self._of_whoever_pays(said, status)
            or self._of_the_prompt(said, status)
            or self._of_the_form(said, status, body)
            or self._of_the_endpoint(said, status)
        )

    def _of_whoever_pays(self, said: str, status: int) -> Kind | None:
        is_rate = status in words.BUSY_STATUSES or "rate_limit" in self.code or self.code in words.BUSY_CODES
        if status == 402 or self.code in words.QUOTA_CODES:
            return Kind.QUOTA
        if words.QUOTA.search(said):
            # Gemini says the same of a limit a minute, and how long to wait.
            return Kind.BUSY if is_rate and self.retry_after_s is not None else Kind.QUOTA
        if is_rate and not words.TOO_LONG_FOR_RATE.search(said):
            return Kind.BUSY
        return None

    def _of_the_prompt(self, said: str, status: int) -> Kind | None:
        if words.CALL_IDS.search(said):
            return Kind.CALL_IDS
        if status == 413 or self.code in words.LENGTH_CODES or (_is_too_long(said) and not words.RATE.search(said)):
            return Kind.TOO_LONG
        if words.TOO_LONG_FOR_RATE.search(said):
            return Kind.TOO_LONG
        if status == 451 or self.code in words.PROMPT_CODES or words.PROMPT.search(said):
            return Kind.PROMPT
        return None

    def _of_the_form(self, said: str, status: int, body: Collection[str]) -> Kind | None:
        """What the request can be without, or in another form."""
        if status in (401, 403) or self.code in words.KEY_CODES or words.KEY.search(said):
            return Kind.KEY
        kinds = {
            Kind.THOUGHTS: words.THOUGHTS,
            Kind.ROLES: words.ROLES,
            Kind.SYSTEM_ROLE: words.NO_SYSTEM,
            Kind.NO_TOOLS: words.NO_TOOLS,
        }
        for kind, pattern in kinds.items():
            if pattern.search(said):
                return kind
        if status in (0, 400, 404, 415, 422, 500, 501):
            if self.schema_words(body):
                return Kind.SCHEMA
            if self.parameters(body):
                return Kind.PARAMETER
        return None

    def _of_the_endpoint(self, said: str, status: int) -> Kind:
        if words.RATE.search(said) and status in (0, 400):
            return Kind.BUSY
        if status >= 500 or status in words.UNAVAILABLE_STATUSES or self.code in words.OVERLOAD_CODES:
            return Kind.UNAVAILABLE
        return Kind.OTHER

    def parameters(self, body: Collection[str]) -> list[str]:
        """The optional fields of the request that the refusal names, in any form."""
        said = f"{self.parameter} {self.text}".lower()
        said = said[: known.start()] if (known := words.THOSE_KNOWN.search(said)) else said
        named = [name for name in words.OPTIONAL if name in body and _names(name, said)]
        if not self.parameter and not words.PARAMETER.search(said):
            # the name of a field that is no ordinary word is enough in a refusal of the request's form
            named = [name for name in named if "_" in name] if self.status in (400, 422) else []
        return [name for name in named if name not in words.SHORT_NAMES] or named

    def schema_words(self, body: Collection[str]) -> list[str]:
        """The words of the tools' schemas that the refusal names as unknown."""
        if "tools" not in body or not words.PARAMETER.search(self.text.lower()):
            return []
        return [name for name in words.SCHEMA_WORDS if re.search(rf"['\"`]{re.escape(name)}['\"`]", self.text)]

    @property
    def hints_at_fields(self) -> bool:
        """Whether it names something unknown or unsupported, without saying which field."""
        said = f"{self.code} {self.text}".lower().replace("invalid_request_error", "")
        return words.PARAMETER.search(said) is not None

    def context_tokens(self) -> int | None:
        """The endpoint's limit in tokens; None where the refusal does not name it."""
        return _number(words.LIMITS, self.text)

    def sent_tokens(self) -> int | None:
        """The request's tokens; None where the refusal does not name them."""
        return _number(words.SENT, self.text)


def refusal_of(status: int, headers: Mapping[str, str], body: bytes) -> Refusal:
    """The refusal in an HTTP response whose status is not 200."""
    text = body.decode("utf-8", "replace")
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    said = _words_of(value) if isinstance(value, dict | list) else text
    return Refusal(status, _code_of(value), said[:MAX_TEXT], _field(value, "param"), _retry_after_s(headers, said))


def refusal_in(value: Any) -> Refusal | None:
    """The refusal in an error inside a stream, or in the place of an answer; None for any other value."""
    if not isinstance(value, dict):
        return None
    kind = str(value.get("type") or "").lower()
    is_error = (
        _says_something(value.get("error"))
        or kind == "error"
        or kind.endswith("error")
        or value.get("object") == "error"
        or ("detail" in value and "choices" not in value and "output" not in value)
        or _is_bare_error(value)
    )
    if not is_error:
        return None
    number = next(
        (code for place in _errors(value) for name in STATUS_FIELDS if (code := _status(place.get(name)))), None
    )
    said = _words_of(value)
    return Refusal(number, _code_of(value), said[:MAX_TEXT], _field(value, "param"), _retry_after_s({}, said))


def says_failure(text: str) -> bool:
    """Whether a text that stands in the place of an answer's part says that something failed."""
    return words.FAILURE.search(text.lower()) is not None


def _is_bare_error(value: Mapping[str, Any]) -> bool:
    """Whether an object is an error in a form of its service's own, without a field `error`."""
    if "choices" in value or "output" in value or str(value.get("type") or "").startswith("response."):
        return False
    base = value.get("base_resp")
    code = base.get("status_code") if isinstance(base, dict) else value.get("error_code", value.get("errorCode"))
    if code or value.get("errors") or value.get("success") is False:
        return True
    said = value.get("message", value.get("Message", value.get("msg")))
    return isinstance(said, str) and (
        says_failure(said) or any(_status(value.get(name)) is not None for name in STATUS_FIELDS)
    )


def _status(value: Any) -> int | None:
    """An HTTP status of an error, also as text."""
    number = int(value) if isinstance(value, str) and value.isdecimal() and len(value) == 3 else value
    return number if isinstance(number, int) and 400 <= number < 600 else None


def _says_something(error: Any) -> bool:
    """Whether an `error` is one: {"code": 0, "message": ""} is how some say that there is none."""
    return any(error.values()) if isinstance(error, dict) else bool(error)


def _words_of(value: Any, depth: int = 0) -> str:
    """All text in an error, without the fields that repeat the request."""
    if isinstance(value, dict) and depth < MAX_DEPTH:
        told = (f"{name}: {_words_of(one, depth + 1)}" for name, one in value.items() if name not in ECHOES)
        return " ".join(told)
    if isinstance(value, list) and depth < MAX_DEPTH:
        return " ".join(_words_of(one, depth + 1) for one in value)
    return str(value) if isinstance(value, str | int | float) else ""


def _code_of(value: Any) -> str:
    """The most specific of an error's codes."""
    for place in _errors(value):
        inner = place.get("innererror") or place.get("inner_error")
        for source in (inner if isinstance(inner, dict) else {}, place):
            for name in ("code", "type", "status"):
                code = source.get(name)
                if isinstance(code, str | int) and str(code).lower() in words.KNOWN_CODES:
                    return str(code).lower()
    for place in _errors(value):
        code = place.get("code", place.get("type"))
        if isinstance(code, str | int):
            return str(code).lower()
    return ""


def _errors(value: Any) -> list[Mapping[str, Any]]:
    """The objects of an error that can have its code, the innermost first."""
    if isinstance(value, list):
        return [place for one in value[:MAX_DEPTH] for place in _errors(one)]
    if not isinstance(value, dict):
        return []
    several = value.get("errors")
    inner = several[:MAX_DEPTH] if isinstance(several, list) else []
    return [one for one in (value.get("error"), *inner, value) if isinstance(one, dict)]


def _names(name: str, said: str) -> bool:
    """Whether a text names a field, also as `parallelToolCalls` or `parallel tool calls`."""
    return re.search(rf"(?<!\w){name.replace('_', '[_ -]?')}(?!\w)", said) is not None


def _field(value: Any, name: str) -> str:
    for place in _errors(value):
        if isinstance(place.get(name), str):
            return str(place[name])
    return ""


def _is_too_long(said: str) -> bool:
    if "max_tokens" in said and "too large" in said:
        return False  # this is about the requested length of the answer, not about the prompt
    return words.LENGTH.search(said) is not None


def _retry_after_s(headers: Mapping[str, str], text: str) -> float | None:
    """How long to wait, by the headers ("20", "1m30s", a date), or else by a sentence of the text."""
    for name, unit in (("retry-after-ms", "ms"), ("retry-after", "s")):
        told = _seconds(headers.get(name, ""), unit)
        if told is not None:
            return told
    until = _until(headers.get("retry-after", ""), headers.get("date", ""))
    if until is not None:
        return until
    said = words.WAIT.search(text.lower())
    return _seconds(said[1], "s") if said is not None else None


def _seconds(text: str, unit: str) -> float | None:
    """A duration as `7m12.5s`, `250ms`, `20 seconds` or a number of `unit`; None for anything else."""
    text = text.strip().lower()
    parts = list(words.DURATION.finditer(text))
    if not parts or "".join(part[0] for part in parts) != text:
        return None
    return sum(float(part[1]) * words.UNITS_S[part[2] or unit] for part in parts)


def _until(moment: str, now: str) -> float | None:
    """Seconds from one moment of HTTP to another: both are the endpoint's, whose clock may not be ours."""
    try:
        return max(0.0, (parsedate_to_datetime(moment) - parsedate_to_datetime(now)).total_seconds())
    except (TypeError, ValueError):
        return None


def _number(patterns: tuple[re.Pattern[str], ...], text: str) -> int | None:
    for pattern in patterns:
        found = pattern.search(text)
        if found is not None:
            digits = str(found.groups()[-1]).replace(",", "")
            if digits.isdigit():
                return int(digits)
    return None
