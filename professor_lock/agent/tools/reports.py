"""The agent's tools for injuries, scores, the weather and published picks. All figures come from sources."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from professor_lock.agent.context import ProfessorLockContext
from professor_lock.agent.next_questions import Subject, subject_of_game, subject_of_team
from professor_lock.agent.tools.kit import Run, ask_which, league_of, short, show_card, tool
from professor_lock.betting.facts import Event, GameScore
from professor_lock.desk.picks import DEMO_SOURCE, NoPicks, Pick, chosen_picks, demo_picks
from professor_lock.desk.picks import SOURCE as PICKS_SOURCE
from professor_lock.errors import BadInput
from professor_lock.sources.names.games import Ambiguous
from professor_lock.sources.names.leagues import find_league
from professor_lock.sources.names.rosters import Roster
from professor_lock.sources.names.when import day_named, split_when
from professor_lock.widgets.reports import (
    PickLine,
    create_injuries_widget,
    create_picks_widget,
    create_scores_widget,
    create_weather_widget,
)
from professor_lock.widgets.simple import create_notice_widget
from professor_lock.zones import EASTERN

EVENING = time(19)


@tool
async def get_injuries(ctx: Run, league: str, team: str | None = None) -> str:
    """Show the injury report of a league or of one team, each entry with its own date and reporter.

    Args:
        league: The league in everyday words, e.g. "nba".
        team: Only this team.
    """
    run = ctx.context
    await run.progress("Reading the injury report", icon="document")
    report = await run.sources.sports.injuries(short(league), run.now(), short(team) if team else None)
    if isinstance(report, Ambiguous):
        return ask_which(report)
    named = report.injuries[0].team if team and report.injuries else run.checking.shown(short(team or ""))
    title = f"{find_league(report.league).title} injuries" + (f": {named}" if named else "")
    widget = create_injuries_widget(report, title, timezone=run.user.time_zone, words=run.user.words)
    run.next_questions.about(subject_of_team(report.league, named if report.injuries else ""))
    return await show_card(run, widget, source=title, link=report.link)


@tool
async def get_scores(ctx: Run, league: str, date: str | None = None, team: str | None = None) -> str:
    """Show how the games of a league stand or ended.

    Args:
        league: The league in everyday words, e.g. "nba".
        date: A day (US Eastern) as YYYY-MM-DD, "yesterday" or "Friday"; null for now.
        team: Only this team's game.
    """
    run = ctx.context
    await run.progress(f"Getting {run.checking.shown(short(league))} scores", icon="analytics")
    day = _day(date, run) if date else None
    scores = await run.sources.sports.scores(short(league), run.now(), day, ZoneInfo(run.user.time_zone))
    run.checking.scores(scores)
    run.next_questions.about(Subject(league=find_league(short(league)).key))
    title = f"{find_league(short(league)).title} scores" + (f", {day:%b} {day.day}, {day.year}" if day else "")
    failed = ""
    if team:
        failed = next((f"{score.note} " for score in scores if score.note), "")
        scores = _of_team(scores, short(team))
    if not scores:
        text = f"{failed}No {find_league(short(league)).title} games are listed for {day or 'now'}."
        return await show_card(run, create_notice_widget(title, text, words=run.user.words))
    return await show_card(
        run,
        create_scores_widget(scores, title, now=run.now(), timezone=run.user.time_zone, words=run.user.words),
        source=title,
        link=scores[0].link,
    )


@tool
async def get_weather(
    ctx: Run, place: str | None = None, when: str | None = None, game: str | None = None, sport: str | None = None
) -> str:
    """Show the forecast for an hour at a place, or at the start of a game where it is played.

    Args:
        place: A town, e.g. "Denver" or "Portland, ME"; null when a game is given.
        when: Day and hour as YYYY-MM-DDTHH:MM in the user's own time, or "tomorrow", "Friday" for 7 PM; null for now.
        game: A team or a pairing instead of a place, e.g. "Bears vs Packers".
        sport: The game's league, e.g. "nfl", when it is known.
    """
    run = ctx.context
    if not place and not game:
        raise BadInput("Weather is of a place or of a game.", field="place")
    await run.progress("Getting the forecast", icon="globe")
    now = run.now()
    if place:
        weather = await run.sources.weather.at(short(place), _hour(when, run) if when else now, now)
        return await show_card(
            run,
            create_weather_widget(weather, f"Weather in {weather.place}", words=run.user.words),
            source=weather.credit,
            link=weather.link,
        )
    found = await _next_game(run, short(game or ""), sport)
    if isinstance(found, Ambiguous):
        return ask_which(found)
    run.next_questions.about(subject_of_game(found))
    weather = await run.sources.weather.for_event(found, now)
    return await show_card(
        run,
        create_weather_widget(weather, f"Weather at {found.name}", words=run.user.words),
        source=weather.credit,
        link=weather.link,
    )


@tool
async def get_todays_picks(ctx: Run, sport: str | None = None, min_confidence: float | None = None) -> str:
    """Show the picks published here today, as their maker wrote them. Their confidence is no probability.

    Args:
        sport: Only this league's, e.g. "nba".
        min_confidence: Only picks with at least this confidence, in percent.
    """
    run = ctx.context
    await run.progress("Looking for today's picks", icon="document")
    midnight = datetime.combine(run.local_now().date(), time(), ZoneInfo(run.user.time_zone))
    source = PICKS_SOURCE
    try:
        published = await run.desk.picks.since(midnight, run.user)
    except NoPicks:
        slate = await run.desk.market.slate(short(sport or "nba"), run.user)
        if not slate.demo:
            raise
        published, source = demo_picks(slate, run.now(), run.user.odds_format), DEMO_SOURCE
    picks = chosen_picks(published, short(sport) if sport else None, min_confidence)
    if not picks:
        asked = f" like that among {len(published)}" if published else ""
        return await show_card(
            run, create_notice_widget("No picks", f"No pick{asked} was published today.", source, words=run.user.words)
        )
    if sport:
        run.next_questions.about(Subject(league=find_league(short(sport)).key))
    widget = create_picks_widget(
        [_pick_line(pick) for pick in picks],
        "Today's picks",
        source=source,
        read_at=run.now(),
        timezone=run.user.time_zone,
        demo=source == DEMO_SOURCE,
        words=run.user.words,
    )
    return await show_card(run, widget)


async def _next_game(run: ProfessorLockContext, words: str, sport: str | None) -> Event | Ambiguous:
    slate = await run.desk.market.slate(league_of(words, sport).key, run.user)
    games = run.sources.sports.find_events(slate, words)
    if isinstance(games, Ambiguous):
        return games
    if not games:
        failed = f"{slate.note} " if slate.note else ""
        raise BadInput(f"{failed}{slate.source} lists no coming game of {words}.", field="game")
    return games[0]


def _pick_line(pick: Pick) -> PickLine:
    confidence = "" if pick.confidence is None else f"confidence {pick.confidence:g}%"
    priced = f"at {pick.odds} when it was made" if pick.odds else ""
    parts = [priced, pick.reasoning]
    return PickLine(
        game=f"{pick.game or 'A game that is not named'}" + (f" ({pick.sport})" if pick.sport else ""),
        pick=pick.pick,
        confidence=confidence,
        detail=". ".join(part.rstrip(".") for part in parts if part),
        made_at=pick.made_at,
        market=pick.market or "",
    )


def _of_team(scores: tuple[GameScore, ...], words: str) -> tuple[GameScore, ...]:
    """The scores of the teams that the text may mean."""
    names = dict.fromkeys(name for score in scores for name in (score.event.away, score.event.home))
    if not names:
        return ()
    meant = {team.name for team in Roster(scores[0].event.league, names).match(words)}
    return tuple(score for score in scores if meant & {score.event.away, score.event.home})


def _day(text: str, run: ProfessorLockContext) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        found = day_named(short(text), run.now().astimezone(EASTERN).date())
        if found is None:
            raise BadInput("Write the date as YYYY-MM-DD.", field="date") from error
        return found


def _hour(text: str, run: ProfessorLockContext) -> datetime:
    """The time that the text names, in the user's zone unless it has an offset. BadInput for a date without an hour."""
    said = split_when(text)[1]
    if said.days_ahead is not None or said.weekday is not None:
        today = run.local_now().date()
        ahead = said.days_ahead if said.weekday is None else (said.weekday - today.weekday()) % 7
        return datetime.combine(today + timedelta(days=ahead or 0), EVENING, ZoneInfo(run.user.time_zone))
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise BadInput("Write day and hour as YYYY-MM-DDTHH:MM.", field="when") from error
    if len(text.strip()) <= len("2026-01-16"):
        raise BadInput("At which hour? Write day and hour as YYYY-MM-DDTHH:MM.", field="when")
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(run.user.time_zone))
