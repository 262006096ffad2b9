"""Builds the body of a request to either API, without what the endpoint is known to refuse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from agents import FunctionTool, ModelSettings, OpenAIResponsesModel, Tool
from agents.agent_output import AgentOutputSchemaBase
from agents.handoffs import Handoff
from agents.models.chatcmpl_converter import Converter
from openai import NotGiven, Omit

from professor_lock.model.endpoint import Api, Learned
from professor_lock.model.prompt import Item, with_alternating_roles, with_sendable_calls
from professor_lock.model.sent_back import give_back, with_short_ids, without_schema_words
from professor_lock.model.tool_payload import ToolPayload, ToolPayloads, compact_json

HTTP_FIELDS = ("extra_headers", "extra_query", "extra_body")
"""Settings that are not part of the body."""
EXTRAS = (
    "stream_options",
    "parallel_tool_calls",
    "store",
    "prompt_cache_key",
    "safety_identifier",
    "include",
    "strict",
)
"""Fields that a simple endpoint may not know: all are left out when it refuses a request without a reason."""
CHAT_SETTINGS = (
    "temperature",
    "frequency_penalty",
    "presence_penalty",
    "top_p",
    "max_tokens",
    "verbosity",
    "top_logprobs",
    "metadata",
    "prompt_cache_retention",
)


@dataclass(slots=True)
class Asked:
    """The request of the agent's loop for one step. Its instructions go once no further request can need them."""

    instructions: str | None
    items: Sequence[Item]
    settings: ModelSettings
    tools: Sequence[Tool]
    output_schema: AgentOutputSchemaBase | None
    handoffs: Sequence[Handoff[Any, Any]]
    previous_response_id: str | None = None
    conversation_id: str | None = None
    prompt: Any = None

    @property
    def tool_names(self) -> list[str]:
        """The names of the tools and handoffs that the model may call."""
        return [tool.name for tool in self.tools] + [handoff.tool_name for handoff in self.handoffs]


class RequestMaker:
    """Builds the bodies of requests to one model."""

    def __init__(self, api: Api, name: str, learned: Learned) -> None:
        self._api, self._name, self._learned = api, name, learned
        # Only used to build the body of a request, so it needs no client.
        self._sdk = OpenAIResponsesModel(name, cast(Any, None))
        chat = api == "chat_completions"
        self._payloads = ToolPayloads(_for_chat if chat else _for_responses)

    def body(self, asked: Asked, items: Sequence[Item]) -> dict[str, Any]:
        """The body of the request `asked`, with these items instead of its own."""
        sendable = with_sendable_calls(items)
        if self._learned.short_call_ids:
            sendable = with_short_ids(sendable)
        if self._learned.roles_alternate:
            sendable = with_alternating_roles(sendable)
        body = self._chat(asked, sendable) if self._api == "chat_completions" else self._responses(asked, sendable)
        return self._as_learned(body)

    def _responses(self, asked: Asked, items: list[Item]) -> dict[str, Any]:
        payload = self._payload(asked)
        fields = self._sdk._build_response_create_kwargs(
            asked.instructions,
            cast(Any, items),
            asked.settings,
            list(asked.tools) if payload is None else [],
            asked.output_schema,
            list(asked.handoffs),
            previous_response_id=asked.previous_response_id,
            conversation_id=asked.conversation_id,
            stream=True,
            prompt=asked.prompt,
        )
        if payload is not None:
            fields |= {"tools": payload, "parallel_tool_calls": asked.settings.parallel_tool_calls}
        return _given(fields) | _more(asked.settings.extra_body)

    def _payload(self, asked: Asked) -> ToolPayload | None:
        """The tools as JSON, cached; None where the tools, or the choice of one, need the SDK's conversion."""
        if asked.handoffs or asked.prompt is not None or asked.settings.tool_choice not in (None, "auto", "none"):
            return None
        return self._payloads.of(asked.tools)

    def _chat(self, asked: Asked, items: list[Item]) -> dict[str, Any]:
        settings = asked.settings
        messages: list[Any] = Converter.items_to_messages(items, model=self._name)  # type: ignore[arg-type]
        give_back(messages, items, thoughts=self._learned.thoughts_back)
        if asked.instructions:
            messages.insert(0, {"content": asked.instructions, "role": "system"})
        tools: list[Any] | None = self._payload(asked)
        if tools is None:
            tools = [Converter.tool_to_openai(tool) for tool in asked.tools]
            tools += [Converter.convert_handoff_tool(handoff) for handoff in asked.handoffs]
        fields: dict[str, Any] = {name: getattr(settings, name) for name in CHAT_SETTINGS}
        fields |= {
            "model": self._name,
            "messages": messages,
            "stream": True,
            "store": settings.store,
            "tool_choice": Converter.convert_tool_choice(settings.tool_choice),
            "response_format": Converter.convert_response_format(asked.output_schema),
            "reasoning_effort": settings.reasoning.effort if settings.reasoning is not None else None,
            "stream_options": {"include_usage": True} if settings.include_usage else None,
        }
        if tools:
            fields |= {"tools": tools, "parallel_tool_calls": settings.parallel_tool_calls}
        return _given(fields) | _more(settings.extra_args) | _more(settings.extra_body)

    def _as_learned(self, body: dict[str, Any]) -> dict[str, Any]:
        learned = self._learned
        for old, new in learned.renamed.items():
            if old in body:
                body[new] = body.pop(old)
        instructions = body.get("instructions")
        if "instructions" in learned.left_out and instructions:
            body["input"] = [{"role": "system", "content": instructions}, *body["input"]]
        for name in learned.left_out & body.keys():
            del body[name]
        if "strict" in learned.left_out and "tools" in body:
            body["tools"] = [_without_strict(tool) for tool in body["tools"]]
        if learned.schema_words and "tools" in body:
            words = frozenset(learned.schema_words)
            body["tools"] = [without_schema_words(tool, words) for tool in body["tools"]]
        if learned.no_system_role:
            field = "messages" if self._api == "chat_completions" else "input"
            body[field] = _without_system(body[field], body.pop("instructions", None))
        return body


def encoded(body: dict[str, Any]) -> bytes:
    """The body as JSON bytes. A character that UTF-8 cannot hold becomes a question mark."""
    tools = body.get("tools")
    if not isinstance(tools, ToolPayload):
        return compact_json(body)
    rest = compact_json({name: value for name, value in body.items() if name != "tools"})
    return b"".join((rest[:-1], b"," if len(rest) > 2 else b"", b'"tools":', tools.sent, b"}"))


def _for_responses(tool: FunctionTool) -> dict[str, Any]:
    return {
        "name": tool.name,
        "parameters": tool.params_json_schema,
        "strict": tool.strict_json_schema,
        "type": "function",
        "description": tool.description,
    }


def _for_chat(tool: FunctionTool) -> dict[str, Any]:
    made: dict[str, Any] = dict(Converter.tool_to_openai(tool))
    return made


def _more(fields: Any) -> dict[str, Any]:
    return dict(fields) if isinstance(fields, Mapping) else {}


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in fields.items()
        if name not in HTTP_FIELDS and value is not None and not isinstance(value, Omit | NotGiven)
    }


def _without_strict(tool: Any) -> Any:
    if not isinstance(tool, dict):
        return tool
    plain = {name: value for name, value in tool.items() if name != "strict"}
    if isinstance(plain.get("function"), dict):
        plain["function"] = {name: value for name, value in plain["function"].items() if name != "strict"}
    return plain


def _without_system(messages: list[Any], instructions: str | None) -> list[Any]:
    """The messages with the system's text moved to the beginning of the first user message."""
    said = [instructions] if instructions else []
    said += [str(one["content"]) for one in messages if one.get("role") in ("system", "developer")]
    rest = [one for one in messages if one.get("role") not in ("system", "developer")]
    if not said:
        return rest
    return with_alternating_roles([{"role": "user", "content": "\n\n".join(said)}, *rest[:1]]) + rest[1:]
