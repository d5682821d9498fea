"""The ground of every chat test: a question in, an answer out, over HTTP and both databases."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from bot.chat.message import Pesan, rows
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
