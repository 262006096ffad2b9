"""Everything a running server is made of, built in the order it is needed and closed in the reverse.

`build_services` is the one place that builds; tests put other services into the same graph.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from chatkit.server import NonStreamingResult, StreamingResult

from professor_lock.admin import Admin
from professor_lock.attachments.service import Attachments
from professor_lock.auth.caller import Authenticator
from professor_lock.broker.sealed import SealedBroker
from professor_lock.clocks import Clocks
from professor_lock.db.pools import Pool
from professor_lock.desk.grader import Grader
from professor_lock.desk.services import DeskServices, build_desk
from professor_lock.limits import Limits
from professor_lock.model.language_model import (
    LanguageModel,
)
from professor_lock.model.warmup import Rehearsal
from professor_lock.personal_data.service import PersonalData
from professor_lock.service_builder import ServiceBuilder, open_database, storage_for
from professor_lock.settings import Settings
from professor_lock.settings_reading import SettingsError, production_problems
from professor_lock.sources.build import build_sources
from professor_lock.sources.cache.postgres import SharedCacheStore
from professor_lock.sources.sources import Sources
from professor_lock.standing import Standing
from professor_lock.store import PostgresStore
from professor_lock.timings import Timings
from professor_lock.tracing import Tracer
from professor_lock.turns.turns import Turns
from professor_lock.user import UserContext


class ChatServer(Protocol):
    """The ChatKit server, as far as HTTP knows it."""

    async def process(
        self, request: str | bytes | bytearray, context: UserContext
    ) -> StreamingResult | NonStreamingResult: ...

    async def stop(self, thread_id: str, context: UserContext) -> bool: ...

    async def prefer(
        self, wanted: Mapping[str, object], thread_id: str | None, context: UserContext
    ) -> UserContext: ...


MakeServer = Callable[..., ChatServer]


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a running server is made of."""

    settings: Settings
    pool: Pool
    turns: Turns
    sources: Sources
    desk: DeskServices
    model: LanguageModel
    auth: Authenticator
    limits: Limits
    standing: Standing
    admin: Admin
    server: ChatServer
    broker: SealedBroker
    graders: tuple[Grader, ...]
    attachments: Attachments
    personal_data: PersonalData
    timings: Timings
    clocks: Clocks


Build = Callable[[Settings], AbstractAsyncContextManager[Services]]


@asynccontextmanager
async def build_services(
    settings: Settings, make_server: MakeServer, timings: Timings | None = None, clocks: Clocks | None = None
) -> AsyncIterator[Services]:
    """Build the services in the order they need each other, and close them in the reverse.

    `make_server` is the class of the ChatKit server, which stands above this package: `app.py` hands it in.
    """
    timings, clocks = timings or Timings(), clocks or Clocks()
    if problems := production_problems(settings):
        raise SettingsError(problems)
    async with AsyncExitStack() as stack:
        pool = await open_database(settings, stack, timings.shards, clocks)
        build = ServiceBuilder(settings, timings, stack, pool, clocks)
        outside = build.outside()
        model = build.model()
        broker = build.broker()
        entries = SharedCacheStore(build.pool, clocks.steady, broker)
        sources = build_sources(settings, outside, entries, timings.sources)
        stack.push_async_callback(sources.aclose)
        standby = build.standby()
        owned = build.pool.owned()
        store = PostgresStore(owned, standby.reads(owned, owned=True) if standby else None)
        desk = build_desk(owned, build.pool, store, sources, clocks, standby=standby)
        project = build.project()
        storage = storage_for(settings, project, clocks)
        attachments = build.attachments(store, storage)
        personal_data = build.personal_data(storage)
        standing = await build.standing()
        limits = build.limits(standing, broker)
        graders = build.graders(desk, sources)
        ledger = build.ledger()
        build.start_loops(graders, personal_data, storage, limits, standing)
        tokens = build.token_counts(ledger)
        run_costs = build.run_costs(tokens)
        turns = await build.open_turns(store, attachments, tokens, broker)
        server = make_server(
            store,
            limits=limits,
            run_costs=run_costs,
            turns=turns,
            sources=sources,
            desk=desk,
            attachments=attachments,
            model=model,
            user_hash=build.user_hash,
            models_of=settings.models_of,
            grounding=settings.grounding,
        )
        auth = build.authenticator(outside, project)
        if settings.has_language_model:
            Rehearsal(settings)
        yield Services(
            settings=settings,
            pool=build.pool,
            turns=turns,
            sources=sources,
            desk=desk,
            model=model,
            auth=auth,
            limits=limits,
            standing=standing,
            admin=Admin(build.pool),
            server=server,
            broker=broker,
            graders=graders,
            attachments=attachments,
            personal_data=personal_data,
            timings=timings,
            clocks=clocks,
        )


@asynccontextmanager
async def open_tracer(settings: Settings) -> AsyncIterator[Tracer | None]:
    """What sends spans, where a collector is configured; else OpenTelemetry's SDK is not even imported."""
    if settings.otlp_endpoint is None:
        yield None
        return
    from professor_lock.tracing_otlp import OtlpTracer  # noqa: PLC0415  only where it is needed: it takes a while

    tracer = OtlpTracer(
        settings.otlp_endpoint,
        headers=dict(settings.otlp_headers or ()),
        service="professor-lock",
        share=settings.trace_share,
        content=settings.trace_content,
    )
    try:
        yield tracer
    finally:
        await asyncio.to_thread(tracer.close)
