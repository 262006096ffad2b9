"""How environment variables are read: the name and the type of each setting, and what is said of a wrong value.

The types here turn the text of a variable into a value, or raise `wrong`: its texts are shown behind the variable's
name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated, Any, get_args
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from professor_lock.addresses import database_mistake, pasted_address

PREFIX = "PP_"
MISTAKE = "setting"
"""The type of the errors that `wrong` makes."""
# A `*` needs at least two fixed labels behind it: "https://*.com" would let in everybody.
ORIGIN = re.compile(r"https?://(?:[\w-]+(?:\.[\w-]+)*|[\w*-]+(?:\.[\w-]+){2,}|\[[0-9a-fA-F:]+\])(?::(?:\d{1,5}|\*))?")
HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off"})


class Section(BaseModel):
    """The settings of one part of the server, such as a provider."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


# What the annotation of a setting says


class Variable:
    """The environment variables of a setting, the one that wins first. Without it: PP_<NAME> in capitals."""

    def __init__(self, *names: str) -> None:
        self.names = names


@dataclass(frozen=True, slots=True)
class SecretMark:
    """The setting is never shown. `opens_door`: knowing it is enough to get into this server, so it must be strong."""

    opens_door: bool


Hidden = Field(repr=False)
"""Of a setting that may hold a password: it is left out when settings are printed."""
Secret = Annotated[str | None, Hidden, SecretMark(opens_door=False)]
DoorSecret = Annotated[str | None, Hidden, SecretMark(opens_door=True)]


@dataclass(frozen=True, slots=True)
class Declared:
    """One setting as it is declared: where it stands in `Settings`, its variables, and how secret it is."""

    path: tuple[str, ...]
    variables: tuple[str, ...]
    secret: SecretMark | None

    def of(self, settings: BaseModel) -> Any:
        """Its value in these settings."""
        value: Any = settings
        for name in self.path:
            value = getattr(value, name, None)  # a section may be None
        return value

    def shown(self, settings: BaseModel) -> str:
        """Its value as it may be printed: "-" for none, secrets and passwords masked."""
        value = self.of(settings)
        if value is None or value == ():
            return "-"
        if self.secret is not None:
            return "*" * 8
        if isinstance(value, tuple) and isinstance(value[0], tuple):  # headers: they carry keys
            return ", ".join(f"{name}: ********" for name, _ in value)
        if isinstance(value, bool):
            return "on" if value else "off"
        text = ", ".join(value) if isinstance(value, tuple) else str(value)
        # Any address may carry a password: before the last @, or in its query.
        text = re.sub(r"(://[^:/@]*):.*@", r"\1:********@", text)
        return re.sub(r"([?&](?:password|[a-z_]*key)=)[^&]*", r"\1********", text, flags=re.IGNORECASE)


def declared_in(model: type[BaseModel], path: tuple[str, ...] = ()) -> Iterator[Declared]:
    """Every setting of a model and of its sections, in order. Those that are excluded are no settings of their own."""
    for name, field in model.model_fields.items():
        section = _section_of(field)
        if section is not None:
            yield from declared_in(section, (*path, name))
        elif not field.exclude:
            secret = next((mark for mark in field.metadata if isinstance(mark, SecretMark)), None)
            yield Declared((*path, name), _variables_of(field, (*path, name)), secret)


class GivenEnvironment(PydanticBaseSettingsSource):
    """The variables of a mapping such as `os.environ`, as text by field. A variable that is blank is not set."""

    def __init__(self, settings_cls: type[BaseSettings], environ: Mapping[str, str]) -> None:
        super().__init__(settings_cls)
        self._environ = environ

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """The text of a field's variable, of a section the texts by field."""
        section = _section_of(field)
        if section is None:
            return self._text(_variables_of(field, (field_name,))), field_name, False
        texts = {
            name: self._text(_variables_of(inner, (field_name, name))) for name, inner in section.model_fields.items()
        }
        return {name: text for name, text in texts.items() if text is not None}, field_name, True

    def __call__(self) -> dict[str, Any]:
        """The arguments of the settings; a field whose variables are not set is left out."""
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in found.items() if value is not None}

    def _text(self, variables: tuple[str, ...]) -> str | None:
        given = (self._environ.get(variable, "").strip() for variable in variables)
        return next((text for text in given if text), None)


def _section_of(field: FieldInfo) -> type[Section] | None:
    kinds = (field.annotation, *get_args(field.annotation))
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Section)), None)


def _variables_of(field: FieldInfo, path: tuple[str, ...]) -> tuple[str, ...]:
    named = next((mark.names for mark in field.metadata if isinstance(mark, Variable)), None)
    return named or (PREFIX + "_".join(path).upper(),)


# Defaults and types


def by_environment(*, production: Any, development: Any) -> Any:
    """A default that production has otherwise than development. `env` must be declared before."""
    return Field(default_factory=lambda given: production if given["env"] == "production" else development)


def wrong(*texts: str) -> PydanticCustomError:
    """What is wrong with a value, each text to be read behind the variable's name."""
    return PydanticCustomError(MISTAKE, "{first}", {"first": texts[0] if texts else "", "texts": list(texts)})


def read(kind: Callable[[str], Any]) -> BeforeValidator:
    """A value that `kind` makes of the text; a value that is no text is taken as it is."""
    return BeforeValidator(lambda value: kind(value) if isinstance(value, str) else value)


def one_of(choices: Any) -> BeforeValidator:
    """One of the words of a `Literal`, in any case."""
    words = get_args(choices)

    def choose(text: str) -> str:
        if text.lower() not in words:
            raise wrong(f"is {text!r}, but must be one of {', '.join(words)}")
        return text.lower()

    return read(choose)


def some_of(words: tuple[str, ...]) -> BeforeValidator:
    """Comma-separated words out of these, in their order; "none" is none of them."""

    def choose(text: str) -> tuple[str, ...]:
        chosen = {word.strip().lower() for word in text.split(",") if word.strip()} - {"none"}
        if not chosen <= set(words):
            raise wrong(f"is {text!r}, but must be of {', '.join(words)}, or none")
        return tuple(word for word in words if word in chosen)

    return read(choose)


def number(low: float, high: float, kind: Callable[[str], float] = float) -> BeforeValidator:
    """A number from `low` to `high`."""

    def check(text: str) -> float:
        try:
            value = kind(text)
        except ValueError as error:
            raise wrong(f"is {text!r}, which is not a number") from error
        if not low <= value <= high:  # also refuses NaN
            raise wrong(f"is {text}, but must be from {low:g} to {high:g}")
        return value

    return read(check)


def whole(low: int, high: int) -> BeforeValidator:
    """A whole number from `low` to `high`."""
    return number(low, high, int)


def _flag(text: str) -> bool:
    if text.lower() in TRUE_WORDS:
        return True
    if text.lower() not in FALSE_WORDS:
        raise wrong(f"is {text!r}, but must be on or off")
    return False


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        raise wrong("must be an http(s) address")
    return text.rstrip("/")


def _broker_address(text: str) -> str:
    for one in text.split(","):
        try:
            parts = urlsplit(one.strip())
            usable = parts.scheme in ("nats", "tls") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
        except ValueError:
            usable = False
        if not usable:
            raise wrong("must be nats://host:4222 or tls://host:4222, with user and password before an @ where needed")
    return ",".join(one.strip() for one in text.split(","))


def _database(text: str) -> str | None:
    address = pasted_address(text)
    if (mistake := database_mistake(address)) is not None:
        raise wrong(mistake)
    return address or None


def _databases(text: str) -> tuple[str, ...]:
    # A comma alone does not part two: an address may have several hosts.
    parts = re.split(r"[,\s]+(?=[\"']?postgres(?:ql)?://)", text.strip())
    return tuple(address for one in parts if (address := _database(one)) is not None)


def _standbys(text: str) -> tuple[str | None, ...]:
    parts = re.split(r"[,\s]+(?=[\"']?postgres(?:ql)?://|-(?:[,\s]|$))", text.strip())
    return tuple(None if one.strip(" ,") == "-" else _database(one.strip(" ,")) for one in parts if one.strip(" ,"))


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(origin.rstrip("/") for origin in _names(text))
    problems = []
    for origin in origins:
        if not ORIGIN.fullmatch(origin):
            problems.append(f"has {origin!r}; it looks like https://app.example.com,https://*.example.com")
        elif spans_public_suffix(origin):
            problems.append(f"has {origin!r}: anybody can register a name that it matches")
    if problems:
        raise wrong(*problems)
    return origins


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    first = text.partition("=")[0].strip()
    if "=" not in text or not HEADER_NAME.fullmatch(first):
        return _headers(text)
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    headers = tuple((name.strip(), unquote(value.strip())) for name, _, value in pairs)
    if not all(HEADER_NAME.fullmatch(name) and value.isprintable() for name, value in headers):
        raise wrong("must be headers: name=value, comma-separated")
    return headers


def _headers(text: str) -> tuple[tuple[str, str], ...]:
    if text.startswith("{"):
        try:
            given = list(json.loads(text).items())
        except ValueError as error:
            raise wrong("is not the JSON object that it begins as") from error
    else:
        given = [part.split(":", 1) for part in re.split(r"[\n;]", text) if part.strip()]
    headers = [tuple(str(one).strip() for one in pair) for pair in given]
    if not all(len(pair) == 2 and HEADER_NAME.fullmatch(pair[0]) and pair[1].isprintable() for pair in headers):
        raise wrong("must be headers: `Name: value` on lines or between semicolons, or a JSON object")
    return tuple((pair[0], pair[1]) for pair in headers)


Flag = Annotated[bool, read(_flag)]
Address = Annotated[str, read(_address)]
"""An http(s) address without a slash at its end."""
BrokerAddress = Annotated[str | None, Hidden, SecretMark(opens_door=False), read(_broker_address)]
"""Addresses of NATS servers. All of it is a secret: a token stands where a user's name would."""
Databases = Annotated[tuple[str, ...], Hidden, SecretMark(opens_door=False), read(_databases)]
"""Comma-separated addresses of databases."""
Standbys = Annotated[tuple[str | None, ...], Hidden, SecretMark(opens_door=False), read(_standbys)]
"""The same of standbys; `-` where there is none."""
DatabaseAddress = Annotated[str | None, Hidden, read(_database)]
"""The address of a database as people paste it, with quotes around it or a variable's name before it."""
Names = Annotated[tuple[str, ...], read(_names)]
"""Comma-separated names."""
Origins = Annotated[tuple[str, ...], read(_origins)]
"""Comma-separated origins; `*` stands for one label of a host, or for a port."""
Pairs = Annotated[tuple[tuple[str, str], ...] | None, read(_pairs)]
"""HTTP headers as OpenTelemetry has them, `name=value,other=value` with values in percent-encoding, or as `Headers`."""
Headers = Annotated[tuple[tuple[str, str], ...] | None, read(_headers)]
"""HTTP headers: a JSON object, or `Name: value` on lines or between semicolons."""


@dataclass(frozen=True, slots=True)
class TierLimits:
    """What one user of a tier may use; None is without limit. Days are UTC's."""

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


@dataclass(frozen=True, slots=True)
class Budget:
    """What may be spent on models in a day and in a month (UTC), in millionths of a dollar; None is without limit."""

    day: int | None = None
    month: int | None = None

    def __str__(self) -> str:
        parts = {"day": self.day, "month": self.month}
        return ",".join(f"{name}={micros / 1e6:g}" for name, micros in parts.items() if micros is not None) or "none"


def budget() -> BeforeValidator:
    """ "day=0.50,month=5" in dollars; what is left out is without limit, "none" is no budget."""

    def check(text: str) -> Budget:
        if text.lower() == "none":
            return Budget()
        given: dict[str, int] = {}
        for part in text.split(","):
            name, _, amount = (word.strip() for word in part.partition("="))
            if name not in ("day", "month") or not re.fullmatch(r"\d{1,9}(\.\d{1,6})?", amount, re.ASCII):
                raise wrong(f"has {part.strip()!r}; it looks like day=0.50,month=5, in dollars")
            given[name] = int(Decimal(amount) * 1_000_000)
        return Budget(**given)

    return read(check)


def tier_limits(in_production: TierLimits) -> BeforeValidator:
    """ "messages=50,tokens=300000,requests=20,turns=2"; what is left out keeps its default, "none" lifts all.

    The default is `in_production` there, and without limits in development.
    """

    def check(text: Any, info: ValidationInfo) -> Any:
        if not isinstance(text, str):
            return text
        if text.lower() == "none":
            return TierLimits()
        given: dict[str, int] = {}
        for part in text.split(","):
            name, _, amount = part.partition("=")
            if name.strip() not in TierLimits.__dataclass_fields__ or not amount.strip().isdigit():
                raise wrong(f"has {part.strip()!r}; it looks like messages=50,tokens=300000,requests=20,turns=2")
            given[name.strip()] = int(amount)
        return replace(in_production if info.data.get("env") == "production" else TierLimits(), **given)

    return BeforeValidator(check)


def spans_public_suffix(origin: str) -> bool:
    """Whether the `*` of an origin stands directly below a public suffix, where anybody can register a name.

    >>> [spans_public_suffix(f"https://{host}") for host in ("*.example.com", "*.vercel.app", "app-*.co.uk", "x.y")]
    [False, True, True, False]
    """
    labels = (urlsplit(origin.removesuffix(":*")).hostname or "").split(".")
    starred = [at for at, label in enumerate(labels) if "*" in label]
    if not starred:
        return False
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415  read only where it is needed: it takes a while

    suffix = PublicSuffixList().publicsuffix(".".join(label.replace("*", "x") for label in labels)) or ""
    own = len(labels) - len(suffix.split(".")) if suffix else len(labels)
    return max(starred) >= own - 1
