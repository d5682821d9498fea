"""Whether a region is an indicator or budget table, and if not, what it is."""

from __future__ import annotations

from bot.tables.grid import Grid
from bot.tables.understanding.role import NAMA_ANGGARAN, Layout
from bot.tables.understanding.vocabulary import GOODS_HEADS, SIGNATURE, SKIP_TITLES, STAFF_HEADS
from bot.tables.understanding.wording import norm

_MEASURED = ("target", "realisasi", "capaian", "realisasi_tahun", "target_tahun", "capaian_tahun",
             "target_akhir", "kondisi_awal", "tw_target", "tw_realisasi", "standar_nasional")  # fmt: skip
_DESCRIBED = (
    "formulasi",
    "sumber_data",
    "faktor_pendorong",
    "faktor_penghambat",
    "solusi",
    "satuan",
    "pembilang",
)
_MONEY = ("pagu", "realisasi_anggaran", "tw_rupiah", "tw_pagu", "pagu_awal")


def refuse(layout: Layout) -> str | None:
    """Why a table is none of ours, judged by its columns and caption; None where it may be one."""
    words = {w for r in layout.roles for t in r.column.levels for w in norm(t).split()}
    caption = norm(layout.title)
    indicator = layout.first("indikator")
    sure_indicator = indicator is not None and indicator.keyakinan >= 0.8
    for reason, phrases in SKIP_TITLES:
        if not sure_indicator and any(norm(p) in caption for p in phrases) and not layout.has(*_MONEY):
            return reason
    foreign = _foreign(layout, words)
    if foreign is not None and not sure_indicator:
        return foreign
    if words & STAFF_HEADS and not layout.has(*_MEASURED):
        return "pegawai"
    if indicator is not None:
        if layout.has(*_MEASURED, *_DESCRIBED, *_MONEY, "capaian", "serapan"):
            return None
        return "tanpa-angka"
    if layout.has(*_MONEY) and _has_name(layout):
        return None
    if layout.has("faktor_pendorong") and layout.has("faktor_penghambat", "solusi"):
        return None
    if layout.has("faktor_penghambat", "solusi") and layout.has("sasaran"):
        return None
    if layout.has("tahun") and layout.has("target", "realisasi"):
        return None
    if layout.has("program", "kegiatan", "subkegiatan", "sasaran", "tujuan"):
        return "tanpa-angka" if not layout.has(*_MEASURED) else None
    if layout.has("target") and layout.has("realisasi", "capaian"):
        return None
    return "tanpa-peran"


def kind_without_header(grid: Grid) -> str:
    """What a grid without any known heading probably is, for the user's information."""
    caption = norm(f"{grid.caption or ''} {' '.join(grid.context[-2:])}"[:600])
    for reason, phrases in SKIP_TITLES:
        if any(norm(p) in caption for p in phrases):
            return reason
    texts = [c.text for row in grid.rows[:40] for c in row if c.text.strip()]
    low = [t.casefold() for t in texts]
    if any("nip." in t or "nip " in t or t.startswith(SIGNATURE) for t in low):
        return "tanda-tangan"
    words = {w for t in texts[:12] for w in norm(t).split()}
    if words & STAFF_HEADS:
        return "pegawai"
    if texts and sum(map(len, texts)) / len(texts) > 160:
        return "prosa"
    return "tanpa-judul-kolom"


def _has_name(layout: Layout) -> bool:
    if layout.has(*NAMA_ANGGARAN, "sasaran", "tujuan"):
        return True
    return any(r.peran == "lain" and r.column.levels for r in layout.roles) and layout.has(
        "realisasi_anggaran"
    )


def _foreign(layout: Layout, words: set[str]) -> str | None:
    """Tables of other things: scales, staff, goods, components of an evaluation."""
    kinds = [r.peran for r in layout.roles]
    if words & STAFF_HEADS and ("orang" in kinds or words & {"nip", "golongan", "pangkat", "eselon"}):
        return "pegawai"
    if "barang" in kinds and words & GOODS_HEADS and not layout.has("program", "kegiatan"):
        return "inventaris"
    if "definisi" in kinds:
        if words & {"komponen", "subkomponen"}:
            return "lhe"
        if not layout.has("target"):
            return "skala"
    if "kategori" in kinds and not layout.has("target", "realisasi", "indikator", "sasaran", *NAMA_ANGGARAN):
        return "skala"
    return None
