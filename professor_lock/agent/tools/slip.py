"""The agent's tools that build, show and change the user's slip, which is the one that the user changes by clicks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from agents.tool import FunctionTool

from professor_lock.agent.context import ProfessorLockContext
from professor_lock.agent.next_questions import subject_of_game
from professor_lock.agent.tools.kit import (
    MAX_LEGS_ASKED,
    ParlayLeg,
    Run,
    leg_request,
    short,
    tool,
)
from professor_lock.betting.board import build_board
from professor_lock.betting.consensus import has_begun
from professor_lock.betting.facts import Market, Slate
from professor_lock.betting.legs import LegRequest, UnmatchedLeg
from professor_lock.betting.money import parse_stake
from professor_lock.betting.offers import leg_name
from professor_lock.desk.slip import Edit, LegState, SlipState, add_legs, all_of, remove_leg, set_stake
from professor_lock.desk.slips import SlipView
from professor_lock.errors import BadInput
from professor_lock.sources.names.pasted import leg_of_line, read_pasted
from professor_lock.sources.names.text import fold
from professor_lock.sources.names.when import When, evening_now, games_then, split_when
from professor_lock.tool_outcomes import Outcome, no_answer, offered_instead
from professor_lock.widgets.actions import leg_key, numbered
from professor_lock.widgets.simple import create_notice_widget
from professor_lock.widgets.slip_words import candidates
from professor_lock.words.sentences import sentence

NO_SLIP = "There is no open slip in this conversation."
MoreOf = Literal["favorites", "underdogs", "overs", "unders"]
MAX_PASTED_CHARS = 8_000
"""Characters of a pasted slip; more than any slip has."""


@tool
async def build_parlay(
    ctx: Run,
    legs: list[ParlayLeg],
    stake: float | None = None,
    *,
    more_legs: int = 0,
    more_of: MoreOf = "favorites",
    sport: str | None = None,
    day: str | None = None,
) -> str:
    """Start a new interactive parlay slip; it takes the place of the one that was open. Prices are looked up.

    Args:
        legs: The legs by name, in the user's order.
        stake: The stake in dollars where the user said one; else it is their usual one.
        more_legs: How many legs to fill in from coming games of other teams, where the user leaves the choice open.
        more_of: What those are.
        sport: The league of those, e.g. "nba".
        day: The day of those, e.g. "tonight", "tomorrow".
    """
    run = ctx.context
    if not 1 <= len(legs) + more_legs <= MAX_LEGS_ASKED or more_legs < 0:
        raise BadInput(f"A slip takes 1 to {MAX_LEGS_ASKED} legs.", field="legs")
    await _not_cooling(run)
    await run.progress("Pricing your parlay", icon="analytics")
    stake_cents, refused = await _first_stake(run, stake)
    asked = [leg_request(leg) for leg in legs]
    message = refused
    if more_legs:
        slate = await run.desk.market.slate(short(sport or "nba"), run.user)
        filled = _filled(run, slate, more_legs, more_of, legs, day=day)
        if not filled and not asked:
            raise BadInput(f"{slate.source} lists no open game to build a slip from.")
        if len(filled) < more_legs:
            fewer = f"Only {len(asked) + len(filled)} legs: there are no more open games with prices."
            message = " ".join(filter(None, (refused, fewer)))
        asked += filled
    found, unmatched = await run.desk.market.find_legs(asked, run.user)
    offers = [offer for leg in unmatched for offer in leg.candidates]
    if not found and (not offers or any(" at " in offer for offer in offers)):  # nobody has it, or at another line
        return await _show_not_offered(run, unmatched)
    message = " ".join(filter(None, (message, await run.desk.market.notes_of(found, run.user)))) or None
    slip = SlipState(legs=tuple(found), unmatched=_as_shown(run, unmatched), stake_cents=stake_cents, message=message)
    shown = await _show(run, await run.desk.slips.begin(run.thread.id, slip, run.user))
    return f"{not_offered_words(unmatched)}\n{shown}" if unmatched and found else shown


@tool
async def get_slip(ctx: Run) -> str:
    """Show the user's open slip of this conversation as it is now, with their own clicks in it."""
    run = ctx.context
    if await run.desk.slips.open_slip(run.thread.id, run.user) is None:
        return no_answer(Outcome.CANNOT, NO_SLIP)
    return await _show(run, await run.desk.slips.edit(run.thread.id, _unchanged, run.user, anew=True))


@tool
async def change_slip(
    ctx: Run,
    add: list[ParlayLeg] | None = None,
    remove: list[int] | None = None,
    remove_named: list[str] | None = None,
    stake: float | None = None,
) -> str:
    """Change the user's open slip: add legs, remove legs, set the stake. What is not named stays as it is.

    A leg that nobody offers is not put on: the answer says what is offered instead, for the user to choose.

    Args:
        add: Legs to put at the end, by name.
        remove: Numbers of legs to take off, as shown on the slip (1 is the first, -1 the last).
        remove_named: Legs to take off by what stands in them: a team, a player, "over".
        stake: The new stake in dollars.
    """
    run = ctx.context
    await _not_cooling(run)
    if add and len(add) > MAX_LEGS_ASKED:
        raise BadInput(f"A slip takes up to {MAX_LEGS_ASKED} legs.", field="add")
    edits: list[Edit] = []
    before = await run.desk.slips.open_slip(run.thread.id, run.user)
    if before is None and not add:
        raise BadInput(NO_SLIP)
    if remove or remove_named:
        edits += [remove_leg(key) for key in [*_keys(before, remove or []), *_keys_named(before, remove_named or [])]]
    not_offered = ""
    if add:
        await run.progress("Pricing your parlay", icon="analytics")
        found, unmatched = await run.desk.market.find_legs([leg_request(leg) for leg in add], run.user)
        if unmatched:
            not_offered = not_offered_words(unmatched)
        if not found:
            return not_offered
        edits.append(add_legs(found, message=await run.desk.market.notes_of(found, run.user)))
    if stake is not None:
        most = (await run.desk.self_limits.load(run.user)).stake_limit_cents
        edits.append(set_stake(str(stake), max_cents=most))
    shown = await _show(run, await run.desk.slips.edit(run.thread.id, all_of(edits), run.user))
    return f"{not_offered}\n{shown}" if not_offered else shown


@tool
async def paste_slip(ctx: Run, text: str, stake: float | None = None) -> str:
    """Put a slip that the user pasted or attached on a new slip: one leg a line, exactly what stands there.

    What is not on the board stays as it was typed and is marked so; nothing is added in its place.

    Args:
        text: The slip, line by line as it was given; CSV with headings as well.
        stake: The stake in dollars where it is said beside the text.
    """
    run = ctx.context
    pasted = read_pasted(text[:MAX_PASTED_CHARS])
    if not 1 <= len(pasted.lines) <= MAX_LEGS_ASKED:
        raise BadInput(f"A slip has 1 to {MAX_LEGS_ASKED} legs, one a line.", field="text")
    await _not_cooling(run)
    await run.progress("Reading your slip", icon="document")
    stake_cents, refused = await _first_stake(run, stake or pasted.stake)
    asked = [leg_of_line(line) for line in pasted.lines]
    results = await run.desk.market.find_each(asked, run.user)
    legs = [leg for leg in results if isinstance(leg, LegState)]
    typed = [
        replace(leg, asked=line, reason=f"Not on tonight's board. {leg.reason}")
        for line, leg in zip(pasted.lines, results, strict=True)
        if isinstance(leg, UnmatchedLeg)
    ]
    if not run.checking.files:  # otherwise the lines may be from a file, whose text `checking` does not have
        typed = list(_as_shown(run, typed))
    note = " ".join(filter(None, (refused, await run.desk.market.notes_of(legs, run.user)))) or None
    slip = SlipState(legs=tuple(legs), unmatched=tuple(typed), stake_cents=stake_cents, message=note)
    return await _show(run, await run.desk.slips.begin(run.thread.id, slip, run.user))


SLIP_TOOLS: tuple[FunctionTool, ...] = (build_parlay, get_slip, change_slip, paste_slip)


def _filled(
    run: ProfessorLockContext, slate: Slate, count: int, of: MoreOf, legs: list[ParlayLeg], *, day: str | None
) -> list[LegRequest]:
    """`legs_to_fill` on the day that the model named, without the games of the legs that it named."""
    taken = [f"{leg.selection} {leg.event or ''}" for leg in legs]
    when = split_when(short(day or ""))[1]
    return legs_to_fill(slate, count, of, taken, run.now(), when, ZoneInfo(run.user.time_zone))


async def _show_not_offered(run: ProfessorLockContext, unmatched: Sequence[UnmatchedLeg]) -> str:
    """A card that says that no book offers these legs; its text."""
    said, words = not_offered_words(unmatched), run.user.words
    reasons = " ".join(sentence(reason, words) for reason in dict.fromkeys(leg.reason for leg in unmatched))
    offers = candidates([offer for leg in unmatched for offer in leg.candidates], words)
    shown = f"{reasons} {words('slip.closest', bets=offers)}" if offers else reasons
    await run.stream_widget(create_notice_widget(words("notice.not_offered"), shown, words=words), copy_text=said)
    return said


def legs_to_fill(  # noqa: PLR0917  a slate and all that chooses from it
    slate: Slate, count: int, of: MoreOf, taken: Sequence[str], now: datetime, when: When, zone: tzinfo
) -> list[LegRequest]:
    """Up to `count` legs of coming games, those on the day of `when` first; no game that `taken` names."""
    coming = sorted((event for event in slate.events if not has_begun(event, now)), key=lambda event: event.starts_at)
    that_day = games_then(coming, when, evening_now(coming, now, zone), zone)
    board = build_board(slate, now=now)
    games = {game.event.id: game for game in board.games}
    named = fold(" ".join(taken))
    found: list[LegRequest] = []
    for event in [*that_day, *(event for event in coming if event not in that_day)]:
        markets = {one.market: one for one in games[event.id].markets} if event.id in games else {}
        if any(fold(name) in named for name in (event.away, event.home)) or len(found) == count:
            continue
        if of in ("overs", "unders"):
            if (total := markets.get(Market.TOTAL)) and total.sides:
                found.append(LegRequest(of[:-1].title(), Market.TOTAL, event=event.name, league=slate.league))
            continue
        sides = [side for side in getattr(markets.get(Market.MONEYLINE), "sides", ()) if side.best is not None]
        teams = [side for side in sides if side.selection in (event.away, event.home)]
        if len(teams) == 2:
            pick = (max if of == "favorites" else min)(teams, key=lambda side: side.fair_probability or 0.0)
            found.append(LegRequest(pick.selection, Market.MONEYLINE, event=event.name, league=slate.league))
    return found


def not_offered_words(unmatched: Sequence[UnmatchedLeg]) -> str:
    """The text on legs that no book offers, with the nearest offers at its end, where `read_offers` finds them."""
    reasons = " ".join(dict.fromkeys(leg.reason for leg in unmatched))
    return offered_instead(reasons, [one for leg in unmatched for one in leg.candidates])


async def _first_stake(run: ProfessorLockContext, said: object) -> tuple[int, str | None]:
    """The cents a slip begins with, and why it is not what was said; BadInput for no amount.

    It is the user's usual stake where none was said, or one over their own limit.
    """
    usual = SlipState(stake_cents=await run.desk.slips.usual_stake(run.user))
    if said is None:
        return usual.stake_cents, None
    parse_stake(str(said))
    most = (await run.desk.self_limits.load(run.user)).stake_limit_cents
    slip = set_stake(str(said), max_cents=most)(usual)
    return slip.stake_cents, slip.message


def _keys_named(slip: SlipState | None, names: list[str]) -> list[str]:
    """The keys of the legs whose names contain all words of a name; BadInput for a name that no leg contains."""
    keys = numbered(leg_key(kept.leg) for kept in slip.legs) if slip is not None else ()
    found: list[str] = []
    for name in names:
        wanted = set(fold(name).split())
        here = [
            key
            for key, kept in zip(keys, slip.legs if slip else (), strict=True)
            if wanted and wanted <= set(fold(f"{leg_name(kept.leg)} {kept.leg.market.value}").split())
        ]
        if not here:
            raise BadInput(f"No leg on the slip has {name!r} in it.", field="remove_named")
        found += here
    return list(dict.fromkeys(found))


def _keys(slip: SlipState | None, numbers: list[int]) -> list[str]:
    """The keys of the legs with these numbers (1 is the first, -1 the last)."""
    keys = numbered(leg_key(kept.leg) for kept in slip.legs) if slip is not None else ()
    numbers = [len(keys) if number == -1 else number for number in numbers]
    wrong = [number for number in numbers if not 1 <= number <= len(keys)]
    if wrong:
        raise BadInput(f"The slip has {len(keys)} legs; there is no leg {wrong[0]}.", field="remove")
    return [keys[number - 1] for number in numbers]


async def _show(run: ProfessorLockContext, shown: SlipView) -> str:
    if shown.slip.legs:
        run.next_questions.about(subject_of_game(shown.slip.legs[0].leg.event))
    await run.show_slip(shown)
    return run.covered(shown.item.copy_text or "")


def _as_shown(run: ProfessorLockContext, unmatched: Sequence[UnmatchedLeg]) -> tuple[UnmatchedLeg, ...]:
    """Legs that were not found, for the card: without numbers that the model made up."""
    return tuple(replace(leg, asked=run.checking.shown(leg.asked)) for leg in unmatched)


def _unchanged(slip: SlipState) -> SlipState:
    return replace(slip, message=None)


async def _not_cooling(run: ProfessorLockContext) -> None:
    if refused := (await run.desk.self_limits.load(run.user)).cooling(run.now(), run.user):
        raise BadInput(refused)
