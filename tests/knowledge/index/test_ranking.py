from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.index.analyser import Analyser
from knowledge.index.catalogue import Catalogue
from knowledge.index.lexical import LexicalIndex
from knowledge.index.model import Bobot, Pencarian
from knowledge.index.ranking import rank
from knowledge.model import Bentuk, Jenis, Passage, StatusBerlaku, Sumber
from knowledge.scope import PUBLIK, Scope
from tests.knowledge.index.helpers import WORDS, FakeEmbedder, passage

ANALYSER = Analyser()
SOURCES = (
    Sumber("aturan-a", Jenis.REGULASI, "Permenpan-RB 77/2031", "Aturan A", nomor="77", tahun=2031),
    Sumber("aturan-b", Jenis.REGULASI, "PP 78/2032", "Aturan B", nomor="78", tahun=2032),
    Sumber("lapor-x", Jenis.LKJIP, "LKjIP Dinas Kelautan Rekaan 2030", "Laporan", contoh=True),
    Sumber("nara", Jenis.NARASUMBER, "Jawaban narasumber", "Jawaban"),
)


class Corpus:
    def __init__(self, *passages: Passage) -> None:
        self.passages = passages
        self.catalogue = Catalogue(passages, SOURCES)
        self.lexical = LexicalIndex.build(passages, ANALYSER, sources={s.id: s for s in SOURCES})

    def ask(
        self, text: str, scope: Scope = PUBLIK, *, limit: int = 10, bobot: Bobot | None = None
    ) -> Pencarian:
        return rank(
            text,
            catalogue=self.catalogue,
            lexical=self.lexical,
            analyser=ANALYSER,
            scope=scope,
            limit=limit,
            bobot=bobot,
        )


def ids(result: Pencarian) -> list[str]:
    return [hit.passage.id for hit in result.hits]


GENERAL = Corpus(
    passage(
        "aturan-a",
        "waktu",
        "Perjanjian kinerja disusun paling lambat satu bulan.",
        letak="Lampiran I huruf C",
    ),
    passage("aturan-a", "reviu", "Inspektorat mereviu laporan kinerja.", letak="Lampiran III huruf A"),
    passage("aturan-a", "huruf-d", "Penyampaian kepada bupati.", letak="Lampiran II huruf D"),
    passage("aturan-a", "huruf-d-1", "Batas waktu dua bulan.", letak="Lampiran II huruf D angka 1"),
    passage("aturan-b", "pasal-19", "Kepala dinas menyampaikan laporan.", letak="Pasal 19"),
    passage(
        "aturan-b", "pasal-20", "Laporan keuangan dan kinerja gabungan disusun gubernur.", letak="Pasal 20"
    ),
)


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("kapan perjanjian kinerja disusun?", "aturan-a#waktu"),
        ("kpn PK hrs disusun?", "aturan-a#waktu"),
        ("perjanjiankinerja dsusun kapan", "aturan-a#waktu"),
        ("apip mereviu LKjIP gak sih", "aturan-a#reviu"),
        ("siapa mereview laporan", "aturan-a#reviu"),
        ("pasal 19 pp 78 tentang apa", "aturan-b#pasal-19"),
        ("lampiran 2 huruf d", "aturan-a#huruf-d"),
        ("laporan gabungan gubernurr", "aturan-b#pasal-20"),
    ],
)
def test_the_passage_that_was_meant_is_first(question: str, best: str) -> None:
    assert ids(GENERAL.ask(question))[0] == best


def test_a_named_place_comes_first_then_what_lies_inside() -> None:
    result = GENERAL.ask("lampiran II huruf D permenpan 77")
    assert ids(result)[:2] == ["aturan-a#huruf-d", "aturan-a#huruf-d-1"]
    assert result.hits[0].bagian["acuan"] == 1.0
    assert result.acuan[0].sumber_id == "aturan-a"
    assert result.hits[0].skor > 0.7


def test_without_references_only_the_words_count() -> None:
    result = GENERAL.ask("lampiran II huruf D permenpan 77", bobot=Bobot(acuan=False))
    assert result.acuan == ()
    assert all(hit.bagian["acuan"] == 0 for hit in result.hits)


def test_a_named_source_is_preferred() -> None:
    one = passage("aturan-a", "x", "Laporan disampaikan tiap tahun.", letak="Pasal 2")
    two = passage("aturan-b", "y", "Laporan disampaikan tiap tahun.", letak="Pasal 2")
    corpus = Corpus(one, two)
    assert ids(corpus.ask("kapan laporan disampaikan menurut pp 78/2032"))[0] == "aturan-b#y"
    assert ids(corpus.ask("kapan laporan disampaikan menurut permenpan 77"))[0] == "aturan-a#x"


def test_coverage_counts_what_the_passage_has_by_rarity() -> None:
    whole = GENERAL.ask("inspektorat mereviu").hits[0]
    half = GENERAL.ask("inspektorat mereviu kelapa sawit").hits[0]
    assert whole.cakupan == pytest.approx(1.0)
    assert 0 < half.cakupan < 0.7
    assert GENERAL.ask("inspktorat mereviu").hits[0].cakupan == pytest.approx(1.0)
    assert GENERAL.ask("apip mereviu").hits[0].cakupan == pytest.approx(1.0)


def test_words_of_the_question_are_reported() -> None:
    terms = {term.kata: term for term in GENERAL.ask("gk ada inspktorat utk kelapa").istilah}
    assert terms["gk"].baku == "tidak"
    assert terms["inspktorat"].baku == "inspektorat"
    assert terms["inspktorat"].dikenal
    assert not terms["kelapa"].dikenal
    assert terms["kelapa"].bobot > terms["inspktorat"].bobot > terms["utk"].bobot == 0


def test_without_repair_a_misspelling_stays_unknown() -> None:
    terms = GENERAL.ask("inspktorat", bobot=Bobot(perbaikan_ejaan=False)).istilah
    assert not terms[0].dikenal


def test_a_reference_answer_precedes_what_is_as_good() -> None:
    rule = passage("aturan-a", "r", "Laporan disampaikan kepada bupati.", letak="Pasal 2")
    answer = passage("nara", "n", "Laporan disampaikan kepada bupati.", letak="", jenis=Jenis.NARASUMBER)
    other = passage("nara", "o", "Bupati menilai pagu.", letak="", jenis=Jenis.NARASUMBER)
    assert ids(Corpus(rule, answer, other).ask("laporan disampaikan kepada siapa"))[0] == "nara#n"
    assert ids(Corpus(rule, other).ask("laporan disampaikan kepada bupati"))[0] == "aturan-a#r"


def test_a_revoked_rule_comes_after_those_in_force_unless_asked_for() -> None:
    text = "Laporan disampaikan kepada bupati."
    old = passage("aturan-b", "old", text, letak="Pasal 3", status=StatusBerlaku.DICABUT)
    new = passage(
        "aturan-a", "new", text + " Batas waktunya dua bulan setelah tahun berakhir.", letak="Pasal 2"
    )
    corpus = Corpus(old, new)
    assert ids(corpus.ask("laporan disampaikan kepada siapa"))[0] == "aturan-a#new"
    assert ids(corpus.ask("laporan disampaikan kepada siapa menurut pp 78/2032"))[0] == "aturan-b#old"


def test_a_sample_report_is_weighed_down_until_it_is_asked_for() -> None:
    sample = replace(
        passage("lapor-x", "k", "Kendala: serapan anggaran rendah.", letak="Bab III", jenis=Jenis.LKJIP),
        contoh=True,
        instansi="Dinas Kelautan Rekaan",
    )
    rule = passage("aturan-a", "r", "Kendala serapan anggaran dijelaskan beserta penyebab dan solusinya.")
    corpus = Corpus(sample, rule)
    assert ids(corpus.ask("kendala serapan anggaran"))[0] == "aturan-a#r"
    assert ids(corpus.ask("contoh kendala serapan anggaran rendah"))[0] == "lapor-x#k"
    assert ids(corpus.ask("kendala serapan anggaran di dinas kelautan"))[0] == "lapor-x#k"
    reports = Scope(jenis=frozenset({Jenis.LKJIP}))
    assert corpus.ask("kendala serapan", reports).hits[0].skor > corpus.ask("kendala serapan").hits[-1].skor


def test_a_summary_carries_the_words_of_the_source() -> None:
    ours = passage(
        "aturan-a", "kami", "Laporan disampaikan dua bulan setelah tahun berakhir.", letak="Pasal 2"
    )
    theirs = replace(
        passage("aturan-a", "naskah", "Laporan disampaikan paling lama dua bulan.", letak="Pasal 2"),
        bentuk=Bentuk.KUTIPAN,
    )
    below = replace(theirs, id="aturan-a#ayat", letak=theirs.letak.child("ayat", "1"))
    result = Corpus(ours, theirs, below).ask("kapan laporan disampaikan")
    hits = {hit.passage.id: hit for hit in result.hits}
    assert "aturan-a#naskah" not in hits
    assert hits["aturan-a#kami"].naskah == (theirs,)
    only_below = Corpus(ours, below).ask("kapan laporan disampaikan")
    assert {h.passage.id: h.naskah for h in only_below.hits}["aturan-a#kami"] == (below,)


def test_the_words_of_the_source_keep_to_the_scope() -> None:
    ours = passage("aturan-a", "kami", "Laporan disampaikan dua bulan.", letak="Pasal 2")
    theirs = replace(
        passage("aturan-a", "naskah", "Laporan disampaikan.", letak="Pasal 2", pemilik="pengguna:9"),
        bentuk=Bentuk.KUTIPAN,
    )
    corpus = Corpus(ours, theirs)
    assert corpus.ask("laporan disampaikan").hits[0].naskah == ()
    mine = Scope(pemilik=frozenset({"umum", "pengguna:9"}))
    assert corpus.ask("laporan disampaikan", mine).hits[0].naskah == (theirs,)


class Neighbours:
    """A vector store that answers with fixed rows, also of others."""

    def __init__(self, *rows: tuple[int, float]) -> None:
        self.rows = rows

    def nearest(self, vector: Sequence[float], scope: Scope, k: int) -> Sequence[tuple[int, float]]:
        return self.rows[:k]


def test_vectors_add_their_part_and_keep_to_the_scope() -> None:
    private = passage("aturan-b", "p", "Rahasia.", pemilik="pengguna:1")
    rows = (*GENERAL.passages, private)
    corpus = Corpus(*rows)
    result = rank(
        "sesuatu tentang kelapa",
        catalogue=corpus.catalogue,
        lexical=corpus.lexical,
        analyser=ANALYSER,
        vectors=Neighbours((1, 0.9), (3, -0.4), (len(rows) - 1, 1.0)),
        embedder=FakeEmbedder(),
        scope=PUBLIK,
    )
    assert ids(result)[0] == "aturan-a#reviu"
    assert "aturan-b#p" not in ids(result)
    assert all(hit.skor < 0.1 for hit in result.hits[1:])
    assert result.hits[0].bagian["vektor"] == pytest.approx(0.9)
    assert result.hits[0].skor < 0.3


@pytest.mark.parametrize("question", ["", "   ", "???", "yang dan atau", "kelapa sawit"])
def test_a_question_without_known_words_finds_nothing(question: str) -> None:
    assert GENERAL.ask(question).hits == ()


@given(
    st.lists(st.sampled_from((*WORDS, "pasal 19", "pp 78", "gk", "perjanian", "kelapa")), max_size=8),
    st.integers(1, 5),
)
@settings(max_examples=60, deadline=None)
def test_any_question_is_ranked_in_order_and_bounds(words: list[str], limit: int) -> None:
    result = GENERAL.ask(" ".join(words), limit=limit)
    marks = [hit.skor for hit in result.hits]
    assert marks == sorted(marks, reverse=True)
    assert len(marks) <= limit
    assert all(0 < hit.skor <= 1 and 0 <= hit.cakupan <= 1 for hit in result.hits)
    assert len(set(ids(result))) == len(marks)
