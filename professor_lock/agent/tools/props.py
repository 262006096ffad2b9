"""The agent's tool for player props of coming games: prices, with the player's figures beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from professor_lock.agent.context import ProfessorLockContext
from professor_lock.agent.next_questions import Subject, subject_of_game
from professor_lock.agent.tools.kit import Run, ask_which, league_of, short, tool
from professor_lock.agent.tools.prop_form import forms_of
from professor_lock.betting.prop_stats import stat_in_words, stat_meant
from professor_lock.betting.props import PropLine, prop_lines
from professor_lock.desk.live_cards import props_card
from professor_lock.errors import BadInput
from professor_lock.sources.names.games import Ambiguous
from professor_lock.sources.names.leagues import League
from professor_lock.sources.names.text import fold


@tool
async def get_player_props_visual(
    ctx: Run,
    player: str | None = None,
    game: str | None = None,
    market: str | None = None,
    sport: str | None = None,
) -> str:
    """Show player props: the line most books offer and the best price for each side. Needs a player or a game.

    Args:
        player: The player's name; null for all players of the game.
        game: A team or a pairing, e.g. "Lakers vs Warriors"; null for the player's next game.
        market: What is counted, e.g. "points" or "points rebounds assists"; null for the usual ones.
        sport: The league, e.g. "nba", when it is known.
    """
    run = ctx.context
    await run.progress("Getting player props", icon="analytics")
    now = run.now()
    league, teams = await _where_is(run, player, game, sport)
    stat = _stat_of(market, league, run.sources.sports.carried_stats(league)) if market else None
    slate = await run.sources.sports.props(
        league.key,
        teams,
        now,
        short(player) if player else None,
        stats=[stat] if stat else (),
        zone=ZoneInfo(run.user.time_zone),
    )
    if isinstance(slate, Ambiguous):
        return ask_which(slate)
    run.checking.slate(slate)
    games = " ".join(event.id for event in slate.events)
    await run.desk.price_history.record(slate, f"props of {games}, {fold(player or '')}, {stat or ''}")
    opened = prop_lines((quote for quote in await run.desk.price_history.opening(slate.events) if quote.subject), now)
    lines = [line for line in prop_lines(slate.quotes, now) if not market or _same_stat(line, market, stat)]
    if not lines:
        offered = ", ".join(dict.fromkeys(quote.stat or "" for quote in slate.quotes))
        raise BadInput(f"No props on {short(market or 'that')} there. Offered: {offered or 'none'}.", field="market")
    title = f"Player props: {lines[0].player}" if player else "Player props"
    forms = await forms_of(run, lines, slate, league)
    widget, kept = props_card(lines, slate, title, opened, run.user, forms=forms)
    await run.stream_widget(widget, kept=kept or None)
    run.citations.add(slate.source, slate.link)
    first = lines[0]
    subject = replace(subject_of_game(slate.events[0]), player=first.player, stat=first.stat) if slate.events else None
    run.next_questions.about(subject or Subject(league=league.key, player=first.player, stat=first.stat))
    return run.covered(widget.copy_text)


async def _where_is(
    run: ProfessorLockContext, player: str | None, game: str | None, sport: str | None
) -> tuple[League, str]:
    """The league, and a text that names the game: as given, or else the player's league and team."""
    if game:
        return league_of(game, sport), short(game)
    if not player:
        raise BadInput("Props are of a player or of a game.", field="player")
    found = await run.sources.logs.find(short(player), run.now(), short(sport) if sport else None)
    if not found.team:
        raise BadInput(f"Which game? The team of {found.name} is not known.", field="game")
    return found.league, found.team


def _stat_of(market: str, league: League, carried: Sequence[str]) -> str | None:
    """The stat that `market` names, one of `betting.prop_stats`; BadInput for one that the source is not asked for."""
    stat = stat_meant(fold(short(market)), carried, league.sport.key)
    if carried and stat not in carried:
        what, there = short(market) if stat is None else stat_in_words(stat), ", ".join(carried)
        raise BadInput(f"Props on {what} of {league.title} players are not carried. There is: {there}.", field="market")
    return stat


def _same_stat(line: PropLine, market: str, stat: str | None) -> bool:
    if stat is not None:
        return line.stat == stat
    return set(fold(market).split()) & set(fold(line.stat).split()) != set()
