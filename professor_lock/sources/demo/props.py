"""Player props of the demo: invented lines and prices on a few well-known players of tonight's invented games.

A line lies near the average of the player's last season in `demo_facts`, so that it looks like one; it is invented all
the same, and says DEMO like everything else here. A day's props are the same for everyone whose day it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from fractions import Fraction

from msgspec import structs

from professor_lock.betting.facts import (
    Absences,
    Event,
    GameLog,
    Market,
    PlayerGame,
    Quote,
    SeasonKind,
    Slate,
)
from professor_lock.sources.demo.demo import NOTE, demo_events, team_names, tomorrows_events
from professor_lock.sources.demo.facts import PLAYERS, TEAMS, Player
from professor_lock.sources.demo.prices import BOOKS, SOURCE, bounded, quoted_price, share
from professor_lock.sources.errors import NotConfigured, SourceNotFound
from professor_lock.sources.names import players
from professor_lock.sources.names.leagues import League, leagues_by_key
from professor_lock.sources.names.text import closest, fold

LEAGUE = "nba"
COMBINED = "points rebounds assists"
LOG_SOURCE = "DEMO game log (invented)"
LOG_GAMES = 30
FIGURES = {"Points": "points", "Rebounds": "totalRebounds", "Assists": "assists"}


class DemoProps:
    """Props on the demo's own games."""

    source = SOURCE
    demo = True

    async def fetch_events(self, league: League, now: datetime, zone: tzinfo = UTC) -> tuple[Event, ...]:
        """The games of the demo's slate in `zone`, tonight's first; none of leagues without props."""
        if league.key != LEAGUE:
            return ()
        return (*demo_events(league, now, zone), *tomorrows_events(league, now, zone))

    def carried_stats(self, league: League) -> tuple[str, ...]:
        """What is made up of every player."""
        return ("points", "rebounds", "assists", COMBINED) if league.key == LEAGUE else ()

    def listed_players(self, event: Event) -> tuple[str, ...]:
        """Whose props there are in this game, those of the visitors and of the home team alike."""
        return tuple(player.name for player in PLAYERS if TEAMS.get(player.name) in (event.away, event.home))

    async def fetch_props(self, event: Event, league: League, now: datetime, stats: Sequence[str] = ()) -> Slate:
        """Points, rebounds, assists and their sum, or those named; SourceNotFound where no listed player plays."""
        listed = self.listed_players(event)
        known = [player for player in PLAYERS if player.name in listed]
        if not known:
            raise SourceNotFound(f"The demo has player props on {', '.join(TEAMS)} only.", source=SOURCE)
        quotes = tuple(quote for player in known for quote in _quotes(player, event, now, stats))
        return Slate(league.key, (event,), quotes, SOURCE, fetched_at=now, demo=True, note=NOTE)

    async def fetch_bet_props(self, event: Event, league: League, now: datetime, stats: Sequence[str]) -> Slate:
        """The same: what is invented is always fresh."""
        return await self.fetch_props(event, league, now, stats)


class DemoLogs:
    """The demo's players and invented games of theirs, around the average of the last season that is stored."""

    source = LOG_SOURCE
    demo = True

    async def fetch_player(
        self, name: str, now: datetime, league: League | None = None, teams: Sequence[str] = ()
    ) -> players.Player:
        """The one of the demo's players of that name, misspelt by a letter or not."""
        known = [player for player in PLAYERS if player.averages]
        choice = players.match_player(name, (player.name for player in known))
        found = choice.name
        if found is None and not choice.candidates:
            surnames = {fold(player.name).split()[-1]: player.name for player in known}
            near = closest(fold(name).split()[-1] if fold(name) else "", surnames)
            found = surnames[near[0]] if len(near) == 1 else None
        if found is None or (league is not None and league.key != LEAGUE):
            names = ", ".join(player.name for player in known)
            raise SourceNotFound(f"The demo has game logs of {names} only.", source=LOG_SOURCE)
        return players.Player(fold(found), found, leagues_by_key()[LEAGUE], TEAMS.get(found, ""), None)

    async def fetch_game_log(self, player: players.Player, now: datetime, after: Event | None = None) -> GameLog:
        """So many games, one every other day up to yesterday."""
        known = next(one for one in PLAYERS if fold(one.name) == player.id)
        games = tuple(_past_game(known, now, number) for number in range(LOG_GAMES))
        return GameLog(
            known.name, LEAGUE, "DEMO", games, LOG_SOURCE, as_of=now, demo=True,
            note="DEMO: these games are invented, around the player's last stored average.",
        )  # fmt: skip

    async def fetch_absences(self, final: Event, league: League, now: datetime) -> Absences:
        """There are none: no bet of the demo is graded."""
        raise NotConfigured("The demo's games are not graded.", source=LOG_SOURCE, setting="PP_DATA")


def _past_game(player: Player, now: datetime, number: int) -> PlayerGame:
    """The game `number` before the newest one."""
    day = (now - timedelta(days=1 + 2 * number)).replace(hour=0, minute=30, second=0, microsecond=0)
    key = f"{player.name} {day.date().isoformat()}"
    rivals = [name for name in team_names(LEAGUE) if name != TEAMS.get(player.name)]
    figures = {
        FIGURES[label]: float(round(average * (0.6 + 0.8 * share(key, label))))
        for label, average in zip(player.labels, player.seasons[-1].figures, strict=True)
    }
    return PlayerGame(
        event_id=f"demo-log-{fold(key).replace(' ', '-')}",
        starts_at=day,
        opponent=rivals[int(len(rivals) * share(key, "rival"))],
        home=share(key, "home") < 0.5,
        kind=SeasonKind.REGULAR,
        played=True,
        figures=figures,
    )


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
            for selection, probability in (("Over", over), ("Under", 1 - over)):
                american = quoted_price(probability, book.vig)
                quote = book.quote(event, (Market.PLAYER_PROP, selection, line), american, now)
                yield structs.replace(quote, subject=player.name, stat=stat)
