"""How a bet ended, from a final and official score: total (every bet gets a result) and exclusive (exactly one).

Only a final score decides. Scheduled, live, suspended and postponed games are pending (0-0 is not a result) until their
window has passed, then void; canceled is void. Overtime counts unless the market is one of regulation time. The line
belongs to the selected side. What differs by league (`betting.rules`) is stated with each grade, and that books differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from professor_lock.betting.facts import Event, EventStatus, Market
from professor_lock.betting.rules import POSTPONED_H, rules_of
from professor_lock.betting.scores import Wager
from professor_lock.betting.settlement import Result
from professor_lock.errors import BadInput

FIVE_INNINGS = 5
_WEEK_ENDS = (3, 8)
"""Thursday 08:00 UTC, when Wednesday ends on the Pacific coast: the week runs from Thursday to Wednesday."""
_QUARTER = Fraction(1, 4)


@dataclass(frozen=True, slots=True)
class GameResult:
    """A game's score as a source gave it at `read_at`. Scores are None before there is one.

    `away` and `home` include overtime and a shootout's one goal; the regulation scores are those after normal time,
    needed only where `overtime` is true. `minutes` and `innings` are how long was played and `started_at` the real
    start, where the source says; None means all of it, and on time.
    """

    status: EventStatus
    read_at: datetime
    away: int | None = None
    home: int | None = None
    overtime: bool = False
    away_regulation: int | None = None
    home_regulation: int | None = None
    minutes: int | None = None
    innings: int | None = None
    started_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stat:
    """What a player did. `played` is any court time at all; zero points are a zero."""

    played: bool
    value: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Grade:
    """A result and, in words for a bettor, why."""

    result: Result
    reason: str


def grade(
    bet: Wager, result: GameResult, *, three_way: bool = False, regulation: bool = False, stat: Stat | None = None
) -> Grade:
    """The grade of one leg.

    `three_way`: the moneyline had a draw to bet on, so a draw loses for both teams (soccer); else a tie is a push.
    `regulation`: the market counts normal time only, as every soccer market of ours does. `stat`: a player prop's
    number; without it a prop of a final game is pending. BadInput for a selection that is no side of the market.
    """
    _require_sides(bet)
    undecided = _not_final(bet.event, result)
    if undecided:
        return _decided_before(bet, result, undecided) or undecided
    scores = _scores(result, regulation)
    if scores is None:
        return Grade(Result.PENDING, "The score after normal time is not known yet.")
    short = _cut_short(bet, result)
    if bet.market is Market.PLAYER_PROP:
        if regulation and result.overtime:
            return Grade(
                Result.PENDING, "It went to extra time, and the player's numbers are not told apart by 90 minutes."
            )
        return _prop(bet, stat, short)
    away, home = scores
    if bet.market in (Market.TOTAL, Market.TEAM_TOTAL):
        return _counted(bet, Fraction(_count(bet, away, home)), short)
    if short:
        return Grade(Result.VOID, short)
    said = f"{bet.event.away} {away}, {bet.event.home} {home}"
    if regulation and result.overtime:
        said += " after 90 minutes" if rules_of(bet.event.league).regulation_only else " after regulation time"
    if bet.market is Market.SPREAD:
        ahead = away - home if bet.selection == bet.event.away else home - away
        return Grade(_against_line(ahead + _line(bet)), said)
    return Grade(_moneyline(bet, home - away, three_way), said)


def void_after(event: Event) -> datetime:
    """When a game that was not played becomes void: 48 hours after its scheduled start, in the NFL the end of the week.

    The NFL's week ends as Wednesday does on the Pacific coast.
    """
    if not rules_of(event.league).by_week:
        return event.starts_at + timedelta(hours=POSTPONED_H)
    weekday, hour = _WEEK_ENDS
    days = (weekday - event.starts_at.weekday()) % 7
    end = event.starts_at.replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta(days=days)
    return end if end > event.starts_at else end + timedelta(days=7)


def over_line(milestone: str) -> Fraction:
    """The line of an "N or more" bet: 20+ is over 19.5.

    >>> over_line("20+")
    Fraction(39, 2)
    """
    match = re.fullmatch(r"\s*(\d{1,4})\s*\+\s*", milestone, re.ASCII)
    if match is None or int(match[1]) == 0:
        raise BadInput(f"{milestone!r} is not a milestone: write it like 20+.", field="line")
    return int(match[1]) - Fraction(1, 2)


def _require_sides(bet: Wager) -> None:
    teams = (bet.event.away, bet.event.home)
    if bet.market is Market.MONEYLINE:
        sides: tuple[str, ...] = (*teams, "Draw")
    else:
        sides = teams if bet.market is Market.SPREAD else ("Over", "Under")
        _line(bet)
    if bet.selection not in sides:
        raise BadInput(f"{bet.selection!r} is no side of this {bet.market.value}.", field="selection")
    if bet.market is Market.TEAM_TOTAL and bet.subject not in teams:
        raise BadInput(f"{bet.subject!r} does not play in {bet.event.name}.", field="subject")


def _not_final(event: Event, result: GameResult) -> Grade | None:
    if result.status is EventStatus.CANCELED:
        return Grade(Result.VOID, "The game was canceled.")
    played_at = result.read_at if result.status is not EventStatus.FINAL else result.started_at or event.starts_at
    if played_at > void_after(event):
        return Grade(Result.VOID, "The game was not played within its window. Books differ: check your book's rule.")
    return None if result.status is EventStatus.FINAL else Grade(Result.PENDING, f"The game is {result.status.value}.")


def _decided_before(bet: Wager, result: GameResult, undecided: Grade) -> Grade | None:
    """A total that a suspended game had already gone over when its window passed: a count only grows."""
    suspended = undecided.result is Result.VOID and result.status is EventStatus.LIVE
    if not suspended or bet.market not in (Market.TOTAL, Market.TEAM_TOTAL):
        return None
    if rules_of(bet.event.league).regulation_only or result.away is None or result.home is None:
        return None
    graded = _counted(bet, Fraction(_count(bet, result.away, result.home)), undecided.reason)
    return None if graded.result is Result.VOID else graded


def _count(bet: Wager, away: int, home: int) -> int:
    """What a total counts: of both teams, or of the one it is of."""
    if bet.market is Market.TOTAL:
        return away + home
    return away if bet.subject == bet.event.away else home


def _scores(result: GameResult, regulation: bool) -> tuple[int, int] | None:
    if regulation and result.overtime:
        away, home = result.away_regulation, result.home_regulation
    else:
        away, home = result.away, result.home
    return None if away is None or home is None else (away, home)


def _cut_short(bet: Wager, result: GameResult) -> str | None:
    rules = rules_of(bet.event.league)
    if rules.nine_innings:
        return None if result.innings is None else _called_early(bet, result.innings, rules.periods)
    needed = rules.minimum_minutes
    if needed is None or result.minutes is None or result.minutes >= needed:
        return None
    return f"Only {result.minutes} of the {needed} minutes needed were played."


def _called_early(bet: Wager, innings: int, full: int) -> str | None:
    """Baseball: a moneyline stands once a game is official, lines and counts need all of it."""
    needed = FIVE_INNINGS if bet.market is Market.MONEYLINE else full
    return None if innings >= needed else f"Only {innings} of the {needed} innings needed were played."


def _moneyline(bet: Wager, margin: int, three_way: bool) -> Result:
    if bet.selection == "Draw":
        return Result.WON if margin == 0 else Result.LOST
    if margin == 0:
        return Result.LOST if three_way else Result.PUSH
    return Result.WON if (margin > 0) is (bet.selection == bet.event.home) else Result.LOST


def _prop(bet: Wager, stat: Stat | None, short: str | None) -> Grade:
    if stat is None:
        return Grade(Result.PENDING, "The player's numbers are not known yet.")
    if not stat.played:
        return Grade(Result.VOID, "The player did not play.")
    return _counted(bet, stat.value, short)


def _counted(bet: Wager, count: Fraction, short: str | None) -> Grade:
    """Over and under, by a count that only grows: in a game cut short what is past the line already stays decided."""
    line = _line(bet)
    if short and count <= line + _QUARTER:
        return Grade(Result.VOID, short)
    above = count - line
    return Grade(
        _against_line(above if bet.selection == "Over" else -above), f"{float(count):g} against {float(line):g}"
    )


def _against_line(margin: Fraction) -> Result:
    """Above the line won, on it push, below it lost. A quarter line is two half bets, one on each side of it.

    >>> _against_line(Fraction(1, 4)), _against_line(Fraction(-1, 4)), _against_line(Fraction(3, 4))
    (<Result.HALF_WON: 'half_won'>, <Result.HALF_LOST: 'half_lost'>, <Result.WON: 'won'>)
    """
    if margin == _QUARTER:
        return Result.HALF_WON
    if margin == -_QUARTER:
        return Result.HALF_LOST
    return Result.PUSH if margin == 0 else Result.WON if margin > 0 else Result.LOST


def _line(bet: Wager) -> Fraction:
    if bet.line is None:
        raise BadInput(f"A {bet.market.value} has a line.", field="line")
    return bet.line
