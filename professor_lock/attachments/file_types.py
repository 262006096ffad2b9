"""Which files are taken, what they are called, and whether their bytes are what they say. Pure: no I/O."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from professor_lock.errors import BadInput, UnsupportedType

IMAGES = ("image/png", "image/jpeg", "image/webp", "image/gif")
PDF = "application/pdf"
TEXTS = ("text/plain", "text/csv")
ACCEPTED: dict[str, list[str]] = {
    "image/png": [".png"],
    "image/jpeg": [".jpg", ".jpeg"],
    "image/webp": [".webp"],
    "image/gif": [".gif"],
    PDF: [".pdf"],
    "text/plain": [".txt"],
    "text/csv": [".csv"],
}
"""Type -> the extensions of its files; what a page offers in its file picker. No SVG and no HTML: they hold scripts."""
MAX_NAME_CHARS = 120
HEAD_BYTES = 16
"""So many bytes from the beginning say what a file is."""
REFUSAL = "That kind of file is not taken. Pictures (PNG, JPEG, WebP, GIF), PDF, plain text and CSV are."

# What browsers say where the system knows a type by another name, or by none.
_OTHER_NAMES = {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg", "application/x-pdf": PDF}
_SPREADSHEETS = frozenset({"application/vnd.ms-excel", "application/csv", "text/x-csv", "text/comma-separated-values"})
_UNKNOWN = frozenset({"", "application/octet-stream"})


def checked_type(mime_type: str, name: str) -> str:
    """The type a file is taken as, of ACCEPTED; UnsupportedType for any other.

    >>> checked_type("image/jpg", "slip.jpg"), checked_type("application/vnd.ms-excel", "bets.CSV")
    ('image/jpeg', 'text/csv')
    """
    said = mime_type.partition(";")[0].strip().lower()
    extension = PurePosixPath(name.lower()).suffix
    if said in _SPREADSHEETS and extension == ".csv":
        return "text/csv"
    if said in _UNKNOWN:
        said = next((kind for kind, extensions in ACCEPTED.items() if extension in extensions), said)
    kind = _OTHER_NAMES.get(said, said)
    if kind not in ACCEPTED:
        raise UnsupportedType(REFUSAL, field="mime_type")
    return kind


def checked_name(name: str) -> str:
    """A file's name without folders and without what cannot be seen; the end, with the extension, stays.

    >>> checked_name("C:\\\\bets\\\\..\\\\slip\\x00.png"), checked_name("a/b/c.pdf")
    ('slip.png', 'c.pdf')
    """
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(sign for sign in last if sign.isprintable()).strip(" .")
    if not seen:
        raise BadInput("The file has no name.", field="name")
    return seen if len(seen) <= MAX_NAME_CHARS else "…" + seen[-(MAX_NAME_CHARS - 1) :]


def begins_as(mime_type: str, head: bytes) -> bool:
    """Whether a file that begins so (HEAD_BYTES of it) can be of that type.

    >>> begins_as("image/png", b"\\x89PNG\\r\\n\\x1a\\n...."), begins_as("image/png", b"<svg onload=")
    (True, False)
    """
    match mime_type:
        case "image/png":
            return head.startswith(b"\x89PNG\r\n\x1a\n")
        case "image/jpeg":
            return head.startswith(b"\xff\xd8\xff")
        case "image/gif":
            return head.startswith((b"GIF87a", b"GIF89a"))
        case "image/webp":
            return head[:4] == b"RIFF" and head[8:12] == b"WEBP"
        case "application/pdf":
            return head.startswith(b"%PDF-")
        case _:
            return mime_type in TEXTS and b"\x00" not in head


def as_text(body: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or else Windows-1252; UnsupportedType when it is no text.

    >>> as_text(b"\\xef\\xbb\\xbfteam,price")
    'team,price'
    """
    encoding = "utf-16" if body.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        text = _as_windows_text(body, error)
    if "\x00" in text:
        raise UnsupportedType("That is not a text file.")
    return text


def _as_windows_text(body: bytes, cause: UnicodeDecodeError) -> str:
    """What spreadsheets of Windows write: letters with accents and no controls but those of lines."""
    try:
        text = body.decode("cp1252")
    except UnicodeDecodeError:
        raise UnsupportedType("That is not a text file.") from cause
    if any(character < " " and character not in "\t\r\n" for character in text):
        raise UnsupportedType("That is not a text file.") from cause
    return text
