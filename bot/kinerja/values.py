"""Reads one cell's text as a :class:`~bot.kinerja.model.Nilai`.

Covers the formats that Indonesian performance tables really use.  A text that
says two things, or nothing that can be trusted, never becomes a guess: it
comes back empty with its reason, or with both readings (``tafsir_lain``).
Every expression here is linear, and longer texts than a number can be are
prose without being looked at.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Context, Decimal

from bot.kinerja.digits import TOKEN, NumberStyle, baca_angka, infer_style, rapikan
from bot.kinerja.format import format_angka
from bot.kinerja.model import JenisNilai, Nilai
from bot.kinerja.predikat import banding_predikat, kenali_predikat, tangga_predikat
from bot.kinerja.resolve import is_ambigu, resolve

__all__ = [
    "NumberStyle",
    "banding_predikat",
    "infer_style",
    "is_ambigu",
    "nilai_from_number",
    "parse_nilai",
    "resolve",
    "tangga_predikat",
]

MAX_TEXT = 160
"""Longer texts are prose: the longest real value text seen has 60 characters."""

_TIDAK_TERSEDIA = frozenset(
    """n/a;na;n.a;n.a.;#n.a;dtt;nn;nd;tad;kosong;tidak tersedia;data tidak tersedia;data belum tersedia;
    tidak ada data;belum ada data;tidak dapat diukur;tidak dihitung;tidak diukur;tidak ditargetkan;
    tidak ada target""".replace("\n    ", "").split(";")
)
_TDI = frozenset(["tdi", "tidak diperoleh informasi", "tidak diperoleh data", "tidak ada informasi"])
_GALAT = re.compile(r"#(?:ref!?|div/0!?|value!?|name\??|n/a!?|null!?|num!?|spill!?|calc!?|#+)|err:\d{3}")
_HUBUNG = re.compile(r"[-_=.…·\s]+")
_KAKI = re.compile(r"\(?[*†‡]+[\s)]*")
_BELUM = re.compile(
    r"\b(?:diukur|dinilai|dirilis|dihitung|diaudit|dievaluasi|penilaian|rilis|menunggu|tunggu|proses|"
    r"belum (?:ada|rilis|keluar|terbit|tersedia|selesai|dilaksanakan|terlaksana|final))\b"
)
_OPERATOR = (
    (re.compile(r"(?:>=|=>|≥|⩾|>\s?=|tidak kurang dari|minimal|minimum|min\b\.?|paling sedikit|paling rendah|"
                r"sekurang-kurangnya|sekurangnya|setidaknya|sedikitnya|paling kurang)"), ">="),
    (re.compile(r"(?:<=|=<|≤|⩽|<\s?=|tidak lebih dari|maksimal|maksimum|maks\b\.?|max\b\.?|paling banyak|"
                r"paling tinggi|paling lama|paling lambat|setinggi-tingginya|sebanyak-banyaknya)"), "<="),
    (re.compile(r"(?:>|di ?atas\b|lebih (?:besar )?dari\b|lebih tinggi dari\b)"), ">"),
    (re.compile(r"(?:<|di ?bawah\b|kurang dari\b|lebih (?:kecil|rendah) dari\b)"), "<"),
)  # fmt: skip
_LEBIH = re.compile(r"(?:ke ?atas|atau lebih|dan di ?atasnya|\+)$")
_KURANG = re.compile(r"(?:ke ?bawah|atau kurang)$")
_SAMBUNG = re.compile(r"(?:-|~|s\s?/\s?d|s\.\s?d\.?|sd|sampai(?: dengan)?|hingga|≤|<|<=|≥|>|dan)")
_PENGISI = re.compile(
    r"^(?:(?:nilai|skor|indeks|angka|predikat|kategori|opini|status|sebesar|sebanyak|sejumlah|target|realisasi|hasil|"
    r"akreditasi|peringkat|rata-rata|kurang lebih|sekitar|±|\+/-|tercapai|maturitas|kapabilitas|menjadi|tipe|"
    r"tingkat)\b|±|\+/-|[:=])[\s:=]*"
)
_RUPIAH = re.compile(r"^(?:rp\s?\.?|idr)\s*(?=[\d(+-])")
_MATA_UANG = re.compile(r"^(?:us\$|usd|\$|€)\s*(?=[\d(+-])")
_BUNTUT_UANG = re.compile(r"[,.]\s?[-=]+$")
_LEVEL = re.compile(r"\b(?:level|lvl|tingkat|lv)\.? ?(\d|[IVX]{1,3}\b)(?![\w%])", re.IGNORECASE)
_KETERANGAN = re.compile(r"\([^()]{0,20}[a-z]{3}[^()]{0,60}\)", re.IGNORECASE)
"""A remark in brackets beside a grade: ``WTP (5 kali)``."""
_ALAMAT = re.compile(r"[A-Z]{1,3}\d{1,7}")
"""The address of a spreadsheet cell (``C6``, as in a table of sources): no grade C with the number 6."""
_KURUNG = re.compile(r"\(([^()]{0,80})\)")
_JUTA = {
    "ribu": 3, "rb": 3, "ribuan": 3, "juta": 6, "jt": 6, "jutaan": 6, "miliar": 9, "milyar": 9, "m": 9,
    "triliun": 12, "trilyun": 12, "t": 12,
}  # fmt: skip
_POLA_ANGKA = re.compile(r"([#0][#0,]{0,40})(?:\.(0{1,15}))?%?")
_HIASAN = re.compile(r"_.|\*.|[() ]|(?i:rp\.?)")
"""Parts of a number format that set widths, brackets and currency."""
_DEEP = Context(prec=60)
_EXCEL = Context(prec=15)
"""A spreadsheet keeps 15 significant digits; what a double shows beyond them is noise."""


def parse_nilai(text: str, *, style: NumberStyle | None = None) -> Nilai:
    """Read one cell's text.

    ``style`` is what the column's other values tell of separators; it orders the readings of
    texts such as ``1.234``.  Call :func:`resolve` afterwards with what else is known: until then
    such a value carries its second reading in ``tafsir_lain``.  Never raises.
    """
    clean = rapikan(text[: 4 * MAX_TEXT])
    if len(text) > 4 * MAX_TEXT or len(clean) > MAX_TEXT:
        return _kosong(text, "teks")
    low = clean.casefold()
    reason = _alasan_kosong(low, clean)
    if reason is not None:
        return _kosong(text, reason)
    if low.strip(" .") in {"nihil", "nol", "zero"}:
        return Nilai(text, Decimal(0), JenisNilai.ANGKA)
    for read in (_baca_batas, _baca_rentang, _baca_rasio, _baca_predikat, _baca_polos):
        found = read(text, clean, style)
        if found is not None:
            return found
    return _kosong(text, "belum-diukur" if _BELUM.search(low) else "teks")


def nilai_from_number(number: Decimal, text: str, number_format: str | None) -> Nilai:
    """The value of a numeric spreadsheet cell; its text is never read again.

    ``teks`` becomes what a person reads in the sheet, in Indonesian writing, where the cell has a
    number format: 0.75 in ``0.00%`` is read ``75,00 %``.  A percent format means that the sheet
    stores a fraction: 0.885 in ``0.00%`` is 88.5 with satuan ``%``.  A unit written into the format
    (``0" dokumen"``) becomes the satuan.
    """
    if not number.is_finite():
        return _kosong(text, "galat-rumus")
    value = _EXCEL.plus(number) if len(number.as_tuple().digits) > 15 else number
    section = (number_format or "").split(";", 1)[0][:80]
    literals = " ".join(re.findall(r'"([^"]{1,30})"', section)).strip()
    bare = re.sub(r'"[^"]{0,30}"|\[[^\]]{0,30}\]|\\.', "", section)
    if "%" in bare:
        shown = _seperti_tampak(value * 100, bare)
        return Nilai(f"{shown} %" if shown else text, _plain(value * 100), JenisNilai.ANGKA, satuan="%")
    unit = literals or None
    if "rp" in section.casefold():
        unit = "Rp"
    elif unit is not None and not any(ch.isalpha() or ch == "%" for ch in unit):
        unit = None
    shown = _seperti_tampak(value, bare) or text
    if unit == "Rp" and shown is not text:
        shown = f"-Rp{shown[1:]}" if shown.startswith("-") else f"Rp{shown}"
    return Nilai(shown, _plain(value), JenisNilai.ANGKA, satuan=unit)


def _seperti_tampak(number: Decimal, section: str) -> str | None:
    """A number as its format shows it, with decimal comma and thousands dot; None where the format is none
    of plain digits (General, dates, fractions, scaling by thousands).
    """
    pattern = _POLA_ANGKA.fullmatch(_HIASAN.sub("", section))
    if pattern is None or pattern.group(1).endswith(",") or abs(number.adjusted()) > 40:
        return None
    shown = format_angka(number, len(pattern.group(2) or ""))
    return shown if "," in pattern.group(1) else shown.replace(".", "")


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and exponent: 100, not 1E+2 or 100.000."""
    value = _DEEP.normalize(value)
    exponent = value.as_tuple().exponent
    return (
        value.quantize(Decimal(1), context=_DEEP)
        if isinstance(exponent, int) and 0 < exponent < 40
        else value
    )


def _besar(value: Decimal, power: int) -> Decimal:
    return _plain(value.scaleb(power, context=_DEEP)) if power else value


def _kosong(teks: str, alasan: str) -> Nilai:
    return Nilai(teks, None, JenisNilai.KOSONG, alasan_kosong=alasan)


def _alasan_kosong(low: str, clean: str) -> str | None:
    """Why a text holds no value, or None if it may hold one."""
    if not low:
        return "kosong"
    if _GALAT.fullmatch(low):
        return "galat-rumus"
    if _HUBUNG.fullmatch(low) or low in {"rp -", "rp. -", "rp.-", "rp-", "rp", "rp."}:
        return "tanda-hubung"
    if _KAKI.fullmatch(low):
        return "catatan-kaki"
    bare = low.strip(" .()*")
    if bare in _TIDAK_TERSEDIA or low in _TIDAK_TERSEDIA:
        return "tidak-tersedia"
    if bare in _TDI:
        return "tdi"
    if kenali_predikat(clean) is None and _BELUM.search(low) and not low[0].isdigit():
        return "belum-diukur"
    return None


def _baca_batas(text: str, clean: str, style: NumberStyle | None) -> Nilai | None:
    low = clean.casefold()
    for pattern, sign in _OPERATOR:
        match = pattern.match(low)
        if match:
            return _bound(text, clean[match.end() :].strip(" :"), sign, style)
    for pattern, sign in ((_LEBIH, ">="), (_KURANG, "<=")):
        match = pattern.search(low)
        if match and any(ch.isdigit() for ch in low):
            return _bound(text, clean[: match.start()].strip(), sign, style)
    return None


def _bound(text: str, rest: str, sign: str, style: NumberStyle | None) -> Nilai | None:
    span = _baca_rentang(text, rest, style)
    if span is not None:
        return span
    found = _baca_predikat(text, rest, style)
    if found is not None:
        return replace(found, operator=sign)
    found = _baca_polos(text, rest, style)
    if found is None or found.nilai is None:
        return found
    return replace(found, jenis=JenisNilai.BATAS, operator=sign)


def _baca_rentang(text: str, clean: str, style: NumberStyle | None) -> Nilai | None:
    tokens = list(TOKEN.finditer(clean))
    if len(tokens) != 2:
        return None
    first, second = tokens
    before = clean[: first.start()].strip(" (>≥").casefold()
    between = clean[first.end() : second.start()].strip().casefold()
    joined = _SAMBUNG.fullmatch(between.lstrip("% ").removeprefix("persen").strip())
    if joined is None or before not in {"", "antara", "rp", "rp.", "nilai", "level"}:
        return None
    if between.endswith("dan") and before != "antara":
        return None
    after = clean[second.end() :].strip(" )")
    if any(ch.isdigit() for ch in after):
        return None
    low, high = baca_angka(first.group(), style), baca_angka(second.group(), style)
    if low.nilai is None or high.nilai is None:
        return None
    ends = sorted((low.nilai, high.nilai))
    unit = after or ("%" if "%" in between else None) or ("Rp" if before.startswith("rp") else None)
    return Nilai(text, None, JenisNilai.RENTANG, bawah=ends[0], atas=ends[1], satuan=unit)


def _baca_rasio(text: str, clean: str, style: NumberStyle | None) -> Nilai | None:
    tokens = list(TOKEN.finditer(clean))
    if len(tokens) != 2 or clean[: tokens[0].start()].strip():
        return None
    sign = clean[tokens[0].end() : tokens[1].start()].strip()
    after = clean[tokens[1].end() :].strip()
    if sign not in {":", "/"} or any(ch.isdigit() for ch in after):
        return None
    left, right = tokens[0].group(), tokens[1].group()
    a, b = baca_angka(left, style).nilai, baca_angka(right, style).nilai
    clock = sign == ":" and len(right) == 2 and (right[0] == "0" or (left[0] == "0" and len(left) == 2))
    years = sign == "/" and len(left) == 4 and len(right) == 4
    if a is None or b is None or clock or years:
        return None
    if sign == ":" and a == 1:
        value: Decimal | None = b
    elif b:
        value = _DEEP.divide(a, b)
    else:
        return None
    return Nilai(text, value, JenisNilai.RASIO, satuan=after or None)


def _baca_predikat(text: str, clean: str, style: NumberStyle | None) -> Nilai | None:
    """A grade, alone or beside its number: ``BB``, ``A (82,92)``, ``75,78 BB``, ``Level 3 (3,157)``."""
    core = _tanpa_pengisi(clean).strip(" .;:*")
    if not core or not any(ch.isalpha() for ch in core):
        return None
    level = _LEVEL.search(core)
    if level:
        return _baca_level(text, core, level, style)
    if _ALAMAT.fullmatch(core):
        return None
    return _baca_huruf(text, core, style) or _baca_huruf(text, _KETERANGAN.sub(" ", core).strip(), style)


def _baca_level(text: str, core: str, level: re.Match[str], style: NumberStyle | None) -> Nilai | None:
    grade = kenali_predikat(f"Level {level.group(1)}")
    rest = core[level.end() :]
    if grade is None or (rest[:1] in {",", "."} and rest[1:2].isdigit()):
        return _level_pecahan(text, core, style)
    around = re.sub(r"\bdari (?:level )?\d\b", "", f"{core[: level.start()]} {rest}")
    number, left = _satu_angka(_tanpa_pengisi(around.strip(" (")), style)
    if left:
        return None
    return Nilai(
        text, Decimal(grade.split()[1]) if number is None else number, JenisNilai.PREDIKAT, predikat=grade
    )


def _baca_huruf(text: str, core: str, style: NumberStyle | None) -> Nilai | None:
    number, words = _satu_angka(core, style)
    if not words:
        return None
    grade = kenali_predikat(words)
    if grade is None:
        parts = [p for p in re.split(r"[()/,;=]| - ", words) if p.strip()]
        grades = [kenali_predikat(_tanpa_pengisi(p.strip())) for p in parts]
        if not parts or len(parts) > 3 or None in grades:
            return None
        grade = grades[0]
    if number is not None and grade is not None and "ada" in tangga_predikat(grade):
        return None
    return Nilai(text, number, JenisNilai.PREDIKAT, predikat=grade)


def _level_pecahan(text: str, core: str, style: NumberStyle | None) -> Nilai | None:
    """``Level 3,25``: the number itself, on the level that it has reached."""
    number, _ = _satu_angka(core, style)
    if number is None:
        return None
    return Nilai(text, number, JenisNilai.PREDIKAT, predikat=f"Level {int(number)}")


def _satu_angka(teks: str, style: NumberStyle | None) -> tuple[Decimal | None, str | None]:
    """The one number in a text and the words around it; words None where there are more numbers."""
    tokens = list(TOKEN.finditer(teks))
    if len(tokens) > 1:
        return None, None
    if not tokens:
        return None, teks.strip(" ():")
    token = tokens[0]
    read = baca_angka(token.group(), style, pecahan=True)
    words = (teks[: token.start()] + " " + teks[token.end() :]).replace("( )", " ")
    return read.nilai, " ".join(words.split()).strip(" ():/=-,;.%")


def _tanpa_pengisi(teks: str) -> str:
    """Without the words that only announce a value (``Nilai A``, ``sebesar 5``)."""
    for _ in range(3):
        match = _PENGISI.match(teks.casefold())
        if not match or match.end() >= len(teks):
            return teks
        teks = teks[match.end() :]
    return teks


def _baca_polos(text: str, clean: str, style: NumberStyle | None) -> Nilai | None:
    """A number with sign, currency and unit."""
    core, negative = _tanpa_pengisi(clean), False
    whole = re.fullmatch(r"(rp\.?)? ?\(([^()]{1,60})\) ?%?", core, re.IGNORECASE)
    if whole and TOKEN.search(whole.group(2)):
        core, negative = (whole.group(1) or "") + whole.group(2) + ("%" if core.endswith("%") else ""), True
    if core[:1] in {"-", "+"}:
        negative, core = negative or core[0] == "-", core[1:].lstrip()
    low = core.casefold()
    money = _RUPIAH.match(low)
    other = _MATA_UANG.match(low)
    match = money or other
    if match:
        core = core[match.end() :]
        if core[:1] in {"-", "+", "("}:
            negative, core = negative or core[0] != "+", core[1:].strip(" ()")
    core = _BUNTUT_UANG.sub("", core).strip()
    token = TOKEN.match(core)
    if token is None:
        return None
    tail = core[token.end() :].strip()
    percent = tail.startswith("%") or tail.casefold().startswith("persen")
    read = baca_angka(token.group(), style, ribuan=bool(money), pecahan=percent)
    unit = _baca_satuan(tail)
    if unit is None:
        return None
    if read.rusak:
        return Nilai(
            text, None, JenisNilai.KOSONG, satuan="Rp" if money else unit or None, alasan_kosong="angka-rusak"
        )
    if read.nilai is None:
        return None
    power, unit = _besaran(unit, bool(money))
    sign = -1 if negative else 1
    return Nilai(
        text,
        _besar(read.nilai, power) * sign,
        JenisNilai.ANGKA,
        satuan="Rp" if money else ("USD" if other else unit or None),
        tafsir_lain=None if read.lain is None else _besar(read.lain, power) * sign,
    )


def _baca_satuan(tail: str) -> str | None:
    """What follows a number, as a unit; None where it is a second value or prose.

    Notes in brackets are left out (``140 Kelompok (1400 orang)``), a whole of which the number
    is a part too (``100 dari 110 Organisasi``).  Digits belong to a unit only in ``per 100.000``
    and glued to letters (``m2``).
    """
    unit = " ".join(_KURUNG.sub(" ", tail).split()).strip(" .;:*)(,-=/")
    whole = re.match(r"dari (?:total |target |seluruh )?" + TOKEN.pattern, unit, re.IGNORECASE)
    if whole:
        unit = unit[whole.end() :].strip(" .;:()")
    bare = re.sub(r"(?:per|/|tiap|setiap) ?\d[\d.,]*", "", unit, flags=re.IGNORECASE)
    bare = re.sub(r"(?<=[a-z])[23]\b", "", bare, flags=re.IGNORECASE)
    if any(ch.isdigit() for ch in bare) or len(unit) > 60 or len(unit.split()) > 8:
        return None
    return unit


def _besaran(unit: str, money: bool) -> tuple[int, str]:
    """``miliar`` beside rupiah multiplies; beside anything else it is part of the unit."""
    words = unit.split()
    if not words or words[0].casefold() not in _JUTA:
        return 0, unit
    in_rupiah = (
        money or "rupiah" in unit.casefold() or (len(words) > 1 and words[1].casefold() in {"rp", "rp."})
    )
    return (_JUTA[words[0].casefold()], "Rp") if in_rupiah else (0, unit)
