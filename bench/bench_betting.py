"""Pricing parlays; a 15-game board from quotes to the bytes on the wire, beside the SDK's plain path; an answer of a
megabyte read as a slate, beside Python's own JSON. Of processor time the least of many, which changes least.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from fractions import Fraction
from functools import cache

import httpx2
from chatkit.types import ThreadItemDoneEvent, WidgetItem
from chatkit.widgets import DynamicWidgetRoot, WidgetTemplate

from bench.row import Row
from professor_lock.betting.board import Board, build_board
from professor_lock.betting.facts import Event, EventStatus, Market, Quote, Slate
from professor_lock.betting.legs import SlipLeg
from professor_lock.betting.odds import american_price, decimal_price
from professor_lock.betting.slip import price_slip
from professor_lock.protocol.wire import frame
from professor_lock.sources.http import HttpResponse
from professor_lock.sources.names.leagues import leagues_by_key
from professor_lock.sources.odds_api.feed import games_in
from professor_lock.sources.odds_api.reader import read_slate
from professor_lock.widgets.base import TEMPLATES
from professor_lock.widgets.odds import create_odds_comparison_widget
from professor_lock.words import ENGLISH

NOW = datetime(2026, 1, 10, 18, 0, tzinfo=UTC)
GAMES, BOOKS = 15, 12
PARLAYS_A_MINUTE = 1_000_000
BOARD_MS, SLATE_MS = 10.0, 12.0
"""The goals, on a quiet core."""
SLATE_GAMES = 145
"""A college Saturday: 10,440 prices in a megabyte."""


async def run(short: bool) -> list[Row]:
    """Parlays a minute on this core against the promised million; the board's milliseconds against its budget."""
    count, rounds = (3_000, 3) if short else (60_000, 30)
    parlays = random_parlays(2_000)
    began = time.process_time()
    for n in range(count):
        price_slip(parlays[n % len(parlays)], stake_cents=10_000, now=NOW)
    rate = count / (time.process_time() - began) * 60
    slate = an_evening()
    ours, plain = least_ms(lambda: board_bytes(slate), lambda: plain_board_bytes(slate), rounds)
    feed = a_full_feed()
    read, decoded = least_ms(lambda: slate_of(feed), lambda: json.loads(feed), rounds)
    note = f"{GAMES} games x 3 markets x {BOOKS} books"
    return [
        Row(
            "promised parlays a minute a core",
            PARLAYS_A_MINUTE,
            rate,
            "parlays",
            "2 to 6 legs, all rules",
            1.0,
        ),
        Row("build and serialise a board", ours, plain, "ms", f"{note}; reference: the SDK's template and dump", 1.0),
        Row("build and serialise a board, goal", ours, BOARD_MS, "ms", note, 1.0),
        Row("read a slate", read, decoded, "ms", f"{len(feed) / 1e6:.2f} MB; reference: Python's own JSON alone", 1.5),
        Row("read a slate, goal", read, SLATE_MS, "ms", f"{SLATE_GAMES} games x 3 markets x {BOOKS} books", 1.0),
    ]


def slate_of(feed: bytes) -> Slate:
    """The bytes of an answer as a slate, as this server reads them."""
    answer = HttpResponse("bench", 200, httpx2.Headers(), feed, "https://bench.example.com")
    league = leagues_by_key()["ncaab"]
    return read_slate(games_in(answer), league, odds_format="american", source="bench", link="", fetched_at=NOW)


def board_bytes(slate: Slate) -> bytes:
    """Quotes to the event on the wire, as this server does it."""
    widget = create_odds_comparison_widget(build_board(slate, now=NOW), tappable=True)
    return frame(ThreadItemDoneEvent(item=WidgetItem(id="w", thread_id="t", created_at=NOW, widget=widget)))


def plain_board_bytes(slate: Slate) -> bytes:
    """The same board and template, built and dumped as the SDK's documentation shows it."""
    from professor_lock.widgets.format import zone  # noqa: PLC0415

    widget = plain_widget(build_board(slate, now=NOW), zone("America/New_York"))
    item = WidgetItem(id="w", thread_id="t", created_at=NOW, widget=widget)
    return item.model_dump_json(exclude_none=True).encode()


def plain_widget(board: Board, where: tzinfo) -> DynamicWidgetRoot:
    """The board's card from the SDK's template."""
    from professor_lock.widgets.odds import _view  # noqa: PLC0415 - the view alone, without our own serialising

    return sdk_template().build({**_view(board, where), "words": ENGLISH.section("board")})


@cache
def sdk_template() -> WidgetTemplate:
    """The board's template as the SDK reads it."""
    return WidgetTemplate.from_file(str(TEMPLATES / "odds_comparison.widget"))


def least_ms(work: Callable[[], object], other: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The least processor time of so many runs of each, in turn, in milliseconds, after one to warm up."""
    found = []
    for number in range(rounds + 1):
        for one in (work, other):
            began = time.process_time()
            one()
            if number:
                found.append((time.process_time() - began) * 1000)
    return min(found[::2]), min(found[1::2])


def a_full_feed() -> bytes:
    """An answer of the feed with a full Saturday, as its JSON: prices and times scattered a little."""
    dice = random.Random(7)
    games: list[dict[str, object]] = []
    for number in range(SLATE_GAMES):
        away, home = f"Away {number} Wildcats", f"Home {number} Bulldogs"
        books: list[dict[str, object]] = []
        for book in range(BOOKS):
            at = f"{NOW - timedelta(seconds=dice.randint(5, 400)):%Y-%m-%dT%H:%M:%SZ}"
            spread, total = dice.choice([3.5, 4.0, 4.5]), dice.choice([140.5, 141.0])
            sides: dict[str, list[tuple[str, float | None]]] = {
                "h2h": [(away, None), (home, None)],
                "spreads": [(away, spread), (home, -spread)],
                "totals": [("Over", total), ("Under", total)],
            }
            markets = [{"key": key, "last_update": at, "outcomes": _outcomes(of, dice)} for key, of in sides.items()]
            books.append({"key": f"book_{book}", "title": f"Book {book}", "last_update": at, "markets": markets})
        start = f"{NOW + timedelta(minutes=10 * number):%Y-%m-%dT%H:%M:%SZ}"
        teams = {"home_team": home, "away_team": away}
        games.append({"id": f"{number:032x}", "sport_key": "basketball_ncaab", "commence_time": start, **teams})
        games[-1]["bookmakers"] = books
    return json.dumps(games).encode()


def _outcomes(sides: list[tuple[str, float | None]], dice: random.Random) -> list[dict[str, object]]:
    prices = [-125, -115, -112, -110, -108, -105, 100, 102, 105, 110]
    return [
        {"name": name, "price": dice.choice(prices)} | ({} if point is None else {"point": point})
        for name, point in sides
    ]


def an_evening() -> Slate:
    """Fifteen games at a dozen books, prices scattered a little around the same opinion."""
    dice = random.Random(7)
    quotes: list[Quote] = []
    events = [
        Event(f"g{n}", "nba", f"Away {n}", f"Home {n}", NOW + timedelta(hours=2), EventStatus.SCHEDULED, "bench")
        for n in range(GAMES)
    ]
    for event in events:
        for book in range(BOOKS):
            away = dice.choice([-130, -125, -120, -115, -110])
            home = dice.choice([-105, 100, 102, 104, 105])
            offers = [
                (Market.MONEYLINE, event.away, None, away),
                (Market.MONEYLINE, event.home, None, home),
                (Market.SPREAD, event.away, Fraction("3.5"), -110),
                (Market.SPREAD, event.home, -Fraction("3.5"), dice.choice([-112, -110, -108])),
                (Market.TOTAL, "Over", Fraction("219.5"), dice.choice([-112, -110, -108])),
                (Market.TOTAL, "Under", Fraction("219.5"), -110),
            ]
            for market, selection, line, american in offers:
                price = decimal_price(american)
                at = NOW - timedelta(seconds=dice.randint(5, 400))
                quotes.append(
                    Quote(
                        event, market, selection, line, american_price(price), price, f"Book {book}", "bench", at, NOW
                    )
                )
    return Slate("nba", tuple(events), tuple(quotes), "bench", NOW)


def random_parlays(count: int) -> list[list[SlipLeg]]:
    """Random legs, two to six, now and then two of one game so that the rules have work."""
    dice = random.Random(11)
    slate = an_evening()
    legs = [
        SlipLeg(
            quote.event, quote.market, quote.selection, quote.line, quote.american, quote.decimal, quote.book, "bench",
            quote.as_of, 0.5, 8, "high",
        )
        for quote in slate.quotes
    ]  # fmt: skip
    return [dice.sample(legs, dice.randint(2, 6)) for _ in range(count)]
