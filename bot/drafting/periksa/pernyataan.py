"""What a sentence says of one indicator, held against the tables and against its own arithmetic."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from bot.drafting.periksa.angka import Bilangan, find_numbers, follows, is_year, show
from bot.drafting.periksa.model import Catat, Hasil, around, pages, shorten
from bot.drafting.periksa.naskah import Blok, Naskah, sentences
from bot.drafting.periksa.subjek import (
    EARLIER,
    HUNDRED,
    YEAR,
    Sebutan,
    Subjek,
    fits,
    labelled,
    places_of,
    said,
    subjects,
)
from bot.kinerja.model import Tingkat

MOVED = re.compile(
    r"\b(?P<arah>naik|turun|meningkat|menurun|bertambah|berkurang)\s+(?:sebesar\s+|sebanyak\s+)?"
    r"(?P<beda>\d[\d.]{0,15}(?:,\d{1,4})?)(?P<antara>(?:\s+per\s+1[\d.]{1,9})?[^.;\d]{0,50}(?:\(\d[\d.,]{0,8}\s?%\)\s*)?)\bdari\s+"
    r"(?P<asal>\d[\d.]{0,15}(?:,\d{1,4})?)",
    re.I,
)
YEARLY = re.compile(
    r"\brata\s?-?\s?rata\s+(?P<arah>naik|turun|meningkat|menurun)\s+(?P<beda>\d[\d.]{0,15}(?:,\d{1,4})?)"
    r"(?:\s+(?:poin|persen|%))?\s+(?:per|setiap|tiap)\s+tahun",
    re.I,
)
RISING = frozenset({"naik", "meningkat", "bertambah"})
GAP = re.compile(
    r"\b(?:kurang|selisih(?:nya)?|terlewati|lebih\s+(?:tinggi|rendah|besar|kecil|baik|buruk))\s+(?:sebesar\s+)?"
    r"(?P<satu>\d[\d.]{0,15},\d{1,4})(?!\s?%)|(?P<dua>\d[\d.]{0,15},\d{1,4})\s*(?:poin\s+)?"
    r"(?:[a-z]{2,12}\s+){0,2}(?:di\s+(?:atas|bawah)|lebih\s+(?:baik|buruk|tinggi|rendah))\b",
    re.I,
)


def check_statements(naskah: Naskah) -> Hasil:
    """``terealisasi 13,20 dari target 14,00, dengan capaian 105,71 %`` against every table of the report."""
    known = [s for s in subjects(naskah.tabel, naskah.tahun) if s.realisasi or s.target]
    found: list[Catat] = []
    checked = 0
    for mentions in _by_sentence(labelled(naskah, known)):
        swapped = _swapped(mentions)
        checked += len(mentions)
        if swapped is not None:
            found.append(swapped)
            continue
        found += [note for m in mentions if (note := _wrong_value(m, naskah.tahun)) is not None]
    return Hasil(tuple(found), checked)


def _by_sentence(items: Iterator[Sebutan]) -> list[list[Sebutan]]:
    groups: dict[tuple[int, int, str], list[Sebutan]] = defaultdict(list)
    for item in items:
        groups[item.blok.order, item.kalimat[0], item.subjek.nama].append(item)
    return list(groups.values())


def _swapped(mentions: Sequence[Sebutan]) -> Catat | None:
    """Target and realisasi each printed where the other belongs."""
    t = next((m for m in mentions if m.besaran == "target"), None)
    r = next((m for m in mentions if m.besaran == "realisasi"), None)
    if t is None or r is None or t.nilai.nilai == r.nilai.nilai:
        return None
    subject = t.subjek
    crossed = _any(t.nilai, subject.realisasi) and _any(r.nilai, subject.target)
    if not crossed or _any(t.nilai, subject.target) or _any(r.nilai, subject.realisasi):
        return None
    page = t.blok.page_at(t.nilai.mulai)
    first, last = sorted((t.nilai, r.nilai), key=lambda n: n.mulai)
    data = {"indikator": shorten(subject.nama, 100), "target": r.nilai.teks, "realisasi": t.nilai.teks}
    return Catat(
        "pasangan-tertukar",
        Tingkat.GALAT,
        page,
        around(t.blok.teks, first.mulai, last.akhir, 70, 10),
        data,
        "teks",
        f"target {r.nilai.teks}, realisasi {t.nilai.teks}",
        _where(subject),
        halaman_lain=pages(subject.halaman, page),
    )


def _any(value: Bilangan, allowed: Mapping[Decimal, str]) -> bool:
    return any(fits(value, a) for a in allowed)


def _where(subject: Subjek) -> str:
    return (
        f"tabel hlm. {', '.join(map(str, places_of(subject)))}" if places_of(subject) else "tabel laporan ini"
    )


def _wrong_value(item: Sebutan, year: int | None) -> Catat | None:
    subject, value = item.subjek, item.nilai
    sentence = item.blok.teks[item.kalimat[0] : item.kalimat[1]]
    allowed: dict[Decimal, str] = dict(getattr(subject, item.besaran))
    if not allowed or not _is_comparable(item, allowed):
        return None
    printed = [t for t in dict.fromkeys(allowed.values()) if t]
    if item.besaran == "realisasi" and (
        EARLIER.search(sentence) or set(YEAR.findall(sentence)) - {str(year)}
    ):
        allowed |= subject.riwayat
    # "yang terjauh dari target ialah X (52,39 %)": the percentage in brackets is a capaian.
    if _any(value, allowed) or not printed or (value.persen and _any(value, subject.capaian)):
        return None
    page = item.blok.page_at(value.mulai)
    where = places_of(subject)
    data = {
        "indikator": shorten(subject.nama, 100),
        "besaran": item.besaran,
        "tertulis": value.teks,
        "tabel": ", ".join(printed[:4]),
        "halaman": ", ".join(map(str, where[:6])),
    }
    return Catat(
        "prosa-besaran",
        Tingkat.GALAT if len(printed) == 1 else Tingkat.PERINGATAN,
        page,
        around(item.blok.teks, value.mulai, value.akhir, 100, 20),
        data,
        "teks",
        ", ".join(printed[:4]),
        _where(subject),
        halaman_lain=pages(where, page),
    )


def _is_comparable(item: Sebutan, allowed: Mapping[Decimal, str]) -> bool:
    """Whether the number can be the quantity at all: a percentage for one, and of the same order."""
    value = item.nilai
    if item.besaran == "capaian":
        return value.persen and bool(value.desimal or value.nilai >= 20)
    if not value.desimal and any(a != a.to_integral_value() for a in allowed):
        return False
    if item.subjek.is_persen and not value.persen:
        return False
    if value.persen and all(a > 150 for a in allowed):
        return False
    near = min(allowed, key=lambda a: abs(a - value.nilai))
    return not near or Decimal("0.1") <= value.nilai / near <= 10


def check_movements(naskah: Naskah) -> Hasil:
    """``turun 8,55 dari 101,30 pada 2024`` of an indicator whose results the tables print."""
    known = [s for s in subjects(naskah.tabel, naskah.tahun) if len(s.realisasi) == 1 and s.riwayat]
    found: list[Catat] = []
    checked = 0
    for blok, named in said(naskah, known):
        for match in MOVED.finditer(blok.teks):
            subject = _subject_of(blok, named, match.start())
            numbers = [find_numbers(" " + match.group(g)) for g in ("beda", "asal")]
            if subject is None or any(len(n) != 1 for n in numbers):
                continue
            gap, origin = (n[0] for n in numbers)
            now = next(iter(subject.realisasi))
            if not any(fits(origin, v) for v in subject.riwayat) or origin.nilai == now:
                continue
            checked += 1
            found += _movement_notes(blok, match, subject, gap, origin.nilai, now)
        for match in YEARLY.finditer(blok.teks):
            subject = _subject_of(blok, named, match.start())
            rate = find_numbers(f" {match.group('beda')}")
            if subject is None or len(rate) != 1 or len(subject.riwayat) < 2:
                continue
            checked += 1
            now = next(iter(subject.realisasi))
            rates = [
                (now - v) / years for v in subject.riwayat for years in range(1, len(subject.riwayat) + 2)
            ]
            sign = 1 if match.group("arah").lower() in RISING else -1
            if any(fits(rate[0], abs(r)) for r in rates) and not any(fits(rate[0], r * sign) for r in rates):
                first = next(
                    v
                    for v in subject.riwayat
                    if any(fits(rate[0], -sign * (now - v) / y) for y in range(1, 9))
                )
                data = {"kata": match.group("arah").lower(), "dari": show(first), "menjadi": show(now)}
                page = blok.page_at(match.start())
                quote = around(blok.teks, match.start(), match.end(), 80, 10)
                others = pages(subject.halaman, page)
                found.append(
                    Catat(
                        "arah-perubahan", Tingkat.PERINGATAN, page, quote, data, "teks", halaman_lain=others
                    )
                )
    return Hasil(tuple(found), checked)


def _subject_of(blok: Blok, named: Sequence[tuple[int, int, Subjek]], at: int) -> Subjek | None:
    """The indicator named last before a place, in the same sentence or the one before."""
    before = [(e, s) for _, e, s in named if e <= at]
    if not before:
        return None
    end, subject = before[-1]
    between = blok.teks[end:at]
    return subject if len(sentences(between)) <= 4 and len(between) < 400 else None


def _movement_notes(
    blok: Blok, match: re.Match[str], subject: Subjek, gap: Bilangan, origin: Decimal, now: Decimal
) -> Iterator[Catat]:
    word = match.group("arah").lower()
    page = blok.page_at(match.start())
    quote = around(blok.teks, match.start(), match.end(), 80, 20)
    if (word in RISING) != (now > origin):
        data = {"kata": word, "dari": show(origin), "menjadi": show(now)}
        others = pages(subject.halaman, page)
        yield Catat("arah-perubahan", Tingkat.PERINGATAN, page, quote, data, "teks", halaman_lain=others)
        return
    exact = abs(now - origin)
    relative = exact / abs(origin) * HUNDRED if origin else exact
    if not fits(gap, exact) and not follows(gap.nilai, relative, gap.desimal):
        high, low = max(now, origin), min(now, origin)
        formula = f"{show(high)} − {show(low)}"
        data = {"tertulis": gap.teks, "dihitung": show(exact), "rumus": formula, "kecil": ""}
        yield Catat(
            "hitungan-selisih",
            Tingkat.PERINGATAN,
            page,
            quote,
            data,
            "teks",
            show(exact),
            formula,
            halaman_lain=pages(subject.halaman, page),
        )


def check_gaps(naskah: Naskah) -> Hasil:
    """``3,60 poin di bawah target akhir (100,00)``: a difference of values of the indicator it speaks of.

    Any difference of two of its values, or of the sentence's own numbers, is accepted; and only a
    sentence that also prints one of its values is looked at, since other prose may rest on numbers
    that no table has.
    """
    known = [s for s in subjects(naskah.tabel, naskah.tahun) if s.realisasi and (s.target or s.lain)]
    found: list[Catat] = []
    checked = 0
    for blok, named in said(naskah, known):
        for at, text in sentences(blok.teks):
            for match in GAP.finditer(text):
                subject = _subject_of(blok, named, at + match.start())
                part = "satu" if match.group("satu") else "dua"
                numbers = find_numbers(" " + match.group(part))
                if subject is None or len(numbers) != 1:
                    continue
                near = _differences(text, match.start(part), subject)
                if near is None:
                    continue
                checked += 1
                if any(fits(numbers[0], abs(d)) for d in near):
                    continue
                page = blok.page_at(at + match.start())
                now = next(iter(subject.realisasi))
                data = {
                    "indikator": shorten(subject.nama, 100),
                    "tertulis": numbers[0].teks,
                    "realisasi": show(now),
                }
                quote = around(blok.teks, at + match.start(), at + match.end(), 90, 40)
                others = pages(subject.halaman, page)
                found.append(
                    Catat(
                        "selisih-asing",
                        Tingkat.PERINGATAN,
                        page,
                        quote,
                        data,
                        "teks",
                        keyakinan=Decimal("0.8"),
                        halaman_lain=others,
                    )
                )
    return Hasil(tuple(found), checked)


def _differences(text: str, at: int, subject: Subjek) -> set[Decimal] | None:
    """Differences that a sentence may speak of; None where it prints no value of the indicator."""
    given = [n for n in find_numbers(text) if not is_year(n) and not n.rupiah and n.mulai != at]
    if not any(fits(n, v) for n in given for v in subject.semua):
        return None
    values = {*subject.semua, *subject.capaian, HUNDRED, *(n.nilai for n in given)}
    return {a - b for a, b in combinations(sorted(values), 2)} | values


RULES: tuple[Callable[[Naskah], Hasil], ...] = (check_statements, check_movements, check_gaps)
