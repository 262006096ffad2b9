"""Answers about an evening in many styles, their every number labelled."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.grounding.corpus.world import BOOKS, Num, World, short

Piece = str | Num
Answer = list[Piece]


def beat_writer(world: World) -> Answer:
    game = world.games[0]
    away, home = game.away, game.home
    book = BOOKS[world.rng.randrange(4)]
    player = world.players[1]
    return [
        f"The {home} host the {away} tonight, and {book} has the hosts at ",
        world.money(game, home, book),
        ", with the visitors coming back at ",
        world.money(game, away, book),
        f". The spread has {short(home)} at ",
        world.spread(game, home),
        " (",
        world.spread_price(game, home, book),
        "), and the total is ",
        world.total(game),
        f". {player} is averaging ",
        world.average(player),
        " points this season (",
        world.season(),
        ").",
    ]


def tout(world: World) -> Answer:
    game = world.games[0]
    side = game.away
    price, book = world.best(game, side)
    return [
        f"Look at {short(side)} **",
        price,
        f"** on {book}! That price implies ",
        world.implied(game, side, book),
        ". Put ",
        world.stake_num(),
        " on it and a win pays back ",
        world.payout(game, side, book),
        ". Nothing is a sure thing, though.",
    ]


def terse(world: World) -> Answer:
    out: Answer = []
    for game in world.games:
        book = BOOKS[1]
        out += [
            f"{short(game.away)} ",
            world.money(game, game.away, book),
            f" / {short(game.home)} ",
            world.money(game, game.home, book),
            " (DK). O/U ",
            world.total(game),
            ".\n",
        ]
    return out


def table(world: World) -> Answer:
    out: Answer = ["Here is the board at FanDuel:\n\n| Team | ML | Spread |\n|---|---|---|\n"]
    for game in world.games:
        for side in (game.away, game.home):
            out += [f"| {side} | ", world.money(game, side, "FanDuel"), " | ", world.spread(game, side), " |\n"]
    return out


def spanish(world: World) -> Answer:
    game = world.games[0]
    player = world.players[1]
    return [
        f"Los {short(game.home)} están a ",
        world.money(game, game.home, "BetMGM"),
        f" en BetMGM y los {short(game.away)} a ",
        world.money(game, game.away, "BetMGM", booked=False),
        ". El total está en ",
        world.total(game),
        f" puntos. {player} promedia ",
        world.average(player, comma=True),
        " puntos y ha superado ",
        world.line(player),
        " en ",
        world.hit(player),
        " de los últimos 10 partidos.",
    ]


def german(world: World) -> Answer:
    game = world.games[1]
    player = world.players[1]
    return [
        f"Die {short(game.home)} stehen bei ",
        world.money(game, game.home, "Caesars", form="{:+d}"),
        f" (Caesars), die {short(game.away)} bei ",
        world.money(game, game.away, "Caesars", booked=False),
        ". Handicap: ",
        f"{short(game.home)} ",
        world.spread(game, game.home),
        f". {player} kommt im Schnitt auf ",
        world.average(player, comma=True),
        " Punkte in dieser Saison.",
    ]


def bullets(world: World) -> Answer:
    out: Answer = ["Best prices right now:\n\n"]
    for number, game in enumerate(world.games, 1):
        home, home_book = world.best(game, game.home)
        away, away_book = world.best(game, game.away)
        out += [
            f"{number}. **{game.away} @ {game.home}**\n   - {short(game.away)}: ",
            away,
            f" at {away_book}\n   - {short(game.home)}: ",
            home,
            f" at {home_book}\n   - Total: ",
            world.total(game),
            "\n",
        ]
    return out


def prop_talk(world: World) -> Answer:
    player, other = world.players
    return [
        f"{player} has cleared ",
        world.line(player),
        " points in ",
        world.hit(player),
        " of his last 10 games. He averages ",
        world.boards(player),
        f" rebounds. {other}'s line is ",
        world.line(other),
        ", and he is averaging ",
        world.average(other),
        " points.",
    ]


def injuries(world: World) -> Answer:
    hurt, other = world.players
    away, home, first, second = world.score
    winner, loser = (away, home) if first > second else (home, away)
    high, low = max(first, second), min(first, second)
    return [
        f"{hurt} is out with a knee problem and expected back in ",
        world.out_for(),
        f" weeks. {other} averages ",
        world.average(other),
        f" points. Last night the {short(winner)} beat the {short(loser)} ",
        Num(f"{high}-{low}", "verified", "score", {"invented": f"{high + 3}-{low}"}),
        ", a ",
        Num(str(high - low), "derived", "count", {"invented": str(high - low + 4)}),
        "-point win.",
    ]


def weather(world: World) -> Answer:
    game = world.games[1]
    return [
        "In Denver it will be about ",
        Num(str(world.temperature), "verified", "figure", {"invented": str(world.temperature + 9)}),
        " degrees with winds of ",
        Num(str(world.wind), "verified", "figure", {"invented": str(world.wind + 6)}),
        " mph and a ",
        Num(f"{world.rain}%", "verified", "percent", {"invented": f"{world.rain + 15}%"}),
        f" chance of precipitation. The total of {short(game.away)} against {short(game.home)} is ",
        world.total(game),
        ".",
    ]


def spoken(world: World) -> Answer:
    game = world.games[0]
    side = game.home
    player = world.players[0]
    price = world.money(game, side, "FanDuel")
    return [
        f"So the {short(side)} are sitting at ",
        Num(_aloud(price.text), price.label, price.kind, {k: _aloud(v) for k, v in price.wrong.items()}),
        f" over at FanDuel. {player} went over his number in ",
        Num(
            f"{_word(world.hits(player))} of his last ten",
            "verified",
            "count",
            {"invented": f"{_word((world.hits(player) + 3) % 10)} of his last ten"},
        ),
        ", though nobody calls that a trend to trust.",
    ]


def streaky(world: World) -> Answer:
    game = world.games[0]
    price, book = world.best(game, game.home)
    return [
        f"The {short(game.home)} are ",
        price,
        f" at {book}.",
        Num(
            "",
            "none",
            "streak",
            {"invented streak": f" They have won five straight and {short(game.away)} lost 4 in a row."},
        ),
    ]


def compare(world: World) -> Answer:
    game = world.games[1]
    side = game.away
    out: Answer = [f"## {side}\n\nMoneyline by book: "]
    for place, book in enumerate(BOOKS):
        out += [", " if place else "", f"{book} ", world.money(game, side, book)]
    out += [
        ". Over at ",
        world.side_price(game, "Over", "BetMGM"),
        " with BetMGM, under ",
        world.side_price(game, "Under", "BetMGM"),
        ".",
    ]
    return out


WRITERS: tuple[Callable[[World], Answer], ...] = (
    beat_writer,
    tout,
    terse,
    table,
    spanish,
    german,
    bullets,
    prop_talk,
    injuries,
    weather,
    spoken,
    streaky,
    compare,
)


def answers(count: int) -> Iterator[tuple[str, World, Answer]]:
    """So many answers, the styles in turn, each of an evening of its own."""
    for seed in range(count):
        writer = WRITERS[seed % len(WRITERS)]
        world = World(seed)
        yield writer.__name__, world, writer(world)


_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def _word(value: int) -> str:
    return _ONES[value]


_SAID = {
    10: "ten",
    11: "eleven",
    12: "twelve",
    13: "thirteen",
    14: "fourteen",
    15: "fifteen",
    16: "sixteen",
    17: "seventeen",
    18: "eighteen",
    19: "nineteen",
}
_TENS = {2: "twenty", 3: "thirty", 4: "forty", 5: "fifty", 6: "sixty", 7: "seventy", 8: "eighty", 9: "ninety"}


def _aloud(price: str) -> str:
    """ "-148" as it is said: "minus one forty-eight"."""
    sign = "minus" if price[0] == "-" else "plus"
    hundreds, rest = divmod(int(price[1:]), 100)
    if rest == 0:
        tail = "hundred"
    elif rest < 10:
        tail = f"oh {_ONES[rest]}"
    elif rest < 20:
        tail = _SAID[rest]
    else:
        tail = _TENS[rest // 10] + (f"-{_ONES[rest % 10]}" if rest % 10 else "")
    return f"{sign} {_ONES[hundreds]} {tail}"
