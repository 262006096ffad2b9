"""From a locked slip to a graded record, every figure to the cent; tracked bets, voids, CSV and limits."""

from __future__ import annotations

import asyncio
import csv
import io
from pathlib import Path
from typing import Any

import pytest

from app import services_for
from professor_lock.commands.grading import grade as grade_by_command
from professor_lock.db.background import BackgroundLoop, Pace
from professor_lock.development_secret import with_development_secrets
from professor_lock.widgets.actions import ADD_LEG, BREAK_OF, MY_BETS, SET_LIMITS, SET_STAKE, TAKE_BACK
from tests.fakes.openai_script import Call
from tests.fakes.openai_server import OpenAIServer
from tests.fakes.web import Reply
from tests.support.chatkit_client import HttpFailure
from tests.support.desk import (
    asking,
    board,
    buttons,
    cards,
    confirm,
    desk,
    grading_pass,
    last_card,
    lock,
    opened,
    payload,
    play,
    price,
    shown,
    slip,
    tap,
    tickets,
)
from tests.support.evening import Evening
from tests.support.running_server import RunningServer, environment_for, settings_for


async def test_the_whole_story_to_the_cent(database: str, pool: Any, tmp_path: Path, evening: Evening) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        thread = chat.thread_id
        await tap(chat, "+130")
        await tap(chat, "+102")
        await lock(chat)  # $100 at Caesars, the best single book: 2.28 x 2.02 = 4.6056
    evening.end("ev1lakers", 112, 110)
    evening.end("ev2suns", 100, 101)
    await play(pool, evening)
    done = await grading_pass(database, tmp_path, evening)
    assert (done.decided, done.legs, done.failures) == (1, 2, [])
    again = await grading_pass(database, tmp_path, evening)
    assert (again.decided, again.legs) == (0, 0)
    with desk(database, tmp_path, evening, asking(Call("my_bets", {"status": "all", "since": None}))) as server:
        chat = await opened(server, "ann", thread)
        await chat.send("How am I doing?")
        words = last_card(chat)
    assert "$360.56" in words  # profit
    assert "1 - 0 - 0" in words
    assert "1 of 1" in words  # no percentage of one bet
    assert "+360.6% of $100.00 staked" in words
    assert "+3.61" in words
    (line,) = [word for word in words if word.startswith("#")]
    assert line.endswith("$100.00 at +361, $360.56 profit")


async def test_a_win_at_an_exchanges_price_is_said_to_be_before_commission(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    evening.prices["ev3celtics"] = {"Betfair": {}}
    evening.set_price("ev3celtics", "Betfair", "h2h", (None, -200, 180))
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await tap(chat, "+180")
        await lock(chat)
        assert any("nobody sells this ticket as it is" in word for word in shown(slip(chat)))
        assert await tickets(pool) == []
        await lock(chat)  # as placed, leg by leg: $100 at 2.30 x 2.80 = 6.44
    evening.end("ev1lakers", 112, 110)
    await play(pool, evening)
    assert (await grading_pass(database, tmp_path, evening)).legs == 1
    (ticket,) = await tickets(pool)
    await pool.execute("UPDATE pp_ticket_legs SET starts_at = starts_at + interval '11 hours' WHERE position = 1")
    asked = [Call("hedge", {"ticket": ticket["id"][-8:]}), Call("my_bets", {"status": "all", "since": None})]
    with desk(database, tmp_path, evening, asking(*asked)) as server:
        chat = await opened(server, "ann")
        await chat.send("How do I hedge it?")
        words = last_card(chat)
        assert any("returns $644.00 before commission on New York Knicks moneyline" in word for word in words)
        assert any("what it returns is less by that exchange's commission" in word for word in words)
        evening.end("ev3celtics", 100, 101)
        await play(pool, evening, hours=12)
        assert (await grading_pass(database, tmp_path, evening)).decided == 1
        await chat.send("How am I doing?")
        words = last_card(chat)
        assert any(word.endswith("$544.00 profit before commission") for word in words)
        assert any("New York Knicks moneyline +180 (exchange)" in word for word in words)
        assert any("counted before its commission: what they paid is less." in word for word in words)


async def test_a_push_leaves_the_ticket_and_a_loss_ends_it(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        ann, bob = await opened(server, "ann"), await opened(server, "bob")
        for chat in (ann, bob):
            await tap(chat, "+130")  # Warriors to win
            await tap(chat, "-105", 1)  # Clippers -1 at Caesars
            await lock(chat)
    evening.end("ev1lakers", 112, 110)
    evening.end("ev2suns", 101, 100)  # by exactly one: a push
    await play(pool, evening)
    assert (await grading_pass(database, tmp_path, evening)).decided == 2
    rows = await pool.fetch("SELECT user_id, position, result, payout_cents FROM pp_ticket_grades ORDER BY 1, 2")
    assert [tuple(row) for row in rows if row["user_id"] == "ann"] == [
        ("ann", -1, "won", 22800),  # a straight bet at the +128 of Caesars by then
        ("ann", 0, "won", None),
        ("ann", 1, "push", None),
    ]


async def test_a_score_corrected_later_regrades_nothing_and_no_final_score_grades_nothing(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await tap(chat, "+102")
        await lock(chat)
    await play(pool, evening)
    waiting = await grading_pass(database, tmp_path, evening)
    assert (waiting.legs, waiting.waiting) == (0, 1)
    evening.end("ev1lakers", 112, 110)
    assert (await grading_pass(database, tmp_path, evening)).legs == 1
    evening.end("ev1lakers", 90, 110)
    assert (await grading_pass(database, tmp_path, evening)).legs == 0
    assert [row["result"] for row in await pool.fetch("SELECT result FROM pp_ticket_grades")] == ["won"]


async def test_two_passes_at_once_grade_once(database: str, pool: Any, tmp_path: Path, evening: Evening) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await tap(chat, "+102")
        await lock(chat)
    evening.end("ev1lakers", 112, 110)
    evening.end("ev2suns", 100, 101)
    await play(pool, evening)
    settings = with_development_secrets(
        settings_for(database, tmp_path, odds=evening.odds, ESPN_SITE_URL=evening.espn.url)
    )
    async with services_for(settings) as one, services_for(settings) as other:
        done = [done for done in await asyncio.gather(one.graders[0].run(), other.graders[0].run()) if done is not None]
    assert sum(one.legs for one in done) == 2
    assert await pool.fetchval("SELECT count(*) FROM pp_ticket_grades") == 3


async def test_a_failed_source_grades_nothing_and_says_so(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await tap(chat, "+102")
        await lock(chat)
    await play(pool, evening)
    evening.espn.always(Reply(503))
    done = await grading_pass(database, tmp_path, evening)
    assert done.failures
    assert "ESPN" in str(done)
    assert await pool.fetchval("SELECT count(*) FROM pp_ticket_grades") == 0


TRACKED = {
    "selection": "Lakers", "market": "spread", "event": None, "line": -3, "sport": "nba", "american": None,
    "price": "-115",
}  # fmt: skip


async def test_a_bet_placed_elsewhere_is_tracked_once_graded_and_measured_against_the_close(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    track = Call("track_bet", {"legs": [TRACKED], "stake": 115, "book": "Caesars", "total_price": None})
    show = Call("my_bets", {"status": "settled", "since": None})
    with desk(database, tmp_path, evening, asking(track, track, show)) as server:
        chat = await opened(server, "ann")
        await chat.send("I bet $115 on the Lakers -3 at Caesars, -115")
        assert await tickets(pool) == []
        await confirm(chat)
        await chat.send("Did you note my $115 on the Lakers -3 at Caesars, -115?")
        await confirm(chat)
        assert len(await tickets(pool)) == 1
        evening.end("ev1lakers", 100, 110)
        await play(pool, evening)
        await grading_pass(database, tmp_path, evening)
        await chat.send("How am I doing?")
        words = last_card(chat)
    assert "$100.00" in words
    assert any(word.endswith("$100.00 profit") for word in words)
    row = await pool.fetchrow("SELECT * FROM pp_ticket_grades WHERE position = 0")
    # Bet -3, Caesars closed at -3.5: half a point the better, and no price to compare.
    assert (row["result"], row["clv_close"], row["clv_points"], row["clv_fair"]) == ("won", "same book", "1/2", None)


async def test_a_bet_is_taken_back_only_before_it_begins(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await tap(chat, "+102")
        await lock(chat)
    (ticket,) = await tickets(pool)
    void = Call("void_bet", {"ticket": ticket["id"][-8:], "reason": "wrong game"})
    with desk(database, tmp_path, evening, asking(void, void)) as server:
        bob = await opened(server, "bob")
        await bob.send("Take it back")
        assert await pool.fetchval("SELECT count(*) FROM pp_ticket_grades") == 0
        ann = await opened(server, "ann")
        await ann.send("Take it back")
        assert await pool.fetchval("SELECT count(*) FROM pp_ticket_grades") == 0
        await confirm(ann)
    assert tuple(await pool.fetchrow("SELECT result, payout_cents FROM pp_ticket_grades")) == ("void", 10000)


async def test_demo_tickets_are_marked_never_graded_and_count_nowhere(database: str, pool: Any, tmp_path: Path) -> None:
    script = asking(Call("my_bets", {"status": "all", "since": None}))
    with OpenAIServer(script) as model, RunningServer(settings_for(database, tmp_path, model=model)) as server:
        chat = await opened(server, "ann")
        prices = buttons(board(chat), ADD_LEG)
        await chat.act(board(chat)["id"], ADD_LEG, payload(prices[0]))
        other = next(one for one in prices if one["label"] not in (prices[0]["label"], prices[1]["label"]))
        later = [one for one in prices if prices.index(one) >= prices.index(other) + 4]
        await chat.act(board(chat)["id"], ADD_LEG, payload(later[0]))
        await lock(chat)
        assert "DEMO" in shown(slip(chat))
        await chat.send("How am I doing?")
        words = last_card(chat)
    (ticket,) = await tickets(pool)
    assert ticket["demo"] is True
    assert "DEMO" in words
    assert not any("n/a" in word for word in words)
    await pool.execute("UPDATE pp_ticket_legs SET starts_at = starts_at - interval '2 days'")
    async with services_for(with_development_secrets(settings_for(database, tmp_path))) as parts:
        done = await parts.graders[0].run()
    assert done is not None
    assert (done.legs, done.waiting) == (0, 0)


async def test_the_csv_is_the_callers_own_and_no_cell_is_a_formula(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await tap(chat, "+102")
        await lock(chat)
        await pool.execute("UPDATE pp_ticket_legs SET selection = '=HYPERLINK(\"http://x\")', book = '@SUM(A1)'")
        mine = await chat.client.http.get(f"{server.url}/api/tickets.csv", headers={"X-User-Id": "ann"})
        theirs = await chat.client.http.get(f"{server.url}/api/tickets.csv", headers={"X-User-Id": "bob"})
    rows = list(csv.DictReader(io.StringIO(mine.text)))
    assert [row["stake"] for row in rows] == ["100.00"]
    assert rows[0]["picks"].startswith("'=")
    assert rows[0]["books"] == "'@SUM(A1)"
    assert rows[0]["price"] == "+361"
    assert theirs.text.count("\r\n") == 1
    assert mine.headers["content-type"].startswith("text/csv")


async def test_limits_are_set_on_their_card_and_a_break_takes_a_click_more(
    database: str, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening, asking(Call("my_limits", {}))) as server:
        chat = await opened(server, "ann")
        bob = await opened(server, "bob")
        await chat.send("My limits?")
        card = cards(chat)[-1]["id"]
        await chat.act_sync(card, SET_LIMITS, {"bet": "50", "day": "$60"})
        assert "Your limits hold from now on." in last_card(chat)
        assert {"$50.00", "$60.00"} <= set(last_card(chat))
        await chat.act_sync(card, SET_LIMITS, {"bet": "a lot", "day": ""})
        assert any(line.endswith("Nothing was changed.") for line in last_card(chat))
        assert {"$50.00", "$60.00"} <= set(last_card(chat))
        await chat.act_sync(card, SET_LIMITS, {"bet": "500", "day": "60"})
        assert any(line.startswith("Kept. A looser limit holds after 24 hours") for line in last_card(chat))
        assert "$50.00" in last_card(chat)
        await tap(chat, "+130")
        await tap(bob, "+130")
        for one in (chat, bob):
            await one.act(slip(one)["id"], SET_STAKE, {"stake": "60"})
        assert any("Your own limit is $50.00 a bet" in line for line in shown(slip(chat)))
        assert not any("limit" in line for line in shown(slip(bob)))
        await chat.act(slip(chat)["id"], SET_STAKE, {"amount": "50"})  # the button that mends it
        await chat.act(card, BREAK_OF, {"days": 7})
        await lock(chat)  # the break has not begun: its card waits for a click
        assert "LOCKED IN" in shown(slip(chat))
        await confirm(chat)
        await chat.act(board(chat)["id"], ADD_LEG, price(chat, "+172"))
        assert any("You asked for a break" in str(event) for event in chat.events)


async def test_the_record_lists_what_is_asked_for_and_takes_a_bet_back(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        await lock(chat)
        await chat.act(slip(chat)["id"], MY_BETS, payload(buttons(slip(chat), MY_BETS)[0]))
        record = cards(chat)[-1]
        (ticket,) = await tickets(pool)
        assert any(ticket["id"][-8:].upper() in line and line.endswith("to win $130.00") for line in shown(record))
        assert "1 open, $100.00 at stake" in shown(record)
        settled = next(one for one in buttons(record, MY_BETS) if one["label"] == "Settled")
        await chat.act(record["id"], MY_BETS, payload(settled))
        assert "None of these." in shown(cards(chat)[-1])
        assert cards(chat)[-1]["id"] == record["id"]
        locked = slip(chat)
        await chat.act(locked["id"], MY_BETS, {"status": "settled"})  # no other card becomes the record
        assert slip(chat)["widget"] == locked["widget"]
        with pytest.raises(HttpFailure):
            await chat.act_sync(locked["id"], SET_LIMITS, {"bet": "5"})
        await chat.act(record["id"], MY_BETS, {"status": "all"})
        again = next(item for item in cards(chat) if item["id"] == record["id"])
        await chat.act(record["id"], TAKE_BACK, payload(buttons(again, TAKE_BACK)[0]))
        await confirm(chat)
        assert await pool.fetchval("SELECT result FROM pp_ticket_grades") == "void"


async def test_limits_and_a_break_are_honoured_by_slip_and_agent(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    limit = Call("set_limits", {"max_stake": 50, "daily_stake": 60, "country": "GB"})
    looser = Call("set_limits", {"max_stake": 500, "daily_stake": None, "country": None})
    rest = Call("take_break", {"days": 7})
    leg = {"selection": "Lakers", "market": "moneyline", "event": None, "line": None, "sport": "nba", "american": None}
    parlay = Call("build_parlay", {"legs": [leg], "stake": 10})
    with desk(database, tmp_path, evening, asking(limit, looser, rest, parlay)) as server:
        chat = await opened(server, "ann")
        await chat.send("Not more than $50 a bet, $60 a day")
        await confirm(chat)
        await chat.send("Make it $500")
        assert any("GamCare" in word for word in last_card(chat))
        await confirm(chat)
        assert any("$500.00 a bet" in word for word in last_card(chat))  # asked for, not in force
        await tap(chat, "+130")
        await tap(chat, "+102")
        await chat.act(slip(chat)["id"], SET_STAKE, {"stake": "60"})
        assert any("Your own limit is $50.00 a bet" in word for word in shown(slip(chat)))
        await lock(chat, stake="60")
        assert await tickets(pool) == []
        await chat.act(slip(chat)["id"], SET_STAKE, {"stake": "40"})
        await lock(chat)
        assert len(await tickets(pool)) == 1
        await tap(chat, "+172")
        await tap(chat, "+102")
        await chat.act(slip(chat)["id"], SET_STAKE, {"stake": "40"})
        await lock(chat)
        assert any("$20.00 of it is left" in word for word in shown(slip(chat)))
        await chat.send("I need a break for a week")
        await confirm(chat)
        await lock(chat, stake="10")
        await lock(chat)
        assert any("You asked for a break" in word for word in shown(slip(chat)))
        await chat.act(slip(chat)["id"], SET_STAKE, {"stake": "5"})
        assert any("You asked for a break" in word for word in shown(slip(chat)))
        assert not slip(chat)["copy_text"].startswith("2-leg parlay, stake $5.00")
        await chat.send("Build me a parlay")
        assert len(await tickets(pool)) == 1


async def test_the_command_and_the_background_pass_grade_the_same_way(
    database: str, pool: Any, tmp_path: Path, evening: Evening, capsys: pytest.CaptureFixture[str]
) -> None:
    with desk(database, tmp_path, evening) as server:
        for user in ("ann", "bob"):
            chat = await opened(server, user)
            await tap(chat, "+130")
            await tap(chat, "+102")
            await lock(chat)
    await play(pool, evening)
    evening.end("ev1lakers", 90, 110)
    environ = environment_for(database, tmp_path, odds=evening.odds, ESPN_SITE_URL=evening.espn.url)
    status = await asyncio.to_thread(grade_by_command, tmp_path, environ)
    assert status == 0
    assert "2 tickets decided, 2 legs graded" in capsys.readouterr().out
    await pool.execute("DELETE FROM pp_ticket_grades")
    settings = with_development_secrets(
        settings_for(database, tmp_path, odds=evening.odds, ESPN_SITE_URL=evening.espn.url)
    )
    async with services_for(settings) as parts:
        background = BackgroundLoop("grading", parts.graders[0].background_pass, Pace(every_s=0.05, first_after_s=0))
        background.start()
        while await pool.fetchval("SELECT count(*) FROM pp_ticket_grades") < 4:  # noqa: ASYNC110 - a row, not an event
            await asyncio.sleep(0.02)
        await background.stop()
    results = await pool.fetch("SELECT result, payout_cents FROM pp_ticket_grades WHERE position = -1")
    assert [tuple(row) for row in results] == [("lost", 0)] * 2


async def test_two_slips_locked_at_once_do_not_both_use_what_is_left_of_the_day(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    await pool.execute("INSERT INTO pp_care (user_id, daily_stake_cents) VALUES ('ann', 15000)")
    with desk(database, tmp_path, evening) as server:
        chats = [await opened(server, "ann") for _ in range(4)]
        for chat in chats:
            await tap(chat, "+130")
            await tap(chat, "+102")
        await asyncio.gather(*(lock(chat) for chat in chats))  # $100 each, and $150 for the day
        assert len(await tickets(pool)) == 1
        refused = [word for chat in chats for word in shown(slip(chat)) if "$50.00 of it is left" in word]
        assert len(refused) == 3


async def test_another_time_zone_in_the_header_begins_no_new_day(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    await pool.execute(
        "INSERT INTO pp_care (user_id, daily_stake_cents, day_zone) VALUES ('ann', 15000, 'America/New_York')"
    )
    with desk(database, tmp_path, evening) as server:
        for time_zone in ("America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago"):
            chat = await opened(server, "ann")
            await tap(chat, "+130")
            await tap(chat, "+102")
            chat.client.http.headers["X-User-Timezone"] = time_zone
            await lock(chat)
        assert len(await tickets(pool)) == 1  # $100 each, and $150 for the day
