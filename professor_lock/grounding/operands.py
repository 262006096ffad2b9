"""What a derived number may be made of: the facts that an answer has said, and the money that the user gave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.facts import NO_IDS, Fact, Given, Kind, Role

_THAT = frozenset({"that", "that's", "it", "it's", "das", "eso", "cela"})
_BOTH = frozenset({"each", "both", "either", "ambos", "beide", "beiden", "jeweils"})
_MOST_WORKED = 3
_TOGETHER = frozenset(
    {"together", "combined", "combine", "parlay", "combo", "double", "kombi", "zusammen", "juntos", "combinada"}
)
_PAID_WITHIN = 6
"""So many words behind a sum of money may its price stand: "$14.63 on the Celtics (-205)"."""
DERIVED = "derived"
"""The source of a number that follows from others."""
REACH = 8
"""So many of the numbers said last are operands."""


@dataclass(slots=True)
class Operands:
    """What a derived number may be made of: facts said so far in this answer, newest last, and money the user gave."""

    said: list[Fact] = field(default_factory=list)
    stakes: list[Fraction] = field(default_factory=list)
    player: str = ""
    """The player that the number is of, if any, and how many games its sentence speaks of."""
    games: tuple[Fraction, ...] = ()
    both: bool = False
    """Whether one price is said of both sides."""
    here: frozenset[Fraction] = frozenset()
    """The prices that the sentence itself says."""
    worked: list[tuple[Kind, Fraction]] = field(default_factory=list)
    """The last sums of money and averages that followed from others, newest last."""
    book: frozenset[str] = NO_IDS
    """The book that is spoken of."""
    team: frozenset[str] = NO_IDS
    """The team that its clause names, if any: another's figures give nothing of it."""
    paid_at: frozenset[Fraction] = frozenset()
    """The price in its sentence that a sum of money is paid at; none where the sentence says no price."""
    asked: list[Fact] = field(default_factory=list)
    """The prices that the user asks about, of nobody."""
    named: bool = True
    """Whether the sentence itself names whose the number is."""

    def for_number(
        self,
        sentence: Sentence,
        found: Found,
        player: str,
        games: Sequence[Fraction],
        *,
        book: frozenset[str] = NO_IDS,
        team: frozenset[str] = NO_IDS,
        named: bool = True,
    ) -> Operands:
        """These operands for one number of a sentence."""
        priced = [one for one in sentence.numbers if one.number.kind is Kind.PRICE]
        here = frozenset(-one.number.parts[0] if one.number.sign < 0 else one.number.parts[0] for one in priced)
        clause = {
            token.folded
            for token, segment in zip(sentence.tokens, sentence.segments, strict=True)
            if segment == found.segment
        }
        last = [fact.value for fact in self.said if fact.kind is Kind.PRICE][-1:]
        if clause & _THAT and last and not any(one.last < found.place for one in priced):
            here = frozenset(last)  # "-142 at FanDuel. That needs 58.7%, and the Rams ..."
        both = bool(sentence.words & _BOTH)
        if found.number.kind is Kind.PERCENT and len(here) > 1 and not both:
            here = _asked_at(sentence, found, priced) or here
        paid_at = here if both or sentence.words & _TOGETHER else _paid_at(sentence, found, priced)
        return Operands(
            self.said, self.stakes, player, tuple(games), both, here, self.worked, book, team, paid_at, self.asked,
            named,
        )  # fmt: skip

    def sides(self, size: int) -> Iterator[tuple[Fraction, ...]]:
        """The prices said of so many sides of one market, at one book or the best of several: no side twice."""
        priced = [fact for fact in self.said[::-1] if fact.kind is Kind.PRICE and fact.decimal]
        for some in combinations(priced, size):
            markets = {(fact.ids(Role.MARKET), abs(fact.line or 0)) for fact in some}
            whose = {(fact.ids(Role.TEAM), fact.ids(Role.SIDE)) for fact in some}
            bare = not any(fact.entities for fact in some)  # the user's own
            if bare or (len(markets) == 1 and len(whose) == size):
                yield tuple(fact.decimal for fact in some if fact.decimal)

    def work_out(self, kind: Kind, value: Fraction) -> None:
        """Remember what followed from others, so that what lies between it and the next may be said."""
        self.worked = [*self.worked, (kind, value)][-_MOST_WORKED:]

    def bring(self, given: Sequence[Given]) -> None:
        """Take in the prices and chances that the user asks to have worked out, and that are nobody's."""
        for one in given:
            if one.kind is Kind.PRICE and abs(one.parts[0]) >= 100:
                value = one.parts[0]
                decimal = 1 + value / 100 if value > 0 else 1 + 100 / -value
                self.asked.append(Fact(Kind.PRICE, (value,), {}, DERIVED, decimal=decimal))

    def last_price(self, sentence: Sentence) -> list[Fraction]:
        """The decimal price that was said last, of nobody, for a sentence that names nobody and no price."""
        roles = (Role.TEAM, Role.PLAYER, Role.BOOK)
        if any(sentence.of(role) for role in roles) or any(one.number.kind is Kind.PRICE for one in sentence.numbers):
            return []
        said = [fact for fact in (*self.asked, *self.said) if fact.kind is Kind.PRICE and not fact.entities]
        return [fact.decimal for fact in said[-1:] if fact.decimal]

    def add(self, fact: Fact) -> None:
        """Remember a fact that the answer has said."""
        if fact in self.said:
            self.said.remove(fact)
        self.said.append(fact)
        del self.said[:-REACH]


def _asked_at(sentence: Sentence, found: Found, priced: list[Found]) -> frozenset[Fraction]:
    """The prices that a chance may be of: "at -148 it is 59.7%, and FanDuel's -142 asks for 58.7%".

    One right behind it ("58.7% at -142"); else those since the percentage before it.
    """
    behind = [one for one in priced if 0 < one.place - found.last <= 3]
    tied = behind and {token.folded or token.sign for token in sentence.tokens[found.last + 1 : behind[0].place]}
    if tied and tied <= {"at", "for", "(", "bei", "a"}:
        since = behind[:1]
    else:
        chances = [one.last for one in sentence.numbers if one.number.kind is Kind.PERCENT and one.last < found.place]
        since = [one for one in priced if max(chances, default=-1) < one.place < found.place]
    return frozenset(-one.number.parts[0] if one.number.sign < 0 else one.number.parts[0] for one in since)


def _paid_at(sentence: Sentence, found: Found, priced: list[Found]) -> frozenset[Fraction]:
    """The price that a sum is paid at: "the Knicks at +180 would pay $54, and the Celtics at -205 $14.63".

    It is the one in the same clause, or in brackets, close behind the sum; else the nearest one before it.
    """
    if found.number.kind is not Kind.MONEY:
        return frozenset()
    priced = [one for one in priced if not one.number.named]  # "nearly even money"
    behind = [one for one in priced if one.place > found.last]
    before = [one for one in priced if one.last < found.place]
    near = before[-1:]
    sums = [one for one in sentence.numbers if one.number.kind is Kind.MONEY]
    if len(before) > 1 and any(abs(one.place - found.place) == 2 for one in sums):
        return frozenset()  # "+145, +142 and +138, so you'd win $72.50, $71 or $69"
    if behind and behind[0].place - found.last <= _PAID_WITHIN:
        between = sentence.tokens[found.last + 1 : behind[0].place]
        alone = not any(token.number is not None or token.sign in (",", ";", ":", "|", "/") for token in between)
        joined = any(token.folded in words.BREAKS for token in between)
        near = behind[:1] if alone and not joined else near
    near = near or behind[:1]
    return frozenset(-one.number.parts[0] if one.number.sign < 0 else one.number.parts[0] for one in near)
