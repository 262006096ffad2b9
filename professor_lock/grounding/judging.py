"""What each number of a sentence is: verified by a fact, derived, the user's own, a name, or none of these.

The order of the tries is fixed and none is a search: named, verified, the user's own, derived, counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from zoneinfo import ZoneInfo

from professor_lock.grounding import numerals
from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.binding import Binder, Context, Reach
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.contradictions import contradicted
from professor_lock.grounding.derived import Operands, derivation
from professor_lock.grounding.facts import NOBODY, Fact, Given, Kind, Ledger, Role, Strength
from professor_lock.grounding.matching import readings, refuses, same_value
from professor_lock.grounding.names import Names
from professor_lock.grounding.reading import read_sentence
from professor_lock.grounding.tokens import Number
from professor_lock.grounding.word_lists import word_set

MOST_COUNTED = 20
MOST_NUMBERS = 80
"""Numbers of one sentence or row that are looked up; further ones are not verified."""
_WIDEST_LOOK = 60
"""A number shown so coarsely that more whole numbers than this round to it is compared with its owner's facts."""
_AGE_WORDS = word_set(
    """
    ago old stale earlier was were opened opening yesterday last before then read quoted published alt alter alten war
    waren hace era fue antes since updated
    """
)


class State(StrEnum):
    """What is known of a number."""

    VERIFIED = "verified"
    PAGE = "page"
    DERIVED = "derived"
    GIVEN = "given"
    NAMED = "named"
    COUNTED = "counted"
    STALE = "stale"
    MISATTRIBUTED = "misattributed"
    UNVERIFIED = "unverified"


PASSING = frozenset({State.VERIFIED, State.PAGE, State.DERIVED, State.GIVEN, State.NAMED, State.COUNTED, State.STALE})
"""The states in which a number is shown; one that is stale is shown with its age."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of one number; `start` and `end` are of the text that was checked."""

    start: int
    end: int
    text: str
    state: State
    kind: Kind
    why: str = ""
    """The name of the function of a derived number, what was wrong with a misattributed one, why one is named."""
    source: str = ""
    as_of: datetime | None = None
    card: str = ""
    call: str = ""


@dataclass(slots=True)
class Judge:
    """Judges the sentences of one answer in order; remembers what they were about and which facts they said."""

    ledger: Ledger
    decimal_comma: bool = False
    context: Context = field(default_factory=Context)
    operands: Operands = field(default_factory=Operands)
    names: Names = field(init=False)
    listed: int = 0
    """How many items the list that was read last has."""

    _begun: bool = False

    def __post_init__(self) -> None:
        self.names = Names(self.ledger)
        self.operands.stakes += [one.parts[0] for one in self.ledger.given if one.kind is Kind.MONEY]

    def ask(self, question: str) -> None:
        """Take the user's question as what the answer is about at first."""
        for line in question[:4000].splitlines():
            self.context.ask(read_sentence(line, self.names))

    def sentence(self, text: str, *, cut_before: bool = False, cut_behind: bool = False) -> list[Verdict]:
        """The verdicts on one sentence or line; `cut_...` say that a number may go on beyond that end."""
        read = read_sentence(text, self.names, decimal_comma=self.decimal_comma)
        self._begin()
        final = self.ledger.finals if read.words >= _SUPER_BOWL and not read.of(Role.TEAM) else set()
        if len(final) == 1:
            teams = next(iter(final))
            self.context.about |= {Role.TEAM: teams, Role.GAME: teams}
        if len(self.ledger.live) == 1 and read.words & _LIVE and not read.of(Role.TEAM):
            teams = next(iter(self.ledger.live))
            self.context.about |= {Role.TEAM: teams, Role.GAME: teams}
        found = [self._number(read, one) for one in read.numbers[:MOST_NUMBERS]]
        found = [self._again(read, one, verdict) for one, verdict in zip(read.numbers, found, strict=False)]
        found += [_unread(read, one) for one in read.numbers[MOST_NUMBERS:]]
        found = [self._cut(one, text, cut_before, cut_behind) for one in found]
        self.context.after(read)
        self._count_lines(read)
        return found

    def _again(self, read: Sentence, found: Found, verdict: Verdict) -> Verdict:
        """A number that follows from others which the sentence names only behind it: "9 cents: +175 and +166"."""
        if verdict.state not in (State.UNVERIFIED, State.MISATTRIBUTED) or found.number.huge or len(read.numbers) < 2:
            return verdict
        if _is_stake(read, found) or verdict.why == "line":
            return verdict
        function = self._derived(read, found, Binder(read, found, self.context))
        return replace(verdict, state=State.DERIVED, why=function) if function else verdict

    def _begin(self) -> None:
        """Where only one player, or one game, is known at all, an answer that names none is about that one."""
        if self._begun:
            return
        self._begun = True
        about = self.context.about
        if len(self.ledger.players) == 1:
            about.setdefault(Role.PLAYER, frozenset(self.ledger.players))
        if len(self.ledger.games) == 1:
            about.setdefault(Role.GAME, next(iter(self.ledger.games)))

    def pass_by(self, text: str) -> None:
        """Go on behind a sentence without numbers."""
        read = read_sentence(text, self.names)
        self.context.after(read)
        self._count_lines(read)

    def _count_lines(self, read: Sentence) -> None:
        if read.bullet:
            self.listed += 1
        elif read.plain.text.strip():
            self.listed = 0

    def _cut(self, verdict: Verdict, text: str, before: bool, behind: bool) -> Verdict:
        named = verdict.state is State.NAMED and verdict.why in ("counting", "alone")
        if not named and ((before and verdict.start == 0) or (behind and verdict.end == len(text))):
            return Verdict(verdict.start, verdict.end, verdict.text, State.UNVERIFIED, verdict.kind, "cut")
        return verdict

    def _number(self, read: Sentence, found: Found) -> Verdict:
        start, end = _whole_markup(read.plain.written, *read.plain.span(found.start, found.end))
        shown = read.plain.text[found.start : found.end]
        number = found.number
        state, why, fact = self._state(read, found)
        if fact is None:
            return Verdict(start, end, shown, state, number.kind, why)
        self.operands.add(fact)
        return Verdict(start, end, shown, state, number.kind, why, fact.source, fact.as_of, fact.card, fact.call)

    def _state(self, read: Sentence, found: Found) -> tuple[State, str, Fact | None]:
        number = found.number
        if number.huge:
            return State.UNVERIFIED, "huge", None
        if number.named:
            return State.NAMED, number.named, None
        binder = Binder(read, found, self.context)
        fact, why = self._fact(read, found, binder)
        if fact is not None:
            if _is_stale(fact, read, self.ledger.now):
                return State.STALE, "", fact
            if fact.strength is Strength.EXAMPLE:
                return State.NAMED, "example", None
            return (State.PAGE if fact.strength is Strength.PAGE else State.VERIFIED), "", fact
        if self._today(number):
            return State.NAMED, "now", None
        if _is_article(read, found) or _is_whole(read, found):
            return State.NAMED, "idiom", None
        if self._given(read, found):
            return State.GIVEN, "", None
        function = "" if _is_stake(read, found) or why == "line" else self._derived(read, found, binder)
        if function:
            return State.DERIVED, function, None
        if self._both_parts(read, found, binder):
            return State.VERIFIED, "", None
        if self._counted(read, found, binder):
            return State.COUNTED, "", None
        return (State.MISATTRIBUTED, why, None) if why else (State.UNVERIFIED, "", None)

    def _fact(self, read: Sentence, found: Found, binder: Binder) -> tuple[Fact | None, str]:
        """The strongest fact that backs the number, or why the nearest of the same value does not."""
        best: Fact | None = None
        why = ""
        for fact in self._candidates(found.number, binder):
            if not same_value(found.number, fact, read, found):
                continue
            reason = (
                refuses(fact, found, binder, read)
                or _weak(fact, read, binder)
                or _wrong_winner(fact, read, binder)
                or contradicted(self.ledger, fact, found, binder, read)
            )
            if reason:
                why = why or reason
            elif best is None or _order(fact) > _order(best):
                best = fact
                if fact.strength is Strength.DATA and not _is_stale(fact, read, self.ledger.now):
                    break
        if best is None and not why and self._said_of_another(read, found):
            why = "owner"
        return best, why

    def _candidates(self, number: Number, binder: Binder) -> Iterator[Fact]:
        owners = list(binder.to(Role.PLAYER).ids | binder.to(Role.TEAM).ids | binder.teams_near())
        owners += [*binder.to(Role.PLACE).ids, NOBODY]
        for kind, parts in readings(number):
            if kind is Kind.PRICE and parts[0] < 100:
                yield from self.ledger.near(int(parts[0]), int(parts[0]), owners)
                continue
            step = Fraction(10) ** -number.digits * (10 if number.hedged else 1) / 2
            low, high = int(max(Fraction(0), parts[0] - step)), int(parts[0] + step)
            if high - low <= _WIDEST_LOOK:
                yield from self.ledger.near(low, high, owners)
                continue
            for owner in owners:
                yield from self.ledger.of(Kind.MONEY, owner)[:_WIDEST_LOOK]

    def _said_of_another(self, read: Sentence, found: Found) -> bool:
        """Whether another's fact has this value, so that the number is misattributed rather than invented."""
        number = found.number
        if number.kind not in (Kind.PRICE, Kind.LINE, Kind.PERCENT) and number.digits == 0:
            return False
        return any(
            same_value(number, fact, read, found) for fact in self.ledger.like(number.kind, int(number.parts[0]))
        )

    def _today(self, number: Number) -> bool:
        now = self.ledger.now
        if now is None:
            return False
        if number.kind is Kind.TIME:
            return _is_now(number, now)
        if number.kind is Kind.DATE:
            return any(
                kind is Kind.DATE
                and [*parts[-2:]] == [Fraction(now.month), Fraction(now.day)]
                and (len(parts) == 2 or parts[0] == now.year)
                for kind, parts in readings(number)
            )
        return number.kind is Kind.NUMBER and number.parts[0] == now.year and not number.unit and number.sign == 0

    def _given(self, read: Sentence, found: Found) -> bool:
        number = found.number
        same = [one for one in self.ledger.given if _same_as_given(number, one)]
        if not same:
            return False
        if number.kind is Kind.MONEY and read.words & (_STAKE_WORDS | words.ADDRESSED | words.CONDITIONAL):
            return True
        unit = number.unit or number.noun
        if number.unit and all(one.unit and one.unit != number.unit for one in same):
            return False
        if number.kind in (Kind.NUMBER, Kind.COUNT) and unit and any(one.unit == unit for one in same):
            return number.unit not in _MEASURED
        tokens = read.tokens
        clause = {token.folded for place, token in enumerate(tokens) if read.segments[place] == found.segment}
        return bool(clause & words.ADDRESSED or clause & words.CONDITIONAL)

    def _derived(self, read: Sentence, found: Found, binder: Binder) -> str:
        owner: list[Fact] = []
        team = binder.to(Role.TEAM)
        if team:
            for one in team.ids:
                owner += [price for price in self.ledger.of(Kind.PRICE, one) if _of_book(price, binder)][:24]
                if found.number.kind is Kind.NUMBER and team.reach is not Reach.CONTEXT:
                    owner += [*self.ledger.of(Kind.COUNT, one)[:24], *self.ledger.of(Kind.NUMBER, one)[:24]]
                scores = self.ledger.of(Kind.SCORE, one)[-4:]
                owner += [score for score in scores if not _wrong_winner(score, read, binder)]
        player = next(iter(binder.to(Role.PLAYER).ids), "")
        games = [one.number.parts[0] for one in read.numbers if one.number.unit == "games"]
        operands = self.operands.for_sentence(read, player, games)
        return derivation(found.number, read.words | binder.column_words(), operands, owner, self.ledger)

    def _both_parts(self, read: Sentence, found: Found, binder: Binder) -> bool:
        """Whether "7 of 10", "5-7" or "24/31" are two numbers that facts have one by one."""
        number = found.number
        if len(number.parts) != 2 or number.kind not in (Kind.RATIO, Kind.SCORE):
            return False
        facts: list[Fact] = []
        for part in number.parts:
            alone = Number(Kind.NUMBER, (part,), unit=number.unit)
            one = Found(alone, found.start, found.end, found.place, found.last, found.segment, found.cell)
            backing = self._fact(read, one, binder)[0]
            if backing is None or backing in facts or (backing.day and number.kind is Kind.RATIO):
                return False
            facts.append(backing)
        return number.kind is Kind.RATIO or "-" not in read.plain.text[found.start : found.end] or bool(number.unit)

    def _counted(self, read: Sentence, found: Found, binder: Binder) -> bool:
        number = found.number
        value = number.parts[0]
        if (
            number.kind not in (Kind.NUMBER, Kind.COUNT)
            or value > MOST_COUNTED
            or value.denominator != 1
            or number.sign
        ):
            return False
        if number.noun in words.RHETORICAL:
            return True
        behind = [one for one in read.numbers if one.place > found.last and one.number.kind is not Kind.DATE]
        before = read.tokens[found.place - 1].folded if found.place else ""
        if value > 1 and len(behind) == value and (number.unit == "games" or before in _LAST_ONES):
            return True
        teams = {one.ids for one in read.of(Role.TEAM)}
        if number.unit == "games" and value > 1 and 2 * value in (len(teams), len(binder.teams_near())):
            return True
        if number.unit == "teams" and value == 2:
            return True
        if value == 1 and number.spelled and number.unit in words.LISTABLE | {"days", "units"}:
            return True
        if number.unit not in words.LISTABLE:
            return False
        role = {"games": Role.GAME, "teams": Role.TEAM, "books": Role.BOOK, "players": Role.PLAYER}.get(number.unit)
        if role is not None and role is not Role.GAME and len({one.ids for one in read.of(role)}) == value:
            return True
        return self.listed > 1 and self.listed == value


_SUPER_BOWL = frozenset({"super", "bowl"})
_LIVE = frozenset({"live", "in-play", "in-game", "vivo"})
_LAST_ONES = frozenset({"last", "past", "previous", "these", "those", "ultimos", "letzten"})
_STAKE_WORDS = word_set(
    """
    stake staked bet bets risk risking wager on apuesta apuestas einsatz setzt setzen put with bankroll
    """
)


def _of_book(price: Fact, binder: Binder) -> bool:
    """Whether something may be worked out from a price: it is of the book that is named, where one is."""
    book = binder.to(Role.BOOK)
    return book.reach < Reach.SENTENCE or not price.ids(Role.BOOK) or bool(book.ids & price.ids(Role.BOOK))


_PUT = word_set(
    "put bet stake risk wager betting staking risking setze apuesta apuestas apostar pon con avec mit mises"
)


def _is_stake(read: Sentence, found: Found) -> bool:
    """Whether a sum of money is what is bet ("put $50 on it"): that is the user's to say, nothing gives it."""
    if found.number.kind is not Kind.MONEY:
        return False
    before = {token.folded for token in read.tokens[max(0, found.place - 2) : found.place]}
    behind = read.tokens[found.last + 1].folded if found.last + 1 < len(read.tokens) else ""
    return bool(before & _PUT) or behind in ("on", "bet", "stake", "wager", "auf", "en", "sur", "al")


def _is_article(read: Sentence, found: Found) -> bool:
    """ "ein Sieg", "una victoria": no number is meant."""
    word = read.tokens[found.place].folded
    return found.place == found.last and word in _ARTICLES and found.number.kind in (Kind.NUMBER, Kind.COUNT)


_ARTICLES = numerals.ARTICLES - {"one", "uno", "eins"}


def _is_whole(read: Sentence, found: Found) -> bool:
    """The hundred that the implied chances of a market are more than; ".500" as so many wins as losses."""
    number = found.number
    before = read.tokens[found.place - 1].folded if found.place else ""
    if number.kind is Kind.RATE and number.parts[0] == Fraction(1, 2) and number.digits == 3:
        return before in _ABOUT_EVEN
    return number.parts[0] == 100 and not number.sign and before in _MORE_THAN and bool(read.words & _MARGIN)


_ABOUT_EVEN = frozenset({"around", "above", "below", "over", "under", "near", "at"})
_MORE_THAN = frozenset({"over", "above", "past", "beyond", "than", "exceeds"})
_MARGIN = frozenset({"vig", "margin", "overround", "hold", "juice"})

_MEASURED = word_set(
    """
    points rebounds assists threes steals blocks goals yards touchdowns straight wins losses runs strikeouts hits homers
    degrees mph minutes
    """
)
"""Units in which the user's own number is no statement of the assistant's, unless it is said to be the user's."""


def _unread(read: Sentence, found: Found) -> Verdict:
    start, end = read.plain.span(found.start, found.end)
    return Verdict(
        start, end, read.plain.text[found.start : found.end], State.UNVERIFIED, found.number.kind, "too many"
    )


def _whole_markup(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the marks behind a number that close what was opened inside it ("Thr**ee**")."""
    inside = text[start:end]
    for mark in ("**", "__", "*", "_", "`"):
        if inside.count(mark) % 2 and text.startswith(mark, end):
            return start, end + len(mark)
    return start, end


def given_numbers(message: str, ledger: Ledger) -> list[Given]:
    """The numbers of a user's message, as what they gave. They verify nothing."""
    names = Names(ledger)
    found = []
    for line in message[:20_000].splitlines()[:200]:
        for one in read_sentence(line, names).numbers:
            number = one.number
            if not number.huge:
                signed = -number.parts[0] if number.sign < 0 else number.parts[0]
                parts = (signed, *number.parts[1:])
                found.append(Given(number.kind, parts, number.unit or number.noun))
    return found


def _same_as_given(number: Number, given: Given) -> bool:
    signed = (-number.parts[0] if number.sign < 0 else number.parts[0], *number.parts[1:])
    if signed != given.parts:
        return False
    plain = (Kind.NUMBER, Kind.COUNT)
    return number.kind is given.kind or (number.kind in plain and given.kind in plain) or (
        {number.kind, given.kind} <= {Kind.NUMBER, Kind.MONEY, Kind.PRICE, Kind.TOTAL}
    )  # fmt: skip


def _order(fact: Fact) -> tuple[int, float]:
    return fact.strength, fact.as_of.timestamp() if fact.as_of else 0.0


_CLOCKS = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
    "utc": "UTC", "cet": "Europe/Berlin",
}  # fmt: skip
_JUST_NOW_MIN = 3


def _is_now(number: Number, now: datetime) -> bool:
    """Whether a time of day is the present one, in the zone that is said or the user's."""
    local = now.astimezone(ZoneInfo(_CLOCKS[number.zone])) if number.zone in _CLOCKS else now
    present = 60 * local.hour + local.minute
    return any(0 <= present - (60 * parts[0] + parts[1]) <= _JUST_NOW_MIN for _, parts in readings(number))


def _weak(fact: Fact, read: Sentence, binder: Binder) -> str:
    """A page backs only what is said with its name, and not what is said of a book."""
    if fact.strength is Strength.EXAMPLE:
        named = any(binder.to(role).reach >= Reach.SENTENCE for role in (Role.TEAM, Role.PLAYER, Role.BOOK))
        return "example" if named or not read.words & words.EXAMPLE else ""
    if fact.strength is not Strength.PAGE:
        return ""
    pages = fact.ids(Role.PAGE)
    if binder.to(Role.BOOK).reach is Reach.CLAUSE and binder.to(Role.PAGE).reach is not Reach.CLAUSE:
        return "page"
    return "" if any(one.ids & pages for one in read.of(Role.PAGE)) else "page"


def _wrong_winner(fact: Fact, read: Sentence, binder: Binder) -> str:
    """A score is refused when the team that is said to have won has the lower part of it."""
    if fact.kind is not Kind.SCORE or len(fact.sides) != 2:
        return ""
    own = [one for one in read.of(Role.TEAM) if not one.other]
    subject = own[0].ids if own else binder.to(Role.TEAM).ids
    mine = next((place for place, side in enumerate(fact.sides) if side in subject), None)
    if mine is None or subject >= frozenset(fact.sides):
        return ""
    won, lost = bool(read.words & words.WON), bool(read.words & words.LOST)
    if won == lost:
        return ""
    margin = fact.parts[mine] - fact.parts[1 - mine]
    return "winner" if (margin < 0 if won else margin > 0) else ""


def _is_stale(fact: Fact, read: Sentence, now: datetime | None) -> bool:
    if fact.fresh_s is None or fact.as_of is None or now is None:
        return False
    old = (now - fact.as_of).total_seconds() > fact.fresh_s
    return old and not read.words & _AGE_WORDS
