"""A whole server that knows one sport more, by one row: `python -m tests.support.new_sport DATABASE FOLDER`.

Tables that are made from the leagues are made when modules are imported, so the row is there before any other import.
Prints what the demo answered to each question, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from professor_lock.sources.names import league_table
from professor_lock.sources.names.league_table import DemoScale, League, Sport

CRICKET = Sport("cricket", DemoScale(10, 20, 320, 20, 40), scored="runs", words=("cricket",))
ROW = League(
    "ipl", "Indian Premier League", CRICKET, ("ipl", "indian premier league"), "cricket_ipl", None, in_demo=True
)
QUESTIONS = (
    ("cricket odds tonight",),
    ("IPL parlay, $20", "what does the slip look like"),
    ("value in the IPL tonight",),
    ("IPL injuries",),
    ("IPL player props",),
)


def slate() -> list[dict[str, Any]]:
    """Two games, each with two books, as The Odds API writes them."""
    now = datetime.now(UTC).replace(microsecond=0)
    games = []
    for number, (away, home) in enumerate(
        (("Mumbai Indians", "Delhi Capitals"), ("Chennai Super Kings", "Punjab Kings"))
    ):
        books = [
            {
                "key": key,
                "title": title,
                "last_update": _written(now),
                "markets": [
                    {
                        "key": "h2h",
                        "last_update": _written(now),
                        "outcomes": [{"name": away, "price": price}, {"name": home, "price": -price - 20}],
                    }
                ],
            }
            for key, title, price in (("draftkings", "DraftKings", 110), ("fanduel", "FanDuel", 112))
        ]
        games.append(
            {
                "id": f"cricket{number}",
                "sport_key": "cricket_ipl",
                "sport_title": "IPL",
                "commence_time": _written(now + timedelta(hours=2 + number)),
                "home_team": home,
                "away_team": away,
                "bookmakers": books,
            }
        )
    return games


def _written(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


async def answers(database: str, folder: Path) -> list[dict[str, Any]]:
    """What each of the questions' last messages was answered with."""
    from tests.fakes.odds_api import FakeOddsApi
    from tests.fakes.web import FakeWeb, Reply
    from tests.support.asked_demo import asked_demo

    said = []
    with FakeWeb(lambda _: Reply(500)) as web, FakeOddsApi({"cricket_ipl": slate()}) as odds:
        async with asked_demo(
            database,
            folder,
            odds=odds,
            PP_DATA="live",
            ESPN_SITE_URL=web.url,
            ESPN_WEB_URL=web.url,
            OPEN_METEO_URL=web.url,
        ) as demo:
            for messages in QUESTIONS:
                answered = await demo.ask(*messages)
                calls = [[name, output] for name, _, output in demo.calls]
                said.append({"text": answered.text, "legs": answered.legs, "calls": calls})
    return said


if __name__ == "__main__":
    league_table.LEAGUES = (*league_table.LEAGUES, ROW)
    print(json.dumps(asyncio.run(answers(sys.argv[1], Path(sys.argv[2])))))
