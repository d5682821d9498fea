"""The typed data of an answer, from the understood question to what is stored of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from knowledge.index.model import Acuan, Hit, Istilah
from knowledge.model import Bentuk, Jenis, StatusBerlaku, Verifikasi


class Status(StrEnum):
    """Whether a question was answered.  The one constant that code, prompts and tests share."""

    DIJAWAB = "dijawab"
    DITOLAK = "ditolak"


class Alasan(StrEnum):
    """Why a question was refused, or why it was met without the index."""

    DI_LUAR_CAKUPAN = "di-luar-cakupan"
    TANPA_BUKTI = "tanpa-bukti"
    LETAK_TIDAK_ADA = "letak-tidak-ada"
    """The source is known and has no such Pasal, Lampiran or huruf."""
    SUMBER_TIDAK_DIKENAL = "sumber-tidak-dikenal"
    """A regulation that is not in the registry, or whose text is not in the index."""
    MENGARANG_ANGKA = "mengarang-angka"
    MEMUNDURKAN_TANGGAL = "memundurkan-tanggal"
    MANIPULASI = "manipulasi"
    """Other ways to make a report look better than it is."""
    DATA_PRIBADI = "data-pribadi"
    UBAH_ATURAN = "ubah-aturan"
    """An attempt to change the assistant's rules or to see its instructions."""
    RAMALAN = "ramalan"
    """What a rule will be."""
    DATA_INSTANSI = "data-instansi"
    """A figure of an office that no indexed document holds."""
    PERMINTAAN_DRAF = "permintaan-draf"
    """To write a chapter: that is done from the person's table, not from a question."""
    SALIN_NASKAH = "salin-naskah"
    """To copy out a whole document: its places are offered instead."""
    SAPAAN = "sapaan"
    """A greeting or thanks: met kindly, not a question (status ``dijawab``, no citations)."""


class Ragam(StrEnum):
    """What kind of answer a question asks for."""

    DEFINISI = "definisi"
    TUJUAN = "tujuan"
    TENGGAT = "tenggat"
    FREKUENSI = "frekuensi"
    SIAPA = "siapa"
    KEPADA_SIAPA = "kepada-siapa"
    BERAPA = "berapa"
    APA_SAJA = "apa-saja"
    LANGKAH = "langkah"
    BOLEHKAH = "bolehkah"
    """Yes or no: may, must, is it true."""
    BEDA = "beda"
    HUBUNGAN = "hubungan"
    DI_MANA = "di-mana"
    """Where is it regulated."""
    FORMAT = "format"
    """Format or content of a chapter, a form, a report."""
    PREDIKAT = "predikat"
    """A SAKIP value to its predicate."""
    KATEGORI = "kategori"
    """A capaian in percent to its category."""
    RUMUS = "rumus"
    KUTIP = "kutip"
    """What does this place say."""
    SANKSI = "sanksi"
    STATUS = "status"
    UMUM = "umum"


@dataclass(frozen=True, slots=True)
class Giliran:
    """One earlier turn of the same person in the same chat."""

    pertanyaan: str
    jawaban: str
    passage_ids: tuple[str, ...] = ()
    pertanyaan_utuh: str | None = None
    """The question as it was understood after resolving a follow-up."""

    @classmethod
    def of(cls, answer: Answer) -> Giliran:
        """The turn that an answer closes."""
        cited = tuple(one.passage_id for one in answer.kutipan)
        return cls(answer.pertanyaan, answer.jawaban, cited, answer.pertanyaan_utuh or None)


@dataclass(frozen=True, slots=True)
class Maksud:
    """A question, understood."""

    teks: str
    """As the person wrote it."""
    utuh: str
    """What is searched for: follow-ups completed from the conversation, address and politeness removed."""
    ragam: tuple[Ragam, ...]
    """Most likely kind first; never empty."""
    acuan: tuple[Acuan, ...] = ()
    nilai: tuple[Decimal, ...] = ()
    """Plain numbers and percentages that the question gives, in order."""
    pihak: tuple[str, ...] = ()
    """Whom it concerns, by canonical word: ``bupati``, ``skpd``, ``kementerian``, ``eselon i``."""
    dua_hal: tuple[str, str] | None = None
    """The two things of a question about a difference or a choice."""
    tahun: int | None = None
    instansi: str | None = None
    bahasa: str = "id"
    lanjutan: bool = False


@dataclass(frozen=True, slots=True)
class Kutipan:
    """One citation as it is shown."""

    passage_id: str
    sumber: str
    """``Permenpan-RB 53/2014``"""
    sumber_id: str
    jenis: Jenis
    letak: str
    teks: str
    bentuk: Bentuk
    """Whether ``teks`` is a quotation or a summary in our words."""
    halaman: str | None
    """``6`` or ``28-29``"""
    verifikasi: Verifikasi
    status_berlaku: StatusBerlaku
    keterangan_status: str | None = None
    """"dicabut oleh Permenpan-RB 53/2014 Pasal 6 sejak 1 Desember 2014"."""
    contoh: bool = False
    verifikasi_letak: Verifikasi | None = None


@dataclass(frozen=True, slots=True)
class Terdekat:
    """A place that comes nearest to a question that was not answered."""

    sumber: str
    letak: str
    judul: str = ""


@dataclass(frozen=True, slots=True)
class Pemeriksaan:
    """One check of a language model's answer, and how it ended."""

    nama: str
    lulus: bool
    rincian: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A cited answer or a refusal."""

    pertanyaan: str
    status: Status
    jawaban: str
    """Plain text with line breaks and ``- `` or ``1. `` lists; the direct answer is the first sentence."""
    kutipan: tuple[Kutipan, ...] = ()
    keyakinan: float = 0.0
    alasan: Alasan | None = None
    terdekat: tuple[Terdekat, ...] = ()
    dokumen_kurang: str | None = None
    """For a refusal: which document would hold the answer, as a phrase."""
    pertanyaan_terkait: tuple[str, ...] = ()
    ragam: Ragam = Ragam.UMUM
    pertanyaan_utuh: str = ""
    jejak_id: str | None = None
    waktu_ms: float = 0.0
    model: str | None = None
    """The language model that worded it; None for a composed answer."""


@dataclass(frozen=True, slots=True)
class Jejak:
    """Everything about an answer: what ``lkjip jejak ID`` shows."""

    id: str
    waktu: datetime
    jawaban: Answer
    maksud: Maksud
    istilah: tuple[Istilah, ...]
    hits: tuple[Hit, ...]
    sidik_indeks: str
    sidik_setelan: str
    versi_prompt: str
    model: str | None = None
    pemeriksaan: tuple[Pemeriksaan, ...] = ()
    waktu_bagian_ms: Mapping[str, float] = field(default_factory=dict)
