"""A further ledger whose every number is known: a Sunday in September, football, baseball, the WNBA and soccer.

The answers in `september/` and `porch/` are about it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from professor_lock.betting.facts import Event, EventStatus, GameScore, Market, Quote, Series, Slate, Trends
from professor_lock.betting.odds import decimal_price
from professor_lock.grounding.facts import Ledger
from professor_lock.grounding.from_text import read_source
from professor_lock.grounding.from_tools import add_scores, add_slate, add_trends
from professor_lock.grounding.given import given_numbers

NOW = datetime(2026, 9, 20, 21, 40, tzinfo=UTC)
FEED = "The Odds API"
USER = "What do you like in Eagles-Cowboys, Dodgers-Padres and Aces-Liberty? And how are my bets doing?"
MONEY, SPREAD, TOTAL, PROP = Market.MONEYLINE, Market.SPREAD, Market.TOTAL, Market.PLAYER_PROP
EAGLES, COWBOYS = "Philadelphia Eagles", "Dallas Cowboys"
LIONS, PACKERS = "Detroit Lions", "Green Bay Packers"
CHIEFS, BRONCOS = "Kansas City Chiefs", "Denver Broncos"
DODGERS, PADRES = "Los Angeles Dodgers", "San Diego Padres"
ACES, LIBERTY = "Las Vegas Aces", "New York Liberty"
VALENCIA, REAL = "Valencia", "Real Madrid"

TEXTS = (
    (
        "ESPN",
        """Saquon Barkley: rushing yards, last 6 games played | Line 88.5 | Source: ESPN, Sun Sep 20, 2026, 5:20 PM EDT
Rushing yards: Dec 14 @ New York Giants 124, Dec 21 vs Washington Commanders 71, Dec 28 vs Buffalo Bills 96, \
Jan 4 @ Chicago Bears 63, Sep 10 vs Minnesota Vikings 112, Sep 13 @ Los Angeles Rams 84""",
    ),
    (
        "ESPN",
        """A'ja Wilson: points, last 8 games played | Line 23.5 | Source: ESPN, Sun Sep 20, 2026, 5:20 PM EDT
Points: Aug 28 vs Phoenix Mercury 31, Aug 30 @ Seattle Storm 22, Sep 2 vs Chicago Sky 27, Sep 5 vs Indiana Fever 19, \
Sep 8 @ Atlanta Dream 26, Sep 11 vs Dallas Wings 34, Sep 14 vs Minnesota Lynx 25, Sep 17 @ New York Liberty 29
6 of 8 over 23.5
Season 2026. Regular season: 8 games, average 26.6.""",
    ),
    (
        "StatMuse",
        """Los Angeles Dodgers | 2026 | Source: StatMuse, Sun Sep 20, 2026, 5:20 PM EDT
The Dodgers are 92-61.
Record 92-61, Home record 51-25, Away record 41-36, Runs per game 5.4, Opponent runs per game 4.1""",
    ),
    (
        "StatMuse",
        """San Diego Padres | 2026 | Source: StatMuse, Sun Sep 20, 2026, 5:20 PM EDT
The Padres are 86-67.
Record 86-67, Home record 47-29, Away record 39-38, Runs per game 4.6, Opponent runs per game 3.9""",
    ),
    (
        "StatMuse",
        """CeeDee Lamb | 2026 | Source: StatMuse, Sun Sep 20, 2026, 5:20 PM EDT
88.0 receiving yards a game in 2 games.
Receiving yards 88.0, Receptions 7.5, Targets 10.5""",
    ),
    (
        "ESPN",
        """NFL injuries | Source: ESPN, Sun Sep 20, 2026, 5:20 PM EDT
Jalen Carter, Eagles | Questionable | Shoulder | Fri Sep 18, 2026, 4:00 PM EDT, ESPN
Trevon Diggs, Cowboys | Out | Knee | Sat Sep 19, 2026, 2:00 PM EDT, ESPN | Expected back Oct 11, 2026
Tyler Smith, Cowboys | Out | Ankle | Sun Sep 20, 2026, 11:30 AM EDT, ESPN | Expected back in 3 weeks""",
    ),
    (
        "Open-Meteo",
        """Weather in San Diego | Source: Open-Meteo, Sun Sep 20, 2026, 5:00 PM EDT for San Diego, California
Clear sky, Sun Sep 20, 5:00 PM PDT
Temperature | 71.4 °F
Feels like | 70.2 °F
Wind | 9 mph from west
Gusts | 17 mph
Chance of precipitation | 5%""",
    ),
    (
        "my_bets",
        """Your record
27-31, 2 pushes · -$84.30 · ROI -2.6%
Won - lost - pushed: 27 - 31 - 2
Open: 2
Win rate: 27 of 58 (46.6%, 95% interval 34%-59%)
Profit: -$84.30
Return on investment: -2.6% of $3,240.00 staked
Units (each bet one unit): -3.15
Closing-line value (fair): +0.42% over 44 bets
By sport: NFL 9-6, +2.35 units, $61.20; MLB 12-19, -6.80 units, -$171.50; WNBA 6-6, +1.30 units, $26.00
By market: moneyline 14-13, +0.85 units, $22.40; total 5-9, -4.60 units, -$118.10
OPEN | Padres moneyline +118 | #C0FFEE12, $25.00
OPEN | Eagles -2.5 -108 + Over 47.5 -112 | #BADA5511, $10.00
WON | Lynx moneyline -140 | #11AA22BB, $35.00, +$25.00
LOST | Over 44.5 -110 | #33CC44DD, $22.00, -$22.00""",
    ),
    (
        "my_limits",
        """Your limits
Most for one bet: $75.00
Most for one day: $150.00
Break from betting: none""",
    ),
    (
        "build_parlay",
        """2-leg parlay, stake $15.00
1. Eagles moneyline -142 | Eagles @ Cowboys, Sun Sep 20, 8:20 PM EDT | FanDuel, quoted Sun Sep 20, 2026, 5:39 PM EDT
2. Aces +2.5 -105 | Aces @ Liberty, Sun Sep 20, 7:00 PM EDT | DraftKings, quoted Sun Sep 20, 2026, 5:39 PM EDT
Combined odds: +233 (3.33) | To win (profit): $34.91 | Total return (with stake): $49.91 | \
Expected value: -8.4%, the book keeps 8.4% of the stake | Fair chance (no-vig market): 27.5% | \
Chance needed to break even: 30.1%""",
    ),
    (
        "explain",
        """No-vig (fair) chances
Fair chances: 56.349% (-129) / 43.651% (+129). Hold 3.968%.
q of each side: 58.678% / 45.455%""",
    ),
)


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


def football() -> Slate:
    """A game of tonight at three books, one in play, one of tomorrow, and props."""
    first = _event("f1", "nfl", EAGLES, COWBOYS, 160)
    live = _event("f2", "nfl", LIONS, PACKERS, -75, live=True)
    later = _event("f3", "nfl", CHIEFS, BRONCOS, 1595)
    quotes = [
        *_quotes(first, "FanDuel", (MONEY, EAGLES, None, -142), (MONEY, COWBOYS, None, 120),
                 (SPREAD, EAGLES, "-2.5", -115), (SPREAD, COWBOYS, "2.5", -105), *_sides(TOTAL, "47.5", -108, -112)),
        *_quotes(first, "DraftKings", (MONEY, EAGLES, None, -148), (MONEY, COWBOYS, None, 124),
                 (SPREAD, EAGLES, "-3", 100), (SPREAD, COWBOYS, "3", -120), *_sides(TOTAL, "48", -110, -110)),
        *_quotes(first, "Caesars", (MONEY, EAGLES, None, -155), (MONEY, COWBOYS, None, 130),
                 (SPREAD, EAGLES, "-2.5", -118), (SPREAD, COWBOYS, "2.5", -102), *_sides(TOTAL, "47.5", -114, -106)),
        *_quotes(live, "FanDuel", (MONEY, LIONS, None, 215), (MONEY, PACKERS, None, -270),
                 (SPREAD, LIONS, "6.5", -113), (SPREAD, PACKERS, "-6.5", -107), *_sides(TOTAL, "52.5", -119, -101)),
        *_quotes(later, "DraftKings", (MONEY, CHIEFS, None, -166), (MONEY, BRONCOS, None, 140),
                 (SPREAD, CHIEFS, "-3.5", -104), (SPREAD, BRONCOS, "3.5", -116), *_sides(TOTAL, "44.5", -109, -111)),
    ]  # fmt: skip
    props = _props(
        (first, "FanDuel", "Saquon Barkley: rushing yards", "88.5", -114, -113),
        (first, "DraftKings", "Saquon Barkley: rushing yards", "90.5", -102, -128),
        (first, "FanDuel", "CeeDee Lamb: receiving yards", "79.5", -110, -117),
        (first, "FanDuel", "CeeDee Lamb: receptions", "6.5", 108, -138),
        (first, "FanDuel", "Jalen Hurts: rushing yards", "34.5", -121, -106),
        (later, "DraftKings", "Patrick Mahomes: passing yards", "256.5", -112, -118),
    )
    return Slate("nfl", (first, live, later), (*quotes, *props), FEED, NOW)


def others() -> list[Slate]:
    """Baseball and the WNBA of tonight, soccer of tomorrow."""
    base = _event("m1", "mlb", DODGERS, PADRES, 150)
    hoops = _event("w1", "wnba", ACES, LIBERTY, 80)
    kick = _event("s1", "laliga", REAL, VALENCIA, 1340)
    baseball = [
        *_quotes(base, "FanDuel", (MONEY, DODGERS, None, -134), (MONEY, PADRES, None, 114),
                 (SPREAD, DODGERS, "-1.5", 122), (SPREAD, PADRES, "1.5", -146), *_sides(TOTAL, "8.5", 102, -124)),
        *_quotes(base, "DraftKings", (MONEY, DODGERS, None, -139), (MONEY, PADRES, None, 118),
                 *_sides(TOTAL, "8", -116, -105)),
        *_props((base, "FanDuel", "Shohei Ohtani: total bases", "1.5", -127, -103)),
        *_props((base, "FanDuel", "Manny Machado: hits", "0.5", -225, 170)),
    ]  # fmt: skip
    women = [
        *_quotes(hoops, "DraftKings", (MONEY, ACES, None, 116), (MONEY, LIBERTY, None, -136),
                 (SPREAD, ACES, "2.5", -105), (SPREAD, LIBERTY, "-2.5", -115), *_sides(TOTAL, "166.5", -111, -109)),
        *_quotes(hoops, "BetMGM", (MONEY, ACES, None, 125), (MONEY, LIBERTY, None, -150),
                 (SPREAD, ACES, "3.5", -117), (SPREAD, LIBERTY, "-3.5", -103), *_sides(TOTAL, "167.5", -106, -114)),
        *_props((hoops, "DraftKings", "A'ja Wilson: points", "23.5", -122, -104),
                (hoops, "DraftKings", "A'ja Wilson: rebounds", "10.5", 104, -131),
                (hoops, "DraftKings", "Breanna Stewart: points", "19.5", -107, -119)),
    ]  # fmt: skip
    soccer = _quotes(kick, "bet365", (MONEY, VALENCIA, None, 425), (MONEY, "Draw", None, 310),
                     (MONEY, REAL, None, -165), *_sides(TOTAL, "2.5", -145, 120))  # fmt: skip
    return [
        Slate("mlb", (base,), tuple(baseball), FEED, NOW),
        Slate("wnba", (hoops,), tuple(women), FEED, NOW),
        Slate("laliga", (kick,), tuple(soccer), FEED, NOW),
    ]


def scores() -> list[GameScore]:
    """A game in play, and three that have ended."""
    live = _event("f2", "nfl", LIONS, PACKERS, -75, live=True)
    rows = (
        ("nfl", "Buffalo Bills", "Miami Dolphins", 4, 31, 17, 4),
        ("nfl", "Baltimore Ravens", "Cleveland Browns", 4, 20, 23, 4),
        ("wnba", "Minnesota Lynx", "Indiana Fever", 22, 88, 79, 4),
    )
    ended = [
        GameScore(Event(f"d{away}", league, away, home, NOW - timedelta(hours=hours), EventStatus.FINAL, "ESPN"),
                  one, two, "Final", "ESPN", NOW, period=period)
        for league, away, home, hours, one, two, period in rows
    ]  # fmt: skip
    return [GameScore(live, 14, 24, "6:12 - 3rd", "ESPN", NOW, period=3), *ended]


def charts() -> list[Trends]:
    """The two logs as data: streaks are counted from them."""
    barkley = Trends(
        "Saquon Barkley rushing yards, last 6 games", ("Dec 14", "Dec 21", "Dec 28", "Jan 4", "Sep 10", "Sep 13"),
        (Series("Rushing yards", (124, 71, 96, 63, 112, 84)),), "ESPN", NOW, "bar", 88.5,
    )  # fmt: skip
    wilson = Trends(
        "A'ja Wilson points, last 8 games",
        ("Aug 28", "Aug 30", "Sep 2", "Sep 5", "Sep 8", "Sep 11", "Sep 14", "Sep 17"),
        (Series("Points", (31, 22, 27, 19, 26, 34, 25, 29)),), "ESPN", NOW, "bar", 23.5,
    )  # fmt: skip
    return [barkley, wilson]


def september(zone: str = "America/New_York") -> Ledger:
    """The ledger after all tools have returned, with the user's own numbers."""
    where = ZoneInfo(zone)
    ledger = Ledger(now=NOW.astimezone(where))
    for slate in (football(), *others()):
        add_slate(ledger, slate, zone=where)
    add_scores(ledger, scores(), zone=where)
    for source, text in TEXTS:
        read_source(ledger, text, source=source, as_of=NOW)
    for chart in charts():
        add_trends(ledger, chart)
    ledger.given += given_numbers(USER, ledger)
    return ledger
