"""What the provider tests share: the HTTP client and a fixed evening."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest

from professor_lock.settings import OddsApiSettings
from professor_lock.sources.http import ProviderClient, SharedHttpClient
from professor_lock.sources.odds_api.odds_api import SOURCE, OddsApi
from tests.fakes.odds_api import FakeOddsApi

NOW = datetime(2026, 1, 15, 23, 40, tzinfo=UTC)
"""The moment the NBA fixture was "fetched"."""


@pytest.fixture
async def http() -> AsyncIterator[SharedHttpClient]:
    async with SharedHttpClient() as client:
        yield client


@pytest.fixture
def odds_server() -> Iterator[FakeOddsApi]:
    with FakeOddsApi() as server:
        yield server


@pytest.fixture
def odds_api(http: SharedHttpClient, odds_server: FakeOddsApi) -> OddsApi:
    client = ProviderClient(http, SOURCE, timeout_s=10, budget_s=25)
    return OddsApi(client, OddsApiSettings(key=odds_server.key, url=odds_server.url))


@pytest.fixture
def now() -> datetime:
    return NOW
