"""What can be wrong with a file, each as a :class:`LkjipError` with its remedy.

Every sentence names the file as the user knows it.  All have exit code 2: the
input has to change, not the program.
"""

from __future__ import annotations

from decimal import Decimal

from bot.berkas_tabel import JENIS, JUGA, sebut
from bot.errors import ErrorCode, LkjipError
from bot.tables.intake import limits

SEBUTAN = {
    "xlsx": "buku kerja Excel (.xlsx)",
    "xlsb": "buku kerja Excel biner (.xlsb)",
    "xls": "buku kerja Excel lama (.xls)",
    "ods": "lembar sebar OpenDocument (.ods)",
    "csv": "teks berpemisah (.csv)",
    "html": "halaman HTML",
    "mhtml": "halaman web terarsip (.mht)",
    "spreadsheetml": "XML Excel 2003",
    "docx": "dokumen Word (.docx)",
    "doc": "dokumen Word lama (.doc)",
    "pdf": "dokumen PDF",
    "odt": "dokumen teks OpenDocument (.odt)",
    "pptx": "presentasi PowerPoint (.pptx)",
    "ppt": "presentasi PowerPoint lama (.ppt)",
    "odp": "presentasi OpenDocument (.odp)",
    "rtf": "dokumen RTF",
    "zip": "arsip ZIP",
    "rar": "arsip RAR",
    "7z": "arsip 7-Zip",
    "gz": "arsip GZIP",
    "gambar": "gambar",
    "exe": "program komputer",
    "xml": "XML",
    "ole": "berkas Microsoft Office lama",
    "teks": "teks biasa",
    "biner": "data biner yang tidak dikenal",
}
"""How a detected kind is called in a sentence."""

DITERIMA = sebut((*JENIS, *JUGA), "dan")
"""The accepted extensions, as a sentence names them."""


def missing(berkas: str) -> LkjipError:
    return LkjipError(
        ErrorCode.FILE_MISSING,
        f"Berkas {berkas} tidak ditemukan.",
        "Periksa kembali nama dan letak berkas tersebut.",
        lokasi=berkas,
    )


def is_folder(berkas: str) -> LkjipError:
    return LkjipError(
        ErrorCode.FILE_MISSING,
        f"{berkas} adalah folder, bukan berkas.",
        "Sebutkan satu berkas di dalamnya, misalnya tabel indikator dalam format xlsx.",
        lokasi=berkas,
    )


def not_regular(berkas: str) -> LkjipError:
    return LkjipError(
        ErrorCode.FILE_MISSING,
        f"{berkas} bukan berkas biasa.",
        "Sebutkan berkas yang tersimpan di komputer, misalnya tabel indikator dalam format xlsx.",
        lokasi=berkas,
    )


def unreadable(berkas: str) -> LkjipError:
    return LkjipError(
        ErrorCode.FILE_MISSING,
        f"Berkas {berkas} tidak dapat dibuka karena Anda tidak memiliki izin membacanya.",
        "Ubah izin berkas itu, atau salin ke folder Anda sendiri, lalu coba lagi.",
        lokasi=berkas,
    )


def empty(berkas: str) -> LkjipError:
    return LkjipError(
        ErrorCode.FILE_EMPTY,
        f"Berkas {berkas} kosong.",
        "Pastikan berkas sudah tersimpan atau terunduh dengan lengkap, lalu kirim ulang.",
        lokasi=berkas,
    )


def too_large(berkas: str, apa: str, batas: str, saran: str, lokasi: str | None = None) -> LkjipError:
    """``apa`` is what was counted ("30.000 baris pada lembar Data"), ``batas`` the limit in words."""
    return LkjipError(
        ErrorCode.FILE_TOO_LARGE,
        f"Berkas {berkas} terlalu besar: {apa}, sedangkan batasnya {batas}.",
        saran,
        lokasi=lokasi or berkas,
    )


def too_many_sheets(berkas: str, count: int) -> LkjipError:
    return too_large(
        berkas,
        f"buku kerjanya memuat {count} lembar",
        f"{limits.MAX_SHEETS} lembar",
        "Kirim hanya lembar yang memuat tabel indikator dan anggaran.",
    )


def unknown(berkas: str, kind: str) -> LkjipError:
    return LkjipError(
        ErrorCode.FILE_UNKNOWN,
        f"Berkas {berkas} berisi {SEBUTAN.get(kind, SEBUTAN['biner'])}, bukan tabel yang dapat dibaca.",
        f"Simpan tabelnya dalam salah satu format ini: {DITERIMA}.",
        lokasi=berkas,
    )


def unknown_office(berkas: str, kind: str, format_: str) -> LkjipError:
    """A document of a neighbouring format that its own program can save as ``format_``."""
    return LkjipError(
        ErrorCode.FILE_UNKNOWN,
        f"Berkas {berkas} adalah {SEBUTAN[kind]}, yang belum dapat dibaca.",
        f"Buka berkas itu di aplikasinya, simpan sebagai {format_}, lalu kirim hasilnya.",
        lokasi=berkas,
    )


def picture(berkas: str) -> LkjipError:
    return LkjipError(
        ErrorCode.FILE_UNKNOWN,
        f"Berkas {berkas} adalah gambar, sehingga angka di dalamnya tidak dapat dibaca dengan pasti.",
        f"Kirim tabel aslinya ({sebut(JENIS[:-1])}), bukan foto atau tangkapan layar.",
        lokasi=berkas,
    )


def mislabeled(berkas: str, ekstensi: str, kind: str) -> LkjipError:
    """The content is ``kind``, the name says ``ekstensi`` (with its dot)."""
    remedy = {
        "csv": "csv",
        "xlsx": "xlsx",
        "xls": "xls",
        "xlsb": "xlsb",
        "ods": "ods",
        "docx": "docx",
        "pdf": "pdf",
    }.get(kind)
    if remedy:
        saran = f"Ubah akhiran namanya menjadi .{remedy}, lalu kirim ulang."
    else:
        saran = f"Kirim tabel yang sebenarnya dalam salah satu format ini: {DITERIMA}."
    return LkjipError(
        ErrorCode.FILE_MISLABELED,
        f"Berkas {berkas} berakhiran {ekstensi}, tetapi isinya {SEBUTAN.get(kind, SEBUTAN['biner'])}.",
        saran,
        lokasi=berkas,
    )


def legacy_doc(berkas: str) -> LkjipError:
    return LkjipError(
        ErrorCode.FILE_LEGACY_DOC,
        f"Berkas {berkas} memakai format Word lama (.doc), yang tidak dapat dibaca.",
        "Buka berkas itu di Microsoft Word atau LibreOffice Writer, simpan sebagai .docx, "
        "lalu kirim hasilnya.",
        lokasi=berkas,
    )


def encrypted(berkas: str) -> LkjipError:
    return LkjipError(
        ErrorCode.FILE_ENCRYPTED,
        f"Berkas {berkas} terkunci dengan kata sandi.",
        "Buka berkas itu dengan kata sandinya, hapus kata sandi tersebut, simpan, lalu kirim ulang. "
        "Jangan mengirimkan kata sandinya.",
        lokasi=berkas,
    )


def macro(berkas: str) -> LkjipError:
    return LkjipError(
        ErrorCode.FILE_MACRO,
        f"Berkas {berkas} memuat makro (program di dalam dokumen), sehingga tidak diterima.",
        "Simpan ulang tanpa makro sebagai .xlsx (Excel) atau .docx (Word), lalu kirim hasilnya.",
        lokasi=berkas,
    )


def damaged(berkas: str, bagian: str | None = None) -> LkjipError:
    """``bagian`` names what could not be read ("bagian xl/workbook.xml"), where that helps."""
    detail = f" ({bagian})" if bagian else ""
    return LkjipError(
        ErrorCode.FILE_DAMAGED,
        f"Berkas {berkas} rusak atau tidak lengkap{detail}, sehingga tidak dapat dibaca.",
        "Buka berkas itu di aplikasi asalnya, simpan ulang, lalu kirim kembali. "
        "Bila tidak dapat dibuka, mintalah salinan baru.",
        lokasi=berkas,
    )


def hostile(berkas: str, alasan: str) -> LkjipError:
    """``alasan`` completes "ditolak karena …"."""
    return LkjipError(
        ErrorCode.FILE_HOSTILE,
        f"Berkas {berkas} ditolak karena {alasan}.",
        "Salin tabelnya ke buku kerja baru, simpan, lalu kirim buku kerja baru itu.",
        lokasi=berkas,
    )


def timeout(berkas: str, detik: Decimal) -> LkjipError:
    shown = f"{detik.normalize():f}".replace(".", ",")
    return LkjipError(
        ErrorCode.FILE_TIMEOUT,
        f"Berkas {berkas} tidak selesai dibaca dalam waktu yang disediakan ({shown} detik).",
        "Kirim hanya lembar atau halaman yang memuat tabel indikator dan anggaran.",
        lokasi=berkas,
    )


def memory(berkas: str) -> LkjipError:
    return LkjipError(
        ErrorCode.FILE_HOSTILE,
        f"Berkas {berkas} ditolak karena memerlukan memori melebihi batas saat dibaca.",
        "Salin tabelnya ke buku kerja baru, simpan, lalu kirim buku kerja baru itu.",
        lokasi=berkas,
    )


def scan(berkas: str) -> LkjipError:
    return LkjipError(
        ErrorCode.FILE_SCAN,
        f"Berkas {berkas} adalah hasil pindaian tanpa lapisan teks, sehingga angkanya tidak dapat dibaca.",
        "Kirim berkas aslinya (xlsx, docx, atau PDF yang disimpan langsung dari aplikasi), "
        "atau beri lapisan teks (OCR) lebih dahulu, misalnya dengan: ocrmypdf -l ind pindaian.pdf hasil.pdf "
        "(paket ocrmypdf dan tesseract-ocr-ind), lalu periksa angkanya.",
        lokasi=berkas,
    )
