"""The command line in rough hands: odd names, lost places, work that stands in the way, sudden ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.drafting.earlier import sidik
from tests.cli.helpers import ENGLISH, Ran, assert_indonesian, lkjip

RUN = [sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())"]
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def draf(cwd: Path, *args: str, **kwargs: object) -> Ran:
    return lkjip("draf", *args, "--tanpa-grafik", "--tanpa-lampiran-telusur", cwd=cwd, **kwargs)  # type: ignore[arg-type]


@pytest.fixture
def folder(sample: Path, tmp_path: Path) -> Path:
    shutil.copy(sample, tmp_path / "x.xlsx")
    return tmp_path


@pytest.mark.parametrize(
    "name", ["a b 'q' \"d\" 😀.xlsx", "baris\nbaru.xlsx", "[kurung] $HOME %s {nama}.xlsx"]
)
def test_odd_names_are_names(folder: Path, name: str) -> None:
    (folder / "x.xlsx").rename(folder / name)
    out = name.replace(".xlsx", ".docx")
    ran = draf(folder, name, "-o", out, "--json")
    assert ran.code == 0, ran.err
    assert (folder / out).is_file()
    assert Path(ran.document["berkas"]).name == out


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["baca", ""], "Nama berkas masukan kosong"),
        (["baca", "x.xlsx", "--simpan-peta"], "Tidak ada peta"),
        (["draf", "x.xlsx", "-o", ""], "bukan .docx"),
        (["draf", "x.xlsx", "-o", "a" * 250 + ".docx"], "terlalu panjang"),
        (["draf", "x.xlsx", "--skala", "x.xlsx"], "skala"),
        (["draf", "x.xlsx", "--catatan", "x.xlsx"], "bukan teks UTF-8"),
        (["draf", "x.xlsx", "--templat", "x.xlsx"], "bukan dokumen Word"),
        (["draf", "x.xlsx", "--templat", "tidak-ada.docx"], "tidak ditemukan"),
        (["draf", "x.xlsx", "--lembar", "Tidak Ada"], "Pilih salah satu lembar yang ada"),
        (["draf", "x.xlsx", "--peta", "ZZ=target"], "tidak ditemukan di berkas x.xlsx"),
        (["draf", "x.xlsx", "--peta", "C=ngawur"], "tidak dikenal"),
        (["draf", "x.xlsx", "--arah", "tidak ada=turun"], "Tidak ada indikator bernama"),
        (["baca", "pipa"], "bukan berkas biasa"),
        (["baca", "lingkar.xlsx"], "tidak ditemukan"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else None,
)
def test_what_cannot_be_used_costs_one_message(folder: Path, args: list[str], expected: str) -> None:
    os.mkfifo(folder / "pipa")
    (folder / "lingkar.xlsx").symlink_to("lingkar.xlsx")
    before = set(folder.iterdir())
    ran = lkjip(*args, cwd=folder)
    assert ran.code == 2, ran.said
    assert expected in ran.err
    assert ENGLISH.search(ran.err.replace("--", "")) is None
    assert set(folder.iterdir()) == before


def test_sixty_files_make_one_draft(folder: Path) -> None:
    names = [f"f{n}.xlsx" for n in range(60)]
    for name in names:
        shutil.copy(folder / "x.xlsx", folder / name)
    ran = draf(folder, *names, "--json")
    assert ran.code == 0, ran.err
    assert ran.document["indikator"] == 12


class TestWorkThatStandsInTheWay:
    def test_a_draft_that_nobody_touched_is_replaced(self, folder: Path) -> None:
        assert draf(folder, "x.xlsx").code == 0
        assert draf(folder, "x.xlsx", "--bab", "semua").code == 0
        assert sorted(p.name for p in folder.iterdir()) == ["draf.docx", "draf.telusur.json", "x.xlsx"]

    def test_an_edited_draft_is_kept_and_told(self, folder: Path) -> None:
        assert draf(folder, "x.xlsx").code == 0
        for number in (1, 2):
            with (folder / "draf.docx").open("ab") as stream:
                stream.write(b"suntingan" * number)
        edited = (folder / "draf.docx").read_bytes()
        ran = draf(folder, "x.xlsx", "--json")
        assert ran.code == 0
        kept = folder / "draf.sebelumnya.docx"
        assert Path(ran.document["sebelumnya"]).name == kept.name
        assert kept.read_bytes() == edited
        (folder / "draf.docx").write_bytes(b"disunting lagi")
        assert "draf.sebelumnya-2.docx" in draf(folder, "x.xlsx").err
        assert kept.read_bytes() == edited

    @pytest.mark.parametrize("name", ["draf.docx", "draf.telusur.json"])
    def test_a_file_that_is_not_ours_is_not_touched(self, folder: Path, name: str) -> None:
        (folder / name).write_bytes(b"laporan yang ditulis sendiri")
        ran = draf(folder, "x.xlsx")
        assert ran.code == 2
        assert "--timpa" in ran.err
        assert_indonesian(ran.err.replace(str(folder), ""))
        assert (folder / name).read_bytes() == b"laporan yang ditulis sendiri"
        assert len(list(folder.iterdir())) == 2

    def test_timpa_replaces_it_and_keeps_a_copy(self, folder: Path) -> None:
        (folder / "draf.docx").write_bytes(b"laporan yang ditulis sendiri")
        assert draf(folder, "x.xlsx", "--timpa").code == 0
        assert (folder / "draf.sebelumnya.docx").read_bytes() == b"laporan yang ditulis sendiri"

    def test_the_ledger_knows_its_draft(self, folder: Path) -> None:
        import json

        assert draf(folder, "x.xlsx").code == 0
        ledger = json.loads((folder / "draf.telusur.json").read_text(encoding="utf-8"))
        assert ledger["sidik_draf"] == sidik((folder / "draf.docx").read_bytes())


def test_two_at_once_leave_one_whole_pair(folder: Path) -> None:
    import json

    running = [
        subprocess.Popen(
            [*RUN, "draf", "x.xlsx", "--tanpa-grafik", "--bab", bab], cwd=folder, stdout=subprocess.DEVNULL
        )
        for bab in ("3", "semua")
    ]
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    assert sorted(p.name for p in folder.iterdir()) == ["draf.docx", "draf.telusur.json", "x.xlsx"]
    ledger = json.loads((folder / "draf.telusur.json").read_text(encoding="utf-8"))
    assert ledger["sidik_draf"] == sidik((folder / "draf.docx").read_bytes())


def _descendants(session: int) -> list[str]:
    found = subprocess.run(
        ["ps", "-s", str(session), "-o", "pid=,stat=,args="], capture_output=True, check=False
    )
    return [line for line in found.stdout.decode().splitlines() if " Z" not in line]


@pytest.mark.skipif(shutil.which("ps") is None, reason="no ps on this system")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL, signal.SIGHUP])
@pytest.mark.parametrize("after", [0.25, 0.9])
def test_a_sudden_end_leaves_nothing_half_done(folder: Path, number: signal.Signals, after: float) -> None:
    process = subprocess.Popen(
        [*RUN, "draf", "x.xlsx", "--bab", "semua"],
        cwd=folder,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    time.sleep(after)
    if number is signal.SIGINT:  # Ctrl-C in a terminal reaches every process of the group
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    # Not communicate(): a child that outlived its parent would keep the pipe open.
    code = process.wait(timeout=60)
    deadline = time.monotonic() + 15
    while _descendants(process.pid) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert _descendants(process.pid) == []
    assert process.stderr is not None
    said = process.stderr.read().decode()
    process.stderr.close()
    assert "Traceback" not in said or after < 0.5  # before our first line Python itself speaks
    assert code in (0, 128 + number, -number)
    whole = {"draf.docx", "draf.telusur.json"}
    left = {p.name for p in folder.iterdir()} - {"x.xlsx"}
    assert left in (set(), whole), said


def test_what_a_killed_process_left_is_swept(folder: Path) -> None:
    left = folder / ".draf.docx.0123456789ab.tmp"
    other = folder / ".catatan.docx.tmp"
    for path in (left, other):
        path.write_bytes(b"x")
    assert draf(folder, "x.xlsx").code == 0
    assert not left.exists()
    assert other.exists()


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_a_folder_without_permission(folder: Path) -> None:
    (folder / "kunci").mkdir(mode=0o500)
    ran = draf(folder, "x.xlsx", "-o", "kunci/draf.docx")
    assert ran.code == 2
    assert "tidak berhak" in ran.err


def test_a_disk_that_fills_leaves_nothing(folder: Path) -> None:
    """A limit on the size of a file stands in for the full disk."""
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "from bot.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, "draf", "x.xlsx", "--tanpa-grafik"],
        cwd=folder,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "tidak dapat ditulis" in done.stderr.decode()
    assert [p.name for p in folder.iterdir()] == ["x.xlsx"]


def test_a_data_folder_that_cannot_be_written(folder: Path) -> None:
    (folder / "berkas").write_text("bukan folder", encoding="utf-8")
    env = {"LKJIP_DATA_DIR": str(folder / "berkas")}
    assert draf(folder, "x.xlsx", env=env).code == 0
    ran = lkjip("baca", "x.xlsx", "--peta", "C=satuan", "--simpan-peta", cwd=folder, env=env)
    assert ran.code == 3
    assert "LKJIP_DATA_DIR" in ran.err


def test_a_narrow_or_plain_terminal_gets_everything(folder: Path) -> None:
    plain = lkjip("baca", "x.xlsx", cwd=folder, env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert plain.code == 0
    assert plain.out.isascii()
    assert "\\x" not in plain.out
    assert lkjip("baca", "x.xlsx", cwd=folder, env={"COLUMNS": "40", "TERM": "dumb"}).code == 0


def test_a_file_that_changes_is_read_or_refused(folder: Path) -> None:
    """Half of a file that is being saved is a damaged file, never a fault of ours."""
    data = (folder / "x.xlsx").read_bytes()
    for size in (1, len(data) // 3, len(data) - 30):
        (folder / "x.xlsx").write_bytes(data[:size])
        ran = lkjip("baca", "x.xlsx", cwd=folder)
        assert ran.code == 2, ran.said
        assert "x.xlsx" in ran.err
