"""Places for weather forecasts, and the home towns of teams that play outdoors.

A row is `town, state | roof` with the roof open, retractable or fixed; under a fixed roof the weather does not matter.
Leagues that are not listed play indoors, or all over the world.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from professor_lock.sources.names.identity import identity


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map. `name` is unambiguous ("Denver, Colorado, United States"); degrees are decimal, as text."""

    name: str
    latitude: str
    longitude: str
    zone: str


Roof = Literal["open", "retractable", "fixed"]

_TABLE = {
    "nfl": """
Arizona Cardinals|Glendale, AZ|retractable
Atlanta Falcons|Atlanta, GA|retractable
Baltimore Ravens|Baltimore, MD|open
Buffalo Bills|Orchard Park, NY|open
Carolina Panthers|Charlotte, NC|open
Chicago Bears|Chicago, IL|open
Cincinnati Bengals|Cincinnati, OH|open
Cleveland Browns|Cleveland, OH|open
Dallas Cowboys|Arlington, TX|retractable
Denver Broncos|Denver, CO|open
Detroit Lions|Detroit, MI|fixed
Green Bay Packers|Green Bay, WI|open
Houston Texans|Houston, TX|retractable
Indianapolis Colts|Indianapolis, IN|retractable
Jacksonville Jaguars|Jacksonville, FL|open
Kansas City Chiefs|Kansas City, MO|open
Las Vegas Raiders|Las Vegas, NV|fixed
Los Angeles Chargers|Inglewood, CA|fixed
Los Angeles Rams|Inglewood, CA|fixed
Miami Dolphins|Miami Gardens, FL|open
Minnesota Vikings|Minneapolis, MN|fixed
New England Patriots|Foxborough, MA|open
New Orleans Saints|New Orleans, LA|fixed
New York Giants|East Rutherford, NJ|open
New York Jets|East Rutherford, NJ|open
Philadelphia Eagles|Philadelphia, PA|open
Pittsburgh Steelers|Pittsburgh, PA|open
San Francisco 49ers|Santa Clara, CA|open
Seattle Seahawks|Seattle, WA|open
Tampa Bay Buccaneers|Tampa, FL|open
Tennessee Titans|Nashville, TN|open
Washington Commanders|Landover, MD|open
""",
    "mlb": """
Arizona Diamondbacks|Phoenix, AZ|retractable
Atlanta Braves|Atlanta, GA|open
Baltimore Orioles|Baltimore, MD|open
Boston Red Sox|Boston, MA|open
Chicago Cubs|Chicago, IL|open
Chicago White Sox|Chicago, IL|open
Cincinnati Reds|Cincinnati, OH|open
Cleveland Guardians|Cleveland, OH|open
Colorado Rockies|Denver, CO|open
Detroit Tigers|Detroit, MI|open
Houston Astros|Houston, TX|retractable
Kansas City Royals|Kansas City, MO|open
Los Angeles Angels|Anaheim, CA|open
Los Angeles Dodgers|Los Angeles, CA|open
Miami Marlins|Miami, FL|retractable
Milwaukee Brewers|Milwaukee, WI|retractable
Minnesota Twins|Minneapolis, MN|open
New York Mets|Queens, NY|open
New York Yankees|The Bronx, NY|open
Philadelphia Phillies|Philadelphia, PA|open
Pittsburgh Pirates|Pittsburgh, PA|open
San Diego Padres|San Diego, CA|open
San Francisco Giants|San Francisco, CA|open
Seattle Mariners|Seattle, WA|retractable
St. Louis Cardinals|St. Louis, MO|open
Texas Rangers|Arlington, TX|retractable
Toronto Blue Jays|Toronto, Ontario|retractable
Washington Nationals|Washington, DC|open
""",
}


@dataclass(frozen=True, slots=True)
class Venue:
    """A team's home: the town to forecast for, and the roof over the field."""

    town: str
    roof: Roof


def home_of(league: str, team: str) -> Venue | None:
    """Where a team plays at home; None where the table does not say (the team moved, or plays indoors)."""
    return _venues(league).get(identity(league, team))


@cache
def venue_towns() -> tuple[str, ...]:
    """The towns of all venues, each once, without their states."""
    venues = (venue for league in _TABLE for venue in _venues(league).values())
    return tuple(dict.fromkeys(venue.town.partition(",")[0] for venue in venues))


@cache
def _venues(league: str) -> dict[str, Venue]:
    venues = {}
    for line in _TABLE.get(league, "").strip().splitlines():
        team, town, roof = line.split("|")
        kind: Roof = "open" if roof == "open" else "fixed" if roof == "fixed" else "retractable"
        venues[identity(league, team)] = Venue(town, kind)
    return venues
