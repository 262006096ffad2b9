"""Weather against a server that speaks Open-Meteo."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given

from professor_lock.betting.facts import Event, EventStatus
from professor_lock.errors import SourceUnavailable
from professor_lock.settings import OpenMeteoSettings
from professor_lock.sources.cache.cache import SourceCache
from professor_lock.sources.cache.cached import CachedWeather
from professor_lock.sources.errors import ChangedShape, SourceNotFound, SourceRefused, TooFast
from professor_lock.sources.http import ProviderClient
from professor_lock.sources.names.places import Place, home_of
from professor_lock.sources.names.teams import teams_of
from professor_lock.sources.open_meteo import CREDIT, OpenMeteo, read_place, read_weather
from professor_lock.sources.reading import Unreadable
from professor_lock.sources.sources import Forecasts
from tests.fakes.open_meteo import FakeOpenMeteo
from tests.fakes.web import Reply
from tests.support.json_damage import anything

NOW = datetime(2026, 1, 15, 23, 40, tzinfo=UTC)
TONIGHT = datetime(2026, 1, 16, 2, 10, tzinfo=UTC)


@pytest.fixture
def server():
    with FakeOpenMeteo() as server:
        yield server


@pytest.fixture
def meteo(http, server) -> OpenMeteo:
    client = ProviderClient(http, "Open-Meteo", timeout_s=10, budget_s=25)
    return OpenMeteo(client, OpenMeteoSettings(url=server.url, geocoding_url=server.url))


async def test_the_hour_asked_for_is_read_with_its_units_and_credit(meteo):
    weather = await meteo.fetch_weather(await meteo.find_place("Denver", NOW), TONIGHT, NOW)
    assert (weather.place, weather.zone) == ("Denver, Colorado, United States", "America/Denver")
    assert (weather.at, weather.temperature_f, weather.description) == (TONIGHT.replace(minute=0), 2.0, "light snow")
    assert weather.gusts_mph is None
    assert (weather.source, weather.credit, weather.as_of) == ("Open-Meteo", CREDIT, NOW)


async def test_a_town_goes_before_an_airport_and_a_state_settles_which(meteo):
    assert (await meteo.find_place("Exampleville", NOW)).name == "Exampleville, Colorado, United States"
    assert (await meteo.find_place("Exampleville, ME", NOW)).name == "Exampleville, Maine, United States"


@pytest.mark.parametrize("words", ["Atlantis", "Exampleville, Texas", "", " , "])
async def test_a_place_nobody_knows_is_not_found(meteo, words):
    with pytest.raises(SourceNotFound):
        await meteo.find_place(words, NOW)


@pytest.mark.parametrize("ahead", [timedelta(days=-1), timedelta(days=16)])
async def test_the_past_and_the_far_future_have_no_forecast(meteo, ahead):
    place = await meteo.find_place("Denver", NOW)
    with pytest.raises(SourceNotFound, match="two weeks"):
        await meteo.fetch_weather(place, NOW + ahead, NOW)


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, b'{"error": true, "reason": "x"}', SourceRefused),
        (429, b'{"error": true, "reason": "x"}', TooFast),
        (500, b"", SourceUnavailable),
        (200, b"<html>", ChangedShape),
        (200, b'{"results": 4, "hourly": 4}', ChangedShape),
    ],
)
async def test_trouble_is_a_typed_error(meteo, server, status, body, error):
    place = await meteo.find_place("Denver", NOW)
    server.always(Reply(status, body))
    for call in (meteo.find_place("Denver", NOW), meteo.fetch_weather(place, TONIGHT, NOW)):
        with pytest.raises(SourceUnavailable) as raised:
            await call
        assert type(raised.value) is error


def test_other_units_than_those_asked_for_are_refused():
    body = {
        "hourly": {"time": ["2026-01-16T02:00"], "temperature_2m": [Decimal("20.5")]},
        "hourly_units": {"temperature_2m": "°C"},
    }
    with pytest.raises(Unreadable, match="unit"):
        read_weather(body, Place("x", "1", "2", "GMT"), TONIGHT.replace(minute=0), NOW)


@given(anything)
def test_any_json_is_read_or_refused(body):
    with suppress(Unreadable):
        read_place(body, "")
    with suppress(Unreadable):
        read_weather(body, Place("x", "1", "2", "GMT"), TONIGHT, NOW)


def game(league: str, home: str) -> Event:
    return Event("1", league, "Visitors", home, TONIGHT, EventStatus.SCHEDULED, "Test feed")


async def test_a_game_has_the_weather_of_its_home_teams_town(meteo):
    cache = SourceCache()
    forecasts = Forecasts(CachedWeather(meteo, cache))
    weather = await forecasts.for_event(game("nfl", "Denver Broncos"), NOW)
    assert (weather.place, weather.temperature_f) == ("Denver, Colorado, United States", 2.0)
    await cache.aclose()


@pytest.mark.parametrize(
    ("league", "home", "why"), [("nfl", "Detroit Lions", "roof"), ("nba", "Denver Nuggets", "do not know")]
)
async def test_a_game_under_a_roof_or_at_an_unknown_place_has_none(meteo, league, home, why):
    with pytest.raises(SourceNotFound, match=why):
        await Forecasts(meteo).for_event(game(league, home), NOW)


def test_every_nfl_team_has_a_home():
    assert all(home_of("nfl", team.name) for team in teams_of("nfl"))


async def test_the_same_place_and_hour_are_asked_for_once(meteo, server):
    cache = SourceCache()
    forecasts = Forecasts(CachedWeather(meteo, cache))
    for _ in range(3):
        await forecasts.at("Denver", TONIGHT, NOW)
    assert [seen.path for seen in server.requests] == ["/v1/search", "/v1/forecast"]
    await cache.aclose()


@pytest.mark.captures
def test_recorded_answers_are_read(captures):
    folder = captures / "openmeteo"
    body = json.loads((folder / "geocoding_enschede.json").read_text(), parse_float=Decimal)
    place = read_place(body, "")
    assert place == Place("Enschede, Overijssel, The Netherlands", "52.21833", "6.89583", "Europe/Amsterdam")
    body = json.loads((folder / "forecast_toronto_imperial_2026-03-05.json").read_text(), parse_float=Decimal)
    # 05:00 UTC on the 4th is midnight in Toronto, the first entry of the answer
    weather = read_weather(body, place, datetime(2026, 3, 4, 5, tzinfo=UTC), NOW)
    assert (weather.temperature_f, weather.feels_like_f, weather.wind_mph, weather.wind_from_degrees) == (
        32.0,
        25.5,
        4.0,
        251,
    )
    assert weather.description == "clear sky"


@pytest.mark.captures
async def test_a_recorded_refusal_is_one(meteo, server, captures):
    server.always(Reply(400, (captures / "openmeteo" / "error_400_bad_variable.json").read_bytes()))
    with pytest.raises(SourceRefused):
        await meteo.find_place("Denver", NOW)
