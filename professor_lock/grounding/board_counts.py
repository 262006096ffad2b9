"""How many games a board or a list of scores has: in all, tonight, in play, ended, to come, at an hour, by favorite.

A tool's data say it, so that "six games tonight", "two are live" and "the last is at 9:30" need no list in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from fractions import Fraction
from statistics import median

from professor_lock.betting.facts import Event, EventStatus, GameScore, Market, Slate
from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.context import Context
from professor_lock.grounding.facts import NO_IDS, NOBODY, Fact, Kind, Ledger, Role
from professor_lock.grounding.matching import readings
from professor_lock.grounding.word_lists import word_set, word_table

OF_BOARD = frozenset({"counted on a board"})
"""No word of a text is this unit: only `counts_board` looks for it."""
ALL, TONIGHT, TOMORROW = "all", "tonight", "tomorrow"
FIRST, LAST = frozenset({"first start"}), frozenset({"last start"})
SOME = frozenset({"some start"})
"""The tags of the time at which the first, the last or any game of the day begins."""
LEAGUE_WORDS = {
    "nba": "nba", "wnba": "wnba", "nfl": "nfl", "nhl": "nhl", "mlb": "mlb", "epl": "epl", "premier": "epl",
    "mls": "mls", "laliga": "laliga", "bundesliga": "bundesliga", "ncaaf": "ncaaf", "ncaab": "ncaab",
}  # fmt: skip
"""Words that name the league of a board."""


def facts_of_slate(slate: Slate, zone: tzinfo | None, call: str) -> Iterator[Fact]:
    """The counts of a board's games, and when the day's first and last game begin."""
    counts = _by_day(slate.events, slate.fetched_at, zone)
    today = slate.fetched_at.astimezone(zone).date()
    prices: dict[tuple[str, bool], list[Fraction]] = {}
    for quote in slate.quotes:
        if quote.market is Market.MONEYLINE and quote.selection in (quote.event.away, quote.event.home):
            prices.setdefault((quote.event.id, quote.selection == quote.event.home), []).append(quote.decimal)
    for event in slate.events:
        sides = [prices.get((event.id, home)) for home in (False, True)]
        away, home = (median(side) if side else None for side in sides)
        if away is not None and home is not None and away != home:
            counts["home favorites" if home < away else "road favorites"] += (
                event.starts_at.astimezone(zone).date() == today or len({one.id for one in slate.events}) == 1
            )
    yield from _facts(slate.league, counts, slate.source, slate.fetched_at, call)
    yield from _ends(slate.events, slate.source, slate.fetched_at, zone, call)


def facts_of_scores(scores: Iterable[GameScore], zone: tzinfo | None, call: str) -> Iterator[Fact]:
    """The counts of a list of scores, by how its games stand."""
    leagues: dict[str, list[GameScore]] = {}
    for score in scores:
        leagues.setdefault(score.event.league, []).append(score)
    for league, of in leagues.items():
        newest = max(score.as_of for score in of)
        counts = _by_day([score.event for score in of if _is_to_come(score.event)], newest, zone)
        counts[ALL] = len(of)
        for score in of:
            counts[score.event.status.value] += 1
        yield from _facts(league, counts, of[0].source, newest, call)
        yield from _ends([score.event for score in of if _is_to_come(score.event)], of[0].source, newest, zone, call)


def _is_to_come(event: Event) -> bool:
    return event.status is EventStatus.SCHEDULED


def _by_day(events: Iterable[Event], now: datetime, zone: tzinfo | None) -> Counter[str]:
    counts: Counter[str] = Counter()
    today = now.astimezone(zone).date()
    for event in events:
        local = event.starts_at.astimezone(zone)
        counts[ALL] += 1
        apart = (local.date() - today).days
        if apart in (0, 1):
            counts[(TONIGHT, TOMORROW)[apart]] += 1
            counts[f"{(TONIGHT, TOMORROW)[apart]} {local.hour}:{local.minute:02}"] += 1
    return counts


def _facts(league: str, counts: Counter[str], source: str, as_of: datetime, call: str) -> Iterator[Fact]:
    for tag, count in counts.items():
        entities = {Role.UNIT: OF_BOARD, Role.TAG: frozenset({tag}), Role.SCOPE: frozenset({f"board of {league}"})}
        if count:
            yield Fact(Kind.COUNT, (Fraction(count),), entities, source, as_of, call=call)


def _ends(events: Iterable[Event], source: str, as_of: datetime, zone: tzinfo | None, call: str) -> Iterator[Fact]:
    today = as_of.astimezone(zone).date()
    starts = sorted({event.starts_at for event in events if event.starts_at.astimezone(zone).date() == today})
    for tag, start in ((FIRST, starts[:1]), (LAST, starts[-1:]), (SOME, starts)):
        for at in start:
            local = at.astimezone(zone)
            clock = (Fraction(local.hour), Fraction(local.minute))
            yield Fact(Kind.TIME, clock, {Role.TAG: tag, Role.UNIT: OF_BOARD}, source, as_of, call=call)


def counts_board(ledger: Ledger, read: Sentence, found: Found, context: Context) -> bool:
    """Whether a number, or both of "four of the six games", is how many games a board has of what its clause says."""
    number = found.number
    if number.sign or number.digits or number.kind not in (Kind.NUMBER, Kind.COUNT, Kind.RATIO):
        return False
    said = _said(read, found)
    games = number.unit == "games" or (number.unit == "" and _games_behind(read, found))
    if not games and not (said and number.unit == "" and _stands_alone(read, found)):
        return False
    counts = _counts(ledger, read, context)
    if number.kind is Kind.RATIO:
        wholes = [of for of in counts if number.parts[1] in (of.get(ALL), of.get(TONIGHT))]
        return bool(said) and any(_is(of, said, number.parts[0]) for of in wholes)
    clock = _clock_behind(read, found)
    if clock:
        return any(of.get(f"{day} {at}") == number.parts[0] for of in counts for at in clock for day in _days(read))
    return any(_is(of, said or {ALL, TONIGHT}, number.parts[0], every=bool(said)) for of in counts)


def _is(of: dict[str, Fraction], tags: set[str], value: Fraction, *, every: bool = True) -> bool:
    tags = tags - {TONIGHT} if len(tags) > 1 and every else tags  # "two are live tonight"
    checked = [of.get(tag) == value for tag in tags]
    return all(checked) if every else any(checked)


def _counts(ledger: Ledger, read: Sentence, context: Context) -> list[dict[str, Fraction]]:
    """The counts of the boards that are spoken of: of the league that is named, else of the only one there is."""
    boards: dict[str, dict[str, Fraction]] = {}
    for fact in ledger.of(Kind.COUNT, NOBODY):
        if fact.ids(Role.UNIT) == OF_BOARD:
            boards.setdefault(f"{min(fact.ids(Role.SCOPE))} {fact.call}", {})[min(fact.ids(Role.TAG))] = fact.value
    named = {LEAGUE_WORDS[word] for word in read.words | context.asked_words if word in LEAGUE_WORDS}
    here = {LEAGUE_WORDS[word] for word in read.words if word in LEAGUE_WORDS} or named
    leagues = {board.split()[2] for board in boards}
    if here:
        return [of for board, of in boards.items() if board.split()[2] in here]
    return list(boards.values()) if len(leagues) == 1 else []


def _said(read: Sentence, found: Found) -> set[str]:
    """What the number's clause says of its games: that they are live, over, to come, tonight's, tomorrow's."""
    segment = found.segment
    own = [token.folded for token, one in zip(read.tokens, read.segments, strict=True) if one == segment]
    said = _tags(own)
    if said - {TONIGHT, TOMORROW}:
        return said
    everywhere = _tags([token.folded for token in read.tokens])
    return said | everywhere & {TONIGHT, TOMORROW}


def _tags(folded: list[str]) -> set[str]:
    joined = f" {' '.join(folded)} "
    said = {tag for phrase, tag in _STATUS.items() if f" {phrase.replace('_', ' ')} " in joined}
    if {*folded} & _FAVORED:
        said |= {f"{side} favorites" for side, some in _SIDES.items() if {*folded} & some}
    return said


def _games_behind(read: Sentence, found: Found) -> bool:
    """Whether games are counted a word or two later: "six NBA games", "sechs NBA-Spiele"."""
    behind = read.tokens[found.last + 1 : found.last + 5]
    for token in behind:
        if token.number is not None or token.sign in (",", "(", ";", ":"):
            return False
        if words.UNITS.get(token.folded) == "games" and token.folded not in ("starts", "appearances"):
            return True
    return False


def _stands_alone(read: Sentence, found: Found) -> bool:
    """Whether no other thing is counted right behind: "two are live", "six to come", not "two starters are out"."""
    behind = next((token for token in read.tokens[found.last + 1 : found.last + 2]), None)
    if behind is None or not behind.folded:
        return behind is None or behind.sign in (",", ".", ";", "(")
    two = " ".join(token.folded for token in read.tokens[found.last + 1 : found.last + 3])
    return behind.folded in _ALONE or behind.folded in _STATUS or two in _STATUS


def _clock_behind(read: Sentence, found: Found) -> list[str]:
    """The hour at which so many games begin: "two games start at 7:00 PM"."""
    clocks = [one for one in read.numbers if one.number.kind is Kind.TIME and 0 < one.place - found.last <= 6]
    if not clocks or read.segments[clocks[0].place] != found.segment:
        return []
    before = read.tokens[clocks[0].place - 1].folded
    if before not in _AT:
        return []
    return [f"{int(parts[0])}:{int(parts[1]):02}" for kind, parts in readings(clocks[0].number) if kind is Kind.TIME]


def _days(read: Sentence) -> tuple[str, ...]:
    return (TOMORROW,) if TOMORROW in _tags([token.folded for token in read.tokens]) else (TONIGHT,)


def of_another_end(fact: Fact, found: Found, sentence: Sentence) -> str:
    """The time of the day's first game is said of the first, that of its last one of the last."""
    own = fact.ids(Role.TAG) & (FIRST | LAST | SOME) if fact.kind is Kind.TIME else NO_IDS
    if not own:
        return _of_the_others(fact, found, sentence)
    if own == SOME:
        counted = [one for one in sentence.numbers if one.segment == found.segment and one.place < found.place]
        return "" if any(one.number.unit == "games" for one in counted) else "start"
    segment = {
        token.folded for token, one in zip(sentence.tokens, sentence.segments, strict=True) if one == found.segment
    }
    before = {token.folded for token in sentence.tokens[max(0, found.place - 3) : found.place]}
    first, last = bool(segment & _FIRST_WORDS or before & _FROM), bool(segment & _LAST_WORDS)
    if first == last or any(one.segment == found.segment for one in sentence.of(Role.TEAM)):
        return "start"
    return "" if first == bool(own & FIRST) else "start"


def _of_the_others(fact: Fact, found: Found, sentence: Sentence) -> str:
    """ "The other four books" are not four in all."""
    before = sentence.tokens[found.place - 1].folded if found.place else ""
    return "unit" if fact.kind is Kind.COUNT and "books" in fact.ids(Role.UNIT) and before in OTHER else ""


OTHER = frozenset({"other", "otras", "anderen", "autres"})
_STATUS = word_table(
    """
live: live in_progress in_play underway under_way ongoing en_vivo en_juego en_curso laufen lauft laufend en_cours
final: final finals finished ended over done complete completed in_the_books terminados terminaron finalizados beendet
final: vorbei termines zu_ende
scheduled: to_come to_go upcoming later scheduled yet_to_start still_to_play more more_tip remaining left por_jugar
scheduled: pendientes por_empezar noch kommen ausstehend anstehen a_venir still_to_come have_yet haven't_started
tonight: tonight today esta_noche hoy heute heute_abend ce_soir aujourd'hui
tomorrow: tomorrow manana morgen demain
"""
)
_FAVORED = word_set("favored favorite favorites favoured favourite favourites chalk")
_SIDES = {"road": word_set("road away visitors visiting"), "home": word_set("home hosts")}
_ALONE = word_set(
    "are is were have has still of more others other sind noch ya siguen estan sont encore going already just games"
)
_AT = frozenset({"at", "um", "a", "las", "ab", "around"})
_FROM = frozenset({"from", "ab", "desde", "starting"})
_FIRST_WORDS = word_set("first earliest opener opens primero primer primera erste ersten erstes fruheste premier")
_LAST_WORDS = word_set("last latest late nightcap closes finale ultimo ultima letzte letzten letztes spateste dernier")
