"""ESPN's scoreboard read as games and scores. Pure: no network, no clock.

Its quirks, all met in real answers: scores are text and "0" before the start; a postponed game has state "post"
without being completed; overtime is only in the detail text; `odds` may be absent, empty or `[null]`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from professor_lock.betting.facts import Event, EventStatus, GameScore, SeasonKind
from professor_lock.sources.reading import (
    UNREADABLE_SHARE,
    Json,
    Unreadable,
    count,
    mapping,
    moment,
    optional_text,
    sequence,
    text,
)

NORMAL_TIME_MIN = 90
RANKED_TEAMS = 25
_MINUTE = re.compile(r"(\d{1,3})'", re.ASCII)

_KINDS = {1: SeasonKind.PRESEASON, 2: SeasonKind.REGULAR, 3: SeasonKind.POSTSEASON, 5: SeasonKind.POSTSEASON}
_OFF = ("POSTPONED", "CANCELED", "CANCELLED", "ABANDONED", "FORFEIT")


@dataclass(frozen=True, slots=True)
class Game:
    """A game with its score and the part of the answer that holds its odds."""

    score: GameScore
    competition: Mapping[str, Json]

    @property
    def event(self) -> Event:
        return self.score.event


def read_scoreboard(body: Json, league: str, *, source: str, link: str, now: datetime) -> list[Game]:
    """The games by start. Unreadable when it is no scoreboard, or most of its games cannot be read."""
    entries = sequence(mapping(body, "the answer").get("events"), "events")
    games: dict[str, Game] = {}
    unreadable = 0
    for entry in entries:
        try:
            game = _game(entry, league, source, link, now)
        except Unreadable:
            unreadable += 1
        else:
            games.setdefault(game.event.id, game)
    if unreadable > UNREADABLE_SHARE * len(entries):
        raise Unreadable("most games are not what they should be")
    return sorted(games.values(), key=lambda game: (game.event.starts_at, game.event.id))


def status_of(status: Json) -> EventStatus:
    """Where the game stands: `completed` decides the end, the name tells those that are off, state the rest.

    Suspended and delayed games count as live: begun, not over, not open to bets.
    """
    kind = mapping(mapping(status, "status").get("type"), "status type")
    name = str(kind.get("name") or "").upper()
    if any(word in name for word in _OFF):
        return EventStatus.POSTPONED if "POSTPONED" in name else EventStatus.CANCELED
    if kind.get("completed") is True:
        return EventStatus.FINAL
    state = kind.get("state")
    if state not in ("pre", "in", "post"):
        raise Unreadable("a game is in no known state")
    return EventStatus.SCHEDULED if state == "pre" else EventStatus.LIVE


def score_at_90(competition: Mapping[str, Json], away: Mapping[str, Json], home: Mapping[str, Json]) -> dict[str, int]:
    """A soccer score after 90 minutes with stoppage time, by side, from the minutes of the goals.

    Empty unless the goals listed add up to the final score: then some are missing, or an own goal is booked in a way
    that is not known here. Penalties of a shootout are no goals.
    """
    goals = [one for one in _mappings(competition.get("details")) if one.get("scoringPlay") is True]
    goals = [one for one in goals if one.get("shootout") is not True]
    sides = {_id_of(away): "away", _id_of(home): "home"}
    final = {"away": count(away.get("score")), "home": count(home.get("score"))}
    for own_goals_are_the_scorers in (False, True):
        all_of, by_90 = {"away": 0, "home": 0}, {"away": 0, "home": 0}
        for goal in goals:
            side, minute = sides.get(_id_of(goal)), _minute(goal)
            if side is None or minute is None:
                return {}
            if own_goals_are_the_scorers and goal.get("ownGoal") is True:
                side = "home" if side == "away" else "away"
            all_of[side] += 1
            by_90[side] += minute <= NORMAL_TIME_MIN
        if all_of == final:
            return by_90
    return {}


def _minute(goal: Mapping[str, Json]) -> int | None:
    """The minute of a goal: 90 for "90'+5'", 108 for "108'"."""
    clock = goal.get("clock")
    shown = clock.get("displayValue") if isinstance(clock, dict) else None
    found = _MINUTE.match(shown) if isinstance(shown, str) else None
    return int(found[1]) if found else None


def _id_of(part: Mapping[str, Json]) -> str | None:
    team = part.get("team")
    return optional_text(team.get("id")) if isinstance(team, dict) else None


def _mappings(value: Json) -> list[Mapping[str, Json]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _periods(side: Mapping[str, Json]) -> tuple[int, ...]:
    """What a side scored in each period; empty unless all of them are whole numbers."""
    values = [one.get("value") for one in _mappings(side.get("linescores"))]
    whole = [int(value) for value in values if isinstance(value, int | float) and value == int(value)]
    return tuple(whole) if len(whole) == len(values) else ()


def _whole(status: Json, key: str) -> int | None:
    value = status.get(key) if isinstance(status, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _clock(status: Json) -> float | None:
    value = status.get("clock") if isinstance(status, dict) else None
    usable = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if usable and isinstance(value, int | float) else None


def _game(entry: Json, league: str, source: str, link: str, now: datetime) -> Game:
    event = mapping(entry, "a game")
    competition = mapping(next(iter(sequence(event.get("competitions"), "competitions")), None), "competition")
    sides = {
        str(side.get("homeAway")): side
        for side in (mapping(item, "a side") for item in sequence(competition.get("competitors"), "competitors"))
    }
    away, home = mapping(sides.get("away"), "away side"), mapping(sides.get("home"), "home side")
    status = competition.get("status") or event.get("status")
    standing = status_of(status)
    began = standing in (EventStatus.LIVE, EventStatus.FINAL)
    detail = mapping(mapping(status, "status").get("type"), "status type")
    game = Event(
        id=text(event.get("id"), "id"),
        league=league,
        away=_team(away),
        home=_team(home),
        starts_at=moment(competition.get("date") or event.get("date"), "start"),
        status=standing,
        source=source,
    )
    at_90 = score_at_90(competition, away, home) if standing is EventStatus.FINAL else {}
    score = GameScore(
        event=game,
        away_score=count(away.get("score")) if began else None,
        home_score=count(home.get("score")) if began else None,
        detail=optional_text(detail.get("shortDetail")) or optional_text(detail.get("detail")) or standing.value,
        source=source,
        as_of=now,
        link=link,
        kind=_kind(event.get("season")),
        period=_whole(status, "period"),
        clock_s=_clock(status),
        away_periods=_periods(away) if began else (),
        home_periods=_periods(home) if began else (),
        away_at_90=at_90.get("away"),
        home_at_90=at_90.get("home"),
        away_rank=_rank(away),
        home_rank=_rank(home),
        neutral=competition.get("neutralSite") is True,
        away_shootout=count(away.get("shootoutScore")) if began else None,
        home_shootout=count(home.get("shootoutScore")) if began else None,
    )
    return Game(score, competition)


def _kind(season: Json) -> SeasonKind | None:
    """The part of the season by its number; a play-in game is no regular one. None where it is not said."""
    number = season.get("type") if isinstance(season, dict) else None
    return _KINDS.get(number) if isinstance(number, int) else None


def _rank(side: Mapping[str, Json]) -> int | None:
    """The side's place among the ranked teams; ESPN writes 99 (and sometimes 0) for a team that has none."""
    ranked = side.get("curatedRank")
    place = count(ranked.get("current")) if isinstance(ranked, dict) else None
    return place if place is not None and 1 <= place <= RANKED_TEAMS else None


def _team(side: Mapping[str, Json]) -> str:
    return text(mapping(side.get("team"), "a team").get("displayName"), "a team's name")
