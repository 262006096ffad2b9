"""The actions a widget of ours can send back: their names, what they carry, and the keys that name a leg.

A click carries keys and what was typed, never a price, a line or a payout: the server keeps the slip beside the widget
and reads everything from there. Form values are merged into the payload by the client; all controls of a slip share one
form, so every action of it also brings the stake as it stands in the field.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from json.encoder import encode_basestring_ascii
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from professor_lock.betting.legs import SlipLeg, UnmatchedLeg
from professor_lock.betting.offers import Bet
from professor_lock.betting.slip import Slip

SET_STAKE: Final = "parlay.set_stake"
REMOVE_LEG: Final = "parlay.remove_leg"
SWITCH_LEG: Final = "parlay.switch_leg"
CHOOSE_BOOK: Final = "parlay.choose_book"
LOCK: Final = "parlay.lock"
UNDO_LOCK: Final = "parlay.undo_lock"
MY_BETS: Final = "bets.show"
ADD_LEG: Final = "board.add_leg"
REFRESH: Final = "board.refresh"
CONFIRM: Final = "confirm.do"
DISMISS: Final = "confirm.dismiss"
SETTLE: Final = "bet.settle"
TAKE_BREAK: Final = "care.take_break"
SET_LIMIT: Final = "care.set_limit"
TAKE_BACK: Final = "bet.take_back"
SET_LIMITS: Final = "limits.set"
BREAK_OF: Final = "limits.break"

STAKE_FIELD: Final = "stake"
CHIP_FIELD: Final = "amount"
"""A stake that a button names: beside the field's own, which the form sends along."""
SEEN_FIELD: Final = "seen"
"""The payout, in cents, that the client worked out for the stake in the field and showed."""
OFFER_FIELD: Final = "offer_"
"""Before a leg's key: the field of its menu of books and lines."""
AMOUNT_FIELD: Final = "amount"
YES: Final = "yes"
AMOUNT: Final = "amount"
"""Choices on a card that asks for a click: to do it, and to do it with the amount in the field."""
KEY_LENGTH: Final = 12


class _Payload(BaseModel):
    """Whatever else a client sends along is dropped; numbers where text is expected are read as typed."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)


class SetStakePayload(_Payload):
    """`stake` in dollars as typed, or the `amount` of a button, which goes first; `parse_stake` reads it."""

    stake: str = Field(default="", max_length=64)
    amount: str | None = Field(default=None, max_length=64)


class RemoveLegPayload(_Payload):
    """`leg` is one of `slip_keys`. A `stake` typed but not yet submitted comes along."""

    leg: str = Field(max_length=64)
    stake: str | None = Field(default=None, max_length=64)


class SwitchLegPayload(BaseModel):
    """`leg` is one of `slip_keys`; the menu's choice is in the field `OFFER_FIELD` + leg, beside the others'."""

    model_config = ConfigDict(extra="allow", frozen=True, coerce_numbers_to_str=True)

    leg: str = Field(max_length=64)
    stake: str | None = Field(default=None, max_length=64)

    @property
    def offer(self) -> str | None:
        """The key of the offer chosen in the leg's own menu."""
        chosen = (self.model_extra or {}).get(OFFER_FIELD + self.leg)
        return chosen if isinstance(chosen, str) else None


class ChooseBookPayload(_Payload):
    """`book` is the key of a book of the row; a `stake` typed but not yet submitted comes along."""

    book: str = Field(max_length=64)
    stake: str | None = Field(default=None, max_length=64)


class LockPayload(_Payload):
    """`shown` names the bets and prices that the button was drawn for: others now mean that the user has not seen them.

    A `stake` that is not the slip's was typed and never priced: it is priced and shown before anything is recorded,
    unless `seen` is the payout that it has, which the client worked out and showed. Cards of older servers send the
    slip's `version` in the place of `shown`.
    """

    stake: str | None = Field(default=None, max_length=64)
    shown: str | None = Field(default=None, max_length=64)
    seen: str | None = Field(default=None, max_length=32)
    version: int | None = None


class UndoLockPayload(_Payload):
    """`ticket` is the short name of the ticket that was recorded a moment ago."""

    ticket: str = Field(max_length=64)


class AddLegPayload(_Payload):
    """`leg` is the key of a price on the board; what it is the server keeps beside the board."""

    leg: str = Field(max_length=64)


class RefreshPayload(_Payload):
    """`shown` names the state of the board that the page has, so that only what differs from it need travel."""

    shown: str | None = Field(default=None, max_length=64)


class ConfirmPayload(_Payload):
    """`choice` is one of the card's buttons, `amount` the money typed in its field, where it has one."""

    choice: str = Field(max_length=64)
    amount: str | None = Field(default=None, max_length=64)


class MyBetsPayload(_Payload):
    """`status` is one of the card's filters; without it the click is from another card, and the record comes below."""

    status: Literal["all", "pending", "settled", "won", "lost"] | None = None


class TakeBackPayload(_Payload):
    """`ticket` is the short name of the ticket that the user wants to take back."""

    ticket: str = Field(max_length=64)


class SetLimitsPayload(_Payload):
    """`bet` and `day` are the most for a bet and for a day as typed, in dollars; empty for no limit."""

    bet: str = Field(default="", max_length=64)
    day: str = Field(default="", max_length=64)


class TakeBreakPayload(_Payload):
    """`days` is how long a break the user wants."""

    days: float = Field(gt=0, le=365)


class SettlePayload(_Payload):
    """`ticket` is the short name of the ticket whose result the user wants to enter."""

    ticket: str = Field(max_length=64)


@dataclass(frozen=True, slots=True)
class SlipKeys:
    """The keys of a slip's legs and of its unmatched legs, in their order; no key occurs twice."""

    legs: tuple[str, ...]
    unmatched: tuple[str, ...]


def leg_key(leg: SlipLeg | Bet) -> str:
    """A stable name for what is bet on: event, market, selection, line and a prop's subject, whatever book or price."""
    line = None if leg.line is None else str(leg.line)
    return _digest("leg", leg.event.id, leg.market.value, leg.selection, line, leg.subject, leg.stat)


def book_leg_key(leg: SlipLeg | Bet, book: str) -> str:
    """The same at one book: of a price that goes on the slip at the book it is shown for."""
    return _digest("at", leg_key(leg), book)


def unmatched_key(leg: UnmatchedLeg) -> str:
    """A stable name for a leg that was asked for and not found."""
    return _digest("ask", leg.asked)


def slip_keys(slip: Slip) -> SlipKeys:
    """What the slip's buttons carry. The second of two equal legs gets "~2", so that each can be removed."""
    return SlipKeys(
        legs=numbered(map(leg_key, slip.legs)),
        unmatched=numbered(map(unmatched_key, slip.unmatched)),
    )


def book_key(book: str) -> str:
    """A stable name for a book, which its button carries."""
    return _digest("book", book)


def slip_digest(legs: Iterable[SlipLeg], unmatched: Iterable[UnmatchedLeg]) -> str:
    """A name for what a user reads on a slip beside the stake: its bets, each at its price and book."""
    bets = [(leg_key(leg), str(leg.decimal), leg.book) for leg in legs]
    return _digest("shown", json.dumps([bets, [unmatched_key(leg) for leg in unmatched]]))


def numbered(keys: Iterable[str]) -> tuple[str, ...]:
    """The same keys, those that occurred before told apart by "~2", "~3" …"""
    keys = tuple(keys)
    if len(set(keys)) == len(keys):
        return keys
    seen: Counter[str] = Counter()
    unique = []
    for key in keys:
        seen[key] += 1
        unique.append(key if seen[key] == 1 else f"{key}~{seen[key]}")
    return tuple(unique)


def _digest(kind: str, *parts: str | None) -> str:
    text = ", ".join("null" if part is None else encode_basestring_ascii(part) for part in parts)
    text = f"[{text}]"  # what `json.dumps` writes: it makes an encoder for each call, and a board has ninety
    return f"{kind}_{hashlib.sha256(text.encode()).hexdigest()[:KEY_LENGTH]}"
