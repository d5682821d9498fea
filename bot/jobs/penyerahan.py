"""A finished draft goes out: the Word file with its account, the PDF, and what can be done next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.chat.message import Lampiran, Pesan, Tombol
from bot.chat.texts import say
from bot.store import reports
from bot.store.people import remember
from bot.store.reports import Draf, Keadaan, Laporan

if TYPE_CHECKING:
    from bot.chat.unit import Unit

MAKS_JUDUL = 120


async def serahkan(unit: Unit, one: Laporan, hasil: Mapping[str, Any], folder: str) -> bool:
    """Keep and send the draft in ``folder`` (below DATA_DIR).  False where another run did so already."""
    judul = (hasil["judul"] or one.judul)[:MAKS_JUDUL]
    ringkasan = {**one.ringkasan, "gagal": None, "lanjutan": False, "soal": None}
    if not await reports.change(
        unit.conn,
        one.id,
        unit.now,
        dari=[Keadaan.DISUSUN],
        di_putaran=one.putaran,
        keadaan=Keadaan.SELESAI,
        judul=judul,
        ringkasan=ringkasan,
    ):
        return False
    versi = len(await reports.drafts(unit.conn, one.id)) + 1
    await reports.add_draft(
        unit.conn,
        one.id,
        versi,
        docx=f"{folder}/{hasil['docx']}",
        pdf=f"{folder}/{hasil['pdf']}" if hasil["pdf"] else None,
        telusur=f"{folder}/{hasil['telusur']}",
        ringkasan=hasil,
        now=unit.now,
    )
    made = (await reports.drafts(unit.conn, one.id))[0]
    await unit.hapus_pesan(one.chat_id, f"laporan:{one.id}:p{one.putaran}")
    await kirim_draf(unit, one, made, f"laporan:{one.id}:v{versi}")
    ingatan = hasil["ingatan"]
    await remember(unit.conn, one.orang_id, instansi=ingatan.get("instansi"), ingatan=ingatan)
    return True


async def kirim_draf(unit: Unit, one: Laporan, made: Draf, kunci: str | None = None) -> None:
    """Send a draft; ``kunci`` names its message."""
    nama = nama_berkas(made)
    if made.pdf:
        await unit.kirim(
            one.chat_id,
            Pesan(say("laporan/pdf"), lampiran=Lampiran(made.pdf, f"{nama}.pdf"), diam=True),
            kunci=f"{kunci}:pdf" if kunci else None,
        )
    hasil = made.ringkasan
    text = say(
        "laporan/draf",
        judul=hasil["judul"] or one.judul,
        versi=made.versi,
        angka=ribuan(hasil["angka"]),
        tertelusur=ribuan(hasil["tertelusur"]),
        semua=hasil["angka"] == hasil["tertelusur"],
        lengkapi=hasil["lengkapi"],
        temuan=hasil["temuan"],
        lanjutan=hasil["lanjutan"],
    )
    await unit.kirim(
        one.chat_id,
        Pesan(text, tombol_draf(unit, one, made), Lampiran(made.docx, f"{nama}.docx")),
        kunci=kunci,
        rujukan=f"laporan:{one.id}",
    )


def nama_berkas(made: Draf) -> str:
    """What a draft's files are called, without ending."""
    nama = str(made.ringkasan.get("nama") or "Draf LKjIP")
    return nama if made.versi == 1 else f"{nama} (versi {made.versi})"


def tombol_draf(unit: Unit, one: Laporan, made: Draf) -> tuple[tuple[Tombol, ...], ...]:
    """What can be done with a draft."""

    def button(label: str, aksi: str) -> Tombol:
        data = {"laporan": one.id, "versi": made.versi}
        return unit.tombol(label, aksi, data, chat_id=one.chat_id, pemilik=one.orang_id)

    first = (button("Isi bagian yang kosong", "laporan.isi"),) if made.ringkasan.get("lanjutan") else ()
    second = (button("Ledger angka", "laporan.ledger"), button("Hapus", "laporan.hapus"))
    return (first, second) if first else (second,)


def ribuan(number: int) -> str:
    """A count as Indonesian prints it."""
    return f"{number:,}".replace(",", ".")
