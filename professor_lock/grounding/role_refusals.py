"""Why a number is refused that a source has in another role: the other side's chance, a leg's for the slip's.

A card has such figures in pairs: fair and needed, over and under, one leg and the whole, the best price and its edge.
Each is said under its own word; where both of a pair are known, the words decide which of them is meant.
"""

from __future__ import annotations

from itertools import pairwise

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.asides import share_of_ratio
from professor_lock.grounding.binding import Binder, Reach
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.facts import NO_IDS, NOBODY, Fact, Kind, Ledger, Role, owners_of
from professor_lock.grounding.matching import shows
from professor_lock.grounding.seasons import window_refuses
from professor_lock.grounding.word_lists import word_set

_CHANCES = frozenset({"fair", "implied"})


def role_refuses(ledger: Ledger, fact: Fact, found: Found, binder: Binder, read: Sentence) -> str:
    """Why a fact of the right value and owner is not what the number's words name; "" where it is."""
    if fact.kind is Kind.PERCENT:
        return (
            _of_another_side(fact, found, binder, read)
            or _of_a_leg(fact, found, binder, read)
            or _of_the_other_chance(fact, found, read)
            or _of_a_hold(ledger, fact, found, read, binder.words_of_before())
            or _is_an_edge(fact, found, read)
            or _is_a_return(fact, found, read)
            or window_refuses(ledger, fact, found, read, binder.words_of_before())
        )
    if fact.kind in (Kind.RATIO, Kind.COUNT) and fact.ids(Role.PLAYER):
        reason = _of_another_line(ledger, fact, found, read)
        if reason:
            return reason
    if fact.kind is Kind.TIME:
        return _in_another_zone(fact, found, read)
    return window_refuses(ledger, fact, found, read, binder.words_of_before())


def contradicts_its_words(read: Sentence, found: Found) -> str:
    """What is wrong with a number whatever it rests on: no share of its ratio, under 50% for the favourite."""
    if found.number.kind is not Kind.PERCENT or found.number.sign:
        return ""
    share = share_of_ratio(read, found)
    value = found.number.parts[0]
    if share is not None and not shows(share, value, found.number.digits, hedged=found.number.hedged):
        return "share"
    behind = [token.folded for token in read.tokens[found.last + 1 : found.last + 4]]
    if behind[:1] and behind[0] in _FOR and read.words & _A_CHANCE:
        for word in behind[1:]:
            if word in _FAVORITE or word in _UNDERDOG:
                return "leaning" if (value < 50) == (word in _FAVORITE) and value != 50 else ""
    return ""


_FOR = frozenset({"for", "fur", "para", "pour", "on"})
_FAVORITE = word_set("favorite favourite chalk favorito favorit favori")
_UNDERDOG = word_set("dog underdog aussenseiter outsider cenicienta")
_A_CHANCE = word_set("vig fair chance chances probability margin no-vig win wins implied implies")


def _of_another_side(fact: Fact, found: Found, binder: Binder, read: Sentence) -> str:
    """The chance of an over is not the under's, nor a team's."""
    own = fact.ids(Role.SIDE) & {"over", "under"}
    if not own:
        return ""
    said = binder.to(Role.SIDE)
    if said.reach >= Reach.SENTENCE and said.ids & {"over", "under"} and not read.words & _BOTH:
        return "" if said.ids & own else "side"
    of_total = bool(said) or bool(read.words & _OF_A_TOTAL)
    return "side" if not fact.ids(Role.PLAYER) and not of_total else ""


_BOTH = frozenset({"each", "both", "either", "ambos", "ambas", "beide", "beiden", "jeweils"})
_OF_A_TOTAL = word_set("total totals over under overs unders totales gesamt o u points goals runs")


def _of_a_leg(fact: Fact, found: Found, binder: Binder, read: Sentence) -> str:
    """A leg's fair chance is not the chance that all legs win: "both have to hit, which the market puts at 23%"."""
    if "fair" not in fact.ids(Role.TAG) or not fact.ids(Role.TEAM):
        return ""
    clause = _since_a_stop(found, read)
    whole = {*clause} & _WHOLE_SLIP or ({*clause} & _BOTH and {*clause} & _ALL_HIT)
    return "leg" if whole and binder.to(Role.TEAM).reach is not Reach.CLAUSE else ""


_WHOLE_SLIP = word_set("parlay combined together combinada kombi")
_ALL_HIT = word_set("hit hits win land come cash hitting")


def _since_a_stop(found: Found, read: Sentence) -> list[str]:
    """The words before a number, since the last full stop or semicolon of the text that was read."""
    before = read.tokens[: found.place]
    stops = [place for place, token in enumerate(before) if token.sign in (".", ";", "|") and token.sign]
    return [token.folded for token in before[stops[-1] + 1 if stops else 0 :]]


def _of_the_other_chance(fact: Fact, found: Found, read: Sentence) -> str:
    """What is called implied, or needed, is no fair chance, nor the other way round."""
    own = fact.ids(Role.TAG) & _CHANCES
    if len(own) != 1:
        return ""
    called = called_a_chance(found, read)
    return "tag" if called and not called & own else ""


def _the_market_gives(found: Found, read: Sentence) -> bool:
    """Whether a chance is what the market gives: "the market gives it a 23.0% chance", "der Markt gibt ihr 23 %"."""
    before = [token.folded for token in read.tokens[max(0, found.place - 6) : found.place]]
    verbs = [place for place, word in enumerate(before) if word in _GIVES]
    market = bool(verbs) and bool({*before[: verbs[-1]]} & {"market", "markt", "mercado"})
    between = read.tokens[max(0, found.place - 6) : found.place]
    return market and all(token.number is None and token.sign != ":" for token in between)


_GIVES = frozenset({"gives", "give", "puts", "gibt", "da", "has"})


def called_a_chance(found: Found, read: Sentence) -> frozenset[str]:
    """What kind of chance the words before a number name last: "the two implied chances, 56.5% and 47.6%"."""
    named = [one for one in read.of(Role.TAG) if one.last < found.place and one.ids & _CHANCES]
    since = named[-1].last if named else -1
    needs = [place for place in range(since + 1, found.place) if _asks_for(read, place)]
    if needs:
        since, ids = needs[-1], frozenset({"implied"})
    elif named:
        ids = named[-1].ids & _CHANCES
    else:
        return NO_IDS
    behind = [token.folded for token in read.tokens[found.last + 1 : found.last + 3]]
    close = {token.folded for token in read.tokens[max(0, found.place - 3) : found.place]}
    if {*behind} & _NEEDED or close & (_NEEDED | {"needs"}):
        return frozenset({"implied"})
    if _the_market_gives(found, read):
        return frozenset({"fair"})
    between = read.tokens[since + 1 : found.place]
    ends = any(token.folded in _TURNS or token.sign in (";", ":") for token in between)
    kinds = {token.number.kind for token in between if token.number is not None}
    return NO_IDS if ends or not kinds <= {Kind.PERCENT} else ids


def _asks_for(read: Sentence, place: int) -> bool:
    """Whether "need to win", "have to hit" begins at a token: what a price asks for."""
    folded = [token.folded for token in read.tokens[place : place + 3]]
    return len(folded) == 3 and folded[0] in _MUST and folded[1] == "to" and folded[2] in ("win", "hit")


_MUST = frozenset({"need", "needs", "have", "has", "needed"})
_NEEDED = word_set("needed need required necesarios notig")
_TURNS = words.BREAKS - {"and", "y", "und", "et", "e"} | {"market", "fair", "so", "against", "versus", "vs", "gegen"}


def _of_a_hold(ledger: Ledger, fact: Fact, found: Found, read: Sentence, before: frozenset[str]) -> str:
    """What the chances are more than 100% by is no hold, where the source has both: "the book holds 3.98%"."""
    own = fact.ids(Role.TAG)
    if not own & {"hold", "overround"} or owners_of(fact) != {NOBODY}:
        return ""
    other = {"hold"} if "overround" in own else {"overround"}
    siblings = [one for one in ledger.of(Kind.PERCENT, NOBODY) if one.call == fact.call and one is not fact]
    if not any(other <= one.ids(Role.TAG) for one in siblings):
        return ""
    near = frozenset(token.folded for token in read.tokens[max(0, found.place - 3) : found.last + 5])
    near = near if near & (_HELD | _OVER_100) else before
    held, over = near & _HELD, near & _OVER_100
    if not held and not over:
        return ""
    return "tag" if bool(held) == ("overround" in own) and bool(over) != ("overround" in own) else ""


_HELD = frozenset({"hold", "holds", "keeps", "keep"})
_OVER_100 = frozenset({"vig", "overround", "margin", "juice"})


def _is_an_edge(fact: Fact, found: Found, read: Sentence) -> str:
    """ "Beats the market by 2.5%" is no chance, nor is what an arbitrage makes the median book's hold."""
    behind = read.tokens[found.last + 1].folded if found.last + 1 < len(read.tokens) else ""
    if behind in _ARBITRAGE:
        return "" if "arb" in fact.ids(Role.TAG) else "tag"
    of_stake = [token.folded for token in read.tokens[found.last + 1 : found.last + 4]]
    if of_stake[:1] == ["of"] and of_stake[2:] == ["stake"]:
        return "tag" if fact.ids(Role.TAG) and fact.ids(Role.TAG) <= _CHANCES else ""
    before = read.tokens[found.place - 1].folded if found.place else ""
    beaten = bool(read.words & _BEATS) and before in ("by", "um", "por")
    return "tag" if beaten and fact.ids(Role.TAG) and fact.ids(Role.TAG) <= _CHANCES else ""


_ARBITRAGE = word_set("arb arbitrage arbitraje arbs")
_BEATS = word_set("beat beats beating clears tops schlagt supera edge")


def _is_a_return(fact: Fact, found: Found, read: Sentence) -> str:
    """How often was won is no return on what was staked."""
    if not fact.ids(Role.TAG) & {"winrate"}:
        return ""
    return "tag" if called_a_return(found, read) else ""


def called_a_return(found: Found, read: Sentence) -> bool:
    """Whether a percentage is said of the money that was staked: "a 6.8% return", "6.8% on the $1,275"."""
    behind = [token.folded for token in read.tokens[found.last + 1 : found.last + 6]]
    before = [token.folded for token in read.tokens[max(0, found.place - 3) : found.place]]
    of_money = any(
        one.number.kind is Kind.MONEY and 0 < one.place - found.last <= 3 and behind[:1] == ["on"]
        for one in read.numbers
    )
    return of_money or behind[:1] == ["return"] or bool({*before} & _RETURN) or bool({*behind[:4]} & _STAKED)


_RETURN = word_set("roi rendite return rendimiento rentabilidad")
_STAKED = word_set("staked apostado invertido wagered einsatzes")


def _of_another_line(ledger: Ledger, fact: Fact, found: Found, read: Sentence) -> str:
    """How often 8.5 assists were passed is not how often 25.5 points were: the line beside it says which."""
    own = fact.ids(Role.UNIT)
    if fact.kind is Kind.COUNT and "hit" not in fact.ids(Role.TAG):
        return ""
    lines = [
        one
        for player in fact.ids(Role.PLAYER)
        for one in ledger.of(Kind.TOTAL, player)
        if one.ids(Role.UNIT) and one.ids(Role.SIDE)
    ]
    said = [one for one in read.numbers if one.number.digits and one is not found and not one.number.sign]
    said = [one for one in said if one.number.parts[0] in {line.value for line in lines}]
    near = [one for one in said if abs(one.place - found.place) <= _NEAR]
    if not near:
        return ""
    nearest = min(near, key=lambda one: abs(one.place - found.place)).number.parts[0]
    units = [line.ids(Role.UNIT) for line in lines if line.value == nearest]
    of_games = {"games", "bets"}
    return "" if any(unit == own - of_games for unit in units) or not own - of_games else "line"


_NEAR = 9


def _in_another_zone(fact: Fact, found: Found, read: Sentence) -> str:
    """A time without a zone, in a sentence whose other times say one, is of that zone."""
    zones = {one.number.zone for one in read.numbers if one.number.kind is Kind.TIME and one.number.zone}
    if found.number.zone or len(zones) != 1 or not fact.zone:
        return ""
    return "" if fact.zone in zones else "zone"


def said_alike(read: Sentence) -> list[Found]:
    """Halves of a pair that are the same though they cannot be: "$49.40 on the +110 and $49.40 on the +105".

    Two stakes in cents on two prices are reckoned, and so differ; two stakes that differ are not on one price; a
    favourite and an underdog have one chance only where it is even.
    """
    found: list[Found] = []
    for one, other in pairwise([one for one in read.numbers if one.number.kind in (Kind.MONEY, Kind.PERCENT)]):
        ends = [_put_on(read, each) for each in (one, other)]
        same = one.number.parts == other.number.parts
        if one.number.kind is Kind.MONEY and ends[0] is not None and ends[1] is not None:
            reckoned = one.number.parts[0].denominator != 1 and other.number.parts[0].denominator != 1
            alike = ends[0].number.value == ends[1].number.value
            if reckoned and same and not alike:
                found += [one, other]
            elif reckoned and alike and not same:
                found += [ends[0], ends[1]]
        sides = [_leaning_behind(read, each) for each in (one, other)]
        even = one.number.parts[0] == 50
        if one.number.kind is Kind.PERCENT and same and not even and {*sides} == {"favorite", "underdog"}:
            found += [one, other]
    return found


def _put_on(read: Sentence, found: Found) -> Found | None:
    """The price that a sum is put on: "$49.40 on the +110"."""
    behind = [one for one in read.numbers if 2 <= one.place - found.last <= 3]
    on = read.tokens[found.last + 1].folded if found.last + 1 < len(read.tokens) else ""
    return behind[0] if behind and behind[0].number.kind is Kind.PRICE and on in ("on", "at", "auf") else None


def _leaning_behind(read: Sentence, found: Found) -> str:
    """Whether a number is said "for the favourite" or "for the underdog"."""
    for token in read.tokens[found.last + 1 : found.last + 5]:
        if token.folded in _FAVORITE or token.folded in _UNDERDOG:
            return "favorite" if token.folded in _FAVORITE else "underdog"
    return ""
