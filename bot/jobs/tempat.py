"""The engine under the machine: DBOS with its database, its queues, and who is alive."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

from bot.store.async_store import AsyncStore

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.jobs.alur import Pelaksana
    from bot.settings import Settings

NAMA: Final = "asisten-lkjip"
VERSI: Final = "1"
"""Raised when a workflow's steps change so that an interrupted old one could not go on."""
SKEMA: Final = "pekerjaan"
BACA_SERENTAK: Final = 2
THREAD: Final = 24
JEDA_S: Final = 0.6
"""How often a queue is looked at, in seconds; also what a person waits at most before their job begins."""
JEDA_LAIN_S: Final = 1.5
"""The same for documents and broadcasts."""
KUNCI: Final = 0x4C4B
"""First half of the advisory locks by which processes on PostgreSQL see each other."""
TUTUP_S: Final = 5.0
INGAT: Final = timedelta(days=7)
"""The engine's notes of a workflow are kept so long; the rows of reports are what counts."""
PORSI: Final = 200


class JsonSerializer:
    """Plain values instead of pickles: whoever can write into the database must not run code in the bot."""

    def serialize(self, data: Any) -> str:
        return json.dumps(data, ensure_ascii=False, default=str)

    def deserialize(self, serialized_data: str) -> Any:
        return json.loads(serialized_data)

    def name(self) -> str:
        return "lkjip_json"


class Antrean:
    """Takes jobs in, by deterministic names, and runs them in turn."""

    def __init__(self, settings: Settings, store: AsyncStore, pekerja: str) -> None:
        self._settings = settings
        self._store = store
        self._pelaku = "lokal" if store.is_sqlite else pekerja
        """One process may use a SQLite database: it goes on with what the one before it left."""
        self._tanda: AsyncConnection | None = None
        self._terbuka = False

    async def buka(self, pelaksana: Pelaksana) -> None:
        """Connect, migrate, go on with what was interrupted, and begin to take jobs."""
        await self._tanda_hidup()
        await asyncio.to_thread(self._luncurkan, pelaksana)
        self._terbuka = True
        await self.ambil_alih()

    def _luncurkan(self, pelaksana: Pelaksana) -> None:
        quiet = logging.getLogger("dbos")
        if not quiet.handlers:
            # Without a handler of its own it would open one to the terminal; ours gets what it propagates.
            quiet.addHandler(logging.NullHandler())
        quiet.setLevel(logging.WARNING)
        from dbos import DBOS

        from bot.jobs.alur import papan

        papan.pelaksana = pelaksana
        DBOS(
            config={
                "name": NAMA,
                "system_database_url": self._url(),
                "dbos_system_schema": SKEMA,
                "application_version": VERSI,
                "executor_id": self._pelaku,
                "serializer": JsonSerializer(),  # type: ignore[typeddict-item]
                "log_level": "WARNING",
                "max_executor_threads": THREAD,
                "scheduler_polling_interval_sec": 3600.0,
                "use_listen_notify": False,
            }
        )
        DBOS.launch()
        drafts = self._settings.draf_serentak
        DBOS.register_queue(
            "susun",
            worker_concurrency=drafts,
            partition_concurrency=1,
            polling_interval_sec=JEDA_S,
            on_conflict="always_update",
        )
        DBOS.register_queue(
            "baca",
            worker_concurrency=BACA_SERENTAK,
            polling_interval_sec=JEDA_S,
            on_conflict="always_update",
        )
        DBOS.register_queue(
            "lain", worker_concurrency=1, polling_interval_sec=JEDA_LAIN_S, on_conflict="always_update"
        )

    def _url(self) -> str:
        from sqlalchemy.engine import make_url

        if self._store.is_sqlite:
            return f"sqlite:///{self._settings.data_dir / 'pekerjaan.db'}"
        assert self._settings.database_url is not None
        url = make_url(self._settings.database_url).set(drivername="postgresql+psycopg")
        return url.render_as_string(hide_password=False)

    async def tutup(self) -> None:
        """Wait until no workflow is in our hands, then disconnect."""
        if self._terbuka:
            self._terbuka = False
            from bot.jobs.alur import papan

            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(TUTUP_S):
                    while papan.berjalan:
                        await asyncio.sleep(0.02)
            await asyncio.to_thread(self._akhiri)
        if self._tanda is not None:
            await self._tanda.close()
            self._tanda = None

    def _akhiri(self) -> None:
        from dbos import DBOS

        from bot.jobs.alur import papan

        DBOS.destroy()
        papan.pelaksana = None

    async def masukkan(self, jenis: str, nomor: Sequence[int], *, orang: int | None = None) -> None:
        """Begin a job unless it was begun before: its name is made of the row and the round."""
        if self._terbuka:
            await asyncio.to_thread(self._masukkan, jenis, tuple(nomor), orang)

    def _masukkan(self, jenis: str, nomor: tuple[int, ...], orang: int | None) -> None:
        from dbos import DBOS, SetEnqueueOptions, SetWorkflowID

        from bot.jobs.alur import ALUR

        queue = jenis if jenis in {"baca", "susun"} else "lain"
        key = str(orang) if queue == "susun" else None
        name = "-".join((jenis, *map(str, nomor)))
        with SetWorkflowID(name), SetEnqueueOptions(queue_partition_key=key):
            DBOS.enqueue_workflow(queue, ALUR[jenis], *nomor)

    async def bersihkan(self) -> None:
        """Forget workflows that ended a week ago, some at a time."""
        if self._terbuka:
            await asyncio.to_thread(self._bersihkan)

    def _bersihkan(self) -> None:
        from dbos import DBOS

        before = (datetime.now(UTC) - INGAT).isoformat()
        old = DBOS.list_workflows(
            status="SUCCESS", end_time=before, limit=PORSI, load_input=False, load_output=False
        )
        if old:
            DBOS.delete_workflows([one.workflow_id for one in old])

    # --- several processes

    async def _tanda_hidup(self) -> None:
        """Hold a lock that the database lets go of when this process is gone."""
        if self._store.is_sqlite:
            return
        connection = await self._store.postgres.connect()
        self._tanda = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await self._tanda.execute(
            text("SELECT pg_advisory_lock(:a, :b)"), {"a": KUNCI, "b": _nomor(self._pelaku)}
        )

    async def ambil_alih(self) -> None:
        """Take over the work of processes that are gone."""
        if self._tanda is None or not self._terbuka:
            return
        others = await asyncio.to_thread(self._pelaku_lain)
        for one in others:
            lock = {"a": KUNCI, "b": _nomor(one)}
            got = await self._tanda.execute(text("SELECT pg_try_advisory_lock(:a, :b)"), lock)
            if got.scalar():
                await asyncio.to_thread(self._pulihkan, one)
                await self._tanda.execute(text("SELECT pg_advisory_unlock(:a, :b)"), lock)

    def _pelaku_lain(self) -> set[str]:
        from dbos import DBOS

        pending = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        return {one.executor_id for one in pending if one.executor_id} - {self._pelaku}

    def _pulihkan(self, pelaku: str) -> None:
        from dbos import DBOS

        DBOS._recover_pending_workflows([pelaku])


def _nomor(name: str) -> int:
    """A name as PostgreSQL's signed 32-bit number."""
    return zlib.crc32(name.encode()) - 2**31
