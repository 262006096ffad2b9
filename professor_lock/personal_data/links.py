"""Links to finished exports: signed, for one export of one user, until the export is removed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from professor_lock.auth.signed_links import SignedLinks
from professor_lock.clocks import Seconds
from professor_lock.errors import NotSignedIn

AUDIENCE = "professor-lock-export"


class ExportLinks:
    """Makes and verifies links. `secrets` are the signing secrets, today's first. `clock`: seconds since 1970."""

    def __init__(self, secrets: Sequence[str], clock: Seconds) -> None:
        self._signed = SignedLinks(secrets, AUDIENCE, clock)

    def make(self, user_id: str, request_id: str, until: datetime, base_url: str) -> str:
        """The address, absolute, at the server that is reached at `base_url`."""
        token = self._signed.sign({"sub": user_id, "export": request_id}, until.timestamp())
        return f"{base_url}/api/me/exports/{quote(request_id)}?token={token}"

    def verify(self, request_id: str, token: str) -> str:
        """Whose export the link is for. NotSignedIn unless all of it holds."""
        claims = self._signed.verified(token, "This link to your data")
        subject = claims.get("sub")
        if claims.get("export") != request_id or not isinstance(subject, str):
            raise NotSignedIn("This link to your data is not valid.")
        return subject
