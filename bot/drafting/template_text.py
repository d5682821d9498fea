"""Placeholders such as ``{{ instansi }}`` in the header and footer of an office's template.

Names only: a template is a file from outside, so no template language is run
on it.  Word cuts a placeholder into several runs; the pieces are joined where
they stand, and what stands around them keeps its form.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.drafting.model import Identitas
from bot.errors import ErrorCode, LkjipError

if TYPE_CHECKING:
    from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_NAME: Final = re.compile(r"\{\{ {0,9}([A-Za-z_]{1,40}) {0,9}\}\}")


def isian_templat(identitas: Identitas) -> dict[str, str]:
    """What each placeholder becomes; what is not known becomes a visible gap."""
    known = {
        "instansi": identitas.instansi,
        "tahun": None if identitas.tahun is None else str(identitas.tahun),
        "daerah": identitas.daerah,
        "alamat": identitas.alamat,
        "pimpinan": identitas.pimpinan,
        "jabatan": identitas.jabatan,
    }
    return {nama: isi if isi else f"[LENGKAPI: {nama}]" for nama, isi in known.items()}


def isi_penanda(root: etree._Element, isian: dict[str, str], berkas: str, letak: str) -> None:
    """Fill the placeholders of one part, in place.

    Raises LkjipError ``templat-tidak-sah`` that names the part and the unknown or unclosed placeholder.
    """
    for paragraph in root.iter(f"{W}p"):
        texts = [t for t in paragraph.iter(f"{W}t") if t.text]
        whole = "".join(t.text or "" for t in texts)
        if "{{" not in whole and "{%" not in whole:
            continue
        matches = list(_NAME.finditer(whole))
        rest = _NAME.sub("", whole)
        if "{{" in rest or "{%" in rest or "}}" in rest:
            raise _invalid(
                berkas, letak, f'memuat penanda yang tidak dapat dibaca ("{whole.strip()[:60]}")', isian
            )
        for match in reversed(matches):
            nama = match.group(1).lower()
            if nama not in isian:
                raise _invalid(
                    berkas, letak, f"memuat penanda {{{{ {match.group(1)} }}}} yang tidak dikenal", isian
                )
            _replace(texts, match.start(), match.end(), isian[nama])


def _replace(texts: list[etree._Element], start: int, end: int, words: str) -> None:
    """Put ``words`` in the place of the characters from ``start`` to ``end`` of the joined texts."""
    position = 0
    for node in texts:
        text = node.text or ""
        first, last = max(start - position, 0), min(end - position, len(text))
        if first < last:
            node.text = text[:first] + words + text[last:]
            node.set(_SPACE, "preserve")
            words = ""  # the rest of the placeholder, in later runs, only goes
        position += len(text)


def _invalid(berkas: str, letak: str, apa: str, isian: dict[str, str]) -> LkjipError:
    names = ", ".join(f"{{{{ {nama} }}}}" for nama in isian)
    return LkjipError(
        ErrorCode.TEMPLATE_INVALID,
        f"Templat {berkas} tidak dapat dipakai: {letak} {apa}.",
        f"Perbaiki penanda itu di Word; yang dikenal hanya {names}.",
        lokasi=f"{berkas}, {letak}",
    )
