"""What stands beside a score: ranks, neutral ground, a shootout; and a long list that comes as one page."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from professor_lock.betting.facts import GameScore
from professor_lock.settings import EspnSettings
from professor_lock.sources.errors import SourceNotFound
from professor_lock.sources.espn.espn import Espn
from professor_lock.sources.espn.scoreboard import read_scoreboard
from professor_lock.sources.http import ProviderClient
from professor_lock.sources.names.leagues import leagues_by_key
from professor_lock.widgets.reports import create_scores_widget
from tests.fakes.web import FakeWeb, Reply, Seen

NOW = datetime(2026, 3, 21, 23, 0, tzinfo=UTC)
NCAAB = leagues_by_key()["ncaab"]


def side(where: str, score: int, **more: Any) -> dict[str, Any]:
    return {"homeAway": where, "score": str(score), "team": {"id": where, "displayName": where.title()}} | more


def game(number: int, day: date, away: dict[str, Any], home: dict[str, Any], **more: Any) -> dict[str, Any]:
    status = {"type": {"name": "STATUS_FINAL", "state": "post", "completed": True, "shortDetail": "Final"}}
    competition = {"date": f"{day}T18:00Z", "competitors": [away, home], "status": status} | more
    return {"id": str(number), "competitions": [competition]}


def read(entry: dict[str, Any]) -> GameScore:
    (found,) = read_scoreboard({"events": [entry]}, "ncaab", source="ESPN", link="", now=NOW)
    return found.score


def ranked(place: int) -> dict[str, Any]:
    return {"curatedRank": {"current": place}}


def test_a_ranked_team_is_shown_with_its_rank_and_neutral_ground_is_said():
    score = read(game(1, date(2026, 3, 21), side("away", 94, **ranked(2)), side("home", 78), neutralSite=True))
    assert (score.away_rank, score.home_rank, score.neutral) == (2, None, True)
    text = create_scores_widget([score], "Scores", now=NOW).copy_text
    assert "#2 Away @ Home" in text
    assert "neutral ground" in text


@pytest.mark.parametrize("place", [99, 0, 26, -1, "2nd", None, True])
def test_a_place_that_is_no_rank_is_none(place: Any):
    assert read(game(1, date(2026, 3, 21), side("away", 94, **ranked(place)), side("home", 78))).away_rank is None


def test_who_won_a_shootout_is_named_and_its_penalties_are_no_goals():
    score = read(game(1, date(2026, 3, 21), side("away", 3, shootoutScore=2), side("home", 3, shootoutScore=4)))
    text = create_scores_widget([score], "Scores", now=NOW).copy_text
    assert "Home won the shootout 4-2" in text
    assert "3 - 3" in text


class PagedEspn(FakeWeb):
    """A scoreboard that answers with 25 games at most, whatever is asked for. `per_day` games are played each day."""

    def __init__(self, per_day: int, page: int = 25) -> None:
        super().__init__(self._respond)
        self._per_day, self._page = per_day, page

    def _respond(self, seen: Seen) -> Reply:
        first, _, last = seen.query["dates"].partition("-")
        day, until = (datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC).date() for text in (first, last or first))
        games = []
        while day <= until:
            ids = range(self._per_day)
            games += [game(day.toordinal() * 1000 + n, day, side("away", 70 + n), side("home", 60)) for n in ids]
            day += timedelta(days=1)
        return Reply(body=json.dumps({"events": games[: self._page]}).encode())


@pytest.mark.parametrize("per_day", [3, 10, 24])
async def test_a_list_that_comes_as_one_page_is_asked_for_in_spans_until_it_is_whole(http, per_day: int):
    since, until = date(2026, 3, 1), date(2026, 3, 14)
    with PagedEspn(per_day) as server:
        espn = Espn(ProviderClient(http, "ESPN", timeout_s=10, budget_s=25), EspnSettings(site_url=server.url))
        scores = await espn.fetch_results(NCAAB, since, until, NOW)
    assert len(scores) == len({score.event.id for score in scores}) == 14 * per_day


async def test_days_that_cannot_be_had_whole_are_not_passed_off_as_the_season(http):
    with PagedEspn(1200, page=1000) as server:
        espn = Espn(ProviderClient(http, "ESPN", timeout_s=10, budget_s=25), EspnSettings(site_url=server.url))
        with pytest.raises(SourceNotFound, match="too many"):
            await espn.fetch_results(NCAAB, date(2026, 3, 1), date(2026, 3, 2), NOW)
