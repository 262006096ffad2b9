"""What the copy button takes from a card: a few lines as one sends them to a friend, in the user's language.

The picks, prices, figures and times of the card, without sources, ages and methods: `copy_text` has those, for models.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from professor_lock.untrusted_text import SENTENCE_LIMIT, one_line
from professor_lock.words import ENGLISH, Words

MAX_LINES, NOTE_LIMIT = 14, 120
MAX_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class Share:
    """The lines, each harmless and at most a sentence long. `note` is said once below all cards of an answer."""

    lines: tuple[str, ...]
    note: str = ""

    def as_sent(self) -> dict[str, str]:
        """For the card's extension; nothing of a card that has nothing to send."""
        text = "\n".join(self.lines)[:MAX_CHARACTERS]
        return ({"text": text} | ({"note": self.note[:NOTE_LIMIT]} if self.note else {})) if text else {}


def share(lines: Iterable[str], *, demo: bool = False, more: int = 0, words: Words = ENGLISH) -> Share:
    """These lines without the empty ones. What is left out is counted, with the `more` that the card leaves out itself.

    >>> share(["Celtics -5.5 -110", ""], demo=True)
    Share(lines=('Celtics -5.5 -110',), note='DEMO: games and figures are invented.')
    """
    all_lines = [_sent(line) for line in lines if line]
    kept = all_lines if len(all_lines) <= MAX_LINES and not more else all_lines[: MAX_LINES - 1]
    left_out = len(all_lines) - len(kept) + more
    counted = (words("share.more", n=left_out),) if left_out else ()
    return Share((*kept, *counted), words("share.demo") if demo else "")


def _sent(line: str) -> str:
    """With ordinary spaces, as a message has them."""
    return one_line(line.replace("\N{NO-BREAK SPACE}", " "), SENTENCE_LIMIT)
