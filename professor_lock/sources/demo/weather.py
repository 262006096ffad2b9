"""The demo's weather: invented for the hour and the town, within what the month allows, and marked DEMO."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from professor_lock.betting.facts import Weather
from professor_lock.sources.demo.prices import share
from professor_lock.sources.errors import SourceNotFound
from professor_lock.sources.names.places import Place, venue_towns
from professor_lock.sources.names.spelling import expand
from professor_lock.sources.names.teams import teams_of
from professor_lock.sources.names.text import closest, fold
from professor_lock.zones import EASTERN_NAME

WEATHER_SOURCE = "DEMO weather (invented)"
AHEAD = timedelta(days=14)
PLACES_OF = ("nba", "nfl", "mlb", "nhl")

_ZONES = {
    "America/Chicago": "chicago, dallas, houston, memphis, milwaukee, minnesota, minneapolis, nashville, st louis, "
    "kansas city, green bay, san antonio, new orleans, oklahoma city, winnipeg, arlington, texas, tennessee",
    "America/Denver": "denver, utah, colorado",
    "America/Phoenix": "phoenix, arizona, glendale",
    "America/Edmonton": "calgary, edmonton",
    "America/Los_Angeles": "los angeles, las vegas, sacramento, portland, golden state, anaheim, san diego, seattle, "
    "san francisco, san jose, inglewood, vancouver, santa clara, oakland",
}
"""Towns that do not keep Eastern time."""
_SKIES = ("clear sky", "partly cloudy", "overcast", "light rain", "windy")
_WARM = (38, 41, 50, 60, 69, 78, 83, 82, 75, 63, 51, 41)
"""Degrees Fahrenheit by month, about what an American town has."""


class DemoWeather:
    """Forecasts for the towns of the leagues' teams."""

    source = WEATHER_SOURCE
    demo = True

    async def find_place(self, words: str, now: datetime) -> Place:
        """The town these words name, with or without a state, a slip of the pen forgiven."""
        town = expand(fold(words.partition(",")[0])).removeprefix("the ")
        near = [town] if town in _towns() else closest(town, _towns())
        if len(near) != 1:
            raise SourceNotFound("The demo has the weather of the leagues' towns only.", source=WEATHER_SOURCE)
        return Place(_towns()[near[0]], "0", "0", _zone(near[0]))

    async def fetch_weather(self, place: Place, at: datetime, now: datetime) -> Weather:
        """The weather of that hour (aware): the same for every user; SourceNotFound outside two weeks."""
        hour = at.replace(minute=0, second=0, microsecond=0)
        if hour < now - timedelta(hours=2) or hour > now + AHEAD:
            raise SourceNotFound("The demo forecasts the next two weeks only.", source=WEATHER_SOURCE)
        local = hour.astimezone(ZoneInfo(place.zone))
        day = local.date().isoformat()
        sky = _SKIES[int(len(_SKIES) * share(day, place.name, "sky"))]
        heat = round(_WARM[local.month - 1] + 16 * (share(day, place.name, "heat") - 0.5))
        wind = round(3 + (18 if sky == "windy" else 9) * share(day, place.name, "wind"))
        rain = sky == "light rain"
        return Weather(
            place=place.name,
            at=hour,
            zone=place.zone,
            description=sky,
            temperature_f=heat,
            feels_like_f=heat - wind // 5,
            wind_mph=wind,
            gusts_mph=wind + 6,
            wind_from_degrees=45 * int(8 * share(day, place.name, "from")),
            precipitation_chance=70 if rain else round(20 * share(day, place.name, "wet")),
            precipitation_in=0.1 if rain else 0.0,
            source=WEATHER_SOURCE,
            as_of=now,
            credit="Invented for the demo.",
            demo=True,
        )


@cache
def _towns() -> dict[str, str]:
    """Folded names of towns -> how they are written."""
    places = {team.place for league in PLACES_OF for team in teams_of(league) if team.place}
    return {expand(fold(name)): name for name in (*sorted(places), *venue_towns())}


def _zone(town: str) -> str:
    return next((zone for zone, towns in _ZONES.items() if town in towns.split(", ")), EASTERN_NAME)
