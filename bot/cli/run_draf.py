"""What ``lkjip draf`` does: read, combine, ask for what is missing, draft, report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import App, ReadOptions
from bot.cli import parameters, questions

if TYPE_CHECKING:
    from bot.drafting.model import Identitas
    from bot.drafting.service import HasilDraf, PilihanDraf
    from bot.kinerja.measurement import Measurement
    from bot.kinerja.model import Arah


@dataclass(frozen=True, slots=True)
class DrafOptions:
    """The options of ``lkjip draf`` as typed."""

    berkas: tuple[Path, ...]
    keluaran: str = "draf.docx"
    bab: str = "3"
    instansi: str | None = None
    tahun: str | None = None
    skala: str | None = None
    rumus_turun: str | None = None
    arah: tuple[str, ...] = ()
    templat: str | None = None
    catatan: str | None = None
    kertas: str = "A4"
    lembar: str | None = None
    peta: tuple[str, ...] = ()
    grafik: bool = True
    lampiran_telusur: bool = True
    timpa: bool = False
    as_json: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """The same options, as values."""

    keluaran: Path
    bab: str
    kertas: str
    tahun: int | None
    rumus: str | None
    arah: dict[str, Arah]
    peta: dict[str, str]


def run_draf(options: DrafOptions) -> None:
    """Write the draft and say where it is."""
    from bot import console

    checked = _check(options)
    app = App()
    read = ReadOptions(options.lembar, checked.peta, checked.tahun)
    with console.working("Membaca tabel …"):
        table = app.read_all(options.berkas, read)
    names = {i.id: i.nama.isi for i in table.indikator}
    catatan = app.notes(Path(options.catatan) if options.catatan else None, table)
    answers = questions.Answers(
        instansi=options.instansi or catatan.identitas.instansi,
        terbaca=table.instansi,
        tahun=checked.tahun or table.tahun,
        arah=parameters.arah_by_id(checked.arah, names),
        rumus=checked.rumus,
    )
    skala = app.scale(Path(options.skala) if options.skala else None)
    measurement = app.measure(
        table, app.rules(skala=skala, rumus=answers.rumus, tahun=answers.tahun, arah=answers.arah)
    )
    if not options.as_json and questions.is_possible():
        answers = questions.ask(answers, measurement)
        measurement = app.measure(
            table, app.rules(skala=skala, rumus=answers.rumus, tahun=answers.tahun, arah=answers.arah)
        )
    read_from = _taken_from_table(answers, checked, table.tahun)
    if answers.instansi is None and table.instansi is not None:
        answers = replace(answers, instansi=table.instansi.isi)
    identitas = replace(catatan.identitas, instansi=answers.instansi, tahun=measurement.tahun)
    with console.working("Menulis draf …"):
        result = app.draft(
            measurement, identitas, checked.keluaran, catatan.notes, _pilihan(options, checked)
        )
    for line in read_from:
        console.say(line)
    _report(result, measurement, identitas, as_json=options.as_json)


def _taken_from_table(answers: questions.Answers, checked: Checked, tahun: int | None) -> list[str]:
    """What was not given but read, and where, so that a wrong reading is seen."""
    lines = []
    if answers.instansi is None and answers.terbaca is not None:
        tempat = f" di {answers.terbaca.sel}" if answers.terbaca.sel else ""
        lines.append(
            f"Nama instansi terbaca{tempat}: {answers.terbaca.isi}. Ganti dengan --instansi bila keliru."
        )
    if checked.tahun is None and tahun is not None:
        lines.append(f"Tahun laporan terbaca dari tabel: {tahun}. Ganti dengan --tahun bila keliru.")
    return lines


def _pilihan(options: DrafOptions, checked: Checked) -> PilihanDraf:
    from bot.drafting.service import PilihanDraf

    return PilihanDraf(
        bab=checked.bab,
        kertas=checked.kertas,
        templat=Path(options.templat) if options.templat else None,
        gambar=options.grafik,
        lampiran_telusur=options.lampiran_telusur,
        timpa=options.timpa,
        tanggal=datetime.now().astimezone().date(),
    )


def _check(options: DrafOptions) -> Checked:
    """Every option before any work is done, so that a mistyped one costs no waiting."""
    return Checked(
        keluaran=parameters.keluaran(options.keluaran, options.berkas),
        bab=parameters.satu_dari("--bab", options.bab, ("3", "semua")),
        kertas=parameters.satu_dari("--kertas", options.kertas, ("A4", "F4")),
        tahun=parameters.tahun(options.tahun),
        rumus=(
            parameters.satu_dari("--rumus-turun", options.rumus_turun, ("selisih", "kebalikan"))
            if options.rumus_turun
            else None
        ),
        arah=parameters.arah(options.arah),
        peta=parameters.pasangan("--peta", options.peta, "H=realisasi"),
    )


def _report(result: HasilDraf, measurement: Measurement, identitas: Identitas, *, as_json: bool) -> None:
    """Where the files are and what is still to be done."""
    if as_json:
        from bot.contract import draf_document, write_json

        write_json(draf_document(result))
        return
    from bot import console

    console.show_draf(result)
    if result.sebelumnya is not None:
        console.say(f"Draf sebelumnya telah disunting; salinannya disimpan di {result.sebelumnya}.")
    for hint in _missing(measurement, identitas):
        console.say(hint)


def _missing(measurement: Measurement, identitas: Identitas) -> Sequence[str]:
    """What the user can still give on the command line."""
    hints = []
    if identitas.instansi is None:
        hints.append("Nama instansi belum diberikan; ditandai di dalam draf. Berikan dengan --instansi.")
    if identitas.tahun is None:
        hints.append("Tahun laporan belum diketahui; ditandai di dalam draf. Berikan dengan --tahun.")
    unclear = questions.unclear_arah(measurement)
    if unclear:
        names = "; ".join(u.indikator.nama.isi for u in unclear)
        hints.append(f"Arah dianggap naik untuk: {names}. Tetapkan dengan --arah 'nama=turun' bila keliru.")
    return hints
