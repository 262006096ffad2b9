"""Player props graded by the player's own game log, to the cent; what the log does not show is waited for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from professor_lock.betting.facts import EventStatus, GameScore, Market
from professor_lock.desk.prop_grader import LOOK_FOR, MAX_LOGS, PropGrading
from professor_lock.sources.errors import SourceNotFound
from professor_lock.sources.sources import PlayerLogs
from tests.fakes.openai_script import Call, ModelRequest, Turn
from tests.fakes.web import Reply
from tests.support.desk import desk, grading_pass, last_card, lock, opened, play, shown, slip, tap, tickets
from tests.support.evening import Evening
from tests.support.prop_bets import locked_over, props, script, tap_prop
from tests.support.quotes import NOW, a_quote, an_event, leg_of


async def test_ask_tap_lock_grade_and_the_record_to_the_cent(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening, script) as server:
        chat = await opened(server, "ann")
        thread = chat.thread_id
        await chat.send("Casey Sample props")
        await tap_prop(chat, "-108")
    with desk(database, tmp_path, evening, script) as server:  # restarted in between
        chat = await opened(server, "ann", thread)
        words = shown(slip(chat))
        assert "Casey Sample points Over 25.5" in words
        assert any("-108 DraftKings, quoted " in word for word in words)
        await tap(chat, "+102")
        await lock(chat)
    (ticket,) = await tickets(pool)
    (leg,) = await pool.fetch("SELECT * FROM pp_ticket_legs WHERE market = 'player_prop'")
    assert (leg["user_id"], leg["subject"], leg["stat"], leg["selection"]) == ("ann", "Casey Sample", "points", "Over")
    assert (leg["line"], leg["price"], leg["book"], leg["source"]) == ("51/2", "52/27", "DraftKings", "The Odds API")
    evening.end("ev1lakers", 112, 110)
    evening.end("ev2suns", 100, 101)
    evening.logs["Casey Sample"] = [("ev1lakers", 0, ["36", "8", "9", "27"])]
    await play(pool, evening)
    done = await grading_pass(database, tmp_path, evening)
    assert (done.decided, done.legs, done.failures) == (1, 2, [])
    grade = await pool.fetchrow("SELECT * FROM pp_ticket_grades WHERE position = 0")
    assert grade["result"] == "won"
    assert grade["reason"] == "Casey Sample: 27 points against 25.5 (Final)"
    assert grade["source"].startswith("ESPN game log, 20")
    again = await grading_pass(database, tmp_path, evening)
    assert (again.decided, again.legs) == (0, 0)
    with desk(database, tmp_path, evening, script) as server:
        chat = await opened(server, "ann", thread)
        await chat.send("How am I doing?")
        words = last_card(chat)
    # At DraftKings, who sells both legs: 52/27 x 2 = 3.851852, $100 returns $385.19
    assert f"#{ticket['id'][-8:].upper()}, $100.00 at +285, $285.19 profit" in words
    assert {"1 - 0 - 0", "$285.19"} <= set(words)
    assert any(word.startswith("Casey Sample: 27 points against 25.5 (Final), ESPN game log, 20") for word in words)


async def test_a_player_who_did_not_play_is_void_and_leaves_the_ticket(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    await locked_over(database, tmp_path, evening)
    evening.end("ev1lakers", 112, 110)
    evening.end("ev2suns", 100, 101)
    evening.logs["Casey Sample"] = [("ev1lakers", 0, [])]
    await play(pool, evening)
    assert (await grading_pass(database, tmp_path, evening)).decided == 1
    rows = await pool.fetch("SELECT position, result, payout_cents FROM pp_ticket_grades ORDER BY 1")
    assert [tuple(row) for row in rows] == [(-1, "won", 20000), (0, "void", None), (1, "won", None)]


async def test_a_player_whom_the_games_page_lists_as_out_is_void_though_the_log_never_goes_on(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    await locked_over(database, tmp_path, evening)
    evening.end("ev1lakers", 112, 110)
    evening.end("ev2suns", 100, 101)
    evening.absent = {"Riley Sample": "RIGHT KNEE"}
    await play(pool, evening)
    assert (await grading_pass(database, tmp_path, evening)).legs == 1
    evening.absent = {"Casey Sample": "LEFT ANKLE"}
    assert (await grading_pass(database, tmp_path, evening)).decided == 1
    (grade,) = await pool.fetch("SELECT result, reason, source FROM pp_ticket_grades WHERE position = 0")
    assert (grade["result"], grade["reason"]) == ("void", "Casey Sample did not play (LEFT ANKLE) (Final)")
    assert grade["source"].startswith("ESPN box score, 20")


async def test_a_log_without_the_game_is_waited_for_until_it_goes_on_without_it(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    await locked_over(database, tmp_path, evening)
    evening.end("ev1lakers", 112, 110)
    evening.end("ev2suns", 100, 101)
    await play(pool, evening)
    done = await grading_pass(database, tmp_path, evening)
    assert (done.decided, done.legs, done.waiting, done.failures) == (0, 1, 1, [])
    assert "Casey Sample: ESPN does not list the game in the player's log yet" in str(done)
    with desk(database, tmp_path, evening, script) as server:
        chat = await opened(server, "ann")
        await chat.send("How am I doing?")
        assert "Waits: Casey Sample: ESPN does not list the game in the player's log yet" in last_card(chat)
    evening.logs["Casey Sample"] = [("ev1lakers", -2, ["30", "5", "5", "20"])]
    assert (await grading_pass(database, tmp_path, evening)).legs == 0
    evening.logs["Casey Sample"] = [("ev1lakers", 2, ["30", "5", "5", "40"]), ("ev1lakers", -2, ["30", "5", "5", "20"])]
    assert (await grading_pass(database, tmp_path, evening)).legs == 1
    (grade,) = await pool.fetch("SELECT result, reason FROM pp_ticket_grades WHERE position = 0")
    assert (grade["result"], "the log goes on without this game" in grade["reason"]) == ("void", True)


async def test_who_has_played_by_the_games_page_is_not_void_though_the_log_goes_on_without_the_game(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    await locked_over(database, tmp_path, evening)
    evening.end("ev1lakers", 112, 110)
    evening.end("ev2suns", 100, 101)
    evening.logs["Casey Sample"] = [("ev1lakers", 2, ["30", "5", "5", "40"])]
    evening.played = ["Casey Sample"]
    await play(pool, evening)
    done = await grading_pass(database, tmp_path, evening)
    assert (done.decided, done.legs, done.waiting, done.failures) == (0, 1, 1, [])
    assert "the game's page lists the player in it, the player's log does not list the game" in str(done)
    assert await pool.fetch("SELECT FROM pp_ticket_grades WHERE position = 0") == []


@pytest.mark.parametrize("fault", [Reply(503), Reply(body=b"{}"), Reply(body=b"[]")], ids=["down", "no player", "odd"])
async def test_a_log_that_cannot_be_read_grades_nothing_and_says_so(
    database: str, pool: Any, tmp_path: Path, evening: Evening, fault: Reply
) -> None:
    await locked_over(database, tmp_path, evening)
    evening.end("ev1lakers", 112, 110)
    evening.end("ev2suns", 100, 101)
    evening.logs["Casey Sample"] = [("ev1lakers", 0, ["36", "8", "9", "27"])]
    await play(pool, evening)
    evening.log_fault = fault
    done = await grading_pass(database, tmp_path, evening)
    assert (done.legs, done.waiting) == (1, 1)
    assert "ESPN" in str(done)
    evening.log_fault = None
    assert (await grading_pass(database, tmp_path, evening)).decided == 1


async def test_a_sum_is_graded_by_the_sum_of_the_log(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    pra = {"player": "Casey Sample", "game": "Lakers", "market": "pra", "sport": "nba"}

    def asks_for_the_sum(request: ModelRequest) -> Turn:
        if request.outputs or "props" not in request.user_text:
            return script(request)
        return Turn.of(Call("get_player_props_visual", pra))

    with desk(database, tmp_path, evening, asks_for_the_sum) as server:
        chat = await opened(server, "ann")
        await chat.send("Casey Sample props")
        assert "Pts + Reb + Ast" in shown(props(chat))
        await tap_prop(chat, "-120")
        await tap(chat, "+102")
        await lock(chat)
    asked = [seen.query["markets"] for seen in evening.odds.requests if seen.path.endswith("ev1lakers/odds")]
    assert set(asked) == {"player_points_rebounds_assists"}  # one credit each, not four
    evening.end("ev1lakers", 112, 110)
    evening.end("ev2suns", 100, 101)
    evening.logs["Casey Sample"] = [("ev1lakers", 0, ["36", "8", "5", "27"])]
    await play(pool, evening)
    assert (await grading_pass(database, tmp_path, evening)).decided == 1
    (grade,) = await pool.fetch("SELECT result, reason FROM pp_ticket_grades WHERE position = 0")
    assert grade["result"] == "won"  # under 40.5
    assert grade["reason"] == "Casey Sample: 27 points + 8 rebounds + 5 assists = 40 against 40.5 (Final)"


async def test_passes_look_at_so_many_players_in_turn() -> None:
    looked: list[str] = []

    class Logs(PlayerLogs):
        async def after(self, name: str, *_: Any, **__: Any) -> Any:
            looked.append(name)
            raise SourceNotFound("ESPN knows no such player.", source="ESPN")

    game = an_event("g", starts_in_s=-9000)
    score = GameScore(replace(game, status=EventStatus.FINAL), 100, 99, "Final", "ESPN", NOW)
    prop: dict[str, Any] = {"market": Market.PLAYER_PROP, "stat": "points"}
    legs = [leg_of(a_quote(game, "Over", -110, 20.5, subject=f"Player {n}", **prop)) for n in range(MAX_LOGS + 5)]
    props = PropGrading(Logs(()))
    first = await props.look_up(legs, {"g": score}, NOW)
    assert (len(looked), first.left) == (MAX_LOGS, 5)
    await props.look_up(legs, {"g": score}, NOW + timedelta(minutes=5))
    assert set(looked) == {leg.subject for leg in legs}
    looked.clear()
    old = await props.look_up(legs, {"g": score}, NOW + LOOK_FOR)
    assert looked == []
    assert all("three weeks" in found.figure.said for found in old.figures.values())


async def test_a_bug_in_one_players_look_up_keeps_no_others_waiting() -> None:
    class Logs(PlayerLogs):
        async def after(self, name: str, *_: Any, **__: Any) -> Any:
            if name == "Player 0":
                raise ZeroDivisionError
            raise SourceNotFound("ESPN knows no such player.", source="ESPN")

    game = an_event("g", starts_in_s=-9000)
    score = GameScore(replace(game, status=EventStatus.FINAL), 100, 99, "Final", "ESPN", NOW)
    prop: dict[str, Any] = {"market": Market.PLAYER_PROP, "stat": "points"}
    legs = [leg_of(a_quote(game, "Over", -110, 20.5, subject=f"Player {n}", **prop)) for n in range(9)]
    looked = await PropGrading(Logs(())).look_up(legs, {"g": score}, NOW)
    assert [leg.subject for leg in legs if looked.of(leg) is None] == ["Player 0"]
    assert looked.failures == ["Player 0: the figures could not be looked up"]


async def test_who_took_the_floor_for_zero_counted_minutes_has_action_by_the_games_page(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    await locked_over(database, tmp_path, evening)
    evening.end("ev1lakers", 112, 110)
    evening.end("ev2suns", 100, 101)
    evening.logs["Casey Sample"] = [("ev1lakers", 0, ["0", "0", "0", "0"])]
    await play(pool, evening)
    assert (await grading_pass(database, tmp_path, evening)).legs == 1  # the page says nothing of him
    evening.played = ["Casey Sample"]
    assert (await grading_pass(database, tmp_path, evening)).decided == 1
    grade = await pool.fetchrow("SELECT * FROM pp_ticket_grades WHERE position = 0")
    assert (grade["result"], "0 points in zero counted minutes" in grade["reason"]) == ("lost", True)
    assert "in the game by the ESPN box score" in grade["source"]
    assert "also for zero counted minutes" in grade["rule"]


async def test_who_sat_out_with_zeros_in_the_log_is_void_by_the_games_page(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    await locked_over(database, tmp_path, evening)
    evening.end("ev1lakers", 112, 110)
    evening.end("ev2suns", 100, 101)
    evening.logs["Casey Sample"] = [("ev1lakers", 0, ["0", "0", "0", "0"])]
    evening.absent = {"Casey Sample": "COACH'S DECISION"}
    await play(pool, evening)
    assert (await grading_pass(database, tmp_path, evening)).decided == 1
    assert await pool.fetchval("SELECT result FROM pp_ticket_grades WHERE position = 0") == "void"
