"""Whose a number is: for each role (team, player, book, market ...) the name that it belongs to.

The order: a name tied to the number by "for", "at" and the like right behind it; the nearest before it in its clause;
one behind it in a clause that begins with the number; the nearest in earlier clauses of the sentence; one in the next
clause; the column's head; what earlier sentences were about. A team that stands as the opponent ("over the Warriors")
owns nothing, unless the number is glued to it in brackets.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.clauses import Found, Mention, Sentence
from professor_lock.grounding.context import Context
from professor_lock.grounding.facts import NO_IDS, Kind, Role
from professor_lock.grounding.scopes import HEDGES, cards_named
from professor_lock.grounding.surroundings import Surroundings
from professor_lock.grounding.word_lists import word_set

STRANGER = frozenset({"?"})
"""The ids of a name that nobody knows: no fact has them."""


class Reach(IntEnum):
    """How far from the number its name was found."""

    NONE = 0
    CONTEXT = 1
    SENTENCE = 2
    CLAUSE = 3


@dataclass(frozen=True, slots=True)
class Attached:
    """The name a number belongs to in one role."""

    ids: frozenset[str] = NO_IDS
    reach: Reach = Reach.NONE

    def __bool__(self) -> bool:
        return self.reach is not Reach.NONE


NOT_ATTACHED = Attached()


class Binder(Surroundings):
    """The names of one number, looked up once each."""

    def __init__(self, sentence: Sentence, found: Found, context: Context) -> None:
        super().__init__(sentence, found)
        self._context = context
        self._known: dict[Role, Attached] = {}

    def to(self, role: Role) -> Attached:
        """The name that the number belongs to in this role."""
        known = self._known.get(role)
        if known is None:
            known = self._known[role] = self._attach(role)
        return known

    def speaks_of(self, some: frozenset[str]) -> bool:
        """Whether one of these words stands in the sentence."""
        return bool(self._sentence.words & some)

    def teams_near(self) -> frozenset[str]:
        """All teams of the sentence, opponents included, else those that earlier sentences named."""
        teams = self._sentence.of(Role.TEAM)
        if teams:
            return frozenset().union(*(one.ids for one in teams))
        return self._context.about.get(Role.GAME, NO_IDS)

    def player_last(self) -> bool:
        """Whether the sentences before have turned to a player, and this one names nobody."""
        return self._context.player_last and not self._sentence.of(Role.TEAM)

    def speaks_of_the_player(self) -> bool:
        """Whether the clause is about "him" or "her", a player named before, and the sentence names no team."""
        if self.to(Role.PLAYER).reach is not Reach.CONTEXT or self.to(Role.TEAM).reach > Reach.CONTEXT:
            return False
        return self.clause_has(_HE_OR_SHE)

    def cards_before(self) -> frozenset[str]:
        """The user's cards that the sentences before have named last, or the question; the only one that there is."""
        only = frozenset(self._context.cards_known) if len(self._context.cards_known) == 1 else NO_IDS
        return self._context.cards | cards_named(self._context.asked_words) | only

    def market_before(self) -> frozenset[str]:
        """The market that the sentence has named last before the number, whatever numbers stand between."""
        before = [one.ids for one in self._sentence.of(Role.MARKET) if one.last < self._found.place]
        return before[-1] if before else NO_IDS

    def column_words(self) -> frozenset[str]:
        """The words of the head of the number's column."""
        heads = self._context.head_words
        return heads[self._found.cell] if self._sentence.row and 0 <= self._found.cell < len(heads) else NO_IDS

    def head_words(self) -> frozenset[str]:
        """The words of the head row of the number's table."""
        return NO_IDS.union(*self._context.head_words) if self._sentence.row else NO_IDS

    def lead_words(self) -> frozenset[str]:
        """The words of the heading above the number's list or table."""
        return self._context.lead_words if self._sentence.row or self._sentence.bullet else NO_IDS

    def of_a_draw_before(self) -> bool:
        """Whether a draw, and since then no team and no number, was named before the number."""
        draws = [one.last for one in self._sentence.of(Role.SIDE) if "draw" in one.ids and one.last < self._found.place]
        since = [one.place for one in self._sentence.of(Role.TEAM)]
        since += [one.place for one in self._sentence.numbers if not self._joins(one)]
        if not draws or self.to(Role.TEAM).reach is Reach.CLAUSE:
            return False
        return not any(draws[-1] < place < self._found.place for place in since)

    def _joins(self, one: Found) -> bool:
        """Whether the number is said together with this one before it: "draw +280 and +290"."""
        between = [
            token.folded for token in self._sentence.tokens[one.last + 1 : self._found.place] if token.sign != ","
        ]
        return len(between) == 1 and between[0] in _JOINING

    def in_row(self) -> bool:
        """Whether the number stands in a table."""
        return self._sentence.row

    def stat_before(self) -> frozenset[str]:
        """The figure that the sentences before have spoken of: "points"."""
        return self._context.stat

    def follows_equals(self) -> bool:
        """Whether the number is what a sum of bets comes to: "A + B = +233"."""
        before = self._sentence.tokens[self._found.place - 1] if self._found.place else None
        return before is not None and before.sign == "="

    def words_of_before(self) -> frozenset[str]:
        """The words of the sentence before, and of the user's question."""
        return self._context.lead_words | self._context.asked_words

    def speaks_to_user(self) -> bool:
        """Whether the sentence, or the line above its list, is about the user's own."""
        return bool((self._sentence.words | self.lead_words()) & words.ADDRESSED)

    def clause_has(self, some: frozenset[str]) -> bool:
        """Whether one of these words stands in the number's clause, before it."""
        places = range(max(0, self._found.place - 6), self._found.place)
        tokens, segments = self._sentence.tokens, self._sentence.segments
        return any(segments[place] == self._found.segment and tokens[place].folded in some for place in places)

    def names_both_sides(self) -> bool:
        """Whether the name that the number belongs to may be either team of one game: "Madrid" of Atlético and Real."""
        team = self.to(Role.TEAM)
        return team.reach >= Reach.SENTENCE and team.ids in self._context.games

    def in_brackets_behind(self, role: Role) -> bool:
        """Whether the number alone begins a bracket whose clause before has such a name: "the over at 6 (-122)"."""
        opens = self._found.place > 0 and self._sentence.tokens[self._found.place - 1].sign == "("
        before = self._sentence.segments[self._found.place - 2] if self._found.place > 1 else -1
        names = [one for one in self._sentence.mentions if one.role in (role, Role.TEAM) and one.segment == before]
        names = [one for one in names if not one.other and one.last < self._found.place]
        return opens and bool(names) and names[-1].role is role

    def words_behind(self, some: frozenset[str]) -> bool:
        """Whether one of these words stands right behind the number, or one word later."""
        behind = self._sentence.tokens[self._found.last + 1 : self._found.last + 3]
        return any(token.folded in some for token in behind)

    def of_the_draw(self) -> bool:
        """Whether "the draw between A and B" was named before the number, with no other number since."""
        tokens = self._sentence.tokens
        draws = [
            one.last
            for one in self._sentence.of(Role.SIDE)
            if "draw" in one.ids and one.last < self._found.place and tokens[one.last + 1].folded in _OF_BOTH
        ]
        return bool(draws) and not any(draws[-1] < one.place < self._found.place for one in self._sentence.numbers)

    def names_behind(self, role: Role, some: frozenset[str]) -> bool:
        """Whether one of these is what the number is bound to, or is named close behind it: "37.6% of his threes"."""
        near = [one for one in self._sentence.of(role) if 0 < one.place - self._found.last <= 4]
        return bool(self.to(role).ids & some) or any(one.ids & some for one in near)

    def in_column_of_team(self) -> bool:
        """Whether the number stands in a column that is headed for the home or the away team."""
        return bool(self._home_or_away())

    def line_before(self, line: Fraction) -> bool:
        """Whether the sentences before have said this line."""
        return line in self._context.lines

    def row_has_sides(self) -> bool:
        """Whether another column of the number's table is headed "Over"."""
        heads = self._context.head_words if self._sentence.row else []
        return any("over" in head for place, head in enumerate(heads) if place != self._found.cell)

    def teams_here(self) -> frozenset[str]:
        """The teams of the number's own clause, else of the nearest one before that has some, else `teams_near`."""
        listed = self._found.listed.get(Role.TEAM)
        if listed:
            return listed
        teams = [one for one in self._sentence.of(Role.TEAM) if not one.leaning]
        own = [one for one in teams if one.segment == self._found.segment and not self._is_past_a_number(one)]
        if not own:
            before = [one for one in teams if one.last < self._found.place]
            own = [one for one in teams if before and one.segment == before[-1].segment]
        if not own and not teams and self._sentence.of(Role.PLAYER):
            return (
                NO_IDS if self._sentence.of(Role.TEAM) else self.teams_near()
            )  # "the favorite" may be a side of a prop
        return frozenset().union(*(one.ids for one in own)) if own else self.teams_near()

    def _is_past_a_number(self, one: Mention) -> bool:
        """Whether a name stands behind the number with another one between: "42.5 against 46.5 for the Rams"."""
        return any(self._found.last < other.place < one.place for other in self._sentence.numbers)

    def _attach(self, role: Role) -> Attached:
        listed = self._found.listed.get(role)
        if listed:
            return Attached(listed, Reach.CLAUSE)
        if role is Role.TEAM and (side := self._home_or_away() or self._leaning_column()):
            return Attached(side, Reach.CLAUSE)
        if role is Role.SIDE and self.column_words() & _DRAW_HEADS and self._is_three_way():
            return Attached(frozenset({"draw"}), Reach.CLAUSE)
        mentions = self._sentence.of(role)
        if role is Role.UNIT:
            mentions = [one for one in mentions if one.ids & STATS and not self._is_a_measure(one)]
        named = {one.segment for one in mentions if not one.leaning}
        mentions = [one for one in mentions if not one.leaning or one.segment not in named]
        if role is Role.PLAYER and self._found.number.kind in _OF_A_MARKET:
            mentions = [one for one in mentions if not self._is_hurt(one)]
        near = self._near(mentions, role)
        if role is Role.BOOK and near is None and self._is_only_book(mentions, self._context.games):
            return Attached(mentions[0].ids, Reach.SENTENCE)
        if role is Role.BOOK and self._is_compared() and not (near and near.reach is Reach.CLAUSE):
            return NOT_ATTACHED
        if near is not None:
            return self._of_this_game(near) if role is Role.TEAM else near
        head = self._column(role)
        if head is not None:
            return head
        lead = self._context.lead.get(role)
        if lead and (self._sentence.row or self._sentence.bullet):
            return Attached(lead, Reach.SENTENCE)
        if role is Role.PLAYER and self._speaks_of_a_team():
            return NOT_ATTACHED
        carried = self._context.about.get(role)
        if carried and role is not Role.TAG:
            return Attached(carried, Reach.CONTEXT)
        return NOT_ATTACHED

    def _home_or_away(self) -> frozenset[str]:
        """The team of a row "Celtics @ Heat | ..." that a column is headed "Away" or "Home", or "1" or "2" of 1X2."""
        column = self.column_words()
        three_way = self._is_three_way()
        if not column & (_AWAY | _HOME) and not (three_way and column & {"1", "2"}):
            return NO_IDS
        teams = [one for one in self._sentence.of(Role.TEAM) if not one.leaning]
        if len(teams) != 2 or self._sentence.cells[teams[0].place] != self._sentence.cells[teams[1].place]:
            return NO_IDS
        home = [one for one in teams if one.ids & {*self._context.at_home}]
        first_is_home = home == teams[:1] or (three_way and "@" not in self._sentence.plain.text and home != teams[1:])
        wanted_home = bool(column & _HOME) or (three_way and "1" in column)
        return teams[0 if wanted_home == first_is_home else 1].ids

    def _leaning_column(self) -> frozenset[str]:
        """The team of a row "Celtics @ Heat | -210 | +176" whose column is headed "Favorite" or "Underdog"."""
        if not self._sentence.row or not 0 <= self._found.cell < len(self._context.head):
            return NO_IDS
        heads = [one.ids for one in self._context.head[self._found.cell] if one.role is Role.TEAM and one.leaning]
        teams = frozenset().union(*(one.ids for one in self._sentence.of(Role.TEAM) if not one.leaning))
        found = heads[0] & teams if heads and len(teams) == 2 else NO_IDS
        return found if len(found) == 1 else NO_IDS

    def _is_three_way(self) -> bool:
        """Whether the columns of the number's table are headed 1, X and 2."""
        heads = self._context.head_words if self._sentence.row else []
        return {"1", "2"} <= {word for head in heads for word in head} and any(head & _DRAW_HEADS for head in heads)

    def _speaks_of_a_team(self) -> bool:
        """Whether the sentence has turned from a player to a team."""
        teams = [one for one in self._sentence.of(Role.TEAM) if not one.other and one.last < self._found.place]
        return bool(teams) and not self._sentence.words & words.HE

    def _of_this_game(self, found: Attached) -> Attached:
        """Of "the hosts" those of the game that is spoken of."""
        if len(found.ids) < 2:
            return found
        inside = found.ids & self._context.about.get(Role.GAME, NO_IDS)
        named = [one.ids for one in self._sentence.of(Role.TEAM) if not one.standing]
        here = found.ids & frozenset().union(*named) if named else NO_IDS
        if named and not here and any(one.standing and one.ids == found.ids for one in self._sentence.of(Role.TEAM)):
            games = [game for game in self._context.games if any(game & ids for ids in named)]
            here = found.ids & frozenset().union(*games)
        return Attached(here or inside or found.ids, found.reach)

    def _near(self, mentions: list[Mention], role: Role) -> Attached | None:
        found = self._found
        tied = self._tied(mentions)
        if tied is not None:
            return Attached(tied.ids, Reach.CLAUSE)
        before = [one for one in mentions if one.last < found.place]
        behind = [one for one in mentions if one.place > found.last]
        clause = [one for one in before if one.segment == found.segment and self._may_own(one)]
        first = self._number_first(mentions)
        if first is not None:
            return Attached(first.ids, Reach.CLAUSE)
        stranger = self._stranger(clause[-1] if clause else None, role)
        if stranger:
            return Attached(STRANGER, Reach.CLAUSE)
        if clause:
            return Attached(clause[-1].ids, Reach.CLAUSE)
        if role is not Role.TAG:
            same = [one for one in behind if one.segment == found.segment and not one.other]
            same = [one for one in same if not self._owns_the_next(one) and not self._is_left_out(one)]
            same = [one for one in same if not self._is_followed(one) and not self._is_tied_to_another(one)]
            if same and not (role in (Role.PART, Role.DIRECTION, Role.PLAY) and before):
                return Attached(same[0].ids, Reach.CLAUSE)
        earlier = [one for one in before if self._may_own(one) and not self._taken(one)]
        if role in (Role.TEAM, Role.PLAYER):
            earlier = [one for one in earlier if not self._in_relative_clause(one)] or earlier
        if earlier:
            return Attached(earlier[-1].ids, Reach.SENTENCE)
        later = [
            one for one in behind if (one.segment <= found.segment + 2 or self._closes_a_list(one)) and not one.other
        ]
        if role is Role.BOOK:
            later = [one for one in later if self._shared(one) or not (self._taken(one) or self._has_own_number(one))]
            later = [one for one in later if not self._is_left_out(one)]
        if role is Role.SCOPE:
            numbered = {one.segment for one in self._sentence.numbers}
            later = [one for one in later if one.ids & HEDGES or one.segment not in numbered]
        if role in (Role.TEAM, Role.PLAYER):
            if later and self._begins_with_pronoun() and self._has_own_number(later[0]) and role in self._context.about:
                return None  # "They are -126, with the Phillies +108"
            if not later and not before and len({one.ids for one in behind}) == 1:
                later = [one for one in behind if not one.other]
        if later and role not in _NEVER_LATER:
            return Attached(later[0].ids, Reach.SENTENCE)
        if before and role is Role.TEAM:
            if self._begins_with_pronoun() and all(one.other for one in mentions) and role in self._context.about:
                return None  # "They put up 122 in Toronto and bottomed out at 102 in Chicago"
            return Attached(before[-1].ids, Reach.SENTENCE)
        return None

    def _column(self, role: Role) -> Attached | None:
        if self._sentence.row and 0 <= self._found.cell < len(self._context.head):
            for one in self._context.head[self._found.cell]:
                if one.role is role:
                    return Attached(one.ids, Reach.CLAUSE if role is Role.SIDE else Reach.SENTENCE)
            for one in next((cell for cell in self._context.head if cell), []) if role in _OF_A_TABLE else ():
                if one.role is role and self._sentence.cells[self._found.place] != 0:
                    return Attached(one.ids, Reach.SENTENCE)
        return None


_JOINING = frozenset({"and", "or", "y", "o", "und", "oder", "et", "ou"})
_OF_A_TABLE = frozenset({Role.MARKET, Role.PERIOD})
"""What the first head of a table says of all its columns that do not say it themselves."""
_OF_BOTH = frozenset({"between", "entre", "zwischen", "in"})
_NEVER_LATER = frozenset({Role.VENUE, Role.TAG, Role.MARKET, Role.SIDE, Role.PERIOD, Role.UNIT, Role.DIRECTION})
"""Words that say nothing of a number in a clause before theirs."""
_HE_OR_SHE = frozenset({"he", "she", "he's", "she's", "his", "er"})
_AWAY = frozenset({"away", "visitor", "visitors", "road", "visitante", "gast", "exterieur"})
_HOME = frozenset({"home", "host", "hosts", "local", "heim", "domicile"})
_DRAW_HEADS = frozenset({"x", "n"})
_OF_A_MARKET = frozenset({Kind.PRICE, Kind.LINE})
STATS = word_set(
    """
    points rebounds assists threes steals blocks turnovers goals saves shots runs hits strikeouts homers rbis yards
    touchdowns receptions attempts minutes penalties bases interceptions sacks tackles
    """
)
"""Units that are a player's or a team's figures, so that another one in the clause means another figure."""
