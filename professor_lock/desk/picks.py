"""The web app's published picks: its `ai_predictions` table, read when it is there and never written.

The web app owns the table, so only its name is relied on: rows are read as JSON, and one without the text of a pick is
left out. A row with a user's id is shown to that user only; other rows are for all users.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import asyncpg

from professor_lock.betting.facts import Slate
from professor_lock.betting.odds import format_price
from professor_lock.db.pool import Database
from professor_lock.errors import SourceUnavailable
from professor_lock.user import OddsFormat, UserContext

TABLE = "ai_predictions"
SOURCE = "the published picks (ai_predictions)"
DEMO_SOURCE = "DEMO picks (invented)"
DEMO_PICKS = 3
LIMIT = 200


class NoPicks(SourceUnavailable):
    """The table is missing or may not be read. Not retryable."""

    retryable = False

    @property
    def for_operator(self) -> str:
        """What the operator can do about it, as a sentence."""
        return f"There is no {TABLE} table here that can be read; picks are published in it."


@dataclass(frozen=True, slots=True)
class Pick:
    """One published pick as its author wrote it. `confidence` is the author's, in percent; None where not given."""

    id: str
    sport: str
    game: str
    pick: str
    market: str
    odds: str
    confidence: float | None
    reasoning: str
    starts_at: datetime | None
    made_at: datetime


class PickStore:
    """Published picks. The statement has the caller's id: a pick made for one user is shown to no other."""

    def __init__(self, database: Database) -> None:
        self._db = database

    SINCE = """
        SELECT to_jsonb(p)::text AS row
          FROM ai_predictions AS p
         WHERE p.created_at >= $2::timestamptz
           AND coalesce(to_jsonb(p) ->> 'user_id', $1) = $1
         ORDER BY p.created_at DESC
         LIMIT $3"""

    async def since(self, at: datetime, context: UserContext) -> list[Pick]:
        """The picks for all users or for the caller published since `at`, newest first, at most LIMIT.

        NoPicks where the table, its `created_at` or the right to read it is missing.
        """
        try:
            rows = await self._db.fetch(self.SINCE, context.user_id, at, LIMIT)
        except (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError, asyncpg.InsufficientPrivilegeError) as error:
            raise NoPicks("Picks are not set up here.", source=SOURCE) from error
        read = (_pick(json.loads(row["row"])) for row in rows)
        return [pick for pick in read if pick is not None]


def demo_picks(slate: Slate, now: datetime, odds_format: OddsFormat = "american") -> list[Pick]:
    """The demo's picks: the home sides of the first DEMO_PICKS games at their best prices. They are no advice."""
    picks: list[Pick] = []
    for event in slate.events[:DEMO_PICKS]:
        mine = [q for q in slate.quotes if (q.event.id, q.market, q.selection) == (event.id, "moneyline", event.home)]
        if mine:
            best = max(mine, key=lambda quote: quote.decimal)
            odds = f"{format_price(best.decimal, odds_format)} {best.book}"
            league = slate.league.upper()
            pick = Pick(event.id, league, event.name, event.home, "moneyline", odds, None, "", event.starts_at, now)
            picks.append(pick)
    return picks


def chosen_picks(picks: Sequence[Pick], sport: str | None, min_confidence: float | None) -> list[Pick]:
    """Those of a sport with at least this confidence (percent). A pick without one passes only without a minimum."""
    kept = [pick for pick in picks if sport is None or pick.sport.casefold() == sport.casefold()]
    if min_confidence is None:
        return kept
    return [pick for pick in kept if pick.confidence is not None and pick.confidence >= min_confidence]


def _pick(row: Mapping[str, Any]) -> Pick | None:
    """The row as a pick; None where it has no text of a pick, or no time."""
    pick, made_at = _text(row, "pick", "prediction", "selection"), _moment(row.get("created_at"))
    if not pick or made_at is None:
        return None
    return Pick(
        id=_text(row, "id"),
        sport=_text(row, "sport", "league"),
        game=_text(row, "match_teams", "game", "event", "match"),
        pick=pick,
        market=_text(row, "bet_type", "market"),
        odds=_text(row, "odds"),
        confidence=_percent(row.get("confidence")),
        reasoning=_text(row, "reasoning", "analysis"),
        starts_at=_moment(row.get("event_time") or row.get("commence_time")),
        made_at=made_at,
    )


def _text(row: Mapping[str, Any], *names: str) -> str:
    """The first of these columns that has text or a number, as text; "" where none has."""
    for name in names:
        value = row.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def _percent(value: object) -> float | None:
    """A confidence in percent, stored as 72 or as 0.72 (1 means one percent); None for any other value."""
    try:
        number = float(str(value))
    except ValueError:
        return None
    if not math.isfinite(number) or not 0 <= number <= 100:
        return None
    return number * 100 if number < 1 else number


def _moment(value: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
