"""The words that say what a figure of the user's own is of: a sport, one bet, one day, a way to hedge."""

from __future__ import annotations

from professor_lock.grounding.word_lists import word_sets, word_table

SCOPES = word_table(
    """
nba: nba basketball baloncesto
mlb: mlb baseball beisbol
nhl: nhl hockey eishockey
nfl: nfl football pro_football
wnba: wnba
bet: one_bet a_bet per_bet single_bet each_bet any_one_bet one-bet per_wager a_wager one_wager single_wager per-bet
bet: por_apuesta una_apuesta pro_wette eine_wette je_wette par_pari
day: one_day a_day per_day each_day daily single_day any_one_day one-day day's per-day
day: al_dia por_dia diario pro_tag am_tag taglich par_jour
week: a_week per_week weekly por_semana pro_woche
month: a_month per_month monthly al_mes pro_monat
hedge no: without_any_hedge without_the_hedge without_hedge no_hedging if_you_don't_hedge sin_cobertura ohne_absicherung
hedge no: no_hedge without_a_hedge without_hedging unhedged not_hedging don't_hedge
hedge equal: same_either_way either_way whichever_side whichever_way whoever_wins both_ways same_profit same_result
hedge free: stake_back your_money_back money_back back_your_stake
"""
)
VENUES = word_table(
    """
home: home at_home home_record home_games home_game home_field en_casa de_local como_local zu_hause daheim im_eigenen
home: heimspiele heimspielen heimbilanz heimrekord a_domicile domicile heim
away: away on_the_road road away_record road_record away_games road_games away_game road_game fuera fuera_de_casa
away: de_visita de_visitante como_visitante auswarts auswartsspiele auswartsspielen auswartsbilanz a_l'exterieur
away: en_deplacement
"""
)
HEDGES = frozenset({"hedge no", "hedge equal", "hedge free"})
"""Scopes of a hedge: its sums may also be said without them."""
MONEY_TAGS = frozenset({"profit", "payout", "stake"})
"""What a sum of money is called."""
RECORD, OPEN, LIMITS, SLIP, HEDGE, SIZE = "record", "open bet", "limits", "slip", "hedge", "size"
CARD_WORDS = word_sets(
    f"""
{SLIP}: parlay parlays leg legs legger two-legger three-legger slip slips combo kombi kombiwette zweierkombi dreierkombi
{SLIP}: teamer double treble combinada combine boleto schein wettschein accumulator acca together
{HEDGE}: hedge hedging hedged hedges absicherung absichern cobertura cubrir cubrirte couverture unhedged ticket
{LIMITS}: limit limits cap caps capped maximum max ceiling limite limites tope obergrenze hochstens
{RECORD}: record records roi overall bilanz balance historial historique bilan staked graded settled lifetime units unit
{RECORD}: unidades einheiten open
{OPEN}: open pending ticket tickets offen offene offenen abiertas abierta pendientes ouverts leg legs
{SIZE}: kelly bankroll roll
"""
)
"""The words that name one of the user's cards, or several."""


def cards_named(some: frozenset[str]) -> frozenset[str]:
    """The user's cards that these words name."""
    return frozenset(card for word in some & CARD_WORDS.keys() for card in CARD_WORDS[word])
