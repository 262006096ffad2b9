"""Verifies Supabase access tokens, and reads the tier of a user's profile.

A signature alone proves little: the anon and service keys of a legacy project are signed JWTs too. Issuer, audience,
expiry, subject and role are all demanded. Keys are fetched without blocking and kept ten minutes at most.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

import asyncpg
import httpx
import httpx2
import jwt

from professor_lock.auth.project import SupabaseProject
from professor_lock.clocks import Seconds
from professor_lock.db.pool import Database
from professor_lock.errors import NotSignedIn, SourceUnavailable
from professor_lock.remembered import Remembered
from professor_lock.timings import SignInTimings

logger = logging.getLogger("professor_lock.supabase")

SOURCE = "Supabase"
AUDIENCE = "authenticated"
ROLE = "authenticated"
ASYMMETRIC = ("ES256", "RS256")
KEY_KINDS = ("RSA", "EC")
PUBLIC_PARTS = ("kty", "kid", "use", "alg", "n", "e", "crv", "x", "y")
REQUIRED = ["exp", "iss", "aud", "sub", "role"]
MAX_KEYS_BYTES = 64 * 1024
REMEMBERED_BYTES = 4 * 1024 * 1024
MAX_LIFE_S = 7 * 86_400
"""The longest a project can have its access tokens live; Supabase makes none that lives longer."""
LEEWAY_S = 5
MAX_EMAIL_CHARS = 254
CLAIMS = ("exp", "nbf", "sub", "role", "email", "is_anonymous")
"""What is kept of a token's claims: a user's own metadata among the others has any size."""
ASKED_FOR_S = 60.0
MAX_ASKED = 10_000
MAX_QUESTIONS = 20
"""Questions to the auth server at the same time, so that a flood of invented tokens is not passed on to Supabase."""
MAX_TIERS = 10_000
NO_TIER = "free"
"""Of a profile whose tier is empty, which means that nothing was paid."""


@dataclass(frozen=True, slots=True)
class SupabaseUser:
    """The user of an access token."""

    id: str
    email: str | None
    is_anonymous: bool


class Clock(Protocol):
    """Seconds: since the epoch, or of a clock that is never set."""

    def __call__(self) -> float: ...


class SupabaseTokens:
    """Verifies access tokens of one Supabase project.

    `jwt_secret` verifies the HS256 tokens of legacy projects; without it the auth server of `project` is asked whose
    they are. `clock` judges whether a token has expired, `steady` how old the keys are.
    """

    def __init__(
        self,
        url: str,
        http: httpx2.AsyncClient,
        *,
        jwt_secret: str | None,
        project: SupabaseProject | None,
        timings: SignInTimings | None = None,
        clock: Seconds,
        steady: Seconds,
    ) -> None:
        self._timings = timings or SignInTimings()
        self._issuer = f"{url.rstrip('/')}/auth/v1"
        self._keys = _Keys(f"{self._issuer}/.well-known/jwks.json", http, self._timings, steady)
        self._secret = jwt_secret
        self._clock = clock
        self._project = project
        self._questions = asyncio.Semaphore(MAX_QUESTIONS)
        self._asked: dict[str, tuple[float, SupabaseUser]] = {}
        self._signed: Remembered[dict[str, Any]] = Remembered(max_bytes=REMEMBERED_BYTES)

    async def verify(self, token: str) -> SupabaseUser:
        """Whose token it is. NotSignedIn unless every claim holds; SourceUnavailable when Supabase cannot be asked."""
        try:
            header = jwt.get_unverified_header(token)
        except jwt.PyJWTError as error:
            raise _refused() from error
        algorithm = header.get("alg")
        if algorithm in ASYMMETRIC:
            keys = await self._keys.find(str(header.get("kid")))
            return self._user(self._claims(token, [key for key in keys if key.algorithm_name == algorithm], algorithm))
        # HS256 under the id of a public key is a forgery: the public key used as an HMAC secret.
        if algorithm != "HS256" or self._keys.publishes(header.get("kid")):
            raise _refused()
        if self._secret is not None:
            return self._user(self._claims(token, [self._secret], "HS256"))
        return await self._ask(token)

    async def close(self) -> None:
        """Stop fetching keys."""
        await self._keys.close()

    def _claims(self, token: str, keys: Sequence[jwt.PyJWK | str], algorithm: str) -> dict[str, Any]:
        """What the token says; NotSignedIn unless one of the keys has signed it, for now."""
        found = (self._signed_by(token, key, algorithm) for key in keys)
        claims = next((one for one in found if one is not None), None)
        if claims is None:
            raise _refused()
        self._check_times(claims)
        return claims

    def _signed_by(self, token: str, key: jwt.PyJWK | str, algorithm: str) -> dict[str, Any] | None:
        """What the token says if this key has signed it."""
        # Remembered with its key: one that is fetched again is another, and one that is withdrawn is not found.
        beside = (key, algorithm)
        claims = self._signed.get(token, *beside)
        if claims is None:
            try:
                claims = _signed_claims(token, key, algorithm, self._issuer)
            except jwt.PyJWTError:
                return None
            claims = {name: claims[name] for name in CLAIMS if name in claims}
            self._signed.put(token, claims, *beside, size_bytes=1_000)
        return claims

    def _check_times(self, claims: dict[str, Any]) -> None:
        """NotSignedIn unless now is between the token's times, and these are not further apart than Supabase allows."""
        now, expires, begins = self._clock(), claims["exp"], claims.get("nbf", 0)
        if not isinstance(expires, int | float) or not isinstance(begins, int | float):
            raise _refused()
        if expires <= now:
            raise NotSignedIn("Your sign-in has expired. Please sign in again.")
        if begins > now + LEEWAY_S or expires > now + MAX_LIFE_S + LEEWAY_S:
            raise _refused()

    def _user(self, claims: dict[str, Any]) -> SupabaseUser:
        subject, email = claims["sub"], claims.get("email")
        if claims["role"] != ROLE or not isinstance(subject, str) or not _is_uuid(subject):
            raise _refused()
        return SupabaseUser(
            id=subject,
            email=email if isinstance(email, str) and 0 < len(email) <= MAX_EMAIL_CHARS else None,
            is_anonymous=claims.get("is_anonymous") is True,
        )

    async def _ask(self, token: str) -> SupabaseUser:
        """Ask the auth server whose legacy token it is. A token with wrong claims is refused before that."""
        if self._project is None:
            raise _refused()
        claims = self._unverified(token)
        digest = hashlib.sha256(token.encode()).hexdigest()
        known = self._asked.get(digest)
        if known is not None and known[0] > self._clock():
            return known[1]
        if await self._owner(self._project, token) != claims["sub"]:
            raise _refused()
        user = self._user(claims)
        if len(self._asked) >= MAX_ASKED:
            self._asked.clear()
        self._asked[digest] = (min(self._clock() + ASKED_FOR_S, float(claims["exp"])), user)
        return user

    async def _owner(self, project: SupabaseProject, token: str) -> str | None:
        """The id of the user whose token it is, by the auth server's word; None when it is nobody's."""
        client = await project.client()
        from supabase import AuthApiError, AuthError  # noqa: PLC0415 - loaded with the client

        try:
            async with asyncio.timeout(self._timings.fetch_timeout_s), self._questions:
                answer = await client.auth.get_user(token)
        except AuthApiError as error:
            if error.status in (400, 401, 403, 404):
                return None
            raise _unreachable() from error
        except (AuthError, httpx.HTTPError, TimeoutError, ValueError) as error:  # ValueError: no answer of the API
            raise _unreachable() from error
        return None if answer is None else answer.user.id

    def _unverified(self, token: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
        except jwt.PyJWTError as error:
            raise _refused() from error
        said = claims.get("aud")
        audiences = said if isinstance(said, list) else [said]
        if any(claims.get(name) is None for name in REQUIRED) or AUDIENCE not in audiences:
            raise _refused()
        if claims["iss"] != self._issuer:
            raise _refused()
        self._check_times(claims)
        return claims


class _Keys:
    """A project's public keys. One request at a time, however many ask."""

    def __init__(self, url: str, http: httpx2.AsyncClient, timings: SignInTimings, clock: Clock) -> None:
        self._url = url
        self._http = http
        self._timings = timings
        self._clock = clock
        self._keys: dict[str, list[jwt.PyJWK]] = {}
        """By id. Keys of two kinds may share one (RFC 7517, 4.5), and so do two of one kind where a project errs."""
        self._fetched_at: float | None = None
        self._tried_at: float | None = None
        self._fetching: asyncio.Task[None] | None = None
        self._next: asyncio.TimerHandle | None = None

    async def find(self, key_id: str) -> list[jwt.PyJWK]:
        """The keys of that id; NotSignedIn when the project has none, SourceUnavailable when it cannot be asked."""
        now = self._clock()
        age = None if self._fetched_at is None else now - self._fetched_at
        if age is not None and age < self._timings.keys_max_age_s and key_id in self._keys:
            return self._keys[key_id]
        if self._fetching is None and not self._may_try(now) and age is not None and age < self._timings.keys_max_age_s:
            raise _refused()
        await asyncio.shield(self._fetch())
        keys = self._keys.get(key_id)
        if keys is None:
            raise _refused()
        return keys

    def publishes(self, key_id: object) -> bool:
        """Whether the project is known to have a public key of that id."""
        return isinstance(key_id, str) and key_id in self._keys

    async def close(self) -> None:
        if self._next is not None:
            self._next.cancel()
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.gather(self._fetching, return_exceptions=True)

    def _may_try(self, now: float) -> bool:
        return self._tried_at is None or now - self._tried_at >= self._timings.refetch_every_s

    def _fetch(self) -> asyncio.Task[None]:
        if self._fetching is None:
            self._tried_at = self._clock()
            self._fetching = asyncio.create_task(self._load())
            self._fetching.add_done_callback(self._done)
        return self._fetching

    def _done(self, task: asyncio.Task[None]) -> None:
        self._fetching = None
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            logger.warning("Supabase's keys could not be fetched: %s", error)
        if self._next is not None:
            self._next.cancel()
        wait_s = self._timings.keys_retry_s if error else self._timings.keys_fresh_s
        self._next = asyncio.get_running_loop().call_later(wait_s, self._fetch)

    async def _load(self) -> None:
        try:
            async with asyncio.timeout(self._timings.fetch_timeout_s), self._http.stream("GET", self._url) as response:
                response.raise_for_status()
                body = bytearray()
                async for chunk in response.aiter_bytes():
                    body += chunk
                    if len(body) > MAX_KEYS_BYTES:
                        raise _unreachable()
            published = json.loads(body)
            rows = list[object](published["keys"])
        except (httpx2.HTTPError, TimeoutError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise _unreachable() from error
        keys: dict[str, list[jwt.PyJWK]] = {}
        for row in rows:  # a project that still signs HS256 publishes none
            if (key := _usable_key(row)) is not None:
                keys.setdefault(str(key.key_id), []).append(key)
        self._keys = keys
        self._fetched_at = self._clock()


def _usable_key(row: object) -> jwt.PyJWK | None:
    """A published key that tokens can be held to; None for one of another kind or use, or one that cannot be read."""
    if not isinstance(row, dict) or row.get("kty") not in KEY_KINDS or row.get("use", "sig") != "sig":
        return None
    if row.get("alg") and row["alg"] not in ASYMMETRIC:
        return None
    try:
        # Without the private part, which is published by mistake: the reader would sign with it and verify nothing.
        key = jwt.PyJWK({name: row[name] for name in PUBLIC_PARTS if name in row})
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, AttributeError):
        logger.warning("a key that Supabase publishes cannot be read: left out")
        return None
    return key if key.key_id and key.algorithm_name in ASYMMETRIC else None


class Profiles:
    """The web app's `profiles` table, read when it is there. Its tier is what decides."""

    TIER = "SELECT subscription_tier FROM profiles WHERE id = $1"

    def __init__(
        self,
        database: Database,
        steady: Seconds,
        timings: SignInTimings | None = None,
    ) -> None:
        self._timings = timings or SignInTimings()
        self._db = database
        self._steady = steady
        self._tiers: dict[str, tuple[float, str | None]] = {}
        self._missing_until = 0.0

    async def tier(self, user_id: str) -> str | None:
        """The user's tier, at most a minute old, NO_TIER where the profile has none; None without a profile.

        SourceUnavailable when the database cannot be asked.
        """
        if self._steady() < self._missing_until or not _is_uuid(user_id):
            return None
        known = self._tiers.get(user_id)
        if known is not None and known[0] > self._steady():
            return known[1]
        try:
            row = await self._db.fetchrow(self.TIER, UUID(user_id))
        except (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError, asyncpg.InsufficientPrivilegeError) as error:
            logger.warning("profiles.subscription_tier cannot be read, every user has the free tier: %s", error)
            self._missing_until = self._steady() + self._timings.no_profiles_s
            return None
        tier = None if row is None else str(row["subscription_tier"] or NO_TIER)
        if len(self._tiers) >= MAX_TIERS:
            self._tiers.clear()
        self._tiers[user_id] = (self._steady() + self._timings.tier_s, tier)
        return tier


def _signed_claims(token: str, key: jwt.PyJWK | str, algorithm: str, issuer: str) -> dict[str, Any]:
    """What a token says, its signature, issuer and audience verified; the caller compares its times."""
    claims: dict[str, Any] = jwt.decode(
        token,
        key,
        algorithms=[algorithm],
        audience=AUDIENCE,
        issuer=issuer,
        options={"require": REQUIRED, "verify_exp": False, "verify_iat": False, "verify_nbf": False},
    )
    return claims


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def _refused() -> NotSignedIn:
    return NotSignedIn("That token is not valid here.")


def _unreachable() -> SourceUnavailable:
    return SourceUnavailable("Sign-in cannot be checked right now. Please try again in a moment.", source=SOURCE)
