"""Which function of facts gives a number of a sentence: what it may be made of, and where nothing may be tried."""

from __future__ import annotations

from professor_lock.grounding.asides import behind_a_ratio, is_past_the_line
from professor_lock.grounding.believing import has_wrong_winner
from professor_lock.grounding.binding import Binder, Reach
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.context import Context
from professor_lock.grounding.derived import derivation
from professor_lock.grounding.facts import NO_IDS, NOBODY, Fact, Kind, Ledger, Role
from professor_lock.grounding.game_lists import is_listed
from professor_lock.grounding.operands import Operands
from professor_lock.grounding.owned_prices import player_prices
from professor_lock.grounding.ruled_out import has_price_behind, is_line_of_a_bet, ruled_out
from professor_lock.grounding.word_lists import word_set

MOST_OF_OWNER = 24
"""So many of an owner's facts of one kind are operands."""


def function_of(
    read: Sentence, found: Found, binder: Binder, ledger: Ledger, *, operands: Operands, context: Context
) -> str:
    """The name of the function that gives this number, "" where none does or none may be tried."""
    number = found.number
    near = read.words | binder.column_words()
    if number.kind is Kind.PERCENT and near & _WEATHER:
        return ""  # a chance of rain follows from no price
    if read.row and number.kind is Kind.NUMBER and binder.column_words() & _OF_A_BOARD:
        return ""  # a total in its column follows from nothing
    if is_past_the_line(read, found):
        near |= {"above"}
    if number.kind in (Kind.MONEY, Kind.PERCENT):
        near |= binder.lead_words()
    owner = [*_of_team(read, found, binder, ledger), *_of_player(found, binder, ledger, context)]
    scopes = [one.ids for one in read.of(Role.SCOPE)]
    if number.kind is Kind.MONEY and len(scopes) == 2 and read.words & _TOGETHER:
        owner += [fact for fact in ledger.of(Kind.MONEY, NOBODY) if fact.ids(Role.SCOPE) in scopes]
    barred = ruled_out(read, found, binder)
    mine = _operands(read, found, binder, operands)
    function = derivation(number, near, mine, owner, ledger, barred=barred)
    exact = number.kind is Kind.MONEY or (number.kind is Kind.PERCENT and number.digits > 0)
    if exact and not function:  # what is meant may be said by the sentence before: "Remove it and 60.3% is left"
        function = derivation(number, near | context.lead_words, mine, owner, ledger, barred=barred)
    return "" if function and _is_something_else(function, read, found, binder) else function


def _is_something_else(function: str, read: Sentence, found: Found, binder: Binder) -> bool:
    """Whether the number's place makes it a figure of a source, whatever it could be worked out from."""
    kind = found.number.kind
    if kind is Kind.NUMBER:
        posted = not found.number.unit and binder.to(Role.BOOK).reach is Reach.CLAUSE
        averaged = posted and function in ("mean", "sum", "per game")
        return averaged or is_listed(read, found) or is_line_of_a_bet(read, found)
    if kind is Kind.PERCENT:
        return function != "share" and behind_a_ratio(read, found)
    return kind is Kind.LINE and (function != "difference" or has_price_behind(read, found))


def _of_team(read: Sentence, found: Found, binder: Binder, ledger: Ledger) -> list[Fact]:
    """The facts of the number's team that it may follow from: prices, figures, scores, starts."""
    team = binder.to(Role.TEAM)
    owner: list[Fact] = []
    together = read.words & _TOGETHER and len({one.ids for one in read.of(Role.TEAM)}) == 2
    both = binder.teams_near() | team.ids
    for one in sorted(binder.teams_near() if together else team.ids) if team else ():
        owner += [price for price in ledger.of(Kind.PRICE, one) if _of_book(price, binder)][:MOST_OF_OWNER]
        if found.number.unit in ("hours", "minutes"):
            owner += [fact for kind in (Kind.DATE, Kind.TIME) for fact in ledger.of(kind, one)][-MOST_OF_OWNER:]
        elif found.number.kind in (Kind.NUMBER, Kind.LINE) and team.reach is not Reach.CONTEXT:
            for kind in (Kind.COUNT, Kind.NUMBER, Kind.RECORD, Kind.DATE):
                owner += ledger.of(kind, one)[:MOST_OF_OWNER]
        between = [score for score in ledger.of(Kind.SCORE, one) if score.ids(Role.GAME) <= both]
        scores = between or ledger.of(Kind.SCORE, one)[-4:]
        owner += [score for score in scores if not has_wrong_winner(score, read, binder)]
    return owner


def _of_player(found: Found, binder: Binder, ledger: Ledger, context: Context) -> list[Fact]:
    """The prices of the player's prop, for a chance that no team is named for."""
    if found.number.kind is not Kind.PERCENT or binder.to(Role.TEAM) or not min(binder.to(Role.PLAYER).ids, default=""):
        return []
    return player_prices(ledger, binder, context.stat)


def _operands(read: Sentence, found: Found, binder: Binder, operands: Operands) -> Operands:
    team = binder.to(Role.TEAM)
    named = max(team.reach, binder.to(Role.PLAYER).reach) > Reach.CONTEXT or binder.speaks_of(_THEY)
    return operands.for_number(
        read,
        found,
        min(binder.to(Role.PLAYER).ids, default=""),
        [one.number.parts[-1] for one in read.numbers if _counts_games(read, one)],
        book=binder.to(Role.BOOK).ids,
        team=team.ids if team.reach >= Reach.SENTENCE else NO_IDS,
        named=named or bool(read.of(Role.SIDE)),
    )


def _counts_games(read: Sentence, one: Found) -> bool:
    """Whether a number says how many games something is of: "in 5 of 8 games", "over the 8"."""
    before = [token.folded for token in read.tokens[max(0, one.place - 2) : one.place]]
    return one.number.unit == "games" or one.number.kind is Kind.RATIO or before == ["over", "the"]


def _of_book(price: Fact, binder: Binder) -> bool:
    """Whether something may be worked out from a price: it is of the book that is named, where one is."""
    book = binder.to(Role.BOOK)
    return book.reach < Reach.SENTENCE or not price.ids(Role.BOOK) or bool(book.ids & price.ids(Role.BOOK))


_THEY = word_set("they they're them their its it's it his her ihr ihre sie su sus leur leurs ils")
_TOGETHER = frozenset({"between", "combined", "combine", "together", "zusammen", "juntos", "conjunto"})
_OF_A_BOARD = word_set("total totals o/u over under line spread gesamt totales linea linie")
_WEATHER = frozenset({"rain", "snow", "precipitation", "regen", "schnee", "lluvia", "nieve", "pluie", "neige"})
