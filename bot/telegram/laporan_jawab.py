"""The interview: buttons, typed answers, one question back, going on another day."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.chat.message import Pesan, Tombol
from bot.chat.texts import plain, say
from bot.chat.unit import Unit
from bot.errors import LkjipError
from bot.jobs import wawancara
from bot.jobs.laporan_dasar import ingatan_orang, kunci_kemajuan
from bot.jobs.wawancara import UNTUK, Posisi, tombol
from bot.store import reports
from bot.store.reports import Keadaan, Laporan
from bot.telegram import tanya
from bot.telegram.router import Router
from bot.telegram.turn import Turn

if TYPE_CHECKING:
    from bot.drafting.wawancara.model import Jawaban, Soal

MAKS_KUTIP = 80
KEMBALI = "kembali"
KATA_TANYA = frozenset(
    {"apa", "apakah", "bagaimana", "gimana", "kapan", "siapa", "mengapa", "kenapa", "berapa"}
)
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Sesi:
    """An interview as it stands: its report, answers, what is remembered, and the question that waits."""

    laporan: Laporan
    rows: Rows
    ingatan: Mapping[str, Any]
    posisi: Posisi

    @property
    def ringkasan(self) -> dict[str, Any]:
        return dict(self.laporan.ringkasan)


def pasang(router: Router) -> None:
    router.button("laporan.jawab", jawab)
    router.button("laporan.kembali", kembali)
    router.button("laporan.lanjut", lanjut)
    router.button("laporan.teks", teks_tombol)
    router.text(UNTUK, teks)
    router.reply("laporan", balasan)


# --- looking


async def sesi(turn: Turn, laporan_id: object, *, kunci: object = None) -> Sesi | None:
    """The interview of a report of this person.  None, after saying why, where there is nothing to answer:
    the report is gone or in work, or ``kunci`` is not the message of the question that waits."""
    async with turn.layanan.units.store.read() as conn:
        one = await reports.find(conn, laporan_id, turn.orang.id)
        rows = await reports.answers(conn, one.id) if one else []
        ingatan = await ingatan_orang(conn, turn.orang.id)
    if one is None:
        turn.toast(plain("laporan/tidak-ada"))
        return None
    if one.keadaan not in (Keadaan.WAWANCARA, Keadaan.SIAP):
        busy = one.keadaan in (Keadaan.DIBACA, Keadaan.ANTRE, Keadaan.DISUSUN)
        turn.toast(plain("laporan/sedang-dikerjakan" if busy else "laporan/sudah-dijawab"))
        return None
    if kunci is not None and (one.ringkasan.get("soal") or {}).get("kunci") != kunci:
        turn.toast(plain("laporan/sudah-dijawab"))
        return None
    posisi = await _hitung(turn, one, rows, ingatan)
    if posisi is None:
        await _baca_ulang(turn, one)
        return None
    return Sesi(one, rows, ingatan, posisi)


async def _hitung(turn: Turn, one: Laporan, rows: Rows, ingatan: Mapping[str, Any]) -> Posisi | None:
    """Where the interview stands; None where the files are to be read again first."""
    from bot.drafting.wawancara.bahan import BahanTidakTerbaca

    if one.bahan is None:
        return None
    path = turn.layanan.folder / one.bahan
    try:
        return await asyncio.to_thread(wawancara.hitung, path, rows, ingatan, lanjutan=one.lanjutan)
    except BahanTidakTerbaca:
        return None


async def _baca_ulang(turn: Turn, one: Laporan) -> None:
    async with turn.unit() as unit:
        await mulai_baca(turn, unit, one, dict(one.ringkasan))


async def mulai_baca(turn: Turn, unit: Unit, one: Laporan, ringkasan: dict[str, Any]) -> None:
    """Read the files of a report anew; its interview goes on behind that."""
    putaran = one.putaran + 1
    ringkasan.pop("soal", None)
    if await reports.change(
        unit.conn,
        one.id,
        unit.now,
        dari=[one.keadaan],
        di_putaran=one.putaran,
        keadaan=Keadaan.DIBACA,
        putaran=putaran,
        ringkasan=ringkasan,
    ):
        pesan = Pesan(say("laporan/dibaca", nama=[], ulang=True))
        await turn.kirim(unit, pesan, kunci=kunci_kemajuan(one, putaran))
        await unit.selesai_menunggu(one.orang_id, one.chat_id, UNTUK)
        unit.sesudah(partial(turn.layanan.pekerjaan.baca, one.id, putaran))


# --- answering


async def jawab(turn: Turn, data: Mapping[str, Any]) -> None:
    """A button of the question that waits."""
    found = await sesi(turn, data.get("laporan"), kunci=data.get("kunci"))
    if found is None or found.posisi.soal is None:
        return
    await _catat(turn, found, found.posisi.soal, kode=str(data.get("kode")))


async def _catat(
    turn: Turn, found: Sesi, soal: Soal, *, kode: str | None = None, isi: str | None = None
) -> None:
    """Keep an answer and go on.  What does not fit is told, and the question waits on."""
    from bot.drafting.wawancara.plan import periksa_jawaban

    try:
        row: Jawaban = await asyncio.to_thread(periksa_jawaban, soal, kode, isi)
    except LkjipError as error:
        if turn.query is not None:
            return turn.toast(f"{error.pesan} {error.saran}", alert=True)
        return await turn.balas("galat/masukan", pesan=error.pesan, saran=error.saran)
    rows: Rows = [*found.rows, dict(row.to_json())]
    after = await _hitung(turn, found.laporan, rows, found.ingatan)
    async with turn.unit() as unit:
        ringkasan = found.ringkasan
        await reports.put_answers(unit.conn, found.laporan.id, rows, unit.now)
        if after is None:
            return await mulai_baca(turn, unit, found.laporan, ringkasan)
        if isi is not None and after.soal is not None and after.soal.id == soal.id:
            return await _satu_lagi(unit, found.laporan, after.soal, ringkasan, rows)
        shown = isi if isi is not None else wawancara.label(soal, kode or "")
        await wawancara.tandai(unit, found.laporan, soal, ringkasan, shown)
        await _teruskan(turn, unit, found.laporan, ringkasan, rows, after)
    return None


async def _satu_lagi(unit: Unit, one: Laporan, soal: Soal, ringkasan: dict[str, Any], rows: Rows) -> None:
    """The answer may have several messages."""
    count = sum(row["soal_id"] == soal.id for row in rows)
    await wawancara.tambahkan(unit, one, soal, ringkasan, count)
    await reports.change(unit.conn, one.id, unit.now, dari=[one.keadaan], ringkasan=ringkasan)


async def _teruskan(
    turn: Turn,
    unit: Unit,
    one: Laporan,
    ringkasan: dict[str, Any],
    rows: Sequence[Mapping[str, Any]],
    posisi: Posisi,
) -> None:
    """Read anew, ask the next question, or offer the draft."""
    if posisi.ulang is not None:
        ringkasan["ulang"] = {"peta": dict(posisi.ulang.peta), "tahun": posisi.ulang.tahun}
        return await mulai_baca(turn, unit, one, ringkasan)
    if posisi.soal is not None:
        keadaan = Keadaan.WAWANCARA
        await wawancara.tanyakan(
            unit, one, posisi.soal, ringkasan, boleh_kembali=wawancara.dapat_mundur(ringkasan, rows)
        )
    else:
        keadaan = Keadaan.SIAP
        await wawancara.tawarkan(unit, one, ringkasan, ditunda=ditunda(rows))
    await reports.change(
        unit.conn, one.id, unit.now, dari=[one.keadaan], keadaan=keadaan, ringkasan=ringkasan
    )
    return None


def ditunda(rows: Sequence[Mapping[str, Any]]) -> int:
    """Answers that were put off."""
    from bot.drafting.wawancara.model import NANTI, SISANYA

    return sum(row.get("kode") in {NANTI, SISANYA} for row in rows)


async def kembali(turn: Turn, data: Mapping[str, Any]) -> None:
    """One question back."""
    found = await sesi(turn, data.get("laporan"), kunci=data.get("kunci"))
    if found is not None:
        await _mundur(turn, found)


async def _mundur(turn: Turn, found: Sesi) -> None:
    from bot.drafting.wawancara.model import Jawaban, mundur

    if not wawancara.dapat_mundur(found.ringkasan, found.rows):
        if turn.query is None:
            return await turn.balas("laporan/pertama")
        return turn.toast(plain("laporan/pertama"))
    kept = mundur([Jawaban.from_json(row) for row in found.rows])
    rows: Rows = [dict(row.to_json()) for row in kept]
    posisi = await _hitung(turn, found.laporan, rows, found.ingatan)
    async with turn.unit() as unit:
        ringkasan = found.ringkasan
        await reports.put_answers(unit.conn, found.laporan.id, rows, unit.now)
        await wawancara.tarik(unit, found.laporan, ringkasan, found.rows[-1]["soal_id"])
        if posisi is None:
            return await mulai_baca(turn, unit, found.laporan, ringkasan)
        await _teruskan(turn, unit, found.laporan, ringkasan, rows, posisi)
    return None


async def lanjut(turn: Turn, data: Mapping[str, Any]) -> None:
    """Go on with an interview: its question is asked again, at the end of the chat."""
    found = await sesi(turn, data.get("laporan"))
    if found is None:
        return
    async with turn.unit() as unit:
        ringkasan = found.ringkasan
        await wawancara.tarik(unit, found.laporan, ringkasan, None)
        await _teruskan(turn, unit, found.laporan, ringkasan, found.rows, found.posisi)


# --- typed answers


async def teks(turn: Turn, data: Mapping[str, Any]) -> None:
    """A typed answer to the question that waits."""
    await _teks(turn, data.get("laporan"), turn.teks)


async def balasan(turn: Turn, data: Mapping[str, Any]) -> None:
    """A reply to one of the report's messages: an answer where a question waits, else a question."""
    rujukan = str(data.get("rujukan", ""))
    await _teks(turn, int(rujukan) if rujukan.isdigit() else None, turn.teks)


async def teks_tombol(turn: Turn, data: Mapping[str, Any]) -> None:
    """ "Ini jawaban saya": a text with a question mark is an answer after all."""
    found = await sesi(turn, data.get("laporan"), kunci=data.get("kunci"))
    if found is not None and found.posisi.soal is not None:
        await _catat(turn, found, found.posisi.soal, isi=str(data.get("teks", "")))


async def _teks(turn: Turn, laporan_id: object, isi: str) -> None:
    found = await sesi(turn, laporan_id)
    if turn.done:
        return None
    if found is None or found.posisi.soal is None:
        turn.toast("")
        return await tanya.jawab(turn, isi)
    soal = found.posisi.soal
    word = isi.strip().casefold()
    if word == KEMBALI:
        return await _mundur(turn, found)
    kode = _kode(soal, word)
    if kode is not None:
        return await _catat(turn, found, soal, kode=kode)
    if not soal.menerima_teks:
        return await _tawarkan_tanya(turn, found, soal, isi, jawaban=False)
    if _bertanya(soal, isi):
        return await _tawarkan_tanya(turn, found, soal, isi, jawaban=True)
    return await _catat(turn, found, soal, isi=isi)


def _bertanya(soal: Soal, isi: str) -> bool:
    """Whether a text may be a question: by its mark, and by its first word where a name is typed."""
    from bot.drafting.wawancara.model import Isian

    if isi.rstrip().endswith("?"):
        return True
    return soal.isian is Isian.IDENTITAS and isi.split(maxsplit=1)[0].casefold() in KATA_TANYA


def _kode(soal: Soal, word: str) -> str | None:
    """The button that a typed word names."""
    from bot.drafting.wawancara.model import LEWATI

    if word == LEWATI and soal.boleh_lewati:
        return LEWATI
    return next((p.kode for p in soal.pilihan if word in {p.label.casefold(), p.kode.casefold()}), None)


async def _tawarkan_tanya(turn: Turn, found: Sesi, soal: Soal, isi: str, *, jawaban: bool) -> None:
    """A text that may be a question to the assistant, in the middle of an interview."""
    one = found.laporan
    short = isi if len(isi) <= MAKS_KUTIP else f"{isi[: MAKS_KUTIP - 1]}…"
    name = "laporan/jawaban-atau-tanya" if jawaban else "laporan/pakai-tombol"
    variables = {"judul": one.judul, "teks": short} if jawaban else {"judul": one.judul}
    async with turn.unit() as unit:
        buttons: list[Tombol] = []
        if jawaban:
            kunci = one.ringkasan["soal"]["kunci"]
            buttons.append(tombol(unit, one, "Ini jawaban saya", "laporan.teks", kunci=kunci, teks=isi))
        buttons.append(
            unit.tombol(
                "Ini pertanyaan untuk Anda" if jawaban else "Ajukan sebagai pertanyaan",
                "tanya.tanyakan",
                {"teks": isi},
                chat_id=one.chat_id,
                pemilik=one.orang_id,
            )
        )
        await turn.kirim(unit, Pesan(say(name, **variables), tuple((b,) for b in buttons)))
