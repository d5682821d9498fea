"""The office's own words for a draft, from a small TOML file (``--catatan``).

Example::

    pimpinan = "Nama Kepala Dinas"
    gambaran_umum = "…"

    [indikator."Angka kematian ibu"]
    penyebab = "…"
    solusi = "…"

    [anggaran]
    "Program Penunjang" = "Gagal lelang pada triwulan II"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from bot.drafting.model import Identitas
from bot.drafting.notes import CatatanIndikator, Notes
from bot.errors import ErrorCode, LkjipError, nearest
from bot.kinerja.model import IndicatorTable, Teks
from bot.toml import toml_place

GROUPS = ("indikator", "sasaran", "anggaran")
IDENTITY = ("instansi", "daerah", "alamat", "pimpinan", "jabatan")
NOTE_KEYS = tuple(f.name for f in fields(CatatanIndikator))
TEXT_KEYS = tuple(f.name for f in fields(Notes) if f.name not in GROUPS)
TOP_KEYS = (*IDENTITY, *TEXT_KEYS, *GROUPS)


@dataclass(frozen=True, slots=True)
class Catatan:
    """What the file says: the notes of the draft, and who writes it."""

    notes: Notes
    identitas: Identitas


def read_catatan(path: Path, table: IndicatorTable) -> Catatan:
    """Read a notes file; indicators, sasaran and budget lines are named as in the table.

    Raises LkjipError for a file that is not TOML, an unknown key or a name that the table does not have.
    """
    data = _load(path)
    _check_keys(path, data, TOP_KEYS, "")
    for key in (*IDENTITY, *TEXT_KEYS):
        if key in data and not isinstance(data[key], str):
            raise _invalid(path, f"Isi '{key}' bukan teks.", f'Tulis sebagai {key} = "…".')
    indikator = {i.id: i.nama.isi for i in table.indikator}
    sasaran = {s.id: s.nama.isi for s in table.sasaran if s.nama}
    anggaran = {b.id: b.nama.isi for b in table.anggaran}
    notes = Notes(
        indikator=_notes_by_id(path, "indikator", data, indikator),
        sasaran=_notes_by_id(path, "sasaran", data, sasaran),
        anggaran={
            found: Teks(text)
            for name, text in _texts(path, "anggaran", data).items()
            for found in _ids(path, name, anggaran)
        },
        **{key: Teks(data[key]) for key in TEXT_KEYS if key in data},
    )
    return Catatan(notes, Identitas(**{key: data[key] for key in IDENTITY if key in data}))


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise _invalid(path, "Berkas tidak dapat dibaca.", "Periksa nama dan hak baca berkas itu.") from None
    except UnicodeDecodeError:
        raise _invalid(path, "Berkas bukan teks UTF-8.", "Simpan berkas itu sebagai teks UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise _invalid(
            path, f"Penulisannya bukan TOML ({toml_place(error)}).", "Contoh ada di docs/panduan/catatan.md."
        ) from None


def _notes_by_id(
    path: Path, group: str, data: Mapping[str, Any], names: Mapping[str, str]
) -> dict[str, CatatanIndikator]:
    found: dict[str, CatatanIndikator] = {}
    given = data.get(group, {})
    if not isinstance(given, dict):
        raise _invalid(path, f"Isi '{group}' bukan kelompok.", f'Tulis sebagai [{group}."nama"].')
    for name, entries in given.items():
        if not isinstance(entries, dict) or not all(isinstance(text, str) for text in entries.values()):
            raise _invalid(
                path, f"Isi {group} '{name}' bukan kelompok teks.", f'Tulis sebagai [{group}."{name}"].'
            )
        _check_keys(path, entries, NOTE_KEYS, f" pada {group} '{name}'")
        note = CatatanIndikator(**{key: Teks(text) for key, text in entries.items()})
        found |= dict.fromkeys(_ids(path, name, names), note)
    return found


def _texts(path: Path, group: str, data: Mapping[str, Any]) -> dict[str, str]:
    given = data.get(group, {})
    if not isinstance(given, dict) or not all(isinstance(text, str) for text in given.values()):
        raise _invalid(
            path, f"Isi '{group}' bukan kelompok teks.", f'Tulis sebagai [{group}] lalu "nama" = "…".'
        )
    return given


def _ids(path: Path, name: str, names: Mapping[str, str]) -> list[str]:
    """Ids of what is named so in the table; the whole name, without regard to case."""
    wanted = " ".join(name.casefold().split())
    found = [key for key, text in names.items() if " ".join(text.casefold().split()) == wanted]
    if not found:
        guess = nearest(name, names.values())
        hint = f"Barangkali '{guess}'." if guess else "Tulis nama persis seperti di tabel."
        raise _invalid(path, f"Tabel tidak memuat '{name}'.", hint)
    return found


def _check_keys(path: Path, given: Iterable[str], known: Iterable[str], where: str) -> None:
    known = list(known)
    for key in given:
        if key not in known:
            guess = nearest(key, known)
            hint = f"Barangkali '{guess}'." if guess else f"Yang dikenal: {', '.join(known)}."
            raise _invalid(path, f"Isian '{key}'{where} tidak dikenal.", hint)


def _invalid(path: Path, pesan: str, saran: str) -> LkjipError:
    return LkjipError(
        ErrorCode.NOTES_INVALID,
        f"Berkas catatan {path.name} tidak dapat dipakai: {pesan}",
        saran,
        lokasi=path.name,
    )
