"""The typed data of the knowledge base: sources, passages, and what a passage states."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from knowledge.letak import Letak

UMUM = "umum"
"""Owner of what everybody may see; other owners are ``instansi:ID`` and ``pengguna:ID``."""


class Jenis(StrEnum):
    """What kind of document a passage comes from."""

    REGULASI = "regulasi"
    SURAT = "surat"
    """A circular or a letter of a ministry: binding for its addressees, no regulation."""
    PRAKTIK = "praktik"
    """What offices do where the rules are silent (formulas, scales)."""
    GLOSARIUM = "glosarium"
    KALENDER = "kalender"
    LKJIP = "lkjip"
    RENSTRA = "renstra"
    NARASUMBER = "narasumber"
    """A reference answer of a narasumber, with name and date."""


class Verifikasi(StrEnum):
    """How well a passage is verified (shared/FACTS.md, part 0)."""

    NASKAH_RESMI = "naskah-resmi"
    SUMBER_SEKUNDER = "sumber-sekunder"
    BELUM_DIVERIFIKASI = "belum-diverifikasi"


class StatusBerlaku(StrEnum):
    BERLAKU = "berlaku"
    DIUBAH = "diubah"
    """Still in force, but another regulation changed parts of it."""
    DICABUT = "dicabut"


class Bentuk(StrEnum):
    """Whether a passage is the words of the source or ours."""

    KUTIPAN = "kutipan"
    RINGKASAN = "ringkasan"


class Aspek(StrEnum):
    """What a statement says about its subject; a question asks for one or several of these."""

    DEFINISI = "definisi"
    TUJUAN = "tujuan"
    TENGGAT = "tenggat"
    """Until when, or in which order of time."""
    FREKUENSI = "frekuensi"
    PELAKU = "pelaku"
    """Who makes, does or decides something."""
    PENANDATANGAN = "penandatangan"
    PENERIMA = "penerima"
    """To whom something is submitted."""
    JUMLAH = "jumlah"
    DAFTAR = "daftar"
    """The parts of something, as items."""
    ISI = "isi"
    """What a document, a chapter or a form holds."""
    KOLOM = "kolom"
    """The columns of a form."""
    LANGKAH = "langkah"
    """What is done in which order."""
    SYARAT = "syarat"
    """Under which conditions."""
    BOLEH = "boleh"
    """Whether something is allowed; carries a ``sikap``."""
    WAJIB = "wajib"
    """Whether something is required; carries a ``sikap``."""
    BENAR = "benar"
    """Whether a claim is true; carries a ``sikap``."""
    HUBUNGAN = "hubungan"
    BEDA = "beda"
    RUMUS = "rumus"
    SKALA = "skala"
    SANKSI = "sanksi"
    STATUS = "status"
    """In force, changed, revoked, replaced by."""
    DASAR = "dasar"
    """Where something is regulated, or by what order it exists."""
    TIDAK_DIATUR = "tidak-diatur"
    """What a regulation does not say."""


class Sikap(StrEnum):
    """The answer of a statement to a yes-or-no question about its ``perihal``."""

    YA = "ya"
    TIDAK = "tidak"
    BERSYARAT = "bersyarat"
    """Yes, under conditions that the sentence names."""


@dataclass(frozen=True, slots=True)
class Pernyataan:
    """One statement of a passage, in our own words: a complete sentence and what it answers."""

    aspek: Aspek
    teks: str
    """A complete sentence, plain text, that stands alone."""
    butir: tuple[str, ...] = ()
    """The items of a list, without their bullets."""
    sikap: Sikap | None = None
    perihal: str | None = None
    """For ``boleh``, ``wajib`` and ``benar``: the claim that ``sikap`` answers, e.g. "PK diperluas sampai
    eselon IV"; for others an optional narrower subject."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is indexed and cited.  It stands alone when shown with its source and letak."""

    id: str
    """Stable and unique: ``SUMBER_ID#slug``; the same content keeps its id over rebuilds."""
    sumber_id: str
    jenis: Jenis
    letak: Letak
    judul: str
    """What it is about, in a few words."""
    teks: str
    """The whole text: statements, items and explanation; of a verbatim passage the words of the source."""
    halaman: tuple[int, int] | None = None
    """First and last page of the PDF (1-based); None where the source has no pages."""
    bentuk: Bentuk = Bentuk.RINGKASAN
    verifikasi: Verifikasi = Verifikasi.NASKAH_RESMI
    verifikasi_letak: Verifikasi | None = None
    """Set where the place is less sure than the content."""
    pernyataan: tuple[Pernyataan, ...] = ()
    kata: tuple[str, ...] = ()
    """Further words under which people look for it; searched, never shown."""
    pemilik: str = UMUM
    tahun: int | None = None
    """Year of a regulation; reporting year of a LKjIP."""
    instansi: str | None = None
    """The office of a LKjIP or Renstra."""
    status: StatusBerlaku = StatusBerlaku.BERLAKU
    contoh: bool = False
    """An invented sample, to be shown as such."""


@dataclass(frozen=True, slots=True)
class Relasi:
    """How a source stands to another: ``mencabut``, ``dicabut-oleh``, ``mengubah``, ``diubah-oleh``,
    ``melaksanakan``, ``dilaksanakan-oleh``, ``mengganti``, ``diganti-oleh``."""

    jenis: str
    sumber_id: str
    keterangan: str | None = None
    """With what place and since when, e.g. "Pasal 6, sejak 1 Desember 2014"."""
    verifikasi: Verifikasi = Verifikasi.NASKAH_RESMI


@dataclass(frozen=True, slots=True)
class Struktur:
    """What places a source has, as far as that is known; to tell an invented place from an unread one."""

    pasal: int | None = None
    """Number of the last Pasal."""
    bab: int | None = None
    lampiran: tuple[str, ...] | None = None
    """Roman numerals of its Lampiran; an empty tuple means it has none, None that this is not known."""
    huruf: dict[str, str] = field(default_factory=dict)
    """Last huruf of a Lampiran: ``{"I": "E"}``."""
    ayat: dict[str, int] = field(default_factory=dict)
    """Last ayat of a Pasal, where known: ``{"70": 7}``."""
    halaman: int | None = None
    """Number of pages of the document that page numbers of passages refer to."""
    verifikasi: Verifikasi = Verifikasi.BELUM_DIVERIFIKASI


@dataclass(frozen=True, slots=True)
class Sumber:
    """One source in the registry."""

    id: str
    jenis: Jenis
    singkat: str
    """As it is cited: ``Permenpan-RB 53/2014``."""
    judul: str
    nomor: str | None = None
    tahun: int | None = None
    sebutan: tuple[str, ...] = ()
    """Other ways in which people name it: ``permenpan 53``, ``perpres sakip``."""
    ditetapkan: date | None = None
    diundangkan: date | None = None
    status: StatusBerlaku = StatusBerlaku.BERLAKU
    status_sejak: date | None = None
    status_verifikasi: Verifikasi = Verifikasi.SUMBER_SEKUNDER
    relasi: tuple[Relasi, ...] = ()
    struktur: Struktur = Struktur()
    penerbit: str | None = None
    laman: str | None = None
    """Where the official text is to be had."""
    diperiksa: date | None = None
    """When status and text were last checked."""
    dimuat: bool = True
    """False for a regulation that is only known by name: it is recognised in a question, but no passage
    speaks for it."""
    pemilik: str = UMUM
    instansi: str | None = None
    contoh: bool = False
