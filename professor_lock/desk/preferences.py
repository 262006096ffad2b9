"""How a user wants things shown, kept per user: read with each of their requests, so that a change holds at once."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from professor_lock.db.pool import Database
from professor_lock.errors import BadInput
from professor_lock.person import ODDS_FORMATS, OddsFormat, UserContext
from professor_lock.words import LANGUAGES, Language


class PreferenceStore:
    """The preferences of one user at a time."""

    def __init__(self, database: Database) -> None:
        self._db = database

    LOAD = """
        SELECT odds_format, language
          FROM pp_preferences
         WHERE user_id = $1"""

    async def load(self, context: UserContext) -> OddsFormat:
        """How the user reads prices: American until they say otherwise."""
        return (await self.applied(context)).odds_format

    async def applied(self, context: UserContext) -> UserContext:
        """The same user with their preferences; without one of theirs the language is their browser's."""
        row = await self._db.fetchrow(self.LOAD, context.user_id)
        if row is None:
            return replace(context, odds_format="american")
        language = cast("Language | None", row["language"]) or context.language
        return replace(context, odds_format=cast(OddsFormat, row["odds_format"]), language=language)

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

    SET_LANGUAGE = """
        INSERT INTO pp_preferences (user_id, language)
        VALUES ($1, $2)
            ON CONFLICT (user_id) DO UPDATE
           SET language = excluded.language, updated_at = now()"""

    async def set_language(self, language: object, context: UserContext) -> UserContext:
        """Keep in which language the server writes to the user, None: their browser's; the user with it.

        BadInput for a language that there are no texts in.
        """
        chosen = None if language is None else language_chosen(language)
        await self._db.execute(self.SET_LANGUAGE, context.user_id, chosen)
        return context if chosen is None else replace(context, language=chosen)


def language_chosen(text: object) -> Language:
    """The language of this tag; BadInput otherwise."""
    for one in LANGUAGES:
        if one == text:
            return one
    raise BadInput(f"The languages here are {', '.join(LANGUAGES)}.", field="language")


def odds_format_of(text: object) -> OddsFormat:
    """The format of this name; BadInput otherwise."""
    for one in ODDS_FORMATS:
        if one == text:
            return one
    raise BadInput(f"Odds are written as {', '.join(ODDS_FORMATS)}.", field="odds_format")
