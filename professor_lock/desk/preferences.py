"""How a user wants things shown, kept per user: read with each of their requests, so that a change holds at once."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from professor_lock.db.pool import Database
from professor_lock.errors import BadInput
from professor_lock.person import ODDS_FORMATS, OddsFormat, UserContext


class PreferenceStore:
    """The preferences of one user at a time."""

    def __init__(self, database: Database) -> None:
        self._db = database

    LOAD = """
        SELECT odds_format
          FROM pp_preferences
         WHERE user_id = $1"""

    async def load(self, context: UserContext) -> OddsFormat:
        """How the user reads prices: American until they say otherwise."""
        row = await self._db.fetchrow(self.LOAD, context.user_id)
        return "american" if row is None else cast(OddsFormat, row["odds_format"])

    async def applied(self, context: UserContext) -> UserContext:
        """The same user with their preferences."""
        return replace(context, odds_format=await self.load(context))

    SET = """
        INSERT INTO pp_preferences (user_id, odds_format)
        VALUES ($1, $2)
            ON CONFLICT (user_id) DO UPDATE
           SET odds_format = excluded.odds_format, updated_at = now()"""

    async def set_odds_format(self, odds_format: object, context: UserContext) -> UserContext:
        """Keep how the user reads prices; the user with it. BadInput for a format there is not."""
        chosen = odds_format_of(odds_format)
        await self._db.execute(self.SET, context.user_id, chosen)
        return replace(context, odds_format=chosen)


def odds_format_of(text: object) -> OddsFormat:
    """The format of this name; BadInput otherwise."""
    for one in ODDS_FORMATS:
        if one == text:
            return one
    raise BadInput(f"Odds are written as {', '.join(ODDS_FORMATS)}.", field="odds_format")
