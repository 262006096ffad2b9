"""The errors of asking a language model. Their texts are for users; the class names the cause, for the log."""

from __future__ import annotations

from professor_lock.errors import RateLimited, SourceUnavailable

SOURCE = "the language model"
BUSY_S = 5
"""Seconds until a user may try again, where a busy endpoint named no time."""
MAX_WAIT_S = 600


class ModelFailure(SourceUnavailable):
    """The model gave no complete answer. `begun`: part of the answer had already been passed on."""

    words = "The language model broke off its answer. Please try again."
    retryable = True
    begun = False

    def __init__(self, words: str | None = None) -> None:
        super().__init__(words or self.words, source=SOURCE)


class BrokenOff(ModelFailure):
    """The answer broke off: the connection, the stream or the model failed."""


class CutShort(BrokenOff):
    """The answer reached the length that the endpoint allows."""

    words = "The answer became too long to finish and was cut off. Please try again, or ask for less at once."


class Filtered(BrokenOff):
    """The endpoint's filter ended the answer."""

    words = "Professor Lock cannot answer that: the language model's filter stopped it. Try asking in another way."


class EmptyAnswer(ModelFailure):
    """The model ended its answer without text and without a call."""

    words = "The language model sent an empty answer. Please try again."


class NoAnswer(ModelFailure):
    """The response is not an answer of a language model: an error page, another document, nothing."""

    words = "The language model sent something that is no answer. Please try again."


class Unreachable(ModelFailure):
    """The endpoint could not be reached, or it failed (HTTP 5xx)."""

    words = "The language model cannot be reached right now. Please try again."


class TookTooLong(ModelFailure):
    """The endpoint sent nothing for longer than PP_MODEL_TIMEOUT_S."""

    words = "The language model took too long to answer. Please try again."


class KeyRefused(ModelFailure):
    """401 or 403: only the operator can correct it."""

    words = "The language model refused this server's key. Its owner has to look at it."
    retryable = False


class QuotaUsedUp(ModelFailure):
    """402 or `insufficient_quota`: only the operator can correct it."""

    words = "The language model's budget is used up. Its owner has to look at it."
    retryable = False


class RequestRefused(ModelFailure):
    """The endpoint refused the request in every form that was tried."""

    words = "The language model did not accept the request."
    retryable = False


class NoTools(RequestRefused):
    """The model cannot call tools, without which it can look nothing up."""

    words = "The language model of this server cannot use tools. Its owner has to look at it."


class PromptTooLong(RequestRefused):
    """Even the shortened prompt is longer than the endpoint's context."""

    words = (
        "This is too long for the language model, which did not accept it. Please ask for less at once, or start a "
        "new conversation."
    )


class PromptRefused(ModelFailure):
    """The endpoint's filter refused the message."""

    words = "The language model's filter refused this message. Try asking in another way."


class ModelBusy(RateLimited):
    """429: the endpoint has too many requests."""

    begun = False

    def __init__(self, retry_after_s: float | None = None) -> None:
        wait_s = BUSY_S if retry_after_s is None else max(1, min(MAX_WAIT_S, round(retry_after_s)))
        super().__init__("The language model is busy. Please try again in a moment.", retry_after_s=wait_s)
