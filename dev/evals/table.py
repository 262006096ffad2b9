"""The result of a run as a table of Markdown, as JSON, and two runs side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

from dev.evals.suite import Answer, Case, faults

PASSING = ("verified", "page", "derived", "given", "counted", "stale")


@dataclass(frozen=True, slots=True)
class Prices:
    """Dollars for a million tokens; 0 where it is not known."""

    input: float = 0.0
    output: float = 0.0


@dataclass(slots=True)
class Report:
    """All answers of one model."""

    model: str
    prices: Prices = field(default_factory=Prices)
    results: list[tuple[Case, Answer]] = field(default_factory=list)

    def rows(self) -> list[tuple[str, str]]:
        """What the table says, by its first column."""
        rows: list[tuple[str, str]] = []
        for kind in dict.fromkeys(case.kind for case, _ in self.results):
            some = [(case, answer) for case, answer in self.results if case.kind == kind]
            rows.append((kind, f"{sum(not faults(*one) for one in some)}/{len(some)}"))
        good = sum(not faults(*one) for one in self.results)
        rows.append(("all questions", f"{good}/{len(self.results)}"))
        wrong: Counter[str] = Counter(name for one in self.results for name in faults(*one))
        rows += [(f"failed: {name}", str(count)) for name, count in sorted(wrong.items())]
        states = self.numbers()
        rows.append(("numbers with a source", str(sum(states[state] for state in PASSING))))
        rows += [(f"numbers {state}", str(states[state])) for state in ("unverified", "misattributed")]
        rows.append(("numbers left out", str(sum(answer.left_out for _, answer in self.results))))
        first = [answer.first_word_s for _, answer in self.results if answer.first_word_s is not None]
        if first:
            rows.append(("first word, median s", f"{median(first):.2f}"))
            rows.append(("first word, longest s", f"{max(first):.2f}"))
        read = sum(answer.input_tokens for _, answer in self.results)
        written = sum(answer.output_tokens for _, answer in self.results)
        rows += [("input tokens", str(read)), ("output tokens", str(written))]
        if self.prices.input or self.prices.output:
            cost = (read * self.prices.input + written * self.prices.output) / 1_000_000
            rows.append(("cost, $", f"{cost:.4f}"))
        return rows

    def numbers(self) -> Counter[str]:
        """How many numbers were found in which state."""
        states: Counter[str] = Counter()
        for _, answer in self.results:
            states.update(answer.states)
        return states

    def as_json(self) -> dict[str, Any]:
        """Everything, for a file."""
        answers = [
            {"kind": case.kind, "question": case.question, "failed": faults(case, answer), **asdict(answer)}
            for case, answer in self.results
        ]
        return {"model": self.model, "table": dict(self.rows()), "answers": answers}


def table(reports: Sequence[Report]) -> str:
    """One column a model."""
    names = list(dict.fromkeys(name for report in reports for name, _ in report.rows()))
    columns = [dict(report.rows()) for report in reports]
    lines = [f"| | {' | '.join(report.model for report in reports)} |", f"|---|{'---|' * len(reports)}"]
    lines += [f"| {name} | {' | '.join(column.get(name, '0') for column in columns)} |" for name in names]
    return "\n".join(lines)


def failures(report: Report) -> list[str]:
    """The questions that were not answered well, to read."""
    return [
        f"{case.kind}: {case.question!r}: {', '.join(wrong)}: {(answer.error or answer.text)[:160]!r}, called "
        f"{', '.join(name for name, _ in answer.calls) or 'nothing'}"
        for case, answer in report.results
        if (wrong := faults(case, answer))
    ]
