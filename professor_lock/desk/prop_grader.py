"""Looks up the figures that player props are graded by, in players' game logs, once a game is final.

A leg waits, with the reason, where the figure is uncertain: the player is not found by exactly this name, the log does
not have the game yet, or it does not have the stat. One pass reads a limited number of logs, the longest unread first.
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
"""The most players looked up for one batch of tickets."""
AT_ONCE = 4
BUDGET_S = 60.0
"""Seconds for all logs of a batch; those not reached are read in the next pass."""
LOOK_FOR = timedelta(days=21)
"""For this long after its start a game is looked for in a log; later the log may be that of another season."""
MAX_REMEMBERED = 5000
UNCONFIRMED = Figure(None, "the player's log goes on without the game, the game's own page could not be read yet")

_Wanted = tuple[str, str]
"""A game's id and a player's name."""


@dataclass(frozen=True, slots=True)
class PropFigure:
    """The figure of a leg, or what it waits for; `source` names source and time."""

    figure: Figure
    source: str


@dataclass(slots=True)
class Looked:
    """The result of one batch: figures by (event id, player, stat), failed sources, and how many logs were not read."""

    figures: dict[tuple[str, str, str], PropFigure] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    left: int = 0

    def of(self, leg: SlipLeg) -> PropFigure | None:
        """The figure of a prop; None for another bet, and for a prop that was not looked up."""
        return self.figures.get((leg.event.id, leg.subject or "", leg.stat or ""))


class PropGrading:
    """Looks up the figures of player props of final games."""

    def __init__(self, logs: PlayerLogs) -> None:
        self._logs = logs
        self._looked_at: dict[_Wanted, datetime] = {}

    async def look_up(self, legs: Iterable[SlipLeg], scores: Mapping[str, GameScore], now: datetime) -> Looked:
        """Look up the figures of the props among these legs; `scores` are by event id."""
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
                except Exception:  # a bug is logged; one player's log must not keep other tickets from being graded
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
        """Look up one player's figures in one game, for all legs on them."""
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
        """Who played in the game and who did not, by the game's own page; None when it cannot be read."""
        try:
            return await self._logs.absences(score.event, now)
        except SourceUnavailable as error:
            found.failures.append(str(error))
            return None


def _by_the_page(player: Player, figure: Figure, absences: Absences, log: str) -> tuple[Figure, str]:
    """The log's figure, corrected by the game's own page, and the source of the result.

    A suspended game that ended days later can be missing in a log that has later games: a player who played in it by
    the page waits for the log.
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
    """The figure, unless it says that the game is missing in the log of a player who may not belong to the game."""
    teams = {identity(leg.event.league, team) for team in (leg.event.away, leg.event.home)}
    if figure.listed or identity(leg.event.league, player.team) in teams:
        return figure
    return Figure(None, f"{log.source} lists the player of that name with another team")


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _keep(found: Looked, leg: SlipLeg, figure: Figure, source: str) -> None:
    found.figures[leg.event.id, leg.subject or "", leg.stat or ""] = PropFigure(figure, source)
