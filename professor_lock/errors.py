"""The one tree of errors that users may see; everything else is a bug of ours and stays loud.

`str(error)` is always safe to show. The module that owns a dependency turns its exceptions into these (`raise ... from`
keeps the cause for the log). They leave in three places: the handlers in `app.py` (JSON with `status`), the turn in
`pp_server.py` (a ChatKit error event) and a tool's failure function (a sentence the model can act on).
"""

from __future__ import annotations

INTERNAL_MESSAGE = "Something went wrong on our side. Please try again."
"""Shown for every exception that is not of this tree."""


class ProfessorLockError(Exception):
    """Base of the tree. `status` is HTTP's, `code` is stable for programs, `retryable`: may trying again help?

    `retry_after_s` is after how many seconds, where that is known.
    """

    status = 500
    code = "internal"
    retryable = False
    retry_after_s: int | None = None


class BadInput(ProfessorLockError):
    """The caller can fix it: an unknown sport, a price of +50. `field` names what was wrong, where there is one."""

    status = 400
    code = "bad_input"

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class MalformedRequest(BadInput):
    """The body is not JSON at all."""

    code = "malformed_json"


class InvalidRequest(BadInput):
    """Valid JSON, but not a ChatKit request."""

    status = 422
    code = "invalid_request"


class TooLarge(BadInput):
    """The body is over the limit."""

    status = 413
    code = "too_large"


class UnsupportedType(BadInput):
    """A file of a kind that is not taken, or that is not what it says."""

    status = 415
    code = "unsupported_type"


class TooSlow(BadInput):
    """The body did not arrive in time."""

    status = 408
    code = "too_slow"


class AlreadyThere(BadInput):
    """What is to be made once has been made."""

    status = 409
    code = "already_there"


class NotSignedIn(ProfessorLockError):
    """No identity, or one that does not hold."""

    status = 401
    code = "not_signed_in"


class Forbidden(ProfessorLockError):
    """Known, but not allowed this."""

    status = 403
    code = "forbidden"


class NotFound(ProfessorLockError):
    """Absent or another user's, alike from outside. The store raises it as `StoreNotFound`, the SDK's error as well."""

    status = 404
    code = "not_found"


class Busy(ProfessorLockError):
    """The thread is still answering."""

    status = 409
    code = "busy"


class RateLimited(ProfessorLockError):
    """Too much for now; `retry_after_s` says how long to wait.

    `window` names the minute that is used up, "send" or "read", where further requests of that kind fare alike.
    """

    status = 429
    code = "rate_limited"
    retryable = True

    def __init__(self, message: str, *, retry_after_s: int, window: str | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s
        self.window = window


class SourceUnavailable(ProfessorLockError):
    """An outside service failed us; `source` names it in words: a book, StatMuse, web search, the model."""

    status = 503
    code = "source_unavailable"
    retryable = True
    retry_after_s: int | None = 5

    def __init__(self, message: str, *, source: str) -> None:
        super().__init__(message)
        self.source = source

    @property
    def for_operator(self) -> str:
        """What the operator is told in the log and by the doctor; the message, where there is no more to say."""
        return str(self)


class ReadOnly(SourceUnavailable):
    """What we write to can only be read right now."""

    code = "read_only"


class Overloaded(SourceUnavailable):
    """This server itself has more to do than it can: nothing outside has failed."""

    code = "overloaded"
