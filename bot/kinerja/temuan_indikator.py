"""Findings about one indicator's row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.kinerja import explain as c
from bot.kinerja import rumus as r
from bot.kinerja import temuan as k
from bot.kinerja.capaian import beda_satuan, beda_skala, kehilangan_koma
from bot.kinerja.format import format_persen
from bot.kinerja.measurement import Aturan, Capaian, Skala, StatusCapaian, Tren
from bot.kinerja.model import Arah, AsalArah, Indikator, Isian, JenisNilai, Sel, Temuan, Tingkat
from bot.kinerja.satuan import Kelas, kelas_nama, kelas_satuan
from bot.kinerja.temuan_arah import baris_cocok, periksa_arah
from bot.kinerja.temuan_sel import periksa_isian

_KELUARAN = re.compile(
    r"^\W*(?:jumlah|banyaknya|terlaksananya|tersusunnya|tersedianya) "
    r"(?:dokumen|laporan|kegiatan|rapat|sosialisasi|berita acara|bimtek|bimbingan teknis|pelatihan|paket|"
    r"naskah|buku|surat|peserta|kajian)\b"
)
_NOMOR_SATU = re.compile(r"(?:^|\s)(?:1|a)[.)]\s")
_NOMOR_DUA = re.compile(r"\s(?:2|b)[.)]\s")
_BUTIR = re.compile(r"(?:^|[\n;])\s*[-•●▪–]\s")


@dataclass(frozen=True, slots=True)
class Konteks:
    """What the table as a whole tells about one row."""

    ada_target: bool
    """The table has a target column (or other rows have targets)."""
    ada_realisasi: bool
    sel_serapan: frozenset[Sel | None] = frozenset()
    """Cells with a printed absorption that a budget line already answers for."""
    nama_berulang: frozenset[str] = frozenset()
    """Names that several rows share: the rows break an indicator down, their units are not its own."""


def is_keluaran(nama: str) -> bool:
    """Whether a name counts outputs (documents, meetings) and not an outcome."""
    return bool(_KELUARAN.search(" ".join(nama[:200].casefold().split())))


def periksa_indikator(
    ind: Indikator,
    capaian: Capaian,
    tren: Tren | None,
    asal_arah: AsalArah,
    aturan: Aturan,
    konteks: Konteks,
) -> tuple[Temuan, ...]:
    """All findings of one indicator, in the order of its cells."""
    found: list[Temuan] = []
    for isian in _isian(ind):
        found += periksa_isian(isian, ind.nama.isi, ind.id)
    found += _nama(ind, konteks)
    if ind.is_induk:
        found += _induk(ind, konteks)
    else:
        found += _kosong(ind, konteks)
        found += periksa_arah(ind, capaian, asal_arah, konteks.ada_target or konteks.ada_realisasi)
        found += _skala(ind, capaian)
        found += _capaian(ind, capaian, asal_arah)
        found += _besar(ind, capaian, tren, aturan)
        found += _kategori(ind, capaian, aturan.skala)
    return tuple(found)


def _isian(ind: Indikator) -> Iterator[Isian]:
    for isian in (ind.target, ind.realisasi, ind.capaian_tertulis, ind.target_akhir, ind.standar_nasional):
        if isian is not None:
            yield isian
    for isian in (ind.pembilang, ind.penyebut, ind.pagu, ind.realisasi_anggaran, ind.serapan_tertulis):
        if isian is not None:
            yield isian
    for years in (ind.riwayat, ind.riwayat_target, ind.riwayat_capaian, ind.target_jangka):
        yield from years.values()
    for quarter in ind.triwulan:
        for isian in (quarter.target, quarter.kinerja, quarter.persen, quarter.rupiah):
            if isian is not None:
                yield isian


def _nama(ind: Indikator, konteks: Konteks) -> list[Temuan]:
    nama, found = ind.nama.isi, []
    flat = " ".join(nama.split())
    two = _NOMOR_SATU.search(flat[:200]) and _NOMOR_DUA.search(flat[:600])
    if two or len(_BUTIR.findall(nama[:600])) > 1:
        found.append(
            k.buat(k.INDIKATOR_GANDA, sel=ind.nama.sel, subjek=ind.id, nama=flat, sebab="satu-sel", lain="")
        )
    satuan = ind.satuan.isi if ind.satuan else (ind.target.nilai.satuan if ind.target else None)
    promised, given = kelas_nama(nama), kelas_satuan(satuan)
    hard = {Kelas.CACAH, Kelas.UKURAN, Kelas.UANG}
    counted = flat.casefold().startswith(("jumlah", "banyaknya")) and "persen" not in flat.casefold()
    clash = (promised is Kelas.PERSEN and given in hard) or (counted and given is Kelas.PERSEN)
    if clash and nama not in konteks.nama_berulang:
        found.append(
            k.buat(
                k.SATUAN_BERTENTANGAN,
                sel=ind.satuan.sel if ind.satuan else k.sel_dari(ind.target),
                subjek=ind.id,
                nama=flat,
                satuan=" ".join((satuan or "").split()),
            )
        )
    return found


def _kosong(ind: Indikator, konteks: Konteks) -> list[Temuan]:
    found: list[Temuan] = []
    target_empty = ind.target is None or ind.target.nilai.is_empty
    real_empty = ind.realisasi is None or ind.realisasi.nilai.is_empty
    if konteks.ada_target and target_empty and not _dinyatakan(ind.target):
        found.append(_blank(k.TARGET_KOSONG, ind, ind.target))
    quarters = [t.kinerja for t in ind.triwulan if t.kinerja is not None]
    silent = bool(quarters) and all(q.nilai.is_empty for q in quarters)
    if (
        real_empty
        and not _dinyatakan(ind.realisasi)
        and (silent if quarters and ind.realisasi is None else konteks.ada_realisasi or silent)
    ):
        found.append(_blank(k.REALISASI_KOSONG, ind, ind.realisasi or (quarters[0] if quarters else None)))
    if not target_empty and ind.target is not None and ind.target.angka == 0:
        found.append(
            k.buat(
                k.TARGET_NOL,
                sel=ind.target.sel,
                subjek=ind.id,
                nama=ind.nama.isi,
                realisasi=k.teks_nilai(ind.realisasi.nilai) if ind.realisasi and not real_empty else "",
            )
        )
    return found


def _induk(ind: Indikator, konteks: Konteks) -> list[Temuan]:
    """A parent row without a target of its own: no fault where its parts have targets, yet good to know."""
    if not konteks.ada_target or (ind.target is not None and not ind.target.nilai.is_empty):
        return []
    return [replace(_blank(k.TARGET_KOSONG, ind, None, "induk"), tingkat=Tingkat.INFO)]


def _dinyatakan(isian: Isian | None) -> bool:
    """Whether an empty cell is already told of for what stands in it (words, an error, TDI)."""
    return isian is not None and isian.nilai.alasan_kosong in {"teks", "tdi", "galat-rumus", "angka-rusak"}


def _blank(kode: str, ind: Indikator, isian: Isian | None, alasan: str = "kosong") -> Temuan:
    reason = (isian.nilai.alasan_kosong if isian is not None else None) or alasan
    return k.buat(
        kode,
        sel=k.sel_dari(isian) or ind.nama.sel,
        subjek=ind.id,
        nama=ind.nama.isi,
        teks=k.teks_nilai(isian.nilai) if isian is not None else "",
        alasan=reason,
    )


def _skala(ind: Indikator, capaian: Capaian) -> list[Temuan]:
    """Target and realisasi on different scales, or of different units."""
    if capaian.status is not StatusCapaian.TIDAK_SEBANDING or ind.target is None or ind.realisasi is None:
        return []
    t, real = ind.target.nilai, ind.realisasi.nilai
    satuan = ind.satuan.isi if ind.satuan else None
    kind = beda_skala(t, real, satuan)
    if kind == "desimal" and t.nilai is not None and real.nilai is not None:
        large, small = (ind.target, ind.realisasi) if t.nilai > real.nilai else (ind.realisasi, ind.target)
        guess = kehilangan_koma(large.nilai, small.nilai)
        return [
            k.buat(
                k.DESIMAL_HILANG,
                sel=large.sel,
                subjek=ind.id,
                nama=ind.nama.isi,
                teks=k.teks_nilai(large.nilai),
                pasangan=k.teks_nilai(small.nilai),
                dugaan="" if guess is None else k.angka(guess),
            )
        ]
    if kind is None and not beda_satuan(t, real, satuan):
        if JenisNilai.RENTANG in {t.jenis, real.jenis}:
            return []
        kind = "jenis"
    found = [
        k.buat(
            k.SATUAN_TERCAMPUR,
            sel=ind.realisasi.sel or ind.target.sel,
            subjek=ind.id,
            sebab=kind or "satuan",
            nama=ind.nama.isi,
            target=k.teks_nilai(t),
            realisasi=k.teks_nilai(real),
        )
    ]
    if kind == "seribu":
        # Either number may be meant in the other's unit, so neither can be taken as it stands.
        small = ind.target if (t.nilai or 0) < (real.nilai or 0) else ind.realisasi
        found.append(
            k.buat(
                k.ANGKA_AMBIGU,
                sel=small.sel,
                subjek=ind.id,
                nama=ind.nama.isi,
                teks=k.teks_nilai(small.nilai),
                tafsir_satu=k.angka(small.nilai.nilai or Decimal(0)),
                tafsir_dua=k.angka((small.nilai.nilai or Decimal(0)) * 1000),
            )
        )
    return found


def _capaian(ind: Indikator, capaian: Capaian, asal: AsalArah) -> list[Temuan]:
    stated, hasil = ind.capaian_tertulis, capaian.hasil
    if stated is None or hasil is None or ind.target is None or ind.realisasi is None:
        return []
    row = baris_cocok(ind, capaian, asal)
    match = None if row is None else c.cocokkan(stated.nilai, row)
    if match is None:
        return []
    data = {
        "nama": ind.nama.isi,
        "tertulis": k.teks_nilai(stated.nilai),
        "benar": format_persen(hasil.nilai),
        "rumus": k.tulis_rumus(hasil),
        "cocok_dengan": match.sebab or "",
        "tahun": str(match.tahun or ""),
    }
    if match.cocok:
        return []
    if match.sebab == c.DIPANGKAS:
        return [k.buat(k.CAPAIAN_DIPANGKAS, sel=stated.sel, subjek=ind.id, hasil=hasil, **data)]
    found = [
        k.buat(k.CAPAIAN_TIDAK_COCOK, sel=stated.sel, subjek=ind.id, hasil=hasil, jenis="kinerja", **data)
    ]
    if match.sebab == r.KEBALIKAN and capaian.arah is Arah.NAIK:
        found.append(
            k.buat(
                k.TERTUKAR,
                sel=k.sel_dari(ind.target, ind.realisasi),
                subjek=ind.id,
                nama=ind.nama.isi,
                target=k.teks_nilai(ind.target.nilai),
                realisasi=k.teks_nilai(ind.realisasi.nilai),
                tertulis=data["tertulis"],
            )
        )
    if match.sebab == c.TAHUN_LAIN:
        found.append(_tahun_lalu(ind, ind.realisasi, data["tertulis"], str(match.tahun), "capaian"))
    elif match.sebab is None and row is not None:
        same = [year for year, value in sorted(row.riwayat.items()) if value == row.realisasi]
        if same:
            found.append(_tahun_lalu(ind, ind.realisasi, data["tertulis"], str(same[-1]), "realisasi"))
    return found


def _tahun_lalu(ind: Indikator, realisasi: Isian, tertulis: str, tahun: str, sebab: str) -> Temuan:
    return k.buat(
        k.REALISASI_TAHUN_LALU,
        sel=realisasi.sel,
        subjek=ind.id,
        nama=ind.nama.isi,
        realisasi=k.teks_nilai(realisasi.nilai),
        tertulis=tertulis,
        tahun=tahun,
        sebab=sebab,
    )


def _besar(ind: Indikator, capaian: Capaian, tren: Tren | None, aturan: Aturan) -> list[Temuan]:
    """Percentages beyond what is credible, and jumps from the year before."""
    sel = k.sel_dari(ind.capaian_tertulis, ind.realisasi)
    percent = capaian.hasil.nilai if capaian.hasil is not None else None
    stated = c.angka_persen(ind.capaian_tertulis.nilai) if ind.capaian_tertulis is not None else None
    largest = max((p for p in (percent, stated) if p is not None), default=None)
    if largest is not None and largest > aturan.batas_lonjakan:
        return [
            k.buat(
                k.LONJAKAN, sel=sel, subjek=ind.id, hasil=capaian.hasil, nama=ind.nama.isi,
                besar=format_persen(largest), sebab="capaian", tahun="",
                batas=format_persen(aturan.batas_lonjakan, 0),
            )
        ]  # fmt: skip
    found: list[Temuan] = []
    if percent is not None and percent > aturan.batas_wajar:
        found.append(
            k.buat(
                k.CAPAIAN_DI_ATAS_WAJAR, sel=sel, subjek=ind.id, hasil=capaian.hasil, nama=ind.nama.isi,
                benar=format_persen(percent), batas=format_persen(aturan.batas_wajar, 0),
            )
        )  # fmt: skip
    if tren is not None and tren.persen_perubahan is not None:
        change = tren.persen_perubahan.nilai
        if change > aturan.batas_lonjakan:
            found.append(
                k.buat(
                    k.LONJAKAN, sel=k.sel_dari(ind.realisasi), subjek=ind.id, hasil=tren.persen_perubahan,
                    nama=ind.nama.isi, besar=format_persen(change), sebab="tahun", tahun=str(tren.tahun_lalu),
                    batas=format_persen(aturan.batas_lonjakan, 0),
                )
            )  # fmt: skip
    return found


def _kategori(ind: Indikator, capaian: Capaian, skala: Skala) -> list[Temuan]:
    """A printed category that the scale does not give; words of another scale are not judged."""
    word = ind.kategori_tertulis
    if word is None or capaian.kategori is None or capaian.hasil is None:
        return []
    stated = " ".join(word.isi.casefold().split())
    names = {level.nama.casefold() for level in skala.jenjang}
    right = capaian.kategori.nama
    if stated not in names or stated == right.casefold():
        return []
    return [
        k.buat(
            k.KATEGORI_TIDAK_COCOK,
            sel=word.sel,
            subjek=ind.id,
            hasil=capaian.hasil,
            nama=ind.nama.isi,
            tertulis=" ".join(word.isi.split()),
            benar=right,
            capaian=format_persen(capaian.hasil.nilai),
            skala=skala.nama,
        )
    ]
