"""The card on which users see and set their own limits. The click is theirs, so that it needs no confirmation."""

from __future__ import annotations

from datetime import datetime

from professor_lock.betting.money import parse_stake
from professor_lock.desk.self_limits import SelfLimits, help_line_for, limit_rows
from professor_lock.errors import BadInput
from professor_lock.user import UserContext
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.limits import create_limits_widget

NONE = frozenset({"", "0", "0.00", "no limit", "none"})


def limits_widget(
    limits: SelfLimits, context: UserContext, now: datetime, *, message: str = "", refused: bool = False
) -> BuiltWidget:
    """The card of these limits at `now`; `message` is shown on it, as an error where `refused`."""
    return create_limits_widget(
        limit_rows(limits, now, context),
        bet_cents=limits.max_stake_cents,
        day_cents=limits.daily_stake_cents,
        message=message,
        refused=refused,
        notes=[help_line_for(limits, context)],
        words=context.words,
    )


def typed_limit(text: str) -> int | None:
    """The typed limit in cents; None for "no limit". BadInput for text that is no amount."""
    plain = text.strip().removeprefix("$").strip().casefold()
    if plain in NONE:
        return None
    try:
        return parse_stake(text, field="limit", what="limit")
    except BadInput as error:
        raise BadInput(f"{error} Nothing was changed.", field="limit") from error


def said_of(limits: SelfLimits) -> str:
    """The sentence shown after a click that set limits; what waits has a row of its own, with its time."""
    if limits.looser_from is not None:
        return "Kept. A looser limit holds after 24 hours, not before."
    return "Your limits hold from now on."
