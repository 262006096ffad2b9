"""Links to uploaded files: short-lived, signed, each for one file of one person and one purpose.

A browser's upload and an <img> carry no identity of their own, so the link does. It is made anew whenever it is shown
and stored nowhere; whoever has one can do with it what it says until it expires. Its audience is not a client secret's:
neither is ever taken for the other.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

import jwt

from professor_lock.auth.caller import ALGORITHM, ISSUER, MAX_TOKEN_CHARS
from professor_lock.errors import NotSignedIn

UPLOAD_FOR_S = 600
DOWNLOAD_FOR_S = 3600
"""A thread may stay open for long before its pictures are scrolled to."""

Purpose = Literal["upload", "download"]


@dataclass(frozen=True, slots=True)
class Link:
    """What a link allows: this person's file; an upload brings exactly `size_bytes`."""

    user_id: str
    attachment_id: str
    size_bytes: int = 0


class Links:
    """Makes and verifies links. `secrets` are the signing secrets, today's first. `clock`: seconds since 1970."""

    def __init__(self, secrets: Sequence[str], clock: Callable[[], float] = time.time) -> None:
        self._secrets = tuple(secrets)
        self._clock = clock

    def make(self, purpose: Purpose, link: Link, base_url: str) -> str:
        """The address, absolute, at the server that is reached at `base_url`."""
        now = int(self._clock())
        claims = {
            "iss": ISSUER,
            "aud": _audience(purpose),
            "sub": link.user_id,
            "file": link.attachment_id,
            "size": link.size_bytes,
            "iat": now,
            "exp": now + (UPLOAD_FOR_S if purpose == "upload" else DOWNLOAD_FOR_S),
        }
        token = jwt.encode(claims, self._secrets[0], algorithm=ALGORITHM)
        return f"{base_url}/attachments/{quote(link.attachment_id)}?token={token}"

    def verify(self, purpose: Purpose, attachment_id: str, token: str) -> Link:
        """What the token of a link to that file allows. NotSignedIn unless all of it holds."""
        claims = self._claims(purpose, token)
        subject, file, size, expires = (claims.get(name) for name in ("sub", "file", "size", "exp"))
        if file != attachment_id or not isinstance(subject, str) or not isinstance(size, int):
            raise _refused()
        if not isinstance(expires, int) or expires <= self._clock():
            raise NotSignedIn("This link to a file has expired.")
        return Link(subject, attachment_id, size)

    def _claims(self, purpose: Purpose, token: str) -> dict[str, Any]:
        if not token or len(token) > MAX_TOKEN_CHARS:
            raise _refused()
        for number, secret in enumerate(self._secrets, start=1):
            try:
                claims: dict[str, Any] = jwt.decode(
                    token,
                    secret,
                    algorithms=[ALGORITHM],
                    issuer=ISSUER,
                    audience=_audience(purpose),
                    options={"require": ["exp", "iss", "aud", "sub"], "verify_exp": False, "verify_iat": False},
                )
            except jwt.PyJWTError as error:
                if number == len(self._secrets):
                    raise _refused() from error
            else:
                return claims
        raise AssertionError("unreachable: the last secret's refusal is raised")


def _audience(purpose: Purpose) -> str:
    return f"professor-lock-{purpose}"


def _refused() -> NotSignedIn:
    return NotSignedIn("This link to a file is not valid.")
