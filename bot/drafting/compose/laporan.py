"""The whole report around Bab III, in the order of Permenpan-RB 53/2014, anak lampiran II/1."""

from __future__ import annotations

from bot.drafting.compose.anggaran import baris_jumlah, nama_sasaran
from bot.drafting.compose.context import Konteks, ada, paragraf
from bot.drafting.compose.front import daftar, kata_pengantar, kata_pengguna, sampul
from bot.drafting.compose.ikhtisar import anggaran as kalimat_anggaran
from bot.drafting.compose.ikhtisar import blok_ikhtisar, daftar_meleset
from bot.drafting.compose.pembuka import hasil, peraturan, semua_diukur
from bot.drafting.compose.stories import meleset, memburuk
from bot.drafting.compose.tables import baris, buat_tabel, kolom, kolom_angka
from bot.drafting.model import BarisTabel, Block, GantiHalaman, Inlines, Judul, Paragraf, Tabel
from bot.drafting.narasi import polos, tulis
from bot.kinerja.measurement import UkuranAnggaran, UkuranIndikator
from bot.kinerja.model import Teks


def laporan(k: Konteks, bab3: list[Block]) -> list[Block]:
    """Cover, preface, lists, summary, Bab I to IV, appendices."""
    return [
        *sampul(k),
        *kata_pengantar(k),
        *daftar(),
        *blok_ikhtisar(k),
        GantiHalaman(bagian_baru=True, mulai_ulang=True),
        *_bab1(k),
        *_bab2(k),
        *bab3,
        *_bab4(k),
        *_lampiran(k),
    ]


def kepala(romawi: str) -> str:
    """``BAB III``."""
    return polos(tulis("judul", "bab", nomor=romawi))


# --- Bab I ------------------------------------------------------------------------------------------
def _bab1(k: Konteks) -> list[Block]:
    blocks: list[Block] = [Judul(1, tulis("judul", "bab1"), nomor=kepala("I"), bagian="bab1")]
    blocks += paragraf(
        tulis(
            "bab1",
            "pengantar",
            instansi=k.instansi(),
            tahun=k.tahun_laporan(),
            anak_lampiran=k.cetak.struktur("1", "nomor anak lampiran"),
            peraturan=peraturan(k),
        )
    )
    notes = k.notes
    parts: tuple[tuple[str, str, str, tuple[Teks | None, ...], str], ...] = (
        ("A", "bab1_a", "bab1.a", (notes.tugas_fungsi, notes.gambaran_umum), "tugas_fungsi"),
        ("B", "bab1_b", "bab1.b", (notes.aspek_strategis,), "aspek_strategis"),
        ("C", "bab1_c", "bab1.c", (notes.isu_strategis,), "isu_strategis"),
    )
    for letter, judul, bagian, words, gap in parts:
        blocks.append(Judul(2, tulis("judul", judul), nomor=letter, bagian=bagian))
        said = [block for teks in words if teks is not None and ada(teks) for block in kata_pengguna(k, teks)]
        blocks += said or paragraf(tulis("bab1", "lengkapi_saja", lengkapi=k.lengkapi(gap)))
    return blocks + _sasaran_isu(k)


def _sasaran_isu(k: Konteks) -> list[Block]:
    named = [s for s in k.ukuran.sasaran if s.sasaran.nama is not None]
    if named and len(named) == len(k.ukuran.sasaran) <= 4:
        names = tulis(
            "umum", "daftar_panjang", butir=[tulis("umum", "kutip", isi=nama_sasaran(k, s)) for s in named]
        )
        return paragraf(tulis("bab1", "sasaran_isu", daftar=names))
    return paragraf(
        tulis(
            "bab1",
            "sasaran_isu_banyak",
            jumlah_sasaran=k.cetak.jumlah(len(k.ukuran.sasaran), "sasaran"),
            jumlah_indikator=k.cetak.jumlah(len(semua_diukur(k)), "indikator"),
        )
    )


# --- Bab II -----------------------------------------------------------------------------------------
def _bab2(k: Konteks) -> list[Block]:
    us = semua_diukur(k)
    n = len(k.ukuran.sasaran)
    blocks: list[Block] = [
        Judul(1, tulis("judul", "bab2"), nomor=kepala("II"), bagian="bab2"),
        Judul(2, tulis("judul", "bab2_a", tahun=k.tahun_laporan()), nomor="A", bagian="bab2.a"),
    ]
    blocks += paragraf(
        tulis(
            "bab2",
            "pengantar",
            instansi=k.instansi(),
            tahun=k.tahun_laporan(),
            satu_sasaran=n == 1,
            jumlah_sasaran=k.cetak.jumlah(n, "sasaran"),
            jumlah_indikator=k.cetak.jumlah(len(us), "indikator"),
        )
    )
    blocks.append(_tabel_pk(k))
    bare = [u for u in us if u.indikator.target is None or u.indikator.target.nilai.is_empty]
    if bare:
        blocks += paragraf(_tanpa_target(k, bare))
    blocks.append(Judul(2, tulis("judul", "bab2_b"), nomor="B", bagian="bab2.b"))
    return blocks + _pk_anggaran(k)


def _tanpa_target(k: Konteks, bare: list[UkuranIndikator]) -> Inlines:
    names = k.daftar_nama(bare) if k.bisa_disebut(bare) else k.jumlah_indikator_kata(len(bare))
    gap = k.lengkapi("target", nama=names, tahun=k.tahun_polos())
    return tulis(
        "bab2", "tanpa_target", jumlah=k.cetak.jumlah(len(bare), "indikator tanpa target"), lengkapi=gap
    )


def _tabel_pk(k: Konteks) -> Tabel:
    columns = [
        kolom("no", "no"),
        kolom("sasaran", "nama"),
        kolom("indikator", "nama"),
        kolom("satuan", "kata"),
        kolom_angka("target"),
    ]
    rows: list[BarisTabel] = []
    for s in k.ukuran.sasaran:
        for first, u in enumerate(s.indikator):
            rows.append(
                BarisTabel(
                    (
                        (k.cetak.hitungan_nomor(len(rows) + 1),),
                        nama_sasaran(k, s) if not first else (),
                        k.cetak.nama_tabel(u),
                        k.cetak.satuan_tabel(u),
                        k.cetak.angka(u, u.indikator.target),
                    ),
                    gabung=(1,) if first else (),
                )
            )
    judul = tulis("tabel", "judul_pk", tahun=k.tahun_laporan())
    return buat_tabel(k, judul, columns, rows, id_="pk", sumber="sumber_saja", tetap=(2, 4))


def _pk_anggaran(k: Konteks) -> list[Block]:
    lines = _baris_pk(k)
    if not lines:
        return paragraf(tulis("bab2", "tanpa_anggaran", lengkapi=k.lengkapi("anggaran")))
    total = k.ukuran.anggaran.pagu
    money = (
        tulis("bab2", "anggaran", pagu=k.cetak.rupiah(total))
        if total is not None
        else tulis("bab2", "anggaran_tanpa_jumlah")
    )
    return [*paragraf(money), _tabel_pk_anggaran(k, lines)]


def _baris_pk(k: Konteks) -> list[UkuranAnggaran]:
    """The programs, where they make up the total that the text names; else the lines that do."""
    rekap = k.ukuran.anggaran
    top = [b for b in rekap.baris if b.baris.id in set(rekap.puncak) and b.pagu is not None]
    programs = [b for b in rekap.baris if b.baris.jenjang == "program" and b.pagu is not None]
    sums = sum(b.pagu.nilai for b in programs if b.pagu is not None)
    return programs if programs and rekap.pagu is not None and sums == rekap.pagu.nilai else top


def _tabel_pk_anggaran(k: Konteks, lines: list[UkuranAnggaran]) -> Tabel:
    columns = [
        kolom("no", "no"),
        kolom("nama_program", "nama"),
        kolom_angka("anggaran", "rupiah"),
        kolom("keterangan", "uraian"),
    ]
    strip = tulis("tabel", "strip")
    rows = [
        baris(
            (k.cetak.hitungan_nomor(n),),
            k.cetak.kutip(b.baris.nama),
            k.cetak.rupiah_tabel(b.pagu),
            k.cetak.kutip(b.baris.keterangan) if b.baris.keterangan and ada(b.baris.keterangan) else strip,
        )
        for n, b in enumerate(lines, 1)
    ]
    if len(rows) > 1:
        rows.append(baris_jumlah(k, k.cetak.rupiah_tabel(k.ukuran.anggaran.pagu), ()))
    judul = tulis("tabel", "judul_pk_anggaran", tahun=k.tahun_laporan())
    return buat_tabel(k, judul, columns, rows, id_="pk_anggaran", sumber="sumber_saja", tetap=(2,))


# --- Bab IV -----------------------------------------------------------------------------------------
def _bab4(k: Konteks) -> list[Block]:
    us = semua_diukur(k)
    blocks: list[Block] = [
        Judul(1, tulis("judul", "bab4"), nomor=kepala("IV"), bagian="bab4"),
        Judul(2, tulis("judul", "bab4_a"), nomor="A", bagian="bab4.a"),
    ]
    blocks += paragraf(*hasil(k, "bab4"), _sasaran_tercapai(k))
    blocks += paragraf(*daftar_meleset(k, us), _memburuk(k, us), *kalimat_anggaran(k, "bab4"))
    blocks.append(Judul(2, tulis("judul", "bab4_b"), nomor="B", bagian="bab4.b"))
    return blocks + _langkah(k, us)


def _sasaran_tercapai(k: Konteks) -> Inlines:
    """Sasaran of which every target is known to be met; said only where some are and some are not."""
    met = [s for s in k.ukuran.sasaran if s.rata_rata.jumlah and s.rata_rata.tercapai == s.rata_rata.jumlah]
    if not met or len(met) == len(k.ukuran.sasaran):
        return ()
    if len(met) <= 3 and all(s.sasaran.nama for s in met):
        names = [tulis("umum", "kutip", isi=nama_sasaran(k, s)) for s in met]
        return tulis("bab4", "sasaran_tercapai", daftar=tulis("umum", "daftar_panjang", butir=names))
    return tulis("bab4", "sasaran_tercapai_banyak", jumlah=k.cetak.jumlah(len(met), "sasaran"))


def _memburuk(k: Konteks, us: tuple[UkuranIndikator, ...]) -> Inlines:
    fell = memburuk(us)
    if not fell:
        return ()
    if k.bisa_disebut(fell):
        return tulis("bab4", "memburuk", daftar=k.daftar_nama(fell))
    return tulis("bab4", "memburuk_banyak", jumlah=k.cetak.jumlah(len(fell), "indikator memburuk"))


def _langkah(k: Konteks, us: tuple[UkuranIndikator, ...]) -> list[Block]:
    """Steps from the user's words: the general ones, then the follow-ups with owner and date."""
    blocks: list[Block] = []
    words = k.notes.langkah_ke_depan
    general = words is not None and ada(words)
    if words is not None and general:
        blocks += kata_pengguna(k, words)
    steps = [u for u in us if ada(k.catatan(u).solusi)]
    if steps:
        blocks += paragraf(tulis("bab4", "langkah_pengantar"))
        blocks.append(_tabel_langkah(k, steps))
    silent = [u for u in meleset(us) if u not in steps]
    if silent and (general or steps):
        if k.bisa_disebut(silent):
            gap = k.lengkapi("langkah_meleset", daftar=k.daftar_nama(silent))
        else:
            gap = k.lengkapi("langkah_meleset", daftar=k.jumlah_indikator_kata(len(silent)))
        blocks += paragraf(tulis("bab4", "langkah_meleset", lengkapi=gap))
    if not (general or steps):
        blocks += paragraf(tulis("bab4", "langkah_lengkapi", lengkapi=k.lengkapi("langkah")))
    return blocks


def _tabel_langkah(k: Konteks, steps: list[UkuranIndikator]) -> Tabel:
    columns = [
        kolom("no", "no"),
        kolom("indikator", "nama"),
        kolom("tindak_lanjut", "uraian"),
        kolom("pic", "kata"),
        kolom("batas_waktu", "kata"),
    ]
    rows: list[BarisTabel] = []
    for n, u in enumerate(steps, 1):
        note = k.catatan(u)

        def cell(teks: Teks | None, gap: str) -> Inlines:
            if teks is None or not ada(teks):
                return (k.lengkapi(gap),)
            return k.cetak.kutip(teks)

        rows.append(
            baris(
                (k.cetak.hitungan_nomor(n),),
                k.cetak.nama_tabel(u),
                cell(note.solusi, "solusi_singkat"),
                cell(note.pic, "pic_singkat"),
                cell(note.batas_waktu, "batas_waktu"),
            )
        )
    judul = tulis("tabel", "judul_langkah")
    return buat_tabel(k, judul, columns, rows, id_="langkah", sumber="sumber_saja", tetap=(2,))


# --- Lampiran ---------------------------------------------------------------------------------------
def _lampiran(k: Konteks) -> list[Block]:
    """The two kinds of appendices of the anak lampiran."""
    gap = k.lengkapi("pk", tahun=k.tahun_polos())
    one = k.cetak.struktur("1", "nomor lampiran")
    two = k.cetak.struktur("2", "nomor lampiran")
    return [
        Judul(1, tulis("judul", "lampiran"), bagian="lampiran"),
        Paragraf(tulis("lampiran", "pk", nomor=one, tahun=k.tahun_laporan(), lengkapi=gap)),
        Paragraf(tulis("lampiran", "lain", nomor=two, lengkapi=k.lengkapi("lampiran_lain"))),
    ]
