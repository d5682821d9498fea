"""The side door over HTTP (``/_pintu/<operation>``, JSON), for a server that runs in a process of its own.

People and chats travel as their ids, bytes as base64, results as ``{"jenis", "isi"}``.
Reached from this machine alone: the Host header must name it, and the body must be JSON,
so that no page in a browser can call it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.botapi.bentuk import JawabanTombol, Message, Obrolan, Orang, Tanggap
from bot.web.botapi.dunia import Dunia
from bot.web.botapi.gangguan import Aturan
from bot.web.botapi.kesalahan import GalatPintu
from bot.web.botapi.simpan import pesan_ke_json

OPERASI = frozenset(
    (
        *("tambah_orang", "pribadi", "tambah_grup", "tambah_anggota", "keluarkan_anggota", "masukkan_bot"),
        *("keluarkan_bot", "tambah_topik", "blokir", "buka_blokir", "anggota", "obrolan_bot", "kirim_teks"),
        *("mulai", "kirim_dokumen", "kirim_foto", "kirim_stiker", "kirim_suara", "kirim_lokasi"),
        *("kirim_kontak", "sunting_teks", "hapus_pesan", "reaksi", "tekan_saja", "tekan_palsu"),
        *("transkrip", "pesan", "dari_bot", "berkas", "waktu_tanggap", "perintah"),
        "hapus_semua",
    )
)
GANGGUAN = frozenset(
    (
        *("terlalu_banyak", "galat_server", "putus", "lambat", "tolak", "obrolan_tak_ada"),
        *("berkas_hilang", "pembaruan_ganda", "hapus"),
    )
)
_ORANG = ("orang", "oleh")
_OBROLAN = ("obrolan", "grup")
_SETEMPAT = ("127.0.0.1", "localhost")


def rute_pintu(dunia: Dunia) -> Route:
    """The route of the side door of a world."""

    async def panggil(request: Request) -> Response:
        host = request.headers.get("host", "").partition(":")[0]
        if host not in _SETEMPAT or request.headers.get("content-type") != "application/json":
            return JSONResponse({"galat": "only this machine, only JSON"}, 403)
        given = json.loads(await request.body() or b"{}")
        name = request.path_params["operasi"]
        try:
            result = await jalankan(dunia, name, given)
        except TimeoutError as error:
            return JSONResponse({"galat": str(error), "waktu": True}, 408)
        except (GalatPintu, TypeError, KeyError) as error:
            return JSONResponse({"galat": f"{name}: {error}"}, 400)
        return JSONResponse(result)

    return Route("/_pintu/{operasi}", panggil, methods=["POST"])


async def jalankan(dunia: Dunia, nama: str, isi: dict[str, Any]) -> dict[str, Any]:
    """One operation with JSON arguments. Errors: GalatPintu, TypeError (arguments), TimeoutError."""
    if nama == "keadaan":
        return {"jenis": "nilai", "isi": _keadaan(dunia)}
    if nama == "gangguan":
        return _gangguan(dunia, isi)
    arguments = _arguments(dunia, isi)
    if nama == "tekan":
        return sebagai_json(await dunia.tekan(**arguments))
    if nama == "tunggu_balasan":
        return sebagai_json(await dunia.tunggu_balasan(**arguments))
    if nama not in OPERASI:
        raise GalatPintu(f"there is no operation {nama}")
    if nama == "reaksi":
        place = (arguments["orang"], arguments["obrolan"], int(arguments["message_id"]))
        dunia.reaksi(*place, *arguments.get("emoji", ()))
        return sebagai_json(None)
    operation: Callable[..., Any] = getattr(dunia, nama)
    return sebagai_json(operation(**arguments))


def _keadaan(dunia: Dunia) -> dict[str, Any]:
    return {
        "antrean": len(dunia.antrean.isi),
        "pesan": sum(len(room.pesan) for room in dunia.ruang.values()),
        "ditolak_batas": dunia.batas.ditolak,
        "webhook": dunia.antrean.webhook.url,
    }


def _gangguan(dunia: Dunia, isi: dict[str, Any]) -> dict[str, Any]:
    name = str(isi.pop("nama", ""))
    if name not in GANGGUAN:
        raise GalatPintu(f"there is no fault {name}")
    rule = getattr(dunia.gangguan, name)(**isi)
    return {"jenis": "nilai", "isi": asdict(rule) if isinstance(rule, Aturan) else None}


def _arguments(dunia: Dunia, isi: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in isi.items():
        if key in _ORANG and value is not None:
            result[key] = _orang(dunia, value)
        elif key in _OBROLAN:
            result[key] = dunia.ruang_dari(int(value)).obrolan
        elif key == "anggota":
            result[key] = [_orang(dunia, one) for one in value]
        elif key == "isi":
            result[key] = base64.b64decode(value)
        else:
            result[key] = value
    return result


def _orang(dunia: Dunia, number: Any) -> Orang:
    person = dunia.orang.get(int(number))
    if person is None:
        raise GalatPintu(f"there is no person {number}")
    return person


def sebagai_json(value: Any) -> dict[str, Any]:
    """A result with the name of its kind."""
    match value:
        case Message():
            return {"jenis": "pesan", "isi": pesan_ke_json(value)}
        case Orang() | Obrolan() | JawabanTombol() | Tanggap():
            return {"jenis": type(value).__name__.lower(), "isi": asdict(value)}
        case bytes():
            return {"jenis": "bytes", "isi": base64.b64encode(value).decode()}
        case tuple():
            return {"jenis": "deret", "isi": [sebagai_json(one) for one in value]}
        case _:
            return {"jenis": "nilai", "isi": value}
