"""Every kind of card with sample data, for the catalogue: `python -m tests.support.card_samples` writes them there."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from professor_lock.betting.board import Board, build_board
from professor_lock.betting.facts import (
    EventStatus,
    GameScore,
    Injury,
    InjuryReport,
    Market,
    Quote,
    SearchResult,
    SeasonKind,
    Series,
    Slate,
    StatAnswer,
    Trends,
    Weather,
)
from professor_lock.betting.legs import UnmatchedLeg
from professor_lock.betting.props import prop_lines
from professor_lock.betting.record import BettingRecord, RecordEntry, betting_record
from professor_lock.betting.settlement import Result
from professor_lock.betting.slip import BookTicket, Slip, price_slip
from professor_lock.betting.trends import PastGame, Recent
from professor_lock.desk.books_card import books_card
from professor_lock.protocol.widget_tree import plain_tree
from professor_lock.user import UserContext
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.confirm import create_confirm_widget
from professor_lock.widgets.limits import create_limits_widget
from professor_lock.widgets.odds import create_odds_comparison_widget
from professor_lock.widgets.parlay import LegMenu, Locked, create_parlay_builder_widget
from professor_lock.widgets.past_games import chart_of
from professor_lock.widgets.props import create_props_widget
from professor_lock.widgets.props_text import PropForm, PropForms
from professor_lock.widgets.record import TicketLine, create_record_widget
from professor_lock.widgets.reports import (
    PickLine,
    create_injuries_widget,
    create_picks_widget,
    create_scores_widget,
    create_weather_widget,
)
from professor_lock.widgets.search import create_search_progress_widget
from professor_lock.widgets.simple import create_notice_widget, create_sheet_widget, create_stat_answer_widget
from professor_lock.widgets.trends import create_trends_chart_widget
from professor_lock.words import ENGLISH, Words
from tests.support.quotes import NOW, a_quote, a_slate, an_event, leg_of, over_under, two_way

OUT = Path(__file__).parents[2] / "static" / "catalogue-cards.json"
SOURCE = "Sample data"


def catalogue_cards(words: Words = ENGLISH) -> list[dict[str, Any]]:
    """Name, template and tree of every card, in the order of the catalogue."""
    samples = (*_boards(words), *_slips(words), *_figures(words), *_reports(words), *_rest(words))
    return [{"name": name, "template": template, "widget": plain_tree(card)} for template, name, card in samples]


def as_file() -> str:
    """What `static/catalogue-cards.json` is to hold."""
    return json.dumps(catalogue_cards(), indent=1, ensure_ascii=False) + "\n"


Sample = tuple[str, str, BuiltWidget]


def _boards(words: Words) -> Iterator[Sample]:
    yield "odds_comparison", "Odds board", create_odds_comparison_widget(_board(), tappable=True, words=words)
    yield "books", "Books compared", _compared(words)
    none = replace(_board(), games=(), note="No games tonight.")
    yield "odds_comparison", "Odds board, no games", create_odds_comparison_widget(none, words=words)


def _compared(words: Words) -> BuiltWidget:
    """Nine books on one spread: two with the best prices, one at another line, one stale, an exchange."""
    game = an_event("lal", away="Golden State Warriors", home="Los Angeles Lakers")
    books = ("DraftKings", "FanDuel", "BetMGM", "Caesars", "Hard Rock Sportsbook", "bet365", "Fanatics")
    quotes = [
        quote
        for at, book in enumerate(books)
        for quote in two_way(game, -110 - at, -110 + 2 * at if at < 5 else -118, "5.5", book=book, age_s=30 + 20 * at)
    ]
    quotes += two_way(game, -105, -115, "6", book="Circa", age_s=700)
    quotes += two_way(game, -103, 101, "5.5", book="Betfair", exchange=True, age_s=15)
    slate = replace(a_slate(quotes), demo=True, source=SOURCE, link="https://example.com/odds")
    card = books_card(slate, game, Market.SPREAD, UserContext("ann", language=words.language), NOW)
    assert card is not None
    return card[0]


def _board() -> Board:
    lakers = an_event("lal", away="Golden State Warriors", home="Los Angeles Lakers")
    knicks = an_event("nyk", away="Boston Celtics", home="New York Knicks", starts_in_s=-900, status=EventStatus.LIVE)
    opening = two_way(lakers, -110, -110, "6.5", age_s=9_000)
    nets = an_event("bkn", away="Portland Trail Blazers", home="Brooklyn Nets", starts_in_s=7_200)
    quotes = [
        *(two_way(nets, -110, -110, "3.5", book=book, age_s=40) for book in ("DraftKings", "FanDuel", "Caesars")),
        two_way(nets, 106, -125, "3.5", book="Hard Rock Sportsbook", age_s=346),
        two_way(nets, -105, -115, "4", book="BetMGM"),
        two_way(lakers, -110, -107, "5.5", book="DraftKings", age_s=57),
        two_way(lakers, -115, -104, "5.5", book="FanDuel", age_s=12),
        over_under(lakers, -108, -112, "225.5", book="DraftKings"),
        over_under(lakers, -106, -115, "225.5", book="BetMGM", age_s=600),
        two_way(lakers, 196, -235, book="FanDuel"),
        two_way(lakers, 210, -225, book="Betfair", exchange=True),
        two_way(knicks, 240, -300, book="DraftKings", age_s=8),
        two_way(knicks, -105, -115, "7.5", book="FanDuel", age_s=75),
    ]
    board = build_board(a_slate(*quotes), now=NOW, opening=opening)
    score = GameScore(knicks, 54, 51, "9:03 - 3rd", SOURCE, NOW, demo=True)
    games = tuple(replace(game, score=score) if game.live else game for game in board.games)
    return replace(board, games=games, demo=True, source=SOURCE, link="https://example.com/odds")


def _slips(words: Words) -> Iterator[Sample]:
    offers = ((("a", "-107 DraftKings, 1 min old"), ("b", "-112 FanDuel, 1 min old")), "a")
    menus = [LegMenu(*offers), LegMenu((), ""), LegMenu((), "")]
    care = "Betting no longer fun? Help is free and confidential."
    slip = _slip()
    assert slip.decimal is not None
    tickets = [
        BookTicket(("DraftKings",), 731, slip.decimal, NOW, tuple(leg.decimal for leg in slip.legs)),
        BookTicket(("FanDuel", "BetMGM"), 705, Fraction("8.05"), NOW),
        BookTicket(("Caesars",), 690, Fraction("7.9"), NOW),
    ]
    yield (
        "parlay_builder",
        "Slip",
        create_parlay_builder_widget(slip, menus=menus, tickets=tickets, care=care, now=NOW, words=words),
    )
    moved = "Lakers -5.5 moved from -107 to -112: look again before you lock."
    yield (
        "parlay_builder",
        "Slip, a price moved",
        create_parlay_builder_widget(slip, message=moved, now=NOW, words=words),
    )
    lost = UnmatchedLeg("Knicks moneyline", "The game has begun.", ("Nets moneyline +110", "Nets +2 -110"))
    unmatched = price_slip(slip.legs[:2], (lost,), stake_cents=2_500, now=NOW)
    yield "parlay_builder", "Slip, a leg not found", create_parlay_builder_widget(unmatched, now=NOW, words=words)
    single = price_slip(slip.legs[2:], stake_cents=2_500, now=NOW)
    yield "parlay_builder", "Slip of one leg", create_parlay_builder_widget(single, now=NOW, words=words)
    locked = Locked("dev-user", NOW, "T-1024", undo_until=NOW + timedelta(minutes=1))
    yield "parlay_builder", "Slip, locked in", create_parlay_builder_widget(slip, locked=locked, words=words)


def _slip() -> Slip:
    picks = (("Lakers", "Warriors", -107, "5.5"), ("Nuggets", "Suns", -110, "-3.5"), ("Celtics", "Heat", 125, None))
    legs = []
    for number, (side, other, price, line) in enumerate(picks):
        event = an_event(f"e{number}", away=other, home=side, starts_in_s=3600 * (number + 1))
        leg = leg_of(a_quote(event, side, price, line, book="DraftKings"), fair=0.5 - number * 0.03)
        legs.append(replace(leg, demo=True, source=SOURCE))
    return price_slip(legs, stake_cents=10_000, now=NOW)


def _figures(words: Words) -> Iterator[Sample]:
    line = Trends(
        title="LeBron James points, last 8 games",
        labels=tuple(f"Jan {day}" for day in range(2, 10)),
        series=(Series("Points", (24.0, 31.0, 19.0, None, 27.0, 35.0, 22.0, 28.0)),),
        source=SOURCE,
        as_of=NOW,
        line=25.5,
        note="4 of 7 over 25.5",
        demo=True,
    )
    yield "trends_chart", "Trend against a line", create_trends_chart_widget(line, words=words)
    bars = replace(
        line,
        title="Points and assists",
        kind="bar",
        line=None,
        series=(*line.series, Series("Assists", (8.0, 7.0, 11.0, None, 6.0, 9.0, 10.0, 8.0))),
    )
    yield "trends_chart", "Trend, bars", create_trends_chart_widget(bars, words=words)
    rows = (("Points", "25.7"), ("Rebounds", "7.3"), ("Assists", "8.3"))
    stats = StatAnswer("q", "LeBron James", "25.7 points a game in 71 games.", rows, "2023-24", SOURCE, NOW, demo=True)
    yield "stat_answer", "Stat answer", create_stat_answer_widget(stats, words=words)
    points = (31, 22, 27, 25, 19, 35, 28, 24, 30, 26)
    rivals = 2 * ("vs SAC", "@ PHX", "vs GS", "@ DEN", "vs UTAH")
    games = [
        PastGame(NOW - timedelta(days=20 - 2 * n), rival, SeasonKind.REGULAR, value, "W")
        for n, (value, rival) in enumerate(zip(points, rivals, strict=True))
    ]
    chart = chart_of(
        Recent(tuple(games), 0), who="LeBron James", what="points", asked=10, source=SOURCE, as_of=NOW,
        line=Fraction("25.5"), season="2025-26", line_said="25.5 is the line at 6 books (Sample feed, 12:58 PM ET).",
    )  # fmt: skip
    yield "stat_answer", "Player", create_stat_answer_widget(stats, chart=chart, words=words)
    lines = [
        TicketLine(
            "T-1026",
            ("Lakers -5.5 -110, Suns @ Lakers, Nov 20", "Over 225.5 -110, Suns @ Lakers, Nov 20"),
            "$10.00",
            "won",
            "$26.40 profit",
            True,
        ),
        TicketLine(
            "T-1025", ("Celtics moneyline -120, Celtics @ Knicks, Nov 20",), "$20.00", "lost", "$20.00 lost", True
        ),
        TicketLine("T-1024", ("Nuggets -3.5 -110, Nuggets @ Jazz, Nov 21",), "$15.00", "pending", "", True,
                   bets=(("Nuggets -3.5 -110", "Nuggets @ Jazz · 9:00 PM ET"),)),
    ]  # fmt: skip
    yield (
        "confirm",
        "Confirm",
        create_confirm_widget(
            "Enter a result",
            [("Nuggets -3.5, Nuggets @ Jazz, Nov 21", "-110"), ("Stake", "$15.00 at -110")],
            lead="How did ticket #T-1024 end?",
            choices=[("won", "Won, $28.64 back"), ("lost", "Lost, $0.00 back"), ("push", "Push, $15.00 back")],
            takes_amount=True,
            words=words,
        ),
    )
    yield "record", "Record", create_record_widget(_ledger(), lines, notes=["Sample tickets."], words=words)
    held = [
        ("Most for one bet", "$50.00"),
        ("Most for one day", "no limit of your own"),
        ("Break from betting", "none"),
    ]
    limits = create_limits_widget(
        held, bet_cents=5_000, day_cents=None, notes=["Help is free and confidential."], words=words
    )
    yield "limits", "Limits", limits
    kelly = [("Price", "+125"), ("Fair chance", "47.0%"), ("Edge", "+5.7%"), ("Quarter Kelly", "$11.50 of $1,000")]
    yield (
        "sheet",
        "Sheet",
        create_sheet_widget("Stake", kelly, lead="A small edge.", notes=[SOURCE], demo=True, words=words),
    )


def _ledger() -> BettingRecord:
    results = (Result.WON, Result.LOST, Result.WON, Result.PUSH, Result.LOST, Result.WON)
    paid = {Result.WON: 1_909, Result.LOST: 0, Result.PUSH: 1_000}
    return betting_record(
        RecordEntry(1_000, result, paid[result], "NBA", "spread", NOW + timedelta(days=day), 0.01)
        for day, result in enumerate(results * 3)
    )


def _reports(words: Words) -> Iterator[Sample]:
    hurt = [("Anthony Davis", "Out", "Left ankle"), ("Rui Hachimura", "Questionable", "Calf")]
    injuries = tuple(Injury(who, "Lakers", how, what, "", NOW, SOURCE) for who, how, what in hurt)
    report = InjuryReport("nba", injuries, SOURCE, NOW, demo=True)
    yield "report", "Injuries", create_injuries_widget(report, "NBA injuries", words=words)
    played = replace(an_event("s", away="Jazz", home="Nuggets", starts_in_s=-9000), status=EventStatus.FINAL)
    scores = [
        GameScore(played, 118, 121, "Final/OT", SOURCE, NOW),
        GameScore(an_event("t", away="Suns", home="Kings"), None, None, "7 PM", SOURCE, NOW),
    ]
    yield "report", "Scores", create_scores_widget(scores, "NBA scores", now=NOW, words=words)
    slate, opened = _props()
    yield (
        "player_props",
        "Player props",
        create_props_widget(
            prop_lines(slate.quotes, NOW),
            slate,
            "Player props",
            opened=prop_lines(opened, NOW),
            forms=PropForms(
                {(line.player, line.stat): PropForm(25.3, 27.2, 5, 7, 10) for line in prop_lines(slate.quotes, NOW)},
                "Sample game log",
            ),
            tappable=True,
            words=words,
        ),
    )
    weather = Weather(
        "Denver, Colorado", NOW, "America/Denver", "light snow", 30.4, None, 12.0, None, 268, 40, None,
        SOURCE, NOW, "Sample data", "https://example.com/denver",
    )  # fmt: skip
    yield "report", "Weather", create_weather_widget(weather, "Weather in Denver", words=words)
    pick = PickLine("Suns @ Lakers", "Lakers -3.5", "confidence 72%", "at -110", NOW)
    yield "report", "Picks", create_picks_widget([pick], "Today's picks", source=SOURCE, read_at=NOW, words=words)


def _props() -> tuple[Slate, list[Quote]]:
    """A game's props, and where one line of them began."""
    game = an_event("g", away="Golden State Warriors", home="Los Angeles Lakers")

    def on(player: str, stat: str, line: str, over: int, under: int, *, book: str = "DraftKings") -> list[Quote]:
        prop = {"market": Market.PLAYER_PROP, "subject": player, "stat": stat, "book": book}
        return over_under(game, over, under, line, **prop, age_s=75 if book == "DraftKings" else 700)

    quotes = [
        on("LeBron James", "points", "25.5", -108, -112),
        on("LeBron James", "points", "25.5", -115, -105, book="FanDuel"),
        on("LeBron James", "points", "26.5", 105, -125, book="BetMGM"),
        on("LeBron James", "points rebounds assists", "40.5", 100, -120),
        on("Stephen Curry", "threes", "4.5", 120, -145, book="FanDuel"),
        on("Stephen Curry", "assists", "6.5", -110, -110)[:1],
    ]
    slate = replace(a_slate(*quotes), demo=True, source=SOURCE, link="https://example.com/props")
    return slate, on("LeBron James", "points", "24.5", -110, -110)


def _rest(words: Words) -> Iterator[Sample]:
    search = create_search_progress_widget("Lakers injuries", "news", words=words)
    yield "search_progress", "Search, running", search
    found = SearchResult(
        title="Davis ruled out against Golden State",
        url="https://example.com/davis",
        snippet="The ankle kept him out of practice; he is not expected before Friday.",
        source="example.com",
        engine="Sample",
        fetched_at=NOW,
        published_at=NOW - timedelta(hours=3),
        demo=True,
    )
    full = (
        create_search_progress_widget("Lakers injuries", "news", words=words)
        .add_result(found)
        .fail("Brave", "quota")
        .complete()
    )
    yield "search_progress", "Search, finished", full
    text = "Set THE_ODDS_API_KEY for real prices."
    title = words("notice.not_available")
    yield "notice", "Notice", create_notice_widget(title, text, "The Odds API", words=words)


if __name__ == "__main__":
    OUT.write_text(as_file(), encoding="utf-8")
    sys.stdout.write(f"{OUT}\n")
