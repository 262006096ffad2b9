"""Reads the environment into `Settings`, and says what production lacks.

`load_settings` opens nothing. `production_problems` lists everything that keeps a production server from starting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from pydantic import ValidationError

from professor_lock.addresses import is_plain_http, verifies_tls
from professor_lock.errors import BadInput
from professor_lock.secret_strength import weakness
from professor_lock.settings import Settings, declared
from professor_lock.settings_env import MISTAKE, Declared, GivenEnvironment


class SettingsError(BadInput):
    """The environment holds values that cannot be used; the message names every one of them."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("The settings cannot be used: " + "; ".join(problems))
        self.problems = problems


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
    if not all(one is None or verifies_tls(one) for one in settings.shards_read):
        problems.append("PP_SHARDS_READ: an address does not verify the server's certificate (sslmode)")
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
