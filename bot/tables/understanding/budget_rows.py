"""Rows of a table as budget lines with their levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.kinerja.model import BarisAnggaran, Isian, Teks, Triwulan
from bot.kinerja.resolve import is_ambigu, resolve
from bot.tables.understanding import allowance
from bot.tables.understanding.classify import Kind, is_total
from bot.tables.understanding.context import Konteks, label_kind
from bot.tables.understanding.levels import Line, code_of, decide, numbering_style
from bot.tables.understanding.meaning import understand
from bot.tables.understanding.role import Role
from bot.tables.understanding.view import MONEY_ROLES, Row
from bot.tables.understanding.wording import bersih, split_number

NAME_ROLES = ("subkegiatan", "kegiatan", "program", "uraian")
_MONEY = ("pagu", "pagu_awal", "realisasi_anggaran", "tw_rupiah", "tw_pagu", "serapan", "sisa")


@dataclass(frozen=True, slots=True)
class Named:
    """A row that is a budget line: its name, the level of its name column, and its row."""

    row: Row
    nama: Teks
    column: str | None
    kind: Kind
    konteks: Konteks
    kode: str | None
    nomor: str | None


def budget_lines(rows: Sequence[tuple[Row, Kind, Konteks]]) -> tuple[BarisAnggaran, ...]:
    """Budget lines of the rows that carry money, each with its level and parent."""
    named = [n for n in (_named(row, kind, konteks) for row, kind, konteks in rows) if n is not None]
    if not named:
        return ()
    first, second = _amount_roles(named)
    lines = decide([_line(n, first, second) for n in named], _heading_levels(named[0].row))
    out: list[BarisAnggaran] = []
    for at, (item, line) in enumerate(zip(named, lines, strict=True), 1):
        induk = None if line.induk is None else f"a{line.induk + 1}"
        out.append(_baris(item, f"a{at}", line.jenjang or "baris", induk))
    return tuple(out)


def _named(row: Row, kind: Kind, konteks: Konteks) -> Named | None:
    allowance.check()
    if kind not in (Kind.DATA, Kind.TOTAL) or not row.has(*_MONEY):
        return None
    layout = row.frame.layout
    own_columns = len({r.peran for r in layout.all(*NAME_ROLES)}) > 1
    for peran in NAME_ROLES:
        teks = row.teks(peran)
        if teks is not None and any(ch.isalpha() for ch in teks.isi):
            level = peran if own_columns and peran != "uraian" else None
            return _make(row, kind, konteks, teks, level)
    if kind is Kind.TOTAL:
        label = next((t for t in _words(row) if is_total(t.isi)), None)
        return None if label is None else _make(row, kind, konteks, label, None)
    return _from_other_columns(row, kind, konteks)


def _words(row: Row) -> list[Teks]:
    return [
        Teks(bersih(cell.text), row.grid.sel(row.at, c))
        for c, cell in row.filled
        if any(ch.isalpha() for ch in cell.text)
    ]


def _from_other_columns(row: Row, kind: Kind, konteks: Konteks) -> Named | None:
    """A program named in the sasaran column, or a budget per sasaran or indicator."""
    layout = row.frame.layout
    sasaran = row.teks("sasaran")
    if sasaran is not None and label_kind(sasaran.isi)[0] == "program":
        return _make(row, kind, konteks, Teks(label_kind(sasaran.isi)[1], sasaran.sel), None)
    if layout.has(*NAME_ROLES):
        return None
    if not row.has("pagu", "realisasi_anggaran", "pagu_awal"):
        return None
    if sasaran is not None:
        return _make(row, kind, konteks, Teks(label_kind(sasaran.isi)[1], sasaran.sel), "sasaran")
    indikator = row.teks("indikator")
    if indikator is not None:
        return _make(row, kind, konteks, indikator, None)
    if layout.has("indikator", "sasaran"):
        return None
    names = [t for t in _words(row) if len(t.isi) > 4]
    return _make(row, kind, konteks, names[0], None) if names else None


def _make(row: Row, kind: Kind, konteks: Konteks, nama: Teks, column: str | None) -> Named:
    kode, rest = code_of(row.text("kode"), nama.isi)
    number, bare = split_number(rest)
    serial = row.text("no").strip(" .()")
    if kode is None and serial.count(".") >= 2:
        kode = serial
    if kind is Kind.TOTAL or is_total(bare):
        kind = Kind.TOTAL
    return Named(row, Teks(bare, nama.sel), column, kind, konteks, kode, number or serial or None)


def _amount_roles(named: Sequence[Named]) -> tuple[Role | None, Role | None]:
    """The two money columns that most lines fill: sums are looked for in them."""
    layout = named[0].row.frame.layout
    filled = [
        (sum(n.row.cell(role) is not None for n in named), -at, role)
        for at, role in enumerate(layout.all("pagu", "realisasi_anggaran", "pagu_awal", "tw_rupiah"))
    ]
    filled.sort(key=lambda x: x[:2], reverse=True)
    roles = [role for count, _, role in filled if count]
    return (roles[0] if roles else None), (roles[1] if len(roles) > 1 else None)


def _amount(row: Row, role: Role | None) -> Decimal | None:
    """The amount in a column; a dash and a blank are nothing spent, words are no amount."""
    if role is None:
        return None
    value = row.isian(role).nilai
    if value.nilai is None and value.alasan_kosong in {"kosong", "tanda-hubung"}:
        return Decimal(0)
    return value.nilai


def _line(item: Named, first: Role | None, second: Role | None) -> Line:
    role = next((c for c, cell in item.row.filled if bersih(cell.text).endswith(item.nama.isi)), None)
    return Line(
        item.nama.isi,
        item.kode,
        _amount(item.row, first),
        _amount(item.row, second),
        item.column,
        numbering_style(item.nomor),
        role is not None and item.row.grid.cell(item.row.at, role).bold,
        is_total=item.kind is Kind.TOTAL,
    )


def _heading_levels(row: Row) -> list[str]:
    """Levels that the headings of the name columns speak of, outermost first."""
    levels: list[str] = []
    for role in row.frame.layout.all("program", "kegiatan", "subkegiatan", "uraian"):
        words = understand(role.column, 0).campuran
        phrase = " ".join(role.column.levels).casefold()
        if "program" in words and "program" in phrase:
            levels.append("program")
        if "kegiatan" in words and phrase.replace("sub kegiatan", "").count("kegiatan"):
            levels.append("kegiatan")
        if "sub" in words and "kegiatan" in words:
            levels.append("subkegiatan")
    return levels


def _baris(item: Named, ident: str, jenjang: str, induk: str | None) -> BarisAnggaran:
    row = item.row
    values = _Money(row)
    return BarisAnggaran(
        id=ident,
        nama=item.nama,
        jenjang="total" if item.kind is Kind.TOTAL else jenjang,
        kode=item.kode,
        pagu=values.one("pagu"),
        realisasi=values.one("realisasi_anggaran"),
        serapan_tertulis=values.one("serapan"),
        pagu_awal=values.one("pagu_awal"),
        sasaran=item.konteks.sasaran,
        keterangan=row.teks("keterangan"),
        triwulan=values.quarters(),
        induk=induk,
        tahun=row.frame.layout.tahun,
        baris=row.nomor_baris,
        halaman=row.halaman,
        lain=_others(row),
    )


def _others(row: Row) -> tuple[tuple[str, Teks], ...]:
    listed = []
    layout = row.frame.layout
    shown: tuple[str, ...] = ("lain", "unit_kerja", "sisa")
    if not layout.has("indikator"):
        shown = (*shown, "target", "realisasi", "capaian", "kategori", "satuan")
    for role in layout.all(*shown):
        found = row.cell(role)
        if found is not None:
            listed.append(
                (role.column.judul or role.peran, Teks(bersih(found[0].text), row.grid.sel(row.at, found[1])))
            )
    return tuple(listed)


class _Money:
    """Amounts of one budget line, decided against each other."""

    def __init__(self, row: Row) -> None:
        self.row = row

    def one(self, peran: str) -> Isian | None:
        role = self.row.frame.layout.first(peran)
        return None if role is None else self.of(role)

    def of(self, role: Role) -> Isian:
        isian = self.row.isian(role)
        if not is_ambigu(isian.nilai):
            return isian
        percent = role.peran in ("serapan", "tw_persen")
        partners = (
            []
            if percent
            else [self.row.isian(r).nilai for r in self.row.frame.layout.all(*MONEY_ROLES) if r is not role]
        )
        decided = resolve(
            isian.nilai, partners, "%" if percent else "Rp", None, self.row.frame.style(role.peran)
        )
        return replace(isian, nilai=decided)

    def quarters(self) -> tuple[Triwulan, ...]:
        names: dict[str, Triwulan] = {}
        for role in self.row.frame.layout.all("tw_rupiah"):
            if role.triwulan is not None and role.triwulan not in names:
                names[role.triwulan] = Triwulan(role.triwulan, rupiah=self.of(role))
        return tuple(names.values())
