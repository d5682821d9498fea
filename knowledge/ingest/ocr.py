"""Text of scanned pages, with tesseract where it is installed.  Only when asked: it costs seconds a page.

Pages are rendered in a child process (a stranger's PDF is never opened here) and recognised by the
``tesseract`` program, each under a limit of time.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from knowledge.errors import KnowledgeError
from knowledge.ingest.naskah import Alinea, Blok, Naskah

DPI = 300
SECONDS_PER_PAGE = 90
RENDER_SECONDS = 60
MAX_PAGES = 400
LANGUAGE = "ind"
PARAGRAPH = re.compile(r"\n\s*\n")

RENDER = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))
except (ImportError, ValueError, OSError):
    pass
sys.path[:0] = {folders!r}
import pypdfium2
document = pypdfium2.PdfDocument(sys.argv[1])
if sys.argv[2] == "count":
    print(len(document))
else:
    page = document[int(sys.argv[2]) - 1]
    scale = min({dpi} / 72, (30_000_000 / max(page.get_width() * page.get_height(), 1)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    data = bytes(bitmap.buffer)
    with open(sys.argv[3], "wb") as out:
        out.write(b"P5 %d %d 255\\n" % (bitmap.width, bitmap.height))
        for row in range(bitmap.height):
            out.write(data[row * bitmap.stride : row * bitmap.stride + bitmap.width])
"""
"""Number of pages, or one page as a grey picture (PGM) of at most 30 megapixels."""


def read_scan(path: Path, berkas: str) -> Naskah:
    """A PDF without text, page by page.  Raises KnowledgeError where tesseract is missing."""
    program = _tesseract()
    count = _page_count(path, berkas)
    if count > MAX_PAGES:
        raise KnowledgeError(
            "naskah-tidak-terbaca",
            f"Berkas {berkas} terdiri atas {count} halaman; pengenalan teks dibatasi {MAX_PAGES} halaman.",
            "Bagi berkasnya menurut bab, lalu tambahkan satu per satu.",
        )
    pages = {number: _page_text(path, number, program) for number in range(1, count + 1)}
    found = {number: text for number, text in pages.items() if text.strip()}
    return Naskah(
        berkas,
        "pdf",
        tuple(_blocks(found)),
        count,
        tuple(number for number in pages if number not in found),
        tuple(found),
        hashlib.sha256(path.read_bytes()).hexdigest(),
    )


def with_missing_pages(naskah: Naskah, path: Path) -> Naskah:
    """The document with the text of its pages that have none, where tesseract finds some."""
    program = _tesseract()
    found: dict[int, str] = {}
    for number in naskah.halaman_tanpa_teks:
        text = _page_text(path, number, program)
        if text.strip():
            found[number] = text
    blocks: list[Blok] = [*naskah.blok, *_blocks(found)]
    # a stable sort: what was read stays in its order, recognised pages go where they belong
    blocks.sort(key=lambda blok: blok.halaman or 0)
    return replace(
        naskah,
        blok=tuple(replace(blok, urutan=order) for order, blok in enumerate(blocks)),
        halaman_tanpa_teks=tuple(n for n in naskah.halaman_tanpa_teks if n not in found),
        halaman_ocr=tuple(sorted(found)),
    )


def is_available() -> bool:
    """Whether tesseract is installed with the Indonesian language."""
    program = shutil.which("tesseract")
    return program is not None and _has_language(program)


def _tesseract() -> str:
    program = shutil.which("tesseract")
    if program is None:
        missing = "Program tesseract tidak ditemukan."
    elif not _has_language(program):
        missing = "Data bahasa Indonesia untuk tesseract belum terpasang."
    else:
        return program
    raise KnowledgeError(
        "layanan-tidak-terjangkau",
        f"Pengenalan teks (OCR) tidak dapat dijalankan. {missing}",
        "Pasang paket tesseract-ocr dan tesseract-ocr-ind, lalu ulangi perintahnya.",
        kekurangan_layanan=True,
    )


def _has_language(program: str) -> bool:
    try:
        done = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return LANGUAGE in (done.stdout + done.stderr).decode("utf-8", errors="replace").split()


def _page_count(path: Path, berkas: str) -> int:
    done = _render(path, "count")
    if done is None or not done.strip().isdigit():
        raise KnowledgeError(
            "naskah-tidak-terbaca",
            f"Halaman berkas {berkas} tidak dapat digambar untuk pengenalan teks.",
            "Simpan ulang PDF itu dari aplikasi pembacanya, lalu coba lagi.",
        )
    return int(done)


def _page_text(path: Path, number: int, program: str) -> str:
    """Text of a page; empty where it cannot be drawn or recognised in time."""
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "halaman.pgm"
        if _render(path, str(number), str(picture)) is None or not picture.exists():
            return ""
        command = [program, str(picture), "stdout", "-l", LANGUAGE, "--psm", "3"]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            done = subprocess.run(
                command, capture_output=True, timeout=SECONDS_PER_PAGE, check=True, env=environment
            )
        except (OSError, subprocess.SubprocessError):
            return ""
        return done.stdout.decode("utf-8", errors="replace")


def _render(path: Path, *arguments: str) -> str | None:
    """Standard output of the rendering child, or None where it fails."""
    script = RENDER.format(folders=[folder for folder in sys.path if folder], dpi=DPI)
    command = [sys.executable, "-I", "-S", "-c", script, str(path.resolve()), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=RENDER_SECONDS, check=True, env={})
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("ascii", errors="replace")


def _blocks(pages: dict[int, str]) -> list[Blok]:
    blocks: list[Blok] = []
    for number, text in sorted(pages.items()):
        for paragraph in PARAGRAPH.split(text):
            words = " ".join(paragraph.split())
            if words:
                blocks.append(Alinea(len(blocks), words, number))
    return blocks
