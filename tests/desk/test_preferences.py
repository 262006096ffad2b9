"""How a user wants prices written: kept for each user alone, by words and by the page's menu, everywhere at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from professor_lock.db.pool import open_pool
from professor_lock.desk.preferences import PreferenceStore
from professor_lock.errors import BadInput
from professor_lock.user import UserContext
from professor_lock.widgets.actions import LOCK, MY_BETS
from tests.fakes.openai_script import Call
from tests.support.desk import asking, buttons, desk, last_card, lock, opened, payload, shown, slip, tap
from tests.support.evening import Evening

ANN, BOB = UserContext(user_id="ann"), UserContext(user_id="bob")


async def test_each_user_reads_and_writes_their_own_alone(database: str) -> None:
    pool = await open_pool(database, max_size=2)
    store = PreferenceStore(pool.owned())
    assert (await store.applied(ANN)).odds_format == "american"
    for ann, bob in (("decimal", "fractional"), ("american", "fractional"), ("fractional", "decimal")):
        await store.set_odds_format(ann, ANN)
        await store.set_odds_format(bob, BOB)
        assert (await store.load(ANN), await store.load(BOB)) == (ann, bob)
    for wrong in ("malay", "", None, 1.91, "decimal\x00"):
        with pytest.raises(BadInput):
            await store.set_odds_format(wrong, ANN)
    assert (await store.load(ANN), await store.load(BOB)) == ("fractional", "decimal")
    await pool.close()


async def test_asked_for_in_words_it_holds_at_once_and_in_every_card_after(
    database: str, tmp_path: Path, evening: Evening
) -> None:
    prefer = Call("set_preferences", {"odds_format": "decimal"})
    with desk(database, tmp_path, evening, asking(prefer)) as server:
        ann, bob = await opened(server, "ann"), await opened(server, "bob")
        for chat in (ann, bob):
            await tap(chat, "+130")
            await tap(chat, "+172")
        card = slip(ann)["id"]
        await ann.send("Decimal, please")
        assert slip(ann)["id"] == card
        assert "DraftKings 6.26" in shown(slip(ann))  # 2.30 x 2.72
        assert {"2.30", "2.72"} <= set(shown(slip(ann)))
        assert not any(re.search(r"[+-]\d{3}", line) for line in slip(ann)["copy_text"].splitlines()[1:3])
        assert "DraftKings +526" in shown(slip(bob))
        await lock(ann)
        assert any("DraftKings 6.26" in line for line in shown(slip(ann)))
        await ann.act(card, MY_BETS, payload(buttons(slip(ann), MY_BETS)[0]))
        assert any("6.26" in line for line in last_card(ann))
        assert not any("+526" in line for line in last_card(ann))


async def test_the_pages_menu_keeps_it_and_writes_the_open_conversation_anew(
    database: str, tmp_path: Path, evening: Evening, pool: Any
) -> None:
    with desk(database, tmp_path, evening) as server:
        ann = await opened(server, "ann")
        await tap(ann, "+130")
        async with httpx.AsyncClient(base_url=server.url) as http:
            own, other = {"X-User-Id": "ann"}, {"X-User-Id": "bob"}
            address = "/api/me/preferences"
            chosen = {"odds_format": "fractional", "thread_id": ann.thread_id}
            assert (await http.post(address, json=chosen, headers=other)).status_code == 404
            kept = {"odds_format": "fractional", "language": "en"}
            assert (await http.post(address, json=chosen, headers=own)).json() == kept
            for wrong in ({"odds_format": "roman"}, {"language": "nl"}, {}, {"odds_format": "roman", "language": "de"}):
                assert (await http.post(address, json=wrong, headers=own)).status_code == 400
            assert (await http.get(address, headers=own)).json() == kept
        seen = await opened(server, "ann", ann.thread_id)
        assert "DraftKings 13/10" in shown(slip(seen))
        assert len(buttons(slip(seen), LOCK)) == 1
        rows = await pool.fetch("SELECT user_id, odds_format FROM pp_preferences ORDER BY user_id")
        assert [tuple(row) for row in rows] == [("ann", "fractional")]


async def test_the_language_is_kept_for_each_user_alone_and_without_one_it_is_their_browsers(database: str) -> None:
    pool = await open_pool(database, max_size=2)
    store = PreferenceStore(pool.owned())
    french = UserContext(user_id="ann", language="fr")
    assert (await store.applied(french)).language == "fr"
    await store.set_language("de", ANN)
    assert ((await store.applied(french)).language, (await store.applied(BOB)).language) == ("de", "en")
    await store.set_odds_format("decimal", ANN)
    assert (await store.applied(ANN)).language == "de"
    await store.set_language(None, ANN)
    found = await store.applied(french)
    assert (found.language, found.odds_format) == ("fr", "decimal")
    for wrong in ("nl", "DE", "", 1, "de\x00"):
        with pytest.raises(BadInput):
            await store.set_language(wrong, ANN)
    await pool.close()


async def test_a_language_asked_for_in_words_holds_at_once_for_cards_clicks_and_notices(
    database: str, tmp_path: Path, evening: Evening
) -> None:
    prefer = Call("set_preferences", {"language": "de"})
    tonight = Call("get_odds_visual", {"sport": "nba", "team": None, "day": "tonight"})
    with desk(database, tmp_path, evening, asking(prefer, tonight)) as server:
        ann, bob = await opened(server, "ann"), await opened(server, "bob")
        for chat in (ann, bob):
            await tap(chat, "+130")
        card = slip(ann)["id"]
        await ann.send("Auf Deutsch bitte")
        assert slip(ann)["id"] == card
        assert "Festlegen" in shown(slip(ann))
        assert "Lock It In" in shown(slip(bob))
        await tap(ann, "+172")
        assert "Wettschein · 2 Tipps" in shown(slip(ann))
        await lock(ann)
        assert "FESTGELEGT" in shown(slip(ann))
        await ann.act(card, MY_BETS, payload(buttons(slip(ann), MY_BETS)[0]))
        assert "Deine Bilanz" in last_card(ann)
        await ann.send("Und heute Abend?")
        assert "NBA-Quoten: heute Abend" in last_card(ann)
        assert "Bet slip · 1 leg" in shown(slip(bob))


async def test_the_pages_menu_keeps_the_language_and_writes_the_open_conversation_anew(
    database: str, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        ann = await opened(server, "ann")
        await tap(ann, "+130")
        async with httpx.AsyncClient(base_url=server.url) as http:
            chosen = {"language": "ar", "thread_id": ann.thread_id}
            answer = await http.post("/api/me/preferences", json=chosen, headers={"X-User-Id": "ann"})
            assert answer.json() == {"odds_format": "american", "language": "ar"}
        seen = await opened(server, "ann", ann.thread_id)
        assert "ثبّت الرهان" in shown(slip(seen))
