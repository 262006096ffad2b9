"""Lines of our own cards in the form that `from_text` reads: each number beside the word that says what it is.

A card leaves out what a reader sees from its layout: "fair over +105 (48.8%), under -105 (51.2%)" has two fair prices.
"""

from __future__ import annotations

import re

_FAIR_SIDES = re.compile(r"\bfair over ([^,|]{1,30}), under ")
_FAIR_OF_EACH = re.compile(r"^Fair: (.{1,300}?\(\d[\d.]*%\))(?=:|$)")
_NEXT = re.compile(r"(?<=%\)), ")
_AGED = re.compile(r", ((?:under )?\d{1,4} (?:s|sec|min|h) old): ")
_FORM = re.compile(r"\bavg (-?\d[\d.]*)(?:, last (\d{1,2}): (-?\d[\d.]*))?")
_LEG_FAIR = re.compile(r"^(\d{1,2}\. [^|]{3,200}?) \| (.{0,400}?)\bFair chance (\d[\d.]*%)")
_FRACTION = re.compile(r"(\(\d[\d.]*), about \d+/\d+\)")
_STAKED = re.compile(r"( \| #[0-9A-Za-z]{4,}, )(\D{0,3}\d)")
_EACH_IMPLIED = re.compile(r"^q of each side: (.{1,200})$")
_FAIR_CHANCES = re.compile(r"^Fair chances: (.{1,300}?\))(?=\. |$)")
_KEPT = re.compile(r"\b(the book keeps \d[\d.]*%) of the stake\b")
_RETURN = re.compile(r"^Return: (\$[\d,.]+) x [\d.x ]+ = (\$[\d,.]+)$")
_PAID = re.compile(r"^(\$[\d,.]+) returns (\$[\d,.]+): (\$[\d,.]+) profit and the stake\.")
_RETURNING = re.compile(r", returning (?=\$)")
_HOW_OLD = re.compile(r"\b(?:(\d{1,3})m )?(\d{1,2})s(?= and \d| old)")
_STAKES = re.compile(r"^(Stakes|Returns): (\$.{1,200})$")
_STAKES_RETURN = re.compile(r"^\$[\d,.]+(?: / \$[\d,.]+)+ returns (?=\d)")
_ARBITRAGE = re.compile(
    r"^(\$[\d,.]+) at (\S{1,8}) and (\$[\d,.]+) at (\S{1,8}) (?:win|lose up to) (\$[\d,.]+) \(([\d.]+%)\)"
)
_FAIR_EACH = re.compile(r"^p = q / B: (.{1,200})$")
_SHIN_EACH = re.compile(r"^By Shin's method: (\d.{1,200})$")
_OVER_100 = re.compile(r"^Overround(?: \(vig\))? = B - 1: ")
_HOLD = re.compile(r"^Hold = 1 - 1/B: ")
_NO_RAIN = re.compile(r"^(Precipitation \| \d[\d.]*) in$")


def card_line(line: str) -> str:
    """The line as it is read."""
    line = _FAIR_SIDES.sub(r"fair over \1, fair under ", line)
    fair = _FAIR_OF_EACH.match(line)
    if fair is not None:
        line = ", ".join(f"Fair {one}" for one in _NEXT.split(fair[1])) + line[fair.end() :]
    aged = _AGED.search(line)
    if aged is not None:
        line = f"{line[: aged.start()]}: {line[aged.end() :]} | {aged[1]}"
    line = _LEG_FAIR.sub(r"\1 | fair \3 | \2", line)
    line = _FRACTION.sub(r"\1)", line)
    line = _FORM.sub(_form, line)
    line = _FAIR_CHANCES.sub(_fair_chances, line)
    line = _KEPT.sub(r"\1", line)
    line = _RETURN.sub(r"stake \1 | payout \2", line)
    line = _PAID.sub(r"stake \1 | payout \2 | profit \3", line)
    line = _RETURNING.sub(", payout ", line)
    line = _HOW_OLD.sub(_how_old, line)
    line = _STAKES_RETURN.sub("Returns ", line)
    line = _ARBITRAGE.sub(r"stake \1 | stake \3 | profit \5 | returns \6", line)
    line = _OVER_100.sub("Overround: ", _HOLD.sub("Hold: ", line))
    for form, label in ((_FAIR_EACH, "fair"), (_SHIN_EACH, "by Shin")):
        if (each := form.match(line)) is not None:
            line = " | ".join(f"{label} {one}" for one in each[1].split(" / "))
    sums = _STAKES.match(line)
    if sums is not None:
        line = " | ".join(f"{'stake' if sums[1] == 'Stakes' else 'payout'} {one}" for one in sums[2].split(" / "))
    implied = _EACH_IMPLIED.match(line)
    if implied is not None:
        line = " | ".join(f"implied {one}" for one in implied[1].split(" / "))
    line = _STAKED.sub(r"\1stake \2", line)
    return _NO_RAIN.sub(r"\1 inches", line)


def _how_old(match: re.Match[str]) -> str:
    """ "2m 7s": minutes and seconds, and no plain numbers."""
    return (f"{match[1]} minutes " if match[1] else "") + f"{match[2]} seconds"


def _fair_chances(match: re.Match[str]) -> str:
    """ "56.3% (-129) / 43.7% (+129)": a chance and its price each, all of them fair."""
    sides = match[1].split(" / ")
    return "Fair chances: " + " | ".join(f"fair {one.replace('(', 'fair price ')}".rstrip(")") for one in sides)


def _form(match: re.Match[str]) -> str:
    """ "avg 26.7, last 5: 23.8": two averages, of the season and of the last games."""
    recent = f", average {match[3]} over the last {match[2]} games" if match[2] else ""
    return f"season average {match[1]}{recent}"
