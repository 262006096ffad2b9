"""The demo's scores, injuries and headlines: invented games, each from the day and the league alone, all marked DEMO.

Nobody real is hurt here: who is listed is a "Demo Guard" of a real team. Every team of a league has played on a past
day; today some games are over, some in play, and the evening's are to come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from professor_lock.betting.facts import (
    Event,
    EventStatus,
    GameScore,
    Injury,
    InjuryReport,
    SearchResult,
    SeasonKind,
)
from professor_lock.sources.demo.demo import DEMO_LEAGUES, demo_events, team_names
from professor_lock.sources.demo.prices import SOURCE, share
from professor_lock.sources.errors import SourceNotFound
from professor_lock.sources.names.leagues import League, leagues_by_key
from professor_lock.zones import EASTERN

FACTS_SOURCE = "DEMO scores and injuries (invented)"
SITE = "the demo's own notes"
NOTE = "DEMO: these games were never played, and nobody real is hurt."
LIVE_GAMES = 2
MAX_LISTED = 3
TIP_OFF = time(19, 30)

_STATUSES = ("Questionable", "Out", "Probable", "Doubtful")
_HURT = ("Left ankle sprain", "Right hamstring", "Illness", "Sore knee", "Lower back")


class DemoFacts:
    """Scores, injuries and headlines of the demo's leagues."""

    source = FACTS_SOURCE
    demo = True

    async def fetch_scores(
        self, league: League, now: datetime, day: date | None = None, zone: tzinfo = EASTERN
    ) -> tuple[GameScore, ...]:
        """The games of a day (US Eastern); without one those in play, over, and to come in `zone`'s evening."""
        _require_carried(league)
        today = now.astimezone(EASTERN).date()
        if day is not None and day != today:
            games = demo_day(league, day)
            return tuple(_final(game, league, now) if day < today else _to_come(game, now) for game in games)
        coming = list(demo_events(league, now, zone))
        busy = {name for event in coming for name in (event.away, event.home)}
        idle = [name for name in team_names(league.key) if name not in busy]
        early = list(_paired(league, today, idle, "early", now - timedelta(hours=1, minutes=20)))
        live = [_live(game, league, now) for game in early[:LIVE_GAMES]]
        over = [_final(game, league, now) for game in early[LIVE_GAMES : 2 * LIVE_GAMES]]
        return (*live, *over, *(_to_come(event, now) for event in coming))

    async def fetch_results(self, league: League, since: date, until: date, now: datetime) -> tuple[GameScore, ...]:
        """The finished games of these days; of the days before today only."""
        _require_carried(league)
        last = min(until, now.astimezone(EASTERN).date() - timedelta(days=1))
        days = (since + timedelta(days=n) for n in range((last - since).days + 1))
        step = 7 if league.sport.by_week else 2
        played = (day for day in days if day.toordinal() % step == 0)
        return tuple(_final(game, league, now) for day in played for game in demo_day(league, day))

    async def fetch_injuries(self, league: League, now: datetime) -> InjuryReport:
        """One to three of every team."""
        _require_carried(league)
        teams = team_names(league.key)
        listed = tuple(injury for team in teams for injury in _injuries(team, league, now))
        return InjuryReport(league.key, listed, FACTS_SOURCE, as_of=now, demo=True, note=NOTE)

    async def fetch_news(self, league: League, now: datetime) -> list[SearchResult]:
        """One invented headline for each game of the evening."""
        _require_carried(league)
        return [_headline(event, league, now) for event in demo_events(league, now, EASTERN)]


def demo_day(league: League, day: date) -> list[Event]:
    """The games of a day that is not today: every team of the league plays."""
    start = datetime.combine(day, TIP_OFF, tzinfo=EASTERN).astimezone(UTC)
    return list(_paired(league, day, team_names(league.key), "day", start))


def _paired(league: League, day: date, teams: Sequence[str], kind: str, start: datetime) -> Iterator[Event]:
    mixed = sorted(teams, key=lambda name: share(day.isoformat(), league.key, kind, name))
    for number, (away, home) in enumerate(zip(mixed[::2], mixed[1::2], strict=False)):
        yield Event(
            id=f"demo-{league.key}-{kind}-{day.isoformat()}-{number}",
            league=league.key,
            away=away,
            home=home,
            starts_at=start.replace(second=0, microsecond=0),
            status=EventStatus.SCHEDULED,
            source=SOURCE,
        )


def _require_carried(league: League) -> None:
    if league.key not in DEMO_LEAGUES:
        titles = ", ".join(leagues_by_key()[key].title for key in DEMO_LEAGUES)
        raise SourceNotFound(f"The demo has no {league.title}. It has {titles}.", source=FACTS_SOURCE)


def _to_come(event: Event, now: datetime) -> GameScore:
    return _score(event, None, None, "", now)


def _live(event: Event, league: League, now: datetime) -> GameScore:
    away, home = _points(event, league, 0.6)
    return _score(replace(event, status=EventStatus.LIVE), away, home, league.sport.demo.clock, now)


def _final(event: Event, league: League, now: datetime) -> GameScore:
    away, home = _points(event, league, 1.0)
    if away == home and not league.draws:
        home += 1
    return _score(replace(event, status=EventStatus.FINAL), away, home, "Final", now)


def _score(event: Event, away: int | None, home: int | None, detail: str, now: datetime) -> GameScore:
    return GameScore(
        event, away, home, detail, FACTS_SOURCE, as_of=now, demo=True, kind=SeasonKind.REGULAR, note=NOTE
    )  # fmt: skip


def _points(event: Event, league: League, played: float) -> tuple[int, int]:
    """What both have scored when so much of the game is over."""
    scale = league.sport.demo
    total = (league.demo_total or scale.total) + scale.total_deviation * (2 * share(event.id, "points") - 1)
    margin = 1.5 * scale.deviation * (2 * share(event.id, "won by") - 1)
    return max(0, round(played * (total - margin) / 2)), max(0, round(played * (total + margin) / 2))


def _injuries(team: str, league: League, now: datetime) -> Iterator[Injury]:
    day = now.astimezone(EASTERN).date().isoformat()
    positions = league.sport.demo.positions
    count = 1 + int(MAX_LISTED * share(day, team, "listed"))
    for number in range(count):
        chosen = share(day, team, "hurt", str(number))
        status = _STATUSES[int(len(_STATUSES) * chosen)]
        detail = _HURT[int(len(_HURT) * share(day, team, "how", str(number)))]
        yield Injury(
            player=f"Demo {positions[number % len(positions)]}",
            team=team,
            status=status,
            detail=detail,
            comment="",
            reported_at=now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=2 + number),
            source=FACTS_SOURCE,
            demo=True,
        )


def _headline(event: Event, league: League, now: datetime) -> SearchResult:
    return SearchResult(
        title=f"DEMO: {event.name} tonight in the {league.title}",
        url=f"demo:{event.id}",
        snippet="Invented for the demo: no web page stands behind it. The board has the prices of this game.",
        source=SITE,
        engine=FACTS_SOURCE,
        fetched_at=now,
        demo=True,
    )
