"""Indicators that are broken down in the rows below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.tables.understanding.rows import Terbaca
from bot.tables.understanding.wording import BULLET, starts_like_indicator

_MAX_PARTS = 40


def link_parents(items: Sequence[Terbaca]) -> None:
    """Mark parents and their children, in place.

    A parent has no value of its own and is followed by rows that are no indicators by
    themselves (they do not begin like one); or its value is exactly the sum of such rows.
    """
    at = 0
    while at < len(items):
        end = _children_end(items, at)
        if end > at + 1:
            parent = items[at]
            if parent.kosong:
                parent.indikator = replace(parent.indikator, is_induk=True)
            for child in items[at + 1 : end]:
                unit = child.indikator.satuan or parent.indikator.satuan
                child.indikator = replace(child.indikator, induk=parent.indikator.id, satuan=unit)
            at = end
        else:
            at += 1


def _children_end(items: Sequence[Terbaca], at: int) -> int:
    parent = items[at]
    end = at + 1
    while end < len(items) and end - at <= _MAX_PARTS and _is_part(parent, items[end]):
        end += 1
    if end == at + 1:
        return end
    if parent.kosong:
        return end
    return end if end - at > 2 and _adds_up(items, at, end) else at + 1


def _is_part(parent: Terbaca, child: Terbaca) -> bool:
    if child.kosong or child.konteks.sasaran != parent.konteks.sasaran:
        return False
    if child.indikator.nama.isi == parent.indikator.nama.isi:
        return False
    raw = child.baris.raw("indikator")
    if parent.kosong and (BULLET.match(raw) or raw[:2] in {"a.", "b.", "c.", "d.", "e."}):
        return True
    return not starts_like_indicator(child.indikator.nama.isi)


def _adds_up(items: Sequence[Terbaca], at: int, end: int) -> bool:
    own = items[at].indikator.target
    total = Decimal(0)
    for item in items[at + 1 : end]:
        part = item.indikator.target
        if part is None or part.angka is None:
            return False
        total += part.angka
    return own is not None and own.angka == total and total != 0
