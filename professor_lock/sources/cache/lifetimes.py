"""How long each kind of value may be used from the cache, and how it is serialised for other processes.

In-play data lives for seconds, injuries for minutes, season figures for hours.
"""

from __future__ import annotations

from datetime import timedelta

from professor_lock.betting.facts import (
    Absences,
    Event,
    GameLog,
    GameScore,
    InjuryReport,
    SearchResult,
    StatAnswer,
    Trends,
    Weather,
)
from professor_lock.sources.cache.shared import Codec, Life, SlateCodec
from professor_lock.sources.names.places import Place
from professor_lock.sources.names.players import Player


def _life(fresh_s: float, usable_s: float, last_resort_s: float) -> Life:
    return Life(timedelta(seconds=fresh_s), timedelta(seconds=usable_s), timedelta(seconds=last_resort_s))


ODDS = _life(45, 120, 2 * 3600)
ODDS_IN_PLAY = _life(10, 20, 1800)
PROPS = _life(120, 300, 6 * 3600)
GAMES = _life(300, 900, 6 * 3600)
SCORES = _life(60, 300, 12 * 3600)
SCORES_IN_PLAY = _life(15, 30, 3600)
INJURIES = _life(180, 900, 24 * 3600)
NEWS = _life(300, 1800, 24 * 3600)
SEASON_STATS = _life(3 * 3600, 12 * 3600, 7 * 86400)
GAME_LOGS = _life(1800, 2 * 3600, 2 * 86400)
FORM_LOGS = _life(3 * 3600, 6 * 3600, 2 * 86400)
"""Of players on a card of props, several of whom are read at once: the card says when the oldest was read."""
FINISHED_LOGS = _life(600, 600, 2 * 86400)
"""Of players whose game has just ended: the source may take a while."""
SEARCH = _life(300, 900, 3600)
PLACES = _life(86400, 7 * 86400, 30 * 86400)
FORECASTS = _life(900, 1800, 6 * 3600)

SLATES = SlateCodec()
REPORTS: Codec[InjuryReport] = Codec(InjuryReport)
EVENTS: Codec[tuple[Event, ...]] = Codec(tuple[Event, ...])
SCORE_LISTS: Codec[tuple[GameScore, ...]] = Codec(tuple[GameScore, ...])
HITS: Codec[list[SearchResult]] = Codec(list[SearchResult])
STAT_ANSWERS: Codec[StatAnswer] = Codec(StatAnswer)
TRENDS: Codec[Trends | None] = Codec(Trends | None)
PLAYERS: Codec[Player] = Codec(Player)
LOGS: Codec[GameLog] = Codec(GameLog)
ABSENCES: Codec[Absences] = Codec(Absences)
KNOWN_PLACES: Codec[Place] = Codec(Place)
WEATHER: Codec[Weather] = Codec(Weather)
