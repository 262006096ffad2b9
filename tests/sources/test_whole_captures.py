"""Every captured game, time, price and figure held against the file by a second, shorter reader.

This reader knows nothing of ours: it walks the bare JSON and writes down what stands there. A file that a provider
answered and that no test here reads is a fault.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from professor_lock.betting.facts import Event, EventStatus, Quote, SeasonKind
from professor_lock.betting.legs import LegRequest, SlipLeg, UnmatchedLeg
from professor_lock.sources.espn.boxscore import read_box
from professor_lock.sources.espn.gamelog import read_game_log
from professor_lock.sources.espn.odds import read_quotes
from professor_lock.sources.espn.scoreboard import read_scoreboard
from professor_lock.sources.names.leagues import leagues_by_key
from professor_lock.sources.names.leg_words import read_request
from professor_lock.sources.names.legs import match_leg
from professor_lock.sources.odds_api.feed import games_of
from professor_lock.sources.odds_api.reader import OddsFormat, read_scores, read_slate

pytestmark = pytest.mark.captures

ODDS: dict[str, tuple[str, OddsFormat]] = {
    "nba_odds_american_2022-11-23": ("nba", "american"),
    "mlb_inplay_american_2022-09-18": ("mlb", "american"),
    "nfl_h2h_decimal_2021-11-13": ("nfl", "decimal"),
    "nfl_odds_american_2022-10-22.subset": ("nfl", "american"),
    "bundesliga_odds_decimal_2026-04-16.subset": ("bundesliga", "decimal"),
    "mls_odds_decimal_2026-04-16.subset": ("mls", "decimal"),
}
PROPS: dict[str, tuple[str, OddsFormat]] = {
    "nba_event_player_props_2024-02-22": ("nba", "american"),
    "wnba_event_player_props_2026-07-29": ("wnba", "american"),
    "bundesliga_event_player_shots": ("bundesliga", "decimal"),
}
SCOREBOARDS = {
    "nba_scoreboard_2022-11-23": "nba",
    "nfl_scoreboard_scheduled_2025-01-05": "nfl",
    "nhl_scoreboard_live_2022-09-25": "nhl",
    "ncaab_scoreboard_2025-03-01.trimmed": "ncaab",
    "mlb_scoreboard_postponed_2025-06-04.trimmed": "mlb",
    "mlb_scoreboard_doubleheader_2025-06-05.trimmed": "mlb",
    "soccer_final_after_penalties_633850.trimmed": "ucl",
    "soccer_ger1_usa1_scoreboard_2026-03-21.trimmed#ger.1": "bundesliga",
    "soccer_ger1_usa1_scoreboard_2026-03-21.trimmed#usa.1": "mls",
}
GAME_LOGS = {"nba_gamelog_1966_2025.subset": "nba", "nfl_gamelog_3139477_2024.trimmed": "nfl"}
KEYS = {"h2h": "moneyline", "spreads": "spread", "totals": "total"}
AT = datetime(2026, 7, 30, tzinfo=UTC)


def opened(captures: Path, folder: str, name: str) -> Any:
    """The file as our readers get it: numbers with a point exact. "file#part" is a part of it."""
    file, _, part = name.partition("#")
    body = json.loads((captures / folder / f"{file}.json").read_text(), parse_float=Decimal)
    return body[part] if part else body


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def decimal_of(price: Any, odds_format: str) -> Fraction:
    exact = Fraction(str(price))
    if odds_format == "decimal":
        return exact
    return 1 + exact / 100 if exact > 0 else 1 - 100 / exact


Row = tuple[Any, ...]


def rows_in_file(games: Iterable[Any], odds_format: str) -> Iterator[Row]:
    """One row a price to back: game, start, book, when, market, player, side, point, exact decimal price."""
    for game in games:
        for book in game["bookmakers"]:
            for market in book["markets"]:
                prop = market["key"].startswith(("player_", "batter_", "pitcher_"))
                if market["key"] not in KEYS and (not prop or market["key"].endswith("_alternate")):
                    continue
                stood = moment(market.get("last_update") or book["last_update"])
                for side in market["outcomes"]:
                    point = None if market["key"] == "h2h" else Fraction(str(side["point"]))
                    yield (
                        *(game["id"], game["away_team"], game["home_team"], moment(game["commence_time"])),
                        *(book["title"], stood, KEYS.get(market["key"], "player_prop"), side.get("description")),
                        *(side["name"], point, decimal_of(side["price"], odds_format)),
                    )


def rows_of_ours(quotes: Iterable[Quote]) -> Iterator[Row]:
    for quote in quotes:
        event = quote.event
        yield (
            *(event.id, event.away, event.home, event.starts_at, quote.book, quote.as_of, quote.market.value),
            *(quote.subject, quote.selection, quote.line, quote.decimal),
        )


@pytest.mark.parametrize("name", ODDS)
def test_every_price_of_a_board_is_the_files(captures: Path, name: str) -> None:
    league, odds_format = ODDS[name]
    body = opened(captures, "oddsapi", name)
    slate = read_slate(
        games_of(body), leagues_by_key()[league], odds_format=odds_format, source="s", link="https://x", fetched_at=AT
    )
    assert slate.note is None
    assert {event.id for event in slate.events} == {game["id"] for game in body}
    expected = Counter(rows_in_file(body, odds_format))
    assert sum(expected.values()) > 50
    assert Counter(rows_of_ours(slate.quotes)) == expected


@pytest.mark.parametrize("name", PROPS)
def test_every_price_on_a_player_is_the_files(captures: Path, name: str) -> None:
    league, odds_format = PROPS[name]
    body = opened(captures, "oddsapi", name)
    slate = read_slate(
        games_of([body]), leagues_by_key()[league], odds_format=odds_format, source="s", link="https://x", fetched_at=AT
    )
    assert slate.note is None
    expected = Counter(rows_in_file([body], odds_format))
    assert expected
    assert Counter(rows_of_ours(slate.quotes)) == expected


def test_every_score_of_the_odds_feed_is_the_files(captures: Path) -> None:
    body = opened(captures, "oddsapi", "mlb_scores_mixed_2022-08-27")
    scores = read_scores(body, leagues_by_key()["mlb"], source="s", link="https://x", now=AT)
    ours = {
        (s.event.id, s.event.away, s.event.home, s.event.starts_at, s.away_score, s.home_score, s.detail == "Final")
        for s in scores
    }
    theirs = set()
    for game in body:
        points = {side["name"]: int(side["score"]) for side in game["scores"] or ()}
        theirs.add(
            (
                *(game["id"], game["away_team"], game["home_team"], moment(game["commence_time"])),
                *(points.get(game["away_team"]), points.get(game["home_team"]), game["completed"]),
            )
        )
    assert ours == theirs


@pytest.mark.parametrize("name", SCOREBOARDS)
def test_every_game_and_score_of_a_scoreboard_is_the_files(captures: Path, name: str) -> None:
    body = opened(captures, "espn", name)
    games = read_scoreboard(body, SCOREBOARDS[name], source="ESPN", link="https://x", now=AT)
    ours = {
        (
            *(game.event.id, game.event.away, game.event.home, game.event.starts_at),
            *(game.event.status is EventStatus.FINAL, game.score.away_score, game.score.home_score),
        )
        for game in games
    }
    theirs = set()
    for event in body["events"]:
        competition = event["competitions"][0]
        sides = {side["homeAway"]: side for side in competition["competitors"]}
        kind = (competition.get("status") or event["status"])["type"]
        off = "POSTPONED" in kind["name"] or "CANCEL" in kind["name"]
        begun = kind["state"] != "pre" and not off
        theirs.add(
            (
                *(event["id"], sides["away"]["team"]["displayName"], sides["home"]["team"]["displayName"]),
                *(moment(competition.get("date") or event["date"]), kind["completed"] and not off),
                *(int(sides[side]["score"]) if begun else None for side in ("away", "home")),
            )
        )
    assert theirs
    assert ours == theirs


def test_every_price_of_a_scoreboard_is_the_files(captures: Path) -> None:
    body = opened(captures, "espn", "nfl_scoreboard_scheduled_2025-01-05")
    games = read_scoreboard(body, "nfl", source="ESPN", link="https://x", now=AT)
    ours = {
        (q.event.id, q.selection, q.line, q.american)
        for game in games
        for q in read_quotes(game.event, game.competition.get("odds"), AT)
    }
    theirs = set()
    for event in body["events"]:
        for odds in event["competitions"][0].get("odds") or ():
            for side in ("over", "under"):
                american = odds["current"][side]["american"]
                price = 100 if american == "EVEN" else int(american)
                theirs.add((event["id"], side.capitalize(), Fraction(str(odds["overUnder"])), price))
    assert len(theirs) == 32
    assert ours == theirs


@pytest.mark.parametrize("name", GAME_LOGS)
def test_every_figure_of_a_game_log_is_the_files(captures: Path, name: str) -> None:
    body = opened(captures, "espn", name)
    log = read_game_log(body, "A player", GAME_LOGS[name], source="ESPN", link=None, now=AT)
    ours = {(game.event_id, game.starts_at, stat, value) for game in log.games for stat, value in game.figures.items()}
    theirs = set()
    for part in body["seasonTypes"]:
        for category in part["categories"]:
            for entry in category.get("events", ()):
                start = moment(body["events"][entry["eventId"]]["gameDate"])
                before = ""
                for stat, text in zip(body["names"], entry["stats"], strict=True):
                    before, made = text, before
                    if stat.endswith("Pct") and made.endswith("-0"):
                        continue  # of no attempts there is no share, whatever the file says
                    halves = zip(stat.split("-"), text.split("-") if "-" in stat else [text], strict=False)
                    for one, value in halves:
                        theirs.add((entry["eventId"], start, one, float(value.replace(",", ""))))
    assert {game for game, *_ in ours} == {game for game, *_ in theirs}
    assert {row for row in theirs if row not in ours} == set()
    assert {row for row in ours if row not in theirs} == set()
    assert all(game.kind in SeasonKind for game in log.games)


def test_who_played_by_a_box_score_is_the_files(captures: Path) -> None:
    body = opened(captures, "espn", "nba_summary_boxscore_401772994.trimmed")
    absent, played = read_box(body)[:2]
    entries = [
        entry for team in body["boxscore"]["players"] for table in team["statistics"] for entry in table["athletes"]
    ]
    out = {entry["athlete"]["id"] for entry in entries if entry.get("didNotPlay")}
    assert set(absent) == out
    assert played == {entry["athlete"]["id"] for entry in entries} - out
    assert out


@pytest.mark.parametrize(
    "name", ["ncaab_summary_pickcenter_401820689.excerpt", "mlb_summary_pickcenter_401815256.excerpt"]
)
def test_every_price_of_a_games_page_is_the_files(captures: Path, name: str) -> None:
    body = opened(captures, "espn", name)
    event = Event("x", "mlb", "Away", "Home", AT, EventStatus.SCHEDULED, "ESPN")
    ours = {(q.market.value, q.selection, q.line, q.american) for q in read_quotes(event, body["pickcenter"], AT)}
    theirs: set[Row] = set()
    for odds in body["pickcenter"]:
        for side, selection in (("away", "Away"), ("home", "Home")):
            if "moneyline" in odds:
                theirs.add(("moneyline", selection, None, int(odds["moneyline"][side]["close"]["odds"])))
                spread = odds["pointSpread"][side]["close"]
                theirs.add(("spread", selection, Fraction(spread["line"]), int(spread["odds"])))
            else:
                theirs.add(("moneyline", selection, None, int(odds[f"{side}TeamOdds"]["moneyLine"])))
        for side in ("over", "under"):
            total = odds["total"][side]["close"] if "total" in odds else None
            line = total["line"][1:] if total else str(odds["overUnder"])
            price = total["odds"] if total else odds[f"{side}Odds"]
            theirs.add(("total", side.capitalize(), Fraction(line), int(price)))
    assert len(theirs) >= 4
    assert ours == theirs


@pytest.mark.parametrize("name", ODDS)
def test_every_offered_bet_that_is_written_out_is_that_bet(captures: Path, name: str) -> None:
    """Of teams that are listed once: by name and line, as a user writes it, the very bet or none."""
    league, odds_format = ODDS[name]
    body = opened(captures, "oddsapi", name)
    now = min(moment(game["commence_time"]) for game in body) - timedelta(hours=5)
    slate = read_slate(
        games_of(body), leagues_by_key()[league], odds_format=odds_format, source="s", link="https://x", fetched_at=now
    )
    listed = Counter(team for event in slate.events for team in (event.away, event.home))
    written = 0
    for quote in slate.quotes:
        event = quote.event
        if listed[event.away] > 1 or listed[event.home] > 1:
            continue
        for text in in_words(quote):
            wanted = read_request(LegRequest(text, None, league=league))
            assert not isinstance(wanted, UnmatchedLeg), (text, wanted)
            leg = match_leg(wanted, slate, now)
            assert isinstance(leg, SlipLeg), (text, leg)
            bet = (event, quote.market, quote.selection, quote.line)
            assert (leg.event, leg.market, leg.selection, leg.line) == bet, text
            written += 1
    assert written > 30


def in_words(quote: Quote) -> tuple[str, ...]:
    """The bet as people write it."""
    event, number = quote.event, "" if quote.line is None else f"{abs(float(quote.line)):g}"
    if quote.selection == "Draw":
        return (f"Draw {event.away} {event.home}",)
    if quote.line is None:
        return f"{quote.selection} ML", f"{quote.selection} to win -110"
    if quote.selection in ("Over", "Under"):
        short = f"{quote.selection[0].lower()}{number}"
        return f"{quote.selection} {number} {event.away} vs {event.home}", f"{event.home} {event.away} {short}"
    sign = "minus " if quote.line < 0 else "+"
    return (f"{quote.selection} {sign}{number} (-110)",) if quote.line else (f"{quote.selection} PK",)
