"""Ids of rows (a prefix for the kind, the age, 128 random bits) and times as the database keeps them."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime
from typing import Literal

IdKind = Literal[
    "thread",
    "message",
    "tool_call",
    "workflow",
    "task",
    "attachment",
    "sdk_hidden_context",
    "turn",
    "slip",
    "ticket",
    "data_request",
]

ID_PREFIXES: dict[IdKind, str] = {
    "thread": "thr",
    "message": "msg",
    "tool_call": "tc",
    "workflow": "wf",
    "task": "tsk",
    "attachment": "atc",
    "sdk_hidden_context": "shcx",
    "turn": "trn",
    "slip": "slp",
    "ticket": "tkt",
    "data_request": "req",
}


def new_id(kind: IdKind) -> str:
    """A fresh id: kind, milliseconds since 1970 in hex (so that ids sort by age), 128 random bits.

    Knowing an id gives no rights; the random bits only keep two ids from being equal.
    """
    return f"{ID_PREFIXES[kind]}_{time.time_ns() // 1_000_000:012x}{secrets.token_hex(16)}"


def as_utc(moment: datetime) -> datetime:
    """The same moment with an offset: the SDK's naive times are this process's local time."""
    return moment.astimezone(UTC)
