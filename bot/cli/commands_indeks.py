"""``lkjip indeks``: the sources that answers come from."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli import parameters
from bot.cli.language import SETTINGS, Kelompok, Perintah
from bot.cli.pilihan import Json, Tahun

indeks = typer.Typer(
    cls=Kelompok, rich_markup_mode=None, context_settings=SETTINGS, help="Sumber yang dipakai untuk menjawab."
)


@indeks.command(name="bangun", cls=Perintah, help="Bangun ulang indeks dari semua sumbernya.")
def indeks_bangun(as_json: Json = False) -> None:
    from bot.cli.run_indeks import run_bangun

    run_bangun(as_json=as_json)


@indeks.command(name="tambah", cls=Perintah, help="Tambahkan peraturan, LKjIP, atau Renstra ke indeks.")
def indeks_tambah(
    berkas: Annotated[str, typer.Argument(metavar="BERKAS", help="Dokumen: pdf, docx, md, atau txt.")],
    jenis: Annotated[
        str | None,
        typer.Option("--jenis", metavar="JENIS", help="regulasi, surat, lkjip, renstra, atau praktik."),
    ] = None,
    id_sumber: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Pengenal sumber, misalnya perbup-12-2024.")
    ] = None,
    judul: Annotated[str | None, typer.Option("--judul", metavar="TEKS", help="Judul dokumen.")] = None,
    singkat: Annotated[
        str | None, typer.Option("--singkat", metavar="TEKS", help="Sebutan dalam sitasi: Perbup 12/2024.")
    ] = None,
    nomor: Annotated[str | None, typer.Option("--nomor", metavar="NOMOR", help="Nomor peraturan.")] = None,
    tahun: Tahun = None,
    instansi: Annotated[
        str | None, typer.Option("--instansi", metavar="NAMA", help="Instansi pemilik laporan.")
    ] = None,
    resmi: Annotated[
        bool | None,
        typer.Option(
            "--resmi/--bukan-resmi",
            help="Naskah berasal dari penerbit resminya atau tidak; bawaan: dikenali dari isinya.",
        ),
    ] = None,
    ocr: Annotated[
        bool, typer.Option("--ocr", help="Kenali teks halaman yang berupa gambar (memerlukan tesseract).")
    ] = False,
    as_json: Json = False,
) -> None:
    from bot.cli.run_indeks import TambahOptions, run_tambah

    run_tambah(
        TambahOptions(
            parameters.masukan(berkas), jenis, id_sumber, judul, singkat, nomor, tahun, instansi, resmi, ocr
        ),
        as_json=as_json,
    )


@indeks.command(name="daftar", cls=Perintah, help="Tampilkan sumber yang ada dalam indeks.")
def indeks_daftar(as_json: Json = False) -> None:
    from bot.cli.run_indeks import run_daftar

    run_daftar(as_json=as_json)


@indeks.command(name="hapus", cls=Perintah, help="Hapus sumber yang pernah ditambahkan.")
def indeks_hapus(
    id_sumber: Annotated[str, typer.Argument(metavar="ID", help="Pengenal sumber dari lkjip indeks daftar.")],
    as_json: Json = False,
) -> None:
    from bot.cli.run_indeks import run_hapus

    run_hapus(id_sumber, as_json=as_json)
