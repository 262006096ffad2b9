"""The parts of a message that ask for different things: "lock it and show my bets"."""

from __future__ import annotations

import re
from dataclasses import replace

from professor_lock.demo_model.ask import GROUPS, KINDS, SAYS, Message, kind_of, rewritten
from professor_lock.demo_model.kinds import sign_names
from professor_lock.sources.names.leagues import LEAGUES
from professor_lock.sources.names.message import READ_CHARS, NameReader, ParsedMessage
from professor_lock.sources.names.pasted import looks_pasted

MOST_PARTS = 12
CARRIED = frozenset(word for league in LEAGUES for word in (*league.words, *league.sport.words))
"""A sport or league of the list of those that are not carried may have got its row."""


def parts_of(said: Message, read: NameReader) -> list[Message]:
    """The message cut where it begins to ask for something else: "lock it and show my bets"."""
    if said.attached or looks_pasted(said.text):
        return [said]
    text = rewritten(re.sub(r"[^\S\n]+", " ", said.text[:READ_CHARS]))
    said, whole = replace(said, text=text), read(text)
    if kind_in(whole) in GROUPS["whole"] or (SAYS["priced"].search(text) and not whole.mentions):
        return [said]
    cuts = [0, *(found.start() for found in SAYS["parts"].finditer(text))][:MOST_PARTS]
    parts: list[tuple[str, str]] = []
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        piece = text[start:end]
        parsed = read(SAYS["parts"].sub("", piece, count=1) if start else piece)
        kind = kind_in(parsed)
        if parts and not _begins(kind, parsed, *parts[-1], read):
            parts[-1] = (kind if parts[-1][0] == "unknown" else parts[-1][0], parts[-1][1] + piece)
        else:
            parts.append((kind, SAYS["parts"].sub("", piece, count=1) if start else piece))
    legs_only = kind_in(whole) in ("bet", "build") and {kind for kind, _ in parts} <= GROUPS["pieces"]
    if legs_only and not (SAYS["shown"].search(whole.words) or SAYS["does_two"].search(whole.words)):
        return [said]  # "Curry over points and Warriors moneyline"
    texts = [text for _, text in parts]
    for at in range(len(texts) - 1):  # "weather and injuries for the Bears": both are of the Bears
        if not read(texts[at]).mentions and parts[at][0] in GROUPS["board"]:
            texts[at] += "".join(f" {mention.words}" for mention in read(texts[at + 1]).mentions)
    return [replace(said, text=text) for text in texts]


def _begins(kind: str, parsed: ParsedMessage, earlier: str, text: str, read: NameReader) -> bool:
    """Whether a piece asks for something else than the part before it."""
    if earlier in GROUPS["board"] - {"odds"} and SAYS["the_side"].fullmatch(parsed.words):
        return True
    if not {kind, earlier} <= GROUPS["begins"] or not KINDS.guess(sign_names(parsed)).sure:
        return False
    if kind in ("odds", "stats") and not parsed.mentions and not SAYS["shown"].search(parsed.words):
        return False
    if not parsed.mentions and earlier in GROUPS["board"] | {"stats"} and SAYS["asks_of_it"].match(parsed.words):
        return False  # "Tatum or Brunson, who averages more"
    if (earlier == "compare" and kind == "odds") or (
        earlier in ("bet", "build") and kind in ("value", "stake") and not parsed.mentions
    ):
        return False
    if kind == earlier or {kind, earlier} <= {"bet", "build"}:
        before = read(text)
        return kind == "odds" and bool(parsed.teams and before.teams) and before.market != parsed.market
    if earlier in GROUPS["of_slip"]:
        return (
            kind in GROUPS["of_slip"] - {"bet", "build"}
            or (
                kind not in ("odds", "stats")
                and (kind not in ("bet", "build") or SAYS["does"].match(parsed.words) is not None)
            )
            or SAYS["shown"].search(parsed.words) is not None
        )
    return kind not in GROUPS["of_slip"] or SAYS["does"].match(parsed.words) is not None


def kind_in(parsed: ParsedMessage) -> str:
    """The kind of thing that a message, or a part of one, asks for by itself."""
    return kind_of(parsed, CARRIED)
