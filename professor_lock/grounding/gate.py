"""The gate between a model's text and its reader: a state machine over deltas, without clock or I/O.

Text before the first number of a sentence passes at once; from there it waits until the sentence or row has ended and
was judged. However the same text is cut into deltas, the same text and the same verdicts come out.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from professor_lock.grounding.facts import Kind, Ledger
from professor_lock.grounding.judging import Judge
from professor_lock.grounding.language import Language
from professor_lock.grounding.sentences import (
    MAX_SENTENCE,
    may_end,
    only_number_words,
    sentence_end,
    shown_of_token,
    shown_until,
)
from professor_lock.grounding.verdicts import PASSING, State, Verdict

logger = logging.getLogger("professor_lock.grounding")

Mode = Literal["hold", "mark", "retry", "off"]
MARK = " (?)"
"""What follows an unverified number in the mode "mark"."""
MAX_TOKEN = 32
"""Characters of a text that is looked up rather than read."""
_ANY_NUMBER = re.compile(r"[-+$€£]?\d(?:[\d.,:/%]{0,20}[\d%])?")


@dataclass(frozen=True, slots=True)
class Checked:
    """A verdict in its place: `start` and `end` are of the text that the reader got."""

    start: int
    end: int
    verdict: Verdict


@dataclass(slots=True)
class Gate:
    """One message's text on its way to the reader."""

    source: Ledger | Callable[[], Ledger]
    """The facts, or how to get them when the first number is to be judged."""
    mode: Mode = "hold"
    locale: str = "en"
    question: str = ""
    checked: list[Checked] = field(default_factory=list)
    left_out: int = 0
    finished: bool = False
    _fed: list[str] = field(default_factory=list)
    _shown_text: list[str] = field(default_factory=list)
    _own_judge: Judge | None = None
    _passed: list[str] = field(default_factory=list)
    """Sentences without numbers that neither judge nor language has read: they are read before the next number is."""
    _language: Language = field(init=False)
    _sentence: str = ""
    _shown: int = 0
    _looked: int = 0
    """How far the sentence was searched for what may be shown."""
    _sought: int = 0
    """How far it was searched for its end."""
    _cut: bool = False
    _written: int = 0

    def __post_init__(self) -> None:
        self._language = Language(self.locale)

    @property
    def _judge(self) -> Judge:
        if self._own_judge is None:
            self._own_judge = Judge(self.source if isinstance(self.source, Ledger) else self.source())
            if self.question:
                self._own_judge.ask(self.question)
        passed, self._passed = self._passed, []
        for sentence in passed:
            self._language.add(sentence)
            self._own_judge.pass_by(sentence)
        return self._own_judge

    @property
    def fed(self) -> str:
        """The model's text so far."""
        return "".join(self._fed)

    @property
    def text(self) -> str:
        """What the reader has got so far."""
        return "".join(self._shown_text)

    @property
    def waiting(self) -> bool:
        """Whether text is held back that time alone should release."""
        return self._shown < len(self._sentence)

    @property
    def has_number(self) -> bool:
        """Whether text waits for the end of its sentence behind a number, or what may be one: facts will be needed."""
        return self._looked > self._shown

    @property
    def will_judge(self) -> bool:
        """Whether what is held back has a number, or may have one, so that ending it now needs the facts."""
        return self.waiting and (self._cut or self._is_number(self._sentence))

    @property
    def counting(self) -> bool:
        """Whether nothing but number words is held back behind another one, so that it is most likely counting."""
        return only_number_words(self._sentence[self._shown :]) and only_number_words(self._sentence)

    def feed(self, delta: str) -> str:
        """Take more of the model's text; answers what may be shown now."""
        self._fed.append(delta)
        if self.mode == "off":
            return self._write(delta)
        before = len(self._sentence)
        self._sentence += delta
        if len(delta) <= MAX_TOKEN and self._all_shown(before) and (shown := shown_of_token(delta)) >= 0:
            self._shown = self._looked = before + shown
            self._sought = max(self._sought, len(self._sentence) - 1)
            return self._write(delta[:shown])
        out = self._ended(final=False)
        if self._looked >= self._shown and self._shown == self._looked:
            until, number = shown_until(self._sentence, self._shown)
            out += self._pass(until)
            self._looked = len(self._sentence) + 1 if number else self._shown
        return out

    def _all_shown(self, until: int) -> bool:
        """Whether all of the sentence up to here was shown, and plain words behind it cannot end it."""
        if self._shown != until or self._looked != until or len(self._sentence) >= MAX_SENTENCE:
            return False
        return until == 0 or (self._sought == until - 1 and not may_end(self._sentence[until - 1]))

    def finish(self) -> str:
        """The rest of the text, and in the mode "hold" the line that says how many numbers were left out."""
        self.finished = True
        if self.mode == "off":
            return ""
        out = self._ended(final=True)
        if self.left_out and self.mode != "mark":
            for sentence in self._passed:
                self._language.add(sentence)
            self._passed = []
            out += self._write("\n\n" + self._language.left_out(self.left_out))
        return out

    def expire(self) -> str:
        """Judge what is held back now, because its sentence takes too long: a number cut off here is not verified."""
        if not self.waiting:
            return ""
        return self._judged(self._sentence, cut_behind=True)

    def counts(self) -> Counter[tuple[State, Kind]]:
        """How many numbers of each state and kind the text had."""
        return Counter((one.verdict.state, one.verdict.kind) for one in self.checked)

    def _ended(self, *, final: bool) -> str:
        out = ""
        while True:
            end, self._sought = sentence_end(self._sentence, self._sought, final=final)
            if end < 0 or not self._sentence:
                return out
            rest = self._sentence[end:]
            forced = end >= MAX_SENTENCE - 1 and not self._sentence[end - 1].isspace()
            out += self._judged(self._sentence[:end], cut_behind=forced and bool(rest))
            self._sentence = rest
            if not rest:
                return out

    def _judged(self, sentence: str, *, cut_behind: bool) -> str:
        """Judge a sentence of which a part was shown already; answers its other part as the reader gets it."""
        number = self._is_number(sentence)
        verdicts: list[Verdict] = []
        if number or self._cut:
            verdicts = self._verdicts(sentence, cut_behind)
        else:
            self._passed.append(sentence)
        out = self._render(sentence, verdicts)
        self._sentence, self._shown, self._looked, self._sought = "", 0, 0, 0
        self._cut = cut_behind
        return out

    def _is_number(self, sentence: str) -> bool:
        return shown_until(sentence + " ", self._shown)[1] or self._looked > len(self._sentence)

    def _verdicts(self, sentence: str, cut_behind: bool) -> list[Verdict]:
        try:
            judge = self._judge
            self._language.add(sentence)
            judge.decimal_comma = self._language.decimal_comma
            return judge.sentence(sentence, cut_before=self._cut, cut_behind=cut_behind)
        except Exception:  # a fault of the checker must not let a number through, nor stop the answer
            logger.exception("checking a sentence failed")
            return [
                Verdict(match.start(), match.end(), match[0], State.UNVERIFIED, Kind.NUMBER, "failed")
                for match in _ANY_NUMBER.finditer(sentence)
            ]

    def _render(self, sentence: str, verdicts: list[Verdict]) -> str:
        out: list[str] = []
        at = self._shown
        for verdict in verdicts:
            start, end = max(verdict.start, at), max(verdict.end, at)
            out.append(self._write(sentence[at:start]))
            shown = self._instead(sentence[start:end], verdict)
            begun = self._written
            out.append(self._write(shown))
            self.checked.append(Checked(begun, self._written, replace(verdict, start=start, end=end)))
            at = end
        out.append(self._write(sentence[at:]))
        return "".join(out)

    def _instead(self, text: str, verdict: Verdict) -> str:
        if verdict.state is State.STALE:
            now = self._judge.ledger.now
            minutes = int((now - verdict.as_of).total_seconds() // 60) if now and verdict.as_of else 0
            return text + self._language.age(minutes)
        if verdict.state in PASSING:
            return text
        self.left_out += 1
        return text + MARK if self.mode == "mark" else self._language.no_source()

    def _pass(self, until: int) -> str:
        out = self._sentence[self._shown : until]
        self._shown = max(self._shown, until)
        return self._write(out)

    def _write(self, text: str) -> str:
        self._written += len(text)
        self._shown_text.append(text)
        return text
