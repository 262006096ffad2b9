"""The agent's hand on how the user wants things shown."""

from __future__ import annotations

from typing import Literal

from agents.tool import FunctionTool

from professor_lock.agent.redrawing import redraw_prices
from professor_lock.agent.tools.kit import Run, tool
from professor_lock.protocol.events import StoredItemReplaced


@tool
async def set_preferences(ctx: Run, odds_format: Literal["american", "decimal", "fractional"]) -> str:
    """Write prices from now on as the user wants them: American (-110), decimal (1.91) or fractional (10/11).

    It holds at once, in every conversation of theirs, until they change it; what is open here is written anew.

    Args:
        odds_format: The format the user asked for.
    """
    run = ctx.context
    run.prefer(await run.desk.preferences.set_odds_format(odds_format, run.user))
    for item in await redraw_prices(run.store, run.desk, run.thread.id, run.user):
        await run.stream(StoredItemReplaced(item=item))
    return f"Prices are written as {odds_format} odds from now on."


PREFERENCE_TOOLS: tuple[FunctionTool, ...] = (set_preferences,)
