"""One run's numbers: its ledger, filled from the history and by the tools, and a gate for each of its messages.

The history is read when the first number has to be judged, not before: the first words never wait for it.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from chatkit.types import HiddenContextItem, ThreadItem, UserMessageItem, WidgetItem

from professor_lock.agent.history import TOOL_RESULT
from professor_lock.betting.facts import GameScore, Slate, Trends
from professor_lock.grounding.facts import Ledger, Strength
from professor_lock.grounding.from_text import SEARCH_CARD, read_source
from professor_lock.grounding.from_tools import add_scores, add_slate, add_trends
from professor_lock.grounding.gate import Gate, Mode
from professor_lock.grounding.judging import given_numbers
from professor_lock.metrics import NUMBERS

logger = logging.getLogger("professor_lock.grounding")

SEARCH_TOOL = "web_search_visual"
GROUNDING = "grounding"
"""The kind of the hidden item that keeps a message's verdicts."""
MOST_CARDS = 24
"""So many cards and tool results of the history are read, newest first."""


class Checking:
    """What is known in one run of the numbers that its answer may say."""

    def __init__(
        self,
        mode: Mode = "off",
        *,
        items: Sequence[ThreadItem] = (),
        now: datetime | None = None,
        zone: str = "UTC",
        locale: str = "en",
    ) -> None:
        self.mode: Mode = mode
        self.counts: Counter[tuple[str, str]] = Counter()
        self._items = list(items)
        self._zone = ZoneInfo(zone)
        self._locale = locale
        self._ledger = Ledger(now=now.astimezone(self._zone) if now else None)
        self._is_read = False
        self._taken: set[str] = set()
        self._waiting: list[Callable[[], None]] = []
        self._charts: list[Trends] = []

    def ledger(self) -> Ledger:
        """The facts in reach, the history's among them; read when they are first asked for."""
        if not self._is_read:
            self._is_read = True
            self._read_history()
        waiting, self._waiting = self._waiting, []
        for add in waiting:
            add()
        charts, self._charts = self._charts, []
        for chart in charts:
            add_trends(self._ledger, chart)
        return self._ledger

    @property
    def question(self) -> str:
        """The user's last message."""
        return next((_text(item) for item in reversed(self._items) if isinstance(item, UserMessageItem)), "")

    def gate(self) -> Gate:
        """A gate for one message of the run."""
        return Gate(self.ledger, mode=self.mode, locale=self._locale, question=self.question)

    def take(self, tool: str, output: str, now: datetime, *, call: str = "") -> None:
        """Take in what a tool has answered the model."""
        if self.mode == "off" or output in self._taken:
            return
        self._taken.add(output)
        self._waiting.append(partial(self._read, tool, output, now, call=call))

    def slate(self, slate: Slate) -> None:
        """Take in a slate as data."""
        if self.mode != "off":
            self._waiting.append(partial(add_slate, self._ledger, slate, zone=self._zone))

    def scores(self, scores: Sequence[GameScore]) -> None:
        """Take in scores as data."""
        if self.mode != "off":
            self._waiting.append(partial(add_scores, self._ledger, scores, zone=self._zone))

    def trends(self, trends: Trends) -> None:
        """Take in a chart's streaks as data."""
        if self.mode != "off":
            self._charts.append(trends)

    def shown(self, text: str) -> str:
        """Text that the model wrote into a tool's arguments, as a card may show it."""
        if self.mode == "off":
            return text
        gate = Gate(self.ledger, mode="mark" if self.mode == "mark" else "hold", locale=self._locale)
        checked = gate.feed(text + "\n").removesuffix("\n")
        return checked if gate.left_out else text

    def verdicts(self, message_id: str, gate: Gate) -> dict[str, Any] | None:
        """What is kept of a message's numbers, as the content of a hidden item; counted for the operator as well."""
        self.counts.update({(state.value, kind.value): count for (state, kind), count in gate.counts().items()})
        if not gate.checked:
            return None
        numbers = []
        for one in gate.checked:
            verdict = one.verdict
            row = {
                "start": one.start, "end": one.end, "state": verdict.state.value, "kind": verdict.kind.value,
                "why": verdict.why, "source": verdict.source, "card": verdict.card, "call": verdict.call,
                "as_of": verdict.as_of.isoformat() if verdict.as_of else "",
            }  # fmt: skip
            numbers.append({name: value for name, value in row.items() if value != ""})
        return {"kind": GROUNDING, "message": message_id, "left_out": gate.left_out, "numbers": numbers}

    def summary(self) -> dict[str, int]:
        """How many numbers of each state and kind the run's messages had, for the log: "misattributed price": 1."""
        return {f"{state} {kind}": count for (state, kind), count in sorted(self.counts.items())}

    def _read_history(self) -> None:
        sources = 0
        texts: list[tuple[str, str, datetime, str]] = []
        for item in reversed(self._items):
            if isinstance(item, UserMessageItem):
                self._ledger.given += given_numbers(_text(item), self._ledger)
            elif isinstance(item, WidgetItem) and item.copy_text and sources < MOST_CARDS:
                sources += 1
                tool = SEARCH_TOOL if item.copy_text.startswith(SEARCH_CARD) else "card"
                texts.append((tool, item.copy_text, item.created_at, item.id))
            elif isinstance(item, HiddenContextItem) and isinstance(item.content, dict) and sources < MOST_CARDS:
                content = item.content
                if content.get("kind") == TOOL_RESULT:
                    sources += 1
                    texts.append((str(content.get("tool")), str(content.get("output")), item.created_at, ""))
        for tool, text, at, card in texts[::-1]:
            self._read(tool, text, at, card=card)

    def _read(self, tool: str, text: str, at: datetime, *, call: str = "", card: str = "") -> None:
        """Pages of a web search stay pages."""
        strength = Strength.PAGE if tool == SEARCH_TOOL else Strength.TEXT
        read_source(self._ledger, text, source=tool, as_of=at, call=call, card=card, strength=strength)


def count_numbers(checking: Checking, model: str) -> None:
    """Count a run's numbers for the operator; the log line has no words of anybody."""
    if not checking.counts:
        return
    for (state, kind), count in checking.counts.items():
        NUMBERS.labels(state, kind, model).inc(count)
    logger.info("numbers of an answer", extra={"model": model, "numbers": checking.summary()})


def _text(item: UserMessageItem) -> str:
    return "\n".join(part.text for part in item.content)
