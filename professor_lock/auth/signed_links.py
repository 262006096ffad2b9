"""Signed, short-lived tokens that stand in links, where a browser sends no identity: an upload, an <img>, a download.

A token of one audience is never taken for one of another, nor for a client secret.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import jwt

from professor_lock.auth.client_secrets import ALGORITHM, ISSUER, MAX_TOKEN_CHARS
from professor_lock.clocks import Seconds
from professor_lock.errors import NotSignedIn


class SignedLinks:
    """Signs and verifies the tokens of one audience. `secrets`: today's first. `clock`: seconds since 1970."""

    def __init__(self, secrets: Sequence[str], audience: str, clock: Seconds) -> None:
        self._secrets = tuple(secrets)
        self._audience = audience
        self._clock = clock

    def sign(self, claims: Mapping[str, Any], expires_at: float) -> str:
        """A token with these claims, good until then (seconds since 1970)."""
        standing = {"iss": ISSUER, "aud": self._audience, "iat": int(self._clock()), "exp": int(expires_at)}
        return jwt.encode({**standing, **claims}, self._secrets[0], algorithm=ALGORITHM)

    def verified(self, token: str, what: str) -> dict[str, Any]:
        """The claims of a token that holds. NotSignedIn otherwise; `what` begins its sentence: "This link ..."."""
        claims = self._claims(token, what)
        expires = claims.get("exp")
        if not isinstance(expires, int) or expires <= self._clock():
            raise NotSignedIn(f"{what} has expired.")
        return claims

    def _claims(self, token: str, what: str) -> dict[str, Any]:
        if token and len(token) <= MAX_TOKEN_CHARS:
            for secret in self._secrets:
                try:
                    claims: dict[str, Any] = jwt.decode(
                        token,
                        secret,
                        algorithms=[ALGORITHM],
                        issuer=ISSUER,
                        audience=self._audience,
                        # The clock is ours: expiry is judged by it, above.
                        options={"require": ["exp", "iss", "aud", "sub"], "verify_exp": False, "verify_iat": False},
                    )
                except jwt.PyJWTError:
                    continue  # signed by the other secret, or by none of ours
                return claims
        raise NotSignedIn(f"{what} is not valid.")
