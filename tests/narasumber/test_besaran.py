from __future__ import annotations

import pytest

from bot.narasumber.besaran import berbeda, besaran


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("paling lambat 3 (tiga) bulan", "paling lambat dua bulan", "waktu"),
        ("paling lambat 3 (tiga) bulan", "dalam 90 hari", None),
        ("pada 31 Maret", "pada 28 Februari", "tanggal"),
        ("di atas 90 persen", "di atas 85,5%", "persen"),
        ("dua rangkap", "3 eksemplar", None),
        ("dua rangkap", "3 rangkap", "rangkap"),
        ("dua atau tiga rangkap", "3 rangkap", None),
        ("sekali setahun", "dua kali setahun", "kali"),
        ("5 hari kerja", "7 hari", None),
        ("tahun 2014", "tahun 2015", None),
        ("Permenpan-RB 53/2014", "PP 8/2006", None),
        ("1.000 halaman", "1000 halaman", None),
        ("tidak ada angka", "3 bulan", None),
    ],
)
def test_what_differs(one: str, other: str, kind: str | None) -> None:
    assert berbeda(besaran(one), besaran(other)) == kind
    assert berbeda(besaran(other), besaran(one)) == kind
