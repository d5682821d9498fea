"""Load of the chat: steady questions while drafts are made, a flooded chat, memory at rest, an echo bot."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.contoh import sample_path
from bot.web.botapi import Obrolan, Orang
from bot.web.botapi.klien import PintuSamping
from tests.bantu.botapi import TOKEN, botapi_proses
from tests.e2e.hilang import SOAL, Perencana
from tests.e2e.proses_bot import TICKS, ProsesBot, sampai

HAL = (
    "LKjIP",
    "perjanjian kinerja",
    "rencana aksi",
    "reviu laporan kinerja",
    "LPPD",
    "indikator kinerja utama",
    "Renstra",
    "evaluasi SAKIP",
    "rencana kinerja tahunan",
    "pengukuran kinerja",
    "pohon kinerja",
    "laporan kinerja interim",
)
TANYA = (
    "kapan {} disampaikan?",
    "siapa yang menyusun {}",
    "apa saja isi {}?",
    "apa dasar hukum {}?",
    "bagaimana cara menyusun {} tingkat dinas?",
    "apakah {} wajib dibuat kecamatan?",
    "apa akibatnya kalau {} terlambat",
    "kepada siapa {} dikirim?",
    "format {} seperti apa ya",
    "boleh tidak {} diubah di tengah tahun?",
    "siapa yang menandatangani {}?",
    "apa beda {} dan laporan keuangan?",
)
PERTANYAAN = tuple(form.format(what) for form in TANYA for what in HAL)
"""Different questions, so that nothing that the bot keeps of the last ones helps it."""
LAJU = 30
"""Questions a second: Telegram's own ceiling for what a bot sends."""
LAMA_S = 60
ORANG = 600
"""So many that each asks every twenty seconds: nobody meets the limit of a chat, nor the own budget."""


@dataclass(frozen=True, slots=True)
class Beban:
    """One run."""

    jumlah: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    cpu_ms: float
    """CPU time of the bot's process for one question."""
    memori_mib: float


def persentil(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def people(pintu: PintuSamping, count: int) -> list[tuple[Orang, Obrolan]]:
    made = [pintu.tambah_orang(f"Penanya {n}") for n in range(count)]
    return [(one, pintu.pribadi(one)) for one in made]


def steady(pintu: PintuSamping, crowd: Sequence[tuple[Orang, Obrolan]], seconds: float) -> int:
    """Ask ``LAJU`` questions a second; returns how many were asked."""
    begun, asked = time.monotonic(), 0
    while (now := time.monotonic() - begun) < seconds:
        while asked < now * LAJU:
            orang, chat = crowd[asked % len(crowd)]
            pintu.kirim_teks(orang, chat, PERTANYAAN[asked % len(PERTANYAAN)])
            asked += 1
        time.sleep(0.005)
    return asked


def times_ms(pintu: PintuSamping, chats: set[int], first: int) -> list[float]:
    """From the person's message to the bot's first answer to it, in milliseconds."""
    best: dict[tuple[int, int], float] = {}
    for one in pintu.waktu_tanggap()[first:]:
        if one.obrolan_id in chats:
            best.setdefault((one.obrolan_id, one.pemicu), one.sejak_dikirim * 1000)
    return list(best.values())


@contextmanager
def echo_bot(alamat: str) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "-m", "tests.bench.gema", alamat, TOKEN]) as process:
        try:
            yield process
        finally:
            process.terminate()


def cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def measure_echo(seconds: float) -> float:
    """CPU milliseconds of the echo bot for one message."""
    with botapi_proses() as (pintu, alamat), echo_bot(alamat) as process:
        crowd = people(pintu, ORANG)
        pintu.kirim_teks(*crowd[0], "halo")
        sampai(lambda: bool(pintu.dari_bot(crowd[0][1])), 30)
        before = cpu_of(process.pid)
        asked = steady(pintu, crowd, seconds)
        sampai(lambda: pintu.keadaan()["antrean"] == 0, 30)
        time.sleep(1)
        return (cpu_of(process.pid) - before) / asked * 1000


def ready(pintu: PintuSamping, bot: ProsesBot) -> None:
    """Start the bot and wait until it answers; the index is built then."""
    orang = pintu.tambah_orang("Pemanas")
    chat = pintu.pribadi(orang)
    pintu.kirim_teks(orang, chat, SOAL[0])
    bot.mulai()
    if not sampai(lambda: bool(pintu.dari_bot(chat)), 120):
        raise RuntimeError(f"the bot does not answer: {bot.keluaran()}")


@contextmanager
def drafting(pintu: PintuSamping, count: int) -> Iterator[list[Perencana]]:
    """Planners who upload and press on, one draft after another, in a thread."""
    planners = [
        Perencana(one, pintu.pribadi(one))
        for one in (pintu.tambah_orang(f"Perencana {n}") for n in range(count))
    ]
    leave = threading.Event()

    def work() -> None:
        with PintuSamping(pintu.alamat) as door:
            for one in planners:
                door.kirim_dokumen(one.orang, one.obrolan, "capaian.xlsx", sample_path().read_bytes())
            while not leave.wait(0.5):
                for one in planners:
                    one.langkah(door)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield planners
    finally:
        leave.set()
        thread.join()


def measure_bot(
    seconds: float, *, drafts: int, database_url: str | None = None, flood: bool = False
) -> Beban:
    """The bot under a steady load; ``flood``: one person writes 200 questions at once at the beginning."""
    with tempfile.TemporaryDirectory() as folder, botapi_proses() as (pintu, alamat):
        bot = ProsesBot(Path(folder), alamat, database_url, kuota_tanya=10_000, telegram_laju=60)
        try:
            ready(pintu, bot)
            time.sleep(5)
            memory = bot.memori_mib()
            crowd = people(pintu, ORANG)
            first = len(pintu.waktu_tanggap())
            if flood:
                orang, chat = people(pintu, 1)[0]
                for number in range(200):
                    pintu.kirim_teks(orang, chat, SOAL[number % len(SOAL)])
            before = bot.cpu_s()
            with drafting(pintu, drafts):
                asked = steady(pintu, crowd, seconds)
            chats = {chat.id for _, chat in crowd}
            sampai(lambda: len(times_ms(pintu, chats, first)) >= asked, 60, 1.0)
            spent = bot.cpu_s() - before
            found = times_ms(pintu, chats, first)
        finally:
            bot.berhenti()
    return Beban(
        len(found),
        persentil(found, 0.5),
        persentil(found, 0.95),
        persentil(found, 0.99),
        spent / max(1, asked) * 1000,
        memory,
    )


def bench_chat() -> list[tuple[str, str, str, bool]]:
    """Rows (name, figure, goal, met) for the table of ``make bench``."""
    echo = measure_echo(20)
    alone = measure_bot(20, drafts=0)
    loaded = measure_bot(LAMA_S, drafts=3)
    flooded = measure_bot(20, drafts=0, flood=True)
    return [
        (
            f"{LAJU} pertanyaan/s selama {LAMA_S} s, draf berjalan",
            f"p50 {loaded.p50_ms:.0f}, p95 {loaded.p95_ms:.0f}, p99 {loaded.p99_ms:.0f} ms ({loaded.jumlah})",
            "p95 ≤ 300 ms",
            loaded.p95_ms <= 300,
        ),
        (
            "CPU sebuah pertanyaan (PTB gema polos = 1)",
            f"{alone.cpu_ms:.1f} ms, gema {echo:.1f} ms, {alone.cpu_ms / echo:.1f} ×",
            "≤ 4 ×",
            alone.cpu_ms <= 4 * echo,
        ),
        (
            "memori bot saat diam",
            f"{alone.memori_mib:.0f} MiB",
            "≤ 250 MiB",
            alone.memori_mib <= 250,
        ),
        (
            "satu obrolan dibanjiri 200 pertanyaan: yang lain",
            f"p95 {flooded.p95_ms:.0f} ms, tanpa banjir {alone.p95_ms:.0f} ms",
            "p95 ≤ 300 ms",
            flooded.p95_ms <= 300,
        ),
    ]


if __name__ == "__main__":
    for row in bench_chat():
        sys.stdout.write(" | ".join(map(str, row)) + "\n")
