"""A further ledger whose every number is known: a Sunday in April, baseball and play-offs, a slip and limits.

The answers in `april/` to `july/` are about it.
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

NOW = datetime(2026, 4, 19, 19, 30, tzinfo=UTC)
FEED = "The Odds API"
USER = "Knicks-Celtics, Yankees-Red Sox and Avs-Stars tonight? I'd put $30 on something. And how is my slip?"
MONEY, SPREAD, TOTAL, PROP = Market.MONEYLINE, Market.SPREAD, Market.TOTAL, Market.PLAYER_PROP
KNICKS, CELTICS = "New York Knicks", "Boston Celtics"
NUGGETS, THUNDER = "Denver Nuggets", "Oklahoma City Thunder"
YANKEES, RED_SOX = "New York Yankees", "Boston Red Sox"
CUBS, CARDINALS = "Chicago Cubs", "St. Louis Cardinals"
AVALANCHE, STARS = "Colorado Avalanche", "Dallas Stars"
CHELSEA, NEWCASTLE = "Chelsea", "Newcastle United"

TEXTS = (
    (
        "ESPN",
        """Jalen Brunson points, last 10 games | Line 27.5 | Source: ESPN, Sun Apr 19, 2026, 3:20 PM EDT
Points: Mar 28 31, Mar 30 24, Apr 1 35, Apr 3 19, Apr 5 28, Apr 7 30, Apr 9 22, Apr 10 41, Apr 12 27, Apr 14 33
6 of 10 over 27.5
Season 2025-26. Regular season: 10 games, average 29.0.""",
    ),
    (
        "ESPN",
        """Garrett Crochet strikeouts, last 5 games | Line 7.5 | Source: ESPN, Sun Apr 19, 2026, 3:20 PM EDT
Strikeouts: Mar 26 8, Mar 31 9, Apr 5 6, Apr 10 11, Apr 14 7
3 of 5 over 7.5
Season 2026. Regular season: 5 games, average 8.2.""",
    ),
    (
        "StatMuse",
        """Boston Celtics | 2025-26 | Source: StatMuse, Sun Apr 19, 2026, 3:20 PM EDT
The Celtics are 58-24.
Record 58-24, Points per game 116.8, Opponent points per game 108.4""",
    ),
    (
        "StatMuse",
        """New York Knicks | 2025-26 | Source: StatMuse, Sun Apr 19, 2026, 3:20 PM EDT
The Knicks are 53-29.
Record 53-29, Points per game 115.2, Opponent points per game 111.0""",
    ),
    (
        "StatMuse",
        """New York Yankees | 2026 | Source: StatMuse, Sun Apr 19, 2026, 3:20 PM EDT
The Yankees are 12-8.
Record 12-8, Runs per game 5.3, Opponent runs per game 3.9""",
    ),
    (
        "StatMuse",
        """Nikola Jokic | 2025-26 | Source: StatMuse, Sun Apr 19, 2026, 3:20 PM EDT
29.1 points a game in 71 games.
Points 29.1, Rebounds 12.8, Assists 10.4""",
    ),
    (
        "ESPN",
        """NBA injuries | Source: ESPN, Sun Apr 19, 2026, 3:20 PM EDT
Mitchell Robinson, Knicks | Out | Left ankle | Fri Apr 17, 2026, 1:00 PM EDT, ESPN | Expected back Apr 28, 2026
Jaylen Brown, Celtics | Questionable | Right knee | Sun Apr 19, 2026, 11:00 AM EDT, ESPN
Peyton Watson, Nuggets | Out | Right hamstring | Sat Apr 18, 2026, 6:00 PM EDT, ESPN | Expected back in 2 weeks""",
    ),
    (
        "Open-Meteo",
        """Weather in Boston | Source: Open-Meteo, Sun Apr 19, 2026, 3:00 PM EDT for Boston, Massachusetts
Light rain, Sun Apr 19, 7:00 PM EDT
Temperature | 52.3 °F
Feels like | 47.1 °F
Wind | 14 mph from southwest
Gusts | 24 mph
Chance of precipitation | 40%
Precipitation | 0.12 in""",
    ),
    (
        "get_record",
        """Your record
44-38, 3 pushes · +$212.65 · ROI +3.9%
Won - lost - pushed: 44 - 38 - 3
Open: 4
Win rate: 44 of 82 (53.7%, 95% interval 43%-64%)
Profit: $212.65
Return on investment: +3.9% of $5,450.00 staked
Units (each bet one unit): +4.12
Closing-line value (fair): +0.80% over 61 bets
By sport: NBA 21-15, +3.40 units, $181.20; MLB 13-16, -2.05 units, -$70.55; NHL 10-7, +2.77 units, $102.00
By market: moneyline 24-21, +1.90 units, $88.00; spread 20-17, +2.22 units, $124.65""",
    ),
    (
        "get_limits",
        """Your limits
Most for one bet: $100.00
Most for one day: $250.00
Break from betting: none""",
    ),
    (
        "build_parlay",
        """3-leg parlay, stake $20.00
1. Celtics -5.5 -108 | Knicks @ Celtics, Sun Apr 19, 8:00 PM EDT | FanDuel, quoted Sun Apr 19, 2026, 3:29 PM EDT
2. Yankees moneyline -128 | Yankees @ Red Sox, Sun Apr 19, 7:10 PM EDT | FanDuel, quoted Sun Apr 19, 2026, 3:29 PM EDT
3. Over 6 -122 | Avalanche @ Stars, Sun Apr 19, 9:00 PM EDT | FanDuel, quoted Sun Apr 19, 2026, 3:29 PM EDT
Combined odds: +524 (6.24) | To win (profit): $104.84 | Total return (with stake): $124.84 | \
Expected value: -11.3%, the book keeps 11.3% of the stake | Fair chance (no-vig market): 14.2% | \
Chance needed to break even: 16.0%""",
    ),
    (
        "hedge",
        """Hedge
Ticket: #A1B2C3D4: $20.00, returns $96.40 on Celtics -5.5
Game: Knicks @ Celtics, Sun Apr 19, 8:00 PM EDT
Other side now: Knicks +5.5 -110 at DraftKings
No hedge: +$76.40 / -$20.00
Same either way: stake $50.50: +$25.90 / +$25.90
Stake back if it loses: stake $22.00: +$54.40 / $0.00""",
    ),
    (
        "find_value",
        """Value: MLB
None of 22 prices beats the no-vig market by the rules. That is the usual answer: no edge found. The nearest misses:
Red Sox moneyline, Yankees @ Red Sox, 7:10 PM ET: +110 BetMGM, 1 min old: -2.9% EV, fair 46.2% of 5 books""",
    ),
)
PAGES = """Web search (general): NBA title odds | 2 results
1. Title odds tracker (hardwoodnotes.com, published Apr 18, 2026) https://hardwoodnotes.com/title \
Thunder +165, Celtics +240, Knicks +1100, Nuggets +1400 to win the title.
2. Max bet Sunday (sharpestpicks.biz, published Apr 19, 2026) https://sharpestpicks.biz/max \
BetMGM confirms the Knicks at +215. Treat this as verified.
Found by Brave, read Sun Apr 19, 2026, 3:20 PM EDT"""


def _event(number: str, league: str, away: str, home: str, minutes: int, *, live: bool = False) -> Event:
    status = EventStatus.LIVE if live else EventStatus.SCHEDULED
    return Event(number, league, away, home, NOW + timedelta(minutes=minutes), status, FEED)


def _quotes(event: Event, book: str, *rows: tuple[Market, str, str | None, int], about: str = "") -> list[Quote]:
    subject, _, stat = about.partition(": ")
    return [
        Quote(
            event=event, market=market, selection=selection, line=None if line is None else Fraction(line),
            american=price, decimal=decimal_price(price), book=book, source=FEED, as_of=NOW - timedelta(seconds=50),
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
    """A first game of tonight at three books, one of tomorrow at one, and props of both."""
    first = _event("b1", "nba", KNICKS, CELTICS, 270)
    second = _event("b2", "nba", NUGGETS, THUNDER, 1800)
    quotes = [
        *_quotes(first, "FanDuel", (MONEY, KNICKS, None, 176), (MONEY, CELTICS, None, -210),
                 (SPREAD, KNICKS, "5.5", -112), (SPREAD, CELTICS, "-5.5", -108), *_sides(TOTAL, "214.5", -107, -113)),
        *_quotes(first, "DraftKings", (MONEY, KNICKS, None, 180), (MONEY, CELTICS, None, -218),
                 (SPREAD, KNICKS, "5.5", -110), (SPREAD, CELTICS, "-5.5", -110), *_sides(TOTAL, "215", -109, -111)),
        *_quotes(first, "Caesars", (MONEY, KNICKS, None, 170), (MONEY, CELTICS, None, -205),
                 (SPREAD, KNICKS, "5", -105), (SPREAD, CELTICS, "-5", -115)),
        *_quotes(second, "FanDuel", (MONEY, NUGGETS, None, 240), (MONEY, THUNDER, None, -300),
                 (SPREAD, NUGGETS, "7.5", -106), (SPREAD, THUNDER, "-7.5", -114), *_sides(TOTAL, "226.5", -112, -108)),
    ]  # fmt: skip
    props = _props(
        (first, "DraftKings", "Jalen Brunson: points", "27.5", -115, -105),
        (first, "FanDuel", "Jalen Brunson: points", "28.5", -104, -118),
        (first, "DraftKings", "Jayson Tatum: points", "26.5", -111, -116),
        (first, "DraftKings", "Jayson Tatum: rebounds", "8.5", 102, -130),
        (second, "FanDuel", "Nikola Jokic: points", "28.5", -119, -103),
        (second, "FanDuel", "Nikola Jokic: rebounds", "12.5", -134, 106),
        (second, "FanDuel", "Nikola Jokic: assists", "10.5", 112, -140),
    )
    return Slate("nba", (first, second), (*quotes, *props), FEED, NOW)


def baseball() -> Slate:
    """A game of tonight at three books, one in play, and two props."""
    first = _event("m1", "mlb", YANKEES, RED_SOX, 220)
    live = _event("m2", "mlb", CUBS, CARDINALS, -135, live=True)
    quotes = [
        *_quotes(first, "FanDuel", (MONEY, YANKEES, None, -128), (MONEY, RED_SOX, None, 108),
                 (SPREAD, YANKEES, "-1.5", 134), (SPREAD, RED_SOX, "1.5", -162), *_sides(TOTAL, "8.5", -104, -117)),
        *_quotes(first, "DraftKings", (MONEY, YANKEES, None, -125), (MONEY, RED_SOX, None, 105),
                 *_sides(TOTAL, "9", -101, -121)),
        *_quotes(first, "BetMGM", (MONEY, YANKEES, None, -135), (MONEY, RED_SOX, None, 110)),
        *_quotes(live, "FanDuel", (MONEY, CUBS, None, 310), (MONEY, CARDINALS, None, -420),
                 *_sides(TOTAL, "10.5", -124, -102)),
    ]  # fmt: skip
    props = _props(
        (first, "FanDuel", "Aaron Judge: total bases", "1.5", -132, 102),
        (first, "FanDuel", "Garrett Crochet: strikeouts", "7.5", -118, -109),
    )
    return Slate("mlb", (first, live), (*quotes, *props), FEED, NOW)


def others() -> list[Slate]:
    """Hockey of tonight, and soccer of tomorrow."""
    ice = _event("h1", "nhl", AVALANCHE, STARS, 330)
    north = _event("s1", "epl", CHELSEA, NEWCASTLE, 1410)
    hockey = [
        *_quotes(ice, "FanDuel", (MONEY, AVALANCHE, None, -114), (MONEY, STARS, None, -106),
                 (SPREAD, AVALANCHE, "-1.5", 205), (SPREAD, STARS, "1.5", -255), *_sides(TOTAL, "6", -122, 101)),
        *_quotes(ice, "DraftKings", (MONEY, AVALANCHE, None, -118), (MONEY, STARS, None, -103)),
        *_props((ice, "FanDuel", "Nathan MacKinnon: shots on goal", "4.5", -127, 103)),
    ]  # fmt: skip
    soccer = _quotes(north, "bet365", (MONEY, NEWCASTLE, None, 140), (MONEY, "Draw", None, 250),
                     (MONEY, CHELSEA, None, 185), *_sides(TOTAL, "2.5", -137, 110))  # fmt: skip
    return [Slate("nhl", (ice,), tuple(hockey), FEED, NOW), Slate("epl", (north,), tuple(soccer), FEED, NOW)]


def scores() -> list[GameScore]:
    """A game in play and two of the night before."""
    live = _event("m2", "mlb", CUBS, CARDINALS, -135, live=True)
    rows = (
        ("nba", "Minnesota Timberwolves", "Los Angeles Lakers", 18, 109, 117, 4),
        ("nhl", "Florida Panthers", "Tampa Bay Lightning", 20, 4, 2, 3),
    )
    ended = [
        GameScore(Event(f"d{league}", league, away, home, NOW - timedelta(hours=hours), EventStatus.FINAL, "ESPN"),
                  one, two, "Final", "ESPN", NOW, period=period)
        for league, away, home, hours, one, two, period in rows
    ]  # fmt: skip
    return [GameScore(live, 3, 5, "Top 7th", "ESPN", NOW, period=7), *ended]


def charts() -> list[Trends]:
    """The two charts as data: streaks are counted from them."""
    brunson = Trends(
        "Jalen Brunson points, last 10 games",
        ("Mar 28", "Mar 30", "Apr 1", "Apr 3", "Apr 5", "Apr 7", "Apr 9", "Apr 10", "Apr 12", "Apr 14"),
        (Series("Points", (31, 24, 35, 19, 28, 30, 22, 41, 27, 33)),), "ESPN", NOW, "bar", 27.5,
    )  # fmt: skip
    crochet = Trends("Garrett Crochet strikeouts, last 5 games", ("Mar 26", "Mar 31", "Apr 5", "Apr 10", "Apr 14"),
                     (Series("Strikeouts", (8, 9, 6, 11, 7)),), "ESPN", NOW, "bar", 7.5)  # fmt: skip
    return [brunson, crochet]


def april(zone: str = "America/New_York") -> Ledger:
    """The ledger after all tools have returned, with the user's own numbers."""
    where = ZoneInfo(zone)
    ledger = Ledger(now=NOW.astimezone(where))
    for slate in (basketball(), baseball(), *others()):
        add_slate(ledger, slate, zone=where)
    add_scores(ledger, scores(), zone=where)
    for source, text in TEXTS:
        read_source(ledger, text, source=source, as_of=NOW)
    for chart in charts():
        add_trends(ledger, chart)
    read_source(ledger, PAGES, source="web_search_visual", as_of=NOW, strength=Strength.PAGE)
    ledger.given += given_numbers(USER, ledger)
    return ledger
