"""The name of a game on cards and records: its teams and its day."""

from __future__ import annotations

from datetime import datetime, tzinfo

from professor_lock.betting.facts import Event
from professor_lock.betting.rules import rules_of
from professor_lock.errors import BadInput
from professor_lock.words import ENGLISH, Words


def game_name(event: Event) -> str:
    """The teams as the sport writes them: visitors first with "@", in soccer the home side first with a dash.

    "Los Angeles Lakers @ Phoenix Suns", "Borussia Dortmund - Hamburg SV".
    """
    try:
        home_first = rules_of(event.league).regulation_only
    except BadInput:
        home_first = False
    return f"{event.home} - {event.away}" if home_first else event.name


def day_of(at: datetime, zone: tzinfo, words: Words = ENGLISH) -> str:
    """The day in words where the user is: "Mar 21"."""
    local = at.astimezone(zone)
    return words("times.month_day", month=words(f"times.{local:%b}".lower()), day=local.day)


def game_and_day(event: Event, zone: tzinfo, words: Words = ENGLISH) -> str:
    """A game with its day: "Borussia Dortmund - Hamburg SV, Mar 21"."""
    return f"{game_name(event)}, {day_of(event.starts_at, zone, words)}"
