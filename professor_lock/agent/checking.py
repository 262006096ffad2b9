"""Checks the numbers of one run: a ledger of facts from the history and the tools, and a gate for each message.

The history is read when the first number has to be judged, so that the first words of an answer do not wait for it.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from datetime import datetime
from fractions import Fraction
from functools import partial
from zoneinfo import ZoneInfo

from chatkit.types import AssistantMessageItem, HiddenContextItem, ThreadItem, UserMessageItem, WidgetItem

from professor_lock.agent.history import TOOL_RESULT
from professor_lock.betting.facts import GameScore, Slate, Trends
from professor_lock.grounding.facts import Ledger, Strength
from professor_lock.grounding.from_text import SEARCH_CARD, american_to_decimal
from professor_lock.grounding.from_tools import add_scores, add_trends
from professor_lock.grounding.gate import Checked, Gate, Mode
from professor_lock.grounding.given import given_numbers
from professor_lock.grounding.names import Names
from professor_lock.grounding.readings import Readings
from professor_lock.grounding.sentences import shown_until
from professor_lock.grounding.verdicts import PASSING, State
from professor_lock.metrics import MISSED_NUMBERS, NUMBERS, TOOL_NUMBERS
from professor_lock.protocol.checked_message import MarkedNumber, MessageExtension, with_extension

logger = logging.getLogger("professor_lock.grounding")

SEARCH_TOOL = "web_search_visual"
EXAMPLE_CARD = "Example: "
"""First words of a calculation with figures that neither a source nor the user gave."""
_ASKED = "You asked about "
"""Put before a tool's argument, so that the user's own numbers may be repeated in it."""
MOST_CARDS = 24
"""How many cards and tool results of the history are read, the newest."""

_NUMBER = re.compile(r"(\d+(?:\.\d+)?)")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+)?")
_YEARS = range(1900, 2101)
_call: ContextVar[str] = ContextVar("tool_call_of_these_facts", default="")
"""The tool call that runs in this task."""


class Checking:
    """The facts of one run, and the verdicts on the numbers in its answer."""

    def __init__(
        self,
        mode: Mode = "off",
        *,
        items: Sequence[ThreadItem] = (),
        now: datetime | None = None,
        zone: str = "UTC",
        locale: str = "en",
        readings: Readings | None = None,
    ) -> None:
        self.mode: Mode = mode
        self.counts: Counter[tuple[str, str]] = Counter()
        """Numbers in the run's messages, counted by state and kind."""
        self.by_tool: Counter[tuple[str, str]] = Counter()
        """Numbers that rest on a fact, counted by state and the fact's tool."""
        self.missed: Counter[tuple[str, str]] = Counter()
        """Numbers that were left out, counted by kind and by what was wrong with them: "team", "book"."""
        self._items = list(items)
        self._zone = ZoneInfo(zone)
        self._locale = locale
        self._ledger = Ledger(now=now.astimezone(self._zone) if now else None)
        self._names = Names(self._ledger)
        self._readings = readings or Readings()
        self._is_read = False
        self._taken: set[str] = set()
        self._waiting: list[Callable[[], None]] = []
        self._charts: list[tuple[Trends, str]] = []
        self._gates: dict[str, dict[int, Gate]] = {}
        self._cards: dict[str, str] = {}
        self._tools: dict[str, str] = {}

    def begin_call(self, call: str, tool: str) -> None:
        """Attribute the facts and cards that this task adds from now on to this tool call."""
        _call.set(call)
        self._tools[call] = tool

    def note_card(self, item_id: str) -> None:
        """Note that a card shows the facts of the present tool call; of several cards the first one counts."""
        if _call.get():
            self._cards.setdefault(_call.get(), item_id)

    def ledger(self) -> Ledger:
        """All facts, with those of the history, which is read at the first use."""
        while self._unread():
            self._waiting.pop(0)()
        charts, self._charts = self._charts, []
        for chart, call in charts:
            add_trends(self._ledger, chart, call=call)
        return self._ledger

    async def read_ahead(self) -> None:
        """Read the history like `ledger`, but item by item, so that other tasks can run in between."""
        while self.mode != "off" and self._unread():
            self._waiting.pop(0)()
            await asyncio.sleep(0)

    @property
    def is_read(self) -> bool:
        """Whether the history has been read, so that a number can be judged at once."""
        return self.mode == "off" or (self._is_read and not self._waiting)

    def _unread(self) -> bool:
        if not self._is_read:
            self._is_read = True
            self._waiting[:0] = self._history()
        return bool(self._waiting)

    @property
    def question(self) -> str:
        """The user's last message."""
        return next((_text(item) for item in reversed(self._items) if isinstance(item, UserMessageItem)), "")

    @property
    def files(self) -> bool:
        """Whether files are attached in the conversation."""
        return any(isinstance(item, UserMessageItem) and item.attachments for item in self._items)

    def gate(self, item_id: str = "", part: int = 0) -> Gate:
        """A gate for one part of a message. The message's id is needed to mark its numbers if it is cut off."""
        gate = Gate(self.ledger, mode=self.mode, locale=self._locale, question=self.question)
        if item_id:
            self._gates.setdefault(item_id, {})[part] = gate
        return gate

    def mark_cut_off(self, message: AssistantMessageItem) -> AssistantMessageItem:
        """A message that was cut off, with the verdicts on the numbers in it that are complete."""
        numbers: list[MarkedNumber] = []
        left_out = 0
        for part, gate in self._gates.get(message.id, {}).items():
            text = message.content[part].text if part < len(message.content) else ""
            if not gate.text.startswith(text):
                continue
            said = [one for one in gate.checked if one.end <= len(text)]
            left_out += sum(one.verdict.state not in PASSING for one in said)
            numbers += [self._marked(part, one) for one in said if one.verdict.state is not State.NAMED]
        return with_extension(message, {"left_out": left_out, "numbers": numbers}) if numbers else message

    def take(self, tool: str, output: str, now: datetime, *, call: str = "", arguments: str = "") -> None:
        """Add the facts of a tool's output.

        A number that the model wrote into the call's `arguments` is no fact where it comes back in the output, unless
        the user or a source has given it.
        """
        if self.mode == "off" or output in self._taken:
            return
        self._taken.add(output)
        if call:
            self._tools[call] = tool
        self._waiting.append(partial(self._take, tool, output, now, call, arguments))

    def example_of(self, figures: Sequence[str]) -> list[str]:
        """Those of a calculation's figures that neither a source of the conversation nor the user gave."""
        if self.mode == "off":
            return []
        ledger = self.ledger()
        known = {abs(part) for fact in ledger.facts for part in fact.parts}
        given = {part for one in ledger.given for part in one.parts}
        decimals = [fact.decimal for fact in ledger.facts if fact.decimal is not None]
        decimals += [american_to_decimal(part) for part in given if abs(part) >= 100]
        known |= {abs(part) for part in given} | {round(one, digits) for one in decimals for digits in (2, 3)}
        return [
            one for one in figures if not {_value(found) for found in _NUMBER.findall(one.replace(",", ""))} <= known
        ]

    def _take(self, tool: str, output: str, now: datetime, call: str, arguments: str) -> None:
        own = _values(_ISO_DATE.sub(" ", arguments)) if arguments else frozenset()
        if own and not output.startswith(EXAMPLE_CARD):
            known = {abs(part) for fact in self._ledger.facts for part in fact.parts}
            known |= {abs(part) for given in self._ledger.given for part in given.parts}
            invented = own - known
            output = _NUMBER.sub(lambda found: "…" if _value(found[1]) in invented else found[0], output)
        self._read(tool, output, now, call=call)

    def slate(self, slate: Slate) -> None:
        """Add a slate's prices as facts."""
        if self.mode != "off":
            read = partial(self._readings.read_slate, self._ledger, slate, zone=self._zone, call=_call.get())
            self._waiting.append(read)

    def scores(self, scores: Sequence[GameScore]) -> None:
        """Add scores as facts."""
        if self.mode != "off":
            self._waiting.append(partial(add_scores, self._ledger, scores, zone=self._zone, call=_call.get()))

    def trends(self, trends: Trends) -> None:
        """Add a chart's streaks as facts."""
        if self.mode != "off":
            self._charts.append((trends, _call.get()))

    def shown(self, text: str) -> str:
        """A text that the model wrote into a tool's arguments, as a card may show it.

        Numbers that neither a source nor the user gave are replaced; what the user typed word for word stays.
        """
        if self.mode == "off" or not shown_until(f"{text} ", 0)[1]:
            return text
        if re.search(rf"(?<![\w.]){re.escape(text)}(?!\w|[.,]\d)", self.question):
            return text
        mode: Mode = "mark" if self.mode == "mark" else "hold"
        gate = Gate(self.ledger, mode=mode, locale=self._locale, question=self.question)
        checked = gate.feed(f"{_ASKED}{text}\n").removeprefix(_ASKED).removesuffix("\n")
        return checked if gate.left_out else text

    def misses(self, texts: Sequence[str]) -> list[tuple[str, str]]:
        """(text, kind) of the numbers in these texts that would be replaced. Does not count them."""
        found = []
        for text in texts:
            gate = Gate(self.ledger, locale=self._locale, question=self.question)
            gate.feed(text)
            gate.finish()
            found += [
                (one.verdict.text, one.verdict.kind.value) for one in gate.checked if one.verdict.state not in PASSING
            ]
        return found

    def verdicts(self, gates: Sequence[Gate]) -> MessageExtension | None:
        """The verdicts on a message's numbers, as stored with it, from the `gates` of its parts. Counts them as well.

        Numbers that are part of a name are left out; None for a message without other numbers.
        """
        numbers: list[MarkedNumber] = []
        for part, gate in enumerate(gates):
            if not gate.checked:
                continue
            self.counts.update({(state.value, kind.value): count for (state, kind), count in gate.counts().items()})
            self._count(gate)
            numbers += [self._marked(part, one) for one in gate.checked if one.verdict.state is not State.NAMED]
        if not numbers:
            return None
        return {"left_out": sum(gate.left_out for gate in gates), "numbers": numbers}

    def _count(self, gate: Gate) -> None:
        for one in gate.checked:
            verdict = one.verdict
            if verdict.state not in PASSING:
                self.missed[verdict.kind.value, verdict.why or "nobody's"] += 1
            elif verdict.call:
                self.by_tool[self._tools.get(verdict.call, ""), verdict.state.value] += 1

    def _marked(self, part: int, one: Checked) -> MarkedNumber:
        verdict = one.verdict
        marked: MarkedNumber = {
            "part": part, "start": one.start, "end": one.end, "state": verdict.state.value, "kind": verdict.kind.value,
        }  # fmt: skip
        card = verdict.card or self._cards.get(verdict.call, "")
        if verdict.why:
            marked["why"] = verdict.why
        if verdict.source:
            marked["source"] = verdict.source
        if verdict.as_of:
            marked["as_of"] = verdict.as_of.isoformat()
        if card:
            marked["card"] = card
        return marked

    def summary(self) -> dict[str, int]:
        """The run's numbers counted by state and kind, for the log: {"misattributed price": 1}."""
        return {f"{state} {kind}": count for (state, kind), count in sorted(self.counts.items())}

    def _history(self) -> list[Callable[[], None]]:
        """Functions that read the history into the ledger, oldest first: messages, cards, tool results."""
        sources = 0
        said: list[Callable[[], None]] = []
        texts: list[tuple[str, str, datetime, str]] = []
        for item in reversed(self._items):
            if isinstance(item, UserMessageItem):
                said.append(partial(self._give, _text(item)))
            elif isinstance(item, WidgetItem) and item.copy_text and sources < MOST_CARDS:
                sources += 1
                tool = SEARCH_TOOL if item.copy_text.startswith(SEARCH_CARD) else "card"
                texts.append((tool, item.copy_text, item.created_at, item.id))
            elif isinstance(item, HiddenContextItem) and isinstance(item.content, dict) and sources < MOST_CARDS:
                content = item.content
                if content.get("kind") == TOOL_RESULT:
                    sources += 1
                    texts.append((str(content.get("tool")), str(content.get("output")), item.created_at, ""))
        return said + [partial(self._read, tool, text, at, card=card) for tool, text, at, card in texts[::-1]]

    def _give(self, text: str) -> None:
        self._ledger.given += given_numbers(text, self._ledger)

    def _read(self, tool: str, text: str, at: datetime, *, call: str = "", card: str = "") -> None:
        """Add a text of the history to the ledger; web pages and examples count for less than other tools' text."""
        strength = Strength.PAGE if tool == SEARCH_TOOL else Strength.TEXT
        if text.startswith(EXAMPLE_CARD):
            strength = Strength.EXAMPLE
        self._readings.read(
            self._ledger, self._names, text, source=tool, as_of=at, call=call, card=card, strength=strength
        )


def count_numbers(checking: Checking, model: str) -> None:
    """Add a run's numbers to the metrics and the log, without any text of users or models."""
    if not checking.counts:
        return
    for (state, kind), count in checking.counts.items():
        NUMBERS.labels(state, kind, model).inc(count)
    for (tool, state), count in checking.by_tool.items():
        TOOL_NUMBERS.labels(tool, state).inc(count)
    for (kind, why), count in checking.missed.items():
        MISSED_NUMBERS.labels(kind, why, model).inc(count)
    missed = {f"{kind} {why}": count for (kind, why), count in sorted(checking.missed.items())}
    logger.info("numbers of an answer", extra={"model": model, "numbers": checking.summary(), "missed": missed})


def _value(number: str) -> Fraction:
    return Fraction(number)


def _values(arguments: str) -> frozenset[Fraction]:
    """The numbers of a tool call that may be prices, lines or money: from 100 on, or with decimals, but no years."""
    found = {_value(number) for number in _NUMBER.findall(arguments[:20_000]) if len(number) <= 20}
    return frozenset(one for one in found if (one >= 100 and one not in _YEARS) or one.denominator != 1)


def _text(item: UserMessageItem) -> str:
    return "\n".join(part.text for part in item.content)
