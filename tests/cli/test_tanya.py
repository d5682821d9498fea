"""``tanya``, ``jejak`` and ``indeks`` as a person and as a program use them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.app import App
from tests.bantu.pengetahuan import siapkan_indeks
from tests.cli.helpers import Ran, assert_indonesian, lkjip

FIELDS = {
    "pertanyaan", "status", "jawaban", "kutipan", "keyakinan", "alasan", "terdekat", "waktu_ms",
}  # fmt: skip
CITATION = {"sumber", "sumber_id", "jenis", "letak", "teks", "halaman", "verifikasi", "status_berlaku"}


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One DATA_DIR for the tests of this file, its index built before; the first test finds none."""
    return siapkan_indeks(tmp_path_factory.mktemp("data"))


@pytest.fixture
def run(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LKJIP_DATA_DIR", str(data_dir))


def tanya(*args: str | Path) -> Ran:
    return lkjip("tanya", *args)


def test_a_question_is_answered_with_its_place() -> None:
    ran = tanya("kapan paling lambat LKj dinas disampaikan ke bupati?")
    assert ran.code == 0
    assert "akhir Februari" in ran.out or "2 (dua) bulan" in ran.out
    assert "Permenpan-RB 53/2014, Lampiran II huruf D, hlm. 20" in ran.out
    assert_indonesian(ran.out)


@pytest.mark.usefixtures("run")
def test_the_document_has_the_fields_of_the_contract() -> None:
    document = tanya("siapa yang mereviu laporan kinerja?", "--json").document
    assert set(document) >= FIELDS
    assert document["status"] == "dijawab"
    assert all(set(one) >= CITATION for one in document["kutipan"])
    assert 0 <= document["keyakinan"] <= 1
    assert document["alasan"] is None


@pytest.mark.usefixtures("run")
def test_what_is_out_of_scope_is_refused_and_still_exit_code_0() -> None:
    ran = tanya("bagaimana cara memasak rendang?", "--json")
    assert (ran.code, ran.document["status"], ran.document["kutipan"]) == (0, "ditolak", [])
    assert ran.document["alasan"] == "di-luar-cakupan"


@pytest.mark.usefixtures("run")
def test_a_trace_tells_what_an_answer_rests_on() -> None:
    answer = tanya("apa tujuan reviu laporan kinerja?", "--json").document
    shown = lkjip("jejak", answer["jejak"])
    assert shown.code == 0
    assert "apa tujuan reviu laporan kinerja?" in shown.out
    assert "permenpan-rb-53-2014 Lampiran III huruf B" in shown.out
    document = lkjip("jejak", answer["jejak"], "--json").document
    assert document["isi"]["jawaban"]["jawaban"] == answer["jawaban"]
    assert document["isi"]["hits"][0]["skor"] > 0
    assert answer["jejak"] in lkjip("jejak").out


@pytest.mark.usefixtures("run")
def test_an_unknown_trace_is_said() -> None:
    ran = lkjip("jejak", "J0000-000000")
    assert ran.code == 2
    assert "tidak ada" in ran.err


@pytest.mark.usefixtures("run")
def test_a_file_of_questions_gives_a_line_each(tmp_path: Path) -> None:
    soal = tmp_path / "soal.jsonl"
    lines = [
        {"id": "a", "question": "apa itu perjanjian kinerja?"},
        {
            "id": "b",
            "question": "kalau untuk provinsi?",
            "history": [{"question": "kapan LKj kabupaten dikirim?"}],
        },
        {"id": "c", "question": "harga cabai hari ini?"},
    ]  # fmt: skip
    soal.write_text("\n".join(json.dumps(one) for one in lines) + "\n\n", encoding="utf-8")
    ran = tanya("--berkas", soal)
    assert ran.code == 0
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [one["id"] for one in answers] == ["a", "b", "c"]
    assert [one["status"] for one in answers] == ["dijawab", "dijawab", "ditolak"]
    assert all(set(one) >= FIELDS for one in answers)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("bukan json", "bukan JSON"),
        ('{"id": "1"}', '"question"'),
        ('{"question": "  "}', "kosong"),
        ("[1]", '"question"'),
    ],
)
@pytest.mark.usefixtures("run")
def test_a_wrong_line_is_named(tmp_path: Path, line: str, word: str) -> None:
    soal = tmp_path / "soal.jsonl"
    soal.write_text('{"id": "1", "question": "apa itu IKU?"}\n' + line, encoding="utf-8")
    ran = tanya("--berkas", soal)
    assert ran.code == 2
    assert "aris 2" in ran.err
    assert word in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    "args",
    [(), ("",), ("   ",), ("a" * 5000,), ("satu", "--berkas", "x.jsonl"), ("--berkas", "tidak-ada.jsonl")],
)
@pytest.mark.usefixtures("run")
def test_wrong_use_is_explained(args: tuple[str, ...]) -> None:
    ran = tanya(*args)
    assert ran.code == 2
    assert ran.err.startswith("Galat: ")
    assert_indonesian(ran.err)


@pytest.mark.usefixtures("run")
def test_strange_questions_end_well() -> None:
    for question in (
        "?",
        "😀😀",
        "'; DROP TABLE jejak; --",
        "\u202ex",
        "-- --",
    ):
        assert tanya("--", question).code == 0


RULE = """# PERATURAN BUPATI TEPI LAUT NOMOR 12 TAHUN 2024 TENTANG PELAPORAN KINERJA

BAB I KETENTUAN UMUM
Pasal 1
Dalam peraturan ini yang dimaksud dengan laporan mangrove adalah laporan luas tutupan mangrove setiap desa.
Pasal 2
(1) Camat menyampaikan laporan mangrove kepada Bupati.
(2) Laporan mangrove disampaikan paling lambat tanggal 10 Juli setiap tahun.
"""


@pytest.mark.usefixtures("run")
def test_a_document_is_added_answers_and_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "perbup-12-2024.md"
    path.write_text(RULE, encoding="utf-8")
    added = lkjip("indeks", "tambah", path, "--jenis", "regulasi", "--json")
    assert added.code == 0, added.err
    source = added.document["id"]
    assert added.document["baru"] is True
    assert lkjip("indeks", "tambah", path, "--jenis", "regulasi", "--json").document["baru"] is False

    answer = tanya("kapan laporan mangrove disampaikan camat?", "--json").document
    assert answer["status"] == "dijawab"
    assert "10 Juli" in answer["jawaban"]
    assert answer["kutipan"][0]["letak"].startswith("Pasal 2")
    assert answer["kutipan"][0]["bentuk"] == "kutipan"

    assert source in lkjip("indeks", "daftar").out
    assert lkjip("indeks", "hapus", source).code == 0
    after = tanya("kapan laporan mangrove disampaikan camat?", "--json").document
    assert "10 Juli" not in after["jawaban"]
    assert source not in {one["sumber_id"] for one in after["kutipan"]}


@pytest.mark.usefixtures("run")
def test_what_cannot_be_removed_or_added_is_said(tmp_path: Path) -> None:
    shipped = lkjip("indeks", "hapus", "permenpan-rb-53-2014")
    unknown = lkjip("indeks", "hapus", "tidak-ada")
    empty = tmp_path / "kosong.md"
    empty.write_text("")
    nothing = lkjip("indeks", "tambah", empty)
    kind = lkjip("indeks", "tambah", empty, "--jenis", "novel")
    assert [one.code for one in (shipped, unknown, nothing, kind)] == [2, 2, 2, 2]
    for one in (shipped, unknown, nothing, kind):
        assert_indonesian(one.err)


@pytest.mark.usefixtures("run")
def test_the_index_can_be_built_again() -> None:
    document = lkjip("indeks", "bangun", "--json").document
    assert document["passage"] > 500


@pytest.mark.usefixtures("run")
def test_one_question_imports_nothing_heavy() -> None:
    """What is imported is most of the time of a single question."""
    tanya("apa itu IKU?")  # the index is there
    code = (
        "import sys; from bot.cli import main\n"
        "assert main(['tanya', 'kapan LKjIP dinas dikirim?']) == 0\n"
        "print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, timeout=60, check=True, text=True
    )
    heavy = (
        "alembic bm25s chromadb docx langchain langchain_chroma langchain_core lxml matplotlib openpyxl "
        "pypdfium2 requests scipy torch transformers"
    )
    assert not set(heavy.split()) & set(done.stderr.split())


@pytest.mark.usefixtures("run")
def test_the_trace_is_kept_after_the_answer_was_shown_however_that_ended() -> None:
    app = App()
    seen: list[str] = []

    def nobody_reads() -> None:
        with app.answered("apa itu IKU?") as answer:
            seen.append(answer.jejak_id or "")
            assert app.traces.get(seen[0]) is None
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        nobody_reads()
    assert app.traces.get(seen[0]) is not None
