"""StatMuse against a server with pages in its layout."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.errors import SourceUnavailable
from professor_lock.settings import StatMuseSettings
from professor_lock.sources.errors import ChangedShape, SourceNotFound, TooFast
from professor_lock.sources.http import ProviderClient
from professor_lock.sources.statmuse import StatMuse, _Page, ask_path
from tests.fakes.statmuse import ANSWER, TABLE, FakeStatMuse
from tests.fakes.web import Reply

NOW = datetime(2026, 1, 15, 23, 40, tzinfo=UTC)


@pytest.fixture
def server():
    with FakeStatMuse() as server:
        yield server


@pytest.fixture
def statmuse(http, server) -> StatMuse:
    return StatMuse(ProviderClient(http, "StatMuse", timeout_s=10, budget_s=25), StatMuseSettings(url=server.url))


async def test_the_answer_is_the_heading_with_the_first_row_and_a_link(statmuse, server):
    answer = await statmuse.ask("Casey Sample points per game", NOW)
    assert answer.headline == "Casey Sample averaged 27.5 points in 38 games in 2025-26."
    assert answer.subject == "Casey Sample"
    assert answer.rows == (("NAME", "Casey Sample"), ("PPG", "27.5"), ("GP", "38"))
    assert (answer.season, answer.source, answer.as_of) == ("2025-26", "StatMuse", NOW)
    assert answer.link == f"{server.url}/ask/casey-sample-points-per-game"


async def test_an_answer_in_words_alone_is_one(statmuse):
    answer = await statmuse.ask("text only", NOW)
    assert answer.headline.startswith("Casey Sample averaged 27.5")
    assert answer.rows == ()


async def test_a_canonical_question_is_followed(statmuse, server):
    answer = await statmuse.ask("canonical please", NOW)
    assert answer.link == f"{server.url}/nba/ask/casey-sample-points"


@pytest.mark.parametrize("question", ["unknown thing", "which sample", "player page", "", "???"])
async def test_no_direct_answer_is_said_so(statmuse, question):
    with pytest.raises(SourceNotFound):
        await statmuse.ask(question, NOW)


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (429, b"", TooFast),
        (403, b"", SourceUnavailable),
        (500, b"", SourceUnavailable),
        (200, b"", ChangedShape),
        (200, b"<html><body>Maintenance</body></html>", ChangedShape),
        (200, b"<h1>Welcome back</h1>", ChangedShape),
        (200, b'{"error": true}', ChangedShape),
    ],
)
async def test_trouble_is_a_typed_error(statmuse, server, status, body, error):
    server.always(Reply(status, body, content_type="text/html"))
    with pytest.raises(SourceUnavailable) as raised:
        await statmuse.ask("x", NOW)
    assert type(raised.value) is error


async def test_it_draws_no_trends(statmuse):
    with pytest.raises(SourceNotFound):
        await statmuse.trends("x", NOW)


def test_a_league_named_in_the_question_leads_the_path():
    assert ask_path("NFL passing leaders, 2024!") == "/nfl/ask/nfl-passing-leaders-2024"
    assert ask_path("../../etc/passwd?x=1&y=2") == "/ask/etc-passwd-x-1-and-y-2"


PAGE = ANSWER.format(table=TABLE)


@given(st.integers(0, len(PAGE)), st.integers(0, len(PAGE)), st.text(max_size=20))
def test_any_damage_to_a_page_is_survived(start, end, text):
    page = _Page()
    page.feed(PAGE[: min(start, end)] + text + PAGE[max(start, end) :])
    page.close()
    assert len(page.first_row) <= len(page.columns)
