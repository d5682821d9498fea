"""The JSON shapes that programs rely on (``--json``), made from the typed data.

Fields may be added; those of the contract stay.  Numbers are decimal strings
(``"88.5"``), never floats: a program that wants arithmetic keeps its decimals.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.errors import LkjipError
from bot.kinerja.format import bulatkan
from bot.kinerja.measurement import Measurement, UkuranAnggaran, UkuranIndikator
from bot.kinerja.model import Hasil, Isian, Kolom, Nilai, Sel, Teks, Temuan
from bot.tables.document import Bacaan
from bot.temuan import TextOfTemuan, location, text_of

if TYPE_CHECKING:
    from bot.drafting.service import HasilDraf

Json = dict[str, Any]


def write_json(document: Mapping[str, Any]) -> None:
    """Write one document to stdout as UTF-8, whatever the terminal's encoding is."""
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    buffer.write(text.encode("utf-8", "replace"))
    buffer.flush()


def error_document(error: LkjipError) -> Json:
    """What a program gets in place of its document when a command failed."""
    return {
        "galat": {
            "kode": error.code.value,
            "pesan": error.pesan,
            "saran": error.saran,
            "lokasi": error.lokasi,
        }
    }


def decimal_text(value: Decimal | None) -> str | None:
    """A decimal without exponent and without needless zeros: ``88.50`` is ``"88.5"``."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def nilai_document(isian: Isian | None) -> Json:
    """N of the contract: text as it stood, value, kind; an absent cell is an empty value."""
    if isian is None:
        return {"teks": "", "nilai": None, "jenis": "kosong"}
    nilai: Nilai = isian.nilai
    document: Json = {"teks": nilai.teks, "nilai": decimal_text(nilai.nilai), "jenis": nilai.jenis.value}
    for key, extra in (
        ("predikat", nilai.predikat),
        ("operator", nilai.operator),
        ("bawah", decimal_text(nilai.bawah)),
        ("atas", decimal_text(nilai.atas)),
        ("satuan", nilai.satuan),
        ("alasan_kosong", nilai.alasan_kosong),
        ("tafsir_lain", decimal_text(nilai.tafsir_lain)),
    ):
        if extra is not None:
            document[key] = extra
    return document


def temuan_document(temuan: Temuan) -> Json:
    words: TextOfTemuan = text_of(temuan)
    return {
        "kode": temuan.kode,
        "tingkat": temuan.tingkat.value,
        "lokasi": location(temuan.sel),
        "pesan": words.pesan,
        "saran": words.saran,
        "dihitung": _two_places(temuan.hasil),
    }


def baca_document(bacaan: Bacaan, measured: Sequence[Measurement], temuan: Sequence[Temuan]) -> Json:
    """The document of ``lkjip baca``: every table with its columns, indicators, budget, and all temuan."""
    return {
        "berkas": bacaan.berkas,
        "tabel": [_table_document(measurement) for measurement in measured],
        "temuan": [temuan_document(t) for t in temuan],
        "dilewati": [
            {"lembar": s.lembar, "rentang": s.rentang, "alasan": s.alasan, "halaman": s.halaman}
            for s in bacaan.dilewati
        ],
    }


def draf_document(hasil: HasilDraf) -> Json:
    """The document of ``lkjip draf``: where the files are, and what they hold."""
    return {
        "berkas": str(hasil.berkas),
        "telusur": str(hasil.telusur),
        "bab": hasil.bab,
        "indikator": hasil.indikator,
        "angka": hasil.angka,
        "angka_tertelusur": hasil.angka_tertelusur,
        "lengkapi": hasil.lengkapi,
        "temuan": [temuan_document(t) for t in hasil.temuan],
        "waktu_ms": hasil.waktu_ms,
        "sebelumnya": str(hasil.sebelumnya) if hasil.sebelumnya else None,
    }


def _table_document(measurement: Measurement) -> Json:
    table = measurement.table
    return {
        "lembar": table.lembar,
        "rentang": table.rentang,
        "tahun": measurement.tahun if measurement.tahun is not None else table.tahun,
        "judul": table.judul,
        "halaman": table.halaman,
        "kolom": [_kolom_document(k) for k in table.kolom],
        "sasaran": [
            {
                "nama": _words(u.sasaran.nama),
                "tujuan": _words(u.sasaran.tujuan),
                "indikator": [_indikator_document(i) for i in u.indikator],
            }
            for u in measurement.sasaran
        ],
        "anggaran": [_anggaran_document(b) for b in measurement.anggaran.baris],
    }


def _kolom_document(kolom: Kolom) -> Json:
    return {
        "judul": kolom.judul,
        "peran": kolom.peran,
        "sel": kolom.sel,
        "keyakinan": float(kolom.keyakinan),
        "tahun": kolom.tahun,
        "triwulan": kolom.triwulan,
        "kelompok": kolom.kelompok,
    }


def _indikator_document(ukuran: UkuranIndikator) -> Json:
    i = ukuran.indikator
    capaian = ukuran.capaian
    catatan = i.catatan
    return {
        "id": i.id,
        "nama": i.nama.isi,
        "satuan": _words(i.satuan),
        "arah": capaian.arah.value,
        "asal_arah": i.asal_arah.value if i.asal_arah else None,
        "tahun": i.tahun,
        "target": nilai_document(i.target),
        "realisasi": nilai_document(i.realisasi),
        "capaian": {
            "tertulis": decimal_text(i.capaian_tertulis.angka) if i.capaian_tertulis else None,
            "dihitung": _two_places(capaian.hasil),
            "rumus": capaian.hasil.rumus if capaian.hasil else None,
            "status": capaian.status.value,
            "tercapai": capaian.tercapai,
        },
        "kategori": capaian.kategori.nama if capaian.kategori else None,
        "kategori_tertulis": _words(i.kategori_tertulis),
        "riwayat": {str(year): nilai_document(isian) for year, isian in sorted(i.riwayat.items())},
        "target_akhir": nilai_document(i.target_akhir),
        "tahun_akhir": i.tahun_akhir,
        "standar_nasional": nilai_document(i.standar_nasional),
        "pembanding": [{"nama": p.nama, "tahun": p.tahun, **nilai_document(p.isian)} for p in i.pembanding],
        "triwulan": [
            {
                "nama": t.nama,
                "target": nilai_document(t.target),
                "kinerja": nilai_document(t.kinerja),
                "persen": nilai_document(t.persen),
                "rupiah": nilai_document(t.rupiah),
            }
            for t in i.triwulan
        ],
        "program": [p.isi for p in i.program],
        "sumber_data": _words(i.sumber_data),
        "formulasi": _words(i.formulasi),
        "catatan": {
            "faktor_pendorong": _words(catatan.faktor_pendorong),
            "faktor_penghambat": _words(catatan.faktor_penghambat),
            "solusi": _words(catatan.solusi),
            "pic": _words(catatan.pic),
            "batas_waktu": _words(catatan.batas_waktu),
            "keterangan": _words(catatan.keterangan),
        },
        "lain": {judul: isi.isi for judul, isi in i.lain},
        "induk": i.induk,
        "is_induk": i.is_induk,
        "pagu": decimal_text(i.pagu.angka) if i.pagu else None,
        "realisasi_anggaran": decimal_text(i.realisasi_anggaran.angka) if i.realisasi_anggaran else None,
        "sel": _cells(
            nama=i.nama.sel,
            satuan=i.satuan.sel if i.satuan else None,
            target=i.target.sel if i.target else None,
            realisasi=i.realisasi.sel if i.realisasi else None,
            capaian=i.capaian_tertulis.sel if i.capaian_tertulis else None,
            target_akhir=i.target_akhir.sel if i.target_akhir else None,
            standar_nasional=i.standar_nasional.sel if i.standar_nasional else None,
            pagu=i.pagu.sel if i.pagu else None,
            realisasi_anggaran=i.realisasi_anggaran.sel if i.realisasi_anggaran else None,
        ),
    }


def _anggaran_document(ukuran: UkuranAnggaran) -> Json:
    b = ukuran.baris
    return {
        "id": b.id,
        "nama": b.nama.isi,
        "jenjang": b.jenjang,
        "kode": b.kode,
        "induk": b.induk,
        "pagu": decimal_text(b.pagu.angka) if b.pagu else None,
        "realisasi": decimal_text(b.realisasi.angka) if b.realisasi else None,
        "serapan": _two_places(ukuran.serapan),
        "serapan_tertulis": decimal_text(b.serapan_tertulis.angka) if b.serapan_tertulis else None,
        "teks": {
            "pagu": b.pagu.nilai.teks if b.pagu else None,
            "realisasi": b.realisasi.nilai.teks if b.realisasi else None,
        },
        "sel": _cells(
            nama=b.nama.sel,
            pagu=b.pagu.sel if b.pagu else None,
            realisasi=b.realisasi.sel if b.realisasi else None,
            serapan=b.serapan_tertulis.sel if b.serapan_tertulis else None,
        ),
    }


def _cells(**places: Sel | None) -> dict[str, str]:
    return {name: str(sel) for name, sel in places.items() if sel is not None}


def _words(teks: Teks | None) -> str | None:
    return teks.isi if teks else None


def _two_places(hasil: Hasil | None) -> str | None:
    """Percentages and points rounded half up to two places, other results as they are."""
    if hasil is None:
        return None
    if hasil.satuan in ("persen", "poin"):
        return f"{bulatkan(hasil.nilai, 2):f}"
    return decimal_text(hasil.nilai)
