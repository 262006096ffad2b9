"""A server that speaks The Odds API v4: fixtures or captured answers, keys, credits, and its error bodies.

    with FakeOddsApi() as api:
        OddsApi(ProviderClient(client, SOURCE), OddsApiSettings(key=api.key, url=api.url))

`script` and `always` (from `FakeWeb`) put faults in front. It refuses what the real one refuses, so a wrong request of
ours fails here too.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.fakes.web import FakeWeb, Reply, Seen

FIXTURES = Path(__file__).parents[1] / "fixtures" / "providers"
KEY = "0123456789abcdef0123456789abcdef"
KNOWN_MARKETS = frozenset({"h2h", "spreads", "totals", "outrights", "h2h_lay"})
CAPTURED = {
    "basketball_nba": "nba_odds_american_2022-11-23.json",
    "baseball_mlb": "mlb_inplay_american_2022-09-18.json",
}


class FakeOddsApi(FakeWeb):
    """`slates`: sport key -> the list `/odds` answers with. `remaining`: credits left, None sends no quota headers.

    `props`: games with the books of their players, by id.

    With `shift_to_now` all times are moved by as much as makes the newest quote as old as the moment of the request, so
    that old fixtures hold games that are still to come.
    """

    def __init__(
        self,
        slates: Mapping[str, list[dict[str, Any]]] | None = None,
        *,
        key: str = KEY,
        remaining: int | None = 500,
        shift_to_now: bool = False,
    ) -> None:
        super().__init__(self._respond)
        self.key = key
        self.remaining = remaining
        self._slates = dict(fixture_slates() if slates is None else slates)
        self.props: dict[str, dict[str, Any]] = fixture_props()
        self._shift = shift_to_now
        self._used = 0
        self._lock = threading.Lock()

    def _respond(self, seen: Seen) -> Reply:
        given = seen.query.get("apiKey")
        if given != self.key:
            return _error(401, "INVALID_KEY" if given else "MISSING_KEY", "API key is not valid")
        parts = seen.path.strip("/").split("/")
        if parts[:2] != ["v4", "sports"]:
            return Reply(404, b"Not Found", content_type="text/plain")
        if len(parts) == 2:
            sports = [{"key": sport, "active": True, "has_outrights": False} for sport in self._slates]
            return _json(sports, self._quota(0))
        if len(parts) == 4 and parts[3] == "odds":
            return self._odds(parts[2], seen.query)
        if len(parts) == 4 and parts[3] == "events":
            return self._events(parts[2])
        if len(parts) == 6 and parts[3] == "events" and parts[5] == "odds":
            return self._props(parts[4], seen.query)
        if len(parts) == 4 and parts[3] == "scores":
            games = json.loads((FIXTURES / "odds_api_scores.json").read_text())
            past = seen.query.get("daysFrom")
            return _json(games if past else [game for game in games if not game["completed"]], self._quota(2))
        return Reply(404, b"Not Found", content_type="text/plain")

    def _events(self, sport: str) -> Reply:
        """The same games without their books; they cost nothing."""
        if sport not in self._slates:
            return _error(404, "UNKNOWN_SPORT", "Unknown sport")
        games = [self._game(game, [], "american") for game in self._slates[sport]]
        bare = [{name: value for name, value in game.items() if name != "bookmakers"} for game in games]
        return _json(bare, self._quota(0))

    def _props(self, event_id: str, query: Mapping[str, str]) -> Reply:
        event = self.props.get(event_id)
        if event is None:
            return _error(404, "EVENT_NOT_FOUND", "Event not found")
        markets = query.get("markets", "h2h").split(",")
        unknown = [name for name in markets if not name.startswith(("player_", "batter_", "pitcher_"))]
        if unknown:
            return _error(422, "INVALID_MARKET", f"Invalid markets: {', '.join(unknown)}")
        return _json(self._game(event, markets, query.get("oddsFormat", "decimal")), self._quota(len(markets)))

    def _odds(self, sport: str, query: Mapping[str, str]) -> Reply:
        if sport not in self._slates:
            return _error(404, "UNKNOWN_SPORT", "Unknown sport")
        regions = [part for part in (query.get("regions") or query.get("bookmakers") or "").split(",") if part]
        if not regions:
            return _error(422, "MISSING_REGION", "Missing regions or bookmakers key")
        markets = query.get("markets", "h2h").split(",")
        unknown = sorted(set(markets) - KNOWN_MARKETS)
        if unknown:
            return _error(422, "INVALID_MARKET", f"Invalid markets: {', '.join(unknown)}")
        games = [self._game(game, markets, query.get("oddsFormat", "decimal")) for game in self._slates[sport]]
        cost = len(markets) * len(regions) if games else 0
        with self._lock:
            if self.remaining is not None:
                if self.remaining < cost:
                    return _error(401, "OUT_OF_USAGE_CREDITS", "Usage quota has been reached", self._quota(0))
                self.remaining -= cost
            self._used += cost
            return _json(games, self._quota(cost))

    def _game(self, game: dict[str, Any], markets: list[str], odds_format: str) -> dict[str, Any]:
        """The game as asked for: an exchange's lay market comes along with h2h, as it does from the real one."""
        wanted = {*markets, "h2h_lay"} if "h2h" in markets else set(markets)
        books = []
        for book in game["bookmakers"]:
            kept = [market for market in book["markets"] if market["key"] in wanted]
            if odds_format == "decimal":
                kept = [_in_decimal(market) for market in kept]
            books.append(book | {"markets": kept})
        answer = game | {"bookmakers": books}
        return _shifted(answer, datetime.now(UTC) - newest(self._slates)) if self._shift else answer

    def _quota(self, last: int) -> dict[str, str]:
        if self.remaining is None:
            return {}
        counts = {"remaining": self.remaining, "used": self._used, "last": last}
        return {f"x-requests-{name}": str(value) for name, value in counts.items()}


def fixture_slates() -> dict[str, list[dict[str, Any]]]:
    """Invented games: an NBA evening with most of the feed's quirks, and one Premier League match."""
    return {
        "basketball_nba": json.loads((FIXTURES / "odds_api_nba.json").read_text()),
        "soccer_epl": json.loads((FIXTURES / "odds_api_epl.json").read_text()),
    }


def fixture_props() -> dict[str, dict[str, Any]]:
    """The one game with props on two players."""
    game = json.loads((FIXTURES / "odds_api_props.json").read_text())
    return {game["id"]: game}


def captured_slates() -> dict[str, list[dict[str, Any]]]:
    """The captured answers of PP_CAPTURES, as they were sent."""
    folder = Path(os.environ["PP_CAPTURES"]) / "oddsapi"
    return {sport: json.loads((folder / name).read_text()) for sport, name in CAPTURED.items()}


def newest(slates: Mapping[str, list[dict[str, Any]]]) -> datetime:
    """When the newest quote of any slate was made."""
    stamps = [
        stamp
        for games in slates.values()
        for game in games
        for book in game["bookmakers"]
        for stamp in (book.get("last_update"), *(market.get("last_update") for market in book["markets"]))
        if stamp
    ]
    return datetime.fromisoformat(max(stamps))


def _shifted(value: Any, by: timedelta) -> Any:
    if isinstance(value, list):
        return [_shifted(item, by) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _later(item, by) if name in ("commence_time", "last_update") else _shifted(item, by)
        for name, item in value.items()
    }


def _later(stamp: str, by: timedelta) -> str:
    return (datetime.fromisoformat(stamp) + by).strftime("%Y-%m-%dT%H:%M:%SZ")


def _in_decimal(market: dict[str, Any]) -> dict[str, Any]:
    """Two places, as the real one rounds them."""
    outcomes = []
    for outcome in market["outcomes"]:
        price = outcome["price"]
        decimal = 1 + (price / 100 if price > 0 else 100 / -price)
        outcomes.append(outcome | {"price": round(decimal, 3 if decimal < 1.01 else 2)})
    return market | {"outcomes": outcomes}


def _error(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> Reply:
    details = f"https://the-odds-api.com/liveapi/guides/v4/api-error-codes.html#{code.lower().replace('_', '-')}"
    return _json({"message": message, "error_code": code, "details_url": details}, headers, status)


def _json(body: Any, headers: Mapping[str, str] | None = None, status: int = 200) -> Reply:
    return Reply(status, json.dumps(body).encode(), headers or {})
