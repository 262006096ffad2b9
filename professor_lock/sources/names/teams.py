"""The teams of the leagues: their places, nicknames, abbreviations and other names.

One line per team: `place | nickname | abbreviations | other names`. Place and nickname together are the full name, as
The Odds API and ESPN write it. A spelling that another source has is added to the team's other names. Colleges stand in
`schools`, clubs of the other soccer leagues in `clubs`. A name that is in no table is matched by its own words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from professor_lock.sources.names.clubs import CLUBS, EUROPE
from professor_lock.sources.names.league_table import LEAGUES, SOCCER
from professor_lock.sources.names.schools import SCHOOLS
from professor_lock.sources.names.spelling import COLLEGE_LEAGUES

_TABLE: dict[str, str] = {
    "nba": """
Atlanta|Hawks|ATL|
Boston|Celtics|BOS|celts, cs
Brooklyn|Nets|BKN,BRK|new jersey nets
Charlotte|Hornets|CHA,CHO|charlotte bobcats
Chicago|Bulls|CHI|
Cleveland|Cavaliers|CLE|cavs
Dallas|Mavericks|DAL|mavs
Denver|Nuggets|DEN|nugs
Detroit|Pistons|DET|
Golden State|Warriors|GSW,GS|dubs, gs warriors
Houston|Rockets|HOU|
Indiana|Pacers|IND|indy
Los Angeles|Clippers|LAC|clips
Los Angeles|Lakers|LAL|lake show, lakeshow
Memphis|Grizzlies|MEM|grizz
Miami|Heat|MIA|
Milwaukee|Bucks|MIL|
Minnesota|Timberwolves|MIN|wolves, twolves, t wolves
New Orleans|Pelicans|NOP,NO|pels
New York|Knicks|NYK|knickerbockers
Oklahoma City|Thunder|OKC|
Orlando|Magic|ORL|
Philadelphia|76ers|PHI|sixers, seventy sixers
Phoenix|Suns|PHX,PHO|
Portland|Trail Blazers|POR|blazers, trailblazers
Sacramento|Kings|SAC|
San Antonio|Spurs|SAS,SA|
Toronto|Raptors|TOR|raps
Utah|Jazz|UTA,UTAH|
Washington|Wizards|WAS,WSH|wiz
""",
    "wnba": """
Atlanta|Dream|ATL|
Chicago|Sky|CHI|
Connecticut|Sun|CONN,CON|
Dallas|Wings|DAL|
Golden State|Valkyries|GSV,GS|
Indiana|Fever|IND|
Las Vegas|Aces|LVA,LV|
Los Angeles|Sparks|LAS|
Minnesota|Lynx|MIN|
New York|Liberty|NYL|
Phoenix|Mercury|PHX,PHO|
Portland|Fire|POR|
Seattle|Storm|SEA|
Toronto|Tempo|TOR|
Washington|Mystics|WAS,WSH|
""",
    "nfl": """
Arizona|Cardinals|ARI,ARZ|cards
Atlanta|Falcons|ATL|
Baltimore|Ravens|BAL|
Buffalo|Bills|BUF|
Carolina|Panthers|CAR|
Chicago|Bears|CHI|
Cincinnati|Bengals|CIN|
Cleveland|Browns|CLE|
Dallas|Cowboys|DAL|boys
Denver|Broncos|DEN|
Detroit|Lions|DET|
Green Bay|Packers|GB,GNB|pack
Houston|Texans|HOU|
Indianapolis|Colts|IND|indy
Jacksonville|Jaguars|JAX,JAC|jags
Kansas City|Chiefs|KC,KAN|
Las Vegas|Raiders|LV,LVR|oakland raiders
Los Angeles|Chargers|LAC|bolts, san diego chargers
Los Angeles|Rams|LAR|st louis rams
Miami|Dolphins|MIA|phins, fins
Minnesota|Vikings|MIN|vikes
New England|Patriots|NE,NWE|pats
New Orleans|Saints|NO,NOR|
New York|Giants|NYG|gmen, g men
New York|Jets|NYJ|
Philadelphia|Eagles|PHI|birds
Pittsburgh|Steelers|PIT|
San Francisco|49ers|SF,SFO|niners, forty niners
Seattle|Seahawks|SEA|hawks
Tampa Bay|Buccaneers|TB,TAM|bucs
Tennessee|Titans|TEN|
Washington|Commanders|WAS,WSH|commies, washington football team, washington redskins
""",
    "mlb": """
Arizona|Diamondbacks|ARI,AZ|dbacks, d backs, snakes
Atlanta|Braves|ATL|
|Athletics|ATH,OAK|as, oakland athletics, oakland as, oakland, sacramento athletics, las vegas athletics
Baltimore|Orioles|BAL|os
Boston|Red Sox|BOS|redsox, sox
Chicago|Cubs|CHC|cubbies
Chicago|White Sox|CWS,CHW|whitesox, sox
Cincinnati|Reds|CIN|
Cleveland|Guardians|CLE|guards, cleveland indians
Colorado|Rockies|COL|
Detroit|Tigers|DET|
Houston|Astros|HOU|stros
Kansas City|Royals|KC,KCR|
Los Angeles|Angels|LAA|halos, anaheim angels, angels of anaheim, los angeles angels of anaheim
Los Angeles|Dodgers|LAD|
Miami|Marlins|MIA|florida marlins
Milwaukee|Brewers|MIL|brew crew
Minnesota|Twins|MIN|
New York|Mets|NYM|
New York|Yankees|NYY|yanks
Philadelphia|Phillies|PHI|phils
Pittsburgh|Pirates|PIT|bucs, buccos
San Diego|Padres|SD,SDP|pads, friars
San Francisco|Giants|SF,SFG|
Seattle|Mariners|SEA|ms
St. Louis|Cardinals|STL|cards
Tampa Bay|Rays|TB,TBR|tampa bay devil rays
Texas|Rangers|TEX|
Toronto|Blue Jays|TOR|jays, bluejays
Washington|Nationals|WAS,WSH|nats
""",
    "nhl": """
Anaheim|Ducks|ANA|
Boston|Bruins|BOS|bs
Buffalo|Sabres|BUF|
Calgary|Flames|CGY,CAL|
Carolina|Hurricanes|CAR|canes
Chicago|Blackhawks|CHI|hawks
Colorado|Avalanche|COL|avs
Columbus|Blue Jackets|CBJ|jackets
Dallas|Stars|DAL|
Detroit|Red Wings|DET|wings
Edmonton|Oilers|EDM|
Florida|Panthers|FLA|cats
Los Angeles|Kings|LAK,LA|
Minnesota|Wild|MIN|
Montreal|Canadiens|MTL,MON|habs, canadians
Nashville|Predators|NSH|preds
New Jersey|Devils|NJD,NJ|
New York|Islanders|NYI|isles
New York|Rangers|NYR|
Ottawa|Senators|OTT|sens
Philadelphia|Flyers|PHI|
Pittsburgh|Penguins|PIT|pens
San Jose|Sharks|SJS,SJ|
Seattle|Kraken|SEA|
St. Louis|Blues|STL|
Tampa Bay|Lightning|TBL,TB|bolts
Toronto|Maple Leafs|TOR|leafs
Utah|Mammoth|UTA,UTAH|utah hockey club, arizona coyotes
Vancouver|Canucks|VAN|nucks
Vegas|Golden Knights|VGK,VEG|knights, las vegas golden knights
Washington|Capitals|WSH,WAS|caps
Winnipeg|Jets|WPG|
""",
    "epl": """
|Arsenal|ARS|gunners
|Aston Villa|AVL|villa
|Bournemouth|BOU|afc bournemouth, cherries
|Brentford|BRE|bees
|Brighton and Hove Albion|BHA|brighton, seagulls, brighton and hove
|Burnley|BUR|clarets
|Chelsea|CHE|blues
|Crystal Palace|CRY|palace
|Everton|EVE|toffees
|Fulham|FUL|cottagers
|Ipswich Town|IPS|ipswich
|Leeds United|LEE|leeds
|Leicester City|LEI|leicester, foxes
|Liverpool|LIV|
|Luton Town|LUT|luton
Manchester|City|MCI,MNC|man city, mcfc
Manchester|United|MUN,MNU|man united, man utd, man u, red devils, mufc
|Newcastle United|NEW|newcastle, magpies, toon
|Nottingham Forest|NFO,NOT|forest, nottm forest, notts forest, nottingham
|Sheffield United|SHU|sheffield
|Southampton|SOU|saints
|Sunderland|SUN|black cats
|Tottenham Hotspur|TOT|tottenham, spurs
|West Ham United|WHU|west ham, hammers
|Wolverhampton Wanderers|WOL|wolves, wolverhampton
""",
    "mls": """
|Atlanta United FC|ATL|atlanta, atlanta united, atlanta utd
|Austin FC|ATX,AUS|austin
|CF Montréal|MTL|montreal, cf montreal, montreal impact
|Charlotte FC|CLT|charlotte
|Chicago Fire|CHI|chicago, chicago fire fc, fire
|Colorado Rapids|COL|colorado, rapids
|Columbus Crew SC|CLB|columbus, columbus crew, crew
|D.C. United|DC|dc, washington
|FC Cincinnati|CIN|cincinnati
|FC Dallas|DAL,FCD|dallas
|Houston Dynamo|HOU|houston, houston dynamo fc, dynamo
|Inter Miami CF|MIA|miami, inter miami
|LA Galaxy|LAG|galaxy, los angeles
|Los Angeles FC|LAFC|los angeles, la fc, lafc
|Minnesota United FC|MIN|minnesota, minnesota united, loons
|Nashville SC|NSH|nashville
|New England Revolution|NE|new england, revolution, revs, new england revs
|New York City FC|NYC,NYCFC|new york, new york city, ny city fc
|New York Red Bulls|NY,RBNY,NYRB|new york, red bulls, red bull new york, new york rb, ny red bulls
|Orlando City SC|ORL|orlando, orlando city
|Philadelphia Union|PHI|philadelphia, union
|Portland Timbers|POR|portland, timbers
|Real Salt Lake|RSL|salt lake
|San Diego FC|SD|san diego
|San Jose Earthquakes|SJ|san jose, earthquakes, quakes, sj earthquakes
|Seattle Sounders FC|SEA|seattle, seattle sounders, sounders
|Sporting Kansas City|SKC|kansas city, sporting kc
|St. Louis City SC|STL|st louis, st louis city
|Toronto FC|TOR|toronto
|Vancouver Whitecaps FC|VAN|vancouver, vancouver whitecaps, whitecaps
""",
}


SOCCER_LEAGUES = frozenset(league.key for league in LEAGUES if league.sport is SOCCER)
_CUPS = {"ucl": ("epl", *CLUBS)}
"""Cup -> the leagues whose clubs play in it, in addition to the clubs of EUROPE."""


@dataclass(frozen=True, slots=True)
class Team:
    """One team of a table. `other_names` are further names of the team, for a college of its school."""

    league: str
    place: str
    nickname: str
    abbreviations: tuple[str, ...]
    other_names: tuple[str, ...]
    other_nicknames: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.place} {self.nickname}".strip()


@cache
def teams_of(league: str) -> tuple[Team, ...]:
    """The teams of one league, in the order of its table; empty for a league without a table."""
    if league in COLLEGE_LEAGUES:
        return tuple(_school(league, line) for line in SCHOOLS.strip().splitlines())
    tables = [_TABLE.get(one) or CLUBS.get(one, "") for one in _CUPS.get(league, (league,))]
    lines = "\n".join([*tables, *([EUROPE] if league in _CUPS else [])]).splitlines()
    return tuple(_team(league, line) for line in lines if line)


@cache
def listed_leagues() -> tuple[str, ...]:
    """Keys of the leagues whose teams users name without naming the league."""
    return tuple(_TABLE)


@cache
def other_leagues() -> tuple[str, ...]:
    """Keys of the other leagues with a table: their teams' names are also those of states, towns, everyday things."""
    return (*CLUBS, *_CUPS, *sorted(COLLEGE_LEAGUES))


def _team(league: str, line: str) -> Team:
    place, nickname, abbreviations, others = line.split("|")
    return Team(league, place, nickname, _parts(abbreviations), _parts(others))


def _school(league: str, line: str) -> Team:
    place, mascots, ways = line.split("|")
    nickname, *others = _parts(mascots)
    return Team(league, place, nickname, (), _parts(ways), tuple(others))


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(",") if part.strip())
