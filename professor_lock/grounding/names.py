"""Which words name a team, a player, a book, a market and so on: a table of phrases, longest first.

Team names come from the leagues' tables, all others from the closed lists of `vocabulary` and from the facts of the
conversation. A phrase may stand for several entities ("Los Angeles"); the one that the conversation knows is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.facts import Ledger, Role
from professor_lock.grounding.scopes import SCOPES, VENUES
from professor_lock.grounding.tokens import fold_word
from professor_lock.grounding.word_lists import word_set
from professor_lock.sources.names.grounds import home_grounds
from professor_lock.sources.names.leagues import LEAGUES
from professor_lock.sources.names.teams import listed_leagues, teams_of

_APART = re.compile(r"[^\w]+|_")
_COMMON = word_set(
    """
    heat magic jazz thunder suns sun sky fire dream storm liberty wild stars blues flames wings kings jets bills saints
    giants titans bears lions eagles rangers nationals athletics reds royals angels twins rays guardians pirates cubs
    padres braves senators predators capitals sharks ducks lightning avalanche devils islanders mercury lynx fever aces
    wolves rockets hornets nets bulls bucks hawks cs real city united forest palace villa union impact crew chiefs rams
    ravens browns texans colts packers vikings panthers falcons cardinals commanders dolphins patriots chargers raiders
    broncos cowboys orlando phoenix washington reading milan barca inter roma dash hart mets spurs pacers tempo sparks
    valkyries quakes
    """
)
"""Nicknames that are words as well: they name a team only with a capital letter."""
BOOKS = (
    "FanDuel", "DraftKings", "BetMGM", "Caesars", "Bet365", "PointsBet", "Pinnacle", "Bovada", "BetRivers", "Unibet",
    "William Hill", "Betfair", "ESPN BET", "Fanatics", "Hard Rock", "Hard Rock Bet", "LowVig", "BetOnline", "MyBookie",
    "WynnBET", "SuperBook", "Circa", "Barstool", "Betway", "888sport", "Bwin", "Tipico", "Ladbrokes", "Coral",
    "Smarkets", "Matchbook", "Prophet Exchange", "Novig", "theScore Bet", "Bally Bet", "Fliff", "Underdog",
    "PrizePicks", "BetUS",
)  # fmt: skip
_SHORT_BOOKS = {
    "dk": "draftkings", "fd": "fanduel", "mgm": "betmgm", "czr": "caesars", "pinny": "pinnacle", "draft kings":
    "draftkings", "fan duel": "fanduel", "bet mgm": "betmgm", "caesars sportsbook": "caesars", "b365": "bet365",
    "hills": "william hill",
}  # fmt: skip
STANDING = "standing "
"""Before the id of a team that is named by its place in a game: "the hosts", "the underdog"."""
_SHORT_PLACES = {
    "LA": "Los Angeles", "NY": "New York", "NYC": "New York", "Philly": "Philadelphia", "Vegas": "Las Vegas",
    "L.A.": "Los Angeles", "N.Y.": "New York",
    "KC": "Kansas City", "NOLA": "New Orleans", "SF": "San Francisco", "DC": "Washington", "Tampa": "Tampa Bay",
}  # fmt: skip
_SHORT_TEAMS = {
    "Pats": "New England Patriots", "Niners": "San Francisco 49ers", "Bucs": "Tampa Bay Buccaneers", "Cavs":
    "Cleveland Cavaliers", "Mavs": "Dallas Mavericks", "Sixers": "Philadelphia 76ers", "Avs": "Colorado Avalanche",
    "Habs": "Montreal Canadiens", "Blazers": "Portland Trail Blazers", "Jags": "Jacksonville Jaguars",
    "Man United": "Manchester United", "Man Utd": "Manchester United", "Man City": "Manchester City",
    "Barça": "Barcelona", "PSG": "Paris Saint Germain", "BVB": "Borussia Dortmund", "Juve": "Juventus",
    "Atleti": "Atlético Madrid", "El Madrid": "Real Madrid", "el Madrid": "Real Madrid",
    "Gladbach": "Borussia Mönchengladbach", "OM": "Marseille",
    "C's": "Boston Celtics", "B's": "Boston Bruins", "A's": "Athletics", "O's": "Baltimore Orioles", "M's":
    "Seattle Mariners", "Nats": "Washington Nationals", "Jays": "Toronto Blue Jays", "D-backs":
    "Arizona Diamondbacks", "Preds": "Nashville Predators", "Bolts":
    "Tampa Bay Lightning", "Isles": "New York Islanders", "Pens": "Pittsburgh Penguins", "Caps": "Washington Capitals",
}  # fmt: skip
_SHORT_PLAYERS = {
    "Joker": "Nikola Jokic", "Greek Freak": "Giannis Antetokounmpo", "Wemby": "Victor Wembanyama", "Steph":
    "Stephen Curry", "Bron": "LeBron James", "King James": "LeBron James", "Ant": "Anthony Edwards", "KD":
    "Kevin Durant", "CP3": "Chris Paul", "Dame": "Damian Lillard", "Spida": "Donovan Mitchell",
    "Shohei": "Shohei Ohtani", "Ovi": "Alexander Ovechkin", "Sid": "Sidney Crosby",
}  # fmt: skip
LEANING = frozenset({f"{STANDING}favorite", f"{STANDING}underdog"})
PROTECTED = "protected"
"""The role of fixed phrases with a number in them."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase may name; `capital` phrases do so only when they begin with a capital, `upper` only in capitals."""

    role: Role | str
    ids: frozenset[str]
    capital: bool = False
    upper: bool = False
    place: bool = False
    """A town or state, which names its team only where it is not just a place."""
    ground: bool = False
    """A stadium or arena."""


Entry = tuple[tuple[str, ...], Phrase]
Table = dict[str, list[Entry]]


def phrase_words(text: str) -> tuple[str, ...]:
    """The folded words of a name, as `tokens_of` would give them: letters and digits apart.

    >>> phrase_words("St. John's"), phrase_words("76ers")
    (('st', 'john'), ('76', 'ers'))
    """
    found = re.findall(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)*", text.replace("’", "'"))
    return tuple(str(int(part)) if part.isdecimal() else fold_word(part).removesuffix("'s") for part in found)


@lru_cache(maxsize=20_000)
def identity(name: str) -> str:
    """The id of a name: its folded words. Kept for the names of a few evenings, which each answer asks for again.

    >>> identity("Luka Dončić")
    'luka doncic'
    """
    return " ".join(phrase_words(name))


@cache
def leagues_of(team: str) -> frozenset[str]:
    """The keys of the leagues whose tables have a team with this id."""
    return frozenset(key for key in listed_leagues() if any(identity(one.name) == team for one in teams_of(key)))


@cache
def static_table() -> Table:
    """The phrases that every conversation knows."""
    found: dict[tuple[tuple[str, ...], Role | str], set[str]] = {}
    flags: dict[tuple[tuple[str, ...], Role | str], Phrase] = {}

    def put(text: str, role: Role | str, ids: Iterable[str], **more: bool) -> None:
        key = (phrase_words(text), role)
        if key[0]:
            found.setdefault(key, set()).update(ids)
            flags.setdefault(key, Phrase(role, frozenset(), **more))

    for key in listed_leagues():
        for team in teams_of(key):
            entity = identity(team.name)
            put(team.name, Role.TEAM, [entity])
            if team.nickname:
                put(team.nickname, Role.TEAM, [entity], capital=identity(team.nickname) in _COMMON)
            for other in team.other_names:
                put(other, Role.TEAM, [entity], capital=len(other) < 5 or identity(other) in _COMMON)
            if team.place:
                put(team.place, Role.TEAM, [entity], capital=True, place=True)
            for short in team.abbreviations:
                put(short, Role.TEAM, [entity], upper=True)
    for short, team_name in _SHORT_TEAMS.items():
        put(short, Role.TEAM, [identity(team_name)], capital=True)
    for short, place in _SHORT_PLACES.items():
        for key in listed_leagues():
            put(short, Role.TEAM, [identity(team.name) for team in teams_of(key) if team.place == place], capital=True,
                upper=len(short) == 2, place=True)  # fmt: skip
    for ground, teams in home_grounds().items():
        put(ground, Role.TEAM, map(identity, teams), capital=True, place=True, ground=True)
    for short, player in _SHORT_PLAYERS.items():
        put(short, Role.PLAYER, [identity(player)], capital=True, upper=short.isupper())
    for book in BOOKS:
        put(book, Role.BOOK, [identity(book)], capital=identity(book) in ("circa", "coral", "underdog", "fanatics"))
    for short, book in _SHORT_BOOKS.items():
        put(short, Role.BOOK, [identity(book)], upper=len(short) < 4)
    for league in LEAGUES:
        for word in league.words:
            put(word, "league", [league.key])
    for listed, role in (
        (words.UNITS, Role.UNIT), (words.TAGS, Role.TAG), (words.MARKETS, Role.MARKET), (words.SIDES, Role.SIDE),
        (words.PERIODS, Role.PERIOD), (words.PLAYS, Role.PLAY), (words.DIRECTIONS, Role.DIRECTION),
        (words.PARTS, Role.PART), (SCOPES, Role.SCOPE), (VENUES, Role.VENUE),
    ):  # fmt: skip
        for text, entity in listed.items():
            put(text, role, [entity])
    for text, standing in words.STANDINGS.items():
        put(text, Role.TEAM, [f"{STANDING}{standing}"])
    for text, one in (
        ("the former", "former"),
        ("erstere", "former"),
        ("the latter", "latter"),
        ("letztere", "latter"),
    ):
        put(text, Role.TEAM, [f"the {one}"])
    for text in words.named_phrases():
        put(text, PROTECTED, [text])
    table: Table = {}
    for (phrase, named), ids in found.items():
        flag = flags[phrase, named]
        made = Phrase(named, frozenset(ids), flag.capital, flag.upper, flag.place, flag.ground)
        table.setdefault(phrase[0], []).append((phrase, made))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def _of_town(phrase: tuple[str, ...]) -> list[tuple[str, ...]]:
    """What German calls those of a town: "die Kölner", "ein Sieg der Dortmunder"."""
    return [(f"{word}er",) for word in phrase if len(word) >= 4 and word.isalpha() and not word.endswith("e")]


def _of_school(phrase: tuple[str, ...]) -> list[tuple[str, ...]]:
    """What a team with a nickname of two words is called, where no table knows it: "Duke" of the Duke Blue Devils."""
    known = any(words_of == phrase for words_of, _ in static_table().get(phrase[0], ()))
    return [phrase[:-2]] if len(phrase) > 2 and not known and phrase[-2] not in _OF_A_NAME else []


_OF_A_NAME = word_set("state tech city united fc cf sc st saint san los las new am of and de la a m")
_GENERIC = word_set("city united fc cf sc afc ac state town real club st los las new san the of and at de am la")


_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


_SHORT = word_set("ml pk et pt ct mt am pm ot so ev fd dk o u us uk eu tv vs or ok at in on it is of as by he we ps")


def _is_taken(phrase: tuple[str, ...]) -> bool:
    """Whether a player's two initials mean something else."""
    initials = "".join(part[0] for part in phrase)
    return len(phrase) == 2 and (initials in _SHORT or initials in static_table())


@dataclass(slots=True)
class Lookups:
    """What was asked of the names while a text was read: words, ids of several that one may be, standings."""

    words: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    standings: set[str] = field(default_factory=set)


class Names:
    """The phrases of one conversation: the static ones and those that its facts brought.

    `lookups` notes what is asked, while it is set.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.lookups: Lookups | None = None
        self._ledger = ledger
        self._read = -1
        self._own: Table = {}

    def own(self) -> Mapping[str, Sequence[Entry]]:
        """The conversation's own phrases by their first words. A later name makes another table and leaves this one."""
        names = self._ledger.names
        if self._read != len(names):  # a name that was given is never taken back
            if self._ledger.phrases[0] != len(names):
                self._ledger.phrases = len(names), _own_table(names)
            self._read, self._own = self._ledger.phrases
        return self._own

    def at(self, first: str) -> Sequence[Entry]:
        """The phrases that begin with this word, longest first."""
        if self.lookups is not None:
            self.lookups.words.add(first)
        own = self.own().get(first)
        static = static_table().get(first, ())
        if not own:
            return static
        return sorted((*own, *static), key=lambda entry: -len(entry[0]))

    def meant(self, phrase: Phrase) -> frozenset[str]:
        """The ids that a phrase stands for here: those that the conversation knows, if any."""
        one = next(iter(phrase.ids))
        if one.startswith(STANDING):
            standing = one.removeprefix(STANDING)
            if self.lookups is not None:
                self.lookups.standings.add(standing)
            return frozenset(self._ledger.standing.get(standing, ()))
        if len(phrase.ids) == 1:
            return phrase.ids
        if self.lookups is not None:
            self.lookups.ids |= phrase.ids
        known = phrase.ids & self._ledger.known
        return known or phrase.ids

    def knows(self, phrase: Phrase) -> bool:
        """Whether the conversation has facts of what the phrase may stand for."""
        if self.lookups is not None:
            self.lookups.ids |= phrase.ids
        return bool(phrase.ids & self._ledger.known)


def _own_table(names: Mapping[str, tuple[Role, str]]) -> Table:
    """The phrases that a conversation's names are told by: whole, shortened, by initials."""
    own: dict[tuple[tuple[str, ...], Role], set[str]] = {}
    short: set[tuple[tuple[str, ...], Role]] = set()
    upper: set[tuple[tuple[str, ...], Role]] = set()
    towns: set[tuple[str, ...]] = set()
    for written, (role, entity) in names.items():
        phrase = phrase_words(written)
        if not phrase:
            continue
        own.setdefault((phrase, role), set()).add(entity)
        if role is Role.TEAM and len(phrase) > 1:
            for part in (phrase[-1:], phrase[:-1], *_of_town(phrase), *_of_school(phrase)):
                if (not set(part) <= _GENERIC or part == ("real",)) and (len(part) > 1 or len(part[0]) > 2):
                    own.setdefault((part, role), set()).add(entity)
                    short.add((part, role))
            towns.add(phrase[:-1])
        if role is Role.PLAYER and len(phrase) > 1:
            if phrase[-1] not in _SUFFIXES and not _is_taken(phrase):  # Jaxon Smith-Njigba is "JSN"
                initials = ("".join(part[0] for part in phrase),)
                own.setdefault((initials, role), set()).add(entity)
                upper.add((initials, role))
            bare = phrase[:-1] if phrase[-1] in _SUFFIXES and len(phrase) > 2 else phrase
            for part in (bare[-1:], bare[1:], bare[:1], bare):
                if part[-1:] == bare[-1:] or part == bare[:1]:  # "LeBrons Punktelinie"
                    genitive = (*part[:-1], f"{part[-1]}s")
                    if len(part[-1]) > 3 and not part[-1].endswith("s"):
                        own.setdefault((genitive, role), set()).add(entity)
                        short.add((genitive, role))
                if len(part[0]) > 2 and part[0] not in _SUFFIXES:
                    own.setdefault((part, role), set()).add(entity)
                    short.add((part, role))
    table: Table = {}
    for (words_of, role), ids in own.items():
        key = (words_of, role)
        made = Phrase(role, frozenset(ids), capital=key in short, upper=key in upper, place=words_of in towns)
        table.setdefault(words_of[0], []).append((words_of, made))
    return table
