"""``lkjip evaluasi``: the metrics of the evaluation sets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import parameters
from bot.cli.language import SETTINGS, Kelompok, Perintah
from bot.cli.pilihan import Json
from bot.errors import usage_error

Data = Annotated[
    str | None, typer.Option("--data", metavar="FOLDER", help="Folder bahan nyata; bawaan ../shared/data.")
]
Rinci = Annotated[bool, typer.Option("--rinci", help="Tampilkan setiap nilai yang salah.")]
RinciSoal = Annotated[
    bool, typer.Option("--rinci", help="Tampilkan setiap soal yang gagal; dari paruh uji hanya nomornya.")
]
Ambang = Annotated[bool, typer.Option("--ambang", help="Gagal bila sebuah ambang tidak tercapai.")]
BerkasSoal = Annotated[
    str | None,
    typer.Option("--soal", metavar="JSONL", help="Ukur berkas soal ini saja, tanpa ambang."),
]
BukaUji = Annotated[
    bool,
    typer.Option(
        "--buka-uji",
        help="Tampilkan juga soal paruh uji satu per satu; jangan menyetel sesuatu menurut isinya.",
    ),
]
DEFAULT_DATA = Path("..") / "shared" / "data"

evaluasi = typer.Typer(
    cls=Kelompok, rich_markup_mode=None, context_settings=SETTINGS, help="Ukuran mutu pada himpunan evaluasi."
)


@evaluasi.command(
    name="tabel", cls=Perintah, help="Ketepatan pembacaan tabel: tata letak sintetis dan bahan nyata."
)
def evaluasi_tabel(
    data: Data = None, rinci: Rinci = False, ambang: Ambang = False, as_json: Json = False
) -> None:
    from bot.cli.run import run_evaluasi

    raise typer.Exit(run_evaluasi(_data(data), detail=rinci, gate=ambang, as_json=as_json))


@evaluasi.command(
    name="periksa", cls=Perintah, help="Ketepatan pemeriksaan laporan: pertentangan yang diketahui."
)
def evaluasi_periksa(
    data: Data = None, rinci: Rinci = False, ambang: Ambang = False, as_json: Json = False
) -> None:
    from bot.cli.run_periksa import run_evaluasi_periksa

    raise typer.Exit(run_evaluasi_periksa(_data(data), detail=rinci, gate=ambang, as_json=as_json))


@evaluasi.command(
    name="temu-kembali",
    cls=Perintah,
    help="Ketepatan pencarian letak: recall, nDCG, dan MRR, juga tanpa tiap bagian.",
)
def evaluasi_temu_kembali(
    data: Data = None,
    soal: BerkasSoal = None,
    rinci: RinciSoal = False,
    buka_uji: BukaUji = False,
    ambang: Ambang = False,
    as_json: Json = False,
) -> None:
    from bot.cli.run_evaluasi_jawaban import PilihanUkur, run_evaluasi_temu_kembali

    berkas = parameters.masukan(soal) if soal is not None else None
    options = PilihanUkur(_data(data), berkas, rinci=rinci, ambang=ambang, buka_uji=buka_uji, as_json=as_json)
    raise typer.Exit(run_evaluasi_temu_kembali(options))


@evaluasi.command(
    name="jawaban", cls=Perintah, help="Ketepatan jawaban: isi, letak kutipan, penolakan, keyakinan, waktu."
)
def evaluasi_jawaban(
    data: Data = None,
    soal: BerkasSoal = None,
    rinci: RinciSoal = False,
    buka_uji: BukaUji = False,
    ragam: Annotated[
        bool,
        typer.Option("--ragam", help="Ukur juga keteguhan terhadap salah ketik, singkatan, dan gaya lain."),
    ] = False,
    ambang: Ambang = False,
    as_json: Json = False,
) -> None:
    from bot.cli.run_evaluasi_jawaban import PilihanUkur, run_evaluasi_jawaban

    berkas = parameters.masukan(soal) if soal is not None else None
    options = PilihanUkur(
        _data(data), berkas, rinci=rinci, ambang=ambang, buka_uji=buka_uji, ragam=ragam, as_json=as_json
    )
    raise typer.Exit(run_evaluasi_jawaban(options))


def _data(folder: str | None) -> Path:
    """The folder of real material; one that was named must be there."""
    if folder is not None and not Path(folder).is_dir():
        raise usage_error(f"Folder '{folder}' tidak ada.", "Sebutkan folder bahan dengan --data FOLDER.")
    return Path(folder) if folder else DEFAULT_DATA
