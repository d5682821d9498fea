"""What people see of the measured question sets in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.console import out, show_gates
from bot.evaluation.answers import GOLONGAN, Ringkasan, calibration, calibration_error, summary
from bot.evaluation.soal_suites import closed_reasons
from bot.kinerja.format import format_angka

if TYPE_CHECKING:
    from bot.evaluation.answers import HasilJawaban, Nilai
    from bot.evaluation.keteguhan import Keteguhan
    from bot.evaluation.suites import Gate
    from knowledge.evaluation.statistik import Selang
    from knowledge.evaluation.temu_kembali import HasilTemuKembali, Peringkat, Ukuran

NONE = "–"
SMALL = 4
"""Groups of fewer questions are shown without an interval, which would say nothing."""


def show_retrieval(
    result: HasilTemuKembali, gates: Sequence[Gate], *, detail: bool, buka: bool = False
) -> None:
    """One set: the figures in all, by register and regulation, and without each part."""
    console = out()
    table = _table(f"Temu kembali, himpunan {result.himpunan.nama}", "kelompok", RETRIEVAL)
    table.add_row("semua", *_retrieval_row(result.ukuran, ALL), style="bold")
    for groups in (result.per(lambda s: s.gaya), result.per(lambda s: s.regulasi)):
        table.add_section()
        for name, figures in groups.items():
            table.add_row(escape(name), *_retrieval_row(figures, frozenset({"recall@5"})))
    console.print(table)
    if result.ablasi:
        _show_ablations(console, result)
    if detail:
        missed = [p for p in result.peringkat if p.longgar is None or p.longgar > 5]
        for one in missed:
            _show_missed(console, one, is_open=buka or not result.himpunan.tertutup)
    show_gates(console, gates)


ALL: frozenset[str] | None = None
RETRIEVAL = ("soal", "recall@1", "recall@5", "recall@10", "nDCG@5", "MRR", "ketat recall@5", "ketat nDCG@5")


def _retrieval_row(u: Ukuran, with_interval: frozenset[str] | None) -> tuple[str, ...]:
    figures = (u.recall_1, u.recall_5, u.recall_10, u.ndcg_5, u.mrr, u.recall_5_ketat, u.ndcg_5_ketat)
    return _row(u.jumlah, RETRIEVAL[1:], figures, with_interval)


def _row(
    count: int, heads: Sequence[str], figures: Sequence[Selang], with_interval: frozenset[str] | None
) -> tuple[str, ...]:
    """The figures of a group; None: each with its interval, else only those named, for a table that fits."""
    cells = [
        _interval(one) if with_interval is None or head in with_interval else _plain(one)
        for head, one in zip(heads, figures, strict=True)
    ]
    return (str(count), *cells)


def _show_ablations(console: Console, result: HasilTemuKembali) -> None:
    heads = ("recall@1", "recall@5", "nDCG@5", "MRR", "selisih recall@5", "selisih nDCG@5")
    title = "Tanpa tiap bagian (selisih: sistem utuh dikurangi ini, bootstrap berpasangan; * selang tanpa 0)"
    table = _table(title, "sistem", heads)
    full = result.ukuran
    table.add_row("utuh", *map(_plain, (full.recall_1, full.recall_5, full.ndcg_5, full.mrr)), "", "")
    for one in result.ablasi:
        u = one.ukuran
        table.add_row(
            one.nama,
            *map(_plain, (u.recall_1, u.recall_5, u.ndcg_5, u.mrr)),
            _difference(one.selisih_recall_5),
            _difference(one.selisih_ndcg_5),
        )
    console.print(table)


def _show_missed(console: Console, one: Peringkat, *, is_open: bool) -> None:
    rank = f"peringkat {one.longgar}" if one.longgar else "tidak ditemukan"
    if not is_open:
        console.print(f"  {one.soal.id}: {rank}")
        return
    console.print(escape(f"  {one.soal.id}: {rank}: {one.soal.utuh}"), soft_wrap=True)
    accepted = "; ".join(f"{t.sumber} {t.letak}".strip() for t in one.soal.tempat)
    found = "; ".join(f"{t.sumber} {t.letak}".strip() for t in one.ditemukan[:5])
    console.print(escape(f"      diterima:  {accepted}"), soft_wrap=True)
    console.print(escape(f"      ditemukan: {found or NONE}"), soft_wrap=True)


ANSWERS = ("soal", "isi benar", "kutipan benar", "tepat", "isi dan kutipan", "tolak keliru", "tolak benar")


def show_answers(result: HasilJawaban, gates: Sequence[Gate], *, detail: bool, is_open: bool) -> None:
    """One set: the figures in all and by group, calibration, length, time, and what failed."""
    console = out()
    table = _table(f"Jawaban, himpunan {result.himpunan.nama}", "kelompok", ANSWERS)
    table.add_row("semua", *_answer_row(result.ringkasan, ALL), style="bold")
    for title, key in GOLONGAN.items():
        table.add_section()
        for name, members in result.per(key).items():
            row = _answer_row(summary(members), frozenset({"isi dan kutipan", "tolak benar"}))
            table.add_row(escape(f"ragam {name}" if title == "ragam" else name), *row)
    console.print(table)
    _show_calibration(console, result)
    words, phrases = result.panjang
    worded = result.ringkasan.tolak_kata_benar
    console.print(
        f"  Panjang jawaban rata-rata {_number(words)} kata, {_number(phrases)} kalimat; "
        f"waktu p50 {_number(result.waktu_ms(0.5))} ms, p99 {_number(result.waktu_ms(0.99))} ms; "
        f"penolakan dengan kata yang tepat {_plain(worded)}.",
        soft_wrap=True,
    )
    if detail:
        for one in result.salah:
            _show_failure(console, one, is_open=is_open)
    show_gates(console, gates)


def _answer_row(r: Ringkasan, with_interval: frozenset[str] | None) -> tuple[str, ...]:
    figures = (
        r.isi_benar,
        r.kutipan_benar,
        r.kutipan_tepat,
        r.isi_dan_kutipan,
        r.tolak_keliru,
        r.tolak_benar,
    )
    return _row(r.jumlah, ANSWERS[1:], figures, with_interval)


def _show_calibration(console: Console, result: HasilJawaban) -> None:
    buckets = calibration(result.nilai)
    shown = [
        f"{_number(b.dari)}–{_number(b.sampai)}: {b.jumlah} jawaban, yakin {_percent(b.keyakinan)}, "
        f"benar {_percent(b.benar)}"
        for b in buckets
    ]
    error = _percent(calibration_error(buckets))
    console.print(f"  Keyakinan (galat kalibrasi {error}): {'; '.join(shown) or NONE}.", soft_wrap=True)


def _show_failure(console: Console, one: Nilai, *, is_open: bool) -> None:
    reasons = "; ".join(one.sebab if is_open else closed_reasons(one))
    console.print(f"  [bold]{one.soal.id}[/] {escape(reasons)}", soft_wrap=True)
    if not is_open:
        return
    for label, text in (
        ("soal", " ▸ ".join((*one.soal.sebelumnya, one.soal.pertanyaan))),
        ("jawaban", " ⏎ ".join(one.jawaban.jawaban.splitlines())),
        ("kutipan", "; ".join(f"{k.sumber}, {k.letak}" for k in one.jawaban.kutipan)),
        ("diterima", "; ".join(f"{t.sumber}, {t.letak}" for t in one.soal.tempat)),
    ):
        console.print(escape(f"      {label}: {text or NONE}"), soft_wrap=True)


STEADY = ("soal", "status tetap", "tempat tetap", "benar sebelum", "benar sesudah", "tolak tetap")


def show_steadiness(found: Sequence[Keteguhan], *, detail: bool) -> None:
    """How answers stand other wordings, by disturbance."""
    console = out()
    table = _table("Keteguhan paruh tala terhadap perubahan penulisan", "gangguan", STEADY)
    for one in found:
        figures = (one.status_tetap, one.tempat_tetap, one.benar_sebelum, one.benar_sesudah, one.tolak_tetap)
        steady = frozenset({"status tetap", "tempat tetap"})
        table.add_row(one.nama, *_row(one.tempat_tetap.jumlah, STEADY[1:], figures, steady))
    console.print(table)
    for one in found if detail else ():
        for moved in one.goyah:
            cited = [
                "; ".join(f"{k.sumber}, {k.letak}" for k in answer.kutipan) or answer.status.value
                for answer in (moved.sebelum.jawaban, moved.sesudah.jawaban)
            ]
            console.print(
                escape(f"  {one.nama}, {moved.sebelum.soal.id}: {moved.pertanyaan}"), soft_wrap=True
            )
            console.print(escape(f"      {cited[0]} -> {cited[1]}"), soft_wrap=True)


def _table(title: str, first: str, heads: Sequence[str]) -> Table:
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left")
    table.add_column(first, overflow="fold")
    for head in heads:
        table.add_column(head, justify="right")
    return table


def _interval(one: Selang) -> str:
    """``95,6 (91,9–98,5)``"""
    if not one.jumlah:
        return NONE
    if one.jumlah < SMALL:
        return _percent(one.rata, sign=False)
    low, high = _percent(one.bawah, sign=False), _percent(one.atas, sign=False)
    return f"{_percent(one.rata, sign=False)} ({low}–{high})"


def _difference(one: Selang) -> str:
    mark = " *" if one.nyata else ""
    low, high = _signed(one.bawah), _signed(one.atas)
    return f"{_signed(one.rata)} ({low} sampai {high}){mark}"


def _signed(share: float) -> str:
    text = _percent(share, sign=False)
    return f"+{text}" if share > 0 else text


def _plain(one: Selang) -> str:
    return _percent(one.rata, sign=False) if one.jumlah else NONE


def _percent(share: float, *, sign: bool = True) -> str:
    return format_angka(Decimal(str(round(share * 100, 6))), 1) + (" %" if sign else "")


def _number(value: float) -> str:
    return format_angka(Decimal(str(round(value, 6))), 1)
