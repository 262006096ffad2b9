"""Player props by name: the agent builds slips of them and records bets on them, at prices that books offer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.fakes.openai_script import Call
from tests.support.desk import asking, cards, confirm, desk, grading_pass, opened, play, shown, slip, tickets
from tests.support.evening import Evening


def leg(selection: str, market: str, **more: Any) -> dict[str, Any]:
    return {
        "selection": selection,
        "market": market,
        "event": None,
        "line": None,
        "sport": None,
        "american": None,
    } | more


def build(*legs: dict[str, Any]) -> Call:
    return Call("build_parlay", {"legs": list(legs), "stake": 100})


async def test_a_slip_of_props_and_games_in_the_persons_order_at_the_books_prices(
    database: str, tmp_path: Path, evening: Evening
) -> None:
    asked = build(
        leg("Casey Sample over 25.5", "points", american=900),
        leg("Celtics", "moneyline", sport="nba"),
        leg("Under 40.5 Casey Sample", "points, rebounds and assists", event="Lakers vs Warriors", sport="nba"),
    )
    with desk(database, tmp_path, evening, asking(asked)) as server:
        chat = await opened(server, "ann")
        await chat.send("Casey over 25.5 points, the Celtics, and Casey under 40.5 PRA")
        picks = [line for line in slip(chat)["copy_text"].splitlines() if line[:2] in ("1.", "2.", "3.")]
    assert [pick.split(" | ")[0] for pick in picks] == [
        "1. Casey Sample points Over 25.5 -108",
        "2. Boston Celtics moneyline -198",
        "3. Casey Sample points rebounds assists Under 40.5 -120",
    ]


@pytest.mark.parametrize(
    ("asked", "said", "closest"),
    [
        (
            leg("Casey Sample over 29.5", "points"),
            "No book offers that line of Casey Sample",
            "points Over 25.5 at -108",
        ),
        (leg("Casey Sample over 2.5", "steals"), "No book has steals of Casey Sample", "points Over 25.5"),
        (leg("Casey Simple over 25.5", "points", event="Lakers", sport="nba"), "No book has a prop on", "Casey Sample"),
        (leg("Nobody Known over 25.5", "points"), "knows no player called 'nobody known'", ""),
        (leg("Casey Sample", "points"), "A player prop needs Over or Under.", ""),
        (leg("Over 25.5", "vibes", event="Lakers", sport="nba"), "Which player is that on?", ""),
    ],
)
async def test_a_prop_nobody_offers_is_not_found_and_named_with_what_there_is(
    database: str, tmp_path: Path, evening: Evening, asked: dict[str, Any], said: str, closest: str
) -> None:
    with desk(database, tmp_path, evening, asking(build(asked))) as server:
        chat = await opened(server, "ann")
        await chat.send("That prop, please")
        words = "\n".join(shown(cards(chat)[-1]))
    assert said in words
    assert closest in words
    assert "CANNOT" not in words
    assert words.count(said) == 1


async def test_a_prop_placed_elsewhere_is_tracked_once_and_graded(
    database: str, pool: Any, tmp_path: Path, evening: Evening
) -> None:
    taken = leg("Casey Sample over 24.5", "points") | {"price": "-115"}
    other = leg("Riley Sample over 24.5", "points") | {"price": "-115"}
    track = Call("track_bet", {"legs": [taken], "stake": 115, "book": "Caesars", "total_price": None})
    same_price = Call("track_bet", {"legs": [other], "stake": 115, "book": "Caesars", "total_price": None})
    with desk(database, tmp_path, evening, asking(track, track, same_price)) as server:
        chat = await opened(server, "ann")
        await chat.send("I bet $115 on Casey Sample over 24.5 points")
        await confirm(chat)
        await chat.send("Did you note it?")
        assert any(word.startswith("Casey Sample points Over 24.5, ") for word in shown(cards(chat)[-1]))
        await confirm(chat)
        assert len(await tickets(pool)) == 1
        await chat.send("And the same on Riley Sample")
        await confirm(chat)
        assert len(await tickets(pool)) == 2
    evening.end("ev1lakers", 112, 110)
    evening.logs["Casey Sample"] = [("ev1lakers", 0, ["36", "8", "9", "25"])]
    evening.logs["Riley Sample"] = [("ev1lakers", 0, ["36", "8", "9", "24"])]
    await play(pool, evening)
    assert (await grading_pass(database, tmp_path, evening)).decided == 2
    rows = await pool.fetch("SELECT result, payout_cents FROM pp_ticket_grades WHERE position = -1 ORDER BY 1")
    assert [tuple(row) for row in rows] == [("lost", 0), ("won", 21500)]
