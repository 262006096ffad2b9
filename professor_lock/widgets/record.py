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
from professor_lock.betting.record import MIN_DECIDED, Ledger, Part
from professor_lock.untrusted_text import SENTENCE_LIMIT, TITLE_LIMIT, one_line
from professor_lock.widgets.actions import MY_BETS, SETTLE, TAKE_BACK
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.format import DEFAULT_TIMEZONE, zone

MAX_TICKETS_SHOWN = 12
FILTERS: Final = {"all": "All", "pending": "Open", "settled": "Settled"}
"""Which tickets are listed, and what the button of each is called."""
MAX_PARTS = 8
MAX_POINTS = 200
NOT_COUNTED = "Pushes, voids and open bets are in no rate. Past results say little about the next ones."
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


class TicketView(TypedDict):
    """One ticket of the list."""

    id: str
    picks: list[str]
    detail: str
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
    settle_action: str
    take_back_action: str
    filter_action: str
    notes: list[str]
    extension: dict[str, Any]


def create_record_widget(
    ledger: Ledger,
    tickets: Sequence[TicketLine],
    *,
    title: str = "Your record",
    status: str = "all",
    at_risk_cents: int = 0,
    notes: Sequence[str] = (),
    timezone: str | tzinfo = DEFAULT_TIMEZONE,
) -> BuiltWidget:
    """The record with the newest tickets, those of `status` (a key of `FILTERS`). `notes` are said behind its details.

    `at_risk_cents` are the stakes of the open tickets.
    """
    view = _view(ledger, tickets, title, notes, zone(timezone))
    view["filters"] = [FilterView(key=key, label=label, chosen=key == status) for key, label in FILTERS.items()]
    view["no_tickets"] = (
        "No bets yet. Lock a slip in, or say which bet you placed." if status == "all" else "None of these."
    )
    if at_risk_cents:
        count = ledger.total.record.pending
        view["at_risk"] = f"{count} open, {format_money(at_risk_cents)} at stake"
    return BuiltWidget.from_template("record", view, _text(view))


def _view(ledger: Ledger, tickets: Sequence[TicketLine], title: str, notes: Sequence[str], where: tzinfo) -> RecordView:
    points = ledger.balance[-MAX_POINTS:]
    more = len(tickets) - MAX_TICKETS_SHOWN
    said = [*notes, *([f"{more} more tickets are not shown."] if more > 0 else []), NOT_COUNTED]
    return RecordView(
        title=one_line(title, TITLE_LIMIT),
        filters=[],
        summary=_summary(ledger),
        at_risk="",
        no_tickets="",
        figures=_figures(ledger),
        sports=[_part(part) for part in ledger.by_sport[:MAX_PARTS]],
        markets=[_part(part) for part in ledger.by_market[:MAX_PARTS]],
        points=[PointView(x=str(n), balance=cents / 100) for n, (_, cents) in enumerate(points)],
        labels={str(n): f"{at.astimezone(where):%b} {at.astimezone(where).day}" for n, (at, _) in enumerate(points)},
        tickets=[_ticket(line) for line in tickets[:MAX_TICKETS_SHOWN]],
        settle_action=SETTLE,
        take_back_action=TAKE_BACK,
        filter_action=MY_BETS,
        notes=[one_line(note, SENTENCE_LIMIT) for note in said],
        extension=_extension(tickets[:MAX_TICKETS_SHOWN]),
    )


def _extension(lines: Sequence[TicketLine]) -> dict[str, Any]:
    """What our own element opens in place: the figures, and of each ticket by what it was graded."""
    folds = [{"id": "more", "label": "Details", "about": "Details of the record"}]
    folds += [
        {"id": _why_id(line), "label": "Why", "about": f"Why ticket {one_line(line.reference)} stands as it does"}
        for line in lines
        if line.why
    ]
    names = {
        f"ticket-{one_line(line.reference)}-back": f"Take ticket {one_line(line.reference)} back"
        for line in lines
        if line.take_back
    }
    return {"name": "Your record", "folds": folds, **({"names": names} if names else {})}


def _summary(ledger: Ledger) -> str:
    """ "3-1, 1 push · +$45.20 · ROI +12.3%"; empty before anything is decided."""
    record = ledger.total.record
    if not record.decided_stake_cents:
        return ""
    pushes = f", {record.pushes} push{'' if record.pushes == 1 else 'es'}" if record.pushes else ""
    sign = "+" if record.profit_cents > 0 else ""
    roi = "" if record.roi is None else f" · ROI {record.roi:+.1%}"
    return f"{_count(record.wins)}-{_count(record.losses)}{pushes} · {sign}{format_money(record.profit_cents)}{roi}"


def _figures(ledger: Ledger) -> list[FigureView]:
    record = ledger.total.record
    if not record.decided_stake_cents:
        return []
    roi = "" if record.roi is None else f"{record.roi:+.1%} of {format_money(record.decided_stake_cents)} staked"
    named = [
        ("Won - lost - pushed", f"{_count(record.wins)} - {_count(record.losses)} - {record.pushes}"),
        ("Open", str(record.pending)),
        ("Win rate", _rate(ledger.total)),
        ("Profit", format_money(record.profit_cents)),
        ("Return on investment", roi),
        ("Units (each bet one unit)", f"{float(ledger.total.units):+.2f}"),
        ("Closing-line value (fair)", _clv(ledger)),
    ]
    return [FigureView(label=label, figure=figure) for label, figure in named if figure]


def _rate(part: Part) -> str:
    """ "6 of 11 (54.5%, 95% interval 28%-79%)"; counts alone below five decided bets."""
    record = part.record
    decided = record.wins + record.losses
    if not decided:
        return ""
    counts = f"{_count(record.wins)} of {_count(decided)}"
    if decided < MIN_DECIDED or record.win_rate is None or record.win_rate_interval is None:
        return counts
    low, high = record.win_rate_interval
    return f"{counts} ({record.win_rate:.1%}, 95% interval {low:.0%}-{high:.0%})"


def _clv(ledger: Ledger) -> str:
    clv = ledger.clv
    if clv.mean is None:
        return ""
    verdict = "" if clv.verdict else "; too few bets to say anything by it"
    return f"{clv.mean:+.2%} over {clv.bets} bet{'' if clv.bets == 1 else 's'}{verdict}"


def _part(part: Part) -> PartView:
    record = part.record
    if not record.decided_stake_cents:
        return PartView(name=one_line(part.name), figure=f"{record.pending} open")
    figure = f"{_count(record.wins)}-{_count(record.losses)}, {float(part.units):+.2f} units"
    return PartView(name=one_line(part.name), figure=f"{figure}, {format_money(record.profit_cents)}")


def _count(number: object) -> str:
    return f"{float(number):g}"  # type: ignore[arg-type]


def _ticket(line: TicketLine) -> TicketView:
    return TicketView(
        id=f"ticket-{one_line(line.reference)}",
        picks=[one_line(pick, TITLE_LIMIT) for pick in line.picks],
        detail=one_line(f"#{line.reference}, {line.stake}{', ' + line.came_to if line.came_to else ''}", TITLE_LIMIT),
        why=[one_line(reason, SENTENCE_LIMIT) for reason in line.why],
        result=line.result.replace("_", " "),
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
        lines.append(f"{demo}{ticket['result'].upper()} | {'; '.join(ticket['picks'])} | {ticket['detail']}{why}")
    return "\n".join(line for line in [*lines, *view["notes"]] if line)
