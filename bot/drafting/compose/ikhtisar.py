"""Executive summary: the facts and numbers of Bab III, shorter."""

from __future__ import annotations

from bot.drafting.compose.anggaran import nama_sasaran
from bot.drafting.compose.context import BANYAK_NAMA, Konteks, ada, paragraf
from bot.drafting.compose.pembuka import hasil, semua_diukur
from bot.drafting.compose.quotes import kutipan, seragam
from bot.drafting.compose.stories import SERATUS, diukur, meleset, setara, terhitung
from bot.drafting.model import Block, Inlines, Judul, Paragraf
from bot.drafting.narasi import tulis
from bot.kinerja.measurement import Efisiensi, SifatEfisiensi, UkuranIndikator, UkuranSasaran

TOPIC = "ikhtisar"
MAKS_BUTIR = 8
"""Obstacles and efforts told in the summary; all of them are in Bab III."""
_SATU = 1


def blok_ikhtisar(k: Konteks) -> list[Block]:
    n = len(k.ukuran.sasaran)
    us = semua_diukur(k)
    scope = tulis(
        TOPIC,
        "cakupan",
        instansi=k.instansi(),
        tahun=k.tahun_laporan(),
        jumlah_indikator=k.cetak.jumlah(len(us), "indikator"),
        jumlah_sasaran=k.cetak.jumlah(n, "sasaran"),
        satu_sasaran=n == 1,
    )
    blocks: list[Block] = [Judul(1, tulis("judul", "ikhtisar"), bagian="ikhtisar")]
    blocks += paragraf(scope, *hasil(k, TOPIC))
    blocks += paragraf(*daftar_meleset(k, us))
    blocks += paragraf(*anggaran(k))
    if n > 1:
        blocks += paragraf(tulis(TOPIC, "sasaran_pengantar"))
        blocks += [Paragraf(_butir(k, s), "butir") for s in k.ukuran.sasaran if diukur(s)]
    return blocks + _kendala(k, us) + _upaya(k, us)


def daftar_meleset(k: Konteks, us: tuple[UkuranIndikator, ...]) -> list[Inlines]:
    """Missed targets by name with their capaian; the worst one and the count where they are many."""
    missed = meleset(us)
    if not missed or k.ukuran.rata_rata.jumlah == 1:
        return []
    if k.bisa_disebut(missed):
        names = k.daftar([_dengan_hasil(k, u) for u in missed])
        return [tulis(TOPIC, "meleset", daftar=names)]
    ranked = terhitung(tuple(missed)) or missed
    equal = setara(ranked, ranked[-1]) if ranked[-1].capaian.hasil is not None else []
    if len(equal) > BANYAK_NAMA and ranked[-1].capaian.hasil is not None:
        count = k.jumlah_indikator_kata(len(equal))
        return [tulis(TOPIC, "meleset_setara", jumlah=count, hasil=k.cetak.persen(ranked[-1].capaian.hasil))]
    worst = ranked[: -BANYAK_NAMA - 1 : -1]
    return [tulis(TOPIC, "meleset_banyak", daftar=k.daftar([_dengan_hasil(k, u) for u in worst]))]


def _dengan_hasil(k: Konteks, u: UkuranIndikator) -> Inlines:
    c = u.capaian
    if c.hasil is not None:
        return tulis(TOPIC, "meleset_butir", nama=k.nama(u), hasil=k.cetak.persen(c.hasil))
    return tulis(TOPIC, "meleset_butir", nama=k.nama(u), hasil=k.cetak.nilai(u, u.indikator.realisasi))


def anggaran(k: Konteks, topic: str = TOPIC) -> list[Inlines]:
    """Serapan, and efficiency where it could be computed."""
    rekap = k.ukuran.anggaran
    if rekap.pagu is None or rekap.realisasi is None or rekap.serapan is None:
        return []
    found = [
        tulis(
            topic,
            "anggaran",
            pagu=k.cetak.rupiah(rekap.pagu),
            realisasi=k.cetak.rupiah(rekap.realisasi),
            serapan=k.cetak.persen(rekap.serapan),
        )
    ]
    e = k.ukuran.efisiensi
    if e is not None:
        found.append(_efisiensi(k, e))
    return found


def _efisiensi(k: Konteks, e: Efisiensi) -> Inlines:
    """Of the whole office a difference with missed or unjudged targets in it is not called efficiency."""
    r = k.ukuran.rata_rata
    nature = e.sifat
    blok = f"efisiensi_{nature.value.replace('-', '_')}"
    left = r.jumlah - r.terukur
    if nature in (SifatEfisiensi.TIDAK_DINYATAKAN, SifatEfisiensi.EFISIEN):
        if r.tercapai < r.terukur:
            blok = "efisiensi_meleset"
        elif e.serapan.nilai > SERATUS:
            blok = "efisiensi_lebih_pagu"
        elif left:
            blok = "efisiensi_belum"
        elif nature is SifatEfisiensi.TIDAK_DINYATAKAN:
            blok = "efisiensi_meleset"
    return tulis(
        TOPIC,
        blok,
        satu=r.jumlah == _SATU,
        pokok=tulis(TOPIC, "pokok_satu" if r.jumlah == _SATU else "pokok_rata"),
        belum=k.cetak.jumlah(left, "indikator belum dinilai") if left else None,
        capaian=k.cetak.persen(e.capaian),
        serapan=k.cetak.persen(e.serapan),
        selisih=k.cetak.poin(e.selisih),
    )


def _butir(k: Konteks, s: UkuranSasaran) -> Inlines:
    r = s.rata_rata
    return tulis(
        TOPIC,
        "sasaran_butir",
        sasaran=nama_sasaran(k, s),
        satu=r.jumlah == _SATU,
        semua=r.tercapai == r.jumlah,
        belum=not r.terukur,
        tercapai=k.cetak.jumlah(r.tercapai, "indikator tercapai") if r.tercapai else None,
        sebagian=k.cetak.hitungan(r.jumlah - r.terukur, "indikator belum dinilai")
        if r.jumlah > _SATU and 0 < r.terukur < r.jumlah
        else None,
        jumlah=k.cetak.jumlah(r.jumlah, "indikator"),
        rata=k.cetak.persen(r.hasil) if r.hasil else None,
        serapan=k.cetak.persen(s.serapan) if s.serapan else None,
    )


def _kendala(k: Konteks, us: tuple[UkuranIndikator, ...]) -> list[Block]:
    """Obstacles in the user's words, of missed targets first."""
    ordered = sorted(us, key=lambda u: u.capaian.tercapai is not False)
    found: list[tuple[UkuranIndikator, Inlines]] = []
    for u in ordered:
        note = k.catatan(u).kendala
        if note is not None and ada(note):
            found.append((u, kutipan(k.cetak, note).isi))
    if not found:
        return paragraf(tulis(TOPIC, "kendala_lengkapi", lengkapi=k.lengkapi("kendala")))
    return [*paragraf(tulis(TOPIC, "kendala_pengantar")), *_butir_catatan(k, "kendala_butir", found)]


def _upaya(k: Konteks, us: tuple[UkuranIndikator, ...]) -> list[Block]:
    """Efforts, only where the user named them."""
    if k.notes.upaya is not None and ada(k.notes.upaya):
        return paragraf(tulis(TOPIC, "upaya_umum", isi=kutipan(k.cetak, k.notes.upaya).isi))
    found: list[tuple[UkuranIndikator, Inlines]] = []
    for u in us:
        note = k.catatan(u).solusi
        if note is not None and ada(note):
            found.append((u, kutipan(k.cetak, note).isi))
    if not found:
        return paragraf(tulis(TOPIC, "upaya_lengkapi", lengkapi=k.lengkapi("upaya")))
    return [*paragraf(tulis(TOPIC, "upaya_pengantar")), *_butir_catatan(k, "upaya_butir", found)]


def _butir_catatan(k: Konteks, blok: str, found: list[tuple[UkuranIndikator, Inlines]]) -> list[Block]:
    """One list item for each note, all beginning alike."""
    shown = found[:MAKS_BUTIR]
    words = seragam([isi for _, isi in shown])
    return [
        Paragraf(tulis(TOPIC, blok, nama=k.nama(u), isi=isi), "butir")
        for (u, _), isi in zip(shown, words, strict=True)
    ]
