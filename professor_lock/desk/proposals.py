"""Actions that only a user's click may perform: a tool proposes one on a card, and the click on the card does it, once.

A proposal is stored before its card is shown, for one user, one conversation and one card. A click names the card and
one of its choices; the action is read from the stored proposal and never from the click, except for an amount that the
user typed where the card asks for one. So a model that follows instructions in a page or a file can only show a card.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from professor_lock.betting.money import MAX_STAKE_CENTS, format_money, parse_stake, payout_cents
from professor_lock.betting.settlement import Result
from professor_lock.db.ids import new_id
from professor_lock.db.pool import Database
from professor_lock.desk.self_limits import SelfLimitsStore, limit_rows
from professor_lock.desk.ticket_store import TicketStore
from professor_lock.desk.tickets import WHOLE, LegGrade, NewTicket, Ticket
from professor_lock.errors import BadInput
from professor_lock.user import UserContext
from professor_lock.widgets.actions import AMOUNT, YES

VALID_FOR = timedelta(days=7)
"""The age after which a card is out of date and does nothing."""
MAX_RETURN_CENTS = 1_000 * MAX_STAKE_CENTS
"""$1,000,000,000: more than any book pays on a ticket, and far less than a column can hold."""
BY_HAND = "entered by hand by you"
NO_SUCH_CHOICE = "There is no such choice on this card."
GONE = "This was done already, or the card is out of date: nothing has changed by this click. Ask for it again."


@dataclass(frozen=True, slots=True)
class TrackBet:
    """Record a bet that was placed elsewhere."""

    ticket: NewTicket
    kind: Literal["track"] = "track"


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Take a recorded bet back before its first game."""

    ticket: str
    reason: str
    kind: Literal["take_back"] = "take_back"


@dataclass(frozen=True, slots=True)
class SettleBet:
    """Enter how a bet ended. `choices` maps the card's choices to a result and the cents returned.

    `takes_amount` says whether the user may type the amount returned instead.
    """

    ticket: str
    choices: dict[str, tuple[Result, int]]
    takes_amount: bool
    note: str
    kind: Literal["settle"] = "settle"


@dataclass(frozen=True, slots=True)
class SetLimits:
    """Set the user's own limits."""

    max_stake_cents: int | None
    daily_stake_cents: int | None
    country: str | None
    kind: Literal["limits"] = "limits"


@dataclass(frozen=True, slots=True)
class TakeBreak:
    """Begin a break from betting of so many days."""

    days: float
    kind: Literal["break"] = "break"


@dataclass(frozen=True, slots=True)
class ChooseLimit:
    """Set the daily limit: one of the card's amounts, or a typed one."""

    kind: Literal["choose_limit"] = "choose_limit"


@dataclass(frozen=True, slots=True)
class ChooseBreak:
    """Begin a break of one of the card's lengths."""

    kind: Literal["choose_break"] = "choose_break"


Proposal = Annotated[
    TrackBet | TakeBack | SettleBet | SetLimits | TakeBreak | ChooseLimit | ChooseBreak, Field(discriminator="kind")
]
LIMIT_CHOICES = (2_000, 5_000, 10_000)
"""Amounts offered as a daily limit, in cents."""
SAME_RESULT = {
    "win": "won", "winner": "won", "lose": "lost", "loss": "lost", "loser": "lost", "pushed": "push", "tie": "push",
    "voided": "void", "refund": "void", "refunded": "void", "no action": "void", "half win": "half won",
    "half loss": "half lost",
}  # fmt: skip
BREAK_CHOICES = (1, 7, 30)
"""Lengths of a break that are offered, in days."""
_PROPOSAL: TypeAdapter[Proposal] = TypeAdapter(Proposal)


class ProposalStore:
    """The proposals of users, found by the card that shows them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    ADD = """
        INSERT INTO pp_proposals (user_id, thread_id, card, content, expires_at)
        VALUES ($1, $2, $3, $4, $5)"""

    async def add(self, thread_id: str, card: str, proposal: Proposal, context: UserContext, now: datetime) -> None:
        """Store the proposal of a card that is about to be shown."""
        content = _PROPOSAL.dump_json(proposal).decode().replace("\\u0000", "")
        await self._db.execute(self.ADD, context.user_id, thread_id, card, content, now + VALID_FOR)

    # One statement, so that of two clicks, or two tabs, one gets the proposal.
    CLAIM = """
        UPDATE pp_proposals
           SET used_at = $4
         WHERE user_id = $1
           AND thread_id = $2
           AND card = $3
           AND used_at IS NULL
           AND expires_at > $4
        RETURNING content"""

    async def claim(self, thread_id: str, card: str, context: UserContext, now: datetime) -> Proposal | None:
        """Take a card's proposal for this click; None when it was taken before, is too old or does not exist."""
        row = await self._db.fetchrow(self.CLAIM, context.user_id, thread_id, card[:100], now)
        if row is None:
            return None
        try:
            return _PROPOSAL.validate_json(row["content"])
        except ValidationError as error:
            raise BadInput("That card cannot be read any more. Ask for it again.") from error

    RELEASE = """
        UPDATE pp_proposals
           SET used_at = NULL
         WHERE user_id = $1
           AND thread_id = $2
           AND card = $3"""

    async def release(self, thread_id: str, card: str, context: UserContext) -> None:
        """Undo a claim because the action failed: the card can be clicked again."""
        await self._db.execute(self.RELEASE, context.user_id, thread_id, card[:100])


@dataclass(frozen=True, slots=True)
class ClickResult:
    """The result of a click: a sentence, and labelled figures for the card."""

    text: str
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Proposals:
    """Stores proposals and performs them. `now` returns the present, aware UTC."""

    store: ProposalStore
    tickets: TicketStore
    self_limits: SelfLimitsStore
    now: Callable[[], datetime]

    async def propose(self, thread_id: str, proposal: Proposal, context: UserContext) -> str:
        """Store a proposal; returns the id that its card must have."""
        card = new_id("message")
        await self.store.add(thread_id, card, proposal, context, self.now())
        return card

    async def confirm(
        self, thread_id: str, card: str, choice: str, amount: str | None, context: UserContext
    ) -> ClickResult:
        """Perform the proposal of this user's card. After a BadInput the card can be clicked again."""
        proposal = await self.store.claim(thread_id, card, context, self.now())
        if proposal is None:
            return ClickResult(GONE)
        try:
            return await self._do(proposal, choice, amount, context)
        except BaseException:
            await self.store.release(thread_id, card, context)
            raise

    async def dismiss(self, thread_id: str, card: str, context: UserContext) -> ClickResult:
        """Take the card's proposal without performing it."""
        claimed = await self.store.claim(thread_id, card, context, self.now())
        return ClickResult(GONE if claimed is None else "Left as it was: nothing has changed.")

    async def _do(self, proposal: Proposal, choice: str, amount: str | None, context: UserContext) -> ClickResult:
        match proposal:
            case SettleBet():
                return await self._settle(proposal, choice, amount, context)
            case TrackBet():
                _only_yes(choice)
                ticket = await self.tickets.add(proposal.ticket, context)
                return ClickResult(f"Recorded as #{ticket.reference}. No bet was placed here and no money moved.")
            case TakeBack():
                _only_yes(choice)
                return await self._take_back(proposal, context)
            case SetLimits():
                _only_yes(choice)
                limits = await self.self_limits.set_limits(
                    context,
                    max_stake_cents=proposal.max_stake_cents,
                    daily_stake_cents=proposal.daily_stake_cents,
                    country=proposal.country,
                )
                return ClickResult("Your limits are set.", tuple(limit_rows(limits, self.now(), context)))
            case TakeBreak():
                _only_yes(choice)
                limits = await self.self_limits.cool_off(context, proposal.days)
                return ClickResult("Your break has begun.", tuple(limit_rows(limits, self.now(), context)))
            case ChooseLimit():
                return await self._choose_limit(choice, amount, context)
            case ChooseBreak():
                if choice not in {str(days) for days in BREAK_CHOICES}:
                    raise BadInput(NO_SUCH_CHOICE, field="action.payload.choice")
                limits = await self.self_limits.cool_off(context, int(choice))
                return ClickResult("Your break has begun.", tuple(limit_rows(limits, self.now(), context)))

    async def _choose_limit(self, choice: str, amount: str | None, context: UserContext) -> ClickResult:
        if choice != AMOUNT and choice not in {str(cents) for cents in LIMIT_CHOICES}:
            raise BadInput(NO_SUCH_CHOICE, field="action.payload.choice")
        cents = parse_stake(amount or "", field="action.payload.amount") if choice == AMOUNT else int(choice)
        before = await self.self_limits.load(context)
        limits = await self.self_limits.set_limits(
            context, max_stake_cents=before.max_stake_cents, daily_stake_cents=cents
        )
        return ClickResult("Your limit is set.", tuple(limit_rows(limits, self.now(), context)))

    async def _take_back(self, proposal: TakeBack, context: UserContext) -> ClickResult:
        ticket = await self.tickets.find(proposal.ticket, context)
        require_open_before_start(ticket, self.now())
        grade = LegGrade(WHOLE, Result.VOID, f"Taken back by you: {proposal.reason}", "you", ticket.stake_cents)
        if not await self.tickets.grade(context.user_id, ticket.id, [grade]):
            raise BadInput(f"Ticket #{ticket.reference} was decided in this moment.")
        return ClickResult(f"Ticket #{ticket.reference} is void; its stake counts as returned. It stays on the list.")

    async def _settle(self, proposal: SettleBet, choice: str, amount: str | None, context: UserContext) -> ClickResult:
        ticket = await self.tickets.find(proposal.ticket, context)
        if choice == AMOUNT and proposal.takes_amount:
            returned = parse_returned(amount or "")
            result = result_of_amount(returned, ticket.stake_cents)
        elif choice in proposal.choices:
            result, returned = proposal.choices[choice]
        else:
            raise BadInput("Which of the choices on the card is it?", field="action.payload.choice")
        reason = f"Entered by hand on {self.now():%Y-%m-%d}" + (f": {proposal.note}" if proposal.note else "")
        if not await self.tickets.settle_by_hand(ticket, result, returned, reason, context):
            raise BadInput(f"Ticket #{ticket.reference} was settled in this moment. Look at it again.")
        said = result.value.replace("_", " ")
        return ClickResult(f"Ticket #{ticket.reference} is {said}, {format_money(returned)} back: {BY_HAND}.")


def settle_choices(ticket: Ticket) -> dict[str, tuple[Result, int]]:
    """Each possible result of a bet with the cents returned; "won" is left out where the ticket has no price."""
    stake = ticket.stake_cents
    choices: dict[str, tuple[Result, int]] = {}
    if ticket.price is not None and payout_cents(stake, ticket.price) <= MAX_RETURN_CENTS:
        choices["won"] = (Result.WON, payout_cents(stake, ticket.price))
    return choices | {"lost": (Result.LOST, 0), "push": (Result.PUSH, stake), "void": (Result.VOID, stake)}


def settle_as(ticket: Ticket, result: str) -> tuple[Result, int]:
    """The result and cents returned for a word ("won", "lost", "push", "void") or an amount ("$190.91").

    A straight bet can also be half won or half lost, as on a quarter line. BadInput for any other text.
    """
    word = " ".join(result.replace("_", " ").casefold().split())
    word = SAME_RESULT.get(word, word)
    choices = settle_choices(ticket)
    if len(ticket.legs) == 1:
        if "won" in choices:
            half = payout_cents(ticket.stake_cents, (1 + (ticket.price or 1)) / Fraction(2))
            choices["half won"] = (Result.HALF_WON, half)
        choices["half lost"] = (Result.HALF_LOST, payout_cents(ticket.stake_cents, Fraction(1, 2)))
    if word in choices:
        return choices[word]
    if word == "won":
        raise BadInput("This ticket has no price of its own: say the amount that came back.", field="result")
    returned = parse_returned(result, field="result")
    return result_of_amount(returned, ticket.stake_cents), returned


def result_of_amount(returned_cents: int, stake_cents: int) -> Result:
    """The result that a returned amount means: won above the stake, half lost for a part of it."""
    if returned_cents == 0:
        return Result.LOST
    if returned_cents == stake_cents:
        return Result.PUSH
    return Result.WON if returned_cents > stake_cents else Result.HALF_LOST


def parse_returned(text: str, *, field: str = "action.payload.amount") -> int:
    """The typed amount returned, stake included, in cents: 0 to MAX_RETURN_CENTS; BadInput otherwise."""
    if text.strip().lstrip("$").strip() in ("0", "0.0", "0.00"):
        return 0
    try:
        return parse_stake(text, max_cents=MAX_RETURN_CENTS, field=field)
    except BadInput as error:
        raise BadInput(
            "Say won, lost, push or void, or the amount that came back, stake included: from $0 to "
            f"{format_money(MAX_RETURN_CENTS)}.",
            field=field,
        ) from error


def require_open_before_start(ticket: Ticket, now: datetime) -> None:
    """BadInput unless the ticket is open and its first game is still to come."""
    if ticket.settlement.result is not Result.PENDING:
        raise BadInput(f"Ticket #{ticket.reference} is decided: {ticket.settlement.result.value}.")
    if ticket.first_start <= now:
        raise BadInput("Its first game has begun: a bet can be taken back only before that, or no record is true.")


def _only_yes(choice: str) -> None:
    if choice != YES:
        raise BadInput(NO_SUCH_CHOICE, field="action.payload.choice")
