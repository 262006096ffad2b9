"""The slip: its exact price, every reason against it at once, and what one book would pay for all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from professor_lock.betting.conflicts import same_game
from professor_lock.betting.facts import EventStatus, Market
from professor_lock.betting.legs import UnmatchedLeg
from professor_lock.betting.odds import decimal_price, format_decimal
from professor_lock.betting.slip import BookTicket, price_changes, price_slip, tickets_by_book
from professor_lock.errors import BadInput
from tests.support.quotes import NOW, a_quote, an_event, leg_of, over_under, two_way


def a_leg(n, price=-110, **more):
    return leg_of(a_quote(an_event(f"e{n}"), "Homers", price), **more)


def bet(game, selection, line=None, price=-110, **more):
    return leg_of(a_quote(game, selection, price, line, **more))


def priced(*legs, stake=10_000, **more):
    return price_slip(legs, stake_cents=stake, now=NOW, **more)


def best_book(*arguments, **more) -> BookTicket:
    return tickets_by_book(*arguments, **more)[0]


def codes(slip):
    return [(problem.code, problem.legs) for problem in slip.problems]


@pytest.mark.parametrize(
    ("price", "count", "stake", "payout"),
    [
        (-110, 2, 10_000, 36_446),
        (-110, 3, 10_000, 69_579),
        (-110, 15, 10_000, 163_079_415),
        (300, 15, 1_000, 1_073_741_824_000),
        (-10_000, 2, 10_000, 10_201),
    ],
)
def test_a_parlay_pays_the_exact_product_rounded_once(price, count, stake, payout):
    slip = priced(*(a_leg(n, price) for n in range(count)), stake=stake)
    assert slip.payout_cents == payout
    assert slip.profit_cents == payout - stake
    assert slip.problems == ()


def test_a_single_leg_is_priced_as_a_straight_bet():
    for price, stake, payout in ((-100_000, 1_000, 1_001), (-100_000, 400, 400), (150, 1_001, 2_503)):
        slip = priced(a_leg(1, price), stake=stake)
        assert (slip.payout_cents, codes(slip)) == (payout, [])


def test_the_parlay_price_is_the_true_one():
    assert [priced(*(a_leg(n) for n in range(count))).american for count in (2, 3, 4)] == [264, 596, 1228]


def test_three_fair_coins_at_minus_110_lose_thirteen_percent_not_four_and_a_half():
    slip = priced(*(a_leg(n, fair=0.5) for n in range(3)))
    assert slip.fair_probability == 0.125
    assert round(100 * slip.ev, 1) == -13.0
    assert round(100 * priced(a_leg(1, fair=0.5)).ev, 1) == -4.5


def test_a_leg_without_a_fair_price_leaves_the_whole_without_one():
    slip = priced(a_leg(1, fair=0.5), a_leg(2))
    assert (slip.fair_probability, slip.ev) == (None, None)
    assert slip.implied_probability == pytest.approx((11 / 21) ** 2)


def test_the_agreement_of_a_slip_is_that_of_its_weakest_leg():
    assert priced(a_leg(1), a_leg(2, agreement="low"), a_leg(3, agreement="medium")).agreement == "low"
    assert priced().agreement == "none"


GAME = an_event("g")
LIVE = an_event("live", starts_in_s=-60, status=EventStatus.LIVE)


@pytest.mark.parametrize(
    ("legs", "code"),
    [
        ([bet(GAME, "Homers"), bet(GAME, "Visitors")], "both_sides"),
        ([bet(GAME, "Homers"), bet(GAME, "Draw")], "both_sides"),
        ([bet(GAME, "Visitors", 3.5), bet(GAME, "Homers", -3.5)], "both_sides"),
        ([bet(GAME, "Visitors", 4.5), bet(GAME, "Homers", -2.5)], "both_sides"),
        ([bet(GAME, "Over", 218.5), bet(GAME, "Under", 222.5)], "both_sides"),
        (
            [
                bet(GAME, side, 24.5, market=Market.PLAYER_PROP, subject="A player", stat="points")
                for side in ("Over", "Under")
            ],
            "both_sides",
        ),
        ([bet(GAME, "Homers"), bet(GAME, "Visitors", -2.5)], "impossible"),
        ([bet(GAME, "Visitors"), bet(GAME, "Homers", 0.5)], "impossible"),
        ([bet(GAME, "Homers", -3), bet(GAME, "Homers", -3, book="Book B", price=100)], "duplicate"),
        ([bet(GAME, "Homers", -3), bet(GAME, "Homers", -4.5)], "same_market_twice"),
    ],
)
def test_legs_that_cannot_stand_together_are_refused_without_a_price(legs, code):
    slip = priced(*legs)
    assert codes(slip) == [(code, (0, 1))]
    assert (slip.decimal, slip.american, slip.payout_cents, slip.fair_probability) == (None,) * 4
    assert slip.legs == tuple(legs)


def test_three_legs_no_score_wins_together_are_refused_though_each_pair_is_possible():
    slip = priced(
        bet(GAME, "Over", 110.5, market=Market.TEAM_TOTAL, subject="Homers"),
        bet(GAME, "Over", 110.5, market=Market.TEAM_TOTAL, subject="Visitors"),
        bet(GAME, "Under", 221.5),
    )
    assert codes(slip) == [("impossible", (0, 1, 2))]


def test_two_players_overs_are_different_markets():
    slip = priced(
        bet(GAME, "Over", 24.5, market=Market.PLAYER_PROP, subject="One", stat="points"),
        bet(GAME, "Under", 24.5, market=Market.PLAYER_PROP, subject="Other", stat="points"),
        bet(GAME, "Under", 9.5, market=Market.PLAYER_PROP, subject="One", stat="rebounds"),
    )
    assert slip.problems == ()
    assert [warning.code for warning in slip.warnings] == ["same_game"]


def test_legs_of_one_game_are_not_multiplied_and_that_is_said():
    slip = priced(bet(GAME, "Homers"), bet(GAME, "Over", 220), a_leg(9))
    assert slip.problems == ()
    assert [(warning.code, warning.legs) for warning in slip.warnings] == [("same_game", (0, 1))]
    assert "ask the book for its same-game price" in slip.warnings[0].message
    assert (slip.decimal, slip.payout_cents, slip.fair_probability, slip.ev) == (None,) * 4


def test_a_moneyline_beside_the_same_teams_minus_spread_is_the_harder_leg():
    slip = priced(bet(GAME, "Homers"), bet(GAME, "Homers", -5.5))
    assert slip.warnings[0].message.endswith("the fair price of the two is that of leg 2.")


@pytest.mark.parametrize(
    ("game", "code"),
    [
        (an_event("a", starts_in_s=0), "started"),
        (LIVE, "started"),
        (an_event("b", status=EventStatus.LIVE), "started"),
        (an_event("c", status=EventStatus.FINAL), "started"),
        (an_event("d", status=EventStatus.POSTPONED), "off"),
        (an_event("e", status=EventStatus.CANCELED), "off"),
    ],
)
def test_a_game_that_has_begun_or_is_off_cannot_be_bet(game, code):
    assert codes(priced(bet(game, "Homers"), a_leg(2))) == [(code, (0,))]


def test_a_game_one_second_before_its_start_can_be_bet():
    assert priced(bet(an_event("a", starts_in_s=1), "Homers"), a_leg(2)).problems == ()


def test_a_leg_without_a_price_is_said_to_be_missing_and_there_is_no_total():
    slip = price_slip([a_leg(1), a_leg(2)], [UnmatchedLeg("Bulls -4", "no book offers it")], stake_cents=100, now=NOW)
    assert codes(slip) == [("missing_odds", ())]
    assert "Bulls -4" in slip.problems[0].message
    assert slip.decimal is None


@pytest.mark.parametrize("wrong", [Fraction(1), Fraction(1, 2), None, 1.91])
def test_a_price_outside_the_domain_is_refused(wrong):
    slip = priced(a_leg(1), replace(a_leg(2), decimal=wrong))
    assert codes(slip) == [("invalid_odds", (1,))]
    assert slip.decimal is None


def test_an_american_price_outside_the_domain_is_refused():
    assert codes(priced(a_leg(1), replace(a_leg(2), american=50))) == [("invalid_odds", (1,))]


def test_the_number_of_legs_is_limited_and_the_limit_is_a_setting():
    legs = [a_leg(n) for n in range(16)]
    assert codes(priced(*legs)) == [("too_many_legs", ())]
    assert priced(*legs, max_legs=16).problems == ()
    assert codes(priced()) == [("too_few_legs", ())]


@pytest.mark.parametrize("stake", [0, -1, 100_000_001, 25.5, True, None, "25"])
def test_a_stake_that_is_none_is_refused_but_the_price_stays(stake):
    slip = priced(a_leg(1), a_leg(2), stake=stake)
    assert codes(slip) == [("stake", ())]
    assert slip.american == 264


def test_a_stake_over_the_persons_own_limit_is_refused():
    assert codes(priced(a_leg(1), a_leg(2), stake=5_001, max_stake_cents=5_000)) == [("stake", ())]
    assert priced(a_leg(1), a_leg(2), stake=5_000, max_stake_cents=5_000).problems == ()


def test_all_reasons_are_given_at_once_and_the_slip_is_kept():
    legs = [bet(LIVE, "Homers"), bet(GAME, "Over", 218.5), bet(GAME, "Under", 222.5), replace(a_leg(4), american=0)]
    slip = price_slip(legs, [UnmatchedLeg("x", "y")], stake_cents=0, now=NOW, max_legs=4)
    assert {code for code, _ in codes(slip)} == {
        "missing_odds", "started", "both_sides", "invalid_odds", "too_many_legs", "stake",
    }  # fmt: skip
    assert slip.legs == tuple(legs)


def test_a_quote_of_ten_minutes_is_fresh_and_one_second_more_is_not():
    fresh, old = (replace(a_leg(n), as_of=NOW - timedelta(seconds=age)) for n, age in ((1, 600), (2, 601)))
    assert [(warning.code, warning.legs) for warning in priced(fresh, old).warnings] == [("stale_price", (1,))]


def test_legs_at_different_books_are_one_ticket_nobody_sells():
    slip = priced(a_leg(1), replace(a_leg(2), book="Book B"))
    assert [warning.code for warning in slip.warnings] == ["mixed_books"]
    assert slip.american == 264


def test_an_exchanges_price_in_a_parlay_is_said_to_be_one():
    exchange = replace(a_leg(1), exchange=True)
    assert [(warning.code, warning.legs) for warning in priced(exchange, a_leg(2)).warnings] == [("exchange", (0,))]


def test_changed_prices_are_shown_old_and_new_better_or_worse():
    one, two = bet(an_event("a"), "Homers", -3.5), a_leg(2)
    shorter = replace(one, american=-115, decimal=decimal_price(-115))
    assert price_changes([one, two], [one, two]) == ()
    (changed,) = price_changes([two, one], [two, shorter])
    assert (changed.code, changed.legs) == ("price_changed", (1,))
    assert changed.message == "Leg 2: -3.5 -110 at Book A is now -3.5 -115 at Book A."
    assert len(price_changes([shorter], [one])) == 1
    assert len(price_changes([one], [replace(one, line=Fraction(-4))])) == 1
    assert len(price_changes([one], [replace(one, book="Book B")])) == 1


def test_other_legs_are_no_change_of_price():
    for other in ([a_leg(2)], [], [bet(an_event("e1"), "Visitors")]):
        with pytest.raises(BadInput):
            price_changes([a_leg(1)], other)


def test_demo_prices_make_a_demo_slip():
    assert priced(a_leg(1), replace(a_leg(2), demo=True)).demo
    assert not priced(a_leg(1), a_leg(2)).demo


def quotes_of_two_games():
    one, two = an_event("one"), an_event("two")
    return [
        *two_way(one, 300, -385, book="Kambi 1"),
        *two_way(two, 330, -435, book="Kambi 1"),
        *two_way(one, 300, -385, book="Kambi 2", age_s=50),
        *two_way(two, 330, -435, book="Kambi 2"),
        *two_way(one, 380, -490, book="Other"),
        *two_way(two, 350, -450, book="Other"),
        *two_way(one, 500, -300, book="Half a book"),
        *two_way(one, 450, -385, book="Exchange", exchange=True),
        *two_way(two, 380, -385, book="Exchange", exchange=True),
    ]


def test_the_best_single_book_is_named_beside_the_mix_no_book_sells():
    quotes = quotes_of_two_games()
    homes = [quote for quote in quotes if quote.selection == "Homers"]
    legs = [leg_of(homes[0]), leg_of(homes[-1])]
    mix = priced(*legs)
    best = best_book(legs, quotes)
    assert mix.payout_cents == 15_869
    assert best.books == ("Kambi 1", "Kambi 2")
    assert price_slip([replace(a_leg(1), decimal=best.decimal)], stake_cents=10_000, now=NOW).payout_cents == 15_493
    assert best.as_of == NOW - timedelta(seconds=50)
    assert [ticket.books for ticket in tickets_by_book(legs, quotes)] == [("Kambi 1", "Kambi 2"), ("Other",)]


def test_a_book_at_another_line_or_with_an_old_quote_does_not_have_the_ticket():
    one, two = an_event("one"), an_event("two")
    quotes = [
        *two_way(one, -110, -110, 3, book="A"), *two_way(one, 200, -110, 3.5, book="B"),
        *over_under(two, -110, -110, 220, book="A"), *over_under(two, 200, -110, 220, book="B"),
    ]  # fmt: skip
    legs = [leg_of(quotes[0]), leg_of(quotes[4])]
    assert best_book(legs, quotes).books == ("A",)
    aged = [structs.replace(quote, as_of=NOW - timedelta(seconds=601)) for quote in quotes]
    assert best_book(legs, aged).books == ("A",)
    assert tickets_by_book(legs, aged, now=NOW) == ()


@pytest.mark.parametrize("better_first", [True, False])
def test_of_two_equally_new_prices_of_one_book_the_ticket_is_at_the_worse(better_first):
    legs = [leg_of(a_quote(an_event(name), "Visitors", -110)) for name in ("e1", "e2")]
    twice = [a_quote(an_event("e1"), "Visitors", price) for price in (150, -110)]
    quotes = [*(twice if better_first else twice[::-1]), a_quote(an_event("e2"), "Visitors", -110)]
    (ticket,) = tickets_by_book(legs, quotes)
    assert ticket.american == 264


def test_no_single_book_is_named_for_legs_of_one_game():
    quotes = [*two_way(GAME, -110, -110), *over_under(GAME, -110, -110, 220)]
    assert tickets_by_book([leg_of(quotes[0]), leg_of(quotes[2])], quotes) == ()
    assert tickets_by_book([], quotes) == ()


americans = st.integers(100, 5000) | st.integers(-5000, -101)


@given(st.lists(americans, min_size=2, max_size=4), st.integers(1, 10**8))
def test_the_order_of_legs_changes_nothing(prices, stake):
    legs = [a_leg(n, price, fair=0.4) for n, price in enumerate(prices)]
    answers = {
        (slip.decimal, slip.american, slip.payout_cents)
        for slip in (priced(*order, stake=stake) for order in permutations(legs))
    }
    assert len(answers) == 1


@given(americans, st.integers(1, 10**8))
def test_a_parlay_of_one_is_the_straight_bet(price, stake):
    slip = priced(a_leg(1, price), stake=stake)
    assert slip.american == a_leg(1, price).american
    assert abs(slip.payout_cents - stake * decimal_price(price)) <= Fraction(1, 2)


@given(st.lists(americans, min_size=2, max_size=15), st.integers(1, 10**8))
def test_a_slip_without_problems_has_a_price_and_pays_more_than_it_costs(prices, stake):
    slip = priced(*(a_leg(n, price) for n, price in enumerate(prices)), stake=stake)
    assert slip.problems == ()
    assert slip.payout_cents >= stake
    assert slip.payout_cents == slip.stake_cents + slip.profit_cents
    assert format_decimal(slip.decimal) > "1.00"


def test_a_game_that_two_sources_name_in_their_own_ways_is_one_game():
    feed = an_event("a1", away="Los Angeles Clippers", home="Phoenix Suns")
    espn = replace(feed, id="401", away="LA Clippers", source="ESPN", starts_at=feed.starts_at + timedelta(minutes=10))
    prop = bet(feed, "Over", 24.5, market=Market.PLAYER_PROP, subject="A player", stat="points")
    slip = priced(prop, bet(espn, "Phoenix Suns"))
    assert slip.decimal is None
    assert [warning.code for warning in slip.warnings] == ["same_game"]
    tomorrow = replace(espn, starts_at=feed.starts_at + timedelta(days=1))
    assert priced(prop, bet(tomorrow, "Phoenix Suns")).decimal is not None
    twice_a_day = replace(feed, id="a2", starts_at=feed.starts_at + timedelta(hours=2))
    assert priced(prop, bet(twice_a_day, "Phoenix Suns")).decimal is not None


@pytest.mark.parametrize(
    ("feed", "espn", "one_game"),
    [
        (("Inter Miami CF", "LA Galaxy"), ("Inter Miami", "LA Galaxy"), True),
        (("CF Montréal", "Toronto FC"), ("CF Montreal", "Toronto"), True),
        (("Duke Blue Devils", "Houston Cougars"), ("Houston Cougars", "Duke Blue Devils"), True),
        (("LA Clippers", "Phoenix Suns"), ("Phoenix Suns", "Los Angeles Clippers"), True),
        (("Hamburger SV", "1. FC Köln"), ("FC Cologne", "Hamburg SV"), True),
        (("Los Angeles FC", "Inter Miami"), ("Inter Miami CF", "LAFC"), True),
        (("Athletics", "Texas Rangers"), ("Texas Rangers", "Oakland Athletics"), True),
        (("Michigan State Spartans", "Ohio State Buckeyes"), ("San Jose State Spartans", "Utah State Aggies"), False),
        (("New York Rangers", "Boston Bruins"), ("New York Islanders", "Detroit Red Wings"), False),
        (("Boston Red Sox", "New York Yankees"), ("Chicago White Sox", "Cleveland Guardians"), False),
        (("Phoenix Suns", "Denver Nuggets"), ("Utah Jazz", "Miami Heat"), False),
    ],
)
def test_one_game_of_two_sources_is_known_by_its_teams(feed, espn, one_game):
    first = an_event("a1", away=feed[0], home=feed[1])
    second = replace(first, id="401", away=espn[0], home=espn[1], source="ESPN")
    assert same_game(first, second) is one_game
    assert same_game(second, first) is one_game
