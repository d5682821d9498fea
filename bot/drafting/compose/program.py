"""Analysis 7: programs and activities that served a sasaran: program → indicator → budget → effect."""

from __future__ import annotations

from bot.drafting.compose.context import Konteks, ada, paragraf
from bot.drafting.compose.printing import rapikan
from bot.drafting.compose.quotes import kutipan
from bot.drafting.compose.stories import diukur
from bot.drafting.compose.tables import baris, buat_tabel, kolom, kolom_angka
from bot.drafting.model import BarisTabel, Block, Inlines
from bot.drafting.narasi import gabung, tulis
from bot.kinerja.measurement import UkuranAnggaran, UkuranIndikator, UkuranSasaran
from bot.kinerja.model import Teks

TOPIC = "bab3/program"
_DANA = {
    (True, True): "dana_tanpa_serapan",
    (True, False): "dana_pagu",
    (False, True): "dana_realisasi",
    (False, False): "tanpa_dana",
}
"""Sentence by what is known of a program's money: (pagu, realisasi)."""
BANYAK_PROGRAM = 4
"""Above this many programs a table carries the amounts."""
BANYAK_KEGIATAN = 3


def kunci_nama(nama: str) -> str:
    """Names compared without case, blanks and closing punctuation."""
    return rapikan(nama).casefold().rstrip(" .;:")


def _sebutan(line: UkuranAnggaran) -> str:
    return kunci_nama(line.baris.nama.isi)


def blok_program(k: Konteks, s: UkuranSasaran, objek: Inlines, nomor: int) -> list[Block]:
    lines = [k.anggaran[i] for i in s.anggaran if i in k.anggaran]
    below = {child for b in lines for child in b.anak}
    lines = [b for b in lines if b.baris.id not in below]
    named = _named(s)
    known = {_sebutan(b) for b in lines}
    # Rows of a cascade name their kegiatan or sub kegiatan: those lines have money of their own.
    by_name = {_sebutan(b): b for b in reversed(k.ukuran.anggaran.baris)}
    lines += [by_name[key] for key in named if key not in known and key in by_name]
    known |= {_sebutan(b) for b in lines}
    loose = [teks for key, (teks, _) in named.items() if key not in known]
    if not lines and not loose:
        gap = k.lengkapi("tanpa_program")
        return [*paragraf(tulis(TOPIC, "tanpa_program", lengkapi=gap)), *_catatan(k, s)]
    if len(lines) + len(loose) > BANYAK_PROGRAM:
        return [*_tabel_program(k, s, lines, named, loose, objek, nomor), *_catatan(k, s)]
    blocks: list[Block] = []
    told = _ada_catatan(k, s)
    for line in lines:
        served = named.get(_sebutan(line), (None, []))[1]
        blocks += paragraf(*_cerita(k, line, served, with_gap=not told))
    for teks in loose:
        served = named[kunci_nama(teks.isi)][1]
        name = _nama_program(k, teks)
        sentences = [tulis(TOPIC, "tanpa_dana", program=name), _menunjang(k, served)]
        if not told:
            sentences.append(_lengkapi(k))
        blocks += paragraf(*sentences)
    return blocks + _catatan(k, s)


def _named(s: UkuranSasaran) -> dict[str, tuple[Teks, list[UkuranIndikator]]]:
    """Programs that the indicator rows name, each with the indicators that it serves."""
    found: dict[str, tuple[Teks, list[UkuranIndikator]]] = {}
    for u in diukur(s):
        for teks in u.indikator.program:
            if ada(teks):
                _, served = found.setdefault(kunci_nama(teks.isi), (teks, []))
                if u not in served:
                    served.append(u)
    return found


def _nama_program(k: Konteks, teks: Teks) -> Inlines:
    return k.cetak.kutip(Teks(rapikan(teks.isi).rstrip(" .;:,"), teks.sel))


def _cerita(
    k: Konteks, line: UkuranAnggaran, served: list[UkuranIndikator], *, with_gap: bool
) -> list[Inlines]:
    b = line.baris
    name = _nama_program(k, b.nama)
    if line.serapan is not None:
        blok = "dana"
    else:
        known = (line.pagu is not None, line.realisasi is not None)
        blok = _DANA[known]
    sentences = [
        tulis(
            TOPIC,
            blok,
            k.giliran(TOPIC, blok),
            program=name,
            pagu=k.cetak.rupiah(line.pagu),
            realisasi=k.cetak.rupiah(line.realisasi),
            serapan=k.cetak.persen(line.serapan) if line.serapan else (),
        ),
        _menunjang(k, served),
        _kegiatan(k, line),
    ]
    if ada(b.keterangan) and b.keterangan is not None:
        sentences.append(tulis(TOPIC, "keterangan", isi=kutipan(k.cetak, b.keterangan).isi))
    if with_gap:
        sentences.append(_lengkapi(k))
    return sentences


def _lengkapi(k: Konteks) -> Inlines:
    return tulis(TOPIC, "lengkapi_saja", lengkapi=k.lengkapi("program"))


def _menunjang(k: Konteks, served: list[UkuranIndikator]) -> Inlines:
    if not served:
        return tulis(TOPIC, "menunjang_sasaran")
    met = [u for u in served if u.capaian.tercapai]
    missed = [u for u in served if u.capaian.tercapai is False]
    # A verdict only where every indicator that was served has one.
    judged = len(met) + len(missed) == len(served)
    blok = "menunjang"
    if judged:
        blok += "_keduanya" if met and missed else ("_tercapai" if met else "_meleset")
    return tulis(
        TOPIC,
        blok,
        indikator=_sebut(k, served),
        tercapai=_sebut(k, met) if met else None,
        meleset=_sebut(k, missed) if missed else None,
    )


def _names(k: Konteks, us: list[UkuranIndikator]) -> Inlines:
    if k.bisa_disebut(us):
        return k.daftar_nama(us)
    return k.jumlah_indikator_kata(len(us))


def _sebut(k: Konteks, us: list[UkuranIndikator]) -> Inlines:
    """``indikator a dan b`` for a sentence: a program serves the indicator, not the stunting in its name."""
    if k.bisa_disebut(us):
        return tulis("umum", "sebut_indikator", nama=k.daftar_nama(us))
    return k.jumlah_indikator_kata(len(us))


def _kegiatan(k: Konteks, line: UkuranAnggaran) -> Inlines:
    """The activities below a program: what the money was for, the largest first."""
    children = [k.anggaran[i] for i in line.anak if i in k.anggaran]
    if not children:
        return ()
    ranked = sorted(children, key=lambda c: -(c.pagu.nilai if c.pagu else 0))[:BANYAK_KEGIATAN]
    names = k.daftar([_nama_program(k, c.baris.nama) for c in ranked])
    if len(children) <= BANYAK_KEGIATAN:
        return tulis(TOPIC, "kegiatan", kegiatan=names)
    count = k.cetak.jumlah(len(children), "kegiatan")
    return tulis(TOPIC, "kegiatan_banyak", kegiatan=names, jumlah_kegiatan=count)


def _ada_catatan(k: Konteks, s: UkuranSasaran) -> bool:
    """Whether the user told what the programs brought."""
    ids = [u.indikator.id for u in s.indikator]
    notes = [k.notes.indikator.get(i) for i in ids] + [k.notes.sasaran.get(s.sasaran.id)]
    return any(n is not None and ada(n.program) for n in notes)


def _catatan(k: Konteks, s: UkuranSasaran) -> list[Block]:
    sentences: list[Inlines] = []
    whole = k.notes.sasaran.get(s.sasaran.id)
    if whole is not None and whole.program is not None and ada(whole.program):
        sentences.append(tulis(TOPIC, "catatan_sasaran", isi=kutipan(k.cetak, whole.program).isi))
    for u in diukur(s):
        note = k.notes.indikator.get(u.indikator.id)
        if note is not None and note.program is not None and ada(note.program):
            sentences.append(tulis(TOPIC, "catatan", nama=k.nama(u), isi=kutipan(k.cetak, note.program).isi))
    return paragraf(*sentences)


def _tabel_program(
    k: Konteks,
    s: UkuranSasaran,
    lines: list[UkuranAnggaran],
    named: dict[str, tuple[Teks, list[UkuranIndikator]]],
    loose: list[Teks],
    objek: Inlines,
    nomor: int,
) -> list[Block]:
    columns = [
        kolom("no", "no"),
        kolom("nama_program", "nama"),
        kolom_angka("pagu", "rupiah"),
        kolom_angka("realisasi_rp", "rupiah"),
        kolom_angka("serapan"),
        kolom("indikator", "uraian"),
    ]
    strip = tulis("tabel", "strip")
    rows: list[BarisTabel] = []
    for line in lines:
        served = named.get(_sebutan(line), (None, []))[1]
        rows.append(
            baris(
                (k.cetak.hitungan_nomor(len(rows) + 1),),
                _nama_program(k, line.baris.nama),
                k.cetak.rupiah_tabel(line.pagu),
                k.cetak.rupiah_tabel(line.realisasi),
                k.cetak.polos_hasil(line.serapan) if line.serapan else strip,
                _names(k, served) if served else strip,
            )
        )
    for teks in loose:
        served = named[kunci_nama(teks.isi)][1]
        number = (k.cetak.hitungan_nomor(len(rows) + 1),)
        rows.append(baris(number, _nama_program(k, teks), strip, strip, strip, _names(k, served)))
    judul = tulis("tabel", "judul_program", nama=objek)
    table = buat_tabel(k, judul, columns, rows, id_=f"program.{nomor}", sumber="sumber_anggaran", tetap=(2,))
    gap = tulis(TOPIC, "lengkapi_saja", lengkapi=k.lengkapi("program_banyak"))
    return [table, *paragraf(gabung(() if _ada_catatan(k, s) else gap))]
