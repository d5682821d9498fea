"""What the answers to a temuan do: to the table, to the draft, and to the trace of every number."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.drafting.service import Hasil
from bot.drafting.telusur import ISIAN_PENGGUNA, telusur_json
from bot.drafting.wawancara.bahan import Bahan
from bot.drafting.wawancara.model import Isian, Jawaban
from bot.drafting.wawancara.plan import soal_wawancara
from bot.drafting.wawancara.terapkan import Rencana, terapkan
from bot.kinerja import temuan as k
from bot.kinerja.model import Isian as Sel_
from bot.kinerja.model import JenisNilai, Nilai
from bot.kinerja.values import parse_nilai
from tests.drafting.bahan import Pembuat, celah, komentar, tabel, teks
from tests.drafting.wawancara.wawancara import bahan, baris, draf, draf_dari, ids, jawab, soal


def salah() -> Bahan:
    """One indicator whose printed percentage does not follow from its row."""
    row = baris(Pembuat(), "Cakupan layanan pembenihan", "80", "84", "93,00")
    return bahan(tabel([("Layanan", [row])]))


def asal(hasil: Hasil, teks_: str) -> list[dict[str, object]]:
    """The origins of a number in the ledger file."""
    entries = json.loads(telusur_json(hasil.ledger))["angka"]
    return [e["asal"] for e in entries if e["teks"] == teks_]


def kode(rencana: Rencana) -> set[str]:
    return {t.kode for t in rencana.measurement.temuan}


def test_the_computed_value_is_used_and_the_finding_is_settled() -> None:
    b = salah()
    asked = soal(b, [], "temuan:")
    assert "105,00 %" in asked.teks
    assert "93,00" in asked.teks
    assert [p.kode for p in asked.pilihan] == ["hitungan", "realisasi", "target", "biarkan"]
    rows = jawab(b, [], asked.id, "hitungan")
    assert kode(terapkan(b, rows)) == set()
    draft = draf_dari(b, rows)
    assert komentar(draft.draft) == []
    assert "105,00" in teks(draft.draft)


def test_left_alone_the_draft_still_computes_and_says_it_in_a_comment() -> None:
    b = salah()
    rows = jawab(b, [], soal(b, [], "temuan:").id, "biarkan")
    draft = draf_dari(b, rows)
    assert any("93,00" in said for _, said in komentar(draft.draft))
    assert "105,00" in teks(draft.draft)


def test_a_corrected_value_keeps_its_own_origin_down_to_the_ledger_file() -> None:
    b = salah()
    asked = soal(b, [], "temuan:")
    rows = jawab(b, [], asked.id, "realisasi")
    typed = soal(b, rows, "isian:realisasi:")
    assert typed.isian is Isian.NILAI
    assert "sekarang tertulis 84; target 80" in typed.teks
    rows = jawab(b, rows, typed.id, teks="74,4")
    plan = terapkan(b, rows)
    cell = plan.measurement.indikator[0].indikator.realisasi
    assert cell is not None
    assert cell.sel is not None
    assert cell.sel == b.tabel[0].indikator[0].realisasi.sel  # type: ignore[union-attr]
    assert cell.menggantikan == parse_nilai("84")
    assert k.CAPAIAN_TIDAK_COCOK not in kode(plan)

    draft = draf(plan)
    assert draft.audit.sah
    printed = asal(draft, "74,40")
    assert printed == [
        {
            "jenis": "isian",
            "ket": ISIAN_PENGGUNA,
            "menggantikan": {
                "jenis": "sel",
                "berkas": "capaian.xlsx",
                "lembar": "Kinerja",
                "sel": cell.sel.alamat,
                "teks": "84",
            },
        }
    ]  # fmt: skip
    assert {a["jenis"] for a in asal(draft, "84")} == {"sel"}  # what the cell says stays the cell's
    said = teks(draft.draft)
    assert "semula 84, menjadi 74,40 persen" in said
    assert "berasal dari isian itu" in said


def test_a_grade_can_be_corrected_and_is_no_claim_about_the_cell() -> None:
    p = Pembuat()
    rows_ = [baris(p, "Cakupan layanan", "80", "84", "93,00"), p.indikator("Predikat SAKIP", "A", None, satuan="predikat")]  # fmt: skip  # noqa: E501
    empty = Sel_(Nilai("", None, JenisNilai.KOSONG, alasan_kosong="kosong"), p.sel())
    rows_[1] = replace(rows_[1], realisasi=empty)
    b = bahan(tabel([("Layanan", rows_)]))
    asked = soal(b, [], "temuan:realisasi-kosong")
    assert asked.menerima_teks
    rows = jawab(b, [], asked.id, teks="BB (78,20)")
    draft = draf_dari(b, rows)
    assert all(a["jenis"] == "isian" for a in asal(draft, "78,20"))
    assert asal(draft, "78,20")
    assert "semula tidak terisi, menjadi BB (78,20)" in teks(draft.draft)


def test_a_value_for_a_cell_that_is_not_there_is_the_users_own() -> None:
    p = Pembuat()
    rows_ = [baris(p, "Cakupan layanan", "80", "84"), p.indikator("Produksi ikan", None, "12", satuan="ton")]
    b = bahan(tabel([("Layanan", rows_)]))
    rows = jawab(b, [], soal(b, [], "temuan:target-kosong").id, teks="15 ton")
    draft = draf_dari(b, rows)
    found = asal(draft, "15")
    assert {"jenis": "sel", "berkas": "jawaban pengguna", "lembar": "", "sel": ""} in found
    assert "diisi 15 ton" in teks(draft.draft)
    assert not [gap for gap in celah(draft.draft) if gap.startswith("target tahun")]


def test_of_two_readings_of_one_cell_the_chosen_stays_the_cells_own() -> None:
    p = Pembuat()
    rows_ = [baris(p, "Produksi benih", "1200", "1.234", satuan="ekor"), baris(p, "Indeks mutu", "80", "84")]
    b = bahan(tabel([("Layanan", rows_)]))
    asked = soal(b, [], "temuan:angka-ambigu")
    assert [p.kode for p in asked.pilihan][:2] == ["satu", "dua"]
    assert [p.label for p in asked.pilihan][:2] == ["1.234", "1,234"]
    plan = terapkan(b, jawab(b, [], asked.id, "dua"))
    value = plan.measurement.indikator[0].indikator.realisasi
    assert value is not None
    assert str(value.angka) == "1.234"
    assert value.menggantikan is None
    assert k.ANGKA_AMBIGU not in kode(plan)
    typed = terapkan(b, jawab(b, [], asked.id, teks="1300")).measurement.indikator[0].indikator.realisasi
    assert typed is not None
    assert typed.angka == 1300
    assert typed.menggantikan is not None


def test_exchanged_columns_can_be_exchanged_back() -> None:
    b = bahan(tabel([("Layanan", [baris(Pembuat(), "Cakupan layanan", "90", "72", "125,00")])]))
    asked = soal(b, [], "temuan:")
    assert "tukar" in [p.kode for p in asked.pilihan]
    plan = terapkan(b, jawab(b, [], asked.id, "tukar"))
    ind = plan.measurement.indikator[0].indikator
    assert ind.target is not None
    assert ind.realisasi is not None
    assert [ind.target.angka, ind.realisasi.angka] == [72, 90]
    assert ind.target.menggantikan == parse_nilai("90")
    assert kode(plan) == {k.CAPAIAN_DI_ATAS_WAJAR}
    assert draf(plan).audit.sah


def test_a_budget_line_takes_the_sum_of_its_parts() -> None:
    p = Pembuat()
    top = p.anggaran("Program Budidaya", "1000000000", "600000000", id_="a1")
    parts = [
        p.anggaran("Kegiatan Benih", "500000000", "300000000", "kegiatan", induk="a1", id_="a2"),
        p.anggaran("Kegiatan Kolam", "400000000", "300000000", "kegiatan", induk="a1", id_="a3"),
    ]
    rows_ = [baris(p, "Indeks mutu", "80", "84")]
    b = bahan(tabel([("Layanan", rows_)], [top, *parts]))
    asked = soal(b, [], "temuan:total-tidak-cocok")
    assert [p.kode for p in asked.pilihan] == ["jumlah", "pagu", "biarkan"]
    plan = terapkan(b, jawab(b, [], asked.id, "jumlah"))
    assert plan.table.anggaran[0].pagu is not None
    assert plan.table.anggaran[0].pagu.angka == 900_000_000
    assert k.TOTAL_TIDAK_COCOK not in kode(plan)
    draft = draf(plan)
    assert "isian" in {a["jenis"] for a in asal(draft, "900000000")}
    assert "semula 1000000000, menjadi Rp900.000.000,00" in teks(draft.draft)


def test_a_slip_in_a_correction_is_asked_about_once() -> None:
    b = salah()
    asked = soal(b, [], "temuan:")
    rows = jawab(b, jawab(b, [], asked.id, "realisasi"), soal(b, [Jawaban(asked.id, "realisasi")], "isian:").id, teks="744")  # fmt: skip  # noqa: E501
    assert [i for i in ids(b, rows) if i.startswith("temuan:lonjakan")]
    again = soal(b, rows, "temuan:lonjakan")
    rows = jawab(b, rows, again.id, "realisasi")
    rows = jawab(b, rows, soal(b, rows, "isian:realisasi:lonjakan").id, teks="74,4")
    value = terapkan(b, rows).measurement.indikator[0].indikator.realisasi
    assert value is not None
    assert str(value.angka) == "74.4"
    assert value.menggantikan == parse_nilai("84")


def test_one_answer_settles_many_of_a_kind() -> None:
    p = Pembuat()
    rows_ = [baris(p, f"Cakupan layanan {w}", "80", "84", "93,00") for w in ("satu", "dua", "tiga")]
    b = bahan(tabel([("Layanan", rows_)]))
    assert [i for i in ids(b) if i.startswith("temuan")] == ["temuan:semua:hitungan"]
    assert kode(terapkan(b, jawab(b, [], "temuan:semua:hitungan", "semua"))) == set()
    assert len(terapkan(b, jawab(b, [], "temuan:semua:hitungan", "biarkan")).measurement.temuan) == 3


def test_a_shared_cell_is_corrected_for_every_row_that_shares_it() -> None:
    p = Pembuat()
    one, two = baris(p, "Cakupan benih", "80", "84", "93,00"), baris(p, "Cakupan kolam", "80", "84")
    two = replace(two, realisasi=one.realisasi)
    b = bahan(tabel([("Layanan", [one, two])]))
    asked = soal(b, [], "temuan:")
    rows = jawab(b, [], asked.id, "realisasi")
    rows = jawab(b, rows, soal(b, rows, "isian:").id, teks="74,4")
    assert {str(u.indikator.realisasi.angka) for u in terapkan(b, rows).measurement.indikator
            if u.indikator.realisasi} == {"74.4"}  # fmt: skip
    assert draf_dari(b, rows).audit.sah


def test_a_row_with_several_findings_is_one_matter() -> None:
    p = Pembuat()
    row = baris(p, "Cakupan layanan", "10", "84", "93,00")
    b = bahan(tabel([("Layanan", [row])]))
    found = [s for s in soal_wawancara(b, []) if s.id.startswith("temuan:")]
    assert [s.id.split(":")[1] for s in found] == [k.CAPAIAN_TIDAK_COCOK]
    assert k.LONJAKAN in kode(terapkan(b, []))


@pytest.mark.parametrize(
    "lama", ["Wow!\n---\nya = Tidak\n---\n", "{{ 7 * 7 }} {% endif %}", "a" * 4000, "\u202eABC 12"]
)
def test_hostile_names_stay_words(lama: str) -> None:
    p = Pembuat()
    rows_ = [baris(p, f"Cakupan {lama}", "80", "60", "93,00"), baris(p, f"{lama} 5", "10", "9", "1,00")]
    b = bahan(tabel([(f"Layanan {lama}", rows_)]), instansi=f"Dinas {lama}"[:300])
    for s in soal_wawancara(b, []):
        assert len(s.teks) <= 500
        assert all(len(p.label) <= 40 for p in s.pilihan)
        assert "49" not in s.teks
    first = soal(b, [], "temuan:")
    assert [p.kode for p in first.pilihan] == ["hitungan", "realisasi", "target", "biarkan"]
    assert draf_dari(b, []).audit.sah
