"""The line that past games are held against: today's, read from the books, and named with them.

A trend against a line that nobody offers tells a bettor nothing, and nobody's word is taken for what is offered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from professor_lock.agent.context import ProfessorLockContext
from professor_lock.betting.consensus import by_line, common_line, has_begun, is_live, side_line
from professor_lock.betting.facts import Event, EventStatus, Market, Slate
from professor_lock.betting.odds import format_line
from professor_lock.betting.prop_stats import stat_in_words, stat_meant
from professor_lock.betting.props import PropLine, oldest_and_newest, prop_lines
from professor_lock.errors import ProfessorLockError
from professor_lock.sources.errors import NotConfigured, SourceNotFound
from professor_lock.sources.names.games import Ambiguous, find_events, slate_roster
from professor_lock.sources.names.leagues import League
from professor_lock.sources.names.players import Player
from professor_lock.sources.names.text import fold
from professor_lock.widgets.format import clock

LOOK_UP_S = 4.0
"""The chart waits no longer for a line: it says something without one, too."""
TEAM_MARKETS: Mapping[str, Market] = {"total": Market.TOTAL, "margin": Market.SPREAD}
"""What of a team's games the books have a line on; of one team's own points the feeds carry none."""


@dataclass(frozen=True, slots=True)
class Against:
    """The line to count Overs against, None without one, and a sentence that says where it is from, or why not."""

    line: Fraction | None
    said: str


NOTHING = Against(None, "")


async def line_against(run: ProfessorLockContext, player: Player, stat: str, asked: Fraction | None) -> Against:
    """Today's line of a player's stat in words; the line that was `asked` about goes first, with today's beside it."""
    return _beside(await _players_line(run, player, stat), asked)


async def team_line_against(
    run: ProfessorLockContext, league: League, team: str, what: str, asked: Fraction | None
) -> Against:
    """The line of a team's next game on its total, or the margin at which its spread is covered; `asked` as above.

    `what` is one of professor_lock.betting.recent.TEAM_STATS.
    """
    market = TEAM_MARKETS.get(what)
    return _beside(NOTHING if market is None else await _teams_line(run, league, team, market), asked)


def _beside(today: Against, asked: Fraction | None) -> Against:
    if asked is None or asked == today.line:
        return today
    about = f"{format_line(asked, signed=False)} is the line that was asked about, as it was given."
    return Against(asked, f"{about} {today.said}".strip())


async def _players_line(run: ProfessorLockContext, player: Player, stat: str) -> Against:
    if not player.team:
        return NOTHING
    now = run.now()
    sport, carried = player.league.sport.key, run.sources.sports.carried_stats(player.league)
    known = stat_meant(fold(stat), carried, sport)  # asked for by name it is one market to pay for, not the usual four
    if carried and known not in carried:
        return Against(None, f"The books are not asked for a line on {stat_in_words(stat)} here.")
    stats = [known] if known else ()
    slate = await _read(run.sources.sports.props(player.league.key, player.team, now, player.name, stats=stats))
    if isinstance(slate, str):
        return Against(None, slate)
    found = of_stat(prop_lines(slate.quotes, now), known or stat)
    if found is None or found.line is None:
        return Against(None, f"{slate.source} lists no line on it now.")
    await run.desk.quotes.record(slate, f"props of {' '.join(event.id for event in slate.events)}, {fold(player.name)}")
    in_play = any(has_begun(event, now) for event in slate.events)
    times = oldest_and_newest([found])
    number, read = format_line(found.line, signed=False), times[0] if times else now
    return Against(found.line, _sentence(number, "line", slate, run, books=found.books, read=read, in_play=in_play))


async def _teams_line(run: ProfessorLockContext, league: League, team: str, market: Market) -> Against:
    slate = await _read(run.desk.slate(league.key, run.user))
    if isinstance(slate, str):
        return Against(None, slate)
    now = run.now()
    event = _next_game(slate, team, now)
    if event is None:
        return Against(None, f"{slate.source} lists no coming game of the {team} now.")
    lines = by_line(event, market, (q for q in slate.quotes if q.event.id == event.id and q.market is market))
    sides = [one.name for one in slate_roster(slate).match(team) if one.name in (event.away, event.home)]
    key = common_line(lines) if lines else None
    if key is None or len(sides) != 1:
        return Against(None, f"{slate.source} lists no {market} of {event.name} now.")
    books, in_play = lines[key], has_begun(event, now)
    oldest = min(quote.as_of for prices in books.values() for quote in prices.values())
    what = f"{market} of {event.name}"
    if market is Market.TOTAL:
        number = format_line(key, signed=False)
        return Against(key, _sentence(number, what, slate, run, books=len(books), read=oldest, in_play=in_play))
    points = side_line(event, market, sides[0], key)
    assert points is not None
    number = f"{sides[0]} {format_line(points, signed=True)}"
    said = _sentence(number, what, slate, run, books=len(books), read=oldest, in_play=in_play)
    return Against(-points, f"{said} A margin over {format_line(-points, signed=False)} covers it.")


async def _read(asked: Awaitable[Slate | Ambiguous]) -> Slate | str:
    """The slate, or what is to be said for want of one: nothing where no source is meant to have it."""
    try:
        async with asyncio.timeout(LOOK_UP_S):
            slate = await asked
    except NotConfigured:
        return ""
    except TimeoutError:
        return "Today's line could not be read: the source took too long."
    except SourceNotFound as error:
        return f"No line to hold it against now: {error}"
    except ProfessorLockError as error:
        return f"Today's line could not be read: {error}"
    return "" if isinstance(slate, Ambiguous) else slate


def _next_game(slate: Slate, team: str, now: datetime) -> Event | None:
    """The team's next game that is still on; one in play only where no other is listed."""
    games = find_events(slate, team)
    if isinstance(games, Ambiguous):
        return None
    on = [game for game in games if game.status in (EventStatus.SCHEDULED, EventStatus.LIVE)]
    return min(on, key=lambda event: (is_live(event, now), event.starts_at), default=None)


def of_stat(lines: list[PropLine], stat: str) -> PropLine | None:
    """The line on just this stat: "rebounds" is "total rebounds", "points rebounds assists" is not "points"."""
    known = stat_meant(fold(stat))
    if known is not None:
        return next((line for line in lines if line.stat == known), None)
    words = set(fold(stat).split())
    same = [line for line in lines if set(fold(line.stat).split()) <= words]
    return max(same, key=lambda line: len(line.stat), default=None)


def _sentence(
    number: str, what: str, slate: Slate, run: ProfessorLockContext, *, books: int, read: datetime, in_play: bool
) -> str:
    """As in: 24.5 is the line at 3 books (The Odds API, Tue Nov 22, 7:04 PM EST)."""
    kind = f"in-play {what}" if in_play else what
    at = f"{books} book{'' if books == 1 else 's'}"
    when = clock(read, ZoneInfo(run.user.time_zone), read)
    moves = ": the game has begun, and it moves with it" if in_play else ""
    return " ".join(filter(None, (f"{number} is the {kind} at {at} ({slate.source}, {when}){moves}.", slate.note)))
