"""Wrong use of the command line: one clear Indonesian message, exit code 2, strict JSON."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import main
from bot.cli.commands import app
from tests.cli.helpers import assert_indonesian, lkjip

COMMANDS = (
    ["--help"],
    ["baca", "--help"],
    ["draf", "--help"],
    ["diagnosa", "--help"],
    ["evaluasi", "--help"],
)


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = main(list(args))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


@pytest.mark.parametrize("args", COMMANDS, ids=" ".join)
def test_help_is_in_indonesian(capsys: pytest.CaptureFixture[str], args: list[str]) -> None:
    code, out, err = run(capsys, *args)
    assert (code, err) == (0, "")
    assert out.startswith("Pemakaian: lkjip")
    assert_indonesian(out)


def test_every_option_is_explained() -> None:
    help_pages = [CliRunner().invoke(app, args).output for args in COMMANDS]
    for page in help_pages:
        for line in page.partition("Opsi:")[2].splitlines():
            if line.startswith("  -"):
                assert len(line.split()) > 1


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ([], "Perintah belum diberikan"),
        (["bacca"], "Barangkali yang Anda maksud 'baca'"),
        (["evaluasi"], "Perintah yang ada: tabel, periksa"),
        (["evaluasi", "tabel", "--data", "tidak-ada"], "Folder 'tidak-ada' tidak ada"),
        (["periksa"], "LAPORAN belum diberikan"),
        (["evaluasi", "tabbel"], "Barangkali yang Anda maksud 'tabel'"),
        (["baca"], "BERKAS belum diberikan"),
        (["draf"], "BERKAS… belum diberikan"),
        (["baca", "a.xlsx", "b.xlsx"], "Argumen berlebih: b.xlsx."),
        (["baca", "a.xlsx", "--lembarr", "x"], "Barangkali yang Anda maksud --lembar"),
        (["baca", "a.xlsx", "--lembar"], "Opsi --lembar memerlukan nilai"),
        (["diagnosa", "--json=ya"], "Opsi --json tidak menerima nilai"),
        (["baca", "a.xlsx", "--tahun", "dua ribu"], "Tahun 'dua ribu' tidak sah"),
        (["baca", "a.xlsx", "--tahun", "20255"], "Tahun '20255' tidak sah"),
        (["baca", "a.xlsx", "--peta", "H"], "'H' untuk --peta tidak sah"),
        (["draf", "a.xlsx", "--bab", "4"], "Nilai '4' untuk --bab tidak dikenal"),
        (["draf", "a.xlsx", "--kertas", "A5"], "Nilai 'A5' untuk --kertas tidak dikenal"),
        (["draf", "a.xlsx", "--rumus-turun", "selisi"], "Barangkali yang Anda maksud selisih"),
        (["draf", "a.xlsx", "--arah", "kemiskinan=miring"], "Arah 'miring' untuk 'kemiskinan' tidak dikenal"),
        (["draf", "a.xlsx", "-o", "draf.pdf"], "bukan .docx"),
        (["draf", "a.xlsx", "-o", "tidak-ada/draf.docx"], "Folder 'tidak-ada' tidak ada"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_usage_is_told_in_indonesian(
    capsys: pytest.CaptureFixture[str], args: list[str], expected: str
) -> None:
    code, out, err = run(capsys, *args)
    assert code == 2
    assert out == ""
    assert expected in err
    assert_indonesian(err)


@pytest.mark.parametrize(
    "args", [["baca", "--json"], ["bacca", "--json"], ["baca", "tidak-ada.xlsx", "--json"]]
)
def test_with_json_an_error_is_one_document(args: list[str], tmp_path: Path) -> None:
    ran = lkjip(*args, cwd=tmp_path)
    assert ran.code == 2
    galat = ran.document["galat"]
    assert galat["pesan"]
    assert galat["saran"]
    assert galat["pesan"] in ran.err


@pytest.mark.parametrize("command", ["baca", "draf", "periksa"])
def test_a_missing_file_is_named(command: str, tmp_path: Path) -> None:
    ran = lkjip(command, "laporan tahunan.xlsx", cwd=tmp_path)
    assert ran.code == 2
    assert "laporan tahunan.xlsx" in ran.err
    assert_indonesian(ran.err.replace("laporan tahunan.xlsx", ""))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kosong.xlsx", b""),
        ("acak.xlsx", bytes(range(256)) * 20),
        ("acak.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20),
        ("acak.docx", b"PK\x03\x04" + bytes(range(256)) * 20),
        ("catatan.csv", b"Rapat pada hari Senin\nDihadiri semua bidang\n"),
        ("gambar.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64),
        ("tanpa-akhiran", b"halo"),
    ],
)
@pytest.mark.parametrize("command", ["baca", "draf"])
def test_a_file_that_is_no_table_costs_one_message(
    command: str, name: str, content: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    ran = lkjip(command, name, "--json", cwd=tmp_path)
    assert ran.code == 2, ran.said
    assert name in ran.document["galat"]["pesan"] + str(ran.document["galat"]["lokasi"])
    assert "Traceback" not in ran.said
    assert not (tmp_path / "draf.docx").exists()


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    ran = lkjip("baca", str(tmp_path))
    assert ran.code == 2
    assert_indonesian(ran.err.replace(str(tmp_path), ""))
