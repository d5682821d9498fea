"""The registry of sources: ``registry.toml`` and every ``registry-*.toml`` beside it.

Each ``[[sumber]]`` table is one source.  A relation is written once, in its active form, at the source
that acts (``mencabut``, ``mengubah``, ``melaksanakan``, ``mengganti``); the loader writes the passive
form at the other one, so that the two ends never disagree.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from enum import Enum
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TypeVar, cast

from knowledge.model import UMUM, Jenis, Relasi, StatusBerlaku, Struktur, Sumber, Verifikasi
from knowledge.sources.galat import SourceError

PASIF = {
    "mencabut": "dicabut-oleh",
    "mengubah": "diubah-oleh",
    "melaksanakan": "dilaksanakan-oleh",
    "mengganti": "diganti-oleh",
}
"""Active form of a relation and how the other source sees it."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_OWNER = re.compile(r"umum\Z|(?:instansi|pengguna):[^\s:]+\Z")
T = TypeVar("T")
E = TypeVar("E", bound=Enum)


def folder() -> Traversable:
    """The folder of this package, where the registry and the passages lie."""
    return files("knowledge.sources")


def load_registry(root: Traversable | None = None) -> Mapping[str, Sumber]:
    """Every registered source by its id, in the order of the files.

    ``root`` is the folder with the registry files; by default the shipped one.  Raises ``SourceError``.
    """
    root = folder() if root is None else root
    found: dict[str, Sumber] = {}
    origin: dict[str, tuple[str, int | None]] = {}
    for file in _registry_files(root):
        for sumber, line in _read(file):
            if sumber.id in found:
                raise SourceError(file.name, line, f"sumber «{sumber.id}» sudah terdaftar.")
            found[sumber.id] = sumber
            origin[sumber.id] = (file.name, line)
    complete = _with_passive_relations(found, origin)
    for sumber in complete.values():
        _check_status(sumber, origin[sumber.id])
    _check_names(complete, origin)
    return MappingProxyType(complete)


def _registry_files(root: Traversable) -> list[Traversable]:
    names = {file.name: file for file in root.iterdir() if file.name.endswith(".toml")}
    if "registry.toml" not in names:
        raise SourceError("registry.toml", None, "berkas registri tidak ada.")
    further = sorted(name for name in names if name.startswith("registry-"))
    return [names["registry.toml"], *(names[name] for name in further)]


def _read(file: Traversable) -> list[tuple[Sumber, int | None]]:
    text = file.read_text(encoding="utf-8")
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(file.name, None, f"bukan TOML yang sah ({error}).") from error
    entries = document.pop("sumber", [])
    if document or not isinstance(entries, list):
        raise SourceError(file.name, None, "hanya tabel [[sumber]] yang dikenal.")
    lines = {name: n for n, line in enumerate(text.splitlines(), 1) if (name := _id_on(line))}
    result = []
    for entry in entries:
        line = lines.get(str(entry.get("id")))
        result.append((_sumber(Tabel(entry, file.name, line)), line))
    return result


def _id_on(line: str) -> str | None:
    key, _, value = line.partition("=")
    return value.strip().strip('"') if key.strip() == "id" else None


class Tabel:
    """A TOML table that is read key by key; what is left over at the end is an error."""

    def __init__(self, values: object, berkas: str, baris: int | None, nama: str = "") -> None:
        self.berkas, self.baris, self.nama = berkas, baris, nama
        if not isinstance(values, dict):
            raise self.error("harus berupa tabel.")
        self.values = dict(cast("dict[str, object]", values))
        self.nama = nama or str(self.values.get("id", ""))

    def error(self, pesan: str) -> SourceError:
        """The error to raise for this table."""
        return SourceError(self.berkas, self.baris, f"«{self.nama}»: {pesan}" if self.nama else pesan)

    def take(self, key: str, kind: type[T]) -> T | None:
        """A value of a kind, or None; an empty text counts as an error."""
        value = self.values.pop(key, None)
        if value is None:
            return None
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.error(f"kunci «{key}» harus bertipe {kind.__name__}.")
        if isinstance(value, str) and not value.strip():
            raise self.error(f"kunci «{key}» kosong.")
        return value

    def need(self, key: str, kind: type[T]) -> T:
        """As ``take``, for a key that must be there."""
        value = self.take(key, kind)
        if value is None:
            raise self.error(f"kunci «{key}» tidak ada.")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """A truth value."""
        value = self.take(key, bool)
        return default if value is None else value

    def choice(self, key: str, kind: type[E], default: E | None = None) -> E:
        """A member of an enumeration by its value."""
        text = self.take(key, str)
        if text is None:
            if default is None:
                raise self.error(f"kunci «{key}» tidak ada.")
            return default
        try:
            return kind(text)
        except ValueError:
            known = ", ".join(str(member.value) for member in kind)
            raise self.error(f"nilai «{text}» untuk «{key}» tidak dikenal; pilihannya: {known}.") from None

    def texts(self, key: str) -> tuple[str, ...] | None:
        """A list of texts, without repetition; None where the key is absent."""
        values = self.take(key, list)
        if values is None:
            return None
        items = cast("list[object]", values)
        if not all(isinstance(item, str) and item.strip() for item in items):
            raise self.error(f"kunci «{key}» harus berisi teks.")
        if len(set(map(str, items))) != len(items):
            raise self.error(f"kunci «{key}» berulang isinya.")
        return tuple(map(str, items))

    def map(self, key: str, kind: type[T], check: Callable[[T], bool]) -> dict[str, T]:
        """A table of values of one kind, empty where absent."""
        values = cast("dict[str, object]", self.take(key, dict) or {})
        for value in values.values():
            if not isinstance(value, kind) or isinstance(value, bool) or not check(value):
                raise self.error(f"isi «{key}» tidak sah: {value!r}.")
        return cast("dict[str, T]", values)

    def done(self) -> None:
        """Raises for keys that nobody took."""
        if self.values:
            raise self.error(f"kunci tidak dikenal: {', '.join(sorted(self.values))}.")


def _sumber(tabel: Tabel) -> Sumber:
    name = tabel.need("id", str)
    if not _ID.match(name):
        raise tabel.error("id hanya boleh memuat huruf kecil, angka, dan tanda hubung.")
    sumber = Sumber(
        id=name,
        jenis=tabel.choice("jenis", Jenis),
        singkat=tabel.need("singkat", str),
        judul=tabel.need("judul", str),
        nomor=tabel.take("nomor", str),
        tahun=tabel.take("tahun", int),
        sebutan=tabel.texts("sebutan") or (),
        ditetapkan=tabel.take("ditetapkan", date),
        diundangkan=tabel.take("diundangkan", date),
        status=tabel.choice("status", StatusBerlaku, StatusBerlaku.BERLAKU),
        status_sejak=tabel.take("status_sejak", date),
        status_verifikasi=tabel.choice("status_verifikasi", Verifikasi, Verifikasi.SUMBER_SEKUNDER),
        relasi=_relasi(tabel),
        struktur=_struktur(tabel),
        penerbit=tabel.take("penerbit", str),
        laman=tabel.take("laman", str),
        diperiksa=tabel.take("diperiksa", date),
        dimuat=tabel.flag("dimuat", default=True),
        pemilik=tabel.take("pemilik", str) or UMUM,
        instansi=tabel.take("instansi", str),
        contoh=tabel.flag("contoh", default=False),
    )
    tabel.done()
    if not _OWNER.match(sumber.pemilik):
        raise tabel.error(f"pemilik «{sumber.pemilik}» tidak sah.")
    if sumber.tahun is not None and not 1945 <= sumber.tahun <= 2100:
        raise tabel.error(f"tahun {sumber.tahun} tidak sah.")
    if sumber.jenis is Jenis.REGULASI and (sumber.nomor is None or sumber.tahun is None):
        raise tabel.error("regulasi harus punya nomor dan tahun.")
    if sumber.laman and not sumber.laman.startswith("https://"):
        raise tabel.error("laman harus diawali https://.")
    if any(name != name.lower() for name in sumber.sebutan):
        raise tabel.error("sebutan ditulis dengan huruf kecil.")
    return sumber


def _relasi(tabel: Tabel) -> tuple[Relasi, ...]:
    result = []
    for entry in cast("list[object]", tabel.take("relasi", list) or []):
        row = Tabel(entry, tabel.berkas, tabel.baris, tabel.nama)
        relasi = Relasi(
            jenis=row.need("jenis", str),
            sumber_id=row.need("sumber", str),
            keterangan=row.take("keterangan", str),
            verifikasi=row.choice("verifikasi", Verifikasi),
        )
        row.done()
        if relasi.jenis not in PASIF:
            raise row.error(f"relasi «{relasi.jenis}» tidak dikenal; pilihannya: {', '.join(PASIF)}.")
        result.append(relasi)
    return tuple(result)


def _struktur(tabel: Tabel) -> Struktur:
    values = tabel.take("struktur", dict)
    if values is None:
        return Struktur()
    row = Tabel(values, tabel.berkas, tabel.baris, tabel.nama)
    struktur = Struktur(
        pasal=row.take("pasal", int),
        bab=row.take("bab", int),
        lampiran=row.texts("lampiran"),
        huruf=row.map("huruf", str, lambda value: len(value) == 1 and value.isupper()),
        ayat=row.map("ayat", int, lambda value: value > 0),
        halaman=row.take("halaman", int),
        verifikasi=row.choice("verifikasi", Verifikasi),
    )
    row.done()
    if any(count is not None and count < 1 for count in (struktur.pasal, struktur.bab, struktur.halaman)):
        raise row.error("jumlah dalam struktur harus lebih dari nol.")
    if not set(struktur.huruf) <= set(struktur.lampiran or ()):
        raise row.error("struktur.huruf menyebut lampiran yang tidak ada.")
    if struktur.pasal and any(not p.isdigit() or int(p) > struktur.pasal for p in struktur.ayat):
        raise row.error("struktur.ayat menyebut pasal yang tidak ada.")
    return struktur


def _with_passive_relations(
    found: dict[str, Sumber], origin: Mapping[str, tuple[str, int | None]]
) -> dict[str, Sumber]:
    passive: dict[str, list[Relasi]] = {name: [] for name in found}
    for sumber in found.values():
        for relasi in sumber.relasi:
            if relasi.sumber_id not in found or relasi.sumber_id == sumber.id:
                pesan = f"«{sumber.id}»: relasi menunjuk sumber «{relasi.sumber_id}» yang tidak terdaftar."
                raise SourceError(*origin[sumber.id], pesan)
            back = replace(relasi, jenis=PASIF[relasi.jenis], sumber_id=sumber.id)
            passive[relasi.sumber_id].append(back)
    return {name: replace(s, relasi=(*s.relasi, *passive[name])) for name, s in found.items()}


def _check_status(sumber: Sumber, origin: tuple[str, int | None]) -> None:
    """A source that is revoked or changed must say by what."""
    kinds = {relasi.jenis for relasi in sumber.relasi}
    needed = {
        StatusBerlaku.DICABUT: {"dicabut-oleh", "diganti-oleh"},
        StatusBerlaku.DIUBAH: {"diubah-oleh"},
    }.get(sumber.status)
    if needed and not needed & kinds:
        raise SourceError(*origin, f"«{sumber.id}»: status {sumber.status} tanpa relasi yang menerangkannya.")
    if sumber.status is not StatusBerlaku.DICABUT and "dicabut-oleh" in kinds:
        raise SourceError(*origin, f"«{sumber.id}»: dicabut sumber lain, tetapi statusnya {sumber.status}.")


def _check_names(registry: Mapping[str, Sumber], origin: Mapping[str, tuple[str, int | None]]) -> None:
    """A name must lead to one source only; ``singkat`` and ``sebutan`` share one space."""
    owner: dict[str, str] = {}
    for sumber in registry.values():
        for name in {sumber.singkat.lower(), *sumber.sebutan}:
            other = owner.setdefault(name, sumber.id)
            if other != sumber.id:
                pesan = f"«{sumber.id}»: sebutan «{name}» juga dipakai «{other}»."
                raise SourceError(*origin[sumber.id], pesan)
