"""What the database says of the bot now: one count, which the health of /admin and ``/metrik`` both show.

Counted there, and not in the process: the figures are right after a restart, and for several processes
together.  No person, no chat and no text is among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.chat.waktu import ZONA
from bot.store import statistics
from bot.store.statistics import Baris, WaktuJawab

if TYPE_CHECKING:
    from bot.store.koneksi import Koneksi

JENJANG_MS = (25, 50, 100, 200, 300, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
"""Upper bounds of the times of answers, in milliseconds."""
DOKUMEN_DIKERJAKAN = ("antre", "dibaca", "menerbitkan")
SIARAN_DIKERJAKAN = ("antre", "berjalan")


@dataclass(frozen=True, slots=True)
class Hitungan:
    """The figures at one instant.  Maps are by state; the day is that of Jakarta."""

    waktu: datetime
    inbox: Baris
    """Updates that wait."""
    outbox: Baris
    """Messages that wait."""
    update: Mapping[str, int]
    pesan: Mapping[str, int]
    update_disisihkan: int
    """Updates put aside in the last 24 hours."""
    pesan_gagal: int
    """Messages that could not be delivered in the last 24 hours."""
    laporan: Mapping[str, int]
    dokumen: Mapping[str, int]
    siaran: Mapping[str, int]
    draf: int
    antrean: int
    """Items that wait for a narasumber."""
    pertanyaan: Mapping[str, int]
    """All questions that are kept, by status."""
    pertanyaan_hari_ini: Mapping[str, int]
    waktu_jawab: WaktuJawab
    """In the buckets of ``JENJANG_MS``."""

    @property
    def soal_hari_ini(self) -> int:
        return sum(self.pertanyaan_hari_ini.values())

    @property
    def dikerjakan(self) -> int:
        """Documents and broadcasts in work."""
        documents = sum(self.dokumen.get(one, 0) for one in DOKUMEN_DIKERJAKAN)
        return documents + sum(self.siaran.get(one, 0) for one in SIARAN_DIKERJAKAN)


async def hitung(conn: Koneksi, now: datetime) -> Hitungan:
    """Count everything, in one transaction.  Raises SQLAlchemyError."""
    today = now.astimezone(ZONA).replace(hour=0, minute=0, second=0, microsecond=0)
    aside, lost = await statistics.failed_since(conn, now - timedelta(days=1))
    return Hitungan(
        waktu=now,
        inbox=await statistics.inbox_waiting(conn),
        outbox=await statistics.outbox_waiting(conn),
        update=await statistics.updates_by_state(conn),
        pesan=await statistics.messages_by_state(conn),
        update_disisihkan=aside,
        pesan_gagal=lost,
        laporan=await statistics.reports_by_state(conn),
        dokumen=await statistics.documents_by_state(conn),
        siaran=await statistics.broadcasts_by_state(conn),
        draf=await statistics.drafts_since(conn),
        antrean=await statistics.queue_open(conn),
        pertanyaan=await statistics.questions_by_status(conn),
        pertanyaan_hari_ini=await statistics.questions_by_status(conn, today),
        waktu_jawab=await statistics.answer_times(conn, JENJANG_MS),
    )
