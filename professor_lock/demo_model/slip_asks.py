"""What a message does to the slip: bets named, taken off, changed for others, corrected, and its stake."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from professor_lock.demo_model.ask import GROUPS, SAYS, TABLE, Ask, Message
from professor_lock.sources.names.mentions import Name
from professor_lock.sources.names.message import MONEY, NameReader, ParsedMessage, dollars
from professor_lock.sources.names.message_legs import Leg, chosen, legs_in
from professor_lock.sources.names.message_words import COUNTS, MARKETS
from professor_lock.sources.names.text import fold

DEFAULT_LEAGUE = "nba"
MAX_LEGS, DEFAULT_LEGS = 12, 2
MAX_FILLED = 6
"""A number as small as this after "make it" counts legs, where the tool has chosen them; a larger one is a stake."""
FILLED = Leg("", "filled")
"""A leg that the tool has chosen."""
SIDES = {"Over": "Under", "Under": "Over"}
TIMES = {2.0: "double", 3.0: "triple", 0.5: "half|halve"}
"""By what a stake is multiplied, and the words for it."""


def slip_ask(ask: Ask, parsed: ParsedMessage, before: Ask | None, read: NameReader, names: Sequence[Name]) -> Ask:
    """The ask with the legs it puts on or takes off, and of the kind that does it: build, change, or a question."""
    if ask.stake is None and (bare := SAYS["last_amount"].search(parsed.text)) is not None:
        ask = replace(ask, stake=float(bare[1]))
    if ask.kind == "stake":
        return _stake_change(ask, parsed, before)
    if ask.kind == "remove":
        return _removal(ask, parsed, before, names)
    legs = the_legs(ask, parsed, before, read, names)
    if before is not None and before.held and not legs and SAYS["more"].search(parsed.words):
        more = next((number for word, number in COUNTS.items() if parsed.has(word)), 1)
        return _build(replace(ask, count=len(before.held) + more), parsed, before, legs, adding=True)
    if ask.kind == "remarket":
        return _other_market(ask, parsed, before, names)
    if ask.kind == "swap":
        return _swap(ask, parsed, legs, before.held if before is not None else ())
    adding = before is not None and before.kind in GROUPS["slip"] and not SAYS["new_slip"].search(parsed.words)
    stakes = [amount for one in MONEY.finditer(parsed.text) if (amount := dollars(one))]
    together = "(?:parlay|combine|add|pair|put) (?:it|that|this|them|him) (?:with|and|w|to|together)"
    if (before is None or not before.held) and parsed.has(together):
        return replace(ask, kind="no_leg", legs=())
    if len(legs) > 1 and (len(stakes) == len(legs) or (stakes and SAYS["each"].search(parsed.text.casefold()))):
        (first, stake), *rest = zip(legs, stakes if len(stakes) > 1 else stakes * len(legs), strict=True)
        return replace(ask, kind="build", legs=(first,), stake=stake, count=1, queue=tuple(rest))
    if ask.kind == "bet" or (legs and adding and ask.count in (0, len(before.held if before else ()) + len(legs))):
        if not legs or any(leg.market == "total" and not leg.event for leg in legs) or _left_out(names, legs):
            return replace(ask, kind="no_leg", legs=())
        adds = adding or (ask.stake is None and parsed.has("add|also|throw|include|toss|to the slip|plus"))
        return replace(ask, kind="change" if adds else "build", legs=legs, count=len(legs))
    if _left_out(names, legs):
        return replace(ask, kind="no_leg", legs=())
    if not legs and not ask.count and not parsed.leagues and parsed.has("those|them|these|both|add"):
        return replace(ask, kind="no_leg")
    return _build(ask, parsed, before, legs, adding=adding)


def _left_out(names: Sequence[Name], legs: Sequence[Leg]) -> bool:
    """Whether a team that was named is in none of the legs read: better asked than left out."""
    names = () if any(leg.market not in ("moneyline", "spread", "total") for leg in legs) and len(legs) == 1 else names
    return bool(legs) and any(not any(name.name in f"{leg.selection} {leg.event}" for leg in legs) for name in names)


def the_legs(
    ask: Ask, parsed: ParsedMessage, before: Ask | None, read: NameReader, names: Sequence[Name]
) -> tuple[Leg, ...]:
    """The legs a message names; "the over" alone is of the game of the message before."""
    legs = legs_in(parsed, names, ask.league, read)
    if parsed.has("same game") and len(legs) == 1 and legs[0].event:  # of a game alone: its first team, and the Over
        legs = (legs[0], Leg("Over", "total", legs[0].event, None, ask.league))
    if before is None:
        return legs
    if before.kind == "odds" and before.market == "spread" and parsed.market == "all":  # of the board that was shown
        legs = tuple(
            replace(leg, market="spread")
            if leg.market == "moneyline" and any(leg.selection in game for game in before.teams)
            else leg
            for leg in legs
        )
    one = len(before.teams) == 1 and " vs " not in before.teams[0] and before.market != "total"
    if not legs and one and parsed.spread_line is not None:
        return (Leg(before.teams[0], "spread", None, parsed.spread_line, before.league),)
    them = SAYS["that"].fullmatch(parsed.words) or SAYS["on_them"].fullmatch(parsed.words) or ask.stake
    if not legs and one and them and parsed.side is None:
        market = "spread" if before.market == "spread" else "moneyline"
        line = read(before.text).spread_line if market == "spread" else None
        return (Leg(before.teams[0], market, None, line, before.league),)
    if (
        before.player and not names and not parsed.players and parsed.side is not None
    ):  # "the over" after a player's props
        stat = parsed.stat or before.stat or "points"
        players = [one.name for one in before.named] if not before.focus and len(before.named) > 1 else [before.player]
        if len(players) > 1 and not parsed.has("both|each"):
            return ()
        return tuple(
            Leg(f"{player} {leg.selection}", stat, None, leg.line, before.league) for leg in legs for player in players
        )
    games = before.teams or game_of(before.held)
    if not games:
        return legs
    game, league = games[-1], before.league or (before.held[-1].sport if before.held else None)
    return tuple(
        replace(leg, event=game, sport=league)
        if not leg.event and (leg.market == "total" or leg.selection == "Draw")
        else leg
        for leg in legs
    )


def game_of(held: Sequence[Leg]) -> tuple[str, ...]:
    """The team or pairing of the bet put on last, where it is none on a player."""
    team = held[-1].event or held[-1].selection if held and held[-1].market in ("moneyline", "spread", "total") else ""
    return (team,) if team and team not in (*SIDES, "Draw") else ()


def on_slip(ask: Ask, before: Ask | None) -> Ask:
    """The same with what the slip holds after it."""
    held = before.held if before is not None else ()
    stake = before.held_stake if before is not None else None
    queue = ask.queue or (before.queue if before is not None and ask.kind not in ("build", "change") else ())
    if ask.kind == "build":
        held = (*ask.legs, *(FILLED,) * max(0, ask.count - len(ask.legs)))
        stake = ask.stake
    elif ask.kind in ("change", "place"):
        gone = {n - 1 if n > 0 else len(held) + n for n in ask.remove if isinstance(n, int)}
        gone |= {at for at, leg in enumerate(held) for one in ask.remove if isinstance(one, str) and _is_of(leg, one)}
        held = (*(leg for at, leg in enumerate(held) if at not in gone), *ask.legs)
        stake = ask.stake or stake
    whose, _, side = ask.legs[-1].selection.rpartition(" ") if ask.legs else ("", "", "")
    if whose and side in SIDES:
        ask = replace(ask, player=whose, stat=ask.legs[-1].market)
    return replace(ask, held=held, held_stake=stake, queue=queue)


def _is_of(leg: Leg, words: str) -> bool:
    return set(fold(words).split()) <= set(fold(leg.selection).split())


def joined(asks: tuple[Ask, ...], ask: Ask) -> tuple[Ask, ...]:
    """What one message asks for, with one more ask: two changes of the slip are one."""
    if not asks or ask.kind != "change" or asks[-1].kind not in ("change", "build"):
        return (*asks, ask)
    last = asks[-1]
    if last.kind == "build" and ask.remove:
        return (*asks, ask)
    merged = replace(
        ask, kind=last.kind, text=last.text, legs=(*last.legs, *ask.legs), remove=(*last.remove, *ask.remove),
        stake=ask.stake or last.stake, count=last.count + len(ask.legs), league=last.league or ask.league,
        missed=(*last.missed, *ask.missed), assumed=last.assumed,
    )  # fmt: skip
    return (*asks[:-1], merged)


def revised(parsed: ParsedMessage, before: Ask) -> Ask | None:
    """A correction of the bet put on last: "nah, the under", "make it the spread", "no, the other team"."""
    put_on = before.legs or before.held[-1:]
    if before.kind not in GROUPS["slip"] | {"lock"} or not put_on or FILLED in put_on or parsed.has("with|add|legs?"):
        return None
    old, at = put_on[-1], len(before.held)
    team = chosen(parsed.teams[0], (old.sport or "",))[0] if len(parsed.teams) == 1 else None
    same = next((n for n, leg in enumerate(before.held, start=1) if team and leg.selection == team.name), 0)
    if same:
        old, at = before.held[same - 1], same
    if SAYS["other"].search(parsed.words):
        new = _opposite(old, before)
        if new is None:
            return replace(before, kind="which_one", text=parsed.text)
    else:
        new = _corrected(old, parsed, team if same or len(put_on) == 1 else None)
    if new is None:
        return None
    base = replace(before, text=parsed.text, legs=(new,), stake=parsed.money or before.held_stake, missed=(), queue=())
    if len(before.held) <= 1:
        return replace(base, kind="build", count=1, remove=())
    return replace(base, kind="change", remove=(at,), count=1, stake=parsed.money)


def _opposite(leg: Leg, before: Ask) -> Leg | None:
    """The same of the other player, the other side, or the other team of a game where both were named."""
    whose, _, side = leg.selection.rpartition(" ")
    names = [name.name for name in before.named]
    if side in SIDES and len(names) == 2 and whose in names:
        return replace(leg, selection=f"{names[1 - names.index(whose)]} {side}", line=None)
    if side in SIDES:
        return replace(leg, selection=f"{whose} {SIDES[side]}".strip())
    pairs = [*(pair.split(" vs ") for pair in (leg.event or "", *before.teams)), names]
    pair = next((pair for pair in pairs if len(pair) == 2 and leg.selection in pair), [])
    others = [name for name in pair if name != leg.selection]
    return replace(leg, selection=others[0], line=None) if len(others) == 1 else None


def _corrected(leg: Leg, parsed: ParsedMessage, team: Name | None) -> Leg | None:
    """The same with the player, the side, the team, the market or the line that the message names."""
    whose, _, side = leg.selection.rpartition(" ")
    said, number = parsed.side_said or (None, None)
    line = parsed.spread_line
    market = parsed.market if parsed.market in ("moneyline", "spread") else None if line is None else "spread"
    if parsed.players and side in SIDES:
        player = parsed.players[0].names[0].name
        return Leg(f"{player} {said or side}", parsed.stat or leg.market, None, None, leg.sport)
    if said is not None and not parsed.teams and not parsed.players:
        if side in SIDES:
            return replace(leg, selection=f"{whose} {said}".strip(), line=number)
        return Leg(said, "total", leg.event or leg.selection, number, leg.sport)
    if team is not None:
        return Leg(team.name, market or "moneyline", None, line, team.league)
    if market is not None and not parsed.teams and side not in SIDES:
        return replace(leg, market=market, line=line if market == "spread" else None)
    return replace(leg, market=parsed.stat, line=None) if parsed.stat and whose and side in SIDES else None


def _stake_change(ask: Ask, parsed: ParsedMessage, before: Ask | None) -> Ask:
    """Another stake: one that is named, or so many times the slip's own, which the slip is asked for."""
    held = before.held if before is not None else ()
    legs = FILLED in held and ask.stake is not None and len(held) < ask.stake <= MAX_FILLED
    if legs and re.fullmatch(r"(?i)make it \d\W*", parsed.text.strip()):
        return _build(replace(ask, count=int(ask.stake or 0), stake=None), parsed, before, (), adding=True)
    times = next((number for number, words in TIMES.items() if parsed.has(words)), 0.0)
    if ask.stake is None and times:  # of what is on the slip now, clicks on its card as well
        return replace(ask, kind="restake", line=times, legs=())
    return replace(ask, kind="change" if ask.stake else "no_stake", legs=())


def _other_market(ask: Ask, parsed: ParsedMessage, before: Ask | None, names: Sequence[Name]) -> Ask:
    """The same team's bet in another market: "make the Lakers the spread", "Kings moneyline, not the spread"."""
    wanted = SAYS["not_this"].split(parsed.words, maxsplit=1)[0]
    market = next((market for market, words in MARKETS.items() if re.search(rf"\b(?:{words})\b", wanted)), "spread")
    if len(names) != 1 or market == "total":
        return replace(ask, kind="no_leg", legs=())
    held = before.held if before is not None else ()
    old = next((at for at, leg in enumerate(held, start=1) if leg.selection == names[0].name), 0)
    line = parsed.spread_line if market == "spread" else None
    leg = Leg(names[0].name, market, None, line, names[0].league)
    if not held:
        return replace(ask, kind="build", legs=(leg,), count=1)
    return replace(ask, kind="change", remove=(old or leg.selection,), legs=(leg,), stake=None)


def _removal(ask: Ask, parsed: ParsedMessage, before: Ask | None, names: Sequence[Name]) -> Ask:
    """Legs off the slip, by their numbers, teams, players, leagues, or by "the over"."""
    players = (player.names[0].name for player in parsed.players)
    held = before.held if before is not None else ()
    gone: tuple[int | str, ...] = (*parsed.leg_numbers, *(name.name for name in names), *players)
    if not gone and parsed.side_said is not None:
        gone = (parsed.side_said[0].casefold(),)
    if not gone and held and parsed.has("both|all|everything"):
        gone = tuple(range(1, len(held) + 1))
    if not gone and parsed.leagues:
        gone = tuple(at for at, leg in enumerate(held, start=1) if leg.sport in parsed.leagues)
    elif not gone and parsed.has("it|that|this|last|all|everything"):
        gone = (-1,)
    return replace(ask, kind="change" if gone else "no_leg", remove=gone, legs=(), stake=None, player=None)


def _swap(ask: Ask, parsed: ParsedMessage, legs: tuple[Leg, ...], held: Sequence[Leg]) -> Ask:
    """One leg for another: "swap leg 2 for the Celtics", "the Celtics instead of the Lakers"."""
    new, out = legs, tuple[int | str, ...](parsed.leg_numbers)
    if len(players := [player.names[0].name for player in parsed.players]) == 2:
        old = next((leg for leg in held if players[0] in leg.selection), None)
        new = (
            (replace(old, selection=old.selection.replace(players[0], players[1]), line=None),)
            if old is not None
            else ()
        )
        return replace(ask, kind="change" if new else "no_leg", remove=(players[0],), legs=new, stake=None)
    if not out and len(legs) == 1 and not held and legs[0].line is not None:  # "+7 instead of +6"
        return replace(ask, kind="build", legs=legs, count=1)
    if not out and len(legs) > 1:
        first_out = not parsed.has("instead of")
        on_slip_now = [leg.selection for leg in held]
        if len(legs) == 2 and legs[0].selection not in on_slip_now and legs[1].selection in on_slip_now:
            first_out = False  # "sub the Bulls for the Magic" where the Magic are on it
        out = (legs[0].selection if first_out else legs[-1].selection,)
        new = legs[1:] if first_out else legs[:-1]
        old = next((leg for leg in held if leg.selection == out[0]), None)
        if old is not None and parsed.market == "all" and parsed.spread_line is None:
            new = tuple(replace(leg, market=old.market) for leg in new)
    return replace(ask, kind="change" if out and new else "no_leg", remove=out, legs=new, stake=None)


def _build(ask: Ask, parsed: ParsedMessage, before: Ask | None, legs: tuple[Leg, ...], *, adding: bool) -> Ask:
    """A slip, with what is not named taken from the slip before, or left to be filled in."""
    earlier = before if adding else None
    league = ask.league or (before.league if before is not None else None)
    held = earlier.held if earlier is not None and not legs and not parsed.leagues else ()
    kept = tuple(leg for leg in held if leg is not FILLED)
    least = max(len(legs), earlier.count if earlier is not None else 0)
    count = min(ask.count or 0, MAX_LEGS) or least or DEFAULT_LEGS
    stake = ask.stake or (earlier.held_stake if earlier is not None else None)
    day = ask.day or (earlier.day if earlier is not None else None)
    needs_fill = count > len(legs or kept)
    if needs_fill and league is None and ask.missed:
        return replace(ask, kind="unknown")
    fills = "|".join(TABLE["fills"].values())
    text = f"{ask.text} {earlier.text}" if earlier is not None and not parsed.has(fills) else ask.text
    return replace(
        ask, kind="build", text=text, legs=legs or kept, count=count, stake=stake, day=day,
        league=league or (DEFAULT_LEAGUE if needs_fill else None), assumed=league is None and needs_fill,
    )  # fmt: skip


def added(offers: Sequence[str], said: Message, before: Ask, read: NameReader) -> Ask:
    """What was offered instead, put on the slip: "New York Knicks -5.5 at -107 (A)" without its price."""
    parsed = read(", ".join(offer.partition(" at ")[0] for offer in offers))
    names = [chosen(mention, ())[0] for mention in parsed.teams]
    legs = legs_in(parsed, names, names[0].league if names else None, read)
    stake = before.held_stake if before.kind in ("build", "change") else None
    return Ask("change", said.text, legs=legs, count=len(legs), stake=stake) if legs else Ask("unknown", said.text)
