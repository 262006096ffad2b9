"""The books' common line on one market of one game, the fair probabilities of its sides, and how far the books agree.

Quotes are grouped by book and by line; a book counts towards a fair price only where it quotes every side of the market
at that line, because one side alone holds an unknown share of the vig. Fair chances are the medians over those books.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import combinations
from operator import add, truediv

from msgspec import Struct

from professor_lock.betting.facts import Event, EventStatus, Market, Quote
from professor_lock.betting.novig import NoVig, no_vig

STALE_S = 600
"""A quote more than this far behind the newest of its game is stale; in a slip, more than this old. 600 is fresh."""
STALE_LIVE_S = 60
LONGEST_GAME = timedelta(hours=12)
"""A game that began longer ago than this is not taken to be in play, even without a final score."""
HIGH_BOOKS, HIGH_RANGE = 6, 0.03
MEDIUM_BOOKS, MEDIUM_RANGE = 3, 0.06
FEED_MARKETS, FEED_SHARE = 6, Fraction(3, 4)
"""Books that show the same lines and prices in this share of at least so many common markets are on one odds feed."""

MIN_EV, MIN_EV_BOOKS, LONG_PRICE = 0.01, 4, Fraction(3)
"""A claim of value needs so much per unit, so many books behind the fair price, and from +200 on Shin's agreement."""
EXCHANGE_BACKS = 0.85, 1.15
"""What the prices to back of all sides imply together at an exchange that has bettors; outside of it nobody is there.

An exchange with 1.01 on both sides implies 1.98, one with 1000 on both nearly nothing.
"""
EXCHANGE_AHEAD = Fraction(3, 2)
"""A lone side at an exchange that wins more than this many times what the best bookmaker pays is nobody's offer."""

DRAW = "Draw"
_ROUNDING = 1e-9

_Shown = tuple[str, tuple[int, int] | None, int]
"""A selection with its line and American price, as a book shows it."""
Books = dict[str, dict[str, Quote]]
"""book -> selection -> its quote, all of one market at one line."""


class Consensus(Struct, frozen=True, gc=False):
    """The market's opinion at one line. `fair` and `shin` are by selection and sum to 1; empty if no book is two-sided.

    `books` are those behind `fair`; `hold` is the median of their holds; `agreement` describes how far they agree.
    """

    fair: Mapping[str, float]
    shin: Mapping[str, float]
    books: int
    hold: float | None
    agreement: str


def has_begun(event: Event, now: datetime) -> bool:
    """Whether it is too late to bet on it before the start, in play or long over."""
    return event.starts_at <= now or event.status in (EventStatus.LIVE, EventStatus.FINAL)


def is_live(event: Event, now: datetime) -> bool:
    """In play: the feed says so, or it began within the last hours and nothing says it is over or called off."""
    if event.status is EventStatus.SCHEDULED:
        return event.starts_at <= now < event.starts_at + LONGEST_GAME
    return event.status is EventStatus.LIVE


def sides_of(event: Event, market: Market) -> tuple[str, ...]:
    """The selections of a market in the order shown: visitors or Over first, home or Under second, Draw last."""
    if market is Market.MONEYLINE:
        return (event.away, event.home, DRAW)
    return (event.away, event.home) if market is Market.SPREAD else ("Over", "Under")


def line_key(event: Event, market: Market, selection: str, line: Fraction | None) -> Fraction | None:
    """One number for both sides of a line: the home side's point of a spread, the number of a total."""
    return -line if market is Market.SPREAD and line is not None and selection != event.home else line


def side_line(event: Event, market: Market, selection: str, key: Fraction | None) -> Fraction | None:
    """The number that belongs to a selection at a line: the inverse of `line_key`."""
    return line_key(event, market, selection, key)


def by_line(event: Event, market: Market, quotes: Iterable[Quote]) -> dict[Fraction | None, Books]:
    """The quotes of one market by line, book and selection. The newest wins where a book is there twice, of equally new
    ones the worse: a better price that the fair chance does not know must not be the best one.

    Sides are matched by name; a quote for a name that is no side of this game belongs to no line and is left out.
    """
    lines: dict[Fraction | None, Books] = {}
    found: dict[str, dict[tuple[int, int] | None, Books]] = {side: {} for side in sides_of(event, market)}
    """The same books by a side and its own line, in two whole numbers: those hash ten times faster than a fraction."""
    lineless = market is Market.MONEYLINE
    for quote in quotes:
        selection, line = quote.selection, quote.line
        if selection not in found or (line is None) is not lineless:
            continue
        of_side, number = found[selection], None if line is None else line.as_integer_ratio()
        if number in of_side:
            books = of_side[number]
        else:
            books = of_side[number] = lines.setdefault(line_key(event, market, selection, line), {})
        name = quote.book
        if name not in books:
            books[name] = {selection: quote}
            continue
        book = books[name]
        if selection not in book:
            book[selection] = quote
            continue
        held = book[selection]
        if (held.as_of, -held.decimal) < (quote.as_of, -quote.decimal):
            book[selection] = quote
    return lines


def without_empty_exchanges(
    event: Event, market: Market, quotes: Sequence[Quote]
) -> tuple[list[Quote], tuple[str, ...]]:
    """The quotes of one market without exchanges that nobody bets at, and the names of those.

    Judged are the prices to back of all sides at one line, which imply close to 100% together where people are matched
    (`EXCHANGE_BACKS`). Where a side is missing each price is held against the best bookmaker's (`EXCHANGE_AHEAD`); one
    that no bookmaker offers stays.
    """
    at_exchanges = [quote for quote in quotes if quote.exchange]
    if not at_exchanges:
        return list(quotes), ()
    low, high = EXCHANGE_BACKS
    sides = 3 if any(quote.selection == DRAW for quote in quotes) else 2
    at_books: dict[Fraction | None, Books] | None = None
    empty: set[tuple[str, Fraction | None]] = set()
    for key, books in by_line(event, market, at_exchanges).items():
        for book, prices in books.items():
            if len(prices) >= sides:
                nobody = not low <= sum(1 / float(quote.decimal) for quote in prices.values()) <= high
            else:
                if at_books is None:
                    at_books = by_line(event, market, [quote for quote in quotes if not quote.exchange])
                nobody = any(_far_ahead(quote, at_books.get(key, {})) for quote in prices.values())
            if nobody:
                empty.add((book, key))
    kept = [
        quote
        for quote in quotes
        if not quote.exchange or (quote.book, line_key(event, market, quote.selection, quote.line)) not in empty
    ]
    return kept, tuple(sorted({book for book, _ in empty}))


def _far_ahead(quote: Quote, books: Books) -> bool:
    """Whether an exchange's price wins far more than any bookmaker's for the same side at the same line."""
    offered = [prices[quote.selection].decimal for prices in books.values() if quote.selection in prices]
    return bool(offered) and quote.decimal - 1 > EXCHANGE_AHEAD * (max(offered) - 1)


def doubled_books(event: Event, market: Market, quotes: Collection[Quote], key: Fraction | None) -> tuple[str, ...]:
    """The books that give two different prices for one side at a line."""
    # Nearly always no book gives a side two quotes at a line, which whole numbers tell ten times faster than fractions.
    once = {(q.book, q.selection, None if q.line is None else q.line.as_integer_ratio()) for q in quotes}
    if len(once) == len(quotes):
        return ()
    prices: dict[tuple[str, str], set[Fraction]] = {}
    for quote in quotes:
        if line_key(event, market, quote.selection, quote.line) == key:
            prices.setdefault((quote.book, quote.selection), set()).add(quote.decimal)
    return tuple(sorted({book for (book, _), found in prices.items() if len(found) > 1}))


def all_old(books: Books, now: datetime) -> bool:
    """Whether every quote at a line is older than `STALE_S`, however new it is beside the others."""
    newest = max([quote.as_of for prices in books.values() for quote in prices.values()], default=now)
    return (now - newest).total_seconds() > STALE_S


def of_one_shape(books: Books) -> tuple[int, Books]:
    """How many sides the market has at most books, and the books that quote it so.

    A two-way moneyline gives the stake back on a draw, a three-way one loses it: their prices do not compare.
    Books with one side up are kept, they have no shape of their own.
    """
    two = three = 0
    for prices in books.values():
        if len(prices) == 3:
            three += 1
        elif len(prices) == 2 and DRAW not in prices:
            two += 1
    if three > two:
        return 3, {book: prices for book, prices in books.items() if len(prices) != 2 or DRAW in prices}
    return 2, {book: prices for book, prices in books.items() if DRAW not in prices}


def common_line(lines: Mapping[Fraction | None, Books]) -> Fraction | None:
    """The line most books quote. Tied: the nearest to the median of all books, then the smaller number."""
    if len(lines) == 1:
        return next(iter(lines))
    if None in lines:
        return None
    middle = median_line(lines)
    return max(lines, key=lambda key: (len(lines[key]), -abs((key or 0) - middle), -abs(key or 0), key))


def median_line(lines: Mapping[Fraction | None, Books]) -> Fraction:
    """The median of the lines, one vote a book. A statistic: it need not be a line that anyone offers."""
    if len(lines) == 1:
        return next(iter(lines)) or Fraction(0)
    ordered = sorted((key or Fraction(0), len(books)) for key, books in lines.items())
    votes = [key for key, books in ordered for _ in range(books)]
    return (votes[(len(votes) - 1) // 2] + votes[len(votes) // 2]) / 2


def consensus(books: Books, sides: int, *, live: bool = False, all_stale: bool = False) -> Consensus:
    """The no-vig medians of the books that quote every side, multiplicative and Shin, and how far they agree.

    Of more than two sides the medians need not sum to 1 and are scaled until they do. A book below 100% has no Shin
    solution and is left out of that median alone.
    """
    names, implied = _implied(books, sides)
    if not implied:
        return Consensus({}, {}, 0, None, "none" if not books else "low")
    totals = _totals(implied)
    fair = [sorted(side) for side in _without_vig(implied, totals)]
    if sides == 2:  # Shin's chances are the additive ones then, p = (1 + q - the other q)/2, without a search
        pairs = [(q, r) for q, r, total in zip(*implied, totals, strict=True) if total >= 1]
        informed = [[(1 + q - r) / 2 for q, r in pairs], [(1 + r - q) / 2 for q, r in pairs]]
    else:
        markets = [no_vig(market, NoVig.SHIN) for market in zip(*implied, strict=True) if sum(market) >= 1]
        informed = [list(side) for side in zip(*markets, strict=True)]
    return Consensus(
        fair=_medians(names, fair),
        shin=_medians(names, informed),
        books=len(totals),
        hold=_median([1 - 1 / total for total in totals]),
        agreement=weakest([agreement_label(side, live=live, all_stale=all_stale) for side in fair]),
    )


def fair_chances(books: Books, sides: int) -> dict[str, float]:
    """`consensus(books, sides).fair` alone, in a third of its time."""
    names, implied = _implied(books, sides)
    return _medians(names, _without_vig(implied, _totals(implied)))


def agreement_label(probabilities: Sequence[float], *, live: bool = False, all_stale: bool = False) -> str:
    """How far the books agree on a chance, never how likely it is: high, medium, low or none.

    High: 6 books or more, all within 3 points of probability. Medium: 3 or more, all within 6. Low: fewer, wider, in
    play, or nothing but stale quotes. None: no market.

    >>> agreement_label([0.50, 0.51, 0.52, 0.50, 0.51, 0.53]), agreement_label([0.5, 0.55, 0.52]), agreement_label([])
    ('high', 'medium', 'none')
    """
    if not probabilities:
        return "none"
    books, apart = len(probabilities), max(probabilities) - min(probabilities) - _ROUNDING
    if live or all_stale:
        return "low"
    if books >= HIGH_BOOKS and apart <= HIGH_RANGE:
        return "high"
    return "medium" if books >= MEDIUM_BOOKS and apart <= MEDIUM_RANGE else "low"


def weakest(labels: Iterable[str]) -> str:
    """The weakest of several agreement labels; "none" when there are none.

    >>> weakest(["high", "low", "medium"])
    'low'
    """
    return max(labels, key=_STRONGEST_FIRST.index, default="none")


def feeds(quotes: Iterable[Quote]) -> dict[str, int]:
    """Which odds feed each book is on, as numbers: books of one number repeat one opinion. Empty if too few to tell.

    Found from the prices alone: books are on one feed when at least three quarters of six or more common markets show
    the same lines and prices. (A slate of 14 games had 1.00 and 0.83 inside a feed and at most 0.62 outside.)
    """
    markets: dict[tuple[str, Market], dict[str, set[_Shown]]] = {}
    for quote in quotes:
        market = quote.event.id, quote.market
        books = markets.get(market)
        if books is None:
            books = markets[market] = {}
        # Two whole numbers hash ten times faster than a fraction.
        shown = quote.selection, None if quote.line is None else quote.line.as_integer_ratio(), quote.american
        prices = books.get(quote.book)
        if prices is None:
            books[quote.book] = {shown}
        else:
            prices.add(shown)
    if len(markets) < FEED_MARKETS:
        return {}
    quoted: dict[str, int] = {}
    """The markets a book is in, as bits."""
    alike: Counter[tuple[str, str]] = Counter()
    for n, books in enumerate(markets.values()):
        twins: dict[frozenset[_Shown], list[str]] = {}
        for book in sorted(books):
            quoted[book] = quoted.get(book, 0) | 1 << n
            twins.setdefault(frozenset(books[book]), []).append(book)
        for same_prices in twins.values():
            if len(same_prices) > 1:
                alike.update(combinations(same_prices, 2))
    feed = {book: n for n, book in enumerate(sorted(quoted))}
    for (one, other), same in sorted(alike.items()):
        shared = (quoted[one] & quoted[other]).bit_count()
        if shared >= FEED_MARKETS and same * FEED_SHARE.denominator >= shared * FEED_SHARE.numerator:
            joined, kept = feed[other], feed[one]
            feed = {book: kept if n == joined else n for book, n in feed.items()}
    return feed


def _implied(books: Books, sides: int) -> tuple[tuple[str, ...], list[list[float]]]:
    """The sides' names, and of each what its prices imply at the books that quote all of them, in the books' order."""
    full = [prices for prices in books.values() if len(prices) == sides]
    names = tuple(full[0]) if full else ()
    ratios = [[prices[name].decimal.as_integer_ratio() for prices in full] for name in names]
    return names, [[of / price for price, of in side] for side in ratios]


def _totals(implied: Sequence[Sequence[float]]) -> list[float]:
    """What all sides imply together at each book."""
    if len(implied) == 2:
        return list(map(add, *implied))
    return [sum(market) for market in zip(*implied, strict=True)]


def _without_vig(implied: Sequence[Sequence[float]], totals: Sequence[float]) -> list[list[float]]:
    """The multiplicative fair chances of each side at each book."""
    return [list(map(truediv, side, totals)) for side in implied]


_STRONGEST_FIRST = ("high", "medium", "low", "none")


def _medians(names: Sequence[str], sides: Sequence[list[float]]) -> dict[str, float]:
    """Each side's median over the books, scaled to a sum of 1; empty without a book."""
    if not sides or not sides[0]:
        return {}
    middles = [_median(side) for side in sides]
    total = sum(middles)
    return {name: middle / total for name, middle in zip(names, middles, strict=True)}


def _median(numbers: list[float]) -> float:
    """`statistics.median` of at least one number, in half of its time: a board asks two hundred times."""
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
