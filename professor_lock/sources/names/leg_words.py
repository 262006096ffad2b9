"""A leg as people write it ("Lakers -3.5", "o220.5 Suns", "Suns ML +110"), read into side, market, line and game.

Every word is accounted for: it belongs to the side, the game, the market, the line, the price or the day, or the bet is
not taken. A word that is dropped would make another bet of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from professor_lock.betting.consensus import DRAW
from professor_lock.betting.facts import Market
from professor_lock.betting.legs import LegRequest, UnmatchedLeg
from professor_lock.betting.odds import parse_line
from professor_lock.errors import BadInput
from professor_lock.sources.names.market_words import GAME_MARKETS, not_carried, split_market
from professor_lock.sources.names.rosters import CHATTER
from professor_lock.sources.names.text import fold, plain_letters
from professor_lock.sources.names.when import ANY_TIME, When, both, split_when

MIN_AMERICAN = 100
"""A signed number from here on in a selection is a price ("Suns +110"), and prices are not taken from there."""
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
"""A price like 10/11 behind a line or "at": alone it may be a day."""
_MILESTONE = re.compile(r"(?<![\w.+-])\d{1,3}\s?\+(?=\s|$)")
""" "110+" of a team is a team total."""
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
"""A number in words stands for one only behind its sign or side: "three" is also a part of other words of a bet."""
_SPLIT_LINE = re.compile(r"(?<![\w./-])([+-]?)(\d+(?:\.[05])?)[/,]([+-]?)(\d+(?:\.[05])?)(?![\w./])")
_JOINS = ("&", "and", "+", "plus", "with")
_FILLING = frozenset({"the", "a", "on", "for", "in", "of", "bet", "game", "match", "s", "side"})
_PUNCTUATION = frozenset("'’‘`.,;:-–—/&()[]!?+@\"“”#")
_DRAW = frozenset({"draw", "tie"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A leg request read: who (`side` text, or "Over", "Under", "Draw"), what, at which line, in which game's words."""

    asked: str
    side: str
    market: Market
    line: Fraction | None
    event: str | None
    when: When = ANY_TIME
    """The day and hour the words name."""
    beside: str = ""
    """Further words of the selection, which must name the same game."""


@dataclass(slots=True)
class _Said:
    """The parts of a selection; `words` is what is left for names."""

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
    """What the words ask for. "Lakers -3½", "Over 220.5", "Suns ML"; a price in them is looked up, not taken.

    A market that is not named follows from the rest: Over and Under are totals, a number makes a spread, else it is a
    moneyline. Words of a market that is not carried, of two lines or of a line the request contradicts are refused.
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


def _wanted(asked: str, said: _Said, market: Market | None) -> Wanted | UnmatchedLeg:
    """The bet that the parts make."""
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


def _read(selection: str) -> _Said:
    """The selection in its parts, taken out one after the other."""
    text = plain_numbers(selection)
    said = _Said("")
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
    """Numbers as books write them, other ways of writing brought to that.

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
    """ "o220.5" and "more than 220.5" as "over 220.5"."""
    text = _LESS.sub("under ", _MORE.sub("over ", text))
    return _SHORT_TOTAL.sub(lambda found: f" {'over' if found[1] in 'oO' else 'under'} {found[2]} ", text)


def strange_word(text: str) -> str | None:
    """Why the text cannot be read: a word in another script, or a sign that is none of a bet's."""
    for word in text.split():
        for sign in plain_letters(word):
            if not (sign.isascii() and sign.isalnum()) and sign not in _PUNCTUATION:
                return f"I cannot read {word!r}."
    return None


def numbers_in(text: str) -> tuple[str, list[str], list[str]]:
    """The text without its numbers, the points among them, and the prices."""
    lines: list[str] = []
    prices: list[str] = []
    text = _AFTER_AT.sub(_keep_price(prices), text)
    for found in _NUMBER.finditer(text):
        (prices if _is_price(found[1]) else lines).append(found[1])
    return " ".join(_NUMBER.sub(" ", text).split()), lines, prices


def line_written(written: list[str], given: Fraction | None) -> Fraction | str | None:
    """The line of the text and the request together, or why there is no one line."""
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
    """ "minus twenty three and a half" as "minus 23.5"."""
    number = _NUMBER_WORDS[found["first"].casefold()]
    if found["second"]:
        if number < 20:  # "five two" is no number
            return found[0]
        number += _NUMBER_WORDS[found["second"].casefold()]
    return f"{found['before']} {number}{'.5' if found['half'] else ''}"


def _quarter_line(found: re.Match[str]) -> str:
    """The two neighbouring lines of a quarter line as one number: "-0.5/-1" is -0.75. All else stays as it is."""
    sign, first, other_sign, second = found.groups()
    near = abs(Fraction(first) - Fraction(second)) == Fraction(1, 2)
    same_sign = other_sign in ("", sign) or not Fraction(first) or not Fraction(second)
    if not near or not same_sign or "." not in first + second:
        return found[0]
    return f"{sign or other_sign}{float((Fraction(first) + Fraction(second)) / 2):g}"


def _sign(found: re.Match[str]) -> str:
    return "+" if found[1].casefold() == "plus" else "-"


def _keep_price(kept: list[str]) -> Callable[[re.Match[str]], str]:
    """Takes a price out of a text and keeps it; a number that may be a line stays."""

    def keep(found: re.Match[str]) -> str:
        word = found[found.lastindex or 0]
        number = word if word[-1].isdigit() else None
        if number is not None and not _is_price(number) and (number[0] in "+-" or _fraction(number) is not None):
            return found[0]
        kept.append(word)
        return " "

    return keep
