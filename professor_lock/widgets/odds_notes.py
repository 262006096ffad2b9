"""The text of a board beside its prices: details of a game, prices for screen readers, and notes on the whole board.

Details are one line a market (books, feeds, hold) and one a side (price, book, age, fair price, where it opened), then
what belongs to no side: a better number, a line the books do not agree on, an arbitrage. What is said is decided in
`betting.board`; here it is only put into words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from professor_lock.betting.board import BoardGame
from professor_lock.betting.board_market import BoardMarket, BoardSide
from professor_lock.betting.consensus import EXCHANGE_BACKS, STALE_LIVE_S, STALE_S
from professor_lock.betting.facts import Market
from professor_lock.betting.odds import (
    decimal_price,
    format_price,
)
from professor_lock.untrusted_text import SENTENCE_LIMIT, one_line
from professor_lock.user import OddsFormat
from professor_lock.widgets.format import age, ago
from professor_lock.widgets.odds_terms import (
    BOOK_LIMIT,
    OVER_UNDER,
    book_names,
    by_shin,
    fair_written,
    in_row_order,
    in_spoken_words,
    is_stale,
    label_in_words,
    line_text,
    moved,
    named,
    parts_methods,
    percent,
    price_written,
    short_book,
    short_names,
    side_and_line,
)
from professor_lock.words import ENGLISH, Words

MAX_STALE_NAMED = 4
MAX_LINES_NAMED = 3


def details_of(
    market: BoardMarket,
    sides: Sequence[BoardSide | None],
    game: BoardGame,
    odds_format: OddsFormat = "american",
    words: Words = ENGLISH,
) -> tuple[str, list[str]]:
    """The details of a market: its heading, and a line for each of its sides that has a price."""
    names = named(game)
    lines = [
        _side_details(side, market, game, names, odds_format, words)
        for side in sides
        if side and (side.best or side.stale)
    ]
    return " · ".join([words(f"market.{market.market.value}"), *market_notes(market, words)]), lines


def _side_details(  # noqa: PLR0917  a side, where it stands, and how it is written
    side: BoardSide,
    market: BoardMarket,
    game: BoardGame,
    names: Mapping[str, str],
    odds_format: OddsFormat,
    words: Words,
) -> str:
    """ "Warriors +5.5: -107 DraftKings +2 more, 57 s ago · fair +104 (49.0%) · opened +6.5"."""
    price = side.best or side.stale
    assert price is not None
    about = [
        f"{price_written(price, odds_format)} {book_names(price, words=words)}",
        words("board.before_commission") if price.exchange else "",
        ago(timedelta(seconds=price.age_s), words),
        words("board.stale") if is_stale(side, game) else "",
    ]
    shin = percent(side.shin_probability)
    parts = [
        f"{side_and_line(side, side.line, market.market, names, words)}: {', '.join(part for part in about if part)}",
        _fair(side, odds_format, words),
        words("board.by_shin", price=by_shin(side, odds_format), chance=shin) if parts_methods(side) else "",
        opened_of(side, market.market, odds_format, words),
        value_of(side, words),
    ]
    return " · ".join(part for part in parts if part)


def _fair(side: BoardSide, odds_format: OddsFormat, words: Words) -> str:
    """ "fair +396 (20.2%)", or nothing where one side alone has a price."""
    if side.fair_probability is None:
        return ""
    chance = percent(side.fair_probability)
    if side.fair_american is None:
        return words("board.fair_chance", chance=chance)
    return words("board.fair", price=fair_written(side, odds_format), chance=chance)


def value_of(side: BoardSide, words: Words = ENGLISH) -> str:
    """The value flag, at the price it holds for."""
    if not side.ev_flag or side.value_ev is None or side.value_price is None:
        return ""
    ev = f"+{side.value_ev:.1%}"
    if side.value_price == side.best:
        return words("board.edge", ev=ev)
    return words("board.edge_at", ev=ev, book=book_names(side.value_price, words=words))


def opened_of(side: BoardSide, market: Market, odds_format: OddsFormat = "american", words: Words = ENGLISH) -> str:
    """Where it began, if it is elsewhere now: the line, or the fair price of a moneyline."""
    opened = side.opened
    if opened is None:
        return ""
    if side.line is not None:
        moved = opened.line is not None and opened.line != side.line
        return words("board.opened", line=line_text(opened.line, market)) if moved and opened.line is not None else ""
    if opened.fair_american is None or opened.fair_american == side.fair_american:
        return ""
    return words("board.fair_opened", price=format_price(decimal_price(opened.fair_american), odds_format))


def spoken_price(  # noqa: PLR0917  a side, where it stands, and how it is written
    side: BoardSide,
    market: BoardMarket,
    game: BoardGame,
    row: str,
    price: str,
    odds_format: OddsFormat,
    words: Words = ENGLISH,
) -> str:
    """A price in words, for screen readers: "Lakers spread, minus 4.5, minus 110 at DraftKings, opened minus 5.5".

    `row` is the team it stands beside, `price` the price and its book as shown.
    """
    label, side_name = label_in_words(market, words), one_line(side.selection)
    which = side_name.casefold()
    over = words(f"market.in_{which}") if which in OVER_UNDER else ""
    away, home = short_names(game)
    if market.market is Market.TOTAL:
        total = words("board.spoken_game", away=away, home=home, market=label)
        who = f"{total}, {over or side_name.lower()}"
    elif side.line is None:
        who = words("board.spoken_market", side=row if row in (away, home) else side_name, market=label)
    else:
        who = words("board.spoken_market", side=row, market=label) + (f", {over}" if over else "")
    line = "" if side.line is None else in_spoken_words(line_text(side.line, market.market), words)
    between = " " if over and who.endswith(over) else ", "
    opened = in_spoken_words(opened_of(side, market.market, odds_format, words), words)
    said = [who + between + line if line else who, in_spoken_words(price, words), opened, value_of(side, words)]
    return ", ".join(part for part in said if part)


def legend(games: Iterable[BoardGame], words: Words = ENGLISH) -> str:
    """What the marks on this card mean, those that are on it."""
    sides = [(side, game) for game in games for market in game.markets for side in market.sides]
    best = [(side, game, side.best or side.stale) for side, game in sides]
    meaning = [
        (words("board.legend_green"), any(side.ev_flag for side, _ in sides)),
        (words("board.legend_exchange"), any(price.exchange for _, _, price in best if price)),
        (words("board.legend_arrows"), any(moved(side) for side, _ in sides)),
        (
            words("board.legend_stale", minutes=STALE_S // 60, seconds=STALE_LIVE_S),
            any(is_stale(side, game) for side, game in sides),
        ),
    ]
    said = "; ".join(text for text, shown in meaning if shown)
    return said.capitalize() if words.language == "en" else said[:1].upper() + said[1:]


def market_notes(market: BoardMarket, words: Words = ENGLISH) -> list[str]:
    """How many stand behind a market: "11/20 books", "17 feeds", "fair of 9", "hold 2.1%".

    Books are those at the line shown, of all that quote the market. Feeds are said only where several books repeat one,
    the books behind the fair price only where they are not those at the line.
    """
    notes = [books_at_line(market, words)]
    if repeats_feeds(market):
        notes.append(words("board.feeds", n=market.feeds or 0))
    if fair_of_others(market):
        notes.append(words("board.fair_of", n=market.fair_books))
    if market.hold is not None:
        notes.append(words("board.hold", hold=f"{market.hold:.1%}"))
    return [note for note in notes if note]


def books_at_line(market: BoardMarket, words: Words = ENGLISH) -> str:
    """ "11/20 books": at the line shown, of those that quote the market."""
    if not market.books:
        return ""
    if market.books_at_line != market.books:
        return words("board.some_books", some=market.books_at_line, n=market.books)
    return words("board.books", n=market.books)


def repeats_feeds(market: BoardMarket) -> bool:
    """Whether some of the books behind the fair price repeat one another's feed, and so are one opinion."""
    return bool(market.feeds) and market.feeds != market.fair_books


def fair_of_others(market: BoardMarket) -> bool:
    """Whether the books behind the fair price are not all those at the line: some have one side only."""
    return bool(market.books_at_line) and market.fair_books not in (0, market.books_at_line)


def game_notes(game: BoardGame, odds_format: OddsFormat = "american", words: Words = ENGLISH) -> list[str]:
    """The lines below a game, two at most but for an arbitrage: a better number where it can still be bet on, the lines
    of unsettled markets.
    """
    names = named(game)
    markets = in_row_order(game)
    better = [
        number
        for market in (() if game.live else markets)
        for number in better_numbers(market, names, short=True, odds_format=odds_format, words=words)
    ]
    unsettled = [
        f"{label_in_words(market, words)} {_first_lines(market, words)}" for market in markets if _unsettled(market)
    ]
    notes = [
        *(arbitrage(market, words) for market in markets if market.arbitrage),
        words("board.better_number", numbers=", ".join(better)) if better else "",
        words("board.unsettled", lines="; ".join(unsettled)) if unsettled else "",
    ]
    return [one_line(note, SENTENCE_LIMIT) for note in notes if note]


def method_note(games: Sequence[BoardGame], words: Words = ENGLISH) -> str:
    """How the fair prices of a card come about and what its holds are, once for all of them."""
    markets = [market for game in games for market in game.markets]
    fair = hold = ""
    if any(market.fair_books for market in markets):
        shin = any(parts_methods(side) for market in markets for side in market.sides)
        fair = words("board.method_shin" if shin else "board.method")
    if any(market.hold is not None for market in markets):
        alone = [market.median_hold for market in markets if market.median_hold is not None]
        least, most = (f"{min(alone):.1%}", f"{max(alone):.1%}") if alone else ("", "")
        span = least if least == most else words("board.hold_span", least=least, most=most)
        hold = words("board.hold_median", span=span) if alone else words("board.hold_meaning")
    return f"{fair} {hold}".strip()


def stale_note(games: Iterable[BoardGame], words: Words = ENGLISH) -> str:
    """Whose quotes are too far behind the newest of their game to count, and in how many markets of the card."""
    books = Counter(book for game in games for market in game.markets for book in market.stale_books)
    return words("board.stale_note", books=_counted_names(books, words)) if books else ""


def left_out_note(games: Iterable[BoardGame], words: Words = ENGLISH) -> str:
    """Which exchanges had nobody in a market, and which books gave one side two prices at one line."""
    markets = [market for game in games for market in game.markets]
    empty = Counter(book for market in markets for book in market.empty_exchanges)
    doubled = Counter(book for market in markets for book in market.doubled)
    low, high = EXCHANGE_BACKS
    said = []
    if empty:
        books = _counted_names(empty, words)
        said.append(words("board.empty_exchanges", books=books, low=f"{low:.0%}", high=f"{high:.0%}"))
    if doubled:
        said.append(words("board.doubled", books=_counted_names(doubled, words)))
    return " ".join(said)


def _counted_names(books: Counter[str], words: Words) -> str:
    most = sorted(books.items(), key=lambda found: (-found[1], found[0]))
    named_books = ", ".join(
        words("board.in_markets", book=one_line(book, BOOK_LIMIT), n=count) for book, count in most[:MAX_STALE_NAMED]
    )
    more = len(most) - MAX_STALE_NAMED
    return words("board.more_names", names=named_books, n=more) if more > 0 else named_books


def line_counts(market: BoardMarket, words: Words = ENGLISH) -> str:
    """Where the books stand: "+9.5 at 11, +10 at 9, median +9.75"; the median is a statistic and no bet."""
    counts = [
        words("board.at_count", line=line_text(count.line, market.market), n=count.books)
        for count in market.lines[:MAX_LINES_NAMED]
    ]
    if market.median_line not in (None, market.lines[0].line):
        counts.append(_median(market, words))
    return ", ".join(counts)


def better_numbers(
    market: BoardMarket,
    names: Mapping[str, str],
    *,
    short: bool = False,
    odds_format: OddsFormat = "american",
    words: Words = ENGLISH,
) -> list[str]:
    """ "Suns -9 -115 BetMGM": another line that is more generous than the one shown, at its best price. Short: without
    how many books tie there.
    """
    return [
        f"{side_and_line(side, side.best_number.line, market.market, names, words)} "
        f"{price_written(side.best_number.price, odds_format)} "
        f"{short_book(side.best_number.price.books[0]) if short else book_names(side.best_number.price, words=words)}"
        for side in market.sides
        if side.best_number
    ]


def arbitrage(market: BoardMarket, words: Words = ENGLISH) -> str:
    """An arbitrage with the ages of its quotes; in play only that it is none."""
    found, label = market.arbitrage, label_in_words(market, words)
    assert found is not None
    ages = ""
    for seconds in found.ages_s:
        one = age(timedelta(seconds=seconds), words)
        ages = words("board.and", one=ages, other=one) if ages else one
    if found.in_play:
        return words("board.no_arbitrage", market=label, ages=ages)
    after = words("board.after_commission", rate=f"{found.rate_after_commission:.1%}") if found.exchange else ""
    alone = found.rate_without_exchange if found.exchange else None
    without = ""
    if alone is not None:
        without = words("board.without_exchange" if alone > 0 else "board.none_without", rate=f"{alone:.1%}")
    return words("board.arbitrage", market=label, rate=f"{found.rate:.1%}", after=after, without=without, ages=ages)


def _unsettled(market: BoardMarket) -> bool:
    """Whether the line shown is less than the market's word: another has two thirds of its books, or the median is not
    it.
    """
    if len(market.lines) < 2:
        return False
    first, second = market.lines[:2]
    return market.split or 3 * second.books >= 2 * first.books or market.median_line != first.line


def _first_lines(market: BoardMarket, words: Words) -> str:
    """ "+9.5 at 11 books, +10 at 9": the two most common lines, and the median where it is neither."""
    first, second = market.lines[:2]
    counts = (
        words("board.at_books", line=line_text(first.line, market.market), n=first.books)
        + ", "
        + words("board.at_count", line=line_text(second.line, market.market), n=second.books)
    )
    return counts + ("" if market.median_line in (None, first.line, second.line) else f" ({_median(market, words)})")


def _median(market: BoardMarket, words: Words) -> str:
    if market.median_line is None:
        return ""
    return words("board.median", line=line_text(market.median_line, market.market))
