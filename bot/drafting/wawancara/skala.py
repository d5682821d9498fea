"""An office's own scale, as a person types it: one level on each line, the highest first."""

from __future__ import annotations

import json
import re
from typing import Final

from bot.errors import ErrorCode, LkjipError
from bot.kinerja.measurement import Skala
from bot.kinerja.skala import SkalaError, read_skala

NAMA: Final = "Skala instansi"
SUMBER: Final = "yang ditetapkan instansi (isian pengguna)"
CONTOH: Final = "Sangat Baik: 100\nBaik: 85\nCukup: 70\nKurang"
MAKS_JENJANG: Final = 10
_MULAI: Final = frozenset({"", ":", "=", ">=", "≥", "mulai", "minimal", ":≥", ":>="})
_LEBIH: Final = frozenset({">", "lebih dari", "di atas", ":>"})
_BATAS: Final = re.compile(r"(?P<angka>[0-9]{1,3}(?:[.,][0-9]{1,2})?) ?%?(?: ke atas)?\Z")


def baca_skala(teks: str) -> Skala:
    """The scale of lines such as ``Baik: 85`` (85 and above) or ``Baik > 85``; the last has no bound.

    Raises LkjipError with an example.
    """
    lines = [line.strip(" .,-–•*\t") for part in teks[:2000].split("\n") for line in part.split(";")]
    lines = [" ".join(line.split()) for line in lines if line]
    if not 2 <= len(lines) <= MAKS_JENJANG:
        raise _salah("Skala memerlukan sekurang-kurangnya dua jenjang, satu baris satu jenjang.")
    rows = [f"nama = {_toml(NAMA)}", f"sumber = {_toml(SUMBER)}"]
    for n, line in enumerate(lines, 1):
        name, bound, above = _jenjang(line)
        rows += ["[[jenjang]]", f"nama = {_toml(name)}"]
        if bound is not None and n < len(lines):
            rows.append(f"{'lebih_dari' if above else 'mulai'} = {bound}")
    try:
        return read_skala("\n".join(rows))
    except SkalaError as error:
        raise _salah(error.pesan) from None


def _jenjang(line: str) -> tuple[str, str | None, bool]:
    """Name, bound, and whether the bound itself belongs to the level below."""
    tail = line[-24:]
    found = next((m for start in range(len(tail)) if (m := _BATAS.match(tail, start))), None)
    if found is None:
        if any(ch.isdigit() for ch in line):
            raise _salah(f"Batas pada baris “{line[:60]}” tidak terbaca.")
        return line.rstrip(" :=")[:60], None, False
    head = line[: len(line) - len(tail) + found.start()].rstrip()
    low = head.casefold()
    above = False
    for word in sorted(_MULAI | _LEBIH, key=len, reverse=True):
        if word and low.endswith(word):
            above = word in _LEBIH
            head = head[: len(head) - len(word)]
            break
    name = head.rstrip(" :=-–")
    glued = found.start() > 0 and tail[found.start() - 1].isalnum()
    if not name or glued or any(ch.isdigit() or ch in ":=<>≥" for ch in name):
        raise _salah(f"Baris “{line[:60]}” tidak terbaca sebagai satu jenjang.")
    return name[:60], found.group("angka").replace(",", "."), above


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _salah(pesan: str) -> LkjipError:
    return LkjipError(
        ErrorCode.ANSWER_INVALID,
        pesan,
        "Tulis satu jenjang setiap baris dengan batas bawahnya, dari yang tertinggi; yang terakhir "
        "tanpa batas. "
        f"Contoh:\n{CONTOH}",
    )
