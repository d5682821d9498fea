"""Whether the bot is well, for /admin.

:func:`kesehatan` is cheap (a few selects and a look at the disk) and may be asked every few seconds;
:func:`rincian` also looks at the index, the language model and the programs beside us, and takes seconds.
"""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from bot import __version__
from bot.administrasi.hitungan import Hitungan, hitung
from bot.log import logger
from bot.periksa import BAIK, KURANG, OPSIONAL, Periksa
from bot.store.statistics import Baris

if TYPE_CHECKING:
    from bot.app import App
    from bot.chat.unit import Units
    from bot.settings import Settings

RUANG_KURANG, RUANG_SEDIKIT = 300, 2048
"""MiB free on the disk of DATA_DIR: below the first nothing can be kept soon, below the second it is told."""
SEBENTAR_S = 5.0
"""What came so lately is in work, not waiting; the question for the health is among it."""
LAMA_INBOX_S, LAMA_OUTBOX_S = 60.0, 600.0
"""Seconds after which a waiting update, or a waiting message, says that something is stuck."""


@dataclass(frozen=True, slots=True)
class Kesehatan:
    """The state of the bot."""

    versi: str
    periksa: tuple[Periksa, ...]
    hitungan: Hitungan | None
    """None where the database does not answer."""
    siap: bool
    """Whether work can be taken: the database answers, the disk has room, the index is open."""

    @property
    def sehat(self) -> bool:
        """Nothing has to be mended."""
        return all(one.keadaan != KURANG for one in self.periksa)


async def kesehatan(units: Units, app: App) -> Kesehatan:
    """The cheap checks.  Raises nothing: what does not work is a finding."""
    database, counts = await _database(units)
    disk = _disk(app.settings.data_dir)
    index = _index(app)
    ready = all(one.keadaan != KURANG for one in (database, disk, index))
    found = (database, disk, index, *(_lines(counts) if counts else ()))
    return Kesehatan(__version__, found, counts, ready)


async def rincian(units: Units, app: App) -> Kesehatan:
    """The same with index files, embedding model, Chroma, language model, OCR and LibreOffice."""
    quick, services = await asyncio.gather(kesehatan(units, app), asyncio.to_thread(_services, app.settings))
    kept = tuple(one for one in quick.periksa if one.bagian != "indeks" or one.keadaan == KURANG)
    return replace(quick, periksa=(*kept, *services))


async def _database(units: Units) -> tuple[Periksa, Hitungan | None]:
    """Whether the database answers, and how fast."""
    started = perf_counter()
    kind = "SQLite" if units.store.is_sqlite else "PostgreSQL"
    try:
        async with units.store.read() as conn:
            counts = await hitung(conn, units.jam())
    except (SQLAlchemyError, OSError) as error:
        logger().error("kesehatan-basis-data", galat=type(error).__name__)
        remedy = "Periksa sisa ruang dan hak tulis LKJIP_DATA_DIR, atau server di LKJIP_DATABASE_URL."
        return Periksa("basis data", KURANG, f"{kind} tidak menjawab", remedy), None
    took = round((perf_counter() - started) * 1000)
    return Periksa("basis data", BAIK, f"{kind}, menjawab dalam {took} ms"), counts


def _disk(folder: Path) -> Periksa:
    """Room for uploads, drafts and the database."""
    try:
        free = shutil.disk_usage(folder).free // 2**20
    except OSError:
        return Periksa(
            "ruang disk", KURANG, "LKJIP_DATA_DIR tidak terbaca", "Periksa folder pada LKJIP_DATA_DIR."
        )
    told = f"sisa {free} MiB" if free < 10 * 1024 else f"sisa {free // 1024} GiB"
    if free < RUANG_KURANG:
        return Periksa("ruang disk", KURANG, told, "Kosongkan ruang, atau pindahkan LKJIP_DATA_DIR.")
    if free < RUANG_SEDIKIT:
        return Periksa("ruang disk", OPSIONAL, told, "Ruang mulai sedikit; siapkan tambahan.")
    return Periksa("ruang disk", BAIK, told)


def _index(app: App) -> Periksa:
    """Whether the index was opened by this process; looks at nothing on the disk."""
    if "answering" in vars(app):
        return Periksa("indeks", BAIK, "terbuka")
    return Periksa("indeks", KURANG, "belum terbuka", "Tunggu sampai selesai dimuat; lihat lkjip diagnosa.")


def _lines(counts: Hitungan) -> tuple[Periksa, ...]:
    """What waits, and what was given up."""
    found = [
        _line(
            "pesan masuk", counts.inbox, counts.waktu, LAMA_INBOX_S, "Mulai ulang bot bila tidak berkurang."
        ),
        _line(
            "pesan keluar",
            counts.outbox,
            counts.waktu,
            LAMA_OUTBOX_S,
            "Periksa jaringan ke Telegram, dan token bot.",
        ),
    ]
    if counts.update_disisihkan or counts.pesan_gagal:
        told = (
            f"24 jam terakhir: {counts.update_disisihkan} permintaan disisihkan, "
            f"{counts.pesan_gagal} pesan tidak terkirim"
        )
        remedy = "Pesan kepada orang yang memblokir bot wajar; selebihnya ada di catatan (log)."
        found.append(Periksa("kegagalan", OPSIONAL, told, remedy))
    if jobs := counts.dikerjakan:
        found.append(Periksa("pekerjaan", BAIK, f"{jobs} dokumen atau siaran dikerjakan"))
    return tuple(found)


def _line(name: str, line: Baris, now: datetime, longest_s: float, remedy: str) -> Periksa:
    if not line.jumlah:
        return Periksa(name, BAIK, "tidak ada yang menunggu")
    age = line.umur_s(now)
    if age < SEBENTAR_S:
        return Periksa(name, BAIK, f"{line.jumlah} sedang dikerjakan")
    told = f"{line.jumlah} menunggu, terlama {_age(age)}"
    return Periksa(name, KURANG, told, remedy) if age > longest_s else Periksa(name, BAIK, told)


def _age(seconds: float) -> str:
    return f"{round(seconds)} detik" if seconds < 120 else f"{round(seconds / 60)} menit"


def _services(settings: Settings) -> tuple[Periksa, ...]:
    """The checks of ``lkjip diagnosa`` that concern a running bot."""
    from bot.diagnosa import check_soffice
    from bot.diagnosa_layanan import check_services

    return (*map(_short, check_services(settings)), check_soffice())


def _short(one: Periksa) -> Periksa:
    """The same without the name of the index's generation, which tells nobody anything in the chat."""
    return replace(one, keterangan=one.keterangan.partition(", generasi")[0].replace("passage", "bagian"))
