"""Traces: what a request sets going is one trace at the collector; nobody's words in it; nothing at all without one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.fakes.collector import Collector, SeenSpan
from tests.fakes.odds_api import FakeOddsApi
from tests.fakes.openai_script import Call, HttpError, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support.chatkit_client import ChatKitClient
from tests.support.running_server import RunningServer, settings_for

SECRET = "my secret words about the Lakers"
SCRIPT = [Turn.of(Call("get_odds_visual", {"sport": "nba"})), Turn.of("The answer's own words.")]
NAMES = (
    "POST",
    "invoke_agent Professor Lock",
    "chat gpt-4o",
    "execute_tool get_odds_visual",
    "GET The Odds API",
    "postgresql",
)


def by_name(spans: list[SeenSpan], name: str) -> list[SeenSpan]:
    return [span for span in spans if span.name == name]


async def test_a_question_is_one_trace_from_the_request_to_the_source(database: str, tmp_path: Path) -> None:
    with Collector() as collector, OpenAIServer(SCRIPT) as model, FakeOddsApi() as odds:
        variables: dict[str, Any] = {
            "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
            "OTEL_EXPORTER_OTLP_HEADERS": '{"x-key": "k"}',
        }
        with RunningServer(settings_for(database, tmp_path, model=model, odds=odds, **variables)) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                await client.http.get("/health")
                await client.chat().send(SECRET)
        spans = collector.wait_for(*NAMES)
        assert set(collector.paths) == {"/v1/traces"}
        assert collector.headers["x-key"] == "k"
        lines = [line for line in server.log if line["message"] == "turn"]
    request = by_name(spans, "POST")[0]
    assert {span.trace_id for span in spans} == {request.trace_id}, "and none of what machines ask every few seconds"
    assert lines[0]["trace_id"] == request.trace_id
    turn = by_name(spans, "invoke_agent Professor Lock")[0]
    calls = by_name(spans, "chat gpt-4o")
    tool = by_name(spans, "execute_tool get_odds_visual")[0]
    source = by_name(spans, "GET The Odds API")[0]
    assert request.attributes["http.route"] == "/chatkit"
    assert request.attributes["http.response.status_code"] == 200
    assert turn.parent_id == request.span_id
    assert [call.parent_id for call in calls] == [turn.span_id] * 2
    assert (tool.parent_id, source.parent_id) == (turn.span_id, tool.span_id)
    assert turn.attributes["professor_lock.turn.reference"] == lines[0]["reference"]
    assert calls[0].attributes["gen_ai.operation.name"] == "chat"
    assert calls[0].attributes["gen_ai.request.model"] == "gpt-4o"
    assert calls[0].attributes["gen_ai.usage.input_tokens"] > 0
    assert tool.attributes["gen_ai.tool.name"] == "get_odds_visual"
    assert source.attributes["http.response.status_code"] == 200
    assert turn.seconds >= max(call.seconds for call in calls) > 0
    assert all(span.attributes["db.system.name"] == "postgresql" for span in by_name(spans, "postgresql"))
    assert not any(span.failed for span in spans)
    told = json.dumps([span.attributes for span in spans])
    for words in (SECRET, "own words", odds.key, '"nba"', "ann"):
        assert words not in told


async def test_words_are_in_spans_only_where_the_operator_wants_them(database: str, tmp_path: Path) -> None:
    with Collector() as collector, OpenAIServer(SCRIPT) as model:
        variables: dict[str, Any] = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "PP_TRACE_CONTENT": "on"}
        with RunningServer(settings_for(database, tmp_path, model=model, **variables)) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                await client.chat().send(SECRET)
        spans = collector.wait_for("chat gpt-4o", "execute_tool get_odds_visual")
    calls = by_name(spans, "chat gpt-4o")
    assert SECRET in calls[0].attributes["gen_ai.input.messages"]
    assert "own words" in calls[-1].attributes["gen_ai.output.messages"]
    tool = by_name(spans, "execute_tool get_odds_visual")[0]
    assert json.loads(tool.attributes["gen_ai.tool.call.arguments"]) == {"sport": "nba"}


async def test_the_error_that_a_person_sees_names_the_trace(database: str, tmp_path: Path) -> None:
    with Collector() as collector, OpenAIServer(lambda _: Turn.of(HttpError(401, "invalid_api_key"))) as model:
        variables: dict[str, Any] = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url}
        with RunningServer(settings_for(database, tmp_path, model=model, **variables)) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = await client.chat().send("Hi")
                refused = await client.http.post("/chatkit", content=b"{")
        spans = collector.wait_for("chat gpt-4o", "invoke_agent Professor Lock", "POST")
    turn, call = by_name(spans, "invoke_agent Professor Lock")[0], by_name(spans, "chat gpt-4o")[0]
    assert chat.error is not None
    assert f"trace {turn.trace_id})" in chat.error["message"]
    assert turn.failed
    assert call.failed
    assert call.attributes["error.type"] == "KeyRefused"
    assert refused.json()["trace_id"] in {span.trace_id for span in by_name(spans, "POST")}


async def test_a_collector_that_is_away_costs_an_answer_nothing(database: str, tmp_path: Path) -> None:
    variables: dict[str, Any] = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"}
    with RunningServer(settings_for(database, tmp_path, **variables)) as server:
        async with ChatKitClient(server.url, user_id="ann") as client:
            chat = await client.chat().send("Show me tonight's NBA odds")
    assert chat.error is None
