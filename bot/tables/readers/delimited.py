"""Text with separators (csv, tsv, txt), as offices export and mail it.

Encoding and separator are found from the content.  Every field stays text: a spreadsheet would
have guessed numbers and dates, and got ``1.234`` and ``3-4`` wrong.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.tables.document import Document
from bot.tables.intake import failures, limits
from bot.tables.readers.build import Budget, SheetDraft, check_size, finish, thousands
from bot.tables.readers.values import text_cell

SEPARATORS = "\t;|,"
"""In order of trust: a comma is also the decimal sign, so it wins only where it fits better."""
SAMPLE_ROWS = 200
NOTICEABLE = 0.1
"""How much more regular a separator must be to beat one that is trusted more."""


def read_delimited(path: Path, berkas: str) -> Document:
    """Read a csv file as one sheet named after the file.  Raises LkjipError."""
    return read_text(decode(path.read_bytes()), berkas)


def read_text(text: str, berkas: str) -> Document:
    """Read decoded text; blank lines count as rows, so that addresses are those that Excel shows."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _check_lines(text, berkas)
    separator, text = _separator(text)
    draft = SheetDraft(Path(berkas).stem or berkas)
    budget = Budget(berkas)
    for row, fields in enumerate(_records(text, separator)):
        cells = [(col, text_cell(value)) for col, value in enumerate(fields) if value.strip()]
        if not cells:
            continue
        if row >= limits.MAX_ROWS or cells[-1][0] >= limits.MAX_COLUMNS:
            check_size(row + 1, cells[-1][0] + 1, berkas, draft.lembar)
        budget.fill(len(cells), sum(len(cell.text) for _, cell in cells))
        for col, cell in cells:
            draft.cells[row, col] = cell
    if not draft.cells:
        raise failures.empty(berkas)
    return Document(berkas, "csv", (finish(draft, berkas, budget),))


def decode(data: bytes) -> str:
    """UTF-8 (with or without BOM), UTF-16, else Windows-1252, in which every byte means something."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    head = data[:2000]
    if head.count(0) * 3 > len(head):  # Latin letters in UTF-16 are every other byte zero
        encoding = "utf-16-be" if head[:1] == b"\x00" else "utf-16-le"
        return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _check_lines(text: str, berkas: str) -> None:
    lines = text.count("\n")
    if lines > limits.MAX_CSV_LINES:
        raise failures.too_large(
            berkas,
            f"memuat {thousands(lines)} baris",
            f"{thousands(limits.MAX_ROWS)} baris",
            "Kirim hanya baris yang memuat tabel indikator dan anggaran.",
        )
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > limits.MAX_CSV_LINE_CHARS:
            raise failures.hostile(berkas, "memuat satu baris yang panjangnya melebihi satu juta huruf")
        start = end + 1


def _separator(text: str) -> tuple[str, str]:
    """The separator, and the text without Excel's ``sep=;`` line (kept as a blank row)."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], "\n" + rest
    sample = "\n".join(text.split("\n", SAMPLE_ROWS)[:SAMPLE_ROWS])
    best, best_score = SEPARATORS[1], 0.0
    for separator in SEPARATORS:
        if separator not in sample:
            continue
        score = _regularity(sample, separator)
        if score > best_score + (NOTICEABLE if best_score else 0.0):
            best, best_score = separator, score
    return best, text


def _regularity(sample: str, separator: str) -> float:
    """Share of rows that have the usual number of fields, when that is more than one."""
    widths = Counter(len(fields) for fields in _records(sample, separator) if any(f.strip() for f in fields))
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return 0.0
    return max(several.values()) / sum(widths.values())


def _records(text: str, separator: str) -> Iterator[list[str]]:
    """Rows of fields.  Where quotes do not pair up, they are taken as ordinary signs."""
    old = csv.field_size_limit(limits.MAX_CSV_FIELD_CHARS)
    try:
        rows = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
        strict = list(itertools.islice(rows, limits.MAX_ROWS + 1))
    except csv.Error:
        return _loose(text, separator)
    finally:
        csv.field_size_limit(old)
    return itertools.chain(strict, _rest(rows))


def _rest(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """Rows beyond those that are read: the first with content is an error, so quoting no longer matters."""
    with contextlib.suppress(csv.Error):
        yield from rows


def _loose(text: str, separator: str) -> Iterator[list[str]]:
    """Rows where quoting is broken: a field is unquoted only if it is quoted as a whole."""
    for line in io.StringIO(text):
        fields = line.rstrip("\n").split(separator)
        yield [f[1:-1] if len(f) > 1 and f[0] == f[-1] == '"' else f for f in fields]
