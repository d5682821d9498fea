"""Analysis 6: efficiency of resources, by the named method; never claimed for a missed target."""

from __future__ import annotations

from bot.drafting.compose.context import Konteks, paragraf
from bot.drafting.compose.stories import SERATUS, diukur, meleset
from bot.drafting.model import Angka, Block, Inlines, Komentar, Polos
from bot.drafting.narasi import Tunda, tulis
from bot.kinerja.measurement import Efisiensi, SifatEfisiensi, UkuranSasaran

TOPIC = "bab3/efisiensi"


def blok_efisiensi(k: Konteks, s: UkuranSasaran, *, with_comment: bool) -> list[Block]:
    if s.pagu is None or s.realisasi is None:
        return paragraf(tulis(TOPIC, "tanpa_anggaran", lengkapi=k.lengkapi("anggaran_sasaran")))
    serapan = s.serapan
    printed = k.cetak.persen(serapan) if serapan else ()
    if serapan and with_comment:
        printed = _comment(printed)
    money = tulis(
        TOPIC,
        "dana" if serapan else "dana_tanpa_serapan",
        pagu=k.cetak.rupiah(s.pagu),
        realisasi=k.cetak.rupiah(s.realisasi),
        serapan=printed,
    )
    if s.efisiensi is None:
        return paragraf(money, _bersama(k, s), tulis(TOPIC, "tanpa_capaian"))
    return paragraf(money, _bersama(k, s), _sifat(k, s, s.efisiensi), _sementara(k, s, s.efisiensi))


def dipakai_bersama(k: Konteks, s: UkuranSasaran) -> bool:
    """Whether a budget line of this sasaran serves another one too, so that the sums overlap."""
    own = set(s.anggaran)
    return any(own & set(other.anggaran) for other in k.ukuran.sasaran if other is not s)


def _bersama(k: Konteks, s: UkuranSasaran) -> Inlines:
    return tulis(TOPIC, "bersama") if dipakai_bersama(k, s) else ()


def _sementara(k: Konteks, s: UkuranSasaran, e: Efisiensi) -> Inlines:
    """A claim of efficiency over part of the indicators is provisional."""
    left = s.rata_rata.jumlah - s.rata_rata.terukur
    if e.sifat is not SifatEfisiensi.EFISIEN or not left:
        return ()
    return tulis(TOPIC, "sementara", daftar=k.cetak.jumlah(left, "indikator belum dinilai"))


def _comment(printed: Inlines) -> Inlines:
    """Once in a report: what evaluators miss where only money is told."""
    note = tulis(TOPIC, "sumber_daya_lain")
    return (
        Komentar(
            tuple(p for p in printed if isinstance(p, Polos | Angka)),
            tuple(p for p in note if isinstance(p, Polos | Angka)),
        ),
    )


def _sifat(k: Konteks, s: UkuranSasaran, e: Efisiensi) -> Inlines:
    missed = meleset(diukur(s))
    blok = e.sifat.value.replace("-", "_")
    names: Inlines = ()
    if e.sifat is SifatEfisiensi.TIDAK_DINYATAKAN:
        if not missed:
            blok = "lebih_pagu" if e.serapan.nilai > SERATUS else "tidak_dinyatakan_belum"
        elif k.bisa_disebut(missed):
            names = k.daftar_nama(missed)
        else:
            blok, names = "tidak_dinyatakan_banyak", k.cetak.jumlah(len(missed), "indikator tidak tercapai")
    return tulis(
        TOPIC,
        blok,
        capaian=Tunda(lambda: k.cetak.persen(e.capaian)),
        selisih=Tunda(lambda: k.cetak.poin(e.selisih)),
        rumus=Tunda(
            lambda: tulis(
                "umum",
                "pengurangan",
                kiri=k.cetak.polos_hasil(e.capaian),
                kanan=k.cetak.polos_hasil(e.serapan),
                hasil=k.cetak.poin(e.selisih),
            )
        ),
        daftar=names,
        satu=sum(1 for u in diukur(s) if u.capaian.hasil is not None) == 1,
    )
