"""Players as sources of statistics list them, and the comparison of their names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from professor_lock.sources.names.leagues import League
from professor_lock.sources.names.text import fold


@dataclass(frozen=True, slots=True)
class Player:
    """A player found by a source's search. `id` is the source's; `team` is "" when the source names no team."""

    id: str
    name: str
    league: League
    team: str
    link: str | None


@dataclass(frozen=True, slots=True)
class PlayerChoice:
    """The listed name that is meant, or None with `candidates`: names to ask the user about, one or more."""

    name: str | None
    candidates: tuple[str, ...] = ()


_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})
_SPELT_OUT = re.compile("ae|oe|ue|aa")
_MIN_SHORT = 3
"""Letters from which on the start of a first name counts as its short form: "Cam" for Cameron. Fewer are initials."""
_SHORT_NAMES: tuple[frozenset[str], ...] = tuple(
    frozenset(names.split())
    for names in (
        "nic nick nicholas nicolas nico nikola nicky", "mike michael mikey", "matt matthew matty",
        "bill william will billy", "bob robert rob bobby robbie", "jim james jimmy jamie", "joe joseph joey",
        "tony anthony", "tom thomas tommy", "dan daniel danny", "dave david", "chris christopher", "ken kenneth kenny",
        "ben benjamin benny", "sam samuel sammy", "zach zachary zack zac", "alex alexander alexandre alejandro",
        "andy andrew drew", "greg gregory", "jeff jeffrey geoff geoffrey", "josh joshua", "nate nathan nathaniel",
        "pat patrick", "pete peter", "rick richard ricky dick", "steve steven stephen steph", "ted theodore",
        "ed eddie edward", "vince vincent", "jake jacob", "gabe gabriel", "herb herbert", "moe mo moritz maurice",
        "charlie charles chuck", "fred frederick freddie", "hank henry", "jack john johnny jon jonathan",
        "larry lawrence", "manny manuel emmanuel", "max maxwell maximilian", "ray raymond", "ron ronald ronnie",
        "tim timothy", "ty tyler tyrese", "wes wesley", "lu luguentz",
    )
)  # fmt: skip
"""Groups of first names that stand for one another, for those of which none is the start of the other."""


def same_name(one: str, other: str) -> bool:
    """Whether two written names are the same: accents, dots, hyphens and a missing "Jr." make no difference.

    Two different suffixes are two players.

    >>> same_name("P.J. Washington Jr.", "PJ Washington"), same_name("Jalen Williams", "Jaylin Williams")
    (True, False)
    >>> same_name("Gary Payton II", "Gary Payton Sr.")
    False
    """
    first, second = _parts(one), _parts(other)
    one, other = _joined(first), _joined(second)
    alike = one == other or _umlauts(one) == _umlauts(other)
    return alike and one != "" and (not first[1] or not second[1] or first[1] == second[1])


def match_player(asked: str, listed: Iterable[str]) -> PlayerChoice:
    """The player whom `asked` means among `listed`, who all play in one game or for one team.

    The exact name wins. A suffix that only `asked` has is ignored; one that only the listed name has makes the name a
    candidate to ask about. A short or full first name, an initial or a surname suffices where one listed player fits.

    >>> match_player("Nicolas Claxton", ["Nic Claxton", "Jaren Jackson Jr."]).name
    'Nic Claxton'
    >>> match_player("Jaren Jackson", ["Nic Claxton", "Jaren Jackson Jr."])
    PlayerChoice(name=None, candidates=('Jaren Jackson Jr.',))
    """
    names = list(dict.fromkeys(listed))
    wanted = _parts(asked)
    if not wanted[0]:
        return PlayerChoice(None)
    alike = [name for name in names if _joined(_parts(name)) == _joined(wanted)]
    alike = alike or [name for name in names if _umlauts(_joined(_parts(name))) == _umlauts(_joined(wanted))]
    for exact in ([n for n in alike if fold(n) == fold(asked)], [n for n in alike if _parts(n)[1] == wanted[1]]):
        if len(exact) == 1:
            return PlayerChoice(exact[0])
    if not alike:
        alike = [name for name in names if _short_of(wanted[0], _parts(name)[0])]
    if not alike:
        alike = certain = _with_words(wanted[0], names)
    else:
        certain = [name for name in alike if _parts(name)[1] in ("", wanted[1])]
    return PlayerChoice(alike[0]) if len(alike) == 1 and certain else PlayerChoice(None, tuple(alike))


def _with_words(wanted: tuple[str, ...], names: Iterable[str]) -> list[str]:
    """The names that contain all these words. A single first name also matches the names it is a short form of."""
    found: list[str] = []
    spelt = {_umlauts(word) for word in wanted}
    listed = {name: words for name in names if (words := _parts(name)[0])}  # a feed may list one that is no name
    exact = [name for name, words in listed.items() if spelt <= {_umlauts(word) for word in words}]
    for name, words in listed.items():
        by_first = len(wanted) == 1 and any(listed[other][0] == wanted[0] for other in exact)
        if name in exact or (by_first and _first_name(wanted[0], words[0])):
            found.append(name)
    return found


def _umlauts(folded: str) -> str:
    """The name with ae, oe, ue, aa as one letter, so that "Schroeder" and "Schroder" compare equal."""
    return _SPELT_OUT.sub(lambda found: found[0][0], folded)


def _parts(name: str) -> tuple[tuple[str, ...], str]:
    """The folded words of a name with its initials as one word, and its suffix ("" without one)."""
    words: list[str] = []
    initials = False
    for word in fold(name).split():
        if initials and len(word) == 1:
            words[-1] += word
        else:
            words.append(word)
        initials = len(word) == 1
    suffix = words.pop() if len(words) > 1 and words[-1] in _GENERATIONS else ""
    return tuple(words), suffix


def _joined(parts: tuple[tuple[str, ...], str]) -> str:
    return "".join(parts[0])


def _short_of(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the surnames are the same and one first name is a short form of the other."""
    if len(one) < 2 or "".join(one[1:]) != "".join(other[1:]):
        return False
    return _first_name(one[0], other[0])


def _first_name(one: str, other: str) -> bool:
    """Whether one first name stands for the other: as its initial, as its beginning, or by _SHORT_NAMES."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and (len(short) == 1 or len(short) >= _MIN_SHORT):
        return True
    return any({short, long} <= names for names in _SHORT_NAMES)
