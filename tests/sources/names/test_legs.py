"""Legs in words against a board of known prices."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from professor_lock.betting.facts import Market
from professor_lock.betting.legs import LegRequest, SlipLeg, UnmatchedLeg
from professor_lock.sources.names.leg_words import Wanted, plain_numbers, read_request
from professor_lock.sources.names.legs import match_leg
from professor_lock.sources.names.market_words import split_market
from professor_lock.sources.names.rosters import FILLING
from professor_lock.sources.names.spelling import expand
from professor_lock.sources.names.teams import teams_of
from professor_lock.sources.names.text import fold
from professor_lock.sources.names.when import split_when
from tests.support.quotes import NOW, a_quote, a_slate, an_event, over_under, two_way

SUNS = an_event("suns", away="Los Angeles Lakers", home="Phoenix Suns")
LATER = an_event("later", away="Phoenix Suns", home="Utah Jazz", starts_in_s=90_000)
SLATE = a_slate(
    two_way(SUNS, "+350", "-450", book="Book A"),
    two_way(SUNS, "+340", "-430", book="Book B"),
    two_way(SUNS, "+380", "-385", book="Exchange", exchange=True),
    two_way(SUNS, "+500", "-300", book="Sleepy", age_s=2000),
    two_way(SUNS, -110, -110, "9.5", book="Book A"),
    two_way(SUNS, -104, -106, "9.5", book="Book B"),
    two_way(SUNS, -120, "+100", "10", book="Book C"),
    over_under(SUNS, -110, -110, "220.5", book="Book A"),
    over_under(SUNS, -105, -115, "221.5", book="Book B"),
    two_way(LATER, "-150", "+130", book="Book A"),
)


def leg(selection: str, market: Market | None = None, **more) -> SlipLeg | UnmatchedLeg:
    wanted = read_request(LegRequest(selection, market, **more))
    return wanted if isinstance(wanted, UnmatchedLeg) else match_leg(wanted, SLATE, NOW)


def found(selection: str, market: Market | None = None, **more) -> tuple[str, str, str | None, int, str]:
    result = leg(selection, market, **more)
    assert isinstance(result, SlipLeg), result
    return (
        result.market.value,
        result.selection,
        None if result.line is None else str(float(result.line)),
        result.american,
        result.book,
    )


@pytest.mark.parametrize(
    ("selection", "more", "expected"),
    [
        ("Lakers", {}, ("moneyline", "Los Angeles Lakers", None, 350, "Book A")),
        ("Suns ML", {}, ("moneyline", "Phoenix Suns", None, -430, "Book B")),
        ("Lakers +9.5", {}, ("spread", "Los Angeles Lakers", "9.5", -104, "Book B")),
        ("Lakers +10", {}, ("spread", "Los Angeles Lakers", "10.0", -120, "Book C")),
        ("Suns spread", {"market": Market.SPREAD}, ("spread", "Phoenix Suns", "-9.5", -106, "Book B")),
        ("Suns", {"market": Market.SPREAD, "line": Fraction(-10)}, ("spread", "Phoenix Suns", "-10.0", 100, "Book C")),
        ("Over 220.5", {"event": "Lakers vs Suns"}, ("total", "Over", "220.5", -110, "Book A")),
        ("o221.5", {"event": "LAL @ PHX"}, ("total", "Over", "221.5", -105, "Book B")),
        ("Suns Lakers under 221.5", {}, ("total", "Under", "221.5", -115, "Book B")),
    ],
)
def test_a_leg_is_matched_by_team_market_and_line_at_the_best_price(selection, more, expected):
    assert found(selection, **more) == expected


def test_the_askers_price_is_never_taken():
    assert found("Lakers +900", american=900)[3] == 350


def test_an_exchange_is_taken_only_where_no_bookmaker_offers():
    lonely = a_slate([a_quote(SUNS, "Phoenix Suns", "-385", book="Exchange", exchange=True)])
    result = match_leg(Wanted("Suns", "Suns", Market.MONEYLINE, None, None), lonely, NOW)
    assert isinstance(result, SlipLeg)
    assert (result.exchange, result.fair_probability, result.agreement) == (True, None, "low")


def test_a_price_that_lags_behind_the_rest_of_the_game_is_not_the_best():
    assert found("Lakers")[4] != "Sleepy"


def test_the_fair_probability_is_the_median_without_vig():
    result = leg("Lakers +9.5")
    assert isinstance(result, SlipLeg)
    a, b = 0.5, (104 / 204) / (104 / 204 + 106 / 206)
    assert result.fair_probability == pytest.approx((a + b) / 2, abs=1e-9)
    assert (result.books, result.agreement) == (2, "low")


def test_the_next_game_is_meant_where_a_team_has_several():
    result = leg("Suns")
    assert isinstance(result, SlipLeg)
    assert result.event == SUNS


def test_a_line_nobody_offers_comes_back_with_the_nearest_that_exist():
    result = leg("Lakers +12.5")
    assert isinstance(result, UnmatchedLeg)
    assert result.candidates == (
        "Los Angeles Lakers +10 at -120 (Book C)",
        "Los Angeles Lakers +9.5 at -104 (Book B)",
    )


def test_a_market_nobody_offers_comes_back_with_the_other_markets():
    result = leg("Jazz", Market.SPREAD)
    assert isinstance(result, UnmatchedLeg)
    assert result.candidates == ("Utah Jazz moneyline at +130 (Book A)",)


@pytest.mark.parametrize(
    ("selection", "more", "reason", "candidate"),
    [
        ("LA", {}, "could be", "Los Angeles Clippers"),
        ("Celtics", {}, "No game", "Los Angeles Lakers @ Phoenix Suns"),
        ("Jazz", {"event": "Lakers vs Suns"}, "does not play", "Phoenix Suns"),
        ("Over", {}, "needs a game", "Los Angeles Lakers @ Phoenix Suns"),
        ("220.5", {"market": Market.TOTAL, "event": "Suns Lakers"}, "Over or Under", None),
        ("Lakers -3.5", {"market": Market.MONEYLINE}, "no point", None),
        ("LeBron over 25.5 points", {"market": Market.PLAYER_PROP}, "Only moneylines", None),
        ("Over 220", {"market": Market.SPREAD, "event": "Suns Lakers"}, "total", None),
    ],
)
def test_a_leg_that_is_not_clear_is_asked_about_not_guessed(selection, more, reason, candidate):
    result = leg(selection, **more)
    assert isinstance(result, UnmatchedLeg)
    assert reason in result.reason
    assert candidate is None or candidate in result.candidates


def test_two_teams_of_one_place_in_one_game_are_asked_about():
    derby = an_event("derby", away="Los Angeles Clippers", home="Los Angeles Lakers")
    result = match_leg(Wanted("LA", "LA", Market.MONEYLINE, None, None), a_slate(two_way(derby, -110, -110)), NOW)
    assert isinstance(result, UnmatchedLeg)
    assert result.candidates == ("Los Angeles Clippers", "Los Angeles Lakers")


def test_a_draw_is_priced_where_the_moneyline_has_three_sides():
    game = an_event("epl", away="Arsenal", home="Chelsea", league="epl")
    quotes = [a_quote(game, name, price) for name, price in (("Arsenal", "2.5"), ("Chelsea", "3.1"), ("Draw", "3.3"))]
    wanted = Wanted("Draw", "Draw", Market.MONEYLINE, None, "Arsenal v Chelsea")
    result = match_leg(wanted, a_slate(quotes, league="epl"), NOW)
    assert isinstance(result, SlipLeg)
    assert result.decimal == Fraction(33, 10)
    assert result.fair_probability == pytest.approx((1 / 3.3) / (1 / 2.5 + 1 / 3.1 + 1 / 3.3))


@given(st.text(max_size=40), st.none() | st.sampled_from(Market), st.none() | st.text(max_size=20))
def test_any_words_are_a_leg_or_a_reason(selection, market, event):
    result = leg(selection, market, event=event)
    assert isinstance(result, SlipLeg | UnmatchedLeg)


@pytest.mark.parametrize(
    "selection",
    [
        "Lakers +9½", "Lakers (+9.5)", "Lakers plus 9.5", "Lakers + 9.5", "Lakers +9 1/2", "Lakers +9 and a half",
        "Lakers +9.5 points", "Lakers +9.5 -110", "Lakers +9.5 @ -110", "Lakers +9.5 (-110)", "Lakers +9.5.",
        "Lakers point spread +9.5", "Lakers handicap +9.5", "Lakers puck line +9.5", "Lakers run line +9.5",
        "Lakers +9,5", "Lakers plus nine and a half", "Lakers AH +9.5", "Lakers RL +9.5", "Lakers +9.5 10/11",
        "Lakers +9.5 at 10/11", "Lakers +9.5/-110", "Lakers +9.5 (20/21)", "Lakers plus nine point five",
        "Lakers +9.5pts", "Lakers plus 9 and 1/2",
        "The Lakers +9.5 tonight", "LA Lakers +9.5 full game", "Lakers spread +9.5 at -104",
    ],
)  # fmt: skip
def test_a_spread_is_read_in_every_way_it_is_written(selection):
    assert found(selection)[:3] == ("spread", "Los Angeles Lakers", "9.5")


@pytest.mark.parametrize(
    "selection",
    [
        "Suns −9.5",
        "Suns －9.5",
        "Suns minus 9.5",
        "Suns -9½",
        "Suns (-9.5)",
        "Suns ‑9.5".replace("‑", "-"),
        "Phoenix -9.5 ATS",
    ],
)
def test_a_minus_is_a_minus_in_every_way_it_is_written(selection):
    assert found(selection)[:3] == ("spread", "Phoenix Suns", "-9.5")


@pytest.mark.parametrize(
    "selection",
    [
        "Over 220½ Suns vs Lakers",
        "o220.5 Lakers Suns",
        "Suns/Lakers over 220.5 total points",
        "Over 220.5 Lakers and Suns",
        "ov 220.5 Lakers",
        "Ovr220.5 Suns",
        "more than 220.5 Lakers Suns",
        "Lakers higher than 220½",
    ],
)
def test_a_total_is_read_in_every_way_it_is_written(selection):
    assert found(selection)[:3] == ("total", "Over", "220.5")


@pytest.mark.parametrize(
    "selection", ["Lakers ML", "Lakers money line", "Lakers to win", "Lakers h2h", "Lakers straight up", "Lakers +350"]
)
def test_a_moneyline_is_read_in_every_way_it_is_written(selection):
    assert found(selection)[:2] == ("moneyline", "Los Angeles Lakers")


@pytest.mark.parametrize(
    ("selection", "line"),
    [
        ("Arsenal -0.5/-1", "-0.75"),
        ("Arsenal -0.5/1", "-0.75"),
        ("Arsenal 0/+0.5", "0.25"),
        ("Arsenal 0,-0.5", "-0.25"),
        ("Arsenal +1,+1.5", "1.25"),
        ("Over 2.5/3 Arsenal", "2.75"),
        ("Under 2,2.5 Arsenal", "2.25"),
        ("Over two and a half Arsenal", "2.5"),
        ("under forty-five point five Jets", "45.5"),
        ("Jets minus fourteen", "-14"),
        ("Jets p.k.", "0"),
    ],
)
def test_a_line_is_read_as_its_number_in_every_way_it_is_written(selection, line):
    wanted = read_request(LegRequest(selection, None))
    assert isinstance(wanted, Wanted)
    assert wanted.line == Fraction(line)


@pytest.mark.parametrize(
    "selection",
    [
        "Lakers 1H +9.5", "Lakers +9.5 first half", "Lakers +9.5 2nd half", "Lakers Q1 +9.5", "Lakers 4th quarter ML",
        "Over 220.5 Lakers first half", "Lakers to win the series", "Lakers in regulation", "Lakers draw no bet",
        "Lakers DNB", "Lakers double chance", "Lakers or draw",
        "Lakers win/draw", "Lakers win-draw", "Lakers win draw", "Lakers / draw", "Lakers and draw", "draw & Lakers",
        "Lakers win, draw", "Lakers or the draw", "Lakers not to lose", "Lakers no draw", "Lakers unbeaten",
        "Lakers team total over 110.5", "Lakers alt +12.5",
        "Lakers F5 ML", "Lakers first 5 innings", "Lakers 3-way ML", "Lakers live ML", "Lakers to advance",
        "Lakers in-game ML", "Lakers 1st Q", "Lakers clean sheet", "Lakers win to nil", "Lakers sweep", "Lakers ET",
        "Lakers to make the playoffs", "Lakers wire to wire", "Lakers 4 cards", "Lakers European handicap -1",
        "Lakers team points over 220.5", "Over 220.5 Lakers team", "Lakers 110+ points",
        "Lakers win by 4", "Lakers 1st period", "Lakers to win the championship", "NRFI Lakers", "Lakers 60 min",
    ],
)  # fmt: skip
def test_a_part_of_a_game_or_another_market_is_said_not_to_be_carried(selection):
    result = leg(selection)
    assert isinstance(result, UnmatchedLeg)
    assert "Only whole games are carried here" in result.reason


@pytest.mark.parametrize(
    ("selection", "more", "reason"),
    [
        ("Lakers -3.5 +4.5", {}, "two numbers"),
        ("Lakers & over 220.5", {}, "two bets"),
        ("Over 220.5 plus Lakers", {}, "two bets"),
        ("Lakers and under 220.5", {}, "two bets"),
        ("Lakers 6/4", {}, "two numbers"),
        ("Lakers five two", {}, "No game for"),
        ("Lakers 9.5", {}, "Is it Lakers +9.5 or Lakers -9.5?"),
        ("Lakers +9.5", {"line": Fraction(19, -2)}, "which one is meant"),
        ("Lakers +9.5", {"line": Fraction(10)}, "which one is meant"),
        ("Lakers +9.5", {"market": Market.MONEYLINE}, "no point"),
        ("Lakers ML +9.5", {}, "no point"),
        ("Lakers ML", {"market": Market.SPREAD}, "moneyline and spread"),
        ("Over 220.5", {"event": "Lakers vs Suns first half"}, "a half"),
        ("Over 220.5 Jazz", {"event": "Lakers vs Suns"}, "'Jazz' is nothing in"),
        ("Over under 220.5 Lakers", {}, "Over or Under"),
        ("Lakers not to win", {}, "No game for"),
        ("Lakers $50", {}, "cannot read"),
        ("Lakers не", {}, "cannot read"),
        ("Lakers tomorrow", {"event": "Lakers tonight"}, "two different days"),
        ("Lakers tomorrow", {}, "No such game is listed then"),
    ],
)
def test_words_that_contradict_each_other_or_are_unknown_are_asked_about(selection, more, reason):
    result = leg(selection, **more)
    assert isinstance(result, UnmatchedLeg)
    assert reason in result.reason


KNOWN = (
    "Lakers +9.5",
    "Suns -9.5",
    "Lakers ML",
    "Suns moneyline",
    "Over 220.5 Lakers Suns",
    "Lakers point spread +9.5",
)
UNKNOWN = st.text(st.characters(codec="utf-8", exclude_categories=("Z", "C", "P", "S", "M")), min_size=1, max_size=12)


@given(st.sampled_from(KNOWN), UNKNOWN, st.integers(0, 6))
def test_one_unknown_word_is_never_dropped(known, word, place):
    assume_unknown(word)
    words = known.split()
    words.insert(min(place, len(words)), word)
    assert isinstance(leg(" ".join(words)), UnmatchedLeg)


@given(
    st.sampled_from(KNOWN), st.sampled_from(("zorp", "maybe", "except", "unless", "reverse", "not", "against", "fade"))
)
def test_an_everyday_word_beside_a_known_bet_is_never_dropped(known, word):
    assert isinstance(leg(f"{known} {word}"), UnmatchedLeg)
    assert isinstance(leg(f"{word} {known}"), UnmatchedLeg)


def assume_unknown(word: str) -> None:
    """Leaves out what the reader knows by itself: markets, days, numbers, filling, and words of teams' names."""
    folded = fold(word)
    assume(split_market(word)[0] and split_when(word)[0])
    assume(folded not in TEAM_WORDS and folded not in FILLING)
    assume(not any(sign.isnumeric() for sign in word) and folded not in ("over", "under", "even", "evens", "ev", "pk"))


TEAM_WORDS = frozenset(
    word
    for team in teams_of("nba")
    for name in (team.name, *team.abbreviations, *team.other_names)
    for word in (*fold(name).split(), *expand(fold(name)).split())
)


@pytest.mark.parametrize(
    "text",
    [
        "Lakers -3.5, 3 leg parlay",
        "over 2.5, 3 goals",
        "plus two more legs",
        "under five dollars",
        "over two hours",
        "1/2",
    ],
)
def test_numbers_of_a_message_that_stand_side_by_side_stay_apart(text):
    assert plain_numbers(text) == text
