"""Arithmetic in running text: quotients, differences, sums, changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from bot.drafting.periksa.angka import Bilangan, find_numbers, follows, is_year, show
from bot.drafting.periksa.model import Catat, Hasil, around, shorten
from bot.drafting.periksa.naskah import Blok, Naskah
from bot.kinerja.model import Tingkat

RESULT_PERCENT = re.compile(r"\b(?:sehingga|jadi|maka)\b[^.;]{0,60}?\b(?:pro?sentase|persentase)\b", re.I)
AHEAD = re.compile(r"\b(?:unggul|selisih|lebih\s+(?:tinggi|rendah|besar|kecil|baik)|terpaut)\b", re.I)
FROM_TO = re.compile(
    r"\b(?P<arah1>meningkat|naik|menurun|turun|kenaikan|penurunan|peningkatan)?\b[^.;]{0,60}?\b(?:dari|semula)\s+"
    r"(?:sebesar\s+|sebanyak\s+|Rp\.?\s?)?(?P<a>\d[\d.,]*)\s*(?P<sa>%|persen|poin|orang|unit)?[^.;\d]{0,40}?"
    r"(?:(?:pada\s+)?tahun\s+\d{4}\s*,?\s*)?(?:\([^)]{0,20}\)\s*)?"
    r"\bmenjadi\s+(?:sebesar\s+|sebanyak\s+|Rp\.?\s?)?(?P<b>\d[\d.,]*)\s*(?P<sb>%|persen|poin|orang|unit)?",
    re.I,
)
UP = re.compile(r"\b(?:meningkat|naik|kenaikan|peningkatan)\b", re.I)
DOWN = re.compile(r"\b(?:menurun|turun|penurunan)\b", re.I)
RUPIAH = re.compile(r"Rp\s?\.?\s?(\d[\d.,]*\d)", re.I)
PERCENT_NEAR = re.compile(
    r"[^.;]{0,8}?(?:\.|,-)?[^.;\d]{0,45}?\(?\s*(\d{1,3}(?:[.,]\d{1,3})?)\s?(?:%|persen)", re.I
)
SPENT = re.compile(r"\b(?:realisasi\w*|terealisasi\w*|penyerapan|terserap|serapan)\b", re.I)
PARTS = re.compile(r"\b(?:terdiri\s+(?:dari|atas)|dengan\s+rincian|rincian(?:nya)?|yaitu|meliputi)\b", re.I)
SUMMED = re.compile(
    r"\b(?:sehingga\s+(?:total|jumlah)|total(?:nya)?|jumlah\s+keseluruhan|seluruhnya)\b", re.I
)
REMAINS = re.compile(
    r"\b(?:tersisa|sisa(?:nya)?(?:\s+anggaran)?)\s+(?:sebesar\s+|adalah\s+|sejumlah\s+)?$", re.I
)
OUT_OF = re.compile(r"^[^.;\d]{0,12}\bdari\s+[^.;\d]{0,50}$", re.I)
SMALL = Decimal("0.06")


def _window(blocks: Sequence[Blok], index: int, size: int = 2) -> str:
    """The text of a block and, for short ones, what stood before."""
    text = blocks[index].teks
    return text if len(text) > 500 else " ".join(b.teks for b in blocks[max(0, index - size + 1) : index + 1])


def _wrong(
    blok: Blok, at: int, quote: str, printed: Bilangan, exact: Decimal, formula: str, kode: str = "hitungan"
) -> Catat:
    near = abs(printed.nilai - exact) <= SMALL
    if kode == "hitungan-selisih":  # a difference ends; it is shown as it is
        expected = show(exact)
    else:
        expected = show(
            exact, max(2, printed.desimal) if exact != exact.to_integral_value() else printed.desimal
        )
    data = {"tertulis": printed.teks, "dihitung": expected, "rumus": formula, "kecil": "ya" if near else ""}
    level = Tingkat.INFO if near else Tingkat.PERINGATAN
    return Catat(kode, level, blok.page_at(at), shorten(quote), data, "teks", expected, formula)


def check_budget_sentences(naskah: Naskah) -> Hasil:
    """``… sebesar Rp A … terealisasi Rp B (C %)``: B of some A before it must be C %.

    The amounts of the same block and the one before are tried as A, and every pair of them as B ÷ A;
    only where none gives C is it a finding, so that a sentence about several amounts stays silent.
    """
    found: list[Catat] = []
    checked = 0
    for index, blok in enumerate(naskah.blok):
        text = blok.teks
        amounts = [(m, _rupiah(m.group(1))) for m in RUPIAH.finditer(text)]
        if len(amounts) < 2:
            continue
        earlier = [
            _rupiah(m.group(1))
            for b in naskah.blok[max(0, index - 2) : index]
            for m in RUPIAH.finditer(b.teks)
        ]
        values = [v for _, v in amounts if v] + [v for v in earlier if v]
        for at, (match, value) in enumerate(amounts):
            near = PERCENT_NEAR.match(text, match.end())
            if (
                value is None
                or at == 0
                or not near
                or not SPENT.search(text[max(0, match.start() - 90) : match.start()])
            ):
                continue
            if RUPIAH.search(text[match.end() : near.end()]):
                continue
            numbers = find_numbers(" " + near.group(1) + " %")
            if len(numbers) != 1:
                continue
            printed = numbers[0]
            checked += 1
            ratios = [b / a * 100 for a in values for b in values if a and b <= a]
            if any(follows(printed.nilai, r, printed.desimal) for r in ratios):
                continue
            base = next((v for _, v in reversed(amounts[:at]) if v and v >= value), None)
            if base is None:
                continue
            exact = value / base * 100
            if abs(exact - printed.nilai) > 40:
                continue
            formula = f"Rp{show(value)} ÷ Rp{show(base)} × 100"
            found.append(
                _wrong(
                    blok,
                    match.start(),
                    text[match.start() - 60 : near.end()],
                    printed,
                    exact,
                    formula,
                    "hitungan-serapan",
                )
            )
    return Hasil(tuple(found), checked)


def check_remainders(naskah: Naskah) -> Hasil:
    """``pagu Rp A terealisasi Rp B …, sehingga tersisa Rp C``; ``Rp B dari pagu Rp A atau C %``."""
    found: list[Catat] = []
    checked = 0
    for blok, at, text in naskah.kalimat():
        amounts = [(m, v) for m in RUPIAH.finditer(text) if (v := _rupiah(m.group(1))) is not None]
        for n, (match, value) in enumerate(amounts):
            lead = text[amounts[n - 1][0].end() if n else 0 : match.start()]
            if n >= 2 and REMAINS.search(lead):
                pairs = [(a, b) for (_, a), (_, b) in combinations(amounts[:n], 2)]
                checked += 1
                if all(abs(a - b) != value for a, b in pairs):
                    a, b = max(pairs[-1]), min(pairs[-1])
                    found.append(_slip(blok, at, text, match, value, a - b, f"Rp{show(a)} − Rp{show(b)}"))
            near = PERCENT_NEAR.match(text, match.end()) if n else None
            if near is None or not OUT_OF.search(lead) or RUPIAH.search(near.group()):
                continue
            numbers = find_numbers(f" {near.group(1)} %")
            spent = amounts[n - 1][1]
            before = text[max(0, amounts[n - 1][0].start() - 60) : amounts[n - 1][0].start()]
            if len(numbers) != 1 or spent > value or not SPENT.search(before):
                continue
            checked += 1
            exact = spent / value * 100
            if not follows(numbers[0].nilai, exact, numbers[0].desimal):
                formula = f"Rp{show(spent)} ÷ Rp{show(value)} × 100"
                quote = text[max(0, amounts[n - 1][0].start() - 30) : near.end()]
                found.append(
                    _wrong(blok, at + match.start(), quote, numbers[0], exact, formula, "hitungan-serapan")
                )
    return Hasil(tuple(found), checked)


def _slip(
    blok: Blok, at: int, text: str, match: re.Match[str], value: Decimal, exact: Decimal, formula: str
) -> Catat:
    printed = Bilangan(value, match.group(), match.start(), match.end(), rupiah=True)
    quote = around(text, match.start(), match.end(), 60, 10)
    return _wrong(blok, at + match.start(), quote, printed, exact, formula, "hitungan-selisih")


def _rupiah(text: str) -> Decimal | None:
    numbers = find_numbers(" " + text)
    return numbers[0].nilai if len(numbers) == 1 and numbers[0].nilai >= 1000 else None


def check_shares(naskah: Naskah) -> Hasil:
    """``sehingga persentase pemenuhan sebesar 80,44 %`` against the counts named just before.

    A count over another count, or over the sum of the others, that comes within 0,06 points but is
    not the printed value is a slip; anything farther off may rest on numbers that are not named.
    """
    found: list[Catat] = []
    checked = 0
    for index, blok in enumerate(naskah.blok):
        for match in RESULT_PERCENT.finditer(blok.teks):
            numbers = find_numbers(blok.teks[match.end() : match.end() + 90])
            if not numbers or not numbers[0].persen or not numbers[0].desimal:
                continue
            printed = numbers[0]
            before = _window(naskah.blok, index)
            cut = before.rfind(match.group())
            counts = [
                n.nilai
                for n in find_numbers(before[max(0, cut - 420) : cut])
                if not n.persen and not is_year(n) and n.nilai > 1 and n.nilai == n.nilai.to_integral_value()
            ][-6:]
            pairs = _candidates(counts)
            checked += 1
            if any(follows(printed.nilai, top / bottom * 100, printed.desimal) for top, bottom in pairs):
                continue
            close = [(t, b) for t, b in pairs if abs(t / b * 100 - printed.nilai) <= SMALL]
            if close:
                top, bottom = close[0]
                formula = f"{show(top)} ÷ {show(bottom)} × 100"
                quote = blok.teks[match.start() : match.end() + 60]
                found.append(_wrong(blok, match.start(), quote, printed, top / bottom * 100, formula))
    return Hasil(tuple(found), checked)


def _candidates(counts: Sequence[Decimal]) -> list[tuple[Decimal, Decimal]]:
    pairs = [(a, b) for a in counts for b in counts if a < b]
    for size in (2, 3):
        for group in combinations(range(len(counts)), size):
            total = sum((counts[i] for i in group), Decimal())
            pairs += [(c, total) for i, c in enumerate(counts) if i not in group and c < total]
    return pairs


def check_differences(naskah: Naskah) -> Hasil:
    """``81,59 … 72,14 … lebih unggul 7,45 poin``: the difference of the two values named before."""
    found: list[Catat] = []
    checked = 0
    for blok, at, text in naskah.kalimat():
        for match in AHEAD.finditer(text):
            after = find_numbers(text[match.end() : match.end() + 70])
            if (
                not after
                or not after[0].desimal
                or after[0].persen
                or not re.search(r"\bpoin\b", text[match.end() :], re.I)
            ):
                continue
            said = after[0]
            before = blok.teks[max(0, at + match.start() - 480) : at + match.start()]
            before = before[before.rfind("poin") + 1 :]  # what an earlier comparison spoke of is over
            values = [n for n in find_numbers(before) if n.desimal or n.lain is not None]
            values = [n for n in values if not n.persen and not n.rupiah]
            if len(values) != 2:
                continue
            one, other = (n.nilai if n.lain is None or n.desimal else n.lain for n in values)
            checked += 1
            exact = abs(one - other)
            if said.nilai != exact and not follows(said.nilai, exact, said.desimal):
                formula = f"{values[0].teks} − {values[1].teks}"
                quote = around(text, match.start(), match.end(), 60, 40)
                found.append(
                    _wrong(blok, at + match.start(), quote, said, exact, formula, "hitungan-selisih")
                )
    return Hasil(tuple(found), checked)


def check_changes(naskah: Naskah) -> Hasil:
    """``meningkat dari 67 menjadi 65``, ``dari X menjadi Y, naik Z``."""
    found: list[Catat] = []
    checked = 0
    for blok, at, text in naskah.kalimat():
        for match in FROM_TO.finditer(text):
            first, last = (find_numbers(" " + match.group(g).rstrip(".,")) for g in ("a", "b"))
            if len(first) != 1 or len(last) != 1:
                continue
            a, b = first[0], last[0]
            if is_year(a) or is_year(b) or a.nilai == b.nilai or a.lain is not None or b.lain is not None:
                continue
            checked += 1
            lead = text[max(0, match.start() - 50) : match.start("a")]
            rose = b.nilai > a.nilai
            says_up, says_down = bool(UP.search(lead)), bool(DOWN.search(lead))
            if says_up != says_down and says_up != rose:
                word = (UP if says_up else DOWN).search(lead)
                data = {"kata": word.group().lower() if word else "", "dari": a.teks, "menjadi": b.teks}
                page = blok.page_at(at + match.start("a"))
                quote = text[max(0, match.start("a") - 60) : match.end()]
                found.append(Catat("arah-perubahan", Tingkat.PERINGATAN, page, shorten(quote), data, "teks"))
                continue
            # Another clause speaks of another quantity.
            tail = re.split(
                r";|\b(?:sementara|sedangkan|namun|tetapi|di)\b", text[match.end() : match.end() + 80]
            )[0]
            change = re.search(
                r"\b(?:naik|turun|meningkat|menurun|kenaikan|penurunan|peningkatan|bertambah|berkurang)\s+"
                r"(?:sebesar\s+|sebanyak\s+)?"
                r"(\d[\d.,]*\d|\d)\s*(%|persen|poin)?",
                tail,
                re.I,
            )
            if not change:
                continue
            numbers = find_numbers(" " + change.group(1))
            if len(numbers) != 1 or not a.nilai:
                continue
            said = numbers[0]
            exact = abs(b.nilai - a.nilai)
            relative = exact / abs(a.nilai) * 100
            if not follows(said.nilai, exact, said.desimal) and not follows(
                said.nilai, relative, said.desimal
            ):
                quote = text[max(0, match.start("a") - 40) : match.end() + change.end()]
                found.append(
                    _wrong(
                        blok,
                        at + match.start("a"),
                        quote,
                        said,
                        exact,
                        f"{b.teks} − {a.teks}",
                        "hitungan-selisih",
                    )
                )
    return Hasil(tuple(found), checked)


def check_sums(naskah: Naskah) -> Hasil:
    """``sebesar Rp A terdiri dari Rp B dan Rp C``; ``Rp A …, Rp B, sehingga total Rp C``."""
    found: list[Catat] = []
    checked = 0
    for blok in naskah.blok:
        text = blok.teks
        amounts = [(m, _rupiah(m.group(1))) for m in RUPIAH.finditer(text)]
        values = [(m, v) for m, v in amounts if v is not None]
        for at in range(len(values) - 2):
            (m0, v0), (m1, v1), (m2, v2) = values[at : at + 3]
            gap1, gap2 = text[m0.end() : m1.start()], text[m1.end() : m2.start()]
            if len(gap1) > 120 or len(gap2) > 140:
                continue
            next_gap = text[m2.end() : m2.end() + 60]
            total = parts = None
            if (
                PARTS.search(gap1)
                and re.search(r"\b(?:dan|serta)\b", gap2)
                and not re.search(r"Rp", next_gap[:40])
            ):
                total, parts, place, quote = v0, (v1, v2), m0, text[m0.start() : m2.end()]
            elif SUMMED.search(gap2) and re.search(r"\b(?:dan|serta|ditambah)\b", gap1):
                total, parts, place, quote = v2, (v0, v1), m2, text[m0.start() : m2.end()]
            if total is None or parts is None:
                continue
            checked += 1
            exact = sum(parts, Decimal())
            if exact != total and abs(exact - total) / total < Decimal("0.5"):
                printed = Bilangan(total, place.group(), place.start(), place.end(), rupiah=True)
                formula = " + ".join(f"Rp{show(p)}" for p in parts)
                found.append(_wrong(blok, place.start(), quote, printed, exact, formula, "hitungan-jumlah"))
    return Hasil(tuple(found), checked)
