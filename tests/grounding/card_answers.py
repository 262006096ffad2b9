"""Answers beside the demo's cards: `python -m tests.grounding.card_answers [file ...]` prints their rates.

`cards/outputs.txt` has what each tool of the demo returned at one moment, `cards/*.txt` answers as a language model
writes them beside these cards. `# cards:` names the outputs that the conversation has, `# question:` what was asked;
both hold for the lines below. Numbers are marked as in `held_out_rates`.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from chatkit.types import InferenceOptions, ThreadItem, UserMessageItem, UserMessageTextContent

from professor_lock.agent.checking import Checking
from professor_lock.betting.facts import Series, Slate, Trends
from professor_lock.grounding.facts import Fact, Kind, Role
from professor_lock.grounding.gate import Gate
from professor_lock.grounding.verdicts import PASSING
from professor_lock.sources.demo.demo import DemoOdds, demo_events, tomorrows_events
from professor_lock.sources.demo.league_facts import DemoFacts
from professor_lock.sources.demo.props import DemoProps
from professor_lock.sources.names.leagues import leagues_by_key
from tests.grounding.held_out_rates import FIRM, HeldOut, Labelled, meets, read

FOLDER = Path(__file__).with_name("cards")
NOW = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)
ZONE = "America/New_York"
MARKS = HeldOut("cards", lambda zone: Checking("hold", zone=zone).ledger(), "")
_COLUMN = re.compile(r"(?:^|, )((?:Jan|Feb) \d+ (?:@|vs) .*?) (\d+|—)(?=, (?:Jan|Feb) |$)")

_WHOLE = {"Jan 26 @ Oklahoma City Thunder, L 109-1…": "Jan 26 @ Oklahoma City Thunder, L 109-105"}
"""What a card's text cuts short stands whole in the data."""


@dataclass(frozen=True, slots=True)
class Output:
    """What a tool returned: its text, and in words which data it handed in: "slate nba"."""

    tool: str
    data: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A marked answer, and the conversation it stands in."""

    file: str
    cards: tuple[str, ...]
    question: str
    marked: str

    @property
    def locale(self) -> str:
        return "es" if re.search(r"[¿¡ñóáíé]|\bde la\b|\blos\b|\bel\b", self.marked) else (
            "de" if re.search(r"\b(?:der|die|das|bei|und|dein\w*|ist|mit)\b", self.marked, re.IGNORECASE) else "en"
        )  # fmt: skip


@dataclass(slots=True)
class CardRates:
    """Counts by kind of number and by card; `misses` say what went wrong."""

    true: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    planted: Counter[str] = field(default_factory=Counter)
    through: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)


@cache
def outputs() -> dict[str, Output]:
    """The recorded answers of the tools by name."""
    parts = re.split(r"^=== (.*)\n", (FOLDER / "outputs.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = {}
    for head, text in zip(parts[1::2], parts[2::2], strict=True):
        name, tool, data = (one.strip() for one in head.split("|"))
        found[name] = Output(tool, tuple(one for one in data.split(", ") if one), text.strip())
    return found


def answers(*files: str) -> Iterator[Answer]:
    """All answers of the folder, or of some of its files."""
    for path in sorted(FOLDER.glob("*.txt")):
        if path.stem == "outputs" or (files and path.stem not in files):
            continue
        cards: tuple[str, ...] = ()
        question = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# cards: "):
                cards = tuple(line.removeprefix("# cards: ").split())
            elif line.startswith("# question: "):
                question = line.removeprefix("# question: ")
            elif line:
                yield Answer(path.stem, cards, question, line.replace("\\n", "\n"))


@cache
def checking(cards: tuple[str, ...], question: str, locale: str) -> Checking:
    """The facts that a run has when these tools have answered this question."""
    asked = UserMessageItem(
        id="msg_1", thread_id="thr_1", created_at=NOW, attachments=[], inference_options=InferenceOptions(),
        content=[UserMessageTextContent(text=question)],
    )  # fmt: skip
    items: list[ThreadItem] = [asked]
    run = Checking("hold", items=items, now=NOW, zone=ZONE, locale=locale)
    for call, name in enumerate(cards):
        output = outputs()[name]
        run.begin_call(f"call_{call}", output.tool)
        for data in output.data:
            kind, _, what = data.partition(" ")
            if kind == "slate":
                run.slate(_slate(what))
            elif kind == "props":
                run.slate(_props(what))
            elif kind == "scores":
                run.scores(asyncio.run(DemoFacts().fetch_scores(leagues_by_key()[what], NOW)))
            else:
                run.trends(_trends(output.text))
        run.take(output.tool, output.text, NOW, call=f"call_{call}")
    return run


@cache
def _slate(league: str) -> Slate:
    return asyncio.run(DemoOdds().fetch_slate(leagues_by_key()[league], NOW, ZoneInfo(ZONE)))


@cache
def _props(game: str) -> Slate:
    nba, zone = leagues_by_key()["nba"], ZoneInfo(ZONE)
    events = (*demo_events(nba, NOW, zone), *tomorrows_events(nba, NOW, zone))
    [event] = [one for one in events if f"{one.away} @ {one.home}" == game]
    return asyncio.run(DemoProps().fetch_props(event, nba, NOW))


def _trends(text: str) -> Trends:
    """The chart that a card's text was made of."""
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if "games played" in line)
    whose = lines[0].split(" | ")[0] if start else ""
    head = lines[start].split(" | ")
    title = f"{whose}: {head[0].lower()}" if whose else head[0]
    line = next((float(one.removeprefix("Line ")) for one in head if one.startswith("Line ")), None)
    series, labels = [], ()
    for row in lines[start + 1 :]:
        name, _, rest = row.partition(": ")
        columns = _COLUMN.findall(rest)
        if len(columns) > 1:
            labels = tuple(_WHOLE.get(label, label) for label, _ in columns)
            series.append(Series(name, tuple(None if value == "—" else float(value) for _, value in columns)))
    return Trends(title, labels, tuple(series), "DEMO game log (invented)", NOW, "bar", line, demo=True)


def left_out(answer: Answer, text: str) -> list[tuple[int, int]]:
    """Where the numbers stand in the text that a reader would not see."""
    run = checking(answer.cards, answer.question, answer.locale)
    gate = Gate(run.ledger, locale=answer.locale, question=answer.question)
    gate.feed(text)
    gate.finish()
    places, before = [], 0
    for one in gate.checked:
        length, start = one.verdict.end - one.verdict.start, one.start - before
        if one.verdict.state not in PASSING:
            places.append((start, start + length))
        before += one.end - one.start - length
    return places


def measure(*files: str) -> CardRates:
    """Judge all answers as they are, and once with each planted error."""
    rates = CardRates()
    for answer in answers(*files):
        text, numbers = read(answer.marked, MARKS)
        places = left_out(answer, text)
        true = [one for one in numbers if not one.false]
        false = [(one.start, one.end) for one in numbers if one.false]
        rates.true.update(one.kind for one in true)
        for begin, end in places:
            if not meets(false, begin, end):
                kind = next((one.kind for one in true if one.start < end and begin < one.end), "unlabelled")
                rates.true[kind] += kind == "unlabelled"
                rates.alarms[kind] += 1
                rates.misses.append(f"ALARM {answer.cards} {kind}: {text[begin:end]!r} in {text!r}")
        for one in numbers:
            for what, instead in (*one.wrong, ("in a false sentence", one.text)) if one.false else one.wrong:
                _plant(rates, answer, text, one, what, instead)
    return rates


def _is_another_books(answer: Answer, text: str, one: Labelled, instead: str) -> bool:
    """Whether a planted price is what another book has for the same bet, in a sentence that names no book."""
    if one.kind != "price" or re.search(r"\bDemo [A-D]\b|\bbooks?\b", _clause(text, one)):
        return False
    facts = checking(answer.cards, answer.question, answer.locale).ledger().facts
    prices = [fact for fact in facts if fact.kind is Kind.PRICE and fact.ids(Role.BOOK)]
    bets = [_bet(fact) for fact in prices if f"{int(fact.value):+d}" == one.text]
    return any(f"{int(fact.value):+d}" == instead and _bet(fact) in bets for fact in prices)


def _bet(fact: Fact) -> tuple[object, ...]:
    return fact.line, *(
        fact.ids(role) for role in (Role.TEAM, Role.GAME, Role.PLAYER, Role.MARKET, Role.SIDE, Role.UNIT)
    )


def _clause(text: str, one: Labelled) -> str:
    """The text around a number up to the next comma, full stop or bracket."""
    before = re.split(r"[.,;()\n] ", text[: one.start])[-1]
    return before + re.split(r"[.,;)\n]", text[one.end :])[0]


def _plant(rates: CardRates, answer: Answer, text: str, one: Labelled, what: str, instead: str) -> None:
    if _is_another_books(answer, text, one, instead):
        return
    wrong = text[: one.start] + instead + text[one.end :]
    rates.planted[one.kind] += 1
    if not meets(left_out(answer, wrong), one.start, one.start + len(instead)):
        rates.through[one.kind] += 1
        where = f"{wrong[: one.start]}>>{instead}<<{wrong[one.start + len(instead) :]}"
        rates.misses.append(f"THROUGH {answer.cards} {one.kind} {what}: {instead!r} in {where!r}")


if __name__ == "__main__":
    found = measure(*sys.argv[1:])
    print("| kind | true | left out | planted | shown |\n|---|---|---|---|---|")
    for kind in sorted(found.true | found.planted):
        firm = " (firm)" if kind in FIRM else ""
        print(
            f"| {kind}{firm} | {found.true[kind]} | {found.alarms[kind]} | {found.planted[kind]} |"
            f" {found.through[kind]} |"
        )
    print(
        f"| all | {found.true.total()} | {found.alarms.total()} | {found.planted.total()} | {found.through.total()} |"
    )
    print("\n".join(found.misses), file=sys.stderr)
