"""Player props behind the cache, game by game, because each market of each game costs a credit.

What was looked at a moment ago is paid for and is used again. For a bet that is being made the prices are read
anew, on the stats it is about and on no others.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from professor_lock.betting.consensus import is_live
from professor_lock.betting.facts import Event, Slate
from professor_lock.sources.cache import lifetimes as kinds
from professor_lock.sources.cache.cache import Held, SourceCache
from professor_lock.sources.cache.cached import Credits, noted, saved, saving
from professor_lock.sources.cache.shared import Life
from professor_lock.sources.contracts import PropFeed
from professor_lock.sources.names.leagues import League

BET_PRICES = timedelta(seconds=90)
"""The prices of a bet that is being made are read again after this long: books move props by the minute."""


class CachedProps:
    """Player props behind the cache, game by game: they cost several credits each."""

    def __init__(self, props: PropFeed, cache: SourceCache, *, credits_of: Credits | None = None) -> None:
        self._props, self._cache, self._credits = props, cache, credits_of

    @property
    def source(self) -> str:
        return self._props.source

    @property
    def demo(self) -> bool:
        return self._props.demo

    def carried_stats(self, league: League) -> tuple[str, ...]:
        """As the source's own."""
        return self._props.carried_stats(league)

    def listed_players(self, event: Event) -> tuple[str, ...]:
        """As the source's own."""
        return self._props.listed_players(event)

    async def fetch_events(self, league: League, now: datetime, zone: tzinfo = UTC) -> tuple[Event, ...]:
        """As the source's own: games are announced days before."""
        held = await self._cache.get(
            self.source,
            ("events", league.key),
            lambda: self._props.fetch_events(league, now, zone),
            life=lambda _: kinds.GAMES,
            now=now,
            codec=kinds.EVENTS,
        )
        return held.value

    async def fetch_props(self, event: Event, league: League, now: datetime, stats: Sequence[str] = ()) -> Slate:
        """As the source's own; an older slate says in its note why it is not a newer one.

        A few stats are taken from the whole set where that is fresh: it has been paid for.
        """
        key = _props_key(event, league, stats)
        if stats and (paid := self._paid(_props_key(event, league), stats, now, kinds.PROPS.fresh)) is not None:
            return paid
        held = await self._cache.get(
            self.source,
            key,
            lambda: self._props.fetch_props(event, league, now, stats),
            life=lambda _: saved(kinds.ODDS_IN_PLAY if is_live(event, now) else kinds.PROPS, self._credits),
            now=now,
            codec=kinds.SLATES,
        )
        return noted(held.value, held, now, saving(held, self.source, kinds.PROPS))

    async def fetch_bet_props(self, event: Event, league: League, now: datetime, stats: Sequence[str]) -> Slate:
        """The same for a bet that is being made: read within `BET_PRICES`, however low the credits; else the failure.

        Only these stats are paid for, and nothing where the last few moments' answer has them.
        """
        for named in ((), stats):
            if (paid := self._paid(_props_key(event, league, named), stats, now, BET_PRICES)) is not None:
                return paid
        slot = int(now.timestamp() / BET_PRICES.total_seconds())
        held = await self._cache.get(
            self.source,
            (*_props_key(event, league, stats), "bet", slot),
            lambda: self._props.fetch_props(event, league, now, stats),
            life=lambda _: Life(BET_PRICES, BET_PRICES, BET_PRICES),
            now=now,
            codec=kinds.SLATES,
        )
        return noted(held.value, held, now)

    def _paid(self, key: tuple[Hashable, ...], stats: Sequence[str], now: datetime, within: timedelta) -> Slate | None:
        """What was fetched under that key within that time, if it has prices on all of `stats`."""
        held: Held[Slate] | None = self._cache.recent(self.source, key, now, within)
        if held is None or not set(stats) <= {quote.stat for quote in held.value.quotes}:
            return None
        return noted(held.value, held, now)


def _props_key(event: Event, league: League, stats: Sequence[str] = ()) -> tuple[Hashable, ...]:
    return ("props", league.key, event.id, *sorted(stats))
