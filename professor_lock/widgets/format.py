"""Text for widgets: third-party words made harmless and bounded, times and ages written out, widgets read back as text.

Everything shown may come from a feed, a web page or a user. It is never trusted to be short, on one line, free of
control characters, or free of the invisible marks that turn text around ("+450" must not be able to read "054+").
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from professor_lock.betting.facts import Event
from professor_lock.betting.money import format_money
from professor_lock.betting.names import game_name
from professor_lock.errors import BadInput
from professor_lock.sources.names.leagues import leagues_by_key
from professor_lock.untrusted_text import TITLE_LIMIT, one_line
from professor_lock.user import DEFAULT_TIME_ZONE
from professor_lock.words import ENGLISH, Words
from professor_lock.words.sentences import phrase

DEFAULT_TIMEZONE = DEFAULT_TIME_ZONE
AMERICAN_ZONES = {name: f"{name[0]}T" for name in ("EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT")}
DASH = "—"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FULL_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

TWO_WORD_NICKNAMES = frozenset(
    {"Trail Blazers", "Red Sox", "White Sox", "Blue Jays", "Maple Leafs", "Golden Knights", "Red Wings", "Blue Jackets"}
)
NOT_NICKNAMES = frozenset({"Club", "Team", "City", "FC", "United"})


def zone(timezone: str | tzinfo) -> tzinfo:
    """The time zone of an IANA name; BadInput when there is none of that name."""
    if isinstance(timezone, tzinfo):
        return timezone
    try:
        return ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(f"There is no time zone called {one_line(timezone)!r}.", field="timezone") from error


def clock(at: datetime, where: tzinfo, seen: datetime | None = None, words: Words = ENGLISH) -> str:
    """A moment as a bettor reads it: "Tue Nov 22, 2022, 9:05 PM ET".

    The year is left out only where `seen`, the moment from which it is looked at, is in the same one: a price from
    another year must not pass for today's.
    """
    local = at.astimezone(where)
    this_year = seen is not None and seen.astimezone(where).year == local.year
    return _moment("date_time" if this_year else "full_time", local, words)


def _moment(form: str, local: datetime, words: Words) -> str:
    """A moment in one of the forms of `times.json`."""
    return words(
        f"times.{form}",
        weekday=words(f"times.{WEEKDAYS[local.weekday()]}"),
        month=words(f"times.{MONTHS[local.month - 1]}"),
        day=local.day,
        year=local.year,
        time=f"{hour_in(words, local)} {zone_name(local)}",
    )


def short_clock(local: datetime, words: Words = ENGLISH) -> str:
    """ "Tue Nov 22, 9:05 PM ET": a moment of these days, without its year."""
    return _moment("date_time", local, words)


def month_day(local: datetime | date, words: Words = ENGLISH) -> str:
    """ "Nov 22", as a chart's axis and a title have it."""
    return words("times.month_day", month=words(f"times.{MONTHS[local.month - 1]}"), day=local.day)


def day_named(local: datetime | date, words: Words = ENGLISH) -> str:
    """ "Friday Nov 22", as a title has it."""
    return f"{words(f'times.{FULL_WEEKDAYS[local.weekday()]}')} {month_day(local, words)}"


def hour_in(words: Words, local: datetime) -> str:
    """ "9:05 PM" or "21:05", as the user's region and language count."""
    if words.whole_day:
        return f"{local:%H:%M}"
    return words("times.pm" if local.hour >= 12 else "times.am", clock=f"{local.hour % 12 or 12}:{local:%M}")


def when(at: datetime, where: tzinfo, seen: datetime, *, words: Words = ENGLISH) -> str:
    """A moment on a card, as short as it is clear on the day of `seen`: "7:00 PM ET", "Sun 7:00 PM ET" within six days,
    "Sun Nov 22, 7:00 PM ET", "Nov 22, 2022, 7:00 PM ET" in another year.
    """
    local, today = at.astimezone(where), seen.astimezone(where)
    days = (local.date() - today.date()).days
    if days == 0:
        return f"{hour_in(words, local)} {zone_name(local)}"
    if 0 < days < 7:
        return _moment("day_time", local, words)
    return _moment("date_time" if local.year == today.year else "year_time", local, words)


def zone_name(local: datetime) -> str:
    """ "ET" for the time of New York, summer and winter, as tickets and television have it; elsewhere its own name."""
    name = local.tzname() or ""
    return AMERICAN_ZONES.get(name) or (f"UTC{name}" if name[:1] in "+-" else name)


def ago(span: timedelta, words: Words = ENGLISH) -> str:
    """How old something is, in one unit: "12 s ago", "3 min ago", "2 h ago", "3 days ago". Never negative."""
    return _ago(max(0, int(span.total_seconds())), words)


@lru_cache(maxsize=4096)  # a board says it a hundred times
def _ago(seconds: int, words: Words) -> str:
    if seconds < 60:
        return words("times.seconds_ago", n=seconds)
    if seconds < 3600:
        return words("times.minutes_ago", n=seconds // 60)
    if seconds < 48 * 3600:
        return words("times.hours_ago", n=seconds // 3600)
    return words("times.days_ago", n=seconds // 86400)


def age(span: timedelta, words: Words = ENGLISH) -> str:
    """How old a quote is, in two units at most: "12s", "5m 46s", "2h 3m", "3d 4h". Never negative: clocks differ."""
    seconds = max(0, int(span.total_seconds()))
    units = ((86400, "day", 3600, "hour"), (3600, "hour", 60, "minute"), (60, "minute", 1, "second"))
    for size, unit, below, small in units:
        if seconds >= size:
            rest, counted = seconds % size // below, f"{seconds // size}{words(f'times.{unit}')}"
            return f"{counted} {rest}{words(f'times.{small}')}" if rest else counted
    return f"{seconds}{words('times.second')}"


def together(text: str) -> str:
    """The same words, never on two lines: "5m 46s" must not end as "5m".

    >>> together("5m 46s") == "5m\\N{NO-BREAK SPACE}46s"
    True
    """
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def source_name(source: str, words: Words = ENGLISH) -> str:
    """The name of a source on one line: those of services are the same in every language, the demo's are translated."""
    return one_line(phrase(source, words) if source.startswith("DEMO ") else source)


_DEMO_SENTENCE = re.compile(r"(?:^|(?<=[.!?] ))DEMO: [^.!?]*[.!?](?: |$)|\bSeason DEMO\. ?")


def beside_tag(note: str | None, *, demo: bool) -> str:
    """A note of a card as it is shown beside the card's DEMO tag: without the sentences that say only that again.

    >>> beside_tag("DEMO: these games are invented. Two books only.", demo=True)
    'Two books only.'
    """
    return _DEMO_SENTENCE.sub("", note).strip() if note and demo else note or ""


def short_money(cents: int) -> str:
    """Money without cents where there are none.

    >>> short_money(2500), short_money(2550)
    ('$25', '$25.50')
    """
    return format_money(cents).removesuffix(".00")


def short_team(name: str, league: str) -> str:
    """The nickname where it is unmistakable in its league, else the whole name.

    >>> short_team("Portland Trail Blazers", "nba"), short_team("Duke Blue Devils", "ncaab")
    ('Trail Blazers', 'Duke Blue Devils')
    """
    return nickname(name) if has_nicknames(league) else name


def short_game(event: Event) -> str:
    """The game by its teams' nicknames, in the sport's own order: "Warriors @ Lakers"."""
    away, home = short_team(event.away, event.league), short_team(event.home, event.league)
    return one_line(game_name(replace(event, away=away, home=home)), TITLE_LIMIT)


@lru_cache(maxsize=128)  # a board asks two hundred times
def has_nicknames(league: str) -> bool:
    """Whether a nickname is enough in this league to tell a team."""
    known = leagues_by_key().get(league.lower())
    return known is not None and known.nicknames


def nickname(name: str) -> str:
    """A team's nickname, where its name has one.

    >>> nickname("Chicago Bulls"), nickname("Orlando City")
    ('Bulls', 'Orlando City')
    """
    words = name.split()
    if len(words) < 2 or words[-1] in NOT_NICKNAMES:
        return name
    two = " ".join(words[-2:])
    return two if two in TWO_WORD_NICKNAMES else words[-1]


def site_of(url: str) -> str:
    """The host of a URL without www, "" when it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
