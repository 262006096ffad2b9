"""Why a line is another bet's, or no line: the price beside it is of another, a figure or an average is meant."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.binding import Binder, Reach
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.facts import Fact, Kind, Role
from professor_lock.grounding.matching import PLAIN_KINDS
from professor_lock.grounding.tokens import Number
from professor_lock.grounding.word_lists import word_set


def line_refuses(fact: Fact, found: Found, binder: Binder, sentence: Sentence) -> str:
    """Why a fact of the right value is not the line, or the price of the line, that is said; "" when it is."""
    return (
        _line_said(fact, found, sentence)
        or _said_as_line(fact, found, binder, sentence)
        or _spread_said(fact, found, binder, sentence)
    )


def _line_said(fact: Fact, found: Found, sentence: Sentence) -> str:
    """A price beside a line is the price of that line: "Patriots -4.5 (-105)", "under 43 costs -118"."""
    if fact.kind is not Kind.PRICE:
        return ""
    before = [one for one in sentence.numbers if one.last < found.place and one.number.kind is not Kind.PRICE]
    near = before[-1] if before else found
    sided = near.place > 0 and sentence.tokens[near.place - 1].folded in _BEFORE_A_LINE
    if not before or not (_may_be_line(near.number) or (not near.number.unit and near.number.kind is Kind.NUMBER)):
        return ""
    between = sentence.tokens[near.last + 1 : found.place]
    beside = len(between) <= 1 or (
        len(between) <= 3 and all(one.sign in _BESIDE or one.folded == "at" for one in between)
    )
    value = near.number.parts[0]
    if fact.line is None:
        tight = beside and near.cell == found.cell and near.number.sign != 0 and near.number.digits > 0
        return "line" if tight and fact.ids(Role.MARKET) & {"moneyline"} else ""
    if value == abs(fact.line):
        turned_round = near.number.sign and fact.ids(Role.TEAM) and near.number.value != fact.line
        return "line" if beside and turned_round and near.cell == found.cell else ""
    turned = [one for one in sentence.of(Role.SIDE) if near.last < one.place < found.place]
    if (
        turned
        and fact.ids(Role.SIDE)
        and any(one.number.parts[0] == fact.line for one in sentence.numbers if one.place > found.last)
    ):
        return ""  # "or -117 at Caesars if you want 235 instead"
    given = sentence.words & (words.NEGATIVE | words.POSITIVE | _BY_POINTS)
    if turned and not beside and near.number.sign == 0 and sentence.segments[near.place] != found.segment and given:
        return ""  # "laying 4.5 and the over shaded to -115"
    if not (_may_be_line(near.number) or sided or (beside and fact.ids(Role.SIDE))):
        return ""
    is_line = near.number.kind in (Kind.LINE, Kind.TOTAL) or value % 1 == Fraction(1, 2) or sided
    return "line" if is_line and (beside or fact.ids(Role.SIDE)) else ""


def _spread_said(fact: Fact, found: Found, binder: Binder, sentence: Sentence) -> str:
    """The price of a spread is said with its line or as a spread's, or it is taken for the moneyline."""
    market = fact.ids(Role.MARKET)
    handicap = not market and bool(fact.ids(Role.TEAM)) and not fact.ids(Role.SIDE)  # a leg of a slip
    if fact.kind is not Kind.PRICE or fact.line is None or not ("spread" in market or handicap):
        return ""
    if handicap and sentence.words & _OF_A_SLIP:
        return ""
    if "spread" in binder.to(Role.MARKET).ids or (fact.line == 0 and sentence.words & words.PICK_WORDS):
        return ""
    lines = [abs(one.number.parts[0]) for one in sentence.numbers if one.place != found.place]
    return "" if abs(fact.line) in lines or binder.line_before(abs(fact.line)) else "market"


def _said_as_line(fact: Fact, found: Found, binder: Binder, sentence: Sentence) -> str:
    """ "The line is 27.5", "over 27.5": no figure, average or total of points is meant; "laying 6.5" is no total."""
    number = found.number
    if number.kind not in (Kind.NUMBER, Kind.LINE):
        return ""
    if fact.kind is Kind.LINE and number.kind is Kind.NUMBER and sentence.words & _APART:
        return "line"  # "the gap is 5 points"
    if fact.kind in (Kind.LINE, Kind.TOTAL) and number.kind is Kind.NUMBER and not number.digits:
        bet = sentence.of(Role.SIDE) or sentence.of(Role.MARKET) or number.unit or sentence.words & _OF_A_BET
        if not bet and not sentence.row and not sentence.bullet and binder.to(Role.BOOK).reach is not Reach.CLAUSE:
            return "bet"  # "9 more than you've lost"
    behind = [token.folded for token in sentence.tokens[found.last + 1 : found.last + 4]]
    a_game = behind[:2] in _A_GAME or behind[1:] in _A_GAME
    if a_game and (fact.kind is Kind.TOTAL or fact.day):
        return "line"  # "231.5 a game" is neither a line nor a game's figure
    of_market = not number.unit and binder.to(Role.MARKET).reach is Reach.CLAUSE
    if fact.day and of_market and binder.to(Role.PLAYER).reach is Reach.CONTEXT:
        return "line"  # "the total is 9" is no figure of the player who was named before
    before = [token.folded for token in sentence.tokens[max(0, found.place - 12) : found.place]]
    turns = [place for place, (one, he) in enumerate(pairwise(before)) if one in words.BREAKS and he in _HE]
    before = before[turns[-1] + 1 if turns else 0 :]  # "his line is 8.5 and he's grabbing 8.8"
    if fact.kind in PLAIN_KINDS and number.digits and number.kind is Kind.NUMBER:
        if len(before) > 1 and before[-1] in ("is", "at", "of") and before[-2] in _SIDE_WORDS:
            return "line"  # "his over is 29.0"
        sides = before[-1:] and (before[-1] in _SIDE_WORDS or " ".join(before[-2:]) in words.SIDES)
        lined_up = before[-3:-1] == ["por", "encima"]
        averaged = [
            word for word in behind[: 3 if number.unit else 1] if word in _AVERAGE_WORDS
        ]  # "below his 26.7 average"
        nearest = next(
            (word for word in [*averaged, *before[::-1]] if word in _LINE_WORDS or word in _AVERAGE_WORDS), ""
        )
        lined = nearest in _LINE_WORDS or _is_a_books(found, sentence) or _is_priced(found, sentence)
        column = binder.column_words()
        head = bool(column & _LINE_WORDS) or (binder.row_has_sides() and not column & (_AVERAGE_WORDS | _RECENT))
        return "line" if sides or lined or lined_up or head else ""
    if fact.kind is Kind.LINE and before[-1:] and before[-1] in _SIDE_WORDS and not number.sign:
        return "line"  # "over 8" is no handicap
    if fact.kind is Kind.TOTAL and number.kind is Kind.NUMBER:
        if sentence.row and _label_words(sentence) & (_AVERAGE_WORDS | {"per"}):
            return "line"  # a row of "Runs per game"
        named = [word for word in before[::-1] if word in _LINE_WORDS | _SIDE_WORDS | _AVERAGE_WORDS]
        of_average = bool(named) and named[0] in _AVERAGE_WORDS  # "his averages (28.5 points) are at the number"
        of_average |= bool(sentence.words & _AVERAGE_WORDS) and not _speaks_of_a_line(sentence)
        if fact.ids(Role.PLAYER) and number.unit and of_average:
            return "line"  # "averaged 10.5 assists"
        if number.unit and sentence.words & _OUTSCORED:
            return "line"
        handicap = {word for word in before if word in words.NEGATIVE | words.POSITIVE | _BY_POINTS}
        total = any(word in words.SIDES or word in words.MARKETS for word in before)
        return "line" if handicap - _NO_HANDICAP and not total else ""
    return ""


def _label_words(sentence: Sentence) -> frozenset[str]:
    """The words of a row's first cell that has some."""
    first = next((cell for token, cell in zip(sentence.tokens, sentence.cells, strict=True) if token.folded), -1)
    return frozenset(token.folded for token, cell in zip(sentence.tokens, sentence.cells, strict=True) if cell == first)


def _speaks_of_a_line(sentence: Sentence) -> bool:
    return bool(sentence.words & (_LINE_WORDS | _SIDE_WORDS) or sentence.of(Role.BOOK) or sentence.of(Role.SIDE))


_APART = frozenset({"gap", "difference", "unterschied", "diferencia"})
_OUTSCORED = frozenset({"outscored", "outscore", "outscoring", "outscores"})


def _is_priced(found: Found, sentence: Sentence) -> bool:
    """Whether the price of a side stands in brackets behind the number: "pts 29.0 (o -118"."""
    behind = sentence.tokens[found.last + 1 : found.last + 3]
    return len(behind) == 2 and behind[0].sign == "(" and behind[1].folded in _SIDE_WORDS


def _is_a_books(found: Found, sentence: Sentence) -> bool:
    """Whether a book stands right by the number: "the 27.5 DraftKings hangs", "29.5 at DraftKings"."""
    behind = sentence.tokens[found.last + 1].folded if found.last + 1 < len(sentence.tokens) else ""
    return any(
        one.place == found.last + 1
        or (one.place == found.last + 2 and behind in ("at", "bei", "en"))
        or (one.last + 1 == found.place and not sentence.row)
        for one in sentence.of(Role.BOOK)
    )


_A_GAME = (["a", "game"], ["per", "game"], ["a", "night"], ["per", "night"], ["on", "average"], ["pro", "spiel"])
_HE = words.HE | {"he's", "she's"}
_SIDE_WORDS = frozenset({"over", "under", "o", "u", "uber", "unter", "overs", "unders", "above", "below"})
_LINE_WORDS = word_set(
    "line lined lines listed punktelinie punktlinie "
    "linea linie ligne number over/under cleared depasse superado supera short beat beats "
    "topped set posted"
)
_AVERAGE_WORDS = word_set("average averages averaging averaged promedio promedia promedian schnitt moyenne avg media")
_RECENT = word_set("last letzte letzten ultimos ultimas derniers")
_NO_HANDICAP = frozenset(
    {"favorite", "favorites", "dog", "underdog", "receiving", "plus", "favoris", "favorito", "favorit"}
)
_BY_POINTS = frozenset({"favored", "favoured", "spread", "handicap"})


_BEFORE_A_LINE = frozenset(words.SIDES) | words.NEGATIVE | words.POSITIVE
_OF_A_BET = words.NEGATIVE | words.POSITIVE | _LINE_WORDS | _BY_POINTS | {"by", "points", "cover", "covers", "minus"}
_OF_A_SLIP = frozenset({"slip", "leg", "legs", "parlay", "ticket"})
_BESIDE = frozenset({"(", "|", ",", "@"})


def _may_be_line(number: Number) -> bool:
    return (
        number.kind in (Kind.LINE, Kind.TOTAL)
        or (number.kind is Kind.NUMBER and not number.named and number.digits == 1)
        or (number.kind is Kind.NUMBER and not number.named and not number.unit and number.parts[0] > 100)
    ) and number.parts[0] < 400
