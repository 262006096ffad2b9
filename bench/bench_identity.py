"""How many games that two sources name differently are joined, and which are not; a wrong join is an error.

The pairs of names are those of `PP_CAPTURES` (college teams of two sources, games on neutral ground among them, and
soccer clubs). Every pair is looked for among all games of its league at the same start, so that each of the others is
a chance to join wrongly.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.row import Row
from professor_lock.betting.facts import Event, EventStatus, GameScore
from professor_lock.sources.names.games import NoScore, find_score
from professor_lock.sources.names.identity import same_team
from professor_lock.sources.names.teams import teams_of

START = datetime(2025, 12, 6, 20, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Pair:
    """One game under the names of two sources, (away, home) each."""

    league: str
    ours: tuple[str, str]
    theirs: tuple[str, str]


async def run(short: bool) -> list[Row]:
    """One row: the share of games joined; ValueError for a game that was joined to another."""
    folder = os.environ.get("PP_CAPTURES")
    if not folder:  # nothing to measure
        return [Row("games joined", 0, 0, "games", "set PP_CAPTURES to a folder of captures")]
    pairs = captured_pairs(Path(folder))
    missing, wrong = judge(pairs)
    for pair in missing:
        print(f"not joined: {' @ '.join(pair.ours)} with {' @ '.join(pair.theirs)} ({pair.league})")
    if wrong:
        raise ValueError(f"joined wrongly: {wrong}")
    alone = [pair for pair in pairs if not _by_names_alone(pair)]
    for pair in alone:
        print(f"joined by the pair, not by both names: {' @ '.join(pair.ours)} with {' @ '.join(pair.theirs)}")
    note = f"{len(pairs)} games of two sources, 0 joined wrongly"
    return [
        Row("games joined", len(pairs) - len(missing), len(pairs), "games", note, at_least=1.0),
        Row("games whose two names are enough", len(pairs) - len(alone), len(pairs), "games", "the rest by the pair"),
    ]


def judge(pairs: Iterable[Pair]) -> tuple[list[Pair], list[Pair]]:
    """The pairs that find no game, and those that find another's, each among all games of its league at one start."""
    pairs = list(pairs)
    scores = [_score(pair, number) for number, pair in enumerate(pairs)]
    missing, wrong = [], []
    for number, pair in enumerate(pairs):
        bet = Event(f"bet {number}", pair.league, *pair.ours, START, EventStatus.SCHEDULED, "one source")
        listed = [score for score, other in zip(scores, pairs, strict=True) if other.league == pair.league]
        found = find_score(bet, listed)
        if isinstance(found, NoScore):
            missing.append(pair)
        elif found.event.id != str(number):
            wrong.append(pair)
    return missing, wrong


def captured_pairs(captures: Path) -> list[Pair]:
    """Every team of the captured pairs of names in one game, and the captured games on neutral ground."""
    college = json.loads((captures / "oddsapi/ncaab_team_names_2025.json").read_text())
    soccer = json.loads((captures / "oddsapi/soccer_team_names_2026.json").read_text())
    teams = [("ncaab", team["odds_api"], team["espn"]) for team in college["same_team"]]
    teams += [(team["league"], team["odds_api"], team["espn"]) for team in soccer]
    free = {league: _others(league, [name for _, *names in teams for name in names]) for league, _, _ in teams}
    pairs = [
        Pair(league, (ours, opponent), (theirs, opponent))
        for league, ours, theirs in teams
        for opponent in [free[league].pop()]
    ]
    for game in college["same_game_neutral_site"]:
        ours, theirs = game["odds_api"], game["espn"]
        pairs.append(Pair("ncaab", (ours["away"], ours["home"]), (theirs["away"], theirs["home"])))
    return pairs


def _by_names_alone(pair: Pair) -> bool:
    crossed = pair.theirs[::-1]
    return any(
        all(same_team(pair.league, mine, their) is True for mine, their in zip(pair.ours, theirs, strict=True))
        for theirs in (pair.theirs, crossed)
    )


def _others(league: str, taken: list[str]) -> list[str]:
    return [team.name for team in teams_of(league) if team.name not in taken]


def _score(pair: Pair, number: int) -> GameScore:
    event = Event(str(number), pair.league, *pair.theirs, START, EventStatus.FINAL, "another source")
    return GameScore(event, 70, 60, "Final", "another source", START)
