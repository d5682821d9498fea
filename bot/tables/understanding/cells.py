"""The values of one indicator row, decided against each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.kinerja.arah import infer_arah
from bot.kinerja.model import Catatan, Indikator, Isian, JenisNilai, Nilai, Pembanding, Teks, Temuan, Triwulan
from bot.kinerja.resolve import is_ambigu, resolve
from bot.kinerja.satuan import satuan_dalam_nama
from bot.kinerja.temuan import NILAI_DI_KOLOM_SATUAN, buat
from bot.kinerja.values import NumberStyle, parse_nilai
from bot.tables.understanding.context import Konteks
from bot.tables.understanding.role import Role
from bot.tables.understanding.view import MONEY_ROLES, SAME_SIZE, Row
from bot.tables.understanding.vocabulary import PREDIKAT_SATUAN
from bot.tables.understanding.wording import YEAR, bersih, norm

CATATAN = ("faktor_pendorong", "faktor_penghambat", "solusi", "pic", "batas_waktu", "keterangan")
"""Roles that are fields of :class:`~bot.kinerja.model.Catatan`."""
SHOWN_ROLES = frozenset(
    {"definisi", "orang", "barang", "lain", "bobot", "kode", "unit_kerja", "kondisi_awal"}
)
"""Roles without a field of their own on an indicator; their content is kept in ``lain``."""


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


def _is_acronym(inside: str, nama: str) -> bool:
    """``Indeks Kepuasan Masyarakat (IKM)``: the bracket shortens the words before it, it is no unit."""
    letters = inside.strip().casefold()
    before = nama.split("(")[0].casefold().split()
    return len(letters) >= 2 and "".join(w[0] for w in before).endswith(letters)


def _benchmark_name(levels: tuple[str, ...]) -> str:
    """The lowest heading that names someone, without its year: ``Rata-rata Provinsi 2024`` → Rata-rata
    Provinsi.
    """
    for text in reversed(levels):
        words = [w for w in text.split() if not YEAR.fullmatch(w.strip("()")) and norm(w) != "tahun"]
        if len(" ".join(words)) > 2:
            return " ".join(words)
    return " / ".join(levels)


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
        if inside and not _is_acronym(inside, self.nama.isi):
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
        """``Opini … / 100 / WTP``: the grade in the unit column is the target; the number is
        kept beside it.
        """
        role = self.layout.first("target")
        target = indikator.target
        if role is None or target is None or not self._grade_in_unit() or self._satuan is None:
            return indikator
        if target.nilai.jenis is JenisNilai.PREDIKAT:
            return indikator
        self._found.append(
            buat(NILAI_DI_KOLOM_SATUAN, sel=self._satuan.sel, nama=self.nama.isi, teks=self._satuan.isi)
        )
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
        return replace(isian, nilai=decided)

    def _partners(self, role: Role) -> Iterable[Nilai]:
        group = SAME_SIZE if role.peran in SAME_SIZE else MONEY_ROLES
        for other in self.layout.all(*group):
            if other is not role:
                yield self._raw(other, True).nilai

    def by_year(self, peran: str) -> dict[int, Isian]:
        """Values by year; blank cells are left out, ``N/A`` stays."""
        found: dict[int, Isian] = {}
        for role in self.layout.all(peran):
            if role.tahun is None or role.tahun in found:
                continue
            value = self.of(role)
            reporting = self.layout.tahun
            ahead = reporting is not None and role.tahun > reporting
            if value.nilai.teks.strip() and not (ahead and value.nilai.is_empty):
                found[role.tahun] = value
        return found

    def benchmarks(self) -> tuple[Pembanding, ...]:
        """Figures of others, with the name that their heading (or the remark beside them) gives."""
        listed = []
        for role in self.layout.all("pembanding"):
            value = self.of(role)
            if value.nilai.teks.strip():
                source = self.row.teks("keterangan")
                name = _benchmark_name(role.column.levels)
                listed.append(Pembanding(name, value, role.tahun, source))
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
        return Catatan(**{name: self.row.teks(name, merged=True) for name in CATATAN})

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
