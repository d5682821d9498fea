"""Drafts, publishing, versions, who is told, review, the second narasumber: without Telegram."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select, update

from bot.narasumber import jawaban as service
from bot.narasumber.jawaban import Pemeriksaan, Sasaran, Terbitan
from bot.narasumber.kabar import belum_jelas
from bot.narasumber.rujukan import Rujukan, Temuan
from bot.store import queue
from bot.store import reference_answers as answers
from bot.store.people import Orang
from bot.store.tables_bot import kejadian, orang
from tests.narasumber.bantu import SINTA, TARI, Meja, meja

JILID = "Apakah LKjIP perlu dijilid?"
KOSONG = Pemeriksaan()


async def tulis(m: Meja, item: int, teks: str, siapa: Orang = SINTA) -> int:
    async with m.units.unit() as unit:
        target = await service.sasaran_antrean(unit.conn, item)
        assert target is not None
        return (await service.simpan_draf(unit, target, teks, siapa, KOSONG)).id


async def terbit(m: Meja, number: int, siapa: Orang = SINTA, *, gantikan: bool = False) -> Terbitan:
    async with m.units.unit() as unit:
        return await service.terbitkan(unit, number, siapa, gantikan=gantikan)


async def butir(m: Meja, item: int) -> queue.Butir:
    async with m.baca() as conn:
        one = await queue.load(conn, item)
    assert one is not None
    return one


def test_everybody_who_asked_is_told_once(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            item = await m.antre(1, JILID)
            await m.antre(1, "lkjip perlu dijilid tidak?")
            await m.antre(2, "perlukah lkjip dijilid")
            await m.antre(3, JILID)
            async with m.units.unit() as unit:
                await unit.conn.execute(update(orang).where(orang.c.id == 3).values(memblokir=True))
            number = await tulis(m, item, "Tidak perlu.")
            assert (await butir(m, item)).keadaan == "diproses"
            done = await terbit(m, number)
            assert done.diberi_tahu == 2
            assert (await butir(m, item)).keadaan == "terjawab"
            assert [len(await m.pesan(person)) for person in (1, 2, 3)] == [1, 1, 0]
            (told,) = await m.pesan(2)
            assert "perlukah lkjip dijilid" in told
            assert JILID not in told, "another asker's wording is not shown"
            assert "Jawaban narasumber Sinta Rekaan, 3 Maret 2032" in told
            assert (await terbit(m, number)).jawaban is None, "a second press publishes nothing"
            assert [len(await m.pesan(person)) for person in (1, 2, 3)] == [1, 1, 0]

    asyncio.run(scenario())


def test_text_of_a_narasumber_is_never_markup(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            item = await m.antre(1, JILID)
            await terbit(m, await tulis(m, item, "Target < 5 & <b>tebal</b>"))
            (told,) = await m.pesan(1)
            assert "Target &lt; 5 &amp; &lt;b&gt;tebal&lt;/b&gt;" in told

    asyncio.run(scenario())


def test_more_words_change_the_one_draft_and_cancelling_frees_the_item(
    tmp_path: Path, basis: str | None
) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            item = await m.antre(1, JILID)
            number = await tulis(m, item, "Tidak.")
            assert await tulis(m, item, "Tidak perlu.") == number
            async with m.units.unit() as unit:
                assert await service.batalkan(unit, number)
                assert not await service.batalkan(unit, number)
            assert (await butir(m, item)).keadaan == "terbuka"

    asyncio.run(scenario())


def test_the_second_of_two_narasumber_decides_with_the_first_answer_before_them(
    tmp_path: Path, basis: str | None
) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            item = await m.antre(1, JILID)
            first, second = await tulis(m, item, "Tidak perlu."), await tulis(m, item, "Perlu.", TARI)
            async with m.baca() as conn:
                assert await answers.others_writing(conn, item, TARI.id) == (SINTA.nama,)
            assert (await terbit(m, first)).jawaban is not None
            clash = await terbit(m, second, TARI)
            assert clash.jawaban is None
            assert clash.lebih_dulu is not None
            assert clash.lebih_dulu.id == first
            done = await terbit(m, second, TARI, gantikan=True)
            assert done.jawaban is not None
            assert (done.jawaban.versi, done.jawaban.akar) == (2, first)
            assert len(await m.pesan(1)) == 1, "who was told is not told again"
            async with m.baca() as conn:
                assert [one.id for one in await answers.published(conn)] == [second]
                assert [one.keadaan for one in await answers.bank(conn)] == ["diganti", "terbit"]

    asyncio.run(scenario())


def test_an_unclear_answer_gets_a_second_version_that_its_asker_hears_of(
    tmp_path: Path, basis: str | None
) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            number = await m.tanya(1, JILID)
            item = await m.antre(2, JILID)
            async with m.units.unit() as unit:
                await queue.join(unit.conn, item, number)
            first = await tulis(m, item, "Tidak perlu.")
            await terbit(m, first)
            async with m.units.unit() as unit:
                assert not await belum_jelas(unit, item, number, 2, "bukan soal saya")
                assert await belum_jelas(unit, item, number, 1, "Sampulnya bagaimana?")
            second = await tulis(m, item, "Tidak perlu; cukup dijepit.")
            done = await terbit(m, second)
            assert done.jawaban is not None
            assert (done.jawaban.versi, done.jawaban.sumber_id) == (2, f"narasumber-{first}")
            assert [len(await m.pesan(person)) for person in (1, 2)] == [2, 1]

    asyncio.run(scenario())


def test_a_published_answer_can_be_renewed_reviewed_and_withdrawn(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            item = await m.antre(1, JILID)
            first = await terbit(m, await tulis(m, item, "Tidak perlu."))
            assert first.jawaban is not None
            one = first.jawaban
            assert one.tinjau_pada == m.kini + timedelta(days=365)
            m.maju(days=366)
            async with m.baca() as conn:
                assert [due.id for due in await answers.due(conn, m.kini)] == [one.id]
            async with m.units.unit() as unit:
                target = Sasaran(one.pertanyaan, one.antrean_id, one.akar)
                draft = await service.simpan_draf(unit, target, "Tetap tidak perlu.", TARI, KOSONG)
            renewed = await terbit(m, draft.id, TARI)
            assert renewed.jawaban is not None
            assert (renewed.jawaban.versi, renewed.diberi_tahu) == (2, 0)
            async with m.units.unit() as unit:
                assert await answers.due(unit.conn, unit.now) == ()
                assert not await service.tarik(unit, one.id, SINTA)
                assert await service.tarik(unit, renewed.jawaban.id, TARI)
                assert await answers.published(unit.conn) == ()

    asyncio.run(scenario())


def test_a_second_narasumber_approves_or_gives_back(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            item = await m.antre(1, JILID)
            number = await tulis(m, item, "Tidak perlu.")
            async with m.units.unit() as unit:
                assert await service.ajukan(unit, number, ()) is not None
                assert await service.ajukan(unit, number, ()) is None
            assert (await terbit(m, number)).jawaban is None, "its author cannot publish it now"
            async with m.units.unit() as unit:
                back = await service.kembalikan(unit, number)
                assert back is not None
                assert back.keadaan == "draf"
                await service.ajukan(unit, number, ())
            async with m.units.unit() as unit:
                done = await service.terbitkan(unit, number, TARI, disetujui=True)
            assert done.jawaban is not None
            assert done.jawaban.penyetuju_id == TARI.id
            assert done.diberi_tahu == 1

    asyncio.run(scenario())


def test_publishing_against_a_rule_is_recorded_without_content(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            item = await m.antre(1, JILID)
            place = Rujukan("PP 8/2006", Temuan.ADA, "pp-8-2006", "PP 8/2006")
            async with m.units.unit() as unit:
                target = await service.sasaran_antrean(unit.conn, item)
                assert target is not None
                draft = await service.simpan_draf(unit, target, "Perlu.", SINTA, Pemeriksaan((place,)))
            against = {"hal": "sikap", "sumber_id": "x", "sumber": "Permenpan-RB 53/2014", "letak": "Pasal 1"}
            async with m.units.unit() as unit:
                done = await service.terbitkan(unit, draft.id, SINTA, tetap=[against])
            assert done.jawaban is not None
            assert [p.get("berbeda") for p in done.jawaban.rujukan] == [None, True]
            async with m.baca() as conn:
                kept = (
                    await conn.execute(select(kejadian).where(kejadian.c.jenis == "jawaban.terbit"))
                ).one()
            assert kept.isi["meskipun"] == [against]
            assert "Perlu" not in str(kept.isi)

    asyncio.run(scenario())


def test_the_name_of_the_citation_is_remembered_and_used_in_drafts(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            item = await m.antre(1, JILID)
            number = await tulis(m, item, "Tidak perlu.")
            async with m.units.unit() as unit:
                await unit.conn.execute(
                    update(orang).where(orang.c.id == SINTA.id).values(ingatan={"lain": 1})
                )
                await answers.set_citation_name(unit.conn, SINTA.id, service.INGATAN_NAMA, "Dr. Sinta, M.Si.")
            async with m.baca() as conn:
                row = (await conn.execute(select(orang.c.ingatan).where(orang.c.id == SINTA.id))).one()
                one = await answers.load(conn, number)
            assert row.ingatan == {"lain": 1, service.INGATAN_NAMA: "Dr. Sinta, M.Si."}
            assert one is not None
            assert one.narasumber == "Dr. Sinta, M.Si."
            known = Orang(SINTA.id, "Sinta Rekaan", ingatan=row.ingatan)
            assert service.nama_kutipan(known) == "Dr. Sinta, M.Si."

    asyncio.run(scenario())
