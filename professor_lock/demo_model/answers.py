"""The demo model's words. Every number in them is copied: from a tool's answer, the user or the instructions.

Nothing is counted, summed or rounded here: where a count would be said, it is left out or said by the tool.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import shorten

from professor_lock.demo_model.reading import GameLine, Side, failure, plain, read_board, read_hits, read_slip
from professor_lock.demo_model.wishes import ErrandKind, Odds, Talk, WhichTeam
from professor_lock.demo_model.words import Vocabulary

NOTICE_MARK = "no language model is configured"
NOTICE = (
    f"*One thing to know: {NOTICE_MARK} on this server, so these answers come from a simple scripted stand-in. "
    "Whoever runs it can set `OPENAI_API_KEY` (and `PP_MODEL`) to talk to a real one.*"
)
NO_EYES = (
    "I cannot look at files: the demo model has no eyes, so nothing of what you attached was read. It is kept with "
    "this conversation, and a real model can look at it."
)
SNIPPET_CHARS = 220
GAMES_IN_WORDS = 2
FIRST = frozenset({Talk.CRISIS, Talk.MINOR})
"""What is answered before any other wish."""
MARKETS = ("moneyline", "spread", "total")
HELPLINE = re.compile(r"help ?line|problem gambling|gambling help", re.IGNORECASE)
PHONE = re.compile(r"\+?\d[\d\s()-]{5,}\d|\b\d-\d{3}-[A-Z]+")
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")

TALK = {
    Talk.MINOR: (
        "Betting is for adults of legal age only, so I will leave odds and slips out of it. "
        "Happy to talk teams, schedules or player stats with you instead."
    ),
    Talk.SURE_THING: (
        "There is no sure thing, and nobody who promises one can keep the promise. Every price carries a real chance "
        "of losing, with the book's margin on top. What I can do is show you the best price on each side and what the "
        "no-vig market thinks of it: name a league or a team."
    ),
    Talk.PLACE_BET: (
        "I cannot place bets, and no money moves here: I only do research. I can show you the prices or put a slip "
        "together with you, and you decide what to do with it at your own book."
    ),
    Talk.LOCK_IN: (
        "Locking in is your own click: press **Lock It In** on your slip. It records the ticket at prices read again "
        "in that moment. No bet is placed and no money moves here."
    ),
    Talk.GREETING: (
        "Hey, I'm Professor Lock, your sports-betting research assistant. Ask me for a league's odds tonight, "
        "a matchup, a parlay, a player's numbers or a web search."
    ),
    Talk.THANKS: "Anytime. Bet with your head, and only what you can afford to lose.",
    Talk.GOODBYE: "See you. Good luck, and keep it fun.",
    Talk.ABILITIES: (
        "Here is what I can look up for you:\n\n"
        "- **Odds**: “Show me tonight's NBA odds”, “Lakers vs Warriors moneyline”\n"
        "- **Parlays**: “Build me a three-leg parlay for tonight's NBA games”, “parlay with the Lakers and "
        "the over”\n"
        "- **Props**: “LeBron James props”\n"
        "- **Stats**: “What's LeBron James averaging this season?”\n"
        "- **Web**: “Search for weather in Denver”, “news about the Cowboys”\n"
        "- **Yours**: “my bets”, “my limits”\n\n"
        "I research; I never place bets, and nothing I show is a sure thing."
    ),
    Talk.IDENTITY: (
        "I'm Professor Lock, a sports-betting research assistant: a program, not a person. I look up odds, stats and "
        "news, and I build slips; I never place bets."
    ),
    Talk.UNKNOWN: (
        "I did not catch that. Try “tonight's NBA odds”, a matchup such as “Lakers vs Warriors”, “build me a parlay”, "
        "a player's season averages, or “search for …”."
    ),
}
CRISIS = (
    "I'm really glad you said that, and I'm going to leave the odds aside. Losing can feel like something to win back, "
    "but betting more is the part that hurts. Please pause, keep what money you can out of reach of it, and tell "
    "someone you trust today."
)
CRISIS_END = (
    "If you might hurt yourself or someone else, call your local emergency number now. You do not have to sort this "
    "out alone."
)
FIND_HELP = (
    "There are free, confidential problem-gambling helplines in most countries: search for “problem gambling helpline” "
    "with the name of yours, and they will talk to you without judging."
)


def talk(kind: Talk, instructions: str) -> str:
    """Small talk; for a user in trouble the helpline that the instructions name, or no number where there is none."""
    if kind is not Talk.CRISIS:
        return TALK[kind]
    named = next(
        (line.strip(" -•") for line in instructions.splitlines() if HELPLINE.search(line) and PHONE.search(line)), None
    )
    return "\n\n".join((CRISIS, named or FIND_HELP, CRISIS_END))


def which_team(intent: WhichTeam, vocabulary: Vocabulary) -> str:
    names = [f"the {name.name} ({vocabulary.titles.get(name.league, name.league)})" for name in intent.candidates]
    return f"Which one do you mean: {_listed(names, 'or')}?"


def which_league(vocabulary: Vocabulary) -> str:
    titles = list(dict.fromkeys(vocabulary.titles.values()))
    return f"Which league? I know {_listed(titles, 'and')}." if titles else "Which league do you mean?"


def no_tool(what: str) -> str:
    return f"I have no tool for {what} on this server, so I cannot look that up, and I will not guess."


def odds(outputs: Sequence[str], asked: Odds) -> str:
    """What matters on the boards: the prices of the games asked for, or the extremes of a whole slate."""
    return "\n\n".join(_board(output, asked) for output in outputs)


def slip(output: str, *, picked: bool, short: bool, later: bool = False) -> str:
    """What the slip pays and what stands against it.

    `picked`: favourites filled it up; `short`: too few were found; `later`: not all of them play on the day asked for.
    """
    failed = failure(output)
    if failed is not None:
        return _safe(failed)
    found = read_slip(output)
    if not found.legs and not found.missing:
        return _verbatim(output)
    lines = [f"- {_safe(pick)} **{_safe(price)}**" for pick, price in found.legs]
    lines += [f"- Not found: {_safe(missing)}" for missing in found.missing]
    parts = ["Your slip is up." if found.legs else "I could not put that slip together.", "\n".join(lines)]
    parts.append(_figures(found.figures))
    if picked and found.legs:
        parts.append(
            "I filled it with the board's moneyline favourites: likelier to win, paid accordingly, never safe."
        )
    if later:
        parts.append("Tonight has fewer open games than that, so it goes on with tomorrow's.")
    if short:
        parts.append("The board had fewer open games with prices than you asked for.")
    parts += [_safe(objection) for objection in found.objections]
    parts.append(_demo_word(output) + "Change the stake or drop a leg on the card. No bet is placed here.")
    return "\n\n".join(part for part in parts if part)


def no_legs(output: str) -> str:
    """The board gave nothing to build a slip from."""
    failed = failure(output)
    if failed is not None:
        return _safe(failed)
    return "The board has no open game with prices on both sides, so there is nothing to build a slip from right now."


def stats(output: str, question: str) -> str:
    """The headline with its season, source and time."""
    failed = failure(output)
    if failed is not None:
        return _safe(failed)
    lines = [line.strip() for line in plain(output).splitlines() if line.strip()]
    source = next((part for part in lines[0].split(" | ") if part.startswith("Source: ")), "") if lines else ""
    headline = next((line for line in lines if "Source: " not in line), "")
    if not headline:
        return _verbatim(output)
    parts = [f"**{_safe(headline)}**"]
    if "DEMO" in output and re.search(r"\b(?:this|current) (?:season|year)\b", question, re.IGNORECASE):
        parts.append("Mind the season: it is the newest one the DEMO data has, not the one being played.")
    return "\n\n".join((*parts, ("DEMO data. " if "DEMO" in output else "") + _safe(source)))


def search(output: str, query: str) -> str:
    """The first hit, quoted and attributed; the card has the rest."""
    failed = failure(output)
    if failed is not None:
        return _safe(failed)
    hits = read_hits(output)
    if not hits:
        return _verbatim(output)
    first = hits[0]
    quote = shorten(first.snippet or first.title, SNIPPET_CHARS, placeholder=" …")
    words = f"Here is what came up for “{_safe(query)}”. {_safe(first.site)} says: “{_safe(quote)}”"
    return f"{words}\n\n{_demo_word(output)}The sources are on the card; check how fresh they are."


def errand(output: str, kind: ErrandKind, asked: str) -> str:
    """What the tool has answered; limits are only shown, so a user who wants to set one is told."""
    said = of_own_tool(output)
    if kind is ErrandKind.LIMITS and re.search(r"\b(?:set|change|raise|lower|limit m[ey])\b", asked, re.IGNORECASE):
        said += "\n\nThe stand-in model can show limits but not set them: that takes a real language model."
    return said


def of_own_tool(output: str) -> str:
    """What a tool we know nothing about has answered."""
    failed = failure(output)
    return _safe(failed) if failed is not None else _verbatim(output)


def favourites(output: str, wanted: int, taken: Sequence[str], day: str | None = None) -> list[tuple[str, GameLine]]:
    """Moneyline favourites of open games, in the board's order, at most `wanted`, none from games named in `taken`.

    Each is the team's full name and its game; none of tonight's for "tomorrow".
    """
    picks: list[tuple[str, GameLine]] = []
    board = read_board(output)
    for game in board.of_day("tomorrow") if day == "tomorrow" else board.games:
        known = any(name in text for text in taken for name in (game.away, game.home))
        team = None if known or not game.open else _favourite(game)
        if team is not None and len(picks) < wanted:
            picks.append((team, game))
    return picks


def goes_on(output: str, picks: Sequence[tuple[str, GameLine]], day: str | None) -> bool:
    """Whether a slip for tonight had to be filled up with tomorrow's games."""
    tonight = read_board(output).of_day("tonight")
    return day == "tonight" and any(game not in tonight for _, game in picks)


def _favourite(game: GameLine) -> str | None:
    """The likelier team by the moneyline; None unless both have a price."""
    priced: dict[str, Side] = {}
    for side in game.markets.get("moneyline", ()):
        team = next((name for name in (game.away, game.home) if name == side.label), None)
        team = team or next((name for name in (game.away, game.home) if name.endswith(f" {side.label}")), None)
        if team is not None:
            priced[team] = side
    if len(priced) < 2:
        return None
    return max(priced, key=lambda team: priced[team].chance)


def _board(output: str, asked: Odds) -> str:
    failed = failure(output)
    if failed is not None:
        return _safe(failed)
    board = read_board(output)
    if not board.games:
        return _verbatim(output)
    head = f"**{_safe(board.title)}**" if board.title else ""
    games = board.games if asked.teams else board.of_day(asked.day)
    if asked.teams or len(games) <= GAMES_IN_WORDS:
        body = "\n".join(_game(game, asked.market) for game in games[:GAMES_IN_WORDS])
    else:
        body = _extremes(games, asked.market)
    day = ""
    if asked.day == "tomorrow" and not asked.teams and games == board.games:
        day = "The board is not cut to tomorrow: look at the date of each game, or name a team for its next one."
    notes = [_safe(note) for note in board.notes if not note.startswith("DEMO")][:2]
    end = _demo_word(output) + (_safe(board.source) + "." if board.source else "")
    return "\n\n".join(part for part in (head, body, day, *notes, end) if part)


def _game(game: GameLine, market: str) -> str:
    """One game with its prices, moneyline first."""
    wanted = MARKETS if market == "all" else (market,)
    shown = [(name, game.markets[name]) for name in wanted if game.markets.get(name)]
    prices = "; ".join(f"{name} {', '.join(map(_side, sides))}" for name, sides in shown)
    live = f", {game.status.lower()}" if game.status else ""
    return f"- {_safe(game.matchup)} ({_safe(game.when)}{live}): {prices or 'no price right now'}"


def _extremes(games: Sequence[GameLine], market: str) -> str:
    """First game, heaviest favourite and closest game: enough to start from, the card has them all."""
    lines = [f"First up: {_safe(games[0].matchup)}, {_safe(games[0].when)}."]
    name = "moneyline" if market == "all" else market
    sides = [(side, game) for game in games for side in game.markets.get(name, ())]
    if name != "moneyline" or not sides:
        return "\n\n".join((*lines, *(_game(game, market) for game in games[:GAMES_IN_WORDS])))
    heavy, heavy_game = max(sides, key=lambda pair: pair[0].chance)
    lines.append(f"Heaviest favourite: {_side(heavy)} ({_safe(heavy_game.matchup)}).")
    two_way = [game for game in games if len(game.markets.get(name, ())) == 2]
    if two_way:
        close = min(two_way, key=lambda game: abs(game.markets[name][0].chance - game.markets[name][1].chance))
        lines.append(f"Closest: {_safe(close.matchup)}, {', '.join(map(_side, close.markets[name]))}.")
    return "\n".join(f"- {line}" for line in lines)


def _side(side: Side) -> str:
    book = f" ({_safe(side.book)})" if side.book else ""
    return f"{_safe(side.label)} **{_safe(side.price)}**{book}"


def _figures(figures: dict[str, str]) -> str:
    """Price, profit, and what the market thinks of it: in the slip's own words and figures."""
    named = (("Combined odds", True), ("To win", True), ("Fair chance", False), ("Expected value", False))
    said = []
    for start, bold in named:
        label, value = next(((k, v) for k, v in figures.items() if k.startswith(start)), ("", ""))
        if value:
            said.append(f"{label}: **{_safe(value)}**" if bold else f"{label}: {_safe(value)}")
    return "; ".join(said) + "." if said else ""


def _verbatim(output: str) -> str:
    lines = [_safe(line.strip()) for line in plain(output).splitlines() if line.strip()]
    return "\n".join(lines[:6]) or "The tool came back empty, so I have nothing to tell you, and I will not guess."


def _demo_word(output: str) -> str:
    return "DEMO data, made up to try the product. " if "DEMO" in output else ""


def _safe(text: str) -> str:
    """Words of a source in Markdown: shown as they are, without making links, emphasis or HTML.

    >>> _safe("*Free* money [here](https://x)")
    '\\\\*Free\\\\* money \\\\[here\\\\](https://x)'
    """
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _listed(names: Sequence[str], word: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"
