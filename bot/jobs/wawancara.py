"""The interview in the chat: which question is next, how it is asked, and how an answer leaves it readable.

Used by the job that has read the files (it asks the first question) and by the handlers (every other one).
What the interview needs to go on is in the report's row: ``ringkasan`` keeps under ``soal`` the question that
waits (its id and the name of its message), under ``terjawab`` the messages of the answered ones, under
``nomor`` how many messages were named so far.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.chat.message import Pesan, Tombol
from bot.chat.texts import plain, say

if TYPE_CHECKING:
    from bot.chat.unit import Unit
    from bot.drafting.wawancara.bahan import Bahan
    from bot.drafting.wawancara.model import Soal
    from bot.drafting.wawancara.plan import BacaUlang
    from bot.store.reports import Laporan

UNTUK = "laporan.teks"
"""What the next plain text of the person belongs to; see ``bot.telegram.router``."""
MAKS_JAWABAN = 160
"""Characters of an answer that are shown again."""
MAKS_SOAL = 150
"""Characters of a question that has its answer."""
MAKS_RUJUKAN = 60


@dataclass(frozen=True, slots=True)
class Posisi:
    """Where an interview stands."""

    soal: Soal | None
    """The next question; None when all are answered."""
    ulang: BacaUlang | None
    """How the files are to be read anew first; None where they need not."""


def hitung(
    bahan: Path,
    jawaban: Sequence[Mapping[str, Any]],
    ingatan: Mapping[str, Any],
    *,
    lanjutan: bool,
    baru_dibaca: bool = False,
) -> Posisi:
    """The next question after these answers.  Blocks; call it in a thread.

    ``baru_dibaca``: the files were read with these answers just now, and are not to be read once more.

    Raises BahanTidakTerbaca where the files are to be read again, and LkjipError where no file has a table.
    """
    from bot.drafting.wawancara.model import Ingatan, Jawaban
    from bot.drafting.wawancara.plan import baca_ulang, soal_berikut

    material = muat(bahan)
    rows = [Jawaban.from_json(one) for one in jawaban]
    remembered = Ingatan.from_json(ingatan)
    anew = None if baru_dibaca else baca_ulang(material, rows, remembered)
    if anew is not None:
        return Posisi(None, anew)
    return Posisi(soal_berikut(material, rows, remembered, lanjutan=lanjutan), None)


def muat(path: Path) -> Bahan:
    """The material, from memory while its file is the same.  Raises BahanTidakTerbaca."""
    from bot.drafting.wawancara.bahan import BahanTidakTerbaca

    try:
        stat = path.stat()
    except OSError:
        raise BahanTidakTerbaca("hilang") from None
    return _muat(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=16)
def _muat(path: Path, _mtime: int, _size: int) -> Bahan:
    from bot.drafting.wawancara.bahan import muat_bahan

    return muat_bahan(path)


def dapat_mundur(ringkasan: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether there is an answer of this round to take back; those of the first round stay in the second."""
    return len(rows) > (int(ringkasan.get("awal", 0)) if ringkasan.get("lanjutan") else 0)


async def tanyakan(
    unit: Unit, one: Laporan, soal: Soal, ringkasan: dict[str, Any], *, boleh_kembali: bool
) -> None:
    """Ask a question; ``ringkasan`` is changed and has to be kept by the caller in the same unit."""
    kunci = _nama_pesan(one, ringkasan)
    ringkasan["soal"] = {"id": soal.id, "kunci": kunci}
    ringkasan["maju"] = [soal.nomor, soal.dari]
    pesan = Pesan(
        say(
            "laporan/soal",
            judul=one.judul,
            nomor=soal.nomor,
            dari=soal.dari,
            teks=soal.teks,
            bantuan=soal.bantuan,
            sel=_letak(soal),
        ),
        _tombol(unit, one, soal, kunci, boleh_kembali=boleh_kembali),
    )
    await unit.kirim(one.chat_id, pesan, kunci=kunci, rujukan=f"laporan:{one.id}")
    await unit.tunggu(one.orang_id, one.chat_id, UNTUK, {"laporan": one.id, "kunci": kunci})


async def tambahkan(unit: Unit, one: Laporan, soal: Soal, ringkasan: dict[str, Any], jumlah: int) -> None:
    """An answer of several messages has one more: say so below it, with the button that ends it."""
    lama = ringkasan["soal"]["kunci"]
    kunci = _nama_pesan(one, ringkasan)
    if jumlah == 1:
        await unit.sunting(
            one.chat_id, lama, Pesan(say("laporan/soal-dijawab-teks", teks=_ingkas(soal.teks)))
        )
        ringkasan.setdefault("terjawab", []).append([soal.id, lama])
    else:
        await unit.hapus_pesan(one.chat_id, lama)
    ringkasan["soal"] = {"id": soal.id, "kunci": kunci, "tambahan": True}
    pesan = Pesan(
        say("laporan/tercatat", jumlah=jumlah, judul=one.judul),
        _tombol(unit, one, soal, kunci, boleh_kembali=True),
    )
    await unit.kirim(one.chat_id, pesan, kunci=kunci, rujukan=f"laporan:{one.id}")
    await unit.tunggu(one.orang_id, one.chat_id, UNTUK, {"laporan": one.id, "kunci": kunci})


async def tandai(unit: Unit, one: Laporan, soal: Soal, ringkasan: dict[str, Any], jawaban: str) -> None:
    """Turn the waiting question into its answer, without buttons."""
    waiting = ringkasan.pop("soal", None)
    if waiting is None:
        return
    if waiting.get("tambahan"):
        await unit.hapus_pesan(one.chat_id, waiting["kunci"])
        return
    shown = jawaban if len(jawaban) <= MAKS_JAWABAN else f"{jawaban[: MAKS_JAWABAN - 1]}…"
    pesan = Pesan(say("laporan/soal-terjawab", teks=_ingkas(soal.teks), jawaban=shown))
    await unit.sunting(one.chat_id, waiting["kunci"], pesan)
    ringkasan.setdefault("terjawab", []).append([soal.id, waiting["kunci"]])


async def tarik(unit: Unit, one: Laporan, ringkasan: dict[str, Any], soal_id: str | None) -> None:
    """Take away the message of the waiting question, and of the answered one that is asked again."""
    waiting = ringkasan.pop("soal", None)
    if waiting is not None:
        await unit.hapus_pesan(one.chat_id, waiting["kunci"])
    kept: list[list[str]] = []
    for known, kunci in ringkasan.get("terjawab", ()):
        if known == soal_id:
            await unit.hapus_pesan(one.chat_id, kunci)
        else:
            kept.append([known, kunci])
    ringkasan["terjawab"] = kept


async def tawarkan(unit: Unit, one: Laporan, ringkasan: dict[str, Any], *, ditunda: int) -> None:
    """All is answered: what the draft will be, and the button that starts it."""
    kunci = _nama_pesan(one, ringkasan)
    ringkasan["soal"] = {"id": "", "kunci": kunci}
    found = ringkasan.get("temuan_kalimat", "")
    buttons = (
        (tombol(unit, one, "Buat draf", "laporan.buat", putaran=one.putaran),),
        (tombol(unit, one, "⬅ Kembali", "laporan.kembali", kunci=kunci),),
    )
    text = say("laporan/siap", judul=one.judul, kalimat=found, ditunda=ditunda, lanjutan=bool(one.lanjutan))
    await unit.kirim(one.chat_id, Pesan(text, buttons), kunci=kunci, rujukan=f"laporan:{one.id}")
    await unit.selesai_menunggu(one.orang_id, one.chat_id, UNTUK)


def label(soal: Soal, kode: str) -> str:
    """What a button of a question says."""
    from bot.drafting.wawancara.model import LEWATI

    if kode == LEWATI:
        return plain("laporan/dilewati")
    return next((one.label for one in soal.pilihan if one.kode == kode), kode)


def _tombol(
    unit: Unit, one: Laporan, soal: Soal, kunci: str, *, boleh_kembali: bool
) -> tuple[tuple[Tombol, ...], ...]:
    """The question's own buttons, a phrase a row, two short ones beside each other; then the chat's own."""
    from bot.drafting.wawancara.model import LEWATI

    def button(text: str, aksi: str, **data: Any) -> Tombol:
        return tombol(unit, one, text, aksi, kunci=kunci, **data)

    own = [button(p.label, "laporan.jawab", kode=p.kode) for p in soal.pilihan]
    per_row = 2 if own and all(len(p.label) <= PENDEK for p in soal.pilihan) else 1
    found = [tuple(own[at : at + per_row]) for at in range(0, len(own), per_row)]
    last: list[Tombol] = []
    if boleh_kembali:
        last.append(button("⬅ Kembali", "laporan.kembali"))
    if soal.boleh_lewati and not any(p.kode == LEWATI for p in soal.pilihan):
        last.append(button("Lewati ➡", "laporan.jawab", kode=LEWATI))
    if last:
        found.append(tuple(last))
    return tuple(found)


def _letak(soal: Soal) -> str:
    """Where to look, for questions about what stands in a cell, unless the question says it itself."""
    from bot.drafting.wawancara.model import Tahap

    if soal.sel is None or soal.tahap in (Tahap.ANALISIS, Tahap.LENGKAPI):
        return ""
    if soal.sel in soal.teks or (soal.sel.partition(", ")[2] or soal.sel) in soal.teks:
        return ""
    return soal.sel


def _ingkas(teks: str) -> str:
    """An answered question, short: what follows must stay in sight."""
    line = teks.split("\n", 1)[0]
    return line if len(line) <= MAKS_SOAL else f"{line[:MAKS_SOAL].rsplit(' ', 1)[0]}…"


PENDEK = 14
"""Labels of at most so many characters share a row of two on a narrow phone."""


def tombol(unit: Unit, one: Laporan, text: str, aksi: str, **data: Any) -> Tombol:
    """A button about a report, for its owner."""
    return unit.tombol(text, aksi, {"laporan": one.id, **data}, chat_id=one.chat_id, pemilik=one.orang_id)


def _nama_pesan(one: Laporan, ringkasan: dict[str, Any]) -> str:
    ringkasan["nomor"] = int(ringkasan.get("nomor", 0)) + 1
    return f"laporan:{one.id}:t{ringkasan['nomor']}"[:MAKS_RUJUKAN]
