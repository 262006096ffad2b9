"""Draws the open slip and the newest boards of a conversation again, for a user who changed odds format or language."""

from __future__ import annotations

import logging

from chatkit.store import Store
from chatkit.types import HiddenContextItem, WidgetItem

from professor_lock.agent.context import STATE_PREFIX, state_item_id
from professor_lock.desk.live_cards import from_kept, live_board, to_kept
from professor_lock.desk.services import DeskServices
from professor_lock.errors import BadInput, SourceUnavailable
from professor_lock.user import UserContext

logger = logging.getLogger("professor_lock.agent")

LOOKED_AT = 60
"""How many of the newest items are searched for boards; an older board is redrawn when it is refreshed."""
MOST_BOARDS = 3


async def redraw_prices(
    store: Store[UserContext], desk: DeskServices, thread_id: str, context: UserContext
) -> list[WidgetItem]:
    """Redraw and store them with the preferences in `context`; returns the changed cards.

    NotFound for a thread that is not the user's.
    """
    await store.load_thread(thread_id, context)
    slip = await desk.slips.redraw(thread_id, context)
    changed = [] if slip is None else [slip]
    page = await store.load_thread_items(thread_id, None, LOOKED_AT, "desc", context)
    by_id = {item.id: item for item in page.data}
    kept = [item for item in page.data if isinstance(item, HiddenContextItem) and item.id.startswith(STATE_PREFIX)]
    for state_item in kept:
        card = by_id.get(state_item.id.removeprefix(STATE_PREFIX))
        if len(changed) > MOST_BOARDS or not isinstance(card, WidgetItem):
            continue
        try:
            state = from_kept(state_item.content)
            slate = await desk.market.slate(state.league, context)
        except BadInput:
            continue  # the state of another kind of card
        except SourceUnavailable as error:
            logger.info("a board was not drawn again: %s", error)
            continue
        fresh = await live_board(slate, state, context, market=desk.market, history=desk.price_history, now=desk.now())
        item = card.model_copy(update={"widget": fresh.card, "copy_text": fresh.copy_text})
        kept_item = HiddenContextItem(
            id=state_item_id(card.id), thread_id=thread_id, created_at=desk.now(), content=to_kept(fresh.state)
        )
        await store.save_item(thread_id, kept_item, context)
        await store.save_item(thread_id, item, context)
        changed.append(item)
    return changed
