"""An office's own scale, from the file to the category."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bot.app import App, load_skala
from bot.errors import LkjipError
from tests.cli.helpers import assert_indonesian
from tests.conftest import ROOT


def test_the_example_of_the_guide_is_a_valid_scale(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "panduan" / "skala.md").read_text(encoding="utf-8")
    (tmp_path / "s.toml").write_text(page.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")
    skala = load_skala(tmp_path / "s.toml")
    named = [skala.kategori(Decimal(p)).nama for p in ("100", "99.9", "85", "70", "0")]
    assert named == ["Sangat Berhasil", "Berhasil", "Cukup", "Kurang", "Kurang"]


def test_without_a_file_it_is_the_borrowed_one() -> None:
    assert "86" in App().scale(None).sumber


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"nama = \nsumber = 1", "bukan TOML (baris 1"),
        (b"nama = 'x'\nsumber = 'y'\n", "dua bagian"),
        (b"\xff\xfe", "tidak dapat dibaca"),
        (
            b"nama='x'\nsumber='y'\n[[jenjang]]\nnama='a'\nlebih_dari=50\n[[jenjang]]\nnama='b'\nlebih_dari=90\n",
            "s.toml",
        ),
    ],
)  # fmt: skip
def test_a_wrong_scale_is_told_with_its_place(content: bytes, expected: str, tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_bytes(content)
    with pytest.raises(LkjipError) as caught:
        load_skala(tmp_path / "s.toml")
    assert expected in caught.value.pesan
    assert_indonesian(caught.value.pesan.replace(str(tmp_path), "") + caught.value.saran)


def test_a_missing_scale_is_named(tmp_path: Path) -> None:
    with pytest.raises(LkjipError, match=r"tidak-ada\.toml"):
        load_skala(tmp_path / "tidak-ada.toml")
