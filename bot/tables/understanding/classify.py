"""What kind of row a row is: data, separator, total, mean, note, signature."""

from __future__ import annotations

import re
from enum import StrEnum

from bot.tables.understanding.headers import is_number_row
from bot.tables.understanding.view import MONEY_ROLES, QUARTER_ROLES, VALUE_ROLES, Row
from bot.tables.understanding.vocabulary import BULAN, NOTE_STARTS, SIGNATURE, TOTAL_WORDS
from bot.tables.understanding.wording import bersih, concept, is_plain_number, norm, split_number

_TOTAL_HEADS = frozenset(["jumlah", "total", "jml", "subtotal", "grand"])
_INDICATOR_TOTAL = TOTAL_WORDS - frozenset(["program", "kegiatan", "opd", "skpd", "sub"])
_DATE_LINE = re.compile(r"^[A-Z][A-Za-z .']{2,40}, ?(?:\d{0,2}|[. …]*) ?([A-Za-z]+) ?(?:20\d\d)?$")


class Kind(StrEnum):
    KOSONG = "kosong"
    NOMOR = "nomor"
    DATA = "data"
    PEMISAH = "pemisah"
    TOTAL = "total"
    RATA = "rata"
    CATATAN = "catatan"
    AKHIR = "akhir"


def kind_of(row: Row) -> Kind:
    """Classify a row of a table's body."""
    filled = row.filled
    if not filled:
        return Kind.KOSONG
    texts = [bersih(cell.text) for _, cell in filled]
    if is_number_row(texts) and len(texts) >= 3 and not _names(row):
        return Kind.NOMOR
    words = [t for t in texts if not is_plain_number(t) and any(ch.isalpha() for ch in t)]
    if not words:
        return Kind.DATA
    if _is_signature(words):
        return Kind.AKHIR
    label = _label(row, words)
    if label.casefold().startswith(NOTE_STARTS) and not has_values(row):
        return Kind.CATATAN
    has_indicator = row.frame.layout.has("indikator")
    if is_total(label, strict=has_indicator):
        return Kind.TOTAL
    if is_average(label) and not row.values("target", "realisasi"):
        return Kind.RATA
    if not has_values(row) and _alone(row, words):
        return Kind.PEMISAH
    return Kind.DATA


def _names(row: Row) -> bool:
    name = row.text("indikator", "program", "kegiatan", "subkegiatan", "uraian", "sasaran")
    return any(ch.isalpha() for ch in name)


def _label(row: Row, words: list[str]) -> str:
    """The words that name the row: of the name column, else the first words of the row."""
    return row.text("indikator", "program", "kegiatan", "subkegiatan", "uraian") or words[0]


def has_values(row: Row) -> bool:
    """Whether a column of values holds anything here."""
    return row.has(*VALUE_ROLES, *MONEY_ROLES, *QUARTER_ROLES, "serapan")


def _alone(row: Row, words: list[str]) -> bool:
    """Whether the row holds one text only, besides a serial number."""
    if len(words) == 1:
        return True
    longer = [w for w in words if len(w.strip(" .()")) > 4]
    return len(longer) == 1 and len(words) <= 2


def _is_signature(words: list[str]) -> bool:
    for text in words:
        low = text.casefold()
        if low.startswith(SIGNATURE):
            return True
        match = _DATE_LINE.match(text) if len(text) <= 70 else None
        if match and match.group(1).casefold() in BULAN:
            return True
    return False


def is_total(text: str, *, strict: bool = False) -> bool:
    """``JUMLAH``, ``Total Anggaran``, ``TOTAL ANGARAN``; with ``strict`` not ``Jumlah Kegiatan``, an
    indicator.
    """
    _, bare = split_number(text)
    words = norm(bare).split()
    if not words or words[0] not in _TOTAL_HEADS or len(words) > 7:
        return False
    allowed = _INDICATOR_TOTAL if strict else TOTAL_WORDS
    return all(w in allowed or w.isdigit() or _misspelt(w) or len(w) == 1 for w in words)


def _misspelt(word: str) -> bool:
    return concept(word) in {"anggaran", "jumlah"}


def is_average(text: str) -> bool:
    """``Rata-rata``, ``Rata-rata capaian kinerja``; not ``Rata-rata lama sekolah``."""
    _, bare = split_number(text)
    words = norm(bare).split()
    if words[:2] == ["rata", "rata"]:
        rest = words[2:]
    elif words[:1] in (["rerata"], ["average"], ["rata2"]):
        rest = words[1:]
    else:
        return False
    return not rest or rest[0] in {
        "capaian",
        "persentase",
        "prosentase",
        "tingkat",
        "nilai",
        "kinerja",
        "pencapaian",
        "realisasi",
        "jumlah",
        "total",
    }
