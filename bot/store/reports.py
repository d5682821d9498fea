"""Reports of planners, their files, interviews and drafts, as rows.

Whatever a person asks for goes through :func:`find`, which only finds what is theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from bot.store.tables_bot import berkas, draf, isian, laporan

if TYPE_CHECKING:
    from sqlalchemy import Row

    from bot.store.koneksi import Koneksi


class Keadaan(StrEnum):
    """Where a report stands."""

    MENGUMPULKAN = "mengumpulkan"
    """Files are coming in; a job waits for a moment without a new one."""
    DIBACA = "dibaca"
    WAWANCARA = "wawancara"
    SIAP = "siap"
    """All questions are answered; the person starts the draft."""
    ANTRE = "antre"
    DISUSUN = "disusun"
    SELESAI = "selesai"
    """There is a draft."""
    GAGAL = "gagal"
    """``ringkasan["gagal"]`` names the job that failed: ``baca`` or ``susun``."""
    TANPA_TABEL = "tanpa-tabel"
    """No file could be used; it waits for another one."""


BERJALAN = (Keadaan.ANTRE, Keadaan.DISUSUN)


@dataclass(frozen=True, slots=True)
class Laporan:
    """A report as handlers and jobs see it."""

    id: int
    orang_id: int
    chat_id: int
    keadaan: Keadaan
    judul: str
    ringkasan: Mapping[str, Any]
    bahan: str | None
    putaran: int
    dibuat: datetime
    diubah: datetime

    @property
    def lanjutan(self) -> bool:
        """Whether the interview is in its second round, about the gaps of a draft."""
        return bool(self.ringkasan.get("lanjutan"))


@dataclass(frozen=True, slots=True)
class Berkas:
    """An uploaded file."""

    id: int
    nama: str
    file_id: str
    ukuran: int
    jalur: str | None
    sidik: str | None


@dataclass(frozen=True, slots=True)
class Draf:
    """A delivered draft; paths below DATA_DIR."""

    id: int
    versi: int
    docx: str
    pdf: str | None
    telusur: str
    ringkasan: Mapping[str, Any]
    waktu: datetime


def _report(row: Row[Any]) -> Laporan:
    return Laporan(
        row.id,
        row.orang_id,
        row.chat_id,
        Keadaan(row.keadaan),
        row.judul,
        dict(row.ringkasan),
        row.bahan,
        row.putaran,
        row.dibuat,
        row.diubah,
    )


async def get(conn: Koneksi, laporan_id: int) -> Laporan | None:
    """A report for a job, whoever it belongs to; None where it was deleted."""
    row = (await conn.execute(select(laporan).where(laporan.c.id == laporan_id))).one_or_none()
    return _report(row) if row else None


async def find(conn: Koneksi, laporan_id: object, orang_id: int) -> Laporan | None:
    """A report of this person; None for another's, a deleted one, and anything that is no number."""
    if not isinstance(laporan_id, int):
        return None
    found = await conn.execute(
        select(laporan).where(laporan.c.id == laporan_id, laporan.c.orang_id == orang_id)
    )
    row = found.one_or_none()
    return _report(row) if row else None


async def of_person(conn: Koneksi, orang_id: int, limit: int = 10) -> Sequence[Laporan]:
    """The reports of a person, the newest first."""
    found = await conn.execute(
        select(laporan)
        .where(laporan.c.orang_id == orang_id)
        .order_by(laporan.c.diubah.desc(), laporan.c.id.desc())
        .limit(limit)
    )
    return [_report(row) for row in found]


async def unfinished(conn: Koneksi) -> Sequence[Laporan]:
    """Reports for which a job is to run: their workflow exists, or was lost before it was begun."""
    wanted = (Keadaan.MENGUMPULKAN, Keadaan.DIBACA, *BERJALAN)
    found = await conn.execute(
        select(laporan).where(laporan.c.keadaan.in_([one.value for one in wanted])).order_by(laporan.c.id)
    )
    return [_report(row) for row in found]


async def collecting(
    conn: Koneksi, orang_id: int, now: datetime, jeda: timedelta, album: str | None
) -> Laporan | None:
    """The report to which a file that comes now belongs: its album's, or one that got a file just now."""
    found = await conn.execute(
        select(laporan)
        .where(laporan.c.orang_id == orang_id, laporan.c.keadaan == Keadaan.MENGUMPULKAN.value)
        .order_by(laporan.c.id.desc())
    )
    for row in found:
        one = _report(row)
        same_album = album is not None and album in one.ringkasan.get("album", ())
        if same_album or now - one.diubah <= jeda:
            return one
    return None


async def create(conn: Koneksi, orang_id: int, chat_id: int, judul: str, now: datetime) -> int:
    """A new report that collects files; returns its id."""
    found = await conn.execute(
        insert(laporan)
        .values(
            orang_id=orang_id,
            chat_id=chat_id,
            keadaan=Keadaan.MENGUMPULKAN.value,
            judul=judul,
            ringkasan={},
            putaran=1,
            dibuat=now,
            diubah=now,
        )
        .returning(laporan.c.id)
    )
    return int(found.scalar_one())


async def change(
    conn: Koneksi,
    laporan_id: int,
    now: datetime,
    *,
    dari: Sequence[Keadaan],
    di_putaran: int | None = None,
    **values: Any,
) -> bool:
    """Change a report that is in one of the states ``dari`` (and in the round ``di_putaran``).

    False where it is not, or is gone: then nothing may be said either, for somebody else was first.
    """
    what = update(laporan).where(laporan.c.id == laporan_id, laporan.c.keadaan.in_([k.value for k in dari]))
    if di_putaran is not None:
        what = what.where(laporan.c.putaran == di_putaran)
    plain = {key: value.value if isinstance(value, Keadaan) else value for key, value in values.items()}
    return (await conn.execute(what.values(diubah=now, **plain))).rowcount == 1


async def add_file(
    conn: Koneksi,
    laporan_id: int,
    orang_id: int,
    nama: str,
    file_id: str,
    ukuran: int,
    now: datetime,
) -> int:
    """A file of a report, not yet fetched."""
    found = await conn.execute(
        insert(berkas)
        .values(
            laporan_id=laporan_id, orang_id=orang_id, nama=nama, file_id=file_id, ukuran=ukuran, waktu=now
        )
        .returning(berkas.c.id)
    )
    return int(found.scalar_one())


async def files(conn: Koneksi, laporan_id: int) -> Sequence[Berkas]:
    """The files of a report, in the order in which they came."""
    found = await conn.execute(select(berkas).where(berkas.c.laporan_id == laporan_id).order_by(berkas.c.id))
    return [Berkas(r.id, r.nama, r.file_id, r.ukuran, r.jalur, r.sidik) for r in found]


async def fetched(conn: Koneksi, berkas_id: int, jalur: str, sidik: str) -> None:
    """A file lies below DATA_DIR now."""
    await conn.execute(update(berkas).where(berkas.c.id == berkas_id).values(jalur=jalur, sidik=sidik))


async def other_open(conn: Koneksi, one: Laporan, sejak: datetime) -> Laporan | None:
    """Another report of the same person whose interview is open: a file may have been meant for it."""
    found = await conn.execute(
        select(laporan)
        .where(laporan.c.orang_id == one.orang_id, laporan.c.id < one.id, laporan.c.diubah > sejak)
        .where(laporan.c.keadaan.in_([Keadaan.WAWANCARA.value, Keadaan.SIAP.value]))
        .order_by(laporan.c.id.desc())
        .limit(1)
    )
    row = found.one_or_none()
    return _report(row) if row else None


async def move_files(conn: Koneksi, dari: int, ke: int, orang_id: int) -> None:
    """Give a report's files to another one of the same person; they are fetched anew into its folder."""
    await conn.execute(
        update(berkas)
        .where(berkas.c.laporan_id == dari, berkas.c.orang_id == orang_id)
        .values(laporan_id=ke, jalur=None, sidik=None)
    )


async def answers(conn: Koneksi, laporan_id: int) -> list[dict[str, Any]]:
    """The rows of the interview, as they were given to :func:`put_answers`."""
    found = await conn.execute(
        select(isian.c.isi).where(isian.c.laporan_id == laporan_id).order_by(isian.c.urutan)
    )
    return [dict(one) for one in found.scalars()]


async def put_answers(
    conn: Koneksi, laporan_id: int, rows: Sequence[Mapping[str, Any]], now: datetime
) -> None:
    """Replace the interview's rows; each has at least ``soal_id``."""
    await conn.execute(delete(isian).where(isian.c.laporan_id == laporan_id))
    if rows:
        await conn.execute(
            insert(isian),
            [
                {
                    "laporan_id": laporan_id,
                    "urutan": at,
                    "soal_id": row["soal_id"],
                    "isi": dict(row),
                    "waktu": now,
                }
                for at, row in enumerate(rows)
            ],
        )


async def add_draft(
    conn: Koneksi,
    laporan_id: int,
    versi: int,
    *,
    docx: str,
    pdf: str | None,
    telusur: str,
    ringkasan: Mapping[str, Any],
    now: datetime,
) -> None:
    """A finished draft."""
    await conn.execute(
        insert(draf).values(
            laporan_id=laporan_id,
            versi=versi,
            docx=docx,
            pdf=pdf,
            telusur=telusur,
            ringkasan=dict(ringkasan),
            waktu=now,
        )
    )


async def drafts(conn: Koneksi, laporan_id: int) -> Sequence[Draf]:
    """The drafts of a report, the newest first."""
    found = await conn.execute(
        select(draf).where(draf.c.laporan_id == laporan_id).order_by(draf.c.versi.desc())
    )
    return [Draf(r.id, r.versi, r.docx, r.pdf, r.telusur, dict(r.ringkasan), r.waktu) for r in found]


async def ahead(conn: Koneksi, laporan_id: int) -> int:
    """Drafts of all people that are waiting or being written, but for this report's."""
    found = await conn.execute(
        select(func.count())
        .select_from(laporan)
        .where(laporan.c.keadaan.in_([k.value for k in BERJALAN]), laporan.c.id != laporan_id)
    )
    return int(found.scalar_one())


async def remove(conn: Koneksi, laporan_id: int, orang_id: int) -> bool:
    """Delete a report of this person with all its rows; the files are the caller's."""
    for table in (isian, draf):
        owned = select(laporan.c.id).where(laporan.c.id == laporan_id, laporan.c.orang_id == orang_id)
        await conn.execute(delete(table).where(table.c.laporan_id.in_(owned)))
    await conn.execute(delete(berkas).where(berkas.c.laporan_id == laporan_id, berkas.c.orang_id == orang_id))
    gone = await conn.execute(
        delete(laporan).where(laporan.c.id == laporan_id, laporan.c.orang_id == orang_id)
    )
    return bool(gone.rowcount)
