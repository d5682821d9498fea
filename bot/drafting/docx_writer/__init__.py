"""A :class:`~bot.drafting.model.Draft` to the bytes of a Word file.

Named styles, real fields with their results filled in, comments, sections, and
the place of every number noted in the ledger.  The same draft gives the same
bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.drafting.chart_labels import beri_label
from bot.drafting.docx_writer.body import BodyWriter, Tubuh
from bot.drafting.docx_writer.frame import Kerangka, judul_laporan, own_frame
from bot.drafting.docx_writer.inline import PENULIS, InlineWriter, kata
from bot.drafting.docx_writer.numbering import number
from bot.drafting.docx_writer.package import Bagian, Properti, pack
from bot.drafting.docx_writer.xml import HEADER, NAMESPACES, quote
from bot.drafting.ledger import Ledger
from bot.drafting.model import Bidang, Daftar, Draft, Gambar, Judul

__all__ = ["HURUF", "grafik_draf", "write_docx"]

HURUF = "Arial"
_STYLE_REF = re.compile(r'(<w:(?:pStyle|rStyle|tblStyle) w:val=")(\w+)"')


def write_docx(
    draft: Draft,
    ledger: Ledger,
    *,
    kertas: str = "A4",
    templat: Path | None = None,
    gambar: bool = True,
    huruf: str = HURUF,
    ukuran: float = 12.0,
    tanggal: date | None = None,
    grafik: Mapping[int, bytes] | None = None,
) -> bytes:
    """The draft as a .docx.

    ``kertas`` is ``A4`` or ``F4``; with ``templat`` paper, styles, header and footer are the office's.
    ``ukuran`` is the size of running text in points.  ``tanggal`` dates comments and properties (without
    it they carry no date).  ``grafik`` are the charts of :func:`grafik_draf`, drawn already; without it they
    are drawn here; ``gambar=False`` leaves charts and their captions out.

    The places of all numbers are noted in ``ledger`` (earlier ones are forgotten).  Raises
    :class:`~bot.errors.LkjipError` for an unusable template and
    :class:`~bot.drafting.model.UntracedDigit` for a number in a chart or its alternative text that is not in
    the ledger.
    """
    ledger.lupakan_tempat()
    draft = _without_empty_list(draft, gambar=gambar)
    charts = _charts(draft, ledger, grafik) if gambar else {}
    inline = InlineWriter(ledger, tanggal.isoformat() if tanggal else None)
    numbers = number(draft.blok, ledger, gambar=gambar)
    if templat is None:
        frame = own_frame(draft.identitas, ledger, inline, kertas, huruf, ukuran)
    else:
        from bot.drafting.template import template_frame

        frame = template_frame(templat, draft.identitas, ledger, inline)
    body = BodyWriter(
        draft, ledger, inline, numbers, frame.kertas, frame.rujukan, charts, frame.ukuran
    ).write()
    return _package(draft, ledger, frame, body, inline, tanggal)


def _without_empty_list(draft: Draft, *, gambar: bool) -> Draft:
    """The draft without a list of figures where it has no figure."""
    if gambar and any(isinstance(b, Gambar) for b in draft.blok):
        return draft
    key = Bidang.DAFTAR_GAMBAR
    kept = tuple(
        b
        for b in draft.blok
        if not (isinstance(b, Daftar) and b.bidang is key)
        and not (isinstance(b, Judul) and b.bagian == key.value)
    )
    return replace(draft, blok=kept)


def _charts(draft: Draft, ledger: Ledger, ready: Mapping[int, bytes] | None) -> Mapping[int, bytes]:
    """The drawn charts, by position of their block."""
    if ready is not None:
        return ready
    wanted = grafik_draf(draft, ledger)
    if not wanted:
        return {}
    from bot.drafting.charts import render_all

    return dict(zip(wanted, render_all(list(wanted.values())), strict=True))


def grafik_draf(draft: Draft, ledger: Ledger) -> dict[int, Gambar]:
    """The charts of a draft by position of their block, labelled from the ledger.

    Raises UntracedDigit for a value that is not in the ledger.
    """
    return {i: beri_label(b, ledger) for i, b in enumerate(draft.blok) if isinstance(b, Gambar)}


def _package(
    draft: Draft, ledger: Ledger, frame: Kerangka, body: Tubuh, inline: InlineWriter, tanggal: date | None
) -> bytes:
    xml = "".join(body.xml)
    comments = inline.comments_xml()
    if frame.gaya:
        xml, comments = _restyle(xml, frame.gaya), comments and _restyle(comments, frame.gaya)
    document = f"{HEADER}<w:document {NAMESPACES}><w:body>{xml}</w:body></w:document>"
    parts = [Bagian("document.xml", "document", document.encode()), *frame.bagian]
    if comments:
        parts.append(Bagian("comments.xml", "comments", comments.encode(), "rIdKomentar"))
    media = {**frame.media, **{f"media/{rel}.png": png for rel, png in body.media}}
    title = "".join(piece.teks for piece in kata(judul_laporan(draft.identitas, ledger)))
    properti = Properti(title, draft.identitas.instansi or PENULIS, tanggal.isoformat() if tanggal else None)
    return pack(parts, media, frame.rels, properti)


def _restyle(xml: str, gaya: Mapping[str, str]) -> str:
    """Our style ids replaced by the template's."""
    return _STYLE_REF.sub(lambda m: f'{m.group(1)}{quote(gaya.get(m.group(2), m.group(2)))}"', xml)
