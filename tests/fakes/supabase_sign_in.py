"""The part of a Supabase project that a web app signs people in with: passwords, sessions, and who a session is."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any

from tests.fakes.supabase_auth import FakeSupabaseAuth
from tests.fakes.web import Reply, Seen

PUBLISHABLE_KEY = "sb_publishable_fake_for_tests"


class FakeSupabaseSignIn(FakeSupabaseAuth):
    """`add_person` makes an account; `revoke` ends every session of it, whatever its tokens say.

    `refreshed` counts the sessions that were renewed.
    """

    def __init__(self, port: int = 0) -> None:
        super().__init__(port)
        self._people: dict[str, dict[str, Any]] = {}
        self._passwords: dict[str, str] = {}
        self._sessions: dict[str, str] = {}
        self._refresh: dict[str, str] = {}
        self.refreshed = 0

    def add_person(self, email: str, password: str, **app_metadata: str) -> str:
        """A new account; answers its user id."""
        moment = "2026-01-01T00:00:00Z"
        user = {
            "id": str(uuid.uuid4()),
            "aud": "authenticated",
            "role": "authenticated",
            "email": email,
            "app_metadata": {"provider": "email", **app_metadata},
            "user_metadata": {"tier": "elite"},  # what anybody may write about themselves
            "created_at": moment,
            "updated_at": moment,
        }
        self._people[email] = user
        self._passwords[email] = password
        return str(user["id"])

    def revoke(self, email: str) -> None:
        """Nobody is signed in as them any more."""
        self._sessions = {token: owner for token, owner in self._sessions.items() if owner != email}

    def _respond(self, seen: Seen) -> Reply:
        if seen.headers.get("apikey") != PUBLISHABLE_KEY:
            return super()._respond(seen)
        if seen.path == "/auth/v1/token" and seen.query.get("grant_type") == "password":
            given = json.loads(seen.body)
            if given.get("password") == self._passwords.get(given.get("email"), object()):
                return _json(200, self._session(given["email"]))
            return _json(400, {"code": 400, "error_code": "invalid_credentials", "msg": "Invalid login credentials"})
        if seen.path == "/auth/v1/token" and seen.query.get("grant_type") == "refresh_token":
            return self._renewed(json.loads(seen.body).get("refresh_token"))
        token = seen.headers.get("authorization", "").removeprefix("Bearer ")
        if seen.path == "/auth/v1/user" and token in self._sessions:
            return _json(200, self._people[self._sessions[token]])
        if seen.path == "/auth/v1/logout":
            self._sessions.pop(token, None)
            return Reply(204)
        message = "Session from session_id claim in JWT does not exist"
        return _json(403, {"code": 403, "error_code": "session_not_found", "msg": message})

    def _renewed(self, refresh_token: str) -> Reply:
        """Each refresh token is good for once, as Supabase's are."""
        email = self._refresh.pop(refresh_token, None)
        if email is None:
            message = "Invalid Refresh Token: Already Used"
            return _json(400, {"code": 400, "error_code": "refresh_token_already_used", "msg": message})
        self.refreshed += 1
        return _json(200, self._session(email))

    def _session(self, email: str) -> dict[str, Any]:
        token = self.token(self._people[email]["id"], email=email)
        self._sessions[token] = email
        refresh_token = uuid.uuid4().hex
        self._refresh[refresh_token] = email
        return {
            "access_token": token,
            "token_type": "bearer",
            "expires_in": 3600,
            "expires_at": int(time.time()) + 3600,
            "refresh_token": refresh_token,
            "user": self._people[email],
        }


def _json(status: int, body: object) -> Reply:
    return Reply(status, json.dumps(body).encode())
