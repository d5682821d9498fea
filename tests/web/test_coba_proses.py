"""``lkjip coba`` as a process: what survives its end, what "Mulai dari awal" clears, and what it refuses."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.web.coba.pemeran import GRUP_ID, PEMERAN
from tests.bantu.botapi import LOOPBACK
from tests.bantu.coba import PROGRAM, coba_berjalan, folder_siap, lingkungan
from tests.cli.helpers import assert_indonesian, lkjip

pytestmark = [*LOOPBACK, pytest.mark.slow]
SARI = PEMERAN[0].id
WIRA = PEMERAN[2].id
LAMA_S = 60.0


class Klien:
    """What the page would see and do."""

    def __init__(self, alamat: str) -> None:
        self._alamat = alamat

    def obrolan(self, nomor: int) -> Any:
        state = httpx.get(f"{self._alamat}api/coba/keadaan", trust_env=False, timeout=20).json()
        return next(one for one in state["obrolan"] if one["id"] == nomor)

    def pesan(self) -> list[str]:
        """All texts in Sari's chat."""
        return [one["teks"] for one in self.obrolan(SARI)["pesan"]]

    def di_topik(self, topik: int | None) -> str:
        """What the bot said in a topic of the group."""
        return "\n".join(
            one["teks"]
            for one in self.obrolan(GRUP_ID)["pesan"]
            if one["topik"] == topik and one["dari"]["bot"]
        )

    def kirim(self, jalur: str, **isi: Any) -> None:
        answer = httpx.post(
            f"{self._alamat}api/coba/{jalur}",
            json=isi,
            headers={"X-LKJIP-Coba": "1"},
            trust_env=False,
            timeout=20,
        )
        assert answer.status_code == 200, answer.text

    def tunggu(self, syarat: Callable[[list[str]], object], apa: str) -> None:
        deadline = time.monotonic() + LAMA_S
        while True:
            try:
                found = self.pesan()
            except httpx.TransportError:
                found = ["(restarting)"]
            if syarat(found):
                return
            assert time.monotonic() < deadline, f"no {apa}: {found}"
            time.sleep(0.2)


def test_state_survives_a_restart_and_can_be_cleared(tmp_path: Path) -> None:
    folder = folder_siap(tmp_path / "coba")
    with coba_berjalan(folder) as address:
        page = Klien(address)
        page.kirim("teks", orang=SARI, teks="Apa itu perjanjian kinerja?")
        page.tunggu(lambda found: len(found) == 2, "answer")
        _kelas_di_topik(page)
        before = page.pesan()
    with coba_berjalan(folder) as address:
        page = Klien(address)
        assert page.pesan() == before
        assert "Hari Pertama" in page.di_topik(page.obrolan(GRUP_ID)["topik"][1]["id"])
        page.kirim("teks", orang=SARI, teks="Apa itu rencana strategis?")
        page.tunggu(lambda found: len(found) == 4, "answer after the restart")
        page.kirim("ulang")
        page.tunggu(lambda found: found == [], "empty chat")
        page.kirim("teks", orang=SARI, teks="Apa itu perjanjian kinerja?")
        page.tunggu(lambda found: len(found) == 2, "answer of the new beginning")


def _kelas_di_topik(page: Klien) -> None:
    """A class that is opened in one topic of the group is not there in another."""
    general, topic = (one["id"] for one in page.obrolan(GRUP_ID)["topik"])
    group = {"orang": WIRA, "obrolan": GRUP_ID}
    page.kirim("teks", **group, topik=topic, teks="/kelas buka Hari Pertama")
    page.tunggu(lambda _: "Kelas “Hari Pertama” dibuka" in page.di_topik(topic), "class in the topic")
    page.kirim("teks", **group, topik=general, teks="/kelas")
    page.tunggu(lambda _: "Belum ada kelas" in page.di_topik(general), "answer in the general topic")
    assert "Hari Pertama" not in page.di_topik(general)


def test_a_folder_with_other_files_is_never_cleared(tmp_path: Path) -> None:
    precious = tmp_path / "berharga.txt"
    precious.write_text("isi", encoding="utf-8")
    ran = lkjip("coba", "--tanpa-peramban", "--dari-awal", "--data", tmp_path)
    assert ran.code == 2
    assert "bukan folder percobaan" in ran.err
    assert precious.read_text(encoding="utf-8") == "isi"
    assert_indonesian(ran.said.replace(str(tmp_path), ""))


@pytest.mark.parametrize(
    ("pilihan", "kata"),
    [
        (["--porta", "abc"], "Porta 'abc' tidak sah."),
        (["--porta", "70000"], "Porta '70000' tidak sah."),
        (["--terminal", "--sebagai", "pimpinan"], "Pilihannya: peserta, perencana, narasumber, admin."),
        (["--terminal", "--uji"], "tidak dapat bersama"),
    ],
)
def test_wrong_options_are_explained(tmp_path: Path, pilihan: list[str], kata: str) -> None:
    ran = lkjip("coba", *pilihan, "--data", tmp_path / "coba")
    assert ran.code == 2
    assert kata in ran.err
    assert_indonesian(ran.err)


def test_terminal_session_answers_and_ends_at_once_on_ctrl_c(tmp_path: Path) -> None:
    folder_siap(tmp_path / "coba")
    command = [*PROGRAM, "coba", "--terminal", "--data", str(tmp_path / "coba")]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=lingkungan(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for line in process.stdout:
            if "Sari (Peserta bimtek)" in line:
                process.stdin.write("Apa itu perjanjian kinerja?\n")
                process.stdin.flush()
            if "1. Kutipan" in line:
                break
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr is not None
        assert process.stderr.read().endswith("Dihentikan.\n")


def test_terminal_session_ends_with_its_input(tmp_path: Path) -> None:
    folder_siap(tmp_path / "coba")
    ran = lkjip("coba", "--terminal", "--sebagai", "perencana", "--data", tmp_path / "coba")
    assert ran.code == 0
    assert "Bu Ratna (Kasubbag Perencanaan), obrolan pribadi" in ran.out
