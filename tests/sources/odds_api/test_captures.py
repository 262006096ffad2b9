"""Recorded answers of The Odds API, replayed through the fake server; the figures were read off them by hand."""

from __future__ import annotations

import json
import statistics
from collections import Counter
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from professor_lock.betting.board import build_board
from professor_lock.betting.facts import Event, EventStatus, Market, Slate
from professor_lock.settings import OddsApiSettings
from professor_lock.sources.errors import KeyRefused, QuotaExhausted, SourceRefused
from professor_lock.sources.http import ProviderClient, SharedHttpClient
from professor_lock.sources.names.leagues import leagues_by_key
from professor_lock.sources.odds_api.odds_api import SOURCE, OddsApi
from tests.fakes.odds_api import KEY, FakeOddsApi, captured_slates
from tests.fakes.web import Reply

pytestmark = pytest.mark.captures
ZONE = ZoneInfo("America/New_York")


@pytest.fixture
def replay(http: SharedHttpClient, captures: Path):
    async def replayed(league: str, name: str, odds_format, at: datetime) -> Slate:
        with FakeOddsApi() as server:
            server.always(Reply(body=(captures / "oddsapi" / f"{name}.json").read_bytes()))
            api = OddsApi(
                ProviderClient(http, SOURCE), OddsApiSettings(key=KEY, url=server.url), odds_format=odds_format
            )
            return await api.fetch_slate(leagues_by_key()[league], at, ZONE)

    return replayed


async def test_the_nba_slate_of_2022_has_its_games_books_and_prices(replay):
    slate = await replay(
        "nba", "nba_odds_american_2022-11-23", "american", datetime(2022, 11, 23, 1, 5, 31, tzinfo=UTC)
    )
    assert len(slate.events) == 14
    assert slate.events[0].name == "Brooklyn Nets @ Philadelphia 76ers"
    assert slate.events[3].name == "Los Angeles Lakers @ Phoenix Suns"
    assert slate.events[3].starts_at == datetime(2022, 11, 23, 3, 0, tzinfo=UTC)
    assert [event.status for event in slate.events].count("live") == 2
    assert Counter(quote.market for quote in slate.quotes) == {"moneyline": 276, "spread": 312, "total": 266}
    assert slate.note is None
    denver = [q for q in slate.quotes if q.selection == "Denver Nuggets" and q.market is Market.MONEYLINE]
    assert max(q.decimal for q in denver) == 1 + Fraction(100, 385)
    assert {q.book for q in denver if q.american == -385} == {
        "BetRivers",
        "SugarHouse",
        "Barstool Sportsbook",
        "Unibet",
        "TwinSpires",
    }
    at_denver = [q for q in slate.quotes if q.event.home == "Denver Nuggets"]
    detroit = [q for q in at_denver if q.selection == "Detroit Pistons" and q.american == 450]
    assert [(q.book, q.exchange) for q in detroit] == [("Betfair", True)]


async def test_best_prices_agree_with_a_reading_by_other_means(replay, captures):
    slate = await replay(
        "nba", "nba_odds_american_2022-11-23", "american", datetime(2022, 11, 23, 1, 5, 31, tzinfo=UTC)
    )
    ours: dict[tuple[str, str, str, float | None], int] = {}
    for quote in slate.quotes:
        key = (quote.event.id, quote.market.value, quote.selection, None if quote.line is None else float(quote.line))
        ours[key] = max(ours.get(key, -(10**9)), quote.american, key=payout)
    theirs: dict[tuple[str, str, str, float | None], int] = {}
    words = {"h2h": "moneyline", "spreads": "spread", "totals": "total"}
    for game in json.loads((captures / "oddsapi/nba_odds_american_2022-11-23.json").read_text()):
        for book in game["bookmakers"]:
            for market in book["markets"]:
                for outcome in market["outcomes"] if market["key"] in words else ():
                    key = (game["id"], words[market["key"]], outcome["name"], outcome.get("point"))
                    theirs[key] = max(theirs.get(key, -(10**9)), outcome["price"], key=payout)
    assert ours == theirs


def payout(american: int) -> float:
    """Profit on one unit, in floats, by the schoolbook rule."""
    return american / 100 if american > 0 else -100 / american


async def test_consensus_best_price_and_book_of_every_side_agree_with_a_calculation_by_other_means(replay, captures):
    at = datetime(2022, 11, 23, 1, 5, 31, tzinfo=UTC)
    board = build_board(await replay("nba", "nba_odds_american_2022-11-23", "american", at), now=at)
    body = json.loads((captures / "oddsapi/nba_odds_american_2022-11-23.json").read_text())
    books_of = {game["id"]: game["bookmakers"] for game in body}
    compared = 0
    for game in board.games:
        for market in game.markets if not game.live else ():
            one, other = (side.selection for side in market.sides)
            lines = prices_by_line(books_of[game.event.id], market.market, one)
            line = market.sides[0].line
            offers = lines[None if line is None else float(line)]
            assert len(offers) == max(len(found) for found in lines.values())
            for side, opposite in ((market.sides[0], other), (market.sides[1], one)):
                top = max((prices[side.selection] for prices in offers.values()), key=payout)
                books = {book for book, prices in offers.items() if prices[side.selection] == top}
                shares = [(implied(prices[side.selection]), implied(prices[opposite])) for prices in offers.values()]
                fair = statistics.median(mine / (mine + theirs) for mine, theirs in shares)
                assert side.best is not None
                # where a bookmaker asks the same, the exchange, which takes a commission, is not named
                assert (side.best.american, set(side.best.books)) == (top, books - {"Betfair"} or books)
                assert side.fair_probability == pytest.approx(fair, abs=1e-12)
                compared += 1
    assert compared == 72


def prices_by_line(books, market: str, side: str) -> dict[float | None, dict[str, dict[str, int]]]:
    """From the bare answer: by the line of a side, each book's prices."""
    key = {"moneyline": "h2h", "spread": "spreads", "total": "totals"}[market]
    found: dict[float | None, dict[str, dict[str, int]]] = {}
    for book in books:
        for offered in (offered for offered in book["markets"] if offered["key"] == key):
            sides = {outcome["name"]: outcome for outcome in offered["outcomes"]}
            prices = {name: outcome["price"] for name, outcome in sides.items()}
            found.setdefault(sides[side].get("point"), {})[book["title"]] = prices
    return found


def implied(american: int) -> float:
    """The probability a price pays for, vig in, in floats."""
    return 1 / (1 + payout(american))


async def test_the_mlb_games_in_play_keep_their_extremes(replay):
    slate = await replay("mlb", "mlb_inplay_american_2022-09-18", "american", datetime(2022, 9, 18, 1, 0, tzinfo=UTC))
    assert len(slate.events) == 2
    assert len(slate.quotes) == 92
    prices = {(q.book, q.selection, q.american) for q in slate.quotes if q.market is Market.MONEYLINE}
    assert ("Betclic", "Tampa Bay Rays", -100000) in prices
    assert ("Paddy Power", "Texas Rangers", 1200) in prices
    old = min(q.as_of for q in slate.quotes)
    assert old == datetime(2022, 9, 18, 0, 45, 46, tzinfo=UTC)
    at_tampa = {(q.book, q.market) for q in slate.quotes if q.event.home == "Tampa Bay Rays"}
    assert ("Circa Sports", Market.SPREAD) in at_tampa
    assert ("Circa Sports", Market.MONEYLINE) not in at_tampa


async def test_the_nfl_slate_in_decimal_is_exact_and_without_lay_prices(replay):
    slate = await replay("nfl", "nfl_h2h_decimal_2021-11-13", "decimal", datetime(2021, 11, 13, 17, 40, tzinfo=UTC))
    assert len(slate.events) == 13
    assert len(slate.quotes) == 308
    assert {q.book for q in slate.quotes if q.exchange} == {"Betfair", "Matchbook"}
    falcons = {q.book: q.decimal for q in slate.quotes if q.selection == "Atlanta Falcons"}
    assert falcons["Unibet"] == Fraction(41, 10)
    assert falcons["1xBet"] == Fraction(394, 100)


async def test_props_of_2024_and_of_the_newest_layout(odds_api, odds_server, captures, now):
    event = Event("x", "nba", "a", "b", now, EventStatus.SCHEDULED, SOURCE)
    odds_server.always(Reply(body=(captures / "oddsapi/nba_event_player_props_2024-02-22.json").read_bytes()))
    slate = await odds_api.fetch_props(event, leagues_by_key()["nba"], now)
    assert len(slate.quotes) == 482
    levert = [q for q in slate.quotes if q.book == "DraftKings" and q.subject == "Caris LeVert"]
    line = Fraction(23, 2)
    assert {(q.selection, q.american, q.line) for q in levert} == {("Over", -130, line), ("Under", 100, line)}
    assert slate.quotes[0].as_of == datetime(2024, 2, 22, 23, 55, 7, tzinfo=UTC)
    odds_server.always(Reply(body=(captures / "oddsapi/wnba_event_player_props_2026-07-29.json").read_bytes()))
    slate = await odds_api.fetch_props(event, leagues_by_key()["wnba"], now)
    assert len(slate.quotes) == 40
    assert {q.stat for q in slate.quotes} == {"points", "rebounds", "assists", "threes", "points rebounds assists"}
    assert slate.events[0].name == "Atlanta Dream @ Dallas Wings"


async def test_scores_final_live_and_to_come_in_one_list(odds_api, odds_server, captures):
    odds_server.always(Reply(body=(captures / "oddsapi/mlb_scores_mixed_2022-08-27.json").read_bytes()))
    at = datetime(2022, 8, 27, 5, 5, tzinfo=UTC)
    scores = await odds_api.fetch_scores(leagues_by_key()["mlb"], at, days_from=1)
    marlins = [(s.event.status, s.away_score, s.home_score) for s in scores if s.event.home == "Miami Marlins"]
    assert marlins[0] == (EventStatus.FINAL, 10, 6)
    assert {s.event.status for s in scores} == {EventStatus.FINAL, EventStatus.LIVE, EventStatus.SCHEDULED}
    assert all(s.away_score is None for s in scores if s.event.status is EventStatus.SCHEDULED)


async def test_the_sports_list(odds_api, odds_server, captures, now):
    odds_server.always(Reply(body=(captures / "oddsapi/sports_list_2021-11.json").read_bytes()))
    assert "basketball_nba" in await odds_api.fetch_sports(now)


@pytest.mark.parametrize(
    ("name", "status", "error"),
    [
        ("error_401_invalid_key", 401, KeyRefused),
        ("error_401_out_of_usage_credits", 401, QuotaExhausted),
        ("error_422_invalid_market_unknown", 422, SourceRefused),
        ("error_422_missing_region", 422, SourceRefused),
    ],
)
async def test_recorded_errors_are_told_apart(odds_api, odds_server, captures, now, name, status, error):
    odds_server.always(Reply(status, (captures / "oddsapi" / f"{name}.json").read_bytes()))
    with pytest.raises(error):
        await odds_api.fetch_slate(leagues_by_key()["nba"], now, ZONE)


async def test_the_fake_plays_a_captured_evening_as_if_it_were_tonight(http, captures):
    with FakeOddsApi(captured_slates(), shift_to_now=True) as server:
        api = OddsApi(ProviderClient(http, SOURCE), OddsApiSettings(key=KEY, url=server.url))
        slate = await api.fetch_slate(leagues_by_key()["nba"], datetime.now(UTC), ZONE)
    assert len(slate.events) == 14
    assert sum(event.status == "scheduled" for event in slate.events) == 12
