"""The peak hour of a Sunday, turn by turn, and what it comes to. Pure: assumptions and measured costs go in.

`python -m bench simulate` measures and prints; docs/scaling.md says how to read it.
"""

from __future__ import annotations

import heapq
import math
import random
from array import array
from collections.abc import Callable
from dataclasses import dataclass, fields

POINTS = (1_000, 10_000, 100_000, 1_000_000)
"""Daily users."""
SEED = 2026_11_29


@dataclass(frozen=True, slots=True)
class Assumptions:
    """How people use the service, and what things cost. None of it is measured here: change it to what is known."""

    active_in_peak_hour: float = 0.25
    """Share of a Sunday's users who come in its busiest hour, before the early games."""
    kickoff_share: float = 0.4
    """Share of those who come in the last quarter of that hour."""
    turns_a_visit: float = 6.0
    think_s: float = 45.0
    """Mean time between an answer's end and the next question."""
    board_share: float = 0.45
    """Share of turns that show a board or another card made from prices."""
    answer_tokens: int = 220
    token_rate: float = 50.0
    """Tokens a second, from the model."""
    first_token_s: float = 1.5
    resumed_elsewhere: float = 0.02
    """Share of answers that a page re-joins on another process: reloads, phones, deploys."""
    replies_a_day: float = 9.0
    """Turns of a daily user in the whole day."""
    load: float = 0.6
    """How much of a processor is planned for: the rest is for what comes in bursts."""
    slots_a_connection: float = 0.3
    """How busy a database connection is planned to be."""
    statement_ms: float = 1.5
    """How long a statement holds its connection, the network included."""
    vcpu_month: float = 25.0
    """Dollars, of servers and of the broker."""
    gib_month: float = 5.0
    database_vcpu_month: float = 75.0
    """A managed Postgres, memory included."""
    wal_gib: float = 0.10
    """Keeping and shipping a GiB of WAL."""
    input_tokens: int = 6_000
    """Of a turn, all its model calls together, most of them cached."""
    input_million: float = 0.30
    output_million: float = 2.40
    """Dollars for a million tokens of a small model; a large one takes ten times that."""


@dataclass(frozen=True, slots=True)
class UnitCosts:
    """What was measured, on one core of the machine that is named beside the table."""

    turn_cpu_ms: float
    """Of the server's process: a turn without its tokens."""
    board_cpu_ms: float
    """What a board adds to it."""
    token_cpu_us: float
    turn_database_ms: float
    """Of all processes of Postgres."""
    board_database_ms: float
    stream_database_ms: float
    """A second of an answer that is being written: its lease and checkpoints."""
    turn_statements: float
    board_statements: float
    turn_wal_bytes: float
    board_wal_bytes: float
    stream_statements: float
    """A second; the leases of all of a process's answers are one statement."""
    stream_wal_bytes: float
    """A second."""
    stream_kib: float
    process_mib: float
    process_cpu_ms: float
    """A second of a process in which one answer waits for its model: loops, the lease, what Postgres does by itself."""
    process_database_ms: float
    process_statements: float
    follower_statements: float
    """A second, of a listener on another process, without a broker."""
    follower_broker_statements: float
    """The same with one."""
    token_messages: float
    """Messages of the broker for a token of an answer that is followed elsewhere."""


@dataclass(frozen=True, slots=True)
class Peak:
    """The busiest minute, by the second, and the hour's sums."""

    users: int
    turns: int
    begun_a_second: float
    boards_a_second: float
    streams: float
    busiest_second: int
    """Turns begun in it."""


@dataclass(frozen=True, slots=True)
class Bill:
    """What a peak comes to."""

    peak: Peak
    server_cores: float
    processes: int
    connections: int
    memory_gib: float
    statements: float
    wal_mb: float
    wal_gib_day: float
    database_cores: float
    broker_messages: float
    followers: float
    infrastructure: float
    model: float


def play(users: int, assumed: Assumptions, *, seconds: int = 3600, seed: int = SEED, most_visits: int = 60_000) -> Peak:
    """The hour, turn by turn. Beyond `most_visits` a share of the visits is played and counted so many times.

    A visit comes at a random moment, more of them late in the hour; its next question follows an answer after a pause.
    """
    chance = random.Random(seed)
    visits = round(users * assumed.active_in_peak_hour)
    played = min(visits, most_visits)
    times = visits / played if played else 0.0
    begun, boards = array("l", [0] * seconds), array("l", [0] * seconds)
    change = array("l", [0] * (seconds + 1))
    waiting = [(_arrival(chance, assumed, seconds), 0) for _ in range(played)]
    heapq.heapify(waiting)
    stays = 1 - 1 / assumed.turns_a_visit
    turns = 0
    while waiting:
        at, _ = heapq.heappop(waiting)
        if at >= seconds:
            continue
        turns += 1
        begun[int(at)] += 1
        boards[int(at)] += chance.random() < assumed.board_share
        length = chance.expovariate(1 / assumed.first_token_s) + assumed.answer_tokens / assumed.token_rate
        change[int(at)] += 1
        change[min(seconds, int(at + length) + 1)] -= 1
        if chance.random() < stays:
            heapq.heappush(waiting, (at + length + chance.expovariate(1 / assumed.think_s), 0))
    streams, now = [], 0
    for second in range(seconds):
        now += change[second]
        streams.append(now)
    minute = max(range(0, max(1, seconds - 59)), key=lambda start: sum(begun[start : start + 60]))
    span = slice(minute, minute + 60)
    width = len(begun[span])
    rate = sum(begun[span]) * times / width
    # Turns of many users come independently of each other: a second in a thousand is three deviations above the mean.
    busiest = max(begun) if times == 1 else round(rate + 3 * math.sqrt(rate))
    return Peak(
        users,
        round(turns * times),
        rate,
        sum(boards[span]) * times / width,
        sum(streams[span]) * times / width,
        busiest,
    )


def _arrival(chance: random.Random, assumed: Assumptions, seconds: int) -> float:
    late = chance.random() < assumed.kickoff_share
    return chance.uniform(0.75 * seconds, seconds) if late else chance.uniform(0, 0.75 * seconds)


def bill(peak: Peak, unit: UnitCosts, assumed: Assumptions) -> Bill:
    """What the peak's minute asks for."""
    answering = peak.begun_a_second * assumed.answer_tokens / assumed.token_rate  # streams that receive tokens
    server = (
        peak.begun_a_second * unit.turn_cpu_ms / 1e3
        + peak.boards_a_second * unit.board_cpu_ms / 1e3
        + answering * assumed.token_rate * unit.token_cpu_us / 1e6
    )
    processes = max(2, math.ceil(server / (assumed.load - unit.process_cpu_ms / 1e3)))
    server += processes * unit.process_cpu_ms / 1e3
    followers = peak.streams * assumed.resumed_elsewhere
    statements = (
        peak.begun_a_second * unit.turn_statements
        + peak.boards_a_second * unit.board_statements
        + peak.streams * unit.stream_statements
        + processes * unit.process_statements
        + followers * unit.follower_broker_statements
    )
    busy = statements * assumed.statement_ms / 1e3
    connections = max(processes * 3, math.ceil(busy / assumed.slots_a_connection))
    wal = (
        peak.begun_a_second * unit.turn_wal_bytes
        + peak.boards_a_second * unit.board_wal_bytes
        + peak.streams * unit.stream_wal_bytes
    )
    database = (
        peak.begun_a_second * unit.turn_database_ms
        + peak.boards_a_second * unit.board_database_ms
        + peak.streams * unit.stream_database_ms
        + processes * unit.process_database_ms
    ) / 1e3
    day = peak.users * assumed.replies_a_day
    wal_day = day * (
        unit.turn_wal_bytes
        + assumed.board_share * unit.board_wal_bytes
        + unit.stream_wal_bytes * (assumed.first_token_s + assumed.answer_tokens / assumed.token_rate)
    )
    memory = (processes * unit.process_mib + peak.streams * unit.stream_kib / 1024) / 1024
    database_vcpu = max(2, math.ceil(database / assumed.load))
    infrastructure = (
        processes * assumed.vcpu_month
        + memory * assumed.gib_month
        + database_vcpu * assumed.database_vcpu_month
        + (assumed.vcpu_month if processes > 2 else 0)
        + wal_day * 30 / 2**30 * assumed.wal_gib
    )
    model = day * 30 * (assumed.input_tokens * assumed.input_million + assumed.answer_tokens * assumed.output_million)
    return Bill(
        peak,
        server,
        processes,
        connections,
        memory,
        statements,
        wal / 1e6,
        wal_day / 2**30,
        database,
        followers * assumed.token_rate * unit.token_messages,
        followers,
        infrastructure,
        model / 1e6,
    )


COLUMNS: tuple[tuple[str, Callable[[Bill], str]], ...] = (
    ("daily users", lambda b: f"{b.peak.users:,}"),
    ("turns in the peak hour", lambda b: f"{b.peak.turns:,}"),
    ("turns begun a second, peak minute", lambda b: f"{b.peak.begun_a_second:,.1f}"),
    ("the busiest second", lambda b: f"{b.peak.busiest_second:,}"),
    ("answers being written at once", lambda b: f"{b.peak.streams:,.0f}"),
    ("processor of the servers, cores", lambda b: f"{b.server_cores:,.2f}"),
    ("processes", lambda b: f"{b.processes:,}"),
    ("memory of the servers, GiB", lambda b: f"{b.memory_gib:,.1f}"),
    ("database connections in use", lambda b: f"{b.connections:,}"),
    ("statements a second", lambda b: f"{b.statements:,.0f}"),
    ("WAL of the primary, MB a second", lambda b: f"{b.wal_mb:,.2f}"),
    ("WAL of a Sunday, GiB", lambda b: f"{b.wal_gib_day:,.1f}"),
    ("processor of Postgres, cores", lambda b: f"{b.database_cores:,.2f}"),
    ("listeners on another process", lambda b: f"{b.followers:,.1f}"),
    ("messages of the broker a second", lambda b: f"{b.broker_messages:,.0f}"),
    ("servers, database and broker, $ a month", lambda b: f"{b.infrastructure:,.0f}"),
    ("the model, $ a month", lambda b: f"{b.model:,.0f}"),
)


def table(bills: list[Bill]) -> str:
    """Markdown, one column for each number of users."""
    rows = [[name, *(show(one) for one in bills)] for name, show in COLUMNS]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|---" + "|---:" * len(bills) + "|")
    return "\n".join(lines)


def values(of: Assumptions | UnitCosts) -> str:
    """Its fields, a line each."""
    return "\n".join(f"| {field.name} | {getattr(of, field.name):,.4g} |" for field in fields(of))
