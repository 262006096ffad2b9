"""What the copy button takes from a card: lines for a friend, in the user's language, without what is for models."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from professor_lock.betting.facts import Market
from professor_lock.betting.props import prop_lines
from professor_lock.betting.slip import price_slip
from professor_lock.widgets.parlay import create_parlay_builder_widget
from professor_lock.widgets.props import create_props_widget
from professor_lock.widgets.share import MAX_LINES, share
from professor_lock.words import LANGUAGES, Language, words_of
from tests.support.card_samples import _props, catalogue_cards
from tests.support.quotes import NOW
from tests.support.widget_trees import sent, strings
from tests.widgets.test_parlay import MISSING, a_leg, a_slip

NOTHING_TO_SEND = frozenset({"confirm", "limits", "notice", "search_progress"})
"""Cards that are for their user alone, and the search, which grows by parts."""


def shared(card: dict[str, Any]) -> str:
    return str(card.get("professor_lock", {}).get("share", {}).get("text", ""))


def test_a_slip_is_one_line_with_books_price_stake_and_start() -> None:
    legs = [a_leg("e1"), a_leg("e2", price=-105, market=Market.MONEYLINE, line=None)]
    slip = price_slip(legs, stake_cents=2500, now=NOW)
    start = (NOW + timedelta(hours=1)).strftime("%-I:%M")
    text = shared(sent(create_parlay_builder_widget(slip, timezone="UTC", now=NOW)))
    assert re.fullmatch(
        rf"Nuggets -9\.5 -110 \+ Nuggets moneyline -105: \$25 to win \$68\.18 \(DraftKings, {start} [AP]M UTC\)", text
    ), text


def test_legs_of_one_game_are_not_priced_together() -> None:
    over = a_leg("e1", "Over", -105, market=Market.TOTAL, line=Fraction(443, 2))
    text = shared(sent(create_parlay_builder_widget(price_slip([a_leg("e1"), over], stake_cents=2500, now=NOW))))
    assert text.startswith("Nuggets -9.5 -110 + Over 221.5 -105: $25 (")


def test_a_total_of_another_game_says_of_which_and_games_at_several_times_their_own() -> None:
    over = a_leg("e2", "Over", -105, market=Market.TOTAL, line=Fraction(443, 2), starts_in_s=7200)
    text = shared(sent(create_parlay_builder_widget(price_slip([a_leg("e1"), over], stake_cents=1000, now=NOW))))
    assert re.search(
        r"Nuggets -9\.5 -110 \([^)]*ET\) \+ Over 221\.5 -105 \(Pistons @ Nuggets, [^)]*ET\): \$10", text
    ), text


def test_legs_without_a_quote_are_named_and_no_win_is_made_up() -> None:
    text = shared(sent(create_parlay_builder_widget(a_slip(a_leg(), unmatched=(MISSING,), stake_cents=2500))))
    assert re.fullmatch(r"Nuggets -9\.5 -110 \+ Knicks moneyline: \$25 \([^)]*\)", text), text


def test_many_legs_have_a_line_each() -> None:
    slip = a_slip(*(a_leg(f"e{n}") for n in range(6)))
    assert len(shared(sent(create_parlay_builder_widget(slip))).splitlines()) == 7


def test_a_slip_that_is_past_has_its_one_line() -> None:
    card = sent(create_parlay_builder_widget(a_slip(), closed="This slip went on further down."))
    assert shared(card) == "This slip went on further down."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_has_something_to_send_and_none_of_what_is_for_models(language: Language) -> None:
    for sample in catalogue_cards(words_of(language)):
        text = shared(sample["widget"])
        bare = sample["template"] in NOTHING_TO_SEND or sample["name"] == "Odds board, no games"
        assert bool(text) != bare, sample["name"]
        assert not re.search(r"DEMO|no-vig|\bn/a\b|Sample data|CANNOT|\|", text), text
        assert len(text.splitlines()) <= MAX_LINES, sample["name"]


def test_what_is_left_out_is_counted() -> None:
    text = share([f"line {n}" for n in range(30)], more=2).as_sent()["text"].splitlines()
    assert text[-2:] == ["line 12", "+ 19 more"]


def test_a_card_with_a_tag_says_demo_once() -> None:
    slate, quotes = _props()
    note = "DEMO: these games and prices are invented to try the product. One feed is slow."
    slate = replace(slate, demo=True, note=note)
    card = sent(create_props_widget(prop_lines(quotes, NOW), slate, "Player props"))
    shown = {key: value for key, value in card.items() if key != "professor_lock"}
    said = [text for text in strings(shown) if "DEMO" in text or "One feed is slow." in text]
    assert sorted(said) == ["DEMO", "One feed is slow."]
