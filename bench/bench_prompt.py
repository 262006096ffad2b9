"""What a turn sends to the model after ten odds boards of ten games, beside what the SDK's own converter would send.

Both are measured on one and the same conversation, held with a running server: ours is the body of the eleventh
request as the model's endpoint received it, without instructions and tools, which do not grow.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import asyncpg
from chatkit.agents import simple_to_agent_input
from chatkit.types import HiddenContextItem, ThreadItem, WidgetItem

from bench.row import Row
from professor_lock.store import PostgresStore
from professor_lock.user import UserContext
from tests.fakes.odds_api import FakeOddsApi
from tests.fakes.openai_script import Call, ModelRequest, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import databases
from tests.support.chatkit_client import ChatKitClient
from tests.support.running_server import RunningServer, settings_for

BOARDS, GAMES = 10, 10
BOOKS = {"draftkings": "DraftKings", "fanduel": "FanDuel", "betmgm": "BetMGM", "caesars": "Caesars"}
CITIES = ("Ashford", "Bexley", "Camden", "Dover", "Exeter", "Falmouth", "Granton", "Hexham", "Ilford", "Jarrow")
AT = "2026-11-21T20:00:00Z"


async def run(short: bool) -> list[Row]:
    """Bytes of the eleventh turn's conversation; there is nothing to shorten."""
    with tempfile.TemporaryDirectory() as folder, databases.server(Path(folder) / "postgres") as admin:
        template = await databases.schema_template(admin)
        async with databases.fresh(admin, template) as dsn:
            ours, items = await conversation(dsn, Path(folder))
    reference = len(json.dumps(await simple_to_agent_input(items)).encode())
    note = f"after {BOARDS} boards of {GAMES} games; reference: the SDK's converter on the same thread"
    return [Row("conversation in a prompt", ours, reference, "bytes", note, limit=0.1)]


async def conversation(dsn: str, folder: Path) -> tuple[int, list[ThreadItem]]:
    """Ask for the board ten times and for something else: the bytes of that last request, and the thread."""
    with (
        OpenAIServer(script) as model,
        FakeOddsApi({"basketball_nba": slate()}, shift_to_now=True) as odds,
        RunningServer(settings_for(dsn, folder, model=model, odds=odds)) as server,
    ):
        async with ChatKitClient(server.url, user_id="bench", timeout_s=60) as client:
            chat = client.chat()
            for number in range(BOARDS):
                await chat.send(f"Show me tonight's NBA odds, look number {number + 1}")
                assert chat.error is None
                assert chat.widgets[0]["copy_text"].count(" @ ") == GAMES
            await chat.send("Which of them would you look at first?")
            assert chat.error is None
        last = model.exchanges[-1].request
    async with asyncpg.create_pool(dsn, min_size=1, max_size=1) as pool:
        page = await PostgresStore(pool).load_thread_items(
            chat.thread_id, after=None, limit=500, order="asc", context=UserContext(user_id="bench")
        )
    # The last answer came after the request; hidden items the SDK's converter would refuse.
    items: list[ThreadItem] = [item for item in page.data[:-1] if not isinstance(item, HiddenContextItem)]
    assert sum(isinstance(item, WidgetItem) for item in items) == BOARDS
    return len(json.dumps(last.body["input"]).encode()), items


def script(request: ModelRequest) -> Turn:
    """The board when odds are asked for, else words."""
    if request.outputs or "odds" not in request.user_text:
        return Turn.of("The first game, for its total: the books are furthest apart there.")
    return Turn.of(Call("get_odds_visual", {"sport": "nba", "market_type": "all", "team": None}))


def slate() -> list[dict[str, Any]]:
    """Ten games of one evening at four books, in the feed's own form."""
    return [game(number) for number in range(GAMES)]


def game(number: int) -> dict[str, Any]:
    """Invented teams; prices differ from book to book, so that each side has one best."""
    away, home = f"{CITIES[number]} Comets", f"{CITIES[number - 1]} Rovers"
    books = []
    for place, (key, title) in enumerate(BOOKS.items()):
        markets = [
            {"key": "h2h", "outcomes": sides(away, home, 120 + number + place, -(140 + number + place))},
            {"key": "spreads", "outcomes": sides(away, home, -(106 + place), -(112 - place), 3.5)},
            {"key": "totals", "outcomes": totals(-(105 + place), -(113 - place), 210.5 + number)},
        ]
        books.append({"key": key, "title": title, "last_update": AT, "markets": markets})
    return {
        "id": f"{number:032x}",
        "sport_key": "basketball_nba",
        "sport_title": "NBA",
        "commence_time": f"2026-11-21T20:{10 + number}:00Z",
        "home_team": home,
        "away_team": away,
        "bookmakers": books,
    }


def sides(away: str, home: str, first: int, second: int, line: float | None = None) -> list[dict[str, Any]]:
    """Both teams' prices, with the visitors' line where there is one."""
    points: tuple[dict[str, Any], dict[str, Any]] = ({}, {}) if line is None else ({"point": line}, {"point": -line})
    return [{"name": away, "price": first} | points[0], {"name": home, "price": second} | points[1]]


def totals(over: int, under: int, line: float) -> list[dict[str, Any]]:
    """Over and Under."""
    return [{"name": "Over", "price": over, "point": line}, {"name": "Under", "price": under, "point": line}]
