"""Player props of the demo: invented lines and prices on a few well-known players of tonight's invented games.

A line lies near the average of the player's last season in `demo_facts`, so that it looks like one; it is invented all
the same, and says DEMO like everything else here. A day's props are the same for everyone whose day it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from fractions import Fraction

from professor_lock.betting.facts import Absences, Event, GameLog, Market, Quote, Slate
from professor_lock.betting.odds import decimal_price
from professor_lock.sources.demo.demo import (
    BOOKS,
    NOTE,
    SOURCE,
    STATS_SOURCE,
    bounded,
    demo_events,
    quoted_price,
    share,
)
from professor_lock.sources.demo.facts import PLAYERS, TEAMS, Player
from professor_lock.sources.errors import NotConfigured, SourceNotFound
from professor_lock.sources.names import players
from professor_lock.sources.names.leagues import League, leagues_by_key
from professor_lock.sources.names.text import fold

LEAGUE = "nba"
COMBINED = "points rebounds assists"


class DemoProps:
    """Props on the demo's own games."""

    source = SOURCE
    demo = True

    async def fetch_events(self, league: League, now: datetime, zone: tzinfo = UTC) -> tuple[Event, ...]:
        """The games of the demo's slate for the evening in `zone`; none of leagues without props."""
        return tuple(demo_events(league, now, zone)) if league.key == LEAGUE else ()

    def carried_stats(self, league: League) -> tuple[str, ...]:
        """What is made up of every player."""
        return ("points", "rebounds", "assists", COMBINED) if league.key == LEAGUE else ()

    async def fetch_props(self, event: Event, league: League, now: datetime, stats: Sequence[str] = ()) -> Slate:
        """Points, rebounds, assists and their sum, or those named; SourceNotFound where no listed player plays."""
        known = [player for player in PLAYERS if TEAMS.get(player.name) in (event.away, event.home)]
        if not known:
            raise SourceNotFound(f"The demo has player props on {', '.join(TEAMS)} only.", source=SOURCE)
        quotes = tuple(quote for player in known for quote in _quotes(player, event, now, stats))
        return Slate(league.key, (event,), quotes, SOURCE, fetched_at=now, demo=True, note=NOTE)

    async def fetch_bet_props(self, event: Event, league: League, now: datetime, stats: Sequence[str]) -> Slate:
        """The same: what is invented is always fresh."""
        return await self.fetch_props(event, league, now, stats)


class DemoLogs:
    """Knows for whom the demo's players play; it has no game logs, because its games are never played."""

    source = STATS_SOURCE
    demo = True

    async def fetch_player(
        self, name: str, now: datetime, league: League | None = None, teams: Sequence[str] = ()
    ) -> players.Player:
        """The one of the demo's players of that name."""
        words = set(fold(name).split())
        found = [known for known in TEAMS if words and words <= set(fold(known).split())]
        if len(found) != 1 or (league is not None and league.key != LEAGUE):
            raise SourceNotFound(f"The demo knows the teams of {', '.join(TEAMS)} only.", source=STATS_SOURCE)
        return players.Player(fold(found[0]), found[0], leagues_by_key()[LEAGUE], TEAMS[found[0]], None)

    async def fetch_game_log(self, player: players.Player, now: datetime, after: Event | None = None) -> GameLog:
        """There is none."""
        raise _no_logs()

    async def fetch_absences(self, final: Event, league: League, now: datetime) -> Absences:
        """There are none."""
        raise _no_logs()


def _no_logs() -> NotConfigured:
    return NotConfigured("Game logs have no live source here. Set PP_DATA=live.", source="game logs", setting="PP_DATA")


def _quotes(player: Player, event: Event, now: datetime, stats: Sequence[str]) -> Iterator[Quote]:
    averages = {label.lower(): figure for label, figure in zip(player.labels, player.seasons[-1].figures, strict=True)}
    averages[COMBINED] = sum(averages.values())
    for stat, average in averages.items():
        if stats and stat not in stats:
            continue
        usual = Fraction(int(average)) + Fraction(1, 2)
        lean = 0.06 * (share(event.id, player.name, stat) - 0.5)
        for book in BOOKS:
            apart = book.own_lines and share(event.id, player.name, stat, "own line") < 1 / 3
            line = usual + (1 if apart else 0)
            over = bounded(0.5 + lean + book.lean - (0.05 if apart else 0))
            as_of = now.replace(second=0, microsecond=0) - timedelta(seconds=int(180 * share(event.id, book.name)))
            for selection, probability in (("Over", over), ("Under", 1 - over)):
                american = quoted_price(probability, book.vig)
                yield Quote(
                    event=event,
                    market=Market.PLAYER_PROP,
                    selection=selection,
                    line=line,
                    american=american,
                    decimal=decimal_price(american),
                    book=book.name,
                    source=SOURCE,
                    as_of=as_of,
                    fetched_at=now,
                    demo=True,
                    subject=player.name,
                    stat=stat,
                )
