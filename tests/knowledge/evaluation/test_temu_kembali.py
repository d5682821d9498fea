"""Retrieval measured on a stub of an index whose hits are known."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from knowledge.errors import KnowledgeError
from knowledge.evaluation.soal import Himpunan, Soal, development_set, read_soal, shipped_sets
from knowledge.evaluation.tempat import Tempat
from knowledge.evaluation.temu_kembali import VARIAN, evaluate, judged, measures
from knowledge.index.model import Bobot
from knowledge.letak import parse_letak

PP = "PP 1/2001"


def soal(id_: str, *letak: str, **changes: Any) -> Soal:
    return replace(Soal(id_, id_, tempat=tuple(Tempat(PP, parse_letak(one)) for one in letak)), **changes)


def places(*letak: str) -> list[Tempat]:
    return [Tempat(PP, parse_letak(one)) for one in letak]


class Stub:
    """Finds what it is told by the question; without words it finds nothing."""

    def __init__(self, found: dict[str, list[str]], *, vektor: float = 0.3) -> None:
        self.found, self.bobot, self.asked = found, Bobot(vektor=vektor), list[tuple[str, Bobot | None]]()

    def search(self, query: str, *, limit: int, bobot: Bobot | None = None) -> Any:
        self.asked.append((query, bobot))
        letak = [] if bobot is not None and bobot.kata == 0 else self.found.get(query, [])
        passages = [SimpleNamespace(sumber_id="pp", letak=parse_letak(one)) for one in letak[:limit]]
        return SimpleNamespace(hits=[SimpleNamespace(passage=p) for p in passages])

    def source(self, sumber_id: str) -> Any:
        return SimpleNamespace(singkat=PP)


def test_lenient_and_strict_rank_of_one_list() -> None:
    found = judged(soal("s", "Pasal 6 ayat (2)"), places("Pasal 1", "Pasal 6", "Pasal 6 ayat (2)"))
    assert (found.longgar, found.ketat) == (2, 3)


def test_figures_of_four_lists_by_hand() -> None:
    """Ranks 1, 2, 4 and none."""
    lists = (["Pasal 6"], ["Pasal 1", "Pasal 6"], ["Pasal 1", "Pasal 2", "Pasal 3", "Pasal 6"], ["Pasal 1"])
    figures = measures([judged(soal(str(n), "Pasal 6"), places(*one)) for n, one in enumerate(lists)])
    assert figures.jumlah == 4
    assert figures.recall_1.rata == 0.25
    assert figures.recall_5.rata == figures.recall_10.rata == figures.recall_5_ketat.rata == 0.75
    assert figures.mrr.rata == pytest.approx((1 + 0.5 + 0.25) / 4)
    assert figures.ndcg_5.rata == pytest.approx((1 + 0.63093 + 0.43068) / 4, abs=1e-5)


def test_a_set_is_searched_whole_and_without_each_part() -> None:
    himpunan = Himpunan(
        "coba",
        (
            soal("a", "Pasal 6", gaya="formal"),
            soal("b", "Pasal 7", sebelumnya=("dulu",), gaya="typo"),
            soal("c", tolak=True),
        ),
    )
    index: Any = Stub({"a": ["Pasal 6"], "dulu b": ["Pasal 1", "Pasal 7"]})
    result = evaluate(himpunan, index)
    assert [p.longgar for p in result.peringkat] == [1, 2]
    by_style = {name: u.recall_1.rata for name, u in result.per(lambda s: s.gaya).items()}
    assert by_style == {
        "formal": 1,
        "typo": 0,
    }
    by_name = {one.nama: one for one in result.ablasi}
    assert set(by_name) == set(VARIAN)
    assert by_name["tanpa kata"].selisih_recall_5.rata == 1
    assert by_name["tanpa huruf"].selisih_recall_5.rata == 0
    assert {query for query, _ in index.asked} == {"a", "dulu b"}


def test_without_an_embedder_its_ablations_are_left_out() -> None:
    index: Any = Stub({}, vektor=0.0)
    names = {one.nama for one in evaluate(Himpunan("coba", (soal("a", "Pasal 6"),)), index).ablasi}
    assert names == set(VARIAN) - {"tanpa vektor", "vektor saja"}


def test_each_ablation_takes_its_part_away() -> None:
    whole = Bobot()
    assert VARIAN["tanpa kata"](whole).kata == VARIAN["tanpa huruf"](whole).huruf == 0
    assert VARIAN["tanpa vektor"](whole).vektor == VARIAN["tanpa padanan"](whole).padanan == 0
    assert not VARIAN["tanpa perbaikan ejaan"](whole).perbaikan_ejaan
    assert not VARIAN["tanpa acuan"](whole).acuan
    alone = VARIAN["vektor saja"](whole)
    assert (alone.kata, alone.huruf, alone.acuan) == (0, 0, False)
    assert alone.vektor > 0


def test_the_shipped_sets_are_read_and_the_test_half_is_closed() -> None:
    tala, uji = shipped_sets()
    assert (tala.nama, tala.tertutup, uji.nama, uji.tertutup) == ("tala", False, "uji", True)
    assert len(tala.soal) + len(uji.soal) >= 150
    assert any(s.sebelumnya for s in tala.soal)
    assert all(s.tempat and s.wajib for s in (*tala.terjawab, *uji.terjawab))


def test_no_development_set_where_its_folder_is_absent(tmp_path: Path) -> None:
    assert development_set(tmp_path) is None


def test_a_file_of_questions(tmp_path: Path) -> None:
    line = {"id": "x1", "question": "apa?", "expect": "answer", "must_contain": [["Ya", "benar"]],
            "must_cite": [{"sumber": PP, "letak": "Pasal 6"}], "history": [{"question": "lalu?"}],
            }  # fmt: skip
    file = tmp_path / "soal.jsonl"
    file.write_text(json.dumps(line) + "\n\n", encoding="utf-8")
    (one,) = read_soal(file)
    assert (one.utuh, one.wajib) == ("lalu? apa?", (("ya", "benar"),))
    assert one.tempat == tuple(places("Pasal 6"))


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '"x"', '{"question": "apa?"}', '{"question": "apa?", "expect": "maybe"}',
     '{"question": 1, "expect": "answer"}', '{"question": "a", "expect": "answer", "must_cite": [1]}',
     '{"question": "a", "expect": "answer", "must_contain": ["ya"]}',
     '{"question": "a", "expect": "answer", "must_cite": null}'],
)  # fmt: skip
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "soal.jsonl"
    file.write_text('{"question": "apa?", "expect": "refuse"}\n' + line, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"Baris 2 dalam berkas soal soal\.jsonl") as caught:
        read_soal(file)
    assert caught.value.kode == "soal-tidak-terbaca"


@pytest.mark.parametrize("content", [None, b"", b"\n\n", b"\xff\xfe\x00"])
def test_a_file_without_questions_is_refused(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "soal.jsonl"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(KnowledgeError, match=r"soal\.jsonl"):
        read_soal(file)
