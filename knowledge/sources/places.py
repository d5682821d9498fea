"""Whether a place can exist in a source, as far as the registry knows the source's structure."""

from __future__ import annotations

from knowledge.letak import Letak
from knowledge.model import Sumber

FREE = frozenset({"tabel", "bagian", "bab", "alinea", "paragraf", "diktum", "kepala"})
"""Words with which the unnumbered end of a rule's letak may begin; anything else is a slip of the pen."""


def check_place(sumber: Sumber, letak: Letak, pages: tuple[int, int] | None = None) -> str | None:
    """What is wrong with a place in a source, or None.  A complete Indonesian sentence."""
    structure = sumber.struktur
    if pages and structure.halaman is not None and pages[1] > structure.halaman:
        return f"halaman {pages[1]} di luar {sumber.singkat} ({structure.halaman} halaman)."
    if letak.langkah and letak.bebas and letak.bebas.split()[0].lower() not in FREE:
        return f"bagian letak «{letak.bebas}» tidak terbaca."
    before = ""
    place = ""
    for step in letak.langkah:
        last = _last(step.nomor)
        number = int(last) if last.isdigit() else None
        if step.unit == "pasal":
            place = last
            if number and structure.pasal is not None and number > structure.pasal:
                return f"{sumber.singkat} hanya memuat {structure.pasal} pasal."
        elif step.unit == "ayat" and number and number > structure.ayat.get(place, number):
            return f"Pasal {place} {sumber.singkat} hanya memuat {structure.ayat[place]} ayat."
        elif step.unit in {"lampiran", "anak lampiran"}:
            place = step.nomor.split("/")[0]
            if place and structure.lampiran is not None and place not in structure.lampiran:
                return f"{sumber.singkat} tidak memuat Lampiran {place}."
        elif step.unit == "huruf" and before == "lampiran":
            limit = structure.huruf.get(place)
            if limit is not None and last.upper() > limit:
                return f"Lampiran {place} {sumber.singkat} berhenti di huruf {limit}."
        before = step.unit
    return None


def _last(number: str) -> str:
    """The last number of a range, without brackets: ``18-27`` is 27."""
    return number.strip("()").split("-")[-1]
