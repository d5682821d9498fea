"""Methods that send, exchange and fetch files."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from bot.web.botapi import gambar
from bot.web.botapi.bentuk import Berkas, JenisPesan
from bot.web.botapi.bentuk_json import Json
from bot.web.botapi.isi import baca_isi, periksa_keterangan
from bot.web.botapi.jenis_berkas import mime_dari
from bot.web.botapi.kesalahan import buruk
from bot.web.botapi.metode_pesan import bidang_umum, pesan_sunting, terapkan
from bot.web.botapi.permintaan import Permintaan, Unggahan
from bot.web.botapi.sasaran import ruang_tulis
from bot.web.botapi.tombol import baca_inline

if TYPE_CHECKING:
    from bot.web.botapi.inti import Inti

MAKS_UNDUH = 20 * 1024 * 1024
MAKS_FOTO = 10 * 1024 * 1024
_FOLDER = {
    JenisPesan.DOKUMEN: "documents",
    JenisPesan.FOTO: "photos",
    JenisPesan.STIKER: "stickers",
    JenisPesan.SUARA: "voice",
}


def _ambil(dunia: Inti, minta: Permintaan, kunci: str, jenis: JenisPesan, sumber: Any = None) -> Berkas:
    """The file of a parameter: an upload, ``attach://part``, or the file_id of a stored one. Error: 400."""
    part = minta.berkas.get(kunci) if sumber is None else None
    words = str(minta.nilai.get(kunci) or "") if sumber is None else str(sumber)
    if part is None and words.startswith("attach://"):
        part = minta.berkas.get(words.removeprefix("attach://"))
        if part is None:
            raise buruk("wrong file identifier/HTTP URL specified")
    if part is not None:
        return _simpan(dunia, part, jenis)
    if not words:
        raise buruk(f"there is no {jenis.value} in the request")
    known = dunia.info_berkas.get(words)
    if known is None:
        raise buruk("wrong file identifier/HTTP URL specified")
    if known.jenis is not jenis:
        raise buruk(f"can't use file of type {known.jenis.value.title()} as {jenis.value.title()}")
    return known


def _simpan(dunia: Inti, part: Unggahan, jenis: JenisPesan) -> Berkas:
    if not part.isi:
        raise buruk("file must be non-empty")
    if jenis is not JenisPesan.FOTO:
        name = PurePosixPath(part.nama.replace("\\", "/")).name or "file"
        return dunia.simpan_berkas(jenis, name, part.isi, mime_dari(name, part.mime))
    if len(part.isi) > MAKS_FOTO:
        raise buruk(f"file of size {len(part.isi)} bytes is too big for a photo")
    size = gambar.ukuran(part.isi)
    if size is None:
        raise buruk("IMAGE_PROCESS_FAILED")
    width, height = size
    if not width or not height or width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise buruk("PHOTO_INVALID_DIMENSIONS")
    return gambar.simpan_foto(dunia, part.isi, part.nama)


def _kirim(dunia: Inti, minta: Permintaan, kunci: str, jenis: JenisPesan) -> Json:
    text, entities = baca_isi(minta, kunci="caption", kunci_entitas="caption_entities")
    periksa_keterangan(text)
    room = ruang_tulis(dunia, minta)
    fields = bidang_umum(room, minta)
    stored = _ambil(dunia, minta, kunci, jenis)
    message = dunia.tulis(room, dunia.bot, jenis=jenis, teks=text, entitas=entities, berkas=stored, **fields)
    return dunia.pesan_json(message)


def send_document(dunia: Inti, minta: Permintaan) -> Json:
    return _kirim(dunia, minta, "document", JenisPesan.DOKUMEN)


def send_photo(dunia: Inti, minta: Permintaan) -> Json:
    return _kirim(dunia, minta, "photo", JenisPesan.FOTO)


_MEDIA = {"photo": JenisPesan.FOTO, "document": JenisPesan.DOKUMEN}


def _media(dunia: Inti, minta: Permintaan, value: Any) -> dict[str, Any]:
    """The fields of a message from an ``InputMedia``."""
    if not isinstance(value, dict):
        raise buruk("can't parse InputMedia: expected an Object")
    kind = _MEDIA.get(str(value.get("type")))
    if kind is None:
        raise buruk("can't parse InputMedia: type must be photo or document")
    if not value.get("media"):
        raise buruk("can't parse InputMedia: media not found")
    caption = Permintaan("media", value)
    text, entities = baca_isi(caption, kunci="caption", kunci_entitas="caption_entities")
    periksa_keterangan(text)
    stored = _ambil(dunia, minta, "media", kind, sumber=value["media"])
    return {"jenis": kind, "teks": text, "entitas": entities, "berkas": stored}


def send_media_group(dunia: Inti, minta: Permintaan) -> list[Json]:
    media = minta.json("media")
    if not isinstance(media, list) or len(media) < 2:
        raise buruk("media group must include 2-10 items")
    if len(media) > 10:
        raise buruk("too many messages to send as an album")
    room = ruang_tulis(dunia, minta, pesan=len(media))
    common = bidang_umum(room, minta)
    fields = [_media(dunia, minta, one) for one in media]
    if len({one["jenis"] for one in fields}) > 1:
        raise buruk("document can't be mixed with other media types")
    group = str(13_000_000_000 + dunia.angka_baru())
    sent = [dunia.tulis(room, dunia.bot, media_group=group, **one, **common) for one in fields]
    return [dunia.pesan_json(one) for one in sent]


def edit_message_media(dunia: Inti, minta: Permintaan) -> Json:
    rows = baca_inline(minta)
    message = pesan_sunting(dunia, minta)
    return terapkan(dunia, message, **_media(dunia, minta, minta.json("media")), tombol=rows)


def get_file(dunia: Inti, minta: Permintaan) -> Json:
    number = minta.teks("file_id")
    if not number:
        raise buruk("file_id not specified")
    stored = dunia.info_berkas.get(number)
    if stored is None:
        raise buruk("invalid file_id")
    if stored.ukuran > MAKS_UNDUH:
        raise buruk("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unik,
        "file_size": stored.ukuran,
        "file_path": jalur(stored),
    }


def jalur(stored: Berkas) -> str:
    """The ``file_path`` of a file."""
    return f"{_FOLDER[stored.jenis]}/{stored.file_id}{PurePosixPath(stored.nama).suffix}"


def dari_jalur(dunia: Inti, path: str) -> tuple[Berkas, bytes] | None:
    """The file of a ``file_path``, or ``None`` where there is none (or it is too big)."""
    name = PurePosixPath(path).name.partition(".")[0]
    stored = dunia.info_berkas.get(name)
    if stored is None or jalur(stored) != path or stored.ukuran > MAKS_UNDUH:
        return None
    return stored, dunia.isi_berkas[name]


METODE: dict[str, Any] = {
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "sendMediaGroup": send_media_group,
    "editMessageMedia": edit_message_media,
    "getFile": get_file,
}
