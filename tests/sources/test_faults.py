"""Every provider against every fault: within its budget, a typed error that names it, and the process stays small."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import psutil
import pytest

from professor_lock.errors import SourceUnavailable
from professor_lock.sources.errors import ChangedShape, KeyRefused, QuotaExhausted, SourceTimeout, TooFast
from professor_lock.sources.http import SharedHttpClient
from tests.fakes.certificate import self_signed_context
from tests.fakes.web import FakeWeb, Reply, Seen
from tests.support import provider_calls
from tests.support.provider_calls import Calls

KEY = "key-that-must-never-be-shown"
HASTY_S, PATIENT_S = 1.5, 30.0
"""Budgets: against servers that never answer, and against those that do, however busy this machine is."""
NEVER = ("slow", "hang")
HTML = "text/html; charset=utf-8"

FAULTS: dict[str, tuple[Reply, type[SourceUnavailable]]] = {
    "401": (Reply(401, b"{}"), SourceUnavailable),
    "429": (Reply(429, b"{}"), TooFast),
    "429 with a wait": (Reply(429, b"{}", {"retry-after": "5"}), TooFast),
    "500": (Reply(500, b"{}"), SourceUnavailable),
    "502 in HTML": (Reply(502, b"<html>Bad Gateway</html>", content_type=HTML), SourceUnavailable),
    "200 in HTML": (Reply(200, b"<html><h1>Be right back</h1></html>", content_type=HTML), ChangedShape),
    "empty 200": (Reply(200, b""), ChangedShape),
    "cut body": (Reply(200, b'{"events": [], "results": [], "injuries": []}', cut_after=9), ChangedShape),
    "slow": (Reply(200, b"{}", delay_s=60), SourceTimeout),
    "hang": (Reply(hang=True), SourceTimeout),
    "redirect loop": (Reply(302, headers={"location": "/round/and/round"}), ChangedShape),
    "redirect elsewhere": (Reply(302, headers={"location": "http://127.0.0.2:1/"}), ChangedShape),
    "50 MB": (Reply(200, b"[" * 1024 * 1024, times=50), ChangedShape),
    "garbage": (Reply(raw=b"\x00\xff not http at all\r\n\r\n"), SourceUnavailable),
    "closed at once": (Reply(raw=b""), SourceUnavailable),
}


def calls_to(http: SharedHttpClient, url: str, budget_s: float = PATIENT_S) -> Calls:
    return provider_calls.calls_to(http, url, key=KEY, budget_s=budget_s)


async def failures(calls: Calls) -> dict[str, BaseException]:
    """What each call raises, asked all at once; a call that does not fail is not in the result."""
    results = await asyncio.gather(*(call() for call in calls.values()), return_exceptions=True)
    return {name: found for name, found in zip(calls, results, strict=True) if isinstance(found, BaseException)}


def check(failed: dict[str, BaseException], calls: Calls, kind: type[SourceUnavailable]) -> None:
    assert set(failed) == set(calls)
    for name, error in failed.items():
        assert isinstance(error, kind), f"{name}: {error!r}"
        assert name.startswith(error.source)
        assert error.source in str(error)
        assert KEY not in f"{error} {error!r} {error.__cause__!r}"


@pytest.mark.parametrize("name", FAULTS)
async def test_every_provider_survives(http, name):
    reply, kind = FAULTS[name]
    with FakeWeb(lambda seen: reply) as server:
        calls = calls_to(http, server.url, HASTY_S if name in NEVER else PATIENT_S)
        before, started = psutil.Process().memory_info().rss, time.monotonic()
        failed = await failures(calls)
        took, grown = time.monotonic() - started, psutil.Process().memory_info().rss - before
    check(failed, calls, kind)
    assert grown < 150 * 1024 * 1024
    if name in NEVER:
        assert took < 40 * HASTY_S


async def test_a_name_that_does_not_resolve(http):
    calls = calls_to(http, "http://no-such-host.invalid")
    check(await failures(calls), calls, SourceUnavailable)


async def test_a_port_where_nobody_listens(http, unused_tcp_port: int):
    calls = calls_to(http, f"http://127.0.0.1:{unused_tcp_port}")
    check(await failures(calls), calls, SourceUnavailable)


async def test_a_certificate_nobody_vouches_for(http, tmp_path: Path):
    with FakeWeb(lambda seen: Reply(), tls=self_signed_context(tmp_path)) as server:
        calls = calls_to(http, server.url)
        check(await failures(calls), calls, SourceUnavailable)
        assert server.requests == []


async def test_a_refused_key_is_told_as_one_by_all_who_take_keys(http):
    def refuse(seen: Seen) -> Reply:
        return Reply(401, b'{"error_code": "INVALID_KEY"}')

    with FakeWeb(refuse) as server:
        failed = await failures(calls_to(http, server.url))
    keyed = [name for name in failed if name.startswith(("The Odds API", "Tavily", "Brave"))]
    assert len(keyed) == 7
    assert all(isinstance(failed[name], KeyRefused) for name in keyed)


EMPTY = {
    "The Odds API": Reply(401, b'{"error_code": "OUT_OF_USAGE_CREDITS"}'),
    "Tavily": Reply(432, b'{"detail": {"error": "limit"}}'),
    "Brave": Reply(429, b'{"error": {"code": "QUOTA_LIMITED"}}'),
}


@pytest.mark.parametrize("provider", EMPTY)
async def test_an_empty_quota_is_told_from_a_bad_key_and_from_haste(http, provider):
    with FakeWeb(lambda seen: EMPTY[provider]) as server:
        calls = {name: call for name, call in calls_to(http, server.url).items() if name.startswith(provider)}
        check(await failures(calls), calls, QuotaExhausted)


@pytest.mark.parametrize(("headers", "wait"), [({"retry-after": "5"}, 5), ({}, None)])
async def test_how_long_to_wait_is_kept_where_it_is_said(http, headers, wait):
    with FakeWeb(lambda seen: Reply(429, b"{}", headers)) as server:
        failed = await failures(calls_to(http, server.url))
    assert {error.retry_after_s for error in failed.values() if isinstance(error, TooFast)} == {wait}
