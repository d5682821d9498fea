"""The words of the interview: questions from ``prompts/pesan/wawancara``, names made short and harmless."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final

from bot.drafting.wawancara.model import MAKS_TEKS, Isian, Pilihan, Soal, Tahap
from bot.kinerja.model import Isian as IsianSel
from bot.kinerja.model import JenisNilai, Sel
from bot.kinerja.temuan import angka, teks_nilai
from bot.texts import TextError, pesan

PEMISAH: Final = "\n---\n"
"""Between question, help and buttons of a text."""
NAMA: Final = 110
"""An indicator's name is cut to this many characters: longer ones fill the screen of a phone."""
LABEL: Final = 40
"""A button's label; longer ones are cut by the client."""

_MENTAH: Final = re.compile(r"-?[0-9]+\.[0-9]+")


def singkat(teks: str, batas: int = NAMA) -> str:
    """One line of at most ``batas`` characters, cut at a word."""
    words = " ".join(teks.split())
    if len(words) <= batas:
        return words
    cut = words[: batas - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[batas // 2 :] else cut).rstrip(" ,;.:") + "…"


def nilai_teks(isian: IsianSel | None) -> str:
    """A value for a question; the bare number of a spreadsheet in Indonesian writing."""
    if isian is None:
        return ""
    nilai = isian.nilai
    if nilai.jenis is JenisNilai.ANGKA and nilai.nilai is not None and _MENTAH.fullmatch(nilai.teks.strip()):
        return angka(nilai.nilai)
    return singkat(teks_nilai(nilai), 40)


def sidik(*bagian: object) -> str:
    """A short stable key of anything that has words."""
    text = "\x1f".join(" ".join(str(part).split()).casefold() for part in bagian)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def letak(sel: Sel | None, *, satu: bool = False) -> str | None:
    """A place as people read it, file first; without the file where there is only one (``satu``)."""
    if sel is None:
        return None
    page = f", hlm. {sel.halaman}" if sel.halaman else ""
    if satu and PurePath(sel.berkas).stem == sel.lembar:
        return f"sel {sel.alamat}{page}"
    place = f"{singkat(sel.lembar, 40)}!{sel.alamat}{page}"
    return place if satu else f"{singkat(sel.berkas, 60)}, {place}"


def tulis_soal(
    soal_id: str,
    tahap: Tahap,
    naskah: str,
    pakai: Sequence[str] = (),
    tambahan: Sequence[Pilihan] = (),
    *,
    teks: Isian | None = None,
    banyak: bool = False,
    lewati: bool = True,
    sel: Sel | str | None = None,
    isi: Mapping[str, Any] | None = None,
) -> Soal:
    """A question from its text.

    ``pakai`` names the buttons of the text that are wanted, in their order; ``tambahan`` stand before
    them.  ``teks``: what a typed answer must be, None where none is accepted.
    Raises TextError for a text without its parts, a fault of ours.
    """
    question, helping, buttons = bagian(naskah, isi or {})
    unknown = [code for code in pakai if code not in buttons]
    if unknown:
        raise TextError(f"{naskah}: no button {unknown[0]!r}")
    return Soal(
        id=soal_id,
        tahap=tahap,
        teks=_potong(question),
        bantuan=helping,
        pilihan=(*tambahan, *(Pilihan(code, singkat(buttons[code], LABEL)) for code in pakai)),
        menerima_teks=teks is not None,
        isian=teks or Isian.BARIS,
        banyak_pesan=banyak,
        boleh_lewati=lewati,
        sel=letak(sel) if isinstance(sel, Sel) else sel,
    )


def bagian(naskah: str, isi: Mapping[str, Any]) -> tuple[str, str, dict[str, str]]:
    """Question, help, and the buttons (``kode = label``) of a text."""
    parts = f"{pesan().render(f'pesan/wawancara/{naskah}', **isi)}\n".split(PEMISAH)
    if len(parts) != 3:
        raise TextError(f"{naskah}: a question, its help and its buttons are three parts")
    question = "\n".join(line.strip() for line in parts[0].strip().splitlines())
    pairs = (line.partition(" = ") for line in parts[2].splitlines() if line.strip())
    return question, " ".join(parts[1].split()), {a.strip(): b.strip() for a, _, b in pairs}


def _potong(teks: str) -> str:
    return teks if len(teks) <= MAKS_TEKS else teks[: MAKS_TEKS - 1].rstrip() + "…"
