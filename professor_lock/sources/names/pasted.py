"""Reads a pasted or attached slip, as text or CSV, with one leg per line. Pure.

Lines without a bet (a heading, the stake, the payout, "Parlay (3 legs)") are no legs; every other line is one, whether
its teams are known or not. A price in a line is what was offered earlier: it is left out, and looked up again.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

from professor_lock.betting.facts import Market
from professor_lock.betting.legs import LegRequest
from professor_lock.betting.prop_stats import stat_within
from professor_lock.sources.names.leg_words import OVER_UNDER, spelt_out
from professor_lock.sources.names.market_words import split_market
from professor_lock.sources.names.questions import words_of
from professor_lock.sources.names.rosters import leagues_of_team, split_matchup
from professor_lock.sources.names.text import fold

MAX_LINES = 40
MAX_LINE_CHARS = 200

_AMOUNT = (
    r"((?:\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,7}(?:[.,]\d{1,2})?|\.\d{1,2})(?![.,]?\d))"
    r"\s?(k\b)?"
)
"""An amount with or without separators, English or European: "1,250.00", "1.250,00", "1250", "12,50"; "5k" is 5,000."""
_MONEY = re.compile(rf"[$€£]\s?{_AMOUNT}|(?<![\w.,]){_AMOUNT}\s?(?:dollars|bucks|usd)\b", re.IGNORECASE)
_STAKE = re.compile(
    r"\b(?:stake|wager|risk|bet amount|total bet|amount|to win|to return|payout|returns?)\b", re.IGNORECASE
)
_RETURN = re.compile(r"\b(?:win|returns?|payout|pays)\b", re.IGNORECASE)
_BARE_STAKE = re.compile(
    r"^(?:total )?(?:stake|wager|risk|bet amount|amount|total bet)\s*[:=-]?\s*\$?"
    rf"{_AMOUNT}$",
    re.IGNORECASE,
)
_HEADING = frozenset(
    """
    to win payout potential return returns total stake wager risk odds id ref date placed bet bets slip betslip my the
    ticket parlay acca sgp same game single straight book cash out status open leg legs pick picks team fold of a here
    is this it heres check rate please can you could what do think about look at price add put build these me for on in
    prizepicks fanduel draftkings betmgm caesars bet365 pinnacle bovada sportsbook betrivers espn fanatics hard rock
    tonight today tonights todays so s and good thoughts ok hi hey everything all won lost pending
    """.split()  # noqa: SIM905
)
"""A line that consists of these words and numbers is a heading, not a leg."""
_BULLET = re.compile(
    r"^\s*(?:[^\w\s+\-−.(\[#$€£]+|[-*•·]|(?:pick|selection|bet|leg)(?: ?#?\d{1,2})? ?:|\d{1,2}[.)]|leg \d{1,2}:?"
    r"|#\d{1,2})\s+",
    re.IGNORECASE,
)
_PRICE = re.compile(r"(?:@\s*|\()?(?<![\w.])[+\-−]\d{3,5}(?![\w.])\)?|@\s*\d{1,3}\.\d{1,3}(?![\w.])")
_SIGNED = re.compile(r"(?<![\w.])[+\-−]\d{1,3}(?:\.\d+)?(?![\d.])|\bpk\b|\bpick'?em\b", re.IGNORECASE)
_MILESTONE = re.compile(r"(?<![\w.])\d{1,3}\s?\+(?=\s|$)")
_LAST_PRICE = re.compile(r"\s\d{1,3}\.\d{2}$")
_MORE = re.compile(r"\b(?:more|higher)(?: than)?(?= \d)", re.IGNORECASE)
_LESS = re.compile(r"\b(?:less|lower|fewer)(?: than)?(?= \d)", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{2}")
_COUNTED = re.compile(r"\b(?:total|points|pts|goals|runs)\b", re.IGNORECASE)
_HEADERS = frozenset(
    """
    team selection pick player market type bet line spread point points odds price stake wager amount event game match
    league sport leg side stat
    """.split()  # noqa: SIM905
)
_LEFT_OUT = frozenset({"odds", "price", "stake", "wager", "amount", "league", "sport", "leg"})


@dataclass(frozen=True, slots=True)
class PastedSlip:
    """The legs as typed, one each, and the stake in dollars; None where no stake is named."""

    lines: tuple[str, ...]
    stake: float | None = None


def read_pasted(text: str) -> PastedSlip:
    """The legs and the stake of a pasted text or CSV, in its order; at most MAX_LINES lines of MAX_LINE_CHARS.

    >>> read_pasted("My slip:\\n1. Lakers -3.5 -110\\n2. Celtics ML\\nWager: $25")
    PastedSlip(lines=('Lakers -3.5 -110', 'Celtics ML'), stake=25.0)
    """
    written = [line.strip()[:MAX_LINE_CHARS] for line in text.splitlines() if line.strip()][:MAX_LINES]
    lines, stake = _of_csv(written) or ([_BULLET.sub("", line) for line in written], None)
    legs = []
    for written_line in lines:
        line = written_line
        money = _MONEY.search(line)
        bare = _BARE_STAKE.match(line.strip())
        if bare:
            stake, line = stake or _dollars(bare[1], bare[2]), ""
        elif money and (_STAKE.search(line) or not _MONEY.sub("", line).strip(" .:-")):
            stake = stake or _stake_in(line)
            line = _STAKE.sub("", _MONEY.sub("", line)).strip(" .:-,")
        words = {word for word in fold(line).split() if not word.isdigit()}
        if words - _HEADING and _WORDS.search(line):
            legs.append(line)
    return PastedSlip(tuple(legs), stake)


def _stake_in(line: str) -> float | None:
    """The stake in a line, in dollars, as opposed to the return: 20.0 of "Stake $20, to win $40"."""
    end = 0
    for money in _MONEY.finditer(line):
        label, end = line[end : money.start()], money.end()
        if not _RETURN.search(label):
            return _dollars(money[1] or money[3], money[2] or money[4])
    return None


def _dollars(amount: str, thousands: str | None) -> float:
    """Dollars: 1250.0 for "1,250.00" and for "1.250,00"; `thousands` is the "k" of "5k"."""
    whole, cents = amount, ""
    if amount[-3:-2] in ("", ".", ",") or amount[-2:-1] in (".", ","):
        at = max(amount.rfind("."), amount.rfind(","))
        whole, cents = (amount[:at], amount[at + 1 :]) if at >= 0 else (amount, "")
    return float(f"{re.sub(r'[.,]', '', whole) or '0'}.{cents or '0'}") * (1000 if thousands else 1)


def _in_full(text: str) -> str:
    """The line with "more" and "less" written as over and under."""
    return _LESS.sub("Under", _MORE.sub("Over", text))


def looks_pasted(text: str) -> bool:
    """Whether a message is a pasted slip: two or more lines are legs, and most of those have a side or a number.

    >>> looks_pasted("Lakers -3.5\\nCeltics ML"), looks_pasted("hi\\nhow are you"), looks_pasted("Lakers odds")
    (True, False, False)
    """
    lines = read_pasted(_in_full(text)).lines
    sided = [
        line
        for line in lines
        if any(sign.search(line) for sign in (_MILESTONE, _SIGNED, OVER_UNDER)) or split_market(line)[1]
    ]
    return len(lines) > 1 and 2 * len(sided) >= len(lines) and len(text.strip().splitlines()) > 1


def leg_of_line(line: str) -> LegRequest:
    """The leg that a line asks for. Which game and quote it means is found out by `legs` and the sources.

    >>> leg_of_line("Lakers -3.5 -110").market, leg_of_line("LeBron James over 25.5 points").stat
    (<Market.SPREAD: 'spread'>, 'points')
    """
    text = " ".join(spelt_out(_PRICE.sub(" ", _in_full(line))).split())
    if not OVER_UNDER.search(text) and not _SIGNED.search(text):  # beside those, 2.25 may be a line
        text = _LAST_PRICE.sub("", text)
    game, rest = _game_in(text)
    stat = stat_within(words_of(rest))
    named = split_market(rest)[1]
    if _MILESTONE.search(rest) and stat is not None and not _is_of_a_game(_MILESTONE.sub(" ", rest)):
        return LegRequest(rest, Market.PLAYER_PROP, stat=stat)
    if OVER_UNDER.search(rest):
        of_game = game or _is_of_a_game(rest)
        if stat is not None and not of_game and _WORDS.search(OVER_UNDER.sub(" ", rest)):
            return LegRequest(rest, Market.PLAYER_PROP, stat=stat)
        return LegRequest(_COUNTED.sub(" ", rest), Market.TOTAL, event=game)
    if len(named) == 1:
        return LegRequest(rest, next(iter(named)), event=game)
    market = Market.SPREAD if _SIGNED.search(rest) else Market.MONEYLINE
    return LegRequest(rest, market, event=game)


def _is_of_a_game(text: str) -> bool:
    """Whether the words other than over, under and the number name a game or a team."""
    names = " ".join(re.sub(r"[+-]?\d[\d.]*", " ", _COUNTED.sub(" ", OVER_UNDER.sub(" ", text))).split())
    return split_matchup(names) is not None or bool(leagues_of_team(names))


def _game_in(text: str) -> tuple[str | None, str]:
    """The game in brackets or after a dash, as in "Over 220.5 (Lakers @ Suns)", and the text without it."""
    found = re.search(r"[(\[]([^()\[\]]{3,80}?\s(?:@|vs?\.?|at)\s[^()\[\]]{2,80})[)\]]", text)
    if found is None:
        found = re.search(r"\s[-–—|,]\s([^-–—|,]{2,60}?\s(?:@|vs?\.?|at)\s[^-–—|,]{2,60})$", text)
    if found is None:
        return None, text
    return found[1].strip(), f"{text[: found.start()]} {text[found.end() :]}".strip()


def _of_csv(lines: list[str]) -> tuple[list[str], float | None] | None:
    """The rows of a CSV that begins with headings, each as a line of text, and the stake; None for other text."""
    if len(lines) < 2 or not any(sign in lines[0] for sign in ",;\t"):
        return None
    sign = max(",;\t", key=lines[0].count)
    rows = list(csv.reader(lines, delimiter=sign))
    names = [fold(cell) for cell in rows[0]]
    if len(names) < 2 or not set(names) & _HEADERS:
        return None
    legs, stake = [], None
    for row in rows[1:]:
        cells = dict(zip(names, (cell.strip() for cell in row), strict=False))
        amount = next((cells[name] for name in ("stake", "wager", "amount") if cells.get(name)), "")
        if stake is None and (found := re.fullmatch(rf"\$?\s?{_AMOUNT}", amount, re.IGNORECASE)):
            stake = _dollars(found[1], found[2])
        game = next((cells[name] for name in ("event", "game", "match") if cells.get(name)), "")
        said = " ".join(
            _signed_line(cell, cells) if name == "line" else cell
            for name, cell in cells.items()
            if cell and name not in _LEFT_OUT and name not in ("event", "game", "match")
        )
        legs.append(f"{said} ({game})" if game and said else said or game)
    return legs, stake


def _signed_line(cell: str, cells: dict[str, str]) -> str:
    """The cell with a plus sign where it is a positive line of a spread."""
    spread = any("spread" in cells.get(name, "").casefold() for name in ("market", "type", "bet"))
    return f"+{cell}" if spread and re.fullmatch(r"\d{1,3}(?:\.\d+)?", cell) else cell
