"""Answers from documents that have no statements (added texts, past reports): their own best sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answering.compose.say import sentences
from bot.answering.kinds import ASPEK
from bot.answering.match import Kata, Kosakata
from bot.answering.model import Ragam
from knowledge.index.model import Hit
from knowledge.model import Bentuk, Jenis, Passage

QUOTED = 6
"""Passages of a search that are looked at for words to quote."""
LONGEST = 420
"""Characters of one quoted sentence; a longer one is cut at a clause."""
LONGEST_LIST = 1500
"""Characters of a legal list, which is quoted whole."""
CUE = 0.4
"""What a sentence gains that says the kind of thing that is asked (a deadline, a recipient)."""
LEAF = 0.08
"""What a passage gains that is nothing but the sentence."""
SUBJECT = 0.15
"""What a definition gains that begins with the asked word."""
_CUT = re.compile(r"[;:,]\s")
_AYAT = re.compile(r"\((\d{1,2}[a-z]?)\)\s+")
_ITEM = re.compile(r"(?:[a-z]{1,2}|\d{1,2})[.)]\s+|\(\d{1,2}[a-z]?\)\s+|[-•]\s+")
_LEGAL = frozenset({Jenis.REGULASI, Jenis.SURAT})

_NUMBER = r"\d+ \([a-z ]{1,30}\)"
CUES: Mapping[Ragam, re.Pattern[str]] = {
    kind: re.compile(rf"\b(?:{cue})", re.IGNORECASE)
    for kind, cue in {
        Ragam.TENGGAT: r"paling lambat|paling lama|selambat|sebelum tanggal|tanggal \d|hari kerja"
        rf"|{_NUMBER} (?:hari|bulan|minggu)|mulai berlaku|berakhir",
        Ragam.FREKUENSI: r"setiap|sekali|kali|tahunan|bulanan|triwulan|semester|berkala",
        Ragam.KEPADA_SIAPA: r"kepada|ditujukan|melalui",
        Ragam.SIAPA: r"oleh|menyampaikan|menyusun|menetapkan|melakukan|melaksanakan|mengoordinasikan"
        r"|bertanggung jawab|menandatangani|bertugas|berwenang|wajib",
        Ragam.BERAPA: rf"{_NUMBER}|\d|paling (?:banyak|sedikit)|persen",
        Ragam.DEFINISI: r"adalah|ialah|yang dimaksud dengan|merupakan|yang selanjutnya dis",
        Ragam.SANKSI: r"sanksi|dikenai|dikenakan|teguran|denda|pidana|penundaan|pemotongan|pemberhentian",
        Ragam.BOLEHKAH: r"wajib|harus|dapat|dilarang|boleh|tidak dapat|diperkenankan",
        Ragam.APA_SAJA: r"memuat|terdiri|meliputi|mencakup|berisi|antara lain|sebagai berikut",
        Ragam.FORMAT: r"memuat|terdiri|meliputi|mencakup|berisi|format|sistematika",
        Ragam.LANGKAH: r"tahap|langkah|dilakukan (?:melalui|dengan)|tata cara|prosedur",
        Ragam.TUJUAN: r"tujuan|bertujuan|dalam rangka|guna|dimaksudkan",
        Ragam.RUMUS: r"rumus|dihitung|dibagi|dikali|perbandingan",
        Ragam.STATUS: r"dicabut|tidak berlaku|mulai berlaku|diubah",
    }.items()
}
"""Words with which a legal sentence says each kind of thing."""
_LISTS = frozenset({Ragam.APA_SAJA, Ragam.FORMAT, Ragam.LANGKAH})


@dataclass(frozen=True, slots=True)
class Cuplikan:
    """Sentences of one passage, word for word."""

    hit: Hit
    teks: str
    cakupan: float
    """Share of the question's words that they hold, 0..1."""
    menjawab: bool = False
    """Whether they say the kind of thing that is asked."""


def is_verbatim(passage: Passage) -> bool:
    return passage.bentuk is Bentuk.KUTIPAN or not passage.pernyataan


def without_heading(passage: Passage) -> str:
    """The words of a passage without the lines that only repeat its place ("Pasal 20", "BAB III")."""
    if passage.jenis not in _LEGAL or passage.bentuk is not Bentuk.KUTIPAN:
        return passage.teks
    steps = {" ".join(f"{s.unit} {s.nomor}".lower().split()) for s in passage.letak.langkah}
    lines = passage.teks.split("\n")
    while len(lines) > 1 and " ".join(lines[0].lower().strip(" .:").split()) in steps:
        lines.pop(0)
    return "\n".join(lines)


def best_sentences(
    hits: Sequence[Hit], kata: Kata, kosakata: Kosakata, *, most: int = 2, ragam: Ragam | None = None
) -> Cuplikan | None:
    """The one or two neighbouring sentences of verbatim passages that hold most of the question.

    With ``ragam`` the sentence of a regulation that says this kind of thing is preferred, cited at its
    own ayat, and a list stays whole.
    """
    best: Cuplikan | None = None
    rank_of_best = 0.0
    for hit in hits:
        if not is_verbatim(hit.passage):
            continue
        title = frozenset(
            kosakata.terms(
                " . ".join((hit.passage.judul, hit.passage.instansi or "", str(hit.passage.tahun or "")))
            )
        )
        found = (
            _legal(hit, kata, kosakata, title, ragam)
            if hit.passage.jenis in _LEGAL and ragam is not None
            else _plain(hit, kata, kosakata, title, most)
        )
        for rank, one in found:
            if rank > rank_of_best + 1e-9:
                rank_of_best, best = rank, one
    return best


def _plain(
    hit: Hit, kata: Kata, kosakata: Kosakata, title: frozenset[str], most: int
) -> Iterator[tuple[float, Cuplikan]]:
    parts = sentences(hit.passage.teks)
    held = [frozenset(kosakata.terms(part)) for part in parts]
    for at in range(len(held)):
        for size in range(1, most + 1):
            if at + size > len(parts):
                break
            union = frozenset().union(*held[at : at + size])
            share = kata.covered(union | title)
            rank = share + 0.4 * kata.covered(union) + 0.5 * hit.skor - 0.06 * (size - 1)
            yield rank, Cuplikan(hit, " ".join(_shorten(p) for p in parts[at : at + size]), share)


def _legal(
    hit: Hit, kata: Kata, kosakata: Kosakata, title: frozenset[str], ragam: Ragam
) -> Iterator[tuple[float, Cuplikan]]:
    text = without_heading(hit.passage)
    cue = CUES.get(ragam)
    asking = frozenset().union(
        *(kosakata.asking(a) for a, weight in ASPEK.get(ragam, {}).items() if weight == 1.0)
    )
    for unit in _units(text):
        own = frozenset(t for line in unit.split("\n") for t in kosakata.terms(line))
        says = bool(cue and cue.search(unit)) or (ragam in _LISTS and "\n" in unit)
        # What only asks ("pengertian", "tenggat") is answered by the sentence that says it.
        held = own | (asking if says else frozenset())
        share = kata.covered(held | title)
        rank = share + 0.4 * kata.covered(held) + 0.5 * hit.skor + (CUE if says else 0.0)
        if ragam in _LISTS and "\n" in unit:
            rank += LEAF
        if ragam is Ragam.DEFINISI and says and _defines(unit, kata, kosakata):
            rank += SUBJECT
        if len(unit) >= 0.9 * len(text):
            rank += LEAF
        place, words = _placed(hit, unit)
        yield rank, Cuplikan(place, words if "\n" in words else _shorten(words), share, says)


def _defines(unit: str, kata: Kata, kosakata: Kosakata) -> bool:
    """Whether the words before "adalah" are what is asked about."""
    found = CUES[Ragam.DEFINISI].search(unit)
    before = unit[: found.start()].rsplit("dengan:")[-1] if found else ""
    terms = kosakata.terms(re.sub(r"^\W*(?:\[…\])?\s*\d*\.?", "", before))
    return bool(terms) and set(terms) <= set(kata.bobot)


def _units(text: str) -> Iterator[str]:
    """The sentences of a legal text, line by line; a line that opens a list with its items as one."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    at = 0
    while at < len(lines):
        end = at + 1
        if lines[at].rstrip().endswith(":"):
            size = len(lines[at])
            while end < len(lines) and _ITEM.match(lines[end]) and not _AYAT.match(lines[end]):
                size += len(lines[end])
                if size > LONGEST_LIST:
                    break
                end += 1
        if end - at > 1:
            yield "\n".join(lines[at:end])
        else:
            yield from sentences(lines[at])
        at = end


def _placed(hit: Hit, unit: str) -> tuple[Hit, str]:
    """The ayat of a whole pasal as a place of its own, and its words without its number."""
    marked = _AYAT.match(unit)
    if marked is None:
        return hit, unit
    last = hit.passage.letak.langkah[-1] if hit.passage.letak.langkah else None
    words = unit[marked.end() :]
    if last is not None and last.unit == "ayat":
        return hit, words
    if last is not None and last.unit == "pasal":
        letak = hit.passage.letak.child("ayat", f"({marked[1]})")
        return replace(hit, passage=replace(hit.passage, letak=letak, teks=words)), words
    return hit, unit


def _shorten(sentence: str) -> str:
    if len(sentence) <= LONGEST:
        return sentence
    cuts = [m.start() for m in _CUT.finditer(sentence[:LONGEST])]
    end = cuts[-1] if cuts and cuts[-1] > LONGEST // 3 else sentence[:LONGEST].rfind(" ")
    return f"{sentence[:end]} …"
