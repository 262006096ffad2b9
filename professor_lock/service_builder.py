"""Builds the services of a running server one by one; `wiring` says in which order."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import Sequence
from contextlib import AsyncExitStack

from professor_lock import standing as standing_of_users
from professor_lock.agent.run import keep_sdk_traces_here
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
from professor_lock.broker.contracts import NoBroker
from professor_lock.broker.sealed import SealedBroker
from professor_lock.broker.until import SharedUntil
from professor_lock.budgets import Budgets, BudgetsOf
from professor_lock.clocks import Clocks
from professor_lock.db.background import BackgroundLoop, Jobs, Pace
from professor_lock.db.pool import Database, PostgresPool, open_pool
from professor_lock.db.pools import Pool
from professor_lock.db.role import role_problem
from professor_lock.db.sharding.mover import Mover
from professor_lock.db.sharding.open import open_shards
from professor_lock.db.sharding.registry import NoShard
from professor_lock.db.sharding.router import ShardedPool
from professor_lock.db.sharding.standbys import ShardStandbys
from professor_lock.db.standby import Reads, Standby
from professor_lock.desk import grader as grading
from professor_lock.desk.grader import Grader
from professor_lock.desk.prop_grader import PropGrading
from professor_lock.desk.services import DeskServices
from professor_lock.desk.ticket_store import PendingTickets
from professor_lock.ledger import Ledger
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
from professor_lock.personal_data.links import ExportLinks
from professor_lock.personal_data.requests import OpenRequests, OwnRequests, OwnRows
from professor_lock.personal_data.retention import PACE as RETENTION_PACE
from professor_lock.personal_data.retention import Retention
from professor_lock.personal_data.service import PersonalData
from professor_lock.prices import PriceTable
from professor_lock.server.spending import RunCosts
from professor_lock.server.token_counts import TokenCounts
from professor_lock.settings import Settings
from professor_lock.settings_reading import SettingsError
from professor_lock.sources.http import ClientOnDemand, SharedHttpClient
from professor_lock.sources.sources import Sources
from professor_lock.standing import Standing
from professor_lock.store import PostgresStore
from professor_lock.timings import FileStorageTimings, ShardTimings, Timings
from professor_lock.turns.live import LiveTurns
from professor_lock.turns.store import TurnStore
from professor_lock.turns.turns import Turns
from professor_lock.user import UserContext, hashed_user

LEDGER_PACE = Pace(every_s=6 * 3600.0, first_after_s=60.0)


async def open_database(settings: Settings, stack: AsyncExitStack, timings: ShardTimings, clocks: Clocks) -> Pool:
    """The pool, of several databases with PP_SHARDS. SettingsError without an address, for one that is no shard, or
    when its login may not act as PP_DB_ROLE.
    """
    if settings.database_url is None:
        raise SettingsError(["DATABASE_URL is missing: `python manage.py serve` starts a Postgres of its own"])

    async def connect(address: str) -> PostgresPool:
        pool = await open_pool(address, max_size=settings.db_pool_max, role=settings.db_role, pooler=settings.db_pooler)
        if settings.db_role is not None and (problem := await role_problem(pool, settings.db_role)):
            await pool.close()
            raise SettingsError([problem])
        return pool

    pool: Pool
    if settings.shards:
        try:
            pool = await open_shards(settings.database_url, settings.shards, connect, timings, clocks.steady)
        except NoShard as error:
            raise SettingsError([str(error)]) from error
    else:
        pool = await connect(settings.database_url)
    if len(settings.shards_read) not in (0, len(settings.shards)):
        await pool.close()
        raise SettingsError(["PP_SHARDS_READ must have a standby, or -, for each database of PP_SHARDS"])
    stack.push_async_callback(pool.close)
    return pool


class ServiceBuilder:
    """Builds one service each; what must be closed goes on the stack. `worker` names this process in the database."""

    def __init__(self, settings: Settings, timings: Timings, stack: AsyncExitStack, pool: Pool, clocks: Clocks) -> None:
        self._settings = settings
        self._timings = timings
        self._stack = stack
        self.pool = pool
        self._clocks = clocks
        self._worker = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"

    def standby(self) -> Reads | None:
        """Reads from the standbys of the settings, if there are any."""
        settings, pool = self._settings, self.pool
        if not isinstance(pool, ShardedPool):
            address = settings.database_read_url
            return None if address is None else self._standby_of(pool, address, "DATABASE_READ_URL")
        given: dict[int, tuple[str, str]] = {}
        if settings.database_read_url is not None:
            given[pool.shards.home] = settings.database_read_url, "DATABASE_READ_URL"
        for place, (number, listed) in enumerate(zip(pool.shards.listed, settings.shards_read, strict=False), 1):
            if listed is not None:
                given[number] = listed, f"PP_SHARDS_READ, the {place}.,"
        standbys = {number: self._standby_of(pool.pool(number), *one) for number, one in given.items()}
        return ShardStandbys(pool, standbys) if standbys else None

    def _standby_of(self, primary: Database, address: str, name: str) -> Standby:
        settings = self._settings

        async def connect() -> PostgresPool:
            return await open_pool(
                address, max_size=settings.db_pool_max, role=settings.db_role, pooler=settings.db_pooler
            )

        standby = Standby(primary, connect, self._timings.standby, name)
        standby.start()
        self._stack.push_async_callback(standby.stop)
        return standby

    def outside(self) -> SharedHttpClient:
        """The one HTTP client for everything but the model and Supabase."""
        client = SharedHttpClient(clocks=self._clocks)
        self._stack.push_async_callback(client.aclose)
        return client

    def model(self) -> LanguageModel:
        """The model of the settings; without one the demo's."""
        settings = self._settings
        keep_sdk_traces_here()
        client = ClientOnDemand(lambda: model_http_client(settings))
        self._stack.push_async_callback(client.aclose)
        transport = model_transport(settings, client)
        self._stack.push_async_callback(transport.aclose)
        if settings.has_language_model:
            return live_model(settings, transport, self._clocks)
        from professor_lock.demo_model.vocabulary import build_reader  # noqa: PLC0415  as the demo model itself

        return demo_model(build_reader())

    def broker(self) -> SealedBroker:
        """The way to other processes, where PP_BROKER_URL names one. Nothing waits for it."""
        url, secret = self._settings.broker_url, self._settings.session_secret
        if url is None:
            return SealedBroker(NoBroker(), "")
        if secret is None:
            raise SettingsError(["PP_BROKER_URL needs PP_SESSION_SECRET, which seals what the broker hands on"])
        from professor_lock.broker.on_nats import NatsBroker  # noqa: PLC0415  only where it is needed: it takes a while

        broker = NatsBroker(url, self._timings.broker)
        broker.start()
        self._stack.push_async_callback(broker.close)
        return SealedBroker(broker, secret)

    def graders(self, desk: DeskServices, sources: Sources) -> tuple[Grader, ...]:
        """What grades tickets from final scores and game logs: one for each database with users."""
        return tuple(
            Grader(
                *(PendingTickets(one), desk.tickets, desk.price_history, sources.sports, self._jobs(one)),
                props=PropGrading(sources.logs),
                now=self._clocks.now,
            )
            for one in self.pool.every()
        )

    def project(self) -> SupabaseProject | None:
        """The Supabase project, where one can be asked."""
        project = supabase_project(self._settings, self._timings.file_storage)
        if project is not None:
            self._stack.push_async_callback(project.close)
        return project

    def attachments(self, store: PostgresStore, storage: FileStorage) -> Attachments:
        """Uploaded files, within the sizes of the settings."""
        settings = self._settings
        return Attachments(
            store,
            FileRows(self.pool.owned()),
            storage,
            Links(settings.signing_secrets, self._clocks.epoch_s),
            max_bytes=int(settings.attachment_max_mb * MB),
            total_bytes=int(settings.attachment_total_mb * MB),
            default_url=settings.public_url or f"http://127.0.0.1:{settings.port}",
        )

    def personal_data(self, storage: FileStorage) -> PersonalData:
        """Exports and deletions of a user's data."""
        data = PersonalData(
            OwnRequests(self.pool.owned(), self.pool),
            OpenRequests(self.pool.routed(), self.pool, self._worker),
            OwnRows(self.pool.routed()),
            storage=storage,
            links=ExportLinks(self._settings.signing_secrets, self._clocks.epoch_s),
            jobs=self._jobs(self.pool),
            user_hash=self._hash_of,
            timings=self._timings.data,
        )
        self._stack.push_async_callback(data.close)
        return data

    async def standing(self) -> Standing:
        """Users who are blocked, or whose limits are lifted, as they stand now."""
        standing = Standing(self.pool, self._hash_of, self._clocks.now)
        await standing.load()
        return standing

    def ledger(self) -> Ledger:
        """What models cost, by call."""
        return self._ledger_of(self.pool)

    def _ledger_of(self, shared: Database) -> Ledger:
        keep_days = self._settings.keep.model_calls_days
        return Ledger(self.pool.owned(), shared, now=self._clocks.now, keep_days=keep_days)

    def token_counts(self, ledger: Ledger) -> TokenCounts:
        """What answers used that could not be stored with them."""
        tokens = TokenCounts(ledger)
        self._stack.push_async_callback(tokens.close)
        return tokens

    def run_costs(self, tokens: TokenCounts) -> RunCosts:
        """Budgets that runs are held to, and the ledger that they are counted in. SettingsError for a bad PP_PRICES."""
        settings = self._settings
        try:
            prices = PriceTable.load(*([settings.prices] if settings.prices is not None else []))
        except ValueError as error:
            raise SettingsError([f"PP_PRICES: {error}"]) from error
        budgets = Budgets(
            self.pool.routed(),
            lambda tier: BudgetsOf(*settings.budgets_of(tier)),
            prices,
            lasts_s=settings.turn_max_s + 60,
            now=self._clocks.now,
            several=self.pool if isinstance(self.pool, ShardedPool) else None,
        )
        return RunCosts(tokens, prices, budgets, now=self._clocks.now)

    def limits(self, standing: Standing, broker: SealedBroker) -> Limits:
        """Quotas of users by tier; what one process knows to be used up it tells the others."""
        settings, clocks = self._settings, self._clocks
        return Limits(
            settings.limits_of,
            windows=self.pool,
            mints_per_minute=settings.mints_per_minute,
            now=clocks.now,
            steady=clocks.steady,
            lifted=standing.limits_lifted,
            full=SharedUntil("limits", clocks.steady, broker=broker, epoch=clocks.epoch_s),
            users=self.pool,
        )

    def start_loops(
        self,
        graders: Sequence[Grader],
        data: PersonalData,
        storage: FileStorage,
        limits: Limits,
        standing: Standing,
    ) -> None:
        """Start what works in the background, of which the last started is stopped first."""
        pace, keep = self._timings, self._settings.keep
        prune_pace = Pace(every_s=pace.limits.prune_s, first_after_s=pace.limits.prune_first_s)
        data_pace = Pace(every_s=pace.data.every_s, first_after_s=pace.data.first_after_s)
        loops = [
            BackgroundLoop("forgetting rates", limits.prune, prune_pace),
            BackgroundLoop("standing of users", standing.load, standing_of_users.PACE),
            BackgroundLoop("personal data", data.background_pass, data_pace),
        ]
        if isinstance(self.pool, ShardedPool):
            resume = Pace(every_s=pace.shards.resume_s, first_after_s=pace.shards.resume_s)
            loops.append(
                BackgroundLoop("moves of users", Mover(self.pool.shards, pace.shards).finish_abandoned, resume)
            )
        for place, (one, grader) in enumerate(zip(self.pool.every(), graders, strict=True), 1):
            where = "" if place == 1 else f", shard {place}"
            sweep = FileSweep(ForgottenFiles(one), storage, self._jobs(one))
            retention = Retention(one, keep, self._jobs(one))
            loops += [
                BackgroundLoop(f"preparing the ledger{where}", self._ledger_of(one).prepare, LEDGER_PACE),
                BackgroundLoop(f"grading{where}", grader.background_pass, grading.PACE),
                BackgroundLoop(f"retention{where}", retention.background_pass, RETENTION_PACE),
                BackgroundLoop(f"removing files{where}", sweep.background_pass, cleanup.PACE),
            ]
        for loop in loops:
            loop.start()
            self._stack.push_async_callback(loop.stop)
        lag = asyncio.create_task(watch_loop(), name="event loop lag")
        self._stack.callback(lag.cancel)

    async def open_turns(
        self, store: PostgresStore, attachments: Attachments, tokens: TokenCounts, broker: SealedBroker
    ) -> Turns:
        """Turns of all threads, with the loops that renew leases and end the turns of processes that died."""
        settings = self._settings
        turns = Turns(
            TurnStore(self.pool, worker=self._worker),
            store,
            grace_s=settings.disconnect_grace_s,
            drain_s=settings.drain_s,
            deadline_s=settings.turn_max_s,
            explain=to_user_error,
            count=tokens.add,
            show=attachments.shown,
            user_hash=self.user_hash,
            timings=self._timings.turns,
            live=LiveTurns(broker, self._worker, self._clocks.steady),
        )
        await turns.open()
        self._stack.push_async_callback(turns.close)
        return turns

    def authenticator(self, http: SharedHttpClient, project: SupabaseProject | None) -> Authenticator:
        """Who calls; with a Supabase project its tokens and tiers count."""
        settings, timings, clocks = self._settings, self._timings.sign_in, self._clocks
        if settings.supabase_url is None:
            return Authenticator(settings, clocks.epoch_s)
        tokens = SupabaseTokens(
            settings.supabase_url,
            http,
            jwt_secret=settings.supabase_jwt_secret,
            project=project,
            timings=timings,
            clock=clocks.epoch_s,
            steady=clocks.steady,
        )
        self._stack.push_async_callback(tokens.close)
        profiles = Profiles(self.pool, clocks.steady, timings=timings)
        return Authenticator(settings, clocks.epoch_s, tokens=tokens, tiers=profiles)

    def user_hash(self, user: UserContext) -> str:
        """A pseudonym of a user for logs and the model's provider."""
        return self._hash_of(user.user_id)

    def _hash_of(self, user_id: str) -> str:
        return hashed_user(user_id, self._settings.session_secret)

    def _jobs(self, database: Database) -> Jobs:
        return Jobs(database, self._worker)


def supabase_project(settings: Settings, timings: FileStorageTimings | None = None) -> SupabaseProject | None:
    """The Supabase project that can be asked with a secret key; None where its address or the key is missing."""
    if settings.supabase_url is None or settings.supabase_service_role_key is None:
        return None
    timeout_s = (timings or FileStorageTimings()).timeout_s
    return SupabaseProject(settings.supabase_url, settings.supabase_service_role_key, timeout_s=timeout_s)


def storage_for(settings: Settings, project: SupabaseProject | None, clocks: Clocks) -> FileStorage:
    """Where uploaded files are kept: in the Supabase project where there is one, else in the data folder."""
    if project is None:
        return FolderStorage(settings.data_dir / FOLDER, clocks.epoch_s)
    return BucketStorage(project, settings.attachment_bucket, max_bytes=int(settings.attachment_max_mb * MB))
