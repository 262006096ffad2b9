"""Grading recorded bets from final scores: `manage.py grade` and a pass in the background, one process at a time.

Only a final, official score decides, and for a player prop the player's own game log once the score is final; the rules
are `betting.grading`'s. Each grade is written once and says by which score or log, so that running this twice, or on
two machines, changes nothing. Demo tickets are never graded: their games were never played.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from professor_lock.betting.clv import closing_value
from professor_lock.betting.facts import GameScore, Quote
from professor_lock.betting.grading import GameResult, Grade, grade
from professor_lock.betting.settlement import Result
from professor_lock.betting.slip import SlipLeg
from professor_lock.db.background import Jobs, Pace
from professor_lock.desk.price_history import QuoteStore
from professor_lock.desk.prop_grader import Looked, PropFigure, PropGrading
from professor_lock.desk.tickets import WHOLE, LegGrade, PendingTickets, Ticket, TicketStore
from professor_lock.errors import ProfessorLockError, SourceUnavailable
from professor_lock.sources.names.leagues import find_league
from professor_lock.sources.sports import SportsData

logger = logging.getLogger("professor_lock.grading")

JOB = "grade"
PACE = Pace(every_s=300.0, first_after_s=20.0)
"""The first pass waits, so that a restart does not begin with work that can wait."""
LEASE_S = 280.0
BATCH = 200
MAX_SAID = 10
OVERTIME = re.compile(r"\b(OT|\dOT|SO|AET|PEN|PENS|extra|overtime|shootout)\b|/\d*OT", re.IGNORECASE)
UNDECIDED = (Result.PENDING, Result.ASK_BOOK)


@dataclass(slots=True)
class Pass:
    """What one pass did: tickets decided, legs graded, tickets that still wait, and which sources failed.

    `props` says what player props of finished games wait for.
    """

    decided: int = 0
    legs: int = 0
    waiting: int = 0
    failures: list[str] = field(default_factory=list)
    props: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = f"{self.decided} tickets decided, {self.legs} legs graded, {self.waiting} still waiting"
        waiting = list(dict.fromkeys(self.props))
        more = f"; and {len(waiting) - MAX_SAID} more" if len(waiting) > MAX_SAID else ""
        said += f"; props waiting: {'; '.join(waiting[:MAX_SAID])}{more}" if waiting else ""
        return said + (f"; failed: {'; '.join(dict.fromkeys(self.failures))}" if self.failures else "")


class Grader:
    """Grades what can be graded. `now` is the present, aware UTC."""

    def __init__(
        self,
        pending: PendingTickets,
        tickets: TicketStore,
        quotes: QuoteStore,
        sports: SportsData,
        jobs: Jobs,
        *,
        props: PropGrading,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._pending = pending
        self._tickets = tickets
        self._quotes = quotes
        self._sports = sports
        self._jobs = jobs
        self._props = props
        self._now = now

    async def run(self) -> Pass | None:
        """One pass over everything that waits; None when another process is at it."""
        if not await self._jobs.take(JOB, LEASE_S):
            return None
        done = Pass()
        try:
            seq = 0
            while batch := await self._pending.after(seq, self._now(), limit=BATCH):
                await self._grade_batch(batch, done)
                seq = batch[-1].seq
                if not await self._jobs.take(JOB, LEASE_S):
                    return done  # so slow that another process has taken over: it goes on from here
            await self._quotes.prune()
        finally:
            await self._jobs.release(JOB)
        return done

    async def background_pass(self) -> str | None:
        """One pass; what to log of it, None when nothing was graded and nothing failed."""
        done = await self.run()
        return str(done) if done is not None and (done.legs or done.failures) else None

    async def _grade_batch(self, tickets: Sequence[Ticket], done: Pass) -> None:
        now = self._now()
        due = [leg for ticket in tickets for _, leg in _due(ticket, now)]
        games = {leg.event.id: leg.event for leg in due}
        try:
            scores = await self._sports.scores_of(list(games.values()), now)
        except SourceUnavailable as error:
            done.failures.append(str(error))
            done.waiting += len(tickets)
            return
        closing = await self._quotes.closing(games.values())
        props = await self._props.look_up(due, scores, now)
        done.failures += props.failures
        done.props += _waiting_props(props)
        for ticket in tickets:
            try:
                grades = grades_for(ticket, scores, closing, now, props)
            except ProfessorLockError as error:  # one ticket that cannot be read must not keep the others waiting
                done.failures.append(f"ticket {ticket.reference}: {error}")
                grades = []
            written = await self._tickets.grade(ticket.user_id, ticket.id, grades) if grades else []
            done.legs += sum(position != WHOLE for position in written)
            done.decided += WHOLE in written
            done.waiting += WHOLE not in written


def grades_for(
    ticket: Ticket,
    scores: dict[str, GameScore],
    closing: Iterable[Quote],
    now: datetime,
    props: Looked | None = None,
) -> list[LegGrade]:
    """The grades these scores and players' numbers allow: of each leg that has begun, and of the ticket they decide."""
    quotes = list(closing)
    new = []
    for position, leg in _due(ticket, now):
        score = scores.get(leg.event.id)
        prop = None if props is None else props.of(leg)
        found = None if score is None else _grade_leg(position, leg, score, quotes, prop)
        if found is not None:
            new.append(found)
    settled = ticket.settled_with(dict(ticket.grades) | {one.position: one for one in new})
    if new and settled.result not in UNDECIDED:
        reason = "Settled from its legs: pushed and void legs leave the ticket."
        new.append(LegGrade(WHOLE, settled.result, reason, "betting rules", settled.payout_cents))
    return new


def _grade_leg(
    position: int, leg: SlipLeg, score: GameScore, closing: Sequence[Quote], prop: PropFigure | None
) -> LegGrade | None:
    league = find_league(leg.event.league)
    result = game_result(score)
    stat = None if prop is None else prop.figure.stat
    graded = grade(leg, result, three_way=league.draws, regulation=league.draws, stat=stat)
    if graded.result is Result.PENDING:
        return None
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
    )


def _counted(leg: SlipLeg, prop: PropFigure, graded: Grade) -> str:
    """As in: "LeBron James: 27 points + 8 rebounds = 35 against 34.5"."""
    stat = prop.figure.stat
    assert stat is not None
    if not stat.played:
        return f"{leg.subject} {prop.figure.said}"
    if graded.result is Result.VOID:  # cut short before it was decided
        return graded.reason
    total = f" = {float(stat.value):g}" if " + " in prop.figure.said else ""
    line = "" if leg.line is None else f" against {float(leg.line):g}"
    return f"{leg.subject}: {prop.figure.said}{total}{line}"


def _waiting_props(props: Looked) -> list[str]:
    said = [
        f"{player}: {found.figure.said}" for (_, player, _), found in props.figures.items() if found.figure.stat is None
    ]
    return [*said, *([f"{props.left} players are looked up next time"] if props.left else [])]


def game_result(score: GameScore) -> GameResult:
    """A score as grading reads it. Overtime is only in the source's words; then the regulation score is not known."""
    return GameResult(
        status=score.event.status,
        read_at=score.as_of,
        away=score.away_score,
        home=score.home_score,
        overtime=bool(OVERTIME.search(score.detail)),
        started_at=score.event.starts_at,
    )


def _due(ticket: Ticket, now: datetime) -> list[tuple[int, SlipLeg]]:
    """The legs that have begun and are not graded."""
    return [
        (position, leg)
        for position, leg in enumerate(ticket.legs)
        if position not in ticket.grades and leg.event.starts_at <= now and not leg.demo
    ]
