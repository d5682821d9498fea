"""Which regulation a text is: its kind, number, year and title, from its first page, and its structure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.ingest.bersih import tidy
from knowledge.ingest.naskah import Naskah
from knowledge.ingest.pohon import Unit
from knowledge.model import Struktur, Sumber, Verifikasi

HEAD_CHARS = 4000
NUMBER = re.compile(
    r"\bNOMOR\s*:?\s*([0-9]{1,4}[A-Z]?)(?:\s*/\s*[A-Z0-9./-]{1,40})?\s+TAHUN\s+((?:19|20)[0-9]{2})\b"
)
TITLE = re.compile(
    r"\bTENTANG\s+(.{2,600}?)\s*"
    r"(?:DENGAN RAHMAT|MENIMBANG|MENGINGAT|MEMUTUSKAN|MENETAPKAN\s?:|PRESIDEN REPUBLIK|MENTERI [A-Z ]{3,90},|"
    r"GUBERNUR|BUPATI|WALI ?KOTA|\bBAB (?:[IVXL]{1,6}|[0-9]{1,2})\b|\bPASAL ?(?:1|I)\b|"
    r"\bPASAL ?(?:[0-9]{1,3}|[IVX]{1,4})\b(?! (?:AYAT|HURUF|DAN PASAL|UNDANG-UNDANG|PERATURAN))|$)"
)
"""The title ends where the preamble, the decision, the first chapter or Pasal begins, whichever comes first;
"pelaksanaan Pasal 5 ayat (2) Undang-Undang …" is a part of it."""
PANRB = r"PERATURAN MENTERI (?:NEGARA )?PENDAYAGUNAAN APARATUR NEGARA"
KINDS = (
    (r"PERATURAN PEMERINTAH PENGGANTI UNDANG-UNDANG", "perppu", "Perppu"),
    (r"PERATURAN PEMERINTAH", "pp", "PP"),
    (r"PERATURAN PRESIDEN", "perpres", "Perpres"),
    (r"INSTRUKSI PRESIDEN", "inpres", "Inpres"),
    (r"KEPUTUSAN PRESIDEN", "keppres", "Keppres"),
    (rf"{PANRB} DAN REFORMASI BIROKRASI", "permenpan-rb", "Permenpan-RB"),
    (PANRB, "permenpan", "Permenpan"),
    (r"PERATURAN MENTERI DALAM NEGERI", "permendagri", "Permendagri"),
    (r"PERATURAN MENTERI KEUANGAN", "pmk", "PMK"),
    (r"PERATURAN MENTERI", "permen", "Peraturan Menteri"),
    (r"KEPUTUSAN MENTERI", "kepmen", "Keputusan Menteri"),
    (r"PERATURAN DAERAH", "perda", "Perda"),
    (r"PERATURAN GUBERNUR", "pergub", "Pergub"),
    (r"PERATURAN BUPATI", "perbup", "Perbup"),
    (r"PERATURAN WALI ?KOTA", "perwal", "Perwal"),
    (r"KEPUTUSAN (?:GUBERNUR|BUPATI|WALI ?KOTA|KEPALA)", "keputusan", "Keputusan"),
    (r"SURAT EDARAN", "se", "Surat Edaran"),
    (r"UNDANG-UNDANG", "uu", "UU"),
)  # fmt: skip
"""Name on the first page, id prefix, and how it is cited; the more exact names first."""
LOCAL = frozenset({"perda", "pergub", "perbup", "perwal", "keputusan", "permen", "kepmen"})
"""Kinds whose number alone does not say who issued them: the issuer's name is part of the id."""
ISSUER = re.compile(
    r"\b(?:BUPATI|GUBERNUR|WALI ?KOTA|KABUPATEN|PROVINSI|KOTA|MENTERI)\s+([A-Z][A-Z ]{2,40}?)"
    r"(?=\s+(?:NOMOR|DAN|REPUBLIK|TENTANG)\b|$)"
)
CITATION = re.compile(
    r"\b(UU|PP|Perpu|Perppu|Perpres|Inpres|Permendagri|Permenpan(?:-?RB)?|Permen ?PAN ?RB|PMK)\s*"
    r"(?:No(?:mor|\.)?\s*)?"
    r"([0-9]{1,4})\s*(?:/|\s[Tt]ahun\s)\s*((?:19|20)[0-9]{2})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Identitas:
    """What the first page says about a regulation."""

    id: str
    singkat: str
    nomor: str
    tahun: int
    judul: str


def recognise(naskah: Naskah) -> Identitas | None:
    """The regulation that a text is, or None where its head does not say."""
    head = _head(naskah)
    upper = head.upper()
    number = NUMBER.search(upper)
    if number is not None:
        before = upper[: number.start()]
        ends = [(m.end(), -k) for k, (p, _, _) in enumerate(KINDS) if (m := _last(p, before))]
        if ends:
            # the name nearest above the number; of names that end at the same place the more exact one
            _, prefix, short = KINDS[-max(ends)[1]]
            return _identity(prefix, short, number, upper)
    cited = CITATION.search(head[:300]) or CITATION.search(naskah.berkas.replace("_", " "))
    if cited is None:
        return None
    short = cited[1].upper() if len(cited[1]) < 4 else cited[1].capitalize()
    prefix = {"permenpanrb": "permenpan-rb", "permenpan-rb": "permenpan-rb", "perpu": "perppu"}.get(
        cited[1].lower().replace(" ", ""), cited[1].lower()
    )
    return Identitas(
        f"{prefix}-{cited[2]}-{cited[3]}", f"{short} {cited[2]}/{cited[3]}", cited[2], int(cited[3]), ""
    )


def has_number(naskah: Naskah) -> bool:
    """Whether the head of a text carries the number and year of a regulation."""
    return NUMBER.search(_head(naskah).upper()) is not None


def _last(pattern: str, text: str) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text))
    return found[-1] if found else None


def _identity(prefix: str, short: str, number: re.Match[str], upper: str) -> Identitas:
    title = TITLE.search(upper[number.end() :])
    name, ident = f"{short} {number[1]}/{number[2]}", f"{prefix}-{number[1].lower()}-{number[2]}"
    issuer = ISSUER.search(upper[: number.end()]) if prefix in LOCAL else None
    if issuer is not None:
        place = issuer[1].strip()
        ident = f"{prefix}-{re.sub(r'[^a-z0-9]+', '-', place.lower())}-{number[1].lower()}-{number[2]}"
        name = f"{short} {place.title()} {number[1]}/{number[2]}"
    return Identitas(ident, name, number[1], int(number[2]), _as_title(title[1]) if title else "")


def match_registry(found: Identitas | None, berkas: str, registry: Iterable[Sumber]) -> Sumber | None:
    """The registered source that a text (or, failing that, its file name) is."""
    registered = {sumber.id: sumber for sumber in registry}
    if found is not None and found.id in registered:
        return registered[found.id]
    if found is not None:
        for sumber in registered.values():
            if sumber.singkat.lower() == found.singkat.lower():
                return sumber
    stem = re.sub(r"[^a-z0-9]+", "-", berkas.lower().rsplit(".", 1)[0]).strip("-")
    named = [ident for ident in registered if stem == ident or stem.startswith(f"{ident}-")]
    return registered[max(named, key=len)] if named and found is None else None


def structure_of(root: Unit, verifikasi: Verifikasi) -> Struktur:
    """What places the text has.  A text that does not begin with Pasal 1 says nothing about the whole."""
    pasal = [
        unit for unit in root.walk() if unit.unit == "pasal" and unit.nomor.isdigit() and not unit.is_quoted()
    ]
    numbers = [int(unit.nomor) for unit in pasal]
    if not numbers or 1 not in numbers:
        return Struktur()
    lampiran = [unit for unit in root.children() if unit.unit == "lampiran"]
    huruf = {}
    for annex in lampiran:
        letters = [
            child.nomor for child in annex.children() if child.unit == "huruf" and child.nomor.isupper()
        ]
        if letters:
            huruf[annex.nomor] = letters[-1]
    ayat = {
        unit.nomor: len(inner)
        for unit in pasal
        if (inner := [c for c in unit.children() if c.unit == "ayat"])
    }
    chapters = [unit for unit in root.children() if unit.unit == "bab"]
    # an annex that is missing from the file is no annex that the regulation lacks
    names = tuple(unit.nomor for unit in lampiran if unit.nomor) or None
    return Struktur(
        pasal=max(numbers),
        bab=len(chapters) or None,
        lampiran=names,
        huruf=huruf,
        ayat=ayat,
        verifikasi=verifikasi,
    )


def is_legal(root: Unit) -> bool:
    """Whether a text has the structure of a regulation: Pasal, or a preamble with annexes."""
    units = [unit.unit for unit in root.walk()]
    framed = "menimbang" in units or "mengingat" in units or "penutup" in units
    return units.count("pasal") >= (1 if framed else 2) or (framed and "lampiran" in units)


def _head(naskah: Naskah) -> str:
    text = " ".join(tidy(block.teks) for block in naskah.alinea[:40])
    return text[:HEAD_CHARS]


def _as_title(text: str) -> str:
    small = {
        "dan",
        "atau",
        "atas",
        "di",
        "dari",
        "ke",
        "tentang",
        "dalam",
        "untuk",
        "pada",
        "yang",
        "dengan",
        "bagi",
    }
    words = text.lower().split()
    return " ".join(w if w in small and i else w.capitalize() for i, w in enumerate(words))
