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
from professor_lock.betting.money import parse_stake
from professor_lock.betting.odds import american_price, parse_price
from professor_lock.betting.slip import Slip, SlipLeg, UnmatchedLeg, price_slip
from professor_lock.errors import BadInput
from professor_lock.protocol.widget_diff import diff_widget_trees
from professor_lock.protocol.widget_tree import plain_tree
from professor_lock.widgets.actions import (
    LOCK,
    REMOVE_LEG,
    SET_STAKE,
    LockPayload,
    RemoveLegPayload,
    SetStakePayload,
    leg_key,
    slip_keys,
)
from professor_lock.widgets.parlay import Locked, can_lock, create_parlay_builder_widget
from tests.support.quotes import NOW, an_event
from tests.support.widget_trees import Tree, badges, ids, node, nodes, of_type, sent, strings
from tests.support.widget_types import problems


def a_leg(event_id: str = "e1", selection: str = "Denver Nuggets", price: object = -110, **changes: Any) -> SlipLeg:
    decimal = parse_price(price)
    leg = SlipLeg(
        event=an_event(event_id, away="Detroit Pistons", home="Denver Nuggets"),
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
    rows = [one for one in nodes(tree) if one.get("id", "").startswith("figure-")]
    return {row["children"][0]["value"]: row["children"][1]["value"] for row in rows}


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
@pytest.mark.parametrize("locked", [None, Locked("pat", NOW, "T-1")])
def test_every_slip_is_a_valid_card_with_ids_of_its_own(name: str, locked: Locked | None) -> None:
    tree = sent(create_parlay_builder_widget(SLIPS[name], locked=locked, message="Mind the price."))
    assert problems(tree) == []
    assert len(ids(tree)) == len(set(ids(tree)))


def test_the_amounts_are_exact_and_both_labelled() -> None:
    shown = figures(sent(create_parlay_builder_widget(SLIPS["three legs"])))
    assert shown["Combined odds"] == "+596 (6.96, about 119/20)"
    assert shown["To win (profit)"] == "$595.79"
    assert shown["Total return (with stake)"] == "$695.79"
    assert shown["Fair chance (no-vig market)"] == "12.5%"
    assert shown["Expected value (of the stake)"] == "-13.0%"


@pytest.mark.parametrize("name", ["not found", "same game", "twice the same"])
def test_a_slip_without_one_price_shows_dashes_and_cannot_be_locked(name: str) -> None:
    tree = sent(create_parlay_builder_widget(SLIPS[name]))
    assert set(figures(tree).values()) == {"—"}
    assert node(tree, "lock")["disabled"] is True
    assert not can_lock(SLIPS[name])


def test_a_sound_slip_can_be_locked() -> None:
    assert can_lock(SLIPS["three legs"])
    assert node(sent(create_parlay_builder_widget(SLIPS["three legs"])), "lock")["disabled"] is False


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


def test_the_agreement_is_a_coloured_label_and_never_a_feeling() -> None:
    assert ("high", "info") in badges(sent(create_parlay_builder_widget(SLIPS["three legs"])))
    card = create_parlay_builder_widget(a_slip(a_leg("e1"), a_leg("e2", agreement="low")))
    assert ("low", "warning") in badges(sent(card))
    assert not re.search(r"\b(confident|guaranteed|safe|sure thing|lock of)\b", json.dumps(sent(card)), re.IGNORECASE)


@pytest.mark.parametrize("name", list(SLIPS))
def test_every_card_says_that_no_bet_is_placed(name: str) -> None:
    card = create_parlay_builder_widget(SLIPS[name])
    assert "No bet is placed and no money is wagered here." in list(strings(sent(card)))
    assert "No bet is placed and no money is wagered here." in card.copy_text


def test_the_controls_carry_keys_and_nothing_a_client_could_gain_from() -> None:
    slip = SLIPS["twice the same"]
    tree = sent(create_parlay_builder_widget(slip))
    keys = slip_keys(slip).legs
    assert [(one["type"], one["payload"]) for one in actions(tree)] == [
        (SET_STAKE, {}),
        *((REMOVE_LEG, {"leg": key}) for key in keys),
        (LOCK, {"version": 0}),
    ]
    assert {(one["handler"], one["loadingBehavior"]) for one in actions(tree)} == {("server", "container")}
    assert len(set(keys)) == 2


def test_all_controls_share_the_form_with_the_stake() -> None:
    tree = sent(create_parlay_builder_widget(SLIPS["not found"]))
    form = of_type(tree, "Form")[0]
    assert of_type(form, "Button") == of_type(tree, "Button")
    field = of_type(form, "Input")[0]
    assert (field["name"], field["defaultValue"]) == ("stake", "100.00")
    assert of_type(form, "Label")[0]["fieldName"] == "stake"
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


def test_a_locked_slip_has_no_controls_and_says_who_when_and_what() -> None:
    card = create_parlay_builder_widget(SLIPS["not found"], locked=Locked("pat@example.com", NOW, "T-1"))
    tree = sent(card)
    assert actions(tree) == []
    assert not [kind for kind in ("Form", "Input", "Button") if of_type(tree, kind)]
    said = (
        "Locked in by pat@example.com, Sat Jan 10, 2026, 1:00 PM ET: "
        "legs, prices and stake as shown are recorded. Record T-1."
    )
    assert said in list(strings(tree))
    assert said in card.copy_text
    assert "$100.00" in list(strings(tree))


def test_a_new_stake_updates_the_amounts_and_leaves_the_legs() -> None:
    before = plain_tree(create_parlay_builder_widget(a_slip(stake_cents=10_000)))
    after = plain_tree(create_parlay_builder_widget(a_slip(stake_cents=5_000)))
    updates = [json.loads(update.model_dump_json()) for update in diff_widget_trees(before, after)]
    assert {update["type"] for update in updates} == {"widget.component.updated"}
    aimed = {update["component_id"] for update in updates}
    assert aimed == {"stake-input", "figure-to-win", "figure-return"}


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
    assert figures(sent(card))["Total return (with stake)"] == "$182.23"


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
    assert figures(sent(card))["Total return (with stake)"] == "$364.46"
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
    assert SetStakePayload.model_validate({"stake": 50, "price": "+900"}).model_dump() == {"stake": "50"}
    assert RemoveLegPayload.model_validate({"leg": "leg_1", "stake": "50"}).stake == "50"
    assert LockPayload.model_validate({}).stake is None


@pytest.mark.parametrize(
    ("model", "payload"),
    [
        (SetStakePayload, {}),
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
