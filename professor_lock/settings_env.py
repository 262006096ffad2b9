"""How environment variables are read: typed, with every mistake kept, so that one start names all of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

# A `*` needs at least two fixed labels behind it: "https://*.com" would let in everybody.
ORIGIN = re.compile(r"https?://(?:[\w-]+(?:\.[\w-]+)*|[\w*-]+(?:\.[\w-]+){2,}|\[[0-9a-fA-F:]+\])(?::(?:\d{1,5}|\*))?")
HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off"})


# Field of Settings -> the variable it comes from, where the name is not simply PP_<FIELD> in capitals.
VARIABLES: dict[str, tuple[str, ...]] = {
    "host": ("HOST",),
    "port": ("PORT",),
    "database_url": ("DATABASE_URL", "SUPABASE_DB_URL"),
    "openai_api_key": ("OPENAI_API_KEY",),
    "openai_base_url": ("OPENAI_BASE_URL",),
    "supabase_url": ("SUPABASE_URL",),
    "supabase_service_role_key": ("SUPABASE_SERVICE_ROLE_KEY",),
    "supabase_jwt_secret": ("SUPABASE_JWT_SECRET",),
    "odds_api_key": ("THE_ODDS_API_KEY",),
    "tavily_api_key": ("TAVILY_API_KEY",),
    "brave_api_key": ("BRAVE_API_KEY",),
    "odds_api_url": ("THE_ODDS_API_URL",),
    "espn_site_url": ("ESPN_SITE_URL",),
    "espn_web_url": ("ESPN_WEB_URL",),
    "statmuse_url": ("STATMUSE_URL",),
    "open_meteo_url": ("OPEN_METEO_URL",),
    "open_meteo_geocoding_url": ("OPEN_METEO_GEOCODING_URL",),
    "tavily_url": ("TAVILY_URL",),
    "brave_url": ("BRAVE_URL",),
}


@dataclass(frozen=True, slots=True)
class TierLimits:
    """What one person of a tier may use; None is without limit. Days are UTC's."""

    messages: int | None = None
    """A day."""
    tokens: int | None = None
    """A day, of the model's input and output together."""
    requests: int | None = None
    """Messages, retries and clicks a minute."""
    turns: int | None = None
    """Answers being written at the same time."""

    def __str__(self) -> str:
        parts = {"messages": self.messages, "tokens": self.tokens, "requests": self.requests, "turns": self.turns}
        return ",".join(f"{name}={limit}" for name, limit in parts.items() if limit is not None) or "none"


def spans_public_suffix(origin: str) -> bool:
    """Whether the `*` of an origin stands for a name that anybody can get: one directly below a public suffix.

    >>> [spans_public_suffix(f"https://{host}") for host in ("*.example.com", "*.vercel.app", "app-*.co.uk", "x.y")]
    [False, True, True, False]
    """
    labels = (urlsplit(origin.removesuffix(":*")).hostname or "").split(".")
    starred = [at for at, label in enumerate(labels) if "*" in label]
    if not starred:
        return False
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415  # read only where it is needed: it takes a while

    suffix = PublicSuffixList().publicsuffix(".".join(label.replace("*", "x") for label in labels)) or ""
    own = len(labels) - len(suffix.split(".")) if suffix else len(labels)
    return max(starred) >= own - 1


def variables_of(field: str) -> tuple[str, ...]:
    """The environment variables that set one field, most important first."""
    return VARIABLES.get(field, (f"PP_{field.upper()}",))


class Reader:
    """Reads typed values and collects what is wrong with them, so that one start names every mistake."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.problems: list[str] = []

    def text(self, field: str) -> str | None:
        for variable in variables_of(field):
            value = self._environ.get(variable, "").strip()
            if value:
                return value
        return None

    def unquoted(self, field: str) -> str | None:
        """A text without quotes around it, which come along when a line of a .env file is pasted."""
        value = self.text(field)
        return value.strip("\"'").strip() or None if value is not None else None

    def choice(self, field: str, choices: tuple[str, ...], default: str) -> str:
        value = self.text(field)
        if value is None:
            return default
        if value.lower() not in choices:
            self._problem(field, f"is {value!r}, but must be one of {', '.join(choices)}")
            return default
        return value.lower()

    def number(self, field: str, default: float, low: float, high: float, kind: Callable[[str], Any] = float) -> Any:
        value = self.text(field)
        if value is None:
            return kind(str(default))
        try:
            number = kind(value)
        except ValueError:
            self._problem(field, f"is {value!r}, which is not a number")
            return kind(str(default))
        if not low <= number <= high:  # also refuses NaN
            self._problem(field, f"is {value}, but must be from {low:g} to {high:g}")
        return number

    def whole(self, field: str, low: int, high: int) -> int | None:
        """A whole number; None when none is given."""
        return None if self.text(field) is None else int(self.number(field, low, low, high, int))

    def flag(self, field: str, default: bool) -> bool:
        value = self.text(field)
        if value is None:
            return default
        if value.lower() in TRUE_WORDS:
            return True
        if value.lower() not in FALSE_WORDS:
            self._problem(field, f"is {value!r}, but must be on or off")
        return False

    def url(self, field: str, default: str | None) -> str | None:
        value = self.text(field) or default
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            self._problem(field, "must be an http(s) address")
        return value.rstrip("/")

    def origins(self, field: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """Comma-separated origins; `*` stands for one label of a host, or for a port."""
        value = self.text(field)
        if value is None:
            return default
        origins = tuple(origin.strip().rstrip("/") for origin in value.split(",") if origin.strip())
        for origin in origins:
            if not ORIGIN.fullmatch(origin):
                self._problem(field, f"has {origin!r}; it looks like https://app.example.com,https://*.example.com")
            elif spans_public_suffix(origin):
                self._problem(field, f"has {origin!r}: anybody can register a name that it matches")
        return origins

    def names(self, field: str) -> tuple[str, ...]:
        """Comma-separated names."""
        return tuple(name.strip() for name in (self.text(field) or "").split(",") if name.strip())

    def words(self, field: str, choices: tuple[str, ...], default: tuple[str, ...]) -> tuple[str, ...]:
        """Comma-separated words out of these; "none" is none of them."""
        value = self.text(field)
        if value is None:
            return default
        words = {word.strip().lower() for word in value.split(",") if word.strip()} - {"none"}
        if not words <= set(choices):
            self._problem(field, f"is {value!r}, but must be of {', '.join(choices)}, or none")
        return tuple(word for word in choices if word in words)

    def headers(self, field: str) -> tuple[tuple[str, str], ...] | None:
        """HTTP headers: a JSON object, or `Name: value` on lines or between semicolons."""
        value = self.text(field)
        if value is None:
            return None
        if value.startswith("{"):
            try:
                given = list(json.loads(value).items())
            except ValueError:
                self._problem(field, "is not the JSON object that it begins as")
                return None
        else:
            given = [part.split(":", 1) for part in re.split(r"[\n;]", value) if part.strip()]
        headers = [tuple(str(one).strip() for one in pair) for pair in given]
        if not all(len(pair) == 2 and HEADER_NAME.fullmatch(pair[0]) and pair[1].isprintable() for pair in headers):
            self._problem(field, "must be headers: `Name: value` on lines or between semicolons, or a JSON object")
            return None
        return tuple((pair[0], pair[1]) for pair in headers)

    def limits(self, field: str, default: TierLimits) -> TierLimits:
        """ "messages=50,tokens=300000,requests=20,turns=2"; what is left out keeps its default, "none" lifts all."""
        value = self.text(field)
        if value is None:
            return default
        if value.lower() == "none":
            return TierLimits()
        given: dict[str, int] = {}
        for part in value.split(","):
            name, _, number = part.partition("=")
            if name.strip() not in TierLimits.__dataclass_fields__ or not number.strip().isdigit():
                self._problem(
                    field, f"has {part.strip()!r}; it looks like messages=50,tokens=300000,requests=20,turns=2"
                )
                return default
            given[name.strip()] = int(number)
        return replace(default, **given)

    def _problem(self, field: str, text: str) -> None:
        self.problems.append(f"{variables_of(field)[0]} {text}")
