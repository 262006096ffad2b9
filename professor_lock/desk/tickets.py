"""Recorded bets in Postgres: what was placed, never changed, and what became of it, only ever added.

A ticket comes from the slip (Lock It In) or from a person who placed it elsewhere (tracked). Its legs keep price, book,
line and time as placed. How it ended follows from the grades of its legs; a grade is written once.
"""

from __future__ import annotations

import json
import logging
import math
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any, Literal

import asyncpg
from chatkit.types import WidgetItem

from professor_lock.betting.conflicts import by_game
from professor_lock.betting.facts import Event, EventStatus, Market
from professor_lock.betting.odds import american_price
from professor_lock.betting.settlement import Result, SettledLeg, Settlement, settle_ticket
from professor_lock.betting.slip import SlipLeg
from professor_lock.db.ids import new_id
from professor_lock.db.pool import Database
from professor_lock.desk.slip_store import SlipRow
from professor_lock.errors import BadInput, NotFound, ProfessorLockError
from professor_lock.person import UserContext
from professor_lock.store import item_arguments

logger = logging.getLogger("professor_lock.tickets")

MAX_TICKETS = 2000
"""The most one question reads; the record of more is of the newest, and says so."""
WHOLE = -1
"""The position of a grade that is of the whole ticket. Results its owner entered by hand stand below: -2, -3, ..."""

MAX_PAYOUT_CENTS = 2**63 - 1
"""The most that a `bigint` column holds."""
MAX_REASON = 500
MAX_FRACTION_CHARS = 2000
"""Of a number kept as a fraction: fifteen exact prices multiplied stay far below, and longer ones stall arithmetic."""
YEARS = range(1900, 3000)
"""In which a stored time is a time, and can be shown in any time zone."""

TOLD = "as told by you"
"""The source of a price, or of a game, that is its owner's word."""

Origin = Literal["slip", "tracked"]


@dataclass(frozen=True, slots=True)
class LegGrade:
    """How one leg ended (`position`), or the whole ticket (`WHOLE`, with its `payout_cents`), by whose word."""

    position: int
    result: Result
    reason: str
    source: str
    payout_cents: int | None = None
    graded_at: datetime | None = None
    clv_close: str | None = None
    clv_fair: float | None = None
    clv_points: Fraction | None = None
    rule: str = ""
    """The league's rules that it was graded by, in words."""


@dataclass(frozen=True, slots=True)
class NewTicket:
    """A bet to record. `request_key` is the same for the same bet sent twice."""

    request_key: str
    origin: Origin
    legs: tuple[SlipLeg, ...]
    stake_cents: int
    price: Fraction | None
    fair_probability: float | None
    demo: bool
    placed_at: datetime
    thread_id: str | None = None
    id: str = field(default_factory=lambda: new_id("ticket"))

    @property
    def reference(self) -> str:
        """What a person calls it."""
        return reference_of(self.id)


@dataclass(frozen=True, slots=True)
class Ticket:
    """A recorded bet with its grades so far, by position."""

    id: str
    user_id: str
    origin: Origin
    stake_cents: int
    price: Fraction | None
    fair_probability: float | None
    demo: bool
    placed_at: datetime
    legs: tuple[SlipLeg, ...]
    grades: Mapping[int, LegGrade]
    seq: int
    waits: Mapping[int, str] = field(default_factory=dict)
    """Why legs (by position) or the whole ticket (`WHOLE`) are not graded yet, as the last pass said."""
    problem: str | None = None
    """Why the stored rows cannot be read as a ticket; then it has no legs and nothing is computed from it."""

    @property
    def reference(self) -> str:
        """What a person calls it."""
        return reference_of(self.id)

    @property
    def at_exchange(self) -> bool:
        """Whether what it pays is before the commission of an exchange."""
        return any(leg.exchange for leg in self.legs)

    @property
    def by_hand(self) -> LegGrade | None:
        """The result that its owner entered last, which stands before every other; None when there is none."""
        last = min(self.grades, default=0)
        return self.grades[last] if last < WHOLE else None

    @property
    def settlement(self) -> Settlement:
        """What it came to: its owner's word, else the grade of the whole ticket, else what follows from its legs."""
        whole = self.by_hand or self.grades.get(WHOLE)
        if whole is not None:
            payout = whole.payout_cents
            return Settlement(whole.result, payout, None if payout is None else payout - self.stake_cents)
        if self.problem is not None:
            return Settlement(Result.PENDING)
        return self.settled_with(self.grades)

    def settled_with(self, grades: Mapping[int, LegGrade]) -> Settlement:
        """What it comes to with these grades of its legs."""
        games = {n: str(game) for game, legs in enumerate(by_game(self.legs)) for n, _ in legs}
        legs = [
            SettledLeg(leg.decimal, grades[n].result if n in grades else Result.PENDING, games[n])
            for n, leg in enumerate(self.legs)
        ]
        return settle_ticket(self.stake_cents, legs, ticket_price=self.price)

    @property
    def first_start(self) -> datetime:
        """When its first game begins; when it was placed, for a ticket whose legs cannot be read."""
        return min((leg.event.starts_at for leg in self.legs), default=self.placed_at)


def told_mark(leg: SlipLeg) -> str:
    """What is said beside a leg of which its owner's word is all there is, or that was recorded after its start."""
    if leg.event.source == TOLD:
        return " (listed by no source)"
    return " (recorded after its start)" if leg.as_of >= leg.event.starts_at else ""


def reference_of(ticket_id: str) -> str:
    """The short name of a ticket: eight letters and digits of its random part."""
    return ticket_id[-8:].upper()


_LEGS = """
        SELECT t.id, l.position, $1, l.league, l.event_id, l.event_source, l.away, l.home, l.starts_at, l.market,
               l.selection, l.line, l.subject, l.stat, l.price, l.book, l.source, l.quoted_at, l.fair_probability,
               l.books, l.agreement, l.demo, l.exchange, coalesce(l.three_way, false)
          FROM ticket t,
               jsonb_to_recordset($2::text::jsonb) AS l (
                 position int, league text, event_id text, event_source text, away text, home text,
                 starts_at timestamptz, market text, selection text, line text, subject text, stat text, price text,
                 book text, source text, quoted_at timestamptz, fair_probability float8, books int, agreement text,
                 demo boolean, exchange boolean, three_way boolean)"""
_LEG_COLUMNS = """(ticket_id, position, user_id, league, event_id, event_source, away, home, starts_at, market,
                    selection, line, subject, stat, price, book, source, quoted_at, fair_probability, books,
                    agreement, demo, exchange, three_way)"""
_TICKET_COLUMNS = """(user_id, id, request_key, origin, thread_id, stake_cents, price, fair_probability, demo,
                    placed_at)"""
_TICKET = """
        SELECT t.id, t.user_id, t.origin, t.stake_cents, t.price, t.fair_probability, t.demo,
               to_json(t.placed_at) AS placed_at, t.seq,
               (SELECT json_agg(l ORDER BY l.position)
                  FROM pp_ticket_legs l
                 WHERE l.ticket_id = t.id AND l.user_id = t.user_id) AS legs,
               (SELECT json_agg(g)
                  FROM pp_ticket_grades g
                 WHERE g.ticket_id = t.id AND g.user_id = t.user_id) AS grades,
               (SELECT json_object_agg(w.position, w.reason)
                  FROM pp_ticket_waits w
                 WHERE w.ticket_id = t.id AND w.user_id = t.user_id) AS waits
          FROM pp_tickets t"""


class TicketStore:
    """The tickets of whoever asks."""

    def __init__(self, database: Database) -> None:
        self._db = database

    # The slip becomes a ticket in one statement: its row is the lock, so that two clicks make one.
    # Under a daily limit a ticket recorded since the limit was looked at (`stakes`) turns this one away.
    LOCK = f"""
        WITH care AS (
             UPDATE pp_care
                SET stakes = stakes + 1
              WHERE user_id = $1
                AND stakes = $16::bigint
             RETURNING user_id),
             slip AS (
             UPDATE pp_slips
                SET status = 'locked', state = $14, version = version + 1, ticket_id = $4, updated_at = now()
              WHERE user_id = $1
                AND id = $3
                AND version = $13
                AND status = 'open'
                AND ($16::bigint IS NULL OR EXISTS (SELECT 1 FROM care))
             RETURNING thread_id, card),
             item AS (
             UPDATE chatkit_thread_items i
                SET data = $15
               FROM slip
              WHERE i.user_id = $1
                AND i.thread_id = slip.thread_id
                AND i.id = slip.card),
             ticket AS (
             INSERT INTO pp_tickets {_TICKET_COLUMNS}
             SELECT $1, $4, $5, $6, $7, $8, $9, $10, $11, $12
               FROM slip
             RETURNING id),
             legs AS (
             INSERT INTO pp_ticket_legs {_LEG_COLUMNS}
             {_LEGS})
        SELECT id
          FROM ticket"""  # noqa: S608 - pieced together from constants

    async def lock(
        self,
        row: SlipRow,
        ticket: NewTicket,
        state: str,
        item: WidgetItem,
        context: UserContext,
        *,
        stakes: int | None = None,
    ) -> bool:
        """Record the slip as this ticket and show `item` in its card's place; False when the slip is another by now.

        `stakes` is `Care.stakes` as it was read before the day's stakes were added up, None without a daily limit;
        False too when another ticket was recorded since.
        """
        found = await self._db.fetchrow(
            self.LOCK,
            context.user_id,
            _legs_json(ticket.legs),
            row.id,
            *_columns(ticket),
            row.version,
            state,
            item_arguments(item)[3],
            stakes,
        )
        return found is not None

    ADD = f"""
        WITH ticket AS (
             INSERT INTO pp_tickets {_TICKET_COLUMNS}
             VALUES ($1, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                 ON CONFLICT (user_id, request_key) DO NOTHING
             RETURNING id)
        INSERT INTO pp_ticket_legs {_LEG_COLUMNS}
        {_LEGS}"""  # noqa: S608 - pieced together from constants
    BY_KEY = f"{_TICKET} WHERE t.user_id = $1 AND t.request_key = $2"

    async def add(self, ticket: NewTicket, context: UserContext) -> Ticket:
        """Record a bet placed elsewhere; the one that is there already when it is the same one sent again."""
        await self._db.execute(self.ADD, context.user_id, _legs_json(ticket.legs), *_columns(ticket))
        row = await self._db.fetchrow(self.BY_KEY, context.user_id, ticket.request_key)
        assert row is not None
        return _ticket(row)

    MINE = f"""{_TICKET}
         WHERE t.user_id = $1
           AND ($2::timestamptz IS NULL OR t.placed_at >= $2)
           AND ($4::bigint IS NULL OR t.seq < $4)
         ORDER BY t.seq DESC
         LIMIT $3"""

    async def mine(
        self,
        context: UserContext,
        *,
        since: datetime | None = None,
        limit: int = MAX_TICKETS,
        before: int | None = None,
    ) -> list[Ticket]:
        """The caller's tickets, newest first; from those recorded earlier than the one with the `seq` `before`."""
        return [_ticket(row) for row in await self._db.fetch(self.MINE, context.user_id, since, limit, before)]

    async def pages(self, context: UserContext, *, page: int = MAX_TICKETS) -> AsyncGenerator[list[Ticket], None]:
        """Every ticket of the caller, newest first, in pages read one by one; the first is there even when empty."""
        read = await self.mine(context, limit=page)
        yield read
        while len(read) == page:
            read = await self.mine(context, limit=page, before=read[-1].seq)
            if read:
                yield read

    ONE = f"{_TICKET} WHERE t.user_id = $1 AND upper(right(t.id, 8)) = $2 ORDER BY t.seq DESC LIMIT 1"

    async def find(self, reference: str, context: UserContext) -> Ticket:
        """The caller's ticket by its short name; NotFound otherwise."""
        row = await self._db.fetchrow(self.ONE, context.user_id, reference.strip().lstrip("#").upper()[:40])
        if row is None:
            raise NotFound("You have no ticket of that name.")
        return _ticket(row)

    STAKED = """
        SELECT coalesce(sum(stake_cents), 0)::bigint AS cents
          FROM pp_tickets
         WHERE user_id = $1
           AND placed_at >= $2
           AND NOT demo"""

    async def staked_since(self, since: datetime, context: UserContext) -> int:
        """What the caller has recorded in stakes since then, in cents; demo tickets are no stakes."""
        row = await self._db.fetchrow(self.STAKED, context.user_id, since)
        assert row is not None
        return int(row["cents"])

    GRADE = """
        INSERT INTO pp_ticket_grades
               (user_id, ticket_id, position, result, reason, payout_cents, source, clv_close, clv_fair, clv_points,
                rule)
        SELECT t.user_id, t.id, g.position, g.result, g.reason, g.payout_cents, g.source, g.clv_close, g.clv_fair,
               g.clv_points, g.rule
          FROM pp_tickets t,
               jsonb_to_recordset($3::text::jsonb) AS g (
                 position int, result text, reason text, payout_cents bigint, source text, clv_close text,
                 clv_fair float8, clv_points text, rule text)
         WHERE t.user_id = $1
           AND t.id = $2
            ON CONFLICT (ticket_id, position) DO NOTHING
        RETURNING position"""

    async def grade(self, user_id: str, ticket_id: str, grades: Iterable[LegGrade]) -> list[int]:
        """Add grades; the positions that were new. What is graded already stays as it is."""
        rows = await self._db.fetch(self.GRADE, user_id, ticket_id, json.dumps([_grade_json(one) for one in grades]))
        return sorted(row["position"] for row in rows)

    # Appended below what is there. Two at once take the same position, and the second is told to look again.
    BY_HAND = """
        INSERT INTO pp_ticket_grades (user_id, ticket_id, position, result, reason, payout_cents, source)
        SELECT t.user_id, t.id,
               least(-1, coalesce((SELECT min(g.position) FROM pp_ticket_grades g WHERE g.ticket_id = t.id), 0)) - 1,
               $3, $4, $5, 'entered by hand'
          FROM pp_tickets t
         WHERE t.user_id = $1
           AND t.id = $2
            ON CONFLICT (ticket_id, position) DO NOTHING
        RETURNING position"""

    async def settle_by_hand(
        self, ticket: Ticket, result: Result, payout_cents: int, reason: str, context: UserContext
    ) -> bool:
        """Add its owner's word on how the ticket ended; False when another was added in this moment."""
        said = _stored_text(reason)
        row = await self._db.fetchrow(self.BY_HAND, context.user_id, ticket.id, result.value, said, payout_cents)
        return row is not None

    WAIT = """
        INSERT INTO pp_ticket_waits AS held (user_id, ticket_id, position, reason)
        SELECT t.user_id, t.id, w.position, w.reason
          FROM pp_tickets t,
               jsonb_to_recordset($3::text::jsonb) AS w (position int, reason text)
         WHERE t.user_id = $1
           AND t.id = $2
            ON CONFLICT (ticket_id, position) DO UPDATE
           SET reason = excluded.reason, noted_at = now()
         WHERE held.reason <> excluded.reason"""

    async def wait(self, ticket: Ticket, reasons: Mapping[int, str]) -> None:
        """Keep why these legs, or the whole ticket, are not graded yet. Reasons it has already cost nothing."""
        new = {at: _stored_text(why) for at, why in reasons.items()}
        rows = [{"position": at, "reason": why} for at, why in new.items() if ticket.waits.get(at) != why]
        if rows:
            await self._db.execute(self.WAIT, ticket.user_id, ticket.id, json.dumps(rows))


class PendingTickets:
    """Tickets that wait for their games, of everybody. Their grades are written as their owner's."""

    def __init__(self, shared: Database) -> None:
        self._db = shared

    PENDING = f"""{_TICKET}
         WHERE NOT t.demo
           AND NOT EXISTS (SELECT 1 FROM pp_ticket_grades g WHERE g.ticket_id = t.id AND g.position <= {WHOLE})
           AND EXISTS (SELECT 1
                         FROM pp_ticket_legs l
                        WHERE l.ticket_id = t.id
                          AND l.starts_at <= $1
                          AND NOT EXISTS (SELECT 1 FROM pp_ticket_grades g
                                           WHERE g.ticket_id = l.ticket_id AND g.position = l.position))
           AND t.seq > $2
         ORDER BY t.seq
         LIMIT $3"""  # noqa: S608 - pieced together from constants

    async def after(self, seq: int, now: datetime, *, limit: int = 200) -> list[Ticket]:
        """Tickets with a real game that has begun and a leg that is not graded, in order, from beyond `seq`."""
        return [_ticket(row) for row in await self._db.fetch(self.PENDING, now, seq, limit)]


def _columns(ticket: NewTicket) -> tuple[object, ...]:
    return (
        ticket.id,
        ticket.request_key,
        ticket.origin,
        ticket.thread_id,
        ticket.stake_cents,
        None if ticket.price is None else str(ticket.price),
        ticket.fair_probability,
        ticket.demo,
        ticket.placed_at,
    )


def _legs_json(legs: Sequence[SlipLeg]) -> str:
    rows = [
        {
            "position": position,
            "league": leg.event.league,
            "event_id": leg.event.id,
            "event_source": leg.event.source,
            "away": leg.event.away,
            "home": leg.event.home,
            "starts_at": leg.event.starts_at.isoformat(),
            "market": leg.market.value,
            "selection": leg.selection,
            "line": None if leg.line is None else str(leg.line),
            "subject": leg.subject,
            "stat": leg.stat,
            "price": str(leg.decimal),
            "book": leg.book,
            "source": leg.source,
            "quoted_at": leg.as_of.isoformat(),
            "fair_probability": leg.fair_probability,
            "books": leg.books,
            "agreement": leg.agreement,
            "demo": leg.demo,
            "exchange": leg.exchange,
            "three_way": leg.three_way,
        }
        for position, leg in enumerate(legs)
    ]
    return json.dumps(rows).replace("\\u0000", "")  # Postgres has no NUL in text


def _grade_json(grade: LegGrade) -> dict[str, Any]:
    return {
        "position": grade.position,
        "result": grade.result.value,
        "reason": grade.reason,
        "payout_cents": grade.payout_cents,
        "source": grade.source,
        "clv_close": grade.clv_close,
        "clv_fair": grade.clv_fair,
        "clv_points": None if grade.clv_points is None else str(grade.clv_points),
        "rule": grade.rule,
    }


def _ticket(row: asyncpg.Record) -> Ticket:
    """The ticket of a row. One whose rows hold what no ticket can is a ticket with a `problem`, and is logged."""
    try:
        return _sound_ticket(row)
    except Exception as error:
        logger.exception("ticket %s cannot be read", reference_of(row["id"]))
        return _unreadable(row, error)


def _sound_ticket(row: asyncpg.Record) -> Ticket:
    grades = [_grade(one) for one in json.loads(row["grades"] or "[]")]
    return Ticket(
        id=row["id"],
        user_id=row["user_id"],
        origin=row["origin"],
        stake_cents=row["stake_cents"],
        price=None if row["price"] is None else _price(row["price"]),
        fair_probability=_chance(row["fair_probability"]),
        demo=row["demo"],
        placed_at=_moment(json.loads(row["placed_at"])),
        legs=tuple(_leg(one) for one in json.loads(row["legs"])),
        grades={grade.position: grade for grade in grades},
        seq=row["seq"],
        waits=_waits(row),
    )


def _unreadable(row: asyncpg.Record, error: Exception) -> Ticket:
    """What is left of a ticket whose rows cannot be read: its name, its stake, and the word of a grade of all of it."""
    whole: list[LegGrade] = []
    for one in json.loads(row["grades"] or "[]"):
        with suppress(Exception):
            whole += [grade] if (grade := _grade(one)).position <= WHOLE else []
    placed_at = datetime.fromtimestamp(0, UTC)
    with suppress(Exception):
        placed_at = _moment(json.loads(row["placed_at"]))
    said = str(error) if isinstance(error, ProfessorLockError) else "what is stored of it is damaged"
    return Ticket(
        id=row["id"],
        user_id=row["user_id"],
        origin=row["origin"],
        stake_cents=row["stake_cents"],
        price=None,
        fair_probability=None,
        demo=row["demo"],
        placed_at=placed_at,
        legs=(),
        grades={grade.position: grade for grade in whole},
        seq=row["seq"],
        waits=_waits(row),
        problem=f"This ticket cannot be read: {said}",
    )


def _waits(row: asyncpg.Record) -> dict[int, str]:
    return {int(position): str(reason) for position, reason in json.loads(row["waits"] or "{}").items()}


def _leg(row: Mapping[str, Any]) -> SlipLeg:
    decimal = _price(row["price"])
    return SlipLeg(
        event=Event(
            id=row["event_id"],
            league=row["league"],
            away=row["away"],
            home=row["home"],
            starts_at=_moment(row["starts_at"]),
            status=EventStatus.SCHEDULED,
            source=row["event_source"],
        ),
        market=Market(row["market"]),
        selection=row["selection"],
        line=None if row["line"] is None else _fraction(row["line"]),
        american=american_price(decimal),
        decimal=decimal,
        book=row["book"],
        source=row["source"],
        as_of=_moment(row["quoted_at"]),
        fair_probability=_chance(row["fair_probability"]),
        books=row["books"],
        agreement=row["agreement"],
        demo=row["demo"],
        exchange=row["exchange"],
        subject=row["subject"],
        stat=row["stat"],
        three_way=row["three_way"],
    )


def _grade(row: Mapping[str, Any]) -> LegGrade:
    return LegGrade(
        position=row["position"],
        result=Result(row["result"]),
        reason=row["reason"],
        source=row["source"],
        payout_cents=row["payout_cents"],
        graded_at=_moment(row["graded_at"]),
        clv_close=row["clv_close"],
        clv_fair=_finite(row["clv_fair"]),
        clv_points=None if row["clv_points"] is None else _fraction(row["clv_points"]),
        rule=row["rule"],
    )


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text).astimezone(UTC)
    if at.year not in YEARS:
        raise BadInput("one of its times is no time.")
    return at


def _fraction(text: str) -> Fraction:
    """A stored fraction. Its length is judged before it is read: a number of a million digits takes minutes."""
    if len(text) > MAX_FRACTION_CHARS:
        raise BadInput("one of its numbers is beyond any book's.")
    return Fraction(text)


def _price(text: str) -> Fraction:
    price = _fraction(text)
    if price <= 1:
        raise BadInput("one of its prices is no price.")
    return price


def _chance(value: float | str | None) -> float | None:
    chance = _finite(value)
    if chance is not None and not 0 <= chance <= 1:
        raise BadInput("one of its chances is no probability.")
    return chance


def _finite(value: float | str | None) -> float | None:
    """A stored number; JSON writes those that are none as words ("NaN")."""
    if value is None:
        return None
    number = float(value)
    if not math.isfinite(number):
        raise BadInput("one of its figures is no number.")
    return number


def _stored_text(text: str) -> str:
    """A sentence that Postgres takes and a card can show: one line, no NUL, of a bearable length."""
    return " ".join(text.replace("\x00", "").split())[:MAX_REASON]
