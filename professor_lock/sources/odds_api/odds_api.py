"""The Odds API v4: prices of many books for one league, the credits they cost, and its refusals.

Answers are read by `sources.odds_api.reader`. The key travels in the URL, so it goes through the client's secret
parameters and is seen by nothing that logs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from urllib.parse import quote

from professor_lock.betting.facts import Event, GameScore, Slate
from professor_lock.metrics import CREDITS
from professor_lock.settings import OddsApiSettings
from professor_lock.sources.errors import (
    ChangedShape,
    KeyRefused,
    NotConfigured,
    QuotaExhausted,
    SourceNotFound,
    SourceRefused,
)
from professor_lock.sources.http import HttpResponse, ProviderClient, raise_for_trouble
from professor_lock.sources.names.leagues import League
from professor_lock.sources.odds_api.feed import game_in, games_in
from professor_lock.sources.odds_api.reader import (
    OddsFormat,
    read_events,
    read_scores,
    read_slate,
    stat_of,
)
from professor_lock.sources.reading import Json, count, mapping, sequence, shaped, text

SOURCE = "The Odds API"
LINK = "https://the-odds-api.com"
SETTING = "THE_ODDS_API_KEY"
REGIONS = "us"
MOST_PAST_DAYS = 3
"""How far back its scores go."""
GAME_MARKETS = ("h2h", "spreads", "totals")

_NO_CREDITS = "OUT_OF_USAGE_CREDITS"
_NOT_FOUND = frozenset({"EVENT_NOT_FOUND", "UNKNOWN_SPORT", "UNKNOWN_EVENT"})


@dataclass(frozen=True, slots=True)
class Quota:
    """The plan's credits as the last answer told them; None is unknown, never zero. `last` is what that call cost."""

    remaining: int | None
    used: int | None
    last: int | None
    read_at: datetime


class OddsApi:
    """`regions` are the provider's ("us,uk"); each market costs a credit a region."""

    source = SOURCE
    demo = False

    def __init__(
        self,
        client: ProviderClient,
        settings: OddsApiSettings,
        *,
        regions: str = REGIONS,
        odds_format: OddsFormat = "american",
    ) -> None:
        if not settings.key:
            raise NotConfigured("Odds are not set up here.", source=SOURCE, setting=SETTING)
        self._client = client
        self._key = settings.key
        self._base_url = settings.url.rstrip("/")
        self._regions = regions
        self._format: OddsFormat = odds_format
        self._quota: Quota | None = None

    @property
    def quota(self) -> Quota | None:
        """What is known of the credits; None before the first answer that told."""
        return self._quota

    async def fetch_slate(self, league: League, now: datetime, zone: tzinfo) -> Slate:
        """The league's coming and running games with every book's prices to back: moneyline, spread, total.

        All days in one answer, so `zone` (whose day it is) makes no difference here.

        Costs markets x regions credits, nothing when there are no games. Raises the errors of `sources.errors`.
        """
        if league.odds_api is None:
            raise SourceNotFound(f"{SOURCE} does not carry {league.title}.", source=SOURCE)
        params = {"regions": self._regions, "markets": ",".join(GAME_MARKETS), "oddsFormat": self._format}
        answer = await self._get(f"/v4/sports/{league.odds_api}/odds", params | {"dateFormat": "iso"}, now)
        return shaped(
            SOURCE,
            lambda: read_slate(
                games_in(answer), league, odds_format=self._format, source=SOURCE, link=LINK, fetched_at=now
            ),
        )

    async def fetch_events(self, league: League, now: datetime, zone: tzinfo = UTC) -> tuple[Event, ...]:
        """The league's coming and running games by start, without prices. Free, and so the way to a game's id.

        All days in one answer, as for `fetch_slate`.
        """
        if league.odds_api is None:
            raise SourceNotFound(f"{SOURCE} does not carry {league.title}.", source=SOURCE)
        body = (await self._get(f"/v4/sports/{league.odds_api}/events", {"dateFormat": "iso"}, now)).json()
        return shaped(SOURCE, lambda: read_events(body, league, source=SOURCE, now=now))

    async def fetch_props(self, event: Event, league: League, now: datetime, stats: Sequence[str] = ()) -> Slate:
        """Over and under on the players of one of this feed's games, main lines; by default the league's usual stats.

        `stats` in words ("points rebounds") are asked for by name; if the feed has none of them it is the usual ones.
        Costs a credit for each market that comes back. SourceNotFound for a game that it does not have (any more).
        """
        wanted = prop_markets(league, stats) or league.sport.prop_markets
        if league.odds_api is None or not wanted:
            raise SourceNotFound(f"{SOURCE} carries no player props of {league.title}.", source=SOURCE)
        params = {"regions": self._regions, "markets": ",".join(wanted), "oddsFormat": self._format}
        path = f"/v4/sports/{league.odds_api}/events/{quote(event.id, safe='')}/odds"
        answer = await self._get(path, params | {"dateFormat": "iso"}, now)
        return shaped(
            SOURCE,
            lambda: read_slate(
                [game_in(answer)], league, odds_format=self._format, source=SOURCE, link=LINK, fetched_at=now
            ),
        )

    def carried_stats(self, league: League) -> tuple[str, ...]:
        """The stats that can be asked for by name in this league."""
        return tuple(map(stat_of, _markets(league)))

    def listed_players(self, event: Event) -> tuple[str, ...]:
        """Nobody: whose props there are is known once they are asked for, which costs credits."""
        return ()

    async def fetch_scores(self, league: League, now: datetime, days_from: int = 0) -> tuple[GameScore, ...]:
        """Live and coming games, and those of the last `days_from` (0 to 3) days. Costs 1 credit, 2 with past days."""
        if league.odds_api is None:
            raise SourceNotFound(f"{SOURCE} does not carry {league.title}.", source=SOURCE)
        params = {"dateFormat": "iso"} | ({"daysFrom": str(min(days_from, MOST_PAST_DAYS))} if days_from > 0 else {})
        body = (await self._get(f"/v4/sports/{league.odds_api}/scores", params, now)).json()
        return shaped(SOURCE, lambda: read_scores(body, league, source=SOURCE, link=LINK, now=now))

    async def fetch_sports(self, now: datetime) -> tuple[str, ...]:
        """The keys of the sports in season. Free: a way to see that the key works."""
        body = (await self._get("/v4/sports", {}, now)).json()
        return shaped(SOURCE, lambda: _read_sports(body))

    async def _get(self, path: str, params: Mapping[str, str], now: datetime) -> HttpResponse:
        answer = await self._client.get(self._base_url + path, params=params, secret_params={"apiKey": self._key})
        self._note_quota(answer, now)
        _raise_for_refusal(answer)
        return answer

    def _note_quota(self, answer: HttpResponse, now: datetime) -> None:
        """Headers that are missing leave what is known untouched."""
        remaining, used, last = (
            count(answer.headers.get(f"x-requests-{name}")) for name in ("remaining", "used", "last")
        )
        if remaining is not None or used is not None:
            self._quota = Quota(remaining, used, last, now)
        if remaining is not None:
            CREDITS.labels(SOURCE).set(remaining)

    def __repr__(self) -> str:
        return f"OddsApi({self._base_url!r}, regions={self._regions!r})"


def prop_markets(league: League, stats: Sequence[str]) -> tuple[str, ...]:
    """The feed's markets of these stats; a stat it does not have in this sport has none."""
    return tuple(key for key in _markets(league) if stat_of(key) in stats)


def _markets(league: League) -> tuple[str, ...]:
    return (*league.sport.prop_markets, *league.sport.more_prop_markets)


def _read_sports(body: Json) -> tuple[str, ...]:
    entries = [mapping(entry, "a sport") for entry in sequence(body, "the answer")]
    return tuple(text(entry.get("key"), "a sport's key") for entry in entries if entry.get("active") is True)


def _raise_for_refusal(answer: HttpResponse) -> None:
    """Errors are `{message, error_code, details_url}`; the code decides, because an empty quota is a 401 too."""
    if 200 <= answer.status < 300:
        return
    code = _error_code(answer)
    if code == _NO_CREDITS:
        raise QuotaExhausted(f"The credits of {SOURCE} are used up for this period.", source=SOURCE)
    if answer.status in (401, 403):
        raise KeyRefused(
            f"{SOURCE} is not available to this server: its operator has been told.", source=SOURCE, setting=SETTING
        )
    if code in _NOT_FOUND or answer.status == 404:
        raise SourceNotFound(f"{SOURCE} has no such game or league.", source=SOURCE)
    if answer.status in (400, 422):
        raise SourceRefused(f"{SOURCE} refused the request{f' ({code})' if code else ''}.", source=SOURCE)
    raise_for_trouble(answer)


def _error_code(answer: HttpResponse) -> str | None:
    """The provider's code when the body has one: capitals and underscores, so that no free text gets through."""
    try:
        body = answer.json()
    except ChangedShape:
        return None
    code = body.get("error_code") if isinstance(body, dict) else None
    plain = isinstance(code, str) and len(code) <= 40 and code.replace("_", "").isalpha() and code.isascii()
    return code if plain else None
