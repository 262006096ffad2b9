"""The odds board in plain words, one line a game, for the model and the clipboard; the card shares its words.

The text has everything that the card has, and what the card has no room for: where the books stand in every market, its
median hold, and better numbers in play.
"""

from __future__ import annotations

from datetime import datetime, tzinfo

from professor_lock.betting.board import Board, BoardGame
from professor_lock.betting.board_market import BoardMarket, BoardSide
from professor_lock.betting.facts import EventStatus, Market
from professor_lock.betting.offers import side_in
from professor_lock.untrusted_text import SENTENCE_LIMIT, TITLE_LIMIT, one_line
from professor_lock.user import OddsFormat
from professor_lock.widgets.format import DASH, beside_tag, clock, source_name, when
from professor_lock.widgets.odds_notes import (
    arbitrage,
    better_numbers,
    books_at_line,
    fair_of_others,
    left_out_note,
    line_counts,
    method_note,
    opened_of,
    repeats_feeds,
    stale_note,
    value_of,
)
from professor_lock.widgets.odds_terms import (
    ROWS,
    book_names,
    by_shin,
    fair_written,
    in_row_order,
    is_stale,
    label_in_words,
    line_text,
    named,
    over_or_under,
    parts_methods,
    percent,
    price_written,
    short_names,
    side_and_line,
)
from professor_lock.widgets.share import Share, share
from professor_lock.words import ENGLISH, Words
from professor_lock.words.sentences import sentence

STATUS = {
    EventStatus.FINAL: "board.final",
    EventStatus.POSTPONED: "board.postponed",
    EventStatus.CANCELED: "board.canceled",
}


def board_text(board: Board, where: tzinfo, *, limit: int, odds_format: OddsFormat = "american") -> str:
    """The board as text, one line a game, at most `limit` games."""
    games = board.games[:limit]
    head = f"{title_of(board)} | {source_line(board, where)}" + (" | DEMO DATA, not real prices" if board.demo else "")
    lines = [
        head,
        *(_game_line(game, where, board.fetched_at, odds_format) for game in games),
        *footnotes(board, limit),
    ]
    if not games:
        lines.append("No games.")
    return "\n".join(line for line in (*lines, stale_note(games), left_out_note(games), method_note(games)) if line)


def board_share(board: Board, where: tzinfo, odds_format: OddsFormat = "american", words: Words = ENGLISH) -> Share:
    """The board to send to a friend, a line a game: "Pistons @ Nuggets, 9:00 PM ET: Pistons +9.5 -104 / Nuggets -9.5
    -110 · O 224.5 -112 / U 224.5 -106 · Pistons +380 / Nuggets -450".
    """
    time = when(board.fetched_at, where, board.fetched_at, words=words)
    head = words("share.best_prices", title=title_of(board, words), time=time)
    games = [_game_share(game, where, board.fetched_at, odds_format, words) for game in board.games]
    return share([head, *games] if games else [], demo=board.demo, words=words)


def _game_share(game: BoardGame, where: tzinfo, seen: datetime, odds_format: OddsFormat, words: Words = ENGLISH) -> str:
    names = named(game)
    status = " ".join(part for part in (status_of(game, seen, words), standing_of(game)) if part)
    markets = []
    for kind in ROWS:
        market = next((one for one in game.markets if one.market is kind), None)
        sides = in_columns(market, game) if market else []
        shown = [
            " ".join(
                part
                for part in (
                    "" if kind is Market.TOTAL else names.get(side.selection) or side_in(side.selection, words),
                    line_of(side, kind, words),
                    price_written(side.best, odds_format),
                )
                if part
            )
            for side in sides
            if side is not None and side.best is not None
        ]
        markets.append(" / ".join(shown))
    head = f"{' @ '.join(short_names(game))}, {status or when(game.event.starts_at, where, seen, words=words)}"
    prices = " · ".join(market for market in markets if market)
    return f"{head}: {prices}" if prices else head


def title_of(board: Board, words: Words = ENGLISH) -> str:
    """Its own title, else its league's."""
    return one_line(board.title or words("board.league_odds", league=board.league.upper()), TITLE_LIMIT)


def source_line(board: Board, where: tzinfo, words: Words = ENGLISH) -> str:
    """Who gave the prices, when they were read, and how new the newest is."""
    source, time = source_name(board.source, words), clock(board.fetched_at, where, board.fetched_at, words)
    if not board.as_of:
        return words("board.source_line", source=source, time=time)
    newest = clock(board.as_of, where, board.fetched_at, words)
    return words("board.source_line_newest", source=source, time=time, newest=newest)


def footnotes(board: Board, limit: int, words: Words = ENGLISH) -> list[str]:
    """What is to be known of the board as a whole: games left out, the source's note, that there is no edge."""
    left_out = len(board.games) - limit
    notes = []
    if left_out > 0:
        notes.append(words("board.later_games", n=left_out))
    if note := beside_tag(board.note, demo=board.demo):
        notes.append(one_line(sentence(note, words), SENTENCE_LIMIT))
    rated = any(side.ev is not None for game in board.games for market in game.markets for side in market.sides)
    if rated and not board.value:
        notes.append(words("board.no_edge"))
    return notes


def status_of(game: BoardGame, seen: datetime, words: Words = ENGLISH) -> str:
    """LIVE, FINAL and so on; "" before the start. BEGUN: its start is long past and nothing says how it ended, so that
    it is neither open to bet on nor in play.
    """
    if game.live:
        over = game.score is not None and game.score.event.status is EventStatus.FINAL
        return words("board.final" if over else "board.live")
    if game.event.status is EventStatus.SCHEDULED and game.event.starts_at <= seen:
        return words("board.begun")
    key = STATUS.get(game.event.status)
    return words(key) if key else ""


def standing_of(game: BoardGame) -> str:
    """ "54-51", the visitors' score first; "" where nobody gives it."""
    score = game.score
    if score is None or score.away_score is None or score.home_score is None:
        return ""
    return f"{score.away_score}-{score.home_score}"


def score_note(game: BoardGame, where: tzinfo, seen: datetime, words: Words = ENGLISH) -> str:
    """Who says how a game in play stands, and when; or why the score is not known. "" for other games."""
    score = game.score
    if score is None:
        return words("board.no_score", why=one_line(game.no_score)) if game.no_score else ""
    time = when(score.as_of, where, seen, words=words)
    said = " ".join(filter(None, (standing_of(game), one_line(score.detail))))
    note = words("board.score", score=said, source=source_name(score.source, words), time=time)
    return f"{note} {one_line(score.note)}" if score.note else note


def in_columns(market: BoardMarket, game: BoardGame) -> list[BoardSide | None]:
    """The sides with the visitors (or the over) left and the home team (or the under) right, whatever their order."""
    left, right = ("over", "under") if market.market is Market.TOTAL else (game.event.away, game.event.home)
    sides = {side.selection.casefold(): side for side in market.sides}
    first, second = sides.pop(left.casefold(), None), sides.pop(right.casefold(), None)
    if first is None and second is None:
        return list(market.sides) or [None, None]
    return [first, second, *sides.values()]


def line_of(side: BoardSide, market: Market, words: Words = ENGLISH) -> str:
    """ "-9.5", "PK", "O 224.5"; "" for a moneyline."""
    if side.line is None:
        return ""
    if market is Market.SPREAD:
        return line_text(side.line, market)
    return f"{over_or_under(side.selection, words)} {line_text(side.line, market)}".lstrip()


def _game_line(game: BoardGame, where: tzinfo, seen: datetime, odds_format: OddsFormat) -> str:
    """ "Detroit Pistons @ Denver Nuggets, Tue Nov 22, 9:00 PM EST | spread: Pistons +9.5 -104 LowVig fair 50.0% (+100),
    … | spread at 11/20 books on 17 feeds, hold 0.0% (median book 4.4%), +9.5 at 11, +10 at 9, median +9.5 | …"
    """
    names = named(game)
    start = f"{clock(game.event.starts_at, where, seen)} {status_of(game, seen)}".rstrip()
    markets = in_row_order(game)
    parts = [f"{one_line(game.event.name, TITLE_LIMIT)}, {start}"]
    parts += filter(None, [score_note(game, where, seen)])
    for market in markets:
        sides = [_side_text(side, market, game, names, odds_format) for side in in_columns(market, game) if side]
        parts.append(f"{label_in_words(market)}: {', '.join(sides) or DASH}")
    parts += [_behind(market) for market in markets if market.books]
    parts += [arbitrage(market) for market in markets if market.arbitrage]
    better = [number for market in markets for number in better_numbers(market, names, odds_format=odds_format)]
    if better:
        parts.append(f"better number {', '.join(better)}")
    return " | ".join(parts)


def _side_text(
    side: BoardSide, market: BoardMarket, game: BoardGame, names: dict[str, str], odds_format: OddsFormat
) -> str:
    best = side.best
    price = price_written(best, odds_format) if best else DASH
    parts = [side_and_line(side, side.line, market.market, names), price]
    if best:
        parts.append(book_names(best))
    if side.fair_probability is not None:
        fair = "" if side.fair_american is None else f" ({fair_written(side, odds_format)})"
        parts.append(f"fair {percent(side.fair_probability)}{fair}")
    if parts_methods(side):
        parts.append(f"by Shin {percent(side.shin_probability)} ({by_shin(side, odds_format)})")
    stale = "stale" if best and is_stale(side, game) else ""
    parts += [opened_of(side, market.market, odds_format), value_of(side), stale]
    return " ".join(part for part in parts if part)


def _behind(market: BoardMarket) -> str:
    """What stands behind a market's prices; without a colon, which is what a market's prices come after."""
    words = [f"{label_in_words(market)} at {books_at_line(market)}"]
    if fair_of_others(market):
        words.append(f"fair of {market.fair_books}")
    if repeats_feeds(market):
        words.append(f"on {ENGLISH('board.feeds', n=market.feeds or 0)}")
    if market.hold is not None:
        own = f" (median book {market.median_hold:.1%})" if market.median_hold is not None and market.books > 1 else ""
        words.append(f"hold {market.hold:.1%}{own}")
    if len(market.lines) > 1:
        words.append(f"{'split ' if market.split else ''}{line_counts(market)}")
    return ", ".join(words)
