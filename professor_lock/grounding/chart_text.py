"""The text of a chart of past games, in the form that `from_text` reads: the games of all series in order, one list.

A chart with a line has a series for the games over it and one for those under it, each with a dash for the others'
games, and every game names its opponent: "Points, over 25.5: Jan 23 @ Washington Wizards 27, Jan 25 vs Hawks —".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from professor_lock.grounding.facts import NO_IDS, Fact, Kind, Role
from professor_lock.grounding.names import Names
from professor_lock.grounding.reading import read_sentence

_HEADING = re.compile(r"\blast \d{1,3} games?(?: played)? \| |\blast \d{1,3} games? played$")
_NEXT_GAME = re.compile(r", (?=[A-Z][a-z]{2} \d{1,2} )")
_GAME = re.compile(r"([A-Z][a-z]{2} \d{1,2}) (?:(?:vs\.?|@) )?(.*?)(?: ?\(PO\))?(?:, ([WLDT]) (\d+)-(\d+))?")
_WHERE = re.compile(r"[A-Z][a-z]{2} \d{1,2} (vs\.?|@) ")
_SIDE = re.compile(r", (?:over|under|push on) -?\d+(?:\.\d+)?$")
_OVER = re.compile(r"Over (-?\d+(?:\.\d+)?): (\d+ of \d+)\b")
_LINE = re.compile(r"(-?\d+(?:\.\d+)?) is the line ")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_AVERAGE = re.compile(r"\baverage (-?\d[\d.]*\d)\b")
_DASH = "—"
OF_CHART = frozenset({"of a chart"})
"""The tag of the scores that a chart's data have."""


@dataclass(frozen=True, slots=True)
class Played:
    """A game of a chart that says how it ended: its own side's points first."""

    day: tuple[Fraction, ...]
    """Its month and day."""
    opponent: str
    points: tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class ChartText:
    """A card's text with its charts' series rewritten, and the games that its labels tell the scores of."""

    text: str
    games: tuple[Played, ...]
    against: Mapping[tuple[Fraction, ...], tuple[str, str]] = field(default_factory=dict)
    """Of each game by its day: "home" or "away", "" where that is not told, and the opponent."""

    def heads(self, line: str) -> bool:
        """Whether a line is the heading of a chart."""
        return _HEADING.search(line) is not None


def chart_text(text: str) -> ChartText:
    """The text as it is read; without a chart it is the same."""
    if _HEADING.search(text) is None:
        return ChartText(text, ())
    lines: list[str] = []
    games: dict[tuple[Fraction, ...], Played] = {}
    values: dict[str, dict[str, str]] = {}
    against: dict[tuple[Fraction, ...], tuple[str, str]] = {}
    for line in text.splitlines():
        name, colon, listed = line.partition(": ")
        entries = [entry.rpartition(" ") for entry in _NEXT_GAME.split(listed)] if colon else []
        found = [(_GAME.fullmatch(label), value) for label, _, value in entries]
        if colon and found and all(game is not None for game, _ in found):
            days = values.setdefault(_SIDE.sub("", name), {})
            if not days:
                lines.append(_SIDE.sub("", name))
            for game, value in found:
                if game is None:
                    continue
                days.setdefault(game[1], "")
                if game[2]:
                    against[_day(game[1])] = _venue(game[0]), game[2]
                if value != _DASH:
                    days[game[1]] = value
                if game[3] and _day(game[1]):
                    played = _played(game)
                    games[played.day] = played
            continue
        lines += _sentences(line)
    if games and values and next(iter(values)).startswith("Margin"):
        lines = [_AVERAGE.sub(r"average \1 points", line) for line in lines]
    if games:  # the margin of a game follows from its score
        lines = [line for line in lines if line not in values or not line.startswith("Margin")]
    written = [f"{line}: {_listed(values[line])}" if line in values else line for line in lines]
    return ChartText("\n".join(written), tuple(games.values()), against)


def _venue(label: str) -> str:
    where = _WHERE.match(label)
    return "" if where is None else "away" if where[1] == "@" else "home"


def _listed(days: dict[str, str]) -> str:
    return ", ".join(f"{day} {value}" for day, value in days.items() if value)


def _sentences(line: str) -> Iterator[str]:
    """A line's sentences one by one, so that no number is read under the words of another."""
    over = _OVER.match(line)
    if over is not None:  # "Over 25.5: 4 of 10 (40%, ...)"
        line = f"{over[2]} over {over[1]}{line[over.end() :]}"
    elif line.startswith(("Regular season: ", "Postseason: ", "Games of the last", "Season ")):
        yield from (_LINE.sub(r"Line \1 ", one) for one in re.split(r"(?<=[a-z0-9)]\.) (?=[A-Z0-9])", line))
        return
    yield line


def played_of(labels: Sequence[str]) -> list[Played]:
    """The games that a chart's labels tell the scores of: "Jan 24 @ Toronto Raptors, W 122-112"."""
    found = [_GAME.fullmatch(label) for label in labels]
    return [_played(game) for game in found if game is not None and game[3] and _day(game[1])]


def _day(written: str) -> tuple[Fraction, ...]:
    month, _, day = written.partition(" ")
    return (Fraction(_MONTHS.index(month) + 1), Fraction(int(day))) if month in _MONTHS else ()


def _played(game: re.Match[str]) -> Played:
    """The winner's points stand first in "W 116-100" and "L 120-119"."""
    high, low = sorted((Fraction(game[4]), Fraction(game[5])), reverse=True)
    return Played(_day(game[1]), game[2], (low, high) if game[3] == "L" else (high, low))


def of_its_game(fact: Fact, against: Mapping[tuple[Fraction, ...], tuple[str, str]], names: Names) -> Fact:
    """A figure of one game with where, and against whom, that was played, if its chart says so."""
    where = against.get(fact.day) if fact.day else None
    if where is None:
        return fact
    opponents = read_sentence(where[1], names).of(Role.TEAM)
    more = {Role.VENUE: frozenset({where[0]})} if where[0] else {}
    if len(opponents) == 1:
        more[Role.OPPONENT] = opponents[0].ids
    return replace(fact, entities={**fact.entities, **more})


def facts_of_games(
    games: Sequence[Played],
    own: frozenset[str],
    names: Names,
    fact: Callable[..., Fact],
    *,
    tag: frozenset[str] = NO_IDS,
) -> Iterator[Fact]:
    """How a team's games on a chart ended; `tag` marks their scores."""
    for game in games:
        opponents = read_sentence(game.opponent, names).of(Role.TEAM)
        if len(opponents) != 1 or not own:
            continue
        sides = (own, opponents[0].ids)
        both = {Role.GAME: own | opponents[0].ids}
        yield fact(Kind.DATE, game.day, both)
        tagged = both | {Role.TAG: tag} if tag else both
        yield fact(Kind.SCORE, game.points, tagged, sides=tuple(min(side) for side in sides))
        for side, other, points in zip(sides, sides[::-1], game.points, strict=True):
            units = {Role.TEAM: side, Role.OPPONENT: other, Role.UNIT: frozenset({"points", "goals", "runs"})}
            yield fact(Kind.COUNT, (points,), units, day=game.day)
