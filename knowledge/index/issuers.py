"""Who issued a regulation whose number alone does not say: "Peraturan Bupati Arunika Nomor 7 Tahun 2031".

Every district has a Perbup 7/2031, every ministry a Peraturan Menteri 7/2031: the words between the kind and
the number belong to the name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

MAX_WORDS: Final = 8
"""Words of an issuer that are read, region and country among them."""
BY_ISSUER: Final = {
    "perda": "perda",
    "peraturan daerah": "perda",
    "perbup": "perbup",
    "peraturan bupati": "perbup",
    "pergub": "pergub",
    "peraturan gubernur": "pergub",
    "perwal": "perwali",
    "perwali": "perwali",
    "perwalkot": "perwali",
    "perwalikota": "perwali",
    "peraturan walikota": "perwali",
    "peraturan wali kota": "perwali",
    "peraturan menteri": "permen",
    "keputusan menteri": "kepmen",
    "keputusan": "keputusan",
    "keputusan bupati": "keputusan",
    "keputusan gubernur": "keputusan",
    "keputusan walikota": "keputusan",
    "keputusan wali kota": "keputusan",
    "keputusan kepala": "keputusan",
}
"""Names of kinds that an issuer may follow."""
KINDS: Final = frozenset(BY_ISSUER.values())
NEEDS_ISSUER: Final = frozenset({"permen", "kepmen", "keputusan"})
"""Kinds that are no name of a regulation without one."""
_REGION: Final = frozenset(
    {"kabupaten", "kab", "kota", "provinsi", "propinsi", "prov", "daerah", "republik", "indonesia", "ri"}
)
"""Words that one writes and another leaves out."""
_NO_ISSUER: Final = frozenset(
    """
    pasal ayat huruf angka lampiran bab bagian yang mana apa apakah ini itu tersebut atau dalam pada di ke
    dari menurut sesuai dengan untuk terkait soal mengatur sebagai serta harus wajib boleh merujuk mengacu
    mengikuti berdasarkan pelaksanaan perubahan peraturan perundang undang keputusan instruksi surat nomor
    no nmr nomer num tahun thn th taun tentang
    """.split()  # noqa: SIM905
)
"""Words that end an issuer."""
_AS_KIND: Final = {"pendayagunaan": "permenpan", "aparatur": "permenpan", "pan": "permenpan",
                   "panrb": "permenpan", "keuangan": "permenkeu"}  # fmt: skip
"""Ministries with a kind of their own, also where their long name is not whole."""


def issuer_at(words: Sequence[str], at: int) -> tuple[tuple[str, ...], int]:
    """The issuer that stands here, without words like "kabupaten", and the index of the word after it."""
    index = at
    while index < min(len(words), at + MAX_WORDS) and words[index].isalpha():
        if words[index] in _NO_ISSUER:
            break
        index += 1
    return tuple(word for word in words[at:index] if word not in _REGION), index


def kind_of(kind: str, issuer: Sequence[str]) -> str:
    """The kind of a regulation by its issuer: that of the ministry of finance is a Permenkeu."""
    if kind != "permen":
        return kind
    return next((_AS_KIND[word] for word in issuer if word in _AS_KIND), kind)


def is_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two issuers are one; one slip of a finger is forgiven in a long name."""
    from rapidfuzz.distance import OSA

    a, b = " ".join(one), " ".join(other)
    return a == b or (min(len(a), len(b)) >= 6 and OSA.distance(a, b, score_cutoff=1) <= 1)
