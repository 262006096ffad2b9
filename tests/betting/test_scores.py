"""Which scores win, and which legs no score can win together, held to trying every score."""

from __future__ import annotations

import math
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.betting.facts import Market
from professor_lock.betting.scores import Bound, implies, possible, winning_scores
from tests.support.quotes import an_event

GAME = an_event()
HIGHEST = 40


def leg(market, selection, line=None, subject=None):
    exact = None if line is None else Fraction(str(line))
    return SimpleNamespace(event=GAME, market=market, selection=selection, line=exact, subject=subject, stat=None)


def home(line=None):
    return leg(Market.SPREAD if line is not None else Market.MONEYLINE, "Homers", line)


def away(line=None):
    return leg(Market.SPREAD if line is not None else Market.MONEYLINE, "Visitors", line)


def total(side, line, subject=None):
    return leg(Market.TEAM_TOTAL if subject else Market.TOTAL, side, line, subject)


def bound(bet) -> Bound:
    decided = winning_scores(bet)
    assert decided is not None
    return decided


def wins(bet, away_score, home_score):
    """The rule itself, written the other way round: the selection's own margin or count against its own line."""
    if bet.market is Market.MONEYLINE:
        return {"Homers": home_score > away_score, "Visitors": away_score > home_score}.get(
            bet.selection, home_score == away_score
        )
    if bet.market is Market.SPREAD:
        ahead = home_score - away_score if bet.selection == "Homers" else away_score - home_score
        return ahead + bet.line > 0
    counted = {None: home_score + away_score, "Homers": home_score, "Visitors": away_score}[bet.subject]
    return counted > bet.line if bet.selection == "Over" else counted < bet.line


lines = st.integers(-20, 20).map(lambda n: Fraction(n, 4))
counts = st.integers(0, 60).map(lambda n: Fraction(n, 4))
bets = st.one_of(
    st.builds(leg, st.just(Market.MONEYLINE), st.sampled_from(["Homers", "Visitors", "Draw"])),
    st.builds(leg, st.just(Market.SPREAD), st.sampled_from(["Homers", "Visitors"]), lines),
    st.builds(total, st.sampled_from(["Over", "Under"]), counts),
    st.builds(total, st.sampled_from(["Over", "Under"]), counts, st.sampled_from(["Homers", "Visitors"])),
)
scores = [(a, h) for a in range(HIGHEST) for h in range(HIGHEST)]


@given(st.lists(bets, min_size=1, max_size=4))
def test_legs_are_possible_together_exactly_when_some_score_wins_them_all(legs):
    tried = any(all(wins(bet, a, h) for bet in legs) for a, h in scores)
    assert possible([bound(bet) for bet in legs]) is tried


@given(bets, bets)
def test_a_leg_implies_another_exactly_when_every_score_that_wins_it_wins_the_other(one, other):
    tried = all(wins(other, a, h) for a, h in scores if wins(one, a, h))
    assert implies(one, other) is tried


@pytest.mark.parametrize(
    ("legs", "answer"),
    [
        ([home(), away(-2.5)], False),
        ([away(), home(0.5)], False),
        ([home(), away(2.5)], True),
        ([home(-2.5), away(3.5)], True),
        ([home(), total("Under", 0.5)], False),
        ([home(-9.5), total("Under", 9.5)], False),
        ([home(-9.5), total("Under", 10.5)], True),
        ([home(-3), total("Over", 3.5), total("Under", 4.5)], True),
        ([home(-2.5), away(4), total("Over", 4.5), total("Under", 5.5)], True),
        ([home(-2.5), away(3.5), total("Over", 4.5), total("Under", 5.5)], True),
        ([home(-2.5), away(3.5), total("Over", 3.5), total("Under", 4.5)], False),
        ([total("Over", 110.5, "Homers"), total("Over", 110.5, "Visitors"), total("Under", 221.5)], False),
        ([total("Over", 110.5, "Homers"), total("Over", 110.5, "Visitors"), total("Under", 222.5)], True),
    ],
)
def test_reasoning_over_final_scores(legs, answer):
    assert possible([bound(bet) for bet in legs]) is answer


def test_a_moneyline_and_the_same_teams_minus_spread_one_implies_the_other():
    assert implies(home(-5.5), home())
    assert not implies(home(), home(-5.5))
    assert implies(away(), away(3.5))


@pytest.mark.parametrize(
    "unknown",
    [
        leg(Market.PLAYER_PROP, "Over", 20.5, "A player"),
        leg(Market.SPREAD, "Somebody", 3),
        leg(Market.MONEYLINE, "Somebody"),
        leg(Market.TOTAL, "Over"),
        leg(Market.TEAM_TOTAL, "Over", 100),
    ],
)
def test_what_scores_do_not_decide_has_no_bound(unknown):
    assert winning_scores(unknown) is None
    assert not implies(unknown, home())
    assert not implies(home(), unknown)


def test_a_whole_line_that_pushes_is_not_won():
    assert bound(home(-3)).low == 4
    assert bound(away(-3)).high == -4
    assert bound(total("Over", 220)).low == 221
    assert bound(total("Under", 220)).high == 219
    assert bound(home("-0.75")).low == math.ceil(0.75)
