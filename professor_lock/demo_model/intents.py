"""What a user wants, read from their messages by a table of rules.

`read_ask` folds all messages, oldest first, so that "and the spread?" means what it means in a conversation. The rules
stand in their order: the first that fits names the kind. What a message leaves open is taken from the one before.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from professor_lock.sources.names.hearing import (
    COUNTS,
    DRAWS,
    SPREAD,
    Heard,
    Leg,
    NameReader,
    chosen,
    is_parlay,
    legs_in,
    pairings,
)
from professor_lock.sources.names.leagues import LEAGUES
from professor_lock.sources.names.mentions import Name
from professor_lock.sources.names.pasted import looks_pasted

DEFAULT_LEAGUE, DEFAULT_STAKE = "nba", 100.0
MAX_LEGS, DEFAULT_LEGS = 12, 2
SAME_GAME = re.compile(r"same.?game|\bsgps?\b", re.IGNORECASE)
OTHER_LIMIT = re.compile(r"\b(?:week|month|deposit|loss|lose|year)", re.IGNORECASE)
"""Limits that there are none of."""
SHORT = 6
"""Words; a message as short as this, with something new in it, changes the one before."""

TABLE: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))
_RULES = tuple(
    (name.rstrip("0123456789"), re.compile(rf"\b(?:{words})(?!\w)")) for name, words in TABLE["rules"].items()
)
"""Kind and the words (folded, in full) that make a message one, tried in this order."""
KEYWORDS = frozenset(word for pattern in TABLE["rules"].values() for word in re.findall(r"[a-z]{2,}", pattern))
FOLLOWS = re.compile(
    r"^(?:and|what about|how about|now|also|ok|okay|same|instead|then|but|or|with|just|only|the|what is the"
    r"|show me the|for|in|on)\b"
)
YES = re.compile(
    r"^(?:yes|yep|yeah|yea|ya|yup|sure|ok|okay|do it|go ahead|please(?: do)?|add it|sounds good|y|go for it|lets do it"
    r"|why not|absolutely|of course)(?: please| add it| do it| thanks| that one)?$"
)
NO = re.compile(r"^(?:no|nope|nah|no thanks|not now|never ?mind|n|cancel|no way)(?: thanks| thank you)?$")
THE_SIDE = re.compile(
    r"(?:and |ok |take |give me |i want |add )*(?:the )?(?:over|under|draw|tie)(?: num| \d+)?(?: please)?"
)
THAT = re.compile(
    r"(?:ok |i will |ill |lets )*(?:add|take|bet|like|go with|do|put in) (?:it|them|that|those|him|this)(?: one)?"
    r"(?: to (?:my|the) slip)?"
)
ASKED = "odds|lines?|what|who|which|how|props|average|stats|show|compare|total for|for the|or"
PRICE = re.compile(r"(?<!\w)[+-]\d{3}|\d\.\d\d|\d/\d")
MILESTONE = re.compile(r"\d\+")
NUMBER_ALONE = re.compile(r"\$?\d{1,6}(?:\.\d\d)?")
STRANGE = re.compile(r"(?:who|why|when|where|how|explain|tell|is|are|does)\b")
"""How a question begins that a board of prices does not answer, unless its words are known."""
DECIMAL = re.compile(r"\d\.\d")
NUMBERS = re.compile(r"[$+-]?\d[\d./%]*")
PAYS = "pays?|returns?|profit|payout|win|worth|implied"
BOTH = re.compile(r"^(?:both|all|either|add both|both of them|both please|the both|all of them)$")
PARTS = re.compile(r"\b(?:and|also|plus|with)\b|[,;&?.!]\s", re.IGNORECASE)
TOGETHER = frozenset({"odds", "scores", "injuries", "props", "trends", "weather", "picks", "value"})
SEVERAL = frozenset({"odds", "scores", "injuries", "value"})
"""Kinds that are shown for several leagues at once, where a message names them."""
SLIP_KINDS = frozenset({"build", "change", "paste", "slip", "bet"})
BOARD_KINDS = frozenset(
    {"odds", "movement", "partial", "compare", "scores", "injuries", "value", "picks", "props", "trends", "weather"}
)
NOT_CARRIED = frozenset({"abroad", "sports"})
CARRIED_WORDS = frozenset(word for league in LEAGUES for word in (*league.words, *league.sport.words))
"""A sport or league of the list of those that are not carried may have got its row."""
NO_TEAMS = frozenset(
    {*"abroad device weather define explain limits bets search news break prefs picks".split(), "sports", "futures"}  # noqa: SIM905
)
TALK = frozenset(TABLE["talk"]) - {"place", "track", "compare", "trends", "partial", "movement"}
"""Kinds that leave the conversation where it was."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked for. `teams` are teams or pairings "A vs B"; `which` are those that a name could be."""

    kind: str = "unknown"
    text: str = ""
    league: str | None = None
    teams: tuple[str, ...] = ()
    player: str | None = None
    stat: str | None = None
    market: str = "all"
    day: str | None = None
    line: float | None = None
    legs: tuple[Leg, ...] = ()
    count: int = 0
    stake: float | None = None
    remove: tuple[int | str, ...] = ()
    held: tuple[Leg, ...] = ()
    """The legs on the slip, as far as words have put them there; `held_stake` is its stake."""
    held_stake: float | None = None
    which: tuple[Name, ...] = ()
    missed: tuple[str, ...] = ()
    """Words that were not understood."""
    also: tuple[str, ...] = ()
    """Further kinds asked for in the same message, on the same teams."""
    assumed: bool = False
    """No league was named, and the usual one is taken."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: the text, an attached text after it, and what the answer before offered instead."""

    text: str
    attached: str = ""
    offers: tuple[str, ...] = ()


def read_ask(messages: Sequence[Message], read: NameReader) -> Ask:
    """What the last message asks for, in the light of those before it."""
    before: Ask | None = None
    found = Ask()
    for said in messages:
        found = _on_slip(_read(said, before, read), before)
        before = before if found.kind in TALK and before is not None else found
    return found


def _on_slip(found: Ask, before: Ask | None) -> Ask:
    """The same with what the slip holds after it."""
    held, stake = (before.held, before.held_stake) if before is not None else ((), None)
    if found.kind == "build":
        held, stake = found.legs, found.stake or DEFAULT_STAKE
    elif found.kind in ("change", "place"):
        held = (*(leg for leg in held if leg.selection not in found.remove), *found.legs)
        stake = found.stake or stake or DEFAULT_STAKE
    return replace(found, held=held, held_stake=stake)


def _read(said: Message, before: Ask | None, read: NameReader) -> Ask:
    if said.attached or looks_pasted(said.text):
        return Ask("paste", said.attached or said.text, stake=read(said.text).money if said.attached else None)
    heard = read(said.text)
    words = heard.words
    if BOTH.match(words) and before is not None:
        if before.kind == "which":
            return replace(
                before, kind=before.stat or "odds", teams=tuple(name.name for name in before.which), stat=None
            )
        if said.offers:
            return _add(said.offers[:2], said, read)
    if YES.match(words) and before is not None:
        return _add(said.offers[:1], said, read) if said.offers else _agreed(before, said)
    if NO.match(words):
        return Ask("no", said.text)
    if before is not None and before.kind in ("which", "which_league") and (picked := _picked(heard, before)):
        return picked
    found = _of_kind(_kind(words), heard, before, read)
    return replace(found, also=_also(found, heard, read))


def _kind(words: str) -> str:
    for kind, pattern in _RULES:
        found = pattern.search(words)
        if found is not None and not (kind in NOT_CARRIED and found[0] in CARRIED_WORDS):
            return kind
    return "unknown"


def _also(found: Ask, heard: Heard, read: NameReader) -> tuple[str, ...]:
    """What else the message asks for on the same: "Lakers odds and injuries"."""
    if found.kind not in TOGETHER:
        return ()
    kinds = (_kind(read(part).words) for part in PARTS.split(heard.text) if part.strip())
    named = (found.kind, _kind(heard.words))
    return tuple(kind for kind in dict.fromkeys(kinds) if kind in TOGETHER and kind not in named)[:2]


def _of_kind(kind: str, heard: Heard, before: Ask | None, read: NameReader) -> Ask:
    """The kind with its names; what it lacks is taken from the message before where that makes sense."""
    follows = before is not None and (len(heard.words.split()) <= SHORT or FOLLOWS.match(heard.words) is not None)
    on_slip = before is not None and before.kind in SLIP_KINDS
    earlier = before.league if before is not None and before.league else None
    names, which = _names(heard, earlier)
    alone = (one.leagues[0] for one in heard.mentions if one.kind == "league" and len(one.leagues) == 1)
    keys = tuple(dict.fromkeys(alone)) or tuple(dict.fromkeys(heard.leagues))
    league = names[0].league if names else keys[0] if len(keys) == 1 else None
    many = tuple(Name(key, key) for key in keys) if len(keys) > 1 else ()
    teams = pairings(heard, [name.name for name in names], apart=is_parlay(heard)) if not which else ()
    player = heard.players[0].names[0] if heard.players else None
    ask = Ask(
        kind, heard.text, league or (player.league if player else None), teams, player.name if player else None,
        heard.stat, heard.market, heard.day, _line(heard), (), heard.count, heard.money, missed=heard.unknown,
    )  # fmt: skip
    if len({name.league for name in names}) > 1:
        ask = replace(ask, which=tuple(names))
    if ask.market == "all" and teams and SPREAD.search(heard.text):
        ask = replace(ask, market="spread")
    of_players = ask.kind in ("props", "trends") or (ask.kind in ("unknown", "stats") and ask.stat is not None)
    if of_players and len(heard.unknown) > 1 and not (teams or player or which or heard.leagues):
        return replace(ask, kind="no_player")
    new = bool(teams or heard.leagues or player or heard.day or ask.market != "all" or which or heard.stat)
    ask = replace(ask, kind=_kind_of(ask, heard, before, follows and new))
    if kind == "unknown" and ask.kind == "odds" and ask.missed and STRANGE.match(heard.words):
        return replace(ask, kind="unknown")
    if which and ask.kind not in NO_TEAMS:
        return replace(ask, kind="which", which=which, stat=ask.kind if ask.kind != "unknown" else "odds")
    if "" in heard.leagues and (not teams or ask.kind == "unknown") and ask.kind in BOARD_KINDS | {"build", "unknown"}:
        return replace(ask, kind="abroad")
    named = sum(one.kind == "league" for one in heard.mentions)
    if many and named > 1 and ask.kind in SEVERAL and not teams:
        return replace(ask, which=many)
    if many and ask.kind in BOARD_KINDS | {"build"} and not teams:
        return replace(ask, kind="which_league", which=many, stat=ask.kind)
    if ask.kind in ("odds", "props", "unknown", "stats") and not which and not heard.has(ASKED):
        legs = legs_in(heard, names, ask.league, read)
        special = any(leg.market not in ("moneyline", "spread") or leg.line for leg in legs)
        if legs and (heard.money or (len(legs) > 1 and special)):
            ask = replace(ask, kind="build")
    if ask.kind in ("bet", "build", "swap", "remove", "stake", "change"):
        return _slip(ask, heard, before, read, on_slip=on_slip, names=names)
    if ask.kind in ("place", "track"):
        return replace(ask, legs=legs_in(heard, names, ask.league, read) if not which else ())
    return _filled(ask, before, follows=bool(follows), heard=heard)


def _kind_of(ask: Ask, heard: Heard, before: Ask | None, follows: bool) -> str:
    """The kind after a second look: a player makes figures of odds, a follow-up is of the kind before."""
    kind, earlier, priced = ask.kind, before or Ask(), PRICE.search(ask.text) is not None
    if ask.player and not ask.teams and (of_player := _kind_of_player(ask, heard, earlier, follows)):
        return of_player
    if kind == "explain" and ask.teams and ask.stake and not priced:  # "what would $50 on the Lakers pay"
        return "bet"
    if kind == "explain" and not priced and ask.teams and heard.has("books?"):
        return "compare"
    if kind == "explain" and not priced and heard.has("arbs?|arbitrage") and heard.has("any|today|tonight|find"):
        return "value"
    if priced and not (ask.teams or heard.leagues):
        if kind in ("prefs", "build", "odds") or (kind == "bets" and heard.has(PAYS)):
            return "explain"
        if kind in ("bet", "stake") and not (ask.player or earlier.held):
            return "explain"
    if kind == "picks" and ask.teams and heard.has("who"):
        return "odds"
    if kind == "stats" and ask.teams:
        return "trends"
    side_alone = heard.side is not None and not heard.has("over under|odds|lines?")
    if kind == "bet" and heard.has("give me|i want|show") and heard.market != "all" and not (side_alone or ask.line):
        return "odds"
    if kind in ("define", "sports") and (ask.teams or heard.leagues):
        return "odds"
    if (earlier.teams or earlier.held or earlier.player) and THE_SIDE.fullmatch(heard.words):
        return "bet"
    if len(earlier.teams) == 1 and earlier.kind in BOARD_KINDS and THAT.fullmatch(heard.words):
        return "bet"
    if kind == "explain" and earlier.held and not (priced or ask.stake) and heard.has("it|this|that|my|slip"):
        return "slip"
    chance = "%" in ask.text and (priced or DECIMAL.search(ask.text))
    if chance and not ask.teams and kind in ("value", "unknown", "odds", "track", "picks"):
        return "explain"
    if kind == "unknown" and priced and not (ask.teams or ask.player):
        return "explain"
    if kind == "unknown" and earlier.held and NUMBER_ALONE.fullmatch(ask.text.strip()):
        return "stake"
    if kind == "bet" and not (ask.teams or heard.side or ask.player or heard.has(DRAWS)):
        stake = ask.stake and not ask.missed  # "put $55 on the Foos" is no change of the stake
        return "stake" if stake else "odds" if heard.leagues else "no_leg" if heard.has("add") else "unknown"
    if kind in ("unknown", "odds", "hello", "abilities") and follows:
        return _kind_of_follow_up(ask, heard, earlier)
    if kind in ("unknown", "hello", "thanks") and (ask.teams or heard.leagues or ask.day):
        return "odds"
    return "bet" if kind == "unknown" and heard.side is not None and earlier.teams else kind


def _kind_of_player(ask: Ask, heard: Heard, before: Ask, follows: bool) -> str | None:
    """The kind of a message that names a player and no team; None where the player changes nothing."""
    kind, sided = ask.kind, heard.has("over|under") or (heard.side is not None and heard.side[4] is not None)
    if MILESTONE.search(ask.text):
        return "props"
    if kind == "compare":
        return "props" if sided or heard.has("books?|prices?|odds|lines?|props?") else "stats"
    if kind in ("scores", "define"):
        return "stats" if kind == "scores" else "odds"
    if kind == "bet" and sided:
        return "bet"
    if kind not in ("unknown", "odds", "hello", "stats", "bet"):
        return None
    if sided or heard.market == "total" or (kind == "odds" and not heard.has("parlays?|slip|legs?")):
        return "props"
    return before.kind if follows and before.kind in ("props", "trends", "stats", "injuries") else "stats"


def _kind_of_follow_up(ask: Ask, heard: Heard, before: Ask) -> str:
    """The kind of a few words that have something new in them."""
    named = heard.has("odds|lines?|board|games?")
    if before.kind in BOARD_KINDS | {"stats"} and not (named and before.kind != "odds"):
        return "trends" if before.kind == "stats" and ask.teams else before.kind
    if before.kind in SLIP_KINDS and not named and (ask.teams or heard.side or heard.leagues):
        return "build" if heard.leagues and not ask.teams else "bet"
    if ask.kind == "unknown" and not (ask.teams or ask.player or heard.leagues or heard.day or ask.market != "all"):
        return "unknown"
    return "odds"


def _names(heard: Heard, earlier: str | None) -> tuple[list[Name], tuple[Name, ...]]:
    """One name for every team mentioned: by the league named, the one they share, the one talked about; or which."""
    sets = [set(mention.leagues) for mention in heard.teams]
    shared = set.intersection(*sets) if len(sets) > 1 else set()
    preferred = heard.leagues or (tuple(shared) if len(shared) == 1 else (earlier,) if earlier else ())
    names: list[Name] = []
    for mention in heard.teams:
        fitting = chosen(mention, preferred)
        if len(fitting) > 1:
            return [], fitting
        names.append(fitting[0])
    return names, ()


def _picked(heard: Heard, before: Ask) -> Ask | None:
    """The answer to "which one?": a name, a league, or "the first"."""
    words = set(heard.words.split())
    number = next((n for n, word in enumerate(("first", "second", "third", "fourth")) if word in words), None)
    fits = [name for name in before.which if name.league in heard.leagues]
    fits = fits or [name for name in before.which if any(name in mention.names for mention in heard.teams)]
    if number is not None and number < len(before.which):
        fits = [before.which[number]]
    if len(fits) != 1 or len(words) > SHORT:
        return None
    if before.kind == "which_league":
        return replace(before, kind=before.stat or "odds", which=(), league=fits[0].league)
    legs = tuple(Leg(fits[0].name, "moneyline", None, None, fits[0].league) for _ in range(1))
    kind = before.stat or "odds"
    kind = "build" if kind in ("bet", "swap", "build") else kind
    asked = replace(before, kind=kind, which=(), teams=(fits[0].name,), league=fits[0].league, stat=None)
    return replace(asked, legs=legs) if kind == "build" else asked


def _filled(ask: Ask, before: Ask | None, *, follows: bool, heard: Heard) -> Ask:
    """What the message leaves open, from the one before; the usual league where none was ever named."""
    if ask.kind not in BOARD_KINDS | {"stats", "explain"}:
        return ask
    if before is not None and (
        follows or ask.kind in ("compare", "props", "injuries", "weather", "trends", "scores", "value")
    ):
        same = ask.league in (None, before.league)
        if same and not ask.teams and not ask.player and not (heard.leagues and not follows):
            keep = () if heard.leagues else before.teams or tuple(leg.event or leg.selection for leg in before.held[:1])
            if not before.league and before.held:
                ask = replace(ask, league=before.held[0].sport)
            ask = replace(ask, teams=keep, player=before.player if ask.kind in ("props", "trends", "stats") else None)
        if ask.kind == "weather" and before.kind == "weather" and follows and not ask.teams:
            ask = replace(ask, text=before.text)
        if ask.kind == "explain" and before.kind == "explain" and follows:  # the same with other numbers
            ask = replace(ask, text=f"{ask.text} {NUMBERS.sub(' ', before.text)}")
        if before.kind == ask.kind and same and follows:
            ask = replace(
                ask,
                market=before.market if ask.market == "all" else ask.market,
                stat=ask.stat or before.stat,
                day=ask.day or before.day,
            )
        ask = replace(ask, league=ask.league or before.league)
    if ask.kind in ("odds", "scores", "value", "injuries") and ask.league is None and not ask.teams:
        if ask.missed and ask.kind != "value":  # a name that is not known: better no card than another one's
            return replace(ask, kind="unknown")
        return replace(ask, league=DEFAULT_LEAGUE, assumed=True)
    return ask


def _line(heard: Heard) -> float | None:
    found = heard.side
    number = (found[2] or found[4]) if found else None
    return float(number) if number else None


# --- the slip -----------------------------------------------------------------------------------------------------


def _slip(ask: Ask, heard: Heard, before: Ask | None, read: NameReader, *, on_slip: bool, names: Sequence[Name]) -> Ask:
    legs = _legs_meant(ask, heard, before, read, names)
    if ask.kind == "stake":
        return _stake_change(ask, heard, before)
    if ask.kind == "remove":
        return _removal(ask, heard, before, names)
    if ask.kind == "swap":
        return _swap(ask, heard, legs)
    adding = on_slip and not heard.has(
        r"(?:new|another|build|make me|give me an?|start) (?:\w+ )?(?:parlay|slip|one|legs?)"
    )
    if ask.kind == "bet" or (legs and adding and not ask.count):
        if not legs or any(leg.market == "total" and not leg.event for leg in legs):
            return replace(ask, kind="no_leg", legs=())
        explicit = heard.has("add|also|throw|include|toss|to the slip|plus")
        return replace(ask, kind="change" if adding or explicit else "build", legs=legs, count=len(legs))
    if not legs and not ask.count and not heard.leagues and heard.has("those|them|these|both|add"):
        return replace(ask, kind="no_leg")
    return _build(ask, heard, before, legs, adding=adding)


def _legs_meant(ask: Ask, heard: Heard, before: Ask | None, read: NameReader, names: Sequence[Name]) -> tuple[Leg, ...]:
    """The legs a message names; "the over" alone is of the game of the message before."""
    legs = legs_in(heard, names, ask.league, read)
    if heard.has("same game") and len(legs) == 1 and legs[0].event:  # of a game alone: its first team, and the Over
        legs = (legs[0], Leg("Over", "total", legs[0].event, None, ask.league))
    if before is None:
        return legs
    if not legs and len(before.teams) == 1 and " vs " not in before.teams[0] and THAT.fullmatch(heard.words):
        market = "spread" if before.market == "spread" else "moneyline"
        return (Leg(before.teams[0], market, None, None, before.league),)
    if before.player and not names and heard.side is not None:  # "the over" after a player's props
        whose = (
            replace(leg, selection=f"{before.player} {leg.selection}", market=before.stat or "points") for leg in legs
        )
        return tuple(replace(leg, event=None, sport=before.league) for leg in whose)
    if not before.teams:
        return legs
    game, league = before.teams[-1], before.league
    return tuple(
        replace(leg, event=game, sport=league)
        if not leg.event and (leg.market == "total" or leg.selection == "Draw")
        else leg
        for leg in legs
    )


def _stake_change(ask: Ask, heard: Heard, before: Ask | None) -> Ask:
    """Another stake: one that is named, or double or half of the slip's own."""
    stake, known = ask.stake, before.held_stake if before is not None else None
    if stake is None and NUMBER_ALONE.fullmatch(ask.text.strip()):
        stake = float(ask.text.strip(" $"))
    if stake is None and known:
        stake = 2 * known if heard.has("double") else known / 2 if heard.has("half") else None
    return replace(ask, kind="change" if stake else "no_stake", stake=stake, legs=())


def _removal(ask: Ask, heard: Heard, before: Ask | None, names: Sequence[Name]) -> Ask:
    """Legs off the slip, by their numbers, teams, players, or by "the over"."""
    players = (player.names[0].name for player in heard.players)
    gone: tuple[int | str, ...] = (*heard.leg_numbers, *(name.name for name in names), *players)
    if not gone and heard.side is not None:
        gone = ("over" if heard.side[0][0] in "oO" else "under",)
    if not gone and heard.has("it|that|this|last"):
        gone = (-1,)
    if not gone and before is not None and heard.has("both|all|everything"):
        gone = tuple(range(1, len(before.held) + 1))
    return replace(ask, kind="change" if gone else "no_leg", remove=gone, legs=(), stake=None, player=None)


def _swap(ask: Ask, heard: Heard, legs: tuple[Leg, ...]) -> Ask:
    """One leg for another: "swap leg 2 for the Celtics", "the Celtics instead of the Lakers"."""
    new, out = legs, tuple[int | str, ...](heard.leg_numbers)
    if not out and len(legs) > 1:
        first_out = not heard.has("instead of")
        out = (legs[0].selection if first_out else legs[-1].selection,)
        new = legs[1:] if first_out else legs[:-1]
    return replace(ask, kind="change" if out and new else "no_leg", remove=out, legs=new, stake=None)


def _build(ask: Ask, heard: Heard, before: Ask | None, legs: tuple[Leg, ...], *, adding: bool) -> Ask:
    """A slip, with what is not named taken from the slip before, or left to be filled in."""
    earlier = before if adding else None
    league = ask.league or (before.league if before is not None else None)
    kept = earlier.held if earlier is not None and not legs and not heard.leagues else ()
    least = max(len(legs), earlier.count if earlier is not None else 0)
    count = min(ask.count or 0, MAX_LEGS) or least or DEFAULT_LEGS
    stake = ask.stake or (earlier.held_stake if earlier is not None else None)
    day = ask.day or (earlier.day if earlier is not None else None)
    needs_fill = count > len(legs or kept)
    if needs_fill and league is None and ask.missed:
        return replace(ask, kind="unknown")
    return replace(
        ask, kind="build", legs=legs or kept, count=count, stake=stake, day=day,
        league=league or (DEFAULT_LEAGUE if needs_fill else None), assumed=league is None and needs_fill,
    )  # fmt: skip


def _add(offers: Sequence[str], said: Message, read: NameReader) -> Ask:
    """What was offered instead, put on the slip: "New York Knicks -5.5 at -107 (A)" without its price."""
    heard = read(", ".join(offer.partition(" at ")[0] for offer in offers))
    names, _ = _names(heard, None)
    legs = legs_in(heard, names, names[0].league if names else None, read)
    return Ask("change", said.text, legs=legs, count=len(legs)) if legs else Ask("unknown", said.text)


def _agreed(before: Ask, said: Message) -> Ask:
    """ "Yes" to what the answer before has proposed; only what was named there is done."""
    if before.kind == "place" and before.legs:
        return replace(before, kind="build", text=said.text, count=len(before.legs))
    return Ask("yes", said.text)


def count_in(words: str) -> int | None:
    """A number of games back in "last five games", "past 7"; None where none is named."""
    found = re.search(r"\b(?:last|past|l)\s?(\d{1,2}|" + "|".join(COUNTS) + r")\b", words)
    return (COUNTS.get(found[1]) or int(found[1])) if found else None
