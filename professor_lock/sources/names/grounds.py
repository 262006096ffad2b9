"""Where teams play at home: the names of stadiums and arenas, as of 2025, with the older ones that are still said.

A row is `name, name | team, team`; a ground that two teams share has both. Names that are common words stand only with
what makes them one ("the Garden" is left out).
"""

from __future__ import annotations

from functools import cache

_TABLE = """
State Farm Stadium|Arizona Cardinals
Mercedes-Benz Stadium|Atlanta Falcons
M&T Bank Stadium|Baltimore Ravens
Highmark Stadium|Buffalo Bills
Bank of America Stadium|Carolina Panthers
Soldier Field|Chicago Bears
Paycor Stadium|Cincinnati Bengals
Huntington Bank Field|Cleveland Browns
AT&T Stadium|Dallas Cowboys
Empower Field, Mile High|Denver Broncos
Ford Field|Detroit Lions
Lambeau Field, Lambeau|Green Bay Packers
NRG Stadium|Houston Texans
Lucas Oil Stadium|Indianapolis Colts
EverBank Stadium|Jacksonville Jaguars
Arrowhead Stadium, Arrowhead|Kansas City Chiefs
Allegiant Stadium|Las Vegas Raiders
SoFi Stadium, SoFi|Los Angeles Rams, Los Angeles Chargers
Hard Rock Stadium|Miami Dolphins
U.S. Bank Stadium|Minnesota Vikings
Gillette Stadium, Gillette, Foxborough|New England Patriots
Caesars Superdome, Superdome|New Orleans Saints
MetLife Stadium, MetLife|New York Giants, New York Jets
Lincoln Financial Field|Philadelphia Eagles
Acrisure Stadium|Pittsburgh Steelers
Levi's Stadium|San Francisco 49ers
Lumen Field|Seattle Seahawks
Raymond James Stadium|Tampa Bay Buccaneers
Nissan Stadium|Tennessee Titans
Northwest Stadium|Washington Commanders
Chase Field|Arizona Diamondbacks
Truist Park|Atlanta Braves
Camden Yards|Baltimore Orioles
Fenway Park, Fenway|Boston Red Sox
Wrigley Field, Wrigley|Chicago Cubs
Rate Field|Chicago White Sox
Great American Ball Park|Cincinnati Reds
Progressive Field|Cleveland Guardians
Coors Field, Coors|Colorado Rockies
Comerica Park, Comerica|Detroit Tigers
Minute Maid Park, Daikin Park|Houston Astros
Kauffman Stadium|Kansas City Royals
Angel Stadium|Los Angeles Angels
Dodger Stadium, Chavez Ravine|Los Angeles Dodgers
loanDepot Park|Miami Marlins
American Family Field|Milwaukee Brewers
Target Field|Minnesota Twins
Citi Field|New York Mets
Yankee Stadium|New York Yankees
Sutter Health Park|Athletics
Citizens Bank Park|Philadelphia Phillies
PNC Park|Pittsburgh Pirates
Petco Park, Petco|San Diego Padres
Oracle Park|San Francisco Giants
T-Mobile Park|Seattle Mariners
Busch Stadium|St. Louis Cardinals
Tropicana Field|Tampa Bay Rays
Globe Life Field|Texas Rangers
Rogers Centre|Toronto Blue Jays
Nationals Park|Washington Nationals
State Farm Arena|Atlanta Hawks
TD Garden|Boston Celtics, Boston Bruins
Barclays Center, Barclays|Brooklyn Nets
Spectrum Center|Charlotte Hornets
United Center|Chicago Bulls, Chicago Blackhawks
Rocket Arena|Cleveland Cavaliers
American Airlines Center|Dallas Mavericks, Dallas Stars
Ball Arena|Denver Nuggets, Colorado Avalanche
Little Caesars Arena|Detroit Pistons, Detroit Red Wings
Chase Center|Golden State Warriors
Toyota Center|Houston Rockets
Gainbridge Fieldhouse|Indiana Pacers
Intuit Dome|Los Angeles Clippers
Crypto.com Arena, Staples Center|Los Angeles Lakers, Los Angeles Kings
FedExForum|Memphis Grizzlies
Kaseya Center|Miami Heat
Fiserv Forum|Milwaukee Bucks
Target Center|Minnesota Timberwolves
Smoothie King Center|New Orleans Pelicans
Madison Square Garden, MSG|New York Knicks, New York Rangers
Paycom Center|Oklahoma City Thunder
Kia Center|Orlando Magic
Wells Fargo Center, Xfinity Mobile Arena|Philadelphia 76ers, Philadelphia Flyers
Footprint Center|Phoenix Suns
Moda Center|Portland Trail Blazers
Golden 1 Center|Sacramento Kings
Frost Bank Center|San Antonio Spurs
Scotiabank Arena|Toronto Raptors, Toronto Maple Leafs
Delta Center|Utah Jazz, Utah Mammoth
Capital One Arena|Washington Wizards, Washington Capitals
Honda Center|Anaheim Ducks
KeyBank Center|Buffalo Sabres
Scotiabank Saddledome, Saddledome|Calgary Flames
Lenovo Center|Carolina Hurricanes
Nationwide Arena|Columbus Blue Jackets
Rogers Place|Edmonton Oilers
Amerant Bank Arena|Florida Panthers
Grand Casino Arena, Xcel Energy Center|Minnesota Wild
Bell Centre|Montreal Canadiens
Bridgestone Arena|Nashville Predators
Prudential Center|New Jersey Devils
UBS Arena|New York Islanders
Canadian Tire Centre|Ottawa Senators
PPG Paints Arena|Pittsburgh Penguins
SAP Center|San Jose Sharks
Climate Pledge Arena|Seattle Kraken
Enterprise Center|St. Louis Blues
Benchmark International Arena, Amalie Arena|Tampa Bay Lightning
Rogers Arena|Vancouver Canucks
T-Mobile Arena|Vegas Golden Knights
Canada Life Centre|Winnipeg Jets
Emirates Stadium, Emirates|Arsenal
Villa Park|Aston Villa
Vitality Stadium|Bournemouth
Gtech Community Stadium|Brentford
Amex Stadium|Brighton and Hove Albion
Turf Moor|Burnley
Stamford Bridge|Chelsea
Selhurst Park|Crystal Palace
Hill Dickinson Stadium, Goodison Park, Goodison|Everton
Craven Cottage|Fulham
Elland Road|Leeds United
Anfield|Liverpool
Etihad Stadium|Manchester City
Old Trafford|Manchester United
St James' Park|Newcastle United
City Ground|Nottingham Forest
Stadium of Light|Sunderland
Tottenham Hotspur Stadium|Tottenham Hotspur
London Stadium|West Ham United
Molineux|Wolverhampton Wanderers
Santiago Bernabéu, Bernabéu|Real Madrid
Camp Nou|Barcelona
Metropolitano|Atlético Madrid
Mestalla|Valencia
San Mamés|Athletic Bilbao
Signal Iduna Park|Borussia Dortmund
Allianz Arena|Bayern Munich
BayArena|Bayer Leverkusen
San Siro|Inter Milan, AC Milan
Allianz Stadium|Juventus
Stadio Olimpico|AS Roma, Lazio
Parc des Princes|Paris Saint Germain
Vélodrome|Marseille
"""


@cache
def home_grounds() -> dict[str, tuple[str, ...]]:
    """The names of the grounds, each with the teams that play there at home.

    >>> home_grounds()["Petco"], home_grounds()["Madison Square Garden"]
    (('San Diego Padres',), ('New York Knicks', 'New York Rangers'))
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in _TABLE.strip().splitlines():
        names, _, teams = row.partition("|")
        for name in names.split(", "):
            found[name] = tuple(teams.split(", "))
    return found
