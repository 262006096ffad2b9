"""A player prop from the card to the ticket: tapped, changed, and read again at the lock."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app import services_for
from professor_lock.development_secret import with_development_secrets
from professor_lock.widgets.actions import ADD_LEG, LOCK, OFFER_FIELD, SWITCH_LEG
from tests.fakes.openai_script import Call
from tests.fakes.web import Reply
from tests.support.chatkit_client import HttpFailure
from tests.support.desk import (
    asking,
    board,
    buttons,
    desk,
    last_card,
    legs_of,
    lock,
    opened,
    payload,
    shown,
    slip,
    tap,
    tickets,
)
from tests.support.evening import Evening
from tests.support.prop_bets import locked_over, props, script, tap_prop
from tests.support.running_server import RunningServer, settings_for


async def test_a_prop_that_moved_is_shown_old_and_new_and_asks_again(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening, script) as server:
        chat = await opened(server, "ann")
        thread = chat.thread_id
        await chat.send("Casey Sample props")
        await tap_prop(chat, "-108")
        await tap(chat, "+102")
    evening.set_prop("DraftKings", "player_points", "Casey Sample", (25.5, -130, 105))
    with desk(database, tmp_path, evening, script) as server:
        chat = await opened(server, "ann", thread)
        await lock(chat)
        assert any(
            "Leg 1: 25.5 -108 at DraftKings is now 25.5 -130 at DraftKings" in line for line in shown(slip(chat))
        )
        assert await tickets(pool) == []
        await lock(chat)
        assert len(await tickets(pool)) == 1


async def test_a_prop_whose_feed_is_silent_or_whose_line_is_gone_is_not_recorded(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening, script) as server:
        chat = await opened(server, "ann")
        thread = chat.thread_id
        await chat.send("Casey Sample props")
        await tap_prop(chat, "-108")
        await tap(chat, "+102")
    for title in ("DraftKings", "FanDuel"):
        evening.set_prop(title, "player_points", "Casey Sample", (27.5, -110, -110))
    with desk(database, tmp_path, evening, script) as server:
        chat = await opened(server, "ann", thread)
        await lock(chat)
        assert any("No longer offered: Casey Sample points Over 25.5" in line for line in shown(slip(chat)))
    with desk(database, tmp_path, evening, script) as server:
        evening.odds.always(Reply(503))
        chat = await opened(server, "ann", thread)
        await lock(chat)
        assert any("could not be checked again" in line for line in shown(slip(chat)))
    assert await tickets(pool) == []


async def test_a_prop_moves_to_another_book_from_its_menu(database: str, tmp_path: Path, evening: Evening) -> None:
    with desk(database, tmp_path, evening, script) as server:
        chat = await opened(server, "ann")
        await chat.send("Casey Sample props")
        await tap_prop(chat, "-108")
        (menu,) = buttons(slip(chat), SWITCH_LEG)
        offers = {option["label"].split(",")[0]: option["value"] for option in menu["options"]}
        assert set(offers) == {"25.5 -108 DraftKings", "25.5 -115 FanDuel"}
        leg = menu["onChangeAction"]["payload"]["leg"]
        chosen = {OFFER_FIELD + leg: offers["25.5 -115 FanDuel"]}
        await chat.act(slip(chat)["id"], SWITCH_LEG, {"leg": leg, **chosen})
        assert any("FanDuel, quoted " in word for word in shown(slip(chat)))


async def test_both_sides_twice_the_same_and_legs_of_one_game(database: str, tmp_path: Path, evening: Evening) -> None:
    with desk(database, tmp_path, evening, script) as server:
        chat = await opened(server, "ann")
        await chat.send("Casey Sample props")
        await tap_prop(chat, "-108")
        await tap_prop(chat, "-108")
        assert len(legs_of(slip(chat))) == 1
        await tap(chat, "+130")  # his own game's moneyline
        words = shown(slip(chat))
        assert any("of one game and correlated: ask the book for its same-game price" in word for word in words)
        assert "Combined odds: —" in slip(chat)["copy_text"]
        await tap_prop(chat, "-105")  # the under of the same number
        assert any("opposite sides of one market" in word for word in shown(slip(chat)))
        assert buttons(slip(chat), LOCK) == [] or buttons(slip(chat), LOCK)[0].get("disabled")


async def test_another_persons_card_and_a_made_up_key_put_nothing_on_a_slip(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening, script) as server:
        ann, bob = await opened(server, "ann"), await opened(server, "bob")
        await ann.send("Casey Sample props")
        key = payload(buttons(props(ann), ADD_LEG)[0])
        with pytest.raises(HttpFailure):
            await bob.act(props(ann)["id"], ADD_LEG, key)
        for card, given in ((props(ann), {"leg": "leg_000000000000"}), (board(ann), key)):
            with pytest.raises(HttpFailure):  # a key that nobody was shown, and one of another card
                await ann.act_sync(card["id"], ADD_LEG, given)
        assert await pool.fetchval("SELECT count(*) FROM pp_slips") == 0


async def test_demo_props_are_tapped_and_locked_marked_demo_and_never_graded(
    database: str, pool: Any, tmp_path: Path
) -> None:
    with RunningServer(settings_for(database, tmp_path)) as server:
        chat = await opened(server, "ann")
        await chat.send("LeBron James props")
        assert "DEMO" in shown(props(chat))
        assert "LeBron James" in shown(props(chat))
        over = buttons(props(chat), ADD_LEG)[0]
        await chat.act(props(chat)["id"], ADD_LEG, payload(over))
        other_game = buttons(board(chat), ADD_LEG)[-1]
        await chat.act(board(chat)["id"], ADD_LEG, payload(other_game))
        await lock(chat)
        assert {"DEMO", "LOCKED IN"} <= set(shown(slip(chat)))
    (leg,) = await pool.fetch("SELECT * FROM pp_ticket_legs WHERE market = 'player_prop'")
    assert (leg["subject"], leg["demo"], leg["source"][:4]) == ("LeBron James", True, "DEMO")
    await pool.execute("UPDATE pp_ticket_legs SET starts_at = starts_at - interval '2 days'")
    async with services_for(with_development_secrets(settings_for(database, tmp_path))) as parts:
        done = await parts.graders[0].run()
    assert done is not None
    assert (done.legs, done.waiting) == (0, 0)


async def test_a_prop_as_the_last_open_leg_is_hedged_by_its_other_side(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    await locked_over(database, tmp_path, evening)  # $100 at 52/27 x 2, DraftKings
    (ticket,) = await tickets(pool)
    await pool.execute(
        "INSERT INTO pp_ticket_grades (ticket_id, position, user_id, result, reason, source)"
        " VALUES ($1, 1, 'ann', 'won', 'test', 'test')",
        ticket["id"],
    )
    with desk(database, tmp_path, evening, asking(Call("hedge", {"ticket": ticket["id"][-8:]}))) as server:
        chat = await opened(server, "ann")
        await chat.send("How do I hedge it?")
        words = last_card(chat)
    assert "Casey Sample points Under 25.5 -105 at FanDuel" in words
    assert any(word.startswith("stake $197.29: +$87.9") for word in words)  # $385.19 x 21/41
