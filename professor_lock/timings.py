"""How long the server waits, and how often it polls: one object with a part for each room, passed in.

All are seconds. The defaults are what production runs with. A test passes shorter ones where it would only wait, and
longer ones where a busy machine must not count as a failure.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SignInTimings:
    """Of the keys with which Supabase signs access tokens, and of questions to its auth server."""

    keys_fresh_s: float = 300.0
    """The keys are fetched again in the background after this time, so that an outage never begins with old ones."""
    keys_retry_s: float = 10.0
    """The same after a failed attempt."""
    keys_max_age_s: float = 600.0
    """Older keys verify nothing."""
    refetch_every_s: float = 10.0
    """Unknown key ids cost an attacker nothing: they cost Supabase one request in this time, not each."""
    fetch_timeout_s: float = 3.0
    """For the keys, and for a question about one token."""
    tier_s: float = 60.0
    """How long a user's tier is remembered."""
    no_profiles_s: float = 600.0
    """How long the table of profiles is not looked for after it was not there."""


@dataclass(frozen=True, slots=True)
class SharedAnswerTimings:
    """Of cache entries that all processes of a deployment share."""

    claim_s: float = 12.0
    """How long one process may be fetching before another fetches too: a little more than a call may take."""
    wait_s: float = 5.0
    """How long a caller waits for another process's call before making one of its own."""
    look_every_s: float = 0.1
    """How often it looks meanwhile."""
    keeping_timeout_s: float = 2.0
    """For one access to the shared entries; without an answer the source is asked as if there were none."""


@dataclass(frozen=True, slots=True)
class SourceTimings:
    """Of the sports, statistics, weather and search providers."""

    attempt_s: float = 4.0
    """For one attempt, from connecting to the last byte; of two sources of prices, the next is asked after it."""
    answer_s: float = 9.0
    """For one question, attempts and pauses together."""
    search_attempt_s: float = 8.0
    """The same of a search engine: one that reads the pages it finds takes longer than a feed."""
    search_answer_s: float = 10.0
    game_page_s: float = 3.0
    """For the page of one game, read for a price that the board lacks; later, the game stays without one."""
    form_s: float = 4.0
    """For one request for a player's past games, and for all those of a card of props; later, the card does without."""
    report_first_s: float = 2.5
    """How long hits from the web wait for those of an injury report or a forecast, which come first."""
    shared: SharedAnswerTimings = field(default_factory=SharedAnswerTimings)


@dataclass(frozen=True, slots=True)
class FileStorageTimings:
    """Of uploaded files in Supabase's storage."""

    timeout_s: float = 10.0
    """For connecting, and between two pieces of a file."""


@dataclass(frozen=True, slots=True)
class TurnTimings:
    """Of turns: when a process does what for them, and the clock that this is measured with."""

    clock: Callable[[], float] = time.monotonic
    renew_s: float = 1.0
    """How often a lease is renewed."""
    renew_followed_s: float = 0.3
    """The same for a turn that has news and is followed on another process."""
    tick_s: float = 0.25
    """How often the process looks which leases are due."""
    alive_s: float = 1.0
    """How often a process that answers says that it lives."""
    read_clock_s: float = 5.0
    """How often a process that answers nothing reads the database's clock."""
    checkpoint_s: float = 15.0
    """How long a checkpoint that is waited for may take."""
    sweep_s: float = 5.0
    """How often expired turns of other processes are looked for."""
    prune_s: float = 300.0
    """How often turns that ended an hour ago are put away, and days of them that are long over dropped."""
    look_s: float = 0.3
    """How often a listener looks at a turn of another process."""
    attend_s: float = 1.0
    """How often such a listener says that it is there."""
    ping_s: float = 12.0
    """After how long a silence a stream gives a sign of life."""
    listened_wait_s: float = 1.5
    """How long a new message waits for a turn that is listened to before it is refused as busy: long enough for a
    hang-up on another connection or another process to become known."""
    stop_wait_s: float = 4.0
    """How long a new message waits for a turn that nobody listens to, and is being stopped for it."""
    delivered_wait_s: float = 2.0
    """How long the same request sent again waits at most for the note that the answer was received."""
    unread_s: float = 0.1
    """How long a request may have lain at this process unread, while its event loop is not known to be late."""
    delivery_known_s: float = 10.0
    """How long a process remembers when it ended a stream."""
    deliveries_s: float = 0.06
    """How long after a statement that notes deliveries the next one is sent, unless a request waits for it. With
    `last_byte_s` it is less than `unread_s`: another process takes the same request for the same one so long anyway."""
    last_byte_s: float = 0.01
    """How long the last byte of a stream has for leaving before that is noted."""
    last_store_s: float = 5.0
    """How long a process that must go waits for its last turns to be stored."""
    save_for_s: float = 3600.0
    """How long the end of a turn is tried again while the database is away; what was said is in memory meanwhile."""


@dataclass(frozen=True, slots=True)
class BrokerTimings:
    """Of the broker that hands messages from process to process."""

    timeout_s: float = 2.0
    """For connecting, and for the answer to a ping."""
    ping_s: float = 1.0
    """Between two pings."""
    first_pause_s: float = 0.2
    """Before a connection that broke is made anew; twice as long each time after that."""
    most_pause_s: float = 5.0


@dataclass(frozen=True, slots=True)
class DoctorTimings:
    """Of `manage.py doctor --url`, which looks at a deployed server from outside."""

    timeout_s: float = 15.0
    """For one answer."""
    turn_timeout_s: float = 180.0
    """For two pieces of a streamed answer to follow each other."""
    longest_silence_s: float = 15.0
    """Proxies and phones give up on streams that say nothing for longer; the server pings before."""


@dataclass(frozen=True, slots=True)
class LimitTimings:
    """Of limits: when windows that are long over are forgotten. Every process does it: what is gone costs nothing."""

    prune_first_s: float = 120.0
    prune_s: float = 1800.0


@dataclass(frozen=True, slots=True)
class DataTimings:
    """Of exports and deletions of a user's own data."""

    first_after_s: float = 5.0
    """After a start: what a process that was killed has left is gone on with."""
    every_s: float = 20.0
    """How often requests are looked for that no process works on."""
    stop_wait_s: float = 15.0
    """How long a deletion waits for running answers to end."""
    look_s: float = 0.3
    """How often it looks meanwhile."""
    settle_s: float = 65.0
    """Between the two passes of a deletion: longer than any statement that was on its way may take to arrive."""


@dataclass(frozen=True, slots=True)
class StandbyTimings:
    """Of reads from a standby."""

    catch_up_s: float = 0.1
    """How long a read waits for the standby to have what the primary has."""
    look_s: float = 0.005
    """How often it looks meanwhile."""
    answer_s: float = 2.0
    """How long a read may take there in all before the primary does it."""
    retry_s: float = 2.0
    """How often a standby that is out of use is tried."""


@dataclass(frozen=True, slots=True)
class ShardTimings:
    """Of users who are spread over several databases (PP_SHARDS)."""

    poll_s: float = 0.5
    """How often a process looks for users who are being moved."""
    fresh_s: float = 2.0
    """How long after a look what a process remembers is believed: the same in all processes, and in the mover."""
    look_s: float = 0.05
    """How often a statement of a user who is being moved looks whether that is over."""
    patience_s: float = 20.0
    """How long it does so."""
    drain_s: float = 60.0
    """How long a move waits for the user's running answers to end."""
    margin_s: float = 0.5
    """How much longer than `fresh_s` a mover waits."""
    resume_s: float = 10.0
    """How often a process looks for moves whose mover has died."""


@dataclass(frozen=True, slots=True)
class Timings:
    """The whole set."""

    sign_in: SignInTimings = field(default_factory=SignInTimings)
    sources: SourceTimings = field(default_factory=SourceTimings)
    file_storage: FileStorageTimings = field(default_factory=FileStorageTimings)
    turns: TurnTimings = field(default_factory=TurnTimings)
    limits: LimitTimings = field(default_factory=LimitTimings)
    broker: BrokerTimings = field(default_factory=BrokerTimings)
    data: DataTimings = field(default_factory=DataTimings)
    standby: StandbyTimings = field(default_factory=StandbyTimings)
    shards: ShardTimings = field(default_factory=ShardTimings)
