"""Turns failures of the model, and of a run of the agent, into errors that a user can be shown."""

from __future__ import annotations

from typing import Any

import httpx2
import openai
from agents.exceptions import (
    AgentsException,
    InputGuardrailTripwireTriggered,
    MaxTurnsExceeded,
    ModelBehaviorError,
    ModelRefusalError,
    ModelTimeoutError,
    OutputGuardrailTripwireTriggered,
    ToolTimeoutError,
)

from professor_lock.errors import ProfessorLockError, RateLimited, SourceUnavailable
from professor_lock.model.errors import BUSY_S, SOURCE

BUSY = "The language model is busy. Please try again in a moment."
BROKE_OFF = "The language model broke off its answer. Please try again."
NOT_HERE = "Professor Lock cannot answer that."


def to_user_error(error: BaseException) -> ProfessorLockError | None:
    """The error to show for a failure of the model or the run; None for any other exception, which is a bug."""
    match error:
        case ProfessorLockError():
            return error
        case openai.RateLimitError(code="insufficient_quota"):
            return _unavailable("The language model's budget is used up. Its owner has to look at it.", retry=False)
        case openai.RateLimitError():
            return RateLimited(BUSY, retry_after_s=BUSY_S)
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            return _unavailable(
                "The language model refused this server's key. Its owner has to look at it.", retry=False
            )
        case openai.APITimeoutError() | ModelTimeoutError():
            return _unavailable("The language model took too long to answer. Please try again.")
        case openai.BadRequestError() | openai.UnprocessableEntityError() | openai.NotFoundError():
            return _unavailable("The language model did not accept the request.", retry=False)
        case openai.APIConnectionError() | openai.APIStatusError() | httpx2.HTTPError():
            return _unavailable("The language model cannot be reached right now. Please try again.")
        case openai.OpenAIError():  # an error event in the middle of an answer
            return _unavailable(BROKE_OFF)
        case MaxTurnsExceeded():
            return _unavailable("This question took more steps than allowed. Try asking for less at once.")
        case ModelRefusalError() | InputGuardrailTripwireTriggered() | OutputGuardrailTripwireTriggered():
            return _unavailable(NOT_HERE, retry=False)
        case ToolTimeoutError():
            return _unavailable("A source took too long to answer. Please try again.")
        case ModelBehaviorError() | AgentsException():
            return _unavailable(BROKE_OFF)
        case _:
            return None


def failure_in(event: Any) -> BaseException | None:
    """The failure that an event of the model reports; None for an event that reports none.

    The agent's run raises without the cause, which only the event has.
    """
    if event.type == "error":
        cause = getattr(event, "cause", None)
        return cause if isinstance(cause, BaseException) else _by_code(event.code)
    if event.type == "response.failed":
        return _by_code(event.response.error.code if event.response.error is not None else None)
    if event.type == "response.incomplete":
        details = event.response.incomplete_details
        if details is not None and details.reason == "content_filter":
            return _unavailable(NOT_HERE, retry=False)
        return _unavailable("The answer became too long to finish. Try asking for less at once.")
    return None


def _by_code(code: str | None) -> ProfessorLockError:
    return RateLimited(BUSY, retry_after_s=BUSY_S) if code == "rate_limit_exceeded" else _unavailable(BROKE_OFF)


def _unavailable(message: str, *, retry: bool = True) -> SourceUnavailable:
    error = SourceUnavailable(message, source=SOURCE)
    error.retryable = retry
    return error
