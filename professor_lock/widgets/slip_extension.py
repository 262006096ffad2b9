"""What our own element is told of a slip beside ChatKit's widgets (docs/chatkit-element.md has the form).

The bar above the composer, which prices are taken, and what it needs to say the payout while a stake is typed. Texts
come as they are shown. Other clients leave all of it aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from professor_lock.betting.money import format_money
from professor_lock.betting.slip import Slip
from professor_lock.untrusted_text import NAME_LIMIT, one_line
from professor_lock.widgets.actions import (
    CHIP_FIELD,
    REMOVE_LEG,
    SEEN_FIELD,
    SET_STAKE,
    STAKE_FIELD,
    book_leg_key,
    slip_keys,
)
from professor_lock.widgets.format import short_money
from professor_lock.words import ENGLISH, Words

MAX_KEPT = 200


def open_extension(slip: Slip, say: str, names: Mapping[str, str], words: Words = ENGLISH) -> dict[str, Any]:
    """Of a slip that can be changed. `names` are what screen readers are told of buttons, by their ids."""
    count = len(slip.legs) + len(slip.unmatched)
    legs = words("slip.legs", n=count)
    stake = short_money(slip.stake_cents)
    pays = "" if slip.payout_cents is None else format_money(slip.payout_cents)
    keys = slip_keys(slip)
    named = [(key, key) for key in keys.legs]
    # The prices of one book, where books are compared: the same leg, by another key.
    at_books = [(book_leg_key(leg, leg.book), key) for leg, key in zip(slip.legs, keys.legs, strict=True)]
    return {
        "name": words("slip.title"),
        "say": f"{say}." if not pays else words("slip.say_pays", title=say, stake=stake, pays=pays),
        "names": {node: one_line(name, NAME_LIMIT) for node, name in names.items()},
        "folds": [{"id": "details", "label": words("common.details"), "about": words("slip.details_of")}],
        "slip": {
            "state": "open",
            "summary": f"{legs} · {stake}" + (f" → {pays}" if pays else ""),
            "spoken": words("slip.spoken_pays" if pays else "slip.spoken_no_payout", legs=legs, stake=stake, pays=pays),
            "legs": [
                {"key": key, "remove": {"type": REMOVE_LEG, "payload": {"leg": leg}}}
                for key, leg in (*named, *at_books, *((key, key) for key in keys.unmatched))[:MAX_KEPT]
            ],
            "stake": _stake(slip.decimal, words("slip.wrong_stake", stake=stake)),
        },
    }


def locked_extension(say: str, undo_until: datetime | None, words: Words = ENGLISH) -> dict[str, Any]:
    """Of a slip that was recorded; its button to take that back goes at `undo_until`."""
    gone = [] if undo_until is None else [{"id": "undo", "at": undo_until.isoformat()}]
    return {
        "name": words("slip.title"),
        "say": words("slip.say_locked", title=say),
        **({"ends": gone} if gone else {}),
        "slip": {"state": "locked", "summary": say, "legs": []},
    }


def closed_extension(words: Words = ENGLISH) -> dict[str, Any]:
    """Of a card whose slip is past, or has gone on further down."""
    earlier = words("slip.earlier")
    return {"name": earlier, "slip": {"state": "past", "summary": earlier, "legs": []}}


def _stake(price: Fraction | None, wrong: str) -> dict[str, Any]:
    """How the payout follows from what is typed: the exact price as a fraction, and where what is to be shown."""
    known = {} if price is None else {"price": f"{price.numerator}/{price.denominator}"}
    return {
        "field": STAKE_FIELD,
        "save": {"type": SET_STAKE, "payload": {}},
        "chip": CHIP_FIELD,
        "button": "stake-button",
        "payout": "figure-return",
        "profit": "figure-to-win",
        "seen": SEEN_FIELD,
        "wrong": wrong,
        **known,
    }
