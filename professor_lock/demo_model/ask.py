"""What a user asks for, as the rules read it, and the table of those rules."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from professor_lock.demo_model.kinds import Kinds, sign_names
from professor_lock.demo_model.own_texts import in_english
from professor_lock.sources.names.mentions import Name
from professor_lock.sources.names.message import ParsedMessage
from professor_lock.sources.names.message_legs import Leg

TABLE: dict[str, Any] = tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))
RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name.rstrip("0123456789"), re.compile(rf"\b(?:{words})(?!\w)")) for name, words in TABLE["rules"].items()
)
"""Kind and the words (folded, in full) that make a message one, tried in this order."""
KINDS = Kinds.load(Path(__file__).with_name("weights.json"))
KEYWORDS = (KINDS.words - frozenset(TABLE["surnames"]["words"].split())) | frozenset(
    word for pattern in TABLE["rules"].values() for word in re.findall(r"[a-z]{2,}", re.sub(r"\\.", " ", pattern))
)
SAYS = {name: re.compile(pattern) for name, pattern in TABLE["says"].items()}
"""Other turns of speech, by name."""
PICKS = {name: re.compile(pattern) for name, pattern in TABLE["picks_out"].items()}
"""Numbers and names that a message is searched for."""
REWRITES = [(re.compile(pattern, re.IGNORECASE), text) for pattern, text in TABLE["rewrites"]["rows"]]
"""What is read as something else, before all."""
TERMS = re.compile(rf"\b(?:{'|'.join([*TABLE['defined'].values(), *(row[1] for row in TABLE['explain']['rows'])])})\b")
"""Words of the trade that an answer has explained."""
GROUPS = {name: frozenset(kinds.split()) for name, kinds in TABLE["groups"].items()}
"""Kinds that are treated alike."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked for. `teams` are teams or pairings "A vs B"; `which` are those that a name could be."""

    kind: str = "unknown"
    text: str = ""
    league: str | None = None
    teams: tuple[str, ...] = ()
    player: str | None = None
    stat: str | None = None
    market: str = "all"
    day: str | None = None
    line: float | None = None
    legs: tuple[Leg, ...] = ()
    count: int = 0
    stake: float | None = None
    remove: tuple[int | str, ...] = ()
    held: tuple[Leg, ...] = ()
    """The legs on the slip, as far as words have put them there; `held_stake` is its stake."""
    held_stake: float | None = None
    queue: tuple[tuple[Leg, float], ...] = ()
    """Bets with their stakes that are to be slips of their own, one after another."""
    named: tuple[Name, ...] = ()
    """The teams and players talked about, in order; `focus` is the one that was named last and alone."""
    focus: str = ""
    pending: str = ""
    """A bet that a name was missing of."""
    which: tuple[Name, ...] = ()
    missed: tuple[str, ...] = ()
    """Words that were not understood."""
    choices: tuple[str, ...] = ()
    """Kinds that it may be, where the words do not decide."""
    assumed: bool = False
    """No league was named, and the usual one is taken."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: the text, an attached text after it, and what the answer before offered instead."""

    text: str
    attached: str = ""
    offers: tuple[str, ...] = ()


def kind_of(parsed: ParsedMessage, carried: frozenset[str]) -> str:
    """The first kind whose words stand there, else the likeliest by the examples.

    A sport or league that is `carried` is none of those that are not; a word of a bet is no bet where it is explained.
    """
    guess = KINDS.guess(sign_names(parsed)).kinds[0]
    for kind, pattern in RULES:
        found = pattern.search(parsed.words)
        if found is None or (kind in GROUPS["not_carried"] and found[0] in carried):
            continue
        if not (kind in GROUPS["yields"] and guess in GROUPS["yields_to"]):
            return kind
    return guess


def rewritten(text: str) -> str:
    """The text in English where the server offers it, and with the table's rewrites made, one after another."""
    text = in_english(text)
    for pattern, replacement in REWRITES:
        text = pattern.sub(replacement, text)
    return text
