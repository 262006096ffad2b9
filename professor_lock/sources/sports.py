"""Games, prices, scores and injuries from whichever sources there are, and legs in words turned into quotes of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from typing import TypeVar

from professor_lock.betting.consensus import is_live
from professor_lock.betting.facts import Event, EventStatus, GameScore, InjuryReport, SearchResult, Slate
from professor_lock.betting.grading import void_after
from professor_lock.betting.legs import LegRequest, SlipLeg, UnmatchedLeg
from professor_lock.errors import BadInput, SourceUnavailable
from professor_lock.sources.contracts import LeagueFacts, OddsSource, PropSource, ScoreSource
from professor_lock.sources.errors import NotConfigured, SourceNotFound
from professor_lock.sources.espn import espn
from professor_lock.sources.fallback import NEXT_AFTER_S, TOTAL_S, first_answer
from professor_lock.sources.names import games as events
from professor_lock.sources.names.games import Ambiguous, NoScore, find_score, may_be_moved, scoreboard_day
from professor_lock.sources.names.leagues import League, find_league
from professor_lock.sources.names.leg_words import Wanted, read_request
from professor_lock.sources.names.legs import match_leg
from professor_lock.sources.names.players import match_player
from professor_lock.sources.names.rosters import Roster, leagues_of_team, split_matchup, unknown_words
from professor_lock.sources.names.when import ANY_TIME, When, name_with_day, same_pair_games
from professor_lock.sources.odds_api import odds_api
from professor_lock.user import OddsFormat
from professor_lock.zones import EASTERN

ODDS_SETTING = odds_api.SETTING
DATA_SETTING = "PP_DATA"

T = TypeVar("T")


class SportsData:
    """Games, prices, scores, injuries. Sources are asked in order: the next only when the one before has failed.

    Of prices also when the one before is slow (`sources.fallback`): a user waits for those.
    """

    def __init__(
        self,
        odds: Sequence[OddsSource],
        facts: Sequence[LeagueFacts] = (),
        props: PropSource | None = None,
        scores: Sequence[ScoreSource] = (),
        *,
        next_after_s: float = NEXT_AFTER_S,
        total_s: float = TOTAL_S,
    ) -> None:
        """`scores` are asked for scores after `facts`; they are shown, but nothing is settled by them.

        `next_after_s` and `total_s` bound the wait for prices.
        """
        self._odds = tuple(odds)
        self._facts = tuple(facts)
        self._props = props
        self._scores = tuple(scores)
        self._next_after_s, self._total_s = next_after_s, total_s

    async def slate(self, league_text: str, now: datetime, zone: tzinfo = EASTERN) -> Slate:
        """The games and prices of the league these words mean.

        UnknownLeague or AmbiguousLeague (both BadInput) for the words; SourceUnavailable and its kinds when no source
        answers: the first source's error, as it is the one that matters most.
        """
        return await self._fetch(find_league(league_text), now, zone)

    def find_events(self, slate: Slate, team_text: str) -> list[Event] | Ambiguous:
        """The games of the team or pairing named, by start; empty when there is none on the slate."""
        return events.find_events(slate, team_text)

    async def find_legs(
        self, requests: Sequence[LegRequest], now: datetime, zone: tzinfo = EASTERN
    ) -> tuple[list[SlipLeg], list[UnmatchedLeg]]:
        """The legs matched to the best quote at their line, and those that are not, with why and what comes closest.

        A league that is not named follows from the teams. Prices in the requests are ignored. Raises the source's
        error when not a single slate could be had.
        """
        results = await self.match_legs(requests, now, zone)
        legs = [found for found in results if isinstance(found, SlipLeg)]
        return legs, [found for found in results if isinstance(found, UnmatchedLeg)]

    async def match_legs(
        self,
        requests: Sequence[LegRequest],
        now: datetime,
        zone: tzinfo = EASTERN,
        odds_format: OddsFormat = "american",
    ) -> list[SlipLeg | UnmatchedLeg]:
        """The same in the order of the requests; the prices of what there is instead are written in `odds_format`."""
        wanted = [_read(request) for request in requests]
        leagues = {league.key: league for _, league in wanted if league is not None}
        fetched = await asyncio.gather(*(self._fetch_or_error(league, now, zone) for league in leagues.values()))
        slates = dict(zip(leagues, fetched, strict=True))
        errors = [found for found in fetched if isinstance(found, SourceUnavailable)]
        if errors and len(errors) == len(fetched):
            raise errors[0]
        return [
            _match(want, slates.get(league.key) if league else None, now, zone, odds_format) for want, league in wanted
        ]

    async def scores(
        self, league_text: str, now: datetime, day: date | None = None, zone: tzinfo = EASTERN
    ) -> tuple[GameScore, ...]:
        """The scores of a day (US Eastern), or the current ones; errors as for `slate`."""
        league = find_league(league_text)
        try:
            listed, failed = await self._first_fact(lambda source: source.fetch_scores(league, now, day, zone))
            if failed is not None and not listed:
                raise SourceUnavailable(
                    f"{failed} No other source lists a game for {day or 'now'}.", source=failed.source
                )
            return _noted(listed, failed)
        except SourceUnavailable as error:
            none = ""
            for source in self._scores:
                with suppress(SourceUnavailable):  # the first source's failure is reported
                    if scores := _noted(await source.fetch_scores(league, now, day, zone), error):
                        return scores
                    none = f" {source.source} lists no {league.title} games for {day or 'now'}."
            if none:
                raise SourceUnavailable(f"{error}{none}", source=error.source) from error
            raise

    async def results(self, league_text: str, since: date, until: date, now: datetime) -> tuple[GameScore, ...]:
        """The games of a league that ended on these days (US Eastern); errors as for `slate`."""
        league = find_league(league_text)
        return _noted(*await self._first_fact(lambda source: source.fetch_results(league, since, until, now)))

    async def props(
        self,
        league_text: str,
        game_text: str,
        now: datetime,
        player_text: str | None = None,
        *,
        stats: Sequence[str] = (),
        zone: tzinfo = EASTERN,
        when: When = ANY_TIME,
        one_game: bool = False,
    ) -> Slate | Ambiguous:
        """Over and under on the players of the next game the words name, or on one player; Ambiguous as for teams.

        `when` is the day and hour that were named beside the game. With `one_game` two games against the same opponent
        are Ambiguous, too, where the words do not tell them apart.

        `stats` are asked for by name, else it is the usual ones. SourceNotFound when the game or the player has none;
        NotConfigured without a feed that carries props.
        """
        source = self._prop_source()
        league = find_league(league_text)
        listed = await source.fetch_events(league, now, zone)
        games = events.find_events(Slate(league.key, listed, (), source.source, now), game_text, zone)
        if isinstance(games, Ambiguous):
            return games
        games = events.games_when(games, when, now, zone)
        if not games:
            raise SourceNotFound(f"{source.source} has no such game now.", source=source.source)
        if one_game and (twice := same_pair_games(games)):
            return Ambiguous(game_text, tuple(name_with_day(game, zone) for game in twice))
        game = min(games, key=lambda event: (is_live(event, now), event.starts_at))
        return _of_player(await source.fetch_props(game, league, now, stats), player_text, stats)

    async def bet_props(self, event: Event, stats: Sequence[str], now: datetime) -> Slate:
        """The prices on these stats of one of the prop feed's own games, for a bet that is being made.

        They are read now, or were in the last moments; else it is the failure. SourceNotFound for another feed's game.
        """
        source = self._prop_source()
        if event.source != source.source:
            raise SourceNotFound(f"{source.source} has no such game now.", source=source.source)
        return await source.fetch_bet_props(event, find_league(event.league), now, stats)

    def carried_stats(self, league: League) -> tuple[str, ...]:
        """What player props there are in a league, by name; none without a feed that carries props."""
        return self._props.carried_stats(league) if self._props else ()

    def listed_players(self, event: Event) -> tuple[str, ...]:
        """Players of a game that props are known to be on before they are asked for; mostly nobody is."""
        return self._props.listed_players(event) if self._props else ()

    @property
    def prop_source(self) -> str:
        """Who is asked for player props."""
        return self._props.source if self._props else odds_api.SOURCE

    def _prop_source(self) -> PropSource:
        if self._props is None:
            raise NotConfigured(
                "Player props are not set up here.",
                source=odds_api.SOURCE,
                setting=ODDS_SETTING,
            )
        return self._props

    async def found_scores(self, games: Sequence[Event], now: datetime) -> dict[str, GameScore | NoScore]:
        """Of every game its score, or why there is none: not listed, two that fit, or a source that failed.

        Raises the source's error only when it gave nothing at all. `results.why_waiting` has the sentence for a bet.
        """
        boards = await self._boards(((game.league, scoreboard_day(game.starts_at)) for game in games), now)
        errors = [board for board in boards.values() if isinstance(board, SourceUnavailable)]
        if errors and len(errors) == len(boards):
            raise errors[0]
        boards |= await self._boards(_days_after(games, _listed(boards.values()), now), now)
        listed = _listed(boards.values())
        found: dict[str, GameScore | NoScore] = {}
        for game in games:
            board = boards[game.league, scoreboard_day(game.starts_at)]
            score = find_score(game, listed)
            failed = isinstance(score, NoScore) and isinstance(board, SourceUnavailable)
            found[game.id] = NoScore(str(board)) if failed else score
        return found

    async def _boards(
        self, days: Iterable[tuple[str, date]], now: datetime
    ) -> dict[tuple[str, date], tuple[GameScore, ...] | SourceUnavailable]:
        asked = list(dict.fromkeys(days))
        return dict(zip(asked, await asyncio.gather(*(self._board(*one, now) for one in asked)), strict=True))

    async def _board(self, league: str, day: date, now: datetime) -> tuple[GameScore, ...] | SourceUnavailable:
        try:
            scores, _ = await self._first_fact(lambda source: source.fetch_scores(find_league(league), now, day))
            return scores
        except SourceUnavailable as error:
            return error

    async def injuries(self, league_text: str, now: datetime, team_text: str | None = None) -> InjuryReport | Ambiguous:
        """The league's injury report, or the part of one team; Ambiguous when the words fit several teams.

        A team with nobody listed gives an empty report whose note says that this is not the same as healthy. BadInput
        for words that are no team of the league.
        """
        league = find_league(league_text)
        found, failed = await self._first_fact(lambda source: source.fetch_injuries(league, now))
        report = found if failed is None else replace(found, note=_both(failed, found.note))
        if not team_text:
            return report
        teams = Roster(league.key, dict.fromkeys(injury.team for injury in report.injuries)).match(team_text)
        if not teams:
            raise BadInput(f"I do not know that team of the {league.title}.", field="team")
        if len(teams) > 1:
            return Ambiguous(team_text, tuple(team.name for team in teams))
        listed = tuple(injury for injury in report.injuries if injury.team == teams[0].name)
        none = None if listed else f"{report.source} lists nobody of the {teams[0].name}: none listed, not all healthy."
        return replace(report, injuries=listed, note=" ".join(filter(None, [report.note, none])) or None)

    async def news(self, league_text: str, now: datetime) -> list[SearchResult]:
        """The league's headlines, newest first; errors as for `slate`."""
        league = find_league(league_text)
        return (await self._first_fact(lambda source: source.fetch_news(league, now)))[0]

    async def _first_fact(self, ask: Callable[[LeagueFacts], Awaitable[T]]) -> tuple[T, SourceUnavailable | None]:
        """The first answer there is, with the first failure among the sources before."""
        first: SourceUnavailable | None = None
        for source in self._facts:
            try:
                return await ask(source), first
            except SourceUnavailable as error:
                first = first or error
        raise first or NotConfigured(
            "Scores, injuries and news are not set up here.",
            source=espn.SOURCE,
            setting=DATA_SETTING,
        )

    async def _fetch(self, league: League, now: datetime, zone: tzinfo) -> Slate:
        found = await first_answer(
            self._odds,
            lambda source: source.fetch_slate(league, now, zone),
            next_after_s=self._next_after_s,
            total_s=self._total_s,
        )
        if isinstance(found, tuple):
            slate, failed = found
            return slate if failed is None else replace(slate, note=_both(failed, slate.note))
        raise found or NotConfigured(
            "Odds are not set up here.",
            source=odds_api.SOURCE,
            setting=ODDS_SETTING,
        )

    async def _fetch_or_error(self, league: League, now: datetime, zone: tzinfo) -> Slate | SourceUnavailable:
        try:
            return await self._fetch(league, now, zone)
        except SourceUnavailable as error:
            return error


def _both(failed: SourceUnavailable, note: str | None) -> str:
    """What is to be known of a stand-in's answer: that the source before it has failed, and what it says itself."""
    return " ".join(filter(None, (str(failed), note)))


def _noted(scores: tuple[GameScore, ...], failed: SourceUnavailable | None) -> tuple[GameScore, ...]:
    return scores if failed is None else tuple(replace(score, note=_both(failed, score.note)) for score in scores)


def _of_player(slate: Slate, player_text: str | None, stats: Sequence[str]) -> Slate | Ambiguous:
    """The quotes on the one player the words name; all of them without words."""
    if not player_text:
        return slate
    choice = match_player(player_text, (quote.subject for quote in slate.quotes if quote.subject))
    if choice.name is None and choice.candidates:
        return Ambiguous(player_text, choice.candidates)
    if choice.name is None:
        what = f"{' or '.join(stats)} props on" if stats else "props on"
        raise SourceNotFound(f"{slate.source} has no {what} that player in this game.", source=slate.source)
    return replace(slate, quotes=tuple(quote for quote in slate.quotes if quote.subject == choice.name))


def _read(request: LegRequest) -> tuple[Wanted | UnmatchedLeg, League | None]:
    """The request read, with its league: the one named, or the only one its teams play in."""
    wanted = read_request(request)
    if isinstance(wanted, UnmatchedLeg):
        return wanted, None
    try:
        if request.league:
            return wanted, find_league(request.league)
    except BadInput as error:
        return UnmatchedLeg(wanted.asked, str(error)), None
    keys = _leagues_of(wanted)
    if len(keys) == 1:
        return wanted, find_league(keys[0])
    if not keys and (unknown := _unknown_words(wanted)):
        return UnmatchedLeg(wanted.asked, f"I do not know what {' '.join(unknown)!r} means in this bet."), None
    reason = "Which league is that?" if keys else "Its league is not clear: name the league, and for a total the game."
    return UnmatchedLeg(wanted.asked, reason, tuple(find_league(key).title for key in keys)), None


def _names_in(wanted: Wanted) -> list[str]:
    """The texts of a leg that name teams."""
    texts = [*(split_matchup(wanted.event) or [wanted.event])] if wanted.event else []
    return texts if wanted.side in ("Over", "Under", "Draw") else [*texts, wanted.side]


def _unknown_words(wanted: Wanted) -> list[str]:
    return [word for text in _names_in(wanted) if not leagues_of_team(text) for word in unknown_words(text)]


def _leagues_of(wanted: Wanted) -> tuple[str, ...]:
    """The leagues in which every team the leg names plays."""
    found = [set(leagues_of_team(text)) for text in _names_in(wanted)]
    return tuple(sorted(set.intersection(*found))) if found else ()


def _match(
    wanted: Wanted | UnmatchedLeg,
    slate: Slate | SourceUnavailable | None,
    now: datetime,
    zone: tzinfo,
    odds_format: OddsFormat,
) -> SlipLeg | UnmatchedLeg:
    if isinstance(wanted, UnmatchedLeg):
        return wanted
    if isinstance(slate, SourceUnavailable):
        return UnmatchedLeg(wanted.asked, str(slate))
    if slate is None:
        raise AssertionError("a leg that was read has a league, and every league has a slate or an error")
    found = match_leg(wanted, slate, now, zone, odds_format)
    if isinstance(found, UnmatchedLeg) and slate.note and not slate.demo:
        return replace(found, reason=f"{found.reason} {slate.note}")
    return found


def _listed(boards: Iterable[tuple[GameScore, ...] | SourceUnavailable]) -> list[GameScore]:
    return [score for board in boards if not isinstance(board, SourceUnavailable) for score in board]


def _days_after(games: Iterable[Event], listed: Sequence[GameScore], now: datetime) -> Iterator[tuple[str, date]]:
    """The later days on which a game may be found that was moved, as long as bets on it stand."""
    for game in games:
        found = find_score(game, listed) if may_be_moved(game) else None
        if found is None or (isinstance(found, GameScore) and found.event.status is not EventStatus.POSTPONED):
            continue
        day, last = scoreboard_day(game.starts_at), scoreboard_day(min(now, void_after(game)))
        while day < last:
            day += timedelta(days=1)
            yield game.league, day
