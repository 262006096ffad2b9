"""What tickets pay: pushes, voids, quarter lines, dead heats, same-game tickets and round robins."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.betting.odds import decimal_price
from professor_lock.betting.settlement import (
    Result,
    SettledLeg,
    leg_factor,
    round_robin,
    settle_round_robin,
    settle_ticket,
)
from professor_lock.errors import BadInput

MINUS_110 = decimal_price(-110)
DECIDED = [Result.WON, Result.HALF_WON, Result.PUSH, Result.VOID, Result.HALF_LOST, Result.LOST]

prices = st.builds(decimal_price, st.integers(100, 5000) | st.integers(-5000, -101))
settled_legs = st.builds(SettledLeg, prices, st.sampled_from(DECIDED))


def leg(result, price=MINUS_110, **more):
    return SettledLeg(price, result, **more)


def settled(*results, stake=10_000):
    ticket = settle_ticket(stake, [leg(result) for result in results])
    return ticket.result, ticket.payout_cents


def test_a_push_shrinks_a_parlay():
    assert settled(Result.WON, Result.WON, Result.PUSH) == (Result.WON, 36_446)
    assert settled(Result.WON, Result.VOID, Result.WON) == (Result.WON, 36_446)


def test_a_two_leg_parlay_with_a_push_becomes_a_straight_bet():
    assert settled(Result.WON, Result.PUSH) == (Result.WON, 19_091)


def test_all_legs_pushed_or_void_return_the_stake():
    assert settled(Result.PUSH, Result.VOID) == (Result.PUSH, 10_000)
    assert settled(Result.VOID, Result.VOID) == (Result.VOID, 10_000)
    assert settled(Result.PUSH) == (Result.PUSH, 10_000)


def test_a_lost_leg_loses_at_once_even_with_legs_pending():
    assert settled(Result.LOST, Result.PENDING, Result.WON) == (Result.LOST, 0)
    assert settled(Result.PENDING, Result.WON) == (Result.PENDING, None)


def test_quarter_lines_pay_half():
    assert settled(Result.HALF_WON) == (Result.HALF_WON, 14_545)
    assert settled(Result.HALF_LOST) == (Result.HALF_LOST, 5_000)
    assert settled(Result.WON, Result.HALF_LOST) == (Result.HALF_LOST, 9_545)
    assert settled(Result.HALF_WON, Result.HALF_WON) == (Result.WON, 21_157)


def test_a_dead_heat_divides_the_stake_and_pays_full_odds():
    tied = leg(Result.WON, decimal_price(300), dead_heat=Fraction(1, 3))
    assert settle_ticket(10_000, [tied]).payout_cents == 13_333
    with pytest.raises(BadInput) as caught:
        leg_factor(leg(Result.WON, dead_heat=Fraction(0)))
    assert caught.value.field == "dead_heat"


def test_a_same_game_ticket_is_paid_at_the_books_own_price_when_all_of_it_won():
    legs = [leg(Result.WON, game="g"), leg(Result.WON, game="g"), leg(Result.WON, game="h")]
    assert settle_ticket(10_000, legs, ticket_price=Fraction(5)).payout_cents == 50_000
    assert settle_ticket(10_000, legs).result is Result.ASK_BOOK


@pytest.mark.parametrize(
    ("results", "price", "result", "payout"),
    [
        ((Result.WON, Result.WON), "4", Result.WON, 40_000),
        ((Result.WON,), "2", Result.WON, 20_000),
        ((Result.HALF_WON,), "2", Result.HALF_WON, 15_000),
        ((Result.HALF_LOST,), "2", Result.HALF_LOST, 5_000),
        ((Result.WON, Result.LOST), "4", Result.LOST, 0),
        ((Result.PUSH, Result.VOID), "4", Result.PUSH, 10_000),
        ((Result.WON, Result.PUSH), "4", Result.ASK_BOOK, None),
        ((Result.WON, Result.VOID, Result.WON), "8", Result.ASK_BOOK, None),
        ((Result.WON, Result.HALF_LOST), "3.5", Result.ASK_BOOK, None),
        ((Result.WON, Result.WON), "3.64", Result.WON, 36_400),
        ((Result.WON, Result.PUSH), "3.64", Result.WON, 19_091),
        ((Result.WON, Result.WON, Result.VOID), "6.96", Result.WON, 36_446),
    ],
)
def test_a_parlay_told_at_a_price_of_its_own_is_paid_at_it(results, price, result, payout):
    """A boosted price of which a leg is gone only the book can divide; one that is rounded is that of the legs."""
    legs = [leg(one, game=str(n)) for n, one in enumerate(results)]
    ticket = settle_ticket(10_000, legs, ticket_price=Fraction(price))
    assert (ticket.result, ticket.payout_cents) == (result, payout)


@pytest.mark.parametrize("left", [Result.VOID, Result.PUSH, Result.HALF_WON])
def test_a_same_game_ticket_with_a_leg_gone_is_the_books_to_settle(left):
    legs = [leg(Result.WON, game="g"), leg(left, game="g")]
    ticket = settle_ticket(10_000, legs, ticket_price=Fraction(3))
    assert (ticket.result, ticket.payout_cents) == (Result.ASK_BOOK, None)


def test_a_same_game_ticket_still_loses_waits_and_returns_like_any_other():
    for results, outcome in (
        ((Result.LOST, Result.VOID), Result.LOST),
        ((Result.PENDING, Result.WON), Result.PENDING),
        ((Result.VOID, Result.VOID), Result.VOID),
    ):
        assert settle_ticket(100, [leg(result, game="g") for result in results]).result is outcome


def test_a_round_robin_costs_its_stake_for_every_combination():
    robin = round_robin(5, 3, 200)
    assert (len(robin.tickets), robin.cost_cents) == (10, 2_000)
    for wrong in ((5, 1, 200), (3, 4, 200)):
        with pytest.raises(BadInput):
            round_robin(*wrong)


def test_a_round_robin_settles_each_ticket_on_its_own():
    legs = [leg(Result.WON), leg(Result.WON), leg(Result.LOST)]
    robin = settle_round_robin(1_000, legs, 2)
    assert (robin.payout_cents, robin.profit_cents, robin.result) == (3_645, 645, Result.WON)
    assert settle_round_robin(1_000, [leg(Result.LOST)] * 3, 2).result is Result.LOST
    assert (
        settle_round_robin(1_000, [leg(Result.WON), leg(Result.WON), leg(Result.PENDING)], 2).result is Result.PENDING
    )


def test_a_ticket_needs_legs_and_prices():
    with pytest.raises(BadInput):
        settle_ticket(100, [])
    with pytest.raises(BadInput):
        settle_ticket(100, [leg(Result.WON, Fraction(1))])


@given(st.lists(settled_legs, min_size=1, max_size=4), st.integers(1, 10**8))
def test_the_order_of_legs_does_not_matter(legs, stake):
    assert len({settle_ticket(stake, list(order)).payout_cents for order in permutations(legs)}) == 1


@given(
    st.lists(settled_legs, min_size=1, max_size=6),
    st.sampled_from([Result.PUSH, Result.VOID]),
    prices,
    st.integers(1, 10**8),
)
def test_a_push_or_void_removes_its_leg(legs, gone, price, stake):
    with_it = settle_ticket(stake, [*legs, leg(gone, price)])
    assert with_it.payout_cents == settle_ticket(stake, legs).payout_cents


@given(settled_legs, st.integers(1, 10**8))
def test_a_parlay_of_one_settles_as_the_straight_bet(only, stake):
    ticket = settle_ticket(stake, [only])
    assert ticket.result is only.result
    assert abs(ticket.payout_cents - stake * leg_factor(only)) <= Fraction(1, 2)


@given(st.lists(settled_legs, min_size=1, max_size=6), st.integers(1, 10**8))
def test_profit_is_payout_less_stake_and_no_more_than_the_stake_is_lost(legs, stake):
    ticket = settle_ticket(stake, legs)
    assert ticket.profit_cents == ticket.payout_cents - stake >= -stake
