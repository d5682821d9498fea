"""A seeded grammar of table layouts whose gold is known by construction.

A layout is a shape (which columns, over how many header rows) with choices on
top: wording of headings, title lines, a row of column numbers, how the sasaran
is carried down, how numbers are written, what follows the table, and which
mistakes it contains.  The same seed gives the same layout.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from bot.evaluation import words
from bot.evaluation.gold import ANGGARAN, INDIKATOR, MISMATCH, GoldRow
from bot.evaluation.words import Contoh
from bot.kinerja.model import KOSONG

SURE = 3
"""Points of capaian.  A sheet drops the last zero of 4,90; rounding of inputs explains a point or two."""

Value: TypeAlias = Decimal | int | str | None
TAHUN = 2025
STYLES = ("sel", "koma", "titik", "persen", "satuan", "persen_sel")
"""How numbers are written: number cells, ``88,5``, ``88.5``, ``88,5 %``, ``12 Dokumen``, percent cells."""


@dataclass(frozen=True, slots=True)
class Written:
    """A cell as it will be written: its value, and the number format of a spreadsheet cell."""

    value: Value
    format: str | None = None


BLANK = Written(None)


@dataclass(slots=True)
class Layout:
    """A generated table: its cells and merges (0-based, inclusive), and the rows that it truly holds."""

    id: str
    format: str
    judul: list[str]
    """Lines above the table."""
    rows: list[list[Written]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    gold: list[GoldRow] = field(default_factory=list)
    header_rows: int = 1

    @property
    def width(self) -> int:
        return max(len(row) for row in self.rows)


@dataclass(slots=True)
class Figures:
    """One indicator with its figures of this year and before."""

    contoh: Contoh
    target: Decimal
    realisasi: Decimal | None
    capaian: Decimal | None
    """As printed, possibly wrong."""
    riwayat: dict[int, Decimal]
    akhir: Decimal
    nasional: Decimal
    pagu: int
    realisasi_rp: int
    temuan: set[str] = field(default_factory=set)
    is_mismatch: bool = False


class Generator:
    """The choices of one layout; every shape draws from the same random stream."""

    def __init__(self, seed: int, shape: str, format_: str) -> None:
        self.rng = random.Random(f"{seed}/{shape}/{format_}")
        self.shape = shape
        self.format = format_
        self.style = self._pick_style()
        self.is_sheet = format_ in ("xlsx", "xls", "ods", "csv")

    def _pick_style(self) -> str:
        if self.format in ("xlsx", "xls", "ods"):
            return self.rng.choice(STYLES if self.format == "xlsx" else STYLES[:-1])
        return self.rng.choice(("koma", "titik", "persen", "satuan"))

    def heading(self, pool: tuple[str, ...]) -> str:
        return self.rng.choice(pool).format(tahun=TAHUN, akhir=TAHUN + 1)

    def titles(self) -> list[str]:
        office = self.rng.choice(words.INSTANSI)
        lines = [self.rng.choice(words.JUDUL).format(tahun=TAHUN, instansi=office), office]
        return lines[: self.rng.choice((1, 2, 2))] if self.format != "csv" else []

    def write(self, value: Decimal | None, contoh: Contoh) -> Written:
        """A figure as this layout writes it; a missing one as a blank, a dash or ``n/a``."""
        if value is None:
            return Written(self.rng.choice((None, "-", "n/a")))
        text = f"{value:.{contoh.desimal}f}"
        percent = contoh.satuan == "%"
        if self.style == "persen_sel" and percent:
            return Written(value / 100, "0.00%")
        if self.style in ("sel", "persen_sel"):
            return Written(value, "General" if contoh.desimal == 0 else "0.00")
        if self.style == "titik":
            return Written(text)
        text = text.replace(".", ",")
        if self.style == "persen" and percent:
            return Written(f"{text}{self.rng.choice((' %', '%'))}")
        if self.style == "satuan" and contoh.desimal == 0:
            return Written(f"{text} {contoh.satuan}")
        return Written(text)

    def percent(self, value: Decimal | None) -> Written:
        """A capaian or serapan."""
        if value is None:
            return Written(self.rng.choice((None, "-")))
        if self.style == "persen_sel":
            return Written(value / 100, "0.00%")
        if self.style == "sel":
            return Written(value, "0.00")
        text = f"{value:.2f}" if self.style == "titik" else f"{value:.2f}".replace(".", ",")
        return Written(f"{text}%" if self.style == "persen" else text)

    def rupiah(self, value: int | None) -> Written:
        if value is None:
            return BLANK
        if self.style in ("sel", "persen_sel"):
            return Written(value, "#,##0")
        grouped = f"{value:,}".replace(",", ".")
        return Written(self.rng.choice(("Rp. {}", "Rp{},00", "{}", "{},00")).format(grouped))

    def figures(self, count: int, pool: tuple[Contoh, ...] = words.INDIKATOR_ISI) -> list[Figures]:
        """``count`` different indicators, a few of them with a mistake."""
        chosen = self.rng.sample(pool, count)
        made = [self._one(contoh) for contoh in chosen]
        if count >= 3:
            self._inject(made)
        return made

    def _one(self, contoh: Contoh) -> Figures:
        target = self._number(contoh, contoh.bawah, contoh.atas)
        spread = Decimal(self.rng.randint(88, 112)) / 100
        realisasi = max(_round(target * spread, contoh.desimal), Decimal(1).scaleb(-contoh.desimal))
        pagu = self.rng.randint(80, 9_000) * 1_000_000
        return Figures(
            contoh,
            target,
            realisasi,
            capaian(target, realisasi, contoh.turun),
            {year: self._number(contoh, contoh.bawah, contoh.atas) for year in range(TAHUN - 3, TAHUN)},
            _round(target * (Decimal("0.9") if contoh.turun else Decimal("1.08")), contoh.desimal),
            self._number(contoh, contoh.bawah, contoh.atas),
            pagu,
            pagu * self.rng.randint(720, 999) // 1000,
        )

    def _number(self, contoh: Contoh, low: int, high: int) -> Decimal:
        scale = 10**contoh.desimal
        return Decimal(self.rng.randint(low * scale, high * scale)).scaleb(-contoh.desimal)

    def _inject(self, made: list[Figures]) -> None:
        """Two mistakes as published reports have them; the gold keeps what must be said about each."""
        kinds = self.rng.sample((_wrong, _last_year, _capped, _no_realisasi, _zero_target), 2)
        for one, spoil in zip(self.rng.sample(made, 2), kinds, strict=True):
            spoil(one, self.rng)


def _wrong(one: Figures, rng: random.Random) -> None:
    if one.capaian is not None:
        _misprint(one, one.capaian + Decimal(rng.randint(350, 2200)) / 100)


def _last_year(one: Figures, _: random.Random) -> None:
    """Last year's percentage left standing."""
    _misprint(one, capaian(one.target, one.riwayat[TAHUN - 1], one.contoh.turun))


def _capped(one: Figures, _: random.Random) -> None:
    """Cut off at 100 without a word: told as a cut, not as a miscalculation."""
    if one.capaian is not None and one.capaian > 104:
        one.capaian = Decimal("100.00")
        one.temuan.add("capaian-dipangkas")


def _no_realisasi(one: Figures, _: random.Random) -> None:
    one.realisasi, one.capaian = None, None
    one.temuan.add("realisasi-kosong")


def _zero_target(one: Figures, _: random.Random) -> None:
    one.target, one.capaian = Decimal(0), None
    one.temuan.add("target-nol")


def _misprint(one: Figures, printed: Decimal | None) -> None:
    """Print another capaian, where it is far enough from the true one to be a mistake without doubt."""
    if one.capaian is None or printed is None or printed <= 0 or abs(printed - one.capaian) < SURE:
        return
    one.capaian = printed
    one.temuan.add(MISMATCH)
    one.is_mismatch = True


def capaian(target: Decimal, realisasi: Decimal, turun: bool) -> Decimal | None:
    """The right percentage with two decimals; None for a target of 0."""
    if not target:
        return None
    return _round((2 * target - realisasi if turun else realisasi) / target * 100, 2)


def _round(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def indikator_gold(
    made: Figures,
    line: int | None,
    *,
    fields: tuple[str, ...] = ("target", "realisasi", "capaian"),
    kata: Mapping[str, str] = KOSONG,
) -> GoldRow:
    """The gold of an indicator row; only the fields that the layout prints are scored."""
    values: dict[str, Decimal | None] = {
        "target": made.target,
        "realisasi": made.realisasi,
        "capaian": made.capaian,
        "pagu": Decimal(made.pagu),
        "realisasi_rp": Decimal(made.realisasi_rp),
        "target_akhir": made.akhir,
        "standar_nasional": made.nasional,
        **{f"riwayat_{year}": value for year, value in made.riwayat.items()},
    }
    temuan = frozenset(t for t in made.temuan if not t.startswith("capaian") or "capaian" in fields)
    return GoldRow(
        berkas="",
        jenis=INDIKATOR,
        nama=made.contoh.nama,
        nilai={name: values[name] for name in fields},
        kata=kata,
        baris=line,
        temuan=temuan,
        is_mismatch=made.is_mismatch,
    )


def anggaran_gold(
    nama: str,
    pagu: int,
    realisasi: int | None,
    persen: Decimal | None,
    line: int | None,
    temuan: frozenset[str],
) -> GoldRow:
    return GoldRow(
        berkas="",
        jenis=ANGGARAN,
        nama=nama,
        nilai={
            "pagu": Decimal(pagu),
            "realisasi_rp": None if realisasi is None else Decimal(realisasi),
            "capaian": persen,
        },
        baris=line,
        temuan=temuan,
        is_mismatch=MISMATCH in temuan,
    )
