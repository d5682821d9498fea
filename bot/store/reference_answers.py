"""Reference answers of the narasumber as rows, every version, in the caller's transaction.

The versions of one answer are a chain: ``induk`` is the id of its first version (None for that one), and at
most one of a chain is ``terbit``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, or_, select, update

from bot.store.tables_bot import antrean_soal, jawaban, orang, soal

if TYPE_CHECKING:
    from sqlalchemy.engine import Row

    from bot.store.koneksi import Koneksi

DRAF, MENUNGGU, TERBIT, DIGANTI, DITARIK = "draf", "menunggu", "terbit", "diganti", "ditarik"


@dataclass(frozen=True, slots=True)
class Jawaban:
    """One version of an answer."""

    id: int
    antrean_id: int | None
    induk: int | None
    versi: int
    pertanyaan: str
    teks: str
    rujukan: tuple[Mapping[str, Any], ...]
    """Of :meth:`bot.narasumber.rujukan.Rujukan.to_json`."""
    narasumber_id: int | None
    narasumber: str
    keadaan: str
    penyetuju_id: int | None
    sumber_id: str | None
    perlu_ditinjau: str | None
    dibuat: datetime
    terbit: datetime | None
    tinjau_pada: datetime | None

    @property
    def akar(self) -> int:
        """The id of the first version."""
        return self.induk or self.id


async def load(conn: Koneksi, jawaban_id: int) -> Jawaban | None:
    return await _one(conn, jawaban.c.id == jawaban_id)


async def draft_of(conn: Koneksi, antrean_id: int, narasumber_id: int) -> Jawaban | None:
    """What a narasumber is writing for an item."""
    return await _one(
        conn,
        jawaban.c.antrean_id == antrean_id,
        jawaban.c.narasumber_id == narasumber_id,
        jawaban.c.keadaan == DRAF,
    )


async def draft_version(conn: Koneksi, akar: int, narasumber_id: int) -> Jawaban | None:
    """What a narasumber is writing as the next version of an answer."""
    return await _one(
        conn,
        jawaban.c.induk == akar,
        jawaban.c.narasumber_id == narasumber_id,
        jawaban.c.keadaan == DRAF,
    )


async def published_for(conn: Koneksi, antrean_id: int) -> Jawaban | None:
    """The published answer of an item."""
    return await _one(conn, jawaban.c.antrean_id == antrean_id, jawaban.c.keadaan == TERBIT)


async def others_writing(conn: Koneksi, antrean_id: int, narasumber_id: int) -> tuple[str, ...]:
    """The names of other narasumber who have a draft for an item."""
    found = await conn.execute(
        select(jawaban.c.narasumber).where(
            jawaban.c.antrean_id == antrean_id,
            jawaban.c.narasumber_id != narasumber_id,
            jawaban.c.keadaan.in_((DRAF, MENUNGGU)),
        )
    )
    return tuple(dict.fromkeys(found.scalars()))


async def create(
    conn: Koneksi,
    *,
    antrean_id: int | None,
    akar: int | None,
    pertanyaan: str,
    teks: str,
    rujukan: Sequence[Mapping[str, Any]],
    narasumber_id: int,
    narasumber: str,
    now: datetime,
) -> int:
    """A draft; the next version of the chain ``akar``, or the first of a new one."""
    values = {
        "antrean_id": antrean_id,
        "induk": akar,
        "versi": await _next_version(conn, akar) if akar else 1,
        "pertanyaan": pertanyaan,
        "teks": teks,
        "rujukan": [dict(one) for one in rujukan],
        "narasumber_id": narasumber_id,
        "narasumber": narasumber,
        "keadaan": DRAF,
        "dibuat": now,
    }
    return int((await conn.execute(insert(jawaban).values(**values).returning(jawaban.c.id))).scalar_one())


async def write(
    conn: Koneksi, jawaban_id: int, teks: str, rujukan: Sequence[Mapping[str, Any]], nama: str
) -> None:
    """Change the text of a draft."""
    await conn.execute(
        update(jawaban)
        .where(jawaban.c.id == jawaban_id, jawaban.c.keadaan == DRAF)
        .values(teks=teks, rujukan=[dict(one) for one in rujukan], narasumber=nama)
    )


async def set_state(
    conn: Koneksi, jawaban_id: int, dari: Sequence[str], ke: str, penyetuju_id: int | None = None
) -> bool:
    """Change the state of an answer that is in one of ``dari``; False where another was first."""
    values: dict[str, Any] = {"keadaan": ke}
    if penyetuju_id is not None:
        values["penyetuju_id"] = penyetuju_id
    changed = await conn.execute(
        update(jawaban).where(jawaban.c.id == jawaban_id, jawaban.c.keadaan.in_(dari)).values(**values)
    )
    return bool(changed.rowcount)


async def publish(
    conn: Koneksi, one: Jawaban, akar: int, sumber_id: str, now: datetime, tinjau_pada: datetime
) -> None:
    """Make a version the published one of the chain ``akar``; the one before it is ``diganti``."""
    await conn.execute(
        update(jawaban)
        .where(
            or_(jawaban.c.id == akar, jawaban.c.induk == akar),
            jawaban.c.keadaan == TERBIT,
            jawaban.c.id != one.id,
        )
        .values(keadaan=DIGANTI)
    )
    values: dict[str, Any] = {
        "keadaan": TERBIT,
        "terbit": now,
        "tinjau_pada": tinjau_pada,
        "sumber_id": sumber_id,
        "perlu_ditinjau": None,
    }
    if akar != one.id and one.induk != akar:
        values |= {"induk": akar, "versi": await _next_version(conn, akar)}
    await conn.execute(update(jawaban).where(jawaban.c.id == one.id).values(**values))


async def discard(conn: Koneksi, jawaban_id: int) -> bool:
    """Throw a draft away."""
    gone = await conn.execute(
        delete(jawaban).where(jawaban.c.id == jawaban_id, jawaban.c.keadaan.in_((DRAF, MENUNGGU)))
    )
    return bool(gone.rowcount)


async def anyone_writing(conn: Koneksi, antrean_id: int) -> bool:
    """Whether any draft for an item is there."""
    found = await conn.execute(
        select(jawaban.c.id)
        .where(jawaban.c.antrean_id == antrean_id, jawaban.c.keadaan.in_((DRAF, MENUNGGU)))
        .limit(1)
    )
    return found.first() is not None


async def published(conn: Koneksi) -> tuple[Jawaban, ...]:
    """Every published answer, oldest first."""
    return await _many(conn, jawaban.c.keadaan == TERBIT)


async def ever_published(conn: Koneksi) -> bool:
    """Whether there is, or was, a published answer."""
    states = (TERBIT, DIGANTI, DITARIK)
    found = await conn.execute(select(jawaban.c.id).where(jawaban.c.keadaan.in_(states)).limit(1))
    return found.first() is not None


async def bank(conn: Koneksi) -> tuple[Jawaban, ...]:
    """Every version that was ever published, by chain and version."""
    found = await _many(conn, jawaban.c.keadaan.in_((TERBIT, DIGANTI, DITARIK)))
    return tuple(sorted(found, key=lambda one: (one.akar, one.versi)))


async def of_person(conn: Koneksi, narasumber_id: int) -> tuple[Jawaban, ...]:
    """What a narasumber wrote and is not thrown away or replaced, newest first."""
    found = await _many(
        conn,
        jawaban.c.narasumber_id == narasumber_id,
        jawaban.c.keadaan.in_((DRAF, MENUNGGU, TERBIT, DITARIK)),
    )
    return tuple(reversed(found))


async def waiting(conn: Koneksi) -> tuple[Jawaban, ...]:
    """Answers that wait for a second narasumber."""
    return await _many(conn, jawaban.c.keadaan == MENUNGGU)


async def due(conn: Koneksi, now: datetime) -> tuple[Jawaban, ...]:
    """Published answers that have to be looked at again: their date has come, or a rule changed."""
    return await _many(
        conn,
        jawaban.c.keadaan == TERBIT,
        or_(jawaban.c.tinjau_pada <= now, jawaban.c.perlu_ditinjau.is_not(None)),
    )


async def flag(conn: Koneksi, jawaban_id: int, sebab: str | None) -> None:
    """Say why an answer has to be looked at again; None: it need not."""
    await conn.execute(update(jawaban).where(jawaban.c.id == jawaban_id).values(perlu_ditinjau=sebab))


async def still_valid(
    conn: Koneksi, jawaban_id: int, rujukan: Sequence[Mapping[str, Any]], tinjau_pada: datetime
) -> bool:
    """A narasumber looked at an answer and found it right: with its places as they stand now."""
    changed = await conn.execute(
        update(jawaban)
        .where(jawaban.c.id == jawaban_id, jawaban.c.keadaan == TERBIT)
        .values(perlu_ditinjau=None, tinjau_pada=tinjau_pada, rujukan=[dict(one) for one in rujukan])
    )
    return bool(changed.rowcount)


async def wordings(conn: Koneksi, antrean_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The texts of the questions behind items, oldest first."""
    if not antrean_ids:
        return {}
    rows = await conn.execute(
        select(antrean_soal.c.antrean_id, soal.c.teks)
        .join(soal, soal.c.id == antrean_soal.c.soal_id)
        .where(antrean_soal.c.antrean_id.in_(antrean_ids))
        .order_by(soal.c.id)
    )
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.antrean_id, []).append(row.teks)
    return {item: tuple(dict.fromkeys(texts)) for item, texts in found.items()}


async def _next_version(conn: Koneksi, akar: int) -> int:
    newest = select(func.max(jawaban.c.versi)).where(or_(jawaban.c.id == akar, jawaban.c.induk == akar))
    return int((await conn.execute(newest)).scalar() or 0) + 1


async def _one(conn: Koneksi, *where: Any) -> Jawaban | None:
    row = (await conn.execute(select(jawaban).where(*where).order_by(jawaban.c.id.desc()))).first()
    return _jawaban(row) if row else None


async def _many(conn: Koneksi, *where: Any) -> tuple[Jawaban, ...]:
    rows = await conn.execute(select(jawaban).where(*where).order_by(jawaban.c.id))
    return tuple(_jawaban(row) for row in rows)


def _jawaban(row: Row[Any]) -> Jawaban:
    values = dict(row._mapping)
    return Jawaban(**{**values, "rujukan": tuple(values["rujukan"])})


async def set_citation_name(conn: Koneksi, orang_id: int, key: str, nama: str) -> None:
    """Keep the name under which a person's answers are cited, and use it in what they are writing."""
    row = (await conn.execute(select(orang.c.ingatan).where(orang.c.id == orang_id))).one_or_none()
    known = dict(row.ingatan) if row else {}
    await conn.execute(update(orang).where(orang.c.id == orang_id).values(ingatan={**known, key: nama}))
    await conn.execute(
        update(jawaban)
        .where(jawaban.c.narasumber_id == orang_id, jawaban.c.keadaan == DRAF)
        .values(narasumber=nama)
    )
