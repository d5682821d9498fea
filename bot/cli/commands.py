"""The commands.  Each reads its arguments, calls a service of the app, and prints."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

import typer

from bot.cli import parameters
from bot.cli.commands_admin import admin
from bot.cli.commands_cadangan import cadangan
from bot.cli.commands_evaluasi import evaluasi
from bot.cli.commands_indeks import indeks
from bot.cli.language import SETTINGS, Kelompok, Perintah
from bot.cli.pilihan import Berkas, Json, Lembar, Peta, Tahun
from bot.errors import usage_error

app = typer.Typer(
    cls=Kelompok,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=SETTINGS,
    help="Asisten LKjIP: membaca tabel indikator kinerja dan menulis draf LKjIP dalam Word.",
)
app.add_typer(evaluasi, name="evaluasi")
app.add_typer(indeks, name="indeks")
app.add_typer(cadangan, name="cadangan")
app.add_typer(admin, name="admin")


@cache
def command() -> Any:
    """The whole command, ready to be run."""
    return typer.main.get_command(app)


@app.callback(invoke_without_command=True)
def pangkal(
    ctx: typer.Context,
    versi: Annotated[bool, typer.Option("--versi", help="Tampilkan versi.")] = False,
) -> None:
    if versi:
        from bot import __version__

        typer.echo(f"lkjip {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        raise usage_error("Perintah belum diberikan.", "Lihat lkjip --help.")


@app.command(cls=Perintah, help="Baca sebuah tabel; tampilkan kolom, peran, nilai, dan temuan.")
def baca(
    berkas: Berkas,
    lembar: Lembar = None,
    peta: Peta = None,
    tahun: Tahun = None,
    simpan_peta: Annotated[
        bool,
        typer.Option("--simpan-peta", help="Simpan peta kolom; dipakai lagi untuk tata letak yang sama."),
    ] = False,
    rinci: Annotated[
        bool, typer.Option("--rinci", help="Tampilkan semua bagian berkas yang dilewati beserta alasannya.")
    ] = False,
    as_json: Json = False,
) -> None:
    from bot.cli.run import run_baca

    run_baca(
        parameters.masukan(berkas),
        lembar,
        peta or [],
        tahun,
        save_mapping=simpan_peta,
        detail=rinci,
        as_json=as_json,
    )


@app.command(cls=Perintah, help="Tulis draf LKjIP (.docx) dan di sampingnya ledger angka (.telusur.json).")
def draf(
    berkas: Annotated[
        list[str],
        typer.Argument(
            metavar="BERKAS…", help="Satu atau beberapa berkas tabel; digabungkan menjadi satu draf."
        ),
    ],
    keluaran: Annotated[
        str, typer.Option("-o", "--keluaran", metavar="DOCX", help="Berkas draf; bawaan draf.docx.")
    ] = "draf.docx",
    bab: Annotated[
        str, typer.Option("--bab", metavar="3|semua", help="Bab III saja (bawaan) atau laporan utuh.")
    ] = "3",
    instansi: Annotated[
        str | None, typer.Option("--instansi", metavar="NAMA", help="Nama instansi pada laporan.")
    ] = None,
    tahun: Tahun = None,
    skala: Annotated[
        str | None,
        typer.Option(
            "--skala", metavar="TOML", help="Skala penilaian milik instansi; bawaan Permendagri 86/2017."
        ),
    ] = None,
    rumus_turun: Annotated[
        str | None,
        typer.Option(
            "--rumus-turun",
            metavar="selisih|kebalikan",
            help="Rumus capaian bagi indikator yang makin rendah makin baik; bawaan selisih.",
        ),
    ] = None,
    arah: Annotated[
        list[str] | None,
        typer.Option(
            "--arah",
            metavar="INDIKATOR=ARAH",
            help="Arah indikator, misalnya 'angka kemiskinan=turun'. Boleh diulang.",
        ),
    ] = None,
    templat: Annotated[
        str | None, typer.Option("--templat", metavar="DOCX", help="Templat Word milik instansi.")
    ] = None,
    catatan: Annotated[
        str | None,
        typer.Option(
            "--catatan",
            metavar="TOML",
            help="Catatan instansi: penyebab, solusi, gambaran umum, dan lainnya.",
        ),
    ] = None,
    kertas: Annotated[
        str, typer.Option("--kertas", metavar="A4|F4", help="Ukuran kertas; bawaan A4.")
    ] = "A4",
    lembar: Lembar = None,
    peta: Peta = None,
    tanpa_grafik: Annotated[bool, typer.Option("--tanpa-grafik", help="Tanpa grafik.")] = False,
    tanpa_lampiran: Annotated[
        bool, typer.Option("--tanpa-lampiran-telusur", help="Tanpa lampiran telusur angka.")
    ] = False,
    timpa: Annotated[
        bool,
        typer.Option("--timpa", help="Timpa berkas keluaran yang bukan draf asisten; salinannya disimpan."),
    ] = False,
    as_json: Json = False,
) -> None:
    from bot.cli.run_draf import DrafOptions, run_draf

    run_draf(
        DrafOptions(
            berkas=tuple(parameters.masukan(b) for b in berkas),
            keluaran=keluaran,
            bab=bab,
            instansi=instansi,
            tahun=tahun,
            skala=skala,
            rumus_turun=rumus_turun,
            arah=tuple(arah or ()),
            templat=templat,
            catatan=catatan,
            kertas=kertas,
            lembar=lembar,
            peta=tuple(peta or ()),
            grafik=not tanpa_grafik,
            lampiran_telusur=not tanpa_lampiran,
            timpa=timpa,
            as_json=as_json,
        )
    )


@app.command(cls=Perintah, help="Cocokkan angka sebuah laporan dengan tabel, atau dengan dirinya sendiri.")
def periksa(
    laporan: Annotated[str, typer.Argument(metavar="LAPORAN", help="Laporan yang diperiksa: docx atau pdf.")],
    tabel: Annotated[
        list[str] | None,
        typer.Option(
            "--tabel",
            metavar="BERKAS",
            help="Tabel acuan; boleh diulang. Tanpa ini, laporan dicocokkan dengan dirinya sendiri.",
        ),
    ] = None,
    lembar: Lembar = None,
    semua: Annotated[
        bool, typer.Option("--semua", help="Tampilkan juga catatan kecil (tingkat info).")
    ] = False,
    as_json: Json = False,
) -> None:
    from bot.cli.run_periksa import run_periksa

    run_periksa(parameters.masukan(laporan), tabel or [], lembar, as_json=as_json, semua=semua)


@app.command(cls=Perintah, help="Jawab pertanyaan tentang aturan LKjIP, dengan letak dan kutipannya.")
def tanya(
    pertanyaan: Annotated[
        str | None, typer.Argument(metavar="PERTANYAAN", help="Pertanyaan Anda, diapit tanda petik.")
    ] = None,
    berkas: Annotated[
        str | None,
        typer.Option(
            "--berkas",
            metavar="JSONL",
            help='Berkas soal, satu objek {"id", "question"} per baris; jawabannya satu baris JSON per soal.',
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    from bot.cli.run_tanya import run_tanya

    run_tanya(pertanyaan, berkas, as_json=as_json)


@app.command(cls=Perintah, help="Tampilkan dasar sebuah jawaban: bagian yang ditemukan, skor, pemeriksaan.")
def jejak(
    id_jejak: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="Nomor jejak di bawah jawaban; tanpa ini, daftar yang terakhir."),
    ] = None,
    as_json: Json = False,
) -> None:
    from bot.cli.run_tanya import run_jejak

    run_jejak(id_jejak, as_json=as_json)


@app.command(cls=Perintah, help="Jalankan bot Telegram, dengan polling atau webhook.")
def bot() -> None:
    from bot.cli.run_bot import run_bot

    run_bot()


@app.command(cls=Perintah, help="Coba bot yang sama di peramban, tanpa token.")
def coba(
    porta: Annotated[
        str | None,
        typer.Option("--porta", metavar="N", help="Porta halaman; bawaan 8765, 0 memilih yang bebas."),
    ] = None,
    tanpa_peramban: Annotated[
        bool, typer.Option("--tanpa-peramban", help="Hanya tampilkan alamat; jangan membuka peramban.")
    ] = False,
    terminal: Annotated[
        bool, typer.Option("--terminal", help="Percakapan teks di terminal, tanpa halaman web.")
    ] = False,
    sebagai: Annotated[
        str | None,
        typer.Option(
            "--sebagai", metavar="PERAN", help="Pemeran awal: peserta, perencana, narasumber, admin."
        ),
    ] = None,
    data: Annotated[
        str | None,
        typer.Option("--data", metavar="FOLDER", help="Folder percobaan; bawaan DATA_DIR/coba."),
    ] = None,
    dari_awal: Annotated[
        bool, typer.Option("--dari-awal", help="Hapus percobaan sebelumnya lebih dahulu.")
    ] = False,
    uji: Annotated[
        bool,
        typer.Option("--uji", help="Uji diri: bertanya, mengunggah contoh, menerima draf, lalu selesai."),
    ] = False,
) -> None:
    from bot.cli.run_coba import PilihanCoba, run_coba

    run_coba(
        PilihanCoba(
            porta=porta,
            peramban=not tanpa_peramban,
            terminal=terminal,
            sebagai=sebagai,
            data=data,
            dari_awal=dari_awal,
            uji=uji,
        )
    )


@app.command(
    cls=Perintah, help="Periksa setelan dan bagian-bagian yang terpasang, beserta cara memperbaikinya."
)
def diagnosa(as_json: Json = False) -> None:
    from bot.cli.run import run_diagnosa

    raise typer.Exit(run_diagnosa(as_json=as_json))
