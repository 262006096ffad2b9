"""Users take turns: few of one at once, nobody behind all of somebody else's, and nothing leaks when they leave."""

from __future__ import annotations

import asyncio
import random

import pytest

from professor_lock.errors import RateLimited
from professor_lock.fair_queue import FairQueue


async def test_few_of_one_user_and_few_in_all_run_at_once():
    queue = FairQueue(at_once=4, at_once_each=2, waiting_each=100)
    running: list[str] = []
    most: dict[str, int] = {"all": 0}

    async def work(user: str) -> None:
        async with queue.turn(user):
            running.append(user)
            most["all"] = max(most["all"], len(running))
            most[user] = max(most.get(user, 0), running.count(user))
            await asyncio.sleep(0.001)
            running.remove(user)

    await asyncio.gather(*(work(user) for user in "aaaaaaaaaabbbbbbbbbbccccc"))
    assert most == {"all": 4, "a": 2, "b": 2, "c": 2}


async def test_who_asks_once_is_not_behind_all_of_somebody_elses():
    queue = FairQueue(at_once=2, at_once_each=2, waiting_each=100)
    order: list[str] = []

    async def work(user: str) -> None:
        async with queue.turn(user):
            order.append(user)
            await asyncio.sleep(0)

    await asyncio.gather(*(work("flooder") for _ in range(50)), work("ann"))
    assert order.index("ann") <= 4
    assert len(order) == 51


async def test_too_many_of_one_user_are_refused_and_nobody_else_is():
    queue = FairQueue(at_once=1, at_once_each=1, waiting_each=2)
    going = asyncio.Event()

    async def work(user: str) -> None:
        async with queue.turn(user):
            await going.wait()

    tasks = [asyncio.create_task(work("flooder")) for _ in range(3)]
    await asyncio.sleep(0)
    with pytest.raises(RateLimited):
        await work("flooder")
    tasks.append(asyncio.create_task(work("ann")))
    going.set()
    await asyncio.gather(*tasks)


@pytest.mark.parametrize("seed", range(20))
async def test_whoever_gives_up_leaves_no_place_taken(seed):
    chance = random.Random(seed)
    queue = FairQueue(at_once=3, at_once_each=2, waiting_each=1000)

    async def work(user: str) -> None:
        async with queue.turn(user):
            await asyncio.sleep(chance.random() / 500)

    tasks = [asyncio.create_task(work(chance.choice("abc"))) for _ in range(60)]
    while not all(task.done() for task in tasks):
        await asyncio.sleep(0)
        if chance.random() < 0.2:
            chance.choice(tasks).cancel()
    async with asyncio.timeout(30):
        await asyncio.gather(*(work(user) for user in "aabbcc"))
    assert not queue._waiting
    assert queue._working.total() == 0
