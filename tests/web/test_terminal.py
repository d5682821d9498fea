"""``lkjip coba --terminal``: one session line by line, with a bot that the test plays."""

from __future__ import annotations

import asyncio
import json
import queue
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.cli.coba_terminal import Sesi
from bot.web.botapi import Dunia
from bot.web.botapi.metode import METODE
from bot.web.botapi.permintaan import Permintaan, Unggahan
from bot.web.coba.panggung import Panggung
from bot.web.coba.pemeran import GRUP_ID, pemeran, siapkan_dunia
from bot.web.coba.teks_polos import polos

SARI = pemeran("peserta").id


class Layar:
    """What the session prints, and the lines that it reads."""

    def __init__(self) -> None:
        self.tercetak: list[str] = []
        self.baris: queue.Queue[str] = queue.Queue()

    def tulis(self, *lines: str) -> None:
        for line in lines:
            self.baris.put(line + "\n")

    @property
    def teks(self) -> str:
        return "\n".join(self.tercetak)


def _jalankan(folder: Path, skenario: Callable[[Dunia, Layar], Any]) -> Layar:
    async def run() -> Layar:
        dunia = Dunia()
        siapkan_dunia(dunia)
        screen = Layar()
        session = Sesi(Panggung(dunia, folder), "peserta", screen.tercetak.append, screen.baris.get)
        task = asyncio.create_task(session.jalankan())
        await skenario(dunia, screen)
        screen.baris.put("")
        await asyncio.wait_for(task, 10)
        return screen

    return asyncio.run(run())


def _bot(dunia: Dunia, metode: str, **isi: Any) -> Any:
    berkas = isi.pop("berkas", {})
    with dunia.kunci:
        return METODE[metode.lower()](dunia, Permintaan(metode.lower(), isi, berkas))


async def _sampai(dunia: Dunia, syarat: Callable[[], Any]) -> None:
    async with asyncio.timeout(10):
        while not syarat():
            await asyncio.sleep(0.01)


def test_text_buttons_files_and_people(tmp_path: Path) -> None:
    upload = tmp_path / "tabel.csv"
    upload.write_text("a;b\n", encoding="utf-8")
    markup = {
        "inline_keyboard": [
            [{"text": "Kutipan", "callback_data": "k"}, {"text": "Rinci", "callback_data": "r"}]
        ]
    }

    async def skenario(dunia: Dunia, screen: Layar) -> None:
        screen.tulis("Kapan LKjIP dikirim?")
        await _sampai(dunia, lambda: dunia.transkrip(SARI) if SARI in dunia.ruang else None)
        html = 'Akhir <b>Februari</b>, lihat <a href="https://contoh.go.id/">ini</a>\n<blockquote>satu\ndua</blockquote>'
        _bot(
            dunia, "sendMessage", chat_id=SARI, text=html, parse_mode="HTML", reply_markup=json.dumps(markup)
        )
        await _sampai(dunia, lambda: "2. Rinci" in screen.teks)
        screen.tulis("2", "9", "kirim 2", f"berkas {upload}", "berkas /tidak/ada.csv")
        await _sampai(dunia, lambda: "tidak dapat dibaca" in screen.teks)
        file = {"isi": Unggahan("../Draf.docx", "application/octet-stream", b"isi")}
        _bot(dunia, "sendDocument", chat_id=SARI, document="attach://isi", berkas=file)
        await _sampai(dunia, lambda: "berkas disimpan" in screen.teks)
        screen.tulis("/sebagai narasumber", "/antrean", "/sebagai siapa", "/grup", "Selamat pagi")
        await _sampai(dunia, lambda: any(one.teks == "Selamat pagi" for one in dunia.transkrip(GRUP_ID)))
        screen.tulis("balas 999 halo")
        await _sampai(dunia, lambda: "sudah tidak ada" in screen.teks)
        assert [one.data for one in dunia.tekanan.values()] == ["r"]
        sent = [one.teks for one in dunia.transkrip(SARI) if not one.dari_bot and one.teks]
        assert sent == ["Kapan LKjIP dikirim?", "9", "2"]
        assert dunia.transkrip(pemeran("narasumber").id)[-1].teks == "/antrean"
        assert dunia.transkrip(GRUP_ID)[-1].pengirim.nama == "Pak Wira"

    screen = _jalankan(tmp_path, skenario)
    assert "  Akhir Februari, lihat ini <https://contoh.go.id/>\n  | satu\n  | dua" in screen.teks
    saved = list((tmp_path / "diterima").iterdir())
    assert [one.read_bytes() for one in saved] == [b"isi"]
    assert saved[0].name.endswith("Draf.docx")
    assert "Pemeran yang ada: peserta, perencana, narasumber, admin." in screen.teks


def test_a_message_cannot_steer_the_terminal(tmp_path: Path) -> None:
    assert polos("merah\x1b[31m dan\x07 bunyi\nbaris", ()) == "merah[31m dan bunyi\nbaris"


def test_what_others_write_elsewhere_is_not_shown(tmp_path: Path) -> None:
    async def skenario(dunia: Dunia, screen: Layar) -> None:
        ratna = dunia.orang[pemeran("perencana").id]
        await _sampai(dunia, lambda: "obrolan pribadi" in screen.teks)
        dunia.kirim_teks(ratna, dunia.pribadi(ratna), "rahasia Ratna")
        dunia.kirim_teks(ratna, dunia.ruang_dari(GRUP_ID).obrolan, "untuk grup")
        screen.tulis("halo")
        await _sampai(dunia, lambda: any(one.teks == "halo" for one in dunia.transkrip(SARI)))

    screen = _jalankan(tmp_path, skenario)
    assert "rahasia" not in screen.teks
    assert "untuk grup" not in screen.teks
