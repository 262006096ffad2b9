"""Facts read from the text of a card or of a tool's answer.

Our cards' texts are written by code, line by line, so that the same reading that finds whose a number is in an answer
finds it there. Lines of a web search are read as pages: weaker, and each under the name of its site.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from fractions import Fraction
from functools import partial
from itertools import pairwise

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.binding import STATS, Binder, Reach
from professor_lock.grounding.card_text import card_line
from professor_lock.grounding.chart_text import ChartText, chart_text, facts_of_games, of_its_game
from professor_lock.grounding.clauses import Found, Mention, Sentence
from professor_lock.grounding.context import Context
from professor_lock.grounding.facts import NO_IDS, Fact, Kind, Ledger, Role, Strength
from professor_lock.grounding.names import Names, identity
from professor_lock.grounding.own_figures import scope_in_source
from professor_lock.grounding.reading import read_sentence
from professor_lock.grounding.report_counts import facts_of_report
from professor_lock.grounding.requirements import STAMPED
from professor_lock.grounding.scopes import MONEY_TAGS
from professor_lock.grounding.seasons import window_in_source
from professor_lock.grounding.text_labels import (
    DRAW,
    is_stamp,
    label_of,
    of_a_draw,
    side_of_chance,
    tags_of,
    under_a_matchup,
)
from professor_lock.grounding.text_owners import (
    TicketText,
    name_page,
    name_place,
    of_page,
    of_place,
    of_subject,
    subject_of,
)
from professor_lock.grounding.venues import venue_in_source
from professor_lock.grounding.word_lists import word_set

PRICE_FRESH_S = 900.0
"""How long a price read from a card may be said of now."""
SEARCH_CARD = "Web search"
"""How the text of a web search begins."""
MAX_LINES = 400
MAX_LINE_CHARS = 4000
_MATCHUP = re.compile(r"([A-Z0-9][^|@:;]{1,50}?) @ ([A-Z0-9][^|@:;,]{1,50}?)(?=[,|:;)]| \||$)")
_HIT = re.compile(r"^\d{1,2}\. .{0,300}?\(((?:[\w-]+\.)+[a-z]{2,10})(?:,|\))")
_MARKETS = frozenset({Kind.PRICE, Kind.LINE, Kind.TOTAL})
_NOT_A_NAME = word_set(
    """
    source demo sample data total odds fair chance agreement not found problem prices price player props game stake web
    search results read sat sun mon tue wed thu fri jan feb mar apr may jun jul aug sep oct nov dec over under regular
    season postseason playoffs left right day final starts published closest no other hold combined to win your record
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december today tonight tomorrow the on in at for best if a an and also here now both he she they
    this that with from value edge last next home away live quarter half kelly
    """
)


def read_source(
    ledger: Ledger,
    text: str,
    names: Names | None = None,
    *,
    source: str,
    as_of: datetime | None = None,
    call: str = "",
    card: str = "",
    strength: Strength = Strength.TEXT,
) -> None:
    """Add the numbers of a source's text to the ledger, each with the names it stands under.

    `names` are the ledger's.
    """
    names = names or Names(ledger)
    context = Context()
    page = ""
    place: frozenset[str] = NO_IDS
    subject: frozenset[str] | None = None
    tickets = TicketText(text)
    chart = chart_text(text) if strength is not Strength.PAGE else ChartText(text, ())
    for written in chart.text.splitlines()[:MAX_LINES]:
        line = written[:MAX_LINE_CHARS].strip()
        if not line or line.startswith(("<quotation", "</quotation")):
            continue
        hit = _HIT.match(line)
        if hit is not None:
            page = hit[1].casefold()
            name_page(ledger, page)
        weak = Strength.PAGE if page else strength
        if weak is Strength.PAGE and not page and line.startswith(SEARCH_CARD):
            line, weak = line.rpartition(" | ")[2], Strength.TEXT  # the count alone: the query is the model's own text
        sentence = None
        if weak is not Strength.PAGE:
            line = card_line(line)
            place = name_place(ledger, line) or place
            _name_teams(ledger, line, names)
            sentence = _name_players(ledger, line, names)
        sentence = sentence or read_sentence(line, names)
        sentence.row = False
        _first_owns(sentence)
        if sentence.of(Role.TEAM) and "@" in line:
            context.about.pop(Role.PLAYER, None)
        found = list(_facts(sentence, context, source=page or source, as_of=as_of, call=call, card=card, strength=weak))
        if subject is None:
            subject = subject_of(sentence)
        found = [of_its_game(of_place(of_subject(fact, subject), place), chart.against, names) for fact in found]
        if weak is not Strength.PAGE:
            found = tickets.own(line, sentence, found)
        if page:
            found = [of_page(fact, page) for fact in found]
        ledger.add(found)
        context.after(sentence)
        figures = {one.ids & STATS for one in sentence.of(Role.UNIT)} - {NO_IDS}
        if len(figures) == 1 and (Role.PLAYER in context.about or chart.games) and not page:
            if chart.heads(line):
                context.about.pop(Role.UNIT, None)
            context.about.setdefault(Role.UNIT, *figures)
    told = partial(Fact, source=source, as_of=as_of, call=call, card=card, strength=strength)
    if strength is not Strength.PAGE:
        ledger.add(facts_of_report(text, names, told))
    ledger.add(facts_of_games(chart.games, subject or NO_IDS, names, told))


def _first_owns(sentence: Sentence) -> None:
    """A line of a bet, "Red Sox moneyline, Yankees @ Red Sox, 7:10 PM", is about what it begins with, not its game."""
    teams = sentence.of(Role.TEAM)
    if sentence.bullet and sentence.cells and sentence.cells[-1]:
        of_game = [one for one in teams if sentence.cells[one.place]]
    else:
        pairs = [(one, two) for one, two in pairwise(teams) if _has_at(sentence, one, two)]
        before = pairs and any(one.last < pairs[0][0].place for one in teams)
        of_game = [one for pair in pairs for one in pair] if before else []
    for one in of_game:
        one.other = True


def _has_at(sentence: Sentence, one: Mention, two: Mention) -> bool:
    """Whether two teams are written as a game: "Yankees @ Red Sox"."""
    return [token.sign for token in sentence.tokens[one.last + 1 : two.place]] == ["@"]


def _name_teams(ledger: Ledger, line: str, names: Names) -> None:
    for match in _MATCHUP.finditer(line):
        for name in match.groups():
            written = name.split(" | ")[-1].split(", ")[-1].split(" (")[0].strip()  # without a league behind it
            if written and len(written.split()) <= 5:
                known = ledger.names.get(written)
                if known is None and not _in_tables(written, names):
                    ledger.name(written, Role.TEAM, identity(written))
            for one in read_sentence(written, names).of(Role.TEAM):
                ledger.stand("home" if name == match[2] else "away", one.ids)


def _in_tables(written: str, names: Names) -> bool:
    sentence = read_sentence(written, names)
    return any(one.role is Role.TEAM and one.last - one.place + 1 >= len(sentence.tokens) for one in sentence.mentions)


def _name_players(ledger: Ledger, line: str, names: Names) -> Sentence | None:
    """Name the players of a line. The line as it was read, unless that has to be done again with their names."""
    if not any(letter.isupper() for letter in line[1:]):
        return None
    sentence = read_sentence(line, names, strangers=True)
    named = len(ledger.names)
    tokens = sentence.tokens
    for first, last in sentence.strangers:
        run = tokens[first : last + 1]
        if len(run) > 4 or any(token.folded in _NOT_A_NAME for token in run):
            continue
        behind = tokens[last + 1].sign if last + 1 < len(tokens) else ""
        before = tokens[first - 1].sign if first else "|"
        follows = tokens[last + 1].folded if last + 1 < len(tokens) else ""
        if behind in (":", ",", "|") or (before in ("|", ".") and before) or follows in words.UNITS:
            written = sentence.plain.text[run[0].start : run[-1].end]
            ledger.name(written, Role.PLAYER, identity(written))
    return sentence if len(ledger.names) == named else None


def _facts(
    sentence: Sentence, context: Context, *, source: str, as_of: datetime | None, call: str, card: str,
    strength: Strength,
) -> Iterator[Fact]:  # fmt: skip
    for found in sentence.numbers:
        number = found.number
        if number.huge or number.named in ("list", "identifier") or (number.sign and number.noun == "more"):
            continue
        binder = Binder(sentence, found, context)
        kind = _kind(found, sentence, binder)
        entities = _entities(kind, found, sentence, binder)
        value = -number.parts[0] if number.sign < 0 else number.parts[0]
        parts = (value, *number.parts[1:])
        decimal = american_to_decimal(value) if kind is Kind.PRICE and abs(value) >= 100 else None
        fresh = PRICE_FRESH_S if kind in _MARKETS and strength is not Strength.PAGE else None
        digits = number.digits
        line, day = _line_before(found, sentence), _day_before(found, sentence)

        def fact(
            kind: Kind,
            parts: tuple[Fraction, ...],
            entities: dict[Role, frozenset[str]],
            *,
            decimal: Fraction | None = None,
            fresh: float | None = None,
            sides: tuple[str, ...] = (),
            digits: int = digits,
            line: Fraction | None = line,
            day: tuple[Fraction, ...] = day,
            zone: str = number.zone,
        ) -> Fact:
            return Fact(
                kind, parts, entities, source, as_of, digits, decimal, strength, call, card, fresh, zone, sides,
                line if kind is Kind.PRICE else None, day,
            )  # fmt: skip

        if kind is Kind.SCORE or (kind is Kind.RECORD and len(parts) > 1):
            yield from _score_facts(sentence, entities, parts, fact)
            if "interval" in entities.get(Role.TAG, NO_IDS):
                yield from (fact(Kind.PERCENT, (part,), entities) for part in parts)
            continue
        yield fact(kind, parts, entities, decimal=decimal, fresh=fresh)
        if kind is Kind.RATIO:
            whole = entities | {Role.UNIT: entities.get(Role.UNIT, frozenset()) | {"games", "bets"}}
            yield fact(Kind.COUNT, parts[:1], whole | {Role.TAG: frozenset({"hit"})})
            yield fact(Kind.COUNT, parts[1:], whole)


def _line_before(found: Found, sentence: Sentence) -> Fraction | None:
    """The spread or total right before a price: "Lakers +5.5 -107"."""
    before = [one for one in sentence.numbers if one.last == found.place - 1]
    if not before or before[0].number.kind not in (Kind.LINE, Kind.TOTAL, Kind.NUMBER):
        return None
    number = before[0].number
    return -number.parts[0] if number.sign < 0 else number.parts[0]


def _day_before(found: Found, sentence: Sentence) -> tuple[Fraction, ...]:
    """Month and day right before a figure: "Points: Jan 2 24, Jan 3 31"."""
    before = [one for one in sentence.numbers if one.last == found.place - 1 and one.number.kind is Kind.DATE]
    return before[0].number.parts[-2:] if before else ()


def american_to_decimal(american: Fraction) -> Fraction:
    """The decimal price of an American one of 100 or more either way."""
    return 1 + american / 100 if american > 0 else 1 + 100 / -american


def _score_facts(
    sentence: Sentence, entities: dict[Role, frozenset[str]], parts: tuple[Fraction, ...], fact: Callable[..., Fact]
) -> Iterator[Fact]:
    teams = sentence.of(Role.TEAM)
    matchup = "@" in sentence.plain.text and len(teams) >= 2
    if not matchup:
        yield fact(Kind.RECORD, parts, entities)
        yield from _wins_and_losses(sentence, entities, parts, fact)
        return
    both = teams[:2]
    game = {Role.GAME: frozenset().union(*(one.ids for one in both))}
    sides = tuple(min(one.ids) for one in both)
    yield fact(Kind.SCORE, parts, game, sides=sides)
    for one, part in zip(both, parts, strict=False):
        yield fact(Kind.COUNT, (part,), {Role.TEAM: one.ids, Role.UNIT: frozenset({"points", "goals", "runs"})})


def _wins_and_losses(
    sentence: Sentence, entities: dict[Role, frozenset[str]], parts: tuple[Fraction, ...], fact: Callable[..., Fact]
) -> Iterator[Fact]:
    """How often was won, lost and pushed, where a source says that its numbers are a record."""
    if not sentence.words & _RECORD:
        return
    for unit, part in zip(("wins", "losses", "pushes"), parts, strict=False):
        yield fact(Kind.COUNT, (part,), {**entities, Role.UNIT: frozenset({unit})})


_RECORD = frozenset({"record", "won", "were", "are", "is", "was"})


def _kind(found: Found, sentence: Sentence, binder: Binder) -> Kind:
    number = found.number
    if number.kind is Kind.LINE and sentence.tokens[0].folded == "units":
        return Kind.NUMBER
    if number.kind is Kind.LINE:
        return Kind.LINE if not number.unit or number.unit in words.COUNTED_IN_LINES else Kind.NUMBER
    if number.kind is not Kind.NUMBER:
        return number.kind
    if 1950 <= number.parts[0] <= 2100 and not number.unit and not number.digits and sentence.cells[-1] > 0:
        return Kind.SEASON  # "Josh Allen | 2026 | Source: StatMuse"
    before = sentence.tokens[found.place - 1].folded if found.place else ""
    if before in ("o", "u", "over", "under", "line") and number.unit not in ("bets", "games", "minutes", "days"):
        return Kind.TOTAL
    if before == "opened" and not number.unit and "total" in binder.to(Role.MARKET).ids:
        return Kind.TOTAL
    sides = any(one.ids & {"over", "under"} for one in sentence.of(Role.SIDE))
    if not number.unit and sides and binder.to(Role.UNIT).reach is Reach.CLAUSE and number.digits:
        return Kind.TOTAL
    return Kind.COUNT if number.unit else Kind.NUMBER


def _entities(kind: Kind, found: Found, sentence: Sentence, binder: Binder) -> dict[Role, frozenset[str]]:
    entities: dict[Role, frozenset[str]] = {}
    where = venue_in_source(kind, found.number.unit, binder)
    if where:
        entities[Role.VENUE] = where
    tags = tags_of(found, sentence, binder)
    if "opened" in tags and found.place > 1 and sentence.tokens[found.place - 2].folded == "fair":
        tags |= {"fair"}  # "fair opened -107"
    if kind is Kind.MONEY and "payout" in tags:
        tags -= {"stake"}  # "Total return (with stake)"
    elif kind is Kind.MONEY and found.number.sign:
        tags = tags - MONEY_TAGS | {"profit"}  # "stake $22.00: +$54.40 / $0.00"
    if kind in (Kind.DATE, Kind.TIME) and is_stamp(found, sentence):
        tags |= {STAMPED}
    if tags:
        entities[Role.TAG] = tags
    if "hold" in tags and sentence.tokens[0].folded == "overround":
        entities[Role.TAG] = tags | {"overround"}
    if kind is Kind.PERCENT and "fair" in tags and (of_side := side_of_chance(found, sentence)):
        entities[Role.SIDE] = of_side
    if kind in (Kind.NUMBER, Kind.COUNT, Kind.PERCENT) and (window := window_in_source(found, sentence)):
        entities[Role.WINDOW] = window
    unit = binder.to(Role.UNIT)
    if kind is Kind.NUMBER and sentence.tokens[0].folded == "units":
        entities[Role.UNIT] = frozenset({"units"})
    elif found.number.unit:
        entities[Role.UNIT] = frozenset({found.number.unit})
    elif (unit.reach >= Reach.SENTENCE or (unit and ("average" in tags or kind is Kind.TOTAL))) and kind not in (
        Kind.PRICE,
        *((Kind.PERCENT,) if not unit.ids & STATS else ()),
        Kind.DATE,
        Kind.TIME,
        Kind.MONEY,
        Kind.PHONE,
    ):
        entities[Role.UNIT] = unit.ids
    player, team, market = binder.to(Role.PLAYER), binder.to(Role.TEAM), binder.to(Role.MARKET)
    returns = kind is Kind.DATE and any(one.ids & {"back"} for one in sentence.of(Role.TAG))
    scope = scope_in_source(kind, sentence, binder)
    if scope:
        entities[Role.SCOPE] = scope
    if player and (returns or kind not in (Kind.DATE, Kind.TIME)):
        entities[Role.PLAYER] = player.ids
    of_game = (
        kind in (Kind.DATE, Kind.TIME)
        or "total" in market.ids
        or "hold" in entities.get(Role.TAG, frozenset())
        or under_a_matchup(found, sentence)
    )
    of_nobody = kind in (Kind.MONEY, Kind.PHONE, Kind.RECORD)
    if kind in (Kind.NUMBER, Kind.COUNT) and label_of(found, sentence) == "open":
        entities[Role.UNIT] = frozenset({"bets"})
    not_of_team = player or of_game or of_nobody or kind is Kind.TOTAL or found.number.unit in ("books", "markets")
    if team.reach >= Reach.SENTENCE and not not_of_team:
        entities[Role.TEAM] = team.ids
    teams = binder.teams_near() if sentence.of(Role.TEAM) or sentence.of(Role.SIDE) else frozenset()
    town = (
        len({one.ids for one in sentence.of(Role.TEAM)}) == 1 and len(teams) > 1
    )  # "Boston" with two teams is no game of them
    if teams and not town and Role.TEAM not in entities and not player and not of_nobody:
        entities[Role.GAME] = teams
    if not of_nobody and kind not in (Kind.DATE, Kind.TIME):
        for role in (Role.PLAY, Role.DIRECTION, Role.PART):
            if binder.to(role).reach >= Reach.SENTENCE or (role is Role.PLAY and binder.to(role)):
                entities[role] = binder.to(role).ids
    if of_a_draw(found, sentence) and kind in (Kind.PRICE, Kind.PERCENT):
        entities.pop(Role.TEAM, None)
        drawn = {Role.GAME: binder.teams_near(), Role.SIDE: DRAW, Role.MARKET: frozenset({"moneyline"})}
        entities.update({role: ids for role, ids in drawn.items() if ids})
    side = binder.to(Role.SIDE)
    total = side.reach is Reach.SENTENCE and market.ids & {"total"}
    if (side.reach is Reach.CLAUSE or total) and kind in (Kind.PRICE, Kind.TOTAL) and Role.SIDE not in entities:
        entities[Role.SIDE] = side.ids
        if kind is Kind.PRICE and Role.MARKET not in entities:
            entities[Role.MARKET] = frozenset({"player_prop" if player else "total"})
    if kind in _MARKETS and not entities.get(Role.TAG, frozenset()) & {"fair", "shin"}:
        book = binder.to(Role.BOOK)
        leg = sentence.bullet and len(sentence.of(Role.BOOK)) == 1  # a leg of a slip, its book in the next cell
        if book.reach >= Reach.CLAUSE:
            entities[Role.BOOK] = book.ids
        elif leg:
            entities[Role.BOOK] = sentence.of(Role.BOOK)[0].ids
    if binder.to(Role.PERIOD).reach >= Reach.SENTENCE:
        entities[Role.PERIOD] = binder.to(Role.PERIOD).ids
    return entities
