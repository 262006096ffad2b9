"""Reads the prices of bets, notes them in the price history, and finds requested legs among them, props included.

For a prop the player's game, the stat and the line are found first. A price always comes from a source.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from fractions import Fraction
from zoneinfo import ZoneInfo

import rapidfuzz

from professor_lock.betting.consensus import by_line, common_line, is_live
from professor_lock.betting.facts import Event, GameScore, Market, Quote, Slate
from professor_lock.betting.legs import MAX_CANDIDATES, LegRequest, SlipLeg, UnmatchedLeg
from professor_lock.betting.odds import format_line, format_price
from professor_lock.betting.offers import Bet, leg_at
from professor_lock.betting.prop_stats import stat_meant
from professor_lock.betting.scores import Wager
from professor_lock.desk.drawn_boards import DrawnBoards
from professor_lock.desk.price_history import PriceHistory
from professor_lock.desk.slip import LegState, kept_leg
from professor_lock.errors import BadInput, SourceUnavailable
from professor_lock.sources.errors import SourceNotFound
from professor_lock.sources.names.games import Ambiguous, NoScore
from professor_lock.sources.names.leagues import League, find_league
from professor_lock.sources.names.players import match_player
from professor_lock.sources.names.prop_words import WantedProp, read_prop
from professor_lock.sources.names.rosters import leagues_of_team, split_matchup
from professor_lock.sources.names.text import fold
from professor_lock.sources.sources import Sources
from professor_lock.user import OddsFormat, UserContext

SCORES_S = 3.0
"""Seconds to wait for the scores of a board's games in play."""


class MarketReader:
    """Reads prices for bets, and notes every slate it reads in the price history.

    `now` is the present, aware UTC. `drawn` keeps the boards that were drawn from its slates a moment ago.
    """

    def __init__(self, sources: Sources, history: PriceHistory, now: Callable[[], datetime]) -> None:
        self._sources = sources
        self._history = history
        self._now = now
        self.drawn = DrawnBoards()

    async def slate(self, league: str, context: UserContext) -> Slate:
        """The slate of a league (its key); its prices are added to the price history."""
        slate = await self._sources.sports.slate(league, self._now(), ZoneInfo(context.time_zone))
        await self._history.record(slate)
        return slate

    async def scores_in_play(self, events: Iterable[Event]) -> dict[str, GameScore | NoScore]:
        """The scores of those games that are in play, by event id, or why a score is not known.

        Waits at most SCORES_S, because the prices beside the scores are ready.
        """
        now = self._now()
        playing = [event for event in events if is_live(event, now)]
        if not playing:
            return {}
        try:
            async with asyncio.timeout(SCORES_S):
                return dict(await self._sources.sports.found_scores(playing, now))
        except TimeoutError:
            why = "The source of scores did not answer in time."
        except SourceUnavailable as error:
            why = str(error)
        return {event.id: NoScore(why) for event in playing}

    async def slates_of(self, bets: Iterable[Wager], context: UserContext) -> list[Slate]:
        """The slates with these bets, fetched side by side: one per league, and for props one per game and its stats.

        Props are fetched as for a bet that is being made. The first failure is raised.
        """
        leagues: dict[str, None] = {}
        games: dict[str, Event] = {}
        stats: dict[str, set[str]] = {}
        for bet in bets:
            if bet.market is Market.PLAYER_PROP and bet.stat:
                games[bet.event.id] = bet.event
                stats.setdefault(bet.event.id, set()).add(bet.stat)
            else:
                leagues[bet.event.league] = None
        props = (self.bet_props(game, sorted(stats[game_id])) for game_id, game in games.items())
        return list(await asyncio.gather(*(self.slate(league, context) for league in leagues), *props))

    async def notes_of(self, legs: Iterable[LegState], context: UserContext) -> str | None:
        """A sentence that says where a source of these legs' prices stands in for one that failed; None otherwise."""
        leagues = dict.fromkeys(kept.leg.event.league for kept in legs if kept.leg.market is not Market.PLAYER_PROP)
        zone, now = ZoneInfo(context.time_zone), self._now()
        slates = await asyncio.gather(*(self._sources.sports.slate(league, now, zone) for league in leagues))
        return " ".join(dict.fromkeys(slate.note for slate in slates if slate.note and not slate.demo)) or None

    async def bet_props(self, game: Event, stats: Sequence[str]) -> Slate:
        """Prices of a game's player props, fetched for a bet, and added to the price history."""
        slate = await self._sources.sports.bet_props(game, stats, self._now())
        await self._history.record(slate, f"props of {game.id}, {' '.join(stats)}")
        return slate

    async def find_legs(
        self, requests: Sequence[LegRequest], context: UserContext
    ) -> tuple[list[LegState], list[UnmatchedLeg]]:
        """The requested legs that were found, in order and with their other offers, then those that were not found."""
        results = await self.find_each(requests, context)
        found = [leg for leg in results if isinstance(leg, LegState)]
        return found, [leg for leg in results if isinstance(leg, UnmatchedLeg)]

    async def find_each(self, requests: Sequence[LegRequest], context: UserContext) -> list[LegState | UnmatchedLeg]:
        """The same as one list in the order of the requests."""
        now, zone = self._now(), ZoneInfo(context.time_zone)
        props = [request for request in requests if request.market is Market.PLAYER_PROP]
        games = [request for request in requests if request.market is not Market.PLAYER_PROP]
        matched, of_players = await asyncio.gather(
            self._sources.sports.match_legs(games, now, zone, context.odds_format),
            asyncio.gather(*(find_prop(self._sources, request, now, zone, context.odds_format) for request in props)),
        )
        found = {id(request): leg for request, leg in zip([*games, *props], [*matched, *of_players], strict=True)}
        results = [found[id(request)] for request in requests]
        slates = await self.slates_of([leg for leg in results if isinstance(leg, SlipLeg)], context)
        return [kept_leg(leg, slates) if isinstance(leg, SlipLeg) else leg for leg in results]


async def find_prop(
    sources: Sources, request: LegRequest, now: datetime, zone: tzinfo, odds_format: OddsFormat
) -> SlipLeg | UnmatchedLeg:
    """The leg at the best price of any book at its line, or `UnmatchedLeg` with the reason and the alternatives.

    A request without a line gets the line that most books quote. A failed source is named as the reason.
    """
    wanted = read_prop(request)
    if isinstance(wanted, UnmatchedLeg):
        return wanted
    try:
        league, words = await _game_of(sources, wanted, request.league, now)
        carried = sources.sports.carried_stats(league)
        known = stat_meant(fold(wanted.stat), carried, league.sport.key)
        if carried and known not in carried:
            return UnmatchedLeg(wanted.asked, _not_counted(wanted, known, league, sources), carried)
        stats = [known] if known else []
        slate = await sources.sports.props(
            league.key, words, now, stats=stats, zone=zone, when=wanted.when, one_game=True
        )
        if not isinstance(slate, Ambiguous) and not slate.quotes:  # then the alternatives are other stats
            slate = await sources.sports.props(league.key, words, now, zone=zone, when=wanted.when, one_game=True)
    except (BadInput, SourceUnavailable) as error:
        return UnmatchedLeg(wanted.asked, str(error))
    if isinstance(slate, Ambiguous):
        return UnmatchedLeg(wanted.asked, f"That could be {' or '.join(slate.candidates)}.", slate.candidates)
    return _match(wanted, known, slate, now, odds_format)


def _not_counted(wanted: WantedProp, known: str | None, league: League, sources: Sources) -> str:
    """A sentence that says the stat is never requested from books, which may well offer it."""
    if not wanted.stat:
        return "What is counted is not named."
    if known is None:
        return f"{wanted.stat!r} is nothing that is counted here of {league.title} players."
    feed = sources.sports.prop_source
    return f"Props on {known} of {league.title} players are not carried here: {feed} is not asked for them."


async def _game_of(sources: Sources, wanted: WantedProp, league_text: str | None, now: datetime) -> tuple[League, str]:
    """The league, and a text that names the game: the request's own, or else the player's team."""
    if wanted.event and league_text:
        return find_league(league_text), wanted.event
    if wanted.event:
        keys = set.intersection(
            *(set(leagues_of_team(part)) for part in split_matchup(wanted.event) or (wanted.event,))
        )
        if len(keys) == 1:
            return find_league(keys.pop()), wanted.event
    player = await sources.logs.find(wanted.player, now, league_text)
    if not wanted.event and not player.team:
        raise SourceNotFound(f"Which game? The team of {player.name} is not known.", source=sources.sports.prop_source)
    return player.league, wanted.event or player.team


def _match(
    wanted: WantedProp, stat: str | None, slate: Slate, now: datetime, odds_format: OddsFormat
) -> SlipLeg | UnmatchedLeg:
    event = slate.events[0]
    named = list(dict.fromkeys(quote.subject for quote in slate.quotes if quote.subject))
    choice = match_player(wanted.player, named)
    if choice.name is None:
        alike = rapidfuzz.process.extract(
            fold(wanted.player), {fold(name): name for name in named}.keys(), limit=MAX_CANDIDATES
        )
        closest = choice.candidates or tuple(name for key, _, _ in alike for name in named if fold(name) == key)
        reason = f"No book has a prop on just {wanted.player!r} in {event.name}."
        return UnmatchedLeg(wanted.asked, reason, closest)
    player = choice.name
    theirs = [quote for quote in slate.quotes if quote.subject == player]
    quotes = [quote for quote in theirs if quote.stat == stat and quote.selection == wanted.side]
    lines = by_line(event, Market.PLAYER_PROP, quotes)
    if not lines:
        reason = f"No book has {wanted.stat or 'that'} of {player} in {event.name}."
        return UnmatchedLeg(wanted.asked, reason, tuple(_offers(theirs, wanted.side, odds_format)))
    line = common_line(lines) if wanted.line is None else wanted.line
    bet = Bet(event, Market.PLAYER_PROP, wanted.side, line, subject=player, stat=stat)
    leg = leg_at(bet, slate.quotes, now)
    if leg is None:
        near = sorted(quotes, key=lambda quote: abs((quote.line or 0) - (line or Fraction(0))))
        reason = f"No book offers that line of {player} in {event.name}."
        return UnmatchedLeg(wanted.asked, reason, tuple(_offers(near, wanted.side, odds_format)))
    return leg


def _offers(quotes: Iterable[Quote], side: str, odds_format: OddsFormat) -> Iterator[str]:
    """The best price of a side for each stat and line, in the order of the quotes."""
    best: dict[tuple[str | None, Fraction | None], Quote] = {}
    for quote in quotes:
        if quote.selection == side:
            held = best.get((quote.stat, quote.line))
            if held is None or held.decimal < quote.decimal:
                best[quote.stat, quote.line] = quote
    for quote in list(best.values())[:MAX_CANDIDATES]:
        line = "" if quote.line is None else f" {format_line(quote.line, signed=False)}"
        yield f"{quote.subject} {quote.stat} {side}{line} at {format_price(quote.decimal, odds_format)} ({quote.book})"
