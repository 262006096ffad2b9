"""What an endpoint refuses is asked again without it, learned, and never makes a thread's later turns fail."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from professor_lock.model.door import ModelDoor
from professor_lock.model.refusals import Kind, Refusal, refusal_of
from tests.fakes.openai_odd import chat as chat_stream
from tests.fakes.openai_odd import completed, document, event, message_item, response, said, sse
from tests.fakes.openai_script import OUT_OF_QUOTA, Api, Call, ModelRequest, Raw, Turn
from tests.support.chatkit_client import Chat, HttpFailure
from tests.support.files import uploaded
from tests.support.odd_model import OddModel, always
from tests.support.turns import turn_rows

ANSWER = "Here it is."
LONG = "word " * 2_000


def refuse(status: int, message: str, code: str | None = None, **more: Any) -> Turn:
    """A refusal with OpenAI's error body."""
    return document(
        {"error": {"message": message, "type": "invalid_request_error", "code": code} | more}, status=status
    )


def in_stream(api: Api, message: str, code: str | None) -> Turn:
    """The same after HTTP 200."""
    error = {"message": message, "code": code}
    if api == "chat_completions":
        return sse({"error": error})
    return sse(event("failed", response=response(status="failed", error=error)))


def result(chat: Chat) -> tuple[str, Any]:
    """What the newest answer says, and its error."""
    return chat.text, chat.error


def size(request: ModelRequest) -> int:
    return len(json.dumps(request.body))


# A history that is too long


def too_long(api: Api) -> dict[str, Turn]:
    told = "This model's maximum context length is 8192 tokens. However, your messages resulted in 20000 tokens."
    return {
        "400 with a code": refuse(400, told, "context_length_exceeded"),
        "400 without a code": refuse(400, "prompt is too long: 20000 tokens > 8192 maximum"),
        "413": document("<html>413 Request Entity Too Large</html>", "text/html", 413),
        "500": refuse(500, "the request exceeds the available context size. try increasing the context size"),
        "422": document({"detail": "Input length 20000 exceeds maximum context length"}, status=422),
        "llama.cpp": document({"error": {"code": 400, "type": "exceed_context_size_error", "n_ctx": 4096}}, status=400),
        "in the stream": in_stream(api, told, "context_length_exceeded"),
    }


async def test_a_history_that_is_too_long_is_shortened_once_and_the_limit_is_learned(fresh: OddModel) -> None:
    odd = fresh
    for name, refusal in too_long(odd.api).items():
        door = odd.server.parts.model.model
        assert isinstance(door, ModelDoor)
        door._learned.prompt_chars.clear()  # each kind of refusal teaches the limit anew
        async with odd.client() as client:
            odd.model.script = always(Turn.of("An earlier answer. " + LONG))
            chat = await client.chat().send(f"First {LONG}")
            for number in range(2):
                await chat.send(f"Next {number} {LONG}")
            limit = size(odd.model.requests[-1]) - len(LONG)  # instructions and tools, which always go, fit in it
            before = len(odd.model.requests)
            odd.model.script = lambda request, limit=limit, refusal=refusal: (
                refusal if size(request) > limit else Turn.of(ANSWER)
            )
            await chat.send("And today?")
            assert result(chat) == (ANSWER, None), name
            refused, shorter = odd.model.requests[before:]  # once more, no oftener
            assert size(refused) > limit >= size(shorter), name
            assert shorter.user_text == "And today?"
            await chat.send("And tomorrow?")
            assert result(chat) == (ANSWER, None), name
            assert len(odd.model.requests) == before + 3, "not at all when the limit is known"
            await odd.next_turn(name, chat)


async def test_what_is_too_long_even_when_shortened_is_said_and_the_thread_lives_on(odd: OddModel) -> None:
    for name, refusal in too_long(odd.api).items():
        await odd.fails(name, always(refusal), "too long for the language model", retry=False)


async def test_a_tools_long_result_is_shortened_when_it_is_too_long(fresh: OddModel) -> None:
    def script(request: ModelRequest) -> Turn:
        if not request.outputs:
            return Turn.of(Call("get_odds_visual", {"sport": "nba"}))
        if len(request.outputs[0].text) > 2100:
            return refuse(400, "prompt is too long", "context_length_exceeded")
        return Turn.of(ANSWER)

    async with fresh.client() as client:
        fresh.model.script = script
        chat = await client.chat().send("Odds")
        assert result(chat) == (ANSWER, None)
        assert fresh.model.requests[-1].outputs[0].text.splitlines()[-2].endswith("(shortened)")
        await fresh.next_turn("a long result", chat)


# Messages that a filter refuses

FILTERS = {
    "OpenAI": refuse(400, "Invalid prompt: flagged as potentially violating our usage policy.", "invalid_prompt"),
    "Azure": refuse(
        400,
        "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
        "content_filter",
        innererror={"code": "ResponsibleAIPolicyViolation"},
    ),
    "OpenRouter": document(
        {"error": {"code": 403, "message": "Input was flagged", "metadata": {"reasons": ["x"]}}}, status=403
    ),
    "Qwen": refuse(400, "Input data may contain inappropriate content.", "data_inspection_failed"),
}
BAD = "the forbidden word"


def refuses(refusal: Turn) -> Callable[[ModelRequest], Turn]:
    """An endpoint that refuses any prompt with the word in it."""
    return lambda request: refusal if BAD in json.dumps(request.body) else Turn.of(ANSWER)


async def test_a_message_that_is_refused_is_not_sent_again_with_later_ones(odd: OddModel) -> None:
    filters = {**FILTERS, "in the stream": in_stream(odd.api, "flagged", "invalid_prompt")}
    for name, refusal in filters.items():
        async with odd.client() as client:
            odd.model.script = refuses(refusal)
            chat = await client.chat().send("Hello")
            await chat.send(f"Say {BAD}")
            assert chat.error is not None, name
            assert "filter refused this message" in chat.error["message"], (name, chat.error)
            assert chat.error["allow_retry"] is True, name
            before = len(odd.model.requests)
            await chat.send("Something else")
            assert result(chat) == (ANSWER, None), name
            assert len(odd.model.requests) == before + 1, (name, "it was not sent again")


async def test_a_history_that_is_refused_is_left_out_for_good(odd: OddModel) -> None:
    async with odd.client() as client:
        odd.model.script = always(Turn.of(f"I say {BAD}."))  # the refused word is in the model's own answer
        chat = await client.chat().send("Hello")
        odd.model.script = refuses(FILTERS["Azure"])
        await chat.send("One")
        assert chat.error is not None
        await chat.send("Two")
        assert result(chat) == (ANSWER, None)
        before = len(odd.model.requests)
        await chat.send("Three")
        assert result(chat) == (ANSWER, None)
        assert len(odd.model.requests) == before + 1


async def test_an_answer_that_a_filter_ends_leaves_a_thread_that_goes_on(odd: OddModel) -> None:
    await odd.fails("a 400 without a reason", always(refuse(400, "The request failed.")), "did not accept", retry=False)


async def test_a_history_that_is_refused_without_a_reason_is_left_out(odd: OddModel) -> None:
    async with odd.client() as client:
        odd.model.script = always(Turn.of(f"I say {BAD}."))
        chat = await client.chat().send("Hello")
        odd.model.script = refuses(refuse(400, "Bad request."))
        for text in ("One", "Two"):
            await chat.send(text)
            assert result(chat) == (ANSWER, None), text


# Roles


async def test_neighbours_of_one_role_become_one_message_where_roles_must_alternate(fresh: OddModel) -> None:
    words = "Jinja exception: Conversation roles must alternate user/assistant/user/assistant/..."

    def script(request: ModelRequest) -> Turn:
        kinds = [entry.kind for entry in request.conversation if entry.kind in ("user", "assistant")]
        if any(first == second for first, second in pairwise(kinds)):
            return refuse(500, words)
        again = request.outputs or len(kinds) > 1
        return Turn.of(ANSWER) if again else Turn.of(Call("get_odds_visual", {"sport": "nba"}))

    async with fresh.client() as client:
        fresh.model.script = script
        chat = await client.chat().send("Odds")
        assert result(chat) == (ANSWER, None)
        for text in ("More", "And more"):
            before = len(fresh.model.requests)
            await chat.send(text)
            assert result(chat) == (ANSWER, None)
        assert len(fresh.model.requests) == before + 1, "it is learned"


async def test_a_model_without_a_system_role_gets_the_instructions_with_the_first_message(fresh: OddModel) -> None:
    def script(request: ModelRequest) -> Turn:
        if any(entry.kind == "system" for entry in request.conversation):
            return refuse(400, "System role not supported")
        return Turn.of(ANSWER)

    async with fresh.client() as client:
        fresh.model.script = script
        chat = await client.chat().send("Hello")
        assert result(chat) == (ANSWER, None)
    assert "You are Professor Lock" in json.dumps(fresh.model.requests[-1].body)


# Pictures


PICTURES = {
    "400": refuse(400, "image_url is only supported by certain models."),
    "404": refuse(404, "No endpoints found that support image input"),
    "415": refuse(415, "unsupported media"),
    "422": document({"detail": [{"loc": ["body", "messages", 1, "content"], "msg": "str type expected"}]}, status=422),
    "500": refuse(500, "image input is not supported - hint: you may need to provide the mmproj"),
    "501": refuse(501, "not implemented"),
    "413": document("", status=413),
}


async def test_a_picture_refused_in_any_form_is_left_out_said_so_and_not_sent_again(odd: OddModel) -> None:
    pictures = {**PICTURES, "in the stream": in_stream(odd.api, "cannot read images", "404")}
    for name, refusal in pictures.items():
        async with odd.client() as client:
            odd.model.script = lambda request, refusal=refusal: (
                refusal if "base64" in json.dumps(request.body) else Turn.of(ANSWER)
            )
            chat = await client.chat().send("Look", attachments=[(await uploaded(client))["id"]])
            assert result(chat) == (ANSWER, None), (name, chat.error)
            notices = [event["message"] for event in chat.events if event["type"] == "notice"]
            assert len(notices) == 1, name
            assert "could not look at the attached files" in notices[0], name
            assert "you cannot look at it" in json.dumps(odd.model.requests[-1].body), name
            before = len(odd.model.requests)
            await chat.send("And the payout?")
            assert result(chat) == (ANSWER, None), name
            assert len(odd.model.requests) == before + 1, (name, "it was not sent again")


# Fields of a request


FIELDS = {
    "OpenAI's form": refuse(400, "Unknown parameter: '{name}'.", "unknown_parameter", param="{name}"),
    "vLLM's form": document(
        {"object": "error", "message": "[{{'type': 'extra_forbidden', 'loc': ('body', '{name}')}}]", "code": 400},
        status=400,
    ),
    "FastAPI's form": document(
        {"detail": [{"type": "extra_forbidden", "loc": ["body", "{name}"], "msg": "Extra inputs are not permitted"}]},
        status=422,
    ),
    "a sentence": refuse(422, "property '{name}' is unsupported"),
    "a sentence without a name": refuse(400, "Unsupported parameters."),
}


@pytest.mark.parametrize("form", FIELDS)
async def test_a_field_that_is_refused_is_left_out_from_then_on(fresh: OddModel, form: str) -> None:
    field = "stream_options" if fresh.api == "chat_completions" else "store"
    raw = FIELDS[form].parts[0]
    assert isinstance(raw, Raw)
    refusal = Turn((replace(raw, body=raw.body.replace(b"{name}", field.encode())),))
    fresh.model.script = lambda request: refusal if field in request.body else Turn.of(ANSWER)
    async with fresh.client() as client:
        chat = await client.chat().send("Hello")
        assert result(chat) == (ANSWER, None)
        await chat.send("Again")
        assert chat.error is None
    assert [field in one.body for one in fresh.model.requests] == [True, False, False]
    learned = [line for line in fresh.server.log if "left out from now on" in line["message"]]
    assert len(learned) == 1
    assert field in learned[0]["message"]


# Keys and money


async def test_a_budget_that_is_used_up_is_told_to_the_operator_and_not_offered_for_retry(odd: OddModel) -> None:
    forms = {
        "402": refuse(402, "Insufficient Balance"),
        "429": Turn((replace(OUT_OF_QUOTA, retry_after_s=0.01),)),
        "403": refuse(403, "exceeded your current quota, please check your plan"),
        "in the stream": in_stream(odd.api, "quota", "insufficient_quota"),
    }
    for name, turn in forms.items():
        await odd.fails(name, always(turn), "budget is used up", retry=False)
    lines = [line for line in odd.server.log if "budget is used up" in line["message"] and line["level"] == "error"]
    assert len(lines) >= len(forms)


@pytest.mark.settings(PP_LIMITS_FREE="tokens=1000")
async def test_an_answer_whose_cost_is_not_reported_counts_by_an_estimate(fresh: OddModel) -> None:
    words = "word " * 400
    turns: dict[Api, Turn] = {
        "chat_completions": chat_stream(words),
        "responses": sse(*said(words), completed([message_item(words)])),
    }
    fresh.model.script = [turns[fresh.api]]
    async with fresh.client() as client:
        chat = await client.chat().send("Hello")
        usage = json.loads((await turn_rows(fresh.database, chat.thread_id))[-1]["usage"])
        assert usage["requests"] == 1
        assert usage["estimated_output_tokens"] == pytest.approx(500, abs=5)
        assert usage["estimated_input_tokens"] > 1000, "instructions and tools count"
        with pytest.raises(HttpFailure):
            await chat.send("Again")  # the day's tokens are used up


@pytest.mark.settings(PP_MODEL_HEADERS="X-Title: Lock; HTTP-Referer: https://lock.example.com", query="api-version=1")
async def test_the_endpoints_address_keeps_its_query_and_takes_headers(fresh: OddModel) -> None:
    fresh.model.script = [Turn.of(ANSWER)]
    async with fresh.client() as client:
        assert (await client.chat().send("Hello")).text == ANSWER
    request = fresh.model.requests[0]
    assert request.query == "api-version=1"
    assert request.headers["api-key"] == "test-key", "an address with a version is Azure's"
    assert "authorization" not in request.headers
    assert (request.headers["x-title"], request.headers["http-referer"]) == ("Lock", "https://lock.example.com")


# Reading refusals


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (
            400,
            {"error": {"message": "max_tokens is too large: 9000. This model supports at most 4096"}},
            Kind.PARAMETER,
        ),
        (429, {"error": {"message": "Rate limit reached (TPM): Limit 30000, Used 29000, Requested 2000."}}, Kind.BUSY),
        (
            429,
            {"error": {"message": "Request too large for model on tokens per minute (TPM): Limit 6000"}},
            Kind.TOO_LONG,
        ),
        (529, {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}, Kind.UNAVAILABLE),
        (400, {"error": {"message": "registry/llama2 does not support tools"}}, Kind.NO_TOOLS),
        (401, {"error": "no key"}, Kind.KEY),
        (404, {"error": {"message": "The model `x` does not exist", "code": "model_not_found"}}, Kind.OTHER),
        (
            400,
            {"error": {"message": "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'."}},
            Kind.PARAMETER,
        ),
        (
            400,
            {"detail": [{"msg": "Extra inputs are not permitted", "loc": ["body", "x"], "input": {"store": 1}}]},
            Kind.OTHER,
        ),
    ],
)
def test_a_refusal_is_read_by_its_code_and_its_words(status: int, body: Any, kind: Kind) -> None:
    refusal = refusal_of(status, {}, json.dumps(body).encode())
    assert refusal.kind({"max_tokens", "store", "model"}) is kind


def test_limits_are_read_from_the_words() -> None:
    told = Refusal(
        400, "", "This model's maximum context length is 8,192 tokens. However, your messages resulted in 10234 tokens"
    )
    assert (told.context_tokens(), told.sent_tokens()) == (8192, 10234)
