"""An answer sees what was published before it was asked, also where an older text of it was kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.makna import Makna
from bot.answering.model import Status
from bot.answering.service import Answering
from knowledge.index.model import Muatan
from knowledge.index.service import KnowledgeIndex
from knowledge.model import Aspek, Jenis, Passage, Pernyataan, Sumber
from tests.answering.conftest import NOW
from tests.knowledge.index.helpers import FakeEmbedder, muatan, passage, shipped_sample

SOURCE = Sumber("se-kelautan", Jenis.REGULASI, "SE Kelautan 7/2031", "Laporan kelautan", tahun=2031)
QUESTION = "Kapan laporan kelautan disampaikan kepada bupati?"


def _stated(text: str) -> Passage:
    said = Pernyataan(Aspek.TENGGAT, text)
    plain = passage(SOURCE.id, "tenggat", text, letak="Pasal 4")
    return replace(plain, judul="Tenggat penyampaian laporan kelautan kepada bupati", pernyataan=(said,))


FIRST = _stated("Laporan kelautan disampaikan kepada bupati paling lambat tanggal 5 Maret.")
SECOND = _stated("Laporan kelautan disampaikan kepada bupati paling lambat tanggal 9 April.")


def _opened(folder: Path) -> KnowledgeIndex:
    def sources() -> tuple[Muatan, ...]:
        return shipped_sample(20, sources=2)

    return KnowledgeIndex(folder, shipped=sources, stamp=lambda: "1", embedder=FakeEmbedder()).open()


@pytest.mark.parametrize("by_another", [False, True], ids=["same process", "another process"])
def test_an_answer_is_that_of_the_passage_as_it_was_published_last(tmp_path: Path, by_another: bool) -> None:
    index = _opened(tmp_path)
    writer = _opened(tmp_path) if by_another else index
    answering = Answering(index, makna=Makna(FakeEmbedder()))
    before, _ = answering.answer(QUESTION, sekarang=NOW)
    assert "kelautan" not in before.jawaban.lower()
    for one, day in ((FIRST, "5 Maret"), (SECOND, "9 April"), (FIRST, "5 Maret")):
        writer.add(muatan(SOURCE, one))
        for _ in range(2):
            answer, trace = answering.answer(QUESTION, sekarang=NOW)
            assert answer.status is Status.DIJAWAB
            assert day in answer.jawaban
            assert [k.passage_id for k in answer.kutipan] == [one.id]
            assert trace.hits[0].passage == one
    writer.remove(SOURCE.id)
    after, _ = answering.answer(QUESTION, sekarang=NOW)
    assert after.jawaban == before.jawaban
