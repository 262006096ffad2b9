"""Every environment variable, declared once and read once into one frozen `Settings`. No other module reads any.

`load_settings` only reads and checks; it opens nothing. `production_problems` says everything that keeps a production
server from starting, all at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from professor_lock.addresses import is_plain_http, verifies_tls
from professor_lock.errors import BadInput
from professor_lock.person import known_tier
from professor_lock.secret_strength import weakness
from professor_lock.settings_env import (
    MISTAKE,
    Address,
    BrokerAddress,
    Budget,
    Databases,
    Declared,
    DoorSecret,
    Flag,
    GivenEnvironment,
    Headers,
    Hidden,
    Names,
    Origins,
    Pairs,
    Secret,
    Section,
    TierLimits,
    Unquoted,
    Variable,
    budget,
    by_environment,
    declared_in,
    number,
    one_of,
    some_of,
    tier_limits,
    whole,
)

Environment = Literal["development", "production"]
AuthMode = Literal["headers", "session", "supabase"]
DataMode = Literal["demo", "live"]
GroundingMode = Literal["hold", "mark", "retry", "off"]
ModelApi = Literal["responses", "chat_completions"]
Pooler = Literal["transaction", "session", "auto"]
LogLevel = Literal["debug", "info", "warning", "error"]

DEFAULT_MODEL = "gpt-4o"
MODEL_FILES = ("images", "pdf")
LOCAL_ORIGINS = ("http://localhost", "http://127.0.0.1")
FREE_LIMITS = TierLimits(messages=50, tokens=300_000, requests=20, turns=2)
PRO_LIMITS = TierLimits(messages=500, tokens=3_000_000, requests=60, turns=4)
ELITE_LIMITS = TierLimits(messages=2_000, tokens=12_000_000, requests=120, turns=8)


class SettingsError(BadInput):
    """The environment holds values that cannot be used; the message names every one of them."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("The settings cannot be used: " + "; ".join(problems))
        self.problems = problems


# The providers: each is given its own section.


class OddsApiSettings(Section):
    """The Odds API: prices, props and scores. It is asked where there is a key."""

    key: Annotated[Secret, Variable("THE_ODDS_API_KEY")] = None
    url: Annotated[Address, Variable("THE_ODDS_API_URL")] = "https://api.the-odds-api.com"


class EspnSettings(Section):
    """ESPN: schedules, scores, injuries, one book's prices, players' figures. It needs no key."""

    site_url: Annotated[Address, Variable("ESPN_SITE_URL")] = "https://site.api.espn.com"
    web_url: Annotated[Address, Variable("ESPN_WEB_URL")] = "https://site.web.api.espn.com"


class StatMuseSettings(Section):
    """StatMuse: statistics in words."""

    use: Annotated[Flag | None, Variable("PP_STATMUSE")] = None
    """None: only in development, because its terms allow personal use alone."""
    url: Annotated[Address, Variable("STATMUSE_URL")] = "https://www.statmuse.com"


class OpenMeteoSettings(Section):
    """Open-Meteo: forecasts, and the places they are for. It needs no key."""

    url: Annotated[Address, Variable("OPEN_METEO_URL")] = "https://api.open-meteo.com"
    geocoding_url: Annotated[Address, Variable("OPEN_METEO_GEOCODING_URL")] = "https://geocoding-api.open-meteo.com"


class TavilySettings(Section):
    """Tavily: web search. It is asked where there is a key."""

    key: Annotated[Secret, Variable("TAVILY_API_KEY")] = None
    url: Annotated[Address, Variable("TAVILY_URL")] = "https://api.tavily.com"


class BraveSettings(Section):
    """Brave: web search. It is asked where there is a key."""

    key: Annotated[Secret, Variable("BRAVE_API_KEY")] = None
    url: Annotated[Address, Variable("BRAVE_URL")] = "https://api.search.brave.com"


class KeepSettings(Section):
    """After how many days rows are deleted; None: never. docs/personal-data.md says what goes with them."""

    threads_days: Annotated[int | None, whole(1, 36_500), Variable("PP_KEEP_THREADS_DAYS")] = None
    """Conversations nobody has written in for so long, with all that is in them."""
    files_days: Annotated[int | None, whole(1, 36_500), Variable("PP_KEEP_FILES_DAYS")] = None
    tickets_days: Annotated[int | None, whole(1, 36_500), Variable("PP_KEEP_TICKETS_DAYS")] = None
    """Bets that were graded; one that waits for its result is kept."""
    feedback_days: Annotated[int | None, whole(1, 36_500), Variable("PP_KEEP_FEEDBACK_DAYS")] = None
    usage_days: Annotated[int | None, whole(1, 36_500), Variable("PP_KEEP_USAGE_DAYS")] = None
    """The sums of each user's days."""
    model_calls_days: Annotated[int | None, whole(1, 36_500), Variable("PP_KEEP_MODEL_CALLS_DAYS")] = None
    """The ledger's rows, by whole months; the sums of the days stay."""

    @property
    def any(self) -> bool:
        """Whether anything is ever deleted."""
        return any(value is not None for _, value in self)

    def __str__(self) -> str:
        names = {"threads": "conversations", "feedback": "ratings", "model_calls": "model calls"}
        kept = [(name.removesuffix("_days"), days) for name, days in self]
        return ", ".join(f"{names.get(name, name)} {f'{days} days' if days else 'for ever'}" for name, days in kept)


class Settings(BaseSettings):
    """The values of the environment. A field has its variable's name without PP_, or the annotation names another.

    Seconds end in `_s`; secrets are None when not given: no default. A default may use what is declared before it.
    """

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    railway: Annotated[str | None, Variable("RAILWAY_ENVIRONMENT", "RAILWAY_ENVIRONMENT_NAME")] = Field(
        default=None, exclude=True
    )
    """Set by Railway itself; it means production behind a proxy."""
    env: Annotated[Environment, one_of(Environment)] = Field(
        default_factory=lambda given: "production" if given["railway"] else "development"
    )
    host: Annotated[str, Variable("HOST")] = by_environment(production="0.0.0.0", development="127.0.0.1")  # noqa: S104  a container's edge
    port: Annotated[int, whole(0, 65535), Variable("PORT")] = 8000
    data_dir: Path = Path(".data")
    database_url: Annotated[Unquoted, Hidden, Variable("DATABASE_URL", "SUPABASE_DB_URL")] = None
    database_read_url: Annotated[Unquoted, Hidden, Variable("DATABASE_READ_URL")] = None
    """A standby of the same database, for lists, records and opened conversations."""
    shards: Databases = ()
    """The databases that users are spread over; none: DATABASE_URL has everything."""
    db_pool_max: Annotated[int, whole(1, 200)] = 10
    db_role: str | None = None
    db_pooler: Annotated[Pooler, one_of(Pooler)] = "auto"
    """What stands before the database: "auto" finds out."""
    broker_url: BrokerAddress = None
    """A NATS server that passes events of turns between processes; None: each process polls the database."""

    openai_api_key: Annotated[Secret, Variable("OPENAI_API_KEY")] = None
    openai_base_url: Annotated[Address | None, Hidden, Variable("OPENAI_BASE_URL")] = None
    model: str = DEFAULT_MODEL
    model_api: Annotated[ModelApi, one_of(ModelApi)] = "responses"
    model_store: Flag = False
    model_headers: Annotated[Headers, Hidden] = None
    """Headers of every request to the model besides our own, which they win over."""
    model_timeout_s: Annotated[float, number(1, 3600)] = 120
    model_files: Annotated[tuple[str, ...], some_of(MODEL_FILES)] = Field(
        # Endpoints other than OpenAI's that only speak its older protocol seldom take a PDF.
        default_factory=lambda given: (
            ("images",) if given["openai_base_url"] and given["model_api"] == "chat_completions" else MODEL_FILES
        )
    )
    """Which files the model can look at."""

    auth: Annotated[AuthMode, one_of(AuthMode)] = by_environment(production="session", development="headers")
    session_secret: DoorSecret = None
    session_secret_previous: DoorSecret = None
    session_ttl_s: Annotated[int, whole(30, 86_400)] = 900
    server_key: DoorSecret = None
    supabase_url: Annotated[Address | None, Variable("SUPABASE_URL")] = None
    supabase_service_role_key: Annotated[Secret, Variable("SUPABASE_SERVICE_ROLE_KEY")] = None
    supabase_jwt_secret: Annotated[DoorSecret, Variable("SUPABASE_JWT_SECRET")] = None

    odds_api: OddsApiSettings = OddsApiSettings()
    espn: EspnSettings | None = EspnSettings()
    statmuse: StatMuseSettings = Field(default=StatMuseSettings(), validate_default=True)
    open_meteo: OpenMeteoSettings | None = OpenMeteoSettings()
    tavily: TavilySettings = TavilySettings()
    brave: BraveSettings = BraveSettings()
    data: Annotated[DataMode, one_of(DataMode)] = Field(
        default_factory=lambda given: (
            "live"
            if given["env"] == "production" or any(getattr(part, "key", None) for part in given.values())
            else "demo"
        )
    )

    allowed_origins: Origins = by_environment(production=(), development=LOCAL_ORIGINS)
    public_url: Address | None = None
    """Where browsers reach this server, for links back to it; None: where the request came to."""
    attachment_max_mb: Annotated[float, number(0, 50)] = 10
    """The largest file that is taken; 0: none is."""
    attachment_total_mb: Annotated[float, number(1, 1_000_000)] = 200
    """How much of one user's files is kept."""
    attachment_bucket: str = "professor-lock"
    keep: KeepSettings = KeepSettings()
    disconnect_grace_s: Annotated[float, number(0, 3600)] = 15
    drain_s: Annotated[float, number(0, 3600)] = 25
    turn_max_s: Annotated[float, number(1, 86_400)] = 600
    """After how long an answer is ended, whatever the model's service does."""
    grounding: Annotated[GroundingMode, one_of(GroundingMode)] = "hold"
    """What happens to a number of an answer that no source has."""
    admin_token: DoorSecret = None
    admin_users: Names = ()
    """The ids of users who are operators: they may use the admin page with their own sign-in."""
    otlp_endpoint: Annotated[Address | None, Variable("OTEL_EXPORTER_OTLP_ENDPOINT")] = None
    """The collector that spans are sent to, by OTLP over HTTP; none, and nothing is traced."""
    otlp_headers: Annotated[Pairs, Hidden, Variable("OTEL_EXPORTER_OTLP_HEADERS")] = None
    trace_share: Annotated[float, number(0, 1)] = 1.0
    """Of all traces."""
    trace_content: Flag = False
    """Whether spans hold the text of users and models."""
    log_level: Annotated[LogLevel, one_of(LogLevel)] = "info"

    limits_free: Annotated[TierLimits, tier_limits(FREE_LIMITS)] = by_environment(
        production=FREE_LIMITS, development=TierLimits()
    )
    limits_pro: Annotated[TierLimits, tier_limits(PRO_LIMITS)] = by_environment(
        production=PRO_LIMITS, development=TierLimits()
    )
    limits_elite: Annotated[TierLimits, tier_limits(ELITE_LIMITS)] = by_environment(
        production=ELITE_LIMITS, development=TierLimits()
    )
    budget_server: Annotated[Budget, budget()] = Budget()
    """Of all users together."""
    budget_tier_free: Annotated[Budget, budget()] = Budget()
    budget_tier_pro: Annotated[Budget, budget()] = Budget()
    budget_tier_elite: Annotated[Budget, budget()] = Budget()
    """Of all users of a tier together."""
    budget_user_free: Annotated[Budget, budget()] = Budget()
    budget_user_pro: Annotated[Budget, budget()] = Budget()
    budget_user_elite: Annotated[Budget, budget()] = Budget()
    """Of each user of a tier."""
    prices: Path | None = None
    """A file of model prices beside those that come along."""
    models_free: Names = ()
    models_pro: Names = ()
    models_elite: Names = ()
    mints_per_minute: Annotated[int, whole(1, 1_000_000)] = by_environment(production=60, development=100_000)
    connections: Annotated[int | None, whole(32, 100_000)] = None
    """Connections at once of this process; None: as many as its descriptors allow, within reason."""
    connections_per_address: Annotated[int | None, whole(1, 100_000)] = None
    """Of one address; None: the usual bound, and none for this machine's own."""
    trust_proxy: Flag = Field(default_factory=lambda given: given["railway"] is not None)

    @classmethod
    def settings_customise_sources(  # type: ignore[override]  # only the first two are used
        cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource, **others: Any
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Nothing is read but what is handed in: `load_settings` hands in an environment."""
        return (init_settings,)

    @field_validator("statmuse", mode="after")
    @classmethod
    def _used_in_development(cls, statmuse: StatMuseSettings, given: ValidationInfo) -> StatMuseSettings:
        if statmuse.use is not None:
            return statmuse
        return statmuse.model_copy(update={"use": given.data.get("env") != "production"})

    @property
    def production(self) -> bool:
        """Whether strictness is on."""
        return self.env == "production"

    def limits_of(self, tier: str) -> TierLimits:
        """The limits of a tier; an unknown tier has those of the free one."""
        return {"pro": self.limits_pro, "elite": self.limits_elite}.get(tier, self.limits_free)

    def budgets_of(self, tier: str) -> tuple[Budget, Budget, Budget]:
        """The budgets of the server, of a tier as a whole, and of each of its users."""
        known = known_tier(tier)
        return self.budget_server, getattr(self, f"budget_tier_{known}"), getattr(self, f"budget_user_{known}")

    def models_of(self, tier: str) -> tuple[str, ...]:
        """The models a user of a tier may ask for: always PP_MODEL, and first; the rest is the tier's own list."""
        own = {"pro": self.models_pro, "elite": self.models_elite}.get(tier, self.models_free)
        return tuple(dict.fromkeys((self.model, *own)))

    @property
    def signing_secrets(self) -> tuple[str, ...]:
        """The secrets that verify what this server has signed, today's first."""
        return tuple(one for one in (self.session_secret, self.session_secret_previous) if one)

    @property
    def models(self) -> tuple[str, ...]:
        """Every model that may be asked for, PP_MODEL first."""
        return tuple(dict.fromkeys((self.model, *self.models_free, *self.models_pro, *self.models_elite)))

    @property
    def has_language_model(self) -> bool:
        """Whether a real model is configured: a key, or another endpoint (which may need none)."""
        return bool(self.openai_api_key or self.openai_base_url)


@cache
def declared() -> tuple[Declared, ...]:
    """Every setting, in the order of `Settings`."""
    return tuple(declared_in(Settings))


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read the environment. SettingsError names every value that cannot be used, and what production misses besides."""
    try:
        return Settings(**GivenEnvironment(Settings, environ)())
    except ValidationError as error:
        mistakes = list(_mistakes(error))
    unusable = {variable for setting, _ in mistakes for variable in setting.variables}
    rest = {variable: text for variable, text in environ.items() if variable not in unusable}
    problems = [f"{setting.variables[0]} {text}" for setting, text in mistakes]
    for problem in production_problems(Settings(**GivenEnvironment(Settings, rest)())):
        if unusable.isdisjoint(re.findall(r"\w+", problem)):
            problems.append(problem)
    raise SettingsError(problems)


def _mistakes(error: ValidationError) -> Iterator[tuple[Declared, str]]:
    """Each setting that cannot be used, with what is wrong. A default that could not be worked out is no mistake."""
    settings = {setting.path: setting for setting in declared()}
    for one in error.errors(include_url=False, include_input=False):
        path = tuple(str(part) for part in one["loc"])
        setting = settings.get(path) or settings.get(path[:2]) or settings.get(path[:1])
        if one["type"] == "default_factory_not_called" or setting is None:
            continue
        texts = one["ctx"]["texts"] if one["type"] == MISTAKE else [one["msg"]]
        yield from ((setting, text) for text in texts)


def production_problems(settings: Settings) -> list[str]:
    """Everything that keeps a production server from starting, in words; empty in development or when all is well."""
    if not settings.production:
        return []
    problems = []
    if not settings.session_secret:
        problems.append("PP_SESSION_SECRET is missing: it signs client secrets (`python manage.py secrets` makes one)")
    problems += _weak_secrets(settings)
    problems += _plain_addresses(settings)
    if not settings.allowed_origins:
        problems.append("PP_ALLOWED_ORIGINS is missing: the sites whose pages may call this server")
    if settings.database_url is None:
        problems.append(
            "DATABASE_URL (or SUPABASE_DB_URL) is missing: production keeps its threads in a Postgres of yours"
        )
    elif not verifies_tls(settings.database_url):
        problems.append(
            "DATABASE_URL does not verify the server's certificate: add sslmode=verify-full and sslrootcert=<file>"
        )
    if settings.database_read_url is not None and not verifies_tls(settings.database_read_url):
        problems.append(
            "DATABASE_READ_URL does not verify the server's certificate: add sslmode=verify-full and sslrootcert=<file>"
        )
    if not all(verifies_tls(one) for one in settings.shards):
        problems.append("PP_SHARDS: an address does not verify the server's certificate (sslmode, as in DATABASE_URL)")
    if settings.data == "demo":
        problems.append("PP_DATA=demo: made-up data is never served in production")
    if not settings.has_language_model:
        problems.append("OPENAI_API_KEY (or OPENAI_BASE_URL) is missing: the demo model is never served in production")
    if settings.auth == "supabase" and not settings.supabase_url:
        problems.append("SUPABASE_URL is missing: PP_AUTH=supabase verifies its tokens")
    if settings.auth == "session" and not (settings.server_key or settings.supabase_url):
        problems.append("PP_SERVER_KEY or SUPABASE_URL is missing: without one nobody can ask for a client secret")
    return problems


def _weak_secrets(settings: Settings) -> list[str]:
    """Every secret that grants access and is weaker than 32 random bytes."""
    problems = []
    for setting in declared():
        value = setting.of(settings)
        if setting.secret and setting.secret.opens_door and value and (reason := weakness(value)) is not None:
            problems.append(f"{setting.variables[0]} {reason}: `python manage.py secrets` makes one")
    return problems


def _plain_addresses(settings: Settings) -> list[str]:
    """Every address beyond this machine that is not https: what is sent there can be read and changed on the way."""
    problems = []
    for setting in declared():
        name, value = setting.path[-1], setting.of(settings)
        addresses = value if name == "allowed_origins" else [value] if name.endswith("url") else []
        for address in addresses:
            if isinstance(address, str) and is_plain_http(address):
                problems.append(
                    f"{setting.variables[0]} has an address that is not https: {urlsplit(address).hostname}"
                )
    return problems


def production_warnings(settings: Settings) -> list[str]:
    """Unsafe settings that production runs with on purpose; shown at start, by doctor and by the readiness route."""
    if not settings.production or settings.auth != "headers":
        return []
    return ["PP_AUTH=headers in production: X-User-* headers are believed, so anybody may say they are anybody"]
