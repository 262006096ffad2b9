"""Users whom operators have blocked, whose limits are lifted, or whose sessions were ended, as this process knows them.

There are few of them, so each process reads all every few seconds: a request asks nobody. What an operator does holds
everywhere within `EVERY_S`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from professor_lock.clocks import Now
from professor_lock.db.background import Pace
from professor_lock.db.pool import PostgresPool
from professor_lock.db.pools import UsersRows, on_every
from professor_lock.errors import Forbidden, NotSignedIn
from professor_lock.user import UserContext

EVERY_S = 3.0
PACE = Pace(every_s=EVERY_S, first_after_s=EVERY_S)
BLOCKED = "This account has been blocked. Write to the operator of this service if you think that is a mistake."
HASHED = "hash of a blocked user: "
"""Begins the `user_id` of the row that stays of a blocked user whose data were deleted."""
ENDED = "Your sessions were ended. Please sign in again."


def name_of_hash(user_hash: str) -> str:
    """The `user_id` under which a block outlives its user's data."""
    return f"{HASHED}{user_hash}"


@dataclass(frozen=True, slots=True)
class _Of:
    blocked: bool
    limits_lifted_until: datetime | None
    sessions_from: datetime | None


class Standing:
    """Reads it over everybody's rows (`shared`). `now` is aware.

    Of a database that cannot be reached, one of several, what was read last goes on to hold.
    """

    def __init__(self, shared: UsersRows, user_hash: Callable[[str], str], now: Now) -> None:
        self._db = shared
        self._user_hash = user_hash
        self._now = now
        self._of: dict[str, _Of] = {}
        self._read: list[dict[str, _Of]] = []
        self._hashes: frozenset[str] = frozenset()

    LOAD = """
        SELECT user_id, blocked_at IS NOT NULL AS blocked, limits_lifted_until, sessions_from
          FROM pp_standing
         WHERE blocked_at IS NOT NULL
            OR limits_lifted_until > now()
            OR sessions_from > now() - interval '60 days'"""

    async def load(self) -> str | None:
        """Read it again: one background pass."""
        read = await on_every([partial(self._load, database) for database in self._db.every()])
        before = self._read or [{} for _ in read]
        self._read = [old if new is None else new for new, old in zip(read, before, strict=True)]
        self._of = {user_id: of for one in self._read for user_id, of in one.items()}
        self._hashes = frozenset(user_id for user_id in self._of if user_id.startswith(HASHED))
        return None

    async def _load(self, database: PostgresPool) -> dict[str, _Of]:
        return {
            row["user_id"]: _Of(row["blocked"], row["limits_lifted_until"], row["sessions_from"])
            for row in await database.fetch(self.LOAD)
        }

    def check(self, context: UserContext, *, though_blocked: bool = False) -> None:
        """NotSignedIn for a session that began before all of theirs were ended, Forbidden for a blocked user.

        `though_blocked` is for what a blocked user may do: have their data, and have them deleted.
        """
        of = self._of.get(context.user_id)
        if not though_blocked and ((of is not None and of.blocked) or self._blocked_by_hash(context.user_id)):
            raise Forbidden(BLOCKED)
        if of is None:
            return
        issued = context.issued_at
        if of.sessions_from is not None and issued is not None and issued <= of.sessions_from.timestamp():
            raise NotSignedIn(ENDED)

    def _blocked_by_hash(self, user_id: str) -> bool:
        return bool(self._hashes) and name_of_hash(self._user_hash(user_id)) in self._hashes

    def limits_lifted(self, user_id: str) -> bool:
        """Whether the user's limits do not hold right now."""
        of = self._of.get(user_id)
        return of is not None and of.limits_lifted_until is not None and of.limits_lifted_until > self._now()
