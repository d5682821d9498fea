"""Rating scales of capaian: the default, and an office's own from a small TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from bot.kinerja.measurement import Jenjang, Skala

PERMENDAGRI_86_2017 = Skala(
    nama="Permendagri 86/2017",
    # Most offices borrow this table for capaian; Permenpan-RB 53/2014 prescribes no scale.
    sumber="Permendagri Nomor 86 Tahun 2017 (Tabel T-E.1)",
    jenjang=(
        Jenjang("Sangat Tinggi", Decimal(90)),
        Jenjang("Tinggi", Decimal(75)),
        Jenjang("Sedang", Decimal(65)),
        Jenjang("Rendah", Decimal(50)),
        Jenjang("Sangat Rendah", None),
    ),
    catatan=(
        "Batas bulat pada sumbernya (91, 76, 66, dan 51) menyisakan celah bagi bilangan pecahan; celah itu"
        " ditutup sebagai lebih dari 90, lebih dari 75, lebih dari 65, dan lebih dari 50."
    ),
)


class SkalaError(ValueError):
    """A scale file that cannot be used.

    ``masalah`` is a short code, ``di`` the place in the file (``jenjang 2 / lebih_dari``); the text
    is an Indonesian sentence for its owner.
    """

    def __init__(self, masalah: str, di: str, pesan: str) -> None:
        super().__init__(pesan)
        self.masalah = masalah
        self.di = di
        self.pesan = pesan


class SkalaRusak(SkalaError):
    """Not TOML at all."""


class SkalaTidakLengkap(SkalaError):
    """A needed key is missing, or an unknown one is there."""


class SkalaBertentangan(SkalaError):
    """Bounds that leave a gap, overlap, or do not fall from high to low."""


_KUNCI = frozenset({"nama", "sumber", "catatan", "jenjang"})
_KUNCI_JENJANG = frozenset({"nama", "lebih_dari", "mulai"})


def read_skala(text: str) -> Skala:
    """An office's own scale.

    Highest level first; each level but the last gives ``lebih_dari`` (exclusive) or ``mulai``
    (inclusive) in percent, the last gives neither, so that no capaian falls between two levels::

        nama = "Skala Kabupaten"
        sumber = "Peraturan Bupati Nomor 1 Tahun 2024"
        [[jenjang]]
        nama = "Sangat Baik"
        mulai = 100
        [[jenjang]]
        nama = "Kurang"

    Raises SkalaRusak, SkalaTidakLengkap or SkalaBertentangan.
    """
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SkalaRusak("toml-rusak", "berkas", f"Berkas skala tidak dapat dibaca: {error}.") from error
    _check_keys(data, _KUNCI, "berkas")
    nama = _words(data, "nama", "berkas")
    sumber = _words(data, "sumber", "berkas")
    catatan = data.get("catatan", "")
    if not isinstance(catatan, str):
        raise SkalaTidakLengkap("bukan-teks", "catatan", "Kunci catatan harus berupa teks.")
    rows = data.get("jenjang")
    if not isinstance(rows, list) or len(rows) < 2:
        raise SkalaTidakLengkap(
            "jenjang-kurang", "jenjang", "Skala memerlukan sekurang-kurangnya dua bagian [[jenjang]]."
        )
    levels = tuple(_level(row, n, len(rows)) for n, row in enumerate(rows, 1))
    _check_order(levels)
    return Skala(nama, sumber, levels, catatan)


def _level(row: object, n: int, total: int) -> Jenjang:
    di = f"jenjang {n}"
    if not isinstance(row, dict):
        raise SkalaTidakLengkap("bukan-tabel", di, f"Bagian {di} harus ditulis sebagai [[jenjang]].")
    _check_keys(row, _KUNCI_JENJANG, di)
    nama = _words(row, "nama", di)
    bounds = [key for key in ("lebih_dari", "mulai") if key in row]
    if n == total:
        if bounds:
            raise SkalaBertentangan(
                "terendah-berbatas",
                f"{di} / {bounds[0]}",
                f"Jenjang terakhir ({nama}) tidak boleh berbatas, agar tidak ada capaian tanpa kategori.",
            )
        return Jenjang(nama, None)
    if len(bounds) != 1:
        raise SkalaTidakLengkap(
            "batas-tidak-jelas",
            di,
            f"Jenjang {n} ({nama}) memerlukan tepat satu batas bawah: lebih_dari atau mulai.",
        )
    value = row[bounds[0]]
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        raise SkalaTidakLengkap(
            "batas-bukan-angka",
            f"{di} / {bounds[0]}",
            f"Batas jenjang {n} ({nama}) harus berupa angka persen tanpa tanda kutip.",
        )
    return Jenjang(nama, Decimal(value), termasuk=bounds[0] == "mulai")


def _check_keys(data: Mapping[str, Any], known: frozenset[str], di: str) -> None:
    for key in data:
        if key not in known:
            raise SkalaTidakLengkap(
                "kunci-tidak-dikenal", f"{di} / {key}", f"Kunci {key!r} pada {di} tidak dikenal."
            )


def _words(data: Mapping[str, Any], key: str, di: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise SkalaTidakLengkap("teks-kosong", f"{di} / {key}", f"Kunci {key} pada {di} harus diisi teks.")
    return value.strip()


def _check_order(levels: tuple[Jenjang, ...]) -> None:
    seen: set[str] = set()
    for n, level in enumerate(levels, 1):
        if level.nama.casefold() in seen:
            raise SkalaBertentangan(
                "nama-ganda", f"jenjang {n}", f"Nama jenjang {level.nama} tertulis dua kali."
            )
        seen.add(level.nama.casefold())
    for n, (upper, lower) in enumerate(pairwise(levels), 2):
        if upper.bawah is None or lower.bawah is None:
            continue
        falls = lower.bawah < upper.bawah or (
            lower.bawah == upper.bawah and lower.termasuk and not upper.termasuk
        )
        if not falls:
            raise SkalaBertentangan(
                "urutan",
                f"jenjang {n}",
                f"Batas jenjang {n} ({lower.nama}) harus lebih rendah daripada jenjang {upper.nama}.",
            )
