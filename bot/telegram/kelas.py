"""/kelas: bimtek classes in a group, their links, and the recap."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.chat.message import Pesan, Tombol, rows
from bot.chat.texts import plain, say
from bot.chat.waktu import tanggal
from bot.kelas import hidup
from bot.store import classes
from bot.store.classes import Kelas
from bot.store.people import Obrolan, Peran, move_group

if TYPE_CHECKING:
    from bot.chat.unit import Unit
    from bot.telegram.router import Router
    from bot.telegram.turn import Turn

LABEL = 40
"""Letters of a class's name on a button."""


def pasang(router: Router) -> None:
    router.command("kelas", kelas, ringkas="Kelas bimtek", peran=Peran.NARASUMBER, grup=True)
    router.start("kelas", gabung)
    router.pindah = pindah
    for aksi, handler in (
        ("kelas.lihat", lihat),
        ("kelas.tautan", tautan),
        ("kelas.rekap", rekap),
        ("kelas.tutup", tutup),
        ("kelas.tutup-ya", tutup_ya),
        ("kelas.tutup-tidak", tutup_tidak),
        ("kelas.ikut", ikut),
        ("kelas.keluar", keluar),
    ):
        router.button(aksi, handler)


# --- the command ----------------------------------------------------------------------------------------


async def kelas(turn: Turn) -> None:
    """``/kelas``, ``/kelas buka NAMA``, ``/kelas tutup``, ``/kelas tautan``, ``/kelas rekap``."""
    word, _, rest = turn.argumen.partition(" ")
    if word.casefold() == "buka":
        return await _buka(turn, rest)
    if turn.obrolan.pribadi:
        return await _daftar(turn)
    async with turn.layanan.units.store.read() as conn:
        here = await classes.kelas_terbuka(conn, turn.obrolan.id, turn.obrolan.thread_id)
    if here is None:
        return await turn.balas("kelas/tidak-ada", grup=True)
    action = {"tutup": tutup, "tautan": tautan, "rekap": rekap}.get(word.casefold(), lihat)
    return await action(turn, {"id": here.id})


async def _buka(turn: Turn, rest: str) -> None:
    if turn.obrolan.pribadi:
        return await turn.balas("kelas/hanya-grup")
    nama = hidup.valid_name(rest)
    if nama is None:
        return await turn.balas("kelas/perlu-nama")
    bot = turn.layanan.bot.username
    link = await hidup.make_link(turn.layanan.folder, bot, nama)
    async with turn.unit() as unit:
        try:
            await hidup.open_here(unit, nama, turn.obrolan, turn.orang.id, link)
        except hidup.SudahAda as there:
            text = say("kelas/sudah-ada", nama=there.kelas.nama, sejak=tanggal(there.kelas.dibuka))
            await turn.kirim(unit, Pesan(text))
            return None
        text = say("kelas/dibuka", nama=nama, tautan=link.tautan, bot=bot)
        await turn.kirim(unit, Pesan(text, lampiran=link.gambar))
    return None


async def _daftar(turn: Turn) -> None:
    """In private: the own classes (an admin sees all), each as a button."""
    mine = None if turn.orang.is_admin else turn.orang.id
    async with turn.layanan.units.store.read() as conn:
        open_ = await classes.list_open(conn, narasumber_id=mine)
        closed = await classes.list_closed(conn, narasumber_id=mine)
    if not open_ and not closed:
        return await turn.balas("kelas/tidak-ada", grup=False)
    async with turn.unit() as unit:
        buttons = [_tombol(turn, unit, one.nama[:LABEL], "kelas.lihat", one) for one in (*open_, *closed)]
        await turn.kirim(unit, Pesan(say("kelas/daftar", terbuka=open_, tertutup=closed), rows(buttons)))
    return None


async def pindah(turn: Turn) -> None:
    """The group became a supergroup (topics were turned on, or it grew): its class goes on under the new id.
    Telegram says so in the old chat and in the new one."""
    message = turn.update.message
    if message is None:
        return
    new = message.migrate_to_chat_id or turn.obrolan.id
    old = message.migrate_from_chat_id or turn.obrolan.id
    if old == new:
        return
    async with turn.unit() as unit:
        await move_group(unit.conn, old, Obrolan(new, "supergroup", turn.obrolan.judul), unit.now)


# --- buttons --------------------------------------------------------------------------------------------


async def lihat(turn: Turn, data: Mapping[str, Any]) -> None:
    """The numbers of a class."""
    one = await _load(turn, data)
    if one is None:
        return
    async with turn.layanan.units.store.read() as conn:
        angka = await classes.numbers(conn, one.id)
    names = ("tautan", "rekap", "tutup") if one.terbuka else ("rekap",)
    async with turn.unit() as unit:
        buttons = [_tombol(turn, unit, plain(f"kelas/tombol-{x}"), f"kelas.{x}", one) for x in names]
        text = say(
            "kelas/keadaan",
            kelas=one,
            sejak=tanggal(one.dibuka),
            angka=angka,
            sampai=tanggal(one.ditutup) if one.ditutup else None,
        )
        await turn.kirim(unit, Pesan(text, rows(buttons)))


async def tautan(turn: Turn, data: Mapping[str, Any]) -> None:
    """A further link: the earlier ones stay valid, for they hang on the wall."""
    one = await _load(turn, data)
    if one is None:
        return
    if not one.terbuka:
        await turn.balas("kelas/sudah-ditutup", nama=one.nama)
        return
    link = await hidup.make_link(turn.layanan.folder, turn.layanan.bot.username, one.nama)
    async with turn.unit() as unit:
        await hidup.keep_link(unit, one, link, turn.orang.id)
        text = say("kelas/tautan", nama=one.nama, tautan=link.tautan)
        await turn.kirim(unit, Pesan(text, lampiran=link.gambar))


async def rekap(turn: Turn, data: Mapping[str, Any]) -> None:
    """The recap as it stands: also of a closed class, whose open questions may be answered since."""
    one = await _load(turn, data)
    if one is None:
        return
    found, file = await hidup.make_recap(turn.layanan.units.store, turn.layanan.folder, one, turn.now)
    async with turn.unit() as unit:
        await turn.kirim(unit, Pesan(say("kelas/rekap", rekap=found), lampiran=file))


async def tutup(turn: Turn, data: Mapping[str, Any]) -> None:
    """First step."""
    one = await _load(turn, data)
    if one is None:
        return
    if not one.terbuka:
        await turn.balas("kelas/sudah-ditutup", nama=one.nama)
        return
    async with turn.layanan.units.store.read() as conn:
        angka = await classes.numbers(conn, one.id)
    async with turn.unit() as unit:
        group = f"kelas-tutup:{turn.masuk.update_id}"
        names = ("tutup-ya", "tutup-tidak")
        buttons = [
            _tombol(turn, unit, plain(f"kelas/tombol-{x}"), f"kelas.{x}", one, kelompok=group) for x in names
        ]
        await turn.kirim(unit, Pesan(say("kelas/tutup-tanya", nama=one.nama, angka=angka), rows(buttons, 2)))


async def tutup_tidak(turn: Turn, data: Mapping[str, Any]) -> None:
    one = await _load(turn, data)
    if one is not None:
        await turn.balas("kelas/tutup-batal", nama=one.nama)


async def tutup_ya(turn: Turn, data: Mapping[str, Any]) -> None:
    """Second step: the class ends, and its recap goes to the group and to the narasumber."""
    one = await _load(turn, data)
    if one is None:
        return
    if not one.terbuka:
        await turn.balas("kelas/sudah-ditutup", nama=one.nama)
        return
    found, file = await hidup.make_recap(
        turn.layanan.units.store, turn.layanan.folder, one, turn.now, closing=True
    )
    async with turn.unit() as unit:
        if not await hidup.close(unit, one, turn.orang.id):
            await turn.kirim(unit, Pesan(say("kelas/sudah-ditutup", nama=one.nama)))
            return
        await unit.kirim(one.chat_id, Pesan(say("kelas/ditutup", nama=one.nama)), thread_id=one.thread_id)
        document = Pesan(say("kelas/rekap", rekap=found), lampiran=file)
        await unit.kirim(one.chat_id, document, thread_id=one.thread_id)
        for person in {one.narasumber_id, turn.orang.id}:
            await unit.kirim(person, document)


# --- members --------------------------------------------------------------------------------------------


async def gabung(turn: Turn, data: Mapping[str, Any]) -> None:
    """``/start kelas-…``: the person becomes a member."""
    async with turn.unit() as unit:
        found = await hidup.join_by_link(unit, f"kelas-{data['isi']}", turn.orang.id)
        if found is None:
            await turn.kirim(unit, Pesan(say("kelas/gabung-gagal")))
            return
        one, new = found
        choices = [
            _own(turn, unit, plain("kelas/tombol-ikut-ya"), "kelas.ikut", {"id": one.id, "ikut": True}),
            _own(turn, unit, plain("kelas/tombol-ikut-tidak"), "kelas.ikut", {"id": one.id, "ikut": False}),
        ]
        leave = _own(turn, unit, plain("kelas/tombol-keluar"), "kelas.keluar", {"id": one.id})
        await turn.kirim(
            unit, Pesan(say("kelas/gabung", nama=one.nama, baru=new), (tuple(choices), (leave,)))
        )


async def ikut(turn: Turn, data: Mapping[str, Any]) -> None:
    """Whether private questions count for the class."""
    one = await _load(turn, data)
    if one is None:
        return
    async with turn.unit() as unit:
        member = await classes.count_private(unit.conn, one.id, turn.orang.id, ikut=data["ikut"])
        name = "kelas/gabung-gagal" if not member or not one.terbuka else None
        name = name or ("kelas/ikut-ya" if data["ikut"] else "kelas/ikut-tidak")
        text = say(name) if name == "kelas/gabung-gagal" else say(name, nama=one.nama)
        await turn.kirim(unit, Pesan(text))


async def keluar(turn: Turn, data: Mapping[str, Any]) -> None:
    one = await _load(turn, data)
    if one is None:
        return
    async with turn.unit() as unit:
        await classes.leave(unit.conn, one.id, turn.orang.id)
        await turn.kirim(unit, Pesan(say("kelas/keluar", nama=one.nama)))


# --- parts ----------------------------------------------------------------------------------------------


async def _load(turn: Turn, data: Mapping[str, Any]) -> Kelas | None:
    """The class of a button; for one that is gone (deleted data) the press says so."""
    async with turn.layanan.units.store.read() as conn:
        one = await classes.get(conn, int(data["id"]))
    if one is None:
        turn.toast(plain("tombol/kedaluwarsa"), alert=True)
    return one


def _tombol(
    turn: Turn, unit: Unit, label: str, aksi: str, one: Kelas, *, kelompok: str | None = None
) -> Tombol:
    """A button about a class, for the narasumber or admin who asked for it."""
    return unit.tombol(
        label,
        aksi,
        {"id": one.id},
        chat_id=turn.obrolan.id,
        pemilik=turn.orang.id,
        peran=Peran.NARASUMBER,
        kelompok=kelompok,
    )


def _own(turn: Turn, unit: Unit, label: str, aksi: str, data: Mapping[str, Any]) -> Tombol:
    """A button for a member."""
    return unit.tombol(label, aksi, data, chat_id=turn.obrolan.id, pemilik=turn.orang.id)
