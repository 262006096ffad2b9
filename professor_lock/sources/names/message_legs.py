"""Reads the games and legs of a message out of its parts: teams, lines, overs and unders, props."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from professor_lock.betting.prop_stats import stat_meant
from professor_lock.sources.names.leagues import leagues_by_key
from professor_lock.sources.names.mentions import Mention, Name
from professor_lock.sources.names.message import SIDE, SPREAD, NameReader, ParsedMessage
from professor_lock.sources.names.text import fold

MAX_PIECES = 20
"""The most legs read from one message; no ticket has as many."""
PIECES = re.compile(r"[,;\n]|\bleg ?\d\b|\band\b|&|\bplus\b|\bwith\b|\bparlay\b|\s[+/|•]\s", re.IGNORECASE)
ENDS = re.compile(
    r"(?i)(?:(?<=\bml)|(?<=\bmoneyline)|(?<=[+-]\d)|(?<=[+-]\d\d)|(?<=[+-]\d\.5)|(?<=[+-]\d\d\.5)) +"
    r"(?=(?!(?:vs?|at|against|over|under|in|of|for|on|or|spread|odds|points?)\b)[a-z])"
)
"""Where a bet ends that no comma ends: "knicks ml warriors -4 bucks over"."""
DRAWS = r"draw|tie"
AGAINST = (["vs"], ["v"], ["at"], ["versus"], ["against"], ["beat"], ["beats"], ["to", "beat"])


@dataclass(frozen=True, slots=True)
class Leg:
    """A leg as a message asks for it. `selection` is a team, "Over", "Under", "Draw" or a player with a side.

    `event` is a team or a pairing, `line` in points, `sport` the key of a league; None is what the message leaves out.
    """

    selection: str
    market: str
    event: str | None = None
    line: float | None = None
    sport: str | None = None


def chosen(mention: Mention, leagues: Iterable[str]) -> tuple[Name, ...]:
    """The names that a mention means: those of the given leagues, else of their sports, else of the major leagues."""
    keys = set(leagues) & set(leagues_by_key())
    sports = {leagues_by_key()[key].sport for key in keys}
    wanted = [name for name in mention.names if name.league in keys]
    wanted = wanted or [name for name in mention.names if leagues_by_key()[name.league].sport in sports]
    common = [name for name in mention.names if name.league not in ("wnba", "mls", "ncaaf", "ncaab")]
    return tuple(wanted or common or mention.names)


def pairings(parsed: ParsedMessage, names: Sequence[str], *, apart: bool = False) -> tuple[str, ...]:
    """The games and teams asked for: "Lakers vs Warriors" and "Lakers Warriors" are a game, "Lakers and Celtics" teams.

    `names` are the full names of `parsed.teams`. Teams written side by side are one game only where they are two, and
    only without `apart`.
    """
    found: list[str] = []
    between = [["start"], *(_between(parsed, at) for at in range(1, len(parsed.teams))), ["end"]]
    for at, name in enumerate(names):
        alone = apart or not (between[at - 1] and between[at + 1])
        joins = between[at] in AGAINST or between[at][-1:] == ["or"] or not (between[at] or alone)
        if found and joins and " vs " not in found[-1] and name != found[-1]:
            found[-1] += f" vs {name}"
        else:
            found.append(name)
    return tuple(dict.fromkeys(found))


def is_parlay(parsed: ParsedMessage) -> bool:
    """Whether teams written side by side are legs of a parlay of several games, and not one game."""
    return parsed.has("parlay|round robin") and not parsed.has("same game")


def _between(parsed: ParsedMessage, at: int) -> list[str]:
    """The words between the team at this index and the team before it."""
    return [
        word for word in parsed.tokens[parsed.teams[at - 1].end : parsed.teams[at].start] if word not in ("the", "s")
    ]


def legs_in(parsed: ParsedMessage, names: Sequence[Name], league: str | None, read: NameReader) -> tuple[Leg, ...]:
    """The legs that a message names: teams with or without a line, overs and unders, props. Each piece is read alone.

    `names` says which team each of `parsed.teams` means, in the same order; `league` is the key to assume for an over
    or under before any team is named.
    """
    given = {mention.words: name for mention, name in zip(parsed.teams, names, strict=False)}
    legs: list[Leg] = []
    game: str | None = None
    apart = is_parlay(parsed)
    for piece in _pieces(parsed.text):
        inside = read(piece)
        here = [given.get(mention.words, mention.names[0]) for mention in inside.teams]
        pairs = pairings(inside, [name.name for name in here], apart=apart and inside.side is None)
        league = here[-1].league if here else league
        game = pairs[-1] if pairs else game
        if (side := inside.side) is not None:
            legs.append(_over_or_under(inside, side, game, league))
            continue
        if inside.has(DRAWS):
            legs.append(Leg("Draw", "moneyline", pairs[-1] if pairs else game, None, league))
            continue
        spread = SPREAD.search(piece)
        line = None if spread is None else float(spread[1]) if spread[1] else 0.0
        kind = "spread" if spread or inside.market == "spread" or parsed.market == "spread" else "moneyline"
        pair = pairs[0] if pairs and " vs " in pairs[0] else None
        legs += [Leg(name.name, kind, pair, line, name.league) for name in (here[:1] if pair else here)]
    named = [leg for leg in legs if leg.selection not in ("Over", "Under", "Draw")]
    game = game or (named[0].selection if named and " " in named[0].selection else None)
    whole = (
        Leg(leg.selection, leg.market, leg.event or game, leg.line, leg.sport) if leg.market == "total" else leg
        for leg in legs
    )
    return tuple(dict.fromkeys(whole))


def _over_or_under(piece: ParsedMessage, side: re.Match[str], game: str | None, league: str | None) -> Leg:
    """The prop of the piece's first player, or the total of `game` where it names no player."""
    selection, line = piece.side_said or ("", None)
    if not piece.players:
        return Leg(selection, "total", game, line, league)
    player = piece.players[0].names[0]
    stat = piece.stat or stat_meant(fold(piece.text[side.end() :])) or "points"
    return Leg(f"{player.name} {selection}", stat, None, line, player.league)


def _pieces(text: str) -> list[str]:
    """The message cut into pieces of one leg each; "over 25.5 points and rebounds" stays one piece."""
    pieces: list[str] = []
    for piece in PIECES.split(ENDS.sub(", ", text)):
        sums = bool(pieces) and SIDE.search(pieces[-1]) and not SIDE.search(piece)
        if sums and stat_meant(fold(piece)) is not None:
            pieces[-1] += f" {piece}"
        else:
            pieces.append(piece)
    return [piece for piece in pieces if piece.strip()][:MAX_PIECES]
