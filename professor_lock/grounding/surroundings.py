"""What stands around a number: names tied to it, names that another number has, lists, brackets, comparisons."""

from __future__ import annotations

from collections.abc import Collection

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.clauses import Found, Mention, Sentence
from professor_lock.grounding.facts import Kind, Role
from professor_lock.grounding.tokens import Token
from professor_lock.grounding.word_lists import word_set


class Surroundings:
    """A number in its sentence, and how the names near it stand to it."""

    def __init__(self, sentence: Sentence, found: Found) -> None:
        self._sentence = sentence
        self._found = found

    def _begins_with_pronoun(self) -> bool:
        first = next((token.folded for token in self._sentence.tokens if token.folded), "")
        if first.split("'")[0] in _PRONOUNS:
            return True
        tokens, segments = self._sentence.tokens, self._sentence.segments  # "On the moneyline they're -248"
        before = range(max(0, self._found.place - 4), self._found.place)
        own = [tokens[place].folded for place in before if segments[place] == self._found.segment]
        return any(word.split("'")[0] in _THEY and word not in _THERE for word in own)

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
                if self._is_where(one):
                    continue
                return one  # "DraftKings (-108)"
        for one in mentions:
            gap = one.place - found.last - 1
            if not 0 <= gap <= 4:
                continue
            between = tokens[found.last + 1 : one.place]
            if any(token.number is not None for token in between) or self._owns_the_next(one):
                continue
            if one.role is Role.BOOK and self._is_left_out(one):
                continue
            if between and between[0].sign == ")" and self._follows_a_bracket(one, between[1:]):
                between = between[1:]  # "-4.5 (-105) at DraftKings", "William Hill (+250) for Liverpool"
            if self._is_followed(one):
                continue  # "+140 with Chelsea +185"
            folded = [token.folded for token in between if token.folded]
            signs = [token.sign for token in between if token.sign]
            if signs == ["("] and not folded and (self._closes_behind(one) or self._is_repeated_behind(one)):
                return one
            if signs == [","] and between[0].sign and self._at_this_book(folded, one):
                return one
            if signs or not folded:
                continue
            if one.role is Role.TEAM and _PLACES & {folded[0], folded[-1]} and self._own_team_before(one):
                continue  # "only -198 at Denver": where they play
            if one.role is Role.TEAM and self._goes_to(folded, one):
                continue  # "dropped 131 on the Lakers", "giving 4.5 to the Patriots"
            if one.role is Role.DIRECTION and any(word in words.BREAKS for word in folded):
                continue  # "121.4 a game and allow 106.8"
            if one.role is Role.PART and folded[0] in _DURING and len(folded) <= 2:
                return one  # "113.5 in the playoffs"
            if any(word in words.FOLLOWING for word in folded) and all(
                word in words.SMALL or word in words.UNITS for word in folded
            ):
                if one.role is Role.TAG and self._has_number_behind(one):
                    continue  # "wind around 14 mph with gusts to 27"
                return one
            if (
                one.role is Role.TAG
                and all(word in words.SMALL or word == found.number.noun for word in folded)
                and not self._has_number_behind(one)
            ):
                return one
        if mentions and mentions[0].role in (Role.TAG, Role.BOOK):
            for one in mentions:
                labels_the_next = one.role is Role.TAG and tokens[one.last + 1 : one.last + 2]
                if labels_the_next and labels_the_next[0].number is not None and self._has_word_before():
                    continue  # "wind 18 gusts 31": each word stands before its number
                if one.place == found.last + 1:
                    return one
        price = self._price_in_brackets()
        if price is not None and mentions and mentions[0].role is Role.BOOK:
            return Surroundings(self._sentence, price)._tied(mentions)
        return None

    def _is_only_book(self, books: list[Mention], games: Collection[frozenset[str]]) -> bool:
        """Whether the only book of a sentence has the price too: the other side's stands by it, in the same game.

        "Arsenal are -150, the draw is +290 and United +420 at bet365"; not "the Lakers are +142, +145 at DraftKings".
        """
        if self._found.number.kind is not Kind.PRICE or len({one.ids for one in books}) != 1:
            return False
        if self._sentence.words & _ELSEWHERE:
            return False
        book = books[0]
        prices = [one for one in self._sentence.numbers if one.number.kind is Kind.PRICE and one is not self._found]
        nearest = min(prices, key=lambda one: min(abs(one.place - book.last), abs(book.place - one.last)), default=None)
        own = self._side_before(self._found)
        other = self._side_before(nearest) if nearest is not None else None
        if own is None or other is None or own.ids == other.ids:
            return False
        if Role.SIDE in (own.role, other.role):
            return True
        return any(game & own.ids and game & other.ids for game in games)

    def _side_before(self, found: Found) -> Mention | None:
        """The team or side that was named last before a number, with no other number since."""
        before = [one for one in self._sentence.mentions if one.last < found.place and one.role in _SIDES]
        if not before or any(before[-1].last < one.place < found.place for one in self._sentence.numbers):
            return None
        return before[-1]

    def _has_word_before(self) -> bool:
        """Whether a word stands right before the number."""
        return self._found.place > 0 and bool(self._sentence.tokens[self._found.place - 1].folded)

    def _price_in_brackets(self) -> Found | None:
        """The price of a line, alone in brackets behind it, "-4.5 (-105)", or behind "at": "+5 at -105"."""
        tokens, place = self._sentence.tokens, self._found.last + 1
        if self._found.number.kind is Kind.PRICE or place >= len(tokens):
            return None
        at = tokens[place].folded == "at"
        if not at and tokens[place].sign != "(" and tokens[place].number is None:
            return None
        for one in self._sentence.numbers:
            if one.place == place and one.number.kind is Kind.PRICE:
                return one  # "-4.5 -105 dk"
            if one.place == place + 1 and one.number.kind is Kind.PRICE:
                if at:
                    return one
                closes = one.last + 1 < len(tokens) and tokens[one.last + 1].sign == ")"
                return one if closes else None
        return None

    def _follows_a_bracket(self, one: Mention, between: list[Token]) -> bool:
        """Whether a book, or a team or player behind "for", is said of what stands in the bracket before it."""
        return one.role is Role.BOOK or (
            one.role in (Role.TEAM, Role.PLAYER) and len(between) in (1, 2) and between[0].folded in _FOR
        )

    def _is_where(self, one: Mention) -> bool:
        """Whether a team's name only says where another plays: "Baltimore are 3-point favorites in Pittsburgh"."""
        if one.role is not Role.TEAM or not one.place or not self._own_team_before(one):
            return False
        if self._found.number.kind is Kind.PRICE and self._found.place == one.last + 2:
            earlier = [number.number.kind for number in self._sentence.numbers if number.last < one.place]
            if earlier[-1:] == [Kind.PRICE]:
                return False  # "Arsenal are +140 at Liverpool (+179)"
        before = [token.folded for token in self._sentence.tokens[max(0, one.place - 3) : one.place]]
        before = [word for word in before if word != "the"][-2:]
        return bool(before) and before[-1] in ("in", "at") and before[0] not in ("look", "looking", "looked")

    def _is_left_out(self, one: Mention) -> bool:
        """Whether a book is said to be the exception: "229.5 everywhere except BetMGM"."""
        before = self._sentence.tokens[max(0, one.place - 2) : one.place]
        return any(token.folded in _EXCEPT for token in before)

    def _owns_the_next(self, one: Mention) -> bool:
        """Whether a possessive name stands right before another number: "119.8 to the Warriors' 117.2"."""
        tokens = self._sentence.tokens
        follows = tokens[one.last + 1] if one.last + 1 < len(tokens) else None
        possessive = self._sentence.plain.text[one.start : one.end].endswith(("'s", "s'", "’s", "s’"))
        if follows is not None and follows.sign in ("'", "’"):
            possessive, follows = True, tokens[one.last + 2] if one.last + 2 < len(tokens) else None
        return (
            one.role in (Role.TEAM, Role.PLAYER, Role.PLACE)
            and possessive
            and follows is not None
            and follows.number is not None
        )

    def _is_followed(self, one: Mention) -> bool:
        """Whether a number of the same kind stands right behind a team or player, and so is its own."""
        behind = next((number for number in self._sentence.numbers if number.place == one.last + 1), None)
        same = behind is not None and behind.number.kind is self._found.number.kind
        return same and one.role in (Role.TEAM, Role.PLAYER)

    def _is_tied_to_another(self, one: Mention) -> bool:
        """Whether a team or player is said of another number before it: "31.6% against 72.8% for Boston"."""
        if one.role not in (Role.TEAM, Role.PLAYER) or not 2 <= one.place <= len(self._sentence.tokens):
            return False
        tied = self._sentence.tokens[one.place - 1].folded in _FOR
        nearest = [number for number in self._sentence.numbers if number.last < one.place]
        return tied and nearest[-1].last == one.place - 2 and nearest[-1].place > self._found.last

    def _is_a_measure(self, one: Mention) -> bool:
        """ "A point above it": how far, not what is counted."""
        tokens = self._sentence.tokens
        before = tokens[one.place - 1].folded if one.place else ""
        behind = tokens[one.last + 1].folded if one.last + 1 < len(tokens) else ""
        return before in ("a", "half", "one") and behind in _FARTHER

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
        behind = self._sentence.tokens[one.last + 1 : one.last + 2]
        if len({book.ids for book in self._sentence.of(Role.BOOK)}) > 1 or (behind and behind[0].folded):
            return False
        named = (*self._sentence.of(Role.TEAM), *self._sentence.of(Role.SIDE))
        teams = {place for one_of in named for place in range(one_of.place, one_of.last + 1)}
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
        if one.role not in (Role.BOOK, Role.MARKET, Role.SIDE, Role.TAG, Role.VENUE):
            return False
        tokens, found = self._sentence.tokens, self._found
        follows = tokens[one.last + 1] if one.last + 1 < len(tokens) else None
        if one.role is Role.SIDE and follows is not None and follows.number is not None:
            return False  # "46.5 (over -112 at FanDuel, -105 at DraftKings)"
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

    def _is_repeated_behind(self, one: Mention) -> bool:
        """Whether the number itself stands behind the name in the bracket: "up to 9 (Wizards -9)"."""
        behind = [number for number in self._sentence.numbers if number.place == one.last + 1]
        return bool(behind) and behind[0].number.parts == self._found.number.parts

    def _closes_behind(self, one: Mention) -> bool:
        tokens = self._sentence.tokens
        return one.last + 1 < len(tokens) and tokens[one.last + 1].sign == ")"

    def _may_own(self, one: Mention) -> bool:
        """Not an opponent, unless the number stands right behind it, in brackets."""
        if not one.other:
            return True
        tokens = self._sentence.tokens
        if self._is_where(one):
            return False
        if self._owns_the_next(one) and self._found.place - one.last <= 2:  # "lost to New York's 112"
            return True
        priced = any(
            number.number.kind is self._found.number.kind is Kind.PRICE and number.last < one.place
            for number in self._sentence.numbers
        )  # "is -126 to win against Philadelphia, +108"
        if priced and one.last + 1 == self._found.place:
            return True  # "Orlando +123 against Cleveland -122"
        return one.last + 2 == self._found.place and (
            tokens[one.last + 1].sign == "("
            or (priced and (tokens[one.last + 1].sign == "," or tokens[one.last + 1].folded == "at"))
        )

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
        if inside[0].role is Role.SIDE and found.number.kind is Kind.PRICE is not numbers[0].number.kind:
            return None  # "26.5 o -117 u -111": a line, then each side before its price
        between = sentence.tokens[numbers[0].last + 1 : first]
        if any(token.number or token.sign or token.folded not in words.SMALL for token in between):
            return None
        following = [one for one in inside if one.place > found.last]
        if not following:
            return None
        gap = sentence.tokens[found.last + 1 : following[0].place]
        if self._owns_the_next(following[0]):
            return None  # "gusts of 16 to Denver's 12"
        if gap and self._is_followed(following[0]):
            return None  # "is +140 with Chelsea +185"
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


_FARTHER = word_set("above below over under higher lower more less better worse up down past short")
_FOR = frozenset({"for", "on", "fur", "auf", "para", "por", "pour", "sur"})
_DURING = frozenset({"in", "during", "en", "pendant"})
_EXCEPT = frozenset({"except", "excluding", "besides", "salvo", "excepto", "ausser", "sauf"})
_SIDES = frozenset({Role.TEAM, Role.SIDE})
_ELSEWHERE = word_set(
    """
    elsewhere others other else everywhere best better beat beats than instead versus vs average median market books
    rest while but whereas across range from compared otro otras otros mejor andere anderen anderswo sonst besser als
    mientras pero aber autre autres ailleurs meilleur que mas everyone anyone somewhere alone look looking
    """
)
"""Words by which a sentence with one book may speak of another's price as well."""
_RELATIVE = frozenset({"who", "which", "whose", "quienes", "qui"})
_BRACKETED = frozenset({Role.BOOK, Role.SIDE, Role.TEAM, Role.PLAYER})
"""A name right before a bracket owns the number that the bracket begins with."""
_PRONOUNS = word_set("they it he she its their his her sie er es ellos ellas el ella ils elles il elle")
_THEY = frozenset({"they", "he", "she"})
_THERE = frozenset({"there", "their"})
_HURT = frozenset({"out", "questionable", "doubtful", "sidelined", "injured", "verletzt", "baja", "absent"})
_ARTICLES = frozenset({"the", "a", "at", "just", "only", "your", ""})
_VISITED = frozenset({"in", "visit", "visits", "near", "outside"})
_COMPARED = frozenset({"beats", "beat", "than", "versus", "vs", "against", "als", "que"})
_AT_A_BOOK = frozenset({"at", "in", "en", "bei", "chez", "with", "from"})
_PLACES = frozenset({"at", "in", "en", "bei"})
