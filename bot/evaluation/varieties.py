"""More shapes of the grammar: abbreviations, English leftovers, letters under years, spacers, repeated heads.

The words here stand apart from those of :mod:`bot.evaluation.words`, so that a table can be strange in its
headings and plain in its cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from bot.evaluation import words
from bot.evaluation.build import Column, body, groups_of, header, new_layout, start, trailer
from bot.evaluation.grammar import BLANK, TAHUN, Figures, Generator, Layout, Written
from bot.evaluation.words import Contoh

TRC = ("target", "realisasi", "capaian")
NO = ("No", "No.", "NO.", "Nmr")
SINGKAT = (
    ("SAT", "TGT", "REAL", "CAP (%)"),
    ("Sat.", "Tgt.", "Real.", "Cap. (%)"),
    ("Sat", "Trgt {tahun}", "Real. {tahun}", "%"),
    ("SATUAN", "TARGET KINERJA", "REAISASI KINERJA", "PROSENTASE CAPAIAN"),
)
NAMA_SINGKAT = ("IKU", "IKD", "Ind. Kinerja", "Tolok Ukur", "IK Utama", "INDIKA\nTOR")
HASIL = (("Rencana", "Hasil", "%"), ("Rencana {tahun}", "Hasil {tahun}", "Persen"), ("Target", "Hasil", "% "))
URAIAN = ("Indikator Kinerja", "Tolok Ukur Kinerja", "Indikator Kinerja Kegiatan")
INGGRIS = (
    ("Objective", "Key Performance Indicator", "Unit", "Target", "Actual", "Achievement (%)"),
    ("Objective", "KPI", "Unit", "Target", "Actual", "% Achievement"),
)
ANALISIS = ("ANALISIS", "Analisa", "Analisis Capaian", "Keterangan/Analisis")
DIHARAPKAN = ("Kinerja yang Diharapkan", "KINERJA YANG DIHARAPKAN", "Kinerja Utama yang diharapkan")
RUPIAH_ISI = (
    Contoh("Nilai realisasi investasi", "Rp", False, 210_000_000, 980_000_000, 0),
    Contoh("Pendapatan asli daerah sektor pasar", "Rupiah", False, 150_000_000, 900_000_000, 0),
    Contoh("Jumlah retribusi parkir", "Rp", False, 120_000_000, 700_000_000, 0),
)


def _indikator(judul: str) -> Column:
    return Column((judul,), lambda f: Written(f.contoh.nama), "nama")


def _satuan(judul: str) -> Column:
    return Column((judul,), lambda f: Written(f.contoh.satuan), "satuan")


def _sasaran(judul: str) -> Column:
    return Column((judul,), lambda _: BLANK, "sasaran")


def _nomor(g: Generator) -> Column:
    return Column((g.heading(NO),), lambda _: BLANK, "no")


def _values(g: Generator, heads: Sequence[str]) -> list[Column]:
    target, realisasi, capaian = (h.format(tahun=TAHUN) for h in heads)
    return [
        Column((target,), lambda f: g.write(f.target, f.contoh)),
        Column((realisasi,), lambda f: g.write(f.realisasi, f.contoh)),
        Column((capaian,), lambda f: g.percent(f.capaian)),
    ]


def _table(
    g: Generator, columns: list[Column], figures: list[Figures], fields: tuple[str, ...] = TRC
) -> Layout:
    layout = new_layout(g)
    start(layout, g, len(columns))
    header(layout, g, [c.head for c in columns])
    body(layout, g, columns, groups_of(g, figures), fields)
    trailer(layout, g)
    return layout


def singkatan(g: Generator) -> Layout:
    """Abbreviated and misspelt headings."""
    satuan, *values = g.rng.choice(SINGKAT)
    columns = [
        _nomor(g),
        _sasaran("Sasaran"),
        _indikator(g.rng.choice(NAMA_SINGKAT)),
        _satuan(satuan),
        *_values(g, values),
    ]
    return _table(g, columns, g.figures(g.rng.randint(4, 7)))


def hasil(g: Generator) -> Layout:
    """Rencana and Hasil, and what is expected in place of a sasaran."""
    columns = [
        _nomor(g),
        _sasaran(g.rng.choice(DIHARAPKAN)),
        _indikator(g.rng.choice(URAIAN)),
        _satuan("Satuan"),
        *_values(g, g.rng.choice(HASIL)),
    ]
    return _table(g, columns, g.figures(g.rng.randint(4, 7)))


def inggris(g: Generator) -> Layout:
    """Headings that an application left in English."""
    sasaran, nama, satuan, *values = g.rng.choice(INGGRIS)
    columns = [_nomor(g), _sasaran(sasaran), _indikator(nama), _satuan(satuan), *_values(g, values)]
    return _table(g, columns, g.figures(g.rng.randint(4, 6)))


def huruf(g: Generator) -> Layout:
    """T, R and % below each year."""
    group = g.rng.choice(("TAHUN {}", "Th. {}", "TA {}"))
    before, now = group.format(TAHUN - 1), group.format(TAHUN)
    columns = [
        _nomor(g),
        _sasaran("Sasaran Strategis"),
        _indikator("Indikator Kinerja Utama"),
        _satuan("Satuan"),
        Column((before, "R"), lambda f: g.write(f.riwayat[TAHUN - 1], f.contoh)),
        Column((now, "T"), lambda f: g.write(f.target, f.contoh)),
        Column((now, "R"), lambda f: g.write(f.realisasi, f.contoh)),
        Column((now, "%"), lambda f: g.percent(f.capaian)),
    ]
    return _table(g, columns, g.figures(g.rng.randint(4, 6)), (*TRC, f"riwayat_{TAHUN - 1}"))


def _always(text: str) -> Callable[[Figures], Written]:
    return lambda _: Written(text)


def analisis(g: Generator) -> Layout:
    """A column of analysis, and one for both kinds of causes."""
    prose = [_always(text) for text in g.rng.sample(words.PROSA, 2)]
    columns = [
        _nomor(g),
        _sasaran("Sasaran"),
        _indikator("Indikator Kinerja"),
        _satuan("Satuan"),
        *_values(g, ("Target", "Realisasi", "Capaian (%)")),
        Column((g.rng.choice(ANALISIS),), prose[0]),
        Column(("Penyebab Keberhasilan/Kegagalan",), prose[1]),
    ]
    return _table(g, columns, g.figures(g.rng.randint(4, 6)))


def sela(g: Generator) -> Layout:
    """Blank rows between the rows, and the header once more in the middle, as for a printed page."""
    columns = [
        _nomor(g),
        _sasaran("Sasaran"),
        _indikator("Indikator Kinerja"),
        _satuan("Satuan"),
        *_values(g, ("Target", "Realisasi", "Capaian")),
    ]
    layout = new_layout(g)
    start(layout, g, len(columns))
    header(layout, g, [c.head for c in columns])
    head = layout.rows[-1]
    for number, figures in enumerate(groups_of(g, g.figures(g.rng.randint(5, 8)))):
        if number:
            layout.rows.append([BLANK] * len(columns))
            layout.rows.append(list(head))
        body(layout, g, columns, [figures], TRC)
    return layout


def pendapatan(g: Generator) -> Layout:
    """Income and investment: performance that is counted in rupiah."""
    columns = [
        _nomor(g),
        _sasaran("Sasaran"),
        _indikator("Indikator Kinerja"),
        _satuan("Satuan"),
        Column(("Target",), lambda f: _amount(g, f.target)),
        Column(("Realisasi",), lambda f: _amount(g, f.realisasi)),
        Column(("Capaian (%)",), lambda f: g.percent(f.capaian)),
    ]
    return _table(g, columns, g.figures(len(RUPIAH_ISI), RUPIAH_ISI))


def _amount(g: Generator, value: Decimal | None) -> Written:
    return Written(g.rng.choice((None, "-"))) if value is None else g.rupiah(int(value))


RAGAM: dict[str, tuple[Callable[[Generator], Layout], tuple[str, ...]]] = {
    "singkatan": (singkatan, ("xlsx", "csv", "docx", "xls")),
    "hasil": (hasil, ("xlsx", "csv", "docx", "ods")),
    "inggris": (inggris, ("xlsx", "csv", "docx", "xls")),
    "huruf": (huruf, ("xlsx", "ods", "docx", "xls")),
    "analisis": (analisis, ("xlsx", "csv", "docx", "ods")),
    "sela": (sela, ("xlsx", "csv", "xls", "ods")),
    "pendapatan": (pendapatan, ("xlsx", "csv", "docx", "ods")),
}
"""Shape → (function, formats), as in :data:`bot.evaluation.shapes.SHAPES`."""
