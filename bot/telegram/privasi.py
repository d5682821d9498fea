"""``/privasi``, ``/data_saya`` and ``/hapus_data``: what is kept, a copy of it, and its deletion."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from bot.chat import budget, privacy
from bot.chat.message import Pesan
from bot.chat.texts import plain, say
from bot.store.privacy import rows
from bot.telegram.menu import lepas
from bot.telegram.router import Router
from bot.telegram.turn import Turn

BERPIKIR = timedelta(minutes=15)
"""How long the question "really?" stands."""


def pasang(router: Router) -> None:
    router.command("privasi", privasi, ringkas="Data apa yang disimpan")
    router.command("data_saya", data_saya, ringkas="Salinan semua data saya")
    router.command("hapus_data", hapus_data, ringkas="Hapus semua data saya")
    router.button("privasi.hapus", hapus)
    router.button("privasi.batal", batal)


async def privasi(turn: Turn) -> None:
    """What is kept, for how long, and who sees it."""
    settings = turn.layanan.settings
    await turn.balas(
        "privasi/privasi", berkas=settings.retensi_berkas, soal=settings.retensi_soal, llm=bool(settings.llm)
    )


async def data_saya(turn: Turn) -> None:
    """A zip file with everything that is kept of the person."""
    layanan = turn.layanan
    async with layanan.units.store.read() as conn:
        jatah = await budget.periksa_ekspor(conn, turn.orang.id, turn.now)
    lampiran = None
    if jatah.boleh:
        lampiran = await privacy.export(
            layanan.units.store, layanan.app.knowledge, layanan.folder, turn.orang.id, turn.now
        )
    async with turn.unit() as unit:
        if lampiran is None:
            if (pesan := await budget.beri_tahu(unit, jatah, turn.orang.id)) is not None:
                await turn.kirim(unit, pesan)
            return
        await unit.catat("data.ekspor", turn.orang.id)
        await turn.kirim(unit, Pesan(say("privasi/data-saya"), lampiran=lampiran))


async def hapus_data(turn: Turn) -> None:
    """First step: what would go, and the question whether it should."""
    async with turn.layanan.units.store.read() as conn:
        kept = await rows(conn, turn.orang.id)
    counts = {
        name: len(kept.get(name, ())) for name in ("laporan", "berkas", "draf", "jawaban_narasumber", "peran")
    }
    asked = len(kept.get("pertanyaan", ())) + len(kept.get("pertanyaan_di_antrean_atau_kelas", ()))
    async with turn.unit() as unit:
        group = f"privasi.hapus:{turn.masuk.update_id}"
        buttons = tuple(
            (
                unit.tombol(
                    plain(f"privasi/label-{aksi}"),
                    f"privasi.{aksi}",
                    chat_id=turn.obrolan.id,
                    pemilik=turn.orang.id,
                    kelompok=group,
                    berlaku=BERPIKIR,
                ),
            )
            for aksi in ("hapus", "batal")
        )
        text = say(
            "privasi/hapus-data",
            soal=asked,
            laporan=counts["laporan"],
            berkas=counts["berkas"],
            draf=counts["draf"],
            narasumber=counts["jawaban_narasumber"],
            peran=counts["peran"],
        )
        await turn.kirim(unit, Pesan(text, tombol=buttons))


async def hapus(turn: Turn, _data: Mapping[str, Any]) -> None:
    """Second step: everything goes, and a receipt says what."""
    layanan, orang_id = turn.layanan, turn.orang.id
    async with turn.unit() as unit:
        gone = await privacy.erase(unit.conn, orang_id)
        await unit.catat("data.hapus", None)
        await turn.kirim(
            unit, Pesan(say("privasi/tanda-terima", data=gone, admin=orang_id in layanan.settings.admin_ids))
        )
        unit.sesudah(partial(privacy.erase_files, layanan.folder, layanan.app.knowledge, orang_id))
        if turn.orang.peran:
            unit.sesudah(partial(lepas, layanan.bot, orang_id))


async def batal(turn: Turn, _data: Mapping[str, Any]) -> None:
    """The person thought better of it."""
    await turn.balas("privasi/batal")
