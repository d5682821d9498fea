"""What of a table the report leaves out: indicators, and budget lines level by level."""

from __future__ import annotations

from bot.drafting.periksa.model import Catat, Hasil, shorten
from bot.drafting.periksa.names import mentions, same_name, words
from bot.drafting.periksa.naskah import Naskah
from bot.kinerja.model import IndicatorTable, Tingkat


def check_indicators(naskah: Naskah, table: IndicatorTable) -> Hasil:
    """Indicators of the table that the report names nowhere; silent where it names fewer than half."""
    rows = {words(i.nama.isi): i for i in table.indikator if not i.is_induk and len(words(i.nama.isi)) >= 2}
    named = [i.nama.isi for t in naskah.tabel for i in t.indikator]
    text = " ".join(
        [b.teks for b in naskah.blok] + [c for k in naskah.kisi for _, r in k.text_rows() for c in r]
    )
    missing = [
        i
        for i in rows.values()
        if not any(same_name(i.nama.isi, n) for n in named) and mentions(i.nama.isi, text) is None
    ]
    if len(missing) * 2 > len(rows):
        return Hasil((), len(rows))
    found = []
    for indicator in missing:
        source = str(indicator.nama.sel) if indicator.nama.sel else table.lembar
        data = {"indikator": shorten(indicator.nama.isi, 110), "sel": source}
        found.append(
            Catat(
                "acuan-hilang",
                Tingkat.PERINGATAN,
                None,
                shorten(indicator.nama.isi, 110),
                data,
                "laporan",
                asal=source,
            )
        )
    return Hasil(tuple(found), len(rows))


def check_lines(naskah: Naskah, table: IndicatorTable) -> Hasil:
    """Budget lines of the table that the report's budget tables leave out, level by level.

    A report need not go down to each subkegiatan: a level of which it prints fewer than half is silent.
    """
    printed = [b.nama.isi for t in naskah.tabel for b in t.anggaran]
    spelled = {words(name) for name in printed}
    found: list[Catat] = []
    checked = 0
    for level in ("program", "kegiatan", "subkegiatan"):
        lines = [b for b in table.anggaran if b.jenjang == level and len(words(b.nama.isi)) >= 2]
        missing = [
            b
            for b in lines
            if words(b.nama.isi) not in spelled and not any(same_name(b.nama.isi, n) for n in printed)
        ]
        checked += len(lines)
        if len(missing) * 2 > len(lines):
            continue
        for line in missing:
            source = str(line.nama.sel) if line.nama.sel else table.lembar
            data = {"indikator": shorten(line.nama.isi, 110), "sel": source}
            quote = shorten(line.nama.isi, 110)
            found.append(Catat("acuan-hilang", Tingkat.PERINGATAN, None, quote, data, "laporan", asal=source))
    return Hasil(tuple(found), checked)
