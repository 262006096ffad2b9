"""The services that clicks and the agent's tools use for bets, built from the stores and the sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from professor_lock.clocks import Clocks
from professor_lock.db.pool import Database
from professor_lock.db.standby import Reads
from professor_lock.desk.clicks import ClickStore
from professor_lock.desk.market import MarketReader
from professor_lock.desk.picks import PickStore
from professor_lock.desk.preferences import PreferenceStore
from professor_lock.desk.price_history import PriceHistory
from professor_lock.desk.proposals import Proposals, ProposalStore
from professor_lock.desk.self_limits import SelfLimitsStore
from professor_lock.desk.slip_store import SlipStore
from professor_lock.desk.slips import Slips
from professor_lock.desk.ticket_store import TicketStore
from professor_lock.sources.sources import Sources
from professor_lock.store import PostgresStore


@dataclass(frozen=True, slots=True)
class DeskServices:
    """The services for bets. `now` returns the present, aware UTC."""

    market: MarketReader
    slips: Slips
    tickets: TicketStore
    price_history: PriceHistory
    picks: PickStore
    self_limits: SelfLimitsStore
    preferences: PreferenceStore
    proposals: Proposals
    now: Callable[[], datetime]


def build_desk(
    owned: Database,
    shared: Database,
    threads: PostgresStore,
    sources: Sources,
    clocks: Clocks,
    *,
    standby: Reads | None = None,
) -> DeskServices:
    """Build them. `owned` runs the statements of one user, `shared` those on rows that belong to no user.

    With a `standby`, records and old quotes are read from it.
    """
    now = clocks.now
    tickets = TicketStore(owned, standby.reads(owned, owned=True) if standby else None)
    self_limits = SelfLimitsStore(owned, now=now)
    price_history = PriceHistory(shared, standby.reads(shared, owned=False) if standby else None)
    market = MarketReader(sources, price_history, now)
    slips = Slips(
        SlipStore(owned),
        clicks=ClickStore(owned, threads, now),
        tickets=tickets,
        self_limits=self_limits,
        threads=threads,
        market=market,
        clocks=clocks,
    )
    proposals = Proposals(ProposalStore(owned), tickets, self_limits, now)
    return DeskServices(
        market=market,
        slips=slips,
        tickets=tickets,
        price_history=price_history,
        picks=PickStore(shared),
        self_limits=self_limits,
        preferences=PreferenceStore(owned),
        proposals=proposals,
        now=now,
    )
