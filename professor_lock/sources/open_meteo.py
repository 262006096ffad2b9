"""Weather by Open-Meteo: a place by name, and the forecast for one hour there. No key; its credit must be shown.

Times come without offset in the zone asked for, so we ask for GMT and read the offset all the same; entries may be
null; a place that is not found is an answer without `results`. The forecast reaches about sixteen days.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from professor_lock.betting.facts import Weather
from professor_lock.settings import OpenMeteoSettings
from professor_lock.sources.errors import SourceNotFound, SourceRefused
from professor_lock.sources.http import HttpResponse, ProviderClient, raise_for_trouble
from professor_lock.sources.names.places import Place
from professor_lock.sources.names.text import fold
from professor_lock.sources.reading import Json, Unreadable, mapping, number, optional_text, sequence, shaped, text

SOURCE = "Open-Meteo"
LINK = "https://open-meteo.com/"
CREDIT = "Weather data by Open-Meteo.com (CC BY 4.0)"
MAX_AHEAD = timedelta(days=15)
PLACES = 10

_UNITS = {
    "temperature_2m": "°F",
    "apparent_temperature": "°F",
    "precipitation": "inch",
    "precipitation_probability": "%",
    "wind_speed_10m": "mp/h",
    "wind_gusts_10m": "mp/h",
    "wind_direction_10m": "°",
    "weather_code": "wmo code",
}
_AIRPORT = "AIRP"

_WMO = {
    0: "clear sky", 1: "mainly clear", 2: "partly cloudy", 3: "overcast", 45: "fog", 48: "freezing fog",
    51: "light drizzle", 53: "drizzle", 55: "heavy drizzle", 56: "light freezing drizzle", 57: "freezing drizzle",
    61: "light rain", 63: "rain", 65: "heavy rain", 66: "light freezing rain", 67: "freezing rain",
    71: "light snow", 73: "snow", 75: "heavy snow", 77: "snow grains", 80: "light showers", 81: "showers",
    82: "violent showers", 85: "light snow showers", 86: "snow showers", 95: "thunderstorm",
    96: "thunderstorm with hail", 99: "thunderstorm with heavy hail",
}  # fmt: skip

_STATES = {
    "al": "alabama", "ak": "alaska", "az": "arizona", "ar": "arkansas", "ca": "california", "co": "colorado",
    "ct": "connecticut", "de": "delaware", "fl": "florida", "ga": "georgia", "hi": "hawaii", "id": "idaho",
    "il": "illinois", "in": "indiana", "ia": "iowa", "ks": "kansas", "ky": "kentucky", "la": "louisiana", "me": "maine",
    "md": "maryland", "ma": "massachusetts", "mi": "michigan", "mn": "minnesota", "ms": "mississippi",
    "mo": "missouri", "mt": "montana", "ne": "nebraska", "nv": "nevada", "nh": "new hampshire", "nj": "new jersey",
    "nm": "new mexico", "ny": "new york", "nc": "north carolina", "nd": "north dakota", "oh": "ohio",
    "ok": "oklahoma", "or": "oregon", "pa": "pennsylvania", "ri": "rhode island", "sc": "south carolina",
    "sd": "south dakota", "tn": "tennessee", "tx": "texas", "ut": "utah", "vt": "vermont", "va": "virginia",
    "wa": "washington", "wv": "west virginia", "wi": "wisconsin", "wy": "wyoming", "uk": "united kingdom",
    "us": "united states", "usa": "united states", "dc": "district of columbia",
}  # fmt: skip


class OpenMeteo:
    """Forecasts for places and hours."""

    source = SOURCE
    demo = False

    def __init__(self, client: ProviderClient, settings: OpenMeteoSettings) -> None:
        self._client = client
        self._forecast = settings.url.rstrip("/") + "/v1/forecast"
        self._search = settings.geocoding_url.rstrip("/") + "/v1/search"

    async def find_place(self, words: str, now: datetime) -> Place:
        """The best known place of that name ("Denver", "Portland, ME"); SourceNotFound when there is none."""
        name, _, region = words.partition(",")
        if not name.strip():
            raise SourceNotFound("A place is needed to look up the weather.", source=SOURCE)
        params = {"name": name.strip()[:100], "count": str(PLACES), "language": "en", "format": "json"}
        answer = await self._client.get(self._search, params=params)
        _raise_for_refusal(answer)
        body = answer.json()
        place = shaped(SOURCE, lambda: read_place(body, region))
        if place is None:
            raise SourceNotFound(f"{SOURCE} knows no place called {words.strip()[:60]!r}.", source=SOURCE)
        return place

    async def fetch_weather(self, place: Place, at: datetime, now: datetime) -> Weather:
        """The forecast for the hour of `at` (aware). SourceNotFound for the past and beyond about two weeks."""
        hour = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        if hour < now - timedelta(hours=2) or hour > now + MAX_AHEAD:
            raise SourceNotFound(f"{SOURCE} forecasts the next two weeks only.", source=SOURCE)
        day = hour.date().isoformat()
        params = {
            "latitude": place.latitude,
            "longitude": place.longitude,
            "hourly": ",".join(_UNITS),
            "temperature_unit": "fahrenheit",
            "wind_speed_unit": "mph",
            "precipitation_unit": "inch",
            "timezone": "GMT",
            "start_date": day,
            "end_date": day,
        }
        answer = await self._client.get(self._forecast, params=params)
        _raise_for_refusal(answer)
        body = answer.json()
        return shaped(SOURCE, lambda: read_weather(body, place, hour, now))


def read_place(body: Json, region: str) -> Place | None:
    """The first town among the hits that lies in the region, if one is named; airports only where there is no town."""
    wanted = fold(region)
    wanted = _STATES.get(wanted, wanted)
    towns: list[tuple[bool, Place]] = []
    for entry in sequence(mapping(body, "the answer").get("results") or [], "results"):
        hit = mapping(entry, "a place")
        admin, country = optional_text(hit.get("admin1")), optional_text(hit.get("country"))
        around = {fold(part) for part in (admin, country, optional_text(hit.get("country_code"))) if part}
        if wanted and wanted not in around:
            continue
        name = ", ".join(dict.fromkeys(filter(None, (text(hit.get("name"), "a name"), admin, country))))
        place = Place(
            name=name,
            latitude=str(number(hit.get("latitude"), "latitude", -90, 90)),
            longitude=str(number(hit.get("longitude"), "longitude", -180, 180)),
            zone=_zone(hit.get("timezone")),
        )
        towns.append((hit.get("feature_code") == _AIRPORT, place))
    return min(towns, key=lambda town: town[0])[1] if towns else None


def read_weather(body: Json, place: Place, hour: datetime, now: datetime) -> Weather:
    """The entry of that hour. Unreadable when it is not there, or the units are not those we asked for."""
    answer = mapping(body, "the answer")
    hourly, units = mapping(answer.get("hourly"), "hourly"), mapping(answer.get("hourly_units"), "units")
    offset = timedelta(seconds=int(number(answer.get("utc_offset_seconds", 0), "offset", -86400, 86400)))
    at = _index_of(sequence(hourly.get("time"), "times"), hour, offset)

    def figure(name: str, low: int, high: int) -> float | None:
        values = hourly.get(name)
        value = values[at] if isinstance(values, list) and at < len(values) else None
        if value is None:
            return None
        if units.get(name) != _UNITS[name]:
            raise Unreadable("a unit is not the one asked for")
        return float(number(value, name, low, high))

    code = figure("weather_code", 0, 99)
    direction, chance = figure("wind_direction_10m", 0, 360), figure("precipitation_probability", 0, 100)
    return Weather(
        place=place.name,
        at=hour,
        zone=place.zone,
        description=_WMO.get(int(code), "not described") if code is not None else "not described",
        temperature_f=figure("temperature_2m", -150, 150),
        feels_like_f=figure("apparent_temperature", -200, 200),
        wind_mph=figure("wind_speed_10m", 0, 300),
        gusts_mph=figure("wind_gusts_10m", 0, 400),
        wind_from_degrees=None if direction is None else round(direction),
        precipitation_chance=None if chance is None else round(chance),
        precipitation_in=figure("precipitation", 0, 100),
        source=SOURCE,
        as_of=now,
        credit=CREDIT,
        link=LINK,
    )


def _index_of(times: Sequence[Json], hour: datetime, offset: timedelta) -> int:
    for index, value in enumerate(times):
        try:
            local = datetime.fromisoformat(text(value, "a time"))
        except ValueError as error:
            raise Unreadable("a time is none") from error
        if local.replace(tzinfo=UTC) - offset == hour:
            return index
    raise Unreadable("the hour asked for is not there")


def _zone(value: Json) -> str:
    """A time zone's name that this machine knows too; GMT where it is missing or unknown."""
    name = optional_text(value)
    try:
        return ZoneInfo(name).key if name else "GMT"
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "GMT"


def _raise_for_refusal(answer: HttpResponse) -> None:
    if answer.status == 400:
        raise SourceRefused(f"{SOURCE} refused the request.", source=SOURCE)
    raise_for_trouble(answer)
