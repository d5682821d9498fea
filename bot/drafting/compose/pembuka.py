"""Opening of Bab III: what was measured, how, by which scale, and the result at a glance."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bot.drafting.compose.anggaran import nama_sasaran
from bot.drafting.compose.context import BANYAK_NAMA, Konteks, paragraf
from bot.drafting.compose.koreksi import blok_koreksi
from bot.drafting.compose.means import di_balik_rata
from bot.drafting.compose.printing import kecilkan
from bot.drafting.compose.stories import CeritaHitung, cerita_hitung, diukur, meleset
from bot.drafting.compose.tables import baris, buat_tabel, kolom, kolom_angka
from bot.drafting.model import Block, Inlines, Paragraf, Tabel
from bot.drafting.narasi import Tunda, tulis
from bot.kinerja.capaian import kategori as hitung_kategori
from bot.kinerja.format import format_angka, jumlah_desimal
from bot.kinerja.measurement import Jenjang, StatusCapaian, UkuranIndikator, UkuranSasaran
from bot.kinerja.model import Arah, AsalArah, Hasil

TOPIC = "bab3/pembuka"
SEMUA = "semua"
_KHUSUS = (
    (StatusCapaian.PREDIKAT, "khusus_predikat"),
    (StatusCapaian.TARGET_NOL, "khusus_nol"),
    (StatusCapaian.REALISASI_NOL, "khusus_realisasi_nol"),
    (StatusCapaian.TANPA_TARGET, "khusus_tanpa_target"),
    (StatusCapaian.TANPA_REALISASI, "khusus_tanpa_realisasi"),
    (StatusCapaian.TIDAK_SEBANDING, "khusus_tidak_sebanding"),
)


def blok_pembuka(k: Konteks) -> list[Block]:
    us = semua_diukur(k)
    blocks = paragraf(cakupan(k), tulis(TOPIC, "cara"))
    blocks += _rumus(k, us)
    blocks += paragraf(
        tulis(TOPIC, "ketentuan", seratus=k.cetak.struktur("100", "tetapan rumus")), _khusus(k, us)
    )
    blocks += _anggapan(k, us)
    blocks += blok_koreksi(k)
    blocks += paragraf(skala(k))
    blocks.append(_tabel_sebaran(k))
    blocks += paragraf(*hasil(k))
    blocks.append(tabel_ringkasan(k))
    return blocks


def semua_diukur(k: Konteks) -> tuple[UkuranIndikator, ...]:
    return tuple(u for s in k.ukuran.sasaran for u in diukur(s))


def peraturan(k: Konteks, blok: str = "peraturan") -> Inlines:
    """The regulation by its full or short name; its digits are those of the name."""
    return tulis(
        "umum",
        blok,
        nomor=k.cetak.struktur("53", "nomor peraturan"),
        tahun=k.cetak.struktur("2014", "tahun peraturan"),
    )


def cakupan(k: Konteks) -> Inlines:
    n = len(k.ukuran.sasaran)
    mark = k.penanda.sisa_semua(k.tahun_laporan())
    return tulis(
        TOPIC,
        "cakupan",
        instansi=k.instansi(pertama=not k.utuh),
        tahun=mark,
        jumlah_indikator=k.cetak.jumlah(len(semua_diukur(k)), "indikator"),
        jumlah_sasaran=k.cetak.jumlah(n, "sasaran"),
        satu_sasaran=n == 1,
        anak_lampiran=k.cetak.struktur("1", "nomor anak lampiran"),
        peraturan=peraturan(k),
    )


def _rumus(k: Konteks, us: tuple[UkuranIndikator, ...]) -> list[Block]:
    """The formulas in words, each with the number of indicators to which it applies."""
    count = Counter(u.capaian.arah for u in us if u.capaian.status is not StatusCapaian.PREDIKAT)
    hundred = k.cetak.struktur("100", "tetapan rumus")
    found: list[Block] = []
    if count[Arah.NAIK]:
        n = k.cetak.jumlah(count[Arah.NAIK], "indikator naik")
        found.append(Paragraf(tulis(TOPIC, "rumus_naik", naik=n, seratus=hundred), gaya="rumus"))
    if count[Arah.TURUN]:
        n = k.cetak.jumlah(count[Arah.TURUN], "indikator turun")
        blok = f"rumus_turun_{k.ukuran.aturan.rumus_turun.value}"
        isi = tulis(TOPIC, blok, turun=n, seratus=hundred, dua=k.cetak.konstanta(2))
        found.append(Paragraf(isi, gaya="rumus"))
    return found


def _khusus(k: Konteks, us: tuple[UkuranIndikator, ...]) -> Inlines:
    """Indicators without a percentage, by kind; nothing where all have one."""
    count = Counter(u.capaian.status for u in us)
    parts = [
        tulis(TOPIC, blok, jumlah=k.cetak.jumlah(count[status], f"indikator {status.value}"))
        for status, blok in _KHUSUS
        if count[status]
    ]
    if not parts:
        return ()
    return tulis(TOPIC, "ketentuan_khusus", butir=tulis("umum", "daftar_panjang", butir=parts))


def _anggapan(k: Konteks, us: tuple[UkuranIndikator, ...]) -> list[Block]:
    """Directions that were only assumed are said, and asked for."""
    assumed = [u for u in us if u.indikator.asal_arah is AsalArah.ANGGAPAN]
    if not assumed:
        return []
    if k.bisa_disebut(assumed):
        names = k.daftar_nama(assumed)
        gap = k.lengkapi("arah", daftar=names)
        return paragraf(tulis(TOPIC, "anggapan", daftar=names, lengkapi=gap))
    gap = k.lengkapi("arah_banyak", "arah")
    return paragraf(
        tulis(TOPIC, "anggapan_banyak", jumlah=k.cetak.jumlah(len(assumed), "indikator"), lengkapi=gap)
    )


def skala(k: Konteks) -> Inlines:
    chosen = k.ukuran.aturan.skala
    note = chosen.catatan.strip().rstrip(".")
    return tulis(
        TOPIC,
        "skala",
        sumber=k.cetak.kutip(chosen.sumber, "sumber skala"),
        catatan=k.cetak.kutip(note, "batas skala") if note else None,
    )


def _bound(k: Konteks, level: Jenjang) -> Inlines:
    value = level.bawah
    if value is None:
        return ()
    return (k.cetak.struktur(format_angka(value, jumlah_desimal(value)), "batas skala"),)


def _rentang(k: Konteks, index: int) -> Inlines:
    """One level's interval in words; a bound belongs to the level above only where the scale says so."""
    levels = k.ukuran.aturan.skala.jenjang
    level = levels[index]
    above = levels[index - 1] if index else None
    atas = _bound(k, above) if above else ()
    open_above = above is not None and above.termasuk
    if level.bawah is None:
        return tulis("tabel", "rentang_bawah_kurang" if open_above else "rentang_bawah", atas=atas)
    bawah = _bound(k, level)
    if above is None:
        return tulis("tabel", "rentang_atas", bawah=bawah, termasuk=level.termasuk)
    blok = "rentang_tengah_kurang" if open_above else "rentang_tengah"
    return tulis("tabel", blok, bawah=bawah, atas=atas, termasuk=level.termasuk)


def _tabel_sebaran(k: Konteks) -> Tabel:
    columns = [kolom("kategori", "kata"), kolom("rentang", "uraian"), kolom_angka("jumlah_indikator")]
    levels = k.ukuran.aturan.skala.jenjang
    count = {level.nama: n for level, n in k.ukuran.sebaran}
    rows = [
        baris(
            k.cetak.kutip(level.nama, "kategori skala"),
            _rentang(k, n),
            (k.cetak.hitungan(count.get(level.nama, 0), f"indikator {level.nama}"),),
        )
        for n, level in enumerate(levels)
    ]
    total = len(semua_diukur(k))
    rest = total - sum(count.values())
    if rest > 0:
        label = tulis("tabel", "tanpa_kategori")
        strip = tulis("tabel", "strip")
        rows.append(baris(label, strip, (k.cetak.hitungan(rest, "indikator tanpa persentase"),)))
    rows.append(baris(tulis("tabel", "jumlah"), (), (k.cetak.hitungan(total, "indikator"),), tebal=True))
    judul = tulis("tabel", "judul_sebaran")
    return buat_tabel(k, judul, columns, rows, id_="sebaran", sumber="sumber_olahan", tetap=(2,))


_HASIL = {
    CeritaHitung.SEMUA: "hasil_semua",
    CeritaHitung.SEBAGIAN: "hasil_sebagian",
    CeritaHitung.SEMUA_YANG_DINILAI: "hasil_dinilai",
    CeritaHitung.TIDAK_ADA: "hasil_tidak_ada",
    CeritaHitung.BELUM: "hasil_belum",
    CeritaHitung.SATU_TERCAPAI: "hasil_satu_tercapai",
    CeritaHitung.SATU_MELESET: "hasil_satu_meleset",
    CeritaHitung.SATU_BELUM: "hasil_satu_belum",
}


def hasil(k: Konteks, topic: str = TOPIC) -> list[Inlines]:
    """The overall result: met or not, mean with its category, and, in Bab III, where the two pull apart."""
    r = k.ukuran.rata_rata
    us = semua_diukur(k)
    if not us:
        return []
    v: dict[str, Any] = {
        "jumlah": k.cetak.jumlah(r.jumlah, "indikator"),
        "tercapai": k.cetak.jumlah(r.tercapai, "indikator tercapai"),
        "meleset": k.cetak.jumlah(r.terukur - r.tercapai, "indikator tidak tercapai"),
        "belum": k.cetak.jumlah(r.jumlah - r.terukur, "indikator belum dinilai")
        if r.jumlah > r.terukur
        else None,
        "nama": k.nama(us[0]),
        "instansi": Tunda(k.instansi),
        "tahun": Tunda(k.tahun_laporan),
    }
    found = [tulis(topic, _HASIL[cerita_hitung(r)], **v)]
    found += rata(k)
    # Where the farthest targets are listed next, what pulls the mean down is among them.
    listed = topic != TOPIC and len(meleset(us)) > BANYAK_NAMA
    found.append(di_balik_rata(k, us, r, hanya_naik=listed))
    return found + (_bertentangan(k, us) if topic == TOPIC else [])


def rata(k: Konteks) -> list[Inlines]:
    r = k.ukuran.rata_rata
    if r.hasil is None:
        return []
    counted = sum(1 for u in semua_diukur(k) if u.capaian.hasil is not None)
    level = hitung_kategori(k.ukuran.aturan.skala, r.hasil)
    return [
        tulis(
            TOPIC,
            "capaian_satu" if r.jumlah == 1 else "rata",
            rata=k.cetak.persen(r.hasil),
            kategori=k.cetak.kutip(kecilkan(level.nama), "kategori skala"),
            dihitung=k.cetak.jumlah(counted, "indikator berpersentase") if counted < r.jumlah else None,
        )
    ]


def _bertentangan(k: Konteks, us: tuple[UkuranIndikator, ...]) -> list[Inlines]:
    """Missed targets whose category sounds like success."""
    levels = k.ukuran.aturan.skala.jenjang
    high = {level.nama for level in levels[: len(levels) // 2]}
    found = [u for u in meleset(us) if u.capaian.kategori is not None and u.capaian.kategori.nama in high]
    if not found or len(us) == 1:
        return []
    names = dict.fromkeys(kecilkan(u.capaian.kategori.nama) for u in found if u.capaian.kategori)
    return [
        tulis(
            TOPIC,
            "kategori_dan_target",
            jumlah=k.cetak.jumlah(len(found), "indikator berkategori tinggi tetapi tidak tercapai"),
            kategori=tulis("umum", "daftar_atau", butir=[k.cetak.kutip(n, "kategori skala") for n in names]),
        )
    ]


def tabel_ringkasan(k: Konteks) -> Tabel:
    """One row per sasaran."""
    columns = [
        kolom("no", "no"),
        kolom("sasaran", "nama"),
        kolom_angka("jumlah_indikator"),
        kolom_angka("kolom_tercapai", "pendek"),
        kolom_angka("kolom_meleset", "pendek"),
        kolom_angka("kolom_belum", "pendek"),
        kolom_angka("rata_rata"),
        kolom("kategori", "kata"),
    ]
    rows = [_row(k, s, n) for n, s in enumerate(k.ukuran.sasaran, 1)]
    r = k.ukuran.rata_rata
    if len(rows) > 1:
        rows.append(
            baris(
                (),
                tulis("tabel", "jumlah"),
                (k.cetak.hitungan(r.jumlah, "indikator"),),
                (k.cetak.hitungan(r.tercapai, "indikator tercapai"),),
                (k.cetak.hitungan(r.terukur - r.tercapai, "indikator tidak tercapai"),),
                (k.cetak.hitungan(r.jumlah - r.terukur, "indikator belum dinilai"),),
                k.cetak.polos_hasil(r.hasil) if r.hasil else tulis("tabel", "strip"),
                _kategori(k, k.ukuran.rata_rata.hasil),
                tebal=True,
            )
        )
    judul = tulis("tabel", "judul_ringkasan", tahun=k.tahun_laporan())
    return buat_tabel(k, judul, columns, rows, id_="ringkasan", sumber="sumber_olahan", tetap=(2, 3, 4, 5))


def _kategori(k: Konteks, hasil_: Hasil | None) -> Inlines:
    if hasil_ is None:
        return tulis("tabel", "strip")
    level = hitung_kategori(k.ukuran.aturan.skala, hasil_)
    return k.cetak.kutip(level.nama, "kategori skala")


def _row(k: Konteks, s: UkuranSasaran, n: int) -> Any:
    r = s.rata_rata
    return baris(
        (k.cetak.hitungan_nomor(n),),
        nama_sasaran(k, s),
        (k.cetak.hitungan(r.jumlah, "indikator"),),
        (k.cetak.hitungan(r.tercapai, "indikator tercapai"),),
        (k.cetak.hitungan(r.terukur - r.tercapai, "indikator tidak tercapai"),),
        (k.cetak.hitungan(r.jumlah - r.terukur, "indikator belum dinilai"),),
        k.cetak.polos_hasil(r.hasil) if r.hasil else tulis("tabel", "strip"),
        _kategori(k, r.hasil),
    )
