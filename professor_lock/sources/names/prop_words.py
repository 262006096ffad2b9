"""A player prop as people write it ("LeBron James over 25.5", "Curry 20+"), read into player, side and line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from professor_lock.betting.grading import over_line
from professor_lock.betting.prop_stats import stat_meant
from professor_lock.betting.slip import LegRequest, UnmatchedLeg
from professor_lock.sources.names.leg_words import NUMBER, OVER_UNDER, SHORT_TOTAL, line_in
from professor_lock.sources.names.text import fold

_MILESTONE = re.compile(r"\b(\d{1,3})\s?\+(?=\s|$)")


@dataclass(frozen=True, slots=True)
class WantedProp:
    """A prop request read: whose number (as written), Over or Under, of what, at which line, in which game's words."""

    asked: str
    player: str
    side: str
    stat: str
    line: Fraction | None
    event: str | None


def read_prop(request: LegRequest) -> WantedProp | UnmatchedLeg:
    """What the words ask for; "20+" is over 19.5. The stat is the request's, its words may be in the selection too."""
    asked = ", ".join(filter(None, (request.selection.strip(), request.stat, request.event)))
    text = SHORT_TOTAL.sub(lambda found: f"{'over' if found[1] in 'oO' else 'under'} {found[2]}", request.selection)
    milestone = _MILESTONE.search(text)
    if milestone and int(milestone[1]):
        text = text.replace(milestone[0], f"over {float(over_line(milestone[0])):g}", 1)
    direction = OVER_UNDER.search(text)
    if direction is None:
        return UnmatchedLeg(asked, "A player prop needs Over or Under.")
    before, after = text[: direction.start()], text[direction.end() :]
    player = " ".join((before if fold(before) else NUMBER.sub(" ", after)).split())
    if stat_meant(fold(player)) is not None or not fold(player):
        return UnmatchedLeg(asked, "Which player is that on?")
    line = line_in(after) if request.line is None else request.line
    side = "Over" if direction[1][0] in "oO" else "Under"
    return WantedProp(
        asked, player.removesuffix("'s").removesuffix("’s"), side, request.stat or "", line, request.event
    )
