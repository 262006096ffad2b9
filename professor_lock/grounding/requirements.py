"""What a sentence has to say before a fact of a certain sort may back its number: without it the fact is not meant.

The other refusals look for a word that contradicts a fact. These refuse where the word that it needs is absent: a stamp
of time is said as one, a year as a year, a hit count with what was hit, a line in a sentence of bets, a figure of the
user's record, limits, slip or hedge under that name.
"""

from __future__ import annotations

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.binding import STATS, Binder, Reach
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.facts import Fact, Kind, Role
from professor_lock.grounding.matching import PLAIN_KINDS
from professor_lock.grounding.tokens import fold_word
from professor_lock.grounding.word_lists import word_set

STARTS = word_set(
    """
    kickoff kick-off kicks tip tipoff tip-off tips puck pitch starts start begins begin game-time gametime
    anstoss beginnt anpfiff empieza arranca comienza coup d'envoi commence
    """
)
"""Words of when a game begins."""
STAMPED = "stamped"
"""The tag of a day or hour at which a source was read, written or quoted."""


def lacks(fact: Fact, found: Found, binder: Binder, sentence: Sentence) -> str:
    """What is not said that this fact needs; "" when nothing is missing."""
    return (
        _stamp(fact, sentence)
        or _return(fact, found, binder, sentence)
        or _year(fact, found, sentence)
        or _hits(fact, found, binder, sentence)
        or _bet(fact, found, binder, sentence)
        or _signed(fact, found)
    )


def _stamp(fact: Fact, sentence: Sentence) -> str:
    """ "As of 5:20 PM", "updated on Friday": when a source was read is not when a game begins or a player is back."""
    if fact.kind not in (Kind.DATE, Kind.TIME) or STAMPED not in fact.ids(Role.TAG):
        return ""
    named = {fold_word(word) for word in fact.source.split()}
    return "" if sentence.words & (_STAMPING | named) else "stamp"


_STAMPING = word_set(
    """
    as of updated update updates listed list report reported reports since news latest checked captured pulled read
    quoted snapshot timestamp stamped source source's sourced per according retrieved fetched recorded posted published
    injury designation status dated went were was stand aktualisiert gemeldet abgerufen gelesen bericht quelle
    actualizado actualizada informe fuente publicado leido segun consultado jour source rapport selon releve
    prices price odds board numbers data feed quoten cuotas cotes preise
    """
)


def _return(fact: Fact, found: Found, binder: Binder, sentence: Sentence) -> str:
    """The day until which a player is out is the one that a source expects, not a day of a report or of a game."""
    if fact.kind is not Kind.DATE or "back" in fact.ids(Role.TAG):
        return ""
    return "day" if _is_of_a_return(found, binder, sentence) else ""


def is_no_today(found: Found, binder: Binder, sentence: Sentence) -> bool:
    """Whether a date is said to be when a player is back, or the day of a figure: neither is today's date."""
    if found.number.kind is Kind.TIME:
        before = sentence.tokens[found.place - 1].folded if found.place else ""
        return bool(sentence.words & STARTS) and before not in _IT_IS
    if found.number.kind is Kind.NUMBER:
        return not is_said_as_year(found, sentence)
    if found.number.kind is not Kind.DATE:
        return False
    first = max((one.last + 1 for one in sentence.numbers if one.last < found.place), default=0)
    of_figure = 0 < first == found.place - 1 and sentence.tokens[first].folded in _ON and bool(binder.to(Role.PLAYER))
    return of_figure or _is_of_a_return(found, binder, sentence)


def _is_of_a_return(found: Found, binder: Binder, sentence: Sentence) -> bool:
    tokens = sentence.tokens
    first = max((one.last + 1 for one in sentence.numbers if one.last < found.place), default=0)
    before = {token.folded for token in tokens[max(first, found.place - 8) : found.place]}
    players = [one for one in sentence.of(Role.PLAYER) if one.last < found.place]
    behind = {token.folded for token in tokens[found.last + 1 : found.last + 3]}
    told = bool(players) and bool(sentence.words & _BACK) and found.place - players[-1].last < _NEAR
    return bool((before | behind | binder.column_words()) & _BACK) or told


_NEAR = 10
_IT_IS = frozenset({"it", "is", "now", "es", "son", "ist", "est"})
_ON = frozenset({"on", "am", "el", "le"})


_BACK = word_set(
    """
    until til till bis hasta jusqu'au back return returns returning regresa vuelve volvera zuruck revient targeted
    expected eyed eyeing fehlt eta ret zuruckerwartet erwartet espera
    """
)


def _year(fact: Fact, found: Found, sentence: Sentence) -> str:
    """A plain number is a year only where it is said as one: "in 2025", "the 2025 season"."""
    number = found.number
    if number.kind is not Kind.NUMBER or fact.kind not in (Kind.SEASON, Kind.DATE):
        return ""
    return "" if is_said_as_year(found, sentence) else "year"


def is_said_as_year(found: Found, sentence: Sentence) -> bool:
    """Whether the words about a number make it a year."""
    before = sentence.tokens[found.place - 1] if found.place else None
    behind = sentence.tokens[found.last + 1].folded if found.last + 1 < len(sentence.tokens) else ""
    said = before is None or before.folded in _BEFORE_A_YEAR or before.sign in ("(", "|", "\n") or behind in _OF_A_YEAR
    return said or (before is not None and before.number is not None)


_BEFORE_A_YEAR = word_set(
    """
    in since of from the season year temporada saison en de desde seit im fur für ano jahr jan feb mar apr may jun jul
    aug sep sept oct nov dec through until season's
    """
) | frozenset(words.MONTHS)
_OF_A_YEAR = word_set(
    """
    season seasons campaign regular playoffs postseason finals temporada saison spielzeit nba nfl nhl mlb wnba stats
    numbers
    """
)


def _hits(fact: Fact, found: Found, binder: Binder, sentence: Sentence) -> str:
    """How often a line was passed is said as such, "in 5 of 8", "five times": no game's figure."""
    if fact.kind is not Kind.COUNT or "hit" not in fact.ids(Role.TAG) or not fact.ids(Role.PLAYER):
        return ""
    if found.number.unit in ("times", "games", "wins") or found.number.noun in ("times", "games"):
        return ""
    tokens = sentence.tokens
    before = [token.folded for token in tokens[max(0, found.place - 2) : found.place]]
    behind = [token.folded or token.sign for token in tokens[found.last + 1 : found.last + 3]]
    said = {*before[-1:]} & _IN or {*behind} & _OF or binder.column_words() & _HIT_HEADS
    return "" if said else "hits"


_IN = frozenset({"in", "en", "bei", "dans", "gone", "hit", "cleared", "went"})
_OF = frozenset(
    {"of", "out", "for", "de", "von", "sur", "/", "times", "veces", "mal", "fois", "over", "under", "overs", "unders"}
)
_HIT_HEADS = word_set("over overs hit hits rate cleared under")


def _bet(fact: Fact, found: Found, binder: Binder, sentence: Sentence) -> str:
    """A line or a total is no figure that is scored, allowed or averaged, and a total no handicap."""
    number = found.number
    if fact.kind not in (Kind.LINE, Kind.TOTAL) or number.kind is not Kind.NUMBER:
        return ""
    behind = [token.folded for token in sentence.tokens[found.last + 1 : found.last + 4]]
    if fact.kind is Kind.LINE and (behind[:2] in _A_GAME or behind[1:] in _A_GAME):
        return "figure"
    market = binder.to(Role.MARKET)
    of_total = market.reach is Reach.CLAUSE and market.ids == {"total"}
    of_total = of_total and not _is_a_handicap(found, binder, sentence)
    if fact.kind is Kind.LINE and (of_total or _is_of_a_side(found, sentence) or sentence.words & _COMBINED):
        return "total"
    if of_total and "team_total" in fact.ids(Role.MARKET) and "team" not in sentence.words:
        return "total"  # a team's own total is no game's
    bare = binder.to(Role.BOOK).reach is not Reach.CLAUSE and binder.to(Role.MARKET).reach is not Reach.CLAUSE
    scored = binder.to(Role.DIRECTION).reach is Reach.CLAUSE and not sentence.words & _GETS_POINTS
    if fact.kind is Kind.LINE and bare and scored:
        return "figure"
    if fact.kind is Kind.TOTAL and not fact.ids(Role.PLAYER) and _is_a_handicap(found, binder, sentence):
        return "handicap"
    return ""


_A_GAME = (
    ["a", "game"],
    ["per", "game"],
    ["a", "night"],
    ["per", "night"],
    ["pro", "spiel"],
    ["por", "partido"],
    ["par", "match"],
)


def _is_of_a_side(found: Found, sentence: Sentence) -> bool:
    """Whether an over or an under stands right before a number: "the over at 6.5"; not "by more than 6.5"."""
    sides = [one for one in sentence.of(Role.SIDE) if 0 < found.place - one.last <= 2 and one.segment == found.segment]
    return bool(sides) and not any(token.folded in _BY for token in sentence.tokens[: sides[-1].place][-2:])


_COMBINED = frozenset({"combine", "combined"})
_GETS_POINTS = frozenset({"recibe", "reciben"})
"""In Spanish a team that "recibe" points is the underdog, or has let them in."""


def _is_a_handicap(found: Found, binder: Binder, sentence: Sentence) -> bool:
    """Whether the words about a number make it the points that a team gives or gets: "a 48.5-point favorite"."""
    tokens = sentence.tokens
    first = max((one.last + 1 for one in sentence.numbers if one.last < found.place), default=0)
    first = max(first, found.place - 7)
    until = min((one.place for one in sentence.numbers if one.place > found.last), default=len(tokens))
    segment = found.segment
    before = [tokens[place].folded for place in range(first, found.place) if sentence.segments[place] == segment]
    behind = [
        tokens[place].folded
        for place in range(found.last + 1, min(until, found.last + 5))
        if sentence.segments[place] == segment
    ]
    if {*before, *behind} & _OF_A_TOTAL or any(one.segment == segment for one in sentence.of(Role.SIDE)):
        return False
    points = found.number.unit in ("points", "goals", "runs")
    favored = {*behind} & _FAVORED or (before[-1:] and before[-1] in _BY) or {*before} & _LAYING
    return bool(favored) or (points and bool({*before} & _GIVEN))


_OF_A_TOTAL = word_set(
    """
    total totals over under o u over/under combined combine gesamt totales puntuacion tanteo
    """
)
_FAVORED = word_set(
    """
    favorite favorites favourite favourites favored favoured favorisiert favorit favoriten favorito favoritos
    underdog underdogs dog dogs vorsprung
    """
)
_BY = frozenset({"by"})
_LAYING = word_set(
    """
    laying lay lays giving give gives spotting spread handicap catching cover covers covering da dan donnent favored
    favoured favorito favoritos favorisiert minus plus
    """
)
_GIVEN = word_set("getting get gets catch receiving recibe reciben bekommt bekommen dog dogs underdog underdogs home")


def _signed(fact: Fact, found: Found) -> str:
    """A figure is said with a sign only where it may have either: units, a net rating, a profit."""
    number = found.number
    if number.kind is not Kind.LINE or fact.kind not in PLAIN_KINDS or not number.sign:
        return ""
    return "" if fact.value < 0 or fact.ids(Role.UNIT) & {"units"} or not fact.ids(Role.UNIT) & STATS else "sign"
