"""A player's recent figures on a stat, to show beside today's line. Code counts them in the player's game log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from professor_lock.agent.context import ProfessorLockContext
from professor_lock.betting.facts import GameLog, Slate
from professor_lock.betting.props import PropLine
from professor_lock.betting.trends import recent_of_player, stat_names
from professor_lock.sources.names.leagues import League
from professor_lock.sources.names.questions import figure_named
from professor_lock.widgets.format import clock, source_name
from professor_lock.widgets.props import MAX_LINES
from professor_lock.widgets.props_text import PropForm, PropForms

MAX_PLAYERS = 5
"""The most players of a card whose logs are read, in the card's order; each takes two requests."""
LAST, SHORT_LAST = 10, 5


async def forms_of(run: ProfessorLockContext, lines: Sequence[PropLine], slate: Slate, league: League) -> PropForms:
    """The form of each line whose player has a log with the stat, and for the other players why there is none."""
    players = list(dict.fromkeys(line.player for line in lines[:MAX_LINES]))
    teams = [team for event in slate.events for team in (event.away, event.home)]
    read = await run.sources.logs.recent.of(players[:MAX_PLAYERS], league, teams, run.now())
    found = {
        (line.player, line.stat): form
        for line in lines
        if (log := read.logs.get(line.player)) is not None and (form := form_of(line, log, league)) is not None
    }
    notes = [f"Form not loaded: {reason}" for reason in dict.fromkeys(read.failed.values())]
    notes += dict.fromkeys(log.note for log in read.logs.values() if log.note and not log.demo)
    if len(players) > MAX_PLAYERS and (found or read.failed):
        notes.append(f"Form is read of the first {MAX_PLAYERS} players of a card.")
    source = ""
    if found:
        logs = [read.logs[player] for player, _ in found]
        words = run.user.words
        read_at = clock(min(log.as_of for log in logs), ZoneInfo(run.user.time_zone), run.now(), words)
        source = words("props.form_read", source=source_name(logs[0].source, words), time=read_at)
    return PropForms(found, source, frozenset(read.failed), tuple(notes))


def form_of(line: PropLine, log: GameLog, league: League) -> PropForm | None:
    """Season average, average of the last five games, and Overs of the last ten; None without a game with the stat."""
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


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known)
