"""What a turn has cost, as its row and the ledger are to have it."""

from __future__ import annotations

from dataclasses import dataclass, field

from professor_lock.ledger import Spending


@dataclass(slots=True)
class TurnCost:
    """`usage` is what the turn's row says of it, as JSON; None while that is not known.

    `uncounted` is what was spent and is not in the ledger yet: the turn's end counts it.
    """

    usage: str | None = None
    uncounted: list[Spending] = field(default_factory=list)

    def note_spending(self, spending: Spending) -> None:
        """What a run of the turn has spent."""
        self.uncounted.append(spending)

    def note_counted(self) -> None:
        """All that was spent is in the ledger."""
        self.uncounted = []
