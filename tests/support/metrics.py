"""Reading what `/metrics` answers."""

from __future__ import annotations

from typing import Any

from prometheus_client.parser import text_string_to_metric_families

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


def samples(text: str) -> Samples:
    """Every sample by name and labels."""
    return {
        (sample.name, frozenset(sample.labels.items())): float(sample.value)
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if not sample.name.endswith("_created")
    }


def total(read: Samples, name: str, **labels: Any) -> float:
    """The sum of the samples of that name that have at least these labels."""
    wanted = {(label, str(value)) for label, value in labels.items()}
    return sum(value for (named, given), value in read.items() if named == name and wanted <= given)
