"""Front of a whole report: cover, preface, lists."""

from __future__ import annotations

from bot.drafting.compose.context import Konteks, ada, paragraf
from bot.drafting.compose.pembuka import peraturan
from bot.drafting.model import Bidang, Block, Daftar, GantiHalaman, Inlines, Judul, Lengkapi, Paragraf
from bot.drafting.narasi import tulis
from bot.kinerja.model import Teks

TOPIC = "depan"


def sampul(k: Konteks) -> list[Block]:
    """Logo, title, year, office, address."""
    who = k.identitas
    blocks: list[Block] = [
        Paragraf(tulis(TOPIC, "sampul_logo", lengkapi=k.lengkapi("logo")), "tengah"),
        Paragraf(tulis(TOPIC, "sampul_judul"), "judul_sampul"),
        Paragraf(tulis(TOPIC, "sampul_tahun", tahun=k.tahun_laporan()), "judul_sampul"),
        Paragraf(tulis(TOPIC, "sampul_instansi", instansi=k.instansi(pertama=True)), "judul_sampul"),
    ]
    if who.daerah:
        blocks.append(
            Paragraf(tulis(TOPIC, "sampul_daerah", daerah=k.cetak.kutip(who.daerah, "nama daerah")), "tengah")
        )
    alamat: Inlines = k.cetak.kutip(who.alamat, "alamat") if who.alamat else (k.lengkapi("alamat"),)
    blocks.append(Paragraf(tulis(TOPIC, "sampul_alamat", alamat=alamat), "tengah"))
    return [*blocks, GantiHalaman(bagian_baru=True, romawi=True, mulai_ulang=True)]


def kata_pengantar(k: Konteks) -> list[Block]:
    """What the report is, in two paragraphs, the head's own words where given, and the signature."""
    blocks: list[Block] = [Judul(1, tulis("judul", "kata_pengantar"), bagian="pengantar")]
    blocks += paragraf(
        tulis(
            TOPIC, "pengantar_pertama", instansi=k.instansi(), tahun=k.tahun_laporan(), peraturan=peraturan(k)
        )
    )
    blocks += paragraf(tulis(TOPIC, "pengantar_kedua"))
    words = k.notes.kata_pengantar
    if words is not None and ada(words):
        blocks += kata_pengguna(k, words)
    else:
        blocks += paragraf(tulis(TOPIC, "pengantar_lengkapi", lengkapi=k.lengkapi("kata_pengantar")))
    return blocks + _tanda_tangan(k)


def kata_pengguna(k: Konteks, teks: Teks) -> list[Block]:
    """The user's own text, paragraph by paragraph as it was given."""
    lines = [line.strip() for line in teks.isi.splitlines() if line.strip()]
    blocks: list[Block] = []
    for line in lines:
        words = line if line[-1] in ".!?:;" else f"{line}."
        blocks += paragraf(k.cetak.kutip(Teks(words, teks.sel)))
    return blocks


def _tanda_tangan(k: Konteks) -> list[Block]:
    who, notes = k.identitas, k.notes

    def or_gap(words: str | None, gap: str) -> Inlines | Lengkapi:
        return k.cetak.kutip(words, gap) if words else k.lengkapi(gap)

    if notes.tempat and notes.tanggal:
        place = tulis(
            TOPIC, "ttd_tempat", tempat=k.cetak.kutip(notes.tempat), tanggal=k.cetak.kutip(notes.tanggal)
        )
    else:
        place = tulis(TOPIC, "ttd_tempat_lengkapi", lengkapi=k.lengkapi("tempat_tanggal"))
    nip = k.cetak.kutip(notes.nip) if notes.nip else k.lengkapi("nip")
    return [
        Paragraf(place, "ttd"),
        Paragraf(tulis(TOPIC, "ttd_jabatan", jabatan=or_gap(who.jabatan, "jabatan")), "ttd"),
        Paragraf(tulis(TOPIC, "ttd_pimpinan", pimpinan=or_gap(who.pimpinan, "pimpinan")), "ttd"),
        Paragraf(tulis(TOPIC, "ttd_nip", nip=nip), "ttd"),
    ]


def daftar() -> list[Block]:
    """Contents, tables and figures as fields of Word."""
    found: list[Block] = []
    for bidang in (Bidang.DAFTAR_ISI, Bidang.DAFTAR_TABEL, Bidang.DAFTAR_GAMBAR):
        judul = tulis("judul", bidang.value)
        found += [
            Judul(1, judul, bagian=bidang.value, di_daftar_isi=bidang is not Bidang.DAFTAR_ISI),
            Daftar(bidang),
        ]
    return found
