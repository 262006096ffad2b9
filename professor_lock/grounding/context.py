"""What the sentences before a sentence were about, as far as a number of it may belong to their names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from fractions import Fraction

from professor_lock.grounding.clauses import Mention, Sentence
from professor_lock.grounding.facts import NO_IDS, Kind, Role
from professor_lock.grounding.names import leagues_of
from professor_lock.grounding.scopes import cards_named

MOST_LINES = 4
FORMER, LATTER = frozenset({"the former"}), frozenset({"the latter"})
"""The ids of "the former" and "the latter" until `Context.resolve` finds the teams."""
LEADING = (Role.BOOK, Role.MARKET, Role.PERIOD)
CARRIED = (
    Role.TEAM, Role.PLAYER, Role.GAME, Role.MARKET, Role.PERIOD, Role.PLACE, Role.PAGE, Role.SIDE, Role.BOOK, Role.PLAY,
    Role.SCOPE,
)  # fmt: skip


@dataclass(slots=True)
class Context:
    """What the sentences before a sentence were about. `head` is the head row of the table that is being read."""

    about: dict[Role, frozenset[str]] = field(default_factory=dict)
    head: list[list[Mention]] = field(default_factory=list)
    in_table: bool = False
    head_words: list[frozenset[str]] = field(default_factory=list)
    """The words of the head row's cells."""
    lines: list[Fraction] = field(default_factory=list)
    """The lines that the last two sentences with one have said."""
    player_last: bool = False
    """Whether what was named last is a player, not a team."""
    lead: dict[Role, frozenset[str]] = field(default_factory=dict)
    """What the heading or the line with a colon above a list or table says of all its rows."""
    lead_words: frozenset[str] = frozenset()
    """The words of that line."""
    cards: frozenset[str] = NO_IDS
    """The user's cards that were named last: "your record", "the parlay"."""
    stat: frozenset[str] = NO_IDS
    """The figure that was named last since a player was: "points"."""
    asked: frozenset[str] = NO_IDS
    """The teams of the user's question."""
    asked_words: frozenset[str] = frozenset()
    """Its words."""
    pair: list[frozenset[str]] = field(default_factory=list)
    """The two teams that "the former" and "the latter" are, in the order in which they were named last."""
    cards_known: Collection[str] = ()
    """The user's cards that the ledger has figures of."""
    games: set[frozenset[str]] = field(default_factory=set)
    """The pairs of teams that play each other, as the ledger has them."""
    at_home: Collection[str] = ()
    """The teams that are at home in some game of the ledger."""

    def ask(self, sentence: Sentence) -> None:
        """Take in a line of the user's question: any team of it may be what the answer begins with."""
        self.after(sentence)
        self.asked_words |= sentence.words
        self.lead_words = NO_IDS
        teams = self.about.get(Role.GAME)
        if teams and sentence.of(Role.TEAM):
            self.about[Role.TEAM] = teams
            self.asked |= teams

    def resolve(self, sentence: Sentence) -> None:
        """Give "the former", "the latter" and the names of towns with several teams the teams that they stand for."""
        named = [one for one in sentence.of(Role.TEAM) if one.ids not in (FORMER, LATTER)]
        sure = frozenset().union(*(one.ids for one in named if len(one.ids) == 1 and not one.ground))
        opponents = frozenset().union(*(game for game in self.games if game & sure))
        leagues = frozenset().union(*(one.ids for one in sentence.of(Role.SCOPE)))
        for one in named:
            if len(one.ids) > 1 and not one.standing and leagues:  # "the MLB board: ... Boston at +110"
                one.ids = frozenset(team for team in one.ids if leagues_of(team) & leagues) or one.ids
            if len(one.ids) > 1 and not one.standing:  # a town with several teams
                nearest = [other.ids for other in named if other.last < one.place and len(other.ids) == 1][-1:]
                near = frozenset().union(*(game for game in self.games for ids in nearest if game & ids))
                again = [ids for ids in nearest if ids <= one.ids]  # "BOS -5.5" behind "NYK/BOS"
                one.ids = (
                    (again[0] if again else NO_IDS)
                    or one.ids & near
                    or one.ids & opponents
                    or one.ids & self.about.get(Role.GAME, NO_IDS)
                    or one.ids
                )
        for one in named:
            if len(one.ids) > 1 and one.standing:
                one.ids = self._standing_here(one, [other for other in named if not other.standing])
        for one in sentence.of(Role.TEAM):
            place = 0 if one.ids == FORMER else 1 if one.ids == LATTER else -1
            if place < 0:
                continue
            pair = _last_two([other for other in named if other.last < one.place]) or self.pair
            one.ids = pair[place] if pair else frozenset({"?"})

    def _standing_here(self, one: Mention, named: list[Mention]) -> frozenset[str]:
        """Which of an evening's favorites, hosts, ... are meant: those of the game that is spoken of, if any is."""
        place = [other for other in named if 0 < other.place - one.last <= 2][:1]  # "the visitors in Miami"
        nearest = place or [other for other in named if other.last < one.place][-1:] or named[:1]
        about = nearest[0].ids if nearest else self.about.get(Role.GAME, NO_IDS)
        games = [game for game in self.games if game & about]
        return one.ids & about.union(*games) or about or one.ids

    def _in_question(self, teams: list[Mention]) -> frozenset[str]:
        """The teams whose games a sentence is about: not a beaten team, if it plays others now."""
        own = frozenset().union(*(one.ids for one in teams if not one.other))
        games = [game for game in self.games if game & own] if own else []
        elsewhere = frozenset().union(*self.games).difference(own, *games) if games else NO_IDS
        return frozenset().union(*(one.ids for one in teams)) - elsewhere

    def head_names(self) -> bool:
        """Whether the head row of the table names a team or player."""
        return any(one.role in (Role.TEAM, Role.PLAYER) for cell in self.head for one in cell)

    def after(self, sentence: Sentence) -> None:
        """Go on behind a sentence."""
        if sentence.rule or not sentence.tokens or all(token.sign == "\n" for token in sentence.tokens):
            return
        if sentence.heading:
            self.lead = {role: found[-1].ids for role in LEADING if (found := sentence.of(role))}
            self.lead_words = sentence.words
        elif not (sentence.row or sentence.bullet):
            self.lead, self.lead_words = {}, sentence.words
        if sentence.row and not self.in_table:
            self.head, self.head_words = _cells(sentence), _cell_words(sentence)
        self.in_table = sentence.row
        if not sentence.row:
            self.head, self.head_words = [], []
        self.cards = cards_named(sentence.words) or self.cards
        of_player = Role.PLAYER in self.about and not sentence.of(Role.PLAYER)
        of_player = of_player and (self.player_last or Role.TEAM not in self.about)
        away = of_player and all(sentence.is_where(one) for one in sentence.of(Role.TEAM))
        for role in CARRIED:
            found = sentence.of(role)
            own = [one for one in found if not one.other] or found
            if role is Role.TEAM and away:
                continue  # "His best was 29 at Cleveland": it is still about him
            if role is Role.TEAM and own and sentence.cells[own[-1].place] > sentence.cells[own[0].place]:
                own = own[-1:]  # "Warriors @ Lakers | Lakers moneyline": the last cell says whose it is
            if own:
                self.about[role] = own[0].ids if role is Role.TEAM and len(own) > 1 else own[-1].ids
        said = [abs(one.number.parts[0]) for one in sentence.numbers if one.number.kind in (Kind.LINE, Kind.NUMBER)]
        self.lines = [*self.lines, *said][-MOST_LINES:]
        teams = [] if away else sentence.of(Role.TEAM)
        self.pair = _last_two(teams) or self.pair
        if teams:
            self.about[Role.GAME] = self._in_question(teams)
            if not sentence.of(Role.PLAYER):
                self.about.pop(Role.PLAYER, None)
        stats = [one.ids for one in sentence.of(Role.UNIT)]
        if stats or sentence.of(Role.PLAYER):
            self.stat = stats[-1] if stats else NO_IDS
        self.about.pop(Role.DIRECTION, None)
        asked = [one.ids for one in sentence.of(Role.DIRECTION)]
        if asked and sentence.plain.text.rstrip().endswith("?"):
            self.about[Role.DIRECTION] = asked[-1]  # "You know what they give up? 113.0."
        of_one = len(self.about.get(Role.TEAM, NO_IDS)) == 1
        if teams or any(not (of_one and _sits(one, sentence)) for one in sentence.of(Role.PLAYER)):
            self.player_last = not teams


def _sits(one: Mention, sentence: Sentence) -> bool:
    """Whether a player is only said not to play: what follows is about the game, "Bo Nix is out. That's why +4.5"."""
    before = sentence.tokens[one.place - 1].folded if one.place else ""
    behind = {token.folded for token in sentence.tokens[one.last + 1 : one.last + 4]}
    numbered = any(one.last < found.place for found in sentence.numbers)
    return not numbered and (before in ("without", "ohne", "sin") or bool(behind & _NOT_PLAYING))


_NOT_PLAYING = frozenset({"out", "sits", "questionable", "doubtful", "injured", "sidelined"})


def _last_two(teams: list[Mention]) -> list[frozenset[str]]:
    """The two teams named last, the earlier one first; none where fewer than two are named."""
    order = list(dict.fromkeys(one.ids for one in teams[::-1]))[:2][::-1]
    return order if len(order) == 2 else []


def _cells(sentence: Sentence) -> list[list[Mention]]:
    cells: list[list[Mention]] = [[] for _ in range(sentence.cells[-1] + 1)]
    for one in sentence.mentions:
        cells[sentence.cells[one.place]].append(one)
    return cells


def _cell_words(sentence: Sentence) -> list[frozenset[str]]:
    cells: list[set[str]] = [set() for _ in range(sentence.cells[-1] + 1)]
    for token, cell in zip(sentence.tokens, sentence.cells, strict=True):
        if token.folded:
            cells[cell].add(token.folded)
        elif token.number is not None and token.number.kind is Kind.NUMBER:
            cells[cell].add(str(token.number.parts[0]))
    return [frozenset(words_of) for words_of in cells]
