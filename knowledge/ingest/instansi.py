"""Which office and which year a report is about, read from its first pages."""

from __future__ import annotations

import re
from collections import Counter

from knowledge.ingest.bersih import tidy
from knowledge.ingest.naskah import Alinea, Naskah, Tabel

FIRST_PAGES = 8
MAX_CHARS = 60_000
KIND = (
    r"Dinas|Badan|Inspektorat|Sekretariat(?: Daerah| DPRD)?|Kecamatan|Kantor|Satuan Polisi Pamong Praja|"
    r"Rumah Sakit Umum Daerah|RSUD|Kementerian|Direktorat Jenderal|Bappeda|"
    r"BPBD|Bappelitbangda|BKPSDM|BKD|Kelurahan"
)
REGION = r"Kabupaten|Kota|Provinsi|Propinsi"
NAME = r"[A-Z][A-Za-z'.]*"
WORDS = rf"(?:,? (?:(?:dan|&|serta) )?{NAME}){{0,9}}?"
NO_NAME = r"(?:Tahun|Provinsi|Propinsi|Nomor|Dan|Untuk|Yang|Pada|Dalam|Berdasarkan|Dinas|Badan|Inspektorat)\b"
"""Words after the name of a region that are no part of it."""
OFFICE = re.compile(
    rf"\b({KIND})({WORDS}) ({REGION}) "
    rf"({NAME}(?: (?!{NO_NAME})[A-Z][A-Za-z]+)?)"
)
GOVERNMENT = re.compile(rf"\bPemerintah ({REGION}) ({NAME}(?: (?!{NO_NAME})[A-Z][a-z]+)?)")
YEAR = re.compile(r"\b(?:tahun(?: anggaran)?|TA\.?|LKjIP|LKIP|LAKIP)\s*:?\s*(20[0-9]{2})\b", re.IGNORECASE)
RANGE = re.compile(r"\b(20[0-9]{2})\s*[-–]\s*(20[0-9]{2})\b")
REPORT_LINE = re.compile(
    r"laporan\s+(?:akuntabilitas\s+)?kinerja|lkjip|lakip|lkip|\blkj\b|rencana\s+strategis|renstra",
    re.IGNORECASE,
)
COVER_WEIGHT = 6
REGULATION = re.compile(r"(?:nomor|no\.?)\s*[0-9A-Z./-]+\s+tahun\s+(?:19|20)[0-9]{2}", re.IGNORECASE)
"""Years of regulations are no years of the report."""

SHORT = {
    "komunikasi dan informatika": ("diskominfo", "kominfo"),
    "komunikasi, informatika, statistik dan persandian": ("diskominfo", "diskominfotik", "kominfo"),
    "pekerjaan umum dan penataan ruang": ("dpupr", "pupr", "dinas pu"),
    "perhubungan": ("dishub",),
    "pendidikan": ("disdik",),
    "pendidikan dan kebudayaan": ("disdikbud", "disdik"),
    "pendidikan, pemuda dan olahraga": ("disdikpora",),
    "kesehatan": ("dinkes",),
    "sosial": ("dinsos",),
    "tenaga kerja": ("disnaker",),
    "tenaga kerja dan transmigrasi": ("disnakertrans", "disnaker"),
    "kependudukan dan pencatatan sipil": ("disdukcapil", "dukcapil"),
    "lingkungan hidup": ("dlh",),
    "ketahanan pangan": ("dkp", "bkp"),
    "ketahanan pangan daerah": ("bkpd", "bkp"),
    "perencanaan pembangunan daerah": ("bappeda",),
    "kepegawaian daerah": ("bkd",),
    "kepegawaian dan pengembangan sumber daya manusia": ("bkpsdm",),
    "penanggulangan bencana daerah": ("bpbd",),
    "pendapatan daerah": ("bapenda",),
    "keuangan daerah": ("bkd",),
    "pengelolaan keuangan dan aset daerah": ("bpkad",),
    "penanaman modal dan pelayanan terpadu satu pintu": ("dpmptsp",),
    "pemberdayaan masyarakat dan desa": ("dpmd", "dispermades"),
    "pertanian": ("distan",),
    "perumahan dan kawasan permukiman": ("disperkim", "perkim"),
    "pariwisata": ("dispar",),
    "pemuda dan olahraga": ("dispora",),
    "perpustakaan dan kearsipan": ("disarpus", "dispusip"),
}
"""Abbreviations in everyday use, by the office's name without its kind."""


def recognise_office(naskah: Naskah) -> str | None:
    """The office of a report, e.g. "Dinas Sosial Kabupaten Contoh"; None where the first pages do not say."""
    text = _first_text(naskah)
    votes: Counter[str] = Counter()
    for weight, part in ((COVER_WEIGHT, text[:600]), (1, text)):
        for found in OFFICE.finditer(_capitalised(part)):
            name = tidy(f"{found[1]}{found[2]} {found[3]} {found[4]}").replace("Propinsi", "Provinsi")
            if len(name) < 110:
                votes[name] += weight
    if votes:
        best = max(votes.values())
        # of names that are said about as often the longer one is complete
        return max((n for n, count in votes.items() if count * 2 >= best), key=lambda n: (votes[n], len(n)))
    governments = Counter(tidy(f"Pemerintah {m[1]} {m[2]}") for m in GOVERNMENT.finditer(_capitalised(text)))
    return governments.most_common(1)[0][0] if governments else None


def recognise_year(naskah: Naskah, *, plan: bool = False) -> int | None:
    """The reporting year (of a plan: its first year); None where the first pages name none clearly."""
    text = REGULATION.sub(" ", _first_text(naskah))
    if plan and (span := RANGE.search(text)):
        return int(span[1])
    votes: Counter[int] = Counter()
    for line in text.split("\n"):
        years = [int(year) for year in YEAR.findall(line)]
        weight = COVER_WEIGHT if REPORT_LINE.search(line) and len(line) < 160 else 1
        for year in years:
            votes[year] += weight
    for year in YEAR.findall(text[:400]):
        votes[int(year)] += COVER_WEIGHT
    return max(votes, key=lambda year: (votes[year], year)) if votes else None


def short_names(office: str) -> tuple[str, ...]:
    """Under which words people look for an office: its abbreviations, with and without its region."""
    found = re.match(rf"(?:{KIND})\s*(.*?)\s*(?:(?:{REGION})\s+(.*))?$", office)
    if not found:
        return ()
    names = [*SHORT.get(found[1].lower(), ())]
    if not names:
        words = re.split(rf" (?:{REGION}) ", office)[0].split()
        initials = "".join(word[0] for word in words if word.lower() not in ("dan", "&"))
        names += [initials.lower()] if 3 <= len(initials) <= 6 and initials.isalpha() else []
    region = found[2] or ""
    return tuple(dict.fromkeys([*names, *(f"{name} {region.lower()}" for name in names if region)]))


def _first_text(naskah: Naskah) -> str:
    lines: list[str] = []
    for blok in naskah.blok:
        if blok.halaman is not None and blok.halaman > FIRST_PAGES + len(naskah.halaman_tanpa_teks):
            break
        if isinstance(blok, Tabel):
            lines += [tidy(cell.teks) for row in blok.baris[:3] for cell in row if cell.teks]
        elif isinstance(blok, Alinea):
            lines.append(tidy(blok.teks))
    return "\n".join(lines)[:MAX_CHARS]


def _capitalised(text: str) -> str:
    """Capitals as title case and lines joined, so that a cover reads like a sentence."""
    words = []
    for word in text.replace("\n", " ").split():
        plain = word.strip('(),.:;“”"')
        words.append(word.capitalize() if len(plain) > 1 and plain.isupper() and plain.isalpha() else word)
    return " ".join(words).replace(" Dan ", " dan ")
