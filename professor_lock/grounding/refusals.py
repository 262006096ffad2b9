"""Why a fact of the right value does not back a number: it is another's, of another book, market, side, unit or day."""

from __future__ import annotations

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.binding import STATS, Binder, Reach
from professor_lock.grounding.board_counts import OF_BOARD, of_another_end
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.facts import NOBODY, Fact, Kind, Role, Strength, owners_of
from professor_lock.grounding.game_refusals import of_another_game
from professor_lock.grounding.label_refusals import tags_refuse
from professor_lock.grounding.line_refusals import line_refuses
from professor_lock.grounding.matching import PLAIN_KINDS
from professor_lock.grounding.own_figures import money_refuses, scope_refuses
from professor_lock.grounding.requirements import STARTS, lacks
from professor_lock.grounding.tokens import Number
from professor_lock.grounding.venues import venue_refuses
from professor_lock.grounding.word_lists import word_set

_MARKET_KINDS = frozenset({Kind.PRICE, Kind.LINE, Kind.TOTAL})


def refuses(fact: Fact, found: Found, binder: Binder, sentence: Sentence) -> str:
    """Why a fact of the right value does not back this number; "" when it does."""
    return (
        _owner(fact, binder)
        or _book(fact, binder)
        or _market(fact, binder)
        or _unit(fact, found.number, binder)
        or tags_refuse(fact, found, binder, sentence)
        or _period(fact, binder)
        or _qualifiers(fact, binder)
        or _side_said(fact, found, binder, sentence)
        or line_refuses(fact, found, binder, sentence)
        or of_another_game(fact, found, sentence)
        or venue_refuses(fact, found, binder, sentence)
        or scope_refuses(fact, binder, sentence)
        or money_refuses(fact, found, binder, sentence)
        or of_another_end(fact, found, sentence)
        or lacks(fact, found, binder, sentence)
    )


def _qualifiers(fact: Fact, binder: Binder) -> str:
    """Passing yards are no rushing yards, points allowed none that were scored, playoff games no regular ones."""
    for role in (Role.PLAY, Role.DIRECTION, Role.PART):
        said, own = binder.to(role), fact.ids(role)
        if role is Role.PLAY and fact.kind is Kind.TOTAL and own and said and not said.ids & own:
            return role.value  # a passer's line after his passing yards is no rushing line
        if own & _MUST_BE_SAID and not said.ids & own:
            return role.value
        asked = role is Role.DIRECTION and said.reach is Reach.CONTEXT  # "You know what they give up? 113.0."
        if (said.reach < Reach.SENTENCE and not asked) or (not own and role is Role.PLAY):
            continue
        if own and not said.ids & own:
            return role.value
        if role is Role.DIRECTION and fact.kind is Kind.TOTAL and not _is_of_a_market(binder):
            return role.value  # "Runs scored: 8.0" is no total
        carried = said.reach is Reach.SENTENCE and role is Role.DIRECTION and (
            not binder.speaks_of(_SCORING) or binder.clause_has(_THAN)
        )  # fmt: skip
        carried |= asked
        of_money = fact.kind is Kind.PERCENT and owners_of(fact) == {NOBODY}  # "you'd give up 5.7%"
        if of_money and role is Role.DIRECTION:
            continue
        if not own and fact.kind in _FIGURES and said.ids & _MUST_BE_OWN and (said.reach is Reach.CLAUSE or carried):
            return role.value
    return ""


def _is_of_a_market(binder: Binder) -> bool:
    """Whether the clause says that its number is a bet's."""
    bet = any(binder.to(role).reach is Reach.CLAUSE for role in (Role.MARKET, Role.SIDE, Role.BOOK))
    return bet or binder.clause_has(_LINES)


_LINES = frozenset({"line", "number", "total", "linie", "linea", "at", "over", "under"})
_SCORING = frozenset(word for word, meant in words.DIRECTIONS.items() if meant == "scored") | {"average", "averages"}
_THAN = frozenset({"than", "als", "que"})
"""Behind them stands the same figure of another: "allow 113.0 a game, fewer than the Warriors' 114.6"."""
_FIGURES = frozenset({Kind.NUMBER, Kind.COUNT, Kind.PERCENT, Kind.RATE})
_MUST_BE_OWN = frozenset({"allowed", "postseason"})
_MUST_BE_SAID = frozenset({"allowed", "postseason"})


def _side_said(fact: Fact, found: Found, binder: Binder, sentence: Sentence) -> str:
    """The price of an over, an under or a draw is said of it: of a side, of a total, or beside the line it is for."""
    own = fact.ids(Role.SIDE)
    side = binder.to(Role.SIDE)
    if "draw" in own and side.reach is Reach.SENTENCE and binder.to(Role.MARKET).reach is Reach.CLAUSE:
        return "side"  # "the draw pays 5.20 and an away win 8.50"
    if "draw" in own and sentence.row and side.reach is Reach.CONTEXT and binder.to(Role.TEAM).reach >= Reach.SENTENCE:
        return "side"  # the column is a team's
    if fact.kind is Kind.PERCENT and "draw" in own:
        return "" if _last_named_is_a_draw(found, sentence) or binder.of_the_draw() else "side"
    if (
        fact.ids(Role.PLAYER)
        and "hit" in fact.ids(Role.TAG)
        and side.ids == {"under"}
        and fact.strength is Strength.TEXT
    ):
        return "" if sentence.words & _OVERS else "side"  # a card counts the overs
    if fact.kind is not Kind.PRICE or not own or side.ids & own:
        return ""
    if own & {"draw"} or binder.in_column_of_team():
        return "side"
    if "total" in binder.to(Role.MARKET).ids or "player_prop" in binder.to(Role.MARKET).ids:
        return ""
    if fact.line is None:
        return ""
    if sentence.row:
        in_cell = any(one.number.parts[0] == fact.line and one.cell == found.cell for one in sentence.numbers)
        return "" if in_cell or (binder.column_words() | sentence.words) & _SIDED else "side"
    if (
        fact.ids(Role.PLAYER)
        and side.reach is Reach.NONE
        and "over" in own
        and binder.names_behind(Role.UNIT, fact.ids(Role.UNIT))
    ):
        return ""  # a prop's price without a side is the over's
    if sentence.words & _BOTH:
        return "side" if binder.to(Role.TEAM).reach is Reach.CLAUSE and not fact.ids(Role.PLAYER) else ""
    if "under" in own and side.reach is Reach.NONE and fact.ids(Role.PLAYER):
        return "side"  # a prop's price without a side is the over's
    return "" if any(one.number.parts[0] == fact.line and not one.number.sign for one in sentence.numbers) else "side"


_SIDED = word_set("total totals over under o u o/u over/under totales gesamt prop props line linie linea")
_OVERS = word_set("over overs uber daruber mas encima cleared")


def _last_named_is_a_draw(found: Found, sentence: Sentence) -> bool:
    draws = [one.last for one in sentence.of(Role.SIDE) if "draw" in one.ids and one.last < found.place]
    return bool(draws) and not any(draws[-1] < one.place < found.place for one in sentence.of(Role.TEAM))


_BOTH = frozenset({"each", "both", "either", "ambos", "ambas", "beide", "beiden", "jeweils"})


def _owner(fact: Fact, binder: Binder) -> str:
    if fact.kind is Kind.PRICE and "combined" in fact.ids(Role.TAG) and binder.follows_equals():
        return ""  # "Pats -4.5 + Hawks ML = +233"
    player, team, game = fact.ids(Role.PLAYER), fact.ids(Role.TEAM), fact.ids(Role.GAME)
    if team and fact.kind in PLAIN_KINDS and binder.speaks_of_the_player():
        return "player"
    if player:
        return "" if binder.to(Role.PLAYER).ids & player else "player"
    if team:
        if not binder.to(Role.TEAM).ids & team:
            return "team"
        unnamed = binder.to(Role.TEAM).reach is Reach.CONTEXT and len(binder.to(Role.TEAM).ids) > 2
        unnamed |= binder.names_both_sides()
        if fact.kind is Kind.PRICE and unnamed:
            return "team"  # of a question about two games or more any team would have it
        player_reach = binder.to(Role.PLAYER).reach
        alone = player_reach is Reach.CONTEXT and binder.to(Role.TEAM).reach is Reach.CONTEXT and binder.player_last()
        if alone and fact.kind in _MARKET_KINDS and not binder.to(Role.MARKET).reach >= Reach.SENTENCE:
            return "player"
        return "player" if player_reach > max(Reach.CONTEXT, binder.to(Role.TEAM).reach) else ""
    player_reach = binder.to(Role.PLAYER).reach
    if fact.kind in _MARKET_KINDS and player_reach > max(Reach.CONTEXT, binder.to(Role.TEAM).reach):
        return "player"
    turned = player_reach is Reach.CONTEXT and binder.to(Role.TEAM).reach is Reach.CONTEXT and binder.player_last()
    if fact.kind is Kind.PRICE and owners_of(fact) == {NOBODY} and not fact.ids(Role.TAG) & {"combined"}:
        named = any(binder.to(role).reach >= Reach.SENTENCE for role in (Role.BOOK, Role.SIDE, Role.PLAYER))
        if named or binder.to(Role.TEAM).reach is Reach.CLAUSE or binder.in_row():
            return "owner"
    if game and fact.kind in _MARKET_KINDS and turned and binder.to(Role.MARKET).reach < Reach.SENTENCE:
        return "player"
    if game:
        return "" if binder.teams_here() & game else "game"
    if fact.kind is Kind.TIME and binder.speaks_of(STARTS) and fact.ids(Role.UNIT) != OF_BOARD:
        return "start"  # when a report was written is not when a game begins
    if fact.ids(Role.PLACE):
        place = binder.to(Role.PLACE)
        return "" if not place or place.ids & fact.ids(Role.PLACE) else "place"
    if fact.kind in (Kind.MONEY, Kind.DATE, Kind.TIME, Kind.SEASON, Kind.PHONE):
        return ""
    counted = fact.kind in PLAIN_KINDS and not fact.ids(Role.UNIT) & (_WEATHER | _OF_NO_TEAM)
    for role in (Role.PLAYER, Role.TEAM):
        if binder.to(role).reach >= (Reach.SENTENCE if counted else Reach.CLAUSE):
            return role.value
    own = fact.ids(Role.UNIT) & {"bets"}  # only the user has bets
    return "owner" if counted and not own and binder.speaks_of(_OF_SOMEBODY) and not binder.speaks_to_user() else ""


_OF_A_TEAM = word_set(
    "offense defense attack team squad unit equipo ataque defensa mannschaft offensive angriff equipe"
)
_WEATHER = frozenset({"degrees", "mph", "inches"})
_OF_NO_TEAM = frozenset({"results", "prices"})
"""A search finds them, whatever it was about."""
_OPEN = frozenset({"open", "pending", "offen", "offene", "abiertas", "pendientes", "ouverts"})
_OF_SOMEBODY = words.WON | words.HE | word_set("they them their theirs last past straight row ellos sie ils leur")
"""Words by which a count is that of a team or player, not one of the board or of the user's bets."""


def _book(fact: Fact, binder: Binder) -> str:
    book = binder.to(Role.BOOK)
    own = fact.ids(Role.BOOK)
    return "book" if own and book.reach >= Reach.SENTENCE and not book.ids & own else ""


def _market(fact: Fact, binder: Binder) -> str:
    if fact.kind not in _MARKET_KINDS:
        return ""
    market, own = binder.to(Role.MARKET), fact.ids(Role.MARKET)
    handicap = fact.kind is Kind.LINE and market.reach is Reach.SENTENCE and binder.clause_has(words.NEGATIVE)
    of_prop = (
        "player_prop" in own and market.ids & {"total", "spread"} and binder.to(Role.PLAYER).reach >= Reach.SENTENCE
    )
    if own and market.reach >= Reach.SENTENCE and not market.ids & own and not handicap and not of_prop:
        return "market"
    side, own_market, own = binder.to(Role.SIDE), own, fact.ids(Role.SIDE)
    in_row = binder.in_row() and side.reach is Reach.SENTENCE
    sided = (
        not own
        and side.ids != {"none"}
        and fact.kind is Kind.PRICE
        and (
            side.reach is Reach.CLAUSE
            or in_row
            or binder.of_the_draw()
            or binder.of_a_draw_before()
            or binder.in_brackets_behind(Role.SIDE)
        )
    )
    if sided and (own_market & {"moneyline", "spread"} or (not own_market and fact.ids(Role.TEAM))):
        return "side"
    if side.ids == {"none"}:
        return ""
    carried = side.reach is Reach.CONTEXT and fact.ids(Role.PLAYER) and fact.kind is Kind.PRICE
    return "side" if own and (side.reach >= Reach.SENTENCE or carried) and not side.ids & own else ""


def _unit(fact: Fact, number: Number, binder: Binder) -> str:
    own = fact.ids(Role.UNIT)
    if "clock" in fact.ids(Role.TAG) and not (number.unit == "minutes" and binder.speaks_of(_LEFT)):
        return "unit"  # "up four" is no four minutes
    if fact.kind in PLAIN_KINDS and binder.words_behind(_OPEN) and (owners_of(fact) != {NOBODY} or not own & {"bets"}):
        return "unit"  # "with 5 still open"
    nobodys = fact.kind in PLAIN_KINDS and owners_of(fact) == {NOBODY} and not own
    if nobodys and (number.unit or number.noun not in words.SMALL | words.BREAKS | {""}):
        return "unit"
    if fact.kind in _MARKET_KINDS and not own:
        foreign = number.unit and number.unit not in words.COUNTED_IN_LINES
        return "unit" if foreign and fact.kind is not Kind.PRICE else ""
    if fact.kind is Kind.PERCENT and number.unit not in own and binder.names_behind(Role.UNIT, own):
        return ""  # "hits 37.6% of his threes": the verb is a unit elsewhere
    if number.unit and not (number.unit == "years" and number.digits):  # "a 25.9 season average"
        if "hit" in fact.ids(Role.TAG) and binder.speaks_of(words.LOST) and not binder.speaks_of(words.WON):
            return "unit"  # "you've lost 31 bets" of 31 that were won
        if "hit" in fact.ids(Role.TAG) and number.noun in _SETTLED:
            return "unit"  # "44 decided bets" of 82 that were decided
        if number.unit in own:
            return "" if _of_as_many_stats(own, binder) else "unit"
        if number.unit == "bets" and "interceptions" in own and binder.speaks_of(_PICKS):
            return ""  # "31 TDs, 8 picks"
        if number.unit == "ties" and "pushes" in own:
            return ""
        if number.unit == "times" and own & {"goals", "touchdowns"} and binder.to(Role.DIRECTION):
            return ""
        if number.unit == "games" and "straight" in own:
            return ""
        return "unit" if own or fact.kind in PLAIN_KINDS else ""
    if "gust" in binder.to(Role.TAG).ids and binder.to(Role.TAG).reach is Reach.CLAUSE and fact.kind in PLAIN_KINDS:
        return "" if own & {"mph"} else "unit"
    stat = binder.to(Role.UNIT)
    coarse = fact.kind in PLAIN_KINDS and fact.value.denominator != 1 and not number.digits and not number.hedged
    if coarse and owners_of(fact) != {NOBODY} and not own & _WEATHER:
        named = (stat.reach >= Reach.SENTENCE and stat.ids & own) or binder.speaks_of(_AVERAGING)
        if not named and not binder.column_words() & _AVERAGING:
            return "unit"  # "5 of them" is no 4.6 runs a game
    of_stat = stat.reach >= Reach.SENTENCE and bool(stat.ids & STATS)
    if own & STATS and of_stat and not (stat.ids & own and _of_as_many_stats(own, binder)):
        return "unit"
    if own & {"units"} and (binder.speaks_of(own) or binder.column_words() & own):
        return ""
    if own & {"wins"} and _is_wins(fact, number, binder):
        return ""
    if own & {"degrees"} and binder.speaks_of(_WARMTH):
        return ""
    if (own & {"mph"} and binder.speaks_of(_WIND)) or (own & {"bets"} and binder.speaks_of(_OPEN)):
        return ""
    if fact.kind in PLAIN_KINDS and own and not own & STATS:
        said = binder.to(Role.SIDE) or binder.speaks_of(_CLEARED)
        return "" if "hit" in fact.ids(Role.TAG) and said else "unit"
    return ""


_PICKS = frozenset({"picks", "pick"})
_AVERAGING = word_set(
    "average averages averaging averaged avg mean game night season promedio promedia media schnitt moyenne spiel match"
)


_LEFT = word_set("left remaining remain to play go quedan restan noch verbleiben restantes")


def _of_as_many_stats(own: frozenset[str], binder: Binder) -> bool:
    """Whether a sum of figures is said of a sum: points, rebounds and assists together are no points."""
    said = binder.to(Role.UNIT).ids & words.SUMMED_STATS
    return not said or not own & words.SUMMED_STATS or (len(own & words.SUMMED_STATS) > 1) == (len(said) > 1)


_SETTLED = frozenset({"decided", "graded", "settled", "total", "all", "entschiedene", "entschiedenen"})
_CLEARED = word_set("superado supero superaron cleared topped hit beaten gone uberboten ubertroffen depasse")


def _is_wins(fact: Fact, number: Number, binder: Binder) -> bool:
    """Whether a bare number is how often a team has won: "the Celtics won 5 more games than the Knicks: 58 to 53"."""
    return bool(fact.ids(Role.TEAM)) and not number.digits and binder.speaks_of(_HAS_WON) and binder.speaks_of(_GAMES)


_HAS_WON = frozenset({"won", "wins", "gewannen", "gewann", "ganaron", "gano"})
_GAMES = frozenset({"games", "wins", "spiele", "partidos"})
_WARMTH = word_set(
    "temp degrees temperature feels feel grad grados degres temperatura sensacion gefuhlt gefuhlte ressenti"
)
_WIND = frozenset({"wind", "winds", "gusts", "gust", "viento", "boen"})


def _period(fact: Fact, binder: Binder) -> str:
    if fact.kind not in _MARKET_KINDS | {Kind.SCORE}:
        return ""
    said, own = binder.to(Role.PERIOD), fact.ids(Role.PERIOD)
    if own:
        stands = fact.kind is Kind.SCORE and said.reach < Reach.SENTENCE
        return "" if stands or said.ids & own else "period"
    return "period" if said.reach >= Reach.SENTENCE else ""
