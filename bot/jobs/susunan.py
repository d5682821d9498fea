"""In the worker: answers and material become the Word draft, its ledger, and a PDF where it can be made."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

LINUX = sys.platform == "linux"
BATAS_PDF_S = 90
"""Seconds that LibreOffice may take; the Word draft is delivered without a PDF after that."""
MAKS_NAMA = 110


def susun(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Write the draft of ``spec["bahan"]`` with ``spec["jawaban"]`` into ``spec["folder"]``.

    Raises LkjipError as ``draft_report`` does.
    """
    from bot.drafting.service import draft_report
    from bot.drafting.wawancara.bahan import muat_bahan
    from bot.drafting.wawancara.model import Ingatan, Jawaban
    from bot.drafting.wawancara.plan import buka_lagi, soal_berikut
    from bot.drafting.wawancara.terapkan import ingatan_baru, terapkan

    bahan = muat_bahan(Path(spec["bahan"]))
    jawaban = [Jawaban.from_json(one) for one in spec["jawaban"]]
    ingatan = Ingatan.from_json(spec["ingatan"])
    rencana = terapkan(bahan, jawaban, ingatan)
    folder = Path(spec["folder"])
    folder.mkdir(parents=True, exist_ok=True)
    keluaran = folder / "draf.docx"
    hasil = draft_report(
        rencana.measurement,
        rencana.identitas,
        keluaran,
        rencana.notes,
        replace(rencana.pilihan, tanggal=date.fromisoformat(spec["tanggal"]), timpa=True),
    )
    levels = Counter(t.tingkat.value for t in hasil.temuan)
    instansi, tahun = rencana.identitas.instansi, rencana.measurement.tahun
    return {
        "docx": keluaran.name,
        "telusur": hasil.telusur.name,
        "pdf": _pdf(keluaran) if spec.get("pdf") else None,
        "nama": nama_draf(instansi, tahun),
        "judul": " ".join(str(part) for part in (instansi, tahun) if part) if instansi else "",
        "bab": hasil.bab,
        "indikator": hasil.indikator,
        "angka": hasil.angka,
        "tertelusur": hasil.angka_tertelusur,
        "lengkapi": hasil.lengkapi,
        "temuan": levels["galat"] + levels["peringatan"],
        "lanjutan": soal_berikut(bahan, buka_lagi(jawaban), ingatan, lanjutan=True) is not None,
        "ingatan": ingatan_baru(bahan, jawaban, ingatan).to_json(),
    }


def nama_draf(instansi: str | None, tahun: int | None) -> str:
    """What the file is called, without its ending: letters, digits and blanks only."""
    words = " ".join(str(part) for part in ("Draf LKjIP", instansi, tahun) if part)
    plain = "".join(ch if ch.isalnum() or ch in " -." else " " for ch in words)
    short = " ".join(plain.split())
    if len(short) > MAKS_NAMA:
        short = short[:MAKS_NAMA].rsplit(" ", 1)[0]
    return short.strip(" .")


def _pdf(docx: Path) -> str | None:
    """Convert with LibreOffice, in a profile of its own; None where it is missing or does not manage."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    with TemporaryDirectory(prefix="lkjip-pdf-") as temporary:
        profile = (Path(temporary) / "profil").as_uri()
        command = [
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            "pdf",
            "--outdir",
            temporary,
            str(docx),
        ]
        if not _run(command):
            return None
        made = Path(temporary) / f"{docx.stem}.pdf"
        if not made.is_file() or made.stat().st_size == 0:
            return None
        from bot.jobs.tulis import tulis_utuh

        tulis_utuh(docx.with_suffix(".pdf"), made.read_bytes())
    return f"{docx.stem}.pdf"


def _run(command: Sequence[str]) -> bool:
    """Run a converter in a process group of its own, and end it when its time is over."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
        preexec_fn=_with_parent if LINUX else None,  # noqa: PLW1509 - a worker has one thread
    )
    try:
        return process.wait(timeout=BATAS_PDF_S) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _with_parent() -> None:
    import ctypes

    ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)
