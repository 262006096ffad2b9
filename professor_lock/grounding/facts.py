"""The ledger of a conversation: every number that a tool returned, with whose it is, when it was true and who said so.

Values are exact. A number that is shown as several ("121-118", "16-6-1", a date) is one fact with several parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any, NamedTuple

from professor_lock.grounding.kinds import NO_IDS, OF_NO_TEAM, OF_RECORD, Kind, Role, Strength

__all__ = (
    "ALIKE_LIMIT", "BUCKET_LIMIT", "NOBODY", "NO_IDS", "OF_NO_TEAM", "OF_RECORD", "Batch", "Entities", "Fact", "Filed",
    "Given", "Kind", "Ledger", "Noted", "Role", "Strength", "Told", "owners_of",
)  # fmt: skip
Entities = Mapping[Role, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of a source.

    `parts` are its exact values: one, or the numbers of a score, a record, a date (year, month, day) or a time (hour,
    minute). A price's value is its American price where that is whole, `decimal` its exact decimal price. `sign` is of
    a line, 0 where it has none. `digits` are the decimals it was shown with; None for data, which is exact.
    """

    kind: Kind
    parts: tuple[Fraction, ...]
    entities: Entities
    source: str
    as_of: datetime | None = None
    digits: int | None = None
    decimal: Fraction | None = None
    strength: Strength = Strength.DATA
    call: str = ""
    """The tool call that returned it."""
    card: str = ""
    """The id of the card that shows it."""
    fresh_s: float | None = None
    """How long after `as_of` it may be said of now; None for what does not age."""
    zone: str = ""
    """Of a time: the id of its zone in `vocabulary.ZONES`."""
    sides: tuple[str, ...] = ()
    """Of a score: the ids of the teams that its parts belong to."""
    line: Fraction | None = None
    """Of a price: the spread or total that it is for."""
    day: tuple[Fraction, ...] = ()
    """Of a figure in a list of games: month and day of its game."""

    @property
    def value(self) -> Fraction:
        """The first of its parts."""
        return self.parts[0]

    def told_by(self, call: str, card: str, as_of: datetime | None) -> Fact:
        """The same number, told by another call or card. `dataclasses.replace` takes twice as long."""
        return Fact(
            self.kind, self.parts, self.entities, self.source, as_of, self.digits, self.decimal, self.strength, call,
            card, self.fresh_s, self.zone, self.sides, self.line, self.day,
        )  # fmt: skip

    def ids(self, role: Role) -> frozenset[str]:
        """The entities that it has in this role."""
        return self.entities.get(role, NO_IDS)


class Filed(NamedTuple):
    """A fact with the keys that a ledger files it under."""

    fact: Fact
    identity: object
    """What it has in common, beside its time, with a fact that is the same."""
    wholes: frozenset[int]
    """The whole numbers that it is looked for by."""


@dataclass(frozen=True, slots=True)
class Given:
    """A number in the user's own message: `unit` is the word that followed it, folded, or ""."""

    kind: Kind
    parts: tuple[Fraction, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Noted:
    """One step of a ledger's journal: facts, a name, a page with its words, or teams that stand in some way."""

    facts: tuple[Filed, ...] = ()
    name: tuple[str, Role, str] | None = None
    page: tuple[str, frozenset[str]] | None = None
    standing: tuple[str, frozenset[str]] | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Facts that are taken in together, and what a ledger has to know of them at once. It may be of many ledgers."""

    facts: tuple[Filed, ...]
    by_owner: Mapping[str, tuple[Filed, ...]]
    known: frozenset[str]
    places: frozenset[str]
    players: frozenset[str]
    games: frozenset[frozenset[str]]
    leaning: Mapping[str, frozenset[str]]
    """The ids of teams by whether they are the "favorite" or the "underdog"."""
    days: tuple[Filed, ...]
    """The figures of single games."""
    cards: frozenset[str]
    """The user's cards that figures of nobody's are from."""

    @classmethod
    def of(cls, facts: Iterable[Filed]) -> Batch:
        """These facts, sorted."""
        facts = tuple(facts)
        by_owner: dict[str, list[Filed]] = defaultdict(list)
        known: set[str] = set()
        places: set[str] = set()
        players: set[str] = set()
        games: set[frozenset[str]] = set()
        leaning: dict[str, frozenset[str]] = {}
        for one in facts:
            fact = one.fact
            for owner in owners_of(fact):
                by_owner[owner].append(one)
            known.update(*(ids for role, ids in fact.entities.items() if role not in _OF_NO_FACT))
            places |= fact.ids(Role.PLACE)
            players |= fact.ids(Role.PLAYER)
            if len(fact.ids(Role.GAME)) == 2 and fact.strength > Strength.PAGE:
                games.add(fact.ids(Role.GAME))
            if fact.kind is Kind.PRICE and "moneyline" in fact.ids(Role.MARKET) and not fact.ids(Role.TAG):
                which = "favorite" if fact.value < 0 else "underdog"
                leaning[which] = leaning.get(which, NO_IDS) | fact.ids(Role.TEAM)
        days = tuple(one for one in facts if one.fact.day and one.fact.strength >= Strength.TEXT)
        owned = {owner: tuple(found) for owner, found in by_owner.items()}
        cards = NO_IDS.union(*(one.fact.ids(Role.CARD) for one in facts))
        return cls(
            facts,
            owned,
            frozenset(known),
            frozenset(places),
            frozenset(players),
            frozenset(games),
            leaning,
            days,
            cards,
        )


class Told:
    """A batch in one conversation: `tell` makes of each fact the one that was told there, when it is asked for."""

    def __init__(self, batch: Batch, tell: Callable[[Fact], Fact] | None = None) -> None:
        self.batch = batch
        self._tell = tell
        self._made: dict[int, Fact] = {}

    def fact(self, one: Filed) -> Fact:
        """One of the batch's facts: the same one each time."""
        if self._tell is None:
            return one.fact
        made = self._made.get(id(one.fact))
        if made is None:
            made = self._made[id(one.fact)] = self._tell(one.fact)
        return made


_OF_NO_FACT = frozenset({Role.OPPONENT, Role.TICKET, Role.CARD})
"""Whom a fact has in such a role, it says nothing of."""
BUCKET_LIMIT = 200
"""At most so many facts of one value and entity are looked at: they are alike in all that is compared."""
ALIKE_LIMIT = 20


@dataclass(slots=True)
class Ledger:
    """The facts in reach of one answer, found by value and entity in constant time."""

    given: list[Given] = field(default_factory=list)
    names: dict[str, tuple[Role, str]] = field(default_factory=dict)
    """Names that the facts bring with them, as written -> role and id."""
    phrases: tuple[int, dict[str, list[Any]]] = (-1, {})
    """How many names there were when they were last made into phrases, and those by their first words (`Names`)."""
    known: set[str] = field(default_factory=set)
    """Ids of all entities that some fact has."""
    pages: dict[str, frozenset[str]] = field(default_factory=dict)
    """Id of a page -> the folded words that name it."""
    places: set[str] = field(default_factory=set)
    players: set[str] = field(default_factory=set)
    games: set[frozenset[str]] = field(default_factory=set)
    """The players and the pairs of teams that facts are of."""
    played: dict[tuple[Fraction, ...], list[Fact]] = field(default_factory=lambda: defaultdict(list))
    """Figures of single games by month and day."""
    cards: set[str] = field(default_factory=set)
    """The user's cards that figures are from."""
    live: set[frozenset[str]] = field(default_factory=set)
    """The pairs of teams whose games are in play."""
    finals: set[frozenset[str]] = field(default_factory=set)
    """The pairs of teams of a league that plays for the Super Bowl."""
    standing: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Ids of the teams that are "home", "away", "favorite" or "underdog" in some game."""
    now: datetime | None = None
    journal: list[Noted] | None = None
    """Where what is taken in is noted, if anywhere."""
    _by_value: dict[tuple[int, str], list[Fact]] = field(default_factory=lambda: defaultdict(list))
    _by_owner: dict[tuple[Kind, str], list[Fact]] = field(default_factory=lambda: defaultdict(list))
    _alike: dict[tuple[Kind, int], list[Fact]] = field(default_factory=lambda: defaultdict(list))
    _told: list[Told] = field(default_factory=list)
    _facts: list[Fact] = field(default_factory=list)
    _listed: int = 0
    """How many batches `_facts` has."""
    _compared: int = 0
    """How many facts `_alike` has seen."""
    _unfiled: dict[str, list[Told]] = field(default_factory=lambda: defaultdict(list))
    """The batches by owner that are in neither of the first two yet."""
    _seen: set[object] = field(default_factory=set)

    @property
    def facts(self) -> list[Fact]:
        """All facts, each once, in the order in which they were taken in."""
        for told in self._told[self._listed :]:
            self._facts += self._new_of(told, told.batch.facts, "")
        self._listed = len(self._told)
        return self._facts

    def add(self, facts: Iterable[Fact]) -> None:
        """Take facts in; one that is there already is not taken twice."""
        filed = tuple(Filed(fact, _identity(fact), _keys(fact)) for fact in facts)
        if self.journal is not None:
            self.journal.append(Noted(filed))
        self.take(Told(Batch.of(filed)))

    def take(self, told: Told) -> None:
        """Take a batch in. Its facts are filed when their owner is first asked for, as few of a board's ever are."""
        batch = told.batch
        self._told.append(told)
        for owner in batch.by_owner:
            self._unfiled[owner].append(told)
        self.known |= batch.known
        self.places |= batch.places
        self.players |= batch.players
        self.games |= batch.games
        self.cards |= batch.cards
        for which, teams in batch.leaning.items():
            self.standing[which] |= teams
        for fact in self._new_of(told, batch.days, None):
            self.played[fact.day].append(fact)

    def _new_of(self, told: Told, filed: Iterable[Filed], where: str | None) -> Iterator[Fact]:
        """Those of a batch's facts that are not in a list yet, which `where` names."""
        for one in filed:
            fact = told.fact(one)
            key = (where, one.identity, fact.as_of)
            if key not in self._seen:
                self._seen.add(key)
                yield fact

    def _file(self, owner: str) -> None:
        for told in self._unfiled.pop(owner, ()):
            for one in told.batch.by_owner[owner]:
                for fact in self._new_of(told, (one,), f"of {owner}"):
                    self._by_owner[fact.kind, owner].append(fact)
                    for whole in one.wholes:
                        self._by_value[whole, owner].append(fact)

    def name(self, written: str, role: Role, entity: str) -> None:
        """Let a text name this entity so."""
        if self.journal is not None:
            self.journal.append(Noted(name=(written, role, entity)))
        if written and written not in self.names:
            self.names[written] = (role, entity)

    def page(self, host: str, named_by: frozenset[str]) -> None:
        """Let a text name this page by these words."""
        if self.journal is not None:
            self.journal.append(Noted(page=(host, named_by)))
        self.pages[host] = named_by

    def stand(self, standing: str, teams: frozenset[str]) -> None:
        """Let these teams be "home" or "away" in some game."""
        if self.journal is not None:
            self.journal.append(Noted(standing=(standing, teams)))
        self.standing[standing].update(teams)

    def near(self, low: int, high: int, owners: Iterable[str]) -> Iterator[Fact]:
        """The facts of these owners with a part (or a decimal price) whose whole number is from `low` to `high`."""
        owners = sorted(owners)  # in one order in every process: the strings of a set have another in each
        for owner in owners:
            self._file(owner)
        for whole in range(low, high + 1):
            for owner in owners:
                yield from self._by_value.get((whole, owner), ())[:BUCKET_LIMIT]

    def only_place(self) -> frozenset[str]:
        """The place of all weather, where it is of one place alone."""
        return frozenset(self.places) if len(self.places) == 1 else NO_IDS

    def like(self, kind: Kind, whole: int) -> list[Fact]:
        """Some facts of anybody's with this kind and whole number."""
        facts = self.facts
        for fact in facts[self._compared :]:
            alike = self._alike[fact.kind, _whole(fact.parts[0])]
            if len(alike) < ALIKE_LIMIT:
                alike.append(fact)
        self._compared = len(facts)
        return self._alike.get((kind, whole), [])

    def of(self, kind: Kind, owner: str) -> list[Fact]:
        """The facts of one kind that belong to an entity, oldest first."""
        self._file(owner)
        return self._by_owner.get((kind, owner), [])


NOBODY = ""
"""The owner of a fact that belongs to no team, player or place."""


def owners_of(fact: Fact) -> frozenset[str]:
    """Whose a fact is, for looking it up: its player, else its team, else the teams of its game, else its place."""
    entities = fact.entities
    for role in _OWNERS:
        if entities.get(role):
            return entities[role]
    return _NOBODYS


_OWNERS = (Role.PLAYER, Role.TEAM, Role.GAME, Role.PLACE)
_NOBODYS = frozenset((NOBODY,))


_SCALED = frozenset({Kind.PERCENT, Kind.RATE})
"""Kinds that are looked for a hundred times as large, or as small, as well."""


def _identity(fact: Fact) -> object:
    """What two facts have in common, beside their time, that are the same. Of numbers it has both parts: the hash of a
    fraction costs a power.
    """
    parts = tuple([(part.numerator, part.denominator) for part in fact.parts])
    line = fact.line
    whose = frozenset(fact.entities.items())
    more = None if line is None else (line.numerator, line.denominator)
    return fact.kind, parts, whose, fact.strength, more, fact.day


def _whole(number: Fraction) -> int:
    """`int(abs(number))`, without a fraction in between."""
    return abs(number.numerator) // number.denominator


def _keys(fact: Fact) -> frozenset[int]:
    """The whole numbers that a fact is looked for by."""
    keys = {_whole(part) for part in fact.parts}
    if fact.decimal is not None:
        keys.add(int(fact.decimal))
    if fact.kind in _SCALED:
        keys |= {int(abs(fact.value) * 100), int(abs(fact.value) / 100)}
    return frozenset(keys)
