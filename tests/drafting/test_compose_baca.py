"""What makes a draft readable: no empty columns, true source lines, few pictures, nothing said twice."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.drafting.chart_drawing import render
from bot.drafting.compose.quotes import seragam
from bot.drafting.docx_writer import write_docx
from bot.drafting.docx_writer.numbering import number
from bot.drafting.model import Draft, Gambar, Polos, Tabel
from bot.drafting.narasi import berkurung, polos
from bot.drafting.notes import CatatanIndikator, Notes
from bot.kinerja.model import Arah, IndicatorTable, Isian, Sel, Teks
from bot.kinerja.values import parse_nilai
from tests.drafting.bahan import Pembuat, bagian, celah, susun, tabel, teks
from tests.drafting.docx_files import parts


def tabel_id(draft: Draft, key: str) -> Tabel:
    return next(b for b in draft.blok if isinstance(b, Tabel) and b.id == key)


def panel(draft: Draft) -> list[Gambar]:
    return [b for b in draft.blok if isinstance(b, Gambar) and b.jenis == "panel"]


def banyak(count: int) -> IndicatorTable:
    p = Pembuat()
    names = [f"Indeks {chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(count)]
    us = [
        p.indikator(n, "90,00", "80,00", satuan=None, riwayat={2022: "70,00", 2023: "75,00"}) for n in names
    ]
    return tabel([("S", us)])


def test_columns_without_a_value_are_left_out() -> None:
    draft, _ = susun(banyak(3))
    heads = [polos(c.judul) for c in tabel_id(draft, "target.1").kolom]
    assert "Satuan" not in heads
    assert {"Target", "Realisasi", "Capaian (%)"} <= set(heads)
    assert all(len(row.sel) == len(heads) for row in tabel_id(draft, "target.1").baris)


def test_a_column_that_the_reader_looks_for_stays_empty() -> None:
    p = Pembuat()
    draft, _ = susun(tabel([("S", [p.indikator("Persentase hadir", None, "80,00")])]), bab="semua")
    assert "Target" in [polos(c.judul) for c in tabel_id(draft, "pk").kolom]


@pytest.mark.parametrize(("count", "pictures"), [(1, 1), (6, 1), (13, 3), (60, 10)])
def test_every_history_is_drawn_in_few_pictures(count: int, pictures: int) -> None:
    draft, _ = susun(banyak(count))
    found = panel(draft)
    assert len(found) == pictures
    names = [p.nama for g in found for p in g.panel]
    assert len(names) == len(set(names)) == count


def test_a_target_in_another_unit_is_not_drawn() -> None:
    p = Pembuat()
    past = {2022: Isian(parse_nilai("90"), p.sel()), 2023: Isian(parse_nilai("95"), p.sel())}
    us = [
        p.indikator(
            f"Produksi {name}",
            target,
            "98000",
            satuan="ton",
            riwayat={2022: "91000", 2023: "95000"},
            riwayat_target=past,
            akhir=akhir,
            tahun_akhir=2026,
        )
        for name, target, akhir in (("padi", "97", "99"), ("jagung", "97000", "99000"))
    ]
    (picture,) = panel(susun(tabel([("S", us)]))[0])
    padi, jagung = picture.panel
    assert [s.nama for s in padi.seri] == ["Realisasi"]
    assert padi.garis_acuan is None
    assert jagung.garis_acuan == Decimal(99000)


def test_panels_are_drawn_and_traced() -> None:
    draft, ledger = susun(banyak(5))
    docx = write_docx(draft, ledger)
    assert docx[:2] == b"PK"
    assert render(panel(draft)[0])[:4] == b"\x89PNG"


def test_a_source_line_names_the_sheet_of_the_printed_cells() -> None:
    p = Pembuat()
    uang = Isian(parse_nilai("2000000000"), Sel("capaian.xlsx", "Keuangan", "C3"))
    habis = Isian(parse_nilai("1900000000"), Sel("capaian.xlsx", "Keuangan", "D3"))
    line = p.anggaran("Program A", None, None, id_="a")
    line = replace(line, pagu=uang, realisasi=habis)
    us = [p.indikator("Persentase hadir", "90,00", "95,00", program=["Program A"])]
    draft, _ = susun(tabel([("S", us)], [line]), bab="semua")
    assert polos(tabel_id(draft, "target.1").sumber).startswith("Sumber: capaian.xlsx (Kinerja);")
    for key in ("anggaran", "pk_anggaran"):
        assert polos(tabel_id(draft, key).sumber).startswith("Sumber: capaian.xlsx (Keuangan)")


def test_the_sheet_of_a_csv_is_not_named_twice() -> None:
    table = replace(banyak(1), berkas="iku.csv", lembar="iku")
    u = table.sasaran[0].indikator[0]
    target = Isian(parse_nilai("90,00"), Sel("iku.csv", "iku", "C2"))
    realisasi = Isian(parse_nilai("80,00"), Sel("iku.csv", "iku", "D2"))
    u = replace(u, target=target, realisasi=realisasi, riwayat={})
    table = replace(table, sasaran=(replace(table.sasaran[0], indikator=(u,)),))
    assert polos(tabel_id(susun(table)[0], "target.1").sumber).startswith("Sumber: iku.csv; ")


def test_many_missing_causes_are_one_gap_with_the_names_below() -> None:
    draft, _ = susun(banyak(9))
    asked = [g for g in celah(draft) if "penyebab" in g]
    assert len(asked) == 1
    text = bagian(draft, "bab3.a.s1.5")
    assert text.count("capaian 88,89 %") == 9


def test_the_name_of_the_office_is_asked_for_once() -> None:
    for bab in ("3", "semua"):
        draft, _ = susun(banyak(2), bab=bab, instansi=None)
        assert celah(draft).count("nama instansi") == 1
        assert "instansi ini" in teks(draft) or bab == "3"


def test_items_of_a_list_begin_alike() -> None:
    low, name = (Polos("pelatihan kader"),), (Polos("PMT lokal"),)
    assert [polos(i) for i in seragam([low, name])] == ["Pelatihan kader", "PMT lokal"]
    assert [polos(i) for i in seragam([low, low])] == ["pelatihan kader", "pelatihan kader"]
    p = Pembuat()
    us = [p.indikator(f"Persentase {n}", "90,00", "80,00", id_=n) for n in ("hadir", "lulus")]
    notes = Notes(
        indikator={
            "hadir": CatatanIndikator(kendala=Teks("Cuaca buruk")),
            "lulus": CatatanIndikator(kendala=Teks("PLTD padam")),
        }
    )
    text = bagian(susun(tabel([("S", us)]), notes, bab="semua")[0], "ikhtisar")
    assert ": Cuaca buruk." in text
    assert ": PLTD padam." in text


def test_brackets_do_not_meet() -> None:
    value = (Polos("tinggi %"),)
    assert polos(berkurung((Polos("Indeks"),), value)) == "Indeks (tinggi %)"
    assert polos(berkurung((Polos("Indeks (IKM)"),), value)) == "Indeks (IKM) sebesar tinggi %"


def test_a_year_in_the_name_of_a_benchmark_is_not_repeated() -> None:
    p = Pembuat()
    i = p.indikator(
        "Prevalensi stunting",
        "14,00",
        "13,20",
        arah=Arah.TURUN,
        pembanding=[("Rata-rata provinsi 2023", "16,40", 2023, None)],
    )
    text = bagian(susun(tabel([("S", [i])]))[0], "bab3.a.s1.4")
    assert text.count("2023") == 1


def test_a_grade_that_stayed_has_no_zero() -> None:
    p = Pembuat()
    i = p.indikator("Predikat SAKIP", "A", "BB", satuan="predikat", riwayat={2022: "B", 2023: "BB"})
    rows = tabel_id(susun(tabel([("S", [i])]))[0], "riwayat.1").baris
    assert "0 jenjang" not in [polos(cell) for cell in rows[0].sel]


def test_equal_hits_are_told_together() -> None:
    p = Pembuat()
    us = [p.indikator(f"Jumlah dokumen {chr(97 + n)}", "4", "4", satuan="dokumen") for n in range(9)]
    text = bagian(susun(tabel([("S", us)]))[0], "bab3.a.s1.1")
    assert "9 (sembilan) indikator terealisasi tepat sebesar targetnya" in text
    assert "4 dokumen dari target" not in text


def test_tables_of_the_appendix_have_their_own_numbers() -> None:
    draft, ledger = susun(banyak(2), telusur=True)
    numbers = number(draft.blok, ledger, gambar=True)
    found = [
        numbers.keterangan[n]
        for n, b in enumerate(draft.blok)
        if isinstance(b, Tabel) and b.id.startswith("telusur")
    ]
    assert [f"{k.awalan}{k.urut}" for k in found] == ["L.1", "L.2"]


def test_a_history_of_five_years_with_percentages_stands_upright() -> None:
    p = Pembuat()
    us = [
        p.indikator(
            f"Kunjungan layanan {name}",
            "90,00",
            "88,50",
            satuan="orang",
            riwayat=dict.fromkeys((2020, 2021, 2022, 2023), "80,25"),
            riwayat_capaian={2023: Isian(parse_nilai("95,10"), p.sel())},
        )
        for name in ("kesehatan", "pendidikan", "ketenteraman")
    ]
    draft, ledger = susun(tabel([("S", us)]))
    row = [polos(cell) for cell in tabel_id(draft, "riwayat.1").baris[0].sel]
    assert row[1] == "Kunjungan layanan kesehatan (orang)"
    assert row[-1] == "+8,25 (membaik)"
    document = parts(write_docx(draft, ledger, gambar=False))["word/document.xml"]
    assert b'w:orient="landscape"' not in document


@pytest.mark.parametrize(("count", "pictures"), [(6, 1), (7, 0)])
def test_two_points_are_drawn_only_where_few(count: int, pictures: int) -> None:
    p = Pembuat()
    us = [
        p.indikator(f"Indeks {chr(97 + n)}", "90,00", "80,00", riwayat={2023: "75,00"}) for n in range(count)
    ]
    draft, _ = susun(tabel([("S", us)]))
    assert len(panel(draft)) == pictures


@pytest.mark.parametrize(
    ("nama", "realisasi", "worse"),
    [
        ("Jumlah dokumen perencanaan", "4", False),
        ("Jumlah dokumen perencanaan", "3", True),
        ("Persentase layanan tuntas", "4", True),
    ],
)
def test_fewer_outputs_as_planned_are_not_called_worse(nama: str, realisasi: str, worse: bool) -> None:
    """A count of outputs that met its smaller target is less work, not worse work."""
    p = Pembuat()
    row = p.indikator(nama, "4", realisasi, satuan="dokumen", riwayat={2022: "5", 2023: "6"})
    other = p.indikator(
        "Persentase warga terlayani", "80,00", "81,00", riwayat={2022: "70,00", 2023: "79,00"}
    )
    draft, _ = susun(tabel([("S", [row, other])]), bab="semua")
    meanings = [polos(r.sel[-1]) for r in tabel_id(draft, "riwayat.1").baris]
    assert meanings == ["memburuk" if worse else "berkurang sesuai target", "membaik"]
    assert ("lebih buruk daripada tahun sebelumnya" in bagian(draft, "bab3.a.s1")) is worse


def test_kegiatan_named_by_indicators_keep_their_own_money() -> None:
    """Cascades name kegiatan where others name programs; their budget lines stand below a program."""
    p = Pembuat()
    names = [f"Kegiatan {chr(97 + n)}" for n in range(5)]
    us = [p.indikator(f"Persentase hasil {n}", "80,00", "81,00", program=[n]) for n in names]
    top = p.anggaran("Program Layanan", "5.000", "4.500", id_="p1")
    lines = [p.anggaran(n, "1.000", "900", "kegiatan", induk="p1", sasaran=None) for n in names]
    us.append(p.indikator("Indeks layanan", "3,00", "3,10", program=["Program Layanan"]))
    draft, _ = susun(tabel([("S", us)], [top, *lines]))
    rows = tabel_id(draft, "program.1").baris
    assert len(rows) == 6
    assert [polos(r.sel[2]) for r in rows] == ["5.000,00", *["1.000,00"] * 5]
