"""Any JSON, and any damage to a real document: what a reader of other people's answers must survive."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

exact_numbers = st.integers() | st.decimals(allow_nan=False, allow_infinity=False)
"""Numbers as the providers' JSON parser gives them."""

anything = st.recursive(
    st.none() | st.booleans() | exact_numbers | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)

Path = tuple[Any, ...]


def paths(value: Any, at: Path = ()) -> list[Path]:
    """Where every value of a JSON document stands."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(path for key, item in inner for path in paths(item, (*at, key)))]


def damaged(body: Any, damage: Iterable[tuple[Path, Any]]) -> Any:
    """The document (changed in place) with each place given another value, or removed where that is `...`."""
    for path, value in damage:
        holder = body
        try:
            for key in path[:-1]:
                holder = holder[key]
            if value is ...:
                del holder[path[-1]]
            else:
                holder[path[-1]] = copy.deepcopy(value)  # the next damage may be inside it
        except (KeyError, IndexError, TypeError):
            continue
    return body
