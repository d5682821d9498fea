"""What people see in the terminal: Rich tables of what was read, found, scored and checked."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from bot.kinerja.format import format_angka, format_persen, format_rupiah
from bot.kinerja.model import Arah, Hasil, Isian, Kolom, Tingkat
from bot.kinerja.temuan import teks_nilai

if TYPE_CHECKING:
    from bot.diagnosa import Periksa
    from bot.drafting.periksa import Pemeriksaan, Selisih
    from bot.drafting.periksa.evaluate import SkorPeriksa
    from bot.drafting.service import HasilDraf
    from bot.evaluation.periksa_trial import SkorUji
    from bot.evaluation.scoring import Score
    from bot.evaluation.suites import Gate, SuiteResult
    from bot.kinerja.measurement import Measurement, UkuranIndikator
    from bot.kinerja.model import Temuan
    from bot.tables.document import Bacaan

PIPE_WIDTH = 160
"""Columns of the output where it is not a terminal, wide enough for a table of indicators."""
COLOR = {Tingkat.GALAT: "bold red", Tingkat.PERINGATAN: "yellow", Tingkat.INFO: "cyan"}
ARROW = {Arah.NAIK: "naik", Arah.TURUN: "turun"}
UNKNOWN = "–"
FEW = 5
"""Skipped parts of a file that are told without being asked for."""


def out() -> Console:
    """The console for results."""
    return Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else PIPE_WIDTH)


def err() -> Console:
    """The console for messages and progress."""
    return Console(file=sys.stderr, highlight=False)


def say(text: str) -> None:
    """One message on stderr."""
    err().print(escape(text), soft_wrap=True)


@contextmanager
def working(text: str) -> Iterator[None]:
    """A spinner on stderr while something takes time; nothing where stderr is not a terminal."""
    console = err()
    if not console.is_terminal:
        yield
        return
    with console.status(escape(text)):
        yield


def show_bacaan(
    bacaan: Bacaan, measured: Sequence[Measurement], temuan: Sequence[Temuan], *, detail: bool = False
) -> None:
    """Every table with its columns, indicators and budget; then the temuan.

    ``detail`` shows every part that was not taken for a table, else only the first few.
    """
    from bot.tables.read import ALASAN

    console = out()
    for number, measurement in enumerate(measured, 1):
        table = measurement.table
        place = f"{table.lembar}, {table.rentang}" + (f", hlm. {table.halaman}" if table.halaman else "")
        year = f" · tahun {measurement.tahun}" if measurement.tahun else ""
        console.print(f"\n[bold]Tabel {number}[/] {escape(place)}{year}", soft_wrap=True)
        if table.judul:
            console.print(escape(table.judul), style="italic", soft_wrap=True)
        console.print(_columns(table.kolom))
        if measurement.indikator:
            console.print(_indicators(measurement))
        if measurement.anggaran.baris:
            console.print(_budget(measurement))
    shown = bacaan.dilewati if detail else bacaan.dilewati[:FEW]
    for skipped in shown:
        page = f" hlm. {skipped.halaman}" if skipped.halaman and "hlm." not in skipped.lembar else ""
        why = ALASAN.get(skipped.alasan, skipped.alasan)
        console.print(escape(f"Dilewati: {skipped.lembar}{page} {skipped.rentang} ({why})"), style="dim")
    if more := len(bacaan.dilewati) - len(shown):
        console.print(f"Dilewati pula {more} bagian lain; tampilkan dengan --rinci.", style="dim")
    show_temuan(console, temuan)


def show_temuan(console: Console, temuan: Sequence[Temuan]) -> None:
    """The temuan, most serious first, each with its place and what to do."""
    from bot.temuan import location, text_of

    if not temuan:
        console.print("\nTidak ada temuan.", style="green")
        return
    table = Table(title=f"Temuan ({len(temuan)})", box=box.SIMPLE_HEAD, title_justify="left", expand=True)
    table.add_column("tingkat", no_wrap=True)
    table.add_column("tempat", ratio=2)
    table.add_column("temuan dan saran", ratio=7)
    order = list(Tingkat)
    for one in sorted(temuan, key=lambda t: order.index(t.tingkat)):
        words = text_of(one)
        table.add_row(
            Text(one.tingkat.value, style=COLOR[one.tingkat]),
            escape(location(one.sel) or ""),
            escape(f"{words.pesan} {words.saran}".strip()),
        )
    console.print(table)


def show_draf(hasil: HasilDraf) -> None:
    """Where the draft and its ledger are, and what they hold."""
    console = out()
    console.print(f"[bold]Draf:[/]    {escape(str(hasil.berkas.resolve()))}", soft_wrap=True)
    console.print(f"[bold]Telusur:[/] {escape(str(hasil.telusur.resolve()))}", soft_wrap=True)
    counted = Counter(one.tingkat for one in hasil.temuan)
    found = ", ".join(f"{counted[level]} {level.value}" for level in Tingkat if counted[level]) or "tidak ada"
    seconds = format_angka(Decimal(hasil.waktu_ms) / 1000, 1)
    console.print(
        f"{hasil.indikator} indikator; {hasil.angka_tertelusur} dari {hasil.angka} angka tertelusur; "
        f"{hasil.lengkapi} isian [LENGKAPI]; temuan: {found}; {seconds} detik.".replace("[", "\\["),
        soft_wrap=True,
    )


def _columns(kolom: Sequence[Kolom]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title="Kolom", title_justify="left")
    for head in ("sel", "judul", "peran", "keyakinan"):
        table.add_column(head, overflow="fold")
    for one in kolom:
        extra = " ".join(str(part) for part in (one.tahun, one.triwulan, one.kelompok) if part)
        role = f"{one.peran} ({extra})" if extra else one.peran
        table.add_row(one.sel, escape(one.judul), escape(role), format_persen(one.keyakinan * 100, 0))
    return table


def _indicators(measurement: Measurement) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title="Indikator", title_justify="left")
    table.add_column("sasaran / indikator", overflow="fold", ratio=4)
    for head in ("satuan", "arah"):
        table.add_column(head, overflow="fold")
    for head in ("target", "realisasi", "tertulis", "dihitung"):
        table.add_column(head, justify="right", overflow="fold")
    table.add_column("kategori", overflow="fold")
    for sasaran in measurement.sasaran:
        name = sasaran.sasaran.nama.isi if sasaran.sasaran.nama else "(sasaran tidak tercantum)"
        table.add_row(Text(name, style="bold"))
        for one in sasaran.indikator:
            table.add_row(*_indicator_row(one))
    return table


def _indicator_row(one: UkuranIndikator) -> tuple[str, ...]:
    i, capaian = one.indikator, one.capaian
    return (
        "  " + escape(i.nama.isi),
        escape(i.satuan.isi if i.satuan else one.satuan),
        ARROW[capaian.arah],
        _as_printed(i.target),
        _as_printed(i.realisasi),
        _as_printed(i.capaian_tertulis),
        _percent(capaian.hasil),
        capaian.kategori.nama if capaian.kategori else capaian.status.value,
    )


def _budget(measurement: Measurement) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title="Anggaran", title_justify="left")
    table.add_column("jenjang")
    table.add_column("uraian", overflow="fold", ratio=4)
    for head in ("pagu", "realisasi", "tertulis", "serapan"):
        table.add_column(head, justify="right")
    for one in measurement.anggaran.baris:
        table.add_row(
            one.baris.jenjang,
            escape(one.baris.nama.isi),
            _rupiah(one.pagu),
            _rupiah(one.realisasi),
            _as_printed(one.baris.serapan_tertulis),
            _percent(one.serapan),
        )
    return table


def _as_printed(isian: Isian | None) -> str:
    """A cell as it is printed there; a spreadsheet's bare ``92.75`` the Indonesian way."""
    return escape(teks_nilai(isian.nilai)) or UNKNOWN if isian is not None else UNKNOWN


def _percent(hasil: Hasil | None) -> str:
    return format_persen(hasil.nilai) if hasil is not None else UNKNOWN


def _rupiah(hasil: Hasil | None) -> str:
    return format_rupiah(hasil.nilai, 0) if hasil is not None else UNKNOWN


def show_suite(result: SuiteResult, *, detail: bool) -> None:
    """One evaluation set: figures per file, what failed, and the gates."""
    console = out()
    if result.dilewati:
        console.print(f"\n[bold]{result.nama}[/]: dilewati, {escape(result.dilewati)}", soft_wrap=True)
        return
    table = Table(title=f"Himpunan {result.nama}", box=box.SIMPLE_HEAD, title_justify="left")
    table.add_column("berkas", overflow="fold")
    for head in ("nilai", "benar", "%", "baris", "temuan", "diangkat", "detik"):
        table.add_column(head, justify="right")
    for score in result.berkas:
        table.add_row(*_score_row(score))
    table.add_row("jumlah", str(result.total), str(result.benar), _share(result.share), style="bold")
    console.print(table)
    for score in result.berkas:
        if detail or len(result.berkas) < len(score.salah):
            for wrong in score.salah if detail else score.salah[:3]:
                console.print(f"  {score.berkas}: {escape(str(wrong))}", soft_wrap=True)
        for line in (
            (*score.temuan_luput, *(f"terlarang {p}" for p in score.halaman_terlarang)) if detail else ()
        ):
            console.print(f"  {score.berkas}: luput {escape(line)}", soft_wrap=True)
        for line in score.diangkat_salah:
            console.print(f"  {score.berkas}: diangkat keliru {escape(line)}", soft_wrap=True)
        for line in score.belum_dinilai:
            console.print(f"  {score.berkas}: belum dinilai {escape(line)}", soft_wrap=True)
    show_gates(console, result.ambang)


def _score_row(score: Score) -> tuple[str, ...]:
    if score.ditolak_benar is not None:
        verdict = "ditolak dengan benar" if score.ditolak_benar else f"SALAH: {score.galat or 'dibaca'}"
        return score.berkas, verdict, "", "", "", "", "", format_angka(Decimal(str(score.detik)), 1)
    if score.galat:
        return score.berkas, f"GALAT {score.galat}", "", _share(score.share)
    found, known = sum(score.temuan_ditemukan.values()), sum(score.temuan_wajib.values())
    return (
        score.berkas,
        str(score.total or UNKNOWN),
        str(score.benar) if score.total else UNKNOWN,
        _share(score.share) if score.total else UNKNOWN,
        f"{score.baris_cocok}/{score.baris_gold}" if score.baris_gold else UNKNOWN,
        f"{found}/{known}" if known else "",
        f"{score.diangkat_benar}/{score.raised}" if score.raised else "",
        format_angka(Decimal(str(score.detik)), 1),
    )


def _share(value: Decimal) -> str:
    return format_persen(value * 100)


def show_pemeriksaan(result: Pemeriksaan, *, all_info: bool = False) -> None:
    """The disagreements of a report, the gravest first; small remarks are counted only unless asked for."""
    console = out()
    about = ", ".join(str(part) for part in (result.instansi, result.tahun) if part)
    against = f" terhadap {result.tabel}" if result.tabel else " terhadap dirinya sendiri"
    head = f"{result.berkas} ({about})" if about else result.berkas
    console.print(escape(f"{head}: {result.angka_diperiksa} angka diperiksa{against}."), soft_wrap=True)
    if not result.selisih:
        console.print("Tidak ada yang bertentangan.", style="green")
        return
    for level, heading in LEVELS:
        found = [one for one in result.selisih if one.tingkat is level]
        if not found:
            continue
        if level is Tingkat.INFO and not all_info:
            counted = Counter(one.kode for one in found)
            kinds = ", ".join(f"{kode} {n}" for kode, n in counted.most_common())
            console.print(f"{heading} ({len(found)}): {kinds}. Lihat dengan --semua.", soft_wrap=True)
            continue
        _show_level(console, heading, found)


LEVELS = (
    (Tingkat.GALAT, "Galat: harus diperbaiki"),
    (Tingkat.PERINGATAN, "Peringatan: perlu dilihat"),
    (Tingkat.INFO, "Catatan kecil"),
)


def _show_level(console: Console, heading: str, found: Sequence[Selisih]) -> None:
    """The findings of one level in the order of pages, numbered."""
    table = Table(title=f"{heading} ({len(found)})", box=box.SIMPLE_HEAD, title_justify="left", expand=True)
    table.add_column("no", justify="right", no_wrap=True)
    table.add_column("letak", ratio=2)
    table.add_column("tercetak", ratio=3)
    table.add_column("yang tidak cocok, dan perbaikannya", ratio=6)
    for number, one in enumerate(found, 1):
        advice = Text(one.saran, style="italic")
        text = Text(one.pesan, style=COLOR[one.tingkat] if one.tingkat is Tingkat.GALAT else "")
        table.add_row(str(number), escape(one.letak), escape(one.kutipan), Text(" ").join([text, advice]))
    console.print(table)


def show_skor_periksa(score: SkorPeriksa, checks: Sequence[Gate], *, detail: bool) -> None:
    """The examination of whole reports, per file."""
    console = out()
    table = Table(title="Himpunan periksa", box=box.SIMPLE_HEAD, title_justify="left")
    table.add_column("berkas", overflow="fold")
    for head in ("diketahui", "ditemukan", "diangkat", "benar", "belum dinilai"):
        table.add_column(head, justify="right")
    for one in score.berkas:
        figures = (one.diketahui, one.ditemukan, one.diangkat, one.benar, len(one.belum_dinilai))
        table.add_row(one.berkas, *map(str, figures))
    console.print(table)
    for one in score.berkas if detail else ():
        for label, lines in (
            ("terlewat", one.terlewat),
            ("salah", one.salah),
            ("belum dinilai", one.belum_dinilai),
        ):
            for line in lines:
                console.print(f"  {one.berkas}: {label} {escape(line)}", soft_wrap=True)
    show_gates(console, checks)


def show_uji_periksa(scores: Sequence[SkorUji], checks: Sequence[Gate], *, detail: bool) -> None:
    """Faults of our own making: what is found of each kind."""
    console = out()
    for score in scores:
        table = Table(title=f"Himpunan {score.nama}", box=box.SIMPLE_HEAD, title_justify="left")
        table.add_column("jenis kesalahan")
        heads = ("dibuat", "ditemukan", "dengan --tabel") if score.bertabel else ("dibuat", "ditemukan")
        for head in heads:
            table.add_column(head, justify="right")
        for kind in score.jenis.values():
            table.add_row(kind.nama, *map(str, (kind.dibuat, kind.tanpa, kind.dengan)[: len(heads)]))
        console.print(table)
        console.print(
            f"  Temuan baru yang menyebut kesalahannya {score.diangkat}, temuan ikutan {len(score.ikutan)}; "
            f"laporan benar tanpa temuan {score.bersih} dari {score.benar}.",
            soft_wrap=True,
        )
        for line in (*score.keliru, *score.ikutan) if detail else ():
            console.print(f"  di luar kesalahan: {escape(line)}", soft_wrap=True)
        for kind in score.jenis.values() if detail else ():
            for line in kind.luput:
                console.print(f"  luput ({kind.nama}): {escape(line)}", soft_wrap=True)
    show_gates(console, checks)


def show_gates(console: Console, checks: Sequence[Gate]) -> None:
    """Each gate, and whether it is met."""
    for gate in checks:
        mark = "[green]tercapai[/]" if gate.is_met else "[bold red]TIDAK TERCAPAI[/]"
        console.print(f"  {escape(gate.nama)}: {_share(gate.nilai)} (ambang {_share(gate.ambang)}) {mark}")


def show_diagnosa(checks: Sequence[Periksa]) -> None:
    """What is there, what is not, and what each would add."""
    table = Table(box=box.SIMPLE_HEAD)
    for head in ("bagian", "keadaan", "keterangan", "perbaikan"):
        table.add_column(head, overflow="fold")
    style = {"baik": "green", "opsional": "cyan", "kurang": "bold red"}
    for check in checks:
        table.add_row(
            escape(check.bagian),
            Text(check.keadaan, style=style[check.keadaan]),
            escape(check.keterangan),
            escape(check.perbaikan),
        )
    out().print(table)
