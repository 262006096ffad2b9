"""How many of a player's last games a sentence speaks of, and in how many of them a line was passed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.binding import STATS, Binder
from professor_lock.grounding.chart_text import OF_CHART
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.facts import Fact, Kind, Ledger, Role, Strength
from professor_lock.grounding.matching import shows
from professor_lock.grounding.word_lists import word_set

_LAST = word_set("last past previous final ultimos ultimas letzten derniers dernieres")
_UNDER = word_set("missed failed under unders short below unter menos debajo")
_UNDERS, _OVERS = frozenset({"under", "unders", "unter", "menos"}), frozenset({"over", "overs", "uber", "mas"})
_OVER = word_set(
    """
    over overs cleared topped beat beaten passed above uber mas encima supero superaron cleared hit gone went hits
    """
)


def follows_from_games(ledger: Ledger, read: Sentence, found: Found, binder: Binder) -> bool:
    """Whether a number says of how many of the last games something is, or how they came out."""
    functions = (is_window, is_hits, is_run_of_team, is_streak_of_team, is_hits_of_all, is_games_of_value)
    return any(function(ledger, read, found, binder) for function in functions)


def is_window(ledger: Ledger, read: Sentence, found: Found, binder: Binder) -> bool:
    """Whether "his last five games" are so many as the sentence's figures are of, and no more than are known."""
    number = found.number
    size = number.parts[0]
    before = read.tokens[found.place - 1].folded if found.place else ""
    if number.kind is not Kind.NUMBER or number.sign or number.digits or size < 2 or before not in _LAST:
        return False
    if number.unit not in ("", "games"):
        return False
    logs = [figures for figures in _logs(ledger, binder) if len(figures) >= size]
    if not logs:
        return False
    said = [one for one in read.numbers if one is not found and _is_figure(one)]
    return not said or any(_fits(one, figures[-int(size) :]) for one in said for figures in logs)


def is_hits(ledger: Ledger, read: Sentence, found: Found, binder: Binder) -> bool:
    """Whether "over in three of his last five" is how often the player passed the line."""
    number = found.number
    if number.kind is not Kind.RATIO or number.parts[1].denominator != 1 or number.parts[1] < 2:
        return False
    under, over = bool(read.words & _UNDER), bool(read.words & _OVER)
    if read.words & _UNDERS and not read.words & _OVERS:
        over = False  # "the under has hit in nine of his last ten"
    if under == over:
        return False
    hits, size = number.parts
    for figures in _logs(ledger, binder):
        if len(figures) < size:
            continue
        for line in _lines(ledger, read, figures[0]):
            values = [fact.value for fact in figures[-int(size) :]]
            if hits == sum(value < line if under else value > line for value in values):
                return True
    return False


def is_hits_of_all(ledger: Ledger, read: Sentence, found: Found, binder: Binder) -> bool:
    """Whether "under it in six of them", "viermal über der Linie" is how often the player passed the line.

    Of so many games as the sentence says, else of all that are known.
    """
    number = found.number
    behind = [token.folded for token in read.tokens[found.last + 1 : found.last + 3]]
    of_them = behind in (["of", "them"], ["of", "those"], ["of", "these"], ["de", "ellos"], ["davon"])
    if number.digits or number.sign or number.kind not in (Kind.NUMBER, Kind.COUNT):
        return False
    if not (of_them or number.unit == "times"):
        return False
    under, over = bool(read.words & _UNDER), bool(read.words & _OVER)
    if under == over:
        return False
    for figures in _logs(ledger, binder):
        sizes = [int(one.number.parts[0]) for one in read.numbers if one is not found and _says_games(read, one)]
        size = sizes[0] if sizes and 1 < sizes[0] <= len(figures) else len(figures)
        for line in _lines(ledger, read, figures[0]):
            values = [fact.value for fact in figures[-size:]]
            if number.parts[0] == sum(value < line if under else value > line for value in values):
                return True
    return False


def _says_games(read: Sentence, one: Found) -> bool:
    """Whether a number says of how many games: "in the last 10", "den letzten zehn Spielen"."""
    before = read.tokens[one.place - 1].folded if one.place else ""
    plain = one.number.kind is Kind.NUMBER and not one.number.digits and not one.number.sign
    return plain and (one.number.unit == "games" or before in _LAST)


def is_games_of_value(ledger: Ledger, read: Sentence, found: Found, binder: Binder) -> bool:
    """Whether "three games of 10 boards", "two of 9" is in how many of a player's games the figure was just that."""
    number = found.number
    if number.kind is Kind.RATIO and number.parts[1].denominator == 1:
        count, value = number.parts
    elif number.kind is Kind.NUMBER and number.unit == "games" and not number.sign:
        behind = [one for one in read.numbers if 2 <= one.place - found.last <= 3]
        joint = read.tokens[behind[0].place - 1].folded if behind else ""
        if not behind or joint not in _OF or behind[0].number.kind is not Kind.NUMBER:
            return False
        count, value = number.parts[0], behind[0].number.parts[0]
    else:
        return False
    return any(sum(fact.value == value for fact in figures) == count > 0 for figures in _logs(ledger, binder))


_OF = frozenset({"of", "with", "von", "mit", "de", "con"})


def is_streak_of_team(ledger: Ledger, read: Sentence, found: Found, binder: Binder) -> bool:
    """Whether "lost two straight", or behind "after" the run before it, is how a team's last games ended."""
    number, teams = found.number, binder.to(Role.TEAM).ids
    if number.kind not in (Kind.NUMBER, Kind.COUNT) or number.unit != "straight" or number.digits or len(teams) != 1:
        return False
    own = [token.folded for token, one in zip(read.tokens, read.segments, strict=True) if one == found.segment]
    won, lost = bool({*own} & words.WON), bool({*own} & words.LOST)
    if won == lost:
        return False
    runs: list[tuple[bool, int]] = []
    for margin in _margins(ledger, min(teams))[::-1]:
        if runs and runs[-1][0] == (margin > 0):
            runs[-1] = (margin > 0, runs[-1][1] + 1)
        else:
            runs.append((margin > 0, 1))
    place = 1 if {*own} & _BEFORE else 0
    return len(runs) > place + 1 and runs[place][0] == won and runs[place][1] == number.parts[0]


_BEFORE = frozenset({"after", "following", "snapping", "snapped", "nach", "tras", "despues"})


def _margins(ledger: Ledger, team: str) -> list[Fraction]:
    """By how much a team has won or lost its last games, the newest last: of its chart's data, else of its text."""
    scores = [fact for fact in ledger.of(Kind.SCORE, team) if fact.sides]
    charted = [fact for fact in scores if fact.ids(Role.TAG) == OF_CHART]
    return [_margin(fact, team) for fact in charted or scores if charted or fact.strength < Strength.DATA]


def is_run_of_team(ledger: Ledger, read: Sentence, found: Found, binder: Binder) -> bool:
    """Whether "won 5 of its last 10" or "5-5 in the last ten" is how a team's last games ended that are known."""
    number, teams = found.number, binder.to(Role.TEAM).ids
    if len(number.parts) != 2 or number.kind not in (Kind.RATIO, Kind.SCORE, Kind.RECORD) or len(teams) != 1:
        return False
    team = min(teams)
    margins = _margins(ledger, team)
    one, other = number.parts
    size = int(other if number.kind is Kind.RATIO else one + other)
    if not 1 < size <= len(margins) or not read.words & _LAST:
        return False
    won, lost = (sum(sign * margin > 0 for margin in margins[-size:]) for sign in (1, -1))
    if number.kind is not Kind.RATIO:
        return one == won and other == lost
    said_won, said_lost = bool(read.words & words.WON), bool(read.words & words.LOST)
    return said_won != said_lost and one == (won if said_won else lost)


def _margin(fact: Fact, team: str) -> Fraction:
    own = fact.sides.index(team) if team in fact.sides else 0
    return fact.parts[own] - fact.parts[1 - own]


def _is_figure(one: Found) -> bool:
    """Whether a number is one that a window of games may give: an average, a sum, a count of hits, a game's figure."""
    number = one.number
    return number.kind is Kind.RATIO or (number.kind is Kind.NUMBER and not number.sign and not number.named)


def _fits(one: Found, figures: list[Fact]) -> bool:
    number = one.number
    values = [fact.value for fact in figures]
    if number.kind is Kind.RATIO:
        return number.parts[1] == len(values)
    total = sum(values, Fraction(0))
    wanted = (total / len(values), total) if number.digits or number.parts[0] > max(values) else (total, *values)
    return any(shows(value, number.parts[0], number.digits, hedged=number.hedged) for value in wanted)


def _logs(ledger: Ledger, binder: Binder) -> Iterator[list[Fact]]:
    """The figures of the player's games, oldest first, by what is counted."""
    said = binder.to(Role.UNIT).ids & STATS
    for player in sorted(binder.to(Role.PLAYER).ids)[:2]:
        logs: dict[frozenset[str], list[Fact]] = {}
        for kind in (Kind.NUMBER, Kind.COUNT):
            for fact in ledger.of(kind, player)[:200]:
                if fact.day:
                    logs.setdefault(fact.ids(Role.UNIT), []).append(fact)
        yield from (figures for units, figures in logs.items() if not said or said & units or len(logs) == 1)


def _lines(ledger: Ledger, read: Sentence, figure: Fact) -> list[Fraction]:
    """The lines on a player's figure: those that the sentence says, else all that are known."""
    player = min(figure.ids(Role.PLAYER), default="")
    own = [
        fact.value
        for fact in ledger.of(Kind.TOTAL, player)[:60]
        if not fact.ids(Role.UNIT) or fact.ids(Role.UNIT) & figure.ids(Role.UNIT)
    ]
    said = [one.number.parts[0] for one in read.numbers if one.number.parts[0] in own]
    return said or list(dict.fromkeys(own))
