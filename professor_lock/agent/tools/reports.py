"""The agent's tools for what surrounds a bet: props, injuries, scores, past games, the weather, published picks.

The docstrings are written for the model that reads them. Every figure is a source's own, or arithmetic on such figures.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from agents.tool import FunctionTool

from professor_lock.agent.context import ProfessorLockContext
from professor_lock.agent.tools.kit import Run, short, tool
from professor_lock.agent.tools.trends import line_against, team_line_against
from professor_lock.betting.facts import Event, Trends
from professor_lock.betting.prop_stats import count_of, parts_of, stat_in_words, stat_meant
from professor_lock.betting.props import PropLine, prop_lines
from professor_lock.betting.recent import TEAM_STATS, recent_of_player, recent_of_team, stat_names
from professor_lock.desk.picks import SOURCE as PICKS_SOURCE
from professor_lock.desk.picks import Pick, chosen_picks
from professor_lock.desk.prop_cards import props_card
from professor_lock.errors import BadInput
from professor_lock.sources.names.games import Ambiguous
from professor_lock.sources.names.leagues import League, find_league
from professor_lock.sources.names.questions import figure_named
from professor_lock.sources.names.rosters import Roster, leagues_of_team, split_matchup
from professor_lock.sources.names.text import fold
from professor_lock.tool_outcomes import could_be
from professor_lock.untrusted_text import quotation
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.past_games import chart_of
from professor_lock.widgets.reports import (
    PickLine,
    create_injuries_widget,
    create_picks_widget,
    create_scores_widget,
    create_weather_widget,
)
from professor_lock.widgets.stats import create_notice_widget
from professor_lock.widgets.trends import create_trends_chart_widget

MAX_TREND_GAMES = 40
TREND_STATS_TOLD = 12
_EASTERN = ZoneInfo("America/New_York")

_TEAM_WORDS = {
    "allowed": "allowed", "against": "allowed", "conceded": "allowed", "defense": "allowed",
    "margin": "margin", "difference": "margin", "spread": "margin",
    "total": "total", "totals": "total", "combined": "total",
    "scored": "scored", "points": "scored", "goals": "scored", "runs": "scored", "score": "scored", "for": "scored",
}  # fmt: skip
_SAYS = {
    "allowed": "{} allowed",
    "margin": "margin of victory",
    "total": "total of both teams",
    "scored": "{} scored",
}


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
    carried = run.sources.sports.carried_stats(league)
    stat = stat_meant(fold(short(market)), carried, league.sport.key) if market else None
    if market and carried and stat not in carried:
        what, there = short(market) if stat is None else stat_in_words(stat), ", ".join(carried)
        raise BadInput(f"Props on {what} of {league.title} players are not carried. There is: {there}.", field="market")
    slate = await run.sources.sports.props(
        league.key,
        teams,
        now,
        short(player) if player else None,
        stats=[stat] if stat else (),
        zone=ZoneInfo(run.user.time_zone),
    )
    if isinstance(slate, Ambiguous):
        return _ask_which(slate)
    games = " ".join(event.id for event in slate.events)
    await run.desk.quotes.record(slate, f"props of {games}, {fold(player or '')}, {stat or ''}")
    opened = prop_lines((quote for quote in await run.desk.quotes.opening(slate.events) if quote.subject), now)
    lines = [line for line in prop_lines(slate.quotes, now) if not market or _same_stat(line, market, stat)]
    if not lines:
        offered = ", ".join(dict.fromkeys(quote.stat or "" for quote in slate.quotes))
        raise BadInput(f"No props on {short(market or 'that')} there. Offered: {offered or 'none'}.", field="market")
    title = f"Player props: {lines[0].player}" if player else "Player props"
    widget, kept = props_card(lines, slate, title, opened, run.user)
    item_id = await run.stream_widget(widget)
    if kept:
        await run.keep_state(item_id, kept)
    run.citations.add(slate.source, slate.link)
    return run.covered(widget.copy_text)


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
        return _ask_which(report)
    named = report.injuries[0].team if team and report.injuries else short(team or "")
    title = f"{find_league(report.league).title} injuries" + (f": {named}" if named else "")
    widget = create_injuries_widget(report, title, timezone=run.user.time_zone)
    return await _show(run, widget, source=title, link=report.link, quoted_from=report.source)


@tool
async def get_scores(ctx: Run, league: str, date: str | None = None) -> str:
    """Show how the games of a league stand or ended.

    Args:
        league: The league in everyday words, e.g. "nba".
        date: A day as YYYY-MM-DD (US Eastern); null for now.
    """
    run = ctx.context
    await run.progress(f"Getting {short(league)} scores", icon="analytics")
    day = _day(date) if date else None
    scores = await run.sources.sports.scores(short(league), run.now(), day)
    title = f"{find_league(short(league)).title} scores" + (f", {day:%b} {day.day}, {day.year}" if day else "")
    if not scores:
        text = f"No {find_league(short(league)).title} games are listed for {day or 'now'}."
        return await _show(run, create_notice_widget(title, text))
    return await _show(
        run,
        create_scores_widget(scores, title, now=run.now(), timezone=run.user.time_zone),
        source=title,
        link=scores[0].link,
    )


@tool
async def get_trends_visual(
    ctx: Run,
    stat: str,
    *,
    player: str | None = None,
    team: str | None = None,
    last_n: int = 10,
    line: float | None = None,
    sport: str | None = None,
) -> str:
    """Chart a player's or a team's last games from real game logs, and how often they went over the line.

    Args:
        stat: For a player e.g. "points", "rebounds", "passing yards"; for a team scored, allowed, margin or total.
        player: The player's name; or give a team.
        team: The team's name; or give a player.
        last_n: How many games played, up to 40.
        line: Only a line that the person named; null takes the books' own. A team's margin: 3.5 for a spread of -3.5.
        sport: The league, e.g. "nba", when it is known.
    """
    run = ctx.context
    if bool(player) == bool(team):
        raise BadInput("A trend is of one player or of one team.", field="player")
    if not 1 <= last_n <= MAX_TREND_GAMES:
        raise BadInput(f"A trend shows 1 to {MAX_TREND_GAMES} games.", field="last_n")
    await run.progress("Reading the game log", icon="chart")
    against = None if line is None else Fraction(str(line))
    if player:
        trends = await _player_trends(run, short(player), short(stat), last_n, line=against, sport=sport)
    else:
        found = await _team_trends(run, short(team or ""), short(stat), last_n, line=against, sport=sport)
        if isinstance(found, Ambiguous):
            return _ask_which(found)
        trends = found
    return await _show(
        run, create_trends_chart_widget(trends, timezone=run.user.time_zone), source=trends.title, link=trends.link
    )


@tool
async def get_weather(
    ctx: Run, place: str | None = None, when: str | None = None, game: str | None = None, sport: str | None = None
) -> str:
    """Show the forecast for an hour at a place, or at the start of a game where it is played.

    Args:
        place: A town, e.g. "Denver" or "Portland, ME"; null when a game is given.
        when: Day and hour as YYYY-MM-DDTHH:MM in the person's own time; null for now.
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
        return await _show(
            run, create_weather_widget(weather, f"Weather in {weather.place}"), source=weather.credit, link=weather.link
        )
    found = await _next_game(run, short(game or ""), sport)
    if isinstance(found, Ambiguous):
        return _ask_which(found)
    weather = await run.sources.weather.for_event(found, now)
    return await _show(
        run, create_weather_widget(weather, f"Weather at {found.name}"), source=weather.credit, link=weather.link
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
    published = await run.desk.picks.since(midnight, run.user)
    picks = chosen_picks(published, short(sport) if sport else None, min_confidence)
    if not picks:
        asked = f" like that among {len(published)}" if published else ""
        return await _show(run, create_notice_widget("No picks", f"No pick{asked} was published today.", PICKS_SOURCE))
    widget = create_picks_widget(
        [_pick_line(pick) for pick in picks],
        "Today's picks",
        source=PICKS_SOURCE,
        read_at=run.now(),
        timezone=run.user.time_zone,
    )
    return await _show(run, widget, quoted_from=PICKS_SOURCE)


DATA_TOOLS: tuple[FunctionTool, ...] = (
    get_player_props_visual,
    get_injuries,
    get_scores,
    get_trends_visual,
    get_weather,
    get_todays_picks,
)


async def _show(
    run: ProfessorLockContext,
    widget: BuiltWidget,
    *,
    source: str | None = None,
    link: str | None = None,
    quoted_from: str | None = None,
) -> str:
    """Show the card and cite its source; the model gets its text, fenced where strangers wrote parts of it."""
    await run.stream_widget(widget)
    if source is not None:
        run.citations.add(source, link)
    return run.covered(quotation(widget.copy_text, source=quoted_from) if quoted_from else widget.copy_text)


def _ask_which(found: Ambiguous) -> str:
    return could_be(found.asked, found.candidates)


async def _where_is(
    run: ProfessorLockContext, player: str | None, game: str | None, sport: str | None
) -> tuple[League, str]:
    """The league and the words for the game: as given, else where the player plays."""
    if game:
        return _league_of(game, sport), short(game)
    if not player:
        raise BadInput("Props are of a player or of a game.", field="player")
    found = await run.sources.logs.find(short(player), run.now(), short(sport) if sport else None)
    if not found.team:
        raise BadInput(f"Which game? The team of {found.name} is not known.", field="game")
    return found.league, found.team


def _league_of(words: str, sport: str | None) -> League:
    """The league that is named, else the only one in which all teams of these words play."""
    if sport:
        return find_league(short(sport))
    sets = [set(leagues_of_team(part)) for part in split_matchup(words) or (words,)]
    keys = sorted(set.intersection(*sets))
    if len(keys) == 1:
        return find_league(keys[0])
    known = f": {', '.join(find_league(key).title for key in keys)}" if keys else ""
    raise BadInput(f"Which league is {short(words)} in{known}?", field="sport")


async def _next_game(run: ProfessorLockContext, words: str, sport: str | None) -> Event | Ambiguous:
    slate = await run.desk.slate(_league_of(words, sport).key, run.user)
    games = run.sources.sports.find_events(slate, words)
    if isinstance(games, Ambiguous):
        return games
    if not games:
        raise BadInput(f"{slate.source} lists no coming game of {words}.", field="game")
    return games[0]


async def _player_trends(
    run: ProfessorLockContext, name: str, stat: str, last_n: int, *, line: Fraction | None, sport: str | None
) -> Trends:
    player, log = await run.sources.logs.of(name, run.now(), short(sport) if sport else None)
    names = stat_names(log)
    found = figure_named(stat, names, player.league.sport.key)
    if not names:
        raise BadInput(f"{log.source} lists no game of {player.name} this season.", field="player")
    if found is None or (found not in names and count_of(found, dict.fromkeys(names, 0.0)) is None):
        known = ", ".join(_spoken(name) for name in names[:TREND_STATS_TOLD])
        raise BadInput(f"{log.source} does not count {stat!r} for {player.name}. It has: {known}.", field="stat")
    against = await line_against(run, player, found if parts_of(found) else _spoken(found), line)
    return chart_of(
        recent_of_player(log, found, last_n),
        who=player.name,
        what=_spoken(found),
        asked=last_n,
        source=log.source,
        as_of=log.as_of,
        line=against.line,
        line_said=against.said,
        season=log.season,
        link=log.link,
        note=log.note,
        whole=recent_of_player(log, found, len(log.games)),
    )


async def _team_trends(
    run: ProfessorLockContext, words: str, stat: str, last_n: int, *, line: Fraction | None, sport: str | None
) -> Trends | Ambiguous:
    league = _league_of(words, sport)
    what = next((_TEAM_WORDS[word] for word in fold(stat).split() if word in _TEAM_WORDS), None)
    if what is None:
        raise BadInput(f"Of a team's games there is: {', '.join(TEAM_STATS)}.", field="stat")
    now = run.now()
    today = now.astimezone(_EASTERN).date()
    days = (8 if league.sport.by_week else 3) * last_n + 14
    scores = await run.sources.sports.results(league.key, today - timedelta(days=days), today, now)
    teams = dict.fromkeys(name for score in scores for name in (score.event.away, score.event.home))
    meant = Roster(league.key, teams).match(words)
    if len(meant) > 1:
        return Ambiguous(words, tuple(team.name for team in meant))
    recent = recent_of_team(scores, meant[0].name, what, last_n) if meant else None
    if recent is None or not recent.games:
        raise BadInput(f"No finished {league.title} game of {words} is listed in the last {days} days.", field="team")
    against = await team_line_against(run, league, meant[0].name, what, line)
    return chart_of(
        recent,
        who=meant[0].name,
        what=_SAYS[what].format(league.sport.scored),
        asked=last_n,
        source=scores[0].source,
        as_of=scores[0].as_of,
        line=against.line,
        line_said=against.said,
        link=scores[0].link,
        note=f"Games of the last {days} days.",
    )


def _same_stat(line: PropLine, market: str, stat: str | None) -> bool:
    if stat is not None:
        return line.stat == stat
    return set(fold(market).split()) & set(fold(line.stat).split()) != set()


def _pick_line(pick: Pick) -> PickLine:
    confidence = "" if pick.confidence is None else f"confidence {pick.confidence:g}%"
    parts = [pick.market, f"at {pick.odds} when it was made" if pick.odds else "", pick.reasoning]
    return PickLine(
        game=f"{pick.game or 'A game that is not named'}" + (f" ({pick.sport})" if pick.sport else ""),
        pick=pick.pick,
        confidence=confidence,
        detail=". ".join(part.rstrip(".") for part in parts if part),
        made_at=pick.made_at,
    )


def _spoken(stat: str) -> str:
    """ "totalRebounds" -> "total rebounds"."""
    return stat_in_words("".join(f" {letter.lower()}" if letter.isupper() else letter for letter in stat).strip())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise BadInput("Write the date as YYYY-MM-DD.", field="date") from error


def _hour(text: str, run: ProfessorLockContext) -> datetime:
    """The moment meant; without an offset it is the person's own time. A day alone is no hour to forecast."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise BadInput("Write day and hour as YYYY-MM-DDTHH:MM.", field="when") from error
    if len(text.strip()) <= len("2026-01-16"):
        raise BadInput("At which hour? Write day and hour as YYYY-MM-DDTHH:MM.", field="when")
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(run.user.time_zone))
