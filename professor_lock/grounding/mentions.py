"""The names in a sentence: teams, players, books, markets, units; and capitalised names that nobody here knows."""

from __future__ import annotations

import re

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.clauses import Mention, Sentence
from professor_lock.grounding.facts import Kind, Role
from professor_lock.grounding.names import LEANING, PROTECTED, STANDING, Names, Phrase
from professor_lock.grounding.tokens import Token
from professor_lock.grounding.word_lists import word_set

SIDE_LETTERS = {"o": "over", "u": "under"}


def find_mentions(sentence: Sentence, names: Names) -> set[int]:
    """Find the names, longest first, and answer which tokens fixed phrases have taken, numbers among them."""
    tokens = sentence.tokens
    taken: set[int] = set()
    place = 0
    while place < len(tokens):
        key = _key(tokens[place])
        used = 0
        if key:
            used = _mentions_at(sentence, names, place, key, taken)
        place += max(1, used)
    return taken


def _key(token: Token) -> str:
    if token.folded:
        return token.folded
    number = token.number
    if number is not None and number.sign == 0 and number.kind is Kind.NUMBER and not number.huge:
        value = number.parts[0]
        return str(value.numerator) if value.denominator == 1 else ""
    return ""


def _mentions_at(sentence: Sentence, names: Names, place: int, key: str, taken: set[int]) -> int:
    best = 0
    for phrase, meaning in names.at(key):
        if best and len(phrase) < best:
            break
        last = _fits(sentence.tokens, place, phrase)
        if last < 0 or not _written_so(sentence, names, place, last, meaning):
            continue
        best = len(phrase)
        if meaning.role == PROTECTED:
            taken.update(range(place, last + 1))
        elif isinstance(meaning.role, Role):
            _mention(sentence, names, place, last, meaning)
            if meaning.role in (Role.TEAM, Role.BOOK, Role.PERIOD):
                taken.update(range(place, last + 1))
        used = last - place + 1
    return used if best else 0


def _fits(tokens: list[Token], place: int, phrase: tuple[str, ...]) -> int:
    """The index of the last token when the phrase stands here, else -1; hyphens and full stops inside do not count."""
    at = place
    for index, word in enumerate(phrase):
        if index:
            while at < len(tokens) and tokens[at].sign in ("-", ".", "'", "/", "&") and tokens[at].sign:
                at += 1
        if at >= len(tokens) or _key(tokens[at]) != word:
            return -1
        at += 1
    return at - 1


def _written_so(sentence: Sentence, names: Names, place: int, last: int, meaning: Phrase) -> bool:
    token = sentence.tokens[place]
    if sentence.lower and (meaning.capital or meaning.upper) and not token.capital and _is_no_word(token):
        return names.knows(meaning)  # "bills -2.5 (fd), gsw -4 dk": a chat writes names without capitals
    if meaning.upper:
        return all(
            one.upper
            or not one.folded
            or len(one.folded) == 1
            or re.split("['’]", sentence.plain.text[one.start : one.end])[0].isupper()
            for one in sentence.tokens[place : last + 1]
        )
    if meaning.capital and not token.capital:
        return False
    if meaning.role is Role.TEAM and token.folded == "as" and last == place:  # "As of today" is not the A's
        written = sentence.plain.text[token.start : token.end]
        return "'" in written or "’" in written or (place > 0 and sentence.tokens[place - 1].folded == "the")
    if meaning.role is Role.TEAM and len(token.folded) == 1 and last == place:  # "the C's"
        written = sentence.plain.text[token.start : token.end]
        return written[1:].strip("'’") == "s" and place > 0 and sentence.tokens[place - 1].folded == "the"
    if token.folded in ("sun", "sat", "mon") and last == place and _is_weekday(sentence, last):
        return False
    if meaning.role is Role.SIDE and token.folded in SIDE_LETTERS:
        behind = sentence.tokens[place + 1] if place + 1 < len(sentence.tokens) else None
        if place and behind is not None and behind.sign in (")", ",") and sentence.tokens[place - 1].number is not None:
            return True  # "(-115 o)"
        return behind is not None and behind.number is not None
    if meaning.role is Role.MARKET and token.folded == "win" and last == place:  # "you'd win $49"
        return not place or sentence.tokens[place - 1].folded not in _WHO_WINS
    if meaning.role is Role.UNIT and token.folded == "run" and last == place and place:  # "a three-game run"
        return not (sentence.tokens[place - 1].folded in ("game", "start") or _says_of(sentence.tokens, last))
    if meaning.role is Role.UNIT and token.folded == "hit" and last == place:  # "has hit in 3 of 5"
        before = sentence.tokens[place - 1].folded if place else ""
        follows = sentence.tokens[place + 1] if place + 1 < len(sentence.tokens) else None
        counts = follows is not None and follows.number is not None  # "hit 3 of 5"
        return not counts and before not in ("has", "have", "had", "he's", "they've", "to", "will", "would")
    if token.folded == "hosts" and last == place and sentence.mentions and sentence.mentions[-1].role is Role.TEAM:
        return sentence.mentions[-1].last != place - 1  # "Toronto hosts Edmonton"
    if meaning.role is Role.TAG and token.folded == "fair" and last == place:  # "the line is fair"
        before = sentence.tokens[place - 1].folded if place else ""
        ends = place + 1 >= len(sentence.tokens) or sentence.tokens[place + 1].sign in (".", ",", ";", "!", ")")
        return not (ends and before in ("is", "looks", "seems", "about", "pretty", "was", "s", "it's"))
    if meaning.role is Role.PERIOD and token.number is not None:
        follows = sentence.tokens[place + 1] if place + 1 < len(sentence.tokens) else None
        return follows is not None and follows.glued
    return True


def _says_of(tokens: list[Token], last: int) -> bool:
    return last + 1 < len(tokens) and tokens[last + 1].folded == "of"


def _is_no_word(token: Token) -> bool:
    """Whether a word without a capital may be a short name: "fd" and "gsw", but not "was" or "min"."""
    folded = token.folded
    short = words.SMALL | words.BREAKS | words.FOLLOWING | words.ABBREVIATIONS | _WORDS
    return folded not in short and folded not in words.UNITS and folded not in words.MARKETS and len(folded) > 1


_WORDS = word_set("ind no sac den mil cha tor det car nor tex son can may will van ant sid ram as new st am ok")


def _is_weekday(sentence: Sentence, last: int) -> bool:
    """ "Sun Jan 11" is no team."""
    following = sentence.tokens[last + 1] if last + 1 < len(sentence.tokens) else None
    return following is not None and (following.folded in words.MONTHS or following.number is not None)


def _mention(sentence: Sentence, names: Names, place: int, last: int, meaning: Phrase) -> None:
    assert isinstance(meaning.role, Role)
    tokens = sentence.tokens
    for twin in sentence.mentions[-3:]:
        if twin.place == place and twin.role is meaning.role:
            twin.ids |= names.meant(meaning)
            return
    other = False
    if meaning.role is Role.TEAM:
        before = _word_before(tokens, place)
        if before in _ADJECTIVES and place > 1 and tokens[place - 2].folded in ("the", "a", "and"):
            before = ""  # "the visiting Bruins"
        if place and sentence.plain.text[tokens[place - 1].start : tokens[place - 1].end] in ("à", "À"):
            before = "à"  # folded it is an English article
        other = before in words.OPPONENT or (place > 0 and tokens[place - 1].sign == "@")
        earlier = any(one.role is Role.TEAM for one in sentence.mentions)
        if before in _GIVING and earlier:
            other = True  # "Oklahoma City is giving Denver 7.5 points"
        if before == "to" and earlier and any(one.folded in _LOST for one in tokens[max(0, place - 6) : place]):
            other = True  # "lost in overtime to the Canucks"
        if before in words.LOCATION and (meaning.place or earlier):
            other = True
        if other and _is_explained(tokens, last):
            other = False
    elif meaning.role is Role.SIDE and tokens[place].folded in ("more", "fewer", "less"):
        follows = tokens[last + 1] if last + 1 < len(tokens) else None
        half = follows is not None and follows.number is not None and follows.number.digits == 1
        if not half and not (last == place and follows is not None and follows.folded in _SAID_OF_A_SIDE):
            return  # "more than half"
    elif tokens[place].folded == "menos" and last == place:
        if not place or tokens[place - 1].folded not in _BEFORE_A_SIDE:
            return  # "menos 110" is a sign
    elif meaning.role is Role.SIDE and tokens[place].folded in ("over", "under", "uber", "mehr", "weniger", "mas"):
        follows = tokens[last + 1] if last + 1 < len(tokens) else None
        before = _word_before(tokens, place, skip=False)
        number = follows is not None and (
            follows.number is not None
            or follows.sign in ("(", ")", ",", ".", ":", "-", "|", ";", "/", "!", "?")
            or follows.folded in _SAID_OF_A_SIDE
            or (
                follows.folded in ("at", "zu", "a", "bei")
                and last + 2 < len(tokens)
                and tokens[last + 2].number is not None
            )
        )
        if not number and before not in _BEFORE_A_SIDE and place != 0:
            return
    sentence.mentions.append(
        Mention(
            meaning.role,
            names.meant(meaning),
            tokens[place].start,
            tokens[last].end,
            place,
            last,
            sentence.segments[place],
            other,
            bool(meaning.ids & LEANING),
            all(one.startswith(STANDING) for one in meaning.ids),
            meaning.ground,
        )
    )


def _is_explained(tokens: list[Token], last: int) -> bool:
    """Whether a clause follows that is about this name: "to beat United, who are +420"."""
    return last + 2 < len(tokens) and tokens[last + 1].sign == "," and tokens[last + 2].folded in _WHO


_AT = frozenset({"at", "zu", "a", "bei"})
_NO_NAME = words.ADDRESSED | words.SMALL | words.FOLLOWING | words.BREAKS | words.HE
_WHO_WINS = frozenset({"you", "you'd", "you'll", "i'd", "we'd", "would", "could"})
_GIVING = frozenset({"giving", "gives", "give", "spotting", "spots"})
_LOST = frozenset({"lost", "lose", "loses", "losing", "loss", "losses", "fell", "falling"})
_ADJECTIVES = frozenset({"visiting", "host", "hosting"})
_BEFORE_A_SIDE = frozenset(
    {"the", "der", "das", "dem", "den", "el", "del", "al", "le", "du", "take", "on", "go", "goes", "stay", "stays"}
)
_SAID_OF_A_SIDE = word_set("is are was pays costs ist kostet sind paga pagan esta estan es son est sont")
_WHO = frozenset({"who", "whose", "which", "die", "que", "quienes"})


def _word_before(tokens: list[Token], place: int, *, skip: bool = True) -> str:
    """The word before, past an article."""
    for index in range(place - 1, max(-1, place - 4), -1):
        folded = tokens[index].folded
        if not folded:
            return ""
        if not skip or folded not in ("the", "a", "an", "die", "der", "den", "das", "dem", "el", "la", "los", "las"):
            return folded
    return ""


def join_stats(sentence: Sentence) -> None:
    """Let "points rebounds assists" and "points + rebounds" be one figure, the sum, whichever of its words is meant."""
    joined: list[Mention] = []
    for one in sentence.of(Role.UNIT):
        between = sentence.tokens[joined[-1].last + 1 : one.place] if joined else []
        beside = bool(joined) and all(token.sign in ("+", "&", "/") and token.sign for token in between)
        joined = [*(joined if beside else []), one] if one.ids & words.SUMMED_STATS else []
        together = frozenset().union(*(each.ids for each in joined))
        for each in joined:
            each.ids = together


def find_strangers(sentence: Sentence, taken: set[int]) -> None:
    """Two or more capitalised words side by side that no table knows: probably a name."""
    covered = set(taken)
    for one in sentence.mentions:
        covered.update(range(one.place, one.last + 1))
    run: list[int] = []
    for place in range(len(sentence.tokens) + 1):
        token = sentence.tokens[place] if place < len(sentence.tokens) else None
        if token is not None and token.capital and not token.upper and len(token.folded) > 1 and place not in covered:
            run.append(place)
            continue
        if run[:1] == [0] and sentence.tokens[0].folded in _NO_NAME:
            run = run[1:]  # "Deine Zweierkombi"
        if len(run) >= 2:
            sentence.strangers.append((run[0], run[-1]))
        run = []
