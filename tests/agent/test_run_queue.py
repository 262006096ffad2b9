"""The queue of a run: nothing is lost or turned around, whoever comes first, and an empty one costs next to nothing."""

from __future__ import annotations

import asyncio
import tracemalloc

import pytest

from professor_lock.agent.run_queue import RunQueue

AT_MOST_BYTES = 500
"""Of an empty queue; `asyncio.Queue` takes 3 KiB."""


async def test_entries_come_out_in_the_order_in_which_they_went_in() -> None:
    queue = RunQueue()
    queue.put_nowait(1)
    await queue.put(2)
    assert not queue.empty()
    assert [await queue.get(), queue.get_nowait()] == [1, 2]
    assert queue.empty()
    with pytest.raises(asyncio.QueueEmpty):
        queue.get_nowait()


async def test_a_reader_that_waits_gets_what_comes() -> None:
    queue = RunQueue()

    async def read() -> list[int]:
        return [await queue.get() for _ in range(3)]

    reading = asyncio.create_task(read())
    await asyncio.sleep(0)
    queue.put_nowait(1)
    queue.put_nowait(2)
    await asyncio.sleep(0)
    queue.put_nowait(3)
    assert await asyncio.wait_for(reading, 10) == [1, 2, 3]


async def test_a_reader_that_is_cancelled_takes_nothing_with_it() -> None:
    queue = RunQueue()
    reading = asyncio.create_task(queue.get())
    await asyncio.sleep(0)
    queue.put_nowait(1)
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    assert await asyncio.wait_for(queue.get(), 10) == 1


def test_an_empty_queue_is_small() -> None:
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        queues = [RunQueue() for _ in range(100)]
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (after - before) / len(queues) < AT_MOST_BYTES
