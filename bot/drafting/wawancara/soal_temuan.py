"""The stage of the temuan: each matter once, many of a kind together, and what answers do to the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Final

from bot.drafting.wawancara.jawab import nilai_isian
from bot.drafting.wawancara.keadaan import TUNDA, Keadaan
from bot.drafting.wawancara.koreksi import BIDANG_ANGGARAN, BIDANG_INDIKATOR, Koreksi, terapkan_koreksi
from bot.drafting.wawancara.model import SISANYA, Isian, Soal, Tahap
from bot.drafting.wawancara.perkara import Kunci, Perkara, kunci_temuan, perkara, tanpa
from bot.drafting.wawancara.teks import letak, nilai_teks, sidik, singkat, tulis_soal
from bot.kinerja import model as m
from bot.kinerja import temuan as t
from bot.kinerja.measure import measure
from bot.kinerja.measurement import Measurement
from bot.kinerja.model import BarisAnggaran, Indikator, Nilai, Temuan
from bot.pesan import render_temuan

BANYAK_SAMA: Final = 3
"""From so many matters of a kind on, one question for all of them comes first."""
MAKS_PERKARA: Final = 12
"""Matters asked one by one in a stage, the gravest first: about ten minutes on a phone.  The others keep
their comment in the draft."""
MAKS_SUSULAN: Final = 3
"""New matters that typed values raise (a slip of the comma); asked once."""
MULAI_SISANYA: Final = 2
"""From this matter on a button puts off all that is left."""
_SEMUA: Final[Mapping[str, tuple[str, ...]]] = {
    "hitungan": ("semua", "satu", "biarkan"),
    "besar": ("semua", "satu", "biarkan"),
}
_SATU: Final = ("satu", "biarkan")
_KATA: Final = {
    "target": "target",
    "realisasi": "realisasi",
    "pagu": "pagu",
    "realisasi_anggaran": "realisasi anggaran",
    "target_akhir": "target akhir",
}


@dataclass(slots=True)
class _Akibat:
    """What answers come to."""

    koreksi: list[Koreksi] = field(default_factory=list)
    selesai: set[Kunci] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Bidang:
    """A field of a row: who owns it, and what stands there."""

    subjek: str
    nama: str
    isian: m.Isian | None


class TahapTemuan:
    """The temuan of an interview, with what the answers change."""

    def __init__(self, k: Keadaan) -> None:
        self.k = k
        self._awal = [p for p in perkara(k.dasar) if self._dapat(p)]
        self._kelompok: dict[str, int] = {}
        for p in self._awal:
            self._kelompok[p.jenis.kelompok] = self._kelompok.get(p.jenis.kelompok, 0) + 1

    # --- what follows from the answers
    @cached_property
    def _pertama(self) -> _Akibat:
        return self._akibat(self._awal, groups=True)

    @cached_property
    def _sementara(self) -> Measurement:
        """After the corrections of the first round."""
        return self._ukur(self._pertama.koreksi)

    @cached_property
    def _susulan(self) -> tuple[Perkara, ...]:
        """What is still odd in the rows that were corrected, beside what was asked of them."""
        changed = {c.subjek for c in self._pertama.koreksi}
        asked = {(p.utama.kode, p.subjek) for p in self._awal}
        found: list[Perkara] = []
        for p in perkara(self._sementara):
            rest = tuple(one for one in p.semua if (one.kode, p.subjek) not in asked)
            if p.subjek in changed and rest and self._dapat(new := Perkara(rest[0], rest)):
                found.append(new)
        return tuple(found[:MAKS_SUSULAN])

    @cached_property
    def _kedua(self) -> _Akibat:
        return self._akibat(self._susulan, groups=False)

    @cached_property
    def kini(self) -> Measurement:
        """The measurement of the draft: corrected, and without the temuan that were settled."""
        later = self._kedua.koreksi
        found = self._ukur([*self._pertama.koreksi, *later]) if later else self._sementara
        return replace(found, temuan=tanpa(found, self._pertama.selesai | self._kedua.selesai))

    def _ukur(self, koreksi: Sequence[Koreksi]) -> Measurement:
        if not koreksi:
            return self.k.dasar
        return measure(terapkan_koreksi(self.k.awal, koreksi), self.k.aturan)

    # --- questions
    def soal(self) -> list[Soal]:
        """The questions of the stage, in order."""
        found: list[Soal] = []
        present = {self.id(p) for p in perkara(self._sementara)}
        told: set[str] = set()
        asked = 0
        for p in self._awal:
            group = p.jenis.kelompok
            if self._banyak(group):
                if group not in told:
                    told.add(group)
                    found.append(self._soal_semua(group, lanjut=asked + len(told) > MULAI_SISANYA))
                    if self.k.kode(found[-1].id) == SISANYA:
                        return found
                if self.k.kode(self._id_semua(group)) != "satu":
                    continue
            answered = self.k.ada(self.id(p))
            if not answered and (asked >= MAKS_PERKARA or self.id(p) not in present):
                continue
            asked += 1
            found += self._soal(p, sisanya=asked + len(told) >= MULAI_SISANYA)
            if self.k.kode(self.id(p)) == SISANYA:
                return found
        for p in self._susulan:
            found += self._soal(p, sisanya=False)
        return found

    def _banyak(self, group: str) -> bool:
        return self._kelompok.get(group, 0) >= BANYAK_SAMA

    @staticmethod
    def _id_semua(group: str) -> str:
        return f"temuan:semua:{group}"

    def id(self, p: Perkara) -> str:
        """Of its code and of the row; of the cell where it is of no row."""
        return f"temuan:{p.utama.kode}:{self._key(p)}"

    def _key(self, p: Perkara) -> str:
        if p.subjek is not None:
            return self.k.kunci.get(p.subjek, p.subjek)
        sel = p.utama.sel
        return sidik(sel.berkas, sel.lembar, sel.alamat) if sel else "tabel"

    def _soal_semua(self, group: str, *, lanjut: bool) -> Soal:
        of_group = [p for p in self._awal if p.jenis.kelompok == group]
        names = "; ".join(dict.fromkeys(singkat(p.utama.data.get("nama", ""), 60) for p in of_group[:2]))
        return tulis_soal(
            self._id_semua(group),
            Tahap.TEMUAN,
            "temuan-semua",
            _SEMUA.get(group, _SATU),
            lewati=False,
            sel=of_group[0].utama.sel,
            isi={"jenis": group, "jumlah": len(of_group), "contoh": names},
        )

    def _soal(self, p: Perkara, *, sisanya: bool) -> list[Soal]:
        data = {**p.utama.data, "nama": singkat(p.utama.data.get("nama", ""))}
        pesan, saran = render_temuan(replace(p.utama, data=data))
        buttons = [*self._tombol(p), "biarkan", *([SISANYA] if sisanya else [])]
        target = self._ketik(p)
        found = [
            tulis_soal(
                self.id(p),
                Tahap.TEMUAN,
                "temuan",
                buttons,
                teks=Isian.NILAI if target is not None else None,
                lewati=False,
                sel=p.utama.sel,
                isi={
                    "pesan": pesan,
                    "tempat": letak(p.utama.sel, satu=len(self.k.bahan.berkas) == 1) or "",
                    "tanya": p.jenis.tanya,
                    "saran": saran,
                    "benar": data.get("benar", ""),
                    "dugaan": data.get("dugaan", ""),
                    "satu": data.get("tafsir_satu", ""),
                    "dua": data.get("tafsir_dua", ""),
                    "teks": singkat(data.get("teks", ""), 30),
                    "lain": singkat(data.get("teks_lain", ""), 30),
                },
            )
        ]
        field_ = self._bidang_tombol(p, self.k.kode(self.id(p)))
        if field_ is not None:
            found.append(self._soal_isian(p, field_))
        return found

    def _soal_isian(self, p: Perkara, b: _Bidang) -> Soal:
        row = self._baris(b.subjek)
        pair = {"target": "realisasi", "realisasi": "pagu" if isinstance(row, BarisAnggaran) else "target",
                "pagu": "realisasi" if isinstance(row, BarisAnggaran) else "realisasi_anggaran",
                "realisasi_anggaran": "pagu"}.get(b.nama, "")  # fmt: skip
        other: m.Isian | None = getattr(row, pair, None) if pair else None
        unit = row.satuan.isi if isinstance(row, Indikator) and row.satuan else ""
        return tulis_soal(
            f"isian:{b.nama}:{p.utama.kode}:{self._key(p)}",
            Tahap.TEMUAN,
            "isian",
            teks=Isian.NILAI,
            sel=b.isian.sel if b.isian else None,
            isi={
                "bidang": _KATA[b.nama],
                "nama": singkat(row.nama.isi) if row else "",
                "lama": nilai_teks(b.isian),
                "pasangan": f"{_KATA[pair]} {nilai_teks(other)}" if other else "",
                "satuan": singkat(unit, 30) if b.nama in {"target", "realisasi", "target_akhir"} else "",
            },
        )

    # --- what a matter offers
    def _dapat(self, p: Perkara) -> bool:
        """Whether anything but leaving it can be offered."""
        return bool(self._tombol(p)) or self._ketik(p) is not None

    def _tombol(self, p: Perkara) -> list[str]:
        data, found = p.utama.data, []
        for code in p.jenis.tombol:
            if code in {"realisasi", "target", "pagu"}:
                wanted = self._bidang_tombol(p, code) is not None
            elif code == "jumlah":
                wanted = data.get("apa") in {"pagu", "realisasi"} and p.utama.hasil is not None
            else:
                key = {"satu": "tafsir_satu", "dua": "tafsir_dua", "dugaan": "dugaan"}.get(code)
                wanted = key is None or bool(data.get(key))
            if wanted:
                found.append(code)
        if any(one.kode == t.TERTUKAR for one in p.semua):
            found.append("tukar")
        return found

    def _baris(self, subjek: str | None) -> Indikator | BarisAnggaran | None:
        if subjek is None:
            return None
        return self.k.indikator.get(subjek) or self.k.anggaran.get(subjek)

    def _bidang_tombol(self, p: Perkara, code: str | None) -> _Bidang | None:
        """The field that a button corrects; None for a button that corrects none, or an empty field."""
        row = self._baris(p.subjek)
        if row is None or p.subjek is None or code not in {"realisasi", "target", "pagu"}:
            return None
        if p.utama.kode == t.TOTAL_TIDAK_COCOK and (
            code != p.utama.data.get("apa") or isinstance(row, Indikator) or row.jenjang == "total"
        ):
            return None  # of a total the draft prints the sum of its lines
        if p.utama.kode == t.SATUAN_TERCAMPUR and p.utama.data.get("sebab") == "anggaran":
            return None
        name = code
        money = "pagu" in p.jenis.tombol
        if isinstance(row, Indikator) and money and code == "realisasi":
            name = "realisasi_anggaran"
        isian: m.Isian | None = getattr(row, name, None)
        return _Bidang(p.subjek, name, isian) if isian is not None else None

    def _ketik(self, p: Perkara) -> _Bidang | None:
        """The field that a typed answer fills."""
        row, wanted = self._baris(p.subjek), p.jenis.mengetik
        if row is None or p.subjek is None or wanted is None:
            return None
        if p.utama.kode == t.ANGKA_BERBEDA:
            name = p.utama.data["kolom"].replace(" ", "_")
            return _Bidang(p.subjek, name, getattr(row, name)) if name in _KATA else None
        if p.utama.kode == t.SATUAN_TERCAMPUR and p.utama.data.get("sebab") != "anggaran":
            return None
        if wanted != "sel":
            return _Bidang(p.subjek, wanted, getattr(row, wanted)) if hasattr(row, wanted) else None
        names = BIDANG_INDIKATOR if isinstance(row, Indikator) else BIDANG_ANGGARAN
        for name in names:
            isian: m.Isian | None = getattr(row, name)
            if isian is not None and isian.sel is not None and isian.sel == p.utama.sel:
                return _Bidang(p.subjek, name, isian)
        return None

    # --- answers
    def _akibat(self, matters: Iterable[Perkara], *, groups: bool) -> _Akibat:
        found = _Akibat()
        for p in matters:
            group = p.jenis.kelompok
            code = self.k.kode(self.id(p))
            if groups and self._banyak(group):
                whole = self.k.kode(self._id_semua(group))
                if whole == "semua":
                    code = "hitungan" if group == "hitungan" else "terima"
                elif whole != "satu":
                    continue
            self._satu(p, code, found)
        return found

    def _satu(self, p: Perkara, code: str | None, found: _Akibat) -> None:
        """Add what one matter's answer does."""
        typed, field_ = self.k.teks(self.id(p)), self._ketik(p)
        if typed is not None and field_ is not None:
            self._tulis(p, field_, typed, found)
        elif code in {"hitungan", "terima", "utama"}:
            self._selesai(p, found)
        elif code in {"realisasi", "target", "pagu"}:
            chosen = self._bidang_tombol(p, code)
            text = None
            if chosen is not None:
                text = self.k.teks(f"isian:{chosen.nama}:{p.utama.kode}:{self._key(p)}")
            if chosen is not None and text is not None:
                self._tulis(p, chosen, text, found)
        elif code not in TUNDA and code is not None:
            self._khusus(p, code, found)

    def _selesai(self, p: Perkara, found: _Akibat) -> None:
        """Settled are the findings of the row that are of one kind with the main one."""
        same = [one for one in p.semua if Perkara(one, (one,)).jenis.kelompok == p.jenis.kelompok]
        found.selesai |= {kunci_temuan(one) for one in same}

    def _tulis(self, p: Perkara, b: _Bidang, teks: str, found: _Akibat) -> None:
        nilai = nilai_isian(teks, b.isian.nilai if b.isian else None)
        if nilai is not None:
            found.koreksi.append(Koreksi(b.subjek, b.nama, nilai))
            found.selesai.add(kunci_temuan(p.utama))

    def _khusus(self, p: Perkara, code: str, found: _Akibat) -> None:
        row, data = self._baris(p.subjek), p.utama.data
        if row is None or p.subjek is None:
            return
        target = self._ketik(p)
        if code == "tukar" and isinstance(row, Indikator) and row.target and row.realisasi:
            found.koreksi.append(Koreksi(p.subjek, "target", row.realisasi.nilai))
            found.koreksi.append(Koreksi(p.subjek, "realisasi", row.target.nilai))
            self._selesai(p, found)
        elif code == "jumlah" and isinstance(row, BarisAnggaran) and p.utama.hasil is not None:
            if row.jenjang != "total":  # of a total the draft prints the sum anyway
                amount = p.utama.hasil.nilai / self.k.awal.faktor_rupiah
                found.koreksi.append(Koreksi(p.subjek, data["apa"], _angka(amount)))
            self._selesai(p, found)
        elif code == "dugaan" and target is not None:
            self._tulis(p, target, data["dugaan"], found)
        elif code in {"satu", "dua"} and target is not None and target.isian is not None:
            self._tafsir(p, target, target.isian, code, found)
        elif code == "lain" and target is not None:
            other = self._isian_lain(p.utama)
            if other is not None:
                found.koreksi.append(Koreksi(target.subjek, target.nama, other.nilai, dari=other))
                self._selesai(p, found)

    def _tafsir(self, p: Perkara, b: _Bidang, isian: m.Isian, code: str, found: _Akibat) -> None:
        """One of two readings of the same cell; where the cell itself allows both, it stays its origin."""
        old = isian.nilai
        if old.tafsir_lain is not None:
            value = old.nilai if code == "satu" else old.tafsir_lain
            read = replace(isian, nilai=replace(old, nilai=value, tafsir_lain=None))
            found.koreksi.append(Koreksi(b.subjek, b.nama, read.nilai, dari=read))
        elif code == "dua" and old.nilai is not None:
            found.koreksi.append(Koreksi(b.subjek, b.nama, _angka(old.nilai * 1000, old.satuan)))
        found.selesai.add(kunci_temuan(p.utama))

    def _isian_lain(self, one: Temuan) -> m.Isian | None:
        """The value of the other table, by its cell."""
        for table in self.k.bahan.tabel:
            for ind in table.indikator:
                values = [getattr(ind, name) for name in BIDANG_INDIKATOR]
                for isian in (*values, *ind.riwayat.values(), *ind.target_jangka.values()):
                    if isian is not None and isian.sel is not None and isian.sel == one.sel:
                        found: m.Isian = isian
                        return found
        return None


def _angka(value: Decimal, satuan: str | None = None) -> Nilai:
    plain = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return Nilai(f"{plain:f}".replace(".", ","), plain, m.JenisNilai.ANGKA, satuan=satuan)
