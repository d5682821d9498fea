"""What must be reached, in one place; each share is of 1.

The first three are the goals of the product for its own material, the rest say
how sure a raised temuan must be.
"""

from __future__ import annotations

from decimal import Decimal

TABEL = Decimal("0.98")
"""Values of the single tables and of the report in ``data/tabel``."""
LKJIP = Decimal("0.92")
"""Values of the whole reports in ``data/lkjip``."""
SINTETIS = Decimal("0.995")
"""Values of the generated layouts."""
TEMUAN_DITEMUKAN = Decimal(1)
"""Known wrong capaian that must be raised."""
TEMUAN_BENAR = Decimal("0.95")
"""Raised capaian mismatches that must be right."""
TEMUAN_LAIN = Decimal(1)
"""Known temuan of every other kind that must be raised."""

PERIKSA_DITEMUKAN = Decimal("0.50")
"""Known contradictions of whole reports that ``periksa`` finds."""
PERIKSA_BENAR = Decimal("0.80")
"""Of what it raises on them, the share that is right."""
