"""Everything a running server is made of, built in the order it is needed and closed in the reverse.

`build_services` is the one place that builds; tests put other services into the same graph.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from chatkit.server import NonStreamingResult, StreamingResult

from professor_lock.attachments import cleanup
from professor_lock.attachments.cleanup import FileSweep, ForgottenFiles
from professor_lock.attachments.links import Links
from professor_lock.attachments.service import MB, Attachments
from professor_lock.attachments.storage import FOLDER, FileStorage, FolderStorage
from professor_lock.attachments.storage_supabase import BucketStorage
from professor_lock.attachments.store import FileRows
from professor_lock.auth.caller import Authenticator
from professor_lock.auth.project import SupabaseProject
from professor_lock.auth.supabase import Profiles, SupabaseTokens
from professor_lock.db.background import BackgroundLoop, Jobs, Pace
from professor_lock.db.pool import PostgresPool, open_pool
from professor_lock.demo_model.vocabulary import build_vocabulary
from professor_lock.desk import grader as grading
from professor_lock.desk.grader import Grader
from professor_lock.desk.prop_grader import PropGrading
from professor_lock.desk.services import DeskServices, build_desk
from professor_lock.desk.ticket_store import PendingTickets
from professor_lock.limits import Limits
from professor_lock.metrics import watch_loop
from professor_lock.model.failures import to_user_error
from professor_lock.model.language_model import (
    LanguageModel,
    demo_model,
    live_model,
    model_http_client,
    model_transport,
)
from professor_lock.model.warmup import Rehearsal
from professor_lock.person import UserContext, hashed_user
from professor_lock.personal_data.links import ExportLinks
from professor_lock.personal_data.requests import OpenRequests, OwnRequests, OwnRows
from professor_lock.personal_data.retention import PACE as RETENTION_PACE
from professor_lock.personal_data.retention import Retention
from professor_lock.personal_data.service import PersonalData
from professor_lock.server.token_counts import TokenCounts
from professor_lock.settings import Settings, SettingsError, production_problems
from professor_lock.sources.build import build_sources
from professor_lock.sources.cache.postgres import SharedCacheStore
from professor_lock.sources.http import SharedHttpClient
from professor_lock.sources.sources import Sources
from professor_lock.store import PostgresStore
from professor_lock.timings import FileStorageTimings, SignInTimings, Timings
from professor_lock.turns.store import TurnStore
from professor_lock.turns.turns import Turns


class ChatServer(Protocol):
    """The ChatKit server, as far as HTTP knows it."""

    async def process(
        self, request: str | bytes | bytearray, context: UserContext
    ) -> StreamingResult | NonStreamingResult: ...

    async def stop(self, thread_id: str, context: UserContext) -> bool: ...


MakeServer = Callable[..., ChatServer]


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a running server is made of."""

    settings: Settings
    pool: PostgresPool
    turns: Turns
    sources: Sources
    desk: DeskServices
    model: LanguageModel
    auth: Authenticator
    limits: Limits
    server: ChatServer
    grader: Grader
    attachments: Attachments
    personal_data: PersonalData
    timings: Timings


Build = Callable[[Settings], AbstractAsyncContextManager[Services]]


@asynccontextmanager
async def build_services(
    settings: Settings, make_server: MakeServer, timings: Timings | None = None
) -> AsyncIterator[Services]:
    """Build the services in the order they need each other, and close them in the reverse.

    `make_server` is the class of the ChatKit server, which stands above this package: `app.py` hands it in.
    """
    timings = timings or Timings()
    if problems := production_problems(settings):
        raise SettingsError(problems)
    if settings.database_url is None:
        raise SettingsError(["DATABASE_URL is missing: `python manage.py serve` starts a Postgres of its own"])
    async with AsyncExitStack() as stack:
        pool = await open_pool(
            settings.database_url,
            max_size=settings.db_pool_max,
            role=settings.db_role,
            pooler=settings.db_pooler,
        )
        stack.push_async_callback(pool.close)
        if problem := await pool.role_problem():
            raise SettingsError([problem])
        outside = SharedHttpClient()
        stack.push_async_callback(outside.aclose)
        model_client = model_http_client(settings)
        stack.push_async_callback(model_client.aclose)
        transport = model_transport(settings, model_client)
        stack.push_async_callback(transport.aclose)
        sources = build_sources(settings, outside, SharedCacheStore(pool), timings.sources)
        stack.push_async_callback(sources.aclose)
        model = live_model(settings, transport) if settings.has_language_model else demo_model(build_vocabulary())
        store = PostgresStore(pool.owned())
        desk = build_desk(pool.owned(), pool, store, sources)
        worker = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        jobs, props = Jobs(pool, worker), PropGrading(sources.logs)
        grader = Grader(PendingTickets(pool), desk.tickets, desk.price_history, sources.sports, jobs, props=props)
        project = supabase_project(settings, timings.file_storage)
        if project is not None:
            stack.push_async_callback(project.close)
        storage = storage_for(settings, project)
        attachments = _attachments(settings, store, pool, storage)
        sweep = FileSweep(ForgottenFiles(pool), storage, Jobs(pool, worker))
        personal_data = PersonalData(
            OwnRequests(pool.owned(), pool),
            OpenRequests(pool, worker),
            OwnRows(pool),
            storage=storage,
            links=ExportLinks(settings.signing_secrets),
            jobs=Jobs(pool, worker),
            timings=timings.data,
        )
        stack.push_async_callback(personal_data.close)
        data_pace = Pace(every_s=timings.data.every_s, first_after_s=timings.data.first_after_s)
        limits = Limits(pool.owned(), settings.limits_of, windows=pool, mints_per_minute=settings.mints_per_minute)
        prune_pace = Pace(every_s=timings.limits.prune_s, first_after_s=timings.limits.prune_first_s)
        for loop in (
            BackgroundLoop("forgetting rates", limits.prune, prune_pace),
            BackgroundLoop("grading", grader.background_pass, grading.PACE),
            BackgroundLoop("personal data", personal_data.background_pass, data_pace),
            BackgroundLoop(
                "retention", Retention(pool, settings.keep, Jobs(pool, worker)).background_pass, RETENTION_PACE
            ),
            BackgroundLoop("removing files", sweep.background_pass, cleanup.PACE),
        ):
            loop.start()
            stack.push_async_callback(loop.stop)
        turns = Turns(
            TurnStore(pool, worker=worker),
            store,
            grace_s=settings.disconnect_grace_s,
            drain_s=settings.drain_s,
            deadline_s=settings.turn_max_s,
            explain=to_user_error,
            show=attachments.shown,
            user_hash=lambda user: hashed_user(user.user_id, settings.session_secret),
            timings=timings.turns,
        )
        lag = asyncio.create_task(watch_loop(), name="event loop lag")
        stack.callback(lag.cancel)
        tokens = TokenCounts(limits)
        stack.push_async_callback(tokens.close)
        await turns.open()
        stack.push_async_callback(turns.close)
        server = make_server(
            store,
            limits=limits,
            tokens=tokens,
            turns=turns,
            sources=sources,
            desk=desk,
            attachments=attachments,
            model=model,
            user_hash=lambda user: hashed_user(user.user_id, settings.session_secret),
            models_of=settings.models_of,
            grounding=settings.grounding,
        )
        auth = _authenticator(settings, pool, outside, project, stack=stack, timings=timings.sign_in)
        if settings.has_language_model:
            Rehearsal(settings)
        yield Services(
            settings=settings,
            pool=pool,
            turns=turns,
            sources=sources,
            desk=desk,
            model=model,
            auth=auth,
            limits=limits,
            server=server,
            grader=grader,
            attachments=attachments,
            personal_data=personal_data,
            timings=timings,
        )


def _authenticator(
    settings: Settings,
    pool: PostgresPool,
    http: SharedHttpClient,
    project: SupabaseProject | None,
    *,
    stack: AsyncExitStack,
    timings: SignInTimings,
) -> Authenticator:
    if settings.supabase_url is None:
        return Authenticator(settings)
    tokens = SupabaseTokens(
        settings.supabase_url,
        http,
        jwt_secret=settings.supabase_jwt_secret,
        project=project,
        timings=timings,
    )
    stack.push_async_callback(tokens.close)
    return Authenticator(settings, tokens=tokens, tiers=Profiles(pool, timings=timings))


def _attachments(settings: Settings, store: PostgresStore, pool: PostgresPool, storage: FileStorage) -> Attachments:
    return Attachments(
        store,
        FileRows(pool.owned()),
        storage,
        Links(settings.signing_secrets),
        max_bytes=int(settings.attachment_max_mb * MB),
        total_bytes=int(settings.attachment_total_mb * MB),
        default_url=settings.public_url or f"http://127.0.0.1:{settings.port}",
    )


def supabase_project(settings: Settings, timings: FileStorageTimings | None = None) -> SupabaseProject | None:
    """The Supabase project that can be asked with a secret key; None where its address or the key is missing."""
    if settings.supabase_url is None or settings.supabase_service_role_key is None:
        return None
    timeout_s = (timings or FileStorageTimings()).timeout_s
    return SupabaseProject(settings.supabase_url, settings.supabase_service_role_key, timeout_s=timeout_s)


def storage_for(settings: Settings, project: SupabaseProject | None) -> FileStorage:
    """Where uploaded files are kept: in the Supabase project where there is one, else in the data folder."""
    if project is None:
        return FolderStorage(settings.data_dir / FOLDER)
    return BucketStorage(project, settings.attachment_bucket, max_bytes=int(settings.attachment_max_mb * MB))
