"""A material kept between processes: whole, or a typed refusal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.drafting.wawancara import simpanan
from bot.drafting.wawancara.bahan import (
    Bahan,
    BahanTidakTerbaca,
    baca_bahan,
    muat_bahan,
    simpan_bahan,
)
from tests.drafting.wawancara.wawancara import contoh


def test_what_is_kept_comes_back_the_same(tmp_path: Path, sample: Path) -> None:
    path = tmp_path / "bahan"
    for bahan in (contoh(), baca_bahan([sample], {"1:1:Q5": "lain"}, 2025), Bahan(())):
        simpan_bahan(bahan, path)
        assert muat_bahan(path) == bahan
    assert [p.name for p in tmp_path.iterdir()] == ["bahan"]


def rusak(path: Path) -> str:
    with pytest.raises(BahanTidakTerbaca) as caught:
        muat_bahan(path)
    return caught.value.sebab


def test_a_damaged_or_missing_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "bahan"
    assert rusak(path) == "hilang"
    simpan_bahan(contoh(), path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-10])
    assert rusak(path) == "rusak"
    path.write_bytes(whole.replace(b"Produksi", b"Prodaksi"))
    assert rusak(path) == "rusak"
    path.write_bytes(b"")
    assert rusak(path) == "versi"


def test_a_file_of_another_version_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bahan"
    simpan_bahan(contoh(), path)
    monkeypatch.setattr(simpanan, "VERSI", simpanan.VERSI + 1)
    simpanan._versi.cache_clear()
    try:
        assert rusak(path) == "versi"
    finally:
        monkeypatch.undo()
        simpanan._versi.cache_clear()


@pytest.mark.parametrize(
    "body",
    ['{"~c": ["Path", {"x": 1}]}', '{"~c": ["Bahan", {"asing": 1}]}', '{"~e": ["Arah", "miring"]}',
     '{"~d": "satu"}', '{"~x": 1}', '{"a": 1, "b": 2}', "[]", "3", "[" * 100_000],
)  # fmt: skip
def test_only_known_classes_are_built(tmp_path: Path, body: str) -> None:
    """Even a file whose hash is right can make nothing but our own values."""
    import hashlib

    path = tmp_path / "bahan"
    digest = hashlib.sha256(body.encode()).hexdigest()
    path.write_text(f"{simpanan._versi()} {digest}\n{body}", encoding="utf-8")
    assert rusak(path) == "rusak"


def test_the_file_is_plain_json_after_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "bahan"
    simpan_bahan(contoh(), path)
    assert json.loads(path.read_bytes().split(b"\n", 1)[1])["~c"][0] == "Bahan"
