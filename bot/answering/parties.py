"""Whom a question or a statement concerns, by canonical word.

Offices of one kind have many names ("dinas", "badan", "OPD", "perangkat daerah"): a rule for the SKPD is the
rule for each of them.  The canonical words are those of :attr:`bot.answering.model.Maksud.pihak`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_NAMES: tuple[tuple[str, str], ...] = (
    # Longer names first: what is matched is not looked at again.
    ("menpan", r"menteri pan ?rb|menpan[- ]?rb|menpan|menteri pendayagunaan aparatur negara(?: dan reformasi birokrasi)?"
               r"|kemen(?:terian )?pan ?-?rb|kemenpan"),
    ("mendagri", r"menteri dalam negeri|mendagri|kemendagri|kementerian dalam negeri"),
    ("menkeu", r"menteri keuangan|menkeu|kemenkeu|kementerian keuangan"),
    ("bappenas", r"menteri ppn(?: ?/ ?kepala bappenas)?|bappenas|menteri perencanaan(?: pembangunan nasional)?"),
    ("dprd", r"dprd"),
    ("presiden", r"presiden"),
    ("masyarakat", r"masyarakat|publik"),
    ("eselon iv", r"eselon (?:iv|4)"),
    ("eselon iii", r"eselon (?:iii|3)"),
    ("eselon ii", r"eselon (?:ii|2)"),
    ("eselon i", r"eselon (?:i|1)|dirjen|ditjen|direktur jenderal|direktorat jenderal|unit kerja eselon (?:i|1)"),
    ("staf", r"staf|pelaksana biasa|jabatan fungsional"),
    ("apip", r"inspektorat(?: jenderal| daerah| provinsi| kabupaten)?|inspektur|apip|pereviu|itjen|auditor|bpkp"),
    ("satker", r"satuan kerja(?! perangkat)|satker"),
    ("skpd", r"satuan kerja perangkat daerah|perangkat daerah|skpd|opd|kepala dinas|dinas|kadis|kepala badan|badan"
             r"(?! pemeriksa| kepegawaian| pusat| layanan)|kecamatan|camat|kantor|rsud|puskesmas|bappeda|sekretariat daerah|satpol ?pp"
             r"|kelurahan|upt|bapenda|bpkad|dlh|dinkes|disdik|diskominfo|dispora|dinsos"),
    ("unit kerja", r"unit kerja|unit organisasi"),
    ("kementerian", r"kementerian(?: ?/ ?lembaga)?|k/l|lembaga|menteri ?/ ?pimpinan lembaga|pimpinan lembaga|menteri"
                    r"|instansi pusat"),
    ("kepala daerah", r"kepala daerah"),
    ("gubernur", r"pemerintah provinsi|pemprov|provinsi|gubernur|gub"),
    ("bupati", r"pemerintah (?:kabupaten|kota)|pemkab|pemkot|kabupaten(?: ?/ ?kota)?|kota|bupati|bup|wali ?kota|walkot|kab"),
    ("pemda", r"pemerintah(?:an)? daerah|pemda"),
)  # fmt: skip
_PATTERN = re.compile(
    r"(?<![\w])(?:"
    + "|".join(f"(?P<p{i}>{names})" for i, (_, names) in enumerate(_NAMES))
    + r")(?:nya)?(?![\w])"
)
_TO = re.compile(r"(?:\bke|\bkepada|\boleh|\bmelalui|\blewat|\bdari|\bdan|,|/|\bserta|\batau|\bc\.q\.)\s*$")
_RECEIVER = re.compile(r"\b(?:ke|kepada|melalui|lewat|untuk dilaporkan ke)\s+(?:\w+\s+){0,2}$")

INDUK: dict[str, frozenset[str]] = {
    "pemda": frozenset({"gubernur", "bupati", "kepala daerah"}),
    "kepala daerah": frozenset({"gubernur", "bupati", "pemda"}),
    "gubernur": frozenset({"kepala daerah", "pemda"}),
    "bupati": frozenset({"kepala daerah", "pemda"}),
    "kementerian": frozenset(),
    "unit kerja": frozenset({"eselon i"}),
    "eselon i": frozenset({"unit kerja"}),
}
"""Parties that a rule for the first may also speak of."""


@dataclass(frozen=True, slots=True)
class Sebutan:
    """A party as it was mentioned."""

    pihak: str
    mulai: int
    sebagai_penerima: bool
    """Mentioned as the one to whom something goes ("kepada bupati")."""
    akhir: int = 0


@lru_cache(maxsize=8192)
def mentions(text: str) -> tuple[Sebutan, ...]:
    """The parties that a text names, in order."""
    low = text.lower()
    found: list[Sebutan] = []
    receiving_until = -1
    for match in _PATTERN.finditer(low):
        name = _NAMES[int((match.lastgroup or "p0")[1:])][0]
        before = low[max(0, match.start() - 40) : match.start()]
        receives = bool(_RECEIVER.search(before)) or (
            receiving_until >= 0 and match.start() - receiving_until <= 30 and bool(_TO.search(before))
        )
        receiving_until = match.end() if receives else -1
        found.append(Sebutan(name, match.start(), receives, match.end()))
    return tuple(found)


@lru_cache(maxsize=8192)
def parties(text: str) -> tuple[str, ...]:
    """Canonical parties of a text, those that act before those that receive, each once."""
    all_ = mentions(text)
    ordered = [m.pihak for m in all_ if not m.sebagai_penerima] + [
        m.pihak for m in all_ if m.sebagai_penerima
    ]
    return tuple(dict.fromkeys(ordered))


@lru_cache(maxsize=8192)
def subjects(text: str) -> tuple[str, ...]:
    """The parties that a text is about: those that are not merely receivers."""
    return tuple(dict.fromkeys(m.pihak for m in mentions(text) if not m.sebagai_penerima))


def fit(asked: tuple[str, ...], title: str, statement: str) -> float:
    """How well a statement below a title concerns the parties asked for, -1..1.

    1 the first subject is the one asked for, 0.5 it is mentioned, 0 neither side names a party, -1 the
    statement speaks of other parties only.
    """
    if not asked:
        return 0.0
    lead = subjects(statement)[:1] or subjects(title)[:1]
    named = set(parties(statement)) | set(parties(title))
    if not named:
        return 0.0
    first = asked[0]
    if lead and (lead[0] == first):
        return 1.0
    near = INDUK.get(first, frozenset())
    if lead and lead[0] in near:
        return 0.7
    if first in named or first in subjects(title):
        return 0.5
    if named & near:
        return 0.3
    return -1.0
