"""The line a player's past games are held against: today's, read from the books, and named with them.

A trend against a line that nobody offers tells a bettor nothing, and nobody's word is taken for what is offered.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from fractions import Fraction
from zoneinfo import ZoneInfo

from betting.consensus import has_begun
from betting.odds import format_line
from betting.props import PropLine, oldest_and_newest, prop_lines
from pp_context import ProfessorLockContext
from pp_errors import ProfessorLockError
from pp_widgets_text import clock
from providers.errors import NotConfigured, SourceNotFound
from providers.events import Ambiguous
from providers.players import Player
from providers.text import fold

LOOK_UP_S = 4.0
"""The chart waits no longer for a line: it says something without one, too."""


@dataclass(frozen=True, slots=True)
class Against:
    """The line to count Overs against, None without one, and a sentence that says where it is from, or why not."""

    line: Fraction | None
    said: str


async def line_against(run: ProfessorLockContext, player: Player, stat: str, asked: Fraction | None) -> Against:
    """Today's line of a player's stat in words; the line that was `asked` about goes first, with today's beside it."""
    today, said = await _look_up(run, player, stat)
    if asked is None:
        return Against(today, said)
    number = format_line(asked, signed=False)
    if asked == today:
        return Against(asked, said)
    about = f"{number} is the line that was asked about, as it was given."
    return Against(asked, f"{about} {said}".strip())


async def _look_up(run: ProfessorLockContext, player: Player, stat: str) -> tuple[Fraction | None, str]:
    if not player.team:
        return None, ""
    now = run.now()
    try:
        async with asyncio.timeout(LOOK_UP_S):
            slate = await run.sources.sports.props(player.league.key, player.team, now, player.name)
    except NotConfigured:
        return None, ""
    except TimeoutError:
        return None, "Today's line could not be read: the source took too long."
    except SourceNotFound as error:
        return None, f"No line to hold it against now: {error}"
    except ProfessorLockError as error:
        return None, f"Today's line could not be read: {error}"
    if isinstance(slate, Ambiguous):
        return None, ""
    found = of_stat(prop_lines(slate.quotes, now), stat)
    if found is None or found.line is None:
        return None, f"{slate.source} lists no line on it now."
    await run.desk.quotes.record(slate, f"props of {' '.join(event.id for event in slate.events)}, {fold(player.name)}")
    in_play = any(has_begun(event, now) for event in slate.events)
    return found.line, " ".join(filter(None, (_sentence(found, slate.source, run, in_play=in_play), slate.note)))


def of_stat(lines: list[PropLine], stat: str) -> PropLine | None:
    """The line on just this stat: "rebounds" is "total rebounds", "points rebounds assists" is not "points"."""
    words = set(fold(stat).split())
    same = [line for line in lines if set(fold(line.stat).split()) <= words]
    return max(same, key=lambda line: len(line.stat), default=None)


def _sentence(found: PropLine, source: str, run: ProfessorLockContext, *, in_play: bool) -> str:
    assert found.line is not None
    times = oldest_and_newest([found])
    read = times[0] if times is not None else run.now()
    books = f"{found.books} book{'' if found.books == 1 else 's'}"
    number = format_line(found.line, signed=False)
    when = clock(read, ZoneInfo(run.user.time_zone), read)
    if in_play:
        return f"{number} is the in-play line at {books} ({source}, {when}): the game has begun, and it moves with it."
    return f"{number} is the line at {books} ({source}, {when})."
