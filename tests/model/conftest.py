"""One server for each API, shared by the tests of this folder: each test uses threads of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.odd_model import APIS, OddModel, odd_model


@pytest.fixture(params=APIS)
def fresh(request: pytest.FixtureRequest, postgres: str, tmp_path: Path) -> Iterator[OddModel]:
    """The same with a server of the test's own, which has learned nothing yet; free users have 1000 tokens a day
    where the test is marked so."""
    marker = request.node.get_closest_marker("settings")
    with odd_model(request.param, postgres, tmp_path / "odd-model", **(marker.kwargs if marker else {})) as running:
        yield running


@pytest.fixture(scope="module", params=APIS)
def odd(request: pytest.FixtureRequest, postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OddModel]:
    """A server whose model says what a test tells it to, over the API named."""
    data_dir = tmp_path_factory.mktemp("odd-model")
    with odd_model(request.param, postgres, data_dir, PP_MODEL_TIMEOUT_S="5") as running:
        yield running
