"""Small builders of events, quotes and slates, for tests of whatever reads them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from professor_lock.betting.facts import Event, EventStatus, Market, Quote, Slate
from professor_lock.betting.legs import SlipLeg
from professor_lock.betting.odds import american_price, parse_price

NOW = datetime(2026, 1, 10, 18, 0, tzinfo=UTC)


def an_event(
    event_id: str = "e1",
    *,
    away: str = "Visitors",
    home: str = "Homers",
    starts_in_s: int = 3600,
    status: EventStatus = EventStatus.SCHEDULED,
    league: str = "nba",
) -> Event:
    """A game that begins `starts_in_s` after NOW."""
    return Event(event_id, league, away, home, NOW + timedelta(seconds=starts_in_s), status, "Test feed")


def a_quote(
    event: Event,
    selection: str,
    price: object,
    line: object = None,
    *,
    book: str = "Book A",
    market: Market | None = None,
    age_s: float = 30,
    exchange: bool = False,
    subject: str | None = None,
    stat: str | None = None,
) -> Quote:
    """One price, read `age_s` before NOW. The market follows from the selection and the line unless it is given."""
    decimal = parse_price(price)
    if market is None:
        over_under = selection in {"Over", "Under"}
        market = Market.TOTAL if over_under else Market.MONEYLINE if line is None else Market.SPREAD
    as_of = NOW - timedelta(seconds=age_s)
    return Quote(
        event=event,
        market=market,
        selection=selection,
        line=None if line is None else Fraction(str(line)),
        american=american_price(decimal),
        decimal=decimal,
        book=book,
        source=event.source,
        as_of=as_of,
        fetched_at=as_of,
        exchange=exchange,
        subject=subject,
        stat=stat,
    )


def two_way(event: Event, away: object, home: object, away_line: object = None, **more: Any) -> list[Quote]:
    """Both sides of a moneyline, or of a spread when the visitors' line is given."""
    home_line = None if away_line is None else -Fraction(str(away_line))
    return [
        a_quote(event, event.away, away, away_line, **more),
        a_quote(event, event.home, home, home_line, **more),
    ]


def over_under(event: Event, over: object, under: object, line: object, **more: Any) -> list[Quote]:
    """Both sides of a total."""
    return [a_quote(event, "Over", over, line, **more), a_quote(event, "Under", under, line, **more)]


def a_slate(*quotes: list[Quote], league: str = "nba", events: tuple[Event, ...] = ()) -> Slate:
    """All the quotes together, and the games they are of."""
    flat = tuple(quote for group in quotes for quote in group)
    games = tuple({quote.event.id: quote.event for quote in flat}.values())
    return Slate(league, events or games, flat, "Test feed", NOW)


def leg_of(quote: Quote, *, fair: float | None = None, agreement: str = "high") -> SlipLeg:
    """The leg of a slip at this very quote."""
    return SlipLeg(
        event=quote.event,
        market=quote.market,
        selection=quote.selection,
        line=quote.line,
        american=quote.american,
        decimal=quote.decimal,
        book=quote.book,
        source=quote.source,
        as_of=quote.as_of,
        fair_probability=fair,
        books=8,
        agreement=agreement,
        demo=quote.demo,
        exchange=quote.exchange,
        subject=quote.subject,
        stat=quote.stat,
    )
