"""What checking numbers costs: microseconds a delta at 10,000 facts, the delay it adds to a word, and hostile text.

The reference of the first row is the limit, 50 µs; of the delay, one sentence of 40 tokens at 50 tokens a second.
"""

from __future__ import annotations

import re
import statistics
import time
from datetime import UTC, datetime, timedelta

from bench.row import Row
from professor_lock.betting.facts import Event, EventStatus, Market, Quote, Slate
from professor_lock.betting.odds import decimal_price
from professor_lock.grounding.facts import Ledger
from professor_lock.grounding.from_tools import add_slate
from professor_lock.grounding.gate import Gate

NOW = datetime(2026, 1, 16, 23, 30, tzinfo=UTC)
FACTS = 10_000
LIMIT_US = 50.0
TOKENS_A_SECOND = 50.0
SENTENCE_TOKENS = 40
CITIES = ("Ashford", "Bexley", "Camden", "Dover", "Exeter", "Falmouth", "Granton", "Hexham", "Ilford", "Jarrow")
ANSWER = (
    "Here is what stands out tonight in the league. Ashford Owls are -150 at Book 3, and the Bexley Bears come back "
    "at +130 at the same place, which says the market sees a fairly close game with a small edge for the visitors. "
    "Nothing on the board beats the no-vig price, so there is no edge to speak of, and that is the usual answer on a "
    "night like this one. If you want to follow the game anyway, keep an eye on the injury report in the "
    "afternoon, because a late scratch moves the line more than anything that was said in the morning."
)


async def run(short: bool) -> list[Row]:
    """The rows of the table."""
    ledger = Ledger(now=NOW)
    add_slate(ledger, _slate())
    assert len(ledger.facts) >= FACTS
    deltas = re.findall(r"\s*\S+", ANSWER)
    times, held = [], []
    for _ in range(10 if short else 60):
        gate = Gate(ledger, question="Ashford against Bexley?")
        begun = time.process_time()
        waits = _play(gate, deltas)
        times.append((time.process_time() - begun) / len(deltas) * 1e6)
        held += waits
    assert not gate.left_out, gate.text
    late = statistics.quantiles(held, n=100)[98] / TOKENS_A_SECOND
    sentence = SENTENCE_TOKENS / TOKENS_A_SECOND
    small, large = _hostile(20_000), _hostile(100_000 if short else 1_000_000)
    size = 5 if short else 50
    return [
        Row("grounding: a delta", statistics.median(times), LIMIT_US, "µs", f"{len(ledger.facts)} facts", limit=1.0),
        Row("grounding: delay of a word, p99", late, sentence, "s", "against one sentence at 50 tokens/s", limit=1.0),
        Row("grounding: hostile text", large, small * size, "s", f"{size} times the text", limit=1.5),
    ]


def _play(gate: Gate, deltas: list[str]) -> list[int]:
    """Feed the deltas; how many deltas later each one was shown in full."""
    waits: list[int] = []
    ends: list[tuple[int, int]] = []
    fed = shown = 0
    for place, delta in enumerate(deltas):
        fed += len(delta)
        ends.append((fed, place))
        shown += len(gate.feed(delta))
        while ends and ends[0][0] <= shown:
            waits.append(place - ends.pop(0)[1])
    gate.finish()
    return waits + [len(deltas) - 1 - place for _, place in ends]


def _hostile(size: int) -> float:
    text = "".join(unit * (size // 5 // len(unit)) for unit in ("7", "**-", "1- ", "[1](", "-"))
    gate = Gate(Ledger(now=NOW))
    begun = time.process_time()
    for at in range(0, len(text), 4096):
        gate.feed(text[at : at + 4096])
    gate.finish()
    return time.process_time() - begun


def _slate() -> Slate:
    events, quotes = [], []
    for number in range(60):
        away, home = f"{CITIES[number % 10]} Owls", f"{CITIES[(number + 1) % 10]} Bears"
        event = Event(f"e{number}", "nba", away, home, NOW + timedelta(hours=1 + number), EventStatus.SCHEDULED, "Feed")
        events.append(event)
        for book in range(60):
            for side, price in ((away, -150 - number), (home, 130 + number)):
                at = (f"Book {book}", "Feed", NOW, NOW)
                quotes.append(Quote(event, Market.MONEYLINE, side, None, price, decimal_price(price), *at))
                spread = Market.SPREAD
                quotes.append(Quote(event, spread, side, decimal_price(250) - 6, price, decimal_price(price), *at))
    return Slate("nba", tuple(events), tuple(quotes), "Feed", NOW)
