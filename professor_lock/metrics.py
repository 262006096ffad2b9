"""What a running server counts and times for Prometheus, and the text that `/metrics` answers with.

Labels are names of our own code or of the settings (kinds, outcomes, tools, sources, models), never anything that a
user or a stranger can choose. Seconds are floats; buckets stand around the promises of docs/performance.md.

Each process counts for itself and is scraped for itself, as replicas are. Where several workers share one port
(uvicorn's `--workers`), `PROMETHEUS_MULTIPROC_DIR` names an empty folder: prometheus-client then keeps the values of
all workers in files there, and whichever worker is asked adds them up.
"""

from __future__ import annotations

import asyncio
import os
import re
import time
from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path

import psutil
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest, values
from prometheus_client.multiprocess import MultiProcessCollector

LOOP_LOOK_S = 0.25
"""How often the event loop is asked how late it is."""
OTHER = "other"
TALLIED = 50
"""How many seconds a `Tally` keeps to itself."""

# Turns
TURNS_BEGUN = Counter("professor_lock_turns_begun", "Turns begun.", ("kind",))
TURNS_RUNNING = Gauge("professor_lock_turns_running", "Turns being answered.", multiprocess_mode="livesum")
TURNS_ENDED = Counter("professor_lock_turns_ended", "Turns ended.", ("outcome", "kind", "model"))
FIRST_WORD_S = Histogram(
    "professor_lock_first_word_seconds",
    "From a turn's beginning to its first word.",
    ("model",),
    buckets=(0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 15, 30, 60),
)
WORD_GAP_S = Histogram(
    "professor_lock_word_gap_seconds",
    "Between two pieces of an answer's text.",
    buckets=(0.01, 0.025, 0.05, 0.08, 0.15, 0.3, 0.5, 1, 2, 5, 10, 30),
)
TURN_S = Histogram(
    "professor_lock_turn_seconds",
    "A whole turn, its end stored.",
    ("kind",),
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600),
)
STOPS = Counter("professor_lock_turns_stopped", "Turns stopped before their end.", ("reason",))
EXPIRED = Counter("professor_lock_turns_taken_over", "Expired turns of dead processes, closed here.")
LISTENERS = Gauge("professor_lock_listeners", "Streams that follow a turn.", multiprocess_mode="livesum")
RESUMES = Counter("professor_lock_resumes", "Pages that came back to a thread, by what they found.", ("found",))

# The agent
TOOL_CALLS = Counter("professor_lock_tool_calls", "Tool calls, by how they ended.", ("tool", "outcome"))
TOOL_S = Histogram(
    "professor_lock_tool_seconds",
    "A tool call.",
    ("tool",),
    buckets=(0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 9, 15, 30),
)
MODEL_CALLS = Counter(
    "professor_lock_model_calls", "Answers asked of a model, by how they ended.", ("model", "outcome")
)
TOKENS = Counter("professor_lock_model_tokens", "Tokens, reported or estimated.", ("model", "direction"))
COST = Counter("professor_lock_model_cost_micros", "Money, in millionths of a dollar.", ("model", "direction"))
UNPRICED = Counter("professor_lock_model_unpriced_calls", "Calls of models without a known price.", ("model",))
NUMBERS = Counter(
    "professor_lock_answer_numbers", "Numbers in answers, by what was found of them.", ("state", "kind", "model")
)
TOOL_NUMBERS = Counter(
    "professor_lock_tool_numbers", "Numbers in answers that rest on what a tool returned.", ("tool", "state")
)
MISSED_NUMBERS = Counter(
    "professor_lock_missed_numbers", "Numbers left out of answers, by what was wrong.", ("kind", "why", "model")
)

# Sources
SOURCE_CALLS = Counter("professor_lock_source_calls", "Questions asked of a source.", ("source", "outcome"))
SOURCE_S = Histogram(
    "professor_lock_source_seconds",
    "A question to a source, attempts and pauses together.",
    ("source",),
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 4, 6, 9, 12),
)
CREDITS = Gauge(
    "professor_lock_source_credits",
    "Credits left, as the source last said.",
    ("source",),
    multiprocess_mode="mostrecent",
)
AGE_SERVED_S = Histogram(
    "professor_lock_source_age_seconds",
    "How old an answer of a source was when it was given.",
    ("source",),
    buckets=(1, 5, 15, 30, 60, 120, 300, 900, 3600, 21600, 86400),
)
CIRCUIT_OPEN = Gauge(
    "professor_lock_source_circuit_open",
    "1 while a source is not asked, because it has failed.",
    ("source",),
    multiprocess_mode="livemax",
)

# What is refused
LIMIT_HITS = Counter("professor_lock_limit_hits", "Requests refused by a limit.", ("limit",))
SIGN_INS_REFUSED = Counter("professor_lock_sign_ins_refused", "Requests without a valid identity.", ("route",))
BAD_BODIES = Counter("professor_lock_bad_requests", "Requests that the caller must mend.", ("code",))
REQUESTS = Counter("professor_lock_http_requests", "HTTP requests answered.", ("route", "status"))

# Between processes
BROKER_UP = Gauge(
    "professor_lock_broker_up", "1 while the broker answers; 0 also without one.", multiprocess_mode="livemin"
)
BROKER_AWAY = Gauge(
    "professor_lock_broker_away", "1 while a broker is set and does not answer.", multiprocess_mode="livemax"
)
BROKER_MESSAGES = Counter(
    "professor_lock_broker_messages", "Messages between processes, by what became of them.", ("what",)
)
FOLLOWING = Counter(
    "professor_lock_followed_elsewhere", "Turns of other processes, by what a listener went over to.", ("way",)
)

BUDGET_USED = Gauge(
    "professor_lock_budget_used_ratio",
    "Share of a budget that is spent or reserved.",
    ("of", "period"),
    multiprocess_mode="mostrecent",
)

# The process
POOL_WAIT_S = Histogram(
    "professor_lock_database_wait_seconds",
    "Waiting for one of the process's database connections.",
    buckets=(0.0005, 0.002, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 30, 60),
)
STANDBY_READS = Counter(
    "professor_lock_standby_reads",
    "Reads that were to come from the standby; the primary does those that were not answered.",
    ("outcome",),
)
JOB_PASSES = Counter("professor_lock_job_passes", "Passes of background jobs.", ("job", "outcome"))
JOB_LAG_S = Gauge(
    "professor_lock_job_lag_seconds", "How late a job's last pass began.", ("job",), multiprocess_mode="livemax"
)
JOB_DONE_AT = Gauge(
    "professor_lock_job_done_timestamp_seconds",
    "When a job's last pass succeeded (Unix time).",
    ("job",),
    multiprocess_mode="livemax",
)
LOOP_LAG_S = Histogram(
    "professor_lock_event_loop_lag_seconds",
    "How late the event loop ran what was due.",
    buckets=(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5),
)


class Tally:
    """Seconds for one histogram, counted here and added to it some at a time: each addition takes two locks.

    `add` must be called at the end, or the last ones are missing.
    """

    __slots__ = ("_counts", "_histogram", "_left", "_sum")

    def __init__(self, histogram: Histogram) -> None:
        self._histogram = histogram
        self._clear()

    def observe(self, seconds: float) -> None:
        """Note one."""
        place = bisect_left(self._histogram._upper_bounds, seconds)
        self._counts[place] = self._counts.get(place, 0) + 1
        self._sum += seconds
        self._left -= 1
        if not self._left:
            self.add()

    def add(self) -> None:
        """Add what was noted to the histogram."""
        if self._counts:
            self._histogram._sum.inc(self._sum)
            for place, count in self._counts.items():
                self._histogram._buckets[place].inc(count)
            self._clear()

    def _clear(self) -> None:
        self._counts: dict[int, int] = {}
        self._sum = 0.0
        self._left = TALLIED


def exposition() -> bytes:
    """All metrics as Prometheus reads them: of this process, or of all workers that share the folder."""
    folder = shared_folder()
    if folder is None:
        return generate_latest(REGISTRY)
    _forget_dead(folder)
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(folder))  # type: ignore[no-untyped-call]
    return generate_latest(registry)


def shared_folder() -> Path | None:
    """Where the workers of one port keep their values; None where a process counts for itself."""
    if values.ValueClass.__name__ != "MmapedValue":
        return None
    return Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])  # the library's own variable: it has read it, too


def _forget_dead(folder: Path) -> None:
    """Take away what dead workers said of their present; what they counted stays."""
    for path in folder.glob("gauge_live*_*.db"):
        pid = re.search(r"_(\d+)\.db$", path.name)
        if pid is not None and not psutil.pid_exists(int(pid.group(1))):
            path.unlink(missing_ok=True)


async def watch_loop(*, every_s: float = LOOP_LOOK_S, clock: Callable[[], float] = time.perf_counter) -> None:
    """Measure for ever how late the event loop is."""
    while True:
        began = clock()
        await asyncio.sleep(every_s)
        LOOP_LAG_S.observe(max(0.0, clock() - began - every_s))
