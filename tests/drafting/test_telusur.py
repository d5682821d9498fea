"""The ledger file: the contract's shape, every origin, every place."""

from __future__ import annotations

import json
from decimal import Decimal

from bot.drafting.docx_writer import write_docx
from bot.drafting.ledger import Ledger
from bot.drafting.telusur import angka, telusur, telusur_json
from bot.kinerja.model import Hasil, Isian, JenisNilai, Masukan, Nilai, Sel, Teks
from tests.drafting.drafts import isian, kecil


def test_a_cell_with_its_page() -> None:
    ledger = Ledger()
    cell = Isian(
        Nilai("88,5 %", Decimal("88.5"), JenisNilai.ANGKA), Sel("a.pdf", "hlm. 24 tabel 1", "C3", 24)
    )
    ledger.dari_sel(cell, "88,50", "persen")
    assert telusur(ledger)["angka"] == [
        {
            "id": "n1", "teks": "88,50", "nilai": "88.5", "satuan": "persen", "tempat": [],
            "asal": {
                "jenis": "sel", "berkas": "a.pdf", "lembar": "hlm. 24 tabel 1", "sel": "C3", "halaman": 24,
            },
        }
    ]  # fmt: skip


def test_a_number_typed_by_the_user() -> None:
    ledger = Ledger()
    ledger.kutip(Teks("PMT di 45 posyandu"))
    assert telusur(ledger)["angka"][0]["asal"]["berkas"] == "jawaban pengguna"


def test_a_formula_names_its_inputs_which_are_entries_themselves() -> None:
    ledger = Ledger()
    inner = Hasil(Decimal("1.5"), "jumlah", (Masukan("nilai", isian("1,5", "1.5")),))
    ledger.dari_hasil(
        Hasil(Decimal(150), "persen-perubahan", (Masukan("kini", inner),), "persen"), "150,00 %"
    )
    entries = {e["id"]: e for e in telusur(ledger)["angka"]}
    formula = next(e for e in entries.values() if e["teks"] == "150,00 %")
    assert formula["asal"]["rumus"] == "persen-perubahan"
    assert [entries[i]["teks"] for i in formula["asal"]["masukan"]] == ["1,5"]
    assert all(i in entries for e in entries.values() for i in e["asal"].get("masukan", ()))


def test_units_such_as_square_kilometres_are_words() -> None:
    ledger = Ledger()
    assert [piece.teks for piece in ledger.kutip("luas 12 km²", "uji")] == ["luas ", "12", " km²"]


def test_every_printed_number_has_its_places_and_the_file_is_stable() -> None:
    draft, ledger = kecil()
    write_docx(draft, ledger)
    data = telusur_json(ledger)
    assert json.loads(data) == telusur(ledger)
    again, other = kecil()
    write_docx(again, other)
    assert telusur_json(other) == data
    printed = [e for e in ledger if e.tempat]
    assert {"bagian": "bab3.a.1", "elemen": "paragraf 4"} in angka(
        next(e for e in printed if e.teks == "14,00")
    )["tempat"]
    assert next(e for e in printed if e.teks == "3.1").asal.ket == "nomor tabel"  # type: ignore[union-attr]


def test_an_empty_ledger_is_valid_json() -> None:
    assert json.loads(telusur_json(Ledger())) == {"angka": []}
