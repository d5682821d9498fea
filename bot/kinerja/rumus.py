"""The named formulas: what each computes, how it is written out, and the computation itself.

Every :class:`~bot.kinerja.model.Hasil` names one of these, so a draft can print
the formula with its numbers and an audit can compute it again.  Divisions keep
28 significant digits and are rounded only when printed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from types import MappingProxyType

from bot.kinerja.model import Hasil, Isian, Masukan

_CONTEXT = Context(prec=28)
SERATUS = Decimal(100)


@dataclass(frozen=True, slots=True)
class Rumus:
    """A formula.

    ``pola`` writes it with the names of its inputs in braces, in the order of ``masukan``; a formula
    over any number of inputs has the single input name ``nilai`` and a pola for readers only.
    """

    nama: str
    uraian: str
    masukan: tuple[str, ...]
    pola: str
    hitung: Callable[[Sequence[Decimal]], Decimal]
    banyak: bool = False
    """Takes any number of inputs."""
    struktur: bool = False
    """Has no inputs: a count or a choice taken from the table itself."""


def _bagi(atas: Decimal, bawah: Decimal) -> Decimal:
    return _CONTEXT.divide(atas, bawah)


def _jumlah(x: Sequence[Decimal]) -> Decimal:
    return sum(x, Decimal(0))


def _satu(x: Sequence[Decimal]) -> Decimal:
    return x[0]


def _hitung_struktur(x: Sequence[Decimal]) -> Decimal:
    raise ValueError("a structural number is not computed from inputs")


REALISASI_PER_TARGET = "realisasi-per-target"
SELISIH = "selisih"
KEBALIKAN = "kebalikan"
DALAM_RENTANG = "dalam-rentang"
BATAS_RENTANG = "batas-rentang"
BEDA = "beda"
BEDA_JENJANG = "beda-jenjang"
RATA_RATA = "rata-rata"
JUMLAH = "jumlah"
SERAPAN = "serapan"
SISA = "sisa"
PER_TAHUN = "per-tahun"
RATA_PER_TAHUN = "rata-perubahan-per-tahun"
PERSEN_PERUBAHAN = "persen-perubahan"
EFISIENSI = "efisiensi-selisih"
RUPIAH_PENUH = "rupiah-penuh"
RUPIAH_FAKTOR = "rupiah-faktor"
BANYAK_TAHUN = "banyak-tahun"
FAKTOR = "faktor-tabel"
JENJANG = "jenjang-predikat"

_SEMUA = (
    Rumus(
        REALISASI_PER_TARGET,
        "realisasi dibagi target, dikali seratus persen",
        ("realisasi", "target"),
        "{realisasi} ÷ {target} × 100",
        lambda x: _bagi(x[0] * 100, x[1]),
    ),
    Rumus(
        SELISIH,
        "dua kali target dikurangi realisasi, dibagi target, dikali seratus persen",
        ("target", "realisasi"),
        "(2 × {target} − {realisasi}) ÷ {target} × 100",
        lambda x: _bagi((2 * x[0] - x[1]) * 100, x[0]),
    ),
    Rumus(
        KEBALIKAN,
        "target dibagi realisasi, dikali seratus persen",
        ("target", "realisasi"),
        "{target} ÷ {realisasi} × 100",
        lambda x: _bagi(x[0] * 100, x[1]),
    ),
    Rumus(
        DALAM_RENTANG,
        "realisasi di dalam rentang target dinilai seratus persen, di luarnya terhadap batas terdekat",
        ("realisasi",),
        "{realisasi} berada dalam rentang target",
        lambda x: SERATUS,
    ),
    Rumus(BATAS_RENTANG, "batas rentang target yang terdekat", (), "", _hitung_struktur, struktur=True),
    Rumus(BEDA, "selisih mutlak dua nilai", ("a", "b"), "|{a} − {b}|", lambda x: abs(x[0] - x[1])),
    Rumus(
        BEDA_JENJANG,
        "banyaknya jenjang antara dua predikat",
        ("a", "b"),
        "|{a} − {b}|",
        lambda x: abs(x[0] - x[1]),
    ),
    Rumus(
        RATA_RATA,
        "jumlah nilai dibagi banyaknya nilai",
        ("nilai",),
        "Σ nilai ÷ banyaknya nilai",
        lambda x: _bagi(_jumlah(x), Decimal(len(x))),
        banyak=True,
    ),
    Rumus(JUMLAH, "jumlah seluruh nilai", ("nilai",), "Σ nilai", _jumlah, banyak=True),
    Rumus(
        SERAPAN,
        "realisasi anggaran dibagi pagu, dikali seratus persen",
        ("realisasi", "pagu"),
        "{realisasi} ÷ {pagu} × 100",
        lambda x: _bagi(x[0] * 100, x[1]),
    ),
    Rumus(
        SISA,
        "pagu dikurangi realisasi anggaran",
        ("pagu", "realisasi"),
        "{pagu} − {realisasi}",
        lambda x: x[0] - x[1],
    ),
    Rumus(
        PER_TAHUN,
        "besaran dibagi banyaknya tahun",
        ("besaran", "tahun"),
        "{besaran} ÷ {tahun}",
        lambda x: _bagi(x[0], x[1]),
    ),
    Rumus(
        RATA_PER_TAHUN,
        "selisih mutlak nilai akhir dan nilai awal, dibagi banyaknya tahun",
        ("akhir", "awal", "tahun"),
        "|{akhir} − {awal}| ÷ {tahun}",
        lambda x: _bagi(abs(x[0] - x[1]), x[2]),
    ),
    Rumus(
        PERSEN_PERUBAHAN,
        "selisih mutlak dibagi nilai tahun sebelumnya, dikali seratus persen",
        ("kini", "lalu"),
        "|{kini} − {lalu}| ÷ {lalu} × 100",
        lambda x: _bagi(abs(x[0] - x[1]) * 100, abs(x[1])),
    ),
    Rumus(
        EFISIENSI,
        "rata-rata capaian kinerja dikurangi serapan anggaran",
        ("capaian", "serapan"),
        "{capaian} − {serapan}",
        lambda x: x[0] - x[1],
    ),
    Rumus(RUPIAH_PENUH, "nilai rupiah sebagaimana tercantum", ("nilai",), "{nilai}", _satu),
    Rumus(
        RUPIAH_FAKTOR,
        "nilai tercantum dikali satuan tabel",
        ("nilai", "faktor"),
        "{nilai} × {faktor}",
        lambda x: x[0] * x[1],
    ),
    Rumus(BANYAK_TAHUN, "banyaknya tahun", (), "", _hitung_struktur, struktur=True),
    Rumus(FAKTOR, "satuan rupiah yang tercantum pada tabel", (), "", _hitung_struktur, struktur=True),
    Rumus(JENJANG, "urutan predikat pada tangganya", ("predikat",), "", _hitung_struktur, struktur=True),
)
RUMUS: Mapping[str, Rumus] = MappingProxyType({r.nama: r for r in _SEMUA})


def nilai_masukan(sumber: Isian | Hasil) -> Decimal:
    """The number of an input.  Raises ValueError for a cell without one."""
    value = sumber.nilai if isinstance(sumber, Hasil) else sumber.nilai.nilai
    if value is None:
        raise ValueError("an input of a formula has no number")
    return value


def hasil(rumus: str, *sumber: Isian | Hasil, satuan: str | None = None) -> Hasil:
    """Compute a formula over its inputs, given in the formula's order."""
    formula = RUMUS[rumus]
    names = formula.masukan * len(sumber) if formula.banyak else formula.masukan
    masukan = tuple(Masukan(nama, s) for nama, s in zip(names, sumber, strict=True))
    return Hasil(formula.hitung([nilai_masukan(s) for s in sumber]), rumus, masukan, satuan)


def hitung_ulang(lama: Hasil) -> Decimal:
    """Compute a result again from its inputs; a structural number is taken as it stands."""
    formula = RUMUS[lama.rumus]
    if formula.struktur:
        return lama.nilai
    return formula.hitung([nilai_masukan(m.sumber) for m in lama.masukan])


def tetapan(rumus: str, nilai: Decimal | int, *sumber: Isian, satuan: str | None = None) -> Hasil:
    """A structural number: how many years, a table's factor, the rank of a grade."""
    masukan = tuple(Masukan("sel", s) for s in sumber)
    return Hasil(Decimal(nilai), rumus, masukan, satuan)
