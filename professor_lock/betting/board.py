"""The odds board: for each game and market the best price, its book, and how far the books agree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from professor_lock.betting.board_market import (
    BoardMarket,
    BoardSide,
    BoardView,
    build_market,
)
from professor_lock.betting.consensus import (
    STALE_LIVE_S,
    STALE_S,
    feeds,
    is_live,
)
from professor_lock.betting.exchange import EXCHANGE_COMMISSION
from professor_lock.betting.facts import GAME_MARKETS, Event, GameScore, Market, Quote, Slate
from professor_lock.errors import BadInput


@dataclass(frozen=True, slots=True)
class BoardGame:
    """One row group of the board. `as_of` is the newest quote of the game, None when it has none."""

    event: Event
    markets: tuple[BoardMarket, ...]
    as_of: datetime | None
    live: bool = False
    """In play, or begun by the clock: marked, and kept out of slips."""
    score: GameScore | None = None
    """How it stands, where a source of scores says so and with home and away as in `event`."""
    no_score: str = ""
    """Why there is none of a game in play."""


@dataclass(frozen=True, slots=True)
class Board:
    """What the odds widget shows. Games are in order of start."""

    league: str
    title: str
    games: tuple[BoardGame, ...]
    source: str
    as_of: datetime | None
    fetched_at: datetime
    link: str | None = None
    demo: bool = False
    note: str | None = None

    @property
    def value(self) -> tuple[tuple[BoardGame, BoardMarket, BoardSide], ...]:
        """Every side that carries an EV flag, best first; more often than not none."""
        flagged = [
            (game, market, side)
            for game in self.games
            for market in game.markets
            for side in market.sides
            if side.ev_flag
        ]
        return tuple(sorted(flagged, key=lambda found: -(found[2].value_ev or 0.0)))


def build_board(
    slate: Slate,
    *,
    now: datetime,
    market: str = "all",
    event_ids: Collection[str] | None = None,
    title: str | None = None,
    commission: Fraction = EXCHANGE_COMMISSION,
    opening: Iterable[Quote] = (),
) -> Board:
    """The board of a slate at `now` (aware): all three markets or one, all games or those named.

    `opening` are the first quotes stored of each book and market, to show what moved since; they are never offered.
    A market nobody quotes has empty sides (a dash). BadInput for a market that is not "all", "moneyline", "spread" or
    "total".
    """
    markets = _markets(market)
    quotes = _by_game(slate.quotes)
    view = BoardView(now, _feeds(slate), commission, _by_game(opening))
    games = tuple(
        _game(event, quotes.get(event.id, ()), markets, view)
        for event in sorted(slate.events, key=lambda e: (e.starts_at, e.id))
        if event_ids is None or event.id in event_ids
    )
    return Board(
        league=slate.league,
        title=title or f"{slate.league.upper()} odds",
        games=games,
        source=slate.source,
        as_of=max((game.as_of for game in games if game.as_of), default=None),
        fetched_at=slate.fetched_at,
        link=slate.link,
        demo=slate.demo,
        note=slate.note,
    )


def _feeds(slate: Slate) -> Mapping[str, int]:
    """Which books are on one feed, found once of a slate: of a full Saturday it takes as long as a board's games."""
    known = slate.derived.get("feeds")
    if known is None:
        known = slate.derived["feeds"] = feeds(slate.quotes)
    found: Mapping[str, int] = known
    return found


def _by_game(quotes: Iterable[Quote]) -> dict[str, list[Quote]]:
    games: dict[str, list[Quote]] = {}
    for quote in quotes:
        games.setdefault(quote.event.id, []).append(quote)
    return games


def _markets(market: str) -> tuple[Market, ...]:
    if market == "all":
        return GAME_MARKETS
    if market not in GAME_MARKETS:
        raise BadInput(f"The board has no market {market!r}: choose all, moneyline, spread or total.", field="market")
    return (Market(market),)


def _game(event: Event, quotes: Collection[Quote], markets: Iterable[Market], view: BoardView) -> BoardGame:
    newest = max([quote.as_of for quote in quotes], default=None)
    live = is_live(event, view.now)
    cutoff = newest - timedelta(seconds=STALE_LIVE_S if live else STALE_S) if newest else view.now
    return BoardGame(
        event=event,
        markets=tuple(
            build_market(event, market, [q for q in quotes if q.market is market], cutoff, view) for market in markets
        ),
        as_of=newest,
        live=live,
    )
