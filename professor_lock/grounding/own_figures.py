"""What a figure of the user's own is of: a sport or market of their record, a limit, a way to hedge; what money is.

A source says "By sport: NBA 21-15", "Most for one day: $250": such a figure is said of that sport or day, or it is said
of something else. A sum of money that a source calls a profit is no return.
"""

from __future__ import annotations

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.binding import Binder, Reach
from professor_lock.grounding.clauses import Found, Mention, Sentence
from professor_lock.grounding.facts import NO_IDS, NOBODY, OF_NO_TEAM, OF_RECORD, Fact, Kind, Role, owners_of
from professor_lock.grounding.matching import IN_THE_RED
from professor_lock.grounding.scopes import HEDGE, HEDGES, LIMITS, MONEY_TAGS, OPEN, SLIP, cards_named
from professor_lock.grounding.word_lists import word_set

_OF_RECORD = frozenset({Kind.RECORD, Kind.RATIO})


def scope_in_source(kind: Kind, sentence: Sentence, binder: Binder) -> frozenset[str]:
    """What a source's number is of, where its line divides the user's figures by it."""
    first = [token.folded for token in sentence.tokens[:2]]
    said = binder.to(Role.SCOPE)
    if first == ["by", "market"]:
        return binder.to(Role.MARKET).ids
    if first == ["by", "sport"] or (kind is Kind.MONEY and said.reach >= Reach.SENTENCE):
        return said.ids
    return NO_IDS


def scope_refuses(fact: Fact, binder: Binder, sentence: Sentence) -> str:
    """Why a figure of one sport, market, limit or hedge does not back a number that is said of another, or of all."""
    own = fact.ids(Role.SCOPE)
    if _is_of_another_card(fact, binder, sentence):
        return "card"
    of_slip = fact.kind is Kind.PERCENT and SLIP in cards_named(sentence.words)
    if of_slip and fact.ids(Role.TEAM) and binder.to(Role.TEAM).reach is Reach.CONTEXT:
        return "card"  # "the market gives the parlay 38.1%" that are one team's
    paid = fact.kind is Kind.MONEY and not own and fact.ids(Role.TAG) & MONEY_TAGS
    if fact.kind is Kind.PERCENT and owners_of(fact) == {NOBODY} and fact.ids(Role.TAG) & _OF_A_BET:
        of_team = binder.to(Role.TEAM).reach >= Reach.SENTENCE and not binder.speaks_of(_SLIP)
        return "team" if of_team else ""
    if paid and binder.to(Role.SCOPE).reach is Reach.CLAUSE and binder.to(Role.SCOPE).ids & HEDGES:
        return "" if binder.to(Role.TAG).ids & paid else "scope"
    of_all = fact.ids(Role.TICKET) == OF_RECORD
    if not own and not of_all and (fact.kind not in _OF_RECORD or owners_of(fact) != {NOBODY}):
        return ""
    said = binder.to(Role.SCOPE)
    market = binder.to(Role.MARKET)
    if not own:
        of_market = of_all and market.reach is Reach.CLAUSE and binder.clause_has(_OF_A_MARKET)
        of_market |= of_all and fact.kind is Kind.MONEY and bool(binder.market_before()) and not binder.clause_has(_ALL)
        return "scope" if of_market or (said.reach >= Reach.SENTENCE and not said.ids & HEDGES) else ""
    if binder.clause_has(_ALL) or binder.words_behind(_ALL):
        return "scope"  # "you're plus 3.40 overall"
    if own & (said.ids | market.ids | binder.market_before()):
        return ""
    return "scope" if said or not own & HEDGES else ""


def _is_of_another_card(fact: Fact, binder: Binder, sentence: Sentence) -> bool:
    """Whether a figure is from one of the user's cards, and its sentence or heading names another."""
    own = fact.ids(Role.CARD) if owners_of(fact) == {NOBODY} else NO_IDS
    if fact.kind is Kind.PRICE and binder.follows_equals():
        return False
    said = cards_named(sentence.words) or cards_named(binder.head_words()) or cards_named(binder.lead_words())
    if not own or said:
        within = LIMITS in said and OPEN in own and bool(sentence.of(Role.TEAM))
        return bool(own) and not own & said and not within  # "with $30 open you are within your limit"
    if binder.to(Role.SCOPE).reach >= Reach.SENTENCE and binder.to(Role.SCOPE).ids & fact.ids(Role.SCOPE):
        return False  # "the same either way"
    return own <= _MUST_BE_NAMED and not own & binder.cards_before()


_MUST_BE_NAMED = frozenset({SLIP, HEDGE})
"""Cards whose figures are said under their name, or right behind it: the rest may be said of "you"."""


def money_refuses(fact: Fact, found: Found, binder: Binder, sentence: Sentence) -> str:
    """Why a profit does not back what is called a return, a stake or a payout, and so on."""
    own = fact.ids(Role.TAG) & MONEY_TAGS
    if fact.kind is not Kind.MONEY:
        return ""
    if _is_of_another_ticket(fact, binder):
        return "ticket"
    if fact.value < 0 and not found.number.sign and binder.in_row() and not _is_in_the_red(binder, sentence):
        return "sign"  # a column of profits without signs
    if not own:
        return ""
    if own == _STAKE and (is_called(_PROFIT, found, sentence) or is_called(_PAYOUT, found, sentence)):
        return "tag"
    rounded = fact.value.denominator != 1 and not found.number.digits and not found.number.hedged
    if rounded and not own & _named(sentence) and not is_called(own, found, sentence):
        return "rounded"  # "$50 on the Padres" is not the $49.91 that a slip returns
    if own < _RETURNS and is_called(_RETURNS - own, found, sentence):
        return "tag"
    since = max((one.last for one in sentence.numbers if one.last < found.place and _is_money(one)), default=-1)
    near = [
        one
        for one in sentence.of(Role.TAG)
        if since < one.place < found.place
        and one.segment == found.segment
        and one.ids & MONEY_TAGS
        and _is_of_what_follows(sentence, one, since)
        and not (own == _PROFIT and sentence.tokens[one.place].folded in _PAYS)
    ]
    said = frozenset().union(*(one.ids for one in near[-1:])) | binder.to(Role.TAG).ids & MONEY_TAGS
    return "tag" if near and not own & said else ""


_WITHOUT_TEAMS = (OF_RECORD, OF_NO_TEAM)


def _is_of_another_ticket(fact: Fact, binder: Binder) -> bool:
    """Whether a sum is of a slip or ticket on other teams than the number's, or of all bets where a team is named."""
    ticket, team = fact.ids(Role.TICKET), binder.to(Role.TEAM)
    if not ticket or team.reach < (Reach.CLAUSE if ticket in _WITHOUT_TEAMS else Reach.SENTENCE):
        return False
    return not team.ids & ticket


def _is_in_the_red(binder: Binder, sentence: Sentence) -> bool:
    """Whether the row, its column or its heading says that sums were lost."""
    return bool((sentence.words | binder.column_words() | binder.lead_words()) & (IN_THE_RED - words.WON))


def _named(sentence: Sentence) -> frozenset[str]:
    """What the sentence calls its money."""
    return frozenset().union(*(one.ids for one in sentence.of(Role.TAG)))


def is_called(other: frozenset[str], found: Found, sentence: Sentence) -> bool:
    """Whether the words right by a sum say that it is the other of profit and payout: "wins $55", "$133 back"."""
    tokens = sentence.tokens
    before = [token.folded for token in tokens[max(0, found.place - 3) : found.place]]
    behind = [token.folded for token in tokens[found.last + 1 : found.last + 4]]
    if _IF in before:
        return False
    if "payout" in other:
        came_back = before[-2:] in _BACK_AS or (before[-1:] and before[-1] in _RETURNING)
        return bool(came_back) or behind[:1] in _BACK or (before[-1:] == ["about"] and before[-2:-1] == ["returns"])
    last = [word for word in before if word not in _BETWEEN][-1:]
    return (
        bool(last and last[0] in _WINNING)
        or behind[:1] == ["profit"]
        or behind[1:2] == ["profit"]
        or (behind[:3] == ["of", "it", "profit"])
        or behind[:2] == ["de", "ganancia"]
        or behind[:2] == ["is", "profit"]
    )


_IF = "if"
_RETURNS = frozenset({"profit", "payout"})
_STAKE, _PAYOUT = frozenset({"stake"}), frozenset({"payout"})
_OF_A_MARKET = word_set("moneyline moneylines ml spread spreads total totals prop props parlay parlays totales")
_BACK = (["back"], ["zuruck"])
_BACK_AS = (
    ["hands", "you"],
    ["back", "as"],
    ["comes", "to"],
    ["back", "about"],
    ["get", "back"],
    ["gets", "back"],
    ["back", "with"],
)
_RETURNING = word_set(
    "devuelven cobras cobra returns returning collect collects cobrarias cobraras recibirias recibes devuelve"
)
_WINNING = word_set("won win wins winning profit gain ganarias ganas gewinnst gewinnt")
_BETWEEN = frozenset({"you", "about", "around", "of", "us", "", "just", "another", "only", "unos", "etwa"})


def _is_of_what_follows(sentence: Sentence, tag: Mention, since: int) -> bool:
    """Not "$2,610 staked", whose word is said of the number before it, nor "a return on $50"."""
    tokens = sentence.tokens
    behind = tokens[tag.last + 1].folded if tag.last + 1 < len(tokens) else ""
    return behind != "on" and (tag.place > since + 1 or since < 0 or tokens[tag.place].folded == "to")


_ALL = frozenset({"overall", "altogether", "lifetime", "all-time", "insgesamt"})
_OF_A_BET = frozenset({"fair"})
_SLIP = word_set(
    "slip parlay ticket leg legs combo kombi schein combinada boleto combine wette apuesta it its together"
)
_PROFIT = frozenset({"profit"})
_PAYS = frozenset({"pay", "pays", "paga", "zahlt"})
"""A profit is paid as well as a payout."""


def _is_money(found: Found) -> bool:
    return found.number.kind is Kind.MONEY
