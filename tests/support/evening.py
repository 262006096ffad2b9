"""An invented NBA evening for the betting desk's tests: three games, four books, prices to check by hand.

`Evening` is The Odds API and ESPN at once: a test moves a price, or ends a game, between two steps.
"""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Self

from tests.fakes.odds_api import FIXTURES, FakeOddsApi
from tests.fakes.web import FakeWeb, Reply, Seen

GAMES = (
    ("ev1lakers", "Golden State Warriors", "Los Angeles Lakers", 60),
    ("ev2suns", "Los Angeles Clippers", "Phoenix Suns", 90),
    ("ev3celtics", "Boston Celtics", "New York Knicks", 120),
)
"""Id, visitors, home team, minutes until it starts."""

PRICES: dict[str, dict[str, dict[str, tuple[float | None, int, int]]]] = {
    "ev1lakers": {
        "FanDuel": {"h2h": (None, 126, -150), "spreads": (3.5, -108, -112), "totals": (228.5, -110, -110)},
        "DraftKings": {"h2h": (None, 130, -155), "spreads": (3.5, -105, -115), "totals": (228.5, -108, -112)},
        "BetMGM": {"h2h": (None, 125, -150), "spreads": (4.0, -110, -110), "totals": (229.5, -110, -110)},
        "Caesars": {"h2h": (None, 128, -152), "spreads": (3.5, -110, -110), "totals": (228.5, -110, -110)},
    },
    "ev2suns": {
        "FanDuel": {"h2h": (None, -116, -102), "spreads": (-1.0, -110, -110), "totals": (221.0, -110, -110)},
        "DraftKings": {"h2h": (None, -118, 100), "spreads": (-1.0, -108, -112), "totals": (221.0, -112, -108)},
        "BetMGM": {"h2h": (None, -115, -105), "spreads": (-1.0, -110, -110), "totals": (221.0, -110, -110)},
        "Caesars": {"h2h": (None, -120, 102), "spreads": (-1.0, -105, -115), "totals": (221.0, -110, -110)},
    },
    "ev3celtics": {
        "FanDuel": {"h2h": (None, -200, 170), "spreads": (-5.0, -110, -110), "totals": (218.0, -110, -110)},
        "DraftKings": {"h2h": (None, -205, 172), "spreads": (-5.0, -112, -108), "totals": (218.0, -110, -110)},
        "BetMGM": {"h2h": (None, -200, 165), "spreads": (-5.0, -110, -110), "totals": (218.0, -110, -110)},
        "Caesars": {"h2h": (None, -198, 168), "spreads": (-5.5, -110, -110), "totals": (218.0, -110, -110)},
    },
}
"""By game, book and market: the line (visitors' spread, or the total), then both prices: visitors or Over first."""


PROPS: dict[str, dict[str, dict[str, dict[str, tuple[float, int, int]]]]] = {
    "ev1lakers": {
        "FanDuel": {
            "player_points": {"Casey Sample": (25.5, -115, -105), "Riley Sample": (18.5, -110, -110)},
            "player_rebounds": {"Casey Sample": (7.5, 120, -145)},
            "player_points_rebounds_assists": {"Casey Sample": (40.5, 100, -120)},
        },
        "DraftKings": {
            "player_points": {"Casey Sample": (25.5, -108, -112), "Riley Sample": (18.5, -105, -115)},
            "player_rebounds": {"Casey Sample": (7.5, 115, -140)},
        },
    },
}
"""By game, book, market and player: the line, then the prices of Over and Under."""
PLAYERS = {"Casey Sample": "501", "Riley Sample": "502"}
"""Both play for the Lakers; their ids at ESPN."""


class Evening:
    """The two services. `prices` and `finals` may be changed while servers run (they cache) or between restarts.

    `logs` are the players' game logs, by name: rows of event id, days after the game (0 is the game itself) and the
    stats, which are empty for who did not play.
    """

    def __init__(self) -> None:
        self.began = datetime.now(UTC).replace(microsecond=0)
        self.prices = deepcopy(PRICES)
        self.props = deepcopy(PROPS)
        self.finals: dict[str, tuple[int, int]] = {}
        self.playing: dict[str, tuple[int, int, str]] = {}
        """The scores of games in play, visitors first, and the clock in words; `begin` makes one begin."""
        self.score_fault: Reply | None = None
        """What the scoreboard answers with instead."""
        self.logs: dict[str, list[tuple[str, int, list[str]]]] = {}
        self.absent: dict[str, str] = {}
        """Who stayed out of the first game, and why, by the page of the game."""
        self.played: list[str] = []
        """Who played in it, by its page."""
        self.log_fault: Reply | None = None
        """What the search for players answers with instead."""
        self.log_faults: dict[str, Reply] = {}
        """The same for the game log of one player."""
        self.moved_by = timedelta(0)
        """How much earlier than announced every game starts: to look back on it."""
        self.odds = FakeOddsApi({"basketball_nba": []})
        self.espn = FakeWeb(self._scoreboard)

    def __enter__(self) -> Self:
        self._fill()
        self.odds.__enter__()
        self.espn.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.espn.__exit__(kind, error, trace)
        self.odds.__exit__(kind, error, trace)

    def set_price(self, game: str, book: str, market: str, prices: tuple[float | None, int, int]) -> None:
        """Move one book's market; a server that has read it already goes on with its cache for a while."""
        self.prices[game][book][market] = prices
        self._fill()

    def set_prop(self, book: str, market: str, player: str, prices: tuple[float, int, int]) -> None:
        """Move one book's line on a player of the first game."""
        self.props["ev1lakers"][book][market][player] = prices
        self._fill()

    def end(self, game: str, away: int, home: int) -> None:
        """The game is over."""
        self.finals[game] = (away, home)

    def begin(self, ago: timedelta = timedelta(minutes=5)) -> None:
        """The first game began so long ago; the others are to come."""
        self.moved_by = timedelta(minutes=GAMES[0][3]) + ago
        self._fill()

    def starts_at(self, game: str) -> datetime:
        """When a game begins."""
        minutes = next(minutes for name, _, _, minutes in GAMES if name == game)
        return self.began + timedelta(minutes=minutes) - self.moved_by

    def _fill(self) -> None:
        games = [self._game(*game[:3]) for game in GAMES]
        self.odds._slates["basketball_nba"] = games
        self.odds.props = {game["id"]: game | {"bookmakers": self._prop_books(game["id"])} for game in games}

    def _prop_books(self, name: str) -> list[dict[str, Any]]:
        quoted = _stamp(self.began - timedelta(seconds=20))
        return [
            {
                "key": title.lower(),
                "title": title,
                "markets": [
                    {"key": key, "last_update": quoted, "outcomes": _prop_outcomes(players)}
                    for key, players in markets.items()
                ],
            }
            for title, markets in self.props.get(name, {}).items()
        ]

    def _game(self, name: str, away: str, home: str) -> dict[str, Any]:
        quoted = _stamp(self.began - timedelta(seconds=30))
        books = []
        for title, markets in self.prices[name].items():
            books.append(
                {
                    "key": title.lower(),
                    "title": title,
                    "last_update": quoted,
                    "markets": [
                        {"key": key, "last_update": quoted, "outcomes": _outcomes(key, away, home, *offer)}
                        for key, offer in markets.items()
                    ],
                }
            )
        return {
            "id": name,
            "sport_key": "basketball_nba",
            "sport_title": "NBA",
            "commence_time": _stamp(self.starts_at(name)),
            "away_team": away,
            "home_team": home,
            "bookmakers": books,
        }

    def _scoreboard(self, seen: Seen) -> Reply:
        if seen.path == "/apis/search/v2":
            return self.log_fault or self._search()
        if seen.path.endswith("/overview"):
            return Reply(body=(FIXTURES / "espn_overview.json").read_bytes())
        if seen.path.endswith("/gamelog"):
            return self._gamelog(seen.path.split("/")[-2])
        if seen.path.endswith("/basketball/nba/summary"):
            return self._page(seen.query["event"].removeprefix("espn-"))
        if not seen.path.endswith("/basketball/nba/scoreboard"):
            return Reply(404, b"<html>Not found</html>", content_type="text/html")
        if self.score_fault is not None:
            return self.score_fault
        events = [self._event(*game[:3]) for game in GAMES]
        return Reply(body=json.dumps({"events": events}).encode())

    def _search(self) -> Reply:
        found = [
            {"displayName": name, "subtitle": "Los Angeles Lakers", "uid": f"s:40~l:46~a:{player}"}
            | {"defaultLeagueSlug": "nba"}
            for name, player in PLAYERS.items()
        ]
        return Reply(body=json.dumps({"results": [{"type": "player", "contents": found}]}).encode())

    def _gamelog(self, player: str) -> Reply:
        """As ESPN lists one: the score beside a game that is over, no stats for who did not play."""
        name = next(name for name, known in PLAYERS.items() if known == player)
        if name in self.log_faults:
            return self.log_faults[name]
        rows, events = [], {}
        for game, days, stats in self.logs.get(name, []):
            event_id = f"espn-{game}" if days == 0 else f"{game}+{days}"
            at = self.starts_at(game) + timedelta(days=days)
            score = self.finals.get(game, (0, 0)) if days == 0 else (101, 99)
            rows.append({"eventId": event_id, "stats": stats})
            events[event_id] = {
                "opponent": {"abbreviation": "GS"},
                "atVs": "vs",
                "gameDate": at.strftime("%Y-%m-%dT%H:%M:%S.000+00:00"),
                "gameResult": "W",
                "score": f"{max(score)}-{min(score)}",
            }
        body = {
            "names": ["minutes", "totalRebounds", "assists", "points"],
            "seasonTypes": [{"displayName": "2025-26 Regular Season", "categories": [{"events": rows}]}],
            "events": events,
        }
        return Reply(body=json.dumps(body).encode())

    def _page(self, game: str) -> Reply:
        """A game's own page with its box score: who stayed out and who is said to have played, and nobody else."""
        status = {"type": {"completed": game in self.finals}}
        out = [
            {"athlete": {"id": PLAYERS[name], "displayName": name}, "didNotPlay": True, "stats": [], "reason": reason}
            for name, reason in self.absent.items()
        ] + [{"athlete": {"id": PLAYERS[name], "displayName": name}, "stats": ["31", "27"]} for name in self.played]
        box = {"players": [{"team": {"displayName": "Los Angeles Lakers"}, "statistics": [{"athletes": out}]}]}
        return Reply(body=json.dumps({"header": {"competitions": [{"status": status}]}, "boxscore": box}).encode())

    def _event(self, name: str, away: str, home: str) -> dict[str, Any]:
        playing = self.playing.get(name)
        score = self.finals.get(name) or (playing[:2] if playing else None)
        kind = (
            {"name": "STATUS_FINAL", "state": "post", "completed": True, "shortDetail": "Final"}
            if score
            else {"name": "STATUS_SCHEDULED", "state": "pre", "completed": False, "shortDetail": "7:00 PM"}
        )
        if playing:
            kind = {"name": "STATUS_IN_PROGRESS", "state": "in", "completed": False, "shortDetail": playing[2]}
        sides = [
            {"homeAway": "away", "score": str(score[0] if score else 0), "team": {"displayName": away}},
            {"homeAway": "home", "score": str(score[1] if score else 0), "team": {"displayName": home}},
        ]
        date = self.starts_at(name).strftime("%Y-%m-%dT%H:%MZ")
        competition = {"date": date, "competitors": sides, "status": {"type": kind}}
        return {"id": f"espn-{name}", "date": date, "competitions": [competition], "status": {"type": kind}}


def _outcomes(key: str, away: str, home: str, line: float | None, first: int, second: int) -> list[dict[str, Any]]:
    if key == "totals":
        return [{"name": "Over", "price": first, "point": line}, {"name": "Under", "price": second, "point": line}]
    if line is None:
        return [{"name": away, "price": first}, {"name": home, "price": second}]
    return [{"name": away, "price": first, "point": line}, {"name": home, "price": second, "point": -line}]


def _prop_outcomes(players: dict[str, tuple[float, int, int]]) -> list[dict[str, Any]]:
    return [
        {"name": side, "description": name, "price": price, "point": line}
        for name, (line, over, under) in players.items()
        for side, price in (("Over", over), ("Under", under))
    ]


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
