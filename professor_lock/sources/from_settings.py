"""The outside world of these settings. Building it asks nobody, so the health page and `doctor` use it as well."""

from __future__ import annotations

from professor_lock.settings import Settings
from professor_lock.sources.build import build_sources
from professor_lock.sources.cache.shared import CacheStore
from professor_lock.sources.http import SharedHttpClient
from professor_lock.sources.sources import Sources
from professor_lock.timings import SourceTimings


def sources_for(
    settings: Settings,
    outside: SharedHttpClient,
    cache_store: CacheStore | None = None,
    timings: SourceTimings | None = None,
) -> Sources:
    """Every part that the settings name. `outside` stays the caller's to close; ValueError for demo in production.

    `cache_store` keeps what is fetched for other processes, too.
    """
    return build_sources(
        outside,
        data=settings.data,
        production=settings.production,
        odds_api_key=settings.odds_api_key,
        odds_api_url=settings.odds_api_url,
        espn_site_url=settings.espn_site_url,
        espn_web_url=settings.espn_web_url,
        use_statmuse=settings.statmuse,
        statmuse_url=settings.statmuse_url,
        open_meteo_url=settings.open_meteo_url,
        open_meteo_geocoding_url=settings.open_meteo_geocoding_url,
        tavily_api_key=settings.tavily_api_key,
        tavily_url=settings.tavily_url,
        brave_api_key=settings.brave_api_key,
        brave_url=settings.brave_url,
        cache_store=cache_store,
        timings=timings,
    )
