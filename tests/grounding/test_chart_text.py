"""What is read of a chart of past games: each figure is its player's or team's, never the opponent's of that day."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from pp_widgets import create_trends_chart_widget
from professor_lock.betting.facts import SeasonKind
from professor_lock.betting.trends import PastGame, Recent
from professor_lock.grounding.chart_text import chart_text
from professor_lock.grounding.facts import Ledger, Role
from professor_lock.grounding.from_text import read_source
from professor_lock.grounding.from_tools import add_trends
from professor_lock.grounding.gate import Gate
from professor_lock.widgets.past_games import chart_of

NOW = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)
OPPONENTS = (
    "vs Atlanta Hawks", "@ Miami Heat", "@ Philadelphia 76ers", "vs Orlando Magic", "@ Chicago Bulls", "vs Miami Heat",
    "@ Denver Nuggets", "vs Detroit Pistons", "@ Utah Jazz", "@ Dallas Mavericks",
)  # fmt: skip
"""Of January 9, 11, 13 and so on."""
FIGURES = (18, 29, 26, 22, 31, 20, 24, 22, 30, 21)
MARGINS = (16, -1, 16, 10, -15, -11, 7, -18, 4, 12)
ENDED = (
    "W 116-100", "L 120-119", "W 125-109", "W 120-110", "L 119-104", "L 110-99", "W 107-100", "L 115-97", "W 106-102",
    "W 123-111",
)  # fmt: skip
CURRY = [
    ("Curry has gone over 27.5 in {} of his last 10 games.", "3", "4"),
    ("That is a hit rate of {} for Curry.", "30%", "40%"),
    ("Curry scored {} in Miami on January 11.", "29", "26"),
    ("Curry had {} at Utah on Jan 25.", "30", "22"),
    ("He is averaging {} points over his last 10.", "24.3", "25.3"),
    ("His last three: 22, 30 and {}.", "21", "18"),
    ("The 95% interval runs from {} to 60%.", "11%", "15%"),
]
CELTICS = [
    ("Boston won {} in Dallas.", "123-111", "116-100"),
    ("Their last game was a {} win at Dallas.", "123-111", "106-102"),
    ("The Celtics lost {} to Detroit.", "115-97", "106-102"),
    ("The Celtics beat Atlanta by {}.", "16", "4"),
    ("Boston scored {} at Dallas.", "123", "111"),
    ("They'd have covered 7.5 in {} of the 10.", "4", "5"),
]


def _card(who: str, what: str, line: float, values: tuple[float, ...], outcomes: tuple[str, ...] = ()) -> Ledger:
    games = [
        PastGame(
            starts_at=datetime(2026, 1, 2 * day + 10, 1, tzinfo=UTC), opponent=opponent, value=float(value),
            kind=SeasonKind.REGULAR, outcome=outcomes[day] if outcomes else "",
        )
        for day, (opponent, value) in enumerate(zip(OPPONENTS, values, strict=True))
    ]  # fmt: skip
    recent = Recent(tuple(games), 0)
    trends = chart_of(
        recent, who=who, what=what, asked=10, source="Sample log", as_of=NOW, line=Fraction(str(line)), season="2025-26"
    )
    ledger = Ledger(now=NOW.astimezone(ZoneInfo("America/New_York")))
    read_source(ledger, create_trends_chart_widget(trends).copy_text, source="get_trends_visual", as_of=NOW)
    add_trends(ledger, trends)
    return ledger


def shown(ledger: Ledger, text: str, question: str) -> str:
    gate = Gate(ledger, question=question)
    return (gate.feed(text) + gate.finish()).split("\n\n*")[0]


def of_curry(text: str) -> str:
    return shown(_card("Stephen Curry", "points", 27.5, FIGURES), text, "how often does Curry go over 27.5 points")


def of_celtics(text: str) -> str:
    ledger = _card("Boston Celtics", "margin of victory", 7.5, MARGINS, ENDED)
    return shown(ledger, text, "how have the celtics done against the spread lately")


@pytest.mark.parametrize(("text", "right", "wrong"), CURRY)
def test_a_figure_of_a_players_chart_is_theirs(text: str, right: str, wrong: str) -> None:
    assert of_curry(text.format(right)) == text.format(right)
    assert of_curry(text.format(wrong)) != text.format(wrong)


@pytest.mark.parametrize(("text", "right", "wrong"), CELTICS)
def test_a_game_of_a_teams_chart_ended_as_its_label_says(text: str, right: str, wrong: str) -> None:
    assert of_celtics(text.format(right)) == text.format(right)
    assert of_celtics(text.format(wrong)) != text.format(wrong)


def test_no_opponent_of_a_chart_owns_a_figure_and_no_day_is_a_team() -> None:
    ledger = _card("Stephen Curry", "points", 27.5, FIGURES)
    owners = {owner for fact in ledger.facts for role in (Role.TEAM, Role.GAME) for owner in fact.ids(role)}
    assert owners == set()
    assert not any(name.startswith("Jan ") for name in ledger.names)


def test_a_text_without_a_chart_is_left_as_it_is() -> None:
    text = "Won - lost - pushed: 44 - 38 - 3\nRegular season: 10 games, average 22.1. More."
    assert chart_text(text).text == text
