"""Threads as rows, and the columns that each thread had when it was loaded."""

from __future__ import annotations

import json
import weakref
from collections.abc import Mapping
from datetime import UTC
from typing import Any

import asyncpg
from chatkit.types import ThreadMetadata


def thread_from_row(row: Mapping[str, Any] | asyncpg.Record) -> ThreadMetadata:
    """The thread of a row with the columns of `chatkit_threads`; `status` and `metadata` are JSON text."""
    return ThreadMetadata.model_validate(
        {
            "id": row["id"],
            "title": row["title"],
            "status": json.loads(row["status"]),
            "allowed_image_domains": row["allowed_image_domains"],
            "metadata": json.loads(row["metadata"]),
            "created_at": row["created_at"].astimezone(UTC),
        }
    )


def thread_columns(thread: ThreadMetadata) -> dict[str, Any]:
    """The columns of a thread that can change, by name, as values for a statement."""
    return {
        "title": None if thread.title is None else thread.title.replace("\x00", ""),  # Postgres has no NUL in text
        "status": thread.status.model_dump_json(),
        "allowed_image_domains": thread.allowed_image_domains,
        "metadata": json.dumps(thread.metadata),
    }


class LoadedThreads:
    """The columns of each live ThreadMetadata object as they were when it was last loaded or saved.

    Kept beside the objects, by identity, because the SDK compares and copies them and must find them unchanged.
    """

    def __init__(self) -> None:
        self._columns: dict[int, dict[str, Any]] = {}

    def get(self, thread: ThreadMetadata) -> dict[str, Any] | None:
        """The columns of this object, None for one that was neither loaded nor saved."""
        return self._columns.get(id(thread))

    def put(self, thread: ThreadMetadata, columns: dict[str, Any]) -> None:
        """Remember the columns for as long as the object lives."""
        if id(thread) not in self._columns:
            weakref.finalize(thread, self._columns.pop, id(thread), None).atexit = False
        self._columns[id(thread)] = columns
