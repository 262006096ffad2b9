"""Cards are made by code: none shows a number that is not in its facts or computed from them by a named function."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec import Struct

from pp_widgets import (
    BuiltWidget,
    PickLine,
    create_injuries_widget,
    create_notice_widget,
    create_odds_comparison_widget,
    create_parlay_builder_widget,
    create_picks_widget,
    create_props_widget,
    create_record_widget,
    create_scores_widget,
    create_search_progress_widget,
    create_sheet_widget,
    create_stat_answer_widget,
    create_trends_chart_widget,
    create_weather_widget,
)
from professor_lock.betting.board import build_board
from professor_lock.betting.facts import (
    EventStatus,
    GameScore,
    Injury,
    InjuryReport,
    Market,
    SearchResult,
    Series,
    StatAnswer,
    Trends,
    Weather,
)
from professor_lock.betting.odds import american_price, decimal_price, fair_american, format_short_fractional
from professor_lock.betting.props import prop_lines
from professor_lock.betting.record import RecordEntry, betting_record
from professor_lock.betting.settlement import Result
from professor_lock.betting.slip import price_slip
from professor_lock.desk.books_card import books_card
from professor_lock.desk.self_limits import LOOSER_AFTER
from professor_lock.grounding.clauses import Found
from professor_lock.grounding.facts import Kind, Ledger
from professor_lock.grounding.names import Names
from professor_lock.grounding.plain_text import plain_text
from professor_lock.grounding.reading import read_sentence
from professor_lock.protocol.widget_tree import plain_tree
from professor_lock.user import UserContext
from professor_lock.widgets.confirm import create_confirm_widget
from professor_lock.widgets.limits import BREAKS, create_limits_widget
from professor_lock.widgets.parlay import CHIPS
from tests.support.card_samples import catalogue_cards
from tests.support.quotes import NOW, a_quote, a_slate, an_event, leg_of, over_under, two_way

NAMES = Names(Ledger())
SHOWN = ("value", "text", "label", "title", "caption", "placeholder", "description", "children", "series", "data")
ZONES = (ZoneInfo("UTC"), ZoneInfo("America/New_York"), ZoneInfo("America/Denver"))
RULES = {Fraction(number) for number in (0, 1, 2, 95, 100)}
"""Numbers of a card's own wording: "1 book", "95% interval", a stake of $100 that a price is explained with."""


def numbers_of_text(text: str) -> Iterator[tuple[Found, str]]:
    """The numbers that a reader sees in a text."""
    for line in text.splitlines():
        sentence = read_sentence(line, NAMES)
        for found in sentence.numbers:
            if found.number.named not in ("list", "identifier"):
                yield found, line


def values(thing: object) -> Iterator[Fraction]:
    """Every number in the facts, whatever they are made of."""
    if isinstance(thing, bool) or thing is None:
        return
    if isinstance(thing, int | Fraction):
        yield Fraction(thing)
    elif isinstance(thing, float):
        yield Fraction(str(thing))
    elif isinstance(thing, datetime):
        yield from times(thing)
    elif isinstance(thing, str):
        for found, _ in numbers_of_text(plain_text(thing).text):
            yield from found.number.parts
    elif is_dataclass(thing):
        for one in fields(thing):
            yield from values(getattr(thing, one.name))
    elif isinstance(thing, Struct):
        for name in thing.__struct_fields__:
            yield from values(getattr(thing, name))
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            yield from values(key)
            yield from values(value)
    elif isinstance(thing, list | tuple | set | frozenset):
        yield Fraction(len(thing))
        for one in thing:
            yield from values(one)


def times(at: datetime) -> Iterator[Fraction]:
    """A moment as a clock shows it, and its age."""
    for zone in ZONES:
        local = at.astimezone(zone)
        for part in (local.year, local.month, local.day, local.hour, local.hour % 12 or 12, local.minute):
            yield Fraction(part)
    yield from map(Fraction, divmod(abs(int((NOW - at).total_seconds())), 60))


def computed(value: Fraction) -> Iterator[Fraction]:
    """What the named functions of `betting` make of one number: a share of it, prices, money."""
    yield value
    yield value * 100
    yield value / 100
    yield value / 60
    if value.denominator == 1:
        yield value % 60  # seconds of an age
    if value > 1:
        yield Fraction(american_price(value))
        yield from map(Fraction, format_short_fractional(value).removeprefix("about ").split("/"))
        yield 100 / value
    if abs(value) >= 100:
        yield decimal_price(int(value))
        yield 100 / decimal_price(int(value))
    if 0 < value < 1:
        yield Fraction(fair_american(float(value)))
        yield 1 / value


def strays(card: BuiltWidget, *facts: object) -> list[str]:
    """The numbers that a card shows and its facts do not give."""
    known = sorted({abs(one) for fact in facts for value in values(fact) for one in computed(value)} | RULES)
    texts = [card.copy_text, *shown(plain_tree(card))]
    found = []
    for text in texts:
        for one, line in numbers_of_text(text):
            digits = max(one.number.digits, 0)
            parts = one.number.parts if one.number.kind is not Kind.TIME else ()
            for part in parts:
                if not any(2 * abs(value - part) <= Fraction(10) ** -digits for value in known):
                    found.append(f"{float(part)} in {line!r}")
    return found


def shown(tree: Any) -> Iterator[str]:
    """The texts of a card's tree that a reader sees."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, list):
        for one in tree:
            yield from shown(one)
    elif isinstance(tree, dict):
        for name, value in tree.items():
            if name in SHOWN:
                yield from shown(value)


Made = tuple[BuiltWidget, tuple[object, ...]]


def _price(rng: random.Random) -> int:
    return rng.choice((-1, 1)) * rng.randint(101, 640)


def a_board(rng: random.Random) -> Made:
    game = an_event("a", away="Golden State Warriors", home="Los Angeles Lakers", starts_in_s=60 * rng.randint(5, 600))
    line, total = Fraction(2 * rng.randint(1, 19) + 1, 2), Fraction(2 * rng.randint(180, 240) + 1, 2)
    quotes = []
    for book in ("DraftKings", "FanDuel", "BetMGM"):
        juice = rng.randint(101, 119)
        quotes += [
            two_way(game, -juice, -220 + juice, line, book=book, age_s=rng.randint(5, 500)),
            over_under(game, -juice, -220 + juice, total, book=book, age_s=rng.randint(5, 500)),
            two_way(game, rng.randint(110, 190), -rng.randint(200, 260), book=book, age_s=rng.randint(5, 500)),
        ]
    board = build_board(a_slate(*quotes), now=NOW)
    return create_odds_comparison_widget(board, tappable=True), (board, quotes)


def a_slip(rng: random.Random) -> Made:
    legs = []
    for number in range(rng.randint(1, 4)):
        event = an_event(f"e{number}", away=f"Owls {chr(65 + number)}", home=f"Bears {chr(65 + number)}")
        quote = a_quote(event, event.home, _price(rng), book="DraftKings")
        legs.append(leg_of(quote, fair=round(rng.uniform(0.2, 0.8), 3)))
    slip = price_slip(legs, stake_cents=100 * rng.randint(1, 900), now=NOW)
    derived = [getattr(slip, name) for name in dir(type(slip)) if isinstance(getattr(type(slip), name), property)]
    return create_parlay_builder_widget(slip), (slip, derived, [abs(x) for x in values(derived)], CHIPS)


def some_props(rng: random.Random) -> Made:
    game = an_event("g", away="Golden State Warriors", home="Los Angeles Lakers")
    quotes = []
    for player in ("Casey Sample", "Riley Sample"):
        line = Fraction(2 * rng.randint(5, 35) + 1, 2)
        for book in ("DraftKings", "FanDuel"):
            more: dict[str, Any] = {"market": Market.PLAYER_PROP, "subject": player, "stat": "points", "book": book}
            quotes.append(over_under(game, _price(rng), _price(rng), line, **more, age_s=rng.randint(10, 800)))
    slate = a_slate(*quotes)
    lines = prop_lines(slate.quotes, NOW)
    fair = [line.fair for line in lines]
    return create_props_widget(lines, slate, "Player props", tappable=True), (slate, quotes, fair)


def some_books(rng: random.Random) -> Made:
    game = an_event("b", away="Golden State Warriors", home="Los Angeles Lakers", starts_in_s=60 * rng.randint(5, 600))
    line = Fraction(2 * rng.randint(1, 19) + 1, 2)
    quotes = []
    for book in ("DraftKings", "FanDuel", "BetMGM", "Caesars", "bet365"):
        juice = rng.randint(101, 119)
        quotes.append(two_way(game, -juice, -220 + juice, line, book=book, age_s=rng.randint(5, 500)))
    slate = a_slate(*quotes)
    made = books_card(slate, game, Market.SPREAD, UserContext(user_id="ann"), NOW)
    assert made is not None
    return made[0], (slate, quotes, build_board(slate, now=NOW))


def a_trend(rng: random.Random) -> Made:
    values_of = tuple(float(rng.randint(8, 44)) for _ in range(rng.randint(3, 12)))
    labels = tuple(f"Jan {day}" for day in range(1, len(values_of) + 1))
    line = rng.randint(10, 40) + 0.5
    trends = Trends("Casey Sample points", labels, (Series("Points", values_of),), "Sample data", NOW, line=line)
    return create_trends_chart_widget(trends), (trends,)


def some_stats(rng: random.Random) -> Made:
    figures = tuple((name, f"{rng.uniform(1, 40):.1f}") for name in ("Points", "Rebounds", "Assists"))
    answer = StatAnswer("q", "Casey Sample", f"{figures[0][1]} points a game.", figures, "2025-26", "Sample data", NOW)
    if rng.random() < 0.5:
        return create_stat_answer_widget(answer), (answer,)
    chart = Trends("Casey Sample: points", ("Jan 1", "Jan 2"), (Series("Points", (21.0, 30.0)),), "S", NOW, line=24.5)
    return create_stat_answer_widget(answer, chart=chart), (answer, chart)


def some_injuries(rng: random.Random) -> Made:
    at = NOW - timedelta(hours=rng.randint(1, 99))
    injury = Injury("Casey Sample", "Lakers", "Out", "Knee", f"Back in {rng.randint(2, 9)} weeks", at, "Sample data")
    report = InjuryReport("nba", (injury,), "Sample data", NOW)
    return create_injuries_widget(report, "NBA injuries"), (report,)


def some_scores(rng: random.Random) -> Made:
    played = replace(an_event("s", away="Jazz", home="Nuggets", starts_in_s=-9000), status=EventStatus.FINAL)
    score = GameScore(played, rng.randint(80, 140), rng.randint(80, 140), "Final", "Sample data", NOW)
    return create_scores_widget([score], "NBA scores", now=NOW), (score,)


def the_weather(rng: random.Random) -> Made:
    weather = Weather(
        "Denver, Colorado", NOW, "America/Denver", "light snow", round(rng.uniform(-10, 90), 1), None,
        float(rng.randint(0, 40)), None, rng.randint(0, 359), rng.randint(0, 100), None,
        "Sample data", NOW, "Sample data",
    )  # fmt: skip
    return create_weather_widget(weather, "Weather in Denver"), (weather,)


def some_picks(rng: random.Random) -> Made:
    at = NOW - timedelta(minutes=rng.randint(1, 700))
    pick = PickLine("Suns @ Lakers", "Lakers -3.5", f"confidence {rng.randint(50, 99)}%", f"at {_price(rng):+d}", at)
    return create_picks_widget([pick], "Today's picks", source="Sample data", read_at=NOW), (pick,)


def a_record(rng: random.Random) -> Made:
    results = [rng.choice((Result.WON, Result.LOST, Result.PUSH)) for _ in range(rng.randint(3, 40))]
    stake = 100 * rng.randint(5, 40)
    paid = {Result.WON: stake + rng.randint(100, 4000), Result.LOST: 0, Result.PUSH: stake}
    bets = betting_record(
        RecordEntry(stake, one, paid[one], "NBA", "spread", NOW + timedelta(days=day), None)
        for day, one in enumerate(results)
    )
    derived = [getattr(bets, name) for name in dir(type(bets)) if isinstance(getattr(type(bets), name), property)]
    return create_record_widget(bets, []), (bets, derived)


def some_limits(rng: random.Random) -> Made:
    bet, day = 100 * rng.randint(5, 900), 100 * rng.randint(5, 900)
    rows = [("Largest bet", f"${bet // 100}.00"), ("A day", f"${day // 100}.00")]
    return create_limits_widget(rows, bet_cents=bet, day_cents=day), (
        rows,
        bet,
        day,
        BREAKS,
        LOOSER_AFTER // timedelta(hours=1),
    )


def a_sheet(rng: random.Random) -> Made:
    rows = [("Price", f"{_price(rng):+d}"), ("Edge", f"{rng.uniform(0, 9):.1f}%")]
    return create_sheet_widget("Stake", rows, lead="A small edge."), (rows,)


def a_question(rng: random.Random) -> Made:
    rows = [("Stake", f"${rng.randint(5, 500)}.00")]
    return create_confirm_widget("Enter a result", rows, lead="How did it end?", choices=[("won", "Won")]), (rows,)


def a_search(rng: random.Random) -> Made:
    found = SearchResult(
        "Sample out",
        "https://example.com/a",
        f"He misses {rng.randint(2, 30)} days.",
        "example.com",
        "Sample",
        NOW,
        NOW,
    )
    return create_search_progress_widget("Lakers injuries", "news").add_result(found).complete(), (found,)


def a_notice(_rng: random.Random) -> Made:
    return create_notice_widget("Not available right now", "Ask again later.", "The Odds API"), ()


BUILDERS: dict[str, list[Callable[[random.Random], Made]]] = {
    "odds_comparison": [a_board],
    "parlay_builder": [a_slip],
    "player_props": [some_props],
    "books": [some_books],
    "trends_chart": [a_trend],
    "stat_answer": [some_stats],
    "report": [some_injuries, some_scores, the_weather, some_picks],
    "record": [a_record],
    "limits": [some_limits],
    "sheet": [a_sheet],
    "confirm": [a_question],
    "search_progress": [a_search],
    "notice": [a_notice],
}


def test_every_kind_of_card_of_the_catalogue_is_here() -> None:
    assert {card["template"] for card in catalogue_cards()} == set(BUILDERS)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("build", [one for some in BUILDERS.values() for one in some], ids=lambda one: one.__name__)
def test_no_card_shows_a_number_that_its_facts_do_not_give(build: Callable[[random.Random], Made], seed: int) -> None:
    card, facts = build(random.Random(seed))
    assert strays(card, *facts) == []


def test_a_number_that_no_fact_gives_would_be_found() -> None:
    card, facts = some_scores(random.Random(1))
    foreign, _ = a_sheet(random.Random(2))
    assert strays(card, *facts) == []
    assert strays(foreign, *facts) != []
