"""The desk's cards: valid by the published types, what they say, what their buttons carry."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from professor_lock.betting.board import build_board
from professor_lock.betting.facts import EventStatus
from professor_lock.betting.record import BettingRecord, RecordEntry, betting_record
from professor_lock.betting.settlement import Result
from professor_lock.betting.slip import BookTicket, price_slip
from professor_lock.protocol.widget_tree import plain_tree
from professor_lock.widgets.actions import ADD_LEG, CHOOSE_BOOK, MY_BETS, REFRESH, SETTLE, SWITCH_LEG, TAKE_BACK
from professor_lock.widgets.odds import board_cells, create_odds_comparison_widget, shown_state
from professor_lock.widgets.parlay import LegMenu, create_parlay_builder_widget
from professor_lock.widgets.record import TicketLine, create_record_widget
from professor_lock.widgets.simple import create_sheet_widget
from tests.support.desk import buttons
from tests.support.quotes import NOW, a_quote, a_slate, an_event, leg_of, two_way
from tests.support.widget_trees import badges, ids, node, nodes, sent, strings
from tests.support.widget_types import problems

HOSTILE = 'A"}, {"type": "Image"} <b>=1+1</b> \u202eevil'


def a_ledger(count: int) -> BettingRecord:
    results = [Result.WON, Result.LOST, Result.PUSH, Result.PENDING]
    paid = {Result.WON: 1_909, Result.LOST: 0, Result.PUSH: 1_000, Result.PENDING: None}
    return betting_record(
        RecordEntry(1_000, results[n % 4], paid[results[n % 4]], "NBA", "spread", NOW + timedelta(hours=n), 0.01)
        for n in range(count)
    )


@pytest.mark.parametrize("count", [0, 1, 12, 400])
def test_every_record_is_a_valid_card(count: int) -> None:
    lines = [TicketLine(f"T{n}", (HOSTILE * 20,), "$10.00", "won", "$9.09 profit", n % 2 == 0) for n in range(count)]
    tree = sent(create_record_widget(a_ledger(count), lines, notes=[HOSTILE]))
    assert problems(tree) == []
    assert len(ids(tree)) == len(set(ids(tree)))


def test_a_record_gives_no_rate_of_nothing_and_an_interval_with_every_rate() -> None:
    empty = list(strings(sent(create_record_widget(a_ledger(0), []))))
    assert "No bets yet. Lock a slip in, or say which bet you placed." in empty
    assert not any("n/a" in word or "—" in word for word in empty)
    assert not any("0%" in word for word in empty)
    words = list(strings(sent(create_record_widget(a_ledger(24), []))))
    assert "6-6, 6 pushes · -$5.46 · ROI -4.5%" in words
    assert "6 of 12 (50.0%, 95% interval 25%-75%)" in words
    assert "+1.00% over 24 bets; too few bets to say anything by it" in words


def test_a_record_lists_tickets_first_with_what_can_be_done_with_each() -> None:
    waits = TicketLine("T2", ("Lakers -3.5 -110",), "$5.00 at -110", "pending", "to win $4.55", False, take_back=True)
    asks = TicketLine("T1", ("Celtics moneyline",), "$5.00", "pending", "open", False, ("Waits: x",), ask=True)
    tree = sent(create_record_widget(a_ledger(12), [waits, asks], status="pending", at_risk_cents=1_000))
    assert problems(tree) == []
    parts = [one.get("id") for one in tree["children"]]
    assert parts.index("tickets") < parts.index("balance") < parts.index("more")
    assert [one["onClickAction"]["payload"] for one in buttons({"widget": tree}, TAKE_BACK)] == [{"ticket": "T2"}]
    assert [one["onClickAction"]["payload"] for one in buttons({"widget": tree}, SETTLE)] == [{"ticket": "T1"}]
    filters = {one["label"]: one["variant"] for one in buttons({"widget": tree}, MY_BETS)}
    assert filters == {"All": "ghost", "Open": "soft", "Settled": "ghost"}
    assert {one["id"] for one in tree["professor_lock"]["folds"]} == {"more", "why-T1"}


def test_a_sheet_is_a_valid_card_whatever_it_is_told() -> None:
    tree = sent(create_sheet_widget(HOSTILE, [(HOSTILE, HOSTILE)] * 100, lead=HOSTILE, notes=[HOSTILE], demo=True))
    assert problems(tree) == []
    assert ("DEMO", "warning") in badges(tree)


def test_parts_of_a_sheet_are_opened_in_place() -> None:
    card = create_sheet_widget("Vig", [("Formula", "1 / d")], lead="4.5%.", notes=["x"], closed={"rows": "Formula"})
    tree = sent(card)
    assert problems(tree) == []
    assert tree["professor_lock"]["folds"] == [{"id": "rows", "label": "Formula", "about": "Formula: Vig"}]
    assert "rows" in ids(tree)
    assert sent(create_sheet_widget("Vig", []))["professor_lock"] == {"share": {"text": "Vig"}}


def test_only_games_that_have_not_begun_can_be_tapped_and_keys_say_nothing_else() -> None:
    coming, live = an_event("e1"), an_event("e2", status=EventStatus.LIVE, starts_in_s=-600)
    board = build_board(a_slate(two_way(coming, -110, -110), two_way(live, -105, -115)), now=NOW)
    widget = create_odds_comparison_widget(board, tappable=True)
    item = {"widget": sent(widget)}
    assert problems(item["widget"]) == []
    taps = buttons(item, ADD_LEG)
    assert {one["onClickAction"]["payload"]["leg"] for one in taps} == set(board_cells(board))
    assert set(item["widget"]["professor_lock"]["prices"]["cells"]) == set(board_cells(board))
    assert {bet.event.id for bet, _ in board_cells(board).values()} == {"e1"}
    assert shown_state(plain_tree(widget)) == buttons(item, REFRESH)[0]["onClickAction"]["payload"]["shown"]
    plain = {"widget": sent(create_odds_comparison_widget(board))}
    assert buttons(plain, ADD_LEG) == buttons(plain, REFRESH) == []


def test_what_moved_since_the_open_is_on_the_board() -> None:
    event = an_event("e1")
    opening = [
        *two_way(event, -110, -110, "5.5", age_s=9_000),
        *two_way(event, 150, -170, age_s=9_000),
    ]
    slate = a_slate(two_way(event, -110, -110, "3.5"), two_way(event, 126, -150))
    widget = create_odds_comparison_widget(build_board(slate, now=NOW, opening=opening))
    words = list(strings(sent(widget)))
    assert any(word.endswith("opened +5.5") for word in words)
    assert any(word.endswith("opened -5.5") for word in words)
    assert any("fair opened " in word for word in words)
    assert "opened +5.5" in widget.copy_text
    still = create_odds_comparison_widget(build_board(slate, now=NOW, opening=slate.quotes))
    assert not any("opened +" in word or "fair opened" in word for word in strings(sent(still)))


def test_a_slip_names_the_best_single_book_beside_the_mix_and_offers_every_book() -> None:
    legs = [leg_of(a_quote(an_event("e1"), "Visitors", 130), fair=0.42)]
    legs.append(replace(leg_of(a_quote(an_event("e2"), "Visitors", -110), fair=0.5), book="Book B"))
    slip = price_slip(legs, stake_cents=10_000, now=NOW)
    menus = [LegMenu((("off_1", "+130 Book A"), ("off_2", "+126 Book B")), "off_1"), LegMenu((), "")]
    whole = BookTicket(("Book B", "Book C"), 331, Fraction("4.31"), NOW, (Fraction("2.26"), legs[1].decimal))
    other = BookTicket(("Book D",), 320, Fraction("4.20"), NOW)
    sold = price_slip(legs, stake_cents=10_000, now=NOW, ticket=whole)
    card = create_parlay_builder_widget(sold, menus=menus, tickets=[whole, other], care=HOSTILE, now=NOW)
    tree = sent(card)
    assert problems(tree) == []
    assert node(tree, "headline")["value"] == "Book B +1 +331"
    others = buttons({"widget": tree}, CHOOSE_BOOK)
    assert [one["label"] for one in others] == ["Book C +331", "Book D +320"]
    assert "+126" in list(strings(node(tree, "legs")))  # at the book that sells it all, not at the best of each
    assert "Best at one book: Book B +1 more at +331, returning $431.00." in card.copy_text
    assert "The best price of each leg together would pay more: no book sells that mix." in list(strings(tree))
    (menu,) = buttons({"widget": tree}, SWITCH_LEG)
    assert [one["value"] for one in menu["options"]] == ["off_1", "off_2"]
    assert menu["defaultValue"] == "off_1"
    nobody = create_parlay_builder_widget(slip, menus=menus, now=NOW)
    assert node(sent(nobody), "headline")["value"] == "+339, but no one book sells all of it"
    assert "nobody sells this ticket" in nobody.copy_text


def test_a_closed_slip_says_why_and_has_no_controls() -> None:
    slip = price_slip([leg_of(a_quote(an_event("e1"), "Visitors", 130))], stake_cents=100, now=NOW)
    tree = sent(create_parlay_builder_widget(slip, closed="This slip goes on further down."))
    assert problems(tree) == []
    assert [one["value"] for one in nodes(tree) if "value" in one] == ["This slip goes on further down."]
    assert tree["professor_lock"]["slip"] == {"state": "past", "summary": "Earlier bet slip", "legs": []}
