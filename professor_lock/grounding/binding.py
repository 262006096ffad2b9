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


class Binder:
    """The names of one number, looked up once each."""

    def __init__(self, sentence: Sentence, found: Found, context: Context) -> None:
        self._sentence = sentence
        self._found = found
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

    def column_words(self) -> frozenset[str]:
        """The words of the head of the number's column."""
        heads = self._context.head_words
        return heads[self._found.cell] if self._sentence.row and 0 <= self._found.cell < len(heads) else NO_IDS

    def lead_words(self) -> frozenset[str]:
        """The words of the heading above the number's list or table."""
        return self._context.lead_words if self._sentence.row or self._sentence.bullet else NO_IDS

    def of_a_draw_before(self) -> bool:
        """Whether a draw, and since then no team and no number, was named before the number."""
        draws = [one.last for one in self._sentence.of(Role.SIDE) if "draw" in one.ids and one.last < self._found.place]
        since = [one.place for one in self._sentence.of(Role.TEAM)] + [one.place for one in self._sentence.numbers]
        if not draws or self.to(Role.TEAM).reach is Reach.CLAUSE:
            return False
        return not any(draws[-1] < place < self._found.place for place in since)

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

    def speaks_to_user(self) -> bool:
        """Whether the sentence, or the line above its list, is about the user's own."""
        return bool((self._sentence.words | self.lead_words()) & words.ADDRESSED)

    def clause_has(self, some: frozenset[str]) -> bool:
        """Whether one of these words stands in the number's clause, before it."""
        places = range(max(0, self._found.place - 6), self._found.place)
        tokens, segments = self._sentence.tokens, self._sentence.segments
        return any(segments[place] == self._found.segment and tokens[place].folded in some for place in places)

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
        if role is Role.TEAM and (side := self._home_or_away()):
            return Attached(side, Reach.CLAUSE)
        if role is Role.SIDE and self.column_words() & _DRAW_HEADS and self._is_three_way():
            return Attached(frozenset({"draw"}), Reach.CLAUSE)
        mentions = self._sentence.of(role)
        if role is Role.UNIT:
            mentions = [one for one in mentions if one.ids & STATS]
        named = {one.segment for one in mentions if not one.leaning}
        mentions = [one for one in mentions if not one.leaning or one.segment not in named]
        if role is Role.PLAYER and self._found.number.kind in _OF_A_MARKET:
            mentions = [one for one in mentions if not self._is_hurt(one)]
        near = self._near(mentions, role)
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
            same = [one for one in same if not self._owns_the_next(one)]
            if same and not (role in (Role.PART, Role.DIRECTION, Role.PLAY) and before):
                return Attached(same[0].ids, Reach.CLAUSE)
        earlier = [one for one in before if self._may_own(one) and not self._taken(one)]
        if role in (Role.TEAM, Role.PLAYER):
            earlier = [one for one in earlier if not self._in_relative_clause(one)] or earlier
        if earlier:
            return Attached(earlier[-1].ids, Reach.SENTENCE)
        later = [one for one in behind if one.segment <= found.segment + 2 and not one.other]
        if role is Role.BOOK:
            later = [one for one in later if self._shared(one) or not (self._taken(one) or self._has_own_number(one))]
        if role in (Role.TEAM, Role.PLAYER):
            if later and self._begins_with_pronoun() and self._has_own_number(later[0]) and role in self._context.about:
                return None  # "They are -126, with the Phillies +108"
            if not later and not before and len({one.ids for one in behind}) == 1:
                later = [one for one in behind if not one.other]
        if later and role not in _NEVER_LATER:
            return Attached(later[0].ids, Reach.SENTENCE)
        if before and role is Role.TEAM:
            return Attached(before[-1].ids, Reach.SENTENCE)
        return None

    def _begins_with_pronoun(self) -> bool:
        first = next((token.folded for token in self._sentence.tokens if token.folded), "")
        return first.split("'")[0] in _PRONOUNS

    def _is_hurt(self, one: Mention) -> bool:
        """ "With Bo Nix out FanDuel makes them -198": a player who is said not to play has no price there."""
        behind = self._sentence.tokens[one.last + 1 : one.last + 4]
        return any(token.folded in _HURT for token in behind)

    def _is_compared(self) -> bool:
        """Whether the number is what another price is held against: "since +107 beats +102"."""
        tokens, place = self._sentence.tokens, self._found.place
        before = [token.folded for token in tokens[max(0, place - 3) : place] if token.folded not in _ARTICLES]
        earlier = [one for one in self._sentence.numbers if one.last < place]
        return bool(
            before
            and before[-1] in _COMPARED
            and earlier
            and earlier[-1].number.kind is self._found.number.kind is Kind.PRICE
            and not any(earlier[-1].last < one.place < place for one in self._sentence.of(Role.BOOK))
        )

    def _in_relative_clause(self, one: Mention) -> bool:
        """Whether a name stands in a clause like "who get the Nuggets" that has ended before the number's clause."""
        segments = self._sentence.segments
        if one.segment == self._found.segment:
            return False
        opens = next(place for place, segment in enumerate(segments) if segment == one.segment)
        words_of = [token.folded for token in self._sentence.tokens[opens : opens + 2]]
        return bool({*words_of} & _RELATIVE)

    def _tied(self, mentions: list[Mention]) -> Mention | None:
        """A name behind the number with nothing but small words, one of them a preposition, or a bracket between."""
        tokens, found = self._sentence.tokens, self._found
        for one in mentions:
            if one.last + 2 == found.place and tokens[one.last + 1].sign == "(" and one.role in _BRACKETED:
                return one  # "DraftKings (-108)"
        for one in mentions:
            gap = one.place - found.last - 1
            if not 0 <= gap <= 4:
                continue
            between = tokens[found.last + 1 : one.place]
            if any(token.number is not None for token in between) or self._owns_the_next(one):
                continue
            folded = [token.folded for token in between if token.folded]
            signs = [token.sign for token in between if token.sign]
            if signs == ["("] and not folded and self._closes_behind(one):
                return one
            if signs == [","] and between[0].sign and self._at_this_book(folded, one):
                return one
            if signs or not folded:
                continue
            if one.role is Role.TEAM and folded[0] in _PLACES and self._own_team_before(one):
                continue  # "only -198 at Denver": where they play
            if one.role is Role.TEAM and self._goes_to(folded, one):
                continue  # "dropped 131 on the Lakers", "giving 4.5 to the Patriots"
            if any(word in words.FOLLOWING for word in folded) and all(
                word in words.SMALL or word in words.UNITS for word in folded
            ):
                if one.role is Role.TAG and self._has_number_behind(one):
                    continue  # "wind around 14 mph with gusts to 27"
                return one
            if (
                one.role is Role.TAG
                and all(word in words.SMALL for word in folded)
                and not self._has_number_behind(one)
            ):
                return one
        if mentions and mentions[0].role in (Role.TAG, Role.BOOK):
            for one in mentions:
                if one.place == found.last + 1:
                    return one
        return None

    def _owns_the_next(self, one: Mention) -> bool:
        """Whether a possessive name stands right before another number: "119.8 to the Warriors' 117.2"."""
        tokens = self._sentence.tokens
        follows = tokens[one.last + 1] if one.last + 1 < len(tokens) else None
        possessive = self._sentence.plain.text[one.start : one.end].endswith(("'s", "s'", "’s", "s’"))
        if follows is not None and follows.sign in ("'", "’"):
            possessive, follows = True, tokens[one.last + 2] if one.last + 2 < len(tokens) else None
        return (
            one.role in (Role.TEAM, Role.PLAYER) and possessive and follows is not None and follows.number is not None
        )

    def _at_this_book(self, folded: list[str], one: Mention) -> bool:
        """ "The best is +145, at DraftKings": a book behind a comma, that no price follows."""
        named = one.role is Role.BOOK and len(folded) in (1, 2) and folded[0] in _AT_A_BOOK
        return named and not self._has_number_behind(one)

    def _goes_to(self, folded: list[str], one: Mention) -> bool:
        """Whether the team behind the number is whom it was given to, not whose it is."""
        kind = self._found.number.kind
        if not self._own_team_before(one):
            return False
        if "on" in folded:
            return kind in (Kind.NUMBER, Kind.COUNT)
        here = {token.folded for token in self._sentence.tokens[max(0, self._found.place - 5) : self._found.place]}
        return bool({"to", "a", "an", "aux", "au", "al"} & {*folded}) and bool(here & words.NEGATIVE)

    def _has_number_behind(self, one: Mention) -> bool:
        """ "with a fair chance of 38.1%": the word is said of that number."""
        return any(0 < number.place - one.last <= 3 for number in self._sentence.numbers)

    def _own_team_before(self, one: Mention) -> bool:
        teams = self._sentence.of(Role.TEAM)
        return any(other.last < self._found.place and other.ids != one.ids for other in teams)

    def _has_own_number(self, one: Mention) -> bool:
        """Whether a name of a later clause has a number in it: "221.5, at DraftKings 222"."""
        return one.segment > self._found.segment and any(
            number.segment == one.segment and number.place > one.last for number in self._sentence.numbers
        )

    def _shared(self, one: Mention) -> bool:
        """Whether a book behind several prices is all of theirs: "Lakers -148 / Warriors +126 (FanDuel)"."""
        between = self._sentence.tokens[self._found.last + 1 : one.place]
        return any(token.sign == "/" for token in between) or self._closes_a_list(one)

    def _closes_a_list(self, one: Mention) -> bool:
        """Whether the only book of a sentence stands behind all of its prices: "Oilers -104, Leafs -116 FD"."""
        if one.role is not Role.BOOK or self._found.number.kind is not Kind.PRICE:
            return False
        if len({book.ids for book in self._sentence.of(Role.BOOK)}) > 1:
            return False
        teams = {place for team in self._sentence.of(Role.TEAM) for place in range(team.place, team.last + 1)}
        return all(
            place in teams
            or token.number is not None
            or token.sign in ("(", ",", "/", "-", "+")
            or token.folded in ("and", "the", "at", "y", "und", "et", "are", "on", "in", "with", "bei", "en", "chez")
            for place, token in enumerate(self._sentence.tokens[: one.place])
            if place > self._found.last
        )

    def _taken(self, one: Mention) -> bool:
        """Whether a book, market or side stands right behind another number, and so belongs to that one alone."""
        if one.role not in (Role.BOOK, Role.MARKET, Role.SIDE, Role.TAG):
            return False
        tokens, found = self._sentence.tokens, self._found
        for number in self._sentence.numbers:
            gap = one.place - number.last - 1
            if number.place != found.place and 0 <= gap <= 3:
                between = tokens[number.last + 1 : one.place]
                if all(token.folded in words.SMALL or token.sign == "(" for token in between):
                    return not self._is_price_of(number, one)
        return False

    def _is_price_of(self, line: Found, book: Mention) -> bool:
        """Whether the number is the price of a line that stands before its book: "under 222 at DraftKings, -111"."""
        found = self._found
        if book.role is not Role.BOOK or found.number.kind is not Kind.PRICE or line.number.kind is Kind.PRICE:
            return False
        return not any(book.last < one.place < found.place for one in self._sentence.numbers) or all(
            one.number.kind is Kind.PRICE for one in self._sentence.numbers if book.last < one.place < found.place
        )

    def _closes_behind(self, one: Mention) -> bool:
        tokens = self._sentence.tokens
        return one.last + 1 < len(tokens) and tokens[one.last + 1].sign == ")"

    def _may_own(self, one: Mention) -> bool:
        """Not an opponent, unless the number stands right behind it, in brackets."""
        if not one.other:
            return True
        tokens = self._sentence.tokens
        if self._owns_the_next(one) and self._found.place - one.last <= 2:  # "lost to New York's 112"
            return True
        return one.last + 2 == self._found.place and tokens[one.last + 1].sign == "("

    def _number_first(self, mentions: list[Mention]) -> Mention | None:
        """In a clause that begins with numbers ("+120 Warriors -140 Lakers") each name stands behind its number."""
        found, sentence = self._found, self._sentence
        inside = [one for one in mentions if one.segment == found.segment]
        if not inside:
            return None
        first = min(one.place for one in inside)
        numbers = [one for one in sentence.numbers if one.segment == found.segment]
        if not numbers or numbers[0].place > first:
            return None
        between = sentence.tokens[numbers[0].last + 1 : first]
        if any(token.number or token.sign or token.folded not in words.SMALL for token in between):
            return None
        following = [one for one in inside if one.place > found.last]
        if not following:
            return None
        gap = sentence.tokens[found.last + 1 : following[0].place]
        return None if any(token.folded in _PLACES for token in gap) else following[0]

    def _stranger(self, nearest: Mention | None, role: Role) -> bool:
        """Whether an unknown name stands nearer before the number, in its clause, than the known one."""
        if role not in (Role.PLAYER, Role.TEAM):
            return False
        for first, last in self._sentence.strangers:
            if first and self._sentence.tokens[first - 1].folded in _VISITED:
                continue  # "visit South Beach"
            here = last < self._found.place and self._sentence.segments[first] == self._found.segment
            if here and (nearest is None or nearest.last < first):
                return True
        return False

    def _column(self, role: Role) -> Attached | None:
        if self._sentence.row and 0 <= self._found.cell < len(self._context.head):
            for one in self._context.head[self._found.cell]:
                if one.role is role:
                    return Attached(one.ids, Reach.CLAUSE if role is Role.SIDE else Reach.SENTENCE)
        return None


_OF_BOTH = frozenset({"between", "entre", "zwischen", "in"})
_RELATIVE = frozenset({"who", "which", "whose", "quienes", "qui"})
_NEVER_LATER = frozenset({Role.TAG, Role.MARKET, Role.SIDE, Role.PERIOD, Role.UNIT, Role.DIRECTION})
"""Words that say nothing of a number in a clause before theirs."""
_BRACKETED = frozenset({Role.BOOK, Role.SIDE, Role.TEAM, Role.PLAYER})
"""A name right before a bracket owns the number that the bracket begins with."""
_AWAY = frozenset({"away", "visitor", "visitors", "road", "visitante", "gast", "exterieur"})
_HOME = frozenset({"home", "host", "hosts", "local", "heim", "domicile"})
_DRAW_HEADS = frozenset({"x", "n"})
_PRONOUNS = word_set("they it he she its their his her sie er es ellos ellas el ella ils elles il elle")
_OF_A_MARKET = frozenset({Kind.PRICE, Kind.LINE})
_HURT = frozenset({"out", "questionable", "doubtful", "sidelined", "injured", "verletzt", "baja", "absent"})
_ARTICLES = frozenset({"the", "a", "at", "just", "only", "your", ""})
_VISITED = frozenset({"in", "visit", "visits", "near", "outside"})
_COMPARED = frozenset({"beats", "beat", "than", "versus", "vs", "against", "als", "que"})
_AT_A_BOOK = frozenset({"at", "in", "en", "bei", "chez", "with", "from"})
_PLACES = frozenset({"at", "in", "en", "bei"})
STATS = word_set(
    """
    points rebounds assists threes steals blocks turnovers goals saves shots runs hits strikeouts homers rbis yards
    touchdowns receptions attempts minutes penalties bases interceptions sacks tackles
    """
)
"""Units that are a player's or a team's figures, so that another one in the clause means another figure."""
