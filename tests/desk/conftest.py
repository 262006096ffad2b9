"""The evening that every test of the desk has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.evening import Evening


@pytest.fixture
def evening() -> Iterator[Evening]:
    with Evening() as services:
        yield services
