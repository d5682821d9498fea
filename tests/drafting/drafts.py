"""Drafts made by hand, with every kind of block.  All offices and figures are invented."""

from __future__ import annotations

from decimal import Decimal

from bot.drafting.ledger import Ledger
from bot.drafting.model import (
    Angka,
    BarisTabel,
    Bidang,
    Block,
    Daftar,
    Draft,
    Gambar,
    GantiHalaman,
    Identitas,
    Inlines,
    Judul,
    KolomTabel,
    Komentar,
    Lengkapi,
    Paragraf,
    Polos,
    Rata,
    Seri,
    Tabel,
)
from bot.kinerja.format import format_angka, format_persen
from bot.kinerja.model import Hasil, Isian, JenisNilai, Masukan, Nilai, Sel

BERKAS = "capaian_uji.xlsx"
INSTANSI = "Dinas Kesehatan Kabupaten Contoh Sejahtera"


def isian(teks: str, nilai: str, alamat: str = "D7") -> Isian:
    """A numeric cell."""
    return Isian(Nilai(teks, Decimal(nilai), JenisNilai.ANGKA), Sel(BERKAS, "IKU", alamat))


def p(teks: str, ledger: Ledger | None = None) -> Inlines:
    """Words; numbers in them are entered as structure."""
    return ledger.kutip(teks, "uji") if ledger is not None else (Polos(teks),)


class Pembuat:
    """Collects blocks over one ledger."""

    def __init__(self) -> None:
        self.ledger = Ledger()
        self.blok: list[Block] = []
        self._cells = 0

    def cell(self, nilai: str, teks: str | None = None) -> Angka:
        """A number from a cell of its own."""
        self._cells += 1
        masukan = isian(nilai.replace(".", ","), nilai, f"D{self._cells}")
        return self.ledger.dari_sel(masukan, teks or format_angka(Decimal(nilai)))

    def capaian(self, realisasi: str, target: str) -> Angka:
        """realisasi ÷ target × 100 over two cells."""
        self._cells += 2
        r = isian(realisasi, realisasi, f"F{self._cells}")
        t = isian(target, target, f"E{self._cells}")
        hasil = Hasil(
            r.nilai.nilai / t.nilai.nilai * 100,
            "realisasi-per-target",
            (Masukan("realisasi", r), Masukan("target", t)),
            "persen",
        )
        return self.ledger.dari_hasil(hasil, format_persen(hasil.nilai))

    def draft(self, bab: str = "3", identitas: Identitas | None = None) -> Draft:
        return Draft(identitas or Identitas(INSTANSI, 2024), bab, tuple(self.blok), 1, "uji")


def kecil() -> tuple[Draft, Ledger]:
    """One chapter: a heading, a paragraph, a table, a gap with a comment, a comment at a number."""
    b = Pembuat()
    b.blok += [
        Judul(1, p("AKUNTABILITAS KINERJA"), "BAB III", "bab3"),
        Judul(2, p("Capaian Kinerja"), "A", "bab3.a"),
        Judul(3, p("Target dan realisasi tahun 2024", b.ledger), "1", "bab3.a.1"),
        Paragraf(
            (
                Polos("Prevalensi stunting ditargetkan "),
                b.cell("14", "14,00"),
                Polos(" persen dan terealisasi "),
                b.cell("13.2", "13,20"),
                Polos(" persen; capaiannya "),
                Komentar(
                    (b.capaian("13.2", "14"),), (Polos("Kolom capaian menulis "), b.cell("99.1"), Polos("."))
                ),
                Polos("."),
            )
        ),
        Tabel(
            p("Target dan Realisasi"),
            (
                KolomTabel(p("No"), 1, Rata.TENGAH),
                KolomTabel(p("Indikator"), 6),
                KolomTabel(p("Target"), 2, Rata.KANAN),
                KolomTabel(p("Realisasi"), 2, Rata.KANAN),
            ),
            (
                BarisTabel((p("1", b.ledger), p("Prevalensi stunting"), (b.cell("14"),), (b.cell("13.2"),))),
                BarisTabel(
                    (p("2", b.ledger), p("Angka harapan hidup"), (b.cell("72.1"),), (b.cell("72.4"),))
                ),
            ),
            p("Sumber: capaian_uji.xlsx"),
        ),
        Paragraf(
            (
                Lengkapi(
                    (Polos("penyebab"),),
                    (Polos("Sebutkan peristiwa dan buktinya, minimal "), b.cell("2", "2")),
                ),
            )
        ),
    ]
    return b.draft(), b.ledger


_PANJANG = (
    "Persentase ibu hamil, ibu bersalin, bayi, balita, dan anak usia pendidikan dasar di wilayah kepulauan "
    "dan perbatasan yang memperoleh pelayanan kesehatan sesuai standar secara berkesinambungan"
)


def lengkap(indikator: int = 4) -> tuple[Draft, Ledger]:
    """A whole report with every block: cover, front matter, wide tables, charts, sections."""
    b = Pembuat()
    led = b.ledger
    b.blok += [
        Paragraf(p("LAPORAN KINERJA INSTANSI PEMERINTAH TAHUN 2024", led), "judul_sampul"),
        Paragraf(p(INSTANSI.upper()), "judul_sampul"),
        Paragraf(p("Jalan Melati Nomor 17, Contoh Sejahtera 55999\nTelepon (0999) 123456", led), "tengah"),
        GantiHalaman(bagian_baru=True, romawi=True, mulai_ulang=True),
        Judul(1, p("KATA PENGANTAR"), "", "pengantar"),
        Paragraf(
            p("Laporan ini disusun sebagai pertanggungjawaban atas Perjanjian Kinerja tahun 2024. " * 4, led)
        ),
        Paragraf(p("Contoh Sejahtera, Januari 2025\nKepala Dinas,\n\n\n\n", led), "ttd"),
        Paragraf(
            (Lengkapi((Polos("nama dan NIP pimpinan"),), (Polos("Nama tidak ada dalam tabel."),)),), "ttd"
        ),
        Judul(1, p("DAFTAR ISI"), "", "daftar_isi", di_daftar_isi=False),
        Daftar(Bidang.DAFTAR_ISI),
        Judul(1, p("DAFTAR TABEL"), "", "daftar_tabel"),
        Daftar(Bidang.DAFTAR_TABEL),
        Judul(1, p("DAFTAR GAMBAR"), "", "daftar_gambar"),
        Daftar(Bidang.DAFTAR_GAMBAR),
        GantiHalaman(bagian_baru=True, mulai_ulang=True),
        Judul(1, p("PENDAHULUAN"), "BAB I", "bab1"),
        Judul(2, p("Latar Belakang"), "A", "bab1.a"),
        Paragraf(p("Permenpan-RB Nomor 53 Tahun 2014 mengatur penyusunan laporan ini. " * 5, led)),
        Paragraf(p("Butir pertama yang menjelaskan dasar penyusunan secara singkat."), "butir"),
        Paragraf(
            p("Butir kedua, yang lebih panjang sehingga melampaui satu baris dan terlihat rapi." * 2), "butir"
        ),
        Judul(1, p("AKUNTABILITAS KINERJA"), "BAB III", "bab3"),
        Judul(2, p("Capaian Kinerja Organisasi"), "A", "bab3.a"),
    ]
    rows: list[BarisTabel] = [
        BarisTabel((p("Sasaran 1: Meningkatnya kesehatan ibu dan anak", led),), True, penuh=True)
    ]
    for i in range(indikator):
        target, realisasi = f"{80 + i % 15}.5", f"{78 + i % 20}.25"
        nama = _PANJANG if i % 3 == 1 else f"Persentase layanan kelompok {i + 1} yang memenuhi standar"
        rows.append(
            BarisTabel(
                (
                    p(str(i + 1), led), p(nama, led), p("persen"), (b.cell(target),), (b.cell(realisasi),),
                    (b.capaian(realisasi, target),), p("Sangat tinggi"),
                )
            )
        )  # fmt: skip
    kolom = (
        KolomTabel(p("No"), 1, Rata.TENGAH),
        KolomTabel(p("Indikator kinerja"), 7),
        KolomTabel(p("Satuan"), 2, Rata.TENGAH),
        KolomTabel(p("Target"), 2, Rata.KANAN, p("Tahun 2024", led)),
        KolomTabel(p("Realisasi"), 2, Rata.KANAN, p("Tahun 2024", led)),
        KolomTabel(p("Capaian"), 2, Rata.KANAN, p("Tahun 2024", led)),
        KolomTabel(p("Kategori"), 2),
    )
    b.blok.append(
        Tabel(
            p("Capaian Indikator Kinerja Utama Tahun 2024", led), kolom, tuple(rows), p("Sumber: IKU, diolah")
        )
    )
    for i in range(indikator):
        key = f"bab3.a.s1.i{i + 1}"
        nama = _PANJANG if i % 3 == 1 else "Layanan yang memenuhi standar"
        b.blok += [
            Judul(3, p(f"Indikator {i + 1}: {nama}", led), str(i + 1), key),
            Judul(4, p("Target dan realisasi tahun ini"), "a", f"{key}.a"),
            Paragraf(
                (
                    Polos("Indikator ini mencapai ", miring=True), b.capaian("91", "80"),
                    Polos(" dari target. " * 8),
                    Polos("Rinciannya disajikan pada tabel."),
                )
            ),
            Paragraf(p("(2 × 14,00 − 13,20) ÷ 14,00 × 100 = 105,71 %", led), "rumus"),
        ]  # fmt: skip
        b.blok.append(_tren(b, i))
    b.blok += _lanskap(b)
    b.blok += [
        Judul(2, p("Realisasi Anggaran"), "B", "bab3.b"),
        Paragraf(p("Pagu dan realisasi disajikan menurut program. " * 6)),
        _anggaran(b),
        _serapan(b),
        Judul(1, p("PENUTUP"), "BAB IV", "bab4"),
        Paragraf(p("Laporan ini menjadi dasar perbaikan perencanaan. " * 6)),
        Judul(1, p("LAMPIRAN"), "LAMPIRAN", "lampiran"),
        Tabel(p("Perjanjian Kinerja"), kolom[:3], (BarisTabel((p("1", led), p("Indikator"), p("persen"))),)),
    ]
    return b.draft("semua"), b.ledger


def _tren(b: Pembuat, i: int) -> Gambar:
    values = [Decimal(70 + i), Decimal("74.5"), None, Decimal("81.25")]
    texts = tuple(None if v is None else b.cell(str(v)).teks for v in values)
    years = ("2021", "2022", "2023", "2024")
    for year in years:
        b.ledger.struktur(year, "tahun")
    return Gambar(
        p(f"Perkembangan Indikator {i + 1}", b.ledger),
        "garis",
        years,
        (Seri("Realisasi", tuple(values), texts),),
        "persen",
        f"Grafik garis: 2021 sebesar {texts[0]}, 2022 sebesar {texts[1]}, 2024 sebesar {texts[3]} persen.",
        Decimal("85.5"),
        "Target akhir Renstra",
        p("Sumber: IKU, diolah"),
    )


def _lanskap(b: Pembuat) -> list[Block]:
    led = b.ledger
    kolom = tuple(
        KolomTabel(p(t), w, r)
        for t, w, r in (
            ("Program", 5, Rata.KIRI), ("Kegiatan", 5, Rata.KIRI), ("Indikator", 4, Rata.KIRI),
            ("Pagu murni", 3, Rata.KANAN), ("Pagu perubahan", 3, Rata.KANAN), ("Realisasi", 3, Rata.KANAN),
            ("Serapan", 2, Rata.KANAN), ("Keterangan", 3, Rata.KIRI),
        )
    )  # fmt: skip
    rows = []
    for i in range(14):
        uang = tuple(
            (
                b.cell(
                    f"{1071834400 + i * 1000003 + k}",
                    f"Rp{1071834400 + i * 1000003 + k:,}".replace(",", ".") + ",00",
                ),
            )
            for k in range(3)
        )
        isi = (
            p("Program Pemenuhan Upaya Kesehatan Perorangan"),
            p(f"Penyediaan layanan {i + 1}", led),
            p("Layanan"),
        )
        rows.append(
            BarisTabel((*isi, *uang, (b.capaian("90", "97"),), p("Selesai")), gabung=(0,) if i % 4 else ())
        )
    return [
        Judul(3, p("Rincian program dan kegiatan"), "", "bab3.a.rincian"),
        Tabel(p("Rincian Program dan Kegiatan"), kolom, tuple(rows), p("Sumber: DPA, diolah"), lanskap=True),
    ]


def _anggaran(b: Pembuat) -> Tabel:
    kolom = (
        KolomTabel(p("Program"), 5),
        KolomTabel(p("Pagu (Rp)"), 3, Rata.KANAN),
        KolomTabel(p("Realisasi (Rp)"), 3, Rata.KANAN),
        KolomTabel(p("Serapan"), 2, Rata.KANAN),
    )
    rows = [
        BarisTabel(
            (
                p("Program Penunjang Urusan Pemerintahan Daerah"),
                (b.cell("4250000000"),), (b.cell("3986500000"),),
                (b.capaian("3986500000", "4250000000"),),
            )
        ),
        BarisTabel((p("Jumlah"), (b.cell("4250000000"),), (b.cell("3986500000"),), ()), tebal=True),
    ]  # fmt: skip
    return Tabel(p("Realisasi Anggaran per Program"), kolom, tuple(rows), p("Sumber: LRA"))


def _serapan(b: Pembuat) -> Gambar:
    target = (Decimal("80"), Decimal("90"), Decimal("100"))
    actual = (Decimal("93.8"), Decimal("88.25"), Decimal("101.5"))
    return Gambar(
        p("Serapan per Program"),
        "batang",
        ("Program A", "Program Pemenuhan Upaya Kesehatan", "Program Penunjang"),
        (
            Seri("Target", target, tuple(b.cell(str(v)).teks for v in target)),
            Seri("Realisasi", actual, tuple(b.cell(str(v)).teks for v in actual)),
        ),
        "persen",
        "Diagram batang target dan realisasi tiga program.",
    )
