"""Soccer clubs that users also name by short or foreign forms. One line per club, laid out as in `teams`.

Legal forms ("FC", "SV", "1.") and founding years need no entry: `spelling.club_core` removes them. EUROPE lists the
clubs that play against the others in European cups only.
"""

from __future__ import annotations

CLUBS: dict[str, str] = {
    "bundesliga": """
|Bayern Munich|FCB,MUN|bayern, bayern munchen, fc bayern, munich
|Borussia Dortmund|BVB,DOR|dortmund, b dortmund
|Borussia Mönchengladbach|BMG|gladbach, mgladbach, monchengladbach, moenchengladbach, borussia mgladbach
|Bayer Leverkusen|B04,LEV|leverkusen, bayer 04 leverkusen, bayer 04, bayer
|RB Leipzig|RBL|leipzig, rasenballsport leipzig
|Eintracht Frankfurt|SGE|frankfurt, ein frankfurt, e frankfurt, eintr frankfurt
|VfB Stuttgart|VFB|stuttgart
|VfL Wolfsburg|WOB|wolfsburg
|SC Freiburg|SCF|freiburg
|TSG Hoffenheim|TSG|hoffenheim, tsg 1899 hoffenheim
|FC Augsburg|FCA|augsburg
|Mainz 05|M05|mainz, fsv mainz 05
|Werder Bremen|SVW|bremen, werder, sv werder bremen
|Union Berlin|FCU|1 fc union berlin, union
|1. FC Heidenheim|FCH,HDH|heidenheim
|1. FC Köln|KOE,KOL|koln, koeln, cologne, fc cologne, fc koln, 1 fc koeln
|Hamburger SV|HSV|hamburg, hamburg sv, hamburger
|FC St. Pauli|STP|st pauli, sankt pauli
|VfL Bochum|BOC|bochum
|Holstein Kiel|KIE|kiel
|SV Darmstadt 98|D98|darmstadt
|Hertha BSC|BSC|hertha, hertha berlin
|FC Schalke 04|S04|schalke
""",
    "laliga": """
|Real Madrid|RMA|
|Barcelona|BAR,FCB|fc barcelona, barca
|Atlético Madrid|ATM|atletico de madrid, atl madrid, atletico, club atletico de madrid, ath madrid, atleti, at madrid
|Athletic Bilbao|ATH|athletic club, athletic, bilbao, ath bilbao, athletic de bilbao
|Real Sociedad|RSO|la real, sociedad, real sociedad de futbol, r sociedad
|Real Betis|BET|betis, real betis balompie
|Villarreal|VIL|villareal
|Valencia|VAL|
|Sevilla|SEV|
|Girona|GIR|
|Celta Vigo|CEL|celta, celta de vigo, rc celta
|Osasuna|OSA|ca osasuna
|Getafe|GET|
|Mallorca|MLL|rcd mallorca, real mallorca
|Rayo Vallecano|RAY|rayo, vallecano, rayo vallecano de madrid
|Alavés|ALA|deportivo alaves
|Espanyol|ESP|rcd espanyol, espanyol barcelona, rcd espanyol de barcelona, espanol
|Leganés|LEG|cd leganes
|Las Palmas|LPA|ud las palmas
|Real Valladolid|VLL|valladolid
|Levante|LEV|
|Elche|ELC|
|Real Oviedo|OVI|oviedo
|Cádiz|CAD|
|Granada|GRA|
|Almería|ALM|
""",
    "seriea": """
|Inter Milan|INT|internazionale, inter, fc internazionale milano, internazionale milano, inter milano
|AC Milan|MIL|milan, ac mailand
|Juventus|JUV|juve, juventus turin, juventus torino
|Napoli|NAP|
|AS Roma|ROM|roma
|Lazio|LAZ|lazio roma
|Atalanta|ATA|atalanta bc, atalanta bergamo
|Fiorentina|FIO|acf fiorentina
|Bologna|BOL|
|Torino|TOR|
|Udinese|UDI|
|Genoa|GEN|
|Cagliari|CAG|
|Hellas Verona|VER|verona
|Lecce|LEC|
|Parma|PAR|
|Como|COM|como 1907
|Empoli|EMP|
|Monza|MON|
|Venezia|VEN|
|Sassuolo|SAS|
|Pisa|PIS|
|Cremonese|CRE|
""",
    "ligue1": """
|Paris Saint-Germain|PSG|paris saint germain, paris sg, paris st germain, paris s g
|Paris FC|PFC|
|Marseille|OM|olympique marseille, olympique de marseille
|Lyon|OL|olympique lyonnais, olympique lyon
|AS Monaco|MON|monaco
|Lille|LIL|lille osc, losc lille, losc
|Nice|NCE|ogc nice
|Lens|RCL|rc lens, racing club de lens
|Rennes|REN|stade rennais, stade rennais fc, stade rennes
|Brest|BRE|stade brestois, stade brestois 29, brestois
|Strasbourg|STR|rc strasbourg alsace, rc strasbourg, racing club de strasbourg alsace, strasbourg alsace
|Toulouse|TOU|
|Nantes|NAN|
|Reims|REI|stade de reims
|Montpellier|MTP|montpellier hsc
|Le Havre|HAC|le havre ac
|Auxerre|AUX|aj auxerre
|Angers|ANG|angers sco
|Saint-Étienne|STE|st etienne, as saint etienne
|Metz|MET|
|Lorient|LOR|
""",
}

EUROPE = """
|PSV Eindhoven|PSV|psv
|Ajax|AJA|ajax amsterdam, afc ajax
|Feyenoord|FEY|feyenoord rotterdam
|Benfica|BEN|sl benfica
|FC Porto|POR|porto
|Sporting Lisbon|SCP|sporting cp, sporting clube de portugal, sporting
|Braga|BRA|sc braga
|Club Brugge|CLU|club brugge kv, brugge
|Union Saint-Gilloise|USG|union st gilloise, royale union st gilloise, union sg, st gilloise, royale union sg
|Celtic|CEL|celtic glasgow
|Rangers|RAN|glasgow rangers
|Galatasaray|GAL|
|Fenerbahçe|FEN|fenerbahce
|Beşiktaş|BES|besiktas jk
|Red Star Belgrade|RSB|crvena zvezda, fk crvena zvezda
|Shakhtar Donetsk|SHK|shakhtar
|Dynamo Kyiv|DYK|dynamo kiev, dinamo kiev
|Dinamo Zagreb|DZG|gnk dinamo zagreb
|RB Salzburg|RBS|red bull salzburg, fc salzburg, salzburg, fc red bull salzburg
|Sturm Graz|STU|sk sturm graz
|Young Boys|YB|bsc young boys, young boys bern
|Basel|BAS|fc basel 1893
|Slavia Prague|SLP|slavia praha, sk slavia praha, slavia
|Sparta Prague|SPP|sparta praha, ac sparta praha, sparta
|Slovan Bratislava|SLO|sk slovan bratislava
|FC Copenhagen|COP|copenhagen, fc kobenhavn, kobenhavn
|Midtjylland|MID|
|Olympiacos|OLY|olympiakos, olympiacos piraeus, olympiakos piraeus
|Panathinaikos|PAN|
|PAOK|PAO|paok salonika, paok thessaloniki
|Bodø/Glimt|BOD|bodo glimt, fk bodo glimt
|Malmö FF|MAL|malmo
|Qarabağ|QAR|qarabag fk, qarabag agdam
|Kairat Almaty|KAI|kairat
|Pafos|PAF|pafos fc
|Ferencváros|FER|ferencvarosi, ferencvarosi tc
|Viktoria Plzeň|PLZ|viktoria plzen, fc viktoria plzen
|Maccabi Haifa|HAI|
"""
