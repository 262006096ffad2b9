"""A server with ESPN's paths, both hosts in one: scoreboard, injuries, news, player search, overview, game log."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.fakes.web import FakeWeb, Reply, Seen

FIXTURES = Path(__file__).parents[1] / "fixtures" / "providers"
PAGE_ID = "401999999"
"""A game that is on no scoreboard and has a page."""
PAGE_PRICES = {
    "provider": {"id": "100", "name": "Draft Kings"},
    "spread": -3.5,
    "moneyline": {
        "away": {"open": {"odds": "+120"}, "close": {"odds": "+140"}},
        "home": {"open": {"odds": "-140"}, "close": {"odds": "-165"}},
    },
    "pointSpread": {
        "away": {"close": {"line": "+3.5", "odds": "-110"}},
        "home": {"close": {"line": "-3.5", "odds": "-110"}},
    },
    "total": {
        "over": {"close": {"line": "o221.5", "odds": "-105"}},
        "under": {"close": {"line": "u221.5", "odds": "-115"}},
    },
}
PAGE = {
    "header": {"competitions": [{"status": {"type": {"completed": True}}}]},
    "boxscore": {
        "players": [
            {
                "statistics": [
                    {
                        "athletes": [
                            {"athlete": {"id": "1001"}, "didNotPlay": True, "reason": "LEFT ANKLE", "stats": []},
                            {"athlete": {"id": "1002"}, "didNotPlay": False, "stats": ["35", "9-18", "27"]},
                        ]
                    }
                ]
            }
        ]
    },
}
LEAGUES = ("basketball/nba", "football/nfl", "basketball/mens-college-basketball", "soccer/eng.1")


class FakeEspn(FakeWeb):
    """Answers for every league of LEAGUES with the same invented games; an unknown path is a 404 page.

    `pages` are the prices on games' own pages, by event id; `faults` what is answered instead, by the end of a path.
    """

    def __init__(self) -> None:
        super().__init__(self._respond)
        self.pages: dict[str, list[Any]] = {PAGE_ID: [PAGE_PRICES]}
        self.faults: dict[str, Reply] = {}

    def _respond(self, seen: Seen) -> Reply:
        path = seen.path.removeprefix("/apis/")
        for end, fault in self.faults.items():
            if path.endswith(end):
                return fault
        for league in LEAGUES:
            site = f"site/v2/sports/{league}/"
            if path == f"{site}summary" and seen.query.get("event") in self.pages:
                page = PAGE | {"pickcenter": self.pages[seen.query["event"]], "odds": []}
                return Reply(body=json.dumps(page).encode())
            if path.startswith(site):
                return _file(
                    {"scoreboard": "scoreboard_nba", "injuries": "injuries_nba", "news": "news_nba"}, path, site
                )
            athletes = f"common/v3/sports/{league}/athletes/"
            if path.startswith(athletes):
                return _file({"overview": "overview", "gamelog": "gamelog"}, path.rsplit("/", 1)[-1], "")
        if path == "search/v2" and seen.query.get("query"):
            return _file({"search": "search"}, "search", "")
        return Reply(404, b"<html>Not found</html>", content_type="text/html")


def _file(names: dict[str, str], path: str, prefix: str) -> Reply:
    name = names.get(path.removeprefix(prefix))
    if name is None:
        return Reply(404, b"<html>Not found</html>", content_type="text/html")
    return Reply(body=(FIXTURES / f"espn_{name}.json").read_bytes())
