"""`manage.py doctor`: what every setting resolved to, which parts are live, demo or missing."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from professor_lock.broker.contracts import NO_BROKER, BrokerState
from professor_lock.clocks import Clocks
from professor_lock.commands.serving import database, read_settings, refuse
from professor_lock.db.embedded import PostgresFailed
from professor_lock.model.trial import Finding, try_endpoint
from professor_lock.settings import Settings, declared
from professor_lock.settings_reading import SettingsError, production_problems, production_warnings

LIVE_TIMEOUT_S = 60.0


def examine(root: Path, environ: Mapping[str, str], *, live: bool) -> int:
    """Print the findings; 1 when production would refuse to start (or, with `live`, when a part is not ready)."""
    try:
        settings = read_settings(root, environ)
    except SettingsError as error:
        return refuse("The settings cannot be used:", error.problems)
    print(f"Settings ({settings.env})")
    _table(describe(settings, environ))
    print("\nParts")
    _table(parts(settings))
    for warning in production_warnings(settings):
        print(f"\nWARNING: {warning}")
    sys.stdout.flush()
    problems = production_problems(settings)
    if problems:
        return refuse("\nProduction refuses to start:", problems)
    return _ask_parts(settings, environ) if live else 0


def parts(settings: Settings) -> list[tuple[str, str, str]]:
    """(part, live | demo | missing | embedded, why) for everything that may be wanted live."""
    if settings.has_language_model:
        model = ("model", "live", f"{settings.model} ({settings.model_api})")
    else:
        model = ("model", "missing" if settings.production else "demo", "set OPENAI_API_KEY or OPENAI_BASE_URL")
    return [
        _database(settings),
        *_reads(settings),
        *_shards(settings),
        model,
        *_data(settings),
        _files(settings),
        _broker(settings),
        ("retention", "on" if settings.keep.any else "off", f"kept: {settings.keep}"),
        ("sign-in", settings.auth, _who(settings)),
    ]


def _database(settings: Settings) -> tuple[str, str, str]:
    if settings.database_url is not None:
        return "database", "live", "DATABASE_URL"
    if settings.production:
        return "database", "missing", "set DATABASE_URL"
    return "database", "embedded", f"a Postgres of its own in {settings.data_dir / 'postgres'}"


def _reads(settings: Settings) -> list[tuple[str, str, str]]:
    """Whether some reads come from standbys."""
    listed = sum(one is not None for one in settings.shards_read)
    names = ["DATABASE_READ_URL, a standby"] if settings.database_read_url else []
    names += [f"PP_SHARDS_READ, {listed} standbys"] if listed else []
    return [("reads", "live", ", ".join(names))] if names else []


def _shards(settings: Settings) -> list[tuple[str, str, str]]:
    """Where users are put when there are several databases; passwords stay out of it."""
    places = [f"{one.hostname or '?'}{one.path}" for one in map(urlsplit, settings.shards)]
    return [("users", "spread", f"PP_SHARDS, new ones over {', '.join(places)}")] if places else []


def _data(settings: Settings) -> list[tuple[str, str, str]]:
    """What the app itself would say of its sources: it builds them the same way, and building asks nobody."""
    from professor_lock.sources.build import build_sources
    from professor_lock.sources.http import SharedHttpClient

    if settings.production and settings.data == "demo":
        return [("data", "missing", "demo data cannot be served in production")]
    sources = build_sources(settings, SharedHttpClient())
    return [(part.part, part.state, part.detail) for part in sources.statuses]


def _files(settings: Settings) -> tuple[str, str, str]:
    """Where attached files are kept."""
    from professor_lock.service_builder import storage_for, supabase_project

    if not settings.attachment_max_mb:
        return "files", "off", "PP_ATTACHMENT_MAX_MB=0: none are taken"
    project = supabase_project(settings)
    place = storage_for(settings, project, Clocks()).place
    if project is not None:
        return "files", "live", place
    return "files", "local", f"{place}: in a container this needs a volume"


def _broker(settings: Settings) -> tuple[str, str, str]:
    if settings.broker_url is None:
        return "broker", NO_BROKER.part, NO_BROKER.detail
    return "broker", "set", "PP_BROKER_URL; --live tries it"


def _who(settings: Settings) -> str:
    if settings.auth == "headers":
        return "trusts X-User-* headers: " + ("ANYBODY" if settings.production else "for this machine only")
    return "signed client secrets" if settings.auth == "session" else f"tokens of {settings.supabase_url}"


def _ask_parts(settings: Settings, environ: Mapping[str, str]) -> int:
    """Build the app as serve would and ask it for its readiness."""
    try:
        with database(settings, environ) as ready:
            dsn, _ = ready()
            running = settings.model_copy(update={"database_url": dsn})
            status, body, asked, files, model, broker = asyncio.run(_readiness(running))
    except (PostgresFailed, SettingsError) as error:
        return refuse(str(error), [])
    print("\nSources, asked just now" if asked else "\nSources: none is asked, the data are the demo's")
    _table(asked)
    print(f"\nFiles, tried just now: {files}")
    print("\nModel, asked just now" if model else "\nModel: none is asked, the demo's answers")
    _table([(one.name, "ok" if one.ok else "FAILED" if one.needed else "no", one.said) for one in model])
    print(f"\nBroker, tried just now: {broker.part}, {broker.detail}")
    print(f"\nReadiness: {status}\n{body}")
    return 0 if status == 200 and broker.part in ("live", NO_BROKER.part) else 1


Readiness = tuple[int, str, list[tuple[str, str, str]], str, list[Finding], BrokerState]


async def _readiness(settings: Settings) -> Readiness:
    """The readiness route's status and body, (source, state and speed, sample) of each source called once, whether
    files can be kept, what the model's endpoint can do, and how the broker answered.
    """
    import httpx2

    from app import create_app

    app = create_app(settings)
    transport = httpx2.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://localhost", timeout=LIVE_TIMEOUT_S) as client,
    ):
        broker = await app.state.services.broker.first_state()
        answer = await client.get("/health/ready")
        found = await app.state.services.sources.probe(datetime.now(UTC))
        asked = [(one.source, f"{'ok' if one.ok else 'FAILED'}, {one.latency_ms} ms", one.sample) for one in found]
        services = app.state.services
        model = [] if services.model.demo else await try_endpoint(services.model)
        return answer.status_code, answer.text, asked, await services.attachments.probe(), model, broker


def _table(rows: list[tuple[str, str, str]]) -> None:
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(2)]
    for name, value, note in rows:
        print(f"  {name:{widths[0]}}  {value:{widths[1]}}  {note}".rstrip())


def describe(settings: Settings, environ: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(variable, value to show, "set" or "default") for every setting; secrets and passwords are masked."""
    rows = []
    for setting in declared():
        variable = next((one for one in setting.variables if environ.get(one, "").strip()), None)
        rows.append((variable or setting.variables[0], setting.shown(settings), "set" if variable else "default"))
    return rows
