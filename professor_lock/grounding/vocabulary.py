"""The closed lists of words by which a text says what its numbers are. All are folded: lower case, without accents.

English first, then Spanish, German, French, Portuguese and Italian as far as bettors write them.
"""

from __future__ import annotations

from functools import cache

from professor_lock.grounding.word_lists import word_set, word_sets, word_table

UNITS = word_table(
    """
points: punktelinie punktlinie
points: points point pts pt puntos punto punkte punkten punkt pontos ppg points_per_game puntos_por_partido scoring
rebounds: rebonds rebond rimbalzi rebounds rebound rebs reb boards rebotes rebote rebotes rpg rebounding
assists: passes_decisives passes_par_match passes_de_moyenne
assists: assists assist ast asists asistencias asistencia assistencias vorlagen apg dimes
threes: 3s 3-pt treys threes three-pointers 3-pointers triples dreier 3pm triple
steals: steals steal robos
blocks: blocks block tapones contres
turnovers: turnovers turnover perdidas
goals: goals goal goles gol tore tor toren buts gols
saves: saves save paradas
shots: shots shot tiros schusse shots_on_goal shots_on_target
runs: runs run carreras
hits: hits hit aciertos
strikeouts: strikeouts strikeout ponches ks
homers: homers homer home_runs home_run jonrones
rbis: rbis rbi
yards: yards yard yds yardas
touchdowns: touchdowns touchdown tds td
receptions: receptions reception catches
bases: bases base total_bases
interceptions: interceptions interception intercepciones interzeptionen
sacks: sacks sack
tackles: tackles tackle
fumbles: fumbles fumble
fouls: fouls foul faltas
corners: corners corner eckballe ecken
walks: walks walk
innings: innings inning
attempts: attempts attempt completions carries targets
games: matchs games game partidos partido juegos juego spiele spielen spiel matches match matchups outings
games: contests starts jogos jogo partite appearances
straight: straight consecutive row in_a_row seguidos seguidas consecutivos consecutivas folge in_folge running
straight: unbeaten streak racha serie
wins: wins win victories victory victorias victoria siege siegen sieg triunfos triunfo won
losses: losses loss defeats derrotas derrota niederlagen niederlage
ties: ties tie draws draw empates empate unentschieden
books: books book sportsbooks sportsbook bookmakers bookmaker casas casa buchmacher buchmachern bookies bookie bucher
books: feeds feed
markets: markets market mercados markte
legs: tipps tipp selecciones legs leg legger patas pata selections leg_parlay patas piernas beine
bets: bets bet wagers wager tickets ticket apuestas apuesta wetten wette picks pick plays
units: units unit unidades unidad einheiten einheit
cents: cents cent centavos
seconds: seconds second secs sec segundos sekunden
minutes: minutes minute mins min minutos minuten mpg minuto
hours: hours hour hrs horas stunden stunde hora
days: days day dias tage tagen dia tag
weeks: wks wk weeks week semanas wochen semana woche
months: months month meses monate monaten mes
years: years year anos jahre jahren ano jahr year-old years-old seasons season temporadas saisons temporada saison
degrees: degrees degree grados grad deg f
mph: mph miles miles_per_hour
inches: inches inch pulgadas
threes: three-point
penalties: penalties penalty
injuries: injuries injury lesiones verletzte verletzungen injured
players: players player jugadores jugador spieler
teams: teams team equipos equipo mannschaften
results: results result hits_found articles article resultados ergebnisse
pushes: pushes push
prices: prices cuotas quoten
votes: votes vote
dollars: dollars dollar bucks euros euro pounds dolares
"""
)
COUNTED_IN_LINES = frozenset({"points", "runs", "goals"})
"""Units in which a spread or total is said as well: "a 3.5-point favourite"."""
LISTABLE = frozenset({"games", "books", "teams", "legs", "bets", "injuries", "players", "results", "markets"})
"""What a list in the answer may hold, so that its length can be counted."""
SUMMED_STATS = frozenset({"points", "rebounds", "assists", "steals", "blocks"})
"""Figures of which lines on a sum are offered: "points rebounds assists"."""
RHETORICAL = word_set(
    """
    thing things thought thoughts reason reasons way ways step steps tip tips option options note notes caveat caveats
    question questions leans spots
    idea ideas prices props prop moneylines lines spreads totals sides numbers angle angles takeaways takeaway part
    parts choice choices example examples
    cosas razones
    opciones dinge grunde schritte moglichkeiten seiten lados
    """
)
"""Nouns that a text counts of itself; a small count of them says nothing about the world."""

TAGS = word_table(
    """
fair: fair fairly no-vig novig vig-free no_vig devigged true justa justo faire fairer fairen fair_chance probability
implied: implied implies imply implying implizite implizit implizierte implicita implicito break-even
implied: breakeven break_even needed you_need you'd_need q_of_each_side
fair: without_the_vig without_vig without_the_margin without_the_juice without_margin take_out_the_vig vig_removed
fair: remove_the_vig removing_the_vig strip_the_vig strip_out_the_vig stripping_the_vig take_the_vig_out vig_out
arb: arb arbitrage arbitraje
fair: divide_it_out dividing_it_out divided_out
fair: sin_el_margen sin_margen ohne_marge ohne_die_marge sans_la_marge market_says market's_number market_gives_it
hold: hold holds vig margin overround juice house_edge ventaja marge house_keeps keeps
ev: beats beat beating ev expected_value edge +ev valor_esperado erwartungswert expected value
roi: roi return_of return_on_investment rendite kapitalrendite rentabilidad
shin: shin
opened: opened opening open_at opener opens abrio eroffnet eroffnete opened_at moved_from
median: median mediana
hit: hit_rate cleared covered clears hitting
confidence: confidence
interval: interval
closing: closing closed closing-line clv close
shooting: shooting fg% field-goal efg
feels: feels_like feel_like gefuhlt gefuhlte sensacion ressenti
gust: gust gusts gusting boen rachas rafales
rain: precipitation rain snow chance_of_rain lluvia regen regenwahrscheinlichkeit niederschlag precipitacion nieve
rain: precipitations neige schnee pluie
winrate: win_rate
back: expected_back
profit: profit profits to_win ganancia gewinn winnings
payout: cobrarias cobraras recibirias payout pays return returns total_return pay paga auszahlung zahlt
stake: at_risk stake staked risking risk wager apuesta einsatz apostando
combined: combined combined_odds parlay_price parlay combinada kombi combinado
career: career
average: average averages averaging averaged avg promedio promedia media schnitt durchschnitt durchschnittlich
total_of: total
high: high season-high career-high best most
low: low fewest worst season-low
"""
)
PERCENT_TAGS = frozenset(
    {"fair", "implied", "hold", "ev", "hit", "confidence", "shooting", "rain", "winrate", "closing", "interval", "roi"}
)
"""What a percentage may be a percentage of."""

MARKETS = word_table(
    """
moneyline: moneyline moneylines ml money-line money_line h2h outright to_win_outright win siegwette sieg
moneyline: ganador victoria straight-up straight_up
spread: spread spreads ats handicap handicaps puck_line run_line against_the_spread point_spread linea_de_puntos
total: tot total totals over/under o/u totales gesamtpunkte gesamtpunktzahl gesamt total_points
team_total: team_total
player_prop: prop props player_prop
"""
)
SIDES = word_table(
    """
over: over's more_than overs mas_a plus_a plus_de superieur over o mas_de uber alta altas mas ueber mehr_als mehr
under: under's fewer_than less_than fewer
under: menos unders moins_de menos_a moins_a inferieur under u menos_de unter baja bajas weniger_als weniger
draw: draw tie empate unentschieden match_nul nul remis pareggio
"""
)
STANDINGS = word_table(
    """
home: hosts home_team home_side home_club locales local gastgeber heimteam
away: visitors visitor road_team away_team away_side visiting_team visitante visitantes gaste auswartsteam
favorite: favorite favourite favorites favourites chalk favorito favoritos favorit favoriten
underdog: underdog underdogs dog aussenseiter
"""
)
PLAYS = word_table(
    """
passing: passing pass throwing throws threw lanzo paso passes
rushing: rushing rush ran rushes carreras_terrestres
receiving: receiving rec caught recepcion
"""
)
DIRECTIONS = word_table(
    """
scored: erzielt erzielen marque marquent anotan
scored: scored score scores scoring outscored anoto anotaron anota marco marcaron erzielte erzielten schoss
allowed: allowed allow allows allowing conceded concede concedes gave_up giving_up permitio permitieron recibio liess
allowed: liessen zugelassen kassierte kassierten kassiert kassieren encaisse encaissent concedent recibe reciben permite
allowed: let_in lets_in letting_in
allowed: given_up lasst lassen kassierten zugelassenen encajado encajan encaja encajo
allowed: permiten opponent opponents opp give_up gives_up surrender surrenders
"""
)
PARTS = word_table(
    """
regular: regular_season regular-season temporada_regular hauptrunde
postseason: postseason playoffs playoff play-offs
"""
)
PERIODS = word_table(
    """
1h: 1h first_half first-half h1 erste_halbzeit ersten_halbzeit primera_mitad primer_tiempo
2h: 2h second_half second-half h2 zweite_halbzeit zweiten_halbzeit segunda_mitad segundo_tiempo
q1: q1 1q first_quarter 1st_quarter
q2: q2 2q second_quarter 2nd_quarter
q3: q3 3q third_quarter 3rd_quarter
q4: q4 4q fourth_quarter 4th_quarter
p1: p1 first_period
p2: p2 second_period
p3: p3 third_period
f5: f5 first_five first_5 first_five_innings
"""
)
MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "january jan januar enero janvier janeiro gennaio janner",
            "february feb februar febrero fevrier fevereiro febbraio",
            "march mar marz marzo mars marco maerz",
            "april apr abril avril aprile",
            "may mai mayo maio maggio",
            "june jun juni junio juin junho giugno",
            "july jul juli julio juillet julho luglio",
            "august aug agosto aout",
            "september sep sept septiembre septembre setembro settembre",
            "october oct oktober okt octubre octobre outubro ottobre",
            "november nov noviembre novembre novembro",
            "december dec dezember dez diciembre decembre dezembro dicembre",
        ),
        1,
    )
    for word in words.split()
}
ZONES = word_table(
    """
et: et est edt eastern
ct: ct cst cdt central
mt: mt mst mdt mountain
pt: pt pst pdt pacific
utc: utc gmt z
cet: cet cest mez uhr_mez
"""
)
HEDGES = word_set(
    """
    about around roughly approximately approx nearly almost circa some close ungefahr etwa rund knapp fast unos unas
    aproximadamente casi cerca alrededor environ presque cerca
    """
)
NEGATIVE = word_set(
    """
    favored favorite favorites favourite favoured favourites laying lay lays giving give gives favorito favoritos
    favorita favoritas favorit favoriten favorisiert favoris spotting
    """
)
"""They put a minus before an unsigned line."""
POSITIVE = word_set(
    """
    underdog underdogs dog dogs getting get gets catching catch receiving aussenseiter outsider cenicienta plus
    """
)
LOST = word_set(
    """
    trail trails trailing behind pierden
    lost lose loses losing fell fall falls dropped perdio pierde perdieron verlor verloren defeated_by
    """
)
WON = word_set(
    """
    lead leads leading led ahead fuhrt ganan won win wins winning beat beats beaten defeated gano gana ganaron gewann
    gewannen topped edged
    """
)
DECIDED = word_set(
    """
    margin by down up lead leads leading trail trails trailing behind ahead advantage vorsprung zuruck ventaja pierden
    ganan outscore
    """
)
"""Words of how far apart two scores are."""
MINUS_WORDS = frozenset({"minus", "menos"})
PLUS_WORDS = frozenset({"plus", "mas"})
EVEN_WORDS = frozenset({"even", "evens", "ev"})
PICK_WORDS = frozenset({"pk", "pick'em", "pickem", "pick-em"})
PERCENT_WORDS = frozenset({"percent", "pct", "prozent", "per_cent", "porciento", "percentage"})
MONEY_WORDS = frozenset({"dollars", "dollar", "bucks", "usd", "dolares", "euro", "euros", "eur", "pounds", "quid"})
OPPONENT = word_set(
    """
    against vs v versus over hosting host hosts facing face faces visiting visit visits beat beats beating than unlike
    affronte affrontent recoit recoivent recibe reciben visitan visita defeats edge edges empfangt empfangen schlug
    outscore outscores outscored outscoring
    past gegen contra ante frente at defeated defeating defeat topped edged outlasted to bei not en bat battre
    """
)
"""Words after which a team is the other one of a sentence, not the one it speaks of."""
LOCATION = frozenset({"in", "from", "around", "near", "en", "aus", "into", "al", "à", "nach", "aux", "au", "escaped"})
"""Words after which the name of a place is a place, not its team."""
FOLLOWING = word_set("on for to by at with von bei fur auf para por de en a from via through per according")
"""Prepositions that tie a name behind a number to it."""
SMALL = word_set(
    """
    the a an of is are was were as its it their his her that this those and der die das den dem ein eine el la los las
    un una es son le les il lo i l d to on for at by with von bei fur auf para por de en from via through per according
    no price odds number chance best line
    """
)
BREAKS = word_set(
    """
    and but while whereas although though when where und aber wahrend wenn y pero mientras cuando et mais tandis e ma
    mas
    """
)
"""Words between two clauses."""
HE = word_set("he his him she her er sein seine seinen ihm ihn el su sus le lui ele")
CONDITIONAL = word_set("if say suppose assuming hypothetically si wenn falls angenommen se supongamos")
EXAMPLE = word_set(
    """
    example examples illustration illustrate imagine suppose hypothetical hypothetically say beispiel beispielsweise
    angenommen ejemplo supongamos exemple supposons esempio exemplo
    """
)
"""Words by which a sentence says that its figures are chosen, not true of anything."""
ADDRESSED = word_set(
    """
    your you you're you've yours yourself tu tus usted su vos dein deine deinem deinen deiner du dir dich
    ihr ihre ihren
    votre vous ton ta tes seu sua voce
    """
)
DERIVED = word_sets(
    """
difference: more less fewer difference gap apart cents better worse ahead behind above below clear margin by
difference: shorter longer higher lower cheaper moved move swing up down mehr weniger unterschied differenz mas
difference: expensive pricey overpriced steep bigger smaller widens edge worth costs cost extra net differential
difference: menos diferencia besser mejor vorsprung outscored off between spread_out
sum: combined total together sum sums altogether all combine overall zusammen insgesamt juntos suman
sum: add_up sums_to between totaling totalling
sum: conjunto add added adds board scoreboard
mean: average averages averaging averaged avg mean promedio schnitt media durchschnitt averaged_out
implied: implied implies imply implying break-even breakeven implizit implizite implicita implicito break
implied: works priced entspricht equivale
implied: implica implican hurdle threshold probabilidad probabilite implicite implizieren impliquent correspond
implied: probability chance equals translates means need needs needed breaking
fair: without removing removed stripping stripped remove strip devig de-vig devigged vig juice
fair: fair no-vig novig vig-free justa justo faire
hold: leave leaves keep keeps hold vig margin overround juice marge add adds keeps keep
part: bankroll roll kelly
split: half split splitting apiece evenly mitad halfte moitie
payout: pays pay payout return returns returned back collect zahlt auszahlung paga pagaria devuelve turn turns
payout: rapporterait rapporteraient rapporte rapportent rapporter recibirias cobrarias brachte brachten
payout: devolverian devolveria gibt zuruck bekamst bekommst stake wurden werden
profit: make makes made making clear gagnerais gagnerait gagner benefice verdienen verdienst even-money
profit: profit win wins winning winnings net gain clears ganancia ganas ganarias gewinn gewinnst to_win gewinnen
ev: ev edge expected lose loses loss cost costs
per game: a per pro por game averages averaged average average
hours: until to in left from_now away hours hour stunden horas heures minutes
days: days day weeks week wochen semanas semaines tage tagen dias dia away until from_now
complement: miss misses missed lose loses losing other fails failed
parlay: parlay combined together combo kombi combinada multiply double
streak: straight consecutive row
complement: unders overs short
"""
)
ENUMERATORS = word_set(
    """
    option step tip leg pick note part example case scenario choice number no nr tier paso opcion schritt punkt angle
    takeaway rule reason item bullet
    """
)
"""Words before a number that only counts the text's own parts."""
ABBREVIATIONS = word_set(
    """
    vs v mr mrs ms dr st ft jr sr no nr vol approx etc e.g i.e eg ie inc a.m p.m mt jan feb mar
    apr jun jul aug
    sep sept oct nov dec avg pts reb ast d.c l.a n.y u.s ca bzw z.b d.h usw sra sres ej prof ca min max
    """
)
EMERGENCY = frozenset({"911", "988", "112", "999", "116123", "111", "000", "110"})
IDIOMS = frozenset({"24/7", "7/24"})
DECIMAL_COMMA = frozenset({"de", "es", "fr", "it", "pt", "nl", "pl", "sv", "da", "nb", "fi", "cs", "tr", "ru"})
NAMED = (
    "from_three from_deep "
    "76ers 49ers schalke_04 mainz_05 hannover_96 1860_munchen big_12 big_10 pac-12 pac_12 atlantic_10 bet365 888sport "
    "3-pointer 3-pointers 3-point_shooting 3-point_shot 3-point_shots 3-point_range 3-point_line three-point_shooting "
    "three-point_range three-point_line three-point_shot 3pt 3pm 2-way 3-way two-way three-way 1x2 3-and-d 7-eleven "
    "one-on-one super_bowl world_series stanley_cup champions_league premier_league world_cup europa_league "
    "la_liga serie_a "
    "conference_championship nba_finals nfc_championship afc_championship "
    "1-on-1 double-double triple-double double-doubles triple-doubles three-pointer three-pointers "
    "two-pointers one-sided 1._fc 1._fsv first-half second-half four-letter wnba50 power_5 power_four final_four "
    "sweet_16 sweet_sixteen elite_eight elite_8 first_four top_25 ap_25 six_nations one_of_the one_of_those no_one "
    "one_another two-sided one_thing three-way_market sixth_man big_ten big_twelve fab_five 4-letter covid-19 u21 u23 "
    "two-teamer three-teamer four-teamer 2-teamer 3-teamer 4-teamer two-team three-team two-leg three-leg "
    "one-possession "
    "formula_1 f1 twenty20 t20 seven_seas 2k k-1 7up 5-on-5 five-on-five half-point half_point half_time half-time "
    "halftime first_half second_half kelly mas_baja mas_bajo mas_alta mas_alto"
)
"""Names and fixed phrases with a digit or number word in them that say nothing of how many."""


@cache
def named_phrases() -> frozenset[str]:
    """The fixed phrases, their words apart by single spaces."""
    return frozenset(phrase.replace("_", " ") for phrase in NAMED.split())
