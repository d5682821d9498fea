"""What must be reached, in one place; each share is of 1.

The first three are the goals of the product for its own material, the rest say
how sure a raised temuan must be.
"""

from __future__ import annotations

from collections.abc import Mapping
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

PERIKSA_DRAF = Decimal("0.80")
"""Faults put into drafts that ``periksa`` finds with the table."""
PERIKSA_REKAAN = Decimal("0.85")
"""Faults in invented reports of other layouts that it finds without a table."""
PERIKSA_KETEPATAN = Decimal("0.85")
"""Of the new findings on either set, the share that speaks of the fault."""
PERIKSA_TENANG = Decimal("0.95")
"""Right invented reports, and right changes of them, of which it says nothing."""

TEMU_KEMBALI: Mapping[str, Mapping[str, Decimal]] = {
    "tala": {"recall@5": Decimal("0.97")},
    "uji": {"recall@5": Decimal("0.97")},
    "dev": {"recall@5": Decimal("0.93")},
}
"""By set of questions: where the index must find the right place, some way below what is reached."""
JAWABAN: Mapping[str, Mapping[str, Decimal]] = {
    name: {
        "isi dan kutipan": Decimal(both),
        "tolak benar": Decimal(refused),
        "tanpa tolak keliru": Decimal(answered),
    }
    for name, both, refused, answered in (
        ("tala", "0.88", "0.95", "0.96"),
        ("uji", "0.81", "0.88", "0.92"),
        ("dev", "0.84", "0.99", "0.96"),
    )
}
"""By set of questions: right words with a right citation, refusals where due, answers where due."""
