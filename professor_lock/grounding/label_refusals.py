"""Why a number is not what its words call it: a fair chance, an edge, ROI, an average, a gust, an interval's end."""

from __future__ import annotations

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.binding import STATS, Binder, Reach
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.facts import NO_IDS, NOBODY, OF_RECORD, Fact, Kind, Role, owners_of
from professor_lock.grounding.word_lists import word_set

_MARKET_KINDS = frozenset({Kind.PRICE, Kind.LINE, Kind.TOTAL})
_PERCENT_TO_SAY = frozenset({"hold", "ev", "shin", "opened", "interval", "confidence", "closing", "rain", "winrate"})
_PRICE_TO_SAY = frozenset({"fair", "shin", "opened", "median", "closing"})


def tags_refuse(fact: Fact, found: Found, binder: Binder, sentence: Sentence) -> str:
    """Why a number is called something else than its fact; "" when it is not."""
    said = frozenset().union(*(one.ids for one in sentence.of(Role.TAG))) | binder.to(Role.TAG).ids
    if fact.kind in _MARKET_KINDS:
        return _price_refuses(fact, found, binder, sentence, said)
    if fact.kind is Kind.PERCENT:
        return _percent_refuses(fact, found, binder, sentence, said)
    return _figure_refuses(fact, binder, sentence, said)


def _price_refuses(fact: Fact, found: Found, binder: Binder, sentence: Sentence, said: frozenset[str]) -> str:
    """A fair, an opening or a closing price is said as one, and no average stands for a line."""
    own, near = fact.ids(Role.TAG), binder.to(Role.TAG)
    must = own & _PRICE_TO_SAY if "opened" not in own else _OPENED
    if must and not must & said and not (must == _OPENED and _is_moved_from(found, sentence)):
        return "tag"
    if near.reach is not Reach.CLAUSE:
        return ""
    behind = sentence.tokens[found.last + 1].folded if found.last + 1 < len(sentence.tokens) else ""
    before = {token.folded for token in sentence.tokens[max(0, found.place - 2) : found.place]}
    lined = behind in ("line", "mark", "total") or "line" in before  # "his 28.2 average is above the line of 26.5"
    average = "average" in near.ids and not lined and not _is_average_before(found, sentence)
    if fact.kind is not Kind.PRICE and average:
        return "tag"
    wanted = near.ids & _PRICE_TO_SAY
    if sentence.words & _MARGIN and fact.kind is Kind.PRICE:
        wanted -= {"fair"}  # "remove the vig from -142 and +120"
    if fact.kind is not Kind.PRICE and sentence.words & _IS_FAIR:
        wanted -= {"fair", "shin"}  # "the fair price of the under 25.5": it is the price that is fair
    return "tag" if wanted and not wanted & own else ""


def _percent_refuses(fact: Fact, found: Found, binder: Binder, sentence: Sentence, said: frozenset[str]) -> str:
    """An edge, a hold, a return, an end of an interval are said as such, and no other percentage as one of them."""
    own, near = fact.ids(Role.TAG), binder.to(Role.TAG)
    must = own & _PERCENT_TO_SAY
    if must == {"ev"} and (binder.speaks_of(_LOSE) or any(sentence.words >= some for some in _IN_THE_LONG_RUN)):
        return ""
    if must >= {"hold"} and not said & must and owners_of(fact) == {NOBODY}:
        must = NO_IDS if binder.words_of_before() & _HOLD else must  # "What's the hold?" "4.55%."
    if must == {"winrate"} and sentence.words & words.WON:
        must = NO_IDS
    if must == {"interval"} and sentence.words & _RANGE:
        return "" if in_a_range(found, sentence) or near.reach is not Reach.CLAUSE or must & near.ids else "tag"
    if own == {"roi"} and not said & own and not sentence.words & _RETURN:
        return "tag"  # "an edge, 3.8%" that is the user's return
    if must and not must & said:
        return "tag"
    called = near.ids & words.PERCENT_TAGS if near.reach is Reach.CLAUSE else NO_IDS
    if must and "fair" in called and not called & own:
        return "tag"  # "an edge of 4.8% on a fair chance of 4.8%"
    if own == {"fair"} and _is_nearest_to_even(found, binder, sentence):
        return "tag"  # "have to win 34.1% of the time to break even"
    if "interval" not in own and in_a_range(found, sentence):
        return "tag"
    if "rain" in near.ids and "rain" not in own and near.reach >= Reach.SENTENCE:
        return "tag"
    has = own & words.PERCENT_TAGS
    if is_said_to_be_fair(binder, sentence) and has == {"implied"}:
        return "tag"  # "without the vig, -142 and +120 are 56.3% and 43.7%"
    if must:
        return ""
    if near.ids & words.PERCENT_TAGS & _OF_ITS_OWN and not has:
        return "tag"
    return "tag" if called and has and not called & has else ""


def _figure_refuses(fact: Fact, binder: Binder, sentence: Sentence, said: frozenset[str]) -> str:
    """A profit is no return, a gust no wind, an average no game's figure, and bets of one sort none of another."""
    own, near = fact.ids(Role.TAG), binder.to(Role.TAG)
    returned = fact.kind is Kind.MONEY and own == {"profit"} and binder.speaks_of(_RETURNED)
    if returned and not binder.speaks_of(_PROFITS):
        return "tag"
    labelled = near.reach is Reach.CLAUSE or sentence.bullet or sentence.row
    for one, unit in (("gust", "mph"), ("feels", "degrees")):
        if unit in fact.ids(Role.UNIT) and (one in own) != (one in near.ids) and (one in own or labelled):
            return "tag"
    if "average" in own - said and any(one.number.kind is Kind.DATE for one in sentence.numbers):
        return "tag"
    single = fact.value.denominator == 1 and not fact.digits and "average" not in own
    if "average" in near.ids and near.reach is Reach.CLAUSE and single and fact.ids(Role.UNIT) & STATS:
        return "tag"
    if fact.kind is Kind.COUNT and fact.ids(Role.TICKET) == OF_RECORD and own & _OF_BETS:
        called = near.ids & _OF_BETS if near.reach >= Reach.SENTENCE else NO_IDS
        called = called or (said & _OF_BETS if len(said & _OF_BETS) == 1 else NO_IDS)
        called |= {"winrate"} if called & {"interval"} else NO_IDS
        if (called and not called & own) or ("closing" in own and not said & own):
            return "tag"  # "a win rate of 53.7% over 61 bets" of the 61 whose closing price is known
    must = own & {"career", "interval"}
    return "tag" if must and not must & said else ""


def _is_nearest_to_even(found: Found, binder: Binder, sentence: Sentence) -> bool:
    """Whether it is this percentage of the sentence that is said to break even, and nothing here is called fair."""
    near = binder.to(Role.TAG)
    if not sentence.words >= _TO_BREAK_EVEN or sentence.words & _FAIR:
        return False
    if near.ids == {"fair"} and near.reach is Reach.CLAUSE:
        return False
    even = next(place for place, token in enumerate(sentence.tokens) if token.folded == "break")
    chances = [one for one in sentence.numbers if one.number.kind is Kind.PERCENT]
    return min(chances, key=lambda one: min(abs(one.place - even), abs(one.last - even))) is found


def _is_average_before(found: Found, sentence: Sentence) -> bool:
    """Whether the average of the clause has its number already: "his average of 22.1 to get to 27.5"."""
    said = [one.last for one in sentence.of(Role.TAG) if "average" in one.ids and one.last < found.place]
    return bool(said) and any(0 < one.place - said[-1] <= 3 and one.last < found.place for one in sentence.numbers)


_OPENED = frozenset({"opened"})
_MOVED = word_set(
    """
    went moved gone come came coming ticked bumped inched jumped slipped crept up down
    shifted dropped drifted climbed risen rose fell fallen lengthened shortened steamed bet move pasado
    ha paso movio subio bajo ging gestiegen gefallen bewegt passe passee
    """
)
_FROM = frozenset({"from", "von", "desde", "de"})


def _is_moved_from(found: Found, sentence: Sentence) -> bool:
    """Whether a price is what another has come from: "went from a fair -107 to -120"."""
    before = {token.folded for token in sentence.tokens[max(0, found.place - 3) : found.place]}
    return bool(before & _FROM and sentence.words & _MOVED)


def in_a_range(found: Found, sentence: Sentence) -> bool:
    """Whether a percentage is an end of a range that is said to be one: "the interval runs from 43% to 64%"."""
    if not sentence.words & _RANGE:
        return False
    for one in sentence.numbers:
        first, last = (one, found) if one.last < found.place else (found, one)
        between = sentence.tokens[first.last + 1 : last.place]
        joined = len(between) == 1 and (between[0].folded in _JOINS_A_RANGE or between[0].sign in ("-", "–"))
        if joined and one.number.kind is Kind.PERCENT:
            return True
    return False


def is_said_to_be_fair(binder: Binder, sentence: Sentence) -> bool:
    """Whether a percentage is one of those that the sentence calls fair, and none that it calls implied."""
    called = sentence.of(Role.TAG)
    if binder.to(Role.TAG).ids != {"fair"} or any("implied" in one.ids for one in called):
        return False
    numbered = {one.segment for one in sentence.numbers if one.number.kind is Kind.PERCENT}
    near = binder.to(Role.TAG).reach is Reach.CLAUSE
    return near or any("fair" in one.ids and one.segment not in numbered for one in called)


_HOLD = frozenset({"hold", "vig", "margin", "overround"})
_OF_ITS_OWN = frozenset({"winrate", "roi", "rain", "closing", "interval"})
"""What is called so is no figure without a name."""
_OF_BETS = frozenset({"winrate", "closing", "interval"})
_MARGIN = frozenset({"vig", "margin", "juice", "marge", "margen"})
_IS_FAIR = word_set("price odds chance chances probability value cuota quote probabilidad chancen cote")
_IN_THE_LONG_RUN = (frozenset({"long", "run"}), frozenset({"give", "back"}), frozenset({"give", "up", "average"}))
_LOSE = frozenset({"lose", "loses", "losing", "loss"})
_RETURNED = frozenset({"returns", "return", "returned"})
_PROFITS = word_set("profit profits win wins winning winnings net clear clears make makes gain up down made investment")
_RETURN = word_set(
    "return returns returned investment staked apostado invertido "
    "retorno rendimiento inversion einsatz action rendite record"
)
_TO_BREAK_EVEN = frozenset({"break", "even"})
_FAIR = frozenset({"fair", "no-vig", "true", "vig-free", "model", "makes"})
_RANGE = frozenset({"interval", "anywhere", "range", "ranges", "intervall", "intervalo", "spanne", "rango"})
_JOINS_A_RANGE = frozenset({"to", "and", "bis", "a", "und", "y", "al"})
