"""ESPN's injury report and headlines as a search engine: what a search for an injury looks at before the web.

It answers only for leagues and teams the question names, and only searches for news or injuries; else it finds
nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from datetime import datetime

from betting.facts import Injury, InjuryReport, SearchResult
from pp_errors import BadInput
from providers.leagues import League, find_league, leagues_by_key
from providers.names import Roster, leagues_mentioned
from providers.search_hits import MAX_HITS, NEWS_TYPES
from providers.sources import LeagueFacts
from providers.text import fold

ENGINE = "ESPN"
MAX_LEAGUES = 2
MIN_NAME_LETTERS = 4


class EspnSearch:
    """`facts` may be the cached source: nothing here needs to be newer than what everyone else sees."""

    engine = ENGINE

    def __init__(self, facts: LeagueFacts) -> None:
        self._facts = facts

    @property
    def demo(self) -> bool:
        return self._facts.demo

    async def search(self, query: str, search_type: str, now: datetime) -> AsyncIterator[SearchResult]:
        """The injuries of the teams and players named, then the league's headlines that name them; newest first."""
        if search_type not in NEWS_TYPES:
            return
        leagues = leagues_named(query)
        if search_type.startswith("injur"):
            reports = await asyncio.gather(*(self._facts.fetch_injuries(league, now) for league in leagues))
            for hit in injury_hits(query, reports, now):
                yield hit
        found = await asyncio.gather(*(self._facts.fetch_news(league, now) for league in leagues))
        for hit in named_in(query, leagues, (hit for hits in found for hit in hits)):
            yield hit


def leagues_named(query: str) -> list[League]:
    """The league the words name, else those of the teams they name; at most MAX_LEAGUES, as each costs a call."""
    try:
        return [find_league(query)]
    except BadInput:
        keys = leagues_mentioned(query)
        return [leagues_by_key()[key] for key in keys] if len(keys) <= MAX_LEAGUES else []


def injury_hits(query: str, reports: Iterable[InjuryReport], now: datetime) -> list[SearchResult]:
    """The listed players the words name, else all of the teams they name."""
    words = set(fold(query).split())
    hits: list[SearchResult] = []
    for report in reports:
        players = [injury for injury in report.injuries if _named(injury.player, words)]
        roster = Roster(report.league, dict.fromkeys(injury.team for injury in report.injuries))
        teams = {team.name for found in roster.mentions(query) for team in found}
        meant = players or [injury for injury in report.injuries if injury.team in teams]
        hits += [_hit(injury, report, now) for injury in meant[:MAX_HITS]]
    return hits


def named_in(query: str, leagues: Iterable[League], news: Iterable[SearchResult]) -> list[SearchResult]:
    """The headlines that share a name with the words: a team of theirs, or a longer word that is no league's."""
    leagues = list(leagues)
    common = {word for league in leagues for phrase in league.words for word in phrase.split()} | _ORDINARY
    words = {word for word in fold(query).split() if len(word) >= MIN_NAME_LETTERS} - common
    if not words:
        return list(news)[:MAX_HITS]
    return [hit for hit in news if words & set(fold(f"{hit.title} {hit.snippet}").split())][:MAX_HITS]


_ORDINARY = frozenset(
    {"news", "latest", "injury", "injuries", "report", "update", "updates", "status", "tonight", "today"}
)


def _named(player: str, words: set[str]) -> bool:
    """Is the player's surname, or the whole name, among the words?"""
    return fold(player).split()[-1] in words if player.strip() else False


def _hit(injury: Injury, report: InjuryReport, now: datetime) -> SearchResult:
    detail = f" ({injury.detail})" if injury.detail else ""
    return SearchResult(
        title=f"{injury.player}, {injury.team}: {injury.status}{detail}",
        url=injury.link or report.link or "https://www.espn.com/",
        snippet=injury.comment,
        source=injury.source,
        engine=ENGINE,
        fetched_at=now,
        published_at=injury.reported_at,
        demo=injury.demo,
    )
