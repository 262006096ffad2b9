"""The five no-vig methods, held to published values, to what PyPI's `shin` answers, and to the laws they all obey."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from professor_lock.betting.novig import NoVig, hold, no_vig
from professor_lock.betting.odds import decimal_price, implied_probability
from professor_lock.errors import BadInput

# Decimal prices, and what calculate_implied_probabilities of shin 0.2.2 answers with max_iterations=20_000 and
# convergence_threshold=1e-15. Recorded, because the package has no wheels for newer Pythons and builds with Rust.
SHIN_0_2_2 = [
    ((1.91, 1.91), (0.5, 0.5)),
    ((1.25, 4.2), (0.7809524, 0.2190476)),
    ((1.05, 12.0), (0.9345238, 0.0654762)),
    ((2.6, 2.4, 4.3), (0.3729941, 0.4047794, 0.2222265)),
    ((1.5, 4.5, 7.0), (0.6535616, 0.2125615, 0.1338769)),
    ((1.12, 9.0, 21.0), (0.8688364, 0.0963711, 0.0347925)),
    ((3.4, 3.4, 3.4, 4.2), (0.2634603, 0.2634603, 0.2634603, 0.2096192)),
    ((1.7, 5.5, 8.0, 11.0, 19.0), (0.5751284, 0.1744163, 0.11842, 0.0848407, 0.0471946)),
    ((2.5, 4.0, 6.0, 9.0, 15.0, 34.0), (0.3938564, 0.2452606, 0.1627108, 0.1076825, 0.0636705, 0.0268192)),
]

probabilities = st.floats(0.005, 0.98)
markets = st.lists(probabilities, min_size=2, max_size=6)
markets_with_vig = markets.filter(lambda market: 1.0001 < sum(market) < 2)


def implied(*americans: int) -> list[Fraction]:
    return [implied_probability(decimal_price(american)) for american in americans]


@pytest.mark.parametrize(
    ("method", "short", "long"),
    [
        ("multiplicative", (0.7183, 0.2817), (0.8721, 0.1279)),
        ("additive", (0.7279, 0.2721), (0.8879, 0.1121)),
        ("shin", (0.7279, 0.2721), (0.8879, 0.1121)),
        ("odds_ratio", (0.7285, 0.2715), (0.8897, 0.1103)),
        ("power", (0.7331, 0.2669), (0.8977, 0.1023)),
    ],
)
def test_each_method_gives_its_worked_values(method, short, long):
    assert tuple(round(p, 4) for p in no_vig(implied(-300, 240), method)) == short
    assert tuple(round(p, 4) for p in no_vig(implied(-1000, 650), method)) == long


def test_a_standard_market_has_its_hold():
    assert round(100 * hold(implied(-110, -110)), 3) == 4.545


def test_best_prices_of_different_books_can_hold_less_than_nothing():
    assert hold(implied(-385, 450)) < 0


def test_three_way_shin_is_the_value_its_package_prints():
    market = [1 / 2.6, 1 / 2.4, 1 / 4.3]
    assert [round(p, 5) for p in no_vig(market, NoVig.SHIN)] == [0.37299, 0.40478, 0.22223]


def test_additive_refuses_a_market_in_which_a_side_would_have_no_chance():
    with pytest.raises(BadInput, match="additive"):
        no_vig([1 / 1.10, 1 / 8, 1 / 101], "additive")


def test_shin_is_refused_below_a_hundred_percent_and_the_others_still_work():
    market = implied(-385, 450)
    with pytest.raises(BadInput, match="Shin"):
        no_vig(market, "shin")
    for method in set(NoVig) - {NoVig.SHIN}:
        assert abs(sum(no_vig(market, method)) - 1) < 1e-12


@pytest.mark.parametrize("method", list(NoVig))
def test_without_vig_every_method_returns_what_it_was_given(method):
    assert no_vig([Fraction(1, 2), Fraction(3, 10), Fraction(1, 5)], method) == (0.5, 0.3, 0.2)


@pytest.mark.parametrize("market", [[], [0.5], [0.5, 0.0], [0.5, 1.0], [0.5, float("nan")], [0.5, True], [0.5, -0.1]])
def test_a_market_with_one_side_or_a_wrong_one_has_no_fair_price(market):
    for ask in (no_vig, hold):
        with pytest.raises(BadInput) as caught:
            ask(market)
        assert caught.value.field == "market"


def test_an_unknown_method_is_named():
    with pytest.raises(BadInput, match="guessing") as caught:
        no_vig([0.6, 0.5], "guessing")
    assert caught.value.field == "method"


@pytest.mark.parametrize(("decimals", "fair"), SHIN_0_2_2)
def test_shin_agrees_with_the_package(decimals, fair):
    assert no_vig([1 / decimal for decimal in decimals], "shin") == pytest.approx(fair, abs=1e-6)


@given(st.tuples(probabilities, probabilities).filter(lambda pair: sum(pair) > 1.0001))
def test_two_way_shin_obeys_its_formula_with_the_share_of_informed_money_in_closed_form(pair):
    total, apart = sum(pair), (pair[0] - pair[1]) ** 2
    z = (total - 1) * (apart - total) / (total * (apart - 1))  # Jullien and Salanie (1994)
    assume(z < 0.999)
    formula = [((z * z + 4 * (1 - z) * q * q / total) ** 0.5 - z) / (2 * (1 - z)) for q in pair]
    assert no_vig(pair, "shin") == pytest.approx(formula, abs=1e-9)


@given(markets, st.sampled_from(list(NoVig)))
def test_fair_probabilities_sum_to_one_and_keep_the_order_of_the_prices(market, method):
    try:
        fair = no_vig(market, method)
    except BadInput:
        assume(False)
    assert abs(sum(fair) - 1) < 1e-9
    assert all(0 < p < 1 for p in fair)
    ranked = sorted(zip(market, fair, strict=True))
    assert all(p <= q + 1e-12 for (_, p), (_, q) in pairwise(ranked))


@given(st.integers(-120, -101) | st.integers(100, 120), st.integers(-120, -101) | st.integers(100, 120))
def test_the_methods_agree_closely_near_even_prices(one, other):
    market = implied(one, other)
    assume(1.0 < sum(market) < 1.1)
    first = [no_vig(market, method)[0] for method in NoVig]
    assert max(first) - min(first) <= 0.002


@given(markets_with_vig)
def test_every_correction_of_the_longshot_bias_lowers_the_longest_shot(market):
    assume(max(market) - min(market) > 0.05)
    longest = market.index(min(market))
    plain = no_vig(market)[longest]
    for method in (NoVig.SHIN, NoVig.ODDS_RATIO, NoVig.POWER):
        assert no_vig(market, method)[longest] <= plain + 1e-9
