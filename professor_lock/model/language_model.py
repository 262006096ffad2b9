"""The language model that the agent uses, at any OpenAI-compatible endpoint, and the settings of its calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import httpx2
from agents import ModelSettings
from agents.models.interface import Model

from professor_lock.clocks import Clocks
from professor_lock.model.direct import DirectTransport
from professor_lock.model.door import ModelDoor
from professor_lock.model.endpoint import Endpoint, Learned, endpoint_of
from professor_lock.model.pace import Pace
from professor_lock.model.transport import HttpxTransport, Transport
from professor_lock.settings import Settings
from professor_lock.sources.http import tls_context
from professor_lock.sources.names.message import NameReader
from professor_lock.sources.proxies import ByProxy
from professor_lock.words import DEFAULT_LANGUAGE, Language

CONNECT_TIMEOUT_S = 10.0
MAX_CONNECTIONS = 1000
REASONING_MODELS = ("o1", "o3", "o4", "gpt-5")


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A model and its settings. `name` is shown by doctor and the readiness route; `demo` is the stand-in model."""

    model: Model
    settings: ModelSettings
    name: str
    demo: bool = False
    openai_host: bool = False
    files: tuple[str, ...] = ()
    """The kinds of attached files that it accepts: of "images" and "pdf"."""
    provider: str = ""
    """The name of the service: "openai", or the endpoint's host."""
    others: Mapping[str, LanguageModel] = field(default_factory=dict)
    """The other models that a request may name, by name."""

    def named(self, name: str | None) -> LanguageModel | None:
        """The model with this name, or this one for None; None when there is no model with the name."""
        return self if name is None or name == self.name else self.others.get(name)

    def settings_for(self, user_hash: str, language: Language = DEFAULT_LANGUAGE) -> ModelSettings:
        """The settings of a call. OpenAI's own service also gets a hash of the user, as its safety rules ask.

        The demo gets the user's `language`: its sentences are the server's own.
        """
        if self.demo:
            return self.settings.resolve(ModelSettings(metadata={"language": language}))
        if not self.openai_host:
            return self.settings
        return self.settings.resolve(ModelSettings(extra_args={"safety_identifier": user_hash}))


def model_http_client(settings: Settings) -> httpx2.AsyncClient:
    """The HTTP client for the model, shared by all turns; the caller closes it."""
    limits = httpx2.Limits(max_connections=MAX_CONNECTIONS, max_keepalive_connections=100)
    return httpx2.AsyncClient(
        transport=ByProxy(lambda proxy: httpx2.AsyncHTTPTransport(verify=tls_context(), limits=limits, proxy=proxy)),
        trust_env=False,  # proxies are the transport's
        timeout=httpx2.Timeout(settings.model_timeout_s, connect=CONNECT_TIMEOUT_S),
        follow_redirects=True,
    )


def model_transport(settings: Settings, client: Callable[[], httpx2.AsyncClient]) -> DirectTransport:
    """The transport to the model: direct connections, and what `client` gives for requests that those cannot send.

    The caller closes both.
    """
    timeout = httpx2.Timeout(settings.model_timeout_s, connect=CONNECT_TIMEOUT_S)
    return DirectTransport(
        HttpxTransport(client, timeout), tls_context, silence_s=settings.model_timeout_s, connect_s=CONNECT_TIMEOUT_S
    )


def live_model(settings: Settings, transport: Transport, clocks: Clocks) -> LanguageModel:
    """PP_MODEL at the configured endpoint, with the other models that users may choose.

    With a base URL other than OpenAI's the key is optional, as for local endpoints.
    """
    endpoint = endpoint_of(
        settings.openai_base_url, settings.model_api, settings.openai_api_key, dict(settings.model_headers or ())
    )
    learned, pace = Learned(), Pace(clocks.steady)

    def at(name: str) -> LanguageModel:
        return _model_at(endpoint, name, settings, transport, learned, pace, clocks)

    return replace(at(settings.model), others={name: at(name) for name in settings.models if name != settings.model})


def _model_at(  # noqa: PLR0917  what all models of an endpoint share
    endpoint: Endpoint,
    name: str,
    settings: Settings,
    transport: Transport,
    learned: Learned,
    pace: Pace,
    clocks: Clocks,
) -> LanguageModel:
    official = endpoint.is_openai
    if settings.model_api == "chat_completions":
        # Only OpenAI's own service knows `store`; other endpoints refuse it.
        model_settings = ModelSettings(store=settings.model_store if official else None, include_usage=True)
    else:
        reasoning = name.startswith(REASONING_MODELS) and not settings.model_store
        model_settings = ModelSettings(
            store=settings.model_store,
            # A reasoning model that stores nothing needs its thoughts back, encrypted, with the next step.
            response_include=["reasoning.encrypted_content"] if reasoning else None,
        )
    model = ModelDoor(name, settings.model_api, endpoint, transport, learned=learned, pace=pace, between=clocks.between)
    return LanguageModel(
        model, model_settings, name=name, openai_host=official, files=settings.model_files, provider=endpoint.provider
    )


def demo_model(read: NameReader) -> LanguageModel:
    """The model for trying the product without a key: it answers common questions by rules, with the same tools.

    `read` knows the names of leagues, teams and players.
    """
    from professor_lock.model.stand_in import DemoModel  # noqa: PLC0415  a server with a model needs none of it

    return LanguageModel(DemoModel(read), ModelSettings(), name="demo", demo=True, provider="demo")
