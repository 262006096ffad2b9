"""What the tools answered, read back: boards, slips, statistics and searches as the lines that their cards are in text.

Reading is tolerant: a line that does not look as expected is left out of what is said, never guessed at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from professor_lock.tool_outcomes import Outcome, read_no_answer

PRICE = re.compile(r"(?<![\w.])([+\-−]\d{3,7})(?![\d.,%])")
START = re.compile(r"^(?P<when>.*?\b(?:AM|PM)\b(?: [A-Z+\-][A-Za-z+\-\d]{1,5})?)(?: (?P<status>[A-Z]{4,}))?$")
FENCE = re.compile(r"</?quotation[^>]*>\n?")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a market as the board has it: "Lakers -7", "-113", "Demo Book A", "51.1%"."""

    label: str
    price: str
    book: str
    fair: str

    @property
    def american(self) -> int:
        return int(self.price.replace("−", "-"))

    @property
    def chance(self) -> float:
        """The price's implied probability: to compare sides by, never to be said."""
        return 100 / (self.american + 100) if self.american > 0 else -self.american / (100 - self.american)


@dataclass(frozen=True, slots=True)
class GameLine:
    """One game of a board. `status` is empty before the start; `markets` are in the board's order."""

    away: str
    home: str
    when: str
    status: str
    markets: dict[str, tuple[Side, ...]]

    @property
    def matchup(self) -> str:
        return f"{self.away} @ {self.home}"

    @property
    def day(self) -> str:
        """The day of `when`, as the board writes it: "Sun Nov 22"."""
        return self.when.rpartition(", ")[0]

    @property
    def open(self) -> bool:
        """Whether it can still be bet on before the start, as far as the board says."""
        return not self.status


@dataclass(frozen=True, slots=True)
class BoardText:
    """A board: its title, who gave it and when, its games, and what else it says."""

    title: str
    source: str
    games: tuple[GameLine, ...]
    notes: tuple[str, ...]

    def of_day(self, day: str | None) -> tuple[GameLine, ...]:
        """The games of "tonight" or "tomorrow" where the board holds both; else all of them."""
        if day is None or not self.games or not self.title.endswith("tonight and tomorrow"):
            return self.games
        last = self.games[-1].day
        return tuple(game for game in self.games if (game.day == last) is (day == "tomorrow"))


@dataclass(frozen=True, slots=True)
class SlipText:
    """A slip: "pick price" of each leg, its figures by name, and every word against it."""

    legs: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    figures: dict[str, str]
    objections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result. The snippet is third-party text."""

    title: str
    site: str
    snippet: str


def failure(output: str) -> str | None:
    """What to say of a tool that could not answer, in its own words; None when it did answer.

    >>> failure("UNAVAILABLE: The feed is down."), failure("CANNOT: Which league?"), failure("NBA odds")
    ('I could not get that: The feed is down.', 'Which league?', None)
    """
    found = read_no_answer(plain(output))
    if found is None:
        return None
    outcome, text = found
    # What is left out here is said to the model, not to the user.
    reason = text.removesuffix("Ask which one is meant.").strip() or "the source said no more than that."
    if outcome is Outcome.UNAVAILABLE:
        return f"I could not get that: {reason}"
    return f"{reason} Which one do you mean?" if outcome is Outcome.AMBIGUOUS else reason


def plain(output: str) -> str:
    """A tool's answer without the fences around third-party text."""
    return FENCE.sub("", output).strip()


def read_board(output: str) -> BoardText:
    lines = [line.strip() for line in plain(output).splitlines() if line.strip()]
    games = [(line, game) for line in lines if (game := _game(line)) is not None]
    head = next((line for line in lines if "Source: " in line), lines[0] if lines else "")
    title, _, rest = head.partition(" | ")
    taken = {head, *(line for line, _ in games)}
    notes = tuple(line for line in lines if line not in taken)
    source = next((part for part in rest.split(" | ") if part.startswith("Source: ")), "")
    return BoardText(title if rest else "", source, tuple(game for _, game in games), notes)


def read_slip(output: str) -> SlipText:
    legs: list[tuple[str, str]] = []
    missing: list[str] = []
    figures: dict[str, str] = {}
    objections: list[str] = []
    for line in (line.strip() for line in plain(output).splitlines()):
        if match := re.match(r"\d+\. (.+?) ([+\-−]\d{3,7}) \| ", line):
            legs.append((match[1], match[2]))
        elif line.startswith("NOT FOUND: "):
            missing.append(line.removeprefix("NOT FOUND: ").replace(" | ", ": ", 1))
        elif line.startswith("Combined odds"):
            pairs = (part.partition(": ") for part in line.split(" | "))
            figures = {label: value for label, _, value in pairs if value and value != "—"}
        elif line.startswith(("PROBLEM: ", "Warning: ")):
            objections.append(line.partition(": ")[2])
    return SlipText(tuple(legs), tuple(missing), figures, tuple(objections))


def read_hits(output: str) -> tuple[Hit, ...]:
    hits = []
    for line in plain(output).splitlines():
        if match := re.match(r"\d+\. (.+) \(([^()]+)\) (?:https?://\S+)? ?(.*)$", line.strip()):
            hits.append(Hit(match[1], match[2].split(", published")[0], match[3].strip()))
    return tuple(hits)


def _game(line: str) -> GameLine | None:
    """ "Away @ Home, when [STATUS] | market: side, side | …"; None for any other line."""
    first, *parts = line.split(" | ")
    names, comma, start = first.partition(", ")
    away, at, home = names.partition(" @ ")
    match = START.match(start)
    if not (comma and at and match):
        return None
    markets: dict[str, tuple[Side, ...]] = {}
    for part in parts:
        market, colon, sides = part.partition(": ")
        if colon:
            markets[market] = tuple(side for text in sides.split(", ") if (side := _side(text)) is not None)
    return GameLine(away.strip(), home.strip(), match["when"], match["status"] or "", markets)


def _side(text: str) -> Side | None:
    """ "Lakers -7 -113 Demo Book A fair 51.1%"; None without a price."""
    prices = list(PRICE.finditer(text))
    if not prices:
        return None
    # A spread has one or two digits, so the first number of three or more is the price; book names come after it.
    price = prices[0]
    book, _, fair = text[price.end() :].partition(" fair ")
    return Side(text[: price.start()].strip(), price[1], book.strip(), fair.strip())
