"""/admin as an admin sees it: roles, statistics, groups, broadcasts, health; and that nobody else gets in."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import insert, select

from bot.store import classes
from bot.store.people import Obrolan as Tempat
from bot.store.people import Peran, group_allowed, people_with
from bot.store.tables_bot import kejadian, siaran, soal
from bot.telegram import admin, grup, kelas, umum
from bot.web.botapi import Message, Orang
from tests.bantu.obrolan import LOOPBACK, Percakapan, jalankan, percakapan

pytestmark = LOOPBACK
TOPIK = [admin, kelas, umum, grup]


async def masuk(p: Percakapan, *, nama: str = "Dewi Admin") -> tuple[Orang, Message]:
    """An admin and their menu."""
    dewi = await p.orang(nama, peran=Peran.ADMIN)
    await p.kirim(dewi, "/admin")
    return dewi, await p.balasan(dewi)


async def buka(p: Percakapan, siapa: Orang, layar: Message, bagian: str, memuat: str) -> Message:
    """Press a button and wait until the screen has changed."""
    await p.tekan(siapa, layar, bagian)
    return await p.berubah(layar, memuat)


async def holders(p: Percakapan, peran: Peran) -> tuple[int, ...]:
    async with p.layanan.units.store.read() as conn:
        return await people_with(conn, peran)


def test_who_is_no_admin_hears_so_and_sees_nothing(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            for peran in (None, Peran.NARASUMBER):
                ani = await p.orang("Ani", peran=peran)
                await p.kirim(ani, "/admin")
                told = await p.balasan(ani)
                assert "untuk admin" in told.teks
                assert not told.tombol

    jalankan(scenario())


def test_the_admin_of_the_settings_is_admin_by_id(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, admin_ids=(777,)) as p:
            boss = await p.orang("Siapa Saja", id=777)
            await p.kirim(boss, "/admin")
            menu = await p.balasan(boss)
            assert "Admin Asisten LKjIP" in menu.teks
            screen = await buka(p, boss, menu, "Peran", "LKJIP_ADMIN_IDS")
            assert "Siapa Saja: admin, dari setelan" in screen.teks

    jalankan(scenario())


def test_a_role_is_given_by_a_link_that_works_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            dewi, menu = await masuk(p)
            screen = await buka(p, dewi, menu, "Peran", "Undang orang")
            await p.tekan(dewi, screen, "Undang narasumber")
            told = await p.balasan(dewi, memuat="start=peran-")
            found = re.search(r"start=(peran-[\w-]{22,})", told.teks)
            assert found is not None
            rahma, budi = await p.orang("Rahma"), await p.orang("Budi")
            await p.kirim(rahma, f"/start {found[1]}")
            assert "narasumber" in (await p.balasan(rahma)).teks
            assert "Rahma" in (await p.balasan(dewi, memuat="memakai undangan")).teks
            await p.kirim(budi, f"/start {found[1]}")
            used = await p.balasan(budi)
            await p.kirim(budi, "/start peran-" + "x" * 24)
            unknown = await p.balasan(budi)
            assert used.teks == unknown.teks
            assert await holders(p, Peran.NARASUMBER) == (rahma.id,)
            await p.hening()
            for person, has in ((rahma, True), (budi, False)):
                names = [name for name, _ in p.dunia.perintah(p.dunia.pribadi(person), person)]
                assert ("kelas" in names) is has

    jalankan(scenario())


def test_a_role_is_taken_in_two_steps_and_works_no_more_at_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            dewi, menu = await masuk(p)
            sari = await p.orang("Sari", peran=Peran.ADMIN)
            await p.kirim(sari, "/admin")
            theirs = await p.balasan(sari)
            screen = await buka(p, dewi, menu, "Peran", "Sari")
            ask = await buka(p, dewi, screen, "Cabut Sari (admin)", "Cabut peran")
            assert len(await holders(p, Peran.ADMIN)) == 2
            await buka(p, dewi, ask, "Ya, cabut", "sudah dicabut")
            assert await holders(p, Peran.ADMIN) == (dewi.id,)
            await p.balasan(sari, memuat="sudah dicabut oleh admin")
            refused = await p.tekan(sari, theirs, "Statistik")
            assert "tidak Anda miliki" in (refused.teks or "")

    jalankan(scenario())


def test_the_last_admin_cannot_remove_themself(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            dewi, menu = await masuk(p)
            screen = await buka(p, dewi, menu, "Peran", "Dewi")
            ask = await buka(p, dewi, screen, "Cabut Dewi", "Cabut peran")
            await buka(p, dewi, ask, "Ya, cabut", "Admin terakhir")
            assert await holders(p, Peran.ADMIN) == (dewi.id,)

    jalankan(scenario())


def test_statistics_come_with_a_chart_and_other_periods(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            dewi, menu = await masuk(p)
            await p.tekan(dewi, menu, "Statistik")
            empty = await p.balasan(dewi, memuat="7 hari terakhir")
            assert "Belum ada pertanyaan" in empty.teks
            assert empty.berkas is None
            async with p.tulis() as unit:
                row = {
                    "orang_id": 7,
                    "chat_id": 7,
                    "teks": "Apa?",
                    "keyakinan": 1,
                    "isi": {},
                    "waktu": unit.now,
                }
                await unit.conn.execute(insert(soal).values(**row, status="dijawab", waktu_ms=40))
                await unit.conn.execute(insert(soal).values(**row, status="ditolak", waktu_ms=2600))
            await p.tekan(dewi, empty, "30 hari")
            shown = await p.balasan(dewi, memuat="30 hari terakhir")
            assert "Pertanyaan: 2 dari 1 orang" in shown.teks
            assert "Ditolak: 1 (50 %)" in shown.teks
            assert "biasanya 40 milidetik, 95 % di bawah 2,6 detik" in shown.teks
            assert p.isi(shown)[:4] == b"\x89PNG"

    jalankan(scenario())


def test_a_group_is_put_out_and_let_in(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            dewi, menu = await masuk(p)
            kelompok = await p.grup("Bimtek Uji", dewi)
            screen = await buka(p, dewi, menu, "Grup", "Bimtek Uji: diizinkan")
            await buka(p, dewi, screen, "Keluarkan dari Bimtek Uji", "tidak diizinkan")
            await p.balasan(kelompok, memuat="pamit")
            await p.hening()
            async with p.layanan.units.store.read() as conn:
                assert not await group_allowed(conn, kelompok.id)
            await p.tekan(dewi, screen, "Izinkan Bimtek Uji")
            await p.hening()
            async with p.layanan.units.store.read() as conn:
                assert await group_allowed(conn, kelompok.id)
            kinds = [row.jenis for row in await p.baca(select(kejadian).order_by(kejadian.c.id))]
            assert kinds == ["grup-dikeluarkan", "grup-diizinkan"]

    jalankan(scenario())


async def buat_kelas(p: Percakapan, *anggota: Orang) -> int:
    async with p.tulis() as unit:
        made = await classes.open_class(unit.conn, "Angkatan Satu", Tempat(-5, "group"), 1, unit.now)
        for one in anggota:
            await classes.join(unit.conn, made.id, one.id, unit.now)
    return made.id


def test_a_broadcast_is_shown_before_it_is_sent_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            dewi, menu = await masuk(p)
            ani, budi = await p.orang("Ani"), await p.orang("Budi")
            for one in (ani, budi):
                await p.kirim(one, "/start")
                await p.balasan(one)
            await buat_kelas(p, ani, budi)
            screen = await buka(p, dewi, menu, "Siaran", "Untuk kelas mana")
            await buka(p, dewi, screen, "Angkatan Satu", "2 penerima")
            await p.kirim(dewi, "Besok mulai pukul 08.00 <b>tepat</b> & membawa tabel.")
            preview = await p.balasan(dewi, memuat="Besok mulai")
            assert "<b>tepat</b> & membawa" in preview.teks
            ask = await p.balasan(dewi, memuat="Kirim kepada 2 anggota")
            assert p.pekerjaan.dipanggil == []
            await p.tekan(dewi, ask, "Kirim")
            await p.berubah(ask, "dikirim kepada 2 orang")
            (row,) = await p.baca(select(siaran))
            assert row.teks == "Besok mulai pukul 08.00 <b>tepat</b> & membawa tabel."
            assert p.pekerjaan.dipanggil == [("siarkan", (row.id,))]

    jalankan(scenario())


def test_a_broadcast_can_be_given_up_and_needs_somebody_to_get_it(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            dewi, menu = await masuk(p)
            number = await buat_kelas(p)
            screen = await buka(p, dewi, menu, "Siaran", "Untuk kelas mana")
            empty = await buka(p, dewi, screen, "Angkatan Satu", "belum punya anggota")
            async with p.tulis() as unit:
                await classes.join(unit.conn, number, dewi.id, unit.now)
            again = await buka(p, dewi, empty, "Kembali", "Untuk kelas mana")
            write = await buka(p, dewi, again, "Angkatan Satu", "1 penerima")
            await p.kirim(dewi, "x" * 3001)
            assert "paling banyak 3000" in (await p.balasan(dewi)).teks
            await buka(p, dewi, write, "Batal", "Dibatalkan")
            await p.kirim(dewi, "Ini bukan siaran.")
            await p.hening()
            assert await p.baca(select(siaran)) == []

    jalankan(scenario())


def test_a_role_lost_while_writing_ends_the_broadcast(tmp_path: Path) -> None:
    async def scenario() -> None:
        from bot.store.people import take_role

        async with percakapan(tmp_path, TOPIK) as p:
            dewi, menu = await masuk(p)
            await buat_kelas(p, dewi)
            screen = await buka(p, dewi, menu, "Siaran", "Untuk kelas mana")
            await buka(p, dewi, screen, "Angkatan Satu", "1 penerima")
            async with p.tulis() as unit:
                await take_role(unit.conn, dewi.id, Peran.ADMIN)
            await p.kirim(dewi, "Pengumuman palsu.")
            assert "Dibatalkan" in (await p.balasan(dewi)).teks
            await p.hening()
            assert await p.baca(select(siaran)) == []

    jalankan(scenario())


def test_health_names_what_is_wrong_first_and_what_to_do(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            dewi, menu = await masuk(p)
            assert "Perlu perhatian: indeks" in menu.teks
            screen = await buka(p, dewi, menu, "Kesehatan", "versi")
            assert screen.teks.index("indeks") < screen.teks.index("basis data")
            assert "→" in screen.teks
            assert "model bahasa" in screen.teks
            assert "SQLite" in screen.teks

    jalankan(scenario())
