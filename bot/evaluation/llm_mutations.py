"""Wrong answers, one fault each, over the shipped passages: what the checks of a model's answer must stop.

Each kind of fault looks at the answer and its passage only, never at the checks.  A fault that would leave
the answer true (a key that leads to a passage which says the same) is not made.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.answering.compose.say import statement
from bot.evaluation.llm_cases import Kasus, keyed, lower_first, stated

Fault = Callable[[Kasus, random.Random], str | None]
_KEYS = re.compile(r"\[k[0-9a-f]+\]")
_WORDS = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")
_NUMBER = re.compile(
    r"(?<![\w/.,-])(?<!Pasal )(?<!ayat \()(?<!angka )(?<!Nomor )(?<!Tahun )(?<!tahun )(?<!Lampiran )(?<!^)"
    r"(\d{1,3}(?:,\d+)?)(?![\w/-])(?![.,]\d)(?!\. )(?!\))"
)
_BOTH = re.compile(rf"\b(\d{{1,2}}) \(({'|'.join(_WORDS)})\)")
_COUNT_WORD = re.compile(rf"\b({'|'.join(_WORDS[1:])})\b(?! (?:\(|belas|puluh|ratus))")
_UNITS = {"bulan": "minggu", "hari": "bulan", "minggu": "hari", "tahun": "bulan", "persen": "poin",
          "kolom": "baris", "pasal": "ayat", "triwulan": "semester", "huruf": "angka", "bab": "bagian"}  # fmt: skip  # noqa: E501
_UNIT = re.compile(rf"(?:\d\)?|{'|'.join(_WORDS)}) ({'|'.join(_UNITS)})\b", re.IGNORECASE)
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
          "November", "Desember")  # fmt: skip
_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b")
_DAY = re.compile(rf"\b(\d{{1,2}}) (?=(?:{'|'.join(MONTHS)})\b)")
_PLACE = re.compile(r"\b(Pasal|ayat|angka|huruf|Lampiran|Bab|butir) (\(?)(\d+|[IVX]+|[A-Za-z])(\)?)(?![\w/])")
_RULE = re.compile(r"\b(Permenpan-RB|Perpres|PP|UU|Permendagri|PermenPAN|Inpres) (\d+)/(\d{4})")
_ROLES = ("Presiden", "Menteri Keuangan", "Menteri Dalam Negeri", "gubernur", "bupati", "wali kota", "DPRD", "BPK",  # noqa: E501
          "Menteri PPN/Kepala Bappenas", "inspektorat", "sekretaris daerah", "pimpinan unit kerja", "camat",
          "pimpinan satuan kerja", "kepala SKPD", "BPKP")  # fmt: skip
_ROLE = re.compile(
    r"\b(Menteri Keuangan|Menteri Dalam Negeri|Menteri PPN/Kepala Bappenas|gubernur|bupati|wali kota|DPRD|Presiden"  # noqa: E501
    r"|pimpinan unit kerja|pimpinan satuan kerja|kepala SKPD|[Ii]nspektorat|APIP|kepala daerah)\b(?![/])"
)
_VERB = re.compile(r"\b(?=(?:di(?:susun|sampaikan|tandatangani|buat|lampirkan|isi|hitung|muat|atur|pakai|laku|tetap|sebut|"  # noqa: E501
                   r"reviu)|menyampaikan|menyusun|memuat|menyajikan|menetapkan|mencakup|berlaku|menyebut)\w*)")  # fmt: skip  # noqa: E501
_TURNED = {"paling lambat": "paling cepat", "setelah": "sebelum", "sebelum": "setelah", "sesudah": "sebelum",
           "paling sedikit": "paling banyak", "sekurang-kurangnya": "sebanyak-banyaknya", "lebih dari": "kurang dari",  # noqa: E501
           "di atas": "di bawah", "kurang dari": "lebih dari", "minimal": "maksimal", "makin tinggi": "makin rendah",  # noqa: E501
           "makin rendah": "makin tinggi", "paling lama": "paling cepat", "akhir": "awal",
           "naik": "turun", "sejak": "sebelum"}  # fmt: skip
_SIDES = re.compile(rf"\b({'|'.join(_TURNED)})\b")
_DUTY = re.compile(r"\b(?:wajib|harus|mesti)\w*\b|mewajibkan|diwajibkan|mengharuskan|diharuskan|keharusan")


def _one(
    text: str, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], rng: random.Random
) -> str | None:
    """``text`` with one match of ``pattern`` outside keys replaced."""
    found = [m for m in pattern.finditer(text) if not _in_key(text, m.start())]
    if not found:
        return None
    match = rng.choice(found)
    changed = text[: match.start()] + new(match) + text[match.end() :]
    return changed if changed != text else None


def _in_key(text: str, at: int) -> bool:
    return any(m.start() <= at < m.end() for m in _KEYS.finditer(text))


def _other(value: int, rng: random.Random, top: int = 10) -> int:
    return rng.choice([n for n in range(2, top) if n != value])


def _number(case: Kasus, rng: random.Random) -> str | None:
    text = case.text()

    def both(match: re.Match[str]) -> str:
        new = _other(int(match[1]), rng)
        return f"{new} ({_WORDS[new - 1]})"

    def digits(match: re.Match[str]) -> str:
        whole, comma, rest = match[1].partition(",")
        return f"{int(whole) + rng.choice((1, 2, 5))}{comma}{rest}"

    def word(match: re.Match[str]) -> str:
        return _WORDS[_other(_WORDS.index(match[1]) + 1, rng) - 1]

    makers = [(_BOTH, both), (_NUMBER, digits), (_COUNT_WORD, word)]
    rng.shuffle(makers)
    return next((new for p, f in makers if (new := _one(text, p, f, rng))), None)


def _unit(case: Kasus, rng: random.Random) -> str | None:
    def swap(match: re.Match[str]) -> str:
        return match[0][: -len(match[1])] + _UNITS[match[1].lower()]

    return _one(case.text(), _UNIT, swap, rng)


def _date(case: Kasus, rng: random.Random) -> str | None:
    text = case.text()
    if rng.random() < 0.4 and (new := _one(text, _DAY, lambda m: f"{int(m[1]) % 28 + 1} ", rng)):
        return new
    return _one(text, _MONTH, lambda m: rng.choice([x for x in MONTHS if x != m[1]]), rng)


def _place(case: Kasus, rng: random.Random) -> str | None:
    def move(match: re.Match[str]) -> str:
        number = match[3]
        if number.isdigit():
            other = str(int(number) + rng.choice((1, 2, 7)))
        elif len(number) == 1 and number not in "IVX":
            other = chr(ord(number) + 1)
        else:
            other = rng.choice([r for r in ("I", "II", "III", "IV", "VI") if r != number])
        return f"{match[1]} {match[2]}{other}{match[4]}"

    return _one(case.text(), _PLACE, move, rng)


def _regulation(case: Kasus, rng: random.Random) -> str | None:
    def swap(match: re.Match[str]) -> str:
        kind = rng.randrange(3)
        if kind == 0:
            return f"{match[1]} {int(match[2]) + rng.choice((1, 3, 10))}/{match[3]}"
        if kind == 1:
            return f"{match[1]} {match[2]}/{int(match[3]) + rng.choice((1, 2))}"
        return rng.choice([r for r in ("PP 60/2008", "Permendagri 54/2010", "UU 25/2004") if r != match[0]])

    return _one(case.text(), _RULE, swap, rng)


def _recipient_swapped(case: Kasus, rng: random.Random) -> str | None:
    here = case.text().lower()
    others = [r for r in _ROLES if r.lower() not in here]
    return _one(case.text(), _ROLE, lambda m: rng.choice(others), rng)


def _recipient_added(case: Kasus, rng: random.Random) -> str | None:
    whole = case.passage.teks.lower()
    others = [r for r in _ROLES if r.lower() not in whole]
    return _one(case.text(), _ROLE, lambda m: f"{m[0]} dan {rng.choice(others)}", rng)


def _yes_no(case: Kasus, rng: random.Random) -> str | None:
    turned = {"Ya.": "Tidak.", "Tidak.": "Ya."}
    return case.text(pembuka=turned[case.pembuka]) if case.pembuka in turned else None


def _negation_dropped(case: Kasus, rng: random.Random) -> str | None:
    return _one(case.text(pembuka=""), re.compile(r"\b(?:tidak|bukan|belum) "), lambda m: "", rng)


def _negation_added(case: Kasus, rng: random.Random) -> str | None:
    verbs = re.compile(rf"(?<!tidak )(?<!belum ){_VERB.pattern}")
    return _one(case.text(), verbs, lambda m: "tidak ", rng)


def _direction(case: Kasus, rng: random.Random) -> str | None:
    return _one(case.text(), _SIDES, lambda m: _TURNED[m[1]], rng)


def _quote(case: Kasus, rng: random.Random) -> str | None:
    words = case.kalimat[0].split("\n")[0].rstrip(".:").split()
    if len(words) < 7 or "“" in case.kalimat[0] or '"' in case.kalimat[0]:
        return None
    at = rng.randrange(3, len(words) - 1)
    words[at] = rng.choice(("penting", "tertentu", "seluruh", "berkala", "resmi"))
    quote = f"Di sana tertulis “{' '.join(words[1:])}”."
    return case.text((*case.kalimat, quote))


def _wrong_key(case: Kasus, rng: random.Random) -> str | None:
    """A key of a passage that shares too little with the answer to say the same."""
    mine = _bag(" ".join(case.kalimat))
    far = [n for n in case.sandingan.nukilan[1:] if len(mine & _bag(n.passage.teks)) < 0.5 * len(mine)]
    if not far:
        return None
    return case.text().replace(f"[{case.kunci}]", f"[{rng.choice(far).kunci}]")


def _shown(case: Kasus) -> str:
    """Everything that the model is shown of the passage: its source, place and title prove things too."""
    one = case.sandingan.nukilan[0]
    return f"{one.sumber} {one.passage.letak} {one.passage.judul} {one.passage.teks}"


def _bag(text: str) -> set[str]:
    return {w for w in re.findall(r"\w+", text.lower()) if len(w) > 3}


def _foreign_sentence(case: Kasus, rng: random.Random) -> str | None:
    """A sentence of another passage, without a key, or behind the key of this one."""
    mine = _bag(_shown(case))
    theirs = [p for n in case.sandingan.nukilan[1:] for p in n.passage.pernyataan if not p.butir]
    far = [p for p in theirs if len(_bag(stated(p)) & mine) < 0.5 * len(_bag(stated(p)))]
    if not far:
        return None
    added = statement(rng.choice(far))
    return f"{case.text()} {added}" if rng.random() < 0.4 else f"{case.text()} {keyed(added, case.kunci)}"


def _foreign_clause(case: Kasus, rng: random.Random) -> str | None:
    """The same inside a sentence, before its key."""
    mine = _bag(_shown(case))
    theirs = [p for n in case.sandingan.nukilan[1:] for p in n.passage.pernyataan if not p.butir]
    far = [p for p in theirs if len(_bag(stated(p)) & mine) < 0.5 * len(_bag(stated(p)))]
    if not far or "\n" in case.kalimat[-1]:
        return None
    added = lower_first(statement(rng.choice(far)))
    return case.text((*case.kalimat[:-1], f"{case.kalimat[-1].rstrip('.')}, dan {added}"))


def _duty(case: Kasus, rng: random.Random) -> str | None:
    if _DUTY.search(case.passage.teks.lower()) or _DUTY.search(case.text().lower()):
        return None
    return _one(case.text(), _VERB, lambda m: rng.choice(("wajib ", "harus ")), rng)


def _made_up(case: Kasus, rng: random.Random) -> str | None:
    """A sentence from nowhere, with the key of the passage."""
    lines = (
        "Pelanggaran atas ketentuan ini dikenai sanksi administratif.",
        "Keterlambatan menyebabkan pengurangan anggaran tahun berikutnya.",
        "Laporan itu juga dipublikasikan melalui laman resmi instansi.",
        "Dokumen tersebut disimpan sekurang-kurangnya 5 tahun.",
        "Ketentuan ini mulai berlaku pada 1 Januari 2019.",
        "Penyampaiannya dilakukan melalui aplikasi e-SAKIP.",
    )
    added = rng.choice(lines)
    return None if _bag(added) <= _bag(case.passage.teks) else case.text((*case.kalimat, added))


FAULTS: Mapping[str, Fault] = {
    "angka": _number, "satuan": _unit, "tanggal": _date, "letak": _place, "peraturan": _regulation,
    "penerima ditukar": _recipient_swapped, "penerima ditambah": _recipient_added, "ya-tidak": _yes_no,
    "ingkar hilang": _negation_dropped, "ingkar ditambah": _negation_added, "arah": _direction,
    "kutipan": _quote, "kunci ditukar": _wrong_key, "kalimat asing": _foreign_sentence,
    "anak kalimat asing": _foreign_clause, "kewajiban": _duty, "karangan": _made_up,
}  # fmt: skip


def mutated(given: Sequence[Kasus], seed: int, most: int = 100) -> Iterator[tuple[str, Kasus, str]]:
    """``(fault, case, answer)``, at most so many a fault."""
    for number, (name, fault) in enumerate(FAULTS.items()):
        rng = random.Random(seed + number)
        order = list(given)
        rng.shuffle(order)
        made = 0
        for case in order:
            text = fault(case, rng) if made < most else None
            if text is not None:
                made += 1
                yield name, case, text
