"""Which sources an answer names below it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from professor_lock.agent.context import MAX_SOURCES, Citations
from professor_lock.betting.facts import SearchResult
from tests.fakes.espn import FakeEspn
from tests.fakes.openai_script import Call, ModelRequest, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.fakes.search_engines import FakeBrave, FakeTavily
from tests.support.chatkit_client import ChatKitClient
from tests.support.running_server import RunningServer, settings_for

NOW = datetime(2026, 1, 15, tzinfo=UTC)


def a_page(url: str, title: str = "Davis out") -> SearchResult:
    return SearchResult(title, url, "words", "site", "Tavily", NOW)


def test_the_source_of_a_card_is_cited_once_and_only_with_a_link_that_can_be_opened():
    citations = Citations()
    citations.add("ESPN", "https://www.espn.com/nba/scoreboard")
    citations.add("ESPN again", "https://www.espn.com/nba/scoreboard")
    citations.add("No link", None)
    citations.add("Script", "javascript:alert(1)")
    assert [source.title for source in citations.take("x")] == ["ESPN"]
    citations.add("ESPN", "https://www.espn.com/nba/scoreboard")
    assert citations.take("x") == []


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("As sports.example.com says, he is out.", True),
        ("Example reports that he is out.", True),
        ("**Davis out**, it is reported.", True),
        ("See https://sports.example.com/a for more.", True),
        ("He may play.", False),
        ("For examples see above.", False),
    ],
)
def test_a_page_is_cited_where_the_answer_names_it(text, cited):
    citations = Citations()
    citations.add_page(a_page("https://sports.example.com/a"))
    assert bool(citations.take(text)) is cited


def test_a_page_that_was_not_named_may_be_named_by_the_next_message():
    citations = Citations()
    citations.add_page(a_page("https://sports.example.com/a"))
    assert citations.take("Let me see.") == []
    assert len(citations.take("Davis out")) == 1


def test_an_answer_has_so_many_sources_at_most():
    citations = Citations()
    for number in range(20):
        citations.add(str(number), f"https://{number}.example")
    assert len(citations.take("x")) == MAX_SOURCES


def script(request: ModelRequest) -> Turn:
    if request.outputs:
        return Turn.of("sports.example.com says that he is questionable.")
    return Turn.of(
        Call("web_search_visual", {"query": "Davis", "search_type": "injury"}), Call("get_injuries", {"league": "nba"})
    )


async def test_an_answer_carries_the_sources_it_names_and_those_of_its_cards(database, tmp_path):
    with FakeEspn() as espn, FakeTavily() as tavily, FakeBrave() as brave, OpenAIServer(script) as model:
        settings = settings_for(
            database,
            tmp_path,
            model=model,
            PP_DATA="live",
            ESPN_SITE_URL=espn.url,
            TAVILY_URL=tavily.url,
            TAVILY_API_KEY=tavily.key,
            BRAVE_URL=brave.url,
            BRAVE_API_KEY=brave.key,
        )
        with RunningServer(settings) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = await client.chat().send("Is Davis playing?")
                again = await client.chat().load(chat.thread_id)
    for seen in (chat, again):
        assert cited(seen) == {
            "https://sports.example.com/nba/davis-questionable": "Davis questionable for Friday",
            "https://www.espn.com/nba/injuries": "NBA injuries",
        }


def cited(chat: Any) -> dict[str, str]:
    (message,) = [item for item in chat.items if item["type"] == "assistant_message"]
    annotations = [one for part in message["content"] for one in part["annotations"]]
    return {one["source"]["url"]: one["source"]["title"] for one in annotations}
