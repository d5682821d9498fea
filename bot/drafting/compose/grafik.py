"""Specifications of the charts; drawing them is the writer's task."""

from __future__ import annotations

from decimal import Decimal

from bot.drafting.compose.cerita import SERATUS, diukur
from bot.drafting.compose.konteks import Konteks
from bot.drafting.compose.tabel import sumber_tabel
from bot.drafting.model import Block, Gambar, Inlines, Seri
from bot.drafting.narasi import polos, tulis
from bot.kinerja.measurement import UkuranIndikator, UkuranSasaran
from bot.kinerja.model import Isian, JenisNilai

TOPIC = "gambar"
MAKS_BATANG = 20
"""More bars than this cannot be read on one page; the chart goes on in a next one."""
PANJANG_LABEL = 60


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
        sumber=sumber_tabel(k, "sumber_saja"),
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
        sumber=sumber_tabel(k, "sumber"),
        id=id_,
    )


def grafik_tren(k: Konteks, u: UkuranIndikator) -> list[Block]:
    """The history of one indicator as a line, with the targets of those years where they are given."""
    if u.tren is None or len(u.tren.titik) < 2:
        return []
    years = [t.tahun for t in u.tren.titik]
    values = tuple(_number(t.isian) for t in u.tren.titik)
    if any(v is None for v in values):
        return []
    targets = [u.indikator.target if y == k.tahun else u.indikator.riwayat_target.get(y) for y in years]
    series = [Seri(kata("seri_realisasi"), values)]
    if sum(_number(t) is not None for t in targets) > 1:
        series.append(Seri(kata("seri_target"), tuple(_number(t) for t in targets)))
    for isian in (*(t.isian for t in u.tren.titik), *targets):
        k.cetak.angka(u, isian)  # earlier years stand only in the chart: their cells are in the ledger too
    final = _number(u.indikator.target_akhir)
    name = k.nama(u)
    return [
        Gambar(
            tulis(TOPIC, "judul_tren", nama=k.cetak.nama_tabel(u)),
            "garis",
            tuple(str(y) for y in years),
            tuple(series),
            u.satuan,
            kata("alt_tren", nama=name),
            garis_acuan=final,
            label_acuan=kata("acuan_akhir") if final is not None else None,
            sumber=sumber_tabel(k, "sumber_saja"),
            id=f"tren.{u.indikator.id}",
        )
    ]


def grafik_serapan(k: Konteks, rows: list[tuple[str, Decimal]]) -> list[Block]:
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
                (Seri(kata("seri_serapan"), tuple(value for _, value in part)),),
                kata("satuan_persen"),
                kata("alt_serapan"),
                sumber=sumber_tabel(k, "sumber"),
                id=f"serapan.{n // MAKS_BATANG + 1}",
            )
        )
    return blocks
