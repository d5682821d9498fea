"""Who asks for one office gets its line, not an overview of all offices."""

from __future__ import annotations

from bot.answering.compose.choose import Calon
from bot.answering.compose.pick import OTHER_KIND, OVERVIEW, of_the_kind, of_the_party
from knowledge.index.model import Hit
from knowledge.letak import parse_letak
from knowledge.model import Aspek, Jenis, Passage, Pernyataan


def candidate(score: float, pihak: float, items: int, aspek: float = 1.0) -> Calon:
    statement = Pernyataan(Aspek.TENGGAT, "Tenggat.", tuple("abcdef"[:items]))
    passage = Passage(
        f"s#{score}", "s", Jenis.REGULASI, parse_letak("Pasal 1"), "Judul", "Teks", pernyataan=(statement,)
    )
    return Calon(Hit(passage, 0.5, {}, 1.0), 0, score, aspek, pihak, 1.0, 1.0)


OVERVIEW_OF_ALL, ITS_OWN = candidate(8.0, 0.0, 5), candidate(7.0, 1.0, 0)


def test_the_line_of_the_party_goes_before_an_overview() -> None:
    assert of_the_party([OVERVIEW_OF_ALL, ITS_OWN])[0] is ITS_OWN


def test_an_overview_stays_where_no_line_of_the_party_is_near() -> None:
    far = candidate(8.0 - OVERVIEW - 0.1, 1.0, 0)
    other_aspect = candidate(7.5, 1.0, 0, aspek=0.0)
    for found in ([OVERVIEW_OF_ALL, far], [OVERVIEW_OF_ALL, other_aspect], [OVERVIEW_OF_ALL]):
        assert of_the_party(found)[0] is OVERVIEW_OF_ALL


def test_a_statement_of_the_party_is_left_where_it_is() -> None:
    first = candidate(8.0, 1.0, 5)
    assert of_the_party([first, ITS_OWN])[0] is first


def test_each_half_of_a_question_gets_a_statement_of_its_kind() -> None:
    deadline, who = candidate(8.0, 0.0, 0, aspek=0.0), candidate(6.5, 0.0, 0)
    assert of_the_kind([deadline, who]) == [who]
    far = candidate(8.0 - OTHER_KIND - 0.1, 0.0, 0)
    assert of_the_kind([deadline, far]) == [deadline, far]
