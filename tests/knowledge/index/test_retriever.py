"""The index as LangChain knows retrievers."""

from __future__ import annotations

import asyncio

from knowledge.index.service import KnowledgeIndex
from knowledge.scope import Scope, for_person
from tests.knowledge.index.helpers import regulation


def test_documents_carry_place_and_scores_within_the_scope(plain: KnowledgeIndex) -> None:
    from knowledge.index.retriever import KnowledgeRetriever

    plain.add(regulation("milik", "Kataunik milik seseorang.", pemilik="pengguna:4"))
    found = KnowledgeRetriever(index=plain, k=3, scope=for_person(4)).invoke("kataunik")
    assert found[0].id == "milik#pasal-1"
    assert found[0].page_content == "Kataunik milik seseorang."
    assert found[0].metadata["letak"] == "Pasal 1"
    assert found[0].metadata["sumber"] == "MILIK"
    assert found[0].metadata["skor"] > 0
    assert "skor_kata" in found[0].metadata
    assert len(KnowledgeRetriever(index=plain, k=3).invoke("kinerja")) == 3
    nobody = KnowledgeRetriever(index=plain, scope=Scope(frozenset()))
    assert nobody.invoke("kataunik kinerja") == []


def test_async_gives_the_same(plain: KnowledgeIndex) -> None:
    from knowledge.index.retriever import KnowledgeRetriever

    retriever = KnowledgeRetriever(index=plain, k=4)
    assert asyncio.run(retriever.ainvoke("target kinerja")) == retriever.invoke("target kinerja")
