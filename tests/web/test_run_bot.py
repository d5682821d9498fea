"""``lkjip bot`` as a process of its own, before the local Bot API server: both ways in, and every refusal."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from bot.web.botapi import Dunia
from bot.web.botapi.server import server_di_utas
from tests.bantu.botapi import LOOPBACK, TOKEN
from tests.bantu.coba import PROGRAM, lingkungan
from tests.bantu.pengetahuan import siapkan_indeks
from tests.cli.helpers import assert_indonesian, lkjip

pytestmark = [*LOOPBACK, pytest.mark.slow]
RAHASIA = "rahasia_webhook-1"
LAMA_S = 60.0


def _porta() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


class Proses:
    """A running ``lkjip bot``; what it says on stderr goes to a file."""

    def __init__(self, folder: Path, porta: int, **env: str) -> None:
        self.porta = porta
        self._log = folder / "kata.txt"
        settings = {"DATA_DIR": str(folder / "data"), "WEB_PORT": str(porta), "TELEGRAM_TOKEN": TOKEN} | env
        with self._log.open("wb") as stream:
            self._process = subprocess.Popen(
                [*PROGRAM, "bot"],
                stdout=stream,
                stderr=stream,
                cwd=folder,
                env=lingkungan() | {f"LKJIP_{name}": value for name, value in settings.items()},
            )

    @property
    def kata(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def siap(self) -> tuple[int, list[str]]:
        try:
            answer = httpx.get(f"http://127.0.0.1:{self.porta}/siap", trust_env=False, timeout=10)
        except httpx.TransportError:
            return 0, []
        return answer.status_code, answer.json()["alasan"]

    def tunggu(self, syarat: Callable[[], object], apa: str) -> None:
        deadline = time.monotonic() + LAMA_S
        while not syarat():
            assert self._process.poll() is None, self.kata
            assert time.monotonic() < deadline, f"no {apa}: {self.kata}"
            time.sleep(0.1)

    def akhiri(self) -> int:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        return self._process.wait(LAMA_S)


@contextmanager
def _bot(folder: Path, **env: str) -> Iterator[Proses]:
    process = Proses(folder, _porta(), **env)
    try:
        yield process
    finally:
        process.akhiri()


def _tanya(dunia: Dunia, process: Proses) -> None:
    sari = dunia.tambah_orang("Sari")
    chat = dunia.pribadi(sari)
    dunia.kirim_teks(sari, chat, "Kapan LKjIP dinas disampaikan?")
    process.tunggu(lambda: dunia.dari_bot(chat), "answer")
    assert "Februari" in dunia.dari_bot(chat)[0].teks


def test_polling_answers_and_drains_on_sigterm(tmp_path: Path) -> None:
    siapkan_indeks(tmp_path / "data")
    dunia = Dunia()
    with server_di_utas(dunia, TOKEN) as api, _bot(tmp_path, TELEGRAM_API_URL=api) as process:
        process.tunggu(lambda: "berjalan" in process.kata, "start")
        assert f"Bot @{dunia.bot.username} berjalan (polling)" in process.kata
        assert f"http://127.0.0.1:{process.porta}/siap" in process.kata
        assert process.siap() == (200, [])
        _tanya(dunia, process)
        assert process.akhiri() == 0
        assert "Bot berhenti." in process.kata
        log = (tmp_path / "data" / "log" / "lkjip.log").read_text(encoding="utf-8")
        assert TOKEN not in log + process.kata
        assert "Kapan LKjIP" not in log + process.kata


def test_webhook_is_set_with_its_secret_and_answers(tmp_path: Path) -> None:
    dunia = Dunia()
    porta = _porta()
    waiting = dunia.tambah_orang("Menunggu")
    dunia.kirim_teks(waiting, dunia.pribadi(waiting), "Apa itu LKjIP?")
    with server_di_utas(dunia, TOKEN) as api:
        process = Proses(
            tmp_path,
            porta,
            TELEGRAM_API_URL=api,
            WEBHOOK_URL=f"http://127.0.0.1:{porta}",
            WEBHOOK_SECRET=RAHASIA,
        )
        try:
            process.tunggu(lambda: "berjalan (webhook" in process.kata, "start")
            hook = dunia.antrean.webhook
            assert (hook.url, hook.rahasia) == (f"http://127.0.0.1:{porta}/webhook/telegram", RAHASIA)
            assert RAHASIA not in process.kata
            assert dunia.antrean.diizinkan is not None
            _tanya(dunia, process)
            process.tunggu(lambda: dunia.dari_bot(waiting.id), "answer to what waited")
            forged = httpx.post(hook.url, json={"update_id": 1}, trust_env=False, timeout=10)
            assert forged.status_code == 403
        finally:
            code = process.akhiri()
    assert code == 0


def test_without_network_it_says_so_and_keeps_trying(tmp_path: Path) -> None:
    siapkan_indeks(tmp_path / "data")
    nobody = _porta()
    with _bot(tmp_path, TELEGRAM_API_URL=f"http://127.0.0.1:{nobody}") as process:
        process.tunggu(lambda: "belum dapat dihubungi" in process.kata, "word about the network")
        code, reasons = process.siap()
        assert code == 503
        assert reasons == ["Telegram belum dapat dihubungi."]
        dunia = Dunia()
        with server_di_utas(dunia, TOKEN, nobody):
            process.tunggu(lambda: "berjalan" in process.kata, "start")
            assert process.akhiri() == 0


def test_wrong_token_is_a_setting_to_mend(tmp_path: Path) -> None:
    with server_di_utas(Dunia(), TOKEN) as api:
        ran = lkjip(
            "bot",
            cwd=tmp_path,
            env={
                "LKJIP_TELEGRAM_TOKEN": "123456789:AAsalahsalahsalahsalahsalahsalahsalah",
                "LKJIP_TELEGRAM_API_URL": api,
                "LKJIP_WEB_PORT": "0",
            },
        )
    assert ran.code == 3
    assert "Telegram menolak token" in ran.err
    assert "AAsalah" not in ran.said
    assert_indonesian(ran.said)


def test_without_token_the_message_points_to_the_try_out() -> None:
    ran = lkjip("bot")
    assert ran.code == 3
    assert "LKJIP_TELEGRAM_TOKEN" in ran.err
    assert "lkjip coba" in ran.err
    assert_indonesian(ran.err.replace("TELEGRAM_TOKEN", ""))


@pytest.mark.parametrize(
    ("env", "kata"),
    [
        ({"LKJIP_WEBHOOK_URL": "https://bot.contoh.go.id/webhook"}, "LKJIP_WEBHOOK_SECRET"),
        ({"LKJIP_WEBHOOK_URL": "bot.contoh.go.id", "LKJIP_WEBHOOK_SECRET": "x"}, "LKJIP_WEBHOOK_URL"),
    ],
)
def test_half_a_webhook_is_refused(env: dict[str, str], kata: str) -> None:
    ran = lkjip("bot", env={"LKJIP_TELEGRAM_TOKEN": TOKEN} | env)
    assert ran.code == 3
    assert kata in ran.err
    assert TOKEN not in ran.said


def test_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = lkjip("bot", env={"LKJIP_TELEGRAM_TOKEN": TOKEN, "LKJIP_WEB_PORT": port})
    assert ran.code == 3
    assert port in ran.err
    assert "LKJIP_WEB_PORT" in ran.err


def test_an_address_that_telegram_refuses_is_named(tmp_path: Path) -> None:
    with server_di_utas(Dunia(), TOKEN) as api:
        ran = lkjip(
            "bot",
            cwd=tmp_path,
            env={
                "LKJIP_TELEGRAM_TOKEN": TOKEN,
                "LKJIP_TELEGRAM_API_URL": api,
                "LKJIP_WEB_PORT": "0",
                "LKJIP_WEBHOOK_URL": "http://bot.contoh.go.id/webhook",
                "LKJIP_WEBHOOK_SECRET": RAHASIA,
            },
        )
    assert ran.code == 3
    assert "LKJIP_WEBHOOK_URL" in ran.err
    assert json.dumps(RAHASIA) not in ran.said
