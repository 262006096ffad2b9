"""A board that several ask for at about the same time is drawn once; what would change its looks has it drawn anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from msgspec import structs

from professor_lock.betting.facts import Event, Quote, Slate
from professor_lock.desk.live_cards import BoardState, LiveBoard, board_state, live_board
from professor_lock.desk.market import MarketReader
from professor_lock.desk.price_history import PriceHistory
from professor_lock.sources.demo.demo import DemoOdds
from professor_lock.sources.names.leagues import find_league
from professor_lock.user import UserContext

NOW = datetime(2026, 1, 16, 20, 0, 0, 100_000, tzinfo=UTC)
USER = UserContext(user_id="ann", time_zone="America/New_York")


class KeptPrices:
    """A history of prices that has these."""

    def __init__(self) -> None:
        self.quotes: list[Quote] = []

    async def opening(self, events: Iterable[Event]) -> list[Quote]:
        return list(self.quotes)


HISTORY = KeptPrices()


@pytest.fixture
def market() -> MarketReader:
    return MarketReader(cast(Any, None), cast(PriceHistory, KeptPrices()), lambda: NOW)


@pytest.fixture
async def slate() -> Slate:
    return await DemoOdds().fetch_slate(find_league("nba"), NOW, ZoneInfo("America/New_York"))


def state_of(slate: Slate) -> BoardState:
    return board_state("nba", "all", [event.id for event in slate.events], "NBA")


async def drawn(
    market: MarketReader, slate: Slate, user: UserContext = USER, now: datetime = NOW, history: KeptPrices = HISTORY
) -> LiveBoard:
    return await live_board(slate, state_of(slate), user, market=market, history=cast(PriceHistory, history), now=now)


async def test_a_board_that_two_users_ask_for_within_a_moment_is_drawn_once(market: MarketReader, slate: Slate) -> None:
    ann = await drawn(market, slate)
    bob = await drawn(market, slate, replace(USER, user_id="bob"), NOW + timedelta(seconds=4))
    assert bob.card is ann.card
    assert bob.state == ann.state
    again = await drawn(MarketReader(cast(Any, None), cast(PriceHistory, HISTORY), lambda: NOW), slate)
    assert again.card.tree == ann.card.tree


async def test_a_later_time_another_zone_or_way_of_writing_prices_has_it_drawn_anew(
    market: MarketReader, slate: Slate
) -> None:
    first = await drawn(market, slate)
    later = await drawn(market, slate, now=NOW + timedelta(seconds=5))
    west = await drawn(market, slate, replace(USER, time_zone="America/Los_Angeles"))
    decimal = await drawn(market, slate, replace(USER, odds_format="decimal"))
    german = await drawn(market, slate, replace(USER, language="de"))
    trees = [one.card.tree for one in (first, west, decimal, german)]
    assert all(one != other for number, one in enumerate(trees) for other in trees[:number])
    assert later.card is not first.card


async def test_other_prices_and_other_first_prices_are_shown_at_once(market: MarketReader, slate: Slate) -> None:
    first = await drawn(market, slate)
    moved = replace(slate, quotes=tuple(structs.replace(one, american=-250) for one in slate.quotes))
    assert (await drawn(market, moved)).card is not first.card
    history = KeptPrices()
    history.quotes = [structs.replace(slate.opening[0], american=-400)]
    assert (await drawn(market, slate, history=history)).card is not first.card


async def test_a_card_that_says_what_was_refreshed_is_its_readers_own(market: MarketReader, slate: Slate) -> None:
    first = await drawn(market, slate)
    before = first.card.tree
    fresh = await live_board(
        slate, state_of(slate), USER, market=market, history=cast(PriceHistory, HISTORY), now=NOW, before=before
    )
    assert fresh.card is not first.card
    assert (await drawn(market, slate)).card.tree == before


async def test_a_game_that_has_begun_meanwhile_is_drawn_as_begun(market: MarketReader, slate: Slate) -> None:
    start = slate.events[0].starts_at
    soon = replace(slate, fetched_at=start)
    before = await drawn(market, soon, now=start - timedelta(seconds=1))
    after = await drawn(market, soon, now=start - timedelta(milliseconds=100))
    assert after.card is before.card
    assert not before.board.games[0].live
    key = next(iter(market.drawn._kept))
    assert market.drawn.find(key, soon, [], start) is None


async def test_what_is_kept_is_bounded(market: MarketReader, slate: Slate) -> None:
    first = await drawn(market, slate)
    for number in range(12):
        await live_board(
            slate,
            replace(state_of(slate), title=f"NBA {number}"),
            USER,
            market=market,
            history=cast(PriceHistory, HISTORY),
            now=NOW,
        )
    assert (await drawn(market, slate)).card is not first.card
