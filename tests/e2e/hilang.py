"""Nothing is lost, nothing is done twice: people ask and draft while the bot is killed at random moments."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass, field

from bot.contoh import sample_path
from bot.web.botapi import Message, Obrolan, Orang
from bot.web.botapi.klien import PintuSamping
from tests.e2e.proses_bot import ProsesBot, sampai

SOAL = (
    "kapan LKjIP dinas disampaikan?",
    "siapa yang mereviu laporan kinerja?",
    "apa isi Bab III LKjIP?",
    "apa beda IKU dan IKK?",
    "nilai SAKIP 72 predikatnya apa?",
    "apakah perjanjian kinerja boleh direvisi?",
)
LANJUT = (
    "Buat draf",
    "Ya, betul",
    "Lewati",
    "Biarkan semua",
    "Pakai hitungan untuk semua",
    "Sisanya nanti",
    "Nanti",
    "Selesai",
    "Pakai",
    "Biarkan",
)
"""What a planner in a hurry presses, in this order of preference."""


@dataclass
class Hasil:
    """What was counted after the last question was answered."""

    penanya: int
    dijawab_sekali: int
    dijawab_ganda: int
    tanpa_jawaban: int
    perencana: int
    draf_sekali: int
    draf_ganda: int
    tanpa_draf: int
    dibunuh: int
    update: int
    update_belum: int
    update_diulang: int
    """Updates that a killed process had in work, and that another one finished."""
    soal_ganda: int
    kiriman_diragukan: int
    """Messages whose sending was interrupted and that were looked for before they were sent again."""
    lama_s: float
    catatan: list[str] = field(default_factory=list)

    @property
    def utuh(self) -> bool:
        """Every question has exactly one answer, every draft exists once, no update was handled twice."""
        return (
            self.dijawab_sekali == self.penanya
            and self.draf_sekali == self.perencana
            and not (self.update_belum or self.soal_ganda)
        )


@dataclass
class Perencana:
    """A planner who presses what is offered, once for each question, until a Word file arrives."""

    orang: Orang
    obrolan: Obrolan
    ditekan: set[tuple[int, str]] = field(default_factory=set)

    def langkah(self, pintu: PintuSamping) -> bool:
        """Press the newest open question; True when the draft has arrived."""
        messages = pintu.dari_bot(self.obrolan)
        if self.draf(messages):
            return True
        for message in reversed(messages):
            labels = [button.label for button in message.semua_tombol()]
            choice = next((one for like in LANJUT for one in labels if one.startswith(like)), None)
            mark = (message.message_id, message.teks)
            if choice is None or mark in self.ditekan:
                continue
            self.ditekan.add(mark)
            pintu.tekan_saja(self.orang, self.obrolan, message, choice)
            break
        return False

    @staticmethod
    def draf(messages: tuple[Message, ...]) -> list[Message]:
        return [one for one in messages if one.berkas is not None and one.berkas.nama.endswith(".docx")]


def uji_hilang(
    pintu: PintuSamping,
    bot: ProsesBot,
    *,
    penanya: int,
    perencana: int,
    kali: int,
    benih: int,
    batas_s: float = 600.0,
) -> Hasil:
    """Let ``penanya`` people ask one question each and ``perencana`` draft from the sample, while the bot is
    killed ``kali`` times; then count.

    People ask in bursts, and the bot is killed at a random moment while it is busy with one, so that a kill
    finds updates, answers, steps of drafts and messages in the middle.
    """
    acak = random.Random(benih)
    begun = time.monotonic()
    askers = [pintu.tambah_orang(f"Penanya {n}") for n in range(penanya)]
    chats = {one.id: pintu.pribadi(one) for one in askers}
    planners = [
        Perencana(one, pintu.pribadi(one))
        for one in (pintu.tambah_orang(f"Perencana {n}") for n in range(perencana))
    ]
    content = sample_path().read_bytes()
    moments: list[float] = []
    bot.mulai()
    for planner in planners:
        pintu.kirim_dokumen(planner.orang, planner.obrolan, "capaian.xlsx", content)
    for burst in range(kali):
        for planner in planners:
            planner.langkah(pintu)
        for number in range(burst, penanya, kali):
            pintu.kirim_teks(askers[number], chats[askers[number].id], SOAL[number % len(SOAL)])
        if burst == 0 or acak.random() < 0.7:
            # Let it come up and begin; otherwise it is killed while it starts.
            sampai(lambda: pintu.keadaan()["antrean"] == 0, 30, 0.02)
        time.sleep(acak.uniform(0, 0.7))
        bot.bunuh()
        moments.append(round(time.monotonic() - begun, 2))
        bot.mulai()
        time.sleep(acak.uniform(0, 3))
    open_drafts = list(planners)

    def finished() -> bool:
        open_drafts[:] = [one for one in open_drafts if not one.langkah(pintu)]
        return not open_drafts and all(pintu.dari_bot(chat) for chat in chats.values())

    sampai(finished, batas_s, 0.3)
    time.sleep(3)  # a second answer would come now
    result = _count(pintu, chats, planners, len(moments))
    result.lama_s = round(time.monotonic() - begun, 1)
    result.catatan.append(f"dibunuh pada detik {moments}")
    return result


def _count(
    pintu: PintuSamping,
    chats: dict[int, Obrolan],
    planners: list[Perencana],
    killed: int,
) -> Hasil:
    answers = Counter(min(2, len(pintu.dari_bot(chat))) for chat in chats.values())
    drafts = Counter(min(2, len(one.draf(pintu.dari_bot(one.obrolan)))) for one in planners)
    return Hasil(
        penanya=len(chats),
        dijawab_sekali=answers[1],
        dijawab_ganda=answers[2],
        tanpa_jawaban=answers[0],
        perencana=len(planners),
        draf_sekali=drafts[1],
        draf_ganda=drafts[2],
        tanpa_draf=drafts[0],
        dibunuh=killed,
        update=0,
        update_belum=0,
        update_diulang=0,
        soal_ganda=0,
        kiriman_diragukan=0,
        lama_s=0.0,
    )


def hitung_basis(url: str, hasil: Hasil) -> Hasil:
    """Add what the database says (``url`` of SQLAlchemy, synchronous)."""
    from sqlalchemy import create_engine, func, select

    from bot.store.tables_bot import inbox, outbox, soal

    engine = create_engine(url)
    with engine.connect() as conn:
        hasil.update = conn.execute(select(func.count()).select_from(inbox)).scalar_one()
        hasil.update_belum = conn.execute(
            select(func.count()).select_from(inbox).where(inbox.c.keadaan != "selesai")
        ).scalar_one()
        hasil.update_diulang = conn.execute(
            select(func.count()).select_from(inbox).where(inbox.c.percobaan > 1)
        ).scalar_one()
        asked = conn.execute(select(func.count()).select_from(soal)).scalar_one()
        hasil.soal_ganda = asked - hasil.penanya
        hasil.kiriman_diragukan = conn.execute(
            select(func.count()).select_from(outbox).where(outbox.c.percobaan > 1)
        ).scalar_one()
    engine.dispose()
    return hasil
