"""Whose the numbers of a whole text are: those of the place, the page or the only team that it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from professor_lock.grounding.clauses import Sentence
from professor_lock.grounding.facts import NO_IDS, NOBODY, OF_NO_TEAM, OF_RECORD, Fact, Kind, Ledger, Role, owners_of
from professor_lock.grounding.names import identity
from professor_lock.grounding.scopes import HEDGE, LIMITS, OPEN, RECORD, SIZE, SLIP

_WEATHER_IN = re.compile(r"Weather in ([^|,]{2,40}?)(?: \||,|$)")


class TicketText:
    """Gives the money of a slip, a hedge or a ticket the teams that it is on, and a record's figures `OF_RECORD`."""

    def __init__(self, text: str) -> None:
        self._of_record = _RECORD.search(text) is not None
        self._card = next((card for card, begins in _CARDS if begins.search(text)), "")
        self._of_slip = _SLIP.search(text) is not None
        self._teams: frozenset[str] = NO_IDS

    def own(self, line: str, sentence: Sentence, facts: Sequence[Fact]) -> list[Fact]:
        """The facts of the text's next line, with the ticket that they are of."""
        teams = frozenset().union(*(one.ids for one in sentence.of(Role.TEAM) if not one.other))
        if self._of_record:
            of_ticket = _TICKET.search(line) is not None
            ticket = teams or OF_NO_TEAM if of_ticket else OF_RECORD
        else:
            self._teams |= teams
            ticket = self._teams if self._of_slip else NO_IDS
        card = OPEN if self._of_record and _TICKET.search(line) else self._card

        def owned(fact: Fact) -> Fact:
            if owners_of(fact) != {NOBODY}:
                priced = card and fact.kind is Kind.PRICE
                return replace(fact, entities={**fact.entities, Role.CARD: frozenset({card})}) if priced else fact
            more: dict[Role, frozenset[str]] = {}
            if ticket and (self._of_record or fact.kind is Kind.MONEY):
                more[Role.TICKET] = ticket
            if card and (fact.kind in _OF_A_CARD or "combined" in fact.ids(Role.TAG)):
                more[Role.CARD] = frozenset({card})
            return replace(fact, entities={**fact.entities, **more}) if more else fact

        return [owned(fact) for fact in facts]


_OF_A_CARD = frozenset({Kind.MONEY, Kind.PERCENT, Kind.RECORD, Kind.RATIO, Kind.COUNT, Kind.NUMBER})
_CARDS = (
    (HEDGE, re.compile(r"^No hedge: ", re.MULTILINE)),
    (RECORD, re.compile(r"^(?:Won - lost - pushed|Return on investment): ", re.MULTILINE)),
    (LIMITS, re.compile(r"^(?:Your limits|Most for one )", re.MULTILINE)),
    (SLIP, re.compile(r"^(?:\d{1,2}-leg |Combined odds: )", re.MULTILINE)),
    (SIZE, re.compile(r"^(?:Stake for |Quarter Kelly: )", re.MULTILINE)),
)
"""By which line a text is known as one of the user's cards."""
_RECORD = re.compile(r"^(?:Won - lost - pushed|Return on investment): ", re.MULTILINE)
_SLIP = re.compile(r"^(?:\d{1,2}-leg |Combined odds: |No hedge: |Ticket: )", re.MULTILINE)
_TICKET = re.compile(r" \| [^|]{3,} \| #[0-9A-Za-z]{4,}, ")


def subject_of(sentence: Sentence) -> frozenset[str]:
    """The only team that the first line of a card names: what follows without an owner is of it."""
    teams = {one.ids for one in sentence.of(Role.TEAM)}
    alone = len(teams) == 1 and not sentence.of(Role.PLAYER) and "@" not in sentence.plain.text
    return next(iter(teams)) if alone else NO_IDS


def name_place(ledger: Ledger, line: str) -> frozenset[str]:
    """The place that a report of the weather is of: "Weather in Orchard Park | ..."."""
    match = _WEATHER_IN.match(line)
    if match is None:
        return NO_IDS
    ledger.name(match[1], Role.PLACE, identity(match[1]))
    return frozenset({identity(match[1])})


def of_place(fact: Fact, place: frozenset[str]) -> Fact:
    """A figure of the weather is its place's, whatever team is named after the place."""
    if not place or fact.kind not in (Kind.COUNT, Kind.NUMBER, Kind.PERCENT):
        return fact
    kept: dict[Role, frozenset[str]] = {role: fact.ids(role) for role in (Role.UNIT, Role.TAG) if fact.ids(role)}
    kept[Role.PLACE] = place
    return replace(fact, entities=kept)


def of_subject(fact: Fact, subject: frozenset[str]) -> Fact:
    owned = any(fact.ids(role) for role in (Role.TEAM, Role.PLAYER, Role.GAME, Role.PLACE))
    if not subject or owned or fact.kind in (Kind.MONEY, Kind.PHONE, Kind.DATE, Kind.TIME):
        return fact
    return replace(fact, entities={**fact.entities, Role.TEAM: subject})


def name_page(ledger: Ledger, host: str) -> None:
    """Let a text name a page by its host, with and without its ending."""
    host = host.removeprefix("www.")
    ledger.name(host, Role.PAGE, host)
    label = host.split(".")[-2] if host.count(".") else host
    if len(label) >= 4:
        ledger.name(label, Role.PAGE, host)
    ledger.page(host, frozenset({host, label}))


def of_page(fact: Fact, page: str) -> Fact:
    entities = {**fact.entities, Role.PAGE: frozenset({page})}
    return replace(fact, entities=entities, fresh_s=None)
