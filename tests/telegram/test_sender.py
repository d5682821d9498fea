"""What was committed is delivered: in order, with its parts, buttons and files, whatever Telegram answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select
from telegram.error import ChatMigrated

from bot.chat.message import JenisLampiran, Lampiran, Tombol
from bot.store.people import Obrolan as Grup
from bot.store.people import allow_group, save_group
from bot.store.tables_bot import obrolan, orang, outbox
from bot.telegram.rates import Batas
from tests.bantu.botapi import LOOPBACK, jalankan
from tests.telegram.kantor import Kantor, kantor

pytestmark = LOOPBACK
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


def test_messages_of_a_chat_arrive_in_order_and_their_ids_are_kept(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path, basis) as k:
            ids = [await k.kirim(f"<b>{number}</b>") for number in range(8)]
            await k.mulai()
            rows = [await k.sampai(one) for one in ids]
            assert k.teks() == [str(number) for number in range(8)]
            assert [row.message_id for row in rows] == [one.message_id for one in k.pesan()]
            assert [one.entitas[0].jenis for one in k.pesan()] == ["bold"] * 8

    jalankan(scenario())


def test_a_person_is_served_before_a_broadcast(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path) as k:
            await k.kirim("siaran", prioritas=10)
            last = await k.kirim("siaran 2", prioritas=10)
            await k.kirim("jawaban")
            await k.mulai()
            await k.sampai(last)
            assert k.teks() == ["jawaban", "siaran", "siaran 2"]

    jalankan(scenario())


def test_a_long_text_goes_out_whole_in_parts_with_the_buttons_under_the_last(
    tmp_path: Path, basis: str | None
) -> None:
    async def scenario() -> None:
        html = "\n\n".join(f"<b>Paragraf {number}</b> " + "kata " * 150 for number in range(14))
        async with kantor(tmp_path, basis) as k:
            row_id = await k.kirim(html, tombol=((Tombol("Rinci", kode="x1"),),))
            await k.mulai()
            row = await k.sampai(row_id)
            parts = k.pesan()
            assert len(parts) == 3
            assert row.message_id == parts[-1].message_id
            assert row.bagian_terkirim == 2
            assert [bool(one.tombol) for one in parts] == [False, False, True]
            assert "".join("".join(k.teks()).split()) == "".join(
                html.replace("<b>", "").replace("</b>", "").split()
            )

    jalankan(scenario())


def test_buttons_of_every_kind_and_the_reply_field(tmp_path: Path) -> None:
    async def scenario() -> None:
        buttons = (
            (Tombol("Tekan", kode="abc"), Tombol("Buka", url="https://contoh.test/")),
            (Tombol("Salin", salin="Pasal 1"),),
        )
        async with kantor(tmp_path) as k:
            await k.kirim("pilih", tombol=buttons)
            row_id = await k.kirim("tulis", minta_balasan="Nama instansi", balas_ke=1, diam=True)
            await k.mulai()
            await k.sampai(row_id)
            first, second = k.pesan()
            assert [one.data for one in first.semua_tombol()] == ["abc", None, None]
            assert first.cari_tombol("Buka").url == "https://contoh.test/"  # type: ignore[union-attr]
            assert first.cari_tombol("Salin").salin == "Pasal 1"  # type: ignore[union-attr]
            assert second.papan is not None
            assert second.papan.petunjuk == "Nama instansi"
            assert second.balas == 1
            assert second.senyap

    jalankan(scenario())


def test_files_go_out_with_their_names_and_a_long_caption_goes_on_as_text(tmp_path: Path) -> None:
    async def scenario() -> None:
        (tmp_path / "draf").mkdir()
        (tmp_path / "draf/1.docx").write_bytes(b"PK isi")
        (tmp_path / "tabel.png").write_bytes(PNG)
        async with kantor(tmp_path) as k:
            await k.kirim("<b>Tabel</b>", lampiran=Lampiran("tabel.png", "tabel.png", JenisLampiran.FOTO))
            text = "kata " * 400
            row_id = await k.kirim(text, lampiran=Lampiran("draf/1.docx", "Draf LKjIP 2025.docx"))
            await k.mulai()
            await k.sampai(row_id)
            photo, document, rest = k.pesan()
            assert photo.jenis == "photo"
            assert photo.teks == "Tabel"
            assert document.berkas is not None
            assert document.berkas.nama == "Draf LKjIP 2025.docx"
            assert k.dunia.berkas(document.berkas.file_id) == b"PK isi"
            assert len(document.teks) <= 1024
            assert f"{document.teks} {rest.teks}".split() == text.split()

    jalankan(scenario())


@pytest.mark.parametrize("jalur", ["hilang.docx", "../rahasia.txt"])
def test_a_file_that_is_gone_or_not_ours_becomes_a_kind_sentence(tmp_path: Path, jalur: str) -> None:
    async def scenario() -> None:
        folder = tmp_path / "data"
        folder.mkdir()
        (tmp_path / "rahasia.txt").write_text("rahasia")
        async with kantor(folder) as k:
            row_id = await k.kirim("Draf Anda.", lampiran=Lampiran(jalur, "draf.docx"))
            await k.mulai()
            await k.sampai(row_id)
            (only,) = k.pesan()
            assert only.berkas is None
            assert only.teks.startswith("Draf Anda.")
            assert "draf.docx sudah tidak ada" in only.teks

    jalankan(scenario())


def test_malformed_html_goes_out_plain(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path, basis) as k:
            short = await k.kirim("<b>tebal <i>salah</b> &lt;x&gt;")
            long = await k.kirim("<b>awal " + "kata " * 1000)
            await k.mulai()
            await k.sampai(short)
            await k.sampai(long)
            assert k.teks()[0] == "tebal salah <x>"
            assert " ".join(k.teks()[1:]).split() == ["awal", *["kata"] * 1000]

    jalankan(scenario())


def test_an_edit_replaces_a_message_and_an_unchanged_one_is_done(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path, basis) as k:
            row_id = await k.kirim("satu", kunci="m:1")
            await k.mulai()
            await k.sampai(row_id)
            for text in ("dua", "dua", "tiga"):
                await k.sunting("m:1", text)
                await k.sampai((await k.semua_baris())[-1].id)
            assert k.teks() == ["tiga"]
            assert {row.keadaan for row in await k.semua_baris()} == {"terkirim"}

    jalankan(scenario())


def test_edits_before_the_message_is_out_become_one_message(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path) as k:
            row_id = await k.kirim("satu", kunci="m:1", prioritas=10)
            await k.sunting("m:1", "dua")
            await k.sunting("m:1", "tiga")
            await k.mulai()
            await k.sampai(row_id)
            assert k.teks() == ["tiga"]
            assert k.pesan()[0].revisi == 0

    jalankan(scenario())


def test_of_many_edits_within_a_second_the_last_is_sent(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path, batas=Batas((1e6, 1e6), (1e6, 1e6), (1e6, 1e6), 0.3)) as k:
            row_id = await k.kirim("0", kunci="m:1")
            await k.mulai()
            await k.sampai(row_id)
            await k.sunting("m:1", "1")
            await k.sampai((await k.semua_baris())[-1].id)
            for number in range(2, 20):
                await k.sunting("m:1", str(number))
            rows = await k.semua_baris()
            assert len(rows) == 3
            await k.sampai(rows[-1].id)
            assert k.teks() == ["19"]
            assert k.pesan()[0].revisi == 2

    jalankan(scenario())


def test_an_edit_of_a_vanished_message_is_sent_anew_and_later_edits_go_to_that(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path) as k:
            row_id = await k.kirim("satu", kunci="m:1")
            await k.mulai()
            await k.sampai(row_id)
            k.dunia.hapus_pesan(k.ani, k.obrolan, k.pesan()[0].message_id)
            for text in ("dua", "tiga"):
                await k.sunting("m:1", text)
                await k.sampai((await k.semua_baris())[-1].id)
            assert k.teks() == ["tiga"]
            assert (await k.baris(row_id)).message_id == k.pesan()[0].message_id

    jalankan(scenario())


def test_the_caption_of_a_document_can_be_edited(tmp_path: Path) -> None:
    async def scenario() -> None:
        (tmp_path / "a.docx").write_bytes(b"PK")
        async with kantor(tmp_path) as k:
            row_id = await k.kirim("draf", kunci="d:1", lampiran=Lampiran("a.docx", "a.docx"))
            await k.mulai()
            await k.sampai(row_id)
            await k.sunting("d:1", "draf <b>lama</b>")
            await k.sampai((await k.semua_baris())[-1].id)
            (only,) = k.pesan()
            assert only.teks == "draf lama"
            assert only.berkas is not None

    jalankan(scenario())


def test_deletion_reaction_and_leaving(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path, basis) as k:
            budi = k.dunia.tambah_orang("Budi")
            group = k.dunia.tambah_grup("Bimtek", anggota=[budi])
            async with k.units.unit() as unit:
                await save_group(unit.conn, Grup(group.id, "group", "Bimtek"), unit.now)
            row_id = await k.kirim("pratinjau", kunci="p:1")
            await k.mulai()
            await k.sampai(row_id)
            async with k.units.unit() as unit:
                await unit.hapus_pesan(k.obrolan.id, "p:1")
                await unit.hapus_pesan(k.obrolan.id, "p:tak-ada")
                await unit.reaksi(k.obrolan.id, 1, "👀")
                await unit.keluar(group.id)
            for row in await k.semua_baris():
                await k.sampai(row.id)
            assert k.teks() == []
            assert [emoji for _, emoji in k.dunia.pesan(k.obrolan, 1).reaksi] == ["👀"]
            assert k.dunia.ruang_dari(group).bot == "left"
            async with k.units.store.read() as conn:
                assert (await conn.execute(select(obrolan.c.di_dalam))).scalar_one() is False

    jalankan(scenario())


def test_a_deletion_before_sending_cancels_the_message(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path) as k:
            row_id = await k.kirim("siaran", kunci="s:1", prioritas=10)
            async with k.units.unit() as unit:
                await unit.hapus_pesan(k.obrolan.id, "s:1")
            await k.mulai()
            await k.sampai(row_id, "batal")
            assert k.teks() == []

    jalankan(scenario())


def test_a_blocked_chat_is_marked_and_gets_nothing_more(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path, basis) as k:
            async with k.units.store.write() as conn:
                await conn.execute(insert(orang).values(**_person(k)))
            k.dunia.blokir(k.ani)
            ids = [await k.kirim(str(number)) for number in range(3)]
            await k.mulai()
            await k.sampai(ids[0], "gagal")
            assert (await k.sampai(ids[1], "batal")).galat is None
            assert (await k.baris(ids[0])).galat.startswith("Forbidden")
            async with k.units.store.read() as conn:
                assert (await conn.execute(select(orang.c.memblokir))).scalar_one() is True

    jalankan(scenario())


def _person(k: Kantor) -> dict[str, object]:
    now = k.units.jam()
    return {"id": k.ani.id, "nama": "Ani", "ingatan": {}, "dibuat": now, "terakhir": now}


def test_a_group_that_threw_the_bot_out_is_marked(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path) as k:
            budi = k.dunia.tambah_orang("Budi")
            group = k.dunia.tambah_grup("Bimtek", anggota=[budi], bot_di_dalam=False)
            async with k.units.unit() as unit:
                await save_group(unit.conn, Grup(group.id, "group", "Bimtek"), unit.now)
            row_id = await k.kirim("halo", group.id)
            await k.mulai()
            await k.sampai(row_id, "gagal")
            async with k.units.store.read() as conn:
                assert (await conn.execute(select(obrolan.c.di_dalam))).scalar_one() is False

    jalankan(scenario())


def test_a_missing_topic_and_a_missing_reply_do_not_lose_the_message(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path) as k:
            row_id = await k.kirim("jawaban", thread_id=99, balas_ke=555)
            await k.mulai()
            await k.sampai(row_id)
            assert k.teks() == ["jawaban"]

    jalankan(scenario())


class Pindah:
    """The Bot API of a group that became a supergroup (the local server has no such event)."""

    def __init__(self, bot: Any, old: int, new: int) -> None:
        self._bot, self._old, self._new = bot, old, new

    def __getattr__(self, name: str) -> Any:
        return getattr(self._bot, name)

    async def send_message(self, chat_id: int, *args: Any, **options: Any) -> Any:
        if chat_id == self._old:
            raise ChatMigrated(self._new)
        return await self._bot.send_message(chat_id, *args, **options)


def test_a_group_that_became_a_supergroup_keeps_what_is_its(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path, basis) as k:
            budi = k.dunia.tambah_orang("Budi")
            old = k.dunia.tambah_grup("Bimtek", anggota=[budi])
            async with k.units.unit() as unit:
                await save_group(unit.conn, Grup(old.id, "group", "Bimtek"), unit.now)
                await allow_group(unit.conn, old.id, 1)
            new = k.dunia.tambah_grup("Bimtek", anggota=[budi], supergrup=True)
            k.bot = Pindah(k.bot, old.id, new.id)
            ids = [await k.kirim(str(number), old.id) for number in range(3)]
            await k.mulai()
            rows = [await k.sampai(one) for one in ids]
            assert {row.chat_id for row in rows} == {new.id}
            assert k.teks(new) == ["0", "1", "2"]
            async with k.units.store.read() as conn:
                (found,) = list(await conn.execute(select(obrolan)))
            assert (found.id, found.diizinkan) == (new.id, True)

    jalankan(scenario())


def test_an_empty_message_fails_and_does_not_stop_the_chat(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path) as k:
            empty = await k.kirim(" \n ")
            row_id = await k.kirim("isi")
            await k.mulai()
            await k.sampai(empty, "gagal")
            await k.sampai(row_id)
            assert k.teks() == ["isi"]

    jalankan(scenario())


def test_a_row_that_nobody_can_read_fails_and_does_not_stop_the_chat(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path) as k:
            broken = await k.kirim("x")
            await k.ubah(broken, isi={"tanpa": "html"})
            row_id = await k.kirim("isi")
            await k.mulai()
            assert "KeyError" in (await k.sampai(broken, "gagal")).galat
            await k.sampai(row_id)
            async with k.units.store.read() as conn:
                rows = list(await conn.execute(select(outbox.c.keadaan)))
            assert len(rows) == 2

    jalankan(scenario())


def test_a_sender_that_is_stopped_at_once_delivers_what_is_there(tmp_path: Path) -> None:
    """Its task had been made, but had not begun: closing did not wait for it, and nothing went out."""

    async def scenario() -> None:
        async with kantor(tmp_path) as k:
            await k.kirim("isi")
            await k.mulai()
            await k.berhenti()
            assert k.teks() == ["isi"]

    jalankan(scenario())
