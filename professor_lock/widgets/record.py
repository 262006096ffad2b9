"""The record as a card: the tickets first, then what they came to, the balance, and behind details all figures.

Every rate carries its interval or is left out, and so is what is not known yet: never 0%, never a row of "n/a". What is
shown is decided in `betting.record`; here it is only put into words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Final, Literal

from typing_extensions import TypedDict

from professor_lock.betting.money import format_money
from professor_lock.betting.record import MIN_DECIDED, BettingRecord, Part
from professor_lock.untrusted_text import SENTENCE_LIMIT, TITLE_LIMIT, one_line
from professor_lock.widgets.actions import MY_BETS, SETTLE, TAKE_BACK
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.format import DEFAULT_TIMEZONE, month_day, zone
from professor_lock.widgets.share import Share, share
from professor_lock.words import ENGLISH, Words
from professor_lock.words.sentences import sentence

MAX_TICKETS_SHOWN = 12
FILTERS: Final = ("all", "pending", "settled")
"""Which tickets are listed."""
TICKETS_SHARED = 5
"""Tickets that the copy button takes."""
MAX_PARTS = 8
MAX_POINTS = 200
RESULT_COLORS: dict[str, Literal["success", "danger", "secondary", "warning", "info"]] = {
    "won": "success",
    "half_won": "success",
    "lost": "danger",
    "half_lost": "danger",
    "pending": "info",
    "ask_book": "warning",
}


@dataclass(frozen=True, slots=True)
class TicketLine:
    """One ticket in the list: its name, each pick with its game and day, its result's name, and what it came to.

    `why` says by which scores, figures and rules, or what it waits for.
    """

    reference: str
    picks: tuple[str, ...]
    stake: str
    result: str
    came_to: str
    demo: bool
    why: tuple[str, ...] = ()
    ask: bool = False
    """Whether its owner is asked to enter how it ended."""
    take_back: bool = False
    """Whether its owner can still take it back."""
    bets: tuple[tuple[str, str], ...] = ()
    """Of each pick what the card shows, in two lines: the bet, and its game with the start. Without them, `picks`."""
    outcome: str = ""
    """What it came to, without what `bets` say. Without it, `came_to`."""


class PickView(TypedDict):
    """One pick of a ticket."""

    pick: str
    game: str


class TicketView(TypedDict):
    """One ticket of the list. `picks` and `detail` are what the card shows, `said` and `told` what a model reads."""

    id: str
    picks: list[PickView]
    detail: str
    said: list[str]
    told: str
    why: list[str]
    why_id: str
    result: str
    color: str
    demo: bool
    ask: str
    """The name of a ticket whose owner is asked for its result, else empty."""
    take_back: str
    """The name of a ticket that can be taken back, else empty."""


class FilterView(TypedDict):
    """One choice of which tickets to list."""

    key: str
    label: str
    chosen: bool


class FigureView(TypedDict):
    """A labelled figure."""

    label: str
    figure: str


class PartView(TypedDict):
    """One line of a breakdown."""

    name: str
    figure: str


class PointView(TypedDict):
    """One point of the balance, in dollars."""

    x: str
    balance: float


class RecordView(TypedDict):
    """What `record.widget` shows."""

    title: str
    filters: list[FilterView]
    summary: str
    at_risk: str
    no_tickets: str
    figures: list[FigureView]
    sports: list[PartView]
    markets: list[PartView]
    points: list[PointView]
    labels: dict[str, str]
    tickets: list[TicketView]
    all_demo: bool
    """One tag above them says so, and not one each."""
    settle_action: str
    take_back_action: str
    filter_action: str
    notes: list[str]
    extension: dict[str, Any]


def create_record_widget(
    bets: BettingRecord,
    tickets: Sequence[TicketLine],
    *,
    title: str = "",
    status: str = "all",
    at_risk_cents: int = 0,
    notes: Sequence[str] = (),
    timezone: str | tzinfo = DEFAULT_TIMEZONE,
    words: Words = ENGLISH,
) -> BuiltWidget:
    """The record with the newest tickets, those of `status` (a key of `FILTERS`). `notes` are said behind its details.

    `at_risk_cents` are the stakes of the open tickets.
    """
    view, english = (
        _view(bets, tickets, title, status, at_risk_cents, notes, zone(timezone), one) for one in (words, ENGLISH)
    )
    sent = _share(view, tickets[:MAX_TICKETS_SHOWN], words)
    return BuiltWidget.from_template("record", view, _text(english), words=words.section("record"), share=sent)


def _share(view: RecordView, tickets: Sequence[TicketLine], words: Words) -> Share:
    """For a friend: "My record: 3-1 · +$45.20 · ROI +12.3%", and a line for each of the newest tickets."""
    head = ": ".join(part for part in (words("share.record"), view["summary"]) if part)
    lines = []
    for line in tickets[:TICKETS_SHARED]:
        came_to = f", {line.came_to}" if line.came_to else ""
        detail = f"{line.stake}{came_to}" + (" · DEMO" if line.demo and not view["all_demo"] else "")
        lines.append(f"{words(f'record.result_{line.result}')}: {' + '.join(line.picks)} ({detail})")
    return share([head, *lines] if lines or view["summary"] else [], demo=view["all_demo"], words=words)


def _view(  # noqa: PLR0917  all that the card says
    bets: BettingRecord,
    tickets: Sequence[TicketLine],
    title: str,
    status: str,
    at_risk_cents: int,
    notes: Sequence[str],
    where: tzinfo,
    words: Words,
) -> RecordView:
    at_risk = ""
    if at_risk_cents:
        at_risk = words("record.at_risk", n=bets.total.record.pending, money=format_money(at_risk_cents))
    points = bets.balance[-MAX_POINTS:]
    more = len(tickets) - MAX_TICKETS_SHOWN
    said = [sentence(note, words) for note in notes]
    said += [*([words("record.more_tickets", n=more)] if more > 0 else []), words("record.not_counted")]
    return RecordView(
        title=one_line(title or words("record.title"), TITLE_LIMIT),
        filters=[FilterView(key=key, label=words(f"record.{key}"), chosen=key == status) for key in FILTERS],
        summary=_summary(bets, words),
        at_risk=at_risk,
        no_tickets=words("record.no_bets" if status == "all" else "record.none_of_these"),
        figures=_figures(bets, words),
        sports=[_part(part, words) for part in bets.by_sport[:MAX_PARTS]],
        markets=[_part(part, words) for part in bets.by_market[:MAX_PARTS]],
        points=[PointView(x=str(n), balance=cents / 100) for n, (_, cents) in enumerate(points)],
        labels={str(n): month_day(at.astimezone(where), words) for n, (at, _) in enumerate(points)},
        tickets=[_ticket(line, words) for line in tickets[:MAX_TICKETS_SHOWN]],
        all_demo=bool(tickets) and all(line.demo for line in tickets[:MAX_TICKETS_SHOWN]),
        settle_action=SETTLE,
        take_back_action=TAKE_BACK,
        filter_action=MY_BETS,
        notes=[one_line(note, SENTENCE_LIMIT) for note in said],
        extension=_extension(tickets[:MAX_TICKETS_SHOWN], words),
    )


def _extension(lines: Sequence[TicketLine], words: Words) -> dict[str, Any]:
    """What our own element opens in place: the figures, and of each ticket by what it was graded."""
    folds = [{"id": "more", "label": words("common.details"), "about": words("record.details_of")}]
    folds += [
        {
            "id": _why_id(line),
            "label": words("record.why"),
            "about": words("record.why_of", ticket=one_line(line.reference)),
        }
        for line in lines
        if line.why
    ]
    names = {
        f"ticket-{one_line(line.reference)}-back": words("record.take_back_of", ticket=one_line(line.reference))
        for line in lines
        if line.take_back
    }
    return {"name": words("record.title"), "folds": folds, **({"names": names} if names else {})}


def _summary(bets: BettingRecord, words: Words) -> str:
    """ "3-1, 1 push · +$45.20 · ROI +12.3%"; empty before anything is decided."""
    record = bets.total.record
    if not record.decided_stake_cents:
        return ""
    pushes = f", {words('record.pushes', n=record.pushes)}" if record.pushes else ""
    sign = "+" if record.profit_cents > 0 else ""
    roi = "" if record.roi is None else f" · ROI {record.roi:+.1%}"
    return f"{_count(record.wins)}-{_count(record.losses)}{pushes} · {sign}{format_money(record.profit_cents)}{roi}"


def _figures(bets: BettingRecord, words: Words) -> list[FigureView]:
    record = bets.total.record
    if not record.decided_stake_cents:
        return []
    staked = format_money(record.decided_stake_cents)
    roi = "" if record.roi is None else words("record.roi_of", roi=f"{record.roi:+.1%}", money=staked)
    named = [
        ("won_lost_pushed", f"{_count(record.wins)} - {_count(record.losses)} - {record.pushes}"),
        ("open", str(record.pending)),
        ("win_rate", _rate(bets.total, words)),
        ("profit", format_money(record.profit_cents)),
        ("roi", roi),
        ("units", f"{float(bets.total.units):+.2f}"),
        ("clv", _clv(bets, words)),
    ]
    return [FigureView(label=words(f"record.{key}"), figure=figure) for key, figure in named if figure]


def _rate(part: Part, words: Words) -> str:
    """ "6 of 11 (54.5%, 95% interval 28%-79%)"; counts alone below five decided bets."""
    record = part.record
    decided = record.wins + record.losses
    if not decided:
        return ""
    won, all_decided = _count(record.wins), _count(decided)
    if decided < MIN_DECIDED or record.win_rate is None or record.win_rate_interval is None:
        return words("record.rate", won=won, decided=all_decided)
    low, high = (f"{end:.0%}" for end in record.win_rate_interval)
    rate = f"{record.win_rate:.1%}"
    return words("record.rate_interval", won=won, decided=all_decided, rate=rate, low=low, high=high)


def _clv(bets: BettingRecord, words: Words) -> str:
    clv = bets.clv
    if clv.mean is None:
        return ""
    over = words("record.over_bets", clv=f"{clv.mean:+.2%}", n=clv.bets)
    return over if clv.verdict else words("record.too_few", clv=over)


def _part(part: Part, words: Words) -> PartView:
    record = part.record
    if not record.decided_stake_cents:
        return PartView(name=_part_name(part, words), figure=words("record.part_open", n=record.pending))
    won, lost, units = _count(record.wins), _count(record.losses), f"{float(part.units):+.2f}"
    figure = words("record.part", won=won, lost=lost, units=units, money=format_money(record.profit_cents))
    return PartView(name=_part_name(part, words), figure=figure)


def _part_name(part: Part, words: Words) -> str:
    """The name of a market or of no one sport in the language; a league's title as it is."""
    name = one_line(part.name)
    if words.language == "en":
        return name
    key = name.lower().replace(" ", "_")
    return next((words(one) for one in (f"market.{key}", f"record.{key}") if words.knows(one)), name)


def _count(number: object) -> str:
    return f"{float(number):g}"  # type: ignore[arg-type]


def _ticket(line: TicketLine, words: Words) -> TicketView:
    bets = line.bets or tuple((pick, "") for pick in line.picks)
    outcome = line.outcome or line.came_to
    return TicketView(
        id=f"ticket-{one_line(line.reference)}",
        picks=[PickView(pick=one_line(pick, TITLE_LIMIT), game=one_line(game, TITLE_LIMIT)) for pick, game in bets],
        detail=one_line(f"#{line.reference}, {line.stake}{', ' + outcome if outcome else ''}", TITLE_LIMIT),
        said=[one_line(pick, TITLE_LIMIT) for pick in line.picks],
        told=one_line(f"#{line.reference}, {line.stake}{', ' + line.came_to if line.came_to else ''}", TITLE_LIMIT),
        why=[one_line(sentence(reason, words), SENTENCE_LIMIT) for reason in line.why],
        result=words(f"record.result_{line.result}"),
        color=RESULT_COLORS.get(line.result, "secondary"),
        demo=line.demo,
        ask=one_line(line.reference) if line.ask else "",
        take_back=one_line(line.reference) if line.take_back else "",
        why_id=_why_id(line),
    )


def _why_id(line: TicketLine) -> str:
    return f"why-{one_line(line.reference)}"


def _text(view: RecordView) -> str:
    lines = [view["title"], view["summary"], view["at_risk"], "" if view["tickets"] else view["no_tickets"]]
    lines += [f"{one['label']}: {one['figure']}" for one in view["figures"]]
    for name, parts in (("By sport", view["sports"]), ("By market", view["markets"])):
        if parts:
            lines.append(f"{name}: " + "; ".join(f"{part['name']} {part['figure']}" for part in parts))
    for ticket in view["tickets"]:
        demo = "DEMO " if ticket["demo"] else ""
        why = f" | {'; '.join(ticket['why'])}" if ticket["why"] else ""
        lines.append(f"{demo}{ticket['result'].upper()} | {'; '.join(ticket['said'])} | {ticket['told']}{why}")
    return "\n".join(line for line in [*lines, *view["notes"]] if line)
