"""Who is calling: `Authenticator.authenticate` turns a request into a `UserContext`.

The caller sends a client secret (`auth.client_secrets`) or a Supabase access token. In development the `X-User-*`
headers are believed; a caller without any identity becomes a guest of its own, remembered by a cookie, never one shared
with others.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from functools import cache
from hmac import compare_digest
from typing import Any, Protocol
from zoneinfo import available_timezones

import jwt
from starlette.requests import HTTPConnection

from professor_lock.auth.client_secrets import ClientSecret, ClientSecrets, could_be_jwt, invalid_token
from professor_lock.clocks import Seconds
from professor_lock.errors import BadInput, NotSignedIn
from professor_lock.settings import Settings
from professor_lock.user import CAME_AT, DEFAULT_LOCALE, DEFAULT_TIER, DEFAULT_TIME_ZONE, UserContext
from professor_lock.words import DEFAULT_LANGUAGE, Language, language_of, warm_up

GUEST_COOKIE = "pp_guest"
GUEST_COOKIE_MAX_AGE_S = 365 * 86_400
MAX_ZONE_CHARS = 64
MAX_LANGUAGES_CHARS = 512
MISSING = frozenset({"", "undefined", "null", "none", "nan", "nil", "n/a", "true", "false", "unset", "anonymous"})
"""Texts that a variable without a value turns into. As a user id it would be one account for everybody."""

_UNFILLED = re.compile(r"\[object \w{1,20}\]|\$\{.*\}|\{\{.*\}\}|%\(.*\)s|\$\w+|%\w+%|optional\(nil\)|%!.*|<.*>")
"""What a program forgot to fill in: "[object Object]", "${user.id}", "{{ user_id }}", "<user id>"."""
_AROUND = "\"'()<>[]{} ,"
_GUEST_ID = re.compile(r"guest_[0-9a-f]{32}")
_TIER = re.compile(r"[A-Za-z0-9_-]{1,32}")
_LOCALE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}")


class TokenSource(Protocol):
    """Verifies an access token: `auth.supabase.SupabaseTokens`."""

    async def verify(self, token: str) -> TokenUser: ...


class TokenUser(Protocol):
    """The user of a verified access token."""

    @property
    def id(self) -> str: ...
    @property
    def email(self) -> str | None: ...
    @property
    def is_anonymous(self) -> bool: ...


class TierSource(Protocol):
    """Tiers of users by their profiles: `auth.supabase.Profiles`."""

    async def tier(self, user_id: str) -> str | None: ...


class Authenticator:
    """Verifies callers and mints client secrets. `clock` is seconds since the epoch, so that tests can move it.

    `tokens` and `tiers` are there when Supabase is configured: then a Supabase access token may be traded for a client
    secret (and, with PP_AUTH=supabase, be sent as it is), and the tier is what the profile says, for every caller.
    """

    def __init__(
        self,
        settings: Settings,
        clock: Seconds,
        *,
        tokens: TokenSource | None = None,
        tiers: TierSource | None = None,
    ) -> None:
        if not settings.session_secret:
            raise BadInput("a signing secret is needed (PP_SESSION_SECRET)", field="session_secret")
        self._settings = settings
        self._tokens = tokens
        self._tiers = tiers
        warm_up()
        _zones()  # read now: it takes a tenth of a second
        self._secrets = ClientSecrets(settings.signing_secrets, ttl_s=settings.session_ttl_s, clock=clock)

    async def authenticate(self, request: HTTPConnection) -> UserContext:
        """The caller's context. Raises NotSignedIn without a valid identity, BadInput for an unusable header."""
        token = _bearer(request.headers)
        believes_headers = self._settings.auth == "headers"
        # A token that is sent must hold. Only in development one that is not ours is left aside: there it is whatever
        # a first experiment with curl has put in.
        must_hold = not believes_headers or self._settings.production
        if token is not None and (must_hold or self._secrets.signed_here(token)):
            return await self._from_token(token, request)
        if not believes_headers:
            raise NotSignedIn("Sign in first: send a client secret from /api/chatkit/session as a Bearer token.")
        return await self._from_headers(request)

    async def authorize_minting(self, request: HTTPConnection, given: Mapping[str, Any]) -> UserContext:
        """Whom a client secret is to be made for.

        A Supabase access token stands for its own user; the server key lets a trusted backend name any user (`user_id`,
        `tier`, `email` in `given`); in development, and only there, the caller may name any user.
        """
        token = _bearer(request.headers)
        key = self._settings.server_key
        if token is not None and key is not None and compare_digest(token.encode(), key.encode()):
            return await self._named(request, given)
        if token is not None and self._tokens is not None and could_be_jwt(token):
            return await self._from_supabase(token, request)
        if self._settings.production or self._settings.auth != "headers":
            raise NotSignedIn("A client secret needs your sign-in, or the server key of a trusted backend.")
        return await (self._from_headers(request) if given.get("user_id") is None else self._named(request, given))

    def warm_up(self) -> None:
        """Do once what the first token takes; to be called in a thread."""
        self._secrets.warm_up()

    def mint(self, user_id: str, *, tier: str, email: str | None) -> ClientSecret:
        """A signed client secret for one user; nothing is stored."""
        return self._secrets.mint(user_id, tier=tier, email=email)

    async def _from_token(self, token: str, request: HTTPConnection) -> UserContext:
        claims = self._secrets.claims(token)
        if claims is not None:
            return self._from_claims(claims, request)
        if self._settings.auth != "session" and self._tokens is not None and could_be_jwt(token):
            return await self._from_supabase(token, request)
        raise invalid_token()

    def _from_claims(self, claims: dict[str, Any], request: HTTPConnection) -> UserContext:
        _must_agree(request, claims["sub"])
        tier, email = claims.get("tier"), claims.get("email")
        return _context(
            request,
            user_id=claims["sub"],
            tier=tier if isinstance(tier, str) else DEFAULT_TIER,
            email=email if isinstance(email, str) else None,
            issued_at=claims["iat"] if isinstance(claims.get("iat"), int) else None,
        )

    async def _from_supabase(self, token: str, request: HTTPConnection) -> UserContext:
        """The user of an access token. One who has not signed up (`is_anonymous`) has own data and the free tier."""
        assert self._tokens is not None
        user = await self._tokens.verify(token)
        _must_agree(request, user.id)
        tier = None if user.is_anonymous else await self._tier(user.id)
        return _context(
            request,
            user_id=user.id,
            tier=tier or DEFAULT_TIER,
            email=user.email,
            is_guest=user.is_anonymous,
            issued_at=_issued_at(token),
        )

    async def _named(self, request: HTTPConnection, given: Mapping[str, Any]) -> UserContext:
        if given.get("user_id") is None:
            raise BadInput("user_id is missing.", field="user_id")
        user_id = checked_user_id(given["user_id"], "user_id")
        said = checked_tier(given.get("tier") or DEFAULT_TIER, "tier")
        return _context(
            request,
            user_id=user_id,
            tier=await self._tier(user_id) or said,
            email=checked_email(given.get("email"), "email"),
        )

    async def _tier(self, user_id: str) -> str | None:
        """The tier in the user's profile, the free one where its text is no tier's name; None without a profile."""
        tier = await self._tiers.tier(user_id) if self._tiers is not None else None
        if tier is None:
            return None
        return tier.lower() if _TIER.fullmatch(tier) else DEFAULT_TIER

    async def _from_headers(self, request: HTTPConnection) -> UserContext:
        headers = request.headers
        user_id = _said(headers, "x-user-id")
        if user_id is None:
            cookie = request.cookies.get(GUEST_COOKIE, "")
            guest = cookie if _GUEST_ID.fullmatch(cookie) else f"guest_{secrets.token_hex(16)}"
            return _context(request, user_id=guest, tier=DEFAULT_TIER, email=None, is_guest=True)
        user_id = checked_user_id(user_id, "X-User-Id")
        said = checked_tier(_said(headers, "x-user-tier") or DEFAULT_TIER, "X-User-Tier")
        return _context(
            request,
            user_id=user_id,
            tier=await self._tier(user_id) or said,
            email=checked_email(_said(headers, "x-user-email"), "X-User-Email"),
        )


def guest_cookie(context: UserContext, request: HTTPConnection) -> str | None:
    """The guest id to remember in the caller's browser, None when there is nothing new to remember."""
    if (
        context.is_guest
        and _GUEST_ID.fullmatch(context.user_id)
        and request.cookies.get(GUEST_COOKIE) != context.user_id
    ):
        return context.user_id
    return None


def checked_user_id(value: object, field: str) -> str:
    """A usable user id: 1 to 128 printable characters, without space around them (a header would lose it).

    BadInput otherwise, and for the text of a missing value (`is_missing`).
    """
    if not isinstance(value, str) or not 1 <= len(value) <= 128 or not value.isprintable() or value != value.strip():
        raise BadInput(f"{field} must be 1 to 128 printable characters.", field=field)
    if is_missing(value):
        raise BadInput(f"{field} is the text of a missing value: nobody is signed in under it.", field=field)
    return value


def is_missing(value: str) -> bool:
    """Whether a text is what a variable without a value, or a template that was not filled in, turns into.

    >>> is_missing('"null"'), is_missing("undefined,undefined"), is_missing("{{ user_id }}"), is_missing("nullius")
    (True, True, True, False)
    """
    said = value[:200].lower()
    return all(part.strip(_AROUND) in MISSING for part in said.split(",")) or _UNFILLED.fullmatch(said) is not None


def checked_tier(value: object, field: str) -> str:
    """A tier's name, in lower case: letters, digits, - and _."""
    if not isinstance(value, str) or not _TIER.fullmatch(value):
        raise BadInput(f"{field} must be a short word such as free, pro or elite.", field=field)
    return value.lower()


def checked_email(value: object, field: str) -> str | None:
    """An address that could be one (it is only shown, never mailed to), or None."""
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > 254 or "@" not in value or not value.isprintable():
        raise BadInput(f"{field} is not an e-mail address.", field=field)
    return value


def _context(
    request: HTTPConnection,
    *,
    user_id: str,
    tier: str,
    email: str | None,
    is_guest: bool = False,
    issued_at: int | None = None,
) -> UserContext:
    return UserContext(
        user_id=user_id,
        email=email,
        tier=tier,
        locale=_locale(request.headers.get("accept-language", "")),
        language=language_asked(request),
        time_zone=_time_zone(request.headers.get("x-user-timezone", "").strip()),
        request_id=str(request.scope.get("state", {}).get("request_id", "")),
        is_guest=is_guest,
        issued_at=issued_at,
        came_at=request.scope.get("extensions", {}).get(CAME_AT),
    )


def _issued_at(token: str) -> int | None:
    """The `iat` of an access token that was verified before; None without one."""
    issued = jwt.decode(token, options={"verify_signature": False}).get("iat")
    return issued if isinstance(issued, int) else None


def _must_agree(request: HTTPConnection, user_id: str) -> None:
    """NotSignedIn when the X-User-Id header names another user than the token. The header may be left out."""
    said = _said(request.headers, "x-user-id")
    if said is not None and said != user_id:
        raise NotSignedIn("X-User-Id does not agree with the token.")


def _said(headers: Mapping[str, str], name: str) -> str | None:
    """A header's value, None when it is missing, empty, or the text of a missing value."""
    value = headers.get(name, "").strip()
    return None if is_missing(value) else value


def _bearer(headers: Mapping[str, str]) -> str | None:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def locale_of(request: HTTPConnection) -> str:
    """The language a browser asks for, "en-GB"."""
    return _locale(request.headers.get("accept-language", ""))


def language_asked(request: HTTPConnection) -> Language:
    """The language in which the server writes to this browser."""
    return _language(request.headers.get("accept-language", ""))


def _locale(accept_language: str) -> str:
    """The first language of an Accept-Language header; weights are in order in every browser."""
    if len(accept_language) > MAX_LANGUAGES_CHARS:
        return DEFAULT_LOCALE
    first = accept_language.split(",", 1)[0].split(";", 1)[0].strip()
    return first if _LOCALE.fullmatch(first) else DEFAULT_LOCALE


def _language(accept_language: str) -> Language:
    """The first language of an Accept-Language header that the server has texts in, else English."""
    if len(accept_language) > MAX_LANGUAGES_CHARS:
        return DEFAULT_LANGUAGE
    tags = (one.partition(";")[0] for one in accept_language.split(","))
    return next((found for tag in tags if (found := language_of(tag)) is not None), DEFAULT_LANGUAGE)


def _time_zone(name: str) -> str:
    """A zone this machine knows, else US Eastern, where American schedules are printed."""
    return name if len(name) <= MAX_ZONE_CHARS and name in _zones() else DEFAULT_TIME_ZONE


@cache
def _zones() -> frozenset[str]:
    """Every time zone of this machine, so that a caller's text is looked up and never opened as a file."""
    return frozenset(available_timezones())
