"""Client secrets: short-lived JWTs that this server signs for one user and verifies; none is stored.

Two secrets may verify at once, so that the signing secret can be changed without signing anyone out.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Any

import jwt

from professor_lock.errors import NotSignedIn
from professor_lock.remembered import Remembered

ISSUER = "professor-lock"
AUDIENCE = "professor-lock-chatkit"
ALGORITHM = "HS256"
MAX_TOKEN_CHARS = 8192
MAX_KEY_HEADER_CHARS = 512
REMEMBERED_BYTES = 4 * 1024 * 1024
"""Of tokens whose signature was verified before."""
LEEWAY_S = 5
"""How long after its expiry a secret still works, for clocks that differ."""

_JWT_SHAPE = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class ClientSecret:
    """A minted token and when it stops working (aware UTC)."""

    value: str
    expires_at: datetime


class ClientSecrets:
    """Mints and verifies. `signing` are the secrets that verify, today's first; `clock` is seconds since the epoch."""

    def __init__(self, signing: tuple[str, ...], *, ttl_s: int, clock: Callable[[], float]) -> None:
        self._signing = signing
        self._signing_key_id = _key_id(signing[0])
        self._ttl_s = ttl_s
        self._clock = clock
        # A page sends the same token with every request, and a signature that was valid stays so.
        self._signed: Remembered[dict[str, Any]] = Remembered(max_bytes=REMEMBERED_BYTES)

    @cached_property
    def _keys(self) -> dict[str, jwt.PyJWK]:
        """By key id. Made with the first token: a server that has seen none does without PyJWT and cryptography."""
        return {_key_id(secret): _prepared(secret) for secret in reversed(self._signing)}

    def mint(self, user_id: str, *, tier: str, email: str | None) -> ClientSecret:
        """A signed client secret for one user; nothing is stored."""
        now = int(self._clock())
        expires = now + self._ttl_s
        claims: dict[str, Any] = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": user_id,
            "tier": tier,
            "iat": now,
            "exp": expires,
            "jti": secrets.token_hex(16),
        }
        if email:
            claims["email"] = email
        key = self._keys[self._signing_key_id]
        value = jwt.encode(claims, key, algorithm=ALGORITHM, headers={"kid": self._signing_key_id})
        return ClientSecret(value, datetime.fromtimestamp(expires, UTC))

    def warm_up(self) -> None:
        """Do once what the first token takes, mostly importing PyJWT and cryptography: 0.1 s, for a thread."""
        key = self._keys[self._signing_key_id]
        _signed_claims(self.mint("nobody", tier="free", email=None).value, key)

    def signed_here(self, token: str) -> bool:
        """Whether a token names one of our keys; its signature is not looked at."""
        return self._key_of(token) is not None

    def claims(self, token: str) -> dict[str, Any] | None:
        """What a token says: `sub` is a str, `exp` an int. None for one that names no key of ours.

        NotSignedIn where its signature does not hold, or its time is over.
        """
        key = self._key_of(token)
        if key is None:
            return None
        claims = self._verified(token, key)
        if not isinstance(claims["exp"], int) or not isinstance(claims["sub"], str):
            raise invalid_token()
        if claims["exp"] + LEEWAY_S < self._clock():
            raise NotSignedIn("Your session has ended. Ask for a new client secret.")
        return claims

    def _verified(self, token: str, key: jwt.PyJWK) -> dict[str, Any]:
        claims = self._signed.get(token, id(key))
        if claims is None:
            try:
                claims = _signed_claims(token, key)
            except jwt.PyJWTError as error:
                raise invalid_token() from error
            self._signed.put(token, claims, id(key), size_bytes=len(token))
        return claims

    def _key_of(self, token: str) -> jwt.PyJWK | None:
        """The signing key a token names, if it is one of ours."""
        header = token.partition(".")[0]
        if not could_be_jwt(token) or len(header) > MAX_KEY_HEADER_CHARS:
            return None
        return self._keys.get(_named_key(header))


def could_be_jwt(token: str) -> bool:
    """Whether a text has the length and the three parts of a JWT."""
    return len(token) <= MAX_TOKEN_CHARS and _JWT_SHAPE.fullmatch(token) is not None


def invalid_token() -> NotSignedIn:
    """The refusal of any token that does not hold; it does not say why."""
    return NotSignedIn("That token is not valid here.")


def _signed_claims(token: str, key: jwt.PyJWK) -> dict[str, Any]:
    """What a token says, its signature, issuer and audience verified; the caller compares its times."""
    claims: dict[str, Any] = jwt.decode(
        token,
        key,
        algorithms=[ALGORITHM],
        issuer=ISSUER,
        audience=AUDIENCE,
        options={"require": ["exp", "iat", "iss", "aud", "sub"], "verify_exp": False, "verify_iat": False},
    )
    return claims


@lru_cache(maxsize=256)
def _named_key(header: str) -> str:
    """The `kid` of a token's header, "" without one. Cached: all tokens of one key have the same header."""
    try:
        said = json.loads(base64.urlsafe_b64decode(header + "=" * (-len(header) % 4)))
    except (ValueError, RecursionError):
        return ""
    return str(said.get("kid", "")) if isinstance(said, dict) else ""


def _prepared(secret: str) -> jwt.PyJWK:
    """A secret as PyJWT's own key: given as text, PyJWT would search it for a PEM header with every token."""
    value = base64.urlsafe_b64encode(secret.encode()).decode().rstrip("=")
    return jwt.PyJWK({"kty": "oct", "k": value, "alg": ALGORITHM})


def _key_id(secret: str) -> str:
    return hashlib.sha256(b"professor-lock key id:" + secret.encode()).hexdigest()[:16]
