"""Decides what ``1.234`` means, by evidence: unit, partner value, column.

Target and realisasi of one indicator are of one size; a percentage or a score
is never above a thousand; people and documents are counted whole.  Where the
evidence is missing or contradicts itself both readings stay, and the owner is
asked (temuan ``angka-ambigu``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from bot.kinerja.digits import TOKEN, NumberStyle, rapikan
from bot.kinerja.model import JenisNilai, Nilai
from bot.kinerja.satuan import Kelas, kelas_nama, kelas_satuan

SEBANDING = Decimal(20)
"""Two figures of one indicator within this factor are of one size (the readings lie a factor 1000 apart)."""


def is_ambigu(nilai: Nilai) -> bool:
    """Whether a text's number is undecided (two readings) or its digits are grouped wrongly."""
    return nilai.tafsir_lain is not None or nilai.alasan_kosong == "angka-rusak"


def resolve(
    nilai: Nilai,
    partners: Iterable[Nilai] = (),
    satuan: str | None = None,
    nama: str | None = None,
    style: NumberStyle | None = None,
) -> Nilai:
    """``nilai`` with its reading decided, or unchanged (``tafsir_lain`` still set) where it is not.

    ``partners`` are values that should be of the same size: target beside realisasi, earlier
    years, the final target.  ``satuan`` is the unit column's text, ``nama`` the indicator's words.
    """
    nilai = _koma_cacah(nilai, satuan)
    if nilai.tafsir_lain is None or nilai.nilai is None:
        return nilai
    large, small = max(nilai.nilai, nilai.tafsir_lain), min(nilai.nilai, nilai.tafsir_lain)
    if large <= 0:
        large, small = small, large
    votes = [
        v for v in (_suara_satuan(nilai, satuan, nama), _suara_mitra(large, small, partners)) if v is not None
    ]
    if not votes:
        vote = _suara_kolom(nilai, style, satuan, nama)
        votes = [] if vote is None else [vote]
    if not votes or len(set(votes)) > 1:
        return nilai
    return replace(nilai, nilai=large if votes[0] else small, tafsir_lain=None)


def _koma_cacah(nilai: Nilai, satuan: str | None) -> Nilai:
    """``7,493 orang``: people are not counted in thousandths, so the comma may group thousands."""
    if nilai.jenis is not JenisNilai.ANGKA or nilai.nilai is None or nilai.tafsir_lain is not None:
        return nilai
    if (kelas_satuan(satuan) or kelas_satuan(nilai.satuan)) is not Kelas.CACAH:
        return nilai
    token = TOKEN.search(rapikan(nilai.teks[:200]))
    if token is None or nilai.nilai == nilai.nilai.to_integral_value():
        return nilai
    head, comma, tail = token.group().partition(",")
    if not comma or len(tail) != 3 or "." in head or head.startswith("0") or len(head) > 3:
        return nilai
    return replace(nilai, tafsir_lain=Decimal(head + tail).copy_sign(nilai.nilai))


def _suara_satuan(nilai: Nilai, satuan: str | None, nama: str | None) -> bool | None:
    """True for thousands, False for decimals, None where the unit does not tell."""
    kind = kelas_satuan(nilai.satuan) or kelas_satuan(satuan) or kelas_nama(nama)
    if kind in {Kelas.PERSEN, Kelas.INDEKS}:
        return False
    if kind in {Kelas.CACAH, Kelas.UANG}:
        return True
    return None


def _suara_mitra(large: Decimal, small: Decimal, partners: Iterable[Nilai]) -> bool | None:
    votes: set[bool] = set()
    for partner in partners:
        if partner.nilai is None or partner.tafsir_lain is not None or partner.nilai == 0:
            continue
        size = abs(partner.nilai)
        near_large = _near(abs(large), size)
        near_small = _near(abs(small), size)
        if near_large != near_small:
            votes.add(near_large)
    return votes.pop() if len(votes) == 1 else None


def _near(a: Decimal, b: Decimal) -> bool:
    return a <= b * SEBANDING and b <= a * SEBANDING


def _suara_kolom(
    nilai: Nilai, style: NumberStyle | None, satuan: str | None, nama: str | None
) -> bool | None:
    """The column's separators, then the prior of measures and of round thousands."""
    if style is not None and "." in nilai.teks and style.titik_ribuan is not None:
        # Decimal commas alone make the dot a thousands mark only by consistency; a measure or a round
        # number agrees with it, anything else is still asked.
        only_commas = not style.ribuan_titik and not style.desimal_titik
        if not only_commas:
            return style.titik_ribuan
    known = kelas_satuan(nilai.satuan) or kelas_satuan(satuan) or kelas_nama(nama)
    round_thousand = max(nilai.nilai or 0, nilai.tafsir_lain or 0) % 1000 == 0
    if known is Kelas.UKURAN or round_thousand:
        return True
    return None
