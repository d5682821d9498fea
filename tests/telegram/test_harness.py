"""The ground of every chat test: a question in, an answer out, over HTTP and both databases."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup
from sqlalchemy import select

from bot.chat.message import Pesan, rows
from bot.store.tables_bot import outbox
from bot.telegram.router import Router
from bot.telegram.turn import Turn
from tests.bantu.obrolan import LOOPBACK, jalankan, percakapan

pytestmark = LOOPBACK


async def _gema(turn: Turn) -> None:
    async with turn.unit() as unit:
        tombol = unit.tombol("Lagi", "uji.lagi", {"n": 1}, chat_id=turn.obrolan.id, pemilik=turn.orang.id)
        await turn.kirim(unit, Pesan(Markup("gema: {}").format(turn.teks), rows([tombol])))


async def _lagi(turn: Turn, data: object) -> None:
    turn.toast("baik")
    async with turn.unit() as unit:
        await turn.kirim(unit, Pesan(Markup("lagi {}").format(str(data))))


def pasang(router: Router) -> None:
    router.pertanyaan = _gema
    router.button("uji.lagi", _lagi)


def test_a_question_is_answered_and_a_button_works(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, [pasang], basis=basis) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "a < b")
            pesan = await p.balasan(ani)
            assert pesan.teks == "gema: a < b"
            jawab = await p.tekan(ani, pesan, "Lagi")
            assert jawab.teks == "baik"
            assert (await p.balasan(ani)).teks == "lagi {'n': 1}"
            await p.hening()

    jalankan(scenario())


def test_stopping_lets_go_of_telegram_only_when_everything_is_delivered(tmp_path: Path) -> None:
    """The client of the Bot API is closed last: a request that is under way, or that still connects, would
    otherwise be cut off, and its socket would stay open."""

    async def scenario() -> None:
        async with percakapan(tmp_path, [pasang]) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "halo")
            await p.balasan(ani)
            p.dunia.gangguan.lambat(0.4, metode="sendMessage")
            async with p.tulis() as unit:
                for number in range(3):
                    await unit.kirim(p.dunia.pribadi(ani).id, Pesan(Markup("kabar {}").format(number)))
            await p.berhenti()
            assert [one.teks for one in p.semua(ani)] == ["gema: halo", "kabar 0", "kabar 1", "kabar 2"]
            await p.mulai()
            assert {one.keadaan for one in await p.baca(select(outbox.c.keadaan))} == {"terkirim"}

    jalankan(scenario())
