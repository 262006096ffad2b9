"""What can be bet on in one game: a leg at its best price or at a chosen book, and the other books and lines.

Used wherever a bet is already known exactly (a tapped price, a leg on a slip): nothing here reads words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from professor_lock.betting.consensus import (
    DRAW,
    STALE_LIVE_S,
    STALE_S,
    Books,
    all_old,
    by_line,
    consensus,
    is_live,
    line_key,
    of_one_shape,
    without_empty_exchanges,
)
from professor_lock.betting.facts import Event, Market, Quote
from professor_lock.betting.legs import SlipLeg
from professor_lock.betting.odds import format_line
from professor_lock.betting.scores import Wager
from professor_lock.words import ENGLISH, Words

MAX_PUSH = 0.3
"""No line of a game is hit exactly as often as that: what says so is a mistake in the prices."""
MAX_LINES = 6
"""Other lines offered for one leg: the nearest ones."""


@dataclass(frozen=True, slots=True)
class Bet:
    """What is bet on, without a price. `line` is the selection's own."""

    event: Event
    market: Market
    selection: str
    line: Fraction | None
    subject: str | None = None
    stat: str | None = None


def leg_name(leg: Bet | SlipLeg, words: Words = ENGLISH) -> str:
    """The pick in a few words: "Lakers -3.5", "Over 228.5", "Lakers moneyline", "LeBron James points Over 25.5"."""
    if leg.line is None:
        line = words(f"market.in_{leg.market.value}")
    else:
        line = format_line(leg.line, signed=leg.market is Market.SPREAD)
    stat = stat_name(leg.stat, words) if leg.stat else None
    return " ".join(part for part in (leg.subject, stat, side_in(leg.selection, words), line) if part)


def side_in(selection: str, words: Words) -> str:
    """Over, Under and Draw in the words of a language; a team as it is."""
    which = selection.casefold()
    return words(f"market.{which}") if which in ("over", "under", "draw") and words.language != "en" else selection


def stat_name(stat: str, words: Words) -> str:
    """What a prop counts, in the words of a language; a stat that is not known as it is."""
    key = f"stats.{stat.lower().replace(' ', '_')}"
    return words(key) if words.language != "en" and words.knows(key) else stat


def stat_label(stat: str, words: Words) -> str:
    """The same at the head of a row, with a capital."""
    name = stat_name(stat, words)
    return name[:1].upper() + name[1:] if words.language != "en" else stat


@dataclass(frozen=True, slots=True)
class Offer:
    """One book's price for a selection at a line, as a leg can be switched to it."""

    book: str
    line: Fraction | None
    american: int
    decimal: Fraction
    as_of: datetime
    exchange: bool = False


def bet_of(leg: SlipLeg, line: Fraction | None) -> Bet:
    """The leg's bet at another line."""
    return Bet(leg.event, leg.market, leg.selection, line, leg.subject, leg.stat)


def leg_at(bet: Wager, quotes: Sequence[Quote], now: datetime, *, book: str | None = None) -> SlipLeg | None:
    """The leg at the best price any book offers at exactly this line, or at `book`; None where nobody does.

    `quotes` are those of a slate, or of the game alone. A bookmaker's price goes before an exchange's, which sells no
    parlay; a fresh one before those that lag behind the newest quote of the game; of equal prices the newest, then by
    the book's name. The fair probability is the market's, whatever book the price is from.
    """
    game = [quote for quote in quotes if quote.event.id == bet.event.id]
    offered = _at_line(bet, game)
    if not offered:
        return None
    lines = _lines(bet, game)
    sides, books = _of_its_shape(bet, offered)
    pool = {name: prices for name, prices in books.items() if book in (None, name) and bet.selection in prices}
    if not pool:
        return None
    event = game[0].event
    best, stale = _best(bet, pool, game, now)
    opinion = consensus(books, sides, live=is_live(event, now), all_stale=stale or all_old(books, now))
    key = line_key(bet.event, bet.market, bet.selection, bet.line)
    return SlipLeg(
        event=event,
        market=bet.market,
        selection=bet.selection,
        line=bet.line,
        american=best.american,
        decimal=best.decimal,
        book=best.book,
        source=best.source,
        as_of=best.as_of,
        fair_probability=opinion.fair.get(bet.selection),
        books=opinion.books,
        agreement=opinion.agreement,
        demo=best.demo,
        exchange=best.exchange,
        subject=bet.subject,
        stat=bet.stat,
        three_way=bet.market is Market.MONEYLINE and DRAW in books[best.book],
        shin_probability=opinion.shin.get(bet.selection),
        push_probability=push_chance(bet, lines),
        split=any(len(at_line) >= len(offered) for other, at_line in lines.items() if other != key),
    )


def push_chance(bet: Wager, lines: Mapping[Fraction | None, Books]) -> float | None:
    """How likely a whole-number line is hit exactly, by the books' own lines half a point to both sides of it.

    It is the difference of the fair chances of the easier and the harder line. None without two-sided prices on both,
    or where they contradict each other.
    """
    if bet.line is None or bet.line.denominator != 1:
        return None
    harder_by = Fraction(1, 2) if bet.selection == "Over" else Fraction(-1, 2)
    chances = []
    for line in (bet.line - harder_by, bet.line + harder_by):
        books = lines.get(line_key(bet.event, bet.market, bet.selection, line))
        chances.append(consensus(books, 2).fair.get(bet.selection) if books else None)
    easier, harder = chances
    if easier is None or harder is None or not 0 <= easier - harder < MAX_PUSH:
        return None
    return easier - harder


def offers_for(bet: Wager, quotes: Iterable[Quote]) -> tuple[Offer, ...]:
    """Every book's price at the bet's line, best first, then the best price at each of the nearest other lines."""
    game = [quote for quote in quotes if quote.event.id == bet.event.id]
    lines = _lines(bet, game)
    key = line_key(bet.event, bet.market, bet.selection, bet.line)
    same = sorted(_prices(bet, lines.get(key, {})), key=lambda quote: (-quote.decimal, quote.book))
    others = sorted((other for other in lines if other != key), key=lambda other: float(abs((other or 0) - (key or 0))))
    best = [max(_prices(bet, lines[other]), key=lambda quote: quote.decimal) for other in others[:MAX_LINES]]
    return tuple(
        Offer(quote.book, quote.line, quote.american, quote.decimal, quote.as_of, quote.exchange)
        for quote in [*same, *best]
    )


def quotes_of(leg: SlipLeg, offers: Iterable[Offer]) -> list[Quote]:
    """The offers of a leg as quotes again, for `betting.slip.tickets_by_book`."""
    return [
        Quote(
            event=leg.event,
            market=leg.market,
            selection=leg.selection,
            line=offer.line,
            american=offer.american,
            decimal=offer.decimal,
            book=offer.book,
            source=leg.source,
            as_of=offer.as_of,
            fetched_at=offer.as_of,
            exchange=offer.exchange,
            demo=leg.demo,
            subject=leg.subject,
            stat=leg.stat,
        )
        for offer in offers
    ]


def _lines(bet: Wager, game: Iterable[Quote]) -> dict[Fraction | None, Books]:
    same = [quote for quote in game if (quote.market, quote.subject, quote.stat) == (bet.market, bet.subject, bet.stat)]
    same, _ = without_empty_exchanges(bet.event, bet.market, same)
    lines = by_line(bet.event, bet.market, same)
    return {key: books for key, books in lines.items() if _prices(bet, books)}


def _at_line(bet: Wager, game: Iterable[Quote]) -> Books:
    return _lines(bet, game).get(line_key(bet.event, bet.market, bet.selection, bet.line), {})


def _prices(bet: Wager, books: Books) -> list[Quote]:
    return [prices[bet.selection] for prices in books.values() if bet.selection in prices]


def _of_its_shape(bet: Wager, books: Books) -> tuple[int, Books]:
    """How many sides the market has, and the books that price this selection in a market of that many."""
    if bet.market is not Market.MONEYLINE:
        return 2, books
    if bet.selection == DRAW:
        return 3, {book: prices for book, prices in books.items() if DRAW in prices}
    sides, shaped = of_one_shape(books)
    return sides, shaped if any(bet.selection in prices for prices in shaped.values()) else books


def _best(bet: Wager, books: Books, game: Sequence[Quote], now: datetime) -> tuple[Quote, bool]:
    """The best price for the selection, and whether every offer is stale."""
    newest = max(quote.as_of for quote in game)
    cutoff = newest - timedelta(seconds=STALE_LIVE_S if is_live(game[0].event, now) else STALE_S)
    offers = _prices(bet, books)
    fresh = [quote for quote in offers if quote.as_of >= cutoff]
    pool = [quote for quote in fresh or offers if not quote.exchange] or fresh or offers
    return min(pool, key=lambda quote: (-quote.decimal, -quote.as_of.timestamp(), quote.book)), not fresh
