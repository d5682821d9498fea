"""Tables for tests, written briefly; every office and figure is invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.drafting.compose import compose
from bot.drafting.compose.pieces import pieces
from bot.drafting.ledger import Ledger
from bot.drafting.model import (
    Block,
    Draft,
    Gambar,
    Identitas,
    Judul,
    Komentar,
    Lengkapi,
    Paragraf,
    Tabel,
)
from bot.drafting.narasi import polos
from bot.drafting.notes import Notes
from bot.kinerja.measure import measure
from bot.kinerja.measurement import Aturan
from bot.kinerja.model import (
    Arah,
    AsalArah,
    BarisAnggaran,
    Catatan,
    IndicatorTable,
    Indikator,
    Isian,
    Kolom,
    Pembanding,
    Sasaran,
    Sel,
    Teks,
)
from bot.kinerja.skala import PERMENDAGRI_86_2017
from bot.kinerja.values import parse_nilai

BERKAS = "capaian.xlsx"
LEMBAR = "Kinerja"


class Pembuat:
    """Hands out cells row by row, so that each value has an address of its own."""

    def __init__(self) -> None:
        self.n = 0

    def sel(self, lembar: str = LEMBAR) -> Sel:
        self.n += 1
        return Sel(BERKAS, lembar, f"D{self.n}")

    def isian(self, teks: str | None) -> Isian | None:
        return None if teks is None else Isian(parse_nilai(teks), self.sel())

    def teks(self, teks: str | None) -> Teks | None:
        return None if teks is None else Teks(teks, self.sel())

    def indikator(
        self,
        nama: str,
        target: str | None = None,
        realisasi: str | None = None,
        *,
        satuan: str | None = "persen",
        arah: Arah | None = Arah.NAIK,
        riwayat: Mapping[int, str] | None = None,
        akhir: str | None = None,
        tahun_akhir: int | None = None,
        pembanding: Sequence[tuple[str, str, int | None, str | None]] = (),
        program: Sequence[str] = (),
        catatan: Mapping[str, str] | None = None,
        asal: AsalArah = AsalArah.KOLOM,
        id_: str | None = None,
        **more: Any,
    ) -> Indikator:
        notes = {key: Teks(value, self.sel()) for key, value in (catatan or {}).items()}
        return Indikator(
            id=id_ or f"i{self.n}",
            nama=Teks(nama, self.sel()),
            satuan=self.teks(satuan),
            arah=arah,
            asal_arah=asal,
            tahun=2024,
            target=self.isian(target),
            realisasi=self.isian(realisasi),
            riwayat={y: Isian(parse_nilai(v), self.sel()) for y, v in (riwayat or {}).items()},
            target_akhir=self.isian(akhir),
            tahun_akhir=tahun_akhir,
            pembanding=tuple(
                Pembanding(name, Isian(parse_nilai(v), self.sel()), year, self.teks(source))
                for name, v, year, source in pembanding
            ),
            program=tuple(Teks(p, self.sel()) for p in program),
            catatan=Catatan(**notes),
            **more,
        )

    def anggaran(
        self,
        nama: str,
        pagu: str | None,
        realisasi: str | None,
        jenjang: str = "program",
        *,
        sasaran: str | None = None,
        induk: str | None = None,
        id_: str | None = None,
        **more: Any,
    ) -> BarisAnggaran:
        return BarisAnggaran(
            id=id_ or f"a{self.n}",
            nama=Teks(nama, self.sel()),
            jenjang=jenjang,
            pagu=self.isian(pagu),
            realisasi=self.isian(realisasi),
            sasaran=self.teks(sasaran),
            induk=induk,
            tahun=2024,
            **more,
        )


def tabel(
    sasaran: Sequence[tuple[str | None, Sequence[Indikator]]],
    anggaran: Sequence[BarisAnggaran] = (),
    *,
    tahun: int | None = 2024,
    dokumen: str = "Renstra",
) -> IndicatorTable:
    """A table of sasaran and budget lines."""
    heading = Kolom(f"Target Akhir {dokumen}", "target_akhir", "H5", Decimal(1), 7)
    return IndicatorTable(
        berkas=BERKAS,
        lembar=LEMBAR,
        rentang="A1:Z99",
        tahun=tahun,
        kolom=(heading,),
        sasaran=tuple(
            Sasaran(f"s{n}", Teks(nama, Sel(BERKAS, LEMBAR, f"B{n}")) if nama else None, tuple(us))
            for n, (nama, us) in enumerate(sasaran, 1)
        ),
        anggaran=tuple(anggaran),
    )


def susun(
    table: IndicatorTable,
    notes: Notes | None = None,
    *,
    bab: str = "3",
    telusur: bool = False,
    aturan: Aturan | None = None,
    instansi: str | None = "Dinas Kesehatan Kabupaten Contoh",
) -> tuple[Draft, Ledger]:
    """Measure a table and compose its draft."""
    ledger = Ledger()
    ukuran = measure(table, aturan or Aturan(PERMENDAGRI_86_2017))
    identitas = Identitas(instansi=instansi, tahun=table.tahun)
    return compose(ukuran, notes or Notes(), identitas, ledger, bab=bab, telusur_lampiran=telusur), ledger


def isi(block: Block) -> list[str]:
    """The texts of a block: a paragraph, a heading, each cell of a table, captions."""
    match block:
        case Judul() | Paragraf():
            return [polos(block.isi)]
        case Tabel():
            cells = [polos(cell) for row in block.baris for cell in row.sel]
            heads = [polos(c.judul) for c in block.kolom]
            return [polos(block.judul), *heads, *cells, polos(block.sumber)]
        case Gambar():
            return [polos(block.judul), polos(block.sumber)]
        case _:
            return []


def teks(draft: Draft) -> str:
    """All that a reader reads, one line for each paragraph and cell."""
    return "\n".join(line for block in draft.blok for line in isi(block) if line)


def prosa(draft: Draft) -> str:
    """The paragraphs alone."""
    return "\n".join(polos(b.isi) for b in draft.blok if isinstance(b, Paragraf))


def bagian(draft: Draft, key: str) -> str:
    """The text below the heading with that key, up to the next heading."""
    lines: list[str] = []
    inside = False
    for block in draft.blok:
        if isinstance(block, Judul):
            inside = block.bagian == key
        elif inside:
            lines += isi(block)
    return "\n".join(lines)


def celah(draft: Draft) -> list[str]:
    """The marked gaps."""
    return [polos(p.isi) for b in draft.blok for p in pieces(b) if isinstance(p, Lengkapi)]


def komentar(draft: Draft) -> list[tuple[str, str]]:
    """Comments at numbers: what they are anchored at, and what they say."""
    return [(polos(p.pada), polos(p.isi)) for b in draft.blok for p in pieces(b) if isinstance(p, Komentar)]
