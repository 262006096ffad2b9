"""What was read before is not read again: the cards of a conversation in its next turn, another user's board, a slate.

What a text gives depends on the conversation only by the names that its own words have there, and by which of the
teams that such a name may stand for are known. Both are kept with a reading, and it holds where they are the same.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from professor_lock.betting.facts import Slate
from professor_lock.grounding.facts import Batch, Ledger, Noted, Role, Strength, Told
from professor_lock.grounding.from_text import read_source
from professor_lock.grounding.from_tools import add_slate, name_teams
from professor_lock.grounding.names import Entry, Lookups, Names

Name = tuple[str, Role, str]
"""As written, the role of what is named, and its id."""
MOST_FACTS = 10_000
"""So many facts are kept for all users together: some 8 MB. The readings that were used last stay."""
MOST_SLATES = 4
"""So many slates' facts are kept, of slates with at most half of MOST_FACTS each."""
MOST_OF_A_TEXT = 4
"""So many readings of one text, in conversations that know other names."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a text gave, and what that rests on. `words` are those that were looked up, `own` what they named."""

    names: tuple[Noted, ...]
    """What it let things be named, and which teams stand in some way."""
    batch: Batch
    words: frozenset[str]
    own: Mapping[str, frozenset[Entry]]
    ambiguous: frozenset[str]
    known: frozenset[str]
    standing: Mapping[str, frozenset[str]]

    @property
    def facts(self) -> int:
        """How many facts it gave."""
        return len(self.batch.facts)

    def holds(self, ledger: Ledger, names: Names) -> bool:
        """Whether the text would be read just so here."""
        own = names.own()
        return (
            all(frozenset(own.get(word, ())) == self.own.get(word, frozenset()) for word in self.words)
            and self.known == self.ambiguous & ledger.known
            and all(teams == frozenset(ledger.standing.get(name, ())) for name, teams in self.standing.items())
        )


class Readings:
    """The readings of one process. They are of texts, and belong to no user."""

    def __init__(self, most_facts: int = MOST_FACTS) -> None:
        self._most_facts = most_facts
        self._facts = 0
        self._kept: OrderedDict[tuple[str, str, Strength], list[_Reading]] = OrderedDict()
        self._slates: OrderedDict[tuple[int, str], tuple[Slate, tuple[Name, ...], Batch]] = OrderedDict()

    def read(
        self,
        ledger: Ledger,
        names: Names,
        text: str,
        *,
        source: str,
        as_of: datetime | None = None,
        call: str = "",
        card: str = "",
        strength: Strength = Strength.TEXT,
    ) -> None:
        """As `read_source`. `names` are the ledger's."""
        key = (text, source, strength)
        for reading in self._kept.get(key, ()):
            if reading.holds(ledger, names):
                self._kept.move_to_end(key)
                _repeat(ledger, reading, as_of, call, card)
                return
        own, known = names.own(), frozenset(ledger.known)
        standing = {name: frozenset(teams) for name, teams in ledger.standing.items()}
        journal: list[Noted] = []
        lookups = Lookups()
        ledger.journal, names.lookups = journal, lookups
        try:
            read_source(ledger, text, names, source=source, as_of=as_of, call=call, card=card, strength=strength)
        finally:
            ledger.journal, names.lookups = None, None
        reading = _Reading(
            tuple(step for step in journal if not step.facts),
            Batch.of(one for step in journal for one in step.facts),
            frozenset(lookups.words),
            {word: frozenset(own[word]) for word in lookups.words if word in own},
            frozenset(lookups.ids),
            known & lookups.ids,
            {name: standing.get(name, frozenset()) for name in lookups.standings},
        )
        self._keep(key, reading)

    def read_slate(self, ledger: Ledger, slate: Slate, *, zone: ZoneInfo, call: str = "") -> None:
        """As `add_slate`. One slate is many answers' while it is fresh, and its facts rest on nothing else."""
        key = (id(slate), zone.key)
        kept = self._slates.get(key)
        if kept is None or kept[0] is not slate:
            alone = Ledger(journal=[])
            add_slate(alone, slate, zone=zone)
            journal = alone.journal or []
            names = dict.fromkeys(step.name for step in journal if step.name)
            kept = slate, tuple(names), Batch.of(one for step in journal for one in step.facts)
            if len(kept[2].facts) <= self._most_facts // 2:
                self._slates[key] = kept
            if len(self._slates) > MOST_SLATES:
                self._slates.popitem(last=False)
        for event in slate.events:
            name_teams(ledger, event)
        for step in kept[1]:
            ledger.name(*step)
        ledger.take(Told(kept[2], lambda fact: fact.told_by(call, "", fact.as_of)))

    def _keep(self, key: tuple[str, str, Strength], reading: _Reading) -> None:
        if reading.facts > self._most_facts // MOST_OF_A_TEXT:
            return
        kept = self._kept.setdefault(key, [])
        kept.append(reading)
        self._facts += reading.facts
        if len(kept) > MOST_OF_A_TEXT:
            self._facts -= kept.pop(0).facts
        self._kept.move_to_end(key)
        while self._facts > self._most_facts:
            _, gone = self._kept.popitem(last=False)
            self._facts -= sum(one.facts for one in gone)


def _repeat(ledger: Ledger, reading: _Reading, as_of: datetime | None, call: str, card: str) -> None:
    for step in reading.names:
        if step.name:
            ledger.name(*step.name)
        elif step.page:
            ledger.page(*step.page)
        elif step.standing:
            ledger.stand(*step.standing)
    if reading.batch.facts:
        ledger.take(Told(reading.batch, lambda fact: fact.told_by(call, card, as_of)))
