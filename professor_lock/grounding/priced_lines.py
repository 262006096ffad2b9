"""Whose a line with its price is where the sentence names no team: "-6.5 at FanDuel for -112".

Of a question about two games any of their teams could have the line. A line and its price together are those of one
side of one book, or of none: then neither is shown.
"""

from __future__ import annotations

from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.context import Context
from professor_lock.grounding.facts import NO_IDS, Fact, Kind, Ledger, Role

MOST_PAIRS = 8
MOST_TEAMS = 8
MOST_PRICES = 120
_BETWEEN = frozenset({"at", "for", "on", "with", "zu", "bei", "a", "en", "por"})
_NOBODY = frozenset({"?"})


def own_priced_lines(sentence: Sentence, context: Context, ledger: Ledger) -> None:
    """Give the lines and prices of a sentence without a name the team that has both, or nobody."""
    named = [one for one in sentence.of(Role.TEAM) if not one.other]
    about = context.about.get(Role.TEAM, NO_IDS) | context.about.get(Role.GAME, NO_IDS)
    if (
        named
        or sentence.of(Role.PLAYER)
        or sentence.row
        or len(about) < 2
        or len(context.about.get(Role.TEAM, NO_IDS)) < 2
    ):
        return
    lines = [one for one in sentence.numbers if one.number.kind is Kind.LINE and one.number.sign and not one.listed]
    for line in lines[:MOST_PAIRS]:
        price = next((one for one in sentence.numbers if one.place > line.last), None)
        if (
            price is None
            or price.number.kind is not Kind.PRICE
            or price.listed
            or not _are_together(sentence, line, price)
        ):
            continue
        books = [one.ids for one in sentence.of(Role.BOOK) if line.last < one.place <= price.last + 2]
        teams = {
            team
            for team in sorted(about)[:MOST_TEAMS]
            for fact in ledger.of(Kind.PRICE, team)[:MOST_PRICES]
            if fact.line == line.number.value and fact.value == price.number.value and _of_book(fact, books)
        }
        if len(teams) < 2:
            owner = frozenset(teams) or _NOBODY
            line.listed, price.listed = {Role.TEAM: owner}, {Role.TEAM: owner}


def _are_together(sentence: Sentence, line: Found, price: Found) -> bool:
    """Whether only a book's name and small words stand between a line and a price: "-6.5 at FanDuel for -112"."""
    between = sentence.tokens[line.last + 1 : price.place]
    books = {place for one in sentence.of(Role.BOOK) for place in range(one.place, one.last + 1)}
    return len(between) <= 5 and all(
        token.folded in _BETWEEN or token.sign == "(" or line.last + 1 + place in books
        for place, token in enumerate(between)
    )


def _of_book(fact: Fact, books: list[frozenset[str]]) -> bool:
    return not books or any(ids & fact.ids(Role.BOOK) for ids in books)
