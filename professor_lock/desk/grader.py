"""Grades recorded bets by final scores, for `manage.py grade` and in the background; one process at a time.

A bet is decided by the final, official score; a player prop by the player's game log, once the score is final. The
rules are those of `betting.grading`. A grade is written once and names its score or log, so that a second run, or a run
on another machine, changes nothing. Demo tickets are never graded: their games are invented.
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from professor_lock.betting.clv import closing_value
from professor_lock.betting.consensus import DRAW
from professor_lock.betting.facts import Event, GameScore, Market, Quote
from professor_lock.betting.grading import GameResult, Grade, grade
from professor_lock.betting.legs import SlipLeg
from professor_lock.betting.money import format_money
from professor_lock.betting.record import OPEN
from professor_lock.betting.rules import LeagueRules, rules_of
from professor_lock.betting.settlement import Result
from professor_lock.clocks import Now
from professor_lock.db.background import Jobs, Pace
from professor_lock.desk.price_history import PriceHistory
from professor_lock.desk.prop_grader import Looked, PropFigure, PropGrading
from professor_lock.desk.ticket_store import PendingTickets, TicketStore
from professor_lock.desk.tickets import MAX_PAYOUT_CENTS, WHOLE, LegGrade, Ticket
from professor_lock.errors import BadInput, ProfessorLockError, SourceUnavailable
from professor_lock.sources.names.games import NoScore, why_waiting
from professor_lock.sources.sports import SportsData

logger = logging.getLogger("professor_lock.grading")

JOB = "grade"
PACE = Pace(every_s=300.0, first_after_s=20.0)
"""Every 5 minutes; the first pass waits 20 seconds, because a restarted server has more urgent work."""
LEASE_S = 280.0
BATCH = 200
MAX_SAID = 10
OVERTIME = re.compile(r"\b(OT|\dOT|SO|AET|PEN|PENS|extra|overtime|shootout)\b|/\d*OT", re.IGNORECASE)
FAILED = "grading it failed on our side and will be tried again"


@dataclass(slots=True)
class Pass:
    """The result of one pass: numbers of decided tickets, graded legs and waiting tickets, and sources that failed.

    `reasons` has a line for each waiting ticket that says what it waits for.
    """

    decided: int = 0
    legs: int = 0
    waiting: int = 0
    failures: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def __add__(self, other: Pass) -> Pass:
        """The sum of two passes, each over the tickets of one database."""
        return Pass(
            self.decided + other.decided,
            self.legs + other.legs,
            self.waiting + other.waiting,
            self.failures + other.failures,
            self.reasons + other.reasons,
        )

    def __str__(self) -> str:
        said = f"{self.decided} tickets decided, {self.legs} legs graded, {self.waiting} still waiting"
        waiting = list(dict.fromkeys(self.reasons))
        more = f"; and {len(waiting) - MAX_SAID} more" if len(waiting) > MAX_SAID else ""
        said += f"; waiting: {'; '.join(waiting[:MAX_SAID])}{more}" if waiting else ""
        return said + (f"; failed: {'; '.join(dict.fromkeys(self.failures))}" if self.failures else "")


@dataclass(slots=True)
class Found:
    """What was looked up for a batch of tickets: scores by event id, closing quotes, figures of players.

    `missing` says why a game has no score, by event id; `unread` why a league has none, by its key.
    """

    scores: dict[str, GameScore] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    closing: Sequence[Quote] = ()
    props: Looked = field(default_factory=Looked)
    failures: list[str] = field(default_factory=list)


class Grader:
    """Grades the tickets whose games are over. `now` returns the present, aware UTC."""

    def __init__(
        self,
        pending: PendingTickets,
        tickets: TicketStore,
        quotes: PriceHistory,
        sports: SportsData,
        jobs: Jobs,
        *,
        props: PropGrading,
        now: Now,
    ) -> None:
        self._pending = pending
        self._tickets = tickets
        self._quotes = quotes
        self._sports = sports
        self._jobs = jobs
        self._props = props
        self._now = now

    async def run(self) -> Pass | None:
        """One pass over all waiting tickets; None while another process is making one."""
        if not await self._jobs.take(JOB, LEASE_S):
            return None
        done = Pass()
        try:
            seq = 0
            while batch := await self._pending.after(seq, self._now(), limit=BATCH):
                await self._grade_batch(batch, done)
                seq = batch[-1].seq
                if not await self._jobs.take(JOB, LEASE_S):
                    return done  # this pass was so slow that another process took the lease and goes on from here
            await self._quotes.prune(self._now())
        finally:
            await self._jobs.release(JOB)
        return done

    async def background_pass(self) -> str | None:
        """One pass, and its line for the log; None when nothing was graded and nothing failed."""
        done = await self.run()
        return str(done) if done is not None and (done.legs or done.failures) else None

    async def _grade_batch(self, tickets: Sequence[Ticket], done: Pass) -> None:
        """Grade these tickets. A failed batch is tried again ticket by ticket, so that a failure costs one of them."""
        now = self._now()
        sound = [ticket for ticket in tickets if ticket.problem is None]
        for ticket in tickets:
            if ticket.problem is not None:
                await self._trouble(ticket, ticket.problem, done)
        try:
            found = await self._look_up(sound, now)
        except SourceUnavailable:
            raise  # the database is gone: the failure could not be stored either
        except Exception as error:
            if len(sound) > 1:
                logger.warning("a batch of tickets could not be looked up and is graded one by one: %s", error)
                for ticket in sound:
                    await self._grade_batch([ticket], done)
                return
            logger.exception("ticket %s could not be looked up", sound[0].reference)
            await self._trouble(sound[0], FAILED, done)
            return
        done.failures += found.failures
        for ticket in sound:
            await self._grade_ticket(ticket, found, now, done)

    async def _look_up(self, tickets: Sequence[Ticket], now: datetime) -> Found:
        """Look up the scores, closing quotes and players' figures that these tickets need."""
        due = [leg for ticket in tickets for _, leg in _due(ticket, now)]
        by_league: dict[str, dict[str, Event]] = defaultdict(dict)
        for leg in due:
            by_league[leg.event.league][leg.event.id] = leg.event
        found = Found()
        for league, games in by_league.items():
            try:
                looked_up = await self._sports.found_scores(list(games.values()), now)
            except SourceUnavailable as error:
                found.unread[league] = str(error)
            except BadInput as error:
                found.unread[league] = f"{league!r} is no league that is graded here: {error}"
            else:
                found.scores |= {id_: one for id_, one in looked_up.items() if isinstance(one, GameScore)}
                found.missing |= {id_: one.reason for id_, one in looked_up.items() if isinstance(one, NoScore)}
        found.failures += dict.fromkeys(found.unread.values())
        found.closing = await self._quotes.closing({leg.event.id: leg.event for leg in due}.values())
        found.props = await self._props.look_up(due, found.scores, now)
        found.failures += found.props.failures
        return found

    async def _grade_ticket(self, ticket: Ticket, found: Found, now: datetime, done: Pass) -> None:
        """Store the grades of one ticket. A failure is logged, and shown on this ticket only."""
        try:
            grades, waits = judge(ticket, found, now)
            written = await self._tickets.grade(ticket.user_id, ticket.id, grades) if grades else []
            await self._tickets.wait(ticket, waits)
        except SourceUnavailable:
            raise
        except ProfessorLockError as error:
            await self._trouble(ticket, str(error), done)
            return
        except Exception:
            logger.exception("ticket %s could not be graded", ticket.reference)
            await self._trouble(ticket, FAILED, done)
            return
        done.legs += sum(position != WHOLE for position in written)
        done.decided += WHOLE in written
        if WHOLE not in written:
            done.waiting += 1
            done.reasons += [f"#{ticket.reference}: {why}" for why in waits.values()]

    async def _trouble(self, ticket: Ticket, why: str, done: Pass) -> None:
        """Store on a ticket why it could not be graded; log it if storing fails as well."""
        done.waiting += 1
        done.failures.append(f"ticket {ticket.reference}: {why}")
        logger.warning("ticket %s was not graded: %s", ticket.reference, why)
        try:
            await self._tickets.wait(ticket, {WHOLE: why})
        except SourceUnavailable:
            raise
        except Exception:
            logger.exception("ticket %s could not be marked", ticket.reference)


def judge(ticket: Ticket, found: Found, now: datetime) -> tuple[list[LegGrade], dict[int, str]]:
    """The grades that the found scores and figures allow, and why the other legs wait, by position."""
    grades, waits = [], {}
    for position, leg in _due(ticket, now):
        score = found.scores.get(leg.event.id)
        if score is None:
            waits[position] = found.unread.get(leg.event.league) or found.missing.get(leg.event.id, FAILED)
            continue
        prop = found.props.of(leg)
        graded = _grade_leg(position, leg, score, found.closing, prop)
        if isinstance(graded, LegGrade):
            grades.append(graded)
        else:
            waits[position] = graded
    whole = _of_all(ticket, grades)
    return ([*grades, whole] if whole else grades), waits


def _of_all(ticket: Ticket, new: Sequence[LegGrade]) -> LegGrade | None:
    """The grade of the whole ticket once its legs decide it. BadInput for a payout above MAX_PAYOUT_CENTS."""
    settled = ticket.settled_with(dict(ticket.grades) | {one.position: one for one in new})
    if not new or settled.result in OPEN:
        return None
    if settled.payout_cents is not None and settled.payout_cents > MAX_PAYOUT_CENTS:
        raise BadInput(
            f"by its price it returns more than {format_money(MAX_PAYOUT_CENTS)}, which is more than can be recorded"
        )
    reason = "Settled from its legs: pushed and void legs leave the ticket."
    return LegGrade(WHOLE, settled.result, reason, "betting rules", settled.payout_cents)


def _grade_leg(
    position: int, leg: SlipLeg, score: GameScore, closing: Sequence[Quote], prop: PropFigure | None
) -> LegGrade | str:
    """The grade of a leg, or a phrase that says what it waits for."""
    rules = rules_of(leg.event.league)
    result = game_result(score)
    stat = None if prop is None else prop.figure.stat
    three_way = rules.regulation_only or leg.three_way or leg.selection == DRAW
    graded = grade(leg, result, three_way=three_way, regulation=three_way, stat=stat)
    if graded.result is Result.PENDING:
        return _awaited(leg, score, prop, graded)
    by_log = prop if stat is not None else None
    close = closing_value(leg, leg.decimal, leg.book, closing)
    return LegGrade(
        position=position,
        result=graded.result,
        reason=f"{graded.reason if by_log is None else _counted(leg, by_log, graded)} ({score.detail})",
        source=f"{score.source}, {score.as_of:%Y-%m-%d %H:%M} UTC" if by_log is None else by_log.source,
        clv_close=None if close is None else close.close.value,
        clv_fair=None if close is None else close.fair,
        clv_points=None if close is None else close.points,
        rule=rules.said(leg.market, three_way=three_way),
    )


def _awaited(leg: SlipLeg, score: GameScore, prop: PropFigure | None, graded: Grade) -> str:
    if waits := why_waiting(leg.event, score):
        return waits
    if leg.market is Market.PLAYER_PROP:
        return f"{leg.subject}: {prop.figure.said if prop else 'the figures are looked up with the next pass'}"
    return f"{leg.event.name}: {graded.reason}"


def _counted(leg: SlipLeg, prop: PropFigure, graded: Grade) -> str:
    """The sum behind a prop's grade: "LeBron James: 27 points + 8 rebounds = 35 against 34.5"."""
    stat = prop.figure.stat
    assert stat is not None
    if not stat.played:
        return f"{leg.subject} {prop.figure.said}"
    if graded.result is Result.VOID:  # cut short before it was decided
        return graded.reason
    total = f" = {float(stat.value):g}" if " + " in prop.figure.said else ""
    line = "" if leg.line is None else f" against {float(leg.line):g}"
    return f"{leg.subject}: {prop.figure.said}{total}{line}"


def game_result(score: GameScore) -> GameResult:
    """A score as grading needs it. Overtime is read from the period, or else from the source's text."""
    rules = rules_of(score.event.league)
    late = score.period is not None and score.period > rules.periods
    overtime = (late and not rules.nine_innings) or bool(OVERTIME.search(score.detail))
    away, home = _after_regulation(score, rules) if overtime else (None, None)
    return GameResult(
        status=score.event.status,
        read_at=score.as_of,
        away=score.away_score,
        home=score.home_score,
        overtime=overtime,
        away_regulation=away,
        home_regulation=home,
        minutes=_minutes(score, rules),
        innings=score.period or None if rules.nine_innings else None,
        started_at=score.event.starts_at,
    )


def _after_regulation(score: GameScore, rules: LeagueRules) -> tuple[int | None, int | None]:
    """Away and home score after regulation: for soccer by the goals' minutes, otherwise by periods (then level)."""
    if rules.regulation_only:
        return score.away_at_90, score.home_at_90
    if min(len(score.away_periods), len(score.home_periods)) < rules.periods:
        return None, None
    away, home = sum(score.away_periods[: rules.periods]), sum(score.home_periods[: rules.periods])
    return (away, home) if away == home else (None, None)


def _minutes(score: GameScore, rules: LeagueRules) -> int | None:
    """Minutes of regulation time that were played; None where the source does not say."""
    if rules.period_minutes is None or rules.regulation_only or not score.period or score.clock_s is None:
        return None
    if score.period > rules.periods:
        return rules.periods * rules.period_minutes
    return max(0, int(score.period * rules.period_minutes - score.clock_s / 60))


def _due(ticket: Ticket, now: datetime) -> list[tuple[int, SlipLeg]]:
    """(position, leg) of the legs whose games have begun and that are not graded."""
    return [
        (position, leg)
        for position, leg in enumerate(ticket.legs)
        if position not in ticket.grades and leg.event.starts_at <= now and not leg.demo
    ]
