"""Brings the names of places, schools and clubs to one spelling, as folded words.

Sources write schools as "Oregon St", "N Colorado", "Boston Univ." and "Florida Int'l", and clubs with a legal form or a
founding year. Spellings that follow a rule are handled here; the others are rows in the tables of names.
"""

from __future__ import annotations

import re

from professor_lock.sources.names.league_table import LEAGUES
from professor_lock.sources.names.text import fold

COLLEGE_LEAGUES = frozenset(league.key for league in LEAGUES if league.college)

_SHORT_PLACES = {
    "la": "los angeles",
    "ny": "new york",
    "nyc": "new york",
    "philly": "philadelphia",
    "sf": "san francisco",
    "vegas": "las vegas",
    "nola": "new orleans",
    "dc": "washington",
    "kc": "kansas city",
    "tb": "tampa bay",
    "tampa": "tampa bay",
    "chi": "chicago",
    "minny": "minnesota",
    "cincy": "cincinnati",
    "pitt": "pittsburgh",
    "saint": "st",
    "utd": "united",
    "bor": "borussia",
}
_SCHOOL_WORDS = {
    "intl": "international", "int": "international", "univ": "university", "u": "university", "miss": "mississippi",
    "mass": "massachusetts", "ark": "arkansas", "tenn": "tennessee", "ga": "georgia", "fla": "florida",
    "fl": "florida", "mich": "michigan", "wash": "washington", "okla": "oklahoma", "ariz": "arizona",
    "colo": "colorado", "conn": "connecticut", "ill": "illinois", "ind": "indiana", "minn": "minnesota",
    "mn": "minnesota", "neb": "nebraska", "va": "virginia", "wis": "wisconsin", "wisc": "wisconsin", "c": "central",
    "mid": "middle", "coll": "college", "ca": "california", "tex": "texas", "cal": "california",
    "calif": "california", "csu": "california state", "chi": "chicago", "pa": "pennsylvania", "md": "maryland",
    "oh": "ohio", "ft": "fort", "so": "s", "south": "s", "southern": "s", "no": "n", "north": "n", "northern": "n",
    "east": "e", "eastern": "e", "west": "w", "western": "w", "southeast": "se", "southeastern": "se",
    "southwest": "sw", "southwestern": "sw", "northeast": "ne", "northwest": "nw",
    "bkn": "brooklyn", "nc": "n carolina", "sc": "s carolina",
}  # fmt: skip
"""Short forms inside a school's name -> one form. Directions are shortened: no two schools differ by that alone."""
_LETTERS = re.compile(r"\b([a-z]) and ([a-z])\b")
_CLUB_FORMS = frozenset(
    {
        "fc", "sc", "cf", "afc", "ac", "as", "sv", "fsv", "vfb", "vfl", "tsg", "ssc", "ss", "us", "ud", "cd", "sd",
        "ca", "rcd", "rc", "fk", "sk", "bk", "if", "ff", "nk", "cfc", "bc", "calcio", "club", "1",
    }
)  # fmt: skip
_YEAR = re.compile(r"1[89]\d\d|0\d|[4-9]\d")


def normal(league: str, text: str) -> str:
    """The text folded and with short forms written out, as names of this league are compared."""
    return school(text) if league in COLLEGE_LEAGUES else expand(fold(text))


def expand(folded: str) -> str:
    """The folded text with short place names written out: "la clippers" becomes "los angeles clippers"."""
    words = folded.split()
    return " ".join(
        word if word == "vegas" and at and words[at - 1] == "las" else _SHORT_PLACES.get(word, word)
        for at, word in enumerate(words)
    )


def school(text: str) -> str:
    """A school or college team in one spelling: "St" means Saint at the start or after Mount, otherwise State.

    >>> school("San José St Spartans"), school("St. John's"), school("N Colorado"), school("Texas A&M-CC")
    ('san jose state spartans', 'saint johns', 'n colorado', 'texas am cc')
    """
    words = _LETTERS.sub(r"\1\2", fold(text)).split()
    spelt: list[str] = []
    for at, word in enumerate(words):
        if word == "st":
            spelt.append("saint" if at == 0 or words[at - 1] in ("mt", "mount") else "state")
        elif word == "mt" and at == 0:
            spelt.append("mount")
        elif word != "and":
            spelt += _SCHOOL_WORDS.get(word, word).split()
    return " ".join(spelt)


def club_core(folded: str) -> str:
    """A club's folded name without legal form and founding year; the whole name if nothing would be left.

    >>> club_core("1 fc heidenheim 1846"), club_core("fc"), club_core("schalke 04")
    ('heidenheim', 'fc', 'schalke')
    """
    core = [word for word in folded.split() if word not in _CLUB_FORMS and not _YEAR.fullmatch(word)]
    return " ".join(core) or folded
