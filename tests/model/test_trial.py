"""`doctor --live` tells what an endpoint can do: one line for each of six small requests."""

from __future__ import annotations

import json

import httpx2
import pytest

from professor_lock.clocks import Clocks
from professor_lock.model.language_model import live_model, model_transport
from professor_lock.model.trial import Finding, try_endpoint
from professor_lock.settings_reading import load_settings
from tests.fakes.openai_odd import document
from tests.fakes.openai_script import Call, HttpError, Incomplete, ModelRequest, Say, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support.odd_model import APIS

ALL = ["words", "tool call", "two tools at once", "long answer cut", "usage", "picture"]
CALL = Call("team_record", {"team": "Lakers"})


def able(request: ModelRequest) -> Turn:
    """An endpoint that can do all of it."""
    if request.tools:
        return Turn.of(CALL, CALL) if "Celtics" in request.user_text else Turn.of(CALL)
    if "base64" in json.dumps(request.body):
        return Turn.of("Red.")
    limited = any(name in request.body for name in ("max_tokens", "max_output_tokens"))
    return Turn((Say(("one ",)), Incomplete())) if limited else Turn.of("ready")


def plain(request: ModelRequest) -> Turn:
    """An endpoint that only talks."""
    if "base64" in json.dumps(request.body):
        return Turn((HttpError(400, None, "image_url is not supported"),))
    return Turn.of("I have no tools.")


async def tried(url: str, api: str) -> list[Finding]:
    settings = load_settings({"OPENAI_API_KEY": "x", "OPENAI_BASE_URL": url, "PP_MODEL_API": api})
    async with httpx2.AsyncClient() as http:
        return await try_endpoint(live_model(settings, model_transport(settings, lambda: http), Clocks()))


@pytest.mark.parametrize("api", APIS)
async def test_an_endpoint_that_can_do_everything_is_said_to(api: str) -> None:
    with OpenAIServer(able) as model:
        findings = await tried(model.url, api)
    assert [(one.name, one.ok) for one in findings] == [(name, True) for name in ALL]
    assert len(model.requests) == len(ALL)


@pytest.mark.parametrize("api", APIS)
async def test_what_an_endpoint_cannot_do_is_said(api: str) -> None:
    with OpenAIServer(plain) as model:
        findings = {one.name: one for one in await tried(model.url, api)}
    assert [name for name, one in findings.items() if one.ok] == ["words", "usage"]
    assert findings["tool call"].needed
    assert "refused: asked without it" in findings["picture"].said


async def test_an_endpoint_that_refuses_the_key_is_told_in_words() -> None:
    with OpenAIServer([], api_key="another") as model:
        findings = await tried(model.url, "responses")
    assert [(one.name, one.ok) for one in findings] == [("words", False)], "nothing more is tried"
    assert "refused this server's key" in findings[0].said


@pytest.mark.parametrize("api", APIS)
async def test_what_the_endpoint_said_is_told_to_the_operator(api: str) -> None:
    said = {
        HttpError(404, None, "no such page"): "404 error: message: no such page",
        HttpError(400, None, "The model zebra is not loaded"): "The model zebra is not loaded",
        HttpError(401, None, "expired"): "refused this server's key",
    }
    for fault, words in said.items():
        with OpenAIServer(lambda _, fault=fault: Turn((fault,))) as model:  # type: ignore[misc]
            findings = await tried(model.url, api)
        assert [(one.name, one.ok) for one in findings] == [("words", False)]
        assert words in findings[0].said, findings[0].said
        assert ("PP_MODEL_API" in findings[0].said) is (fault.status == 404)


@pytest.mark.parametrize("api", APIS)
async def test_a_server_that_does_not_read_its_models_calls_is_told(api: str) -> None:
    written = '<tool_call>\n{"name": "team_record", "arguments": {"team": "Lakers"}}\n</tool_call>'
    with OpenAIServer(lambda request: Turn.of(written if request.tools else "ready")) as model:
        findings = {one.name: one for one in await tried(model.url, api)}
    assert not findings["tool call"].ok
    assert "cannot use tools" in findings["tool call"].said


@pytest.mark.parametrize("api", APIS)
async def test_an_address_without_an_api_and_a_model_without_eyes_are_told(api: str) -> None:
    page = document("<html>Sign in</html>", "text/html")
    with OpenAIServer(lambda _: page) as model:
        assert "OPENAI_BASE_URL" in (await tried(model.url, api))[0].said
    with OpenAIServer(lambda request: Turn.of(CALL) if request.tools else Turn.of("ready")) as model:
        findings = {one.name: one for one in await tried(model.url, api)}
    assert not findings["picture"].ok
    assert "did not see" in findings["picture"].said
