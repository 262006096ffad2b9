"""Write the texts of a new language, still in English, to be translated: `python -m dev.new_language nl`.

The file is `professor_lock/words/NAME.json`: the pages' texts under "page" and "site", the server's under "server".
"""

from __future__ import annotations

import json
import sys

from professor_lock.words import DEFAULT_LANGUAGE, FOLDER, texts_of


def main(tag: str) -> None:
    """Write the file of the language with this tag; an existing file is left as it is, and FileExistsError raised."""
    page = json.loads(FOLDER.with_name(f"{DEFAULT_LANGUAGE}.json").read_text(encoding="utf-8"))
    text = json.dumps({**page, "server": texts_of(DEFAULT_LANGUAGE)}, ensure_ascii=False, indent=2)
    with FOLDER.with_name(f"{tag}.json").open("x", encoding="utf-8") as file:
        file.write(f"{text}\n")


if __name__ == "__main__":
    main(sys.argv[1])
