"""The edge: faults of ours, interruptions, closed pipes, full disks, odd terminals."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import edge, main
from tests.cli.helpers import assert_indonesian, lkjip

RUN = [sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())"]


def broken(args: list[str]) -> int:
    raise ZeroDivisionError("rahasia dalam pesan")


def test_a_fault_of_ours_is_an_incident_and_its_traceback_is_only_in_the_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(edge, "_run", broken)
    assert main(["baca", "x.xlsx", "--json"]) == 1
    printed = capsys.readouterr()
    galat = json.loads(printed.out)["galat"]
    assert galat["kode"] == "gangguan"
    assert "nomor insiden L" in printed.err
    assert "Traceback" not in printed.err
    assert "rahasia" not in printed.err
    assert_indonesian(printed.err.replace(str(tmp_path), ""))
    logged = json.loads((tmp_path / "lkjip-data" / "log" / "lkjip.log").read_text(encoding="utf-8"))
    assert logged["insiden"] in printed.err
    assert "ZeroDivisionError" in logged["exception"]


def test_a_fault_is_told_even_where_the_log_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "berkas").write_text("bukan folder", encoding="utf-8")
    monkeypatch.setenv("LKJIP_DATA_DIR", str(tmp_path / "berkas"))
    monkeypatch.setattr(edge, "_run", broken)
    assert main(["baca", "x.xlsx"]) == 1
    assert "tidak dapat ditulis" in capsys.readouterr().err


def test_arguments_are_not_logged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(edge, "_run", broken)
    main(["baca", "dinas-rahasia.xlsx"])
    assert "dinas-rahasia" not in (tmp_path / "lkjip-data" / "log" / "lkjip.log").read_text(encoding="utf-8")


def test_ctrl_c_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(args: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(edge, "_run", interrupted)
    assert main([]) == 130
    assert capsys.readouterr().err == "Dihentikan.\n"


def test_ctrl_c_in_a_real_process() -> None:
    code = (
        "import sys, time\nfrom bot.cli import edge\n"
        # Short sleeps: a signal that comes just before one begins waits until it is over.
        "edge._run = lambda args: (print('mulai', flush=True), [time.sleep(0.05) for _ in range(600)])\n"
        "sys.exit(edge.main([]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert err.decode() == "Dihentikan.\n"


def test_a_reader_that_leaves_the_pipe_hears_nothing_more() -> None:
    process = subprocess.Popen([*RUN, "draf", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    err = process.stderr.read()
    process.wait(timeout=60)
    process.stderr.close()
    assert err == b""
    assert process.returncode in (0, 141)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_an_input_error_in_words() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*RUN, "diagnosa", "--json"], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert done.returncode == 2
    assert "Keluaran tidak dapat ditulis" in done.stderr.decode()


def test_closed_streams_do_no_harm() -> None:
    python = sys.executable
    done = subprocess.run(
        [
            "sh",
            "-c",
            '"$0" -c "from bot.cli import main; raise SystemExit(main([\'--versi\']))" >&- 2>&- <&-',
            python,
        ],
        timeout=60,
        check=False,
    )
    assert done.returncode == 0


def test_a_terminal_without_unicode_still_gets_an_answer(sample: Path) -> None:
    ran = lkjip("draf", "--help", env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert ran.code == 0
    assert "Pemakaian" in ran.out


def test_json_is_utf8_whatever_the_terminal_says(sample: Path) -> None:
    ran = lkjip("baca", sample, "--json", env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert ran.code == 0, ran.err
    assert ran.document["berkas"] == sample.name


@pytest.mark.parametrize("words", [("--versi",), ("--help",), ("draf", "--help")])
def test_a_start_imports_nothing_heavy(words: tuple[str, ...]) -> None:
    """What makes a start slow is what it imports."""
    code = (
        f"import sys; from bot.cli import main; main({list(words)!r})\n"
        "heavy = {'matplotlib', 'openpyxl', 'docx', 'pypdfium2', 'lxml', 'numpy', 'sqlalchemy', 'telegram',"
        " 'dbos', 'chromadb', 'jinja2', 'PIL'} & set(sys.modules)\n"
        "sys.exit(','.join(sorted(heavy)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_what_libraries_log_goes_to_the_log_file_and_not_to_the_user(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    import logging

    from bot.cli import edge

    monkeypatch.setenv("LKJIP_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(logging.root, "handlers", [])

    def warn(_args: list[str]) -> int:
        logging.getLogger("knowledge.index").warning("the index is made again")
        return 0

    monkeypatch.setattr(edge, "_run", warn)
    assert edge.main([]) == 0
    assert capsys.readouterr().err == ""
    assert "the index is made again" in (tmp_path / "log" / "lkjip.log").read_text()
