"""The forecast as a search engine: what a search for the weather looks at before the web.

It answers only where the question names a place, or a team by its nickname, which stands for the town it is at home in.
The forecast is of the hour of the question, and says so.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import datetime
from zoneinfo import ZoneInfo

from professor_lock.betting.facts import SearchResult, Weather
from professor_lock.sources.contracts import WeatherSource
from professor_lock.sources.names.leagues import LEAGUES
from professor_lock.sources.names.places import home_of
from professor_lock.sources.names.rosters import Roster, leagues_of_team
from professor_lock.sources.names.text import fold

SITE = "open-meteo.com"
MAX_PLACE_WORDS = 5

_ABOUT = r"(?:weather|forecast|temperature|conditions|rain(?:ing)?|snow(?:ing)?|windy?)"
_AFTER = re.compile(rf"\b{_ABOUT}\b.*?\b(?:in|at|for|near|around)\s+(?P<place>.+)$", re.IGNORECASE | re.DOTALL)
_NAMED = re.compile(r"\b(?:weather|forecast)\b", re.IGNORECASE)
_STATE_AT_END = re.compile(r"^(?P<town>.*[^\s,])\s+(?P<state>[A-Z]{2})$")
_NO_PLACE = frozenset(
    {
        "a", "an", "the", "what", "whats", "is", "it", "its", "will", "be", "do", "does", "how", "like", "please",
        "show", "me", "search", "find", "look", "up", "for", "in", "at", "on", "of", "and", "weather", "forecast",
        "temperature", "conditions", "rain", "raining", "snow", "snowing", "wind", "windy", "now", "right", "today",
        "tonight", "tomorrow", "this", "next", "week", "weekend", "morning", "afternoon", "evening", "night",
        "current", "currently", "latest", "game", "games", "match", "kickoff", "report", "monday", "tuesday",
        "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may",
        "june", "july", "august", "september", "october", "november", "december", "matches", "slate", "tonights",
        "todays", "tomorrows",
    }
) | {word for league in LEAGUES for word in league.words}  # fmt: skip


class WeatherSearch:
    """`weather` may be the cached source."""

    def __init__(self, weather: WeatherSource) -> None:
        self._weather = weather

    @property
    def engine(self) -> str:
        return self._weather.source

    @property
    def demo(self) -> bool:
        return self._weather.demo

    async def search(self, query: str, search_type: str, now: datetime) -> AsyncIterator[SearchResult]:
        """The forecast of this hour at the place named; nothing where none is named. Errors as the source's own."""
        words = place_named(query)
        if not words:
            return
        place = await self._weather.find_place(_home_town(words) or words, now)
        yield _hit(await self._weather.fetch_weather(place, now, now), self.engine)


def asks_for_weather(query: str) -> bool:
    """Do these words ask for the weather somewhere, so plainly that no type of search need be named?

    >>> asks_for_weather("Search for weather in Denver"), asks_for_weather("how weather moves totals")
    (True, False)
    """
    found = _AFTER.search(query)
    return bool(found and _NAMED.search(query) and _place(found["place"]))


def place_named(query: str) -> str:
    """The place that a question about the weather names, in its own words; empty where there is none.

    >>> place_named("what's the weather in Green Bay tonight?"), place_named("Denver CO weather"), place_named("rain")
    ('Green Bay', 'Denver, CO', '')
    >>> place_named("weather for tonight's NFL games")
    ''
    """
    found = _AFTER.search(query)
    return _place(found["place"] if found else query)


def _place(text: str) -> str:
    words = [word.strip("?!.:;\"'“”()") for word in text.split()]
    kept = [word for word in words if word and not any(letter.isdigit() for letter in word)]
    kept = [word for word in kept if fold(word).replace(" ", "") not in _NO_PLACE]
    if len(kept) > MAX_PLACE_WORDS:
        return ""
    place = " ".join(kept).strip(" ,")
    state = _STATE_AT_END.match(place)
    return f"{state['town']}, {state['state']}" if state else place


def _home_town(words: str) -> str | None:
    """Where the one team of that nickname, or full name, is at home; None for words that begin as a place does."""
    towns = set()
    for league in leagues_of_team(words):
        for team in Roster(league).match(words):
            home = home_of(league, team.name) if fold(team.name).endswith(fold(words)) else None
            towns.update([home.town] if home else [])
    return towns.pop() if len(towns) == 1 else None


def _hit(weather: Weather, engine: str) -> SearchResult:
    local = weather.at.astimezone(ZoneInfo(weather.zone))
    figures = (
        ("", weather.temperature_f, " °F"),
        ("feels like ", weather.feels_like_f, " °F"),
        ("wind ", weather.wind_mph, " mph"),
        ("gusts ", weather.gusts_mph, " mph"),
        ("chance of precipitation ", weather.precipitation_chance, "%"),
    )
    said = [f"{name}{value:.0f}{unit}" for name, value, unit in figures if value is not None]
    hour = f"{local:%a %b} {local.day}, {local.hour % 12 or 12}:00 {'PM' if local.hour >= 12 else 'AM'} {local:%Z}"
    parts = (f"{weather.description.capitalize()}, {', '.join(said)}", weather.credit, weather.note)
    return SearchResult(
        title=f"Weather in {weather.place}, {hour}",
        url=weather.link or f"https://{SITE}/",
        snippet=". ".join(part.rstrip(".") for part in parts if part) + ".",
        source=SITE,
        engine=engine,
        fetched_at=weather.as_of,
        demo=weather.demo,
    )
