"""What in a sentence is no statement of a source: the sum that is bet, an article, "over 100%", the present time."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from professor_lock.grounding import numerals
from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.days import weekday_before
from professor_lock.grounding.facts import Kind, Role
from professor_lock.grounding.matching import readings
from professor_lock.grounding.tokens import Number
from professor_lock.grounding.word_lists import word_set

_PUT = word_set(
    "put bet stake risk wager betting staking risking setze apuesta apuestas apostar pon con avec mit mises"
)


def is_stake(read: Sentence, found: Found) -> bool:
    """Whether a sum of money is what is bet ("put $50 on it"): that is the user's to say, nothing gives it."""
    if found.number.kind is not Kind.MONEY or found.number.parts[0].denominator != 1:
        return False  # "$49.02 on your $50" is what is won
    before = {token.folded for token in read.tokens[max(0, found.place - 2) : found.place]}
    behind = read.tokens[found.last + 1].folded if found.last + 1 < len(read.tokens) else ""
    on = found.place > 0 and read.tokens[found.place - 1].folded in ("on", "auf", "sur", "sobre")
    return on or bool(before & _PUT) or behind in _BEHIND_A_STAKE


_BEHIND_A_STAKE = word_set(
    "on bet stake wager auf en sur al wins win would pays pay returns gewinnt bringt gana rapporte"
)


def is_nearly_even(read: Sentence, found: Found) -> bool:
    """ "Nearly a pick'em": a way to say that two sides are close, not a line of zero."""
    number = found.number
    if number.kind is not Kind.LINE or number.parts[0] or not number.spelled:
        return False
    return bool({token.folded for token in read.tokens[max(0, found.place - 3) : found.place]} & _NEARLY)


def is_past_the_line(read: Sentence, found: Found) -> bool:
    """ "11.4 yards over the number": how far a figure is from its line."""
    next_ones = read.tokens[found.last + 1 : found.last + 3]
    if len(next_ones) == 2 and next_ones[0].folded in ("over", "under", "short") and next_ones[1].sign in (",", "."):
        return True  # "Curry's at 23.4, about three under, ..."
    behind = [token.folded for token in read.tokens[found.last + 1 : found.last + 6] if token.folded]
    places = [place for place, word in enumerate(behind[:3]) if word in ("over", "under", "past", "short")]
    return bool(places) and any(word in _MARKS for word in behind[places[0] + 1 :])


_MARKS = frozenset({"number", "line", "mark", "total", "average"})
_NEARLY = words.HEDGES | {"near", "basically", "essentially", "virtually", "practically", "close"}


def is_article(read: Sentence, found: Found) -> bool:
    """ "ein Sieg", "una victoria": no number is meant."""
    word = read.tokens[found.place].folded
    behind = read.tokens[found.last + 1].folded if found.last + 1 < len(read.tokens) else ""
    if behind == "divided" and found.number.parts[0] == 1:
        return True  # "1 divided by the price"
    return found.place == found.last and word in _ARTICLES and found.number.kind in (Kind.NUMBER, Kind.COUNT)


_ARTICLES = numerals.ARTICLES - {"one", "uno", "eins"}


def is_whole(read: Sentence, found: Found) -> bool:
    """The hundred that the implied chances of a market are more than; ".500" as so many wins as losses."""
    number = found.number
    before = read.tokens[found.place - 1].folded if found.place else ""
    if number.kind is Kind.RATE and number.parts[0] == Fraction(1, 2) and number.digits == 3:
        return before in _ABOUT_EVEN
    return number.parts[0] == 100 and not number.sign and before in _MORE_THAN and bool(read.words & _MARGIN)


_ABOUT_EVEN = frozenset({"around", "above", "below", "over", "under", "near", "at"})
_MORE_THAN = frozenset({"over", "above", "past", "beyond", "than", "exceeds"})
_MARGIN = frozenset({"vig", "margin", "overround", "hold", "juice"})


_CLOCKS = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
    "utc": "UTC", "cet": "Europe/Berlin",
}  # fmt: skip
_JUST_NOW_MIN = 3


def _is_now(number: Number, now: datetime) -> bool:
    """Whether a time of day is the present one, in the zone that is said or the user's."""
    local = now.astimezone(ZoneInfo(_CLOCKS[number.zone])) if number.zone in _CLOCKS else now
    present = 60 * local.hour + local.minute
    return any(0 <= present - (60 * parts[0] + parts[1]) <= _JUST_NOW_MIN for _, parts in readings(number))


def is_today(read: Sentence, found: Found, now: datetime | None) -> bool:
    """Whether a date, a time of day or a year is the present one, and so is the weekday where one is said."""
    number = found.number
    if now is None or (number.kind is Kind.DATE and weekday_before(read, found) not in (None, now.weekday())):
        return False
    if number.kind is Kind.TIME:
        return _is_now(number, now)
    if number.kind is Kind.DATE:
        return any(
            kind is Kind.DATE
            and [*parts[-2:]] == [Fraction(now.month), Fraction(now.day)]
            and (len(parts) == 2 or parts[0] == now.year)
            for kind, parts in readings(number)
        )
    return number.kind is Kind.NUMBER and number.parts[0] == now.year and not number.unit and number.sign == 0


def is_each(read: Sentence, found: Found) -> bool:
    """Whether a sum is what each of two bets has when a sum is split: "splitting your $50 evenly is $25 on each"."""
    behind = [token.folded for token in read.tokens[found.last + 1 : found.last + 3]]
    return found.number.kind is Kind.MONEY and bool({*behind} & _EACH) and bool(read.words & _SPLIT)


_EACH = frozenset({"each", "apiece", "jeweils", "cada"})
_SPLIT = frozenset({"half", "split", "splitting", "evenly", "halfte", "mitad", "dividir"})


def are_beside(read: Sentence, line: Found, price: Found) -> bool:
    """Whether a price stands right behind its line: "-4.5 (-105)", "9 (over -104"."""
    between = read.tokens[line.last + 1 : price.place]
    if 1 < len(between) <= 4 and between[-1].folded in _OFFERED_AT and not any(token.sign for token in between):
        return True  # "9.5 goes off at -122"
    bracket = bool(between) and (between[0].sign == "(" or between[0].folded == "at")
    if bracket or not (read.of(Role.TEAM) or read.of(Role.PLAYER)):
        return bracket and len(between) <= 2
    return len(between) <= 1


def stands_by_a_day(read: Sentence, found: Found) -> bool:
    """Whether a date stands beside a figure, so that it may be repeated under it."""
    return read.row or any(one.number.kind is Kind.DATE and -4 <= one.place - found.last <= 4 for one in read.numbers)


def share_of_ratio(read: Sentence, found: Found) -> Fraction | None:
    """What "3 of 5" is in percent, where a percentage stands in brackets right behind it: "3 of 5 (60%)"."""
    bracket = found.place > 1 and read.tokens[found.place - 1].sign == "("
    before = [one for one in read.numbers if one.last < found.place]
    if not bracket or not before or before[-1].number.kind is not Kind.RATIO or not before[-1].number.parts[1]:
        return None
    hits, size = before[-1].number.parts
    return 100 * hits / size if found.place - before[-1].last <= 3 and hits <= size else None


def behind_a_ratio(read: Sentence, found: Found) -> bool:
    """Whether a percentage stands in brackets behind "3 of 5", whose share it is."""
    bracket = found.place > 0 and read.tokens[found.place - 1].sign == "("
    before = [one for one in read.numbers if one.last < found.place]
    if not before or before[-1].number.kind is not Kind.RATIO:
        return False
    between = read.tokens[before[-1].last + 1 : found.place]
    so = any(token.folded in _SO for token in between) and all(
        token.folded in _SO or token.sign == "," for token in between
    )
    return so or (bracket and len(between) <= 2)  # "3 of 6, so 50%", "3 of 5 games (60%)"


_SO = frozenset({"so", "or", "that's", "which", "is", "also", "das", "sind", "ist", "eso", "es", "un", "soit"})


_OFFERED_AT = frozenset({"at", "for"})
