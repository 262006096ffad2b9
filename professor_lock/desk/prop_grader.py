"""The numbers that player props are graded by: each player's own game log, read once a game is final, within a budget.

What cannot be told for certain waits, and says what for: a player who is not found by just this name, a log that does
not have the game yet, a stat that it does not count. A pass looks at so many logs, those longest not looked at first.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from professor_lock.betting.facts import Absences, EventStatus, GameLog, GameScore, Market
from professor_lock.betting.grading import Stat
from professor_lock.betting.legs import SlipLeg
from professor_lock.betting.prop_figures import Figure, figure_of
from professor_lock.betting.prop_stats import parts_of
from professor_lock.errors import SourceUnavailable
from professor_lock.sources.errors import SourceNotFound
from professor_lock.sources.names.identity import identity
from professor_lock.sources.names.players import Player
from professor_lock.sources.sources import PlayerLogs

logger = logging.getLogger("professor_lock.grading")

MAX_LOGS = 40
"""Players looked up in one batch of tickets."""
AT_ONCE = 4
BUDGET_S = 60.0
"""For all of them; what is not reached is looked at next time."""
LOOK_FOR = timedelta(days=21)
"""After its start a game is looked for in a log so long; by then the season's log may be another's."""
MAX_REMEMBERED = 5000
UNCONFIRMED = Figure(None, "the player's log goes on without the game, the game's own page could not be read yet")

_Wanted = tuple[str, str]
"""A game's id and a player's name."""


@dataclass(frozen=True, slots=True)
class PropFigure:
    """A leg's number, or what it waits for, and the source and the time of it."""

    figure: Figure
    source: str


@dataclass(slots=True)
class Looked:
    """What one batch found: figures by (event id, player, stat), sources that failed, and logs left for next time."""

    figures: dict[tuple[str, str, str], PropFigure] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    left: int = 0

    def of(self, leg: SlipLeg) -> PropFigure | None:
        """The figure of a prop; None for another bet, or what could not be looked at."""
        return self.figures.get((leg.event.id, leg.subject or "", leg.stat or ""))


class PropGrading:
    """Looks up props of games that are final."""

    def __init__(self, logs: PlayerLogs) -> None:
        self._logs = logs
        self._looked_at: dict[_Wanted, datetime] = {}

    async def look_up(self, legs: Iterable[SlipLeg], scores: Mapping[str, GameScore], now: datetime) -> Looked:
        """The figures of the props among these legs."""
        found = Looked()
        wanted: dict[_Wanted, list[SlipLeg]] = {}
        for leg in legs:
            score = scores.get(leg.event.id)
            if leg.market is not Market.PLAYER_PROP or not leg.subject or score is None:
                continue
            if score.event.status is not EventStatus.FINAL:
                continue
            if not parts_of(leg.stat or ""):
                _keep(found, leg, Figure(None, f"no source here counts {leg.stat}"), score.source)
            elif now - leg.event.starts_at > LOOK_FOR:
                _keep(found, leg, Figure(None, "its game was not in the player's log in three weeks"), score.source)
            else:
                wanted.setdefault((leg.event.id, leg.subject), []).append(leg)
        never = datetime.min.replace(tzinfo=now.tzinfo)
        in_turn = sorted(wanted, key=lambda one: self._looked_at.get(one, never))
        found.left = len(in_turn[MAX_LOGS:])
        await self._look_at({one: wanted[one] for one in in_turn[:MAX_LOGS]}, scores, now, found)
        return found

    async def _look_at(
        self, wanted: Mapping[_Wanted, list[SlipLeg]], scores: Mapping[str, GameScore], now: datetime, found: Looked
    ) -> None:
        gate = asyncio.Semaphore(AT_ONCE)

        async def look(one: _Wanted, legs: list[SlipLeg]) -> None:
            async with gate:
                try:
                    await self._one(legs, scores[one[0]], now, found)
                except Exception:  # a bug is logged, and one player's log must not keep the other tickets waiting
                    logger.exception("a player's figures could not be looked up")
                    found.failures.append(f"{one[1]}: the figures could not be looked up")
            self._looked_at[one] = now

        if len(self._looked_at) > MAX_REMEMBERED:
            self._looked_at.clear()
        try:
            async with asyncio.timeout(BUDGET_S), asyncio.TaskGroup() as group:
                for one, legs in wanted.items():
                    group.create_task(look(one, legs))
        except TimeoutError:
            found.left += sum(found.of(legs[0]) is None for legs in wanted.values())

    async def _one(self, legs: list[SlipLeg], score: GameScore, now: datetime, found: Looked) -> None:
        """One player's log of one game, for all bets on it."""
        event, name = legs[0].event, legs[0].subject or ""
        try:
            player, log = await self._logs.after(name, score.event, now, teams=(event.away, event.home))
        except SourceNotFound as error:
            for leg in legs:
                _keep(found, leg, Figure(None, str(error)), score.source)
            return
        except SourceUnavailable as error:
            found.failures.append(str(error))
            return
        figures = [(leg, _certain(figure_of(leg.stat or "", log, score), player, leg, log)) for leg in legs]
        source = f"{log.source} game log, {_at(log.as_of)}"
        for leg, figure in figures:
            _keep(found, leg, figure if figure.listed else UNCONFIRMED, source)
        in_doubt = [(leg, figure) for leg, figure in figures if figure.stat is None or not figure.listed]
        if log.source == score.source and in_doubt:
            absences = await self._absences(score, now, found)
            if absences is not None:
                for leg, figure in in_doubt:
                    _keep(found, leg, *_by_the_page(player, figure, absences, source))

    async def _absences(self, score: GameScore, now: datetime, found: Looked) -> Absences | None:
        """What the log does not tell the game's own page may: who did not play, and who did."""
        try:
            return await self._logs.absences(score.event, now)
        except SourceUnavailable as error:
            found.failures.append(str(error))
            return None


def _by_the_page(player: Player, figure: Figure, absences: Absences, log: str) -> tuple[Figure, str]:
    """The log's figure, corrected by the game's own page, and the source of it.

    A game that was broken off and ended days later can be missing in a log that goes on: who has played in it by the
    page waits for the log.
    """
    page = f"{absences.source} box score, {_at(absences.as_of)}"
    reason = absences.reasons.get(player.id)
    if reason is not None:
        return Figure(Stat(played=False), f"did not play ({reason})" if reason else "did not play"), page
    if figure.idle is not None and player.id in absences.played:
        return Figure(figure.idle, f"{figure.idle_said} in zero counted minutes"), f"{log}; in the game by the {page}"
    if not figure.listed and player.id in absences.played:
        return Figure(None, "the game's page lists the player in it, the player's log does not list the game"), page
    return figure, log


def _certain(figure: Figure, player: Player, leg: SlipLeg, log: GameLog) -> Figure:
    """That a game is missing in a log says nothing unless the player of this name is known to belong to the game."""
    teams = {identity(leg.event.league, team) for team in (leg.event.away, leg.event.home)}
    if figure.listed or identity(leg.event.league, player.team) in teams:
        return figure
    return Figure(None, f"{log.source} lists the player of that name with another team")


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _keep(found: Looked, leg: SlipLeg, figure: Figure, source: str) -> None:
    found.figures[leg.event.id, leg.subject or "", leg.stat or ""] = PropFigure(figure, source)
