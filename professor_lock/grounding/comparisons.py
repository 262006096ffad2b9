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
_MEASURED = word_set("mph degrees percent f")
_COMPARED_KINDS = frozenset({Kind.NUMBER, Kind.SCORE, Kind.RECORD, Kind.LINE, Kind.PRICE})


def own_compared(sentence: Sentence, context: Context, ledger: Ledger) -> None:
    """Give the numbers of a sentence that are compared the team or the book that each of them is of."""
    for one, other in [*pairwise(sentence.numbers)][:MOST_PAIRS]:
        if one.number.kind is not other.number.kind or one.listed or other.listed:
            continue
        if len(ledger.places) == 2 and _own_places(sentence, one, other, ledger):
            continue
        if _own_players(sentence, one, other):
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
        elif one.number.kind is Kind.PRICE and not one.listed:
            _own_sides_at_books(sentence, one, other, context, ledger)


def _own_places(sentence: Sentence, one: Found, other: Found, ledger: Ledger) -> bool:
    """ "Green Bay is windier, 10 mph against 6": the first is the place's that was named, the second the other's."""
    before = [place for place in sentence.of(Role.PLACE) if place.last < one.place]
    between = [token.folded for token in sentence.tokens[one.last + 1 : other.place] if token.sign != "%"]
    if not before or not between or between[-1] not in _AGAINST or not {*between[:-1]} <= _MEASURED:
        return False
    subject = before[-1].ids
    theirs = [place.ids for place in before[::-1] if not _has_a_number(sentence, place)]
    subject = theirs[0] if theirs else subject
    one.listed, other.listed = {Role.PLACE: subject}, {Role.PLACE: frozenset(ledger.places) - subject}
    other.number.unit = other.number.unit or one.number.unit
    return True


def _has_a_number(sentence: Sentence, name: Mention) -> bool:
    """Whether a number stands right behind a name: "Denver's 12"."""
    return any(name.last < number.place <= name.last + 2 for number in sentence.numbers)


def _own_players(sentence: Sentence, one: Found, other: Found) -> bool:
    """Two figures that are held against each other, or listed, behind the names of two players are theirs in order.

    "Curry is lined higher than LeBron (26.5 to 25.5)", "LeBron and Curry have lines of 25.5 and 26.5".
    """
    players = sentence.of(Role.PLAYER)
    ids = list(dict.fromkeys(player.ids for player in players))
    if len(ids) != 2 or one.number.kind is not Kind.NUMBER or any(player.place > one.place for player in players):
        return False
    between = [token.folded for token in sentence.tokens[one.last + 1 : other.place]]
    joined = len(between) == 1 and between[0] in _SIDES_JOINED
    held = bool(between) and len(between) <= 4 and between[-1] in _AGAINST
    if not (joined or held) or not one.number.digits or not other.number.digits:
        return False
    if joined and between[0] not in _AGAINST and not _is_of_both(sentence, one):
        return False
    one.listed, other.listed = {Role.PLAYER: ids[0]}, {Role.PLAYER: ids[1]}
    return True


def _is_of_both(sentence: Sentence, one: Found) -> bool:
    """Whether the clause before the figures speaks of two: "their lines of 25.5 and 26.5", "A and B are at ..."."""
    before = [token.folded for token in sentence.tokens[max(0, one.place - 8) : one.place]]
    return bool({*before} & _OF_BOTH)


_OF_BOTH = word_set("both their lines respectively are average have beide ihre sus ambos tienen")


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


def _own_sides_at_books(sentence: Sentence, one: Found, other: Found, context: Context, ledger: Ledger) -> None:
    """ "Magic-Cavaliers (+123 at Demo D, -122 at Demo C)": each price is that of the team that has it at its book."""
    books = [_book_behind(sentence, one), _book_behind(sentence, other)]
    between = [name for name in sentence.of(Role.TEAM) if one.segment <= name.segment <= other.segment]
    games = _games_meant(sentence, context)
    if None in books or between or len(games) != 1 or not _names_a_matchup(sentence):
        return
    first, second = (
        {team for team in games[0] for fact in _prices(ledger, team, found) if book and fact.ids(Role.BOOK) & book}
        for found, book in zip((one, other), books, strict=True)
    )
    if len(first) == len(second) == 1 and first != second:
        one.listed, other.listed = {Role.TEAM: frozenset(first)}, {Role.TEAM: frozenset(second)}


def _names_a_matchup(sentence: Sentence) -> bool:
    """Whether the teams of the sentence are two that stand side by side: "Magic-Cavaliers", "Magic at Cavaliers"."""
    teams = [team for team in sentence.of(Role.TEAM) if not team.leaning]
    between = sentence.tokens[teams[0].last + 1 : teams[1].place] if len(teams) == 2 else []
    return 0 < len(between) <= 2 and all(token.sign or token.folded in _MATCHUP for token in between)


_MATCHUP = frozenset({"at", "vs", "v", "versus", "gegen", "contra", "the"})


def _book_behind(sentence: Sentence, found: Found) -> frozenset[str] | None:
    """The book that is tied to a price: "+123 at Demo D"."""
    behind = [book for book in sentence.of(Role.BOOK) if 0 < book.place - found.last <= 2]
    return behind[0].ids if behind else None


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
