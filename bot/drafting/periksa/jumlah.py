"""Counts that the text claims, held against the lists and tables that follow them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from rapidfuzz import fuzz

from bot.drafting.periksa.angka import words_to_number
from bot.drafting.periksa.model import Catat, Hasil, around, pages, shorten
from bot.drafting.periksa.naskah import SECTION_NUMBER, Blok, Naskah
from bot.drafting.periksa.penomoran import numbered_lists
from bot.kinerja.model import Tingkat
from bot.kinerja.roman import from_roman

COUNT = re.compile(
    r"(?<![\w.,/:-])(?P<angka>\d{1,2})\s*(?:\((?P<kata>[A-Za-z ]{3,30})\)\s*)?"
    r"(?P<benda>[A-Za-z]{4,}(?:\s+[A-Za-z]{3,}){0,3})"
)
OPEN_ENDED = re.compile(
    r"\b(?:antara\s+lain|di\s?antaranya|beberapa|seperti|misalnya|meliputi\s+antara)\b", re.I
)
NOT_A_COUNT = re.compile(
    r"\b(?:nomor|no\.|pasal|ayat|tahun|bulan|tanggal|jam|hari|level|tingkat|misi|ke|halaman|triwulan|peringkat|bab|lampiran"
    r"|eselon|golongan|tabel|gambar|huruf|angka|dari)\s*$",
    re.I,
)
# An item whose line was joined to the one before: the list cannot be counted.
HIDDEN_ITEM = re.compile(r"[;.,]\s*(?:\d{1,2}|[a-z])\s?[.)]\s?[A-Z][a-z]")
UNITS = frozenset(
    [
        "tahun",
        "bulan",
        "hari",
        "jam",
        "orang",
        "persen",
        "januari",
        "februari",
        "maret",
        "april",
        "juni",
        "juli",
        "agustus",
        "september",
        "oktober",
    ]
)
WHOLE_OFFICE = re.compile(
    r"\b(?:melaksanakan|terdiri\s+(?:dari|atas)|meliputi|didukung|terdapat|mencakup|menjadi|memiliki|menetapkan|sebanyak)\b",
    re.I,
)
PROGRAMS = re.compile(r"(?<![\w.,])(\d{1,2})\s*(?:\(([A-Za-z ]{3,30})\)\s*)?program\b(?!\s*/)", re.I)
ACTIVITIES = re.compile(r"(?<![\w.,])(\d{1,3})\s*(?:\(([A-Za-z ]{3,40})\)\s*)?kegiatan\b", re.I)
OBJECTIVES = re.compile(
    r"(?:\b(?P<kata>satu|dua|tiga|empat|lima|enam|tujuh|delapan)|(?<![\w.,])(?P<angka>\d{1,2}))\s*"
    r"(?:\([A-Za-z ]{3,20}\)\s*)?"
    r"sasaran(?:\s+strategis)?\b",
    re.I,
)
ORDINAL_QUOTE = re.compile(
    r"\b(?P<benda>sasaran|tujuan|misi)\s+(?:strategis\s+)?(?P<ke>pertama|kedua|ketiga|keempat|kelima)\s+(?:yaitu|adalah|:)\s*[:\s]*"
    r"[“\"]\s*(?P<isi>[^”“\"]{10,160})",
    re.I,
)


def check_lists(naskah: Naskah) -> Hasil:
    """``Ada 7 Perangkat Daerah …, yaitu:`` and the items that follow."""
    found: list[Catat] = []
    checked = 0
    for index, blok in enumerate(naskah.blok):
        lead = re.split(r"(?<=[a-z)])\.\s", blok.teks)[-1]
        if not re.search(r":\s*$", lead) or OPEN_ENDED.search(lead):
            continue
        claims = _claims(lead)
        if len(claims) != 1:
            continue
        claimed, thing, quote = claims[0]
        items = _items_after(naskah.blok, index)
        if items is None or not 2 <= claimed <= 30:
            continue
        checked += 1
        if items != claimed:
            data = {"tertulis": str(claimed), "benda": thing, "jumlah": str(items)}
            page = blok.page_at(blok.teks.rfind(quote))
            found.append(
                Catat(
                    "jumlah-daftar",
                    Tingkat.PERINGATAN,
                    page,
                    shorten(lead[-150:]),
                    data,
                    "teks",
                    str(items),
                    "butir daftar di bawahnya",
                )
            )
    return Hasil(tuple(found), checked)


def _claims(lead: str) -> list[tuple[int, str, str]]:
    found = []
    for match in COUNT.finditer(lead[-260:]):
        thing = match.group("benda").split()[0].lower()
        if thing in UNITS or NOT_A_COUNT.search(lead[-260:][: match.start()]):
            continue
        words = match.group("kata")
        if words and words_to_number(words) not in (None, Decimal(match.group("angka"))):
            continue
        found.append((int(match.group("angka")), " ".join(match.group("benda").split()[:2]), match.group()))
    return found[-1:] if found else []


def _items_after(blocks: Sequence[Blok], index: int) -> int | None:
    """How many items of one style follow a block directly; None where that cannot be counted surely."""
    if index + 1 >= len(blocks) or blocks[index + 1].gaya is None:
        return None
    style = blocks[index + 1].gaya
    first = blocks[index + 1].penanda
    if first not in ("-", "1", "a", "i", "I"):
        return None
    items: list[str] = []
    for blok in blocks[index + 1 :]:
        if HIDDEN_ITEM.search(blok.teks):
            return None
        if blok.gaya == style:
            sign = blok.penanda or ""
            if items and sign in ("1", "a") and sign != "-":
                return None
            items.append(sign)
        elif (
            blok.gaya is None
            or SECTION_NUMBER.match(blok.teks)
            or not items
            or style == "butir"
            or _sibling_of(blocks[index], blok)
        ):
            break
    if style != "butir":
        numbers = [_number(i) for i in items]
        if numbers != list(range(1, len(numbers) + 1)):
            return None
    return len(items) if len(items) >= 2 else None


def _sibling_of(lead: Blok, blok: Blok) -> bool:
    return lead.gaya is not None and lead.gaya == blok.gaya


def _number(sign: str) -> int | None:
    if sign.isdecimal():
        return int(sign)
    return ord(sign) - 96 if len(sign) == 1 and sign.islower() else from_roman(sign)


def check_programs(naskah: Naskah) -> Hasil:
    """``9 program serta 44 kegiatan`` against the programs that the report's tables list."""
    found: list[Catat] = []
    checked = 0
    counts = _table_counts(naskah)
    for level, pattern in (("program", PROGRAMS), ("kegiatan", ACTIVITIES)):
        known = counts.get(level, {})
        if not known or len(set(known.values())) != 1:
            continue
        (true,) = set(known.values())
        for blok, at, text in naskah.kalimat():
            if not WHOLE_OFFICE.search(text) or OPEN_ENDED.search(text):
                continue
            for match in pattern.finditer(text):
                claimed = int(match.group(1))
                before = text[max(0, match.start() - 120) : match.start()]
                # Counts of a part ("program X dengan 4 kegiatan", "dari 9 program") are not the office's.
                if (
                    re.search(r"\b(?:program|dari|sub|setiap|masing)\b[^,;]{0,60}$", before, re.I)
                    and level == "kegiatan"
                    and not re.search(r"program\s+(?:serta|dan|dengan)\s*$", before, re.I)
                ):
                    continue
                if re.search(r"\bdari\s*$", before, re.I) or claimed < 2:
                    continue
                checked += 1
                if claimed != true and abs(claimed - true) <= max(3, true // 3):
                    page = blok.page_at(at + match.start())
                    data = {"tertulis": str(claimed), "benda": level, "jumlah": str(true)}
                    where = ", ".join(f"hlm. {p}" for p in sorted(known))
                    found.append(
                        Catat(
                            "jumlah-tabel",
                            Tingkat.PERINGATAN,
                            page,
                            around(text, match.start(), match.end(), 60, 40),
                            data,
                            "teks",
                            str(true),
                            where,
                            halaman_lain=pages(known, page),
                        )
                    )
    return Hasil(tuple(found), checked)


def _table_counts(naskah: Naskah) -> dict[str, dict[int, int]]:
    """Programs and activities as each table counts them, by page: ``{"program": {19: 8}}``."""
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    for page, signs in _sign_runs(naskah):
        programs = sum(not s.isdecimal() for s in signs)
        activities = len(signs) - programs
        if programs >= 3 and activities > programs:
            counts["program"][page] = programs
            counts["kegiatan"][page] = activities
    for table in naskah.tabel:
        lines = [b for b in table.anggaran if b.jenjang == "program"]
        if (
            len(lines) >= 3
            and table.halaman is not None
            and any(b.jenjang == "total" for b in table.anggaran)
        ):
            counts["program"][table.halaman] = len(lines)
    return counts


def _sign_runs(naskah: Naskah) -> list[tuple[int, list[str]]]:
    """(page, row numbers in Roman and Arabic signs) of narrow tables; one over several pages is one run."""
    runs: list[tuple[int, list[str]]] = []
    width = last = 0
    for kisi in naskah.kisi:
        page = kisi.halaman or 0
        if kisi.grid.n_cols > 4 or not page:
            continue
        signs = [
            row[0].strip(" .)")
            for _, row in kisi.text_rows()
            if len(row) > 1 and row[1] and _value(row[0]) is not None
        ]
        if runs and kisi.grid.n_cols == width and page - last <= 1:
            runs[-1][1].extend(signs)
        else:
            runs.append((page, signs))
        width, last = kisi.grid.n_cols, page
    return runs


def _value(sign: str) -> int | None:
    sign = sign.strip(" .)")
    return int(sign) if sign.isdecimal() else from_roman(sign) if sign and sign.isupper() else None


def check_objectives(naskah: Naskah) -> Hasil:
    """``1 (satu) sasaran`` on one page, ``2 (dua) sasaran strategis`` on another."""
    said: dict[int, list[tuple[Blok, int, str]]] = defaultdict(list)
    for blok, at, text in naskah.kalimat():
        if not re.search(
            r"\b(?:pengukuran|terdapat|terdiri|ada|memiliki|menetapkan|mencerminkan|dicerminkan)\b",
            text,
            re.I,
        ):
            continue
        for match in OBJECTIVES.finditer(text):
            before = text[max(0, match.start() - 12) : match.start()]
            if re.search(r"\b(?:dan|setiap|tiap|ke)\s*$", before, re.I):
                continue
            word = match.group("kata")
            number = words_to_number(word) if word else Decimal(match.group("angka"))
            if number is not None and number > 0:
                said[int(number)].append((blok, at + match.start(), text))
        listed = re.search(r"sasaran\s+strategis\s+(?:ada|sebanyak|berjumlah)\s+(\d{1,2})\b", text, re.I)
        if listed:
            said[int(listed.group(1))].append((blok, at + listed.start(), text))
    tables = {len({s.nama.isi for s in t.sasaran if s.nama}) for t in naskah.tabel if len(t.indikator) >= 3}
    if len(said) != 2:
        return Hasil((), sum(map(len, said.values())))
    low, high = sorted(said)
    # The smaller claim is wrong when the tables, or a list of them, show the larger number.
    if high not in tables and high - low != 1:
        return Hasil((), sum(map(len, said.values())))
    blok, at, text = said[low][0]
    page = blok.page_at(at)
    data = {"tertulis": str(low), "benda": "sasaran", "jumlah": str(high)}
    others = [b.page_at(o) for b, o, _ in said[low] + said[high]]
    note = Catat(
        "jumlah-beda",
        Tingkat.PERINGATAN,
        page,
        shorten(text[max(0, at - 30 - len(blok.teks)) :][:150]),
        data,
        "teks",
        str(high),
        f"hlm. {said[high][0][0].page_at(said[high][0][1])}",
        halaman_lain=pages(others, page),
    )
    return Hasil((note,), sum(map(len, said.values())))


def check_ordinals(naskah: Naskah) -> Hasil:
    """``sasaran pertama yaitu "A"`` and again ``sasaran pertama yaitu "B"``."""
    seen: dict[tuple[str, str], list[tuple[str, int | None]]] = defaultdict(list)
    for blok in naskah.blok:
        for match in ORDINAL_QUOTE.finditer(blok.teks):
            key = (match.group("benda").lower(), match.group("ke").lower())
            seen[key].append((" ".join(match.group("isi").split()), blok.page_at(match.start())))
    found = []
    for (thing, ordinal), members in seen.items():
        first = members[0][0].lower()
        odd = [m for m in members[1:] if fuzz.ratio(m[0].lower(), first) < 75]
        if odd:
            data = {
                "benda": thing,
                "ke": ordinal,
                "isi": shorten(odd[0][0], 80),
                "pertama": shorten(members[0][0], 80),
            }
            found.append(
                Catat(
                    "salah-sebut",
                    Tingkat.PERINGATAN,
                    odd[0][1],
                    f"{thing} {ordinal}: {shorten(odd[0][0], 100)}",
                    data,
                    "teks",
                    halaman_lain=pages([members[0][1]], odd[0][1]),
                )
            )
    return Hasil(tuple(found), sum(map(len, seen.values())))


def check_repeated_items(naskah: Naskah) -> Hasil:
    """The same item twice in one list."""
    found: list[Catat] = []
    checked = 0
    for items in numbered_lists(naskah):
        blocks = [naskah.blok[index] for _, index, _, _ in items]
        for at, blok in enumerate(blocks):
            for earlier in blocks[:at]:
                checked += 1
                left, right = earlier.isi.lower().strip(" .;,"), blok.isi.lower().strip(" .;,")
                if min(len(left), len(right)) <= 25 or not _same_words(left, right):
                    continue
                data = {"satu": earlier.penanda or "", "dua": blok.penanda or ""}
                found.append(
                    Catat(
                        "butir-ganda",
                        Tingkat.INFO,
                        blok.halaman,
                        shorten(blok.teks, 110),
                        data,
                        "butir",
                        halaman_lain=pages([earlier.halaman], blok.halaman),
                    )
                )
                break
    return Hasil(tuple(found), checked)


def _same_words(left: str, right: str) -> bool:
    """Word for word the same, spelling aside (``produktifitas``); ``nasional`` is not ``internasional``."""
    ones, others = left.split(), right.split()
    return (
        len(ones) == len(others)
        and re.findall(r"\d+", left) == re.findall(r"\d+", right)
        and all(a == b or fuzz.ratio(a, b) >= 85 for a, b in zip(ones, others, strict=True))
    )
