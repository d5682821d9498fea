"""The audit catches every number that was changed, moved, added or taken away after writing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.audit import audit, says
from bot.drafting.docx_writer import write_docx
from bot.drafting.ledger import Ledger
from bot.drafting.model import Angka, BarisTabel, Draft, Identitas, Judul, KolomTabel, Paragraf, Polos, Tabel
from bot.errors import ErrorCode, LkjipError
from bot.kinerja.format import format_angka, format_persen, format_rupiah
from bot.kinerja.model import Hasil, Masukan
from tests.drafting.docx_files import parts, replaced
from tests.drafting.drafts import INSTANSI, isian, kecil, lengkap, p

DOCUMENT, COMMENTS, FOOTER = "word/document.xml", "word/comments.xml", "word/kaki_tegak.xml"


@pytest.fixture(scope="module")
def written() -> tuple[bytes, Ledger]:
    draft, ledger = lengkap()
    return write_docx(draft, ledger, tanggal=date(2025, 1, 15)), ledger


@pytest.fixture(scope="module")
def small() -> tuple[bytes, Ledger]:
    draft, ledger = kecil()
    return write_docx(draft, ledger), ledger


def test_a_whole_report_is_traced(written: tuple[bytes, Ledger]) -> None:
    report = audit(*written)
    report.pastikan()
    assert report.angka == report.tertelusur > 200


def test_the_audit_counts_what_an_outsider_counts(small: tuple[bytes, Ledger]) -> None:
    # heading: 1, 2024; paragraph: 14,00 13,20 94,29; comments: 99,10 and 2; caption: 3.1;
    # table: 1 14,00 13,20 2 72,10 72,40; footers for both orientations: 2024
    draft, ledger = kecil()
    report = audit(write_docx(draft, ledger), ledger)
    assert (report.angka, report.salah) == (16, ())


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        pytest.param(DOCUMENT, "terealisasi 13,20", "terealisasi 13,21", id="digit in a paragraph"),
        pytest.param(DOCUMENT, "ditargetkan 14,00", "ditargetkan 13,20", id="another number of the draft"),
        pytest.param(DOCUMENT, "ditargetkan 14,00 persen", "ditargetkan persen", id="number taken away"),
        pytest.param(DOCUMENT, "Angka harapan hidup", "Angka harapan hidup 99", id="number added to a cell"),
        pytest.param(DOCUMENT, ">72,40<", ">72,10<", id="digit in a table"),
        pytest.param(
            DOCUMENT, "Target dan realisasi tahun 2024", "Target dan realisasi tahun 2023", id="heading"
        ),
        pytest.param(DOCUMENT, "Tabel 3.", "Tabel 4.", id="caption"),
        pytest.param(COMMENTS, "menulis 99,10", "menulis 99,01", id="comment"),
        pytest.param(COMMENTS, "minimal 2", "minimal 2 atau 3", id="number added to a comment"),
        pytest.param(FOOTER, "2024", "2023", id="footer"),
    ],
)
def test_a_changed_number_is_caught(small: tuple[bytes, Ledger], part: str, old: str, new: str) -> None:
    docx, ledger = small
    report = audit(replaced(docx, part, old, new), ledger)
    assert not report.sah
    with pytest.raises(LkjipError) as caught:
        report.pastikan()
    assert caught.value.code is ErrorCode.AUDIT_FAILED
    assert caught.value.exit_code == 1
    assert caught.value.lokasi


def test_two_numbers_that_changed_places_are_caught(small: tuple[bytes, Ledger]) -> None:
    docx, ledger = small
    docx = replaced(
        docx,
        DOCUMENT,
        "ditargetkan 14,00 persen dan terealisasi 13,20",
        "ditargetkan 13,20 persen dan terealisasi 14,00",
    )
    fault = audit(docx, ledger).salah[0]
    assert (fault.elemen, fault.bagian, fault.teks) == ("paragraf 4", "bab3.a.1", "13,20")
    assert fault.alasan == "Angka 13,20 tidak tercatat di tempat ini; seharusnya 14,00."


def test_two_rows_that_changed_places_are_caught(small: tuple[bytes, Ledger]) -> None:
    docx, ledger = small
    rows = parts(docx)[DOCUMENT].decode().split("<w:tr>")
    swapped = replaced(
        docx,
        DOCUMENT,
        rows[2] + "<w:tr>" + rows[3].split("</w:tbl>")[0],
        rows[3].split("</w:tbl>")[0] + "<w:tr>" + rows[2],
    )
    assert {f.elemen for f in audit(swapped, ledger).salah} >= {
        "tabel 1 baris 2 kolom 3",
        "tabel 1 baris 3 kolom 3",
    }


def test_a_caption_field_is_read_as_text(small: tuple[bytes, Ledger]) -> None:
    docx, ledger = small
    field = '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t xml:space="preserve">1</w:t>'
    assert not audit(replaced(docx, DOCUMENT, field, field.replace(">1<", ">2<")), ledger).sah


def test_a_contents_entry_is_held_and_its_page_number_is_not(written: tuple[bytes, Ledger]) -> None:
    docx, ledger = written
    separator = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    page = f'\\h </w:instrText></w:r>{separator}<w:r><w:t xml:space="preserve">2<'
    assert audit(replaced(docx, DOCUMENT, page, page[:-2] + "71<"), ledger).sah
    entry = ">Capaian Indikator Kinerja Utama Tahun 2024<"
    assert not audit(replaced(docx, DOCUMENT, entry, entry.replace("2024", "2025")), ledger).sah


def test_alternative_text_is_held(written: tuple[bytes, Ledger]) -> None:
    docx, ledger = written
    fault = audit(replaced(docx, DOCUMENT, "2021 sebesar 70,00", "2021 sebesar 71,00"), ledger).salah[0]
    assert fault.elemen == "gambar 1"


def test_a_foreign_field_is_refused(small: tuple[bytes, Ledger]) -> None:
    docx, ledger = small
    report = audit(replaced(docx, DOCUMENT, " SEQ Tabel ", " DDEAUTO cmd "), ledger)
    assert [f.elemen for f in report.salah] == ["bidang"]


def test_a_paragraph_that_was_taken_out_is_missed(small: tuple[bytes, Ledger]) -> None:
    docx, ledger = small
    text = parts(docx)[DOCUMENT].decode()
    table = text[text.index("<w:tbl>") : text.index("</w:tbl>") + len("</w:tbl>")]
    assert any(
        "elemennya tidak ada" in f.alasan for f in audit(replaced(docx, DOCUMENT, table, ""), ledger).salah
    )


def test_bytes_that_are_no_document_fail(small: tuple[bytes, Ledger]) -> None:
    assert not audit(b"bukan zip", small[1]).sah


def _one(*isi: Polos | Angka) -> Draft:
    return Draft(Identitas(), "3", (Paragraf(isi),), 0, "uji")


def test_text_that_does_not_say_its_value_fails() -> None:
    ledger = Ledger()
    draft = _one(ledger.dari_sel(isian("13,2", "13.2"), "13,30"))
    assert "tidak sesuai dengan nilainya" in audit(write_docx(draft, ledger), ledger).salah[0].alasan


def test_a_result_that_does_not_follow_from_its_inputs_fails() -> None:
    ledger = Ledger()
    cells = (Masukan("realisasi", isian("13,2", "13.2")), Masukan("target", isian("14", "14", "E7")))
    wrong = Hasil(Decimal("105.71"), "realisasi-per-target", cells, "persen")
    draft = _one(ledger.dari_hasil(wrong, "105,71"))
    assert "hasil rumus realisasi-per-target" in audit(write_docx(draft, ledger), ledger).salah[0].alasan


def test_an_unknown_formula_fails() -> None:
    ledger = Ledger()
    draft = _one(ledger.dari_hasil(Hasil(Decimal(5), "kira-kira", ()), "5"))
    assert "tidak dikenal" in audit(write_docx(draft, ledger), ledger).salah[0].alasan


def test_a_sign_belongs_to_its_number() -> None:
    ledger = Ledger()
    draft = _one(Polos("Selisihnya "), ledger.dari_sel(isian("-3,5", "-3.5"), "-3,50"))
    docx = write_docx(draft, ledger)
    assert audit(docx, ledger).sah
    assert not audit(replaced(docx, DOCUMENT, "-3,50", "3,50"), ledger).sah


@pytest.mark.parametrize(
    ("teks", "nilai", "is_said"),
    [
        ("105,71", "105.714285", True), ("105,72", "105.714285", False), ("0,5", "0.45", True),
        ("0,80", "-0.8", True), ("-0,80", "0.8", False), ("1.071.834.400,00", "1071834400", True),
        ("1.234", "1.234", False), ("1.234", "1234", True), ("Rp1,07 miliar", "1071834400", True),
        ("3 (tiga)", "3", True), ("1:15", "15", True), ("≥ 95", "95", True), ("2024", "2024", True),
        ("12.5", "12.5", False),
    ],
)  # fmt: skip
def test_what_a_text_says(teks: str, nilai: str, is_said: bool) -> None:
    assert says(teks, Decimal(nilai)) is is_said


@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=6), st.integers(0, 4))
def test_every_formatted_number_says_its_value(value: Decimal, places: int) -> None:
    for text in (format_angka(value, places), format_persen(value, places), format_rupiah(value, places)):
        assert says(text, value)


_WORDS = st.text("abcdefg ,.-–%()", max_size=12)
_VALUES = st.decimals(-9999, 99999999, allow_nan=False, places=2)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.tuples(_WORDS, _VALUES), max_size=4), max_size=6), st.lists(_VALUES, max_size=6))
def test_any_draft_is_traced_and_any_changed_digit_is_caught(
    texts: list[list[tuple[str, Decimal]]], cells: list[Decimal]
) -> None:
    ledger = Ledger()
    numbers = iter(range(10_000))

    def cell(value: Decimal) -> Angka:
        return ledger.dari_sel(isian(str(value), str(value), f"D{next(numbers)}"), format_angka(value))

    rows = tuple(BarisTabel(((cell(v),), p("kata"))) for v in cells)
    blocks = [
        Judul(1, p("BAB"), "BAB III"),
        *(Paragraf(tuple(x for w, v in t for x in (Polos(w + " "), cell(v), Polos(" ")))) for t in texts),
        Tabel(p("Tabel"), (KolomTabel(p("a"), 1), KolomTabel(p("b"), 2)), rows),
    ]
    docx = write_docx(Draft(Identitas(INSTANSI), "3", tuple(blocks), 0, "uji"), ledger)
    report = audit(docx, ledger)
    assert report.salah == ()
    assert report.angka == sum(map(len, texts)) + len(cells) + 1
    if cells:
        text = format_angka(cells[-1])
        other = text[:-1] + str((int(text[-1]) + 1) % 10)
        assert not audit(replaced(docx, DOCUMENT, f">{text}<", f">{other}<"), ledger).sah
