"""The ways an outside service fails, distinguished by what a user or an operator can do about it.

Every one names its `source` in words and is safe to show: no key, no URL and no source's prose is in the message; names
of players and teams may be.
"""

from __future__ import annotations

from professor_lock.errors import SourceUnavailable


class NotConfigured(SourceUnavailable):
    """The part has no live source here. `setting` is the environment variable that would give it one: not for users."""

    code = "source_not_configured"
    retryable = False

    def __init__(self, message: str, *, source: str, setting: str) -> None:
        super().__init__(message, source=source)
        self.setting = setting

    @property
    def for_operator(self) -> str:
        """What the operator can do about it."""
        return f"{self} Set {self.setting}."


class SourceTimeout(SourceUnavailable):
    """It did not answer within the time we give it."""

    code = "source_timeout"


class TooFast(SourceUnavailable):
    """It asks us to slow down. `retry_after_s` is what it said, None when it said nothing."""

    code = "source_rate_limited"

    def __init__(self, message: str, *, source: str, retry_after_s: int | None = None) -> None:
        super().__init__(message, source=source)
        self.retry_after_s = retry_after_s


class QuotaExhausted(SourceUnavailable):
    """The plan's credits are used up: asking again does not help until they are renewed."""

    code = "source_quota_exhausted"
    retryable = False


class KeyRefused(SourceUnavailable):
    """It does not accept our key (missing, wrong or deactivated): the operator must fix it, in `setting`."""

    code = "source_key_refused"
    retryable = False

    def __init__(self, message: str, *, source: str, setting: str = "") -> None:
        super().__init__(message, source=source)
        self.setting = setting

    @property
    def for_operator(self) -> str:
        """What the operator can do about it."""
        return f"{self.source} does not accept the key in {self.setting}." if self.setting else str(self)


class SourceRefused(SourceUnavailable):
    """It understood and said no: a market it does not carry, a request it calls wrong."""

    code = "source_refused"
    retryable = False


class SourceNotFound(SourceUnavailable):
    """It works, and has no such game, player, place or answer."""

    status = 404
    code = "source_not_found"
    retryable = False


class WhichPlayer(SourceNotFound):
    """It knows several players of that name: its message asks which one is meant and names them."""


class ChangedShape(SourceUnavailable):
    """It answered with something we cannot read: HTML, a cut body, other fields. We show nothing rather than guess."""

    code = "source_changed_shape"
