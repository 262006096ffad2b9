"""ESPN's injury list of a league. Pure: no network, no clock.

Teams with nobody listed are missing. The status is coarse: an "Out" entry's text may say questionable, a "Day-To-Day"
entry's that he won't play; so the text, its date and its reporter always go along. Entries can be months old.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from professor_lock.betting.facts import Injury, InjuryReport
from professor_lock.sources.reading import (
    UNREADABLE_SHARE,
    Json,
    Unreadable,
    mapping,
    moment,
    optional_text,
    sequence,
    text,
)
from professor_lock.sources.search.search_hits import plain

MAX_COMMENT = 400

_UNSAID = frozenset({"not specified", "undisclosed", "other"})


def read_injuries(body: Json, league: str, *, source: str, link: str, now: datetime) -> InjuryReport:
    """All listed players, newest report first. Unreadable when it is no such list or mostly not."""
    answer = mapping(body, "the answer")
    found: list[Injury] = []
    entries = unreadable = 0
    for team_entry in sequence(answer.get("injuries"), "injuries"):
        try:
            listed = mapping(team_entry, "a team")
            team = text(listed.get("displayName"), "a team's name")
            injuries = sequence(listed.get("injuries"), "a team's injuries")
        except Unreadable:
            entries, unreadable = entries + 1, unreadable + 1
            continue
        for entry in injuries:
            entries += 1
            try:
                found.append(_injury(mapping(entry, "an injury"), team, source))
            except Unreadable:
                unreadable += 1
    if unreadable > UNREADABLE_SHARE * entries:
        raise Unreadable("most injuries are not what they should be")
    return InjuryReport(
        league=league,
        injuries=tuple(sorted(found, key=lambda injury: injury.reported_at, reverse=True)),
        source=source,
        as_of=_time_of(answer, now),
        link=link,
        note=f"{unreadable} entries could not be read and are left out." if unreadable else None,
    )


def _injury(entry: Mapping[str, Json], team: str, source: str) -> Injury:
    athlete = mapping(entry.get("athlete"), "a player")
    reporter = _reporter(athlete)
    return Injury(
        player=text(athlete.get("displayName"), "a player's name"),
        team=team,
        status=text(entry.get("status"), "a status"),
        detail=_detail(entry),
        comment=plain(entry.get("shortComment"), MAX_COMMENT) or plain(entry.get("longComment"), MAX_COMMENT),
        reported_at=moment(entry.get("date"), "the date"),
        source=f"{source} ({reporter})" if reporter else source,
        link=_player_card(athlete),
    )


def _detail(entry: Mapping[str, Json]) -> str:
    """Side, part and kind as far as they are said: "Left hamstring strain"."""
    details = entry.get("details")
    if not isinstance(details, dict):
        return ""
    said = [optional_text(details.get(key)) for key in ("side", "type", "detail")]
    words = [word for word in said if word and word.casefold() not in _UNSAID]
    return " ".join([*words[:1], *(word[:1].lower() + word[1:] for word in words[1:])])


def _reporter(athlete: Mapping[str, Json]) -> str | None:
    """Who reported it ("RotoWire"), from the player's newest note."""
    notes = athlete.get("notes")
    items = notes.get("items") if isinstance(notes, dict) else None
    first = items[0] if isinstance(items, list) and items else None
    return optional_text(first.get("source"), limit=40) if isinstance(first, dict) else None


def _player_card(athlete: Mapping[str, Json]) -> str | None:
    links = athlete.get("links")
    for link in links if isinstance(links, list) else ():
        href = optional_text(link.get("href"), limit=300) if isinstance(link, dict) else None
        if href and href.startswith("https://www.espn.com/") and "/player/_/id/" in href:
            return href
    return None


def _time_of(answer: Mapping[str, Json], now: datetime) -> datetime:
    """When the list says it was made; when we read it if it does not say."""
    try:
        return moment(answer.get("timestamp"), "the time")
    except Unreadable:
        return now
