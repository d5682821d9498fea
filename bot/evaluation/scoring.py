"""Matches read rows to gold rows one to one, and compares their values exactly.

A gold row finds its read row by the row number of its sheet where the gold
names it, else by an alignment that keeps the order of the document: names must
resemble each other and pages must agree.  Then name, target, realisasi, capaian
and pagu are compared as exact decimals.  A value that was read where the gold
says that nothing stands counts as wrong too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.evaluation.gold import ANGGARAN, INDIKATOR, MISMATCH, GoldRow
from bot.evaluation.rows import ReadRow
from bot.kinerja.format import bulatkan, jumlah_desimal

MIN_SIMILARITY = 0.72
"""Below this two names are not the same row.  Names broken by narrow cells reach about 0.8."""
COMPUTED_DIGITS = 9
SPACES = re.compile(r"\s+")
TIGHT = re.compile(r"\s*([/()\-–.,:&])\s*")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One value that was not read as the gold has it."""

    baris: GoldRow
    kolom: str
    seharusnya: str
    terbaca: str

    def __str__(self) -> str:
        place = f"hlm. {self.baris.halaman}" if self.baris.halaman else self.baris.tabel
        return f"{place}: {self.baris.nama[:60]} · {self.kolom}: {self.terbaca} (gold {self.seharusnya})"


@dataclass(slots=True)
class Score:
    """The result of one file."""

    berkas: str
    total: int = 0
    benar: int = 0
    salah: list[Wrong] = field(default_factory=list)
    baris_gold: int = 0
    baris_cocok: int = 0
    baris_terbaca: int = 0
    temuan_wajib: dict[str, int] = field(default_factory=dict)
    temuan_ditemukan: dict[str, int] = field(default_factory=dict)
    temuan_luput: list[str] = field(default_factory=list)
    diangkat_benar: int = 0
    """Raised capaian mismatches that are right, by the gold or by a kept verdict."""
    diangkat_salah: list[str] = field(default_factory=list)
    belum_dinilai: list[str] = field(default_factory=list)
    """Raised on rows that neither gold nor a verdict settles."""
    halaman_terlarang: list[str] = field(default_factory=list)
    ditolak_benar: bool | None = None
    galat: str | None = None
    """The error's code, where the file could not be read."""
    detik: float = 0.0

    @property
    def raised(self) -> int:
        """All raised capaian mismatches; one that nobody has judged does not count as right."""
        return self.diangkat_benar + len(self.diangkat_salah) + len(self.belum_dinilai)

    @property
    def share(self) -> Decimal:
        return Decimal(self.benar) / self.total if self.total else Decimal(1)


def score_file(
    berkas: str,
    gold: Sequence[GoldRow],
    read: Sequence[ReadRow],
    *,
    verdicts: Mapping[str, bool] | None = None,
    forbidden_pages: frozenset[int] = frozenset(),
) -> Score:
    """Score one file.  ``verdicts`` maps a raised temuan (see :func:`verdict_key`) to right or wrong."""
    score = Score(berkas, baris_gold=len(gold), baris_terbaca=sum(not r.dari_riwayat for r in read))
    pairs = match_rows(gold, read)
    for number, row in enumerate(gold):
        found = read[pairs[number]] if number in pairs else None
        if found is None and row.opsional:
            continue
        score.baris_cocok += found is not None
        _compare(score, row, found)
        _compare_temuan(score, row, found)
    owner = {index: gold[number] for number, index in pairs.items()}
    for index, got in enumerate(read):
        if MISMATCH in got.temuan:
            _judge_raised(score, berkas, owner.get(index), got, verdicts or {})
        if got.halaman in forbidden_pages:
            score.halaman_terlarang.append(f"hlm. {got.halaman}: {got.nama[:60]}")
    return score


def verdict_key(berkas: str, row: ReadRow) -> str:
    """Names a raised capaian mismatch by its place only: file and cell, never its words."""
    return f"{berkas}#{row.lokasi.get(MISMATCH, '')}"


def _compare(score: Score, gold: GoldRow, found: ReadRow | None) -> None:
    score.total += 1
    if found is not None and same_name(gold, found):
        score.benar += 1
    else:
        score.salah.append(Wrong(gold, "nama", gold.nama, found.nama if found else "baris tidak terbaca"))
    for name, word in gold.kata.items():
        score.total += 1
        read_word = found.kata.get(name, "") if found is not None else ""
        if normal(read_word) == normal(word):
            score.benar += 1
        else:
            score.salah.append(Wrong(gold, name, word, read_word))
    for name, expected in gold.nilai.items():
        got = found.nilai.get(name) if found is not None else None
        if expected is None and got is None:
            continue
        score.total += 1
        if _agrees(got, expected) or (got is None and found is not None and name in gold.boleh_kosong):
            score.benar += 1
        else:
            score.salah.append(Wrong(gold, name, _shown(expected), _shown(got)))


def _agrees(got: Decimal | None, expected: Decimal | None) -> bool:
    """Exactly equal; a number that a sheet stores as a formula's result, at the precision of the gold."""
    if got == expected or got is None or expected is None:
        return got == expected
    return _is_computed(got) and bulatkan(got, jumlah_desimal(expected)) == expected


def _is_computed(value: Decimal) -> bool:
    """Whether a stored number has the many digits of a division, which nobody types."""
    return jumlah_desimal(value) >= COMPUTED_DIGITS


def _compare_temuan(score: Score, gold: GoldRow, found: ReadRow | None) -> None:
    for kode in gold.temuan:
        score.temuan_wajib[kode] = score.temuan_wajib.get(kode, 0) + 1
        if found is not None and kode in found.temuan | found.temuan_sebaris:
            score.temuan_ditemukan[kode] = score.temuan_ditemukan.get(kode, 0) + 1
        else:
            score.temuan_luput.append(f"{kode}: {gold.tabel[:40]} · {gold.nama[:50]}")


def _judge_raised(
    score: Score, berkas: str, gold: GoldRow | None, got: ReadRow, verdicts: Mapping[str, bool]
) -> None:
    key = verdict_key(berkas, got)
    place = f"{got.lokasi.get(MISMATCH)}: {got.nama[:50]}"
    right = verdicts.get(key)
    if right is None and gold is not None:
        if MISMATCH in gold.temuan_boleh:
            return
        right = gold.is_mismatch
    if right is None:
        score.belum_dinilai.append(place)
    elif right:
        score.diangkat_benar += 1
    else:
        score.diangkat_salah.append(place)


def normal(text: str) -> str:
    """A name for comparison: case, spacing, dashes and end marks do not matter, letters and digits do."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("–", "-").replace("—", "-")
    return TIGHT.sub(r"\1", SPACES.sub(" ", folded)).strip(" .;:,-*\u2022")


def same_name(gold: GoldRow, found: ReadRow) -> bool:
    """Whether the name was read right; an output with its kegiatan before or after it is right too."""
    got = normal(found.nama)
    accepted = {normal(name) for name in (gold.nama, *gold.nama_lain)}
    if got in accepted:
        return True
    if gold.program:
        program = normal(gold.program)
        joined = {f"{program} {name}" for name in accepted} | {f"{name} {program}" for name in accepted}
        return SPACES.sub(" ", re.sub(r"[-/:()]", " ", got)).strip() in {
            SPACES.sub(" ", re.sub(r"[-/:()]", " ", name)).strip() for name in joined
        }
    return False


def match_rows(gold: Sequence[GoldRow], read: Sequence[ReadRow]) -> dict[int, int]:
    """Index of a gold row to the index of its read row."""
    pairs: dict[int, int] = {}
    for jenis in (INDIKATOR, ANGGARAN):
        ours = [n for n, row in enumerate(gold) if row.jenis == jenis]
        theirs = [n for n, row in enumerate(read) if row.jenis == jenis]
        by_line = {(read[n].baris, read[n].tahun): n for n in reversed(theirs)}
        by_line_only = {read[n].baris: n for n in reversed(theirs)}
        numbered = [n for n in ours if gold[n].baris is not None]
        used: set[int] = set()
        for n in numbered:
            index = by_line.get((gold[n].baris, gold[n].tahun), by_line_only.get(gold[n].baris))
            index = _sibling(gold[n], index, theirs, read, used)
            if index is not None and index not in used:
                pairs[n] = index
                used.add(index)
        rest = [n for n in ours if gold[n].baris is None]
        free = [n for n in theirs if n not in used]
        pairs |= _align(rest, free, gold, read)
    return pairs


def _sibling(
    gold: GoldRow, index: int | None, theirs: Sequence[int], read: Sequence[ReadRow], used: set[int]
) -> int | None:
    """Where one sheet row holds several indicators, the one whose name fits best."""
    if index is None:
        return None
    same = [n for n in theirs if read[n].baris == read[index].baris and n not in used]
    same = [n for n in same if not read[n].dari_riwayat] or same
    return max(same, key=lambda n: similarity(gold, read[n]), default=None)


def similarity(gold: GoldRow, row: ReadRow) -> float:
    """How much two names resemble each other, 0 to 1."""
    from rapidfuzz import fuzz

    got = normal(row.nama)
    names = [gold.nama, *gold.nama_lain]
    if gold.program:
        names += [f"{gold.program} {gold.nama}", f"{gold.nama} {gold.program}"]
    return max(fuzz.ratio(normal(name), got) for name in names) / 100


def _align(
    ours: Sequence[int], theirs: Sequence[int], gold: Sequence[GoldRow], read: Sequence[ReadRow]
) -> dict[int, int]:
    """The best alignment in document order (dynamic programming over both sequences)."""
    width = len(theirs) + 1
    best = [[0.0] * width for _ in range(len(ours) + 1)]
    step = [[""] * width for _ in range(len(ours) + 1)]
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            options = [(best[i + 1][j], "gold"), (best[i][j + 1], "read")]
            worth = _worth(gold[ours[i]], read[theirs[j]])
            if worth > 0:
                options.append((worth + best[i + 1][j + 1], "pair"))
            best[i][j], step[i][j] = max(options)
    pairs: dict[int, int] = {}
    i = j = 0
    while i < len(ours) and j < len(theirs):
        if step[i][j] == "pair":
            pairs[ours[i]] = theirs[j]
            i, j = i + 1, j + 1
        elif step[i][j] == "gold":
            i += 1
        else:
            j += 1
    return pairs


def _worth(gold: GoldRow, row: ReadRow) -> float:
    """What pairing two rows is worth: names first, then page and values; 0 where they cannot be one."""
    if row.dari_riwayat or (gold.lembar is not None and row.lembar != gold.lembar):
        return 0.0
    page = 0.0
    if gold.halaman is not None and row.halaman is not None:
        apart = abs(gold.halaman - row.halaman)
        if apart > 1:
            return 0.0
        page = 0.5 if apart == 0 else 0.0
    alike = similarity(gold, row)
    if alike < MIN_SIMILARITY:
        return 0.0
    agreeing = sum(
        expected is not None and row.nilai.get(name) == expected for name, expected in gold.nilai.items()
    )
    return alike + page + 0.05 * agreeing


def _shown(value: Decimal | None) -> str:
    return "kosong" if value is None else f"{value:f}"
