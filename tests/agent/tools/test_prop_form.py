"""A player's form beside today's line: counted from the game log, absent where there is none for certain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from msgspec import structs

from professor_lock.agent.tools.prop_form import form_of
from professor_lock.betting.facts import GameLog, Market, PlayerGame, Quote, SeasonKind
from professor_lock.betting.props import PropLine, prop_lines
from professor_lock.sources.names.leagues import find_league
from professor_lock.widgets.props import create_props_widget
from professor_lock.widgets.props_text import PropForm
from tests.fakes.openai_script import Call, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.fakes.web import Reply
from tests.support.chatkit_client import ChatKitClient
from tests.support.desk import asking, cards, desk, opened, shown
from tests.support.evening import Evening
from tests.support.prop_bets import props
from tests.support.quotes import NOW, a_quote, a_slate, an_event
from tests.support.running_server import RunningServer, settings_for
from tests.support.widget_trees import strings

NBA = find_league("nba")
PROPS = Call("get_player_props_visual", {"player": None, "game": "Lakers", "market": None, "sport": "nba"})
SCORES = Call("get_scores", {"league": "nba", "date": None, "team": None})
GAME = an_event("e1", away="Golden State Warriors", home="Los Angeles Lakers")


def quotes_of(line: str, *prices: tuple[str, int, int]) -> list[Quote]:
    """Over and Under of one player's points at each book."""
    return [
        structs.replace(
            a_quote(GAME, side, price, line, book=book, market=Market.PLAYER_PROP),
            subject="LeBron James",
            stat="points",
        )
        for book, over, under in prices
        for side, price in (("Over", over), ("Under", under))
    ]


def a_line(line: str = "25") -> PropLine:
    [found] = prop_lines(quotes_of(line, ("DraftKings", -110, -110)), NOW)
    return found


def a_log(points: Sequence[float]) -> GameLog:
    """Regular games, the newest first, with these points; and one he missed."""
    games = [
        PlayerGame(f"g{n}", NOW - timedelta(days=2 * n + 1), "Kings", True, SeasonKind.REGULAR, True, {"points": value})
        for n, value in enumerate(points)
    ]
    missed = PlayerGame("m", NOW - timedelta(hours=30), "Suns", False, SeasonKind.REGULAR, False, {})
    return GameLog("LeBron James", "nba", "2025-26", (missed, *games), "ESPN", as_of=NOW)


def test_the_season_the_last_five_and_the_overs_of_the_last_ten() -> None:
    points = [30, 20, 25, 26, 29, 24, 10, 40, 41, 42, 5, 5]
    form = form_of(a_line(), a_log(points), NBA)
    # 297 in 12 games; 130 in the last five; of the last ten 25 is on the line, and six of the other nine are over it
    assert form == PropForm(season=297 / 12, last=26.0, last_games=5, overs=6, decided=9)


def test_there_is_none_without_games_without_a_line_or_of_another_stat() -> None:
    assert form_of(a_line(), a_log([]), NBA) is None
    assert form_of(replace(a_line(), line=None), a_log([20]), NBA) is None
    assert form_of(replace(a_line(), stat="double double"), a_log([20]), NBA) is None


def test_the_fair_price_is_of_the_books_that_quote_both_sides() -> None:
    quotes = quotes_of("25.5", ("DraftKings", -110, -110), ("FanDuel", -120, 100))
    [line] = prop_lines([*quotes, *quotes_of("25.5", ("BetMGM", -105, -115))[:1]], NOW)
    card = create_props_widget([line], a_slate(quotes), "Props", odds_format="decimal")
    # no-vig 50% and 52.17%, median 51.09%
    assert round(line.fair["Over"], 4) == round((0.5 + (120 / 220) / (120 / 220 + 0.5)) / 2, 4)
    assert any("fair over 1.96 (51.1%), under 2.04 (48.9%)" in word for word in strings(card.widget.model_dump()))
    [alone] = prop_lines(quotes[:1], NOW)
    assert alone.fair == {}


async def test_the_card_names_the_log_and_when_it_was_read(database: str, tmp_path: Path) -> None:
    turns = [Turn.of(Call("get_player_props_visual", {"player": "LeBron James"})), Turn.of("There.")]
    with OpenAIServer(turns) as model, RunningServer(settings_for(database, tmp_path, model=model)) as server:
        async with ChatKitClient(server.url, user_id="ann") as client:
            chat = await client.chat().send("LeBron props")
            text, words = chat.widgets[-1]["copy_text"], list(strings(chat.widgets[-1]["widget"]))
    assert any(word.startswith("avg ") and "last 5:" in word for word in words)
    assert "DEMO game log (invented), read " in text


async def test_a_live_card_shows_the_form_that_arrived_and_says_why_another_is_not_loaded(
    database: str, tmp_path: Path
) -> None:
    played = [("ev1lakers", -2 * n - 1, ["35", "8", "5", str(points)]) for n, points in enumerate((30, 20, 26, 28))]
    with Evening() as evening, desk(database, tmp_path, evening, asking(PROPS, SCORES)) as server:
        evening.logs["Casey Sample"] = played
        evening.log_faults["Riley Sample"] = Reply(503)
        chat = await opened(server, "ann")
        await chat.send("props")
        words, text = shown(props(chat)), props(chat)["copy_text"]
        await chat.send("scores")
    assert "avg 26.0 · last 4: 26.0 · over 3 of 4" in words
    assert words.count("form not loaded") == 1
    assert "Form not loaded: ESPN answered with an error (HTTP 503)." in text
    assert "at this line: ESPN, read " in text
    assert cards(chat)[-1]["copy_text"].startswith("NBA scores")
