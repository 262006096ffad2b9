"""What of a sentence a fact of the right value and owner contradicts, seen beside the owner's other facts.

"The best price", "each side", "his worst game", a list of games: they are said of several facts at once.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise, takewhile

from professor_lock.grounding.binding import STATS, Binder, Reach
from professor_lock.grounding.card_prices import said_of_another_bet
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.days import games_of, not_of_its_day, not_of_its_season, not_of_its_weekday
from professor_lock.grounding.facts import NOBODY, Fact, Kind, Ledger, Role, Strength, owners_of
from professor_lock.grounding.game_lists import is_listed, joins_a_list, not_in_order, not_on_its_side
from professor_lock.grounding.tokens import Token
from professor_lock.grounding.word_lists import word_set


def contradicted(ledger: Ledger, fact: Fact, found: Found, binder: Binder, read: Sentence) -> str:
    """What is wrong with a fact of the right value for this number; "" when nothing is."""
    return (
        _not_the_most(ledger, fact, read, found)
        or _of_no_book(ledger, fact, found, binder, read)
        or _not_of_both(ledger, fact, read, found)
        or not_in_order(ledger, fact, read, found)
        or not_on_its_side(ledger, fact, read, found)
        or _not_the_newest(ledger, fact, read, found)
        or not_of_its_day(ledger, fact, found, binder, read)
        or _is_asked_for(fact, read, found)
        or _of_no_stat(ledger, fact, found, binder, read)
        or not_of_its_weekday(ledger, fact, read, found)
        or not_of_its_season(ledger, fact, read)
        or _not_the_same_price(fact, read, found)
        or _of_another_line(ledger, fact, binder, read, found)
        or _not_of_its_column(ledger, fact, binder)
        or said_of_another_bet(ledger, fact, binder, read)
    )


def _not_the_most(ledger: Ledger, fact: Fact, read: Sentence, found: Found) -> str:
    """ "His worst game was 101" is said of the lowest of the list alone."""
    if fact.kind is Kind.PRICE:
        return _not_the_best(ledger, fact, read, found) or _not_of_the_lowest(ledger, fact, read, found)
    if not fact.day:
        return ""
    before = [token.folded for token in read.tokens[max(0, found.place - 8) : found.place]]
    joints = [place for place, word in enumerate(before) if word in ("and", "und", "y", "et", "but")]
    before = before[joints[-1] + 1 if joints else 0 :]
    if before[-2:] == ["at", "least"]:
        before = ["lowest"]
    elif before[-3:] == ["as", "many", "as"]:
        before = ["highest"]
    nearest = next((word for word in before[::-1] if word in _MOST or word in _LEAST), "")
    if not nearest:
        return ""
    owner = min(fact.ids(Role.PLAYER) or fact.ids(Role.TEAM), default=NOBODY)
    alike = [one.value for kind in (Kind.NUMBER, Kind.COUNT) for one in ledger.of(kind, owner) if one.day]
    wanted = max(alike, default=fact.value) if nearest in _MOST else min(alike, default=fact.value)
    return "" if fact.value == wanted else "most"


def _not_the_best(ledger: Ledger, fact: Fact, read: Sentence, found: Found) -> str:
    """ "The best price on the Celtics is -245" is said of the best that a book has for that bet."""
    before = read.tokens[max(0, found.place - 8) : found.place]
    numbers = [place for place, token in enumerate(before) if token.number is not None]
    words_of = [token.folded for token in before[numbers[-1] + 1 if numbers else 0 :]]
    refused = [place for place, word in enumerate(words_of) if word in _NOT_THAT]
    words_of = words_of[refused[-1] + 1 if refused else 0 :]
    if {"next", "next-best", "second", "second-best"} & {*words_of}:
        return ""
    near = {word for word, follows in zip(words_of, [*words_of[1:], ""], strict=False) if follows != "que"}
    if not (near & _BEST or near >= _PAYS_MOST) or fact.decimal is None or not fact.ids(Role.BOOK):
        return ""
    owner = min(owners_of(fact))
    alike = [one for one in ledger.of(Kind.PRICE, owner) if _same_bet(one, fact) and one.ids(Role.BOOK)]
    return "most" if any(one.decimal is not None and one.decimal > fact.decimal for one in alike) else ""


def _not_of_the_lowest(ledger: Ledger, fact: Fact, read: Sentence, found: Found) -> str:
    """ "-115 at the lower number" is the price of the lowest line that a book has for that bet."""
    behind = [token.folded for token in read.tokens[found.last + 1 : found.last + 5]]
    which = next((one for one, noun in pairwise(behind) if one in _LOWER_HIGHER and noun in _NUMBER), "")
    if not which or fact.line is None:
        return ""
    alike = [one for owner in owners_of(fact) for one in ledger.of(Kind.PRICE, owner) if one.line is not None]
    roles = (Role.MARKET, Role.SIDE, Role.TEAM, Role.PLAYER, Role.UNIT)
    lines = [one.line for one in alike if one.line and all(one.ids(role) == fact.ids(role) for role in roles)]
    wanted = min(lines, default=fact.line) if which in ("lower", "lowest") else max(lines, default=fact.line)
    return "" if fact.line == wanted else "most"


_LOWER_HIGHER = frozenset({"lower", "lowest", "higher", "highest"})
_NUMBER = frozenset({"number", "line", "total"})


def _of_no_book(ledger: Ledger, fact: Fact, found: Found, binder: Binder, read: Sentence) -> str:
    """A price that its source gave without a book is no book's own, where quotes say which book has it."""
    kinds = (Kind.PRICE, Kind.TOTAL, Kind.LINE)
    if fact.kind not in kinds or fact.ids(Role.BOOK) or binder.to(Role.BOOK).reach < Reach.SENTENCE:
        return ""
    if fact.kind is not Kind.PRICE and binder.to(Role.BOOK).reach is not Reach.CLAUSE:
        return ""
    owner = min(owners_of(fact))
    quoted = [one for one in ledger.of(fact.kind, owner) if one.ids(Role.BOOK) and one.value == fact.value]
    return "book" if quoted else ""


def _not_of_both(ledger: Ledger, fact: Fact, read: Sentence, found: Found) -> str:
    """ "-110 each", "both are -110": the other side, or another book, has the same price."""
    if fact.kind is not Kind.PRICE or fact.strength is not Strength.DATA or not fact.ids(Role.BOOK):
        return ""
    behind = [token.folded for token in takewhile(_goes_on, read.tokens[found.last + 1 : found.last + 5])]
    before = [token.folded for token in read.tokens[max(0, found.place - 8) : found.place]]
    books = any(token.folded in _BOOKS for token in read.tokens[max(0, found.place - 8) : found.last + 6])
    near = [one for one in (*_said_of_sides(behind[:3]), *before[-8 if books else -4 :]) if one in _EACH]
    if not near or not {*before, *behind}.isdisjoint(_BETWEEN):
        return ""
    prices = [one for one in read.numbers if one.number.kind is Kind.PRICE and one is not found]
    if "both" in before and any(2 <= abs(one.place - found.place) <= 3 for one in prices):
        return ""  # "at both, -114 and -111"
    if any(pair in (("in", "each"), ("of", "both"), ("of", "each")) for pair in pairwise(before)):
        return ""  # "the best price in each", "the best of both"
    if any(found.place - 8 <= one.place < found.place for one in read.of(Role.BOOK)) and "both" in before:
        return ""  # "at both FanDuel (-105) and DraftKings (-108)"
    for owner in owners_of(fact) if books else ():
        alike = [one for one in ledger.of(Kind.PRICE, owner) if _same_bet(one, fact) and one.ids(Role.BOOK)]
        others = [one for one in alike if one.value == fact.value and one.ids(Role.BOOK) != fact.ids(Role.BOOK)]
        return "" if others else "both"
    value = int(abs(fact.value))
    owners = {team for game in ledger.games for team in game if game & owners_of(fact)} | owners_of(fact)
    alike = [
        one
        for one in ledger.near(value, value, owners)
        if one.kind is Kind.PRICE and one.value == fact.value and one.ids(Role.BOOK) == fact.ids(Role.BOOK)
        and one.ids(Role.MARKET) == fact.ids(Role.MARKET)
        and (one.ids(Role.SIDE), one.ids(Role.TEAM)) != (fact.ids(Role.SIDE), fact.ids(Role.TEAM))
    ]  # fmt: skip
    return "" if alike else "both"


def _said_of_sides(behind: list[str]) -> list[str]:
    """The words behind a price, without a "both" that is said of more than it: "are both odds-on"."""
    return [
        word
        for place, word in enumerate(behind)
        if word != "both" or place == 0 or behind[place - 1] in ("on", "for", "at", "to")
    ]


def _not_the_newest(ledger: Ledger, fact: Fact, read: Sentence, found: Found) -> str:
    """ "His last game was a 22-point night" is said of the newest of the list."""
    if not fact.ids(Role.PLAYER) or fact.kind not in (Kind.NUMBER, Kind.COUNT) or found.number.digits:
        return ""
    before = " ".join(token.folded for token in read.tokens[max(0, found.place - 7) : found.place])
    behind = " ".join(token.folded for token in read.tokens[found.last + 1 : found.last + 6])
    series = [one.value for one in games_of(ledger, fact)]
    earlier = [one.number.parts[0] for one in read.numbers if one.last < found.place and one.number.parts[0] in series]
    near_behind = " ".join(token.folded for token in read.tokens[found.last + 1 : found.last + 5])
    near_before = " ".join(token.folded for token in read.tokens[max(0, found.place - 5) : found.place])
    several = "games before" in near_behind or "games before" in near_before  # "36 two games before that"
    if earlier and not several and any(phrase in near_behind or phrase in near_before for phrase in _ONE_BEFORE):
        places = [place for place, value in enumerate(series) if value == earlier[-1]]
        return "" if any(place and series[place - 1] == fact.value for place in places) else "newest"
    weeks = "last week" in behind and "week before" in " ".join(token.folded for token in read.tokens)
    if not weeks and not any(phrase in before or phrase in behind for phrase in _NEWEST):
        return ""
    close = [one for one in read.numbers if found.place - 7 <= one.place < found.place]
    since = " ".join(token.folded for token in read.tokens[max([0, *(one.last for one in close)]) + 1 : found.place])
    figures = any(one.number.kind is Kind.NUMBER for one in close)
    right_behind = " ".join(token.folded for token in read.tokens[found.last + 1 : found.last + 4])
    said = any(right_behind.startswith(phrase) or phrase in since for phrase in _NEWEST)
    if figures and not said:
        return ""  # "his last game was 22, before that 35"
    listed = _list_from(read, found)
    if len(listed) > 1 and listed in (series[-len(listed) :], series[: -len(listed) - 1 : -1]):
        return ""  # "zuletzt kamen 17, 17 und 16"
    return "" if not series or series[-1] == fact.value else "newest"


def _list_from(read: Sentence, found: Found) -> list[Fraction]:
    """The figures of a list that begins with this number."""
    listed, last = [found.number.parts[0]], found.last
    for one in read.numbers:
        if one.place > last:
            between = read.tokens[last + 1 : one.place]
            if not between or not all(map(joins_a_list, between)):
                break
            listed.append(one.number.parts[0])
            last = one.last
    return listed


_ONE_BEFORE = ("before that", "week before", "game before", "davor", "the previous", "anterior")
_NEWEST = (
    "zuletzt", "last one", "last game", "last outing", "last time out", "most recent", "latest game", "letzten spiel",
    "ultimo partido", "dernier match", "just had",
    "mas reciente", "viene de", "last start", "latest start", "last appearance", "season finale", "the finale",
)  # fmt: skip


def _not_the_same_price(fact: Fact, read: Sentence, found: Found) -> str:
    """ "+250, or 3.50 in decimal": both are one price."""
    behind = [token.folded for token in read.tokens[found.last + 1 : found.last + 3]]
    before = [one for one in read.numbers if one.last < found.place]
    if fact.kind is not Kind.PRICE or not before or before[-1].number.kind is not Kind.PRICE or "decimal" not in behind:
        return ""
    between = {token.folded for token in read.tokens[before[-1].last + 1 : found.place]}
    return (
        "price" if between & {"or", "o", "oder"} and before[-1].number.value not in (fact.value, fact.decimal) else ""
    )


def _of_another_line(ledger: Ledger, fact: Fact, binder: Binder, read: Sentence, found: Found) -> str:
    """ "Who like the three get it at -120": behind a line that the team has, the price is that line's."""
    before = [one for one in read.numbers if one.last < found.place]
    if fact.kind is not Kind.PRICE or not fact.ids(Role.TEAM) or not before or before[-1].cell != found.cell:
        return ""
    near = before[-1]
    said = near.number.kind in (Kind.LINE, Kind.NUMBER) and near.number.unit in ("", "points", "runs", "goals")
    if not said or near.segment != found.segment or not near.number.parts[0] or binder.clause_has(_OUTRIGHT):
        return ""
    own = [one.line for team in sorted(fact.ids(Role.TEAM)) for one in ledger.of(Kind.PRICE, team)[:200]]
    lines = {abs(line) for line in own if line is not None}
    line = None if fact.line is None else abs(fact.line)
    return "line" if near.number.parts[0] in lines and near.number.parts[0] != line else ""


def _not_of_its_column(ledger: Ledger, fact: Fact, binder: Binder) -> str:
    """A column headed "Last game" or "Game before" has the newest figure, or the one before."""
    head = binder.column_words()
    if not fact.day or not head & _A_GAME:
        return ""
    place = -2 if head & _BEFORE else -1 if head & _NEWEST_HEADS else 0
    series = [one.value for one in games_of(ledger, fact)]
    return "newest" if place and (len(series) < -place or series[place] != fact.value) else ""


_A_GAME = frozenset({"game", "start", "outing", "match", "spiel", "partido"})
_BEFORE = frozenset({"before", "previous", "prior", "anterior", "davor"})
_NEWEST_HEADS = frozenset({"last", "latest", "letztes", "ultimo"})
_OUTRIGHT = word_set("moneyline moneylines ml outright win wins straight ganador sieg siegwette victoire")


def _of_no_stat(ledger: Ledger, fact: Fact, found: Found, binder: Binder, read: Sentence) -> str:
    """A player's line, or average, without its figure is that of the figure spoken of, else of points."""
    own = fact.ids(Role.UNIT)
    average = fact.kind in (Kind.NUMBER, Kind.COUNT) and not fact.day and found.number.digits and own & STATS
    if (fact.kind is not Kind.TOTAL and not average) or not fact.ids(Role.PLAYER) or not own or found.number.unit:
        return ""
    if binder.to(Role.UNIT).reach >= Reach.SENTENCE or read.row or read.bullet or (average and is_listed(read, found)):
        return ""
    if any(one.ids & STATS for one in read.of(Role.UNIT)) or read.of(Role.PLAY):
        return ""
    spoken_of = binder.stat_before()
    if spoken_of:
        return "" if spoken_of & own or not spoken_of & STATS else "unit"
    kinds = (Kind.NUMBER, Kind.COUNT) if average else (Kind.TOTAL,)
    lines = [one for player in sorted(fact.ids(Role.PLAYER)) for kind in kinds for one in ledger.of(kind, player)]
    return "unit" if "points" not in own and any("points" in one.ids(Role.UNIT) for one in lines) else ""


def _is_asked_for(fact: Fact, read: Sentence, found: Found) -> str:
    """ "Needs 31 or more": no figure of a game is meant, but what the line asks for."""
    if not fact.day or found.number.digits:
        return ""
    behind = [token.folded for token in read.tokens[found.last + 1 : found.last + 3]]
    before = read.tokens[found.place - 1].folded if found.place else ""
    return "needs" if behind == ["or", "more"] or before in ("needs", "need") else ""


_MOST = frozenset({"best", "most", "high", "highest", "top", "mejor", "beste", "bestes", "maximum"})
_LEAST = frozenset({"worst", "low", "lowest", "fewest", "peor", "schlechteste", "minimum"})
_EACH = frozenset({"each", "both", "either", "apiece", "ambos", "ambas", "beide", "beiden", "jeweils"})
_BEST = frozenset({"best", "mejor", "beste", "besten", "meilleure", "longest"})
_PAYS_MOST = frozenset({"pay", "most"})
_NOT_THAT = frozenset({"don't", "not", "avoid", "instead", "never", "worst", "peor", "nicht", "pas"})
_BOOKS = frozenset({"books", "sportsbooks", "bookmakers", "shops", "casas", "buchmacher"})
_BETWEEN = frozenset({"between", "from", "range", "entre", "zwischen"})


def _same_bet(one: Fact, fact: Fact) -> bool:
    roles = (Role.MARKET, Role.SIDE, Role.TEAM, Role.PLAYER, Role.UNIT)
    return one.line == fact.line and all(one.ids(role) == fact.ids(role) for role in roles)


def said_twice(days: list[tuple[Found, Fact]], ledger: Ledger) -> list[Found]:
    """The figures of one game that a sentence says more often than the player has had them."""
    found: list[Found] = []
    for one, fact in days:
        same = [other for other, again in days if again.value == fact.value and again.entities == fact.entities]
        had = [other for other in games_of(ledger, fact) if other.value == fact.value]
        if len(same) > max(1, len(had)):
            found.append(one)
    return found


def said_of_two(facts: list[tuple[Found, Fact]], read: Sentence, ledger: Ledger) -> list[Found]:
    """Numbers that hold two things against each other and rest on one fact: "118.9 points a game against 118.9"."""
    found: list[Found] = []
    for (one, fact), (other, again) in combinations(facts, 2):
        between = read.tokens[one.last + 1 : other.place]
        if fact.day and len([had for had in games_of(ledger, fact) if had.value == fact.value]) > 1:
            continue  # "17, 17 and 16": of two games
        if "average" in fact.ids(Role.TAG) and read.words >= _TWO_WINDOWS:
            continue  # "31.4 on the season and 31.4 over his last five"
        rewritten = one.number.parts != other.number.parts  # "+250, or 3.50 in decimal"
        apart = len(between) > _FAR_APART or one.cell != other.cell
        if fact is not again or rewritten or apart or fact.kind in _REPEATED:
            continue
        slashed = [token.sign for token in between] == ["/"] and fact.kind is Kind.PRICE  # "ML +128 / -154"
        listed = [token.sign for token in between] == [","] and bool(fact.ids(Role.UNIT) & STATS)
        if (
            listed
            or slashed
            or (any(token.folded in _HELD_AGAINST for token in between) and all(map(_goes_on, between)))
        ):
            found += [one, other]
    return found


def priced_unlike_its_edge(facts: list[tuple[Found, Fact]], read: Sentence, ledger: Ledger) -> list[Found]:
    """Prices beside an edge that its source reckoned at another price: "the edge is 4.8% at +166"."""
    found: list[Found] = []
    for edge in [fact for _, fact in facts if fact.kind is Kind.PERCENT and "ev" in fact.ids(Role.TAG)][:4]:
        for team in sorted(edge.ids(Role.TEAM)):
            own = [one for one in ledger.of(Kind.PRICE, team) if one.source == edge.source and one.call == edge.call]
            for one, fact in facts:
                other = fact.kind is Kind.PRICE and team in fact.ids(Role.TEAM) and own
                booked = any(book.ids & fact.ids(Role.BOOK) for book in read.of(Role.BOOK))
                if other and not booked and all(price.value != fact.value for price in own):
                    found.append(one)
    return found


_TWO_WINDOWS = frozenset({"season", "last"})
_FAR_APART = 8
_REPEATED = frozenset({Kind.DATE, Kind.TIME, Kind.SEASON, Kind.PHONE, Kind.MONEY})
_HELD_AGAINST = word_set("against versus vs to and or not than over gegen und oder y o contra et ou")


def _goes_on(token: Token) -> bool:
    return token.sign not in (";", ".", ":")
