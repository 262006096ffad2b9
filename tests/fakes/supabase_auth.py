"""A Supabase project's auth server: its public keys, tokens signed as it signs them, and `GET /user`."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from tests.fakes.web import FakeWeb, Reply, Seen

API_KEY = "sb_secret_fake_for_tests"
LEGACY_SECRET = "a-legacy-project-secret-of-forty-characters"


class FakeSupabaseAuth(FakeWeb):
    """`token(...)` makes an access token; `known` are the tokens that `GET /auth/v1/user` vouches for."""

    def __init__(self, port: int = 0) -> None:
        super().__init__(self._respond, port=port)
        self._keys: dict[str, ec.EllipticCurvePrivateKey] = {}
        self.known: dict[str, dict[str, Any]] = {}
        self.published_too: list[object] = []
        """What the list of keys has behind the project's own."""
        self.key_id = self.add_key()

    def add_key(self) -> str:
        """A fresh signing key, published; answers its id."""
        key_id = str(uuid.uuid4())
        self._keys[key_id] = ec.generate_private_key(ec.SECP256R1())
        return key_id

    def withdraw_key(self, key_id: str) -> None:
        """Publish a key no longer."""
        del self._keys[key_id]

    @property
    def issuer(self) -> str:
        return f"{self.url}/auth/v1"

    def claims(self, user_id: str, **changes: Any) -> dict[str, Any]:
        """An access token's claims; a change to None leaves that claim out."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": "authenticated",
            "sub": user_id,
            "role": "authenticated",
            "email": f"{user_id[:8]}@example.com",
            "iat": now,
            "exp": now + 3600,
            "is_anonymous": False,
            "session_id": str(uuid.uuid4()),
        } | changes
        return {name: value for name, value in claims.items() if value is not None}

    def token(self, user_id: str, *, key_id: str | None = None, **changes: Any) -> str:
        """An ES256 access token of this project."""
        key_id = key_id or self.key_id
        return jwt.encode(self.claims(user_id, **changes), self._keys[key_id], "ES256", headers={"kid": key_id})

    def legacy_token(self, user_id: str, *, vouched: bool = True, **changes: Any) -> str:
        """An HS256 access token, which the auth server knows."""
        claims = self.claims(user_id, **changes)
        token = jwt.encode(claims, LEGACY_SECRET, "HS256")
        if vouched:
            self.known[token] = claims
        return token

    def public_pem(self) -> bytes:
        """The public key as text: what an attacker has, and may try to sign HS256 with."""
        from cryptography.hazmat.primitives import serialization

        public = self._keys[self.key_id].public_key()
        return public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

    def _respond(self, seen: Seen) -> Reply:
        if seen.path == "/auth/v1/.well-known/jwks.json":
            return Reply(body=json.dumps({"keys": [*map(self.jwk, self._keys), *self.published_too]}).encode())
        if seen.path == "/auth/v1/user" and seen.headers.get("apikey") == API_KEY:
            claims = self.known.get(seen.headers.get("authorization", "").removeprefix("Bearer "))
            if claims is not None:
                return Reply(body=json.dumps(_user(claims)).encode())
        return Reply(401, b'{"code":401,"error_code":"bad_jwt","msg":"invalid JWT"}')

    def jwk(self, key_id: str) -> dict[str, Any]:
        """A signing key as it is published."""
        jwk: dict[str, Any] = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(self._keys[key_id].public_key()))
        return jwk | {"kid": key_id, "alg": "ES256", "use": "sig", "key_ops": ["verify"]}


def _user(claims: dict[str, Any]) -> dict[str, Any]:
    moment = "2026-01-01T00:00:00Z"
    return {
        "id": claims["sub"],
        "aud": "authenticated",
        "role": "authenticated",
        "email": claims.get("email"),
        "app_metadata": {},
        "user_metadata": {},
        "created_at": moment,
        "updated_at": moment,
    }
