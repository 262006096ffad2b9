"""Numbers of one sentence that follow from each other: a price and its chance, a stake and what it returns.

"A price of -146 needs 59.3%" is true of no game in particular, and "$10 at 3.50 returns $35" whatever is bet: such
numbers are shown when the sum is right and the sentence does not say them of a team, a player, a book or the user.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import takewhile

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.asides import behind_a_ratio
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.facts import NO_IDS, NOBODY, Fact, Kind, Ledger, Role
from professor_lock.grounding.matching import shows
from professor_lock.grounding.tokens import Number
from professor_lock.grounding.verdicts import PASSING, State, Verdict
from professor_lock.grounding.word_lists import word_set

MOST = 6
"""So many prices, percentages or sums of a sentence are tried with each other."""
_YOURS = word_set("your yours tu tus su sus dein deine deinen deiner deinem ihr ihre ihren votre vos seu sua")
_CHANCE_WORDS = word_set(
    """
    implies imply implied implying break-even breakeven break means mean needs need equals is to that's hurdle chance
    probability probabilidad implica equivale entspricht implizit wahrscheinlichkeit probabilite implique works
    """
)


Priced = Callable[[Found], Sequence[Fraction]]
"""The decimal prices of what a number is said of: of its team and book."""


def following_from_each_other(
    read: Sentence, verdicts: Sequence[Verdict], ledger: Ledger, priced: Priced
) -> dict[int, str]:
    """Which numbers of a sentence, by their order, are right by a sum over it, and by which."""
    found: dict[int, str] = {}
    if len(read.numbers) > 1 and any(one.state not in PASSING for one in verdicts):
        for one, other in _chances(read):
            found |= {one: "implied", other: "implied"}
        for stake, returned, name in _payouts(read, verdicts, ledger, priced):
            found |= {stake: name, returned: name}
    return found


def _of(kind: Kind, read: Sentence) -> list[tuple[int, Found]]:
    return [(order, one) for order, one in enumerate(read.numbers) if one.number.kind is kind][:MOST]


def _chances(read: Sentence) -> Iterator[tuple[int, int]]:
    """A price that no name stands by, with the chance that it implies."""
    named = any(read.of(role) for role in (Role.TEAM, Role.PLAYER, Role.BOOK, Role.SIDE))
    called = {one for tag in read.of(Role.TAG) for one in tag.ids}
    fair = "fair" in called and "implied" not in called
    if named or fair or not read.words & _CHANCE_WORDS or read.row:
        return
    chances = [one for one in _of(Kind.PERCENT, read) if not behind_a_ratio(read, one[1])]
    for order, price in _of(Kind.PRICE, read):
        nearest = min(chances, key=lambda one: abs(one[0] - order), default=None)
        if nearest is not None and _shows(100 / _decimal(price.number), nearest[1].number):
            yield order, nearest[0]


def _shows(value: Fraction, number: Number) -> bool:
    return shows(value, number.parts[0], number.digits, hedged=number.hedged)


def _decimal(number: Number) -> Fraction:
    value = number.parts[0]
    if value < 100:
        return value if value > 1 else Fraction(2)
    return 1 + 100 / value if number.sign < 0 else 1 + value / 100


def _payouts(
    read: Sentence, verdicts: Sequence[Verdict], ledger: Ledger, priced: Priced
) -> Iterator[tuple[int, int, str]]:
    """A sum that is bet, and what it comes to at a price that the sentence truly says, or as the user's slip does."""
    sums = _of(Kind.MONEY, read)
    sums = [one for one in sums if one[0] < len(verdicts) and not one[1].number.huge]
    if len(sums) < 2 or not (read.words & _PAYING or any(token.sign in ("=", "→") for token in read.tokens)):
        return  # "$25 on the Padres and $10 on the Eagles" are two stakes
    prices = [
        _decimal(one.number)
        for order, one in enumerate(read.numbers[: len(verdicts)])
        if one.number.kind is Kind.PRICE and verdicts[order].state in PASSING
    ]
    prices += [
        one.number.parts[0]
        for order, one in enumerate(read.numbers[: len(verdicts)])
        if one.number.kind is Kind.NUMBER and one.number.digits == 2 and verdicts[order].state in PASSING
    ]
    factors = [(price, "payout") for price in prices[:MOST]] + [(price - 1, "profit") for price in prices[:MOST]]
    named = any(read.of(role) for role in (Role.TEAM, Role.PLAYER, Role.BOOK))
    slips = list(_slips(ledger)) if read.words & _SLIP or not named else []
    factors += _shares(read, verdicts, prices[:MOST])
    for order, stake in sums:
        given = verdicts[order].state in (State.GIVEN, State.VERIFIED)
        if not (given or _is_bet(read, stake)) or (not given and _is_yours(read, stake)):
            continue
        for place, returned in sums:
            shown = verdicts[place].state in PASSING
            if place == order or (shown and (given or not _called(read, returned))):
                continue
            if _is_bet(read, returned) or _is_yours(read, returned):
                continue
            called = _called(read, returned)
            own = [] if prices else priced(returned)
            bought = [(price, "payout") for price in own] + [(price - 1, "profit") for price in own]
            bought += [one for one in slips if read.words & _SLIP or called == one[1]]
            for factor, name in (*factors, *bought):
                if (called in ("", name) or name == "ev") and _shows(stake.number.parts[0] * factor, returned.number):
                    yield order, place, name


def _shares(read: Sentence, verdicts: Sequence[Verdict], prices: Sequence[Fraction]) -> Iterator[tuple[Fraction, str]]:
    """What a dollar is worth by a percentage that the sentence truly says: "keeps 11.7%", "5.5% of"."""
    for order, one in _of(Kind.PERCENT, read):
        if order >= len(verdicts) or verdicts[order].state not in PASSING:
            continue
        share = one.number.parts[0] / 100
        behind = read.tokens[one.last + 1].folded if one.last + 1 < len(read.tokens) else ""
        if behind in ("of", "de", "von") or read.words & _ON_AVERAGE:
            yield share, "ev"
        if read.words & _ON_AVERAGE:
            yield from ((abs(share * price - 1), "ev") for price in prices)


_ON_AVERAGE = word_set("average worth expected ev edge keeps keep costs cost lose losing expectation schnitt promedio")


def _is_bet(read: Sentence, found: Found) -> bool:
    """Whether a sum is what is bet: "risk $210", "$10 on the draw", "$10 at 3.50"."""
    said = [token.folded for token in read.tokens[max(0, found.place - 3) : found.place] if not token.number]
    before = {*said[said.index("") + 1 :]} if "" in said else {*said}  # none before a comma
    near = {token.folded for token in read.tokens[max(0, found.place - 2) : found.place]}
    if near & (_PROFITS | _RETURNS):
        return False
    behind = read.tokens[found.last + 1 : found.last + 3]
    if before & _RISKED or not behind or behind[0].folded not in _BET_ON:
        return bool(before & _RISKED)
    at_a_price = behind[-1].number is not None
    return at_a_price if behind[0].folded == "at" else behind[-1].folded != "average"


def _called(read: Sentence, found: Found) -> str:
    """What a sum is called since the number before it, or right behind it: a profit, a payout, or neither."""
    since = max((one.last for one in read.numbers if one.last < found.place), default=-1)
    near = {token.folded for token in read.tokens[since + 1 : found.place]}
    behind = [
        token.folded for token in takewhile(lambda one: not one.sign, read.tokens[found.last + 1 : found.last + 4])
    ]
    if "profit" in behind:
        return "profit"  # "get $208 back, of which $148 is profit"
    if behind[:1] in (["back"], ["zuruck"]):
        return "payout"  # "a $93 profit and $133 back"
    if behind[:2] == ["de", "ganancia"]:
        return "profit"
    if near & _HANDED and not near & _PROFITS:
        return "payout"
    near |= {*behind[:2]}
    if bool(near & _PROFITS) == bool(near & _RETURNS) or near & (_PROFITS | _RETURNS) <= _PAYS:
        return ""
    return "profit" if near & _PROFITS else "payout"


_PAYING = frozenset(word for word, names in words.DERIVED.items() if names & {"payout", "profit", "ev"})
_RISKED = word_set("risk risking risks lay laying bet put stake staking wager apuestas apostar setzt setze")
_BET_ON = frozenset({"on", "at", "bet", "stake", "wager", "auf", "al", "sur", "sobre"})
_PROFITS = word_set(
    "win wins winning ganarias ganaria gagnerais profit net nets clear clears make makes gain gewinn ganas ganancia "
    "gewinnst benefice"
)
_RETURNS = word_set(
    "return returns returned payout back collect pays pay paga cobras zuruck auszahlung total "
    "cobrarias cobraras recibirias devuelve"
)
_HANDED = frozenset({"hands", "devuelven", "cobras"})
_PAYS = frozenset({"pay", "pays", "paga"})
"""A profit is paid as well as a payout."""
_SLIP = word_set("slip parlay ticket it kombi combinada apuesta wette combine")


def _slips(ledger: Ledger) -> Iterator[tuple[Fraction, str]]:
    """What a dollar on the user's slips returns and wins."""
    sums = ledger.of(Kind.MONEY, NOBODY)[-60:]
    for stake in (one for one in sums if one.ids(Role.TAG) == {"stake"} and not one.ids(Role.SCOPE)):
        for fact in sums:
            ticket = stake.ids(Role.TICKET) in (NO_IDS, fact.ids(Role.TICKET))
            if ticket and fact.source == stake.source and fact.call == stake.call and _is_paid(fact):
                name = min(fact.ids(Role.TAG) & {"payout", "profit"})
                yield fact.value / stake.value, name
                if name == "payout":
                    yield fact.value / stake.value - 1, "profit"


def _is_paid(fact: Fact) -> bool:
    return bool(fact.ids(Role.TAG) & {"payout", "profit"}) and not fact.ids(Role.SCOPE)


def _is_yours(read: Sentence, found: Found) -> bool:
    """Whether a sum is said to be the user's."""
    return any(token.folded in _YOURS for token in read.tokens[max(0, found.place - 2) : found.place])
