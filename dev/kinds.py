"""Learns the weights of the demo model's kinds from its table of examples: `python -m dev.kinds`.

An averaged perceptron with a margin (Freund and Schapire 1999; Crammer and Singer 2001 for several classes), whole
numbers only and the examples in a fixed order, so that the same table gives the same file. It prints how many examples
of each kind are found by what was learnt from the others.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from professor_lock.demo_model.kinds import example_words, features, plain_words

ROOM = Path(__file__).resolve().parents[1] / "professor_lock" / "demo_model"
EXAMPLES, WEIGHTS = ROOM / "examples.toml", ROOM / "weights.json"
PASSES, MARGIN, STEP = 12, 10, 7919
SCALE = 10
"""Weights are kept in tenths of one correction."""
FOLDS = 5
Example = tuple[list[str], str]
Weights = dict[str, dict[int, int]]


def read_examples() -> list[Example]:
    """The features and the kind of every line of the table."""
    table = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))["kinds"]
    lines = dict.fromkeys((line, kind) for kind, block in table.items() for line in block.split("\n") if line.strip())
    return [(features(example_words(line)), kind) for line, kind in lines]


def read_known(kinds: Sequence[str]) -> dict[str, int]:
    """The plain words of each example and the place of its kind."""
    table = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))["kinds"]
    return {
        plain_words(example_words(line)): kinds.index(kind)
        for kind, block in sorted(table.items())
        for line in block.split("\n")
        if plain_words(example_words(line))
    }


def read_words() -> list[str]:
    """The words of the examples; those of `unknown` may be anything, and are not understood."""
    table = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))["kinds"]
    lines = [example_words(line) for kind, block in table.items() if kind != "unknown" for line in block.split("\n")]
    return sorted({word for line in lines for word in line.split() if len(word) > 1 and word.isalpha()})


def learn(examples: Sequence[Example], kinds: Sequence[str]) -> Weights:
    """The averaged weights, in tenths of a correction."""
    weights: defaultdict[str, Counter[int]] = defaultdict(Counter)
    late: defaultdict[str, Counter[int]] = defaultdict(Counter)
    places = {kind: at for at, kind in enumerate(kinds)}
    step = 1
    for turn in range(PASSES):
        for number in range(len(examples)):
            found, kind = examples[(number * STEP + turn) % len(examples)]
            own = places[kind]
            scores = [0] * len(kinds)
            for feature in ("", *found):
                for at, weight in weights[feature].items():
                    scores[at] += weight
            rival = max((at for at in range(len(kinds)) if at != own), key=scores.__getitem__)
            if scores[own] - scores[rival] < MARGIN:
                for feature in ("", *found):
                    weights[feature][own] += 1
                    weights[feature][rival] -= 1
                    late[feature][own] += step
                    late[feature][rival] -= step
            step += 1
    learnt: Weights = {}
    for feature, row in weights.items():
        tenths = {at: (SCALE * (weight * step - late[feature][at])) // step for at, weight in row.items()}
        learnt[feature] = {at: weight for at, weight in sorted(tenths.items()) if weight}
    return learnt


def written(kinds: Sequence[str], words: Sequence[str], known: Mapping[str, int], weights: Weights) -> str:
    """The file: a line for each feature, with pairs of a kind's place and its weight."""
    rows = [
        f"{json.dumps(feature)}: {json.dumps([one for pair in row.items() for one in pair], separators=(',', ':'))}"
        for feature, row in sorted(weights.items())
        if row
    ]
    head = {"kinds": kinds, "words": words, "examples": known}
    lines = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in head.items()]
    weighed = ",\n".join(rows)
    return "{" + ",\n".join((*lines, f'"weights": {{\n{weighed}\n}}')) + "}\n"


def held_out(examples: Sequence[Example], kinds: Sequence[str], folds: int = FOLDS) -> dict[str, tuple[int, int]]:
    """Kind -> how many of its examples were found by what was learnt without them, and how many were tried.

    `folds` of five parts of the examples are left out, one after another.
    """
    found, all_ = Counter[str](), Counter(kind for at, (_, kind) in enumerate(examples) if at % FOLDS < folds)
    for fold in range(folds):
        weights = learn([one for at, one in enumerate(examples) if at % FOLDS != fold], kinds)
        for at, (have, kind) in enumerate(examples):
            if at % FOLDS == fold:
                scores = [0] * len(kinds)
                for feature in ("", *have):
                    for place, weight in weights.get(feature, {}).items():
                        scores[place] += weight
                found[kind] += kinds[max(range(len(kinds)), key=scores.__getitem__)] == kind
    return {kind: (found[kind], all_[kind]) for kind in kinds}


def main() -> None:
    """Writes the weights and says how well they hold."""
    examples = read_examples()
    kinds = sorted({kind for _, kind in examples})
    WEIGHTS.write_text(written(kinds, read_words(), read_known(kinds), learn(examples, kinds)), encoding="utf-8")
    by_kind = held_out(examples, kinds)
    for kind, (found, count) in sorted(by_kind.items(), key=lambda one: one[1][0] / one[1][1]):
        print(f"{kind:14} {found:4} of {count:4}  {found / count:.0%}")
    total = sum(found for found, _ in by_kind.values())
    print(f"all            {total:4} of {len(examples):4}  {total / len(examples):.1%}")


if __name__ == "__main__":
    main()
