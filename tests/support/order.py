"""In which order the tests of a run begin: the long ones first, so that none runs on alone when the others are over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def long_first(tests: Sequence[T], is_long: Callable[[T], bool], workers: int) -> list[T]:
    """The tests in as many parts of one length as there are workers, each with its share of the long ones in front.

    `--dist worksteal` gives each worker one such part, in this order; who is done takes over from the end of another's.

    >>> "".join(long_first("abcDefghI", str.isupper, 2))
    'DabcIefgh'
    """
    long = [test for test in tests if is_long(test)]
    short = [test for test in tests if not is_long(test)]
    ordered: list[T] = []
    for worker in range(workers):
        size = (len(tests) - len(ordered)) // (workers - worker)
        share = long[worker::workers]
        ordered += share
        ordered += [short.pop(0) for _ in range(size - len(share))]
    return ordered
