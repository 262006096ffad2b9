"""Over which games a figure is: the season, the last five. A season's average is not said of the last five games.

A card has both side by side ("avg 26.7, last 5: 23.8"); an answer says which one it means, before or behind the number.
"""

from __future__ import annotations

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.facts import NO_IDS, Fact, Kind, Ledger, Role
from professor_lock.grounding.word_lists import word_set

_SEASON = word_set("season season's season-long saison saisonschnitt temporada campana season-average")
_LAST = word_set("last past previous final ultimos ultimas letzten vergangenen derniers dernieres")
_LATELY = word_set("lately recently zuletzt ultimamente recientemente")
_GAMES = word_set("games game outings contests partidos juegos spiele spielen matchs starts")
_AVERAGE = word_set(
    "average averages averaging averaged avg promedio promedia promediando media schnitt durchschnitt puts scores"
)
_FIGURES = frozenset({Kind.NUMBER, Kind.COUNT, Kind.PERCENT, Kind.TOTAL})
SEASON, LATELY = frozenset({"season"}), frozenset({"lately"})


def window_in_source(found: Found, sentence: Sentence) -> frozenset[str]:
    """Of which games a source's figure is, where its line says so: "season average 26.7", "30 games, average 26.7"."""
    folded = [token.folded for token in sentence.tokens]
    behind = folded[found.last + 1 : found.last + 4]
    size = _number_at(sentence, found.last + 4)
    if behind == ["over", "the", "last"] and size:
        return frozenset({f"last {size}"})
    if folded[max(0, found.place - 2) : found.place] == ["season", "average"] or folded[:2] == ["all", "season"]:
        return SEASON
    if folded[:3] == ["all", "regular", "season"]:
        return SEASON
    if folded[:2] == ["regular", "season"]:
        sizes = [one.number.parts[0] for one in sentence.numbers if one.number.unit == "games"]
        return frozenset({f"last {sizes[0]}"}) if len(sizes) == 1 and found.number.unit != "games" else NO_IDS
    if found.number.kind is Kind.PERCENT and found.place > 1:  # "4 of 10 over 25.5 (40%, ..."
        ratios = [one for one in sentence.numbers if one.number.kind is Kind.RATIO and one.last < found.place]
        return frozenset({f"last {ratios[-1].number.parts[1]}"}) if ratios else NO_IDS
    return NO_IDS


def window_refuses(ledger: Ledger, fact: Fact, found: Found, read: Sentence, before: frozenset[str]) -> str:
    """Why a figure of other games than its words say does not back a number; `before` are the words before it.

    Only where the same source has the figure for the games that are said, so that it is a matter of which.
    """
    if fact.kind not in _FIGURES or not fact.ids(Role.PLAYER):
        return ""
    own, said = fact.ids(Role.WINDOW), window_said(found, read)
    if fact.kind is Kind.TOTAL:
        return "window" if said and _has(ledger, fact, said) and not _is_lined(found, read) else ""
    if not own:
        return ""
    if not said:
        bare = own != SEASON and bool(read.words & _AVERAGE) and not _windows(read)
        return "window" if bare and not before & (_LAST | _LATELY) and _has(ledger, fact, SEASON) else ""
    if own & said or (said == LATELY and own != SEASON):
        return ""
    return "window" if _has(ledger, fact, said) else ""


def window_said(found: Found, read: Sentence) -> frozenset[str]:
    """The games that a number is said to be of: by the words right behind it, else by those before it."""
    windows = _windows(read)
    if not windows:
        return NO_IDS
    behind = _claimed(found, read, windows)
    if behind is not None:
        return behind[1]
    inside = {place for place, _, last in windows for place in range(place, last + 1)}
    claimed = [_claimed(one, read, windows) for one in read.numbers if one.place not in inside and one is not found]
    before = [window for window in windows if window[2] < found.place]
    return before[-1][1] if before and before[-1] not in claimed else NO_IDS


Window = tuple[int, frozenset[str], int]
"""Where the words begin, the games that they say, and where they end."""


def _windows(read: Sentence) -> list[Window]:
    tokens = read.tokens
    found: list[Window] = []
    for place, token in enumerate(tokens):
        if token.folded in _SEASON:
            found.append((place, SEASON, place))
        elif token.folded in _LATELY:
            found.append((place, LATELY, place))
        elif token.folded in _LAST:
            size = _number_at(read, place + 1)
            if size:
                found.append((place, frozenset({f"last {size}"}), place + 1))
        elif token.folded in ("the", "those", "these") and place + 2 < len(tokens):
            size = _number_at(read, place + 1)
            over = place > 0 and tokens[place - 1].folded in ("over", "in", "across")
            if size and over and tokens[place + 2].folded in _GAMES:
                found.append((place, frozenset({f"last {size}"}), place + 2))
    return found


def _number_at(read: Sentence, place: int) -> int:
    """The whole number that stands at a token, 0 where none does."""
    for one in read.numbers:
        if one.place == place and one.number.kind in (Kind.NUMBER, Kind.COUNT):
            return 0 if one.number.digits or one.number.sign else int(one.number.parts[0])
    return 0


def _claimed(found: Found, read: Sentence, windows: list[Window]) -> Window | None:
    """The words right behind a number that say of which games it is: "26.7 on the season but only ..."."""
    for window in windows:
        if window[0] <= found.last:
            continue
        between = read.tokens[found.last + 1 : window[0]]
        ends = any(token.number is not None or (token.sign and token.sign in ",;:.") for token in between)
        return None if ends or any(token.folded in words.BREAKS for token in between) else window
    return None


def _has(ledger: Ledger, fact: Fact, window: frozenset[str]) -> bool:
    """Whether the player has the same figure over these games too."""
    kinds = (Kind.PERCENT,) if fact.kind is Kind.PERCENT else (Kind.NUMBER, Kind.COUNT)
    for player in fact.ids(Role.PLAYER):
        for kind in kinds:
            for one in ledger.of(kind, player):
                own = one.ids(Role.WINDOW)
                alike = one.ids(Role.UNIT) == fact.ids(Role.UNIT)
                if alike and (own & window or (window == LATELY and own and own != SEASON)):
                    return True
    return False


def _is_lined(found: Found, read: Sentence) -> bool:
    """Whether a number stands as a line, whatever games are spoken of: "over 26.5 in 3 of his last 10"."""
    before = [token.folded for token in read.tokens[max(0, found.place - 4) : found.place]]
    behind = [token.folded for token in read.tokens[found.last + 1 : found.last + 3]]
    return bool({*before, *behind} & _OF_A_LINE)


_OF_A_LINE = word_set(
    "over under line lines number mark total above below cleared clear topped past beat uber unter linie linea encima "
    "debajo supero mas menos than the hit at crack lined o u"
)
