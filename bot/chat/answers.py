"""An answer as the chat keeps it and shows it.

``soal.isi`` holds what :meth:`Balasan.isi` gives; :meth:`Balasan.of_soal` reads it again, for buttons, for
the history of the conversation, and for the recap of a class.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.answering.model import Alasan, Answer, Giliran, Jejak, Kutipan, Status, Terdekat
from bot.chat.texts import plain, say
from bot.store.questions import Soal
from knowledge.model import Bentuk, Jenis, StatusBerlaku, Verifikasi

RAGU = 0.45
"""An answer below this keyakinan is shown with a warning and looked at by a narasumber."""
LANJUT = 3
"""Further passages that "Lebih rinci" shows."""
TERKAIT = 3
"""Related questions under an answer."""
RINGKAS = 700
"""Characters of an answer in a group; the rest is behind "Lebih rinci"."""

TANPA_BUKTI = frozenset({Alasan.TANPA_BUKTI, Alasan.SUMBER_TIDAK_DIKENAL})
"""Refusals that a narasumber sees without being asked: the index should perhaps know."""
DAPAT_DITERUSKAN = TANPA_BUKTI | {
    Alasan.DI_LUAR_CAKUPAN,
    Alasan.LETAK_TIDAK_ADA,
    Alasan.DATA_INSTANSI,
    Alasan.RAMALAN,
}
"""Refusals after which the person may pass the question on; the others are refused by rule."""

_DI_OBROLAN = {Alasan.PERMINTAAN_DRAF: "tanya/permintaan-draf"}
"""Refusals whose way on is another one in the chat than in the terminal."""
_BUTIR = re.compile(r"(?:\d{1,2}[.)]|[-•]) ")
_BERNOMOR_SENDIRI = re.compile(r"(?:[A-Za-z]|\d{1,2})[.)] ")
_TANDA = {
    Verifikasi.NASKAH_RESMI: "✅",
    Verifikasi.SUMBER_SEKUNDER: "☑️",
    Verifikasi.BELUM_DIVERIFIKASI: "⚠️",
}
_BERSTATUS = frozenset({Jenis.REGULASI, Jenis.SURAT})
"""Kinds of sources that can be in force or not."""
_NAMA = {
    Verifikasi.NASKAH_RESMI: "naskah resmi",
    Verifikasi.SUMBER_SEKUNDER: "sumber sekunder",
    Verifikasi.BELUM_DIVERIFIKASI: "belum diverifikasi",
}


def tanda(level: Verifikasi) -> str:
    """The mark of a level of verification."""
    return _TANDA[level]


def nama_verifikasi(level: Verifikasi) -> str:
    """A level of verification in words."""
    return _NAMA[level]


@dataclass(frozen=True, slots=True)
class Balasan:
    """What the chat needs of an answer."""

    pertanyaan: str
    jawaban: str
    ditolak: bool
    alasan: Alasan | None = None
    keyakinan: float = 1.0
    kutipan: tuple[Kutipan, ...] = ()
    terdekat: tuple[Terdekat, ...] = ()
    terkait: tuple[str, ...] = ()
    lanjut: tuple[str, ...] = ()
    """Ids of passages that were found and not cited, the nearest first."""
    utuh: str | None = None
    """The question as it was understood."""
    lanjutan: bool = False
    """It was only understood with the turns before it; ``utuh`` is then what was asked."""
    jejak_id: str | None = None
    model: str | None = None

    @classmethod
    def of(cls, answer: Answer, jejak: Jejak) -> Balasan:
        """From the answer and its trace."""
        cited = {one.passage_id for one in answer.kutipan}
        further = tuple(h.passage.id for h in jejak.hits if h.passage.id not in cited)[:LANJUT]
        # A title of what was just cited would be the same answer again.
        told = {h.passage.judul for h in jejak.hits if h.passage.id in cited}
        related = tuple(one for one in answer.pertanyaan_terkait if one not in told)[:TERKAIT]
        here = _DI_OBROLAN.get(answer.alasan) if answer.alasan else None
        return cls(
            answer.pertanyaan,
            plain(here) if here else answer.jawaban,
            answer.status is Status.DITOLAK,
            answer.alasan,
            answer.keyakinan,
            answer.kutipan,
            answer.terdekat,
            related,
            further,
            answer.pertanyaan_utuh or None,
            jejak.maksud.lanjutan,
            answer.jejak_id,
            answer.model,
        )

    @classmethod
    def of_soal(cls, one: Soal) -> Balasan:
        """From a kept question."""
        isi = one.isi
        return cls(
            one.teks,
            isi.get("jawaban", ""),
            one.status == Status.DITOLAK,
            Alasan(one.alasan) if one.alasan else None,
            one.keyakinan,
            tuple(_kutipan(row) for row in isi.get("kutipan", ())),
            tuple(Terdekat(**row) for row in isi.get("terdekat", ())),
            tuple(isi.get("terkait", ())),
            tuple(isi.get("lanjut", ())),
            isi.get("utuh"),
            bool(isi.get("lanjutan")),
            one.jejak_id,
            isi.get("model"),
        )

    def isi(self) -> dict[str, Any]:
        """What ``soal.isi`` holds: ``jawaban``, ``kutipan``, ``terdekat``, ``terkait``, ``lanjut``, ``utuh``,
        ``lanjutan``, ``model``; the rest are columns."""
        return {
            "jawaban": self.jawaban,
            "kutipan": [_kutipan_json(one) for one in self.kutipan],
            "terdekat": [{"sumber": t.sumber, "letak": t.letak, "judul": t.judul} for t in self.terdekat],
            "terkait": list(self.terkait),
            "lanjut": list(self.lanjut),
            "utuh": self.utuh,
            "lanjutan": self.lanjutan,
            "model": self.model,
        }

    def giliran(self) -> Giliran:
        """The turn of the conversation that it closes (see ``Giliran.of``)."""
        cited = tuple(one.passage_id for one in self.kutipan)
        return Giliran(self.pertanyaan, self.jawaban, cited, self.utuh)

    def petunjuk(self) -> dict[str, Any]:
        """What a narasumber sees beside the question in the queue."""
        near = [{"sumber": one.sumber, "letak": one.letak} for one in self.terdekat or self.kutipan]
        return {"terdekat": near, "jawaban": None if self.ditolak else self.jawaban}

    @property
    def yang_ditanyakan(self) -> str:
        """The question as somebody else understands it: a follow-up completed, all others as they stand."""
        return (self.utuh or self.pertanyaan) if self.lanjutan else self.pertanyaan

    @property
    def sapaan(self) -> bool:
        """A greeting or thanks: no question."""
        return self.alasan is Alasan.SAPAAN

    @property
    def dapat_diteruskan(self) -> bool:
        return self.ditolak and self.alasan in DAPAT_DITERUSKAN

    @property
    def sebab_antre(self) -> str | None:
        """Why a narasumber is to see it without being asked: ``ditolak``, ``ragu``; None where not."""
        if self.ditolak:
            return "ditolak" if self.alasan in TANPA_BUKTI else None
        return "ragu" if self.ragu else None

    @property
    def ragu(self) -> bool:
        return not self.ditolak and not self.sapaan and self.keyakinan < RAGU


def _kutipan_json(one: Kutipan) -> dict[str, Any]:
    return {
        "passage_id": one.passage_id,
        "sumber": one.sumber,
        "sumber_id": one.sumber_id,
        "jenis": one.jenis.value,
        "letak": one.letak,
        "teks": one.teks,
        "bentuk": one.bentuk.value,
        "halaman": one.halaman,
        "verifikasi": one.verifikasi.value,
        "status_berlaku": one.status_berlaku.value,
        "keterangan_status": one.keterangan_status,
        "contoh": one.contoh,
        "verifikasi_letak": one.verifikasi_letak.value if one.verifikasi_letak else None,
    }


def _kutipan(row: Mapping[str, Any]) -> Kutipan:
    place = row["verifikasi_letak"]
    typed = {
        "jenis": Jenis(row["jenis"]),
        "bentuk": Bentuk(row["bentuk"]),
        "verifikasi": Verifikasi(row["verifikasi"]),
        "status_berlaku": StatusBerlaku(row["status_berlaku"]),
        "verifikasi_letak": Verifikasi(place) if place else None,
    }
    return Kutipan(**{**row, **typed})


# --- how it reads -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Alinea:
    """A paragraph, or the items of a list."""

    baris: tuple[str, ...]
    catatan: bool = False


def paragraphs(text: str) -> tuple[Alinea, ...]:
    """The paragraphs of an answer; items of a list stay with the sentence that announces them."""
    found: list[Alinea] = []
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            continue
        if _BUTIR.match(line) and found:
            found[-1] = Alinea((*found[-1].baris, _item(line)))
        else:
            found.append(Alinea((line,), line.startswith("Catatan:")))
    return tuple(found)


def _item(line: str) -> str:
    """An item; one that has its own letter ("1. A. Capaian") keeps that alone."""
    mark, _, words = line.partition(" ")
    if _BERNOMOR_SENDIRI.match(words):
        return words
    return f"• {words}" if mark in "-•" else line


def place(one: Kutipan) -> str:
    """``Permenpan-RB 53/2014, Lampiran II huruf D, hlm. 20``"""
    if one.jenis is Jenis.NARASUMBER:
        return one.sumber
    parts = [one.sumber, one.letak, f"hlm. {one.halaman}" if one.halaman else ""]
    return ", ".join(part for part in parts if part)


def standing(one: Kutipan) -> str:
    """Whether it is in force, and how well it is verified."""
    if one.jenis is Jenis.NARASUMBER:
        return "💬 pendapat ahli, bukan bunyi peraturan"
    level = "contoh rekaan" if one.contoh else _NAMA[one.verifikasi]
    parts = [f"{_TANDA[one.verifikasi]} {level}"]
    if one.verifikasi_letak and one.verifikasi_letak is not one.verifikasi:
        parts.append(f"letak {_NAMA[one.verifikasi_letak]}")
    if one.keterangan_status:
        parts.append(one.keterangan_status)
    elif one.jenis in _BERSTATUS:
        parts.append(one.status_berlaku.value)
    return " · ".join(parts)


def _places(kutipan: Sequence[Kutipan]) -> list[dict[str, str]]:
    return [{"tempat": place(one), "mutu": standing(one)} for one in kutipan]


def answer_text(one: Balasan, *, judul: str | None = None) -> Markup:
    """The message of an answer.  ``judul``: the question, where the person did not type it."""
    return say(
        "tanya/jawaban",
        judul=judul,
        alinea=paragraphs(one.jawaban),
        rujukan=_places(one.kutipan),
        terdekat=_nearest(one),
        ragu=one.ragu,
        dipotong=False,
    )


def group_text(one: Balasan, *, most: int = RINGKAS) -> Markup:
    """The same, short enough for a group."""
    whole = paragraphs(one.jawaban)
    shown: list[Alinea] = []
    used = 0
    for part in whole:
        used += sum(map(len, part.baris))
        if shown and used > most:
            break
        shown.append(part)
    return say(
        "tanya/jawaban",
        judul=None,
        alinea=shown,
        rujukan=_places(one.kutipan[:2]),
        terdekat=_nearest(one)[:1],
        ragu=one.ragu,
        dipotong=len(shown) < len(whole),
    )


def _nearest(one: Balasan) -> list[str]:
    """The places that come nearest, where a narasumber could know more than they say."""
    if not one.dapat_diteruskan:
        return []
    return [", ".join(part for part in (near.sumber, near.letak) if part) for near in one.terdekat]
