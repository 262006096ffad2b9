"""Addresses of databases as people paste them are understood, or what of them is not is left out by name."""

from __future__ import annotations

import ssl
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import asyncpg
import pytest

from professor_lock.db.dsn import understood, unquoted
from professor_lock.db.pool import open_pool
from professor_lock.db.pooler import behind_pooler
from professor_lock.db.schema import apply_schema
from professor_lock.errors import BadInput
from professor_lock.settings_reading import SettingsError, load_settings
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


PASTED = (
    "psql '{}'",
    "psql {}",
    "DATABASE_URL={}",
    'DATABASE_URL="{}"',
    "export DATABASE_URL='{}'",
    "`{}`",
    "<{}>",
    "\u201c{}\u201d",
)


@pytest.mark.parametrize("pasted", PASTED)
async def test_a_line_as_it_was_copied_is_understood(database: str, pasted: str) -> None:
    settings = load_settings({"DATABASE_URL": pasted.format(database)})
    assert settings.database_url == database
    assert unquoted(pasted.format(database)) == database


@pytest.mark.parametrize("scheme", ["jdbc:postgresql", "postgis", "pgsql", "postgresql+psycopg"])
async def test_a_scheme_of_another_language_is_understood(database: str, scheme: str) -> None:
    pool = await open_pool(scheme + database[database.index("://") :], max_size=1)
    await pool.close()


async def test_libpqs_own_form_is_understood(database: str) -> None:
    parts = urlsplit(database)
    host = parts.hostname or parse_qs(parts.query)["host"][0]
    pairs = {"host": host, "dbname": parts.path[1:], "port": parts.port, "user": parts.username}
    pairs |= {"password": f"'{unquote(parts.password)}'"} if parts.password else {}
    line = " ".join(f"{name}={value}" for name, value in pairs.items() if value)
    pool = await open_pool(line + " connect_timeout=10", max_size=1)
    row = await pool.fetchrow("SELECT current_database() AS name")
    await pool.close()
    assert row is not None
    assert row["name"] == parts.path[1:]


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        ("postgresql://u:a#b/c?d@h:5432/d?sslmode=require", "postgresql://u:a%23b%2Fc%3Fd@h:5432/d?sslmode=require"),
        ("postgresql://u:[a]@h/d", "postgresql://u:%5Ba%5D@h/d"),
        ("postgresql://u:a%23b@h/d", "postgresql://u:a%23b@h/d"),
        ("postgresql://u:p@h/d?application_name=a@b", "postgresql://u:p@h/d?application_name=a@b"),
        ("postgresql://[::1]:5432/d", "postgresql://[::1]:5432/d"),
        ("postgresql://u:50%off@h/d", "postgresql://u:50%25off@h/d"),
        ("postgresql://u:caf%e9@h/d", "postgresql://u:caf%25e9@h/d"),
        ("postgresql://u:a%20b@h/d", "postgresql://u:a%20b@h/d"),
        ("postgresql://u:p@w@h/d", "postgresql://u:p%40w@h/d"),
        ("postgresql://u:a@b/c#d@h/d", "postgresql://u:a%40b%2Fc%23d@h/d"),
        ("postgresql://u:a@b?c@h/d?sslmode=require", "postgresql://u:a%40b%3Fc@h/d?sslmode=require"),
        ("postgresql://h/d?user=u&password=p@w", "postgresql://h/d?user=u&password=p@w"),
        ("postgresql://u@azure:p@h/d", "postgresql://u%40azure:p@h/d"),
        (
            "postgresql://u:p@1@h1:5432,h2/d?application_name=a@b",
            "postgresql://u:p%401@h1:5432,h2/d?application_name=a@b",
        ),
        ("postgresql://%2Fvar%2Frun/d", "postgresql://%2Fvar%2Frun/d"),
        ("", ""),
    ],
)
def test_marks_in_a_password_are_written_as_an_address_has_them(pasted: str, address: str) -> None:
    assert unquoted(pasted) == address


@pytest.mark.parametrize(
    ("said", "mode"),
    [
        ("ssl=on", "require"),
        ("ssl=yes", "require"),
        ("sslmode=REQUIRE", "require"),
        ("ssl_mode=required", "require"),
        ("useSSL=true", "require"),
        ("sslMode=disable", "disable"),
        ("ssl=off", "disable"),
        ("sslmode=", ""),
    ],
)
def test_tls_is_asked_for_in_every_drivers_words(said: str, mode: str) -> None:
    assert parse_qs(urlsplit(understood(f"postgresql://u@h/d?{said}")[0]).query).get("sslmode", [""]) == [mode]


@pytest.mark.parametrize("said", ["sslmode=verify-full&sslrootcert=system", "sslmode=verify_full", "sslmode=verify-ca"])
def test_a_certificate_is_checked_by_this_machines_authorities(
    said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    query = parse_qs(urlsplit(understood(f"postgresql://u@h/d?{said}")[0]).query)
    assert query["sslmode"][0].startswith("verify-")
    ssl.create_default_context(cafile=query["sslrootcert"][0])


@pytest.mark.parametrize(
    "parameter",
    [
        *("fallback_application_name=x", "connect_timeout=0", "prepared_statements=false", "supa=base-pooler.x"),
        *("sslaccept=strict", "load_balance_hosts=random", "require_auth=scram-sha-256", "sslcertmode=disable"),
        *(
            "sslsni=1",
            "client_encoding=utf8",
            "uselibpqcompat=true",
            "pool_size=5",
            "max_overflow=1",
            "socket_timeout=9",
        ),
    ],
)
async def test_a_further_parameter_is_left_out_and_named(
    database: str, parameter: str, caplog: pytest.LogCaptureFixture
) -> None:
    pool = await open_pool(with_query(database, parameter), max_size=1)
    await pool.close()
    assert parameter.partition("=")[0] in caplog.text


@pytest.mark.parametrize(
    "kept",
    ["options=-c%20search_path%3Dapp", "options=-c+search_path%3Dapp", "search_path=app", "currentSchema=app"],
)
async def test_a_schema_is_searched_however_it_is_named(database: str, kept: str) -> None:
    dsn, left_out = understood(with_query(database, kept))
    connection = await asyncpg.connect(dsn)
    assert await connection.fetchval("SHOW search_path") == "app"
    await connection.close()
    assert left_out == []


def test_several_hosts_are_no_pooler_and_one_of_them_can_be() -> None:
    assert not behind_pooler("postgresql://u:p@h1:5432,h2:5433/d?target_session_attrs=read-write")
    assert behind_pooler("postgresql://u:p@h1:6543,h2:6543/d")
    assert behind_pooler("postgresql://u:p@aws-0.pooler.supabase.com:5432/d")
    assert behind_pooler("postgresql://u:p@h/d?prepared_statements=false")
    assert behind_pooler("jdbc:postgresql://h/d?user=u&prepareThreshold=0")
    assert not behind_pooler("postgresql://u:p@h/d?statement_cache_size=100")


async def test_the_host_that_answers_is_taken_of_several(database: str) -> None:
    parts = urlsplit(database)
    user = f"{parts.username}:{parts.password}@" if parts.password else f"{parts.username}@" if parts.username else ""
    host = f"{parts.hostname}:{parts.port or 5432}"
    both = parts._replace(netloc=f"{user}127.0.0.1:1,{host}").geturl()
    if parts.hostname:
        pool = await open_pool(with_query(both, "target_session_attrs=any"), max_size=1)
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


MISTAKEN = [
    (
        "postgresql://postgres.abc:[YOUR-PASSWORD]@aws-0-eu.pooler.supabase.com:6543/postgres",
        "placeholder where the pass",
    ),
    ("postgresql://u:<password>@h/d", "placeholder where the password"),
    ("postgresql://u:${DB_PASSWORD}@h/d", "placeholder where the password"),
    ("postgresql://u:{{password}}@h/d", "placeholder where the password"),
    ("postgresql://u:your_db_password@h/d", "placeholder where the password"),
    ("postgresql://h/d?user=u&password=[YOUR-PASSWORD]", "placeholder where the password"),
    ("postgresql://postgres:hunter2@db.[YOUR-PROJECT-REF].supabase.co:5432/postgres", "placeholder where the host"),
    ("postgresql://u:hunter2@<host>:5432/d", "placeholder where the host"),
    ("postgresql://[YOUR-USER]:hunter2@h/d", "placeholder where the user"),
    ("postgresql://u:hunter2@h/<dbname>", "placeholder where the database's name"),
    ("${{Postgres.DATABASE_URL}}", "name of a variable"),
    ("https://abc.supabase.co", "page's address"),
    ("mysql://u:hunter2@h/d", "must begin with postgresql://"),
    ("h:5432/d", "must begin with postgresql://"),
    ("postgresql:/u:hunter2@h/d", "must begin with postgresql://"),
    ("postgresql://u:hunter2@h:port/d", "a port that"),
    ("postgresql://u:hunter2@h:99999/d", "a port that"),
    ("postgresql://u:hunter2@h:5432:6543/d", "a port that"),
    ("postgresql://u:hunter2@h,h2:x/d", "a port that"),
    ("postgresql://u:hunter2@h/d?port=54a", "a port that"),
    ("postgresql://u:hunter2@/d", "names no host"),
    ("postgresql://u:hunter2@::1:5432/d", "IPv6"),
    ("postgresql://u:hunter2@2001:db8::1/d", "IPv6"),
    ("postgresql://u:hunter2@[::1/d", "IPv6"),
    ("postgresql://u:hunter2@[2001:db8::zz]:5432/d", "IPv6"),
    ("postgresql://u:hunter2@a host/d", "characters that no host has"),
    ("http://[x", "page's address"),
]


@pytest.mark.parametrize(("address", "said"), MISTAKEN)
def test_what_is_wrong_with_an_address_is_said_at_the_start_without_any_of_it(address: str, said: str) -> None:
    for variable in ("DATABASE_URL", "DATABASE_READ_URL"):
        with pytest.raises(SettingsError) as refused:
            load_settings({variable: address})
        assert variable in str(refused.value)
        assert said in str(refused.value)
        assert "hunter2" not in str(refused.value)
    with pytest.raises(BadInput, match="The address of the database"):
        understood(address)


USABLE = [
    "postgresql://u:p[as]s@h/d",
    "postgresql://u:[a]@h/d",
    "postgresql://u:$ecret{x}@h/d",
    "postgresql://u:p@[2001:db8::1]:5432,h_2/d",
    "postgresql://u:p@[fe80::1%25eth0]/d",
    "postgresql://u:p@h:/d",
    "postgresql://u:p@/d?host=/cloudsql/a:b:c",
    "postgresql://u@%2Fvar%2Frun/d",
    "postgresql:///d",
    "postgresql://u:p@h/a name",
]


@pytest.mark.parametrize("address", USABLE)
def test_an_address_that_the_driver_can_ask_is_taken(address: str) -> None:
    assert load_settings({"DATABASE_URL": address}).database_url is not None
    understood(address)


def test_an_sslmode_that_does_not_exist_is_said() -> None:
    with pytest.raises(BadInput, match="an sslmode that is none of disable, allow"):
        understood("postgresql://u:hunter2@h/d?sslmode=requiered")
