"""The parlay card: amounts, reasons and controls, and actions that carry keys and never a price."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from professor_lock.betting.facts import Market
from professor_lock.betting.legs import SlipLeg, UnmatchedLeg
from professor_lock.betting.money import parse_stake
from professor_lock.betting.odds import american_price, parse_price
from professor_lock.betting.slip import Slip, price_slip
from professor_lock.errors import BadInput
from professor_lock.widgets.actions import (
    LOCK,
    MY_BETS,
    REMOVE_LEG,
    SET_STAKE,
    UNDO_LOCK,
    LockPayload,
    RemoveLegPayload,
    SetStakePayload,
    book_leg_key,
    leg_key,
    slip_digest,
    slip_keys,
)
from professor_lock.widgets.parlay import Locked, can_lock, create_parlay_builder_widget
from tests.support.quotes import NOW, an_event
from tests.support.widget_trees import Tree, ids, node, nodes, of_type, sent, strings
from tests.support.widget_types import problems


def a_leg(
    event_id: str = "e1",
    selection: str = "Denver Nuggets",
    price: object = -110,
    *,
    starts_in_s: int = 3600,
    **changes: Any,
) -> SlipLeg:
    decimal = parse_price(price)
    leg = SlipLeg(
        event=an_event(event_id, away="Detroit Pistons", home="Denver Nuggets", starts_in_s=starts_in_s),
        market=Market.SPREAD,
        selection=selection,
        line=Fraction(-19, 2),
        american=american_price(decimal),
        decimal=decimal,
        book="DraftKings",
        source="The Odds API",
        as_of=NOW - timedelta(seconds=30),
        fair_probability=0.5,
        books=12,
        agreement="high",
    )
    return replace(leg, **changes)


def a_slip(*legs: SlipLeg, unmatched: tuple[UnmatchedLeg, ...] = (), stake_cents: int = 10_000) -> Slip:
    legs = legs or (a_leg("e1"), a_leg("e2"), a_leg("e3"))
    return price_slip(legs, unmatched, stake_cents=stake_cents, now=NOW)


MISSING = UnmatchedLeg("Knicks moneyline", "No Knicks game tonight.", ("Nets moneyline +110", "Nets +2 -110"))


def figures(tree: Tree) -> dict[str, str]:
    """The amounts and the figures of the details, by their ids."""
    found = [one for one in nodes(tree) if one.get("id", "").startswith("figure-")]
    return {one["id"]: one["children"][1]["value"] if one["type"] == "Row" else one["value"] for one in found}


def actions(tree: Tree) -> list[Tree]:
    return [one[name] for one in nodes(tree) for name in ("onClickAction", "onSubmitAction") if name in one]


SLIPS = {
    "three legs": a_slip(),
    "one leg": a_slip(a_leg()),
    "not found": a_slip(a_leg("e1"), unmatched=(MISSING, MISSING)),
    "nothing found": price_slip((), (MISSING,), stake_cents=10_000, now=NOW),
    "twice the same": a_slip(a_leg("e1"), a_leg("e1")),
    "same game": a_slip(a_leg("e1"), a_leg("e1", "Over", market=Market.TOTAL, line=Fraction(447, 2))),
    "a prop": a_slip(
        a_leg("e1", "Over", market=Market.PLAYER_PROP, line=Fraction(51, 2), subject="Nikola Jokic", stat="points"),
        a_leg("e2", fair_probability=None, agreement="none", exchange=True, demo=True),
    ),
}


@pytest.mark.parametrize("name", list(SLIPS))
@pytest.mark.parametrize("locked", [None, Locked("pat", NOW, "T-1"), Locked("pat", NOW, "")])
def test_every_slip_is_a_valid_card_with_ids_of_its_own(name: str, locked: Locked | None) -> None:
    tree = sent(create_parlay_builder_widget(SLIPS[name], locked=locked, message="Mind the price."))
    assert problems(tree) == []
    assert len(ids(tree)) == len(set(ids(tree)))


def test_the_amounts_are_exact_and_both_labelled() -> None:
    card = create_parlay_builder_widget(SLIPS["three legs"])
    shown = figures(sent(card))
    assert node(sent(card), "headline")["value"] == "DraftKings +596"
    assert shown["figure-to-win"] == "$595.79"
    assert shown["figure-return"] == "$695.79"
    assert shown["figure-fair"] == "12.5%"
    assert shown["figure-value"] == "-13.0%, the book keeps 13.0% of the stake"
    assert "Combined odds: +596 (6.96, about 119/20)" in card.copy_text


@pytest.mark.parametrize("name", ["not found", "same game", "twice the same"])
def test_a_slip_without_one_price_shows_dashes_and_cannot_be_locked(name: str) -> None:
    tree = sent(create_parlay_builder_widget(SLIPS[name]))
    assert set(figures(tree).values()) == {"—"}
    assert not any(one.get("id") == "headline" for one in nodes(tree))
    assert node(tree, "lock")["disabled"] is True
    assert not can_lock(SLIPS[name])


def test_a_sound_slip_can_be_locked() -> None:
    assert can_lock(SLIPS["three legs"])
    assert node(sent(create_parlay_builder_widget(SLIPS["three legs"])), "lock")["disabled"] is False


def test_one_leg_is_a_straight_bet_that_can_be_locked() -> None:
    tree = sent(create_parlay_builder_widget(SLIPS["one leg"]))
    assert of_type(tree, "Title")[0]["value"] == "Bet slip · 1 leg"
    assert node(tree, "headline")["value"] == "DraftKings -110"
    assert node(tree, "lock")["disabled"] is False
    assert can_lock(SLIPS["one leg"])
    empty = sent(create_parlay_builder_widget(a_slip_of_none()))
    assert node(empty, "lock")["disabled"] is True
    assert "There is no bet on this slip yet." in list(strings(empty))


def a_slip_of_none() -> Slip:
    return price_slip((), stake_cents=10_000, now=NOW)


PROBLEMS = {
    "the same bet twice": (a_slip(a_leg("e1"), a_leg("e1")), REMOVE_LEG, "Remove leg 2"),
    "a game that has begun": (a_slip(a_leg("e1", starts_in_s=-5), a_leg("e2")), REMOVE_LEG, "Remove leg 1"),
    "two bets of one game": (SLIPS["same game"], REMOVE_LEG, "Remove leg 2"),
    "too many legs": (a_slip(*(a_leg(f"e{n}") for n in range(16))), REMOVE_LEG, "Remove the last"),
    "too high a stake": (
        price_slip([a_leg()], stake_cents=10_000, now=NOW, max_stake_cents=2_550),
        SET_STAKE,
        "Use $25.50",
    ),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_what_stands_in_the_way_is_a_line_with_the_button_that_mends_it(name: str) -> None:
    slip, action, label = PROBLEMS[name]
    tree = sent(create_parlay_builder_widget(slip, most_cents=2_550))
    assert problems(tree) == []
    mends = [one for one in of_type(tree, "Button") if one["id"].endswith("-mend")]
    assert [(one["label"], one["onClickAction"]["type"]) for one in mends] == [(label, action)]


def test_every_problem_and_warning_is_listed() -> None:
    slip = a_slip(a_leg("e1"), a_leg("e1"), a_leg("e2", book="FanDuel"))
    card = create_parlay_builder_widget(slip)
    texts = list(strings(sent(card)))
    assert slip.problems
    assert slip.warnings
    for reason in (*slip.problems, *slip.warnings):
        assert reason.message in texts
        assert reason.message in card.copy_text


def test_a_leg_names_its_book_time_game_and_fair_chance() -> None:
    card = create_parlay_builder_widget(SLIPS["three legs"])
    assert card.copy_text.splitlines()[1] == (
        "1. Denver Nuggets -9.5 -110 | Detroit Pistons @ Denver Nuggets, Sat Jan 10, 2:00 PM ET | "
        "DraftKings, quoted Sat Jan 10, 2026, 12:59 PM ET | Fair chance 50.0%, agreement high, 12 books"
    )


def test_a_prop_names_the_player_and_the_stat() -> None:
    assert "Nikola Jokic points Over 25.5" in list(strings(sent(create_parlay_builder_widget(SLIPS["a prop"]))))


def test_a_leg_not_found_shows_the_closest() -> None:
    card = create_parlay_builder_widget(SLIPS["not found"])
    assert "Closest: Nets moneyline +110; Nets +2 -110" in list(strings(sent(card)))
    assert "NOT FOUND: Knicks moneyline | No Knicks game tonight." in card.copy_text


def test_the_agreement_is_explained_and_never_a_feeling() -> None:
    card = create_parlay_builder_widget(a_slip(a_leg("e1"), a_leg("e2", agreement="low")))
    assert any(line.startswith("Agreement of the books: low. Agreement says how") for line in strings(sent(card)))
    assert not re.search(r"\b(confident|guaranteed|safe|sure thing|lock of)\b", json.dumps(sent(card)), re.IGNORECASE)


@pytest.mark.parametrize("name", list(SLIPS))
def test_every_card_says_that_no_bet_is_placed(name: str) -> None:
    card = create_parlay_builder_widget(SLIPS[name])
    assert any("No bet is placed and no money is wagered here." in line for line in strings(sent(card)))
    assert "No bet is placed and no money is wagered here." in card.copy_text


def test_the_controls_carry_keys_and_nothing_a_client_could_gain_from() -> None:
    slip = SLIPS["twice the same"]
    tree = sent(create_parlay_builder_widget(slip))
    keys = slip_keys(slip).legs
    assert [(one["type"], one["payload"]) for one in actions(tree)] == [
        (SET_STAKE, {}),
        *((REMOVE_LEG, {"leg": key}) for key in keys),
        (REMOVE_LEG, {"leg": keys[1]}),
        *((SET_STAKE, {"amount": chip}) for chip in ("10", "25", "50", "100")),
        (LOCK, {"shown": slip_digest(slip.legs, slip.unmatched)}),
    ]
    assert {(one["handler"], one["loadingBehavior"]) for one in actions(tree)} == {("server", "container")}
    assert len(set(keys)) == 2


def test_all_controls_share_the_form_with_the_stake() -> None:
    tree = sent(create_parlay_builder_widget(SLIPS["not found"]))
    form = of_type(tree, "Form")[0]
    assert of_type(form, "Button") == of_type(tree, "Button")
    field = of_type(form, "Input")[0]
    assert (field["name"], field["defaultValue"], field["placeholder"]) == ("stake", "100", "Stake in dollars")
    assert [one["label"] for one in of_type(form, "Button") if one.get("submit")] == ["Update"]


@pytest.mark.parametrize("typed", ["100", "$25", "1,250.50", "0.01", "1000000", "5.5"])
def test_the_field_takes_every_stake_the_server_reads(typed: str) -> None:
    pattern = of_type(sent(create_parlay_builder_widget(SLIPS["three legs"])), "Input")[0]["pattern"]
    assert parse_stake(typed) > 0
    assert re.fullmatch(pattern, typed)


@pytest.mark.parametrize("typed", ["", "ten", "-5", "1.234", "5;6", "$"])
def test_the_field_refuses_what_is_no_amount(typed: str) -> None:
    pattern = of_type(sent(create_parlay_builder_widget(SLIPS["three legs"])), "Input")[0]["pattern"]
    assert not re.fullmatch(pattern, typed)


@pytest.mark.parametrize("name", list(SLIPS))
def test_the_field_shows_a_stake_that_can_be_sent_back(name: str) -> None:
    slip = replace(SLIPS[name], stake_cents=123_456_78)
    shown = of_type(sent(create_parlay_builder_widget(slip)), "Input")[0]["defaultValue"]
    assert parse_stake(shown) == 123_456_78


def test_a_locked_slip_is_short_and_can_be_taken_back_for_a_minute() -> None:
    until = NOW + timedelta(minutes=1)
    locked = Locked("pat@example.com", NOW, "T-1", undo_until=until)
    card = create_parlay_builder_widget(SLIPS["three legs"], locked=locked)
    tree = sent(card)
    assert problems(tree) == []
    assert [(one["type"], one["payload"]) for one in actions(tree)] == [(MY_BETS, {}), (UNDO_LOCK, {"ticket": "T-1"})]
    assert not [kind for kind in ("Form", "Input", "Select") if of_type(tree, kind)]
    words = list(strings(tree))
    assert "$100.00 to win $595.79 · DraftKings +596" in words
    assert "Record T-1, Sat Jan 10, 2026, 1:00 PM ET, by pat@example.com" in words
    assert "Record T-1," in card.copy_text
    assert tree["professor_lock"]["ends"] == [{"id": "undo", "at": until.isoformat()}]
    later = sent(create_parlay_builder_widget(SLIPS["three legs"], locked=Locked("pat@example.com", NOW, "T-1")))
    assert [one["type"] for one in actions(later)] == [MY_BETS]


def test_a_closed_slip_is_one_line() -> None:
    tree = sent(create_parlay_builder_widget(SLIPS["three legs"], closed="This slip was replaced by a newer one."))
    assert problems(tree) == []
    assert [one["type"] for one in nodes(tree)] == ["Card", "Caption"]
    assert tree["professor_lock"]["slip"]["state"] == "past"


def test_prices_are_written_in_the_format_of_the_user() -> None:
    for form, price, whole in (("decimal", "1.91", "6.96"), ("fractional", "10/11", "5.96/1")):
        card = create_parlay_builder_widget(SLIPS["three legs"], odds_format=form)  # type: ignore[arg-type]
        words = list(strings(node(sent(card), "legs")))
        assert words.count(price) == 3
        assert node(sent(card), "headline")["value"] == f"DraftKings {whole}"
        assert f"Denver Nuggets -9.5 {price} |" in card.copy_text


def test_the_bar_says_legs_stake_and_payout_and_how_each_leg_is_taken_off() -> None:
    slip = a_slip(stake_cents=2_500)
    told = sent(create_parlay_builder_widget(slip))["professor_lock"]
    assert told["slip"]["summary"] == "3 legs · $25 → $173.95"
    assert told["slip"]["spoken"] == "3 legs, $25 pays $173.95"
    assert [one["key"] for one in told["slip"]["legs"]] == [
        *(leg_key(leg) for leg in slip.legs),
        *(book_leg_key(leg, leg.book) for leg in slip.legs),
    ]
    assert told["slip"]["legs"][0]["remove"] == {"type": REMOVE_LEG, "payload": {"leg": leg_key(slip.legs[0])}}
    assert Fraction(told["slip"]["stake"]["price"]) == slip.decimal
    assert told["say"] == "Bet slip · 3 legs. $25 pays $173.95."


def test_legs_that_stay_keep_their_keys() -> None:
    slip = SLIPS["three legs"]
    kept = a_slip(*slip.legs[1:])
    assert slip_keys(kept).legs == slip_keys(slip).legs[1:]


def test_a_key_is_what_is_bet_on_whatever_the_book_and_price() -> None:
    leg = a_leg()
    assert leg_key(leg) == leg_key(replace(leg, book="FanDuel", american=-120, decimal=Fraction(11, 6)))
    others = [a_leg("e9"), a_leg(selection="Detroit Pistons"), a_leg(line=Fraction(-10)), a_leg(market=Market.TOTAL)]
    others += [a_leg(subject="Nikola Jokic"), a_leg(subject="Nikola Jokic", stat="points"), a_leg(line=None)]
    assert len({leg_key(one) for one in [leg, *others]}) == len(others) + 1


def test_legs_alone_are_priced_first() -> None:
    card = create_parlay_builder_widget([a_leg("e1"), a_leg("e2")], stake="$50", now=NOW)
    assert figures(sent(card))["figure-return"] == "$182.23"


def test_legs_as_mappings_are_read_and_priced() -> None:
    legs = [
        {
            "selection": "Denver Nuggets",
            "market": "spread",
            "line": "-9.5",
            "price": "-110",
            "book": "DraftKings",
            "source": "My feed",
            "as_of": NOW.isoformat(),
            "event": {"away": away, "home": "Denver Nuggets", "starts_at": (NOW + timedelta(hours=1)).isoformat()},
        }
        for away in ("Detroit Pistons", "Phoenix Suns")
    ]
    card = create_parlay_builder_widget(legs, stake=100, now=NOW)
    assert figures(sent(card))["figure-return"] == "$364.46"
    assert "Prices from My feed." in card.copy_text
    for missing in ("price", "book", "source", "as_of", "event", "market", "selection"):
        with pytest.raises(BadInput) as raised:
            create_parlay_builder_widget([legs[0], {k: v for k, v in legs[1].items() if k != missing}], now=NOW)
        assert raised.value.field == f"legs[1].{missing}"


@pytest.mark.parametrize("stake", [0, -5, "ten", 1.234, None, True, 2_000_000])
def test_a_stake_that_is_none_is_refused(stake: object) -> None:
    with pytest.raises(BadInput) as raised:
        create_parlay_builder_widget([a_leg("e1"), a_leg("e2")], stake=stake, now=NOW)
    assert raised.value.field == "stake"


def test_payloads_keep_what_they_know_and_drop_the_rest() -> None:
    assert SetStakePayload.model_validate({"stake": 50, "price": "+900"}).model_dump() == {
        "stake": "50",
        "amount": None,
    }
    assert RemoveLegPayload.model_validate({"leg": "leg_1", "stake": "50"}).stake == "50"
    assert LockPayload.model_validate({}).stake is None


@pytest.mark.parametrize(
    ("model", "payload"),
    [
        (SetStakePayload, {"stake": "9" * 65}),
        (SetStakePayload, {"stake": ["5"]}),
        (RemoveLegPayload, {"leg": None}),
        (RemoveLegPayload, {"leg": "x" * 65}),
        (LockPayload, {"stake": {"a": 1}}),
    ],
)
def test_payloads_of_another_shape_are_refused(model: Any, payload: Tree) -> None:
    with pytest.raises(ValidationError):
        model.model_validate(payload)


def test_nothing_on_an_open_slip_is_green() -> None:
    assert "success" not in list(strings(sent(create_parlay_builder_widget(SLIPS["three legs"]))))
