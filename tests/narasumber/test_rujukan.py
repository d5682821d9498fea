"""Places that a narasumber types are read as people write them, and checked."""

from __future__ import annotations

import pytest

from bot.narasumber.rujukan import Rujukan, Temuan, baca_rujukan
from knowledge.index.service import KnowledgeIndex


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Permenpan-RB 53/2014 Lampiran II huruf C",
            [("Permenpan-RB 53/2014 Lampiran II huruf C", Temuan.ADA)],
        ),
        (
            "lihat lampiran ii huruf c permenpan rb nomor 53 tahun 2014.",
            [("Permenpan-RB 53/2014 Lampiran II huruf C", Temuan.ADA)],
        ),
        ("Pasal 8 ayat 2 PP 8/2006", [("PP 8/2006 Pasal 8 ayat 2", Temuan.TIDAK_TERBACA)]),
        ("Pasal 99 Permenpan-RB 53/2014", [("Permenpan-RB 53/2014 Pasal 99", Temuan.TIDAK_ADA)]),
        ("Lampiran IV Permenpan-RB 53/2014", [("Permenpan-RB 53/2014 Lampiran IV", Temuan.TIDAK_ADA)]),
        ("Permenpan-RB 99/2023 Pasal 3", [("Permenpan-RB 99/2023", Temuan.SUMBER_ASING)]),
        ("lihat Pasal 5 ayat (2).", [("Pasal 5 ayat (2)", Temuan.TANPA_SUMBER)]),
        ("Menurut PP 8/2006.", [("PP 8/2006", Temuan.ADA)]),
        ("Muat di Bab III LKjIP, dua rangkap.", []),
        ("Cukup dua rangkap.", []),
    ],
)
def test_places(shipped: KnowledgeIndex, text: str, expected: list[tuple[str, Temuan]]) -> None:
    assert [(one.tempat, one.temuan) for one in baca_rujukan(text, shipped)] == expected


def test_a_missing_place_says_what_there_is(shipped: KnowledgeIndex) -> None:
    (one,) = baca_rujukan("Pasal 99 Permenpan-RB 53/2014", shipped)
    assert not one.sah
    assert one.catatan == "pasal 7"


def test_a_revoked_rule_is_known_as_revoked(shipped: KnowledgeIndex) -> None:
    (one,) = baca_rujukan("Pasal 3 Permenpan-RB 29/2010", shipped)
    assert one.status == "dicabut"
    assert "Permenpan-RB 53/2014" in one.catatan


def test_what_is_stored_comes_back(shipped: KnowledgeIndex) -> None:
    for one in baca_rujukan("Permenpan-RB 53/2014 Lampiran II huruf C dan Pasal 5", shipped):
        assert Rujukan.from_json(one.to_json()) == one
