"""What people see of an answer, of its trace and of the index in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from bot.answering.model import Answer, Kutipan, Status
from bot.console import out
from knowledge.model import Bentuk, StatusBerlaku, Verifikasi

if TYPE_CHECKING:
    from bot.knowledge_service import HasilTambah
    from bot.store.jejak import CatatanJejak
    from knowledge.index.model import CatatanIndeks

VERIFIKASI = {
    Verifikasi.NASKAH_RESMI: "naskah resmi",
    Verifikasi.SUMBER_SEKUNDER: "sumber sekunder",
    Verifikasi.BELUM_DIVERIFIKASI: "belum diverifikasi",
}
BENTUK = {Bentuk.KUTIPAN: "Kutipan", Bentuk.RINGKASAN: "Ringkasan"}
SURE, FAIRLY = 0.7, 0.45
"""From which keyakinan on it is called high and middling."""
LONGEST_SHOWN = 600
"""Characters of a citation's text in the terminal; the whole text stands in the JSON document."""


def show_answer(answer: Answer) -> None:
    """The answer first, then what it rests on."""
    console = out()
    console.print(escape(answer.jawaban), soft_wrap=not console.is_terminal)
    if answer.kutipan:
        console.print("\n[bold]Sumber[/bold]")
        for number, one in enumerate(answer.kutipan, 1):
            _show_citation(console, number, one, answer.jawaban)
    if answer.terdekat:
        console.print("\n[bold]Bagian terdekat[/bold]")
        for near in answer.terdekat:
            title = f" ({near.judul})" if near.judul else ""
            console.print(escape(f"- {near.sumber}, {near.letak}{title}".replace(", (", " (")))
    if answer.pertanyaan_terkait:
        console.print("\n[bold]Pertanyaan terkait[/bold]")
        for question in answer.pertanyaan_terkait:
            console.print(escape(f"- {question}"))
    console.print(f"\n[dim]{escape(_foot(answer))}[/dim]")


def _show_citation(console: Console, number: int, one: Kutipan, said: str) -> None:
    """Place, words and standing.  A summary that the answer has just said is not printed again."""
    page = f", hlm. {one.halaman}" if one.halaman else ""
    place = f"{one.sumber}, {one.letak}" if one.letak else one.sumber
    console.print(f"[cyan]\\[{number}][/cyan] {escape(place + page)}")
    text = one.teks if len(one.teks) <= LONGEST_SHOWN else one.teks[:LONGEST_SHOWN].rsplit(" ", 1)[0] + " …"
    if one.bentuk is Bentuk.KUTIPAN:
        console.print(Padding(escape(f"“{text}”"), (0, 0, 0, 4)))
    elif any(line.removesuffix(" …") not in said for line in text.splitlines()):
        console.print(Padding(escape(text), (0, 0, 0, 4)))
    console.print(Padding(f"[dim]{escape(_standing(one))}[/dim]", (0, 0, 0, 4)))


def _standing(one: Kutipan) -> str:
    """Quotation or summary, how well verified, whether in force."""
    level = "contoh rekaan, bukan dokumen instansi" if one.contoh else VERIFIKASI[one.verifikasi]
    parts = [f"{BENTUK[one.bentuk]}, {level}"]
    if one.verifikasi_letak and one.verifikasi_letak is not one.verifikasi:
        parts.append(f"letak: {VERIFIKASI[one.verifikasi_letak]}")
    if one.keterangan_status:
        parts.append(one.keterangan_status)
    elif one.status_berlaku is not StatusBerlaku.BERLAKU:
        parts.append(one.status_berlaku.value)
    return "; ".join(parts)


def _foot(answer: Answer) -> str:
    sure = answer.keyakinan
    word = "tinggi" if sure >= SURE else "sedang" if sure >= FAIRLY else "rendah"
    parts = [] if answer.status is Status.DITOLAK else [f"Keyakinan {word}"]
    if answer.model:
        parts.append(f"dirumuskan oleh {answer.model} dan diperiksa")
    if answer.jejak_id:
        parts.append(f"jejak {answer.jejak_id}")
    return " · ".join(parts)


def show_sources(rows: Sequence[CatatanIndeks]) -> None:
    """The sources of the index."""
    table = Table(box=None, pad_edge=False)
    for head in ("Id", "Sumber", "Jenis", "Status", "Bagian", "Asal"):
        table.add_column(head, overflow="fold")
    for one in rows:
        origin = "bawaan" if one.bawaan else f"ditambahkan {(one.ditambahkan or '')[:10]}"
        table.add_row(
            one.sumber.id,
            one.sumber.singkat,
            one.sumber.jenis.value,
            one.sumber.status.value,
            str(one.jumlah_passage) if one.sumber.dimuat else "hanya nama",
            origin,
        )
    out().print(table)


def show_added(result: HasilTambah) -> None:
    """What was read from a document that was added."""
    console = out()
    verb = "ditambahkan" if result.baru else "sudah ada dan tidak berubah"
    console.print(escape(f"{result.sumber.singkat} {verb}: {result.jumlah_passage} bagian."))
    standing = (
        "Isinya dikutip sebagai naskah resmi (lepaskan dengan --bukan-resmi)."
        if result.resmi
        else "Isinya dikutip sebagai sumber sekunder (nyatakan naskah resmi dengan --resmi)."
    )
    console.print(standing)
    if result.halaman:
        chars = [h.karakter for h in result.halaman]
        console.print(
            escape(f"Teks terbaca dari {len(chars)} halaman, rata-rata {sum(chars) // len(chars)} karakter.")
        )
    for note in result.catatan:
        console.print(escape(f"Catatan: {note}"))
    console.print(escape(f"Id sumber: {result.sumber.id}"))


def show_traces(latest: Sequence[CatatanJejak]) -> None:
    """The newest traces."""
    if not latest:
        out().print("Belum ada jejak.")
        return
    table = Table(box=None, pad_edge=False)
    for head in ("Jejak", "Waktu (UTC)", "Status", "Pertanyaan"):
        table.add_column(head, overflow="fold")
    for one in latest:
        table.add_row(one.id, f"{one.waktu:%Y-%m-%d %H:%M}", one.status, escape(one.pertanyaan))
    out().print(table)


def show_trace(trace: CatatanJejak) -> None:
    """Everything about one answer, for a person who wants to know why it was that."""
    console = out()
    isi: Mapping[str, Any] = trace.isi
    answer, maksud = isi["jawaban"], isi["maksud"]
    console.print(f"[bold]{trace.id}[/bold]  {trace.waktu:%Y-%m-%d %H:%M:%S} UTC  {trace.status}")
    console.print(escape(f"\nPertanyaan: {trace.pertanyaan}"))
    if maksud["utuh"] and maksud["utuh"] != trace.pertanyaan:
        console.print(escape(f"Dipahami:   {maksud['utuh']}"))
    console.print(escape(f"Ragam:      {', '.join(maksud['ragam'])}"))
    words = [f"{i['kata']}→{i['baku']}" if i["kata"] != i["baku"] else i["kata"] for i in isi["istilah"]]
    console.print(escape(f"Istilah:    {' '.join(words)}"))
    console.print(escape(f"\n{answer['jawaban']}\n"))
    table = Table(box=None, pad_edge=False)
    for head in ("Skor", "Cakupan", "Bagian skor", "Sumber dan letak", "Judul"):
        table.add_column(head, overflow="fold")
    for hit in isi["hits"]:
        parts = ", ".join(f"{name} {value:.2f}" for name, value in hit["bagian"].items())
        passage = hit["passage"]
        place = f"{passage['sumber_id']} {passage['letak']}"
        table.add_row(
            f"{hit['skor']:.3f}", f"{hit['cakupan']:.2f}", parts, escape(place), escape(passage["judul"])
        )
    console.print(table)
    for check in isi["pemeriksaan"]:
        mark = "lulus" if check["lulus"] else "gagal"
        console.print(escape(f"Pemeriksaan {check['nama']}: {mark} {check['rincian']}".rstrip()))
    times = ", ".join(f"{name} {value:.1f} ms" for name, value in isi["waktu_bagian_ms"].items())
    console.print(escape(f"\nWaktu: {times}"))
    model = isi["model"] or "tanpa model bahasa"
    console.print(
        escape(
            f"Indeks {isi['sidik_indeks']}, setelan {isi['sidik_setelan']}, "
            f"kalimat {isi['versi_prompt']}, {model}"
        )
    )
