"""A user's odds format holds on every card and in every text: no American price is left anywhere."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from professor_lock.widgets.actions import LOCK
from tests.fakes.openai_script import Call, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support.chatkit_client import ChatKitClient
from tests.support.desk import buttons, lock, slip, tickets
from tests.support.running_server import RunningServer, settings_for

AMERICAN = re.compile(r"(?<![\w.+-])[+\-−]\d{3,6}(?![\d.:-])")
LEGS = [{"selection": team, "market": "moneyline"} for team in ("Lakers", "Celtics")]
ASKED = {"sport": "nba", "event": "Lakers"}
CALLS = (
    Call("get_odds_visual", {"sport": "nba"}),
    Call("get_odds_visual", {"sport": "epl"}),
    Call("compare_books", {**ASKED, "market": "moneyline"}),
    Call("compare_books", {**ASKED, "market": "spread"}),
    Call("get_player_props_visual", {"game": "Lakers"}),
    Call("get_trends_visual", {"player": "LeBron James", "stat": "points"}),
    Call("statmuse_query", {"question": "What is LeBron James averaging?"}),
    Call("find_value", {"sport": "nba"}),
    Call("find_value", {"sport": "nba", "min_ev_percent": 90}),
    Call("get_todays_picks", {"sport": "nba"}),
    Call("explain", {"calculation": "implied_probability", "numbers": {"prices": ["-110"]}}),
    Call("explain", {"calculation": "fair_odds", "numbers": {"prices": ["-110", "-110"]}}),
    Call("explain", {"calculation": "parlay_payout", "numbers": {"prices": ["-110", "+250"], "amount": 25}}),
    Call("explain", {"calculation": "kelly", "numbers": {"prices": ["2.50"], "amount": 9, "probability_percent": 45}}),
    Call("track_bet", {"legs": [{**LEGS[0], "price": "-110"}], "stake": 20, "book": "DraftKings"}),
    Call("build_parlay", {"legs": LEGS, "stake": 25}),
    Call("change_slip", {"add": [{"selection": "Knicks", "market": "spread", "line": -29.5}]}),
    Call("change_slip", {"add": [{"selection": "LeBron James over 90.5", "market": "points"}]}),
    Call("get_slip", {}),
)  # fmt: skip
AFTER_LOCKING = Call("my_bets", {})


@pytest.mark.parametrize("odds_format", ["decimal", "fractional"])
async def test_no_card_and_no_text_has_an_american_price(
    database: str, tmp_path: Path, pool: Any, odds_format: str
) -> None:
    turns = [turn for call in (*CALLS, AFTER_LOCKING) for turn in (Turn.of(call), Turn.of("There."))]
    wrong = {}
    with OpenAIServer(turns) as model, RunningServer(settings_for(database, tmp_path, model=model)) as server:
        url, mine = server.url, {"x-user-id": "ann"}
        async with ChatKitClient(url, user_id="ann") as client, httpx.AsyncClient(base_url=url, headers=mine) as http:
            answer = await http.post("/api/me/preferences", json={"odds_format": odds_format})
            assert answer.status_code == 200
            chat = client.chat()
            for number, call in enumerate(CALLS):
                await chat.send(f"Show me the {number}th")
                told = str(model.requests[-1].conversation[-1].text)
                shown = [json.dumps(item, ensure_ascii=False) for item in chat.items_of_turn]
                if found := [price for text in (told, *shown) for price in AMERICAN.findall(text)]:
                    wrong[str(call)] = (found[:5], told[:300])
            while buttons(slip(chat), LOCK):
                await lock(chat)
            await chat.send("My bets")
            card = json.dumps(chat.items_of_turn, ensure_ascii=False)
            assert len(await tickets(pool)) == 1
            exported = (await http.get("/api/tickets.csv")).text
    assert "moneyline" in exported
    assert "moneyline" in card
    for name, text in (("my bets", card), ("slip", json.dumps(slip(chat))), ("csv", exported)):
        if found := AMERICAN.findall(text):
            wrong[name] = (found[:5], text[:300])
    assert not wrong, "\n".join(map(str, wrong.items()))
