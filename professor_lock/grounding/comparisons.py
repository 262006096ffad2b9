"""Whose two compared numbers are: "108.4 against 111.0", "FanDuel's -128 and +108", "+180 against +176".

The first of two numbers with "against" or "to" between them is the subject's, the second the other team's, or that of
the other book. Two prices of a game that name no team are its two sides', in the order that some book has them.
"""

from __future__ import annotations

from itertools import pairwise

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.clauses import Found, Mention, Sentence
from professor_lock.grounding.context import Context
from professor_lock.grounding.facts import NO_IDS, Fact, Kind, Ledger, Role
from professor_lock.grounding.word_lists import word_set

MOST_PAIRS = 12
_AGAINST = frozenset({"to", "against", "versus", "vs", "gegen", "contra", "contre"})
_PER_GAME = word_set("a per game night points runs goals yards each pro spiel por partido punkte puntos start contest")
_SIDES_JOINED = frozenset({"and", "to", "vs", "versus", "against", "und", "y", "et"})
_COMPARED_KINDS = frozenset({Kind.NUMBER, Kind.SCORE, Kind.RECORD, Kind.LINE, Kind.PRICE})


def own_compared(sentence: Sentence, context: Context, ledger: Ledger) -> None:
    """Give the numbers of a sentence that are compared the team or the book that each of them is of."""
    for one, other in [*pairwise(sentence.numbers)][:MOST_PAIRS]:
        if one.number.kind is not other.number.kind or one.listed or other.listed:
            continue
        between = sentence.tokens[one.last + 1 : other.place]
        if _are_compared(one, other, sentence):
            if one.number.kind is Kind.PRICE and between[-1].folded == "to":
                _own_sides(sentence, one, other, context, ledger)  # "+170 to +180" are one side's
                continue
            _own_teams(sentence, one, other, context)
            _own_books(sentence, one, other)
        elif one.number.kind is Kind.PRICE and len(between) == 1 and _joins_sides(between[0].folded, between[0].sign):
            _own_sides(sentence, one, other, context, ledger)
        if one.number.kind is Kind.PRICE and not one.listed and _are_compared(one, other, sentence):
            _own_sides(sentence, one, other, context, ledger)


def _are_compared(one: Found, other: Found, sentence: Sentence) -> bool:
    """Whether nothing but "against" stands between two numbers, and what is counted: "118.9 points a game against"."""
    between = sentence.tokens[one.last + 1 : other.place]
    if not between or len(between) > 5 or between[-1].folded not in _AGAINST:
        return False
    return one.number.kind in _COMPARED_KINDS and all(token.folded in _PER_GAME for token in between[:-1])


def _joins_sides(word: str, sign: str) -> bool:
    return word in _SIDES_JOINED or (sign == "/" and bool(sign))


def _own_teams(sentence: Sentence, one: Found, other: Found, context: Context) -> None:
    """The subject is the team named last before the numbers that is no opponent; the other one is of its game."""
    teams = [team for team in sentence.of(Role.TEAM) if not team.leaning]
    if any(one.last < team.place and team.segment == other.segment for team in teams):
        return
    teams = [team for team in teams if team.last < one.place]
    if _is_of_a_player(sentence, one):
        return
    ids = list(dict.fromkeys(team.ids for team in teams))
    if len(ids) == 2:
        subjects = [team for team in teams if not team.other]
        subject = subjects[-1].ids if subjects else ids[0]
        opponent = ids[1] if subject == ids[0] else ids[0]
    else:
        subject = ids[0] if len(ids) == 1 else NO_IDS
        games = [game for game in context.games if game & subject and game <= context.about.get(Role.GAME, NO_IDS)]
        games = games or [game for game in context.games if game & subject]
        opponent = games[0] - subject if len(games) == 1 else NO_IDS
    if subject and opponent:
        one.listed, other.listed = {Role.TEAM: subject}, {Role.TEAM: opponent}


def _is_of_a_player(sentence: Sentence, one: Found) -> bool:
    """Whether a player was named since the last team before the numbers."""
    before = [name for name in sentence.mentions if name.role in (Role.TEAM, Role.PLAYER) and name.last < one.place]
    return bool(before) and before[-1].role is Role.PLAYER


def _own_books(sentence: Sentence, one: Found, other: Found) -> None:
    """Two books that the sentence has named before have the numbers in their order."""
    books = sentence.of(Role.BOOK)
    ids = list(dict.fromkeys(book.ids for book in books))
    if len(ids) != 2 or any(book.place > one.place for book in books):
        return
    since = max(book.last for book in books)
    if any(since < number.place < one.place for number in sentence.numbers):
        return
    teams = {Role.TEAM: one.listed[Role.TEAM]} if Role.TEAM in one.listed and not _names_two(sentence) else {}
    one.listed, other.listed = {**teams, Role.BOOK: ids[0]}, {**teams, Role.BOOK: ids[1]}


def _names_two(sentence: Sentence) -> bool:
    return len({team.ids for team in sentence.of(Role.TEAM)}) > 1


def _own_sides(sentence: Sentence, one: Found, other: Found, context: Context, ledger: Ledger) -> None:
    """Two prices that no name stands by are those of the two teams, where some book has just these two."""
    if any(_names_a_side(name, sentence, one, other) for name in sentence.mentions):
        return
    for game in _games_meant(sentence, context):
        for team in sorted(game):
            first = _prices(ledger, team, one)
            second = _prices(ledger, min(game - {team}), other) if len(game) == 2 else []
            if any(_are_opposite(price, against) for price in first for against in second):
                one.listed, other.listed = {Role.TEAM: frozenset({team})}, {Role.TEAM: game - {team}}
                return


def _names_a_side(name: Mention, sentence: Sentence, one: Found, other: Found) -> bool:
    """Whether a team, player or side is said of one of the two prices alone."""
    if name.role not in (Role.TEAM, Role.PLAYER, Role.SIDE):
        return False
    if name.role is not Role.TEAM:
        return name.segment in (one.segment, other.segment) or name.place > one.last
    near = name.segment == one.segment and name.last < one.place
    tied = other.last < name.place <= other.last + 3 and sentence.tokens[other.last + 1].folded in words.FOLLOWING
    pair = len({team.ids for team in sentence.of(Role.TEAM) if team.segment == name.segment}) > 1
    return (near or tied) and not pair


def _games_meant(sentence: Sentence, context: Context) -> list[frozenset[str]]:
    """The game whose two teams the sentence names; else the only one that the text is about."""
    named = frozenset().union(*(team.ids for team in sentence.of(Role.TEAM)))
    about = named or context.about.get(Role.GAME, NO_IDS)
    games = [game for game in context.games if game <= about]
    return games if len(games) == 1 else []


def _prices(ledger: Ledger, team: str, found: Found) -> list[Fact]:
    value = found.number.value
    return [fact for fact in ledger.of(Kind.PRICE, team) if value in (fact.value, fact.decimal)][:24]


def _are_opposite(one: Fact, other: Fact) -> bool:
    """Whether two prices are the two sides of one market of one book."""
    alike = all(one.ids(role) == other.ids(role) for role in (Role.BOOK, Role.MARKET, Role.PERIOD))
    lines = (one.line, other.line)
    return alike and (lines == (None, None) or (None not in lines and lines[0] == -lines[1]))  # type: ignore[operator]
