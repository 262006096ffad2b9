"""Any JSON, and any damage to a real answer, gives valid quotes or `Unreadable`; never a crash, never a guess."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from httpx2 import Headers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from professor_lock.betting.facts import Slate
from professor_lock.betting.odds import american_price
from professor_lock.sources.errors import ChangedShape
from professor_lock.sources.http import HttpResponse
from professor_lock.sources.names.leagues import leagues_by_key
from professor_lock.sources.odds_api.feed import _NUMBERS, MOST_NUMBERS, FeedGame, games_in, games_of
from professor_lock.sources.odds_api.reader import OddsFormat, read_line, read_price, read_slate
from professor_lock.sources.reading import Unreadable
from tests.fakes.odds_api import FIXTURES
from tests.support.json_damage import anything, damaged, paths

NOW = datetime(2026, 1, 15, 23, 40, tzinfo=UTC)
FIXTURE = json.loads((FIXTURES / "odds_api_nba.json").read_text(), parse_float=Decimal)


def read(body: Any, odds_format: Any = "american") -> Slate:
    return slate_of(games_of(body), odds_format)


def slate_of(games: list[FeedGame], odds_format: OddsFormat = "american") -> Slate:
    nba = leagues_by_key()["nba"]
    return read_slate(games, nba, odds_format=odds_format, source="Feed", link="https://feed.example", fetched_at=NOW)


def check(slate: Slate) -> None:
    """What holds for every slate whatever it was read from."""
    for quote in slate.quotes:
        assert quote.event in slate.events
        assert quote.decimal > 1
        assert quote.american == american_price(quote.decimal)
        assert quote.selection in (quote.event.away, quote.event.home, "Draw", "Over", "Under")
        assert quote.as_of.utcoffset() is not None
        assert quote.line is None or 4 % quote.line.denominator == 0


PATHS = [path for path in paths(FIXTURE) if path]


@given(anything)
def test_any_json_is_read_or_refused(body):
    with suppress(Unreadable):
        check(read(body))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(PATHS), anything | st.just(...)), min_size=1, max_size=6),
    st.sampled_from(["american", "decimal"]),
)
def test_a_damaged_answer_is_read_or_refused(damage, odds_format):
    body = damaged(copy.deepcopy(FIXTURE), damage)
    with suppress(Unreadable):
        check(read(body, odds_format))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(PATHS), anything | st.just(...)), max_size=3),
    st.sampled_from(["american", "decimal"]),
)
def test_an_answers_bytes_are_read_as_its_json_is(damage, odds_format):
    body = json.dumps(damaged(copy.deepcopy(FIXTURE), damage), default=float).encode()
    answer = HttpResponse("Feed", 200, Headers(), body, "https://feed.example")
    assert read_or_refused(lambda: games_in(answer), odds_format) == read_or_refused(
        lambda: games_of(answer.json()), odds_format
    )


def read_or_refused(games: Callable[[], list[FeedGame]], odds_format: OddsFormat) -> Slate | type[Exception]:
    try:
        return slate_of(games(), odds_format)
    except (Unreadable, ChangedShape) as error:
        return type(error)


@pytest.mark.parametrize("body", [b"\xef\xbb\xbf[]", b"[]", "[]".encode("utf-16")])
def test_an_answer_without_games_is_empty_in_any_encoding_of_json(body):
    assert games_in(HttpResponse("Feed", 200, Headers(), body, "")) == []


def test_a_number_is_exact_and_one_object_however_often_it_stands_and_few_are_kept():
    def points(*texts: str) -> list[Decimal]:
        outcomes = ",".join(f'{{"point":{text}}}' for text in texts)
        body = f'[{{"bookmakers":[{{"markets":[{{"outcomes":[{outcomes}]}}]}}]}}]'.encode()
        (game,) = games_in(HttpResponse("Feed", 200, Headers(), body, ""))
        found: list[Decimal] = [outcome.point for outcome in game.bookmakers[0].markets[0].outcomes]  # type: ignore[index,union-attr]
        return found

    one, other, third = points("219.5", "219.5", "-3.10")
    assert one is other
    assert (str(one), str(third)) == ("219.5", "-3.10")
    assert [str(number) for number in points("0." + "1" * 40)] == ["0." + "1" * 40]
    assert "0." + "1" * 40 not in _NUMBERS
    assert len(points(*(f"{n}.5" for n in range(MOST_NUMBERS + 5)))) == MOST_NUMBERS + 5
    assert len(_NUMBERS) <= MOST_NUMBERS


@pytest.mark.parametrize("body", [b"", b"<html>", b"[NaN]", b'[{"id": "\xff"}]', b"[" * 100_000])
def test_an_answer_that_is_no_json_is_of_another_shape(body):
    with pytest.raises(ChangedShape):
        games_in(HttpResponse("Feed", 200, Headers(), body, ""))


@pytest.mark.parametrize("value", [[], {}, [1], {"a": 1}, True, "", 1, None])
@pytest.mark.parametrize("field", ["name", "price", "point", "key", "title", "last_update", "outcomes", "markets"])
def test_a_value_of_any_other_kind_is_left_out_and_counted(field, value):
    body = copy.deepcopy(FIXTURE)
    book = body[0]["bookmakers"][0]
    market = next(one for one in book["markets"] if one["key"] == "spreads")
    entry = next(one for one in (market["outcomes"][0], market, book) if field in one)
    entry[field] = value
    if field == "last_update":
        book[field] = value
    as_json = json.dumps(body, default=float).encode()
    slate = slate_of(games_in(HttpResponse("Feed", 200, Headers(), as_json, "")))
    assert slate == read(body)
    assert len(slate.quotes) < len(read(FIXTURE).quotes) or field in ("point", "last_update")


def with_first_price(**changes: Any) -> list[Any]:
    """The fixture with changes to the first outcome of its first book."""
    body: list[Any] = copy.deepcopy(FIXTURE)
    body[0]["bookmakers"][0]["markets"][0]["outcomes"][0] |= changes
    return body


@pytest.mark.parametrize(
    "changes",
    [
        {"price": None},
        {"price": "-110"},
        {"price": 0},
        {"price": 50},
        {"price": -99},
        {"price": True},
        {"price": Decimal("1.91")},
        {"price": Decimal("1e9999999")},
        {"name": "Somebody Else"},
        {"name": None},
    ],
)
def test_a_price_that_is_none_is_left_out_and_said_to_be(changes):
    whole, slate = read(FIXTURE), read(with_first_price(**changes))
    assert len(slate.quotes) == len(whole.quotes) - 1
    assert slate.note == "1 price could not be read and is left out."


def test_a_quote_without_any_time_is_left_out():
    body = copy.deepcopy(FIXTURE)
    book = body[0]["bookmakers"][0]
    del book["last_update"]
    for market in book["markets"]:
        del market["last_update"]
    slate = read(body)
    assert "FanDuel" not in {quote.book for quote in slate.quotes if quote.event.id == body[0]["id"]}
    assert slate.note == "3 prices could not be read and are left out."


def test_an_answer_in_another_format_is_refused_whole():
    body = copy.deepcopy(FIXTURE)
    for game in body:
        for outcome in (o for book in game["bookmakers"] for market in book["markets"] for o in market["outcomes"]):
            outcome["price"] = Decimal("1.91")
    with pytest.raises(Unreadable):
        read(body)


def test_outrights_and_unknown_markets_are_passed_over():
    body = copy.deepcopy(FIXTURE)
    for market in body[0]["bookmakers"][0]["markets"]:
        market["key"] = "h2h_q1"
    slate = read(body)
    assert slate.note is None


def test_a_game_twice_is_one_game():
    assert len(read(FIXTURE + FIXTURE[:1]).events) == len(FIXTURE)


@pytest.mark.parametrize(("value", "line"), [(-4, Fraction(-4)), (Decimal("-1.25"), Fraction(-5, 4)), (0, Fraction(0))])
def test_points_are_exact(value, line):
    assert read_line(value) == line


@pytest.mark.parametrize("value", [None, "3.5", Decimal("3.3"), 10**9, Decimal("1e-999999999"), True])
def test_a_point_that_is_none_is_refused(value):
    with pytest.raises(Unreadable):
        read_line(value)


@pytest.mark.parametrize("value", [1, Decimal("1.00"), Decimal("0.5"), -110, None, Decimal("1e999999999")])
def test_a_decimal_price_of_one_or_less_is_refused(value):
    with pytest.raises(Unreadable):
        read_price(value, "decimal")


@pytest.mark.parametrize(("point", "read_too"), [(True, False), (Decimal("1.0"), True)])
def test_what_equals_a_number_read_before_is_taken_only_where_it_is_one(point, read_too):
    body = copy.deepcopy(FIXTURE)
    markets = [market for book in body[0]["bookmakers"] for market in book["markets"] if market["key"] == "spreads"]
    markets[0]["outcomes"][0]["point"], markets[0]["outcomes"][1]["point"] = 1, point
    assert (read(body).note is None) is read_too
