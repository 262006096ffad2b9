"""From tickets to a record: which count, what each is called, and the same as a CSV file."""

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
from professor_lock.betting.record import OPEN, Ledger, LedgerBet, keep_ledger
from professor_lock.betting.settlement import Result
from professor_lock.desk.tickets import WHOLE, LegGrade, Ticket, told_mark
from professor_lock.person import OddsFormat
from professor_lock.sources.names.leagues import leagues_by_key

Status = Literal["all", "pending", "settled", "won", "lost"]

CSV_COLUMNS = (
    "ticket", "placed_at", "origin", "demo", "legs", "picks", "books", "price", "decimal", "stake", "result",
    "returned", "profit", "decided_at", "clv_fair_percent", "entered_by_hand", "why",
)  # fmt: skip
ASK_AFTER = timedelta(hours=72)
"""After the start of a leg that no source has settled, its owner is asked how the ticket ended."""
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""


def ledger_of(tickets: Iterable[Ticket]) -> Ledger:
    """The record of real tickets. Demo tickets are never graded and count nowhere."""
    return keep_ledger(ledger_bet(ticket) for ticket in tickets if not ticket.demo)


def ledger_bet(ticket: Ticket) -> LedgerBet:
    """A ticket as a bet of the record. Closing-line value is of straight bets: a parlay has no one line."""
    settled = ticket.settlement
    leagues = {leg.event.league for leg in ticket.legs}
    straight = len(ticket.legs) == 1
    return LedgerBet(
        stake_cents=ticket.stake_cents,
        result=settled.result,
        payout_cents=settled.payout_cents,
        sport=_sport(leagues),
        market=ticket.legs[0].market.value.replace("_", " ") if straight else "parlay" if leagues else "unknown",
        at=decided_at(ticket) or ticket.placed_at,
        clv=ticket.grades[0].clv_fair if straight and 0 in ticket.grades else None,
    )


def _sport(leagues: set[str]) -> str:
    """The title of the one league; its stored name where that is not one of ours (any more)."""
    if len(leagues) != 1:
        return "Several sports" if leagues else "Unknown"
    (league,) = leagues
    known = leagues_by_key().get(league)
    return league if known is None else known.title


def decided_at(ticket: Ticket) -> datetime | None:
    """When its last grade was written; None while it is open."""
    if ticket.settlement.result in OPEN:
        return None
    return max((grade.graded_at for grade in ticket.grades.values() if grade.graded_at), default=None)


def asks_its_owner(ticket: Ticket, now: datetime) -> bool:
    """Whether only its owner can say how it ended: damaged, left to the book, or open 72 hours after a leg began."""
    if ticket.demo or ticket.settlement.result not in OPEN:
        return False
    if ticket.problem is not None or ticket.settlement.result is Result.ASK_BOOK:
        return True
    waiting = [leg.event.starts_at for n, leg in enumerate(ticket.legs) if n not in ticket.grades]
    return min(waiting, default=now) <= now - ASK_AFTER


def chosen(tickets: Iterable[Ticket], status: Status) -> list[Ticket]:
    """The tickets of one status, in their order."""
    return [ticket for ticket in tickets if _is(ticket.settlement.result, status)]


def reasons(ticket: Ticket) -> str:
    """Why it ended as it did, leg by leg, as far as it has."""
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
    """A grade and what it rests on: the score or figures, their source and time, the league's rules."""
    return f"{grade.result.value} ({'; '.join(filter(None, (grade.reason, grade.source, grade.rule)))})"


def why_so(ticket: Ticket, now: datetime) -> tuple[str, ...]:
    """What its legs were graded by, whose word and when, by which rules; what each open leg of a begun game waits for.

    Empty for a ticket of which there is nothing to say beyond its result.
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
    """The tickets as CSV, oldest columns first, money in dollars, prices as the user reads them and exact as decimals.
    No cell can be taken for a formula.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if header:
        writer.writerow(CSV_COLUMNS)
    for ticket in tickets:
        writer.writerow([safe_cell(value) for value in _cells(ticket, odds_format)])
    return out.getvalue()


def safe_cell(value: str) -> str:
    """A cell that a spreadsheet shows and does not run: an apostrophe before what looks like a formula.

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
    clv = ledger_bet(ticket).clv
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
    """Plain dollars for a spreadsheet: "-12.50"."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _is_number(text: str) -> bool:
    """A plain signed number, as prices and losses are: a spreadsheet reads it as one."""
    return text.lstrip("+-").replace(".", "", 1).isdigit() and len(text) - len(text.lstrip("+-")) <= 1
