"""How often chance alone fits: `python -m tests.grounding.by_chance` fills a sentence with random numbers and counts.

The sentence invites four functions at once, beside prices that are true; a number that is shown follows from nothing.
"""

from __future__ import annotations

import random
import sys
from collections import Counter

from professor_lock.grounding.gate import Gate
from professor_lock.grounding.verdicts import PASSING
from tests.grounding.october_facts import USER, october

SENTENCES = 500
SEED = 7
_TEXT = (
    "The Warriors are -168 and the Lakers +142 at FanDuel. On the Lakers that implies {}%, both leave a hold of {}%, "
    "the difference to the Warriors is {} points a game, and your $50 would pay ${}."
)


def by_chance(sentences: int = SENTENCES, seed: int = SEED) -> Counter[str]:
    """How many of four random numbers a sentence are shown, by the function that they came out of by chance."""
    rng = random.Random(seed)
    ledger = october()
    found: Counter[str] = Counter()
    for _ in range(sentences):
        numbers = (
            f"{rng.uniform(20, 80):.1f}", f"{rng.uniform(1, 12):.1f}", f"{rng.uniform(0.5, 20):.1f}",
            f"{rng.uniform(20, 300):.2f}",
        )  # fmt: skip
        gate = Gate(ledger, question=USER)
        gate.feed(_TEXT.format(*numbers))
        gate.finish()
        shown = [one.verdict for one in gate.checked if one.verdict.text.strip("$%") in numbers]
        found.update(one.why or one.state.value for one in shown if one.state in PASSING)
    return found


if __name__ == "__main__":
    counted = by_chance(int(sys.argv[1]) if len(sys.argv) > 1 else SENTENCES)
    print(f"{counted.total()} of {4 * SENTENCES}: {dict(counted)}")
