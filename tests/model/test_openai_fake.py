"""The fake model, seen by the client and the agents SDK that will talk to it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import openai
import pytest
from agents import (
    Agent,
    ModelSettings,
    OpenAIChatCompletionsModel,
    OpenAIResponsesModel,
    RunConfig,
    Runner,
    function_tool,
)
from agents.exceptions import ModelBehaviorError, ModelRefusalError
from agents.models.interface import Model
from openai import AsyncOpenAI

from tests.fakes.betting_script import GUIDE_QUESTIONS, betting_script
from tests.fakes.openai_script import (
    OUT_OF_QUOTA,
    RATE_LIMITED,
    SERVER_ERROR,
    Call,
    Citation,
    Cut,
    Fail,
    Hold,
    Incomplete,
    ModelRequest,
    Refuse,
    Replay,
    Script,
    Search,
    Stall,
    Stamps,
    Think,
    Turn,
    say,
)
from tests.fakes.openai_server import OpenAIServer, ScriptError

APIS = ("responses", "chat_completions")
QUIET = RunConfig(tracing_disabled=True)


@asynccontextmanager
async def client_of(server: OpenAIServer, **options: Any) -> AsyncIterator[AsyncOpenAI]:
    async with AsyncOpenAI(base_url=server.url, api_key="test", **{"max_retries": 0, **options}) as client:
        yield client


def model_of(api: str, client: AsyncOpenAI) -> Model:
    kind = OpenAIResponsesModel if api == "responses" else OpenAIChatCompletionsModel
    return kind(model="gpt-4o", openai_client=client)


async def streamed_text(api: str, client: AsyncOpenAI, prompt: str = "Hi") -> list[str]:
    """The text deltas of a streamed answer."""
    if api == "responses":
        async with client.responses.stream(model="gpt-4o", input=prompt) as stream:
            return [event.delta async for event in stream if event.type == "response.output_text.delta"]
    chunks = await client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "user", "content": prompt}], stream=True
    )
    return [chunk.choices[0].delta.content async for chunk in chunks if chunk.choices[0].delta.content]


def recorded_stream(captures: Path, name: str) -> str:
    return (captures / "openai" / f"{name}.sse.txt").read_text()


@function_tool
def get_odds_visual(sport: str, market_type: str = "all", team: str | None = None) -> str:
    """Odds."""
    return f"Board of {sport} {market_type} {team}\nUtah Jazz @ Denver Nuggets -150\nMiami Heat @ Boston Celtics -300"


@function_tool(strict_mode=False)
def build_parlay(legs: list[dict[str, Any]], stake: float = 100) -> str:
    """A parlay."""
    return f"{len(legs)} legs on {', '.join(leg['selection'] for leg in legs)} for {stake}"


@function_tool
def statmuse_query(question: str) -> str:
    """Stats."""
    return f"Asked: {question}"


@function_tool
def web_search_visual(query: str, search_type: str = "general") -> str:
    """Search."""
    return f"Results for {query} ({search_type})"


def betting_agent(model: Model) -> Agent[None]:
    tools = [get_odds_visual, build_parlay, statmuse_query, web_search_visual]
    return Agent(name="Lock", instructions="Be brief.", model=model, tools=list(tools))


@pytest.mark.parametrize("api", APIS)
async def test_text_arrives_token_by_token(api: str) -> None:
    async with OpenAIServer([Turn.of("The Lakers are +105.")]) as server, client_of(server) as client:
        assert await streamed_text(api, client) == ["The", " Lakers", " are", " +105."]
        exchange = await server.exchange()
        assert await exchange.ended() == "served"
        assert exchange.tokens_sent == 4


async def test_both_apis_answer_in_one_piece_when_not_streaming() -> None:
    turns = [Turn.of("One ", say("two")), Turn.of(say("One two"), Call("f", {"a": 1}))]
    async with OpenAIServer(turns) as server, client_of(server) as client:
        response = await client.responses.create(model="gpt-4o", input="Hi")
        assert [item.type for item in response.output] == ["message", "message"]
        assert response.output_text == "One two"
        assert response.usage is not None
        assert response.usage.output_tokens == 3
        completion = await client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "Hi"}])
        message = completion.choices[0].message
        assert message.content == "One two"
        assert message.tool_calls is not None
        assert message.tool_calls[0].model_dump()["function"] == {"name": "f", "arguments": '{"a": 1}'}
        assert completion.choices[0].finish_reason == "tool_calls"


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("question", GUIDE_QUESTIONS)
async def test_the_betting_script_drives_the_real_agent_loop(api: str, question: str) -> None:
    async with OpenAIServer(betting_script()) as server, client_of(server) as client:
        result = Runner.run_streamed(betting_agent(model_of(api, client)), question, run_config=QUIET)
        async for _ in result.stream_events():
            pass
    answers = {
        GUIDE_QUESTIONS[0]: "Board of nba all None",
        GUIDE_QUESTIONS[1]: "Board of nba all Lakers vs Warriors",
        GUIDE_QUESTIONS[2]: "2 legs on Denver Nuggets, Boston Celtics for 100.0",
        GUIDE_QUESTIONS[3]: f"Asked: {GUIDE_QUESTIONS[3]}",
        GUIDE_QUESTIONS[4]: "Results for weather in Denver (general)",
    }
    assert result.final_output == f"Here is what I found: {answers[question]}"


async def test_function_arguments_travel_in_deltas() -> None:
    turn = Turn.of(Call("get_odds_visual", {"sport": "nba", "team": "Lakers"}))
    async with OpenAIServer([turn]) as server, client_of(server) as client:
        stream = await client.responses.create(model="gpt-4o", input="Hi", stream=True)
        events = [event async for event in stream]
    deltas = [e.delta for e in events if e.type == "response.function_call_arguments.delta"]
    assert len(deltas) > 1
    assert "".join(deltas) == '{"sport": "nba", "team": "Lakers"}'
    assert [e.sequence_number for e in events] == list(range(len(events)))


async def test_reasoning_search_citations_and_two_messages_come_in_one_answer() -> None:
    citation = Citation(4, 8, "The page", "https://example.org/?utm_source=openai")
    turn = Turn.of(
        Think("Weighing it."),
        Search("weather denver", ("https://example.org",)),
        say("I look it up.", phase="commentary"),
        say("Sun here.", citations=[citation]),
    )
    async with (
        OpenAIServer([turn]) as server,
        client_of(server) as client,
        client.responses.stream(model="gpt-4o", input="Hi") as stream,
    ):
        kinds = [event.type async for event in stream]
        final = await stream.get_final_response()
    assert [item.type for item in final.output] == ["reasoning", "web_search_call", "message", "message"]
    assert "response.web_search_call.searching" in kinds
    assert "response.output_text.annotation.added" in kinds
    assert final.output_text == "I look it up.Sun here."


async def test_stamps_carry_the_time_of_each_token_to_the_end_of_the_stream() -> None:
    before = time.monotonic_ns()
    async with (
        OpenAIServer([Turn((Stamps(3, 0.01),))]) as server,
        client_of(server) as client,
        client.responses.stream(model="gpt-4o", input="Hi") as stream,
    ):
        deltas = [e.delta async for e in stream if e.type == "response.output_text.delta"]
        final = await stream.get_final_response()
    stamps = [int(delta) for delta in deltas]
    assert before < stamps[0] < stamps[1] < stamps[2] <= time.monotonic_ns()
    assert final.output_text == "".join(deltas)


@pytest.mark.parametrize("api", APIS)
async def test_a_refusal_is_marked_as_one(api: str) -> None:
    async with OpenAIServer([Turn.of(Refuse("I cannot help with that."))]) as server, client_of(server) as client:
        with pytest.raises(ModelRefusalError, match="cannot help"):
            await Runner.run(betting_agent(model_of(api, client)), "Hi", run_config=QUIET)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fail("server_error", "It broke."), "It broke."),
        (Fail("insufficient_quota", "No quota.", announce=True), "No quota."),
        (Incomplete("max_output_tokens"), "max_output_tokens"),
    ],
)
async def test_a_failure_inside_a_200_stream_reaches_the_agent(fault: Fail | Incomplete, words: str) -> None:
    async with OpenAIServer([Turn.of("Half an", fault)]) as server, client_of(server) as client:
        result = Runner.run_streamed(betting_agent(model_of("responses", client)), "Hi", run_config=QUIET)
        with pytest.raises((ModelBehaviorError, openai.APIError), match=words):
            async for _ in result.stream_events():
                pass
        assert (await server.exchange()).status == 200


async def test_chat_completions_end_early_and_fail_in_their_own_way() -> None:
    async with (
        OpenAIServer([Turn.of("Half", Incomplete()), Turn.of("Half", Fail())]) as server,
        client_of(server) as client,
    ):
        chunks = await client.chat.completions.create(
            model="m", messages=[{"role": "user", "content": "Hi"}], stream=True, stream_options={"include_usage": True}
        )
        seen = [chunk async for chunk in chunks]
        assert [c.choices[0].finish_reason for c in seen if c.choices][-1] == "length"
        assert seen[-1].usage is not None
        with pytest.raises(openai.APIError, match="failed to generate"):
            await streamed_text("chat_completions", client)


@pytest.mark.parametrize("api", APIS)
async def test_http_errors_carry_their_status_body_and_retry_after(api: str) -> None:
    async with (
        OpenAIServer([Turn((RATE_LIMITED,)), Turn((OUT_OF_QUOTA,)), Turn((SERVER_ERROR,))]) as server,
        client_of(server) as client,
    ):
        with pytest.raises(openai.RateLimitError) as limited:
            await streamed_text(api, client)
        assert limited.value.response.headers["retry-after"] == "1"
        with pytest.raises(openai.RateLimitError) as broke:
            await streamed_text(api, client)
        assert broke.value.code == "insufficient_quota"
        with pytest.raises(openai.InternalServerError):
            await streamed_text(api, client)


async def test_a_wrong_key_is_refused() -> None:
    async with OpenAIServer([], api_key="right") as server, client_of(server) as client:
        with pytest.raises(openai.AuthenticationError):
            await streamed_text("responses", client)


@pytest.mark.parametrize("api", APIS)
async def test_the_server_sees_when_the_client_hangs_up_and_how_much_went_out(api: str) -> None:
    async with OpenAIServer([Turn.of("word " * 1000, delay_s=0.02)]) as server:
        async with client_of(server) as client:
            task = asyncio.ensure_future(streamed_text(api, client))
            exchange = await server.exchange()
            await exchange.sent(tokens=3)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        assert await exchange.ended() == "hung_up"
        assert 3 <= exchange.tokens_sent < 1000


@pytest.mark.parametrize("fault", [Stall(), Hold()])
async def test_a_stalled_answer_times_out_at_the_client(fault: Stall | Hold) -> None:
    turn = Turn((fault,)) if isinstance(fault, Hold) else Turn.of("Well,", fault)
    async with OpenAIServer([turn]) as server, client_of(server, timeout=0.3) as client:
        with pytest.raises(openai.APITimeoutError):
            await streamed_text("responses", client)
        assert await (await server.exchange()).ended() == "hung_up"


@pytest.mark.parametrize("api", APIS)
async def test_a_cut_connection_ends_the_body_without_its_last_chunk(api: str) -> None:
    async with OpenAIServer([Turn.of("Half an answer", Cut())]) as server, client_of(server) as client:
        with pytest.raises(openai.APIConnectionError):
            await streamed_text(api, client)
        assert (await server.exchange()).outcome == "cut"


async def test_one_connection_carries_many_requests() -> None:
    async with OpenAIServer(lambda _: Turn.of("Yes.")) as server, client_of(server) as client:
        for _ in range(5):
            assert "".join(await streamed_text("responses", client)) == "Yes."
        assert len(server.requests) == 5
        ids = {(await client.responses.create(model="m", input="Hi")).output[0].id for _ in range(3)}
        assert len(ids) == 3


async def test_a_script_of_the_request_sees_the_conversation_alike_in_both_apis() -> None:
    seen: list[ModelRequest] = []

    def script(request: ModelRequest) -> Turn:
        seen.append(request)
        return Turn.of("Done.") if request.outputs else Turn.of(Call("statmuse_query", {"question": "ppg?"}, "call_1"))

    async with OpenAIServer(script) as server, client_of(server) as client:
        for api in APIS:
            await Runner.run(betting_agent(model_of(api, client)), "Hi", run_config=QUIET)
    kinds = [("system", "Be brief."), ("user", "Hi"), ("call", '{"question": "ppg?"}'), ("output", "Asked: ppg?")]
    for request in (seen[1], seen[3]):
        assert [(entry.kind, entry.text) for entry in request.conversation] == kinds
        assert request.outputs[0].name == "statmuse_query"
        assert set(request.tools) == {"get_odds_visual", "build_parlay", "statmuse_query", "web_search_visual"}


BAD_INPUTS = [
    ([{"role": "assistant", "content": [{"type": "input_text", "text": "x"}]}], "input_text"),
    ([{"type": "function_call_output", "call_id": "c1", "output": "x"}], "No tool call found"),
    ([{"type": "function_call", "call_id": "c1", "name": "f", "arguments": "{}"}], "No tool output found"),
    ([{"type": "message", "role": "user", "content": "x", "id": "item_1"}], "begins with 'msg'"),
    ([{"type": "message", "role": "user", "content": "x", "id": "msg_1"}] * 2, "Duplicate item"),
    ([{"type": "reasoning", "id": "rs_1", "summary": []}, {"role": "user", "content": "x"}], "required following item"),
]


@pytest.mark.parametrize(("items", "words"), BAD_INPUTS)
async def test_what_the_service_refuses_is_refused(items: list[Any], words: str) -> None:
    async with OpenAIServer([]) as server, client_of(server) as client:
        with pytest.raises(openai.BadRequestError, match=words):
            await client.responses.create(model="gpt-4o", input=items)
        assert words in (server.exchanges[0].refusal or "")


@pytest.mark.parametrize("include", [["reasoning.encrypted_content"], []])
async def test_unstored_thoughts_come_back_only_when_they_were_sent_encrypted(include: list[Any]) -> None:
    turns = [Turn.of(Think("Hm."), Call("statmuse_query", {"question": "ppg?"})), Turn.of("Done.")]
    settings = ModelSettings(store=False, response_include=include)
    async with OpenAIServer(turns) as server, client_of(server) as client:
        agent = betting_agent(model_of("responses", client)).clone(model_settings=settings)
        if include:
            assert (await Runner.run(agent, "Hi", run_config=QUIET)).final_output == "Done."
        else:
            with pytest.raises(openai.BadRequestError, match="not persisted"):
                await Runner.run(agent, "Hi", run_config=QUIET)


async def test_an_unanswered_tool_call_is_refused_in_chat_completions() -> None:
    call = {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    messages: list[Any] = [
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "user", "content": "x"},
    ]
    async with OpenAIServer([]) as server, client_of(server) as client:
        with pytest.raises(openai.BadRequestError, match="must be followed by tool messages"):
            await client.chat.completions.create(model="gpt-4o", messages=messages)


async def test_a_script_that_runs_out_or_breaks_fails_the_test_that_wrote_it() -> None:
    async def ask(script: Script) -> None:
        async with OpenAIServer(script) as server, client_of(server) as client:
            with pytest.raises(openai.BadRequestError):
                await streamed_text("responses", client)

    with pytest.raises(ScriptError, match="no turn is left"):
        await ask([])
    with pytest.raises(ScriptError, match="no such key"):
        await ask(lambda request: Turn.of(request.body["no such key"]))


async def test_stray_requests_are_kept_apart() -> None:
    async with OpenAIServer([]) as server, httpx2.AsyncClient() as http:
        answer = await http.post(f"{server.url}/traces/ingest", json={})
        assert answer.status_code == 404
        assert server.strays == ["/v1/traces/ingest"]
        assert server.requests == []


async def test_many_streams_at_once_each_get_every_token() -> None:
    turn = Turn((Stamps(25, 0.02),))
    async with OpenAIServer(lambda _: turn) as server, client_of(server) as client:
        texts = await asyncio.gather(*(streamed_text("responses", client) for _ in range(40)))
    assert {len(text) for text in texts} == {25}


@pytest.mark.captures
@pytest.mark.parametrize("name", ["tool_call_stream.1", "tool_call_stream.2", "phase_stream.1"])
async def test_recorded_streams_replay_through_the_client(name: str, captures: Path) -> None:
    recorded = recorded_stream(captures, name)
    async with OpenAIServer([Turn((Replay(recorded),))]) as server, client_of(server) as client:
        stream = await client.responses.create(model="gpt-4o", input="Hi", stream=True)
        kinds = [event.type async for event in stream]
    assert kinds[0] == "response.created"
    assert kinds[-1] == "response.completed"
    assert len(kinds) == recorded.count("event: ")


@pytest.mark.captures
@pytest.mark.parametrize("name", ["tool_call_stream.1", "tool_call_stream.2"])
async def test_our_streams_have_the_shape_of_recorded_ones(name: str, captures: Path) -> None:
    """Every event type of ours carries at least the fields that the service was seen to send."""
    recorded = recorded_stream(captures, name)
    turn = Turn.of(Call("get_capital", {"country": "France"}), "The capital of France is Paris.")
    async with OpenAIServer([Turn((Replay(recorded),)), turn]) as server, client_of(server) as client:
        shapes = []
        for _ in range(2):
            stream = await client.responses.create(model="gpt-4o", input="Hi", stream=True)
            shapes.append({event.type: set(event.model_dump(exclude_unset=True)) async for event in stream})
    theirs, ours = shapes
    assert {
        kind: fields - ours.get(kind, set()) for kind, fields in theirs.items() if fields - ours.get(kind, set())
    } == {}
