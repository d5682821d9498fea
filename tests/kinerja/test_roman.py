"""Roman numerals: chapters, list items, pages of the front matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kinerja.roman import from_roman, to_roman


@given(st.integers(1, 3999))
def test_roman_numerals_read_back(number: int) -> None:
    assert from_roman(to_roman(number)) == number
    assert from_roman(to_roman(number).lower()) == number


@pytest.mark.parametrize("text", ["", "IIII", "VX", "ABC", "12", "IC", "M" * 40])
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert from_roman(text) is None
