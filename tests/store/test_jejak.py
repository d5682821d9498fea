"""The trace of an answer is kept whole, found again, and survives what happens to the database."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.answering.model import Alasan, Answer, Jejak, Maksud, Ragam, Status
from bot.answering.trace_id import new_jejak_id
from bot.errors import LkjipError
from bot.store.database import HEAD, Database, upgrade
from bot.store.jejak import JejakStore, plain
from knowledge.index.model import Acuan, Hit, Istilah
from knowledge.letak import parse_letak
from knowledge.model import Jenis, Passage

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def a_trace(jejak_id: str = "J0302-ABCDEF", waktu: datetime = NOW) -> Jejak:
    passage = Passage(
        "contoh#pasal-1", "contoh", Jenis.REGULASI, parse_letak("Pasal 1"), "Contoh", "Isi contoh.", (2, 2)
    )
    answer = Answer("kapan?", Status.DITOLAK, "Maaf.", alasan=Alasan.TANPA_BUKTI, jejak_id=jejak_id)
    maksud = Maksud(
        "kapan?", "kapan", (Ragam.TENGGAT,), (Acuan("pasal 1", parse_letak("Pasal 1")),), (Decimal("72.5"),)
    )
    return Jejak(
        jejak_id,
        waktu,
        answer,
        maksud,
        (Istilah("kpn", "kapan", "", 0.0, True),),
        (Hit(passage, 0.51, {"kata": 0.4}, 0.3),),
        "indeks1",
        "setelan1",
        "prompt1",
        waktu_bagian_ms={"cari": 3.25},
    )


def store(folder: Path) -> JejakStore:
    return JejakStore(Database.in_folder(folder))


def test_a_trace_comes_back_whole(tmp_path: Path) -> None:
    store(tmp_path).save(a_trace(), "pengguna:7")
    found = store(tmp_path).get("j0302-abcdef ")
    assert found is not None
    assert found.pertanyaan == "kapan?"
    assert found.isi["maksud"]["nilai"] == ["72.5"]
    assert found.isi["hits"][0]["passage"]["letak"] == "Pasal 1"
    assert found.isi["jawaban"]["alasan"] == "tanpa-bukti"
    assert found.isi["waktu_bagian_ms"] == {"cari": 3.25}


def test_an_unknown_id_is_none(tmp_path: Path) -> None:
    assert store(tmp_path).get("J0101-000000") is None


def test_the_newest_comes_first(tmp_path: Path) -> None:
    for day in (2, 4, 3):
        store(tmp_path).save(a_trace(f"J030{day}-000000", NOW.replace(day=day)))
    assert [t.id for t in store(tmp_path).latest(2)] == ["J0304-000000", "J0303-000000"]


def test_the_newest_migration_is_the_head_that_the_code_expects() -> None:
    import bot.store.migrations.versions as versions

    names = sorted(p.stem for p in Path(versions.__path__[0]).glob("m*.py"))
    assert names[-1].startswith(f"m{HEAD}_")


def test_the_migrated_tables_are_those_of_the_code(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    import bot.store.tables_bot  # noqa: F401  (fills the metadata)
    from bot.store.tables import metadata

    with Database.in_folder(tmp_path).engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_upgrading_twice_changes_nothing(tmp_path: Path) -> None:
    database = Database.in_folder(tmp_path)
    JejakStore(database).save(a_trace())
    upgrade(database.engine)
    assert len(JejakStore(database).latest()) == 1


def test_a_file_that_is_no_database_is_said_in_indonesian(tmp_path: Path) -> None:
    (tmp_path / "lkjip.db").write_bytes(b"bukan basis data" * 500)
    with pytest.raises(LkjipError) as error:
        store(tmp_path).latest()
    assert error.value.exit_code == 3
    assert "LKJIP_DATA_DIR" in error.value.saran


def test_a_folder_that_cannot_be_written_is_said_in_indonesian(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("x")
    with pytest.raises(LkjipError):
        store(tmp_path / "berkas").latest()


def test_ids_are_short_and_differ() -> None:
    ids = {new_jejak_id(NOW) for _ in range(200)}
    assert len(ids) == 200
    assert all(len(i) == 12 and i.startswith("J0302-") for i in ids)


def test_plain_keeps_decimals_as_text() -> None:
    assert plain({"a": (Decimal("1.50"), None, True)}) == {"a": ["1.50", None, True]}


def test_processes_that_start_at_once_share_one_new_database(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        f"from bot.store.database import Database; Database('sqlite:///{tmp_path}/lkjip.db').engine.connect()"
    )
    running = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) for _ in range(4)]
    assert [(p.communicate()[1], p.returncode) for p in running] == [(b"", 0)] * 4
