"""Sentences over a recorded board of a real evening: prices and lines of every book, true and with planted errors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from professor_lock.betting.facts import Market, Quote, Slate
from professor_lock.betting.odds import format_line
from professor_lock.grounding.facts import Ledger
from professor_lock.grounding.from_tools import add_slate
from professor_lock.grounding.gate import Gate
from tests.support.captured_odds import at, captured_slate

pytestmark = pytest.mark.captures
NOW = at("2022-11-23T01:05:31Z")
MOST_FALSE_ALARMS = 0.01


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with one number, whether it is true, and what it would be asked for with."""

    text: str
    number: str
    true: bool
    question: str


@pytest.fixture(scope="module")
def slate(captures) -> Slate:
    return captured_slate(captures / "oddsapi" / "nba_odds_american_2022-11-23.json", "nba", fetched_at=NOW)


def sentences(slate: Slate) -> Iterator[Said]:
    by_key = {(one.event.id, one.book, one.market, one.selection): one for one in slate.quotes}
    for quote in slate.quotes:
        event = quote.event
        if quote.exchange or event.starts_at <= NOW:
            continue
        question = f"{event.away} against {event.home}?"
        other_side = {event.away: event.home, event.home: event.away, "Over": "Under", "Under": "Over"}
        opposite = by_key.get((event.id, quote.book, quote.market, other_side[quote.selection]))
        for text, number, true in said_of(quote, opposite, slate):
            yield Said(text, number, true, question)


def said_of(quote: Quote, opposite: Quote | None, slate: Slate) -> Iterator[tuple[str, str, bool]]:
    price, side, game = f"{quote.american:+d}", quote.selection, f"{quote.event.away} @ {quote.event.home}"
    line = "" if quote.line is None else format_line(quote.line, signed=quote.market is Market.SPREAD)
    wrong = {f"{-quote.american:+d}", f"{quote.american + (13 if quote.american > 0 else -13):+d}"}
    if opposite is not None:
        wrong.add(f"{opposite.american:+d}")
    wrong |= {
        f"{one.american:+d}"
        for one in slate.quotes
        if (one.event.id, one.market, one.selection) == (quote.event.id, quote.market, side) and one.book != quote.book
    }
    wrong -= {price} | ({"+100", "-100"} if abs(quote.american) == 100 else set())
    form = {
        Market.MONEYLINE: "{book} has the {side} moneyline at {price}.",
        Market.SPREAD: "At {book} the {side} spread is {line} ({price}).",
        Market.TOTAL: "{book} prices the {side} {line} in {game} at {price}.",
    }[quote.market]
    for shown in (price, *sorted(wrong)[:4]):
        text = form.format(book=quote.book, side=side, line=line, price=shown, game=game)
        yield text, shown, shown == price


def test_true_prices_of_every_book_are_shown_and_planted_ones_are_not(slate: Slate) -> None:
    ledger = Ledger(now=NOW)
    add_slate(ledger, slate)
    lost, shown, true, planted = [], [], 0, 0
    for one in sentences(slate):
        gate = Gate(ledger, question=one.question)
        text = gate.feed(one.text) + gate.finish()
        if one.true:
            true += 1
            lost += [one.text] if "(no source)" in text else []
        else:
            planted += 1
            shown += [one.text] if one.number in text else []
    assert true > 200
    assert planted > 500
    assert shown == []
    assert len(lost) <= MOST_FALSE_ALARMS * true, lost[:10]
