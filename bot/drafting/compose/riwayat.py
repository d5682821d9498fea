"""Analysis 2: this year against the years before."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bot.drafting.compose.context import Konteks, paragraf, paragraf_berkelompok
from bot.drafting.compose.figures import grafik_tren
from bot.drafting.compose.links import Sambungan
from bot.drafting.compose.once import Sekali
from bot.drafting.compose.printing import SATUAN_DIAM
from bot.drafting.compose.stories import BANYAK, CeritaTren, cerita_tren, diukur, memburuk, sesuai_rencana
from bot.drafting.compose.tables import baris, buat_tabel, kolom, kolom_angka
from bot.drafting.model import BarisTabel, Block, Inlines, Paragraf, Tabel
from bot.drafting.narasi import Tunda, gabung, polos, tulis
from bot.kinerja.format import kata_bilangan
from bot.kinerja.measurement import Gerak, Tren, UkuranIndikator, UkuranSasaran
from bot.kinerja.model import Arah, Isian

TOPIC = "bab3/riwayat"
TAHUN_TABEL = 4
"""Earlier years shown in the table, at most; with the reporting year that makes five."""
KOLOM_LAPANG = 5
"""With more columns of earlier figures than this, unit and meaning get no columns of their own."""
BERKURANG = "berkurang"
PER_PARAGRAF = 3
"""Indicators told in one paragraph."""
MAKS_MENONJOL = 3
"""Of many indicators, so many falls and so many gains are told in full."""
PERSEN_MULAI = Decimal(10)
"""Below this value of last year a change in percent says nothing (1 to 2 is 100 %)."""
_TANPA_RATA = frozenset({CeritaTren.BARU, CeritaTren.PERTAMA})


def blok_riwayat(k: Konteks, s: UkuranSasaran, objek: Inlines, nomor: int) -> list[Block]:
    us = diukur(s)
    years = sorted({y for u in us for y in _isi_riwayat(u)})[-TAHUN_TABEL:]
    if not years:
        return paragraf(tulis(TOPIC, "tanpa_riwayat_semua", lengkapi=_gap(k)))
    blocks: list[Block] = [_tabel(k, s, objek, years, nomor)]
    known = [u for u in us if u.tren is not None]
    chosen = known if len(us) <= BANYAK else menonjol(known)
    if len(us) > BANYAK:
        blocks += paragraf(_rekap(k, known))
    sambung = Sambungan(PER_PARAGRAF)
    blocks += paragraf_berkelompok([cerita(k, u, sambung) for u in chosen], per=PER_PARAGRAF)
    # Those that stayed are in the count and in the table.
    rest = [u for u in known if u not in chosen and u.tren and u.tren.gerak is not Gerak.TETAP]
    if rest:
        blocks += paragraf(tulis(TOPIC, "entri_pengantar"))
        blocks += [Paragraf(_entri(k, u), gaya="butir") for u in rest]
    blocks += paragraf(_satu_tahun(k, known))
    blocks += _predikat_dan_kosong(k, us)
    return blocks + grafik_tren(k, known, objek, nomor)


def _entri(k: Konteks, u: UkuranIndikator) -> Inlines:
    """One line: size, direction, meaning."""
    tren = u.tren
    if tren is None:
        return ()
    v = _variables(k, u, tren, cerita_tren(tren), Sambungan(1))
    return tulis(TOPIC, "entri", **v)


def _isi_riwayat(u: UkuranIndikator) -> dict[int, Isian]:
    return {y: v for y, v in u.indikator.riwayat.items() if not v.nilai.is_empty}


def _gap(k: Konteks) -> Any:
    if k.tahun is None:
        return k.lengkapi("riwayat_tanpa_tahun", "riwayat")
    return k.lengkapi(
        "riwayat",
        tahun=k.cetak.tahun(k.tahun),
        tahun_awal=k.cetak.tahun(k.tahun - 3),
        tahun_akhir=k.cetak.tahun(k.tahun - 1),
    )


def _predikat_dan_kosong(k: Konteks, us: tuple[UkuranIndikator, ...]) -> list[Block]:
    """Indicators whose history is words, and those without any."""
    words: list[Inlines] = []
    bare: list[UkuranIndikator] = []
    for u in us:
        past = _isi_riwayat(u)
        if u.tren is not None:
            continue
        if not past:
            bare.append(u)
        elif u.indikator.realisasi is None or u.indikator.realisasi.nilai.is_empty:
            words.append(tulis(TOPIC, "tanpa_tahun_ini", nama=k.nama(u)))
        else:
            words.append(_kata(k, u, past))
    blocks = paragraf_berkelompok(words, per=3)
    if not bare:
        return blocks
    if k.bisa_disebut(bare):
        return blocks + paragraf(tulis(TOPIC, "tanpa_riwayat", daftar=k.daftar_nama(bare), lengkapi=_gap(k)))
    count = k.jumlah_indikator(len(bare))
    return blocks + paragraf(tulis(TOPIC, "tanpa_riwayat_banyak", jumlah=count, lengkapi=_gap(k)))


def _kata(k: Konteks, u: UkuranIndikator, past: dict[int, Isian]) -> Inlines:
    """A grade now and before: said side by side, without a size."""
    year = max(past)
    before, now = past[year], u.indikator.realisasi
    same = now is not None and _grade(before) == _grade(now)
    return tulis(
        TOPIC,
        "predikat_tetap" if same else "predikat",
        subjek=tulis("umum", "subjek", nama=k.nama(u)),
        realisasi=k.cetak.nilai(u, now),
        tahun_lalu=k.cetak.tahun(year),
        lalu=k.cetak.nilai(u, before),
    )


def _grade(isian: Isian) -> str:
    return isian.nilai.predikat or isian.nilai.teks.strip()


def cerita(k: Konteks, u: UkuranIndikator, sambung: Sambungan) -> Inlines:
    """Change, since when, and how steady."""
    tren = u.tren
    if tren is None:
        return ()
    story = cerita_tren(tren)
    v = _variables(k, u, tren, story, sambung)
    sentences = [tulis(TOPIC, str(story), k.giliran(TOPIC, str(story)), **v)]
    if k.tahun is not None and tren.tahun_lalu < k.tahun - 1 and story is not CeritaTren.TETAP:
        sentences.append(tulis(TOPIC, "tahun_tidak_ada", tahun_sela=k.cetak.tahun(k.tahun - 1), **v))
    if story not in _TANPA_RATA and tren.rata_perubahan is not None:
        blok = "rata_rata_nol" if tren.rata_naik is None else "rata_rata"
        sentences.append(tulis(TOPIC, blok, k.giliran(TOPIC, blok), **v))
    return gabung(*sentences)


def _variables(
    k: Konteks, u: UkuranIndikator, tren: Tren, story: CeritaTren, sambung: Sambungan
) -> dict[str, Any]:
    persen = tren.persen_perubahan
    cetak = Sekali(k.cetak, u)
    link = sambung.berikut(tren.gerak, tren.naik)
    first = tren.titik[-3] if story is CeritaTren.PULIH and len(tren.titik) > 2 else None
    return {
        "subjek": Tunda(lambda: tulis("umum", link.subjek, nama=k.nama(u))),
        "nama": k.nama_tunda(u),
        "juga": link.juga,
        "naik": tren.naik,
        "arah": u.capaian.arah.value,
        "perubahan": Tunda(lambda: cetak.besar(tren.perubahan)),
        "persen": Tunda(lambda: k.cetak.persen(persen)) if persen and _persen_berarti(u, tren) else None,
        "lalu": Tunda(lambda: cetak.nilai(tren.titik[-2].isian)),
        "tahun_lalu": k.cetak.tahun(tren.tahun_lalu),
        "realisasi": Tunda(lambda: cetak.nilai(tren.titik[-1].isian)),
        "kali": f"ke{kata_bilangan(tren.beruntun)}",
        "sejak": k.cetak.tahun(tren.sejak),
        "rata": Tunda(lambda: cetak.besar(tren.rata_perubahan)),
        "rata_naik": tren.rata_naik,
        "tahun_baik": Tunda(lambda: _tahun_membaik(k, tren)),
        "tahun_awal": k.cetak.tahun(first.tahun) if first else None,
        "nilai_awal": Tunda(lambda: cetak.nilai(first.isian) if first else ()),
        "posisi": _posisi(u, tren) if first else None,
    }


def _persen_berarti(u: UkuranIndikator, tren: Tren) -> bool:
    """A change in percent is told for counts, amounts and measures, not for scores or small numbers."""
    before = tren.titik[-2].isian.angka
    scored = u.is_persen or not u.satuan or u.satuan.lower() in SATUAN_DIAM | {"poin"}
    return not scored and before is not None and abs(before) >= PERSEN_MULAI


def _satu_tahun(k: Konteks, known: list[UkuranIndikator]) -> Inlines:
    """Said once: where there is only one earlier year, there is no trend."""
    short = [u for u in known if u.tren is not None and cerita_tren(u.tren) is CeritaTren.PERTAMA]
    if not short:
        return ()
    if len(short) == len(known):
        return tulis(TOPIC, "satu_tahun_semua")
    if k.bisa_disebut(short):
        return tulis(TOPIC, "satu_tahun", daftar=k.daftar_nama(short))
    return tulis(TOPIC, "satu_tahun", daftar=k.jumlah_indikator_kata(len(short)))


def _tahun_membaik(k: Konteks, tren: Tren) -> Inlines:
    """The years just before this one in which the figure got better."""
    years: list[int] = []
    steps = list(zip(tren.titik[1:-1], tren.gerak_sebelumnya, strict=False))
    for point, move in reversed(steps):
        if move is not Gerak.MEMBAIK:
            break
        years.insert(0, point.tahun)
    return k.daftar([(y,) for y in map(k.cetak.tahun, years) if y is not None])


def _posisi(u: UkuranIndikator, tren: Tren) -> str | None:
    """After a recovery: back at the level before the fall, beyond it, or not yet."""
    now, before = tren.titik[-1].isian.angka, tren.titik[-3].isian.angka
    if now is None or before is None:
        return None
    if now == before:
        return "sama"
    better = now > before if u.capaian.arah is Arah.NAIK else now < before
    return "lewat" if better else "belum"


def menonjol(known: list[UkuranIndikator]) -> list[UkuranIndikator]:
    """Of many: the largest falls, and the largest gains that go on or make good a fall; table order."""
    falls = memburuk(known)
    gains = [u for u in known if u.tren is not None and _patut(u.tren)]
    chosen = (
        sorted(falls, key=_besar_relatif)[-MAKS_MENONJOL:]
        + sorted(gains, key=_besar_relatif)[-MAKS_MENONJOL:]
    )
    return [u for u in known if u in chosen]


def _patut(tren: Tren) -> bool:
    """A gain worth a story: the third in a row or more, or a recovery."""
    better = tren.gerak is Gerak.MEMBAIK
    return better and (tren.beruntun >= 3 or cerita_tren(tren) is CeritaTren.PULIH)


def _besar_relatif(u: UkuranIndikator) -> Decimal:
    """Size of this year's change against last year's value, so that units can be compared."""
    if u.tren is None:
        return Decimal(0)
    before = u.tren.titik[-2].isian.angka
    return u.tren.perubahan.nilai / abs(before) if before else u.tren.perubahan.nilai


def _rekap(k: Konteks, known: list[UkuranIndikator]) -> Inlines:
    moves = [_arti(u, u.tren) for u in known if u.tren is not None]
    if not moves:
        return ()
    counts = {g: moves.count(g) for g in (*(g.value for g in Gerak), BERKURANG)}
    return tulis(
        TOPIC,
        "rekap",
        **{g: k.cetak.jumlah(n, f"indikator {g}") if n else None for g, n in counts.items()},
    )


def _arti(u: UkuranIndikator, tren: Tren) -> str:
    """What a change means, as the table and the count say it."""
    return BERKURANG if sesuai_rencana(u) else tren.gerak.value


def _tabel(k: Konteks, s: UkuranSasaran, objek: Inlines, years: list[int], nomor: int) -> Tabel:
    us = diukur(s)
    earlier = [y for y in years if any(_isi_capaian(u, y) for u in us)][-1:]
    dense = len(years) + 2 * len(earlier) > KOLOM_LAPANG
    columns = [
        kolom("no", "no"),
        kolom("indikator", "nama"),
        *([] if dense else [kolom("satuan", "kata")]),
        *(kolom_angka("realisasi_tahun", tahun=k.cetak.tahun(y)) for y in years),
        kolom_angka("realisasi_tahun", tahun=k.tahun_laporan()),
        *(kolom_angka("capaian_tahun", tahun=k.cetak.tahun(y)) for y in earlier),
        *([kolom_angka("capaian_tahun", tahun=k.tahun_laporan())] if earlier else []),
        kolom_angka("perubahan"),
        *([] if dense else [kolom("gerak", "kata")]),
    ]
    rows = [_row(k, u, n, years, earlier, dense=dense) for n, u in enumerate(us, 1)]
    judul = tulis("tabel", "judul_riwayat", nama=objek)
    return buat_tabel(k, judul, columns, rows, id_=f"riwayat.{nomor}", sumber="sumber_saja", tetap=())


def _isi_capaian(u: UkuranIndikator, year: int) -> Isian | None:
    found = u.indikator.riwayat_capaian.get(year)
    return None if found is None or found.nilai.nilai is None else found


def _row(
    k: Konteks, u: UkuranIndikator, n: int, years: list[int], earlier: list[int], *, dense: bool
) -> BarisTabel:
    """One indicator; in a dense table its unit stands below the name and the meaning below the change."""
    i, tren = u.indikator, u.tren

    def cell(isian: Isian | None) -> Inlines:
        return k.penanda.pada(k.cetak.angka(u, isian), i.id, isian.sel if isian else None)

    strip = tulis("tabel", "strip")
    name, change = k.cetak.nama_tabel(u), k.cetak.perubahan(u, tren) if tren else strip
    meaning = tulis("tabel", f"gerak_{_arti(u, tren)}") if tren else strip
    if dense:
        name = gabung(name, _dalam_kurung(k, u))
        if tren and polos(change) != polos(meaning):
            change = gabung(change, tulis("tabel", "dalam_kurung", nama=meaning))
    return baris(
        (k.cetak.hitungan_nomor(n),),
        name,
        *([] if dense else [k.cetak.satuan_tabel(u)]),
        *(cell(i.riwayat.get(y)) for y in years),
        k.cetak.angka(u, i.realisasi),
        *(k.cetak.persen_sel(_isi_capaian(u, y)) for y in earlier),
        *([k.cetak.polos_hasil(u.capaian.hasil) if u.capaian.hasil else strip] if earlier else []),
        change,
        *([] if dense else [meaning]),
    )


def _dalam_kurung(k: Konteks, u: UkuranIndikator) -> Inlines:
    """The unit in brackets, where it is known and not in the name already."""
    unit = k.cetak.satuan_tabel(u)
    words = polos(unit)
    if (
        not any(ch.isalnum() or ch == "%" for ch in words)
        or words.casefold() in u.indikator.nama.isi.casefold()
    ):
        return ()
    return tulis("tabel", "dalam_kurung", nama=unit)
