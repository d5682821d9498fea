"""The shapes of the grammar: one function per kind of table that offices make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from bot.evaluation import words
from bot.evaluation.build import (
    Column,
    body,
    groups_of,
    header,
    new_layout,
    number_row,
    start,
    trailer,
)
from bot.evaluation.gold import MISMATCH, GoldRow
from bot.evaluation.grammar import (
    BLANK,
    TAHUN,
    Figures,
    Generator,
    Layout,
    Written,
    anggaran_gold,
    indikator_gold,
)
from bot.evaluation.varieties import RAGAM

HUNDRED = Decimal(100)


def _front(g: Generator, *, satuan: bool = True, sasaran: bool = True) -> list[Column]:
    """No, sasaran, indikator, satuan."""
    columns = [Column((g.heading(words.NO),), lambda _: BLANK, "no")]
    if sasaran:
        columns.append(Column((g.heading(words.SASARAN),), lambda _: BLANK, "sasaran"))
    columns.append(Column((g.heading(words.INDIKATOR),), lambda f: Written(f.contoh.nama), "nama"))
    if satuan:
        columns.append(Column((g.heading(words.SATUAN),), lambda f: Written(f.contoh.satuan), "satuan"))
    return columns


def _target(g: Generator) -> Column:
    return Column((g.heading(words.TARGET),), lambda f: g.write(f.target, f.contoh))


def _realisasi(g: Generator) -> Column:
    return Column((g.heading(words.REALISASI),), lambda f: g.write(f.realisasi, f.contoh))


def _capaian(g: Generator) -> Column:
    return Column((g.heading(words.CAPAIAN),), lambda f: g.percent(f.capaian))


def _finish(g: Generator, columns: list[Column], fields: tuple[str, ...], figures: list[Figures]) -> Layout:
    layout = new_layout(g)
    start(layout, g, len(columns))
    header(layout, g, [c.head for c in columns])
    number_row(layout, g, len(columns))
    body(layout, g, columns, groups_of(g, figures), fields)
    trailer(layout, g)
    return layout


TRC = ("target", "realisasi", "capaian")


def sederhana(g: Generator) -> Layout:
    """One header row: target, realisasi, capaian."""
    columns = [*_front(g), _target(g), _realisasi(g), _capaian(g)]
    return _finish(g, columns, TRC, g.figures(g.rng.randint(5, 9)))


def tahun_naik(g: Generator) -> Layout:
    """Realisasi of several years in columns, oldest first."""
    return _years(g, list(range(TAHUN - 3, TAHUN + 1)))


def tahun_turun(g: Generator) -> Layout:
    """Realisasi of several years in columns, newest first."""
    return _years(g, list(range(TAHUN, TAHUN - 4, -1)))


def _years(g: Generator, years: list[int]) -> Layout:
    group = g.heading(words.REALISASI_KELOMPOK)

    def of_year(year: int) -> Column:
        if year == TAHUN:
            return Column((group, str(year)), lambda f: g.write(f.realisasi, f.contoh))
        return Column((group, str(year)), lambda f: g.write(f.riwayat[year], f.contoh))

    target = Column((f"Target {TAHUN}",), lambda f: g.write(f.target, f.contoh))
    columns = [*_front(g), target, *(of_year(y) for y in years), _capaian(g)]
    earlier = tuple(f"riwayat_{year}" for year in sorted(years) if year != TAHUN)
    return _finish(g, columns, (*TRC, *earlier), g.figures(g.rng.randint(4, 8)))


def kinerja_anggaran(g: Generator) -> Layout:
    """Kinerja and Anggaran side by side, each with its own percentage."""
    columns = [
        *_front(g, satuan=False),
        Column(("Kinerja", "Target"), lambda f: g.write(f.target, f.contoh)),
        Column(("Kinerja", "Realisasi"), lambda f: g.write(f.realisasi, f.contoh)),
        Column(("Kinerja", "Capaian (%)"), lambda f: g.percent(f.capaian)),
        Column(("Anggaran", "Pagu (Rp)"), lambda f: g.rupiah(f.pagu)),
        Column(("Anggaran", "Realisasi (Rp)"), lambda f: g.rupiah(f.realisasi_rp)),
        Column(("Anggaran", "Capaian (%)"), lambda f: g.percent(_share(f.realisasi_rp, f.pagu))),
    ]
    return _finish(g, columns, (*TRC, "pagu", "realisasi_rp"), g.figures(g.rng.randint(4, 7)))


def k_rp(g: Generator) -> Layout:
    """K and Rp pairs under target, realisasi and tingkat capaian (three header rows)."""
    group = f"Target dan Realisasi Kinerja dan Anggaran Tahun {TAHUN}"
    columns = [
        *_front(g),
        Column((group, "Target", "K"), lambda f: g.write(f.target, f.contoh)),
        Column((group, "Target", "Rp"), lambda f: g.rupiah(f.pagu)),
        Column((group, "Realisasi", "K"), lambda f: g.write(f.realisasi, f.contoh)),
        Column((group, "Realisasi", "Rp"), lambda f: g.rupiah(f.realisasi_rp)),
        Column((group, "Tingkat Capaian (%)", "K"), lambda f: g.percent(f.capaian)),
        Column((group, "Tingkat Capaian (%)", "Rp"), lambda f: g.percent(_share(f.realisasi_rp, f.pagu))),
    ]
    return _finish(g, columns, (*TRC, "pagu", "realisasi_rp"), g.figures(g.rng.randint(4, 7)))


def triwulan(g: Generator) -> Layout:
    """Four quarters between target and the year's realisasi."""
    names = g.rng.choice(words.TRIWULAN)
    group = g.rng.choice(("Realisasi Triwulan", "Realisasi Kinerja Triwulan", "Realisasi per Triwulan"))

    def quarter(number: int) -> Column:
        def cell(f: Figures) -> Written:
            part = None if f.realisasi is None else f.realisasi * number / 4
            return g.write(
                None if part is None else part.quantize(Decimal(1).scaleb(-f.contoh.desimal)), f.contoh
            )

        return Column((group, names[number - 1]), cell)

    columns = [*_front(g), _target(g), *(quarter(n) for n in range(1, 5))]
    columns += [Column((f"Realisasi Tahun {TAHUN}",), lambda f: g.write(f.realisasi, f.contoh)), _capaian(g)]
    return _finish(g, columns, TRC, g.figures(g.rng.randint(4, 6)))


def renstra(g: Generator) -> Layout:
    """With the final target of the medium-term plan."""
    akhir = Column((g.heading(words.TARGET_AKHIR),), lambda f: g.write(f.akhir, f.contoh))
    columns = [*_front(g), _target(g), _realisasi(g), _capaian(g), akhir]
    return _finish(g, columns, (*TRC, "target_akhir"), g.figures(g.rng.randint(4, 8)))


def banding(g: Generator) -> Layout:
    """With a national benchmark, and the source of the data."""
    nasional = Column((g.heading(words.NASIONAL),), lambda f: g.write(f.nasional, f.contoh))
    sumber = Column(
        (g.rng.choice(("Sumber Data", "SUMBER DATA", "Sumber")),), lambda _: Written("Bidang teknis")
    )
    columns = [*_front(g), _target(g), _realisasi(g), _capaian(g), nasional, sumber]
    return _finish(g, columns, (*TRC, "standar_nasional"), g.figures(g.rng.randint(4, 8)))


def faktor(g: Generator) -> Layout:
    """With prose columns: causes, constraints, steps, owner, date."""
    heads = g.rng.choice(words.FAKTOR)
    texts = (*g.rng.sample(words.PROSA, 3), "Bidang Perencanaan", "Juni 2026")
    fills = [_always(text) for text in texts]
    extra = [Column((head,), fill) for head, fill in zip(heads, fills, strict=True)]
    columns = [*_front(g), _target(g), _realisasi(g), _capaian(g), *extra]
    return _finish(g, columns, TRC, g.figures(g.rng.randint(4, 6)))


def _always(text: str) -> Callable[[Figures], Written]:
    return lambda _: Written(text)


def polarisasi(g: Generator) -> Layout:
    """A column for the direction, needed by indicators whose names do not tell it."""
    up, down = g.rng.choice(words.POLARISASI_KATA)
    arah = Column((g.heading(words.POLARISASI),), lambda f: Written(down if f.contoh.turun else up))
    figures = g.figures(3) + g.figures(2, words.ARAH_TAK_JELAS)
    columns = [*_front(g), arah, _target(g), _realisasi(g), _capaian(g)]
    return _finish(g, columns, TRC, figures)


def predikat(g: Generator) -> Layout:
    """Grades among numbers: no percentage where a target is a grade."""
    layout_figures = g.figures(g.rng.randint(4, 6))
    columns = [*_front(g), _target(g), _realisasi(g), _capaian(g)]
    layout = _finish(g, columns, TRC, layout_figures)
    target, got = g.rng.choice(words.PREDIKAT), g.rng.choice(words.PREDIKAT)
    at = next(n for n, row in enumerate(layout.rows) if row[2].value == layout_figures[-1].contoh.nama) + 1
    name = g.rng.choice(words.PREDIKAT_NAMA)
    row = [BLANK, BLANK, Written(name), Written("Predikat"), Written(target), Written(got), BLANK]
    layout.rows.insert(at, row)
    layout.merges = [_grow(m, at) for m in layout.merges]
    layout.gold.append(
        GoldRow("", "indikator", name, dict.fromkeys(TRC), baris=at + 1 if g.is_sheet else None)
    )
    return layout


def _grow(merge: tuple[int, int, int, int], at: int) -> tuple[int, int, int, int]:
    """A merge after a row was put in at ``at``: moved below it, or stretched to take it in."""
    top, left, bottom, right = merge
    if top >= at:
        return top + 1, left, bottom + 1, right
    if bottom >= at or (bottom == at - 1 and left == right and left < 2 and bottom > top):
        return top, left, bottom + 1, right
    return merge


def tahun_baris(g: Generator) -> Layout:
    """Years in rows: the same indicators once a year, with a year column."""
    figures = g.figures(4)
    layout = new_layout(g)
    heads = [
        (h,) for h in ("No", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian (%)", "Tahun")
    ]
    start(layout, g, len(heads))
    header(layout, g, heads)
    number = 0
    for year in (TAHUN - 1, TAHUN):
        for one in figures:
            number += 1
            now = one if year == TAHUN else _last_year(one, g)
            layout.rows.append(
                [
                    Written(str(number)),
                    Written(now.contoh.nama),
                    Written(now.contoh.satuan),
                    g.write(now.target, now.contoh),
                    g.write(now.realisasi, now.contoh),
                    g.percent(now.capaian),
                    Written(Decimal(year) if g.style == "sel" else str(year)),
                ]
            )
            gold = indikator_gold(now, len(layout.rows))
            layout.gold.append(
                replace(gold, tahun=year, temuan=gold.temuan if year == TAHUN else frozenset())
            )
    return layout


def _last_year(one: Figures, g: Generator) -> Figures:
    from bot.evaluation.grammar import capaian

    realisasi = one.riwayat[TAHUN - 1]
    target = one.akhir
    return replace(
        one,
        target=target,
        realisasi=realisasi,
        capaian=capaian(target, realisasi, one.contoh.turun),
        temuan=set(),
        is_mismatch=False,
    )


def induk_anak(g: Generator) -> Layout:
    """A parent row without figures over rows that break it down."""
    figures = g.figures(g.rng.randint(5, 7))
    columns = [*_front(g), _target(g), _realisasi(g), _capaian(g)]
    layout = _finish(g, columns, TRC, figures)
    at = next(n for n, row in enumerate(layout.rows) if row[2].value == figures[0].contoh.nama)
    parent = [*layout.rows[at][:2], Written("Cakupan layanan menurut jenis"), *([BLANK] * (len(columns) - 3))]
    layout.rows[at] = [BLANK, BLANK, *layout.rows[at][2:]]
    layout.rows.insert(at, parent)
    layout.merges = [
        (top + (top > at), left, bottom + (bottom >= at), right) for top, left, bottom, right in layout.merges
    ]
    layout.gold = [replace(row, baris=row.baris + 1 if row.baris else None) for row in layout.gold]
    return layout


def pk_dua_tabel(g: Generator) -> Layout:
    """A Perjanjian Kinerja: indicators with targets, and below it programs with their budget."""
    figures = g.figures(g.rng.randint(4, 6))
    columns = [*_front(g, satuan=g.rng.random() < 0.5), _target(g)]
    layout = new_layout(g)
    start(layout, g, len(columns))
    header(layout, g, [c.head for c in columns])
    number_row(layout, g, len(columns))
    for one in figures:
        one.temuan -= {"realisasi-kosong", MISMATCH}
    body(layout, g, columns, groups_of(g, figures), ("target",))
    if not g.is_sheet:
        return layout
    width = len(columns)
    layout.rows.append([BLANK] * width)
    heads = [
        (g.heading(words.NO),),
        (g.heading(words.PROGRAM[:1]),),
        (g.heading(words.PAGU),),
        ("Keterangan",),
    ]
    layout.rows.append([Written(h[0]) for h in heads] + [BLANK] * (width - 4))
    for number, name in enumerate(g.rng.sample(words.PROGRAM_ISI, 3), 1):
        pagu = g.rng.randint(100, 9000) * 1_000_000
        cells = [Written(str(number)), Written(name), g.rupiah(pagu), Written("APBD")]
        layout.rows.append(cells + [BLANK] * (width - 4))
        gold = anggaran_gold(name, pagu, None, None, len(layout.rows), frozenset())
        layout.gold.append(replace(gold, nilai={"pagu": Decimal(pagu)}))
    return layout


def anggaran(g: Generator) -> Layout:
    """Programs over kegiatan with pagu, realisasi and serapan, and a total."""
    layout = new_layout(g)
    heads = [
        (g.heading(pool),)
        for pool in (words.NO, words.PROGRAM, words.PAGU, words.REALISASI_RP, words.SERAPAN)
    ]
    start(layout, g, len(heads))
    header(layout, g, heads)
    number_row(layout, g, len(heads))
    total = [0, 0]
    programs = g.rng.sample(words.PROGRAM_ISI, 3)
    kegiatan = g.rng.sample(words.KEGIATAN_ISI, 6)
    broken = g.rng.choice((0, 1, 2, None))
    over = g.rng.choice((0, 1, 2, None))
    for number, program in enumerate(programs):
        lines = [_amounts(g), _overspent(g) if over == number else _amounts(g)]
        sums = tuple(sum(line[part] for line in lines) for part in (0, 1))
        mean = sum((_share(r, p) or HUNDRED for p, r in lines), Decimal(0)) / 2
        printed = _share(sums[1], sums[0])
        temuan: frozenset[str] = frozenset()
        if broken == number and printed is not None and abs(mean - printed) > 1:
            printed, temuan = mean.quantize(Decimal("0.01")), frozenset({MISMATCH})
        _money_row(layout, g, str(number + 1), program, sums[0], sums[1], printed, temuan)
        for order, (pagu, got) in enumerate(lines):
            name = kegiatan[2 * number + order]
            _money_row(
                layout, g, f"{number + 1}.{order + 1}", name, pagu, got, _share(got, pagu), frozenset()
            )
        total = [total[0] + sums[0], total[1] + sums[1]]
    _total_row(layout, g, total)
    trailer(layout, g)
    return layout


def _amounts(g: Generator) -> tuple[int, int]:
    pagu = g.rng.randint(50, 4000) * 1_000_000 + g.rng.randint(0, 999) * 1_000
    return pagu, pagu * g.rng.randint(550, 999) // 1000


def _overspent(g: Generator) -> tuple[int, int]:
    """A line that spent a little more than it had; its program as a whole did not."""
    pagu = g.rng.randint(50, 90) * 1_000_000
    return pagu, pagu + g.rng.randint(1, 9) * 1_000_000


def _money_row(
    layout: Layout,
    g: Generator,
    no: str,
    name: str,
    pagu: int,
    got: int,
    printed: Decimal | None,
    temuan: frozenset[str],
) -> None:
    layout.rows.append([Written(no), Written(name), g.rupiah(pagu), g.rupiah(got), g.percent(printed)])
    line = len(layout.rows) if g.is_sheet else None
    layout.gold.append(anggaran_gold(name, pagu, got, printed, line, temuan))


def _total_row(layout: Layout, g: Generator, total: list[int]) -> None:
    """The total, sometimes with a pagu that its programs do not add up to."""
    name = g.heading(words.JUMLAH)
    pagu, temuan = total[0], frozenset[str]()
    if g.rng.random() < 0.5:
        pagu, temuan = pagu + g.rng.randint(2, 90) * 1_000_000, frozenset({"total-tidak-cocok"})
    _money_row(layout, g, "", name, pagu, total[1], _share(total[1], pagu), temuan)


def _share(part: int, whole: int) -> Decimal | None:
    return (Decimal(part) / whole * 100).quantize(Decimal("0.01")) if whole else None


SHAPES: dict[str, tuple[Callable[[Generator], Layout], tuple[str, ...]]] = {
    "sederhana": (sederhana, ("xlsx", "csv", "docx", "pdf")),
    "tahun-naik": (tahun_naik, ("xlsx", "ods", "docx", "pdf")),
    "tahun-turun": (tahun_turun, ("xlsx", "xls", "docx", "pdf")),
    "kinerja-anggaran": (kinerja_anggaran, ("xlsx", "xls", "docx", "ods")),
    "k-rp": (k_rp, ("xlsx", "ods", "xls", "xlsx")),
    "triwulan": (triwulan, ("xlsx", "xls", "ods", "docx")),
    "renstra": (renstra, ("xlsx", "csv", "docx", "pdf")),
    "banding": (banding, ("xlsx", "csv", "ods", "docx")),
    "faktor": (faktor, ("xlsx", "csv", "docx", "xls")),
    "polarisasi": (polarisasi, ("xlsx", "csv", "xls", "docx")),
    "predikat": (predikat, ("xlsx", "ods", "docx", "xlsx")),
    "tahun-baris": (tahun_baris, ("xlsx", "csv", "ods", "csv")),
    "induk-anak": (induk_anak, ("xlsx", "xls", "docx", "ods")),
    "pk-dua-tabel": (pk_dua_tabel, ("xlsx", "xls", "ods", "docx")),
    "anggaran": (anggaran, ("xlsx", "csv", "docx", "pdf")),
    **RAGAM,
}
"""Each shape with the formats that it is written in."""


def all_layouts() -> list[Layout]:
    """The shipped set: every shape in four formats."""
    layouts = []
    for shape, (make, formats) in SHAPES.items():
        for number, format_ in enumerate(formats):
            layout = make(Generator(number, shape, format_))
            layout.id = f"{shape}-{number + 1}.{format_}"
            layout.gold = [replace(row, berkas=layout.id) for row in layout.gold]
            layouts.append(layout)
    return layouts
