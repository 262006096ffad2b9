"""Every table with rows of users: what an export calls it, how it is read in pages, and what a deletion does with it.

A test holds this list equal to the tables of the schema that have a `user_id`, so that a new one is not forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Fate = Literal["deleted", "unnamed", "hashed"]
"""What a deletion does: rows are removed, kept without the user for the operator's accounts, or removed but for a
block, which stays under the user's hash: deleting one's data lifts none."""


@dataclass(frozen=True, slots=True)
class OwnedTable:
    """A table whose rows are users'. `key` orders its rows within one user; `json` columns hold JSON as text."""

    name: str
    exported_as: str
    key: tuple[str, ...]
    json: tuple[str, ...] = ()
    fate: Fate = "deleted"


REQUESTS = "pp_data_requests"

TABLES = (
    OwnedTable("chatkit_feedback", "feedback", ("thread_id", "item_id")),
    OwnedTable("chatkit_attachments", "files", ("id",), ("data",)),
    OwnedTable("pp_proposals", "confirmations", ("thread_id", "card"), ("content",)),
    OwnedTable("pp_slips", "slips", ("id",), ("state",)),
    OwnedTable("chatkit_thread_items", "messages", ("thread_id", "id"), ("data",)),
    OwnedTable("pp_turns", "turns", ("id",), ("partial", "usage")),
    # After the other: turns move from there to here. One that moves during an export is in both of its files.
    OwnedTable("pp_turns_ended", "earlier_turns", ("finished_at", "id"), ("partial", "usage")),
    OwnedTable("chatkit_threads", "conversations", ("id",), ("status", "metadata")),
    OwnedTable("pp_ticket_waits", "ticket_waits", ("ticket_id", "position")),
    OwnedTable("pp_ticket_grades", "ticket_grades", ("ticket_id", "position")),
    OwnedTable("pp_ticket_legs", "ticket_legs", ("ticket_id", "position")),
    OwnedTable("pp_tickets", "tickets", ("id",)),
    OwnedTable("pp_care", "limits", ("user_id",)),
    OwnedTable("pp_preferences", "preferences", ("user_id",)),
    OwnedTable("pp_usage", "usage", ("day",), fate="unnamed"),
    OwnedTable("pp_usage_events", "model_calls", ("at", "turn_id", "call"), fate="unnamed"),
    OwnedTable("pp_standing", "standing", ("user_id",), fate="hashed"),
    OwnedTable("pp_reservations", "reservations", ("turn_id",)),
    OwnedTable(REQUESTS, "data_requests", ("id",), ("outcome",)),
)
"""In the order in which a deletion goes through them: what refers to other rows comes before them."""
