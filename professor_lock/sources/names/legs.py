"""Matches a requested leg to a quote of the slate by team, market and line. The price comes from the quote alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from fractions import Fraction

import rapidfuzz

from professor_lock.betting.consensus import DRAW, by_line, common_line, is_live, line_key, side_line
from professor_lock.betting.facts import GAME_MARKETS, Event, Market, Quote, Slate
from professor_lock.betting.legs import MAX_CANDIDATES, SlipLeg, UnmatchedLeg
from professor_lock.betting.odds import format_line, format_price
from professor_lock.betting.offers import Bet, leg_at
from professor_lock.sources.names.games import Ambiguous, find_events, games_when, slate_roster
from professor_lock.sources.names.leg_words import Wanted
from professor_lock.sources.names.rosters import Named
from professor_lock.sources.names.text import fold
from professor_lock.sources.names.when import name_with_day, same_pair_games
from professor_lock.user import OddsFormat
from professor_lock.zones import EASTERN


@dataclass(frozen=True, slots=True)
class _Bet:
    """A selection in a game, spelt as the source does, with all quotes of that game."""

    event: Event
    market: Market
    selection: str
    quotes: tuple[Quote, ...]


def match_leg(
    wanted: Wanted, slate: Slate, now: datetime, zone: tzinfo = EASTERN, odds_format: OddsFormat = "american"
) -> SlipLeg | UnmatchedLeg:
    """The leg at the best price of any book at its line, or `UnmatchedLeg` with the reason and the alternatives.

    A request without a line gets the line that most books quote. A team with several games means the next one to start.
    Two games against the same opponent are told apart by the day, hour or number in the request (read in `zone`); where
    it names none, the leg is unmatched and both games are its candidates.
    """
    found = _find_side(wanted, slate, now, zone)
    if isinstance(found, UnmatchedLeg):
        return found
    event, selection = found
    bet = _Bet(event, wanted.market, selection, tuple(quote for quote in slate.quotes if quote.event.id == event.id))
    lines = by_line(event, bet.market, [quote for quote in bet.quotes if quote.market is bet.market])
    lines = {key: books for key, books in lines.items() if any(selection in prices for prices in books.values())}
    if not lines:
        reason = f"No book has a {bet.market} for {selection} in {event.name}."
        return UnmatchedLeg(wanted.asked, reason, tuple(_other_markets(bet, odds_format)))
    key = common_line(lines) if wanted.line is None else line_key(event, bet.market, selection, wanted.line)
    if key not in lines:
        asked_key = key or Fraction(0)
        near = sorted(lines, key=lambda other: abs((other or Fraction(0)) - asked_key))[:MAX_CANDIDATES]
        offers = tuple(_wording(offer, odds_format) for other in near if (offer := _leg(bet, other, now)))
        return UnmatchedLeg(wanted.asked, f"No book offers {selection} at that line in {event.name}.", offers)
    leg = _leg(bet, key, now)
    if leg is None:
        raise AssertionError("a line that books quote has a leg")
    return leg


def _leg(bet: _Bet, key: Fraction | None, now: datetime) -> SlipLeg | None:
    line = side_line(bet.event, bet.market, bet.selection, key)
    return leg_at(Bet(bet.event, bet.market, bet.selection, line), bet.quotes, now)


def _find_side(wanted: Wanted, slate: Slate, now: datetime, zone: tzinfo) -> tuple[Event, str] | UnmatchedLeg:
    """The requested game, and the selection spelt as the source does."""
    by_team = wanted.side not in ("Over", "Under", DRAW)
    words = wanted.event or (wanted.side if by_team else "")
    if not words:
        return UnmatchedLeg(wanted.asked, f"{wanted.side} needs a game.", _game_names(slate.events))
    games = find_events(slate, words)
    if isinstance(games, Ambiguous):
        return _ask(wanted, games.candidates)
    if not games:
        return UnmatchedLeg(
            wanted.asked, f"No game for {words!r} on the slate of {slate.source}.", _closest(words, slate)
        )
    then = games_when(games, wanted.when, now, zone)
    if not then:
        names = tuple(name_with_day(game, zone) for game in games[:MAX_CANDIDATES])
        return UnmatchedLeg(wanted.asked, "No such game is listed then.", names)
    twice = same_pair_games(then)
    if twice:
        return _ask(wanted, (name_with_day(game, zone) for game in twice))
    event = min(then, key=lambda game: (is_live(game, now), game.starts_at))
    if wanted.beside and not _names_game(wanted.beside, event, slate):
        return UnmatchedLeg(wanted.asked, f"{wanted.beside!r} is nothing in {event.name}.", (event.name,))
    return (event, wanted.side) if not by_team else _team_in(wanted, slate, event)


def _names_game(words: str, event: Event, slate: Slate) -> bool:
    """Whether the whole text names the game or a team in it."""
    games = find_events(slate, words)
    return not isinstance(games, Ambiguous) and event in games


def _team_in(wanted: Wanted, slate: Slate, event: Event) -> tuple[Event, str] | UnmatchedLeg:
    teams: Iterable[Named] = slate_roster(slate).match(wanted.side)
    playing = [team.name for team in teams if team.name in (event.away, event.home)]
    if len(playing) == 1:
        return event, playing[0]
    if playing:
        return _ask(wanted, playing)
    return UnmatchedLeg(wanted.asked, f"{wanted.side!r} does not play in {event.name}.", (event.away, event.home))


def _ask(wanted: Wanted, candidates: Iterable[str]) -> UnmatchedLeg:
    names = tuple(candidates)
    return UnmatchedLeg(wanted.asked, f"That could be {' or '.join(names)}.", names)


def _closest(words: str, slate: Slate) -> tuple[str, ...]:
    """The slate's teams whose names are most similar to the text; its first games when none is similar."""
    names = {fold(name): name for event in slate.events for name in (event.away, event.home)}
    alike = rapidfuzz.process.extract(fold(words), names.keys(), limit=3, score_cutoff=50)
    return tuple(names[key] for key, _, _ in alike) or _game_names(slate.events)


def _game_names(events: Sequence[Event]) -> tuple[str, ...]:
    return tuple(event.name for event in events[:MAX_CANDIDATES])


def _other_markets(bet: _Bet, odds_format: OddsFormat) -> Iterable[str]:
    """The selection's offers in the other markets of the game: the best price at the line most books quote."""
    for market in GAME_MARKETS:
        lines = by_line(
            bet.event, market, [q for q in bet.quotes if q.market is market and q.selection == bet.selection]
        )
        if lines:
            offers = [prices[bet.selection] for prices in lines[common_line(lines)].values()]
            yield _wording(max(offers, key=lambda quote: quote.decimal), odds_format)


def _wording(quote: Quote | SlipLeg, odds_format: OddsFormat) -> str:
    """One offer as text: "Los Angeles Lakers +9.5 at -104 (LowVig.ag)"."""
    point = "moneyline" if quote.line is None else format_line(quote.line, signed=quote.market is Market.SPREAD)
    return f"{quote.selection} {point} at {format_price(quote.decimal, odds_format)} ({quote.book})"
