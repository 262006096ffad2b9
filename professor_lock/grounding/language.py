"""Which language an answer is written in, by its small words; the reader's own until it says otherwise."""

from __future__ import annotations

import re
from collections import Counter

from professor_lock.grounding import vocabulary as words

_WORD = re.compile(r"[^\W\d_]{2,12}")
_SMALL_WORDS = {
    "en": "the of and is are to in for on at with that it was be this their has have from by as an you",
    "es": "el los las una del que en con por para es son como su al pero más tienen está este sus según hoy",
    "de": "der die das und ist sind ein eine mit von für auf den dem nicht bei im zu auch hat haben wird es",
    "fr": "le les des est sont une dans pour avec sur du que qui pas au aux ce cette ont leur",
    "it": "il gli che di è sono una con per nel della dei alla anche non questa",
    "pt": "os uma com não são dos das mais pelo pela estão seu sua você hoje",
}
_OF_WORD: dict[str, tuple[str, ...]] = {}
for _language, _text in _SMALL_WORDS.items():
    for _one in _text.split():
        _OF_WORD[_one] = (*_OF_WORD.get(_one, ()), _language)
NO_SOURCE = {
    "en": "(no source)", "es": "(sin fuente)", "de": "(keine Quelle)", "fr": "(sans source)", "it": "(senza fonte)",
    "pt": "(sem fonte)",
}  # fmt: skip
LEFT_OUT = {
    "en": ("*{n} number left out: no source of this conversation has it.*",
           "*{n} numbers left out: no source of this conversation has them.*"),
    "es": ("*Se omitió {n} número: ninguna fuente de esta conversación lo tiene.*",
           "*Se omitieron {n} números: ninguna fuente de esta conversación los tiene.*"),
    "de": ("*{n} Zahl ausgelassen: keine Quelle dieser Unterhaltung hat sie.*",
           "*{n} Zahlen ausgelassen: keine Quelle dieser Unterhaltung hat sie.*"),
    "fr": ("*{n} nombre omis : aucune source de cette conversation ne le donne.*",
           "*{n} nombres omis : aucune source de cette conversation ne les donne.*"),
    "it": ("*{n} numero omesso: nessuna fonte di questa conversazione lo riporta.*",
           "*{n} numeri omessi: nessuna fonte di questa conversazione li riporta.*"),
    "pt": ("*{n} número omitido: nenhuma fonte desta conversa o tem.*",
           "*{n} números omitidos: nenhuma fonte desta conversa os tem.*"),
}  # fmt: skip
ENOUGH = 3


class Language:
    """Counts small words sentence by sentence."""

    def __init__(self, locale: str) -> None:
        self._own = locale.replace("_", "-").split("-")[0].lower() or "en"
        self._counts: Counter[str] = Counter()

    def add(self, text: str) -> None:
        """Count another sentence."""
        for match in _WORD.finditer(text[:2000]):
            for language in _OF_WORD.get(match[0].casefold(), ()):
                self._counts[language] += 1

    @property
    def code(self) -> str:
        """The language that most of the small words are of, once there are enough."""
        best = self._counts.most_common(2)
        clear = best and best[0][1] >= ENOUGH and (len(best) == 1 or best[0][1] > best[1][1])
        if clear and 2 * best[0][1] > 3 * self._counts[self._own]:
            return best[0][0]
        return self._own

    @property
    def decimal_comma(self) -> bool:
        """Whether it writes 3,5 for three and a half."""
        return self.code in words.DECIMAL_COMMA

    def no_source(self) -> str:
        """What stands in a number's place."""
        return NO_SOURCE.get(self.code, NO_SOURCE["en"])

    def left_out(self, count: int) -> str:
        """The line under an answer."""
        one, many = LEFT_OUT.get(self.code, LEFT_OUT["en"])
        return (one if count == 1 else many).format(n=count)

    def age(self, minutes: int) -> str:
        """How old a price is, behind it in brackets."""
        return {"es": f" (hace {minutes} min)", "de": f" ({minutes} Min. alt)"}.get(self.code, f" ({minutes} min old)")
