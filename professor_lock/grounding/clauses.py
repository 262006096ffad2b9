"""One sentence taken apart into clauses and table cells, and what is found in them: numbers and names.

Nothing is decided here; `binding` says whose a number is, `judging` whether it is true.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from professor_lock.grounding import numerals
from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.facts import Role
from professor_lock.grounding.plain_text import PlainText
from professor_lock.grounding.tokens import Number, Token

_WHERE = frozenset({"at", "in", "vs", "against", "en", "bei", "chez", "contra", "gegen", "contre", "ante"})
_BREAK_SIGNS = frozenset(",;:()|/—…•[]{}\t")


@dataclass(slots=True)
class Mention:
    """A name in a sentence. `place` is its index among the tokens; `other` a team that stands as the opponent."""

    role: Role
    ids: frozenset[str]
    start: int
    end: int
    place: int
    last: int
    segment: int
    other: bool = False
    leaning: bool = False
    """Whether it names a team as the favorite or the underdog, which may also be said of a team that is named."""
    standing: bool = False
    """Whether it names a team by its place in a game: "the hosts"."""
    ground: bool = False
    """Whether it names the ground where a team plays at home."""


@dataclass(slots=True)
class Found:
    """A number in a sentence, with the index of its first and last token and its clause."""

    number: Number
    start: int
    end: int
    place: int
    last: int
    segment: int
    cell: int = -1
    listed: dict[Role, frozenset[str]] = field(default_factory=dict)
    """Whose it is by its place in a list of prices: "Arsenal v United: -150 / +280 / +420"."""


@dataclass(slots=True)
class Sentence:
    """What was read of one sentence. Offsets are of the plain text; `plain.span` leads back to the text as written."""

    plain: PlainText
    tokens: list[Token]
    numbers: list[Found] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    segments: list[int] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)
    words: frozenset[str] = frozenset()
    heading: bool = False
    row: bool = False
    rule: bool = False
    bullet: bool = False
    lower: bool = False
    """Whether it is written without capital letters, as in a chat, so that names have none either."""
    strangers: list[tuple[int, int]] = field(default_factory=list)
    """Token ranges of what looks like the name of a player or team that is not known here."""

    def of(self, role: Role) -> list[Mention]:
        """The mentions in one role, in order."""
        return [one for one in self.mentions if one.role is role]

    def is_where(self, one: Mention) -> bool:
        """Whether a team only says where, or against whom, was played: "29 at Cleveland"."""
        return one.place > 0 and self.tokens[one.place - 1].folded in _WHERE


def mark_line(sentence: Sentence) -> None:
    text = sentence.plain.text.strip()
    sentence.heading = text.startswith("#") or (text.rstrip("*_").endswith(":") and len(text) < 160)
    sentence.row = text.startswith("|") or text.count("|") >= 2
    sentence.rule = sentence.row and not any(letter.isalnum() for letter in text)
    sentence.bullet = text[:2] in ("- ", "+ ", "• ", "* ") or (text[:1].isdigit() and text[1:3] in (". ", ") "))


def cut_segments(sentence: Sentence) -> None:
    """Number the clauses and the table cells: a clause ends at a comma, a bracket, a dash, "and" and the like."""
    segment = cell = 0
    tokens = sentence.tokens
    for place, token in enumerate(tokens):
        if (token.sign in _BREAK_SIGNS and token.sign) or (token.sign == "-" and not token.glued):
            segment += 1
            cell += token.sign == "|"
        elif token.folded in words.BREAKS and not _inside_numeral(tokens, place):
            segment += 1
        sentence.segments.append(segment)
        sentence.cells.append(cell)


def _inside_numeral(tokens: list[Token], place: int) -> bool:
    """ "one hundred and ten", "mas" before a number, "el mas" (the over): no clause ends there."""
    if place and tokens[place].folded == "mas" and tokens[place - 1].folded in ("el", "al", "del", "lo"):
        return True
    if place + 1 < len(tokens) and tokens[place].folded == "mas" and tokens[place + 1].number is not None:
        return True
    small = numerals.units_and_tens()
    return (
        0 < place < len(tokens) - 1 and tokens[place - 1].folded in small and tokens[place + 1].folded in small
        and small[tokens[place - 1].folded] >= 30
    )  # fmt: skip
