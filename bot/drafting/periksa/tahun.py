"""Years that do not belong: left from an older report, or ahead of the one reported."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from decimal import Decimal

from bot.drafting.periksa.model import Catat, Hasil, around, pages, shorten
from bot.drafting.periksa.naskah import CAPTION, Blok, Naskah
from bot.kinerja.model import Tingkat

ORDINALS = {
    "pertama": 1,
    "kedua": 2,
    "ketiga": 3,
    "keempat": 4,
    "kelima": 5,
    "keenam": 6,
}
YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d{2}(?![\d,/]|\.\d)")
TAHUN = re.compile(r"\b(?:tahun|TA\.?|th\.?)(?:\s+anggaran)?\s+((?:19|20)\d{2})\b(?!\s*[-–/])", re.I)
PERIOD_ORDINAL = re.compile(
    r"\btahun\s+(pertama|kedua|ketiga|keempat|kelima|keenam)\b[^.;]{0,140}?"
    r"\b(?:renstra|rencana\s+strategis|rpjmd|rpjmn|rencana\s+pembangunan)\b[^.;]{0,140}?"
    r"((?:19|20)\d{2})\s?[-–]\s?((?:19|20)\d{2})",
    re.I,
)
# Words that make a mention of another year legitimate: a comparison, a law, a date, a plan.
COMPARES = re.compile(
    r"\b(?:banding|dibanding\w*|perbandingan|sebelum\w*|lalu|sejak|dari\s+tahun|sampai|hingga|s\.?d\.?|s/d|meningkat\w*"
    r"|menurun\w*|kenaikan|penurunan|naik|turun|nomor|no\.|undang|peraturan|keputusan|tanggal|renstra|rpjm\w*|periode"
    r"|evaluasi|rekomendasi|perubahan|lhe|audit\w*|berdiri|dibentuk|semula|pada\s+akhir|data|silpa)\b",
    re.I,
)
ACHIEVED = re.compile(r"\b(?:capaian|realisasi|terealisasi|pencapaian|serapan|penyerapan)\b", re.I)
PLANNED = re.compile(r"\b(?:target|rencana\w*|akan|proyeksi|diharapkan|ditargetkan|perkiraan|usulan)\b", re.I)
INPUT_FOR = re.compile(
    r"\b(?:masukan|umpan\s+balik)\b[^.]{0,80}?\b(?:perumusan|penyusunan|perencanaan|penetapan|perbaikan)\b",
    re.I,
)
SELF = re.compile(
    r"\b(?:pertanggungjawaban\s+kinerja\s+selama|dalam\s+bab\s+ini|laporan(?:\s+kinerja)?\s+ini|lkjip\s+ini|lakip\s+ini"
    r"|lkip\s+ini|tolok\s+ukur\s+evaluasi\s+akuntabilitas|diperjanjikan\s+pada)\b",
    re.I,
)
REPORT = re.compile(
    r"\b(?:LKj?IP|LAKIP|LKJ|Laporan\s+(?:Akuntabilitas\s+)?Kinerja(?:\s+Instansi\s+Pemerintah)?)\b(?P<antara>[^.;:\d]{0,90}?)"
    r"\btahun(?:\s+anggaran)?\s+(?P<tahun>(?:19|20)\d{2})\b(?!\s*[-–])",
    re.I,
)
DOCUMENTS = re.compile(
    r"\b(rencana\s+kinerja(?:\s+tahunan)?|rencana\s+kerja|perjanjian\s+kinerja|penetapan\s+kinerja)\s+tahun\s+((?:19|20)\d{2})\b",
    re.I,
)
SIGNED = re.compile(
    r"\b[A-Z][a-z]{3,}\s*,\s*(?:\d{1,2}\s+)?(?:Januari|Februari|Pebruari|Maret|April|Mei|Juni)\s+((?:19|20)\d{2})\b"
)
FRAME = re.compile(
    r"\b(?:LKj?IP|LAKIP|kinerja|realisasi\s+anggaran)\b[^.;:\d]{0,110}?\btahun(?:\s+anggaran)?\s+(?P<tahun>(?:19|20)\d{2})\b"
    r"(?!\s*[-–/])[^.;:\d]{0,12}\b(?:disusun|diukur|memuat|menunjukkan|menyajikan|disajikan|disediakan|mencapai|mulai|merupakan"
    r"|menetapkan|diperoleh|atas\s+\d)",
    re.I,
)
TITLE_WORDS = re.compile(
    r"\b(?:capaian|pengukuran|realisasi|target|perjanjian\s+kinerja|penetapan\s+kinerja|efisiensi|anggaran|serapan)\b",
    re.I,
)
OTHER_PERIOD = re.compile(
    r"\b(?:perbandingan|dibanding\w*|sampai|s\.?d|s/d|terhadap|sebelum\w*|akhir|renstra|rpjm\w*|awal|proyeksi)\b"
    r"|[-–]\s?20|\b(?:dan|dengan)\s+(?:tahun\s+)?20",
    re.I,
)


def check_ordinal(naskah: Naskah) -> Hasil:
    """``tahun pertama Renstra 2017-2021`` in a report about 2019: it is the third."""
    found: list[Catat] = []
    checked = 0
    if naskah.tahun is None:
        return Hasil(())
    for blok, at, text in naskah.kalimat():
        for match in PERIOD_ORDINAL.finditer(text):
            first, last = int(match.group(2)), int(match.group(3))
            if not first <= naskah.tahun <= last or COMPARES.search(
                text[max(0, match.start() - 60) : match.start()]
            ):
                continue
            checked += 1
            said, true = ORDINALS[match.group(1).lower()], naskah.tahun - first + 1
            # A plan of which the office took part only later is counted from its second year by some.
            if said != true:
                data = {
                    "tertulis": match.group(1).lower(),
                    "periode": f"{first}-{last}",
                    "tahun": str(naskah.tahun),
                    "ke": str(true),
                }
                page = blok.page_at(at + match.start())
                found.append(
                    Catat(
                        "tahun-renstra",
                        Tingkat.PERINGATAN,
                        page,
                        shorten(match.group()),
                        data,
                        "teks",
                        f"tahun ke-{true}",
                    )
                )
    return Hasil(tuple(found), checked)


def _years(text: str) -> set[int]:
    return {int(y) for y in YEAR.findall(text)}


def check_sentences(naskah: Naskah) -> Hasil:
    """Sentences that can only be about the reporting year, with another year in them."""
    found: list[Catat] = []
    year = naskah.tahun
    if year is None:
        return Hasil(())
    for blok, at, text in naskah.kalimat():
        years = _years(text)
        if not years or len(text) > 700:
            continue
        for kode, wrong, start in _wrong_years(text, years, year, blok):
            quote = around(text, start, start, 90, 70)
            data = {"tertulis": str(wrong), "tahun": str(year)}
            found.append(
                Catat(kode, Tingkat.PERINGATAN, blok.page_at(at + start), quote, data, "teks", str(year))
            )
    for kisi in naskah.kisi:
        # A signature block is often a table without lines.
        text = " ".join(c for _, row in kisi.text_rows() for c in row) if kisi.bab == 0 else ""
        signed = SIGNED.search(text) if len(text) < 600 else None
        if signed and year - 4 <= int(signed.group(1)) < year:
            data = {"tertulis": signed.group(1), "tahun": str(year)}
            found.append(
                Catat(
                    "tahun-tanda-tangan",
                    Tingkat.PERINGATAN,
                    kisi.halaman,
                    shorten(text, 90),
                    data,
                    "tanda tangan",
                    str(year),
                )
            )
    return Hasil(_merge_same_page(found))


def _merge_same_page(found: list[Catat]) -> tuple[Catat, ...]:
    """One finding for each kind, wrong year and page: the same slip runs through a whole paragraph."""
    kept: dict[tuple[str, int | None, str], Catat] = {}
    for note in found:
        kept.setdefault((note.kode, note.halaman, note.data["tertulis"]), note)
    return tuple(kept.values())


def _wrong_years(text: str, years: set[int], year: int, blok: Blok) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    compares = bool(COMPARES.search(text))
    signed = SIGNED.search(text)
    if signed and blok.bab == 0 and year - 4 <= int(signed.group(1)) < year:
        found.append(("tahun-tanda-tangan", int(signed.group(1)), signed.start()))
    for match in TAHUN.finditer(text):
        wrong = int(match.group(1))
        before = text[max(0, match.start() - 300) : match.start()]
        if wrong == year or not year - 4 <= wrong <= year + 2:
            continue
        near = before[-70:]
        if (
            (
                wrong > year
                and ACHIEVED.search(near)
                and not PLANNED.search(before[-120:])
                and _amount_after(text[match.end() :])
            )
            or (
                wrong <= year - 1
                and INPUT_FOR.search(before)
                and years == {wrong}
                and not re.search(r"\bnomor\b", text, re.I)
            )
            or (wrong < year and SELF.search(text) and year not in years and not compares)
        ):
            found.append(("tahun-salah", wrong, match.start()))
    for match in FRAME.finditer(text):
        wrong = int(match.group("tahun"))
        # "Kinerja … tahun 2025 diukur melalui …" opens a chapter: it can only be the reporting year.
        if year - 4 <= wrong < year and year not in years and not COMPARES.search(text[: match.end()]):
            found.append(("tahun-salah", wrong, match.start("tahun")))
    if blok.bab in (0, 1, 4) and not compares:
        for match in REPORT.finditer(text):
            wrong = int(match.group("tahun"))
            if year - 4 <= wrong < year and year not in years:
                found.append(("tahun-salah", wrong, match.start()))
    return found


def _amount_after(rest: str) -> bool:
    return bool(re.match(r"[^.\d]{0,40}?\d+(?:[.,]\d+)*\s?%", rest))


def check_sections(naskah: Naskah) -> Hasil:
    """``Rencana Kinerja Tahun 2021`` under the heading ``Rencana Kerja Tahun 2022``."""
    found: list[Catat] = []
    year = naskah.tahun
    if year is None:
        return Hasil(())
    headed = False
    since = 0
    for blok in naskah.blok:
        is_head = len(blok.teks) < 140 and bool(re.match(r"(?:\d+\.)+\d*\s|[A-Z][.)]\s", blok.teks))
        if is_head or (re.match(r"\d\.\d", blok.teks) and f"Tahun {year}" in blok.teks[:90]):
            headed = bool(DOCUMENTS.search(blok.teks[:110])) and str(year) in blok.teks[:110]
            since = blok.order
        if not headed or blok.order > since + 40:
            continue
        for match in DOCUMENTS.finditer(blok.teks):
            wrong = int(match.group(2))
            around = blok.teks[max(0, match.start() - 80) : match.end() + 60]
            if wrong == year - 1 and not COMPARES.search(around):
                data = {"tertulis": str(wrong), "tahun": str(year)}
                page = blok.page_at(match.start())
                found.append(
                    Catat("tahun-salah", Tingkat.PERINGATAN, page, shorten(around), data, "teks", str(year))
                )
    return Hasil(_merge_same_page(found))


def check_repeated(naskah: Naskah) -> Hasil:
    """A sentence or table heading that stands many times with the reporting year and once with another."""
    year = naskah.tahun
    if year is None:
        return Hasil(())
    groups: dict[str, list[tuple[int, str, int | None, str]]] = defaultdict(list)
    for blok, at, text in naskah.kalimat():
        for match in TAHUN.finditer(text):
            before = _mask(text[max(0, match.start() - 60) : match.start()]).split()[-3:]
            after = _mask(text[match.end() : match.end() + 40]).split()[:2]
            context = " ".join([*before, "@", *after])
            if len(before) == 3:
                groups[context].append((int(match.group(1)), text, blok.page_at(at + match.start()), "teks"))
    for kisi in naskah.kisi:
        header = [c for _, row in kisi.text_rows() for c in row][: kisi.grid.n_cols]
        head = " | ".join(c for c in header if c)
        years = sorted(_years(head))
        if len(years) == 1 and len(head) < 200:
            groups["kepala " + _mask(head)].append((years[0], head, kisi.halaman, "kepala tabel"))
    found: list[Catat] = []
    for members in groups.values():
        counted = Counter(m[0] for m in members)
        if counted[year] < 4 or len(counted) != 2:
            continue
        (wrong, count), *_ = [(y, n) for y, n in counted.items() if y != year]
        if count * 4 > counted[year] or abs(wrong - year) > 3:
            continue
        odd = [m for m in members if m[0] == wrong]
        data = {"tertulis": str(wrong), "tahun": str(year), "jumlah": str(counted[year])}
        page = odd[0][2]
        found.append(
            Catat(
                "tahun-tidak-seragam",
                Tingkat.GALAT,
                page,
                shorten(odd[0][1], 140),
                data,
                odd[0][3],
                str(year),
                halaman_lain=pages((m[2] for m in odd), page),
            )
        )
    merged: dict[tuple[int | None, str], Catat] = {}
    for note in found:
        merged.setdefault((note.halaman, note.data["tertulis"]), note)
    return Hasil(tuple(merged.values()), sum(map(len, groups.values())))


def _mask(text: str) -> str:
    return " ".join(re.sub(r"\d+", "#", text).lower().split())


def check_captions(naskah: Naskah) -> Hasil:
    """Captions of result and budget tables that name a single other year."""
    found: list[Catat] = []
    year = naskah.tahun
    if year is None:
        return Hasil(())
    for blok in naskah.blok:
        match = CAPTION.match(blok.teks)
        if not match or len(blok.teks) > 220:
            continue
        title = match.group("judul")
        years = _years(title)
        if len(years) != 1 or not TITLE_WORDS.search(title) or OTHER_PERIOD.search(title):
            continue
        wrong = years.pop()
        if wrong != year and year - 3 <= wrong <= year + 1:
            data = {"tertulis": str(wrong), "tahun": str(year)}
            found.append(
                Catat(
                    "tahun-judul",
                    Tingkat.PERINGATAN,
                    blok.halaman,
                    shorten(blok.teks),
                    data,
                    "judul",
                    str(year),
                    keyakinan=Decimal("0.8"),
                )
            )
    return Hasil(tuple(found))
