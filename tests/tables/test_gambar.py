"""The picture of a recognised table: phone width, light, marked, and deaf to what stands in the cells."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.kinerja import temuan as k
from bot.kinerja.model import Sel
from bot.tables.document import Bacaan
from bot.tables.gambar import MAKS_BYTE, gambar_tabel
from bot.tables.gambar_huruf import bersih, huruf
from bot.tables.gambar_peran import PERAN, prioritas
from bot.tables.read import read
from tests.tables.grids import Value, baca, grid

HEAD: list[Value] = [
    "No",
    "Sasaran",
    "Indikator Kinerja",
    "Satuan",
    "Target 2024",
    "Realisasi 2024",
    "Capaian (%)",
]


def isi(n: int) -> list[list[Value]]:
    return [[i, "Layanan", f"Cakupan layanan {i}", "persen", 80, 84, "105,00"] for i in range(1, n + 1)]


def buka(png: bytes) -> Image.Image:
    image = Image.open(BytesIO(png))
    image.load()
    assert image.format == "PNG"
    return image.convert("RGB")


def satu(bacaan: Bacaan, **more: object) -> Image.Image:
    found = gambar_tabel(bacaan, **more)  # type: ignore[arg-type]
    assert len(found) == 1
    assert len(found[0]) <= MAKS_BYTE
    return buka(found[0])


def warna(image: Image.Image) -> set[str]:
    colors = image.getcolors(1 << 20) or []
    return {"#{:02x}{:02x}{:02x}".format(*rgb) for _, rgb in colors if isinstance(rgb, tuple)}


def kontras(a: str, b: str) -> float:
    """The contrast of WCAG 2."""

    def terang(hex_: str) -> float:
        parts = [int(hex_[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        lin = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * lin[0] + 0.7152 * lin[1] + 0.0722 * lin[2]

    high, low = sorted((terang(a), terang(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_sample_has_a_picture_for_each_table(sample: Path) -> None:
    found = gambar_tabel(read(sample))
    assert len(found) == 2
    for png in found:
        image = buka(png)
        assert image.width == 1080
        assert image.height < 3 * image.width
        assert len(png) <= MAKS_BYTE
    assert len(gambar_tabel(read(sample), maks=1)) == 1


def test_the_colours_of_the_roles_are_there_and_words_on_them_can_be_read() -> None:
    seen = warna(satu(baca(grid([HEAD, *isi(3)]))))
    for role in ("indikator", "target", "realisasi", "capaian"):
        assert PERAN[role].warna in seen
    for peran in PERAN.values():
        assert kontras(peran.warna, "#ffffff") >= 5
        assert kontras(peran.latar, "#1b1f24") >= 7


def test_a_long_table_is_cut_and_says_so() -> None:
    short, long_ = satu(baca(grid([HEAD, *isi(14)]))), satu(baca(grid([HEAD, *isi(60)])))
    longer = satu(baca(grid([HEAD, *isi(90)])))
    assert short.height < long_.height <= longer.height + 2
    assert abs(long_.height - longer.height) < 4


def test_a_cell_with_a_finding_is_marked() -> None:
    bacaan = baca(grid([HEAD, *isi(3)]))
    found = k.buat(k.LONJAKAN, sel=Sel("uji.xlsx", "Lembar1", "F3"), nama="x")
    elsewhere = k.buat(k.LONJAKAN, sel=Sel("lain.xlsx", "Lembar1", "F3"), nama="x")
    assert "#b42318" in warna(satu(bacaan, temuan=[found]))
    assert "#b42318" not in warna(satu(bacaan, temuan=[elsewhere]))


def test_the_numbers_of_the_columns_are_no_row() -> None:
    numbered: list[list[Value]] = [HEAD, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"], *isi(3)]
    assert satu(baca(grid(numbered))).height == satu(baca(grid([HEAD, *isi(3)]))).height


@pytest.mark.parametrize(
    "teks", ["a" * 5000, "🐟" * 50, "\u202eteks\x00\x1b[2J", "سلام 你好", "", "x\n" * 200, "%s{}"]
)
def test_any_text_can_be_drawn(teks: str) -> None:
    rows: list[list[Value]] = [[1, teks, f"Cakupan {teks}", teks, 80, 84, teks]]
    satu(baca(grid([HEAD, *rows, *isi(2)])))


@pytest.mark.parametrize("lebar", [100, 480, 1080, 1600])
def test_other_widths(lebar: int) -> None:
    assert satu(baca(grid([HEAD, *isi(3)])), lebar=lebar).width == max(lebar, 480)


def test_a_table_too_wide_for_a_phone_shows_what_matters() -> None:
    head: list[Value] = [*HEAD, *[f"Realisasi {y}" for y in range(2014, 2024)], "Program", "Solusi"]
    rows: list[list[Value]] = [[*r, *[70] * 10, "Program Layanan", "Pendampingan"] for r in isi(4)]
    image = satu(baca(grid([head, *rows])))
    assert image.width == 1080
    assert {PERAN[role].warna for role in ("indikator", "target", "realisasi")} <= warna(image)


def test_the_same_table_gives_the_same_picture() -> None:
    assert gambar_tabel(baca(grid([HEAD, *isi(5)]))) == gambar_tabel(baca(grid([HEAD, *isi(5)])))


def test_lines_fit_and_end_with_an_ellipsis_where_they_are_cut() -> None:
    letters = huruf(23)
    lines = letters.bungkus("Persentase penduduk usia produktif yang mendapatkan skrining", 200, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(letters.lebar(line) <= 200 + letters.lebar("…") for line in lines)
    assert letters.bungkus("", 200, 2) == []
    assert "".join(letters.bungkus("w" * 100, 50, 100)) == "w" * 100


def test_unseen_characters_are_not_drawn() -> None:
    assert bersih("a\u202eb\x07c\n d") == "abc d"
    assert len(bersih("x" * 10_000)) == 240


def test_the_columns_of_the_draft_go_first() -> None:
    assert prioritas("indikator") < prioritas("realisasi") < prioritas("program") < prioritas("pic")


@pytest.mark.data
@pytest.mark.parametrize(
    "name", ["deliserdang_evaluasi_renja_bappedalitbang_2025.xlsx", "tangsel_triwulan_BPBD.pdf"]
)
def test_real_tables_have_light_pictures(material: Path, name: str) -> None:
    found = gambar_tabel(read(material / "tabel" / name))
    assert found
    assert all(len(png) <= MAKS_BYTE and buka(png).width == 1080 for png in found)
