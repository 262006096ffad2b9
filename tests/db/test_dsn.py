"""Addresses of databases as people paste them are understood, or what of them is not is left out by name."""

from __future__ import annotations

from urllib.parse import urlsplit

import asyncpg
import pytest

from professor_lock.db.dsn import understood
from professor_lock.db.pool import open_pool
from professor_lock.db.pooler import behind_pooler
from professor_lock.db.schema import apply_schema
from professor_lock.settings_reading import load_settings
from tests.fakes.pooler import TransactionPooler

LEFT_OUT = (
    "channel_binding=prefer",
    "connect_timeout=10",
    "keepalives=1",
    "keepalives_idle=30",
    "keepalives_interval=10",
    "keepalives_count=5",
    "gssencmode=disable",
    "pgbouncer=true",
    "connection_limit=1",
    "pool_timeout=20",
    "prepared_statement_cache_size=0",
    "sslaccept=accept_invalid_certs",
    "tcp_user_timeout=9",
    "hostaddr=",
)


def with_query(dsn: str, query: str) -> str:
    parts = urlsplit(dsn)
    return parts._replace(query="&".join(part for part in (parts.query, query) if part)).geturl()


@pytest.mark.parametrize("parameter", LEFT_OUT)
async def test_a_parameter_that_the_driver_does_not_know_is_left_out_and_named(
    database: str, parameter: str, caplog: pytest.LogCaptureFixture
) -> None:
    pool = await open_pool(with_query(database, parameter), max_size=1)
    await pool.close()
    assert parameter.partition("=")[0] in caplog.text


async def test_all_of_them_at_once_do_not_keep_the_schema_from_being_applied(empty_database: str) -> None:
    assert await apply_schema(with_query(empty_database, "&".join(LEFT_OUT)))


async def test_what_the_server_knows_is_kept(database: str) -> None:
    dsn, left_out = understood(with_query(database, "schema=app&statement_timeout=4321&application_name=x"))
    connection = await asyncpg.connect(dsn)
    assert await connection.fetchval("SHOW search_path") == "app"
    assert await connection.fetchval("SHOW statement_timeout") == "4321ms"
    await connection.close()
    assert left_out == []


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg", "postgresql+psycopg2", "POSTGRES"])
@pytest.mark.parametrize("pasted", ["{}", "'{}'", '"{}"', "  {}\n"])
async def test_every_drivers_scheme_and_quotes_are_understood(database: str, scheme: str, pasted: str) -> None:
    address = pasted.format(scheme + database[database.index("://") :])
    settings = load_settings({"DATABASE_URL": address})
    assert settings.database_url is not None
    pool = await open_pool(settings.database_url, max_size=1)
    await pool.close()


def test_an_address_can_say_that_it_is_pooled() -> None:
    assert behind_pooler("postgresql://u@h:5432/d?pgbouncer=true")
    assert not behind_pooler("postgresql://u@h:5432/d?pgbouncer=false")


async def test_a_transaction_pooler_on_any_port_is_noticed(database: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "professor_lock.database")
    async with TransactionPooler(database) as pooled:
        pool = await open_pool(pooled, max_size=2, pooler="auto")
        for number in range(8):
            assert await pool.fetchrow("SELECT $1::int AS n", number) is not None
        await pool.close()
    assert "a transaction pooler stands before the database" in caplog.text


async def test_no_pooler_is_seen_where_there_is_none(database: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "professor_lock.database")
    pool = await open_pool(database, max_size=2, pooler="auto")
    await pool.close()
    assert "pooler" not in caplog.text
