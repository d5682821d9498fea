"""Settles what headings leave open, over all columns of one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.tables.understanding.columns import Evidence
from bot.tables.understanding.meaning import Meaning
from bot.tables.understanding.role import NAMA_ANGGARAN, RENSTRA, SATU, Role
from bot.tables.understanding.wording import YEAR, YEAR_SPAN, bersih, heading


class Settler:
    """Works through the open questions of one table, the surest first."""

    def __init__(
        self, meanings: Sequence[Meaning], evidence: Sequence[Evidence], title: str, year: int | None
    ) -> None:
        self.meanings = list(meanings)
        self.evidence = list(evidence)
        self.title = heading(title[:250])
        self.title_text = bersih(title)
        self.year = year
        self.pokok = [m.pokok for m in meanings]

    def settle(self, overrides: Mapping[int, tuple[str, int | None]]) -> list[Role]:
        self._plan_years()
        self._figures_not_names()
        self._own_result()
        self._open_percent()
        self._open_result()
        self._bare_years()
        self._money_without_words()
        self._values_under_unit()
        roles = [self._role(at) for at in range(len(self.meanings))]
        for at, (peran, tahun) in overrides.items():
            roles[at] = replace(roles[at], peran=peran, keyakinan=1.0, tahun=tahun or roles[at].tahun)
        roles = self._indicator_column(roles, overrides)
        roles = self._alone(roles, overrides)
        return self._unheaded(roles, overrides)

    # -- questions over the whole table -------------------------------------------------

    def _where(self, *pokok: str) -> list[int]:
        return [at for at, p in enumerate(self.pokok) if p in pokok]

    def _is_money(self, at: int) -> bool:
        """Under a heading of money, or with the amounts of money where headings are silent."""
        if self.pokok[at] in ("anggaran", "serapan"):
            return True
        said = self.meanings[at].money
        if said is not None:
            return said
        return self._amounts(at) and not self._performance_in_rupiah(at)

    def _performance_in_rupiah(self, at: int) -> bool:
        """Whether the only target (or result) of a table of indicators with a satuan: income and investment
        are performance too, and are counted in rupiah.
        """
        if not self._where("indikator") or not self._where("satuan") or self._where("anggaran", "serapan"):
            return False
        kind = self.pokok[at] or ""
        year = self.meanings[at].tahun
        rivals = [o for o in self._where(kind) if o != at and self.meanings[o].triwulan is None]
        return kind in ("target", "realisasi") and all(self.meanings[o].tahun != year for o in rivals)

    def _amounts(self, at: int) -> bool:
        seen = self.evidence[at]
        return seen.is_numbers and seen.money >= 0.6 and seen.median is not None and seen.median >= 100_000

    def _has_money(self) -> bool:
        return any(p == "anggaran" for p in self.pokok) or any(
            p in ("target", "realisasi") and self._is_money(at) for at, p in enumerate(self.pokok)
        )

    def _performance_targets(self) -> list[int]:
        return [
            at
            for at in self._where("target")
            if not self._is_money(at) and self.meanings[at].triwulan is None
        ]

    def _open_percent(self) -> None:
        """``%`` alone, and ``% Realisasi``: capaian or serapan, by the measures on its left."""
        for at in self._where("persen"):
            meaning = self.meanings[at]
            if meaning.triwulan is not None:
                continue
            if meaning.money is True:
                self.pokok[at] = "serapan"
            elif meaning.money is False:
                self.pokok[at] = "capaian"
            else:
                left = self._left_measure(at)
                if left is None:
                    self.pokok[at] = "lain" if not self._has_money() else "serapan"
                else:
                    self.pokok[at] = "serapan" if self._is_money(left) else "capaian"
        for at in self._where("realisasi", "realisasi?"):
            if (
                self.meanings[at].persen
                and self.meanings[at].triwulan is None
                and self.pokok[at] == "realisasi"
            ):
                if self.meanings[at].money is True:
                    self.pokok[at] = "serapan"
                    continue
                left = self._left_measure(at)
                cash = left is not None and self._is_money(left) and self.meanings[at].money is not False
                if any(self._is_money(o) == cash for o in self._results_but(at)):
                    self.pokok[at] = "serapan" if cash else "capaian"

    def _results_but(self, at: int) -> list[int]:
        return [o for o in self._where("realisasi", "serapan") if o != at and not self.meanings[o].persen]

    def _left_measure(self, at: int) -> int | None:
        for other in range(at - 1, -1, -1):
            if self.pokok[other] in ("target", "realisasi", "realisasi?", "anggaran", "serapan", "capaian"):
                return other
        return None

    def _open_result(self) -> None:
        """``Realisasi Capaian`` and ``Capaian``: the result itself, or its percentage."""
        plain = [at for at in self._where("realisasi") if not self._is_money(at) and not self._foreign(at)]
        for at in self._where("realisasi?"):
            meaning = self.meanings[at]
            same_year = [
                o for o in plain if self.meanings[o].tahun in (None, meaning.tahun) or meaning.tahun is None
            ]
            is_rate = meaning.persen and not self._cells_like_target(at)
            leads_with_capaian = self._leads_with_capaian(at)
            if (same_year and leads_with_capaian) or (is_rate and (leads_with_capaian or same_year)):
                self.pokok[at] = "capaian"
            else:
                self.pokok[at] = "realisasi"
        results = [at for at in self._where("realisasi") if not self._is_money(at) and not self._foreign(at)]
        if any(self.meanings[at].tahun in (None, self.year) for at in results):
            return
        if not self._performance_targets():
            return
        if any(m.triwulan for m in self.meanings):
            return
        for at in self._where("capaian"):
            meaning = self.meanings[at]
            if not meaning.persen and meaning.money is not True and not self._is_money(at):
                self.pokok[at] = "realisasi"

    def _leads_with_capaian(self, at: int) -> bool:
        words = [c for c in heading(self.meanings[at].column.judul).concepts if c in ("capaian", "realisasi")]
        return bool(words) and words[0] == "capaian"

    def _foreign(self, at: int) -> bool:
        return self.meanings[at].banding or self.meanings[at].nasional

    def _cells_like_target(self, at: int) -> bool:
        """Whether a column is of the size of the targets rather than around one hundred."""
        seen = self.evidence[at]
        for other in self._performance_targets():
            base = self.evidence[other]
            if seen.median is not None and base.median is not None and base.median:
                near = base.median / 3 <= seen.median <= base.median * 3
                return near and not 60 <= seen.median <= 140
        return False

    def _bare_years(self) -> None:
        """Years without a word of what they measure: the title says, else they are results."""
        targets = self.title.has("target") and not self.title.has("realisasi", "capaian")
        for at in self._where("tahun_nilai"):
            meaning = self.meanings[at]
            later = meaning.tahun is not None and self.year is not None and meaning.tahun > self.year
            if meaning.sampai and later:
                self.meanings[at] = replace(meaning, akhir=True)
                self.pokok[at] = "target"
            elif not self.evidence[at].is_numbers and self.evidence[at].filled:
                self.pokok[at] = "lain"
            else:
                self.pokok[at] = "target" if targets or later else "realisasi"

    def _money_without_words(self) -> None:
        """Target and Realisasi whose cells are amounts, in a table of programs or of income, are budget."""
        has_indicator = bool(self._where("indikator", "output"))
        for at in self._where("target", "realisasi"):
            meaning = self.meanings[at]
            if meaning.money is None and not meaning.persen and self._amounts(at) and not has_indicator:
                self.meanings[at] = replace(meaning, money=True)
        budget = self._where("anggaran")
        if not budget or self._performance_targets():
            return
        for at in self._where("realisasi"):
            meaning = self.meanings[at]
            if meaning.money is None and not has_indicator and self.evidence[at].percent < 0.5:
                self.meanings[at] = replace(meaning, money=True)

    def _figures_not_names(self) -> None:
        """``Hasil`` over figures beside a target is the result, ``Unit`` over units of measure the satuan;
        over names they are an output and an office.
        """
        if self._where("target") and not self._where("realisasi", "realisasi?"):
            for at in self._where("output"):
                if self.evidence[at].is_numbers:
                    self.pokok[at] = "realisasi"
        if not self._where("satuan") and self._where("indikator"):
            for at in self._where("unit_kerja"):
                seen = self.evidence[at]
                if self.meanings[at].column.judul.casefold() == "unit" and seen.filled and seen.length <= 12:
                    self.pokok[at] = "satuan"

    def _plan_years(self) -> None:
        """``Tahun ke-1`` … become years where the title gives the period of the plan."""
        ordinals = [m.ke for m in self.meanings if m.ke is not None]
        if not ordinals:
            return
        span = YEAR_SPAN.search(self.title_text)
        years = [int(y) for y in YEAR.findall(span.group())] if span else []
        first = None
        if len(years) == 2:
            # A plan of 2021-2026 with five columns counts from the year after its adoption.
            first = years[0] if years[1] - years[0] + 1 <= max(ordinals) else years[0] + 1
        for at, meaning in enumerate(self.meanings):
            if meaning.ke is None:
                continue
            if first is None:
                self.pokok[at] = "lain"
            else:
                self.meanings[at] = replace(meaning, tahun=first + meaning.ke - 1)

    def _own_result(self) -> None:
        """Where every result names a region, the first that is called realisasi or capaian is the office's
        own.
        """
        listed = [at for at in self._where("realisasi", "realisasi?") if not self.meanings[at].nasional]
        if not listed or any(not self.meanings[at].banding for at in listed):
            return
        said = [at for at in listed if self.meanings[at].campuran & {"realisasi", "capaian"}]
        if said:
            self.meanings[said[0]] = replace(self.meanings[said[0]], banding=False)

    def _values_under_unit(self) -> None:
        """A group Target over a column Satuan that holds numbers: the targets stand there."""
        if self._performance_targets():
            return
        for at in self._where("satuan"):
            seen = self.evidence[at]
            if seen.filled and seen.numeric >= 0.7 and "target" in self.meanings[at].campuran:
                self.pokok[at] = "target"

    # -- one column ---------------------------------------------------------------------

    def _role(self, at: int) -> Role:
        meaning, seen, pokok = self.meanings[at], self.evidence[at], self.pokok[at]
        sure = 0.95 if meaning.tajam else 0.85
        role = Role(
            meaning.column,
            "lain",
            sure,
            tahun=meaning.tahun,
            triwulan=meaning.triwulan,
            kelompok=meaning.kelompok,
            sampai=meaning.sampai or meaning.kumulatif,
        )
        if pokok is None:
            return replace(role, keyakinan=0.0)
        if meaning.triwulan is not None and pokok in (
            "target",
            "realisasi",
            "capaian",
            "anggaran",
            "persen",
            "serapan",
        ):
            return replace(role, peran=self._quarter_role(meaning, pokok))
        if pokok == "target":
            return self._target(role, meaning, at)
        if pokok == "realisasi":
            return self._result(role, meaning, at)
        if pokok == "capaian":
            return self._achievement(role, meaning)
        if pokok == "anggaran":
            return self._budget(role, meaning)
        if pokok == "serapan":
            if not meaning.persen and self._amounts(at):
                return replace(role, peran="realisasi_anggaran", kelompok="anggaran")
            return replace(role, peran="serapan", kelompok="anggaran")
        if pokok == "sisa":
            return replace(role, peran="sisa" if self._has_money() else "lain")
        if pokok == "tahun":
            is_years = seen.years >= 0.5 or not seen.filled
            return replace(role, peran="tahun" if is_years else "lain")
        if pokok == "output":
            return replace(role, peran="output")
        if pokok == "nama_kinerja":
            return replace(role, peran="nama_kinerja")
        if pokok in ("definisi", "orang", "barang"):
            return replace(role, peran=pokok)
        if pokok == "no" and seen.words > 0.5 and seen.serial < 0.2:
            return replace(role, peran="lain")
        if pokok == "satuan" and meaning.money is True and self._amounts(at):
            return replace(role, peran="lain")
        return replace(role, peran=pokok if pokok != "bobot" or not meaning.persen else "bobot")

    def _quarter_role(self, meaning: Meaning, pokok: str) -> str:
        if pokok == "anggaran" or (pokok == "target" and meaning.money):
            return "tw_pagu"
        if pokok in ("realisasi", "persen") and meaning.money:
            return "tw_persen" if meaning.persen else "tw_rupiah"
        if pokok == "serapan":
            return "tw_persen" if meaning.persen else "tw_rupiah"
        if pokok == "target":
            return "tw_target"
        if pokok == "realisasi":
            return "tw_persen" if meaning.persen else "tw_realisasi"
        return "tw_persen"

    def _target(self, role: Role, meaning: Meaning, at: int) -> Role:
        if self._is_money(at) and meaning.money is not False:
            if meaning.renstra and (meaning.akhir or meaning.tahun not in (None, self.year)):
                return replace(role, peran="lain")
            peran = "pagu" if meaning.tahun in (None, self.year) else "lain"
            return replace(role, peran=peran, kelompok="anggaran")
        if meaning.nasional:
            return replace(role, peran="standar_nasional", pembanding=meaning.column.judul)
        if meaning.akhir or (meaning.renstra and meaning.tahun is None and not self._only_target(at)):
            return replace(role, peran="target_akhir")
        if meaning.renstra and meaning.tahun == self.year and self.year and not self._only_target(at):
            return replace(role, peran="lain", keyakinan=0.6)
        if meaning.renstra and meaning.tahun is None:
            return replace(role, peran="target_akhir")
        if meaning.mundur:
            return replace(role, peran="target_tahun", tahun=meaning.tahun or self._back(meaning))
        if meaning.tahun is None or meaning.tahun == self.year:
            return replace(role, peran="target")
        return replace(role, peran="target_tahun")

    def _back(self, meaning: Meaning) -> int | None:
        """The year that ``tahun lalu`` or ``n-2`` means; None where the reporting year is unknown."""
        return self.year - meaning.mundur if self.year is not None and meaning.mundur else None

    def _only_target(self, at: int) -> bool:
        """Whether no other column holds this year's target."""
        return not any(
            o != at and self.meanings[o].tahun in (None, self.year) and not self.meanings[o].akhir
            for o in self._performance_targets()
        )

    def _result(self, role: Role, meaning: Meaning, at: int) -> Role:
        if self._is_money(at) and meaning.money is not False:
            if meaning.sampai and meaning.renstra:
                return replace(role, peran="lain")
            own = meaning.tahun in (None, self.year) and not meaning.mundur
            peran = "realisasi_anggaran" if own else "lain"
            return replace(role, peran=peran, kelompok="anggaran")
        if meaning.nasional and not (meaning.sampai and meaning.renstra):
            return replace(role, peran="standar_nasional", pembanding=meaning.column.judul)
        if meaning.banding and self._another_result(at):
            return replace(role, peran="pembanding", pembanding=meaning.column.judul)
        if meaning.mundur or (meaning.sampai and meaning.renstra):
            year = meaning.tahun or self._back(meaning)
            if year is None or (self.year is not None and year >= self.year):
                return replace(role, peran="lain", keyakinan=0.7)
            return replace(role, peran="realisasi_tahun", tahun=year)
        if meaning.tahun is None or meaning.tahun == self.year:
            return replace(role, peran="realisasi")
        return replace(role, peran="realisasi_tahun")

    def _another_result(self, at: int) -> bool:
        return any(
            o != at and not self._foreign(o) and not self._is_money(o) for o in self._where("realisasi")
        )

    def _achievement(self, role: Role, meaning: Meaning) -> Role:
        if meaning.money is True:
            # A rate over the whole plan period is no absorption of this year's budget.
            return replace(role, peran="lain" if meaning.renstra else "serapan", kelompok="anggaran")
        if meaning.nasional and not meaning.persen and "terhadap" not in meaning.column.judul.casefold():
            # "Capaian Nasional" is what the nation reached, not a percentage of this office's target.
            return replace(role, peran="standar_nasional", pembanding=meaning.column.judul)
        if meaning.renstra or meaning.akhir:
            return replace(role, peran="capaian", kelompok=RENSTRA)
        if meaning.mundur:
            return replace(role, peran="capaian_tahun", tahun=meaning.tahun or self._back(meaning))
        if meaning.tahun is not None and self.year is not None and meaning.tahun < self.year:
            return replace(role, peran="capaian_tahun")
        return replace(role, peran="capaian")

    def _budget(self, role: Role, meaning: Meaning) -> Role:
        if meaning.persen:
            return replace(role, peran="lain")
        if meaning.tahun is not None and self.year is not None and meaning.tahun != self.year:
            return replace(role, peran="lain")
        if meaning.akhir or self._is_movement(meaning):
            return replace(role, peran="lain")
        if meaning.murni and not meaning.perubahan and any(m.perubahan for m in self.meanings):
            return replace(role, peran="pagu_awal", kelompok="anggaran")
        return replace(role, peran="pagu", kelompok="anggaran")

    def _is_movement(self, meaning: Meaning) -> bool:
        """``Perubahan`` alone beside results of several years is how much they moved, not a budget."""
        if not meaning.perubahan or len(meaning.column.levels) > 1 or any(m.murni for m in self.meanings):
            return False
        at = next(n for n, m in enumerate(self.meanings) if m is meaning)
        return bool(self._where("indikator")) and not self._amounts(at)

    # -- one role, one column -----------------------------------------------------------

    def _indicator_column(
        self, roles: list[Role], overrides: Mapping[int, tuple[str, int | None]]
    ) -> list[Role]:
        """Where no heading says Indikator, an output, a performance or a description column
        holds the names.
        """
        taken = any(r.peran == "indikator" for r in roles)
        order = ["output", "nama_kinerja"]
        expected = taken and not any(r.peran == "sasaran" for r in roles)
        for wanted in order:
            for at, role in enumerate(roles):
                if role.peran != wanted or at in overrides:
                    continue
                if expected and "diharapkan" in role.column.judul.casefold():
                    # "Kinerja yang diharapkan" beside an indicator is what the indicator measures.
                    roles[at] = replace(role, peran="sasaran", keyakinan=0.75)
                    continue
                if not taken and self.evidence[at].words + (self.evidence[at].numeric < 0.3) > 0.3:
                    roles[at] = replace(role, peran="indikator", keyakinan=0.75)
                    taken = True
                else:
                    roles[at] = replace(role, peran="lain")
        measured = any(
            r.peran in ("target", "realisasi", "capaian", "realisasi_tahun", "target_akhir") for r in roles
        )
        if taken or not measured:
            return roles
        for wanted in ("uraian", "sasaran", "tujuan", "kode"):
            if any(r.peran in NAMA_ANGGARAN for r in roles) and wanted in ("sasaran", "kode"):
                break
            if any(r.peran == "tahun" for r in roles):
                break
            for at, role in enumerate(roles):
                budget_only = any(r.peran in ("pagu", "realisasi_anggaran") for r in roles) and not any(
                    r.peran in ("target", "realisasi") for r in roles
                )
                if role.peran == wanted and at not in overrides and not budget_only:
                    roles[at] = replace(role, peran="indikator", keyakinan=0.6)
                    return roles
        return roles

    def _alone(self, roles: list[Role], overrides: Mapping[int, tuple[str, int | None]]) -> list[Role]:
        """One column for each single role; the others become earlier years where they can, else ``lain``."""
        for peran in sorted(SATU):
            holders = [at for at, r in enumerate(roles) if r.peran == peran]
            if len(holders) < 2:
                continue
            best = self._best(peran, holders, overrides)
            for at in holders:
                if at == best or at in overrides:
                    continue
                roles[at] = replace(roles[at], peran="keterangan" if peran == "keterangan" else "lain")
        return roles

    def _best(
        self, peran: str, holders: Iterable[int], overrides: Mapping[int, tuple[str, int | None]]
    ) -> int:
        listed = list(holders)
        for at in listed:
            if at in overrides:
                return at
        if peran == "sasaran":
            own = [at for at in listed if not self.meanings[at].renstra and self.evidence[at].filled]
            return (own or listed)[-1]
        if peran == "indikator":
            filled = [at for at in listed if self.evidence[at].words > 0]
            specific = [at for at in filled if "sasaran" in self.meanings[at].campuran]
            return (specific or filled or listed)[-1]
        if peran in ("target", "realisasi", "capaian", "pagu", "realisasi_anggaran", "serapan"):
            exact = [at for at in listed if self.meanings[at].tahun == self.year and self.year is not None]
            filled = [at for at in (exact or listed) if self.evidence[at].filled]
            changed = [at for at in filled if self.meanings[at].perubahan]
            return (changed or filled or listed)[0]
        filled = [at for at in listed if self.evidence[at].filled]
        return (filled or listed)[0]

    def _unheaded(self, roles: list[Role], overrides: Mapping[int, tuple[str, int | None]]) -> list[Role]:
        """A first column without a heading that only numbers the rows is ``no``."""
        for at, role in enumerate(roles):
            if at in overrides or role.column.levels or role.peran != "lain":
                continue
            seen = self.evidence[at]
            if at == 0 and seen.filled and seen.serial >= 0.7:
                roles[at] = replace(role, peran="no", keyakinan=0.7)
        return roles
