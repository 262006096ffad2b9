"""The agent's tool for the user's preferences: odds format and language."""

from __future__ import annotations

from typing import Literal

from agents.tool import FunctionTool

from professor_lock.agent.redrawing import redraw_prices
from professor_lock.agent.tools.kit import Run, tool
from professor_lock.errors import BadInput
from professor_lock.protocol.events import StoredItemReplaced
from professor_lock.words import LANGUAGE_NAMES, Language


@tool
async def set_preferences(
    ctx: Run,
    odds_format: Literal["american", "decimal", "fractional"] | None = None,
    language: Language | None = None,
) -> str:
    """Write from now on as the user wants it: prices American (-110), decimal (1.91) or fractional (10/11), and cards
    in their language.

    It holds at once, in every conversation of theirs, until they change it; what is open here is written anew.

    Args:
        odds_format: The format the user asked for; null when they asked for none.
        language: The language the user asked for ("auf Deutsch bitte" is "de"); null when they asked for none.
    """
    run = ctx.context
    if odds_format is None and language is None:
        raise BadInput("Which format or language?", field="odds_format")
    said = []
    if odds_format is not None:
        run.prefer(await run.desk.preferences.set_odds_format(odds_format, run.user))
        said.append(f"Prices are written as {odds_format} odds from now on.")
    if language is not None:
        run.prefer(await run.desk.preferences.set_language(language, run.user))
        said.append(f"Cards and notices are in {LANGUAGE_NAMES[language]} from now on: answer in it, too.")
    for item in await redraw_prices(run.store, run.desk, run.thread.id, run.user):
        await run.stream(StoredItemReplaced(item=item))
    return " ".join(said)


PREFERENCE_TOOLS: tuple[FunctionTool, ...] = (set_preferences,)
