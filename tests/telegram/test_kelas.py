"""/kelas as people see it: a class is opened in a group, joined, asked in, and closed with its recap."""

from __future__ import annotations

import io
import re
from pathlib import Path

from docx import Document
from sqlalchemy import insert, select

from bot.store import classes
from bot.store.people import Obrolan as Tempat
from bot.store.people import Peran, group_allowed
from bot.store.tables_bot import kelas_anggota, soal, undangan
from bot.telegram import kelas, umum
from bot.web.botapi import Message, Obrolan, Orang
from tests.bantu.obrolan import LOOPBACK, Percakapan, jalankan, percakapan

pytestmark = LOOPBACK
TOPIK = [kelas, umum]


def payload(pesan: Message) -> str:
    found = re.search(r"start=(kelas-[\w-]+)", pesan.teks)
    assert found is not None, pesan.teks
    return found[1]


async def buka(p: Percakapan) -> tuple[Orang, Obrolan, Message]:
    """A narasumber, a group, and the message that the class is open."""
    rahma = await p.orang("Rahma Contoh", peran=Peran.NARASUMBER)
    await p.kirim(rahma, "/start")
    await p.balasan(rahma)
    grup = await p.grup("Bimtek Uji", rahma, diizinkan=False)
    await p.kirim(rahma, "/kelas buka Angkatan Satu", di=grup)
    return rahma, grup, await p.balasan(grup)


async def tanya(p: Percakapan, orang: Orang, grup: Obrolan, teks: str, *, dijawab: bool = True) -> None:
    """A question as the topic of questions keeps it."""
    async with p.tulis() as unit:
        here = await classes.kelas_soal(unit.conn, orang.id, Tempat(grup.id, "supergroup"))
        assert here is not None
        isi = {"jawaban": "Dua bulan setelah tahun anggaran.", "kutipan": []} if dijawab else {}
        await unit.conn.execute(
            insert(soal).values(
                orang_id=orang.id,
                chat_id=grup.id,
                kelas_id=here.id,
                teks=teks,
                status="dijawab" if dijawab else "ditolak",
                keyakinan=900,
                isi=isi,
                waktu=unit.now,
                waktu_ms=5,
            )
        )


def test_a_class_is_opened_with_a_link_and_a_picture_and_the_group_is_allowed(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            _, grup, told = await buka(p)
            assert "Angkatan Satu" in told.teks
            assert told.berkas is not None
            assert p.isi(told).startswith(b"\x89PNG")
            async with p.layanan.units.store.read() as conn:
                assert await group_allowed(conn, grup.id)
                assert await classes.kelas_terbuka(conn, grup.id, None) is not None
            (row,) = await p.baca(select(undangan))
            assert payload(told) not in repr(row)

    jalankan(scenario())


def test_who_has_no_role_cannot_open_one(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            ani = await p.orang("Ani")
            grup = await p.grup("Bimtek Uji", ani)
            await p.kirim(ani, "/kelas buka Kelas Palsu", di=grup)
            assert "narasumber" in (await p.balasan(grup)).teks
            async with p.layanan.units.store.read() as conn:
                assert await classes.kelas_terbuka(conn, grup.id, None) is None

    jalankan(scenario())


def test_a_second_class_in_the_same_place_is_refused_and_a_name_is_needed(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            rahma, grup, _ = await buka(p)
            await p.kirim(rahma, "/kelas buka Angkatan Dua", di=grup)
            assert "sudah ada kelas Angkatan Satu" in (await p.balasan(grup)).teks
            await p.kirim(rahma, "/kelas buka", di=grup)
            assert "nama kelasnya" in (await p.balasan(grup)).teks
            await p.kirim(rahma, "/kelas buka Angkatan Tiga")
            assert "di grupnya" in (await p.balasan(rahma)).teks

    jalankan(scenario())


def test_a_class_of_a_topic_is_that_topic_s(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            rahma = await p.orang("Rahma Contoh", peran=Peran.NARASUMBER)
            grup = await p.grup("Bimtek Uji", rahma, forum=True)
            nomor = p.dunia.tambah_topik(grup, "Hari pertama")
            await p.kirim(rahma, "/kelas buka Hari Pertama", di=grup, topik=nomor)
            told = await p.balasan(grup)
            assert told.topik == nomor
            async with p.layanan.units.store.read() as conn:
                here = await classes.kelas_terbuka(conn, grup.id, nomor)
                assert here is not None
                assert here.nama == "Hari Pertama"
                assert await classes.kelas_terbuka(conn, grup.id, nomor + 1) is None
                assert await classes.kelas_terbuka(conn, grup.id, None) is None

    jalankan(scenario())


def test_joining_is_explained_and_private_questions_count_only_by_choice(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            _, _, told = await buka(p)
            ani = await p.orang("Ani")
            await p.kirim(ani, f"/start {payload(told)}")
            welcome = await p.balasan(ani)
            assert "tetap pribadi" in welcome.teks
            assert "tanpa nama Anda" in welcome.teks
            private = Tempat(ani.id, "private")
            async with p.layanan.units.store.read() as conn:
                assert await classes.kelas_soal(conn, ani.id, private) is None
            await p.tekan(ani, welcome, "Ikut dihitung")
            assert "masuk rekap" in (await p.balasan(ani)).teks
            async with p.layanan.units.store.read() as conn:
                assert await classes.kelas_soal(conn, ani.id, private) is not None
            await p.tekan(ani, welcome, "Jangan dihitung")
            await p.balasan(ani, memuat="tidak dihitung")
            async with p.layanan.units.store.read() as conn:
                assert await classes.kelas_soal(conn, ani.id, private) is None
            await p.kirim(ani, f"/start {payload(told)}")
            assert "sudah menjadi anggota" in (await p.balasan(ani)).teks
            await p.tekan(ani, welcome, "Keluar dari kelas")
            await p.balasan(ani, memuat="keluar dari kelas")
            assert await p.baca(select(kelas_anggota)) == []

    jalankan(scenario())


def test_a_link_that_is_no_link_gets_a_kind_sentence(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "/start kelas-tidakadakelassepertiini")
            assert "tidak berlaku" in (await p.balasan(ani)).teks

    jalankan(scenario())


def test_closing_takes_two_steps_and_gives_the_recap_to_group_and_narasumber(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            rahma, grup, told = await buka(p)
            ani, budi = await p.orang("Ani Rahasia"), await p.orang("Budi Rahasia")
            p.dunia.tambah_anggota(grup, ani)
            await tanya(p, ani, grup, "Kapan LKjIP disampaikan?")
            await tanya(p, budi, grup, "kapan lkjip disampaikan")
            await tanya(p, ani, grup, "Berapa honor panitia?", dijawab=False)
            await p.kirim(rahma, "/kelas tutup", di=grup)
            ask = await p.balasan(grup)
            assert "3 pertanyaan" in ask.teks
            refused = await p.tekan(ani, ask, "Ya, tutup")
            assert "orang lain" in (refused.teks or "")
            await p.tekan(rahma, ask, "Ya, tutup")
            recap = await p.balasan(grup, memuat="Rekap kelas")
            assert "3 pertanyaan, 2 yang berbeda: 1 terjawab, 1 belum" in recap.teks
            text = "\n".join(one.text for one in Document(io.BytesIO(p.isi(recap))).paragraphs)
            assert "Dua bulan setelah tahun anggaran." in text
            assert "Berapa honor panitia?" in text
            assert "Rahasia" not in text
            mine = await p.balasan(rahma, memuat="Rekap kelas")
            assert mine.berkas is not None
            assert p.isi(mine) == p.isi(recap)
            await p.kirim(ani, f"/start {payload(told)}")
            await p.balasan(ani, memuat="tidak berlaku")
            async with p.layanan.units.store.read() as conn:
                assert await classes.kelas_terbuka(conn, grup.id, None) is None

    jalankan(scenario())


def test_no_is_no_and_the_numbers_are_shown(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            rahma, grup, _ = await buka(p)
            ani = await p.orang("Ani")
            await tanya(p, ani, grup, "Kapan LKjIP disampaikan?")
            await tanya(p, ani, grup, "Berapa honor panitia?", dijawab=False)
            await p.kirim(rahma, "/kelas", di=grup)
            shown = await p.balasan(grup)
            assert "Anggota: 1" in shown.teks
            assert "Pertanyaan: 2, terjawab 1, belum 1" in shown.teks
            await p.tekan(rahma, shown, "Tutup kelas")
            ask = await p.balasan(grup, memuat="Tutup kelas")
            await p.tekan(rahma, ask, "Jangan")
            await p.balasan(grup, memuat="tetap terbuka")
            used = await p.tekan(rahma, ask, "Ya, tutup")
            assert "sudah dipakai" in (used.teks or "")
            async with p.layanan.units.store.read() as conn:
                assert await classes.kelas_terbuka(conn, grup.id, None) is not None

    jalankan(scenario())


def test_in_private_a_narasumber_sees_the_own_classes_and_gets_a_recap_after_closing(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            rahma, grup, _ = await buka(p)
            await p.kirim(rahma, "/kelas tutup", di=grup)
            await p.tekan(rahma, await p.balasan(grup), "Ya, tutup")
            await p.balasan(rahma, memuat="Rekap kelas")
            await p.kirim(rahma, "/kelas")
            listed = await p.balasan(rahma)
            assert "terakhir ditutup" in listed.teks
            await p.tekan(rahma, listed, "Angkatan Satu")
            shown = await p.balasan(rahma, memuat="ditutup")
            await p.tekan(rahma, shown, "Rekap Word")
            assert (await p.balasan(rahma, memuat="Rekap kelas")).berkas is not None
            other = await p.orang("Sari", peran=Peran.NARASUMBER)
            await p.kirim(other, "/kelas")
            assert "Belum ada kelas" in (await p.balasan(other)).teks

    jalankan(scenario())


def test_a_group_that_becomes_a_supergroup_keeps_its_class_and_its_permission(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            rahma, grup, _ = await buka(p)
            await p.hening()
            new = -1001234567890
            for number, (chat, extra) in enumerate(
                ((grup.id, {"migrate_to_chat_id": new}), (new, {"migrate_from_chat_id": grup.id})), 900001
            ):
                kind = "group" if chat == grup.id else "supergroup"
                await p.asisten.intake.accept(
                    {
                        "update_id": number,
                        "message": {
                            "message_id": number,
                            "date": 1,
                            "chat": {"id": chat, "type": kind, "title": "Bimtek Uji"},
                            "from": {"id": rahma.id, "is_bot": False, "first_name": "Rahma"},
                            **extra,
                        },
                    }
                )
            await p.hening()
            async with p.layanan.units.store.read() as conn:
                assert await group_allowed(conn, new)
                assert not await group_allowed(conn, grup.id)
                found = await classes.kelas_terbuka(conn, new, None)
                assert found is not None
                assert found.nama == "Angkatan Satu"
                assert await classes.kelas_terbuka(conn, grup.id, None) is None

    jalankan(scenario())
