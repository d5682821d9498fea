"""Faults on demand: what the network and Telegram do to a bot on a bad day, for chosen calls.

A fault matches by method (``None`` = every method except ``getUpdates``) and by chat,
and lasts for ``kali`` matching calls (``None`` = until :meth:`Gangguan.hapus`).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from enum import StrEnum


class JenisGangguan(StrEnum):
    TOLAK = "tolak"
    """Answered with an error, nothing is stored."""
    PUTUS_SEBELUM = "putus_sebelum"
    """The connection is cut, nothing is stored."""
    PUTUS_SESUDAH = "putus_sesudah"
    """The call is done, then the connection is cut: the bot cannot know."""
    GALAT_SESUDAH = "galat_sesudah"
    """The call is done, yet the answer is an error."""
    LAMBAT = "lambat"
    """The call is done, and the answer comes late."""
    GANDA = "ganda"
    """The next update is handed over twice, with the same update_id."""


@dataclass(slots=True)
class Aturan:
    """One fault; ``sisa`` counts down. ``kode`` and ``uraian`` are those of the error answer."""

    jenis: JenisGangguan
    metode: str | None = None
    obrolan: int | None = None
    sisa: int | None = 1
    kode: int = 500
    uraian: str = "Internal Server Error"
    retry_after: int | None = None
    detik: float = 0.0
    lewati: int = 0
    """So many matching calls pass first."""
    kena: int = 0
    """How often it has struck."""


class Gangguan:
    """The faults that are set now. Safe to use from any thread."""

    def __init__(self) -> None:
        self._aturan: list[Aturan] = []
        self._kunci = threading.Lock()

    def __bool__(self) -> bool:
        return bool(self._aturan)

    def pasang(self, aturan: Aturan) -> Aturan:
        """Set a fault; the returned rule counts its hits in ``kena``."""
        with self._kunci:
            self._aturan.append(aturan)
        return aturan

    def terlalu_banyak(
        self,
        retry_after: int = 1,
        *,
        metode: str | None = None,
        obrolan: int | None = None,
        kali: int | None = 1,
        lewati: int = 0,
    ) -> Aturan:
        """429 with ``retry_after`` seconds."""
        return self.pasang(
            Aturan(
                JenisGangguan.TOLAK,
                metode,
                obrolan,
                kali,
                kode=429,
                uraian=f"Too Many Requests: retry after {retry_after}",
                retry_after=retry_after,
                lewati=lewati,
            )
        )

    def galat_server(
        self,
        kode: int = 502,
        *,
        metode: str | None = None,
        obrolan: int | None = None,
        kali: int | None = 1,
        sesudah: bool = False,
        lewati: int = 0,
    ) -> Aturan:
        """A 5xx; with ``sesudah`` the call was done all the same."""
        words = {502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}
        kind = JenisGangguan.GALAT_SESUDAH if sesudah else JenisGangguan.TOLAK
        text = words.get(kode, "Internal Server Error")
        return self.pasang(Aturan(kind, metode, obrolan, kali, kode=kode, uraian=text, lewati=lewati))

    def putus(
        self,
        *,
        sesudah: bool,
        metode: str | None = None,
        obrolan: int | None = None,
        kali: int | None = 1,
        lewati: int = 0,
    ) -> Aturan:
        """The connection is cut before, or after, the call was done."""
        kind = JenisGangguan.PUTUS_SESUDAH if sesudah else JenisGangguan.PUTUS_SEBELUM
        return self.pasang(Aturan(kind, metode, obrolan, kali, lewati=lewati))

    def lambat(
        self,
        detik: float,
        *,
        metode: str | None = None,
        obrolan: int | None = None,
        kali: int | None = 1,
        lewati: int = 0,
    ) -> Aturan:
        """The answer comes ``detik`` seconds after the call was done."""
        return self.pasang(Aturan(JenisGangguan.LAMBAT, metode, obrolan, kali, detik=detik, lewati=lewati))

    def tolak(
        self,
        uraian: str,
        *,
        kode: int = 400,
        metode: str | None = None,
        obrolan: int | None = None,
        kali: int | None = 1,
        lewati: int = 0,
    ) -> Aturan:
        """Any error of the Bot API, in its own words ("Bad Request: …")."""
        return self.pasang(
            Aturan(JenisGangguan.TOLAK, metode, obrolan, kali, kode=kode, uraian=uraian, lewati=lewati)
        )

    def obrolan_tak_ada(self, obrolan: int | None = None, *, kali: int | None = 1) -> Aturan:
        """400 "chat not found"."""
        return self.tolak("Bad Request: chat not found", obrolan=obrolan, kali=kali)

    def berkas_hilang(self, *, kali: int | None = 1) -> Aturan:
        """getFile no longer finds the file."""
        return self.tolak(
            "Bad Request: wrong file_id or the file is temporarily unavailable", metode="getFile", kali=kali
        )

    def pembaruan_ganda(self, kali: int | None = 1) -> Aturan:
        """The next update is handed over twice."""
        return self.pasang(Aturan(JenisGangguan.GANDA, sisa=kali))

    def hapus(self) -> None:
        """No more faults."""
        with self._kunci:
            self._aturan.clear()

    def ambil(self, metode: str, obrolan: int | None) -> Aturan | None:
        """The fault that strikes this call, counted down; ``None`` where all is well."""
        if not self._aturan:
            return None
        wanted = metode.lower()
        with self._kunci:
            for rule in self._aturan:
                if rule.jenis is JenisGangguan.GANDA or not _matches(rule, wanted, obrolan):
                    continue
                if rule.lewati:
                    rule.lewati -= 1
                    continue
                return self._strike(rule)
        return None

    def ambil_ganda(self) -> bool:
        """Whether the update that is queued now is to be handed over twice."""
        if not self._aturan:
            return False
        with self._kunci:
            for rule in self._aturan:
                if rule.jenis is JenisGangguan.GANDA:
                    self._strike(rule)
                    return True
        return False

    def _strike(self, rule: Aturan) -> Aturan:
        rule.kena += 1
        if rule.sisa is not None:
            rule.sisa -= 1
            if rule.sisa <= 0:
                self._aturan.remove(rule)
        return rule


def _matches(rule: Aturan, metode: str, obrolan: int | None) -> bool:
    if rule.obrolan is not None and rule.obrolan != obrolan:
        return False
    if rule.metode is None:
        return metode != "getupdates"
    return rule.metode.lower() == metode
