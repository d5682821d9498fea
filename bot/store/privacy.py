"""Everything that is kept of a person, in one list: what ``/data_saya`` exports and ``/hapus_data`` deletes.

A table is either in :data:`MILIK` or in :data:`TANPA_ORANG`; a test compares both with the tables that exist,
so that a new one cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Table, and_, delete, exists, or_, select, update

from bot.store.tables import jejak
from bot.store.tables_bot import (
    antrean,
    antrean_soal,
    berkas,
    draf,
    inbox,
    isian,
    jawaban,
    kejadian,
    kelas,
    kelas_anggota,
    laporan,
    menunggu,
    obrolan,
    orang,
    outbox,
    pengolahan,
    penilaian,
    peran,
    siaran,
    soal,
    tombol,
    undangan,
)

if TYPE_CHECKING:
    from bot.store.koneksi import Koneksi

Syarat = Callable[[int], ColumnElement[bool]]
TIADA = 0
"""Stands for a person in columns that may not be empty; no Telegram id is 0."""


@dataclass(frozen=True, slots=True)
class Milik:
    """How a table speaks of a person."""

    tabel: Table
    syarat: Syarat
    """Which rows."""
    nama: str
    """What an export calls it."""
    hapus: bool = True
    """Whether the rows go; otherwise ``ganti`` takes the person out of them."""
    ganti: Mapping[str, Any] = field(default_factory=dict)
    """Columns that are overwritten where the row stays."""
    berkas: tuple[str, ...] = ()
    """Columns that hold paths below DATA_DIR."""
    sembunyi: tuple[str, ...] = ()
    """Columns that an export leaves out: secrets, and what others wrote."""


def _reports(orang_id: int) -> Any:
    return select(laporan.c.id).where(laporan.c.orang_id == orang_id)


def _in_report(table: Table) -> Syarat:
    return lambda orang_id: table.c.laporan_id.in_(_reports(orang_id))


def _queued() -> ColumnElement[bool]:
    """Questions that others still need: those in the queue, and those of a class."""
    waiting = exists().where(antrean_soal.c.soal_id == soal.c.id)
    return or_(soal.c.kelas_id.is_not(None), waiting)


ANONIM: Mapping[str, Any] = {
    "orang_id": None,
    "chat_id": TIADA,
    "thread_id": None,
    "message_id": None,
    "update_id": None,
    "jejak_id": None,
}
"""A question without who asked it, and where."""

MILIK: tuple[Milik, ...] = (
    # Children before what they refer to.
    Milik(isian, _in_report(isian), "jawaban_wawancara"),
    Milik(draf, _in_report(draf), "draf", berkas=("docx", "pdf", "telusur")),
    Milik(berkas, lambda i: berkas.c.orang_id == i, "berkas", berkas=("jalur",), sembunyi=("file_id",)),
    Milik(laporan, lambda i: laporan.c.orang_id == i, "laporan", berkas=("bahan",)),
    Milik(penilaian, lambda i: penilaian.c.orang_id == i, "penilaian"),
    Milik(soal, lambda i: and_(soal.c.orang_id == i, ~_queued()), "pertanyaan"),
    Milik(
        soal,
        lambda i: and_(soal.c.orang_id == i, _queued()),
        "pertanyaan_di_antrean_atau_kelas",
        hapus=False,
        ganti=ANONIM,
    ),
    Milik(jejak, lambda i: jejak.c.pengguna == str(i), "jejak_jawaban"),
    Milik(menunggu, lambda i: menunggu.c.orang_id == i, "percakapan_yang_ditunggu"),
    Milik(tombol, lambda i: or_(tombol.c.pemilik == i, tombol.c.chat_id == i), "tombol", sembunyi=("id",)),
    Milik(outbox, lambda i: outbox.c.chat_id == i, "pesan_keluar", sembunyi=("pekerja",)),
    Milik(
        inbox,
        lambda i: inbox.c.kunci == f"o{i}",
        "pesan_masuk",
        hapus=False,
        ganti={"kunci": f"o{TIADA}", "chat_id": None, "message_id": None},
        sembunyi=("pekerja",),
    ),
    Milik(kelas_anggota, lambda i: kelas_anggota.c.orang_id == i, "keanggotaan_kelas"),
    Milik(
        kelas,
        lambda i: kelas.c.narasumber_id == i,
        "kelas_yang_dibuka",
        hapus=False,
        ganti={"narasumber_id": TIADA},
    ),
    Milik(
        jawaban,
        lambda i: and_(jawaban.c.narasumber_id == i, jawaban.c.keadaan.in_(("draf", "menunggu"))),
        "rancangan_jawaban_narasumber",
    ),
    Milik(
        jawaban,
        lambda i: and_(jawaban.c.narasumber_id == i, jawaban.c.keadaan.not_in(("draf", "menunggu"))),
        "jawaban_narasumber",
        hapus=False,
        ganti={"narasumber_id": None},
    ),
    Milik(
        jawaban,
        lambda i: jawaban.c.penyetuju_id == i,
        "jawaban_yang_disetujui",
        hapus=False,
        ganti={"penyetuju_id": None},
    ),
    Milik(siaran, lambda i: siaran.c.oleh == i, "siaran", hapus=False, ganti={"oleh": TIADA}),
    Milik(
        pengolahan,
        lambda i: or_(pengolahan.c.oleh == i, pengolahan.c.chat_id == i),
        "dokumen_sumber_yang_dikirim",
        hapus=False,
        ganti={"oleh": TIADA, "chat_id": TIADA},
    ),
    Milik(
        undangan,
        lambda i: undangan.c.dibuat_oleh == i,
        "undangan_yang_dibuat",
        hapus=False,
        ganti={"dibuat_oleh": None},
        sembunyi=("sidik",),
    ),
    Milik(
        undangan,
        lambda i: undangan.c.dipakai_oleh == i,
        "undangan_yang_dipakai",
        hapus=False,
        ganti={"dipakai_oleh": None},
        sembunyi=("sidik",),
    ),
    Milik(
        obrolan,
        lambda i: obrolan.c.diizinkan_oleh == i,
        "grup_yang_diizinkan",
        hapus=False,
        ganti={"diizinkan_oleh": None},
    ),
    Milik(
        kejadian, lambda i: kejadian.c.pelaku == i, "catatan_kejadian", hapus=False, ganti={"pelaku": None}
    ),
    Milik(peran, lambda i: peran.c.oleh == i, "peran_yang_diberikan", hapus=False, ganti={"oleh": None}),
    Milik(peran, lambda i: peran.c.orang_id == i, "peran"),
    Milik(orang, lambda i: orang.c.id == i, "orang"),
)

TANPA_ORANG = frozenset({antrean.name, antrean_soal.name})
"""Tables that name nobody: the wording of queued questions, and which questions an item stands for."""


async def rows(conn: Koneksi, orang_id: int) -> dict[str, list[dict[str, Any]]]:
    """Every row that speaks of a person, by the name of its part; empty parts are left out."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in MILIK:
        shown = [column for column in one.tabel.c if column.name not in one.sembunyi]
        kept = [dict(row._mapping) for row in await conn.execute(select(*shown).where(one.syarat(orang_id)))]
        if kept:
            found[one.nama] = kept
    return found


async def files(conn: Koneksi, orang_id: int) -> list[str]:
    """Paths below DATA_DIR of all that is kept of a person in files, each once."""
    found: dict[str, None] = {}
    for one in MILIK:
        for name in one.berkas:
            column = one.tabel.c[name]
            paths = await conn.execute(select(column).where(one.syarat(orang_id), column.is_not(None)))
            found.update(dict.fromkeys(paths.scalars()))
    return list(found)


async def erase(conn: Koneksi, orang_id: int) -> dict[str, int]:
    """Delete a person's rows, and take the person out of those that stay; counts by the name of the part."""
    await _free_queue(conn, orang_id)
    await _quieten_answers(conn, orang_id)
    counts: dict[str, int] = {}
    for one in MILIK:
        where = one.syarat(orang_id)
        if not one.hapus:
            what: Any = update(one.tabel).where(where).values(**one.ganti)
        elif one.tabel is outbox:
            # What is being sent at this moment is the sender's; the daily purge takes it.
            what = delete(one.tabel).where(where, outbox.c.keadaan != "dikirim")
        else:
            what = delete(one.tabel).where(where)
        counts[one.nama] = int((await conn.execute(what)).rowcount)
    return counts


async def _free_queue(conn: Koneksi, orang_id: int) -> None:
    """Items that this narasumber was answering wait for another one."""
    drafts = select(jawaban.c.antrean_id).where(
        jawaban.c.narasumber_id == orang_id, jawaban.c.keadaan.in_(("draf", "menunggu"))
    )
    await conn.execute(
        update(antrean)
        .where(antrean.c.keadaan == "diproses", antrean.c.id.in_(drafts))
        .values(keadaan="terbuka")
    )


async def _quieten_answers(conn: Koneksi, orang_id: int) -> None:
    """Answers to this person in groups stay in the chat; our copy of their text goes."""
    asked = select(soal.c.id).where(soal.c.orang_id == orang_id, soal.c.chat_id < 0)
    ids = list((await conn.execute(asked)).scalars())
    for start in range(0, len(ids), 500):
        names = [f"grup-jawab:{one}" for one in ids[start : start + 500]]
        await conn.execute(
            update(outbox)
            .where(outbox.c.kunci.in_(names), outbox.c.keadaan == "terkirim")
            .values(isi={"html": ""})
        )


def tables() -> Sequence[str]:
    """Names of all tables that the two lists know."""
    return sorted({one.tabel.name for one in MILIK} | TANPA_ORANG)
