"""The same question in another dress, made by rule: what a search must not be upset by.

A disturbance takes a question and a seeded source of chance and gives another wording, or None where it
changes nothing.  The tables are general ones of written Indonesian; none is shared with the index, which
would otherwise be measured against itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from random import Random

SEED = "ragam-2026"
TYPO_RATE = 0.2
"""Share of the longer words that get a slip of the finger; at least one word does."""
SHORTEST = 4
"""Letters from which a word is mistyped: in shorter ones a slip makes another word."""

Gangguan = Callable[[str, Random], str | None]

OBROLAN: Mapping[str, str] = {
    "yang": "yg", "dengan": "dgn", "untuk": "utk", "dari": "dr", "pada": "pd", "dalam": "dlm",
    "kepada": "kpd", "tidak": "tdk", "bagaimana": "gmn", "apakah": "apkh", "berapa": "brp", "kapan": "kpn",
    "siapa": "sapa", "karena": "krn", "juga": "jg", "sudah": "sdh", "belum": "blm", "saja": "aja",
    "bisa": "bs", "tahun": "thn", "bulan": "bln", "sampai": "smp", "setelah": "stlh", "sebelum": "sblm",
    "tentang": "ttg", "dapat": "dpt", "harus": "hrs", "banyak": "byk", "lebih": "lbh", "kalau": "klo",
    "atau": "ato", "seperti": "spt", "semua": "smua", "jika": "jk", "boleh": "blh", "oleh": "olh",
    "antara": "antr", "paling": "plg", "maksud": "mksd", "jelaskan": "jlskn", "mengapa": "knp",
    "kenapa": "knp", "masing-masing": "msg2", "laporan": "lap", "kabupaten": "kab", "provinsi": "prov",
    "kecamatan": "kec", "pemerintah": "pem", "dokumen": "dok", "lampiran": "lamp", "nomor": "no",
    "peraturan": "prtrn", "kinerja": "knrja",
}  # fmt: skip
"""How people shorten in a chat."""

INGGRIS: tuple[tuple[str, str], ...] = (
    ("apa itu", "what is"), ("apa saja", "what are"), ("apa yang", "what"),
    ("apa bedanya", "what is the difference"), ("di mana", "where"), ("dimana", "where"),
    ("berapa lama", "how long"), ("berapa", "how many"), ("siapa saja", "who"), ("siapa", "who"),
    ("kapan", "when"), ("bagaimana", "how"), ("gimana", "how"), ("mengapa", "why"), ("kenapa", "why"),
    ("apakah", "is it true"), ("bolehkah", "may"), ("apa", "what"),
)  # fmt: skip
"""Question words that people who like English put into an Indonesian sentence; the longest come first."""

TANYA = ("apa saja", "di mana", "siapa saja", "berapa lama", "apa", "siapa", "kapan", "berapa", "bagaimana",
         "dimana", "mengapa", "kenapa")  # fmt: skip
"""Question words that also stand at the end of a sentence."""

SOPAN = (
    ("Selamat pagi Bapak/Ibu, mohon izin bertanya. ", " Terima kasih sebelumnya."),
    ("Assalamualaikum, maaf mengganggu, saya mau tanya: ", " Mohon pencerahannya ya."),
    ("Permisi kak, izin tanya dong. ", " Makasih banyak ya kak."),
    ("Mohon maaf sebelumnya, saya baru di bagian perencanaan dan masih bingung. ", " Terima kasih."),
)
"""Politeness around a question; it carries nothing of its matter."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PUNCTUATION = re.compile(r"(?<!\d)[.,:;](?!\d)|[.,:;](?=\s|$)|[?!\"'“”‘’()\[\]…]")


def salah_ketik(text: str, chance: Random) -> str | None:
    """Neighbouring letters swapped, a letter left out or doubled; never the first one."""
    words = [m for m in _WORD.finditer(text) if len(m[0]) >= SHORTEST and not m[0].isupper()]
    if not words:
        return None
    hit = [m for m in words if chance.random() < TYPO_RATE] or [chance.choice(words)]
    for found in reversed(hit):
        text = text[: found.start()] + _slip(found[0], chance) + text[found.end() :]
    return text


def _slip(word: str, chance: Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    kind = chance.choice(("tukar", "hilang", "ganda"))
    if kind == "tukar" and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "ganda":
        return word[: at + 1] + word[at:]
    return word[:at] + word[at + 1 :]


def singkatan(text: str, chance: Random) -> str | None:
    """The abbreviations of a chat for every word that has one."""
    return _changed(text, _WORD.sub(lambda m: OBROLAN.get(m[0].lower(), m[0]), text))


def polos(text: str, chance: Random) -> str | None:
    """Small letters, no punctuation, no diacritics; the signs inside of numbers stay."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _changed(text, " ".join(_PUNCTUATION.sub(" ", plain.lower()).split()))


def kapital(text: str, chance: Random) -> str | None:
    """All in capitals, as some write."""
    return _changed(text, text.upper())


def urutan(text: str, chance: Random) -> str | None:
    """The two halves of a sentence change places, or the question word goes to its end."""
    body = text.rstrip("?!. ")
    first, comma, second = body.partition(", ")
    if comma and min(len(first.split()), len(second.split())) >= 2:
        return f"{second}, {first}?"
    lower = body.lower()
    for word in TANYA:
        if lower.startswith(f"{word} ") and not lower.startswith(("apa itu ", "apa yang ")):
            return f"{body[len(word) + 1 :]} {word}?"
    return None


def sopan(text: str, chance: Random) -> str | None:
    """Greeting, excuse and thanks around the question."""
    before, after = chance.choice(SOPAN)
    return before + text + after


def inggris(text: str, chance: Random) -> str | None:
    """The first question word in English."""
    lower = text.lower()
    for word, other in INGGRIS:
        found = re.search(rf"\b{re.escape(word)}\b", lower)
        if found:
            return text[: found.start()] + other + text[found.end() :]
    return None


GANGGUAN: Mapping[str, Gangguan] = {
    "salah ketik": salah_ketik,
    "singkatan obrolan": singkatan,
    "huruf kecil tanpa tanda baca": polos,
    "huruf besar": kapital,
    "urutan klausa": urutan,
    "basa-basi": sopan,
    "kata tanya Inggris": inggris,
}
"""Every disturbance by its name."""


def disturbed(text: str, name: str) -> str | None:
    """A question under a disturbance; the same question always gives the same wording."""
    return GANGGUAN[name](text, Random(f"{SEED} {name} {text}"))


def _changed(before: str, after: str) -> str | None:
    return after if after != before else None
