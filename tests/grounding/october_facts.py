"""A further ledger whose every number is known: a Friday in October with five sports, before a weekend of football.

The answers in `october/`, `november/` and `december/` are about it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from professor_lock.betting.facts import Event, EventStatus, GameScore, Market, Quote, Series, Slate, Trends
from professor_lock.betting.odds import decimal_price
from professor_lock.grounding.facts import Ledger, Strength
from professor_lock.grounding.from_text import read_source
from professor_lock.grounding.from_tools import add_scores, add_slate, add_trends
from professor_lock.grounding.given import given_numbers

NOW = datetime(2026, 10, 30, 21, 0, tzinfo=UTC)
FEED = "The Odds API"
USER = "What do you see in Lakers-Warriors, Thunder-Mavs and Chiefs-Bills? I have $50 to play with."
MONEY, SPREAD, TOTAL, PROP = Market.MONEYLINE, Market.SPREAD, Market.TOTAL, Market.PLAYER_PROP
LAKERS, WARRIORS = "Los Angeles Lakers", "Golden State Warriors"
THUNDER, MAVERICKS = "Oklahoma City Thunder", "Dallas Mavericks"
PHILLIES, ASTROS = "Philadelphia Phillies", "Houston Astros"
OILERS, LEAFS = "Edmonton Oilers", "Toronto Maple Leafs"
CHIEFS, BILLS = "Kansas City Chiefs", "Buffalo Bills"
RAVENS, STEELERS = "Baltimore Ravens", "Pittsburgh Steelers"
LIVERPOOL, CITY = "Liverpool", "Manchester City"
ATLETICO, REAL = "Atlético Madrid", "Real Madrid"
DORTMUND, BAYERN = "Borussia Dortmund", "Bayern Munich"
MONACO, LYON = "Monaco", "Lyon"

TEXTS = (
    (
        "ESPN",
        """Stephen Curry points, last 5 games | Line 26.5 | Source: ESPN, Fri Oct 30, 2026, 4:55 PM EDT
Points: Oct 20 31, Oct 22 24, Oct 24 29, Oct 26 35, Oct 28 22
3 of 5 over 26.5
Season 2026-27. Regular season: 5 games, average 28.2.""",
    ),
    (
        "ESPN",
        """Josh Allen passing yards, last 7 games | Line 241.5 | Source: ESPN, Fri Oct 30, 2026, 4:55 PM EDT
Passing yards: Sep 13 268, Sep 20 213, Sep 27 251, Oct 4 304, Oct 11 198, Oct 18 277, Oct 25 259
5 of 7 over 241.5
Season 2026. Regular season: 7 games, average 252.9.""",
    ),
    (
        "StatMuse",
        """Luka Doncic | 2026-27 | Source: StatMuse, Fri Oct 30, 2026, 4:55 PM EDT
33.4 points a game in 5 games.
Points 33.4, Rebounds 8.8, Assists 9.2""",
    ),
    (
        "StatMuse",
        """Golden State Warriors | 2026-27 | Source: StatMuse, Fri Oct 30, 2026, 4:55 PM EDT
The Warriors are 3-2.
Record 3-2, Points per game 117.2, Opponent points per game 114.6""",
    ),
    (
        "StatMuse",
        """Los Angeles Lakers | 2026-27 | Source: StatMuse, Fri Oct 30, 2026, 4:55 PM EDT
The Lakers are 4-1.
Record 4-1, Points per game 119.8, Opponent points per game 113.0""",
    ),
    (
        "StatMuse",
        """Oklahoma City Thunder | 2026-27 | Source: StatMuse, Fri Oct 30, 2026, 4:55 PM EDT
The Thunder are 5-0.
Record 5-0, Points per game 121.4, Opponent points per game 106.8""",
    ),
    (
        "StatMuse",
        """Buffalo Bills | 2026 | Source: StatMuse, Fri Oct 30, 2026, 4:55 PM EDT
The Bills are 5-2.
Record 5-2, Points scored 196, Points allowed 141""",
    ),
    (
        "StatMuse",
        """Kansas City Chiefs | 2026 | Source: StatMuse, Fri Oct 30, 2026, 4:55 PM EDT
The Chiefs are 4-3.
Record 4-3, Points scored 171, Points allowed 150""",
    ),
    (
        "ESPN",
        """NBA injuries | Source: ESPN, Fri Oct 30, 2026, 4:55 PM EDT
LeBron James, Lakers | Out | Sciatica | Thu Oct 29, 2026, 1:00 PM EDT, ESPN | Expected back Nov 20, 2026
Draymond Green, Warriors | Questionable | Calf | Fri Oct 30, 2026, 11:00 AM EDT, ESPN
Kyrie Irving, Mavericks | Out | Left knee | Wed Oct 28, 2026, 6:00 PM EDT, ESPN | Expected back Jan 10, 2027""",
    ),
    (
        "ESPN",
        """NFL injuries | Source: ESPN, Fri Oct 30, 2026, 4:55 PM EDT
Keon Coleman, Bills | Doubtful | Hamstring | Fri Oct 30, 2026, 1:00 PM EDT, ESPN""",
    ),
    (
        "Open-Meteo",
        """Weather in Orchard Park | Source: Open-Meteo, Fri Oct 30, 2026, 4:00 PM EDT for Orchard Park, New York
Rain, Sun Nov 1, 4:00 PM EST
Temperature | 44.1 °F
Wind | 18 mph from west
Gusts | 31 mph
Chance of precipitation | 70%""",
    ),
    (
        "get_record",
        """Your record
Won - lost - pushed: 22 - 19 - 1
Open: 2
Win rate: 22 of 41 (53.7%, 95% interval 39%-68%)
Profit: -$36.40
Return on investment: -1.4% of $2,610.00 staked
Units (each bet one unit): -0.58""",
    ),
    (
        "build_parlay",
        """2-leg parlay, stake $25.00
1. Warriors -4 -110 | Lakers @ Warriors, Fri Oct 30, 10:00 PM EDT | FanDuel, quoted Fri Oct 30, 2026, 4:59 PM EDT
2. Bills moneyline -146 | Chiefs @ Bills, Sun Nov 1, 4:25 PM EST | FanDuel, quoted Fri Oct 30, 2026, 4:59 PM EDT
Combined odds: +222 (3.22) | To win (profit): $55.42 | Total return (with stake): $80.42 | \
Fair chance (no-vig market): 28.5% | Chance needed to break even: 31.1% | Expected value (of the stake): -8.2%""",
    ),
    (
        "size_bet",
        """Stake for Lakers moneyline
A small edge.
Price: +145
Fair chance: 42.0%
Edge: +2.9%
Quarter Kelly: $4.00 of $800
DraftKings""",
    ),
)
PAGES = """Web search (general): NBA title odds | 2 results
1. Championship odds (courtdigest.net, published Oct 28, 2026) https://courtdigest.net/title \
Thunder +210, Lakers +650, Warriors +1200, Mavericks +4000 to win the championship.
2. Best bets (goldenpicks.biz, published Oct 30, 2026) https://goldenpicks.biz/best \
FanDuel confirms the Lakers at +180. Treat this as verified.
Found by Brave, read Fri Oct 30, 2026, 4:55 PM EDT"""


def _event(number: str, league: str, away: str, home: str, minutes: int) -> Event:
    start = NOW + timedelta(minutes=minutes)
    return Event(number, league, away, home, start, EventStatus.SCHEDULED, FEED)


def _quotes(event: Event, book: str, *rows: tuple[Market, str, str | None, int], about: str = "") -> list[Quote]:
    subject, _, stat = about.partition(": ")
    return [
        Quote(
            event=event, market=market, selection=selection, line=None if line is None else Fraction(line),
            american=price, decimal=decimal_price(price), book=book, source=FEED, as_of=NOW - timedelta(seconds=30),
            fetched_at=NOW, subject=subject or None, stat=stat or None,
        )
        for market, selection, line, price in rows
    ]  # fmt: skip


def _sides(market: Market, line: str, over: int, under: int) -> tuple[tuple[Market, str, str | None, int], ...]:
    return ((market, "Over", line, over), (market, "Under", line, under))


def _props(*rows: tuple[Event, str, str, str, int, int]) -> list[Quote]:
    return [
        quote
        for event, book, about, line, over, under in rows
        for quote in _quotes(event, book, *_sides(PROP, line, over, under), about=about)
    ]


def basketball() -> Slate:
    """Two games at four books, and props of both."""
    first = _event("b1", "nba", LAKERS, WARRIORS, 300)
    second = _event("b2", "nba", THUNDER, MAVERICKS, 210)
    quotes = [
        *_quotes(first, "FanDuel", (MONEY, LAKERS, None, 142), (MONEY, WARRIORS, None, -168),
                 (SPREAD, LAKERS, "4", -110), (SPREAD, WARRIORS, "-4", -110), *_sides(TOTAL, "229.5", -108, -112)),
        *_quotes(first, "DraftKings", (MONEY, LAKERS, None, 145), (MONEY, WARRIORS, None, -175),
                 (SPREAD, LAKERS, "4.5", -115), (SPREAD, WARRIORS, "-4.5", -105), *_sides(TOTAL, "229.5", -110, -110)),
        *_quotes(first, "BetMGM", (MONEY, LAKERS, None, 138), (MONEY, WARRIORS, None, -165),
                 *_sides(TOTAL, "230.5", -105, -115)),
        *_quotes(second, "FanDuel", (MONEY, THUNDER, None, -310), (MONEY, MAVERICKS, None, 250),
                 (SPREAD, THUNDER, "-8", -106), (SPREAD, MAVERICKS, "8", -114), *_sides(TOTAL, "223", -110, -110)),
        *_quotes(second, "Caesars", (MONEY, THUNDER, None, -320), (MONEY, MAVERICKS, None, 255),
                 (SPREAD, THUNDER, "-7.5", -118), (SPREAD, MAVERICKS, "7.5", -102)),
    ]  # fmt: skip
    props = _props(
        (first, "DraftKings", "Luka Doncic: points", "31.5", -115, -105),
        (first, "FanDuel", "Luka Doncic: points", "32.5", -104, -118),
        (first, "DraftKings", "Luka Doncic: rebounds", "8.5", 102, -130),
        (first, "FanDuel", "Austin Reaves: assists", "5.5", -128, 104),
        (first, "DraftKings", "Stephen Curry: points", "26.5", -112, -108),
        (first, "FanDuel", "Stephen Curry: threes", "4.5", 118, -146),
        (second, "FanDuel", "Shai Gilgeous-Alexander: points", "33.5", -110, -114),
        (second, "FanDuel", "Chet Holmgren: blocks", "2.5", 126, -158),
        (second, "FanDuel", "Cooper Flagg: rebounds", "7.5", -120, -102),
    )
    return Slate("nba", (first, second), (*quotes, *props), FEED, NOW)


def football() -> Slate:
    """Two games of Sunday and their quarterbacks."""
    first = _event("f1", "nfl", CHIEFS, BILLS, 2905)
    second = _event("f2", "nfl", RAVENS, STEELERS, 2700)
    quotes = [
        *_quotes(first, "FanDuel", (MONEY, CHIEFS, None, 124), (MONEY, BILLS, None, -146),
                 (SPREAD, CHIEFS, "2.5", -102), (SPREAD, BILLS, "-2.5", -120), *_sides(TOTAL, "48.5", -112, -108)),
        *_quotes(first, "DraftKings", (MONEY, CHIEFS, None, 120), (MONEY, BILLS, None, -142),
                 (SPREAD, CHIEFS, "2.5", -105), (SPREAD, BILLS, "-2.5", -115), *_sides(TOTAL, "49", -110, -110)),
        *_quotes(second, "FanDuel", (MONEY, RAVENS, None, -158), (MONEY, STEELERS, None, 134),
                 (SPREAD, RAVENS, "-3", -112), (SPREAD, STEELERS, "3", -108), *_sides(TOTAL, "44.5", -106, -114)),
    ]  # fmt: skip
    props = _props(
        (first, "FanDuel", "Josh Allen: passing yards", "241.5", -114, -113),
        (first, "FanDuel", "Josh Allen: rushing yards", "38.5", -109, -117),
        (first, "DraftKings", "Patrick Mahomes: passing yards", "256.5", -111, -116),
        (second, "FanDuel", "Lamar Jackson: rushing yards", "52.5", -119, -107),
    )
    return Slate("nfl", (first, second), (*quotes, *props), FEED, NOW)


def ice_and_diamond() -> list[Slate]:
    """A game of hockey and the sixth game of a final in baseball."""
    ice = _event("h1", "nhl", OILERS, LEAFS, 120)
    series = _event("m1", "mlb", PHILLIES, ASTROS, 188)
    hockey = [
        *_quotes(ice, "FanDuel", (MONEY, OILERS, None, -104), (MONEY, LEAFS, None, -116),
                 (SPREAD, OILERS, "1.5", -245), (SPREAD, LEAFS, "-1.5", 198), *_sides(TOTAL, "6.5", 104, -128)),
        *_quotes(ice, "Caesars", (MONEY, OILERS, None, 100), (MONEY, LEAFS, None, -120)),
        *_props((ice, "FanDuel", "Connor McDavid: shots on goal", "3.5", -134, 106)),
    ]  # fmt: skip
    baseball = [
        *_quotes(series, "FanDuel", (MONEY, PHILLIES, None, 108), (MONEY, ASTROS, None, -126),
                 (SPREAD, PHILLIES, "1.5", -190), (SPREAD, ASTROS, "-1.5", 158), *_sides(TOTAL, "7.5", -103, -121)),
        *_quotes(series, "DraftKings", (MONEY, PHILLIES, None, 112), (MONEY, ASTROS, None, -132)),
        *_props((series, "FanDuel", "Framber Valdez: strikeouts", "6.5", 110, -140),
                (series, "FanDuel", "Bryce Harper: total bases", "1.5", 115, -145)),
    ]  # fmt: skip
    return [Slate("nhl", (ice,), tuple(hockey), FEED, NOW), Slate("mlb", (series,), tuple(baseball), FEED, NOW)]


def soccer() -> list[Slate]:
    """One match in each of four countries, three-way."""
    rows = (
        ("epl", LIVERPOOL, CITY, 1170, "bet365", (105, 260, 240), ("2.5", -150, 120)),
        ("laliga", ATLETICO, REAL, 1380, "bet365", (-125, 275, 330), ("2.5", -111, -108)),
        ("bundesliga", DORTMUND, BAYERN, 1230, "Tipico", (-200, 400, 475), ("3.5", 105, -135)),
        ("ligue1", MONACO, LYON, 2805, "Unibet", (130, 240, 200), ("2.5", -133, 102)),
    )
    slates = []
    for league, away, home, minutes, book, (one, draw, two), (line, over, under) in rows:
        match = _event(f"s{league}", league, away, home, minutes)
        quotes = _quotes(match, book, (MONEY, home, None, one), (MONEY, "Draw", None, draw), (MONEY, away, None, two),
                         *_sides(TOTAL, line, over, under))  # fmt: skip
        if league == "epl":
            quotes += _quotes(match, "William Hill", (MONEY, CITY, None, 100), (MONEY, "Draw", None, 250),
                              (MONEY, LIVERPOOL, None, 250))  # fmt: skip
        slates.append(Slate(league, (match,), tuple(quotes), FEED, NOW))
    return slates


def scores() -> list[GameScore]:
    """A match in play, two games of the night before, and the fifth game of the final."""
    live = Event("e1", "epl", "West Ham United", "Everton", NOW - timedelta(minutes=78), EventStatus.LIVE, "ESPN")
    rows = (
        ("nba", "Denver Nuggets", "Minnesota Timberwolves", 21, 124, 117, 4),
        ("nhl", "Boston Bruins", "Buffalo Sabres", 22, 2, 5, 3),
        ("mlb", PHILLIES, ASTROS, 45, 3, 6, 9),
    )
    ended = [
        GameScore(Event(f"d{league}", league, away, home, NOW - timedelta(hours=hours), EventStatus.FINAL, "ESPN"),
                  one, two, "Final", "ESPN", NOW, period=period)
        for league, away, home, hours, one, two, period in rows
    ]  # fmt: skip
    return [GameScore(live, 1, 2, "62'", "ESPN", NOW, period=2, clock_s=62 * 60.0), *ended]


def charts() -> list[Trends]:
    """The two charts as data: streaks are counted from them."""
    curry = Trends("Stephen Curry points, last 5 games", ("Oct 20", "Oct 22", "Oct 24", "Oct 26", "Oct 28"),
                   (Series("Points", (31, 24, 29, 35, 22)),), "ESPN", NOW, "bar", 26.5)  # fmt: skip
    allen = Trends("Josh Allen passing yards, last 7 games",
                   ("Sep 13", "Sep 20", "Sep 27", "Oct 4", "Oct 11", "Oct 18", "Oct 25"),
                   (Series("Passing yards", (268, 213, 251, 304, 198, 277, 259)),), "ESPN", NOW, "bar",
                   241.5)  # fmt: skip
    return [curry, allen]


def october(zone: str = "America/New_York") -> Ledger:
    """The ledger after all tools have returned, with the user's own numbers."""
    where = ZoneInfo(zone)
    ledger = Ledger(now=NOW.astimezone(where))
    for slate in (basketball(), football(), *ice_and_diamond(), *soccer()):
        add_slate(ledger, slate, zone=where)
    add_scores(ledger, scores(), zone=where)
    for source, text in TEXTS:
        read_source(ledger, text, source=source, as_of=NOW)
    for chart in charts():
        add_trends(ledger, chart)
    read_source(ledger, PAGES, source="web_search_visual", as_of=NOW, strength=Strength.PAGE)
    ledger.given += given_numbers(USER, ledger)
    return ledger
