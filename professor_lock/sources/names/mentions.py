"""Finds the leagues, teams and players that a sentence names, misspelt ones as well, in one index of all leagues.

The caller chooses among several: "Giants" is a team of the NFL and one of MLB. Everyday words that are also names
("fire", "was", "new") count only where capitals or the words beside them show that a name is meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from professor_lock.sources.names.leagues import LEAGUES, SHARED_WORDS
from professor_lock.sources.names.spelling import expand
from professor_lock.sources.names.teams import listed_leagues, teams_of
from professor_lock.sources.names.text import closest, fold

Kind = Literal["league", "team", "player"]
How = Literal["name", "place", "code"]
COLLEGES = ("ncaaf", "ncaab")
MAX_PHRASE = 5
MIN_CODE = 3
AGAINST = frozenset({"vs", "v", "versus"})
AMOUNTS = frozenset("a few some ten twenty fifty hundred thousand five two three couple more".split())  # noqa: SIM905
BESIDE = frozenset(
    {"vs", "v", "at", "against", "versus", "moneyline", "spread", "over", "under", "total", "odds", "ml"}
)
"""An everyday word beside one of these is read as a name: "WAS vs DAL"."""

MATCHES = frozenset(
    """
    game games score scores basketball football line lines cover covers covering beat beats playing favored plus minus
    """.split()  # noqa: SIM905
)
"""A school beside one of these is read as its team: "duke game"."""

EVERYDAY = frozenset(
    """
    sun sky fire dream storm fever mercury tempo liberty spirit pack boys cards birds cats fins wings crew union toon
    forest palace villa city blues saints guards jackets snakes bees foxes cherries hammers wild magic bucs real red
    heat stars sparks aces pens caps sens preds curry davis james kevin anthony stephen patrick edwards judge booker
    luka jackson
    """.split()  # noqa: SIM905
)
"""Names that are also words, or common first names: they count only with a capital letter or beside another name."""
ALWAYS = frozenset(
    {
        "magic",
        "heat",
        "pens",
        "caps",
        "sens",
        "bucs",
        "wild",
        "stars",
        "saints",
        "blues",
        "curry",
        "luka",
        "judge",
        "booker",
        "edwards",
    }
)
"""Those of EVERYDAY that are read as names in small letters too: users write them so."""
NEVER_CORRECTED = frozenset(
    """
    years never place start national everyone story games needs looks series heart sense press david chief parts cases
    store brown capital costs fighting indian names carry royal starts cells angeles guard likes victory canadian banks
    charges leads fired cream giant finds papers shares dreams faces resolution senator partners balls edward clubs
    commander kinds loans yards suggests pants managers nights tears hills jason angel victoria opens judges evolution
    saint cares columbia atlantic towns races rapid sucks matthew settle cents meets gorgeous athletes boxes kills texts
    billy boots brave parks rings stats jacket justin fewer devil tiger lighting knight seeds tanks guardian stays boats
    indians reads screw unions ranks snake beats mills theories winds chips camps shoulders acres fears fires layers
    blake hammer makers earthquake grants sends beans hurry lakes stairs strangers operates sterling athletic backs
    chapters hurricane shark forecast pockets wears beard brains flame forests kicks chambers cheat rational booked
    penis pills ranges phillips angela carriers paths ruins stakes barriers caroline frames pulls stark timber wheat
    riders spark vector capitalism lanes runners commands judged revelation vegan packs storms davies miners marines
    nationalist stare angles beers bells brakes cardinal unite bikes broker crews dangers feeds onion raids sings baron
    leaks ranger bully graves insights cakes halls devon margins nationally pains founders nationalism clues grams
    creators rodgers austrian wines capitalist deeds patriotic fines foremost hears commanded beams heath patricia scars
    traps settlers belts coats brighter combines emirates reunited trainers fills hackers hooker predator resolutions
    beads caves footballer forestry fibre gears mattress aston brewery creditors paints softball swings bolton loops
    shakes trailers charger chefs dread lever wards decks slippery slips triggers wills curly knocks mystic brackets
    fixes patriotism casts flyer jockey vines windy wraps docks furry painters winchester blames bulbs mystical vibes
    brewer counters lasers markings mexicans stephens viola guarding rationale sneakers packets reactors weeds
    wonderland braces commits guinness sears meats breeders crowns lyons spoilers stormy wandered carts crackers hacks
    quake brightly bucket market basket rocket winner winners better bettor lines sharp sharps picks bets value under
    overs unders parlay parlays score scores props injury injuries weather today tonight tomorrow spread spreads total
    totals about other their there these those would could should which while after again going thing think right
    """.split()  # noqa: SIM905
)
"""Everyday words one or two letters away from a name, which are not read as that name."""


@dataclass(frozen=True, slots=True)
class Name:
    """A team's or player's full name with the key of its league; the key is "" for a league that is not carried."""

    name: str
    league: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at the folded words `start` to `end` (exclusive) of a text; `names` is everything it may mean.

    `how` says whether it is a name, the place where a team plays, or a team's code.
    """

    kind: Kind
    words: str
    start: int
    end: int
    names: tuple[Name, ...]
    how: How = "name"

    @property
    def leagues(self) -> tuple[str, ...]:
        """The keys of the leagues of `names`, each once."""
        return tuple(dict.fromkeys(name.league for name in self.names))


class NameIndex:
    """An index of the names of all leagues, their teams and the given players."""

    def __init__(
        self,
        players: Iterable[tuple[str, str]] = (),
        words: Iterable[str] = (),
        nicknames: Mapping[str, str] | None = None,
        clubs: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
    ) -> None:
        """`players` are pairs (name, key of the league); `words` are further words never read as misspelt names.

        `nicknames` maps a nickname to a player's name; `clubs` are further teams by league, each with its names.
        """
        found: defaultdict[str, dict[tuple[Kind, How], dict[Name, None]]] = defaultdict(lambda: defaultdict(dict))

        def add(form: str, kind: Kind, how: How, name: Name) -> None:
            if words := expand(fold(form)):
                found[words][kind, how][name] = None

        for league in LEAGUES:
            for form in (league.key, league.title, *league.words):
                add(form, "league", "name", Name(league.title, league.key))
        for form, keys in SHARED_WORDS.items():
            for key in keys or ("",):
                add(form, "league", "name", Name(form, key))
        for key in listed_leagues():
            for team in teams_of(key):
                for form in (team.name, team.nickname, *team.other_names):
                    add(form, "team", "name", Name(team.name, key))
                add(team.place, "team", "place", Name(team.name, key))
                for code in team.abbreviations:
                    add(code, "team", "code", Name(team.name, key))
        for school in teams_of(COLLEGES[0]):
            for form in (school.name, school.place, *school.other_names):
                for key in COLLEGES:
                    add(form, "team", "place", Name(school.place, key))
        for key, named in (clubs or {}).items():
            for club, forms in named.items():
                for form in forms:
                    add(form, "team", "name", Name(club, key))
        for player, key in players:
            name = Name(player, key)
            also = [form for form, whole in (nicknames or {}).items() if whole == player]
            for form in (player, *fold(player).split(), *also):
                add(form, "player", "name", name)
        self._forms = {form: {how: tuple(names) for how, names in of.items()} for form, of in found.items()}
        self._longest = min(MAX_PHRASE, max(len(form.split()) for form in self._forms))
        spelt = (form for form, of in self._forms.items() if any(how != "code" for _, how in of))
        self._spelt = sorted({word for form in spelt for word in form.split() if len(word) > MIN_CODE})
        self._known = {word for form in self._forms for word in form.split()} | NEVER_CORRECTED | set(words)

    def mentions(self, text: str) -> list[Mention]:
        """Every name in the text, from left to right; at each place the longest name counts."""
        words = [self.spelling(word) for word in fold(text).split()]
        written = _as_written(text)
        found: list[Mention] = []
        at = 0
        while at < len(words):
            sizes = range(min(self._longest, len(words) - at), 0, -1)
            size = next((n for n in sizes if expand(" ".join(words[at : at + n])) in self._forms), 0)
            if size:
                form = expand(" ".join(words[at : at + size]))
                kind, how, names = _best(self._forms[form])
                mention = Mention(kind, form, at, at + size, names, how)
                if size > 1 or self._counts(mention, words, written):
                    found.append(mention)
            at += size or 1
        return found

    def spelling(self, word: str) -> str:
        """The word of a name that `word` misspells, else `word`; of several names one with its first letter."""
        if word in self._known:
            return word
        near = closest(word, self._spelt)
        same = [one for one in near if one[0] == word[0]]
        return (same if len(near) > 1 else near or [word])[0] if near and (len(near) == 1 or len(same) == 1) else word

    def _counts(self, mention: Mention, words: Sequence[str], written: dict[str, str]) -> bool:
        """Whether a mention of a single word is meant as a name, by its capitals and the words beside it."""
        word = mention.words
        before = words[mention.start - 1] if mention.start else ""
        if word == "bucks" and (before.isdigit() or before in AMOUNTS):
            return False
        beside = {*words[max(0, mention.start - 1) : mention.start], *words[mention.end : mention.end + 1]}
        near = bool(beside & BESIDE) or any(other in self._forms for other in beside - {word} if other not in EVERYDAY)
        if mention.how == "code":
            if beside & AGAINST:
                return True
            capitals = written.get(word) == "upper"
            if len(word) < MIN_CODE or word in _CODE_WORDS:
                return capitals and (near or len(words) < 3)
            return True
        college = set(mention.leagues) <= set(COLLEGES)
        if college and len(words) < 3:
            return True
        if college:
            near = near or before == "on" or bool(beside & MATCHES)
        if college or (word in EVERYDAY and word not in ALWAYS):
            return near or "game" in beside or written.get(word) in ("title", "upper")
        return True


_CODE_WORDS = frozenset(
    """
    ana ari ars atl aus bal cal car cha che chi cho col con conn cry dal den det edm eve fla ind jax kan lac lad lag las
    lee lei liv mia mil min mon new nor not oak phi pit por sac sas sea shu sun tam ten tex tor tot utah van veg was bou
    bre buf bur ful lut mem mun nop nsh orl ott sou stl uta wol ips cin cle hou bos ath clt
    """.split()  # noqa: SIM905
)
"""Team codes that are also words, or the beginning of one."""


def _best(of: dict[tuple[Kind, How], tuple[Name, ...]]) -> tuple[Kind, How, tuple[Name, ...]]:
    """What a form means first: a league before a team, a nickname before a first name; a place means all its teams."""
    if ("team", "place") in of and ("league", "name") not in of:
        return "team", "place", tuple(dict.fromkeys((*of["team", "place"], *of.get(("team", "name"), ()))))
    order: tuple[tuple[Kind, How], ...] = (
        ("league", "name"), ("team", "name"), ("player", "name"), ("team", "code"),
    )  # fmt: skip
    kind, how = next(one for one in order if one in of)
    return kind, how, of[kind, how]


def _as_written(text: str) -> dict[str, str]:
    """Folded word -> "upper" or "title", by its capitals; empty where the whole text is in capitals."""
    found = {}
    shouted = text.upper() == text and len(text.split()) > 3
    for number, word in enumerate(re.findall(r"[^\W_]+", text)):
        if word.isupper() and len(word) > 1 and not shouted:
            found[fold(word)] = "upper"
        elif word[:1].isupper() and number and not shouted:
            found[fold(word)] = "title"
    return found
