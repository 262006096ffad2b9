"""The names that users have for the markets of a game, and for markets that are not carried here.

A bet on a half, a period, a series or another market is not the bet on the whole game: the user is told that it is not
carried, and is never given a different bet.
"""

from __future__ import annotations

import re

from professor_lock.betting.facts import Market
from professor_lock.sources.names.text import fold

_PHRASES: dict[Market, tuple[str, ...]] = {
    Market.MONEYLINE: (
        "moneylines", "moneyline", "money lines", "money line", "ml", "h2h", "head to head", "to win the game",
        "to win", "wins", "win", "straight up", "su", "match winner", "match result", "game winner", "1x2",
    ),
    Market.SPREAD: (
        "point spreads", "point spread", "the spread", "spreads", "spread", "against the spread", "ats", "run lines",
        "run line", "runline", "rl", "puck lines", "puck line", "puckline", "pl", "asian handicap", "ah",
        "handicaps", "handicap", "hcap",
    ),
    Market.TOTAL: (
        "total points", "total goals", "total runs", "game totals", "game total", "match total", "totals", "total",
        "over under", "over or under", "ou", "o u",
    ),
}  # fmt: skip
_NEUTRAL = ("full game", "whole game", "full match", "points", "point", "pts", "goals", "goal", "runs", "run")
"""Words that do not change the bet: the whole game, and the unit that its sport scores in."""
_FILLING = frozenset({"the", "a", "of", "on", "for", "in", "game", "match", "bet", "side", "market", "line"})

_ORDINAL = r"(?:1st|2nd|3rd|4th|first|second|third|fourth)"
_TIED = r"(?:draw|tie)"
_NOT_CARRIED: tuple[tuple[str, str], ...] = (
    (rf"{_ORDINAL}\s+(?:\d+|three|five|seven|innings?)(?:\s+innings?)?|f[357]|innings?|[ny]rfi", "innings"),
    (r"1h|2h|h1|h2|half|halves|half\s?time|ht|ht/ft", "a half"),
    (rf"q[1-4]|[1-4]q|quarters?|qtrs?|{_ORDINAL}\s+(?:quarter|qtr|q)", "a quarter"),
    (rf"p[1-3]|[1-3]p|periods?|{_ORDINAL}\s+period", "a period"),
    (r"regulation|reg\s+time|60\s?min(?:ute)?s?|90\s?min(?:ute)?s?", "regulation time alone"),
    (r"3[\s-]?way|three[\s-]way", "a three-way line"),
    (r"overtime|ot|extra\s+time|et|aet|penalt(?:y|ies)|pens|shoot\s?-?out", "overtime or penalties alone"),
    (r"european\s+handicap", "a three-way line"),
    (
        r"series|sweeps?|advances?|to\s+(?:make|reach)|relegat(?:ed|ion)|to\s+qualify|qualif(?:y|ies)|go(?:es)?\s+through|lift",
        "a series or a round",
    ),
    (r"championship|champions?|title|futures?|outrights?|division|conference|mvp|season\s+wins", "futures"),
    (r"draw\s+no\s+bet|dnb|tie\s+no\s+bet", "draw no bet"),
    (rf"wins?\s*[/&+,-]?\s*(?:and\s+)?(?:the\s+)?{_TIED}|{_TIED}\s*[/&+,-]?\s*(?:and\s+)?wins?", "double chance"),
    (rf"[/&+]\s*{_TIED}|(?:and|or)\s+(?:the\s+|a\s+)?{_TIED}|{_TIED}\s*(?:[/&+]|and\b)", "double chance"),
    (rf"not\s+to\s+lose|unbeaten|no\s+{_TIED}", "double chance"),
    (r"double\s+chance|1x|x2|(?:win\s+)?or\s+(?:draw|tie)|(?:draw|tie)\s+or(?:\s+win)?", "double chance"),
    (r"clean\s+sheets?|to\s+nil|both\s+teams\s+to\s+score|btts|gg|ng|(?:correct|exact)\s+score", "that market"),
    (r"corners?|bookings?|(?:yellow\s+|red\s+)?cards?|offsides?|wire\s+to\s+wire|highest\s+scoring", "that market"),
    (r"odd|race\s+to|(?:first|last)\s+to", "that market"),
    (r"win(?:s|ning)?\s+(?:by|margin)|margin\s+of\s+victory|lead(?:s|ing)?", "that market"),
    (r"team\s+totals?|tt", "a team total"),
    (r"alt|alternat(?:e|ive)", "an alternate line"),
    (r"teasers?|teased|parlay|sgp|round\s+robin|buy(?:ing)?", "that kind of bet"),
    (r"live|in[\s-]?play|in-game|ingame", "a live bet"),
    (r"anytime|first\s+(?:td|touchdown|basket|goal)|to\s+(?:score|record)", "a bet without a line"),
    (r"(?:double|triple)[\s-]double", "a bet without a line"),
)
_REFUSED = tuple(
    (re.compile(rf"(?<![\w'’])(?:{words})(?![\w'’])", re.IGNORECASE), label) for words, label in _NOT_CARRIED
)

_MARKET = {phrase: market for market, phrases in _PHRASES.items() for phrase in phrases}
_ANY = re.compile(
    r"(?<![\w'’])(?:"
    + "|".join(phrase.replace(" ", r"[\s/-]+") for phrase in sorted((*_MARKET, *_NEUTRAL), key=len, reverse=True))
    + r")(?![\w'’])",
    re.IGNORECASE,
)


def not_carried(*texts: str | None) -> str | None:
    """Why a bet described by these texts cannot be priced here; None where they name no market that is not carried.

    >>> not_carried("Lakers 1H -3.5")
    'Only whole games are carried here: a half ("1H") is not.'
    """
    for text in filter(None, texts):
        for pattern, label in _REFUSED:
            found = pattern.search(text)
            if found:
                return f'Only whole games are carried here: {label} ("{found[0].strip()}") is not.'
    return None


def split_market(text: str) -> tuple[str, set[Market]]:
    """The text without the words that name a market of the whole game, and the markets that these words name.

    >>> split_market("Rangers puck line -1.5")
    ('Rangers -1.5', {<Market.SPREAD: 'spread'>})
    """
    named: set[Market] = set()

    def taken(found: re.Match[str]) -> str:
        market = _MARKET.get(" ".join(fold(found[0]).split()))
        if market is not None:
            named.add(market)
        return " "

    return " ".join(_ANY.sub(taken, text).split()), named


def market_of(text: str) -> Market | None:
    """The market of the whole game that the text names; None where it names none or has any other word."""
    rest, named = split_market(text)
    return named.pop() if len(named) == 1 and not set(fold(rest).split()) - _FILLING else None
