"""Every environment variable, read once into one frozen `Settings`. Nobody else reads the environment.

`load_settings` only reads and checks; it opens nothing. `production_problems` says everything that keeps a production
server from starting, all at once. `describe` is what `manage.py doctor` prints, secrets masked.
"""

from __future__ import annotations

import ipaddress
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Literal, cast
from urllib.parse import parse_qs, unquote, urlsplit

from professor_lock.errors import BadInput
from professor_lock.secret_strength import weakness
from professor_lock.settings_env import Reader, TierLimits, variables_of

Environment = Literal["development", "production"]
AuthMode = Literal["headers", "session", "supabase"]
DataMode = Literal["demo", "live"]
GroundingMode = Literal["hold", "mark", "retry", "off"]
ModelApi = Literal["responses", "chat_completions"]

DEFAULT_MODEL = "gpt-4o"
MODEL_FILES = ("images", "pdf")
DOOR_SECRETS = ("session_secret", "session_secret_previous", "server_key", "admin_token", "supabase_jwt_secret")
"""What opens a door of this server to whoever knows it."""
LOCAL_ORIGINS = ("http://localhost", "http://127.0.0.1")


class SettingsError(BadInput):
    """The environment holds values that cannot be used; the message names every one of them."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("The settings cannot be used: " + "; ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment resolved to. Seconds end in `_s`; secrets are None when not given: no default."""

    env: Environment
    host: str
    port: int
    data_dir: Path
    database_url: str | None = field(repr=False)
    db_pool_max: int
    db_role: str | None
    db_pooler: str
    """What stands before the database: "transaction", "session", or "auto", which finds out."""
    openai_api_key: str | None = field(repr=False)
    openai_base_url: str | None = field(repr=False)
    model: str
    model_api: ModelApi
    model_store: bool
    model_headers: tuple[tuple[str, str], ...] | None = field(repr=False)
    """Headers of every request to the model besides our own, which they win over."""
    model_timeout_s: float
    model_files: tuple[str, ...]
    """Which files the model can look at: of "images" and "pdf"."""
    auth: AuthMode
    session_secret: str | None = field(repr=False)
    session_secret_previous: str | None = field(repr=False)
    session_ttl_s: int
    server_key: str | None = field(repr=False)
    supabase_url: str | None
    supabase_service_role_key: str | None = field(repr=False)
    supabase_jwt_secret: str | None = field(repr=False)
    data: DataMode
    odds_api_key: str | None = field(repr=False)
    tavily_api_key: str | None = field(repr=False)
    brave_api_key: str | None = field(repr=False)
    odds_api_url: str
    espn_site_url: str
    espn_web_url: str
    statmuse_url: str
    open_meteo_url: str
    open_meteo_geocoding_url: str
    tavily_url: str
    brave_url: str
    allowed_origins: tuple[str, ...]
    public_url: str | None
    """Where browsers reach this server, for links back to it; None: where the request came to."""
    attachment_max_mb: float
    """The largest file that is taken; 0: none is."""
    attachment_total_mb: float
    """How much of one person's files is kept."""
    attachment_bucket: str
    disconnect_grace_s: float
    drain_s: float
    turn_max_s: float
    """After how long an answer is ended, whatever the model's service does."""
    statmuse: bool
    grounding: GroundingMode
    """What happens to a number of an answer that no source has."""
    admin_token: str | None = field(repr=False)
    log_level: str
    limits_free: TierLimits
    limits_pro: TierLimits
    limits_elite: TierLimits
    models_free: tuple[str, ...]
    models_pro: tuple[str, ...]
    models_elite: tuple[str, ...]
    mints_per_minute: int
    connections: int | None
    """Connections at once of this process; None: as many as its descriptors allow, within reason."""
    connections_per_address: int | None
    """Of one address; None: the usual bound, and none for this machine's own."""
    trust_proxy: bool

    @property
    def production(self) -> bool:
        """Whether strictness is on."""
        return self.env == "production"

    def limits_of(self, tier: str) -> TierLimits:
        """A tier's limits; one we do not know has the free tier's."""
        return {"pro": self.limits_pro, "elite": self.limits_elite}.get(tier, self.limits_free)

    def models_of(self, tier: str) -> tuple[str, ...]:
        """The models a person of a tier may ask for: always PP_MODEL, and first; the rest is the tier's own list."""
        own = {"pro": self.models_pro, "elite": self.models_elite}.get(tier, self.models_free)
        return tuple(dict.fromkeys((self.model, *own)))

    @property
    def models(self) -> tuple[str, ...]:
        """Every model that somebody may ask for, PP_MODEL first."""
        return tuple(dict.fromkeys((self.model, *self.models_free, *self.models_pro, *self.models_elite)))

    @property
    def has_language_model(self) -> bool:
        """Whether a real model is configured: a key, or another endpoint (which may need none)."""
        return bool(self.openai_api_key or self.openai_base_url)


FREE_LIMITS = TierLimits(messages=50, tokens=300_000, requests=20, turns=2)
PRO_LIMITS = TierLimits(messages=500, tokens=3_000_000, requests=60, turns=4)
ELITE_LIMITS = TierLimits(messages=2_000, tokens=12_000_000, requests=120, turns=8)

SECRET_FIELDS = frozenset(
    {
        "openai_api_key",
        "session_secret",
        "session_secret_previous",
        "server_key",
        "supabase_service_role_key",
        "supabase_jwt_secret",
        "odds_api_key",
        "tavily_api_key",
        "brave_api_key",
        "admin_token",
    }
)


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read the environment. SettingsError names every value that cannot be used, and what production misses besides."""
    read = Reader(environ)
    on_railway = bool(environ.get("RAILWAY_ENVIRONMENT") or environ.get("RAILWAY_ENVIRONMENT_NAME"))
    env = read.choice("env", ("development", "production"), "production" if on_railway else "development")
    production = env == "production"
    # Other people's endpoints that only speak OpenAI's older protocol seldom take a PDF.
    reads_pdf = read.text("openai_base_url") is None or read.text("model_api") != "chat_completions"
    keyed = any(read.text(key) for key in ("odds_api_key", "tavily_api_key", "brave_api_key"))
    settings = Settings(
        env=cast(Environment, env),
        host=read.text("host") or ("0.0.0.0" if production else "127.0.0.1"),  # noqa: S104  a container's edge
        port=read.number("port", 8000, 0, 65535, int),
        data_dir=Path(read.text("data_dir") or ".data"),
        database_url=read.unquoted("database_url"),
        db_pool_max=read.number("db_pool_max", 10, 1, 200, int),
        db_role=read.text("db_role"),
        db_pooler=read.choice("db_pooler", ("transaction", "session", "auto"), "auto"),
        openai_api_key=read.text("openai_api_key"),
        openai_base_url=read.url("openai_base_url", None),
        model=read.text("model") or DEFAULT_MODEL,
        model_api=cast(ModelApi, read.choice("model_api", ("responses", "chat_completions"), "responses")),
        model_store=read.flag("model_store", False),
        model_headers=read.headers("model_headers"),
        model_timeout_s=read.number("model_timeout_s", 120, 1, 3600),
        model_files=read.words("model_files", MODEL_FILES, MODEL_FILES if reads_pdf else ("images",)),
        auth=cast(
            AuthMode,
            read.choice("auth", ("headers", "session", "supabase"), "session" if production else "headers"),
        ),
        session_secret=read.text("session_secret"),
        session_secret_previous=read.text("session_secret_previous"),
        session_ttl_s=read.number("session_ttl_s", 900, 30, 86_400, int),
        server_key=read.text("server_key"),
        supabase_url=read.url("supabase_url", None),
        supabase_service_role_key=read.text("supabase_service_role_key"),
        supabase_jwt_secret=read.text("supabase_jwt_secret"),
        data=cast(DataMode, read.choice("data", ("demo", "live"), "live" if production or keyed else "demo")),
        odds_api_key=read.text("odds_api_key"),
        tavily_api_key=read.text("tavily_api_key"),
        brave_api_key=read.text("brave_api_key"),
        odds_api_url=read.url("odds_api_url", "https://api.the-odds-api.com") or "",
        espn_site_url=read.url("espn_site_url", "https://site.api.espn.com") or "",
        espn_web_url=read.url("espn_web_url", "https://site.web.api.espn.com") or "",
        statmuse_url=read.url("statmuse_url", "https://www.statmuse.com") or "",
        open_meteo_url=read.url("open_meteo_url", "https://api.open-meteo.com") or "",
        open_meteo_geocoding_url=read.url("open_meteo_geocoding_url", "https://geocoding-api.open-meteo.com") or "",
        tavily_url=read.url("tavily_url", "https://api.tavily.com") or "",
        brave_url=read.url("brave_url", "https://api.search.brave.com") or "",
        allowed_origins=read.origins("allowed_origins", () if production else LOCAL_ORIGINS),
        public_url=read.url("public_url", None),
        attachment_max_mb=read.number("attachment_max_mb", 10, 0, 50),
        attachment_total_mb=read.number("attachment_total_mb", 200, 1, 1_000_000),
        attachment_bucket=read.text("attachment_bucket") or "professor-lock",
        disconnect_grace_s=read.number("disconnect_grace_s", 15, 0, 3600),
        drain_s=read.number("drain_s", 25, 0, 3600),
        turn_max_s=read.number("turn_max_s", 600, 1, 86_400),
        statmuse=read.flag("statmuse", not production),
        grounding=cast(GroundingMode, read.choice("grounding", ("hold", "mark", "retry", "off"), "hold")),
        admin_token=read.text("admin_token"),
        limits_free=read.limits("limits_free", FREE_LIMITS if production else TierLimits()),
        limits_pro=read.limits("limits_pro", PRO_LIMITS if production else TierLimits()),
        limits_elite=read.limits("limits_elite", ELITE_LIMITS if production else TierLimits()),
        models_free=read.names("models_free"),
        models_pro=read.names("models_pro"),
        models_elite=read.names("models_elite"),
        mints_per_minute=read.number("mints_per_minute", 60 if production else 100_000, 1, 1_000_000, int),
        connections=read.whole("connections", 32, 100_000),
        connections_per_address=read.whole("connections_per_address", 1, 100_000),
        trust_proxy=read.flag("trust_proxy", on_railway),
        log_level=read.choice("log_level", ("debug", "info", "warning", "error"), "info"),
    )
    if read.problems:
        raise SettingsError([*read.problems, *production_problems(settings)])
    return settings


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
    elif not _verifies_tls(settings.database_url):
        problems.append(
            "DATABASE_URL does not verify the server's certificate: add sslmode=verify-full and sslrootcert=<file>"
        )
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
    """Every secret that opens a door and is not worth 32 random bytes."""
    problems = []
    for name in DOOR_SECRETS:
        value = getattr(settings, name)
        if value and (reason := weakness(value)) is not None:
            problems.append(f"{variables_of(name)[0]} {reason}: `python manage.py secrets` makes one")
    return problems


def _plain_addresses(settings: Settings) -> list[str]:
    """Every address beyond this machine that is not https: what is sent there can be read and changed on the way."""
    problems = []
    for name in (setting.name for setting in fields(settings)):
        value = getattr(settings, name)
        addresses = value if name == "allowed_origins" else [value] if name.endswith("_url") else []
        for address in addresses:
            parts = urlsplit(address) if isinstance(address, str) else None
            if parts is not None and parts.scheme == "http" and not is_this_machine(parts.hostname or ""):
                problems.append(f"{variables_of(name)[0]} has an address that is not https: {parts.hostname}")
    return problems


def production_warnings(settings: Settings) -> list[str]:
    """What production does although it should not, because it was told to: said at start, by doctor, by readiness."""
    if not settings.production or settings.auth != "headers":
        return []
    return ["PP_AUTH=headers in production: X-User-* headers are believed, so anybody may say they are anybody"]


def with_development_secrets(settings: Settings) -> Settings:
    """The same settings with a signing secret made up and kept under `data_dir`, so that a restart signs nobody out.

    Production gets nothing made up: its settings come back unchanged.
    """
    if settings.production or settings.session_secret:
        return settings
    path = settings.data_dir / "session_secret"
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(48))
    return replace(settings, session_secret=path.read_text(encoding="utf-8").strip())


def describe(settings: Settings, environ: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(variable, value to show, "set" or "default") for every setting; secrets and passwords are masked."""
    rows = []
    for name in (setting.name for setting in fields(settings)):
        variable = next((one for one in variables_of(name) if environ.get(one, "").strip()), None)
        shown = _shown(name, getattr(settings, name))
        rows.append((variable or variables_of(name)[0], shown, "set" if variable else "default"))
    return rows


def is_loopback_origin(origin: str) -> bool:
    """Whether a browser's Origin is a page on this machine, on any port."""
    return re.fullmatch(r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?", origin) is not None


def _shown(field: str, value: object) -> str:
    if value is None or value == ():
        return "-"
    if field in SECRET_FIELDS:
        return "*" * 8
    if field == "model_headers" and isinstance(value, tuple):
        return ", ".join(f"{name}: ********" for name, _ in value)
    if isinstance(value, bool):
        return "on" if value else "off"
    text = ", ".join(value) if isinstance(value, tuple) else str(value)
    # Any address may carry a password: before the last @, or in its query.
    text = re.sub(r"(://[^:/@]*):.*@", r"\1:********@", text)
    return re.sub(r"([?&](?:password|[a-z_]*key)=)[^&]*", r"\1********", text, flags=re.IGNORECASE)


def _write_once(path: Path, text: str) -> None:
    """A private file that is there whole or not at all; of several processes the first one's stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    fresh.touch(mode=0o600, exist_ok=False)
    try:
        fresh.write_text(text, encoding="utf-8")
        path.hardlink_to(fresh)
    except FileExistsError:
        pass  # another process was first
    finally:
        fresh.unlink()


def is_this_machine(host: str) -> bool:
    """Whether a host is this very machine: what is sent there never leaves it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost") or host.startswith("/")


def _verifies_tls(database_url: str) -> bool:
    """A connection that never leaves this machine needs no certificate; every other one must be verify-full.

    A URL may list several hosts, before the path and in its query: one that is elsewhere is enough.
    """
    parts = urlsplit(database_url)
    query = parse_qs(parts.query)
    listed = [host for hosts in query.get("host", []) for host in hosts.split(",")]
    listed += [_without_port(one) for one in parts.netloc.rpartition("@")[2].split(",") if one]
    if listed and all(is_this_machine(unquote(host)) for host in listed):
        return True
    return query.get("sslmode", [""])[-1] == "verify-full"


def _without_port(host: str) -> str:
    """The host of "host:5432" or "[::1]:5432"."""
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
