"""Whose the numbers of a list are by their place in it: "Arsenal v United: -150 / +280 / +420"."""

from __future__ import annotations

from itertools import pairwise

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.clauses import Found, Mention, Sentence
from professor_lock.grounding.facts import Kind, Role
from professor_lock.grounding.tokens import Token


def own_listed_prices(sentence: Sentence) -> None:
    """Two or three prices in a row behind the two teams of a game are theirs in order, the draw's between."""
    _own_directions(sentence)
    _own_draws(sentence)
    _own_over_and_under(sentence)
    _own_books_in_order(sentence)
    teams = list({one.ids: one for one in sentence.of(Role.TEAM) if not one.leaning}.values())
    if sentence.words & _RESPECTIVELY or _are_joined(sentence, teams):
        _own_in_order(sentence, teams)
    if len(teams) != 2 or teams[1].place - teams[0].last > MATCHUP_WORDS:
        return
    behind = [one for one in sentence.numbers if one.place > teams[1].last]
    run = behind[:1]
    for one in behind[1:]:
        between = sentence.tokens[run[-1].last + 1 : one.place]
        if len(between) != 1 or between[0].sign not in ("/", "|"):
            break
        run.append(one)
    slashes = all(sentence.tokens[one.last + 1].sign == "/" for one in run[:-1])
    prices = all(one.number.kind is Kind.PRICE for one in run)
    if not prices or len(run) not in (2, 3) or (len(run) == 2 and not slashes):
        return
    first, second = teams
    run[0].listed = {Role.TEAM: first.ids}
    run[-1].listed = {Role.TEAM: second.ids}
    if len(run) == 3:
        run[1].listed = {Role.SIDE: frozenset({"draw"}), Role.TEAM: first.ids | second.ids}


def _own_directions(sentence: Sentence) -> None:
    """ "171 points for and 150 against": what a team has scored, and what it has allowed."""
    tokens = sentence.tokens
    for one in sentence.numbers:
        at = one.last + 1
        if at < len(tokens) and tokens[at].folded in ("points", "goals", "runs", "a", "per"):
            at += 1
        direction = _FOR_AND_AGAINST.get(tokens[at].folded) if at < len(tokens) else None
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        ends = behind is None or bool(behind.sign) or behind.folded in words.BREAKS or behind.folded in _GOES_ON
        if direction and ends and one.number.kind in (Kind.NUMBER, Kind.COUNT):
            one.listed = {**one.listed, Role.DIRECTION: frozenset({direction})}

    said = [one for one in sentence.of(Role.DIRECTION) if "allowed" in one.ids]
    if said and any(one.last < said[0].place for one in sentence.numbers):  # "the Chiefs are at 171 and 150"
        since = said[0].last
        for one, other in pairwise(one for one in sentence.numbers if one.place > since):
            between = tokens[one.last + 1 : other.place]
            if len(between) == 1 and between[0].folded in _AND and not one.number.unit and not other.number.unit:
                one.listed = {**one.listed, Role.DIRECTION: frozenset({"scored"})}
                other.listed = {**other.listed, Role.DIRECTION: frozenset({"allowed"})}
    if "outscored" in sentence.words:  # "outscored opponents 490 to 320"
        for one, other in pairwise(sentence.numbers):
            between = tokens[one.last + 1 : other.place]
            if len(between) == 1 and (between[0].folded == "to" or between[0].sign == "-"):
                one.listed = {**one.listed, Role.DIRECTION: frozenset({"scored"})}
                other.listed = {**other.listed, Role.DIRECTION: frozenset({"allowed"})}


_AND = frozenset({"and", "y", "und", "et"})
_FOR_AND_AGAINST = {"for": "scored", "against": "allowed", "allowed": "allowed", "scored": "scored"}
_GOES_ON = frozenset({"in", "per", "this", "so", "through"})


def _own_draws(sentence: Sentence) -> None:
    """ "psg -190 x +350 om +475": each team's price behind its name, and the draw's between them."""
    teams = list({one.ids: one for one in sentence.of(Role.TEAM) if not one.leaning}.values())
    prices = [one for one in sentence.numbers if one.number.kind is Kind.PRICE or _is_decimal(one)]
    if len(teams) != 2:
        return
    for first, middle, last in zip(prices, prices[1:], prices[2:], strict=False):
        word = sentence.tokens[middle.place - 1].folded
        in_order = teams[0].last < first.place < middle.place < teams[1].place < last.place
        if word in _DRAWS and in_order and last.place - teams[1].last <= 2 and first.place - teams[0].last <= 2:
            first.listed = {Role.TEAM: teams[0].ids, Role.SIDE: _NO_SIDE}
            middle.listed = {Role.SIDE: frozenset({"draw"}), Role.TEAM: teams[0].ids | teams[1].ids}
            last.listed = {Role.TEAM: teams[1].ids, Role.SIDE: _NO_SIDE}


def _is_decimal(found: Found) -> bool:
    return found.number.kind is Kind.NUMBER and found.number.digits == 2 and not found.number.unit


_DRAWS = frozenset({"x", "draw", "tie", "empate", "remis", "unentschieden", "nul"})
_NO_SIDE = frozenset({"none"})


def _own_over_and_under(sentence: Sentence) -> None:
    """ "o/u 256.5: -111/-116", "Walker rush 64.5: -115/-113": the price of the over, then that of the under."""
    prices = [one for one in sentence.numbers if one.number.kind is Kind.PRICE]
    of_total = any("total" in one.ids for one in sentence.of(Role.MARKET)) or bool(sentence.of(Role.PLAYER))
    if not of_total or len({one.ids for one in sentence.of(Role.TEAM)}) > 1 or sentence.of(Role.SIDE):
        return
    pairs = [(one, other) for one, other in pairwise(prices) if _are_slashed(sentence, one, other)]
    if len({one.place for pair in pairs for one in pair}) != 2 * len(pairs):
        return  # three in a row are something else
    for pair in pairs:
        for one, side in zip(pair, ("over", "under"), strict=True):
            one.listed = {**one.listed, Role.SIDE: frozenset({side})}


def _are_slashed(sentence: Sentence, one: Found, other: Found) -> bool:
    between = sentence.tokens[one.last + 1 : other.place]
    return len(between) == 1 and between[0].sign == "/"


def _are_joined(sentence: Sentence, names: list[Mention]) -> bool:
    """Whether "A and B" are followed by one number each, joined as well: "are +142 and -168"."""
    if len(names) < 2:
        return False
    numbers = [one for one in sentence.numbers if one.place > names[-1].last][: len(names)]
    if len(numbers) != len(names) or len({one.number.kind for one in numbers}) > 1:
        return False
    ends = [(one.last, other.place) for one, other in pairwise(numbers)]
    pairs = list(pairwise(names))
    if len(names) == 2 and sentence.tokens[names[0].last + 1].sign == "-":
        pairs = []  # "Leafs-Oilers"
    ends += [(one.last, other.place) for one, other in pairs]
    return all(end < begin and all(_joins(token) for token in sentence.tokens[end + 1 : begin]) for end, begin in ends)


def _joins(token: Token) -> bool:
    return token.sign in (",", "/") if token.sign else token.folded in ("and", "und", "y", "et", "the", *_AGAINST)


def _own_books_in_order(sentence: Sentence) -> None:
    """ "FanDuel and DraftKings have them at +142 and +145": the books' prices in order."""
    books = sentence.of(Role.BOOK)
    prices = all(one.number.kind in (Kind.PRICE, Kind.TOTAL, Kind.LINE) for one in sentence.numbers)
    if prices and _are_joined(sentence, books):
        for one, book in zip(sentence.numbers[-len(books) :], books, strict=True):
            one.listed = {**one.listed, Role.BOOK: book.ids}


def _own_in_order(sentence: Sentence, teams: list[Mention]) -> None:
    """ "... in Miami and Phoenix are -114 and -108 respectively": the last prices are the teams' in order."""
    behind = [one for one in sentence.numbers if teams and one.place > teams[-1].last]
    last = behind[-len(teams) :] if sentence.words & _RESPECTIVELY else behind[: len(teams)]
    if 1 < len(last) == len(teams):
        for one, team in zip(last, teams, strict=True):
            one.listed = {**one.listed, Role.TEAM: team.ids}


_AGAINST = frozenset({"to", "against", "versus", "vs", "gegen", "contra", "contre"})
_RESPECTIVELY = frozenset({"respectively", "respectivamente", "beziehungsweise", "respectivement"})
MATCHUP_WORDS = 3
"""At most so many tokens stand from the first team of a game to the second: "v", "at", "@", an article."""
