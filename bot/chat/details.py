"""What stands behind an answer: the quoted words, the sources, and further passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.answering.citations import changing_relation, pages, source_name, status_note
from bot.answering.model import Kutipan
from bot.chat.answers import Balasan, nama_verifikasi, paragraphs, place, standing
from bot.chat.texts import say
from knowledge.model import Bentuk, Jenis, Passage, StatusBerlaku, Sumber
from knowledge.scope import Scope

if TYPE_CHECKING:
    from knowledge.index.service import KnowledgeIndex

TERPANJANG = 1500
"""Characters of one passage; the place is named, where the rest stands."""


def quotes_text(
    one: Balasan, knowledge: KnowledgeIndex, scope: Scope, *, nama: str | None = None
) -> Markup | None:
    """The words behind each citation; None where the answer cites nothing.  ``nama``: whose question it was,
    where that has to be said (in a group)."""
    if not one.kutipan:
        return None
    shown = [
        {
            "tempat": place(k),
            "teks": _quoted(k, knowledge, scope),
            "bentuk": _form(k),
            "mutu": standing(k),
        }
        for k in one.kutipan
    ]
    return say("tanya/kutipan", kutipan=shown, nama=nama)


def _quoted(one: Kutipan, knowledge: KnowledgeIndex, scope: Scope) -> str:
    """A quotation as it was compared with its source; of a summary the whole passage, since the answer has
    said its part already."""
    if one.bentuk is Bentuk.KUTIPAN:
        return f"“{one.teks}”"
    passage = knowledge.passage(one.passage_id, scope)
    return shortened(passage.teks if passage else one.teks)


def _form(one: Kutipan) -> str:
    if one.bentuk is Bentuk.KUTIPAN:
        return "Kutipan kata demi kata"
    if one.jenis in (Jenis.REGULASI, Jenis.SURAT):
        return "Ringkasan isi, bukan kutipan kata demi kata"
    return "Keterangan Asisten LKjIP" if one.jenis is not Jenis.NARASUMBER else "Jawaban narasumber"


def detail_text(one: Balasan, knowledge: KnowledgeIndex, scope: Scope, *, utuh: bool = False) -> Markup:
    """Sources in full, and further passages.  ``utuh``: with the whole answer, which was shortened before."""
    cited = dict.fromkeys(k.sumber_id for k in one.kutipan)
    sources = [s for i in cited if (s := knowledge.source(i, scope)) is not None]
    further = [p for i in one.lanjut if (p := knowledge.passage(i, scope)) is not None]
    whole = "\n\n".join("\n".join(part.baris) for part in paragraphs(one.jawaban)) if utuh else ""
    return say(
        "tanya/rinci",
        jawaban=whole,
        sumber=[
            {"singkat": s.singkat, "judul": s.judul, "status": source_status(s, knowledge), "laman": s.laman}
            for s in sources
        ],
        lanjut=[
            {"tempat": _place(p, knowledge), "judul": p.judul, "teks": shortened(p.teks)} for p in further
        ],
        jejak=one.jejak_id,
        model=one.model,
        ditolak=one.ditolak,
    )


def _place(passage: Passage, knowledge: KnowledgeIndex) -> str:
    page = pages(passage)
    parts = [
        source_name(knowledge.source(passage.sumber_id), passage),
        str(passage.letak),
        f"hlm. {page}" if page else "",
    ]
    return ", ".join(part for part in parts if part)


def source_status(source: Sumber, knowledge: KnowledgeIndex) -> str:
    """Whether a source is in force, since when and through what, and how surely that is known."""
    if source.jenis not in (Jenis.REGULASI, Jenis.SURAT):
        return "Contoh rekaan, bukan dokumen instansi" if source.contoh else "Bukan peraturan"
    note = status_note(source, knowledge)
    if note is None:
        note = "Berlaku" if source.status is StatusBerlaku.BERLAKU else source.status.value.capitalize()
    relation = changing_relation(source)
    level = relation.verifikasi if relation else source.status_verifikasi
    return f"{note[0].upper()}{note[1:]} (status: {nama_verifikasi(level)})"


def shortened(text: str) -> str:
    """A passage that fits a message, cut at a line or a word, its items with bullets."""
    text = "\n".join(f"• {row[2:]}" if row.startswith("- ") else row for row in text.splitlines())
    if len(text) <= TERPANJANG:
        return text
    end = max(text.rfind("\n", 0, TERPANJANG), text.rfind(". ", 0, TERPANJANG) + 1)
    if end < TERPANJANG // 2:
        end = text.rfind(" ", 0, TERPANJANG)
    return f"{text[: end if end > 0 else TERPANJANG].rstrip()} …"
