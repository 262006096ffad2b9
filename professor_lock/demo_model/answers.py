"""The demo model's words, from the catalogue (`words/texts/demo.json`): one short sentence a tool, because the card
carries the figures. No number is made here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import permutations

from professor_lock.demo_model.ask import GROUPS, PICKS, SAYS, TABLE, Ask
from professor_lock.sources.demo.demo import NOTE
from professor_lock.sources.demo.facts import TEAMS
from professor_lock.sources.names.leagues import LEAGUES
from professor_lock.sources.names.message import in_full
from professor_lock.sources.names.text import fold
from professor_lock.tool_outcomes import Outcome, read_no_answer, read_offers
from professor_lock.widgets.format import nickname
from professor_lock.words import ENGLISH, Language, Words, language_of
from professor_lock.words.sentences import sentence

OUR_TOOLS = frozenset(TABLE["our_tools"]["names"].split())
_SOURCE = re.compile(rf"{re.escape(NOTE)} ?| (?:at|from|on the slate of) DEMO slate \(invented games and prices\)")
_GAMES = re.compile(r"(Games it has: )((?:[^;]+; ){3})[^;]+(?:; [^;]+)*$")
_PRICED = re.compile(r" at \S+ \(")
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")
_WRITTEN: dict[str, str] = TABLE["written"]
_ARABIC = re.compile("[\u0600-\u06ff]{2}")
MOST_SENTENCES, MOST_WORDS, MOST_CHOICES = 2, 3, 6
_TITLES = {league.key: league.title for league in LEAGUES}
_SPORTS = list(dict.fromkeys(league.sport.key for league in LEAGUES))
"""The sports of the table of leagues, as users name them."""


def language_written(text: str, usual: Language) -> Language:
    """The language that a message is written in, where two of its words say so; else the usual one of the user."""
    if _ARABIC.search(text):
        return "ar"
    words, least = fold(text).split(), 2
    counts = {tag: sum(re.fullmatch(known, word) is not None for word in words) for tag, known in _WRITTEN.items()}
    tag = max(counts, key=counts.__getitem__)
    return language_of(tag) or usual if counts[tag] >= least else usual


def said(ask: Ask, text: str, words: Words) -> str:
    """The words where no tool was asked."""
    kind, title = ask.kind, [_TITLES.get(name.league, name.name) for name in ask.which]
    if kind == "which":
        names = [f"{name.name} ({league})" for name, league in zip(ask.which, title, strict=True)]
        return words("demo.which", names=_listed(names[:MOST_CHOICES], words))
    if kind == "unsure":
        return words("demo.unsure", names=_listed([words(f"demo.kind_{one}") for one in ask.choices], words))
    if kind == "which_league":
        return words("demo.fill_league" if ask.stat == "build" else "demo.which_league", names=_listed(title, words))
    if kind == "define":
        plain = re.sub(r"[\W_]+", " ", in_full(text).casefold())
        known = [key for key, pattern in TABLE["defined"].items() if re.search(rf"\b(?:{pattern})", plain)]
        both = MOST_SENTENCES if re.search(r"difference|\b(?:and|vs|versus)\b", plain) else 1
        return " ".join(words(f"demo.defined_{key}") for key in known[:both]) or words("demo.talk_unknown")
    if kind in ("no_player", "props", "injuries"):
        whom = ask.player or " ".join(ask.missed[:MOST_WORDS]) or _TITLES.get(ask.league or "", "")
        return words("demo.talk_no_player", words=f"“{_safe(whom)}”", names=_listed([*TEAMS], words, "and"))
    kind = {"weather": "indoors" if ask.teams else kind, "unknown": "unknown_words" if ask.missed else kind}.get(
        kind, kind
    )
    key = f"demo.talk_{kind}" if words.knows(f"demo.talk_{kind}") else "demo.talk_unknown"
    return words(key, words=_quoted(ask, words), sports=_listed([_sport(one, words) for one in _SPORTS], words, "and"))


def found(ask: Ask, outputs: Sequence[str], words: Words, *, own_prices: bool = False) -> str:
    """One sentence on what the tools found, or why they did not; `own_prices`: a calculation used the user's."""
    failed = [failure for output in outputs if (failure := _failure(output, words)) is not None]
    if len(failed) == len(outputs):
        return "\n\n".join(dict.fromkeys(failed))
    if failed and ask.kind in GROUPS["of_ticket"]:
        return failed[-1]
    if failed and ask.kind == "odds" and len(ask.teams) == 1 and len(outputs) > 1:
        return words("demo.found_no_meeting") if len(failed) == 1 else failed[0]
    key = _key(ask, outputs, own_prices=own_prices)
    title = _TITLES.get(ask.league or "", "") or _listed([_TITLES.get(one.name, "") for one in ask.which], words, "and")
    names = _listed([_named(one, outputs) for one in ask.teams], words, "and") or title or words("demo.here")
    also = [words(f"demo.note_{name}") for name, (kind, pattern) in TABLE["notes"].items()
            if ask.kind in kind.split() and re.search(pattern, ask.text, re.IGNORECASE)]  # fmt: skip
    if ask.missed and ask.kind in ("build", "change", "odds", "place") and (ask.legs or not ask.stake):
        also.insert(0, words("demo.missed", words=_quoted(ask, words)))
    if ask.assumed:
        also.insert(0, words("demo.assumed", title=title))
    queued = (
        words("demo.queued", names=_listed([leg.selection for leg, _ in ask.queue], words, "and")) if ask.queue else ""
    )
    told = queued if queued and ask.kind == "build" else words(key if words.knows(key) else "demo.found", names=names)
    return "\n\n".join((*failed, " ".join((*also, told))))


def _key(ask: Ask, outputs: Sequence[str], *, own_prices: bool) -> str:
    """The sentence that goes with the cards."""
    kind, text = ask.kind, ask.text.casefold()
    if kind in GROUPS["of_ticket"] and outputs[-1].startswith("Your record"):
        return f"demo.ask_{kind}" if PICKS["pending_ticket"].search(outputs[-1]) else "demo.no_ticket"
    special = {
        "limits": "limits_other" if SAYS["other_limit"].search(text) else "limits_set" if ask.stake else kind,
        "stats": "other_stat"
        if ask.league == "nba" and ask.stat not in (None, "points", "rebounds", "assists")
        else kind,
        "explain": "example" if not own_prices else "own_example" if outputs[-1].startswith("Example: ") else kind,
        "restake": "change",
        "build": "same_game" if ask.count > len(ask.legs) and SAYS["same_game"].search(text) else kind,
        "props": "props_assumed" if not ask.player and not ask.teams else kind,
        "odds": "winner" if SAYS["winner"].search(text) else kind,
    }
    return f"demo.found_{special.get(kind, kind)}"


def _named(subject: str, outputs: Sequence[str]) -> str:
    """A team; or a game by its nicknames, as the card on it writes them: "Warriors @ Lakers"."""
    teams = subject.split(" vs ")
    short = [nickname(team) for team in teams]
    forms = (sign.join(pair) for sides in (short, teams) for pair in permutations(sides) for sign in (" @ ", " - "))
    first_lines = [output.partition("\n")[0] for output in outputs]
    return next((form for form in forms if len(teams) > 1 and any(form in line for line in first_lines)), subject)


def _sport(key: str, words: Words) -> str:
    """A sport's name; one that was added without a translation goes by its key."""
    name = f"demo.sport_{key}"
    return words(name) if words.knows(name) else key


def of_own_tool(output: str, words: Words = ENGLISH) -> str:
    """What a tool we know nothing about has answered."""
    lines = [_safe(line) for line in output.splitlines() if line.strip()][:6]
    return _failure(output, words) or "\n".join(lines) or words("demo.empty")


def _failure(output: str, words: Words) -> str | None:
    """What to say of a tool that did not answer; None when it did."""
    first, _, shown = output.partition("\n")
    read = read_no_answer(first)
    if read is None:
        return None
    outcome, text = read
    plain = _GAMES.sub(lambda found: found[1] + found[2].rstrip("; ") + ", and more.", _SOURCE.sub("", text))
    reason = _safe(sentence(plain.partition(" Offered instead: ")[0].strip(), words))
    offers = [_safe(offer) for offer in read_offers(first)]
    if offers:
        say = "demo.say_yes" if _PRICED.search(offers[0]) else "demo.there_is"
        reason += " " + words(say, offer=offers[0], offers=", ".join(offers[:5]))
    if shown:
        reason += " " + words("demo.rest")
    if outcome is Outcome.UNAVAILABLE:
        return words("demo.could_not", reason=reason)
    asked = reason.removesuffix("Ask which one is meant.").strip()
    return words("demo.which_of", reason=asked) if outcome is Outcome.AMBIGUOUS and not asked.endswith("?") else reason


def _quoted(ask: Ask, words: Words) -> str:
    return ", ".join(f"“{_safe(word)}”" for word in ask.missed[:MOST_WORDS])


def _safe(text: str) -> str:
    """Words of a source in Markdown: shown as they are, without making links, emphasis or HTML.

    >>> _safe("*Free* money [here](https://x)")
    '\\\\*Free\\\\* money \\\\[here\\\\](https://x)'
    """
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _listed(names: Sequence[str], words: Words, last: str = "or") -> str:
    """The names in a sentence, the last after "or" or "and"."""
    return f"{', '.join(names[:-1])} {words(f'demo.{last}')} {names[-1]}" if len(names) > 1 else "".join(names)
