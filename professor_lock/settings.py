"""Every environment variable, declared once as a field of the frozen `Settings`.

`settings_reading` reads them and checks what production needs; no other module reads the environment.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from professor_lock.settings_env import (
    Address,
    BrokerAddress,
    Budget,
    DatabaseAddress,
    Databases,
    Declared,
    DoorSecret,
    Flag,
    Headers,
    Hidden,
    Names,
    Origins,
    Pairs,
    Secret,
    Section,
    Standbys,
    TierLimits,
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
from professor_lock.user import known_tier

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

    def named(self) -> list[tuple[str, int | None]]:
        """Each kind of row in words, and its days."""
        names = {"threads": "conversations", "feedback": "ratings", "model_calls": "model calls"}
        kept = [(name.removesuffix("_days"), days) for name, days in self]
        return [(names.get(name, name), days) for name, days in kept]

    def __str__(self) -> str:
        return ", ".join(f"{name} {f'{days} days' if days else 'for ever'}" for name, days in self.named())


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
    database_url: Annotated[DatabaseAddress, Variable("DATABASE_URL", "SUPABASE_DB_URL")] = None
    database_read_url: Annotated[DatabaseAddress, Variable("DATABASE_READ_URL")] = None
    """A standby of the same database, for lists, records and opened conversations."""
    shards: Databases = ()
    """The databases that users are spread over; none: DATABASE_URL has everything."""
    shards_read: Standbys = ()
    """Their standbys, in the same order."""
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
