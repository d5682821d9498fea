"""What the answers come to: everything that the drafting service needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.drafting.model import Identitas
from bot.drafting.notes import CatatanIndikator, Notes
from bot.drafting.service import PilihanDraf
from bot.drafting.wawancara.isi_bahan import Bahan
from bot.drafting.wawancara.jawab import bersihkan
from bot.drafting.wawancara.keadaan import SOAL_RUMUS, Keadaan
from bot.drafting.wawancara.model import LUPA, Ingatan, Jawaban
from bot.drafting.wawancara.soal_analisis import catatan_indikator
from bot.drafting.wawancara.soal_awal import SOAL_BAB, SOAL_KERTAS
from bot.drafting.wawancara.soal_temuan import TahapTemuan
from bot.kinerja.measurement import Measurement, RumusTurun
from bot.kinerja.model import IndicatorTable, Teks


@dataclass(frozen=True, slots=True)
class Rencana:
    """The arguments of ``draft_report`` but for the file; ``pilihan.tanggal`` is left to the caller."""

    table: IndicatorTable
    measurement: Measurement
    identitas: Identitas
    notes: Notes
    pilihan: PilihanDraf


def terapkan(bahan: Bahan, jawaban: Sequence[Jawaban], ingatan: Ingatan = LUPA) -> Rencana:
    """Apply the answers; those of questions that no longer matter are left aside.

    Works at any point of the interview.  Raises LkjipError where no file has a table.
    """
    if not bahan.tabel:
        raise bahan.galat_pertama()
    k = Keadaan(bahan, jawaban, ingatan)
    kini = TahapTemuan(k).kini

    def line(name: str) -> str | None:
        text = k.teks(f"lengkapi:{name}")
        return (bersihkan(text) or None) if text is not None else None

    return Rencana(
        table=kini.table,
        measurement=kini,
        identitas=Identitas(
            instansi=k.instansi,
            tahun=kini.tahun,
            alamat=line("alamat"),
            pimpinan=line("pimpinan"),
            jabatan=line("jabatan"),
        ),
        notes=_notes(k, kini),
        pilihan=PilihanDraf(bab=_satu(k, SOAL_BAB, ("3", "semua"), "3"), kertas=_kertas(k)),
    )


def _notes(k: Keadaan, kini: Measurement) -> Notes:
    def line(name: str) -> Teks | None:
        text = k.teks(f"lengkapi:{name}")
        clean = bersihkan(text) if text is not None else ""
        return Teks(clean) if clean else None

    return Notes(
        indikator=catatan_indikator(k, kini),
        sasaran=_sasaran(k, kini),
        anggaran={
            b.baris.id: words
            for b in kini.anggaran.baris
            if (words := k.paragraf(f"lengkapi:serapan:{k.kunci.get(b.baris.id, b.baris.id)}")) is not None
        },
        tugas_fungsi=k.paragraf("lengkapi:tugas-fungsi"),
        aspek_strategis=k.paragraf("lengkapi:aspek-strategis"),
        isu_strategis=k.paragraf("lengkapi:isu-strategis"),
        langkah_ke_depan=k.paragraf("lengkapi:langkah-ke-depan"),
        upaya=k.paragraf("lengkapi:upaya"),
        kata_pengantar=k.paragraf("lengkapi:kata-pengantar"),
        tempat=line("tempat"),
        tanggal=line("tanggal"),
    )


def _sasaran(k: Keadaan, kini: Measurement) -> Mapping[str, CatatanIndikator]:
    found: dict[str, CatatanIndikator] = {}
    for s in kini.sasaran:
        words = k.paragraf(f"lengkapi:program:{k.kunci.get(s.sasaran.id, s.sasaran.id)}")
        if words is not None:
            found[s.sasaran.id] = CatatanIndikator(program=words)
    return found


def _satu(k: Keadaan, soal_id: str, known: tuple[str, ...], otherwise: str) -> str:
    code = k.kode(soal_id)
    return code if code in known else otherwise


def _kertas(k: Keadaan) -> str:
    remembered = k.ingatan.kertas if k.ingatan.kertas in {"A4", "F4"} else "A4"
    return _satu(k, SOAL_KERTAS, ("A4", "F4"), remembered or "A4")


def ingatan_baru(bahan: Bahan, jawaban: Sequence[Jawaban], ingatan: Ingatan = LUPA) -> Ingatan:
    """What is to be remembered of the person after this interview."""
    if not bahan.tabel:
        return ingatan
    k = Keadaan(bahan, jawaban, ingatan)
    chosen = k.kode(SOAL_RUMUS)
    return Ingatan(
        instansi=k.instansi or ingatan.instansi,
        tahun=k.tahun or ingatan.tahun,
        skala=k.teks_skala,
        rumus=chosen if chosen in {r.value for r in RumusTurun} else ingatan.rumus,
        kertas=_kertas(k),
    )
