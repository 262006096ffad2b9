"""The schools of college basketball and football, and how sources and users write their names.

One line per school: `school | mascots | other names of the school`, with commas between mascots and between names. The
first mascot is the one shown. `spelling.school` already understands "St" for "State", "N" for "Northern", "Univ.",
"Int'l", "A&M", accents and dots, so those need no entry. To add a spelling, write it into the school's line.
"""

from __future__ import annotations

SCHOOLS = """
Abilene Christian|Wildcats|ACU
Air Force|Falcons|AFA
Akron|Zips|
Alabama|Crimson Tide, Tide|Bama
Alabama A&M|Bulldogs|AAMU
Alabama State|Hornets|
Alcorn State|Braves|Alcorn
American University|Eagles|American
Appalachian State|Mountaineers|App State, Appalachian, App St
Arizona|Wildcats|Zona
Arizona State|Sun Devils|ASU
Arkansas|Razorbacks, Hogs|ARK
Arkansas State|Red Wolves|A State
Arkansas-Pine Bluff|Golden Lions|UAPB, Pine Bluff
Army|Black Knights, Cadets|Army West Point
Auburn|Tigers|AUB
Austin Peay|Governors|Austin Peay State
BYU|Cougars|Brigham Young
Ball State|Cardinals|
Baylor|Bears|
Bellarmine|Knights|
Belmont|Bruins|
Bethune-Cookman|Wildcats|Bethune
Binghamton|Bearcats|
Boise State|Broncos|Boise
Boston College|Eagles|BC
Boston University|Terriers|Boston Univ, BU
Bowling Green|Falcons|BGSU, Bowling Green State
Bradley|Braves|
Brown|Bears|
Bryant|Bulldogs|
Bucknell|Bison|
Buffalo|Bulls|
Butler|Bulldogs|
Cal Poly|Mustangs|Cal Poly SLO
Cal State Bakersfield|Roadrunners|CSU Bakersfield, Bakersfield
Cal State Fullerton|Titans|CSU Fullerton, Fullerton
Cal State Northridge|Matadors|CSU Northridge, CSUN, Northridge
California|Golden Bears|Cal
California Baptist|Lancers|Cal Baptist, CBU
Campbell|Fighting Camels|
Canisius|Golden Griffins, Griffs|
Central Arkansas|Bears|UCA
Central Connecticut|Blue Devils|Central Connecticut State, CCSU
Central Michigan|Chippewas|
Charleston|Cougars|College of Charleston, C of C
Charleston Southern|Buccaneers|
Charlotte|49ers|UNC Charlotte
Chattanooga|Mocs|Tennessee Chattanooga, UT Chattanooga, UTC
Chicago State|Cougars|
Cincinnati|Bearcats|Cincy
Clemson|Tigers|CLEM
Cleveland State|Vikings|
Coastal Carolina|Chanticleers|
Colgate|Raiders|
Colorado|Buffaloes, Buffs|
Colorado State|Rams|
Columbia|Lions|
Coppin State|Eagles|Coppin
Cornell|Big Red|
Creighton|Bluejays|CREI
Dartmouth|Big Green|
Davidson|Wildcats|
Dayton|Flyers|
DePaul|Blue Demons|
Delaware|Blue Hens, Fightin Blue Hens|
Delaware State|Hornets|
Denver|Pioneers|
Detroit Mercy|Titans|Detroit, UDM
Drake|Bulldogs|
Drexel|Dragons|
Duke|Blue Devils|
Duquesne|Dukes|
East Carolina|Pirates|ECU
East Tennessee State|Buccaneers, Bucs|ETSU
East Texas A&M|Lions|Texas A&M-Commerce, Texas A&M Commerce, TAMU Commerce
Eastern Illinois|Panthers|EIU
Eastern Kentucky|Colonels|EKU
Eastern Michigan|Eagles|EMU
Eastern Washington|Eagles|EWU
Elon|Phoenix|
Evansville|Purple Aces, Aces|
Fairfield|Stags|
Fairleigh Dickinson|Knights|FDU
Florida|Gators|
Florida A&M|Rattlers|FAMU
Florida Atlantic|Owls|FAU
Florida Gulf Coast|Eagles|FGCU
Florida International|Panthers, Golden Panthers|FIU
Florida State|Seminoles, Noles|FSU
Fordham|Rams|
Fresno State|Bulldogs|Fresno
Furman|Paladins|
Gardner-Webb|Runnin' Bulldogs|
George Mason|Patriots|GMU
George Washington|Revolutionaries, Colonials|GW, G Washington
Georgetown|Hoyas|GTWN
Georgia|Bulldogs|UGA
Georgia Southern|Eagles|
Georgia State|Panthers|
Georgia Tech|Yellow Jackets|GT
Gonzaga|Bulldogs, Zags|GONZ
Grambling|Tigers|Grambling State
Grand Canyon|Lopes, Antelopes|GCU
Green Bay|Phoenix|Wisconsin Green Bay, UW Green Bay
Hampton|Pirates|
Harvard|Crimson|
Hawai'i|Rainbow Warriors, Warriors|
High Point|Panthers|
Hofstra|Pride|
Holy Cross|Crusaders|
Houston|Cougars, Coogs|UH
Houston Christian|Huskies|Houston Baptist, HCU
Howard|Bison|
IU Indianapolis|Jaguars|IUPUI, Indiana Purdue Indianapolis, IU Indy
Idaho|Vandals|
Idaho State|Bengals|
Illinois|Fighting Illini, Illini|
Illinois State|Redbirds|
Incarnate Word|Cardinals|UIW
Indiana|Hoosiers|IU
Indiana State|Sycamores|
Iona|Gaels|
Iowa|Hawkeyes|
Iowa State|Cyclones|ISU
Jackson State|Tigers|
Jacksonville|Dolphins|
Jacksonville State|Gamecocks|Jax State
James Madison|Dukes|JMU
Kansas|Jayhawks|KU
Kansas City|Roos, Kangaroos|UMKC, Missouri Kansas City
Kansas State|Wildcats|K State, KSU
Kennesaw State|Owls|Kennesaw
Kent State|Golden Flashes|Kent
Kentucky|Wildcats|UK
LSU|Tigers|Louisiana State
La Salle|Explorers|LaSalle
Lafayette|Leopards|
Lamar|Cardinals|
Le Moyne|Dolphins|LeMoyne
Lehigh|Mountain Hawks|
Liberty|Flames|
Lindenwood|Lions|
Lipscomb|Bisons|
Little Rock|Trojans|Arkansas-Little Rock, Arkansas Little Rock, UALR
Long Beach State|Beach, 49ers|Long Beach, CSU Long Beach
Long Island University|Sharks|LIU, Long Island, LIU Brooklyn
Longwood|Lancers|
Louisiana|Ragin' Cajuns, Cajuns|Louisiana Lafayette, UL Lafayette, ULL
Louisiana Tech|Bulldogs|LA Tech
Louisville|Cardinals|LOU
Loyola Chicago|Ramblers|Loyola (Chi), Loyola IL, Loyola
Loyola Maryland|Greyhounds|Loyola (MD), Loyola
Loyola Marymount|Lions|LMU
Maine|Black Bears|
Manhattan|Jaspers|
Marist|Red Foxes|
Marquette|Golden Eagles|MARQ
Marshall|Thundering Herd|
Maryland|Terrapins, Terps|
Maryland Eastern Shore|Hawks|UMES, MD Eastern Shore
Massachusetts|Minutemen|UMass
McNeese|Cowboys|McNeese State
Memphis|Tigers|
Mercer|Bears|
Mercyhurst|Lakers|
Merrimack|Warriors|
Miami|Hurricanes, Canes|Miami (FL), Miami Florida, MIA
Miami (OH)|RedHawks|Miami Ohio
Michigan|Wolverines|
Michigan State|Spartans|Mich St
Middle Tennessee|Blue Raiders|Middle Tennessee State, MTSU
Milwaukee|Panthers|Wisconsin Milwaukee, UW Milwaukee
Minnesota|Golden Gophers, Gophers|
Mississippi State|Bulldogs|Miss St
Mississippi Valley State|Delta Devils|Miss Valley St, MVSU
Missouri|Tigers|Mizzou, MIZ
Missouri State|Bears|
Monmouth|Hawks|
Montana|Grizzlies|
Montana State|Bobcats|
Morehead State|Eagles|Morehead
Morgan State|Bears|Morgan
Mount St. Mary's|Mountaineers|
Murray State|Racers|Murray
NC State|Wolfpack|North Carolina State, N.C. State, NCSU
NJIT|Highlanders|New Jersey Tech
Navy|Midshipmen|
Nebraska|Cornhuskers, Huskers|
Nevada|Wolf Pack|
New Hampshire|Wildcats|UNH
New Haven|Chargers|
New Mexico|Lobos|
New Mexico State|Aggies|NMSU
New Orleans|Privateers|UNO
Niagara|Purple Eagles|
Nicholls|Colonels|Nicholls State
Norfolk State|Spartans|
North Alabama|Lions|UNA
North Carolina|Tar Heels|UNC
North Carolina A&T|Aggies|NC A&T
North Carolina Central|Eagles|NC Central, NCCU
North Dakota|Fighting Hawks|UND
North Dakota State|Bison|NDSU
North Florida|Ospreys|UNF
North Texas|Mean Green|UNT
Northeastern|Huskies|
Northern Arizona|Lumberjacks|NAU
Northern Colorado|Bears|
Northern Illinois|Huskies|NIU
Northern Iowa|Panthers|UNI
Northern Kentucky|Norse|NKU
Northwestern|Wildcats|NU
Northwestern State|Demons|
Notre Dame|Fighting Irish, Irish|ND
Oakland|Golden Grizzlies|
Ohio|Bobcats|Ohio University
Ohio State|Buckeyes|OSU
Oklahoma|Sooners|OU
Oklahoma State|Cowboys|
Old Dominion|Monarchs|ODU
Ole Miss|Rebels|Mississippi
Omaha|Mavericks|Nebraska Omaha
Oral Roberts|Golden Eagles|ORU
Oregon|Ducks|
Oregon State|Beavers|
Pacific|Tigers|
Penn State|Nittany Lions|PSU
Pennsylvania|Quakers|Penn, UPenn
Pepperdine|Waves|
Pittsburgh|Panthers|Pitt
Portland|Pilots|
Portland State|Vikings|
Prairie View A&M|Panthers|Prairie View
Presbyterian|Blue Hose|
Princeton|Tigers|
Providence|Friars|PROV
Purdue|Boilermakers|PUR
Purdue Fort Wayne|Mastodons|Fort Wayne, IPFW
Queens University|Royals|Queens, Queens NC
Quinnipiac|Bobcats|
Radford|Highlanders|
Rhode Island|Rams|URI
Rice|Owls|
Richmond|Spiders|
Rider|Broncs|
Robert Morris|Colonials|
Rutgers|Scarlet Knights|RUTG
SE Louisiana|Lions|Southeastern Louisiana, SELA
SIU Edwardsville|Cougars|SIUE, Southern Illinois Edwardsville
SMU|Mustangs|Southern Methodist
Sacramento State|Hornets|Sac State
Sacred Heart|Pioneers|
Saint Francis|Red Flash|St. Francis (PA), Saint Francis PA, St Francis Pennsylvania
St. Francis Brooklyn|Terriers|St. Francis (BKN), St. Francis BKN, St. Francis NY, St. Francis (NY)
Saint Joseph's|Hawks|St. Joseph's (PA), Saint Josephs PA
Saint Louis|Billikens|SLU
Saint Mary's|Gaels|St. Mary's (CA), Saint Marys CA, SMC
Saint Peter's|Peacocks|
Sam Houston|Bearkats|Sam Houston State, SHSU
Samford|Bulldogs|
San Diego|Toreros|USD
San Diego State|Aztecs|SDSU
San Francisco|Dons|
San José State|Spartans|SJSU
Santa Clara|Broncos|
Seattle U|Redhawks|Seattle, Seattle University
Seton Hall|Pirates|
Siena|Saints|
South Alabama|Jaguars|
South Carolina|Gamecocks|
South Carolina State|Bulldogs|SC State
South Carolina Upstate|Spartans|USC Upstate, SC Upstate
South Dakota|Coyotes|
South Dakota State|Jackrabbits|
South Florida|Bulls|USF
Southeast Missouri State|Redhawks|SE Missouri State, SEMO, Southeast Missouri
Southern|Jaguars|Southern University
Southern Illinois|Salukis|SIU
Southern Indiana|Screaming Eagles|USI
Southern Miss|Golden Eagles|Southern Mississippi, USM
Southern Utah|Thunderbirds|SUU
St. Bonaventure|Bonnies|
St. John's|Red Storm|St. John's (NY), SJU
St. Thomas-Minnesota|Tommies|St. Thomas (MN), St. Thomas
Stanford|Cardinal|STAN
Stephen F. Austin|Lumberjacks|SFA, SF Austin
Stetson|Hatters|
Stonehill|Skyhawks|
Stony Brook|Seawolves|
Syracuse|Orange|Cuse, SYR
TCU|Horned Frogs|Texas Christian
Tarleton State|Texans|Tarleton
Temple|Owls|
Tennessee|Volunteers, Vols|
Tennessee State|Tigers|
Tennessee Tech|Golden Eagles|
Texas|Longhorns|
Texas A&M|Aggies|TAMU
Texas A&M-Corpus Christi|Islanders|Texas A&M-CC, A&M Corpus Christi
Texas Southern|Tigers|TSU
Texas State|Bobcats|
Texas Tech|Red Raiders|TTU
The Citadel|Bulldogs|Citadel
Toledo|Rockets|
Towson|Tigers|
Troy|Trojans|
Tulane|Green Wave|
Tulsa|Golden Hurricane|
UAB|Blazers|Alabama Birmingham
UAlbany|Great Danes|Albany
UC Davis|Aggies|California Davis
UC Irvine|Anteaters|California Irvine, UCI
UC Riverside|Highlanders|California Riverside, UCR
UC San Diego|Tritons|California San Diego, UCSD
UC Santa Barbara|Gauchos|California Santa Barbara, UCSB
UCF|Knights|Central Florida
UCLA|Bruins|
UConn|Huskies|Connecticut
UIC|Flames|Illinois Chicago
UL Monroe|Warhawks|Louisiana Monroe, ULM
UMBC|Retrievers|Maryland Baltimore County
UMass Lowell|River Hawks|Massachusetts Lowell, Mass Lowell
UNC Asheville|Bulldogs|North Carolina Asheville
UNC Greensboro|Spartans|North Carolina Greensboro, UNCG
UNC Wilmington|Seahawks|North Carolina Wilmington, UNCW
UNLV|Rebels, Runnin' Rebels|Nevada Las Vegas
USC|Trojans|Southern California, Southern Cal
UT Arlington|Mavericks|Texas Arlington, UTA
UT Martin|Skyhawks|Tennessee Martin, Tenn Martin
UT Rio Grande Valley|Vaqueros|UTRGV, Texas Rio Grande Valley, Rio Grande Valley
UTEP|Miners|Texas El Paso
UTSA|Roadrunners|Texas San Antonio, UT San Antonio
Utah|Utes|UTES
Utah State|Aggies|
Utah Tech|Trailblazers|Dixie State
Utah Valley|Wolverines|UVU
VCU|Rams|Virginia Commonwealth
VMI|Keydets|Virginia Military
Valparaiso|Beacons, Crusaders|Valpo
Vanderbilt|Commodores|Vandy
Vermont|Catamounts|
Villanova|Wildcats|Nova, VILL
Virginia|Cavaliers, Wahoos|UVA
Virginia Tech|Hokies|VT
Wagner|Seahawks|
Wake Forest|Demon Deacons|Wake
Washington|Huskies|UW
Washington State|Cougars|Wazzu, WSU
Weber State|Wildcats|Weber
West Georgia|Wolves|
West Virginia|Mountaineers|WVU
Western Carolina|Catamounts|WCU
Western Illinois|Leathernecks|WIU
Western Kentucky|Hilltoppers|WKU
Western Michigan|Broncos|WMU
Wichita State|Shockers|Wichita
William & Mary|Tribe|
Winthrop|Eagles|
Wisconsin|Badgers|
Wofford|Terriers|
Wright State|Raiders|
Wyoming|Cowboys|
Xavier|Musketeers|XAV
Yale|Bulldogs|
Youngstown State|Penguins|YSU
"""
