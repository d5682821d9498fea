"""The workflows as DBOS knows them.  Imported when the bot starts, and by nothing else.

A workflow is a list of named steps over the numbers of a row.  DBOS runs it in a thread of its own; each step
is handed to the machine in the bot's event loop (:meth:`Pelaksana.langkah`) and answers with plain values.
What the machine says is kept by DBOS, so that a process that starts anew goes on behind the last finished
step.  The machine turns every error into an answer: a workflow itself never fails, it is only interrupted
(:class:`Berhenti`), and DBOS keeps an interrupted one as pending.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final, Protocol

from dbos import DBOS

LANGKAH: Final = {
    "baca": ("kumpulkan", "unduh", "kenali", "tanyakan"),
    "susun": ("mulai", "tulis", "serahkan"),
    "olah": ("periksa", "laporkan"),
    "terbitkan": ("masukkan", "umumkan"),
    "siarkan": ("siarkan",),
}
"""The steps of each workflow, in order.  A step that answers False ends it."""


class Berhenti(BaseException):
    """The machine stops: DBOS must not record this as the end of the workflow."""


class Pelaksana(Protocol):
    """What runs the steps."""

    def langkah(self, jenis: str, nama: str, nomor: tuple[int, ...]) -> dict[str, Any]:
        """Run a step and wait for it.  ``{"lanjut": bool}`` or ``{"gagal": {…}}``.  Raises Berhenti."""

    def gagal(self, jenis: str, nomor: tuple[int, ...], sebab: dict[str, Any]) -> dict[str, Any]:
        """Tell the person what went wrong.  Raises Berhenti."""


class _Papan:
    """Which machine is at work, and how many workflows are in its hands."""

    def __init__(self) -> None:
        self.pelaksana: Pelaksana | None = None
        self.berjalan = 0
        self._lock = threading.Lock()

    @contextmanager
    def dihitung(self) -> Iterator[None]:
        with self._lock:
            self.berjalan += 1
        try:
            yield
        finally:
            with self._lock:
                self.berjalan -= 1


papan = _Papan()


def _jalankan(jenis: str, *nomor: int) -> None:
    pelaksana = papan.pelaksana
    if pelaksana is None:
        raise Berhenti
    with papan.dihitung():
        for nama in LANGKAH[jenis]:
            hasil = DBOS.run_step({"name": nama}, partial(pelaksana.langkah, jenis, nama, nomor))
            if sebab := hasil.get("gagal"):
                DBOS.run_step({"name": "gagal"}, partial(pelaksana.gagal, jenis, nomor, sebab))
                return
            if not hasil["lanjut"]:
                return


@DBOS.workflow(name="baca")
def baca(laporan_id: int, putaran: int) -> None:
    """Fetch and read the files of a report."""
    _jalankan("baca", laporan_id, putaran)


@DBOS.workflow(name="susun")
def susun(laporan_id: int, putaran: int) -> None:
    """Write and deliver the draft of a report."""
    _jalankan("susun", laporan_id, putaran)


@DBOS.workflow(name="olah")
def olah(pengolahan_id: int) -> None:
    """Read a document for the knowledge index."""
    _jalankan("olah", pengolahan_id)


@DBOS.workflow(name="terbitkan")
def terbitkan(pengolahan_id: int) -> None:
    """Put a document into the knowledge index."""
    _jalankan("terbitkan", pengolahan_id)


@DBOS.workflow(name="siarkan")
def siarkan(siaran_id: int) -> None:
    """Put a broadcast into the outbox."""
    _jalankan("siarkan", siaran_id)


ALUR: Final[dict[str, Callable[..., None]]] = {
    "baca": baca,
    "susun": susun,
    "olah": olah,
    "terbitkan": terbitkan,
    "siarkan": siarkan,
}
