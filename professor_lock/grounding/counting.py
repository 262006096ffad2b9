"""Numbers that count: what the same sentence or list names, the text's own parts, and the games of a team's record."""

from __future__ import annotations

from fractions import Fraction

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.binding import Binder, Reach
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.context import Context
from professor_lock.grounding.facts import NOBODY, Kind, Ledger, Role
from professor_lock.grounding.word_lists import word_set

MOST_COUNTED = 20


def _won_more(ledger: Ledger, read: Sentence, found: Found) -> bool:
    """Whether it is how many more bets the user has won than lost, or lost than won."""
    number = found.number
    if number.kind not in (Kind.NUMBER, Kind.COUNT) or number.digits or number.unit not in _OF_BETS:
        return False
    if not (read.words & words.WON and read.words & words.LOST and read.words & _THAN and read.words & words.ADDRESSED):
        return False
    first = next((token.folded for token in read.tokens[: found.place] if token.folded in words.WON | words.LOST), "")
    more = bool({token.folded for token in read.tokens[found.last + 1 : found.last + 3]} & _MORE)
    for fact in ledger.of(Kind.RECORD, NOBODY):
        apart = fact.parts[0] - fact.parts[1]
        if not fact.ids(Role.SCOPE) and number.parts[0] == (apart if first in words.WON else -apart) and more:
            return True
    return False


_OF_BETS = frozenset({"", "bets", "wins", "losses"})
_THAN = frozenset({"than", "que", "als"})
_MORE = frozenset({"more", "mas", "mehr"})


def follows_from_record(ledger: Ledger, read: Sentence, found: Found, binder: Binder) -> bool:
    """Whether it follows from its team's record: "5 of its 7 games", "in 7 games", "two games above .500"."""
    number = found.number
    before = read.tokens[found.place - 1].folded if found.place else ""
    behind = read.tokens[found.last + 2].folded if found.last + 2 < len(read.tokens) else ""
    if _won_more(ledger, read, found):
        return True
    teams = binder.to(Role.TEAM)
    for team in sorted(teams.ids) if len(teams.ids) == 1 or teams.reach >= Reach.SENTENCE else ():
        for fact in ledger.of(Kind.RECORD, team):
            won, lost, played = fact.parts[0], fact.parts[1], sum(fact.parts, Fraction(0))
            if number.kind is Kind.RATIO:
                part = won if read.words & words.WON else lost if read.words & words.LOST else None
                if number.parts == (part, played):
                    return True
            elif number.kind is Kind.NUMBER and number.unit == "games" and not number.sign:
                if number.parts[0] == played and before in _ALL_OF and (lost == 0 or before not in _ALL_WON):
                    return True
                if number.parts[0] == played and read.words & _SAMPLE:
                    return True
                if number.parts[0] == abs(won - lost) and behind in (("above", "over") if won > lost else (
                    "under", "below"
                )):  # fmt: skip
                    return True
    return False


def is_counted(read: Sentence, found: Found, binder: Binder, context: Context, listed_lines: int) -> bool:
    """Whether a number counts what the sentence, its list or the text itself names."""
    number = found.number
    value = number.parts[0]
    if (
        number.kind not in (Kind.NUMBER, Kind.COUNT)
        or value > MOST_COUNTED
        or value.denominator != 1
        or number.sign
        or number.digits
    ):
        return False
    ahead = {token.folded for token in read.tokens[found.last + 1 : found.last + 4]}
    if number.noun in words.RHETORICAL or (number.spelled and ahead & words.RHETORICAL and value < 4):
        return True
    behind = [one for one in read.numbers if one.place > found.last and one.number.kind is not Kind.DATE]
    before = read.tokens[found.place - 1].folded if found.place else ""
    listed = [one for one in read.numbers if one.last < found.place and one.number.kind is Kind.NUMBER]
    if value > 1 and value == len(listed) and before in _LAST_ONES:
        return True
    teams = {one.ids for one in read.of(Role.TEAM) if not one.leaning}
    if value > 1 and _heads_a_list(read, found):
        return True
    if value > 1 and before in ("the", "die", "los", "las") and value == len(teams):
        ahead_of = [token.folded for token in read.tokens[found.last + 1 : found.last + 4]]
        if {*ahead_of} & _SIDES_NAMED:
            return True  # "the Knicks and Wizards are the two heaviest favorites"
    if value > 1 and len(behind) == value and (number.unit == "games" or before in _LAST_ONES):
        return True
    if number.spelled and before == "the" and _stands_for_numbers(read, found):
        return True
    teams = {one.ids for one in read.of(Role.TEAM)}
    around = (len(teams), len(binder.teams_near()), len(context.asked))
    if number.unit in ("games", "teams", "") and before in _OF_THE and 2 * value == len(context.asked):
        return True
    if number.unit == "games" and value > 1 and 2 * value in around:
        return True
    if number.unit == "teams" and value == 2:
        return True
    if value == 1 and number.spelled and number.unit in words.LISTABLE | {"days", "units"}:
        return True
    if number.unit not in words.LISTABLE:
        return False
    role = {"games": Role.GAME, "teams": Role.TEAM, "books": Role.BOOK, "players": Role.PLAYER}.get(number.unit)
    if role is not None and role is not Role.GAME and len({one.ids for one in read.of(role)}) == value:
        return True
    return listed_lines > 1 and listed_lines == value


def _heads_a_list(read: Sentence, found: Found) -> bool:
    """Whether just so many figures are listed right behind: "three straight unders of 6, 6 and 8"."""
    listed: list[Found] = []
    for one in read.numbers:
        if one.place <= found.last or one.number.kind is Kind.DATE:
            continue
        between = read.tokens[(listed[-1].last if listed else found.last) + 1 : one.place]
        joined = all(token.sign in (",", "/") or token.folded in _JOINING for token in between)
        named = any(token.sign == ":" or token.folded in _LIST_OPENS for token in between)
        comma = bool(between) and between[-1].sign == "," and len(between) <= 3
        opens = comma or (named and len(between) <= MOST_BEFORE_A_LIST)
        if not (joined and between if listed else opens):
            break
        if listed and one.number.kind is not listed[0].number.kind:
            break
        listed.append(one)
    plain = listed and listed[0].number.kind in (Kind.NUMBER, Kind.PERCENT)
    return bool(plain) and len(listed) == found.number.parts[0] and not any(one.number.spelled for one in listed)


MOST_BEFORE_A_LIST = 5
_LIST_OPENS = frozenset({"of", "were", "are", "with", "de", "von", "mit", "con"})
_JOINING = frozenset({"and", "y", "und", "et", "then"})
_SIDES_NAMED = word_set("favorites favourites dogs underdogs teams sides chalk favoritos favoriten heaviest")


def counts_legs(read: Sentence, found: Found, ledger: Ledger) -> bool:
    """Whether it is how many legs a slip of the conversation has: "all three together", "deine 3er-Kombi"."""
    number = found.number
    before = read.tokens[found.place - 1].folded if found.place else ""
    behind = next((token.folded for token in read.tokens[found.last + 1 : found.last + 3] if token.folded), "")
    combined = number.kind is Kind.RANK and behind.startswith("kombi")
    plain = number.kind in (Kind.NUMBER, Kind.COUNT)
    together = plain and (number.unit == "legs" or (before in _ALL and number.unit in ("", "bets")))
    if not (combined or together) or number.digits:
        return False
    return any(fact.value == number.parts[0] and "legs" in fact.ids(Role.UNIT) for fact in ledger.of(Kind.COUNT, ""))


def _stands_for_numbers(read: Sentence, found: Found) -> bool:
    """Whether "the two" are the numbers just said: "34 and 35 in the two before that", "the two add up to"."""
    behind = read.tokens[found.last + 1].folded if found.last + 1 < len(read.tokens) else ""
    if behind not in _SUMMED | {"before"}:
        return False
    run = 0
    for one in [one for one in read.numbers if one.last < found.place][::-1]:
        if one.number.kind is not Kind.NUMBER or one.number.spelled:
            break
        run += 1
    return (behind in _SUMMED and found.number.parts[0] == 2) or run >= found.number.parts[0] > 1


_ALL = frozenset({"all", "alle", "alles", "todas", "todos", "tous", "toutes"})
_SUMMED = frozenset({"add", "sum", "together", "combine", "combined", "total"})
_SAMPLE = frozenset({"sample", "stichprobe", "muestra"})
_ALL_OF = frozenset({"in", "of", "its", "their", "through", "after", "all", "alle", "tous", "todos"})
_ALL_WON = frozenset({"all", "alle", "tous", "todos"})
_OF_THE = frozenset({"the", "about", "both", "all"})
_LAST_ONES = frozenset({"last", "past", "previous", "these", "those", "ultimos", "letzten"})
