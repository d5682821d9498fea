"""The world kept in one SQLite file: a JSON document of the state, and a row per uploaded file."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.web.botapi.antrean import Pembaruan
from bot.web.botapi.bentuk import (
    Berkas,
    Entitas,
    JenisObrolan,
    JenisPesan,
    Message,
    Obrolan,
    Orang,
    Papan,
    Tombol,
)
from bot.web.botapi.ruang import Ruang

if TYPE_CHECKING:
    from bot.web.botapi.inti import Inti

VERSI = 1
_MENULIS = threading.Lock()
_TABEL = """
CREATE TABLE IF NOT EXISTS keadaan (kunci TEXT PRIMARY KEY, isi TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS berkas (file_id TEXT PRIMARY KEY, isi BLOB NOT NULL);
"""


@contextmanager
def _buka(berkas: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(berkas)) as connection, connection:
        connection.executescript(_TABEL)
        yield connection


def tulis(dunia: Inti, berkas: Path) -> None:
    """Write the state; only files that are not there yet are written."""
    berkas.parent.mkdir(parents=True, exist_ok=True)
    with _MENULIS:
        with dunia.kunci:  # the world waits for the copy only, not for the disk
            state, files = keadaan(dunia), dict(dunia.isi_berkas)
        document = json.dumps(state, ensure_ascii=False)
        with _buka(berkas) as connection:
            connection.execute("INSERT OR REPLACE INTO keadaan VALUES ('dunia', ?)", (document,))
            there = {row[0] for row in connection.execute("SELECT file_id FROM berkas")}
            new = [(key, data) for key, data in files.items() if key not in there]
            connection.executemany("INSERT INTO berkas VALUES (?, ?)", new)
            gone = [(key,) for key in there - files.keys()]
            connection.executemany("DELETE FROM berkas WHERE file_id = ?", gone)


def baca(dunia: Inti, berkas: Path) -> bool:
    """Take the state from the file; False where there is none or it is of another version."""
    if not berkas.is_file():
        return False
    with _buka(berkas) as connection:
        row = connection.execute("SELECT isi FROM keadaan WHERE kunci = 'dunia'").fetchone()
        files = {str(key): bytes(data) for key, data in connection.execute("SELECT * FROM berkas")}
    state = json.loads(row[0]) if row else {}
    if state.get("versi") != VERSI:
        return False
    pulihkan(dunia, state)
    dunia.isi_berkas = files
    return True


def keadaan(dunia: Inti) -> dict[str, Any]:
    """All that is kept, as JSON. Open presses and faults are not: they die with the page."""
    queue = dunia.antrean
    return {
        "versi": VERSI,
        "nomor": [dunia.nomor_pesan, dunia.nomor_lain, queue.berikut],
        "orang": [asdict(one) for one in dunia.orang.values()],
        "ruang": [_ruang_json(room) for room in dunia.ruang.values()],
        "berkas": [asdict(one) for one in dunia.info_berkas.values()],
        "antrean": [[one.id, one.isi, one.sumber] for one in queue.isi],
        "diizinkan": sorted(queue.diizinkan) if queue.diizinkan is not None else None,
        "perintah": [[*key, value] for key, value in dunia.pengaturan.perintah.items()],
        "nama": dunia.pengaturan.nama,
        "deskripsi": dunia.pengaturan.deskripsi,
        "deskripsi_pendek": dunia.pengaturan.deskripsi_pendek,
        "menu": list(dunia.pengaturan.menu.items()),
    }


def pulihkan(dunia: Inti, state: Mapping[str, Any]) -> None:
    """The reverse of :func:`keadaan`."""
    dunia.nomor_pesan, dunia.nomor_lain, dunia.antrean.berikut = state["nomor"]
    dunia.orang = {one["id"]: Orang(**one) for one in state["orang"]}
    dunia.ruang = {}
    for one in state["ruang"]:
        room = _ruang_dari(one)
        dunia.ruang[room.obrolan.id] = room
    dunia.info_berkas = {one["file_id"]: berkas_dari(one) for one in state["berkas"]}
    dunia.antrean.isi = [
        Pembaruan(number, content, tuple(source) if source else None)
        for number, content, source in state["antrean"]
    ]
    dunia.antrean.diizinkan = None if state["diizinkan"] is None else frozenset(state["diizinkan"])
    settings = dunia.pengaturan
    settings.perintah = {(scope, language): value for scope, language, value in state["perintah"]}
    settings.nama, settings.deskripsi = dict(state["nama"]), dict(state["deskripsi"])
    settings.deskripsi_pendek = dict(state["deskripsi_pendek"])
    settings.menu = {int(key): value for key, value in state["menu"]}


def _ruang_json(room: Ruang) -> dict[str, Any]:
    return {
        "obrolan": asdict(room.obrolan),
        "anggota": list(room.anggota.items()),
        "bot": room.bot,
        "topik": list(room.topik.items()),
        "pesan": [pesan_ke_json(one) for one in room.pesan.values()],
        "disematkan": room.disematkan,
        "nomor": room.nomor,
        "diblokir": room.diblokir,
        "dimulai": room.dimulai,
    }


def _ruang_dari(state: Mapping[str, Any]) -> Ruang:
    messages = [pesan_dari_json(one) for one in state["pesan"]]
    return Ruang(
        obrolan_dari(state["obrolan"]),
        dict(state["anggota"]),
        bot=state["bot"],
        topik=dict(state["topik"]),
        pesan={one.message_id: one for one in messages},
        disematkan=list(state["disematkan"]),
        nomor=state["nomor"],
        diblokir=state["diblokir"],
        dimulai=state["dimulai"],
    )


def pesan_ke_json(message: Message) -> dict[str, Any]:
    """A message with all of its fields (not the Bot API's form)."""
    return asdict(message)


def pesan_dari_json(state: Mapping[str, Any]) -> Message:
    """The reverse of :func:`pesan_ke_json`; JSON arrays become tuples again."""
    fields = dict(state)
    fields["pengirim"] = Orang(**fields["pengirim"])
    fields["jenis"] = JenisPesan(fields["jenis"])
    fields["entitas"] = tuple(Entitas(**one) for one in fields["entitas"])
    fields["tombol"] = tuple(tuple(Tombol(**one) for one in row) for row in fields["tombol"])
    fields["reaksi"] = tuple((who, sign) for who, sign in fields["reaksi"])
    if fields["berkas"] is not None:
        fields["berkas"] = berkas_dari(fields["berkas"])
    if fields["papan"] is not None:
        board = dict(fields["papan"])
        fields["papan"] = Papan(**board | {"baris": tuple(tuple(row) for row in board["baris"])})
    return Message(**fields)


def berkas_dari(state: Mapping[str, Any]) -> Berkas:
    return Berkas(**{**state, "jenis": JenisPesan(state["jenis"])})


def obrolan_dari(state: Mapping[str, Any]) -> Obrolan:
    return Obrolan(**{**state, "jenis": JenisObrolan(state["jenis"])})
