"""Reads a leg as users write it ("Lakers -3.5", "o220.5 Suns", "Suns ML +110") into side, market, line and game.

Every word must belong to the side, the game, the market, the line, the price or the day; otherwise the leg is refused.
Ignoring a word could turn the request into a different bet.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from professor_lock.betting.consensus import DRAW
from professor_lock.betting.facts import GAME_MARKETS, Market
from professor_lock.betting.legs import LegRequest, UnmatchedLeg
from professor_lock.betting.odds import parse_line
from professor_lock.errors import BadInput
from professor_lock.sources.names.market_words import not_carried, split_market
from professor_lock.sources.names.rosters import CHATTER
from professor_lock.sources.names.text import fold, plain_letters
from professor_lock.sources.names.when import ANY_TIME, When, both, split_when

MIN_AMERICAN = 100
"""Signed numbers of at least this size in a selection are American prices ("Suns +110"), which are ignored."""
MAX_LINE = 1000

OVER_UNDER = re.compile(r"\b(over|under|[ou](?=\s?\d))\b\s*", re.IGNORECASE)
_SHORT_TOTAL = re.compile(r"(?<!\w)([ou])(?:vr?|nd?r?)?\.?\s?(\d+(?:\.\d+)?)(?!\w)", re.IGNORECASE)
_MORE = re.compile(r"\b(?:more|higher|greater)(?:\s+than)?\s+(?=\d)", re.IGNORECASE)
_LESS = re.compile(r"\b(?:less|fewer|lower)(?:\s+than)?\s+(?=\d)", re.IGNORECASE)
_BOTH_SIDES = re.compile(r"\bover\s*(?:/|or)\s*under\b|\bo\s*/\s*u\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.])([+-]?(?:0|[1-9]\d{0,4})(?:\.\d+)?|[+-]?\.\d+)(?![\w.])(?!\.?\s+fc\b)", re.IGNORECASE)
_AFTER_AT = re.compile(r"(?:@|\bat\b|\bfor\b)\s*\(?([+-]?\d+(?:\.\d+)?|even|evens|ev)\)?(?!\w)", re.IGNORECASE)
_FRACTIONAL = re.compile(
    r"(?:(?:@|\bat\b|\bfor\b)\s*|(?<=\d)\s+)\(?([1-9]\d{0,3}/[1-9]\d{0,2})\)?(?![\w./])", re.IGNORECASE
)
"""A price such as 10/11, only after a line or "at": alone it may be a date."""
_MILESTONE = re.compile(r"(?<![\w.+-])\d{1,3}\s?\+(?=\s|$)")
"""Such as "110+": with a team it is a team total."""
_PICK = re.compile(r"(?<!\w)(?:pk|p\.k\.|pick\s?'?em|pick$)(?!\w)", re.IGNORECASE)
_EVEN = re.compile(r"(?<!\w)(?:even|evens|ev)(?!\w)", re.IGNORECASE)
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBER_WORDS = {word: number for number, word in enumerate(_UNITS)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_SPOKEN = re.compile(
    rf"\b(?P<before>minus|negative|plus|over|under|least)\s+(?P<first>{'|'.join(_NUMBER_WORDS)})"
    rf"(?:[\s-]+(?P<second>{'|'.join(_UNITS[1:10])})\b)?(?P<half>\s+and\s+a\s+half\b|\s+point\s+five\b)?(?!\w)"
    r"(?!\s+(?:more|other|another|legs?|teams?|picks?|games?|bets?|dollars?|bucks|minutes?|hours?|days?|books?|units?"
    r"|percent)\b)",
    re.IGNORECASE,
)
"""Numbers in words are read only after a sign or a side: "three" also occurs in other words of a bet."""
_SPLIT_LINE = re.compile(r"(?<![\w./-])([+-]?)(\d+(?:\.[05])?)[/,]([+-]?)(\d+(?:\.[05])?)(?![\w./])")
_JOINS = ("&", "and", "+", "plus", "with")
_FILLING = frozenset({"the", "a", "on", "for", "in", "of", "bet", "game", "match", "s", "side"})
_PUNCTUATION = frozenset("'’‘`.,;:-–—/&()[]!?+@\"“”#")
_DRAW = frozenset({"draw", "tie"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A leg request as read. `asked` is its text; `side` a team as written, or "Over", "Under" or "Draw".

    `line` is None where none is named; `event` is the text that names the game.
    """

    asked: str
    side: str
    market: Market
    line: Fraction | None
    event: str | None
    when: When = ANY_TIME
    """The day and hour that the request names."""
    beside: str = ""
    """The other words of the selection, which must name the same game."""


@dataclass(slots=True)
class _Selection:
    """The parts of a selection; `words` is the rest, which names teams. `refused` says why it is no bet, else None."""

    words: str
    when: When = ANY_TIME
    direction: str | None = None
    markets: set[Market] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)
    prices: list[str] = field(default_factory=list)
    refused: str | None = None
    event: str = ""
    line: Fraction | None = None


def read_request(request: LegRequest) -> Wanted | UnmatchedLeg:
    """The leg that the request asks for, or `UnmatchedLeg` with the reason. A price in its text is ignored.

    Without a named market, Over and Under are totals, a number makes a spread, and all else is a moneyline. Refused are
    markets that are not carried, two lines, and a line in the text that differs from the request's own.
    """
    asked = ", ".join(filter(None, (request.selection.strip(), request.market, request.event)))
    if request.market not in (None, *GAME_MARKETS):
        return UnmatchedLeg(asked, "Only moneylines, spreads and totals of whole games can be priced here.")
    said = _read(request.selection)
    event, event_when = split_when(request.event or "")
    when = both(said.when, event_when)
    line = line_written(said.lines, request.line)
    refused = said.refused or not_carried(plain_numbers(event)) or strange_word(event)
    if when is None:
        refused = refused or "The words name two different days."
    if isinstance(line, str):
        refused = refused or line
    if refused or when is None or isinstance(line, str):
        return UnmatchedLeg(asked, refused or "")
    said.when, said.event, said.line = when, event, line
    named = set(said.markets)
    if request.market:
        named.add(request.market)
    if said.direction:
        named.add(Market.TOTAL)
    if len(named) > 1:
        names = " and ".join(sorted(market.value for market in named))
        return UnmatchedLeg(asked, f"That says {names}: which one is meant?")
    return _wanted(asked, said, named.pop() if named else None)


def _wanted(asked: str, said: _Selection, market: Market | None) -> Wanted | UnmatchedLeg:
    """The leg that the parts make, or why they make none."""
    event, when, line = said.event, said.when, said.line
    if market is Market.TOTAL:
        if said.direction is None:
            return UnmatchedLeg(asked, "A total needs Over or Under.")
        beside = said.words if event else ""
        return Wanted(asked, said.direction, Market.TOTAL, line, event or said.words or None, when, beside)
    if market is Market.MONEYLINE and line is not None:
        return UnmatchedLeg(asked, "A moneyline has no point: is it the moneyline or the spread that is meant?")
    if line is not None and line > 0 and said.lines and said.lines[0][0] not in "+-":
        choices = tuple(f"{said.words} {sign}{float(line):g}" for sign in "+-")
        return UnmatchedLeg(asked, f"Is it {' or '.join(choices)}?", choices)
    market = market or (Market.SPREAD if line is not None else Market.MONEYLINE)
    if not _DRAW & set(fold(said.words).split()):
        return Wanted(asked, said.words, market, line, event or None, when)
    if market is not Market.MONEYLINE:
        return UnmatchedLeg(asked, "A draw is a side of a moneyline.")
    rest = " ".join(word for word in said.words.split() if fold(word) not in _DRAW | _FILLING)
    return Wanted(asked, DRAW, market, None, event or rest or None, when, rest if event else "")


def _read(selection: str) -> _Selection:
    """The parts of a selection, each removed from the text in turn."""
    text = plain_numbers(selection)
    said = _Selection("")
    if strange := strange_word(text):
        said.refused = strange
        return said
    text, said.when = split_when(text)
    said.refused = not_carried(text) or (not_carried("team total") if _MILESTONE.search(text) else None)
    text = _BOTH_SIDES.sub(" total ", text)
    text = _FRACTIONAL.sub(_keep_price(said.prices), text)
    text = _AFTER_AT.sub(_keep_price(said.prices), text)
    text = _PICK.sub(" +0 ", text)
    text = _EVEN.sub(_keep_price(said.prices), text)
    text = spelt_out(text)
    directions = {found.casefold()[0] for found in OVER_UNDER.findall(text)}
    text = OVER_UNDER.sub(" ", text)
    for found in list(_NUMBER.finditer(text)):
        (said.prices if _is_price(found[1]) else said.lines).append(found[1])
    text = _NUMBER.sub(" ", text)
    text, said.markets = split_market(text)
    words = [word.strip(',;:()[]!?"“”') for word in text.split()]
    if len(words) > 1 and (words[0].casefold() in _JOINS or words[-1].casefold() in _JOINS):
        said.refused = said.refused or "Are these two bets? Say one leg at a time."
    said.words = " ".join(words).strip(" -–—/+")
    if len(directions) == 1:
        said.direction = "Over" if directions == {"o"} else "Under"
    elif directions:
        said.refused = said.refused or "Is it Over or Under?"
    if len(said.prices) > 1:
        said.refused = said.refused or "That has two prices: which bet is meant?"
    if said.direction and "team" in fold(said.words).split():
        said.refused = said.refused or not_carried("team total")
    if chatter := CHATTER & set(fold(said.words).split()):
        said.refused = said.refused or f"I do not know what {min(chatter)!r} means in this bet."
    return said


def plain_numbers(text: str) -> str:
    """The text with its numbers written as books write them.

    "3½", "3 1/2", "3,5" and "3 and a half" are 3.5, "minus three", "− 3" and "(-3)" are -3, "-0.5/-1" is -0.75.
    """
    text = re.sub(r"[−‒–—﹣－](?=\s?[\d.½¼¾])", "-", text)
    text = re.sub(r"(\d)\s*([½¼¾])", lambda found: found[1] + _FRACTIONS[found[2]], text)
    text = re.sub(r"[½¼¾]", lambda found: f"0{_FRACTIONS[found[0]]}", text)
    text = re.sub(r"(?<=\d),(?=(?:25|5|75)(?!\d))", ".", text)
    text = _SPOKEN.sub(_in_digits, text)
    text = re.sub(r"(?<=\d)(?:(?:\s+|\s*-\s*|\s+and\s+)1/2(?!\d)|\s+and\s+a\s+half\b)", ".5", text)
    text = re.sub(r"(?<=\.\d)(?=(?:pts?|points?|goals?|runs?)\b)", " ", text, flags=re.IGNORECASE)
    text = _SPLIT_LINE.sub(_quarter_line, text)
    text = re.sub(r"(?<=\d)\.(?=\s|$)", "", text)
    text = re.sub(r"(?<![\d\w])(minus|negative|plus)\s+(?=[\d.])", _sign, text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=\s)([+-])\s+(?=[\d.])", r"\1", f" {text}").strip()
    return re.sub(r"\(\s*([+-]?\s?(?:\d+(?:\.\d+)?|\.\d+|pk|even|ev))\s*\)", r" \1 ", text, flags=re.IGNORECASE)


def spelt_out(text: str) -> str:
    """The text with "o220.5" and "more than 220.5" written as "over 220.5"."""
    text = _LESS.sub("under ", _MORE.sub("over ", text))
    return _SHORT_TOTAL.sub(lambda found: f" {'over' if found[1] in 'oO' else 'under'} {found[2]} ", text)


def strange_word(text: str) -> str | None:
    """Why the text cannot be read (another script, a sign that no bet has), as a sentence; None when it can."""
    for word in text.split():
        for sign in plain_letters(word):
            if not (sign.isascii() and sign.isalnum()) and sign not in _PUNCTUATION:
                return f"I cannot read {word!r}."
    return None


def numbers_in(text: str) -> tuple[str, list[str], list[str]]:
    """The text without its numbers, then the numbers that are lines, then those that are prices."""
    lines: list[str] = []
    prices: list[str] = []
    text = _AFTER_AT.sub(_keep_price(prices), text)
    for found in _NUMBER.finditer(text):
        (prices if _is_price(found[1]) else lines).append(found[1])
    return " ".join(_NUMBER.sub(" ", text).split()), lines, prices


def line_written(written: list[str], given: Fraction | None) -> Fraction | str | None:
    """The one line that text and request name, None for no line, or a sentence saying why there is no one line."""
    if len(written) > 1:
        return f"That has two numbers, {' and '.join(written)}: which line is meant?"
    if not written:
        return given
    line = _fraction(written[0])
    if line is None:
        return f"{written[0]} is no line: lines are whole, half or quarter points."
    if given is not None and abs(given) != abs(line):
        return f"The words say {written[0]}, the line says {float(given):g}: which one is meant?"
    if given is not None and written[0][0] in "+-" and given != line:
        return f"The words say {written[0]}, the line says {float(given):+g}: which one is meant?"
    return given if given is not None else line


def _is_price(number: str) -> bool:
    return number[0] in "+-" and abs(float(number)) >= MIN_AMERICAN and "." not in number


def _fraction(number: str) -> Fraction | None:
    try:
        line = parse_line(number)
    except BadInput:
        return None
    return line if abs(line) <= MAX_LINE else None


def _in_digits(found: re.Match[str]) -> str:
    """The number in digits: "minus twenty three and a half" becomes "minus 23.5"."""
    number = _NUMBER_WORDS[found["first"].casefold()]
    if found["second"]:
        if number < 20:  # "five two" is not a number
            return found[0]
        number += _NUMBER_WORDS[found["second"].casefold()]
    return f"{found['before']} {number}{'.5' if found['half'] else ''}"


def _quarter_line(found: re.Match[str]) -> str:
    """The mean of the two neighbouring lines of a quarter line: "-0.5/-1" becomes -0.75. Other text is unchanged."""
    sign, first, other_sign, second = found.groups()
    near = abs(Fraction(first) - Fraction(second)) == Fraction(1, 2)
    same_sign = other_sign in ("", sign) or not Fraction(first) or not Fraction(second)
    if not near or not same_sign or "." not in first + second:
        return found[0]
    return f"{sign or other_sign}{float((Fraction(first) + Fraction(second)) / 2):g}"


def _sign(found: re.Match[str]) -> str:
    return "+" if found[1].casefold() == "plus" else "-"


def _keep_price(kept: list[str]) -> Callable[[re.Match[str]], str]:
    """A replacement function that removes prices from a text and appends them to `kept`; possible lines stay."""

    def keep(found: re.Match[str]) -> str:
        word = found[found.lastindex or 0]
        number = word if word[-1].isdigit() else None
        if number is not None and not _is_price(number) and (number[0] in "+-" or _fraction(number) is not None):
            return found[0]
        kept.append(word)
        return " "

    return keep
