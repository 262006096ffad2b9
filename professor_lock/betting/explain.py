"""A calculation with its formula and the user's own numbers in it, step by step, to be checked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from professor_lock.betting.arbitrage import equal_return, hedge_equal, is_arbitrage
from professor_lock.betting.clv import fair_clv, raw_clv
from professor_lock.betting.money import format_money, payout_cents, require_stake
from professor_lock.betting.novig import NoVig, no_vig
from professor_lock.betting.odds import format_decimal, format_price
from professor_lock.betting.record import rate_text
from professor_lock.betting.staking import ev_cents, expected_value, kelly_fraction, kelly_stake_cents, won_and_lost
from professor_lock.errors import BadInput
from professor_lock.user import OddsFormat


@dataclass(frozen=True, slots=True)
class Explanation:
    """`formula` in symbols, then each step as (what, with the numbers), and the answer in a sentence."""

    title: str
    formula: str
    steps: tuple[tuple[str, str], ...]
    answer: str


def explain_implied(decimal: Fraction, odds_format: OddsFormat = "american") -> Explanation:
    """The probability a price implies, vig included.

    >>> explain_implied(Fraction(21, 11)).answer
    'American -110, decimal 1.91, fractional 10/11. At -110 you need to win more than 52.4% of the time to come out \
ahead; the vig is in that number.'
    """
    q = 1 / decimal
    written = f"ecimal {format_price(decimal, 'decimal')}, fractional {format_price(decimal, 'fractional')}."
    american = odds_format == "american"  # who reads other odds meets no American ones
    formats = f"American {format_price(decimal, 'american')}, d{written}" if american else f"D{written}"
    return Explanation(
        "Implied probability",
        "q = 1 / d",
        (
            ("Decimal price d", f"{format_price(decimal, odds_format)} is {_number(decimal)}"),
            ("q", f"1 / {_number(decimal)} = {_percent(q)}"),
        ),
        f"{formats} At {format_price(decimal, odds_format)} you need to win more than {_short(q)} of the time "
        "to come out ahead; the vig is in that number.",
    )


def explain_hedge(taken: Fraction, other: Fraction, stake_cents: int) -> Explanation:
    """The bet on the other side after which a bet that was taken leaves the same whichever wins.

    >>> explain_hedge(Fraction(6), Fraction(5, 3), 10_000).answer
    '$360.00 on the other side leaves $140.00 whichever wins.'
    """
    require_stake(stake_cents)
    returns = payout_cents(stake_cents, taken)
    hedge = hedge_equal(returns, stake_cents, other)
    least = min(hedge.if_won_cents, hedge.if_lost_cents)
    return Explanation(
        "Hedge",
        "h = S x d1 / d2, left = S x d1 - S - h",
        (
            ("The bet returns", f"{format_money(stake_cents)} x {_number(taken)} = {format_money(returns)}"),
            ("On the other side", f"{format_money(returns)} / {_number(other)} = {format_money(hedge.stake_cents)}"),
        ),
        f"{format_money(hedge.stake_cents)} on the other side leaves {format_money(least)} whichever wins.",
    )


def explain_no_vig(decimals: Sequence[Fraction], odds_format: OddsFormat = "american") -> Explanation:
    """The fair chances in the prices of all sides of one market, by the default method and by Shin's.

    >>> explain_no_vig([Fraction(21, 11), Fraction(21, 11)]).answer
    'Fair chances: 50% (+100) / 50% (+100). The book keeps 4.5% of all stakes: that is the vig.'
    """
    implied = [1 / decimal for decimal in decimals]
    if len(implied) < 2:
        raise BadInput("A market needs at least two sides: one side alone has no fair price.", field="prices")
    total = sum(implied, Fraction(0))
    fair = [q / total for q in implied]
    steps = [
        ("q of each side", " / ".join(map(_percent, implied))),
        ("B = sum of q", _percent(total)),
        ("p = q / B", " / ".join(map(_percent, fair))),
        ("Overround = B - 1", _percent(total - 1)),
        ("Hold = 1 - 1/B", _percent(1 - 1 / total)),
    ]
    if total >= 1:
        by_shin = no_vig([float(q) for q in implied], NoVig.SHIN)
        steps.append(("By Shin's method", " / ".join(f"{p:.3%}" for p in by_shin)))
    prices = " / ".join(f"{_short(p)} ({format_price(1 / p, odds_format)})" for p in fair)
    kept = f"The book keeps {_short(1 - 1 / total)} of all stakes: that is the vig."
    return Explanation(
        "No-vig (fair) chances", "p = q / B, B = sum of q", tuple(steps),
        f"Fair chances: {prices}. {kept if total >= 1 else 'There is no vig in these prices.'}",
    )  # fmt: skip


def explain_parlay(decimals: Sequence[Fraction], stake_cents: int, odds_format: OddsFormat = "american") -> Explanation:
    """What a parlay of legs in different games pays. One price is a straight bet.

    >>> explain_parlay([Fraction(21, 11)] * 3, 10_000).answer
    '$100.00 returns $695.79: $595.79 profit and the stake.'
    """
    require_stake(stake_cents)
    product = Fraction(1)
    for decimal in decimals:
        product *= decimal
    paid = payout_cents(stake_cents, product)
    return Explanation(
        "Parlay payout" if len(decimals) > 1 else "Payout",
        "return = stake x d1 x d2 x ... ; profit = return - stake",
        (
            ("Prices", " x ".join(_number(decimal) for decimal in decimals)),
            ("Combined", f"{_number(product)} ({format_price(product, odds_format)})"),
            ("Return", f"{format_money(stake_cents)} x {_number(product)} = {format_money(paid)}"),
        ),
        f"{format_money(stake_cents)} returns {format_money(paid)}: {format_money(paid - stake_cents)} profit and the "
        "stake.",
    )


def explain_ev(decimal: Fraction, probability: float, stake_cents: int, push: float = 0.0) -> Explanation:
    """What a bet is worth on average, for a probability that comes from a market or from the user.

    `push` is the chance that the stake comes back, of a line on a whole number.

    >>> explain_ev(Fraction(21, 11), 0.55, 10_000).answer
    'On average this bet is worth +$5.00, +5% of the stake, if 55% is right.'
    """
    require_stake(stake_cents)
    p, lost = won_and_lost(probability, push)
    value = expected_value(probability, decimal, push=push)
    cents = ev_cents(stake_cents, value)
    return Explanation(
        "Expected value",
        "EV = p x (d - 1) - (1 - p - u), u the chance of a push" if push else "EV = p x (d - 1) - (1 - p)",
        (
            ("p and d", f"{_percent(p)} and {_number(decimal)}"),
            *_push_step(p, lost),
            ("EV per unit", f"{_percent(p)} x {_number(decimal - 1)} - {_percent(lost)} = {_signed(value)}"),
            ("For the stake", f"{format_money(stake_cents)} x {_signed(value)} = {_money(cents)}"),
        ),
        f"On average this bet is worth {_money(cents)}, {_signed_short(value)} of the stake, if {_short(p)} is right.",
    )


def explain_kelly(decimal: Fraction, probability: float, bankroll_cents: int, push: float = 0.0) -> Explanation:
    """The stake of the greatest growth, and the quarter of it, capped, that is our default; `push` as for the EV.

    >>> explain_kelly(Fraction(21, 11), 0.55, 100_000).answer
    'Full Kelly is 5.5% of the bankroll; the quarter we use is $13.75.'
    """
    f = kelly_fraction(probability, decimal, push=push)
    stake = kelly_stake_cents(bankroll_cents, probability, decimal, push=push)
    p, lost = won_and_lost(probability, push)
    answer = (
        f"Full Kelly is {_short(f)} of the bankroll; the quarter we use is {format_money(stake)}."
        if f > 0
        else "There is no edge at this price: Kelly says to bet nothing."
    )
    return Explanation(
        "Kelly stake",
        "f = (p x b - q) / (b x (p + q)), b = d - 1, q = 1 - p - u, never below 0"
        if push
        else "f = (p x b - (1 - p)) / b, b = d - 1, never below 0",
        (
            ("p and b", f"{_percent(p)} and {_number(decimal - 1)}"),
            *_push_step(p, lost),
            ("f", _percent(f)),
            ("Quarter, at most 5%, rounded down", format_money(stake)),
        ),
        answer,
    )


def explain_arbitrage(
    decimals: Sequence[Fraction], total_cents: int, odds_format: OddsFormat = "american"
) -> Explanation:
    """Stakes that return the same whichever side wins.

    >>> explain_arbitrage([Fraction("1.90"), Fraction("2.20")], 100_000).answer
    '$536.59 at -111 and $463.41 at +120 win $19.50 (2%) whichever side comes in, while the prices stand.'
    """
    plan = equal_return(total_cents, decimals)
    stakes = " / ".join(format_money(cents) for cents in plan.stakes_cents)
    bets = " and ".join(
        f"{format_money(cents)} at {format_price(decimal, odds_format)}"
        for cents, decimal in zip(plan.stakes_cents, decimals, strict=True)
    )
    least = min(plan.payouts_cents) - sum(plan.stakes_cents)
    rate = _short(abs(plan.return_rate))
    return Explanation(
        "Equal-return stakes",
        "stake = T / (d x B), return = 1/B - 1",
        (
            ("B", _percent(sum((1 / decimal for decimal in decimals), Fraction(0)))),
            ("Stakes", stakes),
            ("Returns", " / ".join(format_money(cents) for cents in plan.payouts_cents)),
        ),
        f"{bets} win {format_money(least)} ({rate}) whichever side comes in, while the prices stand."
        if is_arbitrage(decimals)
        else f"This is no arbitrage: {bets} lose up to {format_money(-least)} ({rate}) whichever side comes in.",
    )


def explain_clv(decimal: Fraction, closing: Sequence[Fraction]) -> Explanation:
    """A price against the closing prices of the same line: the side's own first, then the others.

    >>> explain_clv(Fraction(21, 11), [Fraction(9, 5), Fraction(41, 20)]).answer
    'Your price against the fair (no-vig) close: +1.7%; against the closing price as it stood: +6.1%.'
    """
    if not closing:
        raise BadInput("Give the closing price of every side, yours first.", field="prices")
    raw = raw_clv(decimal, closing[0])
    against = ("raw", f"{_number(decimal)} / {_number(closing[0])} - 1 = {raw:+.3%}")
    if len(closing) == 1:
        return Explanation(
            "Closing-line value",
            "raw = d / d_close - 1",
            (against,),
            f"Against the raw closing price {_signed_short(raw)}. "
            "The fair value needs the closing price of every side.",
        )
    p = no_vig([float(1 / price) for price in closing])[0]
    fair = fair_clv(decimal, p)
    return Explanation(
        "Closing-line value",
        "fair = p_close x d - 1; raw = d / d_close - 1",
        (
            ("p_close, no-vig", f"{p:.3%}"),
            ("fair", f"{p:.3%} x {_number(decimal)} - 1 = {fair:+.3%}"),
            against,
        ),
        f"Your price against the fair (no-vig) close: {_signed_short(fair)}; against the closing price as it stood: "
        f"{_signed_short(raw)}.",
    )


def explain_rate(hits: int, games: int) -> Explanation:
    """A hit rate with its honest width.

    >>> explain_rate(7, 10).answer
    '7 of 10 (70%, 95% interval 40-89%). It describes the past; it is not a chance of the next one.'
    """
    if not 0 <= hits <= games or games == 0:
        raise BadInput("Hits are from 0 to the number of games, of which there is at least one.", field="hits")
    return Explanation(
        "Hit rate",
        "Wilson's interval at 95%: centre (h + z^2/2)/(n + z^2), z = 1.96",
        (("Hits h, games n", f"{hits}, {games}"),),
        f"{rate_text(hits, games)}. It describes the past; it is not a chance of the next one.",
    )


def _push_step(won: Fraction, lost: Fraction) -> list[tuple[str, str]]:
    pushed = 1 - won - lost
    return [("u and q", f"{_percent(pushed)} and {_percent(lost)}")] if pushed else []


def _number(value: Fraction) -> str:
    """Exact where that is short, else four places."""
    return format_decimal(value) if (value * 100).denominator == 1 and value > 1 else f"{float(value):.4f}"


def _percent(value: Fraction) -> str:
    return f"{float(value):.3%}"


def _short(value: float | Fraction) -> str:
    """For the sentence: one place, of less than 1% two; the steps have three.

    >>> _short(Fraction(1, 22)), _short(0.5), _short(0.0004)
    ('4.5%', '50%', '0.04%')
    """
    places = 1 if abs(float(value)) >= 0.01 else 2
    percent = round(float(value) * 100, places) + 0.0  # never "-0%"
    whole, _, rest = f"{percent:.{places}f}".partition(".")
    return f"{whole}.{rest.rstrip('0')}%" if rest.strip("0") else f"{whole}%"


def _signed_short(value: float | Fraction) -> str:
    short = _short(value)
    return short if short.startswith("-") or short == "0%" else f"+{short}"


def _signed(value: Fraction) -> str:
    return f"{float(value):+.3%}"


def _money(cents: int) -> str:
    return format_money(cents) if cents < 0 else f"+{format_money(cents)}"
