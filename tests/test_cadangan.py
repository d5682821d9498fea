"""Backup and restore: what was kept comes back, and a damaged archive changes nothing."""

from __future__ import annotations

import asyncio
import io
import os
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from bot.cadangan import ISI, buat, pulihkan
from bot.errors import LkjipError
from bot.single import SingleProcess


def make_data(folder: Path) -> sqlite3.Connection:
    """A data folder with a database that is still open, its last rows only in the write-ahead log."""
    (folder / "laporan" / "7").mkdir(parents=True)
    (folder / "laporan" / "7" / "draf.docx").write_bytes(b"isi draf")
    (folder / "log").mkdir()
    (folder / "log" / "lkjip.log").write_text("catatan")
    (folder / "sementara").mkdir()
    (folder / "sementara" / "x.bin").write_bytes(b"x")
    db = sqlite3.connect(folder / "lkjip.db")
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("CREATE TABLE soal (teks TEXT)")
    db.execute("INSERT INTO soal VALUES ('kapan LKjIP dikirim')")
    db.commit()
    return db


def rows(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return [one for (one,) in db.execute("SELECT teks FROM soal")]


def test_a_backup_taken_while_the_database_is_open_brings_everything_back(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with closing(make_data(data)) as db:
        assert (data / "lkjip.db-wal").exists()
        hasil = buat(data, tmp_path / "c.tar.gz")
        db.execute("DELETE FROM soal")
        db.commit()
    (data / "laporan" / "7" / "draf.docx").write_bytes(b"rusak")
    kembali = pulihkan(tmp_path / "c.tar.gz", data)
    assert rows(data / "lkjip.db") == ["kapan LKjIP dikirim"]
    assert (data / "laporan" / "7" / "draf.docx").read_bytes() == b"isi draf"
    assert hasil.jumlah == kembali.jumlah == 2
    assert not (data / "log").exists()
    assert not (data / ISI).exists()


def test_a_restore_moves_the_present_data_aside_and_deletes_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    make_data(data).close()
    buat(data, tmp_path / "c.tar.gz")
    (data / "baru.txt").write_text("sesudah cadangan")
    hasil = pulihkan(tmp_path / "c.tar.gz", data)
    assert hasil.disisihkan is not None
    assert (hasil.disisihkan / "baru.txt").read_text() == "sesudah cadangan"
    assert not (data / "baru.txt").exists()


def test_a_backup_goes_to_another_machine_with_an_empty_folder(tmp_path: Path) -> None:
    make_data(tmp_path / "data").close()
    buat(tmp_path / "data", tmp_path / "c.tar.gz")
    hasil = pulihkan(tmp_path / "c.tar.gz", tmp_path / "lain" / "data")
    assert hasil.disisihkan is None
    assert rows(tmp_path / "lain" / "data" / "lkjip.db") == ["kapan LKjIP dikirim"]


@pytest.mark.parametrize("cut", [0, 40, 200])
def test_a_cut_archive_is_refused_and_the_data_stays(tmp_path: Path, cut: int) -> None:
    data = tmp_path / "data"
    make_data(data).close()
    buat(data, tmp_path / "c.tar.gz")
    whole = (tmp_path / "c.tar.gz").read_bytes()
    (tmp_path / "r.tar.gz").write_bytes(whole[: len(whole) - cut] if cut else b"bukan arsip")
    with pytest.raises(LkjipError, match="bukan cadangan yang utuh"):
        pulihkan(tmp_path / "r.tar.gz", data)
    assert rows(data / "lkjip.db") == ["kapan LKjIP dikirim"]


def test_a_changed_file_in_the_archive_is_noticed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    make_data(data).close()
    buat(data, tmp_path / "c.tar.gz")
    with tarfile.open(tmp_path / "c.tar.gz") as old, tarfile.open(tmp_path / "r.tar.gz", "w:gz") as new:
        for member in old.getmembers():
            content = old.extractfile(member)
            assert content is not None
            body = content.read()
            if member.name.endswith("draf.docx"):
                body = b"isi lain"
                member.size = len(body)
            new.addfile(member, io.BytesIO(body))
    with pytest.raises(LkjipError, match="bukan cadangan yang utuh"):
        pulihkan(tmp_path / "r.tar.gz", data)


def test_an_archive_cannot_write_outside_of_the_folder(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "jahat.tar.gz", "w:gz") as stream:
        member = tarfile.TarInfo("../lolos.txt")
        member.size = 1
        stream.addfile(member, io.BytesIO(b"x"))
    with pytest.raises(LkjipError):
        pulihkan(tmp_path / "jahat.tar.gz", tmp_path / "data")
    assert not (tmp_path / "lolos.txt").exists()


def test_nothing_is_restored_under_a_running_bot(tmp_path: Path) -> None:
    data = tmp_path / "data"
    make_data(data).close()
    buat(data, tmp_path / "c.tar.gz")

    async def scenario() -> None:
        async with SingleProcess(data, needed=True):
            with pytest.raises(LkjipError, match="sedang berjalan"):
                pulihkan(tmp_path / "c.tar.gz", data)

    asyncio.run(scenario())
    pulihkan(tmp_path / "c.tar.gz", data)


def test_an_old_backup_is_never_overwritten(tmp_path: Path) -> None:
    make_data(tmp_path / "data").close()
    buat(tmp_path / "data", tmp_path / "c.tar.gz")
    with pytest.raises(LkjipError, match="sudah ada"):
        buat(tmp_path / "data", tmp_path / "c.tar.gz")


def test_a_failed_backup_leaves_nothing_behind(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        target = Path("/proc/tidak-dapat/c.tar.gz")
    else:
        target = Path("/c.tar.gz")
    make_data(tmp_path / "data").close()
    with pytest.raises(LkjipError, match="tidak dapat ditulis"):
        buat(tmp_path / "data", target)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["data"]


def test_without_data_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(LkjipError, match="belum ada"):
        buat(tmp_path / "data", tmp_path / "c.tar.gz")


def test_two_bots_do_not_share_a_folder(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with SingleProcess(tmp_path, needed=True):
            with pytest.raises(LkjipError, match="Bot lain"):
                async with SingleProcess(tmp_path, needed=True):
                    pass
        async with SingleProcess(tmp_path, needed=True):
            pass

    asyncio.run(scenario())
