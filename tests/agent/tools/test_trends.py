"""Which of a player's lines a trend is held against."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from professor_lock.agent.tools.trends import of_stat
from professor_lock.betting.props import PropLine
from tests.fakes.openai_script import Call
from tests.support.desk import asking, cards, desk, opened, shown
from tests.support.evening import Evening
from tests.support.widget_trees import nodes

OFFERED = [
    PropLine("Casey Sample", stat, Fraction(line), (), 3, ())
    for stat, line in [("points", "24.5"), ("points rebounds assists", "38.5"), ("rebounds", "7.5"), ("assists", "6.5")]
]


@pytest.mark.parametrize(
    ("stat", "line"), [("points", "24.5"), ("total rebounds", "7.5"), ("points rebounds assists", "38.5")]
)
def test_a_line_is_of_just_the_stat_that_is_charted(stat: str, line: str) -> None:
    found = of_stat(OFFERED, stat)
    assert found is not None
    assert found.line == Fraction(line)


def test_a_stat_that_nobody_quotes_has_no_line() -> None:
    assert of_stat(OFFERED, "minutes") is None


async def test_a_question_about_a_player_is_one_card_with_the_books_line_through_its_chart(
    database: str, tmp_path: Path
) -> None:
    def about(stat: str) -> Call:
        return Call("statmuse_query", {"question": f"Casey Sample {stat}"})

    played = [("ev1lakers", -2 * n - 1, ["35", "8", "5", str(points)]) for n, points in enumerate((30, 20, 26, 28))]
    with Evening() as evening, desk(database, tmp_path, evening, asking(about("points"), about("assists"))) as server:
        evening.logs["Casey Sample"] = played
        chat = await opened(server, "ann")
        before = len(cards(chat))
        await chat.send("points")
        [card] = cards(chat)[before:]
        [chart] = [node for node in nodes(card["widget"]) if node.get("type") == "Chart"]
        await chat.send("assists")
        [other] = cards(chat)[before + 1 :]
    assert [one["label"] for one in chart["series"]] == ["Points, over 25.5", "Points, under 25.5", "Line 25.5"]
    assert {row["line"] for row in chart["data"]} == {25.5}
    assert "25.5 is the line at 2 books (The Odds API, " in card["copy_text"]
    assert "Casey Sample" in shown(card)
    [alone] = [node for node in nodes(other["widget"]) if node.get("type") == "Chart"]
    assert [one["label"] for one in alone["series"]] == ["Assists"]
