"""Analysis 3: distance to the final target of the medium-term plan, and the pace it takes."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from bot.drafting.compose.context import Konteks, paragraf, paragraf_berkelompok
from bot.drafting.compose.once import Sekali
from bot.drafting.compose.stories import BANYAK, CeritaAkhir, cerita_akhir, diukur
from bot.drafting.compose.tables import baris, buat_tabel, kolom, kolom_angka
from bot.drafting.model import BarisTabel, Block, Inlines, Paragraf, Tabel
from bot.drafting.narasi import Tunda, gabung, polos, tulis
from bot.kinerja.format import kata_bilangan
from bot.kinerja.measurement import JarakAkhir, UkuranIndikator, UkuranSasaran
from bot.kinerja.predikat import banding_predikat

TOPIC = "bab3/jangka_menengah"
MAKS_MENONJOL = 3
"""Of many indicators, so many are told in full."""
DOKUMEN = ("RPJMN", "RPJMD", "RPD", "Renstra", "RPJPD")
"""Planning documents by the name that a column's heading gives them."""


def dokumen(k: Konteks) -> str | None:
    """The plan whose final target the table holds, where a heading names it."""
    for column in k.ukuran.table.kolom:
        if column.peran.startswith("target") and "real" not in column.peran:
            for name in DOKUMEN:
                if name.lower() in column.judul.lower():
                    return name
    return None


def blok_jangka_menengah(k: Konteks, s: UkuranSasaran, objek: Inlines, nomor: int) -> list[Block]:
    us = diukur(s)
    known = [u for u in us if _has_final(u)]
    if not known:
        return paragraf(tulis(TOPIC, "tanpa_akhir_semua", lengkapi=k.lengkapi("akhir")))
    blocks: list[Block] = [_tabel(k, us, objek, nomor)]
    told = known if len(us) <= BANYAK else menonjol(known)
    if len(us) > BANYAK:
        blocks += paragraf(_rekap(k, known))
    blocks += paragraf_berkelompok([cerita(k, u) for u in told], per=3)
    # Those that reached it are in the count and in the table.
    rest = [u for u in known if u not in told and u.jarak_akhir and not u.jarak_akhir.tercapai]
    if rest:
        blocks += paragraf(tulis(TOPIC, "entri_pengantar"))
        blocks += [Paragraf(_entri(k, u), gaya="butir") for u in rest]
    if any(u.jarak_akhir and cerita_akhir(u.jarak_akhir) is CeritaAkhir.TANPA_TAHUN for u in known):
        gap = k.lengkapi("tahun_akhir")
        blocks += paragraf(tulis(TOPIC, "lengkapi_saja", lengkapi=gap))
    return blocks + _kosong(k, [u for u in us if not _has_final(u)])


def menonjol(known: list[UkuranIndikator]) -> list[UkuranIndikator]:
    """Of many: those moving away with most to make good, and grades; table order."""
    away = [u for u in known if u.jarak_akhir and cerita_akhir(u.jarak_akhir) is CeritaAkhir.MENJAUH]
    far = sorted(away, key=_sisa_relatif)[-MAKS_MENONJOL:]
    return [u for u in known if u in far or u.jarak_akhir is None]


def _sisa_relatif(u: UkuranIndikator) -> Decimal:
    """The gap against the final target, so that units can be compared."""
    if u.jarak_akhir is None:
        return Decimal(0)
    goal = u.jarak_akhir.target_akhir.angka
    return u.jarak_akhir.jarak.nilai / abs(goal) if goal else u.jarak_akhir.jarak.nilai


def _entri(k: Konteks, u: UkuranIndikator) -> Inlines:
    """One line: reached, or what is left and the pace."""
    jarak = u.jarak_akhir
    if jarak is None:
        return ()
    v = _variables(k, u, jarak)
    return tulis(
        TOPIC,
        "entri",
        perlu=jarak.laju_perlu is not None,
        kini=jarak.laju_kini is not None,
        **v,
    )


def _has_final(u: UkuranIndikator) -> bool:
    final = u.indikator.target_akhir
    return u.jarak_akhir is not None or (final is not None and not final.nilai.is_empty)


def _kosong(k: Konteks, bare: list[UkuranIndikator]) -> list[Block]:
    if not bare:
        return []
    gap = k.lengkapi("akhir")
    if k.bisa_disebut(bare):
        return paragraf(tulis(TOPIC, "tanpa_akhir", daftar=k.daftar_nama(bare), lengkapi=gap))
    count = k.jumlah_indikator(len(bare))
    return paragraf(tulis(TOPIC, "tanpa_akhir_banyak", jumlah=count, lengkapi=gap))


def akhir(k: Konteks, u: UkuranIndikator, cetak: Sekali) -> Inlines:
    """``target akhir Renstra 2026 (11,00 persen)``."""
    jarak = u.jarak_akhir
    year = jarak.tahun_akhir if jarak else (u.indikator.tahun_akhir or k.ukuran.aturan.tahun_akhir)
    goal = cetak.nilai(jarak.target_akhir if jarak else u.indikator.target_akhir)
    return tulis(
        TOPIC,
        "akhir_berkurung" if "(" in polos(goal) else "akhir",
        dokumen=dokumen(k),
        tahun_akhir=k.cetak.tahun(year),
        target_akhir=goal,
    )


def cerita(k: Konteks, u: UkuranIndikator) -> Inlines:
    """Gap, years left, pace needed, pace shown."""
    jarak = u.jarak_akhir
    if jarak is None:
        return _predikat(k, u)
    story = cerita_akhir(jarak)
    return tulis(TOPIC, str(story), k.giliran(TOPIC, str(story)), **_variables(k, u, jarak))


def _variables(k: Konteks, u: UkuranIndikator, jarak: JarakAkhir) -> dict[str, Any]:
    left = jarak.sisa_tahun
    cetak = Sekali(k.cetak, u)
    return {
        "subjek": Tunda(lambda: tulis("umum", "subjek", nama=k.nama(u))),
        "nama": k.nama_tunda(u),
        "arah": u.capaian.arah.value,
        "jarak": Tunda(lambda: cetak.besar(jarak.jarak)),
        "akhir": Tunda(lambda: akhir(k, u, cetak)),
        "realisasi": Tunda(lambda: cetak.nilai(u.indikator.realisasi)),
        "sisa": kata_bilangan(left) if left and left > 0 else "",
        "sisa_satu": left == 1,
        "laju_perlu": Tunda(lambda: cetak.besar(jarak.laju_perlu)),
        "laju_kini": Tunda(lambda: cetak.besar(jarak.laju_kini)),
    }


def _predikat(k: Konteks, u: UkuranIndikator) -> Inlines:
    """A final target in words: met by rank, or only set side by side."""
    final, now = u.indikator.target_akhir, u.indikator.realisasi
    if final is None or now is None or now.nilai.is_empty:
        return ()
    rank = None
    if final.nilai.predikat and now.nilai.predikat:
        rank = banding_predikat(now.nilai.predikat, final.nilai.predikat)
    blok = "predikat_sanding" if rank is None else ("predikat" if rank >= 0 else "predikat_belum")
    cetak = Sekali(k.cetak, u)
    return tulis(
        TOPIC,
        blok,
        nama=k.nama(u),
        akhir=akhir(k, u, cetak),
        realisasi=cetak.nilai(now),
    )


def _rekap(k: Konteks, known: list[UkuranIndikator]) -> Inlines:
    stories = Counter(cerita_akhir(u.jarak_akhir) for u in known if u.jarak_akhir is not None)
    total = sum(stories.values())
    if not total:
        return ()

    met = stories[CeritaAkhir.TERCAPAI] + stories[CeritaAkhir.TERCAPAI_PAS]
    if met == total:
        return tulis(TOPIC, "rekap_semua", total=k.jumlah_indikator(total))
    counts = {
        "rekap_tercapai": met,
        "rekap_jangkau": stories[CeritaAkhir.DALAM_JANGKAUAN],
        "rekap_lambat": stories[CeritaAkhir.DI_LUAR_LAJU] + stories[CeritaAkhir.TETAP],
        "rekap_jauh": stories[CeritaAkhir.MENJAUH],
    }
    counts["rekap_lain"] = total - sum(counts.values())
    parts = [tulis(TOPIC, blok, jumlah=k.cetak.jumlah(n, "indikator")) for blok, n in counts.items() if n]
    if not met:
        parts.insert(0, tulis(TOPIC, "rekap_belum_ada"))
    return tulis(TOPIC, "rekap", total=k.jumlah_indikator(total), daftar=tulis("umum", "daftar", butir=parts))


def _tabel(k: Konteks, us: tuple[UkuranIndikator, ...], objek: Inlines, nomor: int) -> Tabel:
    years = {u.jarak_akhir.tahun_akhir for u in us if u.jarak_akhir}
    year = k.cetak.tahun(years.pop()) if len(years) == 1 else None
    columns = [
        kolom("no", "no"),
        kolom("indikator", "nama"),
        kolom("satuan", "kata"),
        kolom_angka("realisasi_tahun", tahun=k.tahun_laporan()),
        kolom_angka("target_akhir", tahun_akhir=year, dokumen=dokumen(k)),
        kolom_angka("jarak"),
        kolom_angka("persen_akhir"),
    ]
    rows = [_row(k, u, n) for n, u in enumerate(us, 1)]
    judul = tulis("tabel", "judul_akhir", nama=objek)
    return buat_tabel(k, judul, columns, rows, id_=f"akhir.{nomor}", tetap=(3, 4))


def _row(k: Konteks, u: UkuranIndikator, n: int) -> BarisTabel:
    strip = tulis("tabel", "strip")
    jarak, i = u.jarak_akhir, u.indikator
    final = jarak.target_akhir if jarak else i.target_akhir
    printed = k.penanda.pada(k.cetak.angka(u, final), i.id, final.sel if final else None)
    return baris(
        (k.cetak.hitungan_nomor(n),),
        k.cetak.nama_tabel(u),
        k.cetak.satuan_tabel(u),
        k.cetak.angka(u, i.realisasi),
        printed,
        gabung(k.cetak.besar_tabel(u, jarak.jarak)) if jarak else strip,
        k.cetak.polos_hasil(jarak.persen) if jarak and jarak.persen else strip,
    )
