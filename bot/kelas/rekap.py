"""The recap of a class as data: equal questions merged, each with its answer, places and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.antrean.serupa import pertama
from bot.chat.waktu import tanggal
from bot.store.classes import Angka, Kelas, SoalKelas


@dataclass(frozen=True, slots=True)
class RujukanRekap:
    """A place that an answer rests on."""

    sumber: str
    letak: str
    verifikasi: str
    """``naskah resmi``, ``sumber sekunder``, ``belum diverifikasi``; empty where it is not known."""
    status: str
    """``berlaku``, ``diubah``, ``dicabut``; empty where it is not known."""

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.sumber, self.letak) if part)
        notes = "; ".join(part for part in (self.verifikasi, self.status) if part)
        return f"{place} ({notes})" if notes else place


@dataclass(frozen=True, slots=True)
class ButirRekap:
    """Questions that ask the same, and their answer."""

    pertanyaan: str
    kali: int
    jawaban: str
    """Empty for one that is still open."""
    rujukan: tuple[RujukanRekap, ...]
    membantu: int
    belum_membantu: int
    narasumber: str | None
    """``NAME, DATE`` for the answer of a narasumber."""
    terbuka: bool
    berbeda: bool = False
    """Other answers were given, too: what a question means depends on what was talked about before."""


@dataclass(frozen=True, slots=True)
class Rekap:
    """What the Word file says."""

    nama: str
    dibuka: datetime
    sampai: datetime
    selesai: bool
    """False for a recap of a class that goes on."""
    angka: Angka
    butir: tuple[ButirRekap, ...]

    @property
    def terjawab(self) -> tuple[ButirRekap, ...]:
        """Answered items, the most asked first."""
        return tuple(one for one in self.butir if not one.terbuka)

    @property
    def terbuka(self) -> tuple[ButirRekap, ...]:
        return tuple(one for one in self.butir if one.terbuka)


def susun(kelas: Kelas, angka: Angka, soal: Sequence[SoalKelas], now: datetime) -> Rekap:
    """Merge and count.  About a millisecond a question the first time: use a thread."""
    groups: list[list[SoalKelas]] = []
    for one in soal:
        if not one.teks.strip():
            continue  # Its text was deleted: it is counted, but there is nothing to show.
        known = [(at, group[0].teks) for at, group in enumerate(groups)]
        found = pertama(one.teks, known)
        if found is None:
            groups.append([one])
        else:
            groups[found].append(one)
    items = sorted((_item(group) for group in groups), key=lambda item: -item.kali)
    return Rekap(
        kelas.nama, kelas.dibuka, kelas.ditutup or now, kelas.ditutup is not None, angka, tuple(items)
    )


def _item(group: Sequence[SoalKelas]) -> ButirRekap:
    """One item: the answer of a narasumber goes first, then ours that was given most often."""
    taught = next((one for one in reversed(group) if one.narasumber), None)
    ours = [one for one in group if one.status == "dijawab"]
    given = Counter(_answer(one) for one in ours)
    answered = max(ours, key=lambda one: (given[_answer(one)], one.membantu, one.id), default=None)
    text, places, by = "", tuple[RujukanRekap, ...](), None
    if taught is not None and taught.narasumber is not None:
        answer = taught.narasumber
        text, places = answer.teks, _places(answer.rujukan)
        by = f"{answer.nama}, {tanggal(answer.terbit)}" if answer.terbit else answer.nama
    elif answered is not None:
        text, places = _answer(answered), _places(answered.isi.get("kutipan"))
    return ButirRekap(
        group[0].teks,
        len(group),
        text,
        places,
        sum(one.membantu for one in group),
        sum(one.belum_membantu for one in group),
        by,
        terbuka=not text,
        berbeda=taught is None and len(given) > 1,
    )


def _answer(one: SoalKelas) -> str:
    return str(one.isi.get("jawaban") or "")


def _places(found: object) -> tuple[RujukanRekap, ...]:
    """Citations as they were stored, each place once."""
    if not isinstance(found, Iterable) or isinstance(found, str):
        return ()
    places = [_place(one) for one in found if isinstance(one, Mapping)]
    return tuple(dict.fromkeys(places))


def _place(one: Mapping[str, Any]) -> RujukanRekap:
    def words(name: str) -> str:
        return str(one.get(name) or "").replace("-", " ")

    status = str(one.get("keterangan_status") or "") or words("status_berlaku") or words("status")
    return RujukanRekap(
        str(one.get("sumber") or ""), str(one.get("letak") or ""), words("verifikasi"), status
    )
