"""Reads the day, the hour and the game of a doubleheader in a text: "tomorrow", "Jul 4", "Friday", "7pm", "game 2"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from professor_lock.betting.facts import Event
from professor_lock.sources.names.identity import identity
from professor_lock.zones import NIGHT

SAME_CLOCK = timedelta(minutes=20)
"""How far a game's start may be from the hour that the text names."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may",), ("jun", "june"),
            ("jul", "july"), ("aug", "august"), ("sep", "sept", "september"), ("oct", "october"),
            ("nov", "november"), ("dec", "december"),
        ),
        1,
    )
    for name in names
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"), ("tuesday", "tue", "tues"), ("wednesday", "wed"), ("thursday", "thu", "thurs"),
            ("friday", "fri"), ("saturday", "sat"), ("sunday",),
        )
    )
    for name in names
}  # fmt: skip
"""Without "sun": the Connecticut Sun is a team."""
_NUMBERS = {"opener": 1, "nightcap": 2} | {
    word: number
    for number, words in enumerate(
        (
            "1 one first 1st", "2 two second 2nd", "3 three third 3rd", "4 four fourth 4th", "5 five fifth 5th",
            "6 six sixth 6th", "7 seven seventh 7th",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
"""Words for the game's number. Up to 7 is read, so that "game 5" of a series finds no game rather than a wrong one."""

_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_TWICE = r"(?:\s+of\s+(?:the\s+|a\s+)?double[\s-]?header)?"
_NUMBER = re.compile(
    r"\b(?:(?:game|gm|g)\s*#?(?P<after>[1-7]|one|two|three|four|five|six|seven)\b(?!\.\d)"
    r"|(?P<before>first|second|third|[1-7](?:st|nd|rd|th))\s+game\b"
    rf"|(?:the\s+)?(?P<name>opener|nightcap)\b){_TWICE}",
    re.IGNORECASE,
)
_ISO = re.compile(r"\b(?:on\s+)?(?P<year>20\d\d)-(?P<month>\d\d?)-(?P<day>\d\d?)\b")
_SLASHED = re.compile(
    r"\b(?:on\s+(?P<m>\d\d?)/(?P<d>\d\d?)(?:/(?P<y>(?:20)?\d\d))?"
    r"|(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>(?:20)?\d\d))\b"
)
_DATED = re.compile(
    rf"\b(?:on\s+)?(?:(?P<month>{_MONTH})\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?"
    rf"|(?P<day_first>\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month_last>{_MONTH}))\b(?!\.\d)(?:,?\s+(?P<year>20\d\d)\b)?,?",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?P<later>tomorrow)(?:'?s)?(?:\s+(?:night|evening|afternoon))?\b"
    r"|\b(?:tonight|today)(?:'?s)?\b|\bthis\s+(?:evening|afternoon)\b",
    re.IGNORECASE,
)
_ON_WEEKDAY = re.compile(rf"\b(?:on\s+|this\s+)?(?P<weekday>{_WEEKDAY})(?:'?s)?(?:\s+night)?\b,?", re.IGNORECASE)
_YESTERDAY = re.compile(r"\b(?:yesterday|last\s+night)\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?:\bat\s+|@\s*)?\b(?P<hour>1[0-2]|0?[1-9])(?::(?P<minute>[0-5]\d))?\s*(?P<half>[ap])\.?m\.?(?!\w)"
    r"(?:\s*(?:e[sd]?t)\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class When:
    """The day and hour that a text names; each field is None where the text does not name it.

    `weekday` counts from Monday as 0; `clock` is (hour, minute) of a 24-hour clock.
    """

    days_ahead: int | None = None
    weekday: int | None = None
    date: tuple[int | None, int, int] | None = None
    """Year (None where it is not named), month, day."""
    clock: tuple[int, int] | None = None
    number: int | None = None
    """Number of the game within a doubleheader or a series, from 1."""

    @property
    def said(self) -> bool:
        return self != ANY_TIME


ANY_TIME = When()


def split_when(text: str) -> tuple[str, When]:
    """The text without its words for day, hour and number of the game, and their meaning.

    >>> split_when("Yankees tomorrow game 2")
    ('Yankees', When(days_ahead=1, weekday=None, date=None, clock=None, number=2))
    """
    when = ANY_TIME
    for pattern, read in _READERS:
        found = pattern.search(text)
        if found is None:
            continue
        part = read(found)
        if part is not None:
            when = _joined(when, part)
            text = f"{text[: found.start()]} {text[found.end() :]}"
    return " ".join(text.split()).strip(" ,"), when


def day_words(when: When) -> str | None:
    """The day as text that `split_when` reads back: "tonight", "Friday", "Jan 16"; None where none is named.

    >>> day_words(split_when("Suns tomorrow night")[1]), day_words(split_when("Suns on 1/16/2026")[1])
    ('tomorrow', '2026-01-16')
    """
    if when.days_ahead is not None:
        return "tomorrow" if when.days_ahead else "tonight"
    if when.weekday is not None:
        return calendar.day_name[when.weekday]
    if when.date is None:
        return None
    year, month, day = when.date
    return f"{year}-{month:02}-{day:02}" if year else f"{calendar.month_abbr[month]} {day}"


def when_words(when: When) -> str:
    """Day, hour and number of the game as text that `split_when` reads back; "" where none is named.

    >>> when_words(split_when("Yankees tomorrow 7:05 pm game 2")[1])
    'tomorrow 7:05 pm game 2'
    """
    said = [day_words(when)]
    if when.clock is not None:
        hour, minute = when.clock
        said.append(f"{hour % 12 or 12}:{minute:02} {'pm' if hour >= 12 else 'am'}")
    if when.number is not None:
        said.append(f"game {when.number}")
    return " ".join(filter(None, said))


def without_yesterday(text: str) -> tuple[str, bool]:
    """The text without "yesterday" and "last night", and whether it had one of them.

    >>> without_yesterday("Lakers -3.5 last night")
    ('Lakers -3.5', True)
    """
    plain = " ".join(_YESTERDAY.sub(" ", text).split())
    return plain, bool(_YESTERDAY.search(text))


def day_named(text: str, today: date) -> date | None:
    """The past day that a text names ("yesterday", "last night", "Friday", "Jan 16"); None where it names none.

    A weekday is the latest one before or on `today`. For questions about games that were played.

    >>> day_named("last night", date(2026, 1, 16)), day_named("Friday", date(2026, 1, 17)), day_named("now", date.min)
    (datetime.date(2026, 1, 15), datetime.date(2026, 1, 16), None)
    """
    if _YESTERDAY.search(text):
        return today - timedelta(days=1)
    when = split_when(text)[1]
    if when.days_ahead is not None:
        return today + timedelta(days=when.days_ahead)
    if when.weekday is not None:
        return today - timedelta(days=(today.weekday() - when.weekday) % 7)
    if when.date is None:
        return None
    year, month, day = when.date
    found = date(year or today.year, month, day)
    return found.replace(year=found.year - 1) if year is None and found > today + timedelta(days=180) else found


def both(one: When, other: When) -> When | None:
    """What two texts say in combination; None where they contradict each other."""
    values = {}
    for name in ("days_ahead", "weekday", "date", "clock", "number"):
        first, second = getattr(one, name), getattr(other, name)
        if first is not None and second is not None and first != second:
            return None
        values[name] = second if first is None else first
    return When(**values)


def games_then(games: Sequence[Event], when: When, now: datetime, zone: tzinfo) -> list[Event]:
    """The games on that day and at that hour in `zone`; the number counts the games of the same teams on one day.

    A number finds a game only where two games of the teams are listed on one day.
    """
    fitting = [game for game in games if _on_day(game, when, now, zone)]
    if when.clock is not None:
        fitting = [game for game in fitting if _at(game, when.clock, zone)]
    if when.number is None:
        return fitting
    return [game for game in fitting if _number(game, games, zone) == when.number]


def evening_now(games: Sequence[Event], now: datetime, zone: tzinfo) -> datetime:
    """The time from which "tonight" and "tomorrow" are counted.

    Before 6 AM "tonight" means the evening before while one of its games is still to begin or in play: then this is
    `now`. Once they are over it means the coming evening: then this is 6 AM of the day.
    """
    local = now.astimezone(zone)
    running = [game for game in games_then(games, When(days_ahead=0), now, zone) if game.starts_at > now - NIGHT]
    return now if running or local.hour >= NIGHT.seconds // 3600 else local.replace(hour=NIGHT.seconds // 3600)


def same_pair_games(games: Sequence[Event]) -> list[Event]:
    """All games of the two teams that play the earliest of these games; empty when they play once."""
    if not games:
        return []
    first = min(games, key=lambda game: game.starts_at)
    pair = [game for game in games if _teams(game) == _teams(first)]
    return pair if len(pair) > 1 else []


def name_with_day(event: Event, zone: tzinfo) -> str:
    """The game's name with its day and hour in `zone`: "Boston Red Sox @ New York Yankees, Jul 4, 1:05 PM"."""
    at = event.starts_at.astimezone(zone)
    return f"{event.name}, {at:%b} {at.day}, {at.hour % 12 or 12}:{at:%M %p}"


def _relative(found: re.Match[str]) -> When:
    return When(days_ahead=1 if found["later"] else 0)


def _weekday(found: re.Match[str]) -> When:
    return When(weekday=_WEEKDAYS[found["weekday"].casefold()])


def _iso(found: re.Match[str]) -> When | None:
    return _dated_when(int(found["year"]), int(found["month"]), int(found["day"]))


def _slashed(found: re.Match[str]) -> When | None:
    said = found["year"] or found["y"]
    year = int(said) if said else None
    year = year + 2000 if year is not None and year < 100 else year
    return _dated_when(year, int(found["m"] or found["month"]), int(found["d"] or found["day"]))


def _dated(found: re.Match[str]) -> When | None:
    month = _MONTHS[(found["month"] or found["month_last"]).casefold()]
    return _dated_when(int(found["year"]) if found["year"] else None, month, int(found["day"] or found["day_first"]))


def _dated_when(year: int | None, month: int, day: int) -> When | None:
    try:
        date(year or 2024, month, day)  # 2024 has a Feb 29; without a named year that day must pass
    except ValueError:
        return None
    return When(date=(year, month, day))


def _clock(found: re.Match[str]) -> When:
    hour = int(found["hour"]) % 12 + (12 if found["half"] in "pP" else 0)
    return When(clock=(hour, int(found["minute"] or 0)))


def _game_number(found: re.Match[str]) -> When:
    return When(number=_NUMBERS[(found["after"] or found["before"] or found["name"]).casefold()])


_READERS = (
    (_NUMBER, _game_number),
    (_ISO, _iso),
    (_SLASHED, _slashed),
    (_DATED, _dated),
    (_CLOCK, _clock),
    (_RELATIVE, _relative),
    (_ON_WEEKDAY, _weekday),
)


def _joined(one: When, other: When) -> When:
    said = {name: getattr(other, name) for name in When.__slots__ if getattr(other, name) is not None}
    return replace(one, **said)


def _on_day(game: Event, when: When, now: datetime, zone: tzinfo) -> bool:
    local = game.starts_at.astimezone(zone)
    evening, today = (local - NIGHT).date(), (now.astimezone(zone) - NIGHT).date()
    if when.days_ahead is not None and evening != today + timedelta(days=when.days_ahead):
        return False
    if when.weekday is not None and (evening.weekday() != when.weekday or evening - today >= timedelta(days=7)):
        return False
    if when.date is None:
        return True
    year, month, day = when.date
    return any((one.month, one.day) == (month, day) and year in (None, one.year) for one in {local.date(), evening})


def _at(game: Event, clock: tuple[int, int], zone: tzinfo) -> bool:
    local = game.starts_at.astimezone(zone)
    named = local.replace(hour=clock[0], minute=clock[1], second=0, microsecond=0)
    return abs(local - named) <= SAME_CLOCK


def _number(game: Event, games: Sequence[Event], zone: tzinfo) -> int | None:
    """The game's number among the games of its teams on its day, from 1; None when they play once."""
    day = (game.starts_at.astimezone(zone) - NIGHT).date()
    same = [
        other
        for other in sorted(games, key=lambda one: one.starts_at)
        if _teams(other) == _teams(game) and (other.starts_at.astimezone(zone) - NIGHT).date() == day
    ]
    return same.index(game) + 1 if len(same) > 1 else None


def _teams(event: Event) -> frozenset[str]:
    return frozenset((identity(event.league, event.away), identity(event.league, event.home)))
