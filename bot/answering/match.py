"""Compares the words of a question with those of a statement: stems, with the field's synonyms as one word.

"LKj", "LKjIP" and "laporan kinerja" are one term here, "dikirim" and "disampaikan" another.  The synonyms are
those of the index (knowledge/index/data/padanan.toml), so that what finds a passage also tells its statements
apart.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from knowledge.index.analyser import Analyser
from knowledge.index.model import Istilah
from knowledge.model import Aspek, Passage, Pernyataan

Terms = tuple[str, ...]


class Kosakata:
    """The vocabulary of a comparison: the index's analyser, and its synonyms as concepts.

    Reading is safe from several threads; what was analysed is kept, since the same passages come up again.
    """

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        groups = tomllib.loads(files("knowledge.index").joinpath("data", "padanan.toml").read_text("utf-8"))
        self._concepts: dict[tuple[str, ...], str] = {}
        for group in groups["kelompok"]:
            for form in group:
                key = tuple(analyser.stems(form))
                if key and analyser.ingkar.isdisjoint(form.split()):
                    self._concepts.setdefault(key, f"={group[0]}")
        self._longest = max(len(key) for key in self._concepts)
        self._kept: dict[str, Terms] = {}
        self._asking = {
            a: frozenset(t for w in words.split() for t in self.terms(w)) for a, words in ASKING.items()
        }
        self._all_asking = frozenset().union(*self._asking.values())
        self._statements: dict[str, tuple[Passage, tuple[Ciri, ...]]] = {}
        self._whole: dict[str, tuple[Passage, frozenset[str]]] = {}

    @property
    def sidik(self) -> str:
        """Fingerprint of the tables that terms are read by."""
        return self._analyser.sidik

    def terms(self, text: str) -> Terms:
        """The content terms of a text in order, each once, concepts in place of their forms."""
        known = self._kept.get(text)
        if known is None:
            if len(self._kept) > MANY:
                self._kept.clear()
            known = tuple(dict.fromkeys(term for term, _, _ in self.spans(self._analyser.stems(text))))
            self._kept[text] = known
        return known

    def spans(self, stems: Sequence[str]) -> list[tuple[str, int, int]]:
        """``(term, first, end)`` of the longest concepts and of the words that are none."""
        out: list[tuple[str, int, int]] = []
        at = 0
        while at < len(stems):
            for size in range(min(self._longest, len(stems) - at), 0, -1):
                if concept := self._concepts.get(tuple(stems[at : at + size])):
                    out.append((concept, at, at + size))
                    at += size
                    break
            else:
                out.append((stems[at], at, at + 1))
                at += 1
        return out

    def statement(self, passage: Passage, number: int) -> Ciri:
        """The terms of the ``number``-th statement of a passage."""
        return self.statements(passage)[number]

    def statements(self, passage: Passage) -> tuple[Ciri, ...]:
        """The terms of every statement of a passage; of one of the same id that was read anew, those of the
        new one."""
        known = self._statements.get(passage.id)
        if known is None or known[0] is not passage:
            if len(self._statements) > MANY // 4:  # a passage has one to six
                self._statements.clear()
            known = self._statements[passage.id] = (passage, self._read(passage))
        return known[1]

    def passage(self, passage: Passage) -> frozenset[str]:
        """The terms of a whole passage: title, search words and text."""
        known = self._whole.get(passage.id)
        if known is None or known[0] is not passage:
            if len(self._whole) > MANY:
                self._whole.clear()
            texts = (passage.judul, passage.instansi or "", *passage.kata, *passage.teks.split("\n"))
            known = self._whole[passage.id] = (
                passage,
                frozenset(t for text in texts for t in self.terms(text)),
            )
        return known[1]

    def _read(self, passage: Passage) -> tuple[Ciri, ...]:
        judul = frozenset(self.terms(passage.judul))
        kata = frozenset(t for word in passage.kata for t in self.terms(word))
        return tuple(
            Ciri(
                statement,
                frozenset(self.terms(statement.teks)),
                frozenset(t for item in statement.butir for t in self.terms(item)),
                self.terms(statement.perihal or ""),
                judul,
                kata,
                next(
                    (t for t in self.terms(statement.teks) if t.startswith("=") and t not in _REGULATIONS), ""
                ),
            )
            for statement in passage.pernyataan
        )

    def asking(self, aspek: Aspek) -> frozenset[str]:
        """The terms with which people ask for an aspect: a statement of that aspect answers them, though it
        does not hold the words ("tenggat", "isi")."""
        return self._asking.get(aspek, frozenset())

    def core(self, kata: Kata) -> Kata:
        """The things that a question is about: what the field has a name for, without the words that only
        ask ("menyusun", "isi", "tenggat")."""
        return Kata({t: w for t, w in kata.bobot.items() if t.startswith("=") and t not in self._all_asking})

    def question(self, istilah: Sequence[Istilah], text: str) -> Kata:
        """The question's content terms as the index understood its words (spelling repaired).

        Where the search says nothing about the words, the text itself is read and all terms weigh the same.
        """
        if not istilah:
            return Kata(dict.fromkeys(self.terms(text), 1.0))
        # A value ("72,5") is what is asked about; no statement is expected to hold it.
        content = [word for word in istilah if word.akar and not is_value(word.akar)]
        out: dict[str, float] = {}
        for term, first, end in self.spans([word.akar for word in content]):
            weight = _weight(term, content[first:end])
            out[term] = max(out.get(term, 0.0), weight)
        return Kata(out)


ASKING: dict[Aspek, str] = {
    Aspek.DEFINISI: "definisi pengertian arti kepanjangan singkatan maksud",
    Aspek.TUJUAN: "tujuan fungsi guna manfaat",
    Aspek.TENGGAT: "tenggat deadline batas waktu lambat telat jadwal bulan tanggal selesai mulai akhir",
    Aspek.FREKUENSI: "kali sering frekuensi berkala",
    Aspek.PELAKU: "pelaksana penyusun pembuat tugas tanggung jawab",
    Aspek.PENANDATANGAN: "tandatangan",
    Aspek.PENERIMA: "kirim menyampaikan penerima lapor tuju",
    Aspek.JUMLAH: "jumlah banyak",
    Aspek.DAFTAR: "unsur komponen macam jenis butir daftar poin saja",
    Aspek.ISI: "isi muat unsur format sistematika susunan informasi",
    Aspek.KOLOM: "kolom format tabel isi",
    Aspek.LANGKAH: "langkah tahap cara prosedur proses urutan mekanisme alur",
    Aspek.SYARAT: "syarat kondisi keadaan",
    Aspek.BOLEH: "boleh bisa",
    Aspek.WAJIB: "wajib harus",
    Aspek.HUBUNGAN: "hubungan kaitan",
    Aspek.BEDA: "beda banding",
    Aspek.RUMUS: "rumus hitung cara",
    Aspek.SKALA: "skala kategori predikat rentang nilai",
    Aspek.SANKSI: "sanksi hukuman denda akibat telat lambat",
    Aspek.STATUS: "berlaku cabut ganti status ubah",
    Aspek.DASAR: "dasar hukum atur aturan landasan pasal peraturan",
}
MANY = 50_000
"""So many analysed texts are kept (about 30 MB), then forgotten all at once."""
FLOOR, NAMED = 0.25, 0.6
"""Weight of the commonest word, and of what the field has a name for (LKj, PK, reviu): such words are
common in the index, but a statement that does not speak of them does not speak of the matter."""


_REGULATIONS = frozenset({"=permenpan", "=permendagri", "=pp", "=uu", "=perpres", "=juknis"})


def is_value(word: str) -> bool:
    """A plain number, as against the number of a regulation or a form (53/2014, I/5-6)."""
    return bool(word) and word[0].isdigit() and "/" not in word


def _weight(term: str, words: Sequence[Istilah]) -> float:
    """The rarest word of a term decides, above the floor of its sort."""
    floor = NAMED if term.startswith("=") else FLOOR
    return max(floor, *(w.bobot if w.dikenal else 1.0 for w in words))


@lru_cache(maxsize=1)
def kosakata() -> Kosakata:
    """The vocabulary of the shipped tables."""
    return Kosakata(Analyser())


@dataclass(frozen=True, slots=True)
class Ciri:
    """The terms of one statement and of what it stands in."""

    pernyataan: Pernyataan
    kalimat: frozenset[str]
    butir: frozenset[str]
    perihal: Terms
    judul: frozenset[str]
    kata: frozenset[str]
    """Of the passage's further search words."""
    topik: str = ""
    """The first thing with a name that the sentence speaks of: its subject, as a rule."""


@dataclass(frozen=True, slots=True)
class Kata:
    """The content terms of a question with their weights (0..1, inverse document frequency)."""

    bobot: Mapping[str, float]
    total: float = field(init=False)
    """Sum of the weights; asked for thousands of times a question."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", sum(self.bobot.values()))

    def covered(self, terms: Iterable[str]) -> float:
        """Share of the question's weight that ``terms`` hold, 0..1; 0 for a question without content."""
        total = self.total
        held = terms if isinstance(terms, (frozenset, set)) else set(terms)
        return sum([w for t, w in self.bobot.items() if t in held]) / total if total else 0.0

    def without(self, terms: Iterable[str]) -> Kata:
        drop = set(terms)
        return Kata({t: w for t, w in self.bobot.items() if t not in drop})


class Topeng:
    """Sets of a question's terms as numbers with a bit for each, so that the share of the question that a set
    holds is added up once for each combination.  ``bits_of``: another question of whose terms ``kata`` has a
    part; the bits are then those of that one."""

    def __init__(self, kata: Kata, bits_of: Kata | None = None) -> None:
        self._bit = {term: 1 << at for at, term in enumerate((bits_of or kata).bobot)}
        self._asked = frozenset(kata.bobot)
        self._weights = [(self._bit[term], weight) for term, weight in kata.bobot.items()]
        self._all = sum(bit for bit, _ in self._weights)
        self.total = kata.total
        self._shares: dict[int, float] = {}

    def of(self, terms: Iterable[str]) -> int:
        """The question's terms among some."""
        held = self._asked.intersection(terms)
        return sum(map(self._bit.__getitem__, held)) if held else 0

    def covered(self, held: int) -> float:
        """As :meth:`Kata.covered`."""
        held &= self._all
        known = self._shares.get(held)
        if known is None:
            weight = sum([weight for bit, weight in self._weights if held & bit])
            known = self._shares[held] = weight / self.total if self.total else 0.0
        return known

    def pairs(self, held: int) -> float:
        """Share of the neighbouring terms that are both held, 0..1."""
        count = len(self._bit) - 1
        return (held & held >> 1).bit_count() / count if count > 0 else 0.0

    def closeness(self, held: int, size: int) -> float:
        """Harmonic mean of how much of a set of ``size`` terms the question holds, and of the question it."""
        there = held.bit_count() / size if size else 0.0
        back = self.covered(held)
        return 2 * there * back / (there + back) if there and back else 0.0
