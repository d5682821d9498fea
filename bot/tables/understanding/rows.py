"""Rows of a table as indicators under their sasaran."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.kinerja.model import Indikator, Sasaran, Teks, Temuan
from bot.kinerja.temuan import INDIKATOR_GANDA, buat
from bot.tables.understanding import allowance
from bot.tables.understanding.cells import read_values
from bot.tables.understanding.classify import Kind, kind_of
from bot.tables.understanding.context import Konteks, from_columns, from_separator
from bot.tables.understanding.items import kept_marks, split_items, split_values
from bot.tables.understanding.role import Role
from bot.tables.understanding.view import MONEY_ROLES, QUARTER_ROLES, VALUE_ROLES, Frame, Row
from bot.tables.understanding.wording import bersih, nama_utuh, norm, split_number, starts_like_indicator

FALLBACK = 0.6
"""Certainty of an indicator column that only stands in for one: there even a code is a name."""


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
            allowance.check()
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
        if not any(ch.isalpha() for ch in raw) and role.keyakinan > FALLBACK:
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
        if not kept_marks(raw):
            found_in = self.terbaca[-1].indikator
            self.temuan.append(
                buat(
                    INDIKATOR_GANDA,
                    sel=nama_sel,
                    subjek=found_in.id,
                    nama=found_in.nama.isi,
                    sebab="satu-sel",
                    lain="",
                )
            )

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

    def _add(
        self, row: Row, nama: Teks, chosen: dict[Role, str] | None, part: int, *, keep_number: bool = False
    ) -> None:
        ident = f"i{len(self.terbaca) + 1}"
        number, bare = (None, nama.isi) if keep_number else _numbered(nama_utuh(nama.isi))
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


def _numbered(name: str) -> tuple[str | None, str]:
    """Number and name; before an indicator's first word a number counts without its dot too."""
    number, bare = split_number(name)
    head, _, rest = bare.partition(" ")
    if number is None and head.isdigit() and len(head) <= 2 and starts_like_indicator(rest):
        return head, rest
    return number, bare


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
