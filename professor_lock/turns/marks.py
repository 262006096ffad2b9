"""What a turn leaves in the thread when it did not end by itself, and the words a person gets for it."""

from __future__ import annotations

from datetime import UTC, datetime

from chatkit.types import CustomTask, HiddenContextItem, TaskItem, ThreadItem

from professor_lock.db.ids import new_id
from professor_lock.turns.records import INTERRUPTED, Outcome

STOPPED_TITLE = "Stopped before the answer was finished."
INTERRUPTED_TITLE = "Interrupted: the server stopped before this answer was finished. Ask again to continue."
CUT_TITLE = "This answer was cut off before its end."
FAILED_NOTE = "(The answer to the last message failed; the person was told so.)"
RESTARTING = "The server is restarting. Please try again in a moment."
DELETED = "This conversation has been deleted."
TOO_LONG = "This answer took too long and was ended."
INTERNAL = "Something went wrong on our side. Please try again."


def cut_mark(thread_id: str) -> ThreadItem:
    """A line under an answer that failed after some of its text was shown: nobody shall take it for a whole one."""
    return _line(thread_id, CUT_TITLE)


def mark_of(outcome: Outcome, thread_id: str) -> ThreadItem | None:
    """The last item of a turn that was cut off: a line for the person and the model, or a note for the model alone."""
    if outcome == "stopped":
        return _line(thread_id, STOPPED_TITLE)
    if outcome == "interrupted":
        return _line(thread_id, INTERRUPTED_TITLE)
    if outcome == "failed":
        content = {"kind": INTERRUPTED, "text": FAILED_NOTE}
        return HiddenContextItem(id=new_id("task"), thread_id=thread_id, created_at=datetime.now(UTC), content=content)
    return None


def _line(thread_id: str, title: str) -> TaskItem:
    task = CustomTask(title=title, icon="info")
    return TaskItem(id=new_id("task"), thread_id=thread_id, created_at=datetime.now(UTC), task=task)
