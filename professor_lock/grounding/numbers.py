"""The numbers in a sentence: in digits or words, with the words around them that say what they are."""

from __future__ import annotations

from fractions import Fraction

from professor_lock.grounding import numerals
from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.facts import Kind, Role
from professor_lock.grounding.named_numbers import why_named
from professor_lock.grounding.tokens import Number, Token
from professor_lock.grounding.word_lists import word_set


def find_numbers(sentence: Sentence, taken: set[int]) -> None:
    tokens = sentence.tokens
    folded = [token.folded for token in tokens]
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if place in taken:
            place += 1
            continue
        last, number = place, token.number
        if number is None and token.folded:
            last, number = _written_out(tokens, folded, place)
        if number is None:
            place += 1
            continue
        first = place
        first, last = _with_words(sentence, first, last, number)
        last, number = _ratio_of_last(tokens, folded, last, number)
        begins = place - 4 if number.digits == 1 and token.folded == "half" else place  # "a point and a half"
        segment = sentence.segments[begins]
        found = Found(number, tokens[first].start, tokens[last].end, first, last, segment, sentence.cells[place])
        _look_around(sentence, found)
        sentence.numbers.append(found)
        place = last + 1


def _written_out(tokens: list[Token], folded: list[str], place: int) -> tuple[int, Number | None]:
    """A number in words that begins here; its last token."""
    word = folded[place]
    before = folded[place - 1] if place else ""
    if word in numerals.TIMES:
        return place, Number(Kind.COUNT, (Fraction(numerals.TIMES[word]),), unit="times", spelled=True)
    if word in words.EVEN_WORDS and _is_even_price(tokens, folded, place):
        return place, Number(Kind.PRICE, (Fraction(100),), sign=1, spelled=True)
    if word in words.PICK_WORDS or (word == "pick" and _follows(folded, place, ("em",))):
        return place + (word == "pick"), Number(Kind.LINE, (Fraction(0),), spelled=True)
    if word in _NOTES:
        return place, Number(Kind.MONEY, (Fraction(_NOTES[word]),), spelled=True)
    if word == "half" and folded[max(0, place - 2) : place] == ["and", "a"] and _one_unit_before(folded, place):
        return place, Number(
            Kind.NUMBER, (Fraction(3, 2),), digits=1, unit=words.UNITS[folded[place - 3]], spelled=True
        )
    if word in numerals.HALVES and _is_share(folded, place):
        return place, Number(Kind.PERCENT, (Fraction(50),), spelled=True)
    if word in numerals.ORDINALS and _is_rank(folded, place):
        return place, Number(Kind.RANK, (Fraction(numerals.ORDINALS[word]),), spelled=True)
    if word not in numerals.number_words():
        return place, None
    if before in words.MINUS_WORDS | words.PLUS_WORDS:
        used, value = _run(tokens, folded, place, numerals.read_spoken_price)
        if used and value >= 100:
            return place + used - 1, Number(Kind.NUMBER, (Fraction(value),), spelled=True)
    used, value = _run(tokens, folded, place, numerals.read_numeral)
    if not used:
        return place, None
    last = place + used - 1
    more = _and_a_half(folded, last)
    if more:
        return last + more, Number(Kind.NUMBER, (value + Fraction(1, 2),), digits=1, spelled=True)
    nth = folded[last + 1] if last + 1 < len(folded) else ""
    if nth in numerals.THIRDS and value < numerals.THIRDS[nth]:
        share = Fraction(100 * value, numerals.THIRDS[nth])
        return last + 1, Number(Kind.PERCENT, (share,), spelled=True, hedged=True)
    article = used == 1 and (word in numerals.AMBIGUOUS or word in numerals.ARTICLES)
    if article and not _has_unit(folded, last) and not _of_last_ones(folded, last):
        return place, None
    if word in ("a", "mil", "cent", "mille") and used == 1 and not _has_unit(folded, last):
        return place, None
    number = Number(Kind.NUMBER, (Fraction(value),), spelled=True)
    return _ratio_in_words(folded, last, number, value)


_NOTES = {"fiver": 5, "tenner": 10, "sawbuck": 10, "benjamin": 100}
"""Sums of money that have a name."""


def _one_unit_before(folded: list[str], place: int) -> bool:
    """Whether "a point and a half" ends here."""
    return place >= 4 and folded[place - 4] in ("a", "one") and folded[place - 3] in words.UNITS


def _and_a_half(folded: list[str], last: int) -> int:
    """How many words behind a numeral say half of one more: "two and a half"."""
    behind = folded[last + 1 : last + 5]
    if behind[:3] == ["and", "a", "half"]:
        return 3
    y_media = behind[:2] in (["y", "medio"], ["y", "media"], ["et", "demi"], ["einhalb"])
    return 2 if y_media else 0


def _ratio_in_words(folded: list[str], last: int, number: Number, value: int) -> tuple[int, Number]:
    """ "two out of three", "seven of ten"."""
    for joint in (("out", "of"), ("of", "the", "last"), ("of",), ("von",), ("de",), ("sur",), ("in",)):
        end = last + len(joint)
        if tuple(folded[last + 1 : end + 1]) == joint and end + 1 < len(folded):
            used, whole = numerals.read_numeral(folded, end + 1)
            if used and value <= whole and folded[end + 1] not in numerals.ARTICLES:
                return end + used, Number(Kind.RATIO, (Fraction(value), Fraction(whole)), spelled=True)
    return last, number


def _ratio_of_last(tokens: list[Token], folded: list[str], last: int, number: Number) -> tuple[int, Number]:
    """ "7 of his last 10", "7 out of the past 10" in digits or words."""
    value = number.parts[0]
    if number.kind is not Kind.NUMBER or number.sign or number.digits or value.denominator != 1:
        return last, number
    at = last + 1
    joined = False
    if folded[at : at + 1] and folded[at] in _TIMES and folded[at + 1 : at + 2] and folded[at + 1] in _TIMES_IN:
        at, joined = at + 2, True  # "3 times in 5"
    while at < len(folded) and at <= last + 5 and folded[at] in _OF_LAST:
        joined = joined or folded[at] in ("of", "von", "de", "sur", "out")
        at += 1
    if not joined or at >= len(folded):
        return last, number
    whole, end = tokens[at].number, at
    if whole is None and folded[at] in numerals.number_words():
        used, total = numerals.read_numeral(folded, at)
        whole, end = (Number(Kind.NUMBER, (Fraction(total),)), at + used - 1) if used else (None, at)
    if whole is None or whole.kind is not Kind.NUMBER or whole.sign or whole.digits:
        return last, number
    return end, Number(Kind.RATIO, (value, whole.parts[0]), spelled=number.spelled, hedged=number.hedged)


_TIMES = frozenset({"times", "mal", "veces", "fois", "volte", "vezes"})
_TIMES_IN = frozenset({"in", "out", "of", "en", "von", "sur", "su", "em", "de"})
_OF_LAST = word_set(
    """
    of out the his her their its last past previous von den der seinen letzten ihren de los las sus ultimos
    ultimas sur ses leurs les derniers dernieres
    """
)


def _run(tokens: list[Token], folded: list[str], place: int, read: object) -> tuple[int, int]:
    """Read a numeral over words joined by hyphens or spaces; count the tokens it takes."""
    words_of: list[str] = []
    places: list[int] = []
    at = place
    while at < len(folded) and len(words_of) < 10:
        if folded[at]:
            words_of.append(folded[at])
            places.append(at)
        elif not (tokens[at].sign == "-" and tokens[at].glued):
            break
        at += 1
    used, value = read(words_of, 0)  # type: ignore[operator]
    return (places[used - 1] - place + 1, value) if used else (0, 0)


def _has_unit(folded: list[str], last: int) -> bool:
    """Whether a noun that can be counted follows, at once or after one word."""
    following = [word for word in folded[last + 1 : last + 4] if word][:2]
    return any(word in words.UNITS or word in words.RHETORICAL for word in following[:1]) or (
        len(following) == 2 and following[0] in ("more", "straight", "other") and following[1] in words.UNITS
    )


def _of_last_ones(folded: list[str], last: int) -> bool:
    """ "one of his last ten"."""
    following = folded[last + 1 : last + 5]
    return bool(following) and following[0] in ("of", "von", "de") and any(word in _LAST_WORDS for word in following)


def _follows(folded: list[str], place: int, following: tuple[str, ...]) -> bool:
    return tuple(folded[place + 1 : place + 1 + len(following)]) == following


def _is_even_price(tokens: list[Token], folded: list[str], place: int) -> bool:
    if tokens[place].upper or folded[place] == "evens":
        return folded[place] != "ev"
    return folded[place] == "even" and (_follows(folded, place, ("money",)) or _follows(folded, place, ("odds",)))


def _is_share(folded: list[str], place: int) -> bool:
    before = folded[place - 1] if place else ""
    following = folded[place + 1] if place + 1 < len(folded) else ""
    return following in ("of", "the", "his", "their", "her", "its", "der", "aller", "seiner", "de", "des", "all") and (
        before not in ("first", "second", "and", "a", "better", "other", "1st", "2nd", "erste", "zweite", "back")
        or following == "of"
    ) and before not in ("first", "second")  # fmt: skip


def _is_rank(folded: list[str], place: int) -> bool:
    around = {*folded[max(0, place - 3) : place], *folded[place + 1 : place + 3]}
    return bool(around & {"straight", "consecutive", "ranked", "rank", "ranks", "seguido", "seguida", "consecutivo",
                          "consecutiva", "folge", "place", "platz"})  # fmt: skip


def _with_words(sentence: Sentence, first: int, last: int, number: Number) -> tuple[int, int]:
    """Take in "minus", "percent", "dollars", months and years around a number; answers its tokens."""
    tokens = sentence.tokens
    if (
        first > 1
        and tokens[first - 1].folded == "a"
        and tokens[first - 2].folded in words.MINUS_WORDS | words.PLUS_WORDS
    ):
        first -= 1 if number.sign == 0 else 0
    before = tokens[first - 1] if first else None
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    signed = before is not None and number.sign == 0 and before.folded in words.MINUS_WORDS | words.PLUS_WORDS
    if before is not None and signed and number.kind in _TAKE_SIGNS and not _is_sum(tokens, first - 1):
        number.sign = -1 if before.folded in words.MINUS_WORDS else 1
        if number.kind is Kind.NUMBER:
            number.kind = Kind.PRICE if number.parts[0] >= 100 and number.digits == 0 else Kind.LINE
        first -= 1
    if following is not None and number.kind in (Kind.NUMBER, Kind.COUNT):
        last = _unit_words(tokens, last, number)
    if number.kind in (Kind.NUMBER, Kind.RANK, Kind.RATIO) and number.sign == 0:
        first, last = _date_words(tokens, first, last, number)
    if number.kind is Kind.TIME and last + 1 < len(tokens) and tokens[last + 1].folded in words.ZONES:
        number.zone = words.ZONES[tokens[last + 1].folded]
    return first, last


_TAKE_SIGNS = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.MONEY})


def _is_sum(tokens: list[Token], place: int) -> bool:
    """ "5plus3": a sum, not a sign."""
    return place > 0 and tokens[place - 1].number is not None and tokens[place].glued


def _unit_words(tokens: list[Token], last: int, number: Number) -> int:
    following = tokens[last + 1]
    joined = following.sign == "-" and following.glued and last + 2 < len(tokens)
    word = tokens[last + 2] if joined else following
    if word.folded in words.PERCENT_WORDS or (
        word.folded in ("per", "por") and last + 2 < len(tokens) and tokens[last + 2].folded in ("cent", "ciento")
    ):
        number.kind = Kind.PERCENT
        return last + (2 if joined or word.folded in ("per", "por") else 1)
    currency = bool(word.sign) and word.sign in "$€£"
    if word.folded in ("grand", "large") and not joined:
        number.kind, number.parts = Kind.MONEY, (1000 * number.parts[0],)
        return last + 1
    if (word.folded in words.MONEY_WORDS or currency) and not joined:
        number.kind = Kind.MONEY
        return last + 1
    return last


def _date_words(tokens: list[Token], first: int, last: int, number: Number) -> tuple[int, int]:
    """ "January 16, 2026", "16. Januar", "16 de enero": month and day, and the year where it is said."""
    value = number.parts[0]
    if value.denominator != 1 or len(number.parts) > 1 or number.digits:
        return first, last
    day, month = value, 0
    before = first - 1
    if before >= 0 and tokens[before].sign == ".":
        before -= 1
    if before >= 0 and tokens[before].folded in words.MONTHS and _is_month(tokens[before]) and 1 <= value <= 31:
        month, first = words.MONTHS[tokens[before].folded], before
    else:
        after = last + 1
        while (
            after < len(tokens)
            and after < last + 3
            and (tokens[after].sign == "." or tokens[after].folded in ("de", "of"))
        ):
            after += 1
        if after < len(tokens) and tokens[after].folded in words.MONTHS and 1 <= value <= 31 and not number.spelled:
            if after + 1 < len(tokens) and _is_day(tokens[after + 1]):
                return first, last  # a list's marker before a date: "2. Apr 12"
            if tokens[after].folded == "may" and not tokens[after].capital:
                return first, last
            month, last = words.MONTHS[tokens[after].folded], after
    if month:
        year, end = _year_after(tokens, last)
        number.kind, number.parts = Kind.DATE, (Fraction(month), day)
        if year:
            number.parts = (Fraction(year), *number.parts)
            last = end
    return first, last


def _is_month(token: Token) -> bool:
    """Whether a word is a month: with a capital, or one that is no other word ("out til nov 20", but not "may 5")."""
    return token.capital or token.folded in _NO_OTHER_WORD


_NO_OTHER_WORD = frozenset({"jan", "feb", "apr", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "okt", "dez"})


def _is_day(token: Token) -> bool:
    number = token.number
    return number is not None and number.kind is Kind.NUMBER and not number.digits and number.parts[0] <= 31


def _year_after(tokens: list[Token], last: int) -> tuple[int, int]:
    for at in range(last + 1, min(last + 4, len(tokens))):
        token = tokens[at]
        if token.number is not None:
            value = token.number.parts[0]
            plain = token.number.kind is Kind.NUMBER and token.number.sign == 0 and token.number.digits == 0
            return (int(value), at) if plain and 1900 <= value <= 2100 else (0, last)
        if token.sign not in (",", ".") and token.folded not in ("de", "of"):
            break
    return 0, last


def _look_around(sentence: Sentence, found: Found) -> None:
    """Set the unit, the hedge and the name of a number by the words beside it."""
    tokens, number = sentence.tokens, found.number
    at = found.last + 1
    skipped = 0
    counts = number.kind not in (Kind.PRICE, Kind.MONEY, Kind.DATE, Kind.TIME, Kind.PHONE)
    while counts and at < len(tokens) and skipped < 2:
        token = tokens[at]
        if token.sign in ("-", "°"):
            at += 1
            continue
        if not token.folded or any(one.place == at and one.role is Role.BOOK for one in sentence.mentions):
            break
        if at == found.last + 1 and token.capital and token.folded in _LETTERS:
            number.unit = _LETTERS[token.folded]
            break
        number.noun = number.noun or (token.folded if number.kind is not Kind.PHONE else "")
        unit = words.UNITS.get(token.folded)
        if token.folded == "hit" and tokens[at - 1].folded in ("has", "have", "had"):
            break
        if unit:
            number.unit = number.unit or unit
            break
        inches = token.folded == "in" or token.sign == '"'
        if inches and number.digits and at == found.last + 1 and _is_inches(tokens, at):
            number.unit = "inches"
            break
        if token.folded == "in" and [one.folded for one in tokens[at + 1 : at + 3]] == ["a", "row"]:
            number.unit = "straight"
            break
        if token.folded in numerals.number_words() and token.folded not in numerals.ARTICLES:
            break
        if token.folded in words.SMALL | words.BREAKS or token.folded in words.OPPONENT or token.folded in _SUBJECTS:
            break
        at, skipped = at + 1, skipped + 1
    before = [token.folded for token in tokens[max(0, found.place - 3) : found.place]]
    if number.unit == "games" and number.kind is Kind.NUMBER and before:
        number.unit = _WON_OR_LOST.get(before[-1], number.unit)
    if not number.unit and number.kind is Kind.NUMBER and before:
        number.unit = "games" if before[-1] in _LAST_WORDS else _WON_OR_LOST.get(before[-1], "")
    number.hedged = number.hedged or _is_hedged(before) or (
        found.place > 0 and tokens[found.place - 1].sign in ("~", "≈") and bool(tokens[found.place - 1].sign)
    )  # fmt: skip
    bare = number.kind is Kind.NUMBER and not (number.sign or number.digits or number.unit)
    if bare and before[-1:] == ["at"] and 1 <= number.parts[0] <= 12 and sentence.words & _STARTS:  # "they tip at 8"
        hours = (number.parts[0], number.parts[0] + 12)
        number.other += tuple((Kind.TIME, (hour, Fraction(0))) for hour in hours)
    number.named = why_named(sentence, found, before[-1] if before else "")


def _is_inches(tokens: list[Token], at: int) -> bool:
    """Whether "in" ends what is said, or "of rain" follows, "Precipitation 0.12 in"; or a mark stands for it."""
    if tokens[at].sign:
        return tokens[at].glued and sum(token.sign == tokens[at].sign for token in tokens[:at]) % 2 == 0
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    return behind is None or bool(behind.sign) or behind.folded == "of"


def _is_hedged(before: list[str]) -> bool:
    """ "about 60%", but not "thinking about $60"."""
    for place in range(max(0, len(before) - 2), len(before)):
        word = before[place]
        if word in words.HEDGES and not (word == "about" and place and before[place - 1] in _ABOUT_VERBS):
            return True
    return False


_ABOUT_VERBS = word_set("thinking think thought talk talking talked asked ask asking worried what how story know")
_SUBJECTS = frozenset(
    {"you'd", "you'll", "they'd", "they'll", "he'd", "she'd", "he'll", "i'd", "we'd", "it'd", "it'll"}
)
_WON_OR_LOST = {"won": "wins", "lost": "losses", "ganado": "wins", "gano": "wins", "perdio": "losses", "gewann": "wins",
                "gewannen": "wins",
                "verlor": "losses", "gewonnen": "wins", "verloren": "losses", "perdido": "losses", "perdieron":
                "losses", "ganaron": "wins", "pushed": "pushes", "gagne": "wins", "perdu": "losses"}  # fmt: skip
_STARTS = word_set(
    "tip tips tip-off tipoff start starts kick kicks kickoff kick-off begin begins puck pitch faceoff tonight"
)
_LETTERS = {"w": "wins", "l": "losses", "p": "pushes"}
_LAST_WORDS = frozenset({"last", "past", "previous", "ultimos", "letzten", "derniers"})
