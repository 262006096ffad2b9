"""Users' preferences: odds format and language. They are read with each request, so that a change holds at once."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from professor_lock.db.pool import Database
from professor_lock.errors import BadInput
from professor_lock.user import ODDS_FORMATS, OddsFormat, UserContext
from professor_lock.words import LANGUAGES, Language


class PreferenceStore:
    """The preferences of users, one row each."""

    def __init__(self, database: Database) -> None:
        self._db = database

    LOAD = """
        SELECT odds_format, language
          FROM pp_preferences
         WHERE user_id = $1"""

    async def load(self, context: UserContext) -> OddsFormat:
        """The user's odds format; American where they have chosen none."""
        return (await self.applied(context)).odds_format

    async def applied(self, context: UserContext) -> UserContext:
        """`context` with the user's preferences; without a chosen language it keeps the browser's."""
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
        """Store the odds format; returns `context` with it. BadInput for an unknown format."""
        chosen = odds_format_of(odds_format)
        await self._db.execute(self.SET, context.user_id, chosen)
        return replace(context, odds_format=chosen)

    SET_LANGUAGE = """
        INSERT INTO pp_preferences (user_id, language)
        VALUES ($1, $2)
            ON CONFLICT (user_id) DO UPDATE
           SET language = excluded.language, updated_at = now()"""

    async def set_language(self, language: object, context: UserContext) -> UserContext:
        """Store the language that the server writes in (None: the browser's); returns `context` with it.

        BadInput for a language without texts.
        """
        chosen = None if language is None else language_chosen(language)
        await self._db.execute(self.SET_LANGUAGE, context.user_id, chosen)
        return context if chosen is None else replace(context, language=chosen)


def language_chosen(text: object) -> Language:
    """The language with this tag ("de"); BadInput for any other value."""
    for one in LANGUAGES:
        if one == text:
            return one
    raise BadInput(f"The languages here are {', '.join(LANGUAGES)}.", field="language")


def odds_format_of(text: object) -> OddsFormat:
    """The odds format with this name ("decimal"); BadInput for any other value."""
    for one in ODDS_FORMATS:
        if one == text:
            return one
    raise BadInput(f"Odds are written as {', '.join(ODDS_FORMATS)}.", field="odds_format")
