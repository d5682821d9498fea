"""Analysis 1: target and realisasi of the year, for each indicator of a sasaran."""

from __future__ import annotations

from typing import Any

from bot.drafting.compose.context import BANYAK_NAMA, Konteks, paragraf, paragraf_berkelompok
from bot.drafting.compose.figures import grafik_capaian
from bot.drafting.compose.once import Sekali
from bot.drafting.compose.printing import kecilkan
from bot.drafting.compose.stories import (
    BANYAK,
    SERATUS,
    CeritaTarget,
    cerita_target,
    diukur,
    kata_batas,
    setara,
    terhitung,
)
from bot.drafting.compose.tables import baris, buat_tabel, kolom, kolom_angka
from bot.drafting.model import Block, Inlines, Paragraf, Tabel
from bot.drafting.narasi import Tunda, gabung, has, tulis
from bot.kinerja.capaian import kategori as hitung_kategori
from bot.kinerja.measurement import StatusCapaian, UkuranIndikator, UkuranSasaran
from bot.kinerja.model import Arah, Hasil, Isian
from bot.kinerja.rumus import KEBALIKAN, REALISASI_PER_TARGET, SELISIH

TOPIC = "bab3/target"
_LAMPAU = (CeritaTarget.LAMPAU, CeritaTarget.LAMPAU_JAUH)
_TIDAK_TERCAPAI = (
    CeritaTarget.NYARIS,
    CeritaTarget.MELESET,
    CeritaTarget.TERCAPAI_TIDAK,
    CeritaTarget.BATAS_TEPAT,
)
_PREDIKAT = (CeritaTarget.PREDIKAT_LAMPAU, CeritaTarget.PREDIKAT_TERCAPAI, CeritaTarget.PREDIKAT_MELESET)
_SINGKAT = frozenset(
    {
        *_LAMPAU,
        *_TIDAK_TERCAPAI,
        *_PREDIKAT,
        CeritaTarget.PAS,
        CeritaTarget.TERCAPAI,
        CeritaTarget.NOL_TERCAPAI,
        CeritaTarget.NOL_MELESET,
        CeritaTarget.NOL_NETRAL,
    }
)
"""Stories that one line can tell, where a sasaran has many indicators."""
_GAP = {
    CeritaTarget.TANPA_TARGET: "target",
    CeritaTarget.TANPA_REALISASI: "realisasi",
    CeritaTarget.TANPA_KEDUANYA: "target_realisasi",
    CeritaTarget.TIDAK_SEBANDING: "satuan_sama",
}


def blok_target(k: Konteks, s: UkuranSasaran, objek: Inlines, nomor: int) -> list[Block]:
    """Table, sentences and chart of the first analysis."""
    blocks: list[Block] = [tabel_target(k, s, objek, nomor)]
    pencerita = Pencerita(k)
    gaps = _tanpa_data(k, s)
    together = {u.indikator.id for group in gaps.values() for u in group}
    us = [u for u in s.indikator if u.indikator.id not in together]
    if len(diukur(s)) > BANYAK:
        blocks += _banyak(k, tuple(u for u in diukur(s) if u in us), pencerita)
    else:
        blocks += paragraf_berkelompok([pencerita.tulis(u) for u in us], per=2 if len(us) <= 2 else 1)
    for story, group in gaps.items():
        blocks += paragraf(_bersama(k, story, group))
    return blocks + grafik_capaian(k, s, objek, nomor)


def _tanpa_data(k: Konteks, s: UkuranSasaran) -> dict[CeritaTarget, list[UkuranIndikator]]:
    """Indicators that lack the same thing, where they are several: told in one sentence with one gap."""
    found: dict[CeritaTarget, list[UkuranIndikator]] = {}
    for u in diukur(s):
        story = cerita_target(u, k.ukuran.aturan.batas_wajar)
        if story in _GAP:
            found.setdefault(story, []).append(u)
    return {story: us for story, us in found.items() if len(us) > 1}


def _bersama(k: Konteks, story: CeritaTarget, us: list[UkuranIndikator]) -> Inlines:
    gap = _GAP[story]
    if k.bisa_disebut(us):
        names = k.daftar_nama(us)
        lengkapi = k.lengkapi(gap, nama=names, tahun=k.tahun_polos())
        return tulis(TOPIC, f"{story}_bersama", daftar=names, lengkapi=lengkapi)
    count = k.jumlah_indikator_kata(len(us))
    lengkapi = k.lengkapi(f"{gap}_banyak", gap, tahun=k.tahun_polos())
    return tulis(TOPIC, f"{story}_bersama", daftar=count, lengkapi=lengkapi)


class Pencerita:
    """Tells the indicators of one sasaran, one after the other; explanations are given once."""

    def __init__(self, k: Konteks) -> None:
        self.k = k
        self._told: set[str] = set()

    def tulis(self, u: UkuranIndikator) -> Inlines:
        """What happened to one target, in full."""
        story = cerita_target(u, self.k.ukuran.aturan.batas_wajar)
        v = self._variables(u, story)
        base = CeritaTarget.LAMPAU if story is CeritaTarget.LAMPAU_JAUH else story
        arah = u.capaian.arah.value
        blok = f"{base}_{arah}" if has(TOPIC, f"{base}_{arah}") else str(base)
        return gabung(tulis(TOPIC, blok, self.k.giliran(TOPIC, blok), **v), *self._lanjutan(u, story, v))

    def _lanjutan(self, u: UkuranIndikator, story: CeritaTarget, v: dict[str, Any]) -> list[Inlines]:
        """The formula where it is not the plain one, and what the reader must not misunderstand."""
        found: list[Inlines] = []
        c = u.capaian
        if c.hasil is not None:
            found.append(self._rumus(u, c.hasil, v))
        if story in _TIDAK_TERCAPAI and self._kategori_tinggi(u) and self._first("kategori"):
            found.append(tulis(TOPIC, "kategori_bukan_tercapai", self.k.giliran(TOPIC, "kategori"), **v))
        if story is CeritaTarget.LAMPAU_JAUH:
            found.append(tulis(TOPIC, "catatan_jauh", 0 if self._first("jauh") else 1, **v))
        if story is CeritaTarget.NEGATIF and self._first("negatif"):
            found.append(tulis(TOPIC, "catatan_negatif", **v))
        if story in _PREDIKAT and self._first("predikat"):
            found.append(tulis(TOPIC, "catatan_predikat", **v))
        return found

    def _rumus(self, u: UkuranIndikator, hasil: Hasil, v: dict[str, Any]) -> Inlines:
        if v["rumus"] is None:
            # With arah naik the first sentence has the percentage already.
            return tulis(TOPIC, "capaian_saja", **v) if u.capaian.arah is Arah.TURUN else ()
        if u.capaian.arah is Arah.NAIK or hasil.rumus == REALISASI_PER_TARGET:
            return tulis(TOPIC, f"rumus_negatif_{u.capaian.arah.value}", **v)
        name = f"rumus_{hasil.rumus}"
        return tulis(
            TOPIC, f"{name}_pertama" if self._first(name) else name, self.k.giliran(TOPIC, name), **v
        )

    def _first(self, what: str) -> bool:
        if what in self._told:
            return False
        self._told.add(what)
        return True

    def _kategori_tinggi(self, u: UkuranIndikator) -> bool:
        """Whether a missed target stands in the upper half of the scale, where its name misleads."""
        levels = self.k.ukuran.aturan.skala.jenjang
        level = u.capaian.kategori
        return level in levels[: len(levels) // 2]

    def _variables(self, u: UkuranIndikator, story: CeritaTarget) -> dict[str, Any]:
        k, c, i = self.k, u.capaian, u.indikator
        hasil, cetak = c.hasil, Sekali(k.cetak, u)
        gap = _GAP.get(story)
        empty = i.target if story is CeritaTarget.TANPA_TARGET else i.realisasi
        return {
            "nama": k.nama_tunda(u),
            "batas": tulis("umum", kata_batas(u)),
            "target": Tunda(lambda: cetak.nilai(i.target)),
            "realisasi": Tunda(lambda: cetak.nilai(i.realisasi)),
            "selisih": Tunda(lambda: cetak.besar(c.selisih)),
            "capaian": Tunda(lambda: k.cetak.persen(hasil) if hasil else ()),
            "kategori": Tunda(lambda: kategori(k, u)),
            "rumus": rumus_tercetak(k, u),
            "dua": Tunda(lambda: k.cetak.konstanta(2)),
            "seratus": Tunda(lambda: k.cetak.konstanta(100)),
            "wajar": Tunda(lambda: batas_wajar(k)),
            "tercapai": c.tercapai,
            "alasan": Tunda(lambda: alasan_kosong(k, empty)),
            "jumlah": Tunda(lambda: k.jumlah_indikator(jumlah_anak(k, u))),
            "lengkapi": Tunda(
                lambda: (
                    k.lengkapi(gap, nama=k.nama(u), tahun=k.tahun_polos(), daftar=k.nama(u)) if gap else ()
                )
            ),
        }


def batas_wajar(k: Konteks) -> Inlines:
    """The percentage above which a capaian asks for an explanation, as printed."""
    limit = k.ukuran.aturan.batas_wajar
    return (k.cetak.struktur(f"{limit.normalize():f}".replace(".", ","), "batas wajar capaian"),)


def jumlah_anak(k: Konteks, u: UkuranIndikator) -> int:
    return sum(1 for x in k.ukuran.indikator if x.indikator.induk == u.indikator.id)


def kategori(k: Konteks, u: UkuranIndikator) -> Inlines:
    """The level of a capaian as a sentence has it: small letters."""
    level = u.capaian.kategori
    if level is None and u.capaian.hasil is not None:
        level = hitung_kategori(k.ukuran.aturan.skala, u.capaian.hasil)
    return k.cetak.kutip(kecilkan(level.nama), "kategori skala") if level else ()


def alasan_kosong(k: Konteks, isian: Isian | None) -> Inlines:
    """Why a cell holds no number."""
    reason = (isian.nilai.alasan_kosong if isian else None) or "kosong"
    blok = f"alasan_{reason.replace('-', '_')}"
    words = k.cetak.kutip_sel(isian) if isian else ()
    return tulis(TOPIC, blok if has(TOPIC, blok) else "alasan_kosong", isi=words)


def rumus_tercetak(k: Konteks, u: UkuranIndikator) -> Inlines | None:
    """``(2 × 14,00 − 13,20) ÷ 14,00 × 100 = 105,71 %`` with each number from its cell.

    None for the plain case, realisasi ÷ target with arah naik, and where no formula was needed (ranges).
    """
    hasil = u.capaian.hasil
    if hasil is None or hasil.rumus not in {SELISIH, KEBALIKAN, REALISASI_PER_TARGET}:
        return None
    if hasil.rumus == REALISASI_PER_TARGET and u.capaian.arah is Arah.NAIK:
        return None
    parts = {m.nama: m.sumber for m in hasil.masukan}
    printed: dict[str, Inlines] = {}
    for nama in ("target", "realisasi"):
        source = parts.get(nama)
        if source is None:
            return None
        printed[nama] = k.cetak.masukan(u, source)
    return tulis(
        "umum",
        f"rumus_{hasil.rumus.replace('-', '_')}",
        hasil=k.cetak.persen(hasil),
        dua=k.cetak.konstanta(2),
        seratus=k.cetak.konstanta(100),
        **printed,
    )


def tabel_target(k: Konteks, s: UkuranSasaran, objek: Inlines, nomor: int) -> Tabel:
    """The table over all indicators of a sasaran, with the temuan at their cells."""
    columns = [
        kolom("no", "no"),
        kolom("indikator", "nama"),
        kolom("satuan", "kata"),
        kolom_angka("target"),
        kolom_angka("realisasi"),
        kolom_angka("capaian"),
        kolom("kategori", "kata"),
        kolom("status", "pendek"),
    ]
    rows = [_row(k, u, n) for n, u in enumerate(s.indikator, 1)]
    judul = tulis("tabel", "judul_target", nama=objek, tahun=k.tahun_laporan())
    return buat_tabel(k, judul, columns, rows, id_=f"target.{nomor}", tetap=(3, 4, 5))


def _row(k: Konteks, u: UkuranIndikator, n: int) -> Any:
    i, c = u.indikator, u.capaian
    mark = k.penanda

    def cell(isian: Isian | None) -> Inlines:
        return mark.pada(k.cetak.angka(u, isian), i.id, isian.sel if isian else None)

    capaian = k.cetak.polos_hasil(c.hasil) if c.hasil else tulis_strip()
    written = i.capaian_tertulis
    target, realisasi = cell(i.target), cell(i.realisasi)
    capaian = mark.pada(capaian, i.id, written.sel if written else None)
    capaian = mark.sisa(capaian, i.id)
    level = k.cetak.kutip(c.kategori.nama, "kategori skala") if c.kategori else tulis_strip()
    return baris(
        (k.cetak.hitungan_nomor(n),),
        k.cetak.nama_tabel(u),
        k.cetak.satuan_tabel(u),
        target,
        realisasi,
        capaian,
        level,
        tulis("tabel", _status(u)),
    )


def tulis_strip() -> Inlines:
    """The mark of an empty cell."""
    return tulis("tabel", "strip")


def _status(u: UkuranIndikator) -> str:
    if u.capaian.status is StatusCapaian.INDUK:
        return "rincian"
    if u.capaian.tercapai is None:
        return "belum"
    return "ya" if u.capaian.tercapai else "tidak"


def _banyak(k: Konteks, us: tuple[UkuranIndikator, ...], pencerita: Pencerita) -> list[Block]:
    """What stands out, told in full; the rest in one line each."""
    ranked = terhitung(us)
    sentences: list[Inlines] = []
    told: list[UkuranIndikator] = []
    extremes = _ujung(ranked)
    for blok, equal in extremes.items():
        sentences.append(tulis(TOPIC, blok, **_short(k, equal)))
    far = [u for u in ranked if cerita_target(u, k.ukuran.aturan.batas_wajar) is CeritaTarget.LAMPAU_JAUH]
    if far:
        names = k.daftar_nama(far) if k.bisa_disebut(far) else k.jumlah_indikator(len(far))
        sentences.append(tulis(TOPIC, "di_atas_wajar", daftar=names, wajar=batas_wajar(k)))
    for u in us:
        story = cerita_target(u, k.ukuran.aturan.batas_wajar)
        if story not in _SINGKAT or any(len(equal) == 1 and u in equal for equal in extremes.values()):
            told.append(u)
    blocks = paragraf(*sentences)
    blocks += paragraf_berkelompok([pencerita.tulis(u) for u in told], per=2)
    rest = [u for u in us if u not in told]
    exact = [u for u in rest if _tepat(k, u)]
    if len(exact) > BANYAK_NAMA:
        # A list of "4 dari target 4" tells nothing that the table above does not.
        rest = [u for u in rest if u not in exact]
        result = exact[0].capaian.hasil
        blocks += paragraf(
            tulis(
                TOPIC,
                "entri_pas",
                jumlah=k.cetak.jumlah(len(exact), "indikator tepat pada target"),
                capaian=k.cetak.persen(result) if result else (),
                lain=bool(told),
            )
        )
    if rest:
        blocks.append(Paragraf(tulis(TOPIC, "entri_pengantar" if told or exact else "entri_semua")))
        blocks += [Paragraf(_entri(k, u), gaya="butir") for u in rest]
    return blocks


def _tepat(k: Konteks, u: UkuranIndikator) -> bool:
    result = u.capaian.hasil
    story = cerita_target(u, k.ukuran.aturan.batas_wajar)
    return story is CeritaTarget.PAS and result is not None and result.nilai == SERATUS


def _ujung(ranked: list[UkuranIndikator]) -> dict[str, list[UkuranIndikator]]:
    """The ends of a ranking by the sentence that tells them; equal percentages stand together.

    A highest capaian is news only above 100 %; where all are equal there are no ends.
    """
    if len(ranked) < 2:
        return {}
    best, worst = setara(ranked, ranked[0]), setara(ranked, ranked[-1])
    if len(best) == len(ranked):
        return {"sama_semua": best}
    found: dict[str, list[UkuranIndikator]] = {}
    if best[0].capaian.hasil is not None and best[0].capaian.hasil.nilai > SERATUS:
        found["tertinggi"] = best
    found["terendah_tercapai" if all(u.capaian.tercapai for u in worst) else "terendah"] = worst
    return found


def _short(k: Konteks, equal: list[UkuranIndikator]) -> dict[str, Any]:
    hasil = equal[0].capaian.hasil
    names = k.daftar_nama(equal) if k.bisa_disebut(equal) else k.jumlah_indikator_kata(len(equal))
    return {"nama": names, "capaian": k.cetak.persen(hasil) if hasil else ()}


def _entri(k: Konteks, u: UkuranIndikator) -> Inlines:
    hasil, cetak = u.capaian.hasil, Sekali(k.cetak, u)
    if u.capaian.tercapai is None:
        blok = "entri_nol"
    else:
        blok = "entri_tercapai" if u.capaian.tercapai else "entri_meleset"
    return tulis(
        TOPIC,
        blok,
        nama=k.nama(u),
        realisasi=cetak.nilai(u.indikator.realisasi),
        target=cetak.nilai(u.indikator.target),
        batas=tulis("umum", kata_batas(u)),
        capaian=k.cetak.persen(hasil) if hasil else None,
    )
