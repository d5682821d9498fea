"""Names and colours of the roles of columns, for pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bot.kinerja.model import Kolom


@dataclass(frozen=True, slots=True)
class Peran:
    """A role: its Indonesian name, its colour (white words on it have a contrast above 5), a tint of it."""

    nama: str
    warna: str
    latar: str
    jenis: str
    """``nama`` (wide), ``angka`` (set to the right) or ``kata``."""
    bertahun: bool = False


def _keluarga(warna: str, latar: str, **nama: str) -> dict[str, Peran]:
    """Roles of one colour; a name begins with its kind: ``n`` wide, ``a`` number, ``k`` words, ``t`` year."""
    kinds = {"n": "nama", "a": "angka", "k": "kata", "t": "angka"}
    return {
        role: Peran(text[2:], warna, latar, kinds[text[0]], bertahun=text[0] == "t")
        for role, text in nama.items()
    }


PERAN: Final[Mapping[str, Peran]] = MappingProxyType(
    {
        **_keluarga(
            "#1f4e79",
            "#eaf1f8",
            sasaran="n:Sasaran",
            tujuan="n:Tujuan",
            indikator="n:Indikator",
            program="n:Program",
            kegiatan="n:Kegiatan",
            subkegiatan="n:Subkegiatan",
            uraian="n:Uraian",
        ),
        **_keluarga("#0b6e4f", "#e8f5f0", target="a:Target", tw_target="a:Target triwulan",
                    target_tahun="t:Target", target_akhir="a:Target akhir"),
        **_keluarga("#5e3a99", "#f1ecf9", realisasi="a:Realisasi", tw_realisasi="a:Realisasi triwulan",
                    realisasi_tahun="t:Realisasi", kondisi_awal="a:Kondisi awal"),
        **_keluarga("#8a4208", "#fbf0e6", capaian="a:Capaian", capaian_tahun="t:Capaian",
                    kategori="k:Kategori", serapan="a:Serapan", tw_persen="a:Persen triwulan"),
        **_keluarga("#7b1f3a", "#f9eaef", pagu="a:Pagu", pagu_awal="a:Pagu awal",
                    realisasi_anggaran="a:Realisasi Rp", sisa="a:Sisa", tw_pagu="a:Pagu triwulan",
                    tw_rupiah="a:Rupiah triwulan"),
        **_keluarga("#0f5c6e", "#e6f3f6", standar_nasional="a:Standar nasional", pembanding="a:Pembanding"),
        **_keluarga("#434d58", "#f2f4f6", satuan="k:Satuan", arah="k:Arah", bobot="a:Bobot", tahun="a:Tahun",
                    kode="k:Kode", pembilang="a:Pembilang", penyebut="a:Penyebut",
                    sumber_data="k:Sumber data", formulasi="k:Formulasi", unit_kerja="k:Unit kerja",
                    faktor_pendorong="k:Pendorong", faktor_penghambat="k:Penghambat", solusi="k:Solusi",
                    pic="k:PIC", batas_waktu="k:Batas waktu", keterangan="k:Keterangan"),
    }
)  # fmt: skip
"""What is not here (row numbers, unknown columns) is not drawn."""
_DAHULU: Final = (
    *("indikator", "target", "realisasi", "pagu", "realisasi_anggaran", "capaian", "satuan", "sasaran"),
    *("program", "kegiatan", "subkegiatan", "uraian", "serapan", "target_akhir", "realisasi_tahun"),
    *("target_tahun", "tw_realisasi", "tw_rupiah", "arah", "kategori", "tahun", "capaian_tahun"),
    *("standar_nasional", "tw_target", "tw_persen"),
)
_URUTAN: Final = {role: n for n, role in enumerate(_DAHULU)}


def prioritas(peran: str) -> int:
    """Which columns are drawn first; the smaller the sooner."""
    return _URUTAN.get(peran, len(_URUTAN))


def sebutan(kolom: Kolom) -> str:
    """The role's name, with its year where it is one of a year."""
    peran = PERAN[kolom.peran]
    if kolom.triwulan:
        return f"{peran.nama} {kolom.triwulan}"
    return f"{peran.nama} {kolom.tahun}" if kolom.tahun and peran.bertahun else peran.nama


def peran_dari(kolom: Kolom) -> Peran | None:
    """The role of a column that can be drawn; None for row numbers and unknown columns."""
    return PERAN.get(kolom.peran)
