"""Everything a running server is made of: built in the order its parts need each other, closed in the reverse.

`build_parts(settings)` is the one place that builds; tests put other parts into the same graph.
"""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import pp_attachment_sweep
import pp_grading
from chatkit_supabase_store import PostgresStore
from parleyapp_tools import Sources
from pp_answers import AnswerStore
from pp_attachment_bucket import BucketStorage
from pp_attachment_links import Links
from pp_attachment_rows import FileRows, ForgottenFiles
from pp_attachment_storage import FOLDER, FileStorage, FolderStorage
from pp_attachment_sweep import FileSweep
from pp_attachments import MB, Attachments
from pp_auth import Authenticator
from pp_database import PostgresPool, open_pool
from pp_demo_vocabulary import build_vocabulary
from pp_desk import Desk
from pp_grading import Grader
from pp_limits import Limits
from pp_model import LanguageModel, demo_model, live_model, model_http_client
from pp_model_failures import explained
from pp_model_rehearsal import rehearse
from pp_prop_grading import PropGrading
from pp_server import ProfessorLockChatKitServer
from pp_settings import Settings, SettingsError, production_problems
from pp_sources import sources_for
from pp_supabase import Profiles, SupabaseTokens
from pp_tickets import PendingTickets
from pp_turn_store import TurnStore
from pp_turns import Turns
from professor_lock.db.background import BackgroundLoop, Jobs
from professor_lock.person import hashed_user
from providers.http import OutsideClient


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything a running server is made of."""

    settings: Settings
    pool: PostgresPool
    turns: Turns
    sources: Sources
    desk: Desk
    model: LanguageModel
    auth: Authenticator
    limits: Limits
    server: ProfessorLockChatKitServer
    grader: Grader
    attachments: Attachments


Build = Callable[[Settings], AbstractAsyncContextManager[Parts]]


@asynccontextmanager
async def build_parts(settings: Settings) -> AsyncIterator[Parts]:
    """Build the server's parts in the order they need each other, and close them in the reverse."""
    if problems := production_problems(settings):
        raise SettingsError(problems)
    if settings.database_url is None:
        raise SettingsError(["DATABASE_URL is missing: `python manage.py serve` starts a Postgres of its own"])
    async with AsyncExitStack() as stack:
        pool = await open_pool(settings.database_url, max_size=settings.db_pool_max, role=settings.db_role)
        stack.push_async_callback(pool.close)
        if problem := await pool.role_problem():
            raise SettingsError([problem])
        outside = OutsideClient()
        stack.push_async_callback(outside.aclose)
        model_client = model_http_client(settings)
        stack.push_async_callback(model_client.aclose)
        sources = sources_for(settings, outside, AnswerStore(pool))
        stack.push_async_callback(sources.aclose)
        if settings.has_language_model:
            await rehearse(settings)
            model = live_model(settings, model_client)
        else:
            model = demo_model(build_vocabulary())
        store = PostgresStore(pool.owned())
        desk = Desk(pool.owned(), pool, store, sources)
        worker = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        jobs, props = Jobs(pool, worker), PropGrading(sources.logs)
        grader = Grader(PendingTickets(pool), desk.tickets, desk.quotes, sources.sports, jobs, props=props)
        storage = storage_for(settings, outside)
        attachments = _attachments(settings, store, pool, storage)
        sweep = FileSweep(ForgottenFiles(pool), storage, Jobs(pool, worker))
        for loop in (
            BackgroundLoop("grading", grader.background_pass, pp_grading.PACE),
            BackgroundLoop("removing files", sweep.background_pass, pp_attachment_sweep.PACE),
        ):
            loop.start()
            stack.push_async_callback(loop.stop)
        turns = Turns(
            TurnStore(pool, worker=worker),
            store,
            grace_s=settings.disconnect_grace_s,
            drain_s=settings.drain_s,
            explain=explained,
            show=attachments.shown,
        )
        await turns.open()
        stack.push_async_callback(turns.close)
        limits = Limits(pool.owned(), settings.limits_of, windows=pool, mints_per_minute=settings.mints_per_minute)
        server = ProfessorLockChatKitServer(
            store,
            limits=limits,
            turns=turns,
            sources=sources,
            desk=desk,
            attachments=attachments,
            model=model,
            user_hash=lambda user: hashed_user(user.user_id, settings.session_secret),
            models_of=settings.models_of,
        )
        auth = _authenticator(settings, pool, outside, stack)
        yield Parts(settings, pool, turns, sources, desk, model, auth, limits, server, grader, attachments)


def _authenticator(settings: Settings, pool: PostgresPool, http: OutsideClient, stack: AsyncExitStack) -> Authenticator:
    if settings.supabase_url is None:
        return Authenticator(settings)
    tokens = SupabaseTokens(
        settings.supabase_url,
        http,
        jwt_secret=settings.supabase_jwt_secret,
        api_key=settings.supabase_service_role_key,
    )
    stack.push_async_callback(tokens.close)
    return Authenticator(settings, tokens=tokens, tiers=Profiles(pool))


def _attachments(settings: Settings, store: PostgresStore, pool: PostgresPool, storage: FileStorage) -> Attachments:
    signing = [one for one in (settings.session_secret, settings.session_secret_previous) if one]
    return Attachments(
        store,
        FileRows(pool.owned()),
        storage,
        Links(signing),
        max_bytes=int(settings.attachment_max_mb * MB),
        total_bytes=int(settings.attachment_total_mb * MB),
        default_url=settings.public_url or f"http://127.0.0.1:{settings.port}",
    )


def storage_for(settings: Settings, http: OutsideClient) -> FileStorage:
    """Where uploaded files are kept: with Supabase's address and secret key there, else in the data folder."""
    if settings.supabase_url is None or settings.supabase_service_role_key is None:
        return FolderStorage(settings.data_dir / FOLDER)
    return BucketStorage(
        settings.supabase_url,
        settings.supabase_service_role_key,
        settings.attachment_bucket,
        http,
        max_bytes=int(settings.attachment_max_mb * MB),
    )
