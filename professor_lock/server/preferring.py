"""Changes a user's odds format and language, and redraws the prices they see."""

from __future__ import annotations

from collections.abc import Mapping

from professor_lock.agent.redrawing import redraw_prices
from professor_lock.desk.preferences import language_chosen
from professor_lock.desk.services import DeskServices
from professor_lock.store import PostgresStore
from professor_lock.user import UserContext


async def keep_preferences(
    store: PostgresStore, desk: DeskServices, wanted: Mapping[str, object], thread_id: str | None, context: UserContext
) -> UserContext:
    """Keep `odds_format` and `language` where `wanted` has them; the user with their preferences.

    `thread_id` is the conversation whose open slip and newest boards are drawn anew, None for none. BadInput for a
    format or language that is not offered, NotFound for a thread that is not the user's: then nothing is kept.
    """
    if thread_id is not None:
        await store.load_thread(thread_id, context)
    if wanted.get("language") is not None:
        language_chosen(wanted["language"])  # refused before the format is kept
    preferring = context
    if "odds_format" in wanted:
        preferring = await desk.preferences.set_odds_format(wanted["odds_format"], preferring)
    if "language" in wanted:
        preferring = await desk.preferences.set_language(wanted["language"], preferring)
    preferring = await desk.preferences.applied(preferring)
    if thread_id is not None:
        await redraw_prices(store, desk, thread_id, preferring)
    return preferring
