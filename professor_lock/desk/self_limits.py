"""The limits that users set for themselves, and the helplines. Slips and the agent's tools obey the limits.

A stricter limit holds at once. A looser one holds a day later, because users most want to raise a limit when they
should not. A cool-off can be made longer, never shorter. Helplines stand in `helplines.json`, each with its source and
the day on which it was last checked.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from professor_lock.betting.money import MAX_STAKE_CENTS, format_money
from professor_lock.clocks import Now
from professor_lock.db.pool import Database, Row
from professor_lock.errors import BadInput
from professor_lock.user import DEFAULT_TIME_ZONE, UserContext
from professor_lock.widgets.format import when

LOOSER_AFTER = timedelta(hours=24)
MAX_COOL_OFF = timedelta(days=365)
HELPLINES = Path(__file__).with_name("helplines.json")
OTHER = "other"
_ZONE_COUNTRIES = {
    "America/New_York": "US", "America/Chicago": "US", "America/Denver": "US", "America/Los_Angeles": "US",
    "America/Phoenix": "US", "America/Detroit": "US", "America/Anchorage": "US", "Pacific/Honolulu": "US",
    "America/Toronto": "CA", "America/Vancouver": "CA", "America/Edmonton": "CA", "America/Winnipeg": "CA",
    "America/Halifax": "CA", "Europe/London": "GB", "Australia/Sydney": "AU", "Australia/Melbourne": "AU",
    "Australia/Brisbane": "AU", "Australia/Perth": "AU", "Australia/Adelaide": "AU", "Pacific/Auckland": "NZ",
    "Europe/Berlin": "DE", "Europe/Paris": "FR", "Europe/Madrid": "ES",
}  # fmt: skip
"""Time zone -> country, for a locale without a region. The default zone, of users whose zone is unknown, counts too."""


@dataclass(frozen=True, slots=True)
class SelfLimits:
    """A user's limits at one moment. None means that the user has not set the limit."""

    max_stake_cents: int | None = None
    daily_stake_cents: int | None = None
    cool_off_until: datetime | None = None
    country: str | None = None
    looser_from: datetime | None = None
    """When the looser limits that wait hold; None where none waits."""
    next_max_stake_cents: int | None = None
    next_daily_stake_cents: int | None = None
    stakes: int = 0
    """How many tickets had been recorded under a daily limit when the limits were read."""
    day_zone: str = DEFAULT_TIME_ZONE
    """The time zone of the daily limit's day. It is stored with the limit, so that no request can change it."""

    def day_began(self, now: datetime) -> datetime:
        """The latest midnight in `day_zone`, aware: the first of two where the clock is set back over midnight."""
        return now.astimezone(ZoneInfo(self.day_zone)).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)

    @property
    def stake_limit_cents(self) -> int:
        """The most that one bet may stake, in cents: the user's own limit, or MAX_STAKE_CENTS."""
        return min(self.max_stake_cents or MAX_STAKE_CENTS, MAX_STAKE_CENTS)

    def cooling(self, now: datetime, context: UserContext) -> str | None:
        """The sentence that refuses new bets during a cool-off, by the user's own clock; None outside of one."""
        if self.cool_off_until is None or self.cool_off_until <= now:
            return None
        return (
            f"You asked for a break from betting until {_by_clock(self.cool_off_until, now, context)}, and it holds: "
            f"no slips and no tickets until then."
        )

    def waiting(self, now: datetime, context: UserContext) -> str | None:
        """A phrase that says which looser limits hold later, and when by the user's own clock; None without any."""
        if self.looser_from is None:
            return None
        stake, day = _limit(self.next_max_stake_cents), _limit(self.next_daily_stake_cents)
        return f"from {_by_clock(self.looser_from, now, context)}: {stake} a bet, {day} a day"

    def refuses(self, stake_cents: int, staked_today_cents: int) -> str | None:
        """Why a ticket with this stake exceeds the user's limits, as a sentence; None when it does not."""
        if stake_cents > self.stake_limit_cents:
            return f"Your own limit is {format_money(self.stake_limit_cents)} a bet."
        if self.daily_stake_cents is not None and staked_today_cents + stake_cents > self.daily_stake_cents:
            left = max(0, self.daily_stake_cents - staked_today_cents)
            limit = format_money(self.daily_stake_cents)
            return f"Your own limit is {limit} a day; {format_money(left)} of it is left."
        return None


def limit_rows(limits: SelfLimits, now: datetime, context: UserContext) -> list[tuple[str, str]]:
    """The limits as labelled figures for a card; times are by the user's own clock."""
    until, waiting = limits.cool_off_until, limits.waiting(now, context)
    rows = [
        ("Most for one bet", _own_limit(limits.max_stake_cents)),
        ("Most for one day", _own_limit(limits.daily_stake_cents)),
        ("Break from betting", f"until {_by_clock(until, now, context)}" if until and until > now else "none"),
    ]
    return [*rows, ("Asked for, not yet in force", waiting)] if waiting else rows


@dataclass(frozen=True, slots=True)
class Helpline:
    """The helpline of one country."""

    name: str
    phone: str
    text: str
    url: str
    crisis: str
    source: str
    last_checked: str | None
    """The month ("2026-04") or day, or None when it was never compared with its source."""

    @property
    def line(self) -> str:
        """The helpline as sentences of a card, each of which is looked up in a user's language."""
        said = [f"Betting no longer fun? {self.name}: {', '.join(part for part in (self.phone, self.url) if part)}."]
        said += [f"In a crisis: {self.crisis}."] if self.crisis else []
        said += [f"{self.text}."] if self.text else []
        return " ".join([*said, self.checked])

    @property
    def checked(self) -> str:
        """The sentence on when it was last compared with its source: "Checked 04/2026."."""
        if self.last_checked is None:
            return "Not checked lately."
        year, month, *_ = self.last_checked.split("-")
        return f"Checked {month}/{year}."


def helpline(country: str | None, locale: str = "") -> Helpline:
    """The helpline of a country (ISO code), else of the locale's region ("en-GB"), else the general text."""
    known = _helplines()
    region = locale.replace("_", "-").rsplit("-", 1)[-1].upper() if "-" in locale.replace("_", "-") else ""
    for code in (country, region):
        if code and code.upper() in known:
            return known[code.upper()]
    return known[OTHER]


def help_line_for(limits: SelfLimits, context: UserContext) -> str:
    """The helpline of this user as one line."""
    return helpline_of(limits, context).line


def helpline_of(limits: SelfLimits, context: UserContext) -> Helpline:
    """The helpline of the country that the user set, else of their locale's, else of their time zone's."""
    found = helpline(limits.country, context.locale)
    if found is _helplines()[OTHER] and "-" not in context.locale.replace("_", "-"):
        return helpline(_ZONE_COUNTRIES.get(context.time_zone), "")
    return found


@cache
def _helplines() -> dict[str, Helpline]:
    read = json.loads(HELPLINES.read_text(encoding="utf-8"))["countries"]
    return {code: Helpline(**entry) for code, entry in read.items()}


class SelfLimitsStore:
    """The limits of users, one row each. `now` returns the present, aware UTC."""

    def __init__(self, database: Database, *, now: Now) -> None:
        self._db = database
        self._now = now

    LOAD = """
        SELECT max_stake_cents, daily_stake_cents, next_max_stake_cents, next_daily_stake_cents, next_from,
               cool_off_until, country, stakes, day_zone, updated_at
          FROM pp_care
         WHERE user_id = $1"""

    async def load(self, context: UserContext) -> SelfLimits:
        """The limits that hold now; empty ones for a user who never set any."""
        return limits_of(await self._db.fetchrow(self.LOAD, context.user_id), self._now())

    SAVE = """
        INSERT INTO pp_care AS c (user_id, max_stake_cents, daily_stake_cents, next_max_stake_cents,
                                  next_daily_stake_cents, next_from, cool_off_until, country, day_zone)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (user_id) DO UPDATE
           SET max_stake_cents = excluded.max_stake_cents,
               daily_stake_cents = excluded.daily_stake_cents,
               next_max_stake_cents = excluded.next_max_stake_cents,
               next_daily_stake_cents = excluded.next_daily_stake_cents,
               next_from = excluded.next_from,
               cool_off_until = greatest(c.cool_off_until, excluded.cool_off_until),
               country = excluded.country,
               day_zone = excluded.day_zone,
               updated_at = clock_timestamp()
         WHERE c.updated_at = $10"""
    SAVED = "INSERT 0 1"

    async def set_limits(
        self,
        context: UserContext,
        *,
        max_stake_cents: int | None,
        daily_stake_cents: int | None,
        country: str | None = None,
    ) -> SelfLimits:
        """Set both limits (cents; None: no limit) and the country (ISO code). A looser limit holds LOOSER_AFTER later.

        The first daily limit takes the user's time zone for its day and keeps it: in another zone a new day, with
        nothing staked yet, could begin at once. BadInput as from `check_limits`.
        """
        check_limits(max_stake_cents, daily_stake_cents, country)
        while True:  # what is saved follows from what holds: where that was changed meanwhile it is worked out anew
            now, row = self._now(), await self._db.fetchrow(self.LOAD, context.user_id)
            limits, seen = limits_of(row, now), None if row is None else row["updated_at"]
            stake, stake_next = _stricter(limits.max_stake_cents, max_stake_cents)
            day, day_next = _stricter(limits.daily_stake_cents, daily_stake_cents)
            later = now + LOOSER_AFTER if (stake, day) != (stake_next, day_next) else None
            nation = country.upper() if country else limits.country
            zone = context.time_zone if limits.daily_stake_cents is None else limits.day_zone
            values = (stake, day, stake_next, day_next, later, limits.cool_off_until, nation, zone, seen)
            if await self._db.execute(self.SAVE, context.user_id, *values) == self.SAVED:
                return await self.load(context)

    COOL_OFF = """
        INSERT INTO pp_care AS c (user_id, cool_off_until)
        VALUES ($1, $2)
            ON CONFLICT (user_id) DO UPDATE
           SET cool_off_until = greatest(c.cool_off_until, excluded.cool_off_until), updated_at = now()"""

    async def cool_off(self, context: UserContext, days: float) -> SelfLimits:
        """Refuse slips and tickets for this many days from now; a longer cool-off that runs already stays."""
        await self._db.execute(self.COOL_OFF, context.user_id, self._now() + break_span(days))
        return await self.load(context)


def limits_of(row: Row | None, now: datetime) -> SelfLimits:
    """The limits that hold at `now` by a user's row; empty ones without a row."""
    if row is None:
        return SelfLimits()
    holds = row["next_from"] is not None and row["next_from"] <= now
    waits = row["next_from"] is not None and not holds
    return SelfLimits(
        max_stake_cents=row["next_max_stake_cents" if holds else "max_stake_cents"],
        daily_stake_cents=row["next_daily_stake_cents" if holds else "daily_stake_cents"],
        cool_off_until=row["cool_off_until"],
        country=row["country"],
        looser_from=row["next_from"] if waits else None,
        next_max_stake_cents=row["next_max_stake_cents"] if waits else None,
        next_daily_stake_cents=row["next_daily_stake_cents"] if waits else None,
        stakes=row["stakes"],
        day_zone=row["day_zone"] or DEFAULT_TIME_ZONE,
    )


def check_limits(max_stake_cents: int | None, daily_stake_cents: int | None, country: str | None) -> None:
    """BadInput unless both limits are valid cents or None, and the country is two letters or None."""
    if country is not None and (len(country) != 2 or not country.isascii() or not country.isalpha()):
        raise BadInput("A country is two letters, like US or GB.", field="country")
    for cents in (max_stake_cents, daily_stake_cents):
        if cents is not None and not 0 < cents <= MAX_STAKE_CENTS:
            raise BadInput("A limit is an amount above $0.", field="limit")


def break_span(days: float) -> timedelta:
    """The length of a break; BadInput unless it is above 0 and at most 365 days."""
    if not 0 < days <= MAX_COOL_OFF.days:
        raise BadInput("A break lasts up to 365 days.", field="days")
    return timedelta(days=days)


def _stricter(holds: int | None, wanted: int | None) -> tuple[int | None, int | None]:
    """(limit that holds at once, limit that holds later). A limit looser than `holds` only comes later."""
    if holds is None or (wanted is not None and wanted <= holds):
        return wanted, wanted
    return holds, wanted


def _by_clock(at: datetime, now: datetime, context: UserContext) -> str:
    return when(at, ZoneInfo(context.time_zone), now, words=context.words)


def _own_limit(cents: int | None) -> str:
    return "no limit of your own" if cents is None else format_money(cents)


def _limit(cents: int | None) -> str:
    return "no limit" if cents is None else format_money(cents)
