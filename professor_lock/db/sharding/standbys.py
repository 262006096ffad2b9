"""Reads from standbys of several databases: a user's from that of the database with their rows, where it has one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from professor_lock.db.pool import Database, PostgresPool
from professor_lock.db.sharding.router import RoutedDatabase, ShardedPool
from professor_lock.db.standby import Standby


class ShardStandbys:
    """What `db.standby.Standby` is to one database. `by_number`: the standbys, by the numbers of their primaries."""

    def __init__(self, shards: ShardedPool, by_number: Mapping[int, Standby]) -> None:
        self._shards = shards
        self._by_pool = {id(shards.pool(number)): standby for number, standby in by_number.items()}

    def reads(self, primary: Any, *, owned: bool) -> Database:
        """The databases for reads. `owned`: statements of one user each; else of nobody's rows, which the home has."""
        if not owned:
            standby = self._by_pool.get(id(self._shards.home))
            return primary if standby is None else standby.reads(primary, owned=False)
        return RoutedDatabase(self._shards, self._of)

    def _of(self, shard: PostgresPool) -> Database:
        own, standby = shard.owned(), self._by_pool.get(id(shard))
        return own if standby is None else standby.reads(own, owned=True)
