"""A mover in a process of its own that stands still after a step, to be killed there.

    python -m tests.support.halting_mover HOME SHARD USER TO STEP

Prints the step when it stands, and nothing when the move came to its end.
"""

from __future__ import annotations

import asyncio
import sys

from professor_lock.db.sharding.mover import Mover
from professor_lock.db.sharding.registry import read_shards
from professor_lock.timings import ShardTimings

STEPS = ("draining", "fenced", "closed", "copied", "flipped", "opened", "deleted")


async def main(home: str, shard: str, user: str, to: str, halt_after: str) -> None:
    async def halt(step: str) -> None:
        if step == halt_after:
            print(step, flush=True)
            await asyncio.Event().wait()

    shards = await read_shards(home, [home, shard])
    await Mover(shards, ShardTimings(fresh_s=0.2, margin_s=0.1), halt).move(user, int(to))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
