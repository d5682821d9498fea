"""Random tables through the whole corridor: composed, written as Word, opened again, every number traced.

Sixty in the quick suite, five hundred where ``ACAK=500`` asks for them (``.ci/run`` does).
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from bot.drafting.model import Identitas
from bot.drafting.service import PilihanDraf, make_draft
from bot.kinerja.measure import measure
from bot.kinerja.measurement import Aturan, RumusTurun
from bot.kinerja.model import IndicatorTable
from bot.kinerja.skala import PERMENDAGRI_86_2017
from tests.drafting.test_compose_sifat import tables

PARTS = 10
EACH = max(1, int(os.environ.get("ACAK", "60")) // PARTS)


@pytest.mark.parametrize("part", range(PARTS))
def test_random_tables_become_drafts_without_an_untraced_number(part: int) -> None:
    """In parts, so that several processes share the work; a part is the same in every run."""
    drafted = 0

    @seed(part)
    @settings(
        max_examples=EACH,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(tables(), st.sampled_from(list(RumusTurun)), st.sampled_from(["3", "semua"]))
    def check(table: IndicatorTable, rumus: RumusTurun, bab: str) -> None:
        nonlocal drafted
        measured = measure(table, Aturan(PERMENDAGRI_86_2017, rumus_turun=rumus))
        made = make_draft(
            measured, Identitas("Dinas Contoh", table.tahun), pilihan=PilihanDraf(bab=bab, gambar=False)
        )
        assert made.audit.angka == made.audit.tertelusur
        drafted += 1

    check()
    assert drafted >= EACH
