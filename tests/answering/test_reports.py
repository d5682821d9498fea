"""Answers from reports and regulations that users add.  All offices are invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.conversation import converse
from bot.answering.guards import correction, guard, office_guard
from bot.answering.lookups import value_lookup
from bot.answering.model import Alasan, Answer, Status
from bot.answering.offices import named, pieced
from bot.answering.reference import figures, reference_lookup
from bot.answering.report_topics import wanted
from bot.answering.report_units import units
from bot.answering.reports import report_guard, report_lookup
from bot.answering.service import Answering
from knowledge.index.model import Muatan
from knowledge.index.service import KnowledgeIndex
from knowledge.ingest.naskah import Alinea, Blok, Naskah, Sel, Tabel
from knowledge.ingest.serap import Permintaan, ingest
from knowledge.letak import Letak
from knowledge.model import Bentuk, Jenis, Passage, Sumber, Verifikasi
from knowledge.scope import PUBLIK, Scope, for_person

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
OFFICE = "Dinas Perikanan dan Kelautan Kabupaten Arunika"
SECRET = "pengguna:7"

REPORT: tuple[tuple[int, str], ...] = (
    (1, "BAB I PENDAHULUAN"),
    (1, "1.1 Gambaran Umum"),
    (1, "Dinas Perikanan dan Kelautan Kabupaten Arunika melaksanakan urusan perikanan bagi nelayan kecil."),
    (1, "Wilayah kerjanya meliputi pesisir sepanjang empat puluh kilometer dengan sembilan desa nelayan."),
    (1, "Penduduk pesisir sebagian besar hidup dari menangkap ikan, menjemur garam, dan beternak kerang."),
    (1, "Pelabuhan pendaratan ikan terletak di muara sungai dan dipakai oleh ratusan kapal setiap musim."),
    (2, "BAB II PERENCANAAN KINERJA"),
    (2, "2.1 Visi dan Misi"),
    (2, "Perencanaan disusun bersama wakil nelayan dan pedagang dalam musyawarah yang diadakan tiap tahun."),
    (2, "Dinas menetapkan visi yaitu: “Laut lestari, nelayan sejahtera”."),
    (3, "BAB III AKUNTABILITAS KINERJA"),
    (3, "3.1 Capaian Kinerja"),
    (3, "Rata-rata capaian indikator sasaran tahun 2031 sebesar 96,40 persen dengan kategori sangat tinggi."),
    (4, "3.2 Realisasi Anggaran"),
    (5, "BAB IV PENUTUP"),
    (5, "4.1 Kendala dan Langkah Perbaikan"),
    (5, "Dalam upaya mencapai target terdapat beberapa kendala sebagai berikut:"),
    (5, "1. Armada tua"),
    (
        5,
        "Sebagian besar kapal nelayan berumur lebih dari dua puluh tahun dan sering rusak.",
    ),
    (6, "2. Cuaca buruk berlangsung lima bulan dalam setahun."),
    (6, "3. Harga bahan bakar naik."),
    (6, "Upaya pemecahan masalah yang dilaksanakan:"),
    (6, "1. Memberi bantuan mesin kapal."),
    (6, "2. Membangun tempat pendaratan ikan yang baru."),
)
RULE = """PERATURAN BUPATI ARUNIKA
NOMOR 9 TAHUN 2031
TENTANG
PELAPORAN RUMPON
BAB I KETENTUAN UMUM
Pasal 1
Dalam Peraturan Bupati ini yang dimaksud dengan:
1. Rumpon adalah alat bantu pengumpul ikan.
2. Laporan rumpon adalah laporan tahunan camat tentang rumpon di wilayahnya.
BAB II PELAPORAN
Pasal 2
(1) Camat menyampaikan laporan rumpon kepada Bupati.
(2) Laporan rumpon disampaikan paling lambat tanggal 10 Juli setiap tahun.
Pasal 3
Laporan rumpon memuat:
a. jumlah rumpon;
b. kerusakan rumpon; dan
c. rencana perbaikan rumpon.
"""


def _budget(order: int, *, total: bool) -> Tabel:
    rows = [
        ["No", "Program", "Anggaran (Rp)", "Realisasi (Rp)", "%"],
        ["1", "Program Pengelolaan Tangkap", "500.000.000", "450.000.000", "90,00"],
        ["2", "Program Budidaya Rumput Laut", "300.000.000", "270.000.000", "90,00"],
        ["3", "Program Pengawasan Pesisir", "200.000.000", "150.000.000", "75,00"],
    ]
    if total:
        rows.append(["", "JUMLAH", "1.000.000.000", "870.000.000", "87,00"])
    return Tabel(order, tuple(tuple(Sel(cell, 4) for cell in row) for row in rows), 4, "Realisasi Anggaran")


def _report(
    office: str = OFFICE, year: int = 2031, *, owner: str = "umum", total: bool = True, kendala: str = ""
) -> Muatan:
    blocks: list[Blok] = []
    for page, text in REPORT:
        said = text.replace(OFFICE, office).replace("2031", str(year))
        said = kendala if kendala and text.startswith("3. Harga") else said
        blocks.append(Alinea(len(blocks), said, page, text.startswith("BAB")))
        if text.startswith("3.2"):
            blocks.append(_budget(len(blocks), total=total))
    naskah = Naskah(f"{office}-{year}.pdf", "pdf", tuple(blocks), 6, sidik_berkas=f"{office}{year}{owner}")
    asked = Permintaan(jenis=Jenis.LKJIP, instansi=office, tahun=year, pemilik=owner)
    return ingest(naskah, asked).muatan


def _rule() -> Muatan:
    lines = [line for line in RULE.split("\n") if line]
    blocks = tuple(Alinea(n, line, None, line.isupper()) for n, line in enumerate(lines))
    naskah = Naskah("perbup.md", "md", blocks, sidik_berkas="rumpon")
    return ingest(naskah, Permintaan(jenis=Jenis.REGULASI)).muatan


def _reference(text: str, *, ident: str = "narasumber-1") -> Muatan:
    source = Sumber(ident, Jenis.NARASUMBER, "Sinta Rekaan (3 Maret 2032)", "Jawaban narasumber")
    passage = Passage(
        f"{ident}#jawaban", ident, Jenis.NARASUMBER, Letak(), "Batas waktu laporan rumpon disampaikan", text,
        bentuk=Bentuk.KUTIPAN, verifikasi=Verifikasi.SUMBER_SEKUNDER, kata=("kapan laporan rumpon dikirim",),
    )  # fmt: skip
    return Muatan(source, (passage,), ident)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeIndex]:
    """The shipped sources, two years of one office, another office, and a private report."""
    made = KnowledgeIndex(tmp_path_factory.mktemp("laporan")).open()
    made.add(
        _report(),
        _report(year=2030, kendala="3. Pelabuhan lama ditutup."),
        _report("Badan Pengelola Sungai Daerah Provinsi Nusa Elok", 2031, total=False),
        _report("Dinas Pertambakan Kabupaten Arunika", 2031, owner=SECRET, kendala="3. Rahasia tambak."),
        _rule(),
    )
    yield made
    made.close()


def _ask(index: KnowledgeIndex, question: str, scope: Scope = PUBLIK) -> Answer:
    answering = Answering(
        index,
        conversation=converse,
        guards=(guard,),
        lookups=(value_lookup, reference_lookup, report_lookup),
        result_guards=(report_guard, office_guard),
        corrections=(correction,),
    )
    return answering.answer(question, scope, sekarang=NOW)[0]


# --- which office ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("apa kendala dinas perikanan dan kelautan kabupaten arunika 2031?", OFFICE),
        ("kendala DPK arunika 2031", OFFICE),
        ("kendala diskankel arunika tahun 2031 apa aja", OFFICE),
        ("kendala dinas perikanan kab. arunka 2031", OFFICE),
        ("kendala BPSD nusel 2031", "Badan Pengelola Sungai Daerah Provinsi Nusa Elok"),
        ("kapan dinas wajib menyampaikan LKj", None),
        ("apa tugas bupati", None),
    ],
)
def test_an_office_is_known_by_its_words_and_short_names(
    index: KnowledgeIndex, question: str, office: str | None
) -> None:
    found = named(question, index.sources())
    held = {s.instansi for s in found.sumber} if found else set()
    assert held == ({office} if office else set())


def test_an_office_of_another_region_is_none_of_ours(index: KnowledgeIndex) -> None:
    found = named("kendala dinas perikanan dan kelautan cilacap 2031", index.sources())
    assert found is not None
    assert found.sumber == ()


@settings(max_examples=60, deadline=None)
@given(st.text("abdhiknorsu", min_size=1, max_size=14), st.integers(1, 4))
def test_pieces_always_come_from_the_words(short: str, count: int) -> None:
    words = ["perhubungan", "komunikasi", "informatika", "daerah"][:count]
    if pieced(short, words):
        assert set(short) <= set("".join(words))
        assert len(short) >= 2


# --- what is quoted ----------------------------------------------------------------------------------------


def test_a_list_is_quoted_whole_over_its_pages(index: KnowledgeIndex) -> None:
    answer = _ask(index, "bagaimana dinas perikanan arunika menjelaskan kendala 2031?")
    assert answer.status is Status.DIJAWAB
    for part in ("Armada tua", "berumur lebih dari dua puluh tahun", "Cuaca buruk", "Harga bahan bakar"):
        assert part in answer.jawaban
    assert "bantuan mesin" not in answer.jawaban
    assert "halaman 5-6" in answer.jawaban
    assert f"LKjIP {OFFICE} 2031" in answer.jawaban
    assert answer.kutipan[0].bentuk is Bentuk.KUTIPAN
    assert {k.sumber for k in answer.kutipan} == {f"LKjIP {OFFICE} 2031"}


def test_the_solution_is_its_own_list(index: KnowledgeIndex) -> None:
    answer = _ask(index, "bagaimana diskankel arunika mengatasi permasalahan tahun 2031")
    assert "bantuan mesin kapal" in answer.jawaban
    assert "Cuaca buruk" not in answer.jawaban


def test_both_are_given_where_both_are_asked(index: KnowledgeIndex) -> None:
    answer = _ask(index, "apa kendala dan solusi diskankel arunika 2031?")
    assert answer.jawaban.index("Cuaca buruk") < answer.jawaban.index("bantuan mesin kapal")


def test_the_whole_of_a_budget_is_its_total(index: KnowledgeIndex) -> None:
    answer = _ask(index, "berapa realisasi anggaran dinas perikanan kabupaten arunika 2031?")
    assert "870.000.000" in answer.jawaban
    assert "270.000.000" not in answer.jawaban
    assert answer.kutipan[0].bentuk is Bentuk.RINGKASAN
    assert answer.kutipan[0].halaman == "4"


def test_a_part_of_a_budget_is_its_row(index: KnowledgeIndex) -> None:
    answer = _ask(index, "berapa realisasi program budidaya rumput laut diskankel arunika 2031")
    assert "270.000.000" in answer.jawaban
    assert "450.000.000" not in answer.jawaban
    assert "870.000.000" not in answer.jawaban


def test_without_a_total_the_rows_are_said_to_be_rows(index: KnowledgeIndex) -> None:
    answer = _ask(index, "berapa realisasi anggaran badan pengelola sungai daerah nusa elok 2031")
    assert "merincinya per program" in answer.jawaban
    for figure in ("450.000.000", "270.000.000", "150.000.000"):
        assert figure in answer.jawaban


def test_the_vision_is_quoted(index: KnowledgeIndex) -> None:
    assert "Laut lestari, nelayan sejahtera" in _ask(index, "visi diskankel arunika 2031").jawaban


# --- which year, which document -----------------------------------------------------------------------------


def test_the_year_chooses_the_report_and_a_vague_one_the_newest(index: KnowledgeIndex) -> None:
    assert "Pelabuhan lama" in _ask(index, "kendala diskankel arunika 2030").jawaban
    vague = _ask(index, "kendala diskankel arunika tahun lalu").jawaban
    assert "Harga bahan bakar" in vague
    assert "laporan terbaru di indeks, tahun 2031" in vague


def test_a_year_without_a_report_is_refused_with_the_years_there_are(index: KnowledgeIndex) -> None:
    answer = _ask(index, "berapa realisasi anggaran diskankel arunika 2027?")
    assert answer.status is Status.DITOLAK
    assert answer.alasan is Alasan.DATA_INSTANSI
    assert "2030, 2031" in answer.jawaban


@pytest.mark.parametrize(
    "question",
    [
        "apa kendala dinas kesehatan cilacap 2031?",
        "berapa realisasi anggaran dinkes arunika 2031",
        "berapa indeks literasi digital dinas perikanan arunika 2031?",
    ],
)
def test_other_offices_and_matters_are_refused(index: KnowledgeIndex, question: str) -> None:
    answer = _ask(index, question)
    assert answer.status is Status.DITOLAK
    assert answer.alasan is Alasan.DATA_INSTANSI


def test_a_question_of_rule_is_not_taken_from_a_report(index: KnowledgeIndex) -> None:
    answer = _ask(index, "kapan paling lambat LKj dinas perikanan arunika disampaikan ke bupati?")
    assert answer.status is Status.DIJAWAB
    assert answer.kutipan[0].jenis is not Jenis.LKJIP


def test_a_private_report_answers_its_owner_alone(index: KnowledgeIndex) -> None:
    question = "apa kendala dinas pertambakan kabupaten arunika 2031?"
    mine = _ask(index, question, for_person("7"))
    assert "Rahasia tambak" in mine.jawaban
    for other in (PUBLIK, for_person("8")):
        answer = _ask(index, question, other)
        assert answer.status is Status.DITOLAK
        assert "Rahasia" not in f"{answer.jawaban} {answer.kutipan} {answer.terdekat}"


# --- regulations --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "place", "words"),
    [
        ("kapan laporan rumpon disampaikan camat?", "Pasal 2 ayat (2)", "tanggal 10 Juli"),
        ("laporan rumpon disampaikan kepada siapa?", "Pasal 2 ayat (1)", "kepada Bupati"),
        (
            "apa saja isi laporan rumpon?",
            "Pasal 3",
            "a. jumlah rumpon;\nb. kerusakan rumpon; dan\nc. rencana",
        ),
    ],
)
def test_the_sentence_of_the_asked_kind_is_quoted_at_its_place(
    index: KnowledgeIndex, question: str, place: str, words: str
) -> None:
    answer = _ask(index, question)
    assert answer.status is Status.DIJAWAB
    assert answer.kutipan[0].letak == place
    assert words in answer.jawaban
    assert "“Pasal" not in answer.jawaban
    assert not answer.kutipan[0].teks.startswith("Pasal")


@pytest.mark.parametrize(
    "name",
    [
        "Perbup Arunika 9/2031",
        "Peraturan Bupati Arunika Nomor 9 Tahun 2031",
        "Peraturan Bupati Kabupaten Arunika Nomor 9 Tahun 2031",
    ],
)
def test_a_place_of_an_added_regulation_is_found_by_its_short_and_long_name(
    index: KnowledgeIndex, name: str
) -> None:
    answer = _ask(index, f"Apa isi Pasal 3 {name}?")
    assert answer.status is Status.DIJAWAB
    assert {(k.sumber_id, k.letak) for k in answer.kutipan} == {("perbup-arunika-9-2031", "Pasal 3")}
    assert "kerusakan rumpon" in answer.jawaban


def test_a_place_of_a_regulation_of_another_issuer_is_refused(index: KnowledgeIndex) -> None:
    answer = _ask(index, "Apa isi Pasal 3 Peraturan Bupati Antah Nomor 53 Tahun 2014?")
    assert answer.status is Status.DITOLAK
    assert answer.kutipan == ()


# --- reference answers --------------------------------------------------------------------------------------


def test_a_reference_answer_is_given_and_a_differing_rule_beside_it(tmp_path: Path) -> None:
    index = KnowledgeIndex(tmp_path).open()
    question = "kapan batas waktu laporan rumpon disampaikan camat?"
    index.add(_rule(), _reference("Laporan rumpon dikirim camat paling lambat tanggal 5 Agustus."))
    answer = _ask(index, question)
    assert answer.jawaban.startswith("Menurut jawaban narasumber Sinta Rekaan (3 Maret 2032): ")
    assert "5 Agustus" in answer.jawaban
    assert "10 Juli" in answer.jawaban
    assert [k.jenis for k in answer.kutipan] == [Jenis.NARASUMBER, Jenis.REGULASI]

    index.add(_reference("Camat mengirim laporan rumpon paling lambat 10 Juli.", ident="narasumber-1"))
    agreeing = _ask(index, question)
    assert agreeing.jawaban.count("10 Juli") == 1
    index.close()


def test_figures_are_none_of_a_place_or_a_regulation() -> None:
    assert figures("Menurut Pasal 4 Permen 12/2031 ayat (2) paling lambat 30 hari, 12,5 persen") == {
        "30",
        "12,5",
    }


# --- parts --------------------------------------------------------------------------------------------------


def test_what_is_asked_is_read_without_the_office() -> None:
    asked = wanted("berapa realisasi anggaran program mangrove diskankel arunika 2031", [OFFICE])
    assert asked.utama is not None
    assert asked.utama.nama == "anggaran"
    assert asked.pokok == "mangrove"
    assert wanted("upaya mengatasi kendala", [OFFICE]).about("kendala") is False


def test_every_passage_of_a_report_is_in_some_unit() -> None:
    made = _report()
    held = {p.id for u in units(made.passages) for p in u.passages}
    assert held == {p.id for p in made.passages}
