"""Each fact of each tool, said in a plain sentence that names its subject, is shown; with another's number it is not.

Quotes are said from the slates of two evenings, the others from the text of cards over random facts, as the history of
a conversation keeps it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache

import pytest

from professor_lock.betting.facts import GameScore, Market, Quote, Slate, Weather
from professor_lock.grounding.facts import Ledger
from professor_lock.grounding.from_text import read_source
from professor_lock.grounding.gate import Gate
from professor_lock.grounding.verdicts import PASSING
from tests.grounding import april_facts, held_out_rates, october_facts, test_cards
from tests.support.quotes import NOW

WINNER = (
    "{team} are {price} on the moneyline at {book}.",
    "{team} moneyline: {price} ({book})",
    "{book} has {team} at {price}.",
    "**{team} ML** {price} — {book}",
    "The price on {team} to win is {price} at {book}.",
    "- {book}: {team} {price}",
    "{team} is priced at {decimal} in decimal odds at {book}.",
    "{book} is offering {price} on {team}.",
    "| Team | Book | Price |\n|---|---|---|\n| {team} | {book} | {price} |",
    "{team} paga {price} en {book}.",
    "La cuota de {team} es {price} en {book}.",
    "Die Quote auf {team} liegt bei {book} bei {price}.",
    "{book} bietet {price} auf {team}.",
    "La cote de {team} est de {price} chez {book}.",
    "Chez {book}, {team} est coté à {price}.",
    "سعر {team} هو {price} لدى {book}.",
)
SPREAD = (
    "{team} {line} is {price} at {book}.",
    "{book} has {team} {line} at {price}.",
    "- **Spread:** {team} {line} ({price}, {book})",
    "On the spread, {team} get {line} at {price} ({book}).",
    "El hándicap de {team} es {line} ({price}) en {book}.",
    "Handicap {team} {line}: {price} bei {book}.",
    "{team} {line} à {price} chez {book}.",
    "{team} {line} بسعر {price} لدى {book}.",
)
TOTAL = (
    "{away} vs {home}: {side} {line} ({price}, {book})",
    "In {away} at {home}, {book} has the {side} {line} at {price}.",
    "For {away} and {home} the over/under is {line} at {book}, with the {side} at {price}.",
    "The {side} {line} in {away} vs. {home} pays {price} at {book}.",
)
PROP = (
    "{player} {side} {line} {stat} is {price} at {book}.",
    "{player}'s {stat} line is {line} at {book}; the {side} is {price}.",
    "- **{player}** — {stat} {side} {line}: {price} ({book})",
    "The {side} on {player}'s {line} {stat} pays {price} at {book}.",
)


def left_out(ledger: Ledger, text: str) -> list[str]:
    """The numbers of a text that a reader would not see, and all of it where none was found."""
    gate = Gate(ledger)
    gate.feed(text)
    gate.finish()
    if not gate.checked:
        return [text]
    return [one.verdict.text for one in gate.checked if one.verdict.state not in PASSING]


def said(quote: Quote, number: int) -> str:
    """A quote as a sentence; `number` chooses which."""
    event = quote.event
    words = {
        "price": f"{quote.american:+d}", "decimal": f"{float(quote.decimal):.2f}", "book": quote.book,
        "away": event.away, "home": event.home, "team": quote.selection, "player": quote.subject, "stat": quote.stat,
        "side": quote.selection.lower(),
        "line": "" if quote.line is None else f"{float(quote.line):{'+' if quote.market is Market.SPREAD else ''}g}",
    }  # fmt: skip
    templates = {Market.MONEYLINE: WINNER, Market.SPREAD: SPREAD, Market.TOTAL: TOTAL, Market.PLAYER_PROP: PROP}
    template = templates[quote.market][number % len(templates[quote.market])]
    return template.format(**words)


@cache
def _slates() -> list[tuple[str, Slate]]:
    april = [april_facts.basketball(), april_facts.baseball(), *april_facts.others()]
    october = [october_facts.basketball(), october_facts.football(), *october_facts.ice_and_diamond()]
    return [*(("april", slate) for slate in april), *(("october", slate) for slate in october)]


def _quotes() -> Iterator[tuple[str, Quote]]:
    for name, slate in _slates():
        for quote in slate.quotes:
            if quote.selection != "Draw" and (
                quote.market is not Market.PLAYER_PROP or quote.selection in ("Over", "Under")
            ):
                yield name, quote


@pytest.mark.parametrize("first", range(2))
def test_every_quote_said_plainly_is_shown(first: int) -> None:
    missed = []
    for place, (name, quote) in enumerate(_quotes()):
        ledger = held_out_rates.ledger_of(name, "America/New_York")
        for number in range(4 * first, 4 * first + 4):
            text = said(quote, place + number)
            missed += [f"{one} in {text!r}" for one in left_out(ledger, text)]
    assert missed == []


@pytest.mark.parametrize("first", range(2))
def test_the_price_of_another_side_said_plainly_is_not_shown(first: int) -> None:
    shown = []
    for place, (name, quote) in enumerate(_quotes()):
        other = -quote.american if quote.american not in (100, -100) else 250
        had = {one.american for _, one in _quotes() if one.subject == quote.subject and one.event == quote.event}
        if quote.market is not Market.MONEYLINE or other in had:
            continue
        text = said(quote, place * 2 + first).replace(f"{quote.american:+d}", f"{other:+d}")
        if f"{other:+d}" in text and not left_out(held_out_rates.ledger_of(name, "America/New_York"), text):
            shown.append(text)
    assert shown == []


def read_card(text: str) -> Ledger:
    ledger = Ledger(now=NOW)
    read_source(ledger, text, source="a card", as_of=NOW)
    return ledger


def _of_scores(score: GameScore) -> Iterator[str]:
    away, home = score.event.away, score.event.home
    high, low = sorted((score.away_score or 0, score.home_score or 0), reverse=True)
    winner, loser = (away, home) if high == score.away_score else (home, away)
    yield f"Final: {away} {score.away_score}, {home} {score.home_score}."
    if high != low:
        yield f"{winner} beat {loser} {high}-{low}."
        yield f"The {winner} won by {high - low}."
        yield f"{winner} scored {high} and {loser} {low}."


def _of_weather(weather: Weather) -> Iterator[str]:
    yield f"It's {weather.temperature_f:.0f}°F in Denver."
    yield f"Denver: wind {weather.wind_mph:.0f} mph, {weather.precipitation_chance}% chance of precipitation."


@pytest.mark.parametrize("seed", range(12))
def test_what_a_card_of_scores_or_weather_says_may_be_said(seed: int) -> None:
    rng = random.Random(seed)
    card, (score,) = test_cards.some_scores(rng)
    assert isinstance(score, GameScore)
    assert [left_out(read_card(card.copy_text), text) for text in _of_scores(score)] == [[]] * len([*_of_scores(score)])
    card, (weather,) = test_cards.the_weather(rng)
    assert isinstance(weather, Weather)
    assert [(text, left_out(read_card(card.copy_text), text)) for text in _of_weather(weather)] == [
        (text, []) for text in _of_weather(weather)
    ]


_SLIP = re.compile(r"^\d+\. (.+?) moneyline ([+-]\d+) \|.*?Fair chance (\d[\d.]*%)")


@pytest.mark.parametrize("seed", range(8))
def test_what_a_slip_says_may_be_said(seed: int) -> None:
    card, _ = test_cards.a_slip(random.Random(seed))
    ledger, text = read_card(card.copy_text), card.copy_text
    sentences = []
    for leg in filter(None, map(_SLIP.match, text.splitlines())):
        sentences += [f"{leg[1]} moneyline is {leg[2]}.", f"The {leg[1]} leg has a fair chance of {leg[3]}."]
    for label, words in (
        (r"To win \(profit\): (\$[\d,.]+)", "Your profit would be {}."),
        (r"Total return \(with stake\): (\$[\d,.]+)", "It returns {} with the stake."),
        (r"Combined odds: ([+-]\d+)", "The combined odds are {}."),
        (r"Fair chance \(no-vig market\): ([\d.]+%)", "The fair chance of the slip is {}."),
        (r"needed to break even: ([\d.]+%)", "You need {} to break even."),
    ):
        sentences += [words.format(one) for one in re.findall(label, text)]
    assert sentences
    assert [(one, left_out(ledger, one)) for one in sentences] == [(one, []) for one in sentences]


@pytest.mark.parametrize("seed", range(8))
def test_what_a_card_of_props_says_may_be_said(seed: int) -> None:
    card, (slate, *_) = test_cards.some_props(random.Random(seed))
    assert isinstance(slate, Slate)
    ledger = read_card(card.copy_text)
    wrong = []
    for player, line, over, price in re.findall(
        r"^(\w+ Sample): points ([\d.]+) \| (Over|Under) [\d.]+ ([+-]\d+)", card.copy_text, re.MULTILINE
    ):
        for text in (f"{player}'s points line is {line}.", f"{player} {over.lower()} {line} points is {price}."):
            wrong += [(text, one) for one in left_out(ledger, text)]
    assert wrong == []


@pytest.mark.parametrize("seed", range(8))
def test_what_a_record_and_limits_say_may_be_said(seed: int) -> None:
    rng = random.Random(seed)
    card, _ = test_cards.a_record(rng)
    ledger = read_card(card.copy_text)
    sentences = []
    for won, lost in re.findall(r"Won - lost - pushed: (\d+) - (\d+)", card.copy_text):
        sentences += [f"You've won {won} bets and lost {lost}."]
    for units in re.findall(r"Units \(each bet one unit\): ([+-][\d.]+)", card.copy_text):
        sentences += [f"In units you're at {units}."]
    limits, _ = test_cards.some_limits(rng)
    other = read_card(limits.copy_text)
    assert sentences
    assert [(one, left_out(ledger, one)) for one in sentences] == [(one, []) for one in sentences]
    for bet in re.findall(r"Largest bet: (\$[\d,.]+)", limits.copy_text):
        assert left_out(other, f"Your largest bet is {bet}.") == []
