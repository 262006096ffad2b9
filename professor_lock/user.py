"""The user of a request: `UserContext`, and the hash that stands for them in logs."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, get_args

from professor_lock.words import DEFAULT_LANGUAGE, Language, Words, words_for
from professor_lock.zones import EASTERN_NAME

CAME_AT = "professor_lock.came_at"
"""The extension of the ASGI scope that says when a request came: `UserContext.came_at`."""

OddsFormat = Literal["american", "decimal", "fractional"]
"""How a user reads prices: -110, 1.91 or 10/11."""
ODDS_FORMATS: Final[tuple[OddsFormat, ...]] = get_args(OddsFormat)
DEFAULT_TIME_ZONE = EASTERN_NAME
DEFAULT_LOCALE = "en-US"
DEFAULT_TIER = "free"
TIERS = (DEFAULT_TIER, "pro", "elite")


@dataclass(frozen=True, slots=True)
class UserContext:
    """The verified user of a request. Every store call carries it as the owner of the rows that it touches."""

    user_id: str
    email: str | None = None
    tier: str = DEFAULT_TIER
    locale: str = DEFAULT_LOCALE
    time_zone: str = DEFAULT_TIME_ZONE
    request_id: str = ""
    is_guest: bool = False
    odds_format: OddsFormat = "american"
    """How the user wants prices written; read with the request, from their preferences."""
    language: Language = DEFAULT_LANGUAGE
    """What the server writes to the user in: their preference, else the first language of their browser that it has."""
    issued_at: int | None = None
    """When the token that says who they are was made, in seconds since 1970; None without one."""
    came_at: float | None = None
    """When the request's first byte came, at the earliest (`time.monotonic()`); None where no connection says it."""
    server_url: str = ""
    """Base URL at which the user's browser reaches this server, for links back to it; no slash at the end."""

    @property
    def words(self) -> Words:
        """The texts of the user's language, with the clock of their region."""
        return words_for(self.language, self.locale)


def known_tier(tier: str) -> str:
    """The tier that counts: one we do not know has what the free one has."""
    return tier if tier in TIERS else DEFAULT_TIER


@lru_cache(maxsize=1024)
def hashed_user(user_id: str, secret: str | None) -> str:
    """The user's pseudonym in logs: the same every time, not reversible without the secret. 16 hex digits."""
    return hmac.new((secret or "").encode(), user_id.encode(), hashlib.sha256).hexdigest()[:16]
