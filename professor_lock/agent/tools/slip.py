"""The agent's hand on the slip: build it, look at it, change it. The same slip that the person changes by clicks."""

from __future__ import annotations

from dataclasses import replace

from agents.tool import FunctionTool
from chatkit.types import ThreadItemReplacedEvent

from professor_lock.agent.context import ProfessorLockContext
from professor_lock.agent.tools.kit import (
    MAX_LEGS_ASKED,
    ParlayLeg,
    Run,
    leg_request,
    tool,
)
from professor_lock.betting.money import parse_stake
from professor_lock.desk.slip import Edit, SlipState, add_legs, remove_leg, set_stake
from professor_lock.desk.slips import SlipView
from professor_lock.errors import BadInput
from professor_lock.widgets.actions import leg_key, numbered


@tool
async def build_parlay(ctx: Run, legs: list[ParlayLeg], stake: float = 100) -> str:
    """Start a new interactive parlay slip; it takes the place of the one that was open. Prices are looked up.

    Args:
        legs: The legs by name, in the person's order.
        stake: The stake in dollars.
    """
    run = ctx.context
    if not 1 <= len(legs) <= MAX_LEGS_ASKED:
        raise BadInput(f"A slip takes 1 to {MAX_LEGS_ASKED} legs.", field="legs")
    await _not_cooling(run)
    await run.progress("Pricing your parlay", icon="analytics")
    stake_cents = parse_stake(str(stake))
    found, unmatched = await run.desk.market.find_legs([leg_request(leg) for leg in legs], run.user)
    slip = SlipState(legs=tuple(found), unmatched=tuple(unmatched), stake_cents=stake_cents)
    return await _show(run, await run.desk.slips.begin(run.thread.id, slip, run.user))


@tool
async def get_slip(ctx: Run) -> str:
    """Show the person's open slip of this conversation as it is now, with their own clicks in it."""
    run = ctx.context
    if await run.desk.slips.open_slip(run.thread.id, run.user) is None:
        return "There is no open slip in this conversation."
    return await _show(run, await run.desk.slips.edit(run.thread.id, _unchanged, run.user, anew=True))


@tool
async def change_slip(
    ctx: Run,
    add: list[ParlayLeg] | None = None,
    remove: list[int] | None = None,
    stake: float | None = None,
) -> str:
    """Change the person's open slip: add legs, remove legs, set the stake. What is not named stays as it is.

    Args:
        add: Legs to put at the end, by name.
        remove: Numbers of legs to take off, as shown on the slip (1 is the first).
        stake: The new stake in dollars.
    """
    run = ctx.context
    await _not_cooling(run)
    if add and len(add) > MAX_LEGS_ASKED:
        raise BadInput(f"A slip takes up to {MAX_LEGS_ASKED} legs.", field="add")
    edits: list[Edit] = []
    before = await run.desk.slips.open_slip(run.thread.id, run.user)
    if remove:
        edits += [remove_leg(key) for key in _keys(before, remove)]
    if add:
        await run.progress("Pricing your parlay", icon="analytics")
        found, unmatched = await run.desk.market.find_legs([leg_request(leg) for leg in add], run.user)
        edits.append(add_legs(found, unmatched))
    if stake is not None:
        most = (await run.desk.self_limits.load(run.user)).stake_limit_cents
        edits.append(set_stake(str(stake), max_cents=most))

    def edit(slip: SlipState) -> SlipState:
        for one in edits:
            slip = one(slip)
        return slip

    return await _show(run, await run.desk.slips.edit(run.thread.id, edit, run.user, anew=True))


SLIP_TOOLS: tuple[FunctionTool, ...] = (build_parlay, get_slip, change_slip)


def _keys(slip: SlipState | None, numbers: list[int]) -> list[str]:
    """The keys of the legs with these numbers."""
    keys = numbered(leg_key(kept.leg) for kept in slip.legs) if slip is not None else ()
    wrong = [number for number in numbers if not 1 <= number <= len(keys)]
    if wrong:
        raise BadInput(f"The slip has {len(keys)} legs; there is no leg {wrong[0]}.", field="remove")
    return [keys[number - 1] for number in numbers]


async def _show(run: ProfessorLockContext, shown: SlipView) -> str:
    """Put the slip's card at the end of the conversation; the card it had before says so."""
    await run.show_slip(shown)
    if shown.retired is not None:
        await run.stream(ThreadItemReplacedEvent(item=shown.retired))
    return run.covered(shown.item.copy_text or "")


def _unchanged(slip: SlipState) -> SlipState:
    return replace(slip, message=None)


async def _not_cooling(run: ProfessorLockContext) -> None:
    if refused := (await run.desk.self_limits.load(run.user)).cooling(run.now()):
        raise BadInput(refused)
