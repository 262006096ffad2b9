"""The agent's tool for trends: past games of a player or a team, charted against the line that books offer today.

Today's line is read from the books each time; where no book offers one, none is drawn.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from professor_lock.agent.context import ProfessorLockContext
from professor_lock.agent.next_questions import subject_of_team
from professor_lock.agent.tools.kit import Run, ask_which, league_of, short, show_card, tool
from professor_lock.betting.consensus import by_line, common_line, has_begun, is_live, side_line
from professor_lock.betting.facts import Event, EventStatus, GameLog, Market, Slate, Trends
from professor_lock.betting.odds import format_line
from professor_lock.betting.prop_stats import count_of, parts_of, stat_in_words, stat_meant
from professor_lock.betting.props import PropLine, oldest_and_newest, prop_lines
from professor_lock.betting.trends import TEAM_STATS, recent_of_player, recent_of_team, stat_names
from professor_lock.errors import BadInput, ProfessorLockError
from professor_lock.sources.errors import NotConfigured, SourceNotFound
from professor_lock.sources.names.games import Ambiguous, find_events, slate_roster
from professor_lock.sources.names.leagues import League
from professor_lock.sources.names.players import Player
from professor_lock.sources.names.questions import figure_named, games_asked, stat_asked, words_of
from professor_lock.sources.names.rosters import Roster, leagues_mentioned
from professor_lock.sources.names.seasons import is_season_asked
from professor_lock.sources.names.text import fold
from professor_lock.widgets.format import clock
from professor_lock.widgets.past_games import chart_of
from professor_lock.widgets.trends import create_trends_chart_widget
from professor_lock.zones import EASTERN

LOOK_UP_S = 4.0
"""Seconds to wait for today's line. The chart is of use without it."""
TEAM_MARKETS: Mapping[str, Market] = {"total": Market.TOTAL, "margin": Market.SPREAD}
"""Team stat -> the market with a line on it. The feeds have no line on one team's own points."""
MAX_TREND_GAMES = 40
TREND_STATS_TOLD = 12
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
        line: Only a line that the user named; null takes the books' own. A team's margin: 3.5 for a spread of -3.5.
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
            return ask_which(found)
        trends = replace(found, demo=found.source.startswith("DEMO"))
    run.checking.trends(trends)
    return await show_card(
        run,
        create_trends_chart_widget(trends, timezone=run.user.time_zone, words=run.user.words),
        source=trends.title,
        link=trends.link,
    )


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
    return await _chart_of_player(run, player, log, found, last_n=last_n, line=line)


async def chart_of_question(run: ProfessorLockContext, question: str, name: str) -> Trends | None:
    """The chart for a question about a player's statistics: last games on its stat, against today's line.

    None where no source has a log of exactly this player in the season that was asked about.
    """
    try:
        player, log = await run.sources.logs.of(name, run.now(), next(iter(leagues_mentioned(question)), None))
    except (NotConfigured, SourceNotFound):
        return None
    names, league = stat_names(log), player.league
    beside = " ".join(word for word in words_of(question) if word not in fold(player.name).split())
    asked = stat_asked(beside, names, league.sport.key)
    stat = asked or next((figure for figure in league.sport.main_figures if figure in names), None)
    known = stat in names or (stat is not None and count_of(stat, dict.fromkeys(names, 0.0)) is not None)
    if stat is None or not known or not is_season_asked(question, log.season, run.now()):
        return None
    return await _chart_of_player(run, player, log, stat, last_n=games_asked(question), line=None)


async def _chart_of_player(
    run: ProfessorLockContext, player: Player, log: GameLog, found: str, *, last_n: int, line: Fraction | None
) -> Trends:
    """The chart of a stat that the log has; `line` is the line that the user named."""
    run.next_questions.about(
        replace(subject_of_team(player.league.key, player.team), player=player.name, stat=_spoken(found))
    )
    against = await line_against(run, player, found if parts_of(found) else _spoken(found), line)
    trends = chart_of(
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
    return replace(trends, demo=log.demo)


async def _team_trends(
    run: ProfessorLockContext, words: str, stat: str, last_n: int, *, line: Fraction | None, sport: str | None
) -> Trends | Ambiguous:
    league = league_of(words, sport)
    what = next((_TEAM_WORDS[word] for word in fold(stat).split() if word in _TEAM_WORDS), None)
    if what is None:
        raise BadInput(f"Of a team's games there is: {', '.join(TEAM_STATS)}.", field="stat")
    now = run.now()
    today = now.astimezone(EASTERN).date()
    days = (8 if league.sport.by_week else 3) * last_n + 14
    scores = await run.sources.sports.results(league.key, today - timedelta(days=days), today, now)
    teams = dict.fromkeys(name for score in scores for name in (score.event.away, score.event.home))
    meant = Roster(league.key, teams).match(words)
    if len(meant) > 1:
        return Ambiguous(words, tuple(team.name for team in meant))
    recent = recent_of_team(scores, meant[0].name, what, last_n) if meant else None
    if recent is None or not recent.games:
        raise BadInput(f"No finished {league.title} game of {words} is listed in the last {days} days.", field="team")
    run.next_questions.about(subject_of_team(league.key, meant[0].name))
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
        note=" ".join(filter(None, (f"Games of the last {days} days.", scores[0].note))),
    )


def _spoken(stat: str) -> str:
    """The name of a figure as words: "total rebounds" for "totalRebounds"."""
    return stat_in_words("".join(f" {letter.lower()}" if letter.isupper() else letter for letter in stat).strip())


@dataclass(frozen=True, slots=True)
class Against:
    """The line to count Overs against, or None, and a sentence that says where it is from, or why there is none."""

    line: Fraction | None
    said: str


NOTHING = Against(None, "")


async def line_against(run: ProfessorLockContext, player: Player, stat: str, asked: Fraction | None) -> Against:
    """Today's line on a player's stat. A line that the user `asked` about is used instead, with today's beside it."""
    return _beside(await _players_line(run, player, stat), asked)


async def team_line_against(
    run: ProfessorLockContext, league: League, team: str, what: str, asked: Fraction | None
) -> Against:
    """The total of a team's next game, or the margin that covers its spread; `asked` as in `line_against`.

    `what` is one of `betting.trends.TEAM_STATS`.
    """
    market = TEAM_MARKETS.get(what)
    return _beside(NOTHING if market is None else await _teams_line(run, league, team, market), asked)


def _beside(today: Against, asked: Fraction | None) -> Against:
    if asked is None or asked == today.line:
        return today
    about = f"{format_line(asked, signed=False)} is the line that was asked about, as it was given."
    return Against(asked, f"{about} {today.said}".strip())


async def _players_line(run: ProfessorLockContext, player: Player, stat: str) -> Against:
    if not player.team:
        return NOTHING
    now = run.now()
    sport, carried = player.league.sport.key, run.sources.sports.carried_stats(player.league)
    known = stat_meant(fold(stat), carried, sport)  # by name, one market is paid for instead of the usual four
    if carried and known not in carried:
        return Against(None, f"The books are not asked for a line on {stat_in_words(stat)} here.")
    stats = [known] if known else ()
    slate = await _read(run.sources.sports.props(player.league.key, player.team, now, player.name, stats=stats))
    if isinstance(slate, str):
        return Against(None, slate)
    found = of_stat(prop_lines(slate.quotes, now), known or stat)
    if found is None or found.line is None:
        return Against(None, f"{slate.source} lists no line on it now.")
    await run.desk.price_history.record(
        slate, f"props of {' '.join(event.id for event in slate.events)}, {fold(player.name)}"
    )
    in_play = any(has_begun(event, now) for event in slate.events)
    times = oldest_and_newest([found])
    number, read = format_line(found.line, signed=False), times[0] if times else now
    return Against(found.line, _sentence(number, "line", slate, run, books=found.books, read=read, in_play=in_play))


async def _teams_line(run: ProfessorLockContext, league: League, team: str, market: Market) -> Against:
    slate = await _read(run.desk.market.slate(league.key, run.user))
    if isinstance(slate, str):
        return Against(None, slate)
    now = run.now()
    event = _next_game(slate, team, now)
    if event is None:
        return Against(None, f"{slate.source} lists no coming game of the {team} now.")
    lines = by_line(event, market, (q for q in slate.quotes if q.event.id == event.id and q.market is market))
    sides = [one.name for one in slate_roster(slate).match(team) if one.name in (event.away, event.home)]
    key = common_line(lines) if lines else None
    if key is None or len(sides) != 1:
        return Against(None, f"{slate.source} lists no {market} of {event.name} now.")
    books, in_play = lines[key], has_begun(event, now)
    oldest = min(quote.as_of for prices in books.values() for quote in prices.values())
    what = f"{market} of {event.name}"
    if market is Market.TOTAL:
        number = format_line(key, signed=False)
        return Against(key, _sentence(number, what, slate, run, books=len(books), read=oldest, in_play=in_play))
    points = side_line(event, market, sides[0], key)
    assert points is not None
    number = f"{sides[0]} {format_line(points, signed=True)}"
    said = _sentence(number, what, slate, run, books=len(books), read=oldest, in_play=in_play)
    return Against(-points, f"{said} A margin over {format_line(-points, signed=False)} covers it.")


async def _read(asked: Awaitable[Slate | Ambiguous]) -> Slate | str:
    """The slate, or a sentence that says why there is none; "" where no source is set up for it."""
    try:
        async with asyncio.timeout(LOOK_UP_S):
            slate = await asked
    except NotConfigured:
        return ""
    except TimeoutError:
        return "Today's line could not be read: the source took too long."
    except SourceNotFound as error:
        return f"No line to hold it against now: {error}"
    except ProfessorLockError as error:
        return f"Today's line could not be read: {error}"
    return "" if isinstance(slate, Ambiguous) else slate


def _next_game(slate: Slate, team: str, now: datetime) -> Event | None:
    """The team's next game; a game in play only where no later one is listed; None without any."""
    games = find_events(slate, team)
    if isinstance(games, Ambiguous):
        return None
    on = [game for game in games if game.status in (EventStatus.SCHEDULED, EventStatus.LIVE)]
    return min(on, key=lambda event: (is_live(event, now), event.starts_at), default=None)


def of_stat(lines: list[PropLine], stat: str) -> PropLine | None:
    """The line on exactly this stat: "rebounds" is "total rebounds", "points rebounds assists" is not "points"."""
    known = stat_meant(fold(stat))
    if known is not None:
        return next((line for line in lines if line.stat == known), None)
    words = set(fold(stat).split())
    same = [line for line in lines if set(fold(line.stat).split()) <= words]
    return max(same, key=lambda line: len(line.stat), default=None)


def _sentence(
    number: str, what: str, slate: Slate, run: ProfessorLockContext, *, books: int, read: datetime, in_play: bool
) -> str:
    """The sentence on a line: "24.5 is the line at 3 books (The Odds API, Tue Nov 22, 7:04 PM EST)."""
    kind = f"in-play {what}" if in_play else what
    at = f"{books} book{'' if books == 1 else 's'}"
    when = clock(read, ZoneInfo(run.user.time_zone), read, run.user.words)
    moves = ": the game has begun, and it moves with it" if in_play else ""
    return " ".join(filter(None, (f"{number} is the {kind} at {at} ({slate.source}, {when}){moves}.", slate.note)))
