"""Numbers that follow from a player's or a team's games, and from dates: averages, streaks, days and hours from now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from professor_lock.grounding.facts import Fact, Kind, Ledger, Role, Strength
from professor_lock.grounding.operands import Operands
from professor_lock.grounding.tokens import Number


def series_of(operands: Operands, ledger: Ledger) -> dict[frozenset[str], list[Fact]]:
    """The figures of the player's games, oldest first, by what is counted."""
    found: dict[frozenset[str], list[Fact]] = {}
    for kind in (Kind.NUMBER, Kind.COUNT):
        for fact in ledger.of(kind, operands.player) if operands.player else ():
            if fact.day:
                found.setdefault(fact.ids(Role.UNIT), []).append(fact)
    return found


def mean_of_games(number: Number, operands: Operands, _owner: Sequence[Fact], ledger: Ledger) -> Iterator[Fraction]:
    """The average of a player's listed games: of as many as the sentence says, else of all."""
    if number.kind is not Kind.NUMBER:
        return
    for figures in series_of(operands, ledger).values():
        sizes = [int(size) for size in operands.games if 1 < size <= len(figures)] or [len(figures)]
        for size in sizes:
            yield sum((fact.value for fact in figures[-size:]), Fraction(0)) / size


def a_game(number: Number, operands: Operands, _owner: Sequence[Fact], ledger: Ledger) -> Iterator[Fraction]:
    """A player's figure by the number of games that the same source gives."""
    if not number.digits:
        yield from mean_of_games(number, operands, (), ledger)
    if number.kind not in (Kind.NUMBER, Kind.RATE) or not number.digits:
        return
    yield from _a_game_of_team(number, _owner)
    counted = ledger.of(Kind.COUNT, operands.player) if operands.player else []
    games = [fact for fact in counted if "games" in fact.ids(Role.UNIT) and fact.value > 1][:4]
    for fact in [*counted, *ledger.of(Kind.NUMBER, operands.player)][:60]:
        if fact.ids(Role.UNIT) and (not number.unit or number.unit in fact.ids(Role.UNIT)) and not fact.day:
            yield from (fact.value / of.value for of in games if of.source == fact.source)


def _a_game_of_team(number: Number, owner: Sequence[Fact]) -> Iterator[Fraction]:
    """A team's points by the games of its record."""
    for record in owner:
        played = sum(record.parts, Fraction(0)) if record.kind is Kind.RECORD else Fraction(0)
        for fact in owner if played else ():
            same = fact.kind in (Kind.NUMBER, Kind.COUNT) and fact.ids(Role.TEAM) == record.ids(Role.TEAM)
            whole = fact.value.denominator == 1 and fact.value > 20 and not fact.digits and not fact.day
            if same and whole and (not number.unit or number.unit in fact.ids(Role.UNIT)):
                yield fact.value / played


def days_until(number: Number, operands: Operands, owner: Sequence[Fact], ledger: Ledger) -> Iterator[Fraction]:
    if ledger.now is None or number.unit not in ("days", "weeks"):
        return
    size = 7 if number.unit == "weeks" else 1
    today = ledger.now.date()
    for fact in (*operands.said[::-1], *owner):
        if fact.kind is Kind.DATE and len(fact.parts) == 3:
            year, month, day = (int(part) for part in fact.parts)
            try:
                apart = abs((today.replace(year=year, month=month, day=day) - today).days)
            except ValueError:
                continue
            yield Fraction(apart // size)
            yield Fraction(apart, size)


def streak(number: Number, operands: Operands, _owner: Sequence[Fact], ledger: Ledger) -> Iterator[Fraction]:
    """How many games in a row, from the newest back, a player is over a line that was said."""
    if number.unit != "straight" or not operands.player:
        return
    lines = [
        fact for fact in operands.said[-4:] if fact.kind is Kind.TOTAL and operands.player in fact.ids(Role.PLAYER)
    ]
    for line in lines:
        for units, figures in series_of(operands, ledger).items():
            if units & line.ids(Role.UNIT):
                values = [fact.value for fact in figures[::-1]]
                yield Fraction(next((place for place, value in enumerate(values) if value <= line.value), len(values)))


def hours_until(number: Number, operands: Operands, owner: Sequence[Fact], ledger: Ledger) -> Iterator[Fraction]:
    """How long it is from now to a time of day that was said."""
    if ledger.now is None or number.unit not in ("hours", "minutes"):
        return
    for fact in operands.said[::-1]:
        if fact.kind is Kind.TIME and len(fact.parts) > 1 and not fact.zone:
            apart = (60 * fact.parts[0] + fact.parts[1] - 60 * ledger.now.hour - ledger.now.minute) % (24 * 60)
            yield apart if number.unit == "minutes" else Fraction(apart, 60)
    today = (Fraction(ledger.now.year), Fraction(ledger.now.month), Fraction(ledger.now.day))
    if not any(fact.kind is Kind.DATE and fact.parts == today for fact in owner):
        return  # the game is not today's
    for fact in owner:
        if fact.kind is Kind.TIME and len(fact.parts) > 1 and not fact.zone and fact.strength is Strength.DATA:
            ahead = 60 * fact.parts[0] + fact.parts[1] - 60 * ledger.now.hour - ledger.now.minute
            if ahead > 0:
                yield ahead if number.unit == "minutes" else Fraction(ahead, 60)


def asked_for(number: Number, operands: Operands, _owner: Sequence[Fact], ledger: Ledger) -> Iterator[Fraction]:
    """The least whole figure above a player's line: 28 for 27.5."""
    if number.kind is not Kind.NUMBER or number.digits or number.sign:
        return
    for price in _owner if number.unit in ("", "points", "goals", "runs") else ():
        if price.line is not None and price.ids(Role.TEAM):  # -6 asks to win by 7, +6 to lose by no more than 5
            yield Fraction(-price.line // 1 + 1) if price.line < 0 else Fraction(-(-price.line // 1) - 1)
    if not operands.player:
        return
    for fact in ledger.of(Kind.TOTAL, operands.player)[:24]:
        if not number.unit or number.unit in fact.ids(Role.UNIT):
            yield Fraction(fact.value // 1 + 1)


def of_two_teams(number: Number, owner: Sequence[Fact]) -> Iterator[Fraction]:
    """What two teams score, or allow, together."""
    teams: dict[frozenset[str], list[Fact]] = {}
    for fact in owner:
        if fact.kind in (Kind.NUMBER, Kind.COUNT) and not fact.day and fact.ids(Role.UNIT) and fact.ids(Role.TEAM):
            teams.setdefault(fact.ids(Role.TEAM), []).append(fact)
    if len(teams) != 2:
        return
    first, second = teams.values()
    for one in first:
        for other in second:
            alike = all(one.ids(role) == other.ids(role) for role in (Role.UNIT, Role.DIRECTION, Role.TAG))
            if alike and (not number.unit or number.unit in one.ids(Role.UNIT)):
                yield one.value + other.value


def net_of_team(number: Number, owner: Sequence[Fact]) -> Iterator[Fraction]:
    """What a team scores less what it allows, of one source."""
    if number.kind not in (Kind.NUMBER, Kind.LINE) or number.unit not in ("points", "goals", "runs", ""):
        return
    figures = [fact for fact in owner if fact.kind in (Kind.NUMBER, Kind.COUNT) and not fact.day]
    allowed = [fact for fact in figures if "allowed" in fact.ids(Role.DIRECTION)]
    scored = [fact for fact in figures if fact not in allowed]
    for one in allowed:
        for other in scored:
            if other.source == one.source and other.ids(Role.UNIT) == one.ids(Role.UNIT):
                net = other.value - one.value
                if number.kind is not Kind.LINE or net * (number.sign or 1) > 0:
                    yield abs(net)
