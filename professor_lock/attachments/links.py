"""Links to uploaded files: short-lived, signed, each for one file of one user and one purpose.

A browser's upload and an <img> carry no identity of their own, so the link does. It is made anew whenever it is shown
and stored nowhere; its holder can do with it what it says until it expires. Its audience is not a client secret's:
neither is ever taken for the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import quote

from professor_lock.auth.signed_links import SignedLinks
from professor_lock.clocks import Seconds
from professor_lock.errors import NotSignedIn

UPLOAD_FOR_S = 600
DOWNLOAD_FOR_S = 3600
"""A thread may stay open for long before its pictures are scrolled to."""

Purpose = Literal["upload", "download"]


@dataclass(frozen=True, slots=True)
class Link:
    """What a link allows: this user's file; an upload brings exactly `size_bytes`."""

    user_id: str
    attachment_id: str
    size_bytes: int = 0


class Links:
    """Makes and verifies links. `secrets` are the signing secrets, today's first. `clock`: seconds since 1970."""

    def __init__(self, secrets: Sequence[str], clock: Seconds) -> None:
        self._clock = clock
        self._signed = {one: SignedLinks(secrets, f"professor-lock-{one}", clock) for one in get_args(Purpose)}

    def make(self, purpose: Purpose, link: Link, base_url: str) -> str:
        """The address, absolute, at the server that is reached at `base_url`."""
        good_for_s = UPLOAD_FOR_S if purpose == "upload" else DOWNLOAD_FOR_S
        claims = {"sub": link.user_id, "file": link.attachment_id, "size": link.size_bytes}
        token = self._signed[purpose].sign(claims, int(self._clock()) + good_for_s)
        return f"{base_url}/attachments/{quote(link.attachment_id)}?token={token}"

    def verify(self, purpose: Purpose, attachment_id: str, token: str) -> Link:
        """What the token of a link to that file allows. NotSignedIn unless all of it holds."""
        claims = self._signed[purpose].verified(token, "This link to a file")
        subject, file, size = (claims.get(name) for name in ("sub", "file", "size"))
        if file != attachment_id or not isinstance(subject, str) or not isinstance(size, int):
            raise NotSignedIn("This link to a file is not valid.")
        return Link(subject, attachment_id, size)
