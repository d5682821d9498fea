"""Numbering of captions and of sub-chapters."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.drafting.periksa.model import Catat, Hasil, pages, shorten
from bot.drafting.periksa.naskah import CAPTION, SECTION_NUMBER, Naskah, chapter_number
from bot.kinerja.model import Tingkat


@dataclass(frozen=True, slots=True)
class Keterangan:
    """One caption: kind, chapter and number as printed, title, and the chapter in which it stands."""

    jenis: str
    bab: int | None
    nomor: int
    judul: str
    halaman: int | None
    di_bab: int
    teks: str


def captions(naskah: Naskah) -> list[Keterangan]:
    """Captions in order: lines that begin with ``Tabel 3.2`` and have a title, or stand alone."""
    found: list[Keterangan] = []
    for blok in naskah.blok:
        match = CAPTION.match(blok.teks)
        if not match or len(blok.teks) > 260:
            continue
        title = match.group("judul").strip()
        # "Tabel 3.2 menunjukkan bahwa …" is a sentence about a table, not its caption.
        if (
            title
            and (title[0].islower() or (title.endswith(".") and len(title) > 120))
            and not title.startswith("(")
        ):
            continue
        number = match.group("nomor").replace(" ", "").replace("-", ".")
        chapter, _, rest = number.rpartition(".")
        if chapter.count(".") or not rest.isdecimal():
            continue
        bab = chapter_number(chapter) if chapter else None
        found.append(
            Keterangan(match.group("jenis").title(), bab, int(rest), title, blok.halaman, blok.bab, blok.teks)
        )
    return found


def check_captions(naskah: Naskah) -> Hasil:
    """Captions of another chapter, numbers given twice, numbers left out."""
    found: list[Catat] = []
    all_captions = captions(naskah)
    # A chapter whose beginning was not found makes every number after it look misplaced.
    chapters = {b.bab for b in naskah.blok}
    found += _other_chapter([c for c in all_captions if c.bab in chapters])
    found += _twice(all_captions)
    found += _left_out(naskah, all_captions)
    return Hasil(tuple(found), len(all_captions))


def _other_chapter(all_captions: Sequence[Keterangan]) -> list[Catat]:
    groups: dict[tuple[str, int, int], list[Keterangan]] = defaultdict(list)
    for caption in all_captions:
        if caption.bab and caption.di_bab and caption.bab != caption.di_bab:
            groups[caption.jenis, caption.bab, caption.di_bab].append(caption)
    found = []
    for (kind, bab, where), members in groups.items():
        first = members[0]
        numbers = ", ".join(f"{kind} {bab}.{m.nomor}" for m in members)
        data = {"nomor": numbers, "bab": str(where)}
        found.append(
            Catat(
                "nomor-bab",
                Tingkat.PERINGATAN,
                first.halaman,
                shorten(first.teks, 120),
                data,
                "judul",
                f"{kind} {where}.…",
                halaman_lain=pages((m.halaman for m in members), first.halaman),
            )
        )
    return found


def _twice(all_captions: Sequence[Keterangan]) -> list[Catat]:
    seen: dict[tuple[str, int | None, int], list[Keterangan]] = defaultdict(list)
    for caption in all_captions:
        earlier = seen[caption.jenis, caption.bab, caption.nomor]
        continued = "lanjut" in caption.teks.lower() or (
            # A table that goes on prints its caption again on the following page.
            caption.jenis == "Tabel"
            and earlier
            and caption.judul.lower() == earlier[-1].judul.lower()
            and (caption.halaman or 0) - (earlier[-1].halaman or 0) <= 1
        )
        if not continued and not (earlier and not caption.judul):
            earlier.append(caption)
    found = []
    for (kind, bab, number), members in seen.items():
        if len(members) < 2:
            continue
        label = f"{kind} {bab}.{number}" if bab else f"{kind} {number}"
        same = len({m.judul.lower()[:50] for m in members}) < len(members)
        data = {"nomor": label, "kali": str(len(members)), "kembar": "ya" if same else ""}
        page = members[1].halaman
        found.append(
            Catat(
                "nomor-ganda",
                Tingkat.PERINGATAN,
                page,
                shorten(members[1].teks, 120),
                data,
                "judul",
                halaman_lain=pages((m.halaman for m in members), page),
            )
        )
    return found


def _left_out(naskah: Naskah, all_captions: Sequence[Keterangan]) -> list[Catat]:
    """A number between two that follow each other on the page, and that stands nowhere in the text."""
    groups: dict[tuple[str, int | None], list[Keterangan]] = defaultdict(list)
    for caption in all_captions:
        groups[caption.jenis, caption.bab].append(caption)
    found = []
    for (kind, bab), members in groups.items():
        if len(members) < 4:
            continue
        for before, after in itertools.pairwise(members):
            if after.nomor != before.nomor + 2:
                continue
            missing = before.nomor + 1
            label = f"{bab}.{missing}" if bab else str(missing)
            pattern = re.compile(rf"\b{kind}\s+(?:[IVX]{{1,4}}\.|{bab or ''}\s?[.-]?\s?){missing}\b", re.I)
            if any(m.nomor == missing for m in members) or any(pattern.search(b.teks) for b in naskah.blok):
                continue
            data = {"nomor": f"{kind} {label}", "sebelum": str(before.nomor), "sesudah": str(after.nomor)}
            found.append(
                Catat(
                    "nomor-lompat",
                    Tingkat.INFO,
                    after.halaman,
                    shorten(after.teks, 120),
                    data,
                    "judul",
                    f"{kind} {label}",
                    keyakinan=Decimal("0.75"),
                    halaman_lain=pages([before.halaman], after.halaman),
                )
            )
    return found


def check_sections(naskah: Naskah) -> Hasil:
    """Sub-chapter numbers used for two different headings, or under another chapter."""
    seen: dict[tuple[int, str], list[tuple[str, int | None]]] = defaultdict(list)
    for blok in naskah.blok:
        match = SECTION_NUMBER.match(blok.teks)
        if not match or not blok.bab or match.group(1).split(".")[0] != str(blok.bab):
            continue
        title = blok.teks[match.end() :][:90]
        seen[blok.bab, match.group(1)].append((title, blok.halaman))
    found: list[Catat] = []
    for (_, number), members in seen.items():
        # The first word tells two headings apart; the rest may have run into the text that follows.
        first = members[0][0].lower().split()[:1]
        others = [m for m in members[1:] if m[0].lower().split()[:1] != first]
        if not others or len(members) > 3:
            continue
        page = others[0][1]
        data = {"nomor": number, "kali": str(len(others) + 1), "kembar": ""}
        found.append(
            Catat(
                "nomor-ganda",
                Tingkat.PERINGATAN,
                page,
                shorten(f"{number} {others[0][0]}", 100),
                data,
                "subbab",
                halaman_lain=pages([members[0][1]], page),
            )
        )
    return Hasil(tuple(found), sum(map(len, seen.values())))
