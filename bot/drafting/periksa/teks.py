"""Faults that a stretch of text shows by itself: words against digits, remnants, broken numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.drafting.periksa.angka import read_number, words_to_number
from bot.drafting.periksa.model import Catat, Hasil, around, pages
from bot.drafting.periksa.naskah import Naskah
from bot.kinerja.model import Tingkat
from bot.kinerja.roman import from_roman

COUNT_AND_WORDS = re.compile(
    r"(?<![\w.,/])(?P<angka>\d{1,3}(?:\.\d{3})*(?:,\d{1,3})?|[IVXLC]{1,8})\s?"
    r"\(\s?(?P<kata>[A-Za-z -]{3,80}?)\s?\)"
)
PLACEHOLDER = re.compile(
    r"\[(?:document|report|company|type|click|insert|pick|your|nama|isi|judul|tulis|ketik)\b[^\]\n]{0,60}\]"
    r"|\blorem ipsum\b|\bclick (?:or tap )?here to enter\b|\bX{4,}\b|\bx{5,}\b"
    r"|error! (?:reference source|bookmark)[^.]{0,20}|(?<=\s)<(?:nama|isi|tahun|jabatan)[^>\n]{0,40}>",
    re.I,
)
DOTTED_GAP = re.compile(
    r"(?:[A-Za-z,:]|sebesar|Rp\.?)\s?(?:\.{5,}|…{2,}|_{5,})\s?(?:%|orang|persen|rupiah|tahun|[a-z]{3,})"
)
# "sebesar Rp. 97,53%": the amount is missing, only its percentage is there.
LOST_AMOUNT = re.compile(r"\bRp\s?\.?\s?\d{1,3}[.,]\d{1,2}\s?%", re.I)
SHEET_ERROR = re.compile(r"#(?:REF!|DIV/0!|N/A|VALUE!|NAME\?|NUM!|NULL!)")
DOTTED = re.compile(r"(?<![\w.,/:-])(Rp\s?\.?\s?)?(\d{1,3}(?:\.\d{1,6}){2,5})(?:,\d{2})?(?![\w/-]|\.\d)")

# Rules that FACTS knows to be revoked or superseded, the earliest reporting year for which citing
# them is a fault, and what took their place.  The pattern allows the usual ways of writing.
LEGAL = (
    (
        re.compile(
            r"(?:Permen\s?pan|Peraturan\s+Menteri\s+(?:Negara\s+)?(?:Pendayagunaan|PAN)[A-Za-z\s]{0,60}?)"
            r"(?:[\s-]?RB)?\s*(?:Nomor|No\.?)?\s*:?\s*29\s*(?:/|tahun)\s*2010",
            re.I,
        ),
        2014,
        "Permenpan 29/2010",
        "dicabut oleh Pasal 6 Permenpan-RB 53/2014",
        Tingkat.PERINGATAN,
    ),
    (
        re.compile(
            r"(?:Permen\s?pan|Peraturan\s+Menteri\s+(?:Pendayagunaan|PAN)[A-Za-z\s]{0,60}?)"
            r"(?:[\s-]?RB)?\s*(?:Republik\s+Indonesia\s+)?(?:Nomor|No\.?)?\s*:?\s*12\s*(?:/|tahun)\s*2015",
            re.I,
        ),
        2022,
        "Permenpan-RB 12/2015",
        "diganti oleh Permenpan-RB 88/2021",
        Tingkat.PERINGATAN,
    ),
    (
        re.compile(
            r"(?:Inpres|Instruksi\s+Presiden)[A-Za-z\s]{0,30}?(?:Nomor|No\.?)?\s*:?\s*7\s*(?:/|tahun)\s*1999",
            re.I,
        ),
        2007,
        "Inpres 7/1999",
        "pedoman lama; SAKIP kini diatur Perpres 29/2014 dan Permenpan-RB 53/2014",
        Tingkat.INFO,
    ),
    (
        re.compile(r"239\s*/\s*IX\s*/\s*6\s*/\s*8\s*/\s*2003"),
        2010,
        "Keputusan Kepala LAN 239/IX/6/8/2003",
        "pedoman lama; penyusunan laporan kinerja kini diatur Permenpan-RB 53/2014",
        Tingkat.PERINGATAN,
    ),
    (
        re.compile(r"KEP\s*/\s*135\s*/\s*M\.?\s?PAN\s*/\s*9\s*/\s*2004", re.I),
        2015,
        "KEP/135/M.PAN/9/2004",
        "dicabut oleh Permenpan-RB 12/2015",
        Tingkat.PERINGATAN,
    ),
)
REPLACED = re.compile(r"\b(?:peng?ganti|mengganti\w*|mencabut|menggantikan|dicabut|perubahan\s+atas)\b", re.I)


def texts_of(naskah: Naskah) -> Iterator[tuple[str, int | None, str, list[tuple[int, int | None]]]]:
    """(text, first page, place, page starts) of every block and every cell."""
    for blok in naskah.blok:
        yield blok.teks, blok.halaman, "teks", list(blok.potongan)
    for kisi in naskah.kisi:
        for number, row in kisi.text_rows():
            page = kisi.page_of(number)
            for cell in row:
                if cell:
                    yield cell, page, f"tabel {kisi.grid.lembar}, baris {number + 1}", [(0, page)]


def page_at(starts: list[tuple[int, int | None]], offset: int) -> int | None:
    """Page of the character at an offset, from (offset, page) starts."""
    page = None
    for start, where in starts:
        if start > offset:
            break
        page = where
    return page


def check_words(naskah: Naskah) -> Hasil:
    """``21 (dua puluh)``, ``XIII (delapan)``: digits and words must be the same number."""
    found: list[Catat] = []
    checked = 0
    for text, _, place, starts in texts_of(naskah):
        for match in COUNT_AND_WORDS.finditer(text):
            words = words_to_number(match.group("kata"))
            if words is None:
                continue
            sign = match.group("angka")
            if sign.isalpha():
                number = from_roman(sign)
                value = None if number is None else Decimal(number)
            else:
                read = read_number(sign)
                value = read[0] if read else None
            if value is None:
                continue
            checked += 1
            if value != words:
                page = page_at(starts, match.start())
                found.append(
                    Catat(
                        "angka-huruf",
                        Tingkat.GALAT,
                        page,
                        around(text, match.start(), match.end(), 40, 40),
                        {"angka": sign, "kata": match.group("kata").strip(), "nilai": f"{words:f}"},
                        place,
                        keyakinan=Decimal("0.99"),
                    )
                )
    return Hasil(tuple(found), checked)


def check_remnants(naskah: Naskah) -> Hasil:
    """Placeholders of a template, gaps never filled in, spreadsheet errors."""
    found: list[Catat] = []
    for text, _, place, starts in texts_of(naskah):
        for pattern, kode in (
            (PLACEHOLDER, "sisa-templat"),
            (SHEET_ERROR, "galat-rumus"),
            (DOTTED_GAP, "isian-kosong"),
            (LOST_AMOUNT, "nilai-hilang"),
        ):
            match = pattern.search(text)
            if match:
                page = page_at(starts, match.start())
                level = Tingkat.PERINGATAN if kode == "isian-kosong" else Tingkat.GALAT
                quote = around(text, match.start(), match.end(), 50, 50)
                found.append(Catat(kode, level, page, quote, {"teks": match.group().strip()}, place))
    return Hasil(tuple(found))


def check_broken_numbers(naskah: Naskah) -> Hasil:
    """``9.871.1466.000``: an amount whose groups of digits are not of three.

    Dates, codes of accounts and numbers of regulations are also digits with dots; an amount is told
    by groups of three all through but one, and by seven digits or more.
    """
    found: list[Catat] = []
    for text, _, place, starts in texts_of(naskah):
        for match in DOTTED.finditer(text):
            groups = match.group(2).split(".")
            tail = groups[1:]
            odd = [g for g in tail if len(g) != 3]
            # After "Rp" it is an amount, whatever else; elsewhere two good groups must show it.
            good = 1 if match.group(1) else 2
            is_amount = len(odd) == 1 and len(odd[0]) in (2, 4, 5, 6) and len(tail) - len(odd) >= good
            if not is_amount or sum(map(len, groups)) < 7 or groups[0].startswith("0"):
                continue
            page = page_at(starts, match.start())
            quote = around(text, match.start(), match.end(), 60, 20)
            data = {"angka": match.group(2), "kelompok": odd[0]}
            found.append(Catat("angka-rusak", Tingkat.GALAT, page, quote, data, place))
    return Hasil(tuple(found))


def check_law(naskah: Naskah) -> Hasil:
    """Revoked or superseded rules in the legal bases, one finding for each rule."""
    found: list[Catat] = []
    for pattern, since, name, fate, level in LEGAL:
        if naskah.tahun is None or naskah.tahun < since:
            continue
        places: list[int | None] = []
        quote = ""
        for blok in naskah.blok:
            match = pattern.search(blok.teks)
            if match and not REPLACED.search(blok.teks[max(0, match.start() - 60) : match.start()]):
                quote = quote or around(blok.teks, match.start(), match.end(), 40, 60)
                places.append(blok.page_at(match.start()))
        if places:
            data = {"aturan": name, "nasib": fate}
            found.append(
                Catat(
                    "dasar-hukum-lama",
                    level,
                    places[0],
                    quote,
                    data,
                    "teks",
                    halaman_lain=pages(places, places[0]),
                )
            )
    return Hasil(tuple(found))
