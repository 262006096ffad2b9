"""The sports and leagues this server knows, one row each, with every fact about them that is no rule of code.

A new league is one row of LEAGUES; a new sport is one more `Sport` above it. The rules that grade their bets stand in
`betting.rules`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class DemoScale:
    """How the demo makes games of a sport, in points (goals, runs).

    Expected margins lie evenly between -`edge` and +`edge`, results around them with the standard deviation
    `deviation`. Expected totals lie evenly within `total_edge` of `total`, results with `total_deviation`.
    """

    edge: float
    deviation: float
    total: float
    total_edge: float
    total_deviation: float
    fixed_line: Fraction | None = None
    """The line of every game's spread in sports where it does not vary: run line, puck line, goal line."""
    clock: str = "in play"
    """The clock shown for its games in play, as a scoreboard writes it."""
    positions: tuple[str, ...] = ("Starter", "Captain", "Reserve")
    """Positions of the invented players on its injury report."""


@dataclass(frozen=True, slots=True)
class Sport:
    """Facts shared by all leagues of a sport. `key` is its name in `betting.prop_stats`."""

    key: str
    demo: DemoScale
    words: tuple[str, ...] = ()
    """Folded everyday names of the sport. One that several of its leagues share is answered with a question."""
    scored: str = "points"
    """The unit of its scores, in the plural: "points", "goals", "runs"."""
    by_week: bool = False
    """Whether its games come in rounds: a scoreboard asked without a date then lists the current round, not one day."""
    main_figures: tuple[str, ...] = ()
    """Names of game-log figures, most wanted first: a trend shows the first one present when no stat is named."""
    prop_markets: tuple[str, ...] = ()
    """Keys of the player-prop markets that are requested from the odds feed by default. Few: each costs credits, and
    one key that the feed does not know fails the whole request."""
    more_prop_markets: tuple[str, ...] = ()
    """Keys of the prop markets that are requested only when a user names them."""


@dataclass(frozen=True, slots=True)
class League:
    """One league. `key` is this server's own, `words` are its folded everyday names.

    `odds_api`, `espn` and `statmuse` are those providers' keys; None where a provider does not have the league.
    """

    key: str
    title: str
    sport: Sport
    words: tuple[str, ...]
    odds_api: str | None
    espn: str | None
    statmuse: str | None = None
    draws: bool = False
    """Whether moneylines are three-way: home, away or draw."""
    college: bool = False
    """Whether its teams are schools."""
    nicknames: bool = False
    """Whether the last word of a team's name, or the last two, identify the team: "Lakers", "Red Sox"."""
    espn_group: str | None = None
    """ESPN's group id of the whole division; without it ESPN lists only games of ranked teams."""
    demo_total: float | None = None
    """The mean total of its demo games where it differs from the sport's `demo.total`."""
    in_demo: bool = False
    """Whether the demo has games of it; its teams must stand in a table of `teams` or `clubs`."""

    @property
    def espn_slug(self) -> str:
        """The league's part of ESPN's web addresses; all soccer leagues share one."""
        sport, _, name = (self.espn or "").partition("/")
        return sport if sport == "soccer" else name


BASKETBALL = Sport(
    "basketball",
    DemoScale(9, 12, 226, 10, 18, clock="5:12 - 3rd", positions=("Guard", "Forward", "Center")),
    main_figures=("points", "totalRebounds", "assists"),
    prop_markets=("player_points", "player_rebounds", "player_assists", "player_threes"),
    more_prop_markets=(
        "player_points_rebounds_assists",
        "player_points_rebounds",
        "player_points_assists",
        "player_rebounds_assists",
        "player_blocks",
        "player_steals",
        "player_blocks_steals",
        "player_turnovers",
    ),
)
FOOTBALL = Sport(
    "football",
    DemoScale(8, 13, 45, 5, 13, clock="9:40 - 2nd", positions=("Quarterback", "Receiver", "Cornerback")),
    by_week=True,
    main_figures=("passingYards", "rushingYards", "receivingYards"),
    prop_markets=("player_pass_yds", "player_rush_yds", "player_reception_yds", "player_receptions"),
    more_prop_markets=(
        "player_pass_tds",
        "player_pass_completions",
        "player_pass_attempts",
        "player_pass_interceptions",
        "player_rush_attempts",
        "player_pass_rush_yds",
        "player_rush_reception_yds",
        "player_pass_rush_reception_yds",
        "player_pass_longest_completion",
        "player_rush_longest",
        "player_rush_tds",
        "player_rush_reception_tds",
        "player_pass_rush_reception_tds",
        "player_reception_longest",
        "player_reception_tds",
        "player_field_goals",
        "player_kicking_points",
        "player_sacks",
        "player_solo_tackles",
        "player_tackles_assists",
    ),
)
BASEBALL = Sport(
    "baseball",
    DemoScale(1.4, 4.3, 8.5, 1, 4.4, Fraction(3, 2), "Bot 5th", ("Pitcher", "Catcher", "Outfielder")),
    scored="runs",
    main_figures=("hits", "homeRuns", "strikeouts"),
    prop_markets=("batter_hits", "batter_total_bases", "pitcher_strikeouts"),
    more_prop_markets=(
        "batter_home_runs",
        "batter_rbis",
        "batter_runs_scored",
        "batter_hits_runs_rbis",
        "batter_singles",
        "batter_doubles",
        "batter_triples",
        "batter_walks",
        "batter_strikeouts",
        "batter_stolen_bases",
        "pitcher_outs",
        "pitcher_hits_allowed",
        "pitcher_walks",
        "pitcher_earned_runs",
    ),
)
HOCKEY = Sport(
    "hockey",
    DemoScale(0.8, 2.4, 6, 0.5, 2.4, Fraction(3, 2), "11:03 - 2nd", ("Goalie", "Winger", "Defenseman")),
    scored="goals",
    main_figures=("points", "goals", "assists"),
    prop_markets=("player_points", "player_shots_on_goal"),
    more_prop_markets=("player_goals", "player_assists", "player_blocked_shots", "player_total_saves"),
)
SOCCER = Sport(
    "soccer",
    DemoScale(0.9, 1.6, 2.75, 0.4, 1.6, Fraction(1, 2), "55'", ("Keeper", "Midfielder", "Striker")),
    words=("soccer", "futbol"),
    scored="goals",
    by_week=True,
    main_figures=("totalGoals", "goals", "goalAssists"),
    more_prop_markets=("player_shots", "player_shots_on_target", "player_assists"),
)

LEAGUES: tuple[League, ...] = (
    League(
        "nba",
        "NBA",
        BASKETBALL,
        ("nba", "pro basketball", "national basketball association", "basketball"),
        "basketball_nba",
        "basketball/nba",
        statmuse="nba",
        nicknames=True,
        in_demo=True,
    ),
    League(
        "wnba",
        "WNBA",
        BASKETBALL,
        ("wnba", "womens basketball", "womens nba"),
        "basketball_wnba",
        "basketball/wnba",
        statmuse="wnba",
        nicknames=True,
    ),
    League(
        "ncaab",
        "College Basketball",
        BASKETBALL,
        (
            "ncaab",
            "cbb",
            "college basketball",
            "college hoops",
            "ncaa basketball",
            "ncaa mens basketball",
            "march madness",
            "cbk",
            "ncaam",
        ),
        "basketball_ncaab",
        "basketball/mens-college-basketball",
        statmuse="cbb",
        college=True,
        espn_group="50",
        demo_total=147,
        in_demo=True,
    ),
    League(
        "nfl",
        "NFL",
        FOOTBALL,
        ("nfl", "pro football", "national football league", "football", "american football"),
        "americanfootball_nfl",
        "football/nfl",
        statmuse="nfl",
        nicknames=True,
        in_demo=True,
    ),
    League(
        "ncaaf",
        "College Football",
        FOOTBALL,
        ("ncaaf", "cfb", "college football", "ncaa football", "ncaafb", "cfp"),
        "americanfootball_ncaaf",
        "football/college-football",
        statmuse="cfb",
        college=True,
        espn_group="80",
        demo_total=53,
        in_demo=True,
    ),
    League(
        "mlb",
        "MLB",
        BASEBALL,
        ("mlb", "baseball", "major league baseball", "big leagues"),
        "baseball_mlb",
        "baseball/mlb",
        statmuse="mlb",
        nicknames=True,
        in_demo=True,
    ),
    League(
        "nhl",
        "NHL",
        HOCKEY,
        ("nhl", "hockey", "ice hockey", "national hockey league"),
        "icehockey_nhl",
        "hockey/nhl",
        statmuse="nhl",
        nicknames=True,
        in_demo=True,
    ),
    League(
        "epl",
        "Premier League",
        SOCCER,
        (
            "epl",
            "premier league",
            "english premier league",
            "prem",
            "premiership",
            "english soccer",
            "english football",
            "pl",
        ),
        "soccer_epl",
        "soccer/eng.1",
        statmuse="epl",
        draws=True,
        in_demo=True,
    ),
    League(
        "mls",
        "MLS",
        SOCCER,
        ("mls", "major league soccer", "american soccer", "us soccer"),
        "soccer_usa_mls",
        "soccer/usa.1",
        draws=True,
        in_demo=True,
    ),
    League(
        "laliga",
        "La Liga",
        SOCCER,
        ("laliga", "la liga", "spanish soccer", "spanish football", "spanish league"),
        "soccer_spain_la_liga",
        "soccer/esp.1",
        draws=True,
    ),
    League(
        "bundesliga",
        "Bundesliga",
        SOCCER,
        ("bundesliga", "german soccer", "german football", "german league"),
        "soccer_germany_bundesliga",
        "soccer/ger.1",
        draws=True,
    ),
    League(
        "seriea",
        "Serie A",
        SOCCER,
        ("serie a", "seriea", "italian soccer", "italian football", "italian league"),
        "soccer_italy_serie_a",
        "soccer/ita.1",
        draws=True,
    ),
    League(
        "ligue1",
        "Ligue 1",
        SOCCER,
        ("ligue 1", "ligue1", "ligue one", "french soccer", "french football", "french league"),
        "soccer_france_ligue_one",
        "soccer/fra.1",
        draws=True,
    ),
    League(
        "ucl",
        "Champions League",
        SOCCER,
        ("ucl", "champions league", "uefa champions league"),
        "soccer_uefa_champs_league",
        "soccer/uefa.champions",
        draws=True,
    ),
)
