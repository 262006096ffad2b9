"""What a user wants, read from their messages by a table of rules.

`read_asks` folds all messages, oldest first, so that "and the spread?" means what it means in a conversation. A message
may ask for several things, one after another. The rules stand in their order: the first that fits names the kind, and
a table of second looks may change it. What a message leaves open is taken from the one before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from professor_lock.demo_model.ask import GROUPS, KINDS, PICKS, RULES, SAYS, TABLE, TERMS, Ask, Message
from professor_lock.demo_model.kinds import Guess, sign_names
from professor_lock.demo_model.parts import kind_in, parts_of
from professor_lock.demo_model.slip_asks import added, game_of, joined, on_slip, revised, slip_ask, the_legs
from professor_lock.sources.demo.facts import TEAMS
from professor_lock.sources.names.mentions import Name
from professor_lock.sources.names.message import MONEY, SPREAD, NameReader, ParsedMessage
from professor_lock.sources.names.message_legs import DRAWS, Leg, chosen, is_parlay, legs_in, pairings
from professor_lock.sources.names.message_words import COUNTS
from professor_lock.sources.names.pasted import looks_pasted
from professor_lock.sources.names.text import fold
from professor_lock.words import LANGUAGES, words_of

DEFAULT_LEAGUE = "nba"
TERM_WORDS = 3
SHORT = 6
"""Words; a message as short as this, with something new in it, changes the one before."""
MOST_NAMED = 6
ORDINALS = ("first 1st former", "second 2nd latter", "third 3rd")


def read_asks(messages: Sequence[Message], read: NameReader) -> tuple[Ask, ...]:
    """What the last message asks for, one after another, in the light of those before it."""
    before: Ask | None = None
    asks: tuple[Ask, ...] = (Ask(),)
    for said in messages:
        asks, text = (), said.text
        if before is not None and before.pending and _is_short_name(read(said.text)):
            text = f"{before.pending} {text}"  # "the over", and then "of the Knicks"
        for part in parts_of(replace(said, text=text), read):
            ask = on_slip(_read(part, before, read), before)
            before = before if ask.kind in GROUPS["stays"] and before is not None else ask
            before = replace(before, pending=ask.text if ask.kind == "no_leg" else "")
            asks = joined(asks, ask)
    return asks


def _is_short_name(parsed: ParsedMessage) -> bool:
    """Whether a message is little more than a name."""
    return bool(parsed.mentions) and len(parsed.words.split()) <= SHORT and kind_in(parsed) in ("unknown", "odds")


def _read(said: Message, before: Ask | None, read: NameReader) -> Ask:
    if said.attached or looks_pasted(said.text):
        return Ask("paste", said.attached or said.text, stake=read(said.text).money if said.attached else None)
    parsed = read(said.text)
    words = parsed.words
    if before is not None:
        if SAYS["both"].match(words):
            if before.kind == "which":
                names = tuple(name.name for name in before.which)
                return replace(before, kind=before.stat or "odds", teams=names, stat=None)
            if said.offers:
                return added(said.offers[:2], said, before, read)
        if before.queue and (SAYS["next"].match(words) or SAYS["yes"].match(words)):
            (leg, stake), *rest = before.queue
            return replace(before, kind="build", text=said.text, legs=(leg,), stake=stake, queue=tuple(rest), count=1)
        if SAYS["yes"].match(words) and (said.offers or not SAYS["that"].fullmatch(words)):
            return added(said.offers[:1], said, before, read) if said.offers else _agreed(before, said)
    if SAYS["no"].match(words):
        return Ask("no", said.text)
    if before is not None and before.kind in ("which", "which_league") and (picked := _picked(parsed, before)):
        return picked
    if before is not None and before.kind == "unsure" and (kind := chosen_kind(parsed, before)):
        asked = read(before.text)
        return _with_names(_of_kind(kind, asked, None, read, decided=True), asked, None)
    plain = SAYS["fix_end"].sub("", SAYS["fix"].sub("", said.text)) if before is not None else said.text
    fixed = _mended(plain, read)
    parsed = read(_named_again(fixed, before, parsed, read))
    if SAYS["no"].match(parsed.words):
        return Ask("no", said.text)
    if before is not None and (fixed != said.text or SAYS["make_it"].search(parsed.words)):
        kept = kind_in(parsed) in ("remove", "swap")
        if not kept and (ask := revised(parsed, before)) is not None:
            return ask
        if not (fixed := SAYS["make_it"].sub("", parsed.text)).strip():
            return Ask("no", said.text)
    if _is_vague(parsed, before):
        return Ask("which_one", said.text)
    found = _of_kind(kind_in(parsed), parsed, before, read)
    return _with_names(found, parsed, before)


def _mended(text: str, read: NameReader) -> str:
    """The text with what it takes back in its own middle replaced: "20 on the Lakers, no wait, Warriors"."""
    parts = SAYS["mid_fix"].split(text, maxsplit=1)
    if len(parts) < 2:
        return text
    head, tail = read(parts[0]), read(parts[1])
    if tail.side and head.side:
        return f"{head.text[: head.side.start()]}{parts[1]}{head.text[head.side.end() :]}"
    if not (tail.mentions and head.mentions):
        return f"{MONEY.sub('', parts[0])} {parts[1]}" if tail.money else text
    return re.sub(rf"(?i)\b{re.escape(head.mentions[-1].words)}\b", parts[1], parts[0], count=1)


def _named_again(text: str, before: Ask | None, parsed: ParsedMessage, read: NameReader) -> str:
    """The text with names for "the second one", "the other guy", "him", "the first two", where they were named."""
    if before is None or kind_in(parsed) in ("remove", "swap") or (parsed.leg_numbers and before.held):
        return text
    if before.kind in GROUPS["terms"] and kind_in(parsed) in GROUPS["open"] and not parsed.mentions:
        if (other := TERMS.search(parsed.words)) and len(parsed.words.split()) <= TERM_WORDS:
            return f"what is {other[0]}"
        term = TERMS.search(read(before.text).words)
        text = SAYS["one_of"].sub(term[0], text, count=1) if term is not None else text
    names = [name.name for name in before.named]
    if before.player:
        text = SAYS["him"].sub(before.player, text)
    others = [name for name in names if name != before.focus]
    if before.focus and len(others) == 1 and not before.legs:
        text = SAYS["other"].sub(others[0], text)
    if len(names) < 2:
        return text

    def ordinal(found: re.Match[str]) -> str:
        at = next((at for at, words in enumerate(ORDINALS) if found[1].casefold() in words.split()), -1)
        return names[at] if at < len(names) else found[0]

    def first(found: re.Match[str]) -> str:
        count = {"two": 2, "2": 2, "three": 3, "3": 3}.get((found[1] or "").casefold(), len(names))
        market = "" if before.market == "all" else f" {before.market}"
        chosen = names[-count:] if found[0].casefold().removeprefix("the ").startswith("last") else names[:count]
        return " and ".join(f"{name}{market}" for name in chosen)

    return SAYS["several"].sub(first, SAYS["ordinal"].sub(ordinal, text))


def _is_vague(parsed: ParsedMessage, before: Ask | None) -> bool:
    """Whether it speaks of something that nobody named: "the late game", "the other one"."""
    if SAYS["opponent"].search(parsed.words) and kind_in(parsed) in GROUPS["slip_words"]:
        return True
    if parsed.mentions or (parsed.leg_numbers and before is not None and before.held):
        return False
    known = before is not None and len(before.teams) == 1
    if SAYS["priced"].search(parsed.text):
        return False  # a sum: "the other side is -150"
    pointed = any(SAYS[name].search(parsed.words) for name in ("ordinal", "several", "other"))
    pointed = pointed or (parsed.side is not None and SAYS["him"].search(parsed.words) is not None)
    vague = SAYS["vague"].search(parsed.words)
    return pointed or (vague is not None and not (known and vague[0].startswith("that")))


def _with_names(found: Ask, parsed: ParsedMessage, before: Ask | None) -> Ask:
    """The same with whom the conversation is about: those named here, after those of a message of the same kind."""
    here = tuple(
        name
        for mention in sorted((*parsed.teams, *parsed.players), key=lambda one: one.start)
        for name in (mention.names[:1] if mention.kind == "player" else chosen(mention, (found.league or "",))[:1])
    )
    earlier = before.named if before is not None else ()
    if not here:
        return replace(found, named=earlier, focus=before.focus if before is not None else "")
    same = len(here) == 1 and before is not None and (before.kind == found.kind or here[0] in earlier)
    named = tuple(dict.fromkeys((*earlier, *here) if same else here))[-MOST_NAMED:]
    return replace(found, named=named, focus=here[0].name if len(set(here)) == 1 else "")


def _of_kind(kind: str, parsed: ParsedMessage, before: Ask | None, read: NameReader, *, decided: bool = False) -> Ask:
    """The kind with its names; what it lacks is taken from the message before where that makes sense."""
    short = len(parsed.words.split()) <= SHORT or SAYS["follows"].match(parsed.words) is not None
    follows = before is not None and short
    names, which = _names(parsed, before.league if before is not None and before.league else None)
    alone = (one.leagues[0] for one in parsed.mentions if one.kind == "league" and len(one.leagues) == 1)
    keys = tuple(dict.fromkeys(alone)) or tuple(dict.fromkeys(parsed.leagues))
    league = names[0].league if names else keys[0] if len(keys) == 1 else None
    teams = pairings(parsed, [name.name for name in names], apart=is_parlay(parsed)) if not which else ()
    player = parsed.players[0].names[0] if parsed.players else None
    stat = None if parsed.stat == "hits" and not parsed.has("hits") else parsed.stat  # "does he hit that"
    spread = parsed.market == "all" and teams and SPREAD.search(parsed.text)
    ask = Ask(
        kind, parsed.text, league or (player.league if player else None), teams, player.name if player else None,
        stat, "spread" if spread else parsed.market, parsed.day,
        parsed.side_said[1] if parsed.side_said else None, (),
        count_in(parsed.words) if kind == "trends" else parsed.count,
        parsed.money or _bare_amount(parsed, before), missed=parsed.unknown,
        which=tuple(names) if len({name.league for name in names}) > 1 else (),
    )  # fmt: skip
    named = bool(teams or player or which or parsed.leagues)
    new = named or parsed.day or parsed.market != "all" or parsed.stat or SPREAD.search(parsed.text)
    if not decided:
        if (
            follows
            and before is not None
            and before.kind in GROUPS["boards"]
            and SAYS["bare"].fullmatch(sign_names(parsed))
        ):
            ask = replace(ask, kind="unknown")  # names and a day alone: the same of these
        kind = _second_look(ask, parsed, before or Ask(), follows=bool(follows and new), named=named)
        choices = choices_of(ask.kind, kind, KINDS.guess(sign_names(parsed)), follows=bool(follows))
        staked = ask.stake is not None or SAYS["last_amount"].search(parsed.text) is not None
        ruled = any(name == ask.kind and pattern.search(parsed.words) for name, pattern in RULES)
        if choices and not ruled and not (follows and staked):  # "15 on that"
            return replace(ask, kind="unsure", choices=choices)
    ask = replace(ask, kind=kind)
    if which and kind not in GROUPS["no_teams"]:
        return replace(ask, kind="which", which=which, stat=kind if kind != "unknown" else "odds")
    if len(keys) > 1 and not teams and kind in GROUPS["board"] | {"build"}:
        whole = sum(one.kind == "league" for one in parsed.mentions) > 1 and kind in GROUPS["several"]
        which = tuple(Name(key, key) for key in keys)
        return replace(ask, which=which) if whole else replace(ask, kind="which_league", which=which, stat=kind)
    if not which and _is_bet(ask, parsed, names, read):
        ask = replace(ask, kind="build")
    if ask.kind in GROUPS["slip_words"]:
        return slip_ask(ask, parsed, before, read, names)
    if ask.kind in ("place", "track"):
        return replace(ask, legs=the_legs(ask, parsed, None, read, names) if not which else ())
    return _filled(ask, before, follows=follows, parsed=parsed)


def choices_of(first: str, kind: str, guess: Guess, *, follows: bool) -> tuple[str, ...]:
    """The kinds to choose from where the examples leave it open and the conversation does not decide; else none."""
    if guess.sure or first != guess.kinds[0] or kind in GROUPS["terms"]:
        return ()
    if kind != first and (first != "unknown" or follows):
        return ()
    likely = tuple(dict.fromkeys(one for one in (kind, *guess.kinds) if one in GROUPS["askable"]))
    return likely if len(likely) > 1 else ()


def chosen_kind(parsed: ParsedMessage, before: Ask) -> str | None:
    """The answer to "what do you want?": what was offered, in any language, "the second", or a message of one kind."""
    number = next((at for at, words in enumerate(ORDINALS) if set(words.split()) & set(parsed.words.split())), None)
    if number is not None and number < len(before.choices):
        return before.choices[number]
    said = fold(parsed.text) or parsed.text
    for kind in before.choices:
        labels = (words_of(language)(f"demo.kind_{kind}") for language in LANGUAGES)
        if any(said in (fold(label), label) for label in labels):
            return kind
    kind = "" if parsed.mentions or len(parsed.words.split()) > TERM_WORDS else kind_in(parsed)
    return kind if kind in before.choices else None


def _is_bet(ask: Ask, parsed: ParsedMessage, names: Sequence[Name], read: NameReader) -> bool:
    """Whether bets are named without a word for it: "lakers ml, 20"; no question is one."""
    if ask.kind not in GROUPS["wordless"]:
        return False
    if SAYS["asked"].search(parsed.words) and not SAYS["each"].search(parsed.text.casefold()):
        return False
    legs = legs_in(parsed, names, ask.league, read)
    special = any(leg.market not in ("moneyline", "spread") or leg.line for leg in legs)
    bare = SAYS["last_amount"].search(parsed.text) is not None and ("," in parsed.text or parsed.market != "all")
    return bool(legs and (parsed.money or bare or (len(legs) > 1 and special)))


def _bare_amount(parsed: ParsedMessage, before: Ask | None) -> float | None:
    """A number that is the whole message, where a stake, a limit or a calculation was talked of."""
    alone = PICKS["number_alone"].match(parsed.text.strip())
    known = before is not None and (before.held or before.kind in GROUPS["amounts"])
    return float(alone[1]) if alone is not None and known else None


def _second_look(ask: Ask, parsed: ParsedMessage, before: Ask, *, follows: bool, named: bool) -> str:
    """The kind by the tables of second and last looks: a follow-up is of the kind before, a player's odds are figures.

    What must hold is a fact named here, a part of the ask, a turn of speech ("says" and "picks_out"), `talked_` and a
    part of the ask before, or `after_` and its kind.
    """
    whole = {name: SAYS[name].fullmatch(parsed.words) for name in ("the_side", "that", "on_them")}
    priced = SAYS["priced"].search(ask.text)
    facts: dict[str, object] = whole | {
        "leagues": parsed.leagues, "abroad": "" in parsed.leagues, "strangers": len(parsed.unknown) > 1 and not named,
        "was_unknown": ask.kind == "unknown", "market": ask.market != "all", "total": ask.market == "total",
        "side": parsed.side, "priced": priced, "follows": follows, "held": before.held,
        "subject": ask.teams or ask.player or parsed.leagues or parsed.day or ask.market != "all",
        "side_alone": parsed.side is not None and not parsed.has("over under|odds|lines?"),
        "spread_number": SPREAD.search(ask.text), "board_word": parsed.has("odds|lines?|board|games?"),
        "chance": "%" in ask.text and (priced or PICKS["decimal"].search(ask.text)),
        "doubtful": not KINDS.guess(sign_names(parsed)).sure,
        "trade_sum": TERMS.search(parsed.words) and not parsed.has("|".join(TABLE["defined"].values())),
        "fills": parsed.has("|".join(TABLE["fills"].values())),
        "named": ask.teams or parsed.side or ask.player or parsed.has(DRAWS),
        "talked_of": before.teams or before.held or before.player,
        "one_team": len(before.teams) == 1 and before.kind in GROUPS["board"] | GROUPS["slip"],
    }  # fmt: skip

    def fact(name: str) -> object:
        if name in facts:
            return facts[name]
        if (after := name.removeprefix("after_")) != name:
            return before.kind in GROUPS.get(after, {after})
        if name in SAYS or name in PICKS:
            return SAYS[name].search(parsed.words) if name in SAYS else PICKS[name].search(ask.text.strip())
        return getattr(before if name.startswith("talked_") else ask, name.removeprefix("talked_"))

    kind = ask.kind
    for table in ("second", "last"):
        for kinds, needs, words, becomes in TABLE[table]["rows"]:
            fits = (kinds == "*" or kind in kinds.split()) and (not words or parsed.has(words))
            if fits and all(bool(fact(need.removeprefix("!"))) is not need.startswith("!") for need in needs.split()):
                kind = before.kind if becomes == "=" else str(becomes)
                break
    return kind


def _names(parsed: ParsedMessage, earlier: str | None) -> tuple[list[Name], tuple[Name, ...]]:
    """One name for every team mentioned: by the league named, the one they share, the one talked about; or which."""
    sets = [set(mention.leagues) for mention in parsed.teams]
    shared = set.intersection(*sets) if len(sets) > 1 else set()
    preferred = parsed.leagues or (tuple(shared) if len(shared) == 1 else (earlier,) if earlier else ())
    names: list[Name] = []
    for mention in parsed.teams:
        fitting = chosen(mention, preferred)
        if len(fitting) > 1:
            return [], fitting
        names.append(fitting[0])
    return names, ()


def _picked(parsed: ParsedMessage, before: Ask) -> Ask | None:
    """The answer to "which one?": a name, a league, or "the first"."""
    words = set(parsed.words.split())
    number = next((n for n, word in enumerate(("first", "second", "third", "fourth")) if word in words), None)
    fits = [name for name in before.which if name.league in parsed.leagues]
    fits = fits or [name for name in before.which if any(name in mention.names for mention in parsed.teams)]
    if number is not None and number < len(before.which):
        fits = [before.which[number]]
    if not fits and before.stat in GROUPS["slip_words"] and SAYS["make_it"].search(parsed.words):
        fits = _names(parsed, None)[0]  # another team altogether
    if len(fits) != 1 or len(words) > SHORT:
        return None
    if before.kind == "which_league":
        return replace(before, kind=before.stat or "odds", which=(), league=fits[0].league)
    kind = "build" if before.stat in GROUPS["slip_words"] else before.stat or "odds"
    legs = (Leg(fits[0].name, "moneyline", None, None, fits[0].league),) if kind == "build" else before.legs
    return replace(before, kind=kind, which=(), teams=(fits[0].name,), league=fits[0].league, stat=None, legs=legs)


def _filled(ask: Ask, before: Ask | None, *, follows: bool, parsed: ParsedMessage) -> Ask:
    """What the message leaves open, from the one before; the usual league where none was ever named."""
    if ask.kind not in GROUPS["board"] | {"stats", "explain"}:
        return ask
    if before is not None and (
        follows or ask.kind in ("compare", "props", "injuries", "weather", "trends", "scores", "value")
    ):
        same = ask.league in (None, before.league)
        if same and not ask.teams and not ask.player and not (parsed.leagues and not follows):
            squad = (TEAMS[before.player],) if before.player in TEAMS and ask.kind in GROUPS["of_squad"] else ()
            keep = () if parsed.leagues else before.teams or game_of(before.held) or squad
            ask = replace(ask, teams=keep, player=before.player if ask.kind in ("props", "trends", "stats") else None)
        if ask.kind == "weather" and before.kind == "weather" and follows and not parsed.mentions:
            ask = replace(ask, text=before.text)
        converts = parsed.has("convert|conversion|in decimal|in american|in fractional")
        if ask.kind == "explain" and before.kind == "explain" and follows and not converts:  # with other numbers
            told = PICKS["prices"].sub(" ", before.text) if SAYS["priced"].search(ask.text) else before.text
            ask = replace(ask, text=f"{ask.text} {told}", stake=ask.stake or before.stake)
        if before.kind == ask.kind and same and follows:
            market = before.market if ask.market == "all" else ask.market
            last = count_in(parsed.words) or before.count if ask.kind == "trends" else ask.count
            ask = replace(ask, market=market, stat=ask.stat or before.stat, day=ask.day or before.day, count=last)
        if {before.kind, ask.kind} <= GROUPS["figures"] and ask.player == before.player:
            ask = replace(ask, stat=ask.stat or before.stat)
        if before.kind == ask.kind == "odds" and before.day != "tonight":
            ask = replace(ask, day=ask.day or before.day)
        ask = replace(ask, league=ask.league or before.league)
    if ask.kind in GROUPS["several"] and ask.league is None and not ask.teams:
        if ask.missed and ask.kind != "value":  # a name that is not known: better no card than another one's
            return replace(ask, kind="unknown")
        return replace(ask, league=DEFAULT_LEAGUE, assumed=True)
    return ask


def count_in(words: str) -> int:
    """A number of games back in "last five games", "past 7"; 0 where none is named."""
    found = re.search(r"\b(?:last|past|l)\s?(\d{1,2}|" + "|".join(COUNTS) + r")\b", words)
    return (COUNTS.get(found[1]) or int(found[1])) if found else 0


def _agreed(before: Ask, said: Message) -> Ask:
    """ "Yes" to what the answer before has proposed; only what was named there is done."""
    if before.kind == "place" and before.legs:
        return replace(before, kind="build", text=said.text, count=len(before.legs))
    return Ask("yes", said.text)
