"""The commands.  Each reads its arguments, calls a service of the app, and prints."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli import parameters
from bot.cli.commands_admin import admin
from bot.cli.commands_cadangan import cadangan
from bot.cli.language import SETTINGS, Kelompok, Perintah
from bot.errors import usage_error

Berkas = Annotated[
    str, typer.Argument(metavar="BERKAS", help="Berkas tabel: xlsx, xls, ods, csv, docx, atau pdf.")
]
Json = Annotated[bool, typer.Option("--json", help="Tulis satu dokumen JSON ke keluaran standar.")]
Lembar = Annotated[
    str | None, typer.Option("--lembar", metavar="NAMA", help="Baca hanya lembar (sheet) ini.")
]
Peta = Annotated[
    list[str] | None,
    typer.Option(
        "--peta",
        metavar="KOLOM=PERAN",
        help="Tetapkan peran sebuah kolom, misalnya 'H=realisasi'. Boleh diulang.",
    ),
]
Tahun = Annotated[str | None, typer.Option("--tahun", metavar="TAHUN", help="Tahun laporan, misalnya 2025.")]
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

app = typer.Typer(
    cls=Kelompok,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=SETTINGS,
    help="Asisten LKjIP: membaca tabel indikator kinerja dan menulis draf LKjIP dalam Word.",
)
evaluasi = typer.Typer(
    cls=Kelompok, rich_markup_mode=None, context_settings=SETTINGS, help="Ukuran mutu pada himpunan evaluasi."
)
app.add_typer(evaluasi, name="evaluasi")
indeks = typer.Typer(
    cls=Kelompok, rich_markup_mode=None, context_settings=SETTINGS, help="Sumber yang dipakai untuk menjawab."
)
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
