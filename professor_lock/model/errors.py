"""How asking a language model can fail, in words for a user. The causes are told apart by class, for the log."""

from __future__ import annotations

from professor_lock.errors import RateLimited, SourceUnavailable

SOURCE = "the language model"
BUSY_S = 5
"""When a user may try again after a busy endpoint gave no time of its own."""
MAX_WAIT_S = 600


class ModelFailure(SourceUnavailable):
    """A model that gave no whole answer. `begun`: some of the answer had already been handed on."""

    words = "The language model broke off its answer. Please try again."
    retryable = True
    begun = False

    def __init__(self, words: str | None = None) -> None:
        super().__init__(words or self.words, source=SOURCE)


class BrokenOff(ModelFailure):
    """The answer ended before its end: the connection, the stream or the model itself broke."""


class CutShort(BrokenOff):
    """The answer reached the longest that the endpoint allows."""

    words = "The answer became too long to finish and was cut off. Please try again, or ask for less at once."


class Filtered(BrokenOff):
    """The endpoint's filter ended the answer."""

    words = "Professor Lock cannot answer that: the language model's filter stopped it. Try asking in another way."


class EmptyAnswer(ModelFailure):
    """The model ended its answer without saying or calling anything."""

    words = "The language model sent an empty answer. Please try again."


class NoAnswer(ModelFailure):
    """What came is no answer of a language model: an error page, another document, nothing."""

    words = "The language model sent something that is no answer. Please try again."


class Unreachable(ModelFailure):
    """The endpoint could not be reached, or failed on its side."""

    words = "The language model cannot be reached right now. Please try again."


class TookTooLong(ModelFailure):
    """The endpoint sent nothing for longer than it may take."""

    words = "The language model took too long to answer. Please try again."


class KeyRefused(ModelFailure):
    """401 or 403: only the operator can mend it."""

    words = "The language model refused this server's key. Its owner has to look at it."
    retryable = False


class QuotaUsedUp(ModelFailure):
    """402 or `insufficient_quota`: only the operator can mend it."""

    words = "The language model's budget is used up. Its owner has to look at it."
    retryable = False


class RequestRefused(ModelFailure):
    """The endpoint does not take what it was sent, and no way to send it was found."""

    words = "The language model did not accept the request."
    retryable = False


class NoTools(RequestRefused):
    """The model cannot call tools, without which nothing can be looked up."""

    words = "The language model of this server cannot use tools. Its owner has to look at it."


class PromptTooLong(RequestRefused):
    """The endpoint's context does not hold even the shortened prompt; it did not accept the request."""

    words = (
        "This is too long for the language model, which did not accept it. Please ask for less at once, or start a "
        "new conversation."
    )


class PromptRefused(ModelFailure):
    """The endpoint's filter does not take the message."""

    words = "The language model's filter refused this message. Try asking in another way."


class ModelBusy(RateLimited):
    """429: too much for now."""

    begun = False

    def __init__(self, retry_after_s: float | None = None) -> None:
        wait_s = BUSY_S if retry_after_s is None else max(1, min(MAX_WAIT_S, round(retry_after_s)))
        super().__init__("The language model is busy. Please try again in a moment.", retry_after_s=wait_s)
