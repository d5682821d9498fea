"""Roles given by the user, and confirmed mappings kept for the same layout."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bot.errors import ErrorCode, LkjipError
from bot.tables.mapping import MappingStore, fingerprint, parse_peta
from tests.tables.grids import Value, baca, grid, num, peran, satu

ROWS: list[list[Value]] = [
    ["No", "Ukuran", "Rencana 2031", "Hasil Akhir 2031", "Nilai X"],
    [1, "Indeks taman", 70, 71, 68],
]


def test_columns_by_heading_letter_and_address() -> None:
    peta = {"Ukuran": "indikator", "D": "realisasi", "E1": "realisasi_tahun:2030"}
    table = satu(grid(ROWS), peta=peta)
    assert peran(table) == ["no", "indikator", "target", "realisasi", "realisasi_tahun"]
    found = table.indikator[0]
    assert (num(found.realisasi), num(found.riwayat[2030])) == (71, 68)
    assert [k.keyakinan for k in table.kolom][1] == Decimal(1)


def test_leaf_heading_names_a_column_where_it_is_the_only_one() -> None:
    rows: list[list[Value]] = [
        ["Indikator", "Kinerja", None],
        [None, "Rencana", "Hasil X"],
        ["Indeks taman", 70, 71],
    ]
    table = satu(grid(rows, [(0, 1, 0, 2), (0, 0, 1, 0)]), peta={"hasil x": "realisasi"})
    assert num(table.indikator[0].realisasi) == 71


@pytest.mark.parametrize("peta", [{"Ukuran": "indikatro"}, {"D": "realisasi_tahun:31"}])
def test_unknown_role_is_refused_with_the_list(peta: dict[str, str]) -> None:
    with pytest.raises(LkjipError) as caught:
        parse_peta(peta)
    assert caught.value.code is ErrorCode.MAPPING_INVALID
    assert "realisasi_anggaran" in caught.value.saran


def test_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(LkjipError) as caught:
        satu(grid(ROWS), peta={"Warna": "satuan", "Ukuran": "indikator"})
    assert caught.value.code is ErrorCode.MAPPING_INVALID
    assert "Warna" in caught.value.pesan


def test_confirmed_mapping_is_applied_to_the_same_layout_of_another_year(tmp_path: Path) -> None:
    store = MappingStore(tmp_path / "peta")
    peta = {"Ukuran": "indikator", "Nilai X": "target_akhir"}
    first = satu(grid(ROWS), peta=peta)
    key = store.save(first.kolom, peta)
    later: list[list[Value]] = [
        ["No", "Ukuran", "Rencana 2032", "Hasil Akhir 2032", "Nilai X"],
        [1, "Indeks taman", 72, 73, 80],
    ]
    table = satu(grid(later), mappings=store)
    assert fingerprint(table.kolom) == key
    assert peran(table)[-1] == "target_akhir"
    assert num(table.indikator[0].target_akhir) == 80
    store.forget(key)
    assert store.get(key) == {}


def test_mapping_of_the_user_wins_over_a_saved_one(tmp_path: Path) -> None:
    store = MappingStore(tmp_path)
    columns = satu(grid(ROWS), peta={"Ukuran": "indikator"}).kolom
    store.save(columns, {"Ukuran": "indikator", "Nilai X": "target_akhir"})
    table = satu(grid(ROWS), peta={"Nilai X": "standar_nasional"}, mappings=store)
    assert peran(table)[-1] == "standar_nasional"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"peta": 5}', '{"peta": {"A": "tidak_ada"}}'])
def test_damaged_mapping_is_as_if_there_were_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "abc.json").write_text(content, encoding="utf-8")
    assert MappingStore(tmp_path).get("abc") == {}


def test_a_column_named_with_its_sheet_is_mapped_on_that_sheet_alone() -> None:
    rows: list[list[Value]] = [
        ["Sasaran", "Indikator Kinerja", "Target", "Hsl"],
        ["Layanan", "Cakupan layanan", 80, 84],
        ["Layanan", "Cakupan kunjungan", 90, 88],
    ]
    tables = baca(grid(rows, name="Satu"), grid(rows, name="Dua"), peta={"Dua!D1": "realisasi"}).tabel
    assert [[k.peran for k in t.kolom][-1] == "realisasi" for t in tables] == [False, True]
    with pytest.raises(LkjipError, match="Tiga!D1"):
        baca(grid(rows, name="Satu"), peta={"Tiga!D1": "realisasi"})
