"""What is older than it may be kept goes, a page at a time; all else, and everything by default, stays."""

from __future__ import annotations

from pathlib import Path

import asyncpg
import pytest

from professor_lock.db.background import Jobs
from professor_lock.db.pool import PostgresPool
from professor_lock.personal_data.retention import ROWS, Retention
from professor_lock.settings import KeepSettings
from professor_lock.settings_reading import SettingsError, load_settings
from tests.support.filled_tables import fill_for
from tests.support.rows import Rows, all_rows

EVERYTHING = KeepSettings(threads_days=30, files_days=30, tickets_days=30, feedback_days=30, usage_days=30)
AGE = {
    "chatkit_threads": "updated_at",
    "chatkit_attachments": "created_at",
    "pp_tickets": "placed_at",
    "chatkit_feedback": "updated_at",
    "pp_usage": "day",
}
OTHERS = ("pp_workers", "pp_removed_files")


def retention(pool: asyncpg.Pool, keep: KeepSettings) -> Retention:
    shared = PostgresPool(pool)
    return Retention(shared, keep, Jobs(shared, "test"))


async def two_users(database: str, old: str) -> None:
    """Ann and Bob with a row in every table, all of today but those of `old`, which are 40 days old."""
    connection = await asyncpg.connect(database)
    try:
        for user in ("ann", "bob"):
            await fill_for(connection, user)
            days = 40 if user == old else 1
            for table, column in AGE.items():
                await connection.execute(
                    f"UPDATE {table} SET {column} = now() - make_interval(days => {days}) WHERE user_id = $1", user
                )
        await connection.execute("UPDATE pp_turns SET state = 'done'")
        await connection.execute("UPDATE pp_ticket_grades SET position = -1")
    finally:
        await connection.close()


def of(rows: Rows, user: str) -> dict[str, int]:
    return {name: sum(user in row for row in table) for name, table in rows.items() if name in AGE}


async def test_nothing_is_deleted_by_default(database: str, pool: asyncpg.Pool) -> None:
    await two_users(database, old="ann")
    before = await all_rows(database)
    assert await retention(pool, KeepSettings()).background_pass() is None
    assert await all_rows(database) == before


async def test_what_is_too_old_goes_with_all_that_hangs_on_it_and_nothing_younger_does(
    database: str, pool: asyncpg.Pool
) -> None:
    await two_users(database, old="ann")
    before = await all_rows(database)
    told = await retention(pool, EVERYTHING).background_pass()
    assert told is not None
    assert "1 conversations" in told
    after = await all_rows(database)
    assert of(after, "ann") == dict.fromkeys(AGE, 0)
    assert of(after, "bob") == of(before, "bob")
    assert not [row for row in after["chatkit_thread_items"] + after["pp_slips"] if "ann" in row]
    assert [row for row in after["pp_care"] if "ann" in row], "limits one has set are not history"


@pytest.mark.parametrize("name", ["threads", "files", "tickets", "feedback", "usage"])
async def test_each_kind_has_its_own_days(database: str, pool: asyncpg.Pool, name: str) -> None:
    await two_users(database, old="ann")
    before = of(await all_rows(database), "ann")
    await retention(pool, KeepSettings(**{f"{name}_days": 30})).background_pass()
    after = of(await all_rows(database), "ann")
    gone = {table for table in AGE if after[table] < before[table]}
    own = {
        "threads": "chatkit_threads",
        "files": "chatkit_attachments",
        "tickets": "pp_tickets",
        "feedback": "chatkit_feedback",
        "usage": "pp_usage",
    }[name]
    with_threads = {"chatkit_threads", "chatkit_attachments", "chatkit_feedback"}
    assert gone == (with_threads if name == "threads" else {own})


async def test_a_bet_that_waits_and_a_conversation_that_is_being_answered_stay(
    database: str, pool: asyncpg.Pool
) -> None:
    await two_users(database, old="ann")
    await pool.execute("DELETE FROM pp_ticket_grades")
    await pool.execute("UPDATE pp_turns SET state = 'running'")
    before = of(await all_rows(database), "ann")
    assert await retention(pool, KeepSettings(threads_days=1, tickets_days=1)).background_pass() is None
    assert of(await all_rows(database), "ann") == before


async def test_more_than_a_page_of_old_rows_goes_in_one_pass(database: str, pool: asyncpg.Pool) -> None:
    await two_users(database, old="ann")
    await pool.execute(
        """
        INSERT INTO pp_usage (user_id, day)
        SELECT 'ann' || n, current_date - 400
          FROM generate_series(1, $1::int) AS n""",
        3 * ROWS,
    )
    told = await retention(pool, KeepSettings(usage_days=365)).background_pass()
    assert told == f"deleted as too old: {3 * ROWS} days of usage"


def test_the_days_are_settings_and_a_wrong_one_is_named(tmp_path: Path) -> None:
    settings = load_settings({"PP_KEEP_THREADS_DAYS": "365", "PP_KEEP_USAGE_DAYS": "400"})
    assert settings.keep == KeepSettings(threads_days=365, usage_days=400)
    assert load_settings({}).keep == KeepSettings()
    with pytest.raises(SettingsError, match="PP_KEEP_FILES_DAYS"):
        load_settings({"PP_KEEP_FILES_DAYS": "soon"})
