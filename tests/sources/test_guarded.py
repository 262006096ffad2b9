"""Addresses from outside: only public ones are connected to, whatever they call themselves."""

from __future__ import annotations

import gzip
from collections.abc import Sequence

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.errors import BadInput, SourceUnavailable
from professor_lock.sources import guarded
from professor_lock.sources.guarded import GuardedClient, is_public
from tests.fakes.web import FakeWeb, Reply, Seen

PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::7f00:1",
    "2002:7f00:1::", "64:ff9b::a9fe:a9fe", "fe80::1%eth0", "ff02::1", "nonsense", "fec0::1", "64:ff9b:1::a9fe:a9fe",
    "::ffff:0:a9fe:a9fe", "2a00:1450:4001::5efe:a9fe:a9fe", "2a00:1450:4001::200:5efe:a9fe:a9fe", "3fff::1",
    "192.0.0.8", "192.88.99.1", "198.18.0.1", "240.0.0.1", "fd00:ec2::254",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_no_private_address_is_public_however_it_is_written(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "::ffff:8.8.8.8", "2606:2800:220:1::1", "64:ff9b::808:808"]
)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_wrapped_in_ipv6_is_judged_by_what_it_wraps(address: object) -> None:
    assert is_public(f"::ffff:{address}") == is_public(str(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data", "http://[::ffff:a9fe:a9fe]/", "http://localhost/", "http://127.1/",
        "http://2130706433/", "http://0x7f.1/", "file:///etc/passwd", "gopher://example.com/", "http://user@example.com/",
        "http://example.com:8500/", "//example.com", "http://", "x" * 3000,
    ],
)  # fmt: skip
async def test_an_address_that_leads_inside_is_refused_before_any_connection(url: str) -> None:
    client = GuardedClient()
    with pytest.raises((BadInput, SourceUnavailable)):
        await client.fetch(url)
    await client.aclose()


async def test_a_name_with_one_private_answer_is_refused_whole() -> None:
    async def rebinding(host: str, port: int) -> Sequence[str]:
        return ["93.184.216.34", "127.0.0.1"]

    client = GuardedClient(resolver=rebinding)
    with pytest.raises(BadInput):
        await client.fetch("http://rebind.example/")
    await client.aclose()


@pytest.fixture
def on_any_port(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own server stands on a free port of this machine."""
    monkeypatch.setattr(guarded, "_checked", httpx2.URL)


async def _here(host: str, port: int) -> Sequence[str]:
    return ["127.0.0.1"]


def _only_good_hosts(page: str) -> GuardedClient:
    async def resolver(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"] if host == "good.example" else ["10.0.0.1"]

    return GuardedClient(resolver=resolver, allowed=lambda address: address == "127.0.0.1")


async def test_a_page_is_fetched_from_the_address_that_was_judged(on_any_port: None) -> None:
    with FakeWeb(lambda seen: Reply(body=seen.headers["host"].encode(), content_type="text/HTML; charset=x")) as web:
        client = _only_good_hosts(web.url)
        page = await client.fetch(web.url.replace("127.0.0.1", "good.example"))
        await client.aclose()
    assert page.body.startswith(b"good.example:")
    assert (page.status, page.media_type) == (200, "text/html")


async def test_the_next_address_is_tried_where_the_first_cannot_be_reached(on_any_port: None) -> None:
    """A host without IPv6 gets IPv6 addresses first all the same."""

    async def resolver(host: str, port: int) -> Sequence[str]:
        return ["::1", "127.0.0.1"]

    with FakeWeb(lambda seen: Reply(body=b"here")) as web:
        client = GuardedClient(resolver=resolver, allowed=lambda _: True)
        page = await client.fetch(web.url.replace("127.0.0.1", "both.example"))
        await client.aclose()
    assert page.body == b"here"


async def test_a_name_that_changes_its_mind_is_caught_at_the_next_look(on_any_port: None) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])

    async def rebinding(host: str, port: int) -> Sequence[str]:
        return next(answers)

    reply = Reply(302, headers={"location": "/again", "connection": "close"})
    with FakeWeb(lambda seen: reply) as web:
        client = GuardedClient(resolver=rebinding, allowed=lambda address: address == "127.0.0.1")
        with pytest.raises(BadInput):
            await client.fetch(web.url.replace("127.0.0.1", "rebind.example"))
        await client.aclose()
        assert len(web.requests) == 1


async def test_a_redirect_is_judged_like_a_first_address(on_any_port: None) -> None:
    def answer(seen: Seen) -> Reply:
        return Reply(302, headers={"location": "http://inside.example/secret"})

    with FakeWeb(answer) as web:
        client = _only_good_hosts(web.url)
        with pytest.raises(BadInput):
            await client.fetch(web.url.replace("127.0.0.1", "good.example"))
        await client.aclose()
        assert len(web.requests) == 1


async def test_redirects_size_and_time_are_bounded(on_any_port: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def circling(seen: Seen) -> Reply:
        return Reply(302, headers={"location": "/again"})

    with FakeWeb(circling) as web:
        client = GuardedClient(resolver=_here, allowed=lambda _: True)
        with pytest.raises(SourceUnavailable, match="redirects"):
            await client.fetch(web.url)
        web.always(Reply(body=b"x" * 65536, times=64))
        with pytest.raises(SourceUnavailable, match="large"):
            await client.fetch(web.url)
        web.always(Reply(body=gzip.compress(bytes(64 * guarded.MAX_BYTES)), headers={"content-encoding": "gzip"}))
        with pytest.raises(SourceUnavailable, match="large"):
            await client.fetch(web.url)
        monkeypatch.setattr(guarded, "TIMEOUT_S", 0.2)
        web.always(Reply(hang=True))
        with pytest.raises(SourceUnavailable, match="long"):
            await client.fetch(web.url)
        await client.aclose()
