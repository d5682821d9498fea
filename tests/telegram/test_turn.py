"""Handlers, buttons and what a person hears when something fails: the real bot, on both databases."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import OperationalError

from bot.chat.message import Pesan, rows
from bot.errors import ErrorCode, LkjipError
from bot.store.people import Peran, take_role
from bot.store.tables_bot import inbox, kejadian, orang, outbox, tombol
from bot.telegram.router import Router
from bot.telegram.turn import Turn
from tests.bantu.obrolan import LOOPBACK, Percakapan, jalankan, percakapan

pytestmark = LOOPBACK


class Topik:
    """A topic for these tests: ``/buat`` makes buttons, texts fail in the way that they name."""

    def __init__(self) -> None:
        self.gerbang = asyncio.Event()
        self.kali = 0

    def pasang(self, router: Router) -> None:
        router.command("buat", self.buat, ringkas="Buat tombol", grup=True)
        router.command("rahasia", self.buat, peran=Peran.ADMIN)
        router.button("uji.catat", self.catat)
        router.pertanyaan = self.teks
        router.text("uji.isian", self.isian)
        router.reply("uji", self.balasan)

    async def buat(self, turn: Turn) -> None:
        async with turn.unit() as unit:
            options: dict[str, Any] = {"chat_id": turn.obrolan.id, "pemilik": turn.orang.id}
            buttons = [
                unit.tombol("Catat", "uji.catat", {"n": 1}, sekali=True, **options),
                unit.tombol("Pilih A", "uji.catat", {"n": 2}, kelompok="k1", **options),
                unit.tombol("Pilih B", "uji.catat", {"n": 3}, kelompok="k1", **options),
                unit.tombol("Narasumber", "uji.catat", {"n": 4}, peran="narasumber", **options),
                unit.tombol("Semua", "uji.catat", {"n": 5}, chat_id=turn.obrolan.id, pemilik=None),
            ]
            await turn.kirim(unit, Pesan(Markup("tombol"), rows(buttons)), rujukan="uji:12")

    async def catat(self, turn: Turn, data: Mapping[str, Any]) -> None:
        if self.kali:
            await asyncio.wait_for(self.gerbang.wait(), 5)
        turn.toast("dicatat")
        async with turn.unit() as unit:
            await unit.catat("uji", turn.orang.id, data)

    async def teks(self, turn: Turn) -> None:
        if turn.teks == "gangguan":
            raise RuntimeError("rahasia di dalam")
        if turn.teks == "masukan":
            raise LkjipError(ErrorCode.SETTING_INVALID, "Berkas <kosong>.", "Kirim berkas lain.", exit_code=2)
        if turn.teks == "sesudah":
            await self._failing_callback(turn)
            return
        if turn.teks == "basis" and self.kali < 2:
            self.kali += 1
            raise OperationalError("INSERT", {}, Exception("database is locked"))
        async with turn.unit() as unit:
            if turn.teks == "tunggu":
                await unit.tunggu(turn.orang.id, turn.obrolan.id, "uji.isian", {"soal": 3})
            await turn.kirim(unit, Pesan(Markup("gema {}").format(turn.teks)))

    async def _failing_callback(self, turn: Turn) -> None:
        async def failing() -> None:
            raise RuntimeError("sesudah")

        async with turn.unit() as unit:
            unit.sesudah(failing)
            await turn.kirim(unit, Pesan(Markup("tersimpan")))

    async def isian(self, turn: Turn, data: Mapping[str, Any]) -> None:
        async with turn.unit() as unit:
            await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id)
            await turn.kirim(unit, Pesan(Markup("isian {} {}").format(data["soal"], turn.teks)))

    async def balasan(self, turn: Turn, data: Mapping[str, Any]) -> None:
        async with turn.unit() as unit:
            await turn.kirim(unit, Pesan(Markup("balasan atas {}").format(data["rujukan"])))


async def _marks(p: Percakapan) -> list[Any]:
    return [row.isi["n"] for row in await p.baca(select(kejadian.c.isi).order_by(kejadian.c.id))]


def test_a_fault_is_a_kind_sentence_with_an_incident_id_and_no_traceback(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, [Topik().pasang]) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "gangguan")
            text = (await p.balasan(ani)).teks
            found = re.search(r"L\d{4}-[0-9A-F]{6}", text)
            assert found
            assert "Maaf" in text
            assert "Traceback" not in text
            assert "rahasia" not in text
            log = p.app.settings.log_file.read_text()
            assert found[0] in log
            assert "rahasia di dalam" in log
            await p.kirim(ani, "lagi")
            assert (await p.balasan(ani)).teks == "gema lagi"
            await p.hening()

    jalankan(scenario())


def test_bad_input_is_told_with_what_to_do(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, [Topik().pasang]) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "masukan")
            assert (await p.balasan(ani)).teks == "Berkas <kosong>.\n\nKirim berkas lain."

    jalankan(scenario())


def test_what_fails_after_the_commit_does_not_undo_it_and_is_logged(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, [Topik().pasang]) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "sesudah")
            assert (await p.balasan(ani)).teks == "tersimpan"
            await p.hening()
            assert [one.teks for one in p.semua(ani)] == ["tersimpan"]
            assert "RuntimeError" in p.app.settings.log_file.read_text()

    jalankan(scenario())


def test_a_database_that_does_not_answer_loses_no_question(
    tmp_path: Path, basis: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.telegram import dispatch

    monkeypatch.setattr(dispatch, "JEDA_ULANG", timedelta(milliseconds=20))
    monkeypatch.setattr(dispatch, "PERIKSA_S", 0.05)

    async def scenario() -> None:
        async with percakapan(tmp_path, [Topik().pasang], basis=basis) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "basis")
            await p.kirim(ani, "berikut")
            assert (await p.balasan(ani)).teks == "gema basis"
            assert (await p.balasan(ani)).teks == "gema berikut"
            await p.hening()

    jalankan(scenario())


def test_a_duplicate_update_is_answered_once(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, [Topik().pasang], basis=basis) as p:
            ani = await p.orang("Ani")
            p.dunia.gangguan.pembaruan_ganda()
            await p.kirim(ani, "satu")
            await p.kirim(ani, "dua")
            await p.balasan(ani, memuat="dua")
            await p.hening()
            assert [one.teks for one in p.semua(ani)] == ["gema satu", "gema dua"]

    jalankan(scenario())


def test_only_the_owner_with_the_role_may_press_and_only_while_it_is_valid(
    tmp_path: Path, basis: str | None
) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, [Topik().pasang], basis=basis) as p:
            ani = await p.orang("Ani", peran=Peran.NARASUMBER)
            budi = await p.orang("Budi")
            group = await p.grup("Bimtek", ani, budi)
            await p.kirim(ani, "/buat", di=group)
            pesan = await p.balasan(group)
            for label in ("Catat", "Pilih A", "Narasumber"):
                refused = await p.tekan(budi, pesan, label)
                assert refused.peringatan
            assert (await p.tekan(budi, pesan, "Semua")).teks == "dicatat"
            assert (await p.tekan(ani, pesan, "Narasumber")).teks == "dicatat"
            async with p.tulis() as unit:
                await take_role(unit.conn, ani.id, Peran.NARASUMBER)
            assert (await p.tekan(ani, pesan, "Narasumber")).peringatan
            forged = p.dunia.tekan_palsu(ani, group, pesan.message_id, "x:tidak-ada")
            assert forged.query_id is not None
            await p.hening()
            async with p.tulis() as unit:
                await unit.conn.execute(update(tombol).values(kedaluwarsa=unit.now - timedelta(seconds=1)))
            assert (await p.tekan(ani, pesan, "Semua")).peringatan
            assert await _marks(p) == [5, 4]

    jalankan(scenario())


def test_a_button_of_another_chat_is_refused(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, [Topik().pasang]) as p:
            ani, budi = await p.orang("Ani"), await p.orang("Budi")
            group = await p.grup("Bimtek", ani, budi)
            await p.kirim(ani, "/buat", di=group)
            await p.balasan(group)
            await p.kirim(budi, "/buat")
            pesan = await p.balasan(budi)
            (code,) = [
                row.id
                for row in await p.baca(
                    select(tombol.c.id).where(tombol.c.chat_id == group.id, tombol.c.pemilik.is_(None))
                )
            ]
            p.dunia.tekan_palsu(budi, p.dunia.pribadi(budi), pesan.message_id, code)
            await p.hening()
            assert await _marks(p) == []

    jalankan(scenario())


def test_a_button_works_once_and_a_choice_excludes_the_others(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, [Topik().pasang]) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "/buat")
            pesan = await p.balasan(ani)
            assert (await p.tekan(ani, pesan, "Catat")).teks == "dicatat"
            assert (await p.tekan(ani, pesan, "Catat")).teks != "dicatat"
            assert (await p.tekan(ani, pesan, "Pilih A")).teks == "dicatat"
            assert (await p.tekan(ani, pesan, "Pilih B")).teks != "dicatat"
            assert await _marks(p) == [1, 2]

    jalankan(scenario())


def test_two_presses_at_the_same_time_have_one_effect(tmp_path: Path, basis: str | None) -> None:
    """Two people, so that both are in their handlers at once, and one shared button that works once."""

    async def scenario() -> None:
        topik = Topik()
        async with percakapan(tmp_path, [topik.pasang], basis=basis) as p:
            ani, budi = await p.orang("Ani"), await p.orang("Budi")
            group = await p.grup("Bimtek", ani, budi)
            await p.kirim(ani, "/buat", di=group)
            pesan = await p.balasan(group)
            async with p.tulis() as unit:
                await unit.conn.execute(update(tombol).values(pemilik=None))
            topik.kali = 1
            presses = [asyncio.create_task(p.tekan(one, pesan, "Catat")) for one in (ani, budi)]
            async with asyncio.timeout(10):
                while p.asisten.dispatcher.in_work < 2:
                    await asyncio.sleep(0.01)
            topik.gerbang.set()
            texts = [(await one).teks for one in presses]
            assert sorted(text == "dicatat" for text in texts) == [False, True]
            assert await _marks(p) == [1]
            await p.hening()

    jalankan(scenario())


def test_texts_go_to_what_they_reply_to_then_to_what_is_waited_for(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, [Topik().pasang]) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "tunggu")
            await p.balasan(ani)
            await p.kirim(ani, "/buat")
            pesan = await p.balasan(ani)
            await p.kirim(ani, "ini balasan", balas=pesan)
            assert (await p.balasan(ani)).teks == "balasan atas 12"
            await p.kirim(ani, "isi")
            assert (await p.balasan(ani)).teks == "isian 3 isi"
            await p.kirim(ani, "tanya")
            assert (await p.balasan(ani)).teks == "gema tanya"
            await p.kirim(ani, "/tidakada")
            assert "tidak" in (await p.balasan(ani)).teks.lower()

    jalankan(scenario())


def test_a_command_for_a_role_is_refused_to_others_and_admins_come_from_the_settings(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, [Topik().pasang], admin_ids={77}) as p:
            ani, admin = await p.orang("Ani"), await p.orang("Ida", id=77)
            await p.kirim(ani, "/rahasia")
            assert (await p.balasan(ani)).teks != "tombol"
            await p.kirim(admin, "/rahasia")
            assert (await p.balasan(admin)).teks == "tombol"

    jalankan(scenario())


def test_in_a_group_only_what_is_for_the_bot_is_answered_in_its_topic(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, [Topik().pasang]) as p:
            ani = await p.orang("Ani")
            group = await p.grup("Bimtek", ani, forum=True)
            topic = p.dunia.tambah_topik(group, "Tanya jawab")
            await p.kirim(ani, "obrolan biasa", di=group, topik=topic)
            await p.kirim(ani, "/buat", di=group, topik=topic)
            pesan = await p.balasan(group)
            assert pesan.topik == topic
            await p.hening()
            assert len(p.semua(group)) == 1

    jalankan(scenario())


def test_a_restart_takes_up_what_was_committed_and_nothing_twice(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, [Topik().pasang], basis=basis) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "satu")
            await p.balasan(ani)
            await p.mulai_ulang()
            await p.kirim(ani, "dua")
            await p.balasan(ani)
            await p.hening()
            assert [one.teks for one in p.semua(ani)] == ["gema satu", "gema dua"]
            assert {row.keadaan for row in await p.baca(select(inbox.c.keadaan))} == {"selesai"}
            assert (await p.baca(select(func.count()).select_from(outbox)))[0][0] == 2

    jalankan(scenario())


def test_a_person_who_blocked_the_bot_and_comes_back_is_reached_again(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, [Topik().pasang]) as p:
            ani = await p.orang("Ani")
            async with p.tulis() as unit:
                await unit.conn.execute(
                    insert(orang).values(
                        id=ani.id, nama="Ani", ingatan={}, dibuat=unit.now, terakhir=unit.now, memblokir=True
                    )
                )
            await p.kirim(ani, "halo")
            await p.balasan(ani)
            assert (await p.baca(select(orang.c.memblokir)))[0][0] is False

    jalankan(scenario())
