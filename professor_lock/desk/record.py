"""Makes a record of tickets: which ones count, the status of each, why each ended as it did, and a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Literal

from professor_lock.betting.facts import Market
from professor_lock.betting.legs import SlipLeg
from professor_lock.betting.names import game_and_day
from professor_lock.betting.odds import format_decimal, format_price
from professor_lock.betting.offers import leg_name
from professor_lock.betting.prop_stats import parts_of
from professor_lock.betting.record import OPEN, BettingRecord, RecordEntry, betting_record
from professor_lock.betting.settlement import Result
from professor_lock.desk.tickets import WHOLE, LegGrade, Ticket, told_mark
from professor_lock.sources.names.leagues import leagues_by_key
from professor_lock.user import OddsFormat

Status = Literal["all", "pending", "settled", "won", "lost"]

CSV_COLUMNS = (
    "ticket", "placed_at", "origin", "demo", "legs", "picks", "books", "price", "decimal", "stake", "result",
    "returned", "profit", "decided_at", "clv_fair_percent", "entered_by_hand", "why",
)  # fmt: skip
ASK_AFTER = timedelta(hours=72)
"""This long after the start of a leg that no source has settled, the ticket's owner is asked how it ended."""
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""First characters by which a spreadsheet recognises a formula."""


def record_of(tickets: Iterable[Ticket]) -> BettingRecord:
    """The record of the tickets without the demo's, which are never graded."""
    return betting_record(record_entry(ticket) for ticket in tickets if not ticket.demo)


def record_entry(ticket: Ticket) -> RecordEntry:
    """A ticket as a bet of the record. Only straight bets have a closing-line value: a parlay has no single line."""
    settled = ticket.settlement
    leagues = {leg.event.league for leg in ticket.legs}
    straight = len(ticket.legs) == 1
    return RecordEntry(
        stake_cents=ticket.stake_cents,
        result=settled.result,
        payout_cents=settled.payout_cents,
        sport=_sport(leagues),
        market=ticket.legs[0].market.value.replace("_", " ") if straight else "parlay" if leagues else "unknown",
        at=decided_at(ticket) or ticket.placed_at,
        clv=ticket.grades[0].clv_fair if straight and 0 in ticket.grades else None,
    )


def _sport(leagues: set[str]) -> str:
    """The title of the one league; its stored key where it is no longer in LEAGUES."""
    if len(leagues) != 1:
        return "Several sports" if leagues else "Unknown"
    (league,) = leagues
    known = leagues_by_key().get(league)
    return league if known is None else known.title


def decided_at(ticket: Ticket) -> datetime | None:
    """When the ticket's last grade was written; None while the ticket is open."""
    if ticket.settlement.result in OPEN:
        return None
    return max((grade.graded_at for grade in ticket.grades.values() if grade.graded_at), default=None)


def asks_its_owner(ticket: Ticket, now: datetime) -> bool:
    """Whether only the owner can say how the ticket ended.

    So it is where its rows are damaged, the rules leave the result to the book, or it is open ASK_AFTER a leg began.
    """
    if ticket.demo or ticket.settlement.result not in OPEN:
        return False
    if ticket.problem is not None or ticket.settlement.result is Result.ASK_BOOK:
        return True
    waiting = [leg.event.starts_at for n, leg in enumerate(ticket.legs) if n not in ticket.grades]
    return min(waiting, default=now) <= now - ASK_AFTER


def chosen(tickets: Iterable[Ticket], status: Status) -> list[Ticket]:
    """The tickets with this status, in the given order."""
    return [ticket for ticket in tickets if _is(ticket.settlement.result, status)]


def reasons(ticket: Ticket) -> str:
    """Why the graded legs ended as they did, as one line."""
    by_hand, whole = ticket.by_hand, ticket.grades.get(WHOLE)
    told = [by_hand.reason] if by_hand else []
    if ticket.problem is not None:
        return "; ".join([*told, ticket.problem, *([whole.reason] if whole else [])])
    legs = [
        f"{leg_name(leg)}, {game_and_day(leg.event, UTC)}: {_graded(ticket.grades[n])}"
        for n, leg in enumerate(ticket.legs)
        if n in ticket.grades
    ]
    return "; ".join([*told, *([whole.reason] if whole and not legs else []), *legs])


def _graded(grade: LegGrade) -> str:
    """A grade with its reason: the score or figures, their source and time, and the league's rules."""
    return f"{grade.result.value} ({'; '.join(filter(None, (grade.reason, grade.source, grade.rule)))})"


def why_so(ticket: Ticket, now: datetime) -> tuple[str, ...]:
    """For each leg, by which score, source and rules it was graded, or what it waits for once its game has begun.

    Empty for a ticket without such reasons.
    """
    still_open = not ticket.demo and ticket.settlement.result in OPEN
    if ticket.problem is not None:
        return (ticket.problem,) if still_open else tuple([ticket.by_hand.reason] if ticket.by_hand else [])
    said = [_leg_said(ticket, n, leg, now, still_open=still_open) for n, leg in enumerate(ticket.legs)]
    told = ticket.by_hand.reason if ticket.by_hand else None
    whole = ticket.waits.get(WHOLE) if still_open else None
    return tuple(one for one in (told, whole, *said) if one)


def _leg_said(ticket: Ticket, n: int, leg: SlipLeg, now: datetime, *, still_open: bool) -> str | None:
    grade, is_prop = ticket.grades.get(n), leg.market is Market.PLAYER_PROP
    if grade is not None:
        return f"{grade.reason}, {grade.source}. {grade.rule}".rstrip()
    if not still_open:
        return None
    if is_prop and not parts_of(leg.stat or ""):
        return f"{leg.subject}: no source here counts {leg.stat}, so this stays open: your book settles it"
    if leg.event.starts_at > now:
        return None
    if n in ticket.waits:
        return f"Waits: {ticket.waits[n]}"
    return f"{leg.subject}: waits for the final score and the player's figures of the game" if is_prop else None


def tickets_csv(tickets: Iterable[Ticket], odds_format: OddsFormat = "american", *, header: bool = True) -> str:
    """The tickets as CSV with CSV_COLUMNS: money in dollars, prices in the user's format and as exact decimals.

    A spreadsheet takes no cell for a formula.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if header:
        writer.writerow(CSV_COLUMNS)
    for ticket in tickets:
        writer.writerow([safe_cell(value) for value in _cells(ticket, odds_format)])
    return out.getvalue()


def safe_cell(value: str) -> str:
    """The cell, with an apostrophe in front where a spreadsheet would run it as a formula.

    >>> safe_cell("=HYPERLINK(1)"), safe_cell("Lakers -3.5"), safe_cell("-12.50")
    ("'=HYPERLINK(1)", 'Lakers -3.5', '-12.50')
    """
    text = value.replace("\x00", "")
    if text.lstrip().startswith(FORMULA_STARTS) and not _is_number(text):
        return "'" + text
    return text


def _cells(ticket: Ticket, odds_format: OddsFormat) -> list[str]:
    settled = ticket.settlement
    at = decided_at(ticket)
    clv = record_entry(ticket).clv
    return [
        ticket.reference,
        ticket.placed_at.isoformat(timespec="seconds"),
        ticket.origin,
        "DEMO" if ticket.demo else "",
        str(len(ticket.legs)),
        "; ".join(_pick(leg, odds_format) for leg in ticket.legs),
        "; ".join(dict.fromkeys(_book(leg) for leg in ticket.legs)),
        "" if ticket.price is None else format_price(ticket.price, odds_format),
        "" if ticket.price is None else format_decimal(ticket.price),
        _dollars(ticket.stake_cents),
        settled.result.value,
        "" if settled.payout_cents is None else _dollars(settled.payout_cents),
        "" if settled.profit_cents is None else _dollars(settled.profit_cents),
        "" if at is None else at.isoformat(timespec="seconds"),
        "" if clv is None else f"{100 * clv:.2f}",
        "yes" if ticket.by_hand else "",
        reasons(ticket),
    ]


def _pick(leg: SlipLeg, odds_format: OddsFormat) -> str:
    game = game_and_day(leg.event, UTC)
    return f"{leg_name(leg)} {format_price(leg.decimal, odds_format)} ({game}){told_mark(leg)}"


def _book(leg: SlipLeg) -> str:
    return f"{leg.book} (exchange, before commission)" if leg.exchange else leg.book


def _is(result: Result, status: Status) -> bool:
    match status:
        case "pending":
            return result in OPEN
        case "settled":
            return result not in OPEN
        case "won":
            return result in (Result.WON, Result.HALF_WON)
        case "lost":
            return result in (Result.LOST, Result.HALF_LOST)
    return True


def _dollars(cents: int) -> str:
    """Dollars without a sign of currency, for a spreadsheet: "-12.50"."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _is_number(text: str) -> bool:
    """Whether a spreadsheet reads the text as a signed number, as prices and losses are."""
    return text.lstrip("+-").replace(".", "", 1).isdigit() and len(text) - len(text.lstrip("+-")) <= 1
