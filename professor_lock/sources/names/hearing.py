"""Reads the parts of a user's message: names, markets, days, money, lines. The caller decides what it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from professor_lock.betting.prop_stats import stat_meant, stat_within
from professor_lock.sources.names.leagues import leagues_by_key
from professor_lock.sources.names.leg_words import plain_numbers
from professor_lock.sources.names.mentions import Mention, Name, NameIndex
from professor_lock.sources.names.questions import FILLING as QUESTION_WORDS
from professor_lock.sources.names.questions import words_of
from professor_lock.sources.names.rosters import CHATTER, FILLING
from professor_lock.sources.names.text import closest, fold
from professor_lock.sources.names.when import day_words, split_when

READ_CHARS = 1_000
"""Characters of a message that are read. A pasted slip is read whole, by `pasted`."""
STAT_WORDS = 40
"""The stat of a prop is looked for in this many first words: the search takes time by the square of their number."""
MAX_PIECES = 20
"""The most legs read from one message; no ticket has as many."""
MONEY = re.compile(
    r"[$€£]\s?(\d[\d,]{0,9}(?:\.\d{1,2})?)(k?)\b(?!\.?\d|\s?(?:million|thousand|grand|m)\b)"
    r"|(?<![\w.,+-])(\d[\d,]{0,9}(?:\.\d{1,2})?)(k?)"
    r"\s?(?:(?:dollars?|bucks?|usd|euros?|bones|each|a ?piece|bankroll)\b|[$€£](?!\d))"
    r"|(?<!over )(?<!under )(?<![\w.+-])(\d{1,5})() on (?=[a-z]{3}|it\b|em\b)"
    r"|\b(?:stake:?|risk|wager:?|bankroll|limits?|daily|max(?:imum)? (?:bet|stake|wager)|bet|put|make it"
    r"|bump it to|bump|to|drop|throw|for|lay|with|would)(?: of| down| is| to| at)? "
    r"(\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,6}(?:\.\d{1,2})?)(k?)(?: dollars?\b| bucks\b| euros?\b)?(?![\d.%]"
    r"|[\s-]?(?:leg|team|pick|game|day|week|month|hour|percent|point|or|pts|reb|ast))"
    r"(?=\s|$|[,.!?])|(?<=\bmoneyline )(\d{1,5})()(?=$|[,.!?]| please\b)",
    re.IGNORECASE,
)
"""Groups in pairs: the amount, and "k" for thousands."""
AMOUNTS_IN_WORDS = {
    "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "twenty five": 25, "twenty-five": 25, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "a nickel": 500, "a dub": 20,
    "a dime": 1000, "a hundred": 100, "one hundred": 100, "hundred": 100,
    "two hundred": 200,
    "five hundred": 500, "a thousand": 1000,
}  # fmt: skip
_IN_WORDS = re.compile(
    rf"\b({'|'.join(sorted(AMOUNTS_IN_WORDS, key=len, reverse=True))})(?: (?:bucks?|dollars?|usd)\b"
    r"|(?= on (?!a\b)\w)|(?<=^fifty)$|(?<=^twenty)$|(?<=^hundred)$|(?<=a nickel)|(?<=a dub)|(?<=a dime))",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<![\w.])[+-]?\d+(?:\.\d+)?(?![\w.]*\w)|(?<!\w)[+-]\.\d+")
SPREAD = re.compile(r"(?<![\w.])([+-]\d{1,2}(?:\.\d+)?)(?![\d.])|\b(pk|pick'?em)\b", re.IGNORECASE)
SIDE = re.compile(
    r"\b(over|under|[ou](?=\s?\d))\b\s?(\d{1,3}(?:\.\d+)?)?|(?<!\w)([ou])(\d{1,3}(?:\.\d+)?)", re.IGNORECASE
)
SIDES = {"o": "over", "u": "under"}
_SHORT_SIDE = re.compile(r"(?i)(?<=\bthe )([ou])\b(?![/'.])")
PIECES = re.compile(r"[,;\n]|\bleg ?\d\b|\band\b|&|\bplus\b|\bwith\b|\bparlay\b|\s[+/|•]\s", re.IGNORECASE)
ENDS = re.compile(
    r"(?i)(?:(?<=\bml)|(?<=\bmoneyline)|(?<=[+-]\d)|(?<=[+-]\d\d)|(?<=[+-]\d\.5)|(?<=[+-]\d\d\.5)) +"
    r"(?=(?!(?:vs?|at|against|over|under|in|of|for|on|or|spread|odds|points?)\b)[a-z])"
)
"""Where a bet ends that no comma ends: "knicks ml warriors -4 bucks over"."""
DRAWS = r"draw|tie"
AGAINST = (["vs"], ["v"], ["at"], ["versus"], ["against"], ["beat"], ["beats"], ["to", "beat"])
_WORD = re.compile(r"[^\W_]+")
_ATHLETICS = re.compile(r"\b(?:A['’]s|As)\b")
_ARTICLES = re.compile(
    r"\b(?:el|los|las|del|de|en|les|des|un|una|pour|para|cote|cuota|qui|que|sur|dessus)\b", re.IGNORECASE
)
"""With one of these "la" is an article, no city."""
_YESTERDAY = re.compile(r"\b(?:yesterday|last night)\b")
SLANG = {
    "tonite": "tonight", "2nite": "tonight", "2night": "tonight", "tn": "tonight", "2day": "today",
    "tmrw": "tomorrow",
    "tmr": "tomorrow", "tmw": "tomorrow", "2moro": "tomorrow", "2morrow": "tomorrow", "tomorow": "tomorrow",
    "tomorows": "tomorrow", "tomorrows": "tomorrow",
    "tommorow": "tomorrow", "tommorrow": "tomorrow", "yday": "yesterday", "ml": "moneyline", "mls": "mls",
    "parley": "parlay", "parleys": "parlay", "acca": "parlay", "accas": "parlay", "multi": "parlay", "dawg": "underdog",
    "dawgs": "underdogs", "dog": "underdog", "dogs": "underdogs", "fav": "favorite", "favs": "favorites",
    "faves": "favorites", "favourite": "favorite", "favourites": "favorites", "chalk": "favorites", "avg": "average",
    "whats": "what is", "wats": "what is", "wat": "what", "whos": "who is", "hows": "how is", "gimme": "give me",
    "gonna": "going to", "pls": "please", "plz": "please", "thx": "thanks", "ty": "thanks", "inj": "injuries",
    "ou": "total", "bday": "birthday", "pts": "points", "rebs": "rebounds", "asts": "assists", "im": "i am",
    "wheres": "where is", "sgp": "same game parlay", "sgps": "same game parlay", "bettin": "betting", "ppl": "people",
    "dolares": "dollars", "bucs": "buccaneers", "watcha": "what do you",
    "gime": "give me", "u": "you", "rn": "right now", "ur": "your", "b4": "before", "celts": "celtics", "teh": "the",
    "fiver": "5 dollars", "tenner": "10 dollars", "em": "them",
    "raps": "raptors",
    "nugs": "nuggets", "clips": "clippers", "pels": "pelicans", "grizz": "grizzlies", "vikes": "vikings",
    "jags": "jaguars", "wanna": "want to", "lemme": "let me", "gotta": "have to", "yall": "you",
    "hunnid": "hundred", "hunned": "hundred", "fitty": "fifty",
    "tho": "though", "cuz": "because",
    "prolly": "probably", "ima": "i will", "imma": "i will", "ill": "i will", "wolves": "timberwolves",
}  # fmt: skip
ABROAD = {
    "odds": "pagan stehen steht cuota cuotas momios probabilidades quoten quote cote cotes احتمالات الاحتمالات",
    "vs": "contra gegen contre ضد", "game": "partido spiel مباراة لعبة", "games": "partidos spiele matchs مباريات",
    "tips": "tipps", "tonight": "noche hoy heute abend soir aujourdhui الليلة اليوم", "today": "اليوم",
    "tomorrow": "manana morgen demain غدا", "yesterday": "ayer gestern hier أمس", "bets": "apuestas رهاناتي رهانات",
    "bet": "apuesta apostar apuestale pon wette wetten setz setze pari parier mise",
    "my": "mis meine mes mein",
    "take": "nimm toma prends", "on it": "dessus drauf", "the": "هي هو في على", "lakers": "ليكرز", "knicks": "نيكس",
    "warriors": "ووريورز وريورز", "celtics": "سلتكس سيلتكس", "bulls": "بولز", "heat": "هيت", "arsenal": "أرسنال ارسنال",
    "liverpool": "ليفربول",
    "pays": "paga zahlt paie يدفع",
    "parlay": "combinada kombiwette kombi combine", "wins": "gana ganara gewinnt gagne gagnera gagner",
    "playing": "juega juegan spielt spielen joue jouent يلعب", "who": "quien wer qui من", "what": "que quelle quel ما",
    "injuries": "lesiones lesionados verletzte verletzten verletzungen blessures blesses إصابات",
    "help": "ayuda hilfe aide مساعدة",
    "weather": "clima wetter meteo الطقس", "hello": "hola hallo bonjour مرحبا", "want": "quiero veux", "in": "en",
    "scores": "resultados resultado marcador ergebnisse ergebnis resultats نتائج النتائج",
    "remove": "quita entferne enleve",
    "thanks": "gracias danke merci شكرا", "picks": "pronostico pronosticos consejos pronostics",
    "limits": "limites limite",
    "show": "zeig zeige muestra muestrame montre أرني", "basketball": "baloncesto basket", "build": "haz baue fais",
    "soccer": "futbol fussball", "compare": "comparar vergleiche vergleich comparer", "add": "anade agrega ajoute أضف",
}  # fmt: skip
"""Words of a question in Spanish, German, French and Arabic -> the same in English."""
SLANG |= {word: english for english, words in ABROAD.items() for word in words.split()}
MARKETS = {
    "moneyline": r"moneylines?|money lines?|outright|to win|straight up|h2h|win outright",
    "spread": r"(?:take|lay|with|getting|get|laying|and|plus) (?:the )?points(?! (?:and|props?))"
    r"|spreads?|handicap|ats|run ?lines?|puck ?lines?|runlines?|pucklines?"
    r"|cover(?:s|ing)?",
    "total": r"totals?|over under|o u|overs?|unders?|over or under",
}
COMMON = (
    FILLING
    | CHATTER
    | QUESTION_WORDS
    | frozenset(
        """
    u ur ya yo bro man dude fam some there here see all right night evening week weekend num amount could would should
    my mine we us our it its just only best good great nice big small top hot cold new next first last other another
    more most than too very really think need try let lets go going get gets got make makes take put add one two three
    four five six off down out if or so but not no yes ok okay hey hi which where when why am be been being as any
    anything something everything else well still again later soon time times day days tonights todays list full
    tomorrow yesterday month months hour hours minute minutes old usually done win won mean means always never ever
    build create construct cook start another together criterion calculate lock use using
    los las del das der die des les fur una uno une ein eine mir esta ce soir con por para que hay und auf mit von zu
    highest lowest closest likely eighteen twenty thirty forty fifty hundred dollars says saturday sunday monday tuesday
    wednesday thursday friday outright handicap cover getting biggest safest
    early late evening morning afternoon neither prof say says way combien avec sur wieviel cuanto theres
    fine then tomorrows payout gib dont do did does yeah nah kinda maybe tho though please really actually instead el la
    und oder est pas tout puedo cual est sont meilleur beste besten mejor mejores mich dich ist was wie sind une aussi
    everyone people guys favorite safe safest quick different same random cool fun sweet every each between both
    """.split()  # noqa: SIM905
    )
)
"""Everyday words of a question, which name no team, player, market or day."""
NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COUNTS = {word: number for number, word in enumerate(NUMBER_WORDS, start=2)}
_COUNT = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(NUMBER_WORDS)}) ?(?:(?:biggest|best|top|big|nba|nfl|nhl|mlb|home|away|random|safe) )*"
    r"(?:legs?|leggers?|games?|teams?|teamer|folds?|picks?|favorites|underdogs|overs|unders)\b"
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_LEG_NUMBER = re.compile(
    rf"\b(?:leg|number|pick) (\d{{1,2}})\b|\b({'|'.join(_ORDINALS)}) (?:leg|one|pick|bet)\b"
    r"|\b(\d)(?:st|nd|rd|th) (?:leg|one)"
)


@dataclass(frozen=True, slots=True)
class Leg:
    """A leg as a message asks for it. `selection` is a team, "Over", "Under", "Draw" or a player with a side.

    `event` is a team or a pairing, `line` in points, `sport` the key of a league; None is what the message leaves out.
    """

    selection: str
    market: str
    event: str | None = None
    line: float | None = None
    sport: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """One message as read. `words` are its folded words, written out ("tonight" for "tonite"), without money and lines.

    `day` is in words ("tomorrow", "Jan 16"), `money` in dollars; both None where the message names none.
    """

    text: str
    words: str
    unknown: tuple[str, ...]
    """Words that are no name, no keyword and no everyday word of a question."""
    tokens: tuple[str, ...]
    """The folded words that `start` and `end` of `mentions` count."""
    mentions: tuple[Mention, ...]
    day: str | None
    money: float | None

    @classmethod
    def of(cls, text: str, index: NameIndex, keywords: frozenset[str]) -> Heard:
        """Reads a message. A word one typing error away from one of `keywords` is read as that keyword."""
        text = _SHORT_SIDE.sub(lambda found: SIDES[found[1].casefold()], plain_numbers(text[:READ_CHARS]))
        spelt = in_full(_IN_WORDS.sub(lambda found: f"{AMOUNTS_IN_WORDS[found[1].casefold()]} dollars", text))
        rest, when = split_when(spelt)
        names = re.sub(r"[,;\n]", " and ", MONEY.sub(" ", rest).replace("@", " at "))
        foreign = _ARTICLES.search(text) is not None
        found = (one for one in index.mentions(names) if one.words != "as" or _ATHLETICS.search(text))
        words_so = {"la", "mets"} if foreign else set[str]()
        words_so |= set() if "UND" in text else {"und"}
        found = (one for one in found if " ".join(fold(names).split()[one.start : one.end]) not in words_so)
        mentions = _without_namesakes(tuple(found), fold(names).split(), keywords)
        named = {word for one in mentions for word in one.words.split()}
        bare = NUMBER.sub(_number, MONEY.sub(lambda found: f"{_before(found)} amount ", spelt))
        words = " ".join(_spelling(word, keywords, named) for word in fold(bare).split())
        day = "yesterday" if _YESTERDAY.search(words) else day_words(when)
        plain = keywords | named | COMMON
        unread = [word for word in _WORD.findall(spelt) if not fold(word)]  # in a script other than Latin
        own = {_spelling(word, keywords, named) for word in fold(text).split()}  # not what their words were replaced by
        unknown = tuple(
            w for w in words.split()
            if len(w) > 2 and w.isalpha() and w in own and not {w, index.spelling(w)} & plain
        )  # fmt: skip
        return cls(
            text, words, (*unread, *unknown), tuple(fold(names).split()), mentions, day, dollars(MONEY.search(spelt))
        )

    def has(self, pattern: str) -> bool:
        """Whether the regular expression `pattern` matches whole words of `words`."""
        return re.search(rf"\b(?:{pattern})\b", self.words) is not None

    @property
    def leagues(self) -> tuple[str, ...]:
        """Keys of the leagues named: several for a word that several share, "" for a league that is not carried."""
        return tuple(key for one in self.mentions if one.kind == "league" for key in one.leagues)

    @property
    def teams(self) -> tuple[Mention, ...]:
        return tuple(one for one in self.mentions if one.kind == "team")

    @property
    def players(self) -> tuple[Mention, ...]:
        return tuple(one for one in self.mentions if one.kind == "player")

    @property
    def market(self) -> str:
        """The one market that is named (a key of MARKETS); "all" when none is named, or several are."""
        named = [market for market, words in MARKETS.items() if self.has(words)]
        return named[0] if len(named) == 1 else "all"

    @property
    def side(self) -> re.Match[str] | None:
        """The match of SIDE: "over" or "under" and the number with it; None where neither is written."""
        return SIDE.search(self.text)

    @property
    def stat(self) -> str | None:
        """The stat that is named, as `betting.prop_stats` calls it; None where none is."""
        return stat_within(words_of(self.text)[:STAT_WORDS])

    @property
    def count(self) -> int:
        """How many legs are asked for; 0 when the message does not say."""
        found = _COUNT.search(self.words)
        return (COUNTS.get(found[1]) or int(found[1])) if found else 0

    @property
    def leg_numbers(self) -> tuple[int, ...]:
        """The legs of a slip that are named by number, from 1; -1 is the last."""
        found = _LEG_NUMBER.finditer(self.words)
        return tuple(int(one[1] or one[3] or 0) or _ORDINALS[one[2]] for one in found)


def chosen(mention: Mention, leagues: Iterable[str]) -> tuple[Name, ...]:
    """The names that a mention means: those of the given leagues, else of their sports, else of the major leagues."""
    keys = set(leagues) & set(leagues_by_key())
    sports = {leagues_by_key()[key].sport for key in keys}
    wanted = [name for name in mention.names if name.league in keys]
    wanted = wanted or [name for name in mention.names if leagues_by_key()[name.league].sport in sports]
    common = [name for name in mention.names if name.league not in ("wnba", "mls", "ncaaf", "ncaab")]
    return tuple(wanted or common or mention.names)


def pairings(heard: Heard, names: Sequence[str], *, apart: bool = False) -> tuple[str, ...]:
    """The games and teams asked for: "Lakers vs Warriors" and "Lakers Warriors" are a game, "Lakers and Celtics" teams.

    `names` are the full names of `heard.teams`. Teams written side by side are one game only where they are two, and
    only without `apart`.
    """
    found: list[str] = []
    between = [["start"], *(_between(heard, at) for at in range(1, len(heard.teams))), ["end"]]
    for at, name in enumerate(names):
        alone = apart or not (between[at - 1] and between[at + 1])
        joins = between[at] in AGAINST or between[at][-1:] == ["or"] or not (between[at] or alone)
        if found and joins and " vs " not in found[-1] and name != found[-1]:
            found[-1] += f" vs {name}"
        else:
            found.append(name)
    return tuple(dict.fromkeys(found))


def is_parlay(heard: Heard) -> bool:
    """Whether teams written side by side are legs of a parlay of several games, and not one game."""
    return heard.has("parlay|round robin") and not heard.has("same game")


def _between(heard: Heard, at: int) -> list[str]:
    """The words between the team at this index and the team before it."""
    return [word for word in heard.tokens[heard.teams[at - 1].end : heard.teams[at].start] if word not in ("the", "s")]


def legs_in(heard: Heard, names: Sequence[Name], league: str | None, read: NameReader) -> tuple[Leg, ...]:
    """The legs that a message names: teams with or without a line, overs and unders, props. Each piece is read alone.

    `names` says which team each of `heard.teams` means, in the same order; `league` is the key to assume for an over
    or under before any team is named.
    """
    given = {mention.words: name for mention, name in zip(heard.teams, names, strict=False)}
    legs: list[Leg] = []
    game: str | None = None
    apart = is_parlay(heard)
    for piece in _pieces(heard.text):
        inside = read(piece)
        here = [given.get(mention.words, mention.names[0]) for mention in inside.teams]
        pairs = pairings(inside, [name.name for name in here], apart=apart and inside.side is None)
        league = here[-1].league if here else league
        game = pairs[-1] if pairs else game
        if (side := inside.side) is not None:
            legs.append(_over_or_under(inside, side, game, league))
            continue
        if inside.has(DRAWS):
            legs.append(Leg("Draw", "moneyline", pairs[-1] if pairs else game, None, league))
            continue
        spread = SPREAD.search(piece)
        line = None if spread is None else float(spread[1]) if spread[1] else 0.0
        kind = "spread" if spread or inside.market == "spread" or heard.market == "spread" else "moneyline"
        pair = pairs[0] if pairs and " vs " in pairs[0] else None
        legs += [Leg(name.name, kind, pair, line, name.league) for name in (here[:1] if pair else here)]
    named = [leg for leg in legs if leg.selection not in ("Over", "Under", "Draw")]
    game = game or (named[0].selection if named and " " in named[0].selection else None)
    whole = (
        Leg(leg.selection, leg.market, leg.event or game, leg.line, leg.sport) if leg.market == "total" else leg
        for leg in legs
    )
    return tuple(dict.fromkeys(whole))


def _over_or_under(piece: Heard, side: re.Match[str], game: str | None, league: str | None) -> Leg:
    """The prop of the piece's first player, or the total of `game` where it names no player."""
    word, number = side[1] or side[3], side[2] or side[4]
    selection, line = "Over" if word[0] in "oO" else "Under", float(number) if number else None
    if not piece.players:
        return Leg(selection, "total", game, line, league)
    player = piece.players[0].names[0]
    stat = piece.stat or stat_meant(fold(piece.text[side.end() :])) or "points"
    return Leg(f"{player.name} {selection}", stat, None, line, player.league)


class NameReader:
    """Reads pieces of a message with the same index and keywords as the message."""

    def __init__(self, index: NameIndex, keywords: frozenset[str]) -> None:
        self.index = index
        self._keywords = keywords

    def __call__(self, text: str) -> Heard:
        return Heard.of(text, self.index, self._keywords)


def _without_namesakes(
    mentions: Sequence[Mention], tokens: Sequence[str], keywords: frozenset[str]
) -> tuple[Mention, ...]:
    """The mentions without players of whom only the first name is written and then another surname.

    "Jaylen Brown" does not mention Jalen Brunson. Where that surname was read as a place, the place is left out too.
    """
    dropped: set[int] = set()
    for at, one in enumerate(mentions):
        following = tokens[one.end] if one.end < len(tokens) else ""
        first = all(fold(name.name.split()[-1]) not in one.words for name in one.names)
        if one.kind != "player" or not first or one.end - one.start != 1 or not following.isalpha():
            continue
        place = mentions[at + 1] if at + 1 < len(mentions) and mentions[at + 1].start == one.end else None
        if place is not None and place.kind == "team" and place.how == "place":
            dropped |= {at, at + 1}
        elif (
            place is None
            and len(following) > 2
            and following not in keywords | COMMON
            and stat_within([following]) is None
        ):
            dropped.add(at)
    return tuple(one for at, one in enumerate(mentions) if at not in dropped)


def _pieces(text: str) -> list[str]:
    """The message cut into pieces of one leg each; "over 25.5 points and rebounds" stays one piece."""
    pieces: list[str] = []
    for piece in PIECES.split(ENDS.sub(", ", text)):
        sums = bool(pieces) and SIDE.search(pieces[-1]) and not SIDE.search(piece)
        if sums and stat_meant(fold(piece)) is not None:
            pieces[-1] += f" {piece}"
        else:
            pieces.append(piece)
    return [piece for piece in pieces if piece.strip()][:MAX_PIECES]


def in_full(text: str) -> str:
    """The text with slang, short forms and words of other languages replaced by English words."""
    plain = re.sub(r"(?i)\b(money|puck|run) line", r"\1line", re.sub(r"['’]", "", text))
    plain = re.sub(r"(?i)\bou (?=[a-z])", "or ", plain)
    return _WORD.sub(lambda found: SLANG.get(found[0].casefold()) or SLANG.get(fold(found[0]), found[0]), plain)


def dollars(found: re.Match[str] | None) -> float | None:
    """The amount that MONEY found; None for nothing."""
    if found is None:
        return None
    amount, thousands = (next(filter(None, found.groups()[start::2]), "") for start in (0, 1))
    return float(amount.replace(",", "")) * (1_000 if thousands else 1) or None


def _before(found: re.Match[str]) -> str:
    return found[0][: found.start(7) - found.start()] if found[7] else ""


def _number(found: re.Match[str]) -> str:
    return found[0] if found[0].isdigit() else " num "


def _spelling(word: str, keywords: frozenset[str], named: set[str]) -> str:
    if word in keywords or word in named or word.isdigit():
        return word
    near = [one for one in closest(word, keywords) if one[0] == word[0]]
    return near[0] if len(near) == 1 else word
