"""The JSON shapes of answers and of the index (``tanya``, ``indeks``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.answering.model import Answer, Kutipan
    from bot.knowledge_service import HasilTambah
    from knowledge.index.model import CatatanIndeks

Json = dict[str, Any]


def tanya_document(answer: Answer) -> Json:
    """The document of ``tanya``: the fields of the contract, then what was added."""
    return {
        "pertanyaan": answer.pertanyaan,
        "status": answer.status.value,
        "jawaban": answer.jawaban,
        "kutipan": [_kutipan(one) for one in answer.kutipan],
        "keyakinan": round(answer.keyakinan, 3),
        "alasan": answer.alasan.value if answer.alasan else None,
        "terdekat": [{"sumber": t.sumber, "letak": t.letak, "judul": t.judul} for t in answer.terdekat],
        "waktu_ms": round(answer.waktu_ms, 1),
        "ragam": answer.ragam.value,
        "dokumen_kurang": answer.dokumen_kurang,
        "pertanyaan_terkait": list(answer.pertanyaan_terkait),
        "jejak": answer.jejak_id,
        "model": answer.model,
    }


def _kutipan(one: Kutipan) -> Json:
    return {
        "sumber": one.sumber,
        "sumber_id": one.sumber_id,
        "jenis": one.jenis.value,
        "letak": one.letak,
        "teks": one.teks,
        "halaman": one.halaman,
        "verifikasi": one.verifikasi.value,
        "status_berlaku": one.status_berlaku.value,
        "bentuk": one.bentuk.value,
        "keterangan_status": one.keterangan_status,
        "verifikasi_letak": one.verifikasi_letak.value if one.verifikasi_letak else None,
        "contoh": one.contoh,
    }


def catatan_indeks_document(one: CatatanIndeks) -> Json:
    """One source of ``indeks daftar``."""
    source = one.sumber
    return {
        "id": source.id,
        "sumber": source.singkat,
        "judul": source.judul,
        "jenis": source.jenis.value,
        "tahun": source.tahun,
        "instansi": source.instansi,
        "status_berlaku": source.status.value,
        "passage": one.jumlah_passage,
        "bawaan": one.bawaan,
        "ditambahkan": one.ditambahkan,
        "catatan": list(one.catatan),
    }


def tambah_document(result: HasilTambah) -> Json:
    """The document of ``indeks tambah``."""
    return {
        "id": result.sumber.id,
        "sumber": result.sumber.singkat,
        "jenis": result.sumber.jenis.value,
        "passage": result.jumlah_passage,
        "baru": result.baru,
        "resmi": result.resmi,
        "halaman": [{"halaman": h.halaman, "karakter": h.karakter} for h in result.halaman],
        "halaman_tanpa_teks": list(result.halaman_tanpa_teks),
        "catatan": list(result.catatan),
        "waktu_ms": round(result.waktu_ms, 1),
    }
