"""Text as a reader sees its numbers: without markup and invisible signs, digits and minus signs made ASCII.

`PlainText.text` is what is read; `origin` maps each of its characters back, so that a number broken by markup
("-1**4**0") is found as -140 and can be cut out of the text as it was written.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

MINUS_SIGNS = "−‒–﹣－‐‑⁻➖"
_SIMPLE = re.compile(r"[^*_`~\\&<\u0080-\U0010ffff]*+", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,80}>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_FRACTIONS = {
    "½": ".5", "¼": ".25", "¾": ".75", "⅓": ".333", "⅔": ".667", "⅛": ".125", "⅜": ".375", "⅝": ".625", "⅞": ".875",
}  # fmt: skip
_SIGNS = {sign: "-" for sign in MINUS_SIGNS} | {
    "＋": "+", "﹢": "+", "⁺": "+", "％": "%", "٪": "%", "﹪": "%", "٫": ".", "٬": ",", "．": ".", "，": ",", "／": "/",
    "⁄": "/", "：": ":", "＄": "$", "﹩": "$", "（": "(", "）": ")", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    "’": "'", "‘": "'", "—": "—", "…": "…", "|": "|", "。": ".", "、": ",",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlainText:
    """`origin[i]` is where `text[i]` began in `written`, `ends[i]` where it ended; None: nothing was changed."""

    text: str
    written: str
    origin: list[int] | None = None
    ends: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original characters that a stretch of the plain text came from."""
        if self.origin is None or self.ends is None:
            return start, end
        return self.origin[start], self.ends[end - 1]


def plain_text(text: str) -> PlainText:
    """The text without markup inside it. Time is linear in its length.

    >>> plain_text("**−1‎4**0 and ５½").text
    '-140 and 5.5'
    """
    if _SIMPLE.fullmatch(text):
        return PlainText(text, text)
    out: list[str] = []
    origin: list[int] = []
    ends: list[int] = []
    at, length = 0, len(text)
    while at < length:
        sign = text[at]
        end, plain = at + 1, sign
        if sign in "*_`~\\":
            plain = ""
        elif sign == "<" and (tag := _TAG.match(text, at)):
            end, plain = tag.end(), ""
        elif sign == "&" and (entity := _ENTITY.match(text, at)):
            plain = html.unescape(entity[0])
            end = entity.end()
            plain = "".join(map(_plain_sign, plain))
        elif sign > "\u007f":
            plain = _plain_sign(sign)
        for letter in plain:
            out.append(letter)
            origin.append(at)
            ends.append(end)
        at = end
    return PlainText("".join(out), text, origin, ends)


def _plain_sign(sign: str) -> str:
    if sign <= "\u007f":
        return sign
    known = _SIGNS.get(sign) or _FRACTIONS.get(sign)
    if known is not None:
        return known
    category = unicodedata.category(sign)
    if category in ("Cf", "Mn", "Me", "Cc"):
        return ""
    if category in ("Nd", "No"):
        value = unicodedata.numeric(sign, -1)
        return str(int(value)) if value == int(value) and value >= 0 else sign
    if "\uff01" <= sign <= "\uff5e" or "\U0001d400" <= sign <= "\U0001d7ff":
        return unicodedata.normalize("NFKC", sign)
    return sign
