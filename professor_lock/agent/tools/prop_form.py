"""How a player has done on a stat of late, beside today's line: from the player's game log, counted by code."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from professor_lock.agent.context import ProfessorLockContext
from professor_lock.betting.facts import GameLog
from professor_lock.betting.props import PropLine
from professor_lock.betting.trends import recent_of_player, stat_names
from professor_lock.errors import ProfessorLockError
from professor_lock.sources.names.leagues import League
from professor_lock.sources.names.questions import figure_named
from professor_lock.widgets.format import clock
from professor_lock.widgets.props import PropForm

LOOK_UP_S = 4.0
"""The longest that the prices wait for the games of the past."""
MAX_PLAYERS = 6
"""Players of a card whose logs are read; each is a request."""
LAST, SHORT_LAST = 10, 5


@dataclass(frozen=True, slots=True)
class Forms:
    """By player and stat; `source` names the logs and when they were read, "" where none was."""

    of: Mapping[tuple[str, str], PropForm]
    source: str = ""


async def forms_of(run: ProfessorLockContext, lines: Sequence[PropLine], league: League) -> Forms:
    """The form of each line whose player has a log with this stat. A log that fails or is late is left out."""
    players = list(dict.fromkeys(line.player for line in lines))[:MAX_PLAYERS]
    logs = dict(zip(players, await asyncio.gather(*(_log(run, name, league) for name in players)), strict=True))
    found = {
        (line.player, line.stat): form
        for line in lines
        if (log := logs.get(line.player)) is not None and (form := form_of(line, log, league)) is not None
    }
    read = [log for log in logs.values() if log is not None]
    if not found:
        return Forms({})
    zone = ZoneInfo(run.user.time_zone)
    return Forms(found, f"{read[0].source}, read {clock(min(log.as_of for log in read), zone, run.now())}")


def form_of(line: PropLine, log: GameLog, league: League) -> PropForm | None:
    """Season average, average of the last five, and Overs of the last ten; None without a game that counts it."""
    stat = figure_named(line.stat, stat_names(log), league.sport.key)
    if stat is None or line.line is None:
        return None
    whole = [game.value for game in recent_of_player(log, stat, len(log.games)).games]
    if not whole:
        return None
    last = recent_of_player(log, stat, LAST)
    decided = [game.value for game in last.games if game.value != line.line]
    return PropForm(
        season=_mean(whole),
        last=_mean(whole[-SHORT_LAST:]),
        last_games=min(SHORT_LAST, len(whole)),
        overs=sum(value > line.line for value in decided),
        decided=len(decided),
    )


async def _log(run: ProfessorLockContext, name: str, league: League) -> GameLog | None:
    try:
        async with asyncio.timeout(LOOK_UP_S):
            _, log = await run.sources.logs.of(name, run.now(), league.key)
    except (TimeoutError, ProfessorLockError):
        return None
    return log


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known)
