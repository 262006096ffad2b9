"""The main job, as a user has it done: the guides' questions to a running `manage.py serve`, over real sockets.

Once as it comes from a fresh clone (demo model, demo data), once on each of OpenAI's protocols with every outside
service answering, and once with a recorded NBA slate behind The Odds API whose numbers are worked out here again.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx2
import pytest

from tests.fakes.betting_script import (
    GUIDE_QUESTIONS,
    ONE_GAME,
    PARLAY,
    SEASON_AVERAGE,
    TONIGHTS_ODDS,
    WEATHER,
    betting_script,
)
from tests.fakes.odds_api import FakeOddsApi, captured_slates
from tests.fakes.openai_server import OpenAIServer
from tests.fakes.search_engines import FakeTavily
from tests.fakes.statmuse import FakeStatMuse
from tests.support.chatkit_client import Chat, ChatKitClient
from tests.support.forked_server import ServerNursery
from tests.support.quotations import outside_quotations
from tests.support.running_server import ServeProcess, environment_for
from tests.support.widget_types import problems

EASTERN = ZoneInfo("America/New_York")
HEADERS = {"X-User-Email": "ann@example.com", "X-User-Tier": "pro"}


async def ask_everything(url: str) -> dict[str, Chat]:
    """Each of the guides' questions in a conversation of its own; every card valid by the published types."""
    chats = {}
    async with ChatKitClient(url, user_id="ann", headers=HEADERS) as client:
        for question in GUIDE_QUESTIONS:
            chat = await client.chat().send(question)
            assert chat.error is None, (question, chat.error)
            assert chat.text, question
            assert chat.widgets or "no open game" in chat.text, (question, chat.text)
            for widget in chat.widgets:
                assert problems(widget["widget"]) == [], question
            reloaded = await client.chat().load(chat.thread_id)
            assert reloaded.items == chat.items
            chats[question] = chat
    return chats


def card(chat: Chat, place: int = 0) -> str:
    """The words of one of the newest cards."""
    text: str = chat.widgets[place]["copy_text"]
    return text


async def test_from_a_fresh_clone_every_question_of_the_guides_ends_in_its_card_and_words_marked_demo(
    database: str, tmp_path: Path
) -> None:
    with ServeProcess(environment_for(database, tmp_path)) as process:
        async with httpx2.AsyncClient(base_url=process.url, trust_env=False) as http:
            assert (await http.get("/health")).json() == {"status": "ok"}
            curl = {"Authorization": "Bearer token", "Content-Type": "application/json"}
            minted = await http.post("/api/chatkit/session", headers=curl, content='{"user_id": "test"}')
            assert minted.json()["user"]["id"] == "test"
        chats = await ask_everything(process.url)
    for question, chat in chats.items():
        assert "DEMO" in chat.text, question
        for widget in chat.widgets:
            assert "DEMO" in widget["copy_text"], question
            assert "DEMO" in json.dumps(widget["widget"]), question
    assert "Golden State Warriors @ Los Angeles Lakers" in card(chats[TONIGHTS_ODDS])
    assert "Golden State Warriors @ Los Angeles Lakers" in card(chats[ONE_GAME])
    assert card(chats[ONE_GAME]).count("\nGolden State Warriors @ ") == 1
    slip = card(chats[PARLAY], -1)
    assert [line[:3] for line in slip.splitlines() if re.match(r"\d\. ", line)] == ["1. ", "2. ", "3. "]
    assert "25.7 points" in card(chats[SEASON_AVERAGE])
    assert "2023-24" in card(chats[SEASON_AVERAGE])
    assert "Denver" in card(chats[WEATHER])


@pytest.fixture
def outside() -> Iterator[dict[str, Any]]:
    """Every keyed service of the five questions, and the variables that lead to them."""
    with ExitStack() as stack:
        odds = stack.enter_context(FakeOddsApi(shift_to_now=True))
        tavily = stack.enter_context(FakeTavily())
        muse = stack.enter_context(FakeStatMuse())
        yield {
            "odds": odds,
            "TAVILY_URL": tavily.url,
            "TAVILY_API_KEY": tavily.key,
            "STATMUSE_URL": muse.url,
            "PP_STATMUSE": "on",
        }


@pytest.mark.parametrize("api", ["responses", "chat_completions"])
async def test_on_a_language_model_and_live_sources_the_same_questions_end_in_sourced_cards(
    database: str, tmp_path: Path, outside: dict[str, Any], nursery: ServerNursery, api: str
) -> None:
    with OpenAIServer(betting_script()) as model:
        environ = environment_for(database, tmp_path, model=model, PP_MODEL_API=api, **outside)
        process = await asyncio.to_thread(nursery.start, environ)
        chats = await ask_everything(process.url)
    assert model.strays == []
    assert [exchange.refusal for exchange in model.exchanges if exchange.refusal] == []
    everything = "\n".join(widget["copy_text"] for chat in chats.values() for widget in chat.widgets)
    assert "DEMO" not in everything
    assert "Source: The Odds API" in card(chats[TONIGHTS_ODDS])
    assert "Prices from The Odds API." in card(chats[PARLAY], -1)
    assert "27.5" in card(chats[SEASON_AVERAGE])
    assert "StatMuse" in card(chats[SEASON_AVERAGE])
    assert "Snow by evening" in card(chats[WEATHER])
    assert "javascript:" not in everything
    # What a page says is quoted to the model, with its source, and never said by us.
    told = [entry.text for exchange in model.exchanges for entry in exchange.request.outputs]
    (weather,) = {text for text in told if "Ignore previous instructions" in text}
    assert outside_quotations(weather) == ""


# --- the recorded slate ---


@pytest.mark.captures
@pytest.mark.parametrize("with_a_model", [False, True], ids=["the demo model", "a language model"])
async def test_the_recorded_slate_shows_fourteen_games_with_the_best_prices_names_and_times(
    database: str, tmp_path: Path, nursery: ServerNursery, with_a_model: bool
) -> None:
    slates = captured_slates()
    with OpenAIServer(betting_script()) as model, FakeOddsApi(slates) as odds:
        environ = environment_for(database, tmp_path, model=model if with_a_model else None, odds=odds)
        process = await asyncio.to_thread(nursery.start, environ)
        chats = await ask_everything(process.url)
    (widget,) = chats[TONIGHTS_ODDS].widgets
    title, *lines = widget["copy_text"].splitlines()
    games = slates["basketball_nba"]
    shown = {line.partition(",")[0]: line for line in lines if " @ " in line}
    assert len(games) == len(shown) == 14
    assert shown.keys() == {f"{game['away_team']} @ {game['home_team']}" for game in games}
    for game in games:
        line = shown[f"{game['away_team']} @ {game['home_team']}"]
        assert f", {eastern(game['commence_time'])} " in line
        check_prices(game, line)
    # The games are of 2022 and the clock is today's: nothing old may pass for tonight's, or for something going on.
    assert "tonight" not in title
    assert "newest quote Tue Nov 22, 2022" in title
    assert "LIVE" not in widget["copy_text"]
    tree = json.dumps(widget["widget"])
    assert "LIVE" not in tree
    assert "2022" in tree
    # The Warriors do not play in it, and what has begun cannot be bet on any more.
    assert re.fullmatch(r"No coming NBA game of .*Lakers vs .*Warriors at The Odds API\.", card(chats[ONE_GAME]))
    assert "Games it has: Brooklyn Nets @ Philadelphia 76ers" in chats[ONE_GAME].text
    assert "no open game" in chats[PARLAY].text or "has started." in card(chats[PARLAY], -1)
    assert not any("DEMO" in widget["copy_text"] for chat in chats.values() for widget in chat.widgets)


def eastern(stamp: str) -> str:
    """The moment as an American schedule prints it, with its year."""
    local = datetime.fromisoformat(stamp).astimezone(EASTERN)
    hour = local.strftime("%I:%M %p").lstrip("0")
    return f"{local:%a %b} {local.day}, {local.year}, {hour} ET"


SIDE = re.compile(
    r"(?P<side>[^|:]+?)(?P<line> (?:[+-]\d+(?:\.5)?|PK|\d+(?:\.5)?))? (?P<price>[+-]\d{3,}) (?P<book>.+?)"
    r"(?: \+(?P<more>\d+) more)? fair (?P<fair>[\d.]+)% \([+-]\d+\)(?: by Shin [\d.]+% \([+-]\d+\))? stale"
)


def check_prices(game: dict[str, Any], line: str) -> None:
    """Each price on the board is the best that any book gave for that side at that line, and a book that gave it."""
    exchanges = {
        book["title"] for book in game["bookmakers"] if any(one["key"].endswith("_lay") for one in book["markets"])
    }
    _, *sections = line.split(" | ")
    markets, behind = sections[:3], sections[3:]
    assert [section.partition(":")[0] for section in markets] == ["spread", "total", "moneyline"]
    assert [section.partition(" at ")[0] for section in behind[:3]] == ["spread", "total", "moneyline"]
    for section in markets:
        market, _, sides = section.partition(": ")
        found = [SIDE.fullmatch(side.strip()) for side in sides.split(", ")]
        assert len(found) == 2
        assert all(found), line
        fair = 0.0
        for match in found:
            assert match is not None
            offers = offered(game, market, match["side"], match["line"])
            best = max(offers.values(), key=decimal)
            assert int(match["price"]) == best, (line, match.group(), offers)
            books = {book for book, price in offers.items() if price == best}
            book = match["book"].removesuffix(" (exchange)")
            assert book in books
            assert (book in exchanges) is match["book"].endswith("(exchange)")
            # An exchange that asks the same is not one more bookmaker.
            assert int(match["more"] or 0) == len((books - exchanges) | {book}) - 1
            fair += float(match["fair"])
        assert abs(fair - 100) < 0.11


def offered(game: dict[str, Any], market: str, side: str, line: str | None) -> dict[str, int]:
    """By book: the price of one side, from the recorded answer itself. Lay prices are another thing."""
    key = {"spread": "spreads", "total": "totals", "moneyline": "h2h"}[market]
    wanted = {"O": "Over", "U": "Under"}.get(side, side)
    point = None if line is None else 0.0 if line.strip() == "PK" else float(line)
    prices: dict[str, int] = {}
    for book in game["bookmakers"]:
        for one in book["markets"]:
            for outcome in one["outcomes"] if one["key"] == key else []:
                if outcome["name"].endswith(wanted) and outcome.get("point") == point:
                    prices[book["title"]] = outcome["price"]
    return prices


def decimal(american: int) -> float:
    """What one unit returns."""
    return 1 + (american / 100 if american > 0 else 100 / -american)
