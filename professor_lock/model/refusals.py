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

MAX_TEXT = 4000
MAX_DEPTH = 6
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
    ROLES = auto()
    SYSTEM_ROLE = auto()
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
        if status == 402 or self.code in QUOTA_CODES or _QUOTA.search(said):
            return Kind.QUOTA
        if status == 413 or self.code in LENGTH_CODES or _is_too_long(said):
            return Kind.TOO_LONG
        if self.code in PROMPT_CODES or _PROMPT.search(said):
            return Kind.PROMPT
        if status in (401, 403) or self.code in KEY_CODES:
            return Kind.KEY
        if status == 429 or "rate_limit" in self.code or self.code in BUSY_CODES:
            return Kind.BUSY
        if "altern" in said and "role" in said:
            return Kind.ROLES
        if _NO_SYSTEM.search(said):
            return Kind.SYSTEM_ROLE
        if _NO_TOOLS.search(said):
            return Kind.NO_TOOLS
        if status in (0, 400, 404, 415, 422, 500, 501) and self.parameters(body):
            return Kind.PARAMETER
        if status in (408, 409) or status >= 500 or self.code in ("server_error", "overloaded", "overloaded_error"):
            return Kind.UNAVAILABLE
        return Kind.OTHER

    def parameters(self, body: Collection[str]) -> list[str]:
        """The optional fields of the request that the refusal names, in any form."""
        said = f"{self.parameter} {self.text}".lower()
        if not self.parameter and not _PARAMETER.search(said):
            return []
        named = [name for name in OPTIONAL if name in body and re.search(rf"(?<![\w]){name}(?![\w])", said)]
        return [name for name in named if name not in SHORT_NAMES] or named

    @property
    def hints_at_fields(self) -> bool:
        """Whether it names something unknown or unsupported, without saying which field."""
        said = f"{self.code} {self.text}".lower().replace("invalid_request_error", "")
        return _PARAMETER.search(said) is not None

    def context_tokens(self) -> int | None:
        """The endpoint's limit in tokens; None where the refusal does not name it."""
        return _number(_LIMITS, self.text)

    def sent_tokens(self) -> int | None:
        """The request's tokens; None where the refusal does not name them."""
        return _number(_SENT, self.text)


OPTIONAL = (
    "stream_options",
    "parallel_tool_calls",
    "store",
    "max_completion_tokens",
    "max_output_tokens",
    "max_tokens",
    "prompt_cache_key",
    "prompt_cache_retention",
    "prompt_cache_options",
    "safety_identifier",
    "include",
    "temperature",
    "top_p",
    "frequency_penalty",
    "presence_penalty",
    "reasoning_effort",
    "reasoning",
    "verbosity",
    "metadata",
    "truncation",
    "service_tier",
    "top_logprobs",
    "logprobs",
    "tool_choice",
    "strict",
    "text",
    "instructions",
)
"""Fields that a request can do without, or that have another form."""
SHORT_NAMES = frozenset({"store", "include", "text", "strict", "reasoning", "metadata", "instructions"})
"""Fields that are also ordinary words: where another field is named as well, that one is meant."""
QUOTA_CODES = frozenset(
    {
        "insufficient_quota",
        "billing_hard_limit_reached",
        "billing_not_active",
        "insufficient_credits",
        "payment_required",
    }
)
LENGTH_CODES = frozenset(
    {"context_length_exceeded", "exceed_context_size_error", "context_window_exceeded", "request_too_large"}
)
PROMPT_CODES = frozenset(
    {
        "content_filter",
        "invalid_prompt",
        "content_policy_violation",
        "responsibleaipolicyviolation",
        "data_inspection_failed",
        "datainspectionfailed",
        "moderation_blocked",
        "cyber_policy_violation",
        "1301",
    }
)
KEY_CODES = frozenset({"invalid_api_key", "authentication_error", "permission_denied", "account_deactivated"})
BUSY_CODES = frozenset({"too_many_requests", "429", "engine_overloaded", "slow_down"})
_QUOTA = re.compile(
    r"insufficient[_ ](quota|credits?|balance|funds)|exceeded your current quota|credit balance is too low"
    r"|requires more credits|billing hard limit"
)
_LENGTH = re.compile(
    r"context[_ -]?(length|window|size)|maximum context|max_model_len|(input|prompt) (is |too |length )*long"
    r"|too many (input )?tokens|input (length|token)s?[^.]{0,60}exceed|reduce the length"
    r"|exceeds? the (maximum|max|model|available|context)[^.]{0,40}(token|context|length|size)"
    r"|tokens?[^.]{0,40}exceeds?[^.]{0,40}(limit|maximum|max)|request too large|string too long"
    r"|greater than (the )?(maximum|context)"
)
_PROMPT = re.compile(
    r"content[_ ](filter|management policy)|responsibleaipolicy|invalid_prompt|content policy|flagged as potentially"
    r"|requires moderation|was flagged|data inspection|inappropriate content|safety (system|filter)"
)
_WAIT = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(ms|s|m)?\s*")
"""How long to wait, in seconds where no unit stands behind: "20", "1.5s", "250ms"."""
_NO_SYSTEM = re.compile(
    r"system role (is )?not supported|does not support (the )?['\"]?system['\"]? role|only user and"
)
_NO_TOOLS = re.compile(
    r"(does not|doesn't|do not|don't) support (tool|function)|tool (use|calling)[^.]{0,40}not supported"
    r"|no endpoints found that support tool|tools? (are|is) not supported"
)
_PARAMETER = re.compile(
    r"unknown|unrecogni[sz]ed|unsupported|unexpected|not (supported|permitted|allowed|recogni[sz]ed|a valid)"
    r"|extra (inputs|fields)|extra_forbidden|invalid|not support|does not exist|no such|additional propert|too large"
)
_LIMITS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r'"?n_ctx"?\D{0,4}(\d{3,})',
        r"(?:context length|context window|context size|max_model_len|limit)\D{0,40}?([\d,]{3,})",
        r"(?:maximum|max)\D{0,30}?([\d,]{3,})",
        r"([\d,]{3,})\s*(?:tokens? )?(?:maximum|limit)",
    )
)
_SENT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r'"?n_prompt_tokens"?\D{0,4}(\d+)',
        r"(?:resulted in|requested|contains?|at least|you sent|passed)\s+(?:about |a total of )?([\d,]{3,})",
        r"([\d,]{3,})\s*tokens?\s*(?:>|exceed)",
    )
)


def refusal_of(status: int, headers: Mapping[str, str], body: bytes) -> Refusal:
    """The refusal in an HTTP response whose status is not 200."""
    text = body.decode("utf-8", "replace")
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    said = _words_of(value) if isinstance(value, dict | list) else text
    return Refusal(status, _code_of(value), said[:MAX_TEXT], _field(value, "param"), _retry_after_s(headers))


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
    )
    if not is_error:
        return None
    error = value.get("error")
    status = error.get("code") if isinstance(error, dict) else value.get("code", value.get("status"))
    number = status if isinstance(status, int) and 400 <= status < 600 else None
    return Refusal(number, _code_of(value), _words_of(value)[:MAX_TEXT], _field(value, "param"))


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
                if isinstance(code, str | int) and str(code).lower() in _KNOWN_CODES:
                    return str(code).lower()
    for place in _errors(value):
        code = place.get("code", place.get("type"))
        if isinstance(code, str | int):
            return str(code).lower()
    return ""


def _errors(value: Any) -> list[Mapping[str, Any]]:
    if not isinstance(value, dict):
        return []
    error = value.get("error")
    return [one for one in (error, value) if isinstance(one, dict)]


def _field(value: Any, name: str) -> str:
    for place in _errors(value):
        if isinstance(place.get(name), str):
            return str(place[name])
    return ""


def _is_too_long(said: str) -> bool:
    if "max_tokens" in said and "too large" in said:
        return False  # this is about the requested length of the answer, not about the prompt
    return _LENGTH.search(said) is not None


def _retry_after_s(headers: Mapping[str, str]) -> float | None:
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        told = _WAIT.fullmatch(headers.get(name, ""))
        if told is not None:
            return float(told[1]) / (1000.0 if told[2] == "ms" else 60.0**-1 if told[2] == "m" else unit)
    return _until(headers.get("retry-after", ""), headers.get("date", ""))


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


_KNOWN_CODES = QUOTA_CODES | LENGTH_CODES | PROMPT_CODES | KEY_CODES | BUSY_CODES | {"rate_limit_exceeded"}
