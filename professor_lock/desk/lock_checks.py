"""Checks before Lock It In records a ticket: what the user has not seen yet is shown, and needs another click. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from professor_lock.betting.facts import Slate
from professor_lock.betting.odds import format_price
from professor_lock.desk.clicks import LoadedClick
from professor_lock.desk.self_limits import SelfLimits
from professor_lock.desk.slip import Edit, SlipState, reprice
from professor_lock.user import OddsFormat, UserContext
from professor_lock.widgets.actions import slip_digest
from professor_lock.widgets.parlay import can_lock

NOBODY_SELLS = (
    "No one book has every leg at these lines, so nobody sells this ticket as it is. Lock again only if you have placed"
    " the legs as shown: they are recorded at these prices."
)


@dataclass(frozen=True, slots=True)
class AsSeen:
    """What the user saw when they clicked Lock It In.

    `shown` identifies the bets and prices, `stake` is the edit for the stake in the field, and `payout` the payout that
    the client showed for it, in cents as text. `version` is sent by cards of older servers instead.
    """

    shown: str | None = None
    stake: Edit | None = None
    payout: str | None = None
    version: int | None = None


def as_seen(
    version: int, slip: SlipState, seen: AsSeen, limits: SelfLimits, now: datetime
) -> tuple[SlipState, SlipState | None]:
    """The slip at the stake that the user saw, and the slip with a message if they saw a different one, else None."""
    shown = slip_digest(slip.slip_legs, slip.unmatched)
    if (seen.version is not None and seen.version != version) or (seen.shown or shown) != shown:
        return slip, replace(slip, message="The slip has changed since you saw it: look again, then lock it in.")
    if seen.stake is None:
        return slip, None
    after = seen.stake(replace(slip, message=None))
    if after.message is not None:
        return slip, after  # the stake in the field cannot be used, and no other stake may be recorded
    if after.stake_cents == slip.stake_cents:
        return slip, None
    payout = after.priced(now, max_stake_cents=limits.stake_limit_cents).payout_cents
    if payout is not None and seen.payout == str(payout):
        return replace(after, message=slip.message), None
    return slip, replace(after, message="The stake has changed: look at the new figures, then lock again.")


def unseen(
    slip: SlipState, slates: Sequence[Slate], click: LoadedClick, now: datetime, context: UserContext
) -> SlipState | None:
    """The slip with a message on what the user has not seen; None when the ticket can be recorded."""
    limits, odds_format = click.limits, context.odds_format
    again = reprice(slip, slates, now, odds_format)
    if again.gone:
        return replace(again.slip, message=f"Not recorded. {' '.join(again.gone)}")
    if again.moved:
        said = " ".join(again.moved)
        return replace(again.slip, message=f"Prices have moved. {said} Lock again to record at the new prices.")
    if refused := limits.cooling(now, context) or limits.refuses(slip.stake_cents, click.staked_cents):
        return replace(again.slip, message=f"Not recorded. {refused}")
    if not can_lock(again.slip.priced(now, max_stake_cents=limits.stake_limit_cents)) or slip.unmatched:
        return replace(again.slip, message="Not recorded: the slip cannot stand as it is.")
    return _ticket_unseen(slip, again.slip, now, odds_format)


def _ticket_unseen(seen: SlipState, fresh: SlipState, now: datetime, odds_format: OddsFormat) -> SlipState | None:
    """The slip with a message if the ticket's price at one book, or that no book has all of it, was not seen."""
    before, after = seen.single_book(None), fresh.single_book(now)
    if after is None:
        return None if len(fresh.legs) < 2 or seen.message == NOBODY_SELLS else replace(fresh, message=NOBODY_SELLS)
    if before is None or (before.decimal, before.books[0]) != (after.decimal, after.books[0]):
        old = "" if before is None else f" (it was {format_price(before.decimal, odds_format)} at {before.books[0]})"
        now_at = f"{format_price(after.decimal, odds_format)} at {after.books[0]}"
        return replace(fresh, message=f"The whole ticket is now {now_at}{old}. Lock again to record it at that price.")
    return None
