"""The demo model's words: one short sentence a tool, because the card carries the figures. No number is made here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from professor_lock.demo_model.intents import OTHER_LIMIT, SAME_GAME, TABLE, Ask
from professor_lock.sources.demo.demo import NOTE
from professor_lock.sources.demo.facts import TEAMS
from professor_lock.sources.names.leagues import LEAGUES
from professor_lock.tool_outcomes import Outcome, read_no_answer, read_offers

NOTICE_MARK = "No model is set up"
NOTICE = f"*{NOTICE_MARK} here: rules answer. What is marked DEMO is invented.*"
NO_EYES = (
    "I cannot look at files of this kind: the demo model has no eyes, so nothing of that was read. Paste the slip "
    "as text instead."
)
NO_TOOL = "I have no tool for that on this server, so I cannot look it up, and I will not guess."
USUAL_GAME = "Lakers"
OUR_TOOLS = frozenset(
    """
    get_odds_visual build_parlay get_slip change_slip paste_slip my_bets track_bet void_bet settle_bet my_limits
    set_limits take_break get_player_props_visual get_injuries get_scores get_trends_visual get_weather get_todays_picks
    find_value compare_books hedge explain statmuse_query web_search_visual set_preferences
    """.split()  # noqa: SIM905
)
_SOURCE = re.compile(rf"{re.escape(NOTE)} ?| (?:at|from|on the slate of) DEMO slate \(invented games and prices\)")
_GAMES = re.compile(r"(Games it has: )((?:[^;]+; ){3})[^;]+(?:; [^;]+)*$")
_PRICED = re.compile(r" at \S+ \(")
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")
DEFINED, FOUND, ASKS, TALK = (TABLE[name] for name in ("defined", "found", "which", "talk"))
SPORTS = list(dict.fromkeys(league.sport.key for league in LEAGUES))
"""The sports of the table of leagues, as users name them."""
NO_SPORT = TALK["sports"].format(sports=f"{', '.join(SPORTS[:-1])} and {SPORTS[-1]}")
CARRIED = TALK["carried"].format(sports=f"{', '.join(SPORTS[:-1])} and {SPORTS[-1]}")
_TITLES = {league.key: league.title for league in LEAGUES}


def said(ask: Ask, text: str) -> str:
    """The words where no tool was asked."""
    if ask.kind == "which":
        names = [f"{name.name} ({_TITLES.get(name.league, name.league)})" for name in ask.which]
        return f"Which one do you mean: {_listed(names[:6])}?"
    if ask.kind == "which_league":
        return f"Which league do you mean: {_listed([_TITLES.get(name.league, name.name) for name in ask.which])}?"
    if ask.kind == "define":
        plain = re.sub(r"[\W_]+", " ", text.casefold())
        known = [words for key, words in DEFINED.items() if re.search(rf"\b(?:{key})", plain)]
        return " ".join(known[: 2 if "difference" in text else 1]) or TALK["unknown"]
    if ask.kind in ("no_player", "props"):
        words = ask.player or " ".join(ask.missed[:3])
        return TALK["no_player"].format(words=f"“{_safe(words)}”", names=_listed([*TEAMS], "and"))
    if ask.kind == "weather" and ask.teams:
        return TALK["indoors"]
    if ask.kind == "unknown" and ask.missed:
        return TALK["unknown_words"].format(words=", ".join(f"“{_safe(word)}”" for word in ask.missed[:3]))
    if ask.kind in ("sports", "abroad", "carried"):
        return CARRIED if ask.kind == "carried" else NO_SPORT
    return TALK.get(ask.kind, TALK["unknown"])


def found(ask: Ask, outputs: Sequence[str], *, own_prices: bool = False) -> str:
    """One sentence on what the tools found, or why they did not; `own_prices`: a calculation used the user's."""
    failed = [failure for output in outputs if (failure := _failure(output)) is not None]
    if len(failed) == len(outputs):
        return "\n\n".join(dict.fromkeys(failed))
    key = ask.kind
    if failed and key == "odds" and len(ask.teams) == 1 and len(outputs) > 1:
        return FOUND["no_meeting"] if len(failed) == 1 else failed[0]
    if key == "limits" and ask.stake:
        key = "limits_other" if OTHER_LIMIT.search(ask.text) else "limits_set"
    elif key == "stats" and ask.league == "nba" and ask.stat not in (None, "points", "rebounds", "assists"):
        key = "other_stat"
    elif key in ASKS and outputs[-1].startswith("Your record"):
        return ASKS[key]
    elif key == "explain" and not own_prices:
        key = "example"
    elif key == "explain" and outputs[-1].startswith("Example: "):
        key = "own_example"
    elif key == "build" and ask.count > len(ask.legs) and SAME_GAME.search(ask.text):
        key = "same_game"
    elif key == "props" and not ask.player and not ask.teams:
        key = "props_assumed"
    elif key == "odds" and re.search(
        r"\bwho(?:s| is| do| does)? (?:will|wins|is going|going|you|u|ya)|\bwinner\b", ask.text.casefold()
    ):
        key = "winner"
    title = _TITLES.get(ask.league or "", "") or " and ".join(_TITLES.get(one.name, "") for one in ask.which)
    kinds = [key, *ask.also]
    said = (FOUND.get(one, "Here it is.") for one in kinds[:2])
    words = " ".join(said).format(names=" and ".join(ask.teams) or title or "Here")
    if ask.missed and ask.kind in ("build", "change", "odds", "place"):
        words = f"I did not understand {', '.join(f'“{_safe(word)}”' for word in ask.missed[:3])}. {words}"
    assumed = [f"You named no league, so this is the {title}."] if ask.assumed else []
    return "\n\n".join((*failed, " ".join((*assumed, words))))


def of_own_tool(output: str) -> str:
    """What a tool we know nothing about has answered."""
    failed = _failure(output)
    lines = [_safe(line) for line in output.splitlines() if line.strip()][:6]
    return failed or "\n".join(lines) or "The tool came back empty, so I have nothing to tell you."


def _failure(output: str) -> str | None:
    """What to say of a tool that did not answer; None when it did."""
    first, _, shown = output.partition("\n")
    read = read_no_answer(first)
    if read is None:
        return None
    outcome, text = read
    plain = _GAMES.sub(lambda found: found[1] + found[2].rstrip("; ") + ", and more.", _SOURCE.sub("", text))
    reason = _safe(plain.partition(" Offered instead: ")[0])
    offers = [_safe(offer) for offer in read_offers(first)]
    if offers and _PRICED.search(offers[0]):
        reason += f" {offers[0]}? Say yes to add it."
    elif offers:
        reason += f" There is: {', '.join(offers[:5])}."
    if shown:
        reason += " The rest is on your slip."
    if outcome is Outcome.UNAVAILABLE:
        return f"I could not get that: {reason}"
    asked = reason.removesuffix("Ask which one is meant.").strip()
    return f"{asked} Which one do you mean?" if outcome is Outcome.AMBIGUOUS and not asked.endswith("?") else reason


def _safe(text: str) -> str:
    """Words of a source in Markdown: shown as they are, without making links, emphasis or HTML.

    >>> _safe("*Free* money [here](https://x)")
    '\\\\*Free\\\\* money \\\\[here\\\\](https://x)'
    """
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _listed(names: Sequence[str], last: str = "or") -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"
