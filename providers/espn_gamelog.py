"""A player's game log and season figures as ESPN lists them. Pure: no network, no clock.

Stats are text in arrays parallel to `names`; postseason comes first and preseason is among them; "9-21" is made and
attempted; a player who did not play has no stats or zero minutes; dates are UTC, so a Pacific evening is "tomorrow".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from betting.facts import GameLog, PlayerGame, SeasonKind
from providers.reading import Json, Unreadable, mapping, moment, optional_text, sequence, text

_SEASON = re.compile(r"\b\d{4}(?:-\d{2,4})?\b")
_FIGURE = re.compile(r"[+-]?\d{1,3}(?:,\d{3})*(?:\.\d+)?|[+-]?\d{1,6}(?:\.\d+)?|\.\d+")
_MADE_OF = re.compile(r"(\d{1,4})-(\d{1,4})")


@dataclass(frozen=True, slots=True)
class SeasonFigures:
    """One split of a player's season: `rows` are (stat name, its words, value as text)."""

    season: str
    kind: SeasonKind
    rows: tuple[tuple[str, str, str], ...]


def read_game_log(body: Json, player: str, league: str, *, source: str, link: str | None, now: datetime) -> GameLog:
    """Every game, newest first. Unreadable when it is no game log; an empty one is a log without games.

    Games that cannot be read, or are of a part of the season we do not know (a play-in), are named in `unread`.
    """
    answer = mapping(body, "the answer")
    names = [text(name, "a stat's name") for name in sequence(answer.get("names") or [], "names")]
    events = mapping(answer.get("events") or {}, "events")
    games: dict[str, PlayerGame] = {}
    unread: dict[str, None] = {}
    season = ""
    listed = unreadable = 0
    for part in sequence(answer.get("seasonTypes") or [], "season types"):
        title = text(mapping(part, "a season type").get("displayName"), "a season's name")
        kind = kind_of(title)
        season = season or season_of(title)
        for entry in _entries(part):
            if kind is None:
                unread.update(_id_of(entry))
                continue
            listed += 1
            try:
                game = _game(entry, names, events, kind)
            except Unreadable:
                unreadable += 1
                unread.update(_id_of(entry))
            else:
                games.setdefault(game.event_id, game)
    if unreadable * 2 > listed:
        raise Unreadable("most games are not what they should be")
    newest_first = sorted(games.values(), key=lambda game: game.starts_at, reverse=True)
    left_out = tuple(event_id for event_id in unread if event_id not in games)
    return GameLog(player, league, season, tuple(newest_first), source, as_of=now, link=link, unread=left_out)


def read_season(body: Json, kind: SeasonKind = SeasonKind.REGULAR) -> SeasonFigures | None:
    """A split of the season in an athlete's overview, None when there is none; Unreadable when it is no overview."""
    statistics = mapping(body, "the answer").get("statistics")
    if statistics is None:
        return None
    table = mapping(statistics, "statistics")
    names = [text(name, "a stat's name") for name in sequence(table.get("names"), "names")]
    words = [text(word, "a stat's words") for word in sequence(table.get("displayNames"), "words")]
    season = season_of(text(table.get("displayName"), "the season"))
    for split in sequence(table.get("splits"), "splits"):
        if kind_of(text(mapping(split, "a split").get("displayName"), "a split's name")) is kind:
            stats = [text(value, "a stat") for value in sequence(split.get("stats"), "stats")]
            if not season or not len(names) == len(words) == len(stats):
                raise Unreadable("the figures do not match their names")
            return SeasonFigures(season, kind, tuple(zip(names, words, stats, strict=True)))
    return None


def kind_of(title: str) -> SeasonKind | None:
    """Which part of a season a title names; None for one we do not know, whose games are left out."""
    folded = title.casefold()
    if "preseason" in folded:
        return SeasonKind.PRESEASON
    if "postseason" in folded or "playoff" in folded:
        return SeasonKind.POSTSEASON
    return SeasonKind.REGULAR if "regular" in folded else None


def season_of(title: str) -> str:
    """ "2024-25" in "2024-25 Regular Season"; empty when no year is named."""
    found = _SEASON.search(title)
    return found[0] if found else ""


def _entries(part: Mapping[str, Json]) -> Iterator[Json]:
    """The games of all categories (months, rounds); totals have none."""
    for category in sequence(part.get("categories") or [], "categories"):
        yield from sequence(mapping(category, "a category").get("events") or [], "a category's games")


def _id_of(entry: Json) -> dict[str, None]:
    event_id = optional_text(entry.get("eventId")) if isinstance(entry, Mapping) else None
    return {event_id: None} if event_id else {}


def _game(entry: Json, names: Sequence[str], events: Mapping[str, Json], kind: SeasonKind) -> PlayerGame:
    listed = mapping(entry, "a game")
    event_id = text(listed.get("eventId"), "a game's id")
    event = mapping(events.get(event_id), "a game's facts")
    stats = sequence(listed.get("stats"), "stats")
    if stats and len(stats) != len(names):
        raise Unreadable("the figures do not match their names")
    figures = dict(_figures(names, stats))
    played = bool(figures) and figures.get("minutes", 1.0) > 0
    opponent = mapping(event.get("opponent"), "an opponent")
    return PlayerGame(
        event_id=event_id,
        starts_at=moment(event.get("gameDate"), "a game's date"),
        opponent=optional_text(opponent.get("abbreviation")) or text(opponent.get("displayName"), "an opponent's name"),
        home=event.get("atVs") != "@",
        kind=kind,
        played=played,
        figures=figures if played else {},
        idle_figures={} if played else figures,
        outcome=" ".join(optional_text(event.get(key)) or "" for key in ("gameResult", "score")).strip(),
    )


def _figures(names: Sequence[str], stats: Sequence[Json]) -> Iterator[tuple[str, float]]:
    """Numbers by stat name; "9-21" under "made-attempted" becomes two; what is no number is left out.

    A pair may read "0.0" for none of none, and the share after it reads "0.0" too: no attempt is no percentage.
    """
    none_attempted = False
    for name, value in zip(names, stats, strict=False):
        if not isinstance(value, str):
            continue
        both = name.split("-")
        if len(both) == 2:
            pair = _MADE_OF.fullmatch("0-0" if value.strip() in ("0", "0.0") else value.strip())
            none_attempted = pair is not None and int(pair[2]) == 0
            if pair:
                yield both[0], float(pair[1])
                yield both[1], float(pair[2])
        elif _FIGURE.fullmatch(value.strip()):
            if not (none_attempted and name.endswith("Pct")):
                yield name, float(value.replace(",", ""))
            none_attempted = False
