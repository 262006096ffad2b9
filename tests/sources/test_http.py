"""The client against a real server that misbehaves in every way there is."""

from __future__ import annotations

import asyncio
import gzip
import logging
import time
import traceback
import zlib
from decimal import Decimal
from pathlib import Path

import psutil
import pytest

from professor_lock.errors import SourceUnavailable
from professor_lock.sources.errors import ChangedShape, SourceTimeout
from professor_lock.sources.http import ProviderClient, SharedHttpClient
from tests.fakes.certificate import self_signed_context
from tests.fakes.web import FakeWeb, Reply, Seen

SECRET = "sekrit-key-that-must-stay-inside"


def hello(seen: Seen) -> Reply:
    return Reply(body=b'{"hello": 1.10}')


@pytest.fixture
def web():
    with FakeWeb(hello) as server:
        yield server


@pytest.fixture
def client(http: SharedHttpClient) -> ProviderClient:
    return ProviderClient(http, "Test feed", timeout_s=10, budget_s=25)


@pytest.fixture
def hasty(http: SharedHttpClient) -> ProviderClient:
    """For servers that never answer: gives up soon."""
    return ProviderClient(http, "Test feed", timeout_s=0.4, budget_s=1.0)


async def test_numbers_arrive_exact(client, web):
    answer = await client.get(web.url)
    assert answer.json() == {"hello": Decimal("1.10")}


async def test_a_secret_parameter_is_sent_and_not_in_the_answers_url(client, web):
    answer = await client.get(f"{web.url}/odds", params={"regions": "us"}, secret_params={"apiKey": SECRET})
    assert web.requests[0].query == {"regions": "us", "apiKey": SECRET}
    assert SECRET not in answer.url


@pytest.mark.parametrize(
    "fault",
    [
        Reply(hang=True),
        Reply(body=b"{}", cut_after=1, headers={"content-length": "99"}),
        Reply(raw=b"garbage\r\n\r\n"),
        Reply(raw=b""),
        Reply(302, headers={"location": "http://elsewhere.invalid/"}),
        Reply(body=b"<html>", headers={"content-encoding": "gzip"}),
    ],
    ids=["hang", "cut", "garbage", "silence", "redirect", "bad gzip"],
)
async def test_no_failure_shows_a_secret(client, hasty, web, fault, caplog):
    for name in (None, "httpx2", "httpcore2"):  # a server of another test may have quieted these
        caplog.set_level(logging.DEBUG, logger=name)
    web.always(fault)
    with pytest.raises(SourceUnavailable) as raised:
        await (hasty if fault.hang else client).get(web.url, secret_params={"apiKey": SECRET})
    shown = "".join(traceback.format_exception(raised.value)) + repr(raised.value) + caplog.text
    chain: BaseException | None = raised.value
    while chain is not None:
        shown += repr(vars(chain)) + repr(getattr(chain, "request", ""))
        chain = chain.__cause__ or chain.__context__
    assert "HTTP Request" in caplog.text or fault.raw is not None or fault.hang
    assert SECRET not in shown
    assert SECRET not in repr(client)


async def test_a_hanging_server_is_given_up_by_the_budget(hasty, web):
    web.always(Reply(hang=True))
    started = time.monotonic()
    with pytest.raises(SourceTimeout, match="did not answer in time"):
        await hasty.get(web.url)
    assert time.monotonic() - started < 30 * hasty.budget_s


async def test_a_dripping_server_is_given_up_too(http, web):
    web.always(Reply(body=b"x" * 10, delay_s=0.4))
    client = ProviderClient(http, "Test feed", timeout_s=0.3, budget_s=1.0, attempts=1)
    with pytest.raises(SourceTimeout):
        await client.get(web.url)


async def test_a_failure_on_the_way_is_tried_once_more(client, web):
    web.script([Reply(502, b"<html>Bad Gateway", content_type="text/html")])
    answer = await client.get(web.url)
    assert (answer.status, len(web.requests)) == (200, 2)


async def test_a_second_5xx_is_the_answer(client, web):
    web.always(Reply(502, b"<html>Bad Gateway", content_type="text/html"))
    assert (await client.get(web.url)).status == 502


@pytest.mark.parametrize("status", [400, 401, 404, 422, 429])
async def test_a_refusal_is_not_repeated(client, web, status):
    web.always(Reply(status))
    assert (await client.get(web.url)).status == status
    assert len(web.requests) == 1


async def test_a_post_is_never_repeated(client, web):
    web.always(Reply(raw=b""))
    with pytest.raises(SourceUnavailable):
        await client.post_json(web.url, body={"query": "x"})
    assert len(web.requests) == 1


async def test_a_cut_body_is_no_answer(client, web):
    web.always(Reply(body=b'{"hello": 1}', cut_after=5))
    with pytest.raises(ChangedShape, match="broke off"):
        await client.get(web.url)


async def test_a_cut_zipped_body_is_no_answer(client, web):
    body = gzip.compress(b'{"hello": 1}' * 50)
    web.always(Reply(body=body[:-12], headers={"content-encoding": "gzip"}))
    with pytest.raises(ChangedShape, match="broke off"):
        await client.get(web.url)


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress], ids=["gzip", "deflate"])
async def test_a_zipped_body_is_read(client, web, pack):
    encoding = "gzip" if pack is gzip.compress else "deflate"
    web.always(Reply(body=pack(b'{"hello": 2}'), headers={"content-encoding": encoding}))
    assert (await client.get(web.url)).json() == {"hello": 2}


@pytest.mark.parametrize("unannounced", [False, True])
async def test_fifty_megabytes_are_refused_and_not_held(client, web, unannounced):
    web.always(Reply(body=b"x" * 1024 * 1024, times=50, unannounced=unannounced))
    before = psutil.Process().memory_info().rss
    with pytest.raises(ChangedShape, match="far more"):
        await client.get(web.url)
    assert psutil.Process().memory_info().rss - before < 30 * 1024 * 1024
    assert len(web.requests) == 1


async def test_a_zip_bomb_is_refused_before_it_unpacks(http, web):
    bomb = gzip.compress(b"\0" * 100 * 1024 * 1024)
    web.always(Reply(body=bomb, headers={"content-encoding": "gzip"}))
    before = psutil.Process().memory_info().rss
    with pytest.raises(ChangedShape, match="far more"):
        await ProviderClient(http, "Test feed", timeout_s=20, budget_s=40).get(web.url)
    assert psutil.Process().memory_info().rss - before < 60 * 1024 * 1024


async def test_an_encoding_nobody_asked_for_is_refused(client, web):
    web.always(Reply(body=b"??", headers={"content-encoding": "br"}))
    with pytest.raises(ChangedShape):
        await client.get(web.url)


async def test_a_redirect_elsewhere_is_refused_even_where_redirects_are_followed(client, web):
    with FakeWeb(hello) as elsewhere:
        web.always(Reply(302, headers={"location": f"{elsewhere.url}/x"}))
        with pytest.raises(ChangedShape, match="somewhere else"):
            await client.get(web.url, follow_redirects=True)
        assert elsewhere.requests == []


async def test_a_redirect_on_the_same_host_is_followed_when_asked_for(client, web):
    web.script([Reply(301, headers={"location": "/there?x=1"})])
    answer = await client.get(web.url, follow_redirects=True)
    assert (answer.status, web.requests[1].path, answer.url) == (200, "/there", f"{web.url}/there?x=1")


async def test_a_redirect_loop_ends(client, web):
    web.always(Reply(302, headers={"location": "/again"}))
    with pytest.raises(ChangedShape, match="circles"):
        await client.get(web.url, follow_redirects=True)


async def test_a_name_that_does_not_resolve_is_unreachable(http):
    client = ProviderClient(http, "Test feed", timeout_s=10, budget_s=25)
    with pytest.raises(SourceUnavailable, match="Test feed"):
        await client.get("http://no-such-host.invalid/")


async def test_a_certificate_nobody_vouches_for_is_refused(http, tmp_path: Path):
    client = ProviderClient(http, "Test feed", timeout_s=10, budget_s=25)
    with FakeWeb(hello, tls=self_signed_context(tmp_path)) as server:
        with pytest.raises(SourceUnavailable, match="cannot be reached"):
            await client.get(server.url)
        assert server.requests == []


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b'{"a": NaN}', b'{"a": Infinity}', b"\xff\xfe", b"[" * 100_000, b"1" * 6000]
)
async def test_what_is_not_json_is_changed_shape(client, web, body):
    web.always(Reply(body=body))
    answer = await client.get(web.url)
    with pytest.raises(ChangedShape):
        answer.json()


@pytest.mark.parametrize(("header", "seconds"), [("7", 7), ("99999", 3600), ("soon", None), ("-1", None), ("²", None)])
async def test_retry_after_is_read_or_unknown(client, web, header, seconds):
    web.always(Reply(429, headers={"retry-after": header}))
    assert (await client.get(web.url)).retry_after_s == seconds


async def test_cookies_are_not_kept(client, web):
    web.script([Reply(headers={"set-cookie": "who=me; Path=/"})])
    await client.get(web.url)
    await client.get(web.url)
    assert "cookie" not in web.requests[1].headers


async def test_giving_up_leaves_the_client_usable(client, web):
    web.script([Reply(hang=True)])
    task = asyncio.create_task(client.get(web.url))
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await client.get(web.url)).status == 200
