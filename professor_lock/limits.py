"""How much one user may use: messages and tokens a day by tier, requests a minute, client secrets an address.

Counted in Postgres by single statements that check and count at once, so that the limits hold whatever runs in parallel
and on however many processes. How many answers may be written at once the turns' own lease sees to (`turns.store`).
"""

from __future__ import annotations

import asyncio
import ipaddress
import math
import weakref
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial

from chatkit.types import NoticeEvent

from professor_lock.broker.until import SharedUntil
from professor_lock.clocks import Now, Seconds
from professor_lock.db.pool import Database
from professor_lock.db.pools import UsersRows, on_every
from professor_lock.errors import RateLimited
from professor_lock.fair_queue import FairQueue
from professor_lock.metrics import LIMIT_HITS
from professor_lock.settings_env import TierLimits
from professor_lock.user import UserContext
from professor_lock.widgets.format import when, zone
from professor_lock.words.sentences import sentence

WINDOW_S = 60
READS_FOR_ONE_SEND = 10
"""Loading pages and threads is cheap: this many of them weigh as much as one message."""
SENDS_AT_ONCE = 64
SENDS_AT_ONCE_EACH = 3
SENDS_WAITING_EACH = 200
"""Of one process, while they begin: each runs several statements."""
READS_AT_ONCE = 16
READS_AT_ONCE_EACH = 3
READS_WAITING_EACH = 60
"""Of one process: a page is at most a megabyte, and takes several in memory while it is made."""
USED_UP_FOR_S = 2.0
NOTICE_AT = 3
"""A user is told how many messages are left when it is this many or fewer."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a user's day after the message just taken; None is without limit."""

    messages_left: int | None
    resets_at: datetime

    def notice(self, context: UserContext) -> NoticeEvent | None:
        """A word in the chat when little is left."""
        if self.messages_left is None or self.messages_left > NOTICE_AT:
            return None
        left = "This is your last message" if self.messages_left == 0 else f"You have {self.messages_left} more"
        return NoticeEvent(
            level="warning" if self.messages_left == 0 else "info",
            title=sentence("Daily limit", context.words),
            message=sentence(
                f"{left} for today. The count resets at {_reset(self.resets_at, context)}.", context.words
            ),
        )


@dataclass(frozen=True, slots=True)
class Quota:
    """What one message is counted against as its turn begins; None is without limit.

    `sends_key` is the key of the minute's sends, None where they were counted before.
    """

    sends_key: str | None
    sends: int | None
    day: date
    messages: int | None
    tokens: int | None


class OverQuota(Exception):
    """A message that did not begin: the minute's sends are used up, for `wait_s` seconds, or the day is (None)."""

    def __init__(self, wait_s: int | None = None) -> None:
        super().__init__("the minute" if wait_s is not None else "the day")
        self.wait_s = wait_s


class Limits:
    """Checks and counts. `limits_of` gives a tier's limits, `now` the present (aware), `steady` seconds
    that never go back. `lifted` says whose limits an operator has lifted for now.

    `full` is what this process knows to be used up, and has been told by others: it refuses that without a statement.
    `windows` runs statements over minute windows, which belong to nobody. A message is counted by the statement that
    begins its turn (`turns.store_begin`), against the `quota` that is given here.
    """

    def __init__(
        self,
        limits_of: Callable[[str], TierLimits],
        *,
        windows: Database,
        mints_per_minute: int,
        now: Now,
        steady: Seconds,
        lifted: Callable[[str], bool] = lambda _: False,
        full: SharedUntil | None = None,
        users: UsersRows | None = None,
    ) -> None:
        self._windows = windows
        self._users = users
        self._limits_of = limits_of
        self._mints_per_minute = mints_per_minute
        self._now = now
        self._lifted = lifted
        self._gates: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()
        self._full = full or SharedUntil("limits", steady)
        self._sends = FairQueue(at_once=SENDS_AT_ONCE, at_once_each=SENDS_AT_ONCE_EACH, waiting_each=SENDS_WAITING_EACH)
        self._reads = FairQueue(at_once=READS_AT_ONCE, at_once_each=READS_AT_ONCE_EACH, waiting_each=READS_WAITING_EACH)

    def _limits(self, context: UserContext) -> TierLimits:
        return TierLimits() if self._lifted(context.user_id) else self._limits_of(context.tier)

    async def take_send(self, context: UserContext) -> None:
        """One message, retry or click; RateLimited when there were too many in the last minute."""
        limit = self._limits(context).requests
        if limit is not None:
            await self._hit(_sends_of(context.user_id), limit, context.user_id)

    def quota(self, context: UserContext, *, counts_send: bool) -> Quota:
        """What a message of the user's is counted against, in the statement that begins its turn.

        RateLimited where this process knows that the minute is used up, OverQuota that the day is.
        """
        if counts_send:
            self.refuse_known(context)
        limits, day = self._limits(context), self._now().date()
        if self._full.seconds_left(_day_of(context.user_id, day, limits)) > 0:
            raise OverQuota
        sends_key = _sends_of(context.user_id) if counts_send and limits.requests is not None else None
        return Quota(sends_key, limits.requests, day, limits.messages, limits.tokens)

    def refused(self, over: OverQuota, context: UserContext) -> RateLimited:
        """The refusal of a message that is over its quota."""
        limits = self._limits(context)
        if over.wait_s is not None:
            seconds = min(WINDOW_S, max(1, over.wait_s))
            self._remember_full(_sends_of(context.user_id), limits.requests or 0, seconds)
            return _too_many("send", seconds)
        now = self._now()
        # Not to ask again for a moment: what is used up stays so for the day, unless limits are lifted.
        self._full.hold(_day_of(context.user_id, now.date(), limits), USED_UP_FOR_S)
        return self._day_used_up(now, context)

    def allowance(self, messages_today: int, context: UserContext) -> Allowance:
        """What is left of the user's day after so many messages."""
        most = self._limits(context).messages
        return Allowance(None if most is None else max(0, most - messages_today), _midnight_after(self._now()))

    def refuse_known(self, context: UserContext) -> None:
        """RateLimited where this process knows that the minute's sends are used up; asks nobody."""
        limit = self._limits(context).requests
        if limit is not None and (seconds := self._seconds_full(_sends_of(context.user_id), limit)) is not None:
            raise _too_many("send", seconds)

    def sends_full_for(self, context: UserContext) -> int | None:
        """For how many seconds this process will refuse the user's sends, without asking; None where it would ask."""
        limit = self._limits_of(context.tier).requests
        return None if limit is None else self._seconds_full(_sends_of(context.user_id), limit)

    async def take_read(self, context: UserContext) -> None:
        """One request that only reads or edits; RateLimited far beyond what a page needs."""
        limit = self._limits(context).requests
        if limit is not None:
            await self._hit(_reads_of(context.user_id), limit * READS_FOR_ONE_SEND, context.user_id)

    def sending(self, context: UserContext) -> AbstractAsyncContextManager[None]:
        """For the time in which an answer begins: few of one user's begin at once, the others wait their turn."""
        return self._sends.turn(context.user_id)

    def reading(self, context: UserContext) -> AbstractAsyncContextManager[None]:
        """For the time of one request that only reads or edits: few of one user's run at once, the others wait."""
        return self._reads.turn(context.user_id)

    async def take_mint(self, address: str) -> None:
        """One client secret, or one vain attempt, of an address; RateLimited after too many in the last minute."""
        await self._hit(f"mint:{neighbourhood(address)}", self._mints_per_minute)

    async def take_mint_for(self, context: UserContext) -> None:
        """One client secret for a user who is vouched for: a whole site's come from its backend's one address."""
        await self._hit(_mints_for(context.user_id), self._mints_per_minute, context.user_id)

    def answers_at_once(self, context: UserContext) -> int | None:
        """How many answers of this user's may be written at the same time; the turns themselves hold to it."""
        return self._limits(context).turns

    @staticmethod
    def _day_used_up(now: datetime, context: UserContext) -> RateLimited:
        LIMIT_HITS.labels("day").inc()
        resets_at = _midnight_after(now)
        return RateLimited(
            f"You have used up today's messages. The count resets at {_reset(resets_at, context)}.",
            retry_after_s=max(1, int((resets_at - now).total_seconds())),
        )

    # A window begins with its first hit and lasts $3 seconds: no more than $2 pass in it, whatever comes.
    HIT = """
        INSERT INTO pp_rates AS r (key, started_at, hits)
        VALUES ($1, now(), 1)
            ON CONFLICT (key) DO UPDATE
           SET hits = CASE WHEN r.started_at <= now() - make_interval(secs => $3) THEN 1 ELSE r.hits + 1 END,
               started_at = CASE WHEN r.started_at <= now() - make_interval(secs => $3) THEN now()
                                 ELSE r.started_at END
         WHERE r.hits < $2
            OR r.started_at <= now() - make_interval(secs => $3)
        RETURNING hits"""
    WAIT = """
        SELECT ceil(extract(epoch FROM started_at + make_interval(secs => $2) - now()))::int AS seconds
          FROM pp_rates
         WHERE key = $1"""

    async def _hit(self, key: str, limit: int, user_id: str | None = None) -> None:
        windows = self._windows if user_id is None or self._users is None else self._users.of(user_id)
        async with self._gate(key):  # one at a time: a flood of one user's takes one connection, not all of them
            seconds = self._seconds_full(key, limit)
            if seconds is None:
                if await windows.fetchrow(self.HIT, key, limit, float(WINDOW_S)) is not None:
                    return
                row = await windows.fetchrow(self.WAIT, key, float(WINDOW_S))
                seconds = min(WINDOW_S, max(1, row["seconds"])) if row is not None else 1
                self._remember_full(key, limit, seconds)
        raise _too_many(key.partition(":")[0], seconds)

    def _gate(self, key: str) -> asyncio.Lock:
        gate = self._gates.get(key)
        if gate is None:
            gate = self._gates[key] = asyncio.Lock()
        return gate

    def _seconds_full(self, key: str, limit: int) -> int | None:
        """How long a window that is known to be full still lasts; a full window stays so until it is over."""
        left = self._full.seconds_left(_window_of(key, limit))
        return math.ceil(left) if left > 0 else None

    def _remember_full(self, key: str, limit: int, seconds: int) -> None:
        # The wait was rounded up: not to refuse a moment too long, it counts a second less here.
        self._full.hold(_window_of(key, limit), seconds - 1)

    PRUNE = """
        WITH gone AS (DELETE FROM pp_rates WHERE started_at < now() - interval '1 hour' RETURNING 1)
        SELECT count(*) AS n FROM gone"""

    async def prune(self) -> str | None:
        """Forget windows that are long over, those of all processes; says how many there were. One background pass."""
        everywhere = [self._windows] if self._users is None else self._users.every()
        rows = await on_every([partial(one.fetchrow, self.PRUNE) for one in everywhere])
        count = sum(row["n"] for row in rows if row is not None)
        return f"{count} windows that are over forgotten" if count else None


def _too_many(limit: str, seconds: int) -> RateLimited:
    LIMIT_HITS.labels(limit).inc()
    window = limit if limit in ("send", "read") else None
    return RateLimited(f"Too many requests. Please wait {seconds} seconds.", retry_after_s=seconds, window=window)


def too_many(window: str, seconds: int) -> RateLimited:
    """The refusal of a request that is known to be over the minute's sends or reads (`RateLimited.window`)."""
    return _too_many(window, seconds)


def neighbourhood(address: str) -> str:
    """What one caller can choose addresses from: an IPv6 line has a whole /64.

    >>> neighbourhood("2001:db8:1:2::42"), neighbourhood("192.0.2.1"), neighbourhood("::ffff:192.0.2.1")
    ('2001:db8:1:2::/64', '192.0.2.1', '192.0.2.1')
    """
    try:
        ip = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    if ip.ipv4_mapped is not None:
        return str(ip.ipv4_mapped)
    return str(ipaddress.ip_network((ip, 64), strict=False))


def _midnight_after(now: datetime) -> datetime:
    """When the day's counts begin anew."""
    return datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), UTC)


def _reset(moment: datetime, context: UserContext) -> str:
    """The hour of a moment in the user's zone and language: "8:00 PM ET"."""
    return when(moment, zone(context.time_zone), moment, words=context.words)


def window_keys(user_id: str) -> list[str]:
    """The keys of all the running minutes in which a user's hits are counted."""
    return [_sends_of(user_id), _reads_of(user_id), _mints_for(user_id)]


def _sends_of(user_id: str) -> str:
    return f"send:{user_id}"


def _reads_of(user_id: str) -> str:
    return f"read:{user_id}"


def _mints_for(user_id: str) -> str:
    return f"mint for:{user_id}"


def _window_of(key: str, limit: int) -> str:
    """What is full when so many hits of a key's minute are."""
    return f"{limit} a minute of {key}"


def _day_of(user_id: str, day: date, limits: TierLimits) -> str:
    """What is used up when the day's limits of messages or tokens are."""
    return f"{limits.messages}, {limits.tokens} on {day} of {user_id}"
