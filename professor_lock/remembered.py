"""A cache for strings that callers chose: bounded in bytes, and never holding the strings themselves."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

V = TypeVar("V")

ENTRY_BYTES = 400
"""What an entry costs beside its value: digest, tuple, place in the dictionary."""


class Remembered(Generic[V]):
    """Values by a string and whatever else they depend on; the least recently used go when `max_bytes` is exceeded.

    >>> remembered = Remembered[str](max_bytes=1_000)
    >>> remembered.put("a" * 10**6, "value", size_bytes=5)
    >>> remembered.get("a" * 10**6), remembered.get("b"), remembered.size_bytes
    ('value', None, 405)
    """

    def __init__(self, *, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._values: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()
        self.size_bytes = 0

    def get(self, text: str, *beside: Hashable) -> V | None:
        """The value, or None."""
        key = _key(text, beside)
        found = self._values.get(key)
        if found is None:
            return None
        self._values.move_to_end(key)
        return found[0]

    def put(self, text: str, value: V, *beside: Hashable, size_bytes: int) -> None:
        """Remember a value that takes about `size_bytes`."""
        key, size = _key(text, beside), size_bytes + ENTRY_BYTES
        self._forget(key)
        self._values[key] = (value, size)
        self.size_bytes += size
        while self.size_bytes > self._max_bytes:
            self._forget(next(iter(self._values)))

    def __len__(self) -> int:
        return len(self._values)

    def _forget(self, key: Hashable) -> None:
        found = self._values.pop(key, None)
        if found is not None:
            self.size_bytes -= found[1]


def _key(text: str, beside: tuple[Hashable, ...]) -> Hashable:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest(), *beside
