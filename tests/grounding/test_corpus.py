"""The corpus: what the gate catches of planted errors, and that it leaves hardly a true number out.

The whole of it is `python -m tests.grounding.corpus.measure`; here a part, as it takes a minute and a half.
"""

from __future__ import annotations

import random

from professor_lock.grounding.gate import Gate
from professor_lock.grounding.verdicts import State
from tests.grounding.corpus.measure import ANSWERS, measure
from tests.grounding.corpus.world import World, short
from tests.grounding.corpus.writers import answers

PART = 78
MONEY = ("price", "line", "total", "money", "percent")


def test_planted_errors_are_caught_and_true_numbers_shown() -> None:
    table = measure(PART)
    through = {name: count for name, count in table.through.items() if count}
    whole = sum(table.planted.values())
    assert whole > 1000
    assert sum(through.values()) <= 0.01 * whole, table.misses
    assert sum(table.alarms.values()) <= 0.01 * sum(table.true.values()), table.misses


def test_the_corpus_has_enough_answers_in_many_styles() -> None:
    styles = [style for style, _, _ in answers(ANSWERS)]
    assert len(styles) == 600
    assert len(set(styles)) >= 12


def test_chance_alone_hardly_ever_derives_a_number() -> None:
    """Random numbers in a sentence that invites every function; `docs/grounding.md` gives the share."""
    rng = random.Random(7)
    derived = tries = 0
    for seed in range(40):
        world = World(seed)
        ledger, game = world.ledger(), world.games[0]
        price, other = (world.money(game, side, "FanDuel").text for side in (game.home, game.away))
        for _ in range(5):
            gate = Gate(ledger, question="tonight")
            gate.feed(
                f"The {short(game.home)} are {price} and the {short(game.away)} {other} at FanDuel. "
                f"That implies {rng.uniform(30, 70):.1f}%, a combined hold of {rng.uniform(0, 9):.1f}% and a "
                f"difference of {rng.randint(1, 99)} cents, so ${world.stake} pays "
                f"${rng.uniform(20, 400):.2f} in total."
            )
            gate.finish()
            states = [one.verdict.state for one in gate.checked]
            tries += 4
            derived += states.count(State.DERIVED)
    assert derived <= 0.03 * tries, derived / tries
