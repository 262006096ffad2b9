"""Tavily and Brave against servers that speak their protocols."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.betting.facts import SearchResult
from professor_lock.errors import SourceUnavailable
from professor_lock.settings import BraveSettings, TavilySettings
from professor_lock.sources.errors import (
    ChangedShape,
    KeyRefused,
    NotConfigured,
    QuotaExhausted,
    SourceRefused,
    TooFast,
)
from professor_lock.sources.http import ProviderClient
from professor_lock.sources.reading import Unreadable
from professor_lock.sources.search.brave import Brave
from professor_lock.sources.search.search_hits import MAX_SNIPPET, MAX_TITLE, plain, published, question_for, read_hits
from professor_lock.sources.search.tavily import Tavily
from tests.fakes.search_engines import KEY, FakeBrave, FakeTavily
from tests.fakes.web import Reply

NOW = datetime(2026, 1, 15, 23, 40, tzinfo=UTC)


@pytest.fixture
def tavily_server():
    with FakeTavily() as server:
        yield server


@pytest.fixture
def brave_server():
    with FakeBrave() as server:
        yield server


@pytest.fixture
def tavily(http, tavily_server):
    return Tavily(
        ProviderClient(http, "Tavily", timeout_s=10, budget_s=25), TavilySettings(key=KEY, url=tavily_server.url)
    )


@pytest.fixture
def brave(http, brave_server):
    return Brave(ProviderClient(http, "Brave", timeout_s=10, budget_s=25), BraveSettings(key=KEY, url=brave_server.url))


@pytest.fixture
def engines(tavily, brave):
    return {"tavily": tavily, "brave": brave}


@pytest.fixture
def servers(tavily_server, brave_server):
    return {"tavily": tavily_server, "brave": brave_server}


async def hits(engine, query="Anthony Davis", search_type="general") -> list[SearchResult]:
    return [hit async for hit in engine.search(query, search_type, NOW)]


@pytest.mark.parametrize("name", ["tavily", "brave"])
async def test_hits_have_plain_words_a_site_and_an_engine(name, engines):
    engine = engines[name]
    first, second = await hits(engine)
    assert first.title == "Davis questionable for Friday"
    assert first.url == "https://sports.example.com/nba/davis-questionable"
    assert first.snippet.startswith("Anthony Davis is questionable.")
    assert not any(sign in first.snippet + second.snippet for sign in ("<", "**", "##", "\n"))
    assert (first.source, second.source) == ("sports.example.com", "weather.example")
    assert (first.engine, first.fetched_at, first.demo) == (engine.engine, NOW, False)


@pytest.mark.parametrize("name", ["tavily", "brave"])
async def test_a_link_that_is_not_of_the_web_is_left_out(name, engines):
    assert all(hit.url.startswith("https://") for hit in await hits(engines[name]))


async def test_dates_are_there_where_the_engine_gives_them(tavily, brave):
    day = datetime(2026, 1, 14, 18, 30, tzinfo=UTC)
    assert [hit.published_at for hit in await hits(brave)] == [day, None]
    assert [hit.published_at for hit in await hits(tavily, search_type="news")] == [day, None]
    assert [hit.published_at for hit in await hits(tavily)] == [None, None]


async def test_an_injury_search_asks_for_news_of_the_injury_report(tavily, brave, tavily_server, brave_server):
    await hits(tavily, "Lakers", "injury")
    await hits(brave, "Lakers", "injuries")
    asked = json.loads(tavily_server.requests[0].body)
    assert (asked["query"], asked["topic"]) == ("Lakers injury report", "news")
    assert brave_server.requests[0].query == {"q": "Lakers injury report", "count": "8", "freshness": "pw"}


async def test_a_bad_key_is_told(http, tavily_server, brave_server):
    client = ProviderClient(http, "x")
    for engine in (
        Tavily(client, TavilySettings(key="wrong", url=tavily_server.url)),
        Brave(client, BraveSettings(key="wrong", url=brave_server.url)),
    ):
        with pytest.raises(KeyRefused) as raised:
            await hits(engine)
        assert "_API_KEY" in raised.value.for_operator
        assert "key" not in str(raised.value).lower()


TROUBLE = [
    ("tavily", 432, b"{}", QuotaExhausted),
    ("tavily", 433, b"{}", QuotaExhausted),
    ("tavily", 429, b"{}", TooFast),
    ("tavily", 502, b"<html>", SourceUnavailable),
    ("tavily", 200, b"<html>", ChangedShape),
    ("tavily", 200, b'{"results": null}', ChangedShape),
    ("tavily", 200, b'{"results": [1, 2]}', ChangedShape),
    ("brave", 429, b'{"error": {"code": "QUOTA_LIMITED"}}', QuotaExhausted),
    ("brave", 429, b'{"error": {"code": "RATE_LIMITED"}}', TooFast),
    ("brave", 422, b'{"error": {"code": "VALIDATION"}}', SourceRefused),
    ("brave", 500, b"", SourceUnavailable),
    ("brave", 200, b"[]", ChangedShape),
    ("brave", 200, b'{"web": []}', ChangedShape),
]


@pytest.mark.parametrize(("name", "status", "body", "error"), TROUBLE)
async def test_trouble_is_a_typed_error_without_the_key(name, status, body, error, engines, servers):
    servers[name].always(Reply(status, body))
    with pytest.raises(SourceUnavailable) as raised:
        await hits(engines[name])
    assert type(raised.value) is error
    assert KEY not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "body"),
    [("tavily", b'{"results": []}'), ("brave", b'{"web": {"results": []}}'), ("brave", b'{"type": "search"}')],
)
async def test_nothing_found_is_no_failure(name, body, engines, servers):
    servers[name].always(Reply(body=body))
    assert await hits(engines[name]) == []


def test_without_a_key_they_say_which_setting_gives_one(http):
    client = ProviderClient(http, "x")
    with pytest.raises(NotConfigured) as raised:
        Tavily(client, TavilySettings())
    assert raised.value.setting == "TAVILY_API_KEY"
    with pytest.raises(NotConfigured) as raised:
        Brave(client, BraveSettings(key=""))
    assert raised.value.setting == "BRAVE_API_KEY"


def test_a_question_is_cut_to_what_engines_take():
    assert len(question_for("x " * 1000, "general")) <= 380


@given(st.text(max_size=2000))
def test_any_snippet_becomes_one_short_line(text):
    line = plain(text, MAX_SNIPPET)
    assert len(line) <= MAX_SNIPPET
    assert "\n" not in line
    assert "\u202e" not in line


leaf = st.none() | st.booleans() | st.integers() | st.text(max_size=30)
entry = st.dictionaries(
    st.sampled_from(["url", "title", "content", "page_age", "x"]), leaf | st.just("https://a.example/x"), max_size=5
)


@given(st.lists(leaf | entry, max_size=8))
def test_any_entries_are_hits_or_refused(entries):
    with suppress(Unreadable):
        for hit in read_hits(entries, "Engine", "content", "page_age", NOW):
            assert hit.url.startswith(("http://", "https://"))
            assert 0 < len(hit.title) <= max(MAX_TITLE, len(hit.source))


@given(leaf)
def test_any_date_is_aware_or_none(value):
    found = published(value)
    assert found is None or found.utcoffset() is not None


@pytest.mark.captures
@pytest.mark.parametrize(
    ("name", "file", "count", "title", "site", "date"),
    [
        ("tavily", "tavily_basic_search.1.response.json", 5, "Pydantic AI: Agent Framework", "medium.com", None),
        (
            "brave",
            "brave_web_search_2024.json",
            8,
            "Laravel - The PHP Framework For Web Artisans",
            "laravel.com",
            datetime(2023, 5, 1, 20, 10, 5, tzinfo=UTC),
        ),
    ],
)
async def test_recorded_answers_are_read(name, file, count, title, site, date, engines, servers, captures):
    servers[name].always(Reply(body=(captures / "websearch" / file).read_bytes()))
    found = await hits(engines[name])
    assert len(found) == count
    assert (found[0].title, found[0].source, found[0].published_at) == (title, site, date)
    assert not any("<strong>" in hit.snippet for hit in found)
