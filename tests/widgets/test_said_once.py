"""What a card's title or tag says is not said again in each of its rows, and a model still reads all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from professor_lock.agent.tools.reports import _pick_line
from professor_lock.betting.facts import (
    Event,
    EventStatus,
    GameScore,
    Injury,
    InjuryReport,
    Series,
    StatAnswer,
    Trends,
)
from professor_lock.desk.picks import Pick
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.format import short_game
from professor_lock.widgets.record import TicketLine, create_record_widget
from professor_lock.widgets.reports import create_injuries_widget, create_picks_widget, create_scores_widget
from professor_lock.widgets.simple import create_stat_answer_widget
from professor_lock.widgets.trends import create_trends_chart_widget
from professor_lock.words import words_of
from tests.support.card_samples import _ledger
from tests.support.widget_trees import nodes, sent, strings

NOW = datetime(2026, 11, 28, 23, tzinfo=UTC)
GAME = Event(
    "g1", "nba", "Portland Trail Blazers", "Detroit Pistons", NOW + timedelta(hours=2), EventStatus.SCHEDULED, "a feed"
)


def texts(card: BuiltWidget) -> list[str]:
    return list(strings(sent(card.widget)["children"]))


def injury(team: str) -> Injury:
    return Injury("Ann Guard", team, "Out", "Sore knee", "", NOW, "a feed")


def test_a_game_is_named_by_its_teams_nicknames() -> None:
    assert short_game(GAME) == "Trail Blazers @ Pistons"


def test_a_report_of_one_team_names_it_in_its_title_alone() -> None:
    one = InjuryReport("nba", (injury("Detroit Pistons"),), "a feed", NOW)
    card = create_injuries_widget(one, "NBA injuries: Detroit Pistons")
    assert [text for text in texts(card) if "Pistons" in text] == ["NBA injuries: Detroit Pistons"]
    assert "Ann Guard, Detroit Pistons | Out" in card.copy_text
    two = InjuryReport("nba", (injury("Detroit Pistons"), injury("Boston Celtics")), "a feed", NOW)
    assert "Ann Guard, Boston Celtics" in texts(create_injuries_widget(two, "NBA injuries"))


def test_scores_name_teams_as_the_board_does() -> None:
    score = GameScore(GAME, None, None, "", "a feed", NOW)
    card = create_scores_widget([score], "NBA scores", now=NOW)
    assert "Trail Blazers @ Pistons" in texts(card)
    assert "Portland Trail Blazers @ Detroit Pistons" in card.copy_text


def test_a_pick_is_one_sentence_with_its_price() -> None:
    pick = Pick("1", "NBA", "A @ B", "B", "moneyline", "-110 Book", None, "It is home.", None, NOW)
    card = create_picks_widget([_pick_line(pick)], "Today's picks", source="a feed", read_at=NOW)
    assert "A @ B (NBA) | B moneyline at -110 Book when it was made. It is home" in card.copy_text
    shown = texts(card)
    assert shown.index("B moneyline") < shown.index("A @ B (NBA) · at -110 Book when it was made. It is home")


def test_a_statistic_says_its_player_and_season_once() -> None:
    said = "LeBron James, 2023-24 regular season: 25.7 points per game (71 games)"
    answer = StatAnswer("?", "LeBron James", said, (("Points", "25.7"),), "2023-24", "a feed", NOW)
    card = create_stat_answer_widget(answer)
    assert "Regular season: 25.7 points per game (71 games)" in texts(card)
    assert said in card.copy_text


def test_behind_the_hit_rate_of_a_chart_its_notes_are_closed() -> None:
    rate, note = "Over 25.5: 5 of 10 (50%).", "Regular season: 10 games, average 23.8."
    chart = Trends("Points", ("Nov 9 vs Utah Jazz",), (Series("Points", (28.0,)),), "a feed", NOW, lead=rate, note=note)
    closed = [fold["id"] for fold in sent(create_trends_chart_widget(chart).widget)["professor_lock"]["folds"]]
    assert closed == ["note"]
    open_chart = create_trends_chart_widget(replace(chart, lead=None))
    assert "folds" not in sent(open_chart.widget)["professor_lock"]
    german = create_trends_chart_widget(chart, words=words_of("de"))
    axis = next(node for node in nodes(sent(german.widget)) if node.get("type") == "Chart")["xAxis"]
    assert axis["labels"] == {"1": "9. Nov. vs Utah Jazz"}


def test_a_ticket_shows_each_bet_with_its_game_below_and_its_start_once() -> None:
    line = TicketLine(
        "T-1",
        ("Detroit Pistons moneyline -216, Portland Trail Blazers @ Detroit Pistons, Nov 28",),
        "$50.00 at -216",
        "pending",
        "to win $23.15, starts 9:00 PM ET",
        False,
        bets=(("Detroit Pistons moneyline", "Trail Blazers @ Pistons · 9:00 PM ET"),),
        outcome="to win $23.15",
    )
    card = create_record_widget(_ledger(), [line])
    shown = " | ".join(text for text in texts(card) if " " in text)
    assert "Detroit Pistons moneyline | Trail Blazers @ Pistons · 9:00 PM ET | #T-1, $50.00 at -216, to win" in shown
    assert shown.count("9:00 PM ET") == shown.count("-216") == 1
    assert (
        "Portland Trail Blazers @ Detroit Pistons, Nov 28 | #T-1, $50.00 at -216, to win $23.15, starts"
        in card.copy_text
    )


def test_a_long_report_shows_ten_rows_and_opens_the_others_in_place() -> None:
    many = tuple(replace(injury(f"Team {n}"), player=f"Player {n}") for n in range(25))
    card = create_injuries_widget(InjuryReport("nba", many, "a feed", NOW), "NBA injuries")
    tree = sent(card.widget)
    assert tree["professor_lock"]["folds"] == [{"id": "more", "label": "+ 15 more", "once": True}]
    (more,) = [node for node in nodes(tree) if node.get("id") == "more"]
    assert len(more["children"]) == 15
    assert "Sore knee · 6:00 PM ET" in texts(card)
    assert card.copy_text.count("| Out | Sore knee | 6:00 PM ET") == 25
    few = sent(create_injuries_widget(InjuryReport("nba", many[:10], "a feed", NOW), "NBA injuries").widget)
    assert "folds" not in few.get("professor_lock", {})
