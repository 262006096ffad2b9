"""Which numbers do not follow from others, whatever sum comes out right: a bet's line, a chance called fair."""

from __future__ import annotations

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.binding import Binder, Reach
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.facts import Kind, Role
from professor_lock.grounding.label_refusals import in_a_range, is_said_to_be_fair
from professor_lock.grounding.own_figures import is_called
from professor_lock.grounding.role_refusals import called_a_chance, called_a_return
from professor_lock.grounding.scopes import HEDGES
from professor_lock.grounding.seasons import SEASON, window_said


def ruled_out(read: Sentence, found: Found, binder: Binder) -> frozenset[str]:
    """The functions that a number's clause rules out: a fair chance is no implied one, what a sport won no payout."""
    barred: set[str] = set()
    tag, scope = binder.to(Role.TAG), binder.to(Role.SCOPE)
    if found.number.kind is Kind.PERCENT and "fair" in tag.ids and tag.reach is Reach.CLAUSE:
        barred |= {"implied", "share"}
    if found.number.kind is Kind.PERCENT and is_said_to_be_fair(binder, read):
        barred |= {"implied"}
    if found.number.kind is Kind.PERCENT and in_a_range(found, read):
        barred |= {"implied", "share", "complement", "difference", "sum", "mean"}
    if found.number.kind is Kind.PERCENT and len(chance := called_a_chance(found, read)) == 1:
        barred |= {"fair", "implied"} - chance
    if window_said(found, read) == SEASON:
        barred |= {"mean", "per game"}  # of the season, not of the games that are listed
    if found.number.kind is Kind.PERCENT and called_a_return(found, read):
        barred |= {"share", "complement", "implied"}
    if found.number.kind is Kind.PERCENT and "fair" in tag.ids and not read.words & _OTHERWISE:
        barred |= {"complement"}
    if found.number.kind is Kind.PERCENT and _is_a_share_elsewhere(read, found):
        barred |= {"share"}
    if is_the_spread_of_a_side(read, found):
        barred |= {"difference", "margin", "sum", "mean"}
    if _is_held_against_the_next(read, found):
        barred |= {"difference"}
    if found.number.kind is Kind.MONEY and scope.reach >= Reach.SENTENCE and not scope.ids & (HEDGES | _LIMITS):
        barred |= {"payout", "profit", "ev"}
    if found.number.kind is Kind.MONEY:
        barred |= {"payout"} if is_called(_PROFIT, found, read) else set()
        barred |= {"profit"} if is_called(_PAYOUT, found, read) else set()
    return frozenset(barred)


_OTHERWISE = frozenset(
    {"lose", "loses", "losing", "miss", "misses", "other", "rest", "not", "fail", "fails", "remaining"}
)


def is_the_spread_of_a_side(read: Sentence, found: Found) -> bool:
    """Whether a number is a team's own line: "Kings -1.5", "favored ...: Warriors by 6, Knicks by 8.5"."""
    if found.number.kind not in (Kind.LINE, Kind.NUMBER) or found.number.unit not in ("", "points"):
        return False
    before = read.tokens[found.place - 1].folded if found.place else ""
    if found.number.sign and any(one.last == found.place - 1 for one in read.of(Role.TEAM)):
        return True
    favored = bool(read.words & words.NEGATIVE) and not read.words & (words.WON | words.LOST | _THAN)
    listed = {token.folded for token in read.tokens[max(0, found.place - 4) : found.place]} & {"by"}
    return favored and bool(listed) and (before == "by" or before in words.BREAKS)


_THAN = frozenset({"than", "als", "que", "gap", "difference"})


def _is_held_against_the_next(read: Sentence, found: Found) -> bool:
    """Whether a number is the first of two that are held against each other: "10 mph against 6"."""
    behind = read.tokens[found.last + 1 : found.last + 3]
    places = [place for place, token in enumerate(behind) if token.folded in ("against", "gegen", "versus", "vs")]
    return bool(places) and any(one.place == found.last + 2 + places[0] for one in read.numbers)


def _is_a_share_elsewhere(read: Sentence, found: Found) -> bool:
    """Whether a percentage in brackets follows other games than a ratio's: "18 of 30 (60%), so the last ten (40%)"."""
    bracket = found.place > 1 and read.tokens[found.place - 1].sign == "("
    before = [one for one in read.numbers if one.last < found.place]
    return bracket and bool(before) and before[-1].number.kind is not Kind.RATIO and before[-1].last == found.place - 2


_PROFIT, _PAYOUT = frozenset({"profit"}), frozenset({"payout"})
_LIMITS = frozenset({"bet", "day", "week", "month"})


def is_line_of_a_bet(read: Sentence, found: Found) -> bool:
    """Whether a number is said to be a line: "the line of 28", "the total is 9", "more than 8 goals is -122"."""
    before = [token.folded for token in read.tokens[max(0, found.place - 3) : found.place]]
    joined = bool(before) and before[-1] in ("of", "is", "at", "de", "es", "ist", "bei", "esta")
    if joined and {*before[:-1]} & _LINES and before[-3:-1] != ["a", "total"]:
        return True
    priced = any(one.number.kind is Kind.PRICE and 0 < one.place - found.last <= 6 for one in read.numbers)
    side = any(one.last == found.place - 1 for one in read.of(Role.SIDE))
    return priced and side and found.number.unit not in ("games", "straight")


_LINES = frozenset({"line", "total", "linea", "linie", "over/under", "number"})


def has_price_behind(read: Sentence, line: Found) -> bool:
    """Whether a line is one of a bet, by the price that it is offered at: "-5 at -105", "-5 (-105)"."""
    price = next((one for one in read.numbers if one.place > line.last), None)
    return price is not None and price.number.kind is Kind.PRICE and price.place - line.last <= 2
