"""Where a model's endpoint is, how it is addressed, and what was learned about it while asking."""

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
        """Whose service it is: "openai", else the host."""
        return "openai" if self.is_openai else urlsplit(self.url).hostname or ""


def endpoint_of(base_url: str | None, api: Api, key: str | None, extra: Mapping[str, str]) -> Endpoint:
    """The endpoint below a base URL, whose query is kept (`?api-version=`). `extra` headers win over ours."""
    parts = urlsplit(base_url or OPENAI_URL)
    path = parts.path.rstrip("/")
    if not path.endswith(PATHS[api]):  # some people give the whole address
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
        headers["authorization"] = "Bearer none"  # local endpoints want some key, any will do
    return Endpoint(parts._replace(path=path, fragment="").geturl(), headers | given)


def _is_azure(base_url: str) -> bool:
    """Azure takes a key in a header of its own; its addresses carry the version of the API."""
    parts = urlsplit(base_url)
    return (parts.hostname or "").endswith(AZURE_HOSTS) or "api-version" in dict(parse_qsl(parts.query))


@dataclass(slots=True)
class Learned:
    """What one endpoint does not take, learned from its refusals and kept while the process runs."""

    left_out: set[str] = field(default_factory=set)
    """Fields of a request."""
    renamed: dict[str, str] = field(default_factory=dict)
    roles_alternate: bool = False
    no_system_role: bool = False
    opens_in_thought: set[str] = field(default_factory=set)
    """Models that begin inside a thought without saying so."""
    prompt_chars: dict[str, int] = field(default_factory=dict)
    """The longest prompt of a model, in characters of JSON."""

    def leave_out(self, names: Collection[str]) -> bool:
        """Leave these fields out from now on; False when that is nothing new."""
        new = set(names) - self.left_out
        if new:
            self.left_out |= new
            logger.warning("the model's endpoint does not take %s: left out from now on", ", ".join(sorted(new)))
        return bool(new)

    def rename(self, old: str, new: str) -> None:
        """Send a field by another name from now on."""
        self.renamed[old] = new
        logger.warning("the model's endpoint does not take %s: sent as %s from now on", old, new)

    def limit_prompt(self, model: str, chars: int) -> None:
        """Send this model no longer prompt from now on."""
        self.prompt_chars[model] = max(1, chars)
        logger.warning("the model takes prompts of about %d characters: longer ones are shortened from now on", chars)
