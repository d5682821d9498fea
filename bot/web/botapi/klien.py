"""``PintuSamping``: the side door of a server in another process, as Python calls that block.

The same names and results as :class:`~bot.web.botapi.dunia.Dunia`; from asynchronous code
use ``asyncio.to_thread``. A call that waits for the bot (``tekan``, ``tunggu_balasan``)
must not be made from the loop in which that bot runs.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast

from bot.web.botapi.bentuk import JawabanTombol, Message, Obrolan, Orang, Tanggap
from bot.web.botapi.kesalahan import GalatPintu
from bot.web.botapi.simpan import obrolan_dari, pesan_dari_json

if TYPE_CHECKING:
    import httpx

BATAS_S = 120.0
Nomor = int | Message


class PintuSamping:
    """``alamat`` is ``http://127.0.0.1:PORT``. Usable from several threads; close it, or use ``with``."""

    def __init__(self, alamat: str) -> None:
        import httpx

        self.alamat = alamat
        self._client: httpx.Client = httpx.Client(base_url=alamat, timeout=BATAS_S, trust_env=False)

    def __enter__(self) -> PintuSamping:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.tutup()

    def tutup(self) -> None:
        self._client.close()

    # ---- people and chats --------------------------------------------------------

    def tambah_orang(
        self, nama: str, *, username: str | None = None, bahasa: str = "id", id: int | None = None
    ) -> Orang:
        return cast("Orang", self._minta("tambah_orang", nama=nama, username=username, bahasa=bahasa, id=id))

    def pribadi(self, orang: Orang) -> Obrolan:
        return cast("Obrolan", self._minta("pribadi", orang=orang))

    def tambah_grup(
        self,
        judul: str,
        *,
        anggota: Iterable[Orang],
        forum: bool = False,
        supergrup: bool = False,
        id: int | None = None,
        bot_di_dalam: bool = True,
    ) -> Obrolan:
        return cast(
            "Obrolan",
            self._minta(
                "tambah_grup",
                judul=judul,
                anggota=list(anggota),
                forum=forum,
                supergrup=supergrup,
                id=id,
                bot_di_dalam=bot_di_dalam,
            ),
        )

    def tambah_anggota(self, grup: Obrolan, orang: Orang, *, admin: bool = False) -> Message:
        return self._pesan("tambah_anggota", grup=grup, orang=orang, admin=admin)

    def masukkan_bot(self, grup: Obrolan, oleh: Orang, *, admin: bool = False) -> Message:
        return self._pesan("masukkan_bot", grup=grup, oleh=oleh, admin=admin)

    def keluarkan_bot(self, grup: Obrolan, oleh: Orang) -> None:
        self._minta("keluarkan_bot", grup=grup, oleh=oleh)

    def tambah_topik(self, grup: Obrolan, nama: str) -> int:
        return cast("int", self._minta("tambah_topik", grup=grup, nama=nama))

    def blokir(self, orang: Orang) -> None:
        self._minta("blokir", orang=orang)

    def buka_blokir(self, orang: Orang) -> None:
        self._minta("buka_blokir", orang=orang)

    # ---- sending -----------------------------------------------------------------

    def mulai(self, orang: Orang, payload: str | None = None) -> Message:
        return self._pesan("mulai", orang=orang, payload=payload)

    def kirim_teks(
        self,
        orang: Orang,
        obrolan: Obrolan,
        teks: str,
        *,
        balas: Nomor | None = None,
        topik: int | None = None,
        kutipan: str | None = None,
    ) -> Message:
        return self._pesan(
            "kirim_teks", orang=orang, obrolan=obrolan, teks=teks, balas=balas, topik=topik, kutipan=kutipan
        )

    def kirim_dokumen(
        self,
        orang: Orang,
        obrolan: Obrolan,
        nama: str,
        isi: bytes,
        *,
        caption: str | None = None,
        mime: str | None = None,
        media_group: str | None = None,
    ) -> Message:
        return self._pesan(
            "kirim_dokumen",
            orang=orang,
            obrolan=obrolan,
            nama=nama,
            isi=isi,
            caption=caption,
            mime=mime,
            media_group=media_group,
        )

    def kirim_foto(
        self, orang: Orang, obrolan: Obrolan, isi: bytes, *, caption: str | None = None
    ) -> Message:
        return self._pesan("kirim_foto", orang=orang, obrolan=obrolan, isi=isi, caption=caption)

    def kirim_stiker(self, orang: Orang, obrolan: Obrolan, emoji: str = "🙂") -> Message:
        return self._pesan("kirim_stiker", orang=orang, obrolan=obrolan, emoji=emoji)

    def kirim_suara(self, orang: Orang, obrolan: Obrolan, durasi: int = 3) -> Message:
        return self._pesan("kirim_suara", orang=orang, obrolan=obrolan, durasi=durasi)

    def kirim_lokasi(self, orang: Orang, obrolan: Obrolan, lintang: float, bujur: float) -> Message:
        return self._pesan("kirim_lokasi", orang=orang, obrolan=obrolan, lintang=lintang, bujur=bujur)

    def sunting_teks(self, orang: Orang, obrolan: Obrolan, message_id: int, teks: str) -> Message:
        return self._pesan("sunting_teks", orang=orang, obrolan=obrolan, message_id=message_id, teks=teks)

    def hapus_pesan(self, orang: Orang, obrolan: Obrolan, message_id: int) -> None:
        self._minta("hapus_pesan", orang=orang, obrolan=obrolan, message_id=message_id)

    def tekan(
        self, orang: Orang, obrolan: Obrolan, message_id: Nomor, tombol: str, *, batas_s: float = 10.0
    ) -> JawabanTombol:
        answer = self._minta(
            "tekan", orang=orang, obrolan=obrolan, message_id=message_id, tombol=tombol, batas_s=batas_s
        )
        return cast("JawabanTombol", answer)

    def tekan_saja(self, orang: Orang, obrolan: Obrolan, message_id: Nomor, tombol: str) -> JawabanTombol:
        answer = self._minta("tekan_saja", orang=orang, obrolan=obrolan, message_id=message_id, tombol=tombol)
        return cast("JawabanTombol", answer)

    # ---- seeing ------------------------------------------------------------------

    def transkrip(self, obrolan: Obrolan, *, topik: int | None = None) -> tuple[Message, ...]:
        return cast("tuple[Message, ...]", self._minta("transkrip", obrolan=obrolan, topik=topik))

    def dari_bot(self, obrolan: Obrolan, *, sesudah: Nomor = 0) -> tuple[Message, ...]:
        return cast("tuple[Message, ...]", self._minta("dari_bot", obrolan=obrolan, sesudah=sesudah))

    def pesan(self, obrolan: Obrolan, message_id: int) -> Message:
        return self._pesan("pesan", obrolan=obrolan, message_id=message_id)

    def tunggu_balasan(
        self,
        obrolan: Obrolan,
        *,
        sesudah: Nomor = 0,
        memuat: str | None = None,
        batas_s: float = 10.0,
    ) -> Message:
        """Error: TimeoutError."""
        return self._pesan("tunggu_balasan", obrolan=obrolan, sesudah=sesudah, memuat=memuat, batas_s=batas_s)

    def berkas(self, file_id: str) -> bytes:
        return cast("bytes", self._minta("berkas", file_id=file_id))

    def waktu_tanggap(self) -> tuple[Tanggap, ...]:
        return cast("tuple[Tanggap, ...]", self._minta("waktu_tanggap"))

    def perintah(self, obrolan: Obrolan, orang: Orang) -> tuple[tuple[str, str], ...]:
        found = cast("tuple[Any, ...]", self._minta("perintah", obrolan=obrolan, orang=orang))
        return tuple((str(name), str(words)) for name, words in found)

    def keadaan(self) -> dict[str, Any]:
        """Updates that wait (``antrean``), messages (``pesan``), refusals of the flood control, webhook."""
        return cast("dict[str, Any]", self._minta("keadaan"))

    # ---- state and faults --------------------------------------------------------

    def gangguan(self, nama: str, **isi: Any) -> None:
        """Set a fault by the name of its method in :class:`Gangguan` (``hapus`` clears all)."""
        self._minta("gangguan", nama=nama, **isi)

    def hapus_semua(self) -> None:
        self._minta("hapus_semua")

    # ---- inner -------------------------------------------------------------------

    def _pesan(self, operasi: str, **isi: Any) -> Message:
        return cast("Message", self._minta(operasi, **isi))

    def _minta(self, operasi: str, **isi: Any) -> Any:
        body = {key: _kirim(value) for key, value in isi.items() if value is not None}
        answer = self._client.post(f"/_pintu/{operasi}", json=body)
        given = answer.json()
        if answer.is_success:
            return _terima(given)
        if given.get("waktu"):
            raise TimeoutError(given["galat"])
        raise GalatPintu(given["galat"])


def _kirim(value: Any) -> Any:
    match value:
        case Orang() | Obrolan():
            return value.id
        case Message():
            return value.message_id
        case bytes():
            return base64.b64encode(value).decode()
        case list():
            return [_kirim(one) for one in value]
        case _:
            return value


def _terima(given: dict[str, Any]) -> Any:
    content = given["isi"]
    match given["jenis"]:
        case "pesan":
            return pesan_dari_json(content)
        case "orang":
            return Orang(**content)
        case "obrolan":
            return obrolan_dari(content)
        case "jawabantombol":
            return JawabanTombol(**content)
        case "tanggap":
            return Tanggap(**content)
        case "bytes":
            return base64.b64decode(content)
        case "deret":
            return tuple(_terima(one) for one in content)
        case _:
            return content
