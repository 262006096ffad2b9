"""What each number of a sentence is: verified by a fact, derived, the user's own, a name, or none of these.

The order of the tries is fixed and none is a search: named, verified, the user's own, derived, counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from professor_lock.grounding.arithmetic import following_from_each_other
from professor_lock.grounding.asides import (
    are_beside,
    is_article,
    is_each,
    is_nearly_even,
    is_stake,
    is_today,
    is_whole,
    stands_by_a_day,
)
from professor_lock.grounding.believing import has_wrong_winner, is_stale, is_weak
from professor_lock.grounding.binding import Binder
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.comparisons import own_compared
from professor_lock.grounding.context import Context
from professor_lock.grounding.contradictions import (
    contradicted,
    priced_unlike_its_edge,
    said_of_two,
    said_twice,
)
from professor_lock.grounding.counting import follows_from_record, is_counted
from professor_lock.grounding.facts import NOBODY, Fact, Kind, Ledger, Role, Strength
from professor_lock.grounding.following import function_of
from professor_lock.grounding.game_lists import is_listed
from professor_lock.grounding.given import WHOSE, figure_of_user, is_calculated_with, is_given
from professor_lock.grounding.known_counts import is_known_count
from professor_lock.grounding.matching import readings, same_value
from professor_lock.grounding.names import Names
from professor_lock.grounding.operands import DERIVED, Operands
from professor_lock.grounding.owned_prices import own_prices
from professor_lock.grounding.priced_lines import own_priced_lines
from professor_lock.grounding.reading import read_sentence
from professor_lock.grounding.refusals import refuses
from professor_lock.grounding.requirements import is_no_today
from professor_lock.grounding.role_refusals import contradicts_its_words, role_refuses, said_alike
from professor_lock.grounding.tokens import Number
from professor_lock.grounding.verdicts import PASSING, State, Verdict
from professor_lock.grounding.windows import follows_from_games

MOST_NUMBERS = 80
"""Numbers of one sentence or row that are looked up; further ones are not verified."""
_WIDEST_LOOK = 60
"""A number shown so coarsely that more whole numbers than this round to it is compared with its owner's facts."""


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
    _named: bool = False
    """Whether the answer has named a player."""
    _facts: list[tuple[Found, Fact]] = field(default_factory=list)
    """The numbers of the present sentence that facts back, with their facts."""
    _days: list[tuple[Found, Fact]] = field(default_factory=list)
    """The figures of single games that the present sentence says, with their facts."""

    def __post_init__(self) -> None:
        self.names = Names(self.ledger)
        self.context.games, self.context.at_home = self.ledger.games, self.ledger.standing["home"]
        self.context.cards_known = self.ledger.cards
        self.operands.stakes += [one.parts[0] for one in self.ledger.given if one.kind is Kind.MONEY]

    def ask(self, question: str) -> None:
        """Take the user's question as what the answer is about at first."""
        for line in question[:4000].splitlines():
            self.context.ask(read_sentence(line, self.names))
        if not any(self.context.about.get(role) for role in WHOSE):
            self.operands.bring(self.ledger.given)

    def sentence(self, text: str, *, cut_before: bool = False, cut_behind: bool = False) -> list[Verdict]:
        """The verdicts on one sentence or line; `cut_...` say that a number may go on beyond that end."""
        read = read_sentence(text, self.names, decimal_comma=self.decimal_comma)
        self.context.resolve(read)
        self._begin()
        own_compared(read, self.context, self.ledger)
        own_priced_lines(read, self.context, self.ledger)
        final = self.ledger.finals if read.words >= _SUPER_BOWL and not read.of(Role.TEAM) else set()
        if len(final) == 1:
            teams = next(iter(final))
            self.context.about |= {Role.TEAM: teams, Role.GAME: teams}
        if len(self.ledger.live) == 1 and read.words & _LIVE and not read.of(Role.TEAM):
            teams = next(iter(self.ledger.live))
            if not self.context.about.get(Role.TEAM, frozenset("?")) <= teams:  # "They're -6.5 live"
                self.context.about[Role.TEAM] = teams
            self.context.about[Role.GAME] = teams
        self._days, self._facts = [], []
        self._named |= bool(read.of(Role.PLAYER))
        found = [self._number(read, one) for one in read.numbers[:MOST_NUMBERS]]
        found = [self._again(read, one, verdict) for one, verdict in zip(read.numbers, found, strict=False)]

        def priced(one: Found) -> list[Fraction]:
            own = own_prices(self.ledger, Binder(read, one, self.context))
            return own or self.operands.last_price(read)

        for place, name in following_from_each_other(read, found, self.ledger, priced).items():
            if found[place].state not in PASSING:
                found[place] = replace(found[place], state=State.DERIVED, why=name)
        self._refuse_pairs(read, found)
        found += [_unread(read, one) for one in read.numbers[MOST_NUMBERS:]]
        found = [self._cut(one, text, cut_before, cut_behind) for one in found]
        self.context.after(read)
        self._count_lines(read)
        return found

    def _again(self, read: Sentence, found: Found, verdict: Verdict) -> Verdict:
        """A number that follows from others which the sentence names only behind it: "9 cents: +175 and +166"."""
        if verdict.state not in (State.UNVERIFIED, State.MISATTRIBUTED) or found.number.huge or len(read.numbers) < 2:
            return verdict
        if is_stake(read, found) or verdict.why in _FINAL:
            return verdict
        function = self._follows(read, found, Binder(read, found, self.context))
        return replace(verdict, state=State.DERIVED, why=function) if function else verdict

    def _refuse_pairs(self, read: Sentence, verdicts: list[Verdict]) -> None:
        """A line whose price is another line's is shown as little as the price; nor is a game's figure said twice."""
        refused = {
            place - 1
            for place in range(1, len(verdicts))
            if verdicts[place].state is State.MISATTRIBUTED
            and verdicts[place].why == "line"
            and read.numbers[place].cell == read.numbers[place - 1].cell
            and are_beside(read, read.numbers[place - 1], read.numbers[place])
            and read.numbers[place - 1].number.kind is not Kind.PRICE
        }
        self._facts = [(one, fact) for one, fact in self._facts if not (one.number.spelled and self._counts(read, one))]
        twice = said_twice(self._days, self.ledger) if len(self._days) > 1 else []
        twice += said_of_two(self._facts, read, self.ledger)
        twice += priced_unlike_its_edge(self._facts, read, self.ledger)
        refused |= {place for place, one in enumerate(read.numbers[: len(verdicts)]) if one in twice}
        alike = said_alike(read)
        for place, one in enumerate(read.numbers[: len(verdicts)]):
            if one in alike and verdicts[place].state in PASSING:
                verdicts[place] = replace(verdicts[place], state=State.MISATTRIBUTED, why="pair")
        for place in refused:
            if verdicts[place].state is State.VERIFIED:
                verdicts[place] = replace(verdicts[place], state=State.MISATTRIBUTED, why="pair")

    def _counts(self, read: Sentence, one: Found) -> bool:
        return is_counted(read, one, Binder(read, one, self.context), self.context, self.listed)

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
        self.context.resolve(read)
        self.context.after(read)
        self._named |= bool(read.of(Role.PLAYER))
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
            if state is State.DERIVED and number.kind in (Kind.MONEY, Kind.NUMBER):
                self.operands.work_out(number.kind, number.parts[0])
            elif state is State.DERIVED and number.kind is Kind.PERCENT:
                self.operands.add(Fact(number.kind, number.parts, {}, DERIVED, digits=number.digits))
            return Verdict(start, end, shown, state, number.kind, why)
        self.operands.add(fact)
        self._facts.append((found, fact))
        if fact.day and found.number.kind is Kind.NUMBER and not stands_by_a_day(read, found):
            self._days.append((found, fact))
        return Verdict(start, end, shown, state, number.kind, why, fact.source, fact.as_of, fact.card, fact.call)

    def _state(self, read: Sentence, found: Found) -> tuple[State, str, Fact | None]:
        number = found.number
        if number.huge:
            return State.UNVERIFIED, "huge", None
        if number.named:
            return State.NAMED, number.named, None
        if wrong := contradicts_its_words(read, found):
            return State.MISATTRIBUTED, wrong, None
        self._own_by_day(read, found)
        binder = Binder(read, found, self.context)
        fact, why = self._fact(read, found, binder)
        if fact is not None:
            if is_stale(fact, read, self.ledger.now):
                return State.STALE, "", fact
            if fact.strength is Strength.EXAMPLE:
                return State.NAMED, "example", None
            return (State.PAGE if fact.strength is Strength.PAGE else State.VERIFIED), "", fact
        if not is_no_today(found, binder, read) and is_today(read, found, self.ledger.now):
            return State.NAMED, "now", None
        if is_article(read, found) or is_whole(read, found) or is_nearly_even(read, found):
            return State.NAMED, "idiom", None
        if not is_each(read, found) and is_given(self.ledger, read, found, binder.column_words() | binder.lead_words()):
            return State.GIVEN, "", None
        if is_calculated_with(self.ledger, read, found, self.context):
            self.operands.add(figure_of_user(found.number))
            return State.GIVEN, "", None
        bet = is_stake(read, found) and not is_each(read, found)
        function = "" if bet or why in _FINAL else self._follows(read, found, binder)
        if function:
            return State.DERIVED, function, None
        if self._both_parts(read, found, binder):
            return State.VERIFIED, "", None
        if follows_from_record(self.ledger, read, found, binder):
            return State.DERIVED, "record", None
        if follows_from_games(self.ledger, read, found, binder):
            return State.DERIVED, "games", None
        if is_known_count(self.ledger, read, found, binder, self.context):
            return State.VERIFIED, "", None
        if not is_listed(read, found) and is_counted(read, found, binder, self.context, self.listed):
            return State.COUNTED, "", None
        return (State.MISATTRIBUTED, why, None) if why else (State.UNVERIFIED, "", None)

    def _own_by_day(self, read: Sentence, found: Found) -> None:
        """A row or item "Oct 20 | 31" that no name stands above is of the only player whose log has that day."""
        if not (read.row or read.bullet) or found.number.kind is not Kind.NUMBER or self._named:
            return
        dates = [one.number.parts[-2:] for one in read.numbers if one.number.kind is Kind.DATE]
        if len(dates) != 1 or read.of(Role.TEAM) or read.of(Role.PLAYER) or self.context.head_names():
            return
        heads = self.context.head[found.cell] if read.row and 0 <= found.cell < len(self.context.head) else []
        units = frozenset().union(*(one.ids for one in heads if one.role is Role.UNIT))
        played = [one for one in self.ledger.played.get(dates[0], ()) if one.ids(Role.PLAYER)]
        players = {one.ids(Role.PLAYER) for one in played if not units or units & one.ids(Role.UNIT)}
        if len(players) == 1:
            found.listed = {**found.listed, Role.PLAYER: next(iter(players))}

    def _fact(self, read: Sentence, found: Found, binder: Binder) -> tuple[Fact | None, str]:
        """The strongest fact that backs the number, or why the nearest of the same value does not."""
        best: Fact | None = None
        why = ""
        for fact in self._candidates(found.number, binder):
            if not same_value(found.number, fact, read, found):
                continue
            reason = (
                refuses(fact, found, binder, read)
                or is_weak(fact, read, binder)
                or has_wrong_winner(fact, read, binder, found.number.parts)
                or contradicted(self.ledger, fact, found, binder, read)
                or role_refuses(self.ledger, fact, found, binder, read)
                or self._of_another_play(fact, read)
            )
            if reason:
                why = reason if reason == "line" else why or reason
            elif best is None or _order(fact) > _order(best):
                best = fact
                if fact.strength is Strength.DATA and not is_stale(fact, read, self.ledger.now):
                    break
        if best is None and not why and self._said_of_another(read, found):
            why = "owner"
        return best, why

    def _of_another_play(self, fact: Fact, read: Sentence) -> str:
        """A line behind passing yards is none on rushing yards: "had 259 yards, and the line is 38.5"."""
        if fact.kind is not Kind.TOTAL or not fact.ids(Role.PLAY) or read.of(Role.PLAY):
            return ""
        said = [one for _, one in self._facts if one.ids(Role.PLAYER) == fact.ids(Role.PLAYER) and one.ids(Role.PLAY)]
        return "play" if said and not said[-1].ids(Role.PLAY) & fact.ids(Role.PLAY) else ""

    def _candidates(self, number: Number, binder: Binder) -> Iterator[Fact]:
        owners = list(binder.to(Role.PLAYER).ids | binder.to(Role.TEAM).ids | binder.teams_near())
        owners += [*(binder.to(Role.PLACE).ids or self.ledger.only_place()), NOBODY]
        for kind, parts in readings(number):
            if kind is Kind.PRICE and parts[0] < 100:
                yield from self.ledger.near(int(parts[0]), int(parts[0]), owners)
                continue
            step = Fraction(10) ** -number.digits * (10 if number.hedged else 1) / 2
            low, high = int(max(Fraction(0), parts[0] - step)), int(parts[0] + step)
            if high - low <= _WIDEST_LOOK:
                yield from self.ledger.near(low, high, owners)
                continue
            for owner in sorted(owners):
                yield from self.ledger.of(Kind.MONEY, owner)[:_WIDEST_LOOK]

    def _said_of_another(self, read: Sentence, found: Found) -> bool:
        """Whether another's fact has this value, so that the number is misattributed rather than invented."""
        number = found.number
        if number.kind not in (Kind.PRICE, Kind.LINE, Kind.PERCENT) and number.digits == 0:
            return False
        return any(
            same_value(number, fact, read, found) for fact in self.ledger.like(number.kind, int(number.parts[0]))
        )

    def _follows(self, read: Sentence, found: Found, binder: Binder) -> str:
        return function_of(read, found, binder, self.ledger, operands=self.operands, context=self.context)

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


_FINAL = frozenset(
    {"line", "newest", "order", "day", "most", "opponent", "venue", "year", "stamp", "hits", "share", "leaning"}
)
"""Reasons for which a number is refused whatever it could be worked out from."""
_SUPER_BOWL = frozenset({"super", "bowl"})
_LIVE = frozenset({"live", "in-play", "in-game", "vivo"})


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


def _order(fact: Fact) -> tuple[int, float]:
    return fact.strength, fact.as_of.timestamp() if fact.as_of else 0.0
