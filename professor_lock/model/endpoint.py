"""A model's endpoint: its URL and headers, and what was learned about it from its refusals."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

Api = Literal["responses", "chat_completions"]

logger = logging.getLogger("professor_lock.model")

OPENAI_URL = "https://api.openai.com/v1"
PATHS: Mapping[Api, str] = {"responses": "/responses", "chat_completions": "/chat/completions"}
AZURE_HOSTS = (".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com", ".azure-api.net")
USER_AGENT = "professor-lock"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address and the headers of a request to it."""

    url: str
    headers: Mapping[str, str] = field(repr=False)

    @property
    def is_openai(self) -> bool:
        """Whether it is OpenAI's own service."""
        return urlsplit(self.url).hostname == "api.openai.com"

    @property
    def provider(self) -> str:
        """The name of the service: "openai", or else the host."""
        return "openai" if self.is_openai else urlsplit(self.url).hostname or ""


def endpoint_of(base_url: str | None, api: Api, key: str | None, extra: Mapping[str, str]) -> Endpoint:
    """The endpoint of an API below a base URL. A query in the URL stays (`?api-version=`).

    `extra` headers replace the ones set here.
    """
    parts = urlsplit(base_url or OPENAI_URL)
    path = parts.path.rstrip("/")
    if not path.endswith(PATHS[api]):  # the base URL may already be the whole address
        path += PATHS[api]
    headers = {
        "accept": "application/json",
        "accept-encoding": "identity",
        "content-type": "application/json",
        "user-agent": USER_AGENT,
    }
    given = {name.lower(): value for name, value in extra.items()}
    if key is not None and not given.keys() & {"authorization", "api-key"}:
        headers.update({"api-key": key} if _is_azure(base_url or "") else {"authorization": f"Bearer {key}"})
    elif not given.keys() & {"authorization", "api-key"}:
        headers["authorization"] = "Bearer none"  # local endpoints need a key, and accept any
    return Endpoint(parts._replace(path=path, fragment="").geturl(), headers | given)


def _is_azure(base_url: str) -> bool:
    """Whether the URL is Azure's, which takes the key in another header."""
    parts = urlsplit(base_url)
    return (parts.hostname or "").endswith(AZURE_HOSTS) or "api-version" in dict(parse_qsl(parts.query))


@dataclass(slots=True)
class Learned:
    """What one endpoint does not accept, learned from its refusals, for as long as the process runs."""

    left_out: set[str] = field(default_factory=set)
    """Fields of a request that are not sent."""
    renamed: dict[str, str] = field(default_factory=dict)
    roles_alternate: bool = False
    no_system_role: bool = False
    short_call_ids: bool = False
    """Whether ids of calls must be of the one form that all endpoints take."""
    thoughts_back: bool = False
    """Whether the thoughts that led to a call must be sent back with it."""
    schema_words: set[str] = field(default_factory=set)
    """Words of the tools' schemas that are not sent."""
    opens_in_thought: set[str] = field(default_factory=set)
    """Names of models whose answers begin inside a thought, without an opening tag."""
    prompt_chars: dict[str, int] = field(default_factory=dict)
    """The longest prompt by name of the model, in characters of JSON."""

    def leave_out(self, names: Collection[str]) -> bool:
        """Leave these fields out from now on; False when all of them were left out already."""
        return _added(self.left_out, names, "the model's endpoint does not take %s: left out from now on")

    def leave_out_of_schemas(self, names: Collection[str]) -> bool:
        """The same for words of the tools' schemas."""
        told = "the model's endpoint does not take %s in a tool's schema: left out from now on"
        return _added(self.schema_words, names, told)

    def rename(self, old: str, new: str) -> None:
        """Send a field under another name from now on."""
        self.renamed[old] = new
        logger.warning("the model's endpoint does not take %s: sent as %s from now on", old, new)

    def limit_prompt(self, model: str, chars: int) -> None:
        """Send this model no prompt longer than this from now on."""
        self.prompt_chars[model] = max(1, chars)
        logger.warning("the model takes prompts of about %d characters: longer ones are shortened from now on", chars)


def _added(known: set[str], names: Collection[str], told: str) -> bool:
    """Add names; False when all of them were known. The new ones are logged."""
    new = set(names) - known
    if new:
        known |= new
        logger.warning(told, ", ".join(sorted(new)))
    return bool(new)
