"""One list knows every table and folder of a person: what is exported is what is deleted."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert, select

from bot.chat import privacy
from bot.chat.message import Pesan
from bot.chat.texts import say
from bot.chat.unit import Units
from bot.store import privacy as rows
from bot.store import questions, tables_bot
from bot.store.tables import jejak, metadata
from tests.bantu.botapi import jalankan
from tests.bantu.pengetahuan import app_bersama
from tests.chat.alat import SAAT, penyimpanan, soal_baru, tambah_orang

ANI, BUDI = 7, 8
OF_A_PERSON = (
    "orang_id",
    "pemilik",
    "pengguna",
    "pelaku",
    "oleh",
    "dibuat_oleh",
    "dipakai_oleh",
    "diizinkan_oleh",
    "narasumber_id",
    "penyetuju_id",
)


def test_every_table_is_in_the_list_and_every_column_of_a_person_is_looked_at() -> None:
    assert rows.tables() == sorted(metadata.tables)
    looked_at = {
        str(column)
        for one in rows.MILIK
        for column in metadata.tables[one.tabel.name].c
        if str(column) in str(one.syarat(ANI).compile())
    }
    for table in metadata.tables.values():
        for column in table.c:
            if column.name in OF_A_PERSON:
                assert str(column) in looked_at, column


def _value(table: Table, name: str, person: int) -> Any:
    """Something for a column that may not be empty."""
    column = table.c[name]
    kind = column.type.python_type
    if name in OF_A_PERSON or name == "chat_id":
        return str(person) if kind is str else person
    if name.endswith(("waktu", "dibuat", "diubah", "terakhir", "sejak", "kedaluwarsa", "dibuka")):
        return SAAT
    if name in ("berikut", "diterima"):
        return SAAT
    return {str: f"{name[:3]}{person}", int: 1, bool: False}.get(kind, {})


async def _put(units: Units, table: Table, person: int, **values: Any) -> Any:
    row = dict(values)
    for column in table.c:
        if column.name not in row and not column.nullable and column.server_default is None:
            counted = column.primary_key and column.autoincrement is not False and not column.foreign_keys
            if not counted or column.name != "id" or column.type.python_type is str:
                row[column.name] = _value(table, column.name, person)
    async with units.unit() as unit:
        done = await unit.conn.execute(insert(table).values(**row).returning(*table.primary_key.columns))
        return done.one()[0]


async def fill(units: Units, person: int, folder: Path) -> None:
    """At least one row of a person in every table that names people."""
    t = tables_bot
    await tambah_orang(units, person, f"Orang {person}")
    for table, values in (
        (t.peran, {"orang_id": person, "peran": "narasumber", "oleh": person}),
        (t.undangan, {"dibuat_oleh": person, "dipakai_oleh": person, "sidik": f"s{person}"}),
        (t.obrolan, {"id": -person, "diizinkan_oleh": person}),
        (t.inbox, {"update_id": person, "kunci": f"o{person}", "keadaan": "selesai"}),
        (t.outbox, {"chat_id": person, "keadaan": "terkirim", "isi": {"html": "rahasia"}}),
        (t.tombol, {"id": f"t{person}", "pemilik": person}),
        (t.menunggu, {"untuk": "uji"}),
        (t.siaran, {"oleh": person}),
        (t.pengolahan, {"oleh": person}),
        (t.kejadian, {"pelaku": person}),
        (jejak, {"id": f"J{person}", "pengguna": str(person), "isi": {}}),
    ):
        await _put(units, table, person, **values)
    lesson = await _put(units, t.kelas, person, chat_id=-9)
    await _put(units, t.kelas_anggota, person, kelas_id=lesson)
    async with units.unit() as unit:
        asked = [await questions.save(unit.conn, soal_baru(person)) for _ in range(2)]
        in_class = soal_baru(person, kelas_id=lesson, chat_id=-5)
        in_class_id = await questions.save(unit.conn, in_class)
        await unit.kirim(-5, Pesan(say("privasi/batal")), kunci=f"grup-jawab:{in_class_id}")
        await unit.conn.execute(t.outbox.update().where(t.outbox.c.chat_id == -5).values(keadaan="terkirim"))
    item = await _put(units, t.antrean, person, keadaan="diproses")
    await _put(units, t.antrean_soal, person, antrean_id=item, soal_id=asked[0])
    await _put(units, t.penilaian, person, soal_id=asked[0])
    for number, state in enumerate(("draf", "terbit"), 1):
        await _put(
            units,
            t.jawaban,
            person,
            antrean_id=item,
            versi=number,
            narasumber_id=person,
            penyetuju_id=person,
            keadaan=state,
            narasumber="Ibu Contoh",
        )
    report = await _put(units, t.laporan, person)
    home = f"laporan/{person}/{report}"
    (folder / home).mkdir(parents=True)
    (folder / home / "berkas-1.csv").write_text("rahasia", encoding="utf-8")
    await _put(units, t.berkas, person, laporan_id=report, jalur=f"{home}/berkas-1.csv")
    await _put(units, t.isian, person, laporan_id=report)
    await _put(units, t.draf, person, laporan_id=report)


async def everything(units: Units) -> dict[str, list[Mapping[str, Any]]]:
    async with units.store.read() as conn:
        return {
            name: [dict(row._mapping) for row in await conn.execute(select(table))]
            for name, table in metadata.tables.items()
        }


def test_an_export_has_every_part_and_nothing_of_others(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with penyimpanan(tmp_path) as units:
            await fill(units, ANI, tmp_path)
            await fill(units, BUDI, tmp_path)
            knowledge = app_bersama(tmp_path).knowledge
            made = await privacy.export(units.store, knowledge, tmp_path, ANI, SAAT)
            with zipfile.ZipFile(tmp_path / made.jalur) as archive:
                names = archive.namelist()
                document = json.loads(archive.read("data.json"))
            assert {one.nama for one in rows.MILIK} == set(document["data"])
            assert any(name.endswith("berkas-1.csv") for name in names)
            assert not any(f"/{BUDI}/" in name for name in names)
            assert "Orang 8" not in json.dumps(document)
            assert "sidik" not in document["data"]["undangan_yang_dibuat"][0]
            assert "id" not in document["data"]["tombol"][0]

    jalankan(scenario())


def test_files_too_large_for_telegram_are_named_instead(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(privacy, "TERBESAR", 3)

    async def scenario() -> None:
        async with penyimpanan(tmp_path) as units:
            await fill(units, ANI, tmp_path)
            made = await privacy.export(units.store, app_bersama(tmp_path).knowledge, tmp_path, ANI, SAAT)
            with zipfile.ZipFile(tmp_path / made.jalur) as archive:
                assert archive.namelist() == ["data.json", "BACA-SAYA.txt"]
                shut_out = json.loads(archive.read("data.json"))["berkas_tidak_disertakan"]
            assert [one.rpartition("/")[2] for one in shut_out] == ["berkas-1.csv"]

    jalankan(scenario())


def test_after_a_deletion_nothing_names_the_person_and_others_lose_nothing(
    tmp_path: Path, basis: str | None
) -> None:
    async def scenario() -> None:
        async with penyimpanan(tmp_path, basis) as units:
            await fill(units, ANI, tmp_path)
            await fill(units, BUDI, tmp_path)
            async with units.store.read() as conn:
                of_budi = await rows.rows(conn, BUDI)
                assert sorted(one.rpartition("/")[2] for one in await rows.files(conn, ANI)) == [
                    "berkas-1.csv",
                    "doc7",
                    "tel7",
                ]
            async with units.unit() as unit:
                gone = await privacy.erase(unit.conn, ANI)
            await privacy.erase_files(tmp_path, app_bersama(tmp_path).knowledge, ANI)
            assert (gone.pertanyaan, gone.anonim) == (1, 2)
            assert (gone.laporan, gone.berkas, gone.draf) == (1, 1, 1)
            assert (gone.peran, gone.terbit) == (1, 1)

            left = await everything(units)
            for name, kept in left.items():
                for row in kept:
                    named = {c: v for c, v in row.items() if v in (ANI, str(ANI), f"o{ANI}") and c != "id"}
                    named.pop("update_id", None)
                    assert not {*named} & {*OF_A_PERSON, "chat_id", "kunci"}, (name, named)
            async with units.store.read() as conn:
                assert await rows.rows(conn, ANI) == {}
                assert await rows.rows(conn, BUDI) == of_budi
            assert not (tmp_path / "laporan" / str(ANI)).exists()
            assert (tmp_path / "laporan" / str(BUDI)).exists()

            # What others need is still there, without the person.
            published = [one for one in left["jawaban"] if one["keadaan"] == "terbit"]
            assert [one["narasumber"] for one in published] == ["Ibu Contoh", "Ibu Contoh"]
            assert len(left["antrean_soal"]) == 2
            assert sorted(one["keadaan"] for one in left["antrean"]) == ["diproses", "terbuka"]
            in_group = [one["isi"] for one in left["outbox"] if one["chat_id"] == -5]
            assert {"html": ""} in in_group

    jalankan(scenario())


def test_an_update_that_was_handled_stays_known(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with penyimpanan(tmp_path) as units:
            await fill(units, ANI, tmp_path)
            async with units.unit() as unit:
                await privacy.erase(unit.conn, ANI)
            left = await everything(units)
            assert [one["update_id"] for one in left["inbox"]] == [ANI]
            assert left["inbox"][0]["kunci"] == "o0"

    jalankan(scenario())


def test_what_is_being_sent_is_left_to_the_sender(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with penyimpanan(tmp_path) as units:
            for state in ("dikirim", "siap", "terkirim"):
                await _put(units, tables_bot.outbox, ANI, keadaan=state, dibuat=SAAT - timedelta(days=1))
            async with units.unit() as unit:
                await privacy.erase(unit.conn, ANI)
            assert [one["keadaan"] for one in (await everything(units))["outbox"]] == ["dikirim"]

    jalankan(scenario())
