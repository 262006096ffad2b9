"""Tokens that must not be believed, by what is wrong with them: a Supabase project's, and this server's own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from professor_lock.auth.caller import Authenticator
from professor_lock.auth.client_secrets import AUDIENCE, ISSUER
from professor_lock.settings_reading import load_settings
from tests.fakes.supabase_auth import LEGACY_SECRET, FakeSupabaseAuth

USER = "00000000-0000-0000-0000-000000000001"

FORGERIES: dict[str, Callable[[FakeSupabaseAuth], str]] = {
    "expired": lambda p: p.token(USER, exp=int(time.time()) - 1),
    "no exp": lambda p: p.token(USER, exp=None),
    "wrong audience": lambda p: p.token(USER, aud="other"),
    "no audience": lambda p: p.token(USER, aud=None),
    "another project": lambda p: p.token(USER, iss="https://other.supabase.co/auth/v1"),
    "no subject": lambda p: p.token(USER, sub=None),
    "a subject that is no user": lambda p: p.token("admin"),
    "the service role": lambda p: p.token(USER, role="service_role"),
    "no role": lambda p: p.token(USER, role=None),
    "an unknown key": lambda p: jwt.encode(p.claims(USER), another_key(), "ES256", headers={"kid": "nobody"}),
    "another key under a known id": lambda p: jwt.encode(
        p.claims(USER), another_key(), "ES256", headers={"kid": p.key_id}
    ),
    "alg none": lambda p: jwt.encode(p.claims(USER), "", "none", headers={"kid": p.key_id}),
    "HS256 with the public key": lambda p: _hs256(p.claims(USER), p.public_pem(), p.key_id),
    "the anon key": lambda p: _api_key("anon"),
    "the service key": lambda p: _api_key("service_role"),
    "a secret key of the new kind": lambda p: "sb_secret_3xKfQ0wz1h2J4k5L6m7N8p9Q",
    "a publishable key": lambda p: "sb_publishable_3xKfQ0wz1h2J4k5L6m7N8p9Q",
    "a legacy token nobody vouches for": lambda p: p.legacy_token(USER, vouched=False),
    "truncated": lambda p: p.token(USER)[:-10],
    "without its signature": lambda p: p.token(USER).rpartition(".")[0] + ".",
    "one part only": lambda p: p.token(USER).partition(".")[0],
    "no token at all": lambda p: "a.b.c",
    "nothing a header may hold": lambda p: "\u00e9\u00e8",
    "as long as a head may be": lambda p: p.token(USER) + "A" * 30_000,
}

# Refused by their looks or their signature alone: nobody needs to be asked.
UNASKED = frozenset(FORGERIES) - {"an unknown key", "a legacy token nobody vouches for"}

OWN_FORGERIES: dict[str, Callable[[str], str]] = {
    "own: expired": lambda secret: own_token(secret, exp=int(time.time()) - 60),
    "own: no exp": lambda secret: own_token(secret, exp=None),
    "own: wrong audience": lambda secret: own_token(secret, aud="authenticated"),
    "own: wrong issuer": lambda secret: own_token(secret, iss="https://other.supabase.co/auth/v1"),
    "own: no subject": lambda secret: own_token(secret, sub=None),
    "own: another secret": lambda secret: _hs256(
        _own_claims(), b"another secret of thirty-two bytes!", _own_key(secret)
    ),
    "own: another algorithm": lambda secret: jwt.encode(
        _own_claims(), another_key(), "ES256", headers={"kid": _own_key(secret)}
    ),
    "own: alg none": lambda secret: jwt.encode(_own_claims(), "", "none", headers={"kid": _own_key(secret)}),
    "own: truncated": lambda secret: own_token(secret)[:-4],
}


def another_key() -> ec.EllipticCurvePrivateKey:
    """A private key that the project has never seen."""
    return ec.generate_private_key(ec.SECP256R1())


def own_token(secret: str, **changes: Any) -> str:
    """A client secret made outside the server; whole and valid without changes."""
    claims = {name: value for name, value in (_own_claims() | changes).items() if value is not None}
    return jwt.encode(claims, secret, "HS256", headers={"kid": _own_key(secret)})


def _own_claims() -> dict[str, Any]:
    now = int(time.time())
    return {"iss": ISSUER, "aud": AUDIENCE, "sub": USER, "tier": "elite", "iat": now, "exp": now + 600}


def _own_key(secret: str) -> str:
    """The id of the server's own key, as everybody can read it in a token of theirs."""
    minted = Authenticator(load_settings({"PP_SESSION_SECRET": secret}), time.time).mint("x", tier="free", email=None)
    return str(jwt.get_unverified_header(minted.value)["kid"])


def _api_key(role: str) -> str:
    claims = {"iss": "supabase", "ref": "abc", "role": role, "exp": int(time.time()) + 999}
    return jwt.encode(claims, LEGACY_SECRET, "HS256")


def _hs256(claims: dict[str, Any], key: bytes, key_id: str) -> str:
    """Put together by hand: PyJWT refuses to sign with a public key."""

    def part(value: object) -> bytes:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=")

    signed = part({"alg": "HS256", "typ": "JWT", "kid": key_id}) + b"." + part(claims)
    return (signed + b"." + base64.urlsafe_b64encode(hmac.digest(key, signed, hashlib.sha256)).rstrip(b"=")).decode()
