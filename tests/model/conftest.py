"""One server for each API, shared by the tests of this folder: each test uses threads of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.odd_model import APIS, OddModel, odd_model


@pytest.fixture(scope="module", params=APIS)
def odd(request: pytest.FixtureRequest, postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OddModel]:
    """A server whose model says what a test tells it to, over the API named."""
    data_dir = tmp_path_factory.mktemp("odd-model")
    with odd_model(request.param, postgres, data_dir, PP_MODEL_TIMEOUT_S="5") as running:
        yield running
