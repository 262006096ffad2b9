"""Bursts start in turns of their senders: who asks once waits for a burst's first few, not for all of it."""

from __future__ import annotations

import asyncio

from starlette.types import Receive, Scope, Send

from professor_lock.http.start_gate import AT_ONCE, StartGate


class Recorder:
    """An application that notes who was started, in which pass of the loop."""

    def __init__(self) -> None:
        self.started: list[tuple[str, int]] = []
        self.passes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.started.append((dict(scope["headers"]).get(b"x-user-id", b"").decode(), self.passes))

    async def count_passes(self) -> None:
        while True:
            self.passes += 1
            await asyncio.sleep(0)


def scope_of(user: str, path: str = "/chatkit") -> Scope:
    return {"type": "http", "path": path, "headers": [(b"x-user-id", user.encode())], "client": ("192.0.2.1", 1)}


async def run(*requests: Scope) -> Recorder:
    app = Recorder()
    gate = StartGate(app)
    counting = asyncio.create_task(app.count_passes())
    await asyncio.gather(*(gate(request, None, None) for request in requests))  # type: ignore[arg-type]
    counting.cancel()
    return app


async def test_one_sender_does_not_wait_for_all_of_anothers_burst():
    app = await run(*[scope_of("flooder")] * 100, scope_of("ann"), scope_of("bob"))
    order = [user for user, _ in app.started]
    assert order.index("ann") <= 2 * AT_ONCE
    assert order.index("bob") <= 3 * AT_ONCE
    assert len(order) == 102


async def test_no_pass_of_the_loop_starts_more_than_a_few():
    app = await run(*[scope_of(f"user{n}") for n in range(50)])
    by_pass = [turn for _, turn in app.started]
    assert max(by_pass.count(turn) for turn in set(by_pass)) <= 2 * AT_ONCE
    assert len(set(by_pass)) >= 50 // (2 * AT_ONCE)


async def test_health_checks_wait_for_nobody():
    app = await run(*[scope_of("flooder")] * 100, scope_of("monitor", "/health"))
    assert [user for user, _ in app.started].index("monitor") <= AT_ONCE


async def test_a_request_that_was_given_up_while_it_waited_holds_nobody_up():
    app = Recorder()
    gate = StartGate(app)
    tasks = [asyncio.create_task(gate(scope_of("flooder"), None, None)) for _ in range(20)]  # type: ignore[arg-type]
    await asyncio.sleep(0)
    for task in tasks[5:]:
        task.cancel()
    await asyncio.gather(gate(scope_of("ann"), None, None), *tasks, return_exceptions=True)  # type: ignore[arg-type]
    assert ("ann" in [user for user, _ in app.started]) is True
    await gate(scope_of("bob"), None, None)  # type: ignore[arg-type]
    assert app.started[-1][0] == "bob"
