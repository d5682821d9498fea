"""``ingest``: a document becomes a source with passages, or is refused with a reason."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from knowledge.errors import KnowledgeError
from knowledge.index.model import Muatan
from knowledge.ingest import instansi, laporan, legal, legal_passages, mutu, peraturan
from knowledge.ingest.legal_passages import Nas
from knowledge.ingest.mutu import Mutu, page_list
from knowledge.ingest.naskah import Naskah
from knowledge.ingest.pohon import Unit
from knowledge.model import UMUM, Jenis, Passage, StatusBerlaku, Sumber, Verifikasi

INGEST_VERSION = "1"
"""Raised whenever the same file would give other passages: an index built before is then read again."""
REPORTS = frozenset({Jenis.LKJIP, Jenis.RENSTRA})
LEGAL = frozenset({Jenis.REGULASI, Jenis.SURAT})
PREFIX = "naskah"
"""Begins the slug of every ingested passage, so that it never meets that of an authored one."""
PLAN = re.compile(r"rencana\s+strategis|\brenstra\b", re.IGNORECASE)
REPORT = re.compile(r"laporan\s+(?:akuntabilitas\s+)?kinerja|\b(?:lkjip|lakip|lkip)\b", re.IGNORECASE)
COVER_CHARS = 400
HEAD_CHARS = 2500
LOW_YIELD = 200
"""Characters a page (on average) below which a document is said to have given little."""


@dataclass(frozen=True, slots=True)
class Permintaan:
    """What the person who adds a document says about it; None is recognised from the document."""

    jenis: Jenis | None = None
    id: str | None = None
    judul: str | None = None
    singkat: str | None = None
    nomor: str | None = None
    tahun: int | None = None
    instansi: str | None = None
    status: StatusBerlaku | None = None
    pemilik: str = UMUM
    resmi: bool = False
    """The text comes from the official publisher: its passages are ``naskah-resmi``."""

    def sidik(self) -> str:
        """The options as text, for the fingerprint of what was ingested."""
        return repr(self)


@dataclass(frozen=True, slots=True)
class HasilSerap:
    """An ingested document."""

    muatan: Muatan
    mutu: Mutu
    struktur: str
    """``peraturan``, ``laporan`` or ``bebas`` (pages and paragraphs: no structure was recognised)."""
    terdaftar: bool = False
    """The source is one of the registry; its status and relations are those of the registry."""
    peringatan: tuple[str, ...] = field(default=())
    """Indonesian sentences: pages without text, scrambled pages, structure that was not recognised."""


def ingest(
    naskah: Naskah,
    permintaan: Permintaan | None = None,
    registry: Iterable[Sumber] = (),
    berkas: Path | None = None,
) -> HasilSerap:
    """Turn a document into passages.

    ``registry`` are the registered sources: a regulation among them needs no options.  ``berkas`` is where
    the file is kept.  Raises KnowledgeError: ``naskah-tidak-terbaca``, ``naskah-teracak``,
    ``naskah-setengah-kosong``, ``struktur-tidak-dikenali`` (names the option to give).
    """
    asked = _with_front_matter(permintaan or Permintaan(), naskah)
    measured = mutu.measure(naskah)
    mutu.refuse(naskah, measured)
    warnings = _page_warnings(naskah, measured)
    jenis, tree = _kind(naskah, asked)
    registered = None
    if jenis in LEGAL:
        source, registered = _legal_source(naskah, tree, asked, jenis, registry)
        found, structure = _legal_passages(naskah, tree, warnings)
    else:
        source = _report_source(naskah, asked, jenis)
        found, structure = _report_passages(naskah, warnings)
    level = Verifikasi.NASKAH_RESMI if asked.resmi else Verifikasi.SUMBER_SEKUNDER
    passages = _passages(found, source, level, asked.pemilik)
    print_ = hashlib.sha256(
        "\n".join([naskah.sidik_berkas, INGEST_VERSION, asked.sidik()]).encode()
    ).hexdigest()
    return HasilSerap(
        Muatan(source, passages, print_, berkas), measured, structure, registered is not None, tuple(warnings)
    )


def _with_front_matter(asked: Permintaan, naskah: Naskah) -> Permintaan:
    """Options that the file's front matter gives; those of the person go first."""
    given = dict(naskah.keterangan)
    year = given.get("tahun", "")
    jenis = given.get("jenis", "")
    return replace(
        asked,
        jenis=asked.jenis or (Jenis(jenis) if jenis in set(Jenis) else None),
        id=asked.id or given.get("id"),
        judul=asked.judul or given.get("judul"),
        singkat=asked.singkat or given.get("singkat"),
        nomor=asked.nomor or given.get("nomor"),
        tahun=asked.tahun or (int(year) if year.isdigit() else None),
        instansi=asked.instansi or given.get("instansi"),
    )


def _kind(naskah: Naskah, asked: Permintaan) -> tuple[Jenis, Unit]:
    """What kind of document it is, and its tree as a legal text (an empty one for a report)."""
    nothing = Unit("akar")
    if asked.jenis is not None:
        return asked.jenis, legal.parse(naskah) if asked.jenis in LEGAL else nothing
    tree = legal.parse(naskah)
    is_legal = peraturan.is_legal(tree)
    if is_legal and peraturan.has_number(naskah):
        return Jenis.REGULASI, tree
    head = " ".join(block.teks for block in naskah.alinea[:25])
    for part in (head[:COVER_CHARS], naskah.berkas):
        named = _report_kind(part)
        if named is not None and not is_legal:
            return named, nothing
    if is_legal:
        return Jenis.REGULASI, tree
    named = _report_kind(head[:HEAD_CHARS])
    if named is not None:
        return named, nothing
    if laporan.chapters(naskah) and REPORT.search(" ".join(naskah.teks_per_halaman().values())):
        return Jenis.LKJIP, nothing
    raise KnowledgeError(
        "struktur-tidak-dikenali",
        f"Jenis dokumen {naskah.berkas} tidak dikenali: bukan peraturan dan bukan laporan kinerja.",
        "Sebutkan jenisnya dengan --jenis regulasi, surat, lkjip, renstra, atau praktik.",
    )


def _report_kind(text: str) -> Jenis | None:
    """LKjIP or Renstra, whichever is named first."""
    report, plan = REPORT.search(text), PLAN.search(text)
    if report is None:
        return None if plan is None else Jenis.RENSTRA
    return Jenis.RENSTRA if plan is not None and plan.start() < report.start() else Jenis.LKJIP


# --- regulations ------------------------------------------------------------------------------------------


def _legal_source(
    naskah: Naskah, tree: Unit, asked: Permintaan, jenis: Jenis, registry: Iterable[Sumber]
) -> tuple[Sumber, Sumber | None]:
    """The source of a regulation, and the registered one that it is."""
    known = list(registry)
    recognised = peraturan.recognise(naskah)
    if asked.id is not None:
        registered = next((s for s in known if s.id == asked.id), None)
    else:
        registered = peraturan.match_registry(recognised, naskah.berkas, known)
    level = Verifikasi.NASKAH_RESMI if asked.resmi else Verifikasi.SUMBER_SEKUNDER
    structure = peraturan.structure_of(tree, level)
    if structure.pasal is not None:
        structure = replace(structure, halaman=naskah.halaman)
    if registered is not None:
        kept = registered.struktur if registered.struktur.pasal is not None else structure
        source = replace(registered, dimuat=True, struktur=kept, status=asked.status or registered.status)
        return source, registered
    ident = asked.id or (recognised.id if recognised else None)
    year = asked.tahun or (recognised.tahun if recognised else None)
    title = asked.judul or (recognised.judul if recognised else "") or (naskah.berkas if asked.id else "")
    _require(naskah, "peraturan", {"--id": ident, "--tahun": year, "--judul": title})
    number = asked.nomor or (recognised.nomor if recognised else None)
    short = asked.singkat or (recognised.singkat if recognised else f"{title} ({year})")
    return (
        Sumber(
            str(ident), jenis, short, title, number, year, status=asked.status or StatusBerlaku.BERLAKU,
            status_verifikasi=Verifikasi.BELUM_DIVERIFIKASI, struktur=structure, pemilik=asked.pemilik,
        ),
        None,
    )  # fmt: skip


def _legal_passages(naskah: Naskah, tree: Unit, warnings: list[str]) -> tuple[list[Nas], str]:
    if peraturan.is_legal(tree) or any(unit.unit in ("huruf", "lampiran") for unit in tree.walk()):
        return legal_passages.passages_of(tree), "peraturan"
    warnings.append(_no_structure(naskah, "pasal, huruf, dan angka"))
    return laporan.by_page(naskah), "bebas"


# --- reports ----------------------------------------------------------------------------------------------


def _report_source(naskah: Naskah, asked: Permintaan, jenis: Jenis) -> Sumber:
    """The source of a report (or of another document without a legal structure)."""
    if jenis not in REPORTS:
        _require(naskah, "dokumen", {"--id": asked.id, "--judul": asked.judul})
        short = asked.singkat or str(asked.judul)
        return Sumber(
            str(asked.id), jenis, short, str(asked.judul), asked.nomor, asked.tahun, pemilik=asked.pemilik
        )
    office = asked.instansi or instansi.recognise_office(naskah)
    year = asked.tahun or instansi.recognise_year(naskah, plan=jenis is Jenis.RENSTRA)
    _require(naskah, "laporan", {"--instansi": office, "--tahun": year})
    name = "LKjIP" if jenis is Jenis.LKJIP else "Renstra"
    slug = re.sub(r"[^a-z0-9]+", "-", f"{jenis.value} {office} {year}".lower()).strip("-")
    chapters = sorted({chapter for chapter, _ in laporan.chapters(naskah)})
    if len(chapters) == 1 and asked.id is None:
        slug, name = f"{slug}-bab-{chapters[0].lower()}", f"{name} Bab {chapters[0]}"
    short = asked.singkat or f"{name} {office} {year}"
    return Sumber(
        asked.id or slug, jenis, short, asked.judul or short, None, year,
        status_verifikasi=Verifikasi.SUMBER_SEKUNDER, pemilik=asked.pemilik, instansi=office,
    )  # fmt: skip


def _report_passages(naskah: Naskah, warnings: list[str]) -> tuple[list[Nas], str]:
    found = laporan.passages_of(naskah)
    whole = sum(map(len, naskah.teks_per_halaman().values()))
    if any(nas.letak.langkah for nas in found) and sum(len(nas.teks) for nas in found) >= whole / 3:
        return found, "laporan"
    warnings.append(_no_structure(naskah, "bab dan subbab"))
    return laporan.by_page(naskah), "bebas"


# --- both -------------------------------------------------------------------------------------------------


def _require(naskah: Naskah, kind: str, values: dict[str, object]) -> None:
    """Raise KnowledgeError that names the options of what could not be recognised."""
    missing = [option for option, value in values.items() if not value]
    if not missing:
        return
    names = {"--id": "pengenal", "--tahun": "tahun", "--judul": "judul", "--instansi": "nama instansi"}
    what = " dan ".join(names[option] for option in missing)
    raise KnowledgeError(
        "struktur-tidak-dikenali",
        f"Berkas {naskah.berkas} terbaca sebagai {kind}, tetapi {what} tidak ditemukan di halaman depan.",
        f"Sebutkan dengan opsi {' dan '.join(missing)}.",
    )


def _no_structure(naskah: Naskah, what: str) -> str:
    return (
        f"Susunan {what} pada {naskah.berkas} tidak dikenali; isinya diindeks per halaman, "
        "sehingga sitasinya hanya menyebut halaman."
    )


def _page_warnings(naskah: Naskah, measured: Mutu) -> list[str]:
    warnings = []
    if measured.tanpa_teks:
        warnings.append(
            f"Halaman {page_list(measured.tanpa_teks)} tidak memuat teks (kosong atau gambar) dan tidak "
            "diindeks. Jika berupa pindaian, ulangi dengan opsi --ocr."
        )
    if measured.teracak:
        warnings.append(
            f"Teks halaman {page_list(measured.teracak)} sebagian besar tidak dikenali; periksa kutipannya."
        )
    if naskah.halaman_ocr:
        warnings.append(
            f"Teks halaman {page_list(naskah.halaman_ocr)} dikenali dari gambar (OCR) "
            "dan dapat mengandung salah baca."
        )
    if naskah.halaman and measured.karakter < LOW_YIELD * naskah.halaman:
        warnings.append(
            f"Rata-rata hanya {measured.karakter // naskah.halaman} karakter per halaman yang terbaca; "
            "sebagian isi mungkin berupa gambar."
        )
    return warnings


def _passages(found: list[Nas], source: Sumber, level: Verifikasi, owner: str) -> tuple[Passage, ...]:
    """The passages of a source, with ids that depend on the content and its order only."""
    seen: dict[str, int] = {}
    passages = []
    report = source.jenis in REPORTS
    office = instansi.short_names(source.instansi) if report and source.instansi else ()
    head = f"{source.instansi} {source.tahun}" if report else ""
    for nas in found:
        slug = f"{PREFIX}-{nas.letak.slug()}"
        seen[slug] = seen.get(slug, 0) + 1
        number = f"--{seen[slug]}" if seen[slug] > 1 else ""
        words = (*nas.kata, head, *office, f"{source.jenis.value} {source.tahun}") if report else nas.kata
        passages.append(
            Passage(
                f"{source.id}#{slug}{number}",
                source.id,
                source.jenis,
                nas.letak,
                f"{head}: {nas.judul}" if head and nas.judul else nas.judul or head or source.judul,
                nas.teks,
                nas.halaman,
                nas.bentuk,
                level,
                kata=tuple(dict.fromkeys(word for word in words if word)),
                pemilik=owner,
                tahun=source.tahun,
                instansi=source.instansi,
                status=source.status,
                contoh=source.contoh,
            )
        )
    return tuple(passages)
