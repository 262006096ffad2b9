"""Writes tickets as rows and reads rows back, also rows with values that no ticket can have.

A stored number is checked before it is used. A row that cannot be read becomes a ticket with a `problem`, so that
neither its owner's record nor the grading of other tickets fails.
"""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import asyncpg

from professor_lock.betting.facts import Event, EventStatus, Market
from professor_lock.betting.legs import SlipLeg
from professor_lock.betting.odds import american_price, parse_line
from professor_lock.betting.settlement import Result
from professor_lock.desk.tickets import WHOLE, LegGrade, NewTicket, Ticket, reference_of
from professor_lock.errors import BadInput, ProfessorLockError

logger = logging.getLogger("professor_lock.tickets")

MAX_REASON = 500
MAX_FRACTION_CHARS = 2000
"""The longest stored fraction that is read. Fifteen exact prices multiplied are far shorter; longer ones are slow."""
MAX_LINE = 10_000
MAX_PRICE = 10**100
"""Above fifteen of the highest prices multiplied, and still within a float."""
YEARS = range(1900, 3000)
"""The years of a stored time that can be shown in every time zone."""


def ticket_columns(ticket: NewTicket) -> tuple[object, ...]:
    """The values of a new ticket's columns, in the order of the statements that insert it."""
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


def leg_rows(legs: Sequence[SlipLeg]) -> str:
    """The legs as JSON text: an array of rows."""
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


def grade_row(grade: LegGrade) -> dict[str, Any]:
    """A grade as a row, ready for JSON."""
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


def read_ticket(row: asyncpg.Record) -> Ticket:
    """The ticket of a row. A row that cannot be read is logged, and gives a ticket with a `problem`."""
    try:
        return _sound_ticket(row)
    except Exception as error:
        logger.exception("ticket %s cannot be read", reference_of(row["id"]))
        return _unreadable(row, error)


def _sound_ticket(row: asyncpg.Record) -> Ticket:
    grades = [_grade(one) for one in json.loads(row["grades"] or "[]")]
    legs = tuple(_leg(one) for one in json.loads(row["legs"] or "[]"))
    if not legs:
        raise BadInput("its legs are gone.")
    return Ticket(
        id=row["id"],
        user_id=row["user_id"],
        origin=row["origin"],
        stake_cents=row["stake_cents"],
        price=None if row["price"] is None else _price(row["price"]),
        fair_probability=_chance(row["fair_probability"]),
        demo=row["demo"],
        placed_at=_moment(json.loads(row["placed_at"])),
        legs=legs,
        grades={grade.position: grade for grade in grades},
        seq=row["seq"],
        waits=_waits(row),
    )


def _unreadable(row: asyncpg.Record, error: Exception) -> Ticket:
    """A ticket whose rows cannot be read: its reference, its stake, and the result of the whole ticket if graded."""
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
    if not row["away"] or not row["home"] or row["away"] == row["home"]:
        raise BadInput("one of its games is not of two teams.")
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
        line=None if row["line"] is None else _line(row["line"]),
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
        clv_points=None if row["clv_points"] is None else _line(row["clv_points"]),
        rule=row["rule"],
    )


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text).astimezone(UTC)
    if at.year not in YEARS:
        raise BadInput("one of its times is no time.")
    return at


def _fraction(text: str) -> Fraction:
    """A stored fraction. Its length is checked before it is read: a number of a million digits takes minutes."""
    if len(text) > MAX_FRACTION_CHARS:
        raise BadInput("one of its numbers is beyond any book's.")
    return Fraction(text)


def _line(text: str) -> Fraction:
    line = parse_line(_fraction(text))
    if abs(line) > MAX_LINE:
        raise BadInput("one of its lines is beyond any book's.")
    return line


def _price(text: str) -> Fraction:
    price = _fraction(text)
    if price > MAX_PRICE:
        raise BadInput("one of its prices is beyond any book's.")
    if price <= 1:
        raise BadInput("one of its prices is no price.")
    return price


def _chance(value: float | str | None) -> float | None:
    chance = _finite(value)
    if chance is not None and not 0 <= chance <= 1:
        raise BadInput("one of its chances is no probability.")
    return chance


def _finite(value: float | str | None) -> float | None:
    """A stored number; None for NaN and infinity, which JSON holds as text ("NaN")."""
    if value is None:
        return None
    number = float(value)
    if not math.isfinite(number):
        raise BadInput("one of its figures is no number.")
    return number


def stored_text(text: str) -> str:
    """The text as Postgres can store and a card can show it: one line without NUL, at most MAX_REASON characters."""
    return " ".join(text.replace("\x00", "").split())[:MAX_REASON]
