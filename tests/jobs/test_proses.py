"""Worker processes: results, errors for the person, faults, and an end when their time is over."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from bot.errors import ErrorCode, LkjipError
from bot.jobs import kerja, proses
from bot.jobs.ledger import tulis_ledger
from bot.jobs.proses import (
    PERINTAH,
    KerjaGagal,
    TanpaRuang,
    hasil_kerja,
    kerjakan,
    lingkungan,
    pengubah_indeks,
)
from bot.jobs.susunan import nama_draf
from bot.jobs.tulis import tulis_utuh
from knowledge.index.elsewhere import NotDone


def test_an_error_of_the_material_comes_back_whole(tmp_path: Path) -> None:
    """What the worker raises for the person is raised in the bot, too."""
    missing = {"kerja": "olah", "jalur": str(tmp_path / "tidak-ada.pdf"), "nama": "tidak-ada.pdf"}
    with pytest.raises(LkjipError) as caught:
        asyncio.run(kerjakan(missing))
    assert caught.value.code is ErrorCode.FILE_MISSING
    assert "tidak-ada.pdf" in caught.value.pesan


def test_a_fault_is_not_for_the_person() -> None:
    """An unknown task ends the worker with a traceback, which the log gets."""
    with pytest.raises(KerjaGagal, match="KeyError"):
        asyncio.run(kerjakan({"kerja": "tidak-dikenal"}))


def test_a_task_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process is gone when the error is raised."""
    started: list[int] = []
    real = asyncio.create_subprocess_exec

    async def slow(*_command: str, **options: Any) -> asyncio.subprocess.Process:
        program = (sys.executable, "-c", "import time; time.sleep(60)")
        process = await real(*program, **options)
        started.append(process.pid)
        return process

    monkeypatch.setattr(asyncio, "create_subprocess_exec", slow)
    with pytest.raises(LkjipError, match="terlalu lama"):
        asyncio.run(kerjakan({"kerja": "baca"}, batas_s=0.3))
    with pytest.raises(ProcessLookupError):
        os.kill(started[0], 0)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no signal at a parent's end")
def test_a_worker_dies_with_its_parent(tmp_path: Path) -> None:
    """SIGKILL of the bot leaves no worker behind."""
    note = tmp_path / "pid"
    child = (
        "import os,sys,time; from bot.jobs.kerja import limit; limit();"
        f"open({str(note)!r},'w').write(str(os.getpid())); time.sleep(60)"
    )
    parent = f"import subprocess,sys; subprocess.run([sys.executable,'-c',{child!r}])"
    process = subprocess.Popen([sys.executable, "-c", parent])
    deadline = time.monotonic() + 30
    while not (note.exists() and note.read_text()) and time.monotonic() < deadline:
        time.sleep(0.05)
    worker = int(note.read_text())
    process.send_signal(signal.SIGKILL)
    process.wait()
    while Path(f"/proc/{worker}").exists() and not _dead(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{worker}").exists() or _dead(worker)


def _dead(pid: int) -> bool:
    try:
        return ") Z " in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return True


def test_a_full_disk_is_told_apart() -> None:
    """ENOSPC is for the admin to mend, another OSError is a fault of ours."""
    full = json.dumps({"sistem": errno.ENOSPC, "ket": "OSError"}).encode()
    with pytest.raises(TanpaRuang):
        hasil_kerja(full, b"", 0)
    with pytest.raises(KerjaGagal, match="ENOENT"):
        hasil_kerja(json.dumps({"sistem": errno.ENOENT, "ket": "X"}).encode(), b"", 0)


def test_a_worker_sees_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens and keys of the bot's environment do not reach who reads strangers' files."""
    monkeypatch.setenv("LKJIP_TELEGRAM_TOKEN", "rahasia")
    monkeypatch.setenv("OPENAI_API_KEY", "rahasia")
    assert "rahasia" not in lingkungan().values()


@pytest.mark.skipif(sys.platform != "linux", reason="limits are read as Linux shows them")
def test_a_worker_stands_back_for_the_chat() -> None:
    """Before it reads its task it has a low priority, and its libraries one thread each."""
    process = subprocess.Popen(
        PERINTAH, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=lingkungan()
    )
    try:
        wanted = min(19, os.getpriority(os.PRIO_PROCESS, 0) + kerja.NICE)
        deadline = time.monotonic() + 30
        while os.getpriority(os.PRIO_PROCESS, process.pid) != wanted and time.monotonic() < deadline:
            time.sleep(0.02)
        assert os.getpriority(os.PRIO_PROCESS, process.pid) == wanted
        seen = Path(f"/proc/{process.pid}/environ").read_bytes().split(b"\0")
        assert {b"OPENBLAS_NUM_THREADS=1", b"OMP_NUM_THREADS=1"} <= set(seen)
    finally:
        process.kill()
        process.communicate()


SIAPA = """
import json, os
print(json.dumps({"hasil": {"sesi": os.getsid(0), "kelompok": os.getpgid(0), "pid": os.getpid()}}))
"""


@pytest.mark.skipif(os.name != "posix", reason="sessions are of POSIX")
def test_a_low_priority_counts_since_the_worker_is_of_our_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """Found by measuring: with a session of its own a worker took as much of the processor as the chat."""
    monkeypatch.setattr(proses, "PERINTAH", (sys.executable, "-c", SIAPA))
    found = asyncio.run(kerjakan({}))
    assert found["sesi"] == os.getsid(0)
    assert found["kelompok"] == found["pid"] != os.getpgid(0), "it is ended with all that it started"


MENETAP = """
import asyncio, sys
from pathlib import Path
from bot.app import App
from bot.jobs.proses import kerjakan, pengubah_indeks
from bot.settings import Settings
from tests.knowledge.index.helpers import answer

app = App(Settings(data_dir=Path(sys.argv[1])), pengubah=pengubah_indeks)
app.warm()
(record,) = app.knowledge.add(answer(1))
assert record.sumber.id == "narasumber-1", record
assert app.knowledge.search("jawabanunik1").hits[0].passage.sumber_id == "narasumber-1"
assert app.knowledge.remove("narasumber-1") == 1
assert app.knowledge.is_behind
folder = Path(sys.argv[1])
(folder / "edaran.md").write_text("# Surat Edaran\\n\\n" + "Laporan capaian dikirim melalui kurirunik. " * 9)
spec = {"kerja": "terbitkan", "data_dir": str(folder), "jalur": str(folder / "edaran.md")}
given = {"id": "edaran", "judul": "Edaran", "tahun": 2024}
made = asyncio.run(kerjakan({**spec, "nama": "edaran.md", "jenis": "surat", "permintaan": given}))
assert made["baru"] and app.knowledge.search("kurirunik").hits[0].passage.sumber_id == made["sumber_id"]
assert not app.knowledge.is_behind
print(sorted({"chromadb", "langchain_core", "sklearn", "pandas", "docx"} & set(sys.modules)))
"""


def test_a_process_that_stays_keeps_nothing_of_a_change_of_the_index(tmp_path: Path) -> None:
    """The index is made in a worker, and Chroma is left for one: the bot never loads what only they need."""
    done = subprocess.run(
        [sys.executable, "-c", MENETAP, str(tmp_path)],
        env=lingkungan(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
    assert (tmp_path / "indeks" / "chroma").is_dir()


def test_a_change_that_ended_without_a_result_is_told_apart(tmp_path: Path) -> None:
    """A fault of the worker is no answer, and no error for the person."""
    with pytest.raises(NotDone, match="KeyError"):
        pengubah_indeks(tmp_path)({"ubah": "tidak-dikenal"})


def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure while writing leaves the old content and nothing beside it."""
    target = tmp_path / "a" / "b.json"
    tulis_utuh(target, b"lama")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        tulis_utuh(target, b"baru")
    assert target.read_bytes() == b"lama"
    assert [one.name for one in target.parent.iterdir()] == ["b.json"]


def test_a_ledger_holds_text_only(tmp_path: Path) -> None:
    """What begins like a formula stays text, control characters go."""
    from openpyxl import load_workbook

    evil = '=HYPERLINK("http://x.example","klik")'
    entry = {
        "id": "a1",
        "teks": evil,
        "nilai": "1.5",
        "satuan": "+cmd|' /C calc'!A0",
        "asal": {"jenis": "sel", "berkas": "@berkas\x07.xlsx", "lembar": "-1", "sel": "D7"},
        "tempat": [{"bagian": "Bab III", "elemen": "Tabel 1"}],
    }
    source = tmp_path / "t.json"
    source.write_text(json.dumps({"angka": [entry]}), encoding="utf-8")
    tulis_ledger(source, tmp_path / "l.xlsx")
    sheet = load_workbook(tmp_path / "l.xlsx").active
    assert sheet is not None
    row = next(iter(sheet.iter_rows(min_row=2)))
    assert row[1].value == evil
    assert {cell.data_type for cell in row} <= {"s", "n", "inlineStr"}
    assert row[5].value == "@berkas.xlsx"
    assert row[2].value == "1,5"


def test_names_of_drafts_are_plain() -> None:
    """Slashes, dots and control characters of an office's name do not reach a file name."""
    assert nama_draf("../Dinas/Rawa\x00 <b>", 2024) == "Draf LKjIP .. Dinas Rawa b 2024"
    assert nama_draf(None, None) == "Draf LKjIP"


def test_every_task_has_a_function() -> None:
    assert set(kerja.TUGAS) == {"baca", "susun", "ledger", "olah", "terbitkan", "indeks"}
