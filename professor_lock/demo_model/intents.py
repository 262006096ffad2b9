"""Intent parser of the demo model: what a user wants, read from their text by rules.

`read_intent` folds all of a user's messages, oldest first, so that "and the NFL?" means what it means in a
conversation. It knows no source and no tool; the names of leagues, teams and players come in a `Vocabulary`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from professor_lock.betting.prop_stats import stat_meant
from professor_lock.demo_model import phrases
from professor_lock.demo_model.wishes import (
    Errand,
    ErrandKind,
    Intent,
    Leg,
    Odds,
    Parlay,
    Price,
    Props,
    Search,
    SmallTalk,
    Stats,
    Talk,
    WhichTeam,
)
from professor_lock.demo_model.words import Heard, Name, Vocabulary, fold

SHORT_FOLLOW_UP = 4
"""Words; a message as short as this, with something new in it, changes the question before it."""
MAX_LEGS = 12
DEFAULT_LEGS = 2
PROPER = r"[A-Z][\w.'’&-]*(?: [A-Z][\w.'’&-]*){0,3}"
"""A name of up to four words, as it is written."""


def read_intent(messages: Sequence[str], vocabulary: Vocabulary) -> Intent:
    """What the last of a user's messages asks for, in the light of those before it.

    >>> words = Vocabulary(leagues={"nba": "nba", "nfl": "nfl"})
    >>> read_intent(["Show me tonight's NBA odds", "thanks", "and the NFL?"], words)
    Odds(league='nfl', market='all', teams=(), day='tonight')
    """
    before: Intent | None = None
    found: Intent = SmallTalk(Talk.UNKNOWN)
    for message in messages:
        found = _read(Heard.of(message, vocabulary), before)
        before = before if isinstance(found, SmallTalk) else found
    return found


def _read(heard: Heard, before: Intent | None) -> Intent:
    """One message; what it leaves open is taken from the intent before it."""
    urgent = _urgent(heard)
    if urgent is not None:
        return SmallTalk(urgent)
    if isinstance(before, WhichTeam) and (heard.teams or heard.leagues):
        return _read(Heard.of(f"{before.text} {heard.text}", heard.vocabulary), None)
    if (search := _search(heard)) is not None:
        return search
    if (price := _price(heard)) is not None:
        return price
    short = len(heard.words.split()) <= SHORT_FOLLOW_UP
    follows = short or phrases.begins(heard.words, phrases.FOLLOW_UP)
    if _is_about_a_slip(heard, before, short):
        return _parlay(heard, before if isinstance(before, Parlay) else None)
    if heard.has(*phrases.PROPS) or (isinstance(before, Props) and follows and heard.players):
        return _props(heard)
    if (errand := _errand(heard, before, follows)) is not None:
        return errand
    if _is_about_stats(heard, before, follows):
        return _stats(heard, before)
    if heard.teams or heard.leagues or heard.has(*phrases.ODDS) or heard.market != "all":
        return _odds(heard, before, follows)
    if isinstance(before, Odds) and follows and heard.day:
        return _odds(heard, before, follows)
    return SmallTalk(_small(heard))


def _urgent(heard: Heard) -> Talk | None:
    """What goes before any question: people in trouble first."""
    kinds = (
        (Talk.CRISIS, phrases.CRISIS),
        (Talk.MINOR, phrases.MINOR),
        (Talk.LOCK_IN, phrases.LOCK_IN),
        (Talk.PLACE_BET, phrases.PLACE_BET),
        (Talk.SURE_THING, phrases.SURE_THING),
    )
    return next((kind for kind, words in kinds if heard.has(*words)), None)


def _small(heard: Heard) -> Talk:
    kinds = (
        (Talk.IDENTITY, phrases.IDENTITY),
        (Talk.ABILITIES, phrases.ABILITIES),
        (Talk.THANKS, phrases.THANKS),
        (Talk.GOODBYE, phrases.GOODBYE),
        (Talk.GREETING, phrases.GREETING),
    )
    return next((kind for kind, words in kinds if heard.has(*words)), Talk.UNKNOWN)


def _search(heard: Heard) -> Search | None:
    """A search by its verb, or by asking for what only the web knows: weather, injuries, news."""
    kinds = (("weather", phrases.WEATHER), ("injury", phrases.INJURY), ("news", phrases.NEWS))
    kind = next((kind for kind, words in kinds if heard.has(*words)), None)
    match = phrases.SEARCH_START.match(heard.text)
    if kind is None and match is None:
        return None
    if kind is None and match is not None:
        ours = heard.has(*phrases.PRICES, *phrases.PARLAY)
        loose = match["verb"].lower() in ("find", "look up")
        if ours or (loose and (heard.has(*phrases.STATS, *phrases.ERRANDS) or heard.teams or heard.leagues)):
            return None
    return Search(match["query"].strip() if match else heard.text.strip(), kind or "general")


def _price(heard: Heard) -> Price | None:
    """What a price alone means: no team's or league's, and not on a slip."""
    found = phrases.PRICE.search(heard.text)
    if found is None or heard.teams or heard.leagues or heard.has(*phrases.PARLAY) or not heard.has(*phrases.MEANING):
        return None
    return Price(found.group().replace("−", "-"))


def _errand(heard: Heard, before: Intent | None, follows: bool) -> Intent | None:
    """An errand by its words; a league alone sends the one before on again."""
    kinds = (
        (ErrandKind.BETS, phrases.BETS),
        (ErrandKind.LIMITS, phrases.LIMITS),
        (ErrandKind.PICKS, phrases.PICKS),
        (ErrandKind.SCORES, phrases.SCORES),
        (ErrandKind.VALUE, phrases.VALUE),
        (ErrandKind.BOOKS, phrases.BOOKS),
    )
    kind = next((kind for kind, words in kinds if heard.has(*words)), None)
    named = heard.leagues or tuple(mention.names[0].league for mention in heard.teams)
    if kind is None and isinstance(before, Errand) and follows and heard.leagues and not heard.has(*phrases.PRICES):
        kind = before.kind
    if kind is None:
        return None
    earlier = before.league if isinstance(before, Odds | Parlay | Errand) else None
    if kind is ErrandKind.BOOKS:
        return _books(heard, before)
    return Errand(kind, named[0] if named else None if kind is ErrandKind.PICKS else earlier)


def _books(heard: Heard, before: Intent | None) -> Intent:
    """Every book's prices of the game named, else of the one looked at before."""
    chosen = _resolve(heard, before.league if isinstance(before, Odds) else None)
    if isinstance(chosen, WhichTeam):
        return chosen
    games = pairings(heard, chosen)
    if games:
        return Errand(ErrandKind.BOOKS, chosen[0].league, games[0], heard.market)
    if isinstance(before, Odds) and before.teams:
        market = before.market if heard.market == "all" else heard.market
        return Errand(ErrandKind.BOOKS, before.league, before.teams[0], market)
    return Errand(ErrandKind.BOOKS)


def _props(heard: Heard) -> Intent:
    """Props on the player named, else on the game of the team named."""
    if heard.players:
        player = heard.players[0].names[0]
        return Props(player.name, None, player.league)
    chosen = _resolve(heard, None)
    if isinstance(chosen, WhichTeam):
        return chosen
    games = pairings(heard, chosen)
    return Props(None, games[0], chosen[0].league) if games else Props()


# --- statistics ---------------------------------------------------------------------------------------------------


def _is_about_stats(heard: Heard, before: Intent | None, follows: bool) -> bool:
    if heard.has(*phrases.PRICES):
        return False
    if heard.has(*phrases.STATS) and (heard.players or heard.teams or not heard.has("games?")):
        return True
    if heard.players and not heard.teams:
        return True
    if not isinstance(before, Stats) or not follows:
        return False
    return bool(heard.teams) or _new_name(heard) is not None


def _stats(heard: Heard, before: Intent | None) -> Stats:
    """The question as asked; "and Curry?" puts another name into the question before."""
    asked = Stats(heard.text.strip())
    if not isinstance(before, Stats) or heard.has(*phrases.STATS):
        return asked
    earlier = Heard.of(before.question, heard.vocabulary)
    old = next(iter((*earlier.players, *earlier.teams)), None)
    known = next(iter((*heard.players, *heard.teams)), None)
    new = known.names[0].name if known else _new_name(heard)
    if old is None or new is None:
        return asked
    pattern = r"\W+".join(re.escape(word) for word in old.words.split())
    return Stats(re.sub(rf"(?i)\b{pattern}\b", lambda _: new, before.question, count=1))


def _new_name(heard: Heard) -> str | None:
    """The name in "and Wilt Chamberlain?", whom we do not list."""
    match = re.search(rf"(?i:^\W*(?:and|what about|how about)) ({PROPER})\W*$", heard.text)
    return match[1] if match else None


# --- odds ---------------------------------------------------------------------------------------------------------

UNLISTED_PAIRING = re.compile(rf"\b({PROPER}) (?:vs?\.?|versus|@|at|against) (?:the )?({PROPER})")
AGAINST = ("vs", "v", "versus", "at", "against")


def _odds(heard: Heard, before: Intent | None, follows: bool) -> Intent:
    earlier = before if isinstance(before, Odds) and follows else None
    league_before = before.league if isinstance(before, Odds | Parlay) else None
    chosen = _resolve(heard, league_before)
    if isinstance(chosen, WhichTeam):
        return chosen
    teams = pairings(heard, chosen) or _unlisted(heard)
    league = heard.leagues[0] if heard.leagues else chosen[0].league if chosen else league_before
    if earlier is None:
        return Odds(league, heard.market, teams, heard.day)
    market = earlier.market if heard.market == "all" else heard.market
    same = league == earlier.league or earlier.league is None
    return Odds(league, market, teams or (earlier.teams if same else ()), heard.day or earlier.day)


def _resolve(heard: Heard, league_before: str | None) -> tuple[Name, ...] | WhichTeam:
    """One name for every team mentioned: by the league named, by the one they share, by the one talked about."""
    shared = set.intersection(*({n.league for n in m.names} for m in heard.teams)) if heard.teams else set()
    preferred = heard.leagues or (tuple(shared) if len(shared) == 1 else (league_before,))
    chosen: list[Name] = []
    for mention in heard.teams:
        fitting = [name for name in mention.names if name.league in preferred] or list(mention.names)
        if len({name.league for name in fitting}) > 1:
            return WhichTeam(mention.words, tuple(fitting), heard.text)
        # Several teams of one league ("Los Angeles") stay as they were said: the tool asks which.
        chosen.append(fitting[0] if len(fitting) == 1 else Name(mention.words.title(), fitting[0].league))
    return tuple(chosen)


def pairings(heard: Heard, names: Sequence[Name]) -> tuple[str, ...]:
    """Teams as asked for: "Lakers vs Warriors" is one game, "Lakers and Celtics" are two teams."""
    words = heard.words.split()
    found: list[str] = []
    for number, (mention, name) in enumerate(zip(heard.teams, names, strict=True)):
        between = [w for w in words[heard.teams[number - 1].end : mention.start] if w != "the"] if number else ["-"]
        against = (len(between) == 1 and between[0] in AGAINST) or (
            between == [] and _are_one_game(heard.text, heard.teams[number - 1].words, mention.words)
        )
        if against and " vs " not in found[-1]:
            found[-1] += f" vs {name.name}"
        else:
            found.append(name.name)
    return tuple(dict.fromkeys(found))


def _are_one_game(text: str, first: str, second: str) -> bool:
    """Whether two names stand side by side as "Lakers Warriors", "Lakers-Warriors", "Lakers @ Warriors" do.

    A comma between them makes a list.
    """
    names = (r"\W+".join(map(re.escape, words.split())) for words in (first, second))
    return re.search(r"['’]?s?\s*[-–—/@|]?\s*(?:the )?".join(names), text, re.IGNORECASE) is not None


def _unlisted(heard: Heard) -> tuple[str, ...]:
    """A pairing of names we do not list (colleges, small clubs), as it is written."""
    match = None if heard.teams else UNLISTED_PAIRING.search(heard.text)
    return (f"{match[1]} vs {match[2]}",) if match else ()


# --- parlays ------------------------------------------------------------------------------------------------------

STAKE = re.compile(
    r"\$\s?(\d[\d,]*(?:\.\d{1,2})?)|\b(\d[\d,]*(?:\.\d{1,2})?)\s?(?:dollars?|bucks?|usd)\b"
    r"|\b(?:stake|risk|wager|bet)(?:ing)?(?: of)? (\d[\d,]*(?:\.\d{1,2})?)\b(?![\s-]?(?:leg|team))",
    re.IGNORECASE,
)
PIECES = re.compile(r",|;|\band\b|&|\bplus\b|\bwith\b|\bparlay\b|\s\+\s", re.IGNORECASE)
SIDE = re.compile(r"\b(over|under)\b\s*(\d+(?:\.\d+)?)?", re.IGNORECASE)
SPREAD_LINE = re.compile(r"(?<![\w.])([+\-−]\d{1,2}(?:\.\d+)?)(?![\d.])|\b(pk|pick'?em)\b", re.IGNORECASE)
NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COUNTS = {word: number for number, word in enumerate(NUMBER_WORDS, start=2)}


def _is_about_a_slip(heard: Heard, before: Intent | None, short: bool) -> bool:
    """A slip by its name, or a change to the slip before: its stake, its legs, its league."""
    if heard.has(*phrases.PARLAY) or re.search(r"\blegs?\b", heard.words):
        return True
    if not isinstance(before, Parlay) or heard.has(*phrases.PRICES):
        return False
    if short and (STAKE.search(heard.text) or (before.league is None and heard.leagues)):
        return True
    part = heard.teams or heard.leagues or STAKE.search(heard.text) or SIDE.search(heard.text)
    return bool(part) and phrases.begins(heard.words, phrases.SLIP_FOLLOW_UP)


def _parlay(heard: Heard, before: Parlay | None) -> Intent:
    """A slip; one that is only changed keeps what the message does not speak of."""
    changes = before is not None and not re.search(
        r"\b(?:build|make|give|show|new|another) (?:me )?(?:an?|another)\b", heard.words
    )
    earlier = before if changes else None
    chosen = _resolve(heard, before.league if before else None)
    if isinstance(chosen, WhichTeam):
        return chosen
    league = heard.leagues[0] if heard.leagues else chosen[0].league if chosen else before.league if before else None
    named = _legs(heard, chosen, league)
    kept = earlier.legs if earlier and earlier.league in (league, None) else ()
    if heard.has(*phrases.TAKE_OUT):
        gone = {leg.selection for leg in named}
        legs = tuple(leg for leg in kept if leg.selection not in gone)
        return Parlay(league, max(1, len(legs)), legs, _stake(heard.text) or (earlier.stake if earlier else None))
    legs = tuple(dict.fromkeys((*kept, *named)))
    wanted = _leg_count(heard) or max(len(legs), earlier.wanted if earlier else 0) or DEFAULT_LEGS
    stake = _stake(heard.text) or (earlier.stake if earlier else None)
    day = heard.day or (earlier.day if earlier else None)
    return Parlay(league, min(max(wanted, len(legs)), MAX_LEGS), legs, stake, day)


def _leg_count(heard: Heard) -> int | None:
    match = phrases.LEG_COUNT.search(heard.words)
    return (COUNTS.get(match[1]) or int(match[1])) or None if match else None


def _stake(text: str) -> float | None:
    match = STAKE.search(text)
    return float(next(group for group in match.groups() if group).replace(",", "")) or None if match else None


def _legs(heard: Heard, names: Sequence[Name], league: str | None) -> tuple[Leg, ...]:
    """The legs named, piece by piece of the sentence: a team with or without its line, an over or under of a game."""
    meant = {mention.words: name for mention, name in zip(heard.teams, names, strict=True)}
    legs: list[Leg] = []
    game = names[0].name if names else None
    for piece in _pieces(heard.text):
        inside = Heard.of(piece, heard.vocabulary)
        here = [meant.get(mention.words, mention.names[0]) for mention in inside.teams]
        pairs = pairings(inside, here)
        game = pairs[-1] if pairs else game
        side = SIDE.search(piece)
        if side is not None:
            player = inside.players[0].names[0] if inside.players else None
            line = float(side[2]) if side[2] else None
            if player is None:
                legs.append(Leg(side[1].capitalize(), "total", game, line, league))
            else:
                # Without a stat it is no market that is quoted; named as it is, the slip says that it was not found.
                stat = stat_meant(fold(piece[side.end() :])) or "total"
                legs.append(Leg(f"{player.name} {side[1].capitalize()}", stat, None, line, player.league))
            continue
        spread = SPREAD_LINE.search(piece)
        line = None if spread is None else float(spread[1].replace("−", "-")) if spread[1] else 0.0
        kind = "spread" if spread or heard.market == "spread" else "moneyline"
        pair = pairs[0] if pairs and " vs " in pairs[0] else None
        legs += [Leg(name.name, kind, pair, line, name.league) for name in (here[:1] if pair else here)]
    return tuple(dict.fromkeys(legs))


def _pieces(text: str) -> list[str]:
    """The pieces a leg each is read from; in "over 25.5 points and rebounds" the last one belongs to the sum."""
    pieces: list[str] = []
    for piece in PIECES.split(text):
        sums = bool(pieces) and SIDE.search(pieces[-1]) and not SIDE.search(piece)
        if sums and stat_meant(fold(piece)) is not None:
            pieces[-1] += f" {piece}"
        else:
            pieces.append(piece)
    return pieces
