"""What hides behind a mean: the indicator that lifts it, or the one that pulls it down."""

from __future__ import annotations

from bot.drafting.compose.context import Konteks
from bot.drafting.compose.stories import SERATUS, setara, terhitung
from bot.drafting.model import Inlines
from bot.drafting.narasi import tulis
from bot.kinerja.measurement import RataRata, UkuranIndikator

TOPIC = "bab3/sasaran"


def di_balik_rata(
    k: Konteks, us: tuple[UkuranIndikator, ...], r: RataRata, *, hanya_naik: bool = False
) -> Inlines:
    """One sentence, or none where the mean misleads nobody.

    A mean misleads where a capaian above 100 % covers a missed target, or where one far above
    what is usual makes it.  With ``hanya_naik`` only what lifts it is told.
    """
    ranked = terhitung(us)
    if r.hasil is None or len(ranked) < 2:
        return ()
    best, worst = ranked[0].capaian.hasil, ranked[-1].capaian.hasil
    if best is None or worst is None:
        return ()
    mean = r.hasil.nilai
    covers = best.nilai > SERATUS and r.tercapai < r.terukur
    far = best.nilai > k.ukuran.aturan.batas_wajar
    if mean - worst.nilai > best.nilai - mean and worst.nilai < SERATUS and r.tercapai < r.terukur:
        # The low end pulls harder than the high end lifts; worth saying only where it makes the mean.
        if hanya_naik or mean - worst.nilai < k.ukuran.aturan.batas_wajar - SERATUS:
            return ()
        return tulis(
            TOPIC, "tertarik", terjauh=_names(k, ranked, ranked[-1]), capaian_terjauh=k.cetak.persen(worst)
        )
    if covers or far:
        return tulis(
            TOPIC, "tertolong", terbaik=_names(k, ranked, ranked[0]), capaian_terbaik=k.cetak.persen(best)
        )
    return ()


def _names(k: Konteks, ranked: list[UkuranIndikator], u: UkuranIndikator) -> Inlines:
    """An indicator together with those of the same percentage."""
    equal = setara(ranked, u)
    return k.daftar_nama(equal) if k.bisa_disebut(equal) else k.jumlah_indikator_kata(len(equal))
