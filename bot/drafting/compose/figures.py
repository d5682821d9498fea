"""Specifications of the charts; drawing them is the writer's task."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.drafting.compose.context import Konteks
from bot.drafting.compose.sources import baris_sumber, tempat_nilai
from bot.drafting.compose.stories import SERATUS, diukur
from bot.drafting.model import Block, Gambar, Inlines, Panel, Seri
from bot.drafting.narasi import polos, tulis
from bot.kinerja.measurement import StatusCapaian, UkuranIndikator, UkuranSasaran
from bot.kinerja.model import Hasil, Isian, JenisNilai

TOPIC = "gambar"
MAKS_BATANG = 20
"""More bars than this cannot be read on one page; the chart goes on in a next one."""
PANJANG_LABEL = 60
MAKS_PANEL = 6
"""Small trends in one picture: two columns of three."""
TITIK_BANYAK = 3
"""Points that a trend needs where there are many: pages of two-point lines say less than the table."""
BEDA_SATUAN = 50
"""A target so many times above or below every realisasi is in another unit, or wrong; it is not drawn."""


def kata(blok: str, **variables: Inlines) -> str:
    return polos(tulis(TOPIC, blok, **variables))


def label_pendek(nama: str) -> str:
    """A name short enough for an axis."""
    words = " ".join(nama.split())
    return words if len(words) <= PANJANG_LABEL else words[: PANJANG_LABEL - 1].rsplit(" ", 1)[0] + "…"


def _number(isian: Isian | None) -> Decimal | None:
    if isian is None or isian.nilai.jenis is not JenisNilai.ANGKA:
        return None
    return isian.nilai.nilai


def grafik_capaian(k: Konteks, s: UkuranSasaran, objek: Inlines, nomor: int) -> list[Block]:
    """Target and realisasi side by side where all share a unit, else the percentages against 100."""
    us = [u for u in diukur(s) if u.capaian.hasil is not None]
    if not us:
        return []
    pairs = [(_number(u.indikator.target), _number(u.indikator.realisasi)) for u in us]
    same = len({u.satuan for u in us}) == 1 and all(a is not None and b is not None for a, b in pairs)
    if same and len(us) <= MAKS_BATANG:
        return [_target_realisasi(k, us, pairs, objek, nomor)]
    parts = [us[n : n + MAKS_BATANG] for n in range(0, len(us), MAKS_BATANG)]
    return [_capaian(k, part, objek, f"capaian.{nomor}.{n}") for n, part in enumerate(parts, 1)]


def _target_realisasi(
    k: Konteks,
    us: list[UkuranIndikator],
    pairs: list[tuple[Decimal | None, Decimal | None]],
    objek: Inlines,
    nomor: int,
) -> Gambar:
    return Gambar(
        tulis(TOPIC, "judul_target", nama=objek, tahun=k.tahun_laporan()),
        "batang",
        tuple(label_pendek(u.indikator.nama.isi) for u in us),
        (
            Seri(kata("seri_target"), tuple(a for a, _ in pairs)),
            Seri(kata("seri_realisasi"), tuple(b for _, b in pairs)),
        ),
        us[0].satuan,
        kata("alt_target", nama=objek),
        sumber=baris_sumber(
            k,
            "sumber_saja",
            tempat_nilai(v for u in us for v in (u.indikator.target, u.indikator.realisasi)),
        ),
        id=f"target.{nomor}",
    )


def _capaian(k: Konteks, us: list[UkuranIndikator], objek: Inlines, id_: str) -> Gambar:
    return Gambar(
        tulis(TOPIC, "judul_capaian", nama=objek, tahun=k.tahun_laporan()),
        "batang_datar",
        tuple(label_pendek(u.indikator.nama.isi) for u in us),
        (Seri(kata("seri_capaian"), tuple(u.capaian.hasil.nilai for u in us if u.capaian.hasil)),),
        kata("satuan_persen"),
        kata("alt_capaian", nama=objek),
        garis_acuan=SERATUS,
        label_acuan=kata("acuan_target"),
        sumber=baris_sumber(k, "sumber", tempat_nilai(u.capaian.hasil for u in us)),
        id=id_,
    )


def grafik_tren(k: Konteks, us: Sequence[UkuranIndikator], objek: Inlines, nomor: int) -> list[Block]:
    """The histories as small trends, with the targets of those years where they are given."""
    least = TITIK_BANYAK if len(us) > MAKS_PANEL else 2
    found = [(u, panel) for u in us if (panel := _panel(k, u, least)) is not None]
    parts = [found[n : n + MAKS_PANEL] for n in range(0, len(found), MAKS_PANEL)]
    blocks: list[Block] = []
    for n, part in enumerate(parts, 1):
        number = k.cetak.struktur(str(n), "nomor bagian gambar") if len(parts) > 1 else None
        shown = [u for u, _ in part]
        blocks.append(
            Gambar(
                tulis(TOPIC, "judul_tren", nama=objek, nomor=number),
                "panel",
                (),
                (),
                "",
                kata("alt_tren", nama=objek),
                sumber=baris_sumber(k, "sumber_saja", tempat_nilai(v for u in shown for v in _titik(k, u))),
                id=f"tren.{nomor}.{n}",
                panel=tuple(panel for _, panel in part),
            )
        )
    return blocks


def _titik(k: Konteks, u: UkuranIndikator) -> list[Isian | None]:
    """The cells that a trend draws: realisasi of each year, then target."""
    points = u.tren.titik if u.tren else ()
    return [*(t.isian for t in points), *(_target(k, u, t.tahun) for t in points)]


def _target(k: Konteks, u: UkuranIndikator, tahun: int) -> Isian | None:
    """The target of a year where it is a number of the same kind as the realisasi.

    A target in another unit would press the realisasi flat.
    """
    now = tahun == k.tahun
    if now and u.capaian.status is StatusCapaian.TIDAK_SEBANDING:
        return None
    target = u.indikator.target if now else u.indikator.riwayat_target.get(tahun)
    return target if _sebanding(u, target) else None


def _sebanding(u: UkuranIndikator, isian: Isian | None) -> bool:
    value = _number(isian)
    drawn = [abs(v) for t in (u.tren.titik if u.tren else ()) if (v := _number(t.isian))]
    if value is None:
        return False
    return not value or not drawn or min(drawn) / BEDA_SATUAN <= abs(value) <= max(drawn) * BEDA_SATUAN


def _panel(k: Konteks, u: UkuranIndikator, least: int) -> Panel | None:
    if u.tren is None or len(u.tren.titik) < least:
        return None
    years = [t.tahun for t in u.tren.titik]
    values = tuple(_number(t.isian) for t in u.tren.titik)
    if any(v is None for v in values):
        return None
    targets = tuple(_number(_target(k, u, y)) for y in years)
    series = [Seri(kata("seri_realisasi"), values)]
    if sum(t is not None for t in targets) > 1:
        series.append(Seri(kata("seri_target"), targets))
    for isian in _titik(k, u):
        k.cetak.angka(u, isian)  # earlier years stand only in the chart: their cells are in the ledger too
    final = u.indikator.target_akhir if _sebanding(u, u.indikator.target_akhir) else None
    if final is not None:
        k.cetak.angka(u, final)
    return Panel(
        " ".join(polos(k.cetak.nama_tabel(u)).split()),
        tuple(str(y) for y in years),
        tuple(series),
        polos(k.cetak.satuan(u)),
        garis_acuan=_number(final),
        label_acuan=kata("acuan_akhir") if final is not None else None,
    )


def grafik_serapan(k: Konteks, rows: list[tuple[str, Hasil]]) -> list[Block]:
    """Absorption per budget line of the top level."""
    if len(rows) < 2:
        return []
    blocks: list[Block] = []
    for n in range(0, len(rows), MAKS_BATANG):
        part = rows[n : n + MAKS_BATANG]
        blocks.append(
            Gambar(
                tulis(TOPIC, "judul_serapan", tahun=k.tahun_laporan()),
                "batang_datar",
                tuple(label_pendek(name) for name, _ in part),
                (Seri(kata("seri_serapan"), tuple(value.nilai for _, value in part)),),
                kata("satuan_persen"),
                kata("alt_serapan"),
                sumber=baris_sumber(k, "sumber_anggaran", tempat_nilai(value for _, value in part)),
                id=f"serapan.{n // MAKS_BATANG + 1}",
            )
        )
    return blocks
