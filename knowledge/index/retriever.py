"""The index as a LangChain retriever, for chains that expect one."""

from __future__ import annotations

import asyncio
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from knowledge.index.model import Bobot, Hit, Knowledge
from knowledge.scope import PUBLIK, Scope


class KnowledgeRetriever(BaseRetriever):
    """Searches with one scope, fixed when the retriever is made.

    Import this module only where LangChain is wanted: langchain-core takes half a second to import."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Any
    """A ``Knowledge``; pydantic cannot check a protocol."""
    scope: Scope = PUBLIK
    k: int = 5
    bobot: Bobot | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        index: Knowledge = self.index
        found = index.search(query, self.scope, limit=self.k, bobot=self.bobot)
        return [to_document(hit, index) for hit in found.hits]

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun
    ) -> list[Document]:
        # The search is CPU work of some milliseconds and native code: a thread keeps the loop free.
        return await asyncio.to_thread(
            self._get_relevant_documents, query, run_manager=run_manager.get_sync()
        )


def to_document(hit: Hit, index: Knowledge) -> Document:
    """A hit as LangChain's document; the text is the passage's, metadata says where it stands."""
    passage = hit.passage
    source = index.source(passage.sumber_id)
    first, last = passage.halaman or (None, None)
    return Document(
        id=passage.id,
        page_content=passage.teks,
        metadata={
            "sumber_id": passage.sumber_id,
            "sumber": source.singkat if source else passage.sumber_id,
            "jenis": str(passage.jenis),
            "judul": passage.judul,
            "letak": str(passage.letak),
            "halaman": first,
            "halaman_akhir": last,
            "tahun": passage.tahun,
            "verifikasi": str(passage.verifikasi),
            "status": str(passage.status),
            "bentuk": str(passage.bentuk),
            "skor": hit.skor,
            "cakupan": hit.cakupan,
            **{f"skor_{name}": value for name, value in hit.bagian.items()},
        },
    )
