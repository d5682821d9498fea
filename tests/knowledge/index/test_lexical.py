from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.index.analyser import Analyser
from knowledge.index.lexical import LexicalIndex, Suku
from knowledge.index.postings import Documents, Postings
from knowledge.letak import parse_letak
from tests.knowledge.index.helpers import WORDS, passage

ANALYSER = Analyser()
TEXTS = (
    "Perjanjian kinerja disusun setelah dokumen anggaran disahkan.",
    "Laporan kinerja disampaikan kepada bupati paling lambat dua bulan setelah tahun anggaran berakhir.",
    "Inspektorat mereviu laporan kinerja sebelum disampaikan.",
    "Serapan anggaran dihitung dari realisasi dan pagu.",
    "Indikator kinerja utama ditetapkan pimpinan instansi.",
)
INDEX = LexicalIndex.build(
    [passage("uji", str(n), text, letak=f"Lampiran II huruf {'ABCDE'[n]}") for n, text in enumerate(TEXTS)],
    ANALYSER,
)


def scores(index: LexicalIndex, *words: str) -> tuple[list[float], list[float]]:
    found = index.scores([Suku((ANALYSER.stem(word),)) for word in words], words)
    return [float(x) for x in found.kata], [float(x) for x in found.huruf]


def test_the_passage_with_the_words_is_best() -> None:
    kata, huruf = scores(INDEX, "serapan", "pagu")
    assert int(np.argmax(kata)) == int(np.argmax(huruf)) == 3
    assert kata[0] == 0.0


def test_scores_are_shares_of_what_can_be_reached() -> None:
    """An unknown word lowers the best hit: it is not scaled to 1."""
    alone, _ = scores(INDEX, "pagu")
    beside, _ = scores(INDEX, "pagu", "kelapa")
    assert 0 < max(beside) < max(alone) <= 1


def test_a_misspelt_word_still_reaches_its_passage() -> None:
    kata, huruf = scores(INDEX, "inspektorrat")
    assert max(kata) == 0.0
    assert int(np.argmax(huruf)) == 2


def test_a_large_index_matches_words_by_the_grams_of_its_vocabulary(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("knowledge.index.lexical.MOST_GRAMS", 2)
    index = LexicalIndex.build([passage("uji", str(n), text) for n, text in enumerate(TEXTS)], ANALYSER)
    _, huruf = scores(index, "inspektorrat")
    assert int(np.argmax(huruf)) == 2
    assert [value > 0 for value in huruf] == [False, False, True, False, False]
    index.save(tmp_path)
    assert scores(LexicalIndex.load(tmp_path, ANALYSER), "inspektorrat")[1] == huruf


def test_a_phrase_is_more_than_its_words() -> None:
    rows = ["satuan kerja menilai perangkat", "kerja perangkat satuan menilai"]
    index = LexicalIndex.build([passage("s", str(n), text) for n, text in enumerate(rows)], ANALYSER)
    _, huruf = scores(index, "satuan", "kerja")
    assert huruf[0] > huruf[1]


def test_another_form_counts_less_than_the_name_itself_and_never_beside_it() -> None:
    named = INDEX.scores([Suku(("pagu",), (("anggar",),))], ())
    other = INDEX.scores([Suku(("lauk",), (("pagu",),))], ())
    plain = INDEX.scores([Suku(("pagu",))], ())
    assert float(named.kata[3]) >= float(plain.kata[3]) > float(other.kata[3]) > 0
    assert float(named.kata.max()) <= 1.0


def test_nothing_outside_of_the_mask_has_a_score() -> None:
    mask = np.array([True, False, True, False, True])
    found = INDEX.scores([Suku(("anggar",)), Suku(("lapor",))], ("anggaran", "laporan"), mask)
    assert not found.kata[~mask].any()
    assert not found.huruf[~mask].any()


def test_which_passages_have_a_stem() -> None:
    assert INDEX.holds((("anggar",),), range(5)).tolist() == [True, True, False, True, False]
    assert INDEX.holds((("kelapa",),), [0, 1]).tolist() == [False, False]
    assert INDEX.count("anggar") == 3
    assert INDEX.count("anggar", np.array([True, False, False, False, False])) == 1
    assert INDEX.idf("kelapa") == pytest.approx(1.0)
    assert INDEX.idf("kinerja") < INDEX.idf("pagu") < 1.0


def test_places_are_found_whole_and_inside() -> None:
    index = LexicalIndex.build(
        [
            passage("a", "1", "satu", letak="Lampiran II"),
            passage("a", "2", "dua", letak="Lampiran II huruf D"),
            passage("a", "3", "tiga", letak="Anak Lampiran II/1 Bab III huruf A"),
            passage("a", "4", "empat", letak="Lampiran III"),
        ],
        ANALYSER,
    )
    assert index.inside(parse_letak("lampiran ii")).tolist() == [0, 1, 2]
    assert index.exactly(parse_letak("Lampiran II")).tolist() == [0]
    assert index.inside(parse_letak("Lampiran II huruf d")).tolist() == [1]
    assert index.inside(parse_letak("Bab III")).tolist() == [2]
    assert index.inside(parse_letak("Anak Lampiran II/1")).tolist() == [2]
    assert index.inside(parse_letak("Pasal 3")).tolist() == []


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    INDEX.save(tmp_path)
    loaded = LexicalIndex.load(tmp_path, Analyser())
    for words in (("serapan", "pagu"), ("inspektorrat",), ("kinerja", "laporan")):
        assert scores(loaded, *words) == scores(INDEX, *words)
    assert loaded.inside(parse_letak("Lampiran II")).tolist() == [0, 1, 2, 3, 4]
    assert loaded.vocabulary() == INDEX.vocabulary()
    assert not list(tmp_path.rglob("*.pkl"))


def test_an_index_of_other_rules_is_refused(tmp_path: Path) -> None:
    INDEX.save(tmp_path)
    state = tmp_path / "leksikal.json"
    state.write_text(state.read_text(encoding="utf-8").replace(ANALYSER.sidik, "lain"), encoding="utf-8")
    with pytest.raises(ValueError):
        LexicalIndex.load(tmp_path, ANALYSER)


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    empty = LexicalIndex.build([], ANALYSER)
    empty.save(tmp_path)
    loaded = LexicalIndex.load(tmp_path, ANALYSER)
    assert loaded.size == 0
    assert scores(loaded, "kinerja") == ([], [])


@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), min_size=1, max_size=8),
    st.lists(st.sampled_from((*WORDS, "kelapa", "perjanian")), max_size=6),
)
@settings(max_examples=50, deadline=None)
def test_scores_stay_between_0_and_1(documents: list[list[str]], words: list[str]) -> None:
    rows = [passage("s", str(n), " ".join(text)) for n, text in enumerate(documents)]
    index = LexicalIndex.build(rows, ANALYSER)
    for part in scores(index, *words):
        assert all(0.0 <= value <= 1.0 for value in part)


@given(st.lists(st.lists(st.sampled_from("abcdefg"), max_size=9), max_size=7))
@settings(max_examples=60, deadline=None)
def test_postings_made_at_once_are_those_of_bm25s(texts: list[list[str]]) -> None:
    one, other = Documents(), Documents()
    for text in texts:
        one.add(text)
        other.add(text)
    at_once, reference = Postings.build_at_once(one), Postings.build(other)
    assert at_once.size == reference.size
    for word in one.ids:
        rows, values = at_once.column(word)
        expected_rows, expected = reference.column(word)
        assert rows.tolist() == expected_rows.tolist()
        assert values.tolist() == pytest.approx(expected.tolist(), rel=1e-6)
        assert (values.dtype, rows.dtype) == (expected.dtype, expected_rows.dtype)
