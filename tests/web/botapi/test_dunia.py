"""The side door alone: people, groups, privacy mode, what a person sees."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.web.botapi import Dunia, GalatPintu, JenisObrolan, JenisPesan, Message
from bot.web.botapi.bentuk import Obrolan, Orang
from bot.web.botapi.peristiwa import ObrolanBerubah, PesanBaru, PesanDihapus, PesanDisunting
from tests.bantu.botapi import jalankan


def seen(world: Dunia) -> list[str]:
    """The texts of the messages that the bot is told of, in their order."""
    return [one.isi["message"].get("text", "?") for one in world.antrean.isi if "message" in one.isi]


def group_of(world: Dunia, **choice: bool) -> tuple[Orang, Orang, Obrolan]:
    ani, budi = world.tambah_orang("Ani"), world.tambah_orang("Budi")
    return ani, budi, world.tambah_grup("Kelas", anggota=[ani, budi], **choice)


def bot_writes(world: Dunia, chat: Obrolan, text: str) -> Message:
    return world.tulis(world.ruang_dari(chat), world.bot, teks=text)


def test_privacy_mode_lets_through_what_is_meant_for_the_bot() -> None:
    world = Dunia()
    ani, budi, chat = group_of(world)
    own = bot_writes(world, chat, "jawaban")
    other = world.kirim_teks(ani, chat, "rapat jam berapa?")
    world.kirim_teks(ani, chat, "/tanya apa itu IKU")
    world.kirim_teks(ani, chat, "/tanya@asisten_lkjip_bot apa")
    world.kirim_teks(ani, chat, "/tanya@bot_lain apa")
    world.kirim_teks(ani, chat, "lanjut", balas=own)
    world.kirim_teks(budi, chat, "setuju", balas=other)
    world.kirim_teks(budi, chat, "coba @Asisten_LKjIP_bot jelaskan")
    world.kirim_teks(budi, chat, "kata @asisten_lkjip_bot2 begini")
    assert seen(world) == [
        "/tanya apa itu IKU",
        "/tanya@asisten_lkjip_bot apa",
        "lanjut",
        "coba @Asisten_LKjIP_bot jelaskan",
    ]


def test_privacy_mode_off_or_administrator_sees_all() -> None:
    open_world = Dunia(baca_semua=True)
    ani, _, chat = group_of(open_world)
    open_world.kirim_teks(ani, chat, "rapat?")
    assert seen(open_world) == ["rapat?"]
    world = Dunia()
    ani, _, chat = group_of(world, bot_di_dalam=False)
    world.masukkan_bot(chat, ani, admin=True)
    world.antrean.buang()
    world.kirim_teks(ani, chat, "rapat?")
    assert seen(world) == ["rapat?"]


def test_a_bot_outside_hears_nothing_and_is_told_when_it_comes_and_goes() -> None:
    world = Dunia()
    ani, _, chat = group_of(world, bot_di_dalam=False)
    world.kirim_teks(ani, chat, "/tanya x")
    assert world.antrean.isi == []
    world.masukkan_bot(chat, ani)
    world.keluarkan_bot(chat, ani)
    told = [one.isi["my_chat_member"] for one in world.antrean.isi if "my_chat_member" in one.isi]
    assert [(one["old_chat_member"]["status"], one["new_chat_member"]["status"]) for one in told] == [
        ("left", "member"),
        ("member", "kicked"),
    ]
    assert told[0]["from"]["id"] == ani.id


def test_ids_ascend_over_private_chats_and_groups_and_alone_in_a_supergroup() -> None:
    world = Dunia()
    ani, budi, group = group_of(world)
    forum = world.tambah_grup("Forum", anggota=[ani], forum=True)
    first = world.kirim_teks(ani, world.pribadi(ani), "a")
    second = world.kirim_teks(budi, group, "b")
    inside = world.kirim_teks(ani, forum, "c")
    third = world.kirim_teks(budi, world.pribadi(budi), "d")
    assert first.message_id < second.message_id < third.message_id
    assert third.message_id - first.message_id == 2
    assert inside.message_id == 2
    assert forum.jenis is JenisObrolan.SUPERGRUP
    assert forum.id < -1_000_000_000_000 < group.id < 0


def test_topics_carry_their_thread() -> None:
    world = Dunia()
    ani = world.tambah_orang("Ani")
    forum = world.tambah_grup("Forum", anggota=[ani], forum=True)
    topic = world.tambah_topik(forum, "IKU")
    world.kirim_teks(ani, forum, "/tanya x", topik=topic)
    update = world.antrean.isi[-1].isi["message"]
    assert update["message_thread_id"] == topic
    assert update["is_topic_message"] is True
    assert [one.teks for one in world.transkrip(forum, topik=topic)] == ["", "/tanya x"]
    assert world.topik(forum) == ((topic, "IKU"),)
    assert world.kirim_teks(ani, forum, "/tanya y", balas=topic + 1).topik == topic
    with pytest.raises(GalatPintu):
        world.kirim_teks(ani, forum, "x", topik=999)


def test_topics_can_be_turned_on_in_a_supergroup_alone() -> None:
    world = Dunia()
    ani, _, small = group_of(world)
    big = world.tambah_grup("Besar", anggota=[ani], supergrup=True)
    with pytest.raises(GalatPintu):
        world.tambah_topik(big, "IKU")
    before = world.kirim_teks(ani, big, "/tanya x")
    forum = world.jadikan_forum(big)
    world.kirim_teks(ani, forum, "/tanya y", topik=world.tambah_topik(forum, "IKU"))
    assert world.antrean.isi[-1].isi["message"]["chat"]["is_forum"] is True
    assert world.pesan(forum, before.message_id).topik is None
    with pytest.raises(GalatPintu):
        world.jadikan_forum(small)


def test_what_a_person_cannot_do_is_refused() -> None:
    world = Dunia()
    ani, budi, chat = group_of(world)
    outsider = world.tambah_orang("Cici")
    message = world.kirim_teks(ani, chat, "halo")
    with pytest.raises(GalatPintu):
        world.kirim_teks(outsider, chat, "x")
    with pytest.raises(GalatPintu):
        world.sunting_teks(budi, chat, message.message_id, "lain")
    with pytest.raises(GalatPintu):
        world.tekan_saja(ani, chat, message, "tak ada")
    with pytest.raises(GalatPintu):
        world.tambah_orang("Ganda", id=ani.id)
    world.blokir(ani)
    with pytest.raises(GalatPintu):
        world.kirim_teks(ani, world.pribadi(ani), "x")


def test_edits_files_and_other_kinds_reach_the_bot() -> None:
    world = Dunia()
    ani = world.tambah_orang("Ani")
    chat = world.pribadi(ani)
    first = world.kirim_teks(ani, chat, "halo")
    world.sunting_teks(ani, chat, first.message_id, "halo semua")
    world.kirim_dokumen(ani, chat, "tabel.xlsx", b"PK", caption="ini", media_group="g")
    world.kirim_foto(ani, chat, b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\0\x07\0\0\0\x05")
    world.kirim_stiker(ani, chat)
    world.kirim_suara(ani, chat)
    world.kirim_lokasi(ani, chat, -6.2, 106.8)
    world.kirim_kontak(ani, chat, "+62000")
    updates = [one.isi for one in world.antrean.isi]
    assert updates[1]["edited_message"]["text"] == "halo semua"
    assert updates[1]["edited_message"]["edit_date"]
    document = updates[2]["message"]
    assert document["document"]["mime_type"].endswith("spreadsheetml.sheet")
    assert (document["caption"], document["media_group_id"]) == ("ini", "g")
    photo = updates[3]["message"]["photo"][0]
    assert (photo["width"], photo["height"]) == (7, 5)
    assert [
        next(key for key in ("sticker", "voice", "location", "contact") if key in one["message"])
        for one in updates[4:]
    ] == [
        "sticker",
        "voice",
        "location",
        "contact",
    ]
    assert world.berkas(document["document"]["file_id"]) == b"PK"


def test_several_listeners_hear_the_same() -> None:
    async def scenario() -> None:
        world = Dunia()
        ani = world.tambah_orang("Ani")
        chat = world.pribadi(ani)
        async with world.peristiwa() as one, world.peristiwa() as two:
            message = world.kirim_teks(ani, chat, "a")
            world.sunting_teks(ani, chat, message.message_id, "b")
            world.hapus_pesan(ani, chat, message.message_id)
            world.tambah_grup("G", anggota=[ani])
            for listener in (one, two):
                kinds = [type(await anext(listener)) for _ in range(4)]
                assert kinds == [PesanBaru, PesanDisunting, PesanDihapus, ObrolanBerubah]
            one.tutup()
            assert [event async for event in one] == []

    jalankan(scenario())


def test_a_listener_hears_what_another_thread_does() -> None:
    async def scenario() -> None:
        world = Dunia()
        ani = world.tambah_orang("Ani")
        async with world.peristiwa() as listener:
            await asyncio.to_thread(world.kirim_teks, ani, world.pribadi(ani), "dari utas")
            event = await asyncio.wait_for(anext(listener), 10)
            assert isinstance(event, PesanBaru)
            assert event.message.teks == "dari utas"

    jalankan(scenario())


def test_the_world_survives_a_restart(tmp_path: Path) -> None:
    world = Dunia()
    ani, _, chat = group_of(world)
    forum = world.tambah_grup("Forum", anggota=[ani], forum=True)
    topic = world.tambah_topik(forum, "IKU")
    world.kirim_teks(ani, chat, "/tanya *x* @asisten_lkjip_bot")
    document = world.kirim_dokumen(ani, world.pribadi(ani), "a.csv", b"1;2")
    file = tmp_path / "dunia.sqlite"
    world.simpan(file)
    world.simpan(file)
    again = Dunia()
    assert again.muat(file) is True
    for place in (chat, forum, world.pribadi(ani)):
        assert again.transkrip(place) == world.transkrip(place)
    assert [one.isi for one in again.antrean.isi] == [one.isi for one in world.antrean.isi]
    assert document.berkas is not None
    assert again.berkas(document.berkas.file_id) == b"1;2"
    new = again.kirim_teks(ani, chat, "/lagi")
    assert new.message_id == document.message_id + 1
    assert again.kirim_teks(ani, forum, "/x", topik=topic).jenis is JenisPesan.TEKS
    assert Dunia().muat(tmp_path / "tidak-ada.sqlite") is False


def test_everything_can_be_removed_and_numbers_are_not_used_again() -> None:
    world = Dunia()
    ani, _, chat = group_of(world)
    before = world.kirim_teks(ani, chat, "/x")
    number = world.antrean.isi[0].id
    world.hapus_semua()
    assert world.antrean.isi == []
    with pytest.raises(GalatPintu):
        world.transkrip(chat)
    ani = world.tambah_orang("Ani", id=ani.id)
    assert world.mulai(ani).message_id > before.message_id
    assert world.antrean.isi[0].id > number


def test_a_long_text_is_sent_in_parts_and_an_empty_one_not_at_all() -> None:
    world = Dunia()
    ani = world.tambah_orang("Ani")
    chat = world.pribadi(ani)
    first = world.kirim_teks(ani, chat, " " + "a" * 4095 + "👍" * 2049 + "\n")
    assert first.teks == "a" * 4095
    assert [one.teks for one in world.transkrip(chat)][1:] == ["👍" * 2048, "👍"]
    with pytest.raises(GalatPintu):
        world.kirim_teks(ani, chat, " \n")


def test_a_blocked_bot_is_told_and_let_in_again_by_start() -> None:
    world = Dunia()
    ani = world.tambah_orang("Ani")
    world.mulai(ani)
    world.blokir(ani)
    world.mulai(ani)
    told = [
        one.isi.get("my_chat_member", {}).get("new_chat_member", {}).get("status")
        for one in world.antrean.isi
    ]
    assert told == [None, "kicked", "member", None]
