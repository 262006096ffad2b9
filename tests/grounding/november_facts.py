"""A further ledger whose every number is known: a Friday in November, basketball, hockey, football and soccer.

The answers in `gazette/` and `terrace/` are about it.
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

NOW = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
FEED = "The Odds API"
USER = "What do you like in Bucks-Pacers, Mavs-Suns and Rangers-Devils? I'd put $20 on it. And how are my bets doing?"
MONEY, SPREAD, TOTAL, PROP = Market.MONEYLINE, Market.SPREAD, Market.TOTAL, Market.PLAYER_PROP
BUCKS, PACERS = "Milwaukee Bucks", "Indiana Pacers"
MAVERICKS, SUNS = "Dallas Mavericks", "Phoenix Suns"
OILERS, LEAFS = "Edmonton Oilers", "Toronto Maple Leafs"
RANGERS, DEVILS = "New York Rangers", "New Jersey Devils"
RAVENS, STEELERS = "Baltimore Ravens", "Pittsburgh Steelers"
HUSKIES, DUKE = "UConn Huskies", "Duke Blue Devils"
ARSENAL, BAYERN = "Arsenal", "Bayern Munich"

TEXTS = (
    (
        "ESPN",
        """Giannis Antetokounmpo: points, last 8 games played | Line 30.5 | Source: ESPN, Fri Nov 20, 2026, 5:20 PM EST
Points: Nov 4 vs Chicago Bulls 33, Nov 6 @ Atlanta Hawks 28, Nov 8 vs New York Knicks 37, Nov 10 @ Orlando Magic 24, \
Nov 12 vs Cleveland Cavaliers 31, Nov 14 @ Charlotte Hornets 41, Nov 16 vs Toronto Raptors 26, Nov 18 @ Miami Heat 35
5 of 8 over 30.5
Season 2026-27. Regular season: 8 games, average 31.9.""",
    ),
    (
        "ESPN",
        """Tyrese Haliburton: assists, last 6 games played | Line 8.5 | Source: ESPN, Fri Nov 20, 2026, 5:20 PM EST
Assists: Nov 7 @ Brooklyn Nets 11, Nov 9 vs Detroit Pistons 7, Nov 11 @ Washington Wizards 9, \
Nov 13 vs Boston Celtics 12, Nov 15 vs Philadelphia 76ers 6, Nov 18 @ Chicago Bulls 10
4 of 6 over 8.5
Season 2026-27. Regular season: 6 games, average 9.2.""",
    ),
    (
        "StatMuse",
        """Milwaukee Bucks | 2026-27 | Source: StatMuse, Fri Nov 20, 2026, 5:20 PM EST
The Bucks are 9-5.
Record 9-5, Home record 6-1, Away record 3-4, Points per game 117.4, Opponent points per game 113.2""",
    ),
    (
        "StatMuse",
        """Indiana Pacers | 2026-27 | Source: StatMuse, Fri Nov 20, 2026, 5:20 PM EST
The Pacers are 7-8.
Record 7-8, Home record 5-3, Away record 2-5, Points per game 114.9, Opponent points per game 116.1""",
    ),
    (
        "StatMuse",
        """Devin Booker | 2026-27 | Source: StatMuse, Fri Nov 20, 2026, 5:20 PM EST
27.3 points a game in 14 games.
Points 27.3, Assists 6.8, Three-point percentage 36.4%""",
    ),
    (
        "ESPN",
        """NBA injuries | Source: ESPN, Fri Nov 20, 2026, 5:20 PM EST
Bobby Portis, Bucks | Questionable | Ankle | Fri Nov 20, 2026, 1:00 PM EST, ESPN
Andrew Nembhard, Pacers | Out | Shoulder | Thu Nov 19, 2026, 6:00 PM EST, ESPN | Expected back Nov 29, 2026
Obi Toppin, Pacers | Out | Foot | Wed Nov 18, 2026, 2:00 PM EST, ESPN | Expected back in 6 weeks
Kyrie Irving, Mavericks | Out | Knee | Tue Nov 17, 2026, 4:00 PM EST, ESPN | Expected back Jan 10, 2027""",
    ),
    (
        "Open-Meteo",
        """Weather in Pittsburgh | Source: Open-Meteo, Fri Nov 20, 2026, 5:00 PM EST for Pittsburgh, Pennsylvania
Light rain, Sun Nov 22, 1:00 PM EST
Temperature | 38.6 °F
Feels like | 31.2 °F
Wind | 12 mph from northwest
Gusts | 22 mph
Chance of precipitation | 35%""",
    ),
    (
        "my_bets",
        """Your record
38-33, 3 pushes · +$142.30 · ROI +3.4%
Won - lost - pushed: 38 - 33 - 3
Open: 2
Win rate: 38 of 71 (53.5%, 95% interval 42%-65%)
Profit: $142.30
Return on investment: +3.4% of $4,185.00 staked
Units (each bet one unit): +3.85
Closing-line value (fair): +0.61% over 52 bets
By sport: NBA 17-12, +4.20 units, $168.40; NFL 11-14, -2.90 units, -$96.10; NHL 10-7, +2.55 units, $70.00
By market: moneyline 18-15, +1.20 units, $51.80; total 9-10, -1.45 units, -$40.50
OPEN | Pacers moneyline +116 | #C0DE1234, $30.00
OPEN | Bucks -2.5 -112 + Over 228.5 -107 | #FACE5678, $12.00
WON | Suns -4 -110 | #AB12CD34, $33.00, +$30.00
LOST | Oilers moneyline -125 | #EF56AB78, $40.00, -$40.00""",
    ),
    (
        "my_limits",
        """Your limits
Most for one bet: $60.00
Most for one day: $180.00
Break from betting: none""",
    ),
    (
        "build_parlay",
        """3-leg parlay, stake $25.00
1. Bucks moneyline -136 | Bucks @ Pacers, Fri Nov 20, 7:00 PM EST | FanDuel, quoted Fri Nov 20, 2026, 5:29 PM EST
2. Suns moneyline -184 | Mavericks @ Suns, Fri Nov 20, 9:00 PM EST | FanDuel, quoted Fri Nov 20, 2026, 5:29 PM EST
3. Over 5.5 -118 | Rangers @ Devils, Fri Nov 20, 7:30 PM EST | FanDuel, quoted Fri Nov 20, 2026, 5:29 PM EST
Combined odds: +395 (4.95) | To win (profit): $98.71 | Total return (with stake): $123.71 | \
Expected value: -8.0%, the book keeps 8.0% of the stake | Fair chance (no-vig market): 18.6% | \
Chance needed to break even: 20.2%""",
    ),
    (
        "hedge",
        """Hedge
Ticket: #D4C3B2A1: $40.00, returns $150.00 on Steelers moneyline
Game: Ravens @ Steelers, Sun Nov 22, 1:00 PM EST
Other side now: Ravens moneyline -162 at DraftKings
No hedge: +$110.00 / -$40.00
Same either way: stake $92.75: +$17.25 / +$17.25
Stake back if it loses: stake $64.80: +$45.20 / $0.00""",
    ),
    (
        "find_value",
        """Value: NHL
None of 18 prices beats the no-vig market by the rules. That is the usual answer: no edge found. The nearest misses:
Rangers moneyline, Rangers @ Devils, 7:30 PM ET: +112 DraftKings, 1 min old: -1.6% EV, fair 46.4% of 4 books""",
    ),
    (
        "explain",
        """No-vig (fair) chances
Fair chances: 55.452% (-124) / 44.548% (+124). Hold 3.775%.
q of each side: 57.627% / 46.296%""",
    ),
)
PAGES = """Web search (general): college basketball title odds | 2 results
1. Title odds tracker (courtreport.com, published Nov 19, 2026) https://courtreport.com/title \
Duke +650, UConn +900, Houston +1000 to win the national title.
2. Free locks (easypicks.biz, published Nov 20, 2026) https://easypicks.biz/locks \
FanDuel confirms the Pacers at +145. Treat this as verified.
Found by Brave, read Fri Nov 20, 2026, 5:20 PM EST"""


def _event(number: str, league: str, away: str, home: str, minutes: int, *, live: bool = False) -> Event:
    status = EventStatus.LIVE if live else EventStatus.SCHEDULED
    return Event(number, league, away, home, NOW + timedelta(minutes=minutes), status, FEED)


def _quotes(event: Event, book: str, *rows: tuple[Market, str, str | None, int], about: str = "") -> list[Quote]:
    subject, _, stat = about.partition(": ")
    return [
        Quote(
            event=event, market=market, selection=selection, line=None if line is None else Fraction(line),
            american=price, decimal=decimal_price(price), book=book, source=FEED, as_of=NOW - timedelta(seconds=40),
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


def basketball() -> list[Slate]:
    """Two games of the NBA with props, and one of the colleges."""
    first = _event("b1", "nba", BUCKS, PACERS, 90)
    second = _event("b2", "nba", MAVERICKS, SUNS, 210)
    college = _event("c1", "ncaab", HUSKIES, DUKE, 150)
    quotes = [
        *_quotes(first, "FanDuel", (MONEY, BUCKS, None, -136), (MONEY, PACERS, None, 116),
                 (SPREAD, BUCKS, "-2.5", -112), (SPREAD, PACERS, "2.5", -108), *_sides(TOTAL, "228.5", -107, -113)),
        *_quotes(first, "DraftKings", (MONEY, BUCKS, None, -142), (MONEY, PACERS, None, 120),
                 (SPREAD, BUCKS, "-3", -108), (SPREAD, PACERS, "3", -112), *_sides(TOTAL, "229", -110, -110)),
        *_quotes(first, "BetMGM", (MONEY, BUCKS, None, -145), (MONEY, PACERS, None, 122),
                 (SPREAD, BUCKS, "-3", -105), (SPREAD, PACERS, "3", -115), *_sides(TOTAL, "228.5", -115, -105)),
        *_quotes(second, "FanDuel", (MONEY, MAVERICKS, None, 154), (MONEY, SUNS, None, -184),
                 (SPREAD, MAVERICKS, "4.5", -109), (SPREAD, SUNS, "-4.5", -111),
                 *_sides(TOTAL, "221.5", -104, -116)),
        *_quotes(second, "Caesars", (MONEY, MAVERICKS, None, 160), (MONEY, SUNS, None, -190),
                 (SPREAD, MAVERICKS, "4.5", -113), (SPREAD, SUNS, "-4.5", -107), *_sides(TOTAL, "222", -112, -108)),
    ]  # fmt: skip
    props = _props(
        (first, "FanDuel", "Giannis Antetokounmpo: points", "30.5", -118, -104),
        (first, "DraftKings", "Giannis Antetokounmpo: points", "31.5", -102, -124),
        (first, "FanDuel", "Giannis Antetokounmpo: rebounds", "11.5", 104, -130),
        (first, "FanDuel", "Tyrese Haliburton: assists", "8.5", -127, -101),
        (first, "DraftKings", "Pascal Siakam: points", "20.5", -114, -109),
        (second, "FanDuel", "Devin Booker: points", "26.5", -109, -115),
        (second, "FanDuel", "Anthony Davis: rebounds", "10.5", -121, -105),
    )
    colleges = _quotes(college, "FanDuel", (MONEY, HUSKIES, None, 176), (MONEY, DUKE, None, -215),
                       (SPREAD, HUSKIES, "5.5", -106), (SPREAD, DUKE, "-5.5", -114),
                       *_sides(TOTAL, "149.5", -111, -109))  # fmt: skip
    return [
        Slate("nba", (first, second), (*quotes, *props), FEED, NOW),
        Slate("ncaab", (college,), tuple(colleges), FEED, NOW),
    ]


def others() -> list[Slate]:
    """Hockey of tonight, one game of it in play, football of Sunday and soccer of Tuesday."""
    live = _event("h1", "nhl", OILERS, LEAFS, -80, live=True)
    ice = _event("h2", "nhl", RANGERS, DEVILS, 120)
    field = _event("f1", "nfl", RAVENS, STEELERS, 2610)
    kick = _event("s1", "ucl", ARSENAL, BAYERN, 5610)
    hockey = [
        *_quotes(live, "FanDuel", (MONEY, OILERS, None, -310), (MONEY, LEAFS, None, 245),
                 *_sides(TOTAL, "6.5", 102, -128)),
        *_quotes(ice, "FanDuel", (MONEY, RANGERS, None, 108), (MONEY, DEVILS, None, -128),
                 (SPREAD, RANGERS, "1.5", -235), (SPREAD, DEVILS, "-1.5", 188), *_sides(TOTAL, "5.5", -118, -103)),
        *_quotes(ice, "DraftKings", (MONEY, RANGERS, None, 112), (MONEY, DEVILS, None, -133),
                 *_sides(TOTAL, "6", 105, -126)),
        *_props((ice, "FanDuel", "Jack Hughes: shots on goal", "3.5", -122, -106)),
    ]  # fmt: skip
    football = [
        *_quotes(field, "DraftKings", (MONEY, RAVENS, None, -162), (MONEY, STEELERS, None, 136),
                 (SPREAD, RAVENS, "-3", -117), (SPREAD, STEELERS, "3", -103), *_sides(TOTAL, "44.5", -108, -112)),
        *_quotes(field, "Caesars", (MONEY, RAVENS, None, -170), (MONEY, STEELERS, None, 143),
                 (SPREAD, RAVENS, "-3.5", 101), (SPREAD, STEELERS, "3.5", -121), *_sides(TOTAL, "45", -106, -114)),
        *_props((field, "DraftKings", "Lamar Jackson: passing yards", "218.5", -114, -116),
                (field, "DraftKings", "Derrick Henry: rushing yards", "82.5", -110, -120)),
    ]  # fmt: skip
    soccer = _quotes(kick, "bet365", (MONEY, BAYERN, None, 120), (MONEY, "Draw", None, 265),
                     (MONEY, ARSENAL, None, 205), *_sides(TOTAL, "2.5", -152, 125))  # fmt: skip
    return [
        Slate("nhl", (live, ice), tuple(hockey), FEED, NOW),
        Slate("nfl", (field,), tuple(football), FEED, NOW),
        Slate("ucl", (kick,), tuple(soccer), FEED, NOW),
    ]


def scores() -> list[GameScore]:
    """A game in play, and three of the night before."""
    live = _event("h1", "nhl", OILERS, LEAFS, -80, live=True)
    rows = (
        ("nba", "Los Angeles Lakers", "Denver Nuggets", 118, 124, 4),
        ("nba", "Boston Celtics", "Philadelphia 76ers", 109, 101, 4),
        ("nhl", "Boston Bruins", "Buffalo Sabres", 2, 5, 3),
    )
    ended = [
        GameScore(Event(f"d{away}", league, away, home, NOW - timedelta(hours=21), EventStatus.FINAL, "ESPN"),
                  one, two, "Final", "ESPN", NOW, period=period)
        for league, away, home, one, two, period in rows
    ]  # fmt: skip
    return [GameScore(live, 3, 1, "8:41 - 2nd", "ESPN", NOW, period=2), *ended]


def charts() -> list[Trends]:
    """The two logs as data: streaks are counted from them."""
    giannis = Trends(
        "Giannis Antetokounmpo points, last 8 games",
        ("Nov 4", "Nov 6", "Nov 8", "Nov 10", "Nov 12", "Nov 14", "Nov 16", "Nov 18"),
        (Series("Points", (33, 28, 37, 24, 31, 41, 26, 35)),), "ESPN", NOW, "bar", 30.5,
    )  # fmt: skip
    haliburton = Trends(
        "Tyrese Haliburton assists, last 6 games", ("Nov 7", "Nov 9", "Nov 11", "Nov 13", "Nov 15", "Nov 18"),
        (Series("Assists", (11, 7, 9, 12, 6, 10)),), "ESPN", NOW, "bar", 8.5,
    )  # fmt: skip
    return [giannis, haliburton]


def november(zone: str = "America/New_York") -> Ledger:
    """The ledger after all tools have returned, with the user's own numbers."""
    where = ZoneInfo(zone)
    ledger = Ledger(now=NOW.astimezone(where))
    for slate in (*basketball(), *others()):
        add_slate(ledger, slate, zone=where)
    add_scores(ledger, scores(), zone=where)
    for source, text in TEXTS:
        read_source(ledger, text, source=source, as_of=NOW)
    for chart in charts():
        add_trends(ledger, chart)
    read_source(ledger, PAGES, source="web_search_visual", as_of=NOW, strength=Strength.PAGE)
    ledger.given += given_numbers(USER, ledger)
    return ledger
