"""The agent's tools: the four of the guides written out here, and `TOOLS`, the whole list by subject.

A tool checks its arguments, asks the sources, shows a card and returns text for the model. Its docstring is written for
the model that reads it. A source that fails is named. A tool of your own needs one import:

    from pp_tools import ProfessorLockContext, Run, tool

    @tool
    async def unit_size(ctx: Run, bankroll: float) -> str: ...

and is appended to `ProfessorLockChatKitServer.professor_lock_agent.tools` (README.md has it whole).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any, Literal
from zoneinfo import ZoneInfo

from agents.tool import FunctionTool

from professor_lock.agent.context import ProfessorLockContext
from professor_lock.agent.next_questions import Subject, subject_of_game
from professor_lock.agent.tools.bets import RECORD_TOOLS
from professor_lock.agent.tools.kit import ParlayLeg, Run, short, tool
from professor_lock.agent.tools.preferences import PREFERENCE_TOOLS
from professor_lock.agent.tools.props import get_player_props_visual
from professor_lock.agent.tools.reports import get_injuries, get_scores, get_todays_picks, get_weather
from professor_lock.agent.tools.slip import SLIP_TOOLS, build_parlay
from professor_lock.agent.tools.trends import chart_of_question, get_trends_visual
from professor_lock.agent.tools.value import VALUE_TOOLS
from professor_lock.betting.consensus import LONGEST_GAME
from professor_lock.betting.facts import Event, SearchResult, Slate, Trends
from professor_lock.desk.live_cards import board_state, live_board, to_kept
from professor_lock.errors import SourceUnavailable
from professor_lock.sources.build import NO_ENGINE, EngineFailed, asks_for_weather
from professor_lock.sources.errors import SourceNotFound
from professor_lock.sources.names.games import Ambiguous
from professor_lock.sources.names.leagues import find_league
from professor_lock.sources.names.rosters import leagues_of_team
from professor_lock.sources.names.seasons import is_season_asked
from professor_lock.sources.names.when import When, evening_now, games_then, split_when
from professor_lock.tool_outcomes import Outcome, could_be, no_answer
from professor_lock.widgets.format import day_named, short_game
from professor_lock.widgets.search import create_search_progress_widget
from professor_lock.widgets.simple import create_notice_widget, create_stat_answer_widget
from professor_lock.words import ENGLISH, Words

__all__ = [
    "TOOLS",
    "ParlayLeg",
    "ProfessorLockContext",
    "Run",
    "build_parlay",
    "games_to_show",
    "get_odds_visual",
    "statmuse_query",
    "tool",
    "tool_names",
    "web_search_visual",
]

MAX_GAMES = 20
"""Sports played once a week: their board shows the coming week, others show today and tomorrow."""


@tool
async def get_odds_visual(
    ctx: Run,
    sport: str,
    market_type: Literal["all", "moneyline", "spread", "total"] = "all",
    team: str | None = None,
    day: str | None = None,
) -> str:
    """Show an odds board: best price and book for each side of each game, tonight's first, then tomorrow's.

    Args:
        sport: The league in everyday words, e.g. "nba", "nfl", "college football", "premier league".
        market_type: Which market to show.
        team: Only games of this team, or one game as "Lakers vs Warriors".
        day: Only the games of this day: "tonight", "tomorrow", "Friday", "Jan 16".
    """
    run = ctx.context
    await run.progress(f"Getting {run.checking.shown(short(sport))} odds", icon="analytics")
    now, zone = run.now(), ZoneInfo(run.user.time_zone)
    slate = await run.desk.market.slate(short(sport), run.user)
    run.checking.slate(slate)
    chosen = _games_asked_for(run, slate, team, day, zone)
    if isinstance(chosen, Ambiguous):
        return could_be(chosen.asked, chosen.candidates)
    events, title, none_that_day = chosen
    if not events:
        return await _nothing(run, slate, team)
    state = board_state(slate.league, market_type, [event.id for event in events[:MAX_GAMES]], title)
    live = await live_board(slate, state, run.user, market=run.desk.market, history=run.desk.price_history, now=now)
    run.checking.scores([game.score for game in live.board.games if game.score is not None])
    await run.stream_widget(live.card, live.copy_text, kept=to_kept(live.state))
    run.citations.add(slate.source, slate.link)
    if shown := [game for game in live.board.games if not game.live] or live.board.games:
        players = run.sources.sports.listed_players(shown[0].event)
        run.next_questions.about(subject_of_game(shown[0].event, shown[0], player=next(iter(players), "")))
    left_out = len(events) - MAX_GAMES
    more = f"\n({left_out} more games are not shown.)" if left_out > 0 else ""
    return run.covered(live.copy_text) + more + none_that_day


def _games_asked_for(
    run: ProfessorLockContext, slate: Slate, team: str | None, day: str | None, zone: ZoneInfo
) -> tuple[list[Event], str, str] | Ambiguous:
    """The games of a board, its title, and a note for the model where there is no game on the day that was named."""
    words, now, league = run.user.words, run.now(), find_league(slate.league).title
    if team:
        found = run.sources.sports.find_events(slate, short(team))
        if isinstance(found, Ambiguous):
            return Ambiguous(short(team), found.candidates)
        events, title = found, _title_of_team(found, league, run.checking.shown(short(team)), words)
    else:
        events, title = games_to_show(slate, now, zone, words)
    if not day:
        return events, title, ""
    when = split_when(short(day))[1]
    that_day = games_then(events if team else list(slate.events), when, evening_now(slate.events, now, zone), zone)
    if not that_day:
        return events, title, f"\n(No such game {short(day)}: these are the next there are.)"
    if not team:
        title = words(
            "board.board_for", league=league, day=_day_in(words, run.checking.shown(short(day)), when, zone, that_day)
        )
    return sorted(that_day, key=lambda event: (event.starts_at, event.id)), title, ""


def _title_of_team(games: Sequence[Event], league: str, asked: str, words: Words) -> str:
    """The title of a team's games: of a single one by its two teams, whatever the user called them."""
    return words("board.board_of", league=league, what=short_game(games[0]) if len(games) == 1 else asked)


def _day_in(words: Words, said: str, when: When, zone: ZoneInfo, games: Sequence[Event]) -> str:
    """The day of these games as the user said it; in another language by its own word or its date."""
    if words.language == "en":
        return said
    near = {0: "board.tonight", 1: "board.tomorrow"}.get(-1 if when.days_ahead is None else when.days_ahead)
    return words(near) if near else day_named(min(game.starts_at for game in games).astimezone(zone), words)


@tool
async def statmuse_query(ctx: Run, question: str) -> str:
    """Answer a question about player or team statistics from a statistics source.

    Args:
        question: The question in plain words, e.g. "LeBron James points per game this season".
    """
    run = ctx.context
    question = short(question)
    await run.progress("Looking up the stats", icon="chart")
    answer = await run.sources.stats.ask(question, run.now())
    widget = create_stat_answer_widget(answer, timezone=run.user.time_zone, words=run.user.words)
    shown = await run.stream_widget(widget)
    run.citations.add(f"{answer.source}: {answer.subject}", answer.link)
    if " " in answer.subject and not leagues_of_team(answer.subject):
        counted = answer.rows[0][0].lower() if answer.rows else ""
        run.next_questions.about(Subject(player=answer.subject, stat=counted))
    chart, failed = None, ""
    try:
        chart = await _chart_beside(run, question, answer.subject)
    except SourceUnavailable as error:
        failed = "" if isinstance(error, SourceNotFound) else f"\n\nNo chart: {error}"
    if chart is not None:
        run.checking.trends(chart)
        whole = create_stat_answer_widget(answer, chart=chart, timezone=run.user.time_zone, words=run.user.words)
        await run.update_widget(whole, whole.copy_text, item_id=shown)
        return run.covered(whole.copy_text)
    return run.covered(widget.copy_text + failed)


async def _chart_beside(run: ProfessorLockContext, question: str, subject: str) -> Trends | None:
    """The player's last games against today's line, else what the sources of statistics have to draw."""
    if (games := await chart_of_question(run, question, subject)) is not None:
        return games
    trends = await run.sources.stats.trends(question, run.now())
    return trends if trends is not None and is_season_asked(question, trends.note or "", run.now()) else None


@tool
async def web_search_visual(
    ctx: Run, query: str, search_type: Literal["general", "news", "injury", "weather"] = "general"
) -> str:
    """Search the web and show the results as they arrive: news, weather, injuries, anything current.

    Args:
        query: What to search for.
        search_type: What kind of result is wanted.
    """
    run = ctx.context
    query = short(query)
    if search_type == "general" and asks_for_weather(query):
        search_type = "weather"
    widget = create_search_progress_widget(
        run.checking.shown(query), search_type, timezone=run.user.time_zone, words=run.user.words
    )
    engines = run.sources.search.engines_for(search_type)
    if not engines:
        # Nothing to wait for: the engine's own error names the setting.
        async for _ in run.sources.search.search(query, search_type, run.now()):
            pass
    widget.set_status(f"Searching {', '.join(engines)}")
    await run.stream_widget(widget)
    async for found in run.sources.search.search(query, search_type, run.now()):
        if isinstance(found, SearchResult):
            widget.add_result(found)
            run.citations.add_page(found)
        elif isinstance(found, EngineFailed):
            widget.fail(found.engine, found.message)
        await run.update_widget(widget)
    widget.complete(beside="" if run.sources.search.engines else NO_ENGINE)
    await run.update_widget(widget)
    return run.covered(widget.copy_text)


TOOLS: tuple[FunctionTool, ...] = (
    get_odds_visual,
    *SLIP_TOOLS,
    *RECORD_TOOLS,
    *PREFERENCE_TOOLS,
    get_player_props_visual,
    get_injuries,
    get_scores,
    get_trends_visual,
    get_weather,
    get_todays_picks,
    *VALUE_TOOLS,
    statmuse_query,
    web_search_visual,
)


def games_to_show(slate: Slate, now: datetime, zone: tzinfo, words: Words = ENGLISH) -> tuple[list[Event], str]:
    """The games of a board without a team, by their start, and its title.

    Today's and tomorrow's where `zone` is, or the week's of weekly sports; the next day's when there are none.
    """
    league = find_league(slate.league)
    today = now.astimezone(zone).date()
    events = sorted(slate.events, key=lambda event: (event.starts_at, event.id))
    # Games that must be over by now are only shown when the source has no others, and not as tonight's.
    coming = [event for event in events if event.starts_at > now - LONGEST_GAME]
    if not coming:
        return events, words("board.board_past", league=league.title) if events else league.title
    if league.sport.by_week:
        week = [event for event in coming if event.starts_at.astimezone(zone).date() <= today + timedelta(days=6)]
        title = words("board.board_week" if week else "board.board_next", league=league.title)
        return week or coming[:MAX_GAMES], title
    tonight = [event for event in coming if event.starts_at.astimezone(zone).date() <= today]
    if tonight:
        tomorrow = today + timedelta(days=1)
        following = [event for event in coming if event.starts_at.astimezone(zone).date() == tomorrow]
        if following and len(tonight) < MAX_GAMES:
            return tonight + following, words("board.board_tonight_and_tomorrow", league=league.title)
        return tonight, words("board.board_tonight", league=league.title)
    first = coming[0].starts_at.astimezone(zone).date()
    following = [event for event in coming if event.starts_at.astimezone(zone).date() == first]
    return following, words("board.board_day", league=league.title, day=day_named(first, words))


async def _nothing(run: ProfessorLockContext, slate: Slate, team: str | None) -> str:
    """An empty board says so, and what the source does have."""
    league = find_league(slate.league).title
    failed = f"{slate.note} " if slate.note else ""
    words = run.user.words
    if team:
        games = "; ".join(event.name for event in slate.events[:MAX_GAMES])
        named = {"league": league, "team": run.checking.shown(short(team)), "source": slate.source}
        text = failed + ENGLISH("board.none_of_team", **named)
        shown = failed + words("board.none_of_team", **named)
        notice = create_notice_widget(words("board.no_such_game"), shown, slate.source, words=words)
        await run.stream_widget(notice, copy_text=text)
        return no_answer(Outcome.CANNOT, text) + (f" Games it has: {games}" if games else "")
    text = failed + ENGLISH("board.none_listed", league=league, source=slate.source)
    shown = failed + words("board.none_listed", league=league, source=slate.source)
    notice = create_notice_widget(words("board.no_league_games", league=league), shown, slate.source, words=words)
    await run.stream_widget(notice, copy_text=text)
    return run.covered(text)


def tool_names(tools: Sequence[Any]) -> list[str]:
    """The names of an agent's tools, for the log and the health page."""
    return [str(getattr(tool, "name", type(tool).__name__)) for tool in tools]
