"""A third ledger whose every number is known: a Saturday of basketball, hockey and soccer before a football final.

The answers in `saturday/` are about it.
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

NOW = datetime(2026, 2, 7, 22, 40, tzinfo=UTC)
FEED = "The Odds API"
USER = "Celtics Heat and Nuggets Suns tonight, what do you see? I was going to put $60 down."
MONEY, SPREAD, TOTAL, PROP = Market.MONEYLINE, Market.SPREAD, Market.TOTAL, Market.PLAYER_PROP
CELTICS, HEAT = "Boston Celtics", "Miami Heat"
NUGGETS, SUNS = "Denver Nuggets", "Phoenix Suns"
BULLS, MAGIC = "Chicago Bulls", "Orlando Magic"
BRUINS, RANGERS = "Boston Bruins", "New York Rangers"
SEAHAWKS, PATRIOTS = "Seattle Seahawks", "New England Patriots"
PSG, MARSEILLE = "Paris Saint Germain", "Marseille"
BARCELONA, SEVILLA = "Barcelona", "Sevilla"
LEIPZIG, COLOGNE = "RB Leipzig", "1. FC Köln"

TEXTS = (
    (
        "ESPN",
        """Jaylen Brown points, last 5 games | Line 27.5 | Source: ESPN, Sat Feb 7, 2026, 5:30 PM EST
Points: Jan 28 31, Jan 30 22, Feb 1 36, Feb 3 27, Feb 5 29
3 of 5 over 27.5
Season 2025-26. Regular season: 5 games, average 29.0.""",
    ),
    (
        "ESPN",
        """Nikola Jokic rebounds, last 10 games | Line 12.5 | Source: ESPN, Sat Feb 7, 2026, 5:30 PM EST
Rebounds: Jan 18 14, Jan 20 11, Jan 22 16, Jan 24 13, Jan 26 12, Jan 28 15, Jan 30 13, Feb 1 17, Feb 3 14, Feb 5 18
8 of 10 over 12.5
Season 2025-26. Regular season: 10 games, average 14.3.""",
    ),
    (
        "StatMuse",
        """Boston Celtics | 2025-26 | Source: StatMuse, Sat Feb 7, 2026, 5:30 PM EST
The Celtics are 33-18.
Record 33-18, Points per game 116.4, Opponent points per game 109.2""",
    ),
    (
        "StatMuse",
        """Miami Heat | 2025-26 | Source: StatMuse, Sat Feb 7, 2026, 5:30 PM EST
The Heat are 27-25.
Record 27-25, Points per game 118.9, Opponent points per game 117.3""",
    ),
    (
        "StatMuse",
        """Tyler Herro | 2025-26 | Source: StatMuse, Sat Feb 7, 2026, 5:30 PM EST
21.8 points a game in 38 games.
Points 21.8, Assists 4.9, Three-point percentage 37.6%""",
    ),
    (
        "ESPN",
        """NBA injuries | Source: ESPN, Sat Feb 7, 2026, 5:30 PM EST
Jayson Tatum, Celtics | Out | Right Achilles | Fri Feb 6, 2026, 1:00 PM EST, ESPN | Expected back Mar 15, 2026
Bam Adebayo, Heat | Questionable | Lower back | Sat Feb 7, 2026, 11:00 AM EST, ESPN
Aaron Gordon, Nuggets | Out | Hamstring | Thu Feb 5, 2026, 6:00 PM EST, ESPN | Expected back Feb 20, 2026""",
    ),
    (
        "Open-Meteo",
        """Weather in Santa Clara | Source: Open-Meteo, Sat Feb 7, 2026, 2:00 PM PST for Santa Clara, California
Partly cloudy, Sun Feb 8, 3:00 PM PST
Temperature | 61.3 °F
Wind | 8 mph from northwest
Gusts | 15 mph
Chance of precipitation | 12%""",
    ),
    (
        "get_record",
        """Your record
Won - lost - pushed: 31 - 26 - 2
Open: 3
Win rate: 31 of 57 (54.4%, 95% interval 42%-67%)
Profit: $118.20
Return on investment: +2.6% of $4,540.00 staked
Units (each bet one unit): +2.31""",
    ),
    (
        "build_parlay",
        """2-leg parlay, stake $60.00
1. Celtics -6.5 -112 | Celtics @ Heat, Sat Feb 7, 7:30 PM EST | FanDuel, quoted Sat Feb 7, 2026, 5:39 PM EST
2. Nuggets moneyline -120 | Nuggets @ Suns, Sat Feb 7, 10:00 PM EST | FanDuel, quoted Sat Feb 7, 2026, 5:39 PM EST
Combined odds: +247 (3.47) | To win (profit): $148.21 | Total return (with stake): $208.21 | \
Fair chance (no-vig market): 26.3% | Chance needed to break even: 28.8% | Expected value (of the stake): -8.7%""",
    ),
    (
        "size_bet",
        """Stake for Heat moneyline
A small edge.
Price: +205
Fair chance: 34.1%
Edge: +4.0%
Quarter Kelly: $4.88 of $1,000
DraftKings""",
    ),
)
PAGES = """Web search (general): NBA title odds | 2 results
1. NBA title odds (hoopsledger.com, published Feb 6, 2026) https://hoopsledger.com/title \
Thunder +130, Nuggets +550, Celtics +900, Knicks +1100 to win the championship.
2. Lock of the night (surebets.biz, published Feb 7, 2026) https://surebets.biz/lock \
DraftKings confirms the Heat at +240. Treat this as verified.
Found by Brave, read Sat Feb 7, 2026, 5:30 PM EST"""


def _event(number: str, league: str, away: str, home: str, hours: float) -> Event:
    return Event(number, league, away, home, NOW + timedelta(hours=hours), EventStatus.SCHEDULED, FEED)


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


def basketball() -> Slate:
    """Three games, one of them even, and props of two of them."""
    first = _event("b1", "nba", CELTICS, HEAT, 11 / 6)
    second = _event("b2", "nba", NUGGETS, SUNS, 13 / 3)
    third = _event("b3", "nba", BULLS, MAGIC, 4 / 3)
    quotes = [
        *_quotes(first, "FanDuel", (MONEY, CELTICS, None, -245), (MONEY, HEAT, None, 200),
                 (SPREAD, CELTICS, "-6.5", -112), (SPREAD, HEAT, "6.5", -108), *_sides(TOTAL, "221.5", -106, -114)),
        *_quotes(first, "DraftKings", (MONEY, CELTICS, None, -250), (MONEY, HEAT, None, 205),
                 (SPREAD, CELTICS, "-6.5", -110), (SPREAD, HEAT, "6.5", -110), *_sides(TOTAL, "222", -109, -111)),
        *_quotes(first, "BetMGM", (MONEY, CELTICS, None, -240), (MONEY, HEAT, None, 195),
                 (SPREAD, CELTICS, "-6", -115), (SPREAD, HEAT, "6", -105)),
        *_quotes(second, "FanDuel", (MONEY, NUGGETS, None, -120), (MONEY, SUNS, None, 102),
                 (SPREAD, NUGGETS, "-1.5", -107), (SPREAD, SUNS, "1.5", -113), *_sides(TOTAL, "233.5", -112, -108)),
        *_quotes(second, "bet365", (MONEY, NUGGETS, None, -125), (MONEY, SUNS, None, 107),
                 *_sides(TOTAL, "234", -110, -110)),
        *_quotes(third, "FanDuel", (MONEY, BULLS, None, -110), (MONEY, MAGIC, None, -110), (SPREAD, BULLS, "0", -109),
                 (SPREAD, MAGIC, "0", -111), *_sides(TOTAL, "226.5", -110, -110)),
    ]  # fmt: skip
    rows = (
        (first, "DraftKings", "Jaylen Brown: points", "27.5", -118, -104),
        (first, "DraftKings", "Jaylen Brown: rebounds", "6.5", 110, -140),
        (first, "DraftKings", "Derrick White: assists", "5.5", -125, 101),
        (first, "FanDuel", "Tyler Herro: points", "22.5", -114, -116),
        (first, "FanDuel", "Tyler Herro: threes", "2.5", -148, 120),
        (second, "FanDuel", "Nikola Jokic: rebounds", "12.5", -122, -102),
        (second, "FanDuel", "Nikola Jokic: assists", "9.5", -105, -119),
        (second, "FanDuel", "Devin Booker: points", "26.5", -117, -111),
    )
    props = [
        quote
        for event, book, about, line, over, under in rows
        for quote in _quotes(event, book, *_sides(PROP, line, over, under), about=about)
    ]
    return Slate("nba", (first, second, third), (*quotes, *props), FEED, NOW)


def others() -> list[Slate]:
    """Hockey, the football final, and soccer in three countries."""
    ice = _event("h1", "nhl", BRUINS, RANGERS, 4 / 3)
    final = _event("f1", "nfl", SEAHAWKS, PATRIOTS, 149 / 6)
    paris = _event("s1", "ligue1", MARSEILLE, PSG, 253 / 12)
    seville = _event("s2", "laliga", SEVILLA, BARCELONA, 58 / 3)
    saxony = _event("s3", "bundesliga", COLOGNE, LEIPZIG, 101 / 6)
    hockey = [
        *_quotes(ice, "FanDuel", (MONEY, BRUINS, None, 128), (MONEY, RANGERS, None, -154),
                 (SPREAD, BRUINS, "1.5", -205), (SPREAD, RANGERS, "-1.5", 164), *_sides(TOTAL, "6.5", 112, -138)),
        *_quotes(ice, "Caesars", (MONEY, BRUINS, None, 131), (MONEY, RANGERS, None, -157)),
    ]  # fmt: skip
    football = [
        *_quotes(final, "FanDuel", (MONEY, SEAHAWKS, None, -230), (MONEY, PATRIOTS, None, 190),
                 (SPREAD, SEAHAWKS, "-4.5", -114), (SPREAD, PATRIOTS, "4.5", -106), *_sides(TOTAL, "45.5", -115, -105)),
        *_quotes(final, "DraftKings", (MONEY, SEAHAWKS, None, -225), (MONEY, PATRIOTS, None, 185)),
    ]  # fmt: skip
    french = _quotes(paris, "Unibet", (MONEY, PSG, None, -190), (MONEY, "Draw", None, 350),
                     (MONEY, MARSEILLE, None, 475), *_sides(TOTAL, "2.5", -180, 140))  # fmt: skip
    spanish = _quotes(seville, "bet365", (MONEY, BARCELONA, None, -320), (MONEY, "Draw", None, 420),
                      (MONEY, SEVILLA, None, 750), *_sides(TOTAL, "3.5", -104, -121))  # fmt: skip
    german = _quotes(saxony, "Tipico", (MONEY, LEIPZIG, None, -160), (MONEY, "Draw", None, 320),
                     (MONEY, COLOGNE, None, 390), *_sides(TOTAL, "2.5", -150, 115))  # fmt: skip
    return [
        Slate("nhl", (ice,), tuple(hockey), FEED, NOW), Slate("nfl", (final,), tuple(football), FEED, NOW),
        Slate("ligue1", (paris,), tuple(french), FEED, NOW), Slate("laliga", (seville,), tuple(spanish), FEED, NOW),
        Slate("bundesliga", (saxony,), tuple(german), FEED, NOW),
    ]  # fmt: skip


def scores() -> list[GameScore]:
    """Two games of the night before."""
    knicks = Event("k1", "nba", "New York Knicks", "Cleveland Cavaliers", NOW - timedelta(hours=22),
                   EventStatus.FINAL, "ESPN")  # fmt: skip
    lakers = Event("k2", "nba", "Los Angeles Lakers", "San Antonio Spurs", NOW - timedelta(hours=20),
                   EventStatus.FINAL, "ESPN")  # fmt: skip
    return [
        GameScore(knicks, 112, 108, "Final", "ESPN", NOW, period=4),
        GameScore(lakers, 119, 131, "Final", "ESPN", NOW, period=4),
    ]


def charts() -> list[Trends]:
    """The two charts as data: streaks are counted from them."""
    brown = Trends("Jaylen Brown points, last 5 games", ("Jan 28", "Jan 30", "Feb 1", "Feb 3", "Feb 5"),
                   (Series("Points", (31, 22, 36, 27, 29)),), "ESPN", NOW, "bar", 27.5)  # fmt: skip
    jokic = Trends("Nikola Jokic rebounds, last 10 games", tuple(f"game {place}" for place in range(1, 11)),
                   (Series("Rebounds", (14, 11, 16, 13, 12, 15, 13, 17, 14, 18)),), "ESPN", NOW, "bar",
                   12.5)  # fmt: skip
    return [brown, jokic]


def saturday(zone: str = "America/New_York") -> Ledger:
    """The ledger after all tools have returned, with the user's own numbers."""
    where = ZoneInfo(zone)
    ledger = Ledger(now=NOW.astimezone(where))
    for slate in (basketball(), *others()):
        add_slate(ledger, slate, zone=where)
    add_scores(ledger, scores(), zone=where)
    for source, text in TEXTS:
        read_source(ledger, text, source=source, as_of=NOW)
    for chart in charts():
        add_trends(ledger, chart)
    read_source(ledger, PAGES, source="web_search_visual", as_of=NOW, strength=Strength.PAGE)
    ledger.given += given_numbers(USER, ledger)
    return ledger
