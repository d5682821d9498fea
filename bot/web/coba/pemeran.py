"""The invented people and the group of the try-out, and the roles that they have in its database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.store.people import Obrolan as ObrolanBot
from bot.store.people import Orang as OrangBot
from bot.store.people import Peran, allow_group, give_role, save_group, save_person
from bot.web.botapi import Dunia, GalatPintu, Orang

if TYPE_CHECKING:
    from datetime import datetime

    from bot.store.koneksi import Koneksi


@dataclass(frozen=True, slots=True)
class Pemeran:
    """One person to act.  ``kunci`` is what ``--sebagai`` and ``/sebagai`` take."""

    kunci: str
    id: int
    nama: str
    username: str
    sebutan: str
    """What the page calls the part."""
    anjuran: str
    """What to try first."""
    peran: Peran | None = None


PEMERAN = (
    Pemeran(
        "peserta",
        501_000_001,
        "Sari",
        "sari_bimtek",
        "Peserta bimtek",
        "Tulis pertanyaan, misalnya: Kapan LKjIP dinas disampaikan, dan kepada siapa?",
    ),
    Pemeran(
        "perencana",
        501_000_002,
        "Bu Ratna",
        "ratna_perencanaan",
        "Kasubbag Perencanaan",
        "Kirim tabel capaian dengan tombol “Contoh tabel”, lalu jawab pertanyaan bot.",
    ),
    Pemeran(
        "narasumber",
        501_000_003,
        "Pak Wira",
        "wira_narasumber",
        "Narasumber",
        "Kirim /antrean untuk melihat pertanyaan yang menunggu jawaban Anda.",
        Peran.NARASUMBER,
    ),
    Pemeran(
        "admin",
        501_000_004,
        "Admin Demo",
        "admin_demo",
        "Admin",
        "Kirim /admin untuk peran, sumber, statistik, dan kesehatan.",
        Peran.ADMIN,
    ),
)
ADMIN_ID = PEMERAN[3].id
PERENCANA_ID = PEMERAN[1].id
GRUP_ID = -1_002_000_500_001
GRUP_JUDUL = "Bimtek SAKIP"
TOPIK_UMUM = "Umum"
"""What the page calls the General topic, which every forum has."""
TOPIK = ("Tanya jawab",)
"""The further topics of the group."""
LOMPAT = 1_000
"""Numbers that are skipped after a restart: what a killed process had not saved yet is not used again."""


def pemeran(kunci: str) -> Pemeran:
    """The person of a part.  Raises KeyError."""
    for one in PEMERAN:
        if one.kunci == kunci:
            return one
    raise KeyError(kunci)


def siapkan_dunia(dunia: Dunia) -> None:
    """Put the people and the group into a world that lacks them."""
    people: list[Orang] = []
    for one in PEMERAN:
        known = dunia.orang.get(one.id)
        people.append(known or dunia.tambah_orang(one.nama, username=one.username, id=one.id))
    for person in people:
        dunia.pribadi(person)
    _grup(dunia, [people[2], people[0], people[1], people[3]])


def _grup(dunia: Dunia, people: list[Orang]) -> None:
    """The group, a forum; its owner is the narasumber.

    One that was kept from before there were topics gets them now: what it holds stands in ``TOPIK_UMUM``.
    """
    try:
        group = dunia.ruang_dari(GRUP_ID).obrolan
    except GalatPintu:
        group = dunia.tambah_grup(GRUP_JUDUL, anggota=people, forum=True, id=GRUP_ID)
    if not group.forum:
        group = dunia.jadikan_forum(group)
    known = {name for _, name in dunia.topik(group)}
    for name in TOPIK:
        if name not in known:
            dunia.tambah_topik(group, name)


async def beri_peran(conn: Koneksi, now: datetime) -> None:
    """Roles and the allowed group, in the transaction of the caller; what is there stays."""
    for one in PEMERAN:
        if one.peran is not None:
            person = OrangBot(one.id, one.nama, one.username, baru=True)
            await save_person(conn, person, now)
            await give_role(conn, one.id, one.peran, None, now)
    await save_group(conn, ObrolanBot(GRUP_ID, "supergroup", GRUP_JUDUL), now)
    await allow_group(conn, GRUP_ID, ADMIN_ID)
