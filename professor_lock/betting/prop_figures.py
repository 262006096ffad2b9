"""What a player's game log says of one finished game: the number a prop is graded by, or why there is none yet. Pure.

A log that lacks the game proves nothing by itself: it may not have been brought up to date. It says that the player did
not play only where it goes beyond the game, by a later game it lists, or where it lists the game without figures and
with its final score. Everything else waits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from professor_lock.betting.facts import GameLog, GameScore, PlayerGame
from professor_lock.betting.grading import Stat
from professor_lock.betting.prop_stats import count_of, parts_of

SAME_SEASON = timedelta(days=60)
"""Between two seasons lies more; a log whose next game is later than this may be another season's."""

_SCORE = re.compile(r"(?<!\d)(\d{1,3})-(\d{1,3})(?!\d)")
"""The score in "W 121-118 OT" and "L 3-2 F/10"; other numbers there are not part of it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The number (None: it waits), and in words what was counted, or what it waits for.

    Not `listed`: that the player did not play follows from the game's absence, which only says something if the log is
    that of the right player. `idle` is the number of a game listed with zero minutes, and `idle_said` its words: it
    counts if the player took the floor, which only the game's own page tells.
    """

    stat: Stat | None
    said: str
    listed: bool = True
    idle: Stat | None = None
    idle_said: str = ""


def figure_of(stat: str, log: GameLog, score: GameScore) -> Figure:
    """The player's number in the game of a final score. The game is the log's own by its id, never by a guess.

    The log is from the source of the score, and was read after the game had been found to be final.
    """
    if not parts_of(stat):
        return Figure(None, f"{log.source} game logs do not count {stat}")
    if log.source != score.source:
        return Figure(None, f"{log.source} and {score.source} do not name games alike")
    row = next((game for game in log.games if game.event_id == score.event.id), None)
    if row is None:
        if score.event.id in log.unread:
            return Figure(None, f"{log.source} lists the game in the player's log, but it could not be read")
        if _goes_on(log, score):
            return Figure(Stat(False), "did not play: the log goes on without this game", listed=False)
        return Figure(None, f"{log.source} does not list the game in the player's log yet")
    final = _says_final(row, score)
    if final is False:
        return Figure(None, f"the log of {log.source} does not have the final score yet")
    if not row.played:
        if final or _goes_on(log, score):
            return _idle(stat, row)
        return Figure(None, f"{log.source} has no figures of the game in the player's log yet")
    if final is None and not _goes_on(log, score):
        return Figure(None, f"the log of {log.source} does not show a final score beside the figures yet")
    counted = count_of(stat, row.figures)
    if counted is None:
        return Figure(None, f"{log.source} does not list {stat} in the player's log")
    count, said = counted
    return Figure(Stat(True, count), said)


def _idle(stat: str, row: PlayerGame) -> Figure:
    """A game listed without minutes: with figures beside them the player may have taken the floor all the same."""
    counted = count_of(stat, row.idle_figures) if row.idle_figures else None
    if counted is None:
        return Figure(Stat(False), "did not play")
    count, said = counted
    return Figure(None, "the log lists zero minutes, and the game's page does not say", True, Stat(True, count), said)


def _goes_on(log: GameLog, score: GameScore) -> bool:
    """Whether the log has a later game that the player played, of the same season."""
    begun = score.event.starts_at
    return any(game.played and begun < game.starts_at <= begun + SAME_SEASON for game in log.games)


def _says_final(row: PlayerGame, score: GameScore) -> bool | None:
    """Whether the row shows the final score, whichever team is named first; None when it shows none."""
    found = _SCORE.search(row.outcome)
    if found is None or score.away_score is None or score.home_score is None:
        return None
    return sorted(map(int, found.groups())) == sorted((score.away_score, score.home_score))
