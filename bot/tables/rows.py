"""Rows of a table as indicators under their sasaran."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from bot.kinerja.arah import infer_arah
from bot.kinerja.model import (
    Catatan,
    Indikator,
    Isian,
    JenisNilai,
    Nilai,
    Pembanding,
    Sasaran,
    Teks,
    Temuan,
    Tingkat,
    Triwulan,
)
from bot.kinerja.resolve import is_ambigu, resolve
from bot.kinerja.satuan import satuan_dalam_nama
from bot.kinerja.values import NumberStyle, parse_nilai
from bot.tables.classify import Kind, kind_of
from bot.tables.context import Konteks, from_columns, from_separator
from bot.tables.items import split_items, split_values
from bot.tables.roles import Role
from bot.tables.view import MONEY_ROLES, QUARTER_ROLES, VALUE_ROLES, Frame, Row
from bot.tables.vocabulary import PREDIKAT_SATUAN
from bot.tables.wording import bersih, nama_utuh, norm, split_number

SHOWN_ROLES = frozenset(
    {"definisi", "orang", "barang", "lain", "bobot", "kode", "unit_kerja", "kondisi_awal"}
)
"""Roles without a field of their own on an indicator; their content is kept in ``lain``."""


@dataclass(slots=True)
class Terbaca:
    """An indicator with what it was read under."""

    indikator: Indikator
    konteks: Konteks
    baris: Row
    kosong: bool
    """No value at all in this row: perhaps a parent of the rows below."""


@dataclass(slots=True)
class IndicatorRows:
    """Reads the body of a table that has an indicator column."""

    frame: Frame
    konteks: Konteks = field(default_factory=Konteks)
    terbaca: list[Terbaca] = field(default_factory=list)
    temuan: list[Temuan] = field(default_factory=list)
    rows: list[tuple[Row, Kind, Konteks]] = field(default_factory=list)
    """Every row that is no separator, with its kind and context: the budget reader goes over them again."""
    stop: int | None = None
    """Row at which notes or signatures end the table."""

    def read(self) -> None:
        """Go through the body once, top to bottom."""
        for at in self.frame.body:
            row = Row(self.frame, at)
            kind = kind_of(row)
            if kind is Kind.AKHIR:
                self.stop = at
                return
            if kind in (Kind.KOSONG, Kind.NOMOR, Kind.CATATAN):
                continue
            if kind is Kind.PEMISAH and not self._is_indicator_cell(row):
                if self._continues(row):
                    continue
                self.konteks = from_separator(row, self.konteks)
                continue
            if kind is Kind.RATA:
                self.konteks = Konteks(tujuan=self.konteks.tujuan)
                continue
            if kind is Kind.DATA or kind is Kind.PEMISAH:
                if self._continues(row):
                    continue
                self.konteks = from_columns(row, self.konteks)
                self._data(row)
            self.rows.append((row, kind, self.konteks))

    def _is_indicator_cell(self, row: Row) -> bool:
        """Whether the row's only text stands in the indicator column by itself, not merged over the table."""
        role = self.frame.layout.first("indikator")
        found = row.cell(role) if role else None
        if found is None:
            return False
        merge = row.grid.merge_at(row.at, found[1])
        return merge is None or merge.right - merge.left <= (
            role.column.right - role.column.left if role else 0
        )

    def _continues(self, row: Row) -> bool:
        """The rest of a row that a page break cut: words only, going on in the middle of a sentence."""
        if not self.terbaca or row.has(*VALUE_ROLES, *MONEY_ROLES, *QUARTER_ROLES, "serapan", "no"):
            return False
        before = self.terbaca[-1]
        if row.halaman == before.baris.halaman and row.grid.kind != "table":
            return False
        name, sasaran = row.text("indikator"), row.text("sasaran")
        parts = [t for t in (name, sasaran) if t]
        if not parts or not all(t[0].islower() or t[0] in "(,/&" for t in parts) or self._is_sub_item(name):
            return False
        if row.halaman == before.baris.halaman:
            return False
        if name:
            nama = before.indikator.nama
            before.indikator = replace(before.indikator, nama=replace(nama, isi=f"{nama.isi} {name}"))
        if sasaran and before.konteks.sasaran is not None:
            old = before.konteks.sasaran
            longer = replace(old, isi=f"{old.isi} {sasaran}")
            for item in reversed(self.terbaca):
                if item.konteks.sasaran != old:
                    break
                item.konteks = replace(item.konteks, sasaran=longer)
            if self.konteks.sasaran == old:
                self.konteks = replace(self.konteks, sasaran=longer)
        return True

    @staticmethod
    def _is_sub_item(text: str) -> bool:
        return len(text) > 1 and text[0].isalpha() and text[1] in ".)"

    def _data(self, row: Row) -> None:
        role = self.frame.layout.first("indikator")
        if role is None:
            return
        found = row.cell(role)
        if found is None:
            self._more_values(row)
            return
        raw = found[0].text.strip()
        if not any(ch.isalpha() for ch in raw):
            return
        nama_sel = row.grid.sel(row.at, found[1])
        items = split_items(raw)
        if len(items) == 1:
            self._add(row, Teks(raw, nama_sel), None, 1)
            return
        parts = {r: split_values(row.raw_of(r), len(items)) for r in self._value_roles(row)}
        if (
            parts
            and any(p is not None for p in parts.values())
            and all(p is not None or self._is_percent_role(r) for r, p in parts.items())
        ):
            for at, item in enumerate(items):
                chosen = {r: p[at] for r, p in parts.items() if p is not None}
                self._add(row, Teks(item, nama_sel), chosen, at + 1)
            return
        self._add(row, Teks(nama_utuh(raw), nama_sel), None, 1, keep_number=True)
        self._find("indikator-ganda", row, role, {"jumlah": str(len(items))}, self.terbaca[-1].indikator)

    @staticmethod
    def _is_percent_role(role: Role) -> bool:
        return role.peran in ("capaian", "serapan")

    def _value_roles(self, row: Row) -> list[Role]:
        return [r for r in self.frame.layout.all(*VALUE_ROLES) if row.cell(r) is not None]

    def _more_values(self, row: Row) -> None:
        """A row without a name: a second value of the indicator above, kept as its own line."""
        if not self.terbaca or not row.values("target", "realisasi"):
            return
        before = self.terbaca[-1]
        if before.kosong:
            updated = self._build(row, before.indikator.nama, before.indikator.id, None, before.konteks)
            before.indikator = replace(updated, nomor=before.indikator.nomor)
            before.kosong = False
            return
        self._add(row, before.indikator.nama, None, 1)
        role = self.frame.layout.first("indikator")
        if role is not None:
            self._find("indikator-ganda", row, role, {"jumlah": "2"}, self.terbaca[-1].indikator)

    def _add(
        self, row: Row, nama: Teks, chosen: dict[Role, str] | None, part: int, *, keep_number: bool = False
    ) -> None:
        ident = f"i{len(self.terbaca) + 1}"
        number, bare = (None, nama.isi) if keep_number else split_number(nama_utuh(nama.isi))
        indikator = self._build(
            row,
            Teks(bare.rstrip(" :") if bare.endswith(" :") else bare, nama.sel),
            ident,
            chosen,
            self.konteks,
        )
        listed = number or row.text("kode") or self._own_number(row)
        indikator = replace(indikator, nomor=listed or None)
        empty = not any(row.has(p) for p in (*VALUE_ROLES, *QUARTER_ROLES))
        self.terbaca.append(Terbaca(indikator, self.konteks, row, empty))

    def _own_number(self, row: Row) -> str:
        """The serial number next to the indicator (the last of two ``No`` columns)."""
        at = self.frame.layout.first("indikator")
        best = ""
        for role in self.frame.layout.all("no"):
            found = row.cell(role)
            if found is not None and at is not None and role.column.left < at.column.left:
                best = bersih(found[0].text).strip(" .()")
        return best

    # -- one indicator ------------------------------------------------------------------

    def _build(
        self, row: Row, nama: Teks, ident: str, chosen: dict[Role, str] | None, konteks: Konteks
    ) -> Indikator:
        return read_values(row, nama, ident, konteks, chosen, self.temuan)

    def single(self, nama: Teks | None) -> None:
        """The rows of a table whose indicator is named above it."""
        if nama is None:
            return
        for row, kind, konteks in self.rows:
            if kind is Kind.DATA and row.values("target", "realisasi"):
                ident = f"i{len(self.terbaca) + 1}"
                found = read_values(row, nama, ident, konteks, None, self.temuan)
                self.terbaca.append(Terbaca(found, konteks, row, False))

    def _find(self, kode: str, row: Row, role: Role, data: dict[str, str], indikator: Indikator) -> None:
        data = {"indikator": indikator.nama.isi, **data}
        self.temuan.append(Temuan(kode, Tingkat.PERINGATAN, row.sel(role), data, indikator.id))


def read_values(
    row: Row,
    nama: Teks,
    ident: str,
    konteks: Konteks,
    chosen: dict[Role, str] | None = None,
    temuan: list[Temuan] | None = None,
) -> Indikator:
    """The indicator of one row.  ``chosen`` are its parts of cells that hold several values."""
    reader = _Values(row, nama, chosen or {})
    layout = row.frame.layout
    years = reader.by_year("target_tahun")
    indikator = Indikator(
        id=ident,
        nama=nama,
        satuan=reader.satuan(),
        tahun=_year(row),
        target=reader.one("target"),
        realisasi=reader.one("realisasi"),
        capaian_tertulis=reader.one("capaian"),
        kategori_tertulis=row.teks("kategori"),
        riwayat=reader.by_year("realisasi_tahun"),
        riwayat_target={y: v for y, v in years.items() if not _later(row, y)},
        riwayat_capaian=reader.by_year("capaian_tahun"),
        target_jangka={y: v for y, v in years.items() if _later(row, y)},
        target_akhir=reader.one("target_akhir"),
        tahun_akhir=next((r.tahun for r in layout.all("target_akhir") if r.tahun), None),
        standar_nasional=reader.one("standar_nasional"),
        pembanding=reader.benchmarks(),
        pembilang=reader.one("pembilang"),
        penyebut=reader.one("penyebut"),
        triwulan=reader.quarters(),
        sumber_data=row.teks("sumber_data", merged=True),
        formulasi=row.teks("formulasi", merged=True),
        program=konteks.program,
        pagu=reader.one("pagu", merged=False),
        realisasi_anggaran=reader.one("realisasi_anggaran", merged=False),
        serapan_tertulis=reader.one("serapan", merged=False),
        catatan=reader.notes(),
        lain=reader.others(),
        baris=row.nomor_baris,
        halaman=row.halaman,
    )
    indikator = reader.moved(indikator)
    if temuan is not None:
        temuan.extend(reader.temuan(ident))
    arah, asal = infer_arah(nama.isi, row.text("arah") or None)
    return indikator if arah is None else replace(indikator, arah=arah, asal_arah=asal)


def _later(row: Row, year: int) -> bool:
    reporting = row.frame.layout.tahun
    return reporting is None or year > reporting


def _year(row: Row) -> int | None:
    text = row.text("tahun")
    if text[:4].isdigit() and 1980 <= int(text[:4]) <= 2069:
        return int(text[:4])
    return row.frame.layout.tahun


class _Values:
    """The values of one indicator in one row, decided against each other."""

    def __init__(self, row: Row, nama: Teks, chosen: dict[Role, str]) -> None:
        self.row = row
        self.nama = nama
        self.chosen = chosen
        self.layout = row.frame.layout
        self._satuan = self._unit_cell()
        self._found: list[Temuan] = []
        self._cache: dict[tuple[str, int], Isian] = {}

    def _unit_cell(self) -> Teks | None:
        return self.row.teks("satuan", merged=True)

    def satuan(self) -> Teks | None:
        """The unit: its column, else the name's brackets, else what stands beside target or realisasi."""
        if self._satuan is not None:
            return None if self._grade_in_unit() else self._satuan
        inside = satuan_dalam_nama(self.nama.isi)
        if inside:
            return Teks(inside, self.nama.sel)
        for peran in ("target", "realisasi", "target_akhir"):
            value = self.one(peran)
            if value is not None and value.nilai.satuan and value.nilai.satuan != "Rp":
                return Teks(value.nilai.satuan, value.sel)
        return None

    def _grade_in_unit(self) -> bool:
        """``Opini … / 100 / WTP``: the unit column holds the grade that is the target."""
        if self._satuan is None:
            return False
        text = self._satuan.isi.strip()
        return text == text.upper() and text.casefold() in PREDIKAT_SATUAN

    def moved(self, indikator: Indikator) -> Indikator:
        """``Opini … / 100 / WTP``: the grade in the unit column is the target; the number is kept beside it."""
        role = self.layout.first("target")
        target = indikator.target
        if role is None or target is None or not self._grade_in_unit() or self._satuan is None:
            return indikator
        if target.nilai.jenis is JenisNilai.PREDIKAT:
            return indikator
        data = {"indikator": self.nama.isi, "teks": self._satuan.isi}
        self._found.append(Temuan("nilai-di-kolom-satuan", Tingkat.PERINGATAN, self._satuan.sel, data))
        printed = (role.column.judul, Teks(target.nilai.teks, target.sel))
        value = Isian(parse_nilai(self._satuan.isi), self._satuan.sel)
        return replace(indikator, target=value, lain=(*indikator.lain, printed))

    def one(self, peran: str, *, merged: bool = True) -> Isian | None:
        """The value of a single role; None where the table has no such column."""
        role = self.layout.first(peran)
        return None if role is None else self.of(role, merged=merged)

    def of(self, role: Role, *, merged: bool = True) -> Isian:
        key = (role.peran, role.column.left)
        if key not in self._cache:
            self._cache[key] = self._decide(role, self._raw(role, merged))
        return self._cache[key]

    def _raw(self, role: Role, merged: bool) -> Isian:
        if role in self.chosen:
            style = self.row.frame.style(role.peran)
            return Isian(parse_nilai(self.chosen[role], style=style), self.row.sel(role))
        return self.row.isian(role, merged=merged)

    def _decide(self, role: Role, isian: Isian) -> Isian:
        value = isian.nilai
        if not is_ambigu(value):
            return isian
        style: NumberStyle = self.row.frame.style(role.peran)
        percent = role.peran in ("capaian", "capaian_tahun", "serapan", "tw_persen")
        money = role.peran in MONEY_ROLES or role.peran in ("tw_rupiah", "tw_pagu")
        unit = "%" if percent else ("Rp" if money else (self._satuan.isi if self._satuan else None))
        partners = [] if percent else list(self._partners(role))
        decided = resolve(value, partners, unit, None if percent or money else self.nama.isi, style)
        if is_ambigu(decided):
            self._ambiguous(role, isian, decided)
        return replace(isian, nilai=decided)

    def _partners(self, role: Role) -> Iterable[Nilai]:
        from bot.tables.view import SAME_SIZE

        group = SAME_SIZE if role.peran in SAME_SIZE else MONEY_ROLES
        for other in self.layout.all(*group):
            if other is not role:
                yield self._raw(other, True).nilai

    def _ambiguous(self, role: Role, isian: Isian, value: Nilai) -> None:
        data = {"indikator": self.nama.isi, "kolom": role.column.judul, "teks": value.teks}
        if value.nilai is not None:
            data["nilai"] = _plain(value.nilai)
        if value.tafsir_lain is not None:
            data["tafsir_lain"] = _plain(value.tafsir_lain)
        self._found.append(Temuan("angka-ambigu", Tingkat.PERINGATAN, isian.sel, data, None))

    def by_year(self, peran: str) -> dict[int, Isian]:
        """Values by year; blank cells are left out, ``N/A`` stays."""
        found: dict[int, Isian] = {}
        for role in self.layout.all(peran):
            if role.tahun is None or role.tahun in found:
                continue
            value = self.of(role)
            if value.nilai.teks.strip():
                found[role.tahun] = value
        return found

    def benchmarks(self) -> tuple[Pembanding, ...]:
        """Figures of others, with the name that their heading (or the remark beside them) gives."""
        listed = []
        for role in self.layout.all("pembanding"):
            value = self.of(role)
            if value.nilai.teks.strip():
                source = self.row.teks("keterangan")
                listed.append(Pembanding(role.column.judul, value, role.tahun, source))
        return tuple(listed)

    def quarters(self) -> tuple[Triwulan, ...]:
        names: dict[str, dict[str, Isian]] = {}
        fields = {
            "tw_target": "target",
            "tw_realisasi": "kinerja",
            "tw_persen": "persen",
            "tw_rupiah": "rupiah",
        }
        for role in self.layout.all(*fields):
            if role.triwulan is None:
                continue
            slot = names.setdefault(role.triwulan, {})
            slot.setdefault(fields[role.peran], self.of(role, merged=False))
        return tuple(Triwulan(name, **values) for name, values in names.items())

    def notes(self) -> Catatan:
        return Catatan(
            **{
                name: self.row.teks(name, merged=True)
                for name in (
                    "faktor_pendorong",
                    "faktor_penghambat",
                    "solusi",
                    "pic",
                    "batas_waktu",
                    "keterangan",
                )
            }
        )

    def others(self) -> tuple[tuple[str, Teks], ...]:
        """Content of columns that no field takes, with their headings."""
        listed: list[tuple[str, Teks]] = []
        for role in self.layout.roles:
            if role.peran not in SHOWN_ROLES:
                continue
            found = self.row.cell(role)
            if found is not None:
                text = Teks(bersih(found[0].text), self.row.grid.sel(self.row.at, found[1]))
                listed.append((role.column.judul or role.peran, text))
        return tuple(listed)

    def temuan(self, ident: str) -> list[Temuan]:
        return [replace(t, subjek=ident) for t in self._found]


def _plain(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")


def group_by_sasaran(terbaca: Iterable[Terbaca]) -> tuple[Sasaran, ...]:
    """Indicators under their sasaran, in order; a sasaran that returns goes on where it was."""
    order: list[tuple[str, str]] = []
    groups: dict[tuple[str, str], list[Terbaca]] = {}
    for item in terbaca:
        name = item.konteks.sasaran
        key = (norm(name.isi), item.konteks.nomor_sasaran or "") if name else ("", "")
        if key not in groups:
            groups[key] = []
            order.append(key)
        groups[key].append(item)
    return tuple(
        Sasaran(
            f"s{at}",
            groups[key][0].konteks.sasaran,
            tuple(t.indikator for t in groups[key]),
            groups[key][0].konteks.tujuan,
        )
        for at, key in enumerate(order, 1)
    )
