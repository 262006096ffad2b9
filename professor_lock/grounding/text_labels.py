"""What a source's line calls a number: the words of its clause, of its cell's label, or before its bracket."""

from __future__ import annotations

from professor_lock.grounding.binding import Binder, Reach
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.facts import NO_IDS, Kind, Role

DRAW = frozenset({"draw"})


def of_a_draw(found: Found, sentence: Sentence) -> bool:
    """Whether the draw is the last that was named before a number in its cell: "Burnley +330, Draw +329 fair 22.5%"."""
    draws = [one for one in sentence.of(Role.SIDE) if one.ids & DRAW and one.last < found.place]
    if not draws or sentence.cells[draws[-1].place] != found.cell:
        return False
    return not any(draws[-1].last < one.place < found.place for one in sentence.of(Role.TEAM))


def label_of(found: Found, sentence: Sentence) -> str:
    """The only word before a number and its colon: "Open: 3"."""
    before = sentence.tokens[: found.place]
    return before[0].folded if len(before) == 2 and before[1].sign == ":" else ""


def under_a_matchup(found: Found, sentence: Sentence) -> bool:
    """Whether the nearest teams before a number are both sides of a game, in another cell: it is said of the game."""
    before = [one for one in sentence.of(Role.TEAM) if one.last < found.place]
    cell = sentence.cells[before[-1].place] if before else found.cell
    return cell != found.cell and sum(sentence.cells[one.place] == cell for one in before) > 1


def tags_of(found: Found, sentence: Sentence, binder: Binder) -> frozenset[str]:
    """What a number is called: in its clause, in its cell's label, or right before the bracket it stands in."""
    tag = binder.to(Role.TAG)
    if tag.reach is Reach.CLAUSE:
        return tag.ids
    between = [one.last for one in sentence.numbers if one.last < found.place]
    last = max(between, default=-1)
    label = [
        one.ids
        for one in sentence.of(Role.TAG)
        if last < one.place < found.place and sentence.cells[one.place] == found.cell
    ]
    if label and (last < 0 or sentence.cells[last] != found.cell):
        return frozenset().union(*label)
    begins = _first_tag(sentence)
    if "closing" in begins and sentence.tokens[found.place - 1].folded == "over":
        return begins  # "Closing-line value (fair): +0.80% over 61 bets"
    if found.cell == 1 and sentence.cells[-1] == 1 and not label:  # "Gusts | 27 mph"
        first = [one.ids for one in sentence.of(Role.TAG) if sentence.cells[one.place] == 0]
        if first and all(one.place >= found.place for one in sentence.numbers):
            return frozenset().union(*first)
    bracketed = found.place > 0 and sentence.tokens[found.place - 1].sign == "("
    ratio = bracketed and any(one.last == found.place - 2 and one.number.kind is Kind.RATIO for one in sentence.numbers)
    if ratio:  # "Win rate: 9 of 15 (60.0%, ...)"
        named = [one for one in sentence.of(Role.TAG) if one.last < found.place]
        if named:
            return named[-1].ids
    if bracketed:
        before = [one for one in sentence.of(Role.TAG) if one.last < found.place and one.segment == found.segment - 1]
        if before:
            return before[-1].ids
    return frozenset()


def side_of_chance(found: Found, sentence: Sentence) -> frozenset[str]:
    """The side that a source's fair chance is of: "O 218.5 -105 Demo C fair 50.1%", "fair under -110 (52.4%)"."""
    sides = [
        one
        for one in sentence.of(Role.SIDE)
        if one.last < found.place and sentence.cells[one.place] == found.cell and one.ids & {"over", "under"}
    ]
    return sides[-1].ids if sides else NO_IDS


def _first_tag(sentence: Sentence) -> frozenset[str]:
    return next((one.ids for one in sentence.of(Role.TAG) if one.place == 0), frozenset())


def is_stamp(found: Found, sentence: Sentence) -> bool:
    """Whether a source's day or hour says when it was read, written or quoted: "Source: ESPN, Fri Nov 20, 5:20 PM"."""
    tokens, cells = sentence.tokens, sentence.cells
    own = [tokens[place].folded for place in range(found.place) if cells[place] == found.cell]
    if {*own} & _STAMPING:
        return True
    behind = [tokens[place].folded for place in range(found.last + 1, len(tokens)) if cells[place] == found.cell]
    reported = any(one.role is Role.PLAYER for one in sentence.mentions) and found.cell > 0
    return reported and bool(behind) and "expected" not in own


_STAMPING = frozenset({"source", "quoted", "published", "read", "found"})
