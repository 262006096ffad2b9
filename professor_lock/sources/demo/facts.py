"""What demo answers are made of: real season averages of the past, each naming its season, and teams to play tonight.

The averages are published regular-season figures. They are in demo answers because a made-up number must never look
like a real one; the games and prices of the demo are invented and say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

COLLEGE_TEAMS: dict[str, tuple[str, ...]] = {
    "ncaab": (
        "Duke Blue Devils",
        "North Carolina Tar Heels",
        "Kansas Jayhawks",
        "Kentucky Wildcats",
        "UConn Huskies",
        "Gonzaga Bulldogs",
        "Michigan State Spartans",
        "Purdue Boilermakers",
        "Houston Cougars",
        "Arizona Wildcats",
        "Villanova Wildcats",
        "Tennessee Volunteers",
    ),
    "ncaaf": (
        "Alabama Crimson Tide",
        "Georgia Bulldogs",
        "Ohio State Buckeyes",
        "Michigan Wolverines",
        "Texas Longhorns",
        "Oklahoma Sooners",
        "Oregon Ducks",
        "USC Trojans",
        "Notre Dame Fighting Irish",
        "Penn State Nittany Lions",
        "LSU Tigers",
        "Florida State Seminoles",
    ),
}


@dataclass(frozen=True, slots=True)
class Season:
    """One player's regular season. `figures` are in the order of the player's `labels`."""

    name: str
    figures: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Player:
    """`seasons` oldest first; `games` and `ended` belong to the last. `averages`: per game, else season totals."""

    name: str
    league: str
    labels: tuple[str, ...]
    seasons: tuple[Season, ...]
    games: int
    ended: datetime
    averages: bool = True


def _day(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 18, tzinfo=UTC)  # the same day in every American time zone


_NBA = ("Points", "Rebounds", "Assists")
_NBA_SEASONS = ("2019-20", "2020-21", "2021-22", "2022-23", "2023-24")
_NBA_ENDED = _day(2024, 4, 14)


def _nba(name: str, games: int, *seasons: tuple[float, ...]) -> Player:
    """The last of `seasons` is 2023-24, in `games` games; the ones before it are the years before."""
    named = zip(_NBA_SEASONS[-len(seasons) :], seasons, strict=True)
    return Player(name, "nba", _NBA, tuple(Season(year, figures) for year, figures in named), games, _NBA_ENDED)


TEAMS: dict[str, str] = {
    "LeBron James": "Los Angeles Lakers",
    "Stephen Curry": "Golden State Warriors",
    "Nikola Jokić": "Denver Nuggets",
    "Giannis Antetokounmpo": "Milwaukee Bucks",
    "Shai Gilgeous-Alexander": "Oklahoma City Thunder",
    "Jayson Tatum": "Boston Celtics",
    "Anthony Edwards": "Minnesota Timberwolves",
    "Jalen Brunson": "New York Knicks",
    "Devin Booker": "Phoenix Suns",
    "Victor Wembanyama": "San Antonio Spurs",
}
"""Whom the demo has player props on, and for whom they play in it."""

PLAYERS: tuple[Player, ...] = (
    _nba("LeBron James", 71, (25.3, 7.8, 10.2), (25.0, 7.7, 7.8), (30.3, 8.2, 6.2), (28.9, 8.3, 6.8), (25.7, 7.3, 8.3)),
    _nba("Stephen Curry", 74, (32.0, 5.5, 5.8), (25.5, 5.2, 6.3), (29.4, 6.1, 6.3), (26.4, 4.5, 5.1)),
    _nba("Nikola Jokić", 79, (26.4, 10.8, 8.3), (27.1, 13.8, 7.9), (24.5, 11.8, 9.8), (26.4, 12.4, 9.0)),
    _nba("Luka Dončić", 70, (27.7, 8.0, 8.6), (28.4, 9.1, 8.7), (32.4, 8.6, 8.0), (33.9, 9.2, 9.8)),
    _nba("Giannis Antetokounmpo", 73, (28.1, 11.0, 5.9), (29.9, 11.6, 5.8), (31.1, 11.8, 5.7), (30.4, 11.5, 6.5)),
    _nba("Shai Gilgeous-Alexander", 75, (24.5, 5.0, 5.9), (31.4, 4.8, 5.5), (30.1, 5.5, 6.2)),
    _nba("Jayson Tatum", 74, (26.4, 7.4, 4.3), (26.9, 8.0, 4.4), (30.1, 8.8, 4.6), (26.9, 8.1, 4.9)),
    _nba("Kevin Durant", 75, (29.9, 7.4, 6.4), (29.1, 6.7, 5.0), (27.1, 6.6, 5.0)),
    _nba("Anthony Edwards", 79, (21.3, 4.8, 3.8), (24.6, 5.8, 4.4), (25.9, 5.4, 5.1)),
    _nba("Jalen Brunson", 77, (24.0, 3.5, 6.2), (28.7, 3.6, 6.7)),
    _nba("Anthony Davis", 76, (25.9, 12.5, 2.6), (24.7, 12.6, 3.5)),
    _nba("Devin Booker", 68, (27.8, 4.5, 5.5), (27.1, 4.5, 6.9)),
    _nba("Victor Wembanyama", 71, (21.4, 10.6, 3.9)),
    Player(
        "Patrick Mahomes",
        "nfl",
        ("Passing yards", "Passing touchdowns", "Interceptions"),
        (Season("2022", (5250, 41, 12)),),
        17,
        _day(2023, 1, 8),
        averages=False,
    ),
    Player(
        "Shohei Ohtani",
        "mlb",
        ("Batting average", "Home runs", "Runs batted in", "Stolen bases"),
        (Season("2024", (0.310, 54, 130, 59)),),
        159,
        _day(2024, 9, 29),
        averages=False,
    ),
    Player(
        "Aaron Judge",
        "mlb",
        ("Batting average", "Home runs", "Runs batted in"),
        (Season("2022", (0.311, 62, 131)),),
        157,
        _day(2022, 10, 5),
        averages=False,
    ),
    Player(
        "Connor McDavid",
        "nhl",
        ("Goals", "Assists", "Points"),
        (Season("2022-23", (64, 89, 153)),),
        82,
        _day(2023, 4, 14),
        averages=False,
    ),
    Player(
        "Auston Matthews",
        "nhl",
        ("Goals", "Assists", "Points"),
        (Season("2023-24", (69, 38, 107)),),
        81,
        _day(2024, 4, 18),
        averages=False,
    ),
    Player(
        "Erling Haaland",
        "epl",
        ("Goals", "Assists"),
        (Season("2022-23", (36, 8)),),
        35,
        _day(2023, 5, 28),
        averages=False,
    ),
)
