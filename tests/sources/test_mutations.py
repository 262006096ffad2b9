"""Real answers cut off and damaged anywhere, sent to every provider: valid values or a typed error, nothing else."""

from __future__ import annotations

import asyncio
import dataclasses
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from enum import Enum
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from professor_lock.betting.facts import GameScore, Quote, SearchResult
from professor_lock.errors import SourceUnavailable
from professor_lock.sources.http import SharedHttpClient
from professor_lock.sources.reading import UNPRINTABLE
from tests.fakes.espn import FakeEspn
from tests.fakes.odds_api import FakeOddsApi
from tests.fakes.open_meteo import FakeOpenMeteo
from tests.fakes.search_engines import FakeBrave, FakeTavily
from tests.fakes.statmuse import FakeStatMuse
from tests.fakes.web import FakeWeb, Reply, Seen
from tests.support.json_damage import anything, damaged, paths
from tests.support.provider_calls import Calls, calls_to

NAMES = [
    "The Odds API odds", "The Odds API props", "The Odds API events", "The Odds API scores", "The Odds API sports",
    "ESPN scoreboard", "ESPN scores", "ESPN results", "ESPN game page", "ESPN injuries", "ESPN news",
    "ESPN season stats", "ESPN player search", "ESPN game log", "ESPN trends", "ESPN absences",
    "Open-Meteo places", "Open-Meteo forecast", "StatMuse", "Tavily", "Brave",
]  # fmt: skip
Damage = Callable[[bytes], bytes]


class Bench:
    """All providers, asking servers whose answers go through `damage` first."""

    def __init__(self, stack: ExitStack) -> None:
        self.damage: Damage = bytes
        self.runner = stack.enter_context(asyncio.Runner())
        fakes: dict[str, Any] = {
            "The Odds API": FakeOddsApi(),
            "ESPN": FakeEspn(),
            "Open-Meteo": FakeOpenMeteo(),
            "StatMuse": FakeStatMuse(),
            "Tavily": FakeTavily(),
            "Brave": FakeBrave(),
        }
        for fake in fakes.values():
            self._spoil(fake)
            stack.enter_context(fake)
        self.http: SharedHttpClient = self.runner.run(self._client())
        stack.callback(lambda: self.runner.run(self.http.aclose()))
        self.calls: Calls = calls_to(
            self.http, lambda name: fakes[name].url, key=lambda name: getattr(fakes[name], "key", ""), budget_s=30
        )

    def ask(self, name: str, damage: Damage) -> object:
        """What the provider makes of its damaged answer; its typed error as a value."""
        self.damage = damage

        async def answer() -> object:
            try:
                return await self.calls[name]()
            except SourceUnavailable as error:
                return error

        return self.runner.run(answer())

    async def _client(self) -> SharedHttpClient:
        return SharedHttpClient()

    def _spoil(self, fake: FakeWeb) -> None:
        answer = fake._answer

        def respond(seen: Seen) -> Reply:
            reply = answer(seen)
            return replace(reply, body=self.damage(reply.body))

        fake._answer = respond


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with ExitStack() as stack:
        yield Bench(stack)


def check(found: object) -> None:
    """Every value is of its declared kind: names are text, times aware, prices exact and of a size that exists."""
    if isinstance(found, SourceUnavailable):
        assert found.source in str(found) or "Which player" in str(found) or "player's name" in str(found)
        return
    for value in _values(found):
        if isinstance(value, Quote):
            assert value.decimal > 1
            assert isinstance(value.decimal, Fraction)
            assert value.selection
            assert value.book
        if isinstance(value, GameScore):
            for score in (value.away_score, value.home_score):
                assert score is None or (isinstance(score, int) and score >= 0)
        if isinstance(value, SearchResult):
            assert value.url.startswith(("http://", "https://"))
        if isinstance(value, datetime):
            assert value.tzinfo is not None
        if isinstance(value, float):
            assert value == value
        if isinstance(value, str):
            assert not UNPRINTABLE.search(value)


def _values(found: Any) -> Iterator[Any]:
    yield found
    if dataclasses.is_dataclass(found) and not isinstance(found, type):
        for part in dataclasses.fields(found):
            yield from _values(getattr(found, part.name))
    elif isinstance(found, Struct):
        for name in found.__struct_fields__:
            yield from _values(getattr(found, name))
    elif isinstance(found, list | tuple):
        for part in found:
            yield from _values(part)
    elif isinstance(found, dict):
        yield from _values(list(found.values()))
    elif isinstance(found, Enum):
        yield found.value


def test_every_question_to_a_provider_is_among_them(bench):
    assert set(NAMES) == set(bench.calls)


@pytest.mark.parametrize("name", NAMES)
def test_whole_answers_are_read(bench, name):
    found = bench.ask(name, bytes)
    assert not isinstance(found, SourceUnavailable)
    assert found
    check(found)


MANY = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("name", NAMES)
@MANY
@given(share=st.floats(0, 1))
def test_an_answer_cut_off_anywhere(bench, name, share):
    check(bench.ask(name, lambda body: body[: int(share * len(body))]))


@pytest.mark.parametrize("name", NAMES)
@MANY
@given(start=st.floats(0, 1), length=st.integers(0, 60), put=st.binary(max_size=30))
def test_an_answer_with_a_piece_overwritten(bench: Bench, name: str, start: float, length: int, put: bytes) -> None:
    def overwritten(body: bytes) -> bytes:
        at = int(start * len(body))
        return body[:at] + put + body[at + length :]

    check(bench.ask(name, overwritten))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "StatMuse"])
@MANY
@given(data=st.data())
def test_an_answer_with_values_exchanged_or_missing(bench, name, data):
    share = data.draw(st.lists(st.floats(0, 1), min_size=1, max_size=4))
    put = [data.draw(anything | st.just(...)) for _ in share]

    def damage(body: bytes) -> bytes:
        try:
            answer = json.loads(body)
        except ValueError:
            return body
        places = [path for path in paths(answer) if path]
        chosen = [places[min(int(where * len(places)), len(places) - 1)] for where in share] if places else []
        return json.dumps(damaged(answer, zip(chosen, put, strict=False)), default=float).encode()

    check(bench.ask(name, damage))


@pytest.mark.parametrize("name", NAMES)
@MANY
@given(body=anything)
def test_any_json_at_all(bench, name, body):
    check(bench.ask(name, lambda _: json.dumps(body, default=float).encode()))
