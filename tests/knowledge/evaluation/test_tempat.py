"""When a found place counts as an accepted one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evaluation.tempat import Cocok, Tempat, cocok
from knowledge.letak import Langkah, Letak, parse_letak

PP, UU = "PP 1/2001", "UU 2/2002"


def at(letak: str, sumber: str = PP) -> Tempat:
    return Tempat(sumber, parse_letak(letak))


@pytest.mark.parametrize(
    ("found", "accepted", "fit"),
    [
        ("Pasal 6", "Pasal 6", Cocok.TEPAT),
        ("Pasal 6 ayat (2)", "Pasal 6", Cocok.TEPAT),
        ("Pasal 6", "Pasal 6 ayat (2)", Cocok.INDUK),
        ("Pasal 6", "Pasal 6 ayat (2) huruf a", Cocok.TIDAK),
        ("Pasal 6 ayat (1)", "Pasal 6 ayat (2)", Cocok.TIDAK),
        ("Pasal 60", "Pasal 6", Cocok.TIDAK),
        ("lampiran i huruf c", "Lampiran I huruf C", Cocok.TEPAT),
        ("Lampiran I", "Lampiran II", Cocok.TIDAK),
        ("", "Pasal 6", Cocok.TIDAK),
        ("Pasal 19", "Pasal 18-27", Cocok.TEPAT),
        ("Pasal 18-27", "Pasal 18-27", Cocok.TEPAT),
        ("Pasal 20-21", "Pasal 18-27", Cocok.TEPAT),
        ("Pasal 19 ayat (3)", "Pasal 18-27", Cocok.TEPAT),
        ("Pasal 28", "Pasal 18-27", Cocok.TIDAK),
        ("Pasal 26-28", "Pasal 18-27", Cocok.TIDAK),
        ("Pasal 2-4", "Pasal 2", Cocok.TIDAK),
        ("Anak Lampiran I/2-6", "Anak Lampiran I/1-6", Cocok.TIDAK),
        ("Bab II", "Bab II bagian pelaporan", Cocok.INDUK),
        ("Bab II bagian Pelaporan", "Bab II bagian pelaporan", Cocok.TEPAT),
    ],
)
def test_one_place(found: str, accepted: str, fit: Cocok) -> None:
    assert cocok(at(found), [at(accepted)]) is fit


@pytest.mark.parametrize("letak", ["", "Pasal 6", "Lampiran II huruf D"])
def test_an_empty_letak_accepts_the_whole_source_and_no_other(letak: str) -> None:
    assert cocok(at(letak), [at("")]) is Cocok.TEPAT
    assert cocok(at(letak, UU), [at("")]) is Cocok.TIDAK


def test_the_best_of_several_counts() -> None:
    assert cocok(at("Pasal 6"), [at("Pasal 6 ayat (1)"), at("Pasal 6"), at("Pasal 9")]) is Cocok.TEPAT
    assert cocok(at("Pasal 6"), []) is Cocok.TIDAK


steps = st.lists(
    st.builds(Langkah, st.sampled_from(["pasal", "ayat", "huruf", "angka"]), st.sampled_from("12345")),
    min_size=1,
    max_size=5,
).map(lambda parts: Letak(tuple(parts)))


@given(steps, steps)
def test_right_places_lie_on_one_path(found: Letak, accepted: Letak) -> None:
    """A right place is on the way to the accepted one or beyond it; how it is written does not matter."""
    fit = cocok(Tempat(PP, found), [Tempat(PP, accepted)])
    inside, around = accepted.contains(found), len(found.langkah) == len(accepted.langkah) - 1
    assert (fit is Cocok.TEPAT) == inside
    assert (fit is Cocok.INDUK) == (not inside and around and found.contains(accepted))
    assert cocok(Tempat(PP, parse_letak(str(found).upper())), [Tempat(PP, accepted)]) is fit
    assert cocok(Tempat(UU, found), [Tempat(PP, accepted)]) is Cocok.TIDAK


@given(steps, st.sampled_from("12345"))
def test_going_deeper_never_leaves_an_accepted_place(accepted: Letak, number: str) -> None:
    assert cocok(Tempat(PP, accepted.child("huruf", number)), [Tempat(PP, accepted)]) is Cocok.TEPAT
