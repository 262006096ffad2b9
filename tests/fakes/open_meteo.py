"""A server that speaks Open-Meteo's geocoding and forecast, both hosts in one, over four invented places."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from tests.fakes.web import FakeWeb, Reply, Seen

PLACES = [
    {"id": 1, "name": "Exampleville Airport", "latitude": 39.9, "longitude": -104.6, "feature_code": "AIRP",
     "country_code": "US", "country": "United States", "admin1": "Colorado", "timezone": "America/Denver"},
    {"id": 2, "name": "Exampleville", "latitude": 39.73915, "longitude": -104.9847, "feature_code": "PPLA",
     "country_code": "US", "country": "United States", "admin1": "Colorado", "timezone": "America/Denver"},
    {"id": 3, "name": "Exampleville", "latitude": 43.66, "longitude": -70.25, "feature_code": "PPL",
     "country_code": "US", "country": "United States", "admin1": "Maine", "timezone": "America/New_York"},
    {"id": 4, "name": "Denver", "latitude": 39.73915, "longitude": -104.9847, "feature_code": "PPLC",
     "country_code": "US", "country": "United States", "admin1": "Colorado", "timezone": "America/Denver"},
]  # fmt: skip
UNITS = {
    "time": "iso8601",
    "temperature_2m": "°F",
    "apparent_temperature": "°F",
    "precipitation": "inch",
    "precipitation_probability": "%",
    "wind_speed_10m": "mp/h",
    "wind_gusts_10m": "mp/h",
    "wind_direction_10m": "°",
    "weather_code": "wmo code",
}


class FakeOpenMeteo(FakeWeb):
    """It is hour degrees at every hour; gusts are never given; unknown variables are refused as the real one does."""

    def __init__(self) -> None:
        super().__init__(self._respond)

    def _respond(self, seen: Seen) -> Reply:
        if seen.path == "/v1/search":
            found = [place for place in PLACES if str(place["name"]).lower().startswith(seen.query["name"].lower())]
            return _json({"results": found, "generationtime_ms": 0.1} if found else {"generationtime_ms": 0.1})
        if seen.path == "/v1/forecast":
            return self._forecast(seen)
        return Reply(404, b"Not Found", content_type="text/plain")

    def _forecast(self, seen: Seen) -> Reply:
        wanted = seen.query["hourly"].split(",")
        unknown = [name for name in wanted if name not in UNITS]
        if unknown:
            return _json({"error": True, "reason": f"invalid String value {unknown[0]} for key hourly"}, 400)
        first, last = date.fromisoformat(seen.query["start_date"]), date.fromisoformat(seen.query["end_date"])
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        times = [f"{day.isoformat()}T{hour:02d}:00" for day in days for hour in range(24)]
        values: dict[str, list[Any]] = {name: [float(n % 24) for n in range(len(times))] for name in wanted}
        values["weather_code"] = [71] * len(times)
        values["wind_gusts_10m"] = [None] * len(times)
        return _json(
            {
                "latitude": float(seen.query["latitude"]),
                "longitude": float(seen.query["longitude"]),
                "utc_offset_seconds": 0,
                "timezone": "GMT",
                "hourly_units": {name: UNITS[name] for name in ("time", *wanted)},
                "hourly": {"time": times, **values},
            }
        )


def _json(body: Any, status: int = 200) -> Reply:
    return Reply(status, json.dumps(body).encode())
