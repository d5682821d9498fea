"""Names and ratings: words of another scale, another office's name, programs that were never planned."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from decimal import Decimal

from rapidfuzz import fuzz

from bot.drafting.periksa.angka import decimals_of, find_numbers
from bot.drafting.periksa.baris import number_of, place
from bot.drafting.periksa.model import Catat, Hasil, around, pages, shorten
from bot.drafting.periksa.names import mentions, same_name, words
from bot.drafting.periksa.naskah import Naskah
from bot.kinerja.model import Tingkat

RATING = (
    r"(?:(?:sangat|cukup|kurang|agak|tidak|amat)\s+)?(?:tinggi|baik|rendah|memuaskan|berhasil|sedang|buruk|kurang)"
    r"(?:\s+sekali)?"
)
RATING_CELL = re.compile(RATING, re.I)
BOUND = re.compile(r"[<>≤≥]|\d\s?(?:-|–|s\.?d\.?|s/d|sampai|≤)\s?\d|\bke\s+atas\b|\bkurang\s+dari\b", re.I)
RATED = re.compile(
    rf"\b(?:pre?dikat|kategori|kriteria|klasifikasi|interpretasi|berada\s+pada|diang+ap|tergolong)\s+[“\"(]?(?P<kata>{RATING})\b",
    re.I,
)
ABOUT_RESULTS = re.compile(r"\b(?:capaian|kinerja|indikator|realisasi|sasaran|target)\b", re.I)
OTHER_RATING = re.compile(
    r"\b(?:S?AKIP|LHE|LKE|IKM|SKM|survei|survey|kepuasan|SPBE|indeks|evaluasi|reformasi|nilai\s+(?:A|BB|B|CC|C)\b|keterbukaan|udara"
    r"|maturitas|kapabilitas|gizi|akreditasi|SPIP|daerah\s+irigasi|jalan)\b"
)
UNITS = r"Dinas|Badan|Kecamatan|Kelurahan|Kantor|Inspektorat|Bagian|RSUD|Sekretariat\s+(?:Daerah|DPRD)"
REPORT_OF = re.compile(
    r"\b(?:LKj?IP|LAKIP|(?:(?:Laporan|[Pp]erjanjian|[Pp]engukuran|[Cc]apaian)\s+(?:Akuntabilitas\s+)?)?[Kk]inerja"
    r"(?:\s+Instansi\s+Pemerintah)?)(?:\s*\(\s*\w+\s*\))?\s+"
    rf"(?P<nama>(?:{UNITS})\s+[A-Z][A-Za-z]+(?:,?\s+(?:dan|Dan|[A-Z][A-Za-z]+)){{0,7}})"
)
REGION = re.compile(r"\s+(?:Kabupaten|Kota|Provinsi|Propinsi|Tahun|Periode|Kab|Prov)\b.*", re.S)
GOAL_ROW = re.compile(
    r"Sasaran\s+(?:strategis\s+)?(?P<nomor>[IVX]{1,4}(?:\.\d)?|\d{1,2}(?:\.\d)?)\s*[:.]?\s+(?P<nama>[A-Z].{15,200})",
    re.S,
)
PROGRAM_ITEM = re.compile(r"(?:sub\s*)?program\s+(?P<nama>[A-Za-z].{8,140})", re.I)


def own_scale(naskah: Naskah) -> tuple[list[str], int | None]:
    """Names of the levels of the report's own scale of results, and its page; empty where it prints none."""
    for kisi in naskah.kisi:
        levels: list[str] = []
        for _, row in kisi.text_rows():
            names = [c for c in row if RATING_CELL.fullmatch(c.strip())]
            if len(names) == 1 and any(BOUND.search(c) for c in row):
                levels.append(" ".join(names[0].lower().split()))
        if 3 <= len(levels) <= 7 and len(set(levels)) == len(levels):
            return levels, kisi.halaman
    return [], None


def check_rating_words(naskah: Naskah) -> Hasil:
    """``predikat Sangat Baik`` where the report's own scale knows ``Sangat Tinggi``."""
    levels, where = own_scale(naskah)
    if not levels:
        return Hasil(())
    seen: dict[str, list[tuple[int | None, str]]] = defaultdict(list)
    checked = 0
    for blok, at, text in naskah.kalimat():
        if not ABOUT_RESULTS.search(text):
            continue
        for match in RATED.finditer(text):
            if OTHER_RATING.search(text[max(0, match.start() - 60) : match.end() + 30]):
                continue
            checked += 1
            word = " ".join(match.group("kata").lower().split())
            if word not in levels:
                quote = around(text, match.start(), match.end(), 80, 30)
                seen[word].append((blok.page_at(at + match.start()), quote))
    found = []
    for word, members in seen.items():
        page, quote = members[0]
        data = {
            "kata": word,
            "skala": ", ".join(levels),
            "halaman": str(where or "?"),
            "kali": str(len(members)),
        }
        found.append(
            Catat(
                "kategori-asing",
                Tingkat.PERINGATAN,
                page,
                quote,
                data,
                "teks",
                ", ".join(levels),
                f"skala hlm. {where}",
                halaman_lain=pages((p for p, _ in members), page),
            )
        )
    return Hasil(tuple(found), checked)


def check_office(naskah: Naskah) -> Hasil:
    """``LKjIP Dinas Kesehatan`` in the report of another office."""
    named: list[tuple[str, int | None, str]] = []
    for blok, at, text in naskah.kalimat():
        for match in REPORT_OF.finditer(text):
            name = REGION.sub("", match.group("nama")).strip()
            around = text[max(0, match.start() - 60) : match.end()]
            if not re.search(
                r"\b(?:evaluasi|hasil|seluruh|masing|antara|oleh)\b", around[: match.start()], re.I
            ):
                named.append((name, blok.page_at(at + match.start()), shorten(match.group())))
    counted = Counter(" ".join(words(n)) for n, _, _ in named)
    if not counted:
        return Hasil(())
    own, most = counted.most_common(1)[0]
    found = []
    for name, page, quote in named:
        key = " ".join(words(name))
        first, mine = words(name), own.split()
        if most < 3 or counted[key] * 3 > most or len(first) < 2:
            continue
        # An abbreviation, a shortened or misspelled form of the own name is not another office.
        rest, own_rest = " ".join(first[1:]), " ".join(mine[1:])
        related = fuzz.token_set_ratio(rest, own_rest) >= 70 or fuzz.partial_ratio(rest, own_rest) >= 80
        initials = "".join(w[0] for w in mine)
        short = any(w.isupper() for w in name.split()) or any(
            len(w) <= 4 or w in own or initials.startswith(w[:3]) for w in first[1:]
        )
        abbreviated = any(fuzz.partial_ratio(w, m) >= 80 for w in first[1:] for m in mine[1:])
        # "Kominfo" begins as "komunikasi" does; an Inspektorat, without a field of its own, has no other.
        abbreviated = abbreviated or any(w[:3] == m[:3] for w in first[1:] for m in mine[1:])
        alone = len(mine) == 1 or (first[0] == mine[0] == "inspektorat")
        if not related and not short and not abbreviated and not alone:
            data = {"tertulis": name, "instansi": naskah.instansi or own}
            found.append(
                Catat("instansi-lain", Tingkat.GALAT, page, quote, data, "teks", naskah.instansi or own)
            )
    return Hasil(tuple(found), len(named))


def check_goals(naskah: Naskah) -> Hasil:
    """``Sasaran III …`` and ``Sasaran IV …`` of one table with the same words: one was copied over."""
    found: list[Catat] = []
    seen: list[tuple[str, str, int | None, str]] = []
    for kisi in naskah.kisi:
        for at, row in kisi.text_rows():
            match = GOAL_ROW.match(next((c for c in row if c), ""))
            if not match:
                continue
            number, name, page = match.group("nomor"), match.group("nama").strip(), kisi.page_of(at)
            twin = next(
                (
                    s
                    for s in seen
                    if s[0] != number
                    and abs((s[2] or 0) - (page or 0)) <= 1
                    and fuzz.ratio(s[1].lower(), name.lower()) >= 97
                ),
                None,
            )
            if twin is not None:
                data = {"satu": twin[0], "dua": number, "isi": shorten(name, 90)}
                found.append(
                    Catat(
                        "sasaran-ganda",
                        Tingkat.PERINGATAN,
                        page,
                        shorten(match.group(), 110),
                        data,
                        kisi.grid.lembar,
                        halaman_lain=pages([twin[2]], page),
                    )
                )
            seen.append((number, name, page, kisi.grid.lembar))
    return Hasil(tuple(found), len(seen))


def check_benchmarks(naskah: Naskah) -> Hasil:
    """A row's note that compares it with another indicator of the same table."""
    found: list[Catat] = []
    checked = 0
    for table in naskah.tabel:
        for indicator in table.indikator:
            notes = [p.nama for p in indicator.pembanding]
            notes += [indicator.catatan.keterangan.isi] if indicator.catatan.keterangan else []
            notes += [t.isi for _, t in indicator.lain]
            text = next((" ".join(n.split()) for n in notes if re.search(r"\bdibanding", n, re.I)), None)
            if text is None:
                continue
            checked += 1
            own = mentions(indicator.nama.isi, text)
            other = next(
                (o for o in table.indikator if o.id != indicator.id and mentions(o.nama.isi, text)), None
            )
            if own is None and other is not None and not same_name(other.nama.isi, indicator.nama.isi):
                data = {"indikator": shorten(indicator.nama.isi, 80), "lain": shorten(other.nama.isi, 80)}
                page = indicator.halaman or table.halaman
                quote = shorten(f"{indicator.nama.isi}: {text}", 120)
                found.append(Catat("pembanding-lain", Tingkat.PERINGATAN, page, quote, data, place(table)))
    return Hasil(tuple(found), checked)


def check_programs(naskah: Naskah) -> Hasil:
    """Programs that Bab III accounts for, and that Bab II never planned (an older nomenclature left in)."""
    planned: list[str] = []
    for blok in naskah.blok:
        if blok.bab == 2:
            planned.append(blok.isi)
    for kisi in naskah.kisi:
        if kisi.bab == 2:
            planned += [c for _, row in kisi.text_rows() for c in row if len(c) > 10]
    if sum(bool(re.match(r"(?:sub\s*)?(?:kegiatan|program)\b", p, re.I)) for p in planned) < 4:
        return Hasil(())
    items = []
    for blok in naskah.blok:
        match = PROGRAM_ITEM.match(blok.isi)
        if (
            blok.bab == 3
            and blok.penanda
            and match
            and not re.match(r"(?:yang|untuk|ini)\b", match.group("nama"))
        ):
            items.append((blok, match.group("nama")))
    strange = [(b, n) for b, n in items if not any(same_name(_title(n), _title(p)) for p in planned)]
    names = {" ".join(words(_title(n))[:4]) for _, n in strange}
    if len(names) < 5 or len(strange) * 5 < len(items) * 4:
        return Hasil((), len(items))
    blok, name = strange[0]
    data = {"jumlah": str(len(names)), "contoh": shorten(_title(name), 80)}
    last = strange[-1][0]
    note = Catat(
        "program-tidak-direncanakan",
        Tingkat.PERINGATAN,
        blok.halaman,
        shorten(f"Program {_title(name)} s.d. {last.isi[:80]} ({len(names)} program)"),
        data,
        "Bab III",
        halaman_lain=pages((b.halaman for b, _ in strange), blok.halaman),
    )
    return Hasil((note,), len(items))


def _title(text: str) -> str:
    """The name itself: up to the end of the sentence, without level and numbers."""
    name = re.split(
        r"[.:;]\s|\b(?:Sasaran|Untuk|Program ini|Adapun|dengan\s+(?:alokasi|anggaran|pagu))\b", text
    )[0]
    return re.sub(r"^(?:sub\s*)?(?:kegiatan|program)\s+", "", name.strip(), flags=re.I)


def check_high(naskah: Naskah) -> Hasil:
    """Capaian far above the target that no sentence speaks of."""
    found: list[Catat] = []
    checked = 0
    for table in naskah.tabel:
        high = []
        for indicator in table.indikator:
            value = number_of(indicator.capaian_tertulis)
            if value is None or indicator.capaian_tertulis is None:
                continue
            checked += 1
            if value > 150 and not _spoken_of(naskah, indicator.nama.isi, value):
                high.append(indicator)
        if high:
            first = high[0]
            page = first.halaman or table.halaman
            assert first.capaian_tertulis is not None
            data = {
                "indikator": shorten(first.nama.isi, 90),
                "tertulis": first.capaian_tertulis.nilai.teks,
                "jumlah": str(len(high)),
            }
            quote = f"{shorten(first.nama.isi, 80)}: {first.capaian_tertulis.nilai.teks}"
            found.append(
                Catat(
                    "capaian-tinggi",
                    Tingkat.INFO,
                    page,
                    quote,
                    data,
                    place(table),
                    keyakinan=Decimal("0.7"),
                    halaman_lain=pages((i.halaman for i in high), page),
                )
            )
    return Hasil(tuple(found), checked)


def _spoken_of(naskah: Naskah, name: str, value: Decimal) -> bool:
    for blok in naskah.blok:
        if any(
            n.nilai == value and decimals_of(n.nilai) == decimals_of(value) for n in find_numbers(blok.teks)
        ):
            return True
    key = words(name)[:6]
    return any(
        re.search(r"\b(?:melampaui|melebihi|di\s?atas\s+target|terlampaui)\b", blok.teks, re.I)
        and all(w in blok.teks.lower() for w in key)
        for blok in naskah.blok
    )
